"""`verify` of files that somebody saved again, hid a part of or added to; of what is missing."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest

from welcomeplan import cli

from .test_report import commit, git, plan_of
from .test_verify import ONE, report, run, town  # noqa: F401 - fixtures

AROUND = (
    "  The words of the text agree, but not what is around them (styles, links, title, packing):"
    " parts of it may be hidden or lead elsewhere.\n"
)


def site(run: Any, folder: Path) -> Path:
    """The public page of a plan."""
    made = folder.parent / "public"
    assert run("site", "--dir", folder, "-o", made)[0] == 0
    return made / "index.html"


def repacked(file: Path, part: str, old: bytes, new: bytes) -> None:
    """A Word document, with something else in one of its parts."""
    with zipfile.ZipFile(file) as packed:
        parts = {one: packed.read(one) for one in packed.infolist()}
    assert any(old in data for one, data in parts.items() if one.filename == part)
    with zipfile.ZipFile(file, "w") as packed:
        for one, data in parts.items():
            packed.writestr(one, data.replace(old, new) if one.filename == part else data)


def hide_a_section(file: Path) -> None:
    text = file.read_text("utf-8")
    file.write_text(text.replace("</style>", "h2 ~ * { display: none }</style>", 1), "utf-8")


def lead_elsewhere(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "https://example.org/true" in text
    file.write_text(text.replace("https://example.org/true", "https://evil.example", 1), "utf-8")


def another_title(file: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=file)
    writer.add_metadata({"/Title": "All is well"})
    writer.write(file)


def white_words(file: Path) -> None:
    repacked(file, "word/document.xml", b'w:val="9B2318"', b'w:val="FFFFFF"')


def join_paragraphs(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("\n\n", "\n"), "utf-8")


@pytest.mark.parametrize(
    ("ending", "change"),
    [
        ("html", hide_a_section),
        ("html", lead_elsewhere),
        ("pdf", another_title),
        ("docx", white_words),
        ("md", join_paragraphs),
    ],
)
def test_no_innocent_cause_is_guessed(
    run: Any,
    town: Path,
    ending: str,
    change: Any,
) -> None:
    plan_of(
        town,
        ONE,
        "id: b, title: B, due: by May 2018, done: 2018-01-02, evidence: [https://example.org/true]",
    )
    commit(town.parent, "2018-01-03")
    file = report(run, town, ending)
    change(file)
    code, out, err = run("verify", file, "--dir", town)
    assert (code, err) == (1, "")
    assert ": not the same as is made of plan town" in out
    assert AROUND in out
    assert "another program" not in out


BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    "ends",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: BOM + data.replace(b"\n", b"\r\n"),
        lambda data: BOM + data,
        lambda data: data.rstrip(b"\n"),
        lambda data: data + b"\n\r\n",
    ],
    ids=["CRLF", "CRLF and a mark", "a mark", "no last end", "more of them"],
)
def test_line_ends_do_not_count_in_a_text(run: Any, town: Path, ends: Any) -> None:
    for file in (report(run, town, "md"), report(run, town, "html"), site(run, town)):
        file.write_bytes(ends(file.read_bytes()))
        code, out, err = run("verify", file, "--dir", town)
        assert (code, err) == (0, ""), file
        assert ": the same, but for its line ends. Made again of plan town, revision " in out
        file.write_bytes(file.read_bytes().replace(b"Late one", b"Late owe"))
        code, out, _ = run("verify", file, "--dir", town)
        assert (code, "Late owe" in out) == (1, True)


def test_what_is_written_below_a_text_is_named(run: Any, town: Path) -> None:
    file = report(run, town, "md")
    data = file.read_bytes()
    for more in ("Approved.", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nApproved."):
        file.write_bytes(data + f"{more}\r\n".encode())
        code, out, err = run("verify", file, "--dir", town)
        assert (code, err) == (1, "")
        assert "    the file:   Approved.\n    made again: (nothing)\n" in out
        # What somebody has written into is not written over.
        assert run("report", "--dir", town, "--as-of", "2018-02-15", "-o", file)[0] != 0
        assert file.read_bytes() != data


def test_a_page_that_was_reckoned_by_another_program_is_no_word(run: Any, town: Path) -> None:
    file = report(run, town, "docx")
    with zipfile.ZipFile(file) as packed:
        name = next(one for one in packed.namelist() if "footer" in one)
        footer = packed.read(name)
    simple = re.search(rb'<w:fldSimple w:instr="PAGE">.*?</w:fldSimple>', footer)
    assert simple
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    text = "<w:r><w:instrText> PAGE </w:instrText></w:r>", "<w:r><w:t>{}</w:t></w:r>"
    begin, middle, end = char("begin"), char("separate"), char("end")
    field = f"{begin}{text[0]}{middle}{text[1]}{end}"
    repacked(file, name, simple[0], field.format("3").encode())
    code, out, _ = run("verify", file, "--dir", town)
    assert (code, AROUND in out) == (1, True)
    # What is no number is no page, whatever it says of itself.
    repacked(file, name, b"<w:t>3</w:t>", b"<w:t>3, approved</w:t>")
    code, out, _ = run("verify", file, "--dir", town)
    assert (code, "3, approved" in out) == (1, True)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_document_that_libreoffice_saved(run: Any, town: Path) -> None:
    import subprocess  # noqa: PLC0415

    file = report(run, town, "docx")
    home = town.parent / "office"
    words = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to"]
    words += ["docx:MS Word 2007 XML", "--outdir", str(home), str(file)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    code, out, _ = run("verify", home / file.name, "--dir", town)
    assert code == 1
    assert "Page" not in out
    assert "made again:" not in out


def test_blank_lines_are_no_difference_that_is_shown(run: Any, town: Path) -> None:
    file = report(run, town, "md")
    text = file.read_text("utf-8").replace("## 5.", "\n\nNo.\n\n\n## 5.")
    file.write_text(text, "utf-8")
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 1
    assert "    the file:   No.\n    made again: (nothing)\n" in out
    assert "    the file:   (nothing)\n    made again: (nothing)\n" not in out


def test_a_revision_that_is_not_here(run: Any, town: Path, tmp_path: Path) -> None:
    other = plan_of(tmp_path / "other" / "plan", "id: z, title: Z")
    files = [report(run, town, "md"), report(run, town, "pdf"), site(run, town)]
    (tmp_path / "empty").mkdir()
    git(tmp_path / "empty", "init", "-q")
    commit(other.parent, "2018-01-01")
    revision = git(town, "rev-parse", "HEAD")[:10]
    for top in (other.parent, tmp_path / "empty"):
        (top / "plan").mkdir(exist_ok=True)
        for file in files:
            code, out, err = run("verify", file, "--dir", top)
            assert (code, out) == (2, "")
            said = f"is of revision {revision}, which this repository does not have: `{top}`"
            assert said in err
            assert "Name the repository that has the plan: `--dir FOLDER`." in err
            assert "`git fetch`" in err
            assert "a tag or a branch" not in err


@pytest.mark.parametrize("name", ["t.svg", "promises.csv", "promises.json", "feed.xml", "a.eml"])
def test_what_can_not_be_verified_is_not_to_be_renamed(
    run: Any,
    tmp_path: Path,
    name: str,
) -> None:
    (tmp_path / name).write_text("<svg/>\n", "utf-8")
    code, out, err = run("verify", tmp_path / name)
    assert (code, out) == (2, "")
    assert f"{name}` can't be verified" in err
    assert "Pictures, tables, letters and feeds can't be verified" in err
    assert "End the name" not in err


@pytest.mark.parametrize("words", [(), ("--attached",)], ids=["git", "attached"])
def test_the_same_is_not_all_where_a_file_was_missing(
    run: Any,
    town: Path,
    words: tuple[str, ...],
) -> None:
    (town / "b.yaml").write_text("title: [\n", "utf-8")
    commit(town.parent, "2018-01-04")
    code = cli.run(["report", "--dir", str(town), "--as-of", "2018-02-15", "-o", f"{town}.pdf"])
    assert code == 1
    code, out, _ = run("verify", f"{town}.pdf", *(words or ("--dir", town)))
    assert (code, ": the same. Made again" in out) == (0, True)
    assert re.search(r"b\.yaml can't be read.*, so it is missing from both\.\n", out)
    if not words:
        cli.run(["site", "--dir", str(town), "-o", str(town.parent / "public")])
        code, out, _ = run("verify", town.parent / "public" / "index.html", "--dir", town)
        assert code == 0
        assert "so it is missing from both.\n" in out


def test_how_many_more_lines_differ(run: Any, town: Path) -> None:
    file = report(run, town, "md")
    data = file.read_text("utf-8")
    for more, said in ((6, "  1 more line differs.\n"), (7, "  2 more lines differ.\n")):
        file.write_text(data + "".join(f"Line {n}\n" for n in range(more)), "utf-8")
        assert said in run("verify", file, "--dir", town)[1]
