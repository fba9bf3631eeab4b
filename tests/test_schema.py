"""The JSON Schema and `validate` agree, as far as a schema can say what `validate` knows."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli, rules
from welcomeplan.plan import KINDS, json_schema

from .conftest import ROOT

SCHEMAS = ROOT / "docs" / "schema"
SHIPPED = [*(ROOT / "plan").glob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")]


def kind_of(path: Path) -> str:
    return "plan" if path.name == "plan.yaml" else "strategy"


def flagged(paths: list[Path]) -> dict[Path, str]:
    """The files in which check-jsonschema finds a fault, and the first that it finds."""
    found: dict[Path, str] = {}
    for kind in KINDS:
        files = [str(path) for path in paths if kind_of(path) == kind]
        if not files:
            continue
        schema = SCHEMAS / f"{kind}.schema.json"
        command = ["check_jsonschema", "--schemafile", str(schema), "--output-format", "json"]
        done = subprocess.run(
            [sys.executable, "-m", *command, *files], capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1) and done.stdout, done.stderr
        answer = json.loads(done.stdout)
        assert not answer.get("parse_errors"), answer
        for error in answer["errors"]:
            found.setdefault(Path(error["filename"]), error["message"])
    return found


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[Path, str]:
    """The files in which `validate` finds an error, and the first that it finds."""
    cli.run(["validate", "--dir", str(folder), "--as-of", "2019-01-01", "--json"])
    found: dict[Path, str] = {}
    for diagnostic in json.loads(capsys.readouterr().out)["diagnostics"]:
        if diagnostic["severity"] == "error":
            found.setdefault(folder / diagnostic["file"], diagnostic["message"])
    return found


def write(folder: Path, files: dict[str, str]) -> list[Path]:
    """Plans of one file or two, each in a folder of its own: a name, and its lines."""
    paths = []
    for number, (name, text) in enumerate(files.items()):
        home = folder / f"plan-{number}"
        home.mkdir()
        (home / "plan.yaml").write_text("title: A plan\norganizations: {abc: A, def: B}\n", "utf-8")
        paths.append(home / name.partition(" ")[0])
        paths[-1].write_text(text, "utf-8")
    return paths


def milestone(*lines: str) -> str:
    """A strategy file of one milestone, with these lines in place of its own of the same key."""
    keys = {"id": "id: first", "title": "title: A promise", "due": "due: in 2018"}
    for line in lines:
        keys[line.partition(":")[0]] = line
    inner = "\n".join(keys.values()).replace("\n", "\n        ")
    return (
        "title: A strategy\nobjectives:\n  - id: one\n    title: An objective\n"
        f"    milestones:\n      - {inner}\n"
    )


GOOD = {
    "plan.yaml least": "title: A plan\n",
    "plan.yaml numbers": "title: 2018\ncommunity: yes\nperiod: 2018\nlead: abc\n"
    "organizations:\n  abc: 4\n  def: {name: 3M, url: example.org, x-phone: 555}\n",
    "plan.yaml checks": "title: A plan\nchecks:\n  unowned-milestone: off\n  late-move: note\n",
    "plan.yaml calendar": "title: A plan\ncalendar:\n  fiscal_year_starts: May\n"
    "  day_month_order: month-first\n  words:\n    near-term: 2018\n    wave 7: July 2018\n",
    "plan.yaml waiting": "title: A plan\nvision:\nadopted:\ncalendar: {seasons: }\n",
    "plan.yaml own": "title: A plan\nx-own: {any: [thing, 1, null]}\n",
    "plan.yaml sources": "title: A plan\nsources:\n  - title: 2018\n    dated: 2018-02-11\n",
    "s.yaml least": "title: A strategy\n",
    "s.yaml year": "title: true\nyear: 2018\nsummary: 1e3\n",
    "s.yaml due": milestone("due: 2018"),
    "s.yaml waiting": milestone("due:", "status:", "target:", "owner:", "done:"),
    "s.yaml due by": milestone("due: {words: soon, by: 2018-02-11}"),
    "s.yaml done month": milestone("done: 2018-02"),
    "s.yaml done year": milestone("done: 2017"),
    "s.yaml done yes": milestone("done: yes"),
    "s.yaml time done yes": milestone(
        "due: quarterly", "starts: 2018", "occurrences: [{period: 2018Q1, done: 'yes'}]"
    ),
    "s.yaml log": milestone(
        "target: 2 trainings", "log:\n  - on: 2018-02-11\n    amount: 1\n    note: 34\n    by: 7"
    ),
    "s.yaml amount": milestone(
        "target: 2,000 hours", "log: [{on: 2018-02-11, amount: '1,250'}, {on: '2018-02-12'}]"
    ),
    "s.yaml partners": milestone("partners: [abc, {org: def, role: no}]", "tags: [on, 1e3]"),
    "s.yaml status": milestone("status: active", "x-mine: yes", "evidence: [2018]"),
    "s.yaml indicator": "title: A strategy\nobjectives:\n  - id: one\n    title: An objective\n"
    "    indicators:\n      - {id: share, title: Share, baseline: 0.5, target: -2,"
    " readings: [{on: 2018-01-02, value: 1}]}\n",
}
BAD = {
    "plan.yaml no title": "community: A town\n",
    "plan.yaml list": "- title: A plan\n",
    "one.yaml target": "title: One\nobjectives:\n  - id: a\n    title: A\n    milestones:\n"
    "      - {id: b, title: B, target: '0.5'}\n",
    "plan.yaml unknown key": "title: A plan\ncomunity: A town\n",
    "plan.yaml level": "title: A plan\nchecks: {unowned-milestone: severe}\n",
    "plan.yaml check": "title: A plan\nchecks: {unowned-milestones: off}\n",
    "plan.yaml id": "title: A plan\norganizations: {ABC: A}\n",
    "plan.yaml order": "title: A plan\ncalendar: {day_month_order: month}\n",
    "plan.yaml day": "title: A plan\nadopted: 5 September 2017\n",
    "plan.yaml month": "title: A plan\nadopted: 2017-13-05\n",
    "plan.yaml empty": "title: A plan\nvision: ''\n",
    "plan.yaml no value": "title:\n",
    "s.yaml year": "title: A strategy\nyear: 18\n",
    "s.yaml misspelt": milestone("partner: [abc]"),
    "s.yaml id": milestone("id: First One"),
    "s.yaml status": milestone("status: done"),
    "s.yaml due list": milestone("due: [2018]"),
    "s.yaml due words": milestone("due: {by: 2018-02-11}"),
    "s.yaml partners": milestone("partners: abc"),
    "s.yaml no list": milestone("partners:"),
    "s.yaml target": milestone("target: 2"),
    "s.yaml target words": milestone("target: many"),
    "s.yaml done": milestone("done: Yes"),
    "s.yaml done true": milestone("done: true"),
    "s.yaml done y": milestone("done: y"),
    "s.yaml done no": milestone("done: no"),
    "s.yaml done day": milestone("done: 2018-2-11"),
    "s.yaml amount": milestone("log: [{on: 2018-02-11, amount: two}]"),
    "s.yaml log": milestone("log: [{note: no day}]"),
    "s.yaml objectives": "title: A strategy\nobjectives: {id: one, title: An objective}\n",
}


@pytest.mark.parametrize(("files", "good"), [(GOOD, True), (BAD, False)], ids=["good", "bad"])
def test_the_schema_and_validate_agree(
    files: dict[str, str], good: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = write(tmp_path, files)
    by_schema, by_validate = flagged(paths), refused(tmp_path, capsys)
    for name, path in zip(files, paths, strict=True):
        assert (path not in by_schema) is good, (name, by_schema.get(path))
        assert (path not in by_validate) is good, (name, by_validate.get(path))


# What looks like a number, a truth or a day to one reader of YAML or another.
SCALARS = (
    *("2018", "0", "-0.5", "+3", "012", "0x1f", "0o17", "1e3", "1_000", "'1,250'", ".5", ".inf"),
    *("yes", "no", "on", "off", "true", "False", "2018-02", "2018-02-11", "12:30", "'2018'", "a b"),
    *("abc", "'45%'", "2 trainings", "[]", "{}", ""),
)
KEYS = (
    *("id: {}", "title: {}", "for: {}", "due: {}", "starts: {}", "owner: {}", "done: {}"),
    *("target: {}", "status: {}", "tags: [{}]", "partners: [{{org: abc, role: {}}}]", "after: {}"),
    *("log: [{{on: {}}}]", "log: [{{on: 2018-02-11, amount: {}}}]", "due: {{words: x, by: {}}}"),
)


def test_the_schema_never_marks_a_value_that_validate_accepts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # A target that is one number to an editor, and to us 1 of what is called `e3`, or 0 `.5`.
    odd = {milestone(f"target: {value}") for value in ("0x1f", "0o17", "1e3", "1_000", "-0.5")}
    values = [milestone(key.format(value)) for key, value in product(KEYS, SCALARS)]
    files = {f"s.yaml {n}": text for n, text in enumerate(values) if text not in odd}
    paths = write(tmp_path, files)
    by_schema, by_validate = flagged(paths), refused(tmp_path, capsys)
    # A name that nobody bears is for `validate` to know.
    about_names = ("is not an organization", "no action", "no milestone", "nothing here")
    for text, path in zip(files.values(), paths, strict=True):
        message = by_validate.get(path)
        if message is None or any(words in message for words in about_names):
            assert path not in by_schema, (text, by_schema[path])
    assert len(paths) - len(by_schema) > 100
    assert len(by_schema) > 100


def test_shipped_files_fit_their_schema_and_name_it() -> None:
    library = list((ROOT / "tests" / "documents" / "library").glob("*.yaml"))
    assert not flagged([*SHIPPED, *library])
    for path in SHIPPED:
        line = path.read_text("utf-8").split("\n")[0]
        _, found, name = line.partition("# yaml-language-server: $schema=")
        assert found, path
        assert (path.parent / name).resolve() == SCHEMAS / f"{kind_of(path)}.schema.json", path


def test_the_schemas_are_schemas() -> None:
    command = ["check_jsonschema", "--check-metaschema", *map(str, SCHEMAS.glob("*.json"))]
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: str) -> None:
    whole = json_schema(kind, rules.summaries())
    parts: list[dict[str, Any]] = [whole, *whole["$defs"].values()]
    for part in parts:
        assert part["description"]
        assert part["additionalProperties"] is False
        assert part["patternProperties"] == {"^x-": True}
        for name, value in part["properties"].items():
            assert value["description"], name


@pytest.mark.parametrize(("arguments", "kind"), [([], "plan"), (["strategy"], "strategy")])
def test_the_command_prints_what_is_committed(
    arguments: list[str], kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["schema", *arguments]) == 0
    printed = capsys.readouterr().out
    assert printed == (SCHEMAS / f"{kind}.schema.json").read_text("utf-8")


def test_the_wheel_takes_the_schemas_along() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    (folder,) = wheel["force-include"]
    assert (ROOT / folder).samefile(SCHEMAS)
