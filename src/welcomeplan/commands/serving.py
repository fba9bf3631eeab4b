"""The language server: what an editor asks, in its protocol, and what `editor` answers.

An answer that can't be given is none, and the fault is told on stderr: nothing that stands in a
file ends the server. Standard output carries the protocol alone.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types as lsp
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from welcomeplan import __version__
from welcomeplan.commands import looking, telling
from welcomeplan.commands.buffers import Home
from welcomeplan.diagnostics import Severity
from welcomeplan.editor.completing import offers
from welcomeplan.editor.hovering import hover
from welcomeplan.editor.offering import corrections, deeds
from welcomeplan.editor.parts import part_around
from welcomeplan.editor.pointing import target
from welcomeplan.editor.positions import Lines
from welcomeplan.editor.spots import route_at, typed_at
from welcomeplan.errors import EXIT_OK, EXIT_PROBLEMS, UserError
from welcomeplan.formats.markdown import escape
from welcomeplan.plan import PROMISED
from welcomeplan.wording import show, unlinked
from welcomeplan.workspace import HEAD, is_plan_file
from welcomeplan.yamltext import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.editor.hovering import Told
    from welcomeplan.editor.offering import Offered
    from welcomeplan.plan import Facts, Place, Standing

PAUSE = 0.2
"""For how many seconds nobody must have typed before a plan is checked."""
SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "id": lsp.CompletionItemKind.Reference,
    "organization": lsp.CompletionItemKind.Value,
    "word": lsp.CompletionItemKind.Text,
}
_TRIGGERS = (" ", ":", "-", "[", ",", "{")


class Open(NamedTuple):
    """A file of a plan that the editor has open."""

    home: Home
    file: str
    lines: Lines
    uri: str
    version: int | None


class Server(LanguageServer):
    """Which plans are open, and what the editor was last told of them."""

    def __init__(self) -> None:
        super().__init__("welcomeplan", __version__, lsp.TextDocumentSyncKind.Full)
        self.homes: dict[Path, Home] = {}
        self.told: dict[Path, set[str]] = {}
        """The files of each folder in which problems are shown."""
        self.uris: dict[Path, str] = {}
        """What the editor itself calls the files that it has open."""
        self.waiting: dict[Path, asyncio.TimerHandle] = {}
        self.ended = False

    def report_server_error(self, error: Exception, source: object) -> None:
        """A message that can't be understood, or sent."""
        _fault(error)

    def has(self, uri: str) -> Open | None:
        """An open file, if it is a plan's."""
        path = _path(uri)
        home = self.homes.get(path.parent) if path else None
        if path is None or home is None or path.name not in home.texts:
            return None
        version = self.workspace.get_text_document(uri).version
        unit = self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return Open(home, path.name, home.lines(path.name, str(unit)), uri, version)

    def opened(self, uri: str) -> None:
        """Take in the text of a file as the editor has it, and check its plan soon."""
        path = _path(uri)
        if path is None or not is_plan_file(path.name):
            return
        home = self.homes.get(path.parent)
        if home is None:
            if path.name != HEAD and not (path.parent / HEAD).is_file():
                return
            home = self.homes[path.parent] = Home(path.parent)
        home.texts[path.name] = self.workspace.get_text_document(uri).source
        self.uris[path] = uri
        self.soon(home)

    def closed(self, uri: str) -> None:
        """Forget an editor's text; with the last of a folder, its problems too."""
        path = _path(uri)
        home = self.homes.get(path.parent) if path else None
        if path is None or home is None:
            return
        home.texts.pop(path.name, None)
        if home.texts:
            self.soon(home)
        else:
            self._publish(home, {})
            self.homes.pop(home.folder)
        self.uris.pop(path, None)

    def soon(self, home: Home) -> None:
        """Check a plan when nobody has typed for a moment."""
        timer = self.waiting.pop(home.folder, None)
        if timer:
            timer.cancel()
        check = guarded(self.check)
        loop = asyncio.get_running_loop()
        self.waiting[home.folder] = loop.call_later(PAUSE, check, home)

    def check(self, home: Home) -> None:
        """Tell the editor what is wrong with a plan, each problem at its place."""
        self.waiting.pop(home.folder, None)
        if home.folder not in self.homes:
            return
        found: dict[str, list[Diagnostic]] = {}
        for one in home.checked().diagnostics:
            found.setdefault(one.file, []).append(one)
        self._publish(home, found)

    def _publish(self, home: Home, found: dict[str, list[Diagnostic]]) -> None:
        """Show these problems, and no others, in the files of a folder."""
        unit = str(self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)
        before = self.told.pop(home.folder, set())
        self.told[home.folder] = set(found)
        for file in sorted(before | set(found) | set(home.texts)):
            lines = home.lines(file, unit)
            problems = [_diagnostic(one, lines) for one in found.get(file, ())]
            path = home.folder / file
            uri = self.uris.get(path) or path.as_uri()
            held = self.workspace.get_text_document(uri).version if path in self.uris else None
            params = lsp.PublishDiagnosticsParams(uri, problems, held)
            self.text_document_publish_diagnostics(params)


def guarded(handle: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What answers, or else says on stderr why it can't."""

    def answered(params: Any) -> Any:
        try:
            return handle(params)
        except UserError as error:
            telling.tell(error.message, error.told)
        except Exception as error:  # nothing that stands in a file ends the server
            _fault(error)
        return None

    return answered


def _fault(error: Exception) -> None:
    telling.tell(f"a fault of welcomeplan itself: {type(error).__name__}: {error}")


def serve() -> int:
    """Answer until the editor ends it, or is gone; the exit code."""
    gc.enable()  # a plan that was typed over is a circle, and a server lives for days
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    # A descriptor of its own, which the protocol may close.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
        server = _server()
        server.protocol.set_writer(StdoutWriter(out))
        reader = StdinAsyncReader(sys.stdin.buffer, ThreadPoolExecutor(1))
        with suppress(SystemExit, BrokenPipeError):
            asyncio.run(run_async(Event(), reader, server.protocol, error_handler=_unread))
    return EXIT_OK if server.ended else EXIT_PROBLEMS


def _unread(error: Exception, _: object) -> None:
    _fault(error)


def _server() -> Server:
    server = Server()
    completion = lsp.CompletionOptions(trigger_characters=_TRIGGERS)
    actions = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.Refactor])
    for name, handle, options in (
        (lsp.TEXT_DOCUMENT_DID_OPEN, lambda p: server.opened(p.text_document.uri), None),
        (lsp.TEXT_DOCUMENT_DID_CHANGE, lambda p: server.opened(p.text_document.uri), None),
        (lsp.TEXT_DOCUMENT_DID_SAVE, lambda p: server.opened(p.text_document.uri), None),
        (lsp.TEXT_DOCUMENT_DID_CLOSE, lambda p: server.closed(p.text_document.uri), None),
        (lsp.TEXT_DOCUMENT_HOVER, lambda p: _hover(server, p), None),
        (lsp.TEXT_DOCUMENT_COMPLETION, lambda p: _completion(server, p), completion),
        (lsp.TEXT_DOCUMENT_DEFINITION, lambda p: _definition(server, p), None),
        (lsp.TEXT_DOCUMENT_CODE_ACTION, lambda p: _actions(server, p), actions),
        (lsp.SHUTDOWN, lambda _: setattr(server, "ended", True), None),
    ):
        server.feature(name, options)(guarded(handle))
    return server


def _path(uri: str) -> Path | None:
    """The file that an address names; None where it names none of this disk."""
    path = to_fs_path(uri)
    return Path(path) if path and "\0" not in path else None


def _range(lines: Lines, span: Span) -> lsp.Range:
    start, end = (lsp.Position(*lines.position(offset)) for offset in span)
    return lsp.Range(start, end)


def _span(one: Diagnostic, lines: Lines) -> Span:
    return Span(lines.of(one.line, one.column), lines.of(one.end_line, one.end_column))


def _diagnostic(one: Diagnostic, lines: Lines) -> lsp.Diagnostic:
    return lsp.Diagnostic(
        _range(lines, _span(one, lines)),
        f"{unlinked(one.message)}\n{unlinked(one.remedy)}",
        SEVERITIES[one.severity],
        one.rule,
        source="welcomeplan",
    )


def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    held = server.has(params.text_document.uri)
    around = held and held.home.around(held.file)
    if not held or not around:
        return None
    offset = held.lines.offset(params.position.line, params.position.character)
    source, spot = held.home.spot(held.file, offset)
    told = spot and hover(around[0], held.file, source, spot, held.home.facts(around[1]))
    if not spot or not told:
        return None
    asked = server.client_capabilities.text_document
    formats = (asked and asked.hover and asked.hover.content_format) or ()
    if lsp.MarkupKind.Markdown in formats:
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, _markdown(told))
    else:
        content = lsp.MarkupContent(lsp.MarkupKind.PlainText, _plain(told))
    return lsp.Hover(content, _range(held.lines, spot.span))


def _markdown(told: Told) -> str:
    lines = [f"**{escape(name)}:** {escape(value)}" for name, value in told.fields]
    return f"**{escape(told.heading)}**\n\n" + "  \n".join(lines)


def _plain(told: Told) -> str:
    lines = [f"{show(name)}: {show(value)}" for name, value in told.fields]
    return "\n".join([show(told.heading), *lines])


def _completion(server: Server, params: lsp.CompletionParams) -> lsp.CompletionList | None:
    held = server.has(params.text_document.uri)
    offset = held and held.lines.offset(params.position.line, params.position.character)
    typed = typed_at(held.lines.text, offset) if held and offset is not None else []
    if not held or not typed:
        return None
    whole = _range(held.lines, typed[0].span)
    around = held.home.around(held.file)
    found = around[0] if around else None
    today = looking.today_of(found) if found else looking.today()
    kind = "plan" if held.file == HEAD else "strategy"
    items = [
        lsp.CompletionItem(
            one.text,
            kind=KINDS[one.kind],
            detail=unlinked(one.detail) or None,
            sort_text=f"{at:04}",
            filter_text=one.text,
            text_edit=lsp.TextEdit(whole, one.insert or one.text),
        )
        for at, one in enumerate(offers(kind, typed, today, found, held.file))
    ]
    return lsp.CompletionList(is_incomplete=False, items=items)


def _definition(server: Server, params: lsp.DefinitionParams) -> lsp.Location | None:
    held = server.has(params.text_document.uri)
    around = held and held.home.around(held.file)
    if not held or not around:
        return None
    offset = held.lines.offset(params.position.line, params.position.character)
    source, spot = held.home.spot(held.file, offset)
    found = spot and target(around[0], held.file, source, spot)
    if not found:
        return None
    path = held.home.folder / found.file
    lines = Lines(found.source.text, held.lines.unit)
    uri = server.uris.get(path) or path.as_uri()
    return lsp.Location(uri, _range(lines, found.span))


def _actions(server: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    held = server.has(params.text_document.uri)
    if not held:
        return []
    only = params.context.only or [lsp.CodeActionKind.Empty]
    first, last = (
        held.lines.offset(one.line, one.character) for one in (params.range.start, params.range.end)
    )
    mended = _mended(held, first, last) if _wants(only, lsp.CodeActionKind.QuickFix) else ()
    done = _deeds(held, first) if _wants(only, lsp.CodeActionKind.Refactor) else ()
    return [
        *(_action(server, held, lsp.CodeActionKind.QuickFix, one) for one in mended),
        *(_action(server, held, lsp.CodeActionKind.Refactor, one) for one in done),
    ]


def _wants(only: Iterable[lsp.CodeActionKind | str], kind: lsp.CodeActionKind) -> bool:
    return any(kind.value.startswith(one) for one in only)


def _mended(held: Open, first: int, last: int) -> Iterator[Offered]:
    """What mends the problems of a piece of a file."""
    placed = [
        (one, _span(one, held.lines))
        for one in held.home.checked().diagnostics
        if one.file == held.file
    ]
    around = [(one, span) for one, span in placed if span.start <= last and first <= span.end]
    source, _ = held.home.spot(held.file, first)
    return corrections(source, around)


def _deeds(held: Open, offset: int) -> Iterable[Offered]:
    """What can be done to the promise at a place of a file that can be read as it is."""
    found = held.home.read()
    whole = next(iter(found.plans), None)
    files = whole.strategies if whole else ()
    file = next((one for one in files if one.file == held.file), None)
    if not whole or not file:
        return ()
    route = route_at(file.source, offset)
    place = part_around(whole, file.file, file.source, route)
    if not place or place.kind not in PROMISED or route[: len(place.route)] != place.route:
        return ()
    standing = _standing(held.home.facts(found), place)
    if not standing:
        return ()
    return deeds(place, standing, looking.today_of(whole), looking.last_day(whole))


def _standing(facts: Facts, place: Place) -> Standing | None:
    every = (*facts.asked, *facts.gauged)
    return next((s for s in every if s.promise.name == f"{place.plan.id}/{place.id}"), None)


def _action(server: Server, held: Open, kind: lsp.CodeActionKind, found: Offered) -> lsp.CodeAction:
    edits = [lsp.TextEdit(_range(held.lines, one.span), one.text) for one in found.changes]
    asked = server.client_capabilities.workspace
    versioned = asked and asked.workspace_edit and asked.workspace_edit.document_changes
    if versioned:
        document = lsp.OptionalVersionedTextDocumentIdentifier(held.uri, held.version)
        edit = lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(document, edits)])
    else:
        edit = lsp.WorkspaceEdit(changes={held.uri: edits})
    mends = [_diagnostic(found.mends, held.lines)] if found.mends else None
    return lsp.CodeAction(unlinked(found.title), kind, mends, edit=edit)
