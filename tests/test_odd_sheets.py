"""Sheets of other kinds than the real ones: headers in other languages and places, levels in merged
cells or rows of their own, dates as words and numbers, times as columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import intake
from welcomeplan.deadlines import Calendar
from welcomeplan.errors import Refused, UserError

from .intake_runs import choices, milestones, open_document, read, workbook, written


def csv(text: str, name: str = "plan.csv") -> dict[str, bytes]:
    return {name: text.encode()}


def landed(
    files: dict[str, bytes],
    tmp_path: Path,
    capsys: Any,
    chosen: intake.Choices | None = None,
) -> tuple[intake.Intake, list[dict[str, Any]]]:
    """What came of files, and the milestones of the valid plan that was made of it."""
    found = read(files, chosen)
    order = chosen.calendar.day_month_order if chosen else None
    folder = written(found, tmp_path / "plan", {"day_month_order": order} if order else None)
    return found, milestones(folder, capsys)


def keys(found: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(one[name] for name in names) for one in found]


def words(one: dict[str, Any]) -> str | None:
    return one["due"]["words"] if one["due"] else None


def said(found: intake.Intake, words: str) -> list[str]:
    """The places of the questions that say these words."""
    return [place for ask in found.asks if words in ask.said for place in ask.places]


def test_a_header_under_a_title_and_merged_groups(tmp_path: Path, capsys: Any) -> None:
    rows: list[list[Any]] = [
        ["Our plan 2025 to 2030"],
        [],
        ["What", "", "", "When", ""],
        ["Priority area", "Action", "Lead", "Start date", "Target date"],
        ["Homes", "Build 200 homes", "Housing", date(2025, 1, 1), date(2026, 12, 31)],
        ["", "Repair roofs", "Housing", "", 46203],
        ["Parks", "Plant trees", "Parks", "", "Spring 2027"],
        ["", "", "", "", ""],
        ["Total", "", "", "", 3],
    ]
    book = workbook({"About": [["Read me"]], "Plan": rows}, merged=["A3:C3", "D3:E3", "A5:A6"])
    found, plan = landed({"plan.xlsx": book}, tmp_path, capsys)
    assert keys(plan, "title", "strategy", "owner") == [
        ("Build 200 homes", "homes", "housing"),
        ("Repair roofs", "homes", "housing"),
        ("Plant trees", "parks", "parks"),
    ]
    assert [words(one) for one in plan] == ["2026-12-31", "2026-06-30", "Spring 2027"]
    assert found.head["title"] == "Our plan 2025 to 2030"
    named = {one.place for one in found.landings if one.item is None}
    assert named == {"About", "Plan!1", "Plan!3", "Plan!9"}
    assert any("Plan!E6: numbers" in note and "46203 is 2026-06-30" in note for note in found.notes)


GERMAN = """\
Handlungsfeld;Nr.;Maßnahme;Zuständig;Beteiligte;Beginn;Frist;Umsetzungsstand
Klimaschutz;1.1;Radwege ausbauen;Tiefbauamt;Stadtwerke, ADFC;01.03.2025;31.12.2026;in Umsetzung
;1.2;Solardächer bauen;Hochbauamt;;;Ende 2027;noch nicht begonnen
;1.3;Wärmeplan beschließen;Umweltamt;Stadtwerke;;4. Quartal 2026;verzögert
Soziales;2.1;Treffpunkt eröffnen;Sozialamt;;;März 2026;abgeschlossen
"""


def test_german_with_semicolons_and_its_own_letters(tmp_path: Path, capsys: Any) -> None:
    found, plan = landed({"plan.csv": GERMAN.encode("cp1252")}, tmp_path, capsys)
    assert keys(plan, "number", "strategy", "owner", "state") == [
        ("1.1", "klimaschutz", "tiefbauamt", "under way"),
        ("1.2", "klimaschutz", "hochbauamt", "upcoming"),
        ("1.3", "klimaschutz", "umweltamt", "upcoming"),
        ("2.1", "soziales", "sozialamt", "overdue"),
    ]
    assert [one["due_by"] for one in plan] == [
        *("2026-12-31", "2027-12-31", "2026-12-31", "2026-03-31"),
    ]
    assert words(plan[2]) == "4. Quartal 2026"
    assert plan[0]["partners"] == ["stadtwerke", "adfc"]
    assert said(found, "Done when?") == ["plan.csv!5"]
    assert any("Windows-1252" in note for note in found.notes)
    assert any("“verzögert” in 1 row" in note for note in found.notes)


@pytest.mark.parametrize(
    ("text", "due", "state"),
    [
        (
            "Eje,Acción,Responsable,Fecha límite,Estado\n"
            "Vivienda,Crear un fondo,Hacienda,diciembre de 2026,En ejecución\n",
            "2026-12-31",
            "under way",
        ),
        (
            "Axe;Action;Porteur;Échéance;Statut\nNature;Planter;Ville;T4 2026;En cours\n",
            "2026-12-31",
            "under way",
        ),
        (
            "Eixo,Ação,Órgão responsável,Prazo,Situação\n"
            "Saúde,Abrir,Secretaria,30/06/2027,Atrasado\n",
            "2027-06-30",
            "upcoming",
        ),
        (
            "Asse,Azione,Responsabile,Scadenza,Stato\nVerde,Piantare,Comune,fine 2026,In corso\n",
            "2026-12-31",
            "under way",
        ),
        (
            "Thema,Actie,Trekker,Einddatum,Voortgang\nGroen,Planten,Gemeente,31-12-2026,Te laat\n",
            "2026-12-31",
            "upcoming",
        ),
        (
            "策略,行動方案,主責單位,截止日期,狀態\n綠化,種樹一百棵,公園處,2026年12月31日,進行中\n",
            "2026-12-31",
            "under way",
        ),
    ],
)
def test_headers_of_other_languages(
    text: str, due: str, state: str, tmp_path: Path, capsys: Any
) -> None:
    found, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "due_by", "state") == [(due, state)]
    assert plan[0]["owner"]
    assert len(found.strategies) == 1
    assert found.strategies[0].title == text.splitlines()[1].replace(";", ",").split(",")[0]


DATES = "Task,Owner,Due\nWrite the brief,Town,03/04/2026\nHold the meeting,Town,{}\n"


def test_dates_with_the_day_or_month_first_are_asked(tmp_path: Path, capsys: Any) -> None:
    found, plan = landed(csv(DATES.format("05/06/2026")), tmp_path, capsys)
    # As the sheet has them: without a day, until somebody answers.
    assert [words(one) for one in plan] == ["03/04/2026", "05/06/2026"]
    assert [one["due"]["end"] for one in plan] == [None, None]
    assert said(found, "is its day first, or its month?") == ["plan.csv!C2", "plan.csv!C3"]


def test_one_date_of_a_column_tells_the_order_of_all(tmp_path: Path, capsys: Any) -> None:
    _, plan = landed(csv(DATES.format("25/06/2026")), tmp_path, capsys)
    assert [words(one) for one in plan] == ["2026-04-03", "2026-06-25"]


def test_the_calendar_tells_the_order(tmp_path: Path, capsys: Any) -> None:
    chosen = choices(calendar=Calendar(day_month_order="month-first"))
    _, plan = landed(csv(DATES.format("05/06/2026")), tmp_path, capsys, chosen)
    assert [words(one) for one in plan] == ["2026-03-04", "2026-05-06"]


def test_two_tables_on_one_sheet(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Goal 1: Housing,,,\nAction,Lead,Deadline,Status\n"
        "Build homes,Housing,2026-12-31,In progress\n"
        "\nGoal 2: Parks,,,\nAction,Lead,Deadline,Status\nPlant trees,Parks,Spring 2027,\n"
    )
    _, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "title", "strategy") == [
        ("Build homes", "goal-1-housing"),
        ("Plant trees", "goal-2-parks"),
    ]


def test_headings_between_rows_are_levels(tmp_path: Path, capsys: Any) -> None:
    text = (
        "No,Milestone,Who,When\n,GOAL A - HOMES,,\n1,Survey the need,Housing,March 2026\n"
        "2,Adopt the code,Council,June 2026\n,GOAL B - JOBS,,\n1,Open the center,Jobs,FY27\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    assert [one.title for one in found.strategies] == ["GOAL A - HOMES", "GOAL B - JOBS"]
    assert [one["title"] for one in plan] == [
        *("Survey the need", "Adopt the code", "Open the center")
    ]
    # A number that begins anew names nothing.
    assert [one["x"].get("x-number") for one in plan] == ["1", "2", "1"]
    assert said(found, "fiscal year") == ["plan.csv!D6"]


def test_a_sheet_for_each_strategy(tmp_path: Path, capsys: Any) -> None:
    head = ["Action", "Lead", "Due date"]
    book = workbook(
        {
            "Homes": [head, ["Build homes", "Housing", date(2026, 12, 31)]],
            "Parks": [head, ["Plant trees", "Parks", date(2027, 3, 1)]],
        }
    )
    _, plan = landed({"plan.xlsx": book}, tmp_path, capsys)
    assert keys(plan, "strategy", "due_by") == [("homes", "2026-12-31"), ("parks", "2027-03-01")]
    only = read({"plan.xlsx": book}, choices(sheet="Parks"))
    assert [one.title for one in only.strategies] == ["Parks"]
    assert {one.place for one in only.landings if one.item is None} == {"Homes"}


TARGETS = (
    "Indicator,Lead,Unit,2025,2026,2027\nHomes built,Housing,homes,50,60,\n"
    "Share of clean buses,Transit,%,20%,,35%\nPeople trained,Jobs,,,7,\n"
)


def test_times_as_columns_are_a_milestone_and_a_target_each(tmp_path: Path, capsys: Any) -> None:
    found, plan = landed(csv(TARGETS), tmp_path, capsys)
    told = [(one["title"], words(one), one["target"] and one["target"]["amount"]) for one in plan]
    assert told == [
        ("Homes built", "2025", 50),
        ("Homes built", "2026", 60),
        ("Share of clean buses", "2025", 20),
        ("Share of clean buses", "2027", 35),
        ("People trained", "2026", None),
    ]
    assert said(found, "nothing says what it counts") == ["plan.csv!E4"]
    assert len([one for one in found.landings if one.item]) == 3


def test_ticks_and_words_under_quarters(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Workstream,Activity,Q1 2026,Q2 2026,Q3 2026,Q4 2026\nData,Clean the registry,x,x,,\n"
        "People,Train staff,x,,,x\nPeople,Hire a lead,,,,Contract signed\n"
    )
    _, plan = landed(csv(text), tmp_path, capsys)
    told = [(one["title"], one["starts"] and one["starts"]["words"], words(one)) for one in plan]
    assert told == [
        ("Clean the registry", "Q1 2026", "Q2 2026"),
        ("Train staff", None, "Q1 2026"),
        ("Train staff", None, "Q4 2026"),
        ("Contract signed", None, "Q4 2026"),
    ]


def test_budgets_by_year_are_no_times(tmp_path: Path, capsys: Any) -> None:
    rows: list[list[Any]] = [
        ["", "", "", "Budget", ""],
        ["Action", "Lead", "Due date", 2025, 2026],
        ["Build homes", "Housing", "2026-12-31", 10000, 20000],
    ]
    book = workbook({"Plan": rows}, merged=["D1:E1"])
    _, plan = landed({"plan.xlsx": book}, tmp_path, capsys)
    assert [words(one) for one in plan] == ["2026-12-31"]


def test_numbers_alone_are_no_titles(tmp_path: Path, capsys: Any) -> None:
    text = "Goal,Milestone,Owner,Due Date\n1,1,Town,2026-01-01\n1,2,Town,2026-02-01\n"
    found, plan = landed(csv(text), tmp_path, capsys)
    assert [one["title"] for one in plan] == ["Milestone 1", "Milestone 2"]
    assert found.strategies[0].title == "Goal 1"
    assert said(found, "are no titles") == ["plan.csv!A"]


def test_ids_numbers_and_codes(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Ref,Goal No.,Goal,Action,Lead agency,Timeline\n"
        'G1-A1,1,Welcome everyone,Translate the site,"Comms, IT",by June 2026\n'
        "G1-A2,1,Welcome everyone,Hire navigators,Comms,Ongoing\n"
        "G2-A1,2,Good jobs,Run job fairs,IT,Short-term\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "number", "owner", "partners") == [
        ("G1-A1", "comms", ["it"]),
        ("G1-A2", "comms", []),
        ("G2-A1", "it", []),
    ]
    assert [one.keys["number"] for one in found.strategies] == ["1", "2"]
    assert words(plan[2]) == "Short-term"
    assert said(found, "Short-term") == ["plan.csv!F4"]


MOVED = """\
Initiative,Owner,Original due date,Revised due date,Date completed,Status
A new library,City,2025-03-31,2025-09-30,,Delayed
A new pool,City,2025-06-30,,2025-06-20,Completed
A park,TBD,#REF!,2025-12-31,,At risk
A tram,City,2025-06-30,,2025-07-04,In progress
Count,4,,,,
"""


def test_moved_deadlines_derived_words_errors_and_sums(tmp_path: Path, capsys: Any) -> None:
    found, plan = landed(csv(MOVED), tmp_path, capsys)
    told = [(words(one), one["done"], one["owner"]) for one in plan]
    assert told == [
        ("2025-03-31", None, "city"),
        ("2025-06-30", "2025-06-20", "city"),
        ("2025-12-31", None, None),
        ("2025-06-30", "2025-07-04", "city"),
    ]
    assert plan[0]["x"] == {"x-revised-due-date": "2025-09-30"}
    assert said(found, "its deadline was moved") == ["plan.csv!2"]
    assert said(found, "#REF!") == ["plan.csv!C4"]
    assert said(found, "names nobody") == ["plan.csv!B4"]
    assert said(found, "which is right?") == ["plan.csv!5"]
    assert [one.why for one in found.landings if one.place == "plan.csv!6"] == ["a sum row"]
    assert not any("late" in str(one["x"]).casefold() for one in plan)


def test_excel_that_counts_from_1904(tmp_path: Path, capsys: Any) -> None:
    rows: list[list[Any]] = [
        ["Action", "Lead", "Due"],
        ["A", "Town", date(2026, 12, 31)],
        ["B", "Town", 44925],
    ]
    _, plan = landed({"p.xlsx": workbook({"S": rows}, since_1904=True)}, tmp_path, capsys)
    assert [words(one) for one in plan] == ["2026-12-31", "2026-12-31"]


def test_open_document(tmp_path: Path, capsys: Any) -> None:
    rows: list[Any] = [["Action", "Lead", "Due"], ["Plant trees", "Parks", date(2026, 12, 31)]]
    empty = "<table:table-cell/></table:table-row>"
    tail = f'<table:table-row table:number-rows-repeated="1048000">{empty}'
    found, plan = landed({"p.ods": open_document(rows, tail)}, tmp_path, capsys)
    assert keys(plan, "title", "due_by", "owner") == [("Plant trees", "2026-12-31", "parks")]
    assert found.strategies[0].parts[0].parts[0].keys["source"] == "p.ods, Plan!2"


def test_open_document_of_sheets_that_are_empty_to_their_end() -> None:
    """As LibreOffice saves a sheet whose columns have a format: all rows there are, in each."""
    empty = (
        '<table:table-row table:number-rows-repeated="1048500">'
        '<table:table-cell table:number-columns-repeated="20"/></table:table-row>'
    )
    cells = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    more = f'<table:table table:name="More"><table:table-row>{cells * 8}</table:table-row>{empty}'
    data = open_document([["Action", "By when"], ["A", "May 2018"]], f"{empty}</table:table>{more}")
    assert [one.name for one in intake.read_tables(data, "p.ods")] == ["Plan", "More"]


def test_levels_that_are_said_once(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Goal,Objective,Action,Owner,Due\nSafe city,Fewer crashes,Rebuild it,Works,2026-01-31\n"
        ",,Narrow lanes,Works,2026-10-31\n,Faster help,Hire medics,Fire,2026-12-31\n"
        "Green city,Trees,Plant them,Parks,2026-04-30\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "strategy", "objective") == [
        ("safe-city", "fewer-crashes"),
        ("safe-city", "fewer-crashes"),
        ("safe-city", "faster-help"),
        ("green-city", "trees"),
    ]
    assert any("A “Goal”: a blank was taken" in note for note in found.notes)


@pytest.mark.parametrize(
    "columns",
    [
        {"Thing": "title", "B": "owner", "day": "due", "Kind": "strategy"},
        {"A": "title", "B": "owner", "C": "due", "D": "strategy"},
    ],
)
def test_what_somebody_says_of_columns_goes_first(
    columns: dict[str, str], tmp_path: Path, capsys: Any
) -> None:
    text = "Thing,Doer,Day,Kind\nPlant trees,Parks,2026-04-30,Green\nDig,Works,2026-05-30,Blue\n"
    chosen = choices(columns)
    _, plan = landed(csv(text), tmp_path, capsys, chosen)
    assert keys(plan, "title", "owner", "due_by", "strategy") == [
        ("Plant trees", "parks", "2026-04-30", "green"),
        ("Dig", "works", "2026-05-30", "blue"),
    ]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"Nope": "due"}, "no column is called “Nope”"),
        ({"Task": "title", "Nope": "due"}, "no column is called “Nope”"),
        ({"Task": "deu"}, "nothing that a column"),
    ],
)
def test_columns_that_are_not_there_or_no_keys(columns: dict[str, str], told: str) -> None:
    with pytest.raises(UserError, match=told):
        read(csv(DATES.format("2026-01-01")), choices(columns))


def test_a_sheet_that_is_not_there() -> None:
    with pytest.raises(UserError, match="there is no sheet “Nope”") as error:
        read({"p.xlsx": workbook({"S": [["Action", "Due"]]})}, choices(sheet="Nope"))
    assert error.value.candidates == (("S", ""),)


NO_PLANS = {
    "people": "Name,Title,Department,Email,Start date\n"
    "Ann Lee,Clerk,Parks,a@example.org,2019-01-01\n",
    "a ledger": "Date,Description,Amount,Department\n2025-01-02,Paper,12.50,Works\n",
    "nothing": "",
    "a header alone": "Action,Owner,Due date\n",
    "words": "This is a letter.\nIt has two lines.\n",
    "counts": "Ward,2024,2025\nNorth,12,14\nSouth,9,11\n",
}


@pytest.mark.parametrize("name", NO_PLANS)
def test_what_is_no_plan_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no plan is in this"):
        read(csv(NO_PLANS[name]))


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        written(read({"plan.csv": GERMAN.encode("cp1252")}), tmp_path / folder)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


def test_names_that_look_like_slips_are_asked(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Action,Owner,Due\nThe program office plans,Progam office,2026-01-01\n"
        "The program office builds,Program office,2026-02-01\nTell,Town Council,2026-03-01\n"
        "Sell,TC,2026-03-02\nBuy,town council,2026-03-03\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    assert said(found, "“progam”") == ["plan.csv!B2"]
    assert said(found, "“Town Council” and “TC”") == ["plan.csv!B4", "plan.csv!B5"]
    assert said(found, "“Town Council” and “town council”") == ["plan.csv!B4", "plan.csv!B6"]
    assert len({one["owner"] for one in plan}) == 5


def test_dates_that_contradict_each_other_are_asked(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Action,Owner,Start date,Due date,Actual completion date\n"
        "Begins late,Town,2026-05-01,2026-03-01,\n"
        "Done first,Town,2026-05-01,2026-06-01,2026-04-01\n"
        "Done long before,Town,,2026-06-01,2021-06-01\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "starts", "done") == [(None, None), (None, "2026-04-01"), (None, None)]
    assert said(found, "begins after it is due") == ["plan.csv!2"]
    assert said(found, "is done before it begins") == ["plan.csv!3"]
    assert said(found, "more than a year before") == ["plan.csv!4"]


def test_tables_that_name_each_other_one_by_one(tmp_path: Path, capsys: Any) -> None:
    files = {
        "steps.csv": b"step_id,action_id,title,due\nS-1,A-2,Dig,2026-05-01\n"
        b"S-2,A-2,Sow,2026-06-01\n",
        "goals.csv": b"goal_id,name\nG-1,Greener city\nG-2,Safer city\n",
        "actions.csv": b"action_id,goal_id,action,owner,deadline\nA-1,G-2,Light,Works,2026-07-01\n"
        b"A-2,G-1,Plant trees,Parks,2026-12-31\n",
    }
    found, plan = landed(files, tmp_path, capsys)
    told = {one["title"]: (one["strategy"], one["objective"], one["due_by"]) for one in plan}
    assert told == {
        "Light": ("safer-city", "safer-city-objective", "2026-07-01"),
        "Plant trees": ("greener-city", "greener-city-objective", "2026-12-31"),
        "Dig": ("greener-city", "plant-trees", "2026-05-01"),
        "Sow": ("greener-city", "plant-trees", "2026-06-01"),
    }
    assert len([one for one in found.landings if one.item]) == 6


def test_two_rows_of_headers(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Action #,Action,Lead,Timeline,,Status\n,,,Start,End,\n"
        "1.1,Build homes,Housing,2026-01-01,2026-12-31,\n1.2,Plant trees,Parks,,2027-03-01,\n"
    )
    _, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "number", "title", "due_by") == [
        ("1.1", "Build homes", "2026-12-31"),
        ("1.2", "Plant trees", "2027-03-01"),
    ]


def test_what_holds_several_is_the_outer_level_wherever_it_stands(
    tmp_path: Path, capsys: Any
) -> None:
    text = (
        "Nº da meta;Meta;Eixo;Secretaria responsável;Indicador;Unidade;2021;2022\n"
        "1;Atender pessoas;Justa;SMADS;Pessoas atendidas;pessoas;40;80\n"
        "2;Construir escolas;Justa;SME;Escolas construídas;escolas;;12\n"
        "3;Plantar árvores;Verde;SVMA;Árvores;árvores;100;\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    told = [(one["title"], one["strategy"], words(one), one["target"]["amount"]) for one in plan]
    assert told == [
        ("Atender pessoas", "justa", "2021", 40),
        ("Atender pessoas", "justa", "2022", 80),
        ("Construir escolas", "justa", "2022", 12),
        ("Plantar árvores", "verde", "2021", 100),
    ]
    assert [one["x"].get("x-number", one["number"]) for one in plan] == ["1", "1", "2", "3"]
    assert len(found.strategies) == 2


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("6/30/25", "7/4/25"), ("2025-06-30", "2025-07-04")),
        (("30/09/25", "28/02/26", "01/03/26"), ("2025-09-30", "2026-02-28", "2026-03-01")),
        (("Mon 1/6/25", "Fri 2/14/25"), ("2025-01-06", "2025-02-14")),
        (("2025-06-30 00:00:00", "2025-07-01T12:00"), ("2025-06-30", "2025-07-01")),
        (("30/09/25",), ("30/09/25",)),
    ],
)
def test_years_of_two_digits(
    cells: tuple[str, ...], days: tuple[str, ...], tmp_path: Path, capsys: Any
) -> None:
    rows = "".join(f"Do number {at} of them,Town,{one}\n" for at, one in enumerate(cells))
    _, plan = landed(csv(f"Task,Owner,Due\n{rows}"), tmp_path, capsys)
    assert tuple(words(one) for one in plan) == days


def test_a_list_of_tasks_from_another_program(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Due Date,Tags,Parent task\n"
        "1201,2025-01-02,2025-03-04,Hire a navigator,Welcome,Ann,2025-03-31,,\n"
        "1202,2025-01-02,,Translate the site,Welcome,Bo,2025-06-30,web,Hire a navigator\n"
        "1203,2025-01-02,,Open the desk,Jobs,Bo,2025-09-30,,\n"
    )
    _, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "title", "strategy", "done", "number") == [
        ("Hire a navigator", "welcome", "2025-03-04", "1201"),
        ("Translate the site", "welcome", None, "1202"),
        ("Open the desk", "jobs", None, "1203"),
    ]


def test_planned_and_actual(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Milestone,Planned,Actual,Responsible\nKickoff,2025-01-15,2025-01-15,PMO\n"
        "Build,2025-12-31,,Works\n"
    )
    _, plan = landed(csv(text), tmp_path, capsys)
    assert keys(plan, "due_by", "done") == [("2025-01-15", "2025-01-15"), ("2025-12-31", None)]


WORDS = """\
Action,Owner,Start date,Timeline
A one,Town,,Annually
B two,Town,2025-01-01,Quarterly
C three,Town,,within 6 months of adoption
D four,Town,January 2025,Ongoing
E five,Town,quarterly,2026
F six,Town,,June and December 2026
G seven,Town,2030,2024-2026
H eight,Town,,TBD
I nine,Town,,Winter 2025
"""


def test_words_of_deadlines_of_every_kind_leave_the_plan_valid(tmp_path: Path, capsys: Any) -> None:
    found, plan = landed(csv(WORDS), tmp_path, capsys)
    assert [words(one) for one in plan] == [
        *(None, "Quarterly", "within 6 months of adoption", "Ongoing", "2026"),
        *("June and December 2026", "2024-2026", "TBD", "Winter 2025"),
    ]
    assert [one["x"] for one in plan if one["x"]] == [
        {"x-timeline": "Annually"},
        {"x-start-date": "quarterly"},
        {"x-start-date": "2030"},
    ]
    assert said(found, "since when") == ["plan.csv!2", "plan.csv!6"]


def test_what_is_done_on_a_day_to_come_is_asked(tmp_path: Path, capsys: Any) -> None:
    text = "Action,Owner,Due,Completed on\nBuild,Town,2027-01-01,2027-01-01\n"
    chosen = choices()._replace(as_of=date(2026, 6, 1))
    found, plan = landed(csv(text), tmp_path, capsys, chosen)
    assert keys(plan, "done", "x") == [(None, {"x-completed-on": "2027-01-01"})]
    assert said(found, "which is to come") == ["plan.csv!2"]


def test_headers_that_stand_twice_lose_nothing(tmp_path: Path, capsys: Any) -> None:
    text = (
        "Action,Owner,Due,Status,Status,Amount,Amount\n"
        "Build,Town,2026-01-01,Partly,Green,1,2\nBuild,Town,2026-01-01,Partly,Green,1,2\n"
    )
    found, plan = landed(csv(text), tmp_path, capsys)
    assert sorted(plan[0]["x"].values()) == ["1", "2", "Green", "Partly"]
    assert said(found, "every cell is as in row 2") == ["plan.csv!3"]
