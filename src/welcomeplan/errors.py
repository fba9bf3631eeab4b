"""The exceptions that end a command, and the exit codes that scripts lean on."""

from __future__ import annotations

# Not typing's: `python -m welcomeplan` must not wait for it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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
    """The command can't go on. `message` says what was found, `remedy` what to do.

    `command` is what to type for that; the remedy then ends with a colon. `candidates` are the
    things that may have been meant, each with its title.
    """

    def __init__(
        self,
        message: str,
        remedy: str = "",
        code: int = EXIT_USAGE,
        *,
        command: str = "",
        candidates: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.code = code
        self.command = command
        self.candidates = tuple(candidates)

    @property
    def told(self) -> str:
        """The remedy in one line, for whoever has no other."""
        names = ", ".join(name for name, _ in self.candidates)
        parts = [self.remedy, f"`{self.command}`" if self.command else "", names]
        return " ".join(filter(None, parts))


def not_installed(what: str, package: str, extra: str) -> UserError:
    """That something needs a package which few need, with the command that installs it."""
    return UserError(
        f"{what} needs {package}, which is not installed",
        "To install it:",
        command=f"pip install 'welcomeplan[{extra}]'",
    )


class NoPlan(UserError):
    """There is no plan where nobody named a folder; `folder` is what to name, with `--dir`.

    `candidates` then are commands that make one, each with what it makes.
    """

    def __init__(
        self,
        message: str,
        remedy: str,
        folder: str = "FOLDER",
        candidates: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(message, remedy, candidates=candidates)
        self.folder = folder


BEGIN = (
    ("welcomeplan init", "a new plan"),
    ("welcomeplan import FILE", "one made from a sheet or document"),
)
"""How a plan is begun: what to type, and what comes of it."""


class NotInGit(UserError):
    """A folder is in no git repository, or in one without a commit."""


class NoSuchCommit(UserError):
    """A revision that git does not know."""


class Missing(UserError):
    """Git knows of something that is not in this clone: what it was can't be told, nor that it was
    nothing. `partial`: the clone is not shallow, and has the beginning of the history."""

    partial = False


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
        command: str = "",
    ) -> None:
        super().__init__(message, remedy, EXIT_REFUSED, command=command)
        self.span = span
        self.written = written
