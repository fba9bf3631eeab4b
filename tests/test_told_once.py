"""What was finished, missed or reopened is told once, in its own period, and never wiped."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli

from .test_report import commit, part, plan_of, report
from .test_site import feed_of, read, site

__all__ = ["report", "site"]  # fixtures
QUARTERS = ("2017Q3", "2017Q4", "2018Q1", "2018Q2", "2018Q3", "2018Q4")
BEGIN = "id: a, title: A, owner: kcpd, due: to begin in fall 2017"
NO_START = "no beginning on record by 30 November 2017"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def told_finished(report: Any, folder: Path) -> list[str]:
    """The quarters whose report has a row of something finished."""
    found = []
    for label in QUARTERS:
        out, err, code = report(folder, "--quarter", label)
        assert (err, code) == ("", 0)
        third = part(plain(out), 3).split("Put off")[0]
        found += [label] if re.search(r"^\| 1 \|", third, re.MULTILINE) else []
    return found


def spaced(shown: Any) -> str:
    """What a page says, a space between all that stands apart."""
    return plain(re.sub(r"\s+", " ", " ".join(shown.words))).replace(" ,", ",")


def changes(shown: Any, title: str) -> str:
    """What a page tells of a stretch of time."""
    text: str = shown.text
    return text.split(title, 1)[1].split("Since adoption", maxsplit=1)[0]


# -- what became late


@pytest.mark.parametrize(
    ("rest", "became"),
    [
        ("due: by January 2018", ""),
        ("due: by January 2018, done: 2018-02-10", "done 10 February 2018, 10 days late"),
        (
            "due: by June 2018, log: [{on: 2018-02-10, was_due: by January 2018, note: No}]",
            "upcoming, 30 June 2018",
        ),
        (
            "due: by January 2018, status: deferred,"
            " log: [{on: 2018-02-10, status: deferred, note: No}]",
            "deferred, its deadline missed",
        ),
        (
            "due: by January 2018, status: dropped,"
            " log: [{on: 2018-02-10, status: dropped, note: No}]",
            "dropped, its deadline missed",
        ),
    ],
)
def test_what_became_late_is_told_whatever_became_of_it(
    report: Any, site: Any, tmp_path: Path, rest: str, became: str
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, owner: kcpd, {rest}")
    site(folder, tmp_path / "out", day="2018-02-15")
    told = changes(read(tmp_path / "out" / "index.html"), "This quarter")
    assert "Became late, 1" in told
    assert f"1 February 2018: A{f'; now: {became}' if became else ''}." in told
    assert "A: became late" in "".join(feed_of(tmp_path / "out" / "feed.xml").itertext())
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "Became late since 31 December 2017: 1." in part(plain(out), 2)
    # In the next it is no news.
    out, _, _ = report(folder, "--as-of", "2018-05-15")
    assert "Became late since" not in out


def test_times_that_became_late_and_were_done_since_are_told(site: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, repeats: quarterly, due: in 2018, owner: kcpd,"
        " occurrences: [{period: 2018Q1, done: 2018-05-01}]",
    )
    site(folder, tmp_path / "out", day="2018-05-15")
    told = changes(read(tmp_path / "out" / "index.html"), "This quarter")
    assert "1 April 2018: A (first quarter of 2018); now: done 1 May 2018, 31 days late." in told


# -- a day that is not known


def test_what_was_done_on_a_day_unknown_is_told_once_by_git(report: Any, tmp_path: Path) -> None:
    folder, one = tmp_path / "plan", "id: a, title: A, owner: kcpd, due: in 2018"
    plan_of(folder, one)
    commit(tmp_path, "2017-09-06")
    plan_of(folder, f"{one}, done: yes")
    commit(tmp_path, "2018-05-20")
    assert told_finished(report, folder) == ["2018Q2"]
    out, _, _ = report(folder, "--quarter", "2018Q3")
    assert "Finished by 30 June 2018: 1." in plain(out)
    out, _, _ = report(folder, "--quarter", "2018Q1")
    assert "Finished on a day that is not known: 1." in plain(out)


def test_without_git_a_day_unknown_is_no_news(report: Any, site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, owner: kcpd, due: in 2018, done: yes")
    assert told_finished(report, folder) == ["2017Q3"]  # the first tells of all
    out, _, _ = report(folder, "--quarter", "2018Q2")
    assert "Finished on a day that is not known: 1." in plain(out)
    site(folder, tmp_path / "out", day="2018-05-15")
    assert "Done, 1" not in changes(read(tmp_path / "out" / "index.html"), "This quarter")
    assert not re.search(r"A: done", "".join(feed_of(tmp_path / "out" / "feed.xml").itertext()))


@pytest.mark.parametrize(
    ("done", "day", "told"),
    [
        ("2018", None, "2018Q1"),
        ("2018", "2018-08-20", "2018Q3"),
        ("2018", "2019-02-01", "2018Q4"),
        ("2018-05", "2018-08-20", "2018Q2"),
    ],
)
def test_a_month_or_year_is_told_once(
    report: Any, tmp_path: Path, done: str, day: str | None, told: str
) -> None:
    folder, one = tmp_path / "plan", "id: a, title: A, owner: kcpd, due: in 2018"
    plan_of(folder, one)
    if day:
        commit(tmp_path, "2017-09-06")
    plan_of(folder, f"{one}, done: {done}")
    if day:
        commit(tmp_path, day)
    assert told_finished(report, folder) == [told]


def test_a_time_done_on_a_day_unknown_is_told_once(report: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    one = "id: a, title: A, repeats: yearly, due: in 2018, owner: kcpd"
    plan_of(folder, one)
    commit(tmp_path, "2017-09-06")
    plan_of(folder, f"{one}, occurrences: [{{period: '2018', done: yes}}]")
    commit(tmp_path, "2018-05-20")
    assert told_finished(report, folder) == ["2018Q2"]


# -- a beginning that nobody recorded


def test_a_beginning_that_nobody_recorded_accuses_nobody_and_hides_nothing(
    report: Any, site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = BEGIN.replace("id: a,", "id: x,")
    folder = plan_of(tmp_path / "plan", f"{named}, done: 2018-02-10")
    for day in ("2018-02-15", "2018-05-15"):
        out, _, _ = report(folder, "--as-of", day)
        assert NO_START in plain(out)
        assert "day late" not in plain(out)
        assert "days late" not in part(plain(out), 3)
        assert "Of these, late" not in out
    site(folder, tmp_path / "out", day="2018-02-15")
    shown = read(tmp_path / "out" / "index.html")
    assert NO_START in shown.text
    assert "1 December 2017 became late" in spaced(shown)
    assert "finished after the deadline" not in shown.text
    where = ["--dir", str(folder), "--as-of", "2018-02-15"]
    cli.run(["list", "--json", *where])
    (one,) = json.loads(capsys.readouterr().out)["milestones"]
    assert (one["state"], one["late"], one["lateness"]) == ("done", None, "unknown")
    assert one["missed"] is True
    cli.run(["list", "--format", "csv", *where])
    (line,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert line["Lateness"] == "unknown"
    cli.run(["show", "x", *where])
    assert "no beginning on record by 2017-11-30" in capsys.readouterr().out


def test_no_lateness_is_drawn_of_a_beginning_that_nobody_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan_of(tmp_path / "plan", f"{BEGIN}, done: 2018-02-10")
    where = ["--dir", str(folder), "--as-of", "2018-02-15"]
    cli.run(["timeline", "--json", *where])
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    (row,) = group["rows"]
    assert (row["begun"], row["late"], row["misses"]) == (None, None, ["2017-11-30"])
    cli.run(["timeline", "--format", "csv", *where])
    (line,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (line["Begun"], line["Days late"], line["Missed"]) == ("", "", "2017-11-30")
    file = tmp_path / "t.svg"
    cli.run(["timeline", "-o", str(file), *where])
    capsys.readouterr()
    assert "missed" in file.read_text("utf-8")
    assert not re.search(r'<(path|line|g) class="l[ "]', file.read_text("utf-8"))
    # What was begun on the day on which it was done, by its record, has that day.
    log = "log: [{on: 2018-02-10, status: active}]"
    plan_of(folder, f"{BEGIN}, done: 2018-02-10, {log}")
    cli.run(["timeline", "--json", *where])
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    assert (group["rows"][0]["begun"], group["rows"][0]["late"]) == ("2018-02-10", 72)


@pytest.mark.parametrize("due", ["in 2018", "by March 2018", "to begin by March 2018"])
def test_a_start_that_nobody_recorded_is_not_the_day_it_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], due: str
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, due: {due}, done: 2018-02-10")
    cli.run(["timeline", "--json", "--dir", str(folder), "--as-of", "2018-02-15"])
    (group,) = json.loads(capsys.readouterr().out)["groups"]
    assert group["rows"][0]["begun"] is None


def change(folder: Path, capsys: pytest.CaptureFixture[str], before: str, after: str) -> str:
    """What the rules of a change say of it."""
    plan_of(folder, before)
    commit(folder.parent, "2018-01-05")
    plan_of(folder, after)
    cli.run(["validate", "--dir", str(folder), "--since", "HEAD", "--as-of", "2018-02-15"])
    done = capsys.readouterr()
    return done.out + done.err


def test_marking_it_done_is_no_correction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = change(tmp_path / "plan", capsys, BEGIN, f"{BEGIN}, done: 2018-02-10")
    assert "corrected-done" not in said
    assert "hidden-miss" not in said


@pytest.mark.parametrize(
    ("rest", "rule"),
    [
        ("done: 2018-02-10, log: [{on: 2017-10-01, status: active}]", "corrected-done"),
        ("done: yes", "hidden-miss"),
        ("done: 2017-11-01", "corrected-done"),
        ("done: 2017", "hidden-miss"),
    ],
)
def test_its_miss_is_not_wiped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rest: str, rule: str
) -> None:
    said = change(tmp_path / "plan", capsys, f"{BEGIN}, done: 2018-02-10", f"{BEGIN}, {rest}")
    assert rule in said


# -- reopened

REOPENED = (
    "id: a, title: A, owner: kcpd, due: by March 2018,"
    " log: [{on: 2018-06-20, was_done: 2018-03-12, note: Not so}]"
)


def test_what_was_reopened_keeps_its_past(report: Any, site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", REOPENED)
    site(folder, tmp_path / "out", day="2018-06-25")
    shown = read(tmp_path / "out" / "index.html")
    order = [
        spaced(shown).index(said)
        for said in (
            "12 March 2018 marked done",
            "20 June 2018 reopened: “Not so”",
            "20 June 2018 late from then on: its deadline, 31 March 2018, had passed",
        )
    ]
    assert order == sorted(order)
    assert "1 April 2018 became late" not in spaced(shown)
    told = changes(shown, "This quarter")
    assert "Reopened, 1" in told
    assert "A, 20 June 2018; it was marked done 12 March 2018." in told
    assert "20 June 2018: A." in told
    news = "".join(feed_of(tmp_path / "out" / "feed.xml").itertext())
    for said in ("A: marked done", "A: reopened", "A: late from then on"):
        assert said in news
    for day in ("2018-06-25", "2018-09-01"):
        out, _, _ = report(folder, "--as-of", day)
        third = part(plain(out), 3)
        assert "Reopened, and not finished since: 1 (marked done 12 March 2018" in third


def test_what_was_done_again_is_told_as_both(report: Any, site: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", f"{REOPENED}, done: 2018-07-02")
    site(folder, tmp_path / "out", day="2018-08-01")
    text = spaced(read(tmp_path / "out" / "index.html"))
    assert "12 March 2018 marked done" in text
    assert "2 July 2018 done, 93 days late" in text
    assert "Reopened, and" not in report(folder, "--as-of", "2018-08-01")[0]


# -- put off or given up; in doubt


def test_all_that_was_put_off_by_then_is_named(report: Any, tmp_path: Path) -> None:
    log = "log: [{on: 2017-10-10, status: deferred, note: No}]"
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: A, due: by September 2017, status: deferred, {log}",
        f"id: b, title: B, due: by 2018, status: deferred, {log}",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "Put off or given up by 31 December 2017: 1 and 2." in plain(out)
    out, _, _ = report(folder, "--quarter", "2017Q4")
    third = part(plain(out), 3)
    assert "After their deadline, and told in 2: 1." in third
    assert "| 2 | B" in third


def test_whether_late_is_not_known_is_said(
    report: Any, site: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = "id: a, title: A, owner: kcpd, due: 2018-05-15, done: 2018-05"
    folder = plan_of(tmp_path / "plan", one, "id: b, title: B, due: in 2019")
    doubt = "whether late is not known"
    for day in ("2018-06-15", "2018-08-15"):
        out, _, _ = report(folder, "--as-of", day)
        third = part(plain(out), 3)
        if day == "2018-06-15":
            assert f"May 2018, {doubt}" in third
            assert f"done May 2018, {doubt}" in part(plain(out), 4)
        else:
            assert "Of these, whether late is not known: 1." in third
        assert f"done May 2018, {doubt}" in part(plain(out), 7)
    site(folder, tmp_path / "out", day="2018-06-15")
    shown = read(tmp_path / "out" / "index.html").text
    assert f"A, {doubt}" in shown  # among what is counted as done
    assert f"A, May 2018, {doubt}." in shown
    assert f"done, {doubt}" in shown


def test_that_all_are_done_says_of_how_many_it_is_not_known(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: 2018-05-15, done: 2018-05",
        "id: b, title: B, due: 2018-05-15, done: 2018-05-10",
    )
    out, _, _ = report(folder, "--as-of", "2018-06-15")
    assert "All 2 promises are done, whether 1 of them was late is not known" in plain(out)
