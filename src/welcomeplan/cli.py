"""The program: Typer over the table of commands. Nothing of one is imported until it is run."""

from __future__ import annotations

import gc
import os
import shlex
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from welcomeplan import __version__
from welcomeplan.commands import COMMANDS, load
from welcomeplan.errors import BEGIN, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, NoPlan, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Completion(NamedTuple):
    """What TAB offers, as Typer prints it. Without a summary: Typer would import rich for it."""

    value: str
    type: str = "plain"
    help: str = ""


class Once(TyperCommand):
    """A command that takes each option once, but for those that may be given again: the last of
    several would win, and the others be dropped unsaid."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, as they are read. Raises UserError for an option that is given twice."""
        if not ctx.resilient_parsing:
            _, _, given = self.make_parser(ctx).parse_args(args=list(args))
            one: Any
            for one in given:
                alone = one.param_type_name == "option" and not (one.is_flag or one.multiple)
                if alone and given.count(one) > 1:
                    name = max(one.opts, key=len)
                    raise UserError(f"`{name}` is given more than once", "Give it once.")
        return super().parse_args(ctx, args)

    def get_help_option_names(self, ctx: Any) -> list[str]:
        """In one order: Typer's is that of a set, another each time."""
        return list(ctx.help_option_names)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """What it does, its options in groups, its examples."""
        from welcomeplan.commands import helping  # noqa: PLC0415 - TAB must not wait for it

        lines = helping.lines_of_command(ctx, (self.epilog or "").split("\n"))
        formatter.write("\n".join(lines))


class CommandTable(TyperGroup):
    """Lists the commands from the table, and imports one when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # The names alone: for "did you mean".
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command, built from its module's `run` function; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        run, told = load(cmd_name)
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        settings = {"help_option_names": ["--help", "-h"]}
        epilog = "\n".join(told)
        app.command(cmd_name, cls=Once, epilog=epilog, context_settings=settings)(run)
        return typer.main.get_command(app)

    def get_help_option_names(self, ctx: Any) -> list[str]:
        """In one order, as those of a command."""
        return list(ctx.help_option_names)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """The names that begin so, without importing a command; else options."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [Completion(name) for name in COMMANDS if name.startswith(incomplete)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant. Raises UserError where there is none of that name."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            from welcomeplan.commands import usage  # noqa: PLC0415 - only when something is wrong

            raise usage.no_command(args[0], list(COMMANDS))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The table as help prints it, without importing a command."""
        from welcomeplan.commands import helping  # noqa: PLC0415 - TAB must not wait for it

        formatter.write("\n".join(helping.lines_of_program(ctx)))


app = typer.Typer(
    cls=CommandTable,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"welcomeplan {__version__}\n")
        raise typer.Exit


@app.callback()
def welcomeplan(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Keep a community's plan, and its promises: what is due, what is done, what slipped."""


def main() -> NoReturn:
    """The `welcomeplan` program. Ctrl-C ends it with 130, wherever it is, and says nothing more."""
    # Models hold no circles worth looking for, and looking takes half the time of a large plan.
    gc.disable()
    try:
        sys.unraisablehook = _not_lost
        code = _program()
        # All is said and done: what is pressed now must not end in a traceback of Python's own.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    if code != EXIT_INTERRUPTED:  # a reader who no longer reads must not be waited for
        for stream in filter(None, (sys.stdout, sys.stderr)):
            with suppress(OSError, ValueError):
                stream.flush()
    # Whatever is held, the system takes back at once; Python would take it apart piece by piece.
    os._exit(code)


def _not_lost(found: sys.UnraisableHookArgs) -> None:
    """A Ctrl-C that came where Python can raise nothing, in a `__del__`, ends the program too."""
    if isinstance(found.exc_value, KeyboardInterrupt):
        os._exit(EXIT_INTERRUPTED)
    sys.__unraisablehook__(found)


def _program() -> int:
    """Run the command line of the process; its exit code."""
    closed = sys.stdout is None
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the program
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: SIM115, PTH123
    if closed:
        # Before anything is done: an edit that can't say what it did is not made.
        _tell("standard output is closed, so there is no place for the answer")
        return EXIT_USAGE
    # Looking through every installed package for plugins of pydantic costs a fifteenth of `due`,
    # and none of them has business with a plan.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # What a terminal's encoding lacks is shown as an escape; it never ends the command. A line ends
    # as it was written on every system: Windows would make `\r\r\n` of the ends that CSV has.
    sys.stdout.reconfigure(errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    sys.stderr.reconfigure(errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run one command line; its exit code. What goes wrong is said on stderr, never raised."""
    try:
        return _run(arguments)
    except UserError as error:
        command, candidates = error.command, error.candidates
        if isinstance(error, NoPlan):
            command = shlex.join(["welcomeplan", *arguments, "--dir", error.folder])
            if candidates:
                candidates = ((command, "a plan that is elsewhere"), *candidates)
                command = ""
        _tell_wrong(error.message, error.remedy, arguments, command=command, candidates=candidates)
        return error.code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except typer.Abort as error:  # a question that was not answered
        pressed = isinstance(error.__context__, KeyboardInterrupt)
        return EXIT_INTERRUPTED if pressed else EXIT_USAGE
    except typer.TyperException as error:
        return _usage(error, arguments)
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python must not try to flush it again.
        sys.stdout = None
        return EXIT_OK
    except OSError as error:
        _tell(
            f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}",
            "The answer can't be written, or a folder not read. An edit that was saved stays so.",
        )
        _flush_no_more()
        return EXIT_USAGE
    except Exception as error:  # nobody who keeps a plan should meet a traceback
        if os.environ.get("WELCOMEPLAN_TRACEBACK"):
            raise
        _tell(
            f"a fault of welcomeplan itself: {type(error).__name__}: {error}",
            "Please report it; with WELCOMEPLAN_TRACEBACK=1 set, it shows where.",
        )
        return EXIT_USAGE


def _run(arguments: Sequence[str]) -> int:
    try:
        code = typer.main.get_command(app).main(
            list(arguments), prog_name="welcomeplan", standalone_mode=False
        )
        sys.stdout.flush()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # Typer's end of it is a failure
            raise BrokenPipeError from ended
        raise
    return int(code or EXIT_OK)


def _flush_no_more() -> None:
    """Let go of an output that can't be written: Python would try once more, and complain."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = None


_FIRST = (*BEGIN, ("welcomeplan status --dir FOLDER", "how one that is elsewhere stands"))
"""What to type first, where there is no plan."""
_NEXT = (
    ("welcomeplan due", "what is due now"),
    ("welcomeplan status", "how it stands"),
    ("welcomeplan list", "all that it promises, with ids"),
    ("welcomeplan done ID", "that one of them is done"),
)
"""What to type of one."""


def _usage(error: Any, arguments: Sequence[str]) -> int:
    """A wrong command line, in our words."""
    if type(error).__name__ == "NoArgsIsHelpError":
        _begin()
        return EXIT_USAGE
    from welcomeplan.commands import usage  # noqa: PLC0415 - only when something is wrong

    message, remedy, command = usage.wrong(error, arguments)
    _tell_wrong(message, remedy, arguments, command=command)
    return EXIT_USAGE


def _begin() -> None:
    """Say on stderr what to type first, where somebody stands; that may be in no plan."""
    from welcomeplan import workspace  # noqa: PLC0415 - only when something is wrong

    said = "all that can be done: `welcomeplan --help`"
    try:
        folder = os.environ.get(workspace.HOME) or workspace.find().as_posix()
    except NoPlan as error:
        if error.candidates:
            _tell(f"{error.message}; {said}", candidates=_FIRST)
        else:
            command = shlex.join(["welcomeplan", "status", "--dir", error.folder])
            _tell(f"{error.message}; {said}", error.remedy, command=command)
    except UserError as error:
        _tell(f"{error.message}; {said}", error.remedy)
    else:
        where = "this folder is a plan" if folder == "." else f"the plan here is `{folder}`"
        _tell(f"{where}; {said}", candidates=_NEXT)


def _tell_wrong(message: str, remedy: str, arguments: Sequence[str], **more: Any) -> None:
    """Say on stderr what is wrong with a command line. Of signs that a word processor made, what to
    type is all that there is to do."""
    from welcomeplan.commands import usage  # noqa: PLC0415 - only when something is wrong

    typed = usage.pasted(message, arguments)
    if typed:
        _tell(message, typed)
    else:
        _tell(message, remedy, **more)


def _tell(message: str, remedy: str = "", **more: Any) -> None:
    """Say on stderr what is wrong, and what to do."""
    from welcomeplan.commands import telling  # noqa: PLC0415 - only when something is wrong

    telling.tell(message, remedy, **more)
