"""What a room shows to others: a table of names, each imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any


def lazy(room: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` (PEP 562) of a room: the names, by the module in it that holds them.

    An eager door would pull the parser, yaml and pydantic into every run.
    """
    homes = {name: module for module, held in names.items() for name in held.split()}

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module = homes[name]
        found = import_module(f"{room}.{module}")
        # A module that is called like something of its own must not stand in its place.
        for one in {name, module} & homes.keys():
            if homes[one] == module:
                setattr(import_module(room), one, getattr(found, one))
        return getattr(found, name)

    return find
