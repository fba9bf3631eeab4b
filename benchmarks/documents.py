"""What it costs to find deadlines in a document, and to read those of a plan.

    python benchmarks/documents.py [--pages 200]

Prints, in one run, the processor time of each and its ratio to a floor: the words and marks of the
same text, told apart by one regular expression. The document is made here, nearly every sentence
dated or numbered; the phrases of the plan are all different, and read by nobody before. Each is the
best of its rounds. Aims: 35 times the floor for the document; for phrases 175 times, and 5 times
where they are asked for again.
"""

from __future__ import annotations

import argparse
import re
import time
from typing import TYPE_CHECKING

from welcomeplan.deadlines import find_deadlines, finding, read_deadline, reader

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 5
MONTHS = ("January", "March", "April", "May", "June", "July", "August", "October")


def document(pages: int) -> str:
    """So many pages: eight promises each, amid prose that numbers its sentences."""
    lines = []
    for page in range(pages):
        for part in range(4):
            prose = (
                f"Immigrants make the town stronger, and sentence {page}-{part}-{at} tells so."
                for at in range(8)
            )
            lines += [
                f"Objective {part + 1}: Serve newcomers with topic {page}-{part}",
                " ".join(prose),
                f"• Develop toolkit {page}.{part} for all by {MONTHS[part]} {2027 + page % 3}.",
                f"• The city will open centre {page} in spring 2028 with the library.",
            ]
    return "\n\n".join(lines)


def plan() -> list[str]:
    """Ten thousand phrases of deadlines, no two alike."""
    return [
        f"by {day} {month} {year}"
        for year in range(2000, 2050)
        for month in MONTHS
        for day in range(1, 26)
    ]


def spent(work: Callable[[], object], *, forget: bool = True) -> float:
    """The processor's seconds of some work, in the best of its rounds."""
    rounds = []
    for _ in range(ROUNDS):
        if forget:
            for kept in (reader._read, reader._alone, finding._dated_runs):
                kept.cache_clear()
        began = time.process_time()
        work()
        rounds.append(time.process_time() - began)
    return min(rounds)


def main() -> None:
    """Print the times and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    text, phrases = document(parser.parse_args().pages), plan()
    joined = "\n".join(phrases)

    def words(of: str) -> float:
        return spent(lambda: re.findall(r"\w+|\S", of))

    def read() -> None:
        for phrase in phrases:
            read_deadline(phrase)

    found = spent(lambda: find_deadlines(text))
    cold, warm = spent(read), spent(read, forget=False)
    for what, took, floor in (
        (f"deadlines in {len(text):,} letters", found, words(text)),
        (f"{len(phrases):,} phrases", cold, words(joined)),
        ("the same, asked for again", warm, words(joined)),
    ):
        print(f"{what:<34}{took * 1000:7.0f} ms  {took / floor:6.1f}")


if __name__ == "__main__":
    main()
