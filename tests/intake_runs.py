"""What the tests of sheets share: a sheet to a plan on disk, and the plan read again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli, intake, yamltext
from welcomeplan.deadlines import Calendar


def choices(
    columns: Mapping[str, str] | None = None,
    *,
    sheet: str | None = None,
    organizations: Sequence[str] = (),
    calendar: Calendar | None = None,
) -> intake.Choices:
    return intake.Choices(columns or {}, sheet, organizations, calendar or Calendar())


def read(files: Mapping[str, bytes], chosen: intake.Choices | None = None) -> intake.Intake:
    tables = [one for name, data in files.items() for one in intake.read_tables(data, name)]
    return intake.read_sheets(tables, chosen or choices())


def written(found: intake.Intake, folder: Path, calendar: dict[str, str] | None = None) -> Path:
    """The folder of a plan with what came of tables."""
    made = intake.draft(found.strategies)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (folder / f"{name}.yaml").write_bytes(yamltext.compose(data).data)
    head: dict[str, Any] = {
        "title": str(found.head.get("title", "A plan")),
        "calendar": calendar or {},
        "organizations": dict(made.organizations),
        "strategies": list(made.files),
        # As `import` has it, where words are kept that nobody can date.
        "checks": {"unreadable-deadline": "warning"},
    }
    (folder / "plan.yaml").write_bytes(yamltext.compose(head).data)
    return folder


def milestones(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The milestones of a valid plan, as `list --json` gives them."""
    assert run("validate", folder, capsys)[0] == 0, run("validate", folder, capsys)[1]
    told = json.loads(run("list", folder, capsys, "--json")[1])
    found: list[dict[str, Any]] = told["milestones"]
    return found


def run(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run([command, "--dir", str(folder), "--as-of", "2026-06-01", *more])
    return code, capsys.readouterr().out


# -- workbooks, as small as they can be


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    merged: Sequence[str] = (),
    hidden: Sequence[tuple[int, int]] = (),
    since_1904: bool = False,
    extra: str = "",
    styles: str = "",
    hidden_sheets: Sequence[str] = (),
) -> bytes:
    """An .xlsx of texts, numbers, truths and days (which are numbers with a format of dates).
    `styles` are formats and fonts in place of these two; `extra` are rows as they are stored."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        names = [
            f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"'
            f"{_HIDDEN if name in hidden_sheets else ''}/>"
            for at, name in enumerate(sheets, 1)
        ]
        first = ' date1904="1"' if since_1904 else ""
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><workbookPr{first}/>'
            f"<sheets>{''.join(names)}</sheets></workbook>",
        )
        links = [
            f'<Relationship Id="rId{at}" Type="{_REL}/worksheet"'
            f' Target="worksheets/sheet{at}.xml"/>'
            for at in range(1, len(sheets) + 1)
        ]
        links.append(f'<Relationship Id="rS" Type="{_REL}/styles" Target="styles.xml"/>')
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>',
        )
        packed.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}">{styles or _STYLES}</styleSheet>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
            f' Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        for at, rows in enumerate(sheets.values(), 1):
            columns = [f'<col min="{one}" max="{two}" hidden="1"/>' for one, two in hidden]
            ranges = [f'<mergeCell ref="{one}"/>' for one in merged]
            packed.writestr(
                f"xl/worksheets/sheet{at}.xml",
                f'<worksheet xmlns="{_MAIN}">'
                + (f"<cols>{''.join(columns)}</cols>" if columns else "")
                + f"<sheetData>{''.join(_rows(rows, since_1904))}{extra}</sheetData>"
                + (f"<mergeCells>{''.join(ranges)}</mergeCells>" if ranges else "")
                + "</worksheet>",
            )
    return made.getvalue()


_HIDDEN = ' state="hidden"'
_STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _rows(rows: Sequence[Sequence[Any]], since_1904: bool) -> Iterator[str]:
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
    for at, row in enumerate(rows, 1):
        cells = []
        for column, value in enumerate(row):
            place = f"{letters(column)}{at}"
            if isinstance(value, bool):
                cells.append(f'<c r="{place}" t="b"><v>{int(value)}</v></c>')
            elif isinstance(value, date):
                cells.append(f'<c r="{place}" s="1"><v>{(value - epoch).days}</v></c>')
            elif isinstance(value, int | float):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            elif str(value).startswith("#"):
                cells.append(f'<c r="{place}" t="e"><v>{value}</v></c>')
            elif value:
                said = f'<t xml:space="preserve">{escape(value)}</t>'
                cells.append(f'<c r="{place}" t="inlineStr"><is>{said}</is></c>')
        yield f'<row r="{at}">{"".join(cells)}</row>'


def open_document(rows: Sequence[Sequence[Any]], tail: str = "") -> bytes:
    """An .ods of texts and days."""
    lines = []
    for row in rows:
        cells = []
        for value in row:
            if isinstance(value, date):
                kind = f'office:value-type="date" office:date-value="{value}"'
            else:
                kind = 'office:value-type="string"'
            cells.append(
                f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
            )
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0"'
        f' xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0">'
        "<office:body><office:spreadsheet>"
        f'<table:table table:name="Plan">{"".join(lines)}{tail}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


def letters(column: int) -> str:
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
