"""Real spreadsheets, each row held against what an import owes to it: see `sheets/README.md`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from welcomeplan import intake, yamltext
from welcomeplan.errors import Refused

from .intake_runs import read, run, written

SHEETS = Path(__file__).parent / "sheets"
TAIWAN = ("categories", "plan", "info", "milestones")


class Expected(NamedTuple):
    row: str
    title: str
    due: str
    done: str
    owner: str
    group: str
    outcome: str


class Part(NamedTuple):
    """A part of the plan that was written, with what stands above it."""

    kind: str
    above: tuple[dict[str, Any], ...]
    data: dict[str, Any]


def expected(name: str) -> list[Expected]:
    lines = (SHEETS / f"{name}.expected.tsv").read_text("utf-8").split("\n")
    escapes = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\\\": "\\"}
    rows = [
        [re.sub(r"\\[nrt\\]", lambda at: escapes[at[0]], one) for one in line.split("\t")]
        for line in lines[1:]
        if line
    ]
    return [Expected(*row) for row in rows]


def sheets(*names: str) -> dict[str, bytes]:
    return {name: (SHEETS / name).read_bytes() for name in names}


def parts(folder: Path) -> Iterator[Part]:
    for name in data_of(folder / "plan.yaml")["strategies"]:
        yield from _walk("strategy", data_of(folder / f"{name}.yaml"), ())


def data_of(file: Path) -> dict[str, Any]:
    root = yamltext.read(file.read_bytes()).root
    assert root is not None
    data: dict[str, Any] = yamltext.plain(root)
    return data


def _walk(kind: str, data: dict[str, Any], above: tuple[dict[str, Any], ...]) -> Iterator[Part]:
    yield Part(kind, above, data)
    for inner in ("objective", "action", "milestone"):
        for one in data.get(f"{inner}s", []):
            yield from _walk(inner, one, (*above, data))


def same(found: str, wanted: str) -> bool:
    return found.strip() == wanted.strip()


def group_of(part: Part) -> list[str]:
    """The titles above; a strategy's one objective of the same title is none. A code that was given
    its header stands as the code."""
    found: list[str] = []
    for one in part.above:
        if not (found and found[-1] == one["title"]):
            found.append(one["title"])
    codes = {one["title"]: one["number"] for one in part.above if "number" in one}
    return [codes[one] if one in codes and one.endswith(f" {codes[one]}") else one for one in found]


def organizations(folder: Path) -> dict[str, str]:
    return dict(data_of(folder / "plan.yaml").get("organizations", {}))


def owner_of(part: Part, names: Mapping[str, str]) -> list[str]:
    own = part.data.get("owner") or part.data.get("lead")
    lead = next((one["lead"] for one in reversed(part.above) if "lead" in one), None)
    ids = [own or lead, *part.data.get("partners", [])]
    return [names[one] for one in ids if one]


def differs(part: Part, wanted: Expected, names: Mapping[str, str], asked: list[str]) -> str:
    """What of a part is otherwise than expected; nothing where it is right."""
    data = part.data
    if not same(data["title"], wanted.title):
        return f"title {data['title']!r}"
    due = data.get("due", "")
    due = due if isinstance(due, str) else due["words"]
    proposed = not due and any(f"“{wanted.due}”" in said for said in asked)
    if not same(due, wanted.due) and not (proposed and not re.match(r"\d", wanted.due)):
        return f"due {due!r}"
    done = data.get("done", "")
    asks_when = not done and any("Done when?" in said for said in asked)
    if done != wanted.done and not (wanted.done == "yes" and asks_when):
        return f"done {done!r}"
    owners = owner_of(part, names)
    pieces = [one.strip() for one in wanted.owner.split(",") if one.strip()]
    if owners[:1] != [wanted.owner.strip()][: len(owners[:1])] and owners[: len(pieces)] != pieces:
        return f"owner {owners!r}"
    if bool(owners) != bool(pieces):
        return f"owner {owners!r}"
    group = " > ".join(group_of(part))
    return "" if same(group, wanted.group) else f"group {group!r}"


def score(
    found: intake.Intake, folder: Path, wanted: list[Expected], table: str
) -> tuple[Counter[str], list[str]]:
    """Landed right, landed wrong, named and lost; and what is wrong."""
    by_row = {}
    for here in parts(folder):
        source = here.data.get("source", "")
        match = re.search(r"(?:^|, )([^,]+![0-9]+)(?::|$)", source)
        if match:
            by_row[match[1]] = here
    named = {one.place for one in found.landings if one.item is None}
    items = {one.place: one.item for one in found.landings if one.item is not None}
    by_title = {id_: part for part in parts(folder) for id_ in [part.data.get("id")] if id_}
    strategies = {part.data["title"]: part for part in parts(folder) if part.kind == "strategy"}
    names = organizations(folder)
    counts: Counter[str] = Counter({"right": 0, "wrong": 0, "named": 0, "lost": 0})
    wrong = []
    for one in wanted:
        place = one.row if "!" in one.row or not one.row.isdecimal() else f"{table}!{one.row}"
        asked = [ask.said for ask in found.asks if place in ask.places]
        item = items.get(place)
        part: Part | None = by_row.get(place)
        if part is None and item is not None:
            part = strategies[item.title] if item.kind == "strategy" else by_title[item.id]
        if one.outcome != "lands":
            what = "named" if place in named else "wrong" if part else "lost"
        elif part is None:
            what = "named" if place in named else "lost"
        else:
            fault = differs(part, one, names, asked)
            what = "wrong" if fault else "right"
            wrong += [f"{place}: {fault}, not {one}"] if fault else []
        counts[what] += 1
    return counts, wrong


def scored(
    files: Mapping[str, bytes], wanted: Mapping[str, str], tmp_path: Path, capsys: Any
) -> dict[str, int]:
    """The score of files together, as expected by table."""
    found = read(files)
    folder = written(found, tmp_path / "plan")
    code, told = run("validate", folder, capsys)
    assert code == 0, told
    total: Counter[str] = Counter()
    faults: list[str] = []
    for table, name in wanted.items():
        counts, wrong = score(found, folder, expected(name), table)
        total.update(counts)
        faults += wrong
    assert not faults
    return dict(total)


@pytest.mark.parametrize(
    ("file", "name", "ideal"),
    [
        ("us-cfpb-milestones.csv", "us-cfpb-milestones", (48, 0, 0, 0)),
        ("new-zealand-promises.csv", "new-zealand-promises", (24, 0, 0, 0)),
        ("france-health-plan.xlsx", "france-health-plan", (29, 0, 4, 0)),
        (
            "taiwan-parliament-milestones.csv",
            "taiwan-parliament-milestones.alone",
            (50, 0, 0, 0),
        ),
    ],
)
def test_each_row_of_a_real_sheet_lands_or_is_named(
    file: str, name: str, ideal: tuple[int, ...], tmp_path: Path, capsys: Any
) -> None:
    counts = scored(sheets(file), {file: name}, tmp_path, capsys)
    assert tuple(counts[one] for one in ("right", "wrong", "named", "lost")) == ideal


@pytest.mark.parametrize("order", [TAIWAN, TAIWAN[::-1]], ids=["in order", "reversed"])
def test_tables_that_name_each_other_are_one_plan(
    order: tuple[str, ...], tmp_path: Path, capsys: Any
) -> None:
    names = {f"taiwan-parliament-{one}.csv": f"taiwan-parliament-{one}" for one in order}
    counts = scored(sheets(*names), names, tmp_path, capsys)
    assert tuple(counts[one] for one in ("right", "wrong", "named", "lost")) == (95, 0, 0, 0)


def test_a_sheet_that_is_no_plan_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read(sheets("us-agency-matrix-not-a-plan.csv"))
    said = refused.value.message
    for header in expected_headers():
        assert header in said
    assert "row 26 of us-agency-matrix-not-a-plan.csv is a sum row" in said


def expected_headers() -> list[str]:
    first = sheets("us-agency-matrix-not-a-plan.csv").popitem()[1].decode().split("\n")[0]
    return first.split(",")


def imported(tmp_path: Path, *names: str) -> tuple[intake.Intake, list[dict[str, Any]], Path]:
    found = read(sheets(*names))
    folder = written(found, tmp_path / "plan")
    return found, [one.data for one in parts(folder) if one.kind == "milestone"], folder


def test_procurement_names_what_is_misspelt_and_mends_nothing(tmp_path: Path) -> None:
    found, plan, folder = imported(tmp_path, "us-cfpb-milestones.csv")
    assert len(organizations(folder)) == 4
    assert sum(one["due"] < one["done"] for one in plan if "done" in one) == 8
    assert sum(one["due"] > one["done"] for one in plan if "done" in one) == 2
    assert not any("status" in one for one in plan)
    asked = [ask for ask in found.asks if "“progam”" in ask.said]
    assert len(asked) == 1 and len(asked[0].places) == 24
    assert any("taken for one organization" in ask.said for ask in found.asks)


def test_promises_keep_each_link_and_each_word(tmp_path: Path) -> None:
    found, plan, _ = imported(tmp_path, "new-zealand-promises.csv")
    assert sum(len(one["evidence"]) for one in plan) == 52
    assert all("https://" in one["source"] for one in plan)
    assert [one["id"] for one in plan][:1] == ["climate-labour-zero-carbon-act"]
    words = Counter(one.get("x-status", one.get("status", "")) for one in plan)
    assert words == {
        **{"delivered": 9, "partly": 7, "not-delivered": 3, "largely": 2},
        **{"superseded": 1, "abandoned": 1, "active": 1},
    }
    assert all(one["x-statusreason"] for one in plan)
    proposed = {
        (place.rpartition("!")[2], ask.said.split("”")[0].strip("“"))
        for ask in found.asks
        for place in ask.places
        if "Is that its deadline?" in ask.said
    }
    assert proposed == {
        *(("6", "by 2028"), ("7", "by 2025/26"), ("8", "by 2030"), ("12", "by 2050")),
        *(("14", "by 2030"), ("18", "through to 2050"), ("18", "in 2024")),
        *(("25", "from 1 April 2024"), ("25", "from 1 April 2026")),
    }


def test_a_workbook_is_read_where_it_is_hidden_and_asked_where_it_is_odd(tmp_path: Path) -> None:
    found, plan, folder = imported(tmp_path, "france-health-plan.xlsx")
    assert len(organizations(folder)) == 12  # the eleven that own, and one partner
    assert found.head["title"] == "Contrat Local de Santé 2025-2030"
    assert Counter(one.get("status", "") for one in plan) == {"": 26, "active": 3}
    assert sum("starts" in one for one in plan) == 29
    hidden = [one for one in found.taken if one.why.endswith("the column is hidden")]
    assert hidden[0].place == "Fichier dimport!AB" and len(hidden) == 8
    notes = "\n".join(found.notes)
    assert "Fichier dimport!AB5:AB32: numbers without a date format" in notes
    assert "47727 is 2030-09-01" in notes
    filled = {
        place for ask in found.asks if "filled down by mistake" in ask.said for place in ask.places
    }
    runs = ("14:{0}16", "17:{0}18", "19:{0}21", "27:{0}29")
    assert filled == {
        f"Fichier dimport!{one}{run.format(one)}" for one in ("AA", "AB") for run in runs
    }
    assert plan[0]["x-montant-ht"] == "1000" and plan[0]["x-action-en-amelioration-continue"]
    several = next(one for one in plan if one["source"].endswith("!19"))
    assert [several["owner"], *several["partners"]] == [
        *("service-autonomie-domicile", "contrat-local-de", "pole-sanitaire-medico"),
        *("service-de-soins", "aide-domicile-en"),
    ]


def test_joined_tables_keep_what_each_says(tmp_path: Path) -> None:
    names = [f"taiwan-parliament-{one}.csv" for one in TAIWAN]
    found, plan, folder = imported(tmp_path, *names)
    every = [one.data for one in parts(folder) if one.kind == "objective"]
    assert (len(found.strategies), len(every), len(plan)) == (5, 20, 50)
    first = next(one for one in parts(folder) if one.kind == "strategy")
    assert first.data["summary"] == "開放國會原則價值"
    assert sum(value == "o" for one in every for value in one.values()) == 69
    assert every[2]["number"] == "1-3" and plan[0]["number"] == "1-3-1"
    assert all("starts" in one for one in plan)
    alone = [ask for ask in found.asks if "nothing stands under it" in ask.said]
    assert len(alone) == 2
