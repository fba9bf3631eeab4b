"""What every HTML page is filled in with: templates, style sheets, and what is drawn."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from welcomeplan.errors import not_installed
from welcomeplan.formats import html_marks as marks
from welcomeplan.formats import origins
from welcomeplan.formats.setting import link, shown
from welcomeplan.wording import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from welcomeplan.paper import Origin, Run, Text, Timeline

KEPT_TEXTS = 4096
"""How many texts are kept as they are shown: a page says most of its words over and over."""
TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment() -> Environment:
    """What fills in templates: every value is shown safely and escaped, but for what is drawn."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - an extra
    except ImportError:
        raise not_installed("an HTML page", "jinja2", "publish") from None
    found = Environment(
        autoescape=True,
        finalize=_shown,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    drawn = (marks.mark, marks.marks, marks.row, marks.late_bar, marks.shift)
    found.globals |= {each.__name__: _drawing(each) for each in drawn}
    found.globals |= {
        "symbols": markup(marks.SYMBOLS),
        "legend": lambda line: [(markup(shape), said) for shape, said in marks.legend(line)],
        "axis": marks.axis,
        "today": marks.today,
        "kind_of": lambda piece: type(piece).__name__,
        "runs": _runs,
    }
    return found


@cache
def _safe() -> tuple[Callable[[str], Any], Callable[[str], Any]]:
    """What calls a text markup, and what makes markup of a text."""
    from markupsafe import Markup, escape  # noqa: PLC0415 - comes with jinja2

    return Markup, escape


def markup(text: str) -> Any:
    """Text that is markup already, and of our own making."""
    return _safe()[0](text)


def making(origin: Origin) -> Any:
    """What a page says of its making, as the value of an attribute."""
    return markup(origins.write(origin).replace('"', "&#34;"))


def _drawing(draw: Callable[..., str]) -> Callable[..., Any]:
    return lambda *of: markup(draw(*of))


def _shown(value: Any) -> Any:
    """A text as it may be printed, escaped; a space at which no line breaks stays one."""
    if type(value) is str:
        return _escaped(value)
    return value


@lru_cache(KEPT_TEXTS)
def _escaped(text: str) -> Any:
    return _safe()[1](shown(text))


def _runs(text: Text, own: str = "") -> Any:
    """Words, each in the part that it plays; `own`: the attribute of those in another language."""
    return markup("".join([_run(one, _escaped(one.text), own) for one in text]))


def _run(one: Run, said: str, own: str) -> str:
    """`said`: its words, shown safely and escaped."""
    if one.part == "own" and one.href:  # to a promise: no words of a plan are an address
        return f'<a href="{_escaped(one.href)}"{own}>{said}</a>'
    address = link(one.href) if one.href else ""
    if address:
        return f'<a href="{_escaped(address)}" rel="noopener noreferrer">{said}</a>'
    if one.part == "quote":
        return f"<q{own}>“{said}”</q>"
    if one.part == "own":
        return f"<span{own}>{said}</span>" if own else said
    if one.part == "quiet":
        return f'<span class="quiet">{said}</span>'
    return f"<{_TAGS[one.part]}>{said}</{_TAGS[one.part]}>" if one.part else said


_TAGS = {"strong": "b", "code": "code"}


@cache
def sheet(name: str) -> str:
    """A style sheet, by its name."""
    return (TEMPLATES / name).read_text("utf-8")


def grid(line: Timeline) -> str:
    """The lines between quarters, behind the rows of a picture."""
    hair = "linear-gradient(var(--hair),var(--hair))"
    each = (f"{hair} {at} 0/1px 100% no-repeat" for at in marks.lines(line))
    drawn = ",".join(each)
    return f".chart td.b {{ background: {drawn} }}" if drawn else ""


def css(text: str) -> str:
    """A text as a string of CSS in which nothing can end it: neither a quote nor a tag."""
    kept = (
        c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):x} " for c in show(text)
    )
    return f'"{"".join(kept)}"'
