"""Find plans on disk and read them: a folder in, plans and a report out."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from welcomeplan import yamltext
from welcomeplan.deadlines import CalendarQuestion, read_calendar
from welcomeplan.diagnostics import Diagnostic, Finding, Report, Severity, at, locate
from welcomeplan.errors import UserError, did_you_mean
from welcomeplan.model import Head, Part, Plan, Strategy, StrategyFile, is_slug, parse
from welcomeplan.yamltext import Limits, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.calendar import Calendar

_PartT = TypeVar("_PartT", bound=Part)

HEAD = "plan.yaml"
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Workspace:
    """The plans below a folder, and what stood in the way of reading them.

    The report holds the faults of reading alone; `rules.check` adds those of the rules.
    """

    folder: Path
    plans: tuple[Plan, ...]
    report: Report

    def path(self, file: str) -> Path:
        """Where a file of a plan stands on disk."""
        return self.folder / file

    def shown(self, file: str) -> str:
        """A file as people are shown it: relative to where they stand, if it is below there."""
        return _shown(self.folder, file)


def find() -> Path:
    """The plan nearest to the current folder: that folder, or `plan/` in it or in a parent.

    Raises UserError where there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        for candidate in (folder, folder / "plan"):
            if (candidate / HEAD).is_file() or (candidate.name == "plan" and candidate.is_dir()):
                return Path(os.path.relpath(candidate, here))
    raise UserError(
        "there is no plan here, nor in a folder above",
        "Go to the folder that holds `plan/`, or name the plan: `--dir FOLDER`."
        f" A plan is a folder with a `{HEAD}`.",
    )


def load(
    folder: str | Path | None = None, *, limits: Limits = yamltext.DEFAULT_LIMITS
) -> Workspace:
    """Read the plan or the plans in a folder (without one, those of the nearest `plan/`).

    Faults in the files are in the report. Raises UserError where there is no plan at all or
    the folder can't be read.
    """
    root = find() if folder is None else Path(folder)
    reader = _Reader(root, limits)
    folders = list(homes(root))
    if not folders:
        raise UserError(
            _no_plan(root), f"A plan is a folder with a `{HEAD}`. Name it: `--dir FOLDER`."
        )
    plans = [plan for home in folders if (plan := reader.plan(home))]
    reader.refuse_shared_ids(plans)
    report = Report(
        files=reader.files,
        milestones=sum(len(plan.entries) for plan in plans),
        diagnostics=tuple(reader.diagnostics),
        unread=tuple(reader.unread),
    )
    return Workspace(root, tuple(plans), report)


def _no_plan(root: Path) -> str:
    if not root.exists():
        return f"there is no folder `{root}`"
    if not root.is_dir():
        return f"`{root}` is a file; a plan is a folder"
    if (root / "plan.yml").exists():
        return f"`{root / 'plan.yml'}` must be named `{HEAD}`"
    return f"there is no plan in `{root}`"


def homes(root: Path) -> Iterator[Path]:
    """The folders that hold a plan, from `root` down, by name. Links are not followed."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        children = _listing(folder)
        if any(child.name == HEAD for child in children):
            yield folder
            continue
        waiting += [
            Path(child.path)
            for child in reversed(children)
            if not child.name.startswith(".") and child.is_dir(follow_symlinks=False)
        ]


def _listing(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as listing:
            return sorted(listing, key=lambda child: child.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise UserError(
            f"the folder `{folder}` can't be read: {error.strerror}",
            "Ask whoever keeps this machine for permission to read it.",
        ) from None


def _shown(root: Path, file: str) -> str:
    path = Path(os.path.normpath(root / file))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return str(path.relative_to(Path.cwd()))
    return str(path)


class _Reader:
    """Reads the files of plans and collects what is wrong with them."""

    def __init__(self, root: Path, limits: Limits) -> None:
        self.root = root
        self.limits = limits
        self.files = 0
        self.diagnostics: list[Diagnostic] = []
        self.unread: list[str] = []

    def plan(self, home: Path) -> Plan | None:
        """One plan, or None where its head can't be read; its other files are read all the same."""
        name = self._name(home / HEAD)
        source = self._source(home / HEAD)
        head = self._model(Head, name, source) if source else None
        calendar = self._calendar(name, source, head) if source and head else None
        strategies = []
        complete = True
        for path in _strategy_paths(home):
            strategy = self._strategy(path)
            if strategy:
                strategies.append(strategy)
            else:
                complete = False
        if not source or not head or not calendar:
            self.unread += [file.file for file in strategies]
            return None
        strategies = self._ordered(name, source, head, strategies, complete)
        plan_id = head.id or home.resolve().name
        if not is_slug(plan_id):
            finding = Finding(
                (),
                f"the folder's name, `{plan_id}`, can't be the plan's id",
                "Add a line `id: ...` with small letters, digits and hyphens.",
            )
            self._report("bad-file-name", name, source, finding)
        return Plan(plan_id, name, source, head, calendar, tuple(strategies), complete)

    def _ordered(
        self, name: str, source: Source, head: Head, found: list[StrategyFile], complete: bool
    ) -> list[StrategyFile]:
        """The strategies in the order that the head gives; the others follow by file name."""
        known = {file.id: file for file in found}
        for place, wanted in enumerate(head.strategies):
            if wanted not in known and complete:
                hint = did_you_mean(wanted, list(known))
                message = f"there is no strategy file `{wanted}.yaml`"
                finding = Finding(
                    ("strategies", place), message, f"{hint}Add the file or delete it."
                )
                self._report("unknown-strategy", name, source, finding)
        first = [known[wanted] for wanted in dict.fromkeys(head.strategies) if wanted in known]
        return [*first, *(file for file in found if file not in first)]

    def refuse_shared_ids(self, plans: list[Plan]) -> None:
        """In a workspace a plan's id is part of every full name."""
        first: dict[str, Plan] = {}
        for plan in plans:
            other = first.setdefault(plan.id, plan)
            if other is not plan:
                finding = Finding(
                    ("id",) if plan.head.id else (),
                    f"the plan id `{plan.id}` belongs to {_shown(self.root, other.file)} already",
                    "Give one of them another `id:`.",
                )
                self._report("duplicate-plan-id", plan.file, plan.source, finding)

    def _strategy(self, path: Path) -> StrategyFile | None:
        name = self._name(path)
        source = self._source(path)
        strategy = self._model(Strategy, name, source) if source else None
        if not source or not strategy:
            return None
        if not is_slug(path.stem):
            finding = Finding(
                (),
                f"the file's name, `{path.name}`, can't be the strategy's id",
                "Rename the file: small letters, digits and hyphens, then `.yaml`.",
            )
            self._report("bad-file-name", name, source, finding)
        return StrategyFile(path.stem, name, source, strategy)

    def _source(self, path: Path) -> Source | None:
        """A file's text and nodes, or None where it can't be read to its end."""
        name = self._name(path)
        self.files += 1
        try:
            source = yamltext.read(read_bytes(path, self.limits.bytes), self.limits)
        except UserError as error:
            fault = yamltext.Fault(error.message, error.help, Span(0, 0))
            source = Source(b"", "", None, (fault,))
        for fault in source.faults:
            place = (Severity.ERROR, _shown(self.root, name), source, fault.span)
            self.diagnostics.append(at("unreadable-file", *place, fault.message, fault.help))
        if source.root is not None:
            return source
        self.unread.append(name)
        return None

    def _model(self, kind: type[_PartT], name: str, source: Source) -> _PartT | None:
        """A file's model, or None where something in the file is wrong.

        What the parser could read of a faulty file is held to the schema all the same, so that
        one run names every fault; but nothing of it is shown as the plan.
        """
        model, findings = parse(kind, source)
        for rule, finding in findings:
            self._report(rule, name, source, finding)
        if model is None or source.faults:
            self.unread.append(name)
            return None
        return model

    def _calendar(self, name: str, source: Source, head: Head) -> Calendar | None:
        """The plan's calendar; None where a key of it can't be read."""
        keys = head.calendar.model_dump(exclude_none=True)
        adopted = head.adopted.isoformat() if head.adopted else None
        readable = True
        while True:
            try:
                calendar = read_calendar(adopted=adopted, **keys)
                return calendar if readable else None
            except CalendarQuestion as question:
                key, _, word = question.key.partition(".")
                route = ("calendar", key, word) if word else ("calendar", key)
                finding = Finding(route, question.message, question.remedy, within=question.at)
                self._report("unreadable-calendar", name, source, finding)
                # Without it, the other keys can still be checked.
                del (keys["words"] if word else keys)[word or key]
                readable = False

    def _report(self, rule: str, name: str, source: Source, finding: Finding) -> None:
        shown = _shown(self.root, name)
        self.diagnostics.append(locate(rule, Severity.ERROR, shown, source, finding))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _strategy_paths(home: Path) -> list[Path]:
    return [
        Path(child.path)
        for child in _listing(home)
        if child.name.endswith(ENDINGS) and child.name != HEAD and not child.name.startswith(".")
    ]


def read_bytes(path: Path, most: int) -> bytes:
    """A plain file's bytes; one byte more than `most` at the most.

    Raises UserError for a link, pipe, device or folder, and for what can't be opened. A pipe is
    never waited for.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise _not_plain(path)
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _not_plain(path)
            return file.read(most + 1)
    except OSError as error:
        raise UserError(
            f"the file can't be read: {error.strerror}",
            "Ask whoever keeps this machine for permission to read it.",
        ) from None


def _not_plain(path: Path) -> UserError:
    kinds = ((stat.S_ISLNK, "a link"), (stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"))
    mode = os.lstat(path).st_mode
    kind = next((name for test, name in kinds if test(mode)), "a device")
    return UserError(
        f"`{path.name}` is {kind}; a plan file is a plain file",
        "Put the file itself here, or give this another name.",
    )
