"""Which dates of a sentence are promised, which are told of the past, and which nobody can tell."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from welcomeplan.deadlines import (
    Calendar,
    Deadline,
    Question,
    Window,
    find_deadlines,
    read_deadline,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Verdict = Literal["promised", "past", "unsure"]


class Open(NamedTuple):
    """What words leave open, and how it is answered."""

    asked: str
    remedy: str


class Dated(NamedTuple):
    """A date in a sentence, with what the words around it make of it."""

    words: str
    """Byte for byte as the sentence has them."""
    start: int
    end: int
    clause: tuple[int, int]
    """The clause in which it stands."""
    deadline: Deadline
    verdict: Verdict
    missing: Open | None = None
    """What its words leave open: the year, the fiscal year's start; then nobody can date it."""


_HINT = re.compile(
    r"(?i)\b(?:19|20)\d\d|\b(?:fy|q|h|cy|sy) ?\d|\d[/.]\d|\d-\d"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|\d(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:by|in|until|before|each|every|during|of|late|early|mid)[ -](?:the )?(?:end of )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|\b(?:spring|summer|fall|autumn|winter|quarter|year|month|week|annual|biennial|biannual|daily"
    r"|semi|bimonth|bi-month|day)"
)
"""What a sentence that has a date has: any other isn't looked through."""
LONGEST = 3_000
"""How long a sentence may be in which days are looked for."""
_BEFORE, _AFTER = 70, 50
"""How many letters around its dates are read of a long sentence."""
_OPEN = re.compile(
    r"(?i)\b(?:fy|fiscal|school year|academic year|quarter|q[1-4]|spring|summer|fall|autumn|winter"
    r"|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|year|month|adoption)|\d[/.]\d"
)
"""What the words of a date that leave something open have."""
_CLAUSE = re.compile(
    r";|:\s|\s[–—]\s|\.\s|,? (?:and|but|then|while|as well as) "
    r"(?=(?:will|shall|must|then|the|one|two|three|four|five|six|\d+)\b)"
    r"|, (?:and|but|while|then|y|et|und) |,? and (?P<verb>\w+)"
)
_FORWARD = re.compile(
    r"(?i)\b(?:will|shall|must|should|would (?:\w+ )?be|would like to|(?:is|are|be) to(?! date)"
    r"|to be|plans? to|aims? to|intends? to|commits? to|committed to|expects? to|expected|due"
    r"|scheduled|(?:promise|pledge|undertake)[ds]? to"
    r"|deber[áa]n?|será[n]?|\w{3,}ará[n]?|\w{3,}erá[n]?|\w{3,}irá[n]?|doit|doivent|sera|seront"
    r"|wird|werden|soll|sollen|muss|müssen)\b"
)
_PAST = re.compile(
    r"(?i)\b(?:was|were|had|has|have|did|met|held|began|grew|fell|rose|became|made|took|gave|came|saw"
    r"|found|led|won|lost|sold|wrote|spent|paid|built|brought|born|ago|since|according to|census"
    r"|copyright|offered|fue|fueron|était|étaient|wurde|wurden|war|waren)\b|©"
)
_DONE = re.compile(r"(?i)\b[a-z]{3,}(?:ed|ado|ada|ados|adas|ido|ida|idos|idas)\b")
"""What is told as done, or promised to be: “adopted in 2025”."""
_NOUN = re.compile(r"(?i)[a-z]+ (?:was|were|is|are|has|had|[a-z]+ed)\b")
_BOUNDED = re.compile(r"(?i)(?:by|before|no later than|not later than|until|within)\b")
_STATED = re.compile(r"(?i)\b(?:is|are)\b")
"""What tells how things are, also of a time to come: “One in five is over 65 by 2040.”"""
VERBS = frozenset(
    """
    achieve act adapt add address adjust administer adopt advance advise advocate align
    allocate analyze appoint apply approve arrange assess assign assist assure attract audit
    begin boost bring broaden build celebrate centralize champion change clarify collaborate
    collect commence commission commit communicate compile complete conduct connect consider
    construct continue contract convene convert coordinate create cultivate decrease dedicate
    define deliver demonstrate deploy design designate determine develop direct disseminate
    distribute diversify document double draft educate eliminate embed employ empower enable
    encourage engage enhance enlist ensure equip establish evaluate examine expand explore
    extend facilitate finalize finance find finish follow form formalize foster fund gather
    generate grow guide help hire hold host identify implement improve incorporate increase
    inform initiate install institute integrate introduce inventory invest investigate invite
    issue join keep launch lead learn leverage limit link locate lower maintain make map
    market meet minimize mobilize modernize modify monitor negotiate obtain offer open operate
    optimize organize orient participate partner perform pilot place plan plant prepare
    present preserve prevent prioritize procure produce promote propose protect provide
    publicize publish pursue raise reach recognize recommend recruit redesign reduce refine
    reform renew renovate repair replace report request require research respond restore
    retain review revise revitalize run schedule secure seek select serve set share simplify
    solicit sponsor staff standardize start streamline strengthen submit subsidize support
    survey sustain target teach test track train transform translate undertake update upgrade
    use utilize validate waive welcome widen work write
    """.split()  # noqa: SIM905 - a list of words is read as prose
)
"""What sentences that promise begin with: “Develop ...”. Of other languages, any infinitive is."""
_INFINITIVE = re.compile(r"[^\W\d_]{2,}(?:ar|er|ir|re|arse|erse|irse)\b")
_FIRST = re.compile(r"[^\W\d_][\w'’-]*")
_GOES_ON = re.compile(
    r"(?i)(?:examples?|for example|for instance|such|these|this|those|it|they|(?:[\w’' -]{1,40}\s)?"
    r"(?:may|can|could|might)|note)\b"
)
_PROBED: dict[str, Any] = {
    "fiscal_year_starts": (7, 1),
    "school_year": (8, 5),
    "day_month_order": "month-first",
    "quarters": "calendar",
    "year_1": Window(date(2001, 1, 1), date(2001, 12, 31)),
    "adopted": date(2001, 1, 1),
}
_PROBED_YEAR = 2001
"""A calendar and a year that answer what words leave open: what reads by them alone is asked."""
_OPENS = {
    "When does the fiscal year start?": "does the fiscal year start",
    "Is it the day or the month that stands first?": "read in two ways",
    "Which year?": "which year?",
    "By when? The words are none that a deadline is read from.": "is not one a deadline is read",
}
_BOUND_YEAR = re.compile(
    r"(?i)\b(?:by|before|until|no later than|in|during|through|starting|beginning)\b[^.;]{0,30}?"
    r"(?:\b(?:fy ?)?20\d\d\b|\bfy ?'?\d\d\b|\bq[1-4]\b)"
    r"|\b(?:by|before|until|no later than)\b[^.;,]{0,30}?\b(?:next|this|the coming|the following)"
    r" (?:year|month|quarter|spring|summer|fall|winter|week|january|june|december)\b"
    r"|\bwithin (?:the (?:next|first) )?\w+ (?:days|weeks|months|years)\b"
)
_TERM = re.compile(
    r"(?i)(?:(?:short|medium|mid|near|intermediate|long)(?:er)?[- ]term|immediate(?:ly)?"
    r"|(?:project |plan )?year (?:\d|one|two|three|four|five)|fy ?\d{2,4})"
    r"(?: (?:actions?|steps|goals|priorities))?(?:\W*\([^()]{1,30}\))?\Z"
)
"""Times that only the plan's own calendar dates: “Short-term (1-2 years)”."""
_FOREIGN_DATE = re.compile(r"\b20\d\d\b")


def begins_with_verb(text: str, foreign: bool = False) -> bool:
    """Whether words begin as those that say what is to be done do: “Develop a toolkit”."""
    first = _FIRST.match(text.lstrip("(“\"'"))
    if first is None:
        return False
    if first[0].lower() in VERBS:
        return not _NOUN.match(text, first.start())  # "Report published in 2016"
    return foreign and bool(_INFINITIVE.match(first[0].lower()))


def goes_on(text: str) -> bool:
    """Whether a sentence explains the one before, and says nothing that is to be done."""
    return bool(_GOES_ON.match(text))


def says_will(text: str) -> bool:
    """Whether a verb says what will be done; no first word alone does."""
    return bool(_FORWARD.search(text))


def looks_forward(text: str, foreign: bool = False) -> bool:
    """Whether words say what will be done."""
    return bool(_FORWARD.search(text)) or begins_with_verb(text, foreign)


def looks_back(text: str) -> bool:
    """Whether words tell what was done."""
    return bool(_PAST.search(text)) and not _FORWARD.search(text)


def is_told(text: str) -> bool:
    """Whether a clause tells what was done: also where its verb could be a promise's."""
    return bool(_PAST.search(text) or _DONE.search(text)) and not _FORWARD.search(text)


def is_bound(text: str, one: Dated) -> bool:
    """Whether words promise a time though no verb says so: “Zero waste by 2042.”"""
    return bool(_BOUNDED.match(one.words)) and not is_told(text) and not _STATED.search(text)


class Judge:
    """Finds the dates of sentences, and tells which are promised, by the plan's own calendar.

    `since`: the day from which on the plan promises, where the document says it: no day before is
    a promise, whatever its words.
    """

    def __init__(self, calendar: Calendar, since: date | None = None) -> None:
        self.calendar = calendar
        self.since = since
        answered = {key: value for key in _PROBED if (value := getattr(calendar, key)) is not None}
        self._probe = calendar._replace(**{**_PROBED, **answered})
        self._known: dict[tuple[str, int | None, bool], list[Dated]] = {}

    def dates_in(self, text: str, year: int | None, *, among_promises: bool) -> list[Dated]:
        """The dates of a sentence. `among_promises`: whether it stands where a plan promises, as
        under “Timeline:” or an objective; elsewhere its own words must tell that it does."""
        key = (text, year, among_promises)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._found(text, year, among_promises)
        return found

    def _found(self, text: str, year: int | None, among_promises: bool) -> list[Dated]:
        if len(text) > LONGEST or (not among_promises and not looks_forward(text)):
            return []
        first, last = _stretch(text)
        if first == last:
            return []
        said = text[first:last]
        plain = find_deadlines(said, self.calendar, year=year)
        every = plain
        if _OPEN.search(_without(said, [(one.start, one.end) for one in plain])):
            every = find_deadlines(said, self._probe, year=year or _PROBED_YEAR)
        plain = [one._replace(start=one.start + first, end=one.end + first) for one in plain]
        every = [one._replace(start=one.start + first, end=one.end + first) for one in every]
        certain = {(one.start, one.end) for one in plain}
        spans = [(one.start, one.end) for one in every]
        apart = [one for one in plain if not any(a < one.end and one.start < b for a, b in spans)]
        found: list[Dated] = []
        for one in sorted([*every, *apart], key=lambda one: one.start):
            sure = (one.start, one.end) in certain
            missing = None if sure else _missing(one.words, self.calendar, year)
            clause = clause_of(text, one.start, one.end)
            end = one.deadline.end if missing is None else None
            verdict = self._verdict(text, clause, one.words, end, among_promises)
            found.append(
                Dated(one.words, one.start, one.end, clause, one.deadline, verdict, missing)
            )
        return found

    def _verdict(
        self,
        text: str,
        clause: tuple[int, int],
        words: str,
        end: date | None,
        among_promises: bool,
    ) -> Verdict:
        said = text[slice(*clause)]
        if self.since is not None and end is not None and end < self.since:
            return "past"
        if _FORWARD.search(said) or begins_with_verb(said):
            return "promised"
        if not _BOUNDED.match(words):
            coming = self.since is not None and end is not None
            if _PAST.search(said) or (_DONE.search(said) and not coming):
                return "past"
        if among_promises or _FORWARD.search(text) or begins_with_verb(text):
            return "promised"
        return "unsure"


def _stretch(text: str) -> tuple[int, int]:
    """The stretch of a sentence in which all that may be of a date stands, with words around it;
    of no length where nothing may."""
    hints = [(one.start(), one.end()) for one in _HINT.finditer(text)]
    if not hints:
        return 0, 0
    first, last = max(hints[0][0] - _BEFORE, 0), min(hints[-1][1] + _AFTER, len(text))
    first = text.find(" ", first) + 1 if first else 0
    return first, text.rfind(" ", first, last) if last < len(text) else last


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without the words that read as dates already."""
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def left_open(question: Question) -> Open:
    """What a question is of, whatever words it is asked about: so that it is asked once for all."""
    said = question.message.lower()
    for kind, words in _OPENS.items():
        if words in said:
            return Open(kind, question.remedy)
    return Open(question.message, question.remedy)


def _missing(words: str, calendar: Calendar, year: int | None) -> Open | None:
    try:
        read_deadline(words, calendar, year=year)
    except Question as question:
        return left_open(question)
    return None


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause of a sentence in which words stand."""
    first, last = 0, len(text)
    for mark in _CLAUSE.finditer(text):
        if mark["verb"] and mark["verb"].lower() not in VERBS:
            continue
        if mark.end() <= start:
            first = mark.start("verb") if mark["verb"] else mark.end()
        elif mark.start() >= end:
            last = mark.start()
            break
    return first, last


def reads(words: str, calendar: Calendar, year: int | None) -> Deadline | Question:
    """What the words of a “Timeline:” come to, or the question that they leave open."""
    try:
        return read_deadline(words, calendar, year=year)
    except Question as question:
        return question


def is_deadline(words: str) -> bool:
    """Whether words are a time by when, or in which, something may be promised, and nothing else;
    a day alone is no such time: it may be the document's own."""
    if _TERM.match(words):
        return True
    if not _HINT.search(words):
        return False
    try:
        read = read_deadline(words)
    except Question:
        return False
    return read.kind in ("month", "quarter", "half", "season", "year", "range")


def key_of(deadline: Deadline) -> str:
    """The key that takes a deadline: `repeats` for what says only how often."""
    recurring = deadline.recurrence
    alone = recurring is not None and not recurring.windows
    return "repeats" if alone and not deadline.due_by and not deadline.start else "due"


def binds_year(text: str) -> str:
    """The words by which a sentence names a time as promises do, which may not be read."""
    found = _BOUND_YEAR.search(text)
    return found[0] if found else ""


def has_year(text: str) -> bool:
    """Whether a sentence names a year, of whatever language its date is."""
    return bool(_FOREIGN_DATE.search(text))
