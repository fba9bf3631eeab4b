"""The rules an edit is held to: `validate --since`. One file a rule; this table lists them.

They are as the rules of a plan (`welcomeplan.rules`), but `check(edit)` is given what the edit
changed, and yields each fault with the change that it is about, or a spot in the head.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.diagnostics import Diagnostic, Finding, Severity, locate
from welcomeplan.plan import PROMISED, gauge, judge, promise_of, register
from welcomeplan.rules.change import (
    backdated_entry,
    changed_indicator,
    changed_wording,
    corrected_done,
    corrected_reading,
    false_record,
    hidden_miss,
    late_move,
    loosened_check,
    lost_partner,
    new_excuse,
    removed_evidence,
    removed_part,
    removed_promise,
    renamed_id,
    replaced_promise,
    rewritten_log,
    tightened_check,
    unadopted_move,
    unexplained_move,
    unexplained_reopening,
    unexplained_target,
    unrecorded_change,
    unrecorded_setback,
)
from welcomeplan.versions import ChangeKind, added_entries, pair_plans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from welcomeplan.plan import Place, Plan, Standing, Update
    from welcomeplan.versions import Change, Spot

    Found = tuple[Change | Spot, Finding]


@dataclass(frozen=True)
class Edit:
    """What an edit did to plans."""

    changes: Sequence[Change]
    base: Sequence[Plan]
    head: Sequence[Plan]
    as_of: date
    """The day on which both are judged."""
    begun: date
    """The day of the commit that it began with."""
    stand_ins: Mapping[str, date] = field(default_factory=dict)
    """The days of the earlier commits that it is compared with, by file, where that can't be read
    at the commit that it began with."""

    def begun_in(self, file: str) -> date:
        """The day from which on a file may hold what it did not hold before."""
        return self.stand_ins.get(file, self.begun)

    @cached_property
    def before(self) -> list[Standing]:
        """How the promises of the base stand."""
        return _judge(self.base, self.as_of)

    @cached_property
    def after(self) -> dict[str, Standing]:
        """How those of the head stand, by full name."""
        every = _judge(self.head, self.as_of)
        return {standing.promise.name: standing for standing in reversed(every)}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where they stand, by full name."""
        return _places(self.head)

    @cached_property
    def old_places(self) -> dict[str, Place]:
        """Where those of the base stood, by full name."""
        return _places(self.base)

    @cached_property
    def names(self) -> dict[str, str]:
        """The full names that milestones and indicators of the base have in the head."""
        plans = {old.id: new.id for old, new in pair_plans(self.base, self.head) if old and new}
        renamed = {
            (change.plan, change.before): change.after
            for change in self.changes
            if change.kind is ChangeKind.RENAMED and change.what in PROMISED
        }
        found = {}
        for plan in self.base:
            now = plans.get(plan.id, plan.id)
            for name in plan.promised:
                found[f"{plan.id}/{name}"] = f"{now}/{renamed.get((now, name), name)}"
        return found

    @cached_property
    def added(self) -> dict[str, list[Update]]:
        """The entries that the edit adds to a log, by the full name of the promise in the head."""
        found: dict[str, list[Update]] = {}
        for place, at in added_entries(self.base, self.head, self.names):
            name = f"{place.plan.id}/{place.id}"
            found.setdefault(name, []).append(promise_of(place).log[at])
        return found

    @cached_property
    def organizations(self) -> dict[tuple[str, str], str]:
        """The ids in the head of organizations that have another there, by plan and id."""
        return {
            (change.plan, change.before): change.after
            for change in self.changes
            if change.kind is ChangeKind.RENAMED
            and change.what == "organization"
            and change.before
            and change.after
        }


def _places(plans: Sequence[Plan]) -> dict[str, Place]:
    return {f"{plan.id}/{name}": place for plan in plans for name, place in plan.promised.items()}


def _judge(plans: Sequence[Plan], as_of: date) -> list[Standing]:
    """How milestones and indicators stand."""
    found = register(plans)
    return [*judge(found, as_of), *gauge(found, as_of)]


class ChangeRule(NamedTuple):
    """A rule as the table lists it."""

    name: str
    severity: Severity
    check: Callable[[Edit], Iterator[Found]]
    doc: str


CHANGE_RULES = tuple(
    ChangeRule(
        module.__name__.rpartition(".")[2].replace("_", "-"),
        module.SEVERITY,
        module.check,
        module.__doc__ or "",
    )
    for module in (
        removed_promise,
        removed_part,
        replaced_promise,
        hidden_miss,
        false_record,
        unrecorded_setback,
        unrecorded_change,
        unexplained_reopening,
        unexplained_move,
        unexplained_target,
        late_move,
        backdated_entry,
        corrected_done,
        corrected_reading,
        renamed_id,
        changed_wording,
        changed_indicator,
        lost_partner,
        rewritten_log,
        unadopted_move,
        removed_evidence,
        loosened_check,
        new_excuse,
        tightened_check,
    )
)


def severity(name: str, default: Severity, versions: Iterable[Plan]) -> Severity:
    """How much a check weighs for an edit: the heavier of what the versions of a plan set. So an
    edit can't switch off the check that judges it, and one that it tightens counts at once."""
    levels = [Severity(plan.head.checks.get(name, default)) for plan in versions]
    return min(levels, key=lambda level: level.rank)


def check_changes(edit: Edit) -> list[Diagnostic]:
    """Hold what changed between two versions of plans to every rule, by the heavier `severity`."""
    sides = {}
    for pair in pair_plans(edit.base, edit.head):
        versions = [plan for plan in pair if plan]
        sides[versions[-1].id] = versions
    diagnostics = []
    for rule in CHANGE_RULES:
        for change, finding in rule.check(edit):
            level = severity(rule.name, rule.severity, sides[change.plan])
            if level is not Severity.OFF:
                place = change.at.holder
                diagnostics.append(locate(rule.name, level, place.file, place.source, finding))
    return diagnostics
