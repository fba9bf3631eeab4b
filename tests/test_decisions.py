"""What a decision is told to have done, and what of an edit nobody decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from welcomeplan.versions import compare

from .test_amendments import ON, Clerk, clerk, files
from .test_diff import parsed
from .test_record_rules import rules

if TYPE_CHECKING:
    from welcomeplan.plan import Plan

__all__ = ["clerk"]  # a fixture

A = "id: a, title: Survey newcomers, due: by mid-2018, owner: marc, target: 20 surveys"
Q = "id: a, title: Survey newcomers, due: in 2018, repeats: quarterly, owner: marc"
I = "id: i, title: Share who vote, due: March and July 2018, owner: marc, target: 20"  # noqa: E741


def plans(one: str, head: str = ON, *, indicator: bool = False) -> tuple[Plan, ...]:
    """A plan of one promise, written as a flow mapping without its braces."""
    given = files(one, head=head)
    if indicator:
        given["s.yaml"] = given["s.yaml"].replace("milestones:", "indicators:")
    return parsed(given)


# -- what is due in several windows


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("March and July 2018", "by the end of 2019", "promised less often"),
        ("March and July 2018", "July 2018", "promised less often"),
        ("March and July 2018", "in 2018", "promised less often"),
        ("March and July 2018", "March and December 2018", "slipped"),
        ("March and July 2018", "March and June 2018", "pulled forward"),
        ("'March, May and July 2018'", "March and July 2018", "promised less often"),
        ("July 2018", "March and July 2018", "promised more often"),
        ("March and July 2018", "TBD", "made vaguer"),
    ],
)
@pytest.mark.parametrize("indicator", [True, False])
def test_what_is_due_in_several_windows_moves_as_anything(
    before: str, after: str, kind: str, indicator: bool
) -> None:
    one = I if indicator else A
    was = one.replace("by mid-2018", before).replace("March and July 2018", before)
    old = plans(was, indicator=indicator)
    new = plans(was.replace(before, after), indicator=indicator)
    assert kind in [change.kind.value for change in compare(old, new)]
    assert "unexplained-move" in rules(old, new)


def test_history_tells_that_they_moved(clerk: Clerk) -> None:
    given = files(I)
    given["s.yaml"] = given["s.yaml"].replace("milestones:", "indicators:")
    clerk.repo.commit(given, "Windows")
    given["s.yaml"] = given["s.yaml"].replace("March and July 2018", "by the end of 2019")
    clerk.repo.commit(given, "Later")
    (life,) = clerk.json("history i")["promises"]
    told = [(one["kind"], one["from"], one["to"]) for one in life["events"]][1:]
    assert told == [("moved", "March and July 2018", "by the end of 2019")]
    assert life["moves"] == 1
