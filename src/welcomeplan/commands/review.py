"""Walk through what is late, due or silent; one change at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from welcomeplan import plan
from welcomeplan.acts import Mark
from welcomeplan.commands import editing, looking, telling
from welcomeplan.commands.marking import By, Save
from welcomeplan.commands.options import Folder, Form, View, Wanted, written
from welcomeplan.deadlines import Question, Window, read_deadline
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats.folding import fold
from welcomeplan.formats.pen import Pen
from welcomeplan.plan import UNKNOWN, read_done, read_known, read_level, spelled_day
from welcomeplan.views.account import Account
from welcomeplan.views.walk import asked, stops
from welcomeplan.wording import plural, show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from welcomeplan.acts import Act
    from welcomeplan.plan import DoneOn
    from welcomeplan.views.walk import Stop
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "review",
    'review --owner marc --by "Steering Committee, 15 February"',
)
SOON = timedelta(days=30)
"""How far ahead something is due soon, as in `remind`."""
_T = TypeVar("_T")
_DAY = "On which day? Enter for today; or 2018-02-11, 2018-02, 2018:"
_CALLED = {
    "start": "begun",
    "done": "done",
    "measure": "a reading",
    "log": "a word on it",
    "reschedule": "move its deadline",
}
"""What each verb is called where somebody is asked."""


class Said(NamedTuple):
    """What somebody answered of one promise."""

    verb: str
    name: str
    period: str | None
    mark: Mark


class _Over(Exception):
    """Somebody ended the walk."""


def run(wanted: Wanted, by: By = None, folder: Folder = None) -> int:
    """Walk through what is late, what is due soon, and what had no word for long.

    Each promise is asked about in turn: is it done, is there a word on it, does its deadline move?
    Nothing is written before the end, where all answers are shown as one change, and written if
    you say so.
    """
    by = written(by, "--by")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError(
            "`review` asks questions, and nobody is at a terminal to answer them",
            "`done`, `log` and `reschedule` write the same. What would be asked about:",
            command="welcomeplan remind",
        )
    found = looking.read(View(folder))
    todo = _stops(found, wanted)
    code = EXIT_PROBLEMS if found.register.unread else EXIT_OK
    if not todo:
        sys.stdout.write("Nothing is late, due soon, or without a word for long.\n")
        return code
    said = _walk(found, todo, by)
    if not said:
        sys.stdout.write("\nNothing was answered, and nothing was changed.\n")
        return code
    return _write(said, folder) or code


def _stops(found: Workspace, wanted: Wanted) -> tuple[Stop, ...]:
    """What is asked about: in each plan on its own day."""
    accounts = []
    for one in found.register.plans:
        facts = looking.facts_now(found.register, None, plan.Wanted(plan=one.id))
        accounts.append(Account(facts, one, "", Window(facts.day, facts.day + SOON)))
    asked = looking.facts_now(found.register, None, wanted.value)
    names = {one.promise.name for one in (*asked.standings, *asked.indicators)}
    return stops(accounts, names)


def _walk(found: Workspace, todo: Sequence[Stop], by: str | None) -> list[Said]:
    """Ask about each in turn; what was answered."""
    said: list[Said] = []
    with suppress(_Over):
        for at, stop in enumerate(todo, 1):
            sys.stdout.write("\n")
            looking.write(asked(stop, at, len(todo)), Form.table)
            one = _answered(found, stop, by)
            said += [one] if one else []
    return said


def _answered(found: Workspace, stop: Stop, by: str | None) -> Said | None:
    """What somebody says of one promise; None: nothing. What can't be done is told, and asked
    again."""
    choices = _choices(stop)
    named = [f"{_CALLED[verb]} ({letter})" for letter, verb in choices.items()]
    question = f"{', '.join(named).capitalize()}, skip (Enter), quit (q)?"
    while True:
        typed = _ask(question)
        answer = typed.lower()
        if answer in ("", "s", "skip"):
            return None
        if answer in ("q", "quit"):
            raise _Over
        if answer not in choices:
            letters = ", ".join([*choices, "Enter or q"])
            telling.tell(f"`{typed}` is none of the answers", f"Type {letters}.")
            continue
        try:
            mark = replace(_MARKS[choices[answer]](stop), by=by)
            one = Said(choices[answer], stop.standing.promise.name, stop.standing.period, mark)
            for act in _acts([one])(found, looking.days(found.register)[0]):
                looking.say(f"  {show(line)}" for line in act.said.split("\n"))
        except UserError as error:
            telling.tell(error.message, error.remedy, command=error.command)
        else:
            return one


def _choices(stop: Stop) -> Mapping[str, str]:
    """What may be said of a promise: a verb for each letter."""
    if stop.is_measured:
        return {"r": "measure", "w": "log", "m": "reschedule"}
    begin = {"b": "start"} if stop.standing.first_open.begins else {}
    return {**begin, "d": "done", "w": "log", "m": "reschedule"}


def _begun(_: Stop) -> Mark:
    return Mark(on=_day(read_done, _DAY))


def _done(_: Stop) -> Mark:
    on = _day(read_done, f"{_DAY.removesuffix(':')}; ? if nobody knows:")
    proof = _ask("A link or path that proves it? Enter for none:")
    return Mark(on=on, evidence=(proof,) if proof else ())


def _measured(_: Stop) -> Mark:
    value, amount = _again("What was measured, a number alone?", read_level)
    on = _day(read_known, _DAY)
    source = _ask("Where does it come from? Enter for no source:")
    return Mark(on=on, amount=amount, words=value, source=source or None)


def _logged(_: Stop) -> Mark:
    return Mark(note=_needed("What happened, or why is it late?"))


def _moved(stop: Stop) -> Mark:
    calendar = stop.account.plan.calendar
    while True:
        words = _needed("The new deadline, in words, such as “by the end of 2018”?")
        try:
            read_deadline(words, calendar)
        except Question as question:
            telling.tell(question.message, question.remedy)
        else:
            return Mark(words=words, note=_needed("Why does it move?"))


_MARKS: Mapping[str, Callable[[Stop], Mark]] = {
    "start": _begun,
    "done": _done,
    "measure": _measured,
    "log": _logged,
    "reschedule": _moved,
}


def _again(question: str, reader: Callable[[str], _T]) -> tuple[str, _T]:
    """What somebody typed, and what it reads as; asked again where it can't be read."""
    while True:
        text = _needed(question)
        try:
            return text, reader(text)
        except ValueError as error:
            telling.tell(str(error), getattr(error, "remedy", ""))


def _day(reader: Callable[[str], DoneOn], question: str) -> DoneOn | None:
    """A day, as exactly as it is known; None: today."""
    while True:
        day = _ask(question)
        if not day:
            return None
        try:
            return reader(UNKNOWN if day == "?" else spelled_day(day))
        except ValueError as error:
            telling.tell(str(error))


def _needed(question: str) -> str:
    """An answer that is not empty."""
    while True:
        answer = _ask(question)
        if answer:
            return answer


def _ask(question: str) -> str:
    """What somebody types; what is left of the walk ends with Ctrl-D."""
    pen = Pen(looking.canvas(sys.stdout))
    sys.stdout.write("\n".join(fold(question, pen, pen.room - 1)) + " ")
    sys.stdout.flush()
    answer = ""
    try:
        answer = sys.stdin.readline()
    finally:  # Ctrl-C and Ctrl-D leave the line open
        if not answer.endswith("\n"):
            sys.stdout.write("\n")
    if not answer:
        raise _Over
    return answer.strip()


def _acts(said: Sequence[Said]) -> Callable[[Workspace, date], list[Act]]:
    """What all answers do, together."""

    def acts(found: Workspace, day: date) -> list[Act]:
        return [
            act
            for one in said
            for act in editing.doing(
                one.verb, [one.name], one.mark, [one.period] if one.period else []
            )(found, day)
        ]

    return acts


def _write(said: Sequence[Said], folder: Path | None) -> int:
    """Show all answers as one change, and write it if that is wanted; the exit code."""
    sys.stdout.write(f"\n{plural(len(said), 'answer')}, as one change:\n\n")
    sys.stdout.flush()
    editing.edit(Save(folder, dry_run=True), _acts(said))
    sys.stdout.write("\n")
    with suppress(_Over):
        answer = ""
        while answer not in ("y", "yes", "n", "no"):
            answer = _ask("Write it to the plan? (y/n)").lower()
        if answer in ("y", "yes"):
            return editing.edit(Save(folder), _acts(said))
    sys.stdout.write("Nothing was changed.\n")
    return EXIT_OK
