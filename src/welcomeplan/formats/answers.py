"""The formats of answers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.answer import Answer, Canvas


class ForAnswers(Protocol):
    """What a format of answers is: a module with this function."""

    def render(self, answer: Answer, canvas: Canvas, /) -> str:
        """The answer as text, made for a canvas."""


ANSWERS: Mapping[str, str] = {
    "table": "table",
    "json": "jsontext",
    "csv": "csvtext",
    "markdown": "markdown",
}
"""The module of each: one answer is shown in one of them."""


def render(form: str, answer: Answer, canvas: Canvas) -> str:
    """An answer in a format of `ANSWERS`."""
    module = import_module(f"welcomeplan.formats.{ANSWERS[form]}")
    return cast("ForAnswers", module).render(answer, canvas)
