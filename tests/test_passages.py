"""Documents as passages and sentences: where each begins and ends, whatever the file is."""

from __future__ import annotations

import pytest

from welcomeplan import intake
from welcomeplan.errors import UserError

from .conftest import ROOT

SENTENCES = [
    ["We will build it.", "They will come by 2027."],
    ["Dr. Smith of St. Luke's met J. R. Jones.", "Mr. Lee left."],
    [
        "It opened at 9 a.m. on Main St. near the U.S. Senate.",
        "The next one is in the U.S.",
        "In 2018 we go on.",
    ],
    ["Use a toolkit (e.g. that of Boston, i.e. theirs).", "Then report."],
    ["See No. 5, fig. 3 and Art. 7.", "Is it so?", "No.", "We will see!"],
    ["Spend $2.5 million of 10.75 by 1.2.2027.", "20 trainings follow."],
    ["Staff (see fig. 3. It is old.) will act.", "“Yes.”", "(A last one.)"],
    ["She said “We will. We must.” and left.", "He did not."],
    ["Support services; offer training; report yearly.", "Done?"],
    ["我们将在2027年完成。", "第二句！", "好"],
    ["नीति बनेगी।", "फिर रिपोर्ट।"],
    ["¿Quién lo hará?", "El Dr. Pérez, según el art. 5 de la ley.", "Será en 2027."],
    ["Hire staff (begin in 2027)"],
    ["1. Convene the board.", "Report."],
]


@pytest.mark.parametrize("expected", SENTENCES, ids=lambda one: one[0][:30])
def test_a_sentence_ends_where_it_ends(expected: list[str]) -> None:
    joint = "" if expected[0].endswith("。") else " "
    assert intake.sentences(joint.join(expected)) == expected


def test_points_and_paragraphs_within_a_text_are_their_own() -> None:
    assert intake.sentences("We will\n- build\n- plant\n\nand report") == [
        "We will",
        "- build",
        "- plant",
        "and report",
    ]
    assert intake.sentences(" \n ") == []


def passages(text: str, name: str = "adopted.txt") -> list[tuple[str, str, str, str]]:
    found = intake.read_passages(text.encode(), name)
    return [(one.place, one.kind, one.label, one.text) for one in found]


def test_a_line_is_a_paragraph_where_lines_are_long() -> None:
    text = (ROOT / "tests" / "documents" / "kansas-city-2017-2018.txt").read_text("utf-8")
    found = passages(text)
    assert found[0] == ("line 2", "text", "", "2017-2018 Strategic Action Plan")
    assert found[2] == ("line 4", "heading", "", "VISION")
    assert found[7] == ("line 9", "point", "-", "Create a Welcoming Climate:")
    assert len(found) == 66


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = """\
HOUSING PLAN

CITY OF 2030

The city will build 200 homes on land of its own, and report on it to the
council every year until the last of them is let to those who need it.
It will also repair 50.

1.  Convene the housing board by June 2027, with members of each of the
    seven neighbourhoods.
2.  Report.
  - to the council
  - to the neighbour-
    hoods
"""
    assert passages(wrapped) == [
        ("line 1", "heading", "", "HOUSING PLAN"),
        ("line 3", "heading", "", "CITY OF 2030"),
        (
            "line 5",
            "text",
            "",
            "The city will build 200 homes on land of its own, and report on it to the council"
            " every year until the last of them is let to those who need it. It will also repair"
            " 50.",
        ),
        (
            "line 9",
            "point",
            "1.",
            "Convene the housing board by June 2027, with members of each of the seven"
            " neighbourhoods.",
        ),
        ("line 11", "point", "2.", "Report."),
        ("line 12", "point", "-", "to the council"),
        ("line 13", "point", "-", "to the neighbourhoods"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_its_own_encoding(encoding: str) -> None:
    data = "Coordinación – 2027".encode(encoding)
    assert [one.text for one in intake.read_passages(data, "a.TXT")] == ["Coordinación – 2027"]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "a.txt", "has no words in it"),
        (b" \n\n", "a.txt", "has no words in it"),
        (b"\0\1\2\0", "a.txt", "it is no plain text"),
        (b"Plan", "a.odt", "is of no format that is known"),
        (b"a\n" * 200_001, "a.txt", "more than 200,000 paragraphs"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        intake.read_passages(data, name)
