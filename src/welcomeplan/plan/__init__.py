"""A plan: its models, its promises as flat records, and how they stand on a day."""

from welcomeplan.door import lazy

TYPE_CHECKING = False  # as in the package's `__init__`
if TYPE_CHECKING:
    from welcomeplan.plan.aims import Aim as Aim
    from welcomeplan.plan.aims import aimed_at as aimed_at
    from welcomeplan.plan.aims import aims_of as aims_of
    from welcomeplan.plan.aims import days_called as days_called
    from welcomeplan.plan.aims import either as either
    from welcomeplan.plan.aims import is_called as is_called
    from welcomeplan.plan.allowed import aimed as aimed
    from welcomeplan.plan.allowed import before_period as before_period
    from welcomeplan.plan.allowed import before_start as before_start
    from welcomeplan.plan.allowed import begun_after as begun_after
    from welcomeplan.plan.allowed import circular as circular
    from welcomeplan.plan.allowed import contradicted as contradicted
    from welcomeplan.plan.allowed import cut_short as cut_short
    from welcomeplan.plan.allowed import is_both as is_both
    from welcomeplan.plan.allowed import is_endless as is_endless
    from welcomeplan.plan.allowed import is_future as is_future
    from welcomeplan.plan.allowed import is_outside as is_outside
    from welcomeplan.plan.allowed import is_read as is_read
    from welcomeplan.plan.allowed import missing as missing
    from welcomeplan.plan.allowed import outside_period as outside_period
    from welcomeplan.plan.allowed import reopened_after as reopened_after
    from welcomeplan.plan.allowed import stubbed as stubbed
    from welcomeplan.plan.allowed import times_called as times_called
    from welcomeplan.plan.allowed import too_early as too_early
    from welcomeplan.plan.allowed import unlisted as unlisted
    from welcomeplan.plan.allowed import unreadable as unreadable
    from welcomeplan.plan.clashes import Clash as Clash
    from welcomeplan.plan.clashes import clashes as clashes
    from welcomeplan.plan.clashes import clashes_in_head as clashes_in_head
    from welcomeplan.plan.duelist import DueList as DueList
    from welcomeplan.plan.duelist import LeftOut as LeftOut
    from welcomeplan.plan.duelist import Past as Past
    from welcomeplan.plan.facts import Facts as Facts
    from welcomeplan.plan.facts import Group as Group
    from welcomeplan.plan.facts import Measured as Measured
    from welcomeplan.plan.facts import Total as Total
    from welcomeplan.plan.facts import facts_on as facts_on
    from welcomeplan.plan.faults import parse as parse
    from welcomeplan.plan.heard import Move as Move
    from welcomeplan.plan.heard import heard as heard
    from welcomeplan.plan.heard import moves as moves
    from welcomeplan.plan.ids import free_id as free_id
    from welcomeplan.plan.ids import id_from as id_from
    from welcomeplan.plan.ids import in_latin as in_latin
    from welcomeplan.plan.judging import judge as judge
    from welcomeplan.plan.judging import judged as judged
    from welcomeplan.plan.kept import Kept as Kept
    from welcomeplan.plan.kept import from_kept as from_kept
    from welcomeplan.plan.late import Late as Late
    from welcomeplan.plan.late import days_late as days_late
    from welcomeplan.plan.late import lateness as lateness
    from welcomeplan.plan.lines import Label as Label
    from welcomeplan.plan.measures import gauge as gauge
    from welcomeplan.plan.measures import in_order as in_order
    from welcomeplan.plan.models import Action as Action
    from welcomeplan.plan.models import Due as Due
    from welcomeplan.plan.models import Head as Head
    from welcomeplan.plan.models import Indicator as Indicator
    from welcomeplan.plan.models import LogEntry as LogEntry
    from welcomeplan.plan.models import Milestone as Milestone
    from welcomeplan.plan.models import Objective as Objective
    from welcomeplan.plan.models import OccurrenceEntry as OccurrenceEntry
    from welcomeplan.plan.models import Organization as Organization
    from welcomeplan.plan.models import Part as Part
    from welcomeplan.plan.models import Partner as Partner
    from welcomeplan.plan.models import Reading as Reading
    from welcomeplan.plan.models import SourceDocument as SourceDocument
    from welcomeplan.plan.models import Strategy as Strategy
    from welcomeplan.plan.names import SEE_ALL as SEE_ALL
    from welcomeplan.plan.names import SHOWS_ALL as SHOWS_ALL
    from welcomeplan.plan.names import NotRead as NotRead
    from welcomeplan.plan.names import Unknown as Unknown
    from welcomeplan.plan.names import ambiguous as ambiguous
    from welcomeplan.plan.names import find as find
    from welcomeplan.plan.names import find_whole as find_whole
    from welcomeplan.plan.names import id_of as id_of
    from welcomeplan.plan.names import matching as matching
    from welcomeplan.plan.names import titled as titled
    from welcomeplan.plan.names import told_apart as told_apart
    from welcomeplan.plan.names import with_title as with_title
    from welcomeplan.plan.numbers import counts_shares as counts_shares
    from welcomeplan.plan.numbers import read_amount as read_amount
    from welcomeplan.plan.numbers import read_level as read_level
    from welcomeplan.plan.offers import PART as PART
    from welcomeplan.plan.offers import PROMISED as PROMISED
    from welcomeplan.plan.offers import OfferedFor as OfferedFor
    from welcomeplan.plan.offers import offered as offered
    from welcomeplan.plan.offers import offers_of as offers_of
    from welcomeplan.plan.often import too_often_together as too_often_together
    from welcomeplan.plan.parts import Document as Document
    from welcomeplan.plan.parts import Place as Place
    from welcomeplan.plan.parts import Plan as Plan
    from welcomeplan.plan.parts import StrategyFile as StrategyFile
    from welcomeplan.plan.pieces import Renewal as Renewal
    from welcomeplan.plan.pieces import kept_as as kept_as
    from welcomeplan.plan.pieces import renewed as renewed
    from welcomeplan.plan.promise import Brief as Brief
    from welcomeplan.plan.promise import Helper as Helper
    from welcomeplan.plan.promise import Level as Level
    from welcomeplan.plan.promise import Measure as Measure
    from welcomeplan.plan.promise import Miss as Miss
    from welcomeplan.plan.promise import Promise as Promise
    from welcomeplan.plan.promise import Register as Register
    from welcomeplan.plan.promise import Term as Term
    from welcomeplan.plan.promise import Time as Time
    from welcomeplan.plan.promise import Update as Update
    from welcomeplan.plan.records import course_of as course_of
    from welcomeplan.plan.records import portions as portions
    from welcomeplan.plan.records import promise_of as promise_of
    from welcomeplan.plan.records import register as register
    from welcomeplan.plan.replay import ASIDE as ASIDE
    from welcomeplan.plan.replay import Course as Course
    from welcomeplan.plan.replay import resolved as resolved
    from welcomeplan.plan.replay import times as times
    from welcomeplan.plan.schema import KINDS as KINDS
    from welcomeplan.plan.schema import json_schema as json_schema
    from welcomeplan.plan.standing import MEANINGS as MEANINGS
    from welcomeplan.plan.standing import SET_ASIDE as SET_ASIDE
    from welcomeplan.plan.standing import Standing as Standing
    from welcomeplan.plan.standing import State as State
    from welcomeplan.plan.standing import logged as logged
    from welcomeplan.plan.stretch import Stub as Stub
    from welcomeplan.plan.targets import Goal as Goal
    from welcomeplan.plan.targets import Target as Target
    from welcomeplan.plan.targets import read_goal as read_goal
    from welcomeplan.plan.targets import read_target as read_target
    from welcomeplan.plan.values import DAY_UNKNOWN as DAY_UNKNOWN
    from welcomeplan.plan.values import NO_DEADLINE as NO_DEADLINE
    from welcomeplan.plan.values import NOBODY as NOBODY
    from welcomeplan.plan.values import SOME_DAY as SOME_DAY
    from welcomeplan.plan.values import SOME_DAY_REMEDY as SOME_DAY_REMEDY
    from welcomeplan.plan.values import UNKNOWN as UNKNOWN
    from welcomeplan.plan.values import DoneOn as DoneOn
    from welcomeplan.plan.values import Status as Status
    from welcomeplan.plan.values import is_slug as is_slug
    from welcomeplan.plan.values import read_day as read_day
    from welcomeplan.plan.values import read_done as read_done
    from welcomeplan.plan.values import read_known as read_known
    from welcomeplan.plan.values import spelled_day as spelled_day
    from welcomeplan.plan.wanted import Wanted as Wanted
    from welcomeplan.plan.wanted import organization_called as organization_called
    from welcomeplan.plan.wanted import refuse_unread_strategy as refuse_unread_strategy
else:
    __getattr__ = lazy(
        __name__,
        {
            "aims": "Aim aimed_at aims_of days_called either is_called",
            "allowed": (
                "aimed before_period before_start begun_after circular contradicted cut_short "
                "is_both is_endless is_future is_outside is_read missing outside_period "
                "reopened_after stubbed times_called too_early unlisted unreadable"
            ),
            "clashes": "Clash clashes clashes_in_head",
            "duelist": "DueList LeftOut Past",
            "facts": "Facts Group Measured Total facts_on",
            "faults": "parse",
            "heard": "Move heard moves",
            "ids": "free_id id_from in_latin",
            "judging": "judge judged",
            "kept": "Kept from_kept",
            "lines": "Label",
            "late": "Late days_late lateness",
            "measures": "gauge in_order",
            "models": (
                "Action Due Head Indicator LogEntry Milestone Objective OccurrenceEntry "
                "Organization Part Partner Reading SourceDocument Strategy"
            ),
            "names": (
                "NotRead SEE_ALL SHOWS_ALL Unknown ambiguous find find_whole id_of "
                "matching titled told_apart with_title"
            ),
            "numbers": "counts_shares read_amount read_level",
            "offers": "PART PROMISED OfferedFor offered offers_of",
            "often": "too_often_together",
            "parts": "Document Place Plan StrategyFile ",
            "pieces": "Renewal kept_as renewed",
            "promise": ("Brief Helper Level Measure Miss Promise Register Term Time Update"),
            "records": "course_of portions promise_of register",
            "replay": "ASIDE Course resolved times",
            "schema": "KINDS json_schema",
            "standing": "MEANINGS SET_ASIDE Standing State logged",
            "stretch": "Stub",
            "targets": "Goal Target read_goal read_target",
            "values": (
                "DAY_UNKNOWN NOBODY NO_DEADLINE SOME_DAY SOME_DAY_REMEDY UNKNOWN DoneOn Status "
                "is_slug read_day read_done read_known spelled_day"
            ),
            "wanted": "Wanted organization_called refuse_unread_strategy",
        },
    )
