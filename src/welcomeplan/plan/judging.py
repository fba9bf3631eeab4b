"""How promises stand on a day: done, late, overdue, waiting. Derived, never written.

The day on which things are judged, `as_of`, is always a parameter, and each promise is judged as
it stood on that day (`replay`); where its days alone say how it stands, by those (`plain`).
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline, Question
from welcomeplan.plan.late import due_when, late_by
from welcomeplan.plan.lines import by_id
from welcomeplan.plan.often import too_often, too_often_together, without_times
from welcomeplan.plan.plain import plain, timed
from welcomeplan.plan.promise import Miss
from welcomeplan.plan.replay import ASIDE, Course, end_of, finished, stood
from welcomeplan.plan.standing import FINISHED, SET_ASIDE, Standing, State, logged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from welcomeplan.deadlines import Occurrence
    from welcomeplan.plan.plain import Plain
    from welcomeplan.plan.promise import Brief, Promise, Register
    from welcomeplan.plan.values import DoneOn, Status

SOON = timedelta(days=30)
"""How long before its deadline a milestone is called due soon."""


def judge(register: Register, as_of: date, own: Mapping[str, date] | None = None) -> list[Standing]:
    """Every promise of a register, in order, as it stands on a day; those of a plan that has its
    `own`, where it is another day now, on that."""
    return [
        judged(Course(promise, others), day, asked=asked.get(at))
        for plan, day, others in each_plan(register, as_of, own)
        for asked in (too_often_together(plan.promises, day),)
        for at, promise in enumerate(plan.promises)
    ]


def each_plan(
    register: Register, as_of: date, own: Mapping[str, date] | None = None
) -> Iterator[tuple[Brief, date, Mapping[str, Promise]]]:
    """The plans of a register, each with the day on which it is judged, and its promises by id."""
    for plan in register.plans:
        yield plan, (own or {}).get(plan.id, as_of), by_id(plan.promises)


def judged(
    course: Course, as_of: date, until: date = date.max, asked: Question | None = None
) -> Standing:
    """A promise, or one time of it, as it stands on a day. Who asks for no time that begins after
    a day may have it without some of those. `asked`: why it has none, where others have too many.
    """
    if asked:
        course = course.had(without_times(course.promise))
    elif course.time is None:
        asked = too_often(course.promise, as_of)
    found = _judged_with_times(course, as_of, until)
    return found._replace(question=found.question or asked) if asked else found


def _judged_with_times(course: Course, as_of: date, until: date) -> Standing:
    days = plain(course.promise) if course.time is None else None
    if days and _is_plainly(course.promise, days, as_of):
        standing = _plainly(course, days, as_of)
        return _judged(standing, None, course, as_of)
    if course.time is None and timed(course.promise):
        return _timed(course, as_of, until)
    then = stood(course, as_of)
    standing = _begin(course, then, as_of)
    if course.time is None and course.timed:
        found = tuple(_times(course, then, as_of))
        misses = (*standing.misses, *(miss for time in found for miss in time.misses))
        standing = standing._replace(misses=misses)
        if found and course.timed_then(then):
            whole = standing._replace(state=_state_of_all(found, standing), times=found)
            return whole._replace(waits_on=whole.first_open.waits_on)
    return _judged(standing, standing.promise.status, course, as_of)


def _is_plainly(promise: Promise, days: Plain, as_of: date) -> bool:
    """Whether the days of a promise say it all, as of one: no note of it makes a difference."""
    if not days.noted:
        return True
    known = all(entry.on <= as_of for entry in promise.log)
    return known and days.done is not None and days.done <= as_of


def _plainly(course: Course, days: Plain, as_of: date) -> Standing:
    """As `_begin`, of a promise whose days say it all."""
    promise, due_by = course.promise, days.due_by
    done = promise.done if days.done and days.done <= as_of else None
    misses: tuple[Miss, ...] = ()
    if due_by and due_by < as_of and (done is None or done.first > due_by):
        misses = (Miss(due_by, course.owner(due_by), None, due_by + timedelta(days=1)),)
    due = promise.due if isinstance(promise.due, Deadline) else None
    return Standing(promise, State.UNDATED, due, done=done, misses=misses, starts=days.starts)


def _begin(course: Course, then: Promise, as_of: date) -> Standing:
    """What is known of a promise, or of one of its times, before it has a state."""
    done, begun, time = course.done(as_of), course.begun(as_of), course.time
    due, since = due_when(course, done, as_of)
    question = due if isinstance(due, Question) else None
    deadline = due if isinstance(due, Deadline) else None
    if time and deadline and deadline.kind == "recurring":  # in the words of that day
        words = then.repeats or (then.due.words if then.due else deadline.words)
        deadline = deadline._replace(words=words)
    alone = time is None or done or course.resumed(as_of)
    if deadline and alone and _is_spent(deadline, since, course, done, as_of):
        deadline = _spent(deadline, done)
    if time:
        starts = time.window.start if deadline and deadline.due_by else None
    else:
        starts = then.starts.start if isinstance(then.starts, Deadline) else None
        starts = starts or (deadline.start if deadline else None)
    return Standing(
        then,
        State.UNDATED,
        deadline,
        question,
        done=done,
        misses=course.misses(as_of),
        waits_on=_waits(then, deadline, course, as_of),
        logged=logged(then, as_of, time),
        starts=starts,
        begun=begun if begun and begun <= as_of else None,
        time=time,
        earlier=tuple(_earlier(course, as_of)),
    )


def _earlier(course: Course, as_of: date) -> Iterable[Deadline]:
    """The deadlines that it had before, each that had a day."""
    for (_, term), (moved, _) in pairwise(course.terms):
        due, _ = course.due(as_of, moved - timedelta(days=1))
        if moved <= as_of and not term.recurrence and isinstance(due, Deadline) and due.due_by:
            yield due


def _is_spent(due: Deadline, since: date, course: Course, done: DoneOn | None, day: date) -> bool:
    """Whether a deadline passed while it was set aside, and is in force no more: it was taken up
    again since, or done."""
    due_by = due.due_by
    if due_by is None or due_by >= day or course.in_force(due_by, since):
        return False
    return not course.aside(day) or (done is not None and done.first > due_by)


def _spent(due: Deadline, done: DoneOn | None) -> Deadline:
    reading = f"set aside by {due.due_by}, so that this deadline was not in force"
    if done is None:
        reading += "; taken up again since, it needs another"
    return Deadline(due.words, "undated", reading=reading)


def _waits(then: Promise, due: Deadline | None, course: Course, as_of: date) -> tuple[str, ...]:
    """What it waits for: what it comes after, and what its deadline counts from."""
    anchor = due.anchor if due and due.due_by is None else None
    names = dict.fromkeys((*then.after, *([anchor] if anchor else [])))
    waits = (_unfinished(name, due, course, as_of) for name in names)
    return tuple(name for name in waits if name)


def _unfinished(name: str, due: Deadline | None, course: Course, as_of: date) -> str | None:
    """A promise by name, if it is not finished by a day. Of one that repeats, what is due in a
    period waits for the time of that period, or for the last before; what has no day, for the
    last, or where there is none, for the first. A time that was put off or given up holds nothing
    up."""
    other = course.others.get(name)
    if other is None:
        return name
    if other.term.recurrence and not (due and due.anchor == name):
        waits = _open_time(Course(other, course.others), due, as_of)
        if waits is None:
            return None
        return f"{name} {waits.period}" if due and due.due_by else name
    return None if finished(other, course.others, as_of) else name


def _open_time(other: Course, due: Deadline | None, as_of: date) -> Course | None:
    """The time of what repeats that something due then waits for, as `_unfinished`."""
    found: Iterable[Occurrence] = other.times(as_of)
    by = due and due.due_by
    if by:
        # From the last: of thousands of times no other is looked at.
        found = (time for time in reversed([*found]) if time.window.start <= by)
    left = (one for one in map(other.of, found) if one.done(as_of) or not one.aside(as_of))
    if by:
        last = next(left, None)
        return last if last and not last.done(as_of) else None
    if other.promise.term.stretch[1] is None:
        every = list(left)
        return None if any(one.done(as_of) for one in every) else next(iter(every), None)
    return next((one for one in left if not one.done(as_of)), None)


def _judged(standing: Standing, status: Status | None, course: Course, as_of: date) -> Standing:
    """The standing with its state, and by how much it is late."""
    due_by = standing.due_by
    if standing.done:
        late = late_by(standing.due, standing.done, course, as_of)
        if late is None:
            return standing._replace(state=State.DONE)
        state = State.DONE_LATE if late.days > 0 else State.DONE
        return standing._replace(state=state, late=late.days, at_least=late.least)
    if status and status in ASIDE:
        return standing._replace(state=State(status))
    if standing.kept and standing.begun and due_by:
        days = max((standing.begun - due_by).days, 0) if standing.begun > date.min else None
        state = State.BLOCKED if status == "blocked" else State.UNDER_WAY
        return standing._replace(state=state, late=days)
    if due_by is not None and due_by < as_of:
        return standing._replace(state=State.OVERDUE, late=(as_of - due_by).days)
    return standing._replace(state=_open_state(standing, status, as_of))


def _open_state(standing: Standing, status: str | None, as_of: date) -> State:
    """The state of what is neither finished, set aside nor late."""
    due_by = standing.due_by
    if status == "blocked":
        return State.BLOCKED
    if standing.waits_on:
        return State.WAITING
    if standing.unbound:
        return State.UNDATED
    if due_by is not None and due_by - as_of <= SOON:
        return State.DUE_SOON
    if _worked(standing) or (status == "active" and not _to_come(standing, as_of)):
        return State.UNDER_WAY
    if standing.starts and standing.starts <= as_of:
        return State.CURRENT
    if due_by is not None or standing.starts:
        return State.UPCOMING
    endless = standing.due and standing.due.kind in ("ongoing", "recurring")
    return State.ONGOING if endless else State.UNDATED


def _times(course: Course, then: Promise, as_of: date) -> Iterable[Standing]:
    """The times of a promise that repeats, each with its own deadline."""
    return (_time(course.of(time), then, as_of) for time in course.times(as_of))


def _time(its: Course, then: Promise, as_of: date) -> Standing:
    standing = _begin(its, then, as_of)
    due_by = standing.due_by
    # A time that passed while it was put off stays so.
    passed = due_by and due_by < as_of and not its.in_force(due_by, date.min)
    status = its.status(due_by if due_by and passed else as_of)
    return _judged(standing, status, its, as_of)


def _timed(course: Course, as_of: date, until: date) -> Standing:
    """What repeats, where nothing is recorded of it but its times."""
    promise, due = course.promise, course.promise.due
    deadline = due if isinstance(due, Deadline) else None
    starts = promise.starts.start if isinstance(promise.starts, Deadline) else None
    standing = Standing(
        promise,
        State.UNDATED,
        deadline,
        due if isinstance(due, Question) else None,
        starts=starts or (deadline.start if deadline else None),
    )
    # Whether what can't be read is still owed, all of them say.
    found = tuple(_plain_times(course, as_of, date.max if standing.question else until))
    if not found:
        return _judged(standing, None, course, as_of)
    misses = tuple(miss for time in found for miss in time.misses)
    return standing._replace(misses=misses, state=_state_of_all(found, standing), times=found)


def _plain_times(course: Course, as_of: date, until: date) -> Iterable[Standing]:
    """Its times. Their days say it all, but for those that have a deadline of their own, or were
    done in a month or a year."""
    then, owner = course.promise, course.owner(as_of)
    records = {one.period.casefold(): one for one in reversed(then.occurrences)}
    for at, time in enumerate(course.times(as_of)):
        record, its = records.get(time.label.casefold()), course.of(time)
        # The first stands for all, where all begin later; what has a deadline of its own may be due
        # before it begins.
        if at and time.window.start > until and not (record and record.due):
            continue
        done = record.done if record else None
        if record and (record.due or (done and done.first != done.last)):
            yield _time(its, then, as_of)
            continue
        end = time.window.end
        done = done if done and done.first <= as_of else None
        misses: tuple[Miss, ...] = ()
        if end < as_of and (done is None or done.first > end):
            misses = (Miss(end, owner, time.label, end + timedelta(days=1)),)
        due, starts = end_of(time, then), time.window.start
        standing = Standing(
            then, State.UNDATED, due, done=done, misses=misses, starts=starts, time=time
        )
        yield _judged(standing, None, its, as_of)


def _state_of_all(found: Sequence[Standing], standing: Standing) -> State:
    """The state of a promise that repeats: the most urgent of its times."""
    status = standing.promise.status
    states = {time.state for time in found}
    if states <= FINISHED:
        return State.DONE_LATE if State.DONE_LATE in states else State.DONE
    if states <= FINISHED | SET_ASIDE:
        return State.DEFERRED if State.DEFERRED in states else State.DROPPED
    if status and status in ASIDE:
        return State(status)
    for state in (State.OVERDUE, State.BLOCKED, State.WAITING, State.DUE_SOON):
        if state in states:
            return state
    begun = status == "active" or any(time.state in (*FINISHED, State.UNDER_WAY) for time in found)
    if begun or _worked(standing):
        return State.UNDER_WAY
    return State.CURRENT if State.CURRENT in states else State.UPCOMING


def _worked(standing: Standing) -> bool:
    """Whether its log tells of work: that something of it changed, tells of none; nor does a note
    of an indicator, which is measured."""
    if standing.promise.measure:
        return False
    return standing.logged > 0 or any(not update.changes for update in standing.log)


def _to_come(standing: Standing, as_of: date) -> bool:
    """Whether it is a time that has not come yet: what began is what repeats, not each time."""
    own = any(update.period and update.status == "active" for update in standing.log)
    return standing.time is not None and standing.time.window.start > as_of and not own
