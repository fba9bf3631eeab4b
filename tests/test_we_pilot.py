"""The WE Pilot that ships is its page: every sentence once, its promises in its own words.

What to expect is read from the page each time, as in `test_kansas_city`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from welcomeplan import Deadline
from welcomeplan import load as load_plans

from .conftest import ROOT
from .test_kansas_city import fold, load

PILOTS = ROOT / "examples" / "we-pilot-2020"
PAGE = ROOT / "tests" / "documents" / "we-pilot-2020.txt"
SENTENCE_END = re.compile(r"(?<=[.!:])\s+(?=[A-Z])")
PARTICIPANTS = ("champaign-county", "louisville", "pittsburgh")


@cache
def page() -> str:
    return fold(PAGE.read_text(encoding="utf-8"))


def sentences() -> list[str]:
    return SENTENCE_END.split(page())


def files() -> list[Path]:
    return sorted(PILOTS.rglob("*.yaml"))


def strategies() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in files():
        if path.name != "plan.yaml":
            yield path.parent.name, load(path)


def objectives() -> Iterator[tuple[str, dict[str, Any]]]:
    for plan, strategy in strategies():
        for objective in strategy["objectives"]:
            yield plan, objective


def milestones() -> Iterator[tuple[str, dict[str, Any]]]:
    for plan, objective in objectives():
        for milestone in objective.get("milestones", []):
            yield plan, milestone


def texts(value: Any) -> Iterator[str]:
    """Every text that stands in a file, folded."""
    if isinstance(value, str):
        yield fold(value)
    for one in value.values() if isinstance(value, dict) else value:
        if not isinstance(value, str):
            yield from texts(one)


def test_every_sentence_of_the_page_is_said_once() -> None:
    said = [text for path in files() for text in texts(load(path))]
    # The page's title is a source of each of the four plans; the heading of a list that the page
    # does not have is in a comment.
    title, heading = "Technical Assistance Pilot!", "Participants include:"
    once = [s for s in sentences() if s != heading and not s.endswith(title)]
    counts = {sentence: sum(text.count(sentence) for text in said) for sentence in once}
    assert counts == dict.fromkeys(once, 1)
    assert len(once) == 10
    assert heading in (PILOTS / "pilot" / "plan.yaml").read_text(encoding="utf-8")


def test_every_adopted_wording_and_deadline_stands_in_the_page_word_for_word() -> None:
    for plan, item in (*objectives(), *milestones()):
        assert fold(item["text"]) in page(), (plan, item["id"])
    for plan, milestone in milestones():
        due = milestone.get("due")
        words = due["words"] if isinstance(due, dict) else due
        assert words is None or words in page(), (plan, milestone["id"])


def test_what_each_participant_was_promised_is_the_same_and_all_of_the_sentence() -> None:
    promised: dict[str, list[str]] = {plan: [] for plan in PARTICIPANTS}
    for plan, milestone in milestones():
        if plan in promised:
            promised[plan].append(fold(milestone["text"]))
    sentence = next(s for s in sentences() if s.startswith("Over the course"))
    assert len({tuple(parts) for parts in promised.values()}) == 1
    rest = sentence
    for part in promised["pittsburgh"]:
        rest = rest.replace(part, "*")
    assert rest == (
        "Over the course of the year, the WE Pilot team and other national experts will provide"
        " each of the participants with *, *, * and, as mentioned, *."
    )


def test_no_two_milestones_copy_a_whole_sentence() -> None:
    counts = Counter(fold(milestone["text"]) for _, milestone in milestones())
    assert [text for text, count in counts.items() if count > 1 and text in sentences()] == []


def test_the_words_have_the_days_that_the_pilots_year_gives_them() -> None:
    """`on June 3` by the year above it, and what can't be read by the day beside it."""
    promises = load_plans(PILOTS).register.promises
    days = {(p.due.words, p.due.due_by) for p in promises if isinstance(p.due, Deadline)}
    assert days == {
        ("Over the course of the year", date(2020, 12, 31)),
        ("on June 3", date(2020, 6, 3)),
    }
    assert [p.id for p in promises if p.due is None] == ["kickoff"]
