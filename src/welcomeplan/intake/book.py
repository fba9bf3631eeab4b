"""What is written down while a sheet is read: landings, questions, and how often what was done."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from welcomeplan.intake.values import Ask, Item, Landing
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Sequence


class Book:
    """Landings in the order of rows; the same question of many rows stands once."""

    def __init__(self) -> None:
        self.landings: list[Landing] = []
        self._asks: dict[tuple[str, str], list[str]] = {}
        self._notes: Counter[str] = Counter()

    def land(self, place: str, text: str, item: Item | None, why: str = "") -> None:
        """Say what became of a row."""
        self.landings.append(Landing(place, text, item, why))

    def ask(self, places: str | Sequence[str], said: str, remedy: str) -> None:
        """Ask something of a row or of cells."""
        found = self._asks.setdefault((said, remedy), [])
        found.extend([places] if isinstance(places, str) else places)

    def note(self, said: str) -> None:
        """Say what was done; of `{} rows` in it the number is how often it was."""
        self._notes[said] += 1

    @property
    def asks(self) -> list[Ask]:
        """Every question, with the places that it is asked of."""
        return [Ask(tuple(places), *said) for said, places in self._asks.items()]

    @property
    def notes(self) -> list[str]:
        """What was done, in its order."""
        return [_counted(said, count) for said, count in self._notes.items()]


def _counted(said: str, count: int) -> str:
    return re.sub(r"\{\} (\w+)s\b", lambda at: plural(count, at[1], grouped=True), said)
