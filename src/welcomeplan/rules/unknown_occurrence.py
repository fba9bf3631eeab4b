"""What `occurrences`, `targets` and the log name is a time at which the milestone repeats.

At any other it counts for nothing, and what was done looks missed. What `targets` of an indicator
name is a period by the plan's calendar.

    repeats: quarterly
    targets: {2018: 4 issues}   # of which quarter?
    occurrences:
      - period: 2018Q5      # there is no such quarter
        done: 2018-02-11
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from welcomeplan.diagnostics import Finding, Severity
from welcomeplan.plan import (
    Course,
    Indicator,
    aimed_at,
    aims_of,
    days_called,
    either,
    promise_of,
    stubbed,
    times,
    times_called,
)
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.deadlines import Window
    from welcomeplan.plan import Place, Plan
    from welcomeplan.rules import Found

SEVERITY = Severity.ERROR


def check(plan: Plan, as_of: date) -> Iterator[Found]:
    """Every occurrence or entry whose period is none of the milestone's, or stands twice."""
    for place in plan.places:
        if place.kind == "milestone":
            yield from _targets(place, as_of)
        elif place.kind == "indicator":
            yield from _levels(place)
    for entry in plan.milestones:
        model = entry.milestone
        told = [(("log", at), e.period) for at, e in enumerate(model.log) if e.period]
        if not model.occurrences and not told:
            continue
        promise = promise_of(entry)
        labels = [time.label for time in times(promise, as_of)]
        called, seen = times_called(labels), set[str]()
        # What its log tells of may have been promised by an earlier deadline.
        every = [t.label for _, term in Course(promise, {}).terms for t in term.times(as_of)]
        ever = times_called([*labels, *every])
        done = [(("occurrences", at), e.period) for at, e in enumerate(model.occurrences)]
        for (key, at), period in (*done, *told):
            label = called(period) if key == "occurrences" else ever(period)
            route = (*entry.route, key, at, "period")
            if label is None:
                listing = some(labels) or "none: it does not repeat"
                message = f"`{entry.milestone.id}` has no time called `{period}`"
                hint = _hint(entry, period, labels)
                yield entry.file, Finding(route, message, f"{hint}Its times: {listing}.")
            elif key == "occurrences":
                if label in seen:
                    message = f"the time `{period}` is recorded twice"
                    yield entry.file, Finding(route, message, "Keep one of the two.")
                seen.add(label)


def _targets(place: Place, as_of: date) -> Iterator[Found]:
    """Each target of a time that is none of the milestone's, or has another; or of several."""
    if not place.milestone.targets or place.recurrence is None:
        return
    seen: dict[str, str] = {}
    for aim in aims_of(place):
        found = [time.label for time in aimed_at(place, aim, as_of)]
        labels = [time.label for time in place.times(as_of)]
        route = (*place.route, "targets", aim.key)
        remedy = f"Write one of its times: {some(labels) or 'it has none'}."
        if aim.asked:
            message, remedy = aim.asked.message, aim.asked.remedy
        elif len(found) > 1:
            message = f"the target of `{aim.key}` could be that of {some(found)}"
        elif not found:
            message = f"`{place.id}` has no time called `{aim.key}`"
            remedy = f"{_hint(place, aim.key, labels)}{remedy}"
        elif found[0] in seen:
            message = f"`{aim.key}` and `{seen[found[0]]}` are the same time"
            remedy = "Keep one of the two."
        else:
            seen[found[0]] = aim.key
            continue
        yield place.file, Finding(route, message, remedy, on_key=True)


def _hint(place: Place, words: str, labels: list[str]) -> str:
    """What was likely meant by a time that it does not have, in a sentence before others."""
    asked = either(words, place.plan.calendar)
    said = f"{asked.message} " if asked else ""
    return said + (stubbed(place, words) or ("" if asked else did_you_mean(words, labels)))


def _levels(place: Place) -> Iterator[Found]:
    """The same of an indicator; with a target beside them."""
    model = place.model
    if not isinstance(model, Indicator) or not model.targets:
        return
    seen: dict[Window, str] = {}
    labels = [one.label for one in place.aims.values()]
    for at, entry in enumerate(model.log):
        if entry.period and place.period_of(entry.period) not in labels:
            message = f"`{place.id}` has no time called `{entry.period}`"
            remedy = f"{_hint(place, entry.period, labels)}Its times: {some(labels) or 'none'}."
            yield place.file, Finding((*place.route, "log", at, "period"), message, remedy)
    for key in model.targets:
        days = days_called(key, place.plan.calendar)
        route = (*place.route, "targets", key)
        if days is None and either(key, place.plan.calendar):
            continue  # `unreadable-deadline` asks which
        if days is None:
            message = f"`{key}` is no period that can be read"
            remedy = "Write a year, quarter or month, such as `2027`, `FY2027` or `2027Q1`."
        elif days in seen:
            message, remedy = f"`{key}` and `{seen[days]}` are the same time", "Keep one."
        else:
            seen[days] = key
            continue
        yield place.file, Finding(route, message, remedy, on_key=True)
