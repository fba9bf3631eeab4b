"""Targets as plans write them: what they count, when they are reached, how they are shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import welcomeplan
from welcomeplan import cli
from welcomeplan.plan import Indicator

PLAN = "id: test\ntitle: A plan\nperiod: 2020\norganizations: {town: Town}\n"
STRATEGY = "title: One\nobjectives:\n  - id: a\n    title: A\n    milestones:\n"


def plan(folder: Path, *targets: str, log: str = "", more: str = "") -> Path:
    """A plan with a milestone `t0`, `t1` ... for each target."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.yaml").write_text(PLAN, "utf-8")
    lines = [
        f"      - {{id: t{n}, title: T, due: in 2020, owner: town, target: {json.dumps(target)}"
        f"{more}, log: [{log}]}}\n"
        for n, target in enumerate(targets)
    ]
    (folder / "one.yaml").write_text(STRATEGY + "".join(lines), "utf-8")
    return folder


def listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    cli.run(["list", "--json", "--as-of", "2020-06-01", "--dir", str(folder)])
    return [one["target"] for one in json.loads(capsys.readouterr().out)["milestones"]]


READ = [
    ("2 trainings", 2, "trainings", None),
    ("at least 20 hours", 20, "hours", "at least"),
    ("20+ hours", 20, "hours", "at least"),
    ("more than 20 hours", 20, "hours", "more than"),
    ("over 500 residents", 500, "residents", "more than"),
    ("up to 3 visits", 3, "visits", "up to"),
    ("45%", 45, "%", None),
    ("45 %", 45, "%", None),
    ("45 percent", 45, "%", None),
    ("45% of residents", 45, "% of residents", None),
    ("$25,000", 25_000, "$", None),
    ("at least $25,000 in grants", 25_000, "$ in grants", "at least"),
    ("€1.5 million", 1_500_000, "€", None),
    ("USD 25,000", 25_000, "USD", None),
    ("25,000 USD", 25_000, "USD", None),
    ("25,000 €", 25_000, "€", None),
    ("1.5 million people", 1_500_000, "people", None),
    ("5 percentage points", 5, "percentage points", None),
    ("two modules", 2, "modules", None),
    ("Twenty visits", 20, "visits", None),
    ("at least twelve talks", 12, "talks", "at least"),
    ("ten percent of staff", 10, "% of staff", None),
    ("one half-day workshop", 1, "half-day workshop", None),
    ("one third-party audit", 1, "third-party audit", None),
    ("one fifth grade class", 1, "fifth grade class", None),
    ("two score cards", 2, "score cards", None),
    ("3 or more events", 3, "events", "at least"),
    ("20 hours or more", 20, "hours", "at least"),
    ("$2.5 Million", 2_500_000, "$", None),
    ("1.125 million people", 1_125_000, "people", None),
    ("0.125 FTE", 0.125, "FTE", None),
    ("more than 0 visits", 0, "visits", "more than"),
    ("5 K-12 schools", 5, "K-12 schools", None),
    ("10 COVID-19 kits", 10, "COVID-19 kits", None),
    ("2 Section-8 homes", 2, "Section-8 homes", None),
    ("30 hours of B2B coaching", 30, "hours of B2B coaching", None),
    ("500 m² of park", 500, "m² of park", None),
    ("5 trainings for 3rd graders", 5, "trainings for 3rd graders", None),
    ("3 third-party audits", 3, "third-party audits", None),
    ("2 half-day, one-on-one sessions", 2, "half-day, one-on-one sessions", None),
    ("10 trainings per year", 10, "trainings per year", None),
    ("2 x", 2, "x", None),
    ("5 to-go meals", 5, "to-go meals", None),
]


def test_targets_are_read_as_plans_write_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(plan(tmp_path, *(text for text, *_ in READ)), capsys)
    for (text, amount, unit, bound), target in zip(READ, found, strict=True):
        words = text[0].lower() + text[1:] if text[0] == "T" else text
        said = {"amount": amount, "unit": unit, "bound": bound, "words": words, "logged": 0}
        assert target == said, text


TWO = "holds two numbers: which one is promised?"
SHORT = "holds a number that is cut short"
OTHERWISE = "holds a number that is written otherwise than here"
UNCOUNTED = "doesn't say what is counted"
FRACTION = "holds a fraction"
IN_WORDS = "holds a number in words"
NOTHING = "is reached before anything is done"
NO_TARGET = "is not a number and a unit"
REFUSED = {
    TWO: (
        *("3-5 events", "3 – 5 events", "3 to 5 events", "three to five events", "5%-10%"),
        *("82% to 84%", "12 of 20", "12 of 20 sites", "two of three sites", "3 x 5 hours"),
        *("2 trainings of 20 people", "2 trainings and three talks", "20 hours x2"),
        *("$25,000 and US$500 match", "10 kits (of 20)", "5 events in 2021", "3 5-day courses"),
        *("1 Section 8 home", "three-five events", "$5,000 and USD500", "2 visits, 30 minutes"),
    ),
    SHORT: (
        *("10k people", "10K people", "$2.5m", "2.5 m people", "5bn people", "2 dozen kits"),
        *("20 thousands people", "3 hundred people", "500 m of path"),
        *("two score", "three score volunteers", "2 score"),
    ),
    OTHERWISE: (
        *("1_000 people", "1 000 people", "1\u202f000 people", "1'000 people", "2,5 hours"),
        *("1.000.000 people", "$1.500.000,00", "1e3", "٣ events", "\N{MINUS SIGN}5 events"),
        *("1,00 people", "３ events"),
    ),
    FRACTION: (
        *("1/2 FTE", "½ FTE", "2½ hours", "2 and a half hours", "half of residents"),
        *("two thirds of staff", "a third of residents", "3/4 of staff", "3 quarters of residents"),
        *("one third of schools", "one half", "One quarter of staff", "one tenth of budget"),
        *("one fifth", "1 third of schools", "at least one eighth of land", "two tenths of staff"),
    ),
    IN_WORDS: ("a dozen kits", "twenty-one people", "two hundred people", "a million people"),
    UNCOUNTED: ("20+", "2 million", "10 per year", "5 a week", "at least 20"),
    NOTHING: ("0 complaints", "-5 events", "$-5", "up to 0 deaths"),
    NO_TARGET: (
        *("many", "$5%", "at least 20+ hours", "3x", "one-stop shops", "at most 5 events"),
        *(
            "20 hours or less",
            "3 or fewer events",
            "5 events (max.)",
            "20 hours minimum",
            "no fewer than 5 events",
        ),
    ),
}


def test_a_target_is_read_whole_or_refused_with_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [text for group in REFUSED.values() for text in group]
    assert cli.run(["validate", "--json", "--dir", str(plan(tmp_path, *texts))]) == 1
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    said = [f"`{text}` {why}" for why, group in REFUSED.items() for text in group]
    assert [one["message"].removeprefix("`target`: ") for one in found] == said
    assert all(one["remedy"].startswith("Write ") for one in found)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("1_000 people", "1,000 people"),
        ("10 000 people", "10,000 people"),
        ("2,5 hours", "2.5 hours"),
        ("1.500.000,50 people", "1,500,000.50 people"),
        ("٣ events", "3 events"),
    ],
)
def test_what_to_write_instead_is_read(
    text: str, instead: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["validate", "--dir", str(plan(tmp_path / "one", text))])
    assert f"Write `{instead}`" in capsys.readouterr().out
    assert cli.run(["validate", "--dir", str(plan(tmp_path / "two", instead))]) == 0


def test_a_point_before_three_digits_and_a_share_in_other_words_are_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path, "25.000 €", "1.250 people", "45 pct of staff", "45 (%)")
    assert cli.run(["validate", "--dir", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "is that 25,000, or a number with decimals?" in out
    assert "Write `1,250` or `1.25` for the number." in out
    assert out.count("is that a share?") == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3-5", "`3-5` holds two numbers"),
        ("10k", "`10k` holds a number that is cut short"),
        ("82% to 84%", "holds two numbers"),
        ("1_000", "Write `1,000`"),
        ("1.000", "Write `1,000` or `1`"),
        ("½", "holds a fraction"),
        ("%", "is not a number"),
        ("30%%", "is not a number"),
        ("two", "is not a number"),
    ],
)
def test_an_amount_and_a_level_are_read_whole_or_refused(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path, "20 hours")
    assert cli.run(["log", "t0", text, "--dir", str(folder)]) != 0
    refused = capsys.readouterr().err
    assert said in refused
    assert "rite" in refused  # what to write
    level = f"    indicators: [{{id: i, title: I, target: {json.dumps(text)}}}]\n"
    strategy = (folder / "one.yaml").read_text("utf-8")
    (folder / "one.yaml").write_text(strategy + level, "utf-8")
    assert cli.run(["validate", "--dir", str(folder)]) == 1
    assert said in capsys.readouterr().out


def test_levels_of_a_share_are_not_added_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = "{on: 2020-02-01, amount: 30}, {on: 2020-03-01, amount: 45}"
    texts = (
        "45% of residents",
        "at least 45 percent of residents",
        "ten per cent of staff",
        "45 %",
    )
    found = listed(plan(tmp_path, *texts, log=log), capsys)
    assert [one["logged"] for one in found] == [45] * 4


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("at least 20 hours", "25 of at least 20 hours"),
        ("20+ hours", "25 of 20+ hours"),
        ("Up to 30 visits", "25 of up to 30 visits"),
        ("45% of residents", "15 of 45% of residents"),
        ("45 percent", "15 of 45 percent"),
        ("$25,000", "$25 of $25,000"),
        ("€1.5 million", "€25 of €1.5 million"),
        ("USD 25,000", "25 of USD 25,000"),
    ],
)
def test_a_target_is_shown_as_the_plan_writes_it_and_a_log_counts(
    target: str, shown: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = "{on: 2020-02-01, amount: 10}"
    folder = plan(tmp_path, target, log=log)
    assert cli.run(["log", "t0", "15", "--note", "More", "--dir", str(folder)]) == 0
    assert f"({shown})" in capsys.readouterr().out
    # A log of today's: it is judged without a day.
    assert cli.run(["show", "t0", "--dir", str(folder)]) == 0
    assert f"  {shown}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("target", "amount", "short"),
    [
        ("20 hours", 20, False),
        ("at least 20 hours", 19, True),
        ("more than 20 hours", 20, True),
        ("more than 20 hours", 21, False),
        ("up to 20 hours", 5, False),
        ("45% of residents", 44, True),
    ],
)
def test_what_is_done_with_less_than_its_target_is_a_warning(
    target: str, amount: int, short: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = plan(tmp_path, target, log=f"{{on: 2020-02-01, amount: {amount}}}")
    assert cli.run(["done", "t0", "--on", "2020-03-01", "--dir", str(folder)]) == 0
    assert ("Warning: its log has" in capsys.readouterr().out) is short
    code = cli.run(["validate", "--strict", "--as-of", "2020-06-01", "--dir", str(folder)])
    out = capsys.readouterr().out
    assert code == int(short)
    assert ("unmet-target" in out) is short


def test_plain_words_of_an_amount_do_not_change_what_was_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = listed(plan(tmp_path, "1,200 answers", log="{on: 2020-02-01, amount: 1100}"), capsys)
    assert found[0]["words"] == "1,200 answers"
    cli.run(["show", "t0", "--as-of", "2020-06-01", "--dir", str(tmp_path)])
    assert "1,100 of 1,200 answers" in capsys.readouterr().out


def test_targets_of_one_unit_are_added_up_over_plans(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, targets in {
        "one": ("1 hour", "$20,000", "45%", "2 visits"),
        "two": ("more than 20 hours", "at least $5,000.50", "50%"),
        "three": ("1,000 hours", "2 trainings", "3 trainings"),
    }.items():
        folder = plan(tmp_path / name, *targets, log="{on: 2020-02-01, amount: 1.5}")
        (folder / "plan.yaml").write_text(PLAN.replace("id: test", f"id: {name}"), "utf-8")
    status = ["status", "--as-of", "2020-06-01", "--dir", str(tmp_path)]
    assert cli.run(status) == 0
    out = capsys.readouterr().out
    together = out.partition("Targets of all plans\n\n")[2].partition("\n\n")[0].splitlines()
    assert together == [
        "Target              Milestones",
        "4.5 of 1,021 hours           3",
        "$3 of $25,000.5              2",
    ]
    cli.run([*status, "--json"])
    assert json.loads(capsys.readouterr().out)["targets"] == [
        {"unit": "hours", "amount": 1021, "logged": 4.5, "milestones": 3},
        {"unit": "$", "amount": 25000.5, "logged": 3, "milestones": 2},
    ]
    # Of one plan the rows say it all.
    cli.run(["status", "--as-of", "2020-06-01", "--dir", str(tmp_path / "three")])
    assert "Targets of all plans" not in capsys.readouterr().out


INDICATOR = "    indicators: [{{id: i, title: I{}}}]\n"


def indicator(folder: Path, keys: str) -> Path:
    """A plan with an indicator."""
    plan(folder, "2 trainings")
    with (folder / "one.yaml").open("a", encoding="utf-8") as file:
        file.write(INDICATOR.format(keys))
    return folder


@pytest.mark.parametrize(
    ("keys", "unit", "targets"),
    [
        (", targets: {2027: 88%, 2028: 89%}", "%", {"2027": 88, "2028": 89}),
        (", targets: {2027: 88, 2028: 89.5}", None, {"2027": 88, "2028": 89.5}),
        (", unit: '% of pupils', targets: {2027: 88%, 2028: 89}", "% of pupils", {"2027": 88}),
        (", unit: percent, baseline: 80%, targets: {Year 1: 88%}", "percent", {"Year 1": 88}),
        (", target: 88%, readings: [{on: 2020-02-01, value: 80%}]", "%", {}),
    ],
)
def test_levels_of_an_indicator_may_be_shares(
    keys: str, unit: str | None, targets: dict[str, float], tmp_path: Path
) -> None:
    (found,) = welcomeplan.load(indicator(tmp_path, keys)).plans
    model = next(place.model for place in found.places if place.kind == "indicator")
    assert isinstance(model, Indicator)
    assert model.unit == unit
    assert {key: float(model.targets[key].amount) for key in targets} == targets


def test_a_share_of_what_is_no_share_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = indicator(tmp_path, ", unit: residents, targets: {2027: 88%}")
    assert cli.run(["validate", "--dir", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "`88%` is a share, and `unit: residents` is none" in out
    assert "Write the number alone, or a unit such as `% of residents`." in out
