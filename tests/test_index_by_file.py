"""Of a folder of which something is kept, only the files that changed are read again."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import workspace
from welcomeplan.plan import Register
from welcomeplan.plan.kept import dumped, flat

from .test_index import said, without

HEAD = "title: Of days\nadopted: 2017-01-01\nperiod: 2017 to 2019\norganizations: {marc: M}\n"
LOOKS = (
    "due --quarter 2018Q1 --as-of 2018-02-15",
    "due --all --as-of 2018-02-15 --format csv",
    "list --as-of 2018-02-15 --json",
    "status --as-of 2018-02-15 --json",
)


def strategy(title: str, *milestones: str) -> str:
    """A file with an objective, and milestones in it."""
    lines = "".join(f"  - {{{one}}}\n" for one in milestones)
    return (
        f"title: {title}\nobjectives:\n- id: o-{title.lower()}\n  title: O\n  milestones:\n{lines}"
    )


def lay_out(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"plan": HEAD, **files}.items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is kept in a folder of each test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plans, one of three files."""
    three = {name: strategy(name, f"id: {name}-1, title: T, due: in 2018") for name in "abc"}
    lay_out(tmp_path / "plans" / "one", **three)
    other = strategy("D", "id: d-1, title: T, due: in 2018")
    return lay_out(tmp_path / "plans" / "two", d=other).parent


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the plan files that are read."""
    found: list[str] = []
    read = workspace.Disk.read

    def noted(disk: Any, file: Any, most: int) -> bytes:
        found.append(str(file))
        return read(disk, file, most)

    monkeypatch.setattr(workspace.Disk, "read", noted)
    return found


def exactly(register: Register) -> tuple[Any, ...]:
    """All of a register, in its order."""
    plans = [
        flat(one._replace(promises=tuple(one.promises), indicators=tuple(one.indicators)))
        for one in register.plans
    ]
    return dumped(plans), *register[1:]


def is_as_its_files(folder: Path) -> None:
    """Asked twice, and kept as if all were read."""
    whole = exactly(workspace.load(folder).register)
    assert exactly(workspace.register(folder)) == whole
    assert exactly(workspace.register(folder)) == whole


def of_index(folder: Path) -> tuple[Any, bytes, bytes, Any]:
    """What is kept of a folder; as which its files would be kept if all were read."""
    from welcomeplan.workspace import index  # noqa: PLC0415 - past the door, to look at the text
    from welcomeplan.workspace import kept as form  # noqa: PLC0415 - as above

    path = form.place(str(folder))
    read = index._read(path) if path else None
    assert read
    return (
        read.plans.tables,
        bytes(read.plans.lines),
        bytes(read.plans.pieces),
        index._kept(workspace.load(folder)),
    )


def change(file: Path, one: str, other: str) -> None:
    text = file.read_text()
    assert one in text
    file.write_text(text.replace(one, other, 1))


# -- what is read


def test_the_file_that_changed_alone_is_read_again(folder: Path, files_read: list[str]) -> None:
    workspace.register(folder)
    files_read.clear()
    change(folder / "one" / "b.yaml", "in 2018", "in 2019")
    workspace.register(folder)
    assert files_read == ["one/plan.yaml", "one/b.yaml"]
    files_read.clear()
    workspace.register(folder)
    assert files_read == []
    is_as_its_files(folder)


def test_a_file_that_came_or_went_leaves_the_others_unread(
    folder: Path, files_read: list[str]
) -> None:
    workspace.register(folder)
    files_read.clear()
    (folder / "one" / "a.yaml").rename(folder / "one" / "z.yaml")
    (folder / "two" / "d.yaml").unlink()
    workspace.register(folder)
    assert files_read == ["one/plan.yaml", "one/z.yaml", "two/plan.yaml"]
    is_as_its_files(folder)


@pytest.mark.parametrize(
    ("file", "one", "other"),
    [
        ("one/plan.yaml", "2017-01-01", "2017-01-02"),
        ("one/b.yaml", "title: T", "titel: T"),
        ("one/b.yaml", "objectives:", "objectives: ["),
    ],
)
def test_where_anything_is_in_doubt_every_file_is_read(
    file: str, one: str, other: str, folder: Path, files_read: list[str]
) -> None:
    workspace.register(folder)
    change(folder / file, one, other)
    files_read.clear()
    workspace.register(folder)
    assert {"one/a.yaml", "two/d.yaml"} <= set(files_read)
    is_as_its_files(folder)


def test_another_plan_is_read_with_all_others(folder: Path, files_read: list[str]) -> None:
    workspace.register(folder)
    lay_out(folder / "three")
    files_read.clear()
    workspace.register(folder)
    assert "two/d.yaml" in files_read
    is_as_its_files(folder)


@pytest.mark.parametrize(
    "pieces",
    [
        b"",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'["one/plan.yaml", []]\n["two/plan.yaml", []]',
        b"[1, 2]",
    ],
)
def test_what_is_damaged_under_a_right_checksum_is_made_anew(pieces: bytes, folder: Path) -> None:
    from welcomeplan.workspace import index  # noqa: PLC0415 - past the door, to damage it
    from welcomeplan.workspace import kept as form  # noqa: PLC0415 - as above

    workspace.register(folder)
    path = form.place(str(folder))
    read = index._read(path) if path else None
    assert path
    assert read
    index._write(path, read._replace(plans=read.plans._replace(pieces=pieces)))
    change(folder / "one" / "b.yaml", "in 2018", "in 2019")
    is_as_its_files(folder)


# -- what depends on several files


def test_what_waits_for_a_milestone_of_another_file_finds_it_wherever_it_stands(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = strategy("B", *(f"id: late-{n}, title: T, due: 30 days after kickoff" for n in "xyz"))
    folder = lay_out(tmp_path / "plan", b=late, c=strategy("C", "id: last, title: T"))
    before, begun = "id: before, title: New", "id: kickoff, title: T, done: 2018-01-20"
    still = begun.replace("done: 2018-01-20", "due: in 2019")
    for text in (
        None,
        strategy("A", begun),
        strategy("A", before, begun),
        strategy("A", before, still),
        strategy("A", before, begun, still),
        strategy("A", before),
    ):
        if text:
            (folder / "a.yaml").write_text(text)
        for look in LOOKS:
            whole = without(look, folder, capsys, monkeypatch)
            assert said(look, folder, capsys) == whole
        *kept_now, made = of_index(folder)
        assert kept_now == list(made)


def test_the_first_of_equal_ids_counts_also_where_it_is_read_later(tmp_path: Path) -> None:
    named = "number: {n}\nobjectives:\n- id: o\n  title: O {n}\n  number: '1.{n}'\n  milestones:\n"
    same = "  - {{id: same, title: M {n}, number: '2.{n}'}}\n"
    texts = {name: f"title: S\n{named}{same}".format(n=n) for n, name in enumerate("abc")}
    folder = lay_out(tmp_path / "plan", **texts)
    workspace.register(folder)
    for name in "bac":
        change(folder / f"{name}.yaml", "O ", "Other ")
        is_as_its_files(folder)
    (folder / "a.yaml").unlink()
    is_as_its_files(folder)
    (folder / "a.yaml").write_text(texts["a"])
    is_as_its_files(folder)


def test_files_keep_the_order_that_the_plan_gives_them(
    tmp_path: Path, files_read: list[str]
) -> None:
    texts = {name: strategy(name, f"id: {name}-1, title: T") for name in ("a", "b", "c")}
    folder = lay_out(tmp_path / "plan", **texts)
    (folder / "plan.yaml").write_text(f"{HEAD}strategies: [c, new, a]\n")
    (folder / "new.yaml").write_text(strategy("new", "id: new-0, title: T"))
    workspace.register(folder)
    files_read.clear()
    (folder / "new.yaml").write_text(strategy("new", "id: new-1, title: T"))
    found = workspace.register(folder)
    assert files_read == ["plan.yaml", "new.yaml"]
    assert [one.id for one in found.promises] == ["c-1", "new-1", "a-1", "b-1"]
    (folder / "a.yml").write_text(strategy("also", "id: also-1, title: T"))
    is_as_its_files(folder)
    # Where it is gone and still listed, what is left is not all.
    (folder / "new.yaml").unlink()
    is_as_its_files(folder)
    assert workspace.register(folder).unread == ("new.yaml",)


# -- whatever is done


class Doing:
    """What may happen to plans of several files that name each other, at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.pick = folder, random.Random(seed)  # noqa: S311 - the same each time
        self.old: list[tuple[Path, bytes]] = []
        for home in ("one", "two"):
            lay_out(folder / home)
        for _ in range(6):
            self.write()

    def home(self) -> Path:
        return self.folder / self.pick.choice(["one", "two"])

    def some(self) -> Path:
        return self.pick.choice(sorted(self.folder.rglob("*.y*ml")))

    def write(self) -> None:
        name = self.pick.choice(["a.yaml", "b.yaml", "b.yml", "c.yaml", "d.yaml", "Bad Name.yaml"])
        (self.home() / name).write_text(self.text())

    def text(self) -> str:
        pick = self.pick
        lines = [f"title: {pick.choice('ST')}", f"number: '{pick.randint(1, 3)}'"]
        objectives = pick.randint(0, 2)
        lines += ["objectives:"] if objectives else ["objectives: []"]
        for at in range(objectives):
            lines += [f"- id: o{at + pick.randint(0, 1)}", f"  title: O{pick.randint(0, 2)}"]
            lines += [f"  number: {pick.randint(1, 3)}.{at}"] if pick.random() < 0.5 else []
            lines += ["  year: 2018"] if pick.random() < 0.3 else []
            if pick.random() < 0.5:
                lines += [
                    "  indicators:",
                    f"  - {{id: i{pick.randint(0, 4)}, title: I, due: in 2018,",
                ]
                lines += ["     target: 5, readings: [{on: 2018-01-05, value: 3}]}"]
            if pick.random() < 0.5:
                lines += ["  actions:", f"  - id: x{pick.randint(0, 3)}", "    title: X"]
                lines += ["    lead: marc", "    milestones:"]
                lines += [f"    - {self.milestone()}" for _ in range(pick.randint(1, 3))]
            if pick.random() < 0.3:
                continue
            lines += ["  milestones:"]
            lines += [f"  - {self.milestone()}" for _ in range(pick.randint(1, 6))]
        return "\n".join(lines) + "\n"

    def milestone(self) -> str:
        pick = self.pick
        other = f"m{pick.randint(0, 30)}"
        due = pick.choice(
            ["in 2018", "by March 2018", "in March", f"30 days after {other}", "soon", "ongoing"]
        )
        said = [f"id: m{pick.randint(0, 30)}", f"title: T{pick.randint(0, 3)}", f"due: {due}"]
        more = [f"after: [{other}]", "done: 2018-01-07", "owner: marc", "tags: [youth]"]
        more += [f"number: '{pick.randint(1, 3)}'", "x-own: {deep: [1, ü]}", "status: blocked"]
        return f"{{{', '.join([*said, *pick.sample(more, pick.choice([0, 0, 1, 2]))])}}}"

    def word(self) -> None:
        """Of the same length, perhaps in `plan.yaml`."""
        path = self.some()
        path.write_bytes(path.read_bytes().replace(b"2018", b"2019", self.pick.randint(1, 3)))

    def remove(self) -> None:
        path = self.some()
        if path.name != "plan.yaml":
            self.old.append((path, path.read_bytes()))
            path.unlink()

    def back(self) -> None:
        if self.old:
            path, data = self.pick.choice(self.old)
            path.write_bytes(data)

    def swap(self) -> None:
        one, other = self.some(), self.some()
        if one != other and "plan.yaml" not in (one.name, other.name):
            between = one.with_name("between")
            one.rename(between)
            other.rename(one)
            between.rename(other)

    def touch(self) -> None:
        self.some().touch()

    def order(self) -> None:
        home = self.home()
        there = sorted({path.stem for path in home.glob("[a-d].y*ml")})
        names = self.pick.sample(there, self.pick.randint(0, len(there)))
        (home / "plan.yaml").write_text(f"{HEAD}strategies: [{', '.join(names)}]\n")

    def broken(self) -> None:
        path = self.some()
        if path.name != "plan.yaml":
            self.old.append((path, path.read_bytes()))
            path.write_bytes(path.read_bytes()[:-2] + b"\n[")

    def another(self) -> None:
        lay_out(self.folder / "one" / "inside", e=self.text())


DOINGS = (
    *("write", "write", "write", "word", "word", "remove", "back", "back", "swap", "touch"),
    *("order", "broken", "another"),
)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_to_some_files_what_is_kept_is_as_if_all_were_read(
    seed: int, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.workspace import index, renewing  # noqa: PLC0415 - past the door, to count

    counts = {"all": 0, "some": 0}

    def counted(name: str, real: Any) -> Any:
        def called(*arguments: Any) -> Any:
            counts[name] += 1
            return real(*arguments)

        return called

    monkeypatch.setattr(index, "_load", counted("all", index._load))
    monkeypatch.setattr(renewing, "renew", counted("some", renewing.renew))
    real, shift = time.time_ns, 0
    monkeypatch.setattr(time, "time_ns", lambda: real() + shift)
    folder = tmp_path / "plans"
    doing = Doing(folder, seed)
    for _ in range(30):
        for _ in range(doing.pick.choice([1, 1, 2])):
            getattr(doing, doing.pick.choice(DOINGS))()
        shift = doing.pick.choice([0, 0, 10**13])  # as if nothing were young any more
        is_as_its_files(folder)
        look = doing.pick.choice(LOOKS)
        assert said(look, folder, capsys) == without(look, folder, capsys, monkeypatch)
        if not workspace.load(folder).register.unread:
            *kept_now, made = of_index(folder)
            assert kept_now == list(made)
    assert counts["some"] >= 5
