"""No pattern of the program looks longer and longer: twice the text costs twice as much, whatever
stands in it."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests import patterns
from tests.patterns import Found, attacks

if TYPE_CHECKING:
    from types import FrameType

SHARES = 8
"""Of all patterns, as many tests: so that several processes can share them."""
TIMES, LONGER = 12_000, 5
"""How often a part of a text comes again; and how much longer it is made to see whether a pattern
that is slow there hangs."""
SLOW, HANGS = 0.1, 1.6
"""Seconds of the processor after which one is ended. What is linear takes about a thousandth of
the first; what is slow and linear takes five times as long for the longer text, and what is not
linear five and twenty times as long."""

needs_a_guard = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="nothing here ends a pattern that hangs"
)


class Hanging(Exception):
    """A pattern is still looking."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Hanging


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _hanging(found: Found) -> str:
    """How a text begins and ends that a pattern hangs at, and how it looked; else nothing."""
    for at, text in enumerate(attacks(found.pattern, TIMES)):
        for use in found.uses:
            if _is_done(found.pattern, use, text, SLOW):
                continue
            if not _is_done(found.pattern, use, attacks(found.pattern, LONGER * TIMES)[at], HANGS):
                return f"{use}: {text[:20]!r} … {text[-20:]!r}"
    return ""


def _is_done(pattern: re.Pattern[Any], use: str, text: str, seconds: float) -> bool:
    """Whether a pattern has looked through a text in time."""
    given = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
    try:
        with _ended_after(seconds):
            if use == "finditer":
                pattern.sub(given[:0], given)
            else:
                getattr(pattern, use)(given)
    except Hanging:
        return False
    return True


@cache
def _collected() -> tuple[list[Found], list[str]]:
    """Not before a test asks: it takes seconds, which whoever runs another test shall not wait."""
    return patterns.collected()


def test_every_pattern_is_tried() -> None:
    found, unknown = _collected()
    assert unknown == []
    assert len(found) > 300


@needs_a_guard
@pytest.mark.parametrize("share", range(SHARES))
def test_no_pattern_hangs(share: int) -> None:
    found, _ = _collected()
    looked = {(one.where, one.pattern.pattern): _hanging(one) for one in found[share::SHARES]}
    assert {one: how for one, how in looked.items() if how} == {}


@needs_a_guard
@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"\s+$", "search"),  # begun again at each blank of a run
        (r"\s*,\s*", "finditer"),
        (r"(?:a+)+b", "match"),  # within each other
        (r"\s*-?\s*!", "match"),  # one beside the other
        (rb"<x\b[^>]*>", "finditer"),  # nothing ends what begins again and again
        (r"a.*b.*", "fullmatch"),
    ],
)
def test_what_hangs_is_found(pattern: str | bytes, use: str) -> None:
    assert _hanging(Found("here", re.compile(pattern), (use,))).startswith(f"{use}: ")


@needs_a_guard
@pytest.mark.parametrize(
    ("pattern", "use"),
    [
        (r"(?<!\s)\s++$", "search"),
        (r"(?<![a-z])[a-z]++[0-9]", "finditer"),
        (r"(?:(?<!\s)\s++)?,\s*+", "finditer"),
        (r"\s*+(?:-\s*+)?!", "match"),
        (r"\(([^()]*)\)", "finditer"),
        (rb"<x\b[^<>]*+>", "finditer"),
        (r"(?>.*?b)[^b]*c", "match"),
    ],
)
def test_what_is_linear_passes(pattern: str | bytes, use: str) -> None:
    assert _hanging(Found("here", re.compile(pattern), (use,))) == ""
