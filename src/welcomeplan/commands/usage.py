"""What is wrong with a command line, in our words; the parser has others."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from welcomeplan.commands import COMMANDS
from welcomeplan.errors import UserError
from welcomeplan.wording import IN_QUOTES, did_you_mean, is_slip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_DASHES = re.compile(r"[‐‑‒–—―−][-‐‑‒–—―−]*(?=[a-z])")
SEE_ALL = "To see all that it takes:"


class BadValue(typer.BadParameter):
    """An option's value that can't be read, and what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class Wrong(NamedTuple):
    """What is wrong; what to do, and what to type for that."""

    message: str
    remedy: str
    command: str


def wrong(error: Any, arguments: Sequence[str]) -> Wrong:
    """What the parser found, told."""
    if type(error).__name__ == "MissingParameter" and error.param.name in ("id_", "ids"):
        return _which(error)
    message, remedy = _TOLD.get(type(error).__name__, _other)(error, arguments)
    if type(error).__name__ in ("BadParameter", "BadValue") and remedy:
        return Wrong(message, remedy, "")
    named = f" {arguments[0]}" if arguments and arguments[0] in COMMANDS else ""
    return Wrong(message, f"{remedy} {SEE_ALL}".lstrip(), f"welcomeplan{named} --help")


def _which(error: Any) -> Wrong:
    """That no id is given: an example of one, and where all are."""
    example = error.ctx.command.epilog.partition("\n")[0]
    kind = " --kind indicator" if error.ctx.info_name == "measure" else ""
    remedy = f"Give its id, as in `welcomeplan {example}`. To see all ids:"
    return Wrong("say which one is meant", remedy, f"welcomeplan list{kind}")


def pasted(message: str, arguments: Sequence[str]) -> str:
    """What to type for a sign that a word processor made of another, of a word that a message
    names; empty where there is none."""
    for word in arguments:
        bare = word.strip("“”„‟‘")
        if not bare or bare not in message:
            continue
        if dashes := _DASHES.match(word):
            return (
                f"`{word}` begins with a long dash. Type two hyphens: `--{word[dashes.end() :]}`."
            )
        if bare != word and not ("“" in word and " " in word):
            return f'`{word}` has curly quotes. Type straight ones: `"two words"`.'
    return ""


def no_command(name: str, known: Sequence[str]) -> UserError:
    """That there is no such command."""
    return UserError(
        f"there is no command `{name}`",
        f"{did_you_mean(name, list(known))}To see them all:",
        command="welcomeplan --help",
    )


def _no_option(error: Any, arguments: Sequence[str]) -> tuple[str, str]:
    word = _written(error.option_name, arguments)
    return f"there is no option `{word}`", _options_like(word, error.ctx).rstrip()


def _written(option: str, arguments: Sequence[str]) -> str:
    """An option that there is not, as it was written: of `-owner`, Typer says `-o` alone."""
    if option.startswith("--"):
        return option
    return next((one for one in arguments if one.startswith(option)), option)


def _options_like(word: str, context: Any) -> str:
    """The options that one slip explains, as a question; or nothing."""
    bare = word.lstrip("-").partition("=")[0]
    found = [
        option
        for parameter in context.command.get_params(context)
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--") and len(bare) > 1 and _is_slip(bare, option[2:])
    ]
    found.sort(key=lambda option: not option[2:].startswith(bare))
    return f"Did you mean {' or '.join(f'`{name}`' for name in found[:3])}?" if found else ""


def _is_slip(bare: str, name: str) -> bool:
    if len(bare) < 3:
        return name.startswith(bare)
    return is_slip(bare, name) or is_slip(bare.replace("-", ""), name.replace("-", ""))


def _missing(error: Any, _: Sequence[str]) -> tuple[str, str]:
    return f"{_named(error)} is missing", getattr(error.param, "help", None) or ""


def _bad_value(error: Any, _: Sequence[str]) -> tuple[str, str]:
    message, remedy = error.message.rstrip("."), getattr(error, "remedy", "")
    if choices := getattr(error.param.type, "choices", None):
        words = [str(getattr(one, "value", one)) for one in choices]
        given = message.partition(" is not one of ")[0].strip("'\"")
        message, remedy = f"`{given}` is none of its words", f"Write one of: {', '.join(words)}."
        near = did_you_mean(given, words)
        remedy = near + remedy
    elif found := re.search(r" is not (?:a valid|in the range) ", message):
        low, high = (getattr(error.param.type, name, None) for name in ("min", "max"))
        bounds = "" if low is None else f", {low} or more" if high is None else f", {low} to {high}"
        given = message[: found.start()].removeprefix("'").removesuffix("'")
        message, remedy = f"`{given}` can't be taken", f"Write a whole number{bounds}."
    return f"{_named(error)}: {message}", remedy


def _option_usage(error: Any, _: Sequence[str]) -> tuple[str, str]:
    takes = "takes no value" if "does not take" in error.message else "needs a value"
    return f"`{error.option_name}` {takes}", ""


def _other(error: Any, _: Sequence[str]) -> tuple[str, str]:
    found = re.match(r"Got unexpected extra argument\S* \((.*)\)", error.format_message())
    if found:
        words = f"`{shlex.quote(found[1])}`"
        remedy = IN_QUOTES
        return f"{words} is more than `{error.ctx.command_path}` takes", remedy
    message = re.sub(r"'([^']*)'", r"`\1`", error.format_message()).rstrip(".")
    return message[:1].lower() + message[1:], ""


def _named(error: Any) -> str:
    """What it is called: an option by its longest name, an argument as usage has it."""
    one = error.param
    if one is None:
        return "a value"
    name = one.metavar if one.param_type_name == "argument" else max(one.opts, key=len)
    return f"`{str(name or one.name).strip('[]')}`"


_TOLD: dict[str, Callable[[Any, Sequence[str]], tuple[str, str]]] = {
    "NoSuchOption": _no_option,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
    "BadValue": _bad_value,
    "BadOptionUsage": _option_usage,
}
