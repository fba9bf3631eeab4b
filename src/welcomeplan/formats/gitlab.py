"""Diagnostics as GitLab's Code Quality report, which a merge request shows on the changed lines.

An error is major and a warning minor: critical and blocker stay free for what endangers more than
a plan. GitLab compares the fingerprints of two reports to say which problems are new.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from welcomeplan.diagnostics import Severity
from welcomeplan.formats.fingerprints import fingerprints
from welcomeplan.formats.jsontext import dumps
from welcomeplan.wording import show

if TYPE_CHECKING:
    from welcomeplan.answer import Canvas
    from welcomeplan.diagnostics import Checked, Diagnostic

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render_checked(checked: Checked, _: Canvas, *, notes: bool = False) -> str:
    """A list of every diagnostic, notes too."""
    issues = [
        _issue(diagnostic, fingerprint)
        for diagnostic, fingerprint in zip(checked.shown, fingerprints(checked.shown), strict=True)
    ]
    # All ASCII, so that it holds in whatever encoding a shell redirects it.
    return dumps(issues)


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    message = show(diagnostic.message)
    end = "" if message.endswith((".", "?", "!")) else "."
    return {
        "description": f"{message}{end} {show(diagnostic.remedy)}",
        "check_name": diagnostic.rule,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[diagnostic.severity],
        "location": {
            "path": _path(diagnostic.file),
            "lines": {"begin": diagnostic.line, "end": diagnostic.end_line},
        },
    }


def _path(file: str) -> str:
    """The file as git names it. One name that is not UTF-8 would make GitLab drop the report."""
    return os.fsencode(PurePath(file).as_posix()).decode("utf-8", "replace")
