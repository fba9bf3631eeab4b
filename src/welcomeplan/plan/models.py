"""The schema of plan and strategy files, and a plan made of them.

Every scalar reaches the schema as text (see `yamltext`); each field gives it its type here.
The order of the fields is the order of the keys in a file, and their descriptions are what the
format's documentation is made from.
"""

from __future__ import annotations

import calendar as month_lengths
import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from welcomeplan.deadlines import (
    FIRST_YEAR,
    LAST_YEAR,
    Deadline,
    Occurrence,
    Question,
    Recurrence,
    Window,
    read_deadline,
    read_repeats,
)
from welcomeplan.diagnostics import Finding
from welcomeplan.wording import did_you_mean, words
from welcomeplan.yamltext import DEFAULT_LIMITS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from welcomeplan.deadlines import Calendar
    from welcomeplan.yamltext import Route, Source

Status = Literal["active", "blocked", "deferred", "dropped"]
CheckLevel = Literal["error", "warning", "note", "off"]


def _wrong(message: str, remedy: str) -> PydanticCustomError:
    # The text goes in as context, so that braces in it are never taken for a template.
    return PydanticCustomError("wrong", "{message}", {"message": message, "remedy": remedy})


def _text(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise _wrong("an empty text", "Write something, or delete the key.")
    return value


def _slug(value: Any) -> Any:
    if isinstance(value, str) and not is_slug(value):
        near = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")
        remedy = f" Write `{near}`." if is_slug(near) else ""
        raise _wrong(
            f"`{value}` is not an id",
            f"An id has small letters a-z, digits and hyphens, and at least one letter.{remedy}",
        )
    return value


def is_slug(text: str) -> bool:
    """Whether a text may be an id: ``a-z0-9-``, with at least one letter."""
    return bool(re.fullmatch(r"[a-z0-9-]+", text) and re.search("[a-z]", text))


def read_day(text: str) -> date:
    """A day written ``YYYY-MM-DD``. Raises ValueError, with a sentence, for anything else."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(f"`{text}` is not a day as YYYY-MM-DD")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"`{text}` is a day that does not exist") from None
    _plausible(text, day.year)
    return day


def _plausible(text: str, year: int) -> None:
    """Raise ValueError for a year outside those a plan may name: it is a slip of the pen."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"the year of `{text}` is outside {FIRST_YEAR} to {LAST_YEAR}")


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return read_day(value)
    except ValueError as error:
        raise _wrong(str(error), "Write a day as 2018-02-11: year, month, day.") from None


@dataclass(frozen=True, slots=True)
class DoneOn:
    """When something was finished, as exactly as the plan knows: a day, a month or a year."""

    text: str
    first: date
    last: date

    def __str__(self) -> str:
        return self.text


def read_done(text: str) -> DoneOn:
    """``2018-02-11``, ``2018-02`` or ``2018``. Raises ValueError, with a sentence, otherwise."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", text, re.ASCII)
    if not match:
        day = read_day(text)
        return DoneOn(text, day, day)
    year, month = int(match[1]), int(match[2] or 0)
    if month > 12 or match[2] == "00":
        raise ValueError(f"`{text}` is a month that does not exist")
    _plausible(text, year)
    if not month:
        return DoneOn(text, date(year, 1, 1), date(year, 12, 31))
    length = month_lengths.monthrange(year, month)[1]
    return DoneOn(text, date(year, month, 1), date(year, month, length))


def _done(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return read_done(value)
    except ValueError as error:
        raise _wrong(
            str(error), "Write the day as 2018-02-11, or the month as 2018-02, or the year as 2018."
        ) from None


@dataclass(frozen=True, slots=True)
class Target:
    """How much was promised: an amount and what it counts."""

    amount: Decimal
    unit: str

    def __str__(self) -> str:
        amount = words(self.amount)
        return f"{amount}%" if self.unit == "%" else f"{amount} {self.unit}"


def read_amount(text: str) -> Decimal:
    """A number such as ``2``, ``1,250`` or ``-0.5``. Raises ValueError otherwise."""
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3}){1,4}|\d{1,15})(\.\d{1,9})?", text, re.ASCII):
        raise ValueError(f"`{text}` is not a number")
    return Decimal(text.replace(",", ""))


def _amount(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return read_amount(value)
    except ValueError as error:
        raise _wrong(str(error), "Write a number alone, such as `amount: 2`.") from None


LONGEST_TARGET = 200
"""How many characters a target may have."""


def _target(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = len(value) <= LONGEST_TARGET and re.fullmatch(
        r"(-?[\d,.]*\d)\s*(%|[^\d.,\s].*)", value.strip()
    )
    try:
        if match:
            return Target(read_amount(match[1]), match[2].strip())
    except ValueError:
        pass
    raise _wrong(
        f"`{value}` is not a number and a unit", "Write the target as `2 trainings` or `45%`."
    )


def _year(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not re.fullmatch(r"(19|20|21)\d\d", value, re.ASCII):
        raise _wrong(f"`{value}` is not a year", "Write four digits, such as `year: 2018`.")
    return int(value)


def _from_text(key: str) -> BeforeValidator:
    """A mapping that may be written as one text: `jvs` for `{org: jvs}`."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


Text = Annotated[str, BeforeValidator(_text)]
Slug = Annotated[str, BeforeValidator(_slug)]
Day = Annotated[date, BeforeValidator(_day)]
Done = Annotated[DoneOn, BeforeValidator(_done)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
Year = Annotated[int, BeforeValidator(_year)]


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


class LogEntry(Part):
    """A dated update."""

    on: Day = Field(description="the day of the update")
    amount: Amount | None = Field(
        None,
        description="how much was done; added up toward the target, or of a share (45%) the level",
    )
    note: Text | None = Field(None, description="what happened, or the reason")
    by: Text | None = Field(None, description="who says so")


class OccurrenceEntry(Part):
    """One time of something that repeats."""

    period: Text = Field(description="which time: `2018Q1`, `2018-03`, `2018`")
    done: Done | None = Field(None, description="when this time was finished")
    evidence: tuple[Text, ...] = Field((), description="links or paths that prove it")


class Milestone(Part):
    """A promise with a deadline."""

    id: Slug = Field(description="short and unique in the plan: a-z, 0-9 and hyphens")
    title: Text = Field(description="what will be true when it is done")
    text: Text | None = Field(None, description="the adopted wording, when the title shortens it")
    for_: Slug | None = Field(
        None, alias="for", description="the action it belongs to, when it stands under an objective"
    )
    starts: Annotated[Due, _from_text("words")] | None = Field(
        None, description="when work begins, in deadline words"
    )
    due: Annotated[Due, _from_text("words")] | None = Field(
        None, description="the deadline, in the plan's own words"
    )
    repeats: Text | None = Field(
        None, description="`monthly`, `quarterly`, `twice a year`, `each March`"
    )
    owner: Slug | None = Field(None, description="the one organization that answers for it")
    partners: tuple[Annotated[Partner, _from_text("org")], ...] = Field(
        (), description="others who help: ids, or `{org: jvs, role: support}`"
    )
    after: tuple[Slug, ...] = Field((), description="ids that must be done first")
    target: Annotated[Target, BeforeValidator(_target)] | None = Field(
        None, description="a number and a unit: `2 trainings`, `45%`"
    )
    status: Status | None = Field(
        None, description="`active`, `blocked`, `deferred` or `dropped`; absent means planned"
    )
    done: Done | None = Field(
        None, description="the day it was finished, or the month or year where no more is known"
    )
    occurrences: tuple[OccurrenceEntry, ...] = Field(
        (), description="for what repeats: which times were done"
    )
    log: tuple[LogEntry, ...] = Field((), description="dated updates")
    evidence: tuple[Text, ...] = Field((), description="links or paths that prove it")
    tags: tuple[Slug, ...] = Field((), description="free words to filter by")
    source: Text | None = Field(None, description="where in the adopted document this stands")


class Reading(Part):
    """One measurement of an indicator."""

    on: Day = Field(description="the day it was measured")
    value: Amount = Field(description="the number")
    source: Text | None = Field(None, description="where it comes from")


class Indicator(Part):
    """A measure that shows whether the doing is working."""

    id: Slug = Field(description="short and unique in the plan")
    title: Text = Field(description="what is measured")
    unit: Text | None = Field(None, description="what the numbers count")
    baseline: Amount | None = Field(None, description="the number at the start")
    target: Amount | None = Field(None, description="the number to reach")
    due: Annotated[Due, _from_text("words")] | None = Field(
        None, description="by when, in deadline words"
    )
    readings: tuple[Reading, ...] = Field((), description="the measurements")


class Action(Part):
    """What will be done toward an objective."""

    id: Slug = Field(description="short and unique in the plan")
    title: Text = Field(description="what will be done")
    text: Text | None = Field(None, description="the adopted wording, when the title shortens it")
    lead: Slug | None = Field(None, description="the organization that leads it")
    partners: tuple[Annotated[Partner, _from_text("org")], ...] = Field(
        (), description="others who help"
    )
    milestones: tuple[Milestone, ...] = Field((), description="its promises")
    tags: tuple[Slug, ...] = Field((), description="free words")
    source: Text | None = Field(None, description="where in the adopted document this stands")


class Objective(Part):
    """What a strategy sets out to reach."""

    id: Slug = Field(description="short and unique in the plan")
    title: Text = Field(description="what will be reached")
    text: Text | None = Field(None, description="the adopted wording, when the title shortens it")
    lead: Slug | None = Field(None, description="the organization that leads it")
    partners: tuple[Annotated[Partner, _from_text("org")], ...] = Field(
        (), description="others who help"
    )
    actions: tuple[Action, ...] = Field((), description="what will be done")
    milestones: tuple[Milestone, ...] = Field((), description="its promises")
    year: Year | None = Field(None, description="the year of deadline words that name none")
    indicators: tuple[Indicator, ...] = Field((), description="its measures")
    tags: tuple[Slug, ...] = Field((), description="free words")
    source: Text | None = Field(None, description="where in the adopted document this stands")


class Strategy(Part):
    """A strategy file."""

    title: Text = Field(description="the strategy's name")
    summary: Text | None = Field(None, description="what it is about")
    lead: Slug | None = Field(None, description="the organization that leads it")
    year: Year | None = Field(None, description="the year of deadline words that name none")
    objectives: tuple[Objective, ...] = Field((), description="its objectives")
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
    words: dict[str, Text] = Field({}, description="the plan's own terms, in deadline words")


class SourceDocument(Part):
    """A document the plan was adopted in."""

    title: Text = Field(description="the document's title")
    url: Text | None = Field(None, description="where it can be read")
    dated: Day | None = Field(None, description="its date")


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
    organizations: dict[Slug, Annotated[Organization, _from_text("name")]] = Field(
        {}, description="who takes part: an id, and a name or details"
    )
    sources: tuple[SourceDocument, ...] = Field((), description="the adopted documents")
    strategies: tuple[Slug, ...] = Field(
        (), description="the strategies in the document's order; others follow by name"
    )
    checks: dict[str, CheckLevel] = Field({}, description="severity per rule")


@dataclass(frozen=True)
class StrategyFile:
    """A strategy with the file it was read from. Its id is the file's name without ending."""

    id: str
    file: str
    """The file's name as people are shown it, relative to the folder that was asked for."""
    source: Source
    strategy: Strategy


@dataclass(frozen=True)
class Plan:
    """A plan as it was read: the head, the strategies, and where each stands on disk."""

    id: str
    file: str
    """The name of its `plan.yaml`, relative to the folder that was asked for."""
    source: Source
    head: Head
    calendar: Calendar
    strategies: tuple[StrategyFile, ...]
    complete: bool = True
    """False where a strategy file could not be read: what is missing may stand there."""

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every milestone in its place, in the plan's order."""
        return tuple(self._walk())

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """The milestones by id (the first, where an id is given twice)."""
        entries: dict[str, Entry] = {}
        for entry in self.entries:
            entries.setdefault(entry.milestone.id, entry)
        return entries

    def waits_for(self, name: str) -> list[str]:
        """The milestones that one waits for: its `after`, and that of a deadline like "30 days
        after kickoff"."""
        entry = self.by_id[name]
        anchor = entry.due.anchor if isinstance(entry.due, Deadline) else None
        return [*entry.milestone.after, *([anchor] if anchor in self.by_id else [])]

    def _walk(self) -> Iterator[Entry]:
        for file in self.strategies:
            for o, objective in enumerate(file.strategy.objectives):
                route: Route = ("objectives", o)
                for a, action in enumerate(objective.actions):
                    for m, milestone in enumerate(action.milestones):
                        place = (*route, "actions", a, "milestones", m)
                        yield Entry(self, file, objective, action, milestone, place)
                for m, milestone in enumerate(objective.milestones):
                    belongs = next((a for a in objective.actions if a.id == milestone.for_), None)
                    place = (*route, "milestones", m)
                    yield Entry(self, file, objective, belongs, milestone, place)


MOST_TIMES = 2000
"""How often one milestone may repeat: five years of days."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One milestone where it stands in its plan."""

    plan: Plan
    file: StrategyFile
    objective: Objective
    action: Action | None
    milestone: Milestone
    route: Route

    @cached_property
    def due(self) -> Deadline | Question | None:
        """Its deadline as read by the plan's calendar; a question where it can't be read."""
        return read_due(self.milestone.due, self.plan.calendar, self.year)

    @property
    def year(self) -> int | None:
        """The year that stands above it, for deadline words that name none."""
        return self.objective.year or self.file.strategy.year

    @cached_property
    def starts(self) -> Deadline | Question | None:
        """When work begins, likewise."""
        return read_due(self.milestone.starts, self.plan.calendar, self.year)

    def times(self, until: date) -> tuple[Occurrence, ...]:
        """The times of a milestone that repeats: within `starts` to `due`, or the plan's period.

        A plan promises nothing before it is adopted. Where nothing says when it ends, the times
        are those up to a year after `until`; where nothing says when it begins, there are none.
        """
        recurrence = self.recurrence
        if recurrence is None:
            return ()
        if recurrence.windows:  # each with its own first and last day
            listed = Window(recurrence.windows[0].start, recurrence.windows[-1].end)
            return recurrence.occurrences(listed)
        due = self.due if isinstance(self.due, Deadline) else None
        begin = self.starts if isinstance(self.starts, Deadline) else None
        period = read_period(self.plan)
        start = (begin and begin.start) or (due and due.start)
        if start is None and period and period.start:
            start = max(period.start, self.plan.head.adopted or period.start)
        end = (due and due.due_by) or (period and period.end) or until + timedelta(days=365)
        start = start or self.plan.head.adopted
        if not start or start > end or recurrence.about(Window(start, end)) > MOST_TIMES:
            return ()  # `unreadable-deadline` says so
        return recurrence.occurrences(Window(start, end))

    @cached_property
    def recurrence(self) -> Recurrence | None:
        """How it repeats, by `repeats` or by the words of its deadline; None where it does not."""
        if self.milestone.repeats:
            try:
                return read_repeats(self.milestone.repeats, self.plan.calendar)
            except Question:
                return None  # `unreadable-deadline` says so
        return self.due.recurrence if isinstance(self.due, Deadline) else None

    @property
    def owner(self) -> str | None:
        """Who answers for it: its owner, or else the lead of the action it belongs to."""
        return self.milestone.owner or (self.action.lead if self.action else None)

    @property
    def owner_name(self) -> str:
        """The owner's full name, where the plan gives it."""
        organization = self.plan.head.organizations.get(self.owner or "")
        return organization.name if organization else self.owner or ""

    @property
    def line(self) -> int:
        """The line of the file on which the milestone begins."""
        return self.file.source.line_of(self.route)


def read_period(plan: Plan) -> Deadline | None:
    """The plan's horizon as read; None where it gives none, or none that can be read."""
    try:
        return read_deadline(plan.head.period, plan.calendar) if plan.head.period else None
    except Question:
        return None  # `unreadable-deadline` says so


def read_due(
    due: Due | None, calendar: Calendar, year: int | None = None
) -> Deadline | Question | None:
    """A deadline as written, read. A question, where the words can't be, is data: not raised.

    `year` is the one that the objective or strategy above it states; words that name one keep it.
    """
    if due is None:
        return None
    if due.by:
        reading = f"by {due.by.day} {due.by:%B %Y}: the plan gives the day beside its words"
        return Deadline(due.words, "date", end=due.by, reading=reading)
    try:
        return read_deadline(due.words, calendar, year=year)
    except Question as question:
        return question


_PartT = TypeVar("_PartT", bound=Part)


def parse(kind: type[_PartT], source: Source) -> tuple[_PartT | None, list[tuple[str, Finding]]]:
    """A file's model, or the faults that stop it: each with the name of its rule."""
    assert source.root is not None  # noqa: S101 - a source with faults has been reported
    try:
        return kind.model_validate(plain(source.root)), []
    except ValidationError as error:
        most = DEFAULT_LIMITS.faults
        found = [
            _finding(kind, details, source) for details in error.errors(include_url=False)[:most]
        ]
        if error.error_count() > most:
            more = Finding(
                (), f"{error.error_count() - most} more faults", "Mend those below first."
            )
            found.append(("wrong-value", more))
        return None, found


def _finding(kind: type[Part], error: ErrorDetails, source: Source) -> tuple[str, Finding]:
    """A fault that pydantic found, in a planner's words."""
    route: Route = tuple(error["loc"])
    key = next((step for step in reversed(route) if isinstance(step, str)), "the file")
    value = error["input"]
    context = error.get("ctx", {})
    match error["type"]:
        case "wrong" if key in _ORGANIZATIONS and "not an id" in context["message"]:
            message = f"`{key}`: `{value}` is not the id of an organization"
            remedy = "Write its id, as it stands before the colon under `organizations:`"
            return "wrong-value", Finding(route, message, f"{remedy} in plan.yaml.")
        case "wrong":
            on_key = route[-1:] == ("[key]",)
            route = route[:-1] if on_key else route
            name = "" if on_key else f"`{key}`: "
            message = name + context["message"]
            return "wrong-value", Finding(route, message, context["remedy"], on_key)
        case "extra_forbidden":
            known = list(_part_at(kind, route[:-1]).keys())
            meant = _SYNONYMS.get(key)
            remedy = f"Write `{meant}`. " if meant in known else did_you_mean(key, known)
            remedy += f"Known here: {', '.join(known)}. A key of your own begins with `x-`."
            return "unknown-key", Finding(route, f"unknown key `{key}`", remedy, on_key=True)
        case "missing":
            return "missing-key", Finding(
                route[:-1],
                f"`{key}` is missing",
                f"Add a line `{key}: ...`{_where(route[:-1])}.",
            )
        case "literal_error":
            known = context["expected"].replace(" or ", ", ").replace("'", "").split(", ")
            shown = f"`{key}` is `{value}`" if isinstance(value, str) else f"`{key}` is not a word"
            meant = _SYNONYMS.get(str(value).lower(), "") if key == "status" else ""
            if meant == "done":
                remedy = "For what is finished, write the day: `done: 2018-02-11`. "
            else:
                remedy = f"Write `{meant}`. " if meant in known else did_you_mean(str(value), known)
            return "wrong-value", Finding(
                route,
                f"{shown}, which is none of {', '.join(known)}",
                f"{remedy}Write one of {', '.join(known)}, or delete the key.",
            )
    expected = _EXPECTED.get(error["type"], "something else")
    if value is None:
        message = f"`{key}` has no value"
        return "wrong-value", Finding(
            route, message, f"Write {expected} after it, or delete the key.", on_key=True
        )
    kinds: dict[type, str] = {str: "text", dict: "a mapping (`key: value`)", list: "a list"}
    found = kinds.get(type(value), "a value")
    name = f"`{key}`" if route else key
    if route and isinstance(route[-1], int):
        name = f"an item of `{key}`"
    return "wrong-value", Finding(
        route, f"{name} must be {expected}; this is {found}", _remedy(key, error["type"])
    )


_ORGANIZATIONS = frozenset({"owner", "lead", "org", "partners"})
# What people write for a key or a status, and what it is called here.
_SYNONYMS = {
    "complete": "done",
    "completed": "done",
    "finished": "done",
    "deadline": "due",
    "date": "due",
    "description": "text",
    "email": "contact",
    "in progress": "active",
    "started": "active",
    "ongoing": "active",
    "on hold": "deferred",
    "cancelled": "dropped",
    "canceled": "dropped",
    "links": "evidence",
    "notes": "log",
    "responsible": "owner",
    "start": "starts",
    "done": "done",
}

_EXPECTED = {
    "string_type": "a text",
    "tuple_type": "a list",
    "dict_type": "a mapping (`key: value`)",
    "model_type": "a mapping (`key: value`)",
    "model_attributes_type": "a mapping (`key: value`)",
    "date_type": "a day such as 2018-02-11",
    "is_instance_of": "a text",
    "decimal_type": "a number",
}


def _remedy(key: str, error: str) -> str:
    if error == "tuple_type":
        return f"Write `{key}: [first, second]`, or each item on a line of its own after `- `."
    if error in ("dict_type", "model_type", "model_attributes_type"):
        return "Write `key: value` lines, indented below."
    return f"Write `{key}: ...` on one line."


def _where(route: Route) -> str:
    """Where a missing key belongs, in a few words."""
    lists = [step for step in route if isinstance(step, str)]
    return f" to this item of `{lists[-1]}`" if lists else " to the file"


def _part_at(kind: type[Part], route: Route) -> type[Part]:
    """The part of the schema that a route leads to."""
    for step in route:
        if not isinstance(step, str):
            continue
        for name, field in kind.model_fields.items():
            if step == (field.alias or name):
                kind = next(_parts(field.annotation), kind)
                break
    return kind


def _parts(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _parts(argument)
