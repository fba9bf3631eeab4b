"""Every promise on the public page, by strategy and objective; and who answers for what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.pages import Answering, Chapter, Promised, Strategy
from welcomeplan.paper import Run
from welcomeplan.plan import State
from welcomeplan.versions import short
from welcomeplan.views.life import life
from welcomeplan.views.page_words import key, read_as
from welcomeplan.views.record_words import reasons
from welcomeplan.views.report_rows import linked
from welcomeplan.views.timeline import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.paper import Text
    from welcomeplan.plan import Group, Promise, Standing
    from welcomeplan.views.account import Account, Silent
    from welcomeplan.views.page_words import Key, PageWords
    from welcomeplan.views.timeline import Drawn


def addresses(account: Account) -> dict[Key, str]:
    """The address of each promise on the page: its id. Where an id stands twice, the others have a
    number behind it, too."""
    found: dict[Key, str] = {}
    taken: set[str] = set()
    for one in (*account.plan.promises, *account.plan.indicators):
        if key(one) not in found:
            found[key(one)] = free(one.id, taken)
    return found


def free(name: str, taken: set[str]) -> str:
    """A name that nothing else has; it is taken from then on."""
    made, n = name, 1
    while made in taken:
        n += 1
        made = f"{name}_{n}"
    taken.add(made)
    return made


def strategies(
    words: PageWords, groups: Sequence[Group], drawn: Iterable[tuple[Group, Sequence[Drawn]]]
) -> list[Strategy]:
    """Every promise of a page, in the order of the plan, with the row of each in the timeline."""
    every_one = (one for group in groups for one in (*group.standings, *group.indicators))
    taken = {words.anchors[key(one.promise)] for one in every_one}
    unused = set(taken)
    rows = {group.key: every for group, every in drawn}
    found = []
    for group in groups:
        every: dict[int, Promised] = {}
        for one in (*group.standings, *group.indicators):
            address = words.anchors[key(one.promise)]
            # Of what stands there twice, word for word, the second has an address of its own, too.
            own = address if address in unused else free(address, taken)
            unused.discard(address)
            every[id(one)] = _promised(one, own, words)
        tracks = [(every[id(one.standing)], one.track) for one in rows.get(group.key, ())]
        found.append(
            Strategy(
                free(group.key, taken),
                called(group),
                said(group, words.phrases),
                list(_chapters(group, every, words.account)),
                tracks,
            )
        )
    return found


def called(group: Group) -> str:
    """The title of a strategy, behind its number in the document."""
    return f"{group.number} {group.title}" if group.number else group.title


def _chapters(group: Group, every: dict[int, Promised], account: Account) -> Iterator[Chapter]:
    """The objectives of a strategy, in the order of the plan."""
    found: dict[str, list[Promised]] = {}
    for one in (*group.standings, *group.indicators):
        found.setdefault(one.promise.objective, []).append(every[id(one)])
    plan = account.plan
    for id_ in sorted(found, key=account.order.__getitem__):
        number = f"{plan.numbers[id_]} " if id_ in plan.numbers else ""
        yield Chapter(f"{number}{plan.objectives[id_]}", found[id_])


def _promised(one: Standing, address: str, words: PageWords) -> Promised:
    promise, state = one.promise, one.state.value
    number = f"{promise.number} " if promise.number else ""
    return Promised(
        address,
        f"{number}{promise.title}",
        state,
        words.phrases.state(state),
        words.measure(one),
        words.read(one),
        (*words.answers(promise), *words.waits(one)),
        promise.text or "",
        tuple(_why(promise, words)),
        [each.row for each in life(one, words)],
        [tuple(linked([text])) for text in _evidence(one)],
        tuple(_source(promise, words)),
    )


def _evidence(one: Standing) -> list[str]:
    """What proves it, and each of its times."""
    return list(dict.fromkeys(text for each in (one, *one.times) for text in each.evidence))


def _why(promise: Promise, words: PageWords) -> Iterator[Run]:
    """Why its deadline is read so."""
    found = reasons(promise)
    if found and promise.words:
        yield Run(promise.words, "quote")
        yield Run(f" {words.phrases.say('is read so because')} ")
        for at, why in enumerate(found):
            yield from (Run(f" {words.phrases.say('and')} "),) if at else ()
            yield read_as(why, words.phrases)
        yield Run(".")


def _source(promise: Promise, words: PageWords) -> Iterator[Run]:
    """Where it stands in the adopted document, and in the files of the plan."""
    say, commit = words.phrases.say, words.commit
    if promise.source:
        yield Run(f"{say('Adopted document:')} ")
        yield Run(promise.source, "quote")
        yield Run(". ")
    yield Run(say("Kept in {file}, line {line}.", file=promise.file, line=promise.line))
    if commit:
        yield Run(f" {say('Revision {commit}', commit=short(commit))}.")


def answering(words: PageWords) -> list[Answering]:
    """Who answers for what is open, who is late with how many, and when they were last heard of."""
    account, say = words.account, words.phrases.say
    owed: dict[str, list[Standing]] = {}
    for one in account.open:
        owed.setdefault(one.promise.owner or "", []).append(one)
    due = Counter(one.owner or "" for one in account.left_due.values())
    silent = {one.org: one for one in account.silent}
    groups = account.facts.groups("owner")
    found = []
    for group in sorted(groups, key=lambda one: -len(owed.get(one.key, ()))):
        its = owed.get(group.key, [])
        name = group.title or say("Nobody is named")
        heard = _heard(group, its, silent.get(group.key), words)
        text = " ".join(filter(None, [_owes(its, due[group.key], words), heard]))
        rows = [_owed(one, words) for one in words.first(its)]
        found.append(Answering(name, (Run(text),), [*rows, *words.more(its)]))
    return found


def _owes(its: Sequence[Standing], due: int, words: PageWords) -> str:
    account, phrases = words.account, words.phrases
    if not its:
        return phrases.say("Nothing is open.")
    parts = [phrases.count("{n} open", "{n} open", len(its))]
    late = sum(one.state is State.OVERDUE for one in its)
    none = phrases.say("none late")
    parts.append(phrases.count("{n} of them late", "{n} of them late", late) if late else none)
    if due:
        day = phrases.day(account.period.end)
        parts.append(phrases.count("{n} due by {day}", "{n} due by {day}", due, day=day))
    return f"{', '.join(parts)}."


def _heard(group: Group, its: Sequence[Standing], silent: Silent | None, words: PageWords) -> str:
    """When an organization was last heard of; of those that answer for nothing open, nothing."""
    account, phrases = words.account, words.phrases
    if not group.key or not its:
        return ""
    if silent:
        return f"{words.silence(silent.since)}."
    day = account.heard.get(group.key)
    if day is None:
        return phrases.say("No word on record yet.")
    return phrases.say("Last word {day}.", day=phrases.day(day))


def _owed(one: Standing, words: PageWords) -> Text:
    measure = words.measure(one)
    told = ", ".join(filter(None, [words.phrases.state(one.state.value), measure]))
    return (words.link(one.promise), Run(f": {told}"))
