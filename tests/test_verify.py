"""`verify`: a report is made again, and nothing that a file says of itself is believed."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest

from welcomeplan import cli

from .test_papers import AS_OF, FORMATS, every  # noqa: F401 - a fixture
from .test_report import HEAD, commit, git, plan_of


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command line, and gives its exit code, what it prints and what it says."""

    def run(*words: str | Path) -> tuple[int, str, str]:
        code = cli.run([str(word) for word in words])
        out, err = capsys.readouterr()
        return code, out, err

    return run


ONE = "id: a, title: Late one, due: by November 2017, owner: marc"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = plan_of(
        tmp_path / "plan", "id: a, title: Late one, due: by November 2017, owner: marc"
    )
    commit(tmp_path, "2017-09-06")
    return folder


def report(run: Any, folder: Path, ending: str, *words: str) -> Path:
    file = folder.parent / f"made.{ending}"
    code, _, err = run("report", "--dir", folder, *(words or AS_OF), "-o", file)
    assert code == 0, err
    return file


def forged(file: Path, **values: object) -> None:
    """Change what a report in Markdown says of its making."""
    text, before, made = file.read_text("utf-8").partition("<!-- welcomeplan ")
    said = json.loads(made.removesuffix(" -->\n")) | values
    kept = {key: value for key, value in said.items() if value is not ...}
    file.write_text(f"{text}{before}{json.dumps(kept)} -->\n", "utf-8")


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize(
    "words",
    [
        ("--quarter", "2017Q4"),
        ("--quarter", "2018Q1", *AS_OF),
        ("--since", "2017-12-31", *AS_OF),
    ],
)
def test_a_report_holds_whatever_became_of_the_plan(
    run: Any, town: Path, ending: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = report(run, town, ending, *words)
    renamed = file.rename(file.with_name(f"Quarter's report.{ending.upper()}"))
    plan_of(town, "id: a, title: Another, due: by June 2030")
    commit(town.parent, "2018-03-01")
    (town / "a.yaml").write_text("title: [\n", "utf-8")
    monkeypatch.chdir(town.parent)
    code, out, err = run("verify", renamed)
    assert (code, err) == (0, "")
    told = r".*: the same\. Made again of plan town, revision [0-9a-f]{10}, as of 201[78]-..-..\.\n"
    told += rf"Compared with `plan` of the git repository `{town.parent}`, as it stood at commit "
    told += r"[0-9a-f]{10}\.\n"
    assert re.fullmatch(told, out)
    git(town.parent, "mv", "plan", "elsewhere")
    monkeypatch.chdir(town.parent / "elsewhere")
    assert run("verify", renamed)[0] == 0


def test_the_plan_of_a_workspace_is_found_again(run: Any, tmp_path: Path) -> None:
    plan_of(tmp_path / "all" / "b", "id: b, title: B", head=HEAD.replace("town", "two"))
    plan_of(tmp_path / "all" / "a", "id: a, title: A", head=HEAD.replace("town", "one"))
    commit(tmp_path, "2018-01-01")
    file = report(run, tmp_path / "all", "md", *AS_OF, "--plan", "two")
    assert "1 other plan" in file.read_text("utf-8")
    assert run("verify", file, "--dir", tmp_path / "all" / "a")[0] == 0


def one_letter(file: Path) -> None:
    """Change a letter of a title, in the way of the format."""
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as packed:
            parts = {one: packed.read(one) for one in packed.infolist()}
        with zipfile.ZipFile(file, "w") as packed:
            for one, data in parts.items():
                packed.writestr(one, data.replace(b">Late one<", b">Late owe<"))
    else:
        file.write_bytes(file.read_bytes().replace(b"Late one", b"Late owe", 1))


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_a_letter_that_was_changed_is_found_and_where(run: Any, town: Path, ending: str) -> None:
    file = report(run, town, ending)
    one_letter(file)
    code, out, err = run("verify", file, "--dir", town)
    assert (code, err) == (1, "")
    assert out.split("\n")[0].endswith("not the same as is made of plan town, revision "
        f"{git(town, 'rev-parse', 'HEAD')[:10]}, as of 2018-02-15.")  # fmt: skip
    assert "\n  2. Late, longest first\n" in out
    theirs, ours = re.findall("^    (?:the file|made again): +(.*)$", out, re.M)[:2]
    assert "Late owe" in theirs
    assert theirs.replace("Late owe", "Late one") == ours
    assert "The words of the text agree" not in out


def test_what_is_no_word_is_compared_too(run: Any, town: Path) -> None:
    file = report(run, town, "html")
    text = file.read_text("utf-8")
    file.write_text(text.replace("--late: #9b2318", "--late: #ffffff"), "utf-8")
    code, out, _ = run("verify", file, "--dir", town)
    assert (code, "The words of the text agree" in out) == (1, True)
    file.write_text(text.replace("</main>", "<p>Approved.</p></main>"), "utf-8")
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 1
    assert "    the file:   Approved.\n    made again: (nothing)\n" in out


def test_a_pdf_that_was_changed(run: Any, town: Path) -> None:
    file = report(run, town, "pdf")
    kept = file.read_bytes()
    file.write_bytes(kept.replace(b"<dc:format>application", b"<dc:format>applicatiom"))
    code, out, _ = run("verify", file, "--dir", town)
    assert (code, "The words of the text agree" in out) == (1, True)
    file.write_bytes(kept)
    writer = pypdf.PdfWriter(clone_from=file)
    writer.add_attachment("plan.yaml", b"title: Another\n")
    writer.write(file)
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 1
    assert "The attached file plan.yaml (2) is not as the plan has it." in out


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_report_of_another_plan_does_not_pass_for_it(
    run: Any, tmp_path: Path, town: Path, ending: str
) -> None:
    # Made by the program itself, of a plan that says otherwise, under the name of that revision.
    from dataclasses import replace  # noqa: PLC0415
    from datetime import date  # noqa: PLC0415

    from welcomeplan import workspace  # noqa: PLC0415
    from welcomeplan.commands import reporting  # noqa: PLC0415
    from welcomeplan.formats import papers  # noqa: PLC0415

    wish = reporting.Wish(as_of=date(2018, 2, 15))
    true = reporting.paper(workspace.load(town), wish)
    plan_of(town, f"{ONE}, done: 2017-11-02")
    false = reporting.paper(workspace.load(town), wish)
    file = tmp_path / f"false.{ending}"
    revision, origin = true.revision, true.origin
    claimed = replace(false, origin=origin, revision=revision, check="welcomeplan verify FILE")
    file.write_bytes(papers.render(claimed, f".{ending}"))
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 1
    assert "    made again: 1 promise is late, as many as on" in out
    if ending == "pdf":
        assert "The attached file a.yaml is not as the plan has it." in out
        assert run("verify", file, "--attached")[0] == 1  # and not even to itself


def test_what_was_not_committed_cannot_be_verified(run: Any, town: Path) -> None:
    with (town / "a.yaml").open("a", encoding="utf-8") as held:
        held.write("# a word\n")
    for ending in FORMATS:
        file = report(run, town, ending)
        code, out, err = run("verify", file, "--dir", town)
        assert (code, out) == (1, "")
        assert "can't be verified: it was made from files that git does not have, changed" in err
        assert ("--attached" in err) == (ending == "pdf")
    code, out, _ = run("verify", file, "--attached")
    assert code == 0
    assert "Whether they are the plan's" in out


def test_a_pdf_is_held_against_what_is_attached_where_there_is_no_repository(
    run: Any,
    every: Path,  # noqa: F811 - that fixture
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    file = report(run, every, "pdf", "--since", "2018-01-31", *AS_OF)
    away = tmp_path_factory.mktemp("away")
    moved = file.rename(away / "report.pdf")
    code, out, err = run("verify", moved, "--dir", away)
    assert (code, out) == (2, "")
    assert "is in no git repository" in err
    assert f"    welcomeplan verify {moved} --attached\n" in err
    code, out, err = run("verify", moved, "--attached")
    assert (code, err) == (0, "")
    assert "Compared with the files attached to it, and with no folder or commit. Wh" in out
    assert "Whether they are those of revision" in out
    other = plan_of(away / "plan", "id: a, title: A")
    commit(away, "2018-01-01")
    code, out, err = run("verify", moved, "--dir", other)
    assert (code, out) == (2, "")
    assert "which this repository does not have" in err
    assert "--attached" in err
    text = report(run, every, "md")
    code, _, err = run("verify", text, "--attached")
    assert (code, "no files of a plan are attached" in err) == (2, True)


def test_another_version_of_the_program_is_named(run: Any, town: Path) -> None:
    file = report(run, town, "md")
    text = file.read_text("utf-8")
    file.write_text(re.sub(r'(?<=welcomeplan )0\.1\.0|0\.1\.0(?=")', "0.0.9", text), "utf-8")
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 0
    assert "It was made with welcomeplan 0.0.9, and again with 0.1.0" in out
    file.write_text(file.read_text("utf-8").replace("Late one", "Late owe"), "utf-8")
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 1
    assert "Late owe" in out
    assert "0.0.9" in out


@pytest.mark.parametrize(
    "values",
    [
        {"revision": "HEAD"},
        {"revision": "--help"},
        {"revision": "main"},
        {"revision": ["a"]},
        {"folder": "/etc"},
        {"folder": "../../etc"},
        {"folder": "a\u0000b"},
        {"plan": "../town"},
        {"plan": ""},
        {"as_of": "2018-02-31"},
        {"as_of": "today"},
        {"as_of": 20180215},
        {"quarter": "this"},
        {"quarter": "2018Q1", "since": "2018-01-01"},
        {"quarter": "", "since": None},
        {"since": "2018-13-01", "quarter": ""},
        {"others": -1},
        {"others": True},
        {"changed": "no"},
        {"language": "../en"},
        {"language": "xx"},
        {"version": "0.1.0 <b>"},
        {"schema": "welcomeplan/2"},
        {"command": "site"},
        {"command": ["report"]},
        {"command": "site", "quarter": "", "beside": True, "plan": ""},
        {"command": "site", "quarter": ""},
        {"also": "../es"},
        {"also": "es"},
        {"beside": 1},
        {"part": "health"},
        {"command": "site", "quarter": "", "part": "../health"},
        {"command": "site", "quarter": "", "part": "health_2.es"},
        {"shallow": None},
        {"moves": "2"},
        {"unattached": -1},
        {"plan": ...},
        {"as_of": ...},
    ],
    ids=str,
)
def test_what_a_file_says_of_itself_is_read_as_options_are(
    run: Any, town: Path, values: dict[str, object]
) -> None:
    file = report(run, town, "md")
    forged(file, **values)
    code, out, err = run("verify", file, "--dir", town)
    assert (code, out) == (2, "")
    assert re.search("can't be read as a report or a page: (it|what|a public page) ", err)
    assert "Traceback" not in err
    assert "a fault of welcomeplan itself" not in err


@pytest.mark.parametrize(
    "values",
    [
        {"plan": "country"},
        {"folder": "nowhere"},
        {"folder": "C:/plan"},
        {"folder": "plan\n"},
        {"folder": "plan\\..\\.."},
        {"folder": "\udcff"},
        {"folder": "p" * 4096},
        {"plan": "\u202etown"},
        {"plan": "to\nwn"},
        {"revision": "0" * 40},
        {"quarter": "2019Q1"},
        {"quarter": "FY2018Q1"},
        {"quarter": "", "since": "2019-01-01"},
        {"as_of": "9999-12-31", "quarter": "9999Q4"},
    ],
    ids=str,
)
def test_what_cannot_be_made_again_is_refused(
    run: Any, town: Path, values: dict[str, object]
) -> None:
    file = report(run, town, "md")
    forged(file, **values)
    code, _, err = run("verify", file, "--dir", town)
    assert code in (1, 2)
    assert "a fault of welcomeplan itself" not in err
    assert (code == 2) == bool(err)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", b""),
        ("a.md", b"\xff\xfe"),
        ("a.md", b"# A report\n"),
        ("a.md", b"<!-- welcomeplan {} -->\n"),
        ("a.md", b"<!-- welcomeplan " + b'{"a":' * 4000 + b"} -->\n"),
        ("a.html", b"<meta name='welcomeplan'>"),
        ("a.html", b"\x00\xff"),
        ("a.docx", b"PK\x03\x04"),
        ("a.docx", b"no zip"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.pdf", b""),
        ("a.txt", b""),
        ("none.md", None),
    ],
)
def test_what_is_no_report_is_refused(
    run: Any, tmp_path: Path, name: str, data: bytes | None
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    code, out, err = run("verify", file)
    assert (code, out) == (2, "")
    assert err.startswith("welcomeplan: ")
    assert "a fault of welcomeplan itself" not in err
    assert name in err
    assert not re.search(
        "[a-z](Error|Exception|File)\\b", err
    )  # no name that only programmers know


@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.html", "a.md"])
def test_a_file_of_another_kind_is_refused(run: Any, town: Path, name: str) -> None:
    for ending in FORMATS:
        if not name.endswith(ending):
            file = report(run, town, ending)
            other = file.rename(town.parent / name)
            code, out, err = run("verify", other)
            assert (code, out) == (2, ""), ending
            assert "can't be read as a report or a page: " in err
            assert "Error" not in err


def test_a_package_that_unpacks_without_end_is_not_unpacked(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b" " * (65 * 1024 * 1024))
    code, _, err = run("verify", file)
    assert (code, "it is too large" in err) == (2, True)


def test_what_a_file_says_is_shown_safely(run: Any, town: Path) -> None:
    file = report(run, town, "md")
    text = file.read_text("utf-8").replace("Late one", "\x1b[31mred\u202e ::error::x")
    file.write_text(text, "utf-8")
    code, out, _ = run("verify", file, "--dir", town)
    assert code == 1
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_neither_reader_is_needed_for_text(
    run: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys  # noqa: PLC0415

    files = {ending: report(run, town, ending) for ending in FORMATS}
    for module in ("docx", "typst", "pypdf"):
        monkeypatch.setitem(sys.modules, module, None)
    assert run("verify", files["md"], "--dir", town)[0] == 0
    for ending in ("docx", "pdf"):
        code, _, err = run("verify", files[ending], "--dir", town)
        assert code == 2
        assert f"    pip install 'welcomeplan[{ending}]'\n" in err
