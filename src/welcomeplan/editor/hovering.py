"""What is told of a place: how a deadline is read and why, how a promise stands, who is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.deadlines import Deadline, Question, read_deadline
from welcomeplan.editor.parts import Named, named_at, part_around
from welcomeplan.plan import PROMISED, unreadable
from welcomeplan.views.show import show
from welcomeplan.views.when import Reading, when
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Answer
    from welcomeplan.editor.spots import Spot
    from welcomeplan.plan import Facts, Place, Plan
    from welcomeplan.yamltext import Route, Source

TIMES = ("due", "starts", "repeats", "was_due")
"""The keys whose values are words of time."""
_STANDING = ("State", "Done", "Reached", "Missed", "Waits for")
_OF_PROMISE = ("Title", "Number", *_STANDING, "Deadline", "Read as", "Due", "Repeats", "Owner")
_OF_PART = ("Title", "Number", "Lead")
_OF_READING = ("Question", "Do", "Read as", "First day", "Last day", "Begin by", "Quarter")
_OF_FISCAL = ("Calendar quarter", "Fiscal quarter", "Waits for")


class Told(NamedTuple):
    """A heading, and what is said below it: each with its name. None of it is safe to show yet."""

    heading: str
    fields: Sequence[tuple[str, str]]


def hover(plan: Plan, file: str, source: Source, spot: Spot, facts: Facts) -> Told | None:
    """What is told of what stands at a spot, as of the day of the facts; None where there is
    nothing to tell."""
    found = named_at(plan, file, source, spot)
    if isinstance(found, Named):
        return _organization(found)
    if found:
        return _part(found, facts)
    timed = _time(spot.route)
    if timed and file != plan.file:
        place = part_around(plan, file, source, timed)
        return _deadline(place, source, timed, facts) if place else None
    if file == plan.file and spot.route == ("period",):
        said = source.word(spot.route)
        return _read(Reading(said, _reading(said, plan), plan.calendar.fiscal_year_starts), facts)
    return None


def _reading(said: str, plan: Plan) -> Deadline | Question:
    try:
        return read_deadline(said, plan.calendar)
    except Question as question:
        return question


def _time(route: Route) -> Route | None:
    """The route of the words of time at a route: of `due: {words: ..., by: ...}`, either key's."""
    if route[-1:] in (("words",), ("by",)):
        route = route[:-1]
    return route if route and route[-1] in TIMES else None


def _organization(found: Named) -> Told:
    one = found.plan.head.organizations[found.id]
    fields = [("Contact", one.contact or ""), ("Page", one.url or "")]
    return Told(one.name, [("Organization", found.id), *_held(fields)])


def _part(place: Place, facts: Facts) -> Told:
    """A part as `show` tells it, in brief; of one that holds promises, how many stand how."""
    answer = show(place, facts)
    if place.kind in PROMISED:
        return Told(f"{place.kind.capitalize()} {place.id}", _some(answer, _OF_PROMISE))
    inside = {(one.file.file, one.line) for one in place.inside}
    states = [
        one.state.value for one in facts.standings if (one.promise.file, one.promise.line) in inside
    ]
    counted = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    fields = [*_some(answer, _OF_PART), ("Milestones", counted or "none")]
    return Told(f"{place.kind.capitalize()} {place.id}", fields)


def _deadline(place: Place, source: Source, route: Route, facts: Facts) -> Told | None:
    """How words of time are read, and why; of a promise's own, how it stands with them."""
    key = route[-1]
    said = source.word(route) or source.word((*route, "words"))
    if not said:
        return None
    own = place.kind in PROMISED and source.word((*route[:-1], "id")) == place.id
    found = place.due if own and key == "due" and _is_of(place, said) else place.read_words(said)
    if own and key == "repeats" and isinstance(found, Question):
        found = dict(unreadable(place)).get("repeats", found)
    if found is None:
        return None
    told = _read(Reading(said, found, place.plan.calendar.fiscal_year_starts), facts)
    if not own or key == "was_due":
        return told
    return Told(told.heading, [*told.fields, *_some(show(place, facts), _STANDING)])


def _is_of(place: Place, said: str) -> bool:
    """Whether the words are those that the part was read with: the text may be newer."""
    return getattr(place.due, "words", None) == said


def _read(reading: Reading, facts: Facts) -> Told:
    fields = _some(when(reading, day=facts.day), (*_OF_READING, *_OF_FISCAL, f"As of {facts.day}"))
    return Told(f"“{reading.words}”", fields)


def _some(answer: Answer, names: Sequence[str]) -> list[tuple[str, str]]:
    """Those fields of a card, in the order of the names."""
    card = {name: words(value) for name, value in answer.sheets[0].items}
    return _held([(name, card.get(name, "")) for name in names])


def _held(fields: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in fields if value]
