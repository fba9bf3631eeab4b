"""A paper as a PDF, set by typst: tagged, for archives, with the plan's files attached.

The template is ours, and nothing is added to it: the paper is handed over as data, so that no word
of a plan is ever read as markup. Only the fonts that typst carries are used, and no other file.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from welcomeplan.errors import UserError, not_installed
from welcomeplan.formats import html_marks as marks
from welcomeplan.formats import origins, setting
from welcomeplan.formats.origins import Read
from welcomeplan.paper import Items, Pairs, Paragraph, Timeline
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from welcomeplan.paper import Attached, Item, Paper, Piece, Section, Shift, Text, Track

TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
STANDARDS = ["a-3a", "ua-1"]
"""For archives, with files attached; and for whoever listens to it."""
REPORT = "report.json"
"""The name of what the report says of its making, among the files attached."""
BREAK = "\u200b"
"""Where a line may break within a word."""
_PLAIN = " !#$&'()+,;=@[]{}"
"""What the name of an attached file is written with, beside letters and digits: readers take a `\\`
in it for a folder's, and letters that are not ASCII for several others."""
_LONG = re.compile(r"\b[0-9a-f]{40}\b|(\S{24,})")
"""A word that may break anywhere, for it could be wider than its column; a commit is not."""
VERY_LONG = 240
"""A word of more letters than that breaks between every eighth: each place costs time."""
_ACCENTS = "[\u0300-\u036f]*"
_LETTERS = re.compile(f".{_ACCENTS}")
_PIECES = re.compile(f"[\u0000-\u02ff]{{1,8}}{_ACCENTS}|.{_ACCENTS}")
"""Letters that are told by their codes are wide: there it may break behind each."""
MOST_TRIES = 5
IN_FOOT, IN_NAME = 60, 250
"""How many characters of a title the foot of a page has, and the properties of a file."""
MOST_SET = 10_000
"""How many characters of a text are set, places to break with them: it takes three pages. How many
are left out is said, and the files that have them are attached."""
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_UNITS = {"l": (4.0, 3.0), "l month": (18.0, 12.44), "l year": (220.0, 145.25)}
"""How many days a stroke of lateness is long, and how many are between two."""


def render(paper: Paper) -> bytes:
    """The document. Raises UserError where typst is not installed.

    Letters that none of the fonts has are told by their codes, as is done with what can't be seen.
    """
    typst = _typst()
    cut = _short_of(paper.labels.cut)
    data = json.dumps(_each(_paper(paper), cut))
    fonts, day = _fonts(), datetime.combine(paper.origin.as_of, time(), UTC)
    for _ in range(MOST_TRIES):
        try:
            made: bytes = typst.compile(
                TEMPLATE.read_bytes(),
                root=TEMPLATE.parent,
                format="pdf",
                font_paths=fonts,
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,
                sys_inputs={"paper": data},
                timestamp=day,
            )
            return made
        except typst.TypstError as error:
            lacking = {
                char for found in _LACKING.findall(error.diagnostic) for char in _chars(found)
            }
            if not lacking:
                raise UserError(f"typst can't set the report: {error.message}") from None
            data = json.dumps(_each(json.loads(data), _coding(lacking)))
    raise UserError("typst can't set the report: its fonts have too few of the plan's letters")


def read(data: bytes) -> Read:
    """What a document says, line by line, and the files attached to it. Raises ValueError where it
    is none; UserError where pypdf is not installed."""
    reader_of = _reader()
    try:
        reader = reader_of(BytesIO(data))
        lines = [
            line.strip()
            for page in reader.pages
            for line in page.extract_text().replace(BREAK, "").split("\n")
        ]
        files = {
            _named(name) if at == 0 else f"{_named(name)} ({at + 1})": one
            for name, held in reader.attachments.items()
            for at, one in enumerate(held)
        }
        origin = files.pop(REPORT, b"").decode("utf-8")
        return Read(origin, [line for line in lines if line], files)
    except Exception:  # whatever a strange file makes the reader stumble over
        raise ValueError("it is no PDF, or one that is damaged or locked") from None


def _named(name: str) -> str:
    """What an attached file is called in the plan."""
    return unquote(name, errors="surrogateescape")


def made(data: bytes) -> bool:
    """Whether a file was made by `render`, and nobody has added to it since: a program that saves a
    comment in a PDF puts another end behind its end. Raises UserError where pypdf is not
    installed."""
    if not data.startswith(b"%PDF-") or data.count(b"%%EOF") != 1:
        return False
    reader_of = _reader()
    try:
        (held,) = reader_of(BytesIO(data)).attachments[REPORT]
        return origins.is_one(held.decode("utf-8"))
    except Exception:  # whatever a strange file makes the reader stumble over
        return False


def _reader() -> Any:
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("to read a PDF", "pypdf", "pdf") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of a file is not asked
    return PdfReader


def _typst() -> Any:
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("a PDF", "typst", "pdf") from None
    return typst


@cache
def _fonts() -> Any:
    """The fonts that typst carries."""
    return _typst().Fonts(include_system_fonts=False)


def _chars(found: str) -> set[str]:
    """The characters of a text as typst quotes it."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda one: chr(int(one[1], 16)), found)
    return {char for char in re.sub(r"\\(.)", r"\1", plain) if not char.isascii()} - {BREAK}


def _each(value: Any, of: Callable[[str], str]) -> Any:
    """Data with something made of every text; files stay as they are."""
    if isinstance(value, str):
        return of(value)
    if isinstance(value, list):
        return [_each(one, of) for one in value]
    if isinstance(value, dict):
        return {k: one if k == "attached" else _each(one, of) for k, one in value.items()}
    return value


def _coding(lacking: set[str]) -> Callable[[str], str]:
    """Tells some letters by their codes."""
    return lambda text: "".join(f"<U+{ord(c):04X}>" if c in lacking else c for c in text)


def _short_of(note: str) -> Callable[[str], str]:
    """Cuts a text that is longer than anybody reads, and notes by how much."""

    def cut(text: str) -> str:
        left = len(text[MOST_SET:].replace(BREAK, ""))
        return f"{text[:MOST_SET]}{_shown(note.format(n=f'{left:,}'))}" if left else text

    return cut


def _short(title: str, most: int = IN_FOOT) -> str:
    """A title where there is no room for more; the head has it whole."""
    return title if len(title) <= most else f"{title[: most - 1]}…"


# -- the paper as data: texts, numbers, and shares of a width


def _paper(paper: Paper) -> dict[str, Any]:
    day = paper.origin.as_of
    texts = ("title", "whose", "of", "revision", "check", "finding", "counts", "warning")
    return {
        **{name: _shown(getattr(paper, name)) for name in texts},
        "labels": {name: _shown(text) for name, text in paper.labels._asdict().items()},
        "pages": re.split(r"(\{page\}|\{pages\})", _shown(paper.labels.page)),
        "name": show(f"{_short(paper.title, IN_NAME)}: {paper.of}"),
        "short": _shown(_short(paper.title)),
        "about": show(_short(paper.finding, IN_NAME)),
        "language": paper.language,
        "program": f"welcomeplan {paper.origin.version}",
        "day": [day.year, day.month, day.day],
        "wide": setting.wide(paper),
        "groups": [list(map(_section, group)) for group in setting.groups(paper)],
        "attached": [*map(_attached, paper.attached), _origin(paper)],
    }


def _origin(paper: Paper) -> dict[str, Any]:
    told = f"{origins.write(paper.origin)}\n"
    return {"name": REPORT, "media": "application/json", "data": told, "source": False}


def _attached(one: Attached) -> dict[str, Any]:
    """A file as text, or where it is none, as the numbers of its bytes."""
    made = one.made()
    try:
        data: str | list[int] = made.decode("utf-8")
    except UnicodeDecodeError:
        data = list(made)
    name = quote(one.name, safe=_PLAIN, errors="surrogateescape")
    return {"name": name, "media": one.media, "data": data, "source": one.source}


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": str(section.number),
        "title": _shown(section.title),
        "note": _shown(section.note),
        "boxed": section.boxed,
        "pieces": list(map(_piece, section.pieces)),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    match piece:
        case Items():
            return _items(piece)
        case Pairs():
            pairs = [[_runs(left), _runs(right)] for left, right in piece.pairs]
            return {"kind": "pairs", "pairs": pairs}
        case Timeline():
            return _chart(piece)
        case Paragraph():
            return {"kind": "text", "text": _runs(piece.text)}


def _items(items: Items) -> dict[str, Any]:
    longest = max((one.days or 0 for one in items.items), default=0)
    return {
        "kind": "items",
        "look": setting.look(items),
        "title": _shown(items.title),
        "labels": list(map(_shown, items.labels)),
        "longest": max(longest, 1),
        "unit": _UNITS[marks.unit(longest, marks.MOST_IN_BAR)],
        "items": list(map(_item, items.items)),
    }


def _item(one: Item) -> dict[str, Any]:
    return {
        "number": _shown(one.number),
        "title": _runs(one.title),
        "under": _runs(one.under),
        "days": one.days,
        "state": one.state,
        "right": _runs(one.right),
        "right_under": _runs(one.right_under),
        "remark": _runs(one.remark),
        "shift": _shift(one.shift),
    }


def _shift(one: Shift | None) -> dict[str, Any] | None:
    if one is None:
        return None
    back = bool(one.before and one.after and one.after < one.before)
    ends = [one.before is not None, one.after is not None]
    return {"said": _shown(one.said), "ends": ends, "back": back}


def _chart(line: Timeline) -> dict[str, Any]:
    span, day = line.span, line.day
    drawn = (line.span.last - line.span.first).days + 1
    return {
        "kind": "chart",
        "axis": [[_share(at), year, label] for at, year, label in marks.axis(line)],
        "lines": list(map(_share, marks.lines(line))),
        "today": _share(marks.today(line)) if span.first <= day <= span.last else None,
        "days": drawn + marks.ROOM,
        "unit": _UNITS[marks.unit(drawn, marks.MOST_STROKES)],
        "bands": [
            {
                "title": _shown(band.title),
                "said": _shown(band.said),
                "tracks": [_track(track, line) for track in band.tracks],
            }
            for band in line.bands
        ],
        "legend": [[kind, _shown(said)] for kind, said in marks.explained(line)],
        "left_out": _shown(line.left_out),
    }


def _track(track: Track, line: Timeline) -> dict[str, Any]:
    return {
        "number": _shown(track.number),
        "title": _shown(track.title),
        "state": track.state,
        "said": _shown(track.said),
        "late": track.late is not None,
        "drawn": list(_drawn(track, line)),
    }


def _drawn(track: Track, line: Timeline) -> Iterator[dict[str, Any]]:
    """Each stroke with where it begins and ends, as shares of the picture's width."""
    span = line.span
    for one in track.strokes(line.day):
        if one.last < span.first or one.first > span.last:
            continue  # at the edge it would be on another day
        start = marks.after if one.kind == "late" else marks.before
        if one.kind == "first" and track.due:
            yield _stroke("move", marks.after(one.last, span), marks.after(track.due, span))
        torn = one.kind == "window"
        yield {
            **_stroke(one.kind, start(one.first, span), marks.after(one.last, span)),
            "torn": [torn and one.first < span.first, torn and one.last > span.last],
        }


def _stroke(kind: str, start: float, end: float) -> dict[str, Any]:
    return {"kind": kind, "from": round(start / 100, 5), "to": round(end / 100, 5)}


def _share(percent: str) -> float:
    return round(float(percent.rstrip("%")) / 100, 5)


def _runs(text: Text) -> list[list[str]]:
    return [[_shown(said), part, setting.link(href) if href else ""] for said, part, href in text]


def _shown(text: str) -> str:
    """A text as it may be printed; of long words every letter may begin a line."""
    return _LONG.sub(_breaking, setting.shown(text))


def _breaking(word: re.Match[str]) -> str:
    long = word[1]
    if not long:
        return word[0]
    pieces = _PIECES if len(long) > VERY_LONG else _LETTERS
    return BREAK.join(pieces.findall(long))
