"""What the tests of sheets share: a sheet to a plan on disk, and the plan read again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from welcomeplan import cli, intake, yamltext
from welcomeplan.deadlines import Calendar


class Imported(NamedTuple):
    """What came of tables, and the folder of the plan that was written."""

    intake: intake.Intake
    folder: Path


def choices(
    columns: Mapping[str, str] | None = None,
    *,
    sheet: str | None = None,
    organizations: Sequence[str] = (),
    calendar: Calendar | None = None,
) -> intake.Choices:
    return intake.Choices(columns or {}, sheet, organizations, calendar or Calendar())


def read(files: Mapping[str, bytes], chosen: intake.Choices | None = None) -> intake.Intake:
    tables = [one for name, data in files.items() for one in intake.read_tables(data, name)]
    return intake.read_sheets(tables, chosen or choices())


def written(found: intake.Intake, folder: Path, calendar: dict[str, str] | None = None) -> Path:
    """The folder of a plan with what came of tables."""
    made = intake.draft(found.strategies)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (folder / f"{name}.yaml").write_bytes(yamltext.compose(data))
    head: dict[str, Any] = {
        "title": str(found.head.get("title", "A plan")),
        "calendar": calendar or {},
        "organizations": dict(made.organizations),
        "strategies": list(made.files),
    }
    (folder / "plan.yaml").write_bytes(yamltext.compose(head))
    return folder


def milestones(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The milestones of a valid plan, as `list --json` gives them."""
    assert run("validate", folder, capsys)[0] == 0, run("validate", folder, capsys)[1]
    told = json.loads(run("list", folder, capsys, "--json")[1])
    found: list[dict[str, Any]] = told["milestones"]
    return found


def run(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str]:
    capsys.readouterr()
    code = cli.run([command, "--dir", str(folder), "--as-of", "2026-06-01", *more])
    return code, capsys.readouterr().out
