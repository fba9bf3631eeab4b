"""Whether a text begins with a label, and what follows it: `Objective 1:`, `Timeline:`, `GOAL`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.intake.signs import read_label

if TYPE_CHECKING:
    from collections.abc import Iterable


def without_label(text: str) -> str:
    """What follows the label that a text begins with; the text, where it begins with none."""
    found = read_label(text)
    return text[found.end :] if found and found.end < len(text) else text


def begins_anew(text: str) -> bool:
    """Whether a text begins with a label; what begins with a small letter goes on."""
    return not text[:1].islower() and read_label(text) is not None


def by_labels(lines: Iterable[str]) -> list[str]:
    """The lines of a paragraph as texts, of which another begins where one begins with a label."""
    found: list[list[str]] = []
    for line in filter(None, (" ".join(one.split()) for one in lines)):
        if found and not begins_anew(line):
            found[-1].append(line)
        else:
            found.append([line])
    return [" ".join(one) for one in found]


def is_label(text: str) -> bool:
    """Whether a text is a label alone: it says how the document goes on, and promises nothing."""
    found = read_label(text)
    return found is not None and found.end == len(text)
