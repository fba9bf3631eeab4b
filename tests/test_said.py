"""What reports and pages say of moves, misses and beginnings: no less than is so, and once."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli

from .conftest import ROOT
from .test_report import HEAD, commit, part, plan_of, report, sentences  # noqa: F401 - a fixture


def page(folder: Path, *words: str) -> dict[str, str]:
    """The public pages of a plan as text, by their files."""
    made = folder.parent / "public"
    assert cli.run(["site", "--dir", str(folder), "-o", str(made), "--lang", "es", *words]) in (
        0,
        1,
    )
    found = {}
    for file in made.rglob("*.html"):
        text = re.sub(r"<style.*?</style>", "", file.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"<(?!/?(?:a|q|span|b|i|code)\b)[^>]*>", "\n", text)
        text = re.sub(r"<[^>]+>", "", text)
        found[str(file.relative_to(made))] = unescape(text).replace("\u00a0", " ")
    return found


MOVED = "id: m, title: Moved, owner: marc, due: by 15 June 2018,"
MOVED += " log: [{{on: {}, was_due: {}, note: No lawyer}}]"


# -- a move that was written down after the deadline that it moves


@pytest.mark.parametrize(
    ("on", "due", "written", "said"),
    [
        (
            "2018-03-25",
            "by March 2018",
            "2018-04-14",
            "2018, after the deadline it moves (31 March 2018)",
        ),
        (
            "2018-03-31",
            "by March 2018",
            "2018-04-01",
            "2018, after the deadline it moves (31 March 2018)",
        ),
        ("2018-03-25", "by March 2018", "2018-03-31", "2018"),
        ("2018-04-03", "by March 2018", "2018-04-14", "2018"),
    ],
)
def test_a_move_dated_back_is_told_with_the_deadline_that_had_passed(
    report: Any,
    tmp_path: Path,
    on: str,
    due: str,
    written: str,
    said: str,
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: m, title: Moved, owner: marc, due: {due}")
    commit(tmp_path, "2018-01-05")
    plan_of(folder, MOVED.format(on, due))
    commit(tmp_path, written)
    out, _, _ = report(folder, "--quarter", "2018Q2", "--as-of", "2018-05-01")
    day = f"{int(written[-2:])} {'March' if written[5:7] == '03' else 'April'}"
    told = f"written down {day} {said}."
    if written > "2018-03-31":
        assert told in part(out, 5)
    english, spanish = (
        page(folder, "--as-of", "2018-05-01")[n] for n in ("index.html", "index.es.html")
    )
    assert told in english
    assert ("después del plazo que cambia (31 de marzo de 2018)" in spanish) == ("after" in said)


def test_a_report_that_is_made_later_tells_a_move_in_all_its_parts_or_in_none(
    report: Any,
    tmp_path: Path,
) -> None:
    folder = plan_of(tmp_path / "plan", "id: m, title: Moved, owner: marc, due: by March 2018")
    commit(tmp_path, "2018-01-05")
    asked = ("--quarter", "2018Q1", "--as-of", "2018-03-31")
    assert "No deadline was moved." in part(report(folder, *asked)[0], 5)
    plan_of(folder, MOVED.format("2018-03-25", "by March 2018"))
    commit(tmp_path, "2018-04-14")
    out, _, _ = report(folder, *asked)
    past = "written down 14 April 2018, after the deadline it moves (31 March 2018)"
    assert "1 moved by what was written down later" in sentences(out)[1]
    assert f"moved to 15 June 2018, {past} |" in part(out, 4)
    told = "Moved by an entry that names a day of this time, and was written down after it: 1, "
    told = f"No deadline was moved.\n\n{told}25 March 2018, {past}. The next report has it."
    assert part(out, 5).strip().endswith(told)
    assert "deadline moved" in part(out, 8)
    # It counts in that of the time in which it came to stand, and there alone.
    out, _, _ = report(folder, "--quarter", "2018Q2", "--as-of", "2018-05-01")
    assert re.search(r"\b1 moved\.", sentences(out)[1])
    assert "written down 14 April 2018" in part(out, 5)
    # A page has both quarters, and tells it once of them.
    text = page(folder, "--as-of", "2018-05-01")["index.html"]
    changed = text[text.index("This quarter, since") : text.index("Since adoption,")]
    assert changed.count("written down") == 1


# -- what a promise slipped in all

AGAIN = (
    "id: m, title: Moved, owner: marc, due: {}, log: ["
    "{{on: 2017-12-05, was_due: by December 2017, note: One}},"
    " {{on: 2018-01-20, was_due: by January 2018, note: Two}}]"
)


def test_a_move_is_told_with_those_before_it(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", AGAIN.format("by May 2018"), "id: x, title: X")
    out, _, _ = report(folder, "--quarter", "2018Q1", "--as-of", "2018-02-15")
    moved = part(out, 5)
    assert "120 days later" in moved
    assert "Moved for the second time; first promised for 31 December 2017." in moved
    out, _, _ = report(folder, "--quarter", "2017Q4")
    assert "31 days later" in part(out, 5)
    assert "first promised" not in part(out, 5)
    assert "time" not in part(out, 5)


def test_a_move_of_a_time_is_the_first_of_that_time(report: Any, tmp_path: Path) -> None:
    times = "{period: 2018Q1, due: by April 2018}, {period: 2018Q2, due: by July 2018}"
    folder = plan_of(
        tmp_path / "plan",
        "id: q, title: Q, repeats: quarterly, starts: 2018-01-01, due: by 2018, owner: marc,"
        f" occurrences: [{times}], log: ["
        "{on: 2018-01-20, period: 2018Q1, was_due: by 2018-03-31, note: One},"
        " {on: 2018-01-21, period: 2018Q2, was_due: by 2018-06-30, note: Two}]",
    )
    moved = part(report(folder, "--quarter", "2018Q1", "--as-of", "2018-02-15")[0], 5)
    assert moved.count("days later") == 2
    assert "first promised" not in moved


def test_what_is_late_is_told_with_the_day_that_it_was_first_promised_for(
    report: Any,
    tmp_path: Path,
) -> None:
    folder = plan_of(
        tmp_path / "plan",
        AGAIN.format("by 10 February 2018"),
        "id: never, title: Never moved, due: by November 2017",
    )
    out, _, _ = report(folder, "--quarter", "2018Q1", "--as-of", "2018-02-15")
    late = part(out, 2).split("\n")
    assert "by 10 February 2018; first promised for 31 December 2017" in next(
        row for row in late if "| Moved" in row
    )
    assert "first promised" not in next(row for row in late if "Never moved" in row)


def test_what_moved_later_and_what_moved_earlier_is_not_set_off(tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by May 2018, log: [{on: 2017-10-05, was_due: by March 2018}]",
        "id: b, title: B, due: by May 2018, log: [{on: 2017-10-05, was_due: by June 2018}]",
    )
    pages = page(folder, "--as-of", "2018-02-15")
    assert "2 promises moved. In all: 61 days later and 30 days earlier." in pages["index.html"]
    plan_of(folder, "id: a, title: A, due: by May 2018, log: [{on: 2017-10-05, was_due: by 2017}]")
    assert (
        "1 promise moved. In all: 151 days later."
        in page(folder, "--as-of", "2018-02-15")["index.html"]
    )


# -- what is promised to begin

BEGIN = "id: b, title: To begin, owner: marc, due: begin by December 2017, done: {}{}"
START = ", log: [{{on: {}, status: active}}]"


@pytest.mark.parametrize(
    ("done", "begun", "told"),
    [
        ("2018-02-10", "2018-02-01", "10 February 2018; begun 1 February 2018, 32 days late"),
        ("2018-02-10", "2017-12-01", "10 February 2018; begun 1 December 2017, on time"),
    ],
)
def test_what_began_late_is_not_called_done_late(
    report: Any,
    tmp_path: Path,
    done: str,
    begun: str,
    told: str,
) -> None:
    folder = plan_of(tmp_path / "plan", BEGIN.format(done, START.format(begun)), "id: x, title: X")
    out, _, _ = report(folder, "--quarter", "2018Q1", "--as-of", "2018-02-15")
    assert f"| {told}; no evidence on record |" in part(out, 3)
    late = "late" in told
    said = "done 10 February 2018, begun 32 days late" if late else "done 10 February 2018"
    assert f"| {said} |" in part(out, 7)
    pages = page(folder, "--as-of", "2018-02-15")
    assert told in pages["index.html"]
    spanish = (
        "; iniciado el 1 de febrero de 2018, 32 días" if late else "; iniciado el 1 de diciembre"
    )
    assert spanish in pages["index.es.html"]


# -- what can't be read


def test_a_promise_is_called_by_its_id_where_not_all_can_be_read(
    report: Any,
    tmp_path: Path,
) -> None:
    folder = plan_of(tmp_path / "plan", "id: first, title: First, due: by November 2017")
    text = (folder / "a.yaml").read_text("utf-8")
    text = text.replace("id: first", "id: second").replace("id: one", "id: two")
    (folder / "b.yaml").write_text(text, "utf-8")
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "None is on record for promises 1 and 2." in out
    (folder / "a.yaml").write_text("title: [\n", "utf-8")
    out, _, code = report(folder, "--as-of", "2018-02-15")
    assert code == 1
    assert "None is on record for promise second." in out
    assert "Ids name the promises, since not all of the plan could be read: see 7." in out
    assert re.search(r"^\| second \| \d+ \|", part(out, 2), re.MULTILINE)


# -- a day that the words are


@pytest.mark.parametrize("words", ["by 2017-11-30", "2017-11-30", "on 2017-11-30"])
def test_a_day_is_told_once_where_the_words_are_it(
    report: Any,
    tmp_path: Path,
    words: str,
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A thing, due: {words}")
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "| A thing; by 30 November 2017 |" in part(out, 2)
    assert words not in part(out, 2)
    assert (
        "“"
        not in page(folder, "--as-of", "2018-02-15")["index.html"].split("Every promise")[1][:900]
    )


def test_other_words_stay_beside_their_day(report: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: before 2017-12-01")
    out, _, _ = report(folder, "--as-of", "2018-02-15")
    assert "“before 2017-12-01”, by 30 November 2017" in part(out, 2)


# -- what was put off, on the page


def test_the_page_says_why_and_since_when_a_miss_is_not_late(tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: Aside, owner: marc, due: by November 2017, status: deferred,"
        " log: [{on: 2018-01-10, note: No room, status: deferred}]",
        "id: m, title: Moved, owner: marc, due: by June 2018,"
        " log: [{on: 2018-01-20, note: A new call, was_due: by December 2017}]",
        "id: n, title: No word, owner: marc, due: by November 2017, status: dropped,"
        " log: [{on: 2018-01-11, status: dropped}]",
    )
    text = " ".join(page(folder, "--as-of", "2018-02-15")["index.html"].split())
    assert "Deferred, 10 January 2018. The Council, 10 January 2018: “No room”" in text
    assert "Dropped, 11 January 2018. The Council: no reason on record." in text
    assert re.search(r"Upcoming, 30 June 2018\. The Council, 20 January 2018: “A new call”", text)


# -- several plans


def test_the_page_of_several_plans_leads_to_what_is_late(tmp_path: Path) -> None:
    for name, count in (("one", 1), ("two", 5), ("three", 0)):
        many = [
            f"id: {name}-{n}, title: Thing {n} of {name}, due: by {n + 1} November 2017"
            for n in range(count)
        ]
        plan_of(
            tmp_path / "all" / name,
            *many,
            f"id: {name}-x, title: X, due: by 2030",
            head=HEAD.replace("town", name),
        )
    pages = page(tmp_path / "all", "--as-of", "2018-02-15")
    text = " ".join(pages["index.html"].split())
    assert "Thing 0 of one" in text
    assert "Thing 0 of two; Thing 1 of two; Thing 2 of two; and 2 more" in text
    assert "Nothing is late." in text
    assert text.count("promises are late") <= 2  # the title and the finding
    made = (tmp_path / "public" / "index.html").read_text("utf-8")
    assert '<a href="one/index.html#one-0">Thing 0 of one</a>' in made
    assert 'id="one-0"' in (tmp_path / "public" / "one" / "index.html").read_text("utf-8")
    assert '<a href="one/index.es.html#one-0" lang="en">' in (
        tmp_path / "public" / "index.es.html"
    ).read_text("utf-8")


def test_a_sum_over_plans_is_said_in_one_language(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "we-pilot-2020", tmp_path / "all")
    pages = page(tmp_path / "all", "--as-of", "2021-01-15")
    assert "0 of more than 60, 3 plans" in pages["index.html"]
    assert "0 de más de 60, 3 planes" in pages["index.es.html"]
