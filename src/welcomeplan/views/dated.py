"""The days of promises, as the entries of a calendar.

One for each promise that has a day, and for each time of what repeats, on the last day that is on
time. What is done, put off or given up stays there, and says so before its title.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.answer import Dates, Entry
from welcomeplan.deadlines import Window
from welcomeplan.paper import Run
from welcomeplan.plan import NOBODY, State, in_latin, moves
from welcomeplan.views.account import Account
from welcomeplan.views.columns import titles
from welcomeplan.views.phrases import ENGLISH
from welcomeplan.views.report_words import Words, stands
from welcomeplan.views.rows import NOBODY_ANSWERS, past
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from welcomeplan.paper import Text
    from welcomeplan.plan import Brief, Facts, Promise, Standing

LONGEST_UID = 255
_BEFORE = {
    State.DONE: "Done",
    State.DONE_LATE: "Done",
    State.OVERDUE: "Overdue",
    State.BLOCKED: "Blocked",
    State.DEFERRED: "Deferred",
    State.DROPPED: "Dropped",
}
"""What stands before a title: the states in which something else is to be done than to be ready by
that day. Of all others the day itself says enough."""


def dated(facts: Facts, stamps: Mapping[str, datetime]) -> Dates:
    """The days of what was asked for. `stamps`: when the files of a plan came to stand as they are,
    by its id; of another it is noon of the day on which it is judged."""
    shown = {plan.id: _Shown.of(plan, facts, stamps) for plan in facts.register.plans}
    entries = [shown[one.promise.plan].entry(one, one.due_by) for one in facts.owed if one.due_by]
    seen: Counter[str] = Counter()
    for at, entry in enumerate(entries):
        seen[entry.uid] += 1
        if seen[entry.uid] > 1:  # an id that is there twice
            entries[at] = entry._replace(uid=f"{entry.uid}-{seen[entry.uid]}")
    entries.sort(key=lambda entry: entry.day)
    return Dates(_title(facts), " ".join(_about(facts)), entries)


def without_day(facts: Facts) -> tuple[Promise, ...]:
    """What was asked for and has no entry: nothing says by which day it is promised."""
    return tuple({o.promise.name: o.promise for o in facts.owed if not o.due_by}.values())


def each_owner(facts: Facts) -> dict[str, Facts]:
    """What was asked for, by who answers for it."""
    asked, gauged = _by_owner(facts.asked), _by_owner(facts.gauged)
    owners = sorted({one.promise.owner or NOBODY for one in facts.owed})
    return {
        owner: replace(
            facts,
            wanted=facts.wanted._replace(owner=owner),
            given=(tuple(asked.get(owner, ())), tuple(gauged.get(owner, ()))),
        )
        for owner in owners
    }


def _by_owner(found: tuple[Standing, ...]) -> dict[str, list[Standing]]:
    its: dict[str, list[Standing]] = {}
    for one in found:
        its.setdefault(one.promise.owner or NOBODY, []).append(one)
    return its


def _title(facts: Facts) -> str:
    """The title of the plan, and of whom alone it is."""
    owner, title = facts.wanted.owner, titles(facts.register, facts.wanted.plan)
    if owner is None:
        return title
    names = (
        plan.organizations[owner] for plan in facts.register.plans if owner in plan.organizations
    )
    name = " / ".join(dict.fromkeys(names)) or owner
    return f"{title}: {NOBODY_ANSWERS if owner == NOBODY else name}"


def _about(facts: Facts) -> Iterator[str]:
    """What the entries are; and what is missing."""
    yield "Each entry stands on the last day on which something promised is on time."
    yield f"How it stands is told as of {ENGLISH.day(facts.day)}."
    none = len(without_day(facts))
    if none:
        have = "has" if none == 1 else "have"
        yield f"{plural(none, 'promise')} {have} no day, and so no entry."
    if facts.register.unread:
        yield "Not all that was promised could be read, so there may be more."


class _Shown(NamedTuple):
    """A plan, and what is said of its promises."""

    account: Account
    words: Words
    day: date
    """On which it is judged."""
    stamp: datetime
    place: str
    """What its entries are known by, behind the `@`."""

    @classmethod
    def of(cls, plan: Brief, facts: Facts, stamps: Mapping[str, datetime]) -> _Shown:
        day = facts.elsewhere.get(plan.id, facts.day)
        account = Account(facts, plan, "", Window(day, day))
        stamp = stamps.get(plan.id) or datetime.combine(day, time(12), UTC)
        place = ".".join(filter(None, [plan.id, _in_ascii(plan.community)]))
        return cls(account, Words(account, ENGLISH), day, stamp, place)

    def entry(self, one: Standing, day: date) -> Entry:
        promise, plan = one.promise, self.account.plan
        title = "".join(run.text for run in self.words.title(one))
        return Entry(
            self._uid(one),
            day,
            f"{_before(one)}{title}",
            tuple(self._said(one)),
            (plan.title, plan.strategies[promise.strategy]),
            sum(1 for _ in moves(self.account.course(one))) if promise.log else 0,
            rings=not past(one) and not one.kept and day >= self.day,
            stamp=self.stamp,
        )

    def _uid(self, one: Standing) -> str:
        """Stays as it is while its id does. No id has a dot."""
        its = [one.promise.id, *([_in_ascii(one.period)] if one.period else [])]
        uid = f"{'.'.join(its)}@{self.place}"
        if len(uid) <= LONGEST_UID:
            return uid
        digest = hashlib.sha256(uid.encode()).hexdigest()
        return f"{uid[: LONGEST_UID - len(digest) - 1]}-{digest}"

    def _said(self, one: Standing) -> Iterator[Text]:
        """What is told of it: its wording, its deadline, who answers, how it stands."""
        promise, plan, words = one.promise, self.account.plan, self.words
        if promise.text:
            yield (Run(promise.text.strip()),)
        yield Run("Deadline: "), *words.deadline(one), *words.missed(one)
        yield (Run(f"Who answers: {words.who(one)}"),)
        if promise.partners:
            names = (plan.organizations.get(one.org, one.org) for one in promise.partners)
            yield (Run(f"Who helps: {', '.join(names)}"),)
        yield (Run(f"As of {ENGLISH.day(self.day)}: {stands(one, ENGLISH)}"),)
        whose = f", {plan.community}" if plan.community else ""
        yield (Run(f"{plan.title}{whose}: {promise.name}"),)


def _before(one: Standing) -> str:
    said = _BEFORE.get(one.state)
    if said is None and one.begins:
        said = "Begun" if one.kept else "Begin"
    return f"{said}: " if said else ""


def _in_ascii(text: str) -> str:
    """A name in small ASCII letters, digits and hyphens: the same for the same name, and another
    for another, though its letters have no such spelling."""
    spelled = "-".join(re.findall("[a-z0-9]+", in_latin(text)))
    lost = any(c.isalpha() and not in_latin(c) for c in unicodedata.normalize("NFC", text))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return "-".join(filter(None, [spelled, digest if lost else ""]))
