"""Which part of the plan an id on the command line stands for.

A look completes the beginning of an id, and says so. An edit takes an id whole: the beginning of
one only where a person at a terminal says that it is meant, and never while a file can't be read.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast

from welcomeplan import plan
from welcomeplan.commands import telling
from welcomeplan.errors import UserError
from welcomeplan.wording import some

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from welcomeplan.diagnostics import UnreadPart
    from welcomeplan.plan import Place, Plan, Register
    from welcomeplan.workspace import Workspace


CHECKS = "welcomeplan validate"
MOST_TITLES = 5
"""Of words that more titles have, none is told."""


def look(found: Workspace, name: str, again: str) -> Place | Plan:
    """What is to be shown by an id, or by the beginning of one. stderr says what was completed;
    and, where a part and a plan share an id, how to see the plan: with the options `again`."""
    name = _given(name)
    with adding_unread(found.register):
        try:
            shown = plan.find_whole(found.plans, name)
        except plan.Unknown as unknown:
            refuse_unread(found.register, name)
            plan.refuse_unread_strategy(found.register, name)
            _refuse_near(found, unknown)
            shown = _only(unknown, found)
            taken(name, plan.told_apart([shown], found.plans)[0], found.register)
        else:
            _warn_of_namesakes(found, name, shown)
    if any(one.id == name and one is not shown for one in found.plans):
        telling.tell(
            f"`{name}` is also the id of a plan",
            "To see that:",
            command=f"welcomeplan show {name}/{again}",
        )
    return shown


def unread_part(register: Register, name: str) -> UnreadPart | None:
    """The milestone or indicator of an id that can't be read, though its file can."""
    plan_id, _, slug = name.rpartition("/")
    homes = {PurePosixPath(one.file).parent for one in register.plans if plan_id in ("", one.id)}
    parts = (p for p in register.unread_parts if slug == p.id or p.number in (name, slug))
    return next((part for part in parts if PurePosixPath(part.file).parent in homes), None)


def with_time(found: Workspace, text: str) -> tuple[str, str]:
    """A name, and the time of what repeats that stands behind it: `newsletter 2018Q1`. Of the
    names that it may begin with the longest is meant: a number may have spaces, as `2.1 (a)`.

    Raises UserError where a number reads as another's time: `m3 2018`, beside an `m3` that repeats.
    """
    words = unicodedata.normalize("NFC", text).split()
    cuts = {end: " ".join(words[:end]) for end in range(len(words), 0, -1)} if words[1:] else {}
    places = [place for one in found.plans for place in one.places] if cuts else []
    named = {end: [p for p in places if p.goes_by(name)] for end, name in cuts.items()}
    known = (end for end in cuts if named[end] or unread_part(found.register, cuts[end]))
    # Of what no part begins with, words without a number are those of a title.
    alone = bool(cuts) and not re.search("[0-9]", " ".join(words[1:]))
    longest = next(known, len(words) if alone else 1)
    for end in range(1, longest) if named.get(longest) else ():
        time = " ".join(words[end:])
        others = plan.titled([p for p in named[end] if _may_be_time(p, time)], found.plans)
        if others:
            several = plan.titled(named[longest], found.plans)
            several += [(name, f"{title}, the time {time}") for name, title in others]
            asked = plan.ambiguous(" ".join(words), several)
            asked.remedy = "Write the id alone; a change takes a time after `--period`."
            raise asked
    return " ".join(words[:longest]), " ".join(words[longest:])


def _may_be_time(place: Place, text: str) -> bool:
    """Whether words may name a time of a promise: it repeats, and they read as a period of some
    year, or have a year."""
    if place.recurrence is None and not getattr(place.model, "targets", None):
        return False
    days = plan.days_called(text, place.plan.calendar, 2000)
    return days is not None or re.search(r"[0-9]{4}|[0-9] of [0-9]", text) is not None


def refuse_unread(register: Register, name: str) -> None:
    """Raise UserError for such a one: an id that is there, unread, must not become the beginning
    of another."""
    part = unread_part(register, name)
    if part:
        raise plan.NotRead(
            f"{register.shown(part.file)}:{part.line}: {part.called} can't be read",
            "Mend it first. To open it, and see what is wrong:",
            command=f"welcomeplan edit {name}",
        )


def taken(name: str, whole: str, register: Register) -> None:
    """Say on stderr that the beginning of an id was taken for the only one that begins so."""
    but = f"; it may stand in {_files(register)}, which can't be read" if register.unread else ""
    said = f"`{name}` is taken for `{whole}`, the only id that begins so{but}"
    telling.tell(said)


@contextmanager
def adding_unread(register: Register) -> Iterator[None]:
    """Say of a name that is not found, or could be any of several, where it may stand as well."""
    try:
        yield
    except plan.NotRead:
        raise
    except UserError as error:
        if register.unread:
            near = error.remedy.removesuffix(plan.SEE_ALL)
            error.remedy = f"{near}{_may_stand(register)}"
            error.command = CHECKS
        raise


def meant(found: Workspace, name: str, *kinds: str) -> Place:
    """What an edit is of, by its whole id. Raises UserError for anything else; where it is but
    the beginning of one, `asking` may ask."""
    name, unread = _given(name), found.register.unread
    try:
        place = plan.find(found.plans, name, *kinds)
    except plan.Unknown as unknown:
        refuse_unread(found.register, name)
        if not kinds or "strategy" in kinds:
            plan.refuse_unread_strategy(found.register, name)
        if unread:
            said = _may_stand(found.register)
            raise UserError(unknown.message, said, command=CHECKS) from None
        _refuse_near(found, unknown, *kinds)
        begun = _only(unknown, found)
        raise _Begun(unknown, begun, plan.told_apart([begun], found.plans)[0]) from None
    for own in filter(None, (place.id, place.number)):
        refuse_unread(found.register, f"{place.plan.id}/{own}")  # one that has the same
    elsewhere = _unread_elsewhere(found, place)
    if elsewhere and name in (place.id, place.number):
        raise UserError(
            f"`{name}` stands in the plan {place.plan.id}, and may stand in {some(elsewhere)} too,"
            " which can't be read",
            f"Write it whole: {place.plan.id}/{place.id}",
        )
    return place


def asking(run: Callable[[Mapping[str, str]], int]) -> int:
    """Run an edit. Where a name in it is but the beginning of one id, ask the person at the
    terminal whether that is meant, and run it again with what they agreed to, by the name.

    No lock is held meanwhile, so that the answer may take its time.
    """
    agreed: dict[str, str] = {}
    while True:
        try:
            return run(agreed)
        except _Begun as begun:
            if not _agrees(begun):
                raise
            agreed[begun.name] = f"{begun.place.plan.id}/{begun.place.id}"


class _Begun(UserError):
    """A name that is the beginning of one id alone, while every file can be read."""

    def __init__(self, unknown: plan.Unknown, place: Place | Plan, whole: str) -> None:
        self.name = unknown.name
        self.place = cast("Place", place)
        remedy = f"`{whole}` begins so: “{self.place.title}”. A change takes an id whole."
        super().__init__(unknown.message, remedy)


def _agrees(begun: _Begun) -> bool:
    """Whether the person at the terminal says that it is meant; False where nobody is there."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    place = begun.place
    whose = f"{place.owner} answers for it" if place.owner else "nobody answers for it"
    asked = f"{begun.message}. Is `{place.id}` meant: “{place.title}” ({whose})?"
    answer = ""
    try:
        telling.ask(asked)
        answer = sys.stdin.readline()
    finally:  # Ctrl-C and Ctrl-D leave the line open
        if not answer.endswith("\n"):
            sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes")


def _only(unknown: plan.Unknown, found: Workspace) -> Place | Plan:
    """The one thing whose id begins so. Raises UserError for none or several."""
    if len(unknown.begun) > 1:
        candidates = plan.titled(unknown.begun, found.plans)
        raise plan.ambiguous(unknown.name, candidates, begun=True)
    if not unknown.begun:
        raise unknown
    return unknown.begun[0]


def _refuse_near(found: Workspace, unknown: plan.Unknown, *kinds: str) -> None:
    """Raise UserError, with what may be meant, for words of a title, and for the place by which a
    report calls a promise: it is no name, since it may be another's tomorrow."""
    if unknown.begun:
        return
    other = unknown.remedy != plan.SEE_ALL  # another thing's id, or a slip
    titled = [] if other else plan.with_title(found.plans, unknown.name, *kinds)
    if 0 < len(titled) <= MOST_TITLES:
        raise UserError(
            f"{unknown.message}; it is part of:",
            candidates=plan.titled(titled, found.plans),
        )
    if kinds and "milestone" not in kinds:
        return
    plan_id, _, place = unknown.name.rpartition("/")
    homes = {one.id: one for one in found.plans}
    places = [
        part
        for one in found.register.plans
        if plan_id in ("", one.id) and not found.register.unread
        for part in homes[one.id].places
        if one.counted.get(part.id) == place
    ]
    if places:
        raise UserError(
            f"{unknown.message}; a report counts as {place}:",
            candidates=plan.titled(places, found.plans),
        )


def _given(name: str) -> str:
    """A name without the space around it, and with one blank between its words. Raises UserError
    where nothing is left."""
    if not name.strip():
        raise UserError("an id is empty", plan.SEE_ALL, command=plan.SHOWS_ALL)
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _warn_of_namesakes(found: Workspace, name: str, shown: Place | Plan) -> None:
    """Say on stderr that another plan may have a part of that id, in a file that can't be read."""
    elsewhere = _unread_elsewhere(found, shown) if "/" not in name else []
    if elsewhere:
        telling.tell(f"`{name}` may stand in {some(elsewhere)} too")


def _unread_elsewhere(found: Workspace, place: Place | Plan) -> list[str]:
    """The files that can't be read, of other plans than that of a part: an id is its plan's own."""
    whole = place if isinstance(place, plan.Plan) else place.plan
    home = PurePosixPath(whole.file).parent
    unread = found.register.unread
    return [found.shown(file) for file in unread if PurePosixPath(file).parent != home]


def unread_beside(found: Workspace, place: Place) -> list[str]:
    """The files of its plan in which an id may stand that nobody knows: they can't be read, or
    hold a part that can't be and tells none."""
    home, register = PurePosixPath(place.plan.file).parent, found.register
    told = {part.file for part in register.unread_parts}
    told -= {part.file for part in register.unread_parts if part.id is None}
    return [
        register.shown(file)
        for file in register.unread
        if file not in told and PurePosixPath(file).parent == home
    ]


def _may_stand(register: Register) -> str:
    return f"It may stand in {_files(register)}, which can't be read. To see why:"


def _files(register: Register) -> str:
    return some(register.shown(file) for file in register.unread if file not in register.held)
