"""Which faults of a plan an edit brought, and what is said of files that nothing can look at."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import welcomeplan
from welcomeplan.rules import before, check, described, summaries

if TYPE_CHECKING:
    from pathlib import Path

    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.plan import Plan

TODAY = date(2018, 2, 15)
HEAD = "id: town\ntitle: A plan\n"
A = "{id: a, title: Survey all newcomers, due: in 2018}"
B = "{id: b, title: Print a guide, due: in 2018}"
C = "{id: c, title: Hold a fair, due: in 2018}"


def plan(folder: Path, *milestones: str, head: str = HEAD) -> Plan:
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text(head, "utf-8")
    rows = "".join(f"      - {one}\n" for one in milestones)
    text = f"title: Work\nobjectives:\n  - id: o\n    title: Aim\n    milestones:\n{rows}"
    (folder / "work.yaml").write_text(text, "utf-8")
    found = welcomeplan.load(folder.parent)
    return next(one for one in found.plans if one.file.startswith(folder.name))


def told(old: Plan | None, new: Plan) -> list[str]:
    """What is wrong after an edit, each with whether that is new."""
    stood = check([old], TODAY) if old else []
    found = before.told_apart(check([new], TODAY), stood, [(old, new)])
    return [f"{'new' if one.new else 'old'} {one.rule} {one.line} {one.about[1]}" for one in found]


@pytest.mark.parametrize(
    ("was", "now", "wanted"),
    [
        ((), (A,), ["new unowned-milestone 6 a"]),
        ((A,), (A,), ["old unowned-milestone 6 a"]),
        # on another line
        ((A,), (C, A), ["new unowned-milestone 6 c", "old unowned-milestone 7 a"]),
        # another thing with the id of the first, and the first in better words
        (
            (A,),
            (A.replace("Survey all newcomers", "Throw a party"),),
            ["new unowned-milestone 6 a"],
        ),
        ((A,), (A.replace("all newcomers", "newcomers"),), ["old unowned-milestone 6 a"]),
        # the same id once more: each old fault stands for one
        (
            (A, B, A),
            (A, C, B, A),
            [
                "old duplicate-id 9 a",
                "old unowned-milestone 6 a",
                "new unowned-milestone 7 c",
                "old unowned-milestone 8 b",
            ],
        ),
        (
            (A, A),
            (A, A, A),
            ["old duplicate-id 7 a", "new duplicate-id 8 a", "old unowned-milestone 6 a"],
        ),
        # by the value at fault
        (
            (A.replace("2018}", "2018, after: [x]}"),),
            (A.replace("2018}", "2018, after: [y]}"),),
            ["old unowned-milestone 6 a", "new unknown-after 6 a"],
        ),
    ],
)
def test_a_fault_is_old_if_the_same_was_said_of_the_same_thing(
    was: tuple[str, ...], now: tuple[str, ...], wanted: list[str], tmp_path: Path
) -> None:
    old = plan(tmp_path / "old" / "town", *was)
    assert told(old, plan(tmp_path / "new" / "town", *now)) == wanted
    # and where its folder has another name
    assert told(old, plan(tmp_path / "moved" / "village", *now)) == wanted
    assert {line[:3] for line in told(None, plan(tmp_path / "none" / "town", *now))} == {"new"}


def test_what_another_plan_has_is_no_older_for_it(tmp_path: Path) -> None:
    old = plan(tmp_path / "old" / "town", A)
    one, two = plan(tmp_path / "new" / "town", A), plan(tmp_path / "new" / "village", A)
    found = before.told_apart(check([one, two], TODAY), check([old], TODAY), [(old, one)])
    assert [(item.file, item.new) for item in found] == [
        ("town/work.yaml", False),
        ("village/work.yaml", True),
    ]


def in_full(one: Diagnostic) -> tuple[str, ...]:
    place = f"{one.file}:{one.line}:{one.column}-{one.end_line}:{one.end_column}"
    return place, f"{one.severity} {one.rule}", one.message, one.remedy, one.excerpt


def test_a_plan_that_is_gone_is_missed(tmp_path: Path) -> None:
    old = plan(tmp_path / "old" / "town", A)
    remedy = (
        "If it moved, name the folder where it stands now: `--dir FOLDER` (`folder` in the action,"
        " `WELCOMEPLAN_DIR` in GitLab). Otherwise put it back: a plan that is over keeps its files."
    )
    found = before.missing_plans([(old, None), (old, old), (None, old)], ["city/plan.yaml"])
    assert [in_full(one) for one in found] == [
        (
            "town/plan.yaml:2:8-2:14",
            "error missing-plan",
            "there is no plan `town` here any more (A plan)",
            remedy,
            "title: A plan",
        ),
        (
            "city/plan.yaml:1:1-1:1",
            "error missing-plan",
            "there is no plan here any more",
            remedy,
            "",
        ),
    ]


def test_a_file_that_can_not_be_read_before_and_after_is_named() -> None:
    found = before.unseen_changes(["town/work.yaml", "town/more.yaml"])
    assert [in_full(one) for one in found] == [
        (
            f"town/{name}.yaml:1:1-1:1",
            "error unseen-change",
            "what this edit changes here can't be seen: the file can't be read, or is gone",
            "First mend what can't be read, by itself: `welcomeplan validate` says what it is.",
            "",
        )
        for name in ("work", "more")
    ]


def test_a_word_that_is_nearly_right_is_told_with_what_was_meant(tmp_path: Path) -> None:
    """An editor offers to write it."""
    head = HEAD + "organizations: {marc: MARC}\nlead: mrac\nchecks: {duplicat-id: off}\n"
    rows = [
        "{id: kickoff, title: A, owner: mrac, due: in 2018, allow: [unmet-targe]}",
        "{id: b, title: B, owner: marc, due: in 2018, after: [kickof, nothing-like-it]}",
        "{id: c, title: C, owner: marc, due: in 2018, for: outraech}",
    ]
    text = "        actions: [{id: outreach, title: Outreach}]\n"
    folder = tmp_path / "town"
    plan(folder, *rows, head=head)
    work = (folder / "work.yaml").read_text("utf-8")
    (folder / "work.yaml").write_text(work.replace("    milestones", f"{text[4:]}    milestones"))
    found = welcomeplan.load(folder)
    assert [(one.rule, one.meant) for one in check(found.plans, TODAY)] == [
        ("unknown-check", "duplicate-id"),
        ("unknown-check", "unmet-target"),
        ("unknown-organization", "marc"),
        ("unknown-organization", "marc"),
        ("unknown-after", "kickoff"),
        ("unknown-after", ""),
        ("unknown-action", "outreach"),
    ]


def test_one_check_can_be_asked_alone(tmp_path: Path) -> None:
    one = plan(tmp_path / "town", A, A, head=HEAD + "checks: {duplicat-id: off}\n")
    every = [found.rule for found in check([one], TODAY)]
    assert every == ["unknown-check", "duplicate-id", "unowned-milestone"]
    assert [found.rule for found in check([one], TODAY, alone="duplicate-id")] == ["duplicate-id"]


def test_an_edit_is_held_to_the_heavier_of_what_its_sides_set(tmp_path: Path) -> None:
    off = plan(tmp_path / "old" / "town", A, head=HEAD + "checks: {unowned-milestone: off}\n")
    on = plan(tmp_path / "new" / "town", A, head=HEAD + "checks: {unowned-milestone: error}\n")
    assert [one.severity for one in check([off], TODAY)] == []
    for pair in ((off, on), (on, off)):
        assert [one.severity for one in check([pair[1]], TODAY, [pair])] == ["error"]
    assert [one.severity for one in check([on], TODAY, [(None, on)])] == ["error"]


def test_every_check_is_described_in_a_sentence() -> None:
    every = {one.name: one for one in described()}
    assert set(summaries()) == {name for name, one in every.items() if one.settable}
    for name, said in summaries().items():
        assert every[name].doc.strip().replace("\n", " ").startswith(said) and "\n" not in said
        assert said.endswith("."), said
