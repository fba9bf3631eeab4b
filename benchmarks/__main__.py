"""What the program costs, beside floors and peers: `python -m benchmarks [--quick | --all]`.

Prints three tables, in Markdown: what is aimed at, floors and peers by the size of a plan, and
other commands. `--quick` leaves out what needs more than 1,000 milestones, and measures once, so
that it tells next to nothing; `--all` has a million, too.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import welcomeplan
from benchmarks.measure import Round, Work, rounds
from benchmarks.rows import AIMS, LARGE, LARGEST, OTHERS, START, Row
from benchmarks.shop import PEERS, SHIPPED, Shop

FLOORS = ("bare Python", "bare Typer app", "reading the bytes", "C events", "CSafeLoader")
OURS = ("`due`, warm", "`due`, cold", "`validate`")
SIZES = (SHIPPED, 1_000, 10_000, LARGE)
ASKED = {
    "check-jsonschema": (SHIPPED, 1_000),  # it takes minutes for more
    "hledger": (1_000, 10_000, LARGE),  # of the shipped plan nobody made the items
    "Taskwarrior": (1_000, 10_000, LARGE),
}
"""Of which sizes a peer is asked."""
HEADINGS = ("work", "found", "aim", "processor time, median (rounds)")


def line(cells: Iterable[str]) -> None:
    """A line of a table, as soon as it is known."""
    print(f"| {' | '.join(cells)} |", flush=True)


def heading(cells: tuple[str, ...]) -> None:
    """The head of a table."""
    print()
    line(cells)
    line("---" for _ in cells)


def milliseconds(found: list[Round], at: int) -> float:
    """What one of the works took."""
    return 1000 * median(each[at].seconds for each in found)


def print_rows(shop: Shop, rows: tuple[Row, ...], most: int, *, once: bool) -> None:
    """A table of rows; those of more milestones than that are left out, and say so."""
    heading(HEADINGS)
    for row in rows:
        if row.size > most:
            line((row.name, "left out", row.aim, ""))
            continue
        works = row.works(shop)
        if works is None:
            line((row.name, "not installed", row.aim, ""))
            continue
        found = rounds(works, once=once)
        each = (f"{work.name} {milliseconds(found, at):,.0f} ms" for at, work in enumerate(works))
        line((row.name, row.told(found), row.aim, f"{', '.join(each)} ({len(found)})"))


def at_size(shop: Shop, size: int) -> dict[str, Work | None]:
    """All that is measured of a plan of one size, by what its row is called."""
    due = shop.due(size)
    ours = (due, shop.cold(due), shop.ours("validate", of=size))
    return {
        **{name: shop.floor(name, size) for name in FLOORS},
        **dict(zip(OURS, ours, strict=True)),
        **{name: shop.peer(name, size) for name in PEERS if size in ASKED[name]},
    }


def print_floors(shop: Shop, most: int, *, once: bool) -> None:
    """Processor time by the size of the plan, and as a ratio to a bare Typer app of that run."""
    cells: dict[str, list[str]] = {name: [] for name in (*FLOORS, *OURS, *PEERS)}
    for size in SIZES:
        if size > most:
            for row in cells.values():
                row.append("left out")
            continue
        works = {name: work for name, work in at_size(shop, size).items() if work}
        found = rounds(tuple(works.values()), once=once)
        took = {name: milliseconds(found, at) for at, name in enumerate(works)}
        for name, row in cells.items():
            if name in took:
                row.append(f"{took[name]:,.0f} ms ({took[name] / took['bare Typer app']:.2f})")
            else:
                row.append("not asked" if size not in ASKED[name] else "not installed")
    heading(("work", *("shipped plan" if size == SHIPPED else f"{size:,}" for size in SIZES)))
    for name, row in cells.items():
        line((name, *row))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    much = parser.add_mutually_exclusive_group()
    much.add_argument("--quick", action="store_true", help="small plans alone, once")
    much.add_argument("--all", action="store_true", help="a million milestones, too")
    asked = parser.parse_args()
    most = START if asked.quick else LARGEST if asked.all else LARGE
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder))
        system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
        print(f"Python {platform.python_version()}, {system}; {Path(welcomeplan.__file__).parent}")
        print_rows(shop, AIMS, most, once=asked.quick)
        print_floors(shop, most, once=asked.quick)
        print_rows(shop, OTHERS, most, once=asked.quick)


if __name__ == "__main__":
    main()
