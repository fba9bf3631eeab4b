"""Phrases of public plans and traps, each with how it is read: tables in `tests/deadlines/`.

A reading is first and last day (`A..B`, `..B` where there is only an end), `begin A..B`, windows
parted by bars, the head of its sentence where it repeats or waits, `ongoing`, `undated`, or `?`
for a question, with the words that it proposes. `public.tsv` holds phrases that were collected
with their expected days; a note says why where a reading differs from them.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from welcomeplan.deadlines import Calendar, Deadline, Question, read_calendar, read_deadline

TABLES = Path(__file__).parent / "deadlines"
CALENDARS = {
    "plain": Calendar(),
    "us-dates": read_calendar(day_month_order="month-first"),
    "us": read_calendar(
        fiscal_year_starts="July",
        day_month_order="month-first",
        school_year="August to May",
        adopted=date(2026, 9, 5),
    ),
    "uk": read_calendar(
        fiscal_year_starts="April",
        day_month_order="day-first",
        quarters="fiscal",
        adopted=date(2027, 1, 15),
    ),
    "uk0": read_calendar(fiscal_year_starts="April", day_month_order="day-first"),
    "au": read_calendar(
        fiscal_year_starts="July",
        day_month_order="day-first",
        seasons="southern",
        adopted=date(2026, 6, 15),
    ),
    "federal": read_calendar(fiscal_year_starts="October", day_month_order="month-first"),
    "project": read_calendar(year_1="September 2027 to August 2028"),
    "terms": read_calendar(
        words={"Short": "2027 to 2028", "Medium": "2029 to 2031", "Long": "2032 and beyond"}
    ),
}


def told(found: Deadline) -> str:
    """A reading in one line."""
    if found.windows:
        return " | ".join(f"{one.start}..{one.end}" for one in found.windows)
    if found.kind in ("ongoing", "undated"):
        return found.kind
    if found.recurrence or (found.anchor and not found.due_by):
        return found.reading.split(": ")[0].split(" (")[0]
    if found.begin_by:
        return f"begin {found.start or ''}..{found.begin_by}"
    return f"{found.start or ''}..{found.end or ''}"


def outcome(words: str, calendar: Calendar) -> str:
    """How words are read, or that they are asked about."""
    try:
        return told(read_deadline(words, calendar))
    except Question as question:
        proposal = question.proposal
        return f"? {proposal.words}" if proposal else "?"


def rows(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("name", ["phrases.tsv", "traps.tsv"])
def test_each_is_read_as_written_down(name: str) -> None:
    wrong = [
        f"{row['phrase']!r}: {got}, not {row['reading']}"
        for row in rows(name)
        if (got := outcome(row["phrase"], CALENDARS[row["calendar"]])) != row["reading"]
    ]
    assert not wrong, "\n".join(wrong)


def test_public_phrases() -> None:
    wrong = [
        f"{row['phrase']!r}: {got}, not {row['reading']}"
        for row in rows("public.tsv")
        if (got := outcome(row["phrase"], CALENDARS["us-dates"])) != row["reading"]
    ]
    assert not wrong, "\n".join(wrong)


def test_what_is_proposed_reads_alone_as_proposed() -> None:
    """A proposal stands in the words, and written alone it is read as it was proposed."""
    for name in ("phrases.tsv", "traps.tsv"):
        for row in rows(name):
            calendar = CALENDARS[row["calendar"]]
            try:
                read_deadline(row["phrase"], calendar)
            except Question as question:
                proposal = question.proposal
                if proposal is None:
                    continue
                assert read_deadline(proposal.words, calendar) == proposal
                assert proposal.words in question.remedy
                assert proposal.words in row["phrase"] or row["phrase"][:3] in proposal.words
