"""What answers show alike: the columns of a promise, titles, and notes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from welcomeplan import versions
from welcomeplan.answer import Column
from welcomeplan.errors import UserError
from welcomeplan.plan import NOBODY, State
from welcomeplan.wording import did_you_mean, plural, show, some, words

_T = TypeVar("_T")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from decimal import Decimal

    from welcomeplan.answer import Cell
    from welcomeplan.plan import Facts, Measure, Miss, Register, Standing


def titled(kind: str) -> str:
    """What the column of titles is called: by what they are titles of."""
    return kind.capitalize()


def kind_of(every: Iterable[str]) -> str:
    """What promises of these kinds are: milestones, indicators, or promises of both kinds."""
    kinds = set(every)
    return kinds.pop() if len(kinds) == 1 else "promise" if kinds else "milestone"


def promises(register: Register, kind: str = "milestone") -> tuple[Column[Standing], ...]:
    """The columns of promises, or of times of what repeats: of milestones, of indicators, or of
    any `promise`."""
    return (
        Column("Due", date_words, "date", exact=lambda s: s.first_open.due_by),
        Column("State", lambda s: s.state.value, "state"),
        Column("Id", named(register), "id"),
        *numbers(register, lambda s: s.promise.number),
        Column("Milestone", lambda s: s.promise.title, called=titled(kind)),
        Column("In the plan's words", deadline_words, "quote"),
        Column("Owner", lambda s: s.promise.owner or ""),
        Column("Target", target_words),
        Column("Done", done_words, "date", optional=True, exact=done_day),
        Column("Partners", lambda s: tuple(p.org for p in s.promise.partners), detail=True),
        Column("Strategy", lambda s: s.promise.strategy, detail=True),
        Column("Objective", lambda s: s.promise.objective, detail=True),
        Column("Action", lambda s: s.promise.action or "", detail=True),
        Column("Plan", lambda s: s.promise.plan, detail=True),
        Column("Missed", all_missed, detail=True),
        Column("Also missed", also_missed, "named", optional=True),
        Column("Waits for", waits_words, "named", optional=True),
        Column("To begin", lambda s: "yes" if s.begins else "", detail=True),
        Column("Moved to", lambda s: s.moved_to and s.moved_to.due_by, "date", detail=True),
        Column("Moved to (words)", lambda s: s.moved_to and s.moved_to.words, detail=True),
        Column("Done (as known)", lambda s: str(s.done or ""), detail=True),
        Column("Lateness", lambda s: s.lateness, detail=True),
        Column("Not marked done", reached_words, "named", optional=True),
        Column("Kind", lambda s: s.promise.kind, detail=True),
        Column("Baseline", baseline, detail=True),
        Column("Last reading", last_reading, detail=True),
    )


COLUMN_NAMES = {"Milestone": "title", "In the plan's words": "words"}
"""What columns are called on the command line whose labels are no single words."""


def chosen(register: Register, names: Sequence[str], kind: str) -> tuple[Column[Standing], ...]:
    """The columns of promises of these names, in this order: those that every list has, and what
    the planner keeps beside under `x-` keys. Raises UserError for an unknown one, or one twice."""
    every = (*promises(register, kind), *_OTHERS)
    known = {_called(column.label): column for column in every}
    for promise in register.promised:
        for key in promise.own:
            known.setdefault(key, Column(show(key), _beside(key)))
    alike = {name.casefold(): name for name in reversed(known)}
    names = [name if name in known else alike.get(name.casefold(), name) for name in names]
    for at, name in enumerate(names):
        if name not in known:
            listing = f"The columns are: {', '.join(known)}."
            near = did_you_mean(name, list(known))
            raise UserError(f"no column is called `{name}`", f"{near}{listing}")
        if name in names[:at]:
            raise UserError(f"the column `{name}` is named twice", "Name it once.")
    # Nothing that is asked for is left out.
    return tuple(replace(known[n], optional=False, detail=False) for n in names)


def exported(facts: Facts) -> tuple[Column[Standing], ...]:
    """The columns of promises for other programs: the same for every plan, so that tables of
    several, and of several days, can be put under each other. A promise is known in them by its
    plan and its id."""
    every = promises(facts.register, "promise")
    return (
        *(
            replace(one, value=_own_id) if one.label == "Id" else one
            for one in every
            if one.label not in _NOT_EXPORTED
        ),
        *_OTHERS,
        Column("Owner (name)", owner_name(facts.register), detail=True),
        Column("As of", lambda s: facts.elsewhere.get(s.promise.plan, facts.day), "date"),
    )


def timed(facts: Facts) -> tuple[Column[Standing], ...]:
    """Likewise of the times of what repeats: each is told by its promise, and by its period."""
    kept = (one for one in exported(facts) if one.label in _TIMED)
    return (
        Column("Due", lambda s: s.due_by, "date"),
        *kept,
        Column("Period", lambda s: s.period, "id"),
    )


_NOT_EXPORTED = ("Number", "Moved to", "Moved to (words)")
"""Not every plan has numbers, and they stand in another place then; and only `due` lists what has
moved by the deadline that it had before."""
_TIMED = (
    *("State", "Id", "Milestone", "Owner", "Owner (name)", "Target", "Done", "Done (as known)"),
    *("Lateness", "Missed", "Plan"),
)


def _own_id(standing: Standing) -> str:
    return standing.promise.id


def owner_name(register: Register) -> Callable[[Standing], str | None]:
    """What gives the full name of who answers for a promise."""
    names = {
        (plan.id, org): name for plan in register.plans for org, name in plan.organizations.items()
    }
    return lambda standing: names.get((standing.promise.plan, standing.promise.owner or ""))


_OTHERS: tuple[Column[Standing], ...] = (
    Column("Number", lambda s: s.promise.number, "named"),
    Column("Tags", lambda s: s.promise.tags),
    Column("Source", lambda s: s.promise.source),
)


def _called(label: str) -> str:
    words = label.lower().replace("(", "").replace(")", "")
    return COLUMN_NAMES.get(label) or words.replace(" ", "-")


def _beside(key: str) -> Callable[[Standing], Cell]:
    return lambda standing: own_words(standing.promise.own.get(key))


def own_words(value: Any) -> Cell:
    """What a planner keeps beside: a text, a list of texts, or what is in it as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    return json.dumps(value, ensure_ascii=False)


def numbers(register: Register, number: Callable[[_T], str | None]) -> tuple[Column[_T], ...]:
    """The column of the document's own numbers, where any of the plans has some."""
    column = Column("Number", number, "named", optional=True)
    return (column,) if register.numbered else ()


def named(register: Register) -> Callable[[Standing], str]:
    """How a promise is called: by its id, among several plans by its full name; and which time
    it is, if it repeats."""
    several = len(register.plans) > 1

    def name(standing: Standing) -> str:
        called = standing.promise.name if several else standing.promise.id
        return f"{called} {standing.period}" if standing.period else called

    return name


def date_words(standing: Standing) -> str:
    """The last day on time; where the beginning is promised, the last day to begin.

    Of a promise that repeats, that of its first open time.
    """
    first = standing.first_open
    day = first.due_by.isoformat() if first.due_by else ""
    if standing.moved_to:
        return f"{day}, moved to {standing.moved_to.due_by or f'“{standing.moved_to.words}”'}"
    return f"begin by {day}" if day and standing.begins else day


def no_beginning(standing: Standing) -> str:
    """Of what is done, and of which nobody recorded that it began as promised: that."""
    return f"no beginning on record by {standing.due_by}"


def done_words(standing: Standing) -> str:
    """When it was finished; and where that does not tell whether it was late, that it does not: of
    what repeats, of which of its times."""
    done, doubt = str(standing.done or ""), standing.in_doubt
    if standing.unbegun:
        return f"{done} ({no_beginning(standing)})"
    if standing.times and doubt:
        which = doubt[0].period if len(doubt) == 1 else plural(len(doubt), "time")
        return f"{which}: lateness unknown"
    return f"{done} (lateness unknown)" if doubt else done


def done_day(standing: Standing) -> date | None:
    """The day on which it was finished, where no less than that is known."""
    done = standing.done
    return done.first if done and done.first == done.last else None


def deadline_words(standing: Standing) -> str:
    """The plan's own words: of one time, how often; else by when, too."""
    promise = standing.promise
    if promise.measure and promise.measure.aims:
        return standing.first_open.period or ""
    return promise.repeats if promise.repeats and standing.period else promise.words


def target_words(standing: Standing) -> str:
    """How much of the target is logged: `1 of 2 trainings`; of an indicator, the reading that tells
    of it and what it is to reach: `82, target 90%`. Of what repeats, in which time."""
    one = standing.counted
    if one.promise.measure:
        said = _goal_words(one, one.promise.measure)
    else:
        said = one.target.of(one.logged) if one.target else ""
    return f"{said} ({one.period})" if said and one is not standing else said


def _goal_words(one: Standing, measure: Measure) -> str:
    level = one.level
    if one.goal is None:
        return measure.said(level.value) if level else ""
    now = words(level.value) if level else "no reading"
    return f"{now}, target {measure.said(one.goal)}"


def levels_words(standing: Standing) -> str:
    """What was measured last, what is to be reached, and where it began."""
    measure = standing.promise.measure
    if measure is None:
        return ""
    began = "" if measure.baseline is None else f"baseline {measure.said(measure.baseline)}"
    return ", ".join(filter(None, (target_words(standing), began)))


def baseline(standing: Standing) -> Decimal | None:
    """Where an indicator began."""
    measure = standing.promise.measure
    return measure.baseline if measure else None


def last_reading(standing: Standing) -> str:
    """The last reading of an indicator, and when it was taken; of a time, the one that tells of
    it."""
    level = standing.level
    return f"{words(level.value)} {level.on.when}" if level else ""


def all_missed(standing: Standing) -> str:
    """Each deadline that was missed, and when another answered for it."""
    return ", ".join(_missed(miss, standing) for miss in standing.misses)


def _missed(miss: Miss, standing: Standing) -> str:
    period = f" {miss.period}" if miss.period and not standing.period else ""
    whose = "" if miss.owner == standing.promise.owner else f" ({miss.owner or 'nobody'})"
    return f"{miss.due_by}{period}{whose}"


def also_missed(standing: Standing) -> str:
    """What was missed and its state does not tell: an earlier deadline, and when another answered
    for it; of what repeats, how many others."""
    late = (State.OVERDUE, State.DONE_LATE)
    told = standing.first_open if standing.state in late else None
    if told and standing.state is State.DONE_LATE:
        told = next((time for time in standing.times if time.state in late), told)
    owner = standing.promise.owner
    shown = told and (told.period or standing.period, told.due_by, owner)
    others = [m for m in standing.misses if (m.period, m.due_by, m.owner) != shown]
    if standing.times:
        whose = dict.fromkeys(m.owner or NOBODY for m in others if m.owner != owner)
        named = f" ({some(whose)})" if whose else ""
        return f"{plural(len(others), 'time')}{named}" if others else ""
    return ", ".join(_missed(miss, standing) for miss in others)


def waits_words(standing: Standing) -> str:
    """What something that is open waits for: also where it is overdue meanwhile."""
    return ", ".join(standing.waits_on) if standing.open else ""


def reached_words(standing: Standing) -> str:
    """That its target is reached, of what is not marked done."""
    return "target reached" if standing.reached else ""


def times_words(standing: Standing) -> str:
    """How a promise that repeats stands: `3 of 4, 1 missed`; empty for one that does not."""
    if not standing.times:
        return ""
    done = sum(time.done is not None for time in standing.times)
    missed = sum(time.missed for time in standing.times)
    return f"{done} of {len(standing.times)}" + (f", {missed} missed" if missed else "")


def titles(register: Register, plan: str | None = None) -> str:
    """The title of the plan, or how many there are; with the id of one, that one's."""
    plans = [one for one in register.plans if plan in (None, one.id)]
    if register.unread and not plans:
        return "no plan that could be read"
    return plans[0].title if len(plans) == 1 else f"{len(plans)} plans"


def clock(facts: Facts) -> str:
    """When a title says things are judged, and from what: `as of 2018-02-15 at 1a2b3c4d5e`."""
    other = some([f"{day} in {plan}" for plan, day in facts.elsewhere.items()])
    return f"as of {facts.day}{f' ({other})' if other else ''}{at_commit(facts.register)}"


def at_commit(register: Register) -> str:
    """From which commit; nothing for the files on disk."""
    return f" at {versions.short(register.commit)}" if register.commit else ""


def unread_words(register: Register) -> list[str]:
    """What is missing from what is shown because it can't be read, or is not there, each with its
    place: nobody must take that for the whole."""
    at, partly = at_commit(register), {part.file for part in register.unread_parts}
    absent = {one.file for one in register.absent}
    found = [
        f"{register.shown(one)} is not there{at}, though plan.yaml lists it"
        if one in absent
        else f"{register.shown(one)} can't be read{at}{_held(register, one)}"
        for one in register.unread
        if one not in partly and one not in register.held
    ]
    return found + [
        f"{register.shown(part.file)}:{part.line}: {part.called} can't be read{at}"
        for part in register.unread_parts
    ]


def _held(register: Register, file: str) -> str:
    """Of a `plan.yaml`: that nothing is wrong with the plan's other files."""
    home, _, name = file.rpartition("/")
    its = [one for one in register.held if one.rpartition("/")[0] == home]
    if name != "plan.yaml" or not its:
        return ""
    return f" (the plan's {plural(len(its), 'other file')} can, but not without it)"


def missing_here(register: Register) -> list[str]:
    """That, as an answer says it of itself."""
    return [f"{words}, and is missing here." for words in unread_words(register)]


def none(register: Register, whole: str, part: str) -> str:
    """What is said in place of a table of none: of the `whole` plan, or of what could be read."""
    return part if register.unread else whole


def no_milestones(register: Register, of: str = "The plan has") -> str:
    """That there are none, of the whole plan or of what could be read."""
    return none(register, f"{of} no milestones.", f"{of} no milestones that could be read.")


def unpromising(facts: Facts) -> list[str]:
    """Which of several plans promise nothing, so that nothing counts them; none of one alone."""
    plans = facts.register.plans
    found = some(one.title for one in plans if not (one.promises or one.indicators))
    said = none(facts.register, "No promises yet", "No promises that could be read")
    return [f"{said}: {found}"] if found and len(plans) > 1 else []


def unreadable(count: int, again: str = "") -> list[str]:
    """A note on deadlines that can't be read: they must not pass for having none. `again`: the
    options that a command which is pointed to needs, too."""
    note = (
        f"Deadlines that can't be read: {count} (`welcomeplan validate --notes{again}` says why)."
    )
    return [note] if count else []
