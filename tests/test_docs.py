"""Documents are true: generated pages equal the code, README's blocks run, named files exist.

`pytest --update tests/test_docs.py` writes the generated pages and README's outputs anew.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import io
import re
import shlex
import shutil
import textwrap
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
import typer

import welcomeplan
from welcomeplan import cli, rules
from welcomeplan import plan as model
from welcomeplan.commands import COMMANDS, load
from welcomeplan.deadlines import words_reference
from welcomeplan.formats.jsontext import dumps
from welcomeplan.plan import MEANINGS, Part, json_schema

from .conftest import ROOT

DOCS = ROOT / "docs"
PROSE = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


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
        "What stops a file from being read at all (`unreadable-file`, `unknown-key`,"
        " `missing-key`, `wrong-value`, `unreadable-calendar`, `bad-file-name`,"
        " `duplicate-plan-id`, `unknown-strategy`) is always an error. Where it lies within"
        " milestones or indicators alone, those are named as unread, and the rest of the file is"
        " read. What stops an edit from being seen is an error, too: `missing-plan`, where a plan"
        " is gone as a whole, and `unseen-change`, where it changes a file that can't be read"
        " before and after it.",
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
        " file was when it last could be, along first parents; that is said on stderr, and a note"
        " (`unread-base`). Where it never could be, `unread-base` is an error: what the edit does"
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


def format_page() -> str:
    lines = [
        "# The plan's files",
        "",
        "A folder with a `plan.yaml` is a plan; every other `.yaml` file beside it is one"
        " strategy. A folder with several plans below it, also one inside another, is a workspace:"
        " commands take all of them, and full names are `plan/id`.",
        "",
        "Every value is text until the schema types it: `no`, `012` and `2018-09` mean"
        " what they look like. Keys that begin with `x-` are your own, and ignored."
        " Anchors, aliases, tags and several documents in a file are refused.",
        "",
        "A fault in a milestone or an indicator leaves that one out: it is named, by file and line,"
        " by every command, and the rest of its file is read. A fault above them, or of YAML"
        " itself, leaves out the whole file.",
        "",
        "Days are written 2018-02-11. What repeats does so from `starts` to `due`, or else over"
        " the plan's `period`, never before the plan was `adopted`.",
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
        "## Targets",
        "",
        "A target is one number, and what it counts: `2 trainings`, `two trainings` (to twenty),"
        " `$25,000`, `25,000 USD`, `€1.5 million`. It is shown as the plan writes it. Amounts in"
        " the log are numbers alone, and are added up; of a share (`45%`, `45 percent of"
        " residents`) the latest is the level reached. `at least 20 hours`, `20+ hours` and `20 or"
        " more hours` are reached by 20, as `20 hours` is; `more than 20 hours` and `over 20 hours`"
        " are not; `up to 20 hours` promises no least, so nothing falls short of it.",
        "",
        "A number is read whole or asked about: two numbers (`3-5 events`, `12 of 20 sites`),"
        " fractions (`1/2 FTE`, `one third of schools`), what is cut short (`10k people`),"
        " thousands that are written otherwise (`1_000`, `1 000`, and `1.000`, which may be 1 or"
        " 1,000), and what is reached"
        " before anything is done (`0 complaints`: that is an indicator). A number that belongs to"
        " a name is joined to it: `5 K-12 schools`, `2 Section-8 homes`.",
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
        " recorded is taken as always so. Notes are for people; no program reads them.",
        "",
        "*Missed* is a deadline in force that passed before the promise was done, begun (where"
        " that was promised), moved, deferred or dropped. Nothing that comes later takes it away,"
        " and it stays with who answered for it on that day. What was deferred or dropped by its"
        " day has no deadline in force until it is given one (`reschedule`): done later it is not"
        " late; taken up again after its day, it is undated. What was deferred or dropped without"
        " an entry that says since when counts as missed once its deadline has passed. Of what is"
        " done on a day that nobody knows (`yes`, or a month or year around the deadline), it is"
        " said that the lateness is unknown. What was promised to begin is judged by its beginning"
        " alone, also once it is done: without a `start` or an amount in its log, it began no later"
        " than it was done, and whether that was in time is unknown (`start ID --on DAY` records it"
        " afterwards).",
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


GENERATED: dict[str, Callable[[], str]] = {
    "checks.md": rules_page,
    "commands.md": commands_page,
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


BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a reader of README has before them: the shipped plans."""
    for name in ("plan", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def transcript(block: str) -> str:
    """A console block with what its commands print today."""
    lines = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        out = io.StringIO()
        name, *arguments = shlex.split(command)
        assert name == "welcomeplan", command
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            cli.run(arguments)
        lines += [f"$ {command}", *out.getvalue().rstrip("\n").split("\n")]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_console_blocks_print_what_they_show(path: Path, clone: Path, update: bool) -> None:
    text = path.read_text("utf-8")
    for kind, block in BLOCK.findall(text):
        if kind == "console":
            printed = transcript(block)
            if update:
                text = text.replace(block, printed)
                path.write_text(text, "utf-8")
            else:
                assert block == printed


@pytest.mark.parametrize(
    ("name", "printed"), [("README.md", "2018-03-31"), ("docs/deadlines.md", "2018-06-30")]
)
def test_python_blocks_run(
    name: str, printed: str, clone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / name).read_text("utf-8")
    blocks = [block for kind, block in BLOCK.findall(text) if kind == "python"]
    assert blocks
    for block in blocks:
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
    for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (path.parent / link).exists(), link


def test_every_example_of_help_runs(
    clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")  # an editor that leaves the file as it is
    for name in COMMANDS:
        _, examples = load(name)
        assert 2 <= len(examples) <= 3, name
        for example in examples:
            # There is no git repository here: what needs one says so, and nothing more.
            codes = (0, 1, 2) if name in ("diff", "history") else (0, 1)
            assert cli.run(shlex.split(example)) in codes, example
            assert "Traceback" not in capsys.readouterr().err


def test_public_names_have_docstrings() -> None:
    for path in sorted((ROOT / "src").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        assert ast.get_docstring(tree), path
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_":
                assert ast.get_docstring(node), f"{path}: {node.name}"
