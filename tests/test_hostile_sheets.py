"""Sheets that were made to break the import, or whoever reads what it says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from welcomeplan import intake
from welcomeplan.errors import UserError

from .intake_runs import milestones, open_document, read, workbook, written

HEAD = ["Action", "Lead", "Due"]


def csv(*rows: str) -> dict[str, bytes]:
    return {"plan.csv": "\n".join(["Action,Lead,Due", *rows]).encode()}


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return made.getvalue()


def far_corner() -> bytes:
    cell = '<c r="XFD1048576"><v>1</v></c>'
    return workbook({"S": [HEAD]}, extra=f'<row r="1048576">{cell}</row>')


def repeated() -> bytes:
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell'
    cell = ' table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p>'
    return open_document([HEAD], f"{row}{cell}</table:table-cell></table:table-row>")


def lying() -> bytes:
    """A part that is a thousand times larger than the file says."""
    data = bytearray(packed({"xl/workbook.xml": b"<workbook/>", "bomb": b"\0" * (300 << 20)}))
    size = (300 << 20).to_bytes(4, "little")
    while size in data:
        at = data.index(size)
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: packed({"xl/workbook.xml": b" " * (300 << 20)}), "larger than 256 MiB"),
    "a bomb that lies": (lying, "larger than 256 MiB|can't be unpacked"),
    "a cell in the far corner": (far_corner, "1,048,576 rows by 16,384 columns"),
    "a packed file that is none": (lambda: packed({"a": b"b"}), "can't be read"),
    "half a workbook": (lambda: workbook({"S": [HEAD]})[:300], "can't be unpacked"),
    "noise": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 20,
        "can't be read",
    ),
    "nothing": (lambda: b"", "can't be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_that_would_cost_too_much_is_refused(name: str) -> None:
    make, told = REFUSED[name]
    data = make()
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UserError, match=told):
        intake.read_tables(data, "plan.xlsx")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000


def test_cells_that_are_said_to_repeat_are_refused() -> None:
    with pytest.raises(UserError, match="1,000,001 rows by 1,000 columns"):
        intake.read_tables(repeated(), "plan.ods")


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_an_error_far_off_is_refused_as_any_cell_is(ending: str) -> None:
    if ending == "xlsx":
        far = '<row r="90000000"><c t="e"><v>#N/A</v></c></row>'
        data = workbook({"Plan": [["Action", "Lead", "Due"]]}, extra=far)
    else:
        far = '<table:table-row table:number-rows-repeated="90000000"/>'
        far += '<table:table-row><table:table-cell table:formula="=1"/></table:table-row>'
        data = open_document([["Action", "Lead", "Due"]], far)
    with pytest.raises(UserError, match=r"can't be read|more than"):
        intake.read_tables(data, f"plan.{ending}")


def test_a_cell_that_is_never_closed_is_looked_at_once() -> None:
    extra = f'<row r="2"><c r="A2" t="e">{"<v " * 100_000}'
    begun = perf_counter()
    with pytest.raises(UserError, match="can't be read"):
        intake.read_tables(workbook({"Plan": [["Action"]]}, extra=extra), "plan.xlsx")
    assert perf_counter() - begun < 5


def test_a_million_empty_formatted_rows_are_no_rows() -> None:
    rows = "".join(f'<row r="{at}"><c r="A{at}" s="1"/></row>' for at in range(5, 200_000))
    book = workbook({"S": [HEAD, ["Plant trees", "Parks", "2026-12-31"]]}, extra=rows)
    found = read({"plan.xlsx": book})
    assert [one.place for one in found.landings] == ["S!2"]


def test_sixteen_thousand_columns_are_read() -> None:
    row = ",".join(["Plant trees", "Parks", "2026-12-31", *("x" for _ in range(16_000))])
    found = read(csv(row))
    assert len(found.strategies[0].parts[0].parts) == 1


@pytest.mark.parametrize(
    "cell",
    [
        '=HYPERLINK("http://example.org")',
        "a\x00b",
        "a\x0bb\x1b[31mred",
        "line\r\nbreak",
        "a\u202egnp.exe",
        "x: y # z",
        "- a",
        "{a: b}",
        "!!python/object:os.system",
        "&a *a",
        "'\"",
        "\ufeffmark",
        "a\u2028b",
    ],
)
def test_any_text_lands_as_it_is(cell: str, tmp_path: Path, capsys: Any) -> None:
    quoted = cell.replace('"', '""')
    found = read(csv(f'"Plant {quoted}","Parks {quoted}",2026-12-31'))
    plan = milestones(written(found, tmp_path / "plan"), capsys)
    assert [one["title"] for one in plan] == [f"Plant {cell}".strip()]


def test_a_header_with_anything_in_it_is_a_key(tmp_path: Path, capsys: Any) -> None:
    headers = ["a: b", "%", "'", "x" * 500, "\x1b[31m", "现况", "- ", "A B", "a-b"]
    head = ",".join(["Action", "Lead", "Due", *(f'"{one}"' for one in headers)])
    row = ",".join(["Plant", "Parks", "2026-12-31", *("1" for _ in headers)])
    found = read({"plan.csv": f"{head}\n{row}\n".encode()})
    plan = milestones(written(found, tmp_path / "plan"), capsys)
    assert len(plan[0]["x"]) == len(headers)


def test_ten_megabytes_in_a_cell_are_refused_with_the_row() -> None:
    with pytest.raises(UserError, match="row 3 can't be read"):
        read(csv("Plant,Parks,2026-12-31", f'"{"x" * 10_000_000}",Parks,2026-12-31'))


def test_long_prose_is_looked_through_only_so_far() -> None:
    found = read(csv(f'"{"by 2028 and " * 10_000}",Parks,', "Plant,Parks,2026-12-31"))
    assert len(found.landings) == 2


@pytest.mark.parametrize("name", ["plan.pdf", "plan", "plan.xlsb", "plan.csv.exe"])
def test_files_of_other_kinds_are_named(name: str) -> None:
    with pytest.raises(UserError, match="no table is read from a file of this kind"):
        intake.read_tables(b"x", name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_texts_of_any_encoding(encoding: str) -> None:
    data = "Action,Lead,Due\nÉtendre,Ville,2026-12-31\n".encode(encoding)
    found = read({"plan.csv": data})
    assert found.strategies[0].parts[0].parts[0].title == "Étendre"


def test_two_thousand_rows_of_the_same_title() -> None:
    found = read(csv(*["The same,Parks,2026-12-31"] * 2_000))
    made = intake.draft(found.strategies)
    assert len(made.files) == 1
    assert len({item.id for item in found.strategies[0].parts[0].parts}) == 2_000
