"""The commands, as a table. One module each, but for those that are rows of `mark`.

A command's module has `run`, which takes options and returns an exit code, and `EXAMPLES`. Of the
others `options`, `marking`, `taking`, `completing`, `naming`, `looking`, `beginning`, `answering`,
`calendars`, `reporting`, `editing` and `telling` hold what several share; `buffers` and `serving`
are parts of `lsp`, and `helping` and `usage` the program's own.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Command(NamedTuple):
    """A command: the module that holds it, a summary, and where help lists it."""

    module: str
    summary: str
    group: str = "Change"


COMMANDS = {
    "init": Command("init", "a new plan, with the check of its edits beside it", "Begin"),
    "import": Command("importing", "a plan of a spreadsheet, or of the adopted document", "Begin"),
    "due": Command("due", "what is due in a quarter, and what is overdue", "Look"),
    "status": Command("status", "how the plan stands, and what needs attention first", "Look"),
    "list": Command("listing", "every milestone, in plan order; or every indicator", "Look"),
    "timeline": Command("timeline", "promises against time, lateness as a length", "Look"),
    "show": Command("show", "one plan, strategy, objective, action, milestone, indicator", "Look"),
    "when": Command("when", "how deadline words are read, and why", "Look"),
    "history": Command("history", "what was first promised, what moved, by whom, and why", "Look"),
    "done": Command("done", "mark milestones finished"),
    "reopen": Command("mark", "say that a milestone is not done after all"),
    "start": Command("mark", "say that work has begun"),
    "block": Command("mark", "say that work is blocked, and by what"),
    "defer": Command("mark", "put milestones off, and say why"),
    "drop": Command("mark", "give milestones up, and say why"),
    "plan": Command("mark", "say that milestones are planned again"),
    "assign": Command("assign", "give milestones another owner, and keep who answered before"),
    "log": Command("log", "add a dated update; an amount counts toward the target"),
    "measure": Command("measure", "write down what was measured of an indicator"),
    "reschedule": Command("reschedule", "move a deadline, and keep from what, and why"),
    "add": Command("add", "a new milestone beside its siblings"),
    "review": Command("review", "walk through what is late, due or silent, and write it at once"),
    "edit": Command("edit", "open the editor at the line, and check the plan afterwards"),
    "lsp": Command(
        "lsp", "a language server: the plan's problems and answers, in an editor", "Check"
    ),
    "validate": Command(
        "validate", "check the plan's files, and say how to mend what is wrong", "Check"
    ),
    "coverage": Command("coverage", "what of the adopted document the plan has lost", "Check"),
    "diff": Command("diff", "what an edit of the plan means", "Check"),
    "schema": Command("schema", "the JSON Schema of the plan's files, for editors", "Check"),
    "report": Command("report", "the committee's report of a quarter, on two pages", "Share"),
    "remind": Command("remind", "a letter to each owner of what is late or due soon", "Share"),
    "site": Command("site", "the public page: every promise, for everybody to read", "Share"),
    "export": Command("exporting", "the promises, for spreadsheets and programs", "Share"),
    "verify": Command("verify", "whether a report or a page says what the plan says", "Share"),
}


def load(name: str) -> tuple[Callable[..., int], tuple[str, ...]]:
    """A command's function as Typer reads it, and its examples. Only its module is imported."""
    from welcomeplan.commands.options import spread  # noqa: PLC0415 - nor these, for `--help`

    module = import_module(f"welcomeplan.commands.{COMMANDS[name].module}")
    if COMMANDS[name].module == "mark":
        run, examples = module.command(name)
    else:
        run, examples = module.run, module.EXAMPLES
    return spread(run), examples
