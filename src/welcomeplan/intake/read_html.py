"""A web page as passages: headings, paragraphs, points and tables, as they are read by people."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from welcomeplan.intake.labels import by_labels
from welcomeplan.intake.read_txt import encoding_of, passages
from welcomeplan.intake.signs import header
from welcomeplan.intake.values import Passage, cell_text
from welcomeplan.limits import MOST_WEB_PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ENDED = frozenset({"nav", "template", "noscript", "svg", "title", "select"})
"""Of these one that never ends hides nothing: people may see what follows."""
_WHOLE = _ENDED - {"nav", "svg"} | {"script", "style"}
_AROUND = ("html", "body", "main", "article", "section", "div")
"""What may hold a whole document: where one ends, so does no menu in it."""
_UNSEEN = _ENDED | {"script", "style", "del", "s", "strike"}
"""Within these is nothing that is read: no words of the document, or what was struck from it."""
_PARTS = frozenset(
    {
        *("p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote"),
        *("address", "figure", "figcaption", "dl", "dt", "dd", "pre", "form", "fieldset", "hr"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "ul", "ol", "li"),
        *("body", "html", "details", "summary", "nav", *_HEADINGS),
    }
)
"""Where one begins or ends, a passage ends."""
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
"""What has no end."""
_POINTS = ("li", "dt", "dd")
_LISTS = ("ul", "ol", "dl")
_PAGES = ("foreignobject", "desc", "title")
"""What may have parts of a page within a drawing."""
_TABLES = {"td": 0, "th": 0, "tr": 1, "tbody": 2, "thead": 2, "tfoot": 2}
"""The parts of a table, by what they hold: each ends those that hold as much, or less."""
_WIDEST = 100
"""How many columns of a table may have cells that go over several rows."""
_ROWS = ("table", *_TABLES)
_LOOSE = frozenset({"p", "hr", *_POINTS, *_TABLES})
"""What need not say where it ends."""
_NOT_SHOWN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|:\s*line-through")
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*+=\s*+(?:[\"']\s*+)?([A-Za-z0-9_-]{1,40})", re.I
)
_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|<[!?][^<>]{0,4000}>", re.DOTALL)
"""Comments and declarations."""
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]{0,4000}>)")
"""What begins a tag that does not end, or none: the parser would look for its end, each time."""


def read(data: bytes) -> list[Passage]:
    """The passages of a page. Raises ValueError for one that is too large."""
    if len(data) > MOST_WEB_PAGE:
        raise ValueError(f"it is a page of more than {MOST_WEB_PAGE // 1024 // 1024} MiB.")
    text = _NO_TAG.sub("&lt;", _UNREAD.sub(_as_long, _decoded(data).replace("\0", " ")))
    reader = _read(text, {})
    for _ in _ENDED:
        if not reader.endless:
            break
        reader = _read(text, {**reader.seen, **reader.endless})
    return reader.found


def _read(text: str, seen: Mapping[str, tuple[int, int]]) -> _Reader:
    reader = _Reader(seen)
    reader.feed(text)
    reader.close()
    reader.end()
    if reader.unseen in _ENDED:
        reader.endless.setdefault(reader.unseen, reader.since)
    return reader


def _as_long(found: re.Match[str]) -> str:
    """As many lines, so that places stay."""
    return "\n" * found[0].count("\n")


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:2048])
    known = encoding_of(data)
    if named and known == "cp1252":
        try:
            return data.decode(named[1].decode("ascii"), errors="replace")
        except (LookupError, UnicodeError):
            pass
    return data.decode(known, errors="replace")


class _Reader(HTMLParser):
    """Collects passages while a page is read. It keeps no tree, so that no depth costs it."""

    def __init__(self, seen: Mapping[str, tuple[int, int]]) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = seen
        """From which place on elements are read that are not to be, since one does not end."""
        self.found: list[Passage] = []
        self.words: list[str] = []
        self.place = ""
        self.unseen = ""
        """The element within which nothing is read."""
        self.since = (0, 0)
        """Where it began."""
        self.endless: dict[str, tuple[int, int]] = {}
        """Where the first began of each that does not end."""
        self.within: Counter[str] = Counter()
        """Of which elements how many began in it, itself among them, and have not ended."""
        self.amid = False
        """Whether it began amid the words of a passage."""
        self.open: Counter[str] = Counter()
        """The same of the parts around it."""
        self.lists: list[int] = []
        """Of each list around: how many points it had, or -1 for one without numbers."""
        self.kind = ""
        """The heading, point or cell that is being read."""
        self.row, self.column, self.span, self.down = -1, -1, 1, 1
        self.headers = 0
        """How many cells in the first row of its table say what a column is."""
        self.celled = False
        """Whether all that is read is of a cell: where columns have headers, also lists."""
        self.over: dict[int, int] = {}
        """The last row that a cell goes over which began above, by its columns."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Where an element begins."""
        if self.unseen and not self._is_ended_by(tag):
            self.within[tag] += tag not in _VOID
            return
        self.unseen = ""
        unseen = tag in _UNSEEN and (tag not in self.seen or self.getpos() < self.seen[tag])
        if unseen or (attrs and tag not in _VOID and _is_hidden(tag, attrs)):
            self.unseen, self.within, self.amid = tag, Counter((tag,)), bool(self.place)
            self.since = self.getpos()
            if tag in _PARTS:
                self.end()
            return
        if tag == "br":
            self.words.append("\n")
        elif tag in _PARTS:
            # What a point or a cell begins with, wrapped in a paragraph, is the point itself.
            wraps = tag in ("p", "div") and self.kind in ("li", "td") and not self.place
            self.end()
            self.celled = self.celled and tag not in _ROWS
            self.kind = "td" if self.celled else self.kind if wraps else ""
            self.open[tag] += tag not in _LOOSE
            self._begin(tag)
            if tag in ("td", "th"):
                self._begin_cell(dict(attrs))

    def _is_ended_by(self, tag: str) -> bool:
        """Whether what is not read has ended where an element begins, though nothing says so."""
        unseen = self.unseen
        if unseen in _WHOLE or tag not in _PARTS:
            return False
        if unseen == "svg":
            return not any(self.within[one] for one in _PAGES)
        inline = unseen not in _PARTS
        if tag in _TABLES:
            less = _TABLES.get(unseen, 0) <= _TABLES[tag]
            return less and self.open["table"] > 0 and not self.within["table"]
        if tag in _POINTS and (inline or unseen in _POINTS):
            return not any(self.within[one] for one in _LISTS)
        return unseen == "p" or (inline and self.amid)

    def _is_ended_with(self, tag: str) -> bool:
        """Whether it ends where an element ends that began before it."""
        if self.unseen in _WHOLE or tag not in _PARTS:
            return False
        return self.open[tag] > 0 or self.unseen not in {*_PARTS, "svg"}

    def _begin(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self.kind = "td" if self.celled else "li"
            if self.lists and self.lists[-1] >= 0:
                self.lists[-1] += 1
        elif tag in _HEADINGS or tag == "pre":
            self.kind = "td" if self.celled else tag
        elif tag == "table":
            self.row, self.over, self.headers = -1, {}, 0
        elif tag in ("thead", "tbody", "tfoot"):
            self.over = {}  # no cell goes on into another part of its table
        elif tag == "tr":
            self.row, self.column, self.span = self.row + 1, -1, 1

    def _begin_cell(self, attrs: Mapping[str, str | None]) -> None:
        """A cell stands in the first column that none before or above it goes over."""
        self.kind, self.column = "td", self.column + self.span
        while self.over.get(self.column, -2) >= self.row:
            self.column += 1
        self.celled = self.row > 0 and self.headers > 1
        self.span, self.down = _span(attrs.get("colspan")), _span(attrs.get("rowspan"))
        if self.down > 1:
            last = self.row + self.down - 1
            wide = range(self.column, min(self.column + self.span, _WIDEST))
            self.over |= dict.fromkeys(wide, last)

    def handle_endtag(self, tag: str) -> None:
        """Where an element ends."""
        if self.unseen and (self.within[tag] or not self._is_ended_with(tag)):
            self.within[tag] -= self.within[tag] > 0
            if not self.within[self.unseen]:
                self.unseen = ""
            return
        if self.unseen == "nav" and tag in _AROUND:
            self.endless.setdefault(self.unseen, self.since)
        self.unseen = ""
        if tag not in _PARTS:
            return
        self.open[tag] -= self.open[tag] > 0
        self.end()
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        self.celled = self.celled and tag not in _ROWS
        if tag in ("pre", *_LISTS, *_POINTS, *_HEADINGS, *_ROWS):
            self.kind = "td" if self.celled else ""

    def handle_data(self, data: str) -> None:
        """Words."""
        if self.unseen:
            return
        if not self.place and data.strip():
            blank = data[: len(data) - len(data.lstrip())]
            self.place = f"line {self.getpos()[0] + blank.count(chr(10))}"
        self.words.append(data if self.kind == "pre" else data.replace("\n", " "))

    def end(self) -> None:
        """The passage that was being read is whole. An empty line parts it."""
        if not self.words:
            return
        if self.kind == "pre":
            found = passages("".join(self.words))
            self.found += [one._replace(place=self.place) for one in found]
            self.words, self.place = [], ""
        for text in re.split(r"\n(?:\s*\n)+", "".join(self.words)):
            if self.kind == "td":
                self._cell(text.split("\n"))
            else:
                self.found += [self._passage(one) for one in by_labels(text.split("\n"))]
        self.words, self.place = [], ""

    def _cell(self, lines: Sequence[str]) -> None:
        text, breaks = cell_text(lines)
        if text:
            column, row = max(self.column, 0), max(self.row, 0)
            self.headers += row == 0 and bool(header(text))
            size = self.span, self.down
            self.found.append(Passage(text, self.place, "cell", column, "", row, *size, breaks))

    def _passage(self, text: str) -> Passage:
        if self.kind == "li":
            count = self.lists[-1] if self.lists else -1
            label = f"{count}." if count > 0 else "•"
            return Passage(text, self.place, "point", max(len(self.lists) - 1, 0), label)
        if self.kind in _HEADINGS:
            return Passage(text, self.place, "heading", _HEADINGS[self.kind])
        return Passage(text, self.place)


def _span(said: str | None) -> int:
    """Over how many columns or rows a cell goes, as it says."""
    count = said or ""
    return max(int(count), 1) if count.isascii() and count.isdigit() and len(count) < 4 else 1


def _is_hidden(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    held = dict(attrs)
    if "hidden" in held or _NOT_SHOWN.search((held.get("style") or "")[:4000]):
        return True
    return tag in _PARTS and held.get("aria-hidden") == "true"
