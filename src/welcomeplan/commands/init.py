"""A plan to start from, and what stands beside it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from welcomeplan import systems
from welcomeplan.commands import looking, telling
from welcomeplan.commands.options import again_with, folder_option, option, written
from welcomeplan.commands.taking import Taking
from welcomeplan.errors import EXIT_OK, Refused, UserError
from welcomeplan.wording import show, some
from welcomeplan.workspace import HOME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from welcomeplan.commands.beginning import Imported
    from welcomeplan.commands.drafting import Begun
    from welcomeplan.deadlines import Calendar
    from welcomeplan.yamltext import Value

EXAMPLES = (
    'init riverside --title "Welcoming Riverside" --community Riverside --org Library --dry-run',
    "init riverside --from examples/riverside.csv --dry-run",
)


WORKFLOW = ".github/workflows/plan.yml"


class Said(NamedTuple):
    """What somebody says of a plan that is to be; None where they say nothing."""

    title: str | None
    community: str | None
    fiscal_year: str | None
    seasons: str | None
    period: str | None


def run(
    place: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            help="Where it is to be: its files go into FOLDER/plan. Without it: where you stand.",
            parser=folder_option,
            show_default=False,
        ),
    ] = None,
    *,
    title: Annotated[str | None, option("--title", "TEXT", "What the plan is called.")] = None,
    community: Annotated[str | None, option("--community", "TEXT", "Whose plan it is.")] = None,
    period: Annotated[
        str | None, option("--period", "WORDS", 'What it covers, in words: "2027 to 2030".')
    ] = None,
    fiscal_year: Annotated[
        str | None, option("--fiscal-year", "WORDS", "When its fiscal year begins: July, 6 April.")
    ] = None,
    seasons: Annotated[
        str | None,
        option("--seasons", "HALF", "Which half of the world it is in: northern or southern."),
    ] = None,
    from_: Annotated[
        list[str] | None,
        option(
            "--from",
            "FILE",
            "Fill it from a sheet or document, as `import` does; again for more tables.",
        ),
    ] = None,
    taking: Taking,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
) -> int:
    """Begin a plan: plan.yaml, a first strategy, the check of its edits, settings for editors.

    At a terminal it asks for what it needs: what the plan is called, and whose it is; the rest may
    be left out. What can't be known is left out. The plan is valid at once. No file is written
    over: what is there already is left as it is, and named.

    In a git repository the workflow and the settings stand at its top; a second plan, in a folder
    of its own, makes it a workspace.
    """
    if from_ is None and (taking.columns or taking.sheet is not None):
        raise UserError("`--map` and `--sheet` are for a sheet", "Name it: `--from FILE`.")
    given = Said(
        *(
            written(text, name)
            for name, text in (
                ("--title", title),
                ("--community", community),
                ("--fiscal-year", fiscal_year),
                ("--seasons", seasons),
                ("--period", period),
            )
        )
    )
    site = _site(place or Path())
    if title is None and not from_:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UserError(
                "a plan needs a title",
                'Give it: `--title "Welcoming Riverside"`. What else can be said: `--community`,'
                " `--period`, `--fiscal-year`, `--seasons`, `--org`.",
            )
        given, asked = _asked(given)
        taking = Taking(taking.columns, taking.sheet, [*(taking.org or ()), *asked])
    return _begin(site, _head(given), taking, from_ or (), dry_run=dry_run)


class _Site(NamedTuple):
    """Where a plan is to be."""

    top: Path
    """The folder that its workflow and settings stand in: the top of its git repository."""
    folder: str
    """The plan's own, from there."""
    home: Path
    """The same, as it is typed."""
    others: Mapping[str, str]
    """The plans that are below the top already: their folders from there, by their ids."""
    in_git: bool


def _site(place: Path) -> _Site:
    """Where a plan goes that is begun in a folder. Raises Refused where one stands already."""
    from welcomeplan import workspace  # noqa: PLC0415 - `--help` must not wait for it

    # As it is typed: Windows opens no file of such a name, and takes a dot at its end away.
    typed = () if place.is_absolute() else place.parts
    if not all(one == ".." or systems.is_name(one) for one in typed):
        raise _not_told(place.as_posix())
    home = place if place.name == "plan" else place / "plan"
    for there in (place / workspace.HEAD, home / workspace.HEAD):
        if os.path.lexists(there):
            raise Refused(
                f"there is a plan already, `{there.as_posix()}`. Nothing was written",
                "To add to it, see `welcomeplan add` and `welcomeplan import`. For another plan"
                " beside it, name a folder:",
                command="welcomeplan init FOLDER",
            )
    found = workspace.top(home)
    top = found or home.parent
    folder = Path(os.path.relpath(os.path.realpath(home), os.path.realpath(top))).as_posix()
    plain = all(one.isalnum() or one in "_-./ " for one in folder)
    if not plain or folder[0] in "-. " or not all(map(systems.is_name, folder.split("/"))):
        raise _not_told(folder)
    plans = looking.load(top, empty=True).plans if found else ()
    others = {one.id: Path(one.file).parent.as_posix() for one in plans}
    return _Site(top, folder, home, others, found is not None)


def _not_told(folder: str) -> Refused:
    return Refused(
        f"the folder `{folder}` can't be told to other programs. Nothing was written",
        "Name it with letters, digits, hyphens and spaces.",
    )


def _asked(given: Said) -> tuple[Said, list[str]]:
    """What a person at the terminal says of what is not given yet; and the organizations."""
    sys.stderr.write("Only the first question needs an answer. Enter leaves the others out.\n")
    title = _ask("What is the plan called?", needed=True)
    community = given.community or _ask("Whose plan is it: which town, region, agency?")
    fiscal_year = given.fiscal_year or _ask(
        "When does the fiscal year begin, if deadlines name it: July, 6 April?",
        lambda text: _calendar(text, None),
    )
    seasons = given.seasons or _ask(
        "Which half of the world is it in: northern or southern?",
        lambda text: _calendar(None, text),
    )
    said = Said(title, community, fiscal_year, seasons, None)
    period = given.period or _ask(
        "What does it cover: 2027 to 2030?", lambda text: _check(said._replace(period=text))
    )
    organizations: list[str] = []
    question = "Who takes part? Organizations, with commas between; Enter where there are no more:"
    while names := _ask(question):
        organizations += filter(None, map(str.strip, re.split("[,;]", names)))
    return said._replace(period=period), organizations


def _ask(
    question: str, check: Callable[[str], object] | None = None, *, needed: bool = False
) -> str | None:
    """What somebody answers, without the space around it; asked again while it can't be read."""
    while True:
        sys.stderr.write(f"{question} ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:  # Ctrl-D
            sys.stderr.write("\n")
            raise typer.Abort
        answer = " ".join(line.split())
        if not answer and not needed:
            return None
        try:
            if answer and check:
                check(answer)
        except UserError as error:
            # The name of the option is of no use to somebody who is asked.
            telling.tell(error.message.partition(": ")[2], error.remedy)
            continue
        if answer:
            return answer


def _head(given: Said) -> dict[str, Value]:
    """What `plan.yaml` says of that. Raises UserError for what can't be read."""
    _check(given)
    calendar = {"fiscal_year_starts": given.fiscal_year, "seasons": given.seasons}
    head = {
        "title": given.title,
        "community": given.community,
        "period": given.period,
        "calendar": {key: text for key, text in calendar.items() if text},
    }
    return {key: value for key, value in head.items() if value}


def _check(given: Said) -> None:
    """Raise UserError for a calendar or a period that can't be read."""
    from welcomeplan.deadlines import Question, read_deadline  # noqa: PLC0415 - as above

    calendar = _calendar(given.fiscal_year, given.seasons)
    try:
        if given.period:
            read_deadline(given.period, calendar)
    except Question as question:
        remedy = "Write years, months or days, such as `2027 to 2030` or `July 2027 to June 2030`."
        raise UserError(f"--period: {question.message}", remedy) from None


def _calendar(fiscal_year: str | None, seasons: str | None) -> Calendar:
    from welcomeplan.deadlines import CalendarQuestion, read_calendar  # noqa: PLC0415 - as above

    try:
        return read_calendar(fiscal_year_starts=fiscal_year, seasons=seasons)
    except CalendarQuestion as question:
        name = "--seasons" if question.key == "seasons" else "--fiscal-year"
        raise UserError(f"{name}: {question.message}", question.remedy) from None


def _begin(
    site: _Site, head: Mapping[str, Value], taking: Taking, files: Sequence[str], *, dry_run: bool
) -> int:
    """Write the plan, and what stands beside it, all or none; say so."""
    from welcomeplan import saving  # noqa: PLC0415 - as above
    from welcomeplan.commands import beginning, drafting  # noqa: PLC0415
    from welcomeplan.formats import scaffold  # noqa: PLC0415

    line = scaffold.schema_line("plan")
    made: Imported | None = None
    if files:
        made = beginning.imported(
            beginning.opened(files), taking, site.home, head, site.others, line
        )
        begun = made.begun
    else:
        beginning.refuse_other_files(site.home)
        organizations: dict[str, Value] = {**taking.organizations({})}
        every = drafting.head_of({**head, "organizations": organizations}, site.others, site.home)
        first = scaffold.schema_line("strategy") + scaffold.FIRST_HEAD
        strategies = drafting.strategy_files({"first-strategy": scaffold.FIRST}, first)
        begun = drafting.new_plan(site.home, every, strategies, line=line)
    beside = scaffold.scaffold(site.folder)
    there = [name for name in beside if os.path.lexists(site.top / name)]
    new = {f"{site.folder}/{name}": data for name, data in begun.files.items()}
    more = {name: data for name, data in beside.items() if name not in there}
    if not begun.errors and not dry_run:
        saving.found(site.top, {**new, **more})
    if made:
        _report(made, site, dry_run=dry_run)
    if begun.errors:
        raise _refused(begun) if made is None else beginning.refused(made)
    _tell(site, [*(() if made else new), *more], there, dry_run=dry_run)
    if not made and not dry_run:
        _print([beginning.result(site.home)])
        _print(["Next, a first promise:", f"  {_first(site)}"])
    return EXIT_OK


def _refused(begun: Begun) -> Refused:
    first = begun.errors[0]
    return Refused(f"{first.message}. Nothing was written", first.remedy)


def _report(made: Imported, site: _Site, *, dry_run: bool) -> None:
    """What the sheet or document was taken for."""
    from welcomeplan.commands import beginning  # noqa: PLC0415 - as above
    from welcomeplan.commands.options import Form  # noqa: PLC0415
    from welcomeplan.views.intake import import_answer  # noqa: PLC0415

    told = beginning.told(made, site.home, written=not dry_run)
    looking.write(import_answer(told), Form.table)
    _print([""])


def _tell(site: _Site, new: Iterable[str], there: Iterable[str], *, dry_run: bool) -> None:
    """What was written, what was left, and what to do next."""
    done = "would be written" if dry_run else "written"
    lines = [f"{_shown(site.top / name)}: {done}" for name in new]
    lines += [f"{_shown(site.top / name)}: there already, and left as it is" for name in there]
    if WORKFLOW in there:
        lines.append(f"See that {WORKFLOW} checks {site.folder}, too.")
    if site.others:
        lines.append(
            f"Other plans stand beside it: {some(site.others.values())}. Commands look at all of"
            f" them with `--dir {_shown(site.top)}`, and at this one with"
            f" `--dir {_shown(site.home)}`."
        )
    if not site.in_git:
        lines.append("Git keeps who changed what, and when: `git init`, then commit.")
    _print(lines)


def _first(site: _Site) -> str:
    """The command that adds a promise to the plan that was begun."""
    near = site.home.parent == Path() and not os.environ.get(HOME)
    folder = "" if near else again_with({"--dir": _shown(site.home)})
    return f'welcomeplan add --to first-objective --title "..." --due "by ..."{folder}'


def _shown(path: Path) -> str:
    """A path as people are shown it, with `/` on every system: from where they stand, if it is
    below there."""
    whole = Path(os.path.normpath(path.absolute()))
    near = whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else path
    return near.as_posix()


def _print(lines: Iterable[str]) -> None:
    looking.say(map(show, lines))
