"""Edits at random, of odd files: `torture` says what must be true of each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from welcomeplan.errors import Refused
from welcomeplan.yamltext import (
    Edit,
    Insert,
    Sequence,
    SetKey,
    apply,
    emit,
    habits,
    places,
    read,
    splices,
)

from . import torture


def test_random_edits() -> None:
    tally = torture.Tally()
    torture.random_edits(1500, 1, tally)
    assert tally.wrong == []
    assert tally.made > 1200
    assert tally.refused["this edit can't be made here without changing something else"] < 15


def test_random_chains_are_the_same_at_once_and_one_by_one() -> None:
    tally = torture.Tally()
    torture.random_chains(300, 1, tally)
    assert tally.wrong == []


def test_random_edits_beside_another_editor() -> None:
    agreement = torture.second_opinions(400, 1)
    assert agreement.wrong == []
    assert agreement.same > 0.8 * agreement.compared


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_text_in_any_place(data: st.DataObject) -> None:
    text = data.draw(st.text(st.characters(), max_size=30))
    source = read(torture.Writer(data.draw(st.randoms(use_true_random=False))).file())
    if source.faults:
        return
    route, node = data.draw(st.sampled_from(list(torture.mappings(source.root))))
    if isinstance(node, Sequence):
        edit: Edit = Insert(route, data.draw(st.integers(0, len(node.items))), text)
    else:
        edit = SetKey(route, data.draw(st.sampled_from(torture.KEYS)), text, torture.ORDER)
    try:
        after = apply(source, [edit])
    except Refused:
        return
    assert torture.check(source, edit, after) == ""


# Careless editors: the checks above must find fault with them, and the gate with us.


@pytest.mark.parametrize("careless", torture.CARELESS.values(), ids=torture.CARELESS)
def test_random_edits_catch_careless_editors(careless: torture.Editor) -> None:
    tally = torture.Tally()
    torture.random_edits(400, 2, tally, careless)
    assert len(tally.wrong) > 20


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("_emit", lambda value, quote, *, flow: value),
        ("line_end", lambda text, offset: offset + 1),
        ("line_start", lambda text, offset: max(0, offset - 1)),
        ("tail", lambda text, node, margin: node.end),
        ("pair_end", lambda text, key, value: value.end),
        ("column", lambda text, offset: 3),
    ],
)
def test_the_gate_stops_our_own_mistakes(
    name: str, wrong: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a part of the splicing broken, edits are refused: none gets other data through."""
    for module in (places, habits, emit, splices):
        if hasattr(module, name):
            monkeypatch.setattr(module, name, wrong)
    tally = torture.Tally()
    torture.random_edits(300, 3, tally)
    stray = [fault for fault in tally.wrong if not fault.startswith(torture.LOOKS)]
    assert stray == []
    assert tally.refused.total() > 30
