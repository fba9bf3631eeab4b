"""How the name of a file says of which format it is."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from welcomeplan.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable


def known_ending(file: str, endings: Iterable[str]) -> str:
    """The ending of a name, in small letters. Raises UserError for one that is none of them."""
    ending, known = PurePath(file).suffix.lower(), list(endings)
    if ending not in known:
        *some, last = known
        raise UserError(
            f"`{file}` is of no format that is known by its name",
            f"End the name with {', '.join(some)} or {last}.",
        )
    return ending
