"""Of a folder of which something is kept, the files that changed since are read, and no others."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.plan import Renewal, portions, renewed
from welcomeplan.workspace.disk import HEAD
from welcomeplan.workspace.reading import placed, read
from welcomeplan.workspace.trees import Disk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container

    from welcomeplan.plan import Kept, Plan
    from welcomeplan.workspace.reading import Workspace
    from welcomeplan.workspace.trees import Item, Tree


class _Some:
    """Of a tree all folders, and some of its files."""

    def __init__(self, tree: Tree, files: Container[str]) -> None:
        self.tree, self.files = tree, files

    def items(self, folder: PurePosixPath) -> list[Item]:
        """What is to be seen in a folder, by name."""
        every = self.tree.items(folder)
        return [one for one in every if one.folder or str(folder / one.name) in self.files]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        """As that of the tree."""
        return self.tree.read(file, most)

    def key(self, file: PurePosixPath) -> str | None:
        """As that of the tree."""
        return self.tree.key(file)


class Renewed(NamedTuple):
    """What is kept now, and what was read for it."""

    plans: Kept
    read: Workspace


def renew(
    root: Path,
    kept: Kept,
    files: Collection[str],
    changed: Collection[str],
    tick: Callable[[], None] | None,
) -> Renewed | None:
    """What is kept of plans, where strategies changed, came or went, and every `plan.yaml` is as it
    was; None where something of them can't be read. `files`: all that are there now, by folder and
    name.

    Raises ValueError where that can't be told from what was kept, or can't be kept, and UserError
    as `read`.
    """
    heads = {str(PurePosixPath(name).with_name(HEAD)) for name in changed}
    found = read(root, _Some(Disk(root), {*heads, *changed}), tick=tick)
    others = {one.file for one in found.register.absent}.intersection(files)  # they did not change
    if not others.issuperset(found.register.unread):
        return None
    beside: dict[str, list[str]] = {head: [] for head in heads}
    for name in files:
        head = str(PurePosixPath(name).with_name(HEAD))
        if head in heads and name != head:
            beside[head].append(name)
    plans = {
        plan.file: Renewal(brief, portions(plan, brief), _in_order(plan, beside[plan.file]))
        for plan, brief in zip(found.plans, found.register.plans, strict=True)
    }
    return Renewed(renewed(kept, plans), found)


def _in_order(plan: Plan, names: list[str]) -> list[str]:
    """The files of a plan in its order."""
    return [names[at] for at in placed(plan.head, [PurePosixPath(name).stem for name in names])]
