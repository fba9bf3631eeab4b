"""What is finished long before its day is kept, or refused where a date must be mistyped."""

from __future__ import annotations

from pathlib import Path

import pytest

from welcomeplan import cli


@pytest.mark.parametrize(
    ("due", "on", "said"),
    [
        ("December 31, 2020", "2020-06-20", "done on 2020-06-20, on time (due by 2020-12-31)"),
        ("31 December 2020", "2020-01-02", "done on 2020-01-02, on time (due by 2020-12-31)"),
        ("2020-12-31", "2020-12-30", "done on 2020-12-30, on time (due by 2020-12-31)"),
        ("by December 31, 2020", "2020-06-20", "done on 2020-06-20, on time (due by 2020-12-31)"),
        ("December 31, 2021", "2020-12-20", "is for 31 December 2021, and can't be done on"),
        ("October to December 2020", "2020-06-20", "can't be done on 2020-06-20"),
        ("every Friday", "2020-06-20", "can't be done on 2020-06-20"),
    ],
)
def test_a_target_day_may_be_met_months_before(
    due: str, on: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table's target date is a last day and no window; a mistyped year is told all the same."""
    (tmp_path / "plan.yaml").write_text("title: T\nperiod: 2020 to 2021\n", "utf-8")
    (tmp_path / "s.yaml").write_text(
        "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
        f"      - id: m\n        title: M\n        due: {due}\n",
        "utf-8",
    )
    period = ["--period", "2020-12-25"] if due.startswith("every") else []
    cli.run(["done", "m", "--dir", str(tmp_path), "--on", on, *period])
    out = capsys.readouterr()
    told = out.out + out.err
    assert said in told
    assert "window" not in told
    if "on time" in said:
        cli.run(["validate", "--dir", str(tmp_path), "--as-of", "2021-12-31"])
        assert "done-before-start" not in capsys.readouterr().out
