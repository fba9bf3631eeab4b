"""Promises against time: as cells of a terminal, as rows of a table, and as a picture."""

from __future__ import annotations

import json
import random
import re
import stat
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli
from welcomeplan.formats import svg
from welcomeplan.formats.chart import SIGNS
from welcomeplan.formats.lettering import wide, wrapped
from welcomeplan.formats.pen import MARKS
from welcomeplan.paper import Shift, Span, Track
from welcomeplan.wording import width

from .conftest import ROOT
from .test_numbers import strategy
from .test_terminal import DAY, TITLES, Shown, holds, hostile, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ("hostile", "shown")
SCREENS = Path(__file__).parent / "screens"
NS = "{http://www.w3.org/2000/svg}"

HEAD = "title: A town’s plan\nid: town\nadopted: 2017-09-05\nperiod: 2015 to 2030\n"
PEOPLE = "organizations: {marc: The council, kcpd: Police}\n"
FATES = """\
title: Welcoming
objectives:
- id: o
  title: O
  milestones:
  - {id: moved, title: Moved, owner: marc, due: by mid-2018, log: [{on: 2018-02-06, was_due: by the first quarter of 2018, note: They withdrew}]}
  - {id: missed-first, title: Moved after a miss, owner: marc, due: by 2019, log: [{on: 2018-02-06, was_due: by 2017, note: Late}]}
  - {id: working, title: Two trainings, owner: marc, due: in 2018, target: 2 trainings, log: [{on: 2018-01-20, amount: 1}]}
  - {id: late-working, title: Late, due: in 2017, owner: marc, log: [{on: 2017-10-20, amount: 1}], target: 2 trainings}
  - {id: done-late, title: Done late, due: in 2017, done: 2018-01-26, owner: marc}
  - {id: done-early, title: Done early, due: in 2018, done: 2018-02-09, owner: marc}
  - {id: done-month, title: Done in a month, due: in 2018, done: 2018-01, owner: kcpd}
  - {id: done-unknown, title: Done on some day, due: in 2018, done: yes, owner: kcpd}
  - {id: dropped-late, title: Dropped, due: in 2017, status: dropped, owner: kcpd, log: [{on: 2018-01-20, status: dropped, note: No money}]}
  - {id: deferred, title: Deferred, due: in 2018, status: deferred, owner: kcpd, log: [{on: 2018-01-20, status: deferred, note: No money}]}
  - {id: blocked, title: Blocked, due: by 2018, status: blocked, owner: kcpd, log: [{on: 2018-01-20, status: blocked, note: No money}]}
  - {id: waiting, title: Waits, due: 30 days after moved, owner: kcpd}
  - {id: ongoing, title: Ongoing, due: ongoing, owner: kcpd}
  - {id: undated, title: Undated, owner: kcpd}
  - {id: unreadable, title: Unreadable, due: soon perhaps, owner: kcpd}
  - {id: to-begin, title: To begin, due: beginning in fall 2018, owner: kcpd}
  - {id: begun-not, title: Not begun, due: beginning in fall 2017, owner: kcpd}
  - {id: begun-late, title: Begun late, due: beginning in fall 2017, status: active, owner: kcpd, log: [{on: 2018-02-01, status: active}]}
  - {id: begun, title: Begun in time, due: beginning in fall 2017, status: active, owner: kcpd, log: [{on: 2017-10-15, status: active}]}
  - {id: newsletter, title: Newsletter, starts: 2017, due: 2018, repeats: quarterly, owner: kcpd, occurrences: [{period: 2017Q1, done: 2017-03-01}, {period: 2017Q2, done: 2017-06-01}]}
  - {id: far, title: Far away, starts: 2016, due: by 2019, owner: kcpd}
  - {id: soon, title: Soon, due: by 1 March 2018, owner: kcpd}
  indicators:
  - {id: naturalized, title: Naturalized, unit: "%", target: 50%, due: by 2017, owner: marc, readings: [{on: 2017-06-01, value: 40}]}
"""  # noqa: E501 - a row each


@pytest.fixture
def fates(tmp_path: Path) -> Path:
    """A plan of one of each: each state, each way of missing, each way of not knowing."""
    return plan(tmp_path, FATES)


def plan(folder: Path, *strategies: str, head: str = HEAD + PEOPLE) -> Path:
    home = folder / "plan"
    home.mkdir(exist_ok=True)
    (home / "plan.yaml").write_text(head, "utf-8")
    for at, text in enumerate(strategies):
        (home / f"s{at}.yaml").write_text(text, "utf-8")
    return home


def milestones(*keys: str) -> str:
    rows = "".join(
        f"  - {{id: m-{at}, title: M, owner: marc, {one}}}\n" for at, one in enumerate(keys)
    )
    return f"title: S\nobjectives:\n- id: o\n  title: O\n  milestones:\n{rows}"


def asked(home: Path, *words: str, day: str = "2018-02-15") -> list[str]:
    return ["timeline", "--dir", str(home), "--as-of", day, *words]


def answer(capsys: pytest.CaptureFixture[str], *line: str) -> dict[str, object]:
    cli.run([*line, "--json"])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def drawn(home: Path, *words: str, day: str = "2018-02-15") -> str:
    file = home.parent / "timeline.svg"
    assert home != ROOT / "plan"
    assert cli.run(asked(home, "-o", str(file), *words, day=day)) in (0, 1)
    return file.read_text("utf-8")


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own


def texts(picture: str) -> list[str]:
    return [one.text or "" for one in parsed(picture).iter(f"{NS}text")]


def row(screen: str, name: str) -> str:
    return next(line for line in screen.splitlines() if line[2:].startswith(f"{name} "))


# -- on a terminal


@pytest.mark.parametrize("columns", [60, 200])
def test_a_whole_screen(columns: int, shown: Shown, update: bool) -> None:
    golden(shown(columns, "timeline", *DAY), f"timeline-{columns}.txt", update)


def test_in_ascii(shown: Shown, update: bool) -> None:
    shown.env.setenv("TERM", "dumb")
    golden(shown(80, "timeline", *DAY), "timeline-80-ascii.txt", update)


def test_every_fate(
    fates: Path, shown: Shown, update: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fates.parent)
    golden(shown(80, *asked(Path("plan"))), "timeline-fates-80.txt", update)


def golden(screen: str, name: str, update: bool) -> None:
    if update:
        (SCREENS / name).write_text(screen, "utf-8")
    assert screen == (SCREENS / name).read_text("utf-8")


def test_every_row_ends_on_column_80(shown: Shown, fates: Path) -> None:
    for line in (["timeline", *DAY], asked(fates)):
        picture = shown(80, *line).split("\n\n")[1]
        body = [one for one in picture.splitlines() if one[0] != " "]
        assert len(body) > 15
        assert {width(one) for one in body} == {80}


def test_the_key_has_what_occurs_and_no_more(shown: Shown, fates: Path) -> None:
    for line in (["timeline", *DAY], asked(fates), asked(fates, "--late")):
        *rows, key = shown(80, *line).split("\n\n")[1:3]
        picture = "\n".join(one for one in rows[0].splitlines() if not one.startswith("  "))
        signs = {mark.sign for mark in (*MARKS.values(), *SIGNS.values())}
        told = {
            one for one in signs if re.search(rf"(^|   ){re.escape(one)} \w", key, re.MULTILINE)
        }
        assert told == (signs - {"·"}) & set(picture)


def test_the_plans_window_is_no_work(shown: Shown, fates: Path) -> None:
    screen = shown(80, *asked(fates))
    assert "━" in row(screen, "working")
    assert "━" in row(screen, "late-working")
    assert "━" not in shown(80, "timeline", *DAY)  # nobody has said that work began


def test_no_miss_is_hidden(shown: Shown, fates: Path) -> None:
    screen = shown(80, *asked(fates))
    for name in ("late-working", "done-late", "dropped-late", "missed-first", "naturalized"):
        assert "┃" in row(screen, name), name
    assert row(screen, "newsletter").count("┃") == 2
    assert row(screen, "dropped-late").endswith("dropped, missed")
    assert "┃" not in row(screen, "done-early") + row(screen, "deferred")
    # ... nor where a picture begins after it.
    late = shown(80, *asked(fates, "--from", "2018-02-01"))
    assert "▒" in row(late, "late-working")


def test_what_was_begun_is_due_no_more(shown: Shown, fates: Path) -> None:
    screen, said = shown(80, *asked(fates)), texts(drawn(fates))
    assert row(screen, "begun").endswith("begun 2017-10-15")
    assert "┃" not in row(screen, "begun")
    assert re.search("──┃▒▒┊", row(screen, "begun-late"))
    assert "begun 1\u00a0February\u00a02018, 63 days late" in said
    assert "begun 15\u00a0October\u00a02017" in said


def test_where_it_was_first_promised(shown: Shown, fates: Path) -> None:
    screen = shown(80, *asked(fates))
    before, after = row(screen, "moved").split("◦")
    assert "◆" in after
    assert "◆" not in before
    assert "◦" not in row(screen, "far")


@pytest.mark.parametrize(
    ("due", "per"),
    [("in March 2018", "─{3,7}◆"), ("by 2030", "◆"), ("by 2060", "◆"), ("by 2199", "◆")],
)
@pytest.mark.parametrize("columns", [30, 40, 80, 120, 200])
def test_a_month_and_many_years(
    tmp_path: Path, shown: Shown, due: str, per: str, columns: int
) -> None:
    home = plan(tmp_path, milestones(f"due: {due}"))
    screen = shown(columns, *asked(home))
    assert re.search(per, screen) or (due.endswith("2199") and "1 other lies outside" in screen)
    assert max(map(width, screen.splitlines())) <= columns or "2199" in due


def test_days_that_are_asked_for(tmp_path: Path, shown: Shown) -> None:
    home = plan(tmp_path, milestones("due: in 2017", "due: in 2018", "due: by 2019", "tags: [x]"))
    screen = shown(80, *asked(home, "--from", "2018-04-01", "--to", "2018-06-30"))
    assert "m-0" not in screen
    assert row(screen, "m-1").count("╴") == row(screen, "m-1").count("╶") == 1
    assert "╴ began before 2018-04   ╶ ends after 2018-06" in screen.replace("\n", "   ")
    assert "no date given: m-3" in screen
    assert "2 others lie outside of 1 April to 30 June 2018." in screen.replace("\u00a0", " ")
    assert "┊" not in screen  # the day is not in it


@pytest.mark.parametrize(
    ("words", "quarters"),
    [
        (["--to", "2010-05-01"], ("2010-04-01", "2010-06-30")),
        (["--from", "2030-05-01"], ("2030-04-01", "2030-06-30")),
        (["--from", "2017-05-01"], ("2017-04-01", "2019-12-31")),
        (["--to", "2018-05-01"], ("2017-10-01", "2018-06-30")),
        ([], ("2017-10-01", "2019-12-31")),
    ],
)
def test_one_day_that_is_asked_for_is_an_end(
    tmp_path: Path,
    words: list[str],
    quarters: tuple[str, str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = plan(tmp_path, milestones("due: in 2017", "due: in 2018", "due: by 2019"))
    assert answer(capsys, *asked(home, *words))["period"] == dict(
        zip(("start", "end"), quarters, strict=True)
    )


def test_the_finding_counts_what_was_done_late(tmp_path: Path, shown: Shown) -> None:
    late, kept = "due: in 2017, done: 2018-01-05", "due: in 2017, done: 2017-01-05"
    for keys, finding in (
        ([late, kept, late], "All 3 promises are done, 2 of them late"),
        ([kept, kept], "All 2 promises are done"),
        ([late], "1 promise is done, late"),
        ([kept], "1 promise is done"),
        (["due: in 2017"], "1 promise is late"),
        (["due: in 2017", kept], "1 of 2 promises is late"),
        (["due: in 2019", kept], "No promise is late"),
    ):
        home = plan(tmp_path, milestones(*keys))
        assert shown(80, *asked(home)).startswith(f"{finding}\n"), finding


def test_that_nothing_is_late_is_said_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = plan(tmp_path, milestones("due: in 2019"))
    assert cli.run(asked(home, "--late")) == 0
    assert capsys.readouterr().out.count("No promise is late") == 1


def test_nothing_is_a_sentence(tmp_path: Path, shown: Shown) -> None:
    home = plan(tmp_path, milestones("due: in 2019"))
    assert shown(80, *asked(home, "--late")).startswith("No promise is late.\n")
    nothing = shown(80, *asked(home, "--from", "2020-01-01", "--to", "2020-03-31"))
    assert nothing.startswith("Nothing lies in 2020-01-01 to 2020-03-31.\n")
    assert shown(80, *asked(home, "--state", "blocked")).startswith("No milestone fits.\n")
    empty = plan(tmp_path, "title: S\nobjectives: []\n")
    assert shown(80, *asked(empty)).startswith("The plan has no milestones.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "2018-02-01", "--to", "2018-01-01"], "before it begins"),
        (["--from", "1900-01-01", "--to", "2199-01-01"], "more than 100 years"),
        (["-o", "timeline.png"], "no name of a picture"),
        (["-o", "-"], "no name of a picture"),
        (["-o", ".svg"], "no name of a picture"),
        (["-o", "x.svg", "--json"], "don't go together"),
        (["-o", "x.svg", "--format", "csv"], "don't go together"),
    ],
)
def test_what_can_not_be_drawn(
    tmp_path: Path,
    words: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = plan(tmp_path, milestones("due: in 2018"))
    monkeypatch.chdir(tmp_path)
    assert cli.run(asked(home, *words)) == 2
    assert said in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["plan"]


def test_a_workspace_is_told_by_plan(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["timeline", "--dir", str(ROOT / "examples" / "we-pilot-2020"), "--as-of", "2020-07-01"]
    found = answer(capsys, *line)
    assert found["by"] == "plan"
    assert answer(capsys, *line, "--plan", "pilot")["by"] == "strategy"


# -- as a table


def test_the_table_and_json_have_the_same_rows(
    fates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found: dict[str, list[dict[str, list[dict[str, object]]]]] = answer(capsys, *asked(fates))  # type: ignore[assignment]
    rows = {one["id"]: one for group in found["groups"] for one in group["rows"]}
    assert sorted(rows["moved"]) == [
        "begins",
        "begun",
        "deadline",
        "done",
        "first",
        "id",
        "kind",
        "late",
        "missed",
        "misses",
        "number",
        "objective",
        "owner",
        "period",
        "plan",
        "state",
        "strategy",
        "title",
        "window",
        "words",
    ]
    cli.run(asked(fates, "--format", "csv"))
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.startswith("Strategy,Id,")
    assert [line.split(",")[1] for line in lines] == list(rows)
    assert rows["moved"]["first"] == "2018-03-31"
    assert rows["moved"]["deadline"] == "2018-06-30"
    assert rows["done-late"]["late"] == 26
    assert rows["late-working"]["begun"] == "2017-10-20"
    assert rows["begun-not"]["begins"] is True
    assert rows["newsletter"]["misses"] == ["2017-09-30", "2017-12-31"]
    assert rows["naturalized"]["late"] == 46
    assert rows["done-early"]["late"] == -325
    assert rows["unreadable"]["window"] == {"start": None, "end": None}
    cli.run(["list", *asked(fates, "--json")[1:]])
    listed = json.loads(capsys.readouterr().out)
    for one in (*listed["milestones"], *listed["indicators"]):
        row, times = rows[one["id"]], {time["period"]: time for time in one["times"]}
        assert row["late"] == (times[row["period"]] if row["period"] else one)["late"], one["id"]
    cli.run(asked(fates, "--format", "markdown"))
    assert capsys.readouterr().out.count("\n| Welcoming |") == len(rows)


# -- as a picture


def test_the_shipped_plan_fits_on_letter_paper(tmp_path: Path) -> None:
    file = tmp_path / "t.svg"
    assert cli.run(["timeline", *DAY, "--dir", str(ROOT / "plan"), "-o", str(file)]) == 0
    root = parsed(file.read_text("utf-8"))
    across, down = float(root.attrib["width"]), float(root.attrib["height"])
    assert down / across <= 8.5 / 11
    assert root.attrib["role"] == "img"
    named = root.attrib["aria-labelledby"].split()
    told = {one.attrib["id"]: one.text or "" for one in root.iter() if "id" in one.attrib}
    assert list(told) == named
    assert told[named[0]] == "9 of 28 promises are late: 2017-2018 Strategic Action Plan"
    assert told[named[1]].count("days late") == 9
    said = texts(file.read_text("utf-8"))
    assert said[0] == "9 of 28 promises are late"
    assert said.count("46 days late") == 6
    assert "“by mid-2018”" in said
    assert said.count("Q1") == 1


def test_a_picture_is_the_same_each_time(fates: Path) -> None:
    assert drawn(fates) == drawn(fates)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def coloured(element: ET.Element) -> Iterator[str]:
    """The colours of everything that says something: all but the lines that carry nothing."""
    for one in element.iter():
        if one.attrib.get("class") not in ("grid", "hair"):
            yield from re.findall(r"#[0-9a-f]{6}", " ".join(one.attrib.values()))


def test_every_colour_stands_out_from_the_paper(fates: Path) -> None:
    root = parsed(drawn(fates))
    paper = root.find(f"{NS}rect")
    assert paper is not None
    assert paper.attrib["fill"] == "#ffffff"
    used = set(coloured(root)) - {"#ffffff"}
    assert len(used) == 4
    for colour in used:
        assert 1.05 / (luminance(colour) + 0.05) >= 4.5, colour
    assert "rgb" not in drawn(fates)
    assert "opacity" not in drawn(fates)


def test_the_legend_has_what_occurs(fates: Path, tmp_path: Path) -> None:
    every = texts(drawn(fates))
    for word in ("work on record", "first promised for", "was due", "late, a stroke a week"):
        assert word in every
    home = plan(tmp_path, milestones("due: by 2018"))
    (home / "s0.yaml").write_text(milestones("due: by 2018"), "utf-8")
    few = texts(drawn(home))
    assert few[-3:] == ["upcoming", "15 February 2018", "deadline"]


def test_strokes_stand_for_more_where_there_is_no_room(tmp_path: Path) -> None:
    for due, unit in (("by 2017", "week"), ("by 2012", "month"), ("by 1960", "year")):
        head = HEAD.replace("2015 to 2030", "1950 to 2030") + PEOPLE
        home = plan(tmp_path, milestones(f"due: {due}"), head=head)
        assert f"late, a stroke a {unit}" in texts(drawn(home))


TITLE = f"title: {'A long title of many words, ' * 9}".replace(",", "")
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> & <![CDATA[ &lt; \\\"quoted\\\" 'x'",
    "\\u202eevil\\u2066 \\x1b[31mred\\x07 \\u0000 \\ufffe",
    "مرحبا بالعالم في هذه الخطة",
    "x" * 5000,
    "@everyone #let =cmd() \\r\\nSECOND",
)


def test_a_picture_of_hostile_texts_is_xml(tmp_path: Path) -> None:
    rows = "".join(
        f'  - {{id: m-{at}, title: "{one}", owner: marc, due: by 2018}}\n'
        for at, one in enumerate(HOSTILE)
    )
    text = f'title: "{HOSTILE[1]}"\nobjectives:\n- id: o\n  title: O\n  milestones:\n{rows}'
    head = HEAD.replace("title: A town’s plan", f'title: "{HOSTILE[0]}"') + PEOPLE
    picture = drawn(plan(tmp_path, text, head=head))
    root = parsed(picture)
    names = {one.tag.removeprefix(NS) for one in root.iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "g", "path", "text", "circle"}
    said = texts(picture)
    assert "".join(one for one in said if set(one) == {"x"}) == "x" * 5000
    assert HOSTILE[0] in said
    assert not re.search("[\u202e\u2066\x1b\x07\ufffe\r]", picture)
    assert "<U+202E>evil<U+2066>" in " ".join(said)
    assert HOSTILE[3] in " ".join(said)


def test_nothing_is_cut_in_a_picture(hostile: Path) -> None:
    said = " ".join(texts(drawn(hostile)))
    assert "…" not in said
    flat = said.replace(" ", "")
    for title in TITLES.values():
        if "\\" not in title:
            assert title.replace(" ", "") in flat


def test_words_never_run_into_the_next_column(tmp_path: Path) -> None:
    """A line that nearly fills its column is as wide as it says, in any font."""
    for text, room in (("word " * 300, 200.0), ("i" * 900, 120.0), ("WM" * 90, 99.0), ("", 50.0)):
        lines = wrapped(text, room, 12)
        assert all(wide(line, 12) <= room for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    rows = parsed(drawn(plan(tmp_path, milestones("due: by 2018").replace("title: M", TITLE))))
    long = next(one for one in rows.iter() if "textLength" in one.attrib)
    assert float(long.attrib["textLength"]) == pytest.approx(wide(long.text or "", 12), abs=0.1)


def test_a_picture_is_written_whole_or_not_at_all(
    fates: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "deep" / "t.svg"
    assert cli.run(asked(fates, "-o", str(file))) == 3
    assert "can't be written" in capsys.readouterr().err
    file.parent.mkdir()
    file.touch()
    file.chmod(0o640)
    assert cli.run(asked(fates, "-o", str(file))) == 0
    assert capsys.readouterr().out == f"{file}: written\n"
    assert file.read_text("utf-8").startswith("<svg ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert [one.name for one in file.parent.iterdir()] == ["t.svg"]
    folder = tmp_path / "folder.svg"
    folder.mkdir()
    link = tmp_path / "link.svg"
    link.symlink_to(file)
    before = file.read_bytes()
    for name in (folder, link):
        assert cli.run(asked(fates, "--late", "-o", str(name))) == 3
        assert "Nothing was changed" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_what_can_not_be_read_is_told_in_the_picture(
    fates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (fates / "broken.yaml").write_text("title: [", "utf-8")
    file = fates.parent / "t.svg"
    assert cli.run(asked(fates, "-o", str(file))) == 1
    assert "broken.yaml can't be read, and is missing here." in " ".join(
        texts(file.read_text("utf-8"))
    )
    assert "broken.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "shapes"),
    [
        (date(2018, 3, 31), date(2018, 6, 30), ["path", "circle", "path"]),
        (date(2018, 6, 30), date(2018, 3, 31), ["path", "circle", "path"]),
        (date(2018, 6, 30), None, ["path", "circle"]),
        (None, date(2018, 6, 30), ["path", "path"]),
        (None, None, ["path"]),
        (date(1900, 1, 1), date(2199, 1, 1), ["path", "circle", "path"]),
    ],
)
def test_how_far_a_deadline_moved(
    before: date | None, after: date | None, shapes: list[str]
) -> None:
    picture = svg.shift(Shift(before, after, "91 days later <&>\x1b"))
    root = parsed(picture)
    assert [one.tag.removeprefix(NS) for one in root] == shapes
    assert root.attrib["aria-label"] == "91 days later <&><U+001B>"
    assert ("stroke-dasharray" in picture) == (None in (before, after))
    assert float(root.attrib["width"]) <= 180


# -- of any plan


@pytest.mark.parametrize("seed", range(12))
def test_each_row_is_drawn_or_counted(
    seed: int, tmp_path: Path, shown: Shown, capsys: pytest.CaptureFixture[str]
) -> None:
    rng = random.Random(seed)  # noqa: S311 - a plan to test with
    home = plan(
        tmp_path,
        strategy(rng, "a"),
        strategy(rng, "b"),
        head=HEAD + "organizations: {marc: A, kcpd: B, chamber: C}\n",
    )
    start = date(2016, 1, 1) + timedelta(rng.randint(0, 1500))
    end = start + timedelta(rng.randint(0, 3000))
    days = rng.choice(
        ([], ["--from", f"{start}"], ["--to", f"{end}"], ["--from", f"{start}", "--to", f"{end}"])
    )
    words = [
        *days,
        *rng.choice(([], ["--late"])),
        "--by",
        rng.choice(["owner", "objective", "plan"]),
    ]
    day = str(rng.choice([date(2017, 12, 31), date(2018, 5, 17), date(2030, 1, 20)]))
    found = answer(capsys, *asked(home, *words, day=day))
    rows = [one for group in found["groups"] for one in group["rows"]]  # type: ignore[attr-defined]
    left = found["left_out"]
    total = found["total"]["milestones"]  # type: ignore[index]
    assert len(rows) + left["not_late"] + left["outside"] == total  # type: ignore[index]
    names = [one["id"] for one in rows]
    for columns in (40, 80, 133, 200):
        holds(shown(columns, *asked(home, *words, day=day)), columns, names)
    said = texts(drawn(home, *words, day=day))
    assert sum(one.startswith("Promise ") for one in said) == len(rows)


@pytest.mark.parametrize("day", ["1900-01-01", "2018-02-15", "2199-12-31"])
def test_at_the_ends_of_the_calendar(tmp_path: Path, day: str, shown: Shown) -> None:
    home = plan(
        tmp_path,
        milestones("due: {words: soon, by: 2199-12-31}", "due: by 1900", "done: 1900-01-01"),
        head=HEAD + PEOPLE + "calendar: {fiscal_year_starts: July}\n",
    )
    holds(shown(80, *asked(home, day=day)), 80)
    parsed(drawn(home, day=day))


def test_a_track_paints_misses_last() -> None:
    due = date(2017, 12, 31)
    one = Track(
        "x", "", "T", "done late", "", "", None, (None, due), None, False, None, None, (due,)
    )
    late = one._replace(done=Span(date(2018, 1, 5), date(2018, 1, 5)))
    assert [stroke.kind for stroke in one.strokes(due)] == ["missed"]
    assert [stroke.kind for stroke in late.strokes(due)] == ["late", "done", "missed"]
