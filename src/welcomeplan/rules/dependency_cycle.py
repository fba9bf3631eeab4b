"""Milestones don't wait for each other in a circle.

None of them could ever be done first.

      - id: survey
        after: [report]
      - id: report
        after: [survey]
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.plan import Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


LONGEST = 8
"""How many milestones of a circle are named."""
MOST = 20
"""How many circles are told at once: mending one often opens others too."""


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Each circle once, at the milestone of it that stands first in the plan."""
    yield from islice(_circles(plan), MOST)


def _circles(plan: Plan) -> Iterator[Found]:
    finished: set[str] = set()
    for start in plan.by_id:
        # A walk with a stack of its own: a long chain must not end the process.
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                on_path.discard(path.pop())
                finished.add(name)
                continue
            if name in on_path:
                circle = path[path.index(name) :]
                yield _found(plan, circle)
                continue
            if name in finished or name not in plan.by_id:
                continue
            path.append(name)
            on_path.add(name)
            stack.append((name, True))
            stack += [(other, False) for other in reversed(plan.by_id[name].waits)]


def _found(plan: Plan, circle: list[str]) -> Found:
    order = list(plan.by_id)
    at = min(range(len(circle)), key=lambda i: order.index(circle[i]))
    circle = [*circle[at:], *circle[:at]]
    entry = plan.by_id[circle[0]]
    shown = circle if len(circle) <= LONGEST else [*circle[: LONGEST - 1], "...", circle[-1]]
    chain = " waits for ".join(f"`{name}`" for name in [*shown, circle[0]])
    key = "after" if circle[1 % len(circle)] in entry.milestone.after else "due"
    finding = Finding((*entry.route, key), chain, "Take one of them out of the circle.")
    return entry.file, finding
