"""Documents are true: generated pages equal the code, README's blocks run, named files exist.

`pytest --update tests/test_docs.py` writes the generated pages and README's outputs anew.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

import welcomeplan
from welcomeplan import cli, limits, rules
from welcomeplan import plan as model
from welcomeplan.commands import COMMANDS, load
from welcomeplan.deadlines import words_reference
from welcomeplan.formats.jsontext import dumps
from welcomeplan.limits import DEFAULT_LIMITS, MOST_AUTHOR, MOST_SUBJECT
from welcomeplan.plan import MEANINGS, Part, json_schema
from welcomeplan.workspace.finding import MOST_FILES

from .conftest import ROOT
from .pictures import PICTURES

DOCS = ROOT / "docs"
GUIDE = DOCS / "guide.md"
RECIPES = DOCS / "recipes.md"
PROSE = [*sorted(ROOT.glob("[!.]*.md")), *sorted(DOCS.glob("*.md"))]
"""Of the top folder, too: the readme, how to contribute, what changed."""


def rules_page() -> str:
    lines = [
        "# The checks",
        "",
        "`welcomeplan validate` holds a plan to these. Set the severity of any of them in"
        " `plan.yaml`:",
        "",
        "    checks:",
        "      unowned-milestone: error      # error, warning, note or off",
        "",
        "One part alone is excused by its `allow: [outside-period]`: see [the plan's"
        " files](format.md#excuses).",
        "",
        "What stops a file from being read at all (`unreadable-file`, `unknown-key`,"
        " `missing-key`, `wrong-value`, `unreadable-calendar`, `bad-file-name`,"
        " `duplicate-plan-id`, `unknown-strategy`) is always an error. Where it lies within"
        " milestones or indicators alone, those are named as unread, and the rest of the file is"
        " read. A file that `strategies:` lists and that is not there is told of by every command,"
        " as one that can't be read is. What stops an edit from being seen is an error, too:"
        " `missing-plan`, where a plan is gone as a whole, and `unseen-change`, where it changes a"
        " file that can't be read before and after it.",
        "",
    ]
    for rule in rules.RULES:
        lines += rule_section(rule)
    lines += [
        "# The checks of an edit",
        "",
        "`welcomeplan validate --since REV` also holds what was edited since a git revision, or a"
        " day, to these: more exactly, since the commit that the revision and the last commit both"
        " come from. Their severities are set in the same place. Where an edit changes the severity"
        " of one, or of one above, the heavier counts, before or after: an edit can't switch off"
        " the check that judges it.",
        "",
        "Then only what the edit brought counts. What stood before it (the same fault of the same"
        " thing, by its id and the value at fault) is counted, and neither shown nor failed for;"
        " with `--all` it is both.",
        "",
        "Where a file can't be read in whole at that commit, the edit is compared with what the"
        " file was when it last could be, along first parents; of a `plan.yaml`, with what the"
        " whole plan was. That is said on stderr, and a note (`unread-base`). Where it never could"
        " be, `unread-base` is an error: what the edit does"
        " there can't be checked.",
        "",
    ]
    for change_rule in rules.change.CHANGE_RULES:
        lines += rule_section(change_rule)
    return "\n".join(lines).rstrip() + "\n"


def rule_section(rule: rules.Rule | rules.change.ChangeRule) -> list[str]:
    summary, *rest = rule.doc.strip().split("\n\n")
    lines = [f"## {rule.name}", "", f"{summary} ({rule.severity} by default)", ""]
    for paragraph in rest:
        example = paragraph.startswith("    ")
        lines += ["```yaml", textwrap.dedent(paragraph), "```", ""] if example else [paragraph, ""]
    return lines


def commands_page() -> str:
    group: Any = typer.main.get_command(cli.app)
    lines = [
        "# The commands",
        "",
        "What `welcomeplan COMMAND --help` says.",
        "",
        "Exit codes: 0 fine; 1 problems were found; 2 wrong usage, no plan, an unreadable folder;"
        " 3 an edit was refused and nothing was written; 130 somebody pressed Ctrl-C. Where"
        " standard output is closed, no command does anything.",
        "",
    ]
    for name, (_, summary, _) in COMMANDS.items():
        command = group.get_command(None, name)
        context = typer.Context(command, info_name=f"welcomeplan {name}", terminal_width=90)
        lines += [f"## {name}", "", f"{summary[0].upper()}{summary[1:]}.", "", "```text"]
        lines += [command.get_help(context).rstrip(), "```", ""]
    return "\n".join(lines).rstrip() + "\n"


def test_help_has_nothing_in_it_that_cannot_be_seen() -> None:
    assert "<U+" not in commands_page()


def format_page() -> str:
    lines = [
        "# The plan's files",
        "",
        "A folder with a `plan.yaml` is a plan; every other `.yaml` file beside it is one"
        " strategy. A folder with several plans below it, also one inside another, is a workspace:"
        " commands take all of them, and full names are `plan/id`.",
        "",
        "Every value is text until the schema types it: `no`, `012` and `2018-09` mean"
        " what they look like. Keys that begin with `x-` are your own: see below."
        " Anchors, aliases, tags and several documents in a file are refused. A command edits no"
        " file at which a stricter reader of YAML would stop: for a `?`"
        " inside brackets, or a bare word that looks like a day and is none, as `2018-02-30`.",
        "",
        f"At most {DEFAULT_LIMITS.files:,} files are read at once; whoever runs a command may say"
        f" otherwise, `{MOST_FILES}=20000 welcomeplan list`, and no plan can. Of a commit, the"
        f" first {MOST_AUTHOR} characters of its author and {MOST_SUBJECT} of its subject are"
        " shown, in JSON too.",
        "",
        "A fault in a milestone or an indicator leaves that one out: it is named, by file and line,"
        " by every command, and the rest of its file is read. A fault above them, or of YAML"
        " itself, leaves out the whole file.",
        "",
        "Days are written 2018-02-11. What repeats does so from `starts` to `due`, or else over"
        " the plan's `period`, never before the plan was `adopted`; a period of which the plan has"
        " only a part is none of its times, unless `starts` falls in it.",
        "",
        "```yaml",
        *example("plan.yaml").split("\n"),
        "```",
        "",
        "```yaml",
        *example("programs.yaml").split("\n"),
        "```",
        "",
    ]
    shown: list[type[Part]] = [model.Head, model.Strategy]
    for title, part in zip(("plan.yaml", "A strategy file"), shown, strict=True):
        lines += [f"## {title}", "", *table(part)]
    for part in shown:
        for inner in parts_of(part):
            if inner not in shown:
                shown.append(inner)
                doc = (inner.__doc__ or "").strip().split("\n")[0]
                lines += [f"## {heading(inner)}", "", doc, "", *table(inner)]
    lines += [
        "## The document's own numbers",
        "",
        "`number:` keeps the number that the adopted document prints (`C01.2.1`, `1-3-1`,"
        " `2.1 (a)`), as a text: `1.2` and `1.20` are two. Every command takes it where it takes"
        " an id, also as `plan/number`, and always whole: no number is the beginning of another. So"
        " it is unique in the plan, and no other part's id. Files name each other by ids alone"
        " (`for`, `after`). Tables have a column of numbers where a plan has some.",
        "",
        "## Who answers, and who helps",
        "",
        "`owner` names who answers for a milestone. Of a list the first does, and the others help,"
        " as `partners` do; `{org: schools, role: co-lead}` says what one of them does. So"
        " `owner: [library, schools]` is `owner: library` with `partners: [schools]`. `assign`"
        " replaces the first alone, and the log keeps what it did (`was_owner: {org: library,"
        " role: lead}`): the others help as before, and one of them that is named moves to the"
        " front. To keep the help of who stood first, name it again. `--owner` lists"
        " what an organization answers for, `--partner` what it helps with, `--anyone` both; each"
        " takes an id, or a full name that one organization alone has.",
        "",
        "## Your own keys",
        "",
        "A key that begins with `x-` holds what you like: a text, a list, a mapping. Of a plan, a"
        " strategy, an objective, an action or a milestone `show` shows it, JSON has it under `x`,"
        " and `list --columns id,due,x-budget` makes it a column. Nothing is read into it, and a"
        " comparison passes over it.",
        "",
        "## Excuses",
        "",
        "`allow: [outside-period]` excuses a part from a check by name, not what stands in it."
        " What the check finds there is a note (`validate --notes` has it), and an"
        " excuse of something that is not found is one, too. Excused can be what is a warning or a"
        f" note by default: {', '.join(f'`{name}`' for name in rules.EXCUSABLE)}. Not what is an"
        " error, since it is wrong; and nothing that an edit is held to: no edit excuses itself. In"
        " a pull request a new excuse is a warning (`new-excuse`), and `diff` names it.",
        "",
        "## Targets",
        "",
        "A target is one number, and what it counts: `2 trainings`, `two trainings` (to twenty),"
        " `$25,000`, `25,000 USD`, `€1.5 million`. It is shown as the plan writes it. Amounts in"
        " the log are numbers alone, and are added up; of a share (`45%`, `45 percent of"
        " residents`) the latest is the level reached. `at least 20 hours`, `20+ hours` and `20 or"
        " more hours` are reached by 20, as `20 hours` is; `more than 20 hours` and `over 20 hours`"
        " are not; `up to 20 hours` promises no least, so nothing falls short of it.",
        "",
        "What repeats counts within each of its times: `repeats: quarterly` with `target: 2"
        " trainings` promises two in each quarter. Where the times differ, `targets:` stands in"
        " place of `target:`. It says a time as `--period` takes it, or as any period by the plan's"
        " calendar: `2027`, `FY2027`, `2027Q1`, `Year 1`. What has no target there has none. Those"
        " of an indicator are levels, each to be reached by the end of its period.",
        "",
        "```yaml",
        "- id: graduates",
        "  title: Raise the graduation rate each year",
        "  repeats: annually",
        "  targets: {2027: 88%, 2028: 89%}",
        "```",
        "",
        "A number is read whole or asked about: two numbers (`3-5 events`, `12 of 20 sites`),"
        " fractions (`1/2 FTE`, `one third of schools`), what is cut short (`10k people`),"
        " thousands that are written otherwise (`1_000`, `1 000`, and `1.000`, which may be 1 or"
        " 1,000), and what is reached"
        " before anything is done (`0 complaints`: that is an indicator). A number that belongs to"
        " a name is joined to it: `5 K-12 schools`, `2 Section-8 homes`.",
        "",
        "## Indicators",
        "",
        "An indicator with a target is a promise. It is due by its `due`, or has a target for"
        " each year (`targets:`), due by the end of that; `due`, `status` and `show` have it,"
        " `list --kind indicator` lists them all, and they are counted apart from milestones."
        " Nobody marks it done: `welcomeplan measure ID VALUE` adds a reading.",
        "",
        "```yaml",
        "- id: waiting",
        "  title: Days to an appointment",
        "  unit: days",
        "  baseline: 30",
        "  target: 10",
        "  due: by mid-2028",
        "  owner: clinic",
        "  readings:",
        "    - on: 2027            # known by its year: any day of it",
        "      value: 14",
        "    - on: 2028-03",
        "      value: 9",
        "      source: Annual report, p. 12",
        "```",
        "",
        "It is reached from its baseline to its target, upward or downward. A bound says it"
        " plainly: `at most 5%`, `below 20`, `at least 80%`, `more than 500`. Without either the"
        " target is the least that is to be reached (of several targets that fall, the most);"
        " `show` says which.",
        "",
        "What decides is the reading in force on the day of its deadline: the last by that day."
        " Where that does not reach the target, the deadline is missed, and no reading of a"
        " later day takes the miss away: afterwards it is done late, as long as the last reading"
        " reaches it. What was reached before and fell back by the day is missed; what falls"
        " back after the day was kept. Of a year's own target, only readings of that year or"
        " later count. Until its day, what its last reading reaches is `done`, and open again"
        " where another falls short.",
        "",
        "A reading may be of a month or a year. Nobody is late who may have been on time: a"
        " reading of `2028` that reaches what was due by mid-2028 is done, and its lateness"
        " unknown. Of one day, or of the same month or year, the reading that is written last"
        " counts, so that another corrects it.",
        "",
        "Its `owner` answers for it; the lead of its objective does not, as for a milestone"
        " there. Its `log` is that of a milestone: `reschedule`, `assign`, `defer`, `drop`,"
        " `plan` and `log` keep there what was. It is no work, so that `done`, `start`, `block`"
        " and `reopen` are refused.",
        "",
        "## The record of a promise",
        "",
        "The log says what happened to a promise, by day. Where something of it changed, the entry"
        " says what it was until then, or became: the commands write that (`reschedule`, `start`,"
        " `block`, `defer`, `drop`, `plan`, `reopen`, `assign`), and by hand it looks like this:",
        "",
        "```yaml",
        *(DOCUMENTS / "record.yaml").read_text("utf-8").rstrip("\n").split("\n"),
        "```",
        "",
        "With `--as-of` an earlier day, the entries after it are undone: the promise stands as it"
        " stood, with the deadline, the status, the owner and the log of that day. What is not"
        " recorded is taken as always so; of a target nothing is: it is shown as it stands now, and"
        " `history` tells what it was. Notes are for people; no program reads them.",
        "",
        "`under` says by whose decision, where a council amends what it adopted (`--under` of every"
        " command that leaves an entry): `show`, `diff` and `history` tell those changes from"
        " others, as `by Resolution 2018-14`. A plan that wants every change of a deadline, target"
        " or wording adopted sets the check `unadopted-move` under `checks:`. Then an entry speaks"
        " for one change: with `was_due` or `status` for that, without such a key for one target or"
        " wording. Where several entries of one edit keep a move, each is a step of its own: `diff`"
        " and `history` tell by whose decision each was, and none is credited with another's. An"
        " entry from which it is taken out is a record that was rewritten.",
        "",
        "*Missed* is a deadline in force that passed before the promise was done, begun (where"
        " that was promised), moved, deferred or dropped. Nothing that comes later takes it away,"
        " and it stays with who answered for it on that day. What was deferred or dropped by its"
        " day has no deadline in force until it is given one (`reschedule`): done later it is not"
        " late; taken up again after its day, it is undated. What was deferred or dropped without"
        " an entry that says since when counts as missed once its deadline has passed. Of what is"
        " done on a day that nobody knows (`yes`, or a month or year around the deadline), it is"
        " said that the lateness is unknown. What was promised to begin is judged by its beginning"
        " alone, also once it is done: without a `start` or an amount in its log, it had not begun"
        " by the day before it was done, so that a day to begin that had passed by then stays"
        " missed, and it was late by at least a day (`start ID --on DAY` records afterwards when it"
        " was).",
        "",
        "## States",
        "",
        "A state is never written: it follows from the words, the day (`--as-of`, or today), and"
        " what is recorded. What is done is `done` or `done late`, whatever else holds; then"
        " `deferred` and `dropped` win. Of the rest, `overdue` wins over `blocked`, so that no"
        " state hides a miss (a promise to begin that was kept is never overdue); `blocked` wins"
        " over `waiting`, that over `due soon`, that over `under way`, that over `current`, and"
        " that over `upcoming`;"
        " what has no day is `ongoing` or `undated`. What repeats stands as the most urgent of its"
        " times, unless it is put off or given up as a whole. *Missed* stays with whatever was not"
        " done by its deadline.",
        "",
        "| state | meaning |",
        "| --- | --- |",
        *(f"| {state} | {meaning} |" for state, meaning in MEANINGS.items()),
    ]
    return "\n".join(lines).rstrip() + "\n"


DOCUMENTS = Path(__file__).parent / "documents"


def example(name: str) -> str:
    return (DOCUMENTS / "library" / name).read_text("utf-8").rstrip("\n")


def test_the_documented_example_is_a_plan_without_faults() -> None:
    workspace = welcomeplan.load(DOCUMENTS / "library")
    found = welcomeplan.check(workspace.plans, date(2020, 2, 15))
    assert not workspace.report.diagnostics
    assert not found


def heading(part: type[Part]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part.__name__).capitalize()


def table(part: type[Part]) -> list[str]:
    lines = ["| key | | meaning |", "| --- | --- | --- |"]
    for name, field in part.model_fields.items():
        needed = "required" if field.is_required() else ""
        inner = [heading(kind) for kind in annotated_parts(field.annotation)]
        link = f" → {inner[0]}" if inner else ""
        lines.append(f"| `{field.alias or name}` | {needed} | {field.description}{link} |")
    return [*lines, ""]


def annotated_parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from annotated_parts(argument)


def parts_of(part: type[Part]) -> Iterator[type[Part]]:
    for field in part.model_fields.values():
        yield from annotated_parts(field.annotation)


def example_report(ending: str) -> str:
    """That of the shipped plan for the quarter of the readme, as of a copy that git does not know:
    the commit would be another with each commit."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        shutil.copytree(ROOT / "plan", "plan")
        words = ["report", "--quarter", "2018Q1", "--as-of", "2018-02-15"]
        with contextlib.redirect_stdout(io.StringIO()):
            assert cli.run([*words, "-o", f"report{ending}"]) == 0
        return Path(f"report{ending}").read_text("utf-8")


GENERATED: dict[str, Callable[[], str]] = {
    "checks.md": rules_page,
    "commands.md": commands_page,
    **PICTURES,
    "example-report.md": lambda: example_report(".md"),
    "example-report.html": lambda: example_report(".html"),
    "format.md": format_page,
    "schema/plan.schema.json": lambda: dumps(json_schema("plan", rules.summaries())),
    "schema/strategy.schema.json": lambda: dumps(json_schema("strategy", rules.summaries())),
}


@pytest.mark.parametrize("name", GENERATED)
def test_generated_pages_are_up_to_date(name: str, update: bool) -> None:
    page = DOCS / name
    if update:
        page.write_text(GENERATED[name](), "utf-8")
    assert page.read_text("utf-8") == GENERATED[name](), "run `make update`"


LIMITS = re.compile(r"(?<=<!-- generated: limits -->\n).*?(?=<!-- end -->)", re.DOTALL)


def bounds() -> Iterator[tuple[str, int, str]]:
    """Each bound of `limits.py` with what stands below it: its name, how much, and the words."""
    body = ast.parse(Path(limits.__file__).read_text("utf-8")).body
    fields = next(one for one in body if isinstance(one, ast.ClassDef)).body
    for holder, known in ((fields, limits.DEFAULT_LIMITS), (body, limits)):
        for one, said in pairwise(holder):
            targets = one.targets if isinstance(one, ast.Assign) else ()
            target = one.target if isinstance(one, ast.AnnAssign) else next(iter(targets), None)
            name = target.id if isinstance(target, ast.Name) else "MIB"
            if name != "MIB" and isinstance(most := getattr(known, name), int):
                assert isinstance(said, ast.Expr), f"{name}: nothing says what it bounds"
                yield name, most, " ".join(ast.literal_eval(said.value).split())


def bound_row(name: str, most: int, words: str) -> str:
    what, beyond, rest = words.partition(". Beyond: ")
    assert beyond, f"{name}: what becomes of more?"
    then, _, raised = rest.removesuffix(".").partition(". Raised: ")
    size = f"{most // limits.MIB:,} MiB" if most % limits.MIB == 0 else f"{most:,}"
    return f"| {what} | {size} | {then} | {raised or 'not'} |"


def test_security_has_every_limit_in_one_table(update: bool) -> None:
    rows = [bound_row(*bound) for bound in bounds()]
    head = ["| what | at most | what becomes of more | raised by |", "| --- | --- | --- | --- |"]
    table = "\n".join(["", *head, *rows, "", ""])
    page = DOCS / "security.md"
    if update:
        page.write_text(LIMITS.sub(lambda _: table, page.read_text("utf-8")), "utf-8")
    found = LIMITS.search(page.read_text("utf-8"))
    assert found
    assert found[0] == table, "run `make update`"


WORDS = re.compile(r"(?<=<!-- generated: words -->\n).*?(?=<!-- end -->)", re.DOTALL)


def test_the_words_of_deadlines_are_read_as_documented(update: bool) -> None:
    rows = [f"| {words} | {reading} |" for words, reading in words_reference()]
    table = "\n".join(["", "| words | read as |", "| --- | --- |", *rows, "", ""])
    page = DOCS / "deadlines.md"
    if update:
        page.write_text(WORDS.sub(lambda _: table, page.read_text("utf-8")), "utf-8")
    found = WORDS.search(page.read_text("utf-8"))
    assert found
    assert found[0] == table, "run `make update`"


BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


COLOURS = re.compile(r"\x1b\[[\d;]*m")


def blocks(text: str, kind: str) -> list[str]:
    return [body for found, _, body in BLOCK.findall(text) if found == kind]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a reader of README has before them: the shipped plans."""
    for name in ("plan", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a reader of the guide has: a terminal in an empty folder, and an empty repository on
    the web, where a colleague merges each pull request at once."""
    web = tmp_path / "web"
    settings = f'[url "{web.as_posix()}"]\n  insteadOf = https://github.com/riverside/plan\n'
    (tmp_path / "gitconfig").write_text(settings, "utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")  # as at a terminal
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    git("init", "--quiet", "--bare", "--initial-branch=main", str(web))
    merge = web / "hooks" / "post-update"
    merge.write_text('#!/bin/sh\ngit update-ref refs/heads/main "$1"\n', "utf-8")
    merge.chmod(0o755)
    (tmp_path / "home").mkdir()
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path / "home"


def git(*arguments: str) -> None:
    """Where it prints something, so that a page would have to show it, it is refused."""
    ran = subprocess.run(["git", *arguments], capture_output=True, check=True)
    assert not ran.stdout + ran.stderr, arguments


PROGRAMS: dict[str, Callable[..., object]] = {
    "welcomeplan": lambda *arguments: cli.run(arguments),
    "git": git,
    "mkdir": os.mkdir,
    "cd": os.chdir,
}


def transcript(block: str) -> str:
    """A console block with what its commands print today."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        out = io.TextIOWrapper(io.BytesIO(), "utf-8")  # in ASCII it would draw other marks
        name, *arguments = shlex.split(command)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            PROGRAMS[name](*arguments)
        out.seek(0)
        lines += [f"$ {command}", *COLOURS.sub("", out.read()).rstrip("\n").splitlines()]
    return "\n".join(lines) + "\n"


def mend(change: str) -> None:
    """Lines of the file that is named first, taken out and others put there, as in an editor;
    those without a sign stay."""
    name, *lines = change.splitlines()
    file = Path(name.removeprefix("# "))
    old, new = (
        "".join(f"{line[1:]}\n" for line in lines if line[0] in (sign, " ")) for sign in "-+"
    )
    text = file.read_text("utf-8")
    assert text.count(old) == 1, change
    file.write_text(text.replace(old, new), "utf-8")


def follow(block: re.Match[str]) -> str:
    """Do what a block says, and give it back as it should stand."""
    kind, name, body = block.groups()
    if kind == "diff":
        mend(body)
    elif kind == "console":
        return block[0].replace(body, transcript(body))
    elif name:
        Path(name).write_text(body, "utf-8")
    return block[0]


def recipes(text: str) -> dict[str, str]:
    """The files that the YAML blocks are, by the name in the first line of each."""
    return {block.split("\n", 1)[0].removeprefix("# "): block for block in blocks(text, "yaml")}


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_console_blocks_print_what_they_show(
    path: Path, request: pytest.FixtureRequest, update: bool
) -> None:
    """Of the guide in order: its files saved, its lines mended, its commands run."""
    home: Path = request.getfixturevalue("nothing" if path == GUIDE else "clone")
    text = path.read_text("utf-8")
    for name, block in recipes(text).items() if path == RECIPES else ():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(block, "utf-8")
    followed = BLOCK.sub(follow, text)
    if update:
        path.write_text(followed, "utf-8")
    else:
        assert text == followed, "run `make update`"


def test_every_command_of_the_guide_is_run() -> None:
    """But for those that install what it needs, which stand in blocks of their own."""
    text = GUIDE.read_text("utf-8")
    shown = {kind for kind, _, _ in BLOCK.findall(text)}
    assert shown == {"console", "diff", "sh", "text", "yaml"}
    installing = [line.split()[0] for block in blocks(text, "sh") for line in block.splitlines()]
    assert set(installing) <= {"winget", "brew", "sudo", "curl", "uv"}


def test_the_four_lines_of_yaml_are_a_strategy(tmp_path: Path) -> None:
    (lines,) = blocks(GUIDE.read_text("utf-8"), "yaml")
    assert len(lines.splitlines()) == 4
    (tmp_path / "plan.yaml").write_text("id: town\ntitle: A plan\n", "utf-8")
    (tmp_path / "work.yaml").write_text(lines, "utf-8")
    workspace = welcomeplan.load(tmp_path)
    assert not workspace.report.diagnostics
    assert not welcomeplan.check(workspace.plans, date(2026, 7, 6))


def test_residents_are_told_what_each_state_means() -> None:
    told = re.findall(r"^\| ([\w ]+?) \|", (DOCS / "residents.md").read_text("utf-8"), re.MULTILINE)
    assert told == ["word", *MEANINGS]


def test_the_recipes_are_plans_without_problems(tmp_path: Path) -> None:
    files = recipes(RECIPES.read_text("utf-8"))
    for name, block in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(block, "utf-8")
    workspace = welcomeplan.load(tmp_path)
    assert not workspace.report.diagnostics
    assert not welcomeplan.check(workspace.plans, date(2028, 2, 15))
    folders = {name.split("/")[0] for name in files}
    assert folders == {"budget", "project", "climate", "table", "kpis", "amended"}
    assert {plan.id for plan in workspace.plans} == folders


@pytest.mark.parametrize(
    ("name", "printed"), [("README.md", "2018-03-31"), ("docs/deadlines.md", "2018-06-30")]
)
def test_python_blocks_run(
    name: str, printed: str, clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / name).read_text("utf-8")
    found = blocks(text, "python")
    assert found
    for block in found:
        exec(compile(block, name, "exec"), {})  # noqa: S102 - our own documents
    assert printed in capsys.readouterr().out


def test_the_package_docstring_runs(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    doc = importlib.import_module("welcomeplan").__doc__ or ""
    example = doc.split("\n\n")[1:3]
    exec(compile(textwrap.dedent("\n".join(example)), "doc", "exec"), {})  # noqa: S102
    assert capsys.readouterr().out


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_named_files_and_links_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    for link in [*links, *re.findall(r' src(?:set)?="([^"]+)"', text)]:
        if not link.startswith("../../"):  # the project's site: issues, commits
            assert (path.parent / link).exists(), link


def test_every_example_of_help_runs(
    clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")  # an editor that leaves the file as it is
    for name in COMMANDS:
        _, examples = load(name)
        if name == "lsp":  # an editor runs it, and waits for it
            assert examples == ("lsp",)
            continue
        assert 2 <= len(examples) <= 3, name
        for example in examples:
            # There is no git repository here: what needs one says so, and nothing more.
            # Nor has that plan an indicator, nor is anybody at a terminal.
            refused = ("diff", "history", "measure", "review")
            codes = (0, 1, 2) if name in refused else (0, 1)
            assert cli.run(shlex.split(example)) in codes, example
            assert "Traceback" not in capsys.readouterr().err


def test_public_names_have_docstrings() -> None:
    for path in sorted((ROOT / "src").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
                assert ast.get_docstring(node), f"{path}: {node.name}"
