"""Odd plan files and odd edits, by the thousand, and what must be true of every one.

The quick share of it runs in the ordinary tests; `python tests/torture.py` is the long run.
"""

from __future__ import annotations

import copy
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))  # `python tests/torture.py` knows `tests` too

from tests import faults
from welcomeplan import yamltext as splice
from welcomeplan.errors import Refused
from welcomeplan.saving import Replacement, save
from welcomeplan.yamltext import (
    BOM,
    Append,
    Edit,
    Insert,
    Mapping,
    Node,
    RemoveKey,
    Route,
    Scalar,
    Sequence,
    SetItem,
    SetKey,
    Source,
    plain,
    read,
)

ORDER = ("id", "title", "text", "due", "owner", "partners", "status", "done", "log", "evidence")
KEYS = (*ORDER, "x-note", "x-ref")
TEXTS = (
    *("in 2018", "2018-02-11", "First training, 34 officers", "marc", "2 trainings", "45%"),
    *("no", "~", "null", "1e3", "012", "12:30", "0x1F", "1_000", ".5", "2018", "-1", "<<", "="),
    *("", " ", " leading", "trailing ", "a: b", "a #b", "#a", "- a", "-", "?", "? a", ":", "a:"),
    *("[a", "{a", "a]", "a, b", "'", '"', "it's", 'say "x"', "''", "\\", "\\n", "@home", "`x`"),
    *("%a", "!a", "&a", "*a", "|", ">", "---", "...", "--- a", "<<<<<<< ours", "=======", "|-"),
    *("a\nb", "a\n", "\na", "a\n\n\nb\n", "a\r\nb", "a\rb", " a\n  b\n", "\n", "\t", "a\tb"),
    *("é", "日本", "🎉", "👩‍👩‍👧", "\u200b", "\ufeff", "a\ufeffb", "\x85", "a\u2028b", "\u2029"),
    *("\x00", "\x07bell", "\x1b[31m", "\x7f", "\x9f", "\ufffe", "\ud800", "a\udfffb", "\u202etxt"),
    *("https://example.org/a?b=c#d", "x" * 300, "word " * 60, "a  b", "a   \nb", "\U0010ffff"),
)


class Writer:
    """Writes random plan files in every style that the reader accepts, and some that it doesn't."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.list_in = rng.choice((0, 2, 2, 4))
        self.dash = rng.choice((2, 2, 2, 4))
        self.map_in = rng.choice((2, 2, 4))
        self.comments = rng.choice((0.0, 0.1, 0.4))
        self.flows = rng.choice((0.0, 0.1, 0.5))
        self.odd = rng.choice((0.0, 0.2, 0.7))
        self.count = 0

    def file(self) -> bytes:
        rng = self.rng
        if rng.random() < 0.1:
            lines = [self.flow(self.mapping(2))] if rng.random() < 0.7 else [self.flow(["a", "b"])]
        else:
            lines = self.block(self.plan(), 0)
        if rng.random() < 0.15:
            lines.insert(0, "---")
        if rng.random() < 0.2:
            lines.insert(0, self.comment())
        if rng.random() < 0.1:
            lines.append("...")
        if rng.random() < 0.1:
            lines += ["", self.comment()][: rng.randint(1, 2)]
        lines = "\n".join(lines).split("\n")
        ends = rng.choice((["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"]))
        text = "".join(line + rng.choice(ends) for line in lines)
        if rng.random() < 0.25:
            text = text.rstrip("\r\n")
        return (BOM if rng.random() < 0.2 else b"") + text.encode("utf-8", "replace")

    def comment(self) -> str:
        self.count += 1
        return f"# c{self.count}c {self.rng.choice(('', 'key: x', '- x', '[', chr(39), chr(34)))}"

    def plan(self) -> dict[str, Any]:
        rng = self.rng
        plan = self.mapping(0)
        plan["milestones"] = [self.mapping(1) for _ in range(rng.randint(0, 3))]
        if rng.random() < 0.3:
            plan["words"] = {"a": "b", "c": self.text()}
        if rng.random() < 0.1:
            plan["nested"] = [["a", ["b"]], [], [{"id": "a", "title": "b"}]]
        pairs = list(plan.items())
        rng.shuffle(pairs)
        return dict(pairs)

    def mapping(self, depth: int) -> dict[str, Any]:
        rng = self.rng
        keys = rng.sample(KEYS, rng.randint(1, 6))
        if rng.random() < 0.7:
            keys.sort(key=KEYS.index)
        made: dict[str, Any] = {}
        for key in keys:
            if key in ("partners", "evidence"):
                made[key] = [self.text() for _ in range(rng.randint(0, 3))]
            elif key == "log" and depth < 2:
                made[key] = [
                    {"on": "2018-02-11", "note": self.text()} for _ in range(rng.randint(0, 2))
                ]
            else:
                made[key] = None if rng.random() < 0.07 else self.text()
        return made

    def text(self) -> str:
        if self.rng.random() < self.odd:
            return self.rng.choice(TEXTS)
        return self.rng.choice(("in 2018", "marc", "Hold two trainings, at least", "2018-02-11"))

    def block(self, value: dict[str, Any] | list[Any], column: int) -> list[str]:
        """Lines of a block collection; the first has no indentation (it may follow a dash)."""
        rng, pad = self.rng, " " * column
        lines: list[str] = []
        for entry in value.items() if isinstance(value, dict) else enumerate(value):
            if lines and rng.random() < 0.1:
                lines.append(rng.choice(("", "", "   ")))
            if lines and rng.random() < self.comments / 2:
                lines.append(rng.choice((pad, pad + "  ", "")) + self.comment())
            lead = pad if lines else ""
            if isinstance(value, dict):
                key, inner = entry
                head = f"{rng.choice(('', '', '', chr(34), chr(39)))}"
                lines += self.entry(f"{lead}{head}{key}{head}:", inner, column)
            else:
                lines += self.item(lead, entry[1], column)
        if rng.random() < self.comments / 3:
            lines.append(pad + self.comment())
        return lines

    def tail(self) -> str:
        return " " + self.comment() if self.rng.random() < self.comments else ""

    def entry(self, head: str, value: Any, column: int) -> list[str]:
        rng = self.rng
        if value is None:
            return [head + self.tail()]
        if isinstance(value, str):
            if rng.random() < 0.08:
                deeper = column + self.map_in
                return [head + self.tail(), *self.scalar(" " * deeper, value, deeper - 1, False)]
            return self.scalar(head + " " * rng.choice((1, 1, 1, 3)), value, column)
        if not value or rng.random() < self.flows:
            return [f"{head} {self.flow(value)}{self.tail()}"]
        indent = column + (self.map_in if isinstance(value, dict) else self.list_in)
        first, *rest = self.block(value, indent)
        return [head + self.tail(), " " * indent + first, *rest]

    def item(self, lead: str, value: Any, column: int) -> list[str]:
        rng = self.rng
        dash = "-".ljust(self.dash)
        if value is None:
            return [lead + "-"]
        if isinstance(value, str):
            return self.scalar(lead + dash, value, column)
        if not value or rng.random() < self.flows:
            return [lead + dash + self.flow(value) + self.tail()]
        first, *rest = self.block(value, column + self.dash)
        return [lead + dash + first, *rest]

    def scalar(self, head: str, text: str, column: int, blocks: bool = True) -> list[str]:
        """A text in block context; its further lines stand deeper than `column`."""
        rng = self.rng
        deeper = " " * (column + rng.choice((2, 2, 5)))
        style = rng.random()
        if blocks and style < 0.15:
            mark = rng.choice(("|", ">", "|-", ">-", "|+", ">+"))
            note = self.tail() if rng.random() < 0.5 else ""
            body = [deeper + line for line in ("One " + text).replace("\r", "").split("\n")]
            if rng.random() < 0.3:
                body += ["", deeper + "last"]
            if rng.random() < 0.3:
                body += rng.choice(([""], ["", ""], [deeper + "  "], ["", deeper + "   ", ""]))
            return [head + mark + note, *body]
        if style < 0.25 and " " in text.strip() and re.fullmatch(r"[\w ,-]+", text):
            first, rest = text.strip().split(" ", 1)
            return [head + first, *rng.choice(([], [""])), deeper + rest + self.tail()]
        if style < 0.3 and " " in text.strip() and re.fullmatch(r"[\w ,'-]+", text):
            first, rest = text.replace("'", "''").strip().split(" ", 1)
            return [f"{head}'{first}", f"{deeper}{rest}'{self.tail()}"]
        return [head + self.inline(text) + self.tail()]

    def inline(self, text: str) -> str:
        style = self.rng.random()
        if style < 0.6 and re.fullmatch(r"[A-Za-z0-9][\w -]*(?<! )", text):
            return text
        if style < 0.8 and re.fullmatch(r"[ -~é-�]*", text):
            return "'" + text.replace("'", "''") + "'"
        return '"' + "".join(_escaped(char) for char in text) + '"'

    def flow(self, value: Any) -> str:
        rng = self.rng
        if value is None:
            return ""
        if isinstance(value, str):
            return self.inline(value)
        gap = rng.choice(("", "", " "))
        if isinstance(value, dict):
            entries = [f"{key}: {self.flow(inner)}" for key, inner in value.items()]
        else:
            entries = [self.flow("" if inner is None else inner) for inner in value]
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if entries and rng.random() < 0.25:
            joint = ",\n" + " " * 20
            if rng.random() < 0.3:
                joint = f", {self.comment()}\n" + " " * 20
            last = rng.choice(("", "\n" + " " * 20, ",", ",\n" + " " * 20))
            start = rng.choice((gap, "\n" + " " * 20))
            return opening + start + joint.join(entries) + last + closing
        return opening + gap + rng.choice((", ", ", ", " , ")).join(entries) + gap + closing


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if " " <= char <= "~" or char in "é日本🎉":
        return char
    code = min(ord(char), 0x10FFFF)
    if 0xD800 <= code <= 0xDFFF:
        return "?"
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"


# Random edits.


def mappings(node: Node | None, route: Route = ()) -> Iterator[tuple[Route, Mapping | Sequence]]:
    """Every collection of a tree, with its route."""
    if isinstance(node, Mapping):
        yield route, node
        for key, value in node.pairs:
            yield from mappings(value, (*route, key.value))
    elif isinstance(node, Sequence):
        yield route, node
        for index, item in enumerate(node.items):
            yield from mappings(item, (*route, index))


def random_value(rng: random.Random, depth: int = 0) -> Any:
    roll = rng.random()
    if roll < 0.7 or depth > 1:
        return rng.choice(TEXTS)
    if roll < 0.85:
        return [random_value(rng, depth + 1) for _ in range(rng.randint(0, 3))]
    keys = rng.sample(KEYS, rng.randint(0, 3))
    return {key: random_value(rng, depth + 1) for key in keys}


def has_surrogate(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def random_edit(rng: random.Random, source: Source) -> Edit:
    """An edit that makes sense for the file, of any kind, anywhere in it."""
    route, node = rng.choice(list(mappings(source.root)))
    value = random_value(rng)
    if isinstance(node, Sequence):
        texts = [at for at, item in enumerate(node.items) if isinstance(item, Scalar)]
        if texts and rng.random() < 0.3:
            return SetItem(route, rng.choice(texts), rng.choice(TEXTS))
        return Insert(route, rng.randint(0, len(node.items)), value)
    order = ORDER if rng.random() < 0.9 else ()
    present = [key.value for key, _ in node.pairs]
    kind = rng.random()
    if kind < 0.35:
        key = rng.choice(present) if present and rng.random() < 0.6 else rng.choice(KEYS)
        return SetKey(route, key, value, order)
    if kind < 0.6:
        return RemoveKey(route, rng.choice(present or ["id"]))
    lists = [key.value for key, held in node.pairs if not isinstance(held, Mapping)]
    absent = [key for key in KEYS if key not in present]
    key = rng.choice(lists) if lists and rng.random() < 0.7 else rng.choice(absent or ["x-new"])
    return Append(route, key, value, order)


# What must be true.


def data_of(source: Source) -> Any:
    return plain(source.root) if source.root else None


def edited(data: Any, edit: Edit) -> Any:
    """The data after an edit: the plainest statement of what edits mean."""
    data = copy.deepcopy(data)
    held = data
    for step in edit.route:
        held = held[step]
    if isinstance(edit, Insert):
        held.insert(edit.index, edit.item)
    elif isinstance(edit, SetItem):
        held[edit.index] = edit.value
    elif isinstance(edit, RemoveKey):
        held.pop(edit.key, None)
    else:
        value = edit.value if isinstance(edit, SetKey) else [*(held.get(edit.key) or []), edit.item]
        if edit.key in held:
            held[edit.key] = value
        else:
            pairs = list(held.items())
            pairs.insert(place(list(held), edit.key, edit.order), (edit.key, value))
            held.clear()
            held.update(pairs)
    return data


def place(keys: list[str], key: str, order: tuple[str, ...]) -> int:
    """Where a new key goes: after the last that precedes it, else before the first after it."""
    if key not in order:
        return len(keys)
    earlier, later = order[: order.index(key)], order[order.index(key) :]
    for index in reversed(range(len(keys))):
        if keys[index] in earlier:
            return index + 1
    for index, other in enumerate(keys):
        if other in later:
            return index
    return len(keys)


def check(source: Source, edit: Edit, after: bytes) -> str:
    """What is wrong with the bytes after one edit: empty if nothing."""
    again = read(after)
    if again.faults or again.root is None:
        return f"it can't be read: {again.faults}"
    wanted = edited(plain(source.root), edit) if source.root else None
    found = plain(again.root)
    if found != wanted or repr(found) != repr(wanted):
        return f"other data: {found!r} is not {wanted!r}"
    # What follows is about looks: the data are right.
    if source.data.startswith(BOM) != after.startswith(BOM):
        return "the byte-order mark"
    blank = isinstance(edit, RemoveKey) and source.data.startswith(after)  # blank lines stay
    if source.data.endswith(b"\n") != after.endswith(b"\n") and not blank:
        return "the end of the last line"
    old, new = (
        re.findall(r"[^\n]*\n|[^\n]+", source.text),
        re.findall(r"[^\n]*\n|[^\n]+", again.text),
    )
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    touched = range(first, len(old) - last)
    allowed = _promised(source, edit)
    beyond = [at for at in touched if at not in allowed]
    if beyond:
        return f"line {beyond[0] + 1} was changed: {old[beyond[0]]!r}"
    lost = _comments(source) - _comments(again)
    if lost:
        return f"a comment was lost: {lost}"
    if len(re.findall(r"[ \t]\r?$", again.text, re.M)) > len(
        re.findall(r"[ \t]\r?$", source.text, re.M)
    ):
        return "white space at the end of a line"
    ends = {line[-2:] == "\r\n" for line in old if line.endswith("\n")}
    if any((line[-2:] == "\r\n") not in ends for line in new if line.endswith("\n") and ends):
        return "a new kind of line end"
    return ""


LOOKS = ("the ", "line ", "a comment", "white", "a new kind")
_COMMENT = re.compile(r"# c\d+c")


def _comments(source: Source) -> set[str]:
    """The file's comments; what looks like one inside a text is none."""
    bare = list(source.text)
    for _, node in mappings(source.root):
        for part in node.items if isinstance(node, Sequence) else [v for _, v in node.pairs]:
            if isinstance(part, Scalar):
                start = (
                    source.text.find("\n", part.start) if part.style in ("|", ">") else part.start
                )
                bare[start : part.end] = "~" * max(0, part.end - start)
    return set(_COMMENT.findall("".join(bare)))


def _promised(source: Source, edit: Edit) -> set[int]:
    """The lines (from 0) that an edit may touch."""
    text = source.text
    count = len(re.findall(r"[^\n]*\n|[^\n]+", text))
    node = source.node(edit.route)
    assert isinstance(node, Mapping | Sequence)

    def lines(start: int, end: int) -> set[int]:
        return set(range(text.count("\n", 0, start), text.count("\n", 0, end) + 1))

    if isinstance(edit, SetItem):
        assert isinstance(node, Sequence)
        return lines(node.items[edit.index].start, node.items[edit.index].end)
    last_line = set() if text.endswith("\n") else {count - 1}
    pair = None if isinstance(edit, Insert) or isinstance(node, Sequence) else node.find(edit.key)
    if node.flow:
        above = source.node(edit.route[:-1]) if edit.route else None
        begun = isinstance(edit, Insert) and isinstance(above, Mapping) and not above.flow
        held = above.find(str(edit.route[-1])) if begun and isinstance(above, Mapping) else None
        # What becomes a block list begins on the line of its key.
        start = held[0].start if held and isinstance(node, Sequence) and not node.items else None
        return lines(node.start if start is None else start, node.end)
    if isinstance(edit, RemoveKey) and pair:
        touched = lines(pair[0].start, pair[1].end)
        tail = max(touched) + 1
        every = text.split("\n")
        column = pair[0].start - text.rfind("\n", 0, pair[0].start) - 1
        while tail < count and re.match(rf"\s*$|{' ' * (column + 1)} *#", every[tail]):
            touched.add(tail)  # deeper comments; blank lines may belong to a block of text
            tail += 1
        if isinstance(node, Mapping) and pair[0] is node.pairs[0][0]:
            follow = node.pairs[1][0] if len(node.pairs) > 1 else pair[0]
            line = text.rfind("\n", 0, pair[0].start) + 1
            if text[line : pair[0].start].strip():
                touched |= lines(follow.start, follow.start)
        return touched | ({min(touched) - 1} if max(touched) >= count - 1 and last_line else set())
    if isinstance(edit, SetKey) and pair:
        return lines(pair[0].start, pair[1].end)
    if isinstance(edit, Append) and pair:
        value = pair[1]
        if isinstance(value, Scalar) or value.flow:
            return lines(pair[0].start, value.end) | last_line
        return last_line
    if isinstance(node, Mapping) or (isinstance(edit, Insert) and edit.index == 0):
        return last_line | lines(node.start, node.start)  # a first entry, where it is on a dash
    return last_line


@dataclass
class Tally:
    """What came of a run of random edits."""

    made: int = 0
    unchanged: int = 0
    unreadable: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    compared: int = 0
    same: int = 0


Editor = Callable[[Source, list[Edit]], bytes]


def random_sources(rng: random.Random, tally: Tally) -> Iterator[Source]:
    """Random files that the reader accepts."""
    while True:
        source = read(Writer(rng).file())
        if source.faults:
            tally.unreadable += 1
        else:
            yield source


def random_edits(count: int, seed: int, tally: Tally, editor: Editor = splice.apply) -> None:
    """Make `count` random edits of random files, each followed by others on its result."""
    rng = random.Random(seed)  # noqa: S311 - for tests
    for start in random_sources(rng, tally):
        source = start
        for _ in range(rng.randint(1, 4)):
            if count <= 0:
                return
            if not isinstance(source.root, Mapping | Sequence):
                break
            count -= 1
            edit = random_edit(rng, source)
            try:
                after = editor(source, [edit])
                fault = check(source, edit, after)
            except Refused as refusal:
                tally.refused[re.sub(r"`[^`]*`|(?<= at )\S+$", "...", str(refusal))] += 1
                continue
            except Exception as error:  # a crash of any kind is what is looked for
                after, fault = b"", f"crash: {error!r}"
            tally.made += 1
            tally.unchanged += after == source.data
            if fault:
                tally.wrong.append(f"{fault}\n{edit}\n{source.data!r}\n{after!r}")
                break
            source = read(after)


def random_chains(count: int, seed: int, tally: Tally) -> None:
    """Make several edits at once that were made one by one: the data must be the same."""
    rng = random.Random(seed)  # noqa: S311 - for tests
    for start in random_sources(rng, tally):
        edits: list[Edit] = []
        source = start
        with suppress(Refused):
            while len(edits) < 5 and isinstance(source.root, Mapping | Sequence):
                edit = random_edit(rng, source)
                source = read(splice.apply(source, [edit]))
                edits.append(edit)
        after = splice.apply(start, edits)
        tally.compared += len(edits) > 1
        tally.same += len(edits) > 1 and after == source.data
        if repr(data_of(read(after))) != repr(data_of(source)):
            tally.wrong.append(f"{edits}\n{start.data!r}\n{after!r}\n{source.data!r}")
        if tally.compared >= count:
            return


def second_opinions(count: int, seed: int) -> Tally:
    """Make the edits that yaml-edit knows with it too, and compare.

    Its files may look otherwise (it drops quotes, and knows no order), but hold the same data;
    quotes aside most are the same byte for byte. What it can't read is left out.
    """
    import yaml_edit  # noqa: PLC0415 - a second opinion where it is installed

    rng = random.Random(seed)  # noqa: S311 - for tests
    tally = Tally()
    for source in random_sources(rng, tally):
        routes = [
            (route, node) for route, node in mappings(source.root) if isinstance(node, Mapping)
        ]
        route, node = rng.choice(routes or [((), Mapping(0, 0, False))])
        if not node.pairs or source.data.startswith(BOM):
            continue
        key, value = rng.choice(node.pairs)
        kind = rng.choice((SetKey, RemoveKey, Append))
        edit: Edit = RemoveKey(route, key.value)
        if kind is SetKey and isinstance(value, Scalar) and value.value:
            edit = SetKey(route, key.value, "new text")
        elif kind is Append and isinstance(value, Sequence) and value.items:
            edit = Append(route, key.value, "new text")
        try:
            ours = splice.apply(source, [edit])
            document = yaml_edit.Document.parse(source.text)
        except (Refused, yaml_edit.YamlError):
            continue
        held: Any = document.as_mapping() or document.as_sequence()
        for step in route:
            held = held[step].as_mapping() or held[step].as_sequence()
        if isinstance(edit, SetKey):
            held[edit.key] = edit.value
        elif isinstance(edit, RemoveKey):
            del held[edit.key]
        elif isinstance(edit, Append):
            held[edit.key].as_sequence().append(edit.item)
        theirs = str(document).encode()
        tally.compared += 1
        bare = [re.sub(rb"['\"]?new text['\"]?", b"new text", data) for data in (ours, theirs)]
        tally.same += bare[0] == bare[1]
        if repr(data_of(read(theirs))) != repr(data_of(read(ours))):
            tally.wrong.append(f"{edit}\n{source.data!r}\n{ours!r}\n{theirs!r}")
        if tally.compared >= count:
            return tally
    return tally


# Careless editors, for the checks to be seen to fail.


def _dumping(source: Source, edits: list[Edit]) -> bytes:
    """Load, change, dump: what most tools do."""
    data = edited(data_of(source), edits[0])
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode("utf-8", "replace")


def _pasting(source: Source, edits: list[Edit]) -> bytes:
    """Texts pasted in as they are."""
    edit = edits[0]
    pair = source.node(edit.route)
    if isinstance(edit, SetKey) and isinstance(pair, Mapping) and (found := pair.find(edit.key)):
        text = source.text[: found[1].start] + str(edit.value) + source.text[found[1].end :]
        return text.encode("utf-8", "replace")
    return splice.apply(source, edits)


def _translating(source: Source, edits: list[Edit]) -> bytes:
    """Read and written in text mode: line ends and the byte-order mark are lost."""
    return splice.apply(source, edits).removeprefix(BOM).replace(b"\r\n", b"\n")


def _uncommenting(source: Source, edits: list[Edit]) -> bytes:
    """Comments at the ends of lines are lost."""
    return re.sub(rb" # c\d+c[^\r\n]*", b"", splice.apply(source, edits))


CARELESS: dict[str, Editor] = {
    "dumping": _dumping,
    "pasting": _pasting,
    "translating": _translating,
    "uncommenting": _uncommenting,
}


# The long run.

SAVING = """
import sys
from pathlib import Path
from tests import faults
from welcomeplan.saving import save
changes = [faults.Replacement(path, path.read_bytes(), path.read_bytes() + b"# new\\n")
           for path in sorted(Path(sys.argv[1]).glob("*.yaml"))]
{"save": save, "replacing": faults.replacing, "truncating": faults.truncating}[sys.argv[2]](changes)
"""


def traced(writer: str, call: str, inject: str, number: int, files: int) -> tuple[bool, str]:
    """Kill or fail a real system call with strace: whether it was met, and what is wrong then."""
    with tempfile.TemporaryDirectory() as name:
        changes = [
            Replacement(change.path, change.before, change.before + b"# new\n")
            for change in faults.folder_of(files, Path(name))
        ]
        log = Path(name).with_suffix(".strace")
        strace = ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={call}"]
        strace += ["-e", f"inject={call}:{inject}:when={number}"]
        run = subprocess.run(
            [*strace, sys.executable, "-c", SAVING, name, writer],
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            check=False,
        )
        met = "INJECTED" in log.read_text() or "killed by SIGKILL" in log.read_text()
        log.unlink()
        return met, faults.wrong(changes, claimed=run.returncode == 0)


def every_traced_call(writer: str, files: int) -> tuple[int, list[str]]:
    """Each write, sync, rename and deletion of a save killed and failed by the system itself."""
    count, found = 0, []
    for call in ("write", "fsync", "rename", "unlink", "fchmod"):
        for inject in ("signal=SIGKILL", "error=EIO", "error=ENOSPC"):
            for number in range(1, 40):
                met, fault = traced(writer, call, inject, number, files)
                count += met
                found += [f"{call} {number} {inject}: {fault}"] if fault else []
                if not met:
                    break
    return count, found


def main(words: list[str]) -> int:
    """Everything at length; the count of each, and of refusals by cause."""
    count = int(words[0]) if words else 10_000
    seed = int(words[1]) if len(words) > 1 else random.SystemRandom().randrange(10**6)
    say = sys.stdout.write
    failures: list[str] = []
    tally = Tally()
    random_edits(count, seed, tally)
    failures += tally.wrong
    say(f"{count:,} random edits (seed {seed}): {tally.made:,} made, {len(tally.wrong)} wrong,")
    say(f" {tally.unchanged} without effect; {tally.unreadable} odd files were not readable\n")
    for cause, times in tally.refused.most_common():
        say(f"{times:8,} refused: {cause}\n")
    chains = Tally()
    random_chains(count // 10, seed, chains)
    failures += chains.wrong
    say(f"{chains.compared:,} chains of edits at once and one by one: {len(chains.wrong)} wrong,")
    say(f" {chains.same:,} the same to the byte\n")
    for name, editor in CARELESS.items():
        careless = Tally()
        random_edits(400, seed, careless, editor)
        say(f"     a careless editor ({name}): {len(careless.wrong)} of 400 found wrong\n")
    with suppress(ImportError):
        opinion = second_opinions(count // 5, seed)
        failures += opinion.wrong
        say(f"{opinion.compared:,} edits beside yaml-edit: {len(opinion.wrong)} with other data,")
        say(f" {opinion.same:,} the same to the byte but for quotes\n")
    for writer in (save, faults.truncating, faults.replacing):
        kills, wrong = faults.every_kill(writer, (1, 2, 4))
        tries, also = faults.every_failure(writer)
        failures += (wrong + also) if writer is save else []
        say(f"{writer.__name__}: {kills} kills between calls, {len(wrong)} wrong;")
        say(f" {tries} failed or interrupted calls, {len(also)} wrong\n")
    for forgetful in (False, True):
        with tempfile.TemporaryDirectory() as name:
            notes = len(faults.write_together(Path(name), 40, careless=forgetful))
        failures += [f"{notes} entries of 320"] if notes != 320 and not forgetful else []
        say(f"8 {'careless writers' if forgetful else 'writers'} at once: {notes} of 320 entries\n")
    if shutil.which("strace"):
        for name in ("save", "replacing", "truncating"):
            met, wrong = every_traced_call(name, 2)
            failures += wrong if name == "save" else []
            say(f"{name}: {met} system calls killed or failed by strace, {len(wrong)} wrong\n")
    else:
        say("strace is not installed: no system call was failed by the system itself\n")
    say("".join(f"\nWRONG: {failure}\n" for failure in failures[:20]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
