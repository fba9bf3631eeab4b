"""What is imported: sheets and a document, made up, of any length."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

MONTHS = ("January", "March", "April", "May", "June", "July", "August", "October")
OWNERS = ("City Hall", "Library; Parks", "School District", "TBD", "Health's own office")
DUE = (
    *("2028-06-30", "by the end of 2027", "Q3 2028", "31/12/2027", "FY 2027/28", "mid-2028"),
    *("annually", "30 June 2028", "short term", "ongoing", "summer 2027", "March 2029"),
)
STATES = ("planned", "In progress", "Completed", "On hold", "")
HEADER = ("Goal", "Objective", "Action", "Owner", "Start", "Due", "Status", "Notes")


def alike(row: int) -> list[str]:
    """A row whose dates are written as all others are."""
    title = f"Carry out the work number {row} with newcomers in the town"
    days = [f"2026-{row % 12 + 1:02}-01", f"{2027 + row % 4}-{row % 12 + 1:02}-{row % 28 + 1:02}"]
    return [title, OWNERS[row % 3], *days, STATES[row % 2], "a note of it " * 9]


def varied(row: int) -> list[str]:
    """A row with dates and deadlines in one of many forms."""
    title = f"Offer {row} classes in ward {row % 90}, “for all” who don't speak the language"
    start = ("1/15/2026", "2026", "January 2026", "", "13/02/2026")[row % 5]
    link = f"https://example.org/a?b={row}: see #{row}"
    return [title, OWNERS[row % 5], start, DUE[row % 12], STATES[row % 5 - 1], link]


def sheet(path: Path, rows: int, made: Callable[[int], list[str]]) -> Path:
    """So many rows of a kind, as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        write = csv.writer(file).writerow
        write(HEADER)
        for at in range(rows):
            write([f"Goal {at // 290} of it", f"Objective {at // 38} to serve", *made(at)])
    return path


def document(path: Path, pages: int) -> Path:
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
    path.write_text("\n\n".join(lines), "utf-8")
    return path
