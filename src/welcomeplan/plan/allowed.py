"""What a plan must not say, decided once: rules find it in files, acts refuse to write it.

Each function takes a milestone where it stands, or is about to.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline, Question, Window, read_deadline, read_repeats
from welcomeplan.plan.records import course_of
from welcomeplan.plan.values import NOBODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan.models import Due, LogEntry
    from welcomeplan.plan.parts import Place, Plan
    from welcomeplan.plan.values import DoneOn, Status
    from welcomeplan.yamltext import Route

_MONTH, _YEAR = timedelta(days=31), timedelta(days=366)


def is_future(done: DoneOn, as_of: date) -> bool:
    """Whether something is said to be done after the last day that has come."""
    return done.first > as_of


def is_both(done: DoneOn | None, status: Status | None) -> bool:
    """Whether something is done and has a status: done is a date, not a status."""
    return done is not None and status is not None


def before_start(place: Place, done: DoneOn) -> date | None:
    """The first day of its `starts`, where it is done before that."""
    start = place.starts.start if isinstance(place.starts, Deadline) else None
    return start if start and done.last < start else None


def before_period(whole: Plan, done: DoneOn) -> tuple[str, str] | None:
    """That something is said to be done before the plan's period begins, and what to do; None where
    it is not."""
    period = whole.period
    if period is None or period.start is None or done.last >= period.start:
        return None
    message = f"done {done}, before the plan's period, `{whole.head.period}`, begins"
    return message, "Correct `done:`, or widen `period:` in plan.yaml."


def outside_period(whole: Plan, due: Deadline | Question | None) -> tuple[str, str] | None:
    """The same of a deadline, before the period or after it."""
    period, day = whole.period, due.due_by if isinstance(due, Deadline) else None
    if period is None or day is None or not is_outside(day, period):
        return None
    message = f"the deadline, {day}, is outside the plan's period, `{whole.head.period}`"
    return message, "Correct the deadline, or widen `period:` in plan.yaml."


def is_outside(day: date, period: Deadline) -> bool:
    """Whether a day is not in a period."""
    return bool((period.start and day < period.start) or (period.end and day > period.end))


def too_early(place: Place, done: DoneOn, time: Occurrence | None = None) -> str | None:
    """That something is said to be done long before its time begins, in words. Of one time of what
    repeats that is by more than that time is long, and than a month. What is promised once is kept
    by whoever is early: it must be more than a year before its last day, too. Or before its
    `starts`. None where it is not."""
    start = before_start(place, done)
    if start:
        return f"starts on {start}"
    due = place.due if isinstance(place.due, Deadline) else None
    window, least = time.window if time else None, _MONTH
    if window is None and due and due.start and due.end and place.recurrence is None:
        window = Window(due.start, due.end)
        least = _YEAR - (due.end - due.start)
    if window is None:
        return None
    before = max(window.end - window.start, least)
    soon = window.start - date.min > before and done.last < window.start - before
    return f"is for {window}" if soon else None


def reopened_after(place: Place, done: DoneOn, period: str | None = None) -> int | None:
    """Which entry of its log, or of a time, says that it was open after it is said to be done: it
    was reopened then. None for none of them, or where that was a mistake."""
    for at, told in enumerate(place.promised.log):
        was = told.was_done if _of(told, period) else None
        if was and not done.again(was, told.on) and done.last < told.on:
            return at
    return None


def begun_after(place: Place, done: DoneOn, time: Occurrence | None = None) -> int | None:
    """Which entry of its log says that work on it, or on a time, began after it is said to be done.
    None for none of them."""
    begun = course_of(place, time).started_by(done, date.max, date.max)
    if begun is None or begun <= done.last:
        return None
    period = time.label if time else None
    starts = enumerate(place.promised.log)
    mine = (at for at, u in starts if u.on == begun and u.status == "active" and _of(u, period))
    return next(mine, None)


def _of(entry: LogEntry, period: str | None) -> bool:
    """Whether an entry is of a time; of None, of the whole."""
    return (entry.period or "").casefold() == (period or "").casefold()


def times_called(labels: Iterable[str]) -> Callable[[str], str | None]:
    """Which of these times a period names, in small or capital letters; None for none of them."""
    known = {label.casefold(): label for label in labels}
    return lambda period: known.get(period.casefold())


def unlisted(place: Place) -> Iterator[tuple[str, Route]]:
    """The organizations that it names itself and `plan.yaml` doesn't list, each with its key."""
    known = place.plan.head.organizations
    owners = getattr(place.model, "owners", ())
    named: list[tuple[str | None, Route]] = [
        (one.org, ("owner", at) if len(owners) > 1 else ("owner",)) for at, one in enumerate(owners)
    ]
    named.append((getattr(place.model, "lead", None), ("lead",)))
    partners = getattr(place.model, "partners", ())
    named += [(partner.org, ("partners", p)) for p, partner in enumerate(partners)]
    for at, entry in enumerate(getattr(place.model, "log", ())):
        if entry.was_owner != NOBODY:
            named.append((entry.was_owner, ("log", at, "was_owner")))
    return ((name, route) for name, route in named if name and name not in known)


def missing(place: Place) -> Iterator[tuple[str, int]]:
    """What it comes after and is no milestone of the plan, each with its number in `after`.

    Silent where a file could not be read: it may stand there.
    """
    if place.plan.complete:
        for number, name in enumerate(place.promised.after):
            if name not in place.plan.by_id:
                yield name, number


def aimed(place: Place) -> bool:
    """Whether an indicator has something to reach."""
    model = place.model
    return getattr(model, "target", None) is not None or bool(getattr(model, "targets", None))


def circular(place: Place) -> str | None:
    """What it waits for that waits, itself or through others, for it; None for nothing of it."""
    for name in place.waits:
        waiting, seen = [name], set[str]()
        while waiting:
            other = waiting.pop()
            if other == place.id:
                return name
            if other not in seen and other in place.plan.by_id:
                seen.add(other)
                waiting += place.plan.by_id[other].waits
    return None


def unreadable(place: Place) -> Iterator[tuple[str, Question]]:
    """Each of its keys with words that can't be read."""
    for key, reading in (("due", place.due), ("starts", place.starts)):
        if isinstance(reading, Question) and getattr(place.model, key, None):
            yield key, reading
    for words in getattr(place.model, "targets", {}) if place.kind == "indicator" else ():
        reading = place.read_words(words)
        if isinstance(reading, Question):
            yield "targets", reading
    for time in getattr(place.model, "occurrences", ()):
        reading = place.read(time.due)
        if isinstance(reading, Question):
            yield "occurrences", reading
    repeats = getattr(place.model, "repeats", None)
    if repeats:
        try:
            read_repeats(repeats, place.plan.calendar)
        except Question as question:
            yield "repeats", question


def is_read(place: Place, key: str) -> bool:
    """Whether the words of its `due` or `starts` can be read, if not as what they stand for."""
    return key in ("due", "starts") and isinstance(
        place.read(getattr(place.model, key, None)), Deadline
    )


def stubbed(place: Place, period: str) -> str:
    """That a time which it does not have is a stub, in a sentence for a remedy; else nothing."""
    called = period.casefold()
    labels = [(one.label.casefold(), one) for one in place.stubs]
    found = (one for label, one in labels if called == label or called.startswith(f"{label} "))
    stub = next(found, None)
    if stub is None:
        return ""
    more = f" If it counts, add `starts: {stub.since}`." if stub.since and not stub.until else ""
    why = stub.why.replace("the", "The", 1)
    return f"{why}, within {stub.label}: that is no whole period.{more} "


def is_endless(place: Place, as_of: date) -> bool:
    """Whether it repeats, but has no times: since when is not said, or they are too many."""
    return place.recurrence is not None and not cut_short(place) and not place.times(as_of)


def cut_short(place: Place) -> bool:
    """Whether it repeats, and the plan holds no whole period of it: only stubs, so that nothing is
    ever due."""
    last = place.stretch[1]
    return bool(place.stubs and last and not place.times(last))


def contradicted(place: Place) -> Iterator[tuple[Route, Due, date]]:
    """Each of its keys with a day beside words that mean another day, and the day they mean."""
    model = place.model
    given: list[tuple[Route, Due | None]] = [
        ((key,), getattr(model, key, None)) for key in ("due", "starts")
    ]
    times = getattr(model, "occurrences", ())
    given += [(("occurrences", at, "due"), time.due) for at, time in enumerate(times)]
    for key, due in given:
        if due is None or due.by is None:
            continue
        try:
            meant = read_deadline(due.words, place.plan.calendar, year=place.year).due_by
        except Question:
            continue  # what `by` is for
        if meant and meant != due.by:
            yield key, due, meant
