"""A new milestone."""

from __future__ import annotations

import re
import shlex
import unicodedata
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from welcomeplan.commands import looking
from welcomeplan.commands.editing import DryRun, Planned, edit, refused
from welcomeplan.commands.options import Folder, complete_organizations, complete_parents
from welcomeplan.deadlines import Deadline, Question, read_repeats
from welcomeplan.errors import UserError
from welcomeplan.plan import Action, Due, Milestone, Objective, is_slug, places, read_due
from welcomeplan.wording import did_you_mean
from welcomeplan.yamltext import Append

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.plan import Place, Plan
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    'add --to trust --title "Hold a listening session" --due "by fall 2018" --owner marc --dry-run',
    'add --to outreach --title "Print the leaflet" --due "in March 2018" --owner marc',
)
WORDS_IN_ID = 3
# Words that say little in an id.
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "to",
        "was",
        "we",
        "were",
        "will",
        "with",
    ]
)


def run(
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="ID",
            help="The objective or action it belongs to.",
            autocompletion=complete_parents,
            show_default=False,
        ),
    ],
    title: Annotated[
        str,
        typer.Option("--title", metavar="TEXT", help="What will be true when it is done."),
    ],
    due: Annotated[
        str | None, typer.Option("--due", metavar="WORDS", help="The deadline, in words.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by", metavar="DATE", help="The day, beside words that can't be read: 2018-06-30."
        ),
    ] = None,
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Its id. Without it, made from the title."),
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="TEXT", help="The adopted wording.")
    ] = None,
    starts: Annotated[
        str | None, typer.Option("--starts", metavar="WORDS", help="When work begins, in words.")
    ] = None,
    repeats: Annotated[
        str | None, typer.Option("--repeats", metavar="WORDS", help="quarterly, each March.")
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="ORG",
            help="Who answers for it.",
            autocompletion=complete_organizations,
        ),
    ] = None,
    partner: Annotated[
        list[str] | None,
        typer.Option(
            "--partner",
            metavar="ORG",
            help="Who helps; may be given again.",
            autocompletion=complete_organizations,
        ),
    ] = None,
    after: Annotated[
        list[str] | None,
        typer.Option("--after", metavar="ID", help="What must be done first; likewise."),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="TEXT", help="2 trainings, 45%.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help="A free word; likewise.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="TEXT", help="Where in the adopted document it stands."),
    ] = None,
    folder: Folder = None,
    dry_run: DryRun = False,
) -> int:
    """Add a milestone beside its siblings, in the file's own style.

    The words of its deadline must be readable, or have a day beside them, and the organizations
    known.
    """
    if by and not due:
        raise UserError("--by gives the day beside the words", 'Give them too: --due "..."')
    given: dict[str, Any] = {
        "id": id_,
        "title": title,
        "text": text,
        "starts": starts,
        "due": {"words": due, "by": by} if by else due,
        "repeats": repeats,
        "owner": owner,
        "partners": partner,
        "after": after,
        "target": target,
        "tags": tag,
        "source": source,
    }

    def plan(workspace: Workspace) -> list[Planned]:
        place = _parent(workspace, to)
        part = place.part
        assert isinstance(part, (Objective, Action))  # noqa: S101 - what `_parent` looks for
        for milestone in part.milestones:
            if milestone.title == title and (milestone.due.words if milestone.due else None) == due:
                said = f"{milestone.id}: is there already; no change"
                return [Planned(place.file, [], said)]
        taken = {p.id for p in places([place.plan])}
        if id_ in taken:
            raise refused(f"the id `{id_}` is taken", "Give it another.")
        item = {"id": id_ or _free_id(title, taken)}
        item |= {key: value for key, value in given.items() if value and key != "id"}
        milestone = _checked(item, place.plan)
        edits = [Append(place.route, "milestones", item, type(part).keys())]
        said = f"{item['id']}: added to {place.kind} {place.id}{_read_as(milestone, place.plan)}"
        return [Planned(place.file, edits, said)]

    return edit(folder, dry_run, plan)


def _parent(workspace: Workspace, name: str) -> Place:
    """The objective or action meant. Raises UserError for anything else."""
    place = looking.find(workspace, name)
    if place.kind in ("objective", "action"):
        return place
    near = [p.id for p in places([place.plan]) if p.file is place.file]
    raise UserError(
        f"`{place.id}` is a {place.kind}; a milestone stands under an objective or an action",
        f"In that file: {', '.join(near[1:8])}.",
    )


def _checked(item: dict[str, Any], plan: Plan) -> Milestone:
    """The milestone; what `validate` would call an error is refused."""
    try:
        milestone = Milestone.model_validate(item)
    except ValidationError as error:
        first = error.errors()[0]
        context = first.get("ctx", {})
        name = str(first["loc"][0])
        raise refused(
            f"--{name}: {context.get('message', first['msg'])}",
            str(context.get("remedy", "Correct it.")),
        ) from None
    for key, words in (("due", milestone.due), ("starts", milestone.starts)):
        reading = read_due(words, plan.calendar)
        if isinstance(reading, Question):
            raise refused(
                f"--{key}: `{reading.words}` can't be read as a deadline. {reading.message}",
                f"{reading.remedy} Or keep the words, with the day beside them: "
                f"--{key} {shlex.quote(reading.words)} --by 2018-06-30."
                if key == "due"
                else reading.remedy,
            )
    _known(
        "organization",
        [milestone.owner, *(p.org for p in milestone.partners)],
        list(plan.head.organizations),
        "List it in plan.yaml first.",
    )
    _known("milestone", milestone.after, list(plan.by_id), "`after` takes ids of milestones.")
    if milestone.repeats:
        try:
            read_repeats(milestone.repeats, plan.calendar)
        except Question as question:
            raise refused(f"--repeats: {question.message}", question.remedy) from None
    due = milestone.due
    meant = read_due(Due.model_construct(words=due.words, by=None), plan.calendar) if due else None
    if due and due.by and isinstance(meant, Deadline) and meant.due_by not in (None, due.by):
        raise refused(
            f"--by: `{due.words}` means {meant.due_by}, and --by says {due.by}",
            "Leave --by out: it is for words that can't be read.",
        )
    return milestone


def _read_as(milestone: Milestone, plan: Plan) -> str:
    """How the deadline of a new milestone was read."""
    reading = read_due(milestone.due, plan.calendar)
    if not isinstance(reading, Deadline) or not (reading.due_by or reading.recurrence):
        return ""
    return f", due {reading.reading.split(': ')[0]}"


def _known(kind: str, names: Sequence[str | None], known: list[str], remedy: str) -> None:
    for name in names:
        if name and name not in known:
            raise refused(f"no {kind} is called `{name}`", did_you_mean(name, known) + remedy)


def _free_id(title: str, taken: set[str]) -> str:
    """A short id from a title's first telling words, that nothing in the plan has yet."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _SMALL] or words
    name = "-".join(telling[:WORDS_IN_ID])[:40].strip("-")
    if not is_slug(name):
        name = f"milestone-{name}".strip("-")
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free
