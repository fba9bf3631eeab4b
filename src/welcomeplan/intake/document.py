"""An adopted document as a plan: passages -outline-> a tree -kinds-> parts with their promises.

Every sentence of the document is in exactly one Landing. Every text of a part is a sentence of the
document, or words of one; every deadline is its own words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from welcomeplan.intake import front
from welcomeplan.intake.asking import asks_of
from welcomeplan.intake.bodies import Bodies
from welcomeplan.intake.kinds import kinds_of, twins_of
from welcomeplan.intake.matrix import take_table
from welcomeplan.intake.nodes import Entry, Node, Outline, Said
from welcomeplan.intake.outline import outline
from welcomeplan.intake.parts import Parts
from welcomeplan.intake.promising import Judge, is_bound
from welcomeplan.intake.saying import KEYS, say
from welcomeplan.intake.signs import LEVELS, WHAT
from welcomeplan.intake.spots import NO_DAY, PROMISED, TICKED, Spot
from welcomeplan.intake.values import DONE, Choices, Intake, Landing, Passage, Taken
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from welcomeplan.intake.values import Item, Kind
    from welcomeplan.yamltext import Value

_YEAR = re.compile(
    r"(?i)(?:(?:calendar )?year:? )?(?P<year>20\d\d)(?::? (?:actions?|priorities|goals?|steps))?"
    r"|(?:actions?|priorities|goals?|steps) (?:for|in|of) (?P<last>20\d\d)"
)
_LEVELS = ("strategy", "objective", "action", "milestone")
_SUMMARY = 4
"""How many paragraphs before the first heading are the plan's summary."""
_LEFT = {
    "none": "a plan file has no place for it",
    "contents": "a line of the table of contents",
    "label": "a heading of what follows",
    "when": "a deadline of what follows, and nothing does",
}


def read_document(passages: Sequence[Passage], choices: Choices) -> Intake:
    """The plan that a document adopts. Nothing is invented, and no sentence is lost."""
    code = [_code(one) for one in passages if one.kind == "code"]
    passages = [one for one in passages if one.kind != "code"]
    count = front.front_of(passages)
    made = outline(passages, count)
    text = "\n".join(one.text for one in passages)
    bodies = Bodies(choices.organizations, text)
    reader = _Reader(made, count, passages, bodies, choices)
    reader.read()
    found = reader.intake()
    return found._replace(landings=[*found.landings, *code])


class _Reader:
    def __init__(
        self,
        made: Outline,
        count: int,
        passages: Sequence[Passage],
        bodies: Bodies,
        choices: Choices,
    ) -> None:
        self.made = made
        self.ticked = {one.place for one in passages if one.label == DONE}
        self.bodies = bodies
        self.kinds = kinds_of(made.root)
        self.twins = twins_of(made.root)
        self.items: dict[Node, Item] = {}
        self.head: dict[str, Value] = {}
        self.title = front.title_in([one.text for one in passages[:count]])
        fronts = [one for one in made.root.entries if one.role == "front"]
        titled = next((one.said for one in fronts if one.said[0].text in self.title), ())
        self.titled = [one._replace(words=one.text) for one in titled]
        calendar = choices.calendar
        if calendar.adopted is None:
            calendar = calendar._replace(adopted=front.adoption(passages))
        judge = Judge(calendar, front.since(passages, count))
        self.parts = Parts(self.titled, bodies, judge)
        self.parts.foreign = any(
            not one.said.isascii() or _is_foreign(one.said) for _, one in made.labels
        )
        self.summaries = 0

    def read(self) -> None:
        """The whole document, in its order."""
        root = Spot("root")
        self._node(self.made.root, root)
        for node, twin in self.twins.items():
            for said in node.said:
                self.parts.land(said, self.items.get(twin), "it comes again, with all its parts")
        for said in self.made.every:
            self.parts.leave(said, NO_DAY)

    def intake(self) -> Intake:
        """What came of it."""
        parts = self.parts
        _number(parts)
        if "period" not in self.head:
            parts.ask_since()
        landings = [parts.landings[at] for at in sorted(parts.landings)]
        for one in landings:
            if one.place in self.ticked and one.item is not None:
                parts.asked.setdefault(TICKED, []).append((one.place, one.text))
        return Intake(
            parts.strategies,
            self.head,
            landings,
            asks_of(parts.asked, self.bodies.unknown),
            [*_taken(self.made, self.kinds), *parts.taken],
        )

    # The tree

    def _node(self, node: Node, spot: Spot) -> None:
        for one in node.content:
            if isinstance(one, Node):
                self._open(one, spot)
            else:
                self._entry(node, one, spot)

    def _open(self, node: Node, spot: Spot) -> None:
        kind = self.kinds[node]
        if node in self.twins:
            return
        if node.about and kind == "prose":
            self._aside(node, spot)
            return
        if kind == "holder":
            for said in node.said:
                self.parts.leave(said, "a heading above all parts")
            self._node(node, spot)
            return
        inner = Spot(kind, spot, node.said)
        if kind == "prose":
            self._node(node, inner)
            self._prose_heading(node, spot, inner)
            for said in node.said:
                self.parts.leave(said, "a heading of prose in which nothing is promised")
            return
        self._part(node, kind, spot, inner)
        self._node(node, inner)

    def _prose_heading(self, node: Node, spot: Spot, inner: Spot) -> None:
        """What a heading promises that is none of a part by itself: “Adopt the code by 2028:”"""
        listed = node.style[0] == "colon"
        if inner.item is not None:
            self.parts.heading(inner, node.said, among_promises=listed)
            return
        for said in node.said:
            if self.parts.dated(said, spot, among_promises=listed):
                self.parts.promises(spot, [said], among_promises=listed)

    def _part(self, node: Node, kind: str, spot: Spot, inner: Spot) -> None:
        parts = self.parts
        part_kind: Kind = {
            "strategy": "strategy",
            "objective": "objective",
            "action": "action",
        }.get(kind, "milestone")  # type: ignore[assignment]
        inner.item = parts.part(part_kind, spot, node.said, node.number)
        inner.year = _year_of(node) if kind in ("strategy", "objective") else None
        if inner.year:
            inner.item.keys["year"] = str(inner.year)
        self.items[node] = inner.item
        parts.heading(inner, node.said)

    def _aside(self, node: Node, spot: Spot) -> None:
        """A vision or goal of the plan as a whole, or a section of no plan."""
        for said in node.said:
            self.parts.leave(said, _LEFT["label"])
        titled = [one if one.words else one._replace(words=one.text) for one in node.said]
        inner = Spot("prose", spot, titled)
        self._node(node, inner)

    # What stands in a node

    def _entry(self, node: Node, entry: Entry, spot: Spot) -> None:
        parts = self.parts
        said = [one for one in entry.said if one.words]
        for one in entry.said:
            if not one.words:
                parts.leave(one, _LEFT["label"])
        if not said or entry.role in _LEFT:
            self._beside(entry.role, said, spot)
        elif entry.role == "front":
            self._front(said)
        elif entry.role in ("vision", "goal"):
            self._whole(entry.role, said)
        elif entry.role in KEYS:
            say(parts, spot, said, entry.role)
        elif entry.role == "table":
            take_table(parts, spot, entry)
        elif entry.role == "action":
            spot.depth = entry.depth
            spot.run += 1
            parts.action(spot, said, entry.number)
        elif entry.role == "page" or _is_credit(said[0].words):
            self._credit(said)
        elif entry.role == "point":
            self._point(entry, said, spot)
        else:
            self._text(node, said, spot)

    def _beside(self, role: str, said: Sequence[Said], spot: Spot) -> None:
        """What stands beside the plan. A note that promises a day is a promise all the same."""
        for one in said:
            if role == "none" and self.parts.dated(one, spot, among_promises=False):
                self.parts.promises(spot, [one], among_promises=False)
            self.parts.leave(one, _LEFT.get(role, _LEFT["label"]))

    def _front(self, said: Sequence[Said]) -> None:
        for one in said:
            what: list[str] = []
            if one.text in self.title and "title" not in self.head:
                self.head["title"] = self.title.rstrip(".")
                what.append("title")
            found = {
                "period": front.period_in(one.text),
                "community": front.community_in(one.text),
                "adopted": front.adopted_in(one.text),
            }
            for key, value in found.items():
                if value and key not in self.head:
                    self.head[key] = value
                    what.append(key)
            self._credit_day(one)
            why = " and ".join(f"`{key}`" for key in what)
            self.parts.keep(one, f"it stands in plan.yaml as {why}" if what else "the title page")

    def _whole(self, key: str, said: Sequence[Said]) -> None:
        words = " ".join(one.words for one in said)
        known = self.head.get(key)
        self.head[key] = f"{known} {words}" if known else words
        for one in said:
            self.parts.keep(one, f"it stands in plan.yaml as `{key}`")

    def _credit(self, said: Sequence[Said]) -> None:
        for one in said:
            adopted = front.adopted_in(one.text)
            if adopted and "adopted" not in self.head:
                self.head["adopted"] = adopted
            self._credit_day(one)
            self.parts.no_promise(one, "it tells of the document")

    def _credit_day(self, said: Said) -> None:
        day = front.day_of(said.words)
        if day and "sources" not in self.head and self.title:
            self.head["sources"] = [{"title": self.title.rstrip("."), "dated": day}]

    def _point(self, entry: Entry, said: Sequence[Said], spot: Spot) -> None:
        parts = self.parts
        if spot.last is not None and entry.depth > spot.depth:
            parts.below(spot, spot.last, said)
            return
        spot.depth = entry.depth
        spot.run += 1
        if spot.kind in ("action", "milestone") and spot.item is not None:
            parts.below(spot, spot.item, said)
            return
        listed = spot.kind in ("strategy", "objective")
        parts.point(spot, said, entry.number, entry.due, listed=listed)

    def _text(self, node: Node, said: Sequence[Said], spot: Spot) -> None:
        parts = self.parts
        if spot.kind == "root" and node is self.made.root and self._is_summary(said, spot):
            self.summaries += 1
            known = self.head.get("summary")
            words = " ".join(one.words for one in said)
            self.head["summary"] = f"{known}\n\n{words}" if known else words
            for one in said:
                parts.keep(one, "it stands in plan.yaml as `summary`")
                _doubt(parts, one, spot)
            return
        listed = spot.kind in ("strategy", "objective", "action", "milestone")
        for one in said:
            if parts.dated(one, spot, among_promises=listed and spot.kind != "strategy"):
                parts.promises(spot, [one], among_promises=listed)
            elif spot.kind == "strategy" and _is_bound(parts, one, spot):
                parts.promises(spot, [one], among_promises=True)
            elif listed and spot.item is not None:
                goes_on = spot.run <= 1 or one.words[:1].islower()
                parts.more((spot.last if goes_on else None) or spot.item, [one])
                _doubt(parts, one, spot)
            else:
                parts.leave(one, NO_DAY)

    def _is_summary(self, said: Sequence[Said], spot: Spot) -> bool:
        """Whether a paragraph tells of the plan, before its first part."""
        if self.summaries >= _SUMMARY or self.parts.strategies or len(said[0].words.split()) < 8:
            return False
        return not any(self.parts.dated(one, spot, among_promises=False) for one in said)


def _is_bound(parts: Parts, said: Said, spot: Spot) -> bool:
    """Whether a sentence says by when, though no verb does: “Zero waste by 2042.”"""
    every = parts.judge.dates_in(said.words, parts.year(spot), among_promises=True)
    return any(one.verdict == "promised" and is_bound(said.words, one) for one in every)


def _doubt(parts: Parts, said: Said, spot: Spot) -> None:
    """Ask of the times to come that words of a part name, and that nothing shows to be promised."""
    every = parts.judge.dates_in(said.words, parts.year(spot), among_promises=True)
    if any(one.verdict != "past" for one in every):
        parts.ask(PROMISED, said, said.text)


def _code(passage: Passage) -> Landing:
    """What is told of code: its first words, and how much there is."""
    lines = [" ".join(one.split()) for one in passage.text.split("\n") if one.strip()]
    why = f"code, which is not read ({plural(len(lines), 'line')})"
    return Landing(passage.place, lines[0], None, why)


def _year_of(node: Node) -> int | None:
    """The year that a heading gives what stands under it: `2018 actions`; no other in it."""
    found = _YEAR.fullmatch(" ".join(one.words for one in node.said).strip(" .:"))
    return int(found["year"] or found["last"]) if found else None


def _is_credit(words: str) -> bool:
    return bool(front.is_credit(words) or front.day_of(words))


def _is_foreign(label: str) -> bool:
    return label.casefold() in ("meta", "metas", "plazo", "objetivo", "responsable", "ziel", "axe")


def _number(parts: Parts) -> None:
    """The document's own numbers, of levels on which no two are the same."""
    taken: set[str] = set()
    for kind in ("strategy", "objective", "action", "milestone"):
        alike = [(number, item) for one, number, item in parts.numbers if one == kind]
        numbers = {number for number, _ in alike}
        if len(numbers) == len(alike) and not numbers & taken:
            taken |= numbers
            for number, item in alike:
                item.keys["number"] = number


def _taken(made: Outline, kinds: Mapping[Node, str]) -> list[Taken]:
    """What each label of the document was taken for."""
    found: list[Taken] = []
    levels = {node.word: kind for node, kind in kinds.items() if kind in _LEVELS}
    for place, label in made.labels:
        if label.word in LEVELS and (label.word != "goal" or "goal" in levels):
            kind = levels.get(label.word, "action" if label.word == "action" else "milestone")
            found.append(Taken(place, label.said, kind, "by its place among the levels"))
        else:
            key, why = WHAT[label.word]
            found.append(Taken(place, label.said, key, why))
    return found
