"""Calendars of promises (.ics), as three readers see them that had no part in writing them.

Of them `ical.js`, which Thunderbird has, needs Node and `npm ci` in `tests/browser`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]

from welcomeplan import cli

from .conftest import ROOT
from .test_report import HEAD, commit, git, plan_of

HERE = ROOT / "tests" / "browser"
DAY = ("--as-of", "2018-02-15")
NAMES = [
    *("uid", "dtstamp", "last-modified", "sequence", "dtstart", "dtend", "summary"),
    *("description", "categories", "status", "transp"),
]
DUE = "due: by 30 June 2018"


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command, and gives what it prints and says, and its exit code."""

    def run(folder: Path, *words: str) -> tuple[str, str, int]:
        code = cli.run(["export", "--dir", str(folder), *words])
        out, err = capsys.readouterr()
        return out, err, code

    return run


@pytest.fixture
def made(export: Any, tmp_path: Path) -> Any:
    """Makes a calendar, and gives its events as all readers see them."""

    def run(folder: Path, *words: str) -> list[dict[str, Any]]:
        file = tmp_path / "made.ics"
        out, err, code = export(folder, "-o", str(file), *(words or DAY))
        assert (err, code) == ("", 0), err
        found = events(file)
        assert f"{file}: written, {len(found)} entr" in out
        return found

    return run


# -- the readers


def by_vobject(file: Path) -> list[dict[str, Any]]:
    whole = vobject.readOne(file.read_bytes().decode())
    return [
        {
            "uid": one.uid.value,
            "start": str(one.dtstart.value),
            "end": str(one.dtend.value),
            "moves": int(one.sequence.value),
            "title": one.summary.value,
            "said": one.description.value,
            "groups": list(one.categories.value),
            "alarms": [
                {"when": alarm.trigger.value, "said": alarm.description.value}
                for alarm in one.contents.get("valarm", [])
            ],
            "stamp": f"{one.dtstamp.value:%Y-%m-%dT%H:%M:%SZ}",
            "names": [name for name in one.contents if name != "valarm"],
        }
        for one in whole.contents.get("vevent", [])
    ]


def by_icalendar(file: Path) -> list[dict[str, Any]]:
    whole: Any = icalendar.Calendar.from_ical(file.read_bytes())
    assert not whole.errors
    found = []
    for one in whole.walk("VEVENT"):
        assert not one.errors
        found.append(
            {
                "uid": str(one["UID"]),
                "start": str(one["DTSTART"].dt),
                "end": str(one["DTEND"].dt),
                "moves": int(one["SEQUENCE"]),
                "title": str(one["SUMMARY"]),
                "said": str(one["DESCRIPTION"]),
                "groups": list(map(str, one["CATEGORIES"].cats)),
                "alarms": [
                    {"when": alarm["TRIGGER"].dt, "said": str(alarm["DESCRIPTION"])}
                    for alarm in one.walk("VALARM")
                ],
                "stamp": f"{one['DTSTAMP'].dt:%Y-%m-%dT%H:%M:%SZ}",
                "names": [name.lower() for name in one],
            }
        )
    return found


def by_ical_js(*files: Path) -> list[list[dict[str, Any]]] | None:
    """None where it is not here."""
    if shutil.which("node") is None or not (HERE / "node_modules" / "ical.js").is_dir():
        return None
    done = subprocess.run(
        ["node", "calendar.mjs", *map(str, files)],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found = [one["events"] for one in json.loads(done.stdout)]
    for event in (event for one in found for event in one):
        for alarm in event["alarms"]:
            assert re.fullmatch("-P(14D|2W)", alarm["when"])
            alarm["when"] = timedelta(days=-14)
    return found


def plainly(file: Path) -> None:
    """What is true of every calendar, byte by byte."""
    data = file.read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//welcomeplan//")
    assert data.endswith(b"\r\nEND:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert not re.search(rb"[\x00-\x1f\x7f]", b"".join(lines))
    assert all(len(line) <= 75 for line in lines)
    text = data.decode()
    assert not re.search(
        "[\x80-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]", text
    )
    assert all(line.decode() for line in lines[:-1])  # none is empty, and no letter is broken
    # A line is a property that calendars have, or goes on from the one before it.
    unfolded = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert {re.split("[:;]", line)[0] for line in unfolded} <= {
        *("BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME"),
        *("DESCRIPTION", "X-WR-CALDESC", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
        *(name.upper() for name in NAMES),
        *("ACTION", "TRIGGER"),
    }


def events(file: Path) -> list[dict[str, Any]]:
    plainly(file)
    found = by_vobject(file)
    assert by_icalendar(file) == found
    for one in found:
        assert one["names"] == NAMES
        assert one["uid"].isascii()
        assert len(one["uid"]) <= 255
        assert date.fromisoformat(one["end"]) - date.fromisoformat(one["start"]) == timedelta(1)
        assert all(alarm["when"] == timedelta(days=-14) for alarm in one["alarms"])
    assert len({one["uid"] for one in found}) == len(found)
    return found


def test_the_reader_of_thunderbird_sees_the_same(export: Any, tmp_path: Path) -> None:
    folders = {"plan": ROOT / "plan", "examples": ROOT / "examples"}
    for name, folder in folders.items():
        export(folder, "-o", str(tmp_path / f"{name}.ics"), *DAY)
    files = [tmp_path / f"{name}.ics" for name in folders]
    seen = by_ical_js(*files)
    if seen is None:
        pytest.skip("no Node, or no `npm ci` in tests/browser: not read as Thunderbird does")
    assert seen == [events(file) for file in files]
    assert min(map(len, seen)) > 10


# -- the shipped plans


def test_the_calendar_of_the_shipped_plan(made: Any, tmp_path: Path, update: bool) -> None:
    folder = shutil.copytree(ROOT / "plan", tmp_path / "plan")  # of no commit
    found = made(folder)
    written = (tmp_path / "made.ics").read_bytes().replace(b"\r\n", b"\n")
    expected = ROOT / "tests" / "papers" / "kansas-city.ics"
    if update:
        expected.write_bytes(written)
    # Here with line ends that git leaves alone.
    assert written == expected.read_bytes()
    broker = next(one for one in found if one["uid"].startswith("broker@"))
    assert broker["uid"] == "broker@kansas-city.kansas-city-metro-area"


@pytest.mark.parametrize("folder", ["plan", "examples/we-pilot-2020", "examples"])
@pytest.mark.parametrize("day", ["2018-03-02", "2021-06-30", "2026-11-30"])
def test_each_day_that_is_promised_has_an_entry(
    made: Any, capsys: pytest.CaptureFixture[str], folder: str, day: str
) -> None:
    found = made(ROOT / folder, "--as-of", day)
    cli.run(["list", "--dir", str(ROOT / folder), "--as-of", day, "--json"])
    listed = json.loads(capsys.readouterr().out)["milestones"]
    cli.run(["list", "--kind", "indicator", "--dir", str(ROOT / folder), "--as-of", day, "--json"])
    listed += json.loads(capsys.readouterr().out)["indicators"]
    owed = [one for whole in listed for one in (whole.get("times") or [whole])]
    days = sorted(one["due_by"] for one in owed if one["due_by"])
    assert days == [one["start"] for one in found]
    before = {
        **{"done": "Done: ", "done late": "Done: ", "overdue": "Overdue: "},
        **{"deferred": "Deferred: ", "dropped": "Dropped: ", "blocked": "Blocked: "},
    }
    for start in before.values():
        states = [state for state, said in before.items() if said == start]
        told = [one for one in owed if one["due_by"] and one["state"] in states]
        assert len(told) == sum(one["title"].startswith(start) for one in found), start


# -- what is made of a promise


def test_the_entry_of_a_promise(made: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        f"id: tour, title: 'Tour; and talk, twice', text: 'We will tour.', {DUE}, owner: marc,"
        " partners: [kcpd]",
    )
    [one] = made(folder)
    assert one == {
        "uid": "tour@town.town",
        "start": "2018-06-30",
        "end": "2018-07-01",
        "moves": 0,
        "title": "Tour; and talk, twice",
        "said": "We will tour.\nDeadline: “by 30 June 2018”, by 30 June 2018\n"
        "Who answers: The Council\nWho helps: The Police\n"
        "As of 15 February 2018: upcoming, 30 June 2018\nA plan, Town: town/tour",
        "groups": ["A plan", "First"],
        "alarms": [{"when": timedelta(days=-14), "said": "In 14 days: Tour; and talk, twice"}],
        "stamp": "2018-02-15T12:00:00Z",
        "names": NAMES,
    }
    data = (tmp_path / "made.ics").read_bytes()
    for line in (
        *("METHOD:PUBLISH", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "X-PUBLISHED-TTL:P1D"),
        *("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-WR-CALNAME:A plan", "NAME:A plan"),
    ):
        assert f"\r\n{line}\r\n".encode() in data, line


@pytest.mark.parametrize(
    ("keys", "title", "rings"),
    [
        (DUE, "T", True),
        ("due: by 15 February 2018", "T", True),
        ("due: by November 2017", "Overdue: T", False),
        (f"{DUE}, done: 2018-02-01", "Done: T", False),
        ("due: by November 2017, done: 2018-02-01", "Done: T", False),
        (f"{DUE}, status: dropped, log: [{{on: 2018-01-02, note: No}}]", "Dropped: T", False),
        (f"{DUE}, status: deferred, log: [{{on: 2018-01-02, note: No}}]", "Deferred: T", False),
        (f"{DUE}, status: blocked, log: [{{on: 2018-01-02, note: No}}]", "Blocked: T", True),
        (f"{DUE}, status: active", "T", True),
        ("due: beginning in fall 2018", "Begin: T", True),
        ("due: beginning in fall 2017", "Overdue: T", False),
        ("due: beginning in fall 2018, log: [{on: 2018-01-02, status: active}]", "Begun: T", False),
    ],
)
def test_what_stands_before_a_title_and_what_rings(
    made: Any, tmp_path: Path, keys: str, title: str, rings: bool
) -> None:
    [one] = made(plan_of(tmp_path / "plan", f"id: a, title: T, owner: marc, {keys}"))
    assert (one["title"], bool(one["alarms"])) == (title, rings)
    assert b"STATUS:CONFIRMED\r\n" in (tmp_path / "made.ics").read_bytes()


def test_a_miss_is_told_whatever_came_of_it(made: Any, tmp_path: Path) -> None:
    late = "due: by November 2017, owner: marc"
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: A, {late}, done: 2018-01-31",
        f"id: b, title: B, {late}, status: dropped, log: [{{on: 2018-01-02, status: dropped}}]",
        f"id: c, title: C, {DUE}, owner: marc, log: [{{on: 2018-01-02, was_due: by 2017-11-30}}]",
    )
    told = {one["uid"][0]: one["said"] for one in made(folder)}
    assert "done 31 January 2018, 62 days late" in told["a"]
    assert "dropped, its deadline missed" in told["b"]
    assert "; missed 30 November 2017" in told["c"]


def test_what_repeats_is_an_entry_for_each_time(made: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: letter, title: Letter, repeats: quarterly, starts: 2017-10-01, due: by 2018,"
        " owner: marc, occurrences: [{period: 2017Q4, done: 2017-12-20}]",
        "id: letter-2018q1, title: Another, due: 2018-03-01",
    )
    found = {one["uid"]: (one["start"], one["title"]) for one in made(folder)}
    assert found == {
        "letter.2017q4@town.town": ("2017-12-31", "Done: Letter (fourth quarter of 2017)"),
        "letter-2018q1@town.town": ("2018-03-01", "Another"),
        "letter.2018q1@town.town": ("2018-03-31", "Letter (first quarter of 2018)"),
        "letter.2018q2@town.town": ("2018-06-30", "Letter (second quarter of 2018)"),
        "letter.2018q3@town.town": ("2018-09-30", "Letter (third quarter of 2018)"),
        "letter.2018q4@town.town": ("2018-12-31", "Letter (fourth quarter of 2018)"),
    }


def test_indicators_have_entries_too(made: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: tour, title: Tour",
        indicators="{id: rate, title: Rate, unit: '%', baseline: 70, owner: marc,"
        " targets: {2018: 80, 2019: 90}}, {id: bare, title: Bare, unit: '%', baseline: 1}",
    )
    assert [(one["uid"], one["start"]) for one in made(folder)] == [
        ("rate.2018@town.town", "2018-12-31"),
        ("rate.2019@town.town", "2019-12-31"),
    ]


def test_what_has_no_day_is_told(export: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: A, {DUE}",
        "id: b, title: B, due: soonish perhaps",
        "id: c, title: C",
        "id: d, title: D, due: ongoing",
    )
    file = tmp_path / "a.ics"
    out, err, code = export(folder, "-o", str(file), *DAY)
    assert (err, code) == ("", 0)
    assert out == (
        f"{file}: written, 1 entry; no day and so no entry: b, c, d\n"
        "Deadlines that can't be read: 1 (`welcomeplan validate --notes --dir"
        f" {folder} --as-of 2018-02-15` says why).\n"
    )
    text = file.read_bytes().decode().replace("\r\n ", "")
    assert "3 promises have no day\\, and so no entry." in text
    many = [f"id: m-{n}, title: M" for n in range(9)]
    out, _, _ = export(plan_of(tmp_path / "many", *many), "-o", str(file), *DAY)
    assert "written, 0 entries; no day and so no entry: m-0, m-1, m-2, m-3, m-4 and 4 more" in out
    assert events(file) == []


def test_what_cannot_be_read_is_named(export: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {DUE}", "id: b, titel: B")
    file = tmp_path / "a.ics"
    out, err, code = export(folder, "-o", str(file), *DAY)
    assert code == 1
    assert "written, 1 entry" in out
    assert "can't be read" in err
    text = file.read_bytes().decode().replace("\r\n ", "")
    assert "Not all that was promised could be read\\, so there may be more." in text


def test_the_first_and_the_last_day_that_there_are(made: Any, tmp_path: Path) -> None:
    last = "due: {words: some day, by: 2199-12-31}"
    folder = plan_of(tmp_path / "plan", f"id: z, title: Z, {last}", "id: b, title: B, due: 1900")
    days = [(one["start"], one["end"]) for one in made(folder)]
    assert days == [("1900-12-31", "1901-01-01"), ("2199-12-31", "2200-01-01")]


# -- what a calendar program knows an entry by


def test_a_promise_keeps_its_place_whatever_it_is_called(made: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    plan_of(folder, f"id: a, title: One, {DUE}")
    [before] = made(folder)
    head = HEAD.replace("A plan", "Another plan").replace("The Council", "Others")
    plan_of(folder, "id: a, title: Two, due: by 31 July 2018, owner: marc", head=head)
    [after] = made(folder)
    assert (before["uid"], before["title"]) == ("a@town.town", "One")
    assert (after["uid"], after["title"]) == ("a@town.town", "Two")


@pytest.mark.parametrize(
    ("community", "place"),
    [
        ("Kansas City, Missouri", "town.kansas-city-missouri"),
        ("Zürich", "town.zuerich"),
        ("东京", "town.95b3ec13"),
        ("'a@b\\r\\nX:1'", "town.a-b-r-nx-1"),
        ("'!'", "town"),
        (None, "town"),
    ],
)
def test_a_community_in_ascii(made: Any, tmp_path: Path, community: str | None, place: str) -> None:
    said = f"community: {community}\n" if community else ""
    head = HEAD.replace("community: Town\n", said)
    [one] = made(plan_of(tmp_path / "plan", f"id: a, title: A, {DUE}", head=head))
    assert one["uid"] == f"a@{place}"


def test_no_two_entries_are_known_by_the_same(made: Any, tmp_path: Path) -> None:
    for name, community in (("east", "東 Ward 3"), ("west", "西 Ward 3")):
        head = HEAD.replace("id: town", f"id: {name}").replace("Town", community)
        plan_of(tmp_path / "all" / name, f"id: a, title: A, {DUE}", head=head)
    long = "-".join(["very", "long"] * 40)
    head = HEAD.replace("id: town", f"id: {'p' * 120}").replace("Town", "Town " * 60)
    promised = [f"id: {long}{n}, title: A, {DUE}" for n in (1, 2)]
    plan_of(tmp_path / "all" / "long", *promised, head=head)
    uids = [one["uid"] for one in made(tmp_path / "all")]  # looks that each is another
    assert len(uids) == 4
    assert max(map(len, uids)) == 255
    assert made(tmp_path / "all", "--plan", "east", *DAY)[0]["uid"] in uids


def test_an_id_that_is_there_twice(export: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", *(f"id: a, title: {n}, {DUE}" for n in "XYZ"))
    export(folder, "-o", str(tmp_path / "a.ics"), *DAY)
    assert [one["uid"] for one in events(tmp_path / "a.ics")] == [
        *("a@town.town", "a@town.town-2", "a@town.town-3")
    ]


def test_the_number_of_moves(made: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by 31 July 2018, owner: marc",
        "id: letter, title: Letter, repeats: quarterly, starts: 2018-01-01, due: by 2018",
    )
    seen = [0]
    for day, to in (("2018-01-10", "2018-08-31"), ("2018-02-01", "2018-07-15")):
        words = ["reschedule", "a", to, "--note", "Staff", "--on", day]
        assert cli.run([*words, "--dir", str(folder)]) == 0
        seen += [one["moves"] for one in made(folder) if one["uid"].startswith("a@")]
    assert seen == [0, 1, 2]
    words = ["log", "a", "--note", "Held one", "--on", "2018-02-02", "--dir", str(folder)]
    assert cli.run(words) == 0
    words = ["reschedule", "letter", "2018-07-20", "--period", "2018Q2", "--note", "Ill"]
    assert cli.run([*words, "--on", "2018-02-03", "--dir", str(folder)]) == 0
    found = {one["uid"].partition("@")[0]: (one["moves"], one["start"]) for one in made(folder)}
    assert found["a"] == (2, "2018-07-15")
    assert found["letter.2018q2"] == (1, "2018-07-20")
    assert found["letter.2018q3"] == (0, "2018-09-30")
    earlier = {one["uid"][:2]: one["moves"] for one in made(folder, "--as-of", "2018-01-15")}
    assert earlier["a@"] == 1


# -- since when it is so


def test_the_time_of_the_commit(made: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "repo" / "plan", f"id: a, title: A, {DUE}")
    first = commit(tmp_path / "repo", "2018-01-05")
    noon = "2018-02-15T12:00:00Z"
    assert made(folder)[0]["stamp"] == "2018-01-05T12:00:00Z"
    before = (tmp_path / "made.ics").read_bytes()
    assert b"LAST-MODIFIED:20180105T120000Z\r\n" in before
    made(folder)
    assert (tmp_path / "made.ics").read_bytes() == before
    plan_of(folder, f"id: a, title: B, {DUE}")
    assert made(folder)[0]["stamp"] == noon  # nobody knows since when
    assert made(folder, "--at", first, *DAY)[0]["stamp"] == "2018-01-05T12:00:00Z"
    commit(tmp_path / "repo", "2018-01-06")
    assert made(folder)[0]["stamp"] == "2018-01-06T12:00:00Z"
    shutil.rmtree(tmp_path / "repo" / ".git")
    assert made(folder)[0]["stamp"] == noon


@pytest.mark.parametrize(
    ("seconds", "stamp"),
    [
        ("0", "1970-01-01T00:00:00Z"),
        ("-62167219200", "1970-01-01T00:00:00Z"),  # the year 0
        ("1000000000000", "1970-01-01T00:00:00Z"),
        ("9" * 30, "1970-01-01T00:00:00Z"),
        ("253402300799", "9999-12-31T23:59:59Z"),
        ("-1", "1969-12-31T23:59:59Z"),
    ],
)
def test_a_commit_of_no_day(made: Any, tmp_path: Path, seconds: str, stamp: str) -> None:
    folder = plan_of(tmp_path / "repo" / "plan", f"id: a, title: A, {DUE}")
    commit(tmp_path / "repo", "2018-01-05")
    tree = git(tmp_path / "repo", "write-tree")
    raw = f"tree {tree}\nauthor A <a> {seconds} +0000\ncommitter A <a> {seconds} +0000\n\nx\n"
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=tmp_path / "repo",
        input=raw.encode(),
        capture_output=True,
        check=True,
    )
    git(tmp_path / "repo", "update-ref", "HEAD", done.stdout.decode().strip())
    assert made(folder)[0]["stamp"] == stamp


def test_plans_have_their_own_times(made: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        head = HEAD.replace("id: town", f"id: {name}")
        plan_of(tmp_path / "all" / name, f"id: a, title: A, {DUE}", head=head)
    commit(tmp_path / "all", "2018-01-05")
    head = HEAD.replace("id: town", "id: two")
    plan_of(tmp_path / "all" / "two", f"id: a, title: B, {DUE}", head=head)
    assert {one["uid"]: one["stamp"] for one in made(tmp_path / "all")} == {
        "a@one.town": "2018-01-05T12:00:00Z",
        "a@two.town": "2018-02-15T12:00:00Z",
    }


# -- filters, and one for each owner


def test_filters(made: Any) -> None:
    every = {one["uid"] for one in made(ROOT / "plan")}
    marc = {one["uid"] for one in made(ROOT / "plan", "--owner", "marc", *DAY)}
    others = {one["uid"] for one in made(ROOT / "plan", "--owner", "nobody", *DAY)}
    assert marc | others == every
    assert not marc & others
    late = made(ROOT / "plan", "--state", "overdue", *DAY)
    assert late
    assert all(one["title"].startswith("Overdue: ") for one in late)


def owned(folder: Path) -> Path:
    return plan_of(
        folder,
        f"id: a, title: A, {DUE}, owner: marc",
        f"id: b, title: B, {DUE}, owner: kcpd",
        f"id: c, title: C, {DUE}",
        "id: d, title: D, owner: kcpd",
    )


def test_a_calendar_for_each_owner(export: Any, tmp_path: Path) -> None:
    folder, to = owned(tmp_path / "plan"), tmp_path / "out"
    out, err, code = export(folder, "--by", "owner", "-o", str(to), *DAY)
    assert (err, code) == ("", 0)
    assert out == (
        f"{to / 'kcpd.ics'}: written, 1 entry; no day and so no entry: d\n"
        f"{to / 'marc.ics'}: written, 1 entry\n"
        f"{to / 'nobody.ics'}: written, 1 entry\n"
    )
    assert {file.name: [one["uid"][0] for one in events(file)] for file in to.iterdir()} == {
        "kcpd.ics": ["b"],
        "marc.ics": ["a"],
        "nobody.ics": ["c"],
    }
    assert b"\r\nX-WR-CALNAME:A plan: The Council\r\n" in (to / "marc.ics").read_bytes()
    assert b"\r\nX-WR-CALNAME:A plan: nobody answers\r\n" in (to / "nobody.ics").read_bytes()
    alone = tmp_path / "marc.ics"
    export(folder, "--owner", "The Council", "-o", str(alone), *DAY)
    assert alone.read_bytes() == (to / "marc.ics").read_bytes()


def test_those_of_owners_hold_all_of_the_plan(made: Any, export: Any, tmp_path: Path) -> None:
    for folder in ("plan", "examples"):
        to = tmp_path / folder
        export(ROOT / folder, "--by", "owner", "-o", str(to), *DAY)
        found = [one["uid"] for file in to.iterdir() for one in events(file)]
        assert sorted(found) == sorted(one["uid"] for one in made(ROOT / folder))


def test_a_calendar_is_made_again(export: Any, tmp_path: Path) -> None:
    folder, to = owned(tmp_path / "plan"), tmp_path / "out"
    again = partial(export, folder, "--by", "owner", "-o", str(to))
    again(*DAY)
    out, err, code = again("--as-of", "2018-07-02")
    assert (err, code, out.count("written")) == ("", 0, 3)
    assert "Overdue: A" in (to / "marc.ics").read_text("utf-8")
    # Of whom nothing is told any more, that is said: somebody may be subscribed to it.
    _, err, code = again("--owner", "marc", *DAY)
    assert (err, code) == (
        "welcomeplan: not made this time, and left as they were: `kcpd.ics`, `nobody.ics`\n",
        0,
    )


@pytest.mark.parametrize(
    "theirs",
    [
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar//EN\r\n",
        b"BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar//EN\r\n",
        b"my notes",
    ],
)
def test_no_file_of_others_is_written_over(export: Any, tmp_path: Path, theirs: bytes) -> None:
    folder, to = owned(tmp_path / "plan"), tmp_path / "out"
    to.mkdir()
    (to / "marc.ics").write_bytes(theirs)
    for words in (("--by", "owner", "-o", str(to)), ("-o", str(to / "marc.ics"))):
        out, err, code = export(folder, *words, *DAY)
        assert (out, code) == ("", 3)
        assert "is there already, and is nothing that welcomeplan made" in err
    assert [file.name for file in to.iterdir()] == ["marc.ics"]
    assert (to / "marc.ics").read_bytes() == theirs


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--by", "owner", "-o", "x.ics"), "`x.ics` is the name of one file"),
        (("--by", "owner", "-o", "x.csv"), "`x.csv` is the name of one file"),
        (("--by", "owner", "-o", " "), "`--output` is empty"),
        (("--by", "owner"), "`--output` is missing"),
        (("--by", "strategy", "-o", "out"), "Write one of: owner."),
        (("--by", "owner", "--excel", "-o", "out"), "`--excel` is for .csv alone"),
        (("-o", "out"), "End the name with"),
    ],
)
def test_what_does_not_go_together(
    export: Any, tmp_path: Path, words: tuple[str, ...], said: str, monkeypatch: Any
) -> None:
    folder = owned(tmp_path / "plan")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    out, err, code = export(folder, *words, *DAY)
    assert (out, code) == ("", 2)
    assert said in err
    assert not list((tmp_path / "here").iterdir())


def test_not_among_the_files_of_a_plan(export: Any, tmp_path: Path) -> None:
    folder = owned(tmp_path / "repo" / "plan")
    commit(tmp_path / "repo", "2018-01-05")
    for to in (folder, tmp_path / "repo", tmp_path / "repo" / ".git" / "x"):
        out, err, code = export(folder, "--by", "owner", "-o", str(to), *DAY)
        assert (out, code) == ("", 3)
        assert "Nothing was written" in err
    assert not list((tmp_path / "repo").rglob("*.ics"))


def test_nothing_fits(export: Any, tmp_path: Path) -> None:
    folder, to = owned(tmp_path / "plan"), tmp_path / "out"
    words = ("--by", "owner", "--state", "dropped", "-o", str(to))
    assert export(folder, *words, *DAY) == ("Nothing fits.\n", "", 0)
    assert not to.exists()


# -- hostile text

HOSTILE = [
    *("a\r\nATTENDEE:mailto:x@example.org", "a\nEND:VEVENT", "a\rX-EVIL:1", "\r\n ", "a\n\tb"),
    *("END:VEVENT\r\nBEGIN:VEVENT", "\\", "\\n", "\\N", "a\\", "\\;", ";,:\"'", "a;b,c:d", "\\\\n"),
    *("\u202egnp.exe", "a\u2028b", "a\u2029b", "a\x85b", "\ufeffa", "a\u200bb", "\u2066x\u2069"),
    *("<script>alert(1)</script>", "<a href='http://x.example'>here</a>", "<!-- x", "&lt;b&gt;"),
    *("=cmd|' /C calc'!A0", "=?utf-8?q?x=0D=0A?=", "::error::x ##[command]", "@everyone #1"),
    *(
        "W" * 5000,
        "é" * 200,
        "日本語" * 50,
        "👩‍👩‍👧" * 30,
        "e\u0301" * 90,
        "مركز مركز" * 15,
        "\U0010fffd" * 9,
    ),
    *("\u00a0" * 80 + "x", '"BEGIN:VALARM"'),
]
PLACES = ("{title}", "{text}", "{words}", "{plan}", "{community}", "{strategy}", "{owner}")


def hostile(folder: Path, text: str) -> Path:
    """A plan that says it everywhere."""
    quoted = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08X}" for c in text)
    said = f'"x{quoted}"'
    head = HEAD.replace("A plan", said).replace("The Council", said)
    plan_of(
        folder,
        f"id: a, title: {said}, text: {said}, owner: marc, partners: [kcpd],"
        f" due: {{words: {said}, by: 2018-06-30}}",
        head=head.replace("community: Town", f"community: {said}"),
    )
    file = folder / "a.yaml"
    file.write_text(file.read_text("utf-8").replace("title: First", f"title: {said}"), "utf-8")
    return folder


def test_so_many_kinds_of_hostile_text() -> None:
    assert len(HOSTILE) * len(PLACES) == 266
    assert len(set(HOSTILE)) == len(HOSTILE)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(export: Any, tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.ics"
    out, err, code = export(hostile(tmp_path / "plan", text), "-o", str(file), *DAY)
    assert (out, err, code) == (f"{file}: written, 1 entry\n", "", 0)
    [one] = events(file)
    assert len(one["alarms"]) == 1
    assert len(one["said"].split("\n")) == 6
    assert len(one["groups"]) == 2
    assert {group.rstrip() for group in one["groups"]} == {one["title"].rstrip()}
    everywhere = [one["title"], one["said"], *one["groups"], one["alarms"][0]["said"]]
    assert not any(re.search("<[a-z/!]", said, re.IGNORECASE) for said in everywhere)
    # What is printable arrives as it was written.
    if text.isprintable() and not re.search("[<#]|::", text):
        assert one["title"] == f"x{text}"
        assert one["said"].count(f"x{text}") == 5
    [[seen]] = by_ical_js(file) or [[one]]
    assert seen == one
