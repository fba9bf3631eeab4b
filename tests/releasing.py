"""The notes of a release: what CHANGELOG.md says of its version.

`python tests/releasing.py v1.2.0` prints them, where the tag, the version that the package gives
itself and a dated section of the changelog are one. It needs nothing installed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
VERSION = re.compile(r'^__version__ = "(.+)"$', re.MULTILINE)
SECTION = r"^## \[{}\] - \d{{4}}-\d{{2}}-\d{{2}}\n(.*?)(?=^## |^\[|\Z)"
"""As Keep a Changelog has it; links for the versions may stand at the end."""


class NotReady(Exception):
    """What keeps a tag from being a release."""


def notes(tag: str, package: str, changelog: str) -> str:
    """What the changelog says of a tag's version, which must be the package's own."""
    found = VERSION.search(package)
    version = found[1] if found else "none"
    if tag != f"v{version}":
        raise NotReady(f"the tag is {tag}, and the package's version is {version}")
    section = re.search(SECTION.format(re.escape(version)), changelog, re.MULTILINE | re.DOTALL)
    if not section:
        raise NotReady(f"CHANGELOG.md has no section “## [{version}] - YYYY-MM-DD”")
    text = section[1].strip()
    if not text:
        raise NotReady(f"the section of CHANGELOG.md about {version} is empty")
    return f"{text}\n"


def main(words: list[str]) -> int:
    if len(words) != 1:
        sys.stderr.write("Name the tag: python tests/releasing.py v1.2.0\n")
        return 2
    package = (ROOT / "src/welcomeplan/__init__.py").read_text("utf-8")
    try:
        text = notes(words[0], package, (ROOT / "CHANGELOG.md").read_text("utf-8"))
    except NotReady as reason:
        sys.stderr.write(f"This is no release: {reason}.\n")
        return 1
    sys.stdout.buffer.write(text.encode())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
