"""What a text that can't be read, or not whole, is told: in which words, where, and the remedy."""

from __future__ import annotations

import pytest
import yaml

from welcomeplan.limits import Limits
from welcomeplan.yamltext import BOM, Source, read, reader
from welcomeplan.yamltext.faults import syntax_fault
from welcomeplan.yamltext.strict import strict_fault

ONE: list[tuple[str, str, dict[str | bytes, str]]] = [
    (
        "a colon where no key can stand",
        "If this is a key, line it up with its neighbours. If the colon belongs to the text, "
        "put the text in double quotes.",
        {"a: b: c\n": "1:5 :"},
    ),
    (
        "a tab where spaces must stand",
        "Put spaces in its place, as many as the line above has.",
        {"a:\n\tb: 1\n": "2:1 \t", "a: |\n\tb\n": "2:1 \t"},
    ),
    (
        "this character can't begin a value",
        'Put the value in double quotes: `title: "@home programme"`.',
        {"a: @home\n": "1:4 @", "a: b\n \n@\n\n\n": "3:1 @"},
    ),
    (
        "quotes are opened here and never closed",
        "Add the closing quote.",
        {"a: 'x\nb: 1\n": "1:4 '", 'a: "x\n---\nb: 1\n': '1:4 "', "a: '": "1:4 '"},
    ),
    (
        "a list is opened here with `[`, and its `]` or a comma is missing",
        "Write `[first, second]`.",
        {"a: [x\nb: 1\n": "1:4 [", "a: [b, c": "1:4 ["},
    ),
    (
        "a mapping is opened here with `{`, and its `}` or a comma is missing",
        "Write `{key: value, key: value}`.",
        {"a: {x\nb: 1\n": "1:4 {", "a: {b: c]\n": "1:4 {"},
    ),
    (
        "this line has no colon, so it is neither a key nor part of a value",
        "Write `key: value`, or indent the line if it continues the text above.",
        {"a: 1\nb\nc: 2\n": "2:1 b", "- \n[": "2:1 ["},
    ),
    (
        "neither a list item nor a key of the one above: it is indented too little for that",
        "If this is a key, line it up with the keys above it; if it begins a new item, write "
        "`- ` before it, below the other items.",
        {"- a\nb: c\n": "2:1 b"},
    ),
    (
        "this does not line up with the keys above, or follows a value that has already ended",
        "Give keys of one mapping the same indentation; put text that has quotes or brackets "
        "inside it in double quotes.",
        {"a:\n  - b\n c: 1\n": "3:2 c", "a: 'b' c\n": "1:8 c"},
    ),
    (
        "a list item can't begin here",
        "Begin the list on a line of its own below its key.",
        {"a: - b\n": "1:4 -"},
    ),
    (
        "this backslash means nothing in double quotes",
        "Write two backslashes, or use single quotes.",
        {
            'a: "\\q"\n': "1:5 \\",
            'a: "\\x1"\n': "1:7 1",
            'a: "\\ud800"\n': "1:7 d",
        },
    ),
    (
        "a value can't begin with `*` or `&`",
        "Put it in double quotes.",
        {"a: & b\n": "1:4 &", "a: *\n": "1:4 *"},
    ),
    (
        "a value is missing here, or a bracket or comma belongs to nothing",
        "Close each bracket that is opened; put text that begins with one, or with a comma, in"
        " double quotes.",
        {
            "a: ]\n": "1:4 ]",
            "a: [": "1:4 [",
            "a: {\n\n": "1:4 {",
            "a: ,\n": "1:4 ,",
            "a: [b,,c]\n": "1:7 ,",
        },
    ),
    (
        "only a comment can follow `|` or `>` on its line",
        "Begin the text on the next line; put a space before the `#` of a comment.",
        {"a: |x\n": "1:5 x", "a: >2x\n": "1:6 x", "a: |0\n": "1:5 0"},
    ),
    (
        "a value can't begin with `!`",
        "Put it in double quotes.",
        {
            "a: !<\n": "1:4 !",
            "a: !<b\n": "1:4 !",
            "a: !%\n": "1:4 !",
            "a: !!\n": "1:4 !",
            "a: !b!c\n": "1:4 !",
            'a: !"x"\n': "1:4 !",
        },
    ),
    (
        "a line can't begin with `%`",
        "Put the text in double quotes, or delete the line.",
        {
            "%a\n": "1:1 %",
            "a: |\n%": "2:1 %",
            "%TAG\n---\n": "1:1 %",
            "%YAML 3.0\n---\na: 1\n": "1:1 %",
            "%YAML x\n": "1:1 %",
        },
    ),
    (
        "the byte 0xE9 is not UTF-8",
        "Save the file as UTF-8 (in most editors: Save with encoding, UTF-8).",
        {b"title: caf\xe9\n": "1:11 \ufffd"},
    ),
    (
        "the byte 0xFF is not UTF-8",
        "Save the file as UTF-8 (in most editors: Save with encoding, UTF-8).",
        {b"\xef\xbb\xbf\xc3\xa9 \xff\xfe": "1:3 \ufffd"},
    ),
    (
        "an invisible control character, U+001B, stands here",
        "Delete it.",
        {"a: x\x1b[31m\n": "1:5 \x1b"},
    ),
    (
        "an invisible control character, U+FEFF, stands here",
        "Delete it.",
        {"\ufeff\ufeffa: 1\n": "1:1 \ufeff"},
    ),
    (
        "a carriage return without a line feed (an old line ending) stands here",
        "Save the file with Unix (LF) or Windows (CRLF) line endings.",
        {"a: 1\rb: 2\n": "1:5 \r"},
    ),
    (
        "the file is empty",
        "Write at least a `title:`, or delete the file.",
        {"": "1:1 ", "# no\n": "1:1 "},
    ),
    (
        "values are nested more than 32 deep",
        "A plan needs far less: look for a stray `[`, `{` or `- `.",
        {f"a: {'[' * 40}{']' * 40}": "1:35 [", f"{'- ' * 40}a": "1:65 "},
    ),
    (
        "a second document begins here",
        "Keep one document a file: delete the `---`, or move what follows to a file of its own.",
        {"a: 1\n---\nb: 2\n": "2:1 ---", "--- 1\n--- 2\n": "2:1 ---"},
    ),
    (
        "a merge key, `<<`, has no place in a plan file",
        "Write the keys out.",
        {"b:\n  <<: {x: 1}\n": "2:3 <<"},
    ),
    (
        "a complex key",
        "Write each key as one plain word and a colon: `title: ...`.",
        {
            "? a\n: b\n": "1:3 a",
            "? \n: b\n": "1:1 ?",
            "a: b?\n? \n: b\n": "2:1 ?",
            "? \n: b\nc?: d\n": "1:1 ?",
            "x: {? a : b}\n": "1:7 a",
            "[a]: b\n": "1:1 [",
            "{a: b}: c\n": "1:1 {",
            "{?}\n": "1:2 ?",
            "a: b\n? c\n": "2:3 c",
        },
    ),
    (
        "a merge that git left for you to finish: `HEAD` (a-1) above, `theirs` (b) below",
        "Keep the lines that are right from both sides, delete the three marker lines "
        "(<<<<<<<, =======, >>>>>>>), then run `welcomeplan validate`.",
        {
            "<<<<<<< HEAD\nid: a-1\nb: 1\n"
            "=======\n- id: 'b'\nb: 2\n>>>>>>> theirs\n": "1:1 <<<<<<< HEAD"
        },
    ),
    (
        "a merge that git left for you to finish: `a` (v) above, `b` (v) below",
        "Keep the lines that are right from both sides, delete the three marker lines "
        "(<<<<<<<, =======, >>>>>>>), then run `welcomeplan validate`.",
        {"id: v\n<<<<<<< a\n=======\n>>>>>>> b\n": "2:1 <<<<<<< a"},
    ),
    (
        "a merge that git left for you to finish: `one side` (w) above, `the other side` (x, "
        "y, z) below",
        "Keep the lines that are right from both sides, delete the three marker lines "
        "(<<<<<<<, =======, >>>>>>>), then run `welcomeplan validate`.",
        {
            "- id: v\n- id: w\n<<<<<<<\nb: 1\n=======\n"
            '  - {id: x, a: b}\n  - id: "y"\n'
            "  - id: z\n  - id: zz\n>>>>>>>\n- id: q\n": "3:1 <<<<<<<"
        },
    ),
    (
        "a merge that git left for you to finish: `b` (no id) above, `d` (no id) below",
        "Keep the lines that are right from both sides, delete the three marker lines "
        "(<<<<<<<, =======, >>>>>>>), then run `welcomeplan validate`.",
        {"<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> d\n": "2:1 <<<<<<< b"},
    ),
    (
        "an alias, `*x`, has no place in a plan file",
        "Write the value out.",
        {"a: *x\n": "1:4 *x", "*x : y\n": "1:1 *x"},
    ),
    (
        "a `%TAG` directive, has no place in a plan file",
        "Delete the line.",
        {"%TAG ! tag:x,2000:\n---\na: 1\n": "1:1 %TAG ! tag:x,2000:\n---"},
    ),
    (
        "an anchor, `&x`, has no place in a plan file",
        "Delete it: plan files are plain text, each value stands where it is used.",
        {"a: &x 1\n": "1:4 &x ", "a: &x\n  b: 1\n": "1:4 &x", "a: &x [b]\n": "1:4 &x "},
    ),
    (
        "an anchor, `&a`, has no place in a plan file",
        "Delete it: plan files are plain text, each value stands where it is used.",
        {"&a b: c\n": "1:1 &a "},
    ),
    (
        "a tag, `!t`, has no place in a plan file",
        "Delete it: every value is text until the schema types it.",
        {"a: !t {b: c}\n": "1:4 !t "},
    ),
    (
        "a tag, `!!python/object/apply:os.system`, has no place in a plan file",
        "Delete it: every value is text until the schema types it.",
        {
            "a: !!python/object/apply:os.system [ls]\n": "1:4 !!python/object/apply:os.system ",
        },
    ),
    (
        "the key `a` stands twice in this mapping",
        "Only one can count. Delete one, or merge the two.",
        {"a: 1\nb: 2\na: 3\n": "3:1 a", "{a: 1, b: {a: 2}, a: 3}\n": "1:19 a"},
    ),
    (
        "a hidden line end, U+2028, stands here",
        "Delete it, or type an ordinary line break.",
        {
            "a: 1 # x\u2028b: 2\n": "1:9 \u2028",
            "\u2028a: 1\n": "1:1 \u2028",
            "a: |\n  b\n \u2028c: d\n": "3:2 \u2028",
        },
    ),
    (
        "a hidden line end, U+0085, stands here",
        "Delete it, or type an ordinary line break.",
        {"a: 1\x85b: 2\n": "1:5 \x85"},
    ),
]
SEVERAL: dict[str, list[str]] = {
    "a: &x 1\nb: *x\nc: [*x]\n": [
        "1:4 &x , an anchor, `&x`, has no place in a plan file",
        "2:4 *x, an alias, `*x`, has no place in a plan file",
        "3:5 *x, an alias, `*x`, has no place in a plan file",
    ],
    "<<<<<<< a\n=======\nid: b\n=======\nid: c\n>>>>>>> b\n<<<<<<< c\n=======\n>>>>>>> d\n": [
        "1:1 <<<<<<< a, a merge that git left for you to finish: `a` (no id) above,"
        " `b` (b, c) below",
        "7:1 <<<<<<< c, a merge that git left for you to finish: `c` (c) above, `d` (c) below",
    ],
    "a: &x 1\nb: [c: @\n": [
        "1:4 &x , an anchor, `&x`, has no place in a plan file",
        "2:8 @, this character can't begin a value",
    ],
    "a: &x !t b\n": [
        "1:4 &x !t , an anchor, `&x`, has no place in a plan file",
        "1:4 &x !t , a tag, `&x !t`, has no place in a plan file",
    ],
    "a: !t\nb: &c\n": [
        "1:4 !t, a tag, `!t`, has no place in a plan file",
        "2:4 &c, an anchor, `&c`, has no place in a plan file",
    ],
    "a: 1\n'a': 3\na: 4\n": [
        "2:1 'a', the key `a` stands twice in this mapping",
        "3:1 a, the key `a` stands twice in this mapping",
    ],
    "a: 1\n\u2029\nb: 'c\x85d' # \x85\n": [
        "2:1 \u2029, a hidden line end, U+2029, stands here",
        "3:12 \x85, a hidden line end, U+0085, stands here",
    ],
}

READ_ON = ("a `%TAG`", "an anchor", "a tag,", "the key", "a hidden line end")
"""After these the reading goes on: what else the text holds is known, and can be looked up."""


def places(source: Source) -> list[str]:
    """Line and column of every fault, and what is marked there."""
    spans = [(source.position(fault.span.start), fault.span) for fault in source.faults]
    return [f"{line}:{column} {source.text[slice(*span)]}" for (line, column), span in spans]


@pytest.mark.parametrize(("message", "remedy", "texts"), ONE, ids=[row[0] for row in ONE])
def test_each_fault_has_its_words_its_place_and_its_remedy(
    message: str, remedy: str, texts: dict[str | bytes, str]
) -> None:
    for text, place in texts.items():
        data = text if isinstance(text, bytes) else text.encode()
        source = read(data)
        assert [(fault.message, fault.remedy) for fault in source.faults] == [(message, remedy)]
        assert places(source) == [place]
        assert (source.data, source.text) == (data, data.decode("utf-8-sig", "replace"))
        assert source.is_read is message.startswith(READ_ON)


@pytest.mark.parametrize(("text", "told"), SEVERAL.items())
def test_faults_are_told_in_the_order_of_the_text(text: str, told: list[str]) -> None:
    source = read(text.encode())
    messages = [fault.message for fault in source.faults]
    assert [", ".join(pair) for pair in zip(places(source), messages, strict=True)] == told
    assert (source.data, source.text) == (text.encode(), text)


@pytest.mark.parametrize(
    "text",
    [
        *("a: b ?\nc: d\n", "a: b\n# ?\nc: d\n", "a: b # ?\nc: d\n", "a:\n- b?\nc?: d\n"),
        *("a: |\n  x?\nb: c\n", "a: '?'\nb: c\n", "a: {b: 'c ?'}\nd: e\n"),
        *("'<<': x\n", "- {a: 1}\n- {a: 2}\n", "a: {a: {a: 1}}\nb: {a: 1}\n", "---\n...\n"),
        *(
            "'a\u2028b'\n",
            "a: 'x\u2028y'\n",
            "a: 'x\u2028'\n",
            "a: '\u2028'\nb: '\x85'\n",
            "a: |\n  b\u2028\n  c\n",
        ),
        *("a: |\n  <<<<<<< x\n", "a: <<<<<<< b\n", "a: b >>>>>>> b\n", "<<<<<<< a\n>>>>>>> d\n"),
        *("=======\n>>>>>>> b\n<<<<<<< a\n", "<<<<<<<a\n=======\n>>>>>>> b\n"),
    ],
)
def test_what_only_looks_like_a_fault_is_none(text: str) -> None:
    source = read(text.encode())
    assert source.faults == ()
    assert source.is_read


SMALLER = "Split the plan into more strategy files, or raise the limit with --max-"


@pytest.mark.parametrize(
    ("text", "holds", "lacks", "place", "message", "remedy"),
    [
        (
            *("a: 1\n" * 300, Limits(bytes=1500, faults=400), Limits(bytes=1499), "1:1 "),
            "the file has 1,500 bytes; 1,499 is the most that is read",
            f"{SMALLER}bytes.",
        ),
        (
            *("a: [1, 2, 3]\n", Limits(nodes=6), Limits(nodes=5), "1:11 3"),
            *("the file has more than 5 values", f"{SMALLER}nodes."),
        ),
        (
            *("a: [1, {b: c}]\n", Limits(nodes=7), Limits(nodes=4), "1:8 {"),
            *("the file has more than 4 values", f"{SMALLER}nodes."),
        ),
        (
            *(f"a: [{'1, ' * 1500}]\n", Limits(), Limits(nodes=1234), "1:3698 1"),
            *("the file has more than 1,234 values", f"{SMALLER}nodes."),
        ),
        (
            *("a: &x 1\nb: *x\nc: d\n", Limits(nodes=7), Limits(nodes=4), "2:4 *x"),
            *("the file has more than 4 values", f"{SMALLER}nodes."),
        ),
        (
            *("a: [[b]]\n", Limits(depth=3), Limits(depth=2), "1:5 ["),
            "values are nested more than 2 deep",
            "A plan needs far less: look for a stray `[`, `{` or `- `.",
        ),
        (
            *("a: &x 1\nb: &y 1\nc: 1\n", Limits(faults=3), Limits(faults=2), "2:7 1"),
            *("there are more faults than that", "Mend those above first."),
        ),
    ],
    ids=[
        "bytes",
        "values",
        "values, a mapping",
        "values, many",
        "values, an alias",
        "deep",
        "faults",
    ],
)
def test_a_limit_holds_to_the_last(
    text: str, holds: Limits, lacks: Limits, place: str, message: str, remedy: str
) -> None:
    assert remedy not in [fault.remedy for fault in read(text.encode(), holds).faults]
    source = read(text.encode(), lacks)
    assert not source.is_read
    assert (source.data, source.text) == (text.encode(), "" if "bytes" in remedy else text)
    assert (source.faults[-1].message, source.faults[-1].remedy) == (message, remedy)
    assert places(source)[-1] == place


@pytest.mark.parametrize(("most", "told"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_no_more_hidden_line_ends_are_told_than_may_be(most: int, told: int) -> None:
    assert len(read("a: 1 # \u2028 \u2028 \u2029\n".encode(), Limits(faults=most)).faults) == told


@pytest.mark.parametrize("error", reader.LEAKS)
def test_whatever_else_comes_out_of_the_parser_is_a_fault(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def __init__(self, text: str) -> None:
            raise error

    monkeypatch.setattr(reader, "Parser", Broken)
    source = read(BOM + b"title: x\n")
    [fault] = source.faults
    assert fault.message == f"this is not YAML that can be read ({error.__name__})"
    assert fault.remedy == "Look for a stray character near the start."
    assert (source.data, source.text, source.is_read) == (BOM + b"title: x\n", "title: x\n", False)
    assert places(source) == ["1:1 "]


def test_a_complaint_of_which_little_is_known_is_told_all_the_same() -> None:
    mark = yaml.Mark("", 3, 0, 3, None, 0)
    nothing = syntax_fault("a: b", yaml.MarkedYAMLError())
    assert (nothing.message, nothing.span) == ("this can't be read as YAML", (0, 1))
    assert syntax_fault("a: b", yaml.MarkedYAMLError(problem="odd", context_mark=mark)).span == (
        3,
        4,
    )
    assert syntax_fault("", yaml.MarkedYAMLError(problem_mark=mark)).span == (0, 1)
    # A `[` that is never closed, where nobody says where it stands: at the end.
    unclosed = yaml.MarkedYAMLError(problem="did not find expected ',' or ']'", problem_mark=mark)
    assert syntax_fault("a: b", unclosed).span == (3, 4)


# What others can't read.

OTHERS = (
    "stops other programs that read the file: they take it for a day, a number or a sign, and it"
)
UNQUOTED = "Mend it, or put it in double quotes."


@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("a: 1\nb: 2018-02-30\n", "2:4 2018-02-30", f"`2018-02-30` {OTHERS} is none", UNQUOTED),
        ("2018-02-30: a\n", "1:1 2018-02-30", f"`2018-02-30` {OTHERS} is none", UNQUOTED),
        ("- '='\n- =\n", "2:3 =", f"`=` {OTHERS} is none", UNQUOTED),
        (
            *(f"a: {'1' * 4301}\n", f"1:4 {'1' * 4301}"),
            *(f"`{'1' * 40}` {OTHERS} is none", UNQUOTED),
        ),
        (
            *("a: [b]\nc: [d?]\n", "2:4 ["),
            "a list is opened here with `[`, and its `]` or a comma is missing",
            "Write `[first, second]`.",
        ),
        (
            *("[a, b?]\n", "1:1 ["),
            "a list is opened here with `[`, and its `]` or a comma is missing",
            "Write `[first, second]`.",
        ),
        (
            *("a:\n- {b:\tc?}\n", "2:3 {"),
            "a mapping is opened here with `{`, and its `}` or a comma is missing",
            "Write `{key: value, key: value}`.",
        ),
        (
            *("a: |#\n  b\n", "1:5 #"),
            "only a comment can follow `|` or `>` on its line",
            "Begin the text on the next line; put a space before the `#` of a comment.",
        ),
    ],
    ids=[
        "day",
        "key",
        "sign",
        "number",
        "question in a list",
        "in the whole",
        "in a mapping",
        "remark",
    ],
)
def test_what_stops_other_readers_is_told(text: str, place: str, message: str, remedy: str) -> None:
    source = read(text.encode())
    assert source.faults == ()
    fault = strict_fault(source)
    assert fault
    assert (fault.message, fault.remedy) == (message, remedy)
    assert places(Source(b"", source.text, None, (fault,))) == [place]


@pytest.mark.parametrize(
    "text",
    [
        *("a: '2018-02-30'\n", "a: 2018-02-28\n", "a: 2018-2-3\n", "a: 0x_f\n", "a: =b\n"),
        *(f"a: {'1' * 4300}\n", "a: [b]\nc: d?\n", "a: d?\nc: [b]\n", "a: '[b?]'\n"),
        *(
            "a:\tb\nc: [d]\n",
            "a: [b,\tc]\n",
            "a:\tb\nc: ['d?']\n",
            "a: '|#'\n",
            "a: 2018-02-30 and more\n",
            "a:\n",
        ),
        "a: [\n",
    ],
)
def test_what_everybody_reads_is_no_fault(text: str) -> None:
    assert strict_fault(read(text.encode())) is None
