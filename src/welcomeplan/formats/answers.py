"""The formats of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from welcomeplan.formats import csvtext, jsontext, markdown, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from welcomeplan.answer import Answer, Canvas


class ForAnswers(Protocol):
    """What a format of answers is: a module with this function."""

    def render(self, answer: Answer, canvas: Canvas, /) -> str:
        """The answer as text, made for a canvas."""


ANSWERS: Mapping[str, ForAnswers] = {
    "table": table,
    "json": jsontext,
    "csv": csvtext,
    "markdown": markdown,
}


def render(form: str, answer: Answer, canvas: Canvas) -> str:
    """An answer in a format of `ANSWERS`."""
    return ANSWERS[form].render(answer, canvas)
