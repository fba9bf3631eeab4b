"""Time zones by their IANA names, from the system's database or the package `tzdata`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from welcomeplan.errors import UserError
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from datetime import tzinfo

# Each part begins with a capital: so `localtime`, which is another on each machine, and `right/`,
# which counts leap seconds, are none; nor is what only a file system that ignores case would find.
_NAME = re.compile("[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*)*")
_LONGEST = 60


def zone(name: str) -> tzinfo:
    """The time zone of a name such as `America/Chicago`. Raises UserError for none that is known
    here."""
    try:
        if len(name) <= _LONGEST and _NAME.fullmatch(name):
            return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        pass  # no such name, or it is that of a folder
    known = available_timezones()
    if not known:
        raise UserError(
            f"`{name}` can't be looked up: this machine has no database of time zones",
            "Install it: `pip install tzdata`.",
        )
    raise UserError(
        f"`{name}` is not the name of a time zone",
        f"{_meant(name, known)}Write the place, as the IANA database of time zones names it, such"
        " as `America/Chicago`.",
    )


def _meant(name: str, known: set[str]) -> str:
    """The name that was probably meant, as a question: `Chicago` is `America/Chicago`."""
    said = "_".join(name[:_LONGEST].split()).casefold()
    town = said.rpartition("/")[2]
    alike = sorted(one for one in known if _town(one)[:2] == town[:2])
    for one in alike:
        if said in (one.casefold(), _town(one)):
            return f"Did you mean `{one}`? "
    return did_you_mean(name[:_LONGEST], alike)


def _town(name: str) -> str:
    return name.casefold().rpartition("/")[2]
