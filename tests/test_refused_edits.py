"""What an edit that is not made is told: in which words, where, and what to do instead."""

from __future__ import annotations

from typing import Any

import pytest

from welcomeplan.errors import EXIT_REFUSED, Refused
from welcomeplan.limits import DEFAULT_LIMITS, Limits
from welcomeplan.yamltext import (
    Append,
    Edit,
    Insert,
    RemoveKey,
    SetItem,
    SetKey,
    Span,
    apply,
    gate,
    read,
)

BY_HAND = "Make this edit by hand in an editor, then run `welcomeplan validate`."
BEYOND = "this edit can't be made here without changing something else"
UNREADABLE = "this edit would leave a file that can't be read"
COMMENT = "a comment stands inside the value that would be replaced or removed"
SURROGATE = "half of a character (a lone surrogate) can't be stored as text"
AGAIN = "Type the character again; it was cut in two on its way here."
SET = SetKey((), "a", "x")


def refusal(text: str, edits: list[Edit], limits: Limits = DEFAULT_LIMITS) -> Refused:
    with pytest.raises(Refused) as caught:
        apply(read(text.encode()), edits, limits)
    assert caught.value.code == EXIT_REFUSED
    assert not caught.value.written
    return caught.value


# Each row: the words, what to do, and texts with an edit and what is marked (None: nothing).
TOLD: list[tuple[str, str, list[tuple[str, Edit, str | None]]]] = [
    (
        "the file has faults that must be mended before it can be edited",
        "Mend what is wrong. To see it: `welcomeplan validate`",
        [
            ("b: &x 1\n", SET, "&x "),
            ("", SET, ""),
            ("a: [\n", SET, "["),
            ("a: 1\na: 2\n", SET, "a"),
            ("a: 1\nb: &x 1\nc: &y 2\n", SET, "&x "),
            ("? a\n: b\n", SET, "a"),
        ],
    ),
    (
        *("there is no mapping to edit at the top of the file", BY_HAND),
        [("- a\n", edit, None) for edit in (SET, RemoveKey((), "a"), Append((), "a", "b"))],
    ),
    (
        *("there is no mapping to edit at a", BY_HAND),
        [
            ("a: b\n", SetKey(("a",), "c", "d"), None),
            ("a: [b]\n", Append(("a",), "c", "d"), None),
            ("b: c\n", RemoveKey(("a",), "c"), None),
        ],
    ),
    (
        *("there is no mapping to edit at z.3", BY_HAND),
        [
            ("a: b\n", SetKey(("z", 3), "c", "d"), None),
            ("z:\n- a: b\n- c: d\n- e: f\n", SetKey(("z", 3), "c", "d"), None),
            ("z: {'3': {a: b}}\n", SetKey(("z", 3), "c", "d"), None),
        ],
    ),
    (
        *("there is no mapping to edit at z.-1", BY_HAND),
        [("z:\n- a: b\n", SetKey(("z", -1), "c", "d"), None)],
    ),
    (
        *("there is no list to edit at the top of the file", BY_HAND),
        [
            ("a: b\n", Insert((), 0, "c"), None),
            ("- a\n", Insert((), 2, "b"), None),
            ("- a\n", Insert((), -1, "b"), None),
            ("a: b\n", SetItem((), 0, "c"), None),
            ("- a\n- b\n", SetItem((), 2, "c"), None),
            ("- a\n- b\n", SetItem((), -1, "c"), None),
            ("- a\n- [b]\n", SetItem((), 1, "c"), None),
            ("- a\n- b: c\n", SetItem((), 1, "c"), None),
        ],
    ),
    (
        *("there is no list to edit at a.0", BY_HAND),
        [
            ("a: [b]\n", Insert(("a", 0), 0, "c"), None),
            ("a: [b]\n", SetItem(("a", 0), 0, "c"), None),
        ],
    ),
    (
        *("`a` holds something else than a list", BY_HAND),
        [
            ("a: b\n", Append((), "a", "c"), "b"),
            ("a: {b: c}\n", Append((), "a", "c"), "{b: c}"),
            ("a: ''\n", Append((), "a", "c"), "''"),
        ],
    ),
    (
        *("`b` is the only key here", BY_HAND),
        [("a:\n  b: c\n", RemoveKey(("a",), "b"), "b"), ("b: 1\n", RemoveKey((), "b"), "b")],
    ),
    (
        *(COMMENT, BY_HAND),
        [
            ("a:\n- b # c\n- d\n", SetKey((), "a", ["e"]), "# c"),
            ("{a: b, # c\n d: e}\n", RemoveKey((), "d"), "# c"),
            ("b: c\na:\n  d: e\n  # f\n  g: h\n", SetKey((), "a", "i"), "# f"),
            ("a: b\nc: [d,#e\n f]\n", RemoveKey((), "c"), "#e"),
            ("a: [b # c\n, d]\n", SetKey((), "a", ["e", "f"]), "# c"),
            ("b: c\na:\n- | # d\n  e\n", SetKey((), "a", ["x"]), "# d"),
            ("b: c\na:\n- 'd # e' # f\n- g\n", SetKey((), "a", ["x"]), "# f"),
            ("{a: b, c: [d, # e\n f]}\n", RemoveKey((), "c"), "# e"),
            ("a: b\nc: # d\n  e\n", RemoveKey((), "c"), "# d"),
            ("a: b\nlog: # d\n- e\n", RemoveKey((), "log"), "# d"),
            ("a: b\nlog:\n- e # d\n", RemoveKey((), "log"), "# d"),
            ("a: b\nlog:\n- e\n  # d\n", RemoveKey((), "log"), "# d"),
        ],
    ),
    (
        "the file ends in a block of text without a line end after it",
        "End the file with a line break, then try again.",
        [
            ("a: |\n  b", SetKey((), "c", "d"), "|\n  b"),
            ("a:\n- b: >-\n    c\n    d", Append((), "a", "d"), ">-\n    c\n    d"),
        ],
    ),
    (
        *(BEYOND, BY_HAND),
        [
            ("a: |+\n  b\nc: d\n\ne: f\n", RemoveKey((), "c"), None),
            ("- a\n-\n", SetItem((), 1, "c"), ""),
            ("- |\n  a\n- b\n", SetItem((), 0, "c"), "|\n  a"),
            ("- >-\n  a\n- b\n", SetItem((), 0, "c"), ">-\n  a"),
        ],
    ),
    (
        *(SURROGATE, AGAIN),
        [
            ("a: b\n", SetKey((), "a", "\ud800"), None),
            ("a: b\n", SetKey((), "\udfff", "c"), None),
            ("a: b\n", SetKey((), "a", ["c", {"d": "e\udbff"}]), None),
            ("a: b\n", SetKey((), "a", {"d\udc00": "e"}), None),
            ("a: b\n", Append((), "c", "\ud800"), None),
            ("- a\n", Insert((), 0, {"b": "\ud800"}), None),
            ("- a\n", SetItem((), 0, "\ud800"), None),
        ],
    ),
    (
        "a list is opened here with `[`, and its `]` or a comma is missing",
        "Write `[first, second]`.",
        [("a: 1\nb: [c?]\n", SET, "[")],
    ),
    (
        "`=` stops other programs that read the file: they take it for a day, a number or a sign,"
        " and it is none",
        "Mend it, or put it in double quotes.",
        [("b: =\na: 1\n", SET, "=")],
    ),
]


@pytest.mark.parametrize(("message", "remedy", "rows"), TOLD, ids=[row[0] for row in TOLD])
def test_each_refusal_has_its_words_its_place_and_what_to_do(
    message: str, remedy: str, rows: list[tuple[str, Edit, str | None]]
) -> None:
    for text, edit, marked in rows:
        refused = refusal(text, [edit])
        assert (refused.message, refused.told) == (message, remedy), edit
        span = refused.span
        assert (span if span is None else text[slice(*span)]) == marked, edit


@pytest.mark.parametrize("value", [1, None, ["a", 2.5], {"a": ("b",)}])
def test_what_is_no_text_list_or_dict_is_a_mistake_of_whoever_calls(value: Any) -> None:
    with pytest.raises(TypeError, match="plain text, lists and dicts only, not "):
        apply(read(b"a: b\n"), [SetKey((), "a", value)])


# What the gate stops, whatever the splicing made.


@pytest.mark.parametrize(
    ("before", "made", "promised", "message"),
    [
        ("a: 1\n", "a: x\x07\n", (0, 5), UNREADABLE),
        ("a: 1\n", "a: x\r\n\r \n", (0, 5), UNREADABLE),
        ("a: 1\n", "<<<<<<< a\n=======\n>>>>>>> b\n", (0, 5), UNREADABLE),
        ("a: 1\n", "a: x # \u2028\n", (0, 5), UNREADABLE),
        ("a: 1\n", "a: [x\n", (0, 5), UNREADABLE),
        ("a: 1\n", "a: &b x\n", (0, 5), BEYOND),
        ("a: 1\n", "a: !b x\n", (0, 5), BEYOND),
        ("a: 1\n", "a: x\n---\nb: c\n", (0, 5), BEYOND),
        ("a: 1\n", "a: x\na: x\n", (0, 5), BEYOND),
        ("a: 1\n", "a: y\n", (0, 5), BEYOND),
        ("a: 1\n", "a: [x]\n", (0, 5), BEYOND),
        ("a: 1\n", "a:\n", (0, 5), BEYOND),
        ("a: 1\nb: 2\n", "b: 2\na: x\n", (0, 9), BEYOND),
        ("a: 1\nb: 2\n", "a: x\nb:  2\n", (0, 5), BEYOND),
        ("b: 2\na: 1\n", "b:  2\na: x\n", (5, 10), BEYOND),
    ],
)
def test_the_gate_lets_nothing_through_that_was_not_asked_for(
    before: str,
    made: str,
    promised: tuple[int, int],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "spliced", lambda source, edits: (made, [Span(*promised)]))
    refused = refusal(before, [SET])
    assert (refused.message, refused.remedy, refused.span) == (message, BY_HAND, None)


@pytest.mark.parametrize("value", ["=", "2018-02-30", "0x_"])
def test_the_gate_lets_no_word_through_at_which_others_stop(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "spliced", lambda source, edits: (f"a: {value}\n", [Span(0, 5)]))
    refused = refusal("a: 1\n", [SetKey((), "a", value)])
    assert (refused.message, refused.remedy, refused.span) == (UNREADABLE, BY_HAND, None)


@pytest.mark.parametrize("made", ["a: x\n", "a: 'x'  # y\n", "a: x # \ue000\n\n", "{a: x}\n"])
def test_the_gate_lets_through_what_was_asked_for(
    made: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "spliced", lambda source, edits: (made, [Span(0, 5)]))
    assert apply(read(b"a: 1\n"), [SET]) == made.encode()


@pytest.mark.parametrize("limits", [Limits(bytes=9), Limits(nodes=4)])
def test_what_would_be_larger_than_is_read_is_not_written(limits: Limits) -> None:
    refused = refusal("a: b\n", [SetKey((), "c", "d")], limits)
    assert (refused.message, refused.remedy) == (
        "this edit would make the file larger than is read",
        "Split the plan into more strategy files, or raise the limits on the command line.",
    )


def test_a_hidden_line_end_that_stood_in_a_text_may_stay() -> None:
    before = "a: 1\nb: 'c\u2028d'\n"
    assert apply(read(before.encode()), [SET]) == before.replace("1", "x").encode()
    again = apply(read(before.encode()), [SetKey((), "b", "e\u2028f")])
    assert again == b'a: 1\nb: "e\\Lf"\n'


def test_edits_that_stand_on_each_other_are_refused_where_the_file_shows_it() -> None:
    text = "a: 1\nb:\n  c: d\n"
    first: Edit = SetKey((), "new", {"x": "y"})
    refused = refusal(text, [first, SetKey(("new",), "z", "w"), RemoveKey(("b",), "c")])
    assert (refused.message, refused.span) == ("`c` is the only key here", Span(10, 14))
    refused = refusal(text, [RemoveKey(("b",), "c"), first, SetKey(("new",), "z", "w")])
    assert (refused.message, refused.span) == ("`c` is the only key here", Span(10, 11))
