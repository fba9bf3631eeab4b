"""A paper as a Word document: headings, tables whose heads repeat, states in words. No macro, and
nothing that is fetched."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from welcomeplan.errors import not_installed
from welcomeplan.formats import origins, packages, setting
from welcomeplan.formats.origins import Read
from welcomeplan.formats.pen import MARKS
from welcomeplan.limits import MOST_VERIFIED
from welcomeplan.paper import Items, Pairs, Paragraph, Run, Timeline
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.paper import Band, Item, Labels, Paper, Piece, Section, Text

FONT, MONO, SIGNS = "Cambria", "Consolas", "Segoe UI Symbol"
INK, QUIET, LATE, RULE = "1D1C1A", "57534C", "9B2318", "CFCAC1"
_COLOURS = {"quiet": QUIET, "sign": QUIET, "late": LATE}
IN_TABLES, SMALL = 9, 8.5
"""Sizes, in points."""
WIDTH = 7.5
"""How wide text is, in inches: a Letter sheet without its margins."""
MOST_WHOLE = 1500
"""How many characters a row may have that is not broken: of more it could be taller than a page."""
LOCALES = {"en": "en-US", "es": "es-US"}
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROGRAM = "<Application>Microsoft Macintosh Word</Application>"
"""Which program a document of ours names: that of python-docx's own template."""
NONE = "it is no Word document, or one that is damaged or locked"
_UNUSED = ("stylesWithEffects", "customXml", "thumbnail")
"""What comes with an empty document, and nothing here needs."""


def render(paper: Paper) -> bytes:
    """The document. Raises UserError where python-docx is not installed."""
    made = _Document(paper)
    made.head()
    for section in paper.sections:
        made.section(section)
    return made.packed()


def read(data: bytes) -> Read:
    """What a document says: its paragraphs, and its tables row by row. Raises ValueError where it
    is none."""
    docx = _docx()
    try:
        with ZipFile(BytesIO(data)) as packed:
            whole = sum(one.file_size for one in packed.infolist())
    except Exception:  # whatever a strange file makes the reader stumble over
        raise ValueError(NONE) from None
    if whole > MOST_VERIFIED:
        raise ValueError("it is too large")
    try:
        document = docx.Document(BytesIO(data))
        lines = [line for part in document.iter_inner_content() for line in _lines(part)]
        for section in document.sections:
            lines += [_foot(one._p) for one in section.footer.paragraphs]
        # The description may be longer than what python-docx writes there.
        return Read(document.core_properties.comments, lines)
    except Exception:  # likewise
        raise ValueError(NONE) from None


def made(data: bytes) -> bool:
    """Whether a file was made by `render`, and nobody has saved it since: a program for documents
    then names whoever did, or itself."""
    known = packages.known(data)
    if _PROGRAM not in packages.known(data, "app"):
        return False
    told = re.search(r"<dc:description>([^<]*)</dc:description>", known)
    if told is None or "<cp:lastModifiedBy>welcomeplan " not in known:
        return False
    return origins.is_one(unescape(told[1]))


def _lines(part: Any) -> Iterator[str]:
    """What a paragraph or a table says."""
    from docx.table import _Cell  # noqa: PLC0415 - an extra

    if hasattr(part, "rows"):
        # The cells that stand in it: python-docx gives one again for each column it claims to span.
        for row in part._tbl.tr_lst:
            cells = (_Cell(each, part).text for each in row.tc_lst)
            yield " | ".join(text.replace("\n", "; ") for text in cells)
    elif part.text:
        yield part.text


def _foot(line: Any) -> str:
    """What stands in a line of a footer, without the pages that a program has reckoned: another
    reckons them otherwise, and packs them otherwise."""
    said, field = [""], ""
    for run in line.iter(f"{_WORD}r"):
        around = run.getparent()
        if _is_page(around.get(f"{_WORD}instr"), "".join(around.itertext())):
            continue
        for one in run:
            match one.tag.removeprefix(_WORD), one.get(f"{_WORD}fldCharType"):
                case "fldChar", "begin":
                    field, said = "", [*said, ""]
                case "fldChar", "end" if len(said) > 1:
                    last = said.pop()
                    said[-1] += "" if _is_page(field, last) else last
                case "instrText", _:
                    field += one.text or ""
                case "t", _:
                    said[-1] += one.text or ""
                case "tab", _:
                    said[-1] += "\t"
    return "".join(said)


def _is_page(field: str | None, said: str) -> bool:
    """Whether a field is the page, or how many there are, and says nothing but a number."""
    return (field or "").split()[:1] in (["PAGE"], ["NUMPAGES"]) and said.isdecimal()


def _docx() -> Any:
    try:
        import docx  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("a Word document", "python-docx", "docx") from None
    return docx


class _Document:
    """A document in the making."""

    def __init__(self, paper: Paper) -> None:
        docx = _docx()
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Inches, Pt, RGBColor  # noqa: PLC0415

        self.paper = paper
        self.wide = setting.wide(paper)
        self.element, self.qn = OxmlElement, qn
        self.inches, self.points, self.colour = Inches, Pt, RGBColor.from_string
        self.hyperlink = RELATIONSHIP_TYPE.HYPERLINK
        self.document = docx.Document()
        self._lighten()
        self._page()
        self._styles()
        self._properties()
        self._footer()

    # -- what holds for all of it

    def _lighten(self) -> None:
        """Take out what an empty document brings along: it would be most of the file."""
        main = self.document.part
        for of in (main, main.package):
            for name, one in list(of.rels.items()):
                if one.reltype.rpartition("/")[2] in _UNUSED:
                    of.rels.pop(name)
        styles = self.document.styles.element
        for style in list(styles.iterchildren(self.qn("w:style"))):
            default = style.get(self.qn("w:default")) == "1"
            if style.get(self.qn("w:type")) == "table" and not default:
                styles.remove(style)
        for one in list(self.document.settings.element.iterchildren(self.qn("w:rsids"))):
            self.document.settings.element.remove(one)

    def _page(self) -> None:
        page = self.document.sections[0]
        page.page_width, page.page_height = self.inches(8.5), self.inches(11)
        page.left_margin = page.right_margin = self.inches((8.5 - WIDTH) / 2)
        page.top_margin, page.bottom_margin = self.inches(0.5), self.inches(0.6)
        page.footer_distance = self.inches(0.35)

    def _styles(self) -> None:
        looks = {
            "Normal": (9.5, False, 0, 1),
            "Heading 1": (18, True, 6, 1),
            "Heading 2": (11.5, True, 7, 2),
            "Heading 3": (9.5, True, 4, 1),
            "Footer": (8.5, False, 0, 0),
        }
        for name, (size, bold, before, after) in looks.items():
            style = self.document.styles[name]
            style.font.size, style.font.bold = self.points(size), bold
            style.font.color.rgb = self.colour(QUIET if name == "Footer" else INK)
            self._font(style.element.get_or_add_rPr(), FONT)
            style.paragraph_format.space_before = self.points(before)
            style.paragraph_format.space_after = self.points(after)
            style.paragraph_format.line_spacing = 1.0
        language = LOCALES.get(self.paper.language, self.paper.language)
        for one in self.document.styles.element.iter(self.qn("w:lang")):
            one.set(self.qn("w:val"), language)

    def _font(self, properties: Any, name: str) -> None:
        """A font for every script: that of a theme would win over it."""
        fonts = properties.find(self.qn("w:rFonts"))
        if fonts is not None:
            properties.remove(fonts)
        fonts = self.element("w:rFonts")
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(self.qn(f"w:{script}"), name)
        properties.insert_element_before(fonts, *_AFTER_FONTS)

    def _properties(self) -> None:
        paper, known = self.paper, self.document.core_properties
        day = datetime.combine(paper.origin.as_of, time(), UTC)
        known.created = known.modified = day
        known.revision = 1
        texts = {
            "title": f"{paper.title}: {paper.of}",
            "subject": paper.finding,
            "creator": f"welcomeplan {paper.origin.version}",
            "lastModifiedBy": f"welcomeplan {paper.origin.version}",
            "language": LOCALES.get(paper.language, paper.language),
            "version": paper.origin.version,
            "identifier": paper.origin.revision,
            "keywords": "",
        }
        for name, text in texts.items():
            self._property(name, show(text))
        self._property("description", origins.write(paper.origin))

    def _property(self, name: str, text: str) -> None:
        """Set a property, however long: python-docx would refuse more than 255 characters."""
        properties = self.document.core_properties._element
        getattr(properties, f"get_or_add_{name}")().text = text

    def _footer(self) -> None:
        paper = self.paper
        line = self.document.sections[0].footer.paragraphs[0]
        foot = " · ".join([paper.title, paper.of, paper.revision])
        self._say(line, (Run(f"{foot} · "),))
        words = setting.shown(paper.labels.page)
        before, _, rest = words.partition("{page}")
        between, _, after = rest.partition("{pages}")
        for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            line.add_run(text)
            if field:
                self._field(line, field)

    def _field(self, line: Any, name: str) -> None:
        """Something that the reader's program reckons: the page, how many there are."""
        field = self.element("w:fldSimple")
        field.set(self.qn("w:instr"), name)
        field.append(line.add_run("1")._r)
        line._p.append(field)

    # -- its parts

    def head(self) -> None:
        """The plan, the period, what was found."""
        paper = self.paper
        if paper.warning:
            self._box(self._paragraph((Run(paper.warning, "strong"),)), LATE)
        whose = (Run(f" · {paper.whose}"),) if paper.whose else ()
        self._paragraph((Run(paper.title, "strong"), *whose))
        self._paragraph((Run(f"{paper.of} · {paper.revision}"),))
        if paper.check:
            self._paragraph((Run(f"{paper.labels.check} ", "quiet"), Run(paper.check, "code")))
        self._paragraph((Run(paper.finding),), "Heading 1")
        if paper.counts:
            line = self._paragraph((Run(paper.counts),))
            for run in line.runs:
                run.font.size = self.points(12)

    def section(self, section: Section) -> None:
        """A numbered part."""
        self._paragraph((Run(f"{section.number}. {section.title}"),), "Heading 2")
        for piece in section.pieces:
            self._piece(piece, section)
        if section.note:
            self._paragraph((Run(section.note, "quiet"),))

    def _piece(self, piece: Piece, section: Section) -> None:
        match piece:
            case Items():
                self._items(piece, section)
            case Pairs():
                for left, right in piece.pairs:
                    line = self._paragraph((*left, Run("\t"), *right))
                    line.paragraph_format.left_indent = self.inches(2.1)
                    line.paragraph_format.first_line_indent = self.inches(-2.1)
                    line.paragraph_format.tab_stops.add_tab_stop(self.inches(2.1))
                    if section.boxed:
                        self._box(line, INK)
            case Timeline():
                for band in piece.bands:
                    self._band(band)
                if piece.left_out:
                    self._paragraph((Run(piece.left_out, "quiet"),))
            case Paragraph():
                self._paragraph(piece.text)

    def _items(self, items: Items, section: Section) -> None:
        if items.title:
            self._paragraph((Run(items.title),), "Heading 3")
        if not items.items:
            return
        look, said = setting.look(items), self.paper.labels
        days, title, right = items.labels
        heads = [said.number, *([days] if look == "late" else []), title or said.promise]
        heads += [] if look == "alone" else [right or said.state]
        table = self._table(heads, _widths(look, wide=self.wide), items.title or section.title)
        for one in items.items:
            self._row(table, list(self._cells(one, look)))

    def _cells(self, one: Item, look: str) -> Iterator[list[Text]]:
        """The cells of a row, each of some lines."""
        yield [(Run(one.number, "quiet"),)]
        if look == "late":
            yield [(_late(f"{one.days:,}" if one.days is not None else ""),)]
        shift = (Run(one.shift.said),) if one.shift else ()
        yield [one.title, *filter(None, [one.under, shift, one.remark])]
        if look != "alone":
            sign = () if look in ("late", "plain") else _sign(one.state)
            yield [(*sign, *one.right), *filter(None, [one.right_under])]

    def _band(self, band: Band) -> None:
        said: Labels = self.paper.labels
        title = self._paragraph((Run(band.title), Run(f"   {band.said}", "quiet")), "Heading 3")
        title.runs[1].bold = False
        heads = [said.number, said.promise, said.window, said.deadline]
        table = self._table(heads, _widths("band", wide=self.wide), band.title)
        for one in band.tracks:
            when = f"“{one.words}”" if one.words and one.window is None else one.when
            cells: list[list[Text]] = [
                [(Run(one.number, "quiet"),)],
                [(Run(one.title),)],
                [(Run(when, "quiet"),)],
                [(*_sign(one.state), Run(one.said) if one.late is None else _late(one.said))],
            ]
            self._row(table, cells, SMALL)

    # -- its elements

    def _paragraph(self, text: Text, style: str | None = None) -> Any:
        line = self.document.add_paragraph(style=style)
        self._say(line, text)
        return line

    def _say(self, line: Any, text: Text, size: float | None = None) -> None:
        for said, part, href in text:
            address = setting.link(href) if href else ""
            run = line.add_run("\t" if said == "\t" else _shown(said, part))
            if part in ("strong", "late"):
                run.bold = True
            if part in _COLOURS:
                run.font.color.rgb = self.colour(_COLOURS[part])
            if part in ("code", "sign"):
                self._font(run._r.get_or_add_rPr(), MONO if part == "code" else SIGNS)
                run.font.size = self.points(SMALL)
            elif size:
                run.font.size = self.points(size)
            if address:
                run.font.underline = True
                link = self.element("w:hyperlink")
                known = line.part.relate_to(address, self.hyperlink, is_external=True)
                link.set(self.qn("r:id"), known)
                link.append(run._r)
                line._p.append(link)

    def _box(self, line: Any, colour: str) -> None:
        """A line around a paragraph; neighbours that have the same stand in one box."""
        borders = self.element("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            borders.append(self._border(side, colour, 8, space=4))
        line._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)

    def _border(self, side: str, colour: str, size: int, space: int = 0) -> Any:
        border = self.element(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", space), ("color", colour)):
            border.set(self.qn(f"w:{key}"), str(value))
        return border

    def _table(self, heads: Sequence[str], widths: Sequence[float], about: str) -> Any:
        """A table of these columns; its head stands again on each page."""
        table = self.document.add_table(rows=0, cols=len(heads))
        table.autofit = False
        borders = self.element("w:tblBorders")
        for side in ("bottom", "insideH"):
            borders.append(self._border(side, RULE, 4))
        properties = table._tbl.tblPr
        properties.insert_element_before(borders, *_AFTER_TABLE_BORDERS)
        margins = self.element("w:tblCellMar")
        for side, room in (("top", 10), ("left", 0), ("bottom", 10), ("right", 100)):
            margin = self.element(f"w:{side}")
            margin.set(self.qn("w:w"), str(room))
            margin.set(self.qn("w:type"), "dxa")
            margins.append(margin)
        properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
        for name, text in (("tblCaption", about), ("tblDescription", ", ".join(heads))):
            told = self.element(f"w:{name}")
            told.set(self.qn("w:val"), setting.shown(text))
            properties.append(told)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self.inches(width)
        head = self._row(table, [[(Run(one, "quiet"),)] for one in heads])
        repeat = self.element("w:tblHeader")
        head._tr.get_or_add_trPr().append(repeat)
        for cell in head.cells:
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True
        return table

    def _row(self, table: Any, cells: Sequence[Sequence[Text]], size: float = IN_TABLES) -> Any:
        row = table.add_row()
        length = sum(len(run.text) for lines in cells for text in lines for run in text)
        if length < MOST_WHOLE:
            row._tr.get_or_add_trPr().append(self.element("w:cantSplit"))
        for cell, lines in zip(row.cells, cells, strict=True):
            for at, text in enumerate(lines):
                line = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
                line.paragraph_format.space_after = self.points(0)
                self._say(line, text, size)
        return row

    def packed(self) -> bytes:
        """The file: the same for the same paper."""
        made = BytesIO()
        self.document.save(made)
        return packages.packed(made.getvalue())


_COLUMNS: dict[str, list[float | None]] = {
    "late": [0.75, None, 1.85],
    "alone": [None],
    "plain": [None, 1.2],
    "done": [None, 2.3],
    "due": [None, 1.8],
    "band": [None, 1.8, 1.75],
}
"""How wide columns are behind the first, in inches; one of each has what is left."""
_AFTER_FONTS = ("w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:color", "w:sz", "w:szCs", "w:u")
_AFTER_BORDERS = (
    *("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing"),
    *("w:jc", "w:outlineLvl", "w:rPr", "w:sectPr"),
)
_AFTER_TABLE_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
"""What must stand behind an element, in the order of the format."""


def _shown(said: str, part: str) -> str:
    shown = setting.shown(said)
    return f"“{shown}”" if part == "quote" else shown


def _late(said: str) -> Run:
    """How late something is."""
    return Run(said, "late")  # type: ignore[arg-type]


def _sign(state: str) -> tuple[Run, ...]:
    """The mark of a state, before its word."""
    known = MARKS.get(state)
    return (Run(f"{known.sign}{setting.KEPT}", "sign"),) if known else ()  # type: ignore[arg-type]


def _widths(look: str, *, wide: bool) -> list[float]:
    """How wide columns are, in inches: together as wide as the page."""
    first = 0.9 if wide else 0.4
    rest = WIDTH - first - sum(one or 0 for one in _COLUMNS[look])
    return [first, *(one or rest for one in _COLUMNS[look])]
