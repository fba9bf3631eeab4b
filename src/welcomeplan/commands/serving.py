"""The language server: what an editor asks, in its protocol, and what `editor` answers.

An answer that can't be given is none, and the fault is told on stderr: nothing that stands in a
file ends the server. A request that can't be read is refused, so that no editor waits for it.
Standard output carries the protocol alone.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout, suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types as lsp
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
)
from pygls.io_ import StdinAsyncReader, StdoutWriter, run_async
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol
from pygls.protocol.json_rpc import RPCRequest
from pygls.uris import to_fs_path

from welcomeplan import __version__
from welcomeplan.commands import looking, naming, telling
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

    from pygls.protocol.json_rpc import RPCMessage

    from welcomeplan.diagnostics import Diagnostic
    from welcomeplan.editor.hovering import Told
    from welcomeplan.editor.offering import Offered
    from welcomeplan.editor.spots import Spot
    from welcomeplan.plan import Facts, Place, Plan, Standing
    from welcomeplan.workspace import Workspace
    from welcomeplan.yamltext import Source

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
_OVER = "nothing is answered after `shutdown`"
_TRIGGERS = (" ", ":", "-", "[", ",", "{")


class Open(NamedTuple):
    """A file of a plan that the editor has open."""

    home: Home
    file: str
    lines: Lines
    uri: str
    version: int | None


class Protocol(LanguageServerProtocol):
    """The protocol as pygls has it, which leaves two kinds of requests without a reply: those that
    it can't read, and those after `shutdown`."""

    ended = False
    """Whether the editor has asked it to end."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" not in data or "method" not in data:
                raise
            if self.ended:
                unread: JsonRpcException = JsonRpcInvalidRequest(_OVER)
            else:
                said = f"the parameters of `{show(str(data['method']))}` can't be read"
                unread = JsonRpcInvalidParams(said)
            self._refuse(data["id"], unread)
            raise unread from error

    def handle_message(self, message: RPCMessage) -> None:
        if self.ended and isinstance(message, RPCRequest):
            self._refuse(message.id, JsonRpcInvalidRequest(_OVER))
        else:
            super().handle_message(message)

    def _refuse(self, asked: object, why: JsonRpcException) -> None:
        """Answer a request with an error: pygls has no way of its own from here."""
        error = {"code": why.code, "message": why.message}
        known = asked if isinstance(asked, (int, str)) else None
        body = json.dumps({"jsonrpc": self.VERSION, "id": known, "error": error}).encode()
        if self.writer:
            self.writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)


class Server(LanguageServer):
    """Which plans are open, and what the editor was last told of them."""

    protocol: Protocol

    def __init__(self) -> None:
        full = lsp.TextDocumentSyncKind.Full
        super().__init__("welcomeplan", __version__, full, protocol_cls=Protocol)
        self.homes: dict[Path, Home] = {}
        self.told: dict[Path, set[str]] = {}
        """The files of each folder in which problems are shown."""
        self.held: dict[Path, dict[str, lsp.TextDocumentItem]] = {}
        """The files that the editor has open, by what it calls them: one may have two addresses.
        The one that it spoke of last stands last."""
        self.waiting: dict[Path, asyncio.TimerHandle] = {}

    def report_server_error(self, error: Exception, source: object) -> None:
        """A message that can't be sent, or understood."""
        tell = _fault if source is JsonRpcInternalError else _slip
        tell(error, source)

    def has(self, uri: str) -> Open | None:
        """An open file, if it is a plan's."""
        path = _path(uri)
        home = self.homes.get(path.parent) if path else None
        if path is None or home is None or path.name not in home.texts:
            return None
        every = self.held[path]
        item = every.get(uri) or every[next(reversed(every))]
        home.texts[path.name] = item.text
        unit = self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16
        return Open(home, path.name, home.lines(path.name, str(unit)), uri, item.version)

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
        document = self.workspace.get_text_document(uri)
        item = lsp.TextDocumentItem(uri, "yaml", document.version or 0, document.source)
        every = self.held.setdefault(path, {})
        every.pop(uri, None)
        every[uri] = item
        home.texts[path.name] = item.text
        self.soon(home)

    def closed(self, uri: str) -> None:
        """Forget an editor's text; with the last of a folder, its problems too."""
        path = _path(uri)
        home = self.homes.get(path.parent) if path else None
        if path is None or home is None:
            return
        every = self.held.get(path, {})
        every.pop(uri, None)
        if every:
            last = every[next(reversed(every))]
            self.workspace.put_text_document(last)  # pygls takes both for one document
            home.texts[path.name] = last.text
        else:
            self.held.pop(path, None)
            home.texts.pop(path.name, None)
        if uri not in self.addresses(path):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))
        if home.texts:
            self.soon(home)
        else:
            self._publish(home, {})
            self.homes.pop(home.folder)

    def addresses(self, path: Path) -> list[str]:
        """What the editor calls a file, the latest last; of one that it has not open, its own."""
        return list(self.held.get(path, ())) or [path.as_uri()]

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
            for uri in self.addresses(path):
                held = self.held.get(path, {}).get(uri)
                params = lsp.PublishDiagnosticsParams(uri, problems, held.version if held else None)
                self.text_document_publish_diagnostics(params)


def guarded(handle: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What answers, or else says on stderr why it can't."""

    def answered(params: Any) -> Any:
        try:
            return handle(params)
        except UserError as error:
            telling.tell(error.message, error.told)
        except Exception as error:  # nothing that stands in a file ends the server
            _fault(error, None)
        return None

    return answered


def _fault(error: Exception, _: object) -> None:
    telling.tell(f"a fault of welcomeplan itself: {type(error).__name__}: {error}")


def _slip(error: Exception, _: object) -> None:
    telling.tell(f"the editor sent a message that can't be answered: {error}")


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
            asyncio.run(run_async(Event(), reader, server.protocol, error_handler=_slip))
    return EXIT_OK if server.protocol.ended else EXIT_PROBLEMS


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
        (lsp.SHUTDOWN, lambda _: setattr(server.protocol, "ended", True), None),
    ):
        server.feature(name, options)(guarded(handle))
    return server


def _path(uri: str) -> Path | None:
    """The file that an address names; None where it names none of this disk. The letter of a drive
    is large in it, as Python has it: one file has one address."""
    named = to_fs_path(uri)
    if not named or "\0" in named:
        return None
    drive = Path(named).drive
    return Path(drive.upper() + named[len(drive) :])


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


class _Asked(NamedTuple):
    """Where somebody points in an open file, and the plan around it."""

    held: Open
    plan: Plan
    found: Workspace
    source: Source
    spot: Spot


def _asked(server: Server, uri: str, at: lsp.Position) -> _Asked | None:
    held = server.has(uri)
    around = held and held.home.around(held.file)
    if not held or not around:
        return None
    source, spot = held.home.spot(held.file, held.lines.offset(at.line, at.character))
    return _Asked(held, *around, source, spot) if spot else None


def _hover(server: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    one = _asked(server, params.text_document.uri, params.position)
    if not one:
        return None
    held, plan, found, source, spot = one
    told = hover(plan, held.file, source, spot, held.home.facts(found))
    if not told:
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
    one = _asked(server, params.text_document.uri, params.position)
    found = one and target(one.plan, one.held.file, one.source, one.spot)
    if not one or not found:
        return None
    held = one.held
    path = held.home.folder / found.file
    lines = Lines(found.source.text, held.lines.unit)
    return lsp.Location(server.addresses(path)[-1], _range(lines, found.span))


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
    if not standing or not _is_meant(found, place):
        return ()
    return deeds(place, standing, looking.today_of(whole), looking.last_day(whole))


def _is_meant(found: Workspace, place: Place) -> bool:
    """Whether a verb that is given its id would take that for this one, and no other."""
    try:
        return naming.meant(found, f"{place.plan.id}/{place.id}", *PROMISED) is place
    except UserError:
        return False


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
