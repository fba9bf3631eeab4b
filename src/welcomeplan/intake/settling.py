"""What the cells of a row say of each other: dates that can't both be, a status beside a day.

Nothing is mended: of two cells that contradict each other the one is kept under a key of the
planner's own, and asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from welcomeplan.intake.frames import text
from welcomeplan.intake.headings import Within, meaning, plain_meaning, within

if TYPE_CHECKING:
    from welcomeplan.intake.columns import Column
    from welcomeplan.intake.dates import Told
    from welcomeplan.intake.rows import Rows
    from welcomeplan.intake.values import Item

IN_SHEET = "Correct the sheet and import it again, or the file that is written."
IN_FILE = "Correct the file that is written."
DONE = "Say it with: welcomeplan done ID --on DAY, or --day-unknown"
_VERBS = {"dropped": "drop", "deferred": "defer"}
ASKED = ("done", *_VERBS)
"""States that a plan has with a day, so that they are asked for."""
_BEFORE = re.compile(r"\A[\s–—:;,.(\[-]*+(?:(?:on|in|am|le|el|il|em|op|since)\s++)?")
_AFTER = re.compile(r"(?<![\s.;,)\]])[\s.;,)\]]++\Z")
"""What stands around a day beside a state."""
_YEAR = timedelta(days=366)


@dataclass(slots=True)
class Row:
    """A row while it becomes a milestone."""

    at: int
    place: str
    item: Item
    days: dict[str, Told] = field(default_factory=dict)
    reason: str = ""


def settle(rows: Rows, made: Row) -> None:
    """What two cells of a row say of each other."""
    _finished(rows, made)
    _set_aside(rows, made)
    _ordered(rows, made)
    keys, revised = made.item.keys, rows.layout.one("revised")
    status = rows.layout.one("status")
    if status and "done" in keys and meaning(str(keys.get(status.own, ""))) == "done":
        del keys[status.own]
    if revised and "revised" in keys:
        value = keys.pop("revised")
        if "due" not in keys:
            keys["due"] = value
        elif value != keys["due"]:
            kept = revised.own
            keys[kept] = value
            rows.book.ask(
                made.place,
                f"its deadline was moved; `due:` is the first one, the new one is `{kept}:`",
                "Move it with its reason: welcomeplan reschedule ID WORDS --note ...",
            )


def _finished(rows: Rows, made: Row) -> None:
    """`done` beside a status; a status of done without a day."""
    keys = made.item.keys
    said = made.days.get("done")
    status = rows.layout.one("status")
    if said:
        day = _done(said)
        if not day:
            kept = rows.layout.all("done")[0].own
            keys[kept] = keys.pop("done")
            rows.book.ask(made.place, f"no day: it is kept as `{kept}:`. Done when?", IN_FILE)
            return
        keys["done"] = day
        if rows.choices.as_of and said.start and said.start > rows.choices.as_of:
            kept = rows.layout.all("done")[0].own
            keys[kept] = keys.pop("done")
            rows.book.ask(
                made.place,
                f"done on {day}, which is to come: it is kept as `{kept}:`",
                IN_SHEET,
            )
            return
        if "status" in keys:
            kept = status.own if status else "x-status"
            keys[kept] = text(rows.cells(made.at, status.at)) if status else keys["status"]
            del keys["status"]
            rows.book.ask(
                made.place, f"done on {day}, and “{keys[kept]}”: which is right?", IN_FILE
            )
        return
    for column in rows.layout.columns:
        if _asks_day(rows, made, column):
            return


def _asks_day(rows: Rows, made: Row, column: Column) -> bool:
    """Ask when it was done of what a column says is done, the day within its words offered."""
    kept = column.own
    word = str(made.item.keys.get(kept, ""))
    if not word:
        return False
    found = within(word)
    if found is None or found.state != "done":
        whole = column.greatest <= 1 and column.is_share and word == "1"
        if not whole:
            return False
        found = Within("done", "")
    is_state = column.key in ("status", "done") or column.heading.key == "done" or column.is_share
    beside = _AFTER.sub("", _BEFORE.sub("", found.rest))
    day = rows.dates.told(beside, rows.frame.table.epoch) if beside else None
    on = _done(day) if day else ""
    if not is_state and not on and (beside or not plain_meaning(word)):
        return False
    if on:
        said, remedy = f"was it done on {on}?", f"If so: welcomeplan done ID --on {on}"
        said = f"“{word}”: {said} It is kept as `{kept}:`"
    elif day and "month?" in day.question:
        asked = day.question.partition(": ")[2]
        said, remedy = f"“{word}”: {asked} It is kept as `{kept}:`. Done when?", DONE
    elif beside:
        said, remedy = f"“{word}” is kept as `{kept}:`. Is it done, and when?", DONE
    else:
        said, remedy = f"“{word}”, and no day: it is kept as `{kept}:`. Done when?", DONE
    rows.book.ask(made.place, said, remedy)
    return True


def _done(said: Told) -> str:
    """A day, month or year as `done` has it; empty for anything longer or else."""
    first, last = said.start, said.end
    if not first or not last:
        return ""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        whole = (last + timedelta(days=1)).day == 1
        return first.isoformat()[:7] if whole else ""
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return str(first.year) if whole and first.year == last.year else ""


def _set_aside(rows: Rows, made: Row) -> None:
    """Dropped or deferred: with the reason, and on which day? Without one, the word is kept."""
    for column in rows.layout.all("status"):
        kept = column.own
        word = str(made.item.keys.get(kept, ""))
        found = within(word)
        if found is None or found.state not in _VERBS:
            continue
        verb, state = _VERBS[found.state], found.state.capitalize()
        if found.rest:
            said = f"“{word}” is kept as `{kept}:`. {state} when, and why?"
        else:
            why = "the reason stands beside it" if made.reason else "no reason"
            also = "" if made.reason else ", and why"
            said = f"“{word}”, no day and {why}: it is kept as `{kept}:`. {state} when{also}?"
        remedy = f"Say it with: welcomeplan {verb} ID --on DAY --note REASON"
        rows.book.ask(made.place, said, remedy)


def _ordered(rows: Rows, made: Row) -> None:
    """Dates that contradict each other: the beginning is set aside, and asked for."""
    keys, days = made.item.keys, made.days
    for key in ("starts", "due"):
        since = days.get("starts")
        known = key == "due" and (since or rows.choices.calendar.adopted)
        if key in days and days[key].repeats and not known:
            kept = rows.layout.all(key)[0].own
            keys[kept] = keys.pop(key)
            said = f"“{keys[kept]}” repeats, and nothing says since when: it is kept as `{kept}:`"
            rows.book.ask(made.place, said, "Write `repeats:`, `starts:` and `due:` in the file.")
            del days[key]
    starts, due, done = (days.get(one) for one in ("starts", "due", "done"))
    begun = (starts.start or starts.end) if starts else None
    late = due and due.end and begun and begun > due.end
    early = begun and "done" in keys and done and done.end and done.end < begun
    if late or early:
        column = rows.layout.all("starts")[0]
        kept = column.own
        keys[kept] = keys.pop("starts")
        what = "is done before it begins" if early else "begins after it is due"
        rows.book.ask(made.place, f"it {what}: the beginning is kept as `{kept}:`", IN_SHEET)
    if "done" in keys and due and due.repeats:
        kept = rows.layout.all("done")[0].own
        said = f"“{keys['due']}” repeats, and one day is given on which it was done: that"
        said = f"{said} is kept as `{kept}:`. Of which time is it?"
        keys[kept] = keys.pop("done")
        rows.book.ask(made.place, said, "Say it with: welcomeplan done ID --on DAY --period WORDS")
    elif "done" in keys and done and done.end and due and due.start and due.end:
        window = due.end - due.start
        if done.end < due.start - max(window, _YEAR - window):
            kept = rows.layout.all("done")[0].own
            keys[kept] = keys.pop("done")
            rows.book.ask(
                made.place,
                f"done more than a year before it is due: it is kept as `{kept}:`",
                IN_SHEET,
            )
