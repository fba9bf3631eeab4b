"""Diagnostics as SARIF 2.1.0 (OASIS), which code scanning and editors read.

A result's fingerprint stays while lines move, so that a problem once dismissed stays dismissed.
It has a name of its own: GitHub's `primaryLocationLineHash` is GitHub's to work out, and its
upload action complains of any other value there.
"""

from __future__ import annotations

import os
import textwrap
from pathlib import PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from welcomeplan import __version__
from welcomeplan.diagnostics import Described, Severity
from welcomeplan.formats.fingerprints import fingerprints
from welcomeplan.formats.jsontext import dumps
from welcomeplan.wording import unlinked

if TYPE_CHECKING:
    from welcomeplan.answer import Canvas
    from welcomeplan.diagnostics import Checked, Diagnostic

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


def render_checked(checked: Checked, _: Canvas, *, notes: bool = False) -> str:
    """One run with every diagnostic, notes too, and every rule with its help."""
    rules = _rules(checked)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    prints = fingerprints(checked.shown)
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
            for diagnostic, fingerprint in zip(checked.shown, prints, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    # All ASCII, so that it holds in whatever encoding a shell redirects it.
    return dumps(log)


def _rules(checked: Checked) -> list[dict[str, Any]]:
    """Every rule, and any other that is named."""
    found = {rule.name: rule for rule in checked.rules}
    for one in checked.diagnostics:
        found.setdefault(one.rule, Described(one.rule, one.severity, one.rule, settable=False))
    return [_rule(rule) for rule in found.values()]


def _rule(rule: Described) -> dict[str, Any]:
    """A rule from its docstring: what, why, and an example, which plain text has no room for."""
    paragraphs = rule.doc.strip("\n").rstrip().split("\n\n")
    if rule.settable:
        paragraphs.append(
            "A plan sets how much it weighs in `plan.yaml`, under `checks:`, as"
            f" `{rule.name}: error`, `warning`, `note` or `off`."
        )
    prose, formatted = [], []
    for paragraph in paragraphs:
        if paragraph.startswith("    "):
            formatted.append(f"```yaml\n{textwrap.dedent(paragraph)}\n```")
        else:
            prose.append(" ".join(paragraph.split("\n")))
            formatted.append(prose[-1])
    said = prose[:-1] if rule.settable else prose
    return {
        "id": rule.name,
        "shortDescription": {"text": _braced(prose[0])},
        "fullDescription": {"text": _braced(" ".join(said))},
        "help": {
            "text": _braced("\n\n".join(prose)),
            "markdown": _braced("\n\n".join(formatted)),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(diagnostic: Diagnostic, place: int, fingerprint: str) -> dict[str, Any]:
    new = diagnostic.new
    return {
        **({} if new is None else {"baselineState": "new" if new else "unchanged"}),
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
    return _braced(unlinked(text))


def _braced(text: str) -> str:
    """SARIF's own escape: in its texts, `{0}` stands for an argument (SARIF 2.1.0, 3.11.5)."""
    return text.replace("{", "{{").replace("}", "}}")
