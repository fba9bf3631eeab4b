"""The JSON Schema of plan and strategy files."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from welcomeplan.errors import EXIT_OK
from welcomeplan.formats.jsontext import dumps

EXAMPLES = (
    "schema",
    "schema strategy",
)


class Kind(StrEnum):
    """The kinds of files."""

    plan = "plan"
    strategy = "strategy"


def run(
    kind: Annotated[
        Kind,
        typer.Argument(metavar="[plan|strategy]", help="Of plan.yaml, or of a strategy's file."),
    ] = Kind.plan,
) -> int:
    """The JSON Schema (draft 2020-12) of a plan's files, for editors and other tools.

    An editor with a YAML language server is told where it is by the first line of a file:

    # yaml-language-server: $schema=PATH

    `validate` knows more than a schema can say.
    """
    from welcomeplan.plan import json_schema  # noqa: PLC0415 - `--help` must not wait for them
    from welcomeplan.rules import summaries  # noqa: PLC0415

    sys.stdout.write(dumps(json_schema(kind.value, summaries())))
    return EXIT_OK
