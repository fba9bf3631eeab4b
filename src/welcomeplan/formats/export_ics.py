"""The days of promises as a calendar (RFC 5545), to be opened once or subscribed to.

Written line by line: a library's property for each takes longer than all else of an export. What
is dropped stays CONFIRMED, since some programs take away what is cancelled; the title says so.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from welcomeplan.formats.setting import quoted
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from welcomeplan.answer import Dates, Entry, Export

_END = "\r\n"
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//welcomeplan//promises//EN")
"""How a calendar begins; what another program saves has a PRODID of its own."""
_EACH_DAY = "P1D"
"""How often one that is subscribed to is asked for again."""
AHEAD = 14
"""How many days before its own an entry rings."""
_WIDTH = 75
"""How many bytes a line may have, its end not counted."""
_OBEYED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,"})
_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def render(export: Export) -> bytes:
    """A calendar with an entry of a whole day for each of its days."""
    return "".join(f"{_folded(line)}{_END}" for line in _calendar(export.dates)).encode()


def made(data: bytes) -> bool:
    """Whether a file is such a calendar."""
    return data.startswith(_END.join((*_HEAD, "")).encode())


def _calendar(dates: Dates) -> Iterator[str]:
    title, about = _text(dates.title), _text(dates.about)
    yield from _HEAD
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    yield f"NAME:{title}"
    yield f"X-WR-CALNAME:{title}"
    yield f"DESCRIPTION:{about}"
    yield f"X-WR-CALDESC:{about}"
    yield f"REFRESH-INTERVAL;VALUE=DURATION:{_EACH_DAY}"
    yield f"X-PUBLISHED-TTL:{_EACH_DAY}"
    for entry in dates.entries:
        yield from _event(entry)
    yield "END:VCALENDAR"


def _event(entry: Entry) -> Iterator[str]:
    title, stamp = _text(entry.title), _moment(entry.stamp)
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{entry.moves}"
    yield f"DTSTART;VALUE=DATE:{_day(entry.day)}"
    # The day after is the first that is no part of it.
    yield f"DTEND;VALUE=DATE:{_day(entry.day + timedelta(days=1))}"
    yield f"SUMMARY:{title}"
    yield "DESCRIPTION:" + "\\n".join(_text(quoted(line)) for line in entry.said)
    yield "CATEGORIES:" + ",".join(map(_group, entry.groups))
    yield "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT"
    if entry.rings:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(f'In {AHEAD} days: ')}{title}"
        yield f"TRIGGER:-P{AHEAD}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A text as the value of a property, on one line. Some programs read a description as HTML: a
    tag is broken up, so that all see the same."""
    return _TAG.sub("< ", show(text)).translate(_OBEYED)


def _group(text: str) -> str:
    """One of several. Some readers take a comma for escaped after any backslash: none ends with
    one."""
    value = _text(text)
    return f"{value} " if value.endswith("\\") else value


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _moment(stamp: datetime) -> str:
    """A time in UTC."""
    return f"{_day(stamp.date())}T{stamp:%H%M%S}Z"


def _folded(line: str) -> str:
    """A line, broken where it is too long; no letter is."""
    data = line.encode()
    if len(data) <= _WIDTH:
        return line
    parts = []
    start, room = 0, _WIDTH
    while start < len(data):
        end = start + room
        while end < len(data) and data[end] & 0xC0 == 0x80:  # within a letter
            end -= 1
        parts.append(data[start:end])
        start, room = end, _WIDTH - 1  # the space at the beginning of the next
    return f"{_END} ".join(part.decode() for part in parts)
