"""Which word of a command line TAB completes: an option, the value of one, or an argument.

A line that is not plain (quotes, `--option=value`, an option that nobody knows) is left to Typer.
"""

from __future__ import annotations

import json
import os

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Parameter = Mapping[str, Any]

TABLE = os.path.join(os.path.dirname(__file__), "options.json")  # noqa: PTH118, PTH120
"""The parameters of each command, and under the empty name those of the program: what each is
called, how many words it takes, and what is offered for it. Typer knows them from the code; the
tests hold the table to that, and write it."""
_NOT_PLAIN = frozenset("'\"\\")


class Slot:
    """The word that is completed, and what stands before it."""

    def __init__(
        self,
        begun: str,
        offers: str | Sequence[str],
        command: str = "",
        given: Mapping[str, str] | None = None,
        *,
        told: bool = False,
    ) -> None:
        self.begun = begun
        """How it begins."""
        self.offers = offers
        """What is offered: all of these, or the names of a kind, as `plan.offered` takes it."""
        self.command = command
        self.given = given or {}
        """The options and arguments that are given, by parameter; of several words the first."""
        self.told = told
        """Whether each has a text that says what it is, which some shells show."""


def words(text: str) -> list[str] | None:
    """The words of a command line; None where it is not plain."""
    plain = text.isascii() and text.isprintable() and not _NOT_PLAIN.intersection(text)
    return text.split() if plain else None


def slot(before: Sequence[str], begun: str) -> Slot | None:
    """What is completed after these words; None where that is left to Typer."""
    is_option = begun.startswith("-")
    if "=" in begun and (is_option or begun == "="):
        return None
    with open(TABLE, "rb") as file:  # noqa: PTH123 - a text, as everywhere here
        table: dict[str, list[Parameter]] = json.load(file)
    program = table.pop("")
    if not before:
        if is_option:
            return _options(begun, program, {})
        return Slot(begun, [name for name in table if name.startswith(begun)])
    command, *rest = before
    if command not in table:
        return None
    parameters = table[command]
    read = _read(parameters, rest)
    if read is None:
        return None
    given, waiting = read
    if is_option:
        return _options(begun, parameters, given)
    left = (one for one in parameters if _is_left(one, given))
    found = waiting or next(left, None)
    offers = found["offers"] if found else []
    if not isinstance(offers, str):
        offers = [name for name in offers if name.startswith(begun)]
    return Slot(begun, offers, command, given)


def _read(
    parameters: Sequence[Parameter], words: Sequence[str]
) -> tuple[dict[str, str], Parameter | None] | None:
    """What is given, and the option that waits for its value; None where that is left to Typer."""
    options = {name: one for one in parameters for name in one["options"]}
    given: dict[str, str] = {}
    loose = []
    left = iter(words)
    for word in left:
        if not word.startswith("-"):
            loose.append(word)
            continue
        if word not in options:
            return None
        value = ""
        if options[word]["takes"]:
            found = next(left, None)
            if found is None:
                return given, options[word]  # Typer then takes no argument for given
            if found.startswith("-"):
                return None
            value = found
        given[options[word]["name"]] = value
    for one, word in zip((one for one in parameters if not one["options"]), loose, strict=False):
        given[one["name"]] = word
    return given, None


def _is_left(parameter: Parameter, given: Mapping[str, str]) -> bool:
    """Whether it is an argument that takes a word yet."""
    return not parameter["options"] and (parameter["again"] or parameter["name"] not in given)


def _options(begun: str, parameters: Sequence[Parameter], given: Mapping[str, str]) -> Slot:
    """The names of the options that may still be given."""
    names = [
        name
        for one in parameters
        if one["again"] or one["name"] not in given
        for name in one["options"]
        if name.startswith(begun)
    ]
    return Slot(begun, names, told=bool(names))
