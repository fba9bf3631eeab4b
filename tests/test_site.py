"""The public page: what it tells, in which language, and that it is safe and whole."""

from __future__ import annotations

import csv
import gettext
import html
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tracemalloc
from datetime import date
from gettext import NullTranslations
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from welcomeplan import cli, saving
from welcomeplan.formats import jsontext, languages, page_html
from welcomeplan.outputs import MADE
from welcomeplan.plan import State
from welcomeplan.views import page_parts, page_words
from welcomeplan.views.phrases import Phrases

from . import phrasebook
from .conftest import ROOT
from .test_report import commit, plan_of

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = "2018-02-15"
EVERY = (
    "id: late, title: Late, text: It will be so., due: by fall 2017, owner: marc, source: Page 3",
    "id: told, title: Told, due: in September 2017, owner: marc, after: [late],"
    " log: [{on: 2018-01-22, note: Printing ended., by: marc}]",
    "id: kept, title: Kept, due: by the end of 2017, owner: kcpd, partners: [marc],"
    " done: 2017-12-20, evidence: [https://example.org/kept, 'javascript:alert(1)']",
    "id: slow, title: Slow, due: by the end of 2017, owner: kcpd, done: 2018-01-20",
    "id: moved, title: Moved, due: by mid-2018, owner: marc,"
    " log: [{on: 2018-02-06, was_due: by March 2018, note: A new call, by: marc}]",
    "id: work, title: Work, due: in 2018, owner: kcpd, target: 2 trainings,"
    " log: [{on: 2018-02-08, amount: 1, note: The first}]",
    "id: stuck, title: Stuck, due: by June 2018, owner: kcpd,"
    " log: [{on: 2018-02-01, status: blocked, note: No room}], status: blocked",
    "id: off, title: Put off, due: by June 2018, owner: kcpd, status: deferred,"
    " log: [{on: 2018-02-02, status: deferred, note: Later}]",
    "id: gone, title: Given up, due: by November 2017, owner: kcpd, status: dropped,"
    " log: [{on: 2018-02-03, status: dropped, note: No money}]",
    "id: often, title: Often, repeats: quarterly, due: in 2018, owner: marc,"
    " occurrences: [{period: 2018Q1, done: 2018-02-10}]",
    "id: soon, title: Soon, due: 2018-03-01, owner: marc",
    "id: endless, title: Endless, due: ongoing, owner: marc",
    "id: none, title: No day",
    "id: odd, title: Odd, due: 'sooner or later, perhaps'",
    "id: begin, title: To begin, due: beginning in spring 2018, owner: marc",
)
INDICATORS = (
    "{id: share, title: A share, unit: '%', baseline: 40, target: 60, due: by 2017, owner: kcpd,"
    " readings: [{on: 2017-10-01, value: 50, source: 'https://example.org/r'}]},"
    "{id: count, title: A count, readings: [{on: 2018-01, value: 7, source: A letter}]}"
)


@pytest.fixture
def site(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command, and gives what it prints and says, and its exit code."""

    def run(folder: Path, to: Path, *words: str, day: str = DAY) -> tuple[str, str, int]:
        given = ["site", "--dir", str(folder), "-o", str(to), "--as-of", day, *words]
        code = cli.run(given)
        out, err = capsys.readouterr()
        return out, err, code

    return run


class Shown(HTMLParser):
    """What a page has in it: its elements, links, ids, and its text outside of style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.within: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("style", "title"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            self.within.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.within:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words)).replace("\u00a0", " ")

    def of(self, name: str) -> list[str]:
        return [value for _, each in self.tags if (value := each.get(name))]


def read(file: Path) -> Shown:
    return Shown(file.read_text("utf-8"))


def rich(folder: Path) -> Path:
    """A plan in which every state occurs, in git."""
    plan_of(folder, *EVERY, indicators=INDICATORS)
    commit(folder, "2017-09-05")
    return folder


# -- what it tells


def test_the_page_of_the_shipped_plan(site: Any, tmp_path: Path) -> None:
    out, err, code = site(ROOT / "plan", tmp_path / "out")
    assert (err, code) == ("", 0)
    assert out == f"{tmp_path / 'out'}: 4 files written; index.html is the page\n"
    text = read(tmp_path / "out" / "index.html").text
    for said in (
        "9 of 28 promises are late. 1 is done.",
        "On 31 December 2017, 3 were late. The longest is 138 days late: The toolkit is"
        " disseminated to area cities and counties. For none of the 9 is a reason on record.",
        "“in fall 2017”: 1 September to 30 November 2017.",
        # On paper these are one line.
        "1 September to 30 September 2017. Mid-America Regional Council: no reason on record.",
        "are late. As of 15 February 2018, late ones first in each strategy.",
        "“beginning in fall 2017”: to begin from 1 September 2017, by 30 November 2017.",
        "“in fall 2017” is read so because fall is September to November.",
        "MARC will disseminate the toolkit to area cities and counties in September 2017.",
        "Became late, 3",
    ):
        assert said in text, said


def test_every_state_is_told(site: Any, tmp_path: Path) -> None:
    site(rich(tmp_path / "plan"), tmp_path / "out")
    text = read(tmp_path / "out" / "index.html").text
    for said in (
        "overdue 77 days late",
        "The Council, 22 January 2018: “Printing ended.”",
        "done 20 December 2017, on time",
        "done late 20 January 2018, 20 days late",
        "“by mid-2018”: by 30 June 2018, moved from 31 March 2018",
        "moved, 91 days later: “by March 2018” → “by mid-2018”. “A new call” The Council, 6"
        " February 2018.",
        "under way 1 of 2 trainings, due in 319 days",
        "due soon due in 14 days",
        "It waits for: Late.",
        "Answers: The Police. Partner: The Council.",
        "dropped its deadline missed",
        "ongoing",
        "can’t be read",
        "promised, for 30 September 2017",
        "no reason on record",
        "measured: 50%, https://example.org/r",
        "overdue 50%, target 60%, 46 days late",
        "Put off or given up after the deadline",
        "Put off or given up, 2Put off, deferred, 2 February 2018: “Later”Given up, dropped,"
        " 3 February 2018: “No money”",
        "Put off or given up2 promises.",
        "Nobody is named to answer.",
        "Adopted document: “Page 3”. Kept in a.yaml, line 6. Revision",
    ):
        assert said in text, said


def test_a_bound_of_a_target_stays_in_the_words_of_the_plan(site: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan", "id: a, title: A, due: in 2018, target: more than 60 hours, owner: marc"
    )
    site(folder, tmp_path / "out", "--lang", "es")
    for name, said in (
        ("index.es.html", "0, meta “more than 60 hours”"),
        ("index.html", "0, target “more than 60 hours”"),
    ):
        text = read(tmp_path / "out" / name).text
        assert said in text, text
        assert "0 of more" not in text
        assert "0 de more" not in text


def test_every_promise_has_an_address(site: Any, tmp_path: Path) -> None:
    twice = "id: late, title: Late again, due: by March 2018"
    folder = plan_of(tmp_path / "plan", *EVERY, twice, "id: one-more, title: _late")
    site(folder, tmp_path / "out")
    page = read(tmp_path / "out" / "index.html")
    ids = page.of("id")
    assert len(ids) == len(set(ids))
    assert {"late", "told", "late_2", "one-more"} <= set(ids)
    inside = {href[1:] for href in page.of("href") if href.startswith("#")}
    assert inside <= set(ids)
    assert {"late", "late_2", "one-more"} <= inside


def test_two_on_one_line_have_an_address_each(site: Any, tmp_path: Path) -> None:
    done = "done: 2018-01-02"
    both = f"id: a, title: A}}, {{id: b, title: B}}, {{id: b, title: C, {done}}},"
    both += f" {{id: b, title: C, {done}"
    folder = plan_of(tmp_path / "plan", both, indicators=INDICATORS)
    text = (folder / "a.yaml").read_text("utf-8")
    (folder / "a.yaml").write_text(
        text.replace("      - {", "      [{").replace("02}\n", "02}]\n"), "utf-8"
    )
    site(folder, tmp_path / "out")
    page = read(tmp_path / "out" / "index.html")
    ids = page.of("id")
    assert len(ids) == len(set(ids))
    for id_ in ("a", "b", "b_2", "b_2_2", "share", "count"):
        assert f"#{id_}" in page.of("href")
        assert f"Address: #{id_}" in page.text
    news = [one.text for one in feed_of(tmp_path / "out" / "feed.xml").iter(f"{ATOM}id")]
    assert len(news) == len(set(news))


@pytest.mark.parametrize(
    ("due", "why"),
    [
        ("by mid-2018", "mid-2018 is April to June and “by” means by the last day"),
        ("ongoing", None),
        ("'30 days after Phase 1: the end'", None),
        ("'in Phase 2: more'", "the plan defines “Phase 2: more” as “first quarter of 2018”"),
        (
            "'Phase 2: more'",
            "the first quarter is January to March; the plan defines “Phase 2: more”"
            " as “first quarter of 2018”",
        ),
        ("in 2018", None),
    ],
)
def test_why_a_deadline_is_read_so(site: Any, tmp_path: Path, due: str, why: str | None) -> None:
    head = (
        "id: town\ntitle: A plan\nadopted: 2017-09-05\n"
        "calendar: {words: {'Phase 2: more': first quarter of 2018}}\n"
    )
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, due: {due}", head=head)
    site(folder, tmp_path / "out")
    text = read(tmp_path / "out" / "index.html").text
    found = re.search("is read so because (.*?)\\.", text)
    assert (found[1] if found else None) == why


def test_what_is_only_measured_is_not_promised(site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", *EVERY, indicators=INDICATORS)
    site(folder, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    its = Shown(page[page.index('<article id="count"') :].split("</article>")[0]).text
    assert "promised" not in its
    assert "No target." in its
    assert "measured: 7" in its


def test_counts_lead_to_their_rows(site: Any, tmp_path: Path) -> None:
    site(rich(tmp_path / "plan"), tmp_path / "out")
    text = (tmp_path / "out" / "index.html").read_text("utf-8")
    tally = text[text.index('class="tally"') : text.index("<nav")]
    for each in re.findall(r"<li><details>(.*?)</details></li>", tally, re.DOTALL):
        count = re.search(r"<summary><b>(\d+)</b>", each)
        assert count
        assert int(count[1]) == len(re.findall('<a href="#', each)) == each.count("<use ")


def test_nothing_is_said_to_be_promised_on_a_day_that_nothing_tells(
    site: Any, tmp_path: Path
) -> None:
    folder = plan_of(tmp_path / "plan", "id: first, title: First, due: by March 2018")
    life = r"<ol><li>(.*?)</li>"
    site(folder, tmp_path / "a")  # without git, nobody knows what stood there at adoption
    text = (tmp_path / "a" / "index.html").read_text("utf-8").replace("\u00a0", " ")
    assert re.findall(life, text) == ["promised, for 31 March 2018"]
    commit(folder, "2017-09-05")
    plan_of(
        folder,
        "id: first, title: First, due: by March 2018",
        "id: second, title: Second, due: by April 2018",
    )
    commit(folder, "2017-11-03")
    site(folder, tmp_path / "b")
    text = (tmp_path / "b" / "index.html").read_text("utf-8").replace("\u00a0", " ")
    assert re.findall(life, text) == [
        "<span>5 September 2017</span> promised, for 31 March 2018",
        "<span>3 November 2017</span> promised, for 30 April 2018",
    ]


def test_what_can_not_be_read_is_said_first(site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", *EVERY)
    (folder / "b.yaml").write_text("title: [", "utf-8")
    _, err, code = site(folder, tmp_path / "out", "--lang", "es")
    assert code == 1
    assert "b.yaml" in err
    text = read(tmp_path / "out" / "index.html").text
    assert "some is missing from this page: b.yaml." in text
    assert text.index("some is missing") < text.index("Of what could be read: ")
    assert "en esta página falta una parte: b.yaml" in read(tmp_path / "out" / "index.es.html").text


def test_a_plan_of_nothing(site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan")
    (folder / "a.yaml").write_text("title: First\nobjectives: []\n", "utf-8")
    _, _, code = site(folder, tmp_path / "out")
    text = read(tmp_path / "out" / "index.html").text
    assert code == 0
    assert "The plan has no milestones." in text
    assert "Nothing is late." in text
    assert ET.parse(tmp_path / "out" / "feed.xml").getroot().tag == f"{ATOM}feed"  # noqa: S314


# -- beside it


def test_what_is_beside_the_page_is_what_list_says(
    site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan_of(tmp_path / "plan", *EVERY, indicators=INDICATORS)
    site(folder, tmp_path / "out")
    cli.run(["list", "--json", "--dir", str(folder), "--as-of", DAY])
    listed = json.loads(capsys.readouterr().out)
    beside = json.loads((tmp_path / "out" / "promises.json").read_text("utf-8"))
    assert beside.pop("root") == ""
    listed.pop("root")
    assert beside == listed
    assert str(tmp_path) not in "".join(
        one.read_text("utf-8") for one in (tmp_path / "out").iterdir()
    )
    cli.run(["list", "--format", "csv", "--dir", str(folder), "--as-of", DAY])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    text = (tmp_path / "out" / "promises.csv").read_bytes().decode("utf-8")
    assert list(csv.reader(io.StringIO(text))) == rows


def feed_of(file: Path) -> ET.Element:
    return ET.fromstring(file.read_bytes())  # noqa: S314 - our own


def test_a_feed_has_no_news_of_a_later_day(site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by December 2018")
    commit(tmp_path, "2017-09-06")
    log = "log: [{on: 2018-01-20, was_due: by December 2018, note: A new call}]"
    plan_of(folder, f"id: a, title: A, due: by June 2019, {log}")
    commit(tmp_path, "2018-04-20")
    for day, told in ((DAY, False), ("2018-04-20", True)):
        site(folder, tmp_path / "out", day=day)
        root = feed_of(tmp_path / "out" / "feed.xml")
        assert ("A: moved" in "".join(root.itertext())) is told
        assert (root.findtext(f"{ATOM}updated") or "")[:10] <= day


def test_a_feed_is_valid_and_its_ids_stay(site: Any, tmp_path: Path) -> None:
    folder = rich(tmp_path / "plan")
    site(folder, tmp_path / "out", day="2018-02-04")
    before = {
        one.findtext(f"{ATOM}id") for one in feed_of(tmp_path / "out/feed.xml").iter(f"{ATOM}entry")
    }
    site(folder, tmp_path / "out", "--lang", "es")
    root = feed_of(tmp_path / "out" / "feed.xml")
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Town"
    entries = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") or "" for one in entries]
    assert before < set(ids)
    assert len(ids) == len(set(ids))
    spanish = feed_of(tmp_path / "out" / "feed.es.xml").iter(f"{ATOM}id")
    assert not {one.text for one in spanish} & {*ids, root.findtext(f"{ATOM}id")}
    anchors = set(read(tmp_path / "out" / "index.html").of("id"))
    days = []
    for one in entries:
        assert one.findtext(f"{ATOM}title")
        assert re.fullmatch(
            r"tag:welcomeplan\.invalid,2026:[\w/.-]+", one.findtext(f"{ATOM}id") or ""
        )
        day = re.fullmatch(r"(\d{4}-\d\d-\d\d)T00:00:00Z", one.findtext(f"{ATOM}updated") or "")
        link = one.find(f"{ATOM}link")
        assert day
        assert link is not None
        assert link.attrib["href"].removeprefix("index.html#") in anchors
        days.append(day[1])
    assert days == sorted(days, reverse=True)
    assert root.findtext(f"{ATOM}updated") == f"{days[0]}T00:00:00Z" <= f"{DAY}T00:00:00Z"
    told = " ".join(one.findtext(f"{ATOM}summary") or "" for one in entries)
    for said in ("became late", "done, on time", "moved, 91 days later", "measured: 7", "No room"):
        assert said in told, said


# -- several plans


def test_several_plans_have_a_page_each_and_one_together(site: Any, tmp_path: Path) -> None:
    we_pilot = ROOT / "examples" / "we-pilot-2020"
    site(we_pilot, tmp_path / "out", "--lang", "es", day="2021-07-01")
    out = tmp_path / "out"
    folders = sorted(one.name for one in out.iterdir() if one.is_dir())
    assert len(folders) == 4
    page = read(out / "index.html")
    for folder in folders:
        assert f"{folder}/index.html" in page.of("href")
        names = {one.name for one in (out / folder).iterdir()}
        assert names == {
            *("index.html", "index.es.html", "feed.xml", "feed.es.xml"),
            *("promises.json", "promises.csv"),
        }
        its = read(out / folder / "index.es.html")
        assert "../index.es.html" in its.of("href")
    listed = [
        json.loads((out / name / "promises.json").read_text("utf-8"))["milestones"]
        for name in folders
    ]
    every = [one for each in listed for one in each]
    late = sum(one["state"] == "overdue" for one in every)
    assert f"{late} of {len(every)} promises are late." in page.text
    alone = tmp_path / "alone"
    site(we_pilot, alone, "--plan", folders[0], day="2021-07-01")
    assert {one.name for one in alone.iterdir()} == {
        *("index.html", "feed.xml", "promises.json", "promises.csv", MADE),
    }


# -- languages


def test_every_phrase_is_translated_and_compiled() -> None:
    for language in phrasebook.PLURALS:
        found = phrasebook.catalogue(language)
        compiled = phrasebook.po(language).with_suffix(".mo").read_bytes()
        assert compiled == phrasebook.compiled(found), "make phrases"
        said = phrasebook.phrases()
        texts = phrasebook.translated(found)
        assert set(texts) == set(said), "make phrases"
        for phrase, strings in texts.items():
            assert all(strings), f"{phrase}: translate it in {phrasebook.po(language)}"
            for original, string in zip(phrase, strings, strict=True):
                braces = [set(re.findall(r"\{\w+\}", text)) for text in (original, string)]
                assert braces[0] == braces[1], phrase


class Heard(NullTranslations):
    """A catalogue that fails for what it has no translation of."""

    def __init__(self, real: gettext.GNUTranslations) -> None:
        super().__init__()
        self.real = real

    def gettext(self, message: str) -> str:
        found = self.real.gettext(message)
        if found == message:
            return self.ngettext(message, message, 1)
        return found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self.real.ngettext(msgid1, msgid2, n)
        known = found not in (msgid1, msgid2) or msgid1 in (
            "Plan",
            "{n} of {total}",
            "{state}, {day}",
        )
        assert known, f"not translated: {msgid1}"
        return found


def test_a_page_says_nothing_that_is_not_translated(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = languages.phrases_in("es").catalogue
    assert isinstance(real, gettext.GNUTranslations)
    monkeypatch.setattr(
        languages,
        "phrases_in",
        lambda name: Phrases(name, Heard(real)) if name == "es" else Phrases(),
    )
    monkeypatch.setattr("welcomeplan.formats.languages.phrases_in", languages.phrases_in)
    examples = [one for one in (ROOT / "examples").iterdir() if one.is_dir()]
    folders = [rich(tmp_path / "plan"), *examples, ROOT / "plan"]
    for at, folder in enumerate(folders):
        for day in ("2018-02-15", "2021-07-01"):
            _, err, code = site(folder, tmp_path / f"{at}-{day}", "--lang", "es", day=day)
            assert (err, code) == ("", 0)


def test_in_spanish_the_plans_own_words_stay(site: Any, tmp_path: Path) -> None:
    site(rich(tmp_path / "plan"), tmp_path / "out", "--lang", "es")
    english, spanish = (
        (tmp_path / "out" / name).read_text("utf-8") for name in ("index.html", "index.es.html")
    )
    assert '<html lang="es">' in spanish
    assert '<a href="#late" lang="en">Late</a>' in spanish
    assert '<q lang="en">“by fall 2017”</q>' in spanish
    text = Shown(spanish).text
    for said in (
        "del 1 de septiembre al 30 de septiembre de 2017",
        "77 días de atraso",
        "a más tardar el 30 de junio de 2018, antes: 31 de marzo de 2018",
        "The Council, 22 de enero de 2018: “Printing ended.”",
        "1 de 2 trainings, vence en 319 días",
        "primer trimestre de 2018: cumplido, a tiempo",
    ):
        assert said in text, said
    assert '<a href="index.es.html" lang="es" hreflang="es">En español</a>' in english
    assert '<a href="index.html" lang="en" hreflang="en">In English</a>' in spanish
    # The numbers are the same in both.
    numbers = [
        re.findall(r"(?<![\w/.-])\d+(?![\w/.])", Shown(one).text) for one in (english, spanish)
    ]
    assert sorted(numbers[0]) == sorted(numbers[1])


# -- safe

HOSTILE = (
    "<script>alert(1)</script>",
    "]]><script>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "a\\r\\nSet-Cookie: b",
    "\\u202Eevil\\u2066",
    "=HYPERLINK(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</style><img src=x onerror=alert(1)>",
    "&lt;b&gt; &amp;amp;",
    "%(x)s {0} {day}",
    "x" * 5000,
)
KNOWN = (
    *("html", "head", "meta", "title", "link", "style", "body", "header", "main", "footer", "nav"),
    *("section", "article", "div", "h1", "h2", "h3", "h4", "h5", "p", "a", "b", "i", "q", "span"),
    *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "blockquote", "pre", "code"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("svg", "defs", "symbol", "use", "g", "path", "circle", "line", "rect"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_plan_is_harmless(site: Any, tmp_path: Path, text: str) -> None:
    said = f'"{text}"' if '"' not in text else f"'{text}'"
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: {said}, text: {said}, due: by fall 2017, owner: marc, source: {said},"
        f" tags: [{said}], log: [{{on: 2018-01-20, note: {said}, by: {said}, under: {said},"
        f" was_due: by September 2017}}], evidence: [{said}, {said}]",
        f"id: b, title: B, due: {said}",
        head=f"id: town\ntitle: {said}\ncommunity: {said}\nadopted: 2017-09-05\n"
        f"period: 2017 to 2019\norganizations: {{marc: {said}}}\n",
        indicators=f"{{id: c, title: C, readings: [{{on: 2018-01-02, value: 5, source: {said}}}]}}",
    )
    site(folder, tmp_path / "out", "--lang", "es")
    out = tmp_path / "out"
    for name in ("index.html", "index.es.html"):
        page = read(out / name)
        assert {tag for tag, _ in page.tags} <= set(KNOWN)
        assert not [key for _, each in page.tags for key in each if key.startswith("on")]
        for href in page.of("href"):
            assert re.match(r"#[\w-]+$|(index|feed|promises)[\w.]*$|https?://", href), href
        assert page.of("src") == []
        assert "\u202e" not in page.text
    for name in ("feed.xml", "feed.es.xml"):
        root = feed_of(out / name)
        assert {one.tag.removeprefix(ATOM) for one in root.iter()} == {
            *("feed", "id", "title", "updated", "author", "name", "link", "generator"),
            *("entry", "summary"),
        }
    assert json.loads((out / "promises.json").read_text("utf-8"))["milestones"][0]["id"] == "a"
    rows = list(csv.reader(io.StringIO((out / "promises.csv").read_bytes().decode())))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def channels(colour: str) -> float:
    """How bright a colour is (WCAG's relative luminance)."""
    text = colour.lstrip("#")
    text = "".join(c * 2 for c in text) if len(text) == 3 else text
    parts = [int(text[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((channels(one), channels(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_can_be_read(scheme: str) -> None:
    css = (ROOT / "src/welcomeplan/formats/templates/marks.css").read_text("utf-8")
    palettes = re.findall(r":root \{([^}]*)\}", css)
    found = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", palettes[scheme == "dark"]))
    paper = found["paper"]
    for role in ("ink", "quiet", "late", "mark", "link"):
        assert contrast(found[role], paper) >= 7, role
    assert contrast(found["line"], paper) >= 3  # the line below a link
    page = (ROOT / "src/welcomeplan/formats/templates/page.css").read_text("utf-8")
    colours = set(re.findall(r"(?<![-\w])color: ([^;}\s]+)", page))
    assert colours <= {f"var(--{role})" for role in ("ink", "quiet", "late", "link", "paper")} | {
        "inherit"
    }


# -- whole, and of its own


def test_only_what_it_made_is_replaced(site: Any, tmp_path: Path) -> None:
    folder, out = plan_of(tmp_path / "plan", *EVERY), tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine", "utf-8")
    said, err, code = site(folder, out)
    assert (said, code) == ("", 3)
    assert "holds other files, such as `mine.txt`" in err
    assert [one.name for one in out.iterdir()] == ["mine.txt"]
    (out / "mine.txt").rename(tmp_path / "mine.txt")
    assert site(folder, out, "--lang", "es")[2] == 0
    # What somebody puts beside it stays; what it does not make any more goes.
    (out / "CNAME").write_text("example.org", "utf-8")
    assert site(folder, out)[2] == 0
    names = {one.name for one in out.iterdir()}
    assert names == {"CNAME", "index.html", "feed.xml", "promises.json", "promises.csv", MADE}
    # What somebody changed, or a link, is not written over, and nothing else is.
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    (out / "index.html").write_text("changed by hand", "utf-8")
    said, err, code = site(folder, out, day="2018-03-15")
    assert (said, code) == ("", 3)
    assert "index.html` was changed since it was made" in err
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(tmp_path / "mine.txt")
    assert site(folder, out, day="2018-03-15")[2] == 3
    (out / "index.html").unlink()
    (out / "index.html").write_bytes(before["index.html"])
    assert {one.name: one.read_bytes() for one in out.iterdir()} == before
    assert (tmp_path / "mine.txt").read_text("utf-8") == "mine"
    assert site(folder, out, day="2018-03-15")[2] == 0


@pytest.mark.parametrize("after", range(6))
def test_what_was_cut_off_is_made_whole_the_next_time(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    folder, out = plan_of(tmp_path / "plan", *EVERY), tmp_path / "out"
    site(folder, out)
    real, calls = saving.put, iter(range(100))

    def put(path: Path, data: bytes) -> None:
        if next(calls) == after:
            raise KeyboardInterrupt
        real(path, data)

    monkeypatch.setattr(saving, "put", put)
    code = site(folder, out, day="2018-03-15")[2]
    assert code == 130
    monkeypatch.setattr(saving, "put", real)
    assert site(folder, out, day="2018-03-15")[2] == 0
    site(folder, tmp_path / "new", day="2018-03-15")
    made = [{one.name: one.read_bytes() for one in o.iterdir()} for o in (out, tmp_path / "new")]
    assert made[0] == made[1]


@pytest.mark.parametrize("listed", ["", "[]", '{"files": 1}', '{"files": {"../mine.txt": "x"}}'])
def test_a_list_of_what_was_made_is_not_trusted(site: Any, tmp_path: Path, listed: str) -> None:
    import hashlib  # noqa: PLC0415 - for this alone

    folder, out, mine = plan_of(tmp_path / "plan", *EVERY), tmp_path / "out", tmp_path / "mine.txt"
    mine.write_text("mine", "utf-8")
    out.mkdir()
    digest = hashlib.sha256(b"mine").hexdigest()
    (out / MADE).write_text(listed.replace('"x"', f'["{digest}"]'), "utf-8")
    _, err, code = site(folder, out)
    assert "a fault of welcomeplan itself" not in err
    assert code in (0, 3)
    assert mine.read_text("utf-8") == "mine"


def test_a_folder_that_can_not_be_written(site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan")
    (tmp_path / "file").write_text("", "utf-8")
    for name in ("file", "file/out"):
        said, err, code = site(folder, tmp_path / name)
        assert (said, code) == ("", 3), name
        assert "a fault of welcomeplan itself" not in err


def told_again(page: Path) -> list[str]:
    """The command on a page that makes it again; nothing where there is none."""
    found = re.search("<code[^>]*>welcomeplan (.*?)</code>", page.read_text("utf-8"))
    return shlex.split(html.unescape(found[1])) if found else []


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()
    }


def run_at(where: Path, *words: str, seed: str = "1") -> None:
    """The program, at a folder and in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed}
    subprocess.run(
        [sys.executable, "-m", "welcomeplan", *words],
        cwd=where,
        env=env,
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("folder", ["plan", "our plans/the town's", "."])
@pytest.mark.parametrize("given", [[], ["--lang", "es"], ["--at", "HEAD~1"]])
def test_a_page_says_how_to_make_it_again(tmp_path: Path, folder: str, given: list[str]) -> None:
    top = tmp_path / "repo"
    plan = top / folder
    shutil.copytree(ROOT / "plan", plan)
    commit(top, "2017-09-05")
    (plan / "plan.yaml").write_bytes((plan / "plan.yaml").read_bytes() + b"# a word\n")
    commit(top, "2017-10-05")
    # Made in the plan's folder, or elsewhere; made again at the top, whatever came since.
    run_at(plan, "site", "-o", str(tmp_path / "public"), "--as-of", DAY, *given)
    shutil.copytree(ROOT / "examples" / "we-pilot-2020", top / "more")
    commit(top, "2017-11-05")
    again = told_again(tmp_path / "public" / "index.html")
    assert re.fullmatch("[0-9a-f]{40}", again[again.index("--at") + 1])
    run_at(top, *again, seed="2")
    assert files_in(top / "again") == files_in(tmp_path / "public")


def test_each_page_of_several_plans_says_how_to_make_them_again(tmp_path: Path) -> None:
    top = tmp_path / "repo"
    # Without a day, and where it may be another day for each of them.
    zones = {"north": "Pacific/Kiritimati", "south": "Pacific/Pago_Pago", "west": "Asia/Tokyo"}
    for name, zone in zones.items():
        head = f"id: {name}\ntitle: A plan\ncalendar: {{timezone: {zone}}}\n"
        plan_of(top / "plans" / name, *EVERY, head=head)
    commit(top, "2020-10-05")
    run_at(top / "plans", "site", "--dir", ".", "-o", str(tmp_path / "public"))
    told = {tuple(told_again(one)) for one in (tmp_path / "public").rglob("index.html")}
    assert len(told) == 1
    run_at(top, *told.pop(), seed="2")
    assert files_in(top / "again") == files_in(tmp_path / "public")
    run_at(top, "site", "--dir", "plans", "--plan", "west", "-o", str(tmp_path / "one"))
    shutil.rmtree(top / "again")
    run_at(top, *told_again(tmp_path / "one" / "index.html"), seed="2")
    assert files_in(top / "again") == files_in(tmp_path / "one")


NONE = "The files are of no revision, so nobody else can make this page again."


@pytest.mark.parametrize("kind", ["no git", "new", "changed", "a file more", "a file less"])
def test_a_page_of_files_that_no_commit_has_says_so(site: Any, tmp_path: Path, kind: str) -> None:
    (tmp_path / "readme").write_text("Hello\n", "utf-8")
    if kind == "new":
        commit(tmp_path, "2017-09-05")
    folder = plan_of(tmp_path / "plan", *EVERY)
    (folder / "b.yaml").write_text("title: Second\nobjectives: []\n", "utf-8")
    if kind not in ("no git", "new"):
        commit(tmp_path, "2017-09-05")
    if kind == "changed":
        (folder / "a.yaml").write_bytes((folder / "a.yaml").read_bytes() + b"# more\n")
    elif kind == "a file more":
        (folder / "c.yaml").write_text("title: Third\nobjectives: []\n", "utf-8")
    elif kind == "a file less":
        (folder / "b.yaml").unlink()
    site(folder, tmp_path / "out", "--lang", "es")
    page = tmp_path / "out" / "index.html"
    assert NONE in read(page).text
    assert (
        "nadie más puede volver a hacer esta página"
        in read(tmp_path / "out" / "index.es.html").text
    )
    assert told_again(page) == []
    assert "make this page again and compare" not in read(page).text


def test_one_plan_of_several_that_no_commit_has(site: Any, tmp_path: Path) -> None:
    """The page of all can't be made again, nor can that plan's; those of the others can."""
    for name in ("north", "south"):
        plan_of(tmp_path / "plans" / name, EVERY[0], head=f"id: {name}\ntitle: A plan\n")
    commit(tmp_path, "2017-09-05")
    plan_of(tmp_path / "plans" / "south", EVERY[1], head="id: south\ntitle: A plan\n")
    site(tmp_path / "plans", tmp_path / "out")
    none = [NONE in read(one).text for one in sorted((tmp_path / "out").rglob("index.html"))]
    assert none == [True, False, True]  # index.html, north/index.html, south/index.html
    assert told_again(tmp_path / "out" / "index.html") == []
    assert told_again(tmp_path / "out" / "north" / "index.html")


def test_without_jinja2_it_says_how_to_get_it(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.formats import html_pages  # noqa: PLC0415 - what it keeps is forgotten

    html_pages.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    out, err, code = site(plan_of(tmp_path / "plan"), tmp_path / "out")
    assert (out, code) == ("", 2)
    assert "pip install 'welcomeplan[publish]'" in err
    assert not (tmp_path / "out").exists()


def test_every_state_has_its_words() -> None:
    every = set(State)
    assert set(page_words.TALLIED) == set(page_words.GLOSSES) == set(page_words.MEANINGS) == every


def test_the_last_quarter_is_the_one_before(site: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by October 2017",
        "id: b, title: B, due: by January 2018, done: 2018-01-03",
        head="id: town\ntitle: A plan\nadopted: 2016-09-05\n"
        "calendar: {fiscal_year_starts: October}\n",
    )
    site(folder, tmp_path / "out", day=date(2018, 2, 15).isoformat())
    text = read(tmp_path / "out" / "index.html").text
    last = text[text.index("Last quarter") :]
    assert last.startswith("Last quarter, 1 October to 31 December 2017")
    assert "1 November 2017: A." in last
    assert "This quarter, since 1 January 2018" in text


# -- a plan of too many promises for one page

SIZES = (60, 500, 1, 130, 309)
"""How many promises each strategy of a large plan has; the last has two indicators, too."""


def large(folder: Path, *sizes: int) -> Path:
    """A plan in which every state occurs over and over, in git."""
    plan_of(folder)
    (folder / "a.yaml").unlink()
    kinds = [one.partition(", title: ")[2].replace("[late]", "[s0-0]") for one in EVERY]
    for at, size in enumerate(sizes):
        lines = [f"title: Strategy {at}", "objectives:"]
        for n in range(size):
            if n % 20 == 0:
                lines.append(f"  - id: o{at}-{n}\n    title: Objective {n}\n    milestones:")
            lines.append(f"      - {{id: s{at}-{n}, title: {n} {kinds[n % len(kinds)]}}}")
        lines += [f"    indicators: [{INDICATORS}]"] if at == len(sizes) - 1 else []
        (folder / f"s{at}.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    commit(folder, "2017-09-05")
    return folder


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page has room for few promises, and names few of those on others."""
    monkeypatch.setattr(page_parts, "MOST", 60)
    monkeypatch.setattr(page_words, "LISTED", 7)


def dangling(out: Path) -> list[str]:
    """The links of all pages and feeds of a folder that lead nowhere."""
    shown = {one: read(one) for one in out.rglob("*.html")}
    ids = {one.resolve(): set(page.of("id")) for one, page in shown.items()}
    links = [(one, href) for one, page in shown.items() for href in page.of("href")]
    for one in out.rglob("*.xml"):
        links += [(one, each.attrib["href"]) for each in feed_of(one).iter(f"{ATOM}link")]
    found = []
    for file, href in links:
        name, _, anchor = href.partition("#")
        to = (file.parent / name if name else file).resolve()
        known = to.is_file() and (not anchor or anchor in ids[to])
        found += [] if known or href.startswith("https://") else [f"{file}: {href}"]
    return found


def articles(page: Shown) -> list[str]:
    """The promises of a page, by their addresses."""
    return [str(each["id"]) for tag, each in page.tags if tag == "article"]


@pytest.mark.usefixtures("narrow")
def test_a_large_plan_has_pages_for_each_strategy(site: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert site(large(tmp_path / "plan", *SIZES), out, "--lang", "es")[1:] == ("", 0)
    pages = [9 if size == 500 else -(-size // 60) for size in SIZES]
    names = [f"s{at}{f'_{n}' if n > 1 else ''}" for at in range(5) for n in range(1, pages[at] + 1)]
    endings = (".html", ".es.html")
    made = sorted(one.name for one in (out / "strategies").iterdir())
    assert made == sorted(f"{name}{ending}" for name in names for ending in endings)
    assert dangling(out) == []
    for ending in endings:
        index = read(out / f"index{ending}")
        assert articles(index) == []
        assert (out / f"index{ending}").stat().st_size < 150_000
        told = [articles(read(out / "strategies" / f"{name}{ending}")) for name in names]
        # Each stands on one page, in the order of the plan, and on none are too many.
        each = [f"s{at}-{n}" for at, size in enumerate(SIZES) for n in range(size)]
        assert [one for page in told for one in page] == [*each, "share", "count"]
        assert max(map(len, told)) == 60
        for name in names:
            page = read(out / "strategies" / f"{name}{ending}")
            ids = page.of("id")
            assert len(ids) == len(set(ids))
            heads = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
            assert heads[0] == 1
            assert all(b <= a + 1 for a, b in pairwise(heads)), heads
            assert {"header", "main", "nav", "footer"} <= {tag for tag, _ in page.tags}
            assert page.of("href").count("#_main") == 1
    first, last = (read(out / "strategies" / f"{name}.html") for name in ("s1", "s1_9"))
    assert "Page 1 of 9." in first.text
    assert "s1_2.html" in first.of("href")
    assert {"s1_8.html", "../index.html"} <= set(last.of("href"))
    assert "s1_10.html" not in last.of("href")
    # What it waits for stands on another page.
    assert "../strategies/s0.html#s0-0" in last.of("href")
    feeds = [one.attrib["href"] for one in feed_of(out / "feed.es.xml").iter(f"{ATOM}link")]
    assert any(re.match(r"strategies/s\d(_\d)?\.es\.html#", one) for one in feeds)


@pytest.mark.usefixtures("narrow")
def test_the_page_of_a_large_plan_counts_as_status_does(
    site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = large(tmp_path / "plan", *SIZES)
    site(folder, tmp_path / "out", "--lang", "es")
    where = ("--dir", str(folder), "--as-of", DAY)
    cli.run(["status", "--json", "--by", "strategy", *where])
    told = json.loads(capsys.readouterr().out)
    cli.run(["status", "--json", "--by", "owner", *where])
    owners = json.loads(capsys.readouterr().out)["groups"]
    total = told["total"]
    for name, of in (("index.html", "of"), ("index.es.html", "de")):
        text = (tmp_path / "out" / name).read_text("utf-8")
        tally = text[text.index('class="tally"') : text.index("<nav")]
        counts = [int(one) for one in re.findall(r"<summary><b>([\d,]+)</b>", tally)]
        assert sorted(counts) == sorted(total["states"].values())
        assert sum(counts) == total["milestones"] == 1000
        table = text[text.index('class="plans"') : text.index("</table>")]
        rows = [re.findall(r'<td[^>]*class="n"[^>]*>(.*?)</td>', o) for o in table.split("<tr>")]
        assert rows[2:] == [
            [f"{g['done']} {of} {g['milestones']}", str(g["states"]["overdue"]), str(g["missed"])]
            for g in told["groups"]
        ]
        # A list names some, and how many it does not; so nothing is lost.
        late = text[text.index('<ol class="late">') : text.index('id="_changed"')]
        more = re.search(r"(?:and|y) (\d+) (?:more|más)", late)
        listed = json.loads((tmp_path / "out" / "promises.json").read_text("utf-8"))
        every = sum(o["state"] == "overdue" for o in (*listed["milestones"], *listed["indicators"]))
        assert more
        assert late.count('<p class="n">') == 7
        assert int(more[1]) + 7 == every
    text = read(tmp_path / "out" / "index.html").text
    assert f"{total['states']['overdue']} of 1,000 promises are late" in text
    for one in owners:
        if one["key"]:
            assert one["title"] in text


@pytest.mark.usefixtures("narrow")
def test_a_plan_that_becomes_small_loses_its_pages(site: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    site(large(tmp_path / "plan", 130, 10), out)
    (out / "CNAME").write_text("example.org", "utf-8")
    assert (out / "strategies" / "s0_3.html").is_file()
    shutil.rmtree(tmp_path / "plan")
    _, err, code = site(large(tmp_path / "plan", 70, 10), out)
    assert code == 0
    assert "removed: `strategies/s0_3.html`" in err
    shutil.rmtree(tmp_path / "plan")
    site(large(tmp_path / "plan", 20, 10), out)
    assert sorted(files_in(out)) == sorted(
        ["CNAME", "feed.xml", "index.html", "promises.csv", "promises.json", MADE]
    )
    assert not (out / "strategies").exists()
    assert len(articles(read(out / "index.html"))) == 32


@pytest.mark.usefixtures("narrow")
def test_large_plans_among_several(site: Any, tmp_path: Path) -> None:
    large(tmp_path / "plans" / "north", 70)
    plan_of(tmp_path / "plans" / "south", *EVERY, head="id: south\ntitle: A plan\n")
    out = tmp_path / "out"
    site(tmp_path / "plans", out, "--lang", "es")
    assert {one.name for one in (out / "town" / "strategies").glob("*.es.html")} == {
        *("s0.es.html", "s0_2.es.html"),
    }
    assert not (out / "south" / "strategies").exists()
    assert dangling(out) == []
    assert "../../index.es.html" in read(out / "town/strategies/s0.es.html").of("href")
    shutil.rmtree(tmp_path / "plans" / "north")
    site(tmp_path / "plans", out)
    assert not (out / "town").exists()


@pytest.mark.usefixtures("narrow")
def test_what_somebody_changed_of_many_pages_stays(site: Any, tmp_path: Path) -> None:
    folder, out = large(tmp_path / "plan", 70), tmp_path / "out"
    site(folder, out)
    page = out / "strategies" / "s0_2.html"
    page.write_text("changed by hand", "utf-8")
    before = files_in(out)
    said, err, code = site(folder, out, day="2018-03-15")
    assert (said, code) == ("", 3)
    assert "s0_2.html` was changed since it was made" in err
    assert files_in(out) == before


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("name", ["index.es.html", "strategies/s0.html", "strategies/s0_2.es.html"])
def test_a_page_of_a_large_plan_is_verified(
    site: Any, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, page = large(tmp_path / "plan", 70, 3), tmp_path / "out" / name
    site(folder, tmp_path / "out", "--lang", "es")
    assert f"welcomeplan verify {name}" in page.read_text("utf-8")
    assert cli.run(["verify", str(page), "--dir", str(folder)]) == 0
    assert ": the same. Made again of" in capsys.readouterr().out
    text = page.read_text("utf-8")
    page.write_text(text.replace("The Council", "The Mayor"), "utf-8")
    assert cli.run(["verify", str(page), "--dir", str(folder)]) == 1
    assert "The Mayor" in capsys.readouterr().out
    for part in ("s7", "s0_9", "../s0", ""):
        told = f"&#34;part&#34;: &#34;{part}&#34;"
        page.write_text(re.sub(r"&#34;part&#34;: &#34;.*?&#34;", told, text), "utf-8")
        code = cli.run(["verify", str(page), "--dir", str(folder)])
        out, err = capsys.readouterr()
        assert "a fault of welcomeplan itself" not in err
        if name.startswith("index"):
            assert (code, "the same" in out) == (0, True)
        else:
            assert code == (1 if part == "" else 2), (part, out, err)


@pytest.mark.usefixtures("narrow")
def test_of_many_pages_one_is_held_at_once(
    site: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is made when the one before is on disk, and lies nowhere else when all are written."""
    real, laid = page_html.render, []

    def render(page: Any) -> bytes:
        laid.append(sum(1 for one in spare.rglob("*") if one.is_file()))
        return real(page)

    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    monkeypatch.setattr(page_html, "render", render)
    site(large(tmp_path / "plan", 200), tmp_path / "out")
    assert len(laid) == 5
    assert laid == sorted(set(laid))
    assert list(spare.iterdir()) == []
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    said, err, code = site(tmp_path / "plan", tmp_path / "new")
    assert (said, code) == ("", 3)
    assert "can't be kept until all are made" in err
    assert not (tmp_path / "new").exists()


def test_json_takes_little_more_than_its_text() -> None:
    record = [{f"key{n}": [n, None, "text"] for n in range(10)} for _ in range(5000)]
    tracemalloc.start()
    text = jsontext.dumps(record)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert json.loads(text) == record
    assert peak < 4 * len(text)
