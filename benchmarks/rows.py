"""The rows of the tables: what is measured, beside what, and what is aimed at."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import count as counting
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import adopted, made, repositories
from benchmarks.measure import Round, Work, run
from benchmarks.shop import AS_OF, LET_AGE, ROOT, SHIPPED, Shop

BASE, START, LARGE, LARGEST = 50, 1_000, 100_000, 1_000_000
LONG_ID = next(made.items(1)).id
SHEET = 2_600
"""How many rows a sheet has that is imported."""


def ratio(found: list[Round]) -> str:
    """The first work's processor time to the second's: the median of the rounds' own ratios."""
    return f"{median(ours.seconds / theirs.seconds for ours, theirs, *_ in found):.2f}"


def peak(found: list[Round]) -> str:
    """The most memory that the first work held."""
    return f"{median(ours.peak for ours, *_ in found):,.0f} MiB"


def seconds(found: list[Round]) -> str:
    """The processor time of the first work."""
    return f"{median(ours.seconds for ours, *_ in found):.2f} s"


class Row(NamedTuple):
    """One row of a table."""

    name: str
    works: Callable[[Shop], tuple[Work, ...] | None]
    """What takes turns; None where something for it is not installed."""
    aim: str = ""
    size: int = 0
    """How many milestones it needs, at most."""
    told: Callable[[list[Round]], str] = ratio


def _beside(floor: str, *words: str) -> Callable[[Shop], tuple[Work, ...]]:
    """A command on the shipped plan beside a floor."""
    return lambda shop: (shop.ours(*words, *AS_OF), shop.floor(floor))


def _made(
    ending: str, needs: str, *words: str, of: int = SHIPPED
) -> Callable[[Shop], tuple[Work, ...] | None]:
    """Likewise of one that makes a file or a folder, with what that needs."""

    def works(shop: Shop) -> tuple[Work, ...] | None:
        if find_spec(needs) is None:
            return None
        out = ("-o", str(shop.folder / f"out{ending}"))
        return shop.ours(*words, *out, *AS_OF, of=of), shop.floor("bare Typer app")

    return works


def _exported(name: str, ending: str, needs: str) -> Row:
    works = _made(ending, needs, "export", of=START)
    return Row(f"warm `export` of 1,000 as {name}", works, "0.5 s", START, seconds)


def _sheet(kind: Callable[[int], list[str]], *words: str) -> Callable[[Shop], tuple[Work, ...]]:
    """The import of a sheet into a new plan, beside a bare Typer app."""

    def works(shop: Shop) -> tuple[Work, ...]:
        path = adopted.sheet(shop.folder / f"{kind.__name__}.csv", shop.count(SHEET), kind)
        into = shop.folder / f"of-{kind.__name__}"
        forget = partial(shutil.rmtree, into, ignore_errors=True)
        ours = shop.ours("import", str(path), "--dir", str(into), *words, before=forget)
        return ours, shop.floor("bare Typer app")

    return works


def _document(shop: Shop) -> tuple[Work, ...]:
    path = adopted.document(shop.folder / "adopted.txt", max(1, 200 // shop.scale))
    ours = shop.ours("import", str(path), "--dir", str(shop.folder / "of-it"))
    return ours, shop.floor("bare Typer app")


def _hledger(shop: Shop) -> tuple[Work, ...]:
    floor = shop.floor("CSafeLoader", LARGE)
    other = floor._replace(name="CSafeLoader, as hledger is not installed")
    return shop.cold(shop.due(LARGE)), shop.peer("hledger", LARGE) or other


def _item(shop: Shop, count: int) -> made.Item:
    """One from the middle of a plan that is still to be done, once."""
    small = shop.count(count)
    some = islice(made.items(small), small // 2, None)
    return next(one for one in some if not one.done and "repeats: quarterly" not in one.lines)


def _changed(shop: Shop) -> tuple[Work, ...]:
    """`due` after one of the files was changed, and after it was let age and seen once."""
    warm = shop.due(LARGE)
    path = warm.folder / "plan" / "strategy-001.yaml"
    versions = counting(1)

    def change() -> None:
        _, _, rest = path.read_text("utf-8").partition("\n")
        path.write_text(f"title: Strategy 1, version {next(versions)}\n{rest}", "utf-8")

    def settle() -> None:
        time.sleep(LET_AGE)
        run(warm)

    return (
        warm._replace(name="welcomeplan, one file changed", before=change),
        warm._replace(before=settle),
    )


def _done(shop: Shop) -> tuple[Work, ...]:
    """`done` of a milestone in the middle of a file, which is as before each time."""
    due = shop.due(3_000)
    path = due.folder / "plan" / "strategy-001.yaml"
    restore = partial(path.write_bytes, path.read_bytes())
    words = ("done", _item(shop, 3_000).id, "--on", "2018-02-10", "--note", "28 were there")
    return shop.ours(*words, of=3_000, before=restore), shop.cold(due)


def _tab(count: int) -> Callable[[Shop], tuple[Work, ...]]:
    """TAB, as the shell asks for it: by the environment."""

    def works(shop: Shop) -> tuple[Work, ...]:
        whole = "immigration-rules" if count == SHIPPED else _item(shop, count).id
        asked = {
            "_WELCOMEPLAN_COMPLETE": "complete_bash",
            "COMP_WORDS": f"welcomeplan show {whole[:-1]}",
            "COMP_CWORD": "2",
        }
        work = shop.ours(of=count, says=whole)
        return work._replace(variables={**work.variables, **asked}), shop.floor("bare Python")

    return works


def _growth(count: int) -> tuple[Callable[[Shop], tuple[Work, ...]], Callable[[list[Round]], str]]:
    """What a milestone costs in a large plan, to what it costs in one of 1,000: beyond what is
    spent on a plan of 50, or the start of the program would make the small one dear."""

    def works(shop: Shop) -> tuple[Work, ...]:
        sizes = (count, START, BASE)
        cold = (shop.cold(shop.due(size)) for size in sizes)
        return tuple(one._replace(name=f"{size:,}") for one, size in zip(cold, sizes, strict=True))

    def told(found: list[Round]) -> str:
        each = (
            ((large.seconds - base.seconds) / (count - BASE))
            / ((small.seconds - base.seconds) / (START - BASE))
            for large, small, base in found
        )
        return f"{median(each):.2f}"

    return works, told


def _edited(shop: Shop, count: int) -> Path:
    return shop.repository(
        f"edited-{count}", lambda folder: repositories.edited(folder, shop.count(count), 100)
    )


def _of_edit(*words: str, code: int) -> Callable[[Shop], tuple[Work, ...]]:
    """What is told of an edit of 100 milestones in 10,000, beside parsing both versions once."""

    def works(shop: Shop) -> tuple[Work, ...]:
        home = _edited(shop, 10_000)
        return shop.ours(*words, of=home, code=code), shop.floor_of_git(home)

    return works


def _history(shop: Shop) -> tuple[Work, Path]:
    commits = shop.count(2_000)
    home = shop.repository(
        "versions",
        lambda folder: repositories.versions(folder, ROOT / "plan", commits, commits * 3 // 20),
    )
    return shop.ours("history", "--as-of", "2026-01-01", of=home), home


def _history_beside_git(shop: Shop) -> tuple[Work, ...]:
    ours, home = _history(shop)
    return ours, Work("git log -p", ("git", "log", "-p", "--first-parent", "--", "plan"), home)


def _history_beside_parsing(shop: Shop) -> tuple[Work, ...]:
    ours, home = _history(shop)
    return ours, shop.floor_of_git(home)


def _long(*words: str) -> Callable[[Shop], tuple[Work, ...]]:
    """`history` of a large plan with a long past, beside parsing each version of a file once."""

    def works(shop: Shop) -> tuple[Work, ...]:
        commits = shop.count(11_284)
        home = shop.repository(
            "long", lambda folder: repositories.long(folder, commits, commits // 4)
        )
        ours = shop.ours("history", *words, "--as-of", "2026-01-01", of=home)
        return ours, shop.floor_of_git(home)

    return works


def _rows_of_growth() -> Iterator[Row]:
    for size in (LARGE, LARGEST):
        works, told = _growth(size)
        name = f"growth of cold `due` a milestone, 1,000 to {size:,}"
        yield Row(name, works, "1.2", size, told)


AIMS = (
    Row(
        "warm `due --quarter`, shipped plan / bare Typer app",
        lambda shop: (shop.due(), shop.floor("bare Typer app")),
        "1.15",
    ),
    Row(
        "cold the same",
        lambda shop: (shop.cold(shop.due()), shop.floor("bare Typer app")),
        "2.7",
    ),
    Row(
        "warm `due --quarter`, 10,000 / bare Typer app",
        lambda shop: (shop.due(10_000), shop.floor("bare Typer app")),
        "1.3",
        10_000,
    ),
    Row(
        "warm `due --quarter`, 100,000 / the same on the shipped plan",
        lambda shop: (shop.due(LARGE), shop.due()._replace(name="shipped plan")),
        "2.5",
        LARGE,
    ),
    Row("one file of 4,000 changed, then `due`, 100,000 / warm", _changed, "2", LARGE),
    Row(
        "cold `validate`, 10,000 / CSafeLoader of the same files",
        lambda shop: (shop.ours("validate", of=10_000), shop.floor("CSafeLoader", 10_000)),
        "2.5",
        10_000,
    ),
    Row("cold `due`, 100,000 / hledger on the same items", _hledger, "2", LARGE),
    Row("TAB of an id, warm / bare Python", _tab(SHIPPED), "2.5"),
    Row(
        "peak memory, `validate`, 100,000",
        lambda shop: (shop.ours("validate", of=LARGE),),
        "150 MiB",
        LARGE,
        peak,
    ),
    Row("`done` in 3,000 / cold `due` of them", _done, "1.3", 3_000),
    *_rows_of_growth(),
)
"""What is aimed at."""

OTHERS = (
    Row("TAB of an id in 10,000, warm / bare Python", _tab(10_000), size=10_000),
    Row("`--help` / bare Typer app", lambda s: (s.ours("--help"), s.floor("bare Typer app"))),
    Row("warm `status` / bare Typer app", _beside("bare Typer app", "status")),
    Row("warm `list --json` / bare Typer app", _beside("bare Typer app", "list", "--json")),
    Row("warm `timeline` / bare Typer app", _beside("bare Typer app", "timeline")),
    Row("`validate` / bare Typer app", _beside("bare Typer app", "validate")),
    Row(
        "`validate`, 1,000 / check-jsonschema",
        lambda shop: (
            (shop.ours("validate", of=1_000), peer)
            if (peer := shop.peer("check-jsonschema", 1_000))
            else None
        ),
        size=1_000,
    ),
    Row("`import` of 2,600 rows, dates alike", _sheet(adopted.alike), "1 s", SHEET, seconds),
    Row("the same, `--write`", _sheet(adopted.alike, "--write"), "1 s", SHEET, seconds),
    Row("`import` of 2,600 rows, varied", _sheet(adopted.varied), "1 s", SHEET, seconds),
    Row("`import` of 200 pages, nearly all dated", _document, "2 s", SHEET, seconds),
    Row("`report` in Markdown / bare Typer app", _made(".md", "welcomeplan", "report")),
    Row("`report` in HTML / bare Typer app", _made(".html", "jinja2", "report")),
    Row("`report` in Word / bare Typer app", _made(".docx", "docx", "report")),
    Row("`report` in PDF / bare Typer app", _made(".pdf", "typst", "report")),
    Row("`site` / bare Typer app", _made("-site", "jinja2", "site")),
    _exported("JSON", ".json", "welcomeplan"),
    _exported("CSV", ".csv", "welcomeplan"),
    _exported("a workbook", ".xlsx", "xlsxwriter"),
    Row(
        "`diff` of 100 in 10,000 / CSafeLoader of both versions",
        _of_edit("diff", "HEAD~1", "HEAD", code=0),
        size=10_000,
    ),
    Row(
        "`validate --since`, of the same / the same",
        _of_edit("validate", "--since", "HEAD~1", code=1),
        size=10_000,
    ),
    Row(
        "`history` of 300 versions in 2,000 commits / CSafeLoader of each file once",
        _history_beside_parsing,
        size=10_000,
    ),
    Row("the same / `git log -p`", _history_beside_git, size=10_000),
    Row(
        "`history` of 2,800 versions of 1,240 milestones in 11,284 commits / CSafeLoader likewise",
        _long(),
        "3",
        11_284,
    ),
    Row("peak memory of the same", _long(), "200 MiB", 11_284, peak),
    Row("the same of one id / CSafeLoader likewise", _long(LONG_ID), "3", 11_284),
)
"""What else is measured."""
