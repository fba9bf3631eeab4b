"""TAB without Typer: the same bytes, or none."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from welcomeplan import cli
from welcomeplan.commands import COMMANDS, load
from welcomeplan.completion import entry

from .conftest import ROOT
from .test_completion import FILES

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
STANDING = "plan"
"""The folder of the plan where somebody stands who names none."""


def table() -> str:
    """`options.json`, as the code has the options: a line each."""
    program = typer.main.get_command(cli.app)
    context = program.make_context("welcomeplan", [], resilient_parsing=True)
    found = {"": [parameter(one, {}) for one in program.get_params(context)]}
    for name in COMMANDS:
        command = program.get_command(context, name)  # type: ignore[attr-defined]
        asked = inspect.signature(load(name)[0]).parameters.values()
        offers = {
            one.name: kind.autocompletion.__name__
            for one in asked
            for kind in get_args(one.annotation)[1:]
            if kind.autocompletion
        }
        found[name] = [parameter(one, offers) for one in command.get_params(context)]
    lines = [
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(one) for one in every) + "\n]"
        for name, every in found.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def parameter(one: Any, offers: dict[str, str]) -> dict[str, Any]:
    """What `options.json` has of a parameter, if it is of a kind that is answered from there."""
    is_option = one.param_type_name == "option"
    is_flag = is_option and one.is_flag
    assert one.nargs == 1 or (not is_option and one.nargs == -1)
    assert not one.hidden
    assert getattr(one.type, "case_sensitive", True)
    return {
        "name": one.name,
        "options": [*one.opts, *one.secondary_opts] if is_option else [],
        "takes": not is_flag,
        "again": one.multiple or one.nargs == -1,
        "offers": offers.get(one.name) or list(map(str, getattr(one.type, "choices", ()))),
    }


def test_the_table_has_the_options_of_every_command(update: bool) -> None:
    file = ROOT / "src" / "welcomeplan" / "completion" / "options.json"
    if update:
        file.write_text(table(), "utf-8")
    assert file.read_text("utf-8") == table()


class Tab:
    """A shell in which TAB is pressed, and what is asked of the program then."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch = patch
        self.capsys = capsys

    def press(self, line: str, shell: str = "bash", action: str = "get-args") -> Any:
        """What is answered without Typer; held to what Typer answers. `line` is all after the
        program's name, up to where TAB is pressed."""
        text = f"welcomeplan {line}"
        words = text.split(" ")
        asked = {
            "_WELCOMEPLAN_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": text,
            "COMP_CWORD": str(len(words) - 1),
            "_TYPER_COMPLETE_ARGS": text,
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
            "_TYPER_COMPLETE_FISH_ACTION": action,
        }
        with self.patch.context() as patched:
            for name, value in asked.items():
                patched.setenv(name, value)
            whole = self.typer()
            found = entry.answer(os.environ)
        assert found in (None, whole), (line, shell)
        return found

    def typer(self) -> tuple[int, str]:
        """What Typer answers to the environment as it is."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.run([])
        found = self.capsys.readouterr()
        assert found.err == ""
        return int(ended.value.code or 0), found.out


@pytest.fixture
def tab(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Tab]:
    from welcomeplan.workspace import kept  # noqa: PLC0415 - past the door, to be old at once

    monkeypatch.setattr(kept, "GRAIN", 0)
    monkeypatch.chdir(tmp_path)
    numbered = FILES["b/home.yaml"].replace("{id: training,", "{id: training, number: 4.2.a,")
    for folder in ("w", "plan"):
        for name, text in {**FILES, "b/home.yaml": numbered}.items():
            path = Path(folder, name if folder == "w" else name[2:])
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    yield Tab(monkeypatch, capsys)


def options(command: str) -> list[str]:
    """Its options, as the table has them."""
    found = json.loads(table())[command]
    return [name for one in found for name in one["options"]]


@pytest.mark.parametrize("command", [*COMMANDS])
def test_every_option_of_every_command_is_answered(tab: Tab, command: str) -> None:
    tab.press(f"{command} ")
    for line in ("", "-", "--", "--d", "x ", "x y ", "x y z ", "x -h ", "w /"):
        assert tab.press(f"{command} {line}") is not None, line
    for name in options(command):
        for line in (f"{name} ", f"{name} t", f"x {name} 2"):
            known = name != "--no-index"  # which says not to believe what was kept
            assert tab.press(f"{command} {line}") is not None or not known, line


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("", list(COMMANDS)),
        ("du", ["due"]),
        ("nonsense", []),
        ("show ho", ["hours"]),
        ("show --dir w ho", ["a/hours", "b/hours"]),
        ("done --dir w ho", ["a/hours", "b/hours", "home"]),
        ("show --dir w/b b", ["b", "b/"]),
        ("done --dir w 4", ["4.2.a"]),
        ("done --dir w b/4", ["b/4.2.a"]),
        ("done --dir nowhere ho", None),
        ("done --dir w/a tw", []),
        ("list --format ", ["table", "json", "csv", "markdown"]),
        ("list --format j", ["json"]),
        ("list --dir w --owner l", ["lab", "library"]),
        ("list --state do", ["done", "done late"]),
        ("add --dir w --to jobs --owner ", ["lab", "school", "town"]),
        ("assign --dir w b/hours ", ["lab", "school", "town"]),
        ("due --quarter ", ["2020Q4", "this", "next", "last"]),
        ("due --in 20", ["2020"]),
        ("due --dir w --plan ", ["a", "b"]),
        ("list --tag ", []),
        # What is left to Typer.
        ("show --at HEAD ho", None),
        ("show --no-index ho", None),
        ("show 'ho", None),
        ("show --dir=w ho", None),
        ("list --format=j", None),
        ("show -- ho", None),
        ("show --nonsense ho", None),
        ("show é", None),
        ("nonsense ho", None),
    ],
)
def test_what_is_offered(tab: Tab, line: str, offered: list[str] | None, shell: str) -> None:
    tab.press(line, shell)
    found = tab.press(line, shell)
    if offered is None:
        assert found is None
    elif shell == "zsh":
        assert [one for one in offered if f'"{one}"' not in found[1]] == []
        assert found[1].count('"') == 2 * len(offered)
    else:
        told = sorted(one.partition(":::")[0] for one in found[1].split("\n") if one)
        assert (found[0], told) == (0, sorted(offered))


@pytest.mark.parametrize(("line", "code"), [("show ho", 0), ("show nothing", 1), ("show -", None)])
def test_fish_is_told_whether_anything_is_offered(tab: Tab, line: str, code: int | None) -> None:
    tab.press(line, "fish", "is-args")
    found = tab.press(line, "fish", "is-args")
    assert found == (None if code is None else (code, ""))


WORDS = st.sampled_from(
    [
        *(
            "list",
            "show",
            "done",
            "add",
            "assign",
            "due",
            "diff",
            "log",
            "measure",
            "init",
            "reopen",
        ),
        *("--dir", "w", "w/a", "nowhere", "--to", "--owner", "--quarter", "-q", "--help", "--json"),
        *("--format", "--state", "--note", "--at", "--no-index", "--day-unknown", "--partner"),
        *(
            "--",
            "-",
            "=",
            "--dir=w",
            "-qx",
            "--nonsense",
            "a/hours",
            "hours",
            "ho",
            "b/",
            "/",
            "a//",
        ),
        *("4.2", "econ", "econ-work", "'ho", '"b/h', "ho\\", "é", "\u2003", "#x", "$(x)", "", "t"),
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(WORDS, max_size=6).map(" ".join),
    st.sampled_from(SHELLS),
    st.sampled_from(["", "w", "plan", " ", "nowhere"]),
)
def test_whatever_is_typed_the_bytes_are_those_of_typer(
    tab: Tab, line: str, shell: str, home: str
) -> None:
    with tab.patch.context() as patched:
        patched.setenv("WELCOMEPLAN_DIR", home)
        tab.press(line, shell)


def test_a_variable_that_is_empty_names_no_folder(tab: Tab) -> None:
    with tab.patch.context() as patched:
        patched.setenv("WELCOMEPLAN_DIR", "")
        assert tab.press("show ho") == (0, "hours\n")
        patched.setenv("WELCOMEPLAN_DIR", "w")
        assert tab.press("show ho") == (0, "a/hours\nb/hours\n")
        assert tab.press("show --dir w/a ho") == (0, "hours\n")


@pytest.mark.parametrize("seed", ["0", "1", "2", "3"])
def test_typer_tells_options_in_one_order(seed: str) -> None:
    program = "-c from welcomeplan import cli; cli.run([])"
    asked = {"COMP_WORDS": "welcomeplan edit -", "PYTHONHASHSEED": seed}
    assert run(program, **asked).stdout == "--dir\n--help\n-h\n"


def test_a_plan_that_was_edited_is_read_again(tab: Tab) -> None:
    tab.press("show ho")
    assert tab.press("show tr") == (0, "training\ntrust\n")
    file = Path("plan/home.yaml")
    file.write_text(file.read_text("utf-8").replace("training", "tracking"), "utf-8")
    assert tab.press("show tr") == (0, "tracking\ntrust\n")  # Typer is asked first
    file.write_text(file.read_text("utf-8").replace("tracking", "training"), "utf-8")
    asked = {
        "_WELCOMEPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "welcomeplan show tr",
        "COMP_CWORD": "2",
    }
    assert entry.answer(asked) is None


def test_what_was_young_when_it_was_read_is_left_to_typer(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    from welcomeplan.workspace import kept  # noqa: PLC0415 - past the door

    monkeypatch.setattr(kept, "GRAIN", 10**15)
    tab.press("show ho")
    assert tab.press("show ho") is None


def test_a_plan_above_is_taken_as_the_commands_take_it(
    tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("deep/er").mkdir(parents=True)
    monkeypatch.chdir("deep/er")
    tab.press("show ho")
    assert tab.press("show ho") == (0, "hours\n")
    Path("x").mkdir()
    Path("x/plan.yaml").write_text("title: X\n")
    assert tab.press("show ho") is None


@pytest.mark.parametrize("harm", [b"", b"[", b"[1, 2]\n", b'["welcomeplan-index", "x", []]\n'])
def test_what_was_kept_by_others_is_left_to_typer(tab: Tab, cache: Path, harm: bytes) -> None:
    tab.press("show ho")
    for index in (cache / "welcomeplan").iterdir():
        index.write_bytes(harm)
    asked = {
        "_WELCOMEPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "welcomeplan show ho",
        "COMP_CWORD": "2",
    }
    assert entry.answer(asked) is None


@pytest.mark.parametrize("instruction", ["", "complete", "source_bash", "complete_csh", "x_bash"])
def test_another_question_is_left_to_typer(instruction: str) -> None:
    asked = {"COMP_WORDS": "welcomeplan ", "COMP_CWORD": "1"}
    assert entry.answer({**asked, "_WELCOMEPLAN_COMPLETE": instruction}) is None
    for harm in ({"COMP_CWORD": "-1"}, {"COMP_CWORD": "x"}, {"COMP_WORDS": "welcomeplan \t"}):
        whole = {**asked, "_WELCOMEPLAN_COMPLETE": "complete_bash", **harm}
        assert entry.answer(whole) is None


def run(program: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Python, in the shipped plan, as a shell asks it for an id."""
    asked = {
        "_WELCOMEPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "welcomeplan show immigration-rule",
        "COMP_CWORD": "2",
    }
    return subprocess.run(
        [sys.executable, *program.split(" ", 1)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, **asked, **more},
        check=False,
    )


def test_tab_of_an_id_waits_neither_for_typer_nor_for_a_plan() -> None:
    assert run("-m welcomeplan").stdout == "immigration-rules\n"
    loaded = "print(*sys.modules, file=sys.stderr)"
    bare = run(f"-c import sys; {loaded}").stderr.split()
    found = run(
        f"-c import sys; from welcomeplan.completion import entry; c = entry.answered(); {loaded};"
        "sys.exit(c)"
    )
    assert (found.returncode, found.stdout) == (0, "immigration-rules\n")
    more = {name.partition(".")[0] for name in {*found.stderr.split()} - {*bare}}
    dear = {"typer", "pydantic", "yaml", "typing", "pathlib", "dataclasses", "shlex", "datetime"}
    assert not dear & more
    assert run("-m welcomeplan").stdout == "immigration-rules\n"


def test_ctrl_c_ends_tab_and_says_nothing() -> None:
    found = run(
        "-c from welcomeplan.__main__ import main; from welcomeplan.completion import entry\n"
        "def press(*_): raise KeyboardInterrupt\n"
        "entry.answer = press; main()"
    )
    assert (found.returncode, found.stdout, found.stderr) == (130, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such disk")
def test_an_answer_that_can_t_be_written_is_told_as_ever() -> None:
    asked = {
        "_WELCOMEPLAN_COMPLETE": "complete_bash",
        "COMP_WORDS": "welcomeplan du",
        "COMP_CWORD": "1",
    }
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "welcomeplan"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **asked},
            check=False,
        )
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
