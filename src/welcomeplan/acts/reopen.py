"""Say that a milestone is not done after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import yamltext
from welcomeplan.acts.log import day_of, reason, updates
from welcomeplan.acts.values import Act

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing


def reopen(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Take `done` away; the log keeps when it was, and why not."""
    day = day_of(mark, today)
    done = place.milestone.done
    if not done:
        return Act(place.file, (), f"{place.id}: not done; no change")
    note = f"Reopened (was done {done}): {reason(place, mark)}"
    edits = (yamltext.RemoveKey(place.route, "done"), *updates(place, day, note, mark.by))
    return Act(place.file, edits, f"{place.id}: open again (was done {done})")
