"""Whether a report says what the plan says."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import __version__, workspace
from welcomeplan.commands import looking, reporting
from welcomeplan.commands.options import Within
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, NotInGit, UserError
from welcomeplan.versions import short
from welcomeplan.views.phrases import ENGLISH
from welcomeplan.views.verified import differences, other_files
from welcomeplan.wording import plural, show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.formats.origins import Read
    from welcomeplan.paper import Origin, Paper
    from welcomeplan.workspace import Workspace

EXAMPLES = ("verify report.pdf", "verify report.pdf --attached")
MOST = 64 * 1024 * 1024
"""How many bytes a report may have."""
SHOWN = 5
"""How many lines that differ are shown."""
_FILE = "A report: .md, .html, .docx or .pdf."
_ATTACHED = "Ask no git: make it again from the plan's files that are attached to a PDF."


def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_FILE, show_default=False)],
    *,
    attached: Annotated[bool, typer.Option("--attached", help=_ATTACHED)] = False,
    folder: Within = None,
) -> int:
    """Make a report again, from the plan and the revision that it names, and say that it is the
    same, or what differs.

    The exit code is 0 for the same, 1 where something differs, and 2 for what can't be read as a
    report, or not be made again here.
    """
    from welcomeplan.formats import origins, papers  # noqa: PLC0415 - `--help` must not wait

    ending = papers.ending_of(file)
    data = _bytes(file)
    try:
        theirs = papers.read(data, ending)
        origin = origins.read(theirs.origin)
        if origin.language != ENGLISH.language:
            raise ValueError(f"it is in a language that is not known here, `{origin.language}`")
    except ValueError as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise UserError(
            f"`{file}` can't be read as a report: {why}",
            "Name a file as `welcomeplan report` made it.",
        ) from None
    found = _attached(file, theirs, origin) if attached else _plans(file, ending, origin, folder)
    wish = reporting.Wish(origin.plan, origin.quarter or None, origin.since, origin.as_of)
    handed = reporting.Handed(origin, theirs.files) if attached else None
    paper = reporting.paper(found, wish, version=origin.version, handed=handed)
    ours = papers.render(paper, ending)
    same = ours == data
    told = _same(file, origin) if same else _differs(file, theirs, papers.read(ours, ending), paper)
    lines = [*told, *_notes(origin, paper, attached=attached)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return EXIT_OK if same else EXIT_PROBLEMS


def _bytes(file: str) -> bytes:
    """The bytes of a file. Raises UserError where it is none, or too large."""
    data = looking.file_bytes(file, MOST, "Name a report.")
    if len(data) > MOST:
        raise UserError(f"`{file}` is too large to be a report", "Name a report.")
    return data


def _plans(file: str, ending: str, origin: Origin, folder: Path | None) -> Workspace:
    """The plans as git has them at the revision that a report names."""
    instead = f"welcomeplan verify {shlex.quote(file)} --attached" if ending == ".pdf" else ""
    if not origin.committed:
        since = f", changed since revision {short(origin.revision)}" if origin.revision else ""
        raise UserError(
            f"`{file}` can't be verified: it was made from files that git does not have{since}",
            "To hold it against the files that are attached to it:"
            if instead
            else "Commit the plan's files, and make the report again.",
            EXIT_PROBLEMS,
            command=instead,
        )
    here = folder or Path.cwd()
    top = workspace.top(here)
    try:
        if top is None:
            raise NotInGit(
                f"`{here}` is in no git repository, and the report is of revision"
                f" {short(origin.revision)}",
                "Name a folder of the repository that has the plan: `--dir FOLDER`.",
            )
        with looking.waiting("Reading the plan", "file") as tick:
            return workspace.load(top / origin.folder, at=origin.revision, tick=tick)
    except UserError as error:
        if not instead:
            raise
        remedy = f"{error.remedy} Or hold it against the files that are attached to it:"
        raise UserError(error.message, remedy, error.code, command=instead) from None


def _attached(file: str, theirs: Read, origin: Origin) -> Workspace:
    """The plan as it is attached to a report."""
    if not theirs.files:
        raise UserError(f"no files of a plan are attached to `{file}`", "Leave `--attached` out.")
    return workspace.read(Path(origin.plan), workspace.Held(theirs.files))


def _same(file: str, origin: Origin) -> Iterator[str]:
    yield (
        f"{show(file)}: the same. Made again of plan {show(origin.plan)}"
        f"{f', revision {short(origin.revision)}' if origin.revision else ''},"
        f" as of {origin.as_of}."
    )


def _differs(file: str, theirs: Read, ours: Read, paper: Paper) -> Iterator[str]:
    origin = paper.origin
    found = differences(theirs.lines, ours.lines, paper)
    files = other_files(theirs.files, ours.files)
    revision = f", revision {short(origin.revision)}" if origin.revision else ""
    yield (
        f"{show(file)}: not the same as is made of plan {show(origin.plan)}{revision},"
        f" as of {origin.as_of}."
    )
    last = None
    for one in found[:SHOWN]:
        if one.section != last:
            yield f"  {show(one.section) if one.section else 'At the beginning'}"
            last = one.section
        his, mine = one.cut
        yield f"    the file:   {show(his) or '(nothing)'}"
        yield f"    made again: {show(mine) or '(nothing)'}"
    if len(found) > SHOWN:
        yield f"  {plural(len(found) - SHOWN, 'more line', grouped=True)} differ."
    for name in files[:SHOWN]:
        yield f"  The attached file {show(name)} is not as the plan has it."
    if theirs.origin != ours.origin:
        yield "  What it says of its own making differs, too."
    elif not found and not files:
        yield (
            "  Every word is the same. What differs is how it is drawn, set or packed: another"
            " program has saved it, or another version of one has made it."
        )


def _notes(origin: Origin, paper: Paper, *, attached: bool) -> Iterator[str]:
    if origin.commits and not paper.origin.commits:
        yield (
            "Git could not be asked here who moved what, so what is told of moves may differ. Where"
            " the clone is shallow, `git fetch --unshallow` brings the rest."
        )
    if origin.version != __version__:
        yield (
            f"It was made with welcomeplan {origin.version}, and again with {__version__}, which"
            " may say some things otherwise."
        )
    if attached:
        whose = f"those of revision {short(origin.revision)}" if origin.committed else "the plan's"
        yield (
            f"It was held against the files attached to it. Whether they are {whose}, and what"
            " only git tells of moves, was not asked."
        )
