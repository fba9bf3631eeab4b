"""Begin, block, put off, give up: the words of a milestone's `status`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan, yamltext
from welcomeplan.acts.log import day_of, reason, updates
from welcomeplan.acts.values import Act
from welcomeplan.errors import Refused

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing, Status
    from welcomeplan.yamltext import Edit


class Row(NamedTuple):
    """A status as a verb sets it."""

    status: Status
    word: str
    """What opens its note in the log, so that the day it happened stays known: `Dropped: ...`"""
    reason: bool
    """Whether a note is required: it will be asked for."""


STATUSES = {
    "start": Row("active", "Begun", reason=False),
    "block": Row("blocked", "Blocked", reason=True),
    "defer": Row("deferred", "Deferred", reason=True),
    "drop": Row("dropped", "Dropped", reason=True),
}


def status(row: Row, place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Give a milestone a status, with the reason in its log."""
    day = day_of(mark, today)
    milestone = place.milestone
    if milestone.done and plan.is_both(milestone.done, row.status):
        raise Refused(
            f"`{place.id}` is done{milestone.done.when(' since ')}",
            f"If it is not, say so first: welcomeplan reopen {place.id} --note ...",
            span=place.span("done"),
        )
    note = reason(place, mark) if row.reason else mark.note
    text = f"{row.word}: {note}" if note else None
    if text is None and row.status == "active" and standing.begins:
        text = row.word  # the day of the beginning is what was promised
    edits: tuple[Edit, ...] = updates(place, day, text, mark.by)
    if milestone.status != row.status:
        change = yamltext.SetKey(place.route, "status", row.status, milestone.keys())
        edits = (change, *edits)
    already = "" if edits else " already; no change"
    return Act(place.file, edits, f"{place.id}: {row.status}{already}")
