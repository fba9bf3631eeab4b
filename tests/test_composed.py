"""A new file is written in one way, byte for byte; what one holds is found in it by its route."""

from __future__ import annotations

from typing import Any

import pytest

from welcomeplan.yamltext import Bare, Scalar, Source, Span, compose, nodes, plain, read

# A new file.

WHOLE: dict[str, Any] = {
    "title": "T",
    "owners": {"a": "A"},
    "list": [
        {"id": "x", "tags": ["p", "q"], "log": [{"on": "2018-01-01"}, {"a": {"b": "c"}}]},
        {},
        "text",
        ["a", "b c"],
        [{"d": "e"}],
        [],
    ],
    "none": {},
    "empty": [],
    "on": "no",
    "no": Bare("yes"),
    "slugs": ["a", "b"],
    "a, b": "c, d",
}
WRITTEN = """\
title: T
owners:
  a: A
list:
  - id: x
    tags: [p, q]
    log:
      - on: 2018-01-01
      - a:
          b: c
  - {}
  - text
  -
    - a
    - b c
  -
    - d: e
  - []
none: {}
empty: []
on: 'no'
'no': yes
slugs: [a, b]
a, b: c, d
"""


@pytest.mark.parametrize("head", ["", "# By hand.\n\n", "---\n"])
def test_a_new_file_is_in_block_style(head: str) -> None:
    source = compose(WHOLE, head)
    assert source.text == head + WRITTEN
    assert source.plain() == WHOLE
    assert source.data == source.text.encode()


X, Y, W = "x" * 46, "y" * 47, "w" * 94


@pytest.mark.parametrize(
    ("value", "written"),
    [
        # 96 characters have room in a line, and in those below it.
        (f"{X} {X}", f"a: {X} {X}\n"),
        (f"{X} {Y[1:]}", f"a: {X} {Y[1:]}\n"),
        (f"{X} {Y}", f"a: >-\n  {X} {Y}\n"),
        (f"{Y} {X} {X}", f"a: >-\n  {Y} {X}\n  {X}\n"),
        (f"{Y} {Y} {X}", f"a: >-\n  {Y}\n  {Y} {X}\n"),
        (f"{Y} {Y}", f"a: >-\n  {Y}\n  {Y}\n"),
        (f"{Y} {Y[:45]} x", f"a: >-\n  {Y} {Y[:45]}\n  x\n"),
        # A word that is longer has a line of its own.
        (f"{W}w x", f"a: >-\n  {W}w\n  x\n"),
        (f"{W}w x x", f"a: >-\n  {W}w\n  x x\n"),
        (f"x {W}w x", f"a: >-\n  x\n  {W}w\n  x\n"),
        (f"x {W}w", f"a: >-\n  x\n  {W}w\n"),
        (f"{W}w", f"a: >-\n  {W}w\n"),
        (f"{W[1:]}", f"a: {W[1:]}\n"),
        # What would not come back as it was is not folded.
        (f"{X}  {Y}", f"a: {X}  {Y}\n"),
        (f"{X} {Y} ", f"a: '{X} {Y} '\n"),
        (f"{X}\xa0{Y}", f"a: {X}\xa0{Y}\n"),
        (f"{X} {Y}\n", f'a: "{X} {Y}\\n"\n'),
        (f"{X} {Y}\uffff", f'a: "{X} {Y}\\uFFFF"\n'),
        # Deeper there is less room, but never less than 40.
        ([f"{X[2:]} {Y}"], f"a:\n  - {X[2:]} {Y}\n"),
        ([f"{X[1:]} {Y}"], f"a:\n  - >-\n    {X[1:]}\n    {Y}\n"),
        ([f"{X} {Y}"], f"a:\n  - >-\n    {X}\n    {Y}\n"),
        ([{"b": f"{X} {Y}"}], f"a:\n  - b: >-\n      {X}\n      {Y}\n"),
        ({"b": f"{X[:43]} {Y} x"}, f"a:\n  b: >-\n    {X[:43]} {Y}\n    x\n"),
    ],
)
def test_a_long_text_is_folded_where_it_comes_back(value: Any, written: str) -> None:
    assert compose({"a": value}).text == written


@pytest.mark.parametrize(("deep", "room"), [(25, 44), (26, 42), (27, 40), (28, 40), (29, 40)])
def test_deep_down_a_line_still_has_room(deep: int, room: int) -> None:
    data: dict[str, Any] = {"text": "w " * 60 + "end"}
    for _ in range(deep):
        data = {"k": data}
    lines = compose(data).text.splitlines()[deep + 1 :]
    assert max(len(line.strip()) for line in lines) == room - 1
    assert {len(line) - len(line.lstrip()) for line in lines} == {2 * deep + 2}


@pytest.mark.parametrize(
    ("data", "head", "message"),
    [
        ({}, "", ": the file is empty"),
        ({"a": 1}, "", ""),
        ({"a": "b"}, "a: b\n", ": the key `a` stands twice in this mapping"),
        ({"a": "b"}, "c: d\n", ""),
        ({"a": "b"}, "[", ": a list is opened here with `[`, and its `]` or a comma is missing"),
    ],
)
def test_what_a_file_can_not_hold_is_refused(data: Any, head: str, message: str) -> None:
    with pytest.raises(ValueError, match="a plan file can't hold this") as caught:
        compose(data, head)
    assert str(caught.value) == f"a plan file can't hold this{message}"


# What a file holds.

TEXT = """\
title: One
list:
  - id: a
    tags: [x, "y z"]
  - b
none:
text: |
  Some
  lines

map: {k: v, e: , q: ''}
last: X"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_and_columns_count_from_one(end: str) -> None:
    source = read(TEXT.replace("\n", end).encode())
    lines = TEXT.split("\n")
    assert [source.line(number + 1) for number in range(len(lines))] == lines
    at = 0
    for number, line in enumerate(lines, 1):
        assert source.position(at) == (number, 1)
        assert source.position(at + len(line)) == (number, len(line) + 1)
        at += len(line) + len(end)
    assert [source.line_of(route) for route in [(), ("list", 1), ("map", "k"), ("last",)]] == [
        *(1, 5, 11, 12)
    ]


def marked(source: Source, *route: str | int, key: bool = False) -> str:
    return source.text[slice(*source.span(route, key=key))]


def test_a_route_leads_to_a_value_or_its_key() -> None:
    source = read(TEXT.encode())
    assert marked(source, "list", 0, "tags", 1) == '"y z"'
    assert marked(source, "list", 0, "tags", key=True) == "tags"
    assert marked(source, "list", 0, key=True) == 'id: a\n    tags: [x, "y z"]'
    assert marked(source, "map", "e") == "e", "a key stands for the value it lacks"
    assert marked(source, "map", "q") == "''"
    assert marked(source, "text") == "|\n  Some\n  lines"
    # Where it leads nowhere, to what lacks it.
    assert marked(source, "list", 2) == marked(source, "list")
    assert marked(source, "list", 0, "no", "such", key=True) == marked(source, "list", 0)
    assert marked(source, "title", "no", key=True) == "One"
    assert marked(source, "none", "no") == "none"
    assert source.existing(("list", 0, "no", "such")) == ("list", 0)
    assert source.existing(("map", "k")) == ("map", "k")
    assert source.existing(("list", 0, "no")) == ("list", 0)
    assert source.existing(("no",)) == ()


@pytest.mark.parametrize(
    ("route", "data", "word", "keys"),
    [
        (("title",), "One", "One", ()),
        (("list",), [{"id": "a", "tags": ["x", "y z"]}, "b"], "", ()),
        (("list", 0), {"id": "a", "tags": ["x", "y z"]}, "", ("id", "tags")),
        (("list", 0, "tags", 0), "x", "x", ()),
        (("list", 1), "b", "b", ()),
        (("list", 2), None, "", ()),
        (("list", -1), None, "", ()),
        (("list", "0"), None, "", ()),
        (("none",), None, "", ()),
        (("text",), "Some\nlines\n", "Some\nlines\n", ()),
        (("map",), {"k": "v", "e": None, "q": ""}, "", ("k", "e", "q")),
        (("map", 0), None, "", ()),
        (("map", "q"), "", "", ()),
        (("map", "v"), None, "", ()),
        (("title", 0), None, "", ()),
        (("title", "One"), None, "", ()),
    ],
)
def test_what_stands_at_a_route(route: Any, data: Any, word: str, keys: tuple[str, ...]) -> None:
    source = read(TEXT.encode())
    assert source.plain(route) == data
    assert source.word(route) == word
    assert source.keys(route) == keys
    node = source.node(route)
    assert (node and plain(node)) == data
    if node and node.start < node.end:
        assert (node.start, node.end) == source.span(route)
    assert source.plain(route) == data, "asked twice, it is the same"


def test_nodes_say_how_they_are_written() -> None:
    source = read(TEXT.encode())
    root: Any = source.root
    assert root.find("no") is None
    assert root.find("title") == (Scalar(0, 5, "title", ""), Scalar(7, 10, "One", ""))
    assert not root.flow
    assert not root.find("list")[1].flow
    assert root.find("map")[1].flow
    tags: Any = source.node(("list", 0, "tags"))
    assert tags.flow
    assert [item.style for item in tags.items] == ["", '"']
    assert root.find("text")[1].style == "|"
    layout: Any = source.layout
    [tags_at] = [at for at in range(len(layout.values)) if layout.is_flow(at)][:1]
    assert not layout.is_mapping(tags_at)
    assert layout.is_mapping(0)
    assert [source.text[slice(*span)] for span in layout.texts()][:6] == [
        *("title", "One", "list", "id", "a", "tags")
    ]


def test_a_pair_in_a_list_in_brackets_is_a_mapping_without_any() -> None:
    source = read(b"x: [a: b , c: [d] , {e: f}]\n")
    assert [marked(source, "x", at) for at in range(3)] == ["a: b", "c: [d]", "{e: f}"]
    assert source.plain() == {"x": [{"a": "b"}, {"c": ["d"]}, {"e": "f"}]}


def test_a_key_may_be_empty() -> None:
    source = read(b"'': x\na:\n  '': y\n")
    assert (source.keys(()), source.word(("",)), source.word(("a", ""))) == (("", "a"), "x", "y")
    assert source.plain() == {"": "x", "a": {"": "y"}}


def test_places_may_be_beyond_what_four_bytes_hold() -> None:
    assert list(nodes.numbers([1, 2**32 - 1])) == [1, 2**32 - 1]
    assert list(nodes.numbers([1, 2**32, 2**40])) == [1, 2**32, 2**40]


def test_of_what_was_not_read_nothing_is_known() -> None:
    source = read(b"a: [\n")
    assert (source.is_read, source.root, source.node(()), source.plain()) == (False,) + (None,) * 3
    assert (source.word(()), source.keys(()), source.existing(("a",))) == ("", (), ())
    assert source.span(("a",)) == Span(0, 0)


def test_a_file_is_known_by_the_key_that_git_gives_it() -> None:
    source = read(b"hello\n")
    assert source.key == "ce013625030ba8dba906f756967f9e9ca394464a"
    left = source.let_go()
    assert (left.key, left.data, left.text, left.layout) == (source.key, b"", "", None)
