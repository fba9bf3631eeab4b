"""What may stand where somebody types: keys, ids, organizations, states, deadline words, tags."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.deadlines import LAST_YEAR, Deadline, Question, read_deadline
from welcomeplan.editor.parts import ORGANIZATIONS, part_around
from welcomeplan.editor.spots import MARK
from welcomeplan.plan import json_schema
from welcomeplan.rules import EXCUSABLE, summaries
from welcomeplan.wording import show

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.editor.spots import Typed
    from welcomeplan.plan import Plan
    from welcomeplan.yamltext import Route

    Schema = Mapping[str, Any]

MOST_YEARS = 6
"""For how many years deadline words are offered."""
_SEASONS = ("spring", "summer", "fall", "winter")
_QUARTERS = ("first", "second", "third", "fourth")
_PLAIN = re.compile(r"\w(?:[\w -]*\w)?")
"""A tag that YAML takes as it is, wherever it stands."""


class Offer(NamedTuple):
    """What is offered, and a few words beside it, which are not safe to show yet."""

    text: str
    kind: str
    """`key`, `id`, `organization` or `word`."""
    detail: str = ""
    insert: str = ""
    """What is typed for it, where that is more than its text."""


def offers(
    kind: str, typed: Iterable[Typed], today: date, plan: Plan | None, file: str
) -> list[Offer]:
    """What may stand in a `kind` of file, `plan` or `strategy`, each once, in the order in which it
    is offered. Without a plan that can be read, only what any plan may have."""
    found: dict[str, Offer] = {}
    for one in typed:
        here = _Here(plan, file, one, today) if plan else None
        these = _keys(one, _schema(kind)) if one.on_key else _values(one, _schema(kind), here)
        for offer in these:
            found.setdefault(offer.text, offer)
    return list(found.values())


@cache
def _schema(kind: str) -> Schema:
    return json_schema(kind, summaries())


def _keys(typed: Typed, schema: Schema) -> Iterator[Offer]:
    """The keys that a mapping may have, in the order of the format, without those it has."""
    present = typed.source.keys(typed.route)
    for one in _at(schema, typed.route):
        for key, value in one.get("properties", {}).items():
            if key not in present:
                yield Offer(key, "key", value.get("description", ""), f"{key}: ")


def _values(typed: Typed, schema: Schema, here: _Here | None) -> Iterator[Offer]:
    """What the plan knows for a value, and the words that its key takes."""
    kinds = list(_at(schema, typed.route))
    # A list of which the brackets are still missing.
    listed = bool(kinds) and all(one.get("type") == "array" or _is_null(one) for one in kinds)
    for offer in _of_key(here) if here else ():
        insert = offer.insert or offer.text
        yield offer._replace(insert=f"[{insert}]") if listed else offer
    for one in kinds:
        for word in one.get("enum", ()):
            if isinstance(word, str):
                yield Offer(word, "word")


def _is_null(schema: Schema) -> bool:
    return schema.get("type") == "null"


class _Here(NamedTuple):
    """Where something is typed."""

    plan: Plan
    file: str
    typed: Typed
    day: date
    """Today."""


def _of_key(here: _Here) -> Iterator[Offer]:
    """What the plan knows for the value of a key."""
    route = here.typed.route
    named = [step for step in route if isinstance(step, str)]
    key = named[-1] if named else ""
    if key == "words" and len(named) > 1:
        key = named[-2]  # `due: {words: ...}`
    if key == "by" and "log" in named:  # of a deadline it is a day
        key = "owner"
    if key in ORGANIZATIONS:
        key = "owner"
    found = _OF_KEY.get(key)
    return found(here) if found else iter(())


def _organizations(here: _Here) -> Iterator[Offer]:
    for id_, one in here.plan.head.organizations.items():
        yield Offer(id_, "organization", one.name)


def _milestones(here: _Here) -> Iterator[Offer]:
    """All but the one that would wait for it."""
    route, source = here.typed.route, here.typed.source
    own = source.word((*route[: route.index("after")], "id"))
    for id_, place in here.plan.by_id.items():
        if id_ != own:
            yield Offer(id_, "id", place.title)


def _actions(here: _Here) -> Iterator[Offer]:
    """The actions of the objective that a milestone stands under."""
    typed = here.typed
    objective = part_around(here.plan, here.file, typed.source, typed.route[:2])
    for place in here.plan.places:
        if place.kind == "action" and place.parent is objective:
            yield Offer(place.id, "id", place.title)


def _strategies(here: _Here) -> Iterator[Offer]:
    for one in here.plan.strategies:
        yield Offer(one.id, "id", one.strategy.title)


def _excuses(_: _Here) -> Iterator[Offer]:
    for name in EXCUSABLE:
        yield Offer(name, "word", summaries()[name])


def _tags(here: _Here) -> Iterator[Offer]:
    """The tags in use; none that can't be shown as it is."""
    used = {tag for place in here.plan.places for tag in getattr(place.model, "tags", ())}
    for tag in sorted(used):
        if show(tag) == tag:
            plain = _PLAIN.fullmatch(tag) and not tag.isdigit()
            yield Offer(tag, "word", "", tag if plain else json.dumps(tag, ensure_ascii=False))


def _deadlines(here: _Here) -> Iterator[Offer]:
    """Deadline words of the plan's time from today on, where that is not over, each with the day
    that they mean in it; by that day."""
    first, last = _time(here.plan, here.day)
    found = []
    for said in _said(first.year, last.year):
        try:
            due = read_deadline(said, here.plan.calendar)
        except Question:
            continue
        if due.due_by and first <= due.due_by <= last:
            found.append((due.due_by, said, due))
    for _, said, due in sorted(found, key=lambda one: one[:2]):
        yield Offer(said, "word", _beside(due))


def _beside(due: Deadline) -> str:
    return f"due by {due.due_by}" + (f", in {due.quarter}" if due.quarter else "")


def _time(plan: Plan, today: date) -> tuple[date, date]:
    """The days in which something may be promised: what is left of the plan's period; of one that
    is over, all of it; without one, two years."""
    period = plan.period
    last = period and (period.end or period.due_by)
    if not period or not last:
        return today, today + timedelta(days=730)
    first = max(today, period.start or today)
    return (first if first <= last else period.start or last), last


def _said(first: int, last: int) -> Iterator[str]:
    for year in range(first, min(last, first + MOST_YEARS - 1, LAST_YEAR) + 1):
        for at, quarter in enumerate(_QUARTERS, 1):
            yield f"by the end of the {quarter} quarter of {year}"
            yield f"Q{at} {year}"
        for season in _SEASONS:
            yield f"by {season} {year}"
        yield f"by the end of {year}"


_OF_KEY: Mapping[str, Callable[[_Here], Iterator[Offer]]] = {
    "owner": _organizations,
    "after": _milestones,
    "for": _actions,
    "strategies": _strategies,
    "allow": _excuses,
    "tags": _tags,
    "due": _deadlines,
    "starts": _deadlines,
    "was_due": _deadlines,
}
"""Of each key, what may be offered for its value; organizations, of all keys that take one."""


def _at(schema: Schema, route: Route) -> Iterator[Schema]:
    """The forms that what stands at a route may have."""
    found = [*_forms(schema, schema)]
    for step in route:
        inside = [one for form in found for one in _step(form, step)]
        found = [one for each in inside for one in _forms(each, schema)]
    return iter(found)


def _forms(schema: Schema, whole: Schema) -> Iterator[Schema]:
    """A schema, or those that it allows."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" not in schema:
        yield schema
    for one in schema.get("anyOf", ()):
        yield from _forms(one, whole)


def _step(schema: Schema, step: str | int) -> Iterator[Schema]:
    """What may stand at a key of a mapping, or at an item of a list."""
    if isinstance(step, int):
        inside = schema.get("items")
    elif step == MARK:
        inside = None
    else:
        inside = schema.get("properties", {}).get(step) or schema.get("additionalProperties")
    if inside:
        yield inside
