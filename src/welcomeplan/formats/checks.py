"""The formats of what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from welcomeplan.formats import github, gitlab, jsontext, junit, sarif, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.answer import Canvas
    from welcomeplan.diagnostics import Checked


class ForChecked(Protocol):
    """What a format of what was checked is: a module with this function."""

    def render_checked(self, checked: Checked, canvas: Canvas, /, *, notes: bool = False) -> str:
        """What was checked as text, made for a canvas. Those for people hold no notes unless
        asked; those for programs hold everything."""


CHECKS: Mapping[str, ForChecked] = {
    "text": text,
    "github": github,
    "json": jsontext,
    "sarif": sarif,
    "gitlab": gitlab,
    "junit": junit,
}


def render_checked(form: str, checked: Checked, canvas: Canvas, *, notes: bool = False) -> str:
    """What was checked in a format of `CHECKS`."""
    return CHECKS[form].render_checked(checked, canvas, notes=notes)
