"""JSON of reminders, in a frozen shape. It only grows within a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.views import shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.plan import Facts, Standing
    from welcomeplan.views.account import Account, Silent
    from welcomeplan.views.reminders import Part, Reminder


def reminders(found: Sequence[Reminder], within: int, facts: Facts) -> dict[str, Any]:
    """Whom to remind, and of what. `within`: how many days ahead something is due soon; `owner` is
    null where nobody answers."""
    return {
        **shapes.head("remind", facts),
        "within": within,
        "reminders": [
            {
                "owner": one.org or None,
                "name": one.name or None,
                "to": list(one.to),
                "plans": list(map(_part, one.parts)),
            }
            for one in found
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "plan": part.account.plan.id,
        "as_of": part.account.day.isoformat(),
        "until": part.until.isoformat(),
        "late": [{**_promise(one), "reason": _reason(one, part.account)} for one in part.late],
        "due": list(map(_promise, part.due)),
        "silent": _silent(part.silent, part.account) if part.silent else None,
        "others": list(map(_promise, part.others)),
    }


def _promise(one: Standing) -> dict[str, Any]:
    return shapes.indicator(one) if one.promise.measure else shapes.milestone(one)


def _reason(one: Standing, account: Account) -> dict[str, Any] | None:
    """The last word on what is late, whatever its day; null without one."""
    word = account.word(one)
    return {"on": word.on.isoformat(), "note": word.note, "by": word.by} if word else None


def _silent(silent: Silent, account: Account) -> dict[str, Any]:
    """Since when the record has no word: `heard` is the day of the last, null where there never was
    one."""
    return {
        "heard": shapes.day(silent.heard),
        "since": shapes.day(silent.since),
        "days": (account.day - silent.since).days if silent.since else None,
    }
