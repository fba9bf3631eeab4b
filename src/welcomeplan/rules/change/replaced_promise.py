"""A promise that is put off is not dropped and promised anew.

Dropped in time, and added again under a like title with a later day, it would never have been late.

      - id: survey                  # dropped in this edit
        status: dropped
      - id: survey-2019             # and added in it
        title: Survey newcomers
        due: by the end of 2019
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import PROMISED
from welcomeplan.versions import ChangeKind, like_titles, pair_plans

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Place
    from welcomeplan.rules.change import Edit, Found

SEVERITY = Severity.WARNING


def check(edit: Edit) -> Iterator[Found]:
    """Every milestone or indicator that is added beside one like it that was given up or put off,
    and is due later."""
    plans = {plan.id: plan for plan in edit.head}
    bases = {new.id: old for old, new in pair_plans(edit.base, edit.head) if old and new}
    for change in edit.changes:
        if change.kind is not ChangeKind.ADDED or change.what not in PROMISED:
            continue
        new, base = plans[change.plan].promised[change.id], bases.get(change.plan)
        for old in plans[change.plan].promised.values():
            aside = old.promised.status in ("dropped", "deferred") and old is not new
            # As it was due before this edit, which may have taken that away.
            before = base.promised.get(old.id, old) if base else old
            if aside and _later(before, new) and like_titles(old.title, new.title):
                message = (
                    f"`{new.id}` is added, due later than `{old.id}`, which is like it and"
                    f" {old.promised.status}"
                )
                remedy = (
                    f"If it is the same promise, keep `{old.id}` and move its deadline:"
                    f" welcomeplan reschedule {old.id} WORDS --note ..."
                )
                yield change, Finding(change.at.route, message, remedy)


def _later(old: Place, new: Place) -> bool:
    was, now = _day(old), _day(new)
    return was is not None and (now is None or now > was)


def _day(place: Place) -> date | None:
    return place.due.due_by if isinstance(place.due, Deadline) else None
