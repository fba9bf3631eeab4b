"""JSON, in the frozen shapes of version 1. Shapes only grow within a version.

Those of what git remembers, and of what an edit did, are in `shapes_of_versions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from welcomeplan.deadlines import Deadline, Question, fiscal_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from welcomeplan.answer import Answer
    from welcomeplan.deadlines import Occurrence
    from welcomeplan.diagnostics import Checked, UnreadPart
    from welcomeplan.plan import (
        DueList,
        Facts,
        Goal,
        Group,
        Level,
        Measure,
        Place,
        Plan,
        Promise,
        Standing,
        Stub,
        Term,
    )

SCHEMA = "welcomeplan/1"


def head(command: str, facts: Facts) -> dict[str, Any]:
    """What every answer begins with.

    `root` is the folder that was asked for, as people are shown it; every `file` is relative to
    it. `unread` names files of which something is missing from the answer: all, but where
    `unread_parts` names what; `at` is the commit that the plan was read from, null for the files
    on disk. `as_of_in` is there where it is another day now for some of the plans, and says which:
    theirs is judged on that.
    """
    elsewhere = {plan: day.isoformat() for plan, day in facts.elsewhere.items()}
    return {
        "schema": SCHEMA,
        "command": command,
        "as_of": facts.day.isoformat(),
        **({"as_of_in": elsewhere} if elsewhere else {}),
        "root": facts.register.root,
        "unread": list(facts.register.unread),
        "unread_parts": [unread_part(one) for one in facts.register.unread_parts],
        "at": facts.register.commit,
    }


def as_asked(found: Answer, name: str) -> Answer:
    """An answer with the name that it was asked for by: it may be but the beginning of an id."""
    return found._replace(record=lambda: {**cast("dict[str, Any]", found.record()), "asked": name})


def unread_part(part: UnreadPart) -> dict[str, Any]:
    """A part that can't be read, of a file that otherwise can; `id` is null where none is told."""
    return {"file": part.file, "line": part.line, "id": part.id, "kind": part.kind}


def due(found: DueList, facts: Facts) -> dict[str, Any]:
    """What is due, or overdue."""
    left = found.left_out
    return {
        **head("due", facts),
        "period": {
            "label": found.label,
            "start": found.period.start.isoformat(),
            "end": found.period.end.isoformat(),
        },
        "left_out": {
            "done": left.done,
            "overdue": left.overdue,
            "under_way": left.under_way,
            "deferred": left.deferred,
            "dropped": left.dropped,
            "missed": left.missed,
            "unreadable": left.unreadable,
            "moved": left.moved,
            "begun": left.begun,
        },
        **_promises(found.listed),
    }


def _promises(found: Sequence[Standing]) -> dict[str, Any]:
    """Milestones and indicators, each under their own key."""
    return {
        "milestones": [milestone(one) for one in found if not one.promise.measure],
        "indicators": [indicator(one) for one in found if one.promise.measure],
    }


def listing(facts: Facts, columns: Sequence[str] | None = None) -> dict[str, Any]:
    """Every promise that was asked for, whole; `columns` names those that were, where any were."""
    return {
        **head("list", facts),
        **({"columns": list(columns)} if columns is not None else {}),
        **_promises((*facts.standings, *facts.indicators)),
    }


def export(facts: Facts) -> dict[str, Any]:
    """The same, for other programs."""
    return {**listing(facts), "command": "export"}


def status(by: str, groups: Sequence[Group], facts: Facts) -> dict[str, Any]:
    """How the plan stands."""
    return {
        **head("status", facts),
        "by": by,
        "total": group(facts.all),
        "groups": [group(part) for part in groups],
        "targets": [
            {
                "unit": total.target.unit,
                "amount": number(total.target.amount),
                "logged": number(total.logged),
                "milestones": len(total.standings),
            }
            for total in facts.totals
        ],
        "attention": [
            indicator(one) if one.promise.measure else milestone(one) for one in facts.attention
        ],
        **_promises((*facts.standings, *facts.indicators)),
    }


def show(
    place: Place,
    inside: Sequence[Standing],
    waiting: Sequence[str],
    facts: Facts,
) -> dict[str, Any]:
    """One part of a plan; of a milestone, also what a list of them has no room for."""
    own = _details(inside[0].promise, waiting) if place.kind == "milestone" else _help(place)
    if place.kind == "indicator":
        promise = inside[0].promise
        own |= {"owner": promise.owner, "log": _log(promise)}
    return {
        **head("show", facts),
        "kind": place.kind,
        "id": place.id,
        "title": place.title,
        "number": place.number,
        "text": getattr(place.model, "text", None),
        "file": place.file.file,
        "line": place.line,
        **own,
        "allow": list(place.allow),
        "x": place.own,
        **({"stubs": [_stub(stub) for stub in place.stubs]} if place.kind == "milestone" else {}),
        **_promises(inside),
    }


def _stub(stub: Stub) -> dict[str, Any]:
    """A period of what repeats of which the plan has only a part: it is none of the times."""
    return {
        "period": stub.label,
        "start": day(stub.window.start),
        "end": day(stub.window.end),
        "since": day(stub.since),
        "until": day(stub.until),
        "cause": stub.cause,
    }


def show_plan(
    plan: Plan,
    period: Deadline | Question | None,
    line: int,
    inside: Sequence[Standing],
    facts: Facts,
) -> dict[str, Any]:
    """A whole plan: what its `plan.yaml` says, what stands in it, and its promises."""
    said = plan.head.model_dump(mode="json")
    kept = ("community", "summary", "lead", "adopted", "vision", "goal")
    return {
        **head("show", facts),
        "kind": "plan",
        "id": plan.id,
        "title": plan.head.title,
        "text": None,
        "file": plan.file,
        "line": line,
        **{key: said[key] for key in kept},
        "period": reading(period.words, period, plan.calendar.fiscal_year_starts)
        if period
        else None,
        **{key: said[key] for key in ("calendar", "organizations", "sources")},
        "strategies": [
            {
                "id": file.id,
                "title": file.strategy.title,
                "number": file.strategy.number,
                "summary": file.strategy.summary,
                "lead": file.strategy.lead,
                "objectives": [
                    {
                        "id": one.id,
                        "title": one.title,
                        "number": one.number,
                        "text": one.text,
                        "lead": one.lead,
                    }
                    for one in file.strategy.objectives
                ],
            }
            for file in plan.strategies
        ],
        "x": plan.own,
        **_promises(inside),
    }


def _help(place: Place) -> dict[str, Any]:
    """Who leads a part that is no milestone, and who helps."""
    partners = getattr(place.model, "partners", ())
    return {
        "lead": getattr(place.model, "lead", None),
        "partners": [partner.org for partner in partners],
        "partner_roles": {partner.org: partner.role for partner in partners if partner.role},
    }


def _details(promise: Promise, waiting: Sequence[str]) -> dict[str, Any]:
    return {
        "starts": promise.starts.words if promise.starts else None,
        "repeats": promise.repeats,
        "targets": {aim.key: aim.target.text for aim in promise.targets},
        "after": list(promise.after),
        "blocks": list(waiting),
        "log": _log(promise),
        "source": promise.source,
    }


def _log(promise: Promise) -> list[dict[str, Any]]:
    return [
        {
            "on": update.on.isoformat(),
            "amount": number(update.amount) if update.amount is not None else None,
            "note": update.note,
            "by": update.by,
            "under": update.under,
            "period": update.period,
            "status": update.status,
            "was_due": _was_due(update.was_due) if update.was_due else None,
            "was_done": update.was_done.text if update.was_done else None,
            "was_owner": update.was_owner,
            "was_owner_role": update.was_owner_role,
        }
        for update in promise.log
    ]


def _was_due(term: Term) -> dict[str, Any]:
    """A deadline as it stood; without words, where there was none."""
    return {
        "words": term.due.words if term.due else None,
        "due": day(term.due.due_by) if isinstance(term.due, Deadline) else None,
    }


def milestone(standing: Standing) -> dict[str, Any]:
    """A milestone, the same in every answer."""
    promise = standing.promise
    counted = standing.counted
    target = counted.target
    found = standing.due or standing.question
    fiscal = promise.fiscal_year_starts
    return {
        "plan": promise.plan,
        "strategy": promise.strategy,
        "objective": promise.objective,
        "action": promise.action,
        "kind": promise.kind,
        "id": promise.id,
        "title": promise.title,
        "number": promise.number,
        "state": standing.state.value,
        "missed": standing.missed,
        "misses": [
            {"due": miss.due_by.isoformat(), "owner": miss.owner, "period": miss.period}
            for miss in standing.misses
        ],
        "due_by": day(standing.first_open.due_by),
        "moved_to": _moved_to(standing.moved_to) if standing.moved_to else None,
        "late": standing.late,
        "lateness": standing.lateness,
        "waits_on": list(standing.waits_on),
        "starts": reading(promise.starts.words, promise.starts, fiscal) if promise.starts else None,
        "due": reading(found.words, found, fiscal) if found else None,
        "done": standing.done.text if standing.done else None,
        "period": standing.period,
        "owner": promise.owner,
        "owner_role": promise.owner_role,
        "partners": [partner.org for partner in promise.partners],
        "partner_roles": {p.org: p.role for p in promise.partners if p.role},
        "target": {
            "amount": number(target.amount),
            "unit": target.unit,
            "logged": number(counted.logged),
            "bound": target.bound or None,
            "words": target.text,
        }
        if target
        else None,
        "target_period": counted.period if target else None,
        "reached_unmarked": standing.reached,
        "evidence": list(standing.evidence),
        "tags": list(promise.tags),
        "allow": list(promise.allow),
        "x": promise.own,
        "file": promise.file,
        "line": standing.line,
        "times": [_time(time) for time in standing.times],
    }


def indicator(standing: Standing) -> dict[str, Any]:
    """An indicator, the same in every answer: as a milestone, with what it is measured by. Of one
    that has a target for each time, `target` is that of the time, or of the one in which it is
    counted; `logged` the reading that tells of it."""
    measure, counted = standing.promise.measure, standing.counted
    assert measure  # noqa: S101 - asked of indicators alone
    readings = [_level(one) for one in measure.levels]
    return {
        **milestone(standing),
        "unit": measure.unit,
        "baseline": _number(measure.baseline),
        "target": _goal(counted.goal, measure, counted.time) if counted.goal else None,
        "target_period": counted.period if counted.goal else None,
        "targets": {aim.time.label: _goal(aim.goal, measure, aim.time) for aim in measure.aims},
        "readings": readings,
        "last": readings[-1] if readings else None,
    }


def _goal(goal: Goal, measure: Measure, time: Occurrence | None) -> dict[str, Any]:
    """What is to be reached; `bound` says from which side, in any case."""
    level = measure.told(time)
    return {
        "amount": number(goal.amount),
        "unit": measure.unit,
        "logged": number(level.value) if level else None,
        "bound": goal.bound or ("at most" if measure.falling else "at least"),
        "words": str(goal),
    }


def _level(level: Level) -> dict[str, Any]:
    """A reading: `on` as exactly as is known, a day, a month or a year."""
    return {"on": level.on.text, "value": number(level.value), "source": level.source}


def _number(value: Decimal | None) -> int | float | None:
    return None if value is None else number(value)


def _moved_to(due: Deadline) -> dict[str, Any]:
    """The deadline that something has, where it is listed by an earlier one."""
    return {"words": due.words, "due": day(due.due_by)}


def _time(time: Standing) -> dict[str, Any]:
    """One time of what repeats. Of an indicator, `logged` is the reading that tells of it: null
    without one."""
    aim = time.goal or (time.target.text if time.target else None)
    logged = (time.level.value if time.level else None) if time.promise.measure else time.logged
    return {
        "period": time.period,
        "state": time.state.value,
        "missed": time.missed,
        "due_by": day(time.due_by),
        "done": time.done.text if time.done else None,
        "late": time.late,
        "lateness": time.lateness,
        "waits_on": list(time.waits_on),
        "logged": _number(logged),
        "target": str(aim) if aim else None,
        "reached_unmarked": time.reached,
        "line": time.line,
    }


def reading(
    words: str, found: Deadline | Question, fiscal: tuple[int, int] | None = None
) -> dict[str, Any]:
    """A deadline as it was read, or the question where it can't be. `fiscal` is where the plan's
    fiscal year starts, if it has one: `fiscal_quarter` is null without, or where it is the
    calendar's."""
    due = found if isinstance(found, Deadline) else None
    question = found if isinstance(found, Question) else None
    return {
        "words": words,
        "kind": due.kind if due else None,
        "start": day(due.start) if due else None,
        "end": day(due.end) if due else None,
        "begin_by": day(due.begin_by) if due else None,
        "windows": [
            {"start": day(one.start), "end": day(one.end), "begin_by": None}
            for one in (due.windows if due else ())
        ],
        "quarter": due.quarter if due else None,
        "fiscal_quarter": fiscal_label(due.due_by, fiscal) if due else None,
        "reading": due.reading if due else None,
        "question": question.message if question else None,
        "remedy": question.remedy if question else None,
        "proposal": _proposal(question.proposal, fiscal)
        if question and question.proposal
        else None,
    }


def _proposal(due: Deadline, fiscal: tuple[int, int] | None) -> dict[str, Any]:
    """The one deadline that the words hold among others, as it is read alone."""
    kept = reading(due.words, due, fiscal)
    return {key: value for key, value in kept.items() if key not in _OF_QUESTIONS}


_OF_QUESTIONS = frozenset(["question", "remedy", "proposal"])


def day(value: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return value.isoformat() if value else None


def number(value: Decimal) -> int | float:
    """An amount as a JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def group(part: Group) -> dict[str, Any]:
    """A part of the plan, counted."""
    return {
        "key": part.key or None,
        "title": part.title or None,
        "number": part.number,
        "milestones": len(part.standings),
        "done": part.done,
        "missed": part.missed,
        "states": {state.value: count for state, count in part.counts.items()},
        "indicators": part.measured._asdict(),
    }


def checked(found: Checked) -> dict[str, Any]:
    """What is wrong with the plan's files. `since` is the commit that an edit began with, and
    `new` whether that edit brought a fault; null where nothing was compared."""
    return {
        "schema": SCHEMA,
        "command": "validate",
        "root": found.root,
        "files": found.files,
        "milestones": found.milestones,
        "off": list(found.off),
        "since": found.since,
        "unread": list(found.unread),
        "unread_parts": [unread_part(one) for one in found.unread_parts],
        "diagnostics": [
            {
                "rule": diagnostic.rule,
                "severity": diagnostic.severity.value,
                "file": diagnostic.file,
                "line": diagnostic.line,
                "column": diagnostic.column,
                "end_line": diagnostic.end_line,
                "end_column": diagnostic.end_column,
                "message": diagnostic.message,
                "remedy": diagnostic.remedy,
                "new": diagnostic.new,
            }
            for diagnostic in found.diagnostics
        ],
    }
