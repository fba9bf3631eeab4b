"""What stands on a terminal: whole screens, and what holds at every width, of any plan."""

from __future__ import annotations

import json
import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from welcomeplan import cli
from welcomeplan.answer import Bar, Canvas, Grid, Line, Parts, Row, Said, Screen, Slot, Stands
from welcomeplan.formats import terminal
from welcomeplan.formats.pen import MARKS, Pen
from welcomeplan.plan import Register, State
from welcomeplan.wording import width

from .conftest import ROOT
from .test_cli import on_terminal, without_colours

if TYPE_CHECKING:
    from collections.abc import Sequence

SCREENS = Path(__file__).parent / "screens"
DAY = ["--as-of", "2018-02-15"]
COMMANDS: dict[str, list[str]] = {
    "due": ["due", *DAY],
    "list": ["list", *DAY],
    "status": ["status", *DAY],
    "timeline": ["timeline", *DAY],
    "show": ["show", "policy-review", *DAY],
    "when": ["when", "by the end of the first quarter of 2018"],
    "explain": ["when", "--explain", "by the end of the first quarter of 2018 or in fall 2017"],
    "remind": ["remind", "--as-of", "2018-03-02"],
    "columns": ["list", "--columns", "id,title,state,owner,words,due,tags", *DAY],
}
WIDTHS = (60, 80, 100, 120, 160, 200)
COMMAND = re.compile(r"^ *welcomeplan ")
"""A command that has a line of its own: it is never broken, however long it is."""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shown:
    monkeypatch.chdir(ROOT)
    return Shown(monkeypatch, capsys)


class Shown:
    """What a command shows where somebody looks on, in so many columns."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.env, self.capsys = monkeypatch, capsys
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm-256color")
        for name in ("LC_ALL", "LC_CTYPE", "LANG"):
            monkeypatch.delenv(name, raising=False)

    def raw(self, columns: int, *line: str) -> str:
        self.env.setenv("COLUMNS", str(columns))
        cli.run(line)
        return self.capsys.readouterr().out

    def __call__(self, columns: int, *line: str) -> str:
        return without_colours(self.raw(columns, *line))


def holds(screen: str, columns: int, ids: Sequence[str] = (), forcing: Sequence[str] = ()) -> None:
    """What holds on any screen: it has these ids whole, and lines no longer than it is wide but
    for commands, and for what must not be broken."""
    lines = screen.split("\n")
    assert lines.pop() == "", "the last line ends"
    assert lines[-1], "no blank line at the end"
    assert "\n\n\n" not in screen, "never two blank lines"
    for line in lines:
        assert line == line.rstrip(), f"a space at the end of: {line!r}"
        forced = COMMAND.match(line) or any(name in line for name in forcing)
        assert forced or width(line) <= columns, f"{columns}: {line!r}"
    for name in ids:
        assert re.search(rf"(^|[\s/“]){re.escape(name)}($|[\s”.,:])", screen, re.MULTILINE), name


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_whole_screen(name: str, columns: int, shown: Shown, update: bool) -> None:
    screen = shown(columns, *COMMANDS[name])
    holds(screen, columns)
    golden = SCREENS / f"{name}-{columns}.txt"
    if update:
        golden.write_text(screen, "utf-8")
    assert screen == golden.read_text("utf-8")


@pytest.mark.parametrize("columns", WIDTHS)
def test_on_a_real_terminal_at_every_width(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    program = (
        "from welcomeplan import cli\n"
        f"for line in {[*COMMANDS.values(), ['list', '--json', *DAY]]!r}:\n"
        "    cli.run(line); print('=' * 9)\n"
    )
    shown = without_colours(on_terminal(columns, program=[sys.executable, "-c", program]))
    *screens, record, _ = shown.split("=========\n")
    names = [one["id"] for one in json.loads(record)["milestones"]]
    assert len(names) == 28
    for name, screen in zip(COMMANDS, screens, strict=True):
        holds(screen, columns, names if name == "list" else [])


def test_off_a_terminal_it_is_plain(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for line in COMMANDS.values():
        cli.run(line)
        out = capsys.readouterr().out
        assert "\x1b" not in out
        assert not set("▲▶◆◐○◇✔▒█…") & set(out)


def test_every_state_has_a_mark() -> None:
    assert {state.value for state in State} <= set(MARKS)
    alike = {"done late": "done", "removed": "dropped", "undated": "ongoing"}
    signs = [mark.sign for state, mark in MARKS.items() if state not in alike]
    assert len(signs) == len(set(signs))
    longest = max(width(f"{MARKS[state.value].sign} {state.value}") for state in State)
    assert longest == 11


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "timeline"])
def test_a_mark_never_stands_without_its_word(name: str, shown: Shown) -> None:
    screen = shown(100, *COMMANDS[name])
    for line in screen.splitlines():
        if line[:1] in {mark.sign for mark in MARKS.values()} - {"·"}:
            assert line[2:].startswith(tuple(MARKS)), line


@pytest.mark.parametrize("name", COMMANDS)
def test_sixteen_colours_and_none_with_no_color(name: str, shown: Shown) -> None:
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", shown.raw(100, *COMMANDS[name])))
    assert codes <= {"0", "1", "2", "31", "32", "33", "35", "36"}
    shown.env.setenv("NO_COLOR", "1")
    assert "\x1b" not in shown.raw(100, *COMMANDS[name])  # bold and dim go as well
    shown.env.delenv("NO_COLOR")
    shown.env.setenv("TERM", "dumb")
    assert "\x1b" not in shown.raw(100, *COMMANDS[name])


ASCII_WHERE = [
    {"TERM": "dumb"},
    {"LC_ALL": "ja_JP.UTF-8"},
    {"LC_ALL": "", "LC_CTYPE": "zh_CN.UTF-8"},
    {"LANG": "ko_KR.UTF-8"},
]


@pytest.mark.parametrize("where", ASCII_WHERE, ids=str)
@pytest.mark.parametrize("name", COMMANDS)
def test_where_marks_cannot_be_drawn_all_is_ascii(
    name: str, where: dict[str, str], shown: Shown
) -> None:
    for key, value in where.items():
        shown.env.setenv(key, value)
    screen = shown(80, *COMMANDS[name])
    holds(screen, 80)
    assert screen.isascii()
    assert "\\u" not in screen
    assert '"' in screen or name in ("list", "status", "columns", "timeline", "remind")
    if name == "due":
        assert "! overdue      138 days  toolkit" in screen
        assert "> overdue       77 days  workshops" in screen
        assert "> what is promised is the beginning" in screen
        assert re.search(r"Area local governments have \w+\.\.\.\n", screen)
    if name == "status":
        assert "#%%%%----------.  1 of 16" in screen
        assert "# done   % overdue   - current or upcoming   . no date" in screen


def test_a_stream_that_is_not_utf8_gets_ascii(tmp_path: Path) -> None:
    lines = on_terminal(
        80, *COMMANDS["status"], "--dir", str(ROOT / "plan"), PYTHONIOENCODING="ascii"
    )
    assert lines.isascii()
    assert "! overdue" in lines
    assert "\\u2500" not in lines


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "line",
    [
        ["due", "--as-of", "2021-02-15"],
        ["list", "--as-of", "2020-07-01"],
        ["status", "--as-of", "2020-07-01"],
        ["timeline", "--as-of", "2020-07-01"],
        ["show", "pilot", "--as-of", "2020-07-01"],
    ],
    ids=" ".join,
)
def test_a_workspace(columns: int, line: list[str], shown: Shown) -> None:
    screen = shown(columns, *line, "--dir", "examples/we-pilot-2020")
    names = ["louisville/experts", "pilot/working-session"] if line[0] == "list" else []
    holds(screen, columns, names)


LETTERS = "x" * 5000
TITLES = {
    "without-a-space": LETTERS,
    "right-to-left": "مرحبا بالعالم في هذه الخطة الطويلة جدا التي لا تنتهي أبدا",
    "wide": "欢迎来到这个城市" * 20,
    "emoji": "👩‍👩‍👧‍👦 families ☀️ welcome 🏳️‍🌈 " * 8,
    "combining": "Zalgơ̷̧̲̠̥͇ te̴x̵t " * 12,
    "escape": "\\x1b[31mred\\x1b[0m \\u202eevil",
    "a" * 60: "An id of sixty letters",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    folder.mkdir()
    (folder / "plan.yaml").write_text(
        f"id: p\ntitle: {'A plan ' * 30}\norganizations:\n  o: {LETTERS}\n", "utf-8"
    )
    milestones = "".join(
        f'          - id: {name}\n            title: "{title}"\n            owner: o\n'
        f"            target: 2 {'very ' * 30}long things\n"
        f"            due: {'in 2017' if at % 2 else 'by mid-2018'}\n"
        for at, (name, title) in enumerate(TITLES.items())
    )
    (folder / "s.yaml").write_text(
        f"title: {LETTERS}\nobjectives:\n  - id: obj\n    title: {'Objective ' * 40}\n"
        f"    actions:\n      - id: act\n        title: Act\n        milestones:\n{milestones}",
        "utf-8",
    )
    return folder


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize(
    "name",
    [
        *("due", "list", "status", "timeline", "show"),
        "list --columns title,owner,target,words,due,id,state",
    ],
)
def test_hostile_titles(name: str, columns: int, hostile: Path, shown: Shown) -> None:
    names = list(TITLES)
    lines = (
        [["show", one] for one in (*names, "p", "obj", "s")] if name == "show" else [name.split()]
    )
    for line in lines:
        raw = shown.raw(columns, *line, *DAY, "--dir", str(hostile))
        assert "\u202e" not in raw
        screen = without_colours(raw)
        assert "\x1b" not in screen
        every = names if name.startswith("list") else []
        holds(screen, columns, every, [names[-1], str(hostile)])


def test_a_title_that_has_no_room_stands_below_whole(hostile: Path, shown: Shown) -> None:
    screen = shown(60, "list", *DAY, "--dir", str(hostile))
    flat = "".join(line.strip() for line in screen.splitlines())
    assert LETTERS in flat
    assert "…" not in screen.split("\n", 4)[4].replace("x…", "")


LONG = "every-new-neighbor-gets-a-welcome-packet-by-mail"
LONGER = f"{LONG}-and-a-call-or-a-visit"
DEPARTMENT = "department-of-community-development-and-neighborhoods"
APPENDIX = "Recommendation 4.2.1 (a), of the appendix"
UNUSUAL = f"""\
title: S
objectives:
  - id: o
    title: O
    milestones:
      - {{id: survey, title: Survey newcomers, due: by mid-2018, owner: marc, number: "1.1"}}
      - {{id: {LONG}, title: Print a packet, due: by March 2017, owner: marc, number: "1.2"}}
      - {{id: guide, title: Print a guide, due: in 2018, owner: {DEPARTMENT}, number: "1.3"}}
      - {{id: {LONGER}, title: Visit them, due: by March 2017, owner: jvs, number: "1.4"}}
      - {{id: desk, title: Open a desk, due: in 2018, owner: jvs, number: "{APPENDIX}"}}
      - {{id: fair, title: Hold a fair, due: in 2018, owner: jvs, number: "1.6"}}
"""


@pytest.fixture
def unusual(tmp_path: Path) -> Path:
    head = f"title: A plan\norganizations: {{marc: MARC, {DEPARTMENT}: Dept, jvs: JVS}}\n"
    (tmp_path / "plan.yaml").write_text(head, "utf-8")
    (tmp_path / "s.yaml").write_text(UNUSUAL, "utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [80, 100, 120, 160, 200])
@pytest.mark.parametrize("name", ["list", "due", "status", "show", "show o"])
def test_what_is_unusually_long_breaks_its_own_row_alone(
    columns: int, name: str, unusual: Path, shown: Shown
) -> None:
    every = (LONG, LONGER) if name == "show" else ("",)
    for one in every:
        line = [*name.split(), *([one] if one else [])]
        screen = shown(columns, *line, *DAY, "--dir", str(unusual))
        holds(screen, columns, [LONG, LONGER] if name != "show" else [one], [str(unusual)])
    lines = screen.splitlines()
    if name in ("list", "show o"):
        begins = {
            line.index(title)
            for line in lines
            for title in ("Survey n", "Hold", "Print a ")
            if title in line
        }
        assert len(begins) == 1, "titles stand under one another, of long ids as well"
        assert any(re.search(r"survey +1\.1  Survey newcomers", line) for line in lines)
        at = next(n for n, line in enumerate(lines) if line.endswith(f"  {LONG}"))
        assert re.match(r" +1\.2  Print a packet", lines[at + 1])
        assert any(line.endswith(f" {APPENDIX}") for line in lines)
        assert (
            columns < 100 or sum(line.endswith("  jvs") or "  jvs  " in line for line in lines) == 3
        )
        assert columns < 100 or any(line.endswith(f" {DEPARTMENT}") for line in lines)


@pytest.mark.parametrize(("columns", "there"), [(99, 0), (100, 1), (139, 1), (140, 2), (160, 2)])
def test_columns_give_way_in_order(columns: int, there: int, shown: Shown) -> None:
    row = next(
        line for line in shown(columns, "list", *DAY).splitlines() if " training-2017 " in line
    )
    assert ("  marc" in row) is (there > 0)
    assert ("“in 2017”" in row) is (there > 1)
    assert ("0 of 1 training" in row) is (columns >= 160)


def test_a_fold_says_how_many_more_and_the_command_lists_them(shown: Shown) -> None:
    screen = shown(80, *COMMANDS["status"])
    assert screen.count("▲ overdue ") + screen.count("▶ overdue ") == 6  # five, and a target
    command = re.search(r"And 4 more: welcomeplan (.*)", screen)
    assert command
    listed = shown(80, *command[1].split())
    assert listed.startswith("9 overdue\n")


def test_a_pipe_never_folds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    cli.run(["status", *DAY])
    assert capsys.readouterr().out.count("overdue") >= 9


@pytest.mark.parametrize(
    ("line", "finding"),
    [
        (["due", "--as-of", "2018-02-15"], "9 overdue, and 4 due in 2018Q1"),
        (["due", "--as-of", "2017-09-06"], "1 due in 2017Q3, and nothing overdue"),
        (["due", "--quarter", "2025Q1"], "Nothing is due in 2025Q1."),
        (["due", "--quarter", "2017Q4", *DAY], "8 due in 2017Q4, 8 of them overdue"),
        (
            ["due", "--from", "2018-01-01", "--to", "2018-12-31", *DAY],
            "13 due from 2018-01-01 to 2018-12-31",
        ),
        (["due", "--overdue", "--as-of", "2017-09-06"], "Nothing is overdue."),
        (["list", "--owner", "marc", *DAY], "21 milestones: 1 done, 7 overdue"),
        (["list", "--state", "dropped", *DAY], "No milestone fits."),
        (["status", "--as-of", "2017-09-06"], "1 of 28 done, nothing overdue"),
        (["show", "toolkit", *DAY], "toolkit is 138 days overdue, due by 2017-09-30"),
        (["show", "volunteers", *DAY], "volunteers is 46 days overdue, to begin by 2017-12-31"),
        (["show", "chamber-meeting", *DAY], "chamber-meeting is done, in 2017-07"),
        (["show", "officials", *DAY], "officials is undated"),
        (["when", "in fall 2017"], "Due by 2017-11-30, in 2017Q4"),
        (["when", "beginning in fall 2017"], "To begin by 2017-11-30, in 2017Q4"),
        (["when", "ongoing"], "Ongoing: no deadline, said on purpose"),
        (["when", "by the end of the second quarter"], "Which year?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_finding_comes_first(line: list[str], finding: str, shown: Shown) -> None:
    raw = shown.raw(100, *line)
    assert raw.startswith(f"\x1b[1m{finding}\x1b[0m\n")
    holds(without_colours(raw), 100)


def test_today_is_called_so(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date  # noqa: PLC0415

    from welcomeplan.commands import looking  # noqa: PLC0415

    monkeypatch.setattr(looking, "today", lambda *_: date(2018, 2, 15))
    assert " · today, 2018-02-15\n" in shown(100, "due")
    assert " · as of 2018-02-15\n" in shown(100, "due", *DAY)


def drawn(screen: Screen, columns: int = 80) -> str:
    return without_colours(terminal.draw(screen, Pen(Canvas(columns))))


def test_a_bar_shrinks_alike_and_no_part_to_nothing() -> None:
    pen = Pen(Canvas(80))
    bar = Bar([("done", 1), ("overdue", 0), ("open", 999)], 1000)
    assert "".join(run.text for run in pen.bar(bar, 20)) == "█" + "─" * 19
    small = Bar([("done", 1), ("open", 2)], 1000)
    assert "".join(run.text for run in pen.bar(small, 20)) == "█─"
    whole = Bar([("done", 3), ("no date", 2)], 5)
    assert "".join(run.text for run in pen.bar(whole, 20)) == "███··"


def test_a_command_is_whole_on_the_next_line_where_it_does_not_fit() -> None:
    command = "welcomeplan due --overdue --dir somewhere"
    screen = Screen("Found", [], [[Line([Said("And 4 more:")], command)]])
    assert f"And 4 more: {command}\n" in drawn(screen, 60)
    assert f"And 4 more:\n  {command}\n" in drawn(screen, 40)


def test_a_line_of_parts_breaks_between_them_alone() -> None:
    screen = Screen("Found", ["a plan of five", "as of 2018-02-15", "at 1a2b3c4"])
    assert drawn(screen, 36) == "Found\na plan of five · as of 2018-02-15\nat 1a2b3c4\n"


@pytest.mark.parametrize("columns", [10, 20, 27, 40, 53])
def test_very_narrow_terminals_cut_no_id(columns: int, shown: Shown) -> None:
    for line in COMMANDS.values():
        screen = shown(columns, *line)
        assert all(one == one.rstrip() for one in screen.splitlines())
    assert "understanding-begins" in shown(columns, *COMMANDS["list"])


def test_a_row_steps_back_when_it_is_done() -> None:
    grid = Grid(
        [Slot(11), Slot(3), Slot(9, gives="below")],
        [
            Row([Stands("done"), "a", "Title one"], dim=True),
            Row([Stands("overdue", begins=True), Said("b"), "Title two"], [Parts([Said("c")])]),
        ],
        "Group",
        "1 of 2 done",
        under=1,
    )
    text = terminal.draw(Screen("Found", [], [[grid]]), Pen(Canvas(80, colour=True)))
    assert "\x1b[32m✔ done\x1b[0m" in text
    assert "\x1b[31m▶ overdue\x1b[0m" in text
    assert "\x1b[2mb" not in text
    assert re.search(r"\x1b\[2m *a {4}Title one\x1b\[0m", text)


def test_numbers_and_indicators_have_their_place(tmp_path: Path, shown: Shown) -> None:
    (tmp_path / "plan.yaml").write_text("title: A plan\norganizations: {o: Org}\n", "utf-8")
    (tmp_path / "s.yaml").write_text(
        "title: S\nobjectives:\n  - id: obj\n    title: Obj\n    milestones:\n"
        '      - {id: one, number: "1.1", title: The first, owner: o, due: in 2017}\n'
        "      - {id: two, title: The second, repeats: quarterly, due: in 2017}\n"
        "    indicators:\n"
        '      - {id: rate, title: Rate, unit: "%", baseline: 10, target: 20, '
        "due: by 2017-06-30}\n",
        "utf-8",
    )
    at = [*DAY, "--dir", str(tmp_path)]
    status = shown(80, "status", *at)
    # What is first to look at are times, whose ids are longer than any of the plan.
    assert re.search(r"▲ overdue {6}230 days  rate {13}Rate\n", status)
    assert re.search(r"▲ overdue {7}46 days  one {9}1\.1  The first\n", status)
    assert re.search(r"days  two 2017Q\d {7}The second\n", status)
    assert re.search(r"Indicators +0 of 1 indicator reached, 1 missed\n", status)
    listed = shown(100, "list", *at)
    assert re.search(r"▲ overdue {7}46 days  one +1\.1  The first +o\n", listed)
    assert f"  welcomeplan list --kind indicator {shlex.join(at[2:] + at[:2])}\n" in listed
    assert shown(80, "list", "--kind", "indicator", *at).startswith("0 of 1 indicator reached")
    for name in ("rate", "obj", "s"):
        holds(shown(80, "show", name, *at), 80, forcing=[str(tmp_path)])


@pytest.mark.parametrize("columns", WIDTHS)
def test_an_indicator_has_its_reading_target_and_baseline(
    columns: int, tmp_path: Path, shown: Shown
) -> None:
    (tmp_path / "plan.yaml").write_text("title: A plan\norganizations: {o: Org}\n", "utf-8")
    (tmp_path / "s.yaml").write_text(
        "title: S\nobjectives:\n  - id: obj\n    title: Obj\n    indicators:\n"
        '      - {id: rate, title: A rate of those who own a home, unit: "%", baseline: 10,'
        " target: 20, due: by 2017-06-30, owner: o, readings: [{on: 2017-03-01, value: 12}]}\n"
        "      - {id: wait, title: Weeks of waiting, unit: weeks, baseline: 9, "
        "target: at most 4, due: by 2018-06-30}\n"
        "      - {id: bare, title: Without a target}\n",
        "utf-8",
    )
    at = [*DAY, "--dir", str(tmp_path)]
    for line in (["list", "--kind", "indicator"], ["show", "obj"]):
        screen = shown(columns, *line, *at)
        holds(screen, columns, ["rate", "wait", "bare"], [str(tmp_path)])
        flat = " ".join(screen.split())
        assert "12, target 20%, baseline 10%" in flat
        assert "no reading, target at most 4 weeks, baseline 9 weeks" in flat
    named = shown(columns, "list", "--kind", "indicator", "--columns", "id,title", *at)
    assert re.search(r"^Id +Indicator$", named, re.MULTILINE)


def test_what_is_left_out_of_status_is_told_alike_everywhere(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_text("title: A plan\n", "utf-8")
    head = "title: S\nobjectives:\n  - id: obj\n    title: Obj\n    milestones:\n"
    for due, more, command in (
        ("by 2018-01-31", "", "due --overdue"),
        ("by 2018-03-31", ", status: blocked", "list --state blocked"),
        ("by 2018-02-20", "", "list --state 'due soon'"),
    ):
        every = [f"      - {{id: m{n}, title: One, due: {due}{more}}}\n" for n in range(14)]
        (tmp_path / "s.yaml").write_text(head + "".join(every), "utf-8")
        at = ["--dir", str(tmp_path), *DAY]
        whole = f"welcomeplan {command} {shlex.join(at)}"
        assert re.search(rf"And 9 more:\s+{re.escape(whole)}\n", shown(100, "status", *at))
        assert shown(100, *shlex.split(whole)[1:]).count("  One") == 14
        with monkeypatch.context() as patch:
            patch.delenv("FORCE_COLOR")
            assert f"And 4 more: {whole}\n" in shown(100, "status", *at)


def test_a_log_is_told_by_day_in_whatever_order_it_is_written(
    tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.yaml").write_text("title: A plan\n", "utf-8")
    days = ["2018-03-05", "2018-01-02", "2018-02-03"]
    log = ", ".join(f"{{on: {day}, note: Met}}" for day in days)
    (tmp_path / "s.yaml").write_text(
        "title: S\nobjectives:\n  - id: obj\n    title: Obj\n    milestones:\n"
        f"      - {{id: one, title: One, due: in 2018, log: [{log}]}}\n"
        "    indicators:\n"
        f'      - {{id: rate, title: Rate, unit: "%", target: 20, due: in 2018, log: [{log}]}}\n',
        "utf-8",
    )
    at = ["--as-of", "2018-04-01", "--dir", str(tmp_path)]
    for name in ("one", "rate"):
        assert re.findall(r"^Log ([\d-]+)", shown(80, "show", name, *at), re.M) == sorted(days)
        with monkeypatch.context() as patch:
            patch.delenv("FORCE_COLOR")
            assert re.findall(r"^Log ([\d-]+)", shown(80, "show", name, *at), re.M) == sorted(days)
    assert "Rate: no reading yet, target 20%\n" in shown(80, "show", "obj", *at)


def test_a_long_name_gives_way_to_a_count(shown: Shown) -> None:
    where = ["--dir", "examples/federal-data-strategy-2020", "--as-of", "2020-07-01"]
    screen = shown(80, "status", "--by", "owner", *where)
    holds(screen, 80)
    assert re.search(r"^ +Done  Overdue  Waiting$", screen, re.MULTILINE)
    assert "Office of Management and Budget  " in screen


@pytest.mark.parametrize(
    "line",
    ["list", "list --kind indicator", "due", "due --overdue", "status", "show two", "remind"],
)
def test_a_row_asks_nothing_of_the_whole_plan(
    line: str, tmp_path: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or else a plan of twice as many promises takes four times as long."""
    asked: list[Register] = []

    def count(name: str) -> None:
        every = vars(Register)[name].fget

        def counted(register: Register) -> object:
            asked.append(register)
            return every(register)

        monkeypatch.setattr(Register, name, property(counted))

    count("promised")
    count("labels")
    counts = []
    for size in (4, 40):
        (tmp_path / str(size)).mkdir()
        (tmp_path / str(size) / "plan.yaml").write_text("title: A plan\n", "utf-8")
        for strategy in ("one", "two", "three"):
            parts = [
                f"  - {{id: {strategy}-{n}, title: A thing, due: by 2017}}\n" for n in range(size)
            ]
            gauges = [
                f"  - {{id: {strategy}-i{n}, title: A level, due: by 2017, target: 5}}\n"
                for n in range(size)
            ]
            objective = f"title: {strategy}\nobjectives:\n- id: o-{strategy}\n  title: O\n"
            (tmp_path / str(size) / f"{strategy}.yaml").write_text(
                f"{objective}  milestones:\n{''.join(parts)}  indicators:\n{''.join(gauges)}",
                "utf-8",
            )
        asked.clear()
        screen = shown(
            100, *line.split(), "--as-of", "2018-02-15", "--dir", str(tmp_path / f"{size}")
        )
        assert "overdue" in screen
        counts.append(len(asked))
    assert counts[0] == counts[1] > 0
