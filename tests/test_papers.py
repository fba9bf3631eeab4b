"""Reports as Word documents and as PDF: what is in them, and what no plan can put there."""

from __future__ import annotations

import html
import io
import re
import shlex
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.table import Table

from welcomeplan import __version__, cli

from .conftest import ROOT
from .test_report import HEAD, HOSTILE, commit, plan_of

FORMATS = ("md", "html", "docx", "pdf")
AS_OF = ("--as-of", "2018-02-15")
LOG = "log: [{on: 2018-01-20, note: A new call, was_due: by December 2017, by: marc,"
LOG += " under: Resolution 7}]"
EVERY = (
    "id: late, title: Late, due: by November 2017, owner: marc",
    "id: told, title: Late with a reason, due: by November 2017, owner: marc,"
    " log: [{on: 2017-12-20, note: The hall burned down}]",
    "id: begins, title: Not begun, due: beginning in fall 2017, owner: kcpd",
    "id: begun, title: Begun late, due: beginning in fall 2017, owner: kcpd,"
    " log: [{on: 2018-01-03, status: active}]",
    "id: dropped, title: Given up, due: by November 2017, owner: marc, status: dropped,"
    " log: [{on: 2018-01-10, note: No money, status: dropped}]",
    "id: deferred, title: Put off, due: by June 2018, status: deferred,"
    " log: [{on: 2018-01-10, note: No room, status: deferred}]",
    f"id: moved, title: Moved, owner: kcpd, due: by June 2018, {LOG}",
    "id: letter, title: Letter, repeats: quarterly, starts: 2017-10-01, due: by 2018, owner: kcpd",
    "id: done, title: Done, due: by December 2017, done: 2018-01-20, owner: marc,"
    " evidence: [https://example.org/minutes, Minutes of May]",
    "id: early, title: Done in time, due: by November 2017, done: 2017-11-02, owner: marc",
    "id: fairs, title: Fairs, due: in 2018, owner: marc, target: 3 fairs,"
    " log: [{on: 2018-01-12, note: Two held, amount: 2, by: marc, status: active}]",
    "id: waits, title: Waits, due: by May 2018, after: [fairs]",
    "id: blocked, title: Blocked, due: by March 2018, status: blocked,"
    " log: [{on: 2018-01-14, status: blocked, note: No room, under: Vote 9}]",
    "id: undated, title: Undated",
    "id: ongoing, title: Ongoing, due: ongoing",
    "id: unclear, title: Unclear, due: soon",
    "id: far, title: Far, due: by 2030, number: C01.2.1",
)
INDICATORS = (
    '{id: share, title: A share, unit: "%", target: 90, due: by December 2017, owner: kcpd,'
    " readings: [{on: 2017-12-15, value: 82}]}, {id: size, title: A size}"
)


@pytest.fixture
def every(tmp_path: Path) -> Path:
    """A plan in which all occurs that a report tells of, in a repository."""
    before = [one.replace("by June 2018, log", "by May 2018, log") for one in EVERY]
    folder = plan_of(tmp_path / "plan", *before, indicators=INDICATORS)
    commit(tmp_path, "2017-09-06")
    plan_of(tmp_path / "plan", *EVERY, indicators=INDICATORS)
    commit(tmp_path, "2018-01-21")
    return folder


@pytest.fixture
def kansas_city(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "plan", tmp_path / "plan")
    commit(tmp_path, "2017-09-05")
    return tmp_path / "plan"


@pytest.fixture
def made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Makes a report of a format, verifies it where that can be, and gives its file."""

    def make(folder: Path, ending: str, *words: str, code: int = 0) -> Path:
        file = tmp_path / f"made.{ending}"
        found = cli.run(["report", "--dir", str(folder), *(words or AS_OF), "-o", str(file)])
        _, err = capsys.readouterr()
        assert (found, bool(err)) == (code, bool(code)), err
        if (tmp_path / ".git").exists():
            assert cli.run(["verify", str(file), "--dir", str(folder)]) == 0
            assert ": the same." in capsys.readouterr().out
        return file

    return make


def words_of(file: Path) -> str:
    """All that a file says, without what a format puts between words."""
    if file.suffix == ".docx":
        document = docx.Document(str(file))
        lines = []
        for part in document.iter_inner_content():
            if isinstance(part, Table):
                lines += [cell.text for row in part.rows for cell in row.cells]
            else:
                lines.append(part.text)
        text = "\n".join(lines)
    elif file.suffix == ".pdf":
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    else:
        text = re.sub("<!--.*", "", file.read_text("utf-8"))
    return re.sub(r"\W+", "", text)


@pytest.mark.parametrize("plan", ["every", "kansas_city"])
def test_all_formats_say_the_same(plan: str, made: Any, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(plan)
    text = made(folder, "md").read_text("utf-8").partition("<!--")[0]
    others = {ending: words_of(made(folder, ending)) for ending in ("docx", "pdf")}
    cells = [cell for line in text.split("\n") for cell in re.split(r"[|;:]|\*\*", line)]
    said = [re.sub(r"^\s*(#+ |- )|\u200b|\\", "", cell) for cell in cells]
    for one in said:
        for piece in re.split(r"(?=“)", one):
            for ending, whole in others.items():
                letters = re.sub(r"\W+", "", piece)
                if letters not in ("Tocheck", "welcomeplanverifyFILE"):
                    assert letters in whole, (ending, piece)
    for whole in others.values():
        assert "TocheckwelcomeplanverifyFILE" in whole.replace("toc", "Toc")


def test_a_word_document_is_one(made: Any, every: Path) -> None:
    file = made(every, "docx")
    document = docx.Document(str(file))
    styles = [(one.style.name, one.text) for one in document.paragraphs if one.style]
    (found,) = (text for name, text in styles if name == "Heading 1")
    assert f"# {found}\n".replace("\u00a0", " ") in made(every, "md").read_text("utf-8")
    assert [text[0] for name, text in styles if name == "Heading 2"] == list("123456789")
    assert {"First", "0"} & {text.split(" ")[0] for name, text in styles if name == "Heading 3"}
    for table in document.tables:
        assert "<w:tblHeader" in table.rows[0]._tr.xml
        assert all(cell.text for cell in table.rows[0].cells)
        assert re.search('<w:tblCaption w:val="[^"]', table._tbl.xml)
    assert 'w:lang w:val="en-US"' in document.styles.element.xml
    known = document.core_properties
    assert known.title == "A plan: Report for the first quarter of 2018, as of 15 February 2018"
    assert known.language == "en-US"
    assert known.version == __version__
    assert known.created and known.created.date().isoformat() == "2018-02-15"
    with zipfile.ZipFile(file) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = packed.namelist()
        assert not any("vba" in name.lower() or name.endswith((".bin", ".jpeg")) for name in names)
        links = "".join(packed.read(n).decode() for n in names if n.endswith(".rels"))
    outside = re.findall(r'<Relationship [^>]*TargetMode="External"[^>]*>', links)
    assert [re.findall('Target="(.*?)"', one)[0] for one in outside] == [
        "https://example.org/minutes"
    ]
    assert all("/hyperlink" in one for one in outside)


def test_a_pdf_is_for_archives_and_for_listeners(made: Any, kansas_city: Path) -> None:
    file = made(kansas_city, "pdf", "--quarter", "2018Q1", *AS_OF)
    read = pypdf.PdfReader(file)
    assert len(read.pages) == 2
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/StructTreeRoot"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    raw = file.read_bytes()
    assert b"<pdfaid:part>3<" in raw
    assert b"<pdfaid:conformance>A<" in raw
    assert b"<pdfuaid:part>1<" in raw
    assert b"/JavaScript" not in raw
    title = "2017-2018 Strategic Action Plan: Report for the first quarter of 2018, as of 15"
    known = read.metadata
    assert known and str(known.title) == f"{title} February 2018"
    assert str(known.creation_date)[:10] == "2018-02-15"
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in read.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert {name.split("-")[0] for name in fonts} <= {"LibertinusSerif", "DejaVuSansMono"}
    held = {name: data[0] for name, data in read.attachments.items()}
    assert b'"command": "report"' in held.pop("report.json")
    assert b'"command": "list"' in held.pop("promises.json")
    assert held == {one.name: one.read_bytes() for one in kansas_city.glob("*.yaml")}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_plan_text_is_text_in_all(made: Any, tmp_path: Path, text: str) -> None:
    text = text[:500]  # each page more takes its time
    quoted = '"' + text.replace('"', '\\"').replace("\\\\u", "\\u") + '"'
    head = HEAD.replace("A plan", quoted)
    if len(text) < 100:
        head = head.replace("Town", quoted).replace("The Council", quoted)
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: {quoted}, due: by November 2017, owner: marc,"
        f" log: [{{on: 2018-01-20, note: Well, by: marc, under: {quoted},"
        " was_due: by October 2017}]",
        f"id: b, title: B, done: 2018-01-20, evidence: [{quoted}], due: by May 2018",
        head=head,
    )
    commit(tmp_path, "2018-01-21")
    shown = made(folder, "md").read_text("utf-8")
    title = re.sub(r"\W+", "", re.sub(r"\u200b|&[a-z]+;|\\", "", shown.split("**")[1]))
    for ending in ("docx", "pdf"):
        file = made(folder, ending)
        assert title[:200] in words_of(file)
        if ending == "docx":
            with zipfile.ZipFile(file) as packed:
                links = packed.read("word/_rels/document.xml.rels").decode()
            assert "External" not in links
        else:
            assert b"/URI" not in file.read_bytes()


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://example.org/a?b=c&d=%20e", "https://example.org/a?b=c&d=%20e"),
        ("https://example.org/é<b>|", "https://example.org/%C3%A9%3Cb%3E%7C"),
        ("https://example.org/[a]{b}\\c", "https://example.org/%5Ba%5D%7Bb%7D%5Cc"),
        ("https://[::1", ""),
        ("https://user@evil.example", ""),
        ("http://", ""),
        ("https://example.org/#a#b", ""),
        (f"https://example.org/{'a' * 2000}", ""),
        ("javascript:alert(1)", ""),
        ("https://example.org/\u202egpj.exe", ""),
        ("https://example.org/\u2066a\u2069", ""),
        ("https://example.org/a\u200bb", ""),
        ("https://example.org/a\u2060", ""),
        ("https://example.org/a\u00adb", ""),
    ],
)
def test_an_address_is_a_link_where_every_program_takes_it(
    made: Any, tmp_path: Path, address: str, target: str
) -> None:
    quoted = address.replace("\\", "\\\\")
    folder = plan_of(tmp_path / "p", f'id: a, title: A, done: 2018-01-20, evidence: ["{quoted}"]')
    document = docx.Document(str(made(folder, "docx")))
    links = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert links == [target] * bool(target)
    pages = pypdf.PdfReader(made(folder, "pdf")).pages
    notes = [note.get_object() for page in pages for note in page.get("/Annots", [])]
    assert {str(note["/A"]["/URI"]) for note in notes} == ({target} if target else set())
    page = made(folder, "html").read_text("utf-8")
    assert [html.unescape(one) for one in re.findall('<a href="(h.*?)"', page)] == links
    assert "](" not in made(folder, "md").read_text("utf-8")


def test_letters_that_no_font_of_a_pdf_has_are_told_by_their_codes(
    made: Any, tmp_path: Path
) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: Fête 🎉 für 你好, due: by November 2017")
    pages = pypdf.PdfReader(made(folder, "pdf")).pages
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in pages).replace("\u200b", ""))
    assert "Fête<U+1F389>für<U+4F60><U+597D>" in text
    assert "Fête 🎉 für 你好" in "".join(
        cell.text
        for table in docx.Document(str(made(folder, "docx"))).tables
        for row in table.rows
        for cell in row.cells
    )


EDITS = (
    "done career-fairs --on 2018-02-10 --note 'Held at UMKC' --evidence https://example.org/fairs",
    "done toolkit --on 2018-01-20 --note 'Sent to all member cities with the January mailing'",
    "reschedule convening 'by mid-2018' --on 2018-01-18 --under 'Resolution 2018-14'"
    " --note 'Two colleges asked for the spring term'",
    "reschedule broker 'by the end of 2018' --on 2018-02-05 --note 'The first search failed'",
    "drop stem-analysis --on 2018-01-30 --note 'No institution could share its enrollment data'",
    "log training-2018 1 --on 2018-02-08 --note 'KCPD academy, 42 officers'",
    "defer workshops --on 2018-02-01 --note 'Waits for the new coordinator'",
)


@pytest.fixture
def seven_edits(kansas_city: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The shipped plan after half a year's work."""
    for edit in EDITS:
        assert cli.run([*shlex.split(edit), "--dir", str(kansas_city)]) == 0
    capsys.readouterr()
    commit(kansas_city.parent, "2018-02-11")
    return kansas_city


def test_a_plan_in_use_has_two_pages_that_can_be_read(made: Any, seven_edits: Path) -> None:
    pages = pypdf.PdfReader(made(seven_edits, "pdf", "--quarter", "2018Q1", *AS_OF)).pages
    sizes: set[float] = set()

    def see(text: str, _: Any, matrix: list[float], __: Any, size: float) -> None:
        if text.strip():
            sizes.add(round(size * abs(matrix[0]), 1))

    for page in pages:
        page.extract_text(visitor_text=see)
    assert len(pages) == 2
    assert sizes
    assert min(sizes) >= 8.5


@pytest.mark.parametrize("rows", range(26, 38, 2))
def test_a_band_never_parts_from_its_first_row(made: Any, tmp_path: Path, rows: int) -> None:
    folder = plan_of(tmp_path / "p", *(f"id: a{at}, title: Row {at}" for at in range(rows)))
    second = (folder / "a.yaml").read_text("utf-8").replace("First", "Second Band")
    (folder / "b.yaml").write_text(re.sub("id: (one|a)", r"id: b\1", second), "utf-8")
    for page in pypdf.PdfReader(made(folder, "pdf")).pages:
        text = page.extract_text()
        for found in re.finditer(r"^(?:Second Band|First).*\n(.*)", text, re.MULTILINE):
            assert "Row" in text[found.end() :] or "Row" in found[1], found[0]
            assert "Report for" not in found[1]


def test_a_heading_of_a_word_document_stays_with_what_follows(made: Any, every: Path) -> None:
    document = docx.Document(str(made(every, "docx")))
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        assert document.styles[name].paragraph_format.keep_with_next
    for table in document.tables:
        lines = [line for cell in table.rows[0].cells for line in cell.paragraphs]
        assert all(line.paragraph_format.keep_with_next for line in lines)


@pytest.mark.parametrize("letter", ["x", "你", "e\u0301", "ab-", "two words "])
def test_a_text_that_nobody_reads_is_cut_in_a_pdf_and_that_is_said(
    made: Any, tmp_path: Path, letter: str
) -> None:
    said = letter * (60_000 // len(letter))
    folder = plan_of(tmp_path / "plan", f'id: a, title: "{said}", due: by November 2017')
    file = made(folder, "pdf")
    reader = pypdf.PdfReader(file)
    assert len(reader.pages) < 45
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert "\u200b\u0301" not in text
    assert re.search(r"… \(5\d,\d{3} more characters, in the files attached\)", text)
    assert said in reader.attachments["a.yaml"][0].decode()


@pytest.mark.parametrize("field", ["A plan", "Town", "The Council", "First", "One"])
def test_a_long_name_of_anything_can_be_set(made: Any, tmp_path: Path, field: str) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by November 2017, owner: marc")
    for file in folder.iterdir():
        file.write_text(file.read_text("utf-8").replace(field, "y" * 40_000), "utf-8")
    known = pypdf.PdfReader(made(folder, "pdf")).metadata
    assert known
    assert len(str(known.title)) < 400


def test_a_row_taller_than_a_page_begins_where_it_stands(made: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "p", f"id: a, title: {'x' * 5000}, due: by November 2017", "id: b, title: B"
    )
    tables = docx.Document(str(made(folder, "docx"))).tables
    rows = [row for table in tables for row in table.rows]
    kept = {"w:cantSplit" in row._tr.xml for row in rows if "xxxx" in row.cells[-2].text}
    assert kept == {False}
    assert all("w:cantSplit" in table.rows[0]._tr.xml for table in tables)


def test_files_of_any_name_and_any_bytes_are_attached(made: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", "id: a, title: A, due: by November 2017")
    (folder / "b c\\d.yaml").write_text("title: B\nobjectives: []\n", "utf-8")
    (folder / "broken.yaml").write_bytes(b"title: \xff\n")
    (folder / "link.yaml").symlink_to("a.yaml")
    held = pypdf.PdfReader(made(folder, "pdf", *AS_OF, code=1)).attachments
    assert held["broken.yaml"] == [b"title: \xff\n"]
    assert held["b c%5Cd.yaml"] == [b"title: B\nobjectives: []\n"]
    assert "link.yaml" not in held


@pytest.mark.parametrize(
    ("module", "ending", "extra"),
    [("docx", "docx", "docx"), ("typst", "pdf", "pdf"), ("jinja2", "html", "publish")],
)
def test_what_is_missing_is_named_with_the_command_for_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: str,
    ending: str,
    extra: str,
) -> None:
    from welcomeplan.formats import html_pages  # noqa: PLC0415 - what it keeps is forgotten

    html_pages.environment.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    folder = plan_of(tmp_path / "plan", "id: a, title: A")
    file = tmp_path / f"a.{ending}"
    assert cli.run(["report", "--dir", str(folder), "-o", str(file)]) == 2
    err = capsys.readouterr().err
    assert f"    pip install 'welcomeplan[{extra}]'\n" in err
    assert not file.exists()


def test_a_document_is_the_same_whatever_python_compresses_with(made: Any, every: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(every, "docx").read_bytes())) as packed:
        assert {one.compress_type for one in packed.infolist()} == {zipfile.ZIP_STORED}
        assert sum(one.file_size for one in packed.infolist()) < 400_000
