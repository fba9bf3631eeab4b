"""What a document says of the plan as a whole before its parts: title, period, whose it is."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from welcomeplan.deadlines import Question, read_deadline
from welcomeplan.intake.signs import read_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.values import Passage

_MOST = 6
"""How many passages a title page is looked for among."""
_LONGEST_TITLE = 25
_LONGEST_FOOTER = 10
_PAGE = re.compile(r"(?i)\b(?:page|página|seite) \d{1,4}(?: (?:of|de|von|sur) \d{1,4})?\Z")
_LONGEST_LINE = 160
"""How long a line that says when the plan was adopted may be."""
_PLAN = re.compile(
    r"(?i)\b(?:plan|plans|strategy|agenda|roadmap|blueprint|framework|vision|strategic|initiative"
    r"|estrategia|estratégico|stratégie|stratégique|konzept|strategie|aktionsplan|programme?)\b"
)
_PERIOD = re.compile(
    r"\b(?:FY ?)?(?:19|20)\d\d\s*(?:[-–—/]|to|through|a|à|bis)\s*(?:FY ?)?(?:(?:19|20)\d\d|\d\d)\b"
)
_COMMUNITY = re.compile(
    r"(?i:\b(?:City|Town|Village|Borough|County|Township|Parish|Municipality|State|Region|Ciudad"
    r"|Municipio|Ville|Stadt) (?:and County )?(?:of |de |d’))"
    r"[A-ZÀ-Þ][\w’'-]*(?: (?!(?i:strateg|plan\b|welcom|action|integration|inclusion|equity|newcomer"
    r"|climate|housing|comprehensive|council|immigra))[A-ZÀ-Þ][\w’'-]*){0,3}"
    r"|\b[A-ZÀ-Þ][\w’'-]{0,40}+(?: [A-ZÀ-Þ][\w’'-]{0,40}+){0,2} (?:County|Region)\b"
)
_PLAIN_DAY = (
    r"(?P<day>\b[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\b\d{1,2} [a-z]{3,9}\.? \d{4}"
    r"|\b\d{4}-\d\d-\d\d)\b"
)
_ADOPTED = re.compile(rf"(?i)\b(?:adopted|approved by)\b[^.\d]{{0,80}}?{_PLAIN_DAY}")
_DAY = re.compile(rf"(?i)(?:(?:date|dated|published|effective):? )?{_PLAIN_DAY}")
_CREDIT = re.compile(
    r"(?i)(?:prepared|written|submitted|produced|developed|published|compiled|elaborado|préparé"
    r"|erstellt)(?: by| for| in partnership with|:)|(?:©|copyright|all rights reserved)|page \d+"
    r"|(?:adopted|approved) (?:this|on|by|and)\b"
)


def front_of(passages: Sequence[Passage]) -> int:
    """How many passages at the beginning are the title page: short ones, before what has a label or
    is prose."""
    count = 0
    for passage in passages[:_MOST]:
        words = passage.text.split()
        label = read_label(passage.text)
        level_two = passage.kind == "heading" and passage.level > 1
        if passage.kind in ("point", "cell") or label or level_two or len(words) > _LONGEST_TITLE:
            break
        if count and passage.text.endswith((".", ":")) and not _ADOPTED.search(passage.text):
            break
        if count and passage.kind == "heading" and passages[0].kind != "heading":
            break
        if count and not _belongs(passage.text):
            break
        count += 1
    return count


def _belongs(text: str) -> bool:
    """Whether a line under a title is of the title page, too: a period, a day, a name."""
    return bool(
        _PLAN.search(text)
        or _PERIOD.search(text)
        or _COMMUNITY.match(text)
        or _ADOPTED.search(text)
        or day_of(text)
        or is_credit(text)
    )


def title_in(texts: Sequence[str]) -> str:
    """The title among the lines of a title page: the first that names a plan, or else the first."""
    return next((one for one in texts if _PLAN.search(one)), texts[0] if texts else "")


def period_in(text: str) -> str:
    """The period that a title names, in its own words: `2017-2018`."""
    for found in _PERIOD.finditer(text):
        try:
            read = read_deadline(found[0])
        except Question:
            continue
        if read.start and read.end:
            return found[0]
    return ""


def community_in(text: str) -> str:
    """The place that a title names: `City of Springfield`."""
    found = _COMMUNITY.search(text)
    return found[0] if found else ""


def adopted_in(text: str) -> str:
    """The day on which a line says that the plan was adopted, as ISO 8601 writes it."""
    found = _ADOPTED.search(text)
    return day_of(found["day"]) if found else ""


def day_of(text: str) -> str:
    """The day that words are and nothing else, as ISO 8601 writes it."""
    plain = _DAY.fullmatch(text.strip(" .,"))
    if plain is None:
        return ""
    try:
        read = read_deadline(plain["day"])
    except Question:
        return ""
    return read.end.isoformat() if read.kind == "date" and read.end else ""


def adoption(passages: Sequence[Passage]) -> date | None:
    """The day on which the document says that the plan was adopted, where it says but one."""
    days = {adopted_in(one.text) for one in passages if len(one.text) <= _LONGEST_LINE} - {""}
    return date.fromisoformat(days.pop()) if len(days) == 1 else None


def since(passages: Sequence[Passage], count: int) -> date | None:
    """The day from which on the plan promises: of its adoption, or else of the document; or where
    its period begins."""
    adopted = adoption(passages)
    if adopted is not None:
        return adopted
    days = {day_of(one.text) for one in passages if len(one.text) <= _LONGEST_LINE} - {""}
    if len(days) == 1:
        return date.fromisoformat(days.pop())
    periods = [period for one in passages[:count] if (period := period_in(one.text))]
    return read_deadline(periods[0]).start if periods else None


def is_credit(text: str) -> bool:
    """Whether a line says who made the document, or is its copyright."""
    return bool(
        _CREDIT.match(text) or (len(text.split()) <= _LONGEST_FOOTER and _PAGE.search(text))
    )
