"""The committee's report: an account as a page of numbered sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.paper import Labels, Paper
from welcomeplan.plan import State
from welcomeplan.views.columns import missing_here
from welcomeplan.views.phrases import ENGLISH
from welcomeplan.views.report_sections import sections
from welcomeplan.views.report_words import Words, period_words, revision_words
from welcomeplan.views.timeline import finding

if TYPE_CHECKING:
    from welcomeplan.paper import Origin
    from welcomeplan.views.account import Account
    from welcomeplan.views.phrases import Phrases


class Told(NamedTuple):
    """What a report is told beside its account."""

    origin: Origin
    tracked: bool = True
    """Without a revision: whether that is known to be so, since the plan is in no git."""

    @property
    def by_day(self) -> bool:
        """Whether somebody asked for what happened since a day, and for no quarter."""
        return self.origin.since is not None

    def period(self, account: Account, phrases: Phrases) -> str:
        """What it is about: `for the first quarter of 2018`, `since 31 December 2017`."""
        if not self.by_day:
            return phrases.say("for the {period}", period=period_words(account.label, phrases))
        if account.since:
            return phrases.say("since {day}", day=phrases.day(account.since))
        return phrases.say("since adoption")

    def within(self, account: Account, phrases: Phrases) -> str:
        """What the period is called where what is due in it is listed."""
        window = account.period
        if account.is_over:
            days = phrases.span(window.start, window.end)
            return phrases.say("Due in the period, {days}", days=days)
        if self.by_day:
            days = phrases.span(window.start, window.end)
            return phrases.say("Due {days}", days=days)
        return phrases.say("This quarter, by {day}", day=phrases.day(window.end))


def report(account: Account, told: Told, phrases: Phrases = ENGLISH) -> Paper:
    """A report of a plan: a head, a sentence, numbered sections.

    Raises Question where the quarters of the calendar end before what is promised.
    """
    words = Words(account, phrases)
    say, plan = phrases.say, account.plan
    adopted = say("adopted {day}", day=phrases.day(plan.adopted)) if plan.adopted else ""
    return Paper(
        title=plan.title,
        whose=", ".join(filter(None, [plan.community, adopted])),
        of=say(
            "Report {period}, as of {day}",
            period=told.period(account, phrases),
            day=phrases.day(account.day),
        ),
        revision=revision_words(told.origin, phrases, tracked=told.tracked),
        check="welcomeplan verify FILE" if told.origin.committed else "",
        origin=told.origin,
        finding=_finding(account, phrases),
        counts=_counts(account, phrases),
        sections=tuple(sections(words, told)),
        warning=" ".join(missing_here(account.facts.register)),
        labels=_labels(phrases),
        language=phrases.language,
    )


def _labels(phrases: Phrases) -> Labels:
    say = phrases.say
    return Labels(
        number=say("No."),
        promise=say("Promise"),
        state=say("State"),
        deadline=say("State, and deadline"),
        late=say("days late"),
        check=say("To check:"),
        attached=say("The plan’s files are attached."),
        window=say("The time that the plan gives"),
        page=phrases.catalogue.gettext("Page {page} of {pages}"),
        cut=phrases.catalogue.gettext(" … ({n} more characters, in the files attached)"),
        picture=say("Drawn against time; the other columns have the same facts"),
    )


def _finding(account: Account, phrases: Phrases) -> str:
    """`9 of 28 promises are late, 6 more than on 31 December 2017.`"""
    whole, say = account.facts.all, phrases.say
    total, late = len(whole.standings), whole.overdue
    now = _now(account, phrases)
    if account.before is None or account.since is None or whole.done == total:
        return f"{now}."
    then, day = account.before.all.overdue, phrases.day(account.since)
    if any(one.promise.measure and one.state is State.OVERDUE for one in account.promised):
        # Compared are promises alone: a sentence of indicators, too, would tell of both.
        said = "On {day}, {n} promise was late.", "On {day}, {n} promises were late."
        none = say("On {day}, no promise was late.", day=day)
        return f"{now}. {phrases.count(*said, then, day=day) if then else none}"
    if not late:
        if not then:
            return say("{now}, as on {day}.", now=now, day=day)
        told = phrases.count("On {day}, {n} was late.", "On {day}, {n} were late.", then, day=day)
        return f"{now}. {told}"
    if late == then:
        return say("{now}, as many as on {day}.", now=now, day=day)
    n = abs(late - then)
    text = "{now}, {n} more than on {day}." if late > then else "{now}, {n} fewer than on {day}."
    return say(text, now=now, n=f"{n:,}", day=day)


def _now(account: Account, phrases: Phrases) -> str:
    """How it stands on the day; of what could be read, where some can't be."""
    facts = account.facts
    if not account.promised and not facts.register.unread:
        return phrases.say("The plan has no milestones")
    now = finding(facts, phrases)
    return phrases.say("Of what could be read: {now}", now=now) if facts.register.unread else now


def _counts(account: Account, phrases: Phrases) -> str:
    """`2 are done, 2 more are due by 31 March 2018, 1 moved and 2 owners are silent.`"""
    whole, parts = account.facts.all, []
    if whole.standings and whole.done < len(whole.standings):
        none = phrases.say("none is done")
        parts.append(
            phrases.count("{n} is done", "{n} are done", whole.done) if whole.done else none
        )
    for state, one, many in (
        (State.DEFERRED, "{n} is deferred", "{n} are deferred"),
        (State.DROPPED, "{n} is dropped", "{n} are dropped"),
    ):
        if whole.counts.get(state):
            parts.append(phrases.count(one, many, whole.counts[state]))
    if account.still_due:
        day = phrases.day(account.period.end)
        parts.append(
            phrases.count(
                "{n} more is due by {day}", "{n} more are due by {day}", account.still_due, day=day
            )
        )
    moved = len({one.promise.id for one in account.moved})
    if moved:
        parts.append(phrases.count("{n} moved", "{n} moved", moved))
    later = len({one.promise.id for one in account.moved_later})
    if later:
        text = "{n} more moved by what was written down later"
        if not moved:
            text = "{n} moved by what was written down later"
        parts.append(phrases.count(text, text, later))
    if account.silent:
        silent = len(account.silent)
        parts.append(phrases.count("{n} owner is silent", "{n} owners are silent", silent))
    said = phrases.names(parts)
    counts = f"{said[:1].upper()}{said[1:]}." if said else ""
    return " ".join(filter(None, [counts, _over(account, phrases)]))


def _over(account: Account, phrases: Phrases) -> str:
    """That the days that the plan is for have passed."""
    ends = account.plan.ends
    if ends is None or ends >= account.day:
        return ""
    return phrases.say("The plan’s period ended on {day}.", day=phrases.day(ends))
