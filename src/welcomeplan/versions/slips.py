"""How far promises slipped: in what order they are told, and what that comes to for each owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from welcomeplan.versions.lives import Ledger, Life


class Order(StrEnum):
    """What promises are ordered by; those of which it is the same stay in the plan's order."""

    SLIP = "slip"
    MOVES = "moves"
    DUE = "due"
    ID = "id"


def ordered(lives: Iterable[Life], by: Order) -> list[Life]:
    """Promises in an order: what slipped furthest, or was moved most often, comes first."""
    return sorted(lives, key=_KEYS[by])


def _slip(life: Life) -> tuple[int, int]:
    """Later by so many days; then what moved and has no day now; then the others."""
    if life.slip and life.slip > 0:
        return 0, -life.slip
    return (1 if life.moves and life.slip is None else 2), 0


_KEYS: dict[Order, Callable[[Life], Any]] = {
    Order.SLIP: _slip,
    Order.MOVES: lambda life: (-len(life.moves), *_slip(life)),
    Order.DUE: lambda life: life.due_by or date.max,
    Order.ID: lambda life: (life.id, life.plan),
}


@dataclass(frozen=True, slots=True)
class OwnerSlip:
    """How far promises slipped while an organization answered for them."""

    owner: str
    """Empty: nobody answers for them."""
    name: str
    promises: int
    """How many it answers for, or did when they moved."""
    moved: int
    """How many of them moved while it did."""
    median: Decimal | None
    """Days that they moved meanwhile, of the one in the middle of all that have a day first and
    today; None where none has."""
    longest: Life | None
    """The one that slipped furthest meanwhile; None where none did."""
    days: int
    """By how many days."""


def by_owner(ledger: Ledger) -> list[OwnerSlip]:
    """How far promises slipped, by who answered for them then: what slipped furthest comes
    first."""
    groups: dict[str, list[Life]] = {}
    for life in ledger.lives:
        for owner in life.owners:
            if ledger.owner in (None, owner):
                groups.setdefault(owner, []).append(life)
    found = []
    for owner, lives in groups.items():
        organization = lives[0].place.plan.head.organizations.get(owner)
        every = [(life.slip_under(owner), life) for life in lives]
        slips = [(days, life) for days, life in every if days is not None]
        days, longest = max(slips, key=lambda one: one[0], default=(0, None))
        found.append(
            OwnerSlip(
                owner,
                organization.name if organization else owner,
                len(lives),
                sum(bool(life.moved_under(owner)) for life in lives),
                Decimal(median(days for days, _ in slips)) if slips else None,
                longest if days > 0 else None,
                max(days, 0),
            )
        )
    return sorted(found, key=lambda one: -one.days)
