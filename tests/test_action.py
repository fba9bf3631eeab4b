"""The GitHub Action, run here: its shell steps, in a repository, as a runner would run them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import metadata
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .conftest import ROOT
from .lacking import LINUX_ALONE

pytestmark = LINUX_ALONE

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
FILES = [ROOT / "action.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
INSTALL = "Install welcomeplan"
"""The one step with a script that is not run here: the checkout is installed already."""
TOOLKIT = "due: in September 2017"


@dataclass
class Ran:
    """What became of a run of the action."""

    outcomes: dict[str, str] = field(default_factory=dict)
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    summary: str = ""

    @property
    def failed(self) -> bool:
        return "failure" in self.outcomes.values()

    @property
    def outputs(self) -> dict[str, str]:
        """The action's outputs, as other steps of a job see them."""
        values = {}
        for name, output in ACTION["outputs"].items():
            found = re.fullmatch(r"\$\{\{ steps\.(\w+)\.outputs\.(\w+) \}\}", output["value"])
            assert found, output
            values[name] = self.steps.get(found[1], {}).get(found[2], "")
        return values


class Runner:
    """As much of GitHub's runner as the action needs, around a git repository."""

    def __init__(self, folder: Path, environment: Path) -> None:
        self.temp = folder / "temp"
        self.checkout = folder / "checkout"
        self.checkout.mkdir()
        self.temp.mkdir()
        (self.temp / "welcomeplan").symlink_to(environment)
        self.settings: dict[str, str] = {}
        """What the job sets in the environment of its steps."""

    def git(self, *arguments: str) -> str:
        """What git prints; nobody's settings but these."""
        parts = product(("AUTHOR", "COMMITTER"), ("NAME", "EMAIL"))
        who = {f"GIT_{role}_{part}": "ana@example.org" for role, part in parts}
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.checkout,
            env={**os.environ, **quiet, **who},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self) -> str:
        """Commit all there is; the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "An edit")
        return self.git("rev-parse", "HEAD")

    def edit(self, old: str, new: str, file: str = "welcoming-climate.yaml") -> None:
        """Change one thing in a file of the plan."""
        path = self.checkout / "plan" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, old
        path.write_text(text.replace(old, new), "utf-8")

    def run(self, event_base: str = "", ref: str = "refs/pull/7/head", **inputs: str) -> Ran:
        """Run the action's steps, each with `bash` and a file for its outputs."""
        given = {name: settings["default"] for name, settings in ACTION["inputs"].items()} | inputs
        ran = Ran()
        summary = self.temp / "summary.md"
        summary.write_text("")
        for number, step in enumerate(ACTION["runs"]["steps"]):
            if "run" not in step or step["name"] == INSTALL:
                continue
            name = step["id"]
            if not self._wanted(step.get("if", "${{ success() }}"), ran):
                ran.outcomes[name] = "skipped"
                continue
            output = self.temp / f"output-{number}"
            output.write_text("")
            script = self.temp / f"step-{number}.sh"
            script.write_text(step["run"], "utf-8")
            values = {
                key: self._filled(value, given, event_base, ran)
                for key, value in step.get("env", {}).items()
            }
            assert step["shell"] == "bash"
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                cwd=self.checkout,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(self.temp),
                    "GITHUB_ACTIONS": "true",
                    "GITHUB_OUTPUT": str(output),
                    "GITHUB_STEP_SUMMARY": str(summary),
                    "GITHUB_REF": ref,
                    "RUNNER_TEMP": str(self.temp),
                    **self.settings,
                    **values,
                },
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            ran.log += done.stdout
            ran.outcomes[name] = "failure" if done.returncode else "success"
            ran.steps[name] = dict(
                line.split("=", 1) for line in output.read_text("utf-8").splitlines()
            )
        ran.summary = summary.read_text("utf-8")
        return ran

    def _wanted(self, condition: str, ran: Ran) -> bool:
        # The conditions that the action has; any other must first be understood here.
        conditions = {
            "success()": not ran.failed,
            "!cancelled() && (success() || steps.base.outcome == 'failure')": (
                not ran.failed or ran.outcomes["base"] == "failure"
            ),
            "!cancelled() && steps.base.outputs.commit != ''"
            " && steps.validate.outputs.errors != ''": bool(
                ran.steps.get("base", {}).get("commit")
                and ran.steps.get("validate", {}).get("errors")
            ),
        }
        return conditions[condition.removeprefix("${{ ").removesuffix(" }}")]

    def _filled(self, value: str, given: dict[str, str], event_base: str, ran: Ran) -> str:
        known = {f"inputs.{name}": text for name, text in given.items()}
        known["steps.base.outputs.commit"] = ran.steps.get("base", {}).get("commit", "")
        bases = "github.event.pull_request.base.sha || github.event.merge_group.base_sha"
        known[bases] = event_base
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: known[found[1]], value)


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the install step makes, from what is here already: an environment, also for `-I`."""
    folder = tmp_path_factory.mktemp("environment") / "welcomeplan"
    venv.create(folder, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    lines = [str(ROOT / "src"), *site_packages()]
    (site / "here.pth").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    return folder


def site_packages() -> set[str]:
    """Where the packages are that the tests run with."""
    return {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}


@pytest.fixture
def runner(tmp_path: Path, environment: Path) -> Runner:
    """A checkout of a repository that holds the Kansas City plan, on a branch of its own."""
    runner = Runner(tmp_path, environment)
    runner.git("init", "--quiet", "--initial-branch", "main")
    shutil.copytree(ROOT / "plan", runner.checkout / "plan")
    runner.commit()
    runner.git("switch", "--quiet", "--create", "edit")
    return runner


def test_a_clean_pull_request(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, f"{TOOLKIT}\n        done: 2017-09-20")
    runner.commit()
    ran = runner.run(base)
    assert ran.outcomes == {"base": "success", "validate": "success", "diff": "success"}, ran.log
    counts = {"errors": "0", "completed": "1", "slipped": "0", "added": "0", "removed": "0"}
    assert ran.outputs == {**counts, "warnings": "0", "stood": ran.outputs["stood"]}
    assert "::error" not in ran.log
    assert ran.summary.startswith("### What this edit means\n\n**1 completed")
    assert "toolkit" in ran.summary


def test_a_pull_request_with_errors_still_gets_its_summary(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, f"{TOOLKIT}\n        done: 2017-09-20")
    runner.edit("title: Civic Engagement", "titel: Civic Engagement", "civic-engagement.yaml")
    runner.commit()
    ran = runner.run(base)
    assert ran.outcomes == {"base": "success", "validate": "failure", "diff": "success"}, ran.log
    assert "::error file=plan/civic-engagement.yaml,line=2," in ran.log
    assert int(ran.outputs["errors"]) >= 1
    assert ran.outputs["completed"] == "1"
    assert "civic-engagement.yaml can't be read" in ran.summary


def test_a_pull_request_with_a_slip(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, "due: in December 2017")
    runner.commit()
    ran = runner.run(base)
    assert ran.outputs["slipped"] == "1"
    assert "slipped by 92 days without a reason" in ran.summary
    annotation = r"^::warning file=plan/welcoming-climate\.yaml,.*title=unexplained-move"
    assert re.search(annotation, ran.log, re.MULTILINE)
    # That nothing keeps what it was is an error: as of earlier days it would show otherwise.
    assert "title=unrecorded-setback" in ran.log
    assert ran.failed
    assert int(ran.outputs["warnings"]) >= 1


def test_strict_lets_warnings_fail(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, "due: by 15 September 2017")
    runner.commit()
    ran = runner.run(base)
    assert int(ran.outputs["warnings"]) >= 1
    assert not ran.failed
    strict = runner.run(base, strict="true")
    assert strict.outcomes["validate"] == "failure"
    assert strict.outputs == ran.outputs


def test_without_a_base_the_files_alone_are_checked(runner: Runner) -> None:
    ran = runner.run(all="true")  # of what stood before an edit; there is none
    assert ran.outcomes == {"base": "success", "validate": "success", "diff": "skipped"}, ran.log
    assert "No base to compare with" in ran.log
    assert ran.outputs["errors"] == "0"
    assert ran.outputs["completed"] == ""
    assert ran.summary == ""


def test_a_base_of_ones_own_comes_before_the_event(runner: Runner) -> None:
    runner.edit(TOOLKIT, "due: in December 2017")
    last = runner.commit()
    runner.git("tag", "adopted", "main")
    assert runner.run(last).outputs["slipped"] == "0"
    assert runner.run(last, base="adopted").outputs["slipped"] == "1"


def test_what_others_merged_meanwhile_is_not_this_edits(runner: Runner) -> None:
    stale = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, f"{TOOLKIT}\n        done: 2017-09-20")
    runner.commit()
    runner.git("switch", "--quiet", "main")
    runner.edit("title: Civic Engagement", "title: Civic Life", "civic-engagement.yaml")
    runner.commit()
    runner.git("switch", "--quiet", "--detach")
    runner.git("merge", "--quiet", "--no-ff", "--message", "As GitHub tries it out", "edit")
    assert "reworded" in runner.run(stale).summary
    ran = runner.run(stale, ref="refs/pull/7/merge")
    assert "reworded" not in ran.summary
    assert ran.outputs["completed"] == "1"


def test_a_clone_too_shallow_says_what_to_do(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit("title: Civic Engagement", "titel: Civic Engagement", "civic-engagement.yaml")
    runner.commit()
    whole = runner.checkout.rename(runner.checkout.with_name("origin"))
    runner.checkout.mkdir()
    runner.git("clone", "--quiet", "--depth", "1", "--branch", "edit", whole.as_uri(), ".")
    ran = runner.run(base, ref="refs/pull/7/merge")
    assert ran.outcomes == {"base": "failure", "validate": "failure", "diff": "skipped"}
    assert re.search(
        r"^::error title=Nothing to compare with::.*`fetch-depth: 0`", ran.log, re.MULTILINE
    )
    assert "::error file=plan/civic-engagement.yaml" in ran.log
    assert int(ran.outputs["errors"]) >= 1


def test_no_plan_is_said_once_and_fails(runner: Runner) -> None:
    ran = runner.run(runner.git("rev-parse", "main"), folder="plans")
    assert ran.outcomes == {"base": "success", "validate": "failure", "diff": "skipped"}
    assert "Traceback" not in ran.log
    assert ran.log.count("::error title=Nothing was checked::there is no folder `plans`%0A") == 1
    assert "### The plan was not checked" in ran.summary
    assert ran.outputs["errors"] == ""


def test_a_dot_checks_every_plan_also_one_that_the_edit_begins(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, "due: by the end of October 2018")
    begun = runner.checkout / "housing" / "plan"
    begun.mkdir(parents=True)
    (begun / "plan.yaml").write_text("title: Housing\n", "utf-8")
    (begun / "homes.yaml").write_text("titel: Homes\n", "utf-8")
    runner.commit()
    ran = runner.run(base, folder=".")
    assert ran.outcomes["validate"] == "failure"
    assert "::error file=housing/plan/homes.yaml" in ran.log
    assert ran.outputs["slipped"] == "1"


def test_what_stood_before_is_counted_and_fails_nobody(runner: Runner) -> None:
    runner.git("switch", "--quiet", "main")
    runner.edit(TOOLKIT, "due: as soon as possible")
    base = runner.commit()
    runner.git("switch", "--quiet", "--create", "innocent")
    runner.edit(
        "title: Civic Engagement", "title: Civic Engagement  # adopted", "civic-engagement.yaml"
    )
    runner.commit()
    ran = runner.run(base, strict="true")
    assert not ran.failed, ran.log
    assert (ran.outputs["errors"], ran.outputs["warnings"]) == ("0", "0")
    assert int(ran.outputs["stood"]) >= 1
    stood = int(ran.outputs["stood"])
    said = "1 problem" if stood == 1 else f"{stood} problems"
    assert f"{said} stood before this edit (--all shows them, and fails for them too)" in ran.log
    assert "::error" not in ran.log
    every = runner.run(base, all="true")
    assert every.outcomes["validate"] == "failure"
    assert every.outputs["errors"] == "1"
    assert "::error file=plan/welcoming-climate.yaml" in every.log


def test_a_plan_that_is_gone_is_annotated_and_summed_up(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.git("mv", "plan", "strategy")
    runner.commit()
    for _ in ("moved while `folder` is stale", "deleted"):
        ran = runner.run(base)
        assert ran.outcomes["validate"] == "failure"
        first = next(line for line in ran.log.splitlines() if line.startswith("::"))
        assert first.startswith("::error file=plan/plan.yaml,line=")
        assert "title=missing-plan" in first
        assert ran.log.count("the promise `") == 28
        assert ran.outputs["removed"] == "29"  # and the plan
        assert "**28 removed, 1 plan removed;" in ran.summary
        runner.git("rm", "--quiet", "-r", "strategy", "--ignore-unmatch")
        runner.commit()


@pytest.mark.parametrize("kind", ["link", "submodule"])
def test_what_stands_in_for_the_folder_is_refused(
    runner: Runner, tmp_path: Path, kind: str
) -> None:
    base = runner.git("rev-parse", "main")
    if kind == "link":
        runner.git("mv", "plan", "real")
        (runner.checkout / "plan").symlink_to("real")
        (runner.checkout / "real" / "civic-engagement.yaml").unlink()
    else:
        # Its last commit is a merge, as the one that GitHub tries a pull request out with.
        inner = tmp_path / "inner"
        shutil.copytree(runner.checkout / "plan", inner)
        (inner / "civic-engagement.yaml").unlink()
        runner.git("init", "--quiet", str(inner))
        for words in (
            ("add", "--all"),
            ("commit", "--quiet", "--message", "Begin"),
            ("switch", "--quiet", "--create", "side"),
            ("commit", "--quiet", "--allow-empty", "--message", "Side"),
            ("switch", "--quiet", "-"),
            ("merge", "--quiet", "--no-ff", "--message", "Merge", "side"),
        ):
            runner.git("-C", str(inner), *words)
        runner.git("rm", "--quiet", "-r", "plan")
        local = ("-c", "protocol.file.allow=always")
        runner.git(*local, "submodule", "--quiet", "add", str(inner), "plan")
    runner.commit()
    ran = runner.run(base, ref="refs/pull/7/merge")
    assert ran.outcomes["validate"] == "failure", ran.log
    assert re.search(r"^::error title=Nothing was checked::`plan` is ", ran.log, re.MULTILINE)
    assert "### The plan was not checked" in ran.summary


@pytest.mark.parametrize("check", ["removed-promise", "unreadable-deadline", "late-move"])
def test_a_check_that_is_loosened_is_annotated_and_summed_up(runner: Runner, check: str) -> None:
    base = runner.git("rev-parse", "main")
    plan = (runner.checkout / "plan" / "plan.yaml").read_text("utf-8")
    path = runner.checkout / "plan" / "plan.yaml"
    path.write_text(plan.replace("\nchecks:\n", f"\nchecks:\n  {check}: off\n"), "utf-8")
    runner.commit()
    ran = runner.run(base)
    assert not ran.failed, ran.log
    assert re.search(
        rf"^::warning file=plan/plan\.yaml,.*the check `{check}` is set", ran.log, re.M
    )
    assert "with other checks" in ran.summary
    assert f"{check}: off" in ran.summary
    assert runner.run(base, strict="true").failed


HOSTILE_MODULES = ("pip", "venv", "logging", "ensurepip", "json", "zipfile", "welcomeplan", "typer")


def set_traps(runner: Runner) -> None:
    """Modules in the checkout that tell if they are imported, and settings that point there."""
    for name in HOSTILE_MODULES:
        trap = f"open({str(runner.temp / 'pwned')!r}, 'a').write({name!r})\n"
        (runner.checkout / f"{name}.py").write_text(trap, "utf-8")
    runner.settings = {
        "PYTHONPATH": ".",
        "PYTHONSTARTUP": "pip.py",
        "PIP_CONFIG_FILE": "pip.conf",
        "PIP_TARGET": ".",
    }


def test_no_step_imports_what_lies_in_the_checkout(runner: Runner) -> None:
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, f"{TOOLKIT}\n        done: 2017-09-20")
    set_traps(runner)
    runner.commit()
    ran = runner.run(base)
    assert not ran.failed, ran.log
    assert ran.outputs["completed"] == "1"
    assert not (runner.temp / "pwned").exists()


SPY = f"""\
#!/bin/sh
flags=
echo "$PWD: $*" >>"$SPY_LOG"
env | grep -E '^(PYTHON(PATH|HOME|STARTUP)|PIP_)' >>"$SPY_LOG.settings"
while [ "$1" != -m ]; do flags="$flags $1"; shift; done
# What Python would import, started like this and here.
"{sys.executable}" $flags -c '
import sys
from importlib.util import find_spec
for name in sys.argv[1:]:
    found = find_spec(name)
    print(found.origin if found else "")
' {" ".join(HOSTILE_MODULES)} >>"$SPY_LOG.origins"
if [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi
"""
"""A Python that does nothing but tell how it was started, and what it would have imported."""


@pytest.mark.parametrize("job", ["github", "gitlab"])
def test_the_install_runs_nothing_of_the_checkout(runner: Runner, tmp_path: Path, job: str) -> None:
    set_traps(runner)
    spy = tmp_path / "bin" / "python"
    spy.parent.mkdir()
    spy.write_text(SPY, "utf-8")
    spy.chmod(0o755)
    opt = tmp_path / "opt"
    opt.mkdir()
    if job == "github":
        (step,) = (one for one in ACTION["runs"]["steps"] if one.get("name") == INSTALL)
        assert step["env"] == {"INTERPRETER": "${{ steps.python.outputs.python-path }}"}
        script = step["run"]
    else:
        (said,) = yaml.safe_load((ROOT / ".gitlab" / "welcomeplan.yml").read_text("utf-8")).values()
        script = "\n".join(said["before_script"]).replace("/opt", str(opt))
        script = re.sub(r"https://\S+", runner.checkout.as_uri(), script)
    runner.commit()
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        if job == "github"
        else ["sh", "-e", "-c", script],
        cwd=runner.checkout,
        env={
            **runner.settings,
            "PATH": f"{spy.parent}:{os.environ['PATH']}",
            "HOME": str(opt),
            "SPY_LOG": str(tmp_path / "log"),
            "INTERPRETER": str(spy),
            "RUNNER_TEMP": str(opt),
            "GITHUB_ACTION_PATH": str(ROOT),
            "WELCOMEPLAN_REV": "edit",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made, pinned, itself = (tmp_path / "log").read_text("utf-8").splitlines()
    for call in (made, pinned, itself):
        assert call.startswith(f"{opt}: -I -m ")
    for call in (pinned, itself):
        assert "pip --isolated" in call
        assert "--no-deps" in call
    assert " --require-hashes --only-binary :all: -r " in pinned
    assert pinned.endswith("/requirements.lock")
    assert " --no-index --no-build-isolation " in itself
    origins = (tmp_path / "log.origins").read_text("utf-8")
    assert len(origins.splitlines()) == 3 * len(HOSTILE_MODULES)
    assert str(runner.checkout) not in origins
    assert not re.search(r"^(\./)?\w+\.py$", origins, re.MULTILINE)
    if job == "github":
        assert (tmp_path / "log.settings").read_text("utf-8") == ""
    assert not (runner.temp / "pwned").exists()


def test_the_callers_python_stays_what_it_is() -> None:
    (setup,) = (one for one in ACTION["runs"]["steps"] if "setup-python" in one.get("uses", ""))
    assert setup["with"]["update-environment"] is False
    for step in ACTION["runs"]["steps"]:
        assert "GITHUB_ENV" not in step.get("run", "")
        assert "GITHUB_PATH" not in step.get("run", "")


def test_the_lock_file_pins_all_that_is_needed() -> None:
    text = (ROOT / "requirements.lock").read_text("utf-8")
    pins = {}
    for entry in re.sub(r" \\\n", " ", text).splitlines():
        if not entry.startswith("#"):
            wanted = Requirement(entry.partition(" --hash")[0])
            assert re.fullmatch(r"==[\w.]+", str(wanted.specifier)), entry
            assert re.fullmatch(r"( *--hash=sha256:[0-9a-f]{64})+ *", entry[entry.index(" --") :])
            pins[canonicalize_name(wanted.name)] = str(wanted.specifier).removeprefix("==")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    waiting = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    seen = set()
    while waiting:
        wanted = Requirement(waiting.pop())
        name = canonicalize_name(wanted.name)
        if wanted.marker and not wanted.marker.evaluate({"extra": ""}):
            continue
        assert name in pins, f"run `make lock`: {wanted}"
        assert wanted.specifier.contains(pins[name]), f"run `make lock`: {wanted}"
        if name not in seen:
            seen.add(name)
            with suppress(metadata.PackageNotFoundError):  # what builds it need not be here
                # Another version, as where the lowest are tried, may need other packages.
                same = metadata.version(name) == pins[name]
                waiting += (metadata.requires(name) or []) if same else []
    assert "://" not in text


@pytest.mark.parametrize("name", ["-x $(touch pwned)", "`touch pwned`;touch pwned a\"b'c"])
def test_hostile_inputs_are_names_and_nothing_else(runner: Runner, name: str) -> None:
    base = runner.git("rev-parse", "main")
    (runner.checkout / "plan").rename(runner.checkout / name)
    runner.commit()
    ran = runner.run(base, folder=name)
    assert not ran.failed, ran.log
    assert ran.outputs["errors"] == "0"
    assert runner.run(base, base=name, folder=name).outcomes["base"] == "failure"
    assert not (runner.checkout / "pwned").exists()
    assert not (runner.checkout / name / "pwned").exists()


@pytest.mark.parametrize("slip", [False, True], ids=["clean", "slip"])
def test_the_job_for_gitlab_runs(runner: Runner, slip: bool) -> None:
    (job,) = yaml.safe_load((ROOT / ".gitlab" / "welcomeplan.yml").read_text("utf-8")).values()
    base = runner.git("rev-parse", "main")
    runner.edit(TOOLKIT, "due: in December 2017" if slip else "due: in September 2017 # still")
    runner.commit()
    done = subprocess.run(
        ["sh", "-e", "-c", "\n".join(job["script"])],
        cwd=runner.checkout,
        env={
            "PATH": f"{runner.temp / 'welcomeplan' / 'bin'}:{os.environ['PATH']}",
            **{name: str(value) for name, value in job["variables"].items()},
            "WELCOMEPLAN_STRICT": "true",
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    (summary,) = job["artifacts"]["paths"]
    written = (runner.checkout / summary).read_text("utf-8")
    assert done.stdout.startswith(written)
    assert done.returncode == (1 if slip else 0), done.stdout + done.stderr
    assert ("1 slipped by 92 days" in written) is slip
    assert ("unexplained-move" in done.stdout) is slip
    report = runner.checkout / job["artifacts"]["reports"]["codequality"]
    problems = json.loads(report.read_text("utf-8"))
    assert ("unexplained-move" in {problem["check_name"] for problem in problems}) is slip


def test_scripts_hold_no_expressions_and_actions_are_pinned() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    for path in FILES:
        for used in re.findall(r"uses: (\S+)", path.read_text("utf-8")):
            assert used == "./" or re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used), used


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("github-actions", "action.yml"),
        ("github-workflows", ".github/workflows/plan.yml"),
        ("github-workflows", ".github/workflows/ci.yml"),
        ("gitlab-ci", ".gitlab/welcomeplan.yml"),
    ],
)
def test_files_for_ci_fit_their_schemas(schema: str, path: str) -> None:
    command = ["check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(ROOT / path)]
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)


def test_every_input_and_output_is_documented() -> None:
    page = (ROOT / "docs" / "ci.md").read_text("utf-8")
    for table in (ACTION["inputs"], ACTION["outputs"]):
        for name, settings in table.items():
            assert settings["description"].strip(), name
            assert f"| `{name}` |" in page, name
