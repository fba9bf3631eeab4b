"""The language server, as editors talk to it: problems, hover, completion, actions, definitions."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from markdown_it import MarkdownIt
from pygls.lsp.client import LanguageClient

from welcomeplan import cli
from welcomeplan.commands import serving

from .conftest import ROOT
from .editors import WAIT, Client, edited
from .hostile import EVERY
from .lacking import SIGNALS

HEAD = """\
title: A plan
period: 2017 to 2030
organizations:
  marc: Mid-America Regional Council
  jvs: {name: Jewish Vocational Service, contact: jvs@example.org}
strategies: [work]
"""
WORK = """\
title: Work
objectives:
  - id: jobs
    title: Jobs for newcomers
    lead: marc
    actions:
      - id: network
        title: A network of employers
    milestones:
      - id: kickoff
        title: A first meeting
        due: by the end of the first quarter of 2018
        owner: marc
        partners: [jvs]
        tags: [meetings, "yes: no"]
      - id: trainings
        title: Two trainings
        for: network
        due: by March 2030
        after: [kickoff]
        owner: jvs
      - id: newsletter
        title: A newsletter
        repeats: quarterly
        starts: 2029
        due: 2029
        owner: marc
"""
MARKDOWN = {"textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}}}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """One server for most of the tests."""
    held = Client(**MARKDOWN, workspace={"workspaceEdit": {"documentChanges": True}})
    yield held
    assert held.end() == 0
    assert held.said == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan_of(tmp_path / "plan")


def plan_of(folder: Path, work: str = WORK, head: str = HEAD) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_bytes(head.encode())
    (folder / "work.yaml").write_bytes(work.encode())
    return folder


def run(folder: Path, *arguments: str) -> int:
    return cli.run([*arguments, "--dir", str(folder)])


def place(text: str, words: str) -> tuple[int, int]:
    """The line and the column, in UTF-16, of the end of some words in a text."""
    at = text.index(words) + len(words)
    line = text.count("\n", 0, at)
    column = len(text[text.rfind("\n", 0, at) + 1 : at].encode("utf-16-le")) // 2
    return line, column


def marked(problem: dict[str, Any], text: str) -> str:
    """What of a text a problem marks."""
    start, end = problem["range"]["start"], problem["range"]["end"]
    assert start["line"] == end["line"]
    line: bytes = text.split("\n")[start["line"]].encode("utf-16-le")
    return line[start["character"] * 2 : end["character"] * 2].decode("utf-16-le")


def rules_of(problems: list[dict[str, Any]]) -> list[str]:
    return [one["code"] for one in problems]


# -- a whole session, with a client library


async def session(client: LanguageClient, folder: Path, told: asyncio.Queue[Any]) -> int | None:
    """What an editor does with one file, by a client library of its own; the server's exit code."""
    await client.start_io(sys.executable, "-P", "-m", "welcomeplan", "lsp")
    begin = lsp.InitializeParams(lsp.ClientCapabilities(), root_uri=folder.as_uri())
    await client.initialize_async(begin)
    client.initialized(lsp.InitializedParams())
    uri, text = (folder / "work.yaml").as_uri(), WORK.replace("owner: jvs", "owner: jsv")
    this = lsp.TextDocumentIdentifier(uri)
    document = lsp.TextDocumentItem(uri, lsp.LanguageKind.Yaml, 1, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    (problem,) = await asyncio.wait_for(told.get(), WAIT)
    assert (problem.code, problem.severity) == ("unknown-organization", 1)
    assert "Did you mean `jvs`?" in problem.message
    asked = lsp.CodeActionParams(this, problem.range, lsp.CodeActionContext([problem]))
    (mend, *_) = await client.text_document_code_action_async(asked) or ()
    assert mend.title == "Write `jvs`"
    where = lsp.Position(*place(text, "due: by March"))
    hover = await client.text_document_hover_async(lsp.HoverParams(this, where))
    assert "by 31 March 2030" in str(hover)
    where = lsp.Position(*place(text, "after: [kick"))
    defined = await client.text_document_definition_async(lsp.DefinitionParams(this, where))
    assert isinstance(defined, lsp.Location)
    assert defined.range.start.line == place(text, "- id: kickoff")[0]
    where = lsp.Position(*place(text, "owner: "))
    offers = await client.text_document_completion_async(lsp.CompletionParams(this, where))
    assert isinstance(offers, lsp.CompletionList)
    assert [one.label for one in offers.items] == ["marc", "jvs"]
    change = lsp.TextDocumentContentChangeWholeDocument(WORK)
    version = lsp.VersionedTextDocumentIdentifier(2, uri)
    client.text_document_did_change(lsp.DidChangeTextDocumentParams(version, [change]))
    assert list(await asyncio.wait_for(told.get(), WAIT)) == []
    await client.shutdown_async(None)
    client.exit(None)
    server = client._server
    return await asyncio.wait_for(server.wait(), WAIT) if server else None


def test_a_session_of_a_real_client(folder: Path) -> None:
    async def held() -> int | None:
        told: asyncio.Queue[Any] = asyncio.Queue()
        client = LanguageClient("editor", "1")
        listen = client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        listen(lambda params: told.put_nowait(params.diagnostics))
        return await session(client, folder, told)

    assert asyncio.run(held()) == 0


# -- problems


def test_problems_come_and_go_with_the_text(client: Client, folder: Path) -> None:
    uri = client.open(folder / "work.yaml")
    assert client.problems(uri) == []
    client.change(uri, WORK.replace("owner: jvs", "ownr: jvs"))
    (one,) = client.problems(uri)
    assert (one["code"], one["severity"], one["source"]) == ("unknown-key", 1, "welcomeplan")
    assert "Did you mean `owner`?" in one["message"]
    client.change(uri, WORK)
    assert client.problems(uri) == []
    client.close(uri)


def test_a_problem_of_one_file_that_another_makes(client: Client, folder: Path) -> None:
    work, head = client.open(folder / "work.yaml"), client.open(folder / "plan.yaml")
    assert client.problems(work) == []
    client.change(head, HEAD.replace("  marc: ", "  mark: "))
    found = client.problems(work)
    assert rules_of(found) == ["unknown-organization"] * 3
    client.close(head)  # what is not saved is no more
    assert client.problems(work) == []
    client.close(work)


def test_problems_of_files_that_are_not_open(client: Client, folder: Path) -> None:
    (folder / "more.yaml").write_text("title: More\nobjectivs: []\n")
    more = (folder / "more.yaml").as_uri()
    uri = client.open(folder / "work.yaml")
    assert rules_of(client.problems(more)) == ["unknown-key"]
    client.close(uri)
    assert client.problems(more) == []  # nobody looks at the plan any more


FAULTY = {
    "severities": WORK.replace("        owner: marc\n        partners", "        partners"),
    "yaml": WORK.replace("after: [kickoff]", "after: [kickoff"),
    "values": WORK.replace("for: network", "for: netwrk").replace("id: jobs", "id: Jobs!"),
    "dates": WORK.replace("by March 2030", "by Mrch 2030").replace("due: 2029", "due: 2045"),
    "empty": "",
    "binary": "title: \x00\n",
    "not a mapping": "- a\n",
    "notes": WORK.replace("period", "x").replace("due: by March 2030", "due: {words: soon}"),
    "twice": WORK + WORK[WORK.index("      - id: kickoff") :],
    "lost": WORK.replace("title: Work\n", ""),
}


@pytest.mark.parametrize("text", FAULTY.values(), ids=FAULTY)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_problems_are_those_of_validate(
    client: Client, folder: Path, text: str, end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text.replace("\n", end)
    uri = client.open(folder / "work.yaml", text)
    found = client.problems(uri)
    client.close(uri)
    plan_of(folder, text)
    run(folder, "validate", "--json")
    told = json.loads(capsys.readouterr().out)["diagnostics"]
    weights = {"error": 1, "warning": 2, "note": 3}
    assert [
        (one["code"], one["severity"], one["range"]["start"], one["range"]["end"], one["message"])
        for one in found
    ] == [
        (
            one["rule"],
            weights[one["severity"]],
            {"line": one["line"] - 1, "character": one["column"] - 1},
            {"line": one["end_line"] - 1, "character": one["end_column"] - 1},
            f"{one['message']}\n{one['remedy']}",
        )
        for one in told
        if one["file"].endswith("work.yaml")
    ]
    assert found


BEFORE = ("", "🎉 ", "é é ", "e\u0301 ", "\t", "難民支援 ", "👩‍👩‍👧 ")


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_columns_are_units_of_utf_16(
    client: Client, folder: Path, before: str, end: str, bom: str
) -> None:
    line = f'      - {{id: x, title: "A {before}", owner: nobdy, due: 2029}}'
    text = f"{bom}{WORK}{line}\n".replace("\n", end)
    uri = client.open(folder / "work.yaml", text)
    (one,) = client.problems(uri)
    assert marked(one, text) == "nobdy"
    client.close(uri)


@pytest.mark.parametrize(("wants", "width"), [("utf-8", 4), ("utf-32", 1)])
def test_a_client_chooses_how_columns_are_counted(folder: Path, wants: str, width: int) -> None:
    other = Client(general={"positionEncodings": [wants, "utf-16"]})
    assert other.server["positionEncoding"] == wants
    text = f"{WORK}      - {{id: x, title: 🎉, owner: nobdy, due: 2029}}\n"
    uri = other.open(folder / "work.yaml", text)
    (one,) = other.problems(uri)
    start, end = one["range"]["start"], one["range"]["end"]
    assert start["character"] == len("      - {id: x, title: , owner: ") + width
    hover = other.at("hover", uri, start["line"], end["character"] + len(", due: 2029"))
    assert hover["contents"]["kind"] == "plaintext"  # it named no other
    assert hover["contents"]["value"].startswith("“2029”\nRead as: ")
    (one, *_) = other.actions(uri, *place(WORK, "id: trainings"))
    assert list(one["edit"]) == ["changes"]  # it takes no versions
    assert list(one["edit"]["changes"]) == [uri]
    assert other.end() == 0


@pytest.mark.parametrize("name", ["notes.yaml", "plan.yaml.txt", ".hidden.yaml"])
def test_nothing_is_said_of_what_is_no_plan(
    client: Client, tmp_path: Path, folder: Path, name: str
) -> None:
    (tmp_path / "notes.yaml").write_text("a: [")
    where = tmp_path if name == "notes.yaml" else folder
    uri = client.open(where / name, "a: [")
    other = client.open(folder / "work.yaml")
    assert client.at("hover", uri, 0, 0) is None
    assert client.at("completion", uri, 0, 0) is None
    assert client.actions(uri, 0, 0) == []
    assert client.problems(other) == []
    assert client.at("hover", "untitled:Untitled-1", 0, 0) is None
    assert client.at("hover", "file:///nowhere/plan.yaml", 0, 0) is None
    client.close(uri)
    client.close(other)


def test_a_plan_that_is_not_saved_yet(client: Client, tmp_path: Path) -> None:
    uri = client.open(tmp_path / "plan.yaml", "titel: x\n")
    assert rules_of(client.problems(uri)) == ["missing-key", "unknown-key"]
    client.close(uri)


def test_a_plan_below_another_is_one_of_its_own(client: Client, folder: Path) -> None:
    below = plan_of(folder / "below", WORK.replace("owner: jvs", "owner: jsv"))
    above, uri = client.open(folder / "work.yaml"), client.open(below / "work.yaml")
    assert client.problems(above) == []
    assert rules_of(client.problems(uri)) == ["unknown-organization"]
    client.close(above)
    client.change(uri, WORK)
    assert client.problems(uri) == []
    client.close(uri)


# -- one file of several addresses


def other_address(uri: str) -> str:
    return uri.replace("work.yaml", "%77ork.yaml")


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("respell", [other_address, lambda uri: uri.replace("/work", "/./work")])
def test_a_text_stays_until_its_last_address_is_closed(
    client: Client, folder: Path, first: bool, respell: Callable[[str], str]
) -> None:
    text = WORK.replace("Two trainings", "Two courses").replace("owner: jvs", "owner: jsv")
    uri = client.open(folder / "work.yaml", text)
    twin = respell(uri)
    client.open_at(twin, text)
    kept, gone = (uri, twin) if first else (twin, uri)
    assert rules_of(client.problems(twin)) == ["unknown-organization"]
    client.close(gone)
    assert client.problems(gone) == []  # shown at the other alone
    assert rules_of(client.problems(kept)) == ["unknown-organization"]
    assert "Two courses" in str(client.at("hover", kept, *place(text, "id: trai")))
    (mend,) = client.actions(kept, *place(text, "owner: jsv"), "quickfix")
    assert mend["edit"]["documentChanges"][0]["textDocument"] == {"uri": kept, "version": 1}
    client.change(kept, text.replace("Two courses", "Two evenings"))
    assert "Two evenings" in str(client.at("hover", kept, *place(WORK, "id: trai")))
    client.close(kept)
    assert client.problems(kept) == []


def test_each_address_has_its_own_text(client: Client, folder: Path) -> None:
    uri = client.open(folder / "work.yaml", WORK.replace("Two trainings", "Two courses"))
    twin = client.open_at(other_address(uri), WORK.replace("Two trainings", "Two evenings"))
    where = place(WORK, "id: trai")
    for _ in range(2):
        assert "Two courses" in str(client.at("hover", uri, *where))
        assert "Two evenings" in str(client.at("hover", twin, *where))
    client.close(twin)
    assert "Two courses" in str(client.at("hover", uri, *where))
    client.close(uri)
    uri = client.open(folder / "work.yaml")
    assert "Two trainings" in str(client.at("hover", uri, *where))
    client.close(uri)


def test_problems_go_from_the_address_they_were_told_at(client: Client, folder: Path) -> None:
    head = client.open(folder / "plan.yaml")
    uri = client.open_at(
        other_address((folder / "work.yaml").as_uri()), WORK.replace("owner: jvs", "owner: jsv")
    )
    assert rules_of(client.problems(uri)) == ["unknown-organization"]
    client.close(uri)
    assert client.problems(uri) == []
    client.close(head)


# -- hover


def hovered(client: Client, folder: Path, words: str, text: str = WORK) -> str:
    name = "plan.yaml" if text.startswith("title: A plan") else "work.yaml"
    uri = client.open(folder / name, text)
    told = client.at("hover", uri, *place(text, words))
    client.close(uri)
    return re.sub("[\\\\\u200b]", "", told["contents"]["value"]) if told else ""


def test_hover_says_how_a_deadline_is_read_and_why_and_how_it_stands(
    client: Client, folder: Path
) -> None:
    told = hovered(client, folder, "due: by the end of the first")
    assert told.splitlines()[0] == "**“by the end of the first quarter of 2018”**"
    assert "**Read as:** by 31 March 2018: the first quarter is January to March" in told
    assert f"**As of {date.today()}:** passed" in told  # noqa: DTZ011 - as the server's own
    assert "**State:** overdue" in told
    assert "**Missed:** 2018-03-31" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("repeats: quart", ["“quarterly”", "Read as:** each quarter", "State:** upcoming"]),
        ("starts: 20", ["“2029”", "First day:** 2029-01-01"]),
        ("\n        du", ["“by the end of the first quarter of 2018”"]),
        ("- id: kick", ["Milestone kickoff", "A first meeting", "State:** overdue"]),
        ("after: [kick", ["Milestone kickoff", "A first meeting", "Missed:** 2018-03-31"]),
        ("for: net", ["Action network", "A network of employers", "Milestones:** 1 waiting"]),
        ("owner: jv", ["Jewish Vocational Service", "Contact:** jvs@example.org"]),
        ("partners: [jv", ["Jewish Vocational Service"]),
        ("lead: ma", ["Mid-America Regional Council"]),
        ("- id: jo", ["Objective jobs", "Jobs for newcomers", "1 overdue, 1 waiting"]),
    ],
)
def test_hover_says_who_and_what_is_meant(
    client: Client, folder: Path, words: str, says: list[str]
) -> None:
    told = hovered(client, folder, words)
    for one in says:
        assert one in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("strategies: [wo", "Strategy work"),
        ("  jv", "Jewish Vocational Service"),
        ("period: 2017 t", "1 January 2017 to 31 December 2030"),
    ],
)
def test_hover_in_the_head(client: Client, folder: Path, words: str, says: str) -> None:
    assert says in hovered(client, folder, words, HEAD)


@pytest.mark.parametrize("words", ["title: A fi", "tags: [mee", "  milest", "- i"])
def test_hover_says_nothing_of_other_words(client: Client, folder: Path, words: str) -> None:
    assert hovered(client, folder, words) == ""


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("due: by spring or so", ["**Question:** ", "**Do:** ", "**State:** waiting"]),
        ("due: {words: soon, by: 2029-05-01}", ["“soon”", "**Last day:** 2029-05-01"]),
        ("due: 30 days after kickoff", ["30 days after kickoff", "**State:** waiting"]),
        ("due: ongoing", ["**Read as:** ongoing"]),
        ("starts: soon", ["“soon”", "**Question:** 'soon' names no date."]),
    ],
)
def test_hover_of_other_deadlines(client: Client, folder: Path, said: str, says: list[str]) -> None:
    words = said if "{" not in said else "due: {words: so"
    told = hovered(client, folder, words, WORK.replace("due: by March 2030", said))
    for one in says:
        assert one in told


def test_what_is_broken_keeps_what_was_known(client: Client, folder: Path) -> None:
    uri = client.open(folder / "work.yaml")
    assert client.problems(uri) == []
    broken = WORK + '      - {id: x, title: "unfinished\n'
    client.change(uri, broken)
    assert rules_of(client.problems(uri)) == ["unreadable-file"]
    told = client.at("hover", uri, *place(broken, "due: by March"))
    assert "31 March 2030" in told["contents"]["value"]
    told = client.at("hover", uri, *place(broken, "after: [kick"))
    assert "A first meeting" in told["contents"]["value"]
    offers = client.at("completion", uri, *place(broken, "after: ["))
    assert [one["label"] for one in offers["items"]] == ["kickoff", "newsletter"]
    assert client.at("definition", uri, *place(broken, "owner: ma"))
    assert client.actions(uri, *place(broken, "due: by March")) == []  # a file that can't be read
    client.close(uri)


# -- completion


def offered(client: Client, folder: Path, text: str, name: str = "work.yaml") -> list[Any]:
    """What is offered at the `¦` of a text."""
    uri = client.open(folder / name, text.replace("¦", ""))
    told = client.at("completion", uri, *place(text, "¦")[:1], place(text, "¦")[1] - 1)
    client.close(uri)
    return list(told["items"]) if told else []


def labels(items: list[Any]) -> list[str]:
    return [one["label"] for one in items]


ITEM = "      - id: x\n        title: X\n"


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        (f"{WORK}{ITEM}        ¦", ["text", "number", "for", "starts", "due", "repeats"]),
        (f"{WORK}{ITEM}        ow¦", ["text", "number", "for", "starts", "due", "repeats"]),
        (f"{WORK}      - ¦", ["id", "title", "text", "number"]),
        (f"{WORK}      - {{id: x, ¦", ["title", "text", "number"]),
        (f"{WORK}      - {{id: x, ¦}}\n", ["title", "text", "number"]),
        (f"{WORK}{ITEM}        log:\n          - ¦", ["on", "period", "status", "was_due"]),
        (f"{WORK}{ITEM}        due: {{¦}}\n", ["words", "by"]),
        ("¦", ["title", "number", "summary", "lead", "year", "objectives"]),
        (WORK.replace("    lead: marc", "    ¦"), ["text", "number", "lead", "partners", "year"]),
        (f"{WORK}{ITEM}        status: ¦", ["active", "blocked", "deferred", "dropped"]),
        (f"{WORK}{ITEM}        owner: ¦", ["marc", "jvs"]),
        (f"{WORK}{ITEM}        owner: j¦\n        tags: []\n", ["marc", "jvs"]),
        (f"{WORK}{ITEM}        owner: [¦", ["marc", "jvs"]),
        (f"{WORK}{ITEM}        owner: {{org: ¦", ["marc", "jvs"]),
        (f"{WORK}{ITEM}        partners:\n          - ¦", ["marc", "jvs", "org", "role"]),
        (f"{WORK}{ITEM}        partners: [{{org: m¦", ["marc", "jvs"]),
        (f"{WORK}{ITEM}        after: [¦]\n", ["kickoff", "trainings", "newsletter"]),
        (f"{WORK}{ITEM}        after:\n          - k¦", ["kickoff", "trainings"]),
        (f"{WORK}{ITEM}        after: ¦", ["kickoff", "trainings"]),
        (f"{WORK}{ITEM}        for: ¦", ["network"]),
        (f"{WORK}{ITEM}        tags: [¦]\n", ["meetings", "yes: no"]),
        (f"{WORK}{ITEM}        allow: [¦", ["unowned-milestone"]),
        (f"{WORK}{ITEM}        log:\n          - on: 2026-01-01\n            by: ¦", ["marc"]),
        (WORK.replace("    lead: marc", "    lead: ¦"), ["marc", "jvs"]),
    ],
)
def test_completion(client: Client, folder: Path, typed: str, begins: list[str]) -> None:
    found = labels(offered(client, folder, typed))
    assert found[: len(begins)] == begins


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        (f"{HEAD}¦", ["id", "community", "summary", "lead", "adopted", "vision"]),
        (f"{HEAD}calendar:\n  ¦", ["fiscal_year_starts", "year_1", "school_year"]),
        (f"{HEAD}calendar:\n  seasons: ¦", ["northern", "southern"]),
        (HEAD.replace("[work]", "[¦]"), ["work"]),
        (f"{HEAD}checks:\n  ¦", ["duplicate-id"]),
        (f"{HEAD}checks:\n  unowned-milestone: ¦", ["error", "warning", "note", "off"]),
        (f"{HEAD}lead: ¦", ["marc", "jvs"]),
    ],
)
def test_completion_in_the_head(
    client: Client, folder: Path, typed: str, begins: list[str]
) -> None:
    found = labels(offered(client, folder, typed, "plan.yaml"))
    assert found[: len(begins)] == begins


@pytest.mark.parametrize(
    "typed",
    [
        f"{WORK}{ITEM}        title: ¦",
        f"{WORK}{ITEM}        text: |\n          own¦",
        f"{WORK}{ITEM}        # ow¦",
        f"{WORK}{ITEM}        target: ¦",
        HEAD.replace("strategies", "x-own: {¦}\nstrategies"),
    ],
)
def test_nothing_is_offered_where_anything_may_stand(
    client: Client, folder: Path, typed: str
) -> None:
    name = "plan.yaml" if typed.startswith("title: A plan") else "work.yaml"
    assert offered(client, folder, typed, name) == []


def test_no_key_is_offered_twice(client: Client, folder: Path) -> None:
    text = WORK.replace("        for: network\n", "        ¦\n")
    found = labels(offered(client, folder, text))
    assert not {"id", "title", "due", "after", "owner"} & set(found)
    assert "for" in found


def test_deadline_words_of_the_plans_period(
    client: Client, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = offered(client, folder, f"{WORK}{ITEM}        due: ¦")
    year = date.today().year + 1  # noqa: DTZ011 - as the server's own
    names = {one["label"]: one["detail"] for one in found}
    words = f"by the end of the first quarter of {year}"
    assert names[words] == f"due by {year}-03-31, in {year}Q1"
    assert {f"Q3 {year}", f"by fall {year}", "by the end of 2030"} <= names.keys()
    days = [one["detail"] for one in found]
    assert days == sorted(days)
    assert run(folder, "when", *names) == 1  # each alone can be read, all together are one phrase
    capsys.readouterr()
    for one in list(names)[:5]:
        assert run(folder, "when", one) == 0
        assert names[one][7:17] in capsys.readouterr().out


def test_what_is_offered_is_what_makes_a_sound_file(client: Client, folder: Path) -> None:
    for typed, label in (
        (f"{WORK}{ITEM}        due: 2029\n        owner: m¦\n", "marc"),
        (f"{WORK}{ITEM}        due: 2029\n        owner: marc\n        after: ¦\n", "kickoff"),
        (f"{WORK}{ITEM}        due: 2029\n        owner: marc\n        tags: [¦]\n", "yes: no"),
        (f"{WORK}{ITEM}        owner: marc\n        due: by the end of¦\n", "by the end of 2029"),
    ):
        (one,) = (one for one in offered(client, folder, typed) if one["label"] == label)
        text = edited(typed.replace("¦", ""), [one["textEdit"]])
        uri = client.open(folder / "work.yaml", text)
        assert client.problems(uri) == []
        client.close(uri)


# -- what can be done


def done(client: Client, folder: Path, words: str, title: str) -> str:
    """The text of a file after the action of that title at some words."""
    text = (folder / "work.yaml").read_bytes().decode()
    uri = client.open(folder / "work.yaml")
    found = client.actions(uri, *place(text, words))
    client.close(uri)
    one = next(one for one in found if one["title"].startswith(title))
    (change,) = one["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    return edited(text, change["edits"])


STYLES = {
    "block": WORK,
    "crlf": WORK.replace("\n", "\r\n"),
    "flow": f"{WORK}      - {{id: flow, title: F, due: by 2029, owner: marc}} # kept",
    "started": WORK.replace("        owner: jvs", "        status: active\n        owner: jvs"),
    "emoji": WORK.replace("Two trainings", "🎉 Two trainings # 難"),
    "spaces": WORK.replace("title: Two trainings", "title:   'Two trainings'   "),
}


@pytest.mark.parametrize("name", STYLES)
def test_mark_done_is_what_done_writes(
    client: Client, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, other = plan_of(tmp_path / "a", STYLES[name]), plan_of(tmp_path / "b", STYLES[name])
    id_ = "flow" if name == "flow" else "trainings"
    made = done(client, folder, f"id: {id_}", "Mark done today")
    assert run(other, "done", id_) == 0
    capsys.readouterr()
    assert made.encode() == (other / "work.yaml").read_bytes()


def test_one_time_of_what_repeats(client: Client, tmp_path: Path) -> None:
    text = WORK.replace("starts: 2029", "starts: 2025").replace("due: 2029", "due: 2030")
    folder, other = plan_of(tmp_path / "a", text), plan_of(tmp_path / "b", text)
    made = done(client, folder, "id: newsletter", "Mark done today")
    assert run(other, "done", "newsletter", "--period", "2025Q1") == 0
    assert made.encode() == (other / "work.yaml").read_bytes()


def test_a_move_leaves_the_reason_to_be_written(
    client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, other = plan_of(tmp_path / "a"), plan_of(tmp_path / "b")
    made = done(client, folder, "id: kickoff", "Move the deadline to ")
    plan_of(folder, made)
    assert run(folder, "validate") == 1  # nobody can leave it at that
    assert "`note`: an empty text" in capsys.readouterr().out
    words = re.findall("due: (by the end of .*)", made)[0]
    assert run(other, "reschedule", "kickoff", words, "--note", "Waits") == 0
    written = (other / "work.yaml").read_bytes().decode()
    assert made == written.replace("note: Waits", "note: ''")


SAID_ALREADY = {
    "log": WORK.replace(
        "        owner: jvs\n",
        "        owner: jvs\n        log:\n          - on: 2026-01-05\n"
        "            note: the-reason-is-still-missing\n",
    ),
    "title": WORK.replace("title: Two", "title: 'A note: the-reason-is-still-missing' #"),
    "comment": WORK.replace("title: Two", "title: Two # note: the-reason-is-still-missing"),
    "scalar": WORK.replace("title: Two", "title: |\n          note: the-reason-is-still-missing #"),
}


@pytest.mark.parametrize("name", SAID_ALREADY)
@pytest.mark.parametrize("verb", ["done", "reschedule"])
def test_no_other_word_of_the_file_is_touched(
    client: Client, tmp_path: Path, name: str, verb: str
) -> None:
    text = SAID_ALREADY[name]
    assert "note: the-reason-is-still-missing" in text
    folder, other = plan_of(tmp_path / "a", text), plan_of(tmp_path / "b", text)
    title = "Mark done today" if verb == "done" else "Move the deadline to "
    made = done(client, folder, "id: trainings", title)
    if verb == "done":
        assert run(other, "done", "trainings") == 0
    else:
        words = re.findall("due: (by the end of .*)", made)[-1]
        assert run(other, "reschedule", "trainings", words, "--note", "Waits") == 0
    written = (other / "work.yaml").read_bytes().decode()
    assert made == written.replace("note: Waits", "note: ''")


@pytest.mark.parametrize(
    "twin",
    ["id: trainings", "id: other\n        number: trainings", "id: trainings\n        due: [soon]"],
    ids=["id", "number", "unread"],
)
def test_nothing_is_offered_where_an_id_may_be_another_s(
    client: Client, folder: Path, twin: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"{WORK}      - {twin}\n        title: Two more\n        owner: marc\n"
    plan_of(folder, text)
    assert run(folder, "done", "trainings") == 2
    capsys.readouterr()
    uri = client.open(folder / "work.yaml")
    for words in ("id: trainings", "title: Two trainings"):
        assert client.actions(uri, *place(text, words), "refactor") == []
    if twin == "id: trainings":
        assert client.actions(uri, *place(text, "title: Two more"), "refactor") == []
    assert len(client.actions(uri, *place(text, "id: kickoff"), "refactor")) >= 3
    client.close(uri)


def test_nothing_is_offered_that_a_verb_refuses(client: Client, folder: Path) -> None:
    def titles(text: str, words: str, *only: str) -> list[str]:
        uri = client.open(folder / "work.yaml", text)
        found = client.actions(uri, *place(text, words), *only)
        client.close(uri)
        return [one["title"] for one in found]

    finished = WORK.replace("        for: network", "        done: 2026-01-05")
    assert titles(finished, "id: trainings") == []
    assert titles(WORK, "id: jobs") == []
    assert titles(WORK, "title: Work") == []
    assert titles(WORK, "id: trainings", "quickfix") == []
    assert len(titles(WORK, "id: trainings", "refactor")) >= 3
    assert len(titles(WORK, "      - id: kickoff\n  ")) >= 3  # at the beginning of a line
    assert titles(WORK.replace("title: Two", "titel: Two"), "id: trainings", "refactor") == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("owner: jvs", "owner: jsv"),
        ("after: [kickoff]", "after: [kickof]"),
        ("for: network", "for: netwrk"),
        ("partners: [jvs]", "partners: [jv]"),
        ("partners: [jvs]", 'partners: ["jvss"]'),
        ("        owner: jvs", "        ownr: jvs"),
        ("        owner: jvs", "        responsible: jvs"),
        ("owner: jvs", "owner: jvs\n        status: actve"),
        ("owner: jvs", "owner: jvs\n        allow: [outside-perod]"),
        ("lead: marc", "lead: mrac"),
    ],
)
def test_did_you_mean(client: Client, folder: Path, right: str, wrong: str) -> None:
    text = WORK.replace(right, wrong)
    uri = client.open(folder / "work.yaml", text)
    problem = next(one for one in client.problems(uri) if one["severity"] == 1)
    start = problem["range"]["start"]
    found = client.actions(uri, start["line"], start["character"], "quickfix")
    (one,) = found
    assert (one["kind"], one["title"][:7]) == ("quickfix", "Write `")
    assert one["diagnostics"] == [problem]
    client.change(uri, edited(text, one["edit"]["documentChanges"][0]["edits"]))
    assert [one for one in client.problems(uri) if one["severity"] == 1] == []
    client.close(uri)


def test_did_you_mean_in_the_head(client: Client, folder: Path) -> None:
    text = HEAD.replace("[work]", "[wrok]") + "checks: {unowned-milestne: off}\n"
    uri = client.open(folder / "plan.yaml", text)
    for problem in client.problems(uri):
        start = problem["range"]["start"]
        (one,) = client.actions(uri, start["line"], start["character"])
        text = edited(text, one["edit"]["documentChanges"][0]["edits"])
        client.change(uri, text)
    assert text == HEAD + "checks: {unowned-milestone: off}\n"
    client.close(uri)


# -- definitions


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        ("after: [kick", "work.yaml", "kickoff"),
        ("for: net", "work.yaml", "network"),
        ("owner: jv", "plan.yaml", "jvs"),
        ("partners: [jv", "plan.yaml", "jvs"),
        ("lead: mar", "plan.yaml", "marc"),
    ],
)
def test_definitions(client: Client, folder: Path, words: str, name: str, begins: str) -> None:
    head = HEAD.replace("title: A plan", "title: 🎉 A plan")
    plan_of(folder, head=head)
    uri = client.open(folder / "work.yaml")
    found = client.at("definition", uri, *place(WORK, words))
    assert found["uri"] == (folder / name).as_uri()
    text = WORK if name == "work.yaml" else head
    assert marked(found, text) == begins
    assert client.at("definition", uri, *place(WORK, "title: A fi")) is None
    client.close(uri)


# -- strangers


READER = MarkdownIt("gfm-like", {"linkify": False})


def harmless(text: str, *, markdown: bool) -> None:
    for char in text.replace("\u200b", "") if markdown else text:
        shown = char == "\n" or char.isprintable()
        assert shown or unicodedata.category(char) == "Zs", f"U+{ord(char):04X}"
    assert "##[" not in text
    if markdown:
        assert not re.search(r"(?<!\\)<|@\w|://\w|www\.\w|(?<!\\)\]\(", text)
        tokens = READER.parse(text)
        kinds = {one.type for each in tokens for one in (each, *(each.children or ()))}
        assert kinds <= {
            *("paragraph_open", "paragraph_close", "inline", "text", "hardbreak", "softbreak"),
            *("strong_open", "strong_close"),
        }
    else:
        assert "](" not in text


def quoted(text: str) -> str:
    plain = (char if char.isalnum() else f"\\U{ord(char):08X}" for char in text)
    return f'"{"".join(plain)}"'


@pytest.mark.parametrize("begin", range(0, len(EVERY), 70))
def test_hostile_titles_names_and_words_are_harmless(
    client: Client, folder: Path, begin: int
) -> None:
    assert len(EVERY) >= 266
    texts = EVERY[begin : begin + 70]
    names = "".join(f"  o-{at}: {quoted(text)}\n" for at, text in enumerate(texts))
    work = "title: Work\nobjectives:\n- id: jobs\n  title: Jobs\n  milestones:\n" + "".join(
        f"  - {{id: m-{at}, owner: o-{at}, title: {quoted(text)}, due: {quoted(text)}}}\n"
        for at, text in enumerate(texts)
    )
    plan_of(folder, work, f"title: A plan\norganizations:\n{names}")
    uri = client.open(folder / "work.yaml")
    problems = client.problems(uri)
    assert len(problems) >= len(texts)  # none of these is a deadline
    for one in problems:
        harmless(one["message"], markdown=False)
    offers = client.at("completion", uri, *place(work, "owner: "))["items"]
    assert len(offers) == len(texts)
    for offer in offers:
        harmless(offer["label"] + offer["detail"], markdown=False)
    for line, said in enumerate(work.split("\n")[5:-1], 5):
        for words in ("{id: m", "owner: o", ", due: "):
            hover = client.at("hover", uri, line, said.index(words) + len(words))
            harmless(hover["contents"]["value"], markdown=True)
    client.close(uri)


def test_hostile_ids_are_harmless(client: Client, folder: Path) -> None:
    for begin in range(0, len(EVERY), 40):
        work = "title: Work\nobjectives:\n- id: jobs\n  title: Jobs\n  milestones:\n" + "".join(
            f"  - {{id: {quoted(text)}, title: T, after: [{quoted(text)}], {quoted(text)}: 1}}\n"
            for text in EVERY[begin : begin + 40]
        )
        uri = client.open(folder / "work.yaml", work)
        for one in client.problems(uri):
            harmless(one["message"], markdown=False)
        start = {"line": 0, "character": 0}
        end = {"line": 99, "character": 0}
        document = {"uri": uri}
        context: dict[str, Any] = {"diagnostics": []}
        params = {"textDocument": document, "range": {"start": start, "end": end}}
        for action in client.request("textDocument/codeAction", {**params, "context": context}):
            harmless(action["title"], markdown=False)
        client.close(uri)


def test_raw_hostile_text_ends_nothing(client: Client, folder: Path) -> None:
    uri = client.open(folder / "work.yaml")
    for text in (*EVERY[:60], "\ud800", "[" * 100_000, "a: " * 50_000, "&a [*a]", "- " * 3000):
        client.change(uri, text)
        client.at("hover", uri, 0, 1)
        client.at("completion", uri, 0, 1)
        client.at("definition", uri, 0, 1)
        client.actions(uri, 0, 0)
    for one in client.problems(uri):
        harmless(one["message"], markdown=False)
    client.change(uri, WORK)
    assert client.problems(uri) == []
    client.close(uri)


def test_a_place_beyond_the_text_is_its_end(client: Client, folder: Path) -> None:
    uri = client.open(folder / "work.yaml")
    for line, column in ((2**31 - 1, 2**31 - 1), (0, 2**31 - 1), (2**31 - 1, 0)):
        client.at("hover", uri, line, column)
        client.at("completion", uri, line, column)
        client.at("definition", uri, line, column)
        client.actions(uri, line, column)
    client.close(uri)


def test_messages_that_are_none_do_not_end_the_server(folder: Path) -> None:
    other = Client()
    uri = other.open(folder / "work.yaml")
    for body in (b"{", b"[]", b"null", b'"x"', b'{"jsonrpc": "2.0"}', b"[" * 100_000, b"\xff"):
        other.raw(body)
    other.notify("textDocument/hover", {"wrong": 1})
    other.notify("no/such", {})
    assert other.at("hover", uri, *place(WORK, "due: by"))
    assert other.end() == 0
    assert not any("Traceback" in line for line in other.said)


HERE: dict[str, Any] = {"textDocument": {"uri": "file:///nowhere.yaml"}}
UNREADABLE: dict[str, tuple[str, Any]] = {
    "nothing": ("textDocument/hover", {}),
    "none": ("textDocument/hover", None),
    "a list": ("textDocument/completion", []),
    "too far": ("textDocument/hover", {**HERE, "position": {"line": 0, "character": 2**31}}),
    "before": ("textDocument/definition", {**HERE, "position": {"line": -1, "character": 0}}),
    "a text": ("textDocument/completion", {**HERE, "position": "here"}),
    "no range": ("textDocument/codeAction", {**HERE, "context": {"diagnostics": []}}),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_request_that_cannot_be_read_is_refused(folder: Path, name: str) -> None:
    other = Client()
    method, params = UNREADABLE[name]
    refused = other.refused(method, params)
    assert refused["code"] == -32602
    assert refused["message"] == f"the parameters of `{method}` can't be read"
    uri = other.open(folder / "work.yaml")
    assert other.at("hover", uri, *place(WORK, "due: by"))  # and it goes on
    assert other.end() == 0
    assert len(other.said) == 1
    assert refused["message"] in other.said[0]
    assert "a fault of welcomeplan" not in other.said[0]


def test_what_is_asked_and_unknown_is_refused() -> None:
    other = Client()
    assert other.refused("no/such", {})["code"] == -32601
    other.send({"id": "text", "method": "textDocument/hover", "params": {}})
    assert other.heard.get(timeout=WAIT)["id"] == "text"  # type: ignore[index]
    other.send({"id": [1], "method": "textDocument/hover", "params": {}})
    told = other.heard.get(timeout=WAIT)
    assert told
    assert told["id"] is None
    assert told["error"]["code"] == -32602
    other.notify("textDocument/didChange", {"textDocument": {"uri": "file:///x", "version": 1}})
    changes = {"contentChanges": [{"text": "a"}]}
    document = {"textDocument": {"uri": "file:///not/opened.yaml", "version": 1}}
    other.notify("textDocument/didChange", {**document, **changes})
    assert other.end() == 0
    assert other.said
    assert not any("a fault of welcomeplan" in line for line in other.said)


def test_nothing_is_answered_after_shutdown(folder: Path) -> None:
    other = Client()
    uri = other.open(folder / "work.yaml")
    other.request("shutdown", None)
    position = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    for method, params in (("textDocument/hover", position), ("shutdown", None), ("no/such", {})):
        assert other.refused(method, params)["code"] == -32600
    assert other.refused("textDocument/hover", {})["code"] == -32600
    other.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    other.notify("exit", None)
    assert other.ended() == 0
    assert not any("a fault of welcomeplan" in line for line in other.said)


def test_a_file_that_is_too_large_is_not_read(client: Client, folder: Path) -> None:
    uri = client.open(folder / "work.yaml", "# " + "x" * 9_000_000)
    (one,) = client.problems(uri)
    assert one["code"] == "unreadable-file"
    assert client.at("hover", uri, 0, 5) is None
    client.close(uri)


def test_a_folder_that_goes_away(client: Client, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "gone")
    uri = client.open(folder / "work.yaml")
    client.problems(uri)
    shutil.rmtree(folder)
    client.change(uri, WORK + "# more\n")
    client.at("hover", uri, *place(WORK, "due: by"))
    client.close(uri)


# -- beginning and end


@pytest.mark.parametrize(("asked", "told"), [(True, False), (False, True), (False, False)])
def test_how_a_session_ends(asked: bool, told: bool) -> None:
    other = Client()
    if asked:
        other.request("shutdown", None)
    if told:
        other.notify("exit", None)
    assert other.process.stdin
    other.process.stdin.close()
    assert other.ended() == (0 if asked else 1)
    assert other.said == []


@SIGNALS
def test_ctrl_c_ends_it(folder: Path) -> None:
    other = Client()
    other.open(folder / "work.yaml")
    other.process.send_signal(signal.SIGINT)
    assert other.ended() == 130
    assert other.said == []


def test_a_fault_of_ours_is_no_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert serving.guarded(lambda params: params / 0)(1) is None
    assert capsys.readouterr() == (
        "",
        "welcomeplan: a fault of welcomeplan itself: ZeroDivisionError: division by zero\n",
    )


def test_without_pygls_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delitem(sys.modules, "welcomeplan.commands.serving")
    monkeypatch.delattr("welcomeplan.commands.serving")
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert cli.run(["lsp"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "pip install 'welcomeplan[lsp]'" in err


def test_a_person_is_told_that_an_editor_starts_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert cli.run(["lsp"]) == 2
    assert capsys.readouterr() == (
        "",
        "welcomeplan: this speaks with an editor, not with a person\n"
        "  docs/editors.md says how one starts it.\n",
    )


@pytest.mark.parametrize("line", [["--help"], ["lsp", "--help"], ["status", "--dir", "plan"]])
def test_nothing_else_waits_for_pygls(line: list[str]) -> None:
    program = (
        f"import sys; from welcomeplan import cli; cli.run({line!r});"
        "print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert "welcomeplan.commands" in ran.stderr
    assert not {"pygls", "lsprotocol", "asyncio"} & set(ran.stderr.split())
