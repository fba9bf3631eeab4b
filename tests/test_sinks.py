"""What is printed for other programs, of plans that hold what those would obey or can't read."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from welcomeplan import cli
from welcomeplan.formats import jsontext, markdown

from .test_reports import cases, sarif

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

HEAD = "title: T\norganizations: {o: O}\n"
STRATEGY = """\
title: x
objectives:
- id: o
  title: o
  milestones:
  - id: m
    title: TITLE
    owner: o
    due: 2018
    log: [{on: 2018-02-11, note: NOTE}]
"""


def write(folder: Path, title: str = "m", note: str = "n", name: str = "s") -> Path:
    plan = folder / "plan"
    plan.mkdir(exist_ok=True)
    (plan / "plan.yaml").write_text(HEAD, "utf-8")
    text = STRATEGY.replace("TITLE", json.dumps(title)).replace("NOTE", json.dumps(note))
    (plan / f"{name}.yaml").write_text(text, "utf-8")
    return plan


class Printed:
    """What a command prints on stdout."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, plan: Path, *line: str) -> str:
        cli.run([*line, "--dir", str(plan)])
        out, err = self.capsys.readouterr()
        assert "a fault of welcomeplan itself" not in err
        return out


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    return Printed(capsys)


# JSON: whole in every encoding, and text alone.

BROKEN = "broken-\udcff"
"""The name of a file that is no UTF-8."""
RECORDS: dict[str, Sequence[str]] = {
    "validate": ["validate"],
    "list": ["list"],
    "due": ["due", "--overdue"],
    "status": ["status"],
    "show": ["show", "m"],
    "timeline": ["timeline"],
    "history": ["history", "--all"],
    "validate since": ["validate", "--since", "HEAD~1"],
    "diff": ["diff", "HEAD~1"],
}


def strings(record: Any) -> Iterator[str]:
    """Every text of a record, keys too."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict):
        for key, value in record.items():
            yield key
            yield from strings(value)
    elif isinstance(record, list):
        for one in record:
            yield from strings(one)


def git(folder: Path, *line: str, **names: str) -> None:
    environment = {
        **{
            f"GIT_{who}_{what}": "a"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
        **names,
    }
    subprocess.run(
        ["git", "-C", folder, "-c", "core.quotePath=false", *line],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A plan with a broken name of a file, whose last commit is by a broken name of a person."""
    plan = write(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begin")
    (plan / "s.yaml").rename(plan / f"{BROKEN}.yaml")
    text = (plan / f"{BROKEN}.yaml").read_text("utf-8")
    (plan / f"{BROKEN}.yaml").write_text(text.replace("due: 2018", "due: 2019"), "utf-8")
    git(tmp_path, "add", "-A")
    who = os.fsdecode(b"Ana\xed\xa0\x80\xff")
    git(tmp_path, "commit", "-qm", os.fsdecode(b"why \xfe"), GIT_AUTHOR_NAME=who)
    (plan / "t.yaml").write_bytes(b'title: "\xff\xed\xa0\x80"\n')
    return plan


@pytest.mark.parametrize("line", RECORDS.values(), ids=RECORDS)
def test_json_has_no_half_of_a_character(
    broken: Path, line: Sequence[str], printed: Printed
) -> None:
    out = printed(broken, *line, "--json")
    assert out.isascii()
    held = list(strings(json.loads(out)))
    for text in held:
        text.encode("utf-8")  # a lone surrogate has no UTF-8
    if line[0] in ("list", "due", "status", "validate"):
        assert any("broken-<U+DCFF>" in text for text in held)  # as it is shown everywhere


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_what_is_checked_is_text_alone(broken: Path, form: str, printed: Printed) -> None:
    record = json.loads(printed(broken, "validate", "--format", form))
    for text in strings(record):
        text.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "\ud800",
        "a\udfff",
        "\udcff\udc80",
        "\ude00\ud83d",
        "😀",
        "\\ud800",
        "\\\\ud800 \ud800",
        "\\\ud800",
        "\ud83d😀\ude00",
    ],
)
def test_json_keeps_all_but_halves(text: str) -> None:
    again = json.loads(jsontext.dumps({text: [text]}))
    shown = "".join(f"<U+{ord(c):04X}>" if 0xD800 <= ord(c) < 0xE000 else c for c in text)
    assert again == {shown: [shown]}


# SARIF: where the standard wants text there is text.


def nulls(record: Any, route: str = "") -> Iterator[str]:
    """Where a record has nothing."""
    if record is None:
        yield route
    elif isinstance(record, dict):
        for key, value in record.items():
            yield from nulls(value, f"{route}/{key}")
    elif isinstance(record, list):
        for at, one in enumerate(record):
            yield from nulls(one, f"{route}/{at}")


@pytest.mark.parametrize("form", ["sarif", "gitlab"])
def test_nothing_is_null(broken: Path, form: str, printed: Printed) -> None:
    for line in (["validate"], ["validate", "--since", "HEAD~1"]):
        record = json.loads(printed(broken, *line, "--format", form))
        assert list(nulls(record)) == []


def test_sarif_and_junit_of_what_is_broken_are_what_their_standards_say(
    broken: Path, printed: Printed
) -> None:
    for line in (["validate"], ["validate", "--since", "HEAD~1"]):
        assert sarif(printed(broken, *line, "--format", "sarif"))["results"]
        assert cases(printed(broken, *line, "--format", "junit"))


# CSV: no cell that a spreadsheet would run, whatever it takes for the end of one.

SIGNS = "=+-@＝＋－＠"
FORMULAS = [
    *(f"{sign}1+1" for sign in SIGNS),
    *(f"{begin}{sign}1+1" for begin in (" ", "  ", '"', ' "', "\t", "\r") for sign in "=@"),
    *(
        f"{before}{end}{sign}1+1"
        for before in ("", "a", 'a"', "a;b")
        for end in (";", "; ", ';"', ';""', "|", ",", "\t")
        for sign in "=+-@＝"
    ),
    "a;b;=c;d;@e",
    ';;="x"',
    "a,=b;=c",
]


def cells(text: str, end: str, quote: str) -> Iterator[str]:
    """The cells of a CSV file, by a reader with a sign of its own for their end, that may not know
    quotes."""
    file = io.StringIO(text, newline="")
    if quote:
        rows = csv.reader(file, delimiter=end, quotechar=quote)
    else:
        rows = csv.reader(file, delimiter=end, quoting=csv.QUOTE_NONE)
    for row in rows:
        yield from row


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula_in_any_spreadsheet(
    tmp_path: Path, text: str, printed: Printed
) -> None:
    plan = write(tmp_path, text, text)
    for line in (["list"], ["due", "--overdue"], ["history", "m"], ["show", "m"], ["when", text]):
        out = printed(plan, *line, "--format", "csv")
        for end, quote in ((",", '"'), (";", '"'), (";", ""), ("\t", '"'), ("\t", ""), ("|", '"')):
            for cell in cells(out, end, quote):
                begin = cell.strip(' "')
                assert not begin.startswith(tuple(SIGNS)) or re.fullmatch(r"-\d+", begin), cell


@pytest.mark.parametrize(
    "text", ["a = b", "a; b", "1,000 - 2", "a - b, c", "-", "it's", "a;b", "a, b; c", "x@y.org"]
)
def test_what_is_no_formula_stays_as_it_is(tmp_path: Path, text: str, printed: Printed) -> None:
    plan = write(tmp_path, text)
    out = printed(plan, "list", "--format", "csv")
    shown = {row["Milestone"] for row in csv.DictReader(io.StringIO(out, newline=""))}
    assert shown == {f"'{text}" if text == "-" else text}


# The mark by which Excel knows UTF-8.

TABLES: dict[str, Sequence[str]] = {
    **{name: RECORDS[name] for name in ("list", "due", "status", "show", "timeline", "history")},
    "diff": ["diff"],
    "when": ["when", "by 2018"],
    "explain": ["when", "--explain", "by 2018"],
}


@pytest.mark.parametrize("line", TABLES.values(), ids=TABLES)
def test_a_table_for_excel_begins_with_a_mark(
    broken: Path, line: Sequence[str], printed: Printed
) -> None:
    plain = printed(broken, *line, "--format", "csv")
    assert printed(broken, *line, "--format", "csv", "--excel") == f"\ufeff{plain}"
    assert not plain.startswith("\ufeff")


def test_the_mark_is_no_lie_in_another_encoding(tmp_path: Path) -> None:
    plan = write(tmp_path, "Sí, señor")
    line = [
        sys.executable,
        "-P",
        "-m",
        "welcomeplan",
        "list",
        "--format",
        "csv",
        "--dir",
        str(plan),
    ]
    latin = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    out = subprocess.run([*line, "--excel"], env=latin, check=True, capture_output=True).stdout
    assert out.startswith(b"\xef\xbb\xbfDue,")
    assert "Sí, señor".encode() in out


@pytest.mark.parametrize("form", [[], ["--json"], ["--format", "markdown"], ["--format", "table"]])
@pytest.mark.parametrize("line", TABLES.values(), ids=TABLES)
def test_a_mark_is_for_csv_alone(
    tmp_path: Path, line: Sequence[str], form: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begin")
    assert cli.run([*line, *form, "--excel", "--dir", str(plan)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "`--excel` is for CSV alone" in err
    assert "--format csv" in err


# Markdown: what a reader of it shows has nothing of a plan that is live.

LIVE = [
    *("@torvalds", "&#64;torvalds", "&commat;torvalds", "&#x40;torvalds", "&#0000064;torvalds"),
    *("\\\\&#64;torvalds", "a@b.org", "(@ana)", "@@ana", "o/r@" + "0123456789abcdef" * 2),
    *("#12", "&#35;12", "o/r#12", "GH-12", "gh-12", "0123456789abcdef0123456789abcdef0123456"),
    *("https://x.org", "http:&#47;/x.org", "https&colon;//x.org", "www.x.org", "WWW.x.org"),
    *("mailto:a@b.org", "<https://x.org>", "[x](https://y.org)", "![x](y)", "[x]: y", "[^1]"),
    *(":bomb:", ":+1:", "&lt;b&gt;", "<b>x</b>", "<!-- x", "<details>", "x<br>y", "`x`", "$x$"),
    *(
        "**x**",
        "__x__",
        "~~x~~",
        "~x~",
        "a | b",
        "\\|x",
        "\\",
        "x\\\\",
        "\\\\<b>",
        "[ ] x",
        "[!NOTE]",
    ),
    *(
        "# h",
        "###### h",
        "- x",
        "+ x",
        "* x",
        "1. x",
        "1) x",
        "123456789. x",
        "> x",
        "---",
        "- - -",
    ),
    *("===", "=", "-", "***", "```", "~~~", "    x", "  - x", "\t- x", "     # x", "| a |", "1."),
]
WHERE = ("{}", "- {}", "| {} |\n| --- |\n| {} |", "# {}", "**{}**", "x {} y", "x  \n{}")
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OF_GITHUB = re.compile(
    r"(?<![\w`])@\w|(?<!\w)(?:#|GH-)\d|\w#\d|://\w|www\.\w|\w@\w|:[\w+-]+:|\b[0-9a-f]{40}\b", re.I
)
"""What GitHub makes live in what a reader of Markdown leaves as text."""


def told(page: str) -> tuple[list[str], str]:
    """The tags of a page in Markdown, and what GitHub would make live of its words: entities are
    read twice, as it does."""
    shown = READER.render(page)
    text = html.unescape(html.unescape(re.sub(r"<[^>]*>", "", shown)))
    return re.findall(r"<[^>]*>", shown), " ".join(OF_GITHUB.findall(text))


@pytest.mark.parametrize("text", LIVE)
def test_nothing_in_markdown_is_live(text: str) -> None:
    for where in WHERE:
        said = markdown.escape(text.strip() if "**" in where else text)
        tags, live = told(where.replace("{}", said))
        plain, _ = told(where.replace("{}", "word"))
        assert (tags, live) == (plain, ""), where
    shown = html.unescape(re.sub(r"<[^>]*>", "", READER.render(markdown.escape(text))))
    assert shown.replace("\u200b", "").split() == text.split()  # and it reads the same


PAGES: dict[str, Sequence[str]] = {
    **{name: RECORDS[name] for name in ("list", "due", "status", "show", "timeline", "history")},
    "diff": ["diff"],
}


@pytest.mark.parametrize("line", PAGES.values(), ids=PAGES)
def test_no_page_in_markdown_is_live(tmp_path: Path, line: Sequence[str], printed: Printed) -> None:
    plan = write(tmp_path, "word", "word")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "begin")
    hostile = " & ".join(
        ["@ana", "&#64;ana", "#12", "GH-12", "https://x.org", ":bomb:", "<b>", "[x](y)", "a|b"]
    )
    write(tmp_path, hostile, hostile)
    tags, live = told(printed(plan, *line, "--format", "markdown"))
    assert live == ""
    assert not {tag for tag in tags if re.match(r"<(a|img|b|h[1-2])\b", tag)}


def test_no_report_and_no_letter_is_live(tmp_path: Path, printed: Printed) -> None:
    hostile = " & ".join(
        ["@ana", "&#64;ana", "#12", "GH-12", "www.x.org", ":bomb:", "<b>", "[x](y)"]
    )
    plan = write(tmp_path, hostile, hostile)
    printed(plan, "report", "-o", str(tmp_path / "r.md"), "--as-of", "2019-04-01")
    printed(plan, "remind", "-o", str(tmp_path / "to"), "--as-of", "2019-04-01")
    for file in (tmp_path / "r.md", tmp_path / "to" / "o.md"):
        page = file.read_text("utf-8")
        tags, live = told(page)
        assert "ana" in page
        assert live == "", file
        assert not {tag for tag in tags if re.match(r"<(a|img|b)\b", tag)}
