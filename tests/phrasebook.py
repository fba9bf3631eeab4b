"""The phrases of pages, for translators: found in the source, written to the catalogues.

`make phrases` writes `welcomeplan.po` of each language anew, with what was translated kept, and
compiles it. Phrases stand in calls of `say` and `count`; where those are given a name, the phrases
are what that name holds: a variable of the function, or a table of the module.
"""

from __future__ import annotations

import ast
import io
import re
import struct
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from welcomeplan.plan import State

from .conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = ROOT / "src" / "welcomeplan"
VIEWS = (
    *("page", "page_changes", "page_parts", "page_promises", "page_words", "life"),
    *("record_words", "feed", "overview", "timeline", "report_words", "phrases"),
)
"""The modules whose words stand on a page; the report is made in English alone."""
TEMPLATES = ("page.html", "page_part.html", "overview.html")
PLURALS = {"es": "nplurals=2; plural=(n != 1);"}
"""The languages beside English, and which numbers take which form in each."""
HEAD = "# What public pages say; the plan's own words stay as adopted."

Phrase = tuple[str, ...]
"""One text, or one of a single thing and one of several."""


def phrases() -> dict[Phrase, set[str]]:
    """Every phrase of a page, with the files in which it stands."""
    found: dict[Phrase, set[str]] = {}
    for name in VIEWS:
        path = SOURCE / "views" / f"{name}.py"
        for phrase in _of_module(name, ast.parse(path.read_text("utf-8"))):
            found.setdefault(phrase, set()).add(f"views/{name}.py")
    for name in TEMPLATES:
        text = (SOURCE / "formats" / "templates" / name).read_text("utf-8")
        for quote, said in re.findall(r"""\bsay\(\s*(["'])(.*?)\1\s*[,)]""", text):
            assert quote not in said
            found.setdefault((said,), set()).add(f"formats/templates/{name}")
    for state in State:
        found.setdefault((state.value, state.value), set()).add("plan/standing.py")
    for one, *many in list(found):  # said of one, and of several: that alone
        if not many and (one, one) in found:
            found[one, one] |= found.pop((one,))
    return found


def _of_module(name: str, tree: ast.Module) -> Iterator[Phrase]:
    module = import_module(f"welcomeplan.views.{name}")
    for part in ast.walk(tree):
        if isinstance(part, ast.FunctionDef):
            for call in ast.walk(part):
                if isinstance(call, ast.Call) and call.args:
                    yield from _of_call(call, part, vars(module))


def _of_call(call: ast.Call, part: ast.FunctionDef, module: dict[str, object]) -> Iterator[Phrase]:
    called = (
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    )
    if part.name in ("say", "_kept", "count", "state"):
        return  # what these hand on was given to them
    if called in ("say", "_kept"):
        yield from ((text,) for text in _texts(call.args[0], part, module))
    elif called == "count" and len(call.args) > 1:
        first = call.args[0]
        if isinstance(first, ast.Starred):
            yield from _pairs(first.value, part, module)
        else:
            one, many = (list(_texts(each, part, module)) for each in call.args[:2])
            assert len(one) == len(many) == 1, ast.unparse(call)
            yield one[0], many[0]


def _texts(node: ast.expr, part: ast.FunctionDef, module: dict[str, object]) -> list[str]:
    """The texts that an expression may be. Fails for one that can't be told."""
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp():
            return [*_texts(node.body, part, module), *_texts(node.orelse, part, module)]
        case ast.Subscript(value=ast.Name(id=name)) if name in module:
            return _values(module[name])
        case ast.Subscript(value=ast.Name(id="months" | "year")):
            return []  # a month of the table, said elsewhere
        case ast.Name(id=name):
            held = [text for value in _held(name, part) for text in _texts(value, part, module)]
            tables = [text for table in _looped(name, part) for text in _values(module[table])]
            assert held or tables, f"{part.name}: {name}"
            return held + tables
    raise AssertionError(f"{part.name}: {ast.unparse(node)} can't be told")


def _pairs(node: ast.expr, part: ast.FunctionDef, module: dict[str, object]) -> Iterator[Phrase]:
    match node:
        case ast.Tuple(elts=[one, many]):
            found = (_texts(one, part, module), _texts(many, part, module))
            yield from zip(*found, strict=True)
        case ast.IfExp():
            yield from _pairs(node.body, part, module)
            yield from _pairs(node.orelse, part, module)
        case ast.Name(id=name):
            pairs = [value for value in _held(name, part) if isinstance(value, ast.Tuple)]
            assert pairs, f"{part.name}: {name}"
            for value in pairs:
                yield from _pairs(value, part, module)
        case _:
            raise AssertionError(f"{part.name}: {ast.unparse(node)} can't be told")


def _held(name: str, part: ast.FunctionDef) -> list[ast.expr]:
    """What a function gives to a variable, as far as that is written out."""
    given = [
        one.value
        for one in ast.walk(part)
        if isinstance(one, ast.Assign)
        and any(isinstance(to, ast.Name) and to.id == name for to in one.targets)
    ]
    return [one for one in given if isinstance(one, ast.Constant | ast.IfExp | ast.Tuple)]


def _looped(name: str, part: ast.FunctionDef) -> Iterator[str]:
    """The tables over whose items a variable goes."""
    for one in ast.walk(part):
        if isinstance(one, ast.comprehension) and any(
            isinstance(to, ast.Name) and to.id == name for to in ast.walk(one.target)
        ):
            match one.iter:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=table), attr="items")):
                    yield table


def _values(table: object) -> list[str]:
    assert isinstance(table, dict | tuple | list)
    every = table.values() if isinstance(table, dict) else table
    return [text for text in every if isinstance(text, str)]


def catalogue(language: str) -> Catalog:
    """What is translated into a language."""
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def po(language: str) -> Path:
    """The file that translators edit."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "welcomeplan.po"


def translated(found: Catalog) -> dict[Phrase, tuple[str, ...]]:
    """The phrases of a catalogue, and how each is said; empty where nobody has said it yet."""
    every = [(one.id, one.string) for one in found if one.id]
    return {_several(phrase): _several(said) for phrase, said in every}


def _several(found: object) -> tuple[str, ...]:
    if isinstance(found, list | tuple):
        return tuple(str(one or "") for one in found)
    return (str(found or ""),)


def compiled(found: Catalog) -> bytes:
    """A catalogue as gettext reads it: the same bytes for the same phrases. Babel's own would have
    the minute and its version in them."""
    head = f"Content-Type: text/plain; charset=utf-8\nPlural-Forms: {found.plural_forms}\n"
    pairs = {"": head} | {
        "\0".join(phrase): "\0".join(said)
        for phrase, said in translated(found).items()
        if all(said)
    }
    every = sorted((key.encode(), text.encode()) for key, text in pairs.items())
    count, body, places = len(every), b"", [list[int](), list[int]()]
    for side in (0, 1):
        for pair in every:
            places[side] += [len(pair[side]), 28 + 16 * count + len(body)]
            body += pair[side] + b"\0"
    head_of_file = (0x950412DE, 0, count, 28, 28 + 8 * count, 0, 28 + 16 * count)
    return struct.pack(f"<{7 + 4 * count}I", *head_of_file, *places[0], *places[1]) + body


def update(language: str) -> None:
    """Write the catalogue of a language anew, with what was translated kept."""
    old = catalogue(language) if po(language).exists() else Catalog(locale=language)
    new = Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment=HEAD)
    new.mime_headers = [("Plural-Forms", PLURALS[language])]
    for phrase, files in sorted(phrases().items()):
        known = old.get(phrase[0])
        said = known.string if known and isinstance(known.string, str) == (len(phrase) == 1) else ""
        places = [(file, 1) for file in sorted(files)]
        new.add(phrase if len(phrase) > 1 else phrase[0], said or None, places)
    out = io.BytesIO()
    write_po(out, new, omit_header=False, include_lineno=False, width=99, sort_output=True)
    other = r'^"(?!Language:|Plural-|Content-|MIME-)[A-Z][A-Za-z-]+: .*\\n"\n'
    text = re.sub(other, "", out.getvalue().decode(), flags=re.MULTILINE)
    po(language).parent.mkdir(parents=True, exist_ok=True)
    po(language).write_text(text, "utf-8")
    po(language).with_suffix(".mo").write_bytes(compiled(catalogue(language)))


if __name__ == "__main__":
    for each in PLURALS:
        update(each)
