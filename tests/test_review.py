"""`review`: one promise after another, and one change at the end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .conftest import ROOT
from .test_cli import on_terminal, run, without_colours

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The shipped plan, long after its last deadline."""
    return shutil.copytree(ROOT / "plan", tmp_path / "plan")


def review(plan: Path, *typed: str, options: tuple[str, ...] = ()) -> str:
    lines = "".join(f"{one}\n" for one in typed)
    shown = on_terminal(100, "review", "--dir", str(plan), *options, typed=lines)
    return without_colours(shown).replace("\r", "")


def texts(plan: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(plan.glob("*.yaml"))}


def added(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The lines that are new."""
    return [
        line.strip()
        for name, text in after.items()
        for line in text.splitlines()
        if line not in before[name].splitlines()
    ]


def test_answers_are_written_as_one_change(plan: Path) -> None:
    before = texts(plan)
    shown = review(
        plan,
        *("d", "2018-02-11", "https://example.org/toolkit"),
        *("w", "The room was not free"),
        *("m", "by the end of 2099", "A new call is out"),
        *("q", "y"),
    )
    assert "1 of 27, late: toolkit is" in shown
    assert "3 answers, as one change:" in shown
    assert "+        done: 2018-02-11" in shown
    after = texts(plan)
    assert before["safe-communities.yaml"] == after["safe-communities.yaml"]
    new = added(before, after)
    assert "done: 2018-02-11" in new
    assert "- https://example.org/toolkit" in new
    assert "note: The room was not free" in new
    assert "due: by the end of 2099" in new
    assert "was_due: in fall 2017" in new
    assert run("validate", "--dir", str(plan)).returncode == 0


def test_nothing_is_written_before_somebody_says_so(plan: Path) -> None:
    before = texts(plan)
    for last in (("n",), ("", "nonsense", "no")):
        assert "Nothing was changed." in review(plan, "w", "A word", "q", *last)
    assert "Nothing was changed." in review(plan, "w", "A word", "q\n\x04")  # Ctrl-D
    assert texts(plan) == before


def test_who_skips_and_quits_changes_nothing(plan: Path) -> None:
    before = texts(plan)
    assert "Nothing was answered" in review(plan, "", "s", "q")
    assert "Nothing was answered" in review(plan, *[""] * 40)
    assert "Nothing was answered" in review(plan, "\x04")
    assert texts(plan) == before


def test_what_cannot_be_done_is_told_and_asked_again(plan: Path) -> None:
    before = texts(plan)
    shown = review(
        plan,
        *("d", "2018-02-30", "14 January 2099", ""),
        *("delayed to May", "x"),
        *("d", "?", ""),
        *("m", "by mid-blah", "by the end of 2099", "", "Because"),
        *("d", "14 January 2018", ""),
        *("q", "y"),
    )
    assert "`2018-02-30` is a day that does not exist" in shown
    assert "in the future" in shown or "has not come" in shown
    assert "The word 'blah' is not one a deadline is" in shown
    assert "`delayed to May` is none of the answers" in shown
    new = added(before, texts(plan))
    assert [line for line in new if line.startswith("done")] == ["done: yes", "done: 2018-01-14"]
    assert "due: by the end of 2099" in new
    assert "note: Because" in new


def test_what_is_to_begin_may_have_begun(plan: Path) -> None:
    before = texts(plan)
    shown = review(plan, "b", "2018-01-15", "q", "y", options=("--strategy", "civic-engagement"))
    assert "1 of 2, late: workshops is" in shown
    assert "Begun (b), done (d)" in shown
    assert "- on: 2018-01-15" in added(before, texts(plan))


def test_an_indicator_is_measured(plan: Path) -> None:
    path = plan / "safe-communities.yaml"
    text = path.read_text("utf-8")
    indicator = (
        "    indicators:\n      - id: trust-index\n        title: Trust\n        target: 50\n"
        "        due: by the end of 2018\n        owner: marc\n    actions:\n"
    )
    path.write_text(text.replace("    actions:\n", indicator, 1), "utf-8")
    before = texts(plan)
    skipped = [""] * 2
    shown = review(
        plan,
        *[*skipped, "r", "many", "r", "51.5", "2018-03", "Survey", "y"],
        options=("--strategy", "safe-communities", "--owner", "marc"),
    )
    assert "A reading (r), a word on it (w)" in shown
    new = added(before, texts(plan))
    assert "value: 51.5" in new
    assert "- on: 2018-03" in new
    assert "source: Survey" in new


def test_who_says_so_is_recorded(plan: Path) -> None:
    before = texts(plan)
    review(plan, "w", "A word", "q", "y", options=("--by", "Steering Committee"))
    assert "by: Steering Committee" in added(before, texts(plan))


def test_times_of_what_repeats_are_asked_one_by_one(plan: Path) -> None:
    path = plan / "civic-engagement.yaml"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace("        due: beginning in fall 2017\n", "        repeats: yearly\n"), "utf-8"
    )
    before = texts(plan)
    options = ("--strategy", "civic-engagement")
    shown = review(plan, "", *("d", "2018-12-01", ""), "y", options=options)
    assert "2 of 2, late: workshops 2018 is" in shown
    assert added(before, texts(plan)) == ["occurrences:", "- period: 2018", "done: 2018-12-01"]


def test_nobody_at_a_terminal_is_asked(plan: Path) -> None:
    done = run("review", "--dir", str(plan))
    assert (done.returncode, done.stdout) == (2, "")
    assert "nobody is at a terminal" in done.stderr


def test_what_is_hostile_is_shown_safe(plan: Path) -> None:
    path = plan / "civic-engagement.yaml"
    text = path.read_text("utf-8")
    title = "Workshops, informational materials and presentations increase understanding"
    assert title in text
    evil = '"\\e]0;owned\\a \\u202Egnp ::error::"'
    path.write_text(text.replace(title, evil), "utf-8")
    shown = review(plan, "w", "A word", "q", "y", options=("--strategy", "civic-engagement"))
    assert "<U+001B>]0;owned<U+0007> <U+202E>gnp" in shown
    assert "\x1b]0" not in shown
    assert "\u202e" not in shown


def test_a_plan_without_anything_to_ask(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.yaml").write_text("title: T\n", "utf-8")
    assert "Nothing is late" in review(tmp_path / "plan")
