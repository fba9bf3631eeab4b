"""How well deadlines are read: `python benchmarks/deadlines.py phrases.tsv`.

The file has the columns phrase, start, end, kind and note; empty dates mean that the phrase
must not be dated without more information. A phrase is right if it is read as those days (of a
list, its first and last), or asked about with a proposal of those days; where no days are
expected, if none are given. Wrong, invented and wrongly proposed dates are counted apart. Then
microseconds per reading, against those of Python's own compiler on the same phrases as text.
"""

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from welcomeplan.deadlines import Calendar, Deadline, Question, read_deadline
from welcomeplan.deadlines.reader import _read

ORDER = Calendar(day_month_order="month-first")


def days(found: Deadline | None) -> tuple[str, str]:
    """First and last day, of a list of windows too; empty for none."""
    if found is None:
        return "", ""
    if found.windows:
        return str(found.windows[0].start), str(found.windows[-1].end)
    return str(found.start or ""), str(found.end or "")


def verdict(row: dict[str, str], calendar: Calendar) -> tuple[str, str]:
    """How one phrase was read, and what to print of it."""
    expected = (row["start"], row["end"])
    read: Deadline | None = None
    try:
        read = read_deadline(row["phrase"], calendar)
    except Question as question:
        proposal, why = question.proposal, str(question)
    got = days(read if read is not None else proposal)
    if read is not None:
        begun = read.begin_by is not None and expected == ("", "")
        if got == expected and not begun:
            return "right", ""
        return ("invented" if expected == ("", "") else "wrong"), f"{got}, not {expected}"
    if proposal is not None and got != expected:
        return "wrongly proposed", f"{got}, not {expected}"
    if expected == ("", "") or proposal is not None:
        return "right", ""
    return "refused", why


def measure(rows: list[dict[str, str]], calendar: Calendar, name: str) -> int:
    """Print the figures for one calendar; the number of false dates."""
    counts: Counter[str] = Counter()
    lines = []
    for row in rows:
        found, what = verdict(row, calendar)
        counts[found] += 1
        if what:
            lines.append(f"  {found:16} {row['phrase']!r}: {what}")
    false = counts["wrong"] + counts["invented"] + counts["wrongly proposed"]
    figures = ("wrong", "invented", "wrongly proposed", "refused")
    print(
        f"{name}: {counts['right']} of {len(rows)} right "
        f"({100 * counts['right'] / len(rows):.1f}%), "
        + ", ".join(f"{counts[figure]} {figure}" for figure in figures)
    )
    print("\n".join(lines))
    return false


def per_phrase(phrases: list[str], read: object) -> float:
    """Microseconds a phrase: the best of several rounds, nothing remembered between them."""
    rounds = []
    for _ in range(10):
        _read.cache_clear()
        began = time.perf_counter()
        for phrase in phrases:
            read(phrase)  # type: ignore[operator]
        rounds.append(time.perf_counter() - began)
    return 1e6 * min(rounds) / len(phrases)


def reading(phrase: str) -> None:
    """Read a phrase, or be refused."""
    try:
        read_deadline(phrase, ORDER)
    except Question:
        return


def main() -> int:
    """Exit code 1 if any date is false."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    false = measure(rows, Calendar(), "no calendar")
    false += measure(rows, ORDER, "month-first")
    phrases = [row["phrase"] for row in rows]
    ours = per_phrase(phrases, reading)
    peer = per_phrase([f"x = {phrase!r}.split()" for phrase in phrases], _compiled)
    print(f"{ours:.1f} µs per reading, {ours / peer:.1f} times compiling the phrase as Python")
    return 1 if false else 0


def _compiled(source: str) -> None:
    compile(source, "phrase", "exec")


if __name__ == "__main__":
    sys.exit(main())
