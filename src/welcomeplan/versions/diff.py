"""Two versions of plans compared by what they mean: by id, across files and moves.

Comments, layout and the order of things mean nothing here. A date that comes to exist because
what it waited for was done is not a move; a calendar that reads the same words as other days is
one change, which names every deadline it moves.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from welcomeplan.deadlines import KINDS, Deadline, resolve
from welcomeplan.plan import (
    DoneOn,
    Due,
    Indicator,
    Milestone,
    OccurrenceEntry,
    Partner,
    Plan,
    read_due,
)
from welcomeplan.versions.changes import MOVES, WHAT, Change, ChangeKind, Shift, Where, summary
from welcomeplan.wording import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from welcomeplan.plan import LogEntry, Part, Place
    from welcomeplan.yamltext import Route

__all__ = ["Change", "ChangeKind", "Shift", "Unread", "Where", "compare", "pair_plans", "summary"]


class Unread(NamedTuple):
    """The files of each side that could not be read: nothing is said of what may stand there."""

    base: Collection[str] = ()
    head: Collection[str] = ()


_READ_WHOLE = Unread()


def compare(
    base: Sequence[Plan], head: Sequence[Plan], unread: Unread = _READ_WHOLE
) -> tuple[Change, ...]:
    """What changed from one version of plans to another, the most important first."""
    changes: list[Change] = []
    for old, new in pair_plans(base, head):
        if old and new:
            changes += _PlanDiff(old, new, unread).changes()
        elif new and new.file not in unread.base:
            changes += _whole(ChangeKind.ADDED, new)
        elif old and old.file not in unread.head:
            changes += _whole(ChangeKind.REMOVED, old)
    return tuple(sorted(changes, key=lambda c: (c.kind.rank, WHAT[c.what], -abs(c.days or 0))))


def pair_plans(base: Sequence[Plan], head: Sequence[Plan]) -> list[tuple[Plan | None, Plan | None]]:
    """The plans of two versions, side by side: by id, or by the milestones that they share."""
    olds = {plan.id: plan for plan in reversed(base)}
    news = {plan.id: plan for plan in reversed(head)}
    pairs: list[tuple[Plan | None, Plan | None]] = []
    gone = [plan for name, plan in olds.items() if name not in news]
    for name in dict.fromkeys(plan.id for plan in head):
        new = news[name]
        old = olds.get(name)
        if old is None:
            old = next((plan for plan in gone if _same_plan(plan, new)), None)
            if old:
                gone.remove(old)
        pairs.append((old, new))
    return [*pairs, *((plan, None) for plan in reversed(gone))]


def _same_plan(old: Plan, new: Plan) -> bool:
    if old.file == new.file:
        return True
    shared = len(old.by_id.keys() & new.by_id.keys())
    return shared > 0 and shared * 2 >= max(len(old.by_id), len(new.by_id))


# The order in which renamed ids are looked for: what is above first, so that places compare.
_FROM_THE_TOP = ("organization", "strategy", "objective", "action", "milestone", "indicator")


@dataclass(frozen=True, slots=True)
class _Item:
    """Something of a plan that has an id, where it stands."""

    what: str
    id: str
    title: str
    part: Part
    where: Where
    parent: tuple[str, str] | None = None
    entry: Place | None = None
    year: int | None = None

    def at(self, *route: str | int) -> Where:
        """The place of one of its keys; without that key, its first line."""
        place = Where(self.where.place, (*self.where.route, *route))
        if route and place.place.source.node(place.route) is not None:
            return place
        return Where(self.where.place, (*self.where.route, *_FIRST[self.what]))


_FIRST: dict[str, Route] = {
    **dict.fromkeys(("milestone", "indicator", "action", "objective"), ("id",)),
    **dict.fromkeys(("strategy", "plan"), ("title",)),
    "organization": (),
}
_Items = dict[tuple[str, str, int], _Item]


def _items(plan: Plan) -> _Items:
    """Everything with an id, by what it is, its id, and how often that id stood before."""
    found: _Items = {}
    seen: Counter[tuple[str, str]] = Counter()
    for item in _walk(plan):
        name = (item.what, item.id)
        found[*name, seen[name]] = item
        seen[name] += 1
    return found


def _walk(plan: Plan) -> Iterator[_Item]:
    for name, organization in plan.head.organizations.items():
        where = Where(plan, ("organizations", name))
        yield _Item("organization", name, organization.name, organization, where)
    for file in plan.strategies:
        strategy = file.strategy
        yield _Item("strategy", file.id, strategy.title, strategy, Where(file, ()))
        for o, objective in enumerate(strategy.objectives):
            route: Route = ("objectives", o)
            above, inside = ("strategy", file.id), ("objective", objective.id)
            title, year = objective.title, objective.year or strategy.year
            yield _Item("objective", objective.id, title, objective, Where(file, route), above)
            for i, indicator in enumerate(objective.indicators):
                where = Where(file, (*route, "indicators", i))
                name, title = indicator.id, indicator.title
                yield _Item("indicator", name, title, indicator, where, inside, year=year)
            for a, action in enumerate(objective.actions):
                where = Where(file, (*route, "actions", a))
                yield _Item("action", action.id, action.title, action, where, inside)
    for entry in plan.milestones:
        milestone = entry.milestone
        parent = (entry.parent.kind, entry.parent.id) if entry.parent else None
        where = Where(entry.file, entry.route)
        name, title = milestone.id, milestone.title
        yield _Item("milestone", name, title, milestone, where, parent, entry, entry.year)


def _whole(kind: ChangeKind, plan: Plan) -> Iterator[Change]:
    """A plan that is there on one side only: it, and each of its promises."""
    gone = kind is ChangeKind.REMOVED
    at = Where(plan, ("title",))
    near = None if gone else at
    title = plan.head.title
    yield Change(kind, "plan", plan.id, plan.id, title, where=at, near=near)
    for item in _items(plan).values():
        if item.what == "milestone":
            yield _one_sided(kind, plan, item, None if gone else item.at("id"))


def _one_sided(kind: ChangeKind, plan: Plan, item: _Item, near: Where | None) -> Change:
    words = _due_words(getattr(item.part, "due", None))
    before, after = (words, None) if kind is ChangeKind.REMOVED else (None, words)
    names = (item.what, plan.id, item.id, item.title)
    return Change(kind, *names, before, after, where=item.at("id"), near=near)


class _PlanDiff:
    """The changes from one version of a plan to another."""

    def __init__(self, base: Plan, head: Plan, unread: Unread) -> None:
        self.base = base
        self.head = head
        self.unread = unread
        self.found: list[Change] = []
        self.shifts: list[Shift] = []
        self.renamed: dict[tuple[str, str], str] = {}
        self.same_calendar = base.calendar == head.calendar

    def changes(self) -> list[Change]:
        """All of them, in plan order."""
        if self._sources(self.base) == self._sources(self.head):
            return []
        self.olds, self.news = _items(self.base), _items(self.head)
        pairs = [(self.olds[key], item) for key, item in self.news.items() if key in self.olds]
        gone = [item for key, item in self.olds.items() if key not in self.news]
        fresh = [item for key, item in self.news.items() if key not in self.olds]
        # Where a file of the other side can't be read, its ids are not known to be missing.
        gone = [item for item in gone if item.where.file not in self.unread.head]
        fresh = [item for item in fresh if item.where.file not in self.unread.base]
        renamed = self._renames(gone, fresh)
        self._plan()
        for old, new in [*pairs, *renamed]:
            self._pair(old, new)
        paired = {id(item) for pair in renamed for item in pair}
        gone = [item for item in gone if id(item) not in paired]
        fresh = [item for item in fresh if id(item) not in paired]
        names = {(item.what, item.id) for item in fresh}
        for item in fresh:
            if not self._within(item, names):
                change = _one_sided(ChangeKind.ADDED, self.head, item, item.at("id"))
                self.found.append(change)
        names = {(item.what, item.id) for item in gone}
        for item in gone:
            if not self._within(item, names):
                near = self._left_of(item)
                self.found.append(_one_sided(ChangeKind.REMOVED, self.head, item, near))
        self._calendar()
        return self.found

    @staticmethod
    def _sources(plan: Plan) -> list[tuple[str, str]]:
        return [(plan.id, plan.source.key), *((f.id, f.source.key) for f in plan.strategies)]

    @staticmethod
    def _within(item: _Item, others: set[tuple[str, str]]) -> bool:
        """Whether it came or went with what holds it. A promise is always named itself."""
        return item.what != "milestone" and item.parent in others

    def _left_of(self, item: _Item) -> Where:
        """Where in the head something that is gone would be looked for."""
        at: _Item | None = item
        while at and at.parent:
            what, name = at.parent
            left = self.news.get((what, self.renamed.get(at.parent, name), 0))
            if left:
                return left.at("id")
            at = self.olds.get((what, name, 0))
        file = next((f for f in self.head.strategies if f.file == item.where.file), None)
        return Where(file or self.head, ("title",))

    # -- ids that changed

    def _renames(self, gone: list[_Item], fresh: list[_Item]) -> list[tuple[_Item, _Item]]:
        """What vanished under one id and appeared under another, found by likeness."""
        pairs = []
        for what in _FROM_THE_TOP:
            olds = [item for item in gone if item.what == what]
            news = [item for item in fresh if item.what == what]
            for old, new in self._alike(olds, news) if olds and news else ():
                self.renamed[what, old.id] = new.id
                place = new.at("id")
                self._say(ChangeKind.RENAMED, new, place, old.id, new.id, key="id")
                pairs.append((old, new))
        return pairs

    def _alike(self, olds: list[_Item], news: list[_Item]) -> list[tuple[_Item, _Item]]:
        if len(olds) * len(news) > _MOST_PAIRS:
            # Two wholly different plans: only what reads exactly the same is taken for the same.
            by_title = {(item.title, _due_words(_due(item))): item for item in reversed(olds)}
            found = [(by_title.pop((n.title, _due_words(_due(n))), None), n) for n in news]
            return [(old, new) for old, new in found if old]
        bags = {id(item): (_bag(item.title), _bag(_text(item))) for item in (*olds, *news)}
        scores = []
        for o, old in enumerate(olds):
            for n, new in enumerate(news):
                likeness = self._likeness(old, new, bags[id(old)], bags[id(new)])
                if likeness >= _ALIKE:
                    scores.append((-likeness, n, o))
        pairs = []
        left_olds, left_news = set(range(len(olds))), set(range(len(news)))
        for _, n, o in sorted(scores):
            if o in left_olds and n in left_news:
                left_olds.remove(o)
                left_news.remove(n)
                pairs.append((olds[o], news[n]))
        return pairs

    def _likeness(self, old: _Item, new: _Item, before: _Bags, after: _Bags) -> float:
        """From 0 to 1: mostly their words, then their deadline and what they belong to."""
        like = _overlap(before[0], after[0])
        if before[1] and after[1]:
            like = (like + _overlap(before[1], after[1])) / 2
        if old.what == "organization":
            return like
        children = _children(old) & _children(new)
        if len(children) * 2 > max(len(_children(old)), len(_children(new))):
            return 1.0
        same_place = old.parent is not None and self._parent(old) == new.parent
        if not _due(old) and not _due(new):
            return 0.9 * like + 0.1 * same_place
        same_due = _due_words(_due(old)) == _due_words(_due(new))
        return 0.75 * like + 0.15 * same_due + 0.1 * same_place

    def _parent(self, old: _Item) -> tuple[str, str] | None:
        """What holds something of the base, by the ids of the head."""
        if old.parent is None:
            return None
        what, name = old.parent
        return what, self.renamed.get((what, name), name)

    def _new_id(self, what: str, name: str | None) -> str | None:
        return self.renamed.get((what, name), name) if name else name

    # -- saying what changed

    def _say(
        self,
        kind: ChangeKind,
        item: _Item,
        where: Where,
        before: str | None = None,
        after: str | None = None,
        days: int | None = None,
        *,
        key: str = "",
        notes: _Notes = (),
        was_due: date | None = None,
        moved: tuple[Shift, ...] = (),
    ) -> None:
        reasons = _reasons(kind, notes)
        change = Change(
            kind,
            item.what,
            self.head.id,
            item.id,
            item.title,
            before,
            after,
            days,
            reasons[-1].note if reasons else None,
            key,
            was_due,
            reasons[0].on if reasons else None,
            moved,
            where=where,
            near=where,
        )
        self.found.append(change)

    def _pair(self, old: _Item, new: _Item) -> None:
        notes, added = self._log(old, new)
        before = len(self.found)
        self._moved(old, new, notes)
        same = old.part == new.part and self.same_calendar and old.year == new.year
        if not same:
            self._deadline(old, new, notes)
            if isinstance(old.part, Milestone) and isinstance(new.part, Milestone):
                self._progress(old.part, new.part, new, notes, added)
                self._evidence(new, old.part.evidence, new.part.evidence, ("evidence",), notes)
                self._occurrences(old.part, new.part, new, notes)
            if isinstance(old.part, Indicator) and isinstance(new.part, Indicator):
                self._readings(old.part, new.part, new)
            self._fields(old, new, notes)
        self._owner(old, new, notes)
        if added and len(self.found) == before:
            self._say(ChangeKind.NOTED, new, new.at("log", added[-1]), key="log", notes=notes)

    def _moved(self, old: _Item, new: _Item, notes: _Notes) -> None:
        if self._parent(old) == new.parent or not old.parent or not new.parent:
            return
        before, after = " ".join(old.parent), " ".join(new.parent)
        place = new.at("for") if new.entry and new.entry.milestone.for_ else new.at("id")
        self._say(ChangeKind.MOVED, new, place, before, after, notes=notes)

    def _owner(self, old: _Item, new: _Item, notes: _Notes) -> None:
        key = "owner" if new.entry else "lead"
        if old.entry and new.entry:
            inherited = not old.entry.milestone.owner and not new.entry.milestone.owner
            if inherited and self._parent(old) == new.parent:
                return  # that the action has another lead is said of the action
            before, after = old.entry.owner, new.entry.owner
        else:
            before, after = getattr(old.part, "lead", None), getattr(new.part, "lead", None)
        if self._new_id("organization", before) != after:
            self._say(ChangeKind.REOWNED, new, new.at(key), before, after, key=key, notes=notes)

    # -- the log: what was added to it is the reason of what changed with it

    def _log(self, old: _Item, new: _Item) -> tuple[_Notes, list[int]]:
        """The notes that were added, by their days, and the places of all that was added to the
        log; what was rewritten is reported."""
        if not isinstance(old.part, Milestone) or not isinstance(new.part, Milestone):
            return (), []
        if old.part.log == new.part.log:
            return (), []
        added, rewritten = _log_changes(old.part.log, new.part.log)
        entries = [new.part.log[at] for at in added if new.part.log[at].note]
        notes = tuple(sorted(entries, key=lambda entry: entry.on))
        for entry, at in rewritten:
            place = new.at("log") if at is None else new.at("log", at)
            after = None if at is None else _entry_words(new.part.log[at])
            kind = ChangeKind.LOG_REWRITTEN
            self._say(kind, new, place, _entry_words(entry), after, key="log")
        return notes, added

    # -- deadlines

    def _deadline(self, old: _Item, new: _Item, notes: _Notes) -> None:
        before, after = _due(old), _due(new)
        same_words = _squeezed(before) == _squeezed(after)
        if same_words and self.same_calendar and old.year == new.year:
            return
        was, now = self._dated(old, self.base), self._dated(new, self.head)
        if was and now and was.due_by is None and now.due_by is None:
            was, now = self._nominally_dated(was, now)
        from_day, to_day = (was.due_by if was else None), (now.due_by if now else None)
        if same_words and old.year == new.year:
            if from_day != to_day and before:
                shift = Shift(new.id, new.title, before.words, from_day, to_day, bool(notes))
                self.shifts.append(shift)
            return
        if same_words and from_day == to_day:
            return
        shown = [_due_words(before), _due_words(after)]
        if shown[0] == shown[1]:  # other days by the same words
            dates = (from_day, to_day)
            shown = [f"{said} ({day or 'no date'})" for said, day in zip(shown, dates, strict=True)]
        kinds: list[tuple[ChangeKind, int | None]] = []
        days = (to_day - from_day).days if from_day and to_day else 0
        if days:
            kinds.append((ChangeKind.SLIPPED if days > 0 else ChangeKind.PULLED_FORWARD, days))
        if (was and was.recurrence) != (now and now.recurrence):
            kinds.append((ChangeKind.TARGET, None))
        elif exactness := _exactness(was, now):
            kinds.append((ChangeKind.FIRMER if exactness > 0 else ChangeKind.VAGUER, None))
        if not kinds and self._same_wait(was, now):
            return
        # The anchor is done only after the fact: what it moved is no move of the promise.
        own_day = from_day if was and self._waited(old, self.base) is None else None
        same_day = from_day is not None and from_day == to_day
        other = ChangeKind.REWORDED if same_day else ChangeKind.CHANGED
        for kind, by in kinds or [(other, None)]:
            place = new.at("due")
            self._say(
                kind, new, place, shown[0], shown[1], by, key="due", notes=notes, was_due=own_day
            )

    def _dated(self, item: _Item, plan: Plan) -> Deadline | None:
        """The deadline, dated if what it waits for is done on either side."""
        due = item.entry.due if item.entry else read_due(_due(item), plan.calendar, item.year)
        if not isinstance(due, Deadline):
            return None
        anchor = due.anchor if due.due_by is None else None
        if anchor is None:
            return due
        for name in (anchor, self._new_id("milestone", anchor) or anchor):
            for side in (self.head, self.base):
                entry = side.by_id.get(name)
                if entry and entry.milestone.done:
                    return _resolved(due, entry.milestone.done.last)
        return due

    def _nominally_dated(self, was: Deadline, now: Deadline) -> tuple[Deadline, Deadline]:
        """Two waits for the same thing differ by how long they wait, whenever it happens."""
        happened = self.head.head.adopted or self.base.head.adopted
        if not happened or not was.anchor or not now.anchor:
            return was, now
        if self._new_id("milestone", was.anchor) != now.anchor:
            return was, now
        return _resolved(was, happened), _resolved(now, happened)

    def _same_wait(self, was: Deadline | None, now: Deadline | None) -> bool:
        """Whether only the id of what they wait for changed: that is said where it was renamed."""
        if not was or not now or not was.anchor or was.anchor == now.anchor:
            return False
        return self._new_id("milestone", was.anchor) == now.anchor and was.offset == now.offset

    def _waited(self, item: _Item, plan: Plan) -> str | None:
        """The anchor of a deadline that has no date of its own yet."""
        due = item.entry.due if item.entry else None
        if not isinstance(due, Deadline) or due.due_by or not due.anchor:
            return None
        entry = plan.by_id.get(due.anchor)
        return None if entry and entry.milestone.done else due.anchor

    # -- how a milestone stands

    def _progress(
        self,
        old: Milestone,
        new: Milestone,
        item: _Item,
        notes: _Notes,
        added: list[int],
    ) -> None:
        if new.done and not old.done:
            self._completed(item, item.at("done"), new.done, self._days_late(item), notes)
        elif old.done and not new.done:
            place = item.at("status") if new.status else item.at("id")
            was = old.done.text
            self._say(ChangeKind.REOPENED, item, place, was, new.status, key="done", notes=notes)
        kind = _status_change(old, new)
        if kind:
            place = item.at("status")
            self._say(kind, item, place, old.status, new.status, key="status", notes=notes)
        logged, log = _logged(old), _logged(new)
        if logged != log:
            aim = new.target or old.target
            unit = f" of {aim}" if aim else ""
            before, after = f"{words(logged)}{unit}", f"{words(log)}{unit}"
            place = item.at("log", added[-1]) if added else item.at("log")
            self._say(ChangeKind.PROGRESSED, item, place, before, after, key="log", notes=notes)

    def _completed(
        self,
        item: _Item,
        place: Where,
        done: DoneOn,
        late: int | None,
        notes: _Notes,
        period: str = "",
    ) -> None:
        due = _due(item)
        before = _due_words(due) or getattr(item.part, "repeats", None)
        after = f"{period}: {done}" if period else done.text
        self._say(ChangeKind.COMPLETED, item, place, before, after, late, key="done", notes=notes)

    def _days_late(self, item: _Item) -> int | None:
        """How many days after its deadline something was finished; 0 where it had begun in time
        and no more was promised."""
        due = self._dated(item, self.head)
        milestone = item.part
        if not due or not due.due_by or not isinstance(milestone, Milestone) or not milestone.done:
            return None
        if due.begin_by and any(entry.on <= due.begin_by for entry in milestone.log):
            return 0
        return (milestone.done.last - due.due_by).days

    def _occurrences(self, old: Milestone, new: Milestone, item: _Item, notes: _Notes) -> None:
        if old.occurrences == new.occurrences:
            return
        olds = {time.period.casefold(): time for time in old.occurrences}
        news = {time.period.casefold(): (at, time) for at, time in enumerate(new.occurrences)}
        for name, (at, time) in news.items():
            was = olds.get(name) or OccurrenceEntry(period=time.period, done=None, evidence=())
            place = item.at("occurrences", at, "done")
            if time.done and not was.done:
                late = self._days_late_of(item, time)
                self._completed(item, place, time.done, late, notes, time.period)
            elif was.done != time.done and was.done:
                kind = ChangeKind.CHANGED if time.done else ChangeKind.REOPENED
                before = f"{was.period}: {was.done}"
                after = f"{time.period}: {time.done}" if time.done else None
                self._say(kind, item, place, before, after, key="occurrences", notes=notes)
            key = ("occurrences", at, "evidence")
            self._evidence(item, was.evidence, time.evidence, key, notes)
        for name, was in olds.items():
            if name not in news and was.done:
                before = f"{was.period}: {was.done}"
                place = item.at("occurrences")
                kind = ChangeKind.REOPENED
                self._say(kind, item, place, before, key="occurrences", notes=notes)

    @staticmethod
    def _days_late_of(item: _Item, time: OccurrenceEntry) -> int | None:
        if not time.done or not item.entry:
            return None
        times = {t.label.casefold(): t.window for t in item.entry.times(time.done.last)}
        window = times.get(time.period.casefold())
        return (time.done.last - window.end).days if window else None

    def _evidence(
        self,
        item: _Item,
        old: tuple[str, ...],
        new: tuple[str, ...],
        key: Route,
        notes: _Notes,
    ) -> None:
        added = [at for at, link in enumerate(new) if link not in old]
        removed = [link for link in old if link not in new]
        if added:
            links = ", ".join(new[at] for at in added)
            place = item.at(*key, added[0])
            self._say(ChangeKind.EVIDENCE, item, place, None, links, key="evidence", notes=notes)
        if removed:
            links = ", ".join(removed)
            place = item.at(*key)
            self._say(ChangeKind.CHANGED, item, place, links, None, key="evidence", notes=notes)

    def _readings(self, old: Indicator, new: Indicator, item: _Item) -> None:
        if old.readings == new.readings:
            return
        added = [at for at, reading in enumerate(new.readings) if reading not in old.readings]
        lost = [reading for reading in old.readings if reading not in new.readings]
        unit = f" {new.unit}" if new.unit else ""
        latest = [
            f"{words(part.readings[-1].value)}{unit}" if part.readings else None
            for part in (old, new)
        ]
        kind = ChangeKind.CHANGED if lost else ChangeKind.PROGRESSED
        place = item.at("readings", added[-1]) if added else item.at("readings")
        self._say(kind, item, place, latest[0], latest[1], key="readings")

    # -- everything that is one key

    def _fields(self, old: _Item, new: _Item, notes: _Notes) -> None:
        for name, kind in _FIELDS.items():
            if name in type(new.part).model_fields:
                before = self._field_words(old, name, renamed=True)
                after = self._field_words(new, name)
                if before != after:
                    shown = self._field_words(old, name)
                    self._say(kind, new, new.at(name), shown, after, key=name, notes=notes)
        if isinstance(old.part, Milestone) and isinstance(new.part, Milestone):
            was, now = old.part.done, new.part.done
            if was and now and was != now:
                kind = ChangeKind.CHANGED
                place = new.at("done")
                self._say(kind, new, place, was.text, now.text, key="done", notes=notes)

    def _field_words(self, item: _Item, name: str, *, renamed: bool = False) -> str | None:
        """A field in words; with `renamed`, ids as the head has them."""
        value = getattr(item.part, name)
        if name == "partners":
            each = [(self._new_id("organization", p.org) if renamed else p.org, p) for p in value]
            return ", ".join(sorted(_partner(org or "", p) for org, p in each)) or None
        if name == "after" and renamed:
            value = tuple(self._new_id("milestone", other) for other in value)
        return _words(value)

    # -- plan.yaml

    def _plan(self) -> None:
        old, new = self.base.head, self.head.head
        item = _Item("plan", self.head.id, new.title, new, Where(self.head, ()))
        if self.base.id != self.head.id:
            place = item.at("id")
            self._say(ChangeKind.RENAMED, item, place, self.base.id, self.head.id, key="id")
        if self._new_id("organization", old.lead) != new.lead:
            self._say(ChangeKind.REOWNED, item, item.at("lead"), old.lead, new.lead, key="lead")
        for name in ("title", "community", "summary", "vision", "goal", "period"):
            before, after = _words(getattr(old, name)), _words(getattr(new, name))
            if before != after:
                kind = ChangeKind.CHANGED if name == "period" else ChangeKind.REWORDED
                self._say(kind, item, item.at(name), before, after, key=name)
        if old.sources != new.sources:
            titles = [", ".join(s.title for s in part.sources) or None for part in (old, new)]
            place = item.at("sources")
            self._say(ChangeKind.CHANGED, item, place, titles[0], titles[1], key="sources")
        for name in dict.fromkeys((*old.checks, *new.checks)):
            was, now = old.checks.get(name), new.checks.get(name)
            if was != now:
                place = item.at("checks", name) if now else item.at("checks")
                shown = [f"{name}: {level or 'as by default'}" for level in (was, now)]
                self._say(ChangeKind.CHECKS, item, place, shown[0], shown[1], key="checks")

    def _calendar(self) -> None:
        """One change for the whole dictionary: which key moved what can't be told apart."""
        before, after = _calendar_keys(self.base), _calendar_keys(self.head)
        if before == after:
            return
        keys = [
            key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)
        ]
        shown = [
            "; ".join(f"{_name(key)}: {keys_of[key]}" for key in keys if key in keys_of) or None
            for keys_of in (before, after)
        ]
        head = self.head.head
        item = _Item("plan", self.head.id, head.title, head, Where(self.head, ()))
        present = [key for key in keys if self.head.source.node(key) is not None]
        place = item.at(*present[0]) if present else item.at("calendar")
        moved = tuple(self.shifts)
        kind = ChangeKind.CALENDAR
        self._say(kind, item, place, shown[0], shown[1], key="calendar", moved=moved)


_FIELDS = {
    "title": ChangeKind.REWORDED,
    "text": ChangeKind.REWORDED,
    "summary": ChangeKind.REWORDED,
    "name": ChangeKind.REWORDED,
    "partners": ChangeKind.PARTNERS,
    "target": ChangeKind.TARGET,
    "repeats": ChangeKind.TARGET,
    "starts": ChangeKind.CHANGED,
    "after": ChangeKind.CHANGED,
    "unit": ChangeKind.CHANGED,
    "baseline": ChangeKind.CHANGED,
    "year": ChangeKind.CHANGED,
    "contact": ChangeKind.CHANGED,
    "url": ChangeKind.CHANGED,
    "tags": ChangeKind.CHANGED,
    "source": ChangeKind.CHANGED,
}


def _status_change(old: Milestone, new: Milestone) -> ChangeKind | None:
    if old.status == new.status:
        return None
    kinds = {
        "dropped": ChangeKind.DROPPED,
        "deferred": ChangeKind.DEFERRED,
        "blocked": ChangeKind.BLOCKED,
    }
    if new.status in kinds:
        return kinds[new.status]
    if new.done or (old.done and new.status == "active"):
        return None  # completed or reopened: that says it
    if old.status in kinds:
        return ChangeKind.RESUMED
    return ChangeKind.STARTED if new.status == "active" else ChangeKind.CHANGED


def _logged(milestone: Milestone) -> Decimal:
    """What the log adds up to, in the target's unit; of a share (45%), the latest level."""
    amounts = [(entry.on, entry.amount) for entry in milestone.log if entry.amount is not None]
    if amounts and milestone.target and milestone.target.unit == "%":
        return max(amounts, key=lambda found: found[0])[1]
    return sum((amount for _, amount in amounts), Decimal(0))


_Notes = tuple["LogEntry", ...]
# How the notes begin that commands write beside what they do.
_OPENINGS = {
    **dict.fromkeys((*MOVES, ChangeKind.FIRMER), "moved"),
    ChangeKind.REOPENED: "reopened",
    ChangeKind.DROPPED: "dropped",
    ChangeKind.DEFERRED: "deferred",
    ChangeKind.BLOCKED: "blocked",
}


def _reasons(kind: ChangeKind, notes: _Notes) -> _Notes:
    """Of the notes that an edit added, those that speak of one change, as far as can be told.

    Where none says that it does ("Moved from ..."), any note stands for a reason that is owed.
    """
    opening = _OPENINGS.get(kind)
    own = [note for note in notes if opening and _opening(note) == opening]
    free = [note for note in notes if _opening(note) is None]
    return tuple(own or free or (notes if opening else ()))


def _opening(note: LogEntry) -> str | None:
    words = (note.note or "").casefold()
    return next((word for word in _OPENINGS.values() if words.startswith(word)), None)


_Rewritten = list[tuple["LogEntry", int | None]]


def _log_changes(
    old: tuple[LogEntry, ...], new: tuple[LogEntry, ...]
) -> tuple[list[int], _Rewritten]:
    """What was added to a log; and each entry that is gone, with what stands in its stead."""
    left = Counter(old)
    added = []
    for at, entry in enumerate(new):
        if left[entry]:
            left[entry] -= 1
        else:
            added.append(at)
    rewritten: _Rewritten = []
    by_day: dict[date, list[int]] = {}
    for place in added:
        by_day.setdefault(new[place].on, []).append(place)
    used: set[int] = set()
    fresh = set(added)
    # Of equal entries the later ones count as gone.
    for at in range(len(old) - 1, -1, -1):
        if not left[old[at]]:
            continue
        left[old[at]] -= 1
        same_day = by_day.get(old[at].on, [])
        while same_day and same_day[-1] in used:
            same_day.pop()
        instead = same_day.pop() if same_day else at if at in fresh and at not in used else None
        if instead is not None:
            used.add(instead)
        rewritten.append((old[at], instead))
    return [place for place in added if place not in used], rewritten[::-1]


def _resolved(due: Deadline, on: date) -> Deadline:
    """A deadline that waits, dated; as it is, where it waits for longer than there are years."""
    try:
        return resolve(due, on)
    except (OverflowError, ValueError):
        return due


def _exactness(was: Deadline | None, now: Deadline | None) -> int:
    """1 where a deadline was made firmer, -1 where vaguer, 0 where it is about as exact."""
    before, after = _rank(was), _rank(now)
    if before != after:
        return 1 if after < before else -1
    if not was or not now or not was.due_by or not now.due_by:
        return 0
    if was.start and now.start:
        return _wider(_width(was), _width(now))
    if was.start or now.start:
        # "By" an end, and a window: vaguer only where the window is more than the end was said by.
        if was.due_by == now.due_by:
            return 0
        return (
            max(0, _wider(_width(was), _NOMINAL[now.kind]))
            if was.start
            else min(0, _wider(_NOMINAL[was.kind], _width(now)))
        )
    # "By" names one day, but for a season, whose end is nobody's.
    return {("date", "season"): -1, ("season", "date"): 1}.get((was.kind, now.kind), 0)


def _wider(before: int, after: int) -> int:
    """As `_exactness`. Months and quarters differ by a day or two: that is no change."""
    return -1 if after > before * 1.3 else 1 if before > after * 1.3 else 0


# How many days the kinds of deadlines stand for.
_NOMINAL = {
    **dict.fromkeys(KINDS, 1),
    "month": 31,
    **dict.fromkeys(("quarter", "season"), 92),
    "half": 184,
    **dict.fromkeys(("year", "fiscal"), 366),
}


def _rank(due: Deadline | None) -> int:
    """A day to finish by, a day to begin by, something to wait for, no day at all."""
    if due is None or (due.due_by is None and due.anchor is None):
        return 3
    if due.due_by is None:
        return 2
    return 0 if due.end else 1


def _width(due: Deadline) -> int:
    """The days of its window."""
    assert due.start and due.due_by  # noqa: S101 - only windows are asked
    return (due.due_by - due.start).days + 1


def _due(item: _Item) -> Due | None:
    return getattr(item.part, "due", None)


def _due_words(due: Due | None) -> str | None:
    if due is None:
        return None
    words = " ".join(due.words.split())
    return f"{words} (by {due.by})" if due.by else words


def _squeezed(due: Due | None) -> tuple[str, date | None] | None:
    return (" ".join(due.words.split()), due.by) if due else None


def _words(value: Any) -> str | None:
    """A value of a plan as one line; None for nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, Due):
        return _due_words(value)
    if isinstance(value, (tuple, Decimal)):
        return words(value)
    return " ".join(str(value).split())


def _partner(org: str, partner: Partner) -> str:
    return f"{org} ({partner.role})" if partner.role else org


def _entry_words(entry: LogEntry) -> str:
    amount = words(entry.amount)
    by = f"({entry.by})" if entry.by else ""
    return " ".join(part for part in (f"{entry.on}:", amount, entry.note or "", by) if part)


def _calendar_keys(plan: Plan) -> dict[Route, str]:
    """The plan's dictionary of time as written, by the place of each entry."""
    keys = plan.head.calendar
    found: dict[Route, str] = {}
    if plan.head.adopted:
        found["adopted",] = plan.head.adopted.isoformat()
    for name in type(keys).model_fields:
        if name != "words" and (value := getattr(keys, name)):
            found["calendar", name] = str(value)
    for word, meaning in keys.words.items():
        found["calendar", "words", word] = meaning
    return found


def _name(key: Route) -> str:
    return str(key[-1])


# How alike two things must be to be one thing under another id, and when not to look.
_ALIKE = 0.65
_MOST_PAIRS = 250_000
_Bags = tuple[frozenset[str], frozenset[str]]


def _bag(text: str) -> frozenset[str]:
    """The words that tell a text from others: those of three letters or more, and numbers."""
    words = ("".join(c if c.isalnum() else " " for c in text.casefold())).split()
    return frozenset(word for word in words if len(word) > 2 or word.isdigit())


def _text(item: _Item) -> str:
    return getattr(item.part, "text", None) or ""


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words that two texts have in common (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def _children(item: _Item) -> frozenset[str]:
    """The ids inside of something."""
    keys = ("objectives", "actions", "milestones", "indicators")
    return frozenset(part.id for key in keys for part in getattr(item.part, key, ()))
