"""What reads a file of a stranger does so whatever it is, and in little time."""

from __future__ import annotations

import re
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from .test_made_again import site
from .test_papers import AS_OF
from .test_verify import report, run, town  # noqa: F401 - fixtures

LONGEST = 5.0
"""How many seconds a command may take for a file of less than a megabyte."""
ODD = {
    "no declaration": "mine <![<!",
    "a section": "<![CDATA[" * 50_000,
    "comments": "<!--" * 50_000,
    "declarations": "<!" * 250_000,
    "tags": "<a" * 250_000,
    "ends": "</" * 250_000,
    "names": "<a b" * 100_000,
    "quotes": '<a b="' * 100_000,
    "one long tag": f"<a {'b=c ' * 100_000}>",
    "instructions": "<?" * 250_000,
    "styles": "<style>" * 70_000,
    "scripts": "<script>" * 60_000,
    "characters": "&#" * 250_000,
    "a huge character": f"&#{'9' * 100_000};",
    "headings": "<h2>a" * 100_000,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("known", [False, True], ids=["a stranger's", "forged"])
def test_an_odd_page_is_told_apart_in_little_time(
    run: Any, town: Path, odd: str, known: bool
) -> None:
    file = town.parent / "odd.html"
    made = report(run, town, "html").read_text("utf-8") if known else ""
    file.write_text(made + odd, "utf-8")
    begun = time.monotonic()
    code, out, err = run("verify", file, "--dir", town)
    assert time.monotonic() - begun < LONGEST
    assert code == (1 if known else 2)
    assert "a fault of welcomeplan itself" not in err
    assert ("not the same as is made of" in out) == known
    assert ("does not say what it was made from" in err) != known


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_page_is_not_written_over(run: Any, town: Path, odd: str) -> None:
    file = town.parent / "odd.html"
    file.write_text(odd, "utf-8")
    begun = time.monotonic()
    code, out, err = run("report", "--dir", town, *AS_OF, "-o", file)
    assert time.monotonic() - begun < LONGEST
    assert (code, out) == (3, "")
    assert "is there already, and is nothing that welcomeplan made" in err
    assert file.read_text("utf-8") == odd


def test_a_report_is_written_over_whatever_stands_below_its_head(run: Any, town: Path) -> None:
    file = report(run, town, "html")
    kept = file.read_bytes()
    file.write_bytes(kept + "é".encode() * 200_000)
    assert report(run, town, "html").read_bytes() == kept


def test_what_a_page_hides_is_no_word_of_it(run: Any, town: Path) -> None:
    file = report(run, town, "html")
    text = file.read_text("utf-8")
    page = site(run, town, town.parent / "public") / "index.html"
    for one, kept in ((file, text), (page, page.read_text("utf-8"))):
        hidden = "<!-- a > b --><style media=print>p > a { color: red }</style><!doctype x>"
        one.write_text(kept.replace("<body", f"{hidden}<body", 1), "utf-8")
        code, out, _ = run("verify", one, "--dir", town)
        assert (code, "The words of the text agree" in out) == (1, True)
        one.write_text(kept.replace("Late one", "Late &#111;ne"), "utf-8")
        code, out, _ = run("verify", one, "--dir", town)
        assert (code, "The words of the text agree" in out) == (1, True)


def changed(file: Path, part: str, old: str, new: str) -> None:
    """Change a part of a Word document."""
    with zipfile.ZipFile(file) as packed:
        parts = {one: packed.read(one).decode("utf-8") for one in packed.namelist()}
    assert re.search(old, parts[part])
    parts[part] = re.sub(old, lambda _: new, parts[part], count=1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for one, text in parts.items():
            packed.writestr(one, text)


SPANS = {
    "cells": '<w:gridSpan w:val="99999999"/>',
    "no number": '<w:gridSpan w:val="many"/>',
    "below zero": '<w:gridSpan w:val="-5"/>',
    "merged down": "<w:vMerge/>",
}


@pytest.mark.parametrize("span", SPANS.values(), ids=SPANS)
def test_a_cell_over_ever_so_many_columns_is_one(run: Any, town: Path, span: str) -> None:
    file = report(run, town, "docx")
    changed(file, "word/document.xml", "<w:tcPr>", f"<w:tcPr>{span}")
    begun = time.monotonic()
    code, out, err = run("verify", file, "--dir", town)
    assert time.monotonic() - begun < LONGEST
    assert (code, err) == (1, "")
    assert "The words of the text agree" in out


def test_a_row_that_begins_late_or_ends_early(run: Any, town: Path) -> None:
    file = report(run, town, "docx")
    skipped = '<w:trPr><w:gridBefore w:val="99999999"/><w:gridAfter w:val="99999999"/>'
    changed(file, "word/document.xml", "<w:trPr>", skipped)
    begun = time.monotonic()
    code, out, err = run("verify", file, "--dir", town)
    assert time.monotonic() - begun < LONGEST
    assert (code, err, "The words of the text agree" in out) == (1, "", True)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_name_is_printed_so_that_nothing_obeys_it(run: Any, town: Path) -> None:
    odd = town.parent / "x\x1b[31m\n::error::y"
    odd.mkdir()
    for words in (
        ("report", "-o", odd / "r.md"),
        ("report", "-o", odd / "r.html"),
        ("timeline", "-o", odd / "t.svg"),
        ("site", "-o", odd / "s"),
        ("remind", "-o", odd / "l"),
    ):
        command, *rest = words
        code, out, err = run(command, "--dir", town, *AS_OF, *rest)
        assert (code, err) == (0, "")
        assert "x<U+001B>[31m ::error::y/" in out
        assert "\x1b" not in out
        assert "\n::" not in out
