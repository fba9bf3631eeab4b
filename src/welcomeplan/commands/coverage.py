"""What of the adopted document stands in the plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from welcomeplan import intake, workspace
from welcomeplan.commands import looking, telling
from welcomeplan.commands.options import At, Excel, Folder, Form, Format, Json, PlanId, form_of
from welcomeplan.commands.waiting import waiting
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.limits import MOST_DOCUMENT
from welcomeplan.views.coverage import Covered, coverage
from welcomeplan.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from welcomeplan.plan import Plan
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    "coverage",
    "coverage plan/adopted.txt --json",
)


def run(
    document: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DOCUMENT]",
            help="The adopted document: .txt, .md, .html, .docx or .pdf. Without it: those that the"
            " plan names under `sources:`, by `path:`.",
            show_default=False,
        ),
    ] = None,
    folder: Folder = None,
    plan: PlanId = None,
    at: At = None,
    form: Format = Form.table,
    as_json: Json = False,
    excel: Excel = False,
) -> int:
    """Every sentence of the adopted document that stands nowhere in the plan, the dated first.

    A sentence stands in the plan word for word, in a title, a text or another key; or it is named
    as no promise, under `not_promises:` of its source. Exits with 1 if one with a date is lost.
    """
    form = form_of(form, as_json=as_json, excel=excel)
    with waiting("Reading the documents"):
        found = workspace.with_documents(looking.load(folder, at=at))
    looking.warn(found.register)
    plans = _wanted(found, plan)
    with waiting("Looking for each sentence"):
        if document is None:
            covered = [one for kept in plans for one in _kept(kept, found)]
        else:
            covered = [_given(document, plans, found)]
    if not plans and document is None:
        raise UserError("no plan can be read", "To see why:", command="welcomeplan validate")
    if not covered:
        raise UserError(
            "no source of the plan says where its document is",
            "Keep it in the folder of plan.yaml, and name it there under `sources:`, as `path:"
            " adopted.txt`. Or name a document:",
            command="welcomeplan coverage DOCUMENT",
        )
    looking.write(coverage(covered, found.register), form, excel=excel)
    lost = any(one.coverage.dated for one in covered)
    return EXIT_PROBLEMS if lost or found.register.unread else EXIT_OK


def _wanted(found: Workspace, wanted: str | None) -> Sequence[Plan]:
    plans = [one for one in found.plans if wanted in (None, one.id)]
    if wanted and not plans:
        known = [one.id for one in found.plans]
        hint = did_you_mean(wanted, known)
        raise UserError(f"no plan is called `{wanted}`", f"{hint}There are: {', '.join(known)}.")
    return plans


def _kept(plan: Plan, found: Workspace) -> Iterator[Covered]:
    """The documents that are kept beside a plan. Raises UserError for one that can't be read."""
    for one in plan.documents:
        if one.fault:
            raise UserError(f"{found.shown(plan.file)}: {one.fault}", one.remedy)
        try:
            yield _covered(plan, one.path, one.data, plan.head.sources[one.at].not_promises)
        except UserError as error:
            raise UserError(f"{found.shown(plan.file)}: {error.message}", error.remedy) from None


def _given(path: Path, plans: Sequence[Plan], found: Workspace) -> Covered:
    """A document that somebody names. Raises UserError where it can't be read, or where nobody
    knows which plan is to have it."""
    data = looking.file_bytes(path, MOST_DOCUMENT, "Name the adopted document.")
    own = {one.id: said for one in plans if (said := _said_of(path, one, found)) is not None}
    whose = [one for one in plans if one.id in own] or plans
    if len(whose) != 1:
        names = ", ".join(one.id for one in whose)
        raise UserError(
            f"`{path}` may be the document of several plans" if whose else "no plan can be read",
            f"Name the plan that is to have it: --plan {names}." if whose else "To see why:",
            command="" if whose else "welcomeplan validate",
        )
    (plan,) = whose
    if plan.id in own:
        return _covered(plan, path.as_posix(), data, own[plan.id])
    # What another document has, this one need not have.
    named = [said for one in plan.head.sources for said in one.not_promises]
    covered = _covered(plan, path.as_posix(), data, named)
    return replace(covered, coverage=covered.coverage._replace(stale=()))


def _said_of(path: Path, plan: Plan, found: Workspace) -> Sequence[str] | None:
    """What a plan says of a document to promise nothing; None where it keeps another."""
    home = found.path(plan.file).parent
    sources = [one for one in plan.head.sources if one.path and _is_same(home / one.path, path)]
    return [said for one in sources for said in one.not_promises] if sources else None


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _covered(plan: Plan, name: str, data: bytes, not_promises: Sequence[str]) -> Covered:
    note = intake.encoding_note(data, name)
    if note:
        telling.tell(note)
    passages = intake.read_passages(data, name)
    texts = intake.texts_of(plan)
    return Covered(plan.id, name, intake.cover(passages, texts, not_promises, plan.calendar))
