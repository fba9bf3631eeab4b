"""Reminders as letters: what is late, what is due soon, since when there is no word, how to
answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan import systems
from welcomeplan.paper import Item, Items, Letter, Paragraph, Run
from welcomeplan.plan import NOBODY
from welcomeplan.views.phrases import ENGLISH
from welcomeplan.views.report_words import Words
from welcomeplan.views.timeline import how
from welcomeplan.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from welcomeplan.paper import Attached, Text
    from welcomeplan.plan import Standing
    from welcomeplan.views.phrases import Phrases
    from welcomeplan.views.reminders import Part, Reminder

LONGEST = 60
"""A longer title is cut in the subject of a letter."""


def letters(
    found: Sequence[Reminder],
    phrases: Phrases = ENGLISH,
    sheet: Callable[[Reminder, str], Attached | None] = lambda *_: None,
) -> list[Letter]:
    """A letter for each reminder, no two with one name; and with it the `sheet` to fill in, of
    that name, where there is one."""
    several = sum(not one.org for one in found) > 1
    names = [(one, _name(one, several=several)) for one in found]
    return [_letter(one, name, phrases, sheet(one, name)) for one, name in names]


def _name(reminder: Reminder, *, several: bool) -> str:
    """What its file is called. No id of an organization has a dot."""
    if reminder.org or not several:
        return systems.named(reminder.org or NOBODY)
    return f"{NOBODY}.{reminder.parts[0].account.plan.id}"


def _letter(reminder: Reminder, name: str, phrases: Phrases, sheet: Attached | None) -> Letter:
    pieces = [piece for part in reminder.parts for piece in _part(reminder, part, phrases)]
    return Letter(
        name,
        reminder.name or _lead(reminder.parts[0], phrases),
        reminder.to,
        _subject(reminder, phrases),
        reminder.parts[0].account.day,
        [*pieces, _answer(reminder, phrases, sheet)],
        sheet,
    )


def _lead(part: Part, phrases: Phrases) -> str:
    """To whom a letter goes that is about what nobody answers for."""
    plan = part.account.plan
    name = plan.organizations.get(plan.lead, plan.lead) or phrases.say("To whom it may concern")
    return phrases.say("{name}: what nobody answers for", name=name)


def _subject(reminder: Reminder, phrases: Phrases) -> str:
    """`A plan: 7 late, 3 due by 17 March 2018`."""
    titles, say = [part.account.plan.title for part in reminder.parts], phrases.say
    plans = phrases.count("{n} plan", "{n} plans", len(titles))
    title = titles[0] if len(titles) == 1 else plans
    title = shortened(title, LONGEST)
    parts = []
    if reminder.late:
        parts.append(say("{n} late", n=_several(reminder.late)))
    if reminder.due:
        day = phrases.day(reminder.parts[-1].until)
        parts.append(say("{n} due by {day}", n=_several(reminder.due), day=day))
    if not parts:
        others = [one for part in reminder.parts for one in part.others]
        parts.append(say("{n} open", n=_several(others)))
    if not reminder.org:
        parts.append(say("nobody named"))
    return f"{title}: {', '.join(parts)}"


def _several(some: Iterable[Standing]) -> int:
    """How many promises they are: times of what repeats are of one."""
    return len({one.promise.name for one in some})


def _counted(some: Iterable[Standing], phrases: Phrases) -> str:
    """`9 promises and 1 indicator`."""
    kinds = {one.promise.name: one.promise.measure is not None for one in some}
    measured = sum(kinds.values())
    promised = len(kinds) - measured
    return phrases.names(
        [
            *([phrases.count("{n} promise", "{n} promises", promised)] if promised else []),
            *([phrases.count("{n} indicator", "{n} indicators", measured)] if measured else []),
        ]
    )


def _part(reminder: Reminder, part: Part, phrases: Phrases) -> Iterator[Paragraph | Items]:
    """What is told of one plan. What else an owner has open is only counted, where something is
    late or due: a list of all would hide it."""
    say, words, plan = phrases.say, Words(part.account, phrases), part.account.plan
    whose = f", {plan.community}" if plan.community else ""
    yield Paragraph((Run(plan.title, "strong"), Run(whose)))
    yield Paragraph((Run(" ".join(_sentences(reminder, part, phrases))),))
    told = part.late or part.due
    if part.late:
        yield Items([_late(one, words) for one in part.late], say("Late"))
    if part.due:
        title = say("Due by {day}", day=phrases.day(part.until))
        yield Items([_due(one, words) for one in part.due], title)
    if part.others and not (reminder.org and told):
        title = say("Also open") if told else say("Open")
        yield Items([_other(one, words) for one in part.others], title)


def _sentences(reminder: Reminder, part: Part, phrases: Phrases) -> Iterator[str]:
    """`As of 15 February 2018, the plan names The Council to answer for 7
    promises that are late.`"""
    told, say = [], phrases.say
    if part.late:
        said = "{what} that is late", "{what} that are late"
        told.append(_those(part.late, said, phrases))
    if part.due:
        said = "{what} that is due by {day}", "{what} that are due by {day}"
        told.append(_those(part.due, said, phrases, day=phrases.day(part.until)))
    more = part.others if told and reminder.org else ()
    if not told:
        said = "{what} that is open", "{what} that are open"
        told.append(_those(part.others, said, phrases))
    values = {"day": phrases.day(part.account.day), "what": phrases.names(told)}
    if reminder.org:
        name = part.account.plan.organizations.get(reminder.org, reminder.org)
        yield say("As of {day}, the plan names {name} to answer for {what}.", name=name, **values)
    else:
        yield say("As of {day}, nobody is named to answer for {what}.", **values)
    yield from _silence(part, phrases)
    if more:
        yield _those(more, ("Besides, {what} is open.", "Besides, {what} are open."), phrases)
    if part.account.facts.register.unread:
        yield say("Not all that was promised could be read, so there may be more.")


def _those(
    some: Sequence[Standing], said: tuple[str, str], phrases: Phrases, **values: object
) -> str:
    return phrases.count(*said, _several(some), what=_counted(some, phrases), **values)


def _silence(part: Part, phrases: Phrases) -> Iterator[str]:
    """Since when the record has no word from it; no more is known than that."""
    silent, say = part.silent, phrases.say
    if silent is None:
        return
    if silent.since is None:
        yield say("The plan’s record has no word from it.")
        return
    days = phrases.days((part.account.day - silent.since).days)
    if silent.since == part.account.plan.adopted:
        said = "The plan’s record has no word from it since adoption on {day}, {days}."
    else:
        said = "The plan’s record has no word from it since {day}, {days}."
    yield say(said, day=phrases.day(silent.since), days=days)


def _late(one: Standing, words: Words) -> Item:
    """How many days late, the plan’s words, and the reason, where one is on record."""
    phrases, account = words.phrases, words.account
    word = account.word(one)
    under: list[Run] = [
        Run(f"{phrases.days_late(one.late or 0)}: "),
        *words.deadline(one),
        *words.missed(one),
    ]
    if word:
        said = phrases.say("; last word {day}", day=phrases.day(word.on))
        under += [Run(f"{said}: "), Run(word.note or "", "quote")]
    else:
        under.append(Run(phrases.say("; no reason on record")))
    return _item(one, words, tuple(under))


def _due(one: Standing, words: Words) -> Item:
    """In how many days, and the plan’s words."""
    phrases = words.phrases
    left = (one.due_by - words.account.day).days if one.due_by else 0
    said = phrases.count("due in {n} day", "due in {n} days", left)
    said = said if left else phrases.say("due today")
    return _item(one, words, (Run(f"{said}: "), *words.deadline(one), *words.missed(one)))


def _other(one: Standing, words: Words) -> Item:
    return _item(one, words, (Run(how(one, words.phrases)), *words.missed(one)))


def _item(one: Standing, words: Words, under: Text) -> Item:
    # Its place in the plan, by which a report calls it, may be another on the day of the answer.
    name = () if one.promise.number else (Run(f" ({one.promise.id})", "quiet"),)
    return Item(one.promise.number or "", (*words.title(one), *name), under)


def _answer(reminder: Reminder, phrases: Phrases, sheet: Attached | None) -> Paragraph:
    """What is asked for, and how to answer."""
    say, asked = phrases.say, []
    if not reminder.org:
        asked.append(say("Please name who answers for each."))
    if reminder.org and reminder.late:
        asked.append(
            say(
                "For each that is late, please give the day on which it was done or begun, or the"
                " day by which it will be, and the reason."
            )
        )
    if reminder.org and reminder.due:
        asked.append(say("Of what is due, please say whether it will be in time."))
    if not asked:
        asked.append(say("Please say how each stands."))
    asked.append(
        say(
            "A line is enough. What was done or said and did not reach the plan’s record is not"
            " known here: say so, and it will be set right."
        )
    )
    if sheet:
        asked.append(
            say(
                "Or fill in the sheet {file}, which comes with this, and send it back.",
                file=sheet.name,
            )
        )
    return Paragraph((Run(" ".join(asked)),))
