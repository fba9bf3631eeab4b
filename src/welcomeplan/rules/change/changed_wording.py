"""What was adopted reads as it was adopted: the wording, the vision and the goal.

The title is for saying it better; the text is what was decided. Where there is no `text:`, the
title is, so that a text which is added later is that title. The plan's period, the words of a
deadline, and the names of those who answer for its promises stay as well. What the council amended
of a promise has a new entry of its own in the log, which says so: `under:`.

        text: >-
          MARC will implement at least 1 training in 2017 and 2 trainings in 2018.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import PROMISED
from welcomeplan.rules.change import amendments
from welcomeplan.versions import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from welcomeplan.plan import Plan
    from welcomeplan.rules.change import Edit, Found
    from welcomeplan.versions import Change

SEVERITY = Severity.WARNING
_BESIDE = re.compile(r" \(by [0-9-]{10}\)$")
"""How a deadline ends that gives its day beside its words: `by the gala (by 2018-06-20)`."""


def check(edit: Edit) -> Iterator[Found]:
    """Every adopted text that reads differently, or is gone, and that no new entry of a promise
    tells as decided."""
    found = list(reworded(edit))
    decided = amendments.decided(edit, {id(change) for change, _ in found})
    yield from (one for one in found if id(one[0]) not in decided)


def reworded(edit: Edit) -> Iterator[tuple[Change, Finding]]:
    """Every adopted text that reads differently, or is gone, by whosever decision."""
    titles = _titles(edit.base)
    texts = {
        (plan.id, place.kind, place.id): getattr(place.model, "text", None) or ""
        for plan in edit.head
        for place in plan.places
    }
    before = {
        (one.plan, one.what, one.after): one.before
        for one in edit.changes
        if one.kind is ChangeKind.RENAMED
    }
    for change in edit.changes:
        name = (change.plan, change.what, change.id)
        title = titles.get((change.what, before.get(name) or change.id), "")
        was = change.before
        if change.key == "text" and was is None:
            was = title or None  # until now the title told it
        # The title may be said better where the text keeps it.
        kept = title and change.key == "title" and _letters(texts.get(name, "")) == _letters(title)
        said = _said(change, bool(title))
        if said and was and not kept and _letters(was) != _letters(change.after or ""):
            done = "changed" if change.after else "removed"
            message = f"{said} is {done}; it was: {was}"
            remedy = "Put the adopted text back"
            remedy += "; say in `title:` what you want to say." if change.key == "text" else "."
            if change.what in PROMISED:
                remedy += " If it was amended, say so in its `log:`, with `under: ...`."
            yield change, Finding(change.at.route, message, remedy)


def _titles(plans: Iterable[Plan]) -> dict[tuple[str, str], str]:
    """The titles of parts without a text, by what they are and their ids."""
    return {
        (place.kind, place.id): place.title
        for plan in plans
        for place in plan.places
        if not getattr(place.model, "text", None)
    }


def _said(change: Change, titled: bool) -> str:
    """What is reworded, in a sentence; nothing, where it may be."""
    if change.what == "plan" and (change.key in ("vision", "goal", "title", "community", "period")):
        return f"the {change.key} of the plan"
    if change.kind is not ChangeKind.REWORDED:
        return ""
    if change.key == "due" and _BESIDE.search(change.after or ""):
        words = [_BESIDE.sub("", side or "") for side in (change.before, change.after)]
        return f"the words of the deadline of `{change.id}`" if words[0] != words[1] else ""
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
