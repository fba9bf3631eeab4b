"""The promises as files for other programs: the same facts in each, read back by readers of
others."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from welcomeplan import cli
from welcomeplan.formats import export_xlsx
from welcomeplan.wording import show

from .conftest import ROOT
from .test_report import HEAD, plan_of
from .torture import TEXTS

KANSAS_CITY = ROOT / "plan"
DAY = ("--as-of", "2018-02-15")
ENDINGS = (".json", ".csv", ".xlsx")
PLANS = {
    "shipped": KANSAS_CITY,
    "several": ROOT / "examples",
    "federal": ROOT / "examples" / "federal-data-strategy-2020",
}


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Runs the command, and gives the file, what it says, and its exit code."""

    def it(folder: Path, ending: str, *words: str, name: str = "out") -> tuple[Path, str, int]:
        file = tmp_path / f"{name}{ending}"
        code = cli.run(["export", "-o", str(file), "--dir", str(folder), *(words or DAY)])
        out, err = capsys.readouterr()
        assert "a fault of welcomeplan itself" not in err
        assert out in (f"{file}: written\n", "")
        return file, err, code

    return it


def table(file: Path, name: str = "Promises") -> list[dict[str, Any]]:
    """The rows of a sheet by the names of their columns, as openpyxl reads them."""
    head, *rows = openpyxl.load_workbook(file)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def lines(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))


def guide(file: Path) -> list[tuple[str, str]]:
    """What the workbook says of itself."""
    sheet = openpyxl.load_workbook(file)["How to read it"]
    return [(str(name or ""), str(said or "")) for name, said in sheet.iter_rows(values_only=True)]


# -- the same facts


@pytest.mark.parametrize("folder", PLANS.values(), ids=PLANS)
def test_json_is_that_of_list(
    export: Any, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, _, code = export(folder, ".json")
    assert code == 0
    assert cli.run(["list", "--json", "--dir", str(folder), *DAY]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert json.loads(file.read_bytes()) == {**listed, "command": "export"}


@pytest.mark.parametrize("folder", PLANS.values(), ids=PLANS)
def test_every_format_has_every_promise(export: Any, folder: Path) -> None:
    told = json.loads(export(folder, ".json")[0].read_bytes())
    every = [*told["milestones"], *told["indicators"]]
    wanted = [(one["plan"], one["id"], one["state"], one["due_by"] or "") for one in every]
    rows = lines(export(folder, ".csv")[0])
    assert [(row["Plan"], row["Id"], row["State"], row["Due"]) for row in rows] == wanted
    found = table(export(folder, ".xlsx")[0])
    assert [
        (row["Plan"], row["Id"], row["State"], row["Due"].date().isoformat() if row["Due"] else "")
        for row in found
    ] == wanted
    assert {row["As of"] for row in rows} == {"2018-02-15"}


def test_csv_and_workbook_say_the_same_in_every_column(export: Any) -> None:
    for folder in PLANS.values():
        rows, found = lines(export(folder, ".csv")[0]), table(export(folder, ".xlsx")[0])
        for row, other in zip(rows, found, strict=True):
            said = {name: _said(value) for name, value in other.items()}
            assert said.pop("Promise") == row.pop("Milestone").removeprefix("'")
            assert said == {name: text.removeprefix("'") for name, text in row.items()}


def _said(value: Any) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value or "")


def test_tables_of_all_plans_have_the_same_columns(export: Any, tmp_path: Path) -> None:
    numbered = plan_of(tmp_path / "plan", 'id: a, title: A, number: "1.20", due: 2018')
    heads = set()
    for folder in (*PLANS.values(), numbered):
        file = export(folder, ".csv")[0]
        heads.add(file.read_bytes().split(b"\r\n")[0])
    assert len(heads) == 1
    assert lines(file)[0]["Number"] == "1.20"


def test_a_promise_of_several_plans_is_named_as_in_one(export: Any) -> None:
    several = {(row["Plan"], row["Id"]) for row in lines(export(PLANS["several"], ".csv")[0])}
    one = {(row["Plan"], row["Id"]) for row in lines(export(PLANS["federal"], ".csv")[0])}
    assert one < several


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_plan_gives_the_same_bytes(export: Any, ending: str) -> None:
    for folder in PLANS.values():
        first = export(folder, ending, name="first")[0]
        assert first.read_bytes() == export(folder, ending, name="second")[0].read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
def test_filters_are_those_of_list(export: Any, ending: str) -> None:
    file, _, code = export(KANSAS_CITY, ending, *DAY, "--owner", "marc", "--state", "undated")
    assert code == 0
    whole = json.loads(export(KANSAS_CITY, ".json", name="whole")[0].read_bytes())["milestones"]
    wanted = [one["id"] for one in whole if (one["owner"], one["state"]) == ("marc", "undated")]
    if ending == ".json":
        found = [one["id"] for one in json.loads(file.read_bytes())["milestones"]]
    else:
        found = [row["Id"] for row in (lines if ending == ".csv" else table)(file)]
    assert found == wanted
    assert 0 < len(found) < len(whole)


# -- the workbook


def test_a_partner_sees_first_what_by_when_how_and_who(export: Any) -> None:
    book = openpyxl.load_workbook(export(KANSAS_CITY, ".xlsx")[0])
    sheet = book["Promises"]
    head = [cell.value for cell in sheet[1]]
    assert head[:5] == ["Promise", "Due", "State", "Owner", "Owner (name)"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", f"A1:AB{sheet.max_row}")
    assert [one.sheet_state for one in book] == ["visible"] * len(book.sheetnames)
    sizes = sheet.column_dimensions.values()
    assert all(6 <= one.width <= 50 and not one.hidden for one in sizes)
    states = {cell.value: cell.fill.fgColor.rgb for cell in sheet["C"][1:]}
    assert states["overdue"] != states["current"]
    due = sheet["B2"]
    assert (due.value, due.number_format) == (datetime(2017, 9, 30), "yyyy-mm-dd")  # noqa: DTZ001


def test_the_guide_says_of_what_the_workbook_is(export: Any) -> None:
    file = export(KANSAS_CITY, ".xlsx", *DAY, "--anyone", "marc", "--state", "overdue")[0]
    told = guide(file)
    assert told[0] == ("As of", "Promises as of 2018-02-15 · 2017-2018 Strategic Action Plan")
    only = "These are not all promises, but those alone of: owner or partner marc, state overdue."
    assert ("Note", only) in told
    states = {row["State"] for row in table(export(KANSAS_CITY, ".xlsx")[0])}
    assert states <= {name for name, _ in told}


def test_every_column_is_explained(export: Any, tmp_path: Path) -> None:
    for folder in (PLANS["several"], plan_of(tmp_path / "plan", "id: a, title: A")):
        file = export(folder, ".xlsx")[0]
        told = guide(file)
        meant = [name for name, _ in told[told.index(("Column", "What it holds")) + 1 :]]
        heads = [
            list(table(file, name)[0]) for name in openpyxl.load_workbook(file).sheetnames[:-1]
        ]
        assert sorted(meant) == sorted({name for head in heads for name in head})
        assert [name for name in meant if name in heads[0]] == heads[0]
        assert all(said for _, said in told if _)


def test_what_repeats_has_a_row_for_each_of_its_times(export: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, repeats: quarterly, starts: 2017Q4, due: 2018Q2, owner: marc,"
        " occurrences: [{period: 2017Q4, done: 2018-02-01}]",
        "id: b, title: B, due: 2018",
    )
    file = export(folder, ".xlsx")[0]
    times = json.loads(export(folder, ".json")[0].read_bytes())["milestones"][0]["times"]
    rows = table(file, "Times")
    assert [(row["Period"], row["State"], row["Due"].date().isoformat()) for row in rows] == [
        (time["period"], time["state"], time["due_by"]) for time in times
    ]
    assert [row["State"] for row in rows] == ["done late", "current", "upcoming"]
    assert {(row["Promise"], row["Owner"]) for row in rows} == {("A", "marc")}
    assert [row["Done"] for row in rows][:2] == [datetime(2018, 2, 1), None]  # noqa: DTZ001
    assert (
        "Sheet",
        "“Times” has a row for each time of what repeats, such as each quarter.",
    ) in guide(file)
    once = export(plan_of(tmp_path / "once", "id: b, title: B, due: 2018"), ".xlsx")[0]
    assert openpyxl.load_workbook(once).sheetnames == ["Promises", "How to read it"]


def test_numbers_are_numbers_and_what_looks_like_one_is_text(export: Any, tmp_path: Path) -> None:
    looks = ("012", "1e3", "2018-09", "12:30", "TRUE", "1/2", "0x1F", "-1", "3.10", "#N/A", "1,5")
    indicators = [
        f"{{id: i{at}, title: '{text}', number: '{text}{at}', unit: '%', baseline: {at / 4 or 0}}}"
        for at, text in enumerate(looks)
    ]
    file = export(
        plan_of(tmp_path / "plan", "id: a, title: A", indicators=", ".join(indicators)), ".xlsx"
    )[0]
    rows = table(file)[1:]
    assert [row["Promise"] for row in rows] == list(looks)
    assert [row["Baseline"] for row in rows] == [at / 4 for at in range(len(looks))]
    assert [row["Number"] for row in rows] == [f"{text}{at}" for at, text in enumerate(looks)]


@pytest.mark.parametrize(
    ("baseline", "kept"),
    [
        ("0", 0),
        ("-2.5", -2.5),
        ("123456789012345", 123456789012345),
        ("123456789012345.5", "123456789012345.5"),
        ("1234567.123456789", "1234567.123456789"),
    ],
)
def test_a_number_that_excel_would_round_is_text(
    export: Any, tmp_path: Path, baseline: str, kept: Any
) -> None:
    one = f"{{id: i, title: I, unit: '%', baseline: {baseline}}}"
    file = export(plan_of(tmp_path / "plan", "id: a, title: A", indicators=one), ".xlsx")[0]
    assert table(file)[1]["Baseline"] == kept


@pytest.mark.parametrize("done", ["1900-01-01", "1900-02-28", "1900-03-01", "2199-12-31"])
def test_a_day_about_which_spreadsheets_disagree_is_text(
    export: Any, tmp_path: Path, done: str
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, done: {done}")
    found = table(export(folder, ".xlsx", "--as-of", "2199-12-31")[0])[0]["Done"]
    day = datetime.fromisoformat(done)  # without a time zone, as in a sheet
    assert found == (day if day.year > 1900 or day.month > 2 else done)


def test_a_sheet_without_room_is_refused(
    export: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plan_of(tmp_path / "plan", *(f"id: a{at}, title: A" for at in range(5)))
    monkeypatch.setattr(export_xlsx, "ROWS", 5)
    file, err, code = export(folder, ".xlsx")
    assert (code, file.exists()) == (2, False)
    assert "a sheet has room for 5 rows, and “Promises” would have 6" in err


def test_without_its_package_it_says_how_to_install_it(
    export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    file, err, code = export(KANSAS_CITY, ".xlsx")
    assert (code, file.exists()) == (2, False)
    assert "pip install 'welcomeplan[xlsx]'" in err


def test_an_export_can_be_imported(
    export: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = export(KANSAS_CITY, ".xlsx")[0]
    assert cli.run(["import", str(file), "--dir", str(tmp_path / "new"), "--write"]) == 0
    assert cli.run(["list", "--json", "--dir", str(tmp_path / "new"), *DAY]) == 0
    out = capsys.readouterr().out
    again = json.loads(out[out.index("{\n") :])["milestones"]
    before = json.loads(export(KANSAS_CITY, ".json")[0].read_bytes())["milestones"]
    assert [(one["title"], one["due_by"]) for one in again] == [
        (one["title"], one["due_by"]) for one in before
    ]


# -- what is missing


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_can_not_be_read_is_named(export: Any, tmp_path: Path, ending: str) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: 2018", "id: b, title: B, dew: 2018")
    file, err, code = export(folder, ending)
    assert code == 1
    assert "can't be read, and is missing" in err
    said = f"{folder.as_posix()}/a.yaml:7: the milestone `b` can't be read, and is missing here."
    if ending == ".json":
        assert [one["id"] for one in json.loads(file.read_bytes())["unread_parts"]] == ["b"]
        return
    rows = (lines if ending == ".csv" else table)(file)
    title = "Milestone" if ending == ".csv" else "Promise"
    assert [(row["State"], row[title]) for row in rows][1:] == [("unread", said)]
    assert ending == ".csv" or ("Missing", said) in guide(file)


# -- what is written over


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_export_is_made_again_over_itself(export: Any, ending: str) -> None:
    for words in (DAY, DAY, ("--as-of", "2018-03-15"), (*DAY, "--owner", "marc")):
        file, err, code = export(KANSAS_CITY, ending, *words)
        assert (err, code) == ("", 0)
    fresh = export(KANSAS_CITY, ending, *DAY, "--owner", "marc", name="fresh")[0]
    assert file.read_bytes() == fresh.read_bytes()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("data", [b"x", b"PK\x03\x04", b"{}\n", b"Due,State,Id\n", b"\xff\xfe\x00"])
def test_what_is_not_ours_stays(export: Any, tmp_path: Path, ending: str, data: bytes) -> None:
    (tmp_path / f"out{ending}").write_bytes(data)
    file, err, code = export(KANSAS_CITY, ending)
    assert code == 3
    assert "nothing that welcomeplan made" in err
    assert file.read_bytes() == data


@pytest.mark.parametrize("who", ["Ann", None, "welcomeplan"])
def test_a_workbook_that_somebody_saved_stays(export: Any, who: str | None) -> None:
    file = export(KANSAS_CITY, ".xlsx")[0]
    book = openpyxl.load_workbook(file)
    book["Promises"]["A2"] = "We did that!"
    book.properties.lastModifiedBy = who
    book.save(file)
    saved = file.read_bytes()
    assert export(KANSAS_CITY, ".xlsx")[2] == 3
    assert file.read_bytes() == saved


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\r\n", b"\n"),
        (b"2017-09-30", b"9/30/2017"),
        (b"overdue", b'"overdue"'),
        (b"2017-09-30,", b"30.09.2017,"),
        (b",", b";"),
    ],
    ids=["line ends", "American days", "quotes", "German days", "semicolons"],
)
def test_a_csv_that_a_spreadsheet_program_saved_stays(export: Any, old: bytes, new: bytes) -> None:
    file = export(KANSAS_CITY, ".csv")[0]
    saved = file.read_bytes().replace(old, new)
    file.write_bytes(saved)
    assert export(KANSAS_CITY, ".csv")[2] == 3
    assert file.read_bytes() == saved


def test_excel_is_told_the_encoding(export: Any) -> None:
    plain = export(KANSAS_CITY, ".csv")[0].read_bytes()
    assert export(KANSAS_CITY, ".csv", *DAY, "--excel")[0].read_bytes() == b"\xef\xbb\xbf" + plain
    for ending in (".json", ".xlsx"):
        assert export(KANSAS_CITY, ending, *DAY, "--excel")[2] == 2


def test_a_name_of_no_format_is_refused(export: Any) -> None:
    file, err, code = export(KANSAS_CITY, ".pdf")
    assert (code, file.exists()) == (2, False)
    assert ".xlsx" in err


# -- hostile text

ATTACKS = (
    *("=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"),
    *("  =1+1", "\t=1+1", "＝1+1", "＋1", "－1", "＠x", "=IMPORTXML(A1)", "{=1+1}", "'=1+1"),
    *("http://example.org", "mailto:a@example.org", "file:///etc/passwd", "internal:Sheet1!A1"),
    *("external:c:/x.xlsx", "www.example.org", "\\\\server\\share", "javascript:alert(1)"),
    *("<r>x</r>", "<r><t>x</t></r>", "<r>&<</r>", "</t></si><si><t>x", "]]>", "<!--", "&amp;"),
    *("<r></r>", "<r>", "</r>", "<r>\x01</r>", "&#10;", "&lt;b&gt;", "<?xml?>", "<!DOCTYPE x>"),
    *("_x0041_", "_x000D_", "_x005F_x0041_", "_x0000_", "_xD83D_", "_xFFFF_"),
    *("a,b", 'a"b', "a;b", "a\r\nb,c", '"', '""', "'", ",", "\n", " ", "sep=;", "ID", "#REF!"),
    *("::error::x", "##[command]", "<script>alert(1)</script>", "{{ 7 * 7 }}", "%(x)s", "\\"),
    *("012", "1e3", "2018-09", "1/2", "TRUE", "NaN", "inf", "NULL", "\\N", "1,000", "٣", "½"),
    *("\u202eexe.txt", "\u2066x", "a\u200bb", "\ufeffx", "\u2028", "\u2029", "\u0085", "\u00ad"),
    *("\U0001f600", "👩‍👩‍👧", "日本", "مركز", "e\u0301" * 50, "\U0010ffff", "\ufffe", "\uffff"),
    *("x" * 300, "word " * 60, "=" + "x" * 300, "a" * 255, "a" * 256),
)
CONTROLS = (*map(chr, range(0x21)), *map(chr, range(0x7F, 0xA1)))
INVISIBLE = (
    *map(chr, (0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x2800, 0x3164, 0xFFA0)),
    *map(chr, (*range(0x2000, 0x2010), *range(0x2028, 0x2030), *range(0x205F, 0x2070))),
    *map(chr, (*range(0xFFF9, 0xFFFC), *range(0xFDD0, 0xFDD8), *range(0xE0020, 0xE0028))),
)
KINDS = [
    one
    for one in dict.fromkeys((*ATTACKS, *(f"a{one}b" for one in (*CONTROLS, *INVISIBLE)), *TEXTS))
    if one.strip() and not re.search("[\ud800-\udfff]", one)
]


def test_there_are_as_many_kinds_of_hostile_text_as_are_spoken_of() -> None:
    assert len(KINDS) >= 266


def quoted(text: str) -> str:
    """A text as YAML can say it, whatever it is."""
    plain = (char if char.isascii() and char.isalnum() else f"\\U{ord(char):08X}" for char in text)
    return f'"{"".join(plain)}"'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A plan in which each kind is a title, words, a source, a tag, a number and a key of one's
    own; and what of the kinds a file can say at all."""
    folder = tmp_path_factory.mktemp("hostile") / "plan"
    plan_of(
        folder,
        *(
            f"id: m{at}, title: {one}, due: {one}, owner: marc, source: {one}, tags: [{one}],"
            f" x-note: {one}, x-more: {{k{at}: [{one}]}}"
            for at, one in enumerate(map(quoted, KINDS))
        ),
        head=HEAD.replace("The Council", "The Council'").replace("A plan", quoted("=1+1")),
    )
    return folder, KINDS


def sane(text: str) -> bool:
    """Whether nothing in a text would be obeyed or hidden."""
    return show(text) == text


def test_hostile_text_is_text_in_a_workbook(export: Any, hostile: Any) -> None:
    folder, kinds = hostile
    file, _, code = export(folder, ".xlsx")
    told = json.loads(export(folder, ".json")[0].read_bytes())
    assert code == 0
    assert len(told["milestones"]) == len(kinds)
    rows = table(file)
    calamine = python_calamine.CalamineWorkbook.from_path(str(file))
    head, *others = calamine.get_sheet_by_name("Promises").to_python()
    for one, row, other in zip(told["milestones"], rows, others, strict=True):
        assert (row["Id"], row["Owner (name)"]) == (one["id"], "The Council'")
        for name, text in (
            ("Promise", one["title"]),
            ("In the plan's words", one["due"]["words"]),
            ("Tags", ", ".join(one["tags"])),
        ):
            found = [row[name], other[head.index(name)]]
            assert [_whole(each) for each in found] == [show(text)] * 2
            assert all(sane(str(each)) for each in found)


def _whole(text: Any) -> str:
    """As it was written: of `_x0041_` and its like openpyxl keeps the escape, and of two that
    share an underscore the first stands apart."""
    return re.sub(r"_x005F(?=_x[0-9A-F]{4}_)", "", str(text or "")).replace("F _x", "F_x")


@pytest.mark.parametrize("text", ["_x005F_x202E_", "_x0041_x0007_x202E_", "_xFFFF_x005f_x0041_"])
def test_no_letter_is_smuggled_in_by_its_number(export: Any, tmp_path: Path, text: str) -> None:
    file = export(plan_of(tmp_path / "plan", f"id: a, title: {text}"), ".xlsx")[0]
    book = python_calamine.CalamineWorkbook.from_path(str(file))
    found = book.get_sheet_by_name("Promises").to_python()[1][0]
    assert str(found).replace(" ", "") == text


def test_nothing_in_the_package_runs_or_leads_elsewhere(export: Any, hostile: Any) -> None:
    file = export(hostile[0], ".xlsx")[0]
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    assert not [name for name in parts if re.search(r"vba|\.bin|external|drawing|comment", name)]
    for name, text in parts.items():
        assert "<f>" not in text, name
        assert "<f " not in text, name
        assert not re.search("<hyperlinks?[ >]", text.casefold()), name
        assert "TargetMode" not in text, name
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", text), name
    cells = re.findall(r"<c [^>]*?(?: t=\"(\w+)\")?/?>", parts["xl/worksheets/sheet1.xml"])
    assert set(cells) <= {"s", ""}
    for cell in (c for row in openpyxl.load_workbook(file)["Promises"] for c in row if c.value):
        assert cell.data_type in ("s", "d"), cell
        # Whatever somebody types over a text stays one.
        assert cell.data_type == "d" or cell.number_format == "@", cell


def test_hostile_text_is_text_in_csv(export: Any, hostile: Any) -> None:
    file = export(hostile[0], ".csv")[0]
    rows = lines(file)
    assert len(rows) == len(hostile[1])
    assert file.read_bytes().count(b"\r\n") == len(rows) + 1
    assert file.read_bytes().count(b"\n") == len(rows) + 1
    for row in rows:
        for text in row.values():
            assert sane(text)
            assert not text.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["x" * 32_767, "x" * 32_768, "\U0001f600" * 20_000, "日" * 40_000])
def test_a_text_that_has_no_room_is_cut_off_and_says_so(
    export: Any, tmp_path: Path, text: str
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: {text}")
    found = table(export(folder, ".xlsx")[0])[0]["Promise"]
    size = len(found.encode("utf-16-le")) // 2
    assert size <= 32_767
    if len(text.encode("utf-16-le")) // 2 <= 32_767:
        assert found == text
    else:
        assert size > 32_700
        kept, _, said = found.partition(" … ")
        assert text.startswith(kept)
        assert said == "(cut off: a cell has no room for more; .csv and .json have all of it)"
    assert lines(export(folder, ".csv")[0])[0]["Milestone"] == text


def test_the_day_is_the_only_clock(export: Any) -> None:
    file = export(KANSAS_CITY, ".xlsx")[0]
    told = openpyxl.load_workbook(file).properties
    assert told.created.date() == told.modified.date() == date(2018, 2, 15)
    with zipfile.ZipFile(file) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("name", ["p.xlsx", "p.csv"])
def test_an_export_is_no_addition_to_its_plan(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = shutil.copytree(ROOT / "plan", tmp_path / "plan")
    where = ["--dir", str(plan)]
    assert cli.run(["export", "-o", str(tmp_path / name), *where]) == 0
    before = {path.name: path.read_bytes() for path in plan.iterdir()}
    assert cli.run(["import", str(tmp_path / name), "--write", *where]) == 3
    assert "export --ask OWNER" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in plan.iterdir()} == before


@pytest.mark.parametrize("command", ["status", "due", "remind", "export"])
def test_two_plans_of_one_id_are_told_apart_by_nobody(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for town in ("a", "b"):
        shutil.copytree(ROOT / "plan", tmp_path / town / "plan")
        head = tmp_path / town / "plan" / "plan.yaml"
        head.write_text(
            "\n".join(
                one for one in head.read_text("utf-8").split("\n") if "id: kansas" not in one
            ),
            "utf-8",
        )
    more = ["-o", str(tmp_path / "all.ics")] if command == "export" else []
    assert cli.run([command, "--dir", str(tmp_path), *more]) == 2
    assert "two plans are called `plan`" in capsys.readouterr().err
