"""Move a deadline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from welcomeplan import deadlines, plan, yamltext
from welcomeplan.acts.record import already, day_of, decided, due_item, entry, reason
from welcomeplan.acts.times import called, done_of, record_of, time_of
from welcomeplan.acts.values import Act, no_circle, no_clash, no_stranger, outside
from welcomeplan.errors import Refused
from welcomeplan.limits import MOST_TIMES
from welcomeplan.wording import plural, some

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.deadlines import Deadline
    from welcomeplan.plan import Due, Place, Standing
    from welcomeplan.yamltext import Edit


def reschedule(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Move a deadline, or that of one time of what repeats: the log keeps from what, and why.
    `repeats` is kept; what was put off or given up is planned again."""
    day, words = day_of(mark, today), mark.words or ""
    if place.aims:
        raise Refused(
            f"`{place.id}` has a target for each of its times, due by the end of that",
            f"Change `targets:` by hand, and say why: welcomeplan log {place.typed} --note ...",
        )
    one = time_of(place, standing, mark, "open") if mark.period else standing
    try:
        new = deadlines.read_deadline(words, place.plan.calendar, year=place.year)
    except deadlines.Question as question:
        found = f"`{words}` can't be read as a deadline. {question.message}"
        raise Refused(found, question.remedy) from None
    again = plan.course_of(place, one.time).status(day) in ("deferred", "dropped")
    old = _written(place, one)
    if old and old.words == words and not old.by and not again:
        return already(place, f"{called(one)}: due “{words}” already", mark, one)
    reason(place, mark)
    _open(place, one)
    _no_rhythm(place, one, new)
    back = decided(place, one, day)
    due = plan.Due.model_construct(words=new.words, by=None)
    moved = replace(place, model=place.promised.model_copy(update={"due": due}))
    if one.period:
        edits = _time_moved(place, one, new)
    else:
        edits = _moved(place, moved, new, today, again=again)
    changed: dict[str, Any] = {"was_due": due_item(_was(place, one, old, day))}
    changed |= {"status": "planned"} if again else {}
    said = f"{called(one)}: {_by_how_much(one, new)}"
    if one.period is None:
        said += _repeats(place, new) + _given_up(standing, moved, today)
    said += "; planned again" if again else ""
    if new.due_by and new.due_by < today:
        said += "; that day has passed already"
    if one.lapsed and one.due_by and one.due_by < day:
        said += f"; that it missed {one.due_by} stays"
    edits = (*edits, *entry(place, day, mark, one.period, **changed))
    doubts = () if one.period else outside(place, plan.outside_period(place.plan, moved.due))
    return Act(place.file, edits, said + back, doubts=doubts)


def _open(place: Place, one: Standing) -> None:
    """Raise `Refused` for what is done: no deadline of it is left to be moved."""
    done, route = done_of(place, one)
    if done:
        raise Refused(
            f"`{called(one)}` is done {done.when}, and its deadline can't move any more",
            "If it is not done, say so first:",
            command=f"welcomeplan reopen {place.typed} --note TEXT",
            span=place.span(*route),
        )


def _no_rhythm(place: Place, one: Standing, new: Deadline) -> None:
    """Raise `Refused` for words that say how often, of what has `repeats` for that."""
    if new.recurrence and place.promised.repeats and one.period is None:
        raise Refused(
            f"`{place.id}` repeats “{place.promised.repeats}”, and a new deadline says until when",
            "To change how often, change `repeats:` by hand, with an entry in its log:"
            f" `was_due: {place.promised.repeats}`.",
        )


def _written(place: Place, one: Standing) -> Due | None:
    if one.period is None:
        return place.promised.due
    record = record_of(place, one.period)
    return record[1].due if record else None


def _was(place: Place, one: Standing, old: Due | None, day: date) -> Due | None:
    """The deadline until now. Of a time that has none of its own: how often, and its last day."""
    if old or one.period is None:
        return old
    due, _ = plan.course_of(place, one.time).due(day)
    by = due.due_by if isinstance(due, deadlines.Deadline) else None
    return plan.Due.model_construct(words=due.words, by=by) if due else None


def _moved(
    place: Place, moved: Place, new: Deadline, today: date, *, again: bool
) -> tuple[Edit, ...]:
    """The edits that make a milestone what it will be, `moved`."""
    model = place.promised
    if isinstance(moved.due, deadlines.Question):
        found = f"`{place.id}` can't be due “{new.words}”. {moved.due.message}"
        raise Refused(found, moved.due.remedy)
    no_stranger(moved, new)
    no_circle(moved)
    no_clash(place, moved, today)
    _keeps_its_times(place, moved, new.words, today)
    resumed = [yamltext.RemoveKey(place.route, "status")] if again and model.status else []
    return (yamltext.SetKey(place.route, "due", new.words, model.keys()), *resumed)


def _time_moved(place: Place, one: Standing, new: Deadline) -> tuple[Edit, ...]:
    """The edits for one time alone. Raises `Refused` for words that give it no day."""
    if new.due_by is None:
        raise Refused(
            f"“{new.words}” gives `{called(one)}` no day",
            "Give one; or say that it is put off or given up: `welcomeplan defer`, `drop`.",
        )
    if one.time and new.due_by < one.time.window.start:
        raise Refused(
            f"`{called(one)}` would be due by {new.due_by}, before it begins,"
            f" {one.time.window.start}",
            "Give it a later day.",
        )
    record, route = record_of(place, one.period or ""), place.route
    if record is None:
        item = {"period": one.period or "", "due": new.words}
        return (yamltext.Append(route, "occurrences", item, place.promised.keys()),)
    at = (*route, "occurrences", record[0])
    return (yamltext.SetKey(at, "due", new.words, record[1].keys()),)


def _given_up(standing: Standing, moved: Place, today: date) -> str:
    """The times that are promised no more, which must not vanish unsaid."""
    if not standing.times:
        return ""
    left = {time.label for time in moved.times(today)}
    passed = {time.period for time in standing.times if time.due_by and time.due_by < today}
    gone = [time.period or "" for time in standing.times if time.period not in left | passed]
    return f"; promised no more: {some(gone)}" if gone else ""


def _keeps_its_times(place: Place, moved: Place, words: str, today: date) -> None:
    """Raise `Refused` where a deadline would leave it without times, or records without theirs."""
    if plan.is_endless(moved, today) and not plan.is_endless(place, today):
        raise Refused(
            f"due “{words}”, `{place.id}` would never repeat, or more than {MOST_TIMES:,} times",
            "Give it `starts:` and a later deadline, or plan.yaml a `period:`, not too far apart.",
        )
    old, new = (
        plan.times_called(time.label for time in one.times(today)) for one in (place, moved)
    )
    lost = [
        record.period
        for record in place.promised.occurrences
        if old(record.period) and not new(record.period)
    ]
    if lost:
        raise Refused(
            f"`{place.id}` records times that it would no longer have: {', '.join(lost)}",
            "Give a deadline after them, or add a milestone for what is promised now.",
        )


def _by_how_much(standing: Standing, new: Deadline) -> str:
    """By how many days the deadline moved, in words."""
    old, due_by = standing.due_by, new.due_by
    if new.recurrence or (due_by is None and new.anchor):
        return f"due “{new.words}”: {new.reading}"
    if due_by is None:
        return f"due “{new.words}”, without a date"
    said = f"{'to begin' if new.begin_by else 'due'} by {due_by}"
    if old is None:
        return said
    # To begin by a day is another promise than to be done by it.
    other = standing.begins is not bool(new.begin_by)
    was = "it was to begin" if standing.begins else "it was due"
    days = (due_by - old).days
    if not days:
        return f"{said}, by which {was} until now" if other else f"{said}, as before"
    direction = "later" if days > 0 else "sooner"
    return (
        f"{said}, {plural(abs(days), 'day')} {direction} than {f'{was}, {old}' if other else old}"
    )


def _repeats(place: Place, new: Deadline) -> str:
    """What that means for something that repeats: `due` says until when, `repeats` how often."""
    repeats = place.promised.repeats
    if repeats:
        return f"; it repeats “{repeats}” as before" + (", until then" if new.due_by else "")
    if place.recurrence and not new.recurrence:
        return "; it no longer repeats"
    return ""
