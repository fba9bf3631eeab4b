"""Say that a milestone is not done after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import yamltext
from welcomeplan.acts.log import day_of, reason, updates
from welcomeplan.acts.times import record_of, time_of
from welcomeplan.acts.values import Act

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.acts.values import Mark
    from welcomeplan.plan import Place, Standing


def reopen(place: Place, standing: Standing, mark: Mark, today: date) -> Act:
    """Take `done` away, of a milestone or of one time of what repeats; the log keeps when it was,
    and why not."""
    day = day_of(mark, today)
    done, route, name = place.milestone.done, place.route, place.id
    if mark.period or (standing.times and not done):
        period = time_of(standing, mark.period, "done").period or ""
        record = record_of(place, period)
        done, name = record[1].done if record else None, f"{place.id} {period}"
        route = (*route, "occurrences", record[0]) if record else route
    if not done:
        return Act(place.file, (), f"{name}: not done; no change")
    was = f"{name.removeprefix(place.id).strip()} was done{done.when(' ')}".strip()
    note = f"Reopened ({was}): {reason(place, mark)}"
    edits = (yamltext.RemoveKey(route, "done"), *updates(place, day, note, mark.by))
    return Act(place.file, edits, f"{name}: open again (was done{done.when(' ')})")
