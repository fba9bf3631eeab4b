"""A plan: its models, its promises, and how they stand on a day."""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.plan.facts import DueList as DueList
    from welcomeplan.plan.facts import Group as Group
    from welcomeplan.plan.facts import LeftOut as LeftOut
    from welcomeplan.plan.facts import Place as Place
    from welcomeplan.plan.facts import Selection as Selection
    from welcomeplan.plan.facts import attention as attention
    from welcomeplan.plan.facts import due as due
    from welcomeplan.plan.facts import find as find
    from welcomeplan.plan.facts import full_name as full_name
    from welcomeplan.plan.facts import group as group
    from welcomeplan.plan.facts import overdue as overdue
    from welcomeplan.plan.facts import places as places
    from welcomeplan.plan.facts import select as select
    from welcomeplan.plan.models import MOST_TIMES as MOST_TIMES
    from welcomeplan.plan.models import Action as Action
    from welcomeplan.plan.models import Amount as Amount
    from welcomeplan.plan.models import CheckLevel as CheckLevel
    from welcomeplan.plan.models import Day as Day
    from welcomeplan.plan.models import Done as Done
    from welcomeplan.plan.models import DoneOn as DoneOn
    from welcomeplan.plan.models import Due as Due
    from welcomeplan.plan.models import Entry as Entry
    from welcomeplan.plan.models import Head as Head
    from welcomeplan.plan.models import Indicator as Indicator
    from welcomeplan.plan.models import LogEntry as LogEntry
    from welcomeplan.plan.models import Milestone as Milestone
    from welcomeplan.plan.models import Objective as Objective
    from welcomeplan.plan.models import OccurrenceEntry as OccurrenceEntry
    from welcomeplan.plan.models import Part as Part
    from welcomeplan.plan.models import Partner as Partner
    from welcomeplan.plan.models import Plan as Plan
    from welcomeplan.plan.models import Slug as Slug
    from welcomeplan.plan.models import Status as Status
    from welcomeplan.plan.models import Strategy as Strategy
    from welcomeplan.plan.models import StrategyFile as StrategyFile
    from welcomeplan.plan.models import Target as Target
    from welcomeplan.plan.models import Text as Text
    from welcomeplan.plan.models import Year as Year
    from welcomeplan.plan.models import is_slug as is_slug
    from welcomeplan.plan.models import parse as parse
    from welcomeplan.plan.models import read_amount as read_amount
    from welcomeplan.plan.models import read_day as read_day
    from welcomeplan.plan.models import read_done as read_done
    from welcomeplan.plan.models import read_due as read_due
    from welcomeplan.plan.models import read_period as read_period
    from welcomeplan.plan.schema import KINDS as KINDS
    from welcomeplan.plan.schema import json_schema as json_schema
    from welcomeplan.plan.standing import FINISHED as FINISHED
    from welcomeplan.plan.standing import MEANINGS as MEANINGS
    from welcomeplan.plan.standing import SET_ASIDE as SET_ASIDE
    from welcomeplan.plan.standing import Standing as Standing
    from welcomeplan.plan.standing import State as State
    from welcomeplan.plan.standing import is_done as is_done
    from welcomeplan.plan.standing import logged as logged
    from welcomeplan.plan.standing import stand as stand
else:
    __getattr__ = lazy(
        __name__,
        {
            "facts": (
                "DueList Group LeftOut Place Selection attention due find full_name group overdue "
                "places select"
            ),
            "models": (
                "Action Amount CheckLevel Day Done DoneOn Due Entry Head Indicator LogEntry "
                "MOST_TIMES Milestone Objective OccurrenceEntry Part Partner Plan Slug Status "
                "Strategy StrategyFile Target Text Year is_slug parse read_amount read_day "
                "read_done read_due read_period"
            ),
            "schema": "KINDS json_schema",
            "standing": "FINISHED MEANINGS SET_ASIDE Standing State is_done logged stand",
        },
    )
