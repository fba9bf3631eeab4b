"""Numbers of the document, what a plan holds beside, and excuses: through git, TAB and terminal."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli

from .test_completion import Shell

HEAD = """\
title: A climate plan
adopted: 2017-09-05
period: 2017 to 2018
organizations: {town: The town, school: The school, bank: The bank}
"""
HOMES = """\
title: Warm homes
objectives:
  - id: insulate
    number: C01.2
    title: Homes are insulated
    milestones:
      - id: survey
        number: "1.2"
        title: Homes are surveyed
        due: in 2018
        owner: [town, {org: school, role: co-lead}]
      - id: loans
        number: "1.20"
        title: Loans are offered
        due: by mid-2018
        owner: town
        partners: [bank]
        x-budget: 10
"""
Edit = Callable[..., None]


def git(*arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """The plan in git, committed once; and a way to edit its strategy file."""
    monkeypatch.chdir(tmp_path)
    Path("plan").mkdir()
    Path("plan/plan.yaml").write_text(HEAD, "utf-8")
    Path("plan/homes.yaml").write_text(HOMES, "utf-8")
    git("init", "--quiet", "--initial-branch=main")
    git("add", ".")
    git("commit", "--quiet", "--message=Adopt the plan", "--date=2018-01-02T12:00:00")

    def change(*pairs: tuple[str, str]) -> None:
        path = Path("plan/homes.yaml")
        text = path.read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    return change


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    cli.run([*words, "--json"])
    return json.loads(capsys.readouterr().out)


def changes(capsys: pytest.CaptureFixture[str]) -> list[tuple[Any, ...]]:
    found = answer(capsys, "diff", "HEAD", "--as-of", "2018-02-15")["changes"]
    return [(c["kind"], c["id"], c["key"], c["before"], c["after"]) for c in found]


def brought(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    found = answer(capsys, "validate", "--since", "HEAD", "--as-of", "2018-02-15")["diagnostics"]
    return [(d["rule"], d["severity"]) for d in found if d["new"]]


# -- numbers


def test_a_changed_number_is_named(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(('number: "1.2"\n', 'number: "1.2.1"\n'), ("    number: C01.2\n", ""))
    assert changes(capsys) == [
        ("changed", "survey", "number", "1.2", "1.2.1"),
        ("changed", "insulate", "number", "C01.2", None),
    ]


def test_diff_has_the_number_of_what_changed(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(("Loans are offered", "Loans are given"))
    [found] = answer(capsys, "diff", "HEAD")["changes"]
    assert found["number"] == "1.20"
    cli.run(["diff", "HEAD", "--format", "csv"])
    header, row = capsys.readouterr().out.splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=True))["Number"] == "1.20"
    cli.run(["diff", "HEAD", "--format", "markdown"])
    assert "| 1.20 |" in capsys.readouterr().out


def test_history_takes_a_number(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("1.2", "plan/1.2", "survey"):
        [life] = answer(capsys, "history", name)["promises"]
        assert (life["id"], life["number"]) == ("survey", "1.2")
    assert cli.run(["history", "1."]) == 2
    assert "Did you mean `1.2`" in capsys.readouterr().err
    cli.run(["history", "--format", "csv"])
    assert capsys.readouterr().out.splitlines()[0].startswith("Id,Number,Promised")


def test_history_takes_the_number_of_what_was_removed(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("plan/homes.yaml").read_text("utf-8")
    Path("plan/homes.yaml").write_text(text[: text.index("      - id: loans")], "utf-8")
    git("commit", "--quiet", "--all", "--message=Give the loans up")
    [life] = answer(capsys, "history", "1.20")["promises"]
    assert (life["id"], life["removed"]) == ("loans", True)


def test_a_plan_without_numbers_has_no_column_of_them(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("plan/homes.yaml").read_text("utf-8")
    lines = [line for line in text.splitlines(keepends=True) if "number:" not in line]
    Path("plan/homes.yaml").write_text("".join(lines), "utf-8")
    for form in ("table", "csv", "markdown"):
        cli.run(["list", "--format", form])
        assert "Number" not in capsys.readouterr().out
    assert answer(capsys, "list")["milestones"][0]["number"] is None


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("show 1", ["1.2", "1.20"]),
        ("done 1.20", ["1.20"]),
        ("show C01", ["C01.2"]),
        ("done C01", []),
        ("list --objective C", ["C01.2"]),
        ("list --objective ", ["insulate"]),
        ("done s", ["survey"]),
        ("done ", ["survey", "loans"]),
        ("show 2.1", []),  # a shell would take it for two words
    ],
)
def test_tab_completes_numbers(
    edit: Edit,
    words: str,
    offered: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    more = (
        '      - {id: spaced, number: "2.1 (a)", title: T, due: in 2018, owner: town, done: 2018}\n'
    )
    with Path("plan/homes.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    found = Shell(monkeypatch, capsys).offers(words)
    assert [one for one in found if one != "spaced"] == offered


# -- beside


def test_own_keys_mean_nothing_to_a_diff(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(("x-budget: 10", "x-budget: 1000000"))
    assert changes(capsys) == []


@pytest.mark.parametrize("wide", [40, 80, 200])
def test_a_terminal_shows_columns_as_text(
    edit: Edit,
    wide: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    edit(("x-budget: 10\n", f'x-[red]a: "[bold]{"9" * 5000}[/bold]"\n        x-b: "\\e[2J"\n'))
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(wide))
    assert cli.run(["list", "--columns", "id,x-[red]a,x-b,number"]) == 0
    out = capsys.readouterr().out
    assert "\x1b[2J" not in out
    assert "[red]" in out.replace("\n", "")
    assert out.count("9") >= 5000
    assert "loans" in out
    assert "1.20" in out


# -- owners


def measured(edit: Edit) -> None:
    """Commit an indicator beside the milestones."""
    edit(("    milestones:\n", f"{MEASURE}    milestones:\n"))
    git("commit", "--quiet", "--all", "--message=Measure")


def test_a_role_of_an_owner_is_named(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(("owner: [town, {org: school", "owner: [{org: town, role: chair}, {org: school"))
    assert changes(capsys) == [("changed", "survey", "owner", "town", "town (chair)")]


def test_a_list_of_owners_says_what_partners_say(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(("owner: town\n        partners: [bank]", "owner: [town, bank]"))
    assert changes(capsys) == []
    assert brought(capsys) == []


def test_a_helper_that_leaves_an_owner_list_is_named(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(("[town, {org: school, role: co-lead}]", "town"))
    assert changes(capsys) == [
        ("partners changed", "survey", "partners", "school (co-lead)", None),
    ]
    assert brought(capsys) == [("lost-partner", "warning")]


def test_a_helper_that_answers_now_has_not_left(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(("[town, {org: school, role: co-lead}]", "{org: school, role: co-lead}"))
    kinds = [kind for kind, *_ in changes(capsys)]
    assert kinds == ["re-owned", "partners changed"]
    assert ("lost-partner", "warning") not in brought(capsys)


MEASURE = """\
    indicators:
      - id: warm
        title: Share of homes that are warm
        target: 80%
        due: by mid-2018
        owner: [town, {org: school, role: reads}]
"""


@pytest.mark.parametrize(
    ("owner", "change", "rules"),
    [
        ("town", ("partners changed", "warm", "partners", "school (reads)", None), "lost-partner"),
        (
            "[town, {org: school, role: counts}]",
            ("partners changed", "warm", "partners", "school (reads)", "school (counts)"),
            "lost-partner",
        ),
        (
            "[{org: town, role: chair}, {org: school, role: reads}]",
            ("changed", "warm", "owner", "town", "town (chair)"),
            "",
        ),
        (
            "[town, bank, {org: school, role: reads}]",
            ("partners changed", "warm", "partners", "school (reads)", "bank, school (reads)"),
            "",
        ),
    ],
)
def test_so_is_one_of_an_indicator(
    edit: Edit,
    owner: str,
    change: tuple[Any, ...],
    rules: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    measured(edit)
    edit(("owner: [town, {org: school, role: reads}]\n", f"owner: {owner}\n"))
    assert changes(capsys) == [change]
    assert brought(capsys) == ([(rules, "warning")] if rules else [])


def test_an_indicator_that_is_assigned_to_a_helper_has_lost_nobody(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who answered before is told as that, and kept by its log: it has no lead to lose."""
    measured(edit)
    assert cli.run(["assign", "warm", "school", "--on", "2018-02-10"]) == 0
    capsys.readouterr()
    assert [kind for kind, *_ in changes(capsys)] == ["re-owned", "partners changed"]
    assert brought(capsys) == []


def test_another_first_of_a_list_answers_and_the_record_asks_for_who_did(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(("owner: [town, {", "owner: [bank, {"))
    assert changes(capsys) == [("re-owned", "survey", "owner", "town", "bank")]
    assert ("unrecorded-change", "warning") in brought(capsys)
    Path("plan/homes.yaml").write_text(HOMES, "utf-8")
    assert cli.run(["assign", "1.2", "bank", "--on", "2018-02-01", "--note", "Agreed"]) == 0
    capsys.readouterr()
    assert brought(capsys) == []


# -- excuses

LATE = ("due: by mid-2018", "due: by mid-2019")
ALLOW = ("        x-budget: 10", "        allow: [outside-period]\n        x-budget: 10")


def test_a_new_excuse_is_named(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(LATE)
    git("commit", "--quiet", "--all", "--message=Late")
    edit(ALLOW)
    assert changes(capsys) == [("excuses changed", "loans", "allow", None, "outside-period")]
    assert brought(capsys) == [("outside-period", "note"), ("new-excuse", "warning")]
    assert cli.run(["validate", "--since", "HEAD", "--strict"]) == 1
    assert "is excused from `outside-period`" in capsys.readouterr().out


def test_an_edit_excuses_itself_from_nothing_that_it_is_held_to(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(LATE, ("        x-budget", "        allow: [unexplained-move]\n        x-budget"))
    rules = [rule for rule, _ in brought(capsys)]
    assert "unknown-check" in rules
    assert "unexplained-move" in rules or "unrecorded-change" in rules


@pytest.mark.parametrize("allow", ["duplicate-id", "hidden-miss", "unmet", "unread-base"])
def test_what_nothing_can_be_excused_from_is_told_as_no_excuse(
    edit: Edit, allow: str, capsys: pytest.CaptureFixture[str]
) -> None:
    edit((ALLOW[0], ALLOW[1].replace("outside-period", allow)))
    assert changes(capsys) == [("changed", "loans", "allow", None, allow)]
    assert brought(capsys) == [("unknown-check", "error")]
    assert "excuse" not in answer(capsys, "diff", "HEAD")["summary"]


def test_of_several_excuses_those_are_told_that_excuse(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit((ALLOW[0], ALLOW[1].replace("[", "[duplicate-id, ")))
    assert changes(capsys) == [
        ("excuses changed", "loans", "allow", None, "outside-period"),
        ("changed", "loans", "allow", None, "duplicate-id"),
    ]
    assert [rule for rule, _ in brought(capsys)].count("new-excuse") == 1
    told = answer(capsys, "validate", "--since", "HEAD")["diagnostics"]
    (excuse,) = (one["message"] for one in told if one["rule"] == "new-excuse")
    assert "outside-period" in excuse and "duplicate-id" not in excuse


def test_an_excuse_of_what_is_new_is_named(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    new = "  - id: trees\n    title: Trees\n    actions:\n      - id: plant\n        title: Plant\n"
    with Path("plan/homes.yaml").open("a", encoding="utf-8") as file:
        file.write(f"{new}        allow: [unowned-milestone]\n")
    found = [change for change in changes(capsys) if change[0] == "excuses changed"]
    assert found == [("excuses changed", "plant", "allow", None, "unowned-milestone")]
    assert ("new-excuse", "warning") in brought(capsys)


def test_an_excuse_that_is_taken_back_is_no_new_one(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(ALLOW, LATE)
    git("commit", "--quiet", "--all", "--message=Excuse it")
    edit(ALLOW[::-1])
    assert changes(capsys) == [("excuses changed", "loans", "allow", "outside-period", None)]
    assert brought(capsys) == [("outside-period", "warning")]


def test_an_edit_cannot_switch_off_that_its_excuse_is_named(
    edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(ALLOW)
    with Path("plan/plan.yaml").open("a", encoding="utf-8") as file:
        file.write("checks: {new-excuse: off}\n")
    assert ("new-excuse", "warning") in brought(capsys)


def test_a_new_plan_with_an_excuse(edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other").mkdir()
    Path("other/plan.yaml").write_text(HEAD, "utf-8")
    homes = HOMES.replace(*ALLOW)
    Path("other/homes.yaml").write_text(homes, "utf-8")
    found = answer(capsys, "diff", "HEAD", "--dir", ".")["changes"]
    named = [(c["plan"], c["id"]) for c in found if c["kind"] == "excuses changed"]
    assert named == [("other", "loans")]
