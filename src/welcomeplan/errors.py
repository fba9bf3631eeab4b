"""The one exception that ends a command, and the exit codes that scripts lean on."""

from __future__ import annotations

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


def did_you_mean(word: str, known: list[str]) -> str:
    """The nearest known word as a question that another sentence may follow; or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Did you mean `{near[0]}`? " if near else ""
