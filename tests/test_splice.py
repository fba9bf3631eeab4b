"""Edits asserted on bytes: every style, line ending and end of file; then at random."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from welcomeplan.errors import Refused
from welcomeplan.limits import Limits
from welcomeplan.yamltext import (
    BOM,
    Append,
    Bare,
    Edit,
    Insert,
    RemoveKey,
    SetItem,
    SetKey,
    Source,
    Span,
    apply,
    gate,
    read,
    splices,
)

from . import torture

ORDER = ("id", "title", "due", "owner", "partners", "status", "done", "log", "evidence", "tags")
ENTRY = {"on": "2018-02-11", "amount": "1", "note": "First training, 34 officers"}
M = ("milestones", 0)


def to(key: str, value: Any, route: Any = M) -> SetKey:
    return SetKey(route, key, value, ORDER)


def log(route: Any = M, item: Any = None) -> Append:
    return Append(route, "log", item or ENTRY, ORDER)


# Each row: what it shows, the text before, the edits, the text after. Every row runs with LF and
# CRLF, with and without a byte-order mark, with and without a final line end.
TABLE: list[tuple[str, str, list[Edit], str]] = [
    # Values replaced.
    ("plain", "due: in 2018\n", [to("due", "in 2019", ())], "due: in 2019\n"),
    ("comment", "due: a # why\nid: b\n", [to("due", "c", ())], "due: c # why\nid: b\n"),
    ("single", "due: 'a' # x\n", [to("due", "it's", ())], "due: 'it''s' # x\n"),
    ("double", 'due: "a"\n', [to("due", 'b "c"', ())], 'due: "b \\"c\\""\n'),
    ("quoted key", "'due' : a\n", [to("due", "b", ())], "'due' : b\n"),
    (
        "next line",
        "title:\n  old\n  text\nid: a\n",
        [to("title", "new", ())],
        "title:\n  new\nid: a\n",
    ),
    ("many lines", "title: old\n  text\nid: a\n", [to("title", "new", ())], "title: new\nid: a\n"),
    ("many quoted", 'title: "old\n  text" # c\n', [to("title", "new", ())], 'title: "new" # c\n'),
    ("empty", "due:\nid: a\n", [to("due", "b", ())], "due: b\nid: a\n"),
    (
        "empty, comment",
        "due: # none yet\nid: a\n",
        [to("due", "b", ())],
        "due: b # none yet\nid: a\n",
    ),
    ("literal", "due: | # c\n  a\n  b\nid: a\n", [to("due", "b", ())], "due: b # c\nid: a\n"),
    ("folded", "due: >-\n  a\n\n  b\n\nid: a\n", [to("due", "b", ())], "due: b\n\nid: a\n"),
    ("kept blanks", "due: |+\n  a\n\nid: a\n", [to("due", "b", ())], "due: b\n\nid: a\n"),
    ("indent 2", "due: |2\n    a\n   b\nid: a\n", [to("due", "b", ())], "due: b\nid: a\n"),
    ("flow list", "tags: [a, b] # c\n", [to("tags", ["x"], ())], "tags: [x] # c\n"),
    ("block list", "tags:\n- a\n- b\nid: x\n", [to("tags", ["x"], ())], "tags:\n- x\nid: x\n"),
    (
        "to a list",
        "tags: a # c\nid: x\n",
        [to("tags", ["a", "b"], ())],
        "tags: [a, b] # c\nid: x\n",
    ),
    ("from a list", "owner: # c\n  - a\nid: x\n", [to("owner", "b", ())], "owner: b # c\nid: x\n"),
    (
        "to links",
        "evidence: a\nid: x\n",
        [to("evidence", ["http://a"], ())],
        "evidence:\n  - http://a\nid: x\n",
    ),
    ("same", "due:  'a'\n", [to("due", "a", ())], "due:  'a'\n"),
    ("out of order", "title: a\nid: b\n", [to("id", "c", ())], "title: a\nid: c\n"),
    ("flow, bare key", "{id, owner: b}\n", [to("id", "c", ())], "{id: c, owner: b}\n"),
    (
        "what looks like a comment in a text",
        "a: b\ntags:\n- |\n  # c\n  d\n- 'e # f'\n",
        [to("tags", ["x"], ())],
        "a: b\ntags:\n- x\n",
    ),
    # Keys added.
    ("in order", "id: a\n# c\nowner: b\n", [to("due", "c", ())], "id: a\ndue: c\n# c\nowner: b\n"),
    ("first", "# head\ntitle: a\n", [to("id", "b", ())], "# head\nid: b\ntitle: a\n"),
    ("last", "id: a\nx-me: b\n", [to("x-you", "c", ())], "id: a\nx-me: b\nx-you: c\n"),
    (
        "own keys stay",
        "x-a: 1\nid: a\nx-b: 2\n",
        [to("due", "c", ())],
        "x-a: 1\nid: a\ndue: c\nx-b: 2\n",
    ),
    (
        "on a dash",
        "milestones:\n  - title: a\n",
        [to("id", "b")],
        "milestones:\n  - id: b\n    title: a\n",
    ),
    (
        "wide dash",
        "milestones:\n-   id: a\n",
        [to("due", "b")],
        "milestones:\n-   id: a\n    due: b\n",
    ),
    ("two dashes", "- - id: a\n", [to("due", "b", (0, 0))], "- - id: a\n    due: b\n"),
    (
        "below its comment",
        "log: []\nevidence:\n- a\n  # b\ntags: []\n",
        [to("x", "v", ()), Append((), "evidence", "z")],
        "log: []\nevidence:\n- a\n  # b\n- z\ntags: []\nx: v\n",
    ),
    ("flow", "{id: a, owner: b} # c\n", [to("due", "c", ())], "{id: a, due: c, owner: b} # c\n"),
    ("flow, first", "{title: a}\n", [to("id", "b", ())], "{id: b, title: a}\n"),
    ("flow, none", "a: { }\n", [to("id", "b", ("a",))], "a: {id: b}\n"),
    (
        "flow, none but a comment",
        "a: { # c\n  }\n",
        [to("id", "b", ("a",))],
        "a: {id: b # c\n  }\n",
    ),
    (
        "flow, lines",
        "{\n  id: a, # c\n  title: b\n}\n",
        [to("due", "c, d", ())],
        "{\n  id: a, # c\n  title: b,\n  due: 'c, d'\n}\n",
    ),
    (
        "flow, comma",
        "{\n  id: a,\n  title: b, # c\n}\n",
        [to("due", "c", ())],
        "{\n  id: a,\n  title: b, # c\n  due: c,\n}\n",
    ),
    (
        "flow, comment last",
        "{\n  id: a, # c\n  title: b # d\n}\n",
        [to("due", "c", ())],
        "{\n  id: a, # c\n  title: b, # d\n  due: c\n}\n",
    ),
    (
        "flow, comma below",
        "{\n  id: a # c\n  , due: b\n}\n",
        [to("title", "c", ())],
        "{\n  id: a, title: c # c\n  , due: b\n}\n",
    ),
    (
        "flow, after an empty value",
        "{id:   , owner: b}\n",
        [to("due", "c", ())],
        "{id: , due: c  , owner: b}\n",
    ),
    ("flow, bare", "{id, owner: b}\n", [to("due", "c", ())], "{id, due: c, owner: b}\n"),
    (
        "like json",
        '{"id": "a", "title": "b"}\n',
        [to("due", "c", ())],
        '{"id": "a", "title": "b", "due": "c"}\n',
    ),
    (
        "quotes as around",
        "id: 'a'\ntitle: 'b'\n",
        [to("due", "c", ())],
        "id: 'a'\ntitle: 'b'\ndue: 'c'\n",
    ),
    (
        "quotes that differ",
        "id: 'a'\ntitle: b\n",
        [to("due", "c", ())],
        "id: 'a'\ntitle: b\ndue: c\n",
    ),
    (
        "quotes of one value",
        "id: 'a'\nlog: []\n",
        [to("due", "b", ())],
        "id: 'a'\ndue: b\nlog: []\n",
    ),
    ("quotes of one key", "'id': a\n", [to("due", "b", ())], "'id': a\ndue: b\n"),
    ("below a blank line", "\nid: a\n", [to("due", "b", ())], "\nid: a\ndue: b\n"),
    (
        "keys with commas",
        "id: a\n",
        [to("a, b", {"c, d": "e", "f, g": {"h, i": "j"}}, ())],
        "id: a\na, b:\n  c, d: e\n  f, g:\n    h, i: j\n",
    ),
    ("before the end", "---\nid: a\n...\n", [to("due", "b", ())], "---\nid: a\ndue: b\n...\n"),
    ("map", "title: a\n", [to("words", {"soon": "2018"}, ())], "title: a\nwords:\n  soon: 2018\n"),
    (
        "in order together",
        "id: a\n",
        [to("log", [ENTRY], ()), to("done", "2018-02-11", ())],
        "id: a\ndone: 2018-02-11\nlog:\n  - on: 2018-02-11\n    amount: 1\n"
        "    note: First training, 34 officers\n",
    ),
    # As it is done nearby.
    (
        "as deep as the nearest mapping",
        "a:\n    b: c\n",
        [to("d", {"e": "f"}, ())],
        "a:\n    b: c\nd:\n    e: f\n",
    ),
    (
        "as deep as the nearest list",
        "a:\n  b:\n  - c\nd:\n    - e\n",
        [to("f", ["g h"], ("a",)), to("i", ["j k"], ())],
        "a:\n  b:\n  - c\n  f:\n  - g h\nd:\n    - e\ni:\n    - j k\n",
    ),
    (
        "as deep as a mapping further in",
        "a:\n- b:\n   c: d\n",
        [to("e", {"f": "g"}, ("a", 0))],
        "a:\n- b:\n   c: d\n  e:\n   f: g\n",
    ),
    (
        "dashes as around",
        "a:\n-   b: [x]\n    c: d\n",
        [to("e", ["f g", {"h": "i", "j": "k"}], ("a", 0))],
        "a:\n-   b: [x]\n    c: d\n    e:\n    -   f g\n    -   h: i\n        j: k\n",
    ),
    (
        "quotes of keys, further in",
        "'id': a\n'b': c\n",
        [to("on", {"d": ["e", "f g"]}, ())],
        "'id': a\n'b': c\n'on':\n  'd':\n    - e\n    - f g\n",
    ),
    ("quotes of some keys", "'id': a\nb: c\n", [to("on", "x", ())], "'id': a\nb: c\non: x\n"),
    (
        "quotes of no text block",
        "a: |\n  b\nc: |\n  d\ne: []\n",
        [to("f", "g", ())],
        "a: |\n  b\nc: |\n  d\ne: []\nf: g\n",
    ),
    (
        "quotes of the item before which it stands",
        "- 'a'\n- b\n",
        [Insert((), 0, "c"), Insert((), 2, "d"), Insert((), 4, "e")],
        "- 'c'\n- 'a'\n- d\n- b\n- e\n",
    ),
    (
        "quotes of an item in braces",
        "- {'a': 'b', 'c': 'd'}\n- e\n",
        [Insert((), 0, {"f": "g", "h": ["i j"]})],
        "- 'f': 'g'\n  'h':\n    - 'i j'\n- {'a': 'b', 'c': 'd'}\n- e\n",
    ),
    ("quotes of no block item", "- >-\n  a\n- b\n", [Insert((), 0, "c")], "- c\n- >-\n  a\n- b\n"),
    (
        "keys that need quotes",
        "id: a\n",
        [to("no", {"on": "x", "yes": "y", "a b": "z", "'": "r"}, ())],
        "id: a\n'no':\n  on: x\n  'yes': 'y'\n  a b: z\n  \"'\": r\n",
    ),
    (
        "keys that need quotes, flow",
        "{id: a}\n",
        [to("no", {"on": "x", "yes": "y", "a, b": "z"}, ())],
        "{id: a, 'no': {on: x, 'yes': 'y', 'a, b': z}}\n",
    ),
    ("a key that needs quotes, flow", "{id: a}\n", [to("b, c", "d", ())], "{id: a, 'b, c': d}\n"),
    (
        "what a schema types",
        "id: a\n",
        [to("no", Bare("yes"), ()), to("b", [Bare("no"), Bare("012"), Bare("a: b")], ())],
        "id: a\n'no': yes\nb:\n  - no\n  - 012\n  - 'a: b'\n",
    ),
    (
        "as deep as a mapping, below a list",
        "a:\n    b: c\nd:\n- e\nf: g\n",
        [to("f", {"h": "i"}, ()), to("d", {"j": "k"}, ())],
        "a:\n    b: c\nd:\n    j: k\nf:\n    h: i\n",
    ),
    (
        "in order together, not by letters",
        "id: a\n",
        [to("done", "b", ()), to("status", "c", ())],
        "id: a\nstatus: c\ndone: b\n",
    ),
    # Keys removed.
    (
        "remove",
        "id: a\n# why\nstatus: b # c\n\ndue: d\n",
        [RemoveKey((), "status")],
        "id: a\n# why\n# c\n\ndue: d\n",
    ),
    (
        "remove a list",
        "id: a\n# c\nlog:\n- on: b\n# d\ndue: f\n",
        [RemoveKey((), "log")],
        "id: a\n# c\n# d\ndue: f\n",
    ),
    (
        "remove above a deeper comment",
        "- id: a\n  tags: [b] # c\n    # d\n  due: e\n",
        [RemoveKey((0,), "tags")],
        "- id: a\n  # c\n    # d\n  due: e\n",
    ),
    (
        "remove below a block of text",
        "a: |\n  b\nc: 'd # e'\t#\tf",
        [RemoveKey((), "c")],
        "a: |\n  b\n#\tf",
    ),
    (
        "remove the first, with a comment",
        "- id: a # c\n  due: b\n",
        [RemoveKey((0,), "id")],
        "- # c\n  due: b\n",
    ),
    ("remove the first", "- id: a\n  due: b\n", [RemoveKey((0,), "id")], "- due: b\n"),
    (
        "remove the first of three",
        "- id: a\n  due: b\n  owner: c\n",
        [RemoveKey((0,), "id")],
        "- due: b\n  owner: c\n",
    ),
    (
        "remove above a comment",
        "- id: a\n  # c\n  due: b\n",
        [RemoveKey((0,), "id")],
        "-\n  # c\n  due: b\n",
    ),
    ("remove kept blanks", "a: |+\n  b\n\nc: d\n", [RemoveKey((), "a")], "c: d\n"),
    ("remove flow", "{id: a, due: b, log: []}\n", [RemoveKey((), "due")], "{id: a, log: []}\n"),
    ("remove flow first", "{ id: a, due: b }\n", [RemoveKey((), "id")], "{ due: b }\n"),
    ("remove flow only", "a: { id: b, }\n", [RemoveKey(("a",), "id")], "a: {}\n"),
    ("remove flow last", "{ id: a, due: b }\n", [RemoveKey((), "due")], "{ id: a }\n"),
    (
        "remove after an empty value",
        "{id: , due: b }\n",
        [RemoveKey((), "due")],
        "{id: }\n",
    ),
    ("remove nothing", "id: a\n", [RemoveKey((), "due")], "id: a\n"),
    ("remove an empty value", "a: b\nc:\nd: e\n", [RemoveKey((), "c")], "a: b\nd: e\n"),
    (
        "remove an empty value, with a comment",
        "a: b\nc: # why\nd: e\n",
        [RemoveKey((), "c")],
        "a: b\n# why\nd: e\n",
    ),
    ("remove an empty value, last", "a: b\nc:\n", [RemoveKey((), "c")], "a: b\n"),
    ("remove the first, empty", "- a:\n  b: c\n", [RemoveKey((0,), "a")], "- b: c\n"),
    (
        "remove the first, blanks behind it",
        "- a: b   \n  # c\n  d: e\n",
        [RemoveKey((0,), "a")],
        "-\n  # c\n  d: e\n",
    ),
    # Lists.
    (
        "append",
        "log:\n  - on: a\n    note: b # c\n# d\nid: e\n",
        [log(())],
        "log:\n  - on: a\n    note: b # c\n  - on: 2018-02-11\n    amount: 1\n"
        "    note: First training, 34 officers\n# d\nid: e\n",
    ),
    (
        "append, wide",
        "evidence:\n-   a\n",
        [Append((), "evidence", "b")],
        "evidence:\n-   a\n-   b\n",
    ),
    (
        "append, after an empty item",
        "tags:\n-\n- a\n",
        [Append((), "tags", "b")],
        "tags:\n-\n- a\n- b\n",
    ),
    (
        "append, below its dash",
        "tags:\n  -\n    a\n",
        [Append((), "tags", "b")],
        "tags:\n  -\n    a\n  - b\n",
    ),
    ("append, flow", "tags: [a, b] # c\n", [Append((), "tags", "c")], "tags: [a, b, c] # c\n"),
    ("append, comma", "tags: [a, b, ]\n", [Append((), "tags", "c")], "tags: [a, b, c, ]\n"),
    (
        "append, flow entry",
        "log: [{on: a}]\n",
        [log((), {"on": "b", "note": "c, d"})],
        "log: [{on: a}, {on: b, note: 'c, d'}]\n",
    ),
    (
        "append to text",
        "log:\n  - |\n    a\n\n  - >+\n    b\n\nid: e\n",
        [Append((), "log", "x")],
        "log:\n  - |\n    a\n\n  - >+\n    b\n\n  - x\nid: e\n",
    ),
    (
        "start",
        "objectives:\n- id: o\n  milestones:\n  - id: m\n    due: a\n",
        [log(("objectives", 0, "milestones", 0), {"on": "b"})],
        "objectives:\n- id: o\n  milestones:\n  - id: m\n    due: a\n    log:\n    - on: b\n",
    ),
    (
        "start, indented",
        "milestones:\n    -   id: m\n",
        [log(M, {"on": "b", "note": "c"})],
        "milestones:\n    -   id: m\n        log:\n"
        "            -   on: b\n                note: c\n",
    ),
    ("start, empty", "log:\nid: a\n", [log((), {"on": "b"})], "log:\n  - on: b\nid: a\n"),
    (
        "start, comment",
        "log: # none\nid: a\n",
        [log((), {"on": "b"})],
        "log: # none\n  - on: b\nid: a\n",
    ),
    (
        "start, brackets",
        "log: [] # c\nid: a\n",
        [log((), {"on": "b"})],
        "log: # c\n  - on: b\nid: a\n",
    ),
    ("start, links", "id: a\n", [Append((), "evidence", "slug")], "id: a\nevidence:\n  - slug\n"),
    (
        "start, empty, links",
        "evidence:\nid: a\n",
        [Append((), "evidence", "slug")],
        "evidence:\n  - slug\nid: a\n",
    ),
    ("start, flow", "{id: a}\n", [Append((), "tags", "b")], "{id: a, tags: [b]}\n"),
    (
        "start twice",
        "id: a\n",
        [Append((), "tags", "b"), Append((), "tags", "c")],
        "id: a\ntags:\n  - b\n  - c\n",
    ),
    (
        "start, then insert",
        "id: a\n",
        [to("tags", ["b"], ()), Insert(("tags",), 0, "a")],
        "id: a\ntags: [a, b]\n",
    ),
    (
        "start, then set",
        "id: a\n",
        [to("words", {"b": "c"}, ()), to("d", "e", ("words",))],
        "id: a\nwords:\n  b: c\n  d: e\n",
    ),
    (
        "insert",
        "- id: a\n  due: b\n# c\n- id: d\n",
        [Insert((), 1, {"id": "x", "partners": ["v", "z"]})],
        "- id: a\n  due: b\n- id: x\n  partners: [v, z]\n# c\n- id: d\n",
    ),
    (
        "insert first",
        "a:\n  # c\n  - id: b\n",
        [Insert(("a",), 0, {"id": "x", "due": "z"})],
        "a:\n  # c\n  - id: x\n    due: z\n  - id: b\n",
    ),
    (
        "insert, blank lines",
        "- id: a\n\n- id: b\n",
        [Insert((), 2, {"id": "c"})],
        "- id: a\n\n- id: b\n\n- id: c\n",
    ),
    (
        "insert, deeper comment",
        "- id: a\n  # about a\n- id: b\n",
        [Insert((), 1, {"id": "x"})],
        "- id: a\n  # about a\n- id: x\n- id: b\n",
    ),
    (
        "insert, flow",
        "a: [ b, c ]\n",
        [Insert(("a",), 0, "x"), Insert(("a",), 2, "z")],
        "a: [ x, b, z, c ]\n",
    ),
    (
        "insert, two on a line",
        "a: [\n  b, c\n]\n",
        [Insert(("a",), 1, "x")],
        "a: [\n  b, x, c\n]\n",
    ),
    (
        "insert after a text that ends in blanks",
        "- |\n  One\n   \n- b\n",
        [Insert((), 1, "x")],
        "- |\n  One\n   \n- x\n- b\n",
    ),
    (
        "insert, brackets",
        "id: o\nmilestones: [] # c\n",
        [Insert(("milestones",), 0, {"id": "m", "due": "x"})],
        "id: o\nmilestones: # c\n  - id: m\n    due: x\n",
    ),
    (
        "insert, brackets further in",
        "a:\n  id: o\n  log: []\nlog: [b]\n",
        [Insert(("a", "log"), 0, "c")],
        "a:\n  id: o\n  log:\n    - c\nlog: [b]\n",
    ),
    ("insert in dashes", "- - a\n  - b\n", [Insert((0,), 0, "x")], "- - x\n  - a\n  - b\n"),
    ("set an item", "- a\n- b # c\n- d\n", [SetItem((), 1, "e, f")], "- a\n- e, f # c\n- d\n"),
    ("set the first item", "x:\n- a # b\n", [SetItem(("x",), 0, "c")], "x:\n- c # b\n"),
    ("set a quoted item", "- 'a'\n- b\n", [SetItem((), 0, "it's")], "- 'it''s'\n- b\n"),
    ("set an item of lines", "- a\n  b\n- c\n", [SetItem((), 0, "d")], "- d\n- c\n"),
    (
        "set an item, flow",
        "a: [b, \"c\" , 'd'] # e\n",
        [SetItem(("a",), 0, "x, y"), SetItem(("a",), 1, "z")],
        "a: ['x, y', \"z\" , 'd'] # e\n",
    ),
    # What `done` does.
    (
        "done",
        "milestones:\n  - id: a\n    due: in 2018  # c\n    status: active\n    owner: b\n",
        [
            to("done", "2018-02-11"),
            RemoveKey(M, "status"),
            log(M, {"on": "2018-02-11", "note": "a: b"}),
        ],
        "milestones:\n  - id: a\n    due: in 2018  # c\n    owner: b\n    done: 2018-02-11\n"
        "    log:\n      - on: 2018-02-11\n        note: 'a: b'\n",
    ),
]
ENDS = list(itertools.product(("\n", "\r\n"), (b"", BOM), (True, False)))


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_bytes(row: tuple[str, str, list[Edit], str]) -> None:
    _, before, edits, after = row
    for end, mark, final in ENDS:
        # A file of one line without an end tells nothing about line ends: new ones are LF.
        eol = end if final or "\n" in before[:-1] else "\n"
        old, new = (mark + _ended(text, eol, final).encode() for text in (before, after))
        source = read(old)
        assert not source.faults
        assert apply(source, edits) == new
        assert apply(read(new), []) == new


def _ended(text: str, eol: str, final: bool) -> str:
    return (text if final else text.removesuffix("\n")).replace("\n", eol)


def test_new_lines_end_as_their_neighbours_do() -> None:
    source = read(b"id: a\r\nowner: b\n\r\nlog:\r\n  - on: c\n  - on: d")
    edits: list[Edit] = [to("title", "t", ()), to("status", "active", ()), Append((), "log", "e")]
    assert apply(source, edits) == (
        b"id: a\r\ntitle: t\r\nowner: b\nstatus: active\n\r\nlog:\r\n  - on: c\n  - on: d\n  - e"
    )


# Values as text.


@pytest.mark.parametrize("text", torture.TEXTS)
@pytest.mark.parametrize("before", ["due: a\n", "due: 'a'\n", 'due: "a"\n', "{due: a}", "- a\n"])
def test_every_text_comes_back_or_is_refused(text: str, before: str) -> None:
    source = read(before.encode())
    edit: Edit = Insert((), 1, text) if before == "- a\n" else to("due", text, ())
    if torture.has_surrogate(text):
        with pytest.raises(Refused, match="surrogate"):
            apply(source, [edit])
        return
    again = read(apply(source, [edit]))
    assert not again.faults
    held = torture.data_of(again)
    assert text == (held["due"] if isinstance(held, dict) else held[1])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((text, text) for text in ("2018-02-11", "2018", "2017-07", "2018Q1", "1", "-2", "7.5")),
        *(
            (text, text)
            for text in ("in 2018", "First training, 34 officers", "45%", "2 trainings")
        ),
        *((text, text) for text in ("https://a.org/b?c=d#e", "a#b", "a:b", "draft [2]", "a - b")),
        *((text, f"'{text}'") for text in ("no", "Yes", "null", "~", "on", "y", "1e3", "012")),
        *(
            (text, f"'{text}'")
            for text in ("0x1F", "1_000", ".5", "7.50", "12:30", ".inf", "", "=")
        ),
        *(
            (text, f"'{text}'")
            for text in ("a: b", "a #b", "- a", "[a", "{a", "@a", " a", "a ", "#")
        ),
        ("it's: a", '"it\'s: a"'),
        ("it's", "it's"),
        ("a\nb", '"a\\nb"'),
        ("a\u202eb", '"a\\u202Eb"'),
        ("🎉 日本", "🎉 日本"),
        ("it's: 🎉", '"it\'s: 🎉"'),
        ("🎉\nit's \\U0001F389", '"🎉\\nit\'s \\\\U0001F389"'),
        ("🎉: 'a' \"b\"", "'🎉: ''a'' \"b\"'"),
        ("🎉 \\ it's: #", "'🎉 \\ it''s: #'"),
        ("- 🎉", "'- 🎉'"),
        ("🎉 " * 99 + "🎉", "🎉 " * 99 + "🎉"),
        ("\\🎉", "\\🎉"),
        ("it's\ta", '"it\'s\\ta"'),
        ('it\'s: "a"', "'it''s: \"a\"'"),
        ("it's: \\", "'it''s: \\'"),
        ("x?", "x?"),
        ("1" * 15, "1" * 15),
        ("1" * 16, f"'{'1' * 16}'"),
    ],
)
def test_how_a_new_text_is_written(text: str, written: str) -> None:
    assert apply(read(b"id: a\n"), [to("due", text, ())]) == f"id: a\ndue: {written}\n".encode()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((text, text) for text in ("a", "a b", "2018-02-11", "-1", "1.5", "it's 🎉")),
        *((text, f"'{text}'") for text in ("a, b", "🎉, b", "x?", "[a", "a]", "no", "a: b", "")),
        ("it's, b", '"it\'s, b"'),
        ("it's, 🎉", '"it\'s, 🎉"'),
        ("a\tb", '"a\\tb"'),
    ],
)
def test_how_a_new_text_is_written_inside_brackets(text: str, written: str) -> None:
    assert apply(read(b"{id: a}"), [to("due", text, ())]) == f"{{id: a, due: {written}}}".encode()


@pytest.mark.parametrize("text", ["🎉 日本", "a 🎉\\U0001F389"])
def test_a_text_in_double_quotes_is_shown_as_it_was_typed(text: str) -> None:
    doubled = text.replace("\\", "\\\\")
    assert apply(read(b'due: "a"\n'), [to("due", text, ())]) == f'due: "{doubled}"\n'.encode()


def test_slugs_stand_on_one_line_of_eighty_characters() -> None:
    slugs = ["a" * 37, "b" * 39]
    line = f"tags: [{slugs[0]}, {slugs[1]}]\n"
    assert apply(read(b"id: a\n"), [to("tags", slugs, ())]).decode() == f"id: a\n{line}"
    wider = [*slugs[:1], slugs[1] + "b"]
    lines = f"tags:\n  - {wider[0]}\n  - {wider[1]}\n"
    assert apply(read(b"id: a\n"), [to("tags", wider, ())]).decode() == f"id: a\n{lines}"


# Several edits, and none.


def test_a_refusal_among_several_edits_points_into_the_file_as_it_is() -> None:
    source = read(b"a:\n  b: c\n")
    with pytest.raises(Refused, match="`b` is the only key here") as caught:
        apply(source, [to("title", "a title", ()), RemoveKey(("a",), "b")])
    assert caught.value.span == source.span(("a",))
    with pytest.raises(Refused) as caught:
        apply(source, [RemoveKey(("a",), "b"), to("title", "a title", ())])
    assert caught.value.span == Span(5, 6)  # the first is made on the file as it is


def test_limits_hold_for_what_is_written() -> None:
    source, edit = read(b"a: b\n"), to("c", ["d"], ())
    after = b"a: b\nc: [d]\n"  # 12 bytes; two keys, two texts, a list, and the mapping of all
    assert apply(source, [edit], Limits(bytes=12, nodes=6)) == after
    assert not read(after, Limits(bytes=12, nodes=6)).faults
    for limits in (Limits(bytes=11), Limits(nodes=5)):
        assert read(after, limits).faults
        with pytest.raises(Refused, match="larger than is read"):
            apply(source, [edit], limits)


def test_no_change_is_the_same_bytes() -> None:
    source = read(b"a: 'b' # c\nlog: [ {on: x} ]")
    for edit in (to("a", "b", ()), to("log", [{"on": "x"}], ()), RemoveKey((), "z")):
        assert apply(source, [edit]) is source.data


def test_edits_leave_their_values_alone() -> None:
    item: dict[str, Any] = {"id": "n", "log": []}
    apply(read(b"- id: a\n"), [Insert((), 1, item), Append((1,), "log", "x")])
    assert item == {"id": "n", "log": []}


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        (
            "list:\n- id: a\n  log:\n  - b\n",
            [
                to("x", "v", ()),
                Insert(("list",), 1, "e"),
                to("tags", "t", ("list", 0)),
                Append(("list", 0), "log", "c"),
            ],
            "list:\n- id: a\n  log:\n  - b\n  - c\n  tags: t\n- e\nx: v\n",
        ),
        (
            "id: a\nlog:",
            [to("tags", "t", ()), Append((), "log", "b")],
            "id: a\nlog:\n  - b\ntags: t",
        ),
        (
            "id: a\n",
            [to("status", "c", ()), to("done", "b", ()), to("evidence", ["d"], ())],
            "id: a\nstatus: c\ndone: b\nevidence: [d]\n",
        ),
        (
            "id: a\n",
            [to("done", "b", ()), to("status", "c", ())],
            "id: a\nstatus: c\ndone: b\n",
        ),
    ],
)
def test_edits_that_end_at_one_place_are_made_at_once(
    text: str, edits: list[Edit], after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one each would be read again: in a large file that is a second an edit."""
    asked: list[int] = []

    def counted(source: Source, together: list[Edit]) -> Any:
        asked.append(len(together))
        return splices.spliced(source, together)

    monkeypatch.setattr(gate, "spliced", counted)
    assert apply(read(text.encode()), edits) == after.encode()
    assert asked == [len(edits)]


# The gate.


@pytest.mark.parametrize(
    "text",
    [
        "# x\na: 1\n# b\nc: 1\n# d\n",
        "a: 1\n# b\nc: 1\n# d\n",
        "# new\n# a\na: 1\n# b\nc: 1\n# d\n",
        "# a\na: 1\n# x\nc: 1\n# d\n",
        "# a\na: 1\nc: 1\n# d\n",
        "# a\na: 1\n# b\nc: 1\n# x\n",
        "# a\na: 1\n# b\nc: 1\n",
        "# a\na: 1\n# b\nc: 1\n# d\n\n",
    ],
)
def test_the_gate_stops_a_line_that_no_edit_promised(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data are right, and a comment elsewhere is lost, changed or new."""
    promises = [Span(4, 9), Span(13, 18)]
    monkeypatch.setattr(gate, "spliced", lambda source, edits: (text, promises))
    source = read(b"# a\na: 0\n# b\nc: 0\n# d\n")
    with pytest.raises(Refused, match="without changing something else"):
        apply(source, [to("a", "1", ()), to("c", "1", ())])


def test_the_gate_stops_a_new_line_at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ("# new\n# a\na: 1\n", [Span(4, 9)])
    monkeypatch.setattr(gate, "spliced", lambda source, edits: made)
    with pytest.raises(Refused, match="without changing something else"):
        apply(read(b"# a\na: 0\n"), [to("a", "1", ())])
