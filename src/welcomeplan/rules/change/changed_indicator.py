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
    said: set[tuple[str, str, str, str | None]] = set()
    for change in edit.changes:
        time = change.before if change.key == "targets" else ""
        name = (change.plan, change.id, change.key, time)
        # An awaited event that is another moves a deadline, too; so does a first baseline what is
        # progress.
        event = change.kind is ChangeKind.CHANGED and change.key == "due"
        measured = change.kind in _KINDS or change.key in _KEYS or event
        was = change.before or ("none" if change.key == "baseline" else "")
        if change.what == "indicator" and measured and was and name not in said:
            said.add(name)
            message = f"`{change.key or 'due'}` of the indicator `{change.id}` was `{was}`"
            message += f", and becomes `{change.after}`" if change.after else ", and is gone"
            remedy = "Put it back; or keep this indicator, and add another that is measured so."
            yield change, Finding(change.at.route, message, remedy)
