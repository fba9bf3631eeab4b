"""Which dates of a sentence are promised, which are told of the past, and which nobody can tell."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from welcomeplan.deadlines import Calendar, Deadline, Question, find_deadlines, read_deadline

Verdict = Literal["promised", "past", "unsure"]


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
    missing: str = ""
    """What its words leave open: the year, the fiscal year's start; then nobody can date it."""


_HINT = re.compile(
    r"\d|(?i:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|fall|autumn|winter"
    r"|quarter|year|month|week|annual|biennial|daily|semi|bi-?month|first half|second half))"
)
_CLAUSE = re.compile(
    r";|:\s|\s[–—]\s|\.\s|,? (?:and|but|then|while|as well as) "
    r"(?=(?:will|shall|must|then|the|one|two|three|four|five|six|\d+)\b)"
    r"|, (?:and|but|while|then|y|et|und) "
)
_FORWARD = re.compile(
    r"(?i)\b(?:will|shall|must|should|would like to|(?:is|are|be) to(?! date)|to be|plans? to|aims?"
    r" to|intends? to|commits? to|committed to|expects? to|expected|due|goal|target|scheduled"
    r"|deber[áa]n?|será[n]?|\w{3,}ará[n]?|\w{3,}erá[n]?|\w{3,}irá[n]?|doit|doivent|sera|seront"
    r"|wird|werden|soll|sollen|muss|müssen)\b"
)
_PAST = re.compile(
    r"(?i)\b(?:was|were|had|has|have|did|met|held|began|begun|grew|fell|rose|became|made|took|gave"
    r"|came|saw|found|led|won|spent|paid|built|brought|made up|born|ago|since|according to|census"
    r"|founded|established|adopted|approved|launched|enacted|passed|conducted|completed|created"
    r"|increased|decreased|declined|served|reported|estimated|surveyed|funded|received|released"
    r"|published|signed|opened|convened|hosted|awarded|recognized|selected|joined|updated"
    r"|prepared|revised|amended|copyright|fue|fueron|adoptad[oa]|aprobad[oa]|était|adopté|wurde"
    r"|wurden)\b|©"
)
_BOUNDED = re.compile(r"(?i)(?:by|before|no later than|not later than|until|within)\b")
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
_PROBE = Calendar(
    fiscal_year_starts=(7, 1),
    school_year=(8, 5),
    day_month_order="month-first",
    quarters="calendar",
)
_PROBED_YEAR = 2001
"""A calendar and a year that answer what words leave open: what reads by them alone is asked."""
MISSING = {
    "fiscal": "when the fiscal year starts",
    "order": "whether the day or the month stands first",
    "year": "the year",
}
_BOUND_YEAR = re.compile(r"(?i)\b(?:by|before|until|no later than)\b[^.;]{0,40}\b20\d\d\b")
_FOREIGN_DATE = re.compile(r"\b20\d\d\b")


def begins_with_verb(text: str, foreign: bool = False) -> bool:
    """Whether words begin as those that say what is to be done do: “Develop a toolkit”."""
    first = _FIRST.match(text.lstrip("(“\"'"))
    if first is None:
        return False
    if first[0].lower() in VERBS:
        return True
    return foreign and bool(_INFINITIVE.match(first[0].lower()))


def goes_on(text: str) -> bool:
    """Whether a sentence explains the one before, and says nothing that is to be done."""
    return bool(_GOES_ON.match(text))


def looks_forward(text: str, foreign: bool = False) -> bool:
    """Whether words say what will be done."""
    return bool(_FORWARD.search(text)) or begins_with_verb(text, foreign)


def looks_back(text: str) -> bool:
    """Whether words tell what was done."""
    return bool(_PAST.search(text)) and not _FORWARD.search(text)


def dates_in(
    text: str, calendar: Calendar, year: int | None, *, among_promises: bool
) -> list[Dated]:
    """The dates of a sentence. `among_promises`: whether it stands where a plan promises, as under
    “Timeline:” or an objective; elsewhere its own words must tell that it does."""
    if not _HINT.search(text):
        return []
    plain = find_deadlines(text, calendar, year=year)
    probe = _PROBE._replace(
        words=calendar.words,
        adopted=calendar.adopted,
        **{
            key: value
            for key in ("fiscal_year_starts", "school_year", "day_month_order", "quarters")
            if (value := getattr(calendar, key)) is not None
        },
    )
    every = find_deadlines(text, probe, year=year or _PROBED_YEAR)
    certain = {(one.start, one.end) for one in plain}
    found: list[Dated] = []
    for one in every:
        missing = "" if (one.start, one.end) in certain else _missing(one.words, calendar, year)
        clause = _clause(text, one.start, one.end)
        verdict = _verdict(text, clause, one.words, among_promises)
        found.append(Dated(one.words, one.start, one.end, clause, one.deadline, verdict, missing))
    spans = [(one.start, one.end) for one in found]
    for one in plain:  # what reads alone, where the probe reads otherwise
        if not any(start < one.end and one.start < end for start, end in spans):
            clause = _clause(text, one.start, one.end)
            verdict = _verdict(text, clause, one.words, among_promises)
            found.append(Dated(one.words, one.start, one.end, clause, one.deadline, verdict))
    return sorted(found, key=lambda one: one.start)


def _missing(words: str, calendar: Calendar, year: int | None) -> str:
    try:
        read_deadline(words, calendar, year=year)
    except Question as question:
        said = question.message.lower()
        if "fiscal" in said:
            return MISSING["fiscal"]
        if "which year" in said:
            return MISSING["year"]
        if "month" in said and "first" in said:
            return MISSING["order"]
        return question.message
    return ""


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first, last = 0, len(text)
    for mark in _CLAUSE.finditer(text):
        if mark.end() <= start:
            first = mark.end()
        elif mark.start() >= end:
            last = mark.start()
            break
    return first, last


def _verdict(text: str, clause: tuple[int, int], words: str, among_promises: bool) -> Verdict:
    said = text[clause[0] : clause[1]]
    if _FORWARD.search(said) or begins_with_verb(said):
        return "promised"
    if _PAST.search(said) and not _BOUNDED.match(words):
        return "past"
    if among_promises:
        return "promised"
    if _FORWARD.search(text) or begins_with_verb(text):
        return "promised"
    return "unsure"


def reads(words: str, calendar: Calendar, year: int | None) -> Deadline | Question:
    """What the words of a “Timeline:” come to, or the question that they leave open."""
    try:
        return read_deadline(words, calendar, year=year)
    except Question as question:
        return question


def binds_year(text: str) -> bool:
    """Whether a sentence promises something by a year, in words that may not be read."""
    return bool(_BOUND_YEAR.search(text))


def has_year(text: str) -> bool:
    """Whether a sentence names a year, of whatever language its date is."""
    return bool(_FOREIGN_DATE.search(text))
