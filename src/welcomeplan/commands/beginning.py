"""What `init` and `import` share: sheets and documents in, the files of a plan out."""

from __future__ import annotations

import shlex
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from welcomeplan import intake, workspace
from welcomeplan.commands import drafting, looking
from welcomeplan.commands.options import again_with, written
from welcomeplan.commands.waiting import waiting
from welcomeplan.deadlines import read_calendar
from welcomeplan.errors import NoPlan, Refused, UserError
from welcomeplan.formats.scaffold import SCHEMAS, schema_line
from welcomeplan.formats.text import summary
from welcomeplan.limits import MOST_DOCUMENT
from welcomeplan.views.intake import Import, items
from welcomeplan.wording import plural, some

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from welcomeplan.commands.drafting import Begun, Composed
    from welcomeplan.commands.taking import Taking
    from welcomeplan.deadlines import Calendar
    from welcomeplan.intake import Draft, Intake, Passage, Table
    from welcomeplan.plan import Plan
    from welcomeplan.yamltext import Value

TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods")
DOCUMENTS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")


def of_tables(files: Sequence[str]) -> bool:
    """Whether files are tables; else they are a document. Raises UserError for other files, and
    for several that are not read together."""
    for file in files:
        if Path(file).suffix.lower() not in (*TABLES, *DOCUMENTS):
            raise UserError(
                f"`{file}` is of no kind that is known by its name",
                f"A sheet ends in {some(TABLES)}; a document in {some(DOCUMENTS)}.",
            )
    tables = [file for file in files if Path(file).suffix.lower() in TABLES]
    if len(tables) != len(files) and len(files) > 1:
        raise UserError(
            "a document is imported alone",
            "Name one file; or several tables, which are read together.",
        )
    return bool(tables)


class Opened(NamedTuple):
    """Files that are imported together."""

    names: Sequence[str]
    tables: Mapping[str, Sequence[Table]]
    """Those of each file; none of a document."""

    @property
    def asked(self) -> Mapping[str, Sequence[Table]]:
        """Those of sheets that asked an owner, and come back."""
        return {file: every for file, every in self.tables.items() if intake.is_asked(every)}


def opened(files: Sequence[str]) -> Opened:
    """Files, and their tables. Raises UserError as `of_tables` does, and where a table can't be
    read."""
    found = {}
    if of_tables(files):
        with waiting("Reading", "file") as tick:
            for file in dict.fromkeys(files):
                found[file] = intake.read_tables(_bytes(file), Path(file).name)
                tick()
    return Opened(files, found)


class Read(NamedTuple):
    """What came of sheets or a document."""

    intake: Intake
    data: bytes = b""
    """The document itself; of sheets nothing."""
    passages: Sequence[Passage] = ()


def read(files: Opened, taking: Taking, organizations: Sequence[str], calendar: Calendar) -> Read:
    """What sheets or a document come to. `organizations`: the names that are known already."""
    names, tables = files
    if not tables and (taking.columns or taking.sheet is not None):
        given = "--map" if taking.columns else "--sheet"
        raise UserError(f"`{given}` is for tables, and `{names[0]}` is none", "Leave it out.")
    if files.asked:
        raise UserError(
            f"`{next(iter(files.asked))}` has an owner's answers, and is no plan",
            "To take them back, where the plan is:",
            command=f"welcomeplan import {shlex.join(files.asked)}",
        )
    sheet = written(taking.sheet, "--sheet")
    choices = intake.Choices(taking.mapped, sheet, organizations, calendar, looking.today())
    with waiting("Reading"):
        if tables:
            every = [one for file in names for one in tables[file]]
            found = Read(intake.read_sheets(every, choices))
        else:
            data = _bytes(names[0])
            passages = intake.read_passages(data, Path(names[0]).name)
            found = Read(intake.read_document(passages, choices), data, passages)
    if not any(one.kind in ("milestone", "indicator") for one in items(found.intake.strategies)):
        what = "sheet" if tables else "document"
        raise Refused(
            f"there is no plan in {some(f'`{file}`' for file in names)}: nothing in this {what} is"
            " a promise. Nothing was written",
            " ".join(_tried(found.intake)),
        )
    return found


def _tried(found: Intake) -> Iterator[str]:
    """What was looked for in what turns out to be no plan."""
    for one in found.taken:
        told = f"taken for {one.key}" if one.key else "left out"
        yield f"{one.place} “{one.label}”: {told}, {one.why}."
    yield from (f"{one.rstrip('.')}." for one in found.notes)
    yield from (f"{one.said} {one.remedy}" for one in found.asks)


def _bytes(file: str) -> bytes:
    """The bytes of a plain file. Raises UserError where it is none, or too large."""
    remedy = "Name a sheet or a document."
    data = looking.file_bytes(file, MOST_DOCUMENT, remedy)
    if len(data) > MOST_DOCUMENT:
        most = MOST_DOCUMENT // 1024 // 1024
        raise UserError(f"`{file}` is too large: more than {most} MiB", remedy)
    return data


class Imported(NamedTuple):
    """What came of sheets or a document, and the files that it makes."""

    intake: Intake
    begun: Begun
    title: str
    """That of the plan that it goes into."""
    what: str
    """What it is made of: `row` or `sentence`."""
    notes: Sequence[str] = ()


def home(folder: Path | None) -> Path:
    """The folder of the plan that is added to, or made. Raises UserError where that could be any
    of several, or is none."""
    if folder is None:
        try:
            return workspace.find()
        except NoPlan as error:
            if error.folder == "FOLDER":
                return Path() if Path.cwd().name == "plan" else Path("plan")
            raise _which(error.remedy.partition(". ")[0]) from None
    if folder.exists() and not folder.is_dir():
        raise UserError(f"`{folder}` is a file; a plan is a folder", "Name a folder.")
    below = list(islice(workspace.homes(workspace.Disk(folder)), 3))
    if len(below) > 1 and below[0] != PurePosixPath():
        raise _which(f"Plans stand below: {some((folder / one).as_posix() for one in below)}")
    return folder / below[0] if below else folder


def _which(below: str) -> UserError:
    return UserError(
        f"which plan is meant is not said. {below}",
        "Name its folder, or that of a new one: `--dir FOLDER`.",
    )


def refuse_other_files(folder: Path) -> None:
    """Raise Refused where a folder that is to be a plan holds YAML files: each would be taken for
    a strategy."""
    items = workspace.Disk(folder).items(PurePosixPath())
    for one in items:
        if one.name.lower().endswith((".yaml", ".yml")) and not one.name.startswith("."):
            raise Refused(
                f"`{(folder / one.name).as_posix()}` would be taken for a part of the plan."
                " Nothing was written",
                "Name another folder: that of a plan has no other YAML files.",
            )


def imported(
    files: Opened,
    taking: Taking,
    folder: Path,
    given: Mapping[str, Value] | None = None,
    taken: Collection[str] = (),
    line: str = "",
) -> Imported:
    """What files come to, as an addition to the plan of a folder, or as a new one there.

    Of a new one: `given` is what its `plan.yaml` says, whatever they say; `taken` are the ids of
    other plans; `line` is what it begins with.
    """
    known = _known(folder)
    if known is None:
        return _new(files, taking, folder, given or {}, taken, line)
    names = {id_: one.name for id_, one in known.head.organizations.items()}
    named = taking.organizations(names)
    every = {**names, **named}
    _refuse_export(files)
    found = read(files, taking, list(every.values()), known.calendar).intake
    ids = {name for one in known.places for name in (one.id, one.number) if name}
    _refuse_again(known, found, folder)
    line = _line_of(known, folder)

    def drafted() -> Draft:
        return intake.draft(found.strategies, every, ids)

    def attempt(made: Draft, strategies: Composed, checks: Mapping[str, str]) -> Begun:
        return drafting.addition(folder, known, strategies, {**named, **made.organizations}, checks)

    drafted()  # gives each part its id
    asked = _with_asks(found, intake.set_aside(found, _numbers(found, ids)))
    found, begun, notes = _fitted(asked, drafted, line, attempt, known.head.checks)
    if found.head:
        left = some(f"`{key}`" for key in found.head)
        notes.append(
            f"What it says of the plan itself was left out, since the plan has its own: {left}."
        )
    return Imported(found, begun, known.head.title, _what(files), notes)


def _fitted(
    found: Intake,
    drafted: Callable[[], Draft],
    line: str,
    attempt: Callable[[Draft, Composed, Mapping[str, str]], Begun],
    checks: Mapping[str, object],
) -> tuple[Intake, Begun, list[str]]:
    """What comes of an attempt, with what stands in its way set aside key by key; and what is
    noted of it. `line` is what each strategy begins with; `checks` are the severities of the
    plan."""
    while True:
        made = drafted()
        strategies = drafting.strategy_files(made.files, line)
        begun = attempt(made, strategies, {})
        asks = intake.set_aside(found, drafting.wrong(begun))
        if not asks:
            break
        found = _with_asks(found, asks)
    if not _unread(begun) or drafting.UNREADABLE in checks:
        return found, begun, []
    notes = [_unread_told(_unread(begun))]
    return found, attempt(made, strategies, {drafting.UNREADABLE: "warning"}), notes


def _with_asks(found: Intake, asks: Sequence[intake.Ask]) -> Intake:
    return found._replace(asks=[*found.asks, *asks])


def _numbers(found: Intake, taken: Collection[str]) -> Iterator[intake.Wrong]:
    """The numbers of new parts that name parts of the plan already."""
    for one in items(found.strategies):
        if str(one.keys.get("number", "")) in taken:
            yield intake.Wrong(
                one.id,
                "number",
                "its number stands in the plan already",
                "Correct the file that is written.",
            )


def _unread(begun: Begun) -> int:
    """How many deadlines of the new parts can't be read."""
    return sum(
        one.rule == drafting.UNREADABLE and one.file != workspace.HEAD for one in begun.errors
    )


def _unread_told(count: int) -> str:
    return (
        f"{plural(count, 'deadline')} can't be read yet, and {'is' if count == 1 else 'are'} kept"
        " word for word, without a day. Until that is answered, plan.yaml has"
        f" `{drafting.UNREADABLE}: warning` under `checks:`."
    )


def _new(
    files: Opened,
    taking: Taking,
    folder: Path,
    given: Mapping[str, Value],
    taken: Collection[str],
    line: str,
) -> Imported:
    refuse_other_files(folder)
    named = taking.organizations({})
    keys = given.get("calendar")
    calendar = read_calendar(**keys) if isinstance(keys, dict) else read_calendar()
    got = read(files, taking, list(named.values()), calendar)
    found = got.intake
    title = str(
        {"title": Path(files.names[0]).stem.replace("_", " "), **found.head, **given}["title"]
    )
    notes: list[str] = []
    beside: dict[str, bytes] = {}
    there: dict[str, bytes] = {}
    more: dict[str, Value] = {}
    checks: dict[str, Value] = {}
    if got.data and _can_be_kept(Path(files.names[0]).name):
        name = Path(files.names[0]).name
        nothing = list(dict.fromkeys(one.text for one in found.landings if one.no_promise))
        more["sources"] = _sources({**found.head, **given, "title": title}, name, nothing)
        (there if _holds(folder / name, got.data) else beside)[name] = got.data
        parts = [{"title": title, **found.head, **given, **more}]
        parts += intake.draft(found.strategies, named).files.values()
        texts = [group for part in parts for group in intake.texts_in(part)]
        dated = len(intake.cover(got.passages, texts, nothing, calendar).dated)
        if dated:
            checks["lost-sentence"] = "warning"
            notes.append(
                f"{plural(dated, 'sentence')} with a date {'stands' if dated == 1 else 'stand'} in"
                " no part yet; `welcomeplan coverage` lists them. Until then `plan.yaml` has"
                " `lost-sentence: warning` under `checks:`."
            )

    def drafted() -> Draft:
        return intake.draft(found.strategies, named)

    def attempt(made: Draft, strategies: Composed, weights: Mapping[str, str]) -> Begun:
        head: dict[str, Value] = {
            "title": title,
            **found.head,
            **given,
            **more,
            "organizations": {**named, **made.organizations},
            "strategies": list(made.files),
            "checks": {**checks, **weights},
        }
        head = drafting.head_of(head, taken, folder)
        return drafting.new_plan(folder, head, strategies, beside, line, there)

    first = schema_line("strategy") if line else ""
    found, begun, told = _fitted(found, drafted, first, attempt, checks)
    notes += told
    if "title" not in given and "title" not in found.head:
        notes.append(f"No title was found: the plan is called after the file, “{title}”.")
    if begun.errors and "period" not in {**found.head, **given}:
        notes.append("A period is given with `welcomeplan init --period ... --from FILE`.")
    return Imported(found, begun, title, _what(files), notes)


def _sources(head: Mapping[str, Value], name: str, nothing: list[str]) -> Value:
    """The document beside the plan, with the sentences of it that promise nothing."""
    told = head.get("sources")
    first = told[0] if isinstance(told, list) and isinstance(told[0], dict) else {}
    kept = {"title": str(head["title"]), **first, "path": name}
    return [kept | ({"not_promises": nothing} if nothing else {})]


def _can_be_kept(name: str) -> bool:
    """Whether a document of that name can be named in `plan.yaml`, and kept beside it."""
    return name.isprintable() and not name.startswith(".") and not set(name) & set("\\:/")


def _holds(path: Path, data: bytes) -> bool:
    """Whether the document stands there already."""
    try:
        return looking.file_bytes(path, len(data), "") == data
    except UserError:
        return False


def _what(files: Opened) -> str:
    return "row" if files.tables else "sentence"


def _known(folder: Path) -> Plan | None:
    """The plan of a folder, if one is there. Raises Refused where not all of it can be read."""
    if not (folder / workspace.HEAD).is_file():
        return None
    found = looking.load(folder)
    if found.report.unread:
        raise Refused(
            f"{some(map(found.shown, found.report.unread))} can't be read in full, so nothing is"
            " added to the plan. Nothing was written",
            "Mend that first. To see what is wrong:",
            command=f"welcomeplan validate{again_with({'--dir': folder})}",
        )
    return next(one for one in found.plans if one.file == workspace.HEAD)


def _line_of(known: Plan, folder: Path) -> str:
    """What the plan's strategies begin with, to tell editors their schema."""
    first = [one.source.text.partition("\n")[0].strip() for one in known.strategies]
    line = next((one for one in first if one.startswith("# yaml-language-server:")), "")
    if not line and (folder / SCHEMAS / "strategy.schema.json").is_file():
        return schema_line("strategy")
    return f"{line}\n" if line else ""


_EXPORTED = {"Id", "Plan", "Strategy", "Objective", "State", "Lateness", "As of"}
"""Columns that no sheet has together but an export."""


def _refuse_export(files: Opened) -> None:
    """Raise Refused for an export, as an addition to a plan: whoever wrote something into one would
    have the plan twice, and not what was written."""
    for file, tables in files.tables.items():
        heads = (row for one in tables for row in one.rows[:5])
        if any({cell for cell in row if isinstance(cell, str)} >= _EXPORTED for row in heads):
            raise Refused(
                f"`{file}` was made by `welcomeplan export`, and what is written in it can't be"
                " taken back. Nothing was written",
                "A sheet for an owner to fill in is made with `--ask`; a plan of its own is made of"
                " an export in a new folder, `--dir FOLDER`.",
                command="welcomeplan export --ask OWNER -o updates.xlsx",
            )


def _refuse_again(known: Plan, found: Intake, folder: Path) -> None:
    """Raise Refused where a strategy or a row of a sheet stands in the plan already."""
    titles = {_same(one.strategy.title): one.file for one in known.strategies}
    parts = {(_same(p.title), getattr(p.model, "source", None)): p.file.file for p in known.places}
    for item in items(found.strategies):
        there = titles.get(_same(item.title)) if item.kind == "strategy" else None
        source = item.keys.get("source")
        if item.kind == "milestone" and isinstance(source, str):
            there = parts.get((_same(item.title), source))
        if there:
            raise Refused(
                f"the {item.kind} “{item.title}” stands in the plan already, in"
                f" `{(folder / there).as_posix()}`. Nothing was written",
                "A sheet is imported once; afterwards the plan is what is kept (`welcomeplan add`,"
                " `edit`). To import it anew, delete the files that it made; to have it as another"
                " plan, name a new folder: `--dir FOLDER`.",
            )


def _same(title: str) -> str:
    return " ".join(title.split()).casefold()


def result(folder: Path, begun: Begun | None = None) -> str:
    """What `validate` says of a plan as it stands in a folder now, in a line. It is known, where
    what was `begun` stands there."""
    if begun and drafting.stands(begun, folder):
        return summary(drafting.held(begun, folder))
    return summary(drafting.ruled(workspace.with_documents(looking.load(folder))))


def told(made: Imported, folder: Path, *, written: bool, write: str = "") -> Import:
    """What is reported of it; `write` is the command that writes it."""
    written = written and not made.begun.errors
    files = [*made.begun.files, *(one.path.name for one in made.begun.changes)]
    return Import(
        made.intake,
        made.what,
        made.title,
        [(folder / name).as_posix() for name in files],
        drafting.faults(made.begun, made.intake),
        written,
        result(folder, made.begun) if written else summary(drafting.held(made.begun, folder)),
        write,
        made.notes,
    )


def refused(made: Imported) -> Refused:
    """That it can't be written, as its report says why."""
    count = plural(len(made.begun.errors), "fault")
    return Refused(
        f"{count} {'stands' if len(made.begun.errors) == 1 else 'stand'} in the way. Nothing was"
        " written",
        "Mend what is named above in the sheet or document, and import it again.",
    )
