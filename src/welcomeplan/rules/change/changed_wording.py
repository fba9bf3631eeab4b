"""What was adopted reads as it was adopted: the wording, the vision and the goal.

The title is for saying it better; the text is what was decided. Where there is no `text:`, the
title is. The plan's period and the names of those who answer for its promises stay as well.

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
    from welcomeplan.versions import Change

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every adopted text that reads differently, or is gone."""
    titled = {
        (place.kind, place.title)
        for plan in edit.base
        for place in plan.places
        if not getattr(place.model, "text", None)
    }
    for change in edit.changes:
        said = _said(change, (change.what, change.before or "") in titled)
        if said and change.before and _letters(change.before) != _letters(change.after or ""):
            done = "changed" if change.after else "removed"
            message = f"{said} is {done}; it was: {change.before}"
            remedy = "Put the adopted text back"
            remedy += "; say in `title:` what you want to say." if change.key == "text" else "."
            yield change, Finding(change.at.route, message, remedy)


def _said(change: Change, titled: bool) -> str:
    """What is reworded, in a sentence; nothing, where it may be."""
    if change.what == "plan" and (change.key in ("vision", "goal", "title", "period")):
        return f"the {change.key} of the plan"
    if change.kind is not ChangeKind.REWORDED:
        return ""
    if change.key == "text":
        return f"the adopted wording of `{change.id}`"
    if change.key == "title" and titled:
        return f"the title of the {change.what} `{change.id}`, all that tells its adopted wording,"
    if change.key == "name" and change.what == "organization":
        return f"the name of `{change.id}`, which may answer for promises,"
    return ""


def _letters(text: str) -> list[str]:
    """The words that somebody hears."""
    return [word.strip(".,;:!?\"'“”‘’()").casefold() for word in text.split()]
