"""Keys of a plan that can't both be true: each pair is told at one, with the place of the other.

Rules find them in files, and acts refuse to write them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question, Window
from welcomeplan.limits import MOST_TIMES
from welcomeplan.plan.allowed import cut_short, times_called
from welcomeplan.plan.records import promise_of
from welcomeplan.plan.replay import ASIDE, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from welcomeplan.deadlines import Recurrence
    from welcomeplan.plan.parts import Place, Plan, StrategyFile
    from welcomeplan.yamltext import Route


class Clash(NamedTuple):
    """A key that another contradicts."""

    route: Route
    """The key, within its part."""
    message: str
    remedy: str


def clashes(place: Place, as_of: date, known: Mapping[str, Place] | None = None) -> Iterator[Clash]:
    """What contradicts itself in a milestone, or between it and what it waits for (those that are
    `known`, without them those of its plan)."""
    yield from _begins_late(place)
    yield from _waits_longer(place, place.plan.by_id if known is None else known)
    yield from _how_often_twice(place)
    yield from _targets_and_due(place)
    yield from _how_much_twice(place)
    yield from _cut_off(place)
    yield from _ends_before_its_time(place, as_of)


def clashes_in_head(plan: Plan) -> Iterator[Clash]:
    """What contradicts itself in `plan.yaml`."""
    adopted, period = plan.head.adopted, plan.period
    if adopted and period and period.end and adopted > period.end:
        yield Clash(
            ("adopted",),
            f"adopted on {adopted}, after its period, `{plan.head.period}`"
            f"{_stands(plan, ('period',))}, is over",
            "Correct one of them: a plan promises nothing before it is adopted.",
        )


def _two_targets(target: str, where: str) -> Clash:
    return Clash(
        ("targets",),
        f"`targets` and `target: {target}`{where} both say how much",
        "Keep `targets:` where its times differ, else `target:`.",
    )


def _begins_late(place: Place) -> Iterator[Clash]:
    """Work that begins after it is due, or after the plan's period, in which it repeats."""
    starts = place.starts if isinstance(place.starts, Deadline) else None
    begin = starts and (starts.start or starts.due_by)
    if starts is None or begin is None:
        return
    last = place.due.due_by if isinstance(place.due, Deadline) else None
    said = f"`starts: {starts.words}` is {begin}"
    if last and begin > last:
        yield Clash(
            ("starts",),
            f"{said}, after its deadline, {last}{_other(place, 'due')}",
            "Correct one of them: work begins before it is due.",
        )
    end = place.plan.period.end if place.plan.period else None
    if last is None and end and begin > end and place.recurrence:
        where = _stands(place.plan, ("period",))
        yield Clash(
            ("starts",),
            f"{said}, after the plan's period{where} ends, {end}: it would never repeat",
            "Correct one of them, or give it a `due:`.",
        )


def _waits_longer(place: Place, known: Mapping[str, Place]) -> Iterator[Clash]:
    """What must be done first is due later."""
    last = _last_day(place)
    if last is None or _is_settled(place):
        return
    waits: list[tuple[str, Route]] = [
        (name, ("after", at)) for at, name in enumerate(place.promised.after)
    ]
    if isinstance(place.starts, Deadline) and place.starts.anchor:
        waits.append((place.starts.anchor, ("starts",)))
    for name, route in waits:
        other = known.get(name)
        if other is None or other.id == place.id or other.recurrence or _is_settled(other):
            continue
        due_by = _last_day(other)
        if due_by and due_by > last:
            yield Clash(
                route,
                f"it waits for `{name}`, which is due by {due_by}{_other(other, 'due')}, and is"
                f" itself due earlier, by {last}{_other(place, 'due')}",
                "Move one of the deadlines (`welcomeplan reschedule`), or let it wait for something"
                " else.",
            )


def _is_settled(place: Place) -> bool:
    """Whether nothing is due of it any more: it is done, or put off, or given up."""
    return place.promised.done is not None or place.promised.status in ASIDE


def _last_day(place: Place) -> date | None:
    """The last day that is on time: of what repeats, for its last time."""
    if place.recurrence:
        return place.stretch[1] if isinstance(place.due, Deadline) else None
    return place.due.due_by if isinstance(place.due, Deadline) else None


def _how_often_twice(place: Place) -> Iterator[Clash]:
    """A frequency beside another, or where a single day belongs."""
    model, repeats = place.promised, place.recurrence
    other = _recurrence(place.due)
    if model.repeats and model.due and repeats and other and repeats != other:
        yield Clash(
            ("repeats",),
            f"`repeats: {model.repeats}` and `due: {model.due.words}`"
            f"{_where(place, 'due')} say differently how often",
            "Say it under `repeats:` alone; `due:` says until when.",
        )
    if model.starts and _recurrence(place.starts):
        yield Clash(
            ("starts",),
            f"`starts: {model.starts.words}` says how often, and not since when",
            "Say how often under `repeats:`, and the first day here.",
        )
    for at, time in enumerate(model.occurrences):
        if time.due and _recurrence(place.read(time.due)):
            yield Clash(
                ("occurrences", at, "due"),
                f"`due: {time.due.words}` says how often, and is the deadline of one time alone",
                "Write one date.",
            )


def _how_much_twice(place: Place) -> Iterator[Clash]:
    """A target beside those of each time; and those, where it has no times."""
    if place.kind != "milestone":
        return
    model = place.milestone
    if not model.targets:
        return
    if model.target:
        yield _two_targets(str(model.target), _where(place, "target"))
    if not model.repeats and not (model.due and place.recurrence) and not _unread(place.due):
        yield Clash(
            ("targets",),
            f"`targets` says how much each time, and `{place.id}` does not repeat",
            "Say how often (`repeats: annually`), or write one `target:`.",
        )


def _unread(read: Deadline | Question | None) -> bool:
    return isinstance(read, Question)


def _recurrence(read: Deadline | Question | None) -> Recurrence | None:
    return read.recurrence if isinstance(read, Deadline) else None


def _targets_and_due(place: Place) -> Iterator[Clash]:
    """One target, or one deadline, of an indicator beside those of each time."""
    if place.kind != "indicator" or not place.indicator.targets:
        return
    model = place.indicator
    if model.target is not None:
        where = _where(place, "targets")
        yield Clash(
            ("target",),
            f"`target: {model.target}` and `targets:`{where} say both what is to be reached",
            "Keep one of them.",
        )
    if model.due is not None:
        yield Clash(
            ("due",),
            f"`due: {model.due.words}` stands beside `targets:`{_where(place, 'targets')}, of which"
            " each is due by the end of its own time",
            "Leave `due:` out, or keep one `target:`.",
        )


def _cut_off(place: Place) -> Iterator[Clash]:
    """A deadline amid a time of what repeats, which would be lost; or before the first of them."""
    model, repeats, (first, last) = place.promised, place.recurrence, place.stretch
    due = place.due if isinstance(place.due, Deadline) else None
    if repeats is None or first is None or last is None or first > last or repeats.windows:
        return
    if cut_short(place):  # `undated-milestone` says so
        return
    window = Window(first, last)
    if repeats.about(window) > MOST_TIMES:
        return
    often = model.repeats or (model.due.words if model.due else "")
    key = "repeats" if model.repeats else "due"
    lost = repeats.cut_by(window) if due and due.due_by and model.repeats and model.due else None
    if lost and model.due:
        called = lost.label.partition(" ")[0] if repeats.count > 1 else lost.label
        before = lost.window.start - timedelta(days=1)
        yield Clash(
            ("repeats",),
            f"`repeats: {often}` and `due: {model.due.words}`"
            f"{_where(place, 'due')} don't end together: {last} is within the"
            f" time {called}, {lost.window}, which would be lost",
            f"End it with a time, `due: by {before}` or `due: by {lost.window.end}`, or say when in"
            " each it is due: `repeats: each March`.",
        )
    elif not repeats.falls(window):
        yield Clash(
            (key,),
            f"`{key}: {often}` never falls between {first} and {last}"
            f"{_other(place, 'starts' if model.starts else 'due')}",
            "Correct one of them.",
        )
    elif due and due.start and due.due_by and model.repeats and model.due and not model.starts:
        turn = repeats.occurrences(window)[0]
        begins = (place.plan.period and place.plan.period.start) or place.plan.head.adopted
        more = begins is None or repeats.falls(Window(min(begins, last), last), 2)
        if turn.window.start < due.start and more:
            yield Clash(
                ("repeats",),
                f"`repeats: {often}` and `due: {model.due.words}`{_where(place, 'due')}: since when"
                " is not said, and all but the last time would be lost",
                f"Add `starts:`, or write `due: by {last}`: then it begins with the plan.",
            )


def _ends_before_its_time(place: Place, as_of: date) -> Iterator[Clash]:
    """A time whose own deadline passes before the time begins."""
    entries = [(at, one) for at, one in enumerate(place.promised.occurrences) if one.due]
    if not entries:
        return
    windows = {time.label: time.window for time in times(promise_of(place), as_of)}
    called = times_called(windows)
    for at, entry in entries:
        due, label = place.read(entry.due), called(entry.period)
        window = windows.get(label or "")
        if window and isinstance(due, Deadline) and due.due_by and due.due_by < window.start:
            where = _where(place, "occurrences", at, "period")
            yield Clash(
                ("occurrences", at, "due"),
                f"`{entry.period}`{where} is due by {due.due_by}, before it begins, {window.start}",
                "Correct one of them.",
            )


def _other(place: Place, key: str) -> str:
    """A key of a milestone, in its words and with its place; nothing where it has none."""
    value = getattr(place.promised, key)
    if value is None:
        return ""
    found = _where(place, key).removeprefix(" (").removesuffix(")")
    return f" (`{key}: {value.words}`{', ' if found else ''}{found})"


def _where(place: Place, *key: str | int) -> str:
    """Where a key of a milestone stands, in brackets; nothing for one that is in no file yet."""
    if not any(one is place for one in place.plan.places):
        return ""
    return _stands(place.file, (*place.route, *key))


def _stands(file: StrategyFile | Plan, route: Route) -> str:
    line, column = file.source.position(file.source.span(route).start)
    return f" ({file.file}:{line}:{column})"
