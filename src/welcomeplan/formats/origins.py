"""What a report or a page says of its making, as JSON that any text, tag or property can hold; and
what is read of one that somebody hands in.

A file may be anybody's: nothing of it is believed but what is of the form that it must have.
Folders and plans may be called whatever a disk lets them be: what is written here can be read.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.limits import LONGEST_ORIGIN
from welcomeplan.paper import Origin
from welcomeplan.plan import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

SCHEMA = "welcomeplan/1"
_UNSAFE = re.compile(r"[^ -~]|[<>&#'`|$]|-(?=-)")
"""What would be markup somewhere; in JSON it stands within strings alone."""


class Read(NamedTuple):
    """What is read of a report."""

    origin: str
    """What it says of its making; empty where it says nothing."""
    lines: Sequence[str]
    """What it says, line by line."""
    files: Mapping[str, bytes] = MappingProxyType({})
    """The files that are attached to it, by name."""
    heads: Sequence[str] = ()
    """The titles of its parts, where the format tells them apart."""


def write(origin: Origin) -> str:
    """One line of JSON, of which no character but quotes means anything in a markup."""
    made = {
        "schema": SCHEMA,
        "command": origin.command,
        **origin._asdict(),
        "since": origin.since and origin.since.isoformat(),
        "as_of": origin.as_of.isoformat(),
    }
    for seldom in ("part", "partial"):  # most don't speak of it
        if not made[seldom]:
            del made[seldom]
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(made))


def read(text: str) -> Origin:
    """What a report says of its making. Raises ValueError, with why, where it is not of the form
    that `write` gives it."""
    try:
        made = json.loads(text) if len(text) <= LONGEST_ORIGIN else None
    except (ValueError, RecursionError):
        made = None
    if not isinstance(made, dict) or made.get("command") not in ("report", "site"):
        raise ValueError("it does not say what it was made from")
    if made.get("schema") != SCHEMA:
        raise ValueError(f"it is of another schema than `{SCHEMA}`")
    origin = Origin(
        plan=_text(made, "plan", r"[^\0/]{0,300}"),
        folder=_text(made, "folder", r"[^\0]{0,4096}"),
        revision=_text(made, "revision", r"([0-9a-f]{40}|[0-9a-f]{64})?"),
        changed=_is(made, "changed"),
        quarter=_text(made, "quarter", r"((FY)?[0-9]{4}Q[1-4])?"),
        since=_day(made, "since") if made.get("since") is not None else None,
        as_of=_day(made, "as_of"),
        others=_count(made, "others"),
        commits=_is(made, "commits"),
        language=_text(made, "language", r"[a-z]{2,3}"),
        version=_text(made, "version", r"[0-9]{1,5}\.[0-9a-z.+]{1,40}"),
        shallow=_is(made, "shallow"),
        partial=_is({"partial": False, **made}, "partial"),
        moves=_count(made, "moves"),
        unattached=_count(made, "unattached"),
        command=made["command"],
        also=_text(made, "also", r"([a-z]{2,3})?"),
        beside=_is(made, "beside"),
        part=_text({"part": "", **made}, "part", r"([a-z0-9-]+(_[0-9]+)?)?"),
    )
    folder = PurePosixPath(origin.folder)
    if folder.is_absolute() or ".." in folder.parts:
        raise _wrong("folder")
    report = origin.command == "report"
    if bool(origin.quarter) + bool(origin.since) != report:
        raise _wrong("quarter")
    if not origin.plan and (report or origin.beside or origin.part):
        raise _wrong("plan")
    if origin.partial and not origin.shallow:
        raise _wrong("partial")
    if origin.part and report:
        raise _wrong("part")
    return origin


def is_one(text: str) -> bool:
    """Whether a text is what a report of any version says of its making: enough to know its file
    for a report, and too little to believe a word of it."""
    try:
        made = json.loads(text) if len(text) <= LONGEST_ORIGIN else None
    except (ValueError, RecursionError):
        return False
    if not isinstance(made, dict) or made.get("command") != "report":
        return False
    return str(made.get("schema")).startswith("welcomeplan/")


def _wrong(key: str) -> ValueError:
    return ValueError(f"what it says of its `{key}` can't be")


def _text(made: Mapping[str, Any], key: str, form: str) -> str:
    value = made.get(key)
    if not isinstance(value, str) or not re.fullmatch(form, value):
        raise _wrong(key)
    return value


def _is(made: Mapping[str, Any], key: str) -> bool:
    value = made.get(key)
    if not isinstance(value, bool):
        raise _wrong(key)
    return value


def _count(made: Mapping[str, Any], key: str) -> int:
    value = made.get(key)
    if type(value) is not int or not 0 <= value < 10_000_000:
        raise _wrong(key)
    return value


def _day(made: Mapping[str, Any], key: str) -> date:
    try:
        return read_day(_text(made, key, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"))
    except ValueError:
        raise _wrong(key) from None
