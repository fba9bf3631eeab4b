"""Runs every scenario in `tests/versions`: versions of a plan, and all that is said of them.

A scenario of `edits.txt` says what an edit did; one of `lives.txt`, what became of each promise;
one of `sums.txt`, what that comes to on 1 June 2018:

    == what it shows
    milestone: id: a, title: A, due: in 2018
    ->
    milestone: id: a, title: A, due: in 2019
      the expected answer, indented by two spaces

A version is written by its parts: `plan: KEY: VALUE` of `plan.yaml`, `strategy: NAME`,
`objective:`, `action:`, `milestone:` and `indicator:`, each with its keys, and `broken: FILE`,
which nobody can read; `in: FOLDER` begins another plan. `->` begins a version; after it may stand
its commit:
`-> NAME of PARENT PARENT on DAY landed DAY`. Lines above the first case are of every version.
`pytest --update` rewrites what is expected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pytest

from welcomeplan.diagnostics import UnreadPart
from welcomeplan.errors import UserError
from welcomeplan.plan import Plan, facts_on, register
from welcomeplan.versions import (
    Change,
    Commit,
    Gaps,
    Ledger,
    Life,
    Order,
    Shared,
    Shift,
    Step,
    Unread,
    Version,
    Where,
    added_entries,
    all_steps,
    by_owner,
    by_whom,
    compare,
    every_told_of,
    follow,
    like_titles,
    ordered,
    silences,
    summary,
)
from welcomeplan.workspace import Memory, read

from .conftest import InMemory

SCENARIOS = Path(__file__).parent / "versions"
TODAY = date(2018, 6, 1)
HEAD = {
    "title": "A plan",
    "adopted": "2018-01-01",
    "period": "2018 to 2019",
    "organizations": "{marc: MARC, jvs: JVS}",
}


@dataclass
class Scenario:
    title: str
    lines: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def text(self) -> str:
        head = [f"== {self.title}"] if self.title else []
        return "\n".join([*head, *self.lines, *(f"  {line}" for line in self.expected)]) + "\n"


def parse(path: Path) -> list[Scenario]:
    """The scenarios of a file; the first holds what all of them share, and has no title."""
    found = [Scenario("")]
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("== "):
            found.append(Scenario(line[3:]))
        elif line.startswith("  "):
            found[-1].expected.append(line[2:])
        elif line:
            found[-1].lines.append(line)
    return found


def files(lines: list[str]) -> dict[str, str]:
    """The files of a version."""
    heads: dict[str, dict[str, str]] = {}
    found: dict[str, str] = {}
    folder, file, held = "", "work.yaml", ""
    for line in lines:
        word, _, rest = line.partition(": ")
        if word == "in":
            folder, file, held = f"{rest}/", f"{rest}/work.yaml", ""
            continue
        head = heads.setdefault(folder, {"id": folder.strip("/") or "town", **HEAD})
        if word == "plan":
            key, _, value = rest.partition(": ")
            head[key.rstrip(":")] = value
        elif word == "strategy":
            name, _, title = rest.partition(", title: ")
            file, held = f"{folder}{name}.yaml", ""
            found[file] = f"title: {title or name}\n"
        elif word == "broken":
            found[rest] = "title: [\n"
        else:
            text = found.get(file, "title: Work\n")
            if word == "objective" or "objectives:" not in text:
                text += "" if "objectives:" in text else "objectives:\n"
                keys = rest if word == "objective" else "id: o, title: Aim"
                text += spread(f"[{{{keys}}}]", "  ")
                held = ""
            if word != "objective":
                text += "" if held == word else f"    {word}s:\n"
                text += spread(f"[{{{rest}}}]", "      ")
                held = word
            found[file] = text
    for folder, head in (heads or {"": {"id": "town", **HEAD}}).items():
        if f"{folder}plan.yaml" not in found:
            each = ", ".join(f"{key}: {value}" for key, value in head.items() if value)
            found[f"{folder}plan.yaml"] = spread(f"{{{each}}}", "")
    return found


def spread(value: str, indent: str) -> str:
    """A list or a mapping that is written on one line, with a line for each value."""
    found = ""
    for one in parts(value[1:-1]):
        if value.startswith("["):
            held = spread(one, f"{indent}  ") if one.startswith("{") else f"{one}\n"
            found += f"{indent}- {held.lstrip()}"
        else:
            key, _, inside = one.partition(": ")
            nested = inside[:1] in ("[", "{") and len(inside) > 2
            found += f"{indent}{key}:"
            found += f"\n{spread(inside, f'{indent}  ')}" if nested else f" {inside}\n"
    return found


def parts(text: str) -> list[str]:
    """What commas part that stand in no brackets and no quotes."""
    found, depth, quoted = [""], 0, False
    for char in text:
        quoted ^= char == "'"
        depth += 0 if quoted else (char in "[{") - (char in "]}")
        if char == "," and not depth and not quoted:
            found.append("")
        else:
            found[-1] += char
    return [one.strip() for one in found if one.strip()]


class Read(NamedTuple):
    """A version as it was read."""

    commit: Commit
    plans: tuple[Plan, ...]
    unread: tuple[str, ...]
    parts: tuple[UnreadPart, ...]

    @property
    def gaps(self) -> Gaps:
        return Gaps.of(self.unread, self.parts)


def commit(words: str, at: int, last: str) -> Commit:
    """`-> NAME of PARENT PARENT on DAY landed DAY`, of which all may be left out."""
    told: dict[str, list[str]] = {"->": []}
    key = "->"
    for word in words.split():
        key = word if word in ("->", "of", "on", "landed") else key
        told.setdefault(key, []).extend([word] if word != key else [])
    name = next(iter(told["->"]), str(at))
    day = told.get("on", [str(date(2018, 1, 1) + timedelta(days=at))])[0]
    landed = told.get("landed")
    return Commit(
        name,
        date.fromisoformat(day),
        "Ana",
        f"Commit {name}",
        tuple(told.get("of", [last] if last else [])),
        date.fromisoformat(landed[0]) if landed else None,
    )


class Hashed(InMemory):
    """Files of which equal ones are known to be equal, as git's are."""

    def key(self, file: PurePosixPath) -> str:
        return self.files[str(file)]


def versions(common: list[str], lines: list[str], tree: type[InMemory] = InMemory) -> list[Read]:
    each: list[tuple[str, list[str]]] = [("->", [])]
    for line in lines:
        if line.startswith("->"):
            each.append((line, []))
        else:
            each[-1][1].append(line)
    if lines[0].startswith("->"):
        del each[0]
    found: list[Read] = []
    memory: Memory = {}
    for at, (words, parts) in enumerate(each):
        made = commit(words, at, found[-1].commit.hash if found else "")
        reading = read(Path("plan"), tree(files([*common, *parts])), memory=memory)
        report = reading.report
        found.append(Read(made, reading.plans, tuple(report.unread), tuple(report.unread_parts)))
    return found


def along_first_parents(each: list[Read]) -> list[Version]:
    """Versions as git has them: what lies behind a merge comes with it."""
    known = {one.commit.hash: one for one in each}
    plain = {
        name: Version(one.commit, one.plans, one.unread, before=one.commit.parents,
                      unread_parts=one.parts)
        for name, one in known.items()
    }  # fmt: skip

    def above(name: str) -> set[str]:
        parents = known[name].commit.parents
        return {name}.union(*(above(parent) for parent in parents))

    line: list[Version] = []
    at: str | None = each[-1].commit.hash
    while at:
        parents = known[at].commit.parents
        behind = (above(at) - {at} - above(parents[0])) if len(parents) > 1 else set()
        began = {p for one in (at, *behind) for p in known[one].commit.parents} - behind
        line.append(
            Version(
                known[at].commit,
                known[at].plans,
                known[at].unread,
                tuple(plain[name] for name in known if name in behind),
                before=parents if len(parents) > 1 else (),
                began=tuple(plain[name] for name in known if name in began) if behind else (),
                unread_parts=known[at].parts,
            )
        )
        at = parents[0] if parents else None
    return line[::-1]


# -- all that is said


def shown(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Where):
        first, last = value.lines
        return f"{value.file}:{first}" + (f"-{last}" if last != first else "")
    if isinstance(value, Shift):
        return f"{value.id} “{value.title}” {value.words!r} {value.before} -> {value.after}" + (
            f" explained={value.explained} under={value.under!r} days={value.days}"
        )
    if isinstance(value, Step):
        period = f"{value.period}: " if value.period else ""
        return f"{value.key} {period}{value.before} -> {value.after} [{value.note}|{value.under}]"
    if isinstance(value, Shared):
        return str(value) or f"shared by {value.keys}"
    if isinstance(value, Commit):
        return value.hash
    if isinstance(value, tuple):
        return "[" + "; ".join(map(shown, value)) + "]"
    return str(value)


def in_whole(one: Any, *but: str) -> str:
    """Every field of a value that is not as it is by default."""
    found = []
    for each in fields(one):
        value = getattr(one, each.name)
        if each.name not in but and value != each.default:
            found.append(f"{each.name}={shown(value)}")
    return " ".join(found)


def of_edit(change: Change) -> Iterator[str]:
    told = f"{change.kind}: {change.what} {change.plan}/{change.id} “{change.title}”"
    yield f"{told} {change.key} {change.before} -> {change.after}"
    but = (
        "kind",
        "what",
        "plan",
        "id",
        "title",
        "key",
        "before",
        "after",
        "where",
        "near",
        "moved",
    )
    at = f"at {shown(change.where)}"
    at += f" near {shown(change.near)}" if change.near != change.where else ""
    yield f"  {at} {in_whole(change, *but)}".rstrip()
    yield from (f"  moves {shown(shift)}" for shift in change.moved)
    if change.steps:
        yield f"  {by_whom(change.steps)}"


def edit(each: list[Read]) -> Iterator[str]:
    old, new = each[0], each[-1]
    found = compare(old.plans, new.plans, Unread(old.gaps, new.gaps))
    for change in found:
        yield from of_edit(change)
    unread = bool(old.unread), bool(new.unread)
    yield summary(found, facts_on(register(new.plans), TODAY).all, unread)
    stood, stand = (
        {(plan.id, name): p for plan in one.plans for name, p in plan.promised.items()}
        for one in (old, new)
    )
    for key in [key for key in stand if key in stood]:
        sides = stood[key], stand[key]
        for steps in filter(None, all_steps(*sides, every_told_of(*sides))):
            yield f"in turn {key[1]}: {'; '.join(map(shown, steps))}"


def of_life(life: Life) -> Iterator[str]:
    about = {
        "first": f"{life.first_words!r} {life.first_due}",
        "now": f"{life.words!r} {life.due_by}",
        "slip": life.slip,
        "late": life.recorded_late,
        "former": ", ".join("/".join(key) for key in life.former),
        "touched": life.touched.hash if life.touched else "",
        "is": " ".join(name for name in ("removed", "open", "untouched") if getattr(life, name)),
    }
    told = ", ".join(f"{key} {value}" for key, value in about.items() if value not in ("", None))
    yield f"{life.plan}/{life.id}: {told}"
    for event in life.events:
        said = f"{event.commit.hash} {event.kind}: {event.before!r} -> {event.after!r}"
        more = in_whole(event, "kind", "commit", "before", "after")
        yield f"  {said} {more}".rstrip()


def lives(each: list[Read]) -> Iterator[str]:
    for life in follow(along_first_parents(each)).lives:
        yield from of_life(life)


def sums(each: list[Read]) -> Iterator[str]:
    ledger = follow(along_first_parents(each))
    for whose in dict.fromkeys((None, *(owner for life in ledger.lives for owner in life.owners))):
        yield from sums_of(ledger.of(whose or ("nobody" if whose is not None else None)))
    for order in Order:
        yield f"by {order}: {' '.join(life.id for life in ordered(ledger.lives, order))}"
    for silent in silences(ledger, TODAY):
        yield f"silent: {in_whole(silent)}"


def sums_of(ledger: Ledger) -> Iterator[str]:
    yield f"of {'all' if ledger.owner is None else ledger.owner or 'nobody'}:"
    for name in ("lives", "moved", "repeated", "untouched", "recorded_late"):
        yield f"  {name}: {' '.join(life.id for life in getattr(ledger, name))}".rstrip()
    yield f"  later {ledger.later}, sooner {ledger.sooner}"
    for slip in by_owner(ledger):
        longest = slip.longest.id if slip.longest else None
        yield f"  {in_whole(slip, 'longest')} longest={longest}"


ANSWERS = {"edits": edit, "lives": lives, "sums": sums}


def all_scenarios() -> list[object]:
    return [
        pytest.param(path, one.title, id=f"{path.stem}: {one.title}")
        for path in sorted(SCENARIOS.glob("*.txt"))
        for one in parse(path)
        if one.title
    ]


@pytest.mark.parametrize(("path", "title"), all_scenarios())
def test_all_that_is_said(path: Path, title: str, update: bool) -> None:
    common, *every = parse(path)
    (one,) = (one for one in every if one.title == title)
    each = versions(common.lines, one.lines)
    found = [f"unread in {v.commit.hash}: {' '.join(v.unread)}" for v in each if v.unread]
    found += ANSWERS[path.stem](each)
    if update:
        one.expected = found
        path.write_text("\n".join(each.text() for each in (common, *every)), "utf-8")
    assert found == one.expected


@pytest.mark.parametrize(
    "title", [one.title for one in parse(SCENARIOS / "lives.txt") if one.title]
)
def test_files_that_stay_as_they_are_need_not_be_gone_through(title: str) -> None:
    (one,) = (one for one in parse(SCENARIOS / "lives.txt") if one.title == title)
    found = list(lives(versions([], one.lines, Hashed)))
    assert found == [line for line in one.expected if not line.startswith("unread")]


def plans(text: str) -> list[Read]:
    return versions([], text.strip().split("\n"))


FOUND = """
-> 0
in: town
milestone: id: survey, title: Survey the newcomers of the town, number: 1.2, due: in 2018
milestone: id: poll-2018, title: P
milestone: id: pollen, title: Q
milestone: id: gone, title: Gone, number: 7
milestone: id: stays, title: Gone in town
in: city
milestone: id: survey, title: S
milestone: id: stays, title: Stays in the city
-> 1
in: town
milestone: id: census, title: Survey the newcomers of the town, number: 1.2, due: in 2018
milestone: id: poll-2018, title: P
milestone: id: pollen, title: Q
in: city
milestone: id: survey, title: S
milestone: id: stays, title: Stays in the city
"""
ALL = "no milestone or indicator has or had the id or number"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("census", "town/census"),
        ("cens", "town/census"),
        ("town/survey", "town/census"),
        ("survey", "city/survey"),
        ("gone", "town/gone"),
        ("stays", "city/stays"),
        ("town/stays", "town/stays"),
        ("7", "town/gone"),
        ("1.2", "town/census"),
        ("town/1.2", "town/census"),
        ("poll", "`poll` is the beginning of 2 ids| town/poll-2018=P town/pollen=Q"),
        ("surv", "city/survey"),
        ("town/poll", "`town/poll` is the beginning of 2 ids| town/poll-2018=P town/pollen=Q"),
        ("town/censos", f"{ALL} `town/censos`|Did you mean `town/census`? To see them all:"
                   " welcomeplan history --all"),
        ("1.3", f"{ALL} `1.3`|Did you mean `1.2`? To see them all: welcomeplan history --all"),
        ("xxxx", f"{ALL} `xxxx`|To see them all: welcomeplan history --all"),
        ("city/surveys", f"{ALL[:-10]} `city/surveys`|Did you mean `city/survey`? To see them all:"
                         " welcomeplan history --all"),
    ],
)  # fmt: skip
def test_a_promise_is_found_by_any_name_it_had_or_it_is_said_what_fits(
    name: str, wanted: str
) -> None:
    ledger = follow(along_first_parents(plans(FOUND)))
    try:
        life = ledger.find(name)
        answer = f"{life.plan}/{life.id}"
    except UserError as error:
        names = " ".join(f"{id_}={title}" for id_, title in error.candidates)
        answer = f"{error.message}|{error.remedy} {error.command or names}"
    assert answer == wanted


def test_one_id_may_be_of_several_that_are_gone() -> None:
    each = plans("""
in: one
milestone: id: a, title: A
in: two
milestone: id: a, title: B
->
""")
    with pytest.raises(UserError) as caught:
        follow(along_first_parents(each)).find("a")
    assert caught.value.message == "`a` could be any of 2"
    assert caught.value.candidates == (("one/a", "A"), ("two/a", "B"))


KNOWN = """
-> 0 on 2018-01-01
milestone: id: a, title: A, due: by May 2018
-> 1 on 2018-01-02
milestone: id: a, title: A, due: by June 2018, done: 2018-05-02, log: [{on: 2018-05-03, was_due: by May 2018, note: x}]
-> 2 on 2018-01-03
milestone: id: a, title: A, due: by June 2018, status: active, owner: marc, log: [{on: 2018-05-03, was_due: by May 2018, note: x}, {on: 2018-05-04, status: active, note: y}]
"""  # noqa: E501 - as in a scenario


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2018, 5, 4), "promised moved done reopened status owner"),
        (date(2018, 5, 3), "promised moved done reopened owner"),
        (date(2018, 5, 2), "promised moved done reopened owner"),
        (date(2018, 5, 1), "promised moved reopened owner"),
    ],
)
def test_what_happened_by_a_day_is_what_is_said_of_days_until_it(day: date, kinds: str) -> None:
    whole = follow(along_first_parents(plans(KNOWN))).of("marc")
    ledger = whole.until(day)
    assert " ".join(event.kind for event in ledger.lives[0].events) == kinds
    assert (ledger.owner, ledger.lives[0].slip) == ("marc", 30)


def test_of_what_a_clone_begins_with_nobody_knows_since_when() -> None:
    late = KNOWN.replace("2018-01-01", "2018-07-01").replace("2018-01-02", "2018-07-02")
    ledger = follow(along_first_parents(plans(late)))
    assert ledger.lives[0].recorded_late == 31
    begun = ledger.begun_before(plans(late)[0].commit)
    assert [event.uncertain for event in begun.lives[0].events] == [True, *[False] * 5]
    assert begun.lives[0].recorded_late is None
    assert [move.recorded_late for move in begun.lives[0].moves] == [2]


def test_each_entry_that_was_added_to_a_log_that_was_there_is_told() -> None:
    old, new = plans("""
milestone: id: a, title: A, log: [{on: 2018-01-01, note: a}, {on: 2018-01-02, note: b}]
milestone: id: b, title: B, log: [{on: 2018-01-01, note: a}]
milestone: id: c, title: C, log: [{on: 2018-01-01, note: a}]
->
milestone: id: a, title: A, log: [{on: 2018-01-03, note: c}, {on: 2018-01-01, note: a}, {on: 2018-01-02, note: b2}]
milestone: id: d, title: B, log: [{on: 2018-01-01, note: a}, {on: 2018-01-02, note: b}]
milestone: id: e, title: E, log: [{on: 2018-01-01, note: a}]
""")  # noqa: E501 - as in a scenario
    names = {"town/a": "town/a", "town/b": "town/d", "town/c": "town/c"}
    found = [(place.id, at) for place, at in added_entries(old.plans, new.plans, names)]
    assert found == [("a", 0), ("a", 2), ("d", 1)]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Train all officers", "Train all officers of 2019", True),
        ("aa bb cc dd", "aa bb cc ee", True),
        ("aa bb cc", "aa bb dd", True),
        ("aa bb", "aa cc", False),
        ("aa bb cc dd ee", "aa bb cc", False),
        ("aa bb", "aa bb cc dd", False),
        ("2018", "2018", False),
        ("2 aa", "3 AA", True),
        ("two aa", "three aa", True),
        ("the aa", "an aa", True),
        ("", "", False),
    ],
)
def test_titles_are_alike_by_most_of_their_words(one: str, other: str, alike: bool) -> None:
    assert like_titles(one, other) is alike
    assert like_titles(other, one) is alike
