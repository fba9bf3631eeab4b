"""What was read of a folder, kept in the user's cache: the same files need not be read again.

It gives the same Register as the files do, or nothing: it is made anew whenever a file, or the
program, is another than it was. Losing it costs time alone. Its form is that of `kept`.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from welcomeplan.errors import UserError
from welcomeplan.plan import Kept, Register, from_kept, kept_as, offers_of
from welcomeplan.workspace import kept as form
from welcomeplan.workspace.disk import read_bytes
from welcomeplan.workspace.finding import find, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from welcomeplan.workspace.reading import Workspace

_T = TypeVar("_T")


class _Index(NamedTuple):
    """What was kept of a folder."""

    looked: form.Looked
    offers: bytes
    plans: Kept


def register(
    folder: str | Path | None = None, *, use: bool = True, tick: Callable[[], None] | None = None
) -> Register:
    """What was promised in a folder (without one, in that of the nearest `plan/`), as its files say
    it now. Files that are as they were when it was last asked are not read again.

    Raises UserError as `load` does. `tick` is called for each file that is read.
    """
    root = find() if folder is None else Path(folder)

    def kept(index: _Index) -> Register:
        return Register(tuple(from_kept(index.plans)), shown(root, ""))

    return _asked(root, kept, lambda found: found.register, use=use, tick=tick)


def offers(folder: str | Path | None = None, *, use: bool = True) -> Sequence[Mapping[str, Any]]:
    """What TAB offers of the plans in a folder, likewise: `plan.offers_of` each."""
    root = find() if folder is None else Path(folder)
    return _asked(root, lambda index: json.loads(index.offers), _offers, use=use)


def _offers(found: Workspace) -> Sequence[Mapping[str, Any]]:
    return [offers_of(plan) for plan in found.plans]


def _asked(
    root: Path,
    of_kept: Callable[[_Index], _T],
    of_read: Callable[[Workspace], _T],
    *,
    use: bool,
    tick: Callable[[], None] | None = None,
) -> _T:
    """What is asked of a folder: of what was kept, or else of its files, which then are kept."""
    path = form.place(str(root)) if use else None
    now = time.time_ns()
    states = form.states(str(root)) if path else None
    if path is None or states is None:
        return of_read(_load(root, tick))
    real = os.path.realpath(root)
    index = _read(path)
    if index and (index.looked.root, index.looked.states) == (real, states):
        young = index.looked.young
        if all(_is_same(root / name, index.looked, name) for name in young):
            with suppress(ValueError):
                found = of_kept(index)
                if young:
                    _write(path, index._replace(looked=index.looked.again(now)))
                return found
    read = _load(root, tick)
    if not read.report.unread and form.states(str(root)) == states:
        with suppress(TypeError):  # what nobody knew would be in a plan is not kept
            looked = form.Looked(real, now, states, _digests(read))
            offered = json.dumps(_offers(read), separators=(",", ":")).encode("ascii")
            _write(path, _Index(looked, offered, kept_as(read.register.plans)))
    return of_read(read)


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
    looked, (offered, tables, lines) = found
    with suppress(UnicodeDecodeError):
        return _Index(looked, offered, Kept(tables.decode("ascii"), lines))
    return None


def _write(path: str, index: _Index) -> None:
    """Keep it for its user alone, whole or not at all: where that can't be done, it is not kept."""
    import secrets  # noqa: PLC0415 - a dozen modules of Python, for one name

    sections = index.offers, index.plans.tables.encode("ascii"), index.plans.lines
    place = Path(path)
    made = place.with_name(f".{place.name}-{os.getpid()}-{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with suppress(OSError):
        pieces = form.pieces(index.looked, sections)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(made, flags, 0o600), "wb") as file:
                file.writelines(pieces)
            made.replace(place)
        finally:
            with suppress(FileNotFoundError):
                made.unlink()
