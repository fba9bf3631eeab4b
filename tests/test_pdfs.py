"""PDFs say what the document says that they were made of, whoever made them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import typst

from welcomeplan import deadlines, intake
from welcomeplan.intake.values import Choices

from .conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake import Passage

PDFS = ROOT / "tests" / "documents" / "pdf"
HEADERS = ("Action", "Responsible", "By when", "Indicator")
ROWS = [
    ("Give vouchers to all", "Finance Department", "from 1 January 2028", "10,000 vouchers"),
    ("Renew the yards", "Waste Company", "two a year, 2027–2030", "8"),
    ("Yield: Test AV", "Youth Office", "by the end of 2029", ""),
]


def read(name: str) -> list[Passage]:
    return intake.read_passages((PDFS / name).read_bytes(), name)


def told(passages: list[Passage]) -> list[tuple[str, int, int, str]]:
    return [
        (one.kind, one.row, one.level if one.kind == "cell" else 0, one.text) for one in passages
    ]


def made(source: str) -> list[Passage]:
    data = typst.compile(source.encode())
    assert isinstance(data, bytes)
    return intake.read_passages(data, "a.pdf")


def cells(passages: list[Passage]) -> list[tuple[int, int, str]]:
    return [(one.row, one.level, one.text) for one in passages if one.kind == "cell"]


@pytest.mark.parametrize(
    ("printed", "source", "besides"),
    [
        ("ruled.chromium.pdf", "ruled.html", [("text", -1, 0, "Waste plan")]),
        ("bare.chromium.pdf", "bare.html", [("text", -1, 0, "Waste plan")]),
        ("ruled.libreoffice.pdf", "ruled.docx", []),
        ("bare.libreoffice.pdf", "bare.docx", []),
    ],
)
def test_a_pdf_says_what_its_source_says(
    printed: str, source: str, besides: list[tuple[str, int, int, str]]
) -> None:
    """Letters that stand close are read once, cells are in their rows and columns; and what a
    browser prints around each page is no sentence, but for the title of the page."""
    assert told(read(printed)) == told(read(source)) + besides


def test_a_table_that_can_not_be_read_lands_nowhere_and_says_so() -> None:
    """Its rows are as far apart as the paragraphs of its cells are."""
    calendar = deadlines.Calendar()
    found = intake.read_document(
        read("unread.libreoffice.pdf"), Choices({}, None, ("Flood Office",), calendar)
    )
    left = {one.text: one for one in found.landings if one.why.startswith("a table that could")}
    assert {"Action", "Flood Office", "30 June 2027", "Remove the weir (subject to permit)"} <= set(
        left
    )
    assert all(one.item is None for one in left.values())
    assert "import the Word file or the sheet that it was made from" in left["Action"].why
    assert not found.strategies


@pytest.mark.parametrize("name", ["ruled.docx", "ruled.libreoffice.pdf"])
def test_each_paragraph_of_a_cell_is_of_its_row(name: str) -> None:
    found = intake.read_document(
        read(name), Choices({}, None, ("Flood Office",), deadlines.Calendar())
    )
    landed = {one.text: one.item for one in found.landings}
    assert landed["Publish the flood map"] is not None
    assert landed["Dec. 2026"] is not None
    assert landed["within 3 months of each flood"] is not None


def table(options: str, rows: Sequence[tuple[str, ...]]) -> str:
    told = ", ".join(f"[{cell}]" for row in (HEADERS, *rows) for cell in row)
    return f"#table(columns: (1.4fr, 1fr, 1fr, 1fr), {options}, {told})"


@pytest.mark.parametrize(
    "options",
    [
        "stroke: 1pt",
        "stroke: none",
        "stroke: none, align: horizon",
        "stroke: none, align: center",
        "stroke: (y: 0.5pt, x: none)",
        "stroke: none, fill: (_, y) => if calc.odd(y) { luma(230) }",
    ],
)
@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_each_cell_stands_in_its_row_and_column(options: str, paper: str) -> None:
    source = f'#set page(paper: "{paper}")\nBefore it.\n\n{table(options, ROWS)}\n\nAfter it.'
    found = cells(made(source))
    expected = [
        (at, column, cell)
        for at, row in enumerate((HEADERS, *ROWS))
        for column, cell in enumerate(row)
        if cell
    ]
    assert found == expected or (
        options == "stroke: (x: 0.5pt)" and {c for _, c, _ in found} == {-1}
    )


@pytest.mark.parametrize("stroke", ["1pt", "none"])
def test_a_table_goes_on_on_the_next_page(stroke: str) -> None:
    rows = [(f"B{at} {row[0]}", *row[1:]) for at in range(9) for row in ROWS]
    head = ", ".join(f"[{one}]" for one in HEADERS)
    told = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = (
        '#set page(paper: "a5", footer: context [#counter(page).display()])\n'
        f"#table(columns: 4, stroke: {stroke}, table.header({head}), {told})"
    )
    found = cells(made(source))
    assert [text for _, column, text in found if column == 0] == ["Action", *(r[0] for r in rows)]
    assert {text for row, column, text in found if column == 3 and row} == {"10,000 vouchers", "8"}


def test_merged_cells_stand_where_they_begin() -> None:
    source = """#table(columns: 3, [Goal], [Action], [By when],
        table.cell(rowspan: 2, align: horizon)[Upper valley], [Plant trees], [2028],
        [Buy meadows], [2029], table.cell(colspan: 2)[Lower valley], [2030])"""
    assert cells(made(source)) == [
        (0, 0, "Goal"),
        (0, 1, "Action"),
        (0, 2, "By when"),
        (1, 0, "Upper valley"),
        (1, 1, "Plant trees"),
        (1, 2, "2028"),
        (2, 1, "Buy meadows"),
        (2, 2, "2029"),
        (3, 0, "Lower valley"),
        (3, 2, "2030"),
    ]


def test_the_years_at_the_foot_of_a_table_are_no_numbers_of_pages() -> None:
    rows = ", ".join(
        f"[Build until #v(1fr) {year}], table.cell[Do it]" for year in (2028, 2029, 2030)
    )
    found = made(
        f'#set page(paper: "a6", margin: 6mm)\n#table(columns: 2, rows: (100%, 100%, 100%), {rows})'
    )
    assert cells(found) == [
        (at, column, text)
        for at, year in enumerate((2028, 2029, 2030))
        for column, text in enumerate((f"Build until {year}", "Do it"))
    ]


@pytest.mark.parametrize("hline", ["", "table.hline(y: 1)"])
def test_rows_that_no_rule_parts_are_never_one(hline: str) -> None:
    frame = "table.hline(y: 0), table.hline(y: 4), " + hline
    found = cells(made(table(f"stroke: (x: 0.5pt, y: none), {frame.rstrip(', ')}", ROWS)))
    assert not [text for _, _, text in found if "Give" in text and "Renew" in text]
    assert {column for _, column, _ in found} == {-1}


def test_a_label_with_a_gap_behind_it_is_no_table() -> None:
    found = made("Lead: #h(3cm) Youth Office\n\nTimeline: #h(3cm) June 2027")
    assert not cells(found)
    assert " ".join(one.text for one in found) == "Lead: Youth Office Timeline: June 2027"


@pytest.mark.parametrize(
    "drawing",
    [
        "#for at in range(4000) [#place(dx: at * 0.1pt, line(length: 9cm, angle: 90deg))]",
        "#for at in range(4000) [#place(dx: at * 0.1pt, circle(radius: 2pt))]",
        "#for at in range(900) [#place(dx: at * 0.4pt, line(length: 9cm, angle: 90deg))"
        "#place(dy: at * 0.4pt, line(length: 9cm))]",
    ],
    ids=["lines", "dots", "grid"],
)
def test_a_drawing_costs_no_more_than_a_page(drawing: str) -> None:
    data = typst.compile(f"We will build it. {drawing}".encode())
    assert isinstance(data, bytes)
    begun = time.process_time()
    found = intake.read_passages(data, "a.pdf")
    assert time.process_time() - begun < 2
    assert "We will build it." in " ".join(one.text for one in found)
