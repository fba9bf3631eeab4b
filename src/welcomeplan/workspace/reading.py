"""Find plans and read them: a folder, now or at a git revision; plans and a report out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from welcomeplan import systems, versions, yamltext
from welcomeplan.deadlines import CalendarQuestion, read_calendar
from welcomeplan.diagnostics import (
    Absent,
    Checked,
    Diagnostic,
    Finding,
    Severity,
    UnreadPart,
    at,
    locate,
)
from welcomeplan.errors import Missing, UserError
from welcomeplan.limits import DEFAULT_LIMITS, MOST_WORDS, Limits
from welcomeplan.plan import Head, Part, Plan, Strategy, StrategyFile, is_slug, parse, register
from welcomeplan.wording import asked, it_may_be, nearest
from welcomeplan.workspace.disk import ENDINGS, HEAD, is_strategy
from welcomeplan.workspace.finding import MOST_FILES, find, most_files, shown
from welcomeplan.workspace.trees import Committed, Disk, from_top, homes
from welcomeplan.yamltext import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from welcomeplan.deadlines import Calendar
    from welcomeplan.plan import Register
    from welcomeplan.versions import Commit
    from welcomeplan.workspace.trees import Tree
    from welcomeplan.yamltext import Route

    Tick = Callable[[], None]

_PartT = TypeVar("_PartT", bound=Part)
_NEARLY = (*ENDINGS, *(f"{end}.txt" for end in ENDINGS), ".txt")
"""How the file of a strategy ends that is there under another name: in other letters, or as an
editor names what it takes for any text."""


class StandIn(NamedTuple):
    """A file that was read as it was at an earlier commit, because it can't be read since."""

    file: str
    commit: Commit
    absent: bool = False
    """Whether it is not even there since, though it is listed."""


@dataclass(frozen=True)
class Workspace:
    """The plans below a folder, and what stood in the way of reading them.

    The report holds the faults of reading alone; `rules.check` adds those of the rules.
    """

    folder: Path
    plans: tuple[Plan, ...]
    report: Checked
    at: str | None = None
    """The full hash of the commit that the plans were read from; None for the files on disk."""
    stand_ins: tuple[StandIn, ...] = ()
    """The files that were read as they were at an earlier commit."""

    @cached_property
    def register(self) -> Register:
        """What was promised there, as records."""
        return register(
            self.plans,
            self.report.root,
            self.report.unread,
            self.at,
            self.report.unread_parts,
            self.report.held,
            self.report.absent,
        )

    @property
    def files(self) -> Memory:
        """What was read of its files, but for those of which something can't be."""
        found: Memory = {}
        for plan in self.plans:
            found[Head, plan.source.key] = Parsed(plan.source, plan.head, [])
            for file in plan.strategies:
                if not file.unread:
                    found[Strategy, file.source.key] = Parsed(file.source, file.strategy, [])
        return found

    def path(self, file: str) -> Path:
        """Where a file of a plan stands on disk."""
        return self.folder / file

    def shown(self, file: str) -> str:
        """A file as people are shown it: relative to where they stand, if it is below there."""
        return shown(self.folder, file)

    @cached_property
    def told(self) -> str:
        """The folder as other programs are told it, wherever somebody stands: from the top of its
        git repository; outside of one, as people are shown it."""
        return from_top(self.folder) or self.report.root


def load(
    folder: str | Path | None = None,
    *,
    at: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    tick: Tick | None = None,
    empty: bool = False,
) -> Workspace:
    """Read the plan or the plans in a folder (without one, those of the nearest `plan/`).

    `at` names a git revision, or a day: the folder is read as it was committed there, and need not
    exist any more. Faults in the files are in the report. Raises UserError where there is no plan
    at all (but if it may be `empty`), the folder can't be read, or git knows no such revision.
    `tick` is called for each file.
    """
    root = find() if folder is None else Path(folder)
    reading = collect if empty else read
    if at is None:
        return reading(root, Disk(root), limits=limits, tick=tick)
    from welcomeplan.workspace.git import Repository  # noqa: PLC0415 - only when it is asked for

    with Repository.find(root) as repository:
        commit = repository.resolve(at)
        tree = Committed(repository, commit)
        if tree.folders[PurePosixPath()] is None and not empty:
            raise UserError(
                f"there was no folder `{root}` at {versions.short(commit)}",
                "Name one that was there, `--dir FOLDER`, or a commit that has it:"
                " `git log --oneline -- FOLDER` lists them.",
            )
        return reading(root, tree, at=commit, limits=limits, tick=tick)


def read(
    root: Path,
    tree: Tree,
    *,
    at: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    memory: Memory | None = None,
    tick: Tick | None = None,
) -> Workspace:
    """Read the plans of a tree that stands, or stood at the commit `at`, in the folder `root`.

    Raises UserError where there is none.
    """
    found = collect(root, tree, at=at, limits=limits, memory=memory, tick=tick)
    if not found.report.files:
        raise UserError(
            f"there was no plan in `{root}` at {versions.short(at)}" if at else _no_plan(root),
            f"A plan is a folder with a `{HEAD}`. Name it: `--dir FOLDER`.",
        )
    return found


def collect(
    root: Path,
    tree: Tree,
    *,
    at: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    memory: Memory | None = None,
    other: Workspace | None = None,
    tick: Tick | None = None,
) -> Workspace:
    """As `read`, but there may be no plan; and what is in the `memory`, or was read of the files of
    an `other` version, is not read again."""
    reader = _Reader(root, tree, limits, memory, tick, other)
    plans = reader.plans()
    reader.refuse_shared_ids(plans)
    report = Checked(
        root=shown(root, ""),
        files=reader.files,
        milestones=sum(len(plan.milestones) for plan in plans),
        diagnostics=tuple(reader.diagnostics),
        unread=tuple(reader.unread),
        unread_parts=tuple(part for plan in plans for part in plan.unread),
        held=tuple(reader.held),
        absent=tuple(reader.absent),
    )
    return Workspace(root, tuple(plans), report, at)


def recalled(root: Path, tree: Tree, limits: Limits, memory: Memory) -> Recalled:
    """As `collect` with a memory, without what costs as much as all of the plans are large."""
    reader = _Reader(root, tree, limits, memory)
    plans = tuple(reader.plans())
    parts = tuple(part for plan in plans for part in plan.unread)
    return Recalled(plans, tuple(reader.unread), parts)


def can_be_read(root: Path, tree: Tree, file: PurePosixPath, limits: Limits) -> bool:
    """Whether a file of a plan can be read in whole, whatever is true of the others."""
    reader = _Reader(root, tree, limits)
    return reader.is_whole(file)


def placed(head: Head, ids: Sequence[str]) -> list[int]:
    """The places of strategies, which are given by file name, in the order that the head gives;
    the others follow as they are."""
    known = {id_: at for at, id_ in enumerate(ids)}
    first = {known[wanted]: None for wanted in head.strategies if wanted in known}
    return [*first, *(at for at in range(len(ids)) if at not in first)]


def _no_plan(root: Path) -> str:
    if not root.exists():
        return f"there is no folder `{root}`"
    if not root.is_dir():
        return f"`{root}` is a file; a plan is a folder"
    if (root / "plan.yml").exists():
        return f"`{root / 'plan.yml'}` must be named `{HEAD}`"
    return f"there is no plan in `{root}`"


def _unread_part(file: str, source: Source, route: Route) -> UnreadPart:
    """A part that was left out, by what can be told of it."""
    kind = str(route[-2]).removesuffix("s")
    id_ = source.word((*route, "id"))
    known = id_ if is_slug(id_) else None
    number = " ".join(source.word((*route, "number")).split())
    return UnreadPart(kind, known, file, source.line_of(route), route, number or None)


class Parsed(NamedTuple):
    """What was read of a file: its text, its model, and the faults that it has."""

    source: Source
    model: Part | None
    findings: list[tuple[str, Finding]]
    """Each with the name of its rule."""
    left_out: tuple[Route, ...] = ()
    """The items that the model is without, for their faults."""


Memory = dict[tuple[type[Part], str], Parsed]
"""What was read of files already, by what stands for their bytes (`Tree.key`): what was asked for
last stands last."""


class Recalled(NamedTuple):
    """The plans of a past version, and what of them could not be read."""

    plans: tuple[Plan, ...]
    unread: tuple[str, ...]
    unread_parts: tuple[UnreadPart, ...]


def parsed(kind: type[Part], source: Source) -> Parsed:
    """What is read of a file's text and nodes."""
    if not source.is_read:
        return Parsed(source, None, [])
    model, findings, left_out = parse(kind, source)
    return Parsed(source, None if source.faults else model, findings, left_out)


class _Reader:
    """Reads the files of plans and collects what is wrong with them.

    With a `memory`, files of the same bytes are read once in several readers' lives; of those
    without a fault, only the model is kept. Nor are those read again that an `other` version has:
    they are the same there, with their text.
    """

    def __init__(
        self,
        root: Path,
        tree: Tree,
        limits: Limits,
        memory: Memory | None = None,
        tick: Tick | None = None,
        other: Workspace | None = None,
    ) -> None:
        self.root = root
        self.tree = tree
        self.limits = limits
        self.most_files = most_files(limits)
        self.memory = memory
        self.known = other.files if other else {}
        self.tick = tick
        self.files = 0
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []
        self.held: list[str] = []
        self.absent: list[Absent] = []

    def plans(self) -> list[Plan]:
        """All that can be read."""
        every = list(homes(self.tree))
        beside = len(every) > 1
        return [replace(plan, beside=beside) for home in every if (plan := self.plan(home))]

    def plan(self, home: PurePosixPath) -> Plan | None:
        """One plan, or None where its head can't be read; its other files are read all the same."""
        name = str(home / HEAD)
        source, head, _ = self._file(Head, home / HEAD)
        calendar = self._calendar(name, source, head) if source and head else None
        if head and not calendar:
            self.unread.append(name)
        strategies = []
        paths = self._strategy_paths(home)
        strategies = [found for path in paths if (found := self._strategy(path))]
        if not source or not head or not calendar:
            # What stands in a part that can be read is missing all the same.
            held = [file.file for file in strategies if not file.unread]
            self.unread += held
            self.held += held
            return None
        complete = self._all_there(home, source, head) and len(strategies) == len(paths)
        complete = complete and not any(file.unread for file in strategies)
        strategies = [strategies[at] for at in placed(head, [file.id for file in strategies])]
        plan_id = head.id or (self.root / home).resolve().name
        if not is_slug(plan_id):
            finding = Finding(
                (),
                f"the folder's name, `{plan_id}`, can't be the plan's id",
                "Add a line `id: ...` with small letters, digits and hyphens.",
            )
            self._report("bad-file-name", name, source, finding)
        return Plan(plan_id, name, source, head, calendar, tuple(strategies), complete)

    def is_whole(self, file: PurePosixPath) -> bool:
        """Whether all of a file can be read; of `plan.yaml`, its calendar too."""
        if file.name != HEAD:
            return self._strategy(file) is not None and not self.unread
        source, head, _ = self._file(Head, file)
        return bool(source and head and self._calendar(str(file), source, head))

    def _all_there(self, home: PurePosixPath, source: Source, head: Head) -> bool:
        """Whether every strategy that a head lists has a file. What stands in one that has none is
        not known: it is as missing as what can't be read."""
        names = {child.name.lower(): child.name for child in self.tree.items(home)}
        known = dict.fromkeys(path.stem for path in self._strategy_paths(home))
        lost = [one for one in enumerate(head.strategies) if one[1] not in known]
        absent = {}
        for count, (place, wanted) in enumerate(lost):
            file = f"{wanted}.yaml"
            nearly = () if file == HEAD else (f"{wanted}{end}" for end in _NEARLY)
            beside = next((names[one] for one in nearly if one in names), "")
            if file != HEAD:
                absent[str(home / file)] = beside
            if count < self.limits.faults:
                meant = "" if beside else nearest(wanted, list(known))
                remedy = asked(meant) + "Add the file, or take its name out of `strategies:`."
                finding = Finding(
                    ("strategies", place),
                    f"there is no strategy file `{file}`",
                    it_may_be(beside, file) or remedy,
                    meant=meant,
                )
                self._report("unknown-strategy", str(home / HEAD), source, finding)
        self.unread += absent
        self.absent += (Absent(file, beside) for file, beside in absent.items())
        return not absent

    def refuse_shared_ids(self, plans: list[Plan]) -> None:
        """In a workspace a plan's id is part of every full name."""
        first: dict[str, Plan] = {}
        for plan in plans:
            other = first.setdefault(plan.id, plan)
            if other is not plan:
                finding = Finding(
                    ("id",) if plan.head.id else (),
                    f"the plan id `{plan.id}` belongs to {shown(self.root, other.file)} already",
                    "Give one of them another `id:`.",
                )
                self._report("duplicate-plan-id", plan.file, plan.source, finding)

    def _strategy_paths(self, home: PurePosixPath) -> list[PurePosixPath]:
        names = (child.name for child in self.tree.items(home))
        return [home / name for name in names if is_strategy(name)]

    def _strategy(self, path: PurePosixPath) -> StrategyFile | None:
        name = str(path)
        source, strategy, left_out = self._file(Strategy, path)
        if not source or not strategy:
            return None
        unread = tuple(_unread_part(name, source, route) for route in left_out)
        if not is_slug(path.stem) or systems.is_device(path.stem):
            device = systems.is_device(path.stem)
            why = "; no file can be called so on Windows" if device else ""
            finding = Finding(
                (),
                f"the file's name, `{path.name}`, can't be the strategy's id{why}",
                "Rename the file: small letters, digits and hyphens, then `.yaml`.",
            )
            self._report("bad-file-name", name, source, finding)
        return StrategyFile(path.stem, name, source, strategy, unread)

    def _file(
        self, kind: type[_PartT], path: PurePosixPath
    ) -> tuple[Source | None, _PartT | None, tuple[Route, ...]]:
        """A file's text and nodes, or None where it can't be read to its end; its model, or None
        where more is wrong in the file than some of its promises; and the routes of those.

        What the parser could read of a faulty file is held to the schema all the same, so that
        one run names every fault; but nothing of it is shown as the plan.
        """
        name = str(path)
        self.files += 1
        if self.files > self.most_files:
            raise UserError(
                f"there are more than {self.most_files:,} files of plans to read in `{self.root}`",
                "Name the folder of one plan: `--dir FOLDER`. If all are meant, raise the limit:"
                f" `{MOST_FILES}={2 * self.most_files} welcomeplan ...`.",
            )
        if self.tick:
            self.tick()
        source, model, findings, left_out = self._remembered(kind, path)
        for fault in source.faults:
            place = (Severity.ERROR, name, source, fault.span)
            self.diagnostics.append(at("unreadable-file", *place, fault.message, fault.remedy))
        for rule, finding in findings:
            self._report(rule, name, source, finding)
        if model is None or left_out:
            self.unread.append(name)
        assert model is None or isinstance(model, kind)  # noqa: S101 - the memory knows the kind
        return (source if source.is_read or model else None), model, left_out

    def _remembered(self, kind: type[_PartT], path: PurePosixPath) -> Parsed:
        key = self.tree.key(path) if self.known or self.memory is not None else None
        if key and (kind, key) in self.known:
            return self.known[kind, key]
        if self.memory is None or key is None:
            return self._parsed(kind, path)
        found = self.memory.pop((kind, key), None)
        if found is None:
            found = self._parsed(kind, path)
            if found.model and not found.findings:
                found = found._replace(source=found.source.let_go())
        self.memory[kind, key] = found
        return found

    def _parsed(self, kind: type[_PartT], path: PurePosixPath) -> Parsed:
        try:
            source = yamltext.read(self.tree.read(path, self.limits.bytes), self.limits)
        except Missing:
            raise  # no fault of the file
        except UserError as error:
            fault = yamltext.Fault(error.message, error.remedy, Span(0, 0))
            source = Source(b"", "", None, (fault,))
        return parsed(kind, source)

    def _calendar(self, name: str, source: Source, head: Head) -> Calendar | None:
        """The plan's calendar; None where a key of it can't be read."""
        keys = head.calendar.model_dump(exclude_none=True)
        readable = self._has_zone(name, source, keys.pop("timezone", None))
        if len(head.calendar.words) > MOST_WORDS:
            finding = Finding(
                ("calendar", "words"),
                f"the plan defines more than {MOST_WORDS} terms of its own",
                "Write dates in their place; a reader could not keep so many in mind either.",
                on_key=True,
            )
            self._report("unreadable-calendar", name, source, finding)
            return None
        while True:
            try:
                calendar = read_calendar(adopted=head.adopted, **keys)
                return calendar if readable else None
            except CalendarQuestion as question:
                key, _, word = question.key.partition(".")
                route = ("calendar", key, word) if word else ("calendar", key)
                finding = Finding(route, question.message, question.remedy, within=question.at)
                self._report("unreadable-calendar", name, source, finding)
                # Without it, the other keys can still be checked.
                del (keys["words"] if word else keys)[word or key]
                readable = False

    def _has_zone(self, name: str, source: Source, timezone: str | None) -> bool:
        """Whether the plan's time zone is known here, where it names one."""
        if timezone is None:
            return True
        from welcomeplan.workspace.zones import zone  # noqa: PLC0415 - few plans name one

        try:
            return zone(timezone) is not None
        except UserError as error:
            finding = Finding(("calendar", "timezone"), error.message, error.remedy)
            self._report("unreadable-calendar", name, source, finding)
            return False

    def _report(self, rule: str, name: str, source: Source, finding: Finding) -> None:
        self.diagnostics.append(locate(rule, Severity.ERROR, name, source, finding))
