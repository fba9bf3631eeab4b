"""A log is only added to.

It says what was known when. A correction is another entry. So are the readings of an indicator.

        log:
          - on: 2018-02-11
            note: First training, 34 officers
          - on: 2018-02-20
            note: "Corrected: 31 officers"
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.ERROR


def check(edit: Edit) -> Iterator[Found]:
    """Every log entry and reading that is gone, or reads differently."""
    for change in edit.changes:
        if change.kind is ChangeKind.LOG_REWRITTEN:
            done = "rewritten" if change.after else "removed"
            message = f"an entry in the log of `{change.id}` is {done}; it was: {change.before}"
            remedy = "Put it back as it was, and add another entry that corrects it."
            yield change, Finding(change.at.route, message, remedy)
        elif change.kind is ChangeKind.READINGS:
            message = f"readings of the indicator `{change.id}` are rewritten or removed"
            message += f"; before: {change.before}"
            remedy = "Put them back as they were, and add another that corrects them."
            yield change, Finding(change.at.route, message, remedy)
