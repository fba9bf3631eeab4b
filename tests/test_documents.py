"""Adopted documents become plans: what stands beside each in `documents/adopted` is what is owed.

Nothing is invented, no sentence is lost, and no date is wrong.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from welcomeplan import intake
from welcomeplan.deadlines import Calendar

DOCUMENTS = ROOT / "tests" / "documents"
ADOPTED = sorted(
    path for path in (DOCUMENTS / "adopted").iterdir() if path.suffix in (".txt", ".md")
)
KANSAS_CITY = DOCUMENTS / "kansas-city-2017-2018.txt"
WE_PILOT = DOCUMENTS / "we-pilot-2020.txt"
PLAIN = intake.Choices({}, None, (), Calendar())


def read(text: str, name: str = "plan.txt", *organizations: str) -> intake.Intake:
    choices = PLAIN._replace(organizations=organizations)
    return intake.read_document(intake.read_passages(text.encode(), name), choices)


def drafted(path: Path) -> tuple[intake.Intake, intake.Draft]:
    found = read(path.read_text(encoding="utf-8"), path.name)
    return found, intake.draft(found.strategies)


def walk(items: Any) -> Iterator[intake.Item]:
    for item in items:
        yield item
        yield from walk(item.parts)


def of_kind(found: intake.Intake, kind: str) -> list[intake.Item]:
    return [item for item in walk(found.strategies) if item.kind == kind]


def dues(found: intake.Intake) -> list[Any]:
    milestones = of_kind(found, "milestone")
    return [item.keys.get("due", item.keys.get("repeats")) for item in milestones]


def whys(found: intake.Intake) -> dict[str, str]:
    return {one.text: one.why for one in found.landings if one.item is None}


# What a document comes to


def shown(found: intake.Intake) -> str:
    """All that came of a document, as text that a review can read."""
    lines = [f"{key}: {value}" for key, value in found.head.items()]

    def show(item: intake.Item, depth: int) -> None:
        lines.append(f"{'  ' * depth}{item.kind}: {item.title}")
        for key, value in item.keys.items():
            lines.append(f"{'  ' * depth}  - {key}: {value}")
        if item.of is not None:
            lines.append(f"{'  ' * depth}  - for: {item.of.title}")
        for part in item.parts:
            show(part, depth + 1)

    for strategy in found.strategies:
        lines.append("")
        show(strategy, 0)
    lines += ["", "No part of the plan:"]
    lines += [f"  {one.place}: {one.text} -- {one.why}" for one in found.landings if not one.item]
    lines += ["", "Asked:"]
    lines += [f"  {', '.join(one.places)}: {one.said} -- {one.remedy}" for one in found.asks]
    lines += ["", "Taken:"]
    lines += [
        f"  {one.place}: {one.label} = {one.key or 'nothing'}, {one.why}" for one in found.taken
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", ADOPTED, ids=lambda path: path.stem)
def test_each_document_comes_to_what_is_expected(path: Path, update: bool) -> None:
    found = shown(read(path.read_text(encoding="utf-8"), path.name))
    expected = path.with_suffix(".expected")
    if update:
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


# Every sentence, once


def assert_whole(found: intake.Intake, passages: list[intake.Passage]) -> None:
    """Each sentence is in one landing, in order; each word of the plan is a word of the document,
    in its order; each deadline stands in it byte for byte."""
    said = [one for passage in passages for one in intake.sentences(passage.text)]
    assert [one.text for one in found.landings] == said
    assert all(one.item is not None or one.why for one in found.landings)
    items = list(walk(found.strategies))
    landed = {id(one.item) for one in found.landings if one.item is not None}
    assert landed <= {id(item) for item in items}
    text = " ".join(passage.text for passage in passages)
    for item in items:
        assert item.title in text or item.title == "…"
        for key in ("due", "repeats", "starts"):
            assert str(item.keys.get(key, "")) in text


@pytest.mark.parametrize("path", [*ADOPTED, KANSAS_CITY, WE_PILOT], ids=lambda path: path.stem)
def test_no_sentence_is_lost_and_none_is_invented(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert_whole(read(text, path.name), intake.read_passages(text.encode(), path.name))


LINES = (
    *(
        "GOAL 1",
        "Goal 2: Work for all",
        "STRATEGIES",
        "ACTIONS",
        "- Timeline:",
        "VISION",
        "1.1 Rent",
    ),
    *(
        "Objective 1: Help newcomers.",
        "- Action: Open a desk by June 2026. It is small.",
        "2017",
        "-",
    ),
    *(
        "Lead: City of Elm",
        "- Print a guide",
        "  - Draft it in 2025 and print it in 2026",
        "By 2027",
    ),
    *("MARC will hold 2 talks in 2025 and 3 talks in 2026.", "Timeline: Q3 2025", "Priority: High"),
    *(
        "It was founded in 1998.",
        "a) Write to owners.",
        "Housing",
        "Measure: homes built",
        "…",
        "1.",
    ),
    *("The City will act. Lead: JVS. By when: Short-term.", "Goal 1: Rent ..... 4", "Partners:"),
)


@given(
    st.lists(
        st.sampled_from(LINES)
        | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30),
        min_size=1,
        max_size=14,
    )
)
def test_no_sentence_of_any_document_is_lost(lines: list[str]) -> None:
    passages = [
        passage
        for line in lines
        if line.split()
        for passage in intake.read_passages(line.encode(errors="replace"), "a.txt")
    ]
    found = intake.read_document(passages, PLAIN)
    assert_whole(found, passages)
    intake.draft(found.strategies)


cell = st.sampled_from(
    ("Goal", "Action", "Lead", "Timeline", "", "Open a desk", "JVS", "2026", "x. Y")
)


@given(st.lists(st.lists(cell, min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_cell_of_any_table_is_lost(rows: list[list[str]]) -> None:
    passages = [
        intake.Passage(text, f"row {at + 1}", "cell", column, "", at)
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
        if text
    ]
    assert_whole(intake.read_document(passages, PLAIN), passages)


# The plan that ships, begun again from its text


def fold(text: object) -> str:
    return " ".join(str(text).split())


def wording(item: dict[str, Any]) -> str:
    return fold(item.get("text", item["title"])).rstrip(".")


def milestones(objective: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for action in objective.get("actions", []):
        yield from action.get("milestones", [])
    yield from objective.get("milestones", [])


def shipped(folder: Path) -> dict[str, dict[str, Any]]:
    files = [path for path in folder.glob("*.yaml") if path.stem != "plan"]
    read = [yaml.load(one.read_text(encoding="utf-8"), yaml.BaseLoader) for one in files]  # noqa: S506
    return {str(one["title"]): one for one in read}


def edits_of_part(ours: dict[str, Any], theirs: dict[str, Any], *keys: str) -> Iterator[str]:
    """What must be mended by hand in one part; an owner's id counts with the owner."""
    if ours["title"] != theirs["title"]:
        yield "title"
    for key in keys:
        if bool(ours.get(key)) != bool(theirs.get(key)):
            yield key


def edits_of_objective(ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    assert wording(ours) == wording(theirs)
    yield from edits_of_part(ours, theirs, "partners")
    for action, other in zip(ours["actions"], theirs["actions"], strict=True):
        assert wording(action) == wording(other)
        yield from edits_of_part(action, other, "lead", "partners")
    left = list(milestones(theirs))
    for one in milestones(ours):
        at = next(
            k
            for k, other in enumerate(left)
            if (wording(one), one.get("due")) == (wording(other), other.get("due"))
        )
        yield from edits_of_part(one, left.pop(at), "owner", "partners", "for", "target")
    for _ in left:
        yield "milestone"


def test_the_plan_that_ships_is_begun_again_from_its_text() -> None:
    """Strategies, objectives, actions, milestones and the words of their deadlines are as it has
    them. By hand: titles (sentences, until somebody says what will be true when it is done), who
    helps, what a promise is for where an objective has several actions, two owners that are
    programmes of another, and the one milestone that was never promised and is done."""
    theirs = shipped(ROOT / "plan")
    found, made = drafted(KANSAS_CITY)
    assert [one.title for one in found.strategies] == [
        "Create a Welcoming Climate",
        "Economic Opportunity and Education",
        "Safe Communities",
        "Civic Engagement",
    ]
    edits: Counter[str] = Counter()
    for ours in made.files.values():
        strategy: Any = ours
        other = theirs.pop(strategy["title"])
        assert fold(strategy.get("summary", "")) == fold(other.get("summary", ""))
        for one, two in zip(strategy["objectives"], other["objectives"], strict=True):
            edits.update(edits_of_objective(one, two))
    assert not theirs
    assert edits == {"title": 51, "partners": 12, "for": 11, "owner": 2, "milestone": 1}
    head = yaml.load((ROOT / "plan" / "plan.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
    for key in ("title", "summary", "vision", "goal"):
        assert fold(found.head[key]) == fold(head[key])
    assert found.head["period"] == "2017-2018"
    assert found.head["sources"] == [{key: head["sources"][0][key] for key in ("title", "dated")}]
    assert not found.asks


def test_of_the_pilots_page_the_one_promised_day_is_found_and_its_year_asked() -> None:
    found, _ = drafted(WE_PILOT)
    assert dues(found) == ["on June 3"]
    (ask,) = found.asks
    assert "on June 3" in ask.said
    assert ask.places == ("line 9",)


# Dates: the plan's alone


@pytest.mark.parametrize(
    "said",
    [
        "© 2019 City of Elm. All rights reserved.",
        "Copyright 2021 by the County.",
        "The plan was adopted in 2017.",
        "Adopted by the City Council on June 5, 2018.",
        "MARC met with Chamber staff in July 2017.",
        "The program was founded in 1998.",
        "In 2014, immigrants paid $3 billion in taxes.",
        "Between 2010 and 2015, the population grew by 4%.",
        "A budget of $2,000,000 in 2019 was spent on roads.",
        "According to the 2016 census, one in nine was born abroad.",
        "Report published in March 2016.",
        "The task force held six meetings in spring 2019.",
        "As of July 2023, nobody had applied.",
    ],
)
@pytest.mark.parametrize(
    "before", ["History\n", "Goal 1: Homes\n- Build homes.\n", "Timeline:\n- "]
)
def test_what_is_told_of_the_past_promises_nothing(said: str, before: str) -> None:
    assert [due for due in dues(read(f"{before}{said}\n")) if due] == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The City will open a desk in June 2026.", ["in June 2026"]),
        ("Open a desk – January 2027", ["January 2027"]),
        ("Desk opened by June 2026.", ["by June 2026"]),
        (
            "MARC met with staff in July 2017, and will hire two people by May 2018.",
            ["by May 2018"],
        ),
        ("Hold 1 talk in 2025 and 2 talks in 2026.", ["in 2025", "in 2026"]),
        ("Draft a law by March 2026; adopt it by June 2026.", ["by March 2026", "by June 2026"]),
        ("Complete a study (June 2025) and adopt a plan (May 2026).", ["June 2025", "May 2026"]),
        ("The City will report annually.", ["annually"]),
    ],
)
def test_what_is_promised_has_its_own_words(said: str, expected: list[str]) -> None:
    assert dues(read(f"Objective 1: Homes.\nTimeline:\n- {said}\n")) == expected


def test_what_ends_before_the_plan_begins_is_no_promise() -> None:
    head = "City Plan 2024-2026\nGoal 1: Homes\n- "
    assert dues(read(f"{head}Build homes as in the Plan for Homes by 2019.\n")) == []
    assert dues(read(f"{head}Zoning changed in 2025.\n")) == ["in 2025"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Open a desk by June 30.", "Which year?"),
        ("Open a desk by FY2027.", "When does the fiscal year start?"),
        ("Open a desk on 3/4/2027.", "Is it the day or the month that stands first?"),
        ("Add lanes in 2025 and on Fifth Street in 2026.", "Which of the dates"),
        ("Open a desk by the 2nd moon of 2027.", "By when?"),
        ("JVS met in July 2017, and will hire two by the 2nd moon of 2018.", "By when?"),
    ],
)
def test_what_nobody_can_date_is_asked(said: str, asked: str) -> None:
    (ask,) = read(f"Objective 1: Homes.\nTimeline:\n- {said}\n").asks
    assert ask.said.startswith(asked) or asked in ask.said
    assert ask.places == ("line 3",)


def test_a_question_is_asked_once_for_all_places() -> None:
    lines = [f"- Open a desk by FY202{n}." for n in range(6, 9)]
    (ask,) = read("Objective 1: Homes.\nTimeline:\n" + "\n".join(lines)).asks
    assert ask.places == ("line 3", "line 4", "line 5")
    assert "“by FY2026”, “by FY2027”, “by FY2028”" in ask.said


def test_the_calendar_of_the_plan_answers_what_words_leave_open() -> None:
    passages = intake.read_passages(b"Objective 1: Homes.\nTimeline: Build by FY2027.\n", "a.txt")
    calendar = Calendar(fiscal_year_starts=(7, 1))
    found = intake.read_document(passages, PLAIN._replace(calendar=calendar))
    assert dues(found) == ["by FY2027"]
    assert found.asks == []


def test_a_heading_gives_the_points_under_it_its_deadline() -> None:
    found = read(
        "Goal 1: Homes\nBy the end of 2025:\n- Adopt a law.\n- Hire two people by May 2025.\n"
    )
    assert dues(found) == ["By the end of 2025", "by May 2025"]


# Who


def owners(found: intake.Intake) -> list[Any]:
    return [item.keys.get("owner") for item in of_kind(found, "milestone")]


@pytest.mark.parametrize(
    ("text", "organizations", "expected"),
    [
        ("JVS will hire two people in 2026.", (), None),
        (
            "JVS will hire two people in 2026.",
            ("Jewish Vocational Service (JVS)",),
            "Jewish Vocational Service",
        ),
        ("In 2026, the City of Elm will hire two people.", ("City of Elm",), "City of Elm"),
        ("The Elm Housing Office (EHO) will hire two people in 2026.", (), "Elm Housing Office"),
        ("JVS’s program will hire two people in 2026.", ("JVS",), None),
        ("JVS and MARC will hire two people in 2026.", ("JVS", "MARC"), None),
        ("Hire two people with JVS in 2026.", ("JVS",), None),
    ],
)
def test_the_owner_is_whom_the_sentence_names_as_who_will_do_it(
    text: str, organizations: tuple[str, ...], expected: str | None
) -> None:
    found = read(f"Objective 1: Work.\nTimeline:\n- {text}\n", "a.txt", *organizations)
    assert owners(found) == [expected]


def test_who_is_not_known_is_asked_once() -> None:
    found = read(
        "Objective 1: Work.\nTimeline:\n- JVS will hire staff in 2026.\n- JVS will train in 2027.\n"
    )
    (ask,) = found.asks
    assert ask.said == "Who is that? “JVS” (2 promises)"
    assert "--org" in ask.remedy


def test_an_acronym_stands_for_the_one_body_of_the_document_whose_initials_it_is() -> None:
    promise = "Objective 1: Work.\nTimeline:\n- {} will act in 2026."
    known = f"Mid-America Regional Council made this.\n{promise.format('MARC')}"
    assert owners(read(known)) == ["Mid-America Regional Council"]
    other = f"Deferred Action for Childhood Arrivals is a law.\n{promise.format('DACA')}"
    assert owners(read(other)) == [None]


# Levels


def kinds(found: intake.Intake) -> list[str]:
    return [
        f"{item.kind}: {item.title}" for item in walk(found.strategies) if item.kind != "milestone"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Goal 1: A\nStrategy 1: B\nAction 1: C\nGoal 2: D\nStrategy 2: E\nAction 2: F\n",
            [
                "strategy: A",
                "objective: B",
                "action: C",
                "strategy: D",
                "objective: E",
                "action: F",
            ],
        ),
        (
            "Strategy 1: A\nObjective 1: B\nAction: Do C.\nObjective 2: D\nStrategy 2: E\n",
            ["strategy: A", "objective: B", "action: Do C", "objective: D", "strategy: E"],
        ),
        (
            "Goal 1: A\n- Build homes.\n- Fix roads.\n",
            ["strategy: A", "objective: A", "action: Build homes", "action: Fix roads"],
        ),
        (
            "City Plan\nObjective 1: A\nAction: Do C.\nObjective 2: B\n",
            ["strategy: City Plan", "objective: A", "action: Do C", "objective: B"],
        ),
        (
            "1. Homes\n1.1 Rents\n1.1.1 Cap rents.\n1.1.2 Fund grants.\n2. Work\n2.1 Jobs\n"
            "2.1.1 Hire.\n",
            [
                *(
                    "strategy: Homes",
                    "objective: Rents",
                    "action: Cap rents",
                    "action: Fund grants",
                ),
                *("strategy: Work", "objective: Jobs", "action: Hire"),
            ],
        ),
    ],
)
def test_levels_are_told_by_labels_and_numbers(text: str, expected: list[str]) -> None:
    assert kinds(read(text)) == expected


def test_four_levels_leave_the_lowest_as_milestones() -> None:
    found = read("Pillar 1: A\nGoal 1: B\nObjective 1: C\nAction 1: Open D by May 2026.\n")
    assert kinds(found) == ["strategy: A", "objective: B", "action: C"]
    assert [item.title for item in of_kind(found, "milestone")] == ["Open D by May 2026"]
    assert dues(found) == ["by May 2026"]


def test_a_line_of_the_table_of_contents_is_no_part() -> None:
    found = read("Goal 1: Homes ........ 4\nGoal 1: Homes\n- Build homes.\n")
    assert kinds(found) == ["strategy: Homes", "objective: Homes", "action: Build homes"]
    assert whys(found)["4"] == "a line of the table of contents"


def test_an_overview_is_not_read_as_parts_of_its_own() -> None:
    found = read(
        "Goal 1: Homes\nGoal 2: Work\nGoal 1: Homes\n- Build homes.\nGoal 2: Work\n- Hire.\n"
    )
    assert [one.title for one in found.strategies] == ["Homes", "Work"]
    assert [one.item.title for one in found.landings[:2] if one.item] == ["Homes", "Work"]


def test_prose_after_a_list_is_said_of_what_the_list_is_of() -> None:
    found = read("Objective 1: Homes\n- Build.\n- Repair.\nAll of it matters to us.\n")
    (objective,) = of_kind(found, "objective")
    assert objective.keys["text"] == "Homes. All of it matters to us."
    found = read("Objective 1: Homes\nAction: Build.\nIt matters to us.\n")
    (action,) = of_kind(found, "action")
    assert action.keys["text"] == "Build. It matters to us."


def test_numbers_are_kept_where_no_two_are_the_same() -> None:
    found = read("Goal 1: A\nObjective 1: B\nGoal 2: C\nObjective 1: D\n")
    assert [item.keys.get("number") for item in walk(found.strategies)] == ["1", None, "2", None]


def test_titles_are_shortened_at_a_clause_and_the_whole_is_kept() -> None:
    said = (
        "Work with the chamber, employers and schools to find out what newcomers need to know,"
        " so that they can begin a business of their own within a year"
    )
    (action,) = of_kind(read(f"Objective 1: Work.\n- {said}.\n"), "action")
    assert said.startswith(action.title)
    assert len(action.title) < len(said)
    assert action.keys["text"] == f"{said}."


# Tables


def table(*rows: str) -> list[intake.Passage]:
    return [
        intake.Passage(text.strip(), f"table 1, row {at}", "cell", column, "", at - 1)
        for at, row in enumerate(rows, 1)
        for column, text in enumerate(row.split("|"))
        if text.strip()
    ]


def test_a_matrix_is_read_by_its_headers_and_an_empty_cell_is_the_one_above() -> None:
    passages = table(
        "Goal|Objective|Action|Lead Department|Supporting Partners|Timeframe|Measure|Cost",
        "Safe streets|Calm traffic|1. Paint lanes|Roads Office|JVS; Town of Elm|By May 2026|Mi|$5",
        "||2. Lower limits|||Q3 2027||",
        "Open doors|Be heard|3. Hire staff|Human Resources||Ongoing|Calls answered|",
    )
    found = intake.read_document(passages, PLAIN)
    assert kinds(found) == [
        *("strategy: Safe streets", "objective: Calm traffic", "action: Paint lanes"),
        *("indicator: Mi", "action: Lower limits"),
        *("strategy: Open doors", "objective: Be heard", "action: Hire staff"),
        "indicator: Calls answered",
    ]
    assert dues(found) == ["By May 2026", "Q3 2027", "Ongoing"]
    paint = of_kind(found, "action")[0]
    assert paint.keys["lead"] == "Roads Office"
    assert paint.keys["partners"] == ["JVS", "Town of Elm"]
    assert paint.keys["number"] == "1"
    assert whys(found)["$5"] == "a plan file has no place for this column"
    taken = {one.label: one.key for one in found.taken}
    assert taken["Goal"] == "strategy"
    assert taken["Action"] == "action"
    assert taken["Cost"] == ""


def test_what_who_and_by_when_are_headers_too() -> None:
    passages = table("What|Who|By when", "Translate forms|Clerk|June 2026")
    found = intake.read_document(passages, PLAIN)
    (action,) = of_kind(found, "action")
    assert (action.title, action.keys["lead"], dues(found)) == (
        "Translate forms",
        "Clerk",
        ["June 2026"],
    )


def test_a_table_that_only_sets_words_on_a_page_is_read_as_prose() -> None:
    found = intake.read_document(table("The City will open a desk by June 2026.|Photo"), PLAIN)
    assert dues(found) == ["by June 2026"]
    assert (
        whys(found)["Photo"] == "it promises no day, and stands where no part of a plan is listed"
    )


def grouped(*rows: str) -> list[intake.Passage]:
    """A table of three columns, in which a row without a `|` is one cell."""
    return [one._replace(span=1 if "|" in rows[one.row] else 3) for one in table(*rows) if one.text]


GROUPED = [
    (
        ("Action|Lead|By when", "Climate", "Plant|Parks|May 2027", "Homes", "Build|City|May 2028"),
        ["strategy: Climate", "action: Plant", "strategy: Homes", "action: Build"],
    ),
    (
        (
            *("Action|Lead|By when", "Goal 1: Climate", "Objective 1.1: Trees", "Plant|Parks|2027"),
            *("Objective 1.2: Air", "Test|Parks|2028", "Goal 2: Homes", "Build|City|2028"),
        ),
        [
            *("strategy: Climate", "objective: Trees", "action: Plant", "objective: Air"),
            *("action: Test", "strategy: Homes", "action: Build"),
        ],
    ),
    (
        ("Goal 3: Climate", "Action|Lead|By when", "Plant|Parks|May 2027"),
        ["strategy: Climate", "action: Plant"],
    ),
    (
        ("Matrix of actions", "Objective|Action|By when", "Trees|Plant|May 2027"),
        ["strategy: Trees", "objective: Trees", "action: Plant"],
    ),
    (
        (*("Objective|Action|By when", "Climate", "Trees|Plant|2027", "|Water|2028"), "2. Homes"),
        ["strategy: Climate", "objective: Trees", "action: Plant", "action: Water"],
    ),
]


@pytest.mark.parametrize(("rows", "expected"), GROUPED, ids=lambda one: str(one)[:30])
def test_a_row_that_is_one_cell_heads_the_rows_below(
    rows: tuple[str, ...], expected: list[str]
) -> None:
    found = intake.read_document(grouped(*rows), PLAIN)
    told = [one for one in kinds(found) if not one.startswith(("milestone", "objective: Climate"))]
    inside = [one for one in told if one != "objective: Homes"]
    assert inside == expected
    assert len(found.landings) == len(grouped(*rows))


# What else may stand there


def test_code_is_left_out_by_name_and_loses_no_sentence() -> None:
    text = "# Town Plan\n\n## Strategy 1: Read\n\n- Open a hall by June 2028.\n\n```yaml\n"
    found = read(f"{text}due: by May 2030\nx: 1\n```\n", "plan.md")
    assert dues(found) == ["by June 2028"]
    assert whys(found)["due: by May 2030"] == "code, which is not read (2 lines)"
    passages = intake.read_passages(f"{text}due: by May 2030\n```\n".encode(), "plan.md")
    covered = intake.cover(passages, [("Town Plan", "Read")], [], PLAIN.calendar)
    assert [one.text for one in covered.lost] == ["Open a hall by June 2028."]


def test_a_document_without_a_promise_makes_no_plan() -> None:
    found = read("A letter.\n\nWe were glad to meet you in 2019. It rained.\n")
    assert list(found.strategies) == []
    assert all(one.item is None and one.why for one in found.landings)


def test_a_sentence_too_long_to_look_through_is_asked() -> None:
    said = "Open " + "a desk and " * 400 + "a door by June 2026"
    found = read(f"Objective 1: Work.\nTimeline:\n- {said}.\n")
    assert dues(found) == [None]
    assert "too long" in found.asks[0].said


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{'  ' * n}- Part {n}:\n{'  ' * n}  Words of it." for n in range(400)),
        "\n".join(f"{'#' * 1}{n}" for n in range(400)),
        "Goal 1: " * 2000,
        "A. " * 3000,
        "(" * 3000 + "Action: " + ")" * 3000,
        "Lead: a; Partners: b; " * 1500,
        "City Council of " * 4000 + "(CC) will act in 2026.",
    ],
)
def test_what_is_made_to_be_slow_or_deep_is_read_all_the_same(text: str) -> None:
    passages = intake.read_passages(text.encode(), "a.txt")
    begun = time.process_time()
    assert_whole(intake.read_document(passages, PLAIN), passages)
    assert time.process_time() - begun < 5


def test_what_takes_time_grows_with_the_document_and_no_faster() -> None:
    text = KANSAS_CITY.read_text(encoding="utf-8")

    def taken(times: int) -> float:
        whole = "\n".join(text.replace("MARC", f"MARC{n}") for n in range(times))
        passages = intake.read_passages(whole.encode(), "a.txt")
        begun = time.process_time()
        intake.read_document(passages, PLAIN)
        return time.process_time() - begun

    taken(1)
    assert taken(16) < 16 * taken(4)
