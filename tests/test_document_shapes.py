"""The shapes in which documents hold what they say: merged cells, lines, lists in cells, headings
that promise. Each kind of documents comes to the same plan; no date of any is lost."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement

from tests.test_documents import PLAIN, dues, kinds, of_kind, read, whys
from welcomeplan import intake

HEAD = "<h1>Elm Plan</h1><h2>Goal 1: Growth</h2>"
HEADERS = "<tr><th>Action<th>Lead<th>Due"


def page(rows: str, after: str = "", headers: str = HEADERS) -> intake.Intake:
    return read(f"{HEAD}<table>{headers}{rows}</table>{after}", "a.html")


def plan(text: str, name: str = "a.md") -> intake.Intake:
    lines = (
        ("# Elm Plan", "## Goal 1: Growth") if name == "a.md" else ("Elm Plan", "Goal 1: Growth")
    )
    return read("\n\n".join((*lines, text)), name)


def word(fill: Any) -> intake.Intake:
    document = docx.Document()
    document.add_heading("Elm Plan", 1)
    document.add_heading("Goal 1: Growth", 2)
    fill(document)
    out = BytesIO()
    document.save(out)
    return intake.read_document(intake.read_passages(out.getvalue(), "a.docx"), PLAIN)


def word_table(rows: list[list[str]], change: Any = None) -> intake.Intake:
    def fill(document: Any) -> None:
        table = document.add_table(0, 3)
        for row in [["Action", "Lead", "Due"], *rows]:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        if change is not None:
            change(table)

    return word(fill)


def told(found: intake.Intake) -> list[tuple[str, Any, Any, Any]]:
    """Each action with who leads it, who helps, and by when."""
    return [
        (
            one.title,
            one.keys.get("lead"),
            one.keys.get("partners"),
            [part.keys.get("due") for part in one.parts],
        )
        for one in of_kind(found, "action")
    ]


def asked(found: intake.Intake) -> str:
    return " ".join(one.said for one in found.asks)


# Merged cells

DOWN = [
    (
        "<tr><td>Fix roof<td>Parks<td rowspan=2>2028<tr><td>Fix door<td>Library",
        [("Fix roof", "Parks", None, ["2028"]), ("Fix door", "Library", None, ["2028"])],
    ),
    (
        "<tr><td>Fix roof<td rowspan=3>Parks<td>2027<tr><td>Fix door<td>2028<tr><td>Mow<td>2029",
        [
            ("Fix roof", "Parks", None, ["2027"]),
            ("Fix door", "Parks", None, ["2028"]),
            ("Mow", "Parks", None, ["2029"]),
        ],
    ),
    (
        "<tr><td>Fix roof<td rowspan=2 colspan=1>Parks<td rowspan=2>2027<tr><td>Fix door"
        "<tr><td>Mow<td>Library<td>2029",
        [
            ("Fix roof", "Parks", None, ["2027"]),
            ("Fix door", "Parks", None, ["2027"]),
            ("Mow", "Library", None, ["2029"]),
        ],
    ),
    (  # An action over two rows is one, with two who do it.
        "<tr><td rowspan=2>Fix roof<td>Parks<td rowspan=2>2027<tr><td>Library",
        [("Fix roof", "Parks", ["Library"], ["2027"])],
    ),
    (  # A cell ends with its part of the table, and is of no heading across it.
        "<tbody><tr><td>Fix roof<td>Parks<td rowspan=9>2027<tr><td colspan=3>Phase 2"
        "<tbody><tr><td>Mow<td>Library<td>2029",
        [("Fix roof", "Parks", None, ["2027"]), ("Mow", "Library", None, ["2029"])],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), DOWN, ids=lambda one: str(one)[:40])
def test_what_a_cell_over_several_rows_says_is_said_of_each(rows: str, expected: Any) -> None:
    found = page(rows)
    assert told(found) == expected
    assert not found.asks


def test_an_indicator_over_several_rows_is_one() -> None:
    found = page(
        "<tr><td>Fix roof<td>2027<td rowspan=2>Roofs mended<tr><td>Fix door<td>2028",
        headers="<tr><th>Action<th>Due<th>Measure",
    )
    assert [one.title for one in of_kind(found, "indicator")] == ["Roofs mended"]
    assert dues(found) == ["2027", "2028"]


def test_merged_cells_of_a_word_table_are_said_of_each_row() -> None:
    def merge(table: Any) -> None:
        table.cell(1, 2).merge(table.cell(2, 2))
        table.cell(2, 1).merge(table.cell(3, 1))

    rows = [["Fix roof", "Parks", "2028"], ["Fix door", "Library", ""], ["Mow", "", "2029"]]
    assert told(word_table(rows, merge)) == [
        ("Fix roof", "Parks", None, ["2028"]),
        ("Fix door", "Library", None, ["2028"]),
        ("Mow", "Library", None, ["2029"]),
    ]


def test_an_empty_cell_that_is_not_merged_stays_empty() -> None:
    expected = [("Fix roof", "Parks", None, ["2028"]), ("Fix door", None, None, [])]
    assert told(page("<tr><td>Fix roof<td>Parks<td>2028<tr><td>Fix door<td><td>")) == expected
    assert told(word_table([["Fix roof", "Parks", "2028"], ["Fix door", "", ""]])) == expected


def test_a_cell_outside_of_any_row_is_read() -> None:
    found = intake.read_passages(b"<td>a<td rowspan=2>b<tr><td>c", "a.html")
    assert [one.text for one in found] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "cell", ["<td rowspan=999 colspan=999>x", "<td rowspan=999>x<td rowspan=999>", "<td>x<br>y"]
)
def test_no_merged_cells_cost_more_than_their_length(cell: str) -> None:
    began = time.monotonic()
    intake.read_passages(f"<table>{f'<tr>{cell}' * 20_000}</table>".encode(), "a.html")
    intake.read_passages(f"<p>{'x<br>' * 100_000}</p><td>{'x<br>' * 100_000}".encode(), "a.html")
    assert time.monotonic() - began < 20


# Lines

LABELS = [
    ("Lead: Housing Authority\nTimeline: 2027–2028", "a.md"),
    ("**Lead:** Housing Authority  \n**Timeline:** 2027–2028", "a.md"),
    ("**Lead:** Housing Authority<br>**Timeline:** 2027–2028", "a.md"),
    ("__Lead__: Housing Authority<BR />\n__Timeline__: 2027–2028", "a.md"),
    ("<p>Lead: Housing Authority<br>Timeline: 2027–2028", "a.html"),
    ("<p><b>Lead:</b> Housing Authority<br/>\n<b>Timeline:</b> 2027–2028", "a.html"),
    ("Lead: Housing Authority\nTimeline: 2027–2028", "a.txt"),
]


@pytest.mark.parametrize(("text", "name"), LABELS)
def test_each_label_at_the_beginning_of_a_line_says_its_own(text: str, name: str) -> None:
    if name == "a.html":
        found = read(f"{HEAD}<h3>Objective 1.1: Build</h3>{text}", name)
    else:
        found = plan(f"{'### ' * (name == 'a.md')}Objective 1.1: Build\n\n{text}", name)
    assert_built(found)


def test_each_label_at_the_beginning_of_a_line_of_word_says_its_own() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Objective 1.1: Build", 3)
        run = document.add_paragraph().add_run("Lead: Housing Authority")
        run.add_break()
        run.add_text("Timeline: 2027–2028")

    assert_built(word(fill))


def assert_built(found: intake.Intake) -> None:
    (objective,) = of_kind(found, "objective")
    assert (objective.title, objective.keys["lead"]) == ("Build", "Housing Authority")
    assert [(one.title, one.keys["due"]) for one in objective.parts] == [("Build", "2027–2028")]
    assert not found.asks


def test_a_line_that_begins_with_no_label_goes_on() -> None:
    for text, name in (
        ("Plant trees in all\nparks by 2030.", "a.md"),
        ("- Plant trees in all<br>parks by 2030.", "a.md"),
        (f"{HEAD}<p>Plant trees in all<br>parks by 2030.", "a.html"),
    ):
        found = read(text, name) if name == "a.html" else plan(text, name)
        assert "Plant trees in all parks by 2030." in [one.text for one in found.landings]
        assert dues(found) == ["by 2030"]


WHO = [
    ("Parks<br>Library", "Parks", ["Library"]),
    ("<p>Parks</p><p>Library</p>", "Parks", ["Library"]),
    ("<ul><li>Parks<li>Library</ul>", "Parks", ["Library"]),
    ("Parks, Police<br>Library; Clerk", "Parks", ["Police", "Library", "Clerk"]),
    ("Department of<br>Public Works", "Department of Public Works", None),
    ("Parks &amp;<br>Recreation", "Parks & Recreation", None),
    ("City Manager<br>and staff", "City Manager and staff", None),
    ("Parks,<br>Library", "Parks", ["Library"]),
]


@pytest.mark.parametrize(("cell", "lead", "partners"), WHO)
def test_who_stands_on_a_line_of_a_cell_is_one(cell: str, lead: str, partners: Any) -> None:
    found = page(f"<tr><td>Fix roof<td>{cell}<td>2028")
    assert told(found) == [("Fix roof", lead, partners, ["2028"])]
    if "<p>" in cell or "<ul>" in cell:
        return
    table = f"| Action | Lead | Due |\n|---|---|---|\n| Fix roof | {cell} | 2028 |"
    assert told(plan(table)) == [("Fix roof", lead, partners, ["2028"])]


@pytest.mark.parametrize("text", ["Parks\nLibrary", "Parks\rLibrary"])
def test_who_stands_on_a_line_of_a_cell_in_word_is_one(text: str) -> None:
    def lines(table: Any) -> None:
        cell = table.cell(1, 1)
        cell.text = "Parks"
        if text == "Parks\nLibrary":
            cell.add_paragraph("Library")
        else:
            cell.paragraphs[0].runs[0]._r.append(OxmlElement("w:br"))
            cell.paragraphs[0].add_run("Library")

    found = word_table([["Fix roof", "", "2028"]], lines)
    assert told(found) == [("Fix roof", "Parks", ["Library"], ["2028"])]


def test_what_may_be_the_rest_of_a_name_is_asked() -> None:
    found = page("<tr><td>Fix roof<td>Public Works<br>Department<td>2028")
    assert told(found) == [("Fix roof", None, None, ["2028"])]
    assert "Is that one organization, or more? “Public Works Department”" in asked(found)


# Tables and what stands around them

PROSE = [
    ("| Action | Lead | Due |\n|---|---|---|\n| Fix roof | Parks | 2028 |\n\n{}", "a.md"),
    (f"{HEAD}<table>{HEADERS}<tr><td>Fix roof<td>Parks<td>2028</table><p>{{}}</p>", "a.html"),
    (f"{HEAD}<table>{HEADERS}<tr><td>Fix roof<td>Parks<td>2028</td></tr></table>{{}}", "a.html"),
]


@pytest.mark.parametrize(("text", "name"), PROSE)
@pytest.mark.parametrize("said", ["Open the hall by 2034.", "Halls are cheap.", "Lead: Clerk"])
def test_what_follows_a_table_is_said_of_none_of_its_rows(text: str, name: str, said: str) -> None:
    text = text.replace("{}", said)
    found = plan(text) if name == "a.md" else read(text, name)
    assert told(found) == [("Fix roof", "Parks", None, ["2028"])]
    assert all(one.of is None and "text" not in one.keys for one in of_kind(found, "action"))
    later = [one for one in of_kind(found, "milestone") if one.title == "Open the hall"]
    assert len(later) == (said == "Open the hall by 2034.")
    assert all(one.of is None and "owner" not in one.keys for one in later)


LISTS = [
    "Pour concrete<ul><li>sand</li><li>lime</li></ul>",
    "Pour concrete<ul><li>sand<li>lime</ul>",
    "<p>Pour concrete</p><ol><li><p>sand</p></li><li>lime</li></ol>",
    "<h4>Pour concrete</h4><dl><dt>sand<dd>lime</dl>",
]


@pytest.mark.parametrize("cell", LISTS)
def test_a_list_in_a_cell_is_of_its_row(cell: str) -> None:
    found = page(f"<tr><td>{cell}</td><td>Parks<td>June 2028</tr><tr><td>Mow<td>Library<td>2029")
    assert told(found) == [
        ("Pour concrete", "Parks", None, ["June 2028"]),
        ("Mow", "Library", None, ["2029"]),
    ]
    assert of_kind(found, "action")[0].keys["text"] == "Pour concrete sand lime"


def test_a_list_in_a_table_that_only_sets_words_on_a_page_is_a_list() -> None:
    text = "<table><tr><td><ul><li>Plant trees by 2030<li>Mow by 2031</ul><td>Photo</table>"
    found = intake.read_passages(text.encode(), "a.html")
    assert [one.kind for one in found] == ["point", "point", "cell"]


# Menus that do not end


@pytest.mark.parametrize(
    "around", ["{}", "<main>{}</main>", "<div><section>{}</section></div>", "<article>{}</article>"]
)
@pytest.mark.parametrize("ends", ["</body></html>", ""])
def test_a_menu_that_does_not_end_hides_nothing(around: str, ends: str) -> None:
    inner = f"{HEAD}<p>Open the hall by 2034.</p><nav><p>Plant trees by 2036.</p>"
    found = read(f"<html><body>{around.replace('{}', inner)}{ends}", "a.html")
    assert dues(found) == ["by 2034", "by 2036"]


# Sentences with deadlines

TWO = [
    ("All residents will have a home by 2040.\n\nZero waste by 2042.", "a.txt"),
    ("All residents will have a home by 2040.\n\nZero waste by 2042.", "a.md"),
    ("All residents will have a home by 2040. Zero waste by 2042.", "a.txt"),
    (f"{HEAD}<p>All residents will have a home by 2040.<p>Zero waste by 2042.", "a.html"),
]


@pytest.mark.parametrize(("text", "name"), TWO)
def test_each_sentence_with_a_deadline_is_a_milestone(text: str, name: str) -> None:
    found = read(text, name) if name == "a.html" else plan(text, name)
    assert_two(found)


def test_each_paragraph_of_word_with_a_deadline_is_a_milestone() -> None:
    def fill(document: Any) -> None:
        document.add_paragraph("All residents will have a home by 2040.")
        document.add_paragraph("Zero waste by 2042.")

    assert_two(word(fill))


def assert_two(found: intake.Intake) -> None:
    made = [(one.title, one.keys["due"]) for one in of_kind(found, "milestone")]
    assert made == [
        ("All residents will have a home", "by 2040"),
        ("Zero waste by 2042", "by 2042"),
    ]
    assert not found.asks


@pytest.mark.parametrize(
    "said", ["One in five is over 65 by 2042.", "A share of 40% in 2042.", "Rents (2042): higher."]
)
def test_a_time_in_words_of_a_strategy_is_asked(said: str) -> None:
    found = plan(said, "a.txt")
    assert not dues(found)
    assert "Is it promised?" in asked(found)


def test_a_time_in_the_summary_of_a_plan_is_asked() -> None:
    said = "A town without any waste of its own by 2042, and with homes for all."
    found = read(f"Elm Plan\n\n{said}\n\nGoal 1: Growth\n\nPlant trees by 2030.\n")
    assert found.head["summary"] == said
    assert "Is it promised?" in asked(found)


SECOND = [
    ("Draft due 3/15/27; final due 4/15/27.", "3/15/27, 4/15/27"),
    ("Draft due March 15, 2027; final due April 15, 2027.", "March 15, 2027, due April 15, 2027"),
    ("Draft by 2027-03-15; final by 2027-04-15.", "by 2027-03-15, by 2027"),
    ("Start work in April 2027 and finish within 18 months.", "in April 2027, within 18 months"),
    ("Build the hall by June 2027 and report within 90 days.", "by June 2027, within 90 days"),
    ("Begin work in 2027 and finish in two years.", "in 2027, in two years"),
    ("Draft by 2027; final by 2028.", "by 2027, by 2028"),
]


@pytest.mark.parametrize(("said", "several"), SECOND)
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_second_deadline_of_a_sentence_is_asked(said: str, several: str, name: str) -> None:
    found = plan(said, name)
    assert "Which of the dates in the sentence is its deadline?" in asked(found)
    assert several in asked(found)
    assert dues(found) == [None]


@pytest.mark.parametrize(
    "said",
    [
        "Amend the ordinance of 3/15/2020 by June 2027.",
        "Open by June 2027 the hall that was begun in 2019.",
        "Hire two people in the May Street office by June 2027.",
    ],
)
def test_another_time_that_is_no_deadline_is_not_asked(said: str) -> None:
    found = plan(said)
    assert len(dues(found)) == 1
    assert "June 2027" in dues(found)[0]
    assert not found.asks


# Headings that promise


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("- Adopt the code by 2028:\n- Review it by 2030", "a.md"),
        ("- Adopt the code by 2028:\n\nStaff are few.", "a.md"),
        ("### Adopt the code by 2028\n\n- Review it by 2030", "a.md"),
        (f"{HEAD}<h3>Adopt the code by 2028</h3><ul><li>Review it by 2030</ul>", "a.html"),
        (f"{HEAD}<table>{HEADERS}<tr><td colspan=3>Adopt the code, by 2028"
         "<tr><td>Draw<td>Parks<td>2030</table>", "a.html"),
        (f"{HEAD}<table><tr><th>Objective<th>Action<th>Due<tr><td>Adopt the code by 2028"
         "<td>Review it<td>2030</table>", "a.html"),
    ],
)  # fmt: skip
def test_a_heading_keeps_its_deadline(text: str, name: str) -> None:
    found = read(text, name) if name == "a.html" else plan(text, name)
    assert "by 2028" in dues(found)
    assert ("Staff" in text) or len(dues(found)) == 2


def test_a_row_across_a_table_of_word_keeps_its_deadline() -> None:
    def across(table: Any) -> None:
        table.cell(1, 0).merge(table.cell(1, 2))

    rows = [["Design, by 2029", "", ""], ["Draw", "Parks", "2028"]]
    assert dues(word_table(rows, across)) == ["by 2029", "2028"]


def test_a_heading_that_tells_of_a_year_promises_nothing() -> None:
    found = plan("### 2018 accomplishments\n\nThe City will adopt the code by June 2030.")
    assert dues(found) == ["by June 2030"]
    assert "objective: 2018 accomplishments" in kinds(found)


# What stands above a text


def test_what_stands_above_a_markdown_text_is_told_of_and_its_title_is_the_heading() -> None:
    found = read("---\ntitle: Front\nlayout: page\n---\n# Elm Plan\n\n- Adopt by 2030\n", "a.md")
    assert found.head["title"] == "Elm Plan"
    assert whys(found)["title: Front"] == "code, which is not read (2 lines)"


@pytest.mark.parametrize(
    "text",
    ["---\n\n# Elm Plan\n", "---\nElm Plan\n---\n", "---\ntitle: it never ends\n# Elm Plan\n"],
)
def test_a_rule_above_a_text_hides_nothing(text: str) -> None:
    passages = intake.read_passages(f"{text}\n- Adopt the code by 2030\n".encode(), "a.md")
    assert all(one.kind != "code" for one in passages)
    assert any("Elm Plan" in one.text for one in passages)
