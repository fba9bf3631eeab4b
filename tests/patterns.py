"""The patterns of the program, how each is used, and texts made to keep it looking for ever."""

from __future__ import annotations

import ast
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

SOURCE = Path(__file__).parents[1] / "src" / "welcomeplan"

USES = {
    "match": "match",
    "fullmatch": "fullmatch",
    "search": "search",
    **dict.fromkeys(("sub", "subn", "findall", "finditer", "split"), "finditer"),
}
"""How what is called looks: at the beginning, at the whole, for the first, for all."""
_FLAGS_AT = {"compile": 1, "sub": 4, "subn": 4, "split": 3}
_LIKE = {"words": r"short[\s-]+term", "due_by": "2026-06-30", "by": ";"}
"""What may stand in a pattern that is made of a plan's words, or is chosen by a sheet."""


class Found(NamedTuple):
    """A pattern, where it was found first, and how it is used."""

    where: str
    pattern: re.Pattern[Any]
    uses: tuple[str, ...]


class Module(NamedTuple):
    """One of the program: its name, what it holds, how it is written."""

    name: str
    holds: Mapping[str, Any]
    tree: ast.Module

    def value(self, node: ast.expr, **known: Any) -> Any:
        """What an expression is there; None where it depends on more than is known."""
        try:
            code = compile(ast.Expression(node), self.name, "eval")
            return eval(code, {**self.holds, **known})  # noqa: S307 - the program's own words
        except Exception:
            return None


def collected() -> tuple[list[Found], list[str]]:
    """All of them, each once; and the places of those that nothing here makes."""
    modules = list(_modules())
    given = _given(modules)
    uses: dict[re.Pattern[Any], tuple[str, set[str]]] = {}
    unknown: list[str] = []
    for module in modules:
        for where, call, patterns in _inline(module, given):
            if not patterns:
                unknown.append(where)
            for pattern in patterns:
                how = {USES[call]} if call in USES else set()
                uses.setdefault(pattern, (where, set()))[1].update(how)
        for pattern, called in _held(module):
            uses.setdefault(pattern, (module.name, set()))[1].update(called)
    found = [
        Found(where, pattern, tuple(sorted(how)) or ("finditer", "fullmatch"))
        for pattern, (where, how) in uses.items()
    ]
    return found, unknown


def _modules() -> Iterator[Module]:
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if not name.endswith("__main__"):
            yield Module(name, vars(_imported(name)), ast.parse(path.read_text("utf-8")))


def _imported(name: str) -> ModuleType:
    """A module. A function that its room has under the same name stays there."""
    room, _, last = name.rpartition(".")
    shown = getattr(import_module(room), last, None) if room else None
    found = import_module(name)
    if callable(shown):
        setattr(import_module(room), last, shown)
    return found


def _given(modules: Iterable[Module]) -> dict[str, dict[int, list[Any]]]:
    """The constants that functions are called with, by their names and places."""
    given: dict[str, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for at, one in enumerate(node.args):
                    if any(isinstance(inside, ast.Call) for inside in ast.walk(one)):
                        continue  # it would be called
                    value = module.value(one)
                    if isinstance(value, (str, bytes)):
                        given[node.func.id][at].append(value)
    return given


def _inline(
    module: Module, given: Mapping[str, Mapping[int, list[Any]]]
) -> Iterator[tuple[str, str, list[re.Pattern[Any]]]]:
    """The calls of `re`: where, which, and with what patterns."""
    for names, node in _calls(module.tree, {}):
        if not (isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)):
            continue
        call = node.func.attr
        if node.func.value.id != "re" or call not in {*USES, "compile"}:
            continue
        flags = [one.value for one in node.keywords if one.arg == "flags"]
        flags += node.args[_FLAGS_AT.get(call, 2) :][:1]
        number = module.value(flags[0]) if flags else 0
        made = [module.value(node.args[0], **_LIKE)]
        for name in dict.fromkeys(
            one.id for one in ast.walk(node.args[0]) if isinstance(one, ast.Name)
        ):
            if name in names:
                of, at = names[name]
                made += [module.value(node.args[0], **{name: one}) for one in given[of][at]]
        patterns = [re.compile(one, number) for one in made if isinstance(one, (str, bytes))]
        yield f"{module.name}:{node.lineno}", call, patterns


def _calls(
    node: ast.AST, names: Mapping[str, tuple[str, int]]
) -> Iterator[tuple[Mapping[str, tuple[str, int]], ast.Call]]:
    """All calls, each with the parameters that are known there: of which function, at what
    place."""
    if isinstance(node, ast.FunctionDef):
        names = {one.arg: (node.name, at) for at, one in enumerate(node.args.args)}
    if isinstance(node, ast.Call):
        yield names, node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, names)


def _held(module: Module) -> Iterator[tuple[re.Pattern[Any], set[str]]]:
    """What a module holds under a name, and what it calls of it there."""
    called: dict[str, set[str]] = defaultdict(set)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in USES:
            of = node.value
            if isinstance(of, (ast.Name, ast.Attribute)):
                called[of.id if isinstance(of, ast.Name) else of.attr].add(USES[node.attr])
    for node in ast.walk(module.tree):
        if isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.target, ast.Name):
            for one in ast.walk(node.iter):
                if isinstance(one, ast.Name):
                    called[one.id] |= called[node.target.id]
    for name, value in module.holds.items():
        for pattern in _within(value, 3):
            yield pattern, called[name]


def _within(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    """The patterns of a table, and of tables in it."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, (dict, tuple, list, set, frozenset)) and depth:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _within(one, depth - 1)


# -- texts made against a pattern

_SOME = [
    *"a1 A-.,;:_/<>#*|'\"`\t\n\r()[]{}=+&%$@!?~^\\0bxz\0",
    *"\x85\xa0\xad£é§–—’“”•…€年月。\u2028",
]


def attacks(pattern: re.Pattern[Any], times: int) -> list[str]:
    """For each part that may repeat: what leads to it, a text that it fits again and again, and an
    end. And all that leads there, and the whole, again and again."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    known = _Known(_characters(tree, pattern.flags), pattern.flags)
    whole = known.sample(tree)
    has_any = any(op is sre.ANY for op, _ in _places(tree))  # which a line's end stops
    made: dict[str, None] = {}
    for lead, bodies in (*_repeats(tree, "", known), ("", [whole, whole[:-1]])):
        runs = {lead + body * times: None for body in bodies}
        runs |= {(lead + body) * times: None for body in ["", *bodies[:2]]}
        other = next((one for one in known.chars if one not in bodies), "")
        ends = ["x", other, *(["\n"] if has_any else [])]
        made |= dict.fromkeys(run + end for run in runs if run for end in ends)
    return list(made)


class _Known(NamedTuple):
    """The characters that a pattern tells apart: one of each kind."""

    chars: list[str]
    flags: int

    def sample(self, tree: Iterable[Any], which: int = 0) -> str:
        """A short text that a part fits; of what may be chosen, the one that is asked for."""
        made = ""
        for op, value in tree:
            if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
                fits = self.fitting(op, value)
                made += fits[which % len(fits)] if fits else chr(value) if op is sre.LITERAL else ""
            elif op in _REPEATS:
                least, most, inside = value
                made += self.sample(inside, which) * max(least, int(which % 2 and most > 0))
            elif op is sre.BRANCH:
                made += self.sample(value[1][which % len(value[1])], which)
            elif op is sre.SUBPATTERN:
                made += self.sample(value[-1], which)
            elif op is sre.ATOMIC_GROUP:
                made += self.sample(value, which)
        return made

    def fitting(self, op: object, value: Any) -> list[str]:
        """Those of the characters that one place of a pattern takes."""
        return [char for char in self.chars if _takes(op, value, char, self.flags)]


_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)


def _parts(op: object, value: Any) -> list[Any]:
    """What a part of a pattern is made of."""
    if op in _REPEATS or op is sre.SUBPATTERN:
        return [value[-1]]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    if op is sre.ATOMIC_GROUP:
        return [value]
    if op is sre.BRANCH:
        return list(value[1])
    return []


def _repeats(tree: Iterable[Any], lead: str, known: _Known) -> Iterator[tuple[str, list[str]]]:
    for op, value in tree:
        if op in _REPEATS and value[1] > 1:
            inside = list(value[-1])
            if len(inside) == 1 and inside[0][0] in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
                yield lead, known.fitting(*inside[0])
            else:
                yield lead, [known.sample(inside, which) for which in range(6)]
        for part in _parts(op, value):
            yield from _repeats(part, lead, known)
        lead += known.sample([(op, value)])


def _characters(tree: Iterable[Any], flags: int) -> list[str]:
    """One character for each set of places of a pattern that take it."""
    places = list(dict.fromkeys((op, str(value)) for op, value in _places(tree)))
    by_name = {(op, str(value)): value for op, value in _places(tree)}
    literal = [chr(value) for op, value in _places(tree) if op in (sre.LITERAL, sre.NOT_LITERAL)]
    kinds: dict[tuple[bool, ...], str] = {}
    for char in dict.fromkeys([*_SOME, *literal]):
        taken = tuple(_takes(op, by_name[op, name], char, flags) for op, name in places)
        kinds.setdefault(taken, char)
    return list(kinds.values())


def _places(tree: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for op, value in tree:
        if op in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            yield op, value
        for part in _parts(op, value):
            yield from _places(part)


def _takes(op: object, value: Any, char: str, flags: int) -> bool:
    if op is sre.LITERAL:
        return _in(((op, value),), char, flags)
    if op is sre.NOT_LITERAL:
        return not _in(((sre.LITERAL, value),), char, flags)
    if op is sre.ANY:
        return char != "\n" or bool(flags & re.DOTALL)
    return _in(tuple(value), char, flags)


@cache
def _in(members: tuple[Any, ...], char: str, flags: int) -> bool:
    """Is a character one of a class?"""
    negate = members[0][0] is sre.NEGATE
    chars = {char, char.lower(), char.upper()} if flags & re.IGNORECASE else {char}
    return negate is not any(
        _one(op, value, each, flags) for op, value in members[int(negate) :] for each in chars
    )


def _one(op: object, value: Any, char: str, flags: int) -> bool:
    if op is sre.LITERAL:
        return ord(char[0]) == int(value)
    if op is sre.RANGE:
        return int(value[0]) <= ord(char[0]) <= int(value[1])
    ascii_only = re.NOFLAG if flags & re.UNICODE else re.ASCII
    return re.fullmatch(_CATEGORIES[value], char, ascii_only) is not None


_CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\d",
    sre.CATEGORY_NOT_DIGIT: r"\D",
    sre.CATEGORY_SPACE: r"\s",
    sre.CATEGORY_NOT_SPACE: r"\S",
    sre.CATEGORY_WORD: r"\w",
    sre.CATEGORY_NOT_WORD: r"\W",
}
