"""One part of a plan, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.answer import Answer, Sheet, card
from welcomeplan.deadlines import Deadline, Question, fiscal_label
from welcomeplan.plan import cut_short, unreadable
from welcomeplan.views import shapes
from welcomeplan.views.columns import (
    clock,
    date_words,
    done_words,
    missing_here,
    no_milestones,
    own_words,
    promises,
    target_words,
    times_words,
)
from welcomeplan.views.show_screen import screen
from welcomeplan.wording import with_unit, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from welcomeplan.plan import (
        Brief,
        Facts,
        Goal,
        Helper,
        Indicator,
        Measure,
        Miss,
        Partner,
        Place,
        Promise,
        Standing,
        Update,
    )


_NONE_YET = "none until it is given one"


def show(place: Place, facts: Facts, time: Standing | None = None) -> Answer:
    """A strategy, objective, action, milestone or indicator: all that the plan says of it, and how
    what was promised in it stands. Of a promise that repeats, one `time` of it."""
    inside = [time] if time else _inside(place, facts)
    name = f"{place.id} {time.period}" if time else place.id
    line = time.line if time else place.line
    title = f"{place.kind.capitalize()} {name}, {clock(facts)}"
    waiting = _waiting(place)
    sheets: list[Sheet[Standing]] = []
    if place.kind == "milestone":
        brief = next(plan for plan in facts.register.plans if plan.file == place.plan.file)
        fields = _promise(inside[0], brief, waiting) + ([] if time else _stubs(place))
    elif place.kind == "indicator":
        brief = next(plan for plan in facts.register.plans if plan.file == place.plan.file)
        fields = _gauged(inside[0], brief)
    else:
        fields = _part(place)
        empty = no_milestones(facts.register, "It has")
        measured = _measured(place, facts)
        sheets = [Sheet("Milestones", promises(facts.register), inside, empty=empty)]
        if measured:
            sheets.append(Sheet("Indicators", promises(facts.register, "indicator"), measured))
        inside = [*inside, *measured]
    fields += _misread(place)
    fields.append(("Stands in", f"{facts.register.shown(place.file.file)}:{line}"))
    return Answer(
        [card(title, fields), *sheets],
        lambda: shapes.show(place, inside, waiting, facts),
        unread=missing_here(facts.register),
        screen=lambda: screen(name, place, inside, fields, facts),
    )


def _misread(place: Place) -> list[tuple[str, str]]:
    """Why how often it repeats can't be read, where that is not in place of its deadline."""
    asked = dict(unreadable(place)).get("repeats") if place.kind == "milestone" else None
    return [("Repeats read as", read_as(asked))] if asked and place.promised.due else []


def _inside(place: Place, facts: Facts) -> list[Standing]:
    """How the promises in a part stand. An id may stand twice; a place does not."""
    if place.kind == "indicator":
        here = (place.file.file, place.line)
        return [s for s in facts.indicators if (s.promise.file, s.promise.line) == here]
    inside = {(milestone.file.file, milestone.line) for milestone in place.inside}
    return [s for s in facts.standings if (s.promise.file, s.promise.line) in inside]


def _measured(place: Place, facts: Facts) -> list[Standing]:
    """How the indicators in a part stand."""
    under = {
        (one.file.file, one.line) for one in place.plan.indicators if one.above(place.kind) is place
    }
    return [s for s in facts.indicators if (s.promise.file, s.promise.line) in under]


def _stubs(place: Place) -> list[tuple[str, str]]:
    """The periods of which the plan has only a part, and that owe nothing; last, if they are all
    that there is."""
    found = [(f"No time {stub.label}", f"{stub.why}, within {stub.window}") for stub in place.stubs]
    alone = "never due: the plan holds no whole period of it" if cut_short(place) else ""
    return [*found, ("No times", alone)] if alone else found


def _waiting(place: Place) -> list[str]:
    """What waits for a milestone."""
    plan = place.plan
    if place.kind != "milestone":
        return []
    return [name for name, other in plan.by_id.items() if place.id in other.waits]


def _part(place: Place) -> list[tuple[str, str]]:
    part = place.model
    names = {key: one.name for key, one in place.plan.head.organizations.items()}
    fields = [
        ("Title", place.title),
        ("Number", place.number or ""),
        ("Summary", getattr(part, "summary", None) or ""),
        ("Adopted wording", getattr(part, "text", None) or ""),
        ("Strategy", "" if place.kind == "strategy" else place.file.strategy.title),
        ("Lead", _organization(names, getattr(part, "lead", None))),
        ("Partners", _partners(names, getattr(part, "partners", ()))),
        ("Tags", ", ".join(getattr(part, "tags", ()))),
        ("Excused from", ", ".join(place.allow)),
        ("Source", getattr(part, "source", None) or ""),
        *own_fields(place.own),
    ]
    fields += [(f"Action {action.id}", action.title) for action in getattr(part, "actions", ())]
    fields += [(f"Objective {o.id}", o.title) for o in getattr(part, "objectives", ())]
    fields += [(f"Indicator {i.id}", _indicator(i)) for i in getattr(part, "indicators", ())]
    return fields


def _indicator(indicator: Indicator) -> str:
    latest = indicator.latest
    unit = indicator.unit
    now = f"{with_unit(words(latest.value), unit)} {latest.on.when}" if latest else "no reading yet"
    goals = [with_unit(str(indicator.target), unit)] if indicator.target else []
    goals += [
        f"{with_unit(str(goal), unit)} in {words(key)}" for key, goal in indicator.targets.items()
    ]
    goal = f", target {', '.join(goals)}" if goals else ""
    return f"{indicator.title}: {now}{goal}"


def _promise(standing: Standing, plan: Brief, waiting: Sequence[str]) -> list[tuple[str, str]]:
    promise = standing.promise
    return [
        ("Title", promise.title),
        ("Number", promise.number or ""),
        ("Adopted wording", promise.text or ""),
        ("State", standing.state.value),
        ("Done", done_words(standing)),
        ("Missed", "; ".join(_miss(miss, promise.owner) for miss in standing.misses)),
        *_deadline(standing),
        ("Repeats", promise.repeats or ""),
        ("Times done", times_words(standing)),
        ("Owner", _owner(promise, plan.organizations)),
        ("Partners", _partners(plan.organizations, promise.partners)),
        *(
            ((f"Target {aim.key}", str(aim.target)) for aim in promise.targets)
            if promise.targets and standing.time is None
            else (("Target", target_words(standing)),)
        ),
        ("Strategy", f"{plan.strategies[promise.strategy]} ({promise.strategy})"),
        ("Objective", f"{plan.objectives[promise.objective]} ({promise.objective})"),
        ("Action", f"{plan.actions[promise.action]} ({promise.action})" if promise.action else ""),
        ("Waits for", ", ".join(standing.waits_on)),
        ("Waits for it", ", ".join(waiting)),
        *((f"Time {time.period}", _time(time)) for time in standing.times),
        *_log(standing),
        *(("Evidence", link) for link in standing.evidence),
        ("Tags", ", ".join(promise.tags)),
        ("Excused from", ", ".join(promise.allow)),
        ("Source", promise.source or ""),
        *own_fields(promise.own),
    ]


def _gauged(standing: Standing, plan: Brief) -> list[tuple[str, str]]:
    promise, measure = standing.promise, standing.promise.measure
    assert measure  # noqa: S101 - asked of indicators alone
    goals = (standing,) if standing.goal else standing.times
    return [
        ("Title", promise.title),
        ("Number", promise.number or ""),
        ("State", standing.state.value),
        ("Reached", done_words(standing)),
        ("Missed", "; ".join(_miss(miss, promise.owner) for miss in standing.misses)),
        *(_deadline(standing) if standing.time or not measure.aims else []),
        ("Owner", _owner(promise, plan.organizations)),
        ("Partners", _partners(plan.organizations, promise.partners)),
        ("Baseline", measure.said(measure.baseline) if measure.baseline is not None else ""),
        *(
            (f"Target {one.period or ''}".rstrip(), measure.said(one.goal) if one.goal else "")
            for one in goals
        ),
        ("Reached if", _side(measure, [one.goal for one in goals if one.goal])),
        ("Strategy", f"{plan.strategies[promise.strategy]} ({promise.strategy})"),
        ("Objective", f"{plan.objectives[promise.objective]} ({promise.objective})"),
        *((f"Time {time.period}", _time(time)) for time in standing.times),
        *(
            (
                f"Reading {one.on}",
                measure.said(one.value) + (f" ({one.source})" if one.source else ""),
            )
            for one in measure.levels
            if standing.time is None or one == standing.level
        ),
        *_log(standing),
        ("Excused from", ", ".join(promise.allow)),
        *own_fields(promise.own),
    ]


def _side(measure: Measure, goals: Sequence[Goal]) -> str:
    """From which side the target is reached, and what says so."""
    free = [goal for goal in goals if not goal.bound]
    if not free:
        return ""
    most = "at most" if measure.falling else "at least"
    if measure.baseline is None:
        why = "the targets fall" if measure.falling else "there is no baseline to come down from"
    elif measure.falling:
        why = "it is to come down from its baseline"
    else:
        rises = any(goal.amount > measure.baseline for goal in free)
        why = "it is to rise from its baseline" if rises else "it is to stay at its baseline"
    return f"the reading in force on the day is {most} the target: {why}"


def own_fields(own: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the planner keeps beside, by its `x-` keys."""
    return [(key, words(own_words(value))) for key, value in own.items()]


def _deadline(standing: Standing) -> list[tuple[str, str]]:
    promise, due, question = standing.promise, standing.due, standing.question
    own = due or promise.due
    words = f"“{own.words}”" if own else "" if promise.repeats else "none"
    starts = promise.starts
    begins = starts.start or starts.due_by if isinstance(starts, Deadline) else None
    return [
        ("Deadline", words),
        ("Read as", read_as(question or due)),
        ("Due", date_words(standing) or (_NONE_YET if standing.unbound and standing.open else "")),
        *_quarters(standing),
        ("Starts", f"“{starts.words}”" if starts else ""),
        ("Start read as", read_as(starts)),
        ("Starts on", str(begins or "")),
    ]


def _quarters(standing: Standing) -> list[tuple[str, str]]:
    """The quarter in which it is due: that of the calendar, and of the plan's fiscal year, where it
    has one. Without, the day says it."""
    due = standing.first_open.due  # of what repeats, that of the day which is shown
    fiscal = fiscal_label(due and due.due_by, standing.promise.fiscal_year_starts)
    if due is None or not fiscal:
        return []
    return [("Calendar quarter", due.quarter or ""), ("Fiscal quarter", fiscal)]


def read_as(found: Deadline | Question | None) -> str:
    """How words were read, or why they can't be."""
    if isinstance(found, Question):
        return f"can't be read: {found.message} {found.remedy}"
    return found.reading if found else ""


def _time(time: Standing) -> str:
    fiscal = fiscal_label(time.due_by, time.promise.fiscal_year_starts)
    quarter = time.due.quarter if time.due else None
    kind = "calendar " if fiscal else ""
    quarters = [f"{kind}{quarter}" if quarter not in (None, time.period) else ""]
    quarters += [fiscal] if fiscal and fiscal != time.period else []
    told = ", ".join(filter(None, quarters))
    due = f", due by {time.due_by}" + (f" ({told})" if told else "")
    when = f" {done_words(time)}" if time.done else due
    aim = target_words(time)
    return f"{time.state}{when}" + (f", {aim}" if aim else "")


def _log(standing: Standing) -> list[tuple[str, str]]:
    """Its log by day, the oldest first, as its history is told; in whatever order it is written."""
    days = sorted(standing.log, key=lambda update: update.on)
    return [(f"Log {update.on}", _update(update)) for update in days]


def _update(update: Update) -> str:
    was = update.was_due.due if update.was_due else None
    changed = [
        update.period or "",
        update.status or "",
        f"until then due “{was.words}”{_day(was)}"
        if was
        else "given a deadline"
        if update.was_due
        else "",
        f"no longer done {update.was_done.when}" if update.was_done else "",
        f"until then {_was_owner(update)} answered for it" if update.was_owner else "",
    ]
    said = ", ".join(part for part in changed if part)
    amount = words(update.amount) if update.amount is not None else ""
    amount = f"+{amount}" if amount and not amount.startswith("-") else amount
    by = f"({update.by})" if update.by else ""
    note = f"{said}:" if said and update.note else said
    told = " ".join(part for part in (note, amount, update.note or "", by) if part)
    under = f"by {update.under}" if update.under else ""
    return ", ".join(part for part in (told, under) if part)


def _day(due: Deadline | Question) -> str:
    day = due.due_by if isinstance(due, Deadline) else None
    return f" ({day})" if day else ""


def _miss(miss: Miss, owner: str | None) -> str:
    """A deadline that was missed, and by whom, where another answers for it now."""
    period = f" ({miss.period})" if miss.period else ""
    whose = "" if miss.owner == owner else f", when {miss.owner or 'nobody'} answered for it"
    return f"{miss.due_by}{period}{whose}"


def _was_owner(update: Update) -> str:
    role = f" ({update.was_owner_role})" if update.was_owner_role else ""
    return f"{update.was_owner}{role}"


def _organization(names: Mapping[str, str], name: str | None) -> str:
    return f"{names[name]} ({name})" if name and name in names else name or ""


def _owner(promise: Promise, names: Mapping[str, str]) -> str:
    role = f", {promise.owner_role}" if promise.owner_role else ""
    return f"{_organization(names, promise.owner)}{role}" if promise.owner else "nobody is named"


def _partners(names: Mapping[str, str], partners: Iterable[Helper | Partner]) -> str:
    return ", ".join(
        _organization(names, one.org) + (f", {one.role}" if one.role else "") for one in partners
    )
