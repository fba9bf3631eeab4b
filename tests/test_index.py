"""What is kept of a folder: the same answers, whatever was done to its files."""

from __future__ import annotations

import os
import random
import shutil
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from welcomeplan import cli, workspace

from .conftest import ROOT

LOOKS = (
    "due --as-of 2018-02-15",
    "due --all --as-of 2018-02-15 --format csv",
    "status --as-of 2018-02-15 --json",
    "list --as-of 2018-02-15 --json",
    "list --kind indicator --as-of 2018-02-15 --json",
    "timeline --as-of 2018-02-15 --format csv",
    "remind --as-of 2018-02-15",
)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which this test alone keeps what was read."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "welcomeplan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "plan", tmp_path / "plan")


def said(look: str, folder: Path, capsys: Any) -> tuple[str, str, int]:
    code = cli.run([*look.split(), "--dir", str(folder)])
    told = capsys.readouterr()
    return told.out, told.err, code


def without(look: str, folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    with monkeypatch.context() as patched:
        patched.setenv("WELCOMEPLAN_NO_INDEX", "1")
        return said(look, folder, capsys)


class Reads:
    """Counts how often plans were read from their files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from welcomeplan.workspace import index  # noqa: PLC0415 - past the door, to count

        self.count = 0
        read = index._load

        def counted(*arguments: Any) -> Any:
            self.count += 1
            return read(*arguments)

        monkeypatch.setattr(index, "_load", counted)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


def test_files_that_are_as_they_were_are_not_read_again(
    kept: Path, folder: Path, reads: Reads, capsys: Any
) -> None:
    first = said(LOOKS[0], folder, capsys)
    assert said(LOOKS[0], folder, capsys) == first
    assert reads.count == 1
    assert len(list(kept.iterdir())) == 1
    assert stat.S_IMODE(next(kept.iterdir()).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700


@pytest.mark.parametrize("plan", ["plan", "examples", "examples/we-pilot-2020"])
@pytest.mark.parametrize("look", LOOKS)
def test_every_look_says_the_same(
    look: str, plan: str, kept: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = without(look, ROOT / plan, capsys, monkeypatch)
    assert said(look, ROOT / plan, capsys) == whole
    assert said(look, ROOT / plan, capsys) == whole
    assert list(kept.iterdir())


QUARTERS = ("2016Q4", "2017Q1", "2017Q4", "2018Q1", "2018Q3", "2019Q2", "2030Q1")


TURNS = (
    *("2016-06-01", "2017-03-31", "2017-04-01", "2017-04-02", "2017-11-20", "2018-02-11"),
    *("2018-06-15", "2018-06-16", "2018-12-31", "2019-01-01", "2019-08-08"),
)
"""Days on which milestones of such a plan become late or done, and others."""


DUES = (
    *("by March 2017", "in 2018", "fall 2017", "1 January 2018", "15 June 2018", "ongoing"),
    *("begin by May 2018", ""),
)
DONES = ("2017-03-31", "2017-04-01", "2018-02-11", "2018-06-16", "2018-06", "2018", "yes")


def one_of_days(pick: random.Random, at: int) -> dict[str, str]:
    """A milestone, most often one with days and no more."""
    said = {"id": f"m{at}", "title": f"Of {at}", "due": pick.choice(DUES)}
    lot = pick.random()
    if lot < 0.15:
        times = pick.sample(["2017Q1", "2017Q3", "2018Q1", "2018Q2"], pick.randint(0, 3))
        records = (f"{{period: {time}, done: {pick.choice(DONES)}}}" for time in times)
        said |= {"due": "from 2017 to 2018", "repeats": "quarterly"}
        said["occurrences"] = f"[{', '.join(records)}]"
    elif lot < 0.3:
        said["due"] = f"30 days after m{pick.randrange(120)}"
    elif lot < 0.4 and at:
        said["after"] = f"[m{pick.randrange(at)}]"
    elif lot < 0.45:
        said["status"] = "blocked"
    if lot > 0.15 and pick.random() < 0.4:
        said["done"] = pick.choice(DONES)
    if pick.random() < 0.2:
        said["starts"] = pick.choice(["2017-02-01", "2018-03-05", "2019-01-01"])
    if pick.random() < 0.3:
        days = pick.sample(TURNS[1:], 2)
        changes = ["{on: 2018-01-05, amount: 5}", "{on: 2018-01-05, was_owner: parks}", ""]
        more = filter(None, [pick.choice(changes)])
        said["log"] = f"[{', '.join([*(f'{{on: {day}, note: Met}}' for day in days), *more])}]"
    said["owner"] = pick.choice(["marc", "parks", ""])
    said |= pick.choice([{}, {}, {"partners": "[parks]", "tags": "[youth]"}])
    return {key: value for key, value in said.items() if value not in ("", "[]")}


def plan_of_days(folder: Path, seed: int) -> Path:
    """A plan of milestones of all kinds."""
    pick = random.Random(seed)  # noqa: S311 - the same each time
    folder.mkdir()
    (folder / "plan.yaml").write_text(
        "title: Of days\nadopted: 2017-01-01\nperiod: 2017 to 2019\n"
        "organizations: {marc: M, parks: P}\n"
    )
    lines = ["title: S", "objectives:", "  - id: o", "    title: O", "    milestones:"]
    for at in range(120):
        said = one_of_days(pick, at).items()
        lines += [f"      {'- ' if key == 'id' else '  '}{key}: {value}" for key, value in said]
    (folder / "s.yaml").write_text("\n".join(lines) + "\n")
    return folder


@pytest.mark.parametrize("seed", range(4))
def test_what_is_skimmed_is_told_as_what_is_judged(
    seed: int, kept: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of most milestones the days alone are read, and nothing is replayed: nobody can tell."""
    folder = plan_of_days(tmp_path / "days", seed)
    pick = random.Random(seed)  # noqa: S311 - the same each time
    options = (
        *("", "--all", "--owner marc", "--owner nobody", "--anyone parks", "--partner parks"),
        *("--tag youth", "--state overdue", "--objective o", "--overdue"),
    )
    said(LOOKS[0], folder, capsys)
    assert list(kept.iterdir())
    for _ in range(30):
        asked = pick.choice([f"--quarter {pick.choice(QUARTERS)}", ""])
        day = pick.choice(TURNS)
        shown = pick.choice(["--json", "--format csv", "--format markdown", ""])
        look = f"due {asked} --as-of {day} {pick.choice(options)} {shown}"
        with monkeypatch.context() as patched:
            patched.setattr("welcomeplan.plan.judging.plain", lambda promise: None)
            patched.setattr("welcomeplan.plan.judging.timed", lambda promise: False)
            whole = without(look, folder, capsys, monkeypatch)
        assert said(look, folder, capsys) == whole


EARLY = "--from 2019-01-01 --to 2019-02-15"


@pytest.mark.parametrize(
    "said_of_it",
    [
        "repeats: annually, occurrences: [{period: 2019, due: 2018-02-01}]",
        "repeats: annually, occurrences: [{period: 2019, due: 2018-02-01, done: 2018-02-03}]",
        "repeats: annually, occurrences: [{period: 2019, due: 20 days after other}]",
        "repeats: each March, due: 2019",
        "repeats: each March, due: 2019, starts: 2019-02-01",
        "repeats: quarterly, due: from 2019 to 2020",
        "repeats: quarterly, due: from 2019 to 2020, done: 2018-01-05",
        "repeats: annually, due: some day, starts: 2017, occurrences: [{period: 2017, done: 2017}]",
        "repeats: monthly, due: from 2017 to 2018, occurrences: [{period: 2018-03, done: 2018}]",
    ],
)
def test_times_are_told_as_they_are_of_the_files(
    said_of_it: str, kept: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that begin after the period that is asked for, too."""
    folder = tmp_path / "times"
    folder.mkdir()
    (folder / "plan.yaml").write_text("id: p\ntitle: P\nperiod: 2017 to 2020\n")
    (folder / "s.yaml").write_text(
        "title: S\nobjectives:\n- id: o\n  title: O\n  milestones:\n"
        f"  - {{id: it, title: It, {said_of_it}}}\n"
        "  - {id: other, title: Other, due: in 2017, done: 2018-01-12}\n"
    )
    for day in ("2017-12-31", "2018-02-15", "2019-02-01", "2021-01-01"):
        for asked in ("", "-q 2017Q4", "-q 2018Q1", "-q 2018Q2", "-q 2020Q4 --all", EARLY):
            look = f"due {asked} --as-of {day} --json --fail-overdue"
            assert said(look, folder, capsys) == without(look, folder, capsys, monkeypatch)
    assert list(kept.iterdir())


def test_nothing_is_kept_where_nobody_wants_it(
    kept: Path, folder: Path, reads: Reads, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(LOOKS[0], folder, capsys, monkeypatch)
    said(f"{LOOKS[0]} --no-index", folder, capsys)
    assert reads.count == 2
    assert not kept.exists()


def test_a_change_that_shows_in_no_size_and_no_time_is_seen(
    kept: Path, folder: Path, capsys: Any
) -> None:
    path = folder / "civic-engagement.yaml"
    told = path.stat()
    before = said("list --format csv", folder, capsys)[0]
    path.write_bytes(path.read_bytes().replace(b"Workshops", b"workshops"))
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))
    after = said("list --format csv", folder, capsys)[0]
    assert before.replace("Workshops", "workshops") == after != before


def test_what_was_young_when_it_was_read_is_compared_by_its_bytes(
    kept: Path, folder: Path, reads: Reads, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the disk had one time for all that happens within seconds."""
    path = folder / "civic-engagement.yaml"
    real = os.lstat

    def coarse(name: Any, **more: Any) -> Any:
        found = real(name, **more)
        return os.stat_result(list(found), {"st_mtime_ns": 10**18, "st_ctime_ns": 10**18})

    monkeypatch.setattr(time, "time_ns", lambda: 10**18 + 5)
    before = said("list --format csv", folder, capsys)[0]
    with monkeypatch.context() as patched:
        patched.setattr(os, "lstat", coarse)
        first = said("list --format csv", folder, capsys)[0]
        path.write_bytes(path.read_bytes().replace(b"Workshops", b"workshops"))
        second = said("list --format csv", folder, capsys)[0]
    assert first == before
    assert second == before.replace("Workshops", "workshops") != before


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: data.replace(b"toolkit", b"toolbox"),
        lambda data: b"\x80" * 500,
        lambda data: data.replace(b"welcomeplan-index", b"welcomeplan-other"),
        lambda data: data.partition(b"\n")[0] + b"\n" + b"[" * 100_000,
        lambda data: b'["welcomeplan-index"]\n',
        lambda data: b"null\nnull",
        lambda data: b"[" * 200_000,
    ],
)
def test_what_is_damaged_is_made_anew(
    damage: Any, kept: Path, folder: Path, reads: Reads, capsys: Any
) -> None:
    whole = said(LOOKS[3], folder, capsys)
    (file,) = kept.iterdir()
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert said(LOOKS[3], folder, capsys) == whole
    assert reads.count == 2
    assert said(LOOKS[3], folder, capsys) == whole
    assert reads.count == 2


@pytest.mark.parametrize("kind", ["link", "folder", "pipe"])
def test_what_stands_in_its_place_is_no_matter(
    kind: str, kept: Path, folder: Path, capsys: Any
) -> None:
    whole = said(LOOKS[3], folder, capsys)
    (file,) = kept.iterdir()
    file.rename(kept / "other")
    if kind == "link":
        file.symlink_to("other")
    elif kind == "folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    assert said(LOOKS[3], folder, capsys) == whole
    assert said(LOOKS[3], folder, capsys) == whole


def test_a_cache_that_cannot_be_written_is_no_matter(
    folder: Path, tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    whole = said(LOOKS[0], folder, capsys)
    for place in (str(tmp_path / "file" / "below"), "relative", "/dev/null/x"):
        monkeypatch.setenv("XDG_CACHE_HOME", place)
        assert said(LOOKS[0], folder, capsys) == whole
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    assert said(LOOKS[0], folder, capsys) == whole
    assert not Path("relative").exists()


def test_another_program_does_not_believe_it(
    kept: Path, folder: Path, reads: Reads, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.workspace import kept as form  # noqa: PLC0415 - past the door

    said(LOOKS[0], folder, capsys)
    monkeypatch.setattr(form, "__version__", "99.0")
    said(LOOKS[0], folder, capsys)
    assert reads.count == 2


def test_what_can_be_read_in_part_is_not_kept(kept: Path, folder: Path, capsys: Any) -> None:
    (folder / "civic-engagement.yaml").write_text("title: [\n")
    first = said(LOOKS[0], folder, capsys)
    assert "can't be read" in first[1]
    assert said(LOOKS[0], folder, capsys) == first
    assert not kept.exists()


# -- whatever is done to the files


class Doing:
    """What may happen to a folder, at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)  # noqa: S311 - the same each time
        self.old: dict[Path, tuple[bytes, int]] = {}
        self.number = 0

    def file(self) -> Path:
        return self.random.choice(sorted(self.folder.rglob("*.yaml")))

    def keep(self, path: Path) -> None:
        self.old[path] = path.read_bytes(), path.stat().st_mtime_ns

    def edit(self) -> None:
        path = self.file()
        self.keep(path)
        words = [b"the", b"2018", b"2017", b"marc", b"due: in", b"quarter"]
        one, other = self.random.sample(words, 2)
        path.write_bytes(path.read_bytes().replace(one, other, self.random.randint(1, 3)))

    def turn(self) -> None:
        """Letters change their places: the size stays, and so does the time."""
        path = self.file()
        told = path.stat()
        data = path.read_bytes()
        path.write_bytes(data.replace(b"all", b"lla") if b"all" in data else data)
        os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))

    def touch(self) -> None:
        self.file().touch()

    def back(self) -> None:
        """As it was, with the time it had."""
        if self.old:
            path = self.random.choice(sorted(self.old))
            data, when = self.old[path]
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            os.utime(path, ns=(when, when))

    def rename(self) -> None:
        path = self.file()
        if path.name != "plan.yaml":
            self.keep(path)
            self.number += 1
            path.rename(path.with_name(f"renamed-{self.number}.yaml"))

    def delete(self) -> None:
        path = self.file()
        if path.name != "plan.yaml":
            self.keep(path)
            path.unlink()

    def swap(self) -> None:
        """Two files change their names: every size and time is still there."""
        one, other = self.file(), self.file()
        if one.name != "plan.yaml" != other.name and one != other:
            between = one.with_suffix(".between")
            one.rename(between)
            other.rename(one)
            between.rename(other)

    def another(self) -> None:
        self.number += 1
        copy = self.folder / f"also-{self.number % 3}"
        if not copy.exists():
            copy.mkdir()
            (copy / "plan.yaml").write_text(f"title: Another\nid: p{self.number}\n")

    def broken(self) -> None:
        path = self.file()
        self.keep(path)
        path.write_bytes(path.read_bytes()[:-20])

    def hidden(self) -> None:
        (self.folder / f".{self.number}.yaml").write_text("[")

    def clock(self) -> None:
        path = self.file()
        when = time.time_ns() + self.random.choice([-1, 1]) * self.random.randint(0, 10**13)
        os.utime(path, ns=(when, when))


DOINGS = (
    *("edit", "edit", "turn", "touch", "back", "back", "rename", "delete", "swap", "another"),
    *("broken", "hidden", "clock"),
)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_to_the_files_answers_are_those_of_the_files(
    seed: int, folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    doing = Doing(folder, seed)
    shift = 0
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + shift)
    for _ in range(25):
        getattr(doing, doing.random.choice(DOINGS))()
        if doing.random.random() < 0.2:
            shift = doing.random.choice([0, -(10**13), 10**13])
        look = doing.random.choice(LOOKS)
        whole = without(look, folder, capsys, monkeypatch)
        assert said(look, folder, capsys) == whole
        assert said(look, folder, capsys) == whole


def test_the_api_reads_the_files(folder: Path, kept: Path) -> None:
    assert len(workspace.load(folder).register.promises) == 28
    assert not kept.exists()
    assert workspace.register(folder).promises == workspace.load(folder).register.promises
    assert workspace.register(folder).promises == workspace.load(folder).register.promises
