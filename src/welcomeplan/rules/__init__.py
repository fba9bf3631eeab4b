"""The rules a plan is held to. One file a rule; this table lists them.

A rule is a module with a docstring (what, why, an example: the documentation is made from it), a
`SEVERITY` that a plan can change under `checks:`, and `check(plan, as_of)`, which yields each
fault with the file it stands in. Its name is the module's, with hyphens. The rules about what an
edit changes, in `change`, are alike.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.diagnostics import Described, Diagnostic, Finding, Severity, locate
from welcomeplan.rules import before as before
from welcomeplan.rules import (
    change,
    contradictory_deadline,
    contradictory_keys,
    dependency_cycle,
    done_as_a_whole,
    done_before_reopened,
    done_before_start,
    done_in_future,
    done_with_status,
    duplicate_id,
    duplicate_number,
    entry_in_future,
    lost_sentence,
    outside_period,
    reached_target,
    stranded_milestone,
    undated_milestone,
    unexplained_setback,
    unknown_action,
    unknown_after,
    unknown_occurrence,
    unknown_organization,
    unmet_target,
    unowned_milestone,
    unreadable_deadline,
    untracked_event,
)
from welcomeplan.versions import ChangeKind, by_weight
from welcomeplan.wording import asked, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from welcomeplan.plan import Place, Plan, StrategyFile
    from welcomeplan.versions import Change

    Found = tuple[Plan | StrategyFile, Finding]
    Pair = tuple[Plan | None, Plan | None]


class Rule(NamedTuple):
    """A rule as the table lists it."""

    name: str
    severity: Severity
    check: Callable[[Plan, date], Iterator[Found]]
    doc: str


RULES = tuple(
    Rule(
        module.__name__.rpartition(".")[2].replace("_", "-"),
        module.SEVERITY,
        module.check,
        module.__doc__ or "",
    )
    for module in (
        duplicate_id,
        duplicate_number,
        unknown_organization,
        unowned_milestone,
        unreadable_deadline,
        contradictory_deadline,
        contradictory_keys,
        undated_milestone,
        unmet_target,
        reached_target,
        outside_period,
        done_before_start,
        done_before_reopened,
        done_in_future,
        done_with_status,
        done_as_a_whole,
        entry_in_future,
        unknown_after,
        untracked_event,
        dependency_cycle,
        stranded_milestone,
        unknown_action,
        unknown_occurrence,
        unexplained_setback,
        lost_sentence,
    )
)


def summaries() -> dict[str, str]:
    """What each check says, in its first sentence, by name: those of a plan, then of an edit."""
    every: list[Rule | change.ChangeRule] = [*RULES, *change.CHANGE_RULES]
    return {rule.name: " ".join(rule.doc.strip().split("\n\n")[0].split()) for rule in every}


READING = {
    "unreadable-file": "A file of the plan can be read as plan YAML.",
    "unknown-key": "A key is one of the format's, or begins with `x-`.",
    "missing-key": "A key that the format requires is there.",
    "wrong-value": "A value is of the kind that its key takes.",
    "unreadable-calendar": "The plan's own calendar can be read.",
    "bad-file-name": "The name of a plan's folder or file can serve as an id.",
    "duplicate-plan-id": "No two plans of a workspace share an id.",
    "unknown-strategy": "A strategy that `plan.yaml` lists has its file.",
    "unread-base": "What an edit began with could be read.",
    "unknown-check": "What `checks:` sets, or `allow:` names, is one of the checks that can be.",
    "missing-plan": "A plan that an edit began with is still there.",
    "unseen-change": "An edit changes nothing in a file that can't be read before and after it.",
}
"""What no plan sets, since it is found before any rule is asked. It is always an error; but
`unread-base` is a note, where an earlier version of the file could be read and stands in for it."""


def described() -> tuple[Described, ...]:
    """Everything that a plan and an edit are held to: reading, then the rules, in their order."""
    every: list[Rule | change.ChangeRule] = [*RULES, *change.CHANGE_RULES]
    return (
        *(Described(name, Severity.ERROR, doc, settable=False) for name, doc in READING.items()),
        *(Described(rule.name, rule.severity, rule.doc) for rule in every),
    )


def switched_off(plans: Iterable[Plan]) -> tuple[str, ...]:
    """The checks that any of the plans switches off."""
    off = {name for plan in plans for name, level in plan.head.checks.items() if level == "off"}
    return tuple(name for name in summaries() if name in off)


EXCUSABLE = tuple(rule.name for rule in RULES if rule.severity is not Severity.ERROR)
"""What a part may be excused from by its `allow:`. Not from what is an error by default, for it is
wrong, and not from what an edit is held to: no edit may excuse itself."""


def as_excuses(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What an edit did, where only what a part can be excused from is told as an excuse: the rest
    of an `allow:` is another change."""
    told: list[Change] = []
    for one in changes:
        if one.kind is not ChangeKind.EXCUSED:
            told.append(one)
            continue
        for excuses in (True, False):
            texts = [
                ", ".join(n for n in (side or "").split(", ") if (n in EXCUSABLE) is excuses)
                or None
                for side in (one.before, one.after)
            ]
            if texts[0] != texts[1]:
                kind = ChangeKind.EXCUSED if excuses else ChangeKind.CHANGED
                told.append(replace(one, kind=kind, before=texts[0], after=texts[1]))
    return by_weight(told)


def check(
    plans: Iterable[Plan], as_of: date, pairs: Iterable[Pair] = (), alone: str = ""
) -> list[Diagnostic]:
    """Hold plans to every rule, or to that one `alone`, by the severities they set, as of a day.

    `pairs` are two versions of them, side by side: then by the heavier of what the two set. What a
    part is excused from is a note; and an excuse of something that is not found.
    """
    versions = {id(plan): pair for pair in pairs for plan in pair if plan}
    diagnostics = []
    for plan in plans:
        both = [one for one in versions.get(id(plan), (plan,)) if one]
        for finding in () if alone else _unknown_checks(plan):
            name = "unknown-check"
            diagnostics.append(locate(name, Severity.ERROR, plan.file, plan.source, finding))
        for file, finding in () if alone else _unknown_excuses(plan):
            diagnostics.append(
                locate("unknown-check", Severity.ERROR, file.file, file.source, finding)
            )
        excuses = _Excuses(plan)
        for rule in RULES:
            severity = change.severity(rule.name, rule.severity, both)
            if severity is Severity.OFF or alone not in ("", rule.name):
                continue
            for place, found in rule.check(plan, as_of):
                excused = rule.name in EXCUSABLE and excuses.cover(rule.name, place, found)
                told = _as_excused(found, rule.name) if excused else found
                weight = Severity.NOTE if excused or found.mild else severity
                diagnostics.append(locate(rule.name, weight, place.file, place.source, told))
            for place, found in excuses.left(rule.name):
                diagnostics.append(
                    locate(rule.name, Severity.NOTE, place.file, place.source, found)
                )
    return diagnostics


class _Excuses:
    """What the parts of a plan are excused from, and which of that something was found of."""

    def __init__(self, plan: Plan) -> None:
        self.allowing = [place for place in plan.places if place.allow]
        every = plan.places if self.allowing else ()
        self.parts = {(place.file.file, place.route): place for place in every}
        self.used: set[tuple[Place, str]] = set()

    def cover(self, name: str, at: Plan | StrategyFile, finding: Finding) -> bool:
        """Whether the part that a finding is about, the nearest around it, is excused from it."""
        routes = (finding.route[:end] for end in range(len(finding.route), -1, -1))
        found = (self.parts.get((at.file, route)) for route in routes)
        part = next(filter(None, found), None)
        if part is None or name not in part.allow:
            return False
        self.used.add((part, name))
        return True

    def left(self, name: str) -> Iterator[Found]:
        """The excuses from a check that finds nothing there."""
        if name in EXCUSABLE:
            for part in self.allowing:
                if name in part.allow and (part, name) not in self.used:
                    route = (*part.route, "allow", part.allow.index(name))
                    message = f"`{part.id}` is excused from `{name}`, and nothing of it is found"
                    yield part.file, Finding(route, message, "Take it out of its `allow:`.")


def _as_excused(finding: Finding, name: str) -> Finding:
    message = f"{finding.message} (excused by its `allow:`)"
    return replace(finding, message=message, remedy=f"It stands while `allow:` names `{name}`.")


def _unknown_excuses(plan: Plan) -> Iterator[tuple[StrategyFile, Finding]]:
    known = {*summaries(), *READING}
    for place in plan.places:
        for at, name in enumerate(place.allow):
            if name in EXCUSABLE:
                continue
            message = f"no check is called `{name}`"
            meant = "" if name in known else nearest(name, list(EXCUSABLE))
            hint = asked(meant)
            if name in known:
                message = f"nothing can be excused from `{name}`"
                hint = "Mend what it finds. "
            remedy = f"{hint}What can be: {', '.join(EXCUSABLE)}."
            route = (*place.route, "allow", at)
            yield place.file, Finding(route, message, remedy, meant=meant)


def _unknown_checks(plan: Plan) -> Iterator[Finding]:
    known = [rule.name for rule in RULES] + [rule.name for rule in change.CHANGE_RULES]
    for name in plan.head.checks:
        if name not in known:
            meant = nearest(name, known)
            yield Finding(
                ("checks", name),
                f"no check is called `{name}`",
                f"{asked(meant)}The checks are: {', '.join(known)}.",
                on_key=True,
                meant=meant,
            )
