"""JSON, in the frozen shapes of version 1. Shapes only grow within a version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from welcomeplan.deadlines import Deadline, Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from welcomeplan.answer import Answer
    from welcomeplan.diagnostics import Report
    from welcomeplan.plan import DueList, Group, Standing
    from welcomeplan.versions import Commit, Event, Life, Silence

SCHEMA = "welcomeplan/1"


def render(answer: Answer) -> str:
    """The answer's record."""
    return dumps(answer.record)


def dumps(record: Any, *, indent: int | None = 2) -> str:
    """JSON in ASCII alone: whole in every encoding, and with nothing that a terminal would obey
    or hide. GitHub's runner obeys ``##[`` anywhere in a line of a log, so that is escaped too."""
    text = json.dumps(record, indent=indent)
    return text.replace("\x7f", "\\u007f").replace("##[", "#\\u0023[") + "\n"


def head(command: str, as_of: date, unread: Iterable[str], at: str | None = None) -> dict[str, Any]:
    """What every answer begins with. `unread` names files whose content is missing from it;
    `at` is the commit that the plan was read from, null for the files on disk."""
    return {
        "schema": SCHEMA,
        "command": command,
        "as_of": as_of.isoformat(),
        "unread": list(unread),
        "at": at,
    }


def milestone(standing: Standing) -> dict[str, Any]:
    """A milestone, the same in every answer."""
    entry = standing.entry
    promise = entry.milestone
    target = promise.target
    due = standing.due or standing.question
    return {
        "plan": entry.plan.id,
        "strategy": entry.file.id,
        "objective": entry.objective.id,
        "action": entry.action.id if entry.action else None,
        "id": promise.id,
        "title": promise.title,
        "state": standing.state.value,
        "missed": standing.missed,
        "due": reading(due.words, due) if due else None,
        "done": standing.done.text if standing.done else None,
        "period": standing.period,
        "owner": entry.owner,
        "partners": [partner.org for partner in promise.partners],
        "target": {
            "amount": number(target.amount),
            "unit": target.unit,
            "logged": number(standing.logged),
        }
        if target
        else None,
        "evidence": list(promise.evidence),
        "tags": list(promise.tags),
        "file": entry.file.file,
        "line": entry.line,
    }


def reading(words: str, found: Deadline | Question) -> dict[str, Any]:
    """A deadline as it was read, or the question where it can't be."""
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
        "reading": due.reading if due else None,
        "question": question.message if question else None,
        "remedy": question.remedy if question else None,
        "proposal": _proposal(question.proposal) if question and question.proposal else None,
    }


def _proposal(due: Deadline) -> dict[str, Any]:
    """The one deadline that the words hold among others, as it is read alone."""
    kept = reading(due.words, due)
    return {key: value for key, value in kept.items() if key not in _OF_QUESTIONS}


_OF_QUESTIONS = frozenset(["question", "remedy", "proposal"])


def day(value: date | None) -> str | None:
    """A day as YYYY-MM-DD."""
    return value.isoformat() if value else None


def number(value: Decimal) -> int | float:
    """An amount as a JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)


def due_list(answer: DueList) -> dict[str, Any]:
    """What `due` adds to its milestones."""
    left = answer.left_out
    return {
        "period": {
            "label": answer.label,
            "start": answer.period.start.isoformat(),
            "end": answer.period.end.isoformat(),
        },
        "left_out": {
            "done": left.done,
            "overdue": left.overdue,
            "under_way": left.under_way,
            "deferred": left.deferred,
            "dropped": left.dropped,
            "unreadable": left.unreadable,
        },
    }


def commit(found: Commit) -> dict[str, Any]:
    """Who made a version, and when."""
    return {
        "commit": found.hash,
        "date": found.date.isoformat(),
        "author": found.author,
        "subject": found.subject,
    }


def event(found: Event) -> dict[str, Any]:
    """What happened to a promise once. `reason_from` is `log` or `commit`."""
    return {
        "kind": found.kind.value,
        **commit(found.commit),
        "merge": found.merge,
        "from": found.before or None,
        "to": found.after or None,
        "from_due": day(found.due_before),
        "to_due": day(found.due_after),
        "days": found.days,
        "calendar": found.calendar,
        "reason": found.reason,
        "reason_from": "log" if found.logged else "commit",
    }


def life(found: Life, state: str | None) -> dict[str, Any]:
    """A promise from its first version to the last; `state` is how it stands, null if removed."""
    promise = found.entry.milestone
    return {
        "plan": found.plan,
        "id": found.id,
        "former_ids": [name for _, name in found.former if name != found.id],
        "title": promise.title,
        "owner": found.entry.owner,
        "state": state,
        "removed": found.removed,
        "promised": commit(found.promised.commit),
        "first": {"words": found.first_words or None, "due": day(found.first_due)},
        "today": {
            "words": promise.due.words if promise.due else promise.repeats,
            "due": day(found.due_by),
        },
        "slip": found.slip,
        "moves": len(found.moves),
        "untouched": found.untouched,
        "done": promise.done.text if promise.done else None,
        "events": [event(one) for one in found.events],
    }


def silence(found: Silence, as_of: date) -> dict[str, Any]:
    """How long an organization has not been heard of."""
    return {
        "id": found.org,
        "name": found.name,
        "open": found.open,
        "heard": day(found.heard),
        "since": found.since.isoformat(),
        "days": max((as_of - found.since).days, 0),
    }


def group(part: Group) -> dict[str, Any]:
    """A part of the plan, counted."""
    return {
        "key": part.key or None,
        "title": part.title or None,
        "milestones": len(part.standings),
        "done": part.done,
        "missed": part.missed,
        "states": {state.value: count for state, count in part.counts.items()},
    }


def render_report(report: Report, **options: Any) -> str:
    """Every diagnostic, notes too."""
    return dumps(
        {
            "schema": SCHEMA,
            "command": "validate",
            "files": report.files,
            "milestones": report.milestones,
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
                }
                for diagnostic in report.diagnostics
            ],
        }
    )
