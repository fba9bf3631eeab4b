"""`validate --since`: what an edit brought, apart from what stood before it; links and files that
can't be read, behind which nothing can be compared; and checks that an edit sets otherwise."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from welcomeplan import cli, yamltext
from welcomeplan.commands import looking
from welcomeplan.limits import Limits

HEAD = """\
title: A town
organizations: {marc: Mid-America Regional Council, jvs: Jewish Vocational Service}
period: 2017 to 2018
"""
MANY = "".join(
    f"""\
      - id: old-{n}
        title: The old promise number {n}
        due: as soon as possible
        owner: marc
"""
    for n in range(21)
)
SAFETY = f"""\
title: Safety
objectives:
  - id: trust
    title: Build trust
    milestones:
      - id: toolkit
        title: Disseminate the toolkit to every town
        due: in 2018
        owner: marc
      - id: survey
        title: Survey the newcomers of the region
        due: in 2018
        owner: jvs
      - id: nobody
        title: A milestone that nobody answers for
        due: in 2018
{MANY}"""
ASAP = "due: as soon as possible"
TOOLKIT = "due: in 2018\n        owner: marc"
SURVEY = "due: in 2018\n        owner: jvs"


class Desk:
    """A repository with a plan, and the command line in it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys
        self.code = 0
        self.err = ""
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, here: str = ".") -> None:
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        command = ["git", *identity, "-c", "protocol.file.allow=always", *arguments]
        subprocess.run(command, cwd=self.folder / here, check=True, capture_output=True)

    def write(self, **files: str | None) -> None:
        """Files of the plan by their names without ending; None deletes one."""
        for name, text in files.items():
            path = self.folder / "plan" / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")

    def commit(self, **files: str | None) -> None:
        self.write(**files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=Edit")

    def __call__(self, *arguments: str) -> str:
        self.code = cli.run(arguments)
        out, self.err = self.capsys.readouterr()
        return out

    def validate(self, *arguments: str) -> str:
        return self("validate", "--since", "HEAD", *arguments)

    def new(self, *arguments: str) -> list[tuple[str, str]]:
        """What the edit brought: rule and file, notes too."""
        found = json.loads(self.validate("--json", *arguments))["diagnostics"]
        return [(one["rule"], one["file"]) for one in found if one["new"]]


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, "2018-01-05T12:00:00Z")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setattr(looking, "today", lambda *_: date(2018, 2, 15))
    folder = tmp_path / "checkout"
    folder.mkdir()
    monkeypatch.chdir(folder)
    desk = Desk(folder, capsys)
    desk.commit(plan=HEAD, safety=SAFETY)
    return desk


def edit(*swaps: tuple[str, str], text: str = SAFETY) -> str:
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


# -- what both versions share


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that are read, each as often as it is."""
    found: list[bytes] = []
    parse = yamltext.read

    def counted(data: bytes, limits: Limits) -> yamltext.Source:
        found.append(data)
        return parse(data, limits)

    monkeypatch.setattr(yamltext, "read", counted)
    return found


@pytest.mark.parametrize("command", ["diff HEAD", "validate --since HEAD", "diff HEAD~1 HEAD"])
def test_a_file_that_both_versions_have_is_read_once(
    desk: Desk, seen: list[bytes], command: str
) -> None:
    desk.commit(two="title: Two\n")
    desk.write(two="title: Another\n")
    desk(*command.split())
    assert desk.code in (0, 1)
    assert len(seen) == len(set(seen)) == (3 if "~" in command else 4)


def test_faults_in_a_file_that_both_versions_have_are_told_at_their_place(desk: Desk) -> None:
    """What is shared keeps its text: what stood there before an edit is found where it stands."""
    before = json.loads(desk("validate", "--json"))["diagnostics"]
    desk.write(two="title: Two\n")
    found = json.loads(desk.validate("--all", "--json"))["diagnostics"]
    assert [{**one, "new": None} for one in found if one["file"] == "safety.yaml"] == [
        {**one, "new": None} for one in before
    ]
    assert len(before) > len(MANY.split("- id:")) - 1
    assert not any(one["new"] for one in found)


def test_a_file_that_can_be_read_in_part_is_read_in_both_versions(desk: Desk) -> None:
    desk.commit(safety=edit(("id: toolkit", "id: Tool Kit")))
    found = json.loads(desk.validate("--all", "--json"))
    wrong = [one for one in found["diagnostics"] if one["rule"] == "wrong-value"]
    assert [(one["line"], one["new"]) for one in wrong] == [(6, False)]


# -- new, and what stood before


def test_an_innocent_edit_of_an_old_plan_passes(desk: Desk) -> None:
    desk.write(safety=edit((TOOLKIT, f"{TOOLKIT}\n        done: 2018-02-10")))
    out = desk.validate("--strict")
    assert desk.code == 0, out
    assert out == (
        "plan: 2 files, 24 milestones: no new problems;"
        " 22 problems stood before this edit (--all shows them, and fails for them too)\n"
    )
    out = desk.validate("--all")
    assert desk.code == 1
    assert out.count(": error: ") == 21
    assert "21 errors and 1 warning; 22 problems stood before this edit, and are among" in out
    desk("validate")
    assert desk.code == 1  # without a comparison nothing is old


INNOCENT = {
    "lines move": [("title: Safety\n", "# One\n# Two\ntitle: Safety\n")],
    "others come before": [
        ("      - id: toolkit", f"      - {{id: a, title: A, {TOOLKIT.replace(chr(10), ',')}}}\n"
         "      - id: toolkit"),
    ],
    "the title is said better": [("The old promise number 3", "The old, old promise number 3")],
    "an owner is added": [(MANY[:90], MANY[:90].replace("title:", "tags: [x]\n        title:"))],
    "quotes": [(ASAP, "due: 'as soon as possible'")],
    "one is mended": [(ASAP, "due: in 2018")],
    "another of its keys": [(f"{ASAP}\n        owner: marc", f"{ASAP}\n        owner: marc\n"
                             "        tags: [first]")],
}  # fmt: skip


@pytest.mark.parametrize("swaps", INNOCENT.values(), ids=INNOCENT)
def test_what_stood_before_is_known_again(desk: Desk, swaps: list[tuple[str, str]]) -> None:
    desk.write(safety=edit(*swaps))
    new = [rule for rule, _ in desk.new() if rule not in ("changed-wording", "unexplained-move")]
    assert new == []


def test_it_is_known_in_another_file_and_another_folder(desk: Desk) -> None:
    top = SAFETY[: SAFETY.index("      - id: old-0")]
    desk.write(safety=top, more=f"title: More\nobjectives:\n  - id: again\n    title: More\n"
               f"    milestones:\n{MANY}")  # fmt: skip
    assert desk.new() == []
    assert desk.code == 0
    desk.write(safety=SAFETY, more=None)
    (desk.folder / "plan").rename(desk.folder / "strategy")
    # Its id is the folder's name: that is all that the edit brought.
    assert desk.new("--dir", "strategy") == [("renamed-id", "plan.yaml")]
    assert desk.code == 0


UNREADABLE = ("unreadable-deadline", "safety.yaml")
HIDDEN = {
    "a second of the kind": [(SURVEY, f"{ASAP}\n        owner: jvs")],
    "one is mended, another comes": [
        (ASAP, "due: in 2018"),
        (SURVEY, f"{ASAP}\n        owner: jvs"),
    ],
    "the fault takes another's id": [
        ("id: survey", "id: old-0"),
        (SURVEY, f"{ASAP}\n        owner: jvs"),
        ("id: old-0\n        title: The old promise number 0", "id: survey\n        title: The old"
         " promise number 0"),
        (f"number 0\n        {ASAP}", "number 0\n        due: in 2018"),
    ],
    "other words": [(ASAP, "due: as early as possible")],
    "a faulty one under a new id": [("id: old-0", "id: old-00")],
    "the faulty one twice": [("      - id: old-0", MANY[: MANY.index("      - id: old-1")]
                              + "      - id: old-0")],
}  # fmt: skip


@pytest.mark.parametrize("swaps", HIDDEN.values(), ids=HIDDEN)
def test_no_new_fault_hides_behind_an_old_one(desk: Desk, swaps: list[tuple[str, str]]) -> None:
    desk.write(safety=edit(*swaps))
    assert UNREADABLE in desk.new()
    assert desk.code == 1


def test_an_old_fault_of_one_plan_is_none_of_another(desk: Desk) -> None:
    other = HEAD.replace("title", "id: other\ntitle")
    (desk.folder / "plan" / "one").mkdir()
    (desk.folder / "plan" / "two").mkdir()
    text = edit((SURVEY, f"{ASAP}\n        owner: jvs"))
    desk.commit(plan=None, safety=None, **{"one/plan": HEAD, "one/safety": text},
                **{"two/plan": other, "two/safety": SAFETY})  # fmt: skip
    desk.write(**{"one/safety": SAFETY, "two/safety": text})
    assert ("unreadable-deadline", "two/safety.yaml") in desk.new()
    assert desk.code == 1


def test_both_sides_are_judged_on_one_day(desk: Desk) -> None:
    future = edit((TOOLKIT, f"{TOOLKIT}\n        done: 2018-03-10"))
    desk.commit(safety=future)
    assert desk.new("--as-of", "2018-02-15") == []
    assert desk.new("--as-of", "2018-04-15") == []


@pytest.mark.parametrize("form", ["text", "github", "json", "sarif", "gitlab", "junit"])
def test_every_format_keeps_them_apart(desk: Desk, form: str) -> None:
    desk.write(safety=edit((SURVEY, f"{SURVEY}\n        tags: [x]\n        for: nothing")))
    out = desk.validate("--format", form)
    assert desk.code == 1
    said: Any
    if form == "text":
        assert out.count(": error: ") == 1
        assert "1 error; 22 problems stood before this edit" in out
    elif form == "github":
        assert out.count("::error file=") == 1
        assert "22 problems stood before this edit" in out
    elif form == "json":
        said = json.loads(out)
        assert len(said["since"]) == 40
        assert [one["rule"] for one in said["diagnostics"] if one["new"]] == ["unknown-action"]
        assert json.loads(desk("validate", "--json"))["diagnostics"][0]["new"] is None
    elif form == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        states = [r["baselineState"] for r in results if r["level"] == "error"]
        assert (states.count("new"), states.count("unchanged")) == (1, 21)
        results = json.loads(desk("validate", "--format", "sarif"))["runs"][0]["results"]
        assert not any("baselineState" in result for result in results)
    elif form == "gitlab":
        assert len([one for one in json.loads(out) if one["severity"] == "major"]) == 22
    else:
        assert len(ET.fromstring(out).findall(".//failure")) == 1  # noqa: S314 - our own


# -- what can't be read


BROKEN = f"{SAFETY}wrong: key\n"


def test_a_file_that_was_unread_and_is_as_it_was_is_old(desk: Desk) -> None:
    desk.commit(safety=BROKEN)
    desk.write(more="title: More\n")
    assert desk.new() == []
    assert desk.code == 0
    assert "1 file can't be read" in desk.validate()
    desk.validate("--all")
    assert desk.code == 1


def test_a_file_that_an_edit_breaks_is_new(desk: Desk) -> None:
    desk.write(safety=BROKEN)
    assert desk.new() == [("unknown-key", "safety.yaml")]
    assert desk.code == 1


UNSEEN: dict[str, dict[str, str | None]] = {
    "a promise goes": {"safety": BROKEN.replace(MANY, "")},
    "a move": {"safety": BROKEN.replace("in 2018", "in 2019")},
    "a comment": {"safety": f"# Hello\n{BROKEN}"},
    "line ends": {"safety": BROKEN.replace("\n", "\r\n")},
}


@pytest.mark.parametrize("files", UNSEEN.values(), ids=UNSEEN)
def test_what_changes_in_a_file_that_stays_unread_fails(
    desk: Desk, files: dict[str, str | None]
) -> None:
    desk.commit(safety=BROKEN)
    desk.write(**files)
    assert desk.new() == [("unseen-change", "safety.yaml")]
    assert desk.code == 1
    desk.commit()
    desk("validate", "--since", "HEAD~1", "--at", "HEAD")
    assert desk.code == 1


IN_PART: dict[str, tuple[tuple[str, str], list[str]]] = {
    "a comment": (("objectives:", "objectives:  # all"), []),
    "another is done": ((TOOLKIT, f"{TOOLKIT}\n        done: 2018-01-10"), []),
    "others are gone": ((MANY, ""), ["removed-promise"] * 21),
    "what it says": (("owner: jvs\n        x: 1", "owner: marc\n        x: 1"), ["unseen-change"]),
    "what is wrong with it": (("        x: 1", "        y: 1"), ["unknown-key"]),
    "it goes": (("        x: 1\n", ""), ["unread-base"]),
}


@pytest.mark.parametrize(("swap", "wanted"), IN_PART.values(), ids=IN_PART)
def test_what_can_be_read_beside_a_fault_that_stood_may_change(
    desk: Desk, swap: tuple[str, str], wanted: list[str]
) -> None:
    faulty = edit((SURVEY, f"{SURVEY}\n        x: 1"))
    for name in ("plan", "safety"):
        (desk.folder / "plan" / f"{name}.yaml").unlink()
    desk.commit()
    desk.commit(plan=HEAD, safety=faulty)
    assert swap[0] in faulty
    desk.write(safety=faulty.replace(*swap))
    assert [rule for rule, _ in desk.new() if rule != "unread-base" or wanted == [rule]] == wanted


BESIDE: dict[str, dict[str, str | None]] = {
    "edited": {"safety": SAFETY.replace("in 2018", "in 2019")},
    "removed": {"safety": None},
    "renamed": {"safety": None, "other": SAFETY},
    "added": {"other": "title: Other\n"},
    "the head itself": {"plan": f"{HEAD}wrong: key\nlead: marc\n"},
}


@pytest.mark.parametrize("files", BESIDE.values(), ids=BESIDE)
def test_what_changes_beside_a_head_that_stays_unread_fails(
    desk: Desk, files: dict[str, str | None]
) -> None:
    desk.commit(plan=f"{HEAD}wrong: key\n")
    assert desk.new() == []
    desk.write(**files)
    assert {rule for rule, _ in desk.new()} == {"unseen-change"}
    assert desk.code == 1


# -- a plan that is gone


def gone(desk: Desk) -> None:
    desk.git("rm", "--quiet", "-r", "plan")


def moved(desk: Desk) -> None:
    desk.git("mv", "plan", "strategy")


def only_strategies(desk: Desk) -> None:
    desk.write(plan=None)


def under_another_name(desk: Desk) -> None:
    (desk.folder / "plan" / "plan.yaml").rename(desk.folder / "plan" / "plan.yml")


def hidden(desk: Desk) -> None:
    (desk.folder / "plan").rename(desk.folder / ".plan")


@pytest.mark.parametrize("remove", [gone, moved, only_strategies, under_another_name, hidden])
def test_of_a_plan_that_is_gone_every_promise_is_said(
    desk: Desk, remove: Callable[[Desk], None]
) -> None:
    remove(desk)
    new = desk.new("--dir", "plan")
    assert desk.code == 1
    assert new.count(("removed-promise", "safety.yaml")) == 24
    assert ("missing-plan", "plan.yaml") in new
    out = desk.validate("--dir", "plan", "--format", "github")
    assert out.startswith("::error file=plan/plan.yaml,line=1,")
    assert "no plan `plan` here any more" in out.split("\n")[0]
    assert "name the folder where it stands now" in out.split("\n")[0]
    out = desk("diff", "HEAD", "--dir", "plan", "--format", "markdown")
    assert desk.code == 0
    assert out.startswith("**24 removed, 1 plan removed;")
    desk.commit()
    assert desk("diff", "HEAD~1", "HEAD", "--dir", "plan").startswith("24 removed,")
    desk("validate", "--since", "HEAD~1", "--at", "HEAD", "--dir", "plan")
    assert desk.code == 1


def test_a_plan_that_could_not_be_read_and_is_gone_fails(desk: Desk) -> None:
    desk.commit(plan=f"{HEAD}wrong: key\n")
    gone(desk)
    assert ("missing-plan", "plan.yaml") in desk.new("--dir", "plan")
    assert desk.code == 1


def test_no_plan_before_and_after_is_a_wrong_folder(desk: Desk) -> None:
    out = desk.validate("--dir", "plans", "--format", "github")
    assert desk.code == 2
    assert out.startswith("::error title=Nothing was checked::there is no folder `plans`%0A")
    assert "there is no folder `plans`" in desk.err


# -- links


def replaced(desk: Desk) -> None:
    desk.git("mv", "plan", "real")
    (desk.folder / "plan").symlink_to("real")


def replaced_and_gutted(desk: Desk) -> None:
    replaced(desk)
    (desk.folder / "real" / "safety.yaml").write_text(edit((MANY, "")), "utf-8")


def a_folder_above(desk: Desk) -> None:
    desk.git("mv", "docs", "papers")
    (desk.folder / "docs").symlink_to("papers")


def to_nowhere(desk: Desk) -> None:
    desk.git("mv", "plan", "real")
    (desk.folder / "plan").symlink_to("nowhere")


def out_of_the_checkout(desk: Desk) -> None:
    (desk.folder / "plan").rename(desk.folder.parent / "outside")
    (desk.folder / "plan").symlink_to("../outside")


def to_the_top(desk: Desk) -> None:
    for path in (desk.folder / "plan").iterdir():
        path.rename(desk.folder / path.name)
    (desk.folder / "plan").rmdir()
    (desk.folder / "plan").symlink_to(".")


LINKED = [replaced, replaced_and_gutted, to_nowhere, out_of_the_checkout, to_the_top]


@pytest.mark.parametrize("link", LINKED)
@pytest.mark.parametrize("committed", [False, True], ids=["files", "committed"])
def test_a_folder_replaced_by_a_link_is_refused(
    desk: Desk, link: Callable[[Desk], None], committed: bool
) -> None:
    link(desk)
    base = "HEAD"
    if committed:
        desk.commit()
        base = "HEAD~1"
    for words in (["validate", "--since", base], ["diff", base], ["diff", base, "HEAD"]):
        out = desk(*words, "--dir", "plan")
        assert desk.code == 2, out
        if out_of_the_checkout is not link:
            assert "`plan` is a link: what stands behind it can't be compared" in desk.err
            assert "Put the folder itself there" in desk.err


def test_a_folder_above_the_plan_counts_too(desk: Desk) -> None:
    (desk.folder / "docs").mkdir()
    desk.git("mv", "plan", "docs/plan")
    desk.commit()
    a_folder_above(desk)
    desk.validate("--dir", "docs/plan")
    assert desk.code == 2
    assert "`docs/plan` is a link" in desk.err
    # As a folder of several plans, too.
    (desk.folder / "all").mkdir()
    desk.git("mv", "papers", "all/docs")
    (desk.folder / "docs").unlink()
    desk.commit()
    desk.git("mv", "all/docs", "papers")
    (desk.folder / "all").mkdir(exist_ok=True)
    (desk.folder / "all" / "docs").symlink_to("../papers")
    desk.validate("--dir", "all")
    assert desk.code == 2
    assert "`all/docs` is a link" in desk.err
    desk.commit()
    desk("validate", "--since", "HEAD~1", "--at", "HEAD", "--dir", "all")
    assert desk.code == 2
    assert "`all/docs` is a link at " in desk.err


def test_a_link_left_behind_does_not_make_a_moved_plan_a_copy(desk: Desk) -> None:
    replaced_and_gutted(desk)
    assert desk.new("--dir", "real").count(("removed-promise", "safety.yaml")) == 21
    assert desk.code == 1
    assert desk("diff", "HEAD", "--dir", "real").startswith("21 removed")


def test_a_base_with_a_link_is_refused(desk: Desk) -> None:
    replaced(desk)
    desk.commit()
    (desk.folder / "plan").unlink()
    (desk.folder / "real").rename(desk.folder / "plan")
    desk.validate("--dir", "plan")
    assert desk.code == 2
    assert "`plan` is a link at " in desk.err
    assert "compare with a commit at which it was one" in desk.err
    desk("validate", "--since", "HEAD~1", "--dir", "plan")
    assert desk.code == 0


def test_a_file_replaced_by_a_link_fails(desk: Desk) -> None:
    (desk.folder / "plan" / "safety.yaml").rename(desk.folder / "safety.yaml")
    (desk.folder / "plan" / "safety.yaml").symlink_to("../safety.yaml")
    assert ("unreadable-file", "safety.yaml") in desk.new()
    assert desk.code == 1
    desk.commit()
    (desk.folder / "safety.yaml").write_text(edit((MANY, "")), "utf-8")
    assert ("unseen-change", "safety.yaml") in desk.new()  # for ever, until it is a file
    assert desk.code == 1


def test_links_outside_of_the_repository_are_the_callers_own(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "work").symlink_to(desk.folder)
    (tmp_path / "shortcut").symlink_to(desk.folder / "plan")
    desk.write(safety=edit((MANY, "")))
    for here, folder in (
        (tmp_path / "work", "plan"),
        (tmp_path, "work/plan"),
        (tmp_path, "shortcut"),
        (tmp_path / "work" / "plan", "."),
        (tmp_path, str(tmp_path / "work" / "plan")),
    ):
        monkeypatch.chdir(here)
        assert desk.new("--dir", folder).count(("removed-promise", "safety.yaml")) == 21, here
        assert desk.code == 1
        assert desk("diff", "HEAD", "--dir", folder).startswith("21 removed;")


def test_a_link_that_has_nothing_to_do_with_the_plan_is_no_matter(desk: Desk) -> None:
    (desk.folder / "latest").symlink_to("plan")
    (desk.folder / "plan" / "notes").symlink_to("..")
    desk.commit()
    assert desk.new("--dir", ".") == []
    assert desk.code == 0


def test_a_folder_replaced_by_a_repository_is_refused(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "inner"
    (desk.folder / "plan").rename(inner)
    desk.git("init", "--quiet", "--initial-branch=main", here=str(inner))
    desk.git("add", "--all", here=str(inner))
    desk.git("commit", "--quiet", "--message=Plan", here=str(inner))
    desk.git("rm", "--quiet", "-r", "plan")
    desk.git("submodule", "--quiet", "add", str(inner), "plan")
    for words in (["validate", "--since", "HEAD"], ["diff", "HEAD"]):
        desk(*words, "--dir", "plan")
        assert desk.code == 2
        assert "`plan` is another repository, inside of this one" in desk.err
        desk(*words, "--dir", ".")
        assert desk.code == 2
        assert "another repository" in desk.err
    desk.commit()
    desk("validate", "--since", "HEAD~1", "--at", "HEAD", "--dir", ".")
    assert desk.code == 2
    # Whoever keeps the plan in a repository of its own stands in it, or outside of both.
    for here, folder in ((desk.folder / "plan", "."), (tmp_path, "checkout/plan")):
        monkeypatch.chdir(here)
        desk.validate("--dir", folder)
        assert desk.code == 0


# -- checks


def with_checks(*levels: str) -> str:
    return f"{HEAD}checks: {{{', '.join(levels)}}}\n"


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("unreadable-deadline", (SURVEY, "due: soon\n        owner: jvs")),
        ("unknown-organization", ("owner: jvs", "owner: jsv")),
        ("unknown-after", (SURVEY, f"{SURVEY}\n        after: [nothing]")),
        ("done-in-future", (SURVEY, f"{SURVEY}\n        done: 2081-01-01")),
        ("duplicate-id", ("id: survey", "id: toolkit")),
        ("unexplained-setback", (SURVEY, f"{SURVEY}\n        status: dropped")),
    ],
)
@pytest.mark.parametrize("level", ["off", "note", "warning"])
def test_an_edit_cant_switch_off_the_rule_that_judges_it(
    desk: Desk, rule: str, fault: tuple[str, str], level: str
) -> None:
    desk.write(plan=with_checks(f"{rule}: {level}"), safety=edit(fault))
    new = desk.new()
    assert (rule, "safety.yaml") in new
    assert ("loosened-check", "plan.yaml") in new
    assert desk.code == 1


def test_a_rule_that_an_edit_tightens_counts_at_once_for_what_is_new(desk: Desk) -> None:
    desk.write(plan=with_checks("unowned-milestone: error"))
    assert desk.new() == [("tightened-check", "plan.yaml")]
    assert desk.code == 0  # `nobody` had no owner before
    desk.write(safety=edit((SURVEY, "due: in 2018")))
    assert ("unowned-milestone", "safety.yaml") in desk.new()
    assert desk.code == 1


def test_a_check_that_was_off_is_as_old_when_it_is_set(desk: Desk) -> None:
    desk.commit(plan=with_checks("unreadable-deadline: off"))
    desk.write(plan=HEAD)
    assert desk.new() == [("tightened-check", "plan.yaml")]
    assert desk.code == 0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ([], ["removed-promise: off"], "warning|removed-promise|error|off"),
        (["late-move: error"], [], "warning|late-move|error|warning"),
        (["late-move: error"], ["late-move: note"], "warning|late-move|error|note"),
        ([], ["loosened-check: off"], "warning|loosened-check|warning|off"),
        ([], ["late-move: error"], "notice|late-move|warning|error"),
        (["late-move: off"], ["late-move: note"], "notice|late-move|off|note"),
    ],
)
def test_a_check_that_is_set_otherwise_is_annotated(
    desk: Desk, before: list[str], after: list[str], said: str
) -> None:
    desk.commit(plan=with_checks(*before))
    desk.write(plan=with_checks(*after))
    kind, name, was, now = said.split("|")
    out = desk.validate("--format", "github")
    assert desk.code == 0
    assert f"::{kind} file=plan/plan.yaml,line=" in out
    assert f"::the check `{name}` is set from {was} to {now}%0A" in out
    assert "checks changed" in desk("diff", "HEAD")
    desk.validate("--strict")
    assert desk.code == (kind == "warning")


def test_a_check_that_is_set_to_what_it_is_is_no_change(desk: Desk) -> None:
    desk.write(plan=with_checks("removed-promise: error", "late-move: warning"))
    assert desk.new() == []
