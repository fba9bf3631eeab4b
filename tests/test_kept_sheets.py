"""Trackers as people keep them: states under any header, days within them, people not yet found,
names side by side, numbers before the headings of groups."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli, intake

from .intake_runs import milestones, read, workbook, written
from .test_cli import on_terminal


def csv(text: str) -> intake.Intake:
    return read({"plan.csv": text.encode()})


def asked(found: intake.Intake) -> dict[str, str]:
    """Every question, by each cell or row that it is asked of."""
    told: dict[str, str] = {}
    for ask in found.asks:
        for place in ask.places:
            told[place] = f"{told.get(place, '')}{ask.said} | {ask.remedy}\n"
    return told


def taken(found: intake.Intake) -> dict[str, tuple[str, str]]:
    return {one.label: (one.key, one.why) for one in found.taken}


def keys_of(found: intake.Intake) -> list[dict[str, Any]]:
    return [one.item.keys for one in found.landings if one.item and one.item.kind == "milestone"]


# -- a column is the status by what stands in it


@pytest.mark.parametrize("header", ["Progress", "Where we are", "Update", "Q4", "Notes"])
def test_a_column_of_status_words_is_the_status_whatever_it_is_called(header: str) -> None:
    found = csv(
        f"Task,Owner,Due date,{header}\nPlant,Parks,2026-05-01,in progress\n"
        "Fell,Parks,2026-05-02,done\nDig,Parks,2026-05-03,late\nSow,Parks,2026-05-04,\n"
    )
    key, why = taken(found)[header]
    assert key == "status"
    assert "most of its cells are states" in why
    assert keys_of(found)[0]["status"] == "active"
    assert "Done when?" in asked(found)["plan.csv!3"]
    assert "plan.csv!4" not in asked(found)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Published", ("yes", "no", "yes")),
        ("Ward", ("Green", "Red", "Green")),
        ("Notes", ("We began in May", "Nothing so far", "done")),
        ("New or old", ("new", "new", "open")),
    ],
)
def test_columns_of_other_words_are_no_status(header: str, cells: tuple[str, ...]) -> None:
    rows = "".join(f"Do {at} things,Town,2026-05-01,{one}\n" for at, one in enumerate(cells))
    assert taken(csv(f"Task,Owner,Due,{header}\n{rows}"))[header][0].startswith("x-")


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Notes", "Done"),
        ("Comments", "completed"),
        ("% complete", "100%"),
        ("% complete", "100"),
        ("Progress (%)", "100 %"),
        ("Done?", "x"),
        ("Completed", "TRUE"),
        ("Finished", "✓"),
        ("Erledigt", "ja"),
    ],
)
def test_what_any_column_calls_done_is_asked(header: str, cell: str) -> None:
    found = csv(
        f"Task,Owner,Due,{header}\nPlant,Parks,2026-05-01,{cell}\n"
        "Fell,Parks,2026-05-02,We are still talking to the neighbours of the wood about it\n"
    )
    assert "Done when?" in asked(found)["plan.csv!2"]
    assert "plan.csv!3" not in asked(found)
    assert "done" not in keys_of(found)[0]


def test_a_share_of_one_is_all_of_it_where_the_others_are_shares() -> None:
    rows: list[list[Any]] = [
        ["Action", "Owner", "Deadline", "% complete"],
        ["Open", "Town", date(2026, 5, 1), 1.0],
        ["Close", "Town", date(2026, 5, 2), 0.4],
    ]
    found = read({"plan.xlsx": workbook({"Plan": rows})})
    assert list(asked(found)) == ["Plan!2"]
    whole = [[*rows[0]], ["Open", "Town", date(2026, 5, 1), 1], ["Close", "Town", "2027", 40]]
    assert not asked(read({"plan.xlsx": workbook({"Plan": whole})}))


# -- a status with more in it


@pytest.mark.parametrize(
    ("cell", "offered"),
    [
        ("Done (12 May 2026)", "--on 2026-05-12"),
        ("done 2026-05-12", "--on 2026-05-12"),
        ("Completed on 12.05.2026", "--on 2026-05-12"),
        ("Finished - May 2026", "--on 2026-05"),
        ("erledigt am 12.05.2026", "--on 2026-05-12"),
        ("Done in 2026", "--on 2026"),
    ],
)
def test_the_day_within_a_status_is_offered(cell: str, offered: str, tmp_path: Path) -> None:
    found = csv(f"Task,Owner,Due,Status\nPlant,Parks,2026-04-01,{cell}\n")
    said = asked(found)["plan.csv!2"]
    day = offered.removeprefix("--on ")
    assert cell in said
    assert f"{day}?" in said
    assert offered in said
    assert keys_of(found)[0]["x-status"] == cell
    assert "done" not in keys_of(found)[0]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("done 3/4/2026", "is its day first, or its month?"),
        ("Done, mostly", "Is it done, and when?"),
        ("all done", "Is it done, and when?"),
        ("100% complete", "Done when?"),
        ("Cancelled (too dear)", "Dropped when, and why?"),
        ("On hold until spring", "Deferred when, and why?"),
    ],
)
def test_what_is_said_beside_a_status_word_is_asked(cell: str, said: str) -> None:
    found = csv(f'Task,Owner,Due,Status\nPlant,Parks,2026-04-01,"{cell}"\n')
    assert said in asked(found)["plan.csv!2"]
    assert keys_of(found)[0]["x-status"] == cell


@pytest.mark.parametrize(
    "cell", ["not done", "to be completed", "50%", "not yet complete", "nicht erledigt", "80% done"]
)
def test_what_is_not_done_is_not_asked_for(cell: str) -> None:
    assert not asked(csv(f"Task,Owner,Due,Status\nPlant,Parks,2026-04-01,{cell}\n"))


def test_a_day_of_finishing_in_a_title_is_no_deadline() -> None:
    found = csv("Task,Owner,Status\nOpen hall (done April 2026),Town,late\n")
    said = asked(found)["plan.csv!2"]
    assert "deadline" not in said
    assert "April 2026" in said
    assert "Done when?" in said


# -- who answers


@pytest.mark.parametrize(
    "cell",
    [
        *("Consultant (tbc)", "TBD", "To be confirmed", "tbc - Parks?", "???", "to be appointed"),
        *("Contractor, to be agreed", "vacant", "noch zu klären", "por confirmar"),
    ],
)
def test_whom_nobody_has_confirmed_answers_for_nothing(cell: str) -> None:
    found = csv(f'Task,Owner,Partners,Due\nPlant,"{cell}",Schools,2026-04-01\nDig,Parks,,2027\n')
    assert "owner" not in keys_of(found)[0]
    assert keys_of(found)[0]["x-owner"] == cell
    assert keys_of(found)[0]["partners"] == ["Schools"]
    assert "names nobody" in asked(found)["plan.csv!B2"]


def test_of_several_names_the_unsettled_are_left_and_asked() -> None:
    found = csv(
        "Task,Owner,Partners,Due\nPlant,TBC; Parks,Schools; Wardens (tbc),2026-04-01\n"
        "Dig,Parks; Works,,2026-04-02\n"
    )
    first, second = keys_of(found)
    assert "owner" not in first
    assert first["partners"] == ["Schools"]
    assert (first["x-owner"], first["x-partners"]) == ("TBC; Parks", "Schools; Wardens (tbc)")
    assert (second["owner"], second["partners"]) == ("Parks", ["Works"])
    assert set(asked(found)) == {"plan.csv!B2", "plan.csv!C2"}


def test_nor_does_it_in_a_table_beside_the_promises() -> None:
    files = {
        "goals.csv": b"goal_id,name,owner\nG-1,Greener city,Consultant (tbc)\nG-2,Safer,Works\n",
        "steps.csv": b"step_id,goal_id,action,due\nS-1,G-1,Dig,2026-05-01\nS-2,G-2,Sow,2027\n",
    }
    found = read(files)
    leads = [one.keys.get("lead") for item in found.strategies for one in item.parts]
    kept = [one.keys.get("x-owner") for item in found.strategies for one in item.parts]
    told = {one.keys.get("lead") for one in found.strategies} | set(leads)
    assert "Consultant (tbc)" not in told
    assert "Consultant (tbc)" in {*kept, *(one.keys.get("x-owner") for one in found.strategies)}
    assert "names nobody" in asked(found)["goals.csv!C2"]


@pytest.mark.parametrize(
    "cell",
    [
        *("Works with Parks", "Works / Parks", "Works (with Parks)", "Works & Parks"),
        *("Works together with Parks", "Works and Parks"),
    ],
)
def test_two_known_names_side_by_side_are_two(cell: str) -> None:
    found = csv(
        f'Task,Owner,Due\nPlant,"{cell}",2026-04-01\nDig,Works,2026-04-02\nSow,Parks,2026-05-01\n'
    )
    first = keys_of(found)[0]
    assert (first["owner"], first["partners"]) == ("Works", ["Parks"])
    assert "“Works” was taken for the owner, “Parks” for a partner" in asked(found)["plan.csv!B2"]


@pytest.mark.parametrize("cell", ["Works, supported by Parks", "Works; with Parks; and Arts"])
def test_a_word_before_a_name_is_no_part_of_it(cell: str) -> None:
    found = csv(f'Task,Owner,Due\nPlant,"{cell}",2026-04-01\nDig,Works,2026-04-02\n')
    first = keys_of(found)[0]
    assert (first["owner"], first["partners"][0]) == ("Works", "Parks")
    assert first["partners"][1:] == (["Arts"] if "Arts" in cell else [])


@pytest.mark.parametrize(
    "cell", ["Works with Friends", "Works / Friends", "Works (with Friends)", "Works + Friends"]
)
def test_a_name_that_stands_nowhere_else_is_asked_and_not_split(cell: str) -> None:
    found = csv(f"Task,Owner,Due\nPlant,{cell},2026-04-01\nDig,Works,2026-04-02\n")
    assert keys_of(found)[0]["owner"] == cell
    assert "Is it several?" in asked(found)["plan.csv!B2"]


# -- groups


TRACKER: list[list[Any]] = [
    ["No.", "Action", "Responsible", "Deadline"],
    ["1. Reading for all", "", "", ""],
    ["1.1", "Open on Sundays", "Branches", date(2026, 9, 30)],
    ["1.2", "Buy books", "Branches", date(2027, 3, 31)],
    ["2 Digital", "", "", ""],
    ["2.1", "Lend tablets", "IT", date(2027, 1, 1)],
    ["2030 and after", "", "", ""],
    ["9.1", "Look back", "IT", date(2031, 1, 1)],
]


def test_numbers_stand_beside_headings_of_groups(tmp_path: Path, capsys: Any) -> None:
    found = read({"plan.xlsx": workbook({"Plan": TRACKER})})
    assert taken(found)["No."][0] == "number"
    told = [(one.title, one.keys.get("number")) for one in found.strategies]
    assert told == [("Reading for all", "1"), ("Digital", "2"), ("2030 and after", None)]
    plan = milestones(written(found, tmp_path / "plan"), capsys)
    assert [one["number"] for one in plan] == ["1.1", "1.2", "2.1", "9.1"]
    assert [one["strategy"] for one in plan[:2]] == ["reading-all"] * 2
    assert plan[0]["objective"] == "reading-all-objective"


def test_a_group_without_a_row_is_asked_about() -> None:
    rows = [*TRACKER, ["3. Music", "", "", ""]]
    found = read({"plan.xlsx": workbook({"Plan": rows}, merged=["A9:D9"])})
    assert "nothing stands under it" in asked(found)["Plan!9"]
    levels = csv("Goal,Objective,Action,Task,Due\nHomes,More,Build,,\n,,Repair,Roofs,2027\n")
    assert "nothing stands under it" in asked(levels)["plan.csv!2"]


# -- deadlines


def due_on(said: str, under: str = "", name: str = "plan.csv") -> str:
    found = csv(f"Task,Owner,Due\nPlant,Parks,{said}\nDig,Parks,2026-04-02\n{under}")
    return asked(found)[f"{name}!C2"]


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("short term", "\nShort term means 2027 and 2028; long term is later.,,\n"),
        ("Short-term", "\nshort-term: 2027 to 2028,,\n"),
        ("medium term", "\nNotes. The medium term is 2029 to 2031.,,\n"),
        ("short term", "\nShort term,2027 to 2028,\n"),
    ],
)
def test_what_the_sheet_says_of_a_term_stands_in_the_question(term: str, says: str) -> None:
    quoted = due_on(term, says).partition("The sheet says: “")[2].partition("”")[0]
    assert term.casefold().replace("-", " ") in quoted.casefold().replace("-", " ")
    assert "20" in quoted
    assert "later" not in quoted


def test_no_other_sentence_is_taken_for_what_a_term_means() -> None:
    assert "The sheet says" not in due_on("short term", "\nIn the short term we hope for rain.,,\n")
    assert "The sheet says" not in due_on("short term", "Sow,short term,3 trees\n")


def test_each_question_says_what_to_write_instead() -> None:
    assert "Write a day that exists, such as `30 November 2026`." in due_on("31 Nov 2026")
    assert "calendar.fiscal_year_starts" in due_on("End of FY27")
    assert "each of its 2 dates" in due_on('"Towns 2028, villages 2030"')


# -- the real options


def made(tmp_path: Path) -> Path:
    found = csv("Task,Owner,Due\nPlant,Age Concern Northmoor,2027-04-01\nDig,Parks,2026-04-02\n")
    return written(found, tmp_path / "plan")


def act(folder: Path, *words: str) -> int:
    return cli.run([*words, "--dir", str(folder)])


ADD = ("add", "--to", "plan-objective", "--title", "Sow it")


def test_an_organization_may_be_called_by_its_name(tmp_path: Path, capsys: Any) -> None:
    folder = made(tmp_path)
    names = ("--owner", "Age Concern Northmoor", "--partner", "Parks:tools")
    assert act(folder, *ADD, "--due", "2028", *names) == 0
    assert act(folder, "assign", "dig", "age concern northmoor", "--on", "2026-05-01") == 0
    plan = {one["id"]: one for one in milestones(folder, capsys)}
    assert plan["sow"]["owner"] == plan["dig"]["owner"] == "age-concern-northmoor"
    assert plan["sow"]["partners"] == ["parks"]
    assert act(folder, "assign", "dig", "Age Concern") == 3


@pytest.mark.parametrize("day", ["30 June 2029", "June 30, 2029", "2029-06-30", "30 Jun 2029"])
def test_a_day_may_be_given_in_words(day: str, tmp_path: Path, capsys: Any) -> None:
    folder = made(tmp_path)
    assert act(folder, *ADD, "--due", "when it is warm", "--by", day) == 0
    plan = {one["id"]: one for one in milestones(folder, capsys)}
    assert plan["sow"]["due"]["end"] == "2029-06-30"


@pytest.mark.parametrize("day", ["14 July 2025", "July 14, 2025", "14th July 2025"])
def test_so_may_the_day_on_which_it_was_done(day: str, tmp_path: Path, capsys: Any) -> None:
    folder = made(tmp_path)
    assert act(folder, "done", "dig", "--on", day) == 0
    assert {one["id"]: one["done"] for one in milestones(folder, capsys)}["dig"] == "2025-07-14"


@pytest.mark.parametrize("day", ["3/4/2025", "July", "by 14 July 2025", "14 July", "31 June 2025"])
def test_what_may_be_several_days_is_none(day: str, tmp_path: Path) -> None:
    assert act(made(tmp_path), "done", "dig", "--on", day) == 2


# -- the report


@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_shows_first_what_is_asked(columns: int, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Task", "Owner", "Due date", "Progress"]]
    rows += [[f"Plant {at} trees", "Works / Arts", "31 Nov 2026", "done"] for at in range(5)]
    rows += [["Dig the ponds of the meadows", "Consultant (tbc)", "May 2027", "On hold"]]
    rows += [["Total", "", "", 6], [], ["Agreed on 3 May 2026 by the council of the town itself"]]
    sheet = tmp_path / "plan.xlsx"
    sheet.write_bytes(workbook({"Plan": rows, "Lists": [["Choose one of these"]]}))
    shown = on_terminal(columns, "import", str(sheet), "--dir", str(tmp_path / "new"), NO_COLOR="1")
    lines = [re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", one) for one in shown.splitlines()]
    assert max(len(one) for one in lines if str(tmp_path) not in one) <= columns
    heads = [one.split()[0] for one in lines if re.match(r"(Questions|Elsewhere,|Taken for) ", one)]
    assert heads == ["Questions", "Elsewhere,", "Taken"]
    whole = "\n".join(lines)
    assert whole.count("“Works / Arts” was taken for one organization") == 1
    assert whole.count("Done when?") == 1
    assert "Plan!C2:C6 " in whole and "Plan!2:6 " in whole
    assert whole.index("Done when?") < whole.index("Consultant (tbc)")
    assert whole.index("3 May 2026") < whole.index("a sum row")
    assert "“”" not in whole


def test_the_answer_to_several_questions_is_told_once(tmp_path: Path) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text(
        "Task,Owner,Due,Status\nPlant,Parks,2026-04-01,done\nDig,TBD,2026-04-02,\n"
        "Sow,Parks,2026-04-03,Finished\nMow,Parks,2026-04-04,\n"
    )
    shown = on_terminal(80, "import", str(sheet), "--dir", str(tmp_path / "new"), NO_COLOR="1")
    assert shown.count("Done when?") == 2
    assert shown.count("welcomeplan done ID --on DAY") == 1
