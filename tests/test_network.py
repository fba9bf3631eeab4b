"""What docs/network.md says to ask of many plans, asked of the shipped ones.

`pytest --update tests/test_network.py` writes its answers anew.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from welcomeplan import cli

from .conftest import ROOT
from .test_report import plan_of

PAGE = ROOT / "docs" / "network.md"
PLANS = ("access-board-equity-2022", "federal-data-strategy-2020", "we-pilot-2020")
BEFORE, NOW = "2022-02-15", "2022-03-15"
ANSWERED = re.compile(r"^```sql\n(.*?)^```\n(?:\n(\| (?:.|\n)*?)\n\n)?", re.MULTILINE | re.DOTALL)


def exported(folder: Path, day: str, name: str) -> int:
    """Both files of a plan; the exit code of the last."""
    into = Path("exports") / day
    into.mkdir(parents=True, exist_ok=True)
    for ending in (".csv", ".json"):
        words = [
            "export",
            "--dir",
            str(folder),
            "--as-of",
            day,
            "-o",
            str(into / f"{name}{ending}"),
        ]
        code = cli.run(words)
    return code


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    """A folder of exports of two days, between which a deadline moved; one plan has a fault."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "plan", "plan")
    plan_of(Path("town"), "id: a, title: A, due: by March 2022", "id: b, title: B, dew: 2022")
    for day in (BEFORE, NOW):
        for name in PLANS:
            assert exported(ROOT / "examples" / name, day, name) == 0
        assert exported(Path("plan"), day, "kansas-city") == 0
        assert exported(Path("town"), day, "town") == 1
        to = "by the end of 2022"
        if day == BEFORE:
            words = ["reschedule", "toolkit", to, "--note", "A new printer", "--dir", "plan"]
            assert cli.run([*words, "--on", "2022-03-01"]) == 0
    return duckdb.connect()


def answer(database: duckdb.DuckDBPyConnection, asked: str) -> str:
    """What a query gives, as a table of the page; nothing where it makes something."""
    found = database.sql(asked)
    if not found or not asked.startswith("select"):
        return ""
    rows = [found.columns, ["---"] * len(found.columns), *found.fetchall()]
    return "\n".join(f"| {' | '.join('' if c is None else str(c) for c in row)} |" for row in rows)


def test_the_pages_answers_are_those_of_the_database(
    network: duckdb.DuckDBPyConnection, update: bool
) -> None:
    text = PAGE.read_text("utf-8")
    found = list(ANSWERED.finditer(text))
    assert len(found) > 8
    told = text
    for one in found:
        said = answer(network, one[1])
        assert bool(said) == bool(one[2]), one[1]
        assert not said or said.count("\n") > 1, one[1]
        if said and one[2]:
            whole = one[0].replace(one[2], said)
            told = told.replace(one[0], whole)
    if update:
        PAGE.write_text(told, "utf-8")
    assert told == PAGE.read_text("utf-8"), "run `make update`"


ODD = (
    'id: a, title: A, number: "1.20", x-note: hello, x-Note: [a], x-m: {"": x, "a b": {c: d}}',
    "id: 1e3, title: '=1+1', due: 2022, done: 2022-02, x-note: {k: v}, tags: [a, 'b, c']",
    "id: a, title: A, partners: [{org: kcpd, role: funder}], repeats: annually, due: 2023",
    "id: a, title: '\"quoted\", and; more', owner: kcpd, due: soon, evidence: [a, b]",
)
HEAD = "organizations: {kcpd: Police}\nperiod: 2022 to 2023\nadopted: 2022-01-01\n"


def test_plans_of_the_oddest_shapes_are_read_together(
    network: duckdb.DuckDBPyConnection,
) -> None:
    for at, one in enumerate(ODD):
        plan_of(Path(f"odd-{at}"), one, head=f"id: odd-{at}\ntitle: T\n{HEAD}")
        exported(Path(f"odd-{at}"), NOW, f"odd-{at}")
    for asked in ANSWERED.finditer(PAGE.read_text("utf-8")):
        if asked[1].startswith("create"):
            network.sql(asked[1])
    assert network.sql(
        "select Id, Number, Milestone, Due, Done from promises where Plan like 'odd%' order by Plan"
    ).fetchall() == [
        ("a", "1.20", "A", None, None),
        ("1e3", None, "'=1+1", date(2022, 12, 31), None),
        ("a", None, "A", date(2023, 12, 31), None),
        ("a", None, '"quoted", and; more', None, None),
    ]
    assert network.sql(
        "select m->>'id', m->'x'->>'x-note', m->>'title', m->'partner_roles'->>'kcpd' from told"
        " where m->>'plan' like 'odd%' order by m->>'plan'"
    ).fetchall() == [
        ("a", "hello", "A", None),
        ("1e3", '{"k":"v"}', "=1+1", None),
        ("a", None, "A", "funder"),
        ("a", None, '"quoted", and; more', None),
    ]
