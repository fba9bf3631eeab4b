"""The public page of a plan: an account as what a resident reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.pages import LateRow, Meaning, Other, Page, Row, Tally, file_in
from welcomeplan.paper import Run
from welcomeplan.plan import SET_ASIDE, State
from welcomeplan.views.page_changes import stretches
from welcomeplan.views.page_parts import drawing, file_of, places, rows
from welcomeplan.views.page_promises import addresses, answering, strategies
from welcomeplan.views.page_words import GLOSSES, MEANINGS, TALLIED, PageWords, capital, how_read
from welcomeplan.views.report_words import revision_words, stands_beside
from welcomeplan.views.timeline import doubt, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.paper import Origin, Text
    from welcomeplan.plan import Facts, Standing
    from welcomeplan.views.account import Account
    from welcomeplan.views.page_parts import Part
    from welcomeplan.views.phrases import Phrases


class Made(NamedTuple):
    """What a page is made from, and how to make it again."""

    origin: Origin
    tracked: bool = True
    """Without a revision: whether that is known to be so, since the plan is in no git."""
    again: str = ""
    """The command that makes it again, at the top of the plan's repository; empty where no commit
    has the files."""

    def of(self, phrases: Phrases) -> str:
        """Which commit it is of, in words."""
        return revision_words(self.origin, phrases, tracked=self.tracked)

    @property
    def verify(self) -> str:
        """The command that makes it again and compares it; empty where git has not its files."""
        if not self.origin.committed:
            return ""
        part, language = self.origin.part, self.origin.language
        file = file_of(part, language) if part else file_in("index.html", language)
        return f"welcomeplan verify {file}"

    def no_other(self, phrases: Phrases) -> str:
        """Why nobody else can make it again; empty where they can."""
        if self.again:
            return ""
        if not self.tracked:
            return phrases.say("Which revision the files are of could not be found out.")
        return phrases.say("The files are of no revision, so nobody else can make this page again.")


DOWNLOADS = {"promises.json": "promises as JSON", "promises.csv": "promises as a table (CSV)"}
"""The files that stand beside a page."""


def page(
    words: PageWords,
    earlier: Account | None,
    made: Made,
    *,
    parts: Sequence[Part] = (),
    others: Sequence[Other] = (),
    feed: str = "",
    home: str = "",
) -> Page:
    """The page. `earlier`: the account of the last quarter, where the plan is old enough; `parts`:
    the pages of its strategies, where it has too many promises for one: then this one counts;
    `others`: the same page in other languages; `feed`, `home`: the files of its feed and of all
    plans.

    Raises Question where the quarters of the calendar end before what is promised.
    """
    account, phrases = words.account, words.phrases
    facts, plan, say = account.facts, account.plan, phrases.say
    adopted = say("adopted {day}", day=phrases.day(plan.adopted)) if plan.adopted else ""
    every = [] if parts else facts.groups("strategy")
    line, drawn = (None, []) if parts else drawing(account, facts, phrases)
    return Page(
        title=plan.title,
        whose=", ".join(filter(None, [plan.community, adopted])),
        asof=say("As of {day}", day=phrases.day(account.day)),
        warning=warning(facts, phrases),
        finding=f"{found_on(account, phrases)}.",
        done=done(facts, phrases),
        lede=tuple(_lede(words)),
        total=_total(facts, phrases),
        tallies=[_tally(words, state, facts) for state in TALLIED if facts.all.counts.get(state)],
        late=[_late_row(one, words) for one in words.first(account.late)],
        late_more=words.more(account.late),
        late_none=readable(say("Nothing is late."), facts, phrases),
        missed=[
            (
                title,
                [*(_missed_row(o, words) for o in words.first(its)), *map(Row, words.more(its))],
            )
            for title, its in (
                (say("Put off or given up after the deadline"), account.lapsed),
                (say("Missed before, and not late now"), account.missed_before),
            )
            if its
        ],
        timeline=line,
        caption=say("As of {day}, late ones first in each strategy.", day=phrases.day(facts.day)),
        stretches=stretches(words, _apart(words, earlier)),
        strategies=strategies(words, every, drawn),
        parts=rows(parts, phrases),
        answering=answering(words),
        meanings=[_meaning(one, phrases) for one in TALLIED if _occurs(one, facts)],
        dates=how_read(facts, phrases),
        revision=made.of(phrases),
        check=made.again,
        unchecked=made.no_other(phrases),
        verify=made.verify,
        origin=made.origin,
        say=say,
        language=phrases.language,
        others=others,
        feed=feed,
        downloads=[(name, say(said)) for name, said in DOWNLOADS.items()],
        home=home,
    )


def page_words(
    account: Account, made: Made, phrases: Phrases, parts: Sequence[Part] = ()
) -> PageWords:
    """The words of a page, by where each promise stands."""
    commit = made.origin.revision if made.origin.committed else ""
    files = places(parts, phrases.language)
    return PageWords(account, phrases, addresses(account), files, commit=commit)


def _apart(words: PageWords, earlier: Account | None) -> PageWords | None:
    return replace(words, account=earlier) if earlier else None


def warning(facts: Facts, phrases: Phrases) -> str:
    """That something could not be read, and is missing."""
    register = facts.register
    parts = {part.file for part in register.unread_parts}
    unread = [file for file in register.unread if file not in parts]
    unread += [f"{part.file}:{part.line}" for part in register.unread_parts]
    if not unread:
        return ""
    text = "Not everything could be read, and some is missing from this page: {files}."
    return phrases.say(text, files=", ".join(unread))


def readable(text: str, facts: Facts, phrases: Phrases) -> str:
    """A sentence that there is nothing of a kind: of what could be read, where some can't be."""
    if facts.register.unread:
        return f"{text} {phrases.say('That is of what could be read.')}"
    return text


def found_on(account: Account, phrases: Phrases) -> str:
    """How it stands on the day; of what could be read, where some can't be."""
    facts = account.facts
    if not account.promised and not facts.register.unread:
        return phrases.say("The plan has no milestones")
    now = finding(facts, phrases)
    return phrases.say("Of what could be read: {now}", now=now) if facts.register.unread else now


def done(facts: Facts, phrases: Phrases) -> str:
    """How many are done; nothing where all are, which is the finding."""
    whole = facts.all
    if not whole.standings or whole.done == len(whole.standings):
        return ""
    if not whole.done:
        return phrases.say("None is done.")
    return phrases.count("{n} is done.", "{n} are done.", whole.done)


def _total(facts: Facts, phrases: Phrases) -> str:
    total = len(facts.all.standings)
    return phrases.count("How the {n} promise stands", "How the {n} promises stand", total)


def _lede(words: PageWords) -> Iterator[Run]:
    """What was late at the last report, the longest, and of how many no reason is on record."""
    account, phrases = words.account, words.phrases
    if account.before and account.since:
        then, day = account.before.all.overdue, phrases.day(account.since)
        text = phrases.say("On {day}, none was late.", day=day)
        if then:
            text = phrases.count(
                "On {day}, {n} was late.", "On {day}, {n} were late.", then, day=day
            )
        yield Run(f"{text} ")
    if not account.late:
        return
    longest = account.late[0]
    said = "The longest is {n} day late:", "The longest is {n} days late:"
    yield Run(f"{phrases.count(*said, longest.late or 0)} ")
    yield from words.name(longest)
    yield Run(". ")
    silent, every = (
        len({one.promise.id for one in some}) for some in (account.unexplained, account.late)
    )
    if silent and every == 1:
        yield Run(phrases.say("No reason is on record."))
    elif silent == every:
        yield Run(phrases.say("For none of the {total} is a reason on record.", total=f"{every:,}"))
    elif silent:
        yield Run(
            phrases.say(
                "For {n} of the {total} no reason is on record.",
                n=f"{silent:,}",
                total=f"{every:,}",
            )
        )


def _tally(words: PageWords, state: State, facts: Facts) -> Tally:
    its = [one for one in facts.all.standings if one.state is state]
    return Tally(
        len(its),
        state.value,
        words.phrases.state(state.value, len(its)),
        words.phrases.say(GLOSSES[state]),
        [
            *((words.link(one.promise), *_doubt(one, words)) for one in words.first(its)),
            *words.more(its),
        ],
    )


def _doubt(one: Standing, words: PageWords) -> Text:
    told = doubt(one, words.phrases)
    return (Run(f", {told}"),) if told else ()


def _late_row(one: Standing, words: PageWords) -> LateRow:
    days = one.late or 0
    return LateRow(
        days,
        words.phrases.count("day late", "days late", days),
        words.name(one),
        [(*words.read(one), *words.missed(one), Run(".")), words.last_word(one)],
    )


def _missed_row(one: Standing, words: PageWords) -> Row:
    return Row(
        (
            *words.name(one),
            Run(". "),
            *words.read(one),
            *words.missed(one),
            Run(". "),
            capital(Run(f"{stands_beside(one, words.phrases)}{_since(one, words)}. ")),
            *words.last_word(one),
        )
    )


def _since(one: Standing, words: PageWords) -> str:
    """Since when it is put off or given up."""
    day = words.account.aside_since(one) if one.state in SET_ASIDE else None
    return f", {words.phrases.day(day)}" if day else ""


def _occurs(state: State, facts: Facts) -> bool:
    return any(one.state is state for one in (*facts.standings, *facts.indicators))


def _meaning(state: State, phrases: Phrases) -> Meaning:
    return Meaning(state.value, phrases.state(state.value), phrases.say(MEANINGS[state]))
