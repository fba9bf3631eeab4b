"""What an indicator is measured by stays: its baseline, unit, target and deadline.

Each of them decides whether the community got where it wanted to be.

          - id: calls
            baseline: 120
            target: 500             # was: 800
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import MOVES, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING

_KEYS = ("baseline", "unit")
_KINDS = MOVES | {ChangeKind.TARGET, ChangeKind.LOWERED}


def check(edit: Edit) -> Iterator[Found]:
    """Every indicator that is measured otherwise, once for each key."""
    said: set[tuple[str, str, str]] = set()
    for change in edit.changes:
        name = (change.plan, change.id, change.key)
        measured = change.kind in _KINDS or change.key in _KEYS
        if change.what == "indicator" and measured and change.before and name not in said:
            said.add(name)
            key = change.key or "due"
            message = f"`{key}` of the indicator `{change.id}` was `{change.before}`"
            message += f", and becomes `{change.after}`" if change.after else ", and is gone"
            remedy = "Put it back; or keep this indicator, and add another that is measured so."
            yield change, Finding(change.at.route, message, remedy)
