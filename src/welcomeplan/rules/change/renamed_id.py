"""An id stays what it is.

Links, reports and the plan's history know a promise by its id.

      - id: training-2018       # was: trainings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Everything that stands under another id than before, by the likeness of the rest."""
    for change in edit.changes:
        if change.kind is ChangeKind.RENAMED:
            message = f"the {change.what} `{change.before}` has become `{change.after}`"
            remedy = f"Keep the id `{change.before}`. If this is another {change.what},"
            remedy += " keep the old one too."
            yield change, Finding(change.at.route, message, remedy)
