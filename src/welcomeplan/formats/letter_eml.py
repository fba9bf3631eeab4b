"""A letter as a draft of mail (RFC 5322, MIME): plain text, which programs open to be sent by hand.

The same letter is the same bytes: its date is noon of the day on which things are judged, and its
id is made of its own text. It names no sender, who is whoever sends it.
"""

from __future__ import annotations

import hashlib
import textwrap
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from welcomeplan.formats.setting import KEPT, quoted, shown
from welcomeplan.paper import Items
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.paper import Item, Letter

ENDING = ".eml"
HOLDS_SHEET = True
WIDTH = 72
"""How many columns a line of text has, but for a word that is longer."""


def render(letter: Letter) -> bytes:
    """The letter as a message; without a recipient where no address is known."""
    body = "\n\n".join([show(letter.whose), *_blocks(letter)]) + "\n"
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # so Outlook opens it as a draft
    if letter.to:
        message["To"] = ", ".join(letter.to)
    # Programs decode what looks like an encoded word, whoever wrote it.
    message["Subject"] = _plain(letter.subject).replace("=?", "= ?")
    message["Date"] = datetime.combine(letter.day, time(12), UTC)
    mark = hashlib.sha256("\n".join([letter.name, *letter.to, body]).encode()).hexdigest()[:24]
    message["Message-ID"] = f"<remind.{letter.day}.{mark}@welcomeplan>"
    # Quoted-printable has short lines whatever a word's length.
    message.set_content(body, cte="quoted-printable")
    if letter.sheet:
        kind, _, form = letter.sheet.media.partition("/")
        message.add_attachment(
            letter.sheet.made(), maintype=kind, subtype=form, filename=letter.sheet.name
        )
        message.set_boundary(f"welcomeplan-{mark}")  # else another at each time
    return message.as_bytes()


def _blocks(letter: Letter) -> Iterator[str]:
    for piece in letter.pieces:
        if isinstance(piece, Items):
            yield f"{_plain(piece.title)}:"
            yield from map(_item, piece.items)
        else:
            yield _wrapped(quoted(piece.text))


def _item(item: Item) -> str:
    number = f"{show(item.number)}. " if item.number else "- "
    hang = " " * min(len(number), WIDTH // 4)
    title = _wrapped(f"{number}{quoted(item.title)}", hang)
    return f"{title}\n{_wrapped(f'{hang}{quoted(item.under)}', hang)}"


def _wrapped(text: str, hang: str = "") -> str:
    lines = textwrap.wrap(
        text, WIDTH, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(lines).replace(KEPT, " ")


def _plain(text: str) -> str:
    return shown(text).replace(KEPT, " ")
