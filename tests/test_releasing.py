"""A tag is a release only where version and changelog say the same, and its notes are theirs."""

from __future__ import annotations

import re

import pytest

from .conftest import ROOT
from .releasing import NotReady, main, notes

PACKAGE = '"""Of a plan."""\n\n__version__ = "1.2.0"\n'
CHANGELOG = """\
# Changelog

## [Unreleased]

### Added

- Not yet.

## [1.2.0] - 2027-03-01

### Added

- `due` says more.

### Removed

- ## is no heading here.

## [1.1.0] - 2027-01-01

- The first.

[1.2.0]: https://example.org/compare
"""


def test_the_notes_are_the_versions_section_and_no_more() -> None:
    said = notes("v1.2.0", PACKAGE, CHANGELOG)
    assert said == ("### Added\n\n- `due` says more.\n\n### Removed\n\n- ## is no heading here.\n")


def test_the_last_section_ends_before_the_links() -> None:
    package = PACKAGE.replace("1.2.0", "1.1.0")
    assert notes("v1.1.0", package, CHANGELOG) == "- The first.\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "why"),
    [
        ("v1.2.1", CHANGELOG, "the tag is v1.2.1, and the package's version is 1.2.0"),
        ("1.2.0", CHANGELOG, "the tag is 1.2.0"),
        ("v1.2.0", CHANGELOG.replace("[1.2.0] -", "[1.3.0] -"), "has no section"),
        ("v1.2.0", CHANGELOG.replace(" - 2027-03-01", ""), "has no section"),
        ("v1.2.0", CHANGELOG.replace("[1.2.0]", "[1x2x0]"), "has no section"),
        ("v1.2.0", "## [1.2.0] - 2027-03-01\n\n## [1.1.0] - 2027-01-01\n\n- A.\n", "is empty"),
    ],
)
def test_what_does_not_agree_is_no_release(tag: str, changelog: str, why: str) -> None:
    with pytest.raises(NotReady, match=re.escape(why)):
        notes(tag, PACKAGE, changelog)


def test_a_stranger_tag_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["v0"]) == 1
    assert capsys.readouterr().err.startswith("This is no release: the tag is v0, and")
    assert main([]) == 2
    assert "python tests/releasing.py v1.2.0" in capsys.readouterr().err


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_one_commit_of_one_version(path: object) -> None:
    text = (ROOT / str(path)).read_text("utf-8")
    for line in re.findall(r"uses: (.*)", text):
        assert re.fullmatch(r"\./ #.*|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


def test_an_action_has_one_pin_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, ROOT / "action.yml"]:
        for name, commit in re.findall(r"uses: ([\w./-]+)@(\S+)", path.read_text("utf-8")):
            pins.setdefault(name, set()).add(commit)
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


def test_what_publishes_builds_of_pinned_packages_and_asks_for_no_password() -> None:
    text = (ROOT / ".github/workflows/release.yml").read_text("utf-8")
    build, _, rest = text.partition("\n  install:")
    assert "--require-hashes" in build
    assert build.count("pip install") == 1
    assert "secrets." not in text
    _, _, publish = rest.partition("\n  publish:")
    publish, _, announce = publish.partition("\n  announce:")
    assert "id-token: write" in publish
    assert "needs: install" in publish
    assert "contents: write" in announce
    assert re.search(r"^permissions:\n  contents: read$", text, re.MULTILINE)
