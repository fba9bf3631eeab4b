"""What somebody types who is no programmer: titles for ids, words without quotes, signs of Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli

from .conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def in_the_shipped_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def told(line: list[str], capsys: Capture) -> str:
    """What is said of a line that can't be run."""
    assert cli.run(line) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        ["show", "area cities and counties"],
        ["show", "The toolkit"],
        ["done", "The toolkit is disseminated…"],
        ["assign", "the TOOLKIT is", "jvs"],
        ["show", "disseminated to"],
    ],
)
def test_words_of_a_title_lead_to_its_id(line: list[str], capsys: Capture) -> None:
    said = told(line, capsys)
    assert f"has the id `{line[1]}`; it is part of:\n    toolkit" in said


@pytest.mark.parametrize("words", ["the", "is", "toolkt", "zoo"])
def test_words_of_many_titles_or_none_do_not(words: str, capsys: Capture) -> None:
    assert "it is part of" not in told(["show", words], capsys)


@pytest.mark.parametrize(
    "line",
    [
        ["done", "checklists", "--note", "2,000", "copies"],
        ["block", "toolkit", "--note", "the", "hall", "is", "closed"],
        ["show", "toolkit", "now"],
    ],
)
def test_words_without_quotes(line: list[str], capsys: Capture) -> None:
    assert "Words that belong together stand in quotes." in told(line, capsys)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        (["due", "—as-of", "2018-07-06"], "Type two hyphens: `--as-of`."),
        (["due", "–-as-of", "2018-07-06"], "Type two hyphens: `--as-of`."),
        (["list", "–owner", "marc"], "Type two hyphens: `--owner`."),
        (["done", "toolkit", "–on", "2018-01-01"], "Type two hyphens: `--on`."),
        (["list", "--owner", "“Public", "Library”"], "`Library”` has curly quotes."),
        (["done", "toolkit", "--note", "“hall", "closed”"], "`closed”` has curly quotes."),
        (["show", "“toolkit”"], "`“toolkit”` has curly quotes."),
        (["due", "--as-of", "“2018-01-01”"], "`“2018-01-01”` has curly quotes."),
    ],
)
def test_signs_of_a_word_processor(line: list[str], typed: str, capsys: Capture) -> None:
    assert typed in told(line, capsys)


@pytest.mark.parametrize("words", ["a “quoted” thing", "—", "”"])
def test_signs_that_stand_for_themselves(words: str, capsys: Capture) -> None:
    assert "Type " not in told(["show", words], capsys)


@pytest.mark.parametrize("verb", ["done", "show", "measure", "assign", "log", "reschedule", "edit"])
def test_a_missing_id_is_asked_for_in_plain_words(verb: str, capsys: Capture) -> None:
    said = told([verb], capsys)
    assert f"welcomeplan: say which one is meant\n  Give its id, as in `welcomeplan {verb} " in said
    assert "welcomeplan list" in said and "`ID" not in said


BEGIN = (
    "    welcomeplan init                 a new plan\n"
    "    welcomeplan import FILE          one made from a sheet or document\n"
    "    welcomeplan status --dir FOLDER  how one that is elsewhere stands\n"
)


def plans(home: Path, *folders: str) -> None:
    for folder in folders:
        (home / folder).mkdir(parents=True)
        (home / folder / "plan.yaml").write_text("title: A plan\n", "utf-8")


def test_the_program_alone_looks_where_somebody_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    said = told([], capsys)
    assert "welcomeplan: there is no plan in this folder" in said
    assert said.endswith(BEGIN)
    plans(tmp_path, "town/plan")
    assert "or name it:\n    welcomeplan status --dir town/plan\n" in told([], capsys)
    monkeypatch.chdir(tmp_path / "town")
    assert told([], capsys).startswith("welcomeplan: the plan here is `plan`; ")
    monkeypatch.chdir(tmp_path / "town" / "plan")
    here = told([], capsys)
    assert here.startswith("welcomeplan: this folder is a plan; ")
    assert here.count("\n") == 5 and "welcomeplan init" not in here


def test_one_plan_below_is_gone_to_and_many_are_cut_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    plans(tmp_path, "our town/plan")
    said = told(["measure", "homes", "3"], capsys)
    assert "`our town/plan`. Go there first, `cd 'our town'`, or name it:" in said
    assert "welcomeplan measure homes 3 --dir 'our town/plan'\n" in said
    plans(tmp_path, "a", "b", "c", "d")
    assert "Plans stand below: a, b, c and more. For all of them:" in told(["due"], capsys)


LINES = (
    *("title: S", "objectives:", "  - id: o", "    title: O"),
    "    text: More",
    "    number: A",
    "",
)


@pytest.mark.parametrize(
    ("at", "line", "where", "remedy"),
    [
        (4, "+    text: More", "5:1: error: this line begins with `+`", "Take the `+` out"),
        (2, "+  - id: o", "3:1: error: this line begins with `+`", "Take the `+` out"),
        (4, "     text: More", "5:6: error: this line begins one space too far", "Take one space"),
        (4, "       text: More", "5:8: error: this line begins 3 spaces", "Take 3 spaces out"),
        (3, "       title: O", "4:8: error: this line begins 3 spaces", "Take 3 spaces out"),
        (4, "    text: More: than", "5:15: error: a colon where no key", "put the text in double"),
    ],
)
def test_a_line_that_was_pasted_into_a_file(
    at: int, line: str, where: str, remedy: str, tmp_path: Path, capsys: Capture
) -> None:
    plans(tmp_path, "plan")
    text = "\n".join((*LINES[:at], line, *LINES[at + 1 :]))
    (tmp_path / "plan" / "s.yaml").write_bytes(text.encode())
    assert cli.run(["validate", str(tmp_path / "plan")]) == 1
    said = capsys.readouterr().out
    assert f"s.yaml:{where}" in said
    assert remedy in said
