"""A new milestone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from welcomeplan import acts, plan
from welcomeplan.commands import naming
from welcomeplan.commands.completing import complete_organizations, complete_parents
from welcomeplan.commands.editing import edit
from welcomeplan.commands.marking import Save
from welcomeplan.commands.options import option, written
from welcomeplan.errors import UserError
from welcomeplan.wording import a

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from welcomeplan.plan import Place
    from welcomeplan.workspace import Workspace

EXAMPLES = (
    'add --to trust --title "Hold a listening session" --due "by fall 2018" --owner marc --dry-run',
    'add --to outreach --title "Print the leaflet" --due "in March 2018" --partner jvs:translation',
)


def run(
    to: Annotated[
        str,
        option(
            "--to", "ID", "The objective or action it belongs to.", autocompletion=complete_parents
        ),
    ],
    title: Annotated[str, option("--title", "TEXT", "What will be true when it is done.")],
    due: Annotated[str | None, option("--due", "WORDS", "The deadline, in words.")] = None,
    by: Annotated[
        str | None,
        option(
            "--by", "DATE", "The day, beside words that can't be read: 2018-06-30, or 30 June 2018."
        ),
    ] = None,
    id_: Annotated[
        str | None, option("--id", "ID", "Its id. Without it, made from the title.")
    ] = None,
    text: Annotated[str | None, option("--text", "TEXT", "The adopted wording.")] = None,
    number: Annotated[
        str | None, option("--number", "TEXT", "The document's own number: 1.2.3.")
    ] = None,
    starts: Annotated[
        str | None, option("--starts", "WORDS", "When work begins, in words.")
    ] = None,
    repeats: Annotated[str | None, option("--repeats", "WORDS", "quarterly, each March.")] = None,
    owner: Annotated[
        str | None,
        option("--owner", "ORG", "Who answers for it.", autocompletion=complete_organizations),
    ] = None,
    partner: Annotated[
        list[str] | None,
        option(
            "--partner",
            "ORG[:ROLE]",
            "Who helps, and how: jvs, or jvs:support. May be given again.",
            autocompletion=complete_organizations,
        ),
    ] = None,
    after: Annotated[
        list[str] | None, option("--after", "ID", "What must be done first; likewise.")
    ] = None,
    target: Annotated[
        str | None, option("--target", "TEXT", "2 trainings, at least 20 hours, 45%.")
    ] = None,
    tag: Annotated[list[str] | None, option("--tag", "TAG", "A free word; likewise.")] = None,
    source: Annotated[
        str | None, option("--source", "TEXT", "Where in the adopted document it stands.")
    ] = None,
    *,
    save: Save,
) -> int:
    """Add a milestone beside its siblings, in the file's own style.

    The words of its deadline must be readable, or have a day beside them, and the organizations
    known.
    """
    texts: dict[str, list[str | None]] = {
        **{"--title": [title], "--due": [due], "--by": [by], "--id": [id_], "--text": [text]},
        **{"--starts": [starts], "--repeats": [repeats], "--owner": [owner], "--target": [target]},
        **{
            "--source": [source],
            "--number": [number],
            "--partner": [*(partner or [])],
            "--after": [*(after or [])],
        },
        "--tag": [*(tag or [])],
    }
    for name, every in texts.items():
        for one in every:
            written(one, name, needed=name == "--title")
    if by and not due:
        raise UserError("--by gives the day beside the words", 'Give them too: --due "..."')
    item: dict[str, Any] = {
        "id": id_,
        "title": title,
        "text": text,
        "number": number,
        "starts": starts,
        "due": {"words": due, "by": plan.spelled_day(by)} if by else due,
        "repeats": repeats,
        "owner": owner,
        "partners": [_partner(one) for one in partner or ()],
        "after": after,
        "target": target,
        "tags": tag,
        "source": source,
    }

    given = {key: value for key, value in item.items() if value}

    def adding(agreed: Mapping[str, str]) -> int:
        holder = agreed.get(" ".join(to.split()), to)

        def act(found: Workspace, today: date) -> list[acts.Act]:
            place = _holder(found, holder)
            its = {**given, "after": [_id_of(place, one) for one in after]} if after else given
            done = acts.add(place, its, today, naming.unread_beside(found, place))
            name = f"{place.plan.id}/{done.said.partition(':')[0]}"
            return [replace(done, name=name, title=title)]

        return edit(save, act)

    return naming.asking(adding)


def _partner(text: str) -> str | dict[str, str]:
    """An organization that helps; with its role after a colon, which no id has."""
    name, colon, role = text.partition(":")
    if colon and not (name.strip() and role.strip()):
        raise UserError(
            f"--partner: `{text}` is not an organization and its role",
            "Write `--partner jvs:support`.",
        )
    return {"org": name.strip(), "role": role.strip()} if colon else text


def _id_of(holder: Place, name: str) -> str:
    """The id of a milestone of its plan that is named by its number: a file names ids alone."""
    known = [one.id for one in holder.plan.milestones if one.number == " ".join(name.split())]
    return known[0] if len(known) == 1 and name not in holder.plan.by_id else name


def _holder(workspace: Workspace, name: str) -> Place:
    """The objective or action meant. Raises UserError for anything else."""
    place: Place | None
    try:
        place = plan.find(workspace.plans, " ".join(name.split()))
    except UserError:
        place = None
    if place is None or place.kind in acts.HOLDERS:
        return naming.meant(workspace, name, *acts.HOLDERS)
    near = [p.id for p in place.plan.places if p.file is place.file and p.kind in acts.HOLDERS]
    raise UserError(
        f"`{place.id}` is {a(place.kind)}; a milestone stands under an objective or an action",
        f"In that file: {', '.join(near[:7])}.",
    )
