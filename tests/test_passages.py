"""Documents as passages and sentences: where each begins and ends, whatever the file is."""

from __future__ import annotations

import contextlib
import re
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
import typst
from pypdf import PdfWriter

from welcomeplan import intake
from welcomeplan.errors import UserError

from .conftest import ROOT

SENTENCES = [
    ["We will build it.", "They will come by 2027."],
    ["Dr. Smith of St. Luke's met J. R. Jones.", "Mr. Lee left."],
    [
        "It opened at 9 a.m. on Main St. near the U.S. Senate.",
        "The next one is in the U.S.",
        "In 2018 we go on.",
    ],
    ["Use a toolkit (e.g. that of Boston, i.e. theirs).", "Then report."],
    ["See No. 5, fig. 3 and Art. 7.", "Is it so?", "No.", "We will see!"],
    ["Spend $2.5 million of 10.75 by 1.2.2027.", "20 trainings follow."],
    ["Staff (see fig. 3. It is old.) will act.", "“Yes.”", "(A last one.)"],
    ["She said “We will. We must.” and left.", "He did not."],
    ["Support services; offer training; report yearly.", "Done?"],
    ["我们将在2027年完成。", "第二句！", "好"],
    ["नीति बनेगी।", "फिर रिपोर्ट।"],
    ["¿Quién lo hará?", "El Dr. Pérez, según el art. 5 de la ley.", "Será en 2027."],
    ["Hire staff (begin in 2027)"],
    ["1. Convene the board.", "Report."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda one: one[0][:30])
def test_a_sentence_ends_where_it_ends(expected: list[str]) -> None:
    joint = "" if expected[0].endswith("。") else " "
    assert intake.sentences(joint.join(expected)) == expected


def test_points_and_paragraphs_within_a_text_are_their_own() -> None:
    assert intake.sentences("We will\n- build\n- plant\n\nand report") == [
        "We will",
        "- build",
        "- plant",
        "and report",
    ]
    assert intake.sentences(" \n ") == []


def passages(text: str, name: str = "adopted.txt") -> list[tuple[str, str, str, str]]:
    found = intake.read_passages(text.encode(), name)
    return [(one.place, one.kind, one.label, one.text) for one in found]


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    text = (ROOT / "tests" / "documents" / "kansas-city-2017-2018.txt").read_text("utf-8")
    found = passages(text)
    assert found[0] == ("line 2", "text", "", "2017-2018 Strategic Action Plan")
    assert found[2] == ("line 4", "heading", "", "VISION")
    assert found[7] == ("line 9", "point", "-", "Create a Welcoming Climate:")
    assert len(found) == 66


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = """\
HOUSING PLAN

CITY OF 2030

The city will build 200 homes on land of its own, and report on it to the
council every year until the last of them is let to those who need it.
It will also repair 50.

1.  Convene the housing board by June 2027, with members of each of the
    seven neighbourhoods.
2.  Report.
  - to the council
  - to the neighbour-
    hoods
"""
    assert passages(wrapped) == [
        ("line 1", "heading", "", "HOUSING PLAN"),
        ("line 3", "heading", "", "CITY OF 2030"),
        (
            "line 5",
            "text",
            "",
            "The city will build 200 homes on land of its own, and report on it to the council"
            " every year until the last of them is let to those who need it. It will also repair"
            " 50.",
        ),
        (
            "line 9",
            "point",
            "1.",
            "Convene the housing board by June 2027, with members of each of the seven"
            " neighbourhoods.",
        ),
        ("line 11", "point", "2.", "Report."),
        ("line 12", "point", "-", "to the council"),
        ("line 13", "point", "-", "to the neighbourhoods"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_its_own_encoding(encoding: str) -> None:
    data = "Coordinación – 2027".encode(encoding)
    assert [one.text for one in intake.read_passages(data, "a.TXT")] == ["Coordinación – 2027"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "has no words in it"),
        (b" \n\n", "a.txt", "has no words in it"),
        (b"\0\1\2\0", "a.txt", "it is no plain text"),
        (b"Plan", "a.odt", "is of no format that is known"),
        (b"a\n" * 200_001, "a.txt", "more than 200,000 paragraphs"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        intake.read_passages(data, name)


MARKDOWN = """\
<!-- a comment -->
# City plan

Housing
-------
The city will **build** 200 [homes](https://example.org) on land
of its *own*; see `plan.yaml`.

> 1. Convene the board by June 2027.
>    It reports.
- to the council

| Action | Deadline |
| --- | --- |
| Repair \\| renew | by 2028 |
"""
HTML = """\
<!doctype html><head><title>Not read</title><meta charset="utf-8"><style>p {}</style>
<body><nav><p>Home</p></nav>
<h1>City plan</h1>
<p>The city will <b>build</b> 200 homes<br>on land of its own &amp; report.</p>
<ol><li><p>Convene the board</p><ul><li>yearly</li></ul></li><li>Report</li></ol>
<table><tr><th>Action</th><th>Deadline</th></tr><tr><td>Repair</td><td>
<p>by 2028</p></td></tr></table>
<script>alert("x")</script><p hidden>Unseen</p><div>Last
"""


def told(data: bytes, name: str) -> list[tuple[str, int, str, int, str]]:
    found = intake.read_passages(data, name)
    return [(one.kind, one.level, one.label, one.row, one.text) for one in found]


def test_markdown_is_read_without_its_marks() -> None:
    assert told(MARKDOWN.encode(), "a.md") == [
        ("heading", 1, "", -1, "City plan"),
        ("heading", 2, "", -1, "Housing"),
        ("text", 0, "", -1, "The city will build 200 homes on land of its own; see plan.yaml."),
        ("point", 0, "1.", -1, "Convene the board by June 2027. It reports."),
        ("point", 0, "-", -1, "to the council"),
        ("cell", 0, "", 0, "Action"),
        ("cell", 1, "", 0, "Deadline"),
        ("cell", 0, "", 1, "Repair | renew"),
        ("cell", 1, "", 1, "by 2028"),
    ]


def test_terms_ticks_and_struck_words_of_markdown_are_told_apart() -> None:
    text = """\
Bike share
: It opens in ~~2028~~ May 2029.
: It grows
  by 2030.

- [x] Adopt the ordinance by March 2026.
- [ ] Build 200 homes.
- [1] Report.
- [X]
"""
    assert told(text.encode(), "a.md") == [
        ("text", 0, "", -1, "Bike share"),
        ("text", 0, "", -1, "It opens in May 2029."),
        ("text", 0, "", -1, "It grows by 2030."),
        ("point", 0, "☑", -1, "Adopt the ordinance by March 2026."),
        ("point", 0, "-", -1, "Build 200 homes."),
        ("point", 0, "-", -1, "[1] Report."),
        ("point", 0, "-", -1, "[X]"),
    ]


def test_a_page_is_read_as_people_read_it() -> None:
    assert told(HTML.encode(), "a.html") == [
        ("heading", 1, "", -1, "City plan"),
        ("text", 0, "", -1, "The city will build 200 homes on land of its own & report."),
        ("point", 0, "1.", -1, "Convene the board"),
        ("point", 1, "•", -1, "yearly"),
        ("point", 0, "2.", -1, "Report"),
        ("cell", 0, "", 0, "Action"),
        ("cell", 1, "", 0, "Deadline"),
        ("cell", 0, "", 1, "Repair"),
        ("cell", 1, "", 1, "by 2028"),
        ("text", 0, "", -1, "Last"),
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<ul><li>a<li hidden>x<li>Hire staff by 2028.</ul>", ["a", "Hire staff by 2028."]),
        ("<ul><li hidden>x<ul><li>y<li>z</ul></li><li>a</ul>b", ["a", "b"]),
        ("<p hidden>x<p>a<p hidden>y<div>b</div>", ["a", "b"]),
        ("<dl><dt hidden>x<dd>a<dt>b</dl>c", ["a", "b", "c"]),
        (
            "<table><tr><td>a<td hidden>x<td>b<tr hidden><td>x<td>y<tr><td>c"
            "<tbody hidden><tr><td>z<tbody><tr><td>d</table>",
            ["a", "b", "c", "d"],
        ),
        ("<section><div hidden>x</section>a", ["a"]),
        ("<p>a <span hidden>x</p>b", ["a", "b"]),
        ("<div hidden><p>x<p>y<table><tr><td>z</table></div>a", ["a"]),
        (
            "<p>by <del>2049</del> <ins>2050</ins> <s>x <i>y</i></s>a<strike>z</strike>",
            ["by 2050 a"],
        ),
        ("<ul><li>a <s>x<li>b</ul>", ["a", "b"]),
        ("<del><p>x</p><p>y</p></del>a", ["a"]),
        ("<p>a<span style='DISPLAY : none'>x</span><b style='color: red'>b</b>", ["ab"]),
        ("<p>a<br hidden>b<input hidden>", ["a b"]),
    ],
)
def test_what_a_page_hides_ends_where_it_ends(page: str, words: list[str]) -> None:
    assert [one[-1] for one in told(page.encode(), "a.html")] == words


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<p>a<nav><ul><li>b</ul><p>c by 2030", ["a", "b", "c by 2030"]),
        ("<header><nav><p>x</header><p>c", ["c"]),
        ("<nav>x</nav><p>a<nav>y<p>b", ["a", "y", "b"]),
        ("<nav>x<nav>y</nav><p>b</nav><p>c", ["c"]),
        ("<svg><path><p>a<p>b", ["a", "b"]),
        ("<svg><g><text>x</text></g><h2>a</h2></svg>b", ["a", "b"]),
        ("<svg><foreignObject><p>x</p></foreignObject></svg><p>a", ["a"]),
        ("<div><svg><text>x</div>a", ["a"]),
        ("<svg><text>a", ["a"]),
        ("<nav><svg><p>a", ["a"]),
        ("<select><option>a<p>b", ["a", "b"]),
        ("<noscript>a<p>b", ["a", "b"]),
        ("<template><p>a", ["a"]),
        ("<style>x</style><p>a<script>y", ["a"]),
    ],
)
def test_what_never_ends_hides_no_words(page: str, words: list[str]) -> None:
    assert [one[-1] for one in told(page.encode(), "a.html")] == words


def word() -> bytes:
    document = docx.Document()
    document.add_heading("City plan", 1)
    paragraph = document.add_paragraph("The city will build ")
    paragraph.add_run("200 homes").bold = True
    document.add_paragraph("Convene the board by June 2027.", "List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Repair", "by 2028"
    document.add_paragraph("2. Report")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read_in_its_order() -> None:
    assert told(word(), "a.docx") == [
        ("heading", 1, "", -1, "City plan"),
        ("text", 0, "", -1, "The city will build 200 homes"),
        ("point", 0, "•", -1, "Convene the board by June 2027."),
        ("cell", 0, "", 0, "Repair"),
        ("cell", 1, "", 0, "by 2028"),
        ("point", 0, "2.", -1, "Report"),
    ]


def test_a_cell_over_several_columns_says_so() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "Climate"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Plant"
    table.cell(1, 2).text = "Parks"
    out = BytesIO()
    document.save(out)
    page = "<table><tr><td colspan=3>Climate<tr><td colspan='2'>Plant<td>Parks</table>"
    for data, name in ((out.getvalue(), "a.docx"), (page.encode(), "a.html")):
        found = intake.read_passages(data, name)
        assert [(one.text, one.row, one.level, one.span) for one in found] == [
            *(("Climate", 0, 0, 3), ("Plant", 1, 0, 2), ("Parks", 1, 2, 1)),
        ]


@pytest.mark.parametrize("span", ["0", "-1", "x", "9" * 3000, "²", ""])
def test_a_strange_span_is_one_column(span: str) -> None:
    page = f"<table><tr><td colspan='{span}'>a<td>b</table>"
    found = intake.read_passages(page.encode(), "a.html")
    assert [(one.text, one.level, one.span) for one in found] == [("a", 0, 1), ("b", 1, 1)]


def test_hidden_and_struck_words_of_a_word_document_are_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("by ")
    paragraph.add_run("2047 ").font.hidden = True
    paragraph.add_run("2048 ").font.strike = True
    paragraph.add_run("2049 ").font.double_strike = True
    paragraph.add_run("2050").font.hidden = False
    out = BytesIO()
    document.save(out)
    assert [one[-1] for one in told(out.getvalue(), "a.docx")] == ["by 2050"]


def pdf(source: str) -> bytes:
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


PAGES = """\
#set page(paper: "a5", header: [City of Example], footer: context [Page #counter(page).display()])
#set text(hyphenate: true, lang: "en")
#set par(justify: true)
= City plan
The administration of the city will build 200 homes on land of its own, internationalization and
multi-sector partnerships notwithstanding, for low-income and long-term residents.

- Convene the neighbourhood board by June 2027.
- Report.

#table(columns: (1fr, 1fr), [Repair the roofs of every school building in the town], [by 2028])
#pagebreak()
#columns(2)[It begins here.

The left column goes on and on until it is full, and then the other one begins to tell
what the first left out. #colbreak() The right column ends it.]
#pagebreak()
The last page.
"""


def test_a_pdf_is_read_by_its_lines() -> None:
    assert told(pdf(PAGES), "a.pdf") == [
        ("heading", 1, "", -1, "City plan"),
        (
            "text",
            0,
            "",
            -1,
            "The administration of the city will build 200 homes on land of its own,"
            " internationalization and multi-sector partnerships notwithstanding, for low-income"
            " and long-term residents.",
        ),
        ("point", 0, "•", -1, "Convene the neighbourhood board by June 2027."),
        ("point", 0, "•", -1, "Report."),
        ("cell", 0, "", 0, "Repair the roofs of every school building in the town"),
        ("cell", 1, "", 0, "by 2028"),
        ("text", 0, "", -1, "It begins here."),
        (
            "text",
            0,
            "",
            -1,
            "The left column goes on and on until it is full, and then the other one begins to tell"
            " what the first left out.",
        ),
        ("text", 0, "", -1, "The right column ends it."),
        ("text", 0, "", -1, "The last page."),
        ("text", 0, "", -1, "City of Example"),
    ]


def test_a_year_that_stands_alone_is_no_number_of_a_page() -> None:
    pages = "#pagebreak()".join(
        f"Goal {'ABCD'[at]} #v(1fr) We will build until #linebreak() {2028 + at % 2}."
        for at in range(4)
    )
    found = [one[-1] for one in told(pdf(f'#set page(paper: "a6", margin: 1cm)\n{pages}'), "a.pdf")]
    assert [text for text in found if text.endswith(".")] == [
        f"We will build until {year}." for year in (2028, 2029, 2028, 2029)
    ]


def locked() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    packer = zlib.compressobj()
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(400)) + packer.flush()
    return b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode>>stream\n" + packed + b"\nendstream endobj"


def package(document: str) -> bytes:
    """A Word document with another text in place of its own."""
    out = BytesIO()
    with ZipFile(BytesIO(word())) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            own = name == "word/document.xml"
            new.writestr(name, document if own else old.read(name))
    return out.getvalue()


ENTITIES = """<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM
"file:///etc/passwd">]><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;&b;
</w:t></w:r></w:p></w:body></w:document>"""


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (lambda: b"PK\3\4nothing", "a.docx", "it is no Word document"),
        (lambda: b"\xd0\xcf\x11\xe0", "a.docx", "it has a password, or is of an old Word"),
        (lambda: package("A" * (65 * 1024 * 1024)), "a.docx", "unpacked it is larger"),
        (lambda: package("<broken"), "a.docx", "it is no Word document"),
        (lambda: package(ENTITIES), "a.docx", "has no words in it"),
        (lambda: b"%PDF-1.7 nothing", "a.pdf", "it is no PDF, or a broken one"),
        (locked, "a.pdf", "it has a password"),
        (bomb, "a.pdf", "unpacked it is larger"),
        (lambda: pdf("#rect()"), "a.pdf", "has no words in it"),
        (lambda: b"<script>x</script>", "a.html", "has no words in it"),
    ],
)
def test_a_strange_file_is_refused_in_plain_words(
    data: Callable[[], bytes], name: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        intake.read_passages(data(), name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<!--" * 20_000, "a.html"),
        ("<a b='" * 20_000, "a.html"),
        ("<ul><li>" * 20_000 + "x", "a.html"),
        ("<![CDATA[" * 20_000 + "x", "a.html"),
        ("a\n" + " " * 20_000 + "x", "a.md"),
        ("# " + " " * 20_000 + "x", "a.md"),
        ("[" * 20_000 + "a", "a.md"),
        ('a". A "' * 20_000, "a.txt"),
        ("word-\n" * 20_000, "a.txt"),
        ("<div>" * 100_000 + "x", "a.html"),
        ("<p hidden>" * 100_000 + "x", "a.html"),
        ("<nav><svg><select><template>" * 20_000 + "x", "a.html"),
        (". " * 400_000, "a.txt"),
        ("```a\n" * 50_000, "a.md"),
        ("".join("~" * n + "\n" for n in range(2_000, 2, -1)), "a.md"),
        ('The "a. B ' * 50_000, "a.txt"),
    ],
)
def test_no_text_costs_more_than_its_length(text: str, name: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(UserError):
        for one in intake.read_passages(text.encode(), name):
            intake.sentences(one.text)
    assert time.process_time() - begun < 5


CODE = [
    ("a\n```\nx by 2027\n```\nb", ["x by 2027"], ["a", "b"]),
    ("a\n~~~ yaml\nx: 1\n```\ny: 2\n~~~\nb", ["x: 1\n```\ny: 2"], ["a", "b"]),
    ("- a\n  ````\n  x\n  ```\n  ````\n- b", ["  x\n  ```"], ["a", "b"]),
    ("> a\n> ```\n> x\n> ```\n> b", ["> x"], ["a", "b"]),
    ("```\n\n```\na", [], ["a"]),
    ("a\n```\nb by 2027\n\nc", [], ["a", "b by 2027", "c"]),
    ("a\n```py\nb\n```py\nc", [], ["a", "b", "c"]),
    ("```of `a` by 2027```\nb", [], ["`of a by 2027`b"]),
]


@pytest.mark.parametrize(("text", "code", "words"), CODE, ids=lambda one: str(one)[:20])
def test_code_of_a_markdown_text_is_apart_and_a_fence_without_an_end_hides_nothing(
    text: str, code: list[str], words: list[str]
) -> None:
    found = intake.read_passages(text.encode(), "a.md")
    assert [one.text for one in found if one.kind == "code"] == code
    said = [one.text for one in found if one.kind != "code"]
    assert [re.sub(r"[` ]", "", one) for one in said] == [re.sub(r"[` ]", "", one) for one in words]


def test_a_markdown_text_of_code_alone_has_no_words() -> None:
    with pytest.raises(UserError, match="has no words in it"):
        intake.read_passages(b"```\nx = 1\n```\n", "a.md")
