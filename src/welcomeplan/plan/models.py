"""The schema of plan and strategy files.

Each field is given its type here, by the kinds of values in `scalars`. The order of the fields is
the order of the keys in a file, and their descriptions are what the format's documentation is made
from.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from welcomeplan.plan.numbers import counts_shares
from welcomeplan.plan.scalars import (
    Amount,
    Day,
    Done,
    Ends,
    Known,
    Level,
    Line,
    Number,
    Slug,
    Text,
    WrittenTarget,
    Year,
    by_time,
    from_text,
    slug,
    wrong,
)
from welcomeplan.plan.values import Change, CheckLevel, DoneOn, Status

EXCUSED = "the checks that it is excused from, by name: `[outside-period]`"
NUMBERED = "the document's own number, as it prints it: `C01.2.1`; taken wherever an id is"


class Part(BaseModel):
    """A mapping of a plan file. Keys that begin with `x-` are the planner's own."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _leave_own_keys(cls, data: Any) -> Any:
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if not key.startswith("x-")}
        return data

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        """The keys as files write them, in their order."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())


class Due(Part):
    """A deadline: the plan's words, and a day where the words can't be read."""

    words: Text = Field(description="the deadline in the plan's own words")
    by: Day | None = Field(None, description="the last day that is on time")


class Organization(Part):
    """Who takes part."""

    name: Text = Field(description="the organization's full name")
    contact: Text | None = Field(None, description="an address to write to")
    url: Text | None = Field(None, description="its page")


class Partner(Part):
    """An organization that helps."""

    org: Slug = Field(description="the organization's id")
    role: Text | None = Field(None, description="what it does")

    @property
    def text(self) -> str:
        """The organization's id, with its role behind it: `jvs (support)`."""
        return f"{self.org} ({self.role})" if self.role else self.org


def _owners(value: Any) -> Any:
    """An owner as it may be written: an organization's id, it with its role, or a list of such, of
    which the first answers."""
    if value is None or value == ():
        return ()
    if isinstance(value, str):
        return (slug(value),)
    if isinstance(value, dict):
        return (value,)
    if value == []:
        raise wrong("an empty list", "Write who answers for it, or delete the key.")
    every = [one.get("org") if isinstance(one, dict) else one for one in value]
    for at, one in enumerate(every):
        if isinstance(one, str) and one in every[:at]:
            raise wrong(f"`{one}` stands twice", "Name it once: who answers stands first.")
    return value


Owners = Annotated[tuple[Annotated[Partner, from_text("org")], ...], BeforeValidator(_owners)]


class LogEntry(Part):
    """What happened on a day; where something of the promise changed, what it was or became."""

    on: Day = Field(description="the day on which it happened")
    period: Text | None = Field(None, description="of which time of what repeats: `2018Q1`")
    status: Change | None = Field(
        None,
        description="what it became: `active`, `blocked`, `deferred`, `dropped`, `planned` again",
    )
    was_due: Annotated[Due, from_text("words")] | None = Field(
        None, description="the deadline until that day; `none` where there was none"
    )
    was_done: Done | None = Field(None, description="the `done` that was taken back")
    was: Annotated[Partner, from_text("org")] | None = Field(
        None,
        alias="was_owner",
        description=(
            "who answered for it until that day, `marc` or `{org: marc, role: lead}`; `nobody`"
            " where no one did"
        ),
    )
    amount: Amount | None = Field(
        None,
        description=(
            "how much was done, a number alone; added up toward the target, or of a share (45%)"
            " the level"
        ),
    )
    note: Text | None = Field(None, description="what happened, or the reason")
    by: Text | None = Field(None, description="who says so")
    under: Text | None = Field(None, description="by whose decision: `Resolution 2018-14`")

    @property
    def was_owner(self) -> str | None:
        """The organization that answered for it until that day, or `nobody`."""
        return self.was.org if self.was else None

    @property
    def changes(self) -> bool:
        """Whether something of the promise changed."""
        return any((self.status, self.was_due, self.was_done, self.was))


class OccurrenceEntry(Part):
    """One time of something that repeats."""

    period: Text = Field(description="which time: `2018Q1`, `2018-03`, `2018`")
    due: Annotated[Due, from_text("words")] | None = Field(
        None, description="another deadline, of this time alone"
    )
    done: Done | None = Field(None, description="when it was finished, as `done` of a milestone")
    evidence: tuple[Text, ...] = Field((), description="links or paths that prove it")


class Milestone(Part):
    """A promise with a deadline."""

    id: Slug = Field(description="short and unique in the plan: a-z, 0-9 and hyphens")
    title: Text = Field(description="what will be true when it is done")
    text: Text | None = Field(None, description="the adopted wording, when the title shortens it")
    number: Number | None = Field(None, description=NUMBERED)
    for_: Slug | None = Field(
        None, alias="for", description="the action it belongs to, when it stands under an objective"
    )
    starts: Annotated[Due, from_text("words")] | None = Field(
        None, description="when work begins, in deadline words"
    )
    due: Annotated[Due, from_text("words")] | None = Field(
        None, description="the deadline, in the plan's own words"
    )
    repeats: Text | None = Field(
        None, description="`monthly`, `quarterly`, `twice a year`, `each March`"
    )
    owners: Owners = Field(
        (),
        alias="owner",
        description=(
            "the organization that answers for it; of a list, `[jvs, {org: marc, role: co-lead}]`,"
            " the first, and the others help"
        ),
    )
    partners: tuple[Annotated[Partner, from_text("org")], ...] = Field(
        (), description="others who help: ids, or `{org: jvs, role: support}`"
    )
    after: tuple[Slug, ...] = Field((), description="ids that must be done first")
    target: WrittenTarget | None = Field(
        None,
        description="a number and a unit: `2 trainings`, `at least 20 hours`, `45%`, `$25,000`",
    )
    targets: dict[Text, WrittenTarget] = Field(
        default_factory=dict,
        description="in place of `target`, one for each time: `{2027: 88%, 2028: 89%}`",
    )
    status: Status | None = Field(
        None, description="`active`, `blocked`, `deferred` or `dropped`; absent means planned"
    )
    done: Done | None = Field(
        None,
        description="the day it was finished, or what is known of it: its month, its year, `yes`",
    )
    occurrences: tuple[OccurrenceEntry, ...] = Field(
        (), description="for what repeats: which times were done"
    )
    log: tuple[LogEntry, ...] = Field((), description="what happened, by day")
    evidence: tuple[Text, ...] = Field((), description="links or paths that prove it")
    tags: tuple[Line, ...] = Field((), description="free words to filter by")
    allow: tuple[Line, ...] = Field((), description=EXCUSED)
    source: Text | None = Field(None, description="where in the adopted document this stands")

    # What it has not, as a promise.
    lead: ClassVar[str | None] = None

    _by_time = field_validator("targets", "occurrences", mode="before")(by_time)

    @property
    def owner(self) -> str | None:
        """The organization that it names to answer for it."""
        return self.owners[0].org if self.owners else None

    @property
    def helpers(self) -> tuple[Partner, ...]:
        """Who helps: the others of its `owner`, then its `partners`."""
        return (*self.owners[1:], *self.partners)


class Reading(Part):
    """One measurement of an indicator."""

    on: Known = Field(description="the day it was measured, or what is known of it: 2018-02, 2018")
    value: Level = Field(description="the number")
    source: Text | None = Field(None, description="where it comes from")


def _levels(data: Any) -> list[str]:
    """The numbers of an indicator, as they are written."""
    if not isinstance(data, dict):
        return []
    found = [data.get("baseline"), data.get("target")]
    targets, readings = data.get("targets"), data.get("readings")
    found += targets.values() if isinstance(targets, dict) else []
    rows = readings if isinstance(readings, list) else []
    found += [row.get("value") for row in rows if isinstance(row, dict)]
    return [one for one in found if isinstance(one, str)]


class Indicator(Part):
    """A measure that shows whether the doing is working. With a target it is a promise."""

    id: Slug = Field(description="short and unique in the plan")
    title: Text = Field(description="what is measured")
    number: Number | None = Field(None, description=NUMBERED)
    unit: Text | None = Field(None, description="what the numbers count")
    baseline: Level | None = Field(None, description="the number at the start")
    target: Ends | None = Field(
        None, description="the number to reach: `500`, `88%`; or `at most 5%`, `below 20`"
    )
    targets: dict[Text, Ends] = Field(
        default_factory=dict,
        description="in place of `target`, the number of each time: `{2027: 88, 2028: 89}`",
    )
    due: Annotated[Due, from_text("words")] | None = Field(
        None, description="by when, in deadline words"
    )
    owners: Owners = Field((), alias="owner", description="as of a milestone")
    status: Literal["deferred", "dropped"] | None = Field(
        None, description="`deferred` or `dropped`; absent means that it is to be reached"
    )
    readings: tuple[Reading, ...] = Field((), description="the measurements")
    log: tuple[LogEntry, ...] = Field((), description="what happened, by day")
    allow: tuple[Line, ...] = Field((), description=EXCUSED)

    # What it has not, as a promise that is no work: nobody begins it, or marks it done.
    after: ClassVar[tuple[str, ...]] = ()
    done: ClassVar[DoneOn | None] = None
    evidence: ClassVar[tuple[str, ...]] = ()
    lead: ClassVar[str | None] = None
    occurrences: ClassVar[tuple[OccurrenceEntry, ...]] = ()
    partners: ClassVar[tuple[Partner, ...]] = ()
    repeats: ClassVar[str | None] = None
    starts: ClassVar[Due | None] = None

    _by_time = field_validator("targets", mode="before")(by_time)

    @model_validator(mode="before")
    @classmethod
    def _counts_shares(cls, data: Any) -> Any:
        """What is written `88%` without a unit counts percents."""
        share = next((one for one in _levels(data) if one.endswith("%")), None)
        if share is None:
            return data
        unit = data.get("unit")
        if unit is None:
            return {**data, "unit": "%"}
        if isinstance(unit, str) and not counts_shares(unit):
            raise wrong(
                f"`{share}` is a share, and `unit: {unit}` is none",
                "Write the number alone, or a unit such as `% of residents`.",
            )
        return data

    @property
    def owner(self) -> str | None:
        """The organization that it names to answer for it."""
        return self.owners[0].org if self.owners else None

    @property
    def helpers(self) -> tuple[Partner, ...]:
        """Who helps: the others of its `owner`."""
        return self.owners[1:]

    @property
    def latest(self) -> Reading | None:
        """The last reading: by its day, as far as it is known, and of one day the one that is
        written last."""
        days = reversed(self.readings)
        return max(days, key=lambda one: (one.on.last, one.on.first), default=None)


class Action(Part):
    """What will be done toward an objective."""

    id: Slug = Field(description="short and unique in the plan")
    title: Text = Field(description="what will be done")
    text: Text | None = Field(None, description="the adopted wording, when the title shortens it")
    number: Number | None = Field(None, description=NUMBERED)
    lead: Slug | None = Field(None, description="the organization that leads it")
    partners: tuple[Annotated[Partner, from_text("org")], ...] = Field(
        (), description="others who help"
    )
    milestones: tuple[Milestone, ...] = Field((), description="its promises")
    tags: tuple[Line, ...] = Field((), description="free words")
    allow: tuple[Line, ...] = Field((), description=EXCUSED)
    source: Text | None = Field(None, description="where in the adopted document this stands")


class Objective(Part):
    """What a strategy sets out to reach."""

    id: Slug = Field(description="short and unique in the plan")
    title: Text = Field(description="what will be reached")
    text: Text | None = Field(None, description="the adopted wording, when the title shortens it")
    number: Number | None = Field(None, description=NUMBERED)
    lead: Slug | None = Field(None, description="the organization that leads it")
    partners: tuple[Annotated[Partner, from_text("org")], ...] = Field(
        (), description="others who help"
    )
    actions: tuple[Action, ...] = Field((), description="what will be done")
    milestones: tuple[Milestone, ...] = Field((), description="its promises")
    year: Year | None = Field(None, description="the year of deadline words that name none")
    indicators: tuple[Indicator, ...] = Field((), description="its measures")
    tags: tuple[Line, ...] = Field((), description="free words")
    allow: tuple[Line, ...] = Field((), description=EXCUSED)
    source: Text | None = Field(None, description="where in the adopted document this stands")


class Strategy(Part):
    """A strategy file."""

    title: Text = Field(description="the strategy's name")
    number: Number | None = Field(None, description=NUMBERED)
    summary: Text | None = Field(None, description="what it is about")
    lead: Slug | None = Field(None, description="the organization that leads it")
    year: Year | None = Field(None, description="the year of deadline words that name none")
    objectives: tuple[Objective, ...] = Field((), description="its objectives")
    allow: tuple[Line, ...] = Field((), description=EXCUSED)
    source: Text | None = Field(None, description="where in the adopted document this stands")


class CalendarKeys(Part):
    """The plan's own dictionary of time, as written."""

    fiscal_year_starts: Text | None = Field(
        None, description="the month or day a fiscal year begins: `May`, `6 April`"
    )
    year_1: Text | None = Field(None, description="what the plan calls year 1, in deadline words")
    school_year: Text | None = Field(None, description="its months: `August to May`")
    day_month_order: Literal["month-first", "day-first"] | None = Field(
        None, description="how `10/11/2022` is read"
    )
    seasons: Literal["northern", "southern"] | None = Field(
        None, description="which half of the world the seasons belong to"
    )
    quarters: Literal["calendar", "fiscal"] | None = Field(
        None, description="what a bare `Q4` means where the fiscal year is not the calendar's"
    )
    first_month: Literal["0", "1"] | None = Field(
        None, description="the number of the plan's first month, where `M0` is one: `0`"
    )
    timezone: Text | None = Field(
        None, description="whose today it is, by its IANA name: `America/Chicago`"
    )
    words: dict[str, Text] = Field(
        default_factory=dict, description="the plan's own terms, in deadline words"
    )


class SourceDocument(Part):
    """A document the plan was adopted in."""

    title: Text = Field(description="the document's title")
    url: Text | None = Field(None, description="where it can be read")
    dated: Day | None = Field(None, description="its date")
    path: Line | None = Field(
        None,
        description=(
            "the document itself, kept beside `plan.yaml`: `adopted.txt` (.md, .html, .docx, .pdf);"
            " `coverage` and `validate` hold the plan to it"
        ),
    )
    not_promises: tuple[Text, ...] = Field(
        (), description="its sentences that promise nothing, word for word"
    )


class Head(Part):
    """`plan.yaml`: what the plan is."""

    id: Slug | None = Field(None, description="the plan's id; without it, its folder's name")
    title: Text = Field(description="the plan's name")
    community: Text | None = Field(None, description="whose plan it is")
    summary: Text | None = Field(None, description="how the plan came about")
    lead: Slug | None = Field(None, description="the organization that answers for the plan")
    adopted: Day | None = Field(None, description="the day the plan was adopted")
    period: Text | None = Field(None, description="the plan's horizon, in deadline words")
    vision: Text | None = Field(None, description="the world the plan works toward")
    goal: Text | None = Field(None, description="what the plan sets out to do")
    calendar: CalendarKeys = Field(CalendarKeys(), description="the plan's own dictionary of time")
    organizations: dict[Slug, Annotated[Organization, from_text("name")]] = Field(
        default_factory=dict, description="who takes part: an id, and a name or details"
    )
    sources: tuple[SourceDocument, ...] = Field((), description="the adopted documents")
    strategies: tuple[Slug, ...] = Field(
        (), description="the strategies in the document's order; others follow by name"
    )
    checks: dict[str, CheckLevel] = Field(default_factory=dict, description="severity per rule")
