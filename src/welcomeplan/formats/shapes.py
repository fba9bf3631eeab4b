"""The marks of states, and what is drawn of a promise, as shapes of SVG: no font need have them."""

from __future__ import annotations

PAPER, INK, QUIET, LATE, MARK = "#ffffff", "#1d1c1a", "#57534c", "#9b2318", "#34526e"
"""The colours on white; each but the paper has a contrast to it of more than 7 to 1."""
TALL = 5.0
"""Half of the height of a bar."""
_LINE = f'fill="none" stroke="{INK}" stroke-width="1.3"'
_TICK = "M-2.6 .2l1.9 1.9 3.4-3.9"
_STATES = {
    "overdue": f'<path d="M0-5l5.4 9.4H-5.4z" fill="{LATE}"/>',
    "due soon": '<path d="M0-5.4l5.4 5.4-5.4 5.4-5.4-5.4z"/>',
    "under way": f'<circle r="4.5" {_LINE}/><path d="M0-4.5a4.5 4.5 0 0 0 0 9z"/>',
    "current": f'<circle r="4.5" {_LINE}/>',
    "upcoming": f'<path d="M0-5l5 5-5 5-5-5z" {_LINE}/>',
    "done": f'<circle r="5.4"/><path d="{_TICK}" fill="none" stroke="{PAPER}" stroke-width="1.6"/>',
    "done late": f'<circle r="4.8" {_LINE}/><path d="{_TICK}" {_LINE}/>',
    "waiting": f'<path d="M-4.2-4.2h8.4v8.4h-8.4z" {_LINE}/>',
    "blocked": '<path d="M-4.6-4.6h9.2v9.2h-9.2z"/>',
    "deferred": f'<path d="M-4 0h8" {_LINE}/>',
    "dropped": f'<path d="M-3.4-3.4l6.8 6.8m0-6.8l-6.8 6.8" {_LINE}/>',
}
_DOT = '<circle r="1.6"/>'
"""Of what has no day, on purpose or not."""


def state(name: str, x: float, y: float) -> str:
    """The mark of a state, around a point."""
    return f'<g transform="translate({x:.1f} {y:.1f})">{_STATES.get(name, _DOT)}</g>'


def drawn(
    kind: str,
    start: float,
    end: float,
    y: float,
    *,
    torn: tuple[bool, bool] = (False, False),
    every: float = 7.0,
) -> str:
    """A bar from `start` to `end` around a line, or a mark: that of a day stands at its end, in a
    legend amid the two. `every`: how far the strokes of lateness are apart."""
    if kind in ("week", "month", "year", "late"):
        return _lateness(start, max(end, start + every * 0.57), y, every)
    if kind in ("window", "work", "before", "after"):
        torn = kind == "before" or torn[0], kind == "after" or torn[1]
        return _bar(start, end, y, torn=torn, full=kind == "work")
    if kind == "today":
        look = f'stroke="{LATE}" stroke-width="1.4" stroke-dasharray="5 3"'
        return f'<path d="M{(start + end) / 2:.1f} {y - 8:.1f}v16" {look}/>'
    return f'<g transform="translate({(start + end) / 2:.1f} {y:.1f})">{_MARKS[kind]}</g>'


_FULL = f'fill="{PAPER}" stroke="{INK}" stroke-width="1.5"'
_MARKS = {
    "deadline": f'<path d="M0-6l6 6-6 6-6-6z" {_FULL}/>',
    "was due": f'<path d="M0-4l4 4-4 4-4-4z" fill="{PAPER}" stroke="{QUIET}"/>',
    "begin": f'<path d="M-2.5-6.5L5 0l-7.5 6.5z" {_FULL}/>',
    "missed": f'<path d="M0-8v16" stroke="{LATE}" stroke-width="3"/>',
    "unbegun": f'<path d="M-1.5-8v16L6 0z" fill="{LATE}"/>',
    "first": f'<circle r="3.8" {_FULL}/>',
    "done": _STATES["done"],
}


def _lateness(start: float, end: float, y: float, every: float) -> str:
    """A stroke for each week, or whatever time they stand for: to be counted, and to be seen."""
    stroke = every * 4 / 7
    look = f'stroke="{LATE}" stroke-width="{2 * TALL:g}"'
    dashes = f'stroke-dasharray="{stroke:.2f} {every - stroke:.2f}"'
    return f'<path d="M{start:.1f} {y:.1f}H{end:.1f}" {look} {dashes}/>'


def _bar(start: float, end: float, y: float, *, torn: tuple[bool, bool], full: bool) -> str:
    """A bar, its ends torn where it goes on beyond the picture; solid where work is on record."""
    end = max(end, start + 2)
    left = "l3.5-2.5-3.5-2.5 3.5-2.5" if torn[0] else f"V{y - TALL:.1f}"
    left += f"L{start:.1f} {y - TALL:.1f}" if torn[0] else ""
    right = f"H{end:.1f}" + ("l-3.5 2.5 3.5 2.5-3.5 2.5" if torn[1] else "")
    path = f"M{start:.1f} {y + TALL:.1f}{left}{right}L{end:.1f} {y + TALL:.1f}z"
    look = f'fill="{MARK}"' if full else f'fill="none" stroke="{MARK}" stroke-width="1.2"'
    return f'<path d="{path}" {look}/>'
