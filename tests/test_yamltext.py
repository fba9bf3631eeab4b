"""The reader: what it refuses, where it says so, and exact positions for the rest."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import welcomeplan.yamltext
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.yamltext import (
    Mapping,
    Node,
    Route,
    Scalar,
    Sequence,
    compose,
    plain,
    read,
)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 2_000_000,
        "- " * 1_000_000,
        "{a: " * 500_000,
        "a: " + "x" * 4_000_000,
        "\n".join(f"k{n}: {n}" for n in range(200_000)),
        "a: " + "\u2028" * 300_000,
        "'" * 1_000_000,
        "? " * 100_000,
    ],
    ids=["brackets", "dashes", "braces", "long", "wide", "line ends", "quotes", "complex"],
)
def test_hostile_text_is_read_to_an_answer(text: str) -> None:
    # What went wrong in other readers: a stack that overflows, or hours.
    source = read(text.encode())
    assert source.root is not None or source.faults


SCALARS = "a: no\nb: 012\nc: 12:30\nd: 2018-09\ne: 1e3\nf: ~\ng:\nh: ''\ni: 0x1f\nj: 1_000\n"


def test_every_scalar_stays_text() -> None:
    source = read(SCALARS.encode())
    assert source.root
    assert plain(source.root) == {
        "a": "no",
        "b": "012",
        "c": "12:30",
        "d": "2018-09",
        "e": "1e3",
        "f": "~",
        "g": None,
        "h": "",
        "i": "0x1f",
        "j": "1_000",
    }


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_positions_are_exact(bom: str, end: str) -> None:
    text = end.join(
        [
            "# a remark",
            "title: Ünïcödé \U0001f600 text",
            "list:",
            "- one   # remark",
            "",
            "# remark",
            "folded: >-",
            "  some",
            "  text",
            "",
            "",
            'flow: {"k": [a, "b c"]}',
            "",
        ]
    )
    source = read((bom + text).encode())
    assert not source.faults

    def found(*route: str | int) -> str:
        span = source.span(route)
        return source.text[span.start : span.end]

    assert found("title") == "Ünïcödé \U0001f600 text"
    assert found("list") == "- one"
    assert found("list", 0) == "one"
    assert found("folded") == end.join([">-", "  some", "  text"])
    assert found("flow") == '{"k": [a, "b c"]}'
    assert found("flow", "k", 1) == '"b c"'
    assert source.position(source.span(("flow", "k", 1)).start) == (12, 17)
    assert source.line(4) == "- one   # remark"
    assert source.position(source.span(("title",), key=True).start) == (2, 1)


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"),
    max_size=20,
)
trees = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdefgh ", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=4), trees, min_size=1, max_size=4))
def test_reads_what_another_writer_wrote(data: dict[str, object]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    source = read(text.encode())
    if source.faults:  # aliases of equal objects, hidden line ends
        assert all("alias" in f.message or "anchor" in f.message for f in source.faults) or any(
            mark in text for mark in "\x85\u2028\u2029\ufeff\ufffe\uffff"
        )
        return
    assert source.root
    assert plain(source.root) == yaml.load(text, Loader=_TextLoader)  # noqa: S506 - builds text only


class _TextLoader(yaml.BaseLoader):
    """The base loader, which leaves scalars as they are: an independent reading."""


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_no_bytes_crash_it(data: bytes) -> None:
    source = read(data)
    assert source.root is not None or source.faults
    for fault in source.faults:
        line, column = source.position(fault.span.start)
        assert line >= 1
        assert column >= 1
        source.line(line)


@given(trees.filter(lambda tree: isinstance(tree, dict)))
def test_spans_lie_within_each_other(data: object) -> None:
    source = read(yaml.safe_dump(data, allow_unicode=True).encode(), DEFAULT_LIMITS)
    nodes = [source.root] if source.root else []
    while nodes:
        node = nodes.pop()
        assert node is not None
        inside = (
            node.items
            if isinstance(node, Sequence)
            else [part for pair in node.pairs for part in pair]
            if isinstance(node, Mapping)
            else []
        )
        for child in inside:
            assert node.start <= child.start <= child.end <= node.end
        if isinstance(node, Scalar) and not node.style:
            assert source.text[node.start : node.end].split() == node.value.split()
        nodes += inside


@given(trees)
def test_what_is_asked_for_alone_is_as_in_the_whole(data: object) -> None:
    """A node, its data, keys and text are the same, asked for by a route or found in the root."""
    source = read(yaml.safe_dump(data, allow_unicode=True).encode(), DEFAULT_LIMITS)
    found: list[tuple[Route, Node]] = [((), source.root)] if source.root else []
    assert found or source.faults
    for route, node in found:
        assert source.node(route) == node
        assert source.plain(route) == plain(node)
        assert source.word(route) == (node.value if isinstance(node, Scalar) else "")
        pairs = node.pairs if isinstance(node, Mapping) else []
        assert source.keys(route) == tuple(key.value for key, _ in pairs)
        items = node.items if isinstance(node, Sequence) else []
        for nowhere in ((*route, len(items)), (*route, -1), (*route, "no such key")):
            assert source.node(nowhere) is None
            assert source.plain(nowhere) is None
            assert (source.word(nowhere), source.keys(nowhere)) == ("", ())
            assert source.span(nowhere) == source.span(route)
        if not source.faults:  # of a key that stands twice, only the first can be asked for
            found += [((*route, key.value), value) for key, value in pairs]
        found += [((*route, at), item) for at, item in enumerate(items)]


# A new file.


def emitted(text: str, style: str | None = None) -> str:
    """A value of a key as PyYAML writes it."""
    events = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.MappingStartEvent(None, None, True, flow_style=False),
        yaml.ScalarEvent(None, None, (True, True), "title"),
        yaml.ScalarEvent(None, None, (True, True), text, style=style),
        yaml.MappingEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    line: str = yaml.emit(events, Dumper=yaml.Dumper, width=10_000, allow_unicode=True)
    return line


@given(st.text(list("ab :#-?,[]{}&*!|>'\"%@`.\\/()+_é–“\xa0\ufeff😀"), min_size=1, max_size=12))
def test_a_line_is_written_as_pyyaml_has_it(text: str) -> None:
    # No digits or signs that older readers take for something else than text. And an emoji is
    # shown, which PyYAML does not within double quotes.
    line = emitted(text)
    if line.startswith("title: '") and "'" in text and not {'"', "\\"} & set(text):
        line = emitted(text, '"')
    assert compose({"title": text}).text == line.replace("\\U0001F600", "😀")


@given(st.lists(st.text("abcé", min_size=1, max_size=60), min_size=1, max_size=40))
def test_long_words_are_folded_as_textwrap_has_it(words: list[str]) -> None:
    text = " ".join(words)
    made = compose({"title": text}).text
    if len(f"title: {text}") <= 96:
        assert made == f"title: {text}\n"
    else:
        lines = textwrap.wrap(text, 94, break_long_words=False, break_on_hyphens=False)
        assert made == "".join(f"{line}\n" for line in ("title: >-", *(f"  {o}" for o in lines)))


# The room itself.

STAGES = (
    *("nodes", "faults", "reader", "strict", "edits", "places", "habits", "emit", "splices"),
    *("gate", "compose"),
)
"""From bytes to nodes, from an edit to proven bytes, from data to a new file: each may import those
before it."""


def test_the_stages_run_one_way_and_each_is_short() -> None:
    folder = Path(welcomeplan.yamltext.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} == {*STAGES, "__init__"}
    for k, stage in enumerate(STAGES):
        text = (folder / f"{stage}.py").read_text("utf-8")
        assert text.count("\n") <= 400, stage
        later = {f"welcomeplan.yamltext.{name}" for name in STAGES[k:]}
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom):
                assert node.module not in later, f"{stage} imports {node.module}"
