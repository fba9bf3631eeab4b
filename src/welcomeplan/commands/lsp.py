"""A language server over standard input and output."""

from __future__ import annotations

import sys

from welcomeplan.errors import UserError, not_installed

EXAMPLES = ("lsp",)


def run() -> int:
    """Answer an editor about the plan whose files it has open; it starts this by itself.

    Problems while typing, how a deadline is read and how the promise stands, what may be written,
    what can be done, and where what is named stands. Over standard input and output, in the
    Language Server Protocol: docs/editors.md has the settings of VS Code, Neovim and Helix.

    Exits with 0 when the editor has asked it to end, and with 1 when it is merely gone.
    """
    if sys.stdin.isatty():
        raise UserError(
            "this speaks with an editor, not with a person",
            "docs/editors.md says how one starts it.",
        )
    try:
        from welcomeplan.commands import serving  # noqa: PLC0415 - `--help` must not wait for it
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "cattrs", "attrs"):
            raise
        raise not_installed("a language server", "pygls", "lsp") from None
    return serving.serve()
