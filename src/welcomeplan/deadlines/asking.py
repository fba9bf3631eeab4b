"""Asking about a phrase, and what reading one needs at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from welcomeplan.deadlines.promise import Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from welcomeplan.deadlines.calendars import Calendar
    from welcomeplan.deadlines.lexer import Text
    from welcomeplan.deadlines.nodes import Node
    from welcomeplan.deadlines.promise import Deadline

WRITE = "Write a date, such as `by mid-2018`, `Q1 2018` or `31 March 2018`."


def ask(
    text: Text, message: str, at: tuple[int, int] | None = None, remedy: str = WRITE
) -> Question:
    """The question to raise about a phrase; `at` are the tokens at fault."""
    return Question(text.words, message, remedy, text.place(at) if at else None)


@dataclass(slots=True)
class Told:
    """What reading a phrase needs at hand, and what its dates say of themselves on the way."""

    text: Text
    calendar: Calendar
    own: Callable[[str], Deadline]
    """How a term of the plan's own is read."""
    why: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def ask(self, message: str, node: Node, remedy: str = WRITE) -> Question:
        """The question to raise about a node."""
        return ask(self.text, message, node.at, remedy)

    def written(self, node: Node) -> str:
        """The words of a node."""
        return self.text.of(node.at)
