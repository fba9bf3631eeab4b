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
    """The command can't go on. `message` says what was found, `remedy` what to do."""

    def __init__(self, message: str, remedy: str = "", code: int = EXIT_USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code
