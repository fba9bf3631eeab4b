"""What an editor offers to do: the word that was meant, what is done, another deadline.

What verbs do is made by `acts`, and every other byte of the file stays as it is. Where a verb
refuses, nothing is offered.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import acts, yamltext
from welcomeplan.editor.positions import Change, changes
from welcomeplan.errors import Refused
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from welcomeplan.acts import Mark
    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.plan import Place, Standing
    from welcomeplan.yamltext import Edit, Source, Span

_REASON = "the reason, which is still to be written"
"""What the verb is given, which asks for one. It stands in no file: none is made up, and the empty
text in its place is what `validate` refuses until somebody has written one."""
_WORD = re.compile(r"[\w-]+")


class Offered(NamedTuple):
    """Something to do to one file, as the plan was read from it."""

    title: str
    changes: tuple[Change, ...]
    mends: Diagnostic | None = None
    """What it mends."""


def corrections(source: Source, found: Iterable[tuple[Diagnostic, Span]]) -> Iterator[Offered]:
    """The words that were meant, in place of those at fault, each at its span."""
    for one, span in found:
        old = source.text[slice(*span)]
        if not _WORD.fullmatch(one.meant) or old == one.meant or not source.is_read:
            continue  # a file may be called in a way that can't be written as it is
        after = source.text[: span.start] + one.meant + source.text[span.end :]
        if yamltext.read(after.encode("utf-8", "surrogatepass")).is_read:
            yield Offered(f"Write `{show(one.meant)}`", (Change(span, one.meant),), one)


def deeds(place: Place, standing: Standing, today: date, last: date) -> Iterator[Offered]:
    """What can be done to a promise: mark it done today, or the next of its times; and move its
    deadline, to one of the next ends of a quarter or year, with the reason left to be written.
    `last` is the last day that has come for its plan."""
    period = standing.first_open.period if standing.times else None
    mark = acts.Mark(period=period, last=last)
    time = f" ({period})" if period else ""
    done = _changes(place, _edits("done", place, standing, mark, today))
    if done:
        yield Offered(f"Mark done today, {today}{time}", done)
    if not standing.open or standing.times:
        return
    for words, day in _ends(today):
        if day == standing.due_by:
            continue
        mark = acts.Mark(words=words, note=_REASON, last=last)
        edits = _edits("reschedule", place, standing, mark, today)
        moved = _changes(place, [_unexplained(edit) for edit in edits])
        if moved:
            yield Offered(f"Move the deadline to {day}, and write why", moved)


def _edits(
    verb: str, place: Place, standing: Standing, mark: Mark, today: date
) -> tuple[Edit, ...]:
    """The edits of a verb; none, where it refuses."""
    try:
        return acts.act(verb, place, standing, mark, today).edits
    except Refused:
        return ()


def _unexplained(edit: Edit) -> Edit:
    """An edit with the reason of its entry left empty."""
    if isinstance(edit, yamltext.Append) and isinstance(edit.item, dict) and "note" in edit.item:
        return replace(edit, item={**edit.item, "note": ""})
    return edit


def _changes(place: Place, edits: Sequence[Edit]) -> tuple[Change, ...]:
    """What edits change; nothing, where they can't be made."""
    source = place.file.source
    try:
        after = yamltext.apply(source, edits) if edits else source.data
    except Refused:
        return ()
    return tuple(changes(source.text, after.removeprefix(yamltext.BOM).decode()))


def _ends(today: date) -> Iterator[tuple[str, date]]:
    """The end of this quarter, of the next, and of the year, in deadline words; each once."""
    months = [(today.month - 1) // 3 * 3 + 3, (today.month - 1) // 3 * 3 + 6, 12]
    seen: list[date] = []
    for month in months:
        year, over = divmod(month, 12)
        first = date(today.year + year, over + 1, 1)
        day = first - timedelta(days=1)
        if day not in seen and day > today:
            seen.append(day)
            yield f"by the end of {day:%B %Y}", day
