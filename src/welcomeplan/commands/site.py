"""The public page."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from welcomeplan.commands import looking, paging
from welcomeplan.commands.options import AsOf, At, Folder, PlanId, View, option
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS
from welcomeplan.wording import plural

EXAMPLES = (
    "site -o public --as-of 2018-02-15",
    "site -o public --lang es",
)
_OUTPUT = "The folder to write it to: a new one, or one that this command made before."
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
    (feed.xml) and the promises as JSON and CSV; with `--lang es` also index.es.html. Of several
    plans, a page lists them, and each has a folder. Only files that this command made before are
    replaced.
    """
    found = looking.read(View(folder, as_of, at))
    files = paging.pages(found, paging.Wish(plan, as_of, lang.value))
    from welcomeplan import saving  # noqa: PLC0415 - nothing else here writes

    saving.put_all(Path(output), files)
    sys.stdout.write(f"{output}: {plural(len(files), 'file')} written; index.html is the page\n")
    return EXIT_PROBLEMS if found.register.unread else EXIT_OK
