"""The files of a plan as they would be, held to the rules before any of them is written."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import plan, rules, saving, workspace, yamltext
from welcomeplan.commands import looking
from welcomeplan.diagnostics import Severity
from welcomeplan.errors import Refused, UserError
from welcomeplan.intake import Wrong
from welcomeplan.limits import DEFAULT_LIMITS
from welcomeplan.views.intake import Fault

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from welcomeplan.diagnostics import Checked, Diagnostic
    from welcomeplan.intake import Intake
    from welcomeplan.plan import Plan
    from welcomeplan.workspace import Workspace
    from welcomeplan.yamltext import Edit, Value


UNREADABLE = "unreadable-deadline"
"""The check that would let no plan stand whose words leave a deadline open."""
LOST = "lost-sentence"
"""The check that needs a plan's documents: without them it finds nothing."""


class Begun(NamedTuple):
    """The files of a plan, or of an addition to one, ready to be written."""

    files: Mapping[str, bytes]
    """The new ones, by their names in the plan's folder."""
    changes: Sequence[saving.Replacement]
    found: Workspace
    """The plan as it will be, without its documents."""
    checked: Checked
    """What `validate` finds in that."""
    errors: Sequence[Diagnostic]
    """Those that were not there before."""
    whole: Mapping[str, bytes]
    """The plan's files as they were checked."""


class Composed(NamedTuple):
    """Files that were written in memory, and read again to prove them."""

    files: Mapping[str, bytes]
    """By their names in the plan's folder."""
    memory: workspace.Memory
    """What was read of them: it need not be read once more."""


def head_of(given: Mapping[str, Value], taken: Collection[str], folder: Path) -> dict[str, Value]:
    """What stands in the `plan.yaml` of a new plan in a folder, in the order of the format. It has
    an id of its own where the folder's name tells none; `taken` are those of other plans."""
    name = Path(folder).absolute().name
    if "id" not in given and (name == "plan" or name in taken or not plan.is_slug(name)):
        title = str(given.get("community") or given["title"])
        made = plan.id_from(title, taken, "plan") or plan.free_id("plan", taken)
        given = {"id": made, **given}
    order = plan.Head.keys()
    return {key: given[key] for key in order if given.get(key)}


def new_plan(
    folder: Path,
    head: Mapping[str, Value],
    strategies: Composed,
    beside: Mapping[str, bytes] = MappingProxyType({}),
    line: str = "",
    there: Mapping[str, bytes] = MappingProxyType({}),
) -> Begun:
    """A plan that is not there yet; `line` is what its `plan.yaml` begins with, and `beside` are
    the documents that it is made of, but for those that are `there` already."""
    first = _composed(plan.Head, {workspace.HEAD: head}, line)
    files = {**first.files, **strategies.files, **beside}
    whole = {**files, **there}
    found = _found(folder, whole, {**first.memory, **strategies.memory})
    checked = ruled(found)
    return Begun(files, [], found, checked, _errors(checked), whole)


def addition(
    folder: Path,
    known: Plan,
    strategies: Composed,
    organizations: Mapping[str, str],
    checks: Mapping[str, str] = MappingProxyType({}),
) -> Begun:
    """Strategies and organizations that a plan gets; `checks` are the severities that it gets."""
    sources = [known.source, *(one.source for one in known.strategies)]
    names = [known.file, *(one.file for one in known.strategies)]
    before = {Path(name).name: source.data for name, source in zip(names, sources, strict=True)}
    edits = list(
        _edits(known, [name.removesuffix(".yaml") for name in strategies.files], organizations)
    )
    if checks and not known.head.checks:
        edits.append(yamltext.SetKey((), "checks", dict(checks), plan.Head.keys()))
    else:
        edits += [yamltext.SetKey(("checks",), name, weight) for name, weight in checks.items()]
    head = yamltext.apply(known.source, edits)
    source = yamltext.read(head)
    memory = {**_memory_of(known), **strategies.memory}
    memory[plan.Head, source.key] = workspace.parsed(plan.Head, source)
    after = {**before, **strategies.files, workspace.HEAD: head}
    found = _found(folder, after, memory)
    checked = ruled(found)
    errors = _errors(checked)
    if errors:
        stood = _errors(ruled(_found(folder, before, memory)))
        old = {(one.rule, one.file, one.message) for one in stood}
        errors = [one for one in errors if (one.rule, one.file, one.message) not in old]
    return Begun(
        strategies.files,
        [saving.Replacement(folder / workspace.HEAD, known.source.data, head)],
        found,
        checked,
        errors,
        after,
    )


def stands(begun: Begun, folder: Path) -> bool:
    """Whether what was checked is what stands in a folder, and no other plan below it."""
    tree = workspace.Disk(folder)
    try:
        if list(workspace.homes(tree)) != [PurePosixPath()]:
            return False
        there = {
            one.name: tree.read(PurePosixPath(one.name), DEFAULT_LIMITS.bytes)
            for one in tree.items(PurePosixPath())
            if workspace.is_plan_file(one.name)
        }
    except UserError:
        return False
    return there == {
        name: data for name, data in begun.whole.items() if workspace.is_plan_file(name)
    }


def _memory_of(known: Plan) -> workspace.Memory:
    """What was read of the files of a plan that could be read in full."""
    memory: workspace.Memory = {
        (plan.Strategy, one.source.key): workspace.Parsed(one.source, one.strategy, [])
        for one in known.strategies
    }
    memory[plan.Head, known.source.key] = workspace.Parsed(known.source, known.head, [])
    return memory


def _edits(
    known: Plan, strategies: Sequence[str], organizations: Mapping[str, str]
) -> Iterator[Edit]:
    """What `plan.yaml` gets: who is new, and the order of the strategies."""
    keys = plan.Head.keys()
    if organizations and not known.head.organizations:
        yield yamltext.SetKey((), "organizations", dict(organizations), keys)
    else:
        for id_, name in organizations.items():
            yield yamltext.SetKey(("organizations",), id_, name)
    if known.head.strategies:
        for one in strategies:
            yield yamltext.Append((), "strategies", one, keys)
    else:
        every = [*(one.id for one in known.strategies), *strategies]
        yield yamltext.SetKey((), "strategies", every, keys)


def strategy_files(strategies: Mapping[str, Mapping[str, Value]], line: str) -> Composed:
    """The files of strategies, by their ids; `line` is what each begins with."""
    named = {f"{id_}.yaml": data for id_, data in strategies.items()}
    return _composed(plan.Strategy, named, line)


def _composed(
    kind: type[plan.Part], named: Mapping[str, Mapping[str, Value]], line: str
) -> Composed:
    """Files of these data. Raises Refused for what no file can hold."""
    files: dict[str, bytes] = {}
    memory: workspace.Memory = {}
    for name, data in named.items():
        try:
            source = yamltext.compose(data, line)
        except ValueError as error:
            raise Refused(
                f"“{data['title']}” can't be written: {error}. Nothing was written",
                "Write it without that.",
            ) from None
        files[name] = source.data
        memory[kind, source.key] = workspace.parsed(kind, source)
    return Composed(files, memory)


def _found(folder: Path, files: Mapping[str, bytes], memory: workspace.Memory) -> Workspace:
    """The plan of files as if they stood in a folder. `memory` is what was read of each: without
    it nothing could say where something stands."""
    return workspace.read(folder, workspace.Held(files), memory=memory)


def held(begun: Begun, folder: Path) -> Checked:
    """What `validate` finds in the plan as it will be, held to its documents, too. They are read
    here alone, and not whenever something is set aside: that may take seconds."""
    tree = workspace.Disk(folder) if begun.changes else workspace.Held(begun.whole)
    found = workspace.with_documents(begun.found, tree)
    return begun.checked.adding(_of_rules(found, LOST))


def ruled(found: Workspace) -> Checked:
    """A workspace's report with what the rules find in its plans."""
    return found.report.adding(_of_rules(found))


def _of_rules(found: Workspace, alone: str = "") -> Iterator[Diagnostic]:
    """What all rules find in its plans, or that one alone."""
    for one in found.plans:
        yield from rules.check([one], looking.last_day(one), alone=alone)


def _errors(checked: Checked) -> list[Diagnostic]:
    return [one for one in checked.diagnostics if one.severity is Severity.ERROR]


_ID = re.compile(r"^ *(?:- )?id: *(\S+)")


def wrong(begun: Begun) -> Iterator[Wrong]:
    """What is wrong with keys of parts that would be written; words of a deadline that nobody can
    date may stay."""
    for one in begun.errors:
        if one.file in begun.files and one.rule != UNREADABLE and len(one.about) > 3:
            _, name, key, *_ = one.about
            yield Wrong(name.removesuffix(".yaml"), key, one.message, one.remedy)


def faults(begun: Begun, found: Intake) -> list[Fault]:
    """What is wrong with what would be written, at the rows that it comes from."""
    places = {one.item.id: one.place for one in reversed(found.landings) if one.item}
    told = []
    for one in begun.errors:
        lines = begun.files.get(one.file, b"").decode("utf-8", "replace").split("\n")[: one.line]
        ids = (match[1] for line in reversed(lines) if (match := _ID.match(line)))
        # What stands in no part, or in one that no row is, is told of its file.
        place = next((places[id_] for id_ in ids if id_ in places), one.file)
        told.append(Fault(place, one.message, one.remedy))
    return told
