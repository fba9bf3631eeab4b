"""JSON, in ASCII alone. What stands in it is said by `views.shapes`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from welcomeplan.views import shapes

if TYPE_CHECKING:
    from welcomeplan.answer import Answer, Canvas
    from welcomeplan.diagnostics import Checked


def render(answer: Answer, _: Canvas) -> str:
    """The answer's record; of several, one a line."""
    record = answer.record()
    if isinstance(record, Mapping):
        return dumps(record)
    return "".join(dumps(one, indent=None) for one in record)


def render_checked(checked: Checked, _: Canvas, *, notes: bool = False) -> str:
    """Every diagnostic, notes too."""
    return dumps(shapes.checked(checked))


def dumps(record: Any, *, indent: int | None = 2) -> str:
    """JSON in ASCII alone: whole in every encoding, and with nothing that a terminal would obey
    or hide. GitHub's runner obeys ``##[`` anywhere in a line of a log, so that is escaped too. Half
    a character, as a file's name has that is not UTF-8, is no text for a strict reader: it stands
    there as `wording.show` has it."""
    # Piece by piece: where lines are indented, `json.dumps` holds all pieces before it joins them.
    whole = StringIO()
    whole.writelines(json.JSONEncoder(indent=indent).iterencode(record))
    text = whole.getvalue()
    if "\\ud" in text:
        text = _ESCAPES.sub(_whole, text)
    return text.replace("\x7f", "\\u007f").replace("##[", "#\\u0023[") + "\n"


_ESCAPES = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)|\\u(d[89a-f]..)|\\.")
"""What JSON writes with a backslash: two halves of a character, one alone, and all else."""


def _whole(escape: re.Match[str]) -> str:
    return f"<U+{escape[3].upper()}>" if escape[3] else escape[0]
