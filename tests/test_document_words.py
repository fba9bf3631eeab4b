"""What people write into adopted documents, in other words than the samples: labels, times, names,
running lines. No date is lost, nobody is named wrongly, and what is unsure is asked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.test_documents import PLAIN, dues, kinds, of_kind, read, table, whys
from welcomeplan import cli, intake
from welcomeplan.deadlines import Calendar

HEAD = "Youth Plan 2027 to 2031\n\nGoal 1: A say\n\nObjective 1.1: A council meets\n\n"


def action(*lines: str, title: str = "Build halls", org: tuple[str, ...] = ()) -> intake.Intake:
    body = "\n".join((f"Action 1.1.1: {title}", *lines))
    return read(f"{HEAD}{body}\n", "plan.txt", *org)


def row(*cells: str, header: str = "Action|Lead|By when|Measure") -> intake.Intake:
    return intake.read_document(table(header, "|".join(cells)), PLAIN)


def leads(found: intake.Intake) -> list[object]:
    return [item.keys.get("lead") for item in of_kind(found, "action")]


def asked(found: intake.Intake) -> str:
    return "\n".join(one.said for one in found.asks)


def whose(found: intake.Intake) -> list[object]:
    """The owner of each milestone: its own, or else the lead of its action."""
    said: list[object] = []
    for one in of_kind(found, "action"):
        inside = [item for item in one.parts if item.kind == "milestone"]
        said += [item.keys.get("owner", one.keys.get("lead")) for item in inside]
    loose = [item for up in of_kind(found, "objective") for item in up.parts]
    return said + [item.keys.get("owner") for item in loose if item.kind == "milestone"]


# Who leads it


@pytest.mark.parametrize(
    ("said", "due"),
    [
        (
            "Lead for this objective: Youth Office. Two rooms will open by 30 September 2027.",
            "by 30 September 2027",
        ),
        ("Lead: Youth Office. All halls will be painted by May 2028.", "by May 2028"),
        ("Responsible: Youth Office. It is to open the halls in June 2029.", "in June 2029"),
        ("Lead agency: Youth Office. It will report by 1 July 2027.", "by 1 July 2027"),
        ("Lead: the Youth Office will open two rooms by May 2027.", "by May 2027"),
    ],
)
def test_a_lead_ends_at_its_sentence_and_the_rest_is_said_anew(said: str, due: str) -> None:
    found = read(f"{HEAD}{said}\n\nAction 1.1.1: Paint the hall\n", "p.txt", "Youth Office")
    assert any(due in str(one) for one in dues(found))
    named = [item.keys.get(key) for item in of_kind(found, "objective") for key in ("lead",)]
    named += [item.keys.get("owner") for item in of_kind(found, "milestone")]
    assert set(named) <= {None, "Youth Office"}
    assert "Youth Office" in named


@pytest.mark.parametrize(
    "who",
    [
        *(
            "To be decided",
            "To be confirmed",
            "Consultant (tbc)",
            "to be appointed",
            "TBD",
            "(tbc)",
        ),
        *("not yet decided", "?", "partners to be named"),
    ],
)
def test_who_is_to_be_decided_is_nobody_and_asked(who: str) -> None:
    found = action(f"Lead: {who}", "Timeline: May 2028")
    assert leads(found) == [None]
    assert who in asked(found)
    found = row("Build halls", who, "May 2028")
    assert leads(found) == [None]
    assert who in asked(found)


@pytest.mark.parametrize(
    "said",
    [
        *("Roads Office, with the Police Board", "Roads Office / Police Board"),
        *("Roads Office with Police Board", "Roads Office (with Police Board)"),
        "Roads Office together with the Police Board",
    ],
)
def test_two_that_are_known_are_two(said: str) -> None:
    found = action(f"Lead: {said}", "Timeline: May 2028", org=("Roads Office", "Police Board"))
    (one,) = of_kind(found, "action")
    assert (one.keys["lead"], one.keys["partners"]) == ("Roads Office", ["Police Board"])


@pytest.mark.parametrize(
    "said", ["Parks / Leisure", "Parks Desk with Friends", "Parks (with Bees)"]
)
def test_what_may_be_one_or_two_is_asked(said: str) -> None:
    found = action(f"Lead: {said}", "Timeline: May 2028")
    assert leads(found) == [None]
    assert f"“{said}”" in asked(found)


@pytest.mark.parametrize(
    "said",
    [
        "Drop kerbs. The Access Forum will be asked to walk each route",
        "Drop kerbs. The Access Forum will walk each route",
        "The Access Forum will drop kerbs",
    ],
)
def test_a_labelled_lead_beats_the_prose(said: str) -> None:
    found = action("Lead: Roads Office", "Timeline: May 2028", title=said, org=("Access Forum",))
    (one,) = of_kind(found, "action")
    assert one.keys["lead"] == "Roads Office"
    assert "partners" not in one.keys
    assert {item.keys.get("owner") for item in one.parts} <= {None, "Roads Office"}


@pytest.mark.parametrize(
    ("said", "org", "owner"),
    [
        ("The Cycle Hub must show its accounts by 30 April each year.", "Cycle Hub", "Cycle Hub"),
        ("The Scouts must show their accounts by 30 April each year.", "Cycle Hub", None),
        ("The Town Clerk will print the rules by 1 May 2027.", "Cycle Hub", None),
        ("By 1 May 2027, the Town Clerk will print the rules.", "Cycle Hub", None),
    ],
)
def test_a_sentence_with_a_subject_of_its_own_has_no_lead_of_others(
    said: str, org: str, owner: str | None
) -> None:
    found = action("Lead: Roads Office", "Timeline: May 2028", "", said, org=(org,))
    assert sorted(map(str, whose(found))) == sorted(["Roads Office", str(owner)])
    if owner is None:
        assert said.removeprefix("By 1 May 2027, the ").removeprefix("The ")[:6] in asked(found)


# By when


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "first hall by June 2027; all ten by the end of 2030",
            ["by June 2027", "by the end of 2030"],
        ),
        ("Design March 2027, live November 2027", ["March 2027", "November 2027"]),
        (
            "by 1 February 2027, and again by 1 February 2028",
            ["by 1 February 2027", "by 1 February 2028"],
        ),
        ("draft May 2027; print June 2028; sell in 2029", ["May 2027", "June 2028", "in 2029"]),
    ],
)
def test_several_dates_of_a_timeline_are_milestones_of_the_action(
    said: str, expected: list[str]
) -> None:
    for found in (action("Lead: Parish", f"Timeline: {said}"), row("Build halls", "Parish", said)):
        (one,) = of_kind(found, "action")
        assert [item.keys.get("due") for item in one.parts if item.kind == "milestone"] == expected
        assert {item.title for item in one.parts} == {"Build halls"}
        assert set(whose(found)) == {"Parish"}
        assert {item.keys["text"] for item in one.parts} == {said}


@pytest.mark.parametrize(
    "said",
    [
        *("Dec. 2026, within 3 months of each flood", "Subject to permit, expected by 2028"),
        *("two a year, 2027–2030", "when funded, perhaps by 2028", "2028 (subject to permit)"),
        *("first by May 2027, then when the grant comes", "ASAP", "as soon as possible"),
        *("May 2027; the others later",),
    ],
)
def test_a_timeline_that_nobody_can_date_is_kept_word_for_word_and_asked(said: str) -> None:
    for found in (action("Lead: Parish", f"Timeline: {said}"), row("Build halls", "Parish", said)):
        (one,) = of_kind(found, "action")
        (milestone,) = of_kind(found, "milestone")
        assert milestone in one.parts
        assert milestone.title == "Build halls"
        assert milestone.keys["due"] == said
        assert said in asked(found)
        assert whose(found) == ["Parish"]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Train every pupil in year 5", "in year 5"),
        ("Lend bicycles; a pilot starts in spring 2027", "starts in spring 2027"),
        ("Open halls as planned for 2028", "2028"),
        ("Lend bicycles in 2027 and open a shop by May 2029", "in 2027"),
    ],
)
def test_a_labelled_time_beats_the_words_of_the_action(title: str, words: str) -> None:
    found = action("Timeline: From September 2027", title=title)
    assert dues(found) == ["From September 2027"]
    found = row(title, "Parish", "From September 2027")
    assert dues(found) == ["From September 2027"]


def test_the_time_that_the_label_beats_is_told() -> None:
    found = action("Timeline: From September 2027", title="Lend bicycles by spring 2027")
    assert "“by spring 2027” beside “From September 2027”" in asked(found)


def test_a_time_that_only_tells_of_the_work_is_asked_so_that_it_can_be_answered() -> None:
    found = action("Timeline: by June 2028", title="Train every pupil in year 5")
    (one,) = found.asks
    assert one.said.endswith("promised for the first as well? “in year 5” beside “by June 2028”")
    assert "Where it only tells of the work" in one.remedy


@pytest.mark.parametrize(
    "said",
    [
        "By September 2027, the Schools Service will weigh plates, and will repeat this every"
        " September thereafter.",
        "The Schools Service will weigh plates by May 2027, and every year after that.",
        "The Schools Service will weigh plates by May 2027 and annually thereafter.",
    ],
)
def test_what_comes_again_after_a_day_is_kept_or_asked(said: str) -> None:
    found = read(f"{HEAD}{said}\n")
    kept = [item for item in of_kind(found, "milestone") if "repeats" in item.keys]
    whole = [item for item in of_kind(found, "milestone") if "after" in str(item.keys.get("due"))]
    assert kept or whole or "again" in asked(found)


@pytest.mark.parametrize(
    "said",
    [
        "Subject to permit, the Parish will move the weir by 2028.",
        "The Parish will move the weir by 2028, depending on the weather.",
        "Move the weir in 2028 if funding allows it.",
    ],
)
def test_a_day_that_waits_on_something_is_not_firm(said: str) -> None:
    found = read(f"{HEAD}{said}\n")
    assert dues(found) == [None]
    assert said in asked(found)


@pytest.mark.parametrize("said", ["done (April 2026)", "Completed May 2026", "finished in 2026"])
def test_what_a_timeline_calls_done_is_no_deadline_without_a_question(said: str) -> None:
    for found in (action(f"Timeline: {said}"), row("Build halls", "Parish", said)):
        assert "On which day?" in asked(found)
        assert said in asked(found)


def test_no_title_is_a_deadline_alone() -> None:
    found = action("Lead: Parish", "Timeline:", "- by 1 February 2027", "- by 1 May 2028")
    assert dues(found) == ["by 1 February 2027"]
    assert "“by 1 May 2028”" in asked(found)
    assert [one.text for one in found.landings if one.dated] == ["by 1 May 2028"]
    assert not any("20" in item.title for item in of_kind(found, "milestone"))


def test_points_behind_a_timeline_are_milestones_of_its_action() -> None:
    lines = ("Lead: Parish", "Timeline:", "- Draft May 2027", "- Print it by June 2028")
    found = action(*lines, "- Sell two hundred of the printed maps by July 2029")
    assert dues(found) == ["May 2027", "by June 2028", "by July 2029"]
    assert {item.title for item in of_kind(found, "milestone")} == {
        "Build halls",
        "Sell two hundred of the printed maps",
    }
    assert set(whose(found)) == {"Parish"}


def test_a_label_behind_a_promise_of_the_lead_is_of_the_action() -> None:
    said = "Lead: Finance Office. The Mayor will sign by 1 March 2028."
    found = action(said, "Timeline: some by May 2027 / rest by June 2029")
    assert dues(found) == ["by 1 March 2028", "by May 2027", "by June 2029"]
    assert leads(found) == ["Finance Office"]


def test_a_sentence_after_a_list_is_not_said_of_its_lead() -> None:
    text = f"{HEAD}- Action: Rent shops\n- Lead: Works\n\nThe Mayor will sign by 1 May 2028.\n"
    (one,) = of_kind(read(text), "milestone")
    assert one.of is None
    assert "Mayor" in asked(read(text))


# Measures


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("80% of pupils trained by 2030", "by 2030"),
        ("All classes reached by May 2029", "by May 2029"),
        ("Fewer than 50 complaints in 2028", "in 2028"),
    ],
)
def test_a_dated_measure_has_its_date(said: str, due: str) -> None:
    for found in (
        action("Timeline: May 2028", f"Measure: {said}"),
        row("Build halls", "Parish", "May 2028", said),
    ):
        (one,) = of_kind(found, "indicator")
        assert (one.title, one.keys["due"]) == (said, due)


def test_a_measure_of_several_days_is_asked() -> None:
    found = action("Timeline: May 2028", "Measure: 100 homes by 2028, 200 homes by 2030")
    (one,) = of_kind(found, "indicator")
    assert "due" not in one.keys
    assert "by 2028, by 2030" in asked(found)


@pytest.mark.parametrize("said", ["–", "9", "-", "100%", "n/a"])
def test_a_mark_or_a_bare_number_is_no_measure(said: str) -> None:
    found = row("Build halls", "Parish", "May 2028", said)
    assert of_kind(found, "indicator") == []
    assert said in whys(found)


# Headings and running lines


@pytest.mark.parametrize("title", ["Measure and warn", "Action and reaction", "Lead by example"])
@pytest.mark.parametrize("number", ["1.1 ", ""])
def test_a_heading_whose_first_word_is_a_label_is_a_heading(title: str, number: str) -> None:
    text = (
        f"# Flood Plan\n\n## 1. Know\n\n### {number}{title}\n\n"
        "| Action | Lead | By when |\n|---|---|---|\n| Repair gauges | Office | June 2027 |\n"
    )
    assert f"objective: {title}" in kinds(read(text, "plan.md"))


FEET = (
    *("Page {n} of 3", "Page {n}", "- {n} -", "{n}", "– {n} –", "[{n}]", "p. {n}", "{n} / 3"),
    *("Northmoor Regional Council                Page {n}", "Youth Plan 2027 to 2031 | {n}"),
    *("Northmoor Regional Council, Youth Plan    {n}",),
)


@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("indent", ["", " " * 50])
@pytest.mark.parametrize("before", ["", "Introduction\n\n", "History is long.\n\n"])
def test_running_lines_are_never_headings(foot: str, indent: str, before: str) -> None:
    feet = [f"{indent}{foot.format(n=n)}\n\n" for n in (1, 2, 3)]
    text = (
        f"Youth Plan 2027 to 2031\n\n{before}{feet[0]}Goal 1: A say in what the town does\n\n"
        "Objective 1.1: A council meets\n\nAction 1.1.1: Elect it\nTimeline: May 2027\n\n"
        f"{feet[1]}Goal 2: Room for all who need it\n\nObjective 2.1: A hall\n\n"
        f"Action 2.1.1: Build it\nTimeline: May 2028\n\n{feet[2]}"
    )
    assert kinds(read(text)) == [
        *("strategy: A say in what the town does", "objective: A council meets"),
        *("action: Elect it", "strategy: Room for all who need it"),
        *("objective: A hall", "action: Build it"),
    ]


# Prose that promises a day


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("The map of all comments would be published by January 2027.", "by January 2027"),
        (
            "Note: The Waste Company will present its fees by 15 November 2027.",
            "by 15 November 2027",
        ),
        ("The Council will review this plan by December 2029.", "by December 2029"),
        ("The Roads Office reports every two years, first in June 2028.", None),
        ("The Roads Office opens a shop in June 2028.", "in June 2028"),
        ("The Mayor promised to publish the costs by March 2028.", "by March 2028"),
        ("Background: The Council will publish a map by May 2028.", "by May 2028"),
    ],
)
@pytest.mark.parametrize("heading", ["Introduction", "Appendix A: Consultation", "Notes", ""])
def test_a_dated_promise_in_prose_lands(said: str, due: str | None, heading: str) -> None:
    texts = (
        f"{HEAD}Action 1.1.1: Elect it\nTimeline: May 2027\n\n{heading}\n\n{said}\n",
        f"Youth Plan 2027 to 2031\n\n{heading}\n\n{said}\n\nGoal 1: A say\n",
    )
    for text in texts:
        assert due in dues(read(text, "p.txt", "Roads Office"))


def test_what_is_dated_and_promises_nothing_is_not_called_undated() -> None:
    found = read(f"{HEAD}Appendix B: Money\n\nThe grant agreement ends on 31 December 2030.\n")
    (one,) = [one for one in found.landings if "grant" in one.text]
    assert one.item is None
    assert "no day" not in one.why
    assert one.text in asked(found)
    assert one.dated


def test_what_is_left_out_with_a_date_is_listed_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    money = "Appendix B: Money\n\nIt costs much more than the town has.\n\n"
    text = f"{HEAD}Action 1.1.1: Elect it\nTimeline: May 2027\n\n{money}"
    file = tmp_path / "plan.txt"
    file.write_text(f"{text}The grant agreement ends on 31 December 2030.\n", encoding="utf-8")
    cli.run(["init", str(tmp_path / "made"), "--from", str(file), "--dry-run"])
    told = capsys.readouterr().out
    assert 0 < told.index("The grant agreement") < told.index("It costs much more")


# What stands in the plan


def test_the_name_of_an_organization_is_no_home_of_a_dated_sentence() -> None:
    said = "Two rooms will open by 30 September 2027"
    texts = list(intake.texts_in({"organizations": {"a": said, "b": "Youth Office"}}))
    found = intake.cover(
        intake.read_passages(f"{said}.\n\nYouth Office.\n".encode(), "a.txt"), texts, [], Calendar()
    )
    assert [one.fate for one in found.verdicts] == ["lost", "in the plan"]


def test_a_number_before_a_deadline_is_no_part_of_it() -> None:
    for said in ("Increase enrollment to 500", "Hire 15", "JVS will hire two"):
        found = read(f"Objective 1: Homes.\n- {said} by May 2030.\n")
        assert (dues(found), found.asks) == (["by May 2030"], [])


def test_of_what_a_list_ticks_off_the_day_is_asked() -> None:
    text = "# Objective 1: Homes\n- [x] Adopt a code by March 2026.\n- [ ] Build by 2028.\n"
    found = read(text, "plan.md")
    assert dues(found) == ["by March 2026", "by 2028"]
    (ask,) = found.asks
    assert ask.places == ("line 2",) and "it is done. On which day" in ask.said


def test_no_row_of_dots_costs_more_than_its_length() -> None:
    begun = time.process_time()
    for text in (". " * 300_000, "." * 300_000, ". " * 300_000 + "5", "_ " * 300_000 + "x"):
        read(f"{text}\nObjective 1: Homes.\n")
    assert time.process_time() - begun < 5
