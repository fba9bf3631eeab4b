"""A new milestone."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from welcomeplan import plan, yamltext
from welcomeplan.acts.values import (
    Act,
    no_circle,
    no_clash,
    no_organization,
    no_stranger,
    organization,
    outside,
)
from welcomeplan.deadlines import Deadline
from welcomeplan.errors import Refused
from welcomeplan.limits import MOST_TIMES
from welcomeplan.wording import did_you_mean, some

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from welcomeplan.deadlines import Question
    from welcomeplan.plan import Milestone, Place

HOLDERS = ("objective", "action")
"""The kinds of parts under which a milestone stands."""


def add(holder: Place, item: Mapping[str, Any], today: date, unread: Sequence[str] = ()) -> Act:
    """Add a milestone, with the keys that a file gives it, beside those of an objective or action.

    Without an id it gets one from its title. What `validate` would call an error is refused; and
    while files of the plan are `unread`, so is any: its id may stand there.
    """
    item = _by_ids(holder, item)
    there = _there(holder, item)
    if there:
        return there
    taken = {place.id for place in holder.plan.places}
    taken |= {part.id for part in holder.plan.unread if part.id}
    name = item.get("id") or _free_id(item["title"], taken)
    if name in taken:
        raise Refused(f"the id `{name}` is taken", "Give it another.")
    _free_number(holder, name, item.get("number"))
    item = {"id": name, **{key: value for key, value in item.items() if key != "id"}}
    place = _place(holder, item)
    _readable(place, today)
    _known(place)
    if isinstance(place.due, Deadline):
        no_stranger(place, place.due)
    no_circle(place)
    if unread:
        raise Refused(
            f"the id `{name}` may be taken in {some(unread)}, which can't be read in full",
            "Mend that first. To see what is wrong:",
            command="welcomeplan validate",
        )
    edit = yamltext.Append(holder.route, "milestones", item, type(holder.model).keys())
    said = f"{name}: added to {holder.kind} {holder.id}{_read_as(place)}"
    doubts = outside(place, plan.outside_period(place.plan, place.due))
    return Act(holder.file, (edit,), said + _late_already(place, today), doubts=doubts)


def _free_number(holder: Place, name: str, number: str | None) -> None:
    """Raise `Refused` for a number that another part goes by, and for an id that is another's."""
    number = " ".join(number.split()) if number else None
    for place in holder.plan.places:
        if number and number in (place.id, place.number):
            raise Refused(f"the number `{number}` is taken, by `{place.id}`", "Give it another.")
        if name == place.number:
            raise Refused(f"the id `{name}` is the number of `{place.id}`", "Give it another.")
    if number and any(part.number == number for part in holder.plan.unread):
        raise Refused(f"the number `{number}` is taken", "Give it another.")


def _there(holder: Place, item: Mapping[str, Any]) -> Act | None:
    """That a milestone of that title and deadline stands there already, as it is given. Raises
    `Refused` where something else is said of it: `add` changes nothing that is there."""
    for place in holder.plan.milestones:
        beside = place.file is holder.file and place.route[:-2] == holder.route
        milestone = place.milestone
        if not (beside or place.parent is holder) or milestone.title != item["title"].strip():
            continue
        given = _place(holder, {"id": milestone.id, **item}).milestone
        if given.due and given.due != milestone.due:
            continue  # another deadline makes it another promise
        other = [key for key in item if _said(given, key) != _said(milestone, key)]
        if other:
            raise Refused(
                f"`{milestone.id}` has that title and deadline already, and"
                f" {'another' if len(other) == 1 else 'other'} {', '.join(other)}",
                f"To change that one: welcomeplan edit {place.typed}. To add another beside it,"
                " give it another title.",
            )
        return Act(holder.file, (), f"{milestone.id}: is there already; no change")
    return None


def _said(milestone: Milestone, key: str) -> object:
    return getattr(milestone, key)


def _place(holder: Place, item: Mapping[str, Any]) -> Place:
    """The milestone where it will stand: its words are read by the year above it."""
    from pydantic import ValidationError  # noqa: PLC0415 - `--help` must not wait for it

    try:
        model = plan.Milestone.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        context = first.get("ctx", {})
        raise Refused(
            f"--{first['loc'][0]}: {context.get('message', first['msg'])}",
            str(context.get("remedy", "Correct it.")),
        ) from None
    lead = holder.owner if holder.kind == "action" else None
    return replace(
        holder,
        kind="milestone",
        id=model.id,
        title=model.title,
        model=model,
        route=(*holder.route, "milestones"),
        parent=holder,
        owner=model.owner or lead,
    )


def _readable(place: Place, today: date) -> None:
    """Raise `Refused` for words that can't be read, or that say when it repeats but not since."""
    for key, question in plan.unreadable(place):
        raise _unread(key, question, read=plan.is_read(place, key))
    no_clash(None, place, today)
    if plan.is_endless(place, today):
        raise Refused(
            f"it repeats, but since when is not said, or more often than {MOST_TIMES:,} times",
            "Give it --starts and --due, or plan.yaml a `period:`, not too far apart.",
        )
    for _, due, meant in plan.contradicted(place):
        raise Refused(
            f"--by: `{due.words}` means {meant}, and --by says {due.by}",
            "Leave --by out: it is for words that can't be read.",
        )


def _unread(key: str, question: Question, *, read: bool) -> Refused:
    if key == "repeats":
        return Refused(f"--repeats: {question.message}", question.remedy)
    if read:
        return Refused(f"--{key}: `{question.words}`. {question.message}", question.remedy)
    instead = f"--{key} {shlex.quote(question.words)} --by 2018-06-30"
    keep = f" Or keep the words, with the day beside them: {instead}." if key == "due" else ""
    return Refused(
        f"--{key}: `{question.words}` can't be read as a deadline. {question.message}",
        f"{question.remedy}{keep}",
    )


def _by_ids(holder: Place, item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with the ids of organizations that are called by their full names."""
    found = dict(item)
    if item.get("owner"):
        found["owner"] = organization(holder.plan, item["owner"])
    if item.get("partners"):
        found["partners"] = [
            organization(holder.plan, one)
            if isinstance(one, str)
            else {**one, "org": organization(holder.plan, one["org"])}
            for one in item["partners"]
        ]
    return found


def _known(place: Place) -> None:
    """Raise `Refused` for an organization or a milestone that the plan doesn't have."""
    for name, _ in plan.unlisted(place):
        raise no_organization(place.plan, name)
    for name in place.milestone.after:
        if name in place.plan.by_id:
            continue
        near = did_you_mean(name, list(place.plan.by_id))
        if not place.plan.complete:
            near = "It may stand in a file that can't be read: `welcomeplan validate` names it. "
        raise Refused(f"no milestone is called `{name}`", f"{near}`after` takes ids of milestones.")


def _read_as(place: Place) -> str:
    """How the deadline of a new milestone was read, and how it repeats."""
    repeats = place.milestone.repeats
    often = f", repeats “{repeats}”" if repeats else ""
    if not isinstance(place.due, Deadline) or not (place.due.due_by or place.due.recurrence):
        return often
    return f", due {place.due.reading.split(': ')[0]}{often}"


def _late_already(place: Place, today: date) -> str:
    """A word on a new milestone whose deadline has passed, or those of some of its times."""
    whole = plan.judged(plan.course_of(place), today)
    late = [one for one in whole.owed if one.state is plan.State.OVERDUE]
    if whole.times and late:
        times = some([one.period or "" for one in late])
        return f"\n  Warning: what was due before today is overdue from the start: {times}."
    if late:
        return f"\n  Warning: {whole.due_by} has passed, and so it is overdue from the start."
    return ""


def _free_id(title: str, taken: set[str]) -> str:
    """An id from a title that nothing in the plan has yet. Raises `Refused` for a title from which
    none can be made."""
    name = plan.id_from(title, taken)
    if name is None:
        raise Refused(
            "an id has the letters a-z alone, and none can be made from this title",
            "Give it one: --id open-portal",
        )
    return name
