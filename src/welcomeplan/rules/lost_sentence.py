"""What the adopted document promises stands in the plan, word for word, or is named as no promise.

It is held to the document that a source keeps beside the plan. A sentence with a date that stands
nowhere is lost; of those without one a note says how many (`welcomeplan coverage` lists them).
What has gone from the document is no sentence of it any more, and a note says so.

    sources:
      - title: Strategic Action Plan
        path: adopted.txt
        not_promises:
          - Prepared by the Regional Council
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.errors import UserError
from welcomeplan.intake import cover, read_passages, texts_of
from welcomeplan.wording import plural

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.intake import Coverage, Passage
    from welcomeplan.plan import Document, Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR
TOLD = 50
"""Of how many sentences each is told; of more than that, how many more there are."""


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every dated sentence of a document that the plan has lost, and every document that can't be
    read."""
    texts = texts_of(plan) if plan.documents else []
    for document in plan.documents:
        route = ("sources", document.at, "path")
        if document.fault:
            yield plan, Finding(route, document.fault, document.remedy)
            continue
        try:
            passages = _passages(document.data, document.path)
        except UserError as error:
            yield plan, Finding(route, error.message, error.told)
            continue
        if plan.complete:  # what can't be read may have what seems lost
            named = plan.head.sources[document.at].not_promises
            found = cover(passages, texts, named, plan.calendar)
            yield from ((plan, one) for one in _lost(document, found))
            yield from ((plan, one) for one in _stale(document, found, named))


@lru_cache(maxsize=2)  # while somebody types, the plan changes and its document does not
def _passages(data: bytes, path: str) -> list[Passage]:
    return read_passages(data, path)


def _lost(document: Document, found: Coverage) -> Iterator[Finding]:
    route = ("sources", document.at, "path")
    for one in found.dated[:TOLD]:
        yield Finding(
            route,
            f"“{one.text}” ({document.path}, {one.place}) stands nowhere in the plan",
            "Put it word for word in the `text:` of its milestone; or, where it promises nothing,"
            " name it under `not_promises:`.",
        )
    if len(found.dated) > TOLD:
        more = f"{plural(len(found.dated) - TOLD, 'more sentence')} with a date stand nowhere"
        yield Finding(route, f"{more} in the plan", "`welcomeplan coverage` lists them.")
    others = len(found.lost) - len(found.dated)
    if others:
        stand = "stands" if others == 1 else "stand"
        message = f"{plural(others, 'sentence')} of {document.path} without a date {stand} nowhere"
        remedy = "`welcomeplan coverage` lists them."
        yield Finding(route, f"{message} in the plan", remedy, mild=True)


def _stale(document: Document, found: Coverage, named: tuple[str, ...]) -> Iterator[Finding]:
    for said in found.stale[:TOLD]:
        yield Finding(
            ("sources", document.at, "not_promises", named.index(said)),
            f"this is no sentence of {document.path}",
            "Take it out, or write it as it stands there.",
            mild=True,
        )
