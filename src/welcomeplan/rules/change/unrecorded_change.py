"""What else changes of a promise stands in its record: who answers for it, whether it was begun.

As of an earlier day it shows as it was then.

        owner: kcpd
        log:
          - on: 2018-03-01
            was_owner: marc
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Severity
from welcomeplan.rules.change.unrecorded_setback import unrecorded
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING
_KINDS = frozenset(
    {
        ChangeKind.PULLED_FORWARD,
        ChangeKind.BLOCKED,
        ChangeKind.STARTED,
        ChangeKind.RESUMED,
        ChangeKind.REOWNED,
    }
)


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone that was pulled forward, begun, blocked, resumed or given to another owner
    without an entry that says so."""
    for change in edit.changes:
        # A status that is only taken away is of no kind of its own.
        gone = change.kind is ChangeKind.CHANGED and change.key == "status"
        mine = change.what == "milestone" and (gone or change.kind in _KINDS)
        if mine and not change.recorded:
            yield change, unrecorded(change, edit.as_of)
