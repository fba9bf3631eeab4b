"""What of the adopted documents stands in the plan: what is lost, what is named as no promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.answer import Answer, Column, Grid, Line, Row, Said, Screen, Sheet, Slot
from welcomeplan.views import shapes
from welcomeplan.views.columns import titles, unread_words
from welcomeplan.views.rows import longest
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.answer import Piece
    from welcomeplan.intake import Coverage, Verdict
    from welcomeplan.plan import Register

_MEND = (
    "Put each word for word in the text: of its part; or, where it promises nothing, name it under"
    " not_promises: of its source in plan.yaml."
)
_STALE = "Take it out of not_promises:, or write it as it stands in the document."


@dataclass(frozen=True)
class Covered:
    """A document, and what became of its sentences in a plan."""

    plan: str
    document: str
    """Its name, as people are shown it."""
    coverage: Coverage


class _Told(NamedTuple):
    """A row: a sentence that is lost, or what is named and is none."""

    of: Covered
    what: str
    text: str
    place: str = ""
    words: str = ""


def coverage(found: Sequence[Covered], register: Register) -> Answer:
    """What is lost of each document, the dated first; then what is named as no promise, and is no
    sentence of it."""
    told = list(_told(found))
    sheet = Sheet(
        f"{_finding(found, register)} · {titles(register)}",
        COLUMNS,
        told,
        [*map(_counts, found), *([_MEND] if any(one.place for one in told) else [])],
        empty="Every sentence stands in the plan, or is named as no promise.",
    )
    return Answer(
        [sheet],
        lambda: _record(found, register),
        unread=unread_words(register),
        screen=lambda: _screen(found, told, register),
    )


def _told(found: Sequence[Covered]) -> Iterator[_Told]:
    for one in found:
        for lost in one.coverage.lost:
            what = "lost, with a date" if lost.words else "lost"
            yield _Told(one, what, lost.text, lost.place, lost.words)
        for said in one.coverage.stale:
            yield _Told(one, "not in the document", said)


COLUMNS: tuple[Column[_Told], ...] = (
    Column("What", lambda one: one.what, "id"),
    Column("Place", lambda one: one.place, "id", optional=True),
    Column("Sentence", lambda one: one.text, "quote"),
    Column("Date in it", lambda one: one.words, "quote", optional=True),
    Column("Document", lambda one: one.of.document, detail=True),
    Column("Plan", lambda one: one.of.plan, detail=True),
)


def _finding(found: Sequence[Covered], register: Register) -> str:
    lost = [one for of in found for one in of.coverage.lost]
    dated = sum(bool(one.words) for one in lost)
    every = sum(len(of.coverage.verdicts) for of in found)
    if not lost:
        said = f"Nothing is lost of {plural(every, 'sentence')}"
    else:
        with_date = f", {dated} of them with a date" if dated else ", none of them with a date"
        said = f"{len(lost)} of {plural(every, 'sentence')} lost{with_date}"
    return f"{said}, in what can be read" if register.unread else said


def _counts(one: Covered) -> str:
    """`adopted.txt: 72 of 75 sentences stand in the plan, 3 are named as no promise`."""
    count = one.coverage.count
    named = count("no promise")
    return (
        f"{one.document}: {count('in the plan')} of"
        f" {plural(len(one.coverage.verdicts), 'sentence')} stand in the plan,"
        f" {named} {'is' if named == 1 else 'are'} named as no promise"
    )


def _screen(found: Sequence[Covered], told: Sequence[_Told], register: Register) -> Screen:
    blocks: list[list[Piece]] = [[Line([Said(_counts(one))]) for one in found]]
    lost, stale = ([one for one in told if bool(one.place) is held] for held in (True, False))
    for title, rows, mend in (
        ("Lost, with a date", [one for one in lost if one.words], _MEND),
        ("Lost, without a date", [one for one in lost if not one.words], _MEND),
        ("Named as no promise, and not in the document", stale, _STALE),
    ):
        if rows:
            remedy = Line([Said(mend, "dim")])
            blocks.append([_grid(title, rows, several=len(found) > 1), remedy])
    return Screen(_finding(found, register), [titles(register)], blocks)


def _grid(title: str, rows: Sequence[_Told], *, several: bool) -> Grid:
    named = [f"{one.of.document}, {one.place}" if several else one.place for one in rows]
    slots = [
        Slot(longest(named)),
        Slot(longest(one.text for one in rows), gives="wrap"),
    ]
    cells = [Row([name, one.text]) for name, one in zip(named, rows, strict=True)]
    return Grid(slots, cells, title, str(len(rows)))


def _record(found: Sequence[Covered], register: Register) -> dict[str, Any]:
    return {
        "schema": shapes.SCHEMA,
        "command": "coverage",
        "root": register.root,
        "unread": list(register.unread),
        "unread_parts": [shapes.unread_part(one) for one in register.unread_parts],
        "at": register.commit,
        "documents": [
            {
                "plan": one.plan,
                "document": one.document,
                "sentences": len(one.coverage.verdicts),
                "in_the_plan": one.coverage.count("in the plan"),
                "no_promises": one.coverage.count("no promise"),
                "lost": list(map(_sentence, one.coverage.lost)),
                "stale": list(one.coverage.stale),
            }
            for one in found
        ],
    }


def _sentence(one: Verdict) -> dict[str, Any]:
    """A sentence that is lost; `dated` are the words that give it a date, null without any."""
    return {"text": one.text, "place": one.place, "dated": one.words or None}
