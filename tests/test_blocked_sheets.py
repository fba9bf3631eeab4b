"""Rows that a plan can't hold as they are: what of one contradicts another is kept and asked, and
no row keeps the others out."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from welcomeplan import cli


def imported(tmp_path: Path, capsys: Any, text: str, name: str = "plan.csv") -> tuple[str, Path]:
    """What an import says of a sheet, and the folder of the plan that it wrote, which is valid."""
    sheet, folder = tmp_path / name, tmp_path / "plan"
    sheet.write_text(text, "utf-8", newline="")
    code = cli.run(["import", str(sheet), "--dir", str(folder), "--write"])
    told = capsys.readouterr()
    assert code == 0, told
    assert cli.run(["validate", "--dir", str(folder)]) == 0, capsys.readouterr().out
    capsys.readouterr()
    return " ".join(told.out.split()), folder


def parts(folder: Path, key: str = "milestones") -> list[dict[str, Any]]:
    """The parts under a key in all files, as YAML has them."""
    found: list[dict[str, Any]] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend(value.get(key, []))
        for one in value.values() if isinstance(value, dict) else value:
            if isinstance(one, dict | list):
                walk(one)

    for file in sorted(folder.glob("*.yaml")):
        walk(yaml.load(file.read_bytes(), yaml.BaseLoader))  # noqa: S506 - texts alone
    return found


@pytest.mark.parametrize("status", ["Done", "Complete", "100%", "Erledigt"])
def test_a_state_stays_where_its_day_is_set_aside(status: str, tmp_path: Path, capsys: Any) -> None:
    text = (
        "Goal,Milestone,Due,Status,Completed on\n"
        f"G,Open hall,2027-06-01,{status},2024-09-01\nG,Close hall,2024-06-01,{status},2024-05-01\n"
    )
    told, folder = imported(tmp_path, capsys, text)
    first, second = parts(folder)
    assert first["x-completed-on"] == "2024-09-01"
    assert first["x-status"] == status
    assert "done more than a year before it is due" in told
    assert second["done"] == "2024-05-01"


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        ("=cmd|x!A1", "Library"),
        ("Smith, Jones & Co.", "City, TBD"),
        ("Smith, Jones & Co.", "Parks, Library"),
        ("Miller; Sons", "Library"),
        ("Miller|Sons", "Library"),
    ],
)
def test_a_mark_in_one_cell_parts_no_name(
    cell: str, other: str, tmp_path: Path, capsys: Any
) -> None:
    rows = [
        ["Goal", "Milestone", "Owner", "Due"],
        ["G", "Open hall", cell, "2027-01-01"],
        ["G", "Close hall", "City", "2028-01-01"],
        ["G", "Shut hall", other, "2028-01-01"],
        ["G", "Paint hall", "Parks", "2028-01-01"],
    ]
    with (tmp_path / "rows.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    told, folder = imported(tmp_path, capsys, (tmp_path / "rows.csv").read_text())
    head = yaml.safe_load((folder / "plan.yaml").read_bytes())
    assert head["organizations"][parts(folder)[0]["owner"]] == cell
    assert "partners" not in parts(folder)[0]
    assert "was taken for one organization" in told
    assert "Is it several?" in told


@pytest.mark.parametrize("mark", [";", "|"])
def test_a_mark_parts_names_where_one_of_them_stands_elsewhere(
    mark: str, tmp_path: Path, capsys: Any
) -> None:
    text = (
        f"Milestone,Owner,Due\nOpen hall,City{mark}Parks,2027-01-01\nShut hall,Parks,2028-01-01\n"
    )
    _, folder = imported(tmp_path, capsys, text)
    assert parts(folder)[0]["partners"] == ["parks"]


BLOCKED = {
    "it begins after its deadline": (
        "Start,Due",
        "by September 2031,2026-03-19",
        {"x-start": "by September 2031", "due": "2026-03-19"},
    ),
    "it begins after its deadline, in another way": (
        "Start,Due",
        "Fall 2031,2026",
        {"x-start": "Fall 2031", "due": "2026"},
    ),
    "it repeats, and is done": (
        "Start,Due,Completed on",
        "2025-01-01,Annually,2025-03-01",
        {"due": "Annually", "x-completed-on": "2025-03-01"},
    ),
    "a number that can't be typed": ("Due,No.", "2026-03-19,1\x85\u200b2", {"due": "2026-03-19"}),
    "an id that names a device": ("Due,ID", "2026-03-19,con", {"x-id": "con"}),
    "another": ("Due,ID", "2026-03-19,nul", {"x-id": "nul"}),
    "the id of the plan's own file": ("Due,ID", "2026-03-19,plan", {"x-id": "plan"}),
}


@pytest.mark.parametrize("name", BLOCKED)
def test_a_row_that_contradicts_itself_keeps_no_other_out(
    name: str, tmp_path: Path, capsys: Any
) -> None:
    header, row, wanted = BLOCKED[name]
    empty = "," * header.count(",")
    text = f"Goal,Milestone,{header}\nG,Open hall,{row}\nG,Shut hall,{empty}\n"
    _, folder = imported(tmp_path, capsys, text.replace(empty + "\n", f"2026-01-01{empty[1:]}\n"))
    found = parts(folder)
    assert len(found) == 2
    assert {key: found[0].get(key) for key in wanted} == wanted


@pytest.mark.parametrize("sign", ["\x9b", "\u200b", "\u202e"])
def test_a_code_that_can_t_be_typed_is_no_number(sign: str, tmp_path: Path, capsys: Any) -> None:
    text = f"Goal,Milestone,Due\nA{sign}31,Open hall,2026-04-01\nG,Shut hall,2026-04-01\n"
    _, folder = imported(tmp_path, capsys, text)
    files = [yaml.safe_load(one.read_bytes()) for one in folder.glob("*.yaml")]
    assert f"A{sign}31" in [one.get("x-number") for one in files]


def test_a_second_sheet_with_the_numbers_of_the_first(tmp_path: Path, capsys: Any) -> None:
    one = "Goal,No.,Milestone,Due\nG,1.1,Open hall,2026-04-01\nG,1.2,Shut hall,2026-05-01\n"
    other = "Goal,No.,Milestone,Due\nH,1.1,Open school,2026-04-01\nH,2.2,Shut it,2026-05-01\n"
    imported(tmp_path, capsys, one)
    told, folder = imported(tmp_path, capsys, other, "more.csv")
    found = {part["title"]: part for part in parts(folder)}
    assert found["Open hall"]["number"] == "1.1"
    assert found["Open school"]["x-number"] == "1.1"
    assert found["Shut it"]["number"] == "2.2"
    assert "its number stands in the plan already" in told
    assert "more.csv!2" in told


@pytest.mark.parametrize(
    "cells", [("Apr-29", "Mar-24", "Aug-25"), ("Sept-27", "Oct-27", "2027-01-01"), ("Mai '27",) * 3]
)
def test_a_month_as_a_spreadsheet_shows_it_is_a_date(
    cells: tuple[str, ...], tmp_path: Path, capsys: Any
) -> None:
    titles = ("Open hall", "Shut hall", "Paint hall")
    rows = [f"G,{title},{cell}" for title, cell in zip(titles, cells, strict=True)]
    told, folder = imported(tmp_path, capsys, "\n".join(["Goal,Milestone,Due", *rows, ""]))
    assert [one["due"] for one in parts(folder)] == list(cells)
    year = cells[0][-2:]
    assert f"20{year}`." in told


@pytest.mark.parametrize("name", ["Yes", "no", "True", "Null", "off"])
def test_an_organization_that_other_readers_take_for_a_truth(
    name: str, tmp_path: Path, capsys: Any
) -> None:
    text = f"Milestone,Owner,Due\nOpen hall,{name},2027-01-01\nShut hall,Parks,2028-01-01\n"
    _, folder = imported(tmp_path, capsys, text)
    read = yaml.safe_load((folder / "plan.yaml").read_bytes())
    assert all(isinstance(one, str) for one in read["organizations"])


@pytest.mark.parametrize(
    "row",
    [
        "Choose housing,Choose a site,Choose partner,Choose by 2027",
        "Pick a goal,What will be done,Who answers for it,When",
        "Indique la meta,Escriba la acción,Indique quién,Indique la fecha",
        "Housing,Describe the promise,Name the owner,Enter a date",
    ],
)
def test_a_row_that_says_how_to_fill_in_is_none(row: str, tmp_path: Path, capsys: Any) -> None:
    text = f"Goal,Milestone,Owner,Due\n{row}\nHousing,Open hall,Parks,2027-01-01\n"
    told, folder = imported(tmp_path, capsys, text)
    assert [one["title"] for one in parts(folder)] == ["Open hall"]
    assert "hints under the header" in told


FORMULA = "=cmd|x!A1; Parks"


@pytest.mark.parametrize(
    ("header", "cell", "others", "parts_names"),
    [
        ("Owner", FORMULA, ["City", "Works"], False),
        ("Partners", FORMULA, ["City", "Works"], False),
        ("Owner", FORMULA, ["City; Works", "Works; Parks"], True),
        ("Partners", "=Parks|City", ["Works"], False),
        ("Partners", "=Parks, City", ["Works, City", "City"], True),
    ],
)
def test_a_formula_is_one_name_and_the_notes_say_nothing_else(
    header: str, cell: str, others: list[str], parts_names: bool, tmp_path: Path, capsys: Any
) -> None:
    rows = [["Goal", "Milestone", header, "Due"]]
    rows += [["G", f"Open hall {n}", one, "2027-01-01"] for n, one in enumerate([cell, *others])]
    with (tmp_path / "rows.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    told, _ = imported(tmp_path, capsys, (tmp_path / "rows.csv").read_text())
    assert f"“{cell}” was taken for one organization, since it begins as a formula does." in told
    assert ("parted by" in told or "commas part" in told) == parts_names


@pytest.mark.parametrize(
    "row", ["Add homes,Add 200 homes,Housing,2027", "Select sites,Select one,Selectmen,2027"]
)
def test_a_first_row_with_verbs_is_one(row: str, tmp_path: Path, capsys: Any) -> None:
    text = f"Goal,Milestone,Owner,Due\n{row}\nHousing,Open hall,Parks,2027-01-01\n"
    _, folder = imported(tmp_path, capsys, text)
    assert len(parts(folder)) == 2


CELLS = {
    "Goal": ["G", "H", "", "A\x9b1", "plan"],
    "No.": ["1", "1.1", "/2", "con", "a\u200bb", "", "open-hall"],
    "Milestone": ["Open hall", "Shut hall", "Paint hall", "Train 5 people"],
    "Owner": ["Parks", "City; Parks", "TBD", "=cmd|x!A1", "", "yes"],
    "Start": ["2025-01-01", "by September 2031", "Fall 2026", "Annually", "", "31/02/2026"],
    "Due": ["2026-03-19", "Annually", "each quarter", "Apr-29", "by 2030", "", "2027"],
    "Completed on": ["", "2024-01-01", "2025-03-01", "March 2026", "ongoing", "2035-01-01"],
    "Status": ["", "Done", "on hold", "active", "dropped"],
    "Target": ["", "5 people", "-3", "45%", "many"],
}


@pytest.mark.parametrize("seed", range(12))
def test_no_row_of_any_sheet_is_in_the_way(seed: int, tmp_path: Path, capsys: Any) -> None:
    """Whatever stands in its cells, a sheet that reads as a plan becomes a valid one."""
    draw = random.Random(seed)  # noqa: S311 - chance alone
    rows = [[draw.choice(cells) for cells in CELLS.values()] for _ in range(30)]
    sheet = tmp_path / "rows.csv"
    with sheet.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([list(CELLS), *rows])
    _, folder = imported(tmp_path, capsys, sheet.read_text("utf-8"))
    assert len(parts(folder)) == 30
