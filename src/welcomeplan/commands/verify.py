"""Whether a report or a public page says what the plan says."""

from __future__ import annotations

import os
import shlex
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from welcomeplan import __version__, workspace
from welcomeplan.commands import accounting, looking, reporting
from welcomeplan.commands.options import Within
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, NoSuchCommit, NotInGit, UserError
from welcomeplan.limits import MOST_VERIFIED
from welcomeplan.versions import short
from welcomeplan.views.columns import unread_words
from welcomeplan.views.verified import differences, other_files
from welcomeplan.wording import plural, show
from welcomeplan.workspace import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.commands.accounting import Known
    from welcomeplan.formats.origins import Read
    from welcomeplan.paper import Origin
    from welcomeplan.workspace import Workspace

EXAMPLES = ("verify report.pdf", "verify public/index.html", "verify report.pdf --attached")
SHOWN = 5
"""How many lines that differ are shown."""
_FILE = "A report, .md, .html, .docx or .pdf; or a public page, .html."
_ATTACHED = "Ask no git: make it again from the plan's files that are attached to a PDF."
_NAMED = "Name a file as `welcomeplan report` or `welcomeplan site` made it."
_OTHERS = (
    "Pictures, tables, letters and feeds can't be verified: they don't say what they are made from."
)
_SAME = "the same. Made again of"
_LINE_ENDS = "the same, but for its line ends. Made again of"


class Theirs(NamedTuple):
    """A file that somebody has."""

    file: str
    ending: str
    data: bytes
    read: Read
    origin: Origin

    @property
    def typed(self) -> str:
        """Its name, as it is typed in a command."""
        return shlex.quote(f"./{self.file}" if self.file.startswith("-") else self.file)

    @property
    def instead(self) -> str:
        """The command that holds it against what is attached to it; empty where that is not all
        that it is made from."""
        origin, whole = self.origin, not (self.origin.moves or self.origin.unattached)
        plain = self.ending == ".pdf" and origin.command == "report"
        return f"welcomeplan verify {self.typed} --attached" if plain and whole else ""


class Ours(NamedTuple):
    """The same, made again."""

    data: bytes
    read: Read
    origin: Origin
    titles: Sequence[str]
    """How its parts are headed."""


def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help=_FILE, show_default=False)],
    *,
    attached: Annotated[bool, typer.Option("--attached", help=_ATTACHED)] = False,
    folder: Within = None,
) -> int:
    """Make a report, or a page of `site`, again, from the plan and the revision that it names, and
    say that it is the same, or what differs; and which folder and commit it was compared with.

    The exit code is 0 for the same, 1 where something differs, and 2 for what can't be read as a
    report or a page, or not be made again here.
    """
    theirs = _theirs(file)
    if attached:
        _refuse_folder(folder)
        found, where = _attached(theirs)
    else:
        found, where = _plans(theirs, folder)
    ours = _again(found, theirs, attached=attached)
    if ours.origin.shallow and not theirs.origin.shallow:
        raise UserError(
            f"`{file}` can't be made again here: git's history is cut off in this clone, and the"
            " file tells of moves that only the whole of it shows",
            "To fetch the rest:",
            command=workspace.fetching(found.folder),
        )
    if theirs.origin.shallow and not ours.origin.shallow:
        first = accounting.cut_off(partial=theirs.origin.partial)
        code, told = _cut_off(theirs, ours, _again(found, theirs, first))
    elif same := _same(theirs, ours):
        code, told = EXIT_OK, [_line(theirs, same)]
    else:
        code, told = EXIT_PROBLEMS, [*_differ(theirs, ours)]
    notes = [
        *_missing(found, theirs.origin),
        *_notes(theirs.origin, ours.origin, attached=attached),
    ]
    looking.say((*told, *where, *notes))
    return code


def _theirs(file: str) -> Theirs:
    """What a file says, and says of its making. Raises UserError where it is none of ours."""
    from welcomeplan.formats import origins, papers  # noqa: PLC0415 - `--help` must not wait
    from welcomeplan.formats.languages import LANGUAGES  # noqa: PLC0415

    ending = PurePath(file).suffix.lower()
    if ending not in papers.PAPERS:
        raise UserError(
            f"`{file}` can't be verified: its name is of no report and no page", _OTHERS
        )
    data = _bytes(file)
    try:
        read = papers.read(data, ending)
        origin = origins.read(read.origin)
        known = LANGUAGES if origin.command == "site" else ("en",)
        for language in (origin.language, origin.also or "en"):
            if language not in known:
                raise ValueError(f"it is in a language that is not known here, `{language}`")
        if origin.command == "site" and ending != ".html":
            raise ValueError("a public page is HTML")
    except ValueError as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise UserError(f"`{file}` can't be read as a report or a page: {why}", _NAMED) from None
    return Theirs(file, ending, data, read, origin)


def _bytes(file: str) -> bytes:
    """The bytes of a file. Raises UserError where it is none, or too large."""
    data = looking.file_bytes(file, MOST_VERIFIED, "Name a report or a page.")
    if len(data) > MOST_VERIFIED:
        raise UserError(f"`{file}` is too large to be a report or a page", _NAMED)
    return data


def _plans(theirs: Theirs, folder: Path | None) -> tuple[Workspace, list[str]]:
    """The plans as git has them at the revision that a file names; and where that was, told."""
    origin, instead = theirs.origin, theirs.instead
    if not origin.committed:
        since = f", changed since revision {short(origin.revision)}" if origin.revision else ""
        raise UserError(
            f"`{theirs.file}` can't be verified: it was made from files that git does not"
            f" have{since}",
            "To hold it against the files that are attached to it:"
            if instead
            else "Commit the plan's files, and make it again.",
            EXIT_PROBLEMS,
            command=instead,
        )
    try:
        top = _top(origin, folder)
        found = _load(theirs, top)
        _refuse_nameless(origin, found, top)
    except UserError as error:
        if not instead:
            raise
        remedy = f"{error.remedy} Or hold it against the files that are attached to it:"
        raise UserError(error.message, remedy, error.code, command=instead) from None
    its = f"`{show(origin.folder)}`" if origin.folder not in ("", ".") else "the top"
    commit = f"as it stood at commit {short(origin.revision)}"
    return found, [f"Compared with {its} of the git repository `{show(top.as_posix())}`, {commit}."]


def _load(theirs: Theirs, top: Path) -> Workspace:
    """The plans at the revision that a file names. Raises UserError where git does not have it."""
    origin = theirs.origin
    try:
        return looking.load(top / origin.folder, at=origin.revision)
    except (NoSuchCommit, NotInGit):
        raise UserError(
            f"`{theirs.file}` is of revision {short(origin.revision)}, which this repository does"
            f" not have: `{top}`",
            "Name the repository that has the plan: `--dir FOLDER`. Or fetch what is missing here:"
            " `git fetch`, in a shallow clone `git fetch --unshallow`.",
        ) from None


def _top(origin: Origin, folder: Path | None) -> Path:
    """The top of the repository that is asked. Raises UserError where there is none, and where the
    folder that a file names, or that somebody does, is not in it."""
    here = folder or Path.cwd()
    if not here.is_dir():
        raise UserError(
            f"there is no folder `{here}`",
            "Name a folder of the repository that has the plan: `--dir FOLDER`.",
        )
    top = workspace.top(here)
    if top is None:
        raise NotInGit(
            f"`{here}` is in no git repository, and revision {short(origin.revision)} is asked for",
            "Name a folder of the repository that has the plan: `--dir FOLDER`.",
        )
    plans = top / origin.folder
    if Path(os.path.realpath(plans)) != plans or workspace.top(plans) != top:
        raise UserError(
            f"`{origin.folder}`, of which the file is, is a link in this repository, or another"
            " repository",
            "Name the repository that has the plan: `--dir FOLDER`.",
        )
    real = Path(os.path.realpath(here))
    if folder and not (plans.is_relative_to(real) or real.is_relative_to(plans)):
        raise UserError(
            f"the file is of the folder `{origin.folder}` of the repository, and `--dir` names"
            f" another, `{folder}`",
            f"Name that folder, or the top of the repository: `--dir {shlex.quote(str(top))}`.",
        )
    return top


def _refuse_nameless(origin: Origin, found: Workspace, top: Path) -> None:
    """Raise UserError where a plan is called as its clone is, and this one is called otherwise."""
    known = any(plan.id == origin.plan for plan in found.plans)
    heads = (plan for plan in found.plans if found.folder / plan.file == top / workspace.HEAD)
    named = all(plan.head.id for plan in heads)
    if origin.plan and not known and not named:
        raise UserError(
            f"the plan `{origin.plan}` is not called so here: it stands at the top of the"
            f" repository and has no `id:`, so it is called as the folder is, `{top.name}`",
            f"Verify it in a clone whose folder is called `{origin.plan}`.",
        )


def _refuse_folder(folder: Path | None) -> None:
    """Raise UserError where somebody names a folder that would not be looked at."""
    if folder and str(folder) != os.environ.get(HOME):
        raise UserError(
            "`--attached` asks no git, so `--dir` says nothing with it", "Leave one of them out."
        )


def _attached(theirs: Theirs) -> tuple[Workspace, list[str]]:
    """The plan as it is attached to a report; and what was not asked, told. Raises UserError where
    the files can't be all that the report is made from."""
    origin, files = theirs.origin, reporting.plans_files(theirs.read.files)
    if not files:
        raise UserError(
            f"no files of a plan are attached to `{theirs.file}`", "Leave `--attached` out."
        )
    if not theirs.instead:
        facts = plural(origin.moves, "fact", grouped=True)
        alone = f"{facts} {'is' if origin.moves == 1 else 'are'} known from git only"
        lost = f"{plural(origin.unattached, 'file')} of the plan could not be attached"
        raise UserError(
            f"`{theirs.file}` can't be made again from what is attached to it alone:"
            f" {alone if origin.moves else lost}",
            "Leave `--attached` out, in the repository that has the plan."
            if origin.committed
            else "Git has not its files either: commit them, and make it again.",
        )
    found = workspace.read(Path(origin.plan), workspace.Held(files))
    whose = f"those of revision {short(origin.revision)}" if origin.committed else "the plan's"
    return found, [
        "Compared with the files attached to it, and with no folder or commit. Whether they are"
        f" {whose} was not asked, nor what only git tells of moves and of days."
    ]


@waiting("Making it again")
def _again(
    found: Workspace, theirs: Theirs, known: Known | None = None, *, attached: bool = False
) -> Ours:
    """The same file, made of these plans. `known`: what git knew there, if not what it does now."""
    from welcomeplan.formats import papers  # noqa: PLC0415 - `--help` must not wait

    origin = theirs.origin
    if origin.command == "site":
        from welcomeplan.commands import paging  # noqa: PLC0415 - reports need none of it

        data, again = paging.again(found, origin, known)
        read = papers.read(data, theirs.ending)
        return Ours(data, read, again, read.heads)
    wish = reporting.Wish(origin.plan, origin.quarter or None, origin.since, origin.as_of)
    handed = None
    if attached:
        handed = reporting.Handed(origin, reporting.plans_files(theirs.read.files))
    paper = reporting.paper(found, wish, version=origin.version, handed=handed, known=known)
    data = papers.render(paper, theirs.ending)
    titles = [f"{part.number}. {part.title}" for part in paper.sections]
    return Ours(data, papers.read(data, theirs.ending), paper.origin, titles)


def _same(theirs: Theirs, ours: Ours) -> str:
    """That both are the same; empty where they are not."""
    from welcomeplan.formats import papers  # noqa: PLC0415 - `--help` must not wait

    if theirs.data == ours.data:
        return _SAME
    his, mine = (papers.unended(one.data, theirs.ending) for one in (theirs, ours))
    return _LINE_ENDS if his == mine else ""


def _line(theirs: Theirs, said: str) -> str:
    """What was found, and of what."""
    origin = theirs.origin
    whose = f"plan {show(origin.plan)}" if origin.plan else "all plans"
    revision = f", revision {short(origin.revision)}" if origin.revision else ""
    return f"{show(theirs.file)}: {said} {whose}{revision}, as of {origin.as_of}."


def _cut_off(theirs: Theirs, whole: Ours, cut: Ours) -> tuple[int, list[str]]:
    """What is told of a file that was made in such a clone, where git has the whole history."""
    which = (
        "where not all of it was in the clone" if theirs.origin.partial else "in a shallow clone"
    )
    made = f"It was made where git's history was cut off ({which})"
    same = _same(theirs, cut)
    if not same:
        return EXIT_PROBLEMS, [*_differ(theirs, cut), f"{made}, and made again likewise."]
    if theirs.origin.command == "report" and not whole.origin.moves:
        told = f"{made}; the whole of it, which is here, tells of no more."
        return EXIT_OK, [_line(theirs, same), told]
    said = "the same, but for what git's whole history tells. Made again of"
    told = f"{made}. With the whole of it, which is here, it says:"
    return EXIT_PROBLEMS, [_line(theirs, said), told, *_unlike(theirs, whole)]


def _differ(theirs: Theirs, ours: Ours) -> Iterator[str]:
    yield _line(theirs, "not the same as is made of")
    yield from _unlike(theirs, ours)


def _unlike(theirs: Theirs, ours: Ours) -> Iterator[str]:
    """Which lines and attached files differ."""
    found = differences(theirs.read.lines, ours.read.lines, ours.titles)
    files = other_files(theirs.read.files, ours.read.files)
    last = None
    for one in found[:SHOWN]:
        if one.section != last:
            yield f"  {show(one.section) if one.section else 'At the beginning'}"
            last = one.section
        his, mine = one.cut
        yield f"    the file:   {show(his) or '(nothing)'}"
        yield f"    made again: {show(mine) or '(nothing)'}"
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        yield f"  {plural(more, 'more line', grouped=True)} {'differs' if more == 1 else 'differ'}."
    for name in files[:SHOWN]:
        yield f"  The attached file {show(name)} is not as the plan has it."
    if theirs.read.origin != ours.read.origin:
        yield "  It says otherwise what it was made from."
    elif not found and not files:
        yield (
            "  The words of the text agree, but not what is around them (styles, links, title,"
            " packing): parts of it may be hidden or lead elsewhere."
        )


def _missing(found: Workspace, origin: Origin) -> Iterator[str]:
    """What could not be read when it was made again."""
    its = [plan for plan in found.register.plans if plan.id == origin.plan]
    register = accounting.alone(found.register, its[0]) if its else found.register
    for words in unread_words(register):
        yield f"{show(words)}, so it is missing from both."


def _notes(origin: Origin, again: Origin, *, attached: bool) -> Iterator[str]:
    if origin.commits and not again.commits and not attached:
        yield "Git could not be asked here who moved what, so what is told of moves may differ."
    if origin.version != __version__:
        yield (
            f"It was made with welcomeplan {origin.version}, and again with {__version__}, which"
            " may say some things otherwise."
        )
