"""What every command that changes a plan does: lock, read, act, splice, then save or show the diff.

What may be done, and how, is said by `acts`.
"""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING

from welcomeplan import acts, plan, saving, workspace, yamltext
from welcomeplan.commands import looking, naming, telling
from welcomeplan.errors import EXIT_OK, Refused, UserError
from welcomeplan.formats import deeds, patch
from welcomeplan.wording import IN_QUOTES, path_in, plural, show

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from welcomeplan.acts import Act, Mark
    from welcomeplan.commands.marking import Save
    from welcomeplan.plan import Place, Standing, StrategyFile
    from welcomeplan.workspace import Workspace
    from welcomeplan.yamltext import Edit


def change(
    verb: str, ids: Sequence[str], mark: Mark, save: Save, periods: Sequence[str] = ()
) -> int:
    """Do what a verb of `acts.VERBS` says to milestones, or to those times of them, to all or
    none; the exit code."""
    return naming.asking(lambda agreed: edit(save, doing(verb, ids, mark, periods, agreed)))


def doing(
    verb: str,
    ids: Sequence[str],
    mark: Mark,
    periods: Sequence[str],
    agreed: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[Workspace, date], list[Act]]:
    """What a verb does to milestones; `agreed`: which are meant by names that are no ids."""

    def done(found: Workspace, _: date) -> list[Act]:
        stands = standings(found)
        made: list[Act] = []
        for place, period in _places(found, ids, agreed, periods):
            standing = stands[f"{place.plan.id}/{place.id}"]
            act = done_to(place, standing, verb, replace(mark, period=period), found)
            # One time may be named twice, in two ways.
            same = (one for one in made if one.file is act.file and one.said == act.said)
            if all(one.edits != act.edits for one in same):
                made.append(act)
        return made

    return done


def standings(found: Workspace) -> Mapping[str, Standing]:
    """How every promise stands today, by its full name; of several that have the same, the
    first."""
    days = looking.days(found.register)
    every = (*plan.judge(found.register, *days), *plan.gauge(found.register, *days))
    return {standing.promise.name: standing for standing in reversed(every)}


def done_to(place: Place, standing: Standing, verb: str, mark: Mark, found: Workspace) -> Act:
    """What a verb does to one promise today. Raises Refused, with the place of what stands in the
    way."""
    try:
        said = replace(mark, last=looking.last_day(place.plan))
        act = acts.act(verb, place, standing, said, looking.today_of(place.plan))
    except Refused as refusal:
        if refusal.span:
            raise _placed(refusal, place.file, found) from None
        raise
    return replace(act, name=f"{place.plan.id}/{place.id}", title=place.title)


def edit(
    save: Save,
    act: Callable[[Workspace, date], Sequence[Act]],
    write: Callable[[Sequence[saving.Replacement]], None] = saving.save,
) -> int:
    """Change files of the plan, all of them or none; the exit code.

    `act` says what to do, given the plan as it is under the lock, and the day; `write` puts the
    files in place.
    """
    root = workspace.find() if save.folder is None else save.folder
    # Imported before the lock is held: a reader and an editor of YAML take longer than an edit.
    _ = (workspace.load, yamltext.apply)
    with ExitStack() as locks:
        if not save.dry_run:
            # Each plan's own folder, so that a run on one plan of several is kept out as well.
            for home in workspace.homes(workspace.Disk(root)):
                locks.enter_context(saving.lock(root / home))
        found = looking.load(root)
        try:
            todo = act(found, looking.days(found.register)[0])
            changes = changes_of(todo, found)
        except Refused as refusal:
            whole = refusal.message.endswith("?")
            left = " Nothing was changed" if whole else "; nothing was changed"
            refusal.message = f"{refusal.message.rstrip('.')}{left}"
            raise
        if save.dry_run:
            _print(_patch(changes, found))
        elif changes:
            write(changes)
    sys.stdout.flush()
    _warn(changes, found)
    for one in todo:
        for message, remedy in one.doubts:
            telling.tell(f"`{one.name.rpartition('/')[2]}`: {message}", remedy)
    if not save.dry_run and looking.canvas(sys.stdout).width is not None:
        sys.stdout.write(_told(todo, changes, found))
        return EXIT_OK
    # A dry run's words go beside its diff, which must stay one that `git apply` takes.
    stream = sys.stderr if save.dry_run else sys.stdout
    canvas = looking.canvas(stream)
    if canvas.width is not None:
        stream.write(deeds.render([deeds.Deed(one.said) for one in todo], [], canvas))
        return EXIT_OK
    for done in todo:
        stream.write("".join(f"{show(line)}\n" for line in done.said.split("\n")))
    return EXIT_OK


def _told(todo: Sequence[Act], changes: Sequence[saving.Replacement], found: Workspace) -> str:
    """What was done, for a person who looks on: how it stands now is read again."""
    after = looking.load(found.folder).register if changes else found.register
    days = looking.days(after)
    every = (*plan.judge(after, *days), *plan.gauge(after, *days))
    stands = {one.promise.name: one.state.value for one in every}
    names = {found.path(name): name for home in found.plans for name in _files(home)}
    return deeds.render(
        [deeds.Deed(one.said, one.title, stands.get(one.name, "")) for one in todo],
        [deeds.Written(found.shown(names[c.path]), c.before, c.after) for c in changes],
        looking.canvas(sys.stdout),
    )


def _warn(changes: Sequence[saving.Replacement], found: Workspace) -> None:
    """Say on stderr which of the files that change can't be read to the end: what is wrong with
    them was there before, and is there still."""
    written = {one.path for one in changes}
    wrong = Counter(d.file for d in found.report.diagnostics if found.path(d.file) in written)
    for name, count in wrong.items():
        parts = found.report.unread_parts
        left = plural(sum(one.file == name for one in parts), "part")
        telling.tell(
            f"{found.shown(name)} still has {plural(count, 'error')}: {left} can't be read"
        )
    if wrong:
        telling.add("To see what is wrong:", command="welcomeplan validate")


def _files(home: plan.Plan) -> list[str]:
    return [home.file, *(one.file for one in home.strategies)]


def _patch(changes: Sequence[saving.Replacement], found: Workspace) -> bytes:
    """The changes as a patch for the top of the repository. Outside of one, for where somebody
    stands, if the plan is below there, and else for the plan's folder."""
    told = PurePath(found.told)
    base = "" if told.is_absolute() or ".." in told.parts else told.as_posix()
    files = [path_in(base, one.path.relative_to(found.folder).as_posix()) for one in changes]
    return b"".join(
        patch.render(file, one.before, one.after) for file, one in zip(files, changes, strict=True)
    )


def _print(diff: bytes) -> None:
    """Print a patch: as it is, for a program; where a person looks on, or in a job's log, which
    obeys some words, made safe."""
    if looking.canvas(sys.stdout).width is not None or os.environ.get("GITHUB_ACTIONS"):
        sys.stdout.write(patch.shown(diff, colour=looking.canvas(sys.stdout).colour))
    elif hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(diff)
    else:  # a stream of text alone, that somebody put in its place
        sys.stdout.write(diff.decode("utf-8", "replace"))


def _places(
    found: Workspace, ids: Sequence[str], agreed: Mapping[str, str], periods: Sequence[str]
) -> list[tuple[Place, str | None]]:
    """The milestones that ids stand for, each once for each of the times that are meant: those of
    `--period`, or the one that is called as it is printed, `newsletter 2018Q1`."""
    places: list[tuple[Place, str | None]] = []
    for name in ids:
        id_, period = naming.with_time(found, name)
        try:
            place = naming.meant(found, agreed.get(id_, id_), *plan.PROMISED)
            places += [(place, one) for one in _periods(period, periods)]
        except UserError as error:
            if places and places[-1][0].recurrence:
                time = shlex.quote(f"{places[-1][0].id} {name}")
                error.remedy = f"A time is named in quotes, {time}, or after `--period`."
                error.command = ""
            elif places:
                error.remedy = f"{IN_QUOTES} {error.remedy}"
            raise
    return list(dict.fromkeys(places))


def _periods(named: str, periods: Sequence[str]) -> Sequence[str | None]:
    """Which times are meant; None: no one of them. Raises UserError where that is said twice."""
    other = next((period for period in periods if period != named), None)
    if named and other:
        raise UserError(f"two times are named, `{named}` and `{other}`", "Leave one of them out.")
    return [named] if named else periods or [None]


def changes_of(todo: Sequence[Act], found: Workspace) -> list[saving.Replacement]:
    """The bytes before and after, of each file that changes. Raises Refused where they can't be
    made."""
    edits: dict[str, list[Edit]] = {}
    files: dict[str, StrategyFile] = {}
    for act in todo:
        if act.edits:
            files[act.file.file] = act.file
            edits.setdefault(act.file.file, []).extend(act.edits)
    changes = []
    for name, file in files.items():
        try:
            after = yamltext.apply(file.source, edits[name])
        except Refused as refusal:
            raise _placed(refusal, file, found) from None
        if after != file.source.data:
            changes.append(saving.Replacement(found.path(name), file.source.data, after))
    return changes


def _placed(refusal: Refused, file: StrategyFile, found: Workspace) -> Refused:
    """A refusal that says in which file, and where in it, what it is about stands."""
    place = found.shown(file.file)
    if refusal.span:
        line, column = file.source.position(refusal.span[0])
        place = f"{place}:{line}:{column}"
    return Refused(f"{place}: {refusal.message}", refusal.remedy, command=refusal.command)
