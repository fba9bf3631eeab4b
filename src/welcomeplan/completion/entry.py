"""Answers TAB at once where it can: the very bytes that Typer would print. In any doubt it answers
nothing, and Typer is asked.

Loading Typer takes most of the time of a TAB, and reading a plan the rest: neither is done here.
"""

from __future__ import annotations

import gc
import os
import sys

from welcomeplan.completion.line import Slot, slot, words
from welcomeplan.errors import UserError
from welcomeplan.plan import PART, OfferedFor, offered
from welcomeplan.workspace import HOME, believed, nearest, not_far_below

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Asked = tuple[list[str], str] | None
    """The words before the one that is completed, and how that begins; None: leave it to Typer."""


def answered() -> int | None:
    """Answer what the environment asks for; the exit code. None where Typer is to be asked."""
    gc.disable()  # as `cli` does
    if sys.stdout is None:
        return None
    try:
        found = answer(os.environ)
        if found is not None:
            sys.stdout.reconfigure(errors="backslashreplace", newline="\n")  # type: ignore[union-attr]
            sys.stdout.write(found[1])
            sys.stdout.flush()
            return found[0]
    except (OSError, ValueError, UserError):  # Typer will meet the same, and `cli` say it
        pass
    return None


def answer(environment: Mapping[str, str]) -> tuple[int, str] | None:
    """An exit code and what is printed; None where Typer is to be asked."""
    asked, _, name = environment.get("_WELCOMEPLAN_COMPLETE", "").partition("_")
    if asked != "complete" or name not in _SHELLS:
        return None
    line, shown = _SHELLS[name]
    told = line(environment)
    found = slot(*told) if told else None
    if found is None or (found.told and name != "bash"):  # which needs rich for those texts
        return None
    names = _names(found, environment)
    return None if names is None else shown(names, environment)


def _names(found: Slot, environment: Mapping[str, str]) -> Sequence[str] | None:
    """What is offered; None where what was kept does not tell."""
    if not isinstance(found.offers, str):
        return found.offers
    plans = _plans(found.given, environment)
    if plans is None:
        return None
    given = found.given.get(PART.get(found.command, ""), "")
    return offered(found.offers, plans, OfferedFor(found.begun, found.command, given))


def _plans(given: Mapping[str, str], environment: Mapping[str, str]) -> Any:
    """What may be offered of the plans that are meant, as `offered` takes it; None where that is
    not known."""
    if not {"at", "no_index"}.isdisjoint(given):
        return None
    folder = given.get("folder") or environment.get(HOME)
    if folder:
        return believed(folder) if folder.strip() else None
    here = os.getcwd()  # noqa: PTH109 - paths are texts there
    found = nearest(here)
    if found is None or (found.above and next(not_far_below(here), None)):
        return None
    return believed(found.folder)


def _in_bash(environment: Mapping[str, str]) -> Asked:
    found, at = words(environment.get("COMP_WORDS", "")), environment.get("COMP_CWORD", "")
    if found is None or not at.isdecimal():
        return None
    place = int(at)
    return found[1:place], found[place] if place < len(found) else ""


def _in_zsh(environment: Mapping[str, str]) -> Asked:
    text = environment.get("_TYPER_COMPLETE_ARGS", "")
    found = words(text)
    if found is None:
        return None
    before = found[1:]
    return (before[:-1], before[-1]) if before and not text.endswith(" ") else (before, "")


def _in_powershell(environment: Mapping[str, str]) -> Asked:
    found = words(environment.get("_TYPER_COMPLETE_ARGS", ""))
    begun = environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    return None if found is None else (found[1:-1] if begun else found[1:], begun)


def _for_bash(names: Sequence[str], _: Mapping[str, str]) -> tuple[int, str]:
    return 0, "\n".join(names) + "\n"


_ESCAPED = str.maketrans({'"': '""', "'": "''", "$": "\\$", "`": "\\`", ":": "\\\\:"})


def _for_zsh(names: Sequence[str], _: Mapping[str, str]) -> tuple[int, str]:
    quoted = "\n".join(f'"{name.translate(_ESCAPED)}"' for name in names)
    return 0, f"_arguments '*: :(({quoted}))'\n" if names else "_files\n"


def _for_fish(names: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str] | None:
    action = environment.get("_TYPER_COMPLETE_FISH_ACTION")
    if action == "is-args":
        return (0 if names else 1), ""
    return (0, "\n".join(names) + "\n") if action == "get-args" else None


def _for_powershell(names: Sequence[str], _: Mapping[str, str]) -> tuple[int, str]:
    return 0, "\n".join(f"{name}::: " for name in names) + "\n"


_SHELLS: Mapping[
    str,
    tuple[
        Callable[[Mapping[str, str]], Asked],
        Callable[[Sequence[str], Mapping[str, str]], tuple[int, str] | None],
    ],
] = {
    "bash": (_in_bash, _for_bash),
    "zsh": (_in_zsh, _for_zsh),
    "fish": (_in_zsh, _for_fish),
    "powershell": (_in_powershell, _for_powershell),
    "pwsh": (_in_powershell, _for_powershell),
}
