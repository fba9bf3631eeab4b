"""The words that deadlines are made of, and the part each plays. Data only.

A word stands in one row (a test refuses a second). What stands in none is unknown to the grammar:
it is never skipped, but asked about. Which roles are harmless, and where, says the parser.
"""

from enum import IntEnum, auto
from functools import lru_cache
from typing import NamedTuple


class Role(IntEnum):
    """What a word, number or mark does in a phrase."""

    # Of the calendar
    MONTH = auto()
    SEASON = auto()
    WEEKDAY = auto()
    QUARTER = auto()
    HALF = auto()
    UNIT = auto()
    FISCAL = auto()
    SCHOOL = auto()
    CALENDAR = auto()
    WEEK = auto()
    ENDING = auto()  # year ending, quarter ending
    PART = auto()
    EDGE = auto()
    NUMBER = auto()
    ORDINAL = auto()
    SHORT = auto()  # '19
    OWN = auto()  # a term of the plan's own
    # Around a date
    BOUND = auto()
    TO = auto()
    AND = auto()
    OR = auto()
    BEGIN = auto()
    FINISH = auto()
    LEAD = auto()  # will be, is to
    ONWARD = auto()
    LATEST = auto()
    ARTICLE = auto()
    # Without a date
    ONGOING = auto()
    UNDATED = auto()
    # What repeats, and what waits
    OFTEN = auto()
    EACH = auto()
    OTHER = auto()
    TIMES = auto()
    X = auto()
    THEREAFTER = auto()
    AFTER = auto()
    WORKING = auto()
    LEAST = auto()
    # Harmless in their place, and kept
    HEDGE = auto()
    LABEL = auto()
    PHASE = auto()
    TERM = auto()  # near-term: harmless beside its dates
    LENGTH = auto()  # what a length of time is of: period, pilot
    EVENT = auto()
    REASON = auto()
    TIME = auto()
    ZONE = auto()
    NOTE = auto()
    HEMISPHERE = auto()
    STRUCK = auto()
    AMOUNT = auto()
    # What makes a question
    VAGUE = auto()
    LINK = auto()  # with, who: they end what came before
    UNKNOWN = auto()
    STRANGE = auto()
    # Marks
    DASH = auto()
    SLASH = auto()
    COMMA = auto()
    SEMICOLON = auto()
    COLON = auto()
    PERIOD = auto()
    DOT = auto()
    OPEN = auto()
    CLOSE = auto()
    PLUS = auto()
    STOP = auto()


class Entry(NamedTuple):
    """What a word stands for: its role, and the value or number that the role needs."""

    role: Role
    value: str = ""
    n: int = 0


# Role, value, number; words parted by bars. After a comma the number is one higher. Hyphens
# inside are written as spaces.
ROWS: tuple[tuple[Role, str, int, str], ...] = (
    (Role.MONTH, "", 1, "january|jan, february|feb|febr, march|mar, april|apr, may, june|jun"),
    (Role.MONTH, "", 7, "july|jul, august|aug, september|sept|sep, october|oct, november|nov"),
    (Role.MONTH, "", 12, "december|dec"),
    (Role.SEASON, "spring", 0, "spring|springtime"),
    (Role.SEASON, "summer", 0, "summer|summertime"),
    (Role.SEASON, "fall", 0, "fall|autumn"),
    (Role.SEASON, "winter", 0, "winter|wintertime"),
    (Role.WEEKDAY, "", 0, "monday|mon, tuesday|tue|tues, wednesday|wed|weds, thursday|thu|thur"),
    (Role.WEEKDAY, "", 0, "mondays, tuesdays, wednesdays, thursdays|thurs, fridays, saturdays"),
    (Role.WEEKDAY, "", 4, "friday|fri, saturday|sat, sunday|sun|sundays"),
    (Role.QUARTER, "", 0, "q|quarter|quarters|qtr|qtrs"),
    (Role.QUARTER, "calendar", 0, "calendar quarter|calendar quarters"),
    (Role.QUARTER, "fiscal", 0, "fiscal quarter|fiscal quarters|financial quarter"),
    (Role.HALF, "", 0, "half|halves|half of"),
    (Role.HALF, "calendar", 0, "calendar half|calendar halves"),
    (Role.HALF, "fiscal", 0, "fiscal half|fiscal halves|financial half"),
    (Role.UNIT, "day", 1, "day|days|calendar days"),
    (Role.UNIT, "week", 1, "week|weeks|wk|wks"),
    (Role.UNIT, "month", 1, "month|months|calendar months|mos"),
    (Role.UNIT, "year", 1, "year|years|yr|yrs"),
    (Role.UNIT, "project year", 1, "project year|project years|plan year|plan years|grant year"),
    (Role.UNIT, "project year", 1, "program year|programme year|program years|programme years"),
    (Role.UNIT, "project year", 1, "implementation year|funding year|contract year"),
    (Role.UNIT, "project month", 1, "project month|project months|grant month|grant months"),
    (Role.FISCAL, "", 0, "fy|fiscal year|financial year|fiscal|budget year|fin year"),
    (Role.FISCAL, "several", 0, "fys|fiscal years|financial years"),
    (Role.FISCAL, "federal", 0, "ffy|federal fiscal year|federal fy"),
    (Role.SCHOOL, "", 0, "school year|academic year|sy|ay|school years|academic years"),
    (Role.CALENDAR, "", 0, "cy|calendar"),
    (Role.CALENDAR, "year", 0, "calendar year|calendar years"),
    (Role.WEEK, "of", 0, "week of|week commencing|week beginning|week starting|wc|w c"),
    (Role.WEEK, "ending", 0, "week ending|w e"),
    (Role.ENDING, "year", 12, "year ending|year ended|fiscal year ending|financial year ending"),
    (Role.ENDING, "year", 12, "fye|fiscal year ended|financial year ended"),
    (Role.ENDING, "year", 12, "twelve months ending"),
    (Role.ENDING, "quarter", 3, "quarter ending|quarter ended"),
    (Role.PART, "early", 0, "early|early part of|early in|first part of"),
    (Role.PART, "mid", 0, "half way through|halfway through"),
    (Role.PART, "mid", 0, "mid|middle of|midway through|mid way through|mid year|midyear"),
    (Role.PART, "late", 0, "late|late in|latter part of"),
    (Role.EDGE, "end", 0, "end of|end|close of|last day of|the end of"),
    (Role.EDGE, "year end", 0, "year end|eoy|year's end|years end"),
    (Role.EDGE, "fiscal end", 0, "eofy|fiscal year end|financial year end"),
    (Role.EDGE, "start", 0, "beginning of|start of|first day of"),
    (Role.NUMBER, "word", 1, "one, two, three, four, five, six, seven, eight, nine, ten, eleven"),
    (Role.NUMBER, "word", 12, "twelve, thirteen, fourteen, fifteen, sixteen"),
    (Role.NUMBER, "word", 18, "eighteen"),
    (Role.NUMBER, "word", 20, "twenty"),
    (Role.NUMBER, "word", 24, "twenty four"),
    (Role.NUMBER, "word", 30, "thirty"),
    (Role.NUMBER, "word", 36, "thirty six"),
    (Role.NUMBER, "word", 45, "forty five"),
    (Role.NUMBER, "word", 48, "forty eight"),
    (Role.NUMBER, "word", 60, "sixty"),
    (Role.NUMBER, "word", 90, "ninety"),
    (Role.NUMBER, "word", 120, "one hundred twenty"),
    (Role.NUMBER, "word", 180, "one hundred eighty|one hundred and eighty"),
    (Role.ORDINAL, "word", 1, "first, second, third, fourth, fifth"),
    (Role.ORDINAL, "last", 0, "last|final|latter"),
    # What stands before a date and decides what it means.
    (Role.BOUND, "by", 0, "by|no later than|not later than|on or before|by or before"),
    (Role.BOUND, "by", 0, "on before|on and before"),
    (Role.BOUND, "by", 0, "in or before|by no later than|at the latest by|lead up to|leads up to"),
    (Role.BOUND, "by", 0, "leading up to|on or by|nlt"),
    (Role.BOUND, "before", 0, "before|prior to|in advance of|ahead of"),
    (Role.BOUND, "until", 0, "until|till|til|up to|up until|through|thru|up through"),
    (Role.BOUND, "until", 0, "up to and including|through and including|to the end of|through to"),
    (Role.BOUND, "until", 1, "ending|ends|ending in|ends in|ending on|ends on"),
    (Role.BOUND, "runs", 0, "continuing through|and continuing through|and runs through"),
    (Role.BOUND, "runs", 0, "and continues through|runs through|continues through"),
    (Role.BOUND, "runs", 0, "running through|and running through|runs until|and runs until"),
    (Role.BOUND, "runs", 0, "continues until|and continues until|continuing until|runs to"),
    (Role.BOUND, "runs", 0, "and continuing until|and runs to|and run until|and run through"),
    (Role.BOUND, "runs", 0, "run until|run through|run to|and run to|and will last through"),
    (Role.BOUND, "runs", 0, "will last through|and last through|lasts through|lasting through"),
    (Role.BOUND, "runs", 0, "and lasts until|and will run until|and will run through|will run to"),
    (Role.BOUND, "from", 0, "from"),
    (Role.BOUND, "within", 0, "within"),
    (Role.BOUND, "between", 0, "between"),
    (Role.BOUND, "in", 0, "in|during|over|throughout|across|in the course of|over the course of"),
    (Role.BOUND, "in", 0, "all of|in or around|in or about|sometime in|some time in"),
    (Role.BOUND, "on", 0, "on"),
    (Role.BOUND, "at", 0, "at"),
    (Role.BOUND, "for", 0, "for"),
    (Role.TO, "", 0, "to|and through|and until"),
    (Role.AND, "", 0, "and|plus|as well as"),
    (Role.AND, "then", 0, "then|and then"),
    (Role.OR, "", 0, "or|and or"),
    (Role.BEGIN, "begin", 0, "begin|begins|beginning|start|starts|starting"),
    (Role.BEGIN, "begin", 1, "began|started|commenced|begun"),
    (Role.BEGIN, "launch", 1, "launched"),
    (Role.BEGIN, "begin", 0, "start date|commence|commences|commencing|commencement|initiate"),
    (Role.BEGIN, "begin", 0, "initiates|initiating|initiation|effective|effective date|start up"),
    (Role.BEGIN, "begin", 0, "startup|onset|to begin|to start|to commence|starting date"),
    (Role.BEGIN, "begin", 0, "estimated start date|expected start date|planned start date"),
    (Role.BEGIN, "begin", 0, "anticipated start date|proposed start date|target start date"),
    (Role.BEGIN, "begin", 0, "project start date|actual start date"),
    (Role.BEGIN, "launch", 0, "launch|launches|launching|kick off|kicks off|kickoff"),
    (Role.BEGIN, "launch", 0, "kicking off|roll out|rolls out|rollout|rolling out|go live"),
    (Role.BEGIN, "launch", 0, "goes live|opens|to launch|launch date"),
    (Role.BEGIN, "open", 0, "open|opening|to open"),
    (Role.FINISH, "", 0, "complete|completes|completing|completion|finish|finishes|due"),
    (Role.FINISH, "", 0, "finishing|conclude|concludes|concluding|finalize|finalizes"),
    (Role.FINISH, "", 1, "completed|finished|concluded|finalized|finalised"),
    (Role.FINISH, "", 0, "finalise|finalises"),
    (Role.FINISH, "", 0, "finalizing|finalising|to complete|to conclude|to finish|complete date"),
    (Role.LEAD, "", 0, "will|shall|is|are|be|to be|will be|shall be|must be|is to|are to"),
    (Role.LEAD, "", 0, "is to be|are to be|must|scheduled to|set to|to occur|to take place"),
    (Role.LEAD, "", 0, "will have|shall have|to have|must have|will have been|to have been"),
    (Role.LEAD, "", 0, "takes place|occurs|must occur|shall occur|will occur"),
    (Role.ONWARD, "", 0, "and beyond|onward|onwards|and onward|and onwards|beyond|and forward"),
    (Role.ONWARD, "", 0, "going forward|and after that|and later years|and on|and ongoing"),
    (Role.LATEST, "", 0, "at the latest|latest|or sooner|or earlier|or before|if not sooner"),
    (Role.LATEST, "", 0, "at latest|or by then"),
    (Role.ARTICLE, "the", 0, "the"),
    (Role.ARTICLE, "a", 0, "a|an"),
    (Role.ARTICLE, "of", 0, "of|of the"),
    (Role.ONGOING, "", 0, "ongoing|on going|continuous|continuously|continual|continually"),
    (Role.ONGOING, "", 0, "on a rolling basis|rolling basis|rolling|year round|all year round"),
    (Role.ONGOING, "", 0, "on an ongoing basis|ongoing basis|open ended|perpetual|in perpetuity"),
    (Role.ONGOING, "", 0, "as needed|as necessary|on a continuous basis|on a continuing basis"),
    (Role.ONGOING, "", 0, "permanent|all year|continuing"),
    (Role.UNDATED, "", 0, "tbd|tbc|tba|to be determined|to be decided|to be confirmed"),
    (Role.UNDATED, "", 0, "to be announced|not yet set|undated|not yet determined|unscheduled"),
    (Role.UNDATED, "date", 0, "date tbd|date tbc|date tba|dates tbd|dates tbc|dates tba"),
    (Role.UNDATED, "date", 0, "date to be determined|date to be confirmed|date to be decided"),
    (Role.UNDATED, "date", 0, "date to be announced|no date set|no date yet|exact date tbd"),
    (Role.UNDATED, "date", 0, "dates to be confirmed|dates to be determined|exact date tbc"),
    (Role.UNDATED, "date", 0, "exact date to be confirmed|exact date to be determined"),
    # What repeats.
    (Role.OFTEN, "day", 1, "daily"),
    (Role.OFTEN, "week", 1, "weekly|on a weekly basis"),
    (Role.OFTEN, "week", 2, "fortnightly"),
    (Role.OFTEN, "month", 1, "monthly|on a monthly basis"),
    (Role.OFTEN, "month", 3, "quarterly|on a quarterly basis"),
    (Role.OFTEN, "month", 6, "semi annual|semi annually|semiannual|semiannually|half yearly"),
    (Role.OFTEN, "month", 6, "six monthly|on a semi annual basis"),
    (Role.OFTEN, "year", 1, "annual|annually|yearly|per annum|on an annual basis"),
    (Role.OFTEN, "year", 1, "on a yearly basis"),
    (Role.OFTEN, "year", 2, "biennial|biennially"),
    (Role.OFTEN, "year", 3, "triennial|triennially"),
    (Role.EACH, "", 0, "each|every|per|each and every"),
    (Role.OTHER, "", 0, "other|alternate"),
    (Role.TIMES, "", 1, "once a|once per|once every|once each|once in a"),
    (Role.TIMES, "", 2, "twice"),
    (Role.TIMES, "", 3, "thrice"),
    (Role.X, "", 0, "times|x|time"),
    (Role.THEREAFTER, "", 0, "thereafter|after that|afterwards|from then on|subsequently"),
    (Role.THEREAFTER, "", 0, "there after|following that"),
    # What waits on something.
    (Role.AFTER, "", 0, "after|following"),
    (Role.AFTER, "upon", 0, "upon|once|as soon as|when"),
    (Role.WORKING, "", 0, "working|business"),
    (Role.LEAST, "", 0, "at least|at a minimum|a minimum of|minimum of|no fewer than"),
    (Role.LEAST, "", 0, "no less than|more than|minimally|at minimum"),
    (Role.LEAST, "most", 0, "no more than|at most|fewer than|less than|up to a maximum of"),
    # Words kept beside the date: how sure the plan is of it.
    (Role.HEDGE, "", 0, "tentative|tentatively|if possible|where possible|approx|approximately"),
    (Role.HEDGE, "", 0, "circa|about|around|on or around|on or about|roughly|anticipated"),
    (Role.HEDGE, "", 0, "anticipate|anticipates|expected|expect|expects|estimated|estimate|est"),
    (Role.HEDGE, "", 0, "projected|proposed|provisional|if feasible|as feasible|if practicable"),
    (Role.HEDGE, "", 0, "where feasible|hopefully|ideally|provisionally|preliminary|likely"),
    (Role.HEDGE, "", 0, "probably|planned|targeted|subject to change|weather permitting"),
    (Role.HEDGE, "", 0, "presently|possibly|presently planned for|planned for|scheduled for"),
    (Role.HEDGE, "", 0, "currently planned for|currently scheduled for|slated for|set for"),
    (Role.HEDGE, "", 0, "scheduled|targeted for|expected in|anticipated for|aimed for|indicative"),
    (Role.HEDGE, "", 0, "inclusive|if necessary|if needed|if required"),
    (Role.HEDGE, "", 0, "as funding allows|as funding permits|as resources allow|nominally"),
    (Role.HEDGE, "", 0, "as resources permit|sometime|some time|to be targeted for"),
    (Role.HEDGE, "", 0, "as often as possible|as often as needed|as often as necessary"),
    (Role.HEDGE, "", 0, "or more often|or more frequently|or more often if needed"),
    (Role.HEDGE, "if", 0, "subject to funding|subject to approval|if approved|if funded"),
    (Role.HEDGE, "if", 0, "subject to availability|pending funding|pending approval"),
    (Role.HEDGE, "if", 0, "funding permitting|if funding allows|if funding permits"),
    (Role.HEDGE, "if", 0, "if funding is available|subject to available funding"),
    # What names a date, and says nothing of it. A colon may follow.
    (Role.LABEL, "", 0, "target date|deadline|due date|end date|completion date|date|dates|target"),
    (Role.LABEL, "", 0, "original end date|revised end date|expected completion|timeline|timing"),
    (Role.LABEL, "", 0, "expected completion date|estimated completion|target completion"),
    (Role.LABEL, "", 0, "estimated completion date|target completion date|projected completion"),
    (Role.LABEL, "", 0, "anticipated completion|anticipated completion date|planned completion"),
    (Role.LABEL, "", 0, "start date of|start dates of|end date of|end dates of|starting date of"),
    (Role.LABEL, "", 0, "date of|deadline of|due date of|schedule|dates of"),
    (Role.LABEL, "", 0, "expected end date|planned end date|estimated end date|target end date"),
    (Role.LABEL, "", 0, "delivery date|submission date|release date|publication date"),
    (Role.LABEL, "", 0, "completed by date|complete by date|expected date|planned date"),
    (Role.LABEL, "", 0, "completion deadline|implementation date|timescale|timescales"),
    (Role.LABEL, "", 0, "defined as|that is|namely|i e|ie"),
    (Role.LABEL, "", 0, "original target date|original due date|original deadline"),
    (Role.PHASE, "", 0, "phase|phases|stage|step|tier|priority|objective|action|strategy|goal"),
    (Role.PHASE, "", 0, "task|cohort|round|milestone|deliverable|tranche|wave|session|sprint"),
    (Role.PHASE, "", 0, "item|items|number|section|sections|page|room|appendix|clause|article"),
    (Role.PHASE, "", 0, "bylaw|resolution|act|chapter|version|part|lot|lots|module|level|grade"),
    (Role.PHASE, "", 0, "ward|route"),
    (Role.LENGTH, "", 0, "period|program|programme|pilot|window|term|project|horizon|cycle|plan"),
    (Role.LENGTH, "", 0, "timeframe|time frame"),
    (Role.LENGTH, "", 0, "grant|contract|award|grant period|project period|plan period"),
    (Role.TERM, "", 0, "near term|short term|medium term|mid term|long term|longer term|short"),
    (Role.TERM, "", 0, "midterm|shorter term|intermediate term|short to medium term|medium|long"),
    (Role.TERM, "", 0, "medium to long term|immediate term"),
    (Role.EVENT, "", 0, "election|elections|meeting|meetings|conference|forum|workshop|summit"),
    (Role.EVENT, "", 0, "event|festival|agm|general election|general elections"),
    (Role.REASON, "", 0, "in line with|as part of|to coincide with|alongside|along with"),
    (Role.REASON, "", 0, "together with"),
    (Role.TIME, "noon", 0, "noon|midnight|midday"),
    (Role.TIME, "", 0, "close of business|cob|end of day|end of business|eod|eob|close of play"),
    (Role.ZONE, "", 0, "gmt|bst|utc|et|edt|ct|cst|cdt|pt|pst|pdt|mt|mst|mdt|cet|cest|aest|aedt"),
    (Role.ZONE, "", 0, "local time|eastern|pacific|standard time|daylight time|eastern time"),
    (Role.ZONE, "", 0, "pacific time|central time|mountain time|eet|nzst|nzdt|acst|awst|akst|hst"),
    (Role.HEMISPHERE, "southern", 0, "southern|southern hemisphere"),
    (Role.HEMISPHERE, "northern", 0, "northern|northern hemisphere"),
    # Words that ask for more than the phrase holds, each with its question.
    (Role.VAGUE, "when", 0, "as soon as possible|asap|as quickly as possible|immediate"),
    (Role.VAGUE, "when", 0, "immediately|soon|promptly|as soon as practicable|shortly"),
    (Role.VAGUE, "when", 0, "as soon as feasible|eventually|when possible|as early as possible"),
    (Role.VAGUE, "when", 0, "as soon as we can|when we can|as soon as we are able"),
    (Role.VAGUE, "when", 0, "at the earliest|later"),
    (Role.VAGUE, "now", 0, "next|coming|upcoming|current|currently|now|today|tomorrow"),
    (Role.VAGUE, "now", 1, "this"),
    (Role.VAGUE, "now", 0, "present|the present|to date|to present|previous|past|ago|yesterday"),
    (Role.VAGUE, "now", 0, "same|following year|the following year|prior year"),
    (Role.VAGUE, "range", 0, "lifetime|duration|life of|pre|in time for"),
    (Role.VAGUE, "bound", 0, "no earlier than|not before|no sooner than|not earlier than"),
    (Role.VAGUE, "bound", 0, "as early as|later than|at least until"),
    (Role.VAGUE, "loose", 0, "earlier than|sooner than|as late as"),
    (Role.VAGUE, "bound", 0, "as of|as at|or later|not sooner than|not until|since"),
    (Role.VAGUE, "bound", 0, "at the earliest in|or after|on or after|post|earliest"),
    (Role.VAGUE, "bound", 0, "through at least|until at least|to at least|from at least"),
    (Role.VAGUE, "slip", 0, "delayed|delay|postponed|deferred|moved|rescheduled|pushed|slipped"),
    (Role.VAGUE, "slip", 0, "extended|extend|reschedule|postpone|revised|suspended|paused"),
    (Role.VAGUE, "slip", 0, "cancelled|canceled|originally|formerly|former|previously|initially"),
    (Role.VAGUE, "slip", 0, "withdrawn|expired|expires|on hold|replaces|replaced|replacing"),
    (Role.VAGUE, "slip", 0, "rebaselined|rebaseline|brought forward|carried forward"),
    (Role.VAGUE, "slip", 0, "supersedes|superseded|instead|instead of|rather than|original"),
    (Role.VAGUE, "past", 0, "has|have|been|should have been|already|overdue|missed|elapsed"),
    (Role.VAGUE, "past", 0, "past due|last updated|last revised|last amended"),
    (Role.VAGUE, "past", 1, "was|were|had|did|came|took place|occurred|ran|ended"),
    (Role.VAGUE, "not", 0, "not|never|no|only|without|exclusive|except|excluding|unless|if"),
    (Role.VAGUE, "not", 0, "neither|nor|but|otherwise"),
    (Role.VAGUE, "not", 0, "however|cannot|can't|won't|don't|isn't|subject to|pending|either"),
    (Role.VAGUE, "not", 0, "provided|assuming|depending on|contingent on|contingent upon|only if"),
    (Role.VAGUE, "not", 0, "though|although|conditional on|dependent on|depends on|other than"),
    (Role.VAGUE, "often", 0, "biannual|biannually|bi annual|bi annually|bimonthly|bi monthly"),
    (Role.VAGUE, "often", 0, "biweekly|bi weekly|biyearly|bi yearly|regularly|periodically"),
    (Role.VAGUE, "often", 0, "on the anniversary|on each anniversary|weekdays|weekends"),
    (Role.VAGUE, "often", 0, "occasionally|frequently|often|intermittently|semester|semesters"),
    (Role.VAGUE, "often", 0, "trimester|trimesters|spring term|autumn term|summer term"),
    (Role.VAGUE, "often", 0, "fall term|winter term|fall semester|spring semester|as appropriate"),
    # Words that end what came before them, and leave the date as it is.
    (Role.LINK, "", 0, "with|via|using|as|that|which|who|where|under|into|onto|than|while|so"),
    (Role.LINK, "", 0, "because|against|among|towards|toward|per cent|our|their|its|we|they|it"),
)  # fmt: skip

UNITS = {"q": Role.QUARTER, "h": Role.HALF, "m": Role.UNIT, "y": Role.UNIT}
"""Letters that are words only beside a number: Q1, H2, M9, Y1."""

GLUED = frozenset(["q", "h", "m", "y", "yr", "fy", "ffy", "cy", "qtr", "x", "wk", "fye"])
"""What may be written on to a number; any other mixture of letters and digits is a code."""

_ABBREVIATED = """
jan feb febr mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
approx est no st dr mr mrs ms vs etc inc yr yrs qtr qtrs wk wks mos dept govt
"""
ABBREVIATED = frozenset(_ABBREVIATED.split())
"""Words after which a full stop ends no sentence."""


def _entries() -> tuple[dict[str, Entry], dict[str, list[tuple[tuple[str, ...], Entry]]]]:
    single: dict[str, Entry] = {}
    longer: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for role, value, first, rows in ROWS:
        for n, row in enumerate(rows.split(", "), first):
            entry = Entry(role, value, n)
            for phrase in row.split("|"):
                head, *rest = phrase.split()
                if rest:
                    longer.setdefault(head, []).append((tuple(rest), entry))
                else:
                    single[head] = entry
    for candidates in longer.values():
        candidates.sort(key=lambda found: -len(found[0]))
    return single, longer


WORDS, LONGER = _entries()
"""Single words, and by its first word what begins a longer row, the longest first."""


_MISSPELT: dict[str, list[str]] = {}
for _word, _entry in WORDS.items():
    if len(_word) > 3 and _entry.role in (
        *(Role.MONTH, Role.SEASON, Role.QUARTER, Role.HALF, Role.UNIT, Role.NUMBER),
        *(Role.ORDINAL, Role.PART, Role.FISCAL, Role.OFTEN),
    ):
        _MISSPELT.setdefault(_word[0], []).append(_word)


@lru_cache(maxsize=1024)
def nearly(word: str) -> str:
    """The word of the calendar that a misspelt one may have meant, as a question; or nothing."""
    alike = [known for known in _MISSPELT.get(word[:1], ()) if abs(len(known) - len(word)) < 3]
    if not alike:  # few, because the comparison is slow
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    found = get_close_matches(word, alike, n=1, cutoff=0.76)
    return f"Did you mean `{found[0]}`? " if found else ""
