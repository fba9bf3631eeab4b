"""Deadlines in the plan's own words: tables of (words, expected), and what always holds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welcomeplan.deadlines import (
    KINDS,
    Calendar,
    CalendarQuestion,
    Deadline,
    Question,
    Recurrence,
    Window,
    read_calendar,
    read_deadline,
    read_repeats,
    resolve,
    words_reference,
)
from welcomeplan.deadlines.calendars import quarter
from welcomeplan.limits import LONGEST_DEADLINE

PLAN = Calendar(
    fiscal_year_starts=(7, 1),
    year_1=Window(date(2018, 9, 1), date(2019, 6, 30)),
    school_year=(8, 5),
    adopted=date(2017, 9, 5),
    words={"near-term": "2018 to 2019", "long term": "FY2020 to FY2025"},
)


def days(deadline: Deadline) -> str:
    """Start, end and the last day to begin, a dash for none; of a list, each window."""
    if deadline.windows:
        return ", ".join(f"{one.start} {one.end}" for one in deadline.windows)
    dates = (deadline.start, deadline.end, deadline.begin_by)
    return " ".join(str(day or "-") for day in dates)


def read(words: str, calendar: Calendar, year: int | None = None) -> str:
    """The days and the kind; or a question mark, with what the question proposes."""
    try:
        deadline = read_deadline(words, calendar, year=year)
    except Question as question:
        return f"? {question.proposal.words}" if question.proposal else "?"
    assert deadline.words == words
    assert deadline.kind in KINDS
    assert deadline.reading
    return f"{days(deadline)} {deadline.kind}"


# Every deadline of the Kansas City plan, in its own words.
KANSAS_CITY = [
    ("in September 2017", "2017-09-01 2017-09-30 - month"),
    ("in fall 2017", "2017-09-01 2017-11-30 - season"),
    ("in 2018", "2018-01-01 2018-12-31 - year"),
    ("In 2018", "2018-01-01 2018-12-31 - year"),
    ("In 2017", "2017-01-01 2017-12-31 - year"),
    ("by mid-2018", "- 2018-06-30 - year"),
    ("by the end of 2017", "- 2017-12-31 - year"),
    ("by the end of the first quarter of 2018", "- 2018-03-31 - quarter"),
    ("(first quarter of 2018)", "2018-01-01 2018-03-31 - quarter"),
    ("by the first quarter of 2018", "- 2018-03-31 - quarter"),
    ("by the end of the second quarter of 2018", "- 2018-06-30 - quarter"),
    ("by the second quarter of 2018", "- 2018-06-30 - quarter"),
    ("in July 2017", "2017-07-01 2017-07-31 - month"),
    ("during 2017", "2017-01-01 2017-12-31 - year"),
    ("in fall 2017 and early 2018", "2017-09-01 2018-03-31 - range"),
    ("(begin in fourth quarter 2017)", "2017-10-01 - 2017-12-31 quarter"),
    ("Begin fourth quarter 2017", "2017-10-01 - 2017-12-31 quarter"),
    ("beginning in fall 2017", "2017-09-01 - 2017-11-30 season"),
    ("at least 1 training in 2017", "2017-01-01 2017-12-31 - year"),
    ("2 trainings in 2018", "2018-01-01 2018-12-31 - year"),
    ("2017 to 2018", "2017-01-01 2018-12-31 - range"),
    ("2017-2018", "2017-01-01 2018-12-31 - range"),
]


@pytest.mark.parametrize(("words", "expected"), KANSAS_CITY)
def test_kansas_city(words: str, expected: str) -> None:
    assert read(words, Calendar()) == expected


# As planners in four cities write, each by the calendar of the place.
CITIES = {
    "leeds": Calendar(
        fiscal_year_starts=(4, 1), day_month_order="day-first", adopted=date(2023, 2, 1)
    ),
    "melbourne": Calendar(
        fiscal_year_starts=(7, 1),
        day_month_order="day-first",
        seasons="southern",
        year_1=Window(date(2021, 7, 1), date(2022, 6, 30)),
        adopted=date(2021, 6, 15),
    ),
    "toronto": Calendar(school_year=(9, 6)),
    "kc": Calendar(fiscal_year_starts=(5, 1), day_month_order="month-first", school_year=(8, 5)),
}
PLANNERS = [
    ("leeds", "by the end of March 2024", "- 2024-03-31 - month"),
    ("leeds", "Spring 2023 (subject to funding)", "2023-03-01 2023-05-31 - season"),
    ("leeds", "31/03/2025", "2025-03-31 2025-03-31 - date"),
    ("leeds", "07/09/2023", "2023-09-07 2023-09-07 - date"),
    ("leeds", "Quarter 2 2022/23", "2022-07-01 2022-09-30 - fiscal"),
    ("leeds", "by Q4 2023/24", "- 2024-03-31 - fiscal"),
    ("leeds", "financial year 2021/22", "2021-04-01 2022-03-31 - fiscal"),
    ("leeds", "1st April 2019 to 31st March 2022", "2019-04-01 2022-03-31 - range"),
    ("leeds", "w/c 4 March 2019", "2019-03-04 2019-03-10 - range"),
    ("leeds", "Summer term 2021", "?"),
    ("leeds", "Autumn 2022 onwards", "2022-09-01 - 2022-11-30 season"),
    ("leeds", "from April 2023", "2023-04-01 - 2023-04-30 month"),
    ("leeds", "Annually, in November", "- - - recurring"),
    ("leeds", "no later than 5pm on Friday 13 October 2023", "- 2023-10-13 - date"),
    ("leeds", "Mid-September 2020", "2020-09-11 2020-09-20 - month"),
    ("leeds", "by early autumn 2024", "- 2024-11-30 - season"),
    (
        "leeds",
        "Strategy to be adopted by full council in July 2023",
        "? in July 2023",
    ),
    ("leeds", "end March 2020", "- 2020-03-31 - month"),
    ("leeds", "Not before January 2024", "?"),
    ("leeds", "within 3 months of adoption", "2023-02-01 2023-05-01 - relative"),
    ("leeds", "Six-monthly", "- - - recurring"),
    ("leeds", "2022-23 and 2023-24", "2022-04-01 2024-03-31 - fiscal"),
    ("leeds", "the last week of June 2023", "2023-06-24 2023-06-30 - range"),
    ("leeds", "to be reviewed every two years", "? every two years"),
    ("leeds", "Christmas 2023", "?"),
    ("melbourne", "FY 2019-20", "2019-07-01 2020-06-30 - fiscal"),
    ("melbourne", "By 30 June 2021", "- 2021-06-30 - date"),
    ("melbourne", "Summer 2021", "2021-12-01 2022-02-28 - season"),
    ("melbourne", "Summer/Autumn 2022", "2021-12-01 2022-05-31 - season"),
    ("melbourne", "Winter 2022", "2022-06-01 2022-08-31 - season"),
    ("melbourne", "Q1 FY23", "2022-07-01 2022-09-30 - fiscal"),
    ("melbourne", "second half of FY2021", "2021-01-01 2021-06-30 - fiscal"),
    ("melbourne", "Year 1 to Year 3", "2021-07-01 2024-06-30 - relative"),
    ("melbourne", "Years 2-4", "2022-07-01 2025-06-30 - relative"),
    ("melbourne", "by the end of Year 2", "- 2023-06-30 - relative"),
    ("melbourne", "Launch of the community hub in late 2022", "?"),
    ("melbourne", "July 2020 – June 2024", "2020-07-01 2024-06-30 - range"),
    ("melbourne", "Ongoing from 2021", "2021-01-01 - 2021-12-31 year"),
    ("melbourne", "twice yearly", "- - - recurring"),
    ("melbourne", "every six months", "- - - recurring"),
    ("melbourne", "prior to 1 December 2022", "- 2022-11-30 - date"),
    ("melbourne", "March/April 2022", "2022-03-01 2022-04-30 - range"),
    ("melbourne", "Dec '22", "2022-12-01 2022-12-31 - month"),
    ("melbourne", "end of financial year 2022-23", "- 2023-06-30 - fiscal"),
    ("melbourne", "by close of business Friday 3 June 2022", "- 2022-06-03 - date"),
    ("melbourne", "Harmony Week 2023", "?"),
    ("melbourne", "2 years after adoption", "- 2023-06-15 - relative"),
    ("melbourne", "To be confirmed", "- - - undated"),
    ("melbourne", "short term (2021-2022)", "2021-01-01 2022-12-31 - range"),
    ("melbourne", "Before the start of 2023", "- 2022-12-31 - year"),
    ("melbourne", "Draft released for public comment by August 2021", "? by August 2021"),
    ("toronto", "Q1 2019", "2019-01-01 2019-03-31 - quarter"),
    ("toronto", "Q2/Q3 2019", "2019-04-01 2019-09-30 - range"),
    ("toronto", "2019 Q4", "2019-10-01 2019-12-31 - quarter"),
    ("toronto", "Fourth Quarter, 2020", "2020-10-01 2020-12-31 - quarter"),
    ("toronto", "by Q3, 2021", "- 2021-09-30 - quarter"),
    ("toronto", "Report to Council in Q2 2020", "? in Q2 2020"),
    ("toronto", "2018-2022", "2018-01-01 2022-12-31 - range"),
    ("toronto", "late fall 2019", "2019-09-01 2019-11-30 - season"),
    ("toronto", "First quarter of 2020 (tentative)", "2020-01-01 2020-03-31 - quarter"),
    ("toronto", "2021 school year", "?"),
    ("toronto", "2019-2020 school year", "2019-09-01 2020-06-30 - range"),
    ("toronto", "Sept. 2019 through June 2020", "2019-09-01 2020-06-30 - range"),
    ("toronto", "H2 2023", "2023-07-01 2023-12-31 - half"),
    ("toronto", "January 15th, 2020", "2020-01-15 2020-01-15 - date"),
    ("toronto", "2020-01-15", "2020-01-15 2020-01-15 - date"),
    ("toronto", "05/06/2020", "?"),
    ("toronto", "Initial report Q3 2019", "? Q3 2019"),
    ("toronto", "Starting in Q1 2020 and ongoing", "2020-01-01 - 2020-03-31 quarter"),
    ("toronto", "Quarterly, starting in January 2020", "2020-01-01 - - recurring"),
    ("toronto", "By year-end 2021", "- 2021-12-31 - year"),
    ("toronto", "mid-2020 to early 2021", "2020-04-01 2021-03-31 - range"),
    ("toronto", "the week of May 11, 2020", "2020-05-11 2020-05-17 - range"),
    ("toronto", "No sooner than fall 2020", "?"),
    ("toronto", "30 days after newcomer-strategy", "- - - relative"),
    ("toronto", "deferred to 2022", "?"),
    ("toronto", "Early to mid 2022", "2022-01-01 2022-06-30 - range"),
    ("kc", "by the end of the second quarter of 2018", "?"),
    ("kc", "Begin fourth quarter 2017", "?"),
    ("kc", "at least 1 training in 2017", "2017-01-01 2017-12-31 - year"),
    ("kc", "2 trainings in 2018", "2018-01-01 2018-12-31 - year"),
    ("kc", "12/31/18", "2018-12-31 2018-12-31 - date"),
    ("kc", "6/1/2018", "2018-06-01 2018-06-01 - date"),
    ("kc", "FY2019", "2018-05-01 2019-04-30 - fiscal"),
    ("kc", "FY19 Q1", "2018-05-01 2018-07-31 - fiscal"),
    ("kc", "Fall '18", "2018-09-01 2018-11-30 - season"),
    ("kc", "Oct.-Dec. 2018", "2018-10-01 2018-12-31 - range"),
    ("kc", "summer and fall of 2018", "2018-06-01 2018-11-30 - season"),
    ("kc", "Launch website by June 1, 2018", "? by June 1, 2018"),
    ("kc", "on or before December 1st, 2018", "- 2018-12-01 - date"),
    ("kc", "Each April and October", "- - - recurring"),
    ("kc", "at least four times per year", "- - - recurring"),
    ("kc", "January 2018, with annual updates", "?"),
    ("kc", "by the 2018 midterm elections", "?"),
    ("kc", "Citizenship workshops held monthly", "? monthly"),
    ("kc", "Begin in March 2018 and complete by December 2018", "2018-03-01 2018-12-31 - range"),
    ("kc", "As soon as funding is secured", "- - - relative"),
    ("kc", "within 60 days of the completion of toolkit", "- - - relative"),
    (
        "kc",
        "March, June and September 2018",
        "2018-03-01 2018-03-31, 2018-06-01 2018-06-30, 2018-09-01 2018-09-30 recurring",
    ),
    ("kc", "Labor Day 2018", "?"),
    ("kc", "by 2020 and beyond", "?"),
    ("kc", "throughout 2018", "2018-01-01 2018-12-31 - year"),
]


@pytest.mark.parametrize(("city", "words", "expected"), PLANNERS)
def test_planners(city: str, words: str, expected: str) -> None:
    assert read(words, CITIES[city]) == expected


# Read without any calendar.
PLAIN = [
    ("2018Q1", "2018-01-01 2018-03-31 - quarter"),
    ("2018-Q1", "2018-01-01 2018-03-31 - quarter"),
    ("Q1'18", "2018-01-01 2018-03-31 - quarter"),
    ("1Q18", "2018-01-01 2018-03-31 - quarter"),
    ("2018H1", "2018-01-01 2018-06-30 - half"),
    ("CY 2018 Q2", "2018-04-01 2018-06-30 - quarter"),
    ("Q1 through Q3 2018", "2018-01-01 2018-09-30 - range"),
    ("2018: Q1-Q3", "2018-01-01 2018-09-30 - range"),
    ("Q4 2023 - Q1 2024", "2023-10-01 2024-03-31 - range"),
    ("late June-July 2019", "2019-06-21 2019-07-31 - range"),
    ("early to mid-2018", "2018-01-01 2018-06-30 - range"),
    ("first and second quarters of 2018", "2018-01-01 2018-06-30 - range"),
    ("2018-02-11", "2018-02-11 2018-02-11 - date"),
    ("2018/02/11", "2018-02-11 2018-02-11 - date"),
    ("2018-02", "2018-02-01 2018-02-28 - month"),
    ("5/2018", "2018-05-01 2018-05-31 - month"),
    ("31.12.2019", "2019-12-31 2019-12-31 - date"),
    ("10/11/2022 - 10/31/2022", "2022-10-11 2022-10-31 - range"),
    ("7/1/15-6/30/16", "2015-07-01 2016-06-30 - range"),
    ("Feb '19", "2019-02-01 2019-02-28 - month"),
    ("'17-'18", "2017-01-01 2018-12-31 - range"),
    ("2018-22", "2018-01-01 2022-12-31 - range"),
    ("before 30 June 2018", "- 2018-06-29 - date"),
    ("before June 2018", "- 2018-05-31 - month"),
    ("before the end of 2018", "- 2018-12-31 - year"),
    ("by mid-March 2018", "- 2018-03-15 - month"),
    ("mid-March 2018", "2018-03-11 2018-03-20 - month"),
    ("by the start of 2019", "- 2019-01-01 - year"),
    ("December 2018 - January", "2018-12-01 2019-01-31 - range"),
    ("Winter 2017 - Spring 2017", "2016-12-01 2017-05-31 - range"),
    ("winter 2019-20", "2019-12-01 2020-02-29 - season"),
    ("2018 and beyond", "2018-01-01 - 2018-12-31 year"),
    ("2018+", "2018-01-01 - 2018-12-31 year"),
    ("June 2018 - ongoing", "2018-06-01 - 2018-06-30 month"),
    ("start by June 2018", "- - 2018-06-30 month"),
    ("Begin July 1, 2018 to June 30, 2019", "2018-07-01 2019-06-30 - range"),
    ("starting July 2018 through June 2019", "2018-07-01 2019-06-30 - range"),
    ("beginning January-March 2015", "2015-01-01 - 2015-03-31 range"),
    ("between June and August 2018", "2018-06-01 2018-08-31 - range"),
    ("12 months starting July 1, 2018", "2018-07-01 2019-06-30 - range"),
    ("3-month pilot in 2018", "2018-01-01 2018-12-31 - year"),
    ("45% reduction by 2030", "- 2030-12-31 - year"),
    ("10,000 trees by 2030", "- 2030-12-31 - year"),
    ("Phase 1 (2018-2019)", "2018-01-01 2019-12-31 - range"),
    ("Year 1 (2016)", "2016-01-01 2016-12-31 - year"),
    ("FY 2018 (July 1, 2017 - June 30, 2018)", "2017-07-01 2018-06-30 - range"),
    ("Q2 2018 (April-June)", "2018-04-01 2018-06-30 - quarter"),
    ("Friday, March 2, 2018", "2018-03-02 2018-03-02 - date"),
    ("by 5:00 PM ET on June 1, 2018", "- 2018-06-01 - date"),
    ("within 90 days of July 1, 2018", "2018-07-01 2018-09-29 - relative"),
    ("90 days after training-2018", "- - - relative"),
    ("monthly from January 2018 to June 2018", "2018-01-01 2018-06-30 - recurring"),
    ("2018 and annually thereafter", "2018-01-01 - - recurring"),
    ("June 2018; June 2019", "2018-06-01 2018-06-30, 2019-06-01 2019-06-30 recurring"),
    ("once a year", "- - - recurring"),
    ("on a rolling basis", "- - - ongoing"),
    ("TBD", "- - - undated"),
    ("01-Jul-2019", "2019-07-01 2019-07-01 - date"),
    ("Q4 2019 Oct-Dec", "2019-10-01 2019-12-31 - quarter"),
    ("Goal 1.2 by 2020", "- 2020-12-31 - year"),
    ("2 to 3 events in 2019", "2019-01-01 2019-12-31 - year"),
    ("up to and including 30 June 2021", "- 2021-06-30 - date"),
    ("June 2019, then annually", "2019-06-01 - - recurring"),
]


@pytest.mark.parametrize(("words", "expected"), PLAIN)
def test_plain(words: str, expected: str) -> None:
    assert read(words, Calendar()) == expected


BY_CALENDAR = [
    ("FY2018", "2017-07-01 2018-06-30 - fiscal"),
    ("FY 2018-19", "2018-07-01 2019-06-30 - fiscal"),
    ("2018/19", "2018-07-01 2019-06-30 - fiscal"),
    ("2018-19 Q3", "2019-01-01 2019-03-31 - fiscal"),
    ("FY18-20", "2017-07-01 2020-06-30 - fiscal"),
    ("FY2018 Q2 to FY2019 Q1", "2017-10-01 2018-09-30 - fiscal"),
    ("Q1-Q2 FY2018", "2017-07-01 2017-12-31 - fiscal"),
    ("late FY2019", "2019-04-01 2019-06-30 - fiscal"),
    ("Fiscal years 2019 and 2020", "2018-07-01 2020-06-30 - fiscal"),
    ("2018-19 school year", "2018-08-01 2019-05-31 - range"),
    ("the 2018-19 and 2019-20 school years", "2018-08-01 2020-05-31 - range"),
    ("by the start of the 2018-2019 school year", "- 2018-08-01 - range"),
    ("Year 1", "2018-09-01 2019-06-30 - relative"),
    ("Years 2-3", "2019-09-01 2021-06-30 - relative"),
    ("by Year 3", "- 2021-06-30 - relative"),
    ("during months 3 to 12 of the project period", "2018-11-01 2019-08-31 - relative"),
    ("within 6 months of adoption", "2017-09-05 2018-03-05 - relative"),
    ("6 months after adoption", "- 2018-03-05 - relative"),
    ("Near Term", "2018-01-01 2019-12-31 - range"),
    ("by the end of the near-term", "- 2019-12-31 - range"),
    ("in the long term", "2019-07-01 2025-06-30 - range"),
    ("near-terms", "?"),
    ("FFY 2019", "?"),
    ("Year 1 (2018)", "?"),
]


@pytest.mark.parametrize(("words", "expected"), BY_CALENDAR)
def test_by_calendar(words: str, expected: str) -> None:
    assert read(words, PLAN) == expected


# Each must be asked about, and by a word of the question that tells why.
QUESTIONS = [
    ("", "nothing"),
    ("   ", "nothing"),
    ("June", "Which year"),
    ("the end of the year", "Which year"),
    ("not by 2018", "not"),
    ("after 2018", "sooner"),
    ("no earlier than June 2018", "sooner"),
    ("through at least June 2018", "sooner"),
    ("2018 or later", "sooner"),
    ("since 2018", "sooner"),
    ("as of July 1, 2018", "sooner"),
    ("delayed until June 2018", "change of plan"),
    ("moved from May 2018 to June 2018", "change of plan"),
    ("2018 except summer", "except"),
    ("next spring", "next"),
    ("2018-19", "fiscal year"),
    ("2010-11", "month, or two years"),
    ("FY2019", "fiscal year start"),
    ("2018-19 school year", "school year begin"),
    ("within 6 months of adoption", "adopted"),
    ("Year 2", "year 1"),
    ("10/11/2022", "two ways"),
    ("4/1/2020", "two ways"),
    ("13/13/2019", "not a day"),
    ("31 June 2018", "no 31 June"),
    ("February 29, 2019", "no 29 February"),
    ("Late 2015 - Early 2015", "backwards"),
    ("2018 to 2017", "backwards"),
    ("Monday, March 2, 2018", "Friday"),
    ("May launch 2018", "several dates"),
    ("by Jan 2018 (was Dec 2017)", "past"),
    ("Vision 2030", "name or a date"),
    ("2018 baseline", "baseline"),
    ("by the 2018 election", "what day"),
    ("June 2018 or December 2018", "Which of the two"),
    ("Jan-19", "19"),
    ("March 18", "Which year"),
    ("June 2018 to 2020", "month, or the whole year"),
    ("biannual", "how often"),
    ("every semester", "Each what"),
    ("annually, June 2018", "repeat"),
    ("Ongoing 2018", "ongoing"),
    ("2018 to", "follows"),
    ("Class of 2020", "Class"),
    ("January 2018 (3 months)", "go together"),
    ("end of 2018 or early 2019", "begin"),
    ("Fall 2019/Winter 2020", "winter that begins in 2019"),
    ("ahead of the May 2021 elections", "what day"),
    ("Month 13 2018", "month 1"),
    ("the end of fall FY2023", "fiscal year start"),
    ("FY19 (2010)", "several"),
    ("Item 2018-03", "name or a date"),
    ("Last updated: June 3, 2019", "past"),
    ("post-2020", "sooner"),
    ("2015 to date", "counts from"),
    ("on hold until 2020", "change of plan"),
    ("if approved in 2019", "belong"),
    ("to 2018", "before"),
    ("within 30 days", "of what"),
    ("within 3/6/9/12 months", "several lengths"),
    ("half 2018", "what"),
    ("10 months 2018", "go together"),
    ("before or in 2018", "what day"),
    ("by 2020 and beyond", "go on"),
    ("2018?", "character"),
    ("mid\u00ad2018", "character"),
    ("２０１８", "character"),
    ("by 2018 🎉", "character"),
    ("by\x002018", "character"),
    ("as quickly as possible", "no date"),
    ("x" * 100_000, "characters long"),
]


@pytest.mark.parametrize(
    ("words", "told", "never"),
    [
        ("done (April 2026)", "say so with `done:`", "deadline, write it alone"),
        ("Finished in May 2026", "say so with `done:`", "deadline, write it alone"),
        ("all done, 12 May 2026", "say so with `done:`", "deadline, write it alone"),
        ("Delivered: 12 May 2026", "say so with `done:`", "deadline, write it alone"),
        ("Towns 2028, villages 2030", "each of its 2 dates", "or `by 2028`"),
        ("Schools 2027; clinics 2029; ports 2031", "each of its 3 dates", "or `by 2027`"),
        ("by Easter 2028", "`Easter 2028:` and its day", "December"),
        ("short term", "`short term:` and the years", "2018"),
        ("medium-term", "`medium-term:` and the years", "2018"),
    ],
)
def test_what_to_do_is_no_answer_that_somebody_might_copy(
    words: str, told: str, never: str
) -> None:
    with pytest.raises(Question) as raised:
        read_deadline(words)
    assert told in raised.value.remedy
    assert never not in raised.value.remedy
    assert raised.value.proposal is None


@pytest.mark.parametrize(("words", "why"), QUESTIONS)
def test_questions(words: str, why: str) -> None:
    with pytest.raises(Question) as raised:
        read_deadline(words)
    question = raised.value
    assert question.words == words
    assert why.lower() in question.message.lower()
    assert question.remedy.endswith((".", "`"))
    if question.at is not None:
        assert 0 <= question.at[0] <= question.at[1] <= len(words)


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("frist quarter of 2018", "first"),
        ("Febuary 2018", "february"),
        ("Setember 2018", "september"),
        ("wintr", "winter"),
    ],
)
def test_a_near_miss_is_named(words: str, near: str) -> None:
    with pytest.raises(Question, match=f"Did you mean `{near}`"):
        read_deadline(words)


UNDER_A_HEADING = [
    ("April - June", "2018-04-01 2018-06-30 - range"),
    ("by June", "- 2018-06-30 - month"),
    ("Q2 APR-JUN", "2018-04-01 2018-06-30 - quarter"),
    ("by the end of the year", "- 2018-12-31 - year"),
    ("winter/spring", "2017-12-01 2018-05-31 - season"),
    ("June 2019", "2019-06-01 2019-06-30 - month"),
    ("Nov - Feb", "?"),
    ("fiscal year", "?"),
]


@pytest.mark.parametrize(("words", "expected"), UNDER_A_HEADING)
def test_under_a_heading(words: str, expected: str) -> None:
    assert read(words, Calendar(), 2018) == expected


REPEATS = [
    ("monthly", ["2018-01", "2018-02", "2018-03"], "2018-01-31"),
    ("quarterly", ["2018Q1", "2018Q2", "2018Q3", "2018Q4"], "2018-03-31"),
    ("4 times per year", ["2018 1 of 4", "2018 2 of 4", "2018 3 of 4"], "2018-12-31"),
    ("twice a year", ["2018 1 of 2", "2018 2 of 2", "2019 1 of 2"], "2018-12-31"),
    ("every six months", ["2018 1 of 2", "2018 2 of 2", "2019 1 of 2"], "2018-06-30"),
    ("annually", ["2018", "2019"], "2018-12-31"),
    ("annually each March", ["2018", "2019"], "2018-03-31"),
    ("by June of every year", ["2018", "2019"], "2018-06-30"),
    ("each January and August", ["2018-01", "2018-08", "2019-01"], "2018-01-31"),
    ("each winter", ["2017", "2018"], "2018-02-28"),
    ("every two years", ["2019"], "2019-12-31"),
    ("every other month", ["2018 1 of 6", "2018 2 of 6"], "2018-02-28"),
    ("twice per month", ["2018-01 1 of 2", "2018-01 2 of 2"], "2018-01-31"),
    ("weekly", ["2018-W01", "2018-W02"], "2018-01-07"),
    ("each June 30", ["2018", "2019"], "2018-06-30"),
]


@pytest.mark.parametrize(("words", "labels", "first"), REPEATS)
def test_repeats(words: str, labels: list[str], first: str) -> None:
    window = Window(date(2018, 1, 1), date(2019, 12, 31))
    occurrences = read_repeats(words).occurrences(window)
    assert [turn.label for turn in occurrences][: len(labels)] == labels
    assert str(occurrences[0].window.end) == first


@pytest.mark.parametrize("words", ["2018", "ongoing", "quarterly through 2020", "in 2018 and 2020"])
def test_repeats_only_repeats(words: str) -> None:
    with pytest.raises(Question):
        read_repeats(words)


def test_listed_windows_are_occurrences() -> None:
    deadline = read_deadline("March, June and September 2018")
    assert deadline.recurrence is not None
    turns = deadline.recurrence.occurrences(Window(date(2018, 1, 1), date(2018, 12, 31)))
    assert [turn.label for turn in turns] == ["2018-03", "2018-06", "2018-09"]


def test_relative() -> None:
    deadline = read_deadline("90 days after guidance")
    assert (deadline.kind, deadline.anchor) == ("relative", "guidance")
    assert deadline.due_by is None
    dated = resolve(deadline, date(2018, 1, 1))
    assert (dated.start, dated.end, dated.words) == (None, date(2018, 4, 1), deadline.words)
    assert "1 April 2018" in dated.reading
    within = resolve(
        read_deadline("within 6 months of the completion of toolkit"), date(2018, 8, 31)
    )
    assert (within.anchor, within.start, within.end) == (
        "toolkit",
        date(2018, 8, 31),
        date(2019, 2, 28),
    )
    with pytest.raises(ValueError, match="relative"):
        resolve(read_deadline("2018"), date(2018, 1, 1))


def test_hedges_are_kept() -> None:
    deadline = read_deadline("tentatively in March 2019, if possible")
    assert deadline.notes == ("tentatively", "if possible")
    assert "tentatively" in deadline.reading


def test_reading_says_why() -> None:
    reading = read_deadline("by mid-2018").reading
    assert reading == "by 30 June 2018: mid-2018 is April to June and 'by' takes its last day"


def test_due_by_and_quarter() -> None:
    begin = read_deadline("beginning in fall 2017")
    assert (begin.due_by, begin.quarter) == (date(2017, 11, 30), "2017Q4")
    assert read_deadline("TBD").quarter is None


def test_words_reference_reads() -> None:
    rows = words_reference()
    assert len(rows) > 20
    assert all(reading for _, reading in rows)


def test_calendar_is_read() -> None:
    calendar = read_calendar(
        fiscal_year_starts="May",
        year_1="September 2018 to June 2019",
        school_year="August to May",
        day_month_order="month-first",
        seasons="southern",
        adopted=date(2017, 9, 5),
        words={"near-term": "2018 to 2019"},
    )
    assert calendar == Calendar(
        fiscal_year_starts=(5, 1),
        year_1=Window(date(2018, 9, 1), date(2019, 6, 30)),
        school_year=(8, 5),
        day_month_order="month-first",
        seasons="southern",
        adopted=date(2017, 9, 5),
        words={"near-term": "2018 to 2019"},
    )
    assert read_calendar() == Calendar()
    assert read_calendar(fiscal_year_starts="6 April").fiscal_year_starts == (4, 6)
    assert read_calendar(fiscal_year_starts="10-01").fiscal_year_starts == (10, 1)


@pytest.mark.parametrize(
    ("key", "entry"),
    [
        ("fiscal_year_starts", {"fiscal_year_starts": "soon"}),
        ("fiscal_year_starts", {"fiscal_year_starts": "13-01"}),
        ("year_1", {"year_1": "from 2018"}),
        ("school_year", {"school_year": "May"}),
        ("day_month_order", {"day_month_order": "american"}),
        ("seasons", {"seasons": "tropical"}),
        ("words.near-term", {"words": {"near-term": "the near-term"}}),
        ("words.near-term", {"words": {"near-term": "long term", "long term": "2020"}}),
        ("words.near-term", {"words": {"near-term": "soon"}}),
        ("words.", {"words": {"": "2018"}}),
    ],
)
def test_calendar_at_fault(key: str, entry: dict[str, object]) -> None:
    with pytest.raises(CalendarQuestion) as raised:
        read_calendar(**entry)  # type: ignore[arg-type]  # the table holds each key's own type
    assert raised.value.key == key


# What always holds

YEARS = st.integers(1900, 2199)
MONTHS = st.sampled_from(
    [
        "January",
        "Feb",
        "March",
        "Apr.",
        "May",
        "June",
        "July",
        "aug",
        "Sept.",
        "October",
        "NOV",
        "December",
    ]
)
PIECES = st.one_of(
    YEARS.map(str),
    st.builds("{} {}".format, MONTHS, YEARS),
    MONTHS,
    st.builds("{} {}, {}".format, MONTHS, st.integers(1, 31), YEARS),
    st.builds("{} {}".format, st.sampled_from(["spring", "summer", "fall", "winter"]), YEARS),
    st.builds("Q{} {}".format, st.integers(1, 4), YEARS),
    st.builds("{}-{}".format, st.sampled_from(["mid", "early", "late"]), YEARS),
    st.builds("FY{}".format, YEARS),
    st.sampled_from(["year 1", "the near-term", "10/11/2018", "2018-19", "'18"]),
)
WORDS = st.sampled_from(
    [
        "by",
        "in",
        "before",
        "from",
        "until",
        "the",
        "end",
        "of",
        "begin",
        "launch",
        "and",
        "to",
        "-",
        "/",
        ",",
        ";",
        "(",
        ")",
        "annually",
        "each",
        "twice",
        "a",
        "per",
        "year",
        "month",
        "not",
        "after",
        "within",
        "6",
        "days",
        "adoption",
        "ongoing",
        "TBD",
        "report",
        "between",
        "early",
    ]
)
PHRASES = st.lists(st.one_of(PIECES, WORDS), max_size=7).map(" ".join)


@given(PHRASES)
def test_never_backwards_and_never_another_exception(words: str) -> None:
    for calendar in (Calendar(), PLAN):
        try:
            deadline = read_deadline(words, calendar, year=2018)
        except Question as question:
            assert question.message
            continue
        if deadline.start and deadline.due_by:
            assert deadline.start <= deadline.due_by
        if deadline.recurrence is not None:
            window = Window(date(2017, 1, 1), date(2018, 12, 31))
            ends = [turn.window.end for turn in deadline.recurrence.occurrences(window)]
            assert ends == sorted(ends)


@given(st.text(max_size=LONGEST_DEADLINE + 20))
def test_any_text_at_all(words: str) -> None:
    try:
        read_deadline(words, PLAN)
    except Question as question:
        assert str(question)


def outcome(words: str) -> object:
    """What must not change with case, dashes or spacing."""
    try:
        deadline = read_deadline(words, PLAN)
    except Question:
        return "?"
    return (days(deadline), deadline.kind, deadline.recurrence)


@given(PHRASES)
def test_case_does_not_matter(words: str) -> None:
    assert outcome(words) == outcome(words.upper()) == outcome(words.lower())


@given(PHRASES, st.sampled_from("‐‑‒–—―−"))
def test_dashes_do_not_matter(words: str, dash: str) -> None:
    assert outcome(words) == outcome(words.replace("-", dash)) == outcome(words.replace("-", "--"))


@given(PHRASES, st.sampled_from(["  ", "\u00a0", "\t", "\n ", "\u2009"]))
def test_spacing_does_not_matter(words: str, space: str) -> None:
    assert outcome(words) == outcome(f" {words.replace(' ', space)} ")
    assert outcome(words) == outcome(words.replace("-", " - "))


DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, DAYS)
def test_spans_read_back(one: date, other: date) -> None:
    window = Window(min(one, other), max(one, other))
    deadline = read_deadline(str(window))
    assert (deadline.start, deadline.end) == (window.start, window.end)


@given(YEARS, st.integers(1, 4))
def test_quarters_read_back(year: int, n: int) -> None:
    deadline = read_deadline(f"{year}Q{n}")
    assert deadline.quarter == f"{year}Q{n}"
    assert (deadline.start, deadline.end) == (quarter(year, n).start, quarter(year, n).end)


@given(DAYS, DAYS, st.sampled_from(["day", "week", "month", "year"]), st.integers(1, 7))
def test_occurrences_lie_in_their_window(one: date, other: date, unit: str, every: int) -> None:
    first = min(one, other)
    window = Window(first, min(max(one, other), date(min(first.year + 3, 2199), 12, 31)))
    turns = Recurrence(unit, every).occurrences(window)
    assert all(turn.window.end in window for turn in turns)
    assert len({turn.label for turn in turns}) == len(turns)
