"""When something that repeats begins and ends, and the stubs of periods at either end.

A plan that is adopted on 31 December owes nothing for that year: the first time is the first whole
period after adoption, or in the plan's period, unless the promise itself says when it begins, or
records that time. Then the period that the plan begins in is a time: the plan said so.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question, Window, explain_deadline

if TYPE_CHECKING:
    from welcomeplan.deadlines import Recurrence
    from welcomeplan.plan.parts import Place


class Stub(NamedTuple):
    """A period of what repeats that only a part of the plan's time falls in."""

    label: str
    window: Window
    since: date | None
    """The first day of the plan in it, where that cuts it."""
    until: date | None
    """The last day of the plan in it, likewise."""
    cause: str
    """What cuts its beginning: `adopted`, `period` or `year_1`; of one that is cut at its end
    alone, `period`."""

    @property
    def why(self) -> str:
        """What cuts it, in words."""
        begins = f"{_BEGINS[self.cause]} on {self.since}" if self.since else ""
        ends = f"ends on {self.until}" if self.until else ""
        return f"the {'plan ' if not begins else ''}" + " and ".join(filter(None, (begins, ends)))


_BEGINS = {
    "adopted": "plan was adopted",
    "period": "plan begins",
    "year_1": "project begins",
}


class Stretch(NamedTuple):
    """The first and the last day in which something repeats, as far as anything says them."""

    start: date | None
    end: date | None
    stubs: tuple[Stub, ...] = ()


def since(due: Deadline, repeats: Recurrence | None) -> Deadline | Question:
    """The deadline of what repeats: words that promise a beginning say since when. A question,
    where they say only by when at the latest: taken for either end of it, it would be a guess."""
    begin = due.start
    if begin is None and (due.begin_by or _begins(due)):
        return _no_first(due, f"Write the first time, such as `due: from {_months(due)}`")
    if begin is None or due.begin_by is None:
        return due
    reading = f"{repeats or 'it repeats'}, from {begin.day} {begin:%B %Y}"
    return due._replace(kind="recurring", start=begin, end=None, begin_by=None, reading=reading)


def first_day(starts: Deadline) -> Deadline | Question:
    """`starts` of what repeats. A question, where it says only by when at the latest."""
    if starts.start is None and starts.due_by and starts.anchor is None:
        return _no_first(starts, f"Write the first day, such as `starts: {_months(starts)}`")
    return starts


def _no_first(due: Deadline, remedy: str) -> Question:
    return Question(
        due.words,
        "It says by when it begins at the latest, and not since when it repeats.",
        f"{remedy}; what must begin by a day is a milestone of its own.",
    )


def _months(due: Deadline) -> str:
    return f"{due.due_by:%B %Y}"


def _begins(due: Deadline) -> bool:
    """Whether words that give a last day speak of a beginning: "launch by March 2026"."""
    if due.due_by is None or due.recurrence:
        return False
    try:
        return any(branch.node == "Begins" for branch in explain_deadline(due.words))
    except Question:
        return False


def stretch_of(place: Place) -> Stretch:
    """The first and the last day in which a milestone repeats: `starts` to `due`, or the plan's
    period."""
    repeats, period = place.recurrence, place.plan.period
    if repeats and place.unsaid:
        return Stretch(None, None)
    if repeats and repeats.windows:  # each with its own first and last day
        return Stretch(repeats.windows[0].start, repeats.windows[-1].end)
    due = place.due if isinstance(place.due, Deadline) else None
    until = (period and period.end) or None
    end = (due and due.due_by) or until
    start, cause = _said(place, due), ""
    first_year = place.plan.calendar.year_1 if repeats and repeats.year_name == "project" else None
    if start and first_year:  # no month or year of a project comes before its first
        start = max(start, first_year.start)
    if repeats is None:
        return Stretch(start, end)
    first = None
    if start is None:
        start, cause = _since(place, repeats)
    if start and cause and not (repeats.unit == "week" and cause == "period"):
        # A week belongs to where it ends, of two periods that follow each other.
        first = repeats.begun_before(start)
        if first and _recorded(place, _period(first.label, repeats), repeats):
            first = None
    if start is None:
        return Stretch(None, end)
    whole = first.window.end + timedelta(days=1) if first else start
    last = None
    if end and end == until and not (due and due.due_by):
        last = repeats.cut_by(Window(whole, end)) if whole <= end else None
        last = None if last and repeats.by(last.window) else last
    stubs = []
    if first:
        both = end if end and end < first.window.end and end == until else None
        stubs.append(Stub(_period(first.label, repeats), first.window, start, both, cause))
    if last:
        stubs.append(Stub(_period(last.label, repeats), last.window, None, end, "period"))
    return Stretch(whole, end, tuple(stubs))


def _said(place: Place, due: Deadline | None) -> date | None:
    """The first day, where the promise itself says it; a plan promises nothing before it is
    adopted, unless `starts` does."""
    starts = place.starts if isinstance(place.starts, Deadline) else None
    begin = starts and (starts.start or starts.due_by)
    if begin:
        return begin
    start, adopted = due.start if due else None, place.plan.head.adopted
    return max(start, adopted or start) if start else None


def _period(label: str, repeats: Recurrence) -> str:
    """The name of a period, by that of a time in it: `2017` by `2017 1 of 2`."""
    return label.rpartition(" of ")[0].rpartition(" ")[0] if repeats.count > 1 else label


def _recorded(place: Place, period: str, repeats: Recurrence) -> bool:
    """Whether a milestone records a period, or a time in it where it has several."""
    model = place.promised
    named = [one.period for one in model.occurrences] + [one.period for one in model.log]
    told = {one.casefold() for one in named if one}
    several = repeats.count > 1 and any(one.startswith(f"{period} ".casefold()) for one in told)
    return several or period.casefold() in told


def _since(place: Place, repeats: Recurrence) -> tuple[date | None, str]:
    """The first day, where only the plan says it, and what of it does."""
    period, calendar = place.plan.period, place.plan.calendar
    project = repeats.year_name == "project" and calendar.year_1
    given = [
        (period.start if period else None, "period"),
        (calendar.year_1.start if project and calendar.year_1 else None, "year_1"),
        (place.plan.head.adopted, "adopted"),
    ]
    # Of one day, the period's: a plan that begins as it is adopted is cut by neither more.
    found = [(day, cause) for day, cause in given if day]
    return max(found, key=lambda one: one[0], default=(None, ""))
