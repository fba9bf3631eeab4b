"""What a person says with a verb, and what is done of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan import plan
from welcomeplan.errors import Refused
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from decimal import Decimal

    from welcomeplan.deadlines import Deadline
    from welcomeplan.plan import DoneOn, Place, Plan, Standing, StrategyFile
    from welcomeplan.yamltext import Edit


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person says with a verb. A verb leaves aside what it does not ask for."""

    on: DoneOn | None = None
    """When it happened, as exactly as is known; None: today."""
    note: str | None = None
    by: str | None = None
    """Who says so."""
    under: str | None = None
    """By whose decision."""
    evidence: tuple[str, ...] = ()
    period: str | None = None
    """Which time, of what repeats."""
    amount: Decimal | None = None
    words: str | None = None
    """A deadline."""
    source: str | None = None
    """Where a number comes from."""
    owner: str | None = None
    """An organization, or `nobody`."""
    last: date | None = None
    """The last day that has come for its plan; None: today."""


@dataclass(frozen=True, slots=True)
class Act:
    """What is done in one file: the edits (none: it is so already), and what to say of them."""

    file: StrategyFile
    edits: tuple[Edit, ...]
    said: str
    name: str = ""
    """The full name of what it is done to, and its title: is it the right one?"""
    title: str = ""
    doubts: tuple[tuple[str, str], ...] = ()
    """What `validate` will say of it, each with what to do: better now than later."""


def outside(place: Place, found: tuple[str, str] | None) -> tuple[tuple[str, str], ...]:
    """What `outside-period` found of a part; nothing where the plan wants no word of that."""
    level = place.plan.head.checks.get("outside-period", "warning")
    if found is None or level in ("off", "note") or "outside-period" in place.allow:
        return ()
    return (found,)


def no_circle(place: Place) -> None:
    """Raise `Refused` for a milestone that would wait for itself, through others or at once."""
    name = plan.circular(place)
    if name == place.id:
        raise Refused(f"`{name}` would wait for itself", "Let it wait for another milestone.")
    if name:
        raise Refused(
            f"`{place.id}` would wait for `{name}`, which waits for it",
            "Let one of them wait for something else.",
        )


def no_clash(old: Place | None, new: Place, today: date) -> None:
    """Raise `Refused` for a milestone with keys that can't both be true, or for one that others
    wait for and that would be due after them; not for what was so before."""
    was = {clash.route for clash in plan.clashes(old, today)} if old else set()
    for clash in plan.clashes(new, today):
        if clash.route not in was:
            span = old.span(*clash.route) if old else None
            raise Refused(clash.message, clash.remedy, span=span)
    if old is None:
        return
    for other in new.plan.milestones:
        if new.id in other.waits:
            was = {clash.route for clash in plan.clashes(other, today)}
            for clash in plan.clashes(other, today, {**new.plan.by_id, new.id: new}):
                if clash.route not in was:
                    message = f"`{other.id}` would be late: {clash.message}"
                    again = f"welcomeplan reschedule {other.typed} WORDS --note TEXT"
                    raise Refused(message, "First:", command=again)


def full_names(whole: Plan) -> list[tuple[str, str]]:
    """The organizations of a plan: each id with its full name."""
    return [(id_, one.name) for id_, one in whole.head.organizations.items()]


def organization(whole: Plan, name: str) -> str:
    """The id of an organization that is called by it, or by its full name where one alone has
    that. Any other name as it is."""
    if name in whole.head.organizations or name == plan.NOBODY:
        return name
    return plan.id_of(name, full_names(whole)) or name


def no_organization(whole: Plan, name: str) -> Refused:
    """That none is called so; and what may be meant."""
    message = f"no organization is called `{name}`"
    near = did_you_mean(name, list(whole.head.organizations))
    other = "If it is another, list" if near else "List"
    return Refused(message, f"{near}{other} it in plan.yaml first.")


def no_stranger(place: Place, due: Deadline) -> None:
    """Raise `Refused` for a deadline that counts from something that is no milestone of the plan:
    nothing would ever say that it happened."""
    if due.due_by or due.anchor is None or due.anchor in place.plan.by_id:
        return
    if due.anchor == "adopted":
        raise Refused(plan.SOME_DAY, plan.SOME_DAY_REMEDY)
    if not place.plan.complete and plan.is_slug(due.anchor):
        return  # it may stand in what could not be read
    near = did_you_mean(due.anchor, list(place.plan.by_id))
    raise Refused(
        f"“{due.words}” waits for `{due.anchor}`, which is no milestone of the plan",
        f"{near}Add that first (`welcomeplan add`), and write its id.",
    )


Verb = Callable[["Place", "Standing", Mark, date], Act]
"""What can be done to a milestone, given how it stands today. Raises `Refused`, with the span of
what stands in the way, if something does."""
