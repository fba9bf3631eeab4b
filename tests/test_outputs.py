"""What `-o` writes over: what was made before, and nothing of anybody else's."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import re
import shlex
import subprocess
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader, PdfWriter

from welcomeplan import cli, outputs, systems
from welcomeplan.outputs import MADE

from .test_report import commit, plan_of

DAY = ("--as-of", "2018-02-15")
LATE = "id: a, title: A, due: by fall 2017, owner: marc"
REPORTS = ("report.md", "report.html", "report.docx", "report.pdf")
KINDS = (*REPORTS, "timeline.svg")
PATIENCE = 30.0


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command, and gives what it prints and says, and its exit code."""

    def it(*words: str | Path) -> tuple[str, str, int]:
        code = cli.run([*map(str, words)])
        out, err = capsys.readouterr()
        assert "a fault of welcomeplan itself" not in err
        assert "Traceback" not in err
        return out, err, code

    return it


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return plan_of(tmp_path / "plan", LATE)


def one(folder: Path, file: Path, *more: str) -> tuple[str | Path, ...]:
    """The command line that makes a file of that name."""
    command = "timeline" if file.suffix == ".svg" else "report"
    return (command, "--dir", folder, *(more or DAY), "-o", file)


def inside(where: Path) -> dict[str, bytes | None]:
    """All that stands below a folder; None for what is no plain file."""
    return {
        str(each.relative_to(where)): each.read_bytes()
        if each.is_file() and not each.is_symlink()
        else None
        for each in where.rglob("*")
    }


# -- a file


@pytest.mark.parametrize("name", KINDS)
def test_a_file_is_made_again_over_itself(
    run: Any, folder: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    for more in ((), (), ("--as-of", "2018-03-15"), ("--as-of", "2017-12-01")):
        assert run(*one(folder, file, *more))[1:] == ("", 0)
    plan_of(folder, LATE, "id: b, title: B, due: by fall 2018")
    assert run(*one(folder, file)) == (f"{file}: written\n", "", 0)
    fresh = tmp_path / f"fresh{file.suffix}"
    run(*one(folder, fresh))
    assert file.read_bytes() == fresh.read_bytes()


@pytest.mark.parametrize("name", KINDS)
def test_an_empty_file_is_filled(run: Any, folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert run(*one(folder, tmp_path / name))[2] == 0
    assert (tmp_path / name).stat().st_size > 0


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_of_an_older_version_is_made_again(
    run: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Of another version of the program, and with fewer or more facts than one of today has."""
    from welcomeplan.formats import origins  # noqa: PLC0415 - for this alone

    file = tmp_path / name
    real = origins.write
    monkeypatch.setattr(
        origins, "write", lambda origin: real(origin).replace('"others": 0', '"elders": [1]')
    )
    assert run(*one(folder, file))[2] == 0
    monkeypatch.undo()
    older = file.read_bytes()
    assert run(*one(folder, file))[2] == 0
    assert file.read_bytes() != older


def document(text: str) -> bytes:
    made = io.BytesIO()
    words = Document()
    words.add_paragraph(text)
    words.save(made)
    return made.getvalue()


def sheet() -> bytes:
    made = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("report.json", b"not ours")
    writer.write(made)
    return made.getvalue()


THEIRS: dict[str, bytes] = {
    "notes.md": b"# Minutes\n\nWhat was decided.\n",
    "quoted.md": b'# Minutes\n\n<!-- welcomeplan {"schema": "other/1", "command": "report"} -->\n',
    "nested.md": b"<!-- welcomeplan " + b"{" * 5000 + b"} -->\n",
    "bytes.md": b"\xff\xfe\x00",
    "index.html": b"<!doctype html><title>Town</title><p>Hello",
    "named.html": b'<html><head><meta name="welcomeplan" content="x"></head>',
    "late.html": b'<p></head><meta name="welcomeplan" content=\'{"schema": "welcomeplan/1"}\'>',
    "minutes.docx": document("What was decided"),
    "packed.docx": b"PK\x03\x04 no document",
    "minutes.pdf": sheet(),
    "cut.pdf": b"%PDF-1.7\n%%EOF\n",
    "logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
    "drawn.svg": b'<?xml?>\n<svg xmlns="http://www.w3.org/2000/svg" class="wp-picture"/>',
}


@pytest.mark.parametrize("name", THEIRS)
def test_a_file_of_somebody_else_is_not_written_over(
    run: Any, folder: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    file.write_bytes(THEIRS[name])
    said, err, code = run(*one(folder, file))
    assert (said, code) == ("", 3)
    assert f"`{file}` is there already, and is nothing that welcomeplan made" in err
    assert "Nothing was changed" in err
    assert "Choose another name, or move that file away first." in err
    assert file.read_bytes() == THEIRS[name]


def test_a_report_that_somebody_saved_again_is_theirs(
    run: Any, folder: Path, tmp_path: Path
) -> None:
    word, pdf = tmp_path / "report.docx", tmp_path / "report.pdf"
    for file in (word, pdf):
        run(*one(folder, file))
    document = Document(str(word))
    document.add_paragraph("Decided: to go on.")
    document.core_properties.last_modified_by = "The clerk"
    document.save(str(word))
    writer = PdfWriter(PdfReader(pdf), incremental=True)
    writer.add_blank_page(200, 200)
    writer.write(pdf)
    for file in (word, pdf):
        before = file.read_bytes()
        said, err, code = run(*one(folder, file))
        assert (said, code) == ("", 3)
        assert "is nothing that welcomeplan made" in err
        assert file.read_bytes() == before


def test_a_report_that_another_program_saved_is_theirs_whoever_it_names(
    run: Any, folder: Path, tmp_path: Path
) -> None:
    word = tmp_path / "report.docx"
    run(*one(folder, word))
    assert run(*one(folder, word))[2] == 0
    with zipfile.ZipFile(word) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    app = parts["docProps/app.xml"]
    other = re.sub(rb"(?<=<Application>)[^<]*", b"LibreOffice/7.4.7.2$Linux_X86_64", app)
    assert other != app
    # LibreOffice leaves the name of who saved it last as it is, and other programs may say nothing.
    for said in (other, None):
        with zipfile.ZipFile(word, "w") as packed:
            for name, data in {**parts, "docProps/app.xml": said}.items():
                if data:
                    packed.writestr(name, data)
        before = word.read_bytes()
        _, err, code = run(*one(folder, word))
        assert code == 3
        assert "is nothing that welcomeplan made" in err
        assert word.read_bytes() == before


def test_a_file_of_the_plan_is_never_written_over(run: Any, folder: Path) -> None:
    before = inside(folder)
    for command in ("report", "timeline"):
        for name in ("plan.yaml", "a.yaml", "../plan/plan.yaml"):
            said, _, code = run(command, "--dir", folder, *DAY, "-o", folder / name)
            assert (said, code) == ("", 2)
    assert inside(folder) == before


def test_a_packed_bomb_is_not_unpacked(run: Any, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("docProps/core.xml", b"<" * 200_000_000)
    before = file.read_bytes()
    assert run(*one(folder, file))[2] == 3
    assert file.read_bytes() == before


def test_a_file_too_large_to_be_a_report_is_not_read(
    run: Any, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.md"
    run(*one(folder, file))
    monkeypatch.setattr(outputs, "MOST_MADE", file.stat().st_size - 1)
    said, err, code = run(*one(folder, file, "--as-of", "2018-03-15"))
    assert (said, code) == ("", 3)
    assert "is there already" in err


# -- what is no plain file


def link(at: Path) -> None:
    at.symlink_to(at.parent / "nowhere")


def full(at: Path) -> None:
    at.symlink_to(at.parent / "theirs")
    (at.parent / "theirs").write_text("theirs", "utf-8")


ODD: dict[str, tuple[Callable[[Path], object], str]] = {
    "dangling link": (link, "is a link to nothing"),
    "link": (full, "is a link"),
    "pipe": (lambda path: os.mkfifo(path, 0o600), "is a pipe"),
    "folder": (Path.mkdir, "is a folder"),
    "device": (lambda at: os.mknod(at, 0o600 | 0o020000, os.makedev(1, 3)), "is a device"),
}


def in_time(what: Callable[[], Any]) -> Any:
    """What comes of something that might wait for ever."""
    found: list[Any] = []
    worker = threading.Thread(target=lambda: found.append(what()), daemon=True)
    worker.start()
    worker.join(PATIENCE)
    assert found, "it waits for ever"
    return found[0]


def made_odd(at: Path, kind: str) -> str:
    make, said = ODD[kind]
    try:
        make(at)
    except PermissionError:
        pytest.skip("this user may not make a device")
    return said


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("name", ["report.md", "timeline.svg"])
def test_what_is_no_plain_file_is_called_by_its_name(
    run: Any, folder: Path, tmp_path: Path, name: str, kind: str
) -> None:
    said = made_odd(tmp_path / name, kind)
    before = inside(tmp_path)
    out, err, code = in_time(lambda: run(*one(folder, tmp_path / name)))
    assert (out, code) == ("", 3)
    assert f"`{tmp_path / name}` {said}, and no plain file. Nothing was changed" in err
    assert inside(tmp_path) == before


@pytest.mark.parametrize("kind", [kind for kind in ODD if kind != "folder"])
@pytest.mark.parametrize("command", ["remind", "site"])
def test_what_is_no_folder_is_called_by_its_name(
    run: Any, folder: Path, tmp_path: Path, command: str, kind: str
) -> None:
    said = made_odd(tmp_path / "out", kind)
    before = inside(tmp_path)
    out, err, code = in_time(lambda: run(command, "--dir", folder, *DAY, "-o", tmp_path / "out"))
    assert (out, code) == ("", 3)
    assert f"`{tmp_path / 'out'}` {said}, and no folder. Nothing was changed" in err
    assert inside(tmp_path) == before


@pytest.mark.parametrize("kind", ["dangling link", "pipe", "folder"])
@pytest.mark.parametrize("name", [MADE, "index.html"])
def test_what_is_no_plain_file_of_a_site(
    run: Any, folder: Path, tmp_path: Path, name: str, kind: str
) -> None:
    out = tmp_path / "out"
    run("site", "--dir", folder, *DAY, "-o", out)
    (out / name).unlink()
    said = made_odd(out / name, kind)
    before = inside(out)
    _, err, code = in_time(lambda: run("site", "--dir", folder, "-o", out))
    assert code == 3
    assert f"`{out / name}` {said}" in err
    assert inside(out) == before


def test_a_folder_that_is_not_there(run: Any, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    for where, why in (
        ("none", "its folder is not there"),
        # Windows tells no more of a path whose folder is a file.
        ("file", outputs._FOLDERS[errno.ENOENT if systems.WINDOWS else errno.ENOTDIR]),
    ):
        _, err, code = run(*one(folder, tmp_path / where / "report.md"))
        assert code == 3
        assert f"can't be written: {why}" in err
    _, err, code = run(*one(folder, tmp_path / f"{'x' * 300}.md"))
    assert code == 3
    assert "the name is too long" in err


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("report", "report.md"),
        ("timeline", "timeline.svg"),
        ("remind", "letters"),
        ("site", "public"),
        ("site", "."),
    ],
)
def test_without_permission(
    run: Any,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    name: str,
) -> None:
    """As the system tells somebody who may not write there: root may write anywhere."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    opened, made = os.open, os.mkdir

    def denied(path: Any, mode: int = 0o777, **more: Any) -> None:
        if Path(path).is_relative_to(theirs) and Path(path) != theirs:
            raise PermissionError(errno.EACCES, "Permission denied")
        made(path, mode, **more)

    def unopened(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        if flags & os.O_CREAT and Path(path).is_relative_to(theirs):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, mode, **more)

    monkeypatch.setattr(os, "mkdir", denied)
    monkeypatch.setattr(os, "open", unopened)
    out, err, code = run(command, "--dir", folder, *DAY, "-o", theirs / name)
    assert (out, code) == ("", 3)
    assert "you have no permission" in err
    assert inside(theirs) == {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 16 KiB, where this user may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)]
    try:
        allowed = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        pytest.skip("this user may not mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(run: Any, tmp_path: Path, small_disk: Path) -> None:
    many = [f"id: m{n}, title: {'Long ' * 40}, due: by fall 2017, owner: marc" for n in range(60)]
    folder = plan_of(tmp_path / "plan", *many)
    for file in (small_disk / "report.md", small_disk / "timeline.svg"):
        out, err, code = run(*one(folder, file))
        assert (out, code) == ("", 3)
        assert "the disk is full" in err
    assert inside(small_disk) == {}
    for command in ("remind", "site"):
        _, err, code = run(command, "--dir", folder, *DAY, "-o", small_disk / command)
        assert code == 3
        assert "the disk is full" in err
    left = [name for name in inside(small_disk) if ".welcomeplan-save-" in name]
    assert left == []


# -- a folder of its own


@pytest.mark.parametrize("command", ["remind", "site"])
@pytest.mark.parametrize("where", ["plan", "plan/letters", "plan/../plan/./deep/er", "linked"])
def test_nothing_is_put_among_the_files_of_a_plan(
    run: Any, folder: Path, tmp_path: Path, command: str, where: str
) -> None:
    (tmp_path / "linked").symlink_to(folder)
    before = inside(tmp_path)
    out, err, code = run(command, "--dir", folder, *DAY, "-o", tmp_path / where)
    assert (out, code) == ("", 3)
    assert "the folder of a plan, which has `plan/plan.yaml`. Nothing was written" in err
    assert inside(tmp_path) == before
    better = re.search("such as `-o (.*)`", err)
    assert better
    assert run(command, "--dir", folder, *DAY, "-o", better[1])[2] == 0


def test_nothing_is_put_where_the_plans_or_a_repository_are(run: Any, tmp_path: Path) -> None:
    for name in ("north", "south"):
        plan_of(tmp_path / "plans" / name, LATE, head=f"id: {name}\ntitle: A plan\n")
    plans = tmp_path / "plans"
    for command in ("remind", "site"):
        _, err, code = run(command, "--dir", plans, *DAY, "-o", plans)
        assert code == 3
        assert "is the folder in which the plans are" in err
    commit(tmp_path, "2018-01-01")
    before = inside(tmp_path)
    _, err, code = run("remind", "--dir", plans, *DAY, "-o", tmp_path)
    assert code == 3
    assert "is the top of a git repository: it holds `.git`" in err
    for command in ("remind", "site"):
        _, err, code = run(command, "--dir", plans, *DAY, "-o", tmp_path / ".git" / "x")
        assert code == 3
        assert "is git's own" in err
    assert inside(tmp_path) == before
    assert run("remind", "--dir", plans, *DAY, "-o", tmp_path / "letters")[2] == 0


def test_a_plan_at_the_top_of_its_repository_has_room_below(run: Any, folder: Path) -> None:
    commit(folder, "2018-01-01")
    for command, where in (("remind", "letters"), ("site", "public")):
        assert run(command, "--dir", folder, *DAY, "-o", folder / where)[2] == 0
        _, err, code = run(command, "--dir", folder, *DAY, "-o", folder)
        assert code == 3
        assert f"such as `-o {shlex.quote(str(folder / where))}`" in err


# -- the list of a site


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "files",
    [
        None,
        1,
        ["index.html"],
        {"index.html": 1},
        {"index.html": None},
        {"index.html": "x" * 64},
        {"index.html": {"x": 1}},
        {"index.html": [1]},
        {"index.html": [["x"]]},
        "deep",
    ],
)
def test_a_list_of_another_form_is_refused(
    run: Any, folder: Path, tmp_path: Path, files: object
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    text = "[" * 100_000 if files == "deep" else json.dumps({"files": files})
    (out / MADE).write_text(text, "utf-8")
    before = inside(out)
    said, err, code = run("site", "--dir", folder, *DAY, "-o", out)
    assert (said, code) == ("", 3)
    assert "does not say which files were made" in err
    assert inside(out) == before


THEIR_OWN = {
    "minutes.docx": "mine",
    "sub/notes.md": "mine",
    "sub/deep/index.html": '<meta name="generator" content="welcomeplan">',
    "index.htm": '<meta name="generator" content="welcomeplan">',
    "index.fr.html": '<meta name="generator" content="welcomeplan">',
    "index.es.html": "<p>My own page</p>",
    "other/index.html": "<p>My own page</p>",
    "other/feed.xml": "<feed/>",
    "other/promises.json": '{"mine": 1}',
    "other/promises.csv": "Mine,Yours\n",
    ".env": "mine",
    "CNAME": "example.org",
}


@pytest.mark.parametrize("name", THEIR_OWN)
def test_nothing_of_others_is_removed_whatever_a_list_says(
    run: Any, folder: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text(THEIR_OWN[name], "utf-8")
    (out / MADE).write_text(json.dumps({"files": {name: [digest(THEIR_OWN[name])]}}), "utf-8")
    _, err, code = run("site", "--dir", folder, *DAY, "-o", out)
    assert code == 0
    assert (out / name).read_text("utf-8") == THEIR_OWN[name]
    assert "removed" not in err


@pytest.mark.parametrize("name", ["index.html", "feed.xml", "promises.json", "promises.csv"])
def test_nothing_of_others_is_written_over_whatever_a_list_says(
    run: Any, folder: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine", "utf-8")
    (out / MADE).write_text(json.dumps({"files": {name: [digest("mine")]}}), "utf-8")
    before = inside(out)
    said, _, code = run("site", "--dir", folder, *DAY, "-o", out)
    assert (said, code) == ("", 3)
    assert inside(out) == before


@pytest.mark.parametrize(
    "name", ["../index.html", "/index.html", "linked/index.html", "./index.html", "a\0/feed.xml"]
)
def test_nothing_outside_is_removed(run: Any, folder: Path, tmp_path: Path, name: str) -> None:
    run("site", "--dir", folder, *DAY, "-o", tmp_path / "made")
    page = (tmp_path / "made" / "index.html").read_text("utf-8")
    out, other = tmp_path / "out", tmp_path / "other"
    for each in (out, other):
        each.mkdir()
    for each in (tmp_path / "index.html", other / "index.html"):
        each.write_text(page, "utf-8")
    (out / "linked").symlink_to(other)
    name = str(tmp_path / "index.html") if name.startswith("/") else name
    (out / MADE).write_text(json.dumps({"files": {name: [digest(page)]}}), "utf-8")
    assert run("site", "--dir", folder, "--as-of", "2018-03-15", "-o", out)[2] == 0
    assert (tmp_path / "index.html").read_text("utf-8") == page
    assert (other / "index.html").read_text("utf-8") == page


def test_what_is_not_made_any_more_is_told(run: Any, tmp_path: Path) -> None:
    plans, out = tmp_path / "plans", tmp_path / "out"
    for name in ("north", "south"):
        plan_of(plans / name, LATE, head=f"id: {name}\ntitle: A plan\n")
    site = ("site", "--dir", plans, *DAY, "-o", out)
    assert run(*site, "--lang", "es")[1] == ""
    assert run(*site, "--lang", "es")[1] == ""
    (out / "north" / "index.es.html").write_text("<p>changed by hand</p>", "utf-8")
    _, err, code = run(*site)
    assert code == 0
    gone = ("index.es.html", "north/feed.es.xml", "south/feed.es.xml", "south/index.es.html")
    told = ", ".join(f"`{name}`" for name in gone)
    assert f"no longer made, and removed: {told}\n" in err
    assert "no longer made, but changed since, and left: `north/index.es.html`\n" in err
    assert not any((out / name).exists() for name in gone)
    assert run(*site)[1] == ""
    _, err, _ = run(*site, "--plan", "north")
    assert "removed: `north/feed.xml`, `north/index.html`, `north/promises.csv`" in err
    assert "and 3 more\n" in err
    assert not (out / "south").exists()
