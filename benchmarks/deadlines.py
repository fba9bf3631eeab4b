"""How well deadlines are read: `python benchmarks/deadlines.py phrases.tsv`.

The file has the columns phrase, start, end, kind and note; empty dates mean that the phrase
must not be dated without more information. Prints coverage, false dates, agreement on kinds,
refusals, and microseconds per reading, uncached.
"""

import csv
import sys
import time
from pathlib import Path

from welcomeplan.calendar import Calendar
from welcomeplan.deadlines import Deadline, Question, read_deadline


def measure(rows: list[dict[str, str]], calendar: Calendar, name: str) -> int:
    """Print the figures for one calendar; the number of false dates."""
    right = refused = dated = agreed = 0
    false: list[str] = []
    missed: list[str] = []
    for row in rows:
        expected = (row["start"], row["end"])
        read: Deadline | None = None
        try:
            read = read_deadline(row["phrase"], calendar)
        except Question as question:
            refused += 1
            why = str(question)
        dated += expected != ("", "")
        if read is None:
            if expected != ("", ""):
                missed.append(f"  refused  {row['phrase']!r}: {why}")
            continue
        agreed += read.kind == row["kind"]
        got = (str(read.start or ""), str(read.end or ""))
        if got == expected and (expected != ("", "") or read.begin_by is None):
            right += expected != ("", "")
        else:
            false.append(f"  FALSE    {row['phrase']!r}: {got}, not {expected}")
    share = 100 * right / dated if dated else 100.0
    print(
        f"{name}: {right} of {dated} dated phrases right ({share:.1f}%), "
        f"{len(false)} false dates, {refused} of {len(rows)} refused, "
        f"kinds agree in {agreed} of {len(rows) - refused} readings"
    )
    print("\n".join(false + missed))
    return len(false)


def speed(phrases: list[str]) -> float:
    """Microseconds per reading, refusals included: the best of several rounds, uncached."""
    calendar = Calendar()
    rounds = []
    for _ in range(20):
        began = time.perf_counter()
        for phrase in phrases:
            try:
                read_deadline(phrase, calendar)
            except Question:
                continue
        rounds.append(time.perf_counter() - began)
    return 1e6 * min(rounds) / len(phrases)


def main() -> int:
    """Exit code 1 if any date is false."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    false = measure(rows, Calendar(), "no calendar")
    false += measure(rows, Calendar(day_month_order="month-first"), "month-first")
    print(f"{speed([row['phrase'] for row in rows]):.1f} µs per reading")
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
