"""Move a deadline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan import deadlines, plan, yamltext
from welcomeplan.acts.log import day_of, reason, updates
from welcomeplan.acts.values import Act, no_circle
from welcomeplan.errors import Refused
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.deadlines import Deadline
    from welcomeplan.plan import Place, Standing


def reschedule(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Move a deadline: the log keeps from what, to what, and why. `repeats` is kept."""
    day = day_of(mark, today)
    words, old = mark.words or "", place.milestone.due
    try:
        new = deadlines.read_deadline(words, place.plan.calendar, year=place.year)
    except deadlines.Question as question:
        found = f"`{words}` can't be read as a deadline. {question.message}"
        raise Refused(found, question.remedy) from None
    if old and old.words == words and not old.by:
        return Act(place.file, (), f"{place.id}: due “{words}” already; no change")
    due = plan.Due.model_construct(words=words, by=None)
    moved = replace(place, model=place.milestone.model_copy(update={"due": due}))
    no_circle(moved)
    _keeps_its_times(place, moved, words, today)
    before = f"from “{old.words}” " if old else ""
    note = f"Moved {before}to “{words}”: {reason(place, mark)}"
    edits = (
        yamltext.SetKey(place.route, "due", words, place.milestone.keys()),
        *updates(place, day, note, mark.by),
    )
    return Act(place.file, edits, f"{place.id}: {_moved(standing, new)}{_repeats(place, new)}")


def _keeps_its_times(place: Place, moved: Place, words: str, today: date) -> None:
    """Raise `Refused` where a deadline would leave it without times, or records without theirs."""
    if plan.is_endless(moved, today) and not plan.is_endless(place, today):
        raise Refused(
            f"due “{words}”, `{place.id}` would never repeat,"
            f" or more than {plan.MOST_TIMES:,} times",
            "Give it `starts:` and a later deadline, or plan.yaml a `period:`, not too far apart.",
        )
    old, new = (
        plan.times_called(time.label for time in one.times(today)) for one in (place, moved)
    )
    lost = [
        record.period
        for record in place.milestone.occurrences
        if old(record.period) and not new(record.period)
    ]
    if lost:
        raise Refused(
            f"`{place.id}` records times that it would no longer have: {', '.join(lost)}",
            "Give a deadline after them, or add a milestone for what is promised now.",
        )


def _moved(standing: Standing, new: Deadline) -> str:
    """By how many days the deadline moved, in words."""
    old, due_by = standing.due_by, new.due_by
    if due_by is None and (new.recurrence or new.anchor):
        return f"due “{new.words}”: {new.reading}"
    if due_by is None:
        return f"due “{new.words}”, without a date"
    if old is None:
        return f"due by {due_by}"
    days = (due_by - old).days
    if not days:
        return f"due by {due_by}, as before"
    direction = "later" if days > 0 else "sooner"
    return f"due by {due_by}, {plural(abs(days), 'day')} {direction} than {old}"


def _repeats(place: Place, new: Deadline) -> str:
    """What that means for something that repeats: `due` says until when, `repeats` how often."""
    repeats = place.milestone.repeats
    if repeats:
        return f"; it repeats “{repeats}” as before" + (", until then" if new.due_by else "")
    if place.recurrence and not new.recurrence:
        return "; it no longer repeats"
    return ""
