"""The words by which documents say how they are built: `Objective 1:`, `Timeline:`, `GOAL`."""

from __future__ import annotations

import re

_KINDS = (
    "actions?|action items?|action steps?|activit(?:y|ies)|aims?|deadlines?|due|due dates?|goals?"
    "|indicators?|initiatives?|key actions?|lead|leads|measures?|milestones?|missions?|objectives?"
    "|outcomes?|owner|partners?|priorit(?:y|ies)|responsible|sources?|status|steps?"
    "|strateg(?:y|ies)|targets?|tasks?|timelines?|timeframes?|time frames?|visions?|what|when|who"
)
_NUMBER = r"\s+(?:#\s*)?(?:\d+(?:\.\d+)*[a-z]?|[a-z]|[ivx]+)"
_LABEL = re.compile(
    rf"(?i)(?-i:(?=[A-Z]))(?:{_KINDS})(?:{_NUMBER}\s*(?P<numbered>[:.]|[-–—]\s|\Z)"
    r"|\s*(?P<plain>:|[-–—]\s|\Z))\s*"
)


def without_label(text: str) -> str:
    """What follows the label that a text begins with; the text, where it begins with none."""
    found = _LABEL.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def begins_anew(text: str) -> bool:
    """Whether a text begins with a label."""
    return _LABEL.match(text) is not None


def is_label(text: str) -> bool:
    """Whether a text is a label alone: it says how the document goes on, and promises nothing."""
    return _LABEL.fullmatch(text) is not None
