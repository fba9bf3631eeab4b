"""The public page."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan.commands import looking, outgoing, paging, telling
from welcomeplan.commands.options import AsOf, At, Folder, PlanId, View, option
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS
from welcomeplan.wording import plural, show, some

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.commands.waiting import Tick

EXAMPLES = (
    "site -o public --as-of 2018-02-15",
    "site -o public --lang es",
)
_OUTPUT = "The folder to write it to: a new one, or one that this command made before."
MOST_TOLD = 5
"""How many files are named that are not made any more."""
_LANG = "Also in another language: es, beside the English one."


class Lang(StrEnum):
    """The languages that a page may be in."""

    en = "en"
    es = "es"


def run(
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FOLDER", help=_OUTPUT, show_default=False)
    ],
    lang: Annotated[Lang, option("--lang", "LANG", _LANG)] = Lang.en,
    plan: PlanId = None,
    folder: Folder = None,
    as_of: AsOf = None,
    at: At = None,
) -> int:
    """The public page: what is late and since when, what changed since the last quarter, every
    promise with an address of its own, its wording, its life and who answers for it.

    index.html is one file that loads and runs nothing. Beside it stand a feed of what changes
    (feed.xml) and the promises as JSON and CSV; with `--lang es` also index.es.html. Of more than
    400 promises it counts alone, and they have pages by strategy. Of several plans, a page lists
    them, and each has a folder. Only files that this command made before are replaced.
    """
    found = looking.read(View(folder, as_of, at))
    outgoing.refuse_among_plans(Path(output), found, "public")
    from welcomeplan import outputs  # noqa: PLC0415 - nothing else here writes
    from welcomeplan.formats import ours  # noqa: PLC0415

    files = paging.pages(found, paging.Wish(plan, as_of, lang.value))
    with waiting("Making the pages", "file") as tick:
        put = outputs.put_all(Path(output), _counted(files, tick), ours.is_of_page)
    gone = put.gone
    _tell_gone([name for name in gone if gone[name]], "no longer made, and removed")
    _tell_gone(
        [name for name in gone if not gone[name]], "no longer made, but changed since, and left"
    )
    written = plural(put.files, "file")
    looking.say([f"{show(output)}: {written} written; index.html is the page"])
    return EXIT_PROBLEMS if found.register.unread else EXIT_OK


def _counted(files: Iterator[tuple[str, bytes]], tick: Tick) -> Iterator[tuple[str, bytes]]:
    """Files as they are made, for whoever waits for all of them."""
    for one in files:
        tick()
        yield one


def _tell_gone(names: Sequence[str], became: str) -> None:
    """Say on stderr what an earlier run made and this one did not, and what became of it."""
    if names:
        told = some((f"`{name}`" for name in names), MOST_TOLD)
        telling.tell(f"{became}: {told}")
