"""welcomeplan: a community's plan in YAML, and what it owes when.

    from datetime import date
    import welcomeplan

    workspace = welcomeplan.load("plan")
    day = date(2018, 2, 15)
    facts = welcomeplan.facts_on(workspace.register, day)
    label, quarter = welcomeplan.read_quarter("2018Q1", day, workspace.plans[0].calendar)
    for standing in facts.due(label, quarter).listed:
        print(standing.due_by, standing.state, standing.promise.title)

`load` reads a folder to plans and a report of what could not be read; `check` holds the plans to
the rules, and `with_documents` reads the adopted documents that one of them asks for. Nothing is
imported before it is used.
"""

from __future__ import annotations

from welcomeplan.door import lazy

# Not typing's: until `__main__` runs, Ctrl-C would end in a traceback, and it takes that long.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from welcomeplan.deadlines import Calendar as Calendar
    from welcomeplan.deadlines import Deadline as Deadline
    from welcomeplan.deadlines import Found as Found
    from welcomeplan.deadlines import Question as Question
    from welcomeplan.deadlines import Window as Window
    from welcomeplan.deadlines import find_deadlines as find_deadlines
    from welcomeplan.deadlines import read_deadline as read_deadline
    from welcomeplan.deadlines import read_period as read_period
    from welcomeplan.deadlines import read_quarter as read_quarter
    from welcomeplan.diagnostics import Checked as Checked
    from welcomeplan.diagnostics import Diagnostic as Diagnostic
    from welcomeplan.errors import UserError as UserError
    from welcomeplan.plan import Facts as Facts
    from welcomeplan.plan import Milestone as Milestone
    from welcomeplan.plan import Plan as Plan
    from welcomeplan.plan import Promise as Promise
    from welcomeplan.plan import Register as Register
    from welcomeplan.plan import Standing as Standing
    from welcomeplan.plan import State as State
    from welcomeplan.plan import Wanted as Wanted
    from welcomeplan.plan import facts_on as facts_on
    from welcomeplan.rules import check as check
    from welcomeplan.workspace import Workspace as Workspace
    from welcomeplan.workspace import load as load
    from welcomeplan.workspace import with_documents as with_documents

# A constant: asking the installed package's metadata costs as much as the command line itself.
__version__ = "0.1.0"

if not TYPE_CHECKING:
    __getattr__ = lazy(
        __name__,
        {
            "deadlines": (
                "Calendar Deadline Found Question Window find_deadlines read_deadline read_period "
                "read_quarter"
            ),
            "diagnostics": "Checked Diagnostic",
            "errors": "UserError",
            "plan": "Facts Milestone Plan Promise Register Standing State Wanted facts_on",
            "rules": "check",
            "workspace": "Workspace load with_documents",
        },
    )
