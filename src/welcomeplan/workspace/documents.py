"""The adopted documents that plans name by `path`, read where the plans were read from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from welcomeplan.errors import UserError
from welcomeplan.limits import MOST_DOCUMENT
from welcomeplan.plan import Document
from welcomeplan.workspace.trees import Committed, Disk

if TYPE_CHECKING:
    from welcomeplan.plan import Plan
    from welcomeplan.workspace.reading import Workspace
    from welcomeplan.workspace.trees import Tree

_REMEDY = "Keep the document in the folder of `plan.yaml`, and write its name: `path: adopted.txt`."


def with_documents(found: Workspace, tree: Tree | None = None) -> Workspace:
    """The plans with the documents that they name, as they are, or as they stood at the commit
    that the plans were read from; or as a tree has them. Of one that can't be read it is said why.
    """
    if not any(source.path for plan in found.plans for source in plan.head.sources):
        return found
    if tree is not None:
        return _with(found, tree)
    if found.at is None:
        return _with(found, Disk(found.folder))
    from welcomeplan.workspace.git import Repository  # noqa: PLC0415 - only when it is asked for

    with Repository.find(found.folder) as repository:
        return _with(found, Committed(repository, found.at))


def _with(found: Workspace, tree: Tree) -> Workspace:
    plans = (replace(plan, documents=_documents(plan, tree)) for plan in found.plans)
    return replace(found, plans=tuple(plans))


def _documents(plan: Plan, tree: Tree) -> tuple[Document, ...]:
    home = PurePosixPath(plan.file).parent
    return tuple(
        _document(at, source.path, home, tree)
        for at, source in enumerate(plan.head.sources)
        if source.path
    )


def _document(at: int, path: str, home: PurePosixPath, tree: Tree) -> Document:
    parts = path.split("/")
    if any(one in ("", ".", "..") for one in parts) or set(path) & set("\\:\0"):
        return Document(at, path, fault=f"`{path}` is no file beside the plan", remedy=_REMEDY)
    folder = home
    for name in parts[:-1]:
        if not any(item.folder for item in tree.items(folder) if item.name == name):
            fault = f"there is no folder `{name}` beside the plan, or it is a link"
            return Document(at, path, fault=fault, remedy=_REMEDY)
        folder /= name
    if not any(item.name == parts[-1] for item in tree.items(folder)):
        fault = f"there is no file `{path}` beside the plan"
        return Document(at, path, fault=fault, remedy=_REMEDY)
    try:
        data = tree.read(folder / parts[-1], MOST_DOCUMENT)
    except UserError as error:
        return Document(at, path, fault=error.message, remedy=_REMEDY)
    return Document(at, path, data)
