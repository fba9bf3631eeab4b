"""`--dry-run`: a patch that `git apply` and `patch -p1` take, from the top of the repository."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from welcomeplan import cli
from welcomeplan.formats import patch

from .test_cli import on_terminal

GIT = ["git", "-c", "core.autocrlf=false", "apply", "-"]
PATCH = ["patch", "-p1", "-s"]
TOOLS = [GIT, PATCH] if shutil.which("patch") else [GIT]
LINES = st.sampled_from(
    [
        *("", " ", "a", "owner: marc", "- id: x", "  due: in 2018", "# note", "\t-", "长" * 5),
        *("--- a", "+++ b", "@@ -1 +1 @@", "\\ No newline", "::error::x ##[x]"),
        *("Réunion à 14\u00a0h", "\u202eevil\u200b"),
    ]
)
TEXTS = st.builds(
    lambda lines, end, last: end.join(lines) + (end if last else ""),
    st.lists(LINES, min_size=1, max_size=30),
    st.sampled_from(["\n", "\n", "\r\n"]),
    st.booleans(),
).filter(bool)
NAMES = ["plan/s.yaml", "town plan/s.yaml", "año/плана.yaml", 'a"b/s.yaml', "a\\b/s.yaml", "s.yaml"]


def applied(tool: list[str], diff: bytes, folder: Path) -> None:
    done = subprocess.run(tool, input=diff, cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, (tool, done.stdout + done.stderr, diff)


def edits(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts: two that have nothing to do with each other, or one with some lines changed."""
    before = draw(TEXTS)
    if draw(st.booleans()):
        return before, draw(TEXTS)
    lines = before.splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines)))
        lines[at : at + draw(st.integers(0, 2))] = [
            f"{line}\n" for line in draw(st.lists(LINES, max_size=3))
        ]
    return before, "".join(lines) or "x"


@settings(max_examples=60)
@given(st.composite(edits)(), st.sampled_from(NAMES))
@example(("a\n" * 20, "a\n" * 19 + "a"), "plan/s.yaml")
@example(("a", "a\nb"), "plan/s.yaml")
@example(("a\r\nb", "a\r\nb\r\nc"), "plan/s.yaml")
@example(("a\n# last", "a\nb\n# last"), "plan/s.yaml")
@example(("a\rb\r", "a\rb\nc\r"), "plan/s.yaml")
@example(("x\no\n\n#\n\n\n", "x\no\n- n\no\n\n#\n\n\n"), "plan/s.yaml")
@example(("\ufeffa\n", "\ufeffa\nb\n"), "plan/s.yaml")
def test_what_is_rendered_is_what_is_applied(texts: tuple[str, str], name: str) -> None:
    before, after = (text.encode() for text in texts)
    diff = patch.render(name, before, after)
    if before == after:
        assert diff == b""
        return
    for tool in TOOLS:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, name)
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(before)
            applied(tool, diff, Path(folder))
            assert file.read_bytes() == after
            assert [path for path in Path(folder).rglob("*") if path.is_file()] == [file]


PLAN = "title: Test plan\nadopted: 2020-01-01\nperiod: 2020 to 2027\norganizations: {town: Town}\n"
FILE = """\
title: S
objectives:
  - id: o
    title: Objective
    milestones:
      - id: a
        title: Réunion à 14\u00a0h  # two\ttabs\u200b
        due: by March 2021
        owner: town
      - {id: b, title: B, due: in 2021, owner: town}
      - id: m
        title: M
        due: by March 2021
        owner: town
"""
ENDS = {
    "as most": FILE,
    "no last line end": FILE[:-1],
    "CRLF": FILE.replace("\n", "\r\n"),
    "CRLF, no last line end": FILE.replace("\n", "\r\n")[:-2],
    "a comment last": FILE + "# the end",
    "a comment and blank lines last": FILE + "\n  # the end\n\n\n",
    "byte-order mark": "\ufeff" + FILE,
}
ON = ["--on", "2021-01-01"]
EDITS = [
    ["done", "a", *ON],
    ["done", "b", *ON],
    ["done", "m", *ON],
    ["done", "a", "m", "x", *ON],
    ["log", "m", "--note", "First: \u202e", *ON],
    ["reschedule", "m", "in", "2022", "--note", "Why", *ON],
    ["add", "--to", "o", "--title", "New", "--due", "in 2021", "--owner", "town"],
]


def write(home: Path, text: str = FILE) -> None:
    home.mkdir(parents=True)
    (home / "plan.yaml").write_text(PLAN, "utf-8")
    (home / "s.yaml").write_bytes(text.encode())
    other = FILE.replace("id: o", "id: o2").replace("id: a", "id: x").replace("id: m", "id: y")
    (home / "t.yaml").write_text(other.replace("id: b", "id: z"), "utf-8")


def read(home: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in home.iterdir()}


def put_back(home: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (home / name).write_bytes(data)


def holds(
    home: Path, top: Path, edit: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """That the patch of an edit, applied in a folder, is the edit."""
    before = read(home)
    capfdbinary.readouterr()
    assert cli.run([*edit, "--dry-run"]) == 0
    diff = capfdbinary.readouterr().out
    assert read(home) == before
    found = []
    for tool in TOOLS:
        applied(tool, diff, top)
        found.append(read(home))
        put_back(home, before)
    assert cli.run(edit) == 0
    after = read(home)
    assert after != before
    assert found == [after] * len(TOOLS)
    put_back(home, before)


@pytest.mark.parametrize("end", ENDS)
def test_a_dry_run_is_the_edit(
    tmp_path: Path,
    end: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write(tmp_path / "plan", ENDS[end])
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)
    for edit in EDITS:
        holds(tmp_path / "plan", tmp_path, edit, capfdbinary)


PLACES = {
    "at the top": (".", ["--dir", "docs/town plan/plan"]),
    "in a folder": ("docs/town plan", []),
    "in the plan": ("docs/town plan/plan", []),
    "above it": ("docs", ["--dir", "town plan"]),
    "beside it": ("other", ["--dir", "../docs/town plan/plan"]),
    "by its whole path": ("other", ["--dir", "{top}/docs/town plan/plan"]),
    "by a link": (".", ["--dir", "link"]),
    "far away": ("/", ["--dir", "{top}/docs/town plan/plan"]),
}
EDIT = ["done", "m", "x", *ON]


def repository(top: Path) -> Path:
    """A repository with a plan in it, some way down; the plan's folder."""
    home = top / "docs" / "town plan" / "plan"
    write(home)
    (top / "other").mkdir()
    (top / "link").symlink_to(home)
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    return home


@pytest.mark.parametrize("place", PLACES)
def test_a_patch_is_for_the_top_of_the_repository(
    tmp_path: Path,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    home = repository(tmp_path)
    folder, words = PLACES[place]
    monkeypatch.chdir(tmp_path / folder)
    options = [word.format(top=tmp_path) for word in words]
    holds(home, tmp_path, [*EDIT, *options], capfdbinary)


def test_git_applies_it_in_a_folder_of_the_repository_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    home = repository(tmp_path)
    monkeypatch.chdir(home.parent)
    assert cli.run([*EDIT, "--dry-run"]) == 0
    applied(GIT, capfdbinary.readouterr().out, home.parent)
    after = read(home)
    assert b"2021-01-01" in after["s.yaml"]
    assert b"2021-01-01" in after["t.yaml"]


def test_where_the_repository_is_below_a_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    top = tmp_path / "real" / "repository"
    home = repository(top)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    by_link = tmp_path / "link" / "repository"
    monkeypatch.chdir(tmp_path)
    plan = str(by_link / "docs" / "town plan" / "plan")
    holds(home, by_link, [*EDIT, "--dir", plan], capfdbinary)


def test_in_another_worktree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    top = tmp_path / "repository"
    repository(top)
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for line in (
        ["add", "."],
        [*identity, "commit", "-qm", "x"],
        ["worktree", "add", "-q", "../w"],
    ):
        subprocess.run(["git", *line], cwd=top, check=True)
    home = tmp_path / "w" / "docs" / "town plan" / "plan"
    monkeypatch.chdir(home.parent)
    holds(home, tmp_path / "w", EDIT, capfdbinary)


@pytest.mark.parametrize(
    ("here", "given", "applied_in"),
    [
        ("", "plan", ""),
        ("", "{top}/plan", ""),
        ("plan", ".", "plan"),
        ("other", "../plan", "plan"),
        ("other", "{top}/plan", "plan"),
    ],
)
def test_outside_of_a_repository(
    tmp_path: Path,
    here: str,
    given: str,
    applied_in: str,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    write(tmp_path / "plan")
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / here)
    options = ["--dir", given.format(top=tmp_path)]
    holds(tmp_path / "plan", tmp_path / applied_in, [*EDIT, *options], capfdbinary)


def test_a_person_is_shown_what_a_terminal_would_hide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "plan")
    edit = ["done", "b", *ON, "--dry-run", "--dir", str(tmp_path / "plan")]
    assert "<U+200B>\n" in on_terminal(80, *edit)
    assert cli.run(edit) == 0
    assert "\u200b\n" in capsys.readouterr().out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert cli.run(edit) == 0
    assert "<U+200B>\n" in capsys.readouterr().out
