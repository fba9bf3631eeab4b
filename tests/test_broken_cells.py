"""Cells that say nothing, or less than they seem to: errors, formulas without a value, months shown
of a day, rows and sheets that are hidden, words that are struck out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from welcomeplan import intake

from .intake_runs import choices, open_document, read, workbook

HEADER: list[Any] = ["Goal", "Action", "Lead", "Due"]
FIRST: list[Any] = ["A", "Open park", "Parks", "2027"]


def asked(found: intake.Intake) -> dict[str, str]:
    """Every question, by each cell or row that it is asked of."""
    told: dict[str, str] = {}
    for ask in found.asks:
        for place in ask.places:
            told[place] = f"{told.get(place, '')}{ask.said}\n"
    return told


def titles(found: intake.Intake) -> list[tuple[str, str]]:
    """The strategies and titles of milestones."""
    return [
        (strategy.title, one.title)
        for strategy in found.strategies
        for objective in strategy.parts
        for one in objective.parts
    ]


def dues(found: intake.Intake) -> list[Any]:
    landed = [one.item for one in found.landings if one.item and one.item.kind == "milestone"]
    return [one.keys.get("due") for one in landed]


def rows_of(*rows: Sequence[str]) -> intake.Intake:
    text = "\n".join(",".join(row) for row in (HEADER, *rows))
    return read({"plan.csv": f"{text}\n".encode()})


# -- errors, and formulas without a value


def test_errors_in_a_workbook_are_asked() -> None:
    rows = [HEADER, FIRST, ["A", "Mow park", "#N/A", "#REF!"], ["#VALUE!", "Shut park", "", ""]]
    told = asked(read({"p.xlsx": workbook({"S": rows})}))
    assert "the formula shows #N/A: it was left out" in told["S!C3"]
    assert "the formula shows #REF!: it was left out" in told["S!D3"]
    assert "the formula shows #VALUE!: it is kept as what the row stands under" in told["S!4"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c r="D3"><f>B3</f><v></v></c>', "=(B3)"),
        ('<c r="D3"><f>B3&amp;"x"</f></c>', '=(B3&"x")'),
        ('<c r="D3"><f t="shared" si="0"/></c>', "=(?)"),
        ('<c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "shows #DIV/0!"),
        ("<c t='e'><v>#NULL!</v></c>", "shows #NULL!"),
    ],
)
def test_a_formula_without_its_value_is_asked(cell: str, shown: str) -> None:
    text = '<c r="{}3" t="inlineStr"><is><t>{}</t></is></c>'
    before = "".join(text.format(*one) for one in ("AA", ("B", "Mow park"), ("C", "Parks")))
    before = before if "r=" in cell else before.replace(' r="', ' x="')
    made = workbook({"S": [HEADER, FIRST]}, extra=f'<row r="3">{before}{cell}</row>')
    assert shown in asked(read({"p.xlsx": made}))["S!D3"]


def test_a_formula_whose_value_is_an_empty_text_has_one() -> None:
    cell = '<row r="3"><c r="B3" t="inlineStr"><is><t>Mow park</t></is></c>'
    cell += '<c r="C3" t="str"><f>IF(1,"")</f><v></v></c></row>'
    found = read({"p.xlsx": workbook({"S": [HEADER, FIRST]}, extra=cell)})
    assert "S!C3" not in asked(found)


def test_a_column_of_nothing_but_formulas_is_asked() -> None:
    text = '<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>'
    made = []
    for n in (2, 3):
        words = zip("ABCD", ("A", f"Open park {n}", "Parks", "2027"), strict=True)
        own = "".join(text.format(letter, n, one) for letter, one in words)
        made.append(f'<row r="{n}">{own}<c r="E{n}"><f>A{n}</f></c></row>')
    told = asked(read({"p.xlsx": workbook({"S": [[*HEADER, "Cost"]]}, extra="".join(made))}))
    assert "without its value" in told["S!E2"]
    assert "without its value" in told["S!E3"]


@pytest.mark.parametrize(
    "title", ["#REF!", "=B2", "=Sheet2!$B$2", "=VLOOKUP(A2;Plan;2)", "='Our plan'!B2&C2", "Err:508"]
)
def test_a_title_that_is_broken_is_asked_and_nothing_else_is_taken_for_it(title: str) -> None:
    found = rows_of(FIRST, ["A", f"{title}", "Parks", "2028"])
    assert titles(found) == [("A", "Open park")]
    assert "its row was left out. What is promised there?" in asked(found)["plan.csv!B3"]
    assert [one.place for one in found.landings if not one.item] == ["plan.csv!3"]


def test_columns_are_what_their_other_cells_are() -> None:
    rows = [["A", "Open park", "Parks", "=D9"], ["=A2", "=B2", "=C2", "2028"]]
    keys = {one.label: one.key for one in rows_of(*rows).taken}
    assert keys == {"Goal": "strategy", "Action": "title", "Lead": "owner", "Due": "due"}


def test_an_error_under_a_time_is_asked() -> None:
    text = "Goal,Indicator,2027,2028\nA,Homes,10 homes,#REF!\nA,Parks,=C2,5 parks\n"
    told = asked(read({"plan.csv": text.encode()}))
    assert "the formula shows #REF!: it was left out" in told["plan.csv!D2"]
    assert "without its value, =C2" in told["plan.csv!C3"]


# -- days that are shown as months

MONTHS = [
    ("17", "", "June 2027"),
    ("164", "mmmm yyyy", "June 2027"),
    ("164", "[$-409]mmm\\-yy;@", "June 2027"),
    ("164", "mm/yyyy", "June 2027"),
    ("164", "yyyy", "2027"),
    ("164", "yyyy-mm-dd", "2027-06-01"),
    ("164", "d. mmmm yyyy", "2027-06-01"),
    ("164", "mmm", "2027-06-01"),
]


@pytest.mark.parametrize(("number", "code", "due"), MONTHS)
def test_a_month_is_no_first_day(number: str, code: str, due: str) -> None:
    styles = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>' if code else ""
    styles += f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    rows = [HEADER, ["A", "Open park", "Parks", date(2027, 6, 1)]]
    assert dues(read({"p.xlsx": workbook({"S": rows}, styles=styles)})) == [due]


@pytest.mark.parametrize(
    ("shown", "due"),
    [
        ("June 2028", "June 2028"),
        ("Jun-28", "June 2028"),
        ("06/2028", "June 2028"),
        ("2028", "2028"),
        ("1 June 2028", "2028-06-01"),
        ("01/06/28", "2028-06-01"),
        ("2028-06-01", "2028-06-01"),
    ],
)
def test_so_it_is_in_an_open_document(shown: str, due: str) -> None:
    made = open_document([HEADER, ["A", "Open park", "Parks", date(2028, 6, 1)]])
    assert dues(read({"p.ods": content(made, ">2028-06-01<", f">{shown}<")})) == [due]


def content(made: bytes, old: str, new: str) -> bytes:
    """An .ods with something else in its content."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).decode().replace(old, new))
    return changed.getvalue()


def test_errors_and_formulas_of_an_open_document_are_asked() -> None:
    made = open_document([HEADER, FIRST, ["A", "Mow park", "LEAD", "DUE"]])
    text = 'office:value-type="string"><text:p>{}</text:p>'
    error = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    made = content(made, text.format("LEAD"), f"{error}><text:p>#N/A</text:p>")
    made = content(made, text.format("DUE"), 'table:formula="of:=[.D2]">')
    made = content(made, "xmlns:text", 'xmlns:calcext="urn:calcext" xmlns:text')
    told = asked(read({"p.ods": made}))
    assert "the formula shows #N/A" in told["Plan!C3"]
    assert "without its value, =([.D2])" in told["Plan!D3"]


def test_where_the_file_does_not_tell_months_are_asked() -> None:
    days = [date(2027, 6, 1), date(2028, 1, 1)]
    rows = [HEADER, *(["A", f"Open park {at}", "Parks", day] for at, day in enumerate(days))]
    (table,) = intake.read_tables(workbook({"S": rows}), "p.xlsx")
    told = asked(intake.read_sheets([table._replace(unformatted=True)], choices()))
    assert "Are months meant?" in told["S!D"]
    assert "S!D" not in asked(intake.read_sheets([table], choices()))


# -- what the sheet doesn't show, or strikes out


def test_hidden_rows_struck_cells_and_hidden_sheets_are_told() -> None:
    styles = "<fonts><font/><font><strike/><sz/></font></fonts><cellXfs><xf/>"
    styles += '<xf numFmtId="14"/><xf fontId="1"/></cellXfs>'
    cells = '<c r="{}" t="inlineStr" {}><is><t>{}</t></is></c>'
    extra = f'<row r="3" hidden="1">{cells.format("B3", "", "Mow park")}</row>'
    struck = cells.format("B4", 's="2"', "Shut park")
    extra += f'<row r="4">{struck}</row>'
    sheets = {"S": [HEADER, FIRST], "T": [["Action", "Due"], ["Secret", "2029"]]}
    made = workbook({"S": sheets["S"]}, styles=styles, extra=extra)
    told = asked(read({"p.xlsx": made}))
    assert "the row is hidden" in told["S!3"]
    assert "struck out in the sheet" in told["S!B4"]
    hidden = read({"p.xlsx": workbook(sheets, hidden_sheets=["T"])})
    assert [one for one in hidden.notes if "hidden" in one] == [
        "T: the sheet is hidden, and was looked through, too"
    ]


# -- slips in a date


@pytest.mark.parametrize("slip", ["4/31/2028", "31/4/2028", "2/30/28", "31/31/2028", "0/13/2028"])
def test_a_day_that_is_none_tells_no_order(slip: str) -> None:
    found = rows_of(["A", "One", "Parks", slip], ["A", "Two", "Parks", "3/4/2028"])
    assert "is its day first, or its month?" in asked(found)["plan.csv!D3"]
    assert "plan.csv!D2" in asked(found)
    assert dues(found) == [slip, "3/4/2028"]


def test_a_leap_day_does() -> None:
    found = rows_of(["A", "One", "Parks", "2/29/2028"], ["A", "Two", "Parks", "3/4/2028"])
    assert dues(found) == ["2028-02-29", "2028-03-04"]


@pytest.mark.parametrize("slip", ["20227", "20270", "99999"])
def test_a_number_far_from_the_years_of_plans_is_no_day(slip: str) -> None:
    found = rows_of(FIRST, ["A", "Two", "Parks", slip], ["A", "Three", "Parks", "46203"])
    assert dues(found) == ["2027", slip, "2026-06-30"]
    assert "Is it a year with a digit more?" in asked(found)["plan.csv!D3"]


# -- how much is promised


@pytest.mark.parametrize(
    "cell", ["3-5 events", "1/2 FTE", "0 leaks", "a few", "1 400 trees", "<20"]
)
def test_a_target_that_cannot_be_read_is_asked(cell: str) -> None:
    text = f"Goal,Action,Due,Target\nA,Hold talks,2028,{cell}\nA,Plant,2028,10 trees\n"
    found = read({"plan.csv": text.encode()})
    told = asked(found)["plan.csv!D2"]
    assert f"`{cell}`" in told
    assert "It is kept as `x-target:`" in told
    assert "plan.csv!D3" not in asked(found)


@pytest.mark.parametrize(
    "cell", ["<20", "≥ 20", "at most 15", "10-12", "1 400", "10 to 12 days", "~5%", "max. 3 days"]
)
def test_an_amount_under_a_time_is_a_target_and_no_title(cell: str) -> None:
    text = f"Goal,Indicator,2027,2028\nA,Wait,{cell},20 days\nA,Visits,10 visits,12 visits\n"
    found = read({"plan.csv": text.encode()})
    assert [title for _, title in titles(found)] == ["Wait", "Wait", "Visits", "Visits"]
    assert "It is kept as `x-target:`" in asked(found)["plan.csv!C2"]


@pytest.mark.parametrize(
    "cell", ["1. Hire staff", "Hire 3", "2nd hall", "3D map of the town", "1a"]
)
def test_words_under_a_time_are_what_will_be_done(cell: str) -> None:
    text = f"Goal,Action,2027,2028\nA,Wait,{cell},20 days\nA,Visits,10 visits,12 visits\n"
    found = read({"plan.csv": text.encode()})
    assert cell in [title for _, title in titles(found)] or cell in [
        one.title
        for strategy in found.strategies
        for objective in strategy.parts
        for action in objective.parts
        for one in action.parts
    ]


# -- numbers of rows


def test_one_number_twice_is_a_slip_and_no_level() -> None:
    numbers = ["1.1", "1.2", "1.3", "1.3"]
    rows = "".join(f"Parks,{one},Park {at},Parks,2027\n" for at, one in enumerate(numbers))
    found = read({"plan.csv": f"Goal,No.,Action,Lead,Due\n{rows}".encode()})
    assert {one.label: one.key for one in found.taken}["No."] == "number"
    assert titles(found) == [("Parks", f"Park {at}") for at in range(4)]
    told = asked(found)
    assert "“1.3” stands in 2 rows" in told["plan.csv!4"]
    assert "“1.3” stands in 2 rows" in told["plan.csv!5"]


def test_numbers_that_repeat_are_what_rows_stand_under() -> None:
    numbers = ["1", "1", "2", "2", "3"]
    rows = "".join(f"{one},Park {at},Parks,2027\n" for at, one in enumerate(numbers))
    found = read({"plan.csv": f"No.,Action,Lead,Due\n{rows}".encode()})
    assert {one.label: one.key for one in found.taken}["No."] == "strategy"


def test_one_that_repeats_with_a_name_beside_it_is_one_too() -> None:
    pairs = [("1", "Homes"), ("1", "Homes"), ("2", "Parks"), ("3", "Water")]
    rows = "".join(f"{no},{goal},Act {at},2027\n" for at, (no, goal) in enumerate(pairs))
    found = read({"plan.csv": f"Goal No.,Goal,Action,Due\n{rows}".encode()})
    assert [one.keys["number"] for one in found.strategies] == ["1", "2", "3"]


def test_errors_in_a_table_beside_the_promises_are_asked() -> None:
    promises = "Goal,Action,Lead,Due\nG1,Open park,Parks,2027\nG2,Shut park,Parks,2028\n"
    goals = "Goal ID,Title,Budget\nG1,#REF!,=B2\nG2,Water,5\n#N/A,Homes,\n"
    found = read({"promises.csv": promises.encode(), "goals.csv": goals.encode()})
    assert [one.title for one in found.strategies] == ["Goal G1", "Water"]
    told = asked(found)
    assert "the formula shows #REF!: it was left out" in told["goals.csv!B2"]
    assert "without its value, =B2: it was left out" in told["goals.csv!C2"]
    assert "the formula shows #N/A: it was left out" in told["goals.csv!A4"]
    assert [one.place for one in found.landings if not one.item] == ["goals.csv!4"]
