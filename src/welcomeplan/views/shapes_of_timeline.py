"""JSON of promises against time, in a frozen shape. It only grows within a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.views import shapes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.plan import Facts, Group, Standing


def timeline(
    by: str,
    first: date,
    last: date,
    groups: Sequence[tuple[Group, Sequence[tuple[Standing, date | None]]]],
    left_out: tuple[int, int],
    facts: Facts,
) -> dict[str, Any]:
    """Promises against time, from the `first` to the `last` day of the picture. `groups`: those
    drawn, each with the day that it was first promised for, where that is another; `left_out`: how
    many are not late, where only what is late was asked for, and how many lie outside."""
    others, outside = left_out
    return {
        **shapes.head("timeline", facts),
        "by": by,
        "period": {"start": first.isoformat(), "end": last.isoformat()},
        "total": shapes.group(facts.all),
        "groups": [
            {**shapes.group(part), "rows": [_row(one, first_for) for one, first_for in found]}
            for part, found in groups
        ],
        "left_out": {"not_late": others, "outside": outside, "unreadable": facts.all.unreadable},
    }


def _row(one: Standing, first_for: date | None) -> dict[str, Any]:
    """A row of a timeline; of what repeats, by the first of its times that is open. What is told of
    it or of that time is as in a list."""
    promise, now = one.promise, one.first_open
    begun = now.begun if now.begun and now.begun.year > 1 else None
    return {
        "plan": promise.plan,
        "strategy": promise.strategy,
        "objective": promise.objective,
        "kind": promise.kind,
        "id": promise.id,
        "title": promise.title,
        "number": promise.number,
        "owner": promise.owner,
        "state": one.state.value,
        "period": now.period,
        "window": {"start": shapes.day(now.starts), "end": shapes.day(now.due_by)},
        "deadline": shapes.day(now.due_by),
        "words": promise.words,
        "begins": now.begins,
        "begun": shapes.day(begun),
        "done": one.done.text if one.done else None,
        "first": shapes.day(first_for),
        "late": now.late,
        "missed": one.missed,
        "misses": [miss.due_by.isoformat() for miss in one.misses],
    }
