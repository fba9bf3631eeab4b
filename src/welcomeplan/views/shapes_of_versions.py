"""JSON of what git remembers and of what an edit did, in the frozen shapes of version 1."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from welcomeplan import versions
from welcomeplan.views import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from welcomeplan.plan import Facts, Register, Standing
    from welcomeplan.versions import (
        Change,
        Commit,
        Event,
        Life,
        OwnerSlip,
        Past,
        Shared,
        Silence,
        Step,
    )


def commit(found: Commit) -> dict[str, Any]:
    """Who made a version, and when: the author's day (`date`), and the committer's."""
    return {
        "commit": found.hash,
        "date": found.date.isoformat(),
        "committed": found.landed.isoformat(),
        "author": found.author,
        "subject": found.subject,
    }


def event(found: Event) -> dict[str, Any]:
    """What happened to a promise once. `reason_from` is `log` or `commit`; `on` is the day on
    which it happened, as the plan says it."""
    return {
        "kind": found.kind.value,
        **commit(found.commit),
        "on": shapes.day(found.on),
        "merge": found.merge,
        "from": found.before or None,
        "to": found.after or None,
        "from_due": shapes.day(found.due_before),
        "to_due": shapes.day(found.due_after),
        "days": found.days,
        "calendar": found.calendar,
        "reason": found.reason,
        "reason_from": "log" if found.logged else "commit",
        "under": found.under or None,
        "steps": [step(one) for one in found.steps],
        "shared": shared(found.shared),
    }


def step(found: Step) -> dict[str, Any]:
    """One of several things that an edit did in turn, as an entry of the log keeps it; the first
    may be what none keeps."""
    return {
        "from": found.before,
        "to": found.after,
        "on": shapes.day(found.entry.on if found.entry else None),
        "reason": found.note or None,
        "under": found.under or None,
    }


def shared(found: Shared | None) -> dict[str, Any] | None:
    """What the same entries may be of as well, and by whose decision they say it was."""
    return {"keys": list(found.keys), "under": found.under or None} if found else None


def history(
    known: Past,
    lives: Sequence[Life],
    facts: Facts,
    stands: Callable[[Life], Standing | None],
    silent: Sequence[Silence],
) -> dict[str, Any]:
    """What git remembers of a plan, and of the `lives` that are listed; `stands` says how a
    promise stands."""
    ledger = known.ledger
    return {
        **_remembered(known, facts),
        "totals": {
            "promises": len(ledger.lives),
            "moved": len(ledger.moved),
            "repeated": len(ledger.repeated),
            "untouched": len(ledger.untouched),
            "recorded_late": len(ledger.recorded_late),
            "days_later": ledger.later,
            "days_sooner": ledger.sooner,
        },
        "promises": [life(one, stands(one), facts.day) for one in lives],
        "organizations": [silence(one, facts.day) for one in silent],
        "owners": [owner_slip(one) for one in versions.by_owner(ledger)],
    }


def history_of(
    found: Life, known: Past, facts: Facts, stands: Callable[[Life], Standing | None]
) -> dict[str, Any]:
    """What git remembers of one promise."""
    return {**_remembered(known, facts), "promises": [life(found, stands(found), facts.day)]}


def _remembered(known: Past, facts: Facts) -> dict[str, Any]:
    return {
        **shapes.head("history", facts),
        "shallow": known.shallow,
        "versions": known.versions,
        "since": known.since.isoformat(),
        "skipped": [
            {
                **commit(one.commit),
                "files": list(one.unread),
                "parts": [shapes.unread_part(part) for part in one.unread_parts],
            }
            for one in known.skipped
        ],
        "dated_back": [commit(one.commit) for one in known.dated_back],
    }


def life(found: Life, standing: Standing | None, as_of: date) -> dict[str, Any]:
    """A promise from its first version to the last; `standing` is None where it was removed, or
    can't be read.

    `recorded_late` says how many days after it its first deadline was first recorded.
    """
    done = found.place.promised.done
    promise = found.place.promised
    return {
        "plan": found.plan,
        "id": found.id,
        "former_ids": [name for _, name in found.former if name != found.id],
        "title": promise.title,
        "number": promise.number,
        "owner": found.place.owner,
        "state": standing.state.value if standing else None,
        "missed": standing.missed if standing else None,
        "removed": found.removed,
        "promised": commit(found.promised.commit),
        "first": {"words": found.first_words or None, "due": shapes.day(found.first_due)},
        "today": {
            "words": found.words or None,
            "due": shapes.day(standing.first_open.due_by if standing else found.due_by),
        },
        "slip": found.slip,
        "moves": len(found.moves),
        "moves_decided": found.decided,
        "untouched": found.untouched,
        "recorded_late": found.recorded_late,
        "done": done.text if done and done.first <= as_of else None,
        "events": [event(one) for one in found.events],
    }


def owner_slip(found: OwnerSlip) -> dict[str, Any]:
    """How far promises slipped while an organization answered for them, null for nobody."""
    longest = found.longest
    return {
        "id": found.owner or None,
        "name": found.name or None,
        "promises": found.promises,
        "moved": found.moved,
        "median_slip": shapes.number(found.median) if found.median is not None else None,
        "longest_slip": found.days if longest else None,
        "longest": {"plan": longest.plan, "id": longest.id} if longest else None,
    }


def silence(found: Silence, as_of: date) -> dict[str, Any]:
    """How long an organization has not been heard of."""
    return {
        "id": found.org,
        "name": found.name,
        "open": found.open,
        "heard": shapes.day(found.heard),
        "since": found.since.isoformat(),
        "days": max((as_of - found.since).days, 0),
    }


def change(found: Change) -> dict[str, Any]:
    """One thing that an edit did."""
    return {
        "kind": found.kind.value,
        "what": found.what,
        "plan": found.plan,
        "id": found.id,
        "title": found.title,
        "number": found.number,
        "key": found.key or None,
        "before": found.before,
        "after": found.after,
        "days": found.days,
        "effect": found.said or None,
        "reason": found.reason,
        "under": found.under or None,
        "steps": [step(one) for one in found.steps],
        "shared": shared(found.shared),
        "file": found.file,
        "line": found.line,
        "end_line": found.end_line,
        "gone": found.gone,
        "moved": [
            {
                "id": shift.id,
                "words": shift.words,
                "before": shapes.day(shift.before),
                "after": shapes.day(shift.after),
                "days": shift.days,
                "under": shift.under or None,
            }
            for shift in found.moved
        ],
    }


def diff(
    changes: Sequence[Change],
    sentence: str,
    base: Register,
    head: Register,
    as_of: date,
    stood: Mapping[str, str],
) -> dict[str, Any]:
    """What an edit did, from one version to another. `instead` is the commit at which a file of the
    base could last be read, and which it was compared with."""
    found = Counter(one.kind for one in changes)
    return {
        "schema": shapes.SCHEMA,
        "command": "diff",
        "as_of": as_of.isoformat(),
        "root": head.root,
        "base": base.commit,
        "head": head.commit,
        "unread": [
            {"side": side, "file": file}
            for side, register in (("base", base), ("head", head))
            for file in register.unread
        ]
        + [{"side": "base", "file": file, "instead": commit} for file, commit in stood.items()],
        "unread_parts": [
            {"side": side, **shapes.unread_part(part)}
            for side, register in (("base", base), ("head", head))
            for part in register.unread_parts
        ],
        "summary": sentence,
        "changes": [change(one) for one in changes],
        "counts": {kind.value: found[kind] for kind in versions.ChangeKind},
    }
