"""The sentence that says what was taken and why; every part of a phrase is told in it, or noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.deadlines.calendars import Window, day_words
from welcomeplan.deadlines.lexicon import Role
from welcomeplan.deadlines.nodes import Aside, Count, Lasting, Ongoing, Undated, Wait, parts_in
from welcomeplan.deadlines.promise import Deadline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.deadlines.bounds import Dated
    from welcomeplan.deadlines.lexer import Text
    from welcomeplan.deadlines.nodes import Node, Phrase


def told(
    found: Dated, phrase: Phrase, text: Text, why: Sequence[str], notes: Sequence[str]
) -> Deadline:
    """The deadline that a phrase promises, with its sentence."""
    words = text.words
    noted = tuple(dict.fromkeys([*_hedges(phrase, text), *notes, *_asides(phrase, text, found)]))
    if found.whole is not None:
        return found.whole._replace(
            words=words,
            notes=(*noted, *found.whole.notes),
            reading=_sentence(
                f"{found.whole.reading}; the plan defines {words.strip()!r} "
                f"as {found.whole.words!r}",
                noted,
            ),
        )
    head, reasons = _head(found, list(why))
    reason = " and ".join(dict.fromkeys(filter(None, reasons)))
    return Deadline(
        words,
        found.kind,
        found.start,
        found.end,
        found.begin_by,
        _sentence(f"{head}: {reason}" if reason else head, noted),
        found.recurrence,
        found.anchor,
        found.offset,
        noted,
    )


def _sentence(text: str, notes: Sequence[str]) -> str:
    return f"{text} ({'; '.join(notes)})" if notes else text


def _head(found: Dated, why: list[str]) -> tuple[str, list[str]]:
    start, end = found.start, found.end
    if found.kind == "ongoing":
        return "ongoing: no deadline, said on purpose", []
    if found.kind == "undated":
        return "no deadline yet", []
    if found.anchor is not None:
        awaited = "the plan is adopted" if found.anchor == "adopted" else f"{found.anchor!r}"
        if found.offset is None:
            return f"waits on {awaited}", why
        return f"{'within ' if found.offset.within else ''}{found.offset} after {awaited}", why
    if found.recurrence is not None:
        head = str(found.recurrence)
        if start and end:
            head += f", {Window(start, end)}"
        elif start:
            head += f", from {day_words(start)}"
        elif end:
            head += f", until {day_words(end)}"
        return head, why
    if start and end:
        return str(Window(start, end)), why
    if end:
        return f"by {day_words(end)}", [*why, "'by' takes its last day" if found.by else ""]
    begin_by = found.begin_by
    last = day_words(begin_by) if begin_by else ""
    head = f"to begin from {day_words(start)}, and by {last} at the latest" if start else ""
    return head or f"to begin by {last}", [*why, "what is due is the beginning"]


def _hedges(phrase: Phrase, text: Text) -> list[str]:
    """The words that say how sure the plan is; not those in the name of an event."""
    if not any(token.role is Role.HEDGE for token in text.tokens):
        return []
    waits = [node.event for node in parts_in(phrase) if isinstance(node, Wait)]
    return [
        text.words[token.start : token.end]
        for k, token in enumerate(text.tokens)
        if token.role is Role.HEDGE
        and token.end - token.start > 1
        and not any(first <= k < stop for first, stop in waits)
    ]


def _asides(phrase: Phrase, text: Text, found: Dated) -> list[str]:
    noted = []
    for node in parts_in(phrase):
        if isinstance(node, Aside) and node.kind not in ("hedge", "if", "weekday"):
            noted.append(_aside(node, text))
        elif (
            isinstance(node, Count)
            or (isinstance(node, Undated) and found.kind != "undated")
            or (isinstance(node, Ongoing) and found.kind != "ongoing")
            or (
                isinstance(node, Wait | Lasting)
                and found.anchor is None
                and found.kind != "relative"
            )
        ):
            noted.append(text.of(node.at))
    return noted


def _aside(node: Node, text: Text) -> str:
    written = text.of(node.at).strip(" :")
    if isinstance(node, Aside) and node.kind == "struck":
        inner = (
            written[written.find(">") + 1 : written.rfind("<")] if written[0] == "<" else written
        )
        return f"struck out: {inner.strip('~ ')}"
    return written
