"""The words of pages: days with the month in words, counts, what moved, in a page's language."""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations
from typing import TYPE_CHECKING

from welcomeplan.deadlines import MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from welcomeplan.plan import DoneOn

KEPT = "\u00a0"
"""A space at which no line breaks."""


@dataclass(frozen=True)
class Phrases:
    """What a program says on a page, in one language. The plan's own words stay as adopted."""

    language: str = "en"
    catalogue: NullTranslations = field(default_factory=NullTranslations)
    _found: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """What was looked up: a page says the same thousands of times."""

    def say(self, text: str, /, **values: object) -> str:
        """A phrase, with values in its braces."""
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._translated(text)
        return found.format(**values)

    def _translated(self, text: str) -> str:
        found = self.catalogue.gettext(text)
        # What is also said of several stands in a catalogue as that alone.
        return self.catalogue.ngettext(text, text, 1) if found == text else found

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A phrase of one or of several; `{n}` is how many."""
        return self.catalogue.ngettext(one, many, n).format(n=f"{n:,}", **values)

    def state(self, state: str, n: int = 1) -> str:
        """What a state is called, of so many."""
        return self.catalogue.ngettext(state, state, n)

    def month(self, day: date) -> str:
        """`March 2018`."""
        return self._kept("{month} {year}", month=self.say(MONTHS[day.month - 1]), year=day.year)

    def day(self, day: date) -> str:
        """`31 March 2018`, which no line breaks."""
        month = self.say(MONTHS[day.month - 1])
        return self._kept("{day} {month} {year}", day=day.day, month=month, year=day.year)

    def span(self, start: date, end: date) -> str:
        """`1 January to 31 March 2018`: a year said once serves both ends."""
        if start == end:
            return self.day(end)
        first = self.day(start)
        if start.year == end.year:
            month = self.say(MONTHS[start.month - 1])
            first = self._kept("{day} {month}", day=start.day, month=month)
        return self.say("{first} to {last}", first=first, last=self.day(end))

    def _kept(self, text: str, **values: object) -> str:
        """A phrase that no line breaks."""
        return self.say(text, **values).replace(" ", KEPT)

    def known(self, done: DoneOn) -> str:
        """When something was finished, as exactly as is known: a day, `July 2017`, `2017`."""
        if done.unknown:
            return self.say("day unknown")
        if done.first == done.last:
            return self.day(done.first)
        return self.month(done.first) if "-" in done.text else done.text

    def days(self, n: int) -> str:
        """`138 days`."""
        return self.count("{n} day", "{n} days", n)

    def days_late(self, n: int, *, least: bool = False) -> str:
        """`138 days late`; where it may have been more, `at least`."""
        days = self.count("{n} day late", "{n} days late", n)
        return self.say("at least {days}", days=days) if least else days

    def moved(self, days: int) -> str:
        """`91 days later`, `1 day earlier`."""
        if days < 0:
            return self.count("{n} day earlier", "{n} days earlier", -days)
        return self.count("{n} day later", "{n} days later", days)

    def names(self, names: Sequence[str]) -> str:
        """`4, 8, 12 and 15`."""
        if len(names) < 2:
            return "".join(names)
        first = ", ".join(names[:-1])
        return self.say("{first} and {last}", first=first, last=names[-1])


ENGLISH = Phrases()
