"""The committee's report: what it tells of a plan, in Markdown and as a page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest

from welcomeplan import __version__, cli

from .conftest import ROOT

HEAD = """\
id: town
title: A plan
community: Town
adopted: 2017-09-05
period: 2017 to 2019
organizations: {marc: The Council, kcpd: The Police}
"""
MILESTONES = """\
title: First
objectives:
  - id: one
    title: One
    milestones:
"""


def plan_of(folder: Path, *milestones: str, head: str = HEAD, indicators: str = "") -> Path:
    """A plan of one strategy, with these milestones."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(head, "utf-8")
    text = MILESTONES + "".join(f"      - {{{one}}}\n" for one in milestones)
    text += f"    indicators: [{indicators}]\n" if indicators else ""
    (folder / "a.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Runs the command, and gives what it prints and says, and its exit code."""

    def run(folder: Path | None, *words: str) -> tuple[str, str, int]:
        where = ["--dir", str(folder)] if folder else []
        code = cli.run(["report", *where, *words])
        out, err = capsys.readouterr()
        if "\n<!-- welcomeplan " in out:
            verified(out, where)
        return out, err, code

    def verified(text: str, where: list[str]) -> None:
        """Every report holds where git has the files that it is of, and else says that it can't."""
        file = tmp_path / "to-verify.md"
        file.write_text(text, "utf-8")
        expected = 0 if "\nTo check: `welcomeplan verify FILE`\n" in text else 1
        assert cli.run(["verify", str(file), *where]) == expected
        out, err = capsys.readouterr()
        assert (": the same. Made again" in out) if expected == 0 else ("git does not have" in err)
        assert err == "" or expected
        file.unlink()

    return run


def git(folder: Path, *words: str, day: str = "2018-01-01") -> str:
    when = f"{day}T12:00:00+00:00"
    done = subprocess.run(
        ["git", "-c", "user.name=Ana", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(folder: Path, day: str) -> str:
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-qm", f"Of {day}", day=day)
    return git(folder, "rev-parse", "HEAD")


def part(text: str, number: int) -> str:
    """One section of a report in Markdown."""
    found = re.search(rf"^## {number}\. .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, number
    return found[0]


def sentences(text: str) -> list[str]:
    """What a report says first: what it found, and the counts."""
    at = text.index("\n# ")
    return text[at + 3 : text.index("\n## ")].strip().split("\n\n")


# -- the shipped plan


@pytest.fixture
def kansas_city(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    commit(tmp_path, "2017-09-05")
    return tmp_path / "plan"


def test_the_report_of_the_shipped_plan(
    report: Any, kansas_city: Path, update: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(kansas_city.parent)
    out, err, code = report(None, "--quarter", "2018Q1", "--as-of", "2018-02-15")
    assert (err, code) == ("", 0)
    # The commit is another once the plan is.
    out = re.sub(r"\b([0-9a-f]{30})?[0-9a-f]{10}\b", "c1a5b06c1a", out)
    out = out.replace(__version__, "0.1.0")
    expected = ROOT / "tests" / "papers" / "kansas-city-2018Q1.md"
    if update:
        expected.write_text(out, "utf-8")
    assert out == expected.read_text("utf-8")


def test_a_report_has_nine_sections_whatever_there_is(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan")
    (folder / "a.yaml").write_text("title: First\nobjectives: []\n", "utf-8")
    out, _, code = report(folder, "--as-of", "2018-02-15")
    assert code == 0
    assert re.findall(r"^## (\d)\.", out, re.MULTILINE) == list("123456789")
    assert sentences(out)[0] == "The plan has no milestones."
    for number, empty in (
        (1, "Nothing is for decision."),
        (2, "Nothing is late."),
        (3, "Nothing was finished since 31 December 2017."),
        (4, "Nothing is due."),
        (5, "No deadline was moved."),
        (6, "No promise has a target.\n\nThe plan has no indicators."),
        (7, "The plan has no promises."),
        (8, "Nothing was written since 31 December 2017."),
        (9, "All files of the plan were read."),
    ):
        assert empty in part(out, number)


# -- which days


def test_a_quarter_that_has_passed_is_told_as_of_its_last_day(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: kept, title: Kept, due: by November 2017, done: 2017-11-02, owner: marc",
        "id: later, title: Done later, due: by November 2017, done: 2018-02-02, owner: marc",
    )
    out, _, _ = report(folder, "--quarter", "2017Q4")
    assert "Report for the fourth quarter of 2017, as of 31 December 2017" in out
    due = part(out, 4)
    assert "1 October to 31 December 2017" in due
    assert re.search(r"Kept .*done 2 November 2017, on time", due)
    assert re.search(r"Done later .*31 days late", due)
    assert "Nothing" not in due.partition("### Next quarter")[0]
    out, _, _ = report(folder, "--quarter", "2017Q4", "--as-of", "2018-02-15")
    assert "as of 15 February 2018" in out
    assert re.search(r"Done later .*done 2 February 2018, 64 days late", part(out, 4))


def test_the_first_report_compares_with_nothing(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by September 2017, owner: marc")
    out, _, _ = report(folder, "--quarter", "2017Q3", "--as-of", "2017-10-02")
    assert sentences(out)[0] == "1 promise is late."
    assert "Moved since adoption" in out
    out, _, _ = report(folder, "--since", "2017-08-01", "--as-of", "2017-10-02")
    assert "Report since adoption, as of 2 October 2017" in out
    assert sentences(out)[0] == "1 promise is late."


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2017-12-31", "3 of 3 promises are late, 1 more than on 15 October 2017."),
        ("2017-11-30", "2 of 3 promises are late, as many as on 15 October 2017."),
        ("2018-02-15", "1 of 3 promises is late, 1 fewer than on 15 October 2017."),
        ("2018-03-15", "No promise is late. On 15 October 2017, 2 were late."),
        ("2018-04-15", "All 3 promises are done, 3 of them late."),
    ],
)
def test_what_was_found_is_compared(report: Any, tmp_path: Path, day: str, found: str) -> None:
    done = ("2018-02-01", "2018-02-02", "2018-04-01")
    if day == "2018-03-15":
        done = ("2018-02-01", "2018-02-02", "2018-03-01")
        dues = ("by September 2017", "by September 2017", "ongoing")
    else:
        dues = ("by September 2017", "by September 2017", "by November 2017")
    milestones = [
        f"id: a{at}, title: A, due: {due}, owner: marc"
        + ("" if due == "ongoing" else f", done: {done[at]}")
        for at, due in enumerate(dues)
    ]
    folder = plan_of(tmp_path / "plan", *milestones)
    out, _, _ = report(folder, "--since", "2017-10-15", "--as-of", day)
    assert sentences(out)[0] == found


def test_this_quarter_is_that_of_the_plan(report: Any, tmp_path: Path) -> None:
    head = f"{HEAD}calendar: {{fiscal_year_starts: November}}\n"
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by March 2018", head=head)
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "for the second quarter of fiscal year 2018, as of" in out
    assert "Moved since 31 January 2018" in out
    assert "This quarter, by 30 April 2018" in out
    assert "Next quarter, by 31 July 2018" in out
    assert '"quarter": "FY2018Q2"' in out
    out, _, _ = report(folder, "--as-of", "2018-02-15", "--quarter", "2018Q1")
    assert "This quarter, by 31 March 2018" in out
    assert "Next quarter, by 30 June 2018" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--quarter", "2018Q1", "--since", "2018-01-01"], "two ways of saying the period"),
        (["--quarter", "next", "--as-of", "2018-02-15"], "after the day of the report"),
        (["--quarter", "2011Q2"], "`2011Q2` ends on 2011-06-30, before the plan was adopted"),
        (["--since", "2018-02-15", "--as-of", "2018-02-15"], "nothing lies between"),
        (["--quarter", "soon"], "is not a quarter"),
        (["--quarter", "FY2018Q1"], "When does the fiscal year start?"),
    ],
)
def test_a_period_that_is_none_is_refused(
    report: Any, tmp_path: Path, words: list[str], said: str
) -> None:
    out, err, code = report(plan_of(tmp_path / "plan"), *words)
    assert (out, code) == ("", 2)
    assert said in err


def test_a_quarter_of_the_period_or_since_adoption_may_be_asked_for(
    report: Any, tmp_path: Path
) -> None:
    printed = "id: print, title: Printed, due: in 2018, owner: marc"
    head = HEAD.replace("2017 to 2019", "2016 to 2019")
    assert report(plan_of(tmp_path / "one", printed, head=head), "--quarter", "2016Q2")[2] == 0
    head = HEAD.replace("2017 to 2019", "2018 to 2019")
    assert report(plan_of(tmp_path / "two", printed, head=head), "--quarter", "2017Q3")[2] == 0
    _, err, code = report(plan_of(tmp_path / "three", printed, head=head), "--quarter", "2017Q2")
    assert code == 2
    said = "before the plan was adopted (2017-09-05) and before its period, `2018 to 2019`, begins"
    assert said in err
    head = HEAD.replace("adopted: 2017-09-05\nperiod: 2017 to 2019\n", "")
    assert report(plan_of(tmp_path / "four", printed, head=head), "--quarter", "2011Q2")[2] == 0


# -- misses


def test_no_miss_is_hidden(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: late, title: Late, due: by November 2017, owner: marc",
        "id: dropped, title: Given up, due: by November 2017, owner: marc, status: dropped,"
        " log: [{on: 2018-01-10, note: No money, status: dropped}]",
        "id: in-time, title: Given up in time, due: by November 2017, owner: marc,"
        " status: dropped, log: [{on: 2017-10-10, note: No need, status: dropped}]",
        "id: moved, title: Moved after it was missed, due: by June 2018, owner: kcpd,"
        " log: [{on: 2018-01-20, note: A new call, was_due: by December 2017}]",
        "id: begins, title: Begun after it, due: beginning in fall 2017, owner: kcpd,"
        " log: [{on: 2018-01-03, status: active}]",
        "id: letter, title: Letter, repeats: quarterly, starts: 2017-10-01, due: by 2018",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    late, aside, before = re.split(r"^### .*$", part(out, 2), flags=re.MULTILINE)
    assert re.findall(r"^\| (\d+) \| (\d+) \| ([^;]*);", late, re.MULTILINE) == [
        ("1", "77", "Late"),
        ("6", "46", "Letter (fourth quarter of 2017)"),
    ]
    assert "Given up;" in aside
    assert "missed 30 November 2017" in aside
    assert "“No money” 10 January 2018" in aside
    assert "Given up in time" not in part(out, 2)
    assert re.search(r"Moved after it was missed; .*missed 31 December 2017", before)
    assert re.search(r"Begun after it; .*missed 30 November 2017", before)
    assert "None is on record for promises 1 and 6 (fourth quarter of 2017)." in part(out, 1)


def test_what_was_put_off_or_given_up_in_time_is_told(report: Any, tmp_path: Path) -> None:
    off = "owner: marc, status: deferred, log: [{on: 2018-01-10, note: Later, status: deferred}]"
    gone = "owner: kcpd, status: dropped, log: [{on: 2017-10-10, note: No, status: dropped}]"
    letter = "repeats: quarterly, starts: 2017-10-01, due: by 2018, owner: marc"
    folder = plan_of(
        tmp_path / "plan",
        f"id: off, title: Put off, due: by June 2018, {off}",
        f"id: gone, title: Given up, due: by June 2018, {gone}",
        f"id: never, title: Without a day, {off}",
        "id: bare, title: Without an entry, due: by June 2018, status: dropped",
        f"id: whole, title: Letter, {letter}, status: dropped,"
        " log: [{on: 2017-12-20, note: No paper, status: dropped}]",
        f"id: time, title: Visit, {letter}, occurrences: [{{period: 2017Q4, done: 2017-12-01}}],"
        " log: [{on: 2018-02-01, note: Snow, status: deferred, period: 2018Q1}]",
        f"id: late, title: Put off too late, due: by November 2017, {off}",
        indicators="{id: share, title: Share, unit: '%', target: 90, due: by June 2018,"
        " status: dropped, log: [{on: 2018-01-02, note: Nobody counts, status: dropped}]}",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    counts, finished = sentences(out)[1], part(out, 3)
    assert "3 are deferred" in counts
    assert "3 are dropped" in counts
    rows = re.findall(r"^\| (\d) \| ([^;]*);.* \| (de\w+|dr\w+), ([^;]*);", finished, re.MULTILINE)
    assert rows == [
        ("8", "Share", "dropped", "2 January 2018"),
        ("1", "Put off", "deferred", "10 January 2018"),
        ("3", "Without a day", "deferred", "10 January 2018"),
        ("6", "Visit (first quarter of 2018)", "deferred", "1 February 2018"),
    ]
    assert "“Later” | deferred, 10 January 2018; The Council |" in finished
    assert "Put off or given up by 31 December 2017: 2 and 5." in finished
    assert "Put off or given up, day not on record: 4." in finished
    assert "Put off too late;" in part(out, 2)
    out, _, _ = report(folder, "--quarter", "2017Q4")
    assert re.findall(r"^\| (\d) .*\| dropped,", part(out, 3), re.MULTILINE) == ["2", "5"]
    assert "Put off or given up, day not on record: 4." in part(out, 3)


def test_what_only_git_knows_to_be_given_up_is_news_once(report: Any, tmp_path: Path) -> None:
    old = "id: old, title: Old, due: by June 2018, status: dropped"
    bare = "id: bare, title: Bare, due: by June 2018, owner: marc"
    folder = plan_of(tmp_path / "plan", old, bare)
    commit(tmp_path, "2017-09-06")
    plan_of(folder, old, f"{bare}, status: deferred")
    commit(tmp_path, "2018-01-20")
    told = {
        quarter: part(report(folder, "--quarter", quarter, "--as-of", day)[0], 3)
        for quarter, day in (
            ("2017Q4", "2017-12-31"),
            ("2018Q1", "2018-02-15"),
            ("2018Q2", "2018-05-01"),
        )
    }
    assert re.search(r"\| 2 \| Bare; .* \| deferred, 20 January 2018; ", told["2018Q1"])
    assert "Put off or given up by 31 March 2018: 2." in told["2018Q2"]
    for text in told.values():
        assert "| 1 |" not in text
        assert "day not on record: 1" in text
    assert "| 2 |" not in told["2017Q4"]
    assert "| 2 |" not in told["2018Q2"]


def test_a_move_between_two_waits_is_from_no_day_to_none(report: Any, tmp_path: Path) -> None:
    log = "log: [{on: 2018-01-10, was_due: 30 days after kickoff, note: No room}]"
    first = "id: kickoff, title: First, due: by June 2018"
    then = "id: b, title: Then, due: 60 days after kickoff"
    folder = plan_of(tmp_path / "plan", first, f"{then}, {log}")
    moved = part(report(folder, "--as-of", "2018-02-15")[0], 5)
    assert "| 2 | Then; “30 days after kickoff” → “60 days after kickoff”. “No room” 10" in moved
    plan_of(folder, first, then.replace("60", "30"))
    commit(tmp_path, "2017-09-06")
    plan_of(folder, first, then)
    commit(tmp_path, "2018-01-20")
    moved = part(report(folder, "--as-of", "2018-02-15")[0], 5)
    assert (
        "| 2 | Then; “30 days after kickoff” → “60 days after kickoff”, 30 days later. No reason"
        in moved
    )
    assert cli.run(["site", "--dir", str(folder), "-o", str(tmp_path / "public")]) == 0
    page = (tmp_path / "public" / "index.html").read_text("utf-8")
    assert "30 days later: " in page
    assert "no day" not in page


def test_a_miss_is_said_once(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by November 2017, status: deferred,"
        " log: [{on: 2018-01-10, note: Later, status: deferred}]",
    )
    late = part(report(folder, "--as-of", "2018-02-15")[0], 2)
    assert (
        "by 30 November 2017; missed 30 November 2017. “Later” 10 January 2018 | deferred;" in late
    )
    assert "deadline missed" not in late


def test_a_deadline_that_was_moved_is_due_in_its_own_words(report: Any, tmp_path: Path) -> None:
    log = "log: [{on: 2018-01-20, was_due: by March 2018, note: A new call}]"
    folder = plan_of(
        tmp_path / "plan", f"id: a, title: A, due: by December 2018, owner: marc, {log}"
    )
    due = part(report(folder, "--as-of", "2018-02-15")[0], 4)
    assert "A “by March 2018”, The Council | moved to 31 December 2018 |" in due


def test_what_was_finished_late_before_is_told_so(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by October 2017, done: 2017-11-02",
        "id: b, title: B, due: by October 2017, done: 2017-10-02",
    )
    done = part(report(folder, "--as-of", "2018-02-15")[0], 3)
    assert "Finished by 31 December 2017: 1 and 2. Of these, late: 1." in done


def test_that_the_period_of_a_plan_is_over_is_said(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by October 2017")
    said = "The plan’s period ended on 31 December 2019."
    assert said not in sentences(report(folder, "--as-of", "2019-12-31")[0])[1]
    assert said in sentences(report(folder, "--as-of", "2020-01-01")[0])[1]


def test_what_is_done_by_its_new_deadline_missed_the_old_one(report: Any, tmp_path: Path) -> None:
    log = "log: [{on: 2018-01-20, was_due: by December 2017}]"
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: A, due: by March 2018, done: 2018-02-01, {log}",
        f"id: b, title: B, due: by January 2018, owner: marc, {log}",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "“by March 2018”, by 31 March 2018; missed 31 December 2017 |" in part(out, 3)
    told = "by 31 January 2018; first promised for 31 December 2017; missed 31 December 2017 |"
    assert f"“by January 2018”, {told}" in part(out, 2)


@pytest.mark.parametrize(
    ("log", "day", "said"),
    [
        (
            "{on: 2017-12-20, note: The hall burned down}",
            "20 December 2017",
            "The hall burned down",
        ),
        ("{on: 2017-11-30, note: Not today}", "30 November 2017", "Not today"),
        ("{on: 2017-10-20, note: We need more time}", "20 October 2017", "We need more time"),
        (
            "{on: 2017-10-20, note: A new call, was_due: by October 2017}",
            "20 October 2017",
            "A new call",
        ),
        ("{on: 2017-10-20, note: No room, status: blocked}", "20 October 2017", "No room"),
        (
            "{on: 2017-10-20, note: The first}, {on: 2017-10-20, note: The last}",
            "20 October 2017",
            "The last",
        ),
    ],
)
def test_whoever_spoke_is_not_said_to_have_no_reason(
    report: Any, tmp_path: Path, log: str, day: str, said: str
) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: bare, title: Bare, due: by November 2017, owner: marc,"
        " log: [{on: 2017-10-20, amount: 1}, {on: 2018-03-20, note: Of a later day}]",
        f"id: told, title: Told, due: by November 2017, owner: marc, log: [{log}]",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "A reason for 1 late promise**: None is on record for promise 1." in part(out, 1)
    bare, told = re.findall(r"^\| \d \| 77 \|.*$", part(out, 2), re.MULTILINE)
    assert bare.endswith("| The Council; no reason on record |")
    assert told.endswith(f"“{said}” | The Council; last word {day} |")


def test_a_word_on_what_repeats_is_of_the_times_that_had_begun(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: Letter, repeats: quarterly, due: by 2018, owner: marc, starts: 2017-04-01,"
        " log: [{on: 2017-08-01, note: Printing ended}, {on: 2017-07-02, note: Strike,"
        " period: 2017Q2}]",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "None is on record for promise 1 (fourth quarter of 2017)." in part(out, 1)
    rows = re.findall(r"Letter \((\w+) quarter.*word (\d+ \w+)", part(out, 2))
    assert rows == [("second", "1 August"), ("third", "1 August")]


def test_indicators_are_told_apart(report: Any, tmp_path: Path) -> None:
    reading = "readings: [{on: 2017-12-15, value: 82}]"
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by June 2018, owner: marc, target: 3 fairs",
        indicators='{id: share, title: A share, unit: "%", target: 90, due: by December 2017,'
        f" owner: kcpd, {reading}}}, {{id: size, title: A size, {reading}}}",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    found, counts = sentences(out)
    assert found == (
        "No promise is late, and 1 indicator is late. On 31 December 2017, no promise was late."
    )
    assert counts.startswith("None is done")
    assert "| 2 | 46 | A share;" in part(out, 2)
    targets = part(out, 6)
    assert "| 1 | A | **0 of 3 fairs** |" in targets
    assert "| 2 | A share | **82, target 90%** |" in targets
    assert "| 3 | A size | **82** |" in targets
    # Nothing was promised of what is only measured.
    assert "owner for" not in part(out, 1)
    assert "A date" not in part(out, 1)


def test_whoever_measured_or_finished_a_time_was_heard_of(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: letter, title: Letter, repeats: quarterly, due: by 2018, owner: marc,"
        " starts: 2017-10-01, occurrences: [{period: 2017Q4, done: 2017-12-30}]",
        "id: quiet, title: Quiet, due: by June 2018",
        indicators='{id: share, title: A share, unit: "%", target: 90, due: by June 2018,'
        " owner: kcpd, readings: [{on: 2017-12-15, value: 82}]}",
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "Word from" not in part(out, 1)
    assert "no word at all on 1 of the 3 open promises: 2." in part(out, 8)


def test_what_is_only_measured_makes_nobody_silent(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan", indicators="{id: size, title: A size, unit: people, owner: kcpd}"
    )
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "Nothing is for decision." in part(out, 1)
    assert "no word at all" not in part(out, 8)


def test_updates_are_entries_readings_and_what_was_finished(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by June 2018, log: [{on: 2017-12-30, note: Long ago},"
        " {on: 2018-01-12, note: Two held, amount: 2, by: marc}], target: 4 fairs",
        "id: b, title: B, due: by June 2018, log: [{on: 2018-01-14, status: blocked,"
        " note: No room, under: Vote 9}], status: blocked",
        "id: c, title: C, due: by June 2018, done: 2018-01-10",
        "id: d, title: D, due: by June 2018, done: 2018-01",
        indicators='{id: share, title: A share, unit: "%", target: 90, due: by June 2018,'
        " readings: [{on: 2018-01-20, value: 82}, {on: 2018-03-01, value: 95}]}",
    )
    told = part(report(folder, "--as-of", "2018-02-15")[0], 8)
    assert re.findall("^- (.*)$", told, re.MULTILINE) == [
        "January 2018: (4) done",
        "10 January 2018: (3) done",
        "12 January 2018: (1) 2 counted: “Two held” The Council",
        "14 January 2018: (2) blocked, under Vote 9: “No room”",
        "20 January 2018: (5) measured: 82%",
    ]


def test_what_was_finished_is_told_as_exactly_as_is_known(report: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: old, title: Old, due: by November 2017, done: 2017-11-02, owner: marc",
        "id: day, title: Day, due: by December 2017, done: 2018-01-20, owner: marc,"
        " evidence: [https://example.org/minutes, Minutes of May]",
        "id: month, title: Month, due: by December 2017, done: 2018-01, owner: marc",
        "id: unknown, title: Unknown, due: by December 2017, done: yes, owner: marc",
        "id: begin, title: To begin, due: beginning in fall 2017, done: 2018-01-22, owner: marc",
    )
    done = part(report(folder, "--as-of", "2018-02-15")[0], 3)
    assert "20 January 2018, 20 days late; https://\u200bexample.org/minutes, Minutes" in done
    assert "January 2018, at least 1 day late; no evidence on record" in done
    assert "Finished on a day that is not known: 4." in done
    assert "| 22 January 2018, no beginning on record by 30 November 2017;" in done
    drawn = part(report(folder, "--as-of", "2018-02-15")[0], 7)
    assert "done January 2018, at least 1 day late" in drawn
    assert "done, day unknown, whether late is not known" in drawn
    assert "done 22 January 2018, no beginning on record by 30 November 2017" in drawn
    assert "Finished by 31 December 2017: 1." in done


# -- who moved what


def test_moves_are_told_with_reason_decision_and_commit(report: Any, tmp_path: Path) -> None:
    log = "log: [{on: 2018-01-20, note: A new call, was_due: by December 2017, by: marc,"
    log += " under: Resolution 7}]"
    recorded = "id: a, title: Recorded, owner: kcpd, due: by {due}"
    by_hand = "id: b, title: By hand, owner: kcpd, due: by {due}"
    folder = tmp_path / "plan"
    plan_of(folder, recorded.format(due="December 2017"), by_hand.format(due="May 2018"))
    commit(tmp_path, "2017-09-06")
    plan_of(folder, f"{recorded.format(due='June 2018')}, {log}", by_hand.format(due="May 2018"))
    second = commit(tmp_path, "2018-01-21")
    plan_of(folder, f"{recorded.format(due='June 2018')}, {log}", by_hand.format(due="July 2018"))
    third = commit(tmp_path, "2018-01-25")
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    moved = part(out, 5)
    assert "“by December 2017” → “by June 2018”; from 31 December 2017 to 30 June 2018," in moved
    assert (
        f"“A new call” The Council, 20 January 2018, under Resolution 7, change {second[:10]},"
        in moved
    )
    assert "from 31 May 2018 to 31 July 2018, 61 days later" in moved
    assert f"No reason on record. 25 January 2018, change {third[:10]}." in moved
    assert "2 moved" in sentences(out)[1]


def test_no_move_is_dated_back_out_of_every_report(report: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    plan_of(folder, "id: a, title: A, owner: kcpd, due: by December 2017")
    commit(tmp_path, "2017-09-06")
    log = "log: [{on: 2017-10-20, note: Long ago, was_due: by December 2017}]"
    plan_of(folder, f"id: a, title: A, owner: kcpd, due: by June 2018, {log}")
    commit(tmp_path, "2018-01-25")
    moved = part(report(folder, "--as-of", "2018-02-15")[0], 5)
    assert "20 October 2017, change" in moved
    assert "written down 25 January 2018" in moved


def told_moves(report: Any, folder: Path, year: int = 2018) -> dict[str, list[str]]:
    """What each quarter's report tells of moves, by the numbers of the promises."""
    found = {}
    for label in (f"{year - 1}Q3", f"{year - 1}Q4", *(f"{year}Q{n}" for n in range(1, 5))):
        out, err, code = report(folder, "--quarter", label)
        assert (err, code) == ("", 0)
        row = r"^\| (\d+) \|(?:.*from (\d+ \w+ \d+|no day) to)?"
        rows = re.findall(row, part(out, 5), re.MULTILINE)
        found[label] = [f"{number} {day or 'no day'}" for number, day in rows]
    return {label: rows for label, rows in found.items() if rows}


def test_a_move_that_was_written_down_later_is_told_once(report: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    plan_of(folder, "id: a, title: A, owner: kcpd, due: by December 2017")
    commit(tmp_path, "2017-09-06")
    log = "log: [{on: 2017-10-20, note: Long ago, was_due: by December 2017}]"
    plan_of(folder, f"id: a, title: A, owner: kcpd, due: by June 2018, {log}")
    commit(tmp_path, "2018-01-25")
    assert told_moves(report, folder) == {"2018Q1": ["1 31 December 2017"]}


def test_a_move_by_hand_is_told_once_whenever_its_entry_follows(
    report: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "plan"
    plan_of(folder, "id: a, title: A, owner: kcpd, due: by December 2017")
    commit(tmp_path, "2017-09-06")
    plan_of(folder, "id: a, title: A, owner: kcpd, due: by June 2018")
    commit(tmp_path, "2017-12-20")
    assert told_moves(report, folder) == {"2017Q4": ["1 31 December 2017"]}
    log = "log: [{on: 2018-04-20, note: As said, was_due: by December 2017}]"
    plan_of(folder, f"id: a, title: A, owner: kcpd, due: by June 2018, {log}")
    commit(tmp_path, "2018-04-25")
    assert told_moves(report, folder) == {"2017Q4": ["1 31 December 2017"]}


def test_moves_that_one_commit_brought_are_told_as_the_record_does(
    report: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "plan"
    plan_of(folder, "id: a, title: A, owner: kcpd, due: by December 2017")
    commit(tmp_path, "2017-09-06")
    log = "log: [{on: 2017-10-20, was_due: by December 2017}, {on: 2017-11-20, was_due: by May"
    plan_of(folder, f"id: a, title: A, owner: kcpd, due: by June 2018, {log} 2018}}]")
    commit(tmp_path, "2018-01-25")
    assert told_moves(report, folder) == {"2018Q1": ["1 31 December 2017", "1 31 May 2018"]}


def test_a_move_of_what_waits_is_told_once(report: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    bare = "id: a, title: A"
    plan_of(folder, bare, "id: b, title: B, due: 30 days after a")
    commit(tmp_path, "2017-09-06")
    log = "log: [{on: 2017-12-20, was_due: 30 days after a}]"
    moved = f"id: b, title: B, due: 60 days after a, {log}"
    plan_of(folder, bare, moved)
    commit(tmp_path, "2017-12-21")
    plan_of(folder, f"{bare}, done: 2018-02-01", moved)
    commit(tmp_path, "2018-02-02")
    assert list(told_moves(report, folder).values()) == [["2 no day"]]


def test_a_time_that_was_moved_is_told_once_and_as_what_it_is(report: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    letter = "id: a, title: Letter, repeats: quarterly, due: by 2018, starts: 2017-10-01"
    plan_of(folder, letter)
    commit(tmp_path, "2017-09-06")
    times = "occurrences: [{period: 2018Q1, due: by 2018-05-15}]"
    plan_of(folder, f"{letter}, {times}")
    commit(tmp_path, "2018-01-20")
    assert told_moves(report, folder) == {"2018Q1": ["1 31 March 2018"]}
    moved = part(report(folder, "--quarter", "2018Q1")[0], 5)
    assert "Letter (first quarter of 2018); 31 March 2018 → “by 2018-05-15”" in moved
    log = "log: [{on: 2017-12-20, period: 2018Q1, was_due: by 2018-03-31}]"
    plan_of(folder, f"{letter}, {times}, {log}")
    commit(tmp_path, "2018-02-20")
    assert told_moves(report, folder) == {"2018Q1": ["1 31 March 2018"]}


@pytest.mark.parametrize("seed", range(4))
def test_each_move_is_told_in_exactly_one_quarter(report: Any, tmp_path: Path, seed: int) -> None:
    """Whatever was written down when: with the move, later, several at once, or never."""
    chance, folder = Random(seed), tmp_path / "plan"  # noqa: S311 - no secret
    steps, logs, owing = [0, 0, 0], ["", "", ""], ["", "", ""]
    expected: list[str] = []

    def due(at: int) -> date:
        return date(2019, 1, 1) + timedelta(days=10 * steps[at] + at)

    def write(on: date) -> None:
        rows = [f"id: p{at}, title: P, due: by {due(at)}, log: [{logs[at]}]" for at in range(3)]
        plan_of(folder, *rows)
        commit(tmp_path, on.isoformat())

    on = date(2017, 9, 6)
    write(on)
    while on < date(2018, 11, 20):
        on += timedelta(days=chance.randint(20, 40))
        at, how = chance.randrange(3), chance.choice(("at once", "late", "after", "two", "never"))
        logs[at], owing[at] = logs[at] + owing[at], ""
        for back in (18, 16) if how == "two" else (15 if how == "late" else 0,):
            was = due(at)
            entry = f"{{on: {on - timedelta(days=back)}, was_due: by {was}}}, "
            logs[at] += entry if how in ("at once", "late", "two") else ""
            owing[at] = entry if how == "after" else ""
            expected.append(f"{at + 1} {was.day} {was:%B} {was.year}")
            steps[at] += 1
        write(on)
    told = told_moves(report, folder)
    assert sorted(row for rows in told.values() for row in rows) == sorted(expected)


def test_where_there_is_no_git_the_record_alone_tells(report: Any, tmp_path: Path) -> None:
    log = "log: [{on: 2018-01-20, was_due: by December 2017}]"
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, due: by June 2018, {log}")
    out, err, code = report(folder, "--as-of", "2018-02-15")
    assert (err, code) == ("", 0)
    assert "\nNot in git\n" in out
    assert "To check" not in out
    assert "No reason on record. 20 January 2018." in part(out, 5)
    assert "Moves are told by the plan’s own record alone." in part(out, 9)


def test_the_revision_is_that_of_the_files(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by June 2018")
    first = commit(tmp_path, "2017-09-06")
    said = report(folder, "--as-of", "2018-02-15")[0]
    assert f"\nRevision {first[:10]}  \n" in said
    assert f"the plan’s files at revision {first}, by welcomeplan {__version__}." in said
    (tmp_path / "beside.txt").write_text("no part of the plan", "utf-8")
    assert report(folder, "--as-of", "2018-02-15")[0] == said
    with (folder / "a.yaml").open("a", encoding="utf-8") as file:
        file.write("# a word\n")
    changed = report(folder, "--as-of", "2018-02-15")[0]
    assert f"\nFiles changed since revision {first[:10]}\n" in changed
    assert "To check" not in changed
    at = report(folder, "--as-of", "2018-02-15", "--at", first[:12])[0]
    assert at == said
    (folder / "a.yaml").write_bytes((folder / "a.yaml").read_bytes().replace(b"# a word\n", b""))
    assert report(folder, "--as-of", "2018-02-15")[0] == said
    (folder / "b.yaml").write_text("title: New\nobjectives: []\n", "utf-8")
    assert "Files changed since revision" in report(folder, "--as-of", "2018-02-15")[0]


def test_history_is_not_read_where_nothing_of_it_is_told(
    report: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by June 2018")
    commit(tmp_path, "2017-09-06")
    from welcomeplan import workspace  # noqa: PLC0415 - to be replaced

    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(workspace, "past", never)
    assert "No deadline was moved." in report(folder, "--as-of", "2018-02-15")[0]


# -- what can't be read, and which plan


def test_what_cannot_be_read_stands_first(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by June 2018, owner: marc")
    (folder / "b.yaml").write_text("title: [\n", "utf-8")
    out, err, code = report(folder, "--as-of", "2018-02-15")
    assert code == 1
    assert "b.yaml can't be read" in err
    assert "b.yaml can't be read, and is missing here." in out.split("\n")[0]
    assert sentences(out)[0].startswith("Of what could be read: No promise is late, as on")
    assert "Nothing is late. That is of what could be read." in part(out, 2)
    assert "b.yaml can't be read" in part(out, 9)
    page = tmp_path / "page.html"
    assert report(folder, "--as-of", "2018-02-15", "-o", str(page))[2] == 1
    text = page.read_text("utf-8")
    assert text.index("b.yaml can&#39;t be read") < text.index("<header>")


def test_a_report_is_of_one_plan(report: Any, tmp_path: Path) -> None:
    plan_of(tmp_path / "a", "id: a, title: A", head=HEAD.replace("town", "one"))
    plan_of(tmp_path / "b", "id: b, title: B", head=HEAD.replace("town", "two"))
    (tmp_path / "a" / "c.yaml").write_text("title: [\n", "utf-8")
    out, err, code = report(tmp_path, "--as-of", "2018-02-15")
    assert (out, code) == ("", 2)
    assert "    one  A plan\n    two  A plan\n" in err
    assert "--plan ID" in err
    _, err, code = report(tmp_path, "--plan", "three")
    assert code == 2
    assert "no plan is called `three`" in err
    out, err, code = report(tmp_path, "--as-of", "2018-02-15", "--plan", "two")
    assert code == 1  # as every command that looks at the folder
    assert "B" in part(out, 7)
    assert "| A |" not in out
    assert "c.yaml" not in out  # it is of the other plan
    assert "1 other plan of the same folder is left out." in part(out, 9)
    assert '"plan": "two"' in out


def test_a_plan_that_cannot_be_read_has_no_report(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", head="title: [\n")
    out, err, code = report(folder, "-o", str(tmp_path / "x.md"))
    assert (out, code) == ("", 2)
    assert "no plan could be read" in err
    assert not (tmp_path / "x.md").exists()


# -- files


def test_a_file_is_written_whole_or_not_at_all(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by June 2018")
    words = ("--as-of", "2018-02-15", "-o")
    shown = report(folder, *words[:2])[0]
    file = tmp_path / "report.md"
    out, err, code = report(folder, *words, str(file))
    assert (out, err, code) == (f"{file}: written\n", "", 0)
    assert file.read_text("utf-8") == shown
    report(folder, "--as-of", "2018-02-16", "-o", str(file))
    assert file.read_text("utf-8") != shown
    report(folder, *words, str(file))
    assert file.read_text("utf-8") == shown
    link = tmp_path / "link.md"
    link.symlink_to(file)
    (tmp_path / "folder.md").mkdir()
    for name in ("link.md", "folder.md", "none/report.md", "report", "report.doc", "plan"):
        out, err, code = report(folder, *words, str(tmp_path / name))
        assert (out, code) in (("", 2), ("", 3)), name
        assert name in err
    assert file.read_text("utf-8") == shown
    names = {one.name for one in tmp_path.iterdir()}
    assert names == {"plan", "report.md", "link.md", "folder.md"}


def test_without_jinja2_a_page_says_how_to_get_it(
    report: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.formats import html_pages  # noqa: PLC0415 - what it keeps is forgotten

    html_pages.environment.cache_clear()
    monkeypatch.setitem(sys.modules, "jinja2", None)
    out, err, code = report(plan_of(tmp_path / "plan"), "-o", str(tmp_path / "a.html"))
    assert (out, code) == ("", 2)
    assert "pip install 'welcomeplan[publish]'" in err
    assert not (tmp_path / "a.html").exists()


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by November 2017, owner: marc, tags: [x, y]",
        "id: b, title: B, due: in 2018, owner: kcpd, log: [{on: 2018-01-20, note: Well}]",
    )
    made = []
    for seed in ("1", "2"):
        for ending in ("md", "html", "docx", "pdf"):
            file = tmp_path / f"{seed}.{ending}"
            words = ["report", "--dir", str(folder), "--as-of", "2018-02-15", "-o", str(file)]
            subprocess.run(
                [sys.executable, "-m", "welcomeplan", *words],
                env={**os.environ, "PYTHONHASHSEED": seed},
                check=True,
                capture_output=True,
            )
            made.append(file.read_bytes())
    assert made[:4] == made[4:]


# -- the page


class Page(HTMLParser):
    """What of a page is checked: its tags, balanced, and its texts."""

    VOID = frozenset(("meta", "br", "path", "circle", "use", "rect", "line"))

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def page(report: Any, tmp_path: Path) -> Any:
    def made(folder: Path, *words: str) -> tuple[str, Page]:
        file = tmp_path / "page.html"
        _, err, code = report(folder, *words, "-o", str(file))
        assert (err, code) == ("", 0)
        text = file.read_text("utf-8")
        return text, Page(text)

    return made


def test_a_page_fetches_and_runs_nothing_and_is_a_document(page: Any, kansas_city: Path) -> None:
    text, read = page(kansas_city, "--quarter", "2018Q1", "--as-of", "2018-02-15")
    assert text.startswith("<!doctype html>\n")
    assert read.all("html") == [{"lang": "en"}]
    assert not read.all("script") + read.all("link") + read.all("img") + read.all("iframe")
    assert not any(key.startswith("on") or key == "src" for _, attrs in read.tags for key in attrs)
    assert "url(" not in text
    assert "@import" not in text
    assert len(read.all("h1")) == 1
    assert [one["id"] for one in read.all("h2")] == [f"part-{n}" for n in range(1, 10)]
    named = {one["aria-labelledby"] for one in read.all("section")}
    assert named == {f"part-{n}" for n in range(1, 10)}
    heads = [one for one in read.all("th") if one.get("scope") == "col"]
    assert len(heads) >= 4 * len(read.all("table")) - 6
    ids = [attrs["id"] for _, attrs in read.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    used = {attrs["href"] for _, attrs in read.tags if "href" in attrs}
    assert used <= {f"#{one}" for one in ids}
    for number, style in (("41.44%", "--today"), ("16.58%", "linear-gradient")):
        assert re.search(rf"{style}[^;]*{re.escape(number)}", text)


def test_no_font_breaks_a_number_of_two_digits(page: Any, kansas_city: Path) -> None:
    text, _ = page(kansas_city, "--quarter", "2018Q1", "--as-of", "2018-02-15")
    numbers, longer = (
        re.search(rf"^{rule} {{(.*?)}}", text, re.MULTILINE | re.DOTALL)
        for rule in (r"\.no", r"\.wide \.no")
    )
    assert numbers
    assert longer
    assert "white-space: nowrap" in numbers[1]
    assert "white-space: normal" in longer[1]  # whatever a document prints has a place


def test_page_and_markdown_say_the_same(report: Any, page: Any, kansas_city: Path) -> None:
    words = ("--quarter", "2018Q1", "--as-of", "2018-02-15")
    _, read = page(kansas_city, *words)
    out = report(kansas_city, *words)[0]
    out = out.partition("<!--")[0].replace("report.md", "report.html")
    plain = re.sub(r"\W+", "", read.text)
    cells = [cell for line in out.split("\n") for cell in re.split(r"[|;]| \*\*|\*\*: ", line)]
    said = [re.sub(r"^\s*(#+ (\d\. )?|- )|\*\*|\u200b|\\", "", cell) for cell in cells]
    for one in said:
        for words_ in re.split(r"(?=“)", one):
            assert re.sub(r"\W+", "", words_) in plain, one


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]> --> </style></title></table>",
    "*/ } body { display: none } /*",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }} {% raw %}",
    "| a | b [x](javascript:alert(1)) `code` @everyone #12 :bomb: http://example.org",
    "=cmd() #let x",
    "one\\r\\ntwo \u202e\u2066 rtl",
    "\\u0007\\u001b[31m",
    "x" * 5000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_plan_text_is_text(report: Any, page: Any, tmp_path: Path, text: str) -> None:
    quoted = '"' + text.replace('"', '\\"').replace("\\\\u", "\\u") + '"'
    head = HEAD.replace("A plan", quoted).replace("Town", quoted).replace("The Council", quoted)
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: {quoted}, due: by November 2017, owner: marc,"
        f" log: [{{on: 2018-01-20, note: {quoted}, by: marc, under: {quoted},"
        " was_due: by October 2017}]",
        f"id: b, title: B, done: 2018-01-20, evidence: [{quoted}], due: by May 2018",
        head=head,
    )
    quiet = plan_of(tmp_path / "quiet", "id: a, title: A")
    words = ("--as-of", "2018-02-15")
    made, read = page(folder, *words)
    expected = {tag for tag, _ in page(quiet, *words)[1].tags} | {"q", "i", "code", "line"}
    kinds = {tag for tag, _ in read.tags}
    assert kinds <= expected | {"dl", "dt", "dd", "span", "div", "td", "li", "ul", "svg", "h3"} | {
        *("table", "thead", "tbody", "tr", "th", "use", "rect")
    }
    assert not any(key.startswith("on") for _, attrs in read.tags for key in attrs)
    assert "49" not in read.text.split("To check")[0].split("plan")[-1]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", made)
    style = made[made.index("<style>") + 7 : made.index("</style>")]
    assert style.count("{") == style.count("}")
    assert "<" not in style
    out = report(folder, *words)[0]
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", out)
    assert "@everyone" not in out
    assert re.findall(r"(?<!\\)<.*", out) == re.findall("^<!-- welcomeplan {.*} -->$", out, re.M)
    for line in out.split("\n"):
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (3, 4, 5), line
    assert re.findall(r"^## (\d)\.", out, re.MULTILINE) == list("123456789")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", "//x.org"],
)
def test_only_an_address_of_the_web_is_a_link(page: Any, tmp_path: Path, address: str) -> None:
    folder = plan_of(
        tmp_path / "plan", f'id: a, title: A, done: 2018-01-20, evidence: ["{address}"]'
    )
    _, read = page(folder, "--as-of", "2018-02-15")
    assert read.all("a") == []
    assert address in read.text
