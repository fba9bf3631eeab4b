"""Deadlines in a plan's own words: words to a Deadline, or a Question; never a guess.

    words -lexer-> tokens -parser-> phrase tree -settle-> tree -days-> days -reading-> a sentence

`lexicon` holds the words, `lexer` looks them up; `points` recognises one piece of the calendar
and `parser` a whole phrase, as a tree of `nodes`; `sharing` and `settle` put the tree in order;
`days` dates each node by the plan's calendar, `bounds` what is promised of it, `repeats` what
comes again; `reading` says it in one sentence. `reader` is the pipeline, and `finding` looks for
deadlines among other words. This door loads a stage only when it is first asked for.
"""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.deadlines.calendars import FIRST_YEAR as FIRST_YEAR
    from welcomeplan.deadlines.calendars import LAST_YEAR as LAST_YEAR
    from welcomeplan.deadlines.calendars import MONTHS as MONTHS
    from welcomeplan.deadlines.calendars import Calendar as Calendar
    from welcomeplan.deadlines.calendars import Window as Window
    from welcomeplan.deadlines.calendars import fiscal_label as fiscal_label
    from welcomeplan.deadlines.counted import read_period as read_period
    from welcomeplan.deadlines.counted import read_quarter as read_quarter
    from welcomeplan.deadlines.finding import find_deadlines as find_deadlines
    from welcomeplan.deadlines.keys import CalendarQuestion as CalendarQuestion
    from welcomeplan.deadlines.keys import read_calendar as read_calendar
    from welcomeplan.deadlines.keys import read_repeats as read_repeats
    from welcomeplan.deadlines.keys import words_reference as words_reference
    from welcomeplan.deadlines.nodes import Branch as Branch
    from welcomeplan.deadlines.periods import answered_on as answered_on
    from welcomeplan.deadlines.periods import as_typed as as_typed
    from welcomeplan.deadlines.periods import called as called
    from welcomeplan.deadlines.promise import KINDS as KINDS
    from welcomeplan.deadlines.promise import Deadline as Deadline
    from welcomeplan.deadlines.promise import Found as Found
    from welcomeplan.deadlines.promise import Offset as Offset
    from welcomeplan.deadlines.promise import Question as Question
    from welcomeplan.deadlines.promise import resolve as resolve
    from welcomeplan.deadlines.reader import explain_deadline as explain_deadline
    from welcomeplan.deadlines.reader import read_deadline as read_deadline
    from welcomeplan.deadlines.recurrence import Occurrence as Occurrence
    from welcomeplan.deadlines.recurrence import Recurrence as Recurrence
    from welcomeplan.deadlines.recurrence import YearPart as YearPart

else:
    __getattr__ = lazy(
        __name__,
        {
            "calendars": "FIRST_YEAR LAST_YEAR MONTHS Calendar Window fiscal_label",
            "counted": "read_period read_quarter",
            "finding": "find_deadlines",
            "keys": "CalendarQuestion read_calendar read_repeats words_reference",
            "periods": "answered_on as_typed called",
            "promise": "KINDS Deadline Found Offset Question resolve",
            "nodes": "Branch",
            "reader": "explain_deadline read_deadline",
            "recurrence": "Occurrence Recurrence YearPart",
        },
    )
