"""The options that say how sheets and documents are read, where they don't say so themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import plan
from welcomeplan.commands.options import again_with, written
from welcomeplan.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAP = "What a column is: `Deadline=due`. May be given again."
_SHEET = "Which sheet of a workbook is meant."
_ORG = "An organization: its name, or id=name. May be given again."


@dataclass(frozen=True)
class Taking:
    """How a sheet or document is to be read, where it does not say so itself."""

    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=KEY", help=_MAP, show_default=False),
    ] = None
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NAME", help=_SHEET, show_default=False)
    ] = None
    org: Annotated[
        list[str] | None,
        typer.Option("--org", metavar="[ID=]NAME", help=_ORG, show_default=False),
    ] = None

    @property
    def mapped(self) -> dict[str, str]:
        """What columns are, as somebody says. Raises UserError for what says nothing."""
        found: dict[str, str] = {}
        for one in self.columns or ():
            column, sign, key = (part.strip() for part in one.rpartition("="))
            if not (column and sign and key):
                raise UserError(
                    f"--map: `{one}` does not say what a column is", "Write `--map Deadline=due`."
                )
            if found.setdefault(column, key) != key:
                raise UserError(
                    f"--map: `{column}` is said to be two things, `{found[column]}` and `{key}`",
                    "Leave one of them out.",
                )
        return found

    @property
    def again(self) -> str:
        """The options as they are typed."""
        several = [("--map", self.columns or ()), ("--org", self.org or ())]
        said = [again_with({name: one}) for name, every in several for one in every]
        return "".join([*said, again_with({"--sheet": self.sheet})])

    def organizations(self, known: Mapping[str, str]) -> dict[str, str]:
        """Names by id, of the organizations that somebody names and a plan does not have yet."""
        found: dict[str, str] = {}
        for one in self.org or ():
            written(one, "--org")
            every = {**known, **found}
            left, sign, right = (" ".join(part.split()) for part in one.partition("="))
            named = bool(sign and right and plan.is_slug(left))
            name = right if named else " ".join(one.split())
            if every.get(left) == name or (not named and name in every.values()):
                continue
            if named and left in every:
                raise UserError(f"--org: `{left}` is {every[left]} already", "Give it another id.")
            made = left if named else plan.id_from(name, every, "organization")
            found[made or plan.free_id("organization-1", every)] = name
        return found
