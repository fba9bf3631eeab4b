"""The corpus of `fuzz`, and a share of what is made of it at random."""

from __future__ import annotations

from itertools import islice

import pytest

from . import fuzz


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_what_is_kept_breaks_nothing(target: str) -> None:
    for data in fuzz.corpus(target):
        fuzz.TARGETS[target](data)


@pytest.mark.parametrize("target", fuzz.TARGETS)
def test_what_is_made_of_it_breaks_nothing(target: str) -> None:
    for data in islice(fuzz.at_random(target, 1), 600):
        fuzz.TARGETS[target](data)
