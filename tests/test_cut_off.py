"""What git has not brought into a partial clone is not taken for nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .test_made_again import moved_in_git, said, site
from .test_papers import AS_OF
from .test_report import commit, git, plan_of
from .test_verify import ONE, report, run  # noqa: F401 - a fixture

NOT_ALL = "not all of git’s history was in the clone"
ALL = "git fetch --refetch --no-filter"


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A repository in which a commit moved a deadline, and no entry tells of it."""
    moved_in_git(tmp_path / "whole" / "plan")
    git(tmp_path / "whole", "config", "uploadpack.allowFilter", "true")
    git(tmp_path / "whole", "config", "uploadpack.allowAnySHA1InWant", "true")
    return tmp_path / "whole"


def partial(whole: Path, kind: str = "blob:none", *words: str, name: str = "part") -> Path:
    """A clone that has of files, or of folders too, only what is checked out."""
    where = f"file://{whole}"
    git(whole.parent, "clone", "-q", f"--filter={kind}", *words, where, name)
    return whole.parent / name


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
def test_a_report_of_a_partial_clone_says_that_history_is_cut_off(
    run: Any, whole: Path, kind: str
) -> None:
    part = partial(whole, kind)
    cut = report(run, part / "plan", "md")
    assert NOT_ALL in said(cut)
    assert "Not all of git’s history was in the clone: a move that it alone knows" in said(cut)
    assert "shallow clone" not in said(cut)
    assert "No deadline was moved" not in said(cut)
    assert run("verify", cut, "--dir", part)[0] == 0
    honest = report(run, whole / "plan", "md")
    code, out, err = run("verify", honest, "--dir", part)
    assert (code, out) == (2, "")
    assert "git's history is cut off in this clone" in err
    assert f"    {ALL}\n" in err
    code, out, _ = run("verify", cut, "--dir", whole)
    assert (code, "but for what git's whole history tells" in out) == (1, True)
    assert "cut off (where not all of it was in the clone). With the whole of it" in out
    git(part, *ALL.split()[1:])
    assert run("verify", honest, "--dir", part)[0] == 0
    assert run("verify", cut, "--dir", part)[0] == 1


def test_a_page_of_a_partial_clone_says_so_too(run: Any, whole: Path, tmp_path: Path) -> None:
    part = partial(whole)
    page = site(run, part / "plan", tmp_path / "public") / "index.html"
    assert NOT_ALL in page.read_text("utf-8")
    assert run("verify", page, "--dir", part)[0] == 0
    assert run("verify", page, "--dir", whole)[0] == 1
    honest = site(run, whole / "plan", tmp_path / "other") / "index.html"
    code, out, err = run("verify", honest, "--dir", part)
    assert (code, out, f"    {ALL}\n" in err) == (2, "", True)


@pytest.mark.parametrize("kind", ["blob:none", "tree:0"])
@pytest.mark.parametrize(
    "words",
    [
        ("history",),
        ("diff", "HEAD~1"),
        ("list", "--at", "HEAD~1"),
        ("validate", "--since", "HEAD~1"),
    ],
    ids=str,
)
def test_what_git_remembers_is_not_told_in_part(
    run: Any, whole: Path, words: tuple[str, ...], kind: str
) -> None:
    code, out, err = run(*words, "--dir", partial(whole, kind) / "plan")
    assert (code, out) == (2, "")
    assert "is not in this clone of the repository" in err
    assert f"`{ALL}` brings it" in err


def test_a_clone_that_has_nothing_checked_out(run: Any, whole: Path) -> None:
    bare = partial(whole, "blob:none", "--no-checkout")
    honest = report(run, whole / "plan", "md")
    code, out, err = run("verify", honest, "--dir", bare)
    assert (code, out) == (2, "")
    assert "is not in this clone of the repository" in err
    assert ALL in err
    assert "Mend it" not in err
    plan_of(bare / "plan", ONE, "id: b, title: Moved, due: by August 2018")  # by hand
    cut = report(run, bare / "plan", "md")
    assert "No deadline was moved" not in said(cut)
    assert "a move that it alone knows is not here" in said(cut)


def test_a_partial_clone_that_misses_nothing(run: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "whole" / "plan", ONE)
    commit(tmp_path / "whole", "2018-01-20")
    git(tmp_path / "whole", "config", "uploadpack.allowFilter", "true")
    part = partial(tmp_path / "whole")
    file = report(run, part / "plan", "md")
    assert "of git’s history" not in said(file)
    assert run("verify", file, "--dir", folder)[0] == 0
    code, out, _ = run("history", "--dir", part / "plan", "--json", *AS_OF)
    assert (code, json.loads(out)["shallow"]) == (0, False)


def test_a_repository_that_lost_a_version(run: Any, whole: Path) -> None:
    blob = git(whole, "rev-parse", "HEAD~1:plan/a.yaml")
    lost = whole / ".git" / "objects" / blob[:2] / blob[2:]
    lost.chmod(0o600)
    lost.unlink()
    cut = report(run, whole / "plan", "md")
    assert NOT_ALL in said(cut)
    code, out, err = run("history", "--dir", whole / "plan")
    assert (code, out, "is not in this clone" in err, "git fsck" in err) == (2, "", True, True)
