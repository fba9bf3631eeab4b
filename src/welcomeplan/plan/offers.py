"""What TAB offers of plans: the names that commands take.

Of each plan, what may be asked of it is put together once, as values of JSON; every answer is made
of those. TAB waits for this module, which imports nothing before a plan is read.
"""

from __future__ import annotations

from collections import Counter  # json has it already, which TAB needs

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from typing import Any

    from welcomeplan.plan.parts import Place, Plan

    Offers = Mapping[str, Any]
    """Those of one plan, as `offers_of` makes them."""

NAMED = ("strategy", "objective", "action", "milestone", "indicator")
"""The kinds of parts that a command may be asked for."""
PROMISED = ("milestone", "indicator")
"""The kinds of parts that are promises."""
_OF_WORK = ("done", "reopen", "start", "block")
_OF_WHAT_IS_OPEN = ("start", "block", "defer", "drop", "plan", "reschedule")


class OfferedFor:
    """For what something is offered."""

    def __init__(self, begun: str, command: str | None = None, given: str = "") -> None:
        self.begun = begun
        """How the word begins."""
        self.command = command
        self.given = given
        """The part of a plan that stands before it on the command line, as `PART` names that."""


PART = {"assign": "id_", "add": "to"}
"""The parameter of a command that is given a part, one of whose organizations is asked for."""


def offers_of(plan: Plan) -> Offers:
    """What may be offered of a plan."""
    from welcomeplan.deadlines import fiscal_label  # noqa: PLC0415 - TAB reads no plan

    dues = [place.due for place in plan.milestones]
    days = {day for due in dues if (day := getattr(due, "due_by", None))}
    fiscal = (fiscal_label(day, plan.calendar.fiscal_year_starts) for day in days)
    return {
        "id": plan.id,
        "organizations": list(plan.head.organizations),
        "is_fiscal": plan.calendar.quarters == "fiscal",
        "quarters": sorted({one for due in dues if (one := getattr(due, "quarter", None))}),
        "fiscal": sorted({label for label in fiscal if label}),
        "years": sorted({f"{day.year}" for day in days}),
        "kinds": [NAMED.index(place.kind) for place in plan.places],
        "ids": [place.id for place in plan.places],
        "numbers": [_typed(place.number) for place in plan.places],
        "done": [_is_done(place) for place in plan.places],
        "marked": [_is_marked(place) for place in plan.places],
    }


def _typed(number: str | None) -> str | None:
    """A number, if it can be typed as it is: a shell leaves it alone, and no plan's name is in
    it."""
    import shlex  # noqa: PLC0415 - TAB reads no plan

    return number if number and shlex.quote(number) == number and "/" not in number else None


def _is_done(place: Place) -> int:
    return int(place.kind in PROMISED and bool(place.promised.done))


def _is_marked(place: Place) -> int:
    """Whether a milestone has anything that `reopen` takes back."""
    if place.kind != "milestone":
        return 0
    one = place.milestone
    return int(bool(one.done or one.status or any(time.done for time in one.occurrences)))


def offered(what: str, plans: Sequence[Offers], asked: OfferedFor) -> list[str]:
    """The names of a kind, one of `OFFERED`, for a word that begins so."""
    names = OFFERED[what](plans, asked)
    begun = asked.begun
    if "/" in begun:
        return [name for name in names if name.startswith(begun)]
    return [name for name in names if _id_of(name).startswith(begun)]


def _id_of(name: str) -> str:
    """The id in a full name; of a plan called `plan/`, its own."""
    plan, _, id_ = name.partition("/")
    return id_ or plan


def _every(plans: Sequence[Offers], key: str) -> set[str]:
    return {one for plan in plans for one in plan[key]}


def _quarters(plans: Sequence[Offers], _: OfferedFor) -> list[str]:
    """The quarters in which something is due, also by the fiscal year of its plan; where a plan
    counts by that, those alone."""
    fiscal = any(plan["is_fiscal"] for plan in plans)
    labels = [] if fiscal else sorted(_every(plans, "quarters"))
    return [*labels, *sorted(_every(plans, "fiscal")), "this", "next", "last"]


def _periods(plans: Sequence[Offers], _: OfferedFor) -> list[str]:
    """The years, and the quarters of a fiscal year, in which something is due: no spaces, which a
    shell would take apart."""
    fiscal = _every(plans, "fiscal")
    return sorted(_every(plans, "years") | fiscal | {one.partition("Q")[0] for one in fiscal})


def _ids(kind: str) -> Callable[[Sequence[Offers], OfferedFor], Iterable[str]]:
    """The ids of a kind of parts, as filters take them: of whatever plan."""

    def names(plans: Sequence[Offers], asked: OfferedFor) -> Iterable[str]:
        columns = ("ids", "numbers") if asked.begun else ("ids",)
        number = NAMED.index(kind)
        return dict.fromkeys(
            name
            for column in columns
            for plan in plans
            for name, own in zip(plan[column], plan["kinds"], strict=True)
            if name and own == number
        )

    return names


def _names(
    *kinds: str, among: Collection[str] = NAMED
) -> Callable[[Sequence[Offers], OfferedFor], list[str]]:
    """What kinds of parts go by where one is meant: an id, or where several plans have it, or where
    somebody began so, `plan/id`. An id that stands twice in a plan is no name. Numbers go by the
    same; they are offered once one is begun."""
    wanted = {NAMED.index(kind) for kind in kinds}
    counted = {NAMED.index(kind) for kind in among}

    def names(plans: Sequence[Offers], asked: OfferedFor) -> list[str]:
        slash = "/" in asked.begun
        begun = asked.begun.partition("/")[2] if slash else asked.begun
        # Equal names begin equally: others need not be counted.
        named = [
            (plan, at, name)
            for column in (("ids", "numbers") if asked.begun else ("ids",))
            for plan in plans
            for at, name in enumerate(plan[column])
            if name and name.startswith(begun) and plan["kinds"][at] in counted
        ]
        full = Counter((plan["id"], name) for plan, _, name in named)
        every = Counter(name for _, _, name in named)
        return [
            name if every[name] == 1 and not slash else f"{plan['id']}/{name}"
            for plan, at, name in named
            if full[plan["id"], name] == 1
            and plan["kinds"][at] in wanted
            and _is_left(plan, at, asked.command)
        ]

    return names


def _is_left(plan: Offers, at: int, verb: str | None) -> bool:
    """Whether a verb has something left to do there."""
    if verb in _OF_WORK and NAMED[plan["kinds"][at]] == "indicator":
        return False
    if verb == "reopen":
        return bool(plan["marked"][at])
    return verb not in _OF_WHAT_IS_OPEN or not plan["done"][at]


_all_names = _names(*NAMED)


def _wholes(plans: Sequence[Offers], asked: OfferedFor) -> list[str]:
    """Likewise of plans as well; one that shares its id with a part is called `plan/`."""
    parts = _every(plans, "ids")
    named = [f"{plan['id']}/" if plan["id"] in parts else plan["id"] for plan in plans]
    return [*_all_names(plans, asked), *named]


def _organizations(plans: Sequence[Offers], asked: OfferedFor) -> list[str]:
    """Those of every plan; where a part of one is given, which another's can't answer for, its."""
    plan_id, _, id_ = asked.given.rpartition("/")
    its = [plan for plan in plans if plan_id in ("", plan["id"]) and id_ in plan["ids"]]
    return sorted(_every(its or plans, "organizations"))


OFFERED: Mapping[str, Callable[[Sequence[Offers], OfferedFor], Iterable[str]]] = {
    "quarters": _quarters,
    "periods": _periods,
    "plans": lambda plans, _: [plan["id"] for plan in plans],
    "strategies": _ids("strategy"),
    "objectives": _ids("objective"),
    "ids": _names(*PROMISED, among=PROMISED),
    "indicators": _names("indicator", among=PROMISED),
    "parts": _all_names,
    "wholes": _wholes,
    "organizations": _organizations,
    "parents": _names("objective", "action"),
}
