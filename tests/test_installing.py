"""What is built has in it what runs need, and what it says of itself is so.

That it installs, with which extras and by which programs, is seen by `python tests/installing.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_string
from email.message import Message
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from welcomeplan import __version__

from . import installing
from .conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the wheel and the source archive, built of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return folder


def names_of_wheel(dist: Path) -> set[str]:
    with zipfile.ZipFile(installing.only(dist)) as wheel:
        return set(wheel.namelist())


def metadata(dist: Path) -> Message:
    with zipfile.ZipFile(installing.only(dist)) as wheel:
        text = wheel.read(f"welcomeplan-{__version__}.dist-info/METADATA").decode()
    return message_from_string(text)


def tracked(*paths: str) -> set[str]:
    """What git has of some paths."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no checkout: nobody knows what belongs to it")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *paths],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    return {name for name in listed.split("\0") if name and (ROOT / name).exists()}


def test_the_wheel_has_every_file_of_the_package_and_the_schemas(dist: Path) -> None:
    names = {name for name in names_of_wheel(dist) if ".dist-info/" not in name}
    package = {name.removeprefix("src/") for name in tracked("src")}
    schemas = {
        name.replace("docs/schema", "welcomeplan/schemas") for name in tracked("docs/schema")
    }
    assert names == package | schemas


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "completion/options.json",
        "formats/templates/report.html",
        "formats/templates/report.typ",
        "formats/templates/page.css",
        "locale/es/LC_MESSAGES/welcomeplan.mo",
        "schemas/plan.schema.json",
        "schemas/strategy.schema.json",
    ],
)
def test_the_wheel_has_what_is_no_python(dist: Path, name: str) -> None:
    assert f"welcomeplan/{name}" in names_of_wheel(dist)


def test_the_source_archive_has_all_that_git_has(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        names = {member.name.partition("/")[2] for member in source if member.isfile()}
    assert tracked() - names == set()


def test_what_is_built_says_what_it_is(dist: Path) -> None:
    said = metadata(dist)
    assert said["Name"] == "welcomeplan"
    assert said["Version"] == __version__
    assert said["License-Expression"] == "MIT"
    assert said.get_all("License-File") == ["LICENSE"]
    assert said.get_all("Provides-Extra") == sorted(PROJECT["project"]["optional-dependencies"])
    links = dict(str(link).split(", ") for link in said.get_all("Project-URL") or ())
    assert {"Source", "Documentation", "Changes", "Issues"} == links.keys()


def test_the_readme_has_no_link_to_a_checkout(dist: Path) -> None:
    """PyPI shows it where no file lies beside it. A link leads to what was released with it."""
    text = metadata(dist).get_payload()
    assert isinstance(text, str)
    assert re.findall(r'(?:\]\(| src(?:set)?=")(?!https://)([^)"]+)', text) == []
    site = "https://github.com/welcomeplan/welcomeplan"
    assert f"({site}/blob/v{__version__}/docs/commands.md)" in text
    assert f"({site}/blob/v{__version__}/docs/format.md#indicators)" in text
    assert f"({site}/issues/new/choose)" in text
    raw = site.replace("github.com", "raw.githubusercontent.com")
    assert f'src="{raw}/v{__version__}/docs/timeline.svg"' in text
    assert "../.." not in text


def test_a_wheel_built_again_has_the_same_bytes(dist: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    assert installing.only(tmp_path).read_bytes() == installing.only(dist).read_bytes()


def test_every_extra_is_tried_where_it_is_installed() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    assert installing.EXTRAS.keys() == extras.keys()
    assert extras.keys() <= installing.WAYS.keys()
    page = (ROOT / "docs" / "install.md").read_text("utf-8")
    rows = re.findall(r"^\| `welcomeplan\[(\w+)\]` \|", page, re.MULTILINE)
    assert rows == list(extras)


def test_the_tests_run_with_what_the_extras_bring() -> None:
    """The group of developers has every package of an extra, under the same bound."""
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = {name for names in extras.values() for name in names}
    assert wanted <= set(PROJECT["dependency-groups"]["dev"])


def test_what_is_named_as_lowest_is_a_version() -> None:
    """`--resolution lowest-direct` takes the lowest of what has a bound, and of other packages the
    lowest that was ever published."""
    project = PROJECT["project"]
    extras = [one for names in project["optional-dependencies"].values() for one in names]
    for text in [*project["dependencies"], *extras]:
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate():
            assert any(one.operator == ">=" for one in wanted.specifier), text
            assert wanted.specifier.contains(version(wanted.name)), text


def test_the_versions_of_python_are_those_that_are_tested() -> None:
    said = [
        one.rpartition(" ")[2]
        for one in PROJECT["project"]["classifiers"]
        if re.search(r":: 3\.\d+$", one)
    ]
    assert PROJECT["project"]["requires-python"] == f">={said[0]}"
    workflow = (ROOT / ".github/workflows/install.yml").read_text("utf-8")
    for name in (said[0], said[-1]):
        assert f'"{name}"' in workflow
