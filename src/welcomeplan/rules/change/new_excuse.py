"""A part that is newly excused from a check is looked at.

What the check finds there is a note from then on, which fails nothing.

    - id: survey
      due: by March 2081
      allow: [outside-period]   # new
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
    """Everything that has an excuse which it had not."""
    from welcomeplan.rules import as_excuses  # noqa: PLC0415 - this module stands in its table

    for change in as_excuses(edit.changes):
        before, after = change.items
        if change.kind is ChangeKind.EXCUSED and after - before:
            names = ", ".join(f"`{name}`" for name in sorted(after - before))
            message = f"the {change.what} `{change.id}` is excused from {names}"
            remedy = "Say why in the request, or take it out of its `allow:`."
            yield change, Finding(change.at.route, message, remedy)
