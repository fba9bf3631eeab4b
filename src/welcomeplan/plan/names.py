"""What a name stands for: an id, a number, a full name; whose ids begin so; and what was likely
meant."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeVar

from welcomeplan.errors import UserError
from welcomeplan.plan.offers import NAMED
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from welcomeplan.plan.parts import Place, Plan

_T = TypeVar("_T")
SEE_ALL = "To see them all:"
SHOWS_ALL = "welcomeplan list"


class Unknown(UserError):
    """Nothing goes by that name. `begun` has those whose ids begin so, but for what is another
    thing's whole name: who takes one of them for what was meant must ask, or say so."""

    def __init__(
        self,
        name: str,
        begun: Sequence[Place | Plan],
        message: str,
        remedy: str,
        command: str = "",
    ) -> None:
        super().__init__(message, remedy, command=command)
        self.name = name
        self.begun = tuple(begun)


class NotRead(UserError):
    """Where it stands is known, and that can't be read."""


def matching(wanted: str, known: Iterable[_T], names: Callable[[_T], Sequence[str]]) -> list[_T]:
    """Of things that go by `names`, those of exactly that name; else those of which the first
    name begins so."""
    every = [(names(one), one) for one in known]
    for at in range(max((len(each) for each, _ in every), default=0)):
        found = [one for each, one in every if len(each) > at and each[at] == wanted]
        if found:
            return found
    if not wanted:
        return []
    return [one for each, one in every if each and each[0].startswith(wanted)]


def ambiguous(
    name: str, candidates: Sequence[tuple[str, str]], *, begun: bool = False
) -> UserError:
    """That a name could be any of several, each with its title; `begun`: their ids begin so."""
    count = len(candidates)
    said = f"is the beginning of {count} ids" if begun else f"could be any of {count}"
    return UserError(f"`{name}` {said}", candidates=candidates)


def find(plans: Sequence[Plan], name: str, *kinds: str) -> Place:
    """What an id, the document's own number, or either with its plan (`plan/id`), stands for; with
    `kinds`, among those alone. Of numbers none is the beginning of another.

    Raises Unknown where nothing has it, and UserError, with the candidates, where several have.
    """
    every = [p for plan in plans for p in plan.places if p.kind in (kinds or NAMED)]
    found = [place for place in every if place.goes_by(name)]
    named = [p for plan in plans for p in plan.places if p.kind in NAMED and p.goes_by(name)]
    if found and any(p.number and name in (p.number, f"{p.plan.id}/{p.number}") for p in named):
        found = named  # of a number that stands twice nobody knows which is meant
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(name, titled(found, plans))
    plan_id, slash, slug = name.rpartition("/")
    if slash and all(plan.id != plan_id for plan in plans):
        raise _no_plan(plans, name, plan_id)
    known = [place for place in every if not slash or place.plan.id == plan_id]
    begins = slug and not _is_organization(plans, slug)
    raise Unknown(
        name,
        [place for place in known if begins and place.id.startswith(slug)],
        f"no {' or '.join(kinds) or 'part of the plan'} has the {_called(known)} `{name}`",
        *_instead(plans, slug, kinds, known),
    )


def find_whole(plans: Sequence[Plan], name: str) -> Place | Plan:
    """As `find`, of a plan too, by its id. A part of that id comes first; `plan/` is the plan.

    The beginning of a plan's id is one only where no part's id begins so.
    """
    slug = name.removesuffix("/")
    begun = []
    if name == slug:
        try:
            return find(plans, name)
        except Unknown as unknown:
            if _is_organization(plans, slug):
                raise
            begun = list(unknown.begun)
            missing = unknown
    found = [plan for plan in plans if plan.id == slug]
    if len(found) == 1:
        return found[0]
    if found:
        raise ambiguous(name, [(plan.file, plan.head.title) for plan in found])
    if name != slug:
        missing = _no_plan(plans, name, slug)
    beginning = [plan for plan in plans if slug and plan.id.startswith(slug)]
    raise Unknown(name, begun or beginning, missing.message, missing.remedy, missing.command)


def id_of(name: str, names: Iterable[tuple[str, str]]) -> str | None:
    """The id of what has that full name, of ids with their `names`; None for none, or several."""
    found = ids_of(name, names)
    return found[0] if len(found) == 1 else None


def ids_of(name: str, names: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of all that have that full name, in order."""
    wanted = _folded(name)
    return sorted({id_ for id_, full in names if _folded(full) == wanted})


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def with_title(plans: Sequence[Plan], words: str, *kinds: str) -> list[Place]:
    """The parts whose titles have these words, likewise; an ellipsis at their end counts for
    nothing. None for fewer letters than a word has."""
    wanted = _folded(words).rstrip(".…").rstrip()
    every = [p for plan in plans for p in plan.places if p.kind in (kinds or NAMED)]
    return [place for place in every if len(wanted) > 2 and wanted in _folded(place.title)]


def told_apart(found: Sequence[Place | Plan], plans: Sequence[Plan]) -> list[str]:
    """Names that tell several from one another: with their plan, if there is more than one, and
    with their line where an id stands twice, or is another's number."""
    from welcomeplan.plan.parts import Place, Plan  # noqa: PLC0415 - `--help` must not wait for it

    names = []
    for one in found:
        if isinstance(one, Plan):
            names.append(one.id)
            continue
        name = f"{one.plan.id}/{one.id}" if len(plans) > 1 else one.id
        places = [place for place in found if isinstance(place, Place)]
        twins = [p for p in places if one.id in (p.id, p.number) and p.plan is one.plan]
        if len(twins) > 1:
            name += f" ({one.file.file}:{one.line})"
        names.append(name)
    return names


def _called(places: Sequence[Place]) -> str:
    """What parts go by."""
    return "id or number" if any(place.number for place in places) else "id"


def titled(found: Sequence[Place | Plan], plans: Sequence[Plan]) -> list[tuple[str, str]]:
    """Likewise, each with its title."""
    from welcomeplan.plan.parts import Plan  # noqa: PLC0415 - as above

    titles = [one.head.title if isinstance(one, Plan) else one.title for one in found]
    return list(zip(told_apart(found, plans), titles, strict=True))


def _no_plan(plans: Sequence[Plan], name: str, plan_id: str) -> Unknown:
    known = [plan.id for plan in plans]
    near = did_you_mean(plan_id.lower(), known)
    listing = f"{near}The plans are: {some(known)}." if known else ""
    return Unknown(name, (), f"no plan is called `{plan_id}`", listing)


def _is_organization(plans: Sequence[Plan], slug: str) -> bool:
    return any(slug in plan.head.organizations for plan in plans)


def _instead(
    plans: Sequence[Plan], slug: str, kinds: Sequence[str], known: Sequence[Place]
) -> tuple[str, str]:
    """What may have been meant by an id that no such thing has; and the command that shows it."""
    if _is_organization(plans, slug):
        return (
            f"`{slug}` is an organization. What it answers for:",
            f"welcomeplan list --owner {slug}",
        )
    every = (place for plan in plans for place in plan.places)
    other = next((p for p in every if slug in (p.id, p.number) and p.kind in NAMED), None)
    if other and kinds:
        inside = ", ".join(place.id for place in other.inside) or "none"
        called = "id" if other.id == slug else "number"
        what = f"`{slug}` is the {called} of the {other.kind} `{other.title}`"
        return f"{what}; its milestones: {inside}. {SEE_ALL}", SHOWS_ALL
    near = did_you_mean(slug.lower(), [n for p in known for n in (p.id, p.number) if n])
    return near + SEE_ALL, SHOWS_ALL
