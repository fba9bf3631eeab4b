"""What a terminal shows of history, diff, faults, errors, edits and help, through a real one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from welcomeplan.wording import width

from .conftest import ROOT
from .test_cli import PROGRAM, on_terminal, without_colours

WIDTHS = [60, 80, 120, 200]
DAY = ["--as-of", "2018-07-10"]
HOSTILE = "a \u202eturn, 看板 wide and `quoted` words"
NASTY = f"An \x1b[31mescape\x1b[0m, {HOSTILE}"


class Past:
    """A folder with the shipped plan, and a past of it that is made up."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "plan", folder / "plan")
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, day: str = "2017-09-05", who: str = "Maria Alvarez") -> None:
        stamp = f"{day}T12:00:00+00:00"
        names = {"GIT_AUTHOR_NAME": who, "GIT_COMMITTER_NAME": who}
        mails = {"GIT_AUTHOR_EMAIL": "m@example.org", "GIT_COMMITTER_EMAIL": "m@example.org"}
        days = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        env = {**os.environ, **names, **mails, **days, **quiet}
        subprocess.run(["git", *words], cwd=self.folder, env=env, check=True, capture_output=True)

    def edit(self, file: str, before: str, after: str) -> None:
        path = self.folder / "plan" / file
        text = path.read_text("utf-8")
        assert before in text, before
        path.write_text(text.replace(before, after, 1), "utf-8")

    def commit(self, day: str, subject: str, who: str = "Maria Alvarez") -> None:
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "-m", subject, day=day, who=who)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    made = Past(tmp_path_factory.mktemp("past"))
    economic = "economic-opportunity.yaml"
    made.commit("2017-09-05", "Adopt the plan")
    moved = "        due: by March 2018\n        log:\n          - on: 2017-12-15\n"
    moved += "            was_due: In 2017\n            note: Two colleges send them in February\n"
    made.edit(economic, "        due: In 2017\n", moved)
    made.commit("2017-12-15", "Numbers")
    made.edit(economic, "        due: by March 2018\n        log:\n", MOVED_AGAIN)
    made.commit("2018-03-29", "Numbers again", who=f"Sam {NASTY}")
    made.edit("welcoming-climate.yaml", "due: by mid-2018", "due: ongoing")
    made.edit("safe-communities.yaml", "At least 1 training of", f"At least 1 {HOSTILE} of")
    made.edit(economic, "id: umkc-pilot", "id: visa-pilot")
    made.commit("2018-05-20", NASTY)
    return made


MOVED_AGAIN = """        due: by the end of the second quarter of 2018
        log:
          - on: 2018-03-29
            was_due: by March 2018
            note: The numbers came in two formats
"""


def shown_in(folder: Path, columns: int, *words: str, **environment: str) -> str:
    """What a terminal shows of a command that is typed in a folder."""
    was = Path.cwd()
    os.chdir(folder)
    try:
        shown = on_terminal(columns, *words, **environment)
    finally:
        os.chdir(was)
    # What was said while somebody waited is erased.
    return re.sub(r"\r[^\r\n]*(?=\r)", "", shown).replace("\r", "")


def is_well_laid(shown: str, columns: int) -> None:
    """No line is too long but for a command or an id, nothing is at a line's end, and no two
    lines are blank."""
    plain = without_colours(shown)
    assert "Traceback" not in plain
    assert "\x1b" not in plain
    assert "\u202e" not in plain
    assert "\n\n\n" not in plain
    assert not plain.endswith("\n\n")
    for line in plain.splitlines():
        assert line == line.rstrip(), repr(line)
        alone = re.fullmatch(r" *(welcomeplan .*|\S+)", line)
        assert alone or width(line) <= columns, repr(line)


SCREENS = {
    "history": ["history", *DAY],
    "history of all": ["history", "--all", *DAY],
    "history of one": ["history", "stem-analysis", *DAY],
    "history of a renamed one": ["history", "visa-pilot", *DAY],
    "diff": ["diff", "HEAD~3", "HEAD", *DAY],
    "no diff": ["diff", "HEAD", "HEAD", *DAY],
    "validate": ["validate", "--notes", *DAY],
    "no id": ["show", "training"],
    "no option": ["due", "--quater", "2018Q1"],
    "a bad value": ["due", "--format", "tabel"],
    "help": ["--help"],
    "help of one": ["due", "--help"],
}


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("words", SCREENS.values(), ids=SCREENS)
def test_every_screen_is_well_laid(past: Past, words: list[str], columns: int) -> None:
    is_well_laid(shown_in(past.folder, columns, *words), columns)


@pytest.mark.parametrize("words", SCREENS.values(), ids=SCREENS)
def test_a_dumb_terminal_gets_letters_that_it_has(past: Past, words: list[str]) -> None:
    shown = shown_in(past.folder, 80, *words, TERM="dumb")
    assert "\x1b" not in shown
    assert not re.search("[“”→…▲◇○·│─✔]", shown)


PAINT = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("name", ["history", "diff", "no id"])
def test_without_colour_nothing_is_bold_or_dim(past: Past, name: str) -> None:
    assert PAINT.search(shown_in(past.folder, 80, *SCREENS[name]))
    assert not PAINT.search(shown_in(past.folder, 80, *SCREENS[name], NO_COLOR="1"))


def test_history_says_what_moved_and_how_to_see_the_rest(past: Past) -> None:
    shown = without_colours(shown_in(past.folder, 80, *SCREENS["history"]))
    finding, *lines = shown.splitlines()
    assert finding == "2 of 28 promises moved, 26 stand as first promised"
    assert "2017-2018 Strategic Action Plan · 4 versions since 2017-09-05" in lines[0]
    assert "First for   Now for        Later  Moves" in shown
    assert re.search(
        r"▲ overdue    stem-analysis         2017-12-31  2018-06-30  181 days      2$", shown, re.M
    )
    assert re.search(r"· ongoing    policy-review         2018-06-30  no date +1$", shown, re.M)
    assert "The 26 others:\n  welcomeplan history --all --as-of 2018-07-10\n" in shown
    assert "career-services  " not in shown
    every = without_colours(shown_in(past.folder, 80, *SCREENS["history of all"]))
    assert "career-services  " in every
    assert "welcomeplan history" not in every


def test_history_lists_what_is_asked_for(past: Past) -> None:
    shown = shown_in(past.folder, 80, "history", "--sort", "id", "--limit", "3", *DAY)
    assert "25 more are left out by --limit." in shown
    assert "broker" in shown


@pytest.mark.parametrize("columns", [80, 120, 160])
def test_history_of_one_is_a_line_a_change(past: Past, columns: int) -> None:
    shown = without_colours(shown_in(past.folder, columns, *SCREENS["history of one"]))
    finding, title, *lines = shown.splitlines()
    assert finding == (
        "stem-analysis moved twice: due 181 days later than first promised, and overdue"
    )
    assert title.startswith("STEM-related enrollment")
    at = next(k for k, line in enumerate(lines) if line.startswith("2017-12-15"))
    beside = "Maria Alvarez" in lines[at]
    assert beside is (columns >= 160)
    assert shown.count("Maria Alvarez") == 2
    assert re.match(r"2017-12-15  moved 90 days later  “by March 2018”, by 2018-03-31", lines[at])
    assert "Two colleges send them in February" in lines[at + 1]
    assert re.search(r"^2018-06-30  deadline passed +10 days ago$", shown, re.M)


def test_diff_says_first_what_is_weaker_and_each_reason_once(past: Past) -> None:
    shown = without_colours(shown_in(past.folder, 100, *SCREENS["diff"]))
    assert shown.splitlines()[0] == ("4 promises changed: 2 are weaker, 1 of them without a reason")
    weaker, others = (shown.index(word) for word in ("made vaguer", "renamed id"))
    assert shown.index("slipped ") < weaker < others
    assert " ".join(shown.split()).count("The numbers came in two formats") == 1
    assert "181 days, and made firmer: “In 2017” → “by the end of" in shown
    assert "made firmer  stem" not in shown
    assert shown.count("no reason given") == 1
    assert "\n\nrenamed id   visa-pilot" in shown
    wide = without_colours(shown_in(past.folder, 160, *SCREENS["diff"]))
    assert "plan/economic-opportunity.yaml:" in wide
    assert "plan/economic-opportunity.yaml:" not in shown


def test_nothing_changed_is_a_sentence(past: Past) -> None:
    assert "Nothing changed.\n" in without_colours(shown_in(past.folder, 80, *SCREENS["no diff"]))


# -- faults


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    return tmp_path


def spoil(folder: Path, file: str, before: str, after: str) -> None:
    path = folder / "plan" / file
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_fault_stands_with_its_line_and_its_remedy(broken: Path, columns: int) -> None:
    long = "x" * 90
    spoil(broken, "economic-opportunity.yaml", "done: 2017-07", f"done: 2018-02-30 # {long}")
    shown = shown_in(broken, columns, "validate", *DAY)
    is_well_laid(shown, columns)
    first, place, line, carets, remedy, *_ = without_colours(shown).splitlines()
    assert first == "error    `done`: `2018-02-30` is a day that does not exist"
    assert re.fullmatch(r" {9}plan/economic-opportunity\.yaml:\d+:15  wrong-value", place)
    assert line.index("2018-02-30") == carets.index("^^^^^^^^^^")
    assert remedy.startswith("         Write the day as 2018-02-11")
    assert "1 error in 1 of 5 files\n" in shown.replace("\x1b[0m", "")
    assert "1 milestone is missing from every answer until it is mended" in shown
    assert re.search(r"notes are not shown:\S*\s+welcomeplan validate --notes", shown)


def test_many_faults_of_one_kind_are_told_together(broken: Path) -> None:
    shown = without_colours(shown_in(broken, 80, "validate", "--notes", *DAY))
    assert shown.count("Add `owner:` with the id of one organization.") == 1
    assert "note     5 by the rule `unowned-milestone`" in shown
    assert shown.count("nobody answers for `") == 5
    assert shown.splitlines()[-1] == "Nothing is wrong in 5 files, with 28 milestones."


def test_of_two_faults_of_one_kind_each_has_its_line(broken: Path) -> None:
    for before in ("        done: 2017-07\n", "        due: in 2018\n"):
        spoil(broken, "economic-opportunity.yaml", before, before.replace("20", "2o"))
    shown = without_colours(shown_in(broken, 80, "validate", *DAY))
    assert shown.count("^") >= 2
    assert " by the rule " not in shown


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: 2017", "titel: 2017"),
        ("title: 2017", "title: [2017"),
        ("adopted: ", "adopted: x"),
        ("organizations:", "organisations:"),
        ("lead: ", "lead: [] # "),
    ],
)
def test_an_error_in_the_head_says_that_it_alone_is_at_fault(
    broken: Path, before: str, after: str
) -> None:
    spoil(broken, "plan.yaml", before, after)
    shown = without_colours(shown_in(broken, 80, "validate", *DAY))
    flat = " ".join(shown.split())
    assert "in 1 of 5 files" in flat
    assert "It alone is at fault: the plan’s 4 other files can be read, but not without it." in flat
    looked = shown_in(broken, 200, "due", *DAY)
    assert "plan/plan.yaml can't be read (the plan's 4 other files can, but not without" in looked
    assert "civic-engagement.yaml can't be read" not in looked
    piped = subprocess.run(
        [*PROGRAM, "validate", "--dir", "plan", "--format", "text", *DAY],
        cwd=broken,
        capture_output=True,
        text=True,
        env=dict(os.environ),
        check=False,
    )
    assert "(1 file can't be read, nor 4 others without it)" in piped.stdout


def test_where_another_file_is_at_fault_too_it_is_named(broken: Path) -> None:
    spoil(broken, "plan.yaml", "title: 2017", "titel: 2017")
    spoil(broken, "civic-engagement.yaml", "title: ", "titel: ")
    looked = shown_in(broken, 200, "due", *DAY)
    assert "plan/plan.yaml can't be read (the plan's 3 other files can" in looked
    assert "plan/civic-engagement.yaml can't be read, and" in looked


# -- errors


def test_an_error_is_a_line_with_what_to_do_below(broken: Path) -> None:
    shown = shown_in(broken, 80, "done", "trining-2017", "--on", "2018-02-11")
    assert shown == (
        "\x1b[31mwelcomeplan:\x1b[0m no milestone or indicator has the id `trining-2017`\n"
        "  Did you mean `training-2017`? To see them all:\n"
        "    welcomeplan list\n"
    )


@pytest.mark.parametrize(
    ("words", "told", "also"),
    [
        ("due --as-of 2018-13-01", "`--as-of`: `2018-13-01` is a day that does not exist", ""),
        ("due --format tabel", "`--format`: `tabel` is none of its words", "Did you mean `table`?"),
        ("due 2018", "`2018` is more than `welcomeplan due` takes", "welcomeplan due --help"),
        ("due --quarter", "`--quarter` needs a value", "welcomeplan due --help"),
        ("due --json=3", "`--json` takes no value", "welcomeplan due --help"),
        ("history --limit x", "`--limit`: `x` can't be taken", "Write a whole number, 1 or more."),
        ("history --limit 0", "`--limit`: `0` can't be taken", "Write a whole number, 1 or more."),
        ("done", "say which one is meant", "welcomeplan list"),
        ("drop core4", "`--note` is missing", "The reason, for its log."),
        ("dne x", "there is no command `dne`", "Did you mean `done`?"),
        ("frobnicate", "there is no command `frobnicate`", "welcomeplan --help"),
    ],
)
def test_a_wrong_line_is_told_in_our_words(words: str, told: str, also: str) -> None:
    shown = without_colours(on_terminal(100, *words.split()))
    assert shown.splitlines()[0] == f"welcomeplan: {told}"
    assert also in shown
    for parsers in ("Invalid value", "Missing", "No such", "unexpected", "'"):
        assert parsers not in shown.replace("can't", "")
    if "welcomeplan " in shown.removeprefix(f"welcomeplan: {told}"):
        assert re.match(r"    welcomeplan [a-z -]+$", shown.splitlines()[-1])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("trainig-2017", True),
        ("training_2017", True),
        ("Training-2017", True),
        ("trainign-2017", True),
        ("toolbox", False),
        ("chamber-makers", False),
    ],
)
def test_only_what_one_slip_explains_is_offered(written: str, meant: bool) -> None:
    shown = on_terminal(100, "done", written, "--dir", str(ROOT / "plan"), "--dry-run")
    assert ("Did you mean" in shown) is meant


STOCK = """title: Stock
objectives:
  - id: o
    title: O
    milestones:
      - {id: hours, title: Hours, due: by March 2030, target: 20 hours}
    indicators:
      - {id: rate, title: The rate, unit: "%", target: 90%, due: by March 2030}
      - {id: old, title: An old rate, unit: "%", target: 90%, due: by March 2018}
"""


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan/plan.yaml").write_text("title: A plan\n", "utf-8")
    (tmp_path / "plan/stock.yaml").write_text(STOCK, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        (["measure", "rate", "91", "--on", "2018-01"], "✔"),
        (["measure", "old", "50", "--on", "2018-01"], "▲"),
        (["measure", "old", "91", "--on", "2019-01"], "✔"),
        (["drop", "rate", "--note", "Nobody counts it"], "×"),
        (["done", "hours", "--on", "2018-01-02"], "✔"),
    ],
)
def test_an_edit_shows_how_a_promise_or_an_indicator_stands(
    stock: Path, words: list[str], mark: str
) -> None:
    shown = without_colours(shown_in(stock, 80, *words))
    is_well_laid(shown, 80)
    assert shown.startswith(f"{mark} {words[1]}: "), shown


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_the_words_of_a_dry_run_are_folded_too(stock: Path, columns: int) -> None:
    line = ["done", "hours", "--on", "2018-01-02", "--dry-run"]
    shown = without_colours(shown_in(stock, columns, *line))
    said = shown[shown.index("hours: done") :]
    is_well_laid(said, columns)
    assert "  Warning: its log has 0 of 20 hours." in said
    assert said.endswith("\n    welcomeplan reopen hours --note ...\n")
    line = ["done", "hours", "--on", "2018-01-02", "--note", "W" * 90, "--dry-run"]
    assert "W" * 90 in without_colours(shown_in(stock, columns, *line))  # the patch is as it is


def test_without_a_plan_the_whole_command_is_given(tmp_path: Path) -> None:
    shown = without_colours(shown_in(tmp_path, 80, "due", "--overdue"))
    assert shown == (
        "welcomeplan: there is no plan in this folder, nor in one above it\n"
        "    welcomeplan due --overdue --dir FOLDER  a plan that is elsewhere\n"
        "    welcomeplan init                        a new plan\n"
        "    welcomeplan import FILE                 one made from a sheet or document\n"
    )


@pytest.mark.parametrize("columns", [60, 80])
def test_candidates_have_a_line_each_with_their_title(columns: int) -> None:
    shown = without_colours(on_terminal(columns, "show", "train", "--dir", str(ROOT / "plan")))
    first, *lines = shown.splitlines()
    assert first == "welcomeplan: `train` is the beginning of 4 ids"
    assert [line.split()[0] for line in lines] == [
        *("training-review", "training-promotion", "training-2017", "training-2018")
    ]
    assert all(line.startswith("    training-") and len(line) <= columns for line in lines)
    assert lines[0].endswith("…")


# -- edits


def test_an_edit_answers_with_a_mark_the_title_and_the_line(broken: Path) -> None:
    shown = without_colours(shown_in(broken, 80, "done", "career-services", "--on", "2018-02-11"))
    now, title, line = shown.splitlines()
    assert now.startswith("✔ career-services: done on 2018-02-11, on time")
    assert title.startswith("  Career services and advising support")
    assert title.endswith("…")
    assert re.fullmatch(r"  plan/economic-opportunity\.yaml:\d+  \+ done: 2018-02-11", line)
    told = int(line.partition(".yaml:")[2].split()[0])
    text = (broken / "plan/economic-opportunity.yaml").read_text("utf-8").splitlines()
    assert text[told - 1].strip() == "done: 2018-02-11"


def test_what_is_short_of_its_target_is_asked_about(broken: Path) -> None:
    shown = without_colours(shown_in(broken, 80, "done", "training-2018", "--on", "2018-02-11"))
    assert "its log has 0 of 2 trainings" in shown
    assert shown.splitlines()[-1] == "    welcomeplan reopen training-2018 --note ..."


EDITS = {
    "reschedule": ["reschedule", "core4", "in", "2019", "--note", NASTY],
    "drop": ["drop", "core4", "--note", "x"],
    "log": ["log", "training-2018", "1", "--note", "x"],
    "assign": ["assign", "core4", "chamber"],
    "add": ["add", "--to", "outreach", "--title", NASTY, "--due", "in 2031"],
    "several": ["done", "toolkit", "core4", "--on", "2018-01-05"],
    "again": ["done", "chamber-meeting"],
}


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("words", EDITS.values(), ids=EDITS)
def test_every_answer_of_an_edit_is_well_laid(broken: Path, words: list[str], columns: int) -> None:
    shown = shown_in(broken, columns, *words)
    is_well_laid(shown, columns)
    assert words[0] == "add" or words[1] in shown
    changed = re.findall(r"^ +(?:plan/\S+  )?[+-] ", without_colours(shown), re.M)
    assert bool(changed) is (words != EDITS["again"])


def test_a_dry_run_has_its_lines_in_colour(broken: Path) -> None:
    line = ["reschedule", "core4", "in", "2019", "--note", "x", "--dry-run"]
    shown = shown_in(broken, 120, *line)
    assert re.search(r"^\x1b\[31m- +due: ", shown, re.M)
    assert re.search(r"^\x1b\[32m\+ +due: in 2019\x1b\[0m$", shown, re.M)
    assert not re.search(r"^\x1b\[3[12]m(---|\+\+\+) ", shown, re.M)
    assert not PAINT.search(shown_in(broken, 120, *line, NO_COLOR="1"))


# -- help


def test_help_has_its_commands_and_options_in_groups() -> None:
    shown = on_terminal(80, "--help")
    groups = re.findall(r"^(\w[\w ]*):$", shown, re.M)
    assert groups == ["Begin", "Look", "Change", "Check", "Share", "Others"]
    assert "  due         What is due in a quarter, and what is overdue.\n" in shown
    due = on_terminal(80, "due", "--help")
    assert re.findall(r"^(\w[\w ]*):$", due, re.M) == [
        *("Which", "When", "How shown", "Others", "Examples")
    ]
    assert "  --format FORMAT " in due
    assert due.rstrip().splitlines()[-1].startswith("  welcomeplan due ")


def test_help_is_as_wide_as_the_terminal_up_to_a_hundred() -> None:
    longest = {
        columns: max(map(len, on_terminal(columns, "due", "--help").splitlines()))
        for columns in (60, 100, 160)
    }
    assert longest[60] <= 60 < longest[100] <= 100
    assert longest[100] == longest[160]


def test_the_program_alone_says_where_to_begin() -> None:
    assert without_colours(shown_in(ROOT, 80)) == (
        "welcomeplan: the plan here is `plan`; all that can be done: `welcomeplan --help`\n"
        "    welcomeplan due      what is due now\n"
        "    welcomeplan status   how it stands\n"
        "    welcomeplan list     all that it promises, with ids\n"
        "    welcomeplan done ID  that one of them is done\n"
    )
