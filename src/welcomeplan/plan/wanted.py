"""Which promises are asked for, by the names of what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.errors import UserError
from welcomeplan.plan.lines import UNPLAIN
from welcomeplan.plan.names import NotRead, id_of, ids_of
from welcomeplan.plan.promise import Helper
from welcomeplan.plan.values import NOBODY
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from welcomeplan.plan.lines import Lines
    from welcomeplan.plan.promise import Promise, Register
    from welcomeplan.plan.standing import State


class Wanted(NamedTuple):
    """Which promises are asked for; None means all."""

    owner: str | None = None
    partner: str | None = None
    anyone: str | None = None
    """An organization that answers for them, or helps."""
    strategy: str | None = None
    objective: str | None = None
    plan: str | None = None
    tag: str | None = None
    state: State | None = None

    def __bool__(self) -> bool:
        return self != Wanted()


class Belongs(NamedTuple):
    """Of a promise, what it is asked for by."""

    plan: str
    strategy: str
    objective: str
    owner: str | None
    partners: Sequence[Helper]
    tags: Sequence[str]


def belonging(
    plan: str, promises: Lines, fits: Callable[[Promise | Belongs], bool]
) -> Iterator[int]:
    """The places of those of a plan's promises that are asked for, by a `filter_of`; and of all
    that may have belonged elsewhere on another day."""
    names = ("due_by", "strategy", "objective", "owner", "partners", "tags")
    rows = zip(*map(promises.column, names), strict=True)
    for at, (due, strategy, objective, owner, partners, tags) in enumerate(rows):
        helpers = [Helper(org, None) for org in partners]
        if due == UNPLAIN or fits(Belongs(plan, strategy, objective, owner, helpers, tags)):
            yield at


def by_ids(register: Register, wanted: Wanted) -> Wanted:
    """The same, organizations that are asked for by their full names by their ids."""
    return wanted._replace(
        owner=organization_called(register, wanted.owner),
        partner=organization_called(register, wanted.partner),
        anyone=organization_called(register, wanted.anyone),
    )


def organization_called(register: Register, name: str | None) -> str | None:
    """The id of an organization that is called by it, or by its full name where one alone has
    that. Any other name as it is."""
    if name is None or name == NOBODY or name in {id_ for id_, _ in _full_names(register)}:
        return name
    return id_of(name, _full_names(register)) or name


def _full_names(register: Register) -> list[tuple[str, str]]:
    """The organizations of the plans: each id with its full name."""
    return [named for plan in register.plans for named in plan.organizations.items()]


def filter_of(register: Register, wanted: Wanted) -> Callable[[Promise | Belongs], bool]:
    """What tells whether a promise is asked for, in whatever state."""
    tests: list[tuple[str | None, Callable[[Promise | Belongs, str], bool]]] = [
        (wanted.owner, lambda p, name: (p.owner or NOBODY) == name),
        (wanted.partner, lambda p, name: any(one.org == name for one in p.partners)),
        (wanted.anyone, _takes_part),
        (wanted.strategy, lambda p, name: _goes_by(register, p, p.strategy, name)),
        (wanted.objective, lambda p, name: _goes_by(register, p, p.objective, name)),
        (wanted.plan, lambda p, name: p.plan == name),
        (wanted.tag, lambda p, name: name in p.tags),
    ]
    asked = [(name, test) for name, test in tests if name is not None]
    return lambda promise: all(test(promise, name) for name, test in asked)


def _takes_part(promise: Promise | Belongs, org: str) -> bool:
    return promise.owner == org or any(partner.org == org for partner in promise.partners)


def _goes_by(register: Register, promise: Promise | Belongs, id_: str, name: str) -> bool:
    """Whether what a promise stands under has that id, or that number."""
    return id_ == name or register.number(promise.plan, id_) == name


def refuse_unknown(register: Register, wanted: Wanted) -> None:
    """Raise UserError for a name that the plans don't know."""
    organizations = {NOBODY, *(id_ for id_, _ in _full_names(register))}
    known: list[tuple[str, str | None, Iterable[str]]] = [
        ("organization", wanted.owner, organizations),
        ("organization", wanted.partner, organizations),
        ("organization", wanted.anyone, organizations - {NOBODY}),
        ("strategy", wanted.strategy, {s for plan in register.plans for s in plan.strategies}),
        ("objective", wanted.objective, {o for plan in register.plans for o in plan.objectives}),
        ("plan", wanted.plan, {plan.id for plan in register.plans}),
        ("tag", wanted.tag, _tags(register) if wanted.tag else ()),
    ]
    for kind, name, names in known:
        if name is not None and name not in names:
            if kind in ("strategy", "objective") and _is_number(register, kind, name):
                continue
            if kind == "strategy":
                refuse_unread_strategy(register, name)
            every = sorted(set(names) - {NOBODY})
            listing = ", ".join(every) or "none at all"
            near = did_you_mean(name, every)
            alike = ids_of(name, _full_names(register)) if kind == "organization" else []
            raise UserError(
                f"no {kind} is called `{name}`",
                f"Several have that name. Write the id of one: {some(alike)}."
                if alike
                else f"{near}The plan has: {listing}.{_unread(register)}",
            )


def _tags(register: Register) -> set[str]:
    return {tag for promise in register.promises for tag in promise.tags}


def _is_number(register: Register, kind: str, name: str) -> bool:
    """Whether any strategy, or any objective, has that number."""
    for plan in register.plans:
        ids = plan.strategies if kind == "strategy" else plan.objectives
        if any(plan.numbers.get(id_) == name for id_ in ids):
            return True
    return False


def refuse_unread_strategy(register: Register, name: str) -> None:
    """Raise UserError for a strategy whose file can't be read: the file's name is its id."""
    plan_id, _, slug = name.rpartition("/")
    homes = {one.file.rpartition("/")[0] for one in register.plans if plan_id == one.id}
    parts = {part.file for part in register.unread_parts}
    for file in register.unread:
        home, _, base = file.rpartition("/")
        its = file not in parts and (not plan_id or home in homes)
        if its and base != "plan.yaml" and base.rpartition(".")[0] == slug:
            raise NotRead(
                f"the strategy `{slug}` can't be read: {register.shown(file)}",
                "Mend it first. To see what is wrong:",
                command="welcomeplan validate",
            )


def _unread(register: Register) -> str:
    """Where that may stand which was not found: what the files say that can't be read."""
    files = some(register.shown(file) for file in register.unread if file not in register.held)
    return f" What is in {files} is not known: it can't be read." if files else ""
