"""What other programs read names files from the top of the repository, wherever it is run."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from welcomeplan import cli, workspace

from .test_patch import PLACES, repository

FILE = "docs/town plan/plan/s.yaml"


def wrong(top: Path) -> Path:
    """A repository with a fault in its plan; the plan's folder."""
    home = repository(top)
    text = (home / "s.yaml").read_text("utf-8")
    (home / "s.yaml").write_text(text.replace("owner: town", "owner: twon", 1), "utf-8")
    return home


def named(form: str, out: str) -> set[str]:
    """The files that a report names."""
    if form == "github":
        return set(re.findall(r"^::\w+ file=([^,]*),", out, re.M))
    if form == "junit":
        suites = list(ET.fromstring(out.encode()))  # noqa: S314 - our own
        cases = [case for suite in suites for case in suite]
        names = {suite.get("name") for suite in suites}
        assert {case.get("classname") for case in cases} == names
        assert all(f"{name}:" in (case[0].text or "") for name in names for case in cases)
        return {case.get("file", "") for case in cases} | {name or "" for name in names}
    found: Any = json.loads(out)
    if form == "gitlab":
        return {issue["location"]["path"] for issue in found}
    results = found["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in results]
    assert {place.get("uriBaseId") for place in places} == {"%SRCROOT%"}
    return {unquote(place["uri"]) for place in places}


def report(form: str, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    line = ["validate", "--format", form, "--as-of", "2020-05-01", *arguments]
    assert cli.run(line) == 1
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["github", "sarif", "gitlab", "junit"])
@pytest.mark.parametrize("place", PLACES)
def test_a_file_is_named_from_the_top(
    tmp_path: Path,
    form: str,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong(tmp_path)
    folder, words = PLACES[place]
    monkeypatch.chdir(tmp_path / folder)
    out = report(form, capsys, *(word.format(top=tmp_path) for word in words))
    assert named(form, out) == {FILE}


@pytest.mark.parametrize("form", ["github", "sarif", "gitlab", "junit"])
@pytest.mark.parametrize("kind", ["by a link", "worktree", "submodule", "by GIT_WORK_TREE"])
def test_whatever_repository_it_is(
    tmp_path: Path,
    form: str,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    top = tmp_path / "repository"
    home = wrong(top)
    if kind == "by a link":
        (tmp_path / "elsewhere").symlink_to(top)
        home = tmp_path / "elsewhere" / home.relative_to(top)
    elif kind == "worktree":
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        commit = [*identity, "commit", "-qm", "x"]
        for line in (["add", "."], commit, ["worktree", "add", "-q", "../w"]):
            subprocess.run(["git", *line], cwd=top, check=True)
        home = tmp_path / "w" / home.relative_to(top)
    elif kind == "submodule":
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        (top / ".git").rename(tmp_path / ".git" / "module")
        (top / ".git").write_text("gitdir: ../.git/module\n", "utf-8")
    else:
        (top / ".git").rename(tmp_path / "kept")
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "kept"))
        monkeypatch.setenv("GIT_WORK_TREE", str(top))
    monkeypatch.chdir(home.parent)
    assert named(form, report(form, capsys)) == {FILE}


@pytest.mark.parametrize("form", ["github", "gitlab", "junit"])
@pytest.mark.parametrize("left", ["nothing", "an empty .git", "a file .git"])
def test_outside_of_a_repository_it_is_named_from_here(
    tmp_path: Path,
    form: str,
    left: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = wrong(tmp_path)
    (tmp_path / ".git").rename(tmp_path / "kept")
    if left == "an empty .git":
        (tmp_path / ".git").mkdir()
    elif left == "a file .git":
        (tmp_path / ".git").write_text("not git's\n", "utf-8")
    monkeypatch.chdir(home.parent)
    assert named(form, report(form, capsys)) == {"plan/s.yaml"}


@pytest.mark.parametrize("form", ["text", "json"])
def test_people_are_told_from_where_they_stand(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = wrong(tmp_path)
    monkeypatch.chdir(home.parent)
    out = report(form, capsys)
    assert FILE not in out
    assert "plan/s.yaml:" in out if form == "text" else json.loads(out)["root"] == "plan"


def test_a_report_is_the_same_wherever_it_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(tmp_path)
    for form in ("github", "sarif", "gitlab", "junit"):
        reports = set()
        for place, (folder, words) in PLACES.items():
            if place == "above it":  # which is another folder to check
                continue
            monkeypatch.chdir(tmp_path / folder)
            options = [word.format(top=tmp_path) for word in words]
            reports.add(report(form, capsys, *options))
        assert len(reports) == 1


def test_a_folder_that_is_the_top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = wrong(tmp_path)
    (tmp_path / ".git").rename(home / ".git")
    monkeypatch.chdir(home)
    assert workspace.load().told == "."
