"""Plan files from strangers: each of these once hid something, crashed, or took for ever."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import welcomeplan
from welcomeplan import cli, yamltext
from welcomeplan.plan import Course, Update

from .lacking import A_SHELL

if TYPE_CHECKING:
    from datetime import date

    from welcomeplan.plan import DoneOn

HEAD = "title: T\norganizations: {o: O}\n"
OPEN = "title: x\nobjectives:\n- id: o\n  title: o\n  milestones:\n"


def write(folder: Path, strategy: str, head: str = HEAD) -> Path:
    plan = folder / "plan"
    plan.mkdir(exist_ok=True)
    (plan / "plan.yaml").write_text(head, "utf-8")
    (plan / "s.yaml").write_text(strategy, "utf-8")
    return plan


def milestones(count: int, keys: str) -> str:
    items = (
        f"  - {{id: m-{n}, title: t, owner: o, {keys.replace('NEXT', f'm-{(n + 1) % count}')}}}\n"
        for n in range(count)
    )
    return OPEN + "".join(items)


def run(plan: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = cli.run([*arguments, "--dir", str(plan)])
    out, err = capsys.readouterr()
    assert "a fault of welcomeplan itself" not in err
    return code, out + err


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"])
def test_no_key_hides_at_the_end_of_a_text(tmp_path: Path, end: str) -> None:
    # An editor shows `done:` as part of the text; the parser would take it for a key.
    text = OPEN + (
        "  - id: m\n    title: t\n    text: |\n"
        f"      Hold two trainings{end}    done: 2018-02-11\n    due: 2018\n"
    )
    report = welcomeplan.load(write(tmp_path, text)).report
    assert ["hidden line end" in d.message for d in report.diagnostics] == [True]


@pytest.mark.parametrize("root", ["[]", "hello", "- a\n", "- - a\n"])
def test_a_file_that_is_no_mapping(
    tmp_path: Path, root: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(write(tmp_path, root), capsys, "validate")
    assert code == 1
    assert "must be a mapping" in out


@pytest.mark.parametrize(
    "keys",
    [
        "repeats: twice a day, starts: 2018, due: 2018",
        "repeats: 40 times a month, starts: 2018, due: 2018",
        "due: 30th week of September 2018",
        f"target: '{'999,' * 2000}999 x'",
        f"target: '{'999,' * 200}999.5 x'",
        f"target: '1{' ' * 100_000}x'",
        "due: 9999 years after m-0",
        "due: {words: soon, by: 9999-12-31}",
        "done: 0001-01-01",
        "repeats: daily, starts: 1900, due: 2199",
    ],
)
@pytest.mark.parametrize("command", ["validate", "due", "status", "list"])
def test_odd_values_get_an_answer(
    tmp_path: Path, keys: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(write(tmp_path, milestones(10, keys)), capsys, command, "--json")
    assert code in (0, 1)
    assert "Infinity" not in out


@pytest.mark.parametrize(
    "text",
    [
        "[" + ",".join("!a" for _ in range(30_000)) + "]",
        "x-a: [" + "&a b, " * 100_000 + "]",
        "x-a: [" + "*a, " * 200_000 + "]",
        "{title: x, objectives: [" + "{k: 1}, " * 20_000 + "]}",
        "title: x\n#" + "\u2028#" * 200_000,
        "".join(f"k: {n}\n" for n in range(200_000)),
        milestones(2000, "after: [m-0, NEXT]"),
        milestones(2000, "after: [nothing]"),
        milestones(2000, "for: nothing"),
        f"title: x\nobjectives: [{{id: {'a' * 100_000}!, title: x}}]\n",
    ],
    ids=["tags", "anchors", "aliases", "keys", "ends", "twice", "circles", "after", "for", "id"],
)
def test_a_thousand_faults_are_told_in_bounds(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(write(tmp_path, text), capsys, "validate")
    assert code == 1
    assert len(out) < 3_000_000


def test_a_thousand_terms_of_the_plans_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "".join(f"    term-{n}: 2018\n" for n in range(2000))
    plan = write(tmp_path, "title: x\n", f"{HEAD}calendar:\n  words:\n{words}")
    code, out = run(plan, capsys, "validate")
    assert code == 1
    assert "terms of its own" in out


def test_an_old_note_hides_no_miss(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keys = "due: by March 2018, status: dropped, log: [{on: 2018-01-05, note: Kickoff held}]"
    plan = write(tmp_path, milestones(1, keys))
    _, out = run(plan, capsys, "due", "--quarter", "2018Q2", "--as-of", "2018-06-01")
    assert "Missed, and dropped since: 1 (" in out
    _, out = run(plan, capsys, "status", "--as-of", "2018-06-01")
    assert "Missed: not done by its deadline" in out


def test_words_and_day_must_agree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = write(tmp_path, milestones(1, "due: {words: by March 2018, by: 2030-01-01}"))
    code, out = run(plan, capsys, "validate")
    assert code == 1
    assert "contradictory-deadline" in out


def test_waiting_for_what_was_dropped_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = milestones(
        1, "status: dropped, log: [{on: 2018-01-05, status: dropped, note: no money}]"
    )
    text += "  - {id: b, title: t, owner: o, due: 30 days after m-0}\n"
    _, out = run(write(tmp_path, text), capsys, "validate")
    assert "stranded-milestone" in out


def test_no_file_vanishes_for_its_capitals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write(tmp_path, milestones(1, "due: 2018"))
    (plan / "s.yaml").rename(plan / "s.YAML")
    assert welcomeplan.load(plan).report.milestones == 1


@pytest.mark.parametrize("arguments", [["status"], ["list"], ["status", "--format", "csv"]])
def test_no_line_begins_with_a_workflow_command(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write(tmp_path, milestones(1, "due: 2018").replace("title: x", "title: '::error::y'"))
    (plan / "::error::z.yaml").write_text("bad: 1\n")
    for command in (arguments, ["validate"], ["validate", "--format", "github"]):
        _, out = run(plan, capsys, *command)
        for line in out.splitlines():
            if line.lstrip().startswith("::"):
                assert command == ["validate", "--format", "github"]
                assert line.startswith(("::error file=", "::warning file="))


@A_SHELL
def test_closed_streams_and_a_wrong_limit_are_no_tracebacks(tmp_path: Path) -> None:
    plan = write(tmp_path, milestones(1, "due: 2018"))
    program = f"{sys.executable} -P -m welcomeplan"
    for line in ("list >&-", "when - <&-", "list 2>&-", "validate --max-bytes 9999999999999999999"):
        done = subprocess.run(
            ["bash", "-c", f"{program} {line} --dir {plan}"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, line
        assert "fault of welcomeplan" not in done.stderr, line
        assert done.returncode == {"list 2>&-": 0, "when - <&-": 1}.get(line, 2)


@pytest.mark.parametrize(
    "line", ["list", "validate", "done m-0 --on 2018-02-11", "schema", "--help"]
)
@pytest.mark.parametrize("stdout", ["closed", "full", "full at once"])
@A_SHELL
def test_what_can_not_be_said_is_no_success(tmp_path: Path, line: str, stdout: str) -> None:
    plan = write(tmp_path, milestones(1, "due: 2018"))
    before = (plan / "s.yaml").read_bytes()
    where = f"--dir {plan}" if line not in ("schema", "--help") else ""
    at_once = "-u" if stdout == "full at once" else ""
    program = f"{sys.executable} -P {at_once} -m welcomeplan {line} {where}"
    to = ">&-" if stdout == "closed" else ">/dev/full"
    done = subprocess.run(
        ["bash", "-c", f"{program} {to}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    said = "standard output is closed" if stdout == "closed" else "No space left on device"
    assert said in done.stderr
    assert len(done.stderr.splitlines()) <= 2
    saved = line.startswith("done") and stdout != "closed"
    assert ((plan / "s.yaml").read_bytes() != before) is saved


def test_no_more_strategies_without_a_file_are_told_than_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ", ".join(f"s{n}" for n in range(20_000))
    (tmp_path / "plan.yaml").write_text(f"title: T\nstrategies: [{names}]\n")
    started = time.monotonic()
    assert cli.run(["validate", str(tmp_path)]) == 1
    assert time.monotonic() - started < 10
    assert capsys.readouterr().out.count("there is no strategy file") == 100


def test_many_faults_of_a_plan_in_one_line_are_told_in_time(tmp_path: Path) -> None:
    """To show where each stands, the line is not copied anew."""
    many = ", ".join(f"{{id: a, title: {'b' * 300}, due: soonish {n}}}" for n in range(3_000))
    text = f"title: S\nobjectives: [{{id: o, title: O, milestones: [{many}]}}]\n"
    source = yamltext.read(text.encode())
    known = source.line(2)
    assert source.line(2) is known
    assert (source.line(1), source.line(2)) == ("title: S", known)


@pytest.mark.parametrize("command", ["list", "status", "due", "list --owner o", "due --owner o"])
def test_times_that_are_too_many_are_said_wherever_they_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    plan = write(tmp_path, milestones(1, "repeats: daily, starts: 2000-01-01, due: 2026"))
    for _ in range(2):  # also by what was kept of the plan
        code, out = run(plan, capsys, *command.split(), "--as-of", "2018-05-01")
        assert code == 0
        assert "Deadlines that can't be read: 1" in out
    assert "more often than 2,000 times" in run(plan, capsys, "validate")[1]


@pytest.mark.parametrize("command", ["list", "status", "due", "list --owner o", "due --owner o"])
def test_all_times_of_a_plan_have_a_bound(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    monkeypatch.setattr("welcomeplan.plan.often.MOST_TIMES_OF_ALL", 30)
    plan = write(tmp_path, milestones(4, "repeats: monthly, starts: 2018, due: 2018"))
    for _ in range(2):
        _, out = run(plan, capsys, *command.split(), "--as-of", "2018-05-01")
        assert "Deadlines that can't be read: 2" in out
    _, out = run(plan, capsys, "list", "--as-of", "2018-05-01")
    assert out.count("3 times") == 2, "what was missed of the first two stays in sight"
    code, out = run(plan, capsys, "validate")
    assert code == 1
    assert out.count("repeat more than 30 times together") == 2
    assert [line.split(":")[1] for line in out.splitlines() if "together" in line] == ["8", "9"]


def test_times_by_an_earlier_deadline_count_among_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("welcomeplan.plan.often.MOST_TIMES_OF_ALL", 30)
    moves = ", ".join(f"{{on: 2018-03-{n:02}, was_due: each month, note: x}}" for n in range(1, 9))
    plan = write(
        tmp_path,
        milestones(1, f"due: each month, log: [{moves}]"),
        HEAD + "period: 2018\n",
    )
    assert "repeat more than 30 times together" in run(plan, capsys, "validate")[1]


@pytest.mark.parametrize(
    "keys",
    [
        "occurrences: [" + ", ".join(f"{{period: a{n}}}" for n in range(2_001)) + "]",
        "targets: {" + ", ".join(f"a{n}: 2 x" for n in range(2_001)) + "}",
    ],
)
def test_no_more_is_kept_by_time_than_anything_has_times(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], keys: str
) -> None:
    code, out = run(write(tmp_path, milestones(2, keys)), capsys, "validate")
    assert code == 1
    assert out.count("one for each of 2,001 times, and nothing has more than 2,000") == 2


def test_a_log_is_not_gone_through_for_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    def changes(update: Update) -> bool:
        nonlocal asked
        asked += 1
        return update.was_due is not None

    monkeypatch.setattr(Update, "changes", property(changes))
    log = ", ".join(
        f"{{on: 2018-01-{1 + n % 28:02}, period: 201{n // 50}-W{1 + n % 50:02}, was_due: 2017}}"
        for n in range(400)
    )
    keys = f"repeats: weekly, starts: 2010-01-04, due: 2018, log: [{log}]"
    code, out = run(write(tmp_path, milestones(1, keys)), capsys, "list")
    assert code == 0
    assert "m-0" in out
    assert 0 < asked < 20 * 400


def test_each_of_many_keys_is_found_at_once() -> None:
    text = "".join(f"k{n}: v\n" for n in range(20_000))
    source = yamltext.read(text.encode())
    started = time.monotonic()
    assert [source.line_of((f"k{n}",)) for n in range(20_000)] == [*range(1, 20_001)]
    assert time.monotonic() - started < 5


def test_of_what_is_waited_for_not_every_time_is_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    real = Course.done

    def done(course: Course, day: date) -> DoneOn | None:
        nonlocal asked
        asked += 1
        return real(course, day)

    monkeypatch.setattr(Course, "done", done)
    weekly = "repeats: weekly, starts: 2014-01-06, due: 2018"
    text = milestones(1, weekly) + f"  - {{id: b, title: t, {weekly}, after: [m-0]}}\n"
    code, out = run(write(tmp_path, text), capsys, "list")
    assert code == 0
    assert "m-0" in out
    assert 0 < asked < 20 * 260
