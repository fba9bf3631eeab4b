"""The plan that ships is the adopted document, no more and no less.

What to expect is read from the document each time, never listed here: its objectives, actions
and promises, and its deadlines in its own words.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PLAN = ROOT / "plan"
DOCUMENT = ROOT / "tests" / "documents" / "kansas-city-2017-2018.txt"

YEAR = r"(?:19|20)\d\d"
PERIOD = (
    r"(?:(?:first|second|third|fourth)\s+quarter(?:\s+of)?\s+|(?:spring|summer|fall|winter)\s+"
    rf"|(?:{'|'.join(calendar.month_name[1:])})\s+|(?:early|mid|late)[\s-]+)"
)
DATED = re.compile(
    r"(?:\b(?:by|in|during|begin|beginning)\s+)*(?:\bthe\s+)?(?:\bend\s+of\s+)?(?:\bthe\s+)?"
    rf"{PERIOD}?\b{YEAR}\b(?:\s+and\s+{PERIOD}?{YEAR}\b)?",
    re.IGNORECASE,
)
# A word that could only be part of a deadline: each must lie inside a phrase DATED finds.
DATE_WORD = re.compile(
    rf"\b{YEAR}\b|\b(?:quarter|spring|summer|fall|winter|annually|monthly|quarterly)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\bSt\.)\s+(?=[A-Z])")
LABEL = re.compile(r"(Actions?|Timeline):\s*")
SLUG = re.compile(r"(?=[a-z0-9-]*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*")

# The keys of a milestone that this plan uses, in the order of the format.
KEY_ORDER = ("id", "title", "text", "for", "due", "owner", "partners", "target", "done", "source")


def fold(text: str) -> str:
    return " ".join(text.split())


def sentences(text: str) -> list[str]:
    return SENTENCE_END.split(fold(text))


def dated(text: str) -> Counter[str]:
    return Counter(DATED.findall(fold(text)))


@dataclass
class Objective:
    """One objective of the document: its actions bullet by bullet, its promises by sentence."""

    wording: str
    actions: list[str] = field(default_factory=list)
    promises: list[str] = field(default_factory=list)


@dataclass
class Strategy:
    title: str
    summary: str = ""
    objectives: list[Objective] = field(default_factory=list)


@cache
def document() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


@cache
def steps() -> str:
    """The strategies part of the document."""
    _, _, rest = document().partition("STRATEGIES AND ACTION STEPS\n")
    part, end, _ = rest.partition("Prepared by")
    assert part
    assert end
    return part


@cache
def adopted() -> dict[str, Strategy]:
    """The strategies of the document, by title.

    A bullet belongs to a timeline when it stands under that heading. Where the document left the
    heading out, it does when it says what MARC does or bears a date. A dated sentence is a
    promise wherever it stands.
    """
    strategies: list[Strategy] = []
    in_timeline = False
    for line in map(str.strip, steps().splitlines()):
        heading = re.fullmatch(r"- (?!Timeline)([^:]+):", line)
        objective = re.fullmatch(r"Objective \d+: (.+)", line)
        if heading:
            strategies.append(Strategy(heading[1]))
        elif objective:
            strategies[-1].objectives.append(Objective(fold(objective[1])))
            in_timeline = False
        elif line.startswith("- "):
            label = LABEL.match(line, 2)
            text = line[label.end() if label else 2 :]
            if label:
                in_timeline = label[1] == "Timeline"
            unlabelled = not label and (text.startswith("MARC") or bool(dated(text)))
            place = strategies[-1].objectives[-1]
            if in_timeline or unlabelled:
                place.promises += sentences(text) if text else []
            else:
                said = sentences(text)
                place.promises += [sentence for sentence in said if dated(sentence)]
                place.actions.append(" ".join(s for s in said if not dated(s)))
        elif line:
            strategies[-1].summary = fold(line)
    return {strategy.title: strategy for strategy in strategies}


def load(path: Path) -> dict[str, Any]:
    # BaseLoader builds nothing but text, lists and maps.
    value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(value, dict)
    return value


@cache
def plan() -> dict[str, Any]:
    return load(PLAN / "plan.yaml")


@cache
def strategy_files() -> dict[str, dict[str, Any]]:
    return {path.stem: load(path) for path in sorted(PLAN.glob("*.yaml")) if path.stem != "plan"}


def objectives() -> Iterator[dict[str, Any]]:
    for strategy in strategy_files().values():
        yield from strategy["objectives"]


def milestones_of(objective: dict[str, Any]) -> list[dict[str, Any]]:
    """The milestones of an objective, its actions' own among them."""
    own = [m for action in objective["actions"] for m in action.get("milestones", [])]
    return own + list(objective.get("milestones", []))


def milestones() -> list[dict[str, Any]]:
    return [milestone for objective in objectives() for milestone in milestones_of(objective)]


def wording(item: dict[str, Any]) -> str:
    """The adopted wording: `text`, or the title where nothing was shortened."""
    return fold(item.get("text", item["title"]))


def when(milestone: dict[str, Any]) -> str | None:
    """The milestone's date in the document's words; a done month reads "in July 2017"."""
    if "due" in milestone:
        return fold(milestone["due"])
    if "done" in milestone:
        year, month = milestone["done"].split("-")
        return f"in {calendar.month_name[int(month)]} {year}"
    return None


def whens(items: list[dict[str, Any]]) -> Counter[str]:
    return Counter(words for item in items if (words := when(item)) is not None)


def pairs() -> Iterator[tuple[Objective, dict[str, Any]]]:
    """Each objective of the document beside the plan's, in the document's order."""
    for strategy in strategy_files().values():
        yield from zip(adopted()[strategy["title"]].objectives, strategy["objectives"], strict=True)


def names() -> list[str]:
    found = list(strategy_files())
    for objective in objectives():
        found.append(objective["id"])
        found += [action["id"] for action in objective["actions"]]
        found += [milestone["id"] for milestone in milestones_of(objective)]
    return found


# The document as it is read here.


def test_no_date_of_the_document_is_overlooked() -> None:
    text = fold(steps())
    spans = [match.span() for match in DATED.finditer(text)]
    for word in DATE_WORD.finditer(text):
        assert any(start <= word.start() and word.end() <= end for start, end in spans), word


def test_no_sentence_of_the_document_is_overlooked() -> None:
    read = [s.title + ":" for s in adopted().values()]
    read += [s.summary for s in adopted().values()]
    for strategy in adopted().values():
        for objective in strategy.objectives:
            read += [objective.wording, *objective.actions, *objective.promises]
    markers = re.compile(r"^(?:- )?(?:(?:Actions?|Timeline|Objective \d+):)?\s*", re.MULTILINE)
    everything = markers.sub("", steps())
    assert Counter(" ".join(read).split()) == Counter(everything.split())


# The plan against the document.


def test_every_dated_phrase_is_a_date_of_the_plan_and_none_is_added() -> None:
    assert whens(milestones()) == dated(steps())


def test_every_strategy_and_its_summary() -> None:
    assert {s["title"]: fold(s.get("summary", "")) for s in strategy_files().values()} == {
        s.title: s.summary for s in adopted().values()
    }


def test_every_objective_in_order() -> None:
    for theirs, ours in pairs():
        assert wording(ours).rstrip(".") == theirs.wording.rstrip(".")


def test_every_action_in_order() -> None:
    for theirs, ours in pairs():
        assert [wording(action) for action in ours["actions"]] == theirs.actions


def test_every_adopted_sentence_is_in_the_document_word_for_word() -> None:
    text = fold(document())
    items = [*objectives(), *milestones()]
    items += [action for objective in objectives() for action in objective["actions"]]
    for item in items:
        assert wording(item) in text, item["id"]
    for key in ("title", "community", "summary", "vision", "goal"):
        assert fold(plan()[key]) in text, key


def test_every_promise_is_kept_under_its_objective_with_its_own_dates() -> None:
    for theirs, ours in pairs():
        for sentence in theirs.promises:
            holders = [m for m in milestones_of(ours) if sentence in wording(m)]
            dates = dated(sentence)
            # Undated, it is one milestone; dated, one for each of its dates.
            assert len(holders) == max(1, dates.total()), sentence
            assert whens(holders) == dates, sentence


def test_no_milestone_is_without_a_promise_of_the_document() -> None:
    for theirs, ours in pairs():
        for milestone in milestones_of(ours):
            said = sentences(wording(milestone))
            assert any(sentence in theirs.promises for sentence in said), milestone["id"]


def test_only_what_the_document_tells_as_past_is_done() -> None:
    past = re.compile(rf"\bmet\b[^,.]*?({DATED.pattern})")
    told = {match[1] for match in past.finditer(fold(steps()))}
    done = [milestone for milestone in milestones() if "done" in milestone]
    assert whens(done) == Counter(told)
    # What was never promised has no deadline.
    assert [milestone["id"] for milestone in done if "due" in milestone] == []


def test_targets_are_the_counts_of_the_document() -> None:
    counted = re.compile(rf"(\d+ trainings?) (in {YEAR})")
    expected = Counter(counted.findall(fold(steps())))
    assert Counter((m["target"], m["due"]) for m in milestones() if "target" in m) == expected


def test_each_promise_is_owned_by_the_actor_that_the_document_names() -> None:
    """MARC, or a programme of MARC's where that is the one that acts; nobody where nobody is."""
    programmes = {
        name: slug for slug, name in plan()["organizations"].items() if name.startswith("MARC’s ")
    }
    acts = {}
    for milestone in milestones():
        actor = next((n for n in programmes if wording(milestone).startswith(f"{n} ")), None)
        marc = "marc" if "MARC" in wording(milestone) else None
        acts[milestone["id"]] = programmes[actor] if actor else marc
    assert {milestone["id"]: milestone.get("owner") for milestone in milestones()} == acts
    assert set(programmes.values()) <= set(acts.values())
    assert plan()["lead"] == "marc"


def test_an_organization_that_is_capitalized_in_the_document_is_in_the_plan() -> None:
    """Its names of bodies are found by how they end or begin; models and examples are none."""
    bodies = re.compile(
        r"(?:[A-Z][\w’&/]*[- ])+(?:Council|Committee|Economy|Chamber of Commerce|Program|Institute)"
    )
    aside = {"Growth Program"}  # that chose the region, and is over
    found = {re.sub(r"^(?:A|The|the) ", "", name) for name in bodies.findall(document())} - aside
    known = set(plan()["organizations"].values())
    assert {name for name in found if not any(name in one for one in known)} == set()
    assert {"New American Economy", "Hispanic Economic Development Council"} <= found & known


def test_unowned_promises_are_as_many_as_the_comment_says() -> None:
    numbers = ("No", "One", "Two", "Three", "Four", "Five", "Six")
    unowned = [milestone for milestone in milestones() if "owner" not in milestone]
    said = f"# {numbers[len(unowned)]} sentences of the document name nobody."
    assert said in (PLAN / "plan.yaml").read_text(encoding="utf-8")


# The plan in itself.


def test_ids_are_unique_slugs() -> None:
    assert [name for name, count in Counter(names()).items() if count > 1] == []
    assert [name for name in names() if not SLUG.fullmatch(name)] == []


def test_organizations_are_the_documents_and_each_has_a_part() -> None:
    """In a promise, an action or an objective, or in how the plan came about."""
    text = fold(document())
    organizations = plan()["organizations"]
    assert [name for name in organizations.values() if name not in text] == []
    actions = [action for objective in objectives() for action in objective["actions"]]
    used = {plan()["lead"]}
    used.update(key for key, name in organizations.items() if name in fold(plan()["summary"]))
    for item in (*objectives(), *actions, *milestones()):
        used.update(item[key] for key in ("owner", "lead") if key in item)
        used.update(item.get("partners", []))
    assert used == set(organizations)


def test_for_names_an_action_of_the_same_objective() -> None:
    for objective in objectives():
        actions = {action["id"] for action in objective["actions"]}
        for milestone in objective.get("milestones", []):
            assert milestone.get("for") in {*actions, None}, milestone["id"]


def test_milestone_keys_are_in_the_order_of_the_format() -> None:
    for milestone in milestones():
        assert list(milestone) == [key for key in KEY_ORDER if key in milestone], milestone["id"]
