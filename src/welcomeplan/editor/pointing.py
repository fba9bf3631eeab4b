"""Where what is named is defined."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.editor.parts import Named, named_at

if TYPE_CHECKING:
    from welcomeplan.editor.spots import Spot
    from welcomeplan.plan import Plan
    from welcomeplan.yamltext import Source, Span


class Target(NamedTuple):
    """A piece of a file, and its text as the plan was read from it."""

    file: str
    source: Source
    span: Span


def target(plan: Plan, file: str, source: Source, spot: Spot) -> Target | None:
    """The id of the part that is named; of an organization, its key in `plan.yaml`."""
    found = named_at(plan, file, source, spot)
    if found is None:
        return None
    if isinstance(found, Named):
        key = plan.source.span(("organizations", found.id), key=True)
        return Target(plan.file, plan.source, key)
    key_of = "title" if found.kind == "strategy" else "id"
    return Target(found.file.file, found.file.source, found.span(key_of))
