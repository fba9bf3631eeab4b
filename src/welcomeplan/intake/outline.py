"""The passages of a document as a tree: what stands under which heading, label and number.

What opens a node is a heading, a label with its words (“Objective 1: ...”, “Action: ...”) or a
number of several parts (`1.2`). Which of two nodes is the higher is told by their labels, the
levels of headings and numbers; where none tells it, what comes later is the lower.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.intake.nodes import Entry, Node, Outline, Row, Said
from welcomeplan.intake.promising import is_deadline
from welcomeplan.intake.running import running
from welcomeplan.intake.signs import LEVELS, Label, read_label, read_number
from welcomeplan.intake.splitting import sentences

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from welcomeplan.intake.values import Passage

_CAPITALS, _TITLED = 7, 8
"""The levels of headings that are known by their letters alone, below those of formats."""
_DEEPEST = 9
"""From where on deeper levels count as one."""
_LONGEST_HEADING = 12
"""How many words a line may have to be a heading without being marked as one."""
_LEADERS = re.compile(r"(?:\.{4}|…{2}|(?:\. ){4}|_{4})\s*+\d{0,4}\Z")
_LONGEST_WHEN = 60
_SHORT_HEADING = 8
"""How many, where prose follows and it has no full stop."""
_LABELLED = r"(?=[^\W\d_][^:;|]{1,40}:)"
_PIECES = re.compile(rf"(?:(?<!\s)\s++)?[;|]\s*+{_LABELLED}|(?<!\s)[^\S\t]*+\t\s*+{_LABELLED}")
"""Where a label may stand amid a sentence: “Lead: the City; Partners: JVS”."""
_LETTER = re.compile(r"(?P<number>[A-Z]|[IVX]{1,5})\.?\Z")
_RANKS = re.compile(r"(?i)(?:high|medium|low|[1-9]|alta|media|baja|haute|hoch|mittel|niedrig)\W*\Z")
_SMALL = " a an and as at by for from in into of on or the to with de la el los y en "
_FIELDS = ("due", "starts", "lead", "partners", "measure", "vision", "goal", "none")
"""What labels name that is no level; a goal is one where a document has several."""


def outline(passages: Sequence[Passage], front: int = 0) -> Outline:
    """The tree of a document, of which so many passages at the beginning are its title's."""
    made = _Maker(passages)
    for at, passage in enumerate(passages):
        if at < front:
            made.put("front", passage)
        elif at in made.pages:
            made.put("page", passage)
        else:
            made.take(at, passage)
    made.end_table()
    return Outline(made.root, made.every, list(made.labels.values()))


class _Mode(NamedTuple):
    """What unlabelled passages are, after a label that stands alone or a first point."""

    role: str
    kind: str
    """The kind of passages that it lasts for; empty until the first."""
    level: bool = False
    """Whether each is a node of its own."""
    due: Said | None = None
    """The deadline of each."""
    parts: int = 0
    """Of how many parts the numbers of its nodes are; 0 until the first."""


_NO_MODE = _Mode("", "")


class _Maker:
    """Takes passages one after another; `open` are the nodes that the next may stand in."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        self.pages = running(passages)
        self.following = _following(passages, self.pages)
        self.root = Node("", ("root", 0), passages[0].place if passages else "")
        self.open = [self.root]
        self.mode = _NO_MODE
        self.every: list[Said] = []
        self.labels: dict[str, tuple[str, Label]] = {}
        self.order: dict[str, int] = {}
        self.numbered: dict[str, list[Node]] = {}
        self.table: list[tuple[Passage, tuple[Said, ...]]] = []
        self.parents = _parents(passages, self.pages)
        labels = [read_label(one.text) for one in passages if one.kind != "cell"]
        goals = [one for one in labels if one is not None and one.word == "goal"]
        self.one_goal = len(goals) == 1 and not goals[0].number and not goals[0].several

    def put(self, role: str, passage: Passage) -> None:
        """A passage that is known to open nothing."""
        self._add(Entry(role, self._sentences(passage.text, 0, passage.place), passage.place))

    def take(self, at: int, passage: Passage) -> None:
        """The next passage finds its place."""
        if not passage.text.strip():
            return
        if passage.kind == "cell":
            if self.table and passage.row < self.table[-1][0].row:
                self.end_table()
            said = self._sentences(passage.text, 0, passage.place)
            self.table.append((passage, _lined(passage, said)))
            return
        self.end_table()
        label = read_label(passage.text)
        number = passage.label.strip("().: ") if passage.label[:1].isalnum() else ""
        if label is None and not number:
            bare = read_number(passage.text)
            if bare is not None and (bare.number.count(".") or passage.kind == "heading"):
                label = bare
        if _is_contents(passage):
            self.put("contents", passage)
        elif label is None and self._is_when(at, passage):
            self._when(passage)
        elif label is not None and label.word:
            self._labelled(label, passage, number)
        elif label is not None:
            self._numbered(passage, label.number, label.end)
        elif number.count(".") or (number and number in self.parents.get(at, ())):
            self._numbered(passage, number, 0)
        elif self._is_lettered(at, passage):
            self._lettered(passage, number)
        else:
            self._plain(at, passage, number)

    def _is_lettered(self, at: int, passage: Passage) -> bool:
        """Whether it is a heading by its letter: “A. Attract employers.”, above other points."""
        bare = read_number(passage.text)
        letter = passage.label.strip("().: ") or (bare.number if bare else "")
        following = self.following[at]
        if following is None or following.kind != "point" or not _LETTER.match(letter):
            return False
        return not _LETTER.match(following.label.strip("().: "))

    def _lettered(self, passage: Passage, number: str) -> None:
        bare = None if number else read_number(passage.text)
        said = self._sentences(passage.text, bare.end if bare else 0, passage.place)
        node = Node("", ("letter", 1), passage.place, number or (bare.number if bare else ""))
        self._headed(node, said)
        self.mode = _NO_MODE

    def end_table(self) -> None:
        """What came of cells is a table, whole."""
        if not self.table:
            return
        rows: dict[int, dict[int, tuple[Said, ...]]] = {}
        width = max(passage.level + passage.span for passage, _ in self.table)
        whole = {one.row for one, _ in self.table if one.span == width > 1}
        downs: dict[int, dict[int, int]] = {}
        for passage, said in self.table:
            if passage.down > 1:
                down = downs.setdefault(passage.row, {})
                down[passage.level] = passage.row + passage.down - 1
            row = rows.setdefault(passage.row, {})
            row[passage.level] = row.get(passage.level, ()) + said
        every = tuple(said for _, cell in self.table for said in cell)
        place = self.table[0][0].place
        made = tuple(
            Row(tuple(one.items()), at in whole, at, downs.get(at, {})) for at, one in rows.items()
        )
        self._add(Entry("table", every, place, rows=made))
        self.table = []

    # What a passage is

    def _labelled(self, label: Label, passage: Passage, number: str) -> None:
        rest = passage.text[label.end :]
        if label.word == "pillar" and not label.number and _RANKS.match(rest):
            label = label._replace(word="none")
        self.labels.setdefault(label.word, (passage.place, label))
        said = self._sentences(passage.text, label.end, passage.place)
        if label.word in _FIELDS and (label.word != "goal" or self.one_goal):
            self._field(label, passage, said, rest)
            return
        if label.word == "milestone":
            self._role("milestone", passage, said, rest)
            return
        heading = _level(passage)
        if not rest and not label.number:
            self._alone(label, passage, said)
            return
        number = label.number or (number if number.count(".") else "")
        if label.word == "action" and not number and not heading:
            self._close_below(label, passage)
            split = _by_labels("action", said)
            for role, words in split:
                self._add(Entry(role, tuple(words), passage.place, passage.level))
            goes_on = label.several or passage.kind == "point"
            self.mode = _Mode("action", passage.kind) if goes_on else _NO_MODE
            return
        node = Node(label.word, ("label", LEVELS.index(label.word)), passage.place, number)
        node.level = heading
        self._headed(node, said)
        self.mode = _NO_MODE

    def _headed(self, node: Node, said: tuple[Said, ...]) -> None:
        """A node by its heading; what labels say within the same passage stands in it."""
        split = _by_labels("", said) if said else []
        node.said = split[0][1] if split else []
        self._open(node)
        for role, words in split[1:]:
            self._add(Entry(role, tuple(words), node.place))

    def _field(self, label: Label, passage: Passage, said: tuple[Said, ...], rest: str) -> None:
        if label.word in ("none", "vision", "goal") and not rest and passage.kind == "heading":
            node = Node("", ("heading", _level(passage)), passage.place, level=_level(passage))
            node.about = label.word
            node.said = list(said)
            self._open(node)
            self.mode = _Mode(label.word, "")
            return
        self._role(label.word, passage, said, rest)

    def _role(self, role: str, passage: Passage, said: tuple[Said, ...], rest: str) -> None:
        """A label of a key: what it says, and whether what follows belongs to it, too."""
        if not rest:
            self._add(Entry("label", said, passage.place))
            self.mode = _Mode(role, "")
            return
        split = _by_labels(role, said)
        for one, words in split:
            self._add(Entry(one, tuple(words), passage.place, passage.level))
        goes_on = len(split) == 1 and role in ("due", "milestone") and len(rest.split()) > 8
        if goes_on:
            self.mode = _Mode(role, passage.kind)

    def _alone(self, label: Label, passage: Passage, said: tuple[Said, ...]) -> None:
        """ "Actions", "GOAL": the label of what follows."""
        self._close_below(label, passage)
        while self._is_beside(_level(passage)):
            self.open.pop()
        self._add(Entry("label", said, passage.place))
        self.mode = _Mode(label.word, "", level=label.word not in ("action", "milestone"))

    def _is_beside(self, level: int) -> bool:
        """Whether the last heading is none of a part, and no higher than one of this level."""
        last = self.open[-1]
        return len(self.open) > 1 and not last.word and 0 < level <= last.level

    def _close_below(self, label: Label, passage: Passage) -> None:
        """ "Actions" ends the last action: what follows stands beside it."""
        node = Node(label.word, ("label", LEVELS.index(label.word)), passage.place)
        node.level = _level(passage)
        while len(self.open) > 1 and not self._is_above(self.open[-1], node):
            self.open.pop()

    def _is_when(self, at: int, passage: Passage) -> bool:
        """Whether it is a deadline alone, above a list of what is to be done by then."""
        following = self.following[at]
        if following is None or following.kind != "point" or len(passage.text) > _LONGEST_WHEN:
            return False
        deeper = passage.kind != "point" or following.level > passage.level
        return deeper and is_deadline(passage.text.strip(" :."))

    def _when(self, passage: Passage) -> None:
        while self._is_beside(_level(passage)):
            self.open.pop()
        said = self._sentences(passage.text, 0, passage.place)
        self._add(Entry("when", said, passage.place))
        words = said[0].words.strip(" :.")
        self.mode = _Mode("action", "", due=said[0]._replace(words=words))

    def _numbered(self, passage: Passage, number: str, end: int) -> None:
        said = self._sentences(passage.text, end, passage.place)
        node = Node("", ("number", number.count(".") + 1), passage.place, number)
        node.level = _level(passage)
        node.said = list(said)
        mode = self.mode
        listed = mode.role in LEVELS and mode.parts in (0, node.style[1])
        if listed:
            node.word = mode.role
        self._open(node)
        self.mode = mode._replace(parts=node.style[1]) if listed else _NO_MODE

    def _plain(self, at: int, passage: Passage, number: str) -> None:
        mode = self.mode
        if mode.role and not mode.kind and passage.kind != "heading":
            self.mode = mode = mode._replace(kind=passage.kind)
        ended = mode.kind == "point" and passage.kind == "text"
        heading = passage.kind == "heading" or self._is_head(at, passage)
        last = self.open[-1]
        untitled = last.said and not last.about and not last.said[-1].words
        said = self._sentences(passage.text, 0, passage.place)
        if untitled and not last.content and passage.kind != "point":
            last.said += said
        elif heading:
            node = Node("", self._style(passage), passage.place, number)
            node.level = _level(passage)
            node.said = list(said)
            if mode.level and passage.kind == "point":
                node.word = mode.role
            self._open(node)
            self.mode = mode if mode.level else _NO_MODE
        elif mode.level and not ended:
            node = Node(mode.role, ("label", LEVELS.index(mode.role)), passage.place, number)
            node.said = list(said)
            self._open(node)
        else:
            if ended:
                self.mode = mode = _NO_MODE
            role = mode.role if mode.role and not mode.level else passage.kind
            role = "point" if role == "action" else role
            for k, (one, words) in enumerate(_by_labels(role, said) if said else []):
                due = None if k else mode.due
                self._add(Entry(one, tuple(words), passage.place, passage.level, number, due=due))

    def _is_head(self, at: int, passage: Passage) -> bool:
        """Whether what is not marked as a heading is one by its looks."""
        text = passage.text
        words = text.split()
        following = self.following[at]
        if following is None or len(words) > _LONGEST_HEADING:
            return False
        if passage.kind == "point":
            deeper = following.kind == "point" and following.level > passage.level
            return text.endswith(":") and not deeper
        if text[-1] in '.:;,!”"' or not text[0].isalpha() or not text[0].isupper():
            return False
        if len(words) <= _SHORT_HEADING and len(following.text.split()) > _LONGEST_HEADING:
            return following.kind in ("text", "point")
        if text[-1] == "?":
            return False
        if following.kind == "text" and len(following.text.split()) <= 4:
            return False
        telling = [word for word in words if f" {word.lower()} " not in _SMALL]
        return all(word[:1].isupper() or not word[:1].isalpha() for word in telling)

    def _style(self, passage: Passage) -> tuple[str, int]:
        if passage.kind == "point":
            return ("colon", min(passage.level, _DEEPEST))
        return ("heading", _level(passage) or _TITLED)

    # The tree

    def _add(self, entry: Entry) -> None:
        self.open[-1].content.append(entry)

    def _open(self, node: Node) -> None:
        if node.word:
            self.order.setdefault(node.word, len(self.order))
        self._reopen(node)
        at = next((k for k, one in enumerate(self.open) if k and self._is_sibling(one, node)), None)
        if at is not None:
            node.word = node.word or self.open[at].word
            del self.open[at:]
        while len(self.open) > 1 and not self._is_above(self.open[-1], node):
            self.open.pop()
        self.open[-1].content.append(node)
        self.open.append(node)
        if node.number:
            self.numbered[node.number] = list(self.open)

    def _reopen(self, node: Node) -> None:
        """ "1.1.2" is of 1.1, which may stand in a list of its own under the same heading."""
        parent = node.number.rpartition(".")[0]
        known = self.numbered.get(parent) if parent else None
        if known and known[-1] not in self.open and known[1] in self.open:
            self.open = list(known)

    def _is_sibling(self, one: Node, node: Node) -> bool:
        if node.word and one.word:
            return one.word == node.word
        return one.style == node.style

    def _is_above(self, one: Node, node: Node) -> bool:
        """Whether a node that is open is higher than one that is to be opened."""
        if one.word in LEVELS and node.word in LEVELS:
            return self._rank(one.word) < self._rank(node.word)
        if one.number and node.number.startswith(f"{one.number}."):
            return True
        if node.level:
            return 0 < one.level < node.level
        if one.style[0] == node.style[0] == "number":
            return one.style[1] < node.style[1]
        if one.style[0] in ("number", "letter") and node.word:
            return bool(one.level)
        return one.word != "action" or node.style[0] == "number"

    def _rank(self, word: str) -> tuple[int, int]:
        rank = LEVELS.index(word)
        tied = word in ("strategy", "objective")
        return (LEVELS.index("strategy") if tied else rank, self.order.get(word, 99) if tied else 0)

    def _sentences(self, text: str, end: int, place: str) -> tuple[Said, ...]:
        """The sentences of a passage; the first without the label that it begins with."""
        found: list[Said] = []
        cut = end
        for one in sentences(text):
            words = one[cut:].strip() if cut < len(one) else ""
            cut = max(cut - len(one) - 1, 0)
            said = Said(len(self.every), one, words, place)
            self.every.append(said)
            found.append(said)
        return tuple(found)


def _by_labels(role: str, said: Sequence[Said]) -> list[tuple[str, list[Said]]]:
    """What labels say within one passage: “Lead: the City. Partners: JVS. By when: 2018.”"""
    found: list[tuple[str, list[Said]]] = [(role, [])]
    for at, sentence in enumerate(said):
        pieces = _PIECES.split(sentence.words)
        for k, piece in enumerate(pieces):
            label = read_label(piece) if at or k else None
            if label is not None and label.word in _FIELDS and label.end < len(piece):
                words = piece[label.end :]
                found.append((label.word, [sentence._replace(words=words)]))
            elif k:  # no label: it goes on as it stands
                last = found[-1][1].pop()
                joined = sentence.words[: sentence.words.index(piece) + len(piece)]
                begins = sentence.words.index(last.words) if last.words in joined else 0
                found[-1][1].append(last._replace(words=joined[begins:]))
            else:
                found[-1][1].append(sentence._replace(words=piece))
    return found


def _lined(passage: Passage, said: Sequence[Said]) -> tuple[Said, ...]:
    """The sentences of a cell with its line breaks."""
    text = list(f"\n{passage.text}")
    for at in passage.breaks:
        text[at + 1] = "\n"
    whole, start = "".join(text), 0
    found: list[Said] = []
    for one in said:
        at = passage.text.index(one.text, start)
        start = at + len(one.text)
        found.append(one._replace(lined=whole[at : start + 1]))
    return tuple(found)


def _level(passage: Passage) -> int:
    """The level of a heading; 0 for what is marked as none."""
    if passage.kind != "heading":
        return 0
    return min(passage.level, _DEEPEST) or _CAPITALS


def _following(passages: Sequence[Passage], pages: Container[int]) -> list[Passage | None]:
    """What follows each passage, lines that run along the pages left out."""
    found: list[Passage | None] = []
    following: Passage | None = None
    for at in range(len(passages) - 1, -1, -1):
        found.append(following)
        if at not in pages:
            following = passages[at]
    return found[::-1]


def _is_contents(passage: Passage) -> bool:
    """Whether it is a line of a table of contents: words, dots and the number of a page."""
    return bool(_LEADERS.search(passage.text[-60:]))


def _parents(passages: Sequence[Passage], pages: Container[int]) -> dict[int, tuple[str, ...]]:
    """The passages with a number that the next number of two parts continues: `1.` before `1.1`."""
    found: dict[int, tuple[str, ...]] = {}
    following = ""
    for at in range(len(passages) - 1, -1, -1):
        passage = passages[at]
        if at in pages:
            continue
        number = passage.label.strip("().: ")
        if not number[:1].isalnum():
            bare = read_number(passage.text)
            number = bare.number if bare else ""
        if number and following.startswith(f"{number}."):
            found[at] = (number,)
        if number:
            following = number
    return found
