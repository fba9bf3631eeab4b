"""What TAB completes: names from the plan at hand, which the commands take.

Nothing that reads a plan is imported before a plan is read.
"""

from __future__ import annotations

import os
import shlex
from collections import Counter
from typing import TYPE_CHECKING, Any

import typer  # Typer reads the annotations of what completes

from welcomeplan.errors import UserError
from welcomeplan.plan import PROMISED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from welcomeplan.plan import Place
    from welcomeplan.workspace import Workspace


class _Chosen(str):
    """A name that is offered though it begins otherwise: `a/hours` for `ho`; Typer would not."""

    __slots__ = ()

    def startswith(self, *_: Any) -> bool:
        return True


def _completer(names: Callable[..., Iterable[str]]) -> Callable[..., list[str]]:
    """Shell completion from the plan at hand, of a word that begins so; silent where there is none.

    What is offered, the command takes. `names` is told the plans, how the word begins, and what
    stands before it.
    """

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from welcomeplan.workspace import load  # noqa: PLC0415 - only when a plan is asked

        try:
            workspace = load(
                ctx.params.get("folder") or os.environ.get("WELCOMEPLAN_DIR"),
                at=ctx.params.get("at"),
            )
        except UserError:
            return []
        return [
            _Chosen(name)
            for name in names(workspace, incomplete, ctx)
            if (name if "/" in incomplete else _id_of(name)).startswith(incomplete)
        ]

    return complete


def _id_of(name: str) -> str:
    """The id in a full name; of a plan called `plan/`, its own."""
    plan, _, id_ = name.partition("/")
    return id_ or plan


def _quarters(workspace: Workspace, *_: object) -> list[str]:
    """The quarters in which something is due, also by the fiscal year of its plan; where a plan
    counts by that, those alone."""
    fiscal = any(plan.calendar.quarters == "fiscal" for plan in workspace.plans)
    plans = () if fiscal else workspace.plans
    readings = (place.due for plan in plans for place in plan.milestones)
    labels = {quarter for due in readings if (quarter := getattr(due, "quarter", None))}
    return [*sorted(labels), *sorted(_fiscal(workspace)), "this", "next", "last"]


def _periods(workspace: Workspace, *_: object) -> list[str]:
    """The years, and the quarters of a fiscal year, in which something is due: no spaces, which a
    shell would take apart."""
    fiscal = _fiscal(workspace)
    readings = (place.due for plan in workspace.plans for place in plan.milestones)
    years = {f"{day.year}" for due in readings if (day := getattr(due, "due_by", None))}
    return sorted(years | fiscal | {label.partition("Q")[0] for label in fiscal})


def _fiscal(workspace: Workspace) -> set[str]:
    """The quarters of the plans' own fiscal years in which something is due."""
    from welcomeplan.deadlines import fiscal_label  # noqa: PLC0415 - only when a plan is asked

    return {
        label
        for plan in workspace.plans
        for place in plan.milestones
        if (day := getattr(place.due, "due_by", None))
        and (label := fiscal_label(day, plan.calendar.fiscal_year_starts))
    }


def _ids(kind: str) -> Callable[..., Iterable[str]]:
    """The ids of a kind of parts, as filters take them: of whatever plan."""

    def names(workspace: Workspace, incomplete: str, _: object) -> list[str]:
        places = [p for plan in workspace.plans for p in plan.places if p.kind == kind]
        numbers = [p.number for p in places if incomplete and _is_typed(p.number)]
        return list(dict.fromkeys([*(p.id for p in places), *filter(None, numbers)]))

    return names


def _is_typed(number: str | None) -> bool:
    """Whether a number can be typed as it is: a shell leaves it alone, and no plan's name is in
    it."""
    return number is not None and shlex.quote(number) == number and "/" not in number


_PARTS = ("milestone", "strategy", "objective", "action", "indicator")
_GIVEN = {"assign": "id_", "add": "to"}
_OF_WORK = ("done", "reopen", "start", "block")
_OF_WHAT_IS_OPEN = ("start", "block", "defer", "drop", "plan", "reschedule")


def _names(*kinds: str, among: tuple[str, ...] = _PARTS) -> Callable[..., list[str]]:
    """What kinds of parts go by where one is meant: an id, or where several plans have it, or where
    somebody began so, `plan/id`. An id that stands twice in a plan is no name. Numbers go by the
    same; they are offered once one is begun."""

    def names(workspace: Workspace, incomplete: str, ctx: typer.Context) -> list[str]:
        places = [p for plan in workspace.plans for p in plan.places if p.kind in among]
        named = [(place, place.id) for place in places]
        if incomplete:
            named += [(p, p.number) for p in places if p.number and _is_typed(p.number)]
        full = Counter((place.plan.id, name) for place, name in named)
        every = Counter(name for _, name in named)
        return [
            name if every[name] == 1 and "/" not in incomplete else f"{p.plan.id}/{name}"
            for p, name in named
            if p.kind in kinds and full[p.plan.id, name] == 1 and _left_to(ctx.info_name, p)
        ]

    return names


def _left_to(verb: str | None, place: Place) -> bool:
    """Whether a verb has something left to do there."""
    if place.kind == "indicator" and verb in _OF_WORK:
        return False
    if verb == "reopen":
        one = place.milestone
        return bool(one.done or one.status or any(time.done for time in one.occurrences))
    return verb not in _OF_WHAT_IS_OPEN or not place.promised.done


def _wholes(workspace: Workspace, incomplete: str, ctx: typer.Context) -> list[str]:
    """Likewise of plans as well; one that shares its id with a part is called `plan/`."""
    parts = {p.id for plan in workspace.plans for p in plan.places if p.kind in _PARTS}
    plans = [f"{plan.id}/" if plan.id in parts else plan.id for plan in workspace.plans]
    return [*_names(*_PARTS)(workspace, incomplete, ctx), *plans]


def _organizations(workspace: Workspace, _: str, ctx: typer.Context) -> list[str]:
    """Those of every plan; where a part of one is given, which another's can't answer for, its."""
    given = str(ctx.params.get(_GIVEN.get(ctx.info_name or "", "")) or "")
    plan_id, _, id_ = given.rpartition("/")
    its = [
        plan
        for plan in workspace.plans
        if plan_id in ("", plan.id) and any(place.id == id_ for place in plan.places)
    ]
    return sorted({name for plan in its or workspace.plans for name in plan.head.organizations})


def _plans(workspace: Workspace, *_: object) -> list[str]:
    return [plan.id for plan in workspace.plans]


complete_quarters = _completer(_quarters)
complete_periods = _completer(_periods)
complete_plans = _completer(_plans)
complete_strategies = _completer(_ids("strategy"))
complete_objectives = _completer(_ids("objective"))
complete_ids = _completer(_names(*PROMISED, among=PROMISED))
complete_indicators = _completer(_names("indicator", among=PROMISED))
complete_parts = _completer(_names(*_PARTS))
complete_wholes = _completer(_wholes)
complete_organizations = _completer(_organizations)
complete_parents = _completer(_names("objective", "action"))
