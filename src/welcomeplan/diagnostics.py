"""What is wrong with a plan: data, all of it collected, each with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan.wording import path_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from welcomeplan.yamltext import Route, Source, Span


class Severity(StrEnum):
    """How much a fault weighs. Only errors fail `validate` (with `--strict`, warnings too)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    OFF = "off"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


EXCERPT = 160
"""How many characters around a fault are kept of a source line that no person wrote."""
LONGEST_LINE = 20_000
"""How many characters a source line may have and be kept whole."""

LONGEST_MESSAGE = 1000
"""How many characters a message or remedy may have."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault where a rule saw it: a route into one file. `locate` turns it into bytes.

    With `on_key` the key itself is at fault, not its value. `within` narrows the place to some
    characters of a text value.
    """

    route: Route
    message: str
    remedy: str
    on_key: bool = False
    within: tuple[int, int] | None = None
    mild: bool = False
    """Whether it is a note, however much its rule weighs."""
    meant: str = ""
    """The word that was likely meant, where one word is at fault: the remedy asks for it."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault at its place. Lines and columns count from 1, the end column is exclusive."""

    rule: str
    severity: Severity
    file: str
    """Relative to the folder that was read."""
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    remedy: str
    excerpt: str
    """The source line that holds the fault as it stands in the file; of an endless one, a part."""
    skipped: int = 0
    """How many characters of the line come before the excerpt."""
    about: tuple[str, ...] = ()
    """What it is about, by names that stay while lines move: see `locate`."""
    new: bool | None = None
    """Whether an edit brought it; None where nothing was compared."""
    meant: str = ""
    """The word that was likely meant in its place, as the rule gave it."""


class UnreadPart(NamedTuple):
    """A milestone or an indicator that can't be read, in a file whose other parts can."""

    kind: str
    """`milestone` or `indicator`."""
    id: str | None
    """Its id, where that can be told."""
    file: str
    """Relative to the folder that was read."""
    line: int
    route: Route
    number: str | None = None
    """The document's own number of it, likewise."""

    @property
    def called(self) -> str:
        """What it is called in a sentence."""
        if self.id:
            return f"the {self.kind} `{self.id}`"
        return f"{'an' if self.kind == 'indicator' else 'a'} {self.kind}"


class Absent(NamedTuple):
    """A strategy that `plan.yaml` lists, and that has no file."""

    file: str
    """What is not there, relative to the folder that was read."""
    meant: str = ""
    """The name of a file beside it that may be it, but for its name."""


class Described(NamedTuple):
    """A rule as other tools are told of it."""

    name: str
    severity: Severity
    """How much a fault of it weighs, where a plan does not say otherwise."""
    doc: str
    """What, why, and an example, indented."""
    settable: bool = True
    """Whether a plan may say otherwise."""


@dataclass(frozen=True)
class Checked:
    """Every diagnostic of what was read, and how much that was.

    `unread` names the files of which something is missing from the plans: no table made from the
    plans is complete while it holds a name. What is missing is the whole file, but where
    `unread_parts` names parts of it.
    """

    root: str
    """The folder that was read, as people are shown it. All files are relative to it."""
    files: int
    milestones: int
    diagnostics: tuple[Diagnostic, ...]
    unread: tuple[str, ...] = ()
    unread_parts: tuple[UnreadPart, ...] = ()
    held: tuple[str, ...] = ()
    """Those of `unread` that could be read, but for the `plan.yaml` of their plan, which can't."""
    absent: tuple[Absent, ...] = ()
    """Those of `unread` that are not there, though the `plan.yaml` beside them lists them."""
    strict: bool = False
    """Whether warnings fail too."""
    rules: tuple[Described, ...] = ()
    """What it was held to."""
    off: tuple[str, ...] = ()
    """The checks that a plan switches off."""
    since: str | None = None
    """The commit that an edit began with; None where nothing was compared."""
    all: bool = False
    """Whether what stood before the edit is shown too, and fails too."""
    again: str = ""
    """The options that a command which is pointed to needs as well, to speak of the same."""

    def adding(self, found: Iterable[Diagnostic]) -> Checked:
        """This, with more diagnostics, all in the order of their places."""
        every = [*self.diagnostics, *found]
        every.sort(key=lambda d: (d.file, d.line, d.column, d.rule))
        return replace(self, diagnostics=tuple(every))

    def counts(self, diagnostic: Diagnostic) -> bool:
        """Whether it is told, and weighs: what stood before an edit does not, unless asked for."""
        return self.all or diagnostic.new is not False

    def count(self, severity: Severity) -> int:
        """How many diagnostics that count have this severity."""
        return sum(d.severity is severity for d in self.diagnostics if self.counts(d))

    @property
    def stood(self) -> int:
        """How many errors and warnings stood before the edit."""
        return sum(d.new is False and d.severity is not Severity.NOTE for d in self.diagnostics)

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether the plan fails for it."""
        weight = diagnostic.severity
        heavy = weight is Severity.ERROR or (self.strict and weight is Severity.WARNING)
        return heavy and self.counts(diagnostic)

    @property
    def failed(self) -> bool:
        """Whether the plan fails."""
        return any(map(self.fails, self.diagnostics))

    @cached_property
    def shown(self) -> tuple[Diagnostic, ...]:
        """The diagnostics with each file as people are shown it, from where they stand."""
        return tuple(replace(d, file=path_in(self.root, d.file)) for d in self.diagnostics)


def locate(
    rule: str, severity: Severity, file: str, source: Source, finding: Finding
) -> Diagnostic:
    """Give a finding its place in the source.

    What it is about is known in another version by the kind and id of the nearest thing that has
    one (without one, by the file), by the keys from there, and by the value at its end.
    """
    span = source.span(finding.route, key=finding.on_key)
    if finding.within:
        span = _narrow(source, span, finding)
    about = _about(file, source, finding.route)
    found = at(rule, severity, file, source, span, finding.message, finding.remedy, about)
    return replace(found, meant=finding.meant) if finding.meant else found


def _about(file: str, source: Source, route: Route) -> tuple[str, ...]:
    names = ["", file.rpartition("/")[2]]
    for at, step in enumerate(route, 1):
        if isinstance(step, str):
            names.append(step)
            continue
        # Where it stands in a list says nothing of it: an id does, and what follows.
        value = source.word((*route[:at], "id"))
        names = [names[-1], value] if value else [*names, "[]"]
    return *names, source.word(route)


def at(
    rule: str,
    severity: Severity,
    file: str,
    source: Source,
    span: Span,
    message: str,
    remedy: str,
    about: tuple[str, ...] = (),
) -> Diagnostic:
    """A diagnostic at a span of the source."""
    line, column = source.position(span.start)
    end_line, end_column = source.position(span.end)
    text = source.line(line)
    excerpt, skipped = (text, 0) if len(text) <= LONGEST_LINE else around(text, column - 1, EXCERPT)
    place = (line, column, end_line, end_column)
    said = (_clipped(message), _clipped(remedy))
    return Diagnostic(rule, severity, file, *place, *said, excerpt, skipped, about)


def around(text: str, at: int, most: int) -> tuple[str, int]:
    """A part of a line around a character, and how many characters are before that part."""
    skipped = min(max(0, at - most // 2), max(0, len(text) - most))
    part = text[skipped : skipped + most]
    return (part if skipped + most >= len(text) else f"{part}..."), skipped


def _clipped(text: str) -> str:
    """A message of a length that can be read, whatever long value it quotes."""
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}..."


def _narrow(source: Source, span: Span, finding: Finding) -> Span:
    """The characters of a value that are at fault, where the file shows the value as it is."""
    assert finding.within  # noqa: S101 - the caller asked
    node = source.node(source.existing(finding.route))
    value = getattr(node, "value", None)
    quoted = 1 if getattr(node, "style", "") in ("'", '"') else 0
    if value is None or source.text[span.start + quoted : span.end - quoted] != value:
        return span
    start, end = finding.within
    return type(span)(span.start + quoted + start, span.start + quoted + end)
