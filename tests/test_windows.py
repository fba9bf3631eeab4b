"""Windows, as far as a stand-in tells (`windows.py`): files, locks, names, consoles, programs."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, MutableMapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from welcomeplan import cli, saving, systems
from welcomeplan.commands import COMMANDS, looking
from welcomeplan.errors import EXIT_REFUSED, Refused
from welcomeplan.saving import Replacement, lock, save

from . import faults
from . import windows as stand_in
from .conftest import ROOT

IT = [sys.executable, "-m", "tests.windows"]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process, as it would be there."""

    def put(holder: Any, name: str, value: object) -> None:
        if isinstance(holder, MutableMapping):
            monkeypatch.setitem(holder, name, value)
        elif isinstance(value, stand_in.Missing):
            monkeypatch.delattr(holder, name, raising=False)
        else:
            monkeypatch.setattr(holder, name, value, raising=False)

    stand_in.look_like_it(put)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """The shipped plan, in a folder of its own."""
    return Path(shutil.copytree(ROOT / "plan", tmp_path / "plan"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# What is written: line ends.


def test_the_stand_in_translates(windows: None, tmp_path: Path) -> None:
    handle = os.open(tmp_path / "a", os.O_WRONLY | os.O_CREAT)
    assert os.write(handle, b"a\n") == 2
    os.close(handle)
    assert (tmp_path / "a").read_bytes() == b"a\r\n"
    assert not hasattr(os, "fchown")
    with pytest.raises(ImportError):
        import fcntl  # noqa: F401, PLC0415


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("after", [b"b\nc\n", b"b\r\nc\r\n", b"b\nc\r\n", b"b", b"\n\n"])
def test_what_is_saved_is_saved_as_it_is(
    windows: None, tmp_path: Path, count: int, after: bytes
) -> None:
    paths = [tmp_path / f"{n}.yaml" for n in range(count)]
    for path in paths:
        path.write_bytes(b"a\n")
    save([Replacement(path, b"a\n", after) for path in paths])
    assert {path.read_bytes() for path in paths} == {after}


def test_what_is_put_back_is_put_back_as_it_was(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a.yaml": b"a\nb\n", "b.yaml": b"a\r\nb\n"}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    holds(monkeypatch, "b.yaml", lambda: OSError(5, "Input/output error"))
    changes = [Replacement(tmp_path / name, data, b"new\n") for name, data in before.items()]
    with pytest.raises(Refused):
        save(changes)
    assert files(tmp_path) == before


def test_what_a_killed_run_left_is_put_back_as_it_was(windows: None, tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(b"a\nb\n")
    changes = [Replacement(tmp_path / name, b"a\nb\n", b"new\n") for name in ("a.yaml", "b.yaml")]
    token = f"{saving._PREFIX}1-x"
    saving._write_journal(tmp_path, token, changes)
    (tmp_path / "a.yaml").write_bytes(b"new\n")
    with lock(tmp_path):
        pass
    found = files(tmp_path)
    found.pop(systems.LOCK, None)  # which Windows' own lock takes away
    assert found == {"a.yaml": b"a\nb\n", "b.yaml": b"a\nb\n"}


@pytest.mark.parametrize(
    "edit",
    [
        ["done", "career-services", "--on", "2018-02-11"],
        ["log", "training-2018", "1", "--note", "First", "--on", "2018-02-11"],
        ["done", "career-services", "training-promotion", "--on", "2018-02-11"],
    ],
    ids=" ".join,
)
def test_an_edit_turns_no_line_end(plan: Path, windows: None, edit: list[str]) -> None:
    before = files(plan)
    assert cli.run([*edit, "--dir", str(plan)]) == 0
    after = files(plan)
    assert before != after
    assert b"\r" not in b"".join(after.values())


def test_what_is_printed_ends_its_lines_as_everywhere(
    capsys: pytest.CaptureFixture[str],
) -> None:
    day = ["--as-of", "2018-02-15", "--dir", str(ROOT / "plan")]
    lines = [
        *(["list", "--format", kind, *day] for kind in ("csv", "json", "table", "markdown")),
        ["due", "--format", "csv", "--quarter", "2018Q1", *day],
        ["status", *day],
        ["done", "career-services", "--on", "2018-02-11", "--dry-run", *day[2:]],
    ]
    for line, (code, out, _) in zip(lines, said("utf-8", lines), strict=True):
        assert code == cli.run(line) == 0
        here = capsys.readouterr().out.encode()
        assert out.encode("latin-1") == here, line
        assert b"\r\r" not in here


# Consoles: what they lack never ends a command.

TOLD = {
    "init": ["init", "new", "--title", "Ünïcode ✔", "--org", "Bücherei", "--dry-run"],
    "import": ["import", str(ROOT / "examples" / "riverside.csv"), "--dir", "new"],
    "when": ["when", "by the end of 2018"],
    "show": ["show", "policy-review"],
    "add": ["add", "--to", "access", "--title", "Ein Ding ✔ 名", "--due", "by 2018", "--dry-run"],
    "done": ["done", "career-services", "--note", "✔ 名", "--on", "2018-02-11", "--dry-run"],
    "report": ["report", "--quarter", "2018Q1", "--format", "markdown"],
    "history": ["history", "--dir", str(ROOT / "plan")],
}


@pytest.mark.parametrize("look", ["", "1"], ids=["piped", "looked at"])
@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "ascii"])
def test_no_console_ends_a_command(plan: Path, encoding: str, look: str) -> None:
    dashed = plan / "welcoming-climate.yaml"
    dashed.write_bytes(dashed.read_bytes().replace(b"title: ", "title: „名✔“ – ".encode(), 1))
    plain = ("due", "list", "status", "timeline", "validate", "remind", "history", "diff")
    lines = [[name] for name in plain if name not in TOLD] + list(TOLD.values())
    assert {line[0] for line in lines} <= set(COMMANDS)
    environment = {"FORCE_COLOR": look, "COLUMNS": "80", "TERM": "xterm"} if look else {}
    for line, (code, out, err) in zip(
        lines, said(encoding, lines, plan.parent, **environment), strict=True
    ):
        assert "a fault of" not in err and "Traceback" not in err, (line, err)
        assert code in (0, 1) or line[0] in ("diff", "report"), (line, err)
        text = out.encode("latin-1").decode(encoding, "replace")
        assert not set(text) & set("✔▲●○×█▏…"), line


@pytest.mark.parametrize(("can", "mode"), [(True, 7), (False, 3)])
def test_a_console_is_asked_for_colours_before_it_is_sent_any(
    windows: None, monkeypatch: pytest.MonkeyPatch, can: bool, mode: int
) -> None:
    modes = [3]

    def get(_: int, into: Any) -> int:
        into._obj.value = modes[-1]
        return 1

    def put(_: int, new: int) -> int:
        modes.extend([new] if can else [])
        return int(can)

    kernel = SimpleNamespace(GetConsoleMode=get, SetConsoleMode=put)
    windll = SimpleNamespace(kernel32=kernel)
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(get_osfhandle=lambda handle: handle))
    with (ROOT / "README.md").open(encoding="utf-8") as stream:
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
        monkeypatch.setenv("TERM", "")
        canvas = looking.canvas(stream)
    assert (canvas.colour, canvas.unicode) == (can, can)
    assert modes[-1] == mode


def said(
    encoding: str, lines: list[list[str]], folder: Path = ROOT, **environment: str
) -> list[tuple[int, str, str]]:
    """The exit code of each command line, what it prints, and what it says on stderr."""
    paths = os.pathsep.join([str(ROOT), str(Path(systems.__file__).parent.parent)])
    done = subprocess.run(
        [*IT, "said", encoding],
        input=json.dumps(lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


# One run at a time.


def test_eight_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    notes = faults.write_together(tmp_path, 6, [*IT, "faults"])
    assert sorted(notes) == sorted(f"w{w} {number}" for w in range(8) for number in range(6))
    assert {path.name for path in tmp_path.iterdir()} <= {"plan.yaml", systems.LOCK}


HOLD = """
import sys, time
from pathlib import Path
from tests import windows
windows.look_like_it(windows.set_for_good)
from welcomeplan.saving import lock
with lock(Path(sys.argv[1])) as held:
    print(held, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("end", ["killed", "let go"])
def test_a_second_run_waits_until_the_first_has_ended(
    plan: Path, windows: None, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    line = ["done", "career-services", "--on", "2018-02-11", "--dir", str(plan)]
    before = files(plan)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(plan)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "True\n"
        with pytest.raises(Refused, match="another run is changing this plan"), lock(plan, 0.2):
            pass
        assert {**files(plan), systems.LOCK: b""} == {**before, systems.LOCK: b""}
        holder.kill() if end == "killed" else holder.send_signal(signal.SIGINT)
    with lock(plan, wait=5) as held:
        assert held
    assert cli.run(line) == 0
    assert "career-services: done" in capsys.readouterr().out
    assert cli.run(["validate", "--dir", str(plan)]) == 0


def test_a_folder_that_is_not_there_is_not_made_to_be_locked(windows: None, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="can't be opened"), lock(tmp_path / "gone"):
        pass
    assert not (tmp_path / "gone").exists()


# Files that another program holds open.


def holds(
    patch: pytest.MonkeyPatch, name: str, error: Callable[[], OSError], until: float = 1e9
) -> None:
    """Refuse to put anything in the place of a file, until a moment."""
    replace = os.replace

    def fails(source: Any, target: Any, **more: Any) -> None:
        if Path(target).name == name and time.monotonic() < until:
            raise error()
        replace(source, target, **more)

    patch.setattr(os, "replace", fails)
    patch.setattr(systems, "PATIENCE", 0.3)


HELD = "another program holds it open, such as Excel or an editor (close it there, and try again)"


def test_an_edit_of_a_file_that_is_held_open_says_so(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(plan)
    name = "economic-opportunity.yaml"
    holds(monkeypatch, name, lambda: stand_in.held_open(name))
    line = ["done", "career-services", "--on", "2018-02-11", "--dir", str(plan)]
    assert cli.run(line) == EXIT_REFUSED
    told = capsys.readouterr().err
    assert HELD in told and "Nothing was changed." in told
    assert files(plan) == before


def test_an_edit_of_two_files_of_which_one_is_held_open_changes_neither(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(plan)
    name = "welcoming-climate.yaml"
    holds(monkeypatch, name, lambda: stand_in.held_open(name))
    line = ["done", "career-services", "policy-review", "--on", "2018-02-11", "--dir", str(plan)]
    assert cli.run(line) == EXIT_REFUSED
    assert HELD in capsys.readouterr().err
    assert files(plan) == before


def test_a_file_that_is_held_for_a_moment_is_waited_for(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "economic-opportunity.yaml"
    holds(monkeypatch, name, lambda: stand_in.held_open(name), until=time.monotonic() + 0.1)
    monkeypatch.setattr(systems, "PATIENCE", 30)
    line = ["done", "career-services", "--on", "2018-02-11", "--dir", str(plan)]
    assert cli.run(line) == 0, capsys.readouterr().err


def test_a_report_over_a_file_that_is_held_open_says_so(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = plan.parent / "report.html"
    line = ["report", "--quarter", "2018Q1", "--as-of", "2018-04-01", "--dir", str(plan)]
    assert cli.run([*line, "-o", str(report)]) == 0
    before = report.read_bytes()
    holds(monkeypatch, report.name, lambda: stand_in.held_open(report.name))
    capsys.readouterr()
    assert cli.run([*line, "-o", str(report)]) == EXIT_REFUSED
    assert HELD in capsys.readouterr().err
    assert report.read_bytes() == before


def test_a_sheet_that_is_held_open_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "plan.csv"
    shutil.copy(ROOT / "examples" / "riverside.csv", sheet)
    opened = Path.open

    def fails(self: Path, *how: Any, **more: Any) -> Any:
        if self == sheet:
            raise stand_in.held_open(str(sheet))
        return opened(self, *how, **more)

    monkeypatch.setattr(Path, "open", fails)
    assert cli.run(["import", str(sheet), "--dir", str(tmp_path / "new")]) == 2
    assert HELD in capsys.readouterr().err


def test_a_path_that_is_too_long_says_so(windows: None) -> None:
    error = OSError(2, "No such file or directory", "C:\\" + "x" * 300)
    assert systems.why(error) == "its path is longer than the 259 characters that Windows takes"
    assert systems.why(OSError(2, "No such file", "C:\\x")) == "No such file"


# Names.

DEVICES = ("con", "PRN", "aux.yaml", "nul.tar.gz", "COM1.txt", "lpt9", "conin$", "con .yaml")


@pytest.mark.parametrize("name", [*DEVICES, "a.", "a ", "a:b", "a\\b", "a?", "", ".", "..", "a\n"])
def test_names_that_no_file_can_have(name: str) -> None:
    assert not systems.is_name(name)


@pytest.mark.parametrize("name", ["console.yaml", "a", "nul-1", ".github", "a b", "com10", "ñ"])
def test_names_that_files_have(name: str) -> None:
    assert systems.is_name(name)


@pytest.mark.parametrize("name", ["con", "aux", "com1"])
def test_a_file_that_windows_could_not_check_out_is_a_fault(
    plan: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (plan / "safe-communities.yaml").rename(plan / f"{name}.yaml")
    head = plan / "plan.yaml"
    head.write_bytes(head.read_bytes().replace(b"safe-communities", name.encode()))
    assert cli.run(["validate", "--dir", str(plan)]) == 1
    told = capsys.readouterr().out
    assert "[bad-file-name]" in told and "no file can be called so on Windows" in told


@pytest.mark.parametrize("name", ["Safe-communities.yaml", "SAFE-COMMUNITIES.YAML", "Plan.yaml"])
def test_two_files_that_are_one_elsewhere_are_a_fault(
    plan: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (plan / name).write_bytes((plan / "safe-communities.yaml").read_bytes())
    if len(list(plan.iterdir())) == len(list((ROOT / "plan").iterdir())):
        pytest.skip("on this disk they are one")
    assert cli.run(["validate", "--dir", str(plan)]) == 1
    assert f"the file's name, `{name}`, can't be the strategy's id" in capsys.readouterr().out


@pytest.mark.parametrize("title", ["CON", "Aux", "NUL"])
def test_no_plan_is_begun_with_such_a_file(tmp_path: Path, title: str) -> None:
    sheet = tmp_path / "plan.csv"
    sheet.write_text(f"Strategy,Action,By when\n{title},Print a guide,2018-06-30\n", "utf-8")
    assert cli.run(["import", str(sheet), "--dir", str(tmp_path / "new"), "--write"]) == 0
    names = {path.name for path in (tmp_path / "new").rglob("*")}
    assert len(names) == 2 and all(map(systems.is_name, names)), names


@pytest.mark.parametrize("folder", ["con", "a/nul", "aux.d", "x."])
def test_no_plan_is_begun_in_such_a_folder(
    tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    assert cli.run(["init", folder, "--title", "A plan"]) == EXIT_REFUSED
    assert "can't be told to other programs" in capsys.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {".git"}


def test_a_letter_has_a_name_that_a_file_can_have(plan: Path) -> None:
    for path in plan.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"marc:", b"con:").replace(b": marc", b": con"))
    letters = plan.parent / "letters"
    line = ["remind", "--as-of", "2018-03-02", "--dir", str(plan), "-o", str(letters)]
    assert cli.run(line) == 0
    names = {path.name for path in letters.iterdir()}
    assert "con_.md" in names and all(map(systems.is_name, names)), names


# Other programs.


@pytest.mark.parametrize("path", ["", ".", "bin"], ids=["empty", "here", "relative"])
def test_no_git_of_the_folder_is_run(
    plan: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    here = plan.parent
    for folder in (here, here / "bin", plan, plan / "bin"):
        folder.mkdir(exist_ok=True)
        bad = folder / "git"
        bad.write_text("#!/bin/sh\ntouch ran\n", "utf-8")
        bad.chmod(0o755)
    monkeypatch.chdir(here)
    monkeypatch.setenv("PATH", os.pathsep.join([path, os.environ["PATH"]]))
    cli.run(["history", "--dir", "plan"])
    assert not list(here.rglob("ran"))


def test_git_is_found_where_its_setup_puts_it(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(f"{tmp_path}\\Git\\cmd")
    folder.mkdir(parents=True)
    (folder / "git.EXE").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.delenv("PATHEXT", raising=False)
    assert systems.program("git") is None
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert systems.program("git") == str(folder / "git.EXE")


def test_what_macos_has_in_place_of_git_is_none(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = "xcrun: error: invalid active developer path, missing xcrun"
    (plan.parent / "git").write_text(f"#!/bin/sh\necho '{told}' >&2\nexit 1\n", "utf-8")
    (plan.parent / "git").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(plan.parent), os.environ["PATH"]]))
    assert cli.run(["history", "--dir", str(plan)]) == 2
    assert "git is not installed" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["plan", "./plan/", "../{here}/plan"])
def test_a_folder_is_told_with_slashes(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    monkeypatch.chdir(plan.parent)
    where = ["--dir", path.format(here=plan.parent.name).replace("/", os.sep)]
    assert cli.run(["show", "policy-review", *where]) == 0
    assert "/welcoming-climate.yaml:86" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (r"C:\Windows\notepad.exe", [r"C:\Windows\notepad.exe"]),
        (r'"C:\Program Files\x.exe" -multi', [r"C:\Program Files\x.exe", "-multi"]),
        ("code --wait", ["code", "--wait"]),
    ],
)
def test_a_backslash_of_an_editor_is_a_folder(windows: None, line: str, words: list[str]) -> None:
    assert systems.words(line) == words


def test_an_editor_that_is_a_script_obeys_no_name(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "code.CMD").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PATHEXT", raising=False)
    assert systems.started(["code", "a.yaml:1"]) == [str(tmp_path / "code.CMD"), "a.yaml:1"]
    for name in ("a&calc.yaml", "%PATH%.yaml", 'a".yaml'):
        with pytest.raises(ValueError, match="would obey"):
            systems.started(["code", name])
    assert systems.started(["no-such", "a&b"]) == ["no-such", "a&b"]


def test_an_editor_whose_quote_has_no_end_is_told(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "'nano")
    assert cli.run(["edit", "career-services", "--dir", str(plan)]) == 2
    assert "a quote has no end" in capsys.readouterr().err


# Folders, and what is kept of them.


def test_a_joined_folder_is_none(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A junction looks like a folder: one that leads above itself has no end."""
    inside = plan.parent / "joined"
    inside.mkdir()
    (inside / "plan.yaml").write_text("title: Another\n", "utf-8")

    def is_joined(entry: os.DirEntry[str]) -> bool:
        class Told:
            st_reparse_tag = 0xA0000003 if entry.name == "joined" else 0

        class Entry:
            stat = staticmethod(lambda **_: Told)

        return joined(Entry())  # type: ignore[arg-type]

    joined = systems.is_joined
    from welcomeplan import workspace  # noqa: PLC0415

    assert len(list(workspace.homes(workspace.Disk(plan.parent)))) == 2
    monkeypatch.setattr(systems, "is_joined", is_joined)
    assert len(list(workspace.homes(workspace.Disk(plan.parent)))) == 1


def test_what_is_kept_has_a_place(
    windows: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert systems.cache() == str(tmp_path)


# A checkout in which git made CRLF of every line end.


@pytest.fixture
def checkout(plan: Path) -> Path:
    """A repository whose working copy has CRLF, and whose commits LF."""
    here = plan.parent
    for line in (
        "init -q -b main",
        "config core.autocrlf true",
        "add .",
        "-c user.name=A -c user.email=a@b commit -qm Plan",
    ):
        subprocess.run(["git", "-C", str(here), *line.split()], check=True, capture_output=True)
    for path in plan.glob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return plan


def test_a_checkout_of_crlf_changed_nothing(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout.parent)
    assert cli.run(["diff", "HEAD"]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert cli.run(["validate", "--since", "HEAD"]) == 0
    report = ["report", "--quarter", "2018Q1", "--as-of", "2018-04-01", "-o", "report.html"]
    assert cli.run(report) == 0
    capsys.readouterr()
    assert cli.run(["verify", "report.html"]) == 0, capsys.readouterr()


def test_an_edit_of_a_checkout_of_crlf_keeps_it(
    checkout: Path, windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout.parent)
    assert cli.run(["done", "career-services", "--on", "2018-02-11"]) == 0
    for path in checkout.glob("*.yaml"):
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n") > 0
    told = subprocess.run(
        ["git", "-C", str(checkout), "diff", "--numstat"], capture_output=True, check=True
    )
    assert told.stdout.split() == [b"1", b"0", b"plan/economic-opportunity.yaml"]
