"""Versions of plans: what an edit changed, and what became of each promise since."""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.versions.changes import MOVES as MOVES
    from welcomeplan.versions.changes import UNEXPLAINED as UNEXPLAINED
    from welcomeplan.versions.changes import WHAT as WHAT
    from welcomeplan.versions.changes import Change as Change
    from welcomeplan.versions.changes import ChangeKind as ChangeKind
    from welcomeplan.versions.changes import Shift as Shift
    from welcomeplan.versions.changes import Where as Where
    from welcomeplan.versions.changes import summary as summary
    from welcomeplan.versions.diff import Unread as Unread
    from welcomeplan.versions.diff import compare as compare
    from welcomeplan.versions.diff import pair_plans as pair_plans
    from welcomeplan.versions.ledger import Commit as Commit
    from welcomeplan.versions.ledger import Event as Event
    from welcomeplan.versions.ledger import Key as Key
    from welcomeplan.versions.ledger import Kind as Kind
    from welcomeplan.versions.ledger import Ledger as Ledger
    from welcomeplan.versions.ledger import Life as Life
    from welcomeplan.versions.ledger import Silence as Silence
    from welcomeplan.versions.ledger import Version as Version
    from welcomeplan.versions.ledger import follow as follow
    from welcomeplan.versions.ledger import short as short
    from welcomeplan.versions.ledger import silences as silences
else:
    __getattr__ = lazy(
        __name__,
        {
            "changes": "Change ChangeKind MOVES Shift UNEXPLAINED WHAT Where summary",
            "diff": "Unread compare pair_plans",
            "ledger": "Commit Event Key Kind Ledger Life Silence Version follow short silences",
        },
    )
