"""Where in a plan to be a sentence of a document stands; what is asked of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from welcomeplan.intake.promising import Open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from welcomeplan.intake.nodes import Said
    from welcomeplan.intake.values import Item

SEVERAL = Open(
    "Which of the dates in the sentence is its deadline?",
    "Write `due:` into the milestone, or make a milestone for each.",
)
OVERRULED = Open(
    "An action's own words name a time, and its label another, which is its deadline. Is anything"
    " promised for the first as well?",
    "If it is, make a milestone of it with that `due:`. Where it only tells of the work, as the age"
    " of pupils does, nothing needs to be done: it stands in the action's words.",
)
CONDITION = Open(
    "A day that waits on something. By when?",
    "Write what it waits on under `after:`, and a day under `due:` only if that is promised.",
)
PROMISED = Open(
    "A time to come is named, and nothing says that somebody promises it. Is it promised?",
    "If it is, make a milestone of the sentence; else name it under `not_promises:` in plan.yaml.",
)
AGAIN = Open(
    "Is it done again after that day? How often, and until when?",
    "Write `repeats:`, such as `each September`, into a milestone of its own.",
)
WHOSE = Open(
    "Who is that? A sentence says that they will do it, and not who leads the action above.",
    "Name organizations by `--org NAME`, or write `owner:` into the milestone.",
)
SINCE = Open(
    "It repeats. Since when?",
    "Give plan.yaml a `period:`, such as `2025 to 2027`, or each a `starts:` and a `due:`.",
)
TOO_LONG = Open(
    "The sentence is too long to look for its days. By when?",
    "Write `due:` into the milestone, or make a milestone for each.",
)
TICKED = Open(
    "The document says that it is done. On which day was it?",
    "Write `done:` with that day, or its month, into the milestone.",
)
FOREIGN = Open(
    "A time is named, and no deadline that can be read. By when?",
    "Write `due:` in English words, such as `by June 2026`.",
)
NOT_PROMISED = "it names a time, and does not say that somebody promises it"
PAST = "it tells of what was"
NO_DAY = "it promises no day, and stands where no part of a plan is listed"


@dataclass(slots=True, eq=False)
class Spot:
    """Where in the plan to be the sentences stand that come next."""

    kind: str
    """`root`, `prose`, or the kind of its item."""
    up: Spot | None = None
    said: Sequence[Said] = ()
    """The heading that the item is made of, once it is needed."""
    item: Item | None = None
    inner: Item | None = None
    """Of a strategy: the objective that stands for it, where it has parts and no objective."""
    year: int | None = None
    last: Item | None = None
    """The last action or milestone of a list in it, to which “Lead:” and “Timeline:” belong."""
    promise: Item | None = None
    """The last milestone."""
    group: list[Item] = field(default_factory=list)
    """The actions of which the promises that follow are."""
    run: int = 0
    """How many points stand one after another: what labels say after several is said of all."""
    depth: int = 0
    """How deep the points of its list stand; what is deeper is of the last one."""
    closed: bool = False
    """Whether such promises stand already: the next action begins another group."""
