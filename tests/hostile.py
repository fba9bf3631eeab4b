"""Texts that once hid, forged or ran something somewhere: each is to be harmless wherever it is
shown."""

from __future__ import annotations

import unicodedata

MARKUP = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "[x](javascript:alert(1))",
    "[x](command:workbench.action.terminal.new)",
    "![x](http://example.org/a.png)",
    "![][x]",
    "[x]: http://example.org",
    "<http://example.org>",
    "http://example.org/a?b=c",
    "www.example.org",
    "a@example.org",
    "command:workbench.action.quit",
    "file:///etc/passwd",
    "&lt;b&gt; &amp;amp; &#60;i&#62;",
    "@everyone",
    "@owner/team",
    "#12 GH-12",
    ":bomb:",
    "$(alert)",
    "$x$",
    "# heading",
    "- item",
    "1. item",
    "+ item",
    "> quoted",
    "```sh",
    "~~~",
    "`code`",
    "~~gone~~",
    "**bold** __bold__ *it* _it_",
    "| a | b |",
    "***",
    "---",
    "===",
    "<!-- x",
    "]]><script>",
    "</style><details open ontoggle=alert(1)>",
    "\\[x\\](http://example.org)",
    "\\",
    "trailing \\",
    "=HYPERLINK(1)",
    "::error::x",
    "##[command]ls",
    "{{ 7 * 7 }}{% raw %}",
    "${1:snippet} $0",
    "%(x)s {0}",
    "one\r\ntwo",
    "one\n\n# two",
    "a\tb",
    "    indented",
    "x" * 5000,
)
UNSEEN = tuple(
    f"a{char}b"
    for char in map(chr, (*range(0x20000), *range(0xE0000, 0xE0100)))
    if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char not in "\t\n\r"
)
"""What is obeyed and not seen: controls, what turns the direction of a text, what ends a line."""
EVERY = (*MARKUP, *UNSEEN)
