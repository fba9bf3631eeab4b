"""A deadline moves before it has passed, or its record keeps what was missed.

Moved afterwards without an entry, a miss looks like a promise that was never late. By the day of
the note that gives the reason; without one, by the day on which the plan is judged.

        due: by the end of 2018         # was: by mid-2018, and July has come
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import PROMISED
from welcomeplan.rules.change.unexplained_move import by_calendar
from welcomeplan.versions import MOVES, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING
_KINDS = MOVES - {ChangeKind.FEWER}


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone whose deadline was put off after its last day, once each."""
    said: set[tuple[str, str]] = set()
    for change in edit.changes:
        name = (change.plan, change.id)
        if change.kind is ChangeKind.CALENDAR:
            shifts = [s for s in change.moved if s.before and s.before < edit.as_of]
            late = [shift for shift in shifts if _later(shift.days)]
            yield from by_calendar(change, late, "deadlines that had passed", _REMEDY)
        elif change.what in PROMISED and change.kind in _KINDS and not change.recorded:
            # A day later than today is not the day on which it was decided.
            decided = min(change.noted_on or edit.as_of, edit.as_of)
            passed = change.was_due is not None and change.was_due < decided
            if passed and _later(change.days) and name not in said:
                said.add(name)
                message = f"the deadline of `{change.id}` moves after it had passed"
                now = f"becomes `{change.after}`" if change.after else "is taken away"
                message += f" ({change.was_due}): `{change.before}` {now}"
                yield change, Finding(change.at.route, message, _REMEDY)


_REMEDY = (
    "Leave the deadline as it was, and move it with `welcomeplan reschedule`: its log then keeps"
    " what was missed."
)


def _later(days: int | None) -> bool:
    """Whether a deadline moved back, or away altogether."""
    return days is None or days > 0
