"""The question that words raise which are no part of a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.asking import WRITE, ask
from welcomeplan.deadlines.lexicon import Role, nearly
from welcomeplan.deadlines.nodes import Phrase, Said, parts_in
from welcomeplan.deadlines.numbers import year_of

if TYPE_CHECKING:
    from welcomeplan.deadlines.lexer import Text
    from welcomeplan.deadlines.promise import Question


def first_said(phrase: Phrase, text: Text) -> Said:
    """The first word that may change a date; else the first that is unknown, a misspelt one
    before others; else the first that is no part of a date."""
    said = [node for node in parts_in(phrase) if isinstance(node, Said)]
    alarming = next((one for one in said if one.why), None)
    if alarming is not None:
        return alarming
    unknown = [k for one in said for k in range(*one.at) if text.tokens[k].role is Role.UNKNOWN]
    misspelt = [k for k in unknown if nearly(text.tokens[k].value)]
    for k in [*misspelt, *unknown]:
        return Said((k, k + 1))
    return said[0]


def said_question(said: Said, text: Text) -> Question:
    """The question that words raise which are no part of a deadline."""
    token = text.tokens[said.at[0]]
    first = text.of((said.at[0], said.at[0] + 1))
    if said.why == "strange":
        return ask(
            text,
            f"The character {first[0]!r} has no place in a deadline.",
            said.at,
            "Write words, numbers and dates only, such as `by mid-2018`.",
        )
    if said.why:
        message, remedy = _WHY[said.why]
        return ask(text, message.format(repr(first)), (said.at[0], said.at[0] + 1), remedy)
    year = text.tokens[said.at[1]]
    years = [one for one in text.tokens if year_of(one) is not None]
    naming = token.role in (Role.UNKNOWN, Role.PHASE) and not nearly(token.value)
    if naming and year_of(year) is not None and not said.why:
        named = text.of((said.at[0], said.at[1] + 1))
        if text.tokens[said.at[0] - 1].role is Role.BOUND and said.at[0]:
            return ask(
                text,
                f"What day is {named!r}?",
                (said.at[0], said.at[1] + 1),
                f"Write the date, or define it under `calendar.words` in plan.yaml: `{named}:` and"
                " its day.",
            )
        return ask(
            text,
            f"Is {named!r} a name or a date?",
            (said.at[0], said.at[1] + 1),
            f"Write `in {year.n}` or `by {year.n}`."
            if len(years) == 1
            else f"Write each of its {len(years)} dates by itself, such as `in {year.n}`: with what"
            " is promised by then, a milestone each.",
        )
    if token.role is Role.EVENT:
        return ask(
            text,
            f"On what day is the {first}?",
            said.at,
            "Write the day or the month, such as `by November 2018`.",
        )
    if token.role is Role.UNKNOWN:
        near = nearly(token.value)
        code = said.at[1] - said.at[0] == len(text.tokens) - 6 == 1
        remedy = (
            "If it is a term of the plan's own, define it under `calendar.words` in plan.yaml: "
            f"`{first}:` and when that is."
            if code and not near
            else f"{near}{'Else leave' if near else 'Leave'} it out and keep it in the milestone's"
            f" title or text. {WRITE}"
        )
        return ask(text, f"The word {first!r} is not one a deadline is read from.", said.at, remedy)
    asked = "what day" if token.role is Role.BOUND else "what"
    return ask(text, f"{first!r} {asked}? The words don't say.", said.at)


_HOLDS = f"Write only the date that holds; the history keeps the old one. {WRITE}"


_BOTH = "Write both ends of a range, or `2018 and beyond`."


_WHY = {
    "when": ("{0} names no date.", WRITE),
    "now": ("{0} counts from a day that the words don't name.", WRITE),
    "range": ("{0} needs dates that the words don't hold.", WRITE),
    "bound": (
        "{0} says when it can't be sooner, not by when it is due.",
        "Write the deadline as `due`, and the earliest date as `starts`.",
    ),
    "loose": ("{0} doesn't say by when it is due.", WRITE),
    "least": ("{0} gives a bound, not the deadline itself.", WRITE),
    "slip": ("{0} tells of a change of plan; which date holds now?", _HOLDS),
    "past": (
        "{0} tells of something past; what is due, and when?",
        f"If it is done, say so with `done:` and the day. {_HOLDS}",
    ),
    "not": ("{0} can turn the date into its opposite or a condition.", WRITE),
    "often": (
        "{0} doesn't say how often, or when.",
        "Write `twice a year`, `every two years`, `every two months`, `twice a week`, "
        "or the months, such as `each January and August`.",
    ),
    "each": (
        "Each what? {0} is not followed by a period that can be derived.",
        "Write `each quarter`, `every two years`, or months: `each January and August`, "
        "`each May from 2027 to 2029`.",
    ),
    "back": (
        "{0} counts back from a day; only what comes after one can be counted.",
        "Write the date itself, and what it waits on under `after`.",
    ),
    "plus": ("What does the plus sign say?", "Write `2018 and beyond`."),
    "onward": ("{0} follows no date.", "Write `2018 and beyond`."),
    "to": ("What comes before {0}, and what follows it?", _BOTH),
    "follows": ("What follows {0}?", _BOTH),
    "governs": ("{0} what day? No date follows it.", WRITE),
    "number": ("What does {0} count?", WRITE),
    "weekday": ("Which day is {0}? It stands beside no day.", WRITE),
    "begin": (
        "{0} is not followed by the date on which it begins.",
        "Write `begin in` or `launch in` and the date, with nothing between.",
    ),
    "of": ("{0} what? It makes the date before it part of something else.", WRITE),
}
"""Words that can't be passed over: what each lacks, and what to write."""


TERM = (
    "{0} has no dates of its own.",
    "Define it under `calendar.words` in plan.yaml: `{0}:` and the years that it stands for.",
)
