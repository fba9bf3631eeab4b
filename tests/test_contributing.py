"""What contributors are told is so: files, commits and forms."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from welcomeplan import __version__

from .conftest import ROOT
from .test_docs import PROSE

PAGE = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
GITHUB = ROOT / ".github"
FILES = [
    *((path, "github-workflows") for path in sorted((GITHUB / "workflows").glob("*.yml"))),
    (GITHUB / "ISSUE_TEMPLATE" / "config.yml", "github-issue-config"),
    (GITHUB / "ISSUE_TEMPLATE" / "deadline.yml", "github-issue-forms"),
    (GITHUB / "ISSUE_TEMPLATE" / "plan.yml", "github-issue-forms"),
    (ROOT / "CITATION.cff", "citation-file-format"),
]


@pytest.mark.parametrize(("path", "schema"), FILES, ids=lambda one: Path(one).name)
def test_files_for_github_fit_their_schemas(path: Path, schema: str) -> None:
    """A workflow that is no YAML passes zizmor, which only warns."""
    command = ["check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)


@pytest.mark.parametrize("name", ["deadline", "plan"])
def test_a_form_asks_for_the_words_or_the_plan(name: str) -> None:
    form = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml").read_text("utf-8"))
    needed = {
        part["id"] for part in form["body"] if part.get("validations", {}).get("required") is True
    }
    assert {"deadline": "words", "plan": "plan"}[name] in needed


def test_named_paths_exist() -> None:
    names = re.findall(r"`((?:src|tests|docs)/[\w./-]+)`", PAGE)
    assert names
    for name in names:
        # Those that are written by who follows it have a name in capitals, or end in x.
        if not re.search(r"NAME|_x\.py", name):
            assert (ROOT / name).exists(), name


def test_each_way_to_add_something_names_a_small_commit() -> None:
    _, _, ways = PAGE.partition("## To add ...")
    ways, _, _ = ways.partition("\n## ")
    sections = ways.split("\n### ")[1:]
    assert len(sections) == 4
    for section in sections:
        (commit,) = re.findall(r"\[`(\w+)`\]\(\.\./\.\./commit/\1\)", section)
        shown = subprocess.run(
            ["git", "show", "--shortstat", "--format=", commit],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        if shown.returncode:  # a checkout without its past, or none
            pytest.skip("the commit is not here")
        files = shown.stdout.split(" ", 2)[1]
        assert int(files) < 50, commit


def test_who_cites_it_cites_this_version() -> None:
    assert yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"] == __version__


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_targets_of_make_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", path.read_text("utf-8"), re.MULTILINE))
    assert named <= targets, named - targets
