"""Another owner."""

from __future__ import annotations

from typing import Annotated

import typer

from welcomeplan.commands.completing import complete_organizations
from welcomeplan.commands.editing import change
from welcomeplan.commands.marking import Id, Mark, Save

EXAMPLES = (
    'assign broker chamber --note "The council has no staff for it" --dry-run',
    "assign career-services jvs",
)


def run(
    id_: Id,
    owner: Annotated[
        str,
        typer.Argument(
            metavar="ORG",
            help="Who answers for it from now on; `nobody`: no one.",
            autocompletion=complete_organizations,
        ),
    ],
    mark: Mark,
    save: Save,
) -> int:
    """Let another organization answer for a milestone; its log keeps who did before.

    A deadline that was missed stays with who answered for it on that day. Of several that `owner:`
    names the first answers: it is replaced, and the others help as before. One of them may take
    its place; with `nobody` they become partners.
    """
    return change("assign", [id_], mark.said(owner=owner), save)
