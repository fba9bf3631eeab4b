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
        ("October to December 2020", "2019-12-20", "can't be done on 2019-12-20"),
        ("October to December 2020", "2019-12-20", "welcomeplan reschedule m WORDS --note TEXT"),
        ("every Friday", "2020-06-20", "can't be done on 2020-06-20"),
    ],
)
def test_a_target_day_may_be_met_months_before(
    due: str, on: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table's target date is a last day and no window; a mistyped year is told all the same."""
    promise(tmp_path, due)
    period = ["--period", "2020-12-25"] if due.startswith("every") else []
    cli.run(["done", "m", "--dir", str(tmp_path), "--on", on, *period])
    out = capsys.readouterr()
    told = out.out + out.err
    assert said in told
    assert "window" not in told
    if "on time" in said:
        kept(tmp_path, capsys)


@pytest.mark.parametrize(
    ("due", "on"),
    [
        ("in fall 2020", "2020-06-01"),
        ("in fall 2020", "2019-12-01"),
        ("January to March 2021", "2020-04-01"),
        ("in March 2021", "2020-04-15"),
        ("Q4 2020", "2020-01-02"),
        ("during 2021", "2020-01-10"),
        ("in fall 2020 and early 2021", "2020-04-01"),
    ],
)
def test_what_is_promised_once_may_be_done_up_to_a_year_before_its_last_day(
    due: str, on: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    promise(tmp_path, due)
    assert cli.run(["done", "m", "--dir", str(tmp_path), "--on", on]) == 0
    said = capsys.readouterr().out
    assert ", on time (due by " in said
    assert ", before its window begins on " in said
    kept(tmp_path, capsys)


@pytest.mark.parametrize(
    ("due", "on"), [("in fall 2021", "2020-11-20"), ("during 2022", "2020-12-20")]
)
def test_before_that_it_is_asked_about(
    due: str, on: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever did it so early after all says that it was due then."""
    promise(tmp_path, due)
    done = ["done", "m", "--dir", str(tmp_path), "--on", on]
    assert cli.run(done) == 3
    said = capsys.readouterr().err
    assert "Correct --on" in said
    assert "welcomeplan reschedule m WORDS --note TEXT" in said
    assert cli.run(["reschedule", "m", "by 2020", "--note", "x", "--dir", str(tmp_path)]) == 0
    assert cli.run(done) == 0
    capsys.readouterr()
    kept(tmp_path, capsys)


def promise(folder: Path, due: str) -> None:
    (folder / "plan.yaml").write_text("title: T\nperiod: 2020 to 2022\n", "utf-8")
    (folder / "s.yaml").write_text(
        "title: S\nobjectives:\n  - id: o\n    title: O\n    milestones:\n"
        f"      - id: m\n        title: M\n        due: {due}\n",
        "utf-8",
    )


def kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.run(["validate", "--dir", str(folder), "--as-of", "2021-12-31"])
    assert "done-before-start" not in capsys.readouterr().out
