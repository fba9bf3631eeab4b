"""The stages behind the door: words, tokens, the tree, and what a reading tells of it."""

from __future__ import annotations

from collections import Counter
from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from welcomeplan.deadlines import (
    Calendar,
    Deadline,
    Question,
    explain_deadline,
    parser,
    read_deadline,
    reader,
)
from welcomeplan.deadlines.finding import may_date, names_time
from welcomeplan.deadlines.lexer import lex
from welcomeplan.deadlines.lexicon import ROWS, Role
from welcomeplan.deadlines.nodes import Node, Phrase, Said, children, parts_in, walk
from welcomeplan.deadlines.parser import parse

from .test_deadline_phrases import CALENDARS, rows
from .test_deadlines import PHRASES

EVERY_PHRASE = [
    row["phrase"] for name in ("phrases.tsv", "traps.tsv", "public.tsv") for row in rows(name)
]


def test_no_word_stands_in_two_rows() -> None:
    words = Counter(
        word for _, _, _, row in ROWS for part in row.split(", ") for word in part.split("|")
    )
    assert not [word for word, times in words.items() if times > 1]


def test_every_role_has_a_use() -> None:
    named = {role for role, _, _, _ in ROWS}
    marks = {"SHORT", "OWN", "NOTE", "STRUCK", "AMOUNT", "UNKNOWN", "STRANGE", "STOP"}
    marks |= {"DASH", "SLASH", "COMMA", "SEMICOLON", "COLON", "PERIOD", "DOT", "OPEN", "CLOSE"}
    assert {role.name for role in set(Role) - named} == marks | {"PLUS"}


def check_nesting(node: Node) -> None:
    """Children lie inside their parent, one after another."""
    begin, stop = node.at
    for child in sorted(children(node), key=lambda one: one.at):
        assert begin <= child.at[0] <= child.at[1] <= stop, (node, child)
        begin = child.at[1]
        check_nesting(child)


def check_tree(words: str) -> Phrase:
    """Every token of a phrase lies in the tree, and in one innermost node."""
    text = lex(words)
    tree = parse(text.tokens)
    stops = sum(token.role is Role.STOP for token in text.tokens)
    # Separators before the first part and after the last are the phrase's own.
    assert tree.at == (0, len(text.tokens) - stops)
    check_nesting(tree)
    return tree


def test_every_token_belongs_to_one_node() -> None:
    for words in EVERY_PHRASE:
        check_tree(words)


@given(PHRASES)
def test_every_token_of_any_phrase_belongs_to_one_node(words: str) -> None:
    check_tree(words)


@given(PHRASES)
def test_what_is_said_is_asked_about(words: str) -> None:
    """No phrase with a word that nothing recognises is given a date."""
    tree = check_tree(words)
    if any(isinstance(part, Said) for part in parts_in(tree)):
        with pytest.raises(Question):
            read_deadline(words, CALENDARS["us"], year=2018)


# Prose is given up cheaply; what is found in it must be what would be found at length.
SAID = ["the city", "in the centre of", "with 3 halls", "is to be held at", "by residents", "of"]
AMONG = some.lists(some.one_of(PHRASES, some.sampled_from([*SAID, "meeting", "2", "0-0-1", "no."])))


def check_in_prose(words: str) -> None:
    text = lex(words)
    assert names_time(words) or not may_date(text), words
    with mock.patch.object(parser, "_PROSE", ()):  # then all that a token may begin is tried
        at_length = parse(text.tokens)
    assert parse(text.tokens) == at_length


def test_prose_around_each_phrase_changes_nothing_of_it() -> None:
    for k, phrase in enumerate(EVERY_PHRASE):
        before, after = SAID[k % len(SAID)], SAID[k // 2 % len(SAID)]
        check_in_prose(f"{before} {phrase} {after}")


@given(AMONG.map(" ".join))
@example("of the in 3 halls by 10 working days after the meeting")
def test_prose_is_given_up_for_no_phrase(words: str) -> None:
    check_in_prose(words)


@given(some.text("0123456789 -/.'*_ab<>\"qt&;(,", max_size=18))
@example("1.-.2*-'27")
def test_no_number_of_a_date_is_passed_over(words: str) -> None:
    check_in_prose(words)


def test_equal_words_are_read_once_a_run() -> None:
    phrases = [f"by {day} May {year}" for year in range(1900, 2100) for day in range(1, 29)]
    first = [read_deadline(words) for words in phrases]
    with mock.patch.object(reader, "lex", side_effect=AssertionError("read again")):
        assert [read_deadline(words) for words in phrases] == first


def test_explaining_shows_every_node() -> None:
    branches = explain_deadline("by the end of March and September 2018")
    assert [(one.depth, one.node, one.words) for one in branches] == [
        (0, "Phrase", "by the end of March and September 2018"),
        (1, "Bounded", "by the end of March and September 2018"),
        (2, "Series", "the end of March and September 2018"),
        (3, "Edge", "the end of March"),
        (4, "Month", "March"),
        (3, "Month", "September 2018"),
    ]
    assert branches[1].says == "bound=by"
    assert branches[5].says == "month=9 year=2018"


def test_a_tree_is_drawn_as_deep_as_it_is() -> None:
    for words in EVERY_PHRASE[:200]:
        branches = explain_deadline(words)
        assert len(branches) == sum(1 for _ in walk(parse(lex(words).tokens)))


# Every part is told in the sentence, or noted.
NOTED = [
    ("2 trainings in 2018", "2 trainings"),
    ("at least 1 training in 2017", "at least 1 training"),
    ("by 5:00 PM ET on February 16, 2018; tentative", "tentative"),
    ("Phase 2: March 2018", "Phase 2"),
    ("3 May 2027, 2-4 pm BST", "2-4 pm BST"),
    ("~~May 2027~~ June 2027", "struck out: May 2027"),
    ("Sept-Dec 2019 (Date TBD)", "Date TBD"),
    ("Winter/Spring 2017 (6 weeks)", "6 weeks"),
    ("by June 2021 (18 months from start)", "18 months from start"),
    ("Original end date: 31 August 2021", "Original end date"),
    ("approximately 2 years after award", "approximately"),
    ("Ongoing from 2021", "Ongoing"),
    ("Q2 2028 (v2.1)", "v2.1"),
    ("45% by 2030", "45%"),
    ("quarterly, in line with the annual report, from 2018", "in line with the annual report"),
]


@pytest.mark.parametrize(("words", "note"), NOTED)
def test_what_leaves_the_date_is_noted(words: str, note: str) -> None:
    deadline = read_deadline(words)
    assert note in deadline.notes
    assert note in deadline.reading


ALIKE = [
    ("{}.", "a full stop"),
    ("({})", "brackets"),
    ("“{}”", "quotation marks"),
    ("'{}'", "single ones"),
    ("‘{}’", "curly ones"),
    ("- {}", "a bullet"),
    ("• {}", "another"),
    ("* {}", "a third"),
    ("**{}**", "bold"),
    ("_{}_", "italics"),
    (" {}\u00a0", "a space that doesn't break"),
]


def result(words: str, calendar: Calendar) -> object:
    """All of a reading but its words and notes; None for a question."""
    try:
        found = read_deadline(words, calendar)
    except Question:
        return None
    # An event keeps the letters that it is written in.
    return found._replace(words="", notes=(), reading="", anchor=(found.anchor or "").lower())


@pytest.mark.parametrize(("around", "what"), ALIKE, ids=[what for _, what in ALIKE])
def test_what_stands_around_changes_nothing(around: str, what: str) -> None:
    for name in ("phrases.tsv", "public.tsv"):
        for row in rows(name):
            words = row["phrase"]
            calendar = CALENDARS[row.get("calendar", "us-dates")]
            if any(mark in words for mark in "()[]'’‘\"“”*~•") or words[0] in "-.":
                continue  # its own brackets and quotation marks would be closed by ours
            assert result(around.format(words), calendar) == result(words, calendar), words


@pytest.mark.parametrize("change", ["upper", "lower", "dashes", "spaces"])
def test_how_it_is_typed_changes_nothing(change: str) -> None:
    def typed(words: str) -> str:
        if change == "dashes":
            return words.replace("-", "–") if " after " not in words else words
        if change == "spaces":
            return words.replace(" ", "\u00a0\u2009")
        return words.upper() if change == "upper" else words.lower()

    for row in rows("phrases.tsv"):
        words, calendar = row["phrase"], CALENDARS[row["calendar"]]
        assert result(typed(words), calendar) == result(words, calendar), words


ADDED = ["not {}", "{} except August", "draft {}", "{} draft", "{}, 14 March 2031", "{} unless"]
ADDED += ["{} or 2044", "since {}", "{} was moved", "{} and 2044"]


@pytest.mark.parametrize("added", ADDED)
def test_a_word_that_changes_the_meaning_is_never_passed_over(added: str) -> None:
    for name in ("phrases.tsv", "public.tsv"):
        for row in rows(name):
            words = row["phrase"]
            if "in line with" in words:
                continue  # a reason runs to the end of the words
            calendar = CALENDARS[row.get("calendar", "us-dates")]
            before, after = result(words, calendar), result(added.format(words), calendar)
            assert after is None or after != before, words
            if "20" not in added and isinstance(after, Deadline):
                assert after.anchor, words  # the name of another event


def test_a_digit_swapped_is_never_the_same_date() -> None:
    for row in rows("phrases.tsv"):
        words, calendar = row["phrase"], CALENDARS[row["calendar"]]
        before = result(words, calendar)
        marks = ("after", "of ", ":", "pm", "p.m.", "utc", "short")
        loose = any(mark in words.lower() for mark in marks)
        if before is None or loose:
            continue  # a time of day is no date, and an event keeps its own numbers as a name
        for at in [k for k, char in enumerate(words) if char.isdigit()][-1:]:
            swapped = words[:at] + str((int(words[at]) + 1) % 10) + words[at + 1 :]
            assert result(swapped, calendar) != before, (words, swapped)
