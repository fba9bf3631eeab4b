"""The one exception that ends a command, and the exit codes that scripts lean on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

EXIT_OK = 0
EXIT_PROBLEMS = 1
"""Problems were found: `validate`, or a table that some file could not add to."""
EXIT_USAGE = 2
"""Wrong usage, no plan, an unreadable folder."""
EXIT_REFUSED = 3
"""An edit was refused, and nothing was written."""


class UserError(Exception):
    """The command can't go on. `message` says what was found, `help` what to do."""

    def __init__(self, message: str, help: str = "", code: int = EXIT_USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.code = code


MOST_COMPARED = 300
"""With more known words than that, comparing each mistake with all of them takes too long."""


def some(names: Iterable[str], most: int = 12) -> str:
    """The first of many names: `a, b, c and 9 more`."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return ", ".join(every[:most]) + more


def did_you_mean(word: str, known: list[str]) -> str:
    """The nearest known word as a question that another sentence may follow; or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    if len(known) > MOST_COMPARED:
        return ""
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`? " if near else ""
