"""An id stays what it is.

Links, reports and the plan's history know a promise by its id.

      - id: training-2018       # was: trainings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from welcomeplan.rules.change import Found
    from welcomeplan.versions import Change

SEVERITY = Severity.WARNING


def check(changes: Sequence[Change], as_of: date) -> Iterator[Found]:
    """Everything that stands under another id than before, by the likeness of the rest."""
    for change in changes:
        if change.kind is ChangeKind.RENAMED:
            message = f"the {change.what} `{change.before}` has become `{change.after}`"
            remedy = f"Keep the id `{change.before}`. If this is another {change.what},"
            remedy += " keep the old one too."
            yield change, Finding(change.at.route, message, remedy)
