"""What an edit brought, told apart from what stood before it; and what no rule can look at."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Diagnostic, Finding, Severity, locate
from welcomeplan.versions import like_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from welcomeplan.plan import Plan

    Pair = tuple[Plan | None, Plan | None]

_LINES = re.compile(r"(\.ya?ml)(:\d+)+")
"""Where a message points to another line."""


def told_apart(
    found: Iterable[Diagnostic], stood: Iterable[Diagnostic], pairs: Iterable[Pair]
) -> Iterator[Diagnostic]:
    """What is wrong with the head, each as new or not, by what was wrong with the base. `pairs`
    are their plans, side by side.

    A fault stood before if the same was said of the same thing: by its id, wherever it stands now,
    and by the value at fault. Where an id was given to something else, nothing is old. Each old
    fault stands for one: a second of the same kind is new.
    """
    homes = {}
    others = set()
    for old, new in pairs:
        if old and new:
            homes[_home(old.file)] = home = _home(new.file)
            others |= {(home, *name) for name in _other_things(old, new)}
    left = Counter(_name(one, homes.get(_home(one.file), _home(one.file))) for one in stood)
    for one in found:
        name = _name(one, _home(one.file))
        fresh = left[name] < 1 or (_home(one.file), *one.about[:2]) in others
        if not fresh:
            left[name] -= 1
        yield replace(one, new=fresh)


def missing_plans(pairs: Iterable[Pair], lost: Iterable[str]) -> Iterator[Diagnostic]:
    """Every plan that is gone as a whole; `lost` are the heads of such as could not be read."""
    remedy = (
        "If it moved, name the folder where it stands now: `--dir FOLDER` (`folder` in the action,"
        " `WELCOMEPLAN_DIR` in GitLab). Otherwise put it back: a plan that is over keeps its files."
    )
    for old, new in pairs:
        if old and not new:
            message = f"there is no plan `{old.id}` here any more ({old.head.title})"
            finding = Finding(("title",), message, remedy)
            yield locate("missing-plan", Severity.ERROR, old.file, old.source, finding)
    for file in lost:
        yield _of_file("missing-plan", file, "there is no plan here any more", remedy)


def unseen_changes(files: Iterable[str]) -> Iterator[Diagnostic]:
    """Every file that was edited, and can't be read before and after it."""
    message = "what this edit changes here can't be seen: the file can't be read, or is gone"
    remedy = "First mend what can't be read, by itself: `welcomeplan validate` says what it is."
    for file in files:
        yield _of_file("unseen-change", file, message, remedy)


def _of_file(rule: str, file: str, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, file, 1, 1, 1, 1, message, remedy, "")


def _home(file: str) -> str:
    return file.rpartition("/")[0]


def _name(one: Diagnostic, home: str) -> tuple[str, ...]:
    """What stands for a fault in both versions: no line has a part in it, nor how the folder of its
    plan is called."""
    own = _home(one.file)
    said = one.message.replace(f"{own}/", "") if own else one.message
    return one.rule, home, _LINES.sub(r"\1", said), *one.about


def _other_things(old: Plan, new: Plan) -> Iterator[tuple[str, str]]:
    """What has the id of something else now, by the list that it stands in, and that id."""
    titles = {(place.kind, place.id): place.title for place in reversed(old.places)}
    for place in new.places:
        was = titles.get((place.kind, place.id), place.title)
        if was != place.title and not like_titles(was, place.title):
            yield f"{place.kind}s", place.id
