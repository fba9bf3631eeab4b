"""A milestone has a deadline, or says that it has none yet (`due: TBD`).

So has the target of an indicator; and the deadline of one has a target. Adopted plans hold promises
without a date; a note keeps them in sight. So it does with what counts from something that is done
on a day that nobody knows (`done: yes`), and what repeats in a plan that holds none of its periods
whole (`repeats: annually`, from March to October).

      - id: outreach
        title: Reach out to community organizations     # by when?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines import Deadline
from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import ASIDE, Course, aimed, cut_short, promise_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.NOTE


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every open milestone without `due`, `starts` or `repeats`, or whose wait can't end."""
    yield from _indicators(plan)
    for entry in plan.milestones:
        milestone = entry.milestone
        if _is_spent(entry, as_of):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "due"),
                    f"`{milestone.id}` was set aside when its deadline passed, and has had none"
                    " since it was taken up again",
                    f"Give it another: welcomeplan reschedule {entry.typed} WORDS --note ...",
                ),
            )
        if milestone.done or milestone.status in ("dropped", "deferred"):
            continue
        if cut_short(entry):
            yield entry.file, _cut_short(entry)
        due = entry.due
        name = due.anchor if isinstance(due, Deadline) and due.due_by is None else None
        anchor = plan.by_id.get(name or "")
        if anchor and anchor.milestone.done and anchor.milestone.done.unknown:
            yield (
                entry.file,
                Finding(
                    (*entry.route, "due"),
                    f"the deadline of `{milestone.id}` has no day: `{name}`, which it counts from,"
                    " is done, day unknown",
                    f"Write the day in the `done:` of `{name}`, or a date here.",
                ),
            )
        if milestone.due or milestone.starts or milestone.repeats:
            continue
        yield (
            entry.file,
            Finding(
                (*entry.route, "id"),
                f"`{milestone.id}` has no deadline",
                "Add `due:` in the plan's words, or `due: TBD` or `due: ongoing` on purpose.",
            ),
        )


def _indicators(plan: Plan) -> Iterator[Found]:
    """Every indicator with a target and no deadline, or with a deadline and nothing to reach."""
    for entry in plan.indicators:
        model = entry.model
        due = getattr(model, "due", None)
        if getattr(model, "target", None) is not None and due is None:
            yield (
                entry.file,
                Finding(
                    (*entry.route, "target"),
                    f"the target of `{entry.id}` has no deadline",
                    "Add `due:` in the plan's words; or `targets: {2027: 88, 2028: 89}`.",
                ),
            )
        elif due is not None and not aimed(entry):
            yield (
                entry.file,
                Finding(
                    (*entry.route, "due"),
                    f"`{entry.id}` has a deadline, and no target to reach by then",
                    "Add `target:`, a number; or leave `due:` out.",
                ),
            )


def _cut_short(place: Place) -> Finding:
    stub, key = place.stubs[0], "repeats" if place.milestone.repeats else "due"
    parts = " and ".join(f"{stub.label} ({stub.window})" for stub in place.stubs)
    remedy = "Promise it once, with a `due:` alone, or by a shorter period, such as `quarterly`."
    if stub.since and not stub.until:
        remedy = f"If {stub.label} counts, add `starts: {stub.since}`. Else p{remedy[1:]}"
    return Finding(
        (*place.route, key),
        f"`{place.id}` is never due: the plan holds no whole period of it, only a part of {parts}",
        remedy,
    )


def _is_spent(place: Place, as_of: date) -> bool:
    """Whether its deadline passed while it was set aside, and it was taken up again."""
    if not any(entry.status in ASIDE for entry in place.milestone.log):
        return False
    due, done = place.due, place.milestone.done
    if done or not isinstance(due, Deadline) or not due.due_by or due.due_by >= as_of:
        return False
    course = Course(promise_of(place), {})
    return not course.in_force(due.due_by, course.due(as_of)[1]) and not course.aside(as_of)
