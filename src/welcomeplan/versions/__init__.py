"""Versions of plans: what an edit changed, and what became of each promise since."""

from typing import TYPE_CHECKING

from welcomeplan.door import lazy

if TYPE_CHECKING:
    from welcomeplan.versions.changes import summary as summary
    from welcomeplan.versions.diff import added_entries as added_entries
    from welcomeplan.versions.diff import by_weight as by_weight
    from welcomeplan.versions.diff import compare as compare
    from welcomeplan.versions.diff import pair_plans as pair_plans
    from welcomeplan.versions.ledger import follow as follow
    from welcomeplan.versions.likeness import like_titles as like_titles
    from welcomeplan.versions.lives import DEADLINES as DEADLINES
    from welcomeplan.versions.lives import TARGETS as TARGETS
    from welcomeplan.versions.lives import Event as Event
    from welcomeplan.versions.lives import Kind as Kind
    from welcomeplan.versions.lives import Ledger as Ledger
    from welcomeplan.versions.lives import Life as Life
    from welcomeplan.versions.lives import Past as Past
    from welcomeplan.versions.log import plain as plain
    from welcomeplan.versions.log import records as records
    from welcomeplan.versions.moves import due_words as due_words
    from welcomeplan.versions.silence import Silence as Silence
    from welcomeplan.versions.silence import silences as silences
    from welcomeplan.versions.slips import Order as Order
    from welcomeplan.versions.slips import OwnerSlip as OwnerSlip
    from welcomeplan.versions.slips import by_owner as by_owner
    from welcomeplan.versions.slips import ordered as ordered
    from welcomeplan.versions.steps import Step as Step
    from welcomeplan.versions.steps import all_steps as all_steps
    from welcomeplan.versions.steps import by_whom as by_whom
    from welcomeplan.versions.thing import every_told_of as every_told_of
    from welcomeplan.versions.values import MOVES as MOVES
    from welcomeplan.versions.values import UNEXPLAINED as UNEXPLAINED
    from welcomeplan.versions.values import WHAT as WHAT
    from welcomeplan.versions.values import Change as Change
    from welcomeplan.versions.values import ChangeKind as ChangeKind
    from welcomeplan.versions.values import Commit as Commit
    from welcomeplan.versions.values import Gaps as Gaps
    from welcomeplan.versions.values import Key as Key
    from welcomeplan.versions.values import Shared as Shared
    from welcomeplan.versions.values import Shift as Shift
    from welcomeplan.versions.values import Spot as Spot
    from welcomeplan.versions.values import Unread as Unread
    from welcomeplan.versions.values import Version as Version
    from welcomeplan.versions.values import Where as Where
    from welcomeplan.versions.values import short as short
    from welcomeplan.versions.values import where as where
else:
    __getattr__ = lazy(
        __name__,
        {
            "changes": "summary",
            "diff": "added_entries by_weight compare pair_plans",
            "likeness": "like_titles",
            "ledger": "follow",
            "lives": "DEADLINES TARGETS Event Kind Ledger Life Past",
            "log": "plain records",
            "moves": "due_words",
            "silence": "Silence silences",
            "slips": "Order OwnerSlip by_owner ordered",
            "steps": "Step all_steps by_whom",
            "thing": "every_told_of",
            "values": (
                "Change ChangeKind Commit Gaps Key MOVES Shared Shift Spot UNEXPLAINED Unread "
                "Version WHAT Where short where"
            ),
        },
    )
