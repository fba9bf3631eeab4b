"""Every number that two commands print about the same plan, day and filter is the same number."""

from __future__ import annotations

import html
import json
import random
import re
import shlex
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli, load
from welcomeplan.plan import facts_on
from welcomeplan.versions import summary

DAYS = [date(2017, 12, 31), date(2018, 5, 17), date(2018, 7, 1), date(2019, 1, 20)]
DUE = (
    *("in 2018", "by March 2018", "fall 2017", "by mid-2018", "beginning in spring 2018"),
    *("ongoing", "TBD", "2018-07-01", "each quarter", "soon, perhaps", "30 days after kickoff"),
)
ORGANIZATIONS = ("marc", "kcpd", "chamber")


def strategy(rng: random.Random, name: str) -> str:
    lines = [f"title: Strategy {name}", "objectives:"]
    for o in range(rng.randint(1, 2)):
        lines += [f"  - id: {name}-{o}", f"    title: Objective {o}", "    milestones:"]
        for m in range(rng.randint(1, 6)):
            lines += milestone(rng, f"{name}-{o}-{m}")
    return "\n".join(lines) + "\n"


def milestone(rng: random.Random, name: str) -> list[str]:
    keys = {"id": name, "title": f"Promise {name}"}
    if rng.random() < 0.85:
        keys["due"] = rng.choice(DUE)
    if rng.random() < 0.2:
        keys["repeats"] = rng.choice(("quarterly", "each March", "monthly"))
    if rng.random() < 0.7:
        keys["owner"] = rng.choice(ORGANIZATIONS)
    if rng.random() < 0.3:
        keys["partners"] = f"[{rng.choice(ORGANIZATIONS)}]"
    if rng.random() < 0.3:
        keys["target"] = "3 trainings"
    fate = rng.random()
    if fate < 0.3:
        keys["done"] = rng.choice(("2018-01-15", "2018-04-02", "2018-07", "2017", "yes"))
    elif fate < 0.55:
        keys["status"] = rng.choice(("active", "blocked", "deferred", "dropped"))
    if rng.random() < 0.4:
        told = ("status: dropped", "status: deferred", "status: active", "was_due: by May 2018")
        more = rng.choice((*told, "was_owner: kcpd", "was_done: 2018-03-30", "note: A meeting"))
        days = sorted(rng.randint(1, 9) for _ in range(2))
        entries = (f"{{on: 2018-0{days[0]}-05, amount: 1}}", f"{{on: 2018-0{days[1]}-05, {more}}}")
        keys["log"] = f"[{', '.join(entries)}]"
    if "repeats" in keys and rng.random() < 0.6:
        keys["occurrences"] = rng.choice(
            ("[{period: 2018Q1, done: 2018-04-20}]", "[{period: 2018Q1, done: yes}]")
        )
    return [
        f"      {'-' if at == 0 else ' '} {key}: {value}"
        for at, (key, value) in enumerate(keys.items())
    ]


@pytest.fixture(params=range(8))
def plan(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    rng = random.Random(request.param)  # noqa: S311 - a plan to test with
    folder = tmp_path / "plan"
    folder.mkdir()
    head = "title: A plan\nid: town\nadopted: 2017-09-05\nperiod: 2017 to 2018\n"
    people = "".join(f"  {name}: The {name}\n" for name in ORGANIZATIONS)
    (folder / "plan.yaml").write_text(f"{head}organizations:\n{people}", "utf-8")
    (folder / "a.yaml").write_text(strategy(rng, "a"), "utf-8")
    (folder / "b.yaml").write_text(strategy(rng, "b"), "utf-8")
    return folder


@pytest.fixture
def ask(plan: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str, as_of: date) -> str:
        cli.run([*words, "--dir", str(plan), "--as-of", as_of.isoformat()])
        return capsys.readouterr().out

    return run


def ids(answer: dict[str, Any], *states: str) -> set[str]:
    return {m["id"] for m in answer["milestones"] if not states or m["state"] in states}


@pytest.mark.parametrize("day", DAYS)
def test_commands_agree(ask: Any, plan: Path, day: date) -> None:
    status, listed, late, due = (
        json.loads(ask(*words, "--json", as_of=day))
        for words in (["status"], ["list"], ["due", "--overdue"], ["due"])
    )
    total = status["total"]
    counted = Counter(m["state"] for m in listed["milestones"])
    assert total["milestones"] == len(listed["milestones"])
    assert total["states"] == dict(counted)
    assert total["done"] == counted["done"] + counted["done late"]
    assert total["missed"] == sum(m["missed"] for m in listed["milestones"])
    for key in ("milestones", "done", "missed"):
        assert total[key] == sum(group[key] for group in status["groups"])
    overdue = ids(listed, "overdue")
    assert ids(late) == overdue
    # Without a period, what is overdue from before is listed with what is due.
    first = date.fromisoformat(due["period"]["start"])
    before = {m["id"] for m in late["milestones"] if m["due"]["end"] or m["due"]["begin_by"]}
    assert ids(due, "overdue") <= before == overdue
    quarter = json.loads(ask("due", "--quarter", "this", "--json", as_of=day))
    earlier = {
        m["id"]
        for m in late["milestones"]
        if date.fromisoformat(m["due"]["end"] or m["due"]["begin_by"]) < first
    }
    assert quarter["left_out"]["overdue"] == len(earlier)
    assert due["left_out"]["overdue"] == 0
    sentence = summary((), facts_on(load(plan).register, day).all)
    stands = f"{total['done']} of {total['milestones']} done, {len(overdue) or 'none'} overdue"
    stands += f", {total['missed'] or 'none'} missed"
    assert sentence.endswith(stands)


@pytest.mark.parametrize("day", DAYS)
def test_a_report_says_what_status_and_list_say(ask: Any, day: date) -> None:
    total = json.loads(ask("status", "--json", as_of=day))["total"]
    listed = json.loads(ask("list", "--json", as_of=day))["milestones"]
    before = json.loads(ask("status", "--json", as_of=date(2017, 10, 1)))["total"]
    text = ask("report", "--since", "2017-10-01", as_of=day)
    finding, counts = (one.replace("\u00a0", " ") for one in text.split("\n\n")[2:4])
    late, then = (one["states"].get("overdue", 0) for one in (total, before))
    expected = f"# {late} of {total['milestones']} promises " if late else "# No promise is late"
    assert finding.startswith(expected)
    assert (f"{abs(late - then)} {'more' if late > then else 'fewer'} than" in finding) == bool(
        late and late != then
    )
    assert counts.startswith(f"{total['done'] or 'None'} ")
    sections = re.split(r"^## \d\. .*$", text, flags=re.MULTILINE)
    numbers = {f"{at}": m["id"] for at, m in enumerate(listed, 1)}
    rows = [re.findall(r"^\| (\d+) \|", section, re.MULTILINE) for section in sections]
    told = [{numbers[number] for number in each} for each in rows]
    first = sections[2].split("\n### ")[0]
    assert set(re.findall(r"^\| (\d+) \| \d+ \|", first, re.MULTILINE)) == {
        number for number, id_ in numbers.items() if id_ in ids({"milestones": listed}, "overdue")
    }
    # Every miss is told: as late, put off, moved since, or finished.
    earlier = re.search(r"Finished by .*?: (.*)\.", sections[3])
    done = {numbers[n] for n in re.findall(r"\d+(?![\dQ])(?= |,|$)", earlier[1] if earlier else "")}
    assert {m["id"] for m in listed if m["missed"]} <= told[2] | told[3] | done
    assert told[7] == {m["id"] for m in listed}


@pytest.mark.parametrize("day", DAYS[1:3])
def test_tables_say_what_json_says(ask: Any, plan: Path, day: date) -> None:
    total = json.loads(ask("status", "--json", as_of=day))["total"]
    rows = ask("status", "--format", "csv", as_of=day).splitlines()
    heading, last = rows[0].split(","), rows[-1].split(",")
    cells = dict(zip(heading, last, strict=True))
    assert cells["Done"] == f"{total['done']} of {total['milestones']}"
    assert int(cells.get("Overdue") or 0) == total["states"].get("overdue", 0)
    assert int(cells.get("Missed") or 0) == total["missed"]
    late = ask("due", "--overdue", "--format", "csv", as_of=day).splitlines()[1:]
    assert len({row.split(",")[2].split(" ")[0] for row in late}) == total["states"].get(
        "overdue", 0
    )
    plain = ask("due", "--quarter", "this", as_of=day)
    said = re.search(r"Overdue from earlier: (?:\d+ times of )?(\d+)", plain)
    left = json.loads(ask("due", "--quarter", "this", "--json", as_of=day))["left_out"]
    assert int(said[1] if said else 0) == left["overdue"]


@pytest.mark.parametrize("by", ["strategy", "objective", "owner", "plan"])
@pytest.mark.parametrize("day", DAYS)
def test_a_timeline_says_what_status_and_list_say(
    ask: Any, plan: Path, day: date, by: str, tmp_path: Path
) -> None:
    drawn, status, listed, late = (
        json.loads(ask(*words, "--json", as_of=day))
        for words in (
            *(["timeline", "--by", by], ["status", "--by", by], ["list"], ["timeline", "--late"]),
        )
    )
    assert drawn["total"] == status["total"]
    rows = {row["id"]: row for group in drawn["groups"] for row in group["rows"]}
    counts = [{k: v for k, v in group.items() if k != "rows"} for group in drawn["groups"]]
    assert counts == [group for group in status["groups"] if group["milestones"]]
    assert sum(map(len, (group["rows"] for group in drawn["groups"]))) == len(rows)
    for one in listed["milestones"]:
        row = rows.pop(one["id"])
        assert row["deadline"] == one["due_by"]
        assert {key: row[key] for key in ("state", "done", "owner", "missed")} == {
            key: one[key] for key in ("state", "done", "owner", "missed")
        }
        if not one["times"]:
            assert row["late"] == one["late"]
    assert rows == {}
    overdue = ids(listed, "overdue")
    assert {row["id"] for group in late["groups"] for row in group["rows"]} == overdue
    assert late["left_out"]["not_late"] == len(listed["milestones"]) - len(overdue)
    # ... and in words, on a terminal, off it and in a picture.
    total = len(listed["milestones"])
    finding = f"{len(overdue)} of {total} promises {'is' if len(overdue) == 1 else 'are'} late"
    if not overdue:
        finding = "No promise is late"
    if total == drawn["total"]["done"] or total == 1:
        return
    assert ask("timeline", "--by", by, as_of=day).startswith(f"{finding} · ")
    ask("timeline", "--by", by, "-o", str(tmp_path / "t.svg"), as_of=day)
    said = re.findall("<text[^>]*>([^<]*)</text>", (tmp_path / "t.svg").read_text("utf-8"))
    assert said[0] == finding
    days = [re.fullmatch(r"([0-9,]+) days? late", one) for one in said]
    told = sorted(int(one[1].replace(",", "")) for one in days if one)
    every = (row for group in drawn["groups"] for row in group["rows"])
    assert told == sorted(row["late"] for row in every if row["state"] == "overdue")


def plain(markup: str) -> str:
    return html.unescape(re.sub("<[^>]+>", "", markup)).replace("\u00a0", " ")


@pytest.mark.parametrize("day", DAYS)
def test_a_page_says_what_status_and_list_say(
    ask: Any, plan: Path, day: date, tmp_path: Path
) -> None:
    status, listed, owners, late, before = (
        json.loads(ask(*words, "--json", as_of=on))
        for words, on in (
            *((["status"], day), (["list"], day), (["status", "--by", "owner"], day)),
            *(
                (["due", "--overdue"], day),
                (["status"], date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)),
            ),
        )
    )
    ask("site", "-o", str(tmp_path / "out"), as_of=day)
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    total, then = status["total"], before["total"]["states"].get("overdue", 0)
    overdue, every = total["states"].get("overdue", 0), total["milestones"]
    head = plain(page[page.index("<h1>") : page.index("</h1>")])
    if overdue and every > 1:
        assert head.startswith(f"{overdue} of {every} promises ")
    if total["done"] not in (0, every):
        assert head.endswith(f" {total['done']} {'is' if total['done'] == 1 else 'are'} done.")
    if then and day > date(2017, 12, 31):
        assert f", {then} {'was' if then == 1 else 'were'} late. " in plain(page)
    tally = page[page.index('class="tally"') : page.index("<nav")] if every else ""
    counts = re.findall(r"<summary><b>(\d+)</b> <span class=\"kw\">([\w ]+)</span>", tally)
    assert {state: int(n) for n, state in counts} == total["states"]
    rows = re.findall(
        r'<p class="n"><b>(\d+)</b> days? late .*?<a href="#([\w-]+)"', page, re.DOTALL
    )
    assert sorted((id_, int(n)) for n, id_ in rows) == sorted(
        (one["id"], one["late"]) for one in late["milestones"]
    )
    groups = re.findall(r'<h3 id="([\w-]+)"[^>]*>.*?<p class="cnt">(.*?)</p>', page)
    assert [(key, said) for key, said in groups] == [
        (
            one["key"],
            f"{one['done']} of {one['milestones']} done"
            + (f", {one['states']['overdue']} late" if one["states"].get("overdue") else ""),
        )
        for one in status["groups"]
        if one["milestones"]
    ]
    who = page[page.index('id="_who"') : page.index('id="_read"')]
    told = re.findall(r"<dt>(.*?)</dt><dd>(?:(\d+) open, (?:(\d+) of them late|none late))?", who)
    known = {name: (int(n or 0), int(k or 0)) for name, n, k in told}
    for group in owners["groups"]:
        mine = [m for m in listed["milestones"] if (m["owner"] or "") == (group["key"] or "")]
        left = [m for m in mine if m["state"] not in ("done", "done late", "deferred", "dropped")]
        found = known.pop(f"The {group['key']}" if group["key"] else "Nobody is named")
        assert len(left) <= found[0] <= len(mine)
        assert found[1] == group["states"].get("overdue", 0)
    assert known == {}
    if total["missed"]:
        s = "" if total["missed"] == 1 else "s"
        assert f"{total['missed']} promise{s} missed a deadline." in page
    # Each promise once, with its state.
    states = re.findall(r'<article id="([\w-]+)".*?<b>([\w ]+)</b>', page, re.DOTALL)
    assert sorted(states) == sorted((m["id"], m["state"]) for m in listed["milestones"])
    # Each miss is told in its life, on the day after, or on which it was reopened.
    ways = ("became late", "missed its deadline", "late from then on")
    lives = re.findall(r'<article id="([\w-]+)".*?<ol>(.*?)</ol>', page, re.DOTALL)
    for id_, life in lives:
        misses = next(m["misses"] for m in listed["milestones"] if m["id"] == id_)
        lines = plain(life.replace("<li>", "\n")).split("\n")
        counted = sum(any(way in one for way in ways) for one in lines)
        assert counted == len(misses), id_


@pytest.mark.parametrize("owner", [*ORGANIZATIONS, "nobody"])
def test_a_filter_counts_what_a_group_counts(ask: Any, plan: Path, owner: str) -> None:
    day = DAYS[1]
    groups = json.loads(ask("status", "--by", "owner", "--json", as_of=day))["groups"]
    group = next((g for g in groups if (g["key"] or "nobody") == owner), None)
    listed = json.loads(ask("list", "--owner", owner, "--json", as_of=day))["milestones"]
    late = json.loads(ask("due", "--overdue", "--owner", owner, "--json", as_of=day))
    assert len(listed) == (group["milestones"] if group else 0)
    assert Counter(m["state"] for m in listed) == Counter(group["states"] if group else {})
    assert len(ids(late)) == (group["states"].get("overdue", 0) if group else 0)


def test_lateness_is_one_number(ask: Any, plan: Path) -> None:
    """What is done late is late by as much wherever it is said, and never where it is not."""
    for day in (DAYS[2], DAYS[2] + timedelta(days=200)):
        for standing in facts_on(load(plan).register, day).standings:
            if standing.times:
                continue
            late = standing.state == "done late"
            assert late == (standing.done is not None and (standing.late or 0) > 0)
            assert standing.missed >= late


HINT = re.compile(r": (\d+)(?: times? of (\d+) promises?)? \(welcomeplan (due .*?)\)")


@pytest.mark.parametrize("filters", [(), ("--owner", "marc"), ("--state", "overdue")])
@pytest.mark.parametrize("day", DAYS)
def test_a_hint_lists_exactly_what_it_counts(ask: Any, day: date, filters: tuple[str, ...]) -> None:
    for period in ((), ("--quarter", "this"), ("--quarter", "2018Q4")):
        plain = ask("due", *period, *filters, as_of=day)
        for times, promises, command in HINT.findall(plain):
            words = shlex.split(command)
            words = words[: words.index("--dir")]
            assert words[-2:] == list(filters) or not filters
            listed = json.loads(ask(*words, "--json", as_of=day))["milestones"]
            assert len(listed) == int(times)
            assert len({m["id"] for m in listed}) == int(promises or times)


@pytest.mark.parametrize("day", DAYS)
def test_what_an_owner_missed_is_counted_once_a_promise(ask: Any, day: date) -> None:
    status = json.loads(ask("status", "--by", "owner", "--json", as_of=day))
    listed = json.loads(ask("list", "--json", as_of=day))["milestones"]
    for group in status["groups"]:
        mine = [m for m in listed if any(one["owner"] == group["key"] for one in m["misses"])]
        assert group["missed"] == len(mine)
        assert group["milestones"] == sum(m["owner"] == group["key"] for m in listed)
    assert status["total"]["missed"] == sum(m["missed"] for m in listed)


@pytest.mark.parametrize("day", DAYS)
def test_a_time_counts_for_its_promise(ask: Any, day: date) -> None:
    for found in json.loads(ask("list", "--json", as_of=day))["milestones"]:
        missed = {miss["period"] for miss in found["misses"]}
        assert {time["period"] for time in found["times"] if time["missed"]} <= missed
        assert not missed or found["missed"]
        if found["times"] and found["state"] not in ("deferred", "dropped"):
            late = any(time["state"] == "overdue" for time in found["times"])
            assert late == (found["state"] == "overdue")


def test_a_miss_is_for_ever(ask: Any) -> None:
    """On a later day nothing is missing that was missed on an earlier one."""
    before: set[tuple[str, str, str | None]] = set()
    for day in DAYS:
        listed = json.loads(ask("list", "--json", as_of=day))["milestones"]
        now = {(m["id"], x["due"], x["period"]) for m in listed for x in m["misses"]}
        assert before <= now
        before = now
