"""What stands for a problem in tools that compare one report with the next."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.diagnostics import Diagnostic


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
