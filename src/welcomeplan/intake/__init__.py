"""What comes from elsewhere, a spreadsheet or an adopted document, as parts of a plan to be.

    bytes -grid-> tables -sheet-> Intake        bytes -passages-> sentences -document-> Intake

What an owner wrote into a sheet that asked it (`views.asking`) is read by `read_answers`.

`draft` gives the parts of an Intake their ids and makes the data of files from them. Nothing here
invents: each row and sentence lands, or is named with its place and the reason.
"""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.intake.answers import Answers as Answers
    from welcomeplan.intake.answers import Reply as Reply
    from welcomeplan.intake.answers import read_answers as read_answers
    from welcomeplan.intake.aside import Wrong as Wrong
    from welcomeplan.intake.aside import set_aside as set_aside
    from welcomeplan.intake.asked import BEGINNING as BEGINNING
    from welcomeplan.intake.asked import FIRST_DAY as FIRST_DAY
    from welcomeplan.intake.asked import HIDDEN as HIDDEN
    from welcomeplan.intake.asked import LOCKED as LOCKED
    from welcomeplan.intake.asked import MARK as MARK
    from welcomeplan.intake.asked import OPEN as OPEN
    from welcomeplan.intake.asked import WHO as WHO
    from welcomeplan.intake.asked import Fault as Fault
    from welcomeplan.intake.asked import cell_of as cell_of
    from welcomeplan.intake.asked import is_asked as is_asked
    from welcomeplan.intake.asked import plain as plain
    from welcomeplan.intake.asked import states_of as states_of
    from welcomeplan.intake.coverage import Coverage as Coverage
    from welcomeplan.intake.coverage import Verdict as Verdict
    from welcomeplan.intake.coverage import cover as cover
    from welcomeplan.intake.coverage import texts_in as texts_in
    from welcomeplan.intake.coverage import texts_of as texts_of
    from welcomeplan.intake.document import read_document as read_document
    from welcomeplan.intake.draft import draft as draft
    from welcomeplan.intake.grid import read_tables as read_tables
    from welcomeplan.intake.passages import encoding_note as encoding_note
    from welcomeplan.intake.passages import read_passages as read_passages
    from welcomeplan.intake.sheet import read_sheets as read_sheets
    from welcomeplan.intake.splitting import sentences as sentences
    from welcomeplan.intake.values import Ask as Ask
    from welcomeplan.intake.values import Choices as Choices
    from welcomeplan.intake.values import Draft as Draft
    from welcomeplan.intake.values import Intake as Intake
    from welcomeplan.intake.values import Item as Item
    from welcomeplan.intake.values import Landing as Landing
    from welcomeplan.intake.values import Passage as Passage
    from welcomeplan.intake.values import Table as Table
    from welcomeplan.intake.values import Taken as Taken
else:
    __getattr__ = lazy(
        __name__,
        {
            "answers": "Answers Reply read_answers",
            "asked": (
                "BEGINNING FIRST_DAY Fault HIDDEN LOCKED MARK OPEN WHO cell_of is_asked plain "
                "states_of"
            ),
            "aside": "Wrong set_aside",
            "coverage": "Coverage Verdict cover texts_in texts_of",
            "document": "read_document",
            "draft": "draft",
            "grid": "read_tables",
            "sheet": "read_sheets",
            "passages": "encoding_note read_passages",
            "splitting": "sentences",
            "values": "Ask Choices Draft Intake Item Landing Passage Table Taken",
        },
    )
