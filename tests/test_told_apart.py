"""A number is one thing's alone, whatever it looks like; by one that is not nobody guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_quarters import AS_OF, told, written

if TYPE_CHECKING:
    from pathlib import Path

Capture = pytest.CaptureFixture[str]


def checked(folder: Path, numbers: tuple[str, str], capsys: Capture) -> tuple[int, str]:
    one, other = numbers
    rows = [f"id: a, repeats: quarterly, number: {one}", f"id: b, due: 2027, number: {other}"]
    plan = written(folder, "{}", *rows)
    return told(["validate", "--dir", str(plan), *AS_OF], capsys)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ('"p/"', "ends in a slash"),
        ('"/"', "begins with a slash"),
        ('"/1"', "begins with a slash"),
        ('"1\u200b"', "U+200B, an invisible character"),
        ('"1\u00ad2"', "U+00AD, an invisible character"),
        ('"\u202e1"', "U+202E, an invisible character"),
    ],
)
def test_a_number_that_can_not_be_typed_is_a_fault(
    number: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    code, found = checked(tmp_path, (number, '"9"'), capsys)
    assert code == 1 and said in found and "error" in found


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("1.2", "1.2", "is taken already, by the milestone `a`"),
        ("\u00e91", "e\u03011", "is taken already, by the milestone `a`"),
        ("1", "p/1", "is the number, after the plan, of the milestone `a`"),
        ("1", "p/a", "is the id of the milestone `a`"),
        ("1", "a 2026Q1", "is that of a time of the milestone `a`"),
        ("1", "1 2027q2", "is that of a time of the milestone `a`"),
        ("1", "p/a 2026Q1", "is that of a time of the milestone `a`"),
    ],
)
def test_a_number_that_is_anothers_name_is_a_duplicate(
    one: str, other: str, said: str, tmp_path: Path, capsys: Capture
) -> None:
    code, found = checked(tmp_path, (f'"{one}"', f'"{other}"'), capsys)
    assert code == 1 and "[duplicate-number]" in found and said in found
    assert "Correct one of them." in found


def test_numbers_that_only_look_alike_stand(tmp_path: Path, capsys: Capture) -> None:
    for one, other in (("1.2", "1.20"), ("1", "2 (a)"), ("1/2", "2/1"), ("a 1", "a 2")):
        assert checked(tmp_path, (f'"{one}"', f'"{other}"'), capsys)[0] == 0


def test_a_number_is_found_in_either_way_of_writing_it(tmp_path: Path, capsys: Capture) -> None:
    plan = written(tmp_path, "{}", 'id: a, due: 2027, number: "e\u03011"')
    for name in ("\u00e91", "e\u03011"):
        assert "Milestone a" in told(["show", name, "--dir", str(plan), *AS_OF], capsys)[1]


def test_a_number_of_two_things_is_asked_about_whatever_the_command(
    tmp_path: Path, capsys: Capture
) -> None:
    more = "    indicators:\n      - {id: i, title: I, owner: town, number: '1.2'}\n"
    plan = written(tmp_path, "{}", "id: m, due: 2027, number: '1.2'", more=more)
    source = (plan / "s.yaml").read_text("utf-8")
    (plan / "s.yaml").write_text(
        source.replace("title: O\n", "title: O\n    number: '1.2'\n"), "utf-8"
    )
    for line in (["show", "1.2"], ["done", "1.2", "--dry-run"], ["measure", "1.2", "5"]):
        code, said = told([*line, "--dir", str(plan)], capsys)
        assert code > 1 and "`1.2` could be any of 3" in said
