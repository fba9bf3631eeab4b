"""The rules a plan is held to. One file a rule; this table lists them.

A rule is a module with a docstring (what, why, an example: the documentation is made from it), a
`SEVERITY` that a plan can change under `checks:`, and `check(plan, as_of)`, which yields each
fault with the file it stands in. Its name is the module's, with hyphens. The rules about what an
edit changes, in `change`, are alike.
"""

from __future__ import annotations

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
    entry_in_future,
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
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from welcomeplan.plan import Plan, StrategyFile

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
    "unknown-check": "What `checks:` sets is one of the checks.",
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


def check(plans: Iterable[Plan], as_of: date, pairs: Iterable[Pair] = ()) -> list[Diagnostic]:
    """Hold plans to every rule, by the severities they set, as of a day.

    `pairs` are two versions of them, side by side: then by the heavier of what the two set.
    """
    versions = {id(plan): pair for pair in pairs for plan in pair if plan}
    diagnostics = []
    for plan in plans:
        both = [one for one in versions.get(id(plan), (plan,)) if one]
        for finding in _unknown_checks(plan):
            name = "unknown-check"
            diagnostics.append(locate(name, Severity.ERROR, plan.file, plan.source, finding))
        for rule in RULES:
            severity = change.severity(rule.name, rule.severity, both)
            if severity is Severity.OFF:
                continue
            for place, finding in rule.check(plan, as_of):
                diagnostics.append(locate(rule.name, severity, place.file, place.source, finding))
    return diagnostics


def _unknown_checks(plan: Plan) -> Iterator[Finding]:
    known = [rule.name for rule in RULES] + [rule.name for rule in change.CHANGE_RULES]
    for name in plan.head.checks:
        if name not in known:
            hint = did_you_mean(name, known)
            yield Finding(
                ("checks", name),
                f"no check is called `{name}`",
                f"{hint}The checks are: {', '.join(known)}.",
                on_key=True,
            )
