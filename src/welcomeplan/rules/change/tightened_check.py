"""A check that is set heavier is pointed out.

It counts at once, for this edit too.

    checks:
      unowned-milestone: error    # was: warning
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.rules.change.loosened_check import set_anew, spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.NOTE


def check(edit: Edit) -> Iterator[Found]:
    """Every check that weighs more than it did."""
    for plan, name, was, now in set_anew(edit):
        if now.rank < was.rank:
            place = spot(plan, name)
            message = f"the check `{name}` is set from {was} to {now}"
            remedy = "Nothing to do: this edit is held to it already."
            yield place, Finding(place.at.route, message, remedy)
