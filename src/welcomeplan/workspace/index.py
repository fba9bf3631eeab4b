"""What was read of a folder, kept in the user's cache: the same files need not be read again.

It gives the same Register as the files do, or nothing: of what changed it is made anew, and all of
it where the program is another. Losing it costs time alone. Its form is that of `kept`.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from welcomeplan import systems
from welcomeplan.errors import UserError
from welcomeplan.plan import Kept, Register, from_kept, offers_of
from welcomeplan.workspace import kept as form
from welcomeplan.workspace.disk import HEAD, read_bytes
from welcomeplan.workspace.finding import find, most_files, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from welcomeplan.workspace.reading import Workspace

_T = TypeVar("_T")


class _Index(NamedTuple):
    """What was kept of a folder."""

    looked: form.Looked
    offers: bytes
    """Nothing, where some files changed since they were put together: only who asks for them waits
    until all is read again."""
    plans: Kept


def register(
    folder: str | Path | None = None, *, use: bool = True, tick: Callable[[], None] | None = None
) -> Register:
    """What was promised in a folder (without one, in that of the nearest `plan/`), as its files say
    it now. Files that are as they were when it was last asked are not read again, but all are where
    anything is in doubt.

    Raises UserError as `load` does. `tick` is called for each file that is read.
    """
    root = find() if folder is None else Path(folder)

    def kept(index: _Index) -> Register:
        return Register(tuple(from_kept(index.plans)), shown(root, ""))

    return _asked(root, kept, lambda found: found.register, use=use, tick=tick)


def offers(folder: str | Path | None = None, *, use: bool = True) -> Sequence[Mapping[str, Any]]:
    """What TAB offers of the plans in a folder, likewise: `plan.offers_of` each."""
    root = find() if folder is None else Path(folder)
    return _asked(root, lambda index: json.loads(index.offers), _offers, use=use, partly=False)


def _offers(found: Workspace) -> Sequence[Mapping[str, Any]]:
    return [offers_of(plan) for plan in found.plans]


def _asked(
    root: Path,
    of_kept: Callable[[_Index], _T],
    of_read: Callable[[Workspace], _T],
    *,
    use: bool,
    partly: bool = True,
    tick: Callable[[], None] | None = None,
) -> _T:
    """What is asked of a folder: of what was kept, or else of its files, which then are kept.
    `partly`: whether what was kept of those that did not change says enough of them."""
    path = form.place(str(root)) if use else None
    now = time.time_ns()
    states = form.states(str(root)) if path else None
    if path is None or states is None or len(states) > most_files():
        return of_read(_load(root, tick))
    real = os.path.realpath(root)
    index = _read(path)
    if index and index.looked.root == real:
        with suppress(ValueError):
            known = _known(root, index, states, now, partly=partly, tick=tick)
            if known:
                found = of_kept(known)
                if known is not index:
                    _write(path, known)
                return found
    read = _load(root, tick)
    if not read.report.unread and form.states(str(root)) == states:
        with suppress(TypeError):  # what nobody knew would be in a plan is not kept
            looked = form.Looked(real, now, states, _digests(read))
            offered = json.dumps(_offers(read), separators=(",", ":")).encode("ascii")
            _write(path, _Index(looked, offered, _kept(read)))
    return of_read(read)


def _kept(found: Workspace) -> Kept:
    from welcomeplan.plan import kept_as, portions  # noqa: PLC0415 - only where files were read

    plans = zip(found.plans, found.register.plans, strict=True)
    return kept_as((brief, portions(plan, brief)) for plan, brief in plans)


def _known(
    root: Path,
    index: _Index,
    states: dict[str, form.State],
    now: int,
    *,
    partly: bool,
    tick: Callable[[], None] | None,
) -> _Index | None:
    """What is kept of a folder as it is now: of what changed, it is made anew. None where that
    needs every file. Raises ValueError where it can't be used."""
    looked = index.looked
    same = {name for name, state in states.items() if looked.states.get(name) == state}
    young = same.intersection(looked.young)
    others = {name for name in young if not _is_same(root / name, looked, name)}
    changed = {*looked.states, *states} - same | others
    if not changed:
        return index._replace(looked=looked.again(now)) if young else index
    if not partly or any(PurePosixPath(name).name == HEAD for name in changed):
        return None
    from welcomeplan.workspace.renewing import renew  # noqa: PLC0415 - it needs yaml and pydantic

    with suppress(UserError):  # what reads all of it says what is wrong
        found = renew(root, index.plans, states, changed, tick)
        if found and form.states(str(root)) == states:
            every = {**looked.digests, **_digests(found.read)}
            digests = {name: every[name] for name in states}
            return _Index(form.Looked(looked.root, now, states, digests), b"", found.plans)
    return None


def _load(root: Path, tick: Callable[[], None] | None) -> Workspace:
    from welcomeplan.workspace.reading import load  # noqa: PLC0415 - it needs yaml and pydantic

    return load(root, tick=tick)


def _is_same(path: Path, looked: form.Looked, name: str) -> bool:
    """Whether a file still holds the same bytes."""
    try:
        return _digest(read_bytes(path, looked.states[name][0])) == looked.digests[name]
    except UserError:
        return False


def _digests(found: Workspace) -> dict[str, str]:
    """What stands for the bytes of each file, as they were read."""
    files = [(plan.file, plan.source) for plan in found.plans]
    files += [(one.file, one.source) for plan in found.plans for one in plan.strategies]
    return {name: _digest(source.data) for name, source in files}


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 - only what is young needs it

    return hashlib.sha256(data).hexdigest()


def _read(path: str) -> _Index | None:
    """What was kept; None where there is nothing that can be used."""
    found = form.read(path, form.SECTIONS)
    if found is None:
        return None
    looked, (offered, tables, lines, pieces) = found
    with suppress(UnicodeDecodeError):
        return _Index(looked, offered, Kept(tables.decode("ascii"), lines, pieces))
    return None


def _write(path: str, index: _Index) -> None:
    """Keep it for its user alone, whole or not at all: where that can't be done, it is not kept."""
    import secrets  # noqa: PLC0415 - a dozen modules of Python, for one name

    plans = index.plans
    sections = index.offers, plans.tables.encode("ascii"), plans.lines, plans.pieces
    place = Path(path)
    made = place.with_name(f".{place.name}-{os.getpid()}-{secrets.token_hex(4)}")
    with suppress(OSError):
        pieces = form.pieces(index.looked, sections)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(systems.new_file(made), "wb") as file:
                file.writelines(pieces)
            made.replace(place)
        finally:
            with suppress(FileNotFoundError):
                made.unlink()
