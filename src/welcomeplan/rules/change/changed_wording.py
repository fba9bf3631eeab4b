"""The adopted wording (`text`) stays as it was adopted.

The title is for saying it better; the text is what was decided.

        text: >-
          MARC will implement at least 1 training in 2017 and 2 trainings in 2018.
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
    """Every `text` that reads differently, or is gone."""
    for change in edit.changes:
        if change.kind is ChangeKind.REWORDED and change.key == "text" and change.before:
            done = "changed" if change.after else "removed"
            message = f"the adopted wording of `{change.id}` is {done}; it was: {change.before}"
            remedy = "Put the adopted text back; say in `title:` what you want to say."
            yield change, Finding(change.at.route, message, remedy)
