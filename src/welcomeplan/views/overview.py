"""Several plans on one page: a row each, and what they come to together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.pages import Overview, PlanRow
from welcomeplan.views.page import done, readable, warning
from welcomeplan.views.page_parts import parts, places
from welcomeplan.views.page_promises import addresses
from welcomeplan.views.page_words import key
from welcomeplan.views.timeline import finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.pages import Other
    from welcomeplan.plan import Facts, Total
    from welcomeplan.views.account import Account
    from welcomeplan.views.page import Made
    from welcomeplan.views.phrases import Phrases


NAMED = 3
"""How many late promises of a plan are named."""
BOUNDS = {
    "at least": "at least {amount}",
    "more than": "more than {amount}",
    "up to": "up to {amount}",
}
"""How a sum is said that several plans bound alike."""


def overview(
    facts: Facts,
    plans: Sequence[tuple[Account, str]],
    made: Made,
    phrases: Phrases,
    others: Sequence[Other] = (),
) -> Overview:
    """The page of several plans. `facts`: of all of them; `plans`: the account of each, and the
    file of its page."""
    say = phrases.say
    return Overview(
        finding=f"{finding(facts, phrases)}.",
        done=done(facts, phrases),
        asof=say("As of {day}", day=phrases.day(facts.day)),
        warning=warning(facts, phrases),
        plans=[_row(account, file, phrases) for account, file in plans],
        whole=_counted(facts, phrases, say("All plans")),
        totals=[_total(each, phrases) for each in facts.totals],
        revision=made.of(phrases),
        check=made.again,
        unchecked=made.no_other(phrases),
        verify=made.verify,
        origin=made.origin,
        say=say,
        language=phrases.language,
        others=others,
    )


def _row(account: Account, file: str, phrases: Phrases) -> PlanRow:
    plan, say = account.plan, phrases.say
    adopted = say("adopted {day}", day=phrases.day(plan.adopted)) if plan.adopted else ""
    whose = ", ".join(filter(None, [plan.community, adopted]))
    late = {key(one.promise): one.promise for one in account.late}
    anchors = addresses(account)
    folder = file[: file.rfind("/") + 1]
    pages = {at: f"{folder}{own}" for at, own in places(parts(account), phrases.language).items()}
    which = [(one.title, f"{pages.get(at, file)}#{anchors[at]}") for at, one in late.items()]
    left = len(which) - NAMED
    more = [phrases.count("and {n} more", "and {n} more", left) if left > 0 else ""]
    none = "" if which else phrases.say("Nothing is late.")
    more += [readable(none, account.facts, phrases).strip()]
    if not account.promised and not account.facts.register.unread:
        more = [f"{phrases.say('The plan has no milestones')}."]
    row = _counted(account.facts, phrases, plan.title, whose, file)
    return row._replace(which=which[:NAMED], more=" ".join(filter(None, more)))


def _counted(
    facts: Facts, phrases: Phrases, title: str, whose: str = "", file: str = ""
) -> PlanRow:
    whole = facts.all
    total = f"{len(whole.standings):,}"
    counted = phrases.say("{n} of {total}", n=f"{whole.done:,}", total=total)
    return PlanRow(title, whose, file, counted, f"{whole.overdue:,}", f"{whole.missed:,}")


def _total(total: Total, phrases: Phrases) -> tuple[str, str]:
    """What is promised of one unit by several plans, and how much of it is logged."""
    logged, target = total.target.counted(total.logged), total.target
    amount = target.counted(target.amount)
    of = phrases.say(BOUNDS[target.bound], amount=amount) if target.bound else amount
    plans = len({one.promise.plan for one in total.standings})
    told = phrases.say("{logged} of {target}", logged=logged, target=of)
    return target.unit, phrases.count("{told}, {n} plan", "{told}, {n} plans", plans, told=told)
