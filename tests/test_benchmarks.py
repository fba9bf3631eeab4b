"""What is measured runs, and the page has every row of it. No test asserts a time."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks import made, measure
from benchmarks.__main__ import FLOORS, OURS
from benchmarks.measure import Round, Spent, Work, WrongAnswer, rounds, run
from benchmarks.rows import AIMS, OTHERS, START, Row, ratio
from benchmarks.shop import AS_OF, PEERS, SHIPPED, Shop
from welcomeplan import cli

from .conftest import ROOT

PAGE = (ROOT / "docs" / "performance.md").read_text("utf-8")
NAMES = [
    *(row.name for row in AIMS),
    *(*FLOORS, *OURS, *PEERS),
    *(row.name for row in OTHERS),
]


def names(text: str) -> list[str]:
    """The first cells of all tables."""
    rows = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
    return [name for name in rows if name not in ("work", "---")]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One in which all large plans are small."""
    yield Shop(tmp_path_factory.mktemp("shop"), scale=500)


def test_the_script_prints_every_row_once() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert names(done.stdout) == NAMES
    assert done.stderr == ""
    by_name = {line.split(" | ")[0][2:]: line for line in done.stdout.splitlines()}
    for row in (*AIMS, *OTHERS):
        assert ("left out" in by_name[row.name]) == (row.size > START), row.name


def test_the_page_has_the_rows_and_aims_of_the_script() -> None:
    assert names(PAGE.partition("## The last run")[2]) == NAMES
    told = dict(re.findall(r"^\| (.+?) \| [^|]* \| ([^|]*) \|", PAGE, re.MULTILINE))
    assert [(row.name, told[row.name].strip()) for row in (*AIMS, *OTHERS)] == [
        (row.name, row.aim) for row in (*AIMS, *OTHERS)
    ]


@pytest.mark.parametrize(
    "row", [row for row in (*AIMS, *OTHERS) if row.size > START], ids=lambda row: row.name
)
def test_a_row_of_large_plans_measures_what_it_says(shop: Shop, row: Row) -> None:
    works = row.works(shop)
    assert works is not None
    assert re.fullmatch(r"-?[\d.,]+( MiB| s)?", row.told(rounds(works, once=True)))


@pytest.mark.parametrize("count", [50, 1_000])
def test_a_made_up_plan_is_the_same_each_time_and_has_no_faults(
    count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    homes = [made.plan(tmp_path / name, count) for name in ("a", "b")]
    texts = [[file.read_bytes() for file in sorted(home.iterdir())] for home in homes]
    assert texts[0] == texts[1]
    assert cli.run(["validate", "--dir", str(homes[0]), *AS_OF]) == 0
    assert f"{count} milestones: no problems" in capsys.readouterr().out


def test_a_made_up_plan_has_what_repeats_and_what_waits() -> None:
    lines = [one.lines for one in made.items(1_000)]
    repeating = [one for one in lines if "repeats: quarterly" in one]
    waiting = [one for one in lines if " days after " in one[2]]
    assert min(len(repeating), len(waiting)) >= 50


def test_peers_are_given_every_item(tmp_path: Path) -> None:
    path = tmp_path / "items"
    for write in (made.journal, made.tasks):
        write(path, made.items(1_000))
        told = set(re.findall(r"[a-z-]+-\d+", path.read_text("utf-8")))
        assert {one.id for one in made.items(1_000)} <= told


def test_another_answer_is_not_measured(tmp_path: Path) -> None:
    work = Work("one", (sys.executable, "-c", "print('no plan')"), tmp_path)
    assert run(work).seconds > 0
    for wrong in (work._replace(says="Due in"), work._replace(code=1)):
        with pytest.raises(WrongAnswer, match="one: exit code 0\nno plan"):
            run(wrong)


def test_what_is_compared_takes_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "MOST_ROUNDS", 4)
    order: list[str] = []
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    idle, worked = (
        Work(name, (sys.executable, "-c", text), tmp_path, before=partial(order.append, name))
        for name, text in (("a", "pass"), ("b", busy))
    )
    found = rounds((idle, worked))
    assert "".join(order) == "ab" + "abba" * 2  # and a first round, which is not counted
    assert len(found) == 4
    assert all(one.seconds < other.seconds for one, other in found)


def test_memory_is_told_in_mib(tmp_path: Path) -> None:
    held = Work("held", (sys.executable, "-c", "x = bytearray(500 << 20)"), tmp_path)
    assert 500 < run(held).peak < 1_000


def test_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.5: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert run(Work("parent", (sys.executable, "-c", parent), tmp_path)).seconds >= 0.5


def test_a_ratio_is_the_median_of_those_of_the_rounds() -> None:
    found: list[Round] = [
        (Spent(ours, 0), Spent(theirs, 0)) for ours, theirs in ((2, 1), (30, 10), (9, 1))
    ]
    assert ratio(found) == "3.00"


def test_what_is_cold_has_nothing_kept(shop: Shop) -> None:
    warm = shop.due(START)
    run(warm)
    kept = list(shop.cache(warm.folder).rglob("*.index"))
    assert len(kept) == 1
    cold = shop.cold(warm)
    assert cold.before
    cold.before()
    assert not shop.cache(warm.folder).exists()


def test_a_plan_keeps_its_own_and_nothing_of_the_user_turns_a_run(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WELCOMEPLAN_DIR", "nowhere")
    monkeypatch.setenv("WELCOMEPLAN_NO_INDEX", "1")
    run(shop.due(SHIPPED))
    assert list(shop.cache(ROOT).rglob("*.index"))
