"""The sheet that asks an owner: what it has promised that is open, as it stands on a day."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Question
from welcomeplan.intake import BEGINNING
from welcomeplan.plan import NOBODY, State
from welcomeplan.views.columns import deadline_words, levels_words, target_words
from welcomeplan.views.timeline import how
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from welcomeplan.deadlines import Deadline
    from welcomeplan.plan import Brief, Facts, Promise, Register, Standing, Update


class Row(NamedTuple):
    """What is asked about: a promise, or one time of it."""

    name: str
    """Its full name."""
    kind: str
    period: str | None
    record: Mapping[str, str]
    """The digests of its record, by what each is of."""
    told: tuple[str | date, ...]
    """What the sheet says of it, a text for each of `intake.LOCKED`; empty: nothing."""


class Asking(NamedTuple):
    """The sheet that asks one owner."""

    owner: str
    """The id of an organization, or `nobody`."""
    whose: str
    """Its full name."""
    about: str
    """The titles of the plans."""
    day: date
    rows: tuple[Row, ...]
    may_answer: tuple[str, ...]
    """Who may answer for what nobody does, by name; of an owner's sheet none."""


def asking(owner: str, found: Sequence[Facts], plan: str | None = None) -> Asking:
    """What is asked of an owner, of all that these facts hold or of one `plan`. What is late
    stands first, the longest late before the others; then what is due, by date."""
    every = [one for facts in found for one in _open(facts, owner, plan)]
    every.sort(key=_order)
    register = found[0].register
    known = recorded(register)
    plans = [one for one in register.plans if plan in (None, one.id)]
    names = [one.organizations[owner] for one in plans if owner in one.organizations]
    several = len({one.promise.plan for one in every}) > 1
    asked = {one.promise.plan for one in every} or {one.id for one in plans}
    return Asking(
        owner,
        " / ".join(dict.fromkeys(names)) or "What nobody answers for",
        ", ".join(one.title for one in plans if one.id in asked),
        min(facts.day for facts in found),
        tuple(_row(one, known[one.name], several=several) for one in every),
        tuple(dict.fromkeys(_names(plans))) if owner == NOBODY else (),
    )


def _names(plans: Sequence[Brief]) -> Iterator[str]:
    """The organizations of plans; by its id, one whose name another has."""
    for one in plans:
        names = Counter(one.organizations.values())
        yield from (name if names[name] == 1 else id_ for id_, name in one.organizations.items())


def _open(facts: Facts, owner: str, plan: str | None) -> Iterator[Standing]:
    """What is open: of what repeats each time that has begun or is late, and the next; of an
    indicator the first target that is."""
    for one in (*facts.standings, *facts.indicators):
        promise = one.promise
        if (promise.owner or NOBODY) != owner or plan not in (None, promise.plan):
            continue
        if promise.measure:
            if one.open or one.goal is None:
                yield one
        elif one.times:
            yield from _begun([time for time in one.times if time.open], facts.day)
        elif one.open and not one.kept:
            yield one


def _begun(times: Sequence[Standing], day: date) -> Iterator[Standing]:
    """Each time that has begun by a day, and the first that has not."""
    for one in times:
        yield one
        if one.time and one.time.window.start > day:
            return


def _order(one: Standing) -> tuple[bool, date]:
    first = one.first_open
    return (one.state is not State.OVERDUE, first.due_by or date.max)


def recorded(register: Register) -> Mapping[str, Promise]:
    """Every promise by its full name, as its record is: a standing has it as of its day. Of several
    that have the same name, the first."""
    every = [one for plan in register.plans for one in (*plan.promises, *plan.indicators)]
    return {one.name: one for one in reversed(every)}


def _row(one: Standing, known: Promise, *, several: bool) -> Row:
    promise, first = one.promise, one.first_open
    return Row(
        promise.name,
        BEGINNING if first.begins and promise.kind == "milestone" else promise.kind,
        one.period,
        record(one._replace(promise=known)),
        (
            promise.name if several else promise.id,
            one.period or "",
            promise.title,
            deadline_words(one),
            first.due_by or "",
            _how(one),
            levels_words(one) if promise.measure else target_words(one),
        ),
    )


def _how(one: Standing) -> str:
    """How it stands; of what is to begin by its day and did not, that it is the beginning."""
    said = how(one)
    begins = one.first_open.begins and one.state is State.OVERDUE
    return f"{said}: its beginning was promised" if begins else said


def record(one: Standing) -> dict[str, str]:
    """Digests of what the record has of a promise, or of one time of it, by what each is of:
    whether the plan moved on can be told by them, and in what. Its promise is the one of
    `recorded`."""
    promise, time = one.promise, one.record
    measure = promise.measure
    told: dict[str, object] = {
        "title": promise.title,
        "wording": promise.text,
        "day": [_days(due) for due in (promise.due, time.due if time else None)],
        "deadline": (promise.words, time.due.words if time and time.due else ""),
        "owner": promise.owner,
        "target": (str(promise.target), [str(aim.target) for aim in promise.targets]),
        "status": promise.status,
        "done": [str(each.done) for each in (promise, *([time] if time else ())) if each.done],
        "log": [_entry(entry) for entry in entries(one)],
        "evidence": one.evidence,
    }
    if measure:
        told["target"] = (
            words(measure.baseline),
            str(measure.goal),
            [str(a) for a in measure.aims],
        )
        told["unit"] = measure.unit
        told["readings"] = [(o.on.text, str(o.value), o.source) for o in measure.levels]
    return {key: _digest(value) for key, value in told.items()}


def _days(due: Deadline | Question | None) -> str:
    """The days that a deadline's words stand for: by another calendar, they are others."""
    if due is None or isinstance(due, Question):
        return ""
    return repr((due.start, due.end, due.begin_by, due.recurrence))


def entries(one: Standing) -> tuple[Update, ...]:
    """The entries of a log that are of a promise, or of one time of it: also those that name
    none."""
    mine = (one.period or "").casefold()
    log = one.promise.log
    return tuple(each for each in log if not mine or (each.period or mine).casefold() == mine)


def _entry(one: Update) -> tuple[object, ...]:
    return (str(one.on), str(one.amount), one.note, one.by, one.under, one.period, one.status)


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def since(before: Mapping[str, str], one: Standing) -> list[str]:
    """What is otherwise in the record than when it was asked about, in words; nothing where it is
    as it was."""
    now = record(one)
    changed = [key for key in now if now[key] != before.get(key)]
    return [_CHANGED[key](one) for key in changed]


def _last(one: Standing) -> str:
    log = entries(one)
    if not log:
        return "its log has fewer entries"
    last = log[-1]
    by, note = f", {last.by}" if last.by else "", f": “{last.note}”" if last.note else ""
    return f"its log is another, and its last entry is of {last.on}{by}{note}"


def _reading(one: Standing) -> str:
    level = one.promise.measure.latest if one.promise.measure else None
    return (
        f"its last reading is {words(level.value)}, {level.on.when}"
        if level
        else "it has no reading"
    )


_STATUS = {None: "planned again", "active": "begun"}
_CHANGED: Mapping[str, Callable[[Standing], str]] = {
    "title": lambda one: f"it is called “{one.promise.title}” now",
    "deadline": lambda one: f"it is due “{deadline_words(one)}” now",
    "wording": lambda _: "its wording is another now",
    "day": lambda one: f"its deadline is read as {one.due_by or 'no day'} now",
    "unit": lambda one: (
        f"it is counted in {one.promise.measure.unit} now"
        if one.promise.measure and one.promise.measure.unit
        else "it has no unit now"
    ),
    "owner": lambda one: f"{one.promise.owner or NOBODY} answers for it now",
    "target": lambda _: "its target is another now",
    "status": lambda one: f"it is {_STATUS.get(one.promise.status, one.promise.status)} now",
    "done": lambda one: (
        f"it is done {one.done.when} now" if one.done else "it is not done any more"
    ),
    "log": _last,
    "evidence": lambda _: "its evidence is another now",
    "readings": _reading,
}
