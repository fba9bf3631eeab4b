"""What `export` makes as calendars: of all that is asked for, or one for each owner."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from welcomeplan.commands import looking, outgoing, telling
from welcomeplan.commands.accounting import home
from welcomeplan.commands.options import written
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.views.columns import none, unreadable
from welcomeplan.wording import show, some

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from welcomeplan.answer import Dates
    from welcomeplan.commands.options import View
    from welcomeplan.plan import Facts, Wanted

ENDING = ".ics"
MOST_TOLD = 5
"""How many are named that have no entry, or were left."""
HEAD = 4096
"""Within how many bytes a file says what it is."""


def ending_in(output: str) -> str:
    """The ending of the files that go to a folder. Raises UserError where a file is named in its
    place, or nothing."""
    from welcomeplan.formats.exports import EXPORTS  # noqa: PLC0415 - `--help` must not wait

    written(output, "--output", needed=True)
    if Path(output).suffix.lower() in EXPORTS:
        raise UserError(
            f"`--by owner` makes several calendars, and `{output}` is the name of one file",
            "Name a folder for them, such as `-o calendars`.",
        )
    return ENDING


def dates(facts: Facts, view: View) -> Dates:
    """The days of what is asked for."""
    from welcomeplan.views.dated import dated  # noqa: PLC0415 - only for calendars

    return dated(facts, _stamps(facts, view))


def told(file: str, found: Dates, facts: Facts, view: View) -> str:
    """What was made, and what has no entry in it: nothing goes missing unsaid."""
    rest = unreadable(facts.all.unreadable, view.again)
    return "\n".join([_line(file, found, facts), *rest])


def by_owner(folder: Path, view: View, wanted: Wanted) -> int:
    """A calendar for each owner of what is asked for, all of them or none."""
    found = looking.read(view)
    such = "calendars"
    outgoing.refuse_among_plans(folder, found, such)
    outgoing.refuse_repository(folder, such)
    whole = looking.facts_now(found.register, view.as_of, wanted)
    from welcomeplan import outputs  # noqa: PLC0415 - only where files are written
    from welcomeplan.formats import export_ics  # noqa: PLC0415
    from welcomeplan.views.dated import dated, each_owner  # noqa: PLC0415
    from welcomeplan.views.export import export  # noqa: PLC0415

    lines, files = [], {}
    with waiting("Putting the calendars together"):
        stamps = _stamps(whole, view)
        for owner, facts in each_owner(whole).items():
            its, path = dated(facts, stamps), folder / f"{owner}{ENDING}"
            files[path] = export_ics.render(export(facts, dates=its))
            lines.append(_line(show(path.as_posix()), its, facts))
    for path, data in files.items():
        outputs.refuse_another(path, data, export_ics.made)
    if files:
        outputs.make_folder(folder)
    for path, data in files.items():
        outputs.put(path, data, export_ics.made)
    _tell_left(folder, files)
    nothing = none(whole.register, "Nothing fits.", "Nothing that could be read fits.")
    rest = unreadable(whole.all.unreadable, view.again)
    looking.say([*(lines or [nothing]), *rest])
    return EXIT_PROBLEMS if found.register.unread else EXIT_OK


def _line(file: str, found: Dates, facts: Facts) -> str:
    from welcomeplan.views.dated import without_day  # noqa: PLC0415 - only for calendars

    number = len(found.entries)
    said = f"{file}: written, {number} {'entry' if number == 1 else 'entries'}"
    others = [show(one.id) for one in without_day(facts)]
    return f"{said}; no day and so no entry: {some(others, MOST_TOLD)}" if others else said


def _tell_left(folder: Path, files: Collection[Path]) -> None:
    """Say on stderr which calendars of an earlier run were not made in this one: they may be
    subscribed to, and tell what was."""
    from welcomeplan.formats import export_ics  # noqa: PLC0415 - only for calendars

    left = []
    with suppress(OSError):
        for path in sorted(folder.glob(f"*{ENDING}")):
            if path not in files and path.is_file():
                with path.open("rb") as file:
                    left += [f"`{path.name}`"] if export_ics.made(file.read(HEAD)) else []
    if left:
        telling.tell(f"not made this time, and left as they were: {some(left, MOST_TOLD)}")


def _stamps(facts: Facts, view: View) -> dict[str, datetime]:
    """When the commit came to stand that the files of each plan are of, by its id."""
    from welcomeplan import workspace  # noqa: PLC0415 - `--help` must not wait for it

    plans, wanted = facts.register.plans, facts.wanted.plan
    homes = {plan.id: home(plan) for plan in plans if wanted in (None, plan.id)}
    root = view.folder or workspace.find()
    found = workspace.landed(root, homes.values(), facts.register.commit)
    return {id_: found[its] for id_, its in homes.items() if its in found}
