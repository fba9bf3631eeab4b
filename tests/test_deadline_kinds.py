"""Kinds of phrases that were once read wrongly, or not at all: each with its siblings.

The calendars and the form of a reading are those of `test_deadline_phrases`.
"""

from __future__ import annotations

from datetime import date

import pytest

from welcomeplan.deadlines import (
    Calendar,
    CalendarQuestion,
    Question,
    Window,
    find_deadlines,
    read_calendar,
    read_deadline,
    read_quarter,
    read_repeats,
)

from .conftest import ROOT
from .test_deadline_phrases import CALENDARS, TABLES, outcome

KINDS = {
    "a series is never a range": [
        ("plain", "spring and fall 2018", "2018-03-01..2018-05-31 | 2018-09-01..2018-11-30"),
        ("us", "FY18 and FY20", "2017-07-01..2018-06-30 | 2019-07-01..2020-06-30"),
        ("project", "years 1 and 3", "2027-09-01..2028-08-31 | 2029-09-01..2030-08-31"),
        (
            "plain",
            "January-March 2020 and October-December 2021",
            "2020-01-01..2020-03-31 | 2021-10-01..2021-12-31",
        ),
        ("plain", "30 June 2021; March 2022", "2021-06-30..2021-06-30 | 2022-03-01..2022-03-31"),
        ("plain", "June 2018 and June 2018", "?"),
        ("plain", "2019, 2018", "?"),
        ("plain", "July and August 2018", "2018-07-01..2018-08-31"),
        ("us", "FY2019 and FY2020", "2018-07-01..2020-06-30"),
        ("us", "the 2018-19 and 2019-20 school years", "2018-08-01..2020-05-31"),
        ("project", "years 1 and 2", "2027-09-01..2029-08-31"),
    ],
    "before several dates, by asks": [
        ("plain", "by 30 June 2021 and March 2022", "?"),
        ("plain", "by 2018 and 2019", "?"),
        ("plain", "by June 2018, December 2018 at the latest", "?"),
        ("plain", "until June and December 2018", "?"),
        ("plain", "before June and July 2018", "?"),
        ("plain", "beginning in spring and fall 2018", "?"),
        ("plain", "beginning in spring and summer 2018", "begin 2018-03-01..2018-08-31"),
    ],
    "a choice asks unless its parts adjoin": [
        ("plain", "by spring 2022 or fall 2022", "?"),
        ("plain", "mid/late 2018", "?"),
        ("plain", "July 2018/June 2019", "?"),
        ("plain", "June or August 2018", "?"),
        ("plain", "March 2027 or 2028", "?"),
        ("plain", "Q4 2027 or 2028", "?"),
        ("plain", "by March or April 2022", "..2022-04-30"),
        ("plain", "early/mid 2022", "2022-01-01..2022-06-30"),
        (
            "plain",
            "March/April and June/July 2022",
            "2022-03-01..2022-04-30 | 2022-06-01..2022-07-31",
        ),
    ],
    "lists are crossed with the years after them": [
        (
            "plain",
            "March and September 2027 and 2028",
            "2027-03-01..2027-03-31 | 2027-09-01..2027-09-30 | "
            "2028-03-01..2028-03-31 | 2028-09-01..2028-09-30",
        ),
        (
            "plain",
            "30 April and 31 October 2027, 2028",
            "2027-04-30..2027-04-30 | 2027-10-31..2027-10-31 | "
            "2028-04-30..2028-04-30 | 2028-10-31..2028-10-31",
        ),
        (
            "us",
            "Q1 and Q3 FY2027 and FY2028",
            "2026-07-01..2026-09-30 | 2027-01-01..2027-03-31 | "
            "2027-07-01..2027-09-30 | 2028-01-01..2028-03-31",
        ),
        (
            "plain",
            "24 May - 2 June 2027 and 2028",
            "2027-05-24..2027-06-02 | 2028-05-24..2028-06-02",
        ),
        (
            "plain",
            "first week in May 2027 and 2028",
            "2027-05-01..2027-05-07 | 2028-05-01..2028-05-07",
        ),
        ("plain", "summer 2027 and 2028", "2027-06-01..2027-08-31 | 2028-06-01..2028-08-31"),
        ("plain", "early 2027 and 2028", "2027-01-01..2027-03-31 | 2028-01-01..2028-03-31"),
        ("plain", "March 2027 and September 2027 and 2028", "?"),
        ("plain", "Q3 2021/22 and 2024", "?"),
        ("us", "FY2027 and calendar year 2029", "2026-07-01..2027-06-30 | 2029-01-01..2029-12-31"),
        ("plain", "31 March and September 2027", "?"),
    ],
    "what is not understood is asked about": [
        ("project", "month 6 of 2022", "?"),
        ("project", "year 2 of 2020-2024", "?"),
        ("plain", "first business day of April 2021", "?"),
        ("plain", "ten days into April 2021", "?"),
        ("plain", "in time for spring 2022", "?"),
        ("plain", "Strategy 2030", "?"),
        ("plain", "Objective 2025", "?"),
        ("plain", "should have been completed by June 2022", "?"),
        ("plain", "June 2022 has passed", "?"),
        ("plain", "replaces June 2022", "?"),
        ("plain", "(Completed) June 2022", "?"),
        ("plain", "'15 March 2018", "?"),
        ("plain", "'15 March 2018'", "2018-03-15..2018-03-15"),
        ("plain", "fall '18", "2018-09-01..2018-11-30"),
        ("us", "2011-12", "?"),
        ("us", "2017-18", "2017-07-01..2018-06-30"),
    ],
    "waits": [
        ("plain", "within 90 days of award (30 June 2022)", "?"),
        ("plain", "by June 2021 (18 months from start)", "..2021-06-30"),
        ("us", "by June 2028 (12 months from adoption)", "?"),
        ("us", "by September 2027 (12 months from adoption)", "..2027-09-30"),
        ("plain", "120 days from 1/2/2021", "?"),
        ("uk", "120 days from 1/2/2021", "..2021-06-01"),
        ("plain", "approximately 2 years after award", "2 years after 'award'"),
        ("project", "after month 15", "?"),
        ("plain", "90 days after spring", "?"),
        ("plain", "after the May 2027 election", "?"),
        ("plain", "thirty (30) days after signing", "30 days after 'signing'"),
        ("plain", "thirty (90) days after signing", "?"),
        (
            "plain",
            "90 days after the reporting period ends",
            "90 days after 'reporting period ends'",
        ),
    ],
    "lengths fit their dates": [
        ("plain", "a four-year program, 2018-2022", "?"),
        ("plain", "a five-year program, 2018-2022", "2018-01-01..2022-12-31"),
        ("plain", "for the two-year period from 2027 to 2028", "2027-01-01..2028-12-31"),
        ("plain", "January 2018 (3 months)", "?"),
        ("plain", "Winter/Spring 2017 (6 weeks)", "2016-12-01..2017-05-31"),
        ("plain", "July 2018 for two years", "2018-07-01..2020-06-30"),
        ("plain", "within 20 working days (Friday, 7 May 2027)", "..2027-05-07"),
    ],
    "what repeats": [
        ("plain", "4 meetings per year", "4 times each year"),
        ("plain", "10,000 trees per year", "each year"),
        (
            "plain",
            "30 September 2020, and annually thereafter",
            "each year, 30 September, from 30 September 2020",
        ),
        ("plain", "31 May 2027 and every year thereafter", "each year, 31 May, from 31 May 2027"),
        (
            "plain",
            "annually by May 31 through June 2029",
            "each year, by 31 May, until 30 June 2029",
        ),
        ("plain", "by May 2027 and annually thereafter", "each year, by 31 May, from 31 May 2027"),
        ("plain", "by end of Q1 2027, then annually", "each year, by 31 March, from 31 March 2027"),
        ("plain", "31 May 2027 and then every year", "each year, 31 May, from 31 May 2027"),
        ("plain", "July 2027, quarterly after that", "each quarter, from 1 July 2027"),
        ("plain", "15 March 2027, quarterly after that", "?"),
        ("plain", "2018 and annually thereafter", "each year, from 1 January 2018"),
        ("plain", "every Monday", "every Monday"),
        ("plain", "every other Tuesday and Friday", "every other Tuesday and Friday"),
        ("plain", "first Monday of each month", "each month, the first Monday"),
        ("plain", "the last Friday of every month", "each month, the last Friday"),
        ("plain", "the 15th of each month", "each month, the 15th day"),
        ("us", "each fiscal year", "each fiscal year"),
        ("plain", "each fiscal year", "?"),
        ("us", "by the end of each fiscal year", "each fiscal year"),
        ("project", "each project year", "each project year"),
        ("us", "each school year", "each school year, 1 August to 31 May"),
        ("plain", "at least every two years", "every 2 years"),
        ("plain", "semi-annually (June and December)", "each year, June and December"),
        ("plain", "annually, June 2018", "?"),
        ("plain", "monthly except August", "?"),
    ],
    "a bare quarter beside a fiscal year": [
        ("uk0", "annually in Q4", "?"),
        ("uk0", "2027-Q3", "?"),
        ("uk0", "by the end of the second quarter of 2027", "?"),
        ("uk", "2027-Q3", "?"),
        ("uk", "Q3 2027", "2026-10-01..2026-12-31"),
        ("uk0", "CY2027 Q3", "2027-07-01..2027-09-30"),
        ("federal", "fiscal Q2 2028", "2028-01-01..2028-03-31"),
        ("federal", "the second quarter (January - March 2028)", "2028-01-01..2028-03-31"),
        ("federal", "the second quarter (April - June 2028)", "2028-04-01..2028-06-30"),
        ("uk", "Q3 2027 (July - September)", "?"),
    ],
    "the same said twice": [
        ("plain", "in 2027 (Q2)", "2027-04-01..2027-06-30"),
        ("plain", "by the end of the calendar year, December 31, 2027", "..2027-12-31"),
        ("plain", "by the end of 2027 (June 2027)", "?"),
        ("plain", "2027-2028 (2027-2029)", "?"),
        ("terms", "Short (2027-2029)", "?"),
        ("uk", "by year end (31 March 2027)", "..2027-03-31"),
        ("uk", "Q3 FY 2024 (Oct - Dec)", "2023-10-01..2023-12-31"),
        ("plain", "FY 2018 (July 2017 to June 2018)", "2017-07-01..2018-06-30"),
        ("plain", "June 2018 (July 2018)", "?"),
        ("plain", "2 March 2018 (Friday)", "2018-03-02..2018-03-02"),
        ("plain", "2 March 2018 (Monday)", "?"),
        ("us", "Monday, 06/11/2023", "?"),
        ("plain", "Friday, May 2028", "?"),
    ],
    "how days are written": [
        ("plain", "Monday, 3 May 2027, 2-4 pm BST", "2027-05-03..2027-05-03"),
        ("plain", "5 July 2027, 3 pm (UTC +1)", "2027-07-05..2027-07-05"),
        ("plain", "by 12 noon, 1 June 2027", "..2027-06-01"),
        ("plain", "2027-05-03T23:30-05:00", "2027-05-03..2027-05-03"),
        (
            "plain",
            "6, 13 and 20 May 2027",
            "2027-05-06..2027-05-06 | 2027-05-13..2027-05-13 | 2027-05-20..2027-05-20",
        ),
        ("plain", "May 6/7, 2027", "2027-05-06..2027-05-07"),
        ("plain", "15-3 May 2027", "?"),
        ("plain", "1 October 26 - 31 March 27", "2026-10-01..2027-03-31"),
        ("plain", "01-Jul-19", "2019-07-01..2019-07-01"),
        ("plain", "2019-Jan-22", "2019-01-22..2019-01-22"),
        ("uk", "31/03/27", "2027-03-31..2027-03-31"),
        ("plain", "31/03/27", "?"),
        ("us", "31/03/2027", "?"),
        ("plain", "year ending 31 March 2027", "2026-04-01..2027-03-31"),
        ("plain", "twelve months ending 28 February 2027", "2026-03-01..2027-02-28"),
        ("plain", "~~May 2027~~ June 2027", "2027-06-01..2027-06-30"),
        ("plain", "~~May 2027~~ **June 2027**", "2027-06-01..2027-06-30"),
        ("plain", "<s>May 2027</s> <b>June 2027*</b>", "2027-06-01..2027-06-30"),
        ("plain", "quarterly or more often", "each quarter"),
        ("plain", "by ~~May~~ June 2028", "..2028-06-30"),
        ("plain", "November 2027*", "2027-11-01..2027-11-30"),
        ("plain", "May-2021", "2021-05-01..2021-05-31"),
        ("plain", "Jul-21", "? July 2021"),
        ("plain", "Dec-26 – Mar-27", "?"),
        ("plain", "the second of March 2028", "2028-03-02..2028-03-02"),
        ("plain", "the first Monday of March 2027", "2027-03-01..2027-03-01"),
        ("plain", "the fifth Monday of April 2027", "?"),
        ("plain", "Spring 2021 (Southern)", "2021-09-01..2021-11-30"),
        ("plain", "Spring 2018-19", "?"),
        ("plain", "(((May 2018)))", "2018-05-01..2018-05-31"),
        ("plain", "12/31/2018 - 1/2/2019", "2018-12-31..2019-01-02"),
        ("plain", "31/12/2018 - 1/2/2019", "2018-12-31..2019-02-01"),
        ("plain", "12/13/2018 - 1/2/2019", "2018-12-13..2019-01-02"),
        ("plain", "13/12/2018 - 1/2/2019", "2018-12-13..2019-02-01"),
        ("plain", "12/12/2018 - 1/2/2019", "?"),
        ("plain", "12/32/2018 - 1/2/2019", "?"),
        ("plain", "32/12/2018 - 1/2/2019", "?"),
    ],
    "a year is of 1900 to 2199": [
        ("plain", "31 December 1899", "?"),
        ("plain", "1 January 1900", "1900-01-01..1900-01-01"),
        ("plain", "31 December 2199", "2199-12-31..2199-12-31"),
        ("plain", "1 January 2200", "?"),
        ("plain", "31/12/1899", "?"),
        ("plain", "12/31/1899", "?"),
        ("us", "12/31/1899", "?"),
        ("plain", "1/13/1900", "1900-01-13..1900-01-13"),
        ("plain", "13/1/2199", "2199-01-13..2199-01-13"),
        ("plain", "13/1/2200", "?"),
        ("plain", "1/13/0000", "?"),
        ("plain", "13/1/9999 - 31/12/9999", "?"),
        ("plain", "9999-12-31", "?"),
        ("plain", "1899-12-31", "?"),
    ],
    "where a length or a rhythm begins is not made up": [
        ("plain", "July 2027 for two weeks", "?"),
        ("plain", "Summer 2027 for 6 weeks", "?"),
        ("plain", "2027 for 3 months", "?"),
        ("plain", "Q1 2027 for 4 months", "?"),
        ("plain", "six months, starting fall 2027", "?"),
        ("plain", "starting in summer 2027 for two years", "?"),
        ("plain", "starting 2027 for 2 years", "2027-01-01..2028-12-31"),
        ("plain", "Q1 2027 for 6 months", "2027-01-01..2027-06-30"),
        ("plain", "commencing July 2027 for 12 months", "2027-07-01..2028-06-30"),
        ("plain", "every two years from May 2027", "?"),
        ("plain", "every three years from 15 June 2027", "?"),
        ("plain", "every two years from 2027", "every 2 years, from 1 January 2027"),
        ("us", "every other fiscal year from FY27", "every 2 fiscal years, from 1 July 2026"),
        ("plain", "every 2 weeks from 5 January 2027", "?"),
        ("plain", "every 2 weeks from 4 January 2027", "every 2 weeks, from 4 January 2027"),
        ("plain", "every 10 years (2030)", "?"),
        ("plain", "every February 29", "each year, 29 February"),
        ("plain", "annually by 30 February", "?"),
        ("plain", "each November to March", "each year, 1 November to 31 March"),
        ("plain", "each Dec 15-Jan 15", "each year, 15 December to 15 January"),
    ],
    "a quarter with a year in two digits": [
        ("plain", "Q2/27", "2027-04-01..2027-06-30"),
        ("plain", "Q2-27", "2027-04-01..2027-06-30"),
        ("plain", "Q3/26-Q1/27", "2026-07-01..2027-03-31"),
        ("plain", "Q1-Q2/27", "2027-01-01..2027-06-30"),
        ("plain", "Q1/12", "?"),
        ("plain", "Q2 - 30 June 2027", "2027-04-01..2027-06-30"),
        ("us", "FY 27/28 Q4", "2028-04-01..2028-06-30"),
        ("us", "each fiscal Q2", "each year, 1 October to 31 December"),
    ],
    "often within less than a year": [
        ("plain", "every Tuesday in May 2027", "every Tuesday, 1 May to 31 May 2027"),
        ("plain", "weekly in summer 2027", "each week, 1 June to 31 August 2027"),
        ("plain", "monthly in Q3 2027", "each month, 1 July to 30 September 2027"),
        ("plain", "at least monthly in Q3 2027", "each month, 1 July to 30 September 2027"),
        ("plain", "annually in May 2027", "?"),
        ("plain", "quarterly in May 2027", "?"),
        ("plain", "weekly by May 2027", "?"),
    ],
    "two counts of years in one phrase": [
        ("us", "2018/19 to 2021", "?"),
        ("plain", "2010-12", "?"),
        ("plain", "2009/12", "?"),
        ("plain", "2012-12", "2012-12-01..2012-12-31"),
        ("plain", "2018-12", "2018-12-01..2018-12-31"),
        ("plain", "June and 1 July 2027", "2027-06-01..2027-06-30 | 2027-07-01..2027-07-01"),
    ],
    "words before a date": [
        ("plain", "at the end of the second quarter in 2027", "..2027-06-30"),
        ("plain", "presently planned for May 2027", "2027-05-01..2027-05-31"),
        ("plain", "possibly May 2027", "2027-05-01..2027-05-31"),
        ("plain", "begins and runs through 30 June 2027", "..2027-06-30"),
        ("plain", "Original end date: 31 August 2021", "2021-08-31..2021-08-31"),
        ("plain", "Expected completion: Q2 2028 (v2.1)", "2028-04-01..2028-06-30"),
        ("plain", "Day 2: 4 November 2027", "2027-11-04..2027-11-04"),
        ("plain", "for the period from 2027 to 2028", "2027-01-01..2028-12-31"),
        ("plain", "construction starting by spring 2023 and ending in late 2025", "?"),
        ("plain", "on 2018", "?"),
        ("plain", "at Q1 2018", "?"),
        ("plain", "completed in 2018", "?"),
        ("plain", "to be completed in 2018", "2018-01-01..2018-12-31"),
    ],
    "what narrows the head of a list is not lost": [
        ("plain", "first Monday in May and October 2027", "?"),
        ("plain", "mid-March and September 2027", "?"),
        ("plain", "early May and November 2027", "?"),
        ("plain", "week commencing 10 May and 4 October 2027", "?"),
        ("plain", "first week of March and September 2027", "?"),
        ("plain", "first half of March and September 2027", "?"),
        ("plain", "third Thursday of March and June each year", "?"),
        ("plain", "early spring and fall 2018", "2018-03-01..2018-05-31 | 2018-09-01..2018-11-30"),
        (
            "plain",
            "mid-March and mid-September 2027",
            "2027-03-11..2027-03-20 | 2027-09-11..2027-09-20",
        ),
        ("plain", "31 March and September each year", "?"),
    ],
    "a rhythm keeps its day and its year": [
        ("us", "FY2019 and annually thereafter", "each fiscal year, from 1 July 2018"),
        ("us", "by FY2019 and annually thereafter", "each fiscal year, from 1 July 2018"),
        ("us", "annually, FY2019-FY2021", "each fiscal year, 1 July 2018 to 30 June 2021"),
        ("us", "twice a year in FY2019", "twice each fiscal year, 1 July 2018 to 30 June 2019"),
        ("us", "annually from 2027/28", "each fiscal year, from 1 July 2027"),
        ("project", "Year 1 and annually thereafter", "each project year, from 1 September 2027"),
        (
            "project",
            "annually in years 1-3",
            "each project year, 1 September 2027 to 31 August 2030",
        ),
        ("plain", "2020 and every two years thereafter", "every 2 years, from 1 January 2020"),
        ("plain", "every 2 years from 2027", "every 2 years, from 1 January 2027"),
        (
            "plain",
            "2027, then every two years until 2031",
            "every 2 years, 1 January 2027 to 31 December 2031",
        ),
        (
            "plain",
            "March to May 2019 and annually thereafter",
            "each year, 1 March to 31 May, from 1 March 2019",
        ),
        (
            "plain",
            "1-15 July 2019, then every year",
            "each year, 1 July to 15 July, from 1 July 2019",
        ),
        ("plain", "annually from 30 June 2027", "?"),
        ("plain", "every 6 months from 1 April 2027", "?"),
        ("plain", "monthly from 15 January 2027", "?"),
        ("plain", "quarterly from March 2027", "each quarter, from 1 March 2027"),
        ("plain", "spring 2019 and quarterly thereafter", "?"),
        ("plain", "May 2019 and quarterly thereafter", "?"),
        ("plain", "15 May 2019 and every Monday thereafter", "?"),
        (
            "plain",
            "14 January 2019 and every Monday thereafter",
            "every Monday, from 14 January 2019",
        ),
        ("plain", "31 March 2019 and twice a year thereafter", "?"),
        ("plain", "4 times a year until June 2028", "?"),
        ("plain", "twice a year from July 2019 to June 2020", "?"),
        ("plain", "March 2019 and annually thereafter in June", "?"),
        (
            "plain",
            "June 30, 2027 and each June 30 thereafter",
            "each year, 30 June, from 30 June 2027",
        ),
        (
            "plain",
            "each winter in 2019 and 2020",
            "each year, 1 December to 29 February, 1 December 2019 to 28 February 2021",
        ),
        (
            "plain",
            "each winter from 2019",
            "each year, 1 December to 29 February, from 1 December 2019",
        ),
        ("plain", "no more than 3 per year", "?"),
        ("plain", "first Monday in March each year", "?"),
        ("plain", "each June in 2018", "each year, June, 1 January to 31 December 2018"),
        ("us", "each fiscal quarter", "each fiscal quarter"),
        ("plain", "each fiscal quarter", "?"),
        (
            "us",
            "each school year from 2019",
            "each school year, 1 August to 31 May, from 1 August 2019",
        ),
    ],
    "years of two, and quotation marks": [
        ("plain", "spring 2027 to 2028", "?"),
        ("plain", "spring 2027/28", "?"),
        ("plain", "winter 2027/28", "2027-12-01..2028-02-29"),
        ("plain", "Winter/Spring 2027/28", "?"),
        ("plain", "'15-30 Sept. 2020.'", "2020-09-15..2020-09-30"),
        ("plain", "'15-30 September 2020", "?"),
        ("plain", "'19-20 May 2027*'", "2027-05-19..2027-05-20"),
        ("plain", "Winter 2021 to 22", "2021-12-01..2022-02-28"),
        ("au", "winter 2027/28", "?"),
        ("au", "summer 2027/28", "2027-12-01..2028-02-29"),
    ],
    "days beside a quarter or a year that disagree": [
        ("federal", "Q1 2028 (Oct-Dec)", "?"),
        ("federal", "Q1 2028 (October - December 2027)", "2027-10-01..2027-12-31"),
        ("us", "Q1 2019 (July-September)", "?"),
        ("us", "Q1 2019 (January-March)", "2019-01-01..2019-03-31"),
        ("us", "by year end 2027 (30 June 2026)", "?"),
        ("us", "by year end 2027 (30 June 2027)", "..2027-06-30"),
        ("us", "by the end of the fiscal year (30 September 2019)", "?"),
        ("us", "by the end of the fiscal year (30 June 2019)", "..2019-06-30"),
        ("plain", "by 15 June (end of 2019)", "?"),
        ("plain", "3 and 4 May 2027 (Wednesday)", "?"),
        ("us", "by 30 March 2027 (6 months after adoption)", "?"),
        ("us", "by 5 March 2027 (6 months after adoption)", "..2027-03-05"),
    ],
    "a time of day leaves the day on time": [
        ("plain", "before midnight 3 May 2027", "..2027-05-03"),
        ("plain", "before 5 pm on 3 May 2027", "..2027-05-03"),
        ("plain", "before 3 May 2027 at 5 pm", "..2027-05-03"),
        ("plain", "before 3 May 2027", "..2027-05-02"),
        ("plain", "14:05.2027", "?"),
        (
            "plain",
            "6pm on Monday 15 January 2018 to 6pm on Tuesday 27 February 2018",
            "2018-01-15..2018-02-27",
        ),
    ],
    "words that were passed over": [
        ("plain", "effective until May 2027", "?"),
        ("plain", "~~May 2027 June 2027", "?"),
        ("plain", "2018-2019 academic year and 2020", "?"),
        ("plain", "one year after adoption and annually thereafter", "?"),
        ("plain", "90 days after guidance or March 2019", "?"),
        ("plain", "May 20%, 2027", "?"),
        ("plain", "Budget 2019 (tentative)", "?"),
        ("plain", "99999 months, 2018-2019", "?"),
        ("plain", "by the end of the ﬁrst quarter of 2027", "..2027-03-31"),
        (
            "plain",
            "Saturday 8, 15 and 22 May 2027",
            "2027-05-08..2027-05-08 | 2027-05-15..2027-05-15 | 2027-05-22..2027-05-22",
        ),
        ("plain", "Sunday 8, 15 and 22 May 2027", "?"),
        ("plain", "by 31.03.28", "?"),
        ("plain", "by Christmas 2026", "?"),
        ("plain", "6 weeks before masterplan", "?"),
        ("plain", "middle of each month", "?"),
        ("plain", "June 2027 2 trainings", "?"),
    ],
    "every form once": [
        ("plain", "March-15, 2018", "2018-03-15..2018-03-15"),
        ("us", "Q1 of 2018 fiscal year", "2017-07-01..2017-09-30"),
        ("plain", "week of the 8 March 2021", "2021-03-08..2021-03-14"),
        ("plain", "week of renewal", "?"),
        ("plain", "year ending on 30 June 2027", "2026-07-01..2027-06-30"),
        ("plain", "year ending soon", "?"),
        ("plain", "CY-2018", "2018-01-01..2018-12-31"),
        ("plain", "fiscal Q2 FY2018", "?"),
        ("plain", "2018 Q1-Q3", "2018-01-01..2018-09-30"),
        ("us", "FY18 Q1 and Q3", "2017-07-01..2017-09-30 | 2018-01-01..2018-03-31"),
        ("us", "SY-2018-19", "2018-08-01..2019-05-31"),
        ("plain", "first-quarter 2018", "2018-01-01..2018-03-31"),
        ("plain", "1st and 3rd of May 2018", "2018-05-01..2018-05-01 | 2018-05-03..2018-05-03"),
        ("plain", "the first six months of 2018", "2018-01-01..2018-06-30"),
        ("plain", "last six months of 2018", "2018-07-01..2018-12-31"),
        ("plain", "first and second half of March 2018", "?"),
        ("plain", "second half of March 2018", "2018-03-16..2018-03-31"),
        ("us", "2018 fiscal years", "?"),
        ("plain", "2018 year-end", "..2018-12-31"),
        ("us", "2027 fiscal year end", "..2027-06-30"),
        ("us", "fiscal year end", "?"),
        ("plain", "from 2018 at the latest", "?"),
        ("plain", "before June to August 2018", "?"),
        ("plain", "June to the start of 2019", "?"),
        ("plain", "2018-2020 and beyond", "?"),
        ("plain", "by 2018 and beyond", "?"),
        ("plain", "open in June 2018", "?"),
        ("plain", "opens in June 2018", "begin 2018-06-01..2018-06-30"),
        ("plain", "from the end of 2018", "begin ..2018-12-31"),
        ("plain", "by June 2021 (18 months)", "..2021-06-30"),
        ("plain", "for 200 years from 2018", "?"),
        ("plain", "thereafter annually", "?"),
        ("plain", "of each year by June", "each year, by 30 June"),
        ("plain", "each 0 years", "?"),
        ("plain", "each calendar year", "each year"),
        ("plain", "every first Monday of May", "?"),
        ("plain", "the 30th of each month", "?"),
        ("plain", "twice each fun", "?"),
        ("plain", "(1) days", "?"),
        ("plain", "1 (2 days", "?"),
        ("plain", "year ending 30 June 2027", "2026-07-01..2027-06-30"),
        ("plain", "year ending 15 June 2027", "2026-06-16..2027-06-15"),
        ("plain", "the 15th", "?"),
        ("plain", "13/13/2018", "?"),
        ("plain", "2018-13-01", "?"),
        ("plain", "10/10/3018", "?"),
        ("plain", "early week of 8 March 2021", "?"),
        ("plain", "5 February each year", "each year, 5 February"),
        ("plain", "28 February each year", "each year, 28 February"),
        ("plain", "each February", "each year, February"),
        ("plain", "June 2018 to May 2017, quarterly", "?"),
        ("plain", "quarterly from June 2018 until May 2018", "?"),
        ("plain", "every 700 months", "?"),
        ("plain", "every 24 months", "every 2 years"),
        ("plain", "twice a school year", "?"),
        ("us", "twice each school year", "?"),
        ("plain", "each project year", "?"),
        ("plain", "twice a year (June and December)", "each year, June and December"),
        ("plain", "monthly each March", "?"),
        ("plain", "each March or June", "?"),
        ("plain", "from June 2018, by each March", "?"),
        ("plain", "by June and July 2018 and annually thereafter", "?"),
        ("plain", "annually each March in June", "?"),
        ("plain", "annually from by June 2018", "?"),
        ("plain", "early to 2018", "?"),
        ("plain", "mid or late", "?"),
        ("us", "Q1 to FY2019", "?"),
        ("us", "June to FY2019", "?"),
        ("plain", "Q3 FY2019 and June", "?"),
        ("us", "Q3 FY2019 and June", "?"),
        ("plain", "October, November and February 2028", "?"),
        ("plain", "October 2027, November and February", "?"),
        ("plain", "in the month of May 2018", "2018-05-01..2018-05-31"),
        ("plain", "the month after", "?"),
        ("plain", "a June 2018 completion", "2018-06-01..2018-06-30"),
        ("plain", "June 2018 and/or July 2018", "2018-06-01..2018-07-31"),
        ("plain", "90 days after 31 December 9999", "?"),
        ("plain", "101 years after award", "?"),
        ("plain", "0 days after award", "?"),
        ("plain", "within 90 days of adoption", "?"),
        ("plain", "within 90 days of 1 July 2018", "2018-07-01..2018-09-29"),
        ("plain", "TBD and ongoing", "?"),
        ("plain", "ongoing by June 2018", "?"),
        (
            "plain",
            "winter 2017-18 and winter 2018-19",
            "2017-12-01..2018-02-28 | 2018-12-01..2019-02-28",
        ),
        ("plain", "winter 2015/16", "2015-12-01..2016-02-29"),
        ("plain", "Winter 2017 - Spring 2017", "2016-12-01..2017-05-31"),
        ("plain", "mid-March to mid-April 2018", "2018-03-11..2018-04-20"),
        ("plain", "by mid-March 2018", "..2018-03-15"),
        ("us", "early FY2019", "2018-07-01..2018-09-30"),
        ("us", "mid FY2019 Q2", "2018-10-01..2018-12-31"),
        ("plain", "late spring 2018", "2018-03-01..2018-05-31"),
        ("plain", "early H1 2018", "2018-01-01..2018-06-30"),
        ("uk", "second half of FY2021", "2020-10-01..2021-03-31"),
        ("project", "first half of year 2", "2028-09-01..2029-02-28"),
        ("plain", "last week of June 2023", "2023-06-24..2023-06-30"),
        ("plain", "week 2 2018", "?"),
        ("au", "Summer/Autumn 2022", "2021-12-01..2022-05-31"),
        ("plain", "the last Friday of June 2027", "2027-06-25..2027-06-25"),
        ("plain", "tentatively, if possible, June 2018", "2018-06-01..2018-06-30"),
        ("plain", "if funded June 2018", "?"),
        ("plain", "June 2018, subject to funding", "2018-06-01..2018-06-30"),
        ("plain", "TBD June 2018", "?"),
        ("plain", "June 2018 (TBD)", "2018-06-01..2018-06-30"),
        ("plain", "quarterly TBD", "?"),
        ("plain", "monthly for 12 months", "?"),
        ("plain", "monthly and quarterly", "?"),
        ("plain", "annually and every March", "each year, March"),
        ("plain", "daily", "each day"),
        ("plain", "every day", "each day"),
        ("plain", "weekly from 1 January 2018", "each week, from 1 January 2018"),
        ("plain", "2018 onwards, annually", "each year, from 1 January 2018"),
        ("plain", "annually 2018-2020", "each year, 1 January 2018 to 31 December 2020"),
        ("plain", "annually in 2018", "each year, 1 January to 31 December 2018"),
        ("plain", "each March through 2029", "each year, March, until 31 December 2029"),
        ("plain", "each March 2018", "?"),
        ("plain", "semi-annually", "each half-year"),
        ("plain", "x 2018", "?"),
        ("plain", "2018+", "begin 2018-01-01..2018-12-31"),
        ("plain", "+2018", "?"),
        ("plain", "3-5 years", "?"),
        ("plain", "June 2018 - ongoing", "begin 2018-06-01..2018-06-30"),
        ("plain", "2018 to ongoing", "begin 2018-01-01..2018-12-31"),
        ("plain", "begin by June 2018", "begin ..2018-06-30"),
        ("plain", "launch by June 2018", "..2018-06-30"),
        ("plain", "begin June 2018 and complete by May 2018", "?"),
        ("plain", "begin June and complete by December 2018", "2018-06-01..2018-12-31"),
        ("plain", "begin in 2018, complete 2019", "2018-01-01..2019-12-31"),
        ("plain", "January 2019 start", "begin 2019-01-01..2019-01-31"),
        ("plain", "10/11/2022 - 10/31/2022", "2022-10-11..2022-10-31"),
        ("plain", "7/1/15-6/30/16", "2015-07-01..2016-06-30"),
        ("plain", "31.12.2019", "2019-12-31..2019-12-31"),
        ("plain", "6/2018 - 9/2018", "2018-06-01..2018-09-30"),
        ("plain", "2018/02/11", "2018-02-11..2018-02-11"),
        ("plain", "2018-02", "2018-02-01..2018-02-28"),
        ("plain", "2018-22", "2018-01-01..2022-12-31"),
        ("plain", "1Q18", "2018-01-01..2018-03-31"),
        ("plain", "4Q 2019", "2019-10-01..2019-12-31"),
        ("plain", "2H2018", "2018-07-01..2018-12-31"),
        ("plain", "Q1'18", "2018-01-01..2018-03-31"),
        ("plain", "Quarter two 2018", "2018-04-01..2018-06-30"),
    ],
    "years of the plan's own": [
        ("federal", "EOFY 2021", "..2021-09-30"),
        ("uk", "26/27", "2026-04-01..2027-03-31"),
        ("uk", "Q3 26/27", "2026-10-01..2026-12-31"),
        ("uk", "for 26/27", "2026-04-01..2027-03-31"),
        ("plain", "26/27", "?"),
        ("plain", "28/29 May 2030", "2030-05-28..2030-05-29"),
        ("project", "M9", "2028-05-01..2028-05-31"),
        ("project", "M1-M12", "2027-09-01..2028-08-31"),
        ("project", "M3 to M9", "2027-11-01..2028-05-31"),
        ("project", "Months: 2-8", "2027-10-01..2028-04-30"),
        ("project", "by month 24", "..2029-08-31"),
        ("project", "month 0", "?"),
        ("project", "Q2 of year 1", "2027-12-01..2028-02-29"),
        ("terms", "Long", "begin 2032-01-01..2032-12-31"),
        ("terms", "by the end of the Medium", "..2031-12-31"),
    ],
}


@pytest.mark.parametrize(
    ("calendar", "words", "reading"),
    [row for table in KINDS.values() for row in table],
    ids=[f"{kind}: {row[1]}" for kind, table in KINDS.items() for row in table],
)
def test_kind(calendar: str, words: str, reading: str) -> None:
    assert outcome(words, CALENDARS[calendar]) == reading


PROPOSED = [
    ("This consultation will close on Wednesday 15 January 2025.", "on Wednesday 15 January 2025"),
    ("upcoming in Q1 2027", None),
    ("June&nbsp;2027", None),
    ("on &amp; before 1 June 2027", None),
    ("2019 (FY)", None),
    ("fiscal year starting 2027", None),
    ("weekdays in July 2027", None),
    ("annually on the anniversary of adoption", None),
    ("June 2027 if possible, otherwise fall", None),
    ("14 March 2027: Publish the masterplan", "14 March 2027"),
    ("Depot retrofit tender issued by May 2028", "by May 2028"),
    ("Launch the website by June 1, 2018", "by June 1, 2018"),
    ("Construction is planned for late 2020", "late 2020"),
    ("net zero carbon by 2030", "by 2030"),
    ("Publish the annual report by June 2018", "by June 2018"),
    ("Reduce emissions 45% below 2010 levels by 2030", "by 2030"),
    ("Adopt Strategy 2030 by June 2028", "by June 2028"),
    ("Launch the website in June 2018", None),
    ("Begin construction by May 2028", None),
    ("Start of construction by May 2028", None),
    ("pilot in June 2027, report by March 2028", None),
    ("not ready by June 2028", None),
    ("report by June 2028 if approved by council", None),
    ("moved to June 2028 by council", None),
    ("by the 2018 midterm elections", None),
    ("the 2018 budget", None),
    ("Item 3 May 2027", None),
    ("3O June 2027", None),
    ("Bylaw 2027-05", None),
    ("2028-W53", None),
    ("January 2018, with annual updates", None),
    ("closed on 31 December 2024", None),
    ("Updated 31/03/2017", None),
    ("adoption of the three-day event, 4-7 May 2027", None),
    ("May we publish by June 2028", "by June 2028"),
    ("June Carter reports in July", None),
    ("quarterly by the 15th", None),
    ("monthly on the first Monday", None),
    ("annually by mid-year", None),
    ("every 2 years (odd years)", None),
    ("Goal 3.1 May 2027", None),
    ("week of May 2027", None),
    ("Approved by council on 3 March 2027", None),
    ("(approved 3 March 2027)", None),
    ("If funded, hire staff by March 2027", None),
    ("fiscal year ending in 2019", None),
    ("Ready for April 2027", None),
    ("first and third Tuesday of each month", None),
    ("early each year", None),
    ("mid-year and year-end each year", None),
    ("first and second half of March 2018", None),
    ("in the year from September 2023", None),
    ("in 2028 dollars", None),
    ("Policy 6/2028", None),
    ("annually (2028 only)", None),
    ("Rebaselined from Q2 2026 to Q4 2026", None),
    ("Small organizations (10 to 99 employees): June 1, 2024", "June 1, 2024"),
    ("Year 1 report is due by June 2028", "by June 2028"),
    ("completed: by June 2028 at the latest, says the council", "by June 2028 at the latest"),
]


@pytest.mark.parametrize(("words", "proposed"), PROPOSED)
def test_a_question_proposes_the_one_deadline(words: str, proposed: str | None) -> None:
    with pytest.raises(Question) as raised:
        read_deadline(words)
    proposal = raised.value.proposal
    assert (proposal.words if proposal else None) == proposed
    if proposal:
        assert f"I see `{proposed}`" in raised.value.remedy
        assert read_deadline(proposal.words) == proposal


def test_an_unknown_term_is_answered_with_calendar_words() -> None:
    for words in ("Medium", "Sofort", "Horizont"):
        with pytest.raises(Question, match=r"calendar\.words"):
            read_deadline(words)


def test_the_plans_own_words() -> None:
    calendar = read_calendar(
        words={"Long": "2032 and beyond", "Always": "ongoing", "near-term": "2018 to 2019"}
    )
    assert outcome("ALWAYS", calendar) == "ongoing"
    assert outcome("in the Long", calendar) == "begin 2032-01-01..2032-12-31"
    assert outcome("by the end of the Long", calendar) == "?"
    assert "the plan defines 'Long' as '2032 and beyond'" in read_deadline("Long", calendar).reading
    for name in ("spring", "Q1", "year 1", "7", "by", "FY2018"):
        with pytest.raises(CalendarQuestion, match="already has a meaning"):
            read_calendar(words={name: "2018"})


def test_months_may_be_counted_from_nought() -> None:
    calendar = read_calendar(year_1="September 2027 to August 2028", first_month="0")
    assert outcome("M0", calendar) == "2027-09-01..2027-09-30"
    assert outcome("M1-M3", calendar) == "2027-10-01..2027-12-31"
    assert outcome("year 0", calendar) == "?"
    with pytest.raises(CalendarQuestion, match="fiscal"):
        read_calendar(quarters="fiscal")


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("every Monday", ["2018-01-01", "2018-01-08"]),
        ("annually by February 29", ["2018", "2019"]),
        ("every other Monday", ["2018-01-01", "2018-01-15"]),
        ("every other Tuesday", ["2018-01-02", "2018-01-16"]),
        ("every other Sunday and Tuesday", ["2018-01-02", "2018-01-07"]),
        ("every Tuesday and Friday", ["2018-01-02", "2018-01-05", "2018-01-09"]),
        ("first Monday of each month", ["2018-01-01", "2018-02-05", "2018-03-05"]),
        ("the last Friday of every month", ["2018-01-26", "2018-02-23"]),
        ("the 15th of each month", ["2018-01-15", "2018-02-15"]),
        ("each fiscal year", ["FY2018", "FY2019"]),
        ("each school year", ["2017-18", "2018-19"]),
        ("every two months", ["2018 1 of 6", "2018 2 of 6"]),
        ("each half-year", ["2018 1 of 2", "2018 2 of 2", "2019 1 of 2"]),
        ("three times a year", ["2018 1 of 3", "2018 2 of 3", "2018 3 of 3", "2019 1 of 3"]),
        ("fortnightly", ["2018-W02", "2018-W04"]),
        ("every 5 months", ["2018-05", "2018-10", "2019-03"]),
    ],
)
def test_times(words: str, labels: list[str]) -> None:
    window = Window(date(2018, 1, 1), date(2019, 12, 31))
    turns = read_repeats(words, CALENDARS["us"]).occurrences(window)
    assert [turn.label for turn in turns][: len(labels)] == labels
    assert all(turn.window.end in window for turn in turns)
    assert len({turn.label for turn in turns}) == len(turns)


def test_every_other_week_counts_from_the_first_of_its_days() -> None:
    window = Window(date(2027, 1, 1), date(2027, 2, 28))  # begins on a Friday
    turns = read_repeats("every other Tuesday", Calendar()).occurrences(window)
    assert [turn.label for turn in turns][:2] == ["2027-01-05", "2027-01-19"]
    turns = read_repeats("every other Friday and Tuesday", Calendar()).occurrences(window)
    assert [turn.label for turn in turns][:3] == ["2027-01-01", "2027-01-12", "2027-01-15"]


def test_a_year_that_starts_on_the_last_day_of_a_month() -> None:
    calendar = Calendar(fiscal_year_starts=(8, 31))
    window = Window(date(2018, 1, 1), date(2021, 12, 31))
    turns = read_repeats("each fiscal year", calendar).occurrences(window)
    assert [turn.label for turn in turns] == ["FY2018", "FY2019", "FY2020", "FY2021"]
    assert turns[0].window == Window(date(2017, 8, 31), date(2018, 8, 30))


def test_nothing_is_missed_before_a_count_within_a_year_ends() -> None:
    window = Window(date(2018, 1, 1), date(2018, 12, 31))
    for words in ("twice a year", "at least four times per year", "4 times yearly"):
        turns = read_repeats(words).occurrences(window)
        assert {turn.window for turn in turns} == {window}


@pytest.mark.parametrize(
    ("asked", "label", "start"),
    [
        ("Q3 2026/27", "FY2027Q3", date(2027, 1, 1)),
        ("q3 26/27", "FY2027Q3", date(2027, 1, 1)),
        ("second quarter of calendar year 2018", "2018Q2", date(2018, 4, 1)),
    ],
)
def test_a_quarter_in_words(asked: str, label: str, start: date) -> None:
    found, window = read_quarter(asked, date(2018, 1, 1), CALENDARS["us"])
    assert (found, window.start) == (label, start)


# Deadlines in prose

KANSAS_CITY = """
in September 2017; in fall 2017; in 2018; by mid-2018; by the end of 2017;
by the end of the first quarter of 2018; first quarter of 2018; by the first quarter of 2018;
In 2017; by the end of the second quarter of 2018; in July 2017; during 2017;
in fall 2017 and early 2018; by the second quarter of 2018; in 2018; in 2018; in 2018;
begin in fourth quarter 2017; In 2018; in 2017; in 2018; Begin fourth quarter 2017;
beginning in fall 2017; September 5, 2017
"""


def test_the_deadlines_of_an_adopted_document() -> None:
    """All dated promises of the Kansas City plan, and the date of its signature."""
    text = (ROOT / "tests/documents/kansas-city-2017-2018.txt").read_text("utf-8")
    found = find_deadlines(text)
    assert [one.words for one in found] == " ".join(KANSAS_CITY.split()).split("; ")
    for one in found:
        assert text[one.start : one.end] == one.words
        assert read_deadline(one.words)._replace(words="") == one.deadline._replace(words="")


PROSE = [
    ("", []),
    ("Communities may begin with a $200 fee.", []),
    ("The 2018 budget and Strategy 2030 name 45 actions.", []),
    ("It was adopted in June 2019 and will be reviewed by June 2024.", ["by June 2024"]),
    ("As of July 2023, the report is due in early 2025.", ["in early 2025"]),
    (
        "A survey in spring 2027; results by\nthe end of 2027.",
        ["in spring 2027", "by\nthe end of 2027"],
    ),
    ("- In 2018, hire staff\n- by 2019 open", ["In 2018", "by 2019"]),
    ("We meet on the first Monday of each month.", ["on the first Monday of each month"]),
    ("Report within 90 days of adoption.", []),
    ("1 training in 2017 and 2 trainings in 2018", ["in 2017", "in 2018"]),
    ("é" * 5000 + " by 2018", ["by 2018"]),
    ("Increase enrollment to 500 by 2030.", ["by 2030"]),
    ("The city will open 3 by June 2029.", ["by June 2029"]),
    ("Cut it to 1.5 by 2030, and serve 40 before July 2028.", ["by 2030", "before July 2028"]),
    ("Hire 3 no later than Q2 2029.", ["no later than Q2 2029"]),
    ("A lot of 100 by 2000 feet, one of 100 by 200, and 3 by 2030 units.", []),
    ("The plan (March 2018) is due (by the council) by May 2018.", ["March 2018", "by May 2018"]),
]


@pytest.mark.parametrize(("text", "words"), PROSE)
def test_deadlines_in_prose(text: str, words: list[str]) -> None:
    found = find_deadlines(text)
    assert [one.words for one in found] == words
    assert all(text[one.start : one.end] == one.words for one in found)


@pytest.mark.parametrize("said", ["Year-end", "3/4/27", "5 June", "mid-May", "1st of June", "FY27"])
def test_a_date_of_few_words_is_found_in_prose(said: str) -> None:
    (found,) = find_deadlines(said, CALENDARS["us"], year=2027)
    assert found.words == said


def test_prose_by_a_plans_calendar() -> None:
    text = "Open by FY19 Q2, and report in June."
    assert find_deadlines(text) == []
    found = find_deadlines(text, CALENDARS["us"], year=2019)
    assert [str(one.deadline.end) for one in found] == ["2018-12-31", "2019-06-30"]


@pytest.mark.parametrize(
    "unit",
    ["2018 ", "by ", "week of ", "year ending ", "(", "from ", "5-", "of the ", "after ", "~~a"],
)
def test_long_texts_have_an_answer(unit: str) -> None:
    text = unit * (2000 // len(unit))
    for found in find_deadlines(text):
        assert text[found.start : found.end] == found.words


def sentence(words: str, calendar: Calendar) -> str:
    """What is said of words: how they are read and why, or the question and what to do."""
    try:
        return read_deadline(words, calendar).reading
    except Question as question:
        return f"? {question.message} {question.remedy}"


def test_what_is_said(update: bool) -> None:
    """Every sentence about the phrases above, as `tests/deadlines/sentences.tsv` has it."""
    spoken = [(row[0], row[1]) for table in KINDS.values() for row in table]
    spoken += [("plain", words) for words, _ in PROPOSED]
    lines = ["calendar\tphrase\tsentence"] + [
        f"{name}\t{words}\t{sentence(words, CALENDARS[name])}" for name, words in spoken
    ]
    page = TABLES / "sentences.tsv"
    text = "\n".join(lines) + "\n"
    if update:
        page.write_text(text, "utf-8")
    assert page.read_text("utf-8") == text, "look at what changed: pytest --update"
