"""What owners answered in the sheets that asked them, taken back into the plan.

Each sheet is taken whole or not at all: what conflicts is told cell by cell, and nothing of that
sheet is written. The answers of the others are one change.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import acts, plan, saving
from welcomeplan.acts import Act, Mark
from welcomeplan.commands import editing, looking, naming, telling
from welcomeplan.deadlines import Question, read_deadline
from welcomeplan.errors import EXIT_OK, EXIT_REFUSED, Refused, UserError
from welcomeplan.formats import ask_xlsx
from welcomeplan.intake import WHO, Fault, cell_of, plain, read_answers
from welcomeplan.views.asking import record, recorded, since
from welcomeplan.wording import did_you_mean, plural, show, some, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from welcomeplan.commands.marking import Save
    from welcomeplan.intake import Answers, Reply, Table
    from welcomeplan.plan import LogEntry, Place, Promise, Standing
    from welcomeplan.workspace import Workspace


@dataclass
class _Taken:
    """What comes of one sheet."""

    answers: Answers
    acts: list[Act] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _Now(NamedTuple):
    """The plan as it is when answers are taken."""

    found: Workspace
    standings: Mapping[str, Standing]
    recorded: Mapping[str, Promise]


def take(sheets: Mapping[str, Sequence[Table]], save: Save) -> int:
    """Write what came back, or show it; the exit code. `sheets`: the tables of each file."""
    taken: list[_Taken] = []

    def act(found: Workspace, _: date) -> list[Act]:
        now = _Now(found, editing.standings(found), recorded(found.register))
        calendars = {one.id: one.calendar for one in found.plans}
        taken.extend(
            _Taken(answers, faults=list(answers.faults))
            for name, tables in sheets.items()
            for answers in [read_answers(tables, calendars)._replace(file=name)]
        )
        _compare(taken)
        done: dict[tuple[str, str | None], tuple[object, ...]] = {}
        for one in taken:
            _do(one, now, done)
        return [act for one in taken if not one.faults for act in one.acts]

    editing.edit(save, act, saving.save_each)
    stream = sys.stderr if save.dry_run else sys.stdout
    for one in taken:
        if not one.faults:
            stream.write(f"{show(_summed(one.answers))}\n")
    sys.stdout.flush()
    for one in taken:
        _tell(one)
    return EXIT_REFUSED if any(one.faults for one in taken) else EXIT_OK


def _summed(answers: Answers) -> str:
    """`updates.xlsx: 3 answers by marc; 12 rows were left empty`."""
    empty = answers.rows - len(answers.replies)
    left = f"{plural(empty, 'row')} {'was' if empty == 1 else 'were'} left empty"
    if not answers.replies:
        return f"{answers.file}: no answer; {left}"
    return f"{answers.file}: {plural(len(answers.replies), 'answer')} by {answers.owner}; {left}"


def _tell(one: _Taken) -> None:
    """What conflicts in a sheet, cell by cell."""
    file = one.answers.file
    for fault in one.faults:
        where = f"{file}, {fault.cell}" if fault.cell else file
        telling.tell(f"{where}: {fault.said}", fault.remedy, command=fault.command)
    if one.faults:
        count = plural(len(one.faults), "conflict")
        telling.tell(f"{file}: {count}; nothing of this sheet was taken")


def _compare(taken: Sequence[_Taken]) -> None:
    """Two sheets that answer of the same are at odds, but where they say the same."""
    first: dict[tuple[str, str | None], tuple[_Taken, Reply]] = {}
    for one in taken:
        for reply in one.answers.replies:
            key = (reply.name, reply.period)
            other, said = first.setdefault(key, (one, reply))
            if other is not one and said.said != reply.said:
                for here, its, there in ((one, reply, other), (other, said, one)):
                    told = f"`{_called(reply)}` is answered otherwise in {there.answers.file}"
                    remedy = "Ask which of them holds, and take the other answer out."
                    here.faults.append(Fault(f"A{its.row}", told, remedy))


def _bare(text: str) -> str:
    """A text's letters and digits; of one with what stands for a sign in workbooks, `_x0041_`,
    which each program saves in its own way, nothing."""
    return "" if re.search(r"_x[0-9A-Fa-f]{4}_", text) else re.sub(r"\W", "", plain(text))


def _called(reply: Reply) -> str:
    id_ = reply.name.rpartition("/")[2]
    return f"{id_} {reply.period}" if reply.period else id_


def _do(one: _Taken, now: _Now, done: dict[tuple[str, str | None], tuple[object, ...]]) -> None:
    """What the answers of a sheet do, or why they can't. `done`: what those before it say."""
    for reply in one.answers.replies:
        try:
            answer = _Answer(reply, one.answers, now)
            again = done.get((reply.name, reply.period)) == reply.said
            one.acts += [answer.already] if again else answer.acts()
        except _Conflict as conflict:
            one.faults.append(conflict.fault)
    if not one.faults:
        done.update({(reply.name, reply.period): reply.said for reply in one.answers.replies})
        try:
            editing.changes_of(one.acts, now.found)
        except Refused as refusal:
            one.faults.append(Fault("", refusal.message, refusal.remedy, refusal.command))


class _Conflict(Exception):
    """An answer that can't be taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.said)
        self.fault = fault


class _Answer:
    """One reply, held to the plan as it is."""

    def __init__(self, reply: Reply, answers: Answers, now: _Now) -> None:
        self.reply = reply
        self.answers = answers
        self.now = now
        self.place = self._found()
        # A number, or an id alone, finds it as well: the sheet is a stranger's.
        whole = now.standings[f"{self.place.plan.id}/{self.place.id}"]
        self.one = next((o for o in whole.owed if o.period == reply.period), whole)
        self.whole = whole
        self.by = answers.owner if answers.owner != plan.NOBODY else self.place.plan.head.lead

    def acts(self) -> list[Act]:
        """What is done. Raises _Conflict."""
        self._refuse_other_owner()
        steps = list(self._steps())
        if self.reply.period and self.one.period is None:
            raise self._conflict(
                "Id", f"`{_called(self.reply)}` is no time of it any more", *self._anew
            )
        known = self.now.recorded[self.one.name]
        self._refuse_other_promise(known)
        changed = since(self.reply.record, self.one._replace(promise=known))
        if changed and all(self._is_there(verb, mark) for verb, mark in steps):
            return [self.already]
        if changed:
            called = _called(self.reply)
            said = (
                f"the plan moved on since {self.answers.day}: of `{called}`, {'; '.join(changed)}"
            )
            raise self._conflict("Id", said, *self._anew)
        self._refuse_no_day()
        return [self._act(verb, mark) for verb, mark in steps]

    def _refuse_other_promise(self, known: Promise) -> None:
        """Raise _Conflict where the sheet was of something else than what it names: what is shown
        is not what the plan says, though that is as it was."""
        reply = self.reply
        title, told = (_bare(one) for one in (ask_xlsx.said(known.title), reply.title))
        same = record(self.one._replace(promise=known))["title"] == reply.record.get("title")
        if (same and title not in ("", told)) or (reply.kind == "indicator") != bool(known.measure):
            said = f"the hidden sheet was changed: `{_called(reply)}` is “{known.title}”"
            raise self._conflict("Id", said, "Take the sheet as it was sent, and fill in that.")

    def _refuse_no_day(self) -> None:
        """Raise _Conflict where a state has no day, and the deadline has passed meanwhile: that of
        the import would make late, or missed, what may have been in time."""
        due_by, verb = self.one.due_by, self.reply.verb
        dated = verb in _DATED or (verb == "start" and self.one.begins)
        if not dated or self.reply.on or due_by is None:
            return
        if due_by < looking.today_of(self.place.plan):
            unknown = ", or `unknown`" if self.reply.verb == "done" else ""
            raise self._conflict(
                "Day",
                f"the day is missing: its deadline, {due_by}, has passed, and without a day"
                " nobody knows whether it was in time",
                f"Ask for the day, and write it there{unknown}.",
            )

    @property
    def already(self) -> Act:
        """That nothing is to be done."""
        said = f"{_called(self.reply)}: taken already; no change"
        return Act(self.place.file, (), said, self.reply.name, self.place.title)

    @property
    def _anew(self) -> tuple[str, str]:
        owner = self.answers.owner
        return (
            "Take the answer out, and make by hand what of it still holds; or ask anew:",
            f"welcomeplan export --ask {owner} -o {owner}-again.xlsx",
        )

    def _found(self) -> Place:
        """The promise. Raises _Conflict for one that is there no more."""
        try:
            return naming.meant(self.now.found, self.reply.name, *plan.PROMISED)
        except UserError as error:
            register = self.now.found.register
            every = (place for one in self.now.found.plans for place in one.places)
            places = (place for place in every if place.kind in plan.PROMISED)
            same = [place for place in places if place.goes_by(self.reply.name)]
            said, remedy, command = error.message, error.remedy, error.command
            if len(same) > 1:
                names = some(f"`{one.id}` “{one.title}”" for one in same)
                remedy = f"Two have one name: mend that in the plan first, of {names}."
            elif not register.unread and not isinstance(error, plan.NotRead):
                said = f"`{_called(self.reply)}` is no promise of the plan any more"
                remedy, command = "Take the answer out.", ""
            raise self._conflict("Id", said, remedy, command) from None

    def _refuse_other_owner(self) -> None:
        owner = self.place.owner or plan.NOBODY
        if owner not in (self.answers.owner, self._new_owner()):
            said = f"`{owner}` answers for it now" if owner != plan.NOBODY else "nobody does now"
            remedy = "Take the answer out; ask who answers for it now."
            was = f"{self.answers.owner} was asked about `{_called(self.reply)}`, and {said}"
            raise self._conflict("Id", was, remedy)

    def _conflict(self, column: str, said: str, remedy: str, command: str = "") -> _Conflict:
        return _Conflict(Fault(cell_of(self.reply.row, column), said, remedy, command))

    def _new_owner(self) -> str | None:
        """The id of who answers for it from now on. Raises _Conflict where the plan has none of
        that name."""
        name, head = self.reply.owner, self.place.plan.head
        if not name:
            return None
        names = {id_: one.name for id_, one in head.organizations.items()}
        if name.casefold() in names:
            return name.casefold()
        shown = [(id_, " ".join(show(full).split())) for id_, full in names.items()]
        found = plan.id_of(name, shown)
        if found is None:
            said = f"the plan has no organization “{name}”, or several"
            near = did_you_mean(name, [full for _, full in shown])
            raise self._conflict(WHO, said, f"{near}Choose one of the list, or write its id.")
        return found

    # -- what it does

    def _steps(self) -> Iterator[tuple[str, Mark]]:
        """The verbs that say all of it, each with what is said."""
        new, reply = self._new_owner(), self.reply
        if new:
            more = reply.verb or reply.evidence or reply.amount is not None
            note = None if more else reply.note
            yield "assign", Mark(owner=new, note=note, by=self.by)
            if not more:
                return
        yield from self._told()

    def _told(self) -> Iterator[tuple[str, Mark]]:
        """Those that tell of it, whoever answers for it."""
        reply, verb = self.reply, self.reply.verb
        if verb == "reschedule" and self._is_due_as_before():
            verb, reply = "log", reply._replace(words="")
        due = reply.words or None
        mark = Mark(note=reply.note, by=self.by, period=reply.period, words=due, on=reply.on)
        if self.place.kind == "indicator" and reply.amount is not None:
            self._refuse_part_of_share()
            source = ", ".join(reply.evidence) or None
            value = f"{reply.amount:f}{'%' if reply.share else ''}"
            yield "measure", Mark(on=reply.on, amount=reply.amount, words=value, source=source)
            if verb or reply.note:
                yield verb or "log", mark
        elif verb == "done":
            yield verb, replace(mark, amount=reply.amount, evidence=reply.evidence)
        else:
            noted = replace(mark, note=self._with_evidence())
            if verb and reply.amount is not None:
                # A state may be so already, and an amount counts all the same.
                yield "log", replace(noted, note=None, amount=reply.amount, words=None)
                yield verb, noted
            else:
                yield verb or "log", replace(noted, amount=reply.amount)

    def _is_due_as_before(self) -> bool:
        """Whether the new deadline is of the day that it has: its words stay."""
        try:
            new = read_deadline(self.reply.words, self.place.plan.calendar, year=self.place.year)
        except Question:
            return False
        old = self.one.due
        days = (new.due_by, new.begin_by)
        return old is not None and new.due_by is not None and days == (old.due_by, old.begin_by)

    def _with_evidence(self) -> str | None:
        """The note; of what is not done, there is no other place for what proves it."""
        proof = f"Evidence: {', '.join(self.reply.evidence)}" if self.reply.evidence else ""
        return " – ".join(filter(None, (self.reply.note, proof))) or None

    def _refuse_part_of_share(self) -> None:
        """Raise _Conflict for a number below 1 of what is counted in hundredths, where a sheet may
        show it as a share: 0.88 for 88%."""
        reply, amount = self.reply, self.reply.amount
        unit = self.place.indicator.unit or ""
        if amount and reply.bare and plan.counts_shares(unit) and abs(amount) <= 1:
            one, hundred = words(amount), words(amount * 100)
            said = f"{one} may show as {hundred}% in a sheet: which is meant?"
            raise self._conflict("Amount to add", said, f"Write '{hundred}% or '{one}%.")

    def _act(self, verb: str, mark: Mark) -> Act:
        """What a verb does. Raises _Conflict where it can't be done."""
        try:
            return editing.done_to(self.place, self.whole, verb, mark, self.now.found)
        except Refused as refusal:
            column = "Day" if mark.on or mark.words else "State now"
            column = "Amount to add" if verb == "measure" and not mark.on else column
            remedy = refusal.remedy
            for option, (told, heading) in _OPTIONS.items():
                remedy = remedy.replace(option, f"{told} in {cell_of(self.reply.row, heading)}")
            raise self._conflict(column, refusal.message, remedy, refusal.command) from None

    # -- whether it stands in the plan already

    def _is_there(self, verb: str, mark: Mark) -> bool:
        """Whether the whole effect of a verb is in the record."""
        if verb == "measure":
            return any(
                one.value == mark.amount
                and one.source == mark.source
                and (one.on == mark.on if mark.on else one.on.first >= self.answers.day)
                for one in self.place.indicator.readings
            )
        if verb == "assign" and self.place.owner != mark.owner:
            return False
        done = self.one.done
        if verb == "done" and (
            done is None
            or (done != mark.on if mark.on else done.last < self.answers.day)
            or not set(mark.evidence) <= set(self.one.evidence)
        ):
            return False
        if verb == "done" and not (mark.note or mark.by or mark.amount is not None):
            return True
        return any(self._is_told(verb, mark, entry) for entry in self.place.promised.log)

    def _is_told(self, verb: str, mark: Mark, entry: LogEntry) -> bool:
        """Whether an entry of the log is the one that a verb leaves."""
        row = acts.STATUSES.get(verb)
        day = mark.on.first if mark.on and mark.on.first == mark.on.last else None
        period = self.place.period_of(entry.period) if entry.period else None
        return (
            (entry.note, entry.by, entry.amount) == (mark.note, mark.by, mark.amount)
            and period == mark.period
            and (entry.on == day if day else entry.on >= self.answers.day)
            and (row is None or entry.status == row.word)
            and (verb != "reschedule" or entry.was_due is not None)
            and (verb != "assign" or entry.was is not None)
            and (mark.words is None or self._is_due(mark.words))
        )

    def _is_due(self, words: str) -> bool:
        time = self.one.record
        due = time.due if time and time.due else self.one.promise.due
        return due is not None and due.words == words


_DATED = ("done", "defer", "drop")
"""The verbs whose day says whether a deadline was missed; of what is to begin, `start` as well."""
_OPTIONS = {"--on": ("the day", "Day"), "--note TEXT": ("a line", "Note")}
"""What a remedy for a command line speaks of, and where that stands in a sheet."""
