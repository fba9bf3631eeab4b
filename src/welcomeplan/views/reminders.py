"""Whom to remind, and of what: what each owner has late or due soon, and who is silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.plan import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from welcomeplan.plan import Standing
    from welcomeplan.views.account import Account, Silent

_ADDRESS = re.compile(
    r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
_LONGEST = 254


class Part(NamedTuple):
    """What one organization is reminded of, in one plan."""

    account: Account
    """Its period is that in which things are due soon."""
    late: tuple[Standing, ...]
    """One by one, the longest late first."""
    due: tuple[Standing, ...]
    """Likewise, by date."""
    silent: Silent | None
    """Since when the record has no word of it, where that is long ago."""
    others: tuple[Standing, ...]
    """What else is open, promise by promise: of an organization that is silent, or where nobody is
    named to answer."""

    @property
    def until(self) -> date:
        """The last day of what is due soon."""
        return self.account.period.end


@dataclass(frozen=True)
class Reminder:
    """One organization, in all plans; or what nobody answers for, in one."""

    org: str
    """Empty: nobody is named to answer."""
    parts: tuple[Part, ...]

    @property
    def name(self) -> str:
        """Its full name; of several plans, each that it has there."""
        every = (part.account.plan.organizations.get(self.org, self.org) for part in self.parts)
        return " / ".join(dict.fromkeys(every))

    @property
    def to(self) -> tuple[str, ...]:
        """Where it is written to: the addresses among the contacts. Of what nobody answers for, the
        plan's lead."""
        plans = [part.account.plan for part in self.parts]
        contacts = (plan.contacts.get(self.org or plan.lead, "") for plan in plans)
        return tuple(dict.fromkeys(one for one in contacts if is_address(one)))

    @property
    def late(self) -> tuple[Standing, ...]:
        """What is late in all plans."""
        return tuple(one for part in self.parts for one in part.late)

    @property
    def due(self) -> tuple[Standing, ...]:
        """Likewise what is due soon."""
        return tuple(one for part in self.parts for one in part.due)


def is_address(text: str) -> bool:
    """Whether a text is one plain address of mail, with nothing before or after it."""
    return len(text) <= _LONGEST and bool(_ADDRESS.fullmatch(text))


def reminders(accounts: Sequence[Account]) -> tuple[Reminder, ...]:
    """Whom to remind, in the order of the plans, and last what nobody answers for. Each account is
    of one plan, and its period that in which things are due soon. Whatever is late is in exactly
    one of them."""
    found: dict[str, list[Part]] = {}
    unowned: list[Reminder] = []
    for account in accounts:
        for org, part in _parts(account):
            if org:
                found.setdefault(org, []).append(part)
            else:
                unowned.append(Reminder("", (part,)))
    return (*(Reminder(org, tuple(parts)) for org, parts in found.items()), *unowned)


def _parts(account: Account) -> Iterator[tuple[str, Part]]:
    """Each organization that there is something to remind of, in the order of the plan."""
    due = account.facts.due(account.label, account.period).listed
    late, soon = _by_owner(account.late), _by_owner(due)
    silent = {one.org: one for one in account.silent}
    for org, its in _by_owner((*account.open, *account.late, *due)).items():
        told = (*late.get(org, ()), *soon.get(org, ()))
        names = {one.promise.id for one in told}
        quiet = silent.get(org)
        rest = (o for o in its if o.promise.id not in names) if quiet or not org else ()
        others = tuple(rest)
        if told or quiet or others:
            yield org, Part(account, late.get(org, ()), soon.get(org, ()), quiet, others)


def _by_owner(some: Iterable[Standing]) -> Mapping[str, tuple[Standing, ...]]:
    """By who answers for it; under an empty id, what nobody does."""
    found: dict[str, tuple[Standing, ...]] = {}
    for one in some:
        owner = one.promise.owner or ""
        org = "" if owner == NOBODY else owner
        found[org] = (*found.get(org, ()), one)
    return found
