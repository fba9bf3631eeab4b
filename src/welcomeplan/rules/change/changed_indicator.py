"""What an indicator is measured by stays: its baseline, unit and target.

Each of them decides whether the community got where it wanted to be. A target that changes says
why in the log, in the same edit. (That its deadline moves is told as of any promise.)

          - id: calls
            baseline: 120
            target: 500             # was: 800
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING

_KEYS = ("baseline", "unit")
_KINDS = (ChangeKind.TARGET, ChangeKind.LOWERED)


def check(edit: Edit) -> Iterator[Found]:
    """Every indicator that is measured otherwise, once for each key."""
    said: set[tuple[str, str, str]] = set()
    for change in edit.changes:
        name = (change.plan, change.id, change.key)
        target = change.kind in _KINDS and change.reason is None
        # A first baseline changes what is progress.
        measured = target or change.key in _KEYS
        was = change.before or ("none" if change.key == "baseline" else "")
        if change.what == "indicator" and measured and was and name not in said:
            said.add(name)
            message = f"`{change.key}` of the indicator `{change.id}` was `{was}`"
            message += f", and becomes `{change.after}`" if change.after else ", and is gone"
            remedy = "Put it back; or keep this indicator, and add another that is measured so."
            if target:
                remedy += " Or say why in its `log:`, as `- on: 2018-04-03` and `note: ...`."
            yield change, Finding(change.at.route, message, remedy)
