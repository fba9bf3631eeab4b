"""The public page as HTML, and the page of several plans: nothing is fetched, and nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from welcomeplan.formats import html_marks as marks
from welcomeplan.formats.html_pages import environment, grid, making, markup, sheet

if TYPE_CHECKING:
    from welcomeplan.pages import Overview, Page


def render(page: Page) -> bytes:
    """The page of a plan, or of a strategy of it. Raises UserError where jinja2 is not
    installed."""
    most = max((one.n for one in page.tallies), default=0)
    template = "page_part.html" if page.within else "page.html"
    style = grid(page.timeline) if page.timeline else ""
    return _filled(template, page, style, unit=marks.each_of(most))


def render_overview(page: Overview) -> bytes:
    """The page of several plans. Raises UserError where jinja2 is not installed."""
    return _filled("overview.html", page)


def _filled(template: str, page: Page | Overview, *styles: str, **more: Any) -> bytes:
    style = "\n".join([sheet("marks.css"), sheet("page.css"), *styles])
    given = {"page": page, "style": markup(style), "origin": making(page.origin), **more}
    text = environment().get_template(template).render(given)
    return f"{text.strip()}\n".encode()
