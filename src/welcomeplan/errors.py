"""The exceptions that end a command, and the exit codes that scripts lean on."""

from __future__ import annotations

EXIT_OK = 0
EXIT_PROBLEMS = 1
"""Problems were found: `validate`, or a table that some file could not add to."""
EXIT_USAGE = 2
"""Wrong usage, no plan, an unreadable folder."""
EXIT_REFUSED = 3
"""An edit was refused, and nothing was written."""
EXIT_INTERRUPTED = 130
"""Somebody pressed Ctrl-C."""


class UserError(Exception):
    """The command can't go on. `message` says what was found, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "", code: int = EXIT_USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code


class NoPlan(UserError):
    """There is no plan where nobody named a folder."""


class Refused(UserError):
    """An edit that is not made: nothing was written.

    `span` is the part of the text at fault, where there is one: offsets of characters, the end
    exclusive. `written` is true where a disk failed so late that some file may hold its new
    bytes all the same; the message says what is there then.
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        *,
        span: tuple[int, int] | None = None,
        written: bool = False,
    ) -> None:
        super().__init__(message, remedy, EXIT_REFUSED)
        self.span = span
        self.written = written
