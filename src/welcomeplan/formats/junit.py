"""Diagnostics as JUnit XML, for what shows test results: GitLab, Jenkins and others.

A file is a suite and each of its problems a case. What fails `validate` is a failure; what does
not (a note; a warning, without --strict) is skipped, so that its text is shown and no build turns
red or yellow over it. GitLab knows a case by its name and drops the second of two, and compares
names between branches: so they are unique, and hold no line numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from welcomeplan.formats.text import excerpt
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.answer import Canvas
    from welcomeplan.diagnostics import Checked, Diagnostic

_LINES = re.compile(r"(\.ya?ml)(:\d+)+")
"""Where a message points to another line."""


def render_checked(checked: Checked, _: Canvas, *, notes: bool = False) -> str:
    """Every diagnostic, notes too. Without any, one case that passes: Jenkins fails on none."""
    files: dict[str, list[Diagnostic]] = {}
    for diagnostic in checked.shown:
        files.setdefault(diagnostic.file, []).append(diagnostic)
    root = ET.Element("testsuites", name="welcomeplan validate")
    for file, found in files.items():
        _suite(root, show(file), found, checked)
    if not files:
        suite = ET.SubElement(root, "testsuite", _counts(1, 0, 0), name=show(checked.root))
        ET.SubElement(suite, "testcase", classname=show(checked.root), name="no problems")
    ET.indent(root)
    # All ASCII, so that it holds in whatever encoding a shell redirects it.
    text = ET.tostring(root, encoding="us-ascii").decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _suite(root: ET.Element, name: str, found: Sequence[Diagnostic], checked: Checked) -> None:
    failures = sum(map(checked.fails, found))
    counts = _counts(len(found), failures, len(found) - failures)
    suite = ET.SubElement(root, "testsuite", counts, name=name)
    for diagnostic, case_name in zip(found, _names(found), strict=True):
        case = ET.SubElement(
            suite,
            "testcase",
            classname=name,
            name=case_name,
            file=name,
            line=str(diagnostic.line),
        )
        failed = checked.fails(diagnostic)
        outcome = ET.SubElement(
            case,
            "failure" if failed else "skipped",
            message=f"{diagnostic.severity.value}: {show(diagnostic.message)}",
            type=diagnostic.rule,
        )
        # Never `system-out`: GitLab and Jenkins obey `[[ATTACHMENT|file]]` there.
        outcome.text = excerpt(diagnostic)


def _counts(tests: int, failures: int, skipped: int) -> dict[str, str]:
    return {
        "tests": str(tests),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(skipped),
    }


def _names(found: Sequence[Diagnostic]) -> list[str]:
    """A name for each: its rule and message, with a number where another has the same."""
    seen: Counter[str] = Counter()
    names: dict[str, None] = {}
    for diagnostic in found:
        message = _LINES.sub(r"\1", show(diagnostic.message))
        base = name = f"{diagnostic.rule}: {message}"
        while name in names:
            seen[base] += 1
            name = f"{base} ({seen[base] + 1})"
        names[name] = None
    return list(names)
