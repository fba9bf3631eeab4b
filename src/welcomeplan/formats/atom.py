"""What changed, as an Atom feed (RFC 4287)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from welcomeplan.pages import Feed


def render(feed: Feed, file: str) -> bytes:
    """The feed, which stands in a file of that name."""
    return ("\n".join(_lines(feed, file)) + "\n").encode()


def _lines(feed: Feed, file: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(feed.language)}>'
    yield f"  <id>{_text(feed.id)}</id>"
    yield f"  <title>{_text(feed.title)}</title>"
    yield f"  <updated>{_moment(feed.updated)}</updated>"
    yield f"  <author><name>{_text(feed.author)}</name></author>"
    yield f'  <link rel="self" type="application/atom+xml" href={quoteattr(file)}/>'
    yield f'  <link rel="alternate" type="text/html" href={quoteattr(feed.page)}/>'
    yield "  <generator>welcomeplan</generator>"
    for one in feed.news:
        yield "  <entry>"
        yield f"    <id>{_text(one.id)}</id>"
        yield f"    <title>{_text(one.title)}</title>"
        yield f"    <updated>{_moment(one.on)}</updated>"
        place = quoteattr(f"{one.file}#{one.anchor}")
        yield f'    <link rel="alternate" type="text/html" href={place}/>'
        yield f"    <summary>{_text(one.text)}</summary>"
        yield "  </entry>"
    yield "</feed>"


def _text(text: str) -> str:
    """A text as it may be printed, of characters that XML may hold; `]]>` ends nothing."""
    return escape(show(text.replace("\u00a0", " ")))


def _moment(day: date) -> str:
    """A day: the record knows no hours."""
    return f"{day.isoformat()}T00:00:00Z"
