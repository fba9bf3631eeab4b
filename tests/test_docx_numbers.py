"""The numbers that Word counts: what readers see before a heading or a point is what is read."""

from __future__ import annotations

import re
import time
from io import BytesIO
from itertools import count
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest

from welcomeplan import cli, intake

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DECIMAL = [f"{'.'.join(f'%{k}' for k in range(1, n + 1))}" for n in range(1, 5)]


def level(at: int, shown: str, form: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{shown}"/></w:lvl>'
    )


def kind(name: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def listed(number: int, name: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{name}"/>{more}</w:num>'


def counted(number: object, at: object = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'


def line(text: str, *properties: str, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    said = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{named}{''.join(properties)}</w:pPr>{said}</w:p>"


def document(numbering: str, *body: str, styles: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A Word document with this numbering and body; `styles`: what is put into a style."""
    made = docx.Document()
    made.add_paragraph("x", "List Number")  # so that it has a numbering
    plain = BytesIO()
    made.save(plain)
    out = BytesIO()
    with ZipFile(plain) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/numbering.xml":
                data = f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'
            elif name == "word/document.xml":
                data = f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
            elif name == "word/styles.xml":
                for style, said in styles:
                    at = data.index("<w:pPr>", data.index(f'w:styleId="{style}"'))
                    data = f"{data[:at]}<w:pPr>{said}{data[at + 7 :]}"
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
    return out.getvalue()


def seen(data: bytes) -> list[str]:
    """Each passage with what stands before it, as a reader of the document sees it."""
    return [f"{one.label} {one.text}".strip() for one in intake.read_passages(data, "a.docx")]


MANY = kind(1, *(level(at, shown) for at, shown in enumerate(DECIMAL)))


def test_levels_count_within_the_one_above() -> None:
    depths = [0, 1, 1, 2, 0, 1, 2, 2]
    body = [line(f"p{n}", counted(7, depth)) for n, depth in enumerate(depths)]
    assert seen(document(MANY + listed(7, 1), *body)) == [
        *("1 p0", "1.1 p1", "1.2 p2", "1.2.1 p3", "2 p4", "2.1 p5", "2.1.1 p6", "2.1.2 p7"),
    ]


@pytest.mark.parametrize(
    ("form", "shown", "labels"),
    [
        ("upperRoman", "%1.", ["I.", "II.", "III.", "IV."]),
        ("lowerRoman", "(%1)", ["(i)", "(ii)", "(iii)", "(iv)"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)", "d)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C.", "D."]),
        ("decimalZero", "%1", ["01", "02", "03", "04"]),
        ("bullet", "\uf0b7", ["•"] * 4),
        ("none", "", ["•"] * 4),
        ("cardinalText", "%1.", ["•"] * 4),
        ("decimal", "Article %1", ["1", "2", "3", "4"]),
    ],
)
def test_each_form_is_shown_as_word_shows_it(form: str, shown: str, labels: list[str]) -> None:
    body = [line("p", counted(1)) for _ in labels]
    assert seen(document(kind(1, level(0, shown, form)) + listed(1, 1), *body)) == [
        f"{one} p" for one in labels
    ]


def test_a_label_in_words_stands_before_its_text() -> None:
    numbering = kind(1, level(0, "Goal %1:"), level(1, "%1.%2")) + listed(1, 1)
    body = [line("Libraries", counted(1), style="Heading1"), line("Read", counted(1, 1))]
    assert seen(document(numbering, *body)) == ["Goal 1: Libraries", "1.1 Read"]


def test_headings_count_by_the_list_of_their_style() -> None:
    levels = [level(at, DECIMAL[at], more=f'<w:pStyle w:val="Heading{at + 1}"/>') for at in (0, 1)]
    styles = tuple((f"Heading{n}", '<w:numPr><w:numId w:val="4"/></w:numPr>') for n in (1, 2))
    body = [
        line("Climate", style="Heading1"),
        line("Trust", style="Heading2"),
        line("Work", style="Heading1"),
        line("Preface", '<w:numPr><w:numId w:val="0"/></w:numPr>', style="Heading1"),
        line("Skills", style="Heading2"),
    ]
    found = seen(document(kind(1, *levels) + listed(4, 1), *body, styles=styles))
    assert found == ["1 Climate", "1.1 Trust", "2 Work", "Preface", "2.1 Skills"]


def test_a_list_goes_on_where_it_is_not_told_to_begin_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = kind(1, level(0, "%1.")) + listed(1, 1) + listed(2, 1) + listed(3, 1, again)
    body = [line("p", counted(number)) for number in (1, 2, 1, 3, 3)]
    assert [one.split()[0] for one in seen(document(numbering, *body))] == [
        *("1.", "2.", "3.", "5.", "6."),
    ]


def test_a_level_that_nothing_lets_begin_again_goes_on() -> None:
    steady = level(1, "%2)", more='<w:lvlRestart w:val="0"/>')
    body = [line("p", counted(1, depth)) for depth in (0, 1, 0, 1)]
    found = seen(document(kind(1, level(0, "%1."), steady) + listed(1, 1), *body))
    assert [one.split()[0] for one in found] == ["1.", "1)", "2.", "2)"]


def test_cells_and_empty_paragraphs_are_counted_and_what_was_taken_out_is_not() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{line('cell', counted(1))}</w:tc></w:tr></w:tbl>"
    gone = line("", counted(1), '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>')
    body = [line("a", counted(1)), cell, line("", counted(1)), gone, line("b", counted(1))]
    found = seen(document(kind(1, level(0, "%1.")) + listed(1, 1), *body))
    assert found == ["1. a", "cell", "4. b"]


def test_a_typed_number_comes_before_a_counted_one() -> None:
    found = seen(document(MANY + listed(1, 1), line("2.4 Convene", counted(1))))
    assert found == ["2.4 Convene"]


def test_a_list_of_a_style_is_that_of_the_list_it_names() -> None:
    linked = kind(2, more='<w:numStyleLink w:val="ListNumber"/>') + listed(5, 2)
    styles = (("ListNumber", counted(6)),)
    body = [line("a", counted(5)), line("b", counted(5))]
    numbering = kind(1, level(0, "%1.")) + listed(6, 1) + linked
    assert seen(document(numbering, *body, styles=styles)) == ["1. a", "2. b"]


HOSTILE = {
    "circle": kind(1, more='<w:numStyleLink w:val="ListNumber"/>') + listed(1, 1),
    "levels": kind(1, level(10**12, "%1"), level(-1, "%1")) + listed(1, 1),
    "start": kind(1, level(0, "%1").replace('start w:val="1"', f'start w:val="{"9" * 5000}"'))
    + listed(1, 1),
    "long": kind(1, level(0, "%1" * 10_000)) + listed(1, 1),
    "roman": kind(1, level(0, "%1", "upperRoman").replace('start w:val="1"', 'start w:val="99999"'))
    + listed(1, 1),
    "none": listed(1, 99),
    "empty": "",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("at", [0, "9", "-1", "9" * 5000, "x"])
def test_hostile_numbering_is_harmless(name: str, at: object) -> None:
    styles = (("ListNumber", counted(1)),)
    found = intake.read_passages(
        document(HOSTILE[name], line("Convene", counted(1, at)), styles=styles), "a.docx"
    )
    (one,) = found
    assert one.text == "Convene"
    assert len(one.label) <= 60
    assert one.level <= 99_999


def test_many_lists_cost_no_more_than_their_number() -> None:
    levels = "".join(level(0, "%1.") for _ in range(3000))
    numbering = kind(1, levels) + "".join(listed(n, 1) for n in range(3000))
    body = [line("p", counted(n)) for n in range(3000)]
    data = document(numbering, *body)
    begun = time.process_time()
    assert len(seen(data)) == 3000
    assert time.process_time() - begun < 5


def test_the_outline_of_a_plan_is_as_its_readers_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at = count()
    levels = [level(next(at), shown) for shown in ("Goal %1:", "Objective %1.%2:", "%1.%2.%3")]
    body = [
        line("Libraries for all", counted(1), style="Heading1"),
        line("People read", counted(1, 1), style="Heading2"),
        line("Open a branch library by June 2028.", counted(1, 2)),
        line("Lend books in ten languages by 2029.", counted(1, 2)),
        line("Work for all", counted(1), style="Heading1"),
        line("People find work", counted(1, 1), style="Heading2"),
        line("Open a center by May 2028.", counted(1, 2)),
    ]
    Path("plan.docx").write_bytes(document(kind(1, *levels) + listed(1, 1), *body))
    assert cli.run(["import", "plan.docx", "--dir", "p", "--write"]) == 0
    said = [Path(f"p/{name}.yaml").read_text("utf-8") for name in ("libraries-all", "work-all")]
    numbers = [re.findall(r'number: "?([0-9.]+)', text) for text in said]
    assert numbers == [["1", "1.1", "1.1.1", "1.1.2"], ["2", "2.1", "2.1.1"]]
    assert cli.run(["coverage", "--dir", "p"]) == 0
