"""The readme as PyPI shows it: there is no checkout beside it, so its links are whole addresses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

SITE = "https://github.com/welcomeplan/welcomeplan"
RAW = "https://raw.githubusercontent.com/welcomeplan/welcomeplan"
LINK = re.compile(r'(?P<before>\]\(|(?P<picture> src(?:set)?="))(?!https?:|#)(?P<to>[^)"]+)')


def with_addresses(readme: str, version: str) -> str:
    """A readme whose links lead to the files of one version."""

    def whole(link: re.Match[str]) -> str:
        to = link["to"]
        if to.startswith("../../"):  # what the project's site has beside its files
            to = f"{SITE}/{to.removeprefix('../../')}"
        else:
            to = f"{RAW}/v{version}/{to}" if link["picture"] else f"{SITE}/blob/v{version}/{to}"
        return f"{link['before']}{to}"

    return LINK.sub(whole, readme)


class ReadmeHook(MetadataHookInterface):
    """What hatchling asks for the readme."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Give it, as PyPI can show it."""
        root = Path(self.root)
        package = (root / "src/welcomeplan/__init__.py").read_text("utf-8")
        version = re.search(r'^__version__ = "(.+)"$', package, re.MULTILINE)
        text = (root / "README.md").read_text("utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": with_addresses(text, version[1] if version else "main"),
        }
