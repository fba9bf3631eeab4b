"""The words a deadline is made of: one table, and the tokeniser that looks them up.

A word that stands in no row here is unknown, and an unknown word is never skipped: the
reader asks about it by name. So a row is a claim: that this word has this role, or (the
last rows) that it says what is done, and never when.
"""

import re
from typing import NamedTuple

from welcomeplan.calendar import Question

LONGEST = 300
"""The most characters of a deadline. The longest of several hundred real ones has 140."""


class Term(NamedTuple):
    """A word, number or mark of a phrase: its role, what it stands for, and where it is."""

    role: str
    name: str
    n: int
    start: int
    end: int


# (role, name, number, words parted by bars; after each comma the number is one higher).
# Hyphens inside are written as spaces.
_TABLE: tuple[tuple[str, str, int, str], ...] = (
    ("month", "", 1, "january|jan, february|feb|febr, march|mar, april|apr, may, june|jun"),
    ("month", "", 7, "july|jul, august|aug, september|sept|sep, october|oct, november|nov"),
    ("month", "", 12, "december|dec"),
    ("season", "spring", 0, "spring|springtime"),
    ("season", "summer", 0, "summer|summertime"),
    ("season", "fall", 0, "fall|autumn"),
    ("season", "winter", 0, "winter|wintertime"),
    ("weekday", "", 0, "monday|mon, tuesday|tue|tues, wednesday|wed, thursday|thu|thur|thurs"),
    ("weekday", "", 4, "friday|fri, saturday|sat, sunday|sun"),
    ("quarter", "", 0, "q|quarter|quarters|qtr|qtrs"),
    ("half", "", 0, "h|half|halves"),
    ("unit", "day", 0, "day|days"),
    ("unit", "week", 0, "week|weeks|wk|wks"),
    ("unit", "month", 0, "month|months"),
    ("unit", "year", 0, "year|years|yr|yrs"),
    ("number", "word", 1, "one, two, three, four, five, six, seven, eight, nine, ten, eleven"),
    ("number", "word", 12, "twelve"),
    ("number", "word", 15, "fifteen"),
    ("number", "word", 18, "eighteen"),
    ("number", "word", 20, "twenty"),
    ("number", "word", 24, "twenty four"),
    ("number", "word", 30, "thirty"),
    ("number", "word", 36, "thirty six"),
    ("number", "word", 60, "sixty"),
    ("number", "word", 90, "ninety"),
    ("number", "ordinal", 1, "first, second, third, fourth, fifth"),
    ("number", "last", 0, "last|final|latter"),
    ("part", "early", 0, "early|early part of|early in"),
    ("part", "mid", 0, "mid|middle of|midway through|mid way through|mid year|midyear"),
    ("part", "late", 0, "late|late in"),
    ("edge", "end", 0, "end of|end|close of|year end|eoy"),
    ("edge", "start", 0, "beginning of|start of"),
    ("fiscal", "", 0, "fy|fiscal year|financial year|fiscal|budget year"),
    ("fiscal", "several", 0, "fys|fiscal years|financial years"),
    ("fiscal", "federal", 0, "ffy|federal fiscal year|federal fy"),
    ("school", "", 0, "school year|academic year|sy|ay|school years|academic years"),
    ("calendar", "", 0, "cy|calendar year|calendar|calendar years"),
    ("week", "of", 0, "week of|week commencing|week beginning|week starting|wc|w / c"),
    ("week", "ending", 0, "week ending|w / e"),
    # What stands before a date and decides what it means.
    ("bound", "by", 0, "by|no later than|not later than|on or before|by or before|in or before"),
    ("bound", "by", 0, "by no later than|in time for|at the latest by|lead up to|leads up to"),
    ("bound", "by", 0, "leading up to|on or by"),
    ("bound", "before", 0, "before|prior to|in advance of|ahead of"),
    ("bound", "until", 0, "until|till|til|up to|up until|through|thru|up through"),
    ("bound", "until", 0, "up to and including|through and including"),
    ("bound", "until", 0, "continuing through|and continuing through|ending|ends|ending in"),
    ("bound", "until", 0, "ends in|ending on|ends on"),
    ("bound", "from", 0, "from"),
    ("bound", "within", 0, "within"),
    ("bound", "between", 0, "between"),
    ("bound", "in", 0, "in|on|during|at|for|over|throughout|across|in the course of"),
    ("bound", "in", 0, "over the course of|all of|in or around|in or about"),
    ("to", "", 0, "to|and through|and until|through to"),
    ("and", "", 0, "and|plus|and then|then"),
    ("or", "", 0, "or|and or|and / or"),
    ("begin", "begin", 0, "begin|begins|beginning|began|start|starts|starting|started"),
    ("begin", "begin", 0, "start date|commence|commences|commencing|commencement|initiate"),
    ("begin", "begin", 0, "initiates|initiating|initiation|effective|effective date|start up"),
    ("begin", "begin", 0, "startup|onset"),
    ("begin", "launch", 0, "launch|launches|launching|launched|kick off|kicks off|kickoff"),
    ("begin", "launch", 0, "kicking off|roll out|rolls out|rollout|rolling out|go live"),
    ("begin", "launch", 0, "goes live|opens"),
    ("begin", "open", 0, "open|opening"),
    ("label", "", 0, "start date of|start dates of|end date of|end dates of|starting date of"),
    ("finish", "", 0, "complete|completes|completed|completing|completion|finish|finishes"),
    ("finish", "", 0, "finished|finishing|conclude|concludes|concluded|concluding|end date"),
    ("finish", "", 0, "completion date|finalize|finalizes|finalized|finalise|finalises"),
    ("finish", "", 0, "finalised|due|due date|finalizing|finalising"),
    ("onward", "", 0, "and beyond|onward|onwards|and onward|and onwards|beyond|and forward"),
    ("onward", "", 0, "going forward|and after that|and later years|and on"),
    ("ongoing", "", 0, "ongoing|on going|continuous|continuously|continual|continually"),
    ("ongoing", "", 0, "on a rolling basis|rolling basis|rolling|year round|all year round"),
    ("ongoing", "", 0, "on an ongoing basis|ongoing basis|open ended|perpetual|in perpetuity"),
    ("ongoing", "", 0, "as needed|as necessary|on a continuous basis|on a continuing basis"),
    ("undated", "", 0, "tbd|tbc|tba|to be determined|to be decided|to be confirmed"),
    ("undated", "", 0, "to be announced|date tbd|date tbc|date tba|dates tbd|dates tbc"),
    ("undated", "", 0, "not yet set|date to be determined|date to be confirmed"),
    ("undated", "", 0, "date to be decided|undated|date to be announced|no date set|no date yet"),
    ("undated", "", 0, "not yet determined|unscheduled"),
    # What repeats.
    ("often", "day", 1, "daily"),
    ("often", "week", 1, "weekly"),
    ("often", "week", 2, "fortnightly"),
    ("often", "month", 1, "monthly"),
    ("often", "month", 3, "quarterly"),
    ("often", "month", 6, "semi annual|semi annually|semiannual|semiannually|half yearly"),
    ("often", "month", 6, "six monthly|twice yearly"),
    ("often", "year", 1, "annual|annually|yearly|per annum|on an annual basis|on a yearly basis"),
    ("often", "year", 2, "biennial|biennially"),
    ("often", "year", 3, "triennial|triennially"),
    ("often", "month", 3, "on a quarterly basis"),
    ("often", "month", 1, "on a monthly basis"),
    ("often", "week", 1, "on a weekly basis"),
    ("each", "", 0, "each|every|per"),
    ("other", "", 0, "other|alternate"),
    ("times", "", 1, "once a|once per|once every|once each|once in a"),
    ("times", "", 2, "twice"),
    ("times", "", 3, "thrice"),
    ("x", "", 0, "times|x|time"),
    ("thereafter", "", 0, "annually thereafter|yearly thereafter"),
    ("thereafter", "", 0, "then annually|and annually thereafter"),
    ("thereafter", "", 0, "each year thereafter|every year thereafter"),
    # What waits on something.
    ("after", "", 0, "after|following"),
    ("upon", "", 0, "upon|once|as soon as|when"),
    # Words kept beside the date: how sure the plan is of it.
    ("hedge", "", 0, "tentative|tentatively|if possible|where possible|approx|approximately"),
    ("hedge", "", 0, "circa|about|around|on or around|on or about|roughly|anticipated"),
    ("hedge", "", 0, "anticipate|anticipates|expected|expect|expects|estimated|estimate|est"),
    ("hedge", "", 0, "projected|proposed|provisional|if feasible|as feasible|if practicable"),
    ("hedge", "", 0, "where feasible|hopefully|ideally|provisionally|preliminary|likely"),
    ("hedge", "", 0, "probably|planned|targeted|subject to change|weather permitting"),
    ("hedge", "if", 0, "subject to funding|subject to approval|if approved|if funded"),
    ("hedge", "if", 0, "subject to availability|pending funding|pending approval"),
    ("hedge", "", 0, "as funding allows|as funding permits|as resources allow"),
    ("hedge", "if", 0, "funding permitting|if funding allows|if funding permits"),
    ("hedge", "", 0, "as resources permit|sometime|some time"),
    ("hedge", "if", 0, "if funding is available|subject to available funding"),
    # Words that ask for more than the phrase holds, each with its question.
    ("vague", "when", 0, "as soon as possible|asap|as quickly as possible|immediate|immediately"),
    ("vague", "when", 0, "soon|promptly|as soon as practicable|as soon as feasible|shortly"),
    ("vague", "when", 0, "eventually|when possible|as early as possible|at the earliest"),
    ("vague", "now", 0, "next|this|coming|upcoming|current|currently|now|today|tomorrow|present"),
    ("vague", "now", 0, "the present|to date|to present|previous"),
    ("vague", "now", 0, "past|ago|yesterday|same|following year"),
    ("vague", "range", 0, "horizon|lifetime|duration"),
    ("vague", "bound", 0, "no earlier than|not before|no sooner than|not earlier than"),
    ("vague", "bound", 0, "as early as|later than|earlier than|sooner than|at least until|as of"),
    ("vague", "bound", 0, "or later|as late as|not sooner than|not until|at the earliest in"),
    ("vague", "bound", 0, "since|or after|on or after"),
    ("vague", "slip", 0, "delayed|delay|postponed|deferred|moved|rescheduled|pushed|slipped"),
    ("vague", "slip", 0, "extended|extend|reschedule|postpone|revised|suspended|paused"),
    ("vague", "slip", 0, "cancelled|canceled|originally|formerly"),
    ("vague", "slip", 0, "former|previously|initially|withdrawn"),
    ("vague", "slip", 0, "expired|expires|on hold|was|were"),
    ("vague", "not", 0, "not|never|no|without|except|excluding|unless|if|neither|nor|but"),
    ("vague", "not", 0, "however"),
    ("vague", "often", 0, "biannual|biannually|bi annual|bi annually|bimonthly|bi monthly"),
    ("vague", "often", 0, "biweekly|bi weekly|biyearly|bi yearly|regularly|periodically"),
    ("vague", "often", 0, "occasionally|frequently|often|intermittently|semester|semesters"),
    ("vague", "often", 0, "trimester|term"),
    ("term", "", 0, "near term|short term|medium term|mid term|long term|longer term|midterm"),
    ("term", "", 0, "shorter term|intermediate term|short to medium term|medium to long term"),
    ("phase", "", 0, "phase|phases|stage|step|tier|priority"),
    ("phase", "", 0, "objective|action|strategy|goal|task|cohort"),
    ("phase", "", 0, "round"),
    ("least", "", 0, "at least|at a minimum|a minimum of|minimum of|no fewer than|no less than"),
    ("least", "", 0, "no more than|at most|more than|fewer than"),
    ("latest", "", 0, "at the latest|latest|or sooner|or earlier|or before|if not sooner"),
    ("reason", "", 0, "in line with|as part of|to coincide with|alongside|along with"),
    ("reason", "", 0, "together with"),
    ("tail", "", 0, "release|publication|budget period|deadline|target"),
    ("tail", "", 0, "date|dates|period|timeframe|time frame|timeline|implementation|submission"),
    ("tail", "", 0, "delivery|scheduled to|set to|defined as|of the plan|of this plan"),
    ("tail", "", 0, "of the project|gmt|bst|utc|et|est|edt|ct|cst|cdt|pt|pst|pdt|mt|mst|mdt"),
    ("tail", "", 0, "aest|aedt|noon|midnight|close of business|cob|end of day|end of business"),
    ("tail", "", 0, "eod|eob|local time|eastern|pacific|standard time|daylight time"),
    ("tail", "", 0, "eastern time|pacific time|central time|mountain time|close of play|midday"),
    ("tail", "", 0, "of the project period|of the grant"),
    ("tail", "event", 0, "election|elections|meeting|meetings|conference|session|update|forum"),
    ("tail", "event", 0, "workshop|summit|event|festival|agm|general election|general elections"),
    ("post", "", 0, "post"),
    ("article", "", 0, "the|of|a|an"),
)

# Words that say what is done, and who does it; none of them says when. Looked up by their
# stem, so "publishing", "published" and "publishes" are all here as "publish".
_HARMLESS_WORDS = """
able accept access accessibility accessible accomplish account achieve acquire actions activate
activity additional address adopt adoption adult advance advertise advice advisor advisory
affordability affordable afterschool age agency agenda aging agreement air airport align all
allocate allotment america american analyse analysis analyze annex announce apartment appendix
application apply appoint apprentice apprenticeship approval approve are area arrange arrival art
arts as ask assemble assembly assess assessment asset assign assist association attain attend
attorney attract attraction audience audit authority available award awareness ballot basic be
become bed been beginner begun being benefit bilingual bill billion biodiversity block blueprint
board bond book bookmark borough both boulevard brand bridge brief bring broadband brochure broker
brought budgetary budgeting build building built bus business bylaw cabinet call campaign capacity
capital capture carbon care career carry case center central centre ceremony certification
certified chair challenge chamber champion chapter charge charging charity charter checklist child
childcare children choice chosen church circulate citizen citizenship city citywide civic class
classroom clear clerk client climate clinic close club coach coaching coalition code collaborate
collect college comment commerce commercial commission commissioner commit committee communicate
communication community compact company competency compile completely completeness component
comprehensive concept concern conduct conference congress connect connection conservation consider
consolidate consortium constituent construct construction consult consultancy consultant
consultation contact content continue contract contractor contractual contribution control convene
conversation cooperation coordinate coordinator copy core cost council councillor counsel counselor
country county countywide course court cover create criteria criterion cultivate cultural culture
curriculum cycle dashboard data database deadline debate decarbonisation decarbonization decide
decision dedicate define deliver delivery demand democratic demonstrate department deploy
deployment deposit description design designation detail determine develop developer development
diagnostic dialogue digital dinner direct director directory disability disabled disaster discuss
discussion display disseminate distribute distribution district diversity do doctor document does
domestic downtown draft draw drawing drawn driver driving duty earn earth ease east eastern
ecological economic economy educate education effort elder elderly elect elected electric
elementary eligible eliminate embed embrace emergency emission employ employee employer employment
enable enact encourage endorse endowment energy enforcement engage engagement english enhance enrol
enroll ensure enter entity entrance entrepreneur entrepreneurial entrepreneurship environment
environmental equality equip equipment equity establish establishment estate ethics ethnic evaluate
event everyone evidence examine exchange execute exercise exhibit exhibition existing exit expand
expansion expenditure expense experience expert explain explore expo external facilitate facility
faculty faith family feasibility feature federal fee feedback feel festival field fieldwork figure
file fill finance financial finding fix focus follow food footpath forest form formal formalise
formalize forum foster foundation framework frontline fuel full fully function fund funder funding
fundraiser fundraising further garden gather general get give given global go goal good got
governance government governor grade graduate grand grant greater green greening grid ground group
grow growth guest guidance guide guideline had hall hand handbook happen has have health healthcare
hear hearing heating held help heritage hire history hoc hold holder holistic home homeless
homelessness homeowner homeownership hoped hospital host hour house household housing how hub human
idea identification identify identity image immigrant immigration impact impaired implement
implementation improve improvement incentive incident include inclusion inclusive income
incorporate increase independent index indicator individual induction industry inequality inform
information infrastructure initial initiative inner innovation innovative input inquire inspect
inspection inspire install institute institution instructor instrument insurance intake integrate
integration intelligence interactive intercultural intern internal international internet
internship interpretation interpreter intersection interview into introduce introduction inventory
invest investigate investment invitation invite invoice involve is issue it item its job join joint
jointly jurisdiction justice keep kept key keynote kit know knowledge labor laboratory labour land
landscaping language large larger launch law lead leader leadership leaflet learn learner learning
led legacy legal legislation legislature lending lesson letter leverage liaison library licence
license licensed licensing life light lighting limit line linguistic link list listen literacy
literate literature living load loan local locate location logic logistics logo look made mail
mailing main maintain maintenance major majority make manage management manager mandate manual map
mapping mark market marketing master masterplan match material math matrix matter mayor mean
measure mechanism media mediation medical meet meeting member membership memorandum memorial mentor
mentoring mentorship merchant message met method methodology metric metro metropolitan microfinance
microgrid migrant migration military million minor minority mission mixed mobile mobilise mobility
mobilize modal model modern modernise modernize module monitor monument morale more motion move
multi multicultural multifamily multilingual multiply municipal must mutual name narrative nation
national nature navigation navigator need negotiate negotiation neighbor neighborhood neighbors
neighbour neighbourhood net network new newcomer newly newsletter nominate nonprofit north northern
note notice notification notify number objective obligation observation observe obtain occur offer
office officer official older onboard online onsite op operate operational opportunity optimise
optimize option order ordinance organic organisation organise organization organizational organize
orientation other our out outcome outer outline output outreach overhaul oversee oversight overview
own owner pack package page panel paper parcel parent parental park parking partial participant
participate participation parties partner partnership party pass passage path pathway pay payment
peer people percent perform performance performing permanent permit permitting person personal
personnel physical pick picture pilot place placement plan planner planning plant platform pledge
point police policy population port portal portfolio position posted poster posting potential power
practical practice practitioner premises preparation prepare preparedness present presentation
preservation preserve president press prevention primary principal print prioritise prioritize
private pro problem procedure proceed process procure procurement produce profession professional
profile program programme progress project promote promotion proof properly property proposal
propose protect protection protocol prototype provide provider provincial provision public
publication publicity publicly publish purchase purpose pursue put quality question questionnaire
race racial raise ranking rate reach read reader readiness ready real realise realize reason rebate
rebuild receipt receive recipe recipient recognise recognition recognize recommend recommendation
reconciliation record recovery recreation recruit recruitment recycle recycling redesign
redevelopment reduce reduction referral refine reform refresh refugee regional regionwide register
regulation rehabilitation relation relationship relaunch release relief relocate remediation
reminder remodel remote removal remove render renew renewable repair replace report repository
represent representation representative request require requirement research reserve resettle
resettlement resident residential resilience resolution resolve resource resourcing respond
response responsibility responsible responsive restoration restore result retain retrofit
retrofitting reveal revenue review revitalise revitalize rezoning rfi rfp rfq ride rights rise risk
river road roadmap role roof room root roster roundtable route rule run rural safe safeguard safety
sample scale schedule scheme scholarship school schooler science scope score scorecard scout
screening script secondary secretariat secretary section sector secure security seed seek select
sell seminar send senior sensor sent separate series serve service session set settlement several
sewer shall shape share shared shelter shop should show showcase shown sidewalk sign signal
significant simple simplify site situate situation size skill small social society software solar
solicit solution solve sought source south southern space speaker special specialist species speech
spend split sponsor sports spread stable staff staffing stakeholder stand standard standardise
standardize starter startup state statement statewide station statistic status statutory steer
steering stewardship stock stop storage store stormwater story strategic strategy streamline street
strengthen structure student study style subcommittee submit subscribe subsidised subsidized
subsidy success successfully suitable summit supervision supervisor supplemental supplier supply
support surface survey sustain sustainability sustainable switch symposium system table tackle
tailor tailored take taken talk target taught tax teach teacher team technical technology tell
template temporary tenant tender test text that their these they thing think those thousand
thriving through ticket together tool toolkit top total town township track tracker trade tradition
traditional traffic trail train trainee trainer training transaction transform transit transition
translate translation transmission transparency transparent transport transportation travel
treasurer treasury treat treatment tree trip trust trustee tutoring type understand understanding
undertake unified unify union unit universal university unveil update upgrade uptake urban usage
use user utilise utility utilize valid valley value various vehicle vendor verify vet veteran via
video view village virtual visibility visible vision visit visitor visual vocational voice
volunteer vote voter voting vulnerable wait walk want ward warden waste watch water way wayfinding
we web webinar website welcome welcoming welfare west western what which who whole wide widen will
win wise with women word work workday worker workforce workgroup working workplace works workshop
would wrap write written yes young youth zero zone
"""
_HARMLESS = frozenset(_HARMLESS_WORDS.split())

# Words of a harmless stem that do change a date.
_NEVER_STEMMED = frozenset(["noted", "supposed"])

_WORDS: dict[str, tuple[str, str, int]] = {}
_LONGER: dict[str, list[tuple[tuple[str, ...], tuple[str, str, int]]]] = {}
for _role, _name, _first_n, _rows in _TABLE:
    for _n, _row in enumerate(_rows.split(", "), _first_n):
        for _phrase in _row.split("|"):
            _first, *_rest = _phrase.split()
            if _rest:
                _LONGER.setdefault(_first, []).append((tuple(_rest), (_role, _name, _n)))
            else:
                _WORDS[_first] = (_role, _name, _n)
for _longer in _LONGER.values():
    _longer.sort(key=lambda entry: -len(entry[0]))

# Marks that look alike on paper, one character for one, so that offsets stay true.
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"),
        **dict.fromkeys("\t\n\r\u00a0\u1680\u202f\u205f\u3000", " "),
        **{chr(space): " " for space in range(0x2000, 0x200B)},
        **dict.fromkeys("‘’ʼ′`´", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        "⁄": "/",
        "／": "/",
    }
)

_TOKEN = re.compile(
    r"""[ ]*(?:
    (?P<time>[0-9]{1,2}(?:[:.][0-9]{2})?[ ]?[ap]\.?m\b\.?|[0-9]{1,2}:[0-9]{2}\b)
  | (?P<amount>[$£€][ ]?[0-9][0-9,]*(?:\.[0-9]+)?
      | [0-9]+(?:\.[0-9]+)?[ ]?% | [0-9]{1,3}(?:,[0-9]{3})+(?![0-9]))
  | (?P<ordinal>[0-9]+(?:st|nd|rd|th)\b)
  | (?P<number>[0-9]+)
  | (?P<short>'[ ]?[0-9]{2}(?![0-9]))
  | (?P<word>[a-z]+(?:'[a-z]+)?)
  | (?P<dash>-[- ]*)
  | (?P<dot>(?<=[0-9])\.(?=[0-9]))
  | (?P<mark>[/,;:()\[\]&+~])
  | (?P<quiet>[."'])
  | (?P<strange>[^ ])
  )""",
    re.VERBOSE | re.ASCII,
)

_MARKS = {
    "/": ("slash", ""),
    ",": ("comma", ","),
    ";": ("comma", ";"),
    ":": ("comma", ":"),
    "(": ("open", ""),
    "[": ("open", ""),
    ")": ("close", ""),
    "]": ("close", ""),
    "&": ("and", ""),
    "+": ("plus", ""),
    "~": ("hedge", ""),
}


def known(word: str) -> tuple[str, str, int]:
    """The role, name and number of a single word in lower case."""
    entry = _WORDS.get(word)
    if entry is None:
        entry = _WORDS.get(
            word.removesuffix("'s"), ("filler" if _harmless(word) else "unknown", "", 0)
        )
    return entry


def _harmless(word: str) -> bool:
    """Whether the word or its stem says only what is done: "publishes", "planning", "cities"."""
    if word in _HARMLESS:
        return True
    if word in _NEVER_STEMMED:
        return False
    word = word.removesuffix("'s")
    for ending, instead in (
        ("", ("",)),
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            if any(stem + other in _HARMLESS for other in instead):
                return True
            # "planned", "getting"
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _HARMLESS:
                return True
    return False


def nearly(word: str) -> str:
    """The word of the calendar that a misspelt one may have meant, as a question; or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    calendar = ("month", "season", "quarter", "half", "unit", "number", "part", "fiscal", "often")
    alike = [  # few, because the comparison is slow
        known
        for known, (role, _, _) in _WORDS.items()
        if known[0] == word[0] and abs(len(known) - len(word)) < 3 < len(known) and role in calendar
    ]
    found = get_close_matches(word, alike, n=1, cutoff=0.75)
    return f"Did you mean `{found[0]}`? " if found else ""


def plain(words: str) -> str:
    """The words with every kind of dash, space, quote and slash made one; offsets unchanged."""
    return words.translate(_ALIKE)


def tokens(name: str) -> list[str]:
    """The words of one of the plan's own terms, in lower case, hyphens parting them."""
    return plain(name).lower().replace("-", " ").split()


def spanned(text: str, begin: int, tokens: list[str]) -> int | None:
    """Where the words of a term that begin at `begin` end, hyphen or space between them."""
    at = begin
    for k, token in enumerate(tokens):
        if k:
            while at < len(text) and text[at] in " -":
                at += 1
        if not text.startswith(token, at):
            return None
        at += len(token)
    if at < len(text) and (text[at].isalnum() or text[at] == "_"):
        return None
    return at if tokens else None


def terms(words: str) -> list[Term]:
    """The terms of a phrase, ended by some of role `stop`. Raises Question at a strange mark."""
    if len(words) > LONGEST:
        raise Question(
            words,
            f"This is {len(words):,} characters long; a deadline has at most {LONGEST}.",
            "Write only when it is due, such as `by mid-2018`, and move the rest to `text`.",
        )
    text = plain(words).rstrip()
    if text.isascii():
        text = text.lower()
    else:  # "£2M": a mark to be kept in its place, whatever its lower case would be
        text = "".join(char.lower() if char.isascii() else char for char in text)
    found: list[tuple[str, str, int, int]] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind == "quiet":
            continue
        begin, stop = match.span(match.lastindex or 0)
        if kind == "strange":
            raise Question(
                words,
                f"The character {text[begin]!a} has no place in a deadline.",
                "Write words, numbers and dates only, such as `by mid-2018`.",
                (begin, stop),
            )
        found.append((kind, text[begin:stop], begin, stop))
    end = len(text)
    result: list[Term] = []
    i, count = 0, len(found)
    while i < count:
        kind, token, begin, stop = found[i]
        i += 1
        if kind == "word":
            longer = _LONGER.get(token)
            entry = None
            if longer is not None:
                for rest, candidate in longer:
                    j = i
                    for word in rest:
                        if j < count and found[j][0] == "dash":
                            j += 1
                        if j >= count or found[j][1] != word:
                            break
                        j += 1
                    else:
                        i, stop, entry = j, found[j - 1][3], candidate
                        break
            role, name, n = entry or known(token)
            result.append(Term(role, name, n, begin, stop))
        elif kind == "number":
            result.append(Term("number", "", int(token) if len(token) < 9 else -1, begin, stop))
        elif kind == "ordinal":
            number = token[:-2]
            result.append(
                Term("number", "ordinal", int(number) if len(number) < 9 else -1, begin, stop)
            )
        elif kind == "short":
            result.append(Term("short", "", 2000 + int(token[-2:]), begin, stop))
        elif kind == "mark":
            role, name = _MARKS[token]
            result.append(Term(role, name, 0, begin, stop))
        else:
            role = {"time": "tail", "amount": "filler"}.get(kind, kind)
            result.append(Term(role, kind, 0, begin, stop))
    # Several, so that readers may look ahead without asking where the phrase ends.
    result.extend([Term("stop", "", 0, end, end)] * 6)
    return result
