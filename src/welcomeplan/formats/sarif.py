"""Diagnostics as SARIF 2.1.0 (OASIS), which code scanning and editors read.

A result's fingerprint stays while lines move, so that a problem once dismissed stays dismissed.
It has a name of its own: GitHub's `primaryLocationLineHash` is GitHub's to work out, and its
upload action complains of any other value there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import textwrap
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from welcomeplan import __version__
from welcomeplan.diagnostics import Severity
from welcomeplan.formats.json import dumps
from welcomeplan.rules import RULES
from welcomeplan.rules.change import CHANGE_RULES
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.diagnostics import Diagnostic, Report
    from welcomeplan.rules import Rule
    from welcomeplan.rules.change import ChangeRule

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
HOME = "https://github.com/welcomeplan/welcomeplan"
FINGERPRINT = "welcomeplan/v1"
LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
    Severity.OFF: "none",
}
READING = {
    "unreadable-file": "A file of the plan can be read as plan YAML.",
    "unknown-key": "A key is one of the format's, or begins with `x-`.",
    "missing-key": "A key that the format requires is there.",
    "wrong-value": "A value is of the kind that its key takes.",
    "unreadable-calendar": "The plan's own calendar can be read.",
    "bad-file-name": "The name of a plan's folder or file can serve as an id.",
    "duplicate-plan-id": "No two plans of a workspace share an id.",
    "unknown-strategy": "A strategy that `plan.yaml` lists has its file.",
    "unknown-check": "What `checks:` sets is one of the checks.",
}
"""What is found before any rule is asked. It is always an error."""


def render_report(report: Report, **options: Any) -> str:
    """One run with every diagnostic, notes too, and every rule with its help."""
    rules = _rules(report.diagnostics)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    prints = fingerprints(report.diagnostics)
    run = {
        "tool": {
            "driver": {
                "name": "welcomeplan",
                "version": __version__,
                "informationUri": HOME,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(diagnostic, places[diagnostic.rule], fingerprint)
            for diagnostic, fingerprint in zip(report.diagnostics, prints, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # All ASCII, so that it holds in whatever encoding a shell redirects it.
    return dumps(log)


def fingerprints(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """What stands for each diagnostic: no two are the same, and none changes when lines move.

    Numbers in a message count for nothing: they may be lines or days. Of equal ones, the first in
    the file is the first.
    """
    seen: Counter[tuple[str, str, str, str]] = Counter()
    found = []
    for diagnostic in diagnostics:
        message = re.sub(r"\d+", "", diagnostic.message)
        key = (diagnostic.rule, diagnostic.file, message, diagnostic.excerpt.strip())
        # JSON, because no text can pass for another's end there, and half a surrogate is no fault.
        whole = json.dumps([*key, seen[key]])
        found.append(hashlib.sha256(whole.encode("ascii")).hexdigest())
        seen[key] += 1
    return found


def _rules(diagnostics: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    found = {name: _rule(name, Severity.ERROR, doc) for name, doc in READING.items()}
    settable: list[Rule | ChangeRule] = [*RULES, *CHANGE_RULES]
    for rule in settable:
        found[rule.name] = _rule(rule.name, rule.severity, rule.doc, settable=True)
    for diagnostic in diagnostics:
        if diagnostic.rule not in found:
            found[diagnostic.rule] = _rule(diagnostic.rule, diagnostic.severity, diagnostic.rule)
    return list(found.values())


def _rule(name: str, severity: Severity, doc: str, *, settable: bool = False) -> dict[str, Any]:
    """A rule from its docstring: what, why, and an example, which plain text has no room for."""
    paragraphs = doc.strip("\n").rstrip().split("\n\n")
    if settable:
        paragraphs.append(
            f"A plan sets how much it weighs in `plan.yaml`, under `checks:`, as `{name}: error`,"
            " `warning`, `note` or `off`."
        )
    prose, formatted = [], []
    for paragraph in paragraphs:
        if paragraph.startswith("    "):
            formatted.append(f"```yaml\n{textwrap.dedent(paragraph)}\n```")
        else:
            prose.append(" ".join(paragraph.split("\n")))
            formatted.append(prose[-1])
    said = prose[:-1] if settable else prose
    return {
        "id": name,
        "shortDescription": {"text": _braced(prose[0])},
        "fullDescription": {"text": _braced(" ".join(said))},
        "help": {
            "text": _braced("\n\n".join(prose)),
            "markdown": _braced("\n\n".join(formatted)),
        },
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _result(diagnostic: Diagnostic, place: int, fingerprint: str) -> dict[str, Any]:
    return {
        "ruleId": diagnostic.rule,
        "ruleIndex": place,
        "level": LEVELS[diagnostic.severity],
        "message": {"text": f"{_plain(diagnostic.message)}\n{_plain(diagnostic.remedy)}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _location(diagnostic.file),
                    "region": {
                        "startLine": diagnostic.line,
                        "startColumn": diagnostic.column,
                        "endLine": diagnostic.end_line,
                        "endColumn": diagnostic.end_column,
                    },
                }
            }
        ],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _location(file: str) -> dict[str, str]:
    path = PurePath(file)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    uri = quote(os.fsencode(path.as_posix()))
    # What lies above the current folder is not below the root of the sources.
    return {"uri": uri} if ".." in path.parts else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _plain(text: str) -> str:
    """Plan text as it stands in a message, where `[words](address)` would be a link."""
    return _braced(show(text)).replace("](", "] (")


def _braced(text: str) -> str:
    """SARIF's own escape: in its texts, `{0}` stands for an argument (SARIF 2.1.0, 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")
