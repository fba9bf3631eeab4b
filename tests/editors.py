"""A client of the language server, which starts it as editors do."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

WAIT = 30
"""How many seconds a test waits for an answer, on a busy machine."""


class Client:
    """A language server as a process, and what it says."""

    def __init__(self, **capabilities: Any) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "welcomeplan", "lsp"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self.process.stderr
        self.heard: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.said: list[str] = []
        self.asked = 0
        self.versions: dict[str, int] = {}
        self.threads = [threading.Thread(target=one) for one in (self._listen, self._overhear)]
        for thread in self.threads:
            thread.daemon = True
            thread.start()
        self.server = self.request(
            "initialize",
            {"processId": None, "rootUri": None, "capabilities": capabilities},
        )["capabilities"]
        self.notify("initialized", {})

    def _listen(self) -> None:
        stdout = self.process.stdout
        assert stdout
        while header := stdout.readline():
            length = 0
            while header.strip():
                name, _, value = header.decode().partition(":")
                length = int(value) if name.lower() == "content-length" else length
                header = stdout.readline()
            self.heard.put(json.loads(stdout.read(length)))
        self.heard.put(None)

    def _overhear(self) -> None:
        stderr = self.process.stderr
        assert stderr
        self.said.extend(line.decode() for line in stderr)

    def send(self, message: dict[str, Any]) -> None:
        self.raw(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def raw(self, body: bytes) -> None:
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method: str, params: Any) -> None:
        self.send({"method": method, "params": params})

    def request(self, method: str, params: Any) -> Any:
        told = self._answer(method, params)
        assert "error" not in told, told
        return told["result"]

    def refused(self, method: str, params: Any) -> dict[str, Any]:
        """The error that answers a request."""
        told = self._answer(method, params)
        assert "result" not in told, told
        return dict(told["error"])

    def _answer(self, method: str, params: Any) -> dict[str, Any]:
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while (told := self.heard.get(timeout=WAIT)) is not None:
            if told.get("id") == self.asked:
                return told
        raise AssertionError(f"the server ended: {self.said}")

    def open(self, path: Path, text: str | None = None) -> str:
        """Open a file, with its own text or another; its address."""
        return self.open_at(path.as_uri(), path.read_bytes().decode() if text is None else text)

    def open_at(self, uri: str, text: str) -> str:
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return uri

    def change(self, uri: str, text: str) -> None:
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        changes = [{"text": text}]
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def close(self, uri: str) -> None:
        self.versions.pop(uri, None)
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def problems(self, uri: str) -> list[dict[str, Any]]:
        """What is next told of the text of a file as it is now."""
        while (told := self.heard.get(timeout=WAIT)) is not None:
            if told.get("method") == "textDocument/publishDiagnostics":
                params = told["params"]
                if params["uri"] == uri and params.get("version") == self.versions.get(uri):
                    return list(params["diagnostics"])
        raise AssertionError(f"the server ended: {self.said}")

    def at(self, method: str, uri: str, line: int, column: int, **more: Any) -> Any:
        position = {"line": line, "character": column}
        params = {"textDocument": {"uri": uri}, "position": position, **more}
        return self.request(f"textDocument/{method}", params)

    def actions(self, uri: str, line: int, column: int, *only: str) -> list[dict[str, Any]]:
        position = {"line": line, "character": column}
        params = {
            "textDocument": {"uri": uri},
            "range": {"start": position, "end": position},
            "context": {"diagnostics": [], **({"only": only} if only else {})},
        }
        return list(self.request("textDocument/codeAction", params))

    def end(self) -> int:
        """Ask the server to end, as the protocol wants it; its exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.ended()

    def ended(self) -> int:
        """The exit code, once nothing is said any more."""
        code = self.process.wait(WAIT)
        for thread in self.threads:
            thread.join(WAIT)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        return code


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after edits whose columns count units of UTF-16."""
    lines = text.split("\n")

    def offset(place: dict[str, int]) -> int:
        line = lines[place["line"]].encode("utf-16-le")[: place["character"] * 2]
        before = sum(len(one) + 1 for one in lines[: place["line"]])
        return before + len(line.decode("utf-16-le"))

    for edit in sorted(edits, key=lambda one: -offset(one["range"]["start"])):
        start, end = (offset(edit["range"][side]) for side in ("start", "end"))
        text = text[:start] + edit["newText"] + text[end:]
    return text
