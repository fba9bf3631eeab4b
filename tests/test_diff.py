"""What an edit means: tables of edits and kinds, a history in git, the rules of change."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from welcomeplan import cli
from welcomeplan.answer import Canvas, Reworded
from welcomeplan.commands import looking
from welcomeplan.formats import markdown
from welcomeplan.plan import Register
from welcomeplan.versions import Change, ChangeKind, Unread, compare, summary
from welcomeplan.views.review import Side, review
from welcomeplan.workspace import Workspace, load

TODAY = date(2018, 7, 15)

HEAD = """\
id: town
title: A plan for the town
adopted: 2017-09-05
period: 2017 to 2019
vision: A town where all are valued and included.
calendar:
  fiscal_year_starts: July
  quarters: calendar
organizations:
  marc: Mid-America Regional Council
  jvs: Jewish Vocational Service
  kcpd: City Police
"""
SAFETY = """\
title: Safe Communities
objectives:
  - id: trust
    title: Build trust between newcomers and the police
    actions:
      - id: outreach
        title: Conduct outreach to congregations
        lead: marc
      - id: classes
        title: Teach officers about newcomers
    milestones:
      - id: kickoff
        title: Hold a kickoff with all partners
        due: in fall 2017
        owner: marc
        status: active
      - id: handbook
        title: Publish a handbook for officers
        text: The council will publish a handbook for officers by mid-2018.
        for: outreach
        due: by mid-2018
        partners: [kcpd]
        target: 2 trainings
        log:
          - on: 2018-02-11
            amount: 1
            note: First training, 34 officers
      - id: survey
        title: Survey the newcomers of the town
        due: 15 June 2018
        owner: jvs
      - id: report
        title: Report what the survey found
        due: 30 days after survey
        owner: jvs
      - id: budget
        title: Find money in the budget for interpreters
        due: by the end of FY2018
        owner: marc
      - id: visits
        title: Visit each precinct
        repeats: quarterly
        starts: January 2018
        due: by the end of 2018
        owner: marc
  - id: access
    title: Open the city's services to all
    indicators:
      - id: calls
        title: Calls with an interpreter
        unit: calls
        target: 500
        due: by 2019
"""
EMPTY = """\
title: Civic Engagement
"""


def write(folder: Path, files: dict[str, str]) -> Workspace:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load(folder)


def edited(*edits: tuple[str, str], files: dict[str, str] | None = None) -> dict[str, str]:
    """The plan's files after some replacements, each of a text that stands once."""
    found = dict(files or {"plan.yaml": HEAD, "safety.yaml": SAFETY, "civic.yaml": EMPTY})
    for old, new in edits:
        names = [name for name, text in found.items() if old in text]
        assert len(names) == 1, f"{old!r} stands in {names}"
        assert found[names[0]].count(old) == 1, old
        found[names[0]] = found[names[0]].replace(old, new)
    return found


def changes(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> list[Change]:
    base, head = write(tmp_path / "old", old), write(tmp_path / "new", new)
    unread = Unread(base.report.unread, head.report.unread)
    return list(compare(base.plans, head.plans, unread))


def said(change: Change) -> str:
    """`kind id days`; an id of something else than a milestone after what it is."""
    name = change.id if change.what == "milestone" else f"{change.what} {change.id}"
    return f"{change.kind} {name}" + ("" if change.days is None else f" {change.days:+}")


LOG = "        log:\n          - on: 2018-05-01\n            note: The council votes later\n"

TABLE: list[tuple[str, list[tuple[str, str]], list[str]]] = [
    ("nothing", [], []),
    (
        "comments, order of keys, quotes and wrapping",
        [
            (
                "title: Survey the newcomers of the town\n",
                "title: 'Survey the newcomers of the town' # ?\n",
            ),
            (
                "        text: The council will publish a handbook for officers by mid-2018.\n",
                "        text: >-\n          The council will publish\n          a handbook for"
                " officers by mid-2018.\n",
            ),
            ("due: 15 June 2018\n        owner: jvs\n", "owner: jvs\n        due: 15 June 2018\n"),
            ("due: by the end of FY2018\n", "due: {words: by the end of FY2018}\n"),
        ],
        [],
    ),
    (
        "completed on time",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-01\n")],
        ["completed survey -14"],
    ),
    (
        "completed late, in a month that is known alone",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06\n")],
        ["completed survey +15"],
    ),
    (
        "completed, and no longer active",
        [("status: active", "done: 2017-12-01")],
        ["completed kickoff +1"],
    ),
    (
        "a deadline moved and completed",
        [("15 June 2018\n", "15 July 2018\n        done: 2018-07-01\n")],
        ["slipped survey +30", "completed survey -14"],
    ),
    (
        "slipped",
        [("by mid-2018\n        part", "by the end of 2018\n        part")],
        ["slipped handbook +184"],
    ),
    ("pulled forward", [("due: 15 June", "due: 1 June")], ["pulled forward survey -14"]),
    (
        "a day becomes a season",
        [("15 June 2018", "summer 2018")],
        ["slipped survey +77", "made vaguer survey"],
    ),
    (
        "a season becomes a day",
        [("in fall 2017", "30 November 2017")],
        ["made firmer kickoff"],
    ),
    ("a year loses nothing by another name", [("15 June 2018", "2018-06-15")], ["reworded survey"]),
    ("from a day to none", [("15 June 2018", "TBD")], ["made vaguer survey"]),
    ("a deadline is deleted", [("        due: 15 June 2018\n", "")], ["made vaguer survey"]),
    ("from a day to a wait", [("15 June 2018", "90 days after kickoff")], ["made vaguer survey"]),
    ("from a wait to a day", [("30 days after survey", "1 August 2018")], ["made firmer report"]),
    (
        "from finishing to beginning",
        [("in fall 2017", "beginning in fall 2017")],
        ["made vaguer kickoff"],
    ),
    ("a wait of ages", [("30 days after", "9999 years after")], ["made vaguer report"]),
    ("a longer wait", [("30 days after", "60 days after")], ["slipped report +30"]),
    (
        "what it waited for is done: no slip",
        [("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n")],
        ["completed survey -5"],
    ),
    (
        "the wait and its end in one edit",
        [
            ("15 June 2018\n", "15 June 2018\n        done: 2018-06-10\n"),
            ("30 days after survey", "by 10 August 2018"),
        ],
        ["slipped report +31", "completed survey -5"],
    ),
    ("the words can't be read", [("15 June 2018", "as soon as possible")], ["made vaguer survey"]),
    (
        "words and a day",
        [("due: 15 June 2018", "due:\n          words: by the gala\n          by: 2018-06-20")],
        ["slipped survey +5"],
    ),
    (
        "how often",
        [("repeats: quarterly", "repeats: twice a year")],
        ["target changed visits"],
    ),
    (
        "re-owned",
        [("June 2018\n        owner: jvs", "June 2018\n        owner: marc")],
        ["re-owned survey"],
    ),
    ("the lead of an action", [("lead: marc", "lead: jvs")], ["re-owned action outreach"]),
    ("partners", [("[kcpd]", "[jvs, kcpd]")], ["partners changed handbook"]),
    ("partners, in another order", [("[kcpd]", "[{org: kcpd}]")], []),
    ("reworded", [("Publish a handbook", "Print a handbook")], ["reworded handbook"]),
    (
        "the adopted text",
        [("text: The council will publish", "text: The council may publish")],
        ["reworded handbook"],
    ),
    (
        "to another action",
        [("for: outreach", "for: classes")],
        ["re-owned handbook", "moved handbook"],
    ),
    (
        "under its action instead of beside it",
        [
            (
                "        lead: marc\n      - id: classes",
                "        lead: marc\n        milestones:\n          - id: walk\n"
                "            title: Walk the streets\n            due: in 2018\n"
                "      - id: classes",
            )
        ],
        ["added walk"],
    ),
    (
        "to another file",
        [
            (
                "      - id: survey\n        title: Survey the newcomers of the town\n"
                "        due: 15 June 2018\n        owner: jvs\n",
                "",
            ),
            (
                EMPTY,
                EMPTY
                + "objectives:\n  - id: voice\n    title: Give newcomers a voice\n    milestones:\n"
                "      - id: survey\n        title: Survey the newcomers of the town\n"
                "        due: 15 June 2018\n        owner: jvs\n",
            ),
        ],
        ["added objective voice", "moved survey"],
    ),
    (
        "another id",
        [
            ("id: survey", "id: newcomer-survey"),
            ("days after survey", "days after newcomer-survey"),
        ],
        ["renamed id newcomer-survey"],
    ),
    (
        "another id and another day",
        [
            ("id: survey", "id: poll"),
            ("15 June 2018", "30 June 2018"),
            ("after survey", "after poll"),
        ],
        ["slipped poll +15", "renamed id poll"],
    ),
    (
        "an action's id",
        [("id: outreach", "id: reach"), ("for: outreach", "for: reach")],
        ["renamed id action reach"],
    ),
    (
        "an organization's id",
        [
            ("  marc: Mid", "  mid-america: Mid"),
            ("lead: marc", "lead: mid-america"),
            ("2017\n        owner: marc", "2017\n        owner: mid-america"),
            ("FY2018\n        owner: marc", "FY2018\n        owner: mid-america"),
            ("of 2018\n        owner: marc", "of 2018\n        owner: mid-america"),
        ],
        ["renamed id organization mid-america"],
    ),
    (
        "one goes, another comes: not alike",
        [
            (
                "id: survey\n        title: Survey the newcomers of the town",
                "id: party\n        title: Throw a street party",
            ),
            ("30 days after survey", "30 days after kickoff"),
        ],
        ["removed survey", "added party", "changed report"],
    ),
    (
        "added",
        [
            (
                "      - id: budget",
                "      - id: vote\n        title: Bring it to a vote\n      - id: budget",
            )
        ],
        ["added vote"],
    ),
    (
        "removed with its objective",
        [(SAFETY[SAFETY.index("  - id: access") :], "")],
        ["removed objective access"],
    ),
    ("dropped", [("June 2018\n", "June 2018\n        status: dropped\n")], ["dropped survey"]),
    ("deferred", [("June 2018\n", "June 2018\n        status: deferred\n")], ["deferred survey"]),
    ("blocked", [("status: active", "status: blocked")], ["blocked kickoff"]),
    ("started", [("June 2018\n", "June 2018\n        status: active\n")], ["started survey"]),
    ("target", [("target: 2 trainings", "target: 1 training")], ["target changed handbook"]),
    (
        "progressed",
        [("34 officers\n", "34 officers\n          - on: 2018-06-01\n            amount: 1\n")],
        ["progressed handbook"],
    ),
    (
        "a note alone",
        [
            (
                "34 officers\n",
                "34 officers\n          - on: 2018-06-01\n            note: More to come\n",
            )
        ],
        ["noted handbook"],
    ),
    ("a rewritten log", [("34 officers", "43 officers")], ["log rewritten handbook"]),
    (
        "a log that is gone",
        [(SAFETY[SAFETY.index("        log:") : SAFETY.index("      - id: survey")], "")],
        ["log rewritten handbook", "progressed handbook"],
    ),
    (
        "evidence",
        [("June 2018\n", "June 2018\n        evidence: [minutes.pdf]\n")],
        ["evidence added survey"],
    ),
    (
        "one time of what repeats",
        [
            (
                "2018\n        owner: marc\n  - id: access",
                "2018\n        owner: marc\n        occurrences:\n"
                "          - period: 2018Q1\n            done: 2018-04-02\n  - id: access",
            )
        ],
        ["completed visits +2"],
    ),
    ("an indicator", [("by 2019", "by 2020")], ["slipped indicator calls +366"]),
    (
        "a reading",
        [
            (
                "by 2019\n",
                "by 2019\n        readings:\n          - on: 2018-01-01\n            value: 20\n",
            )
        ],
        ["progressed indicator calls"],
    ),
    (
        "the calendar",
        [("fiscal_year_starts: July", "fiscal_year_starts: October")],
        ["calendar changed plan town"],
    ),
    ("the vision", [("all are valued", "most are valued")], ["reworded plan town"]),
    (
        "the checks",
        [("period:", "checks:\n  renamed-id: off\nperiod:")],
        ["checks changed plan town"],
    ),
    ("an organization", [("City Police", "Police of the City")], ["reworded organization kcpd"]),
    ("a tag", [("June 2018\n", "June 2018\n        tags: [data]\n")], ["changed survey"]),
    ("a key of one's own", [("June 2018\n", "June 2018\n        x-colour: red\n")], []),
]


@pytest.mark.parametrize(
    ("edits", "kinds"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_kinds(tmp_path: Path, edits: list[tuple[str, str]], kinds: list[str]) -> None:
    found = changes(tmp_path, edited(), edited(*edits))
    assert [said(change) for change in found] == kinds


def test_every_kind_is_tried() -> None:
    tried = " | ".join(kind for row in TABLE for kind in row[2])
    assert [
        k for k in ChangeKind if k not in tried and k not in " | ".join(BACKWARDS.values())
    ] == []


BACKWARDS = {
    "completed survey": "reopened survey",
    "dropped survey": "resumed survey",
    "added vote": "removed vote",
}


@pytest.mark.parametrize(
    ("edits", "kinds"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_backwards_there_are_changes_where_there_were_some(
    tmp_path: Path, edits: list[tuple[str, str]], kinds: list[str]
) -> None:
    found = [said(change) for change in changes(tmp_path, edited(*edits), edited())]
    assert bool(found) == bool(kinds)
    for kind in kinds:
        wanted = BACKWARDS.get(kind.rpartition(" ")[0], BACKWARDS.get(kind))
        assert wanted is None or wanted in found


# How exact a deadline is, by its words alone.
EXACT = [
    ("in 2018", "in 2019", 0),
    ("in 2018", "in 2018 and 2019", -1),
    ("by mid-2018", "in 2019", 0),
    ("by the end of 2017", "in 2018", 0),
    ("by 30 June 2018", "in 2019", -1),
    ("by 30 June 2018", "by the end of 2018", 0),
    ("by 30 June 2018", "by fall 2018", -1),
    ("by 31 December 2018", "in 2018", 0),
    ("31 December 2018", "in 2018", -1),
    ("Q1 2018", "spring 2018", 0),
    ("Q1 2018", "2018", -1),
    ("by Q1 2018", "2018", -1),
    ("in February 2018", "in March 2018", 0),
    ("by fall 2018", "fall 2019", 0),
    ("by mid-2018", "fall 2018", 0),
    ("TBD", "ongoing", 0),
    ("in 2018", "ongoing", -1),
    ("in 2018", "beginning in 2018", -1),
]


@pytest.mark.parametrize(("before", "after", "firmer"), EXACT)
def test_how_exact(tmp_path: Path, before: str, after: str, firmer: int) -> None:
    old, new = (edited(("15 June 2018", words)) for words in (before, after))
    found = {change.kind for change in changes(tmp_path, old, new)}
    assert (ChangeKind.FIRMER in found) - (ChangeKind.VAGUER in found) == firmer
    found = {change.kind for change in changes(tmp_path / "back", new, old)}
    assert (ChangeKind.FIRMER in found) - (ChangeKind.VAGUER in found) == -firmer
    assert found


def test_what_a_change_says(tmp_path: Path) -> None:
    moved = ("by mid-2018\n        part", "by the end of 2018\n        part")
    logged = (
        "34 officers\n",
        "34 officers\n          - on: 2018-05-01\n            note: Too few staff\n",
    )
    (slip,) = changes(tmp_path, edited(), edited(moved, logged))
    assert slip.kind is ChangeKind.SLIPPED
    assert (slip.plan, slip.what, slip.id, slip.key) == ("town", "milestone", "handbook", "due")
    assert (slip.before, slip.after, slip.days) == ("by mid-2018", "by the end of 2018", 184)
    assert (slip.reason, slip.noted_on) == ("Too few staff", date(2018, 5, 1))
    lines = edited(moved)["safety.yaml"].split("\n")
    assert slip.file == "safety.yaml"
    assert lines[slip.line - 1].strip() == "due: by the end of 2018"


def test_each_change_has_its_own_reason(tmp_path: Path) -> None:
    log = (
        "34 officers\n",
        "34 officers\n"
        "          - on: 2018-06-02\n            note: 'Moved to “in 2018”: Too few staff'\n"
        "          - on: 2018-06-03\n            note: Printed in two languages\n",
    )
    done = ("by mid-2018\n        part", "in 2018\n        done: 2018-07-03\n        part")
    found = changes(tmp_path, edited(), edited(done, log))
    assert [(change.kind.value, change.reason) for change in found] == [
        ("slipped", "Moved to “in 2018”: Too few staff"),
        ("completed", "Printed in two languages"),
    ]


def test_what_is_gone_is_looked_for_in_what_is_left(tmp_path: Path) -> None:
    survey = SAFETY[SAFETY.index("      - id: survey") : SAFETY.index("      - id: report")]
    new = edited((survey, ""), ("30 days after survey", "1 August 2018"))
    gone = next(c for c in changes(tmp_path, edited(), new) if c.kind is ChangeKind.REMOVED)
    assert gone.before == "15 June 2018"
    assert SAFETY.split("\n")[gone.line - 1] == "      - id: survey"
    assert gone.at.file == "safety.yaml"
    assert new["safety.yaml"].split("\n")[gone.at.lines[0] - 1] == "  - id: trust"


def test_a_file_that_is_gone_leaves_the_plan(tmp_path: Path) -> None:
    new = edited()
    del new["safety.yaml"]
    found = changes(tmp_path, edited(), new)
    assert [c.id for c in found if c.what == "milestone"] == [
        "kickoff", "handbook", "survey", "report", "budget", "visits",
    ]  # fmt: skip
    assert [c.id for c in found if c.what != "milestone"] == ["safety"]
    assert {c.at.file for c in found} == {"plan.yaml"}


def test_a_file_by_another_name(tmp_path: Path) -> None:
    new = edited()
    new["security.yaml"] = new.pop("safety.yaml")
    found = changes(tmp_path, edited(), new)
    assert [said(change) for change in found] == ["renamed id strategy security"]


def test_a_plan_by_another_id_and_folder(tmp_path: Path) -> None:
    old = {f"one/{name}": text for name, text in edited().items()}
    new = {f"two/{name}": text for name, text in edited(("id: town", "id: city")).items()}
    assert [said(c) for c in changes(tmp_path, old, new)] == ["renamed id plan city"]


def test_a_calendar_says_what_it_moves(tmp_path: Path) -> None:
    (change,) = changes(tmp_path, edited(), edited(("starts: July", "starts: October")))
    assert change.before == "fiscal_year_starts: July"
    assert change.after == "fiscal_year_starts: October"
    (shift,) = change.moved
    assert (shift.id, shift.before, shift.after, shift.days) == (
        "budget", date(2018, 6, 30), date(2018, 9, 30), 92,
    )  # fmt: skip
    assert HEAD.split("\n")[change.line - 1] == "  fiscal_year_starts: July"


@pytest.mark.parametrize("side", ["old", "new"])
def test_what_cannot_be_read_is_not_said_to_be_gone(tmp_path: Path, side: str) -> None:
    broken = edited(("title: Civic Engagement\n", "title: Voices\n"))
    broken["safety.yaml"] = "title: [\n"
    pair = (broken, edited()) if side == "old" else (edited(), broken)
    assert [said(change) for change in changes(tmp_path, *pair)] == ["reworded strategy civic"]


def test_a_plan_that_cannot_be_read_is_not_said_to_be_gone(tmp_path: Path) -> None:
    broken = edited()
    broken["plan.yaml"] = "title: [\n"
    assert changes(tmp_path, edited(), broken) == []
    assert changes(tmp_path / "again", broken, edited()) == []


def test_two_plans_that_have_nothing_in_common_take_no_minutes(tmp_path: Path) -> None:
    def plan(prefix: str) -> dict[str, str]:
        each = "".join(
            f"      - id: {prefix}-{n}\n        title: {prefix} number {n}\n" for n in range(1000)
        )
        text = f"title: All\nobjectives:\n  - id: all\n    title: All\n    milestones:\n{each}"
        return {"plan.yaml": HEAD, "all.yaml": text}

    found = changes(tmp_path, plan("old"), plan("new"))
    assert len(found) == 2000


ALPHABET = " ".join("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("by mid-2018", "by fall 2018", "by ~~mid-2018~~ **fall 2018**"),
        ("Hold two trainings", "Hold trainings", "Hold ~~two~~ trainings"),
        ("Hold trainings", "Hold two trainings", "Hold **two** trainings"),
        ("a | b <b>", "a | c <b>", "a \\| ~~b~~ **c** \\<b\\>"),
        ("*a* x", "*a* y", "\\*a\\* ~~x~~ **y**"),
        (f"{ALPHABET} 1", f"{ALPHABET} 2", "… s t u v w x y z ~~1~~ **2**"),
    ],
)  # fmt: skip
def test_word_by_word(before: str, after: str, shown: str) -> None:
    assert markdown.cell_text(Reworded(before, after)) == shown


def test_hostile_rewording_is_bounded() -> None:
    old = " ".join("ab"[n % 2] for n in range(200_000))
    new = " ".join("ab"[n % 3 % 2] for n in range(200_000))
    assert len(markdown.cell_text(Reworded(old, new))) < 2000


# -- with git


class Repo:
    """A repository in a folder, with a plan."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("commit", "--quiet", "--allow-empty", "--message=Begin")

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=A Planner", "-c", "user.email=planner@example.org")
        done = subprocess.run(
            ["git", *identity, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        for path in (self.folder / "plan").glob("*.yaml"):
            path.unlink()
        for name, text in files.items():
            path = self.folder / "plan" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    def commit(self, files: dict[str, str] | None = None, message: str = "Edit") -> str:
        if files is not None:
            self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", f"--message={message}")
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(looking, "today", lambda: TODAY)
    return Repo(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capsys)


class Runner:
    """Runs a command line; keeps what it printed and its exit code."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.code = 0
        self.err = ""

    def __call__(self, *arguments: str) -> str:
        self.code = cli.run(arguments)
        out, self.err = self.capsys.readouterr()
        return out

    def sentence(self, *arguments: str) -> str:
        return self(*("diff", *arguments)).split("\n")[0]


DONE = ("15 June 2018\n", "15 June 2018\n        done: 2018-06-01\n")
SLIP = ("by mid-2018\n        part", "by the end of 2018\n        part")
WHY = (
    "34 officers\n",
    "34 officers\n          - on: 2018-05-01\n            note: Too few staff\n",
)


def test_a_history(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    assert run.sentence("HEAD~1", "HEAD") == "6 added, 1 plan added; 0 of 6 done, 5 overdue"
    repo.commit(edited(DONE), "Done")
    assert run.sentence("HEAD~1", "HEAD") == "1 completed; 1 of 6 done, 5 overdue"
    repo.commit(edited(DONE, SLIP), "Slip")
    assert run.sentence("HEAD~1", "HEAD") == (
        "1 slipped by 184 days without a reason; 1 of 6 done, 4 overdue"
    )
    repo.git("revert", "--no-edit", "HEAD")
    assert run.sentence("HEAD~1", "HEAD") == (
        "1 pulled forward by 184 days without a reason; 1 of 6 done, 5 overdue"
    )
    repo.commit(edited(DONE, SLIP, WHY), "Slip, and say why")
    assert run.sentence("HEAD~1", "HEAD") == "1 slipped by 184 days; 1 of 6 done, 4 overdue"
    before = edited(DONE, SLIP, WHY)
    moved = dict(before)
    moved["security.yaml"] = moved.pop("safety.yaml")
    repo.commit(moved, "A file by another name")
    assert run.sentence("HEAD~1", "HEAD") == "1 strategy renamed; 1 of 6 done, 4 overdue"
    repo.commit(before, "And back")
    repo.commit(
        edited(
            DONE,
            SLIP,
            WHY,
            ("for: outreach", "for: classes"),
            ("classes\n        title", "classes\n        lead: marc\n        title"),
        ),
        "A move",
    )
    assert run.sentence("HEAD~1", "HEAD") == ("1 action re-owned, 1 moved; 1 of 6 done, 4 overdue")
    assert run.sentence("HEAD", "HEAD") == "nothing changed; 1 of 6 done, 4 overdue"
    assert run.code == 0
    # From adoption to now, in one.
    assert run.sentence("HEAD~7", "HEAD") == (
        "1 completed, 1 slipped by 184 days, 1 action re-owned, 1 moved; 1 of 6 done, 4 overdue"
    )


def test_a_merge_and_the_default_base(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    repo.git("checkout", "--quiet", "-b", "edit")
    repo.commit(edited(SLIP), "Slip")
    repo.git("checkout", "--quiet", "main")
    repo.commit(edited(DONE), "Done, on main")
    repo.git("checkout", "--quiet", "edit")
    # What the others did on main is no part of this edit.
    assert run.sentence() == "1 slipped by 184 days without a reason; 0 of 6 done, 4 overdue"
    assert run.sentence("main") == (
        "1 reopened without a reason, 1 slipped by 184 days without a reason;"
        " 0 of 6 done, 4 overdue"
    )
    run("validate", "--since", "main")
    assert run.code == 0
    repo.git("merge", "--quiet", "--no-edit", "main")
    assert run.sentence("HEAD~1") == "1 completed; 1 of 6 done, 4 overdue"
    assert run.sentence("main") == "1 slipped by 184 days without a reason; 1 of 6 done, 4 overdue"


def test_the_files_as_they_are(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    assert run.sentence("--exit-code") == "nothing changed; 0 of 6 done, 5 overdue"
    assert run.code == 0
    repo.write(edited(DONE))
    assert run.sentence("--as-of", "2018-06-10") == "1 completed; 1 of 6 done, 2 overdue"
    assert run.code == 0
    run("diff", "--exit-code")
    assert run.code == 1


def test_json(repo: Repo, run: Runner) -> None:
    base = repo.commit(edited(), "Adopt")
    repo.write(edited(SLIP))
    found = json.loads(run("diff", "--json", "HEAD"))
    assert list(found) == [
        "schema", "command", "as_of", "root", "base", "head", "unread", "summary", "changes", "counts",
    ]  # fmt: skip
    assert (found["schema"], found["command"]) == ("welcomeplan/1", "diff")
    assert (found["as_of"], found["base"], found["head"]) == ("2018-07-15", base, None)
    assert found["counts"]["slipped"] == 1
    assert set(found["counts"]) == {kind.value for kind in ChangeKind}
    (change,) = found["changes"]
    assert change == {
        "kind": "slipped",
        "what": "milestone",
        "plan": "town",
        "id": "handbook",
        "title": "Publish a handbook for officers",
        "key": "due",
        "before": "by mid-2018",
        "after": "by the end of 2018",
        "days": 184,
        "reason": None,
        "file": "safety.yaml",
        "line": 21,
        "end_line": 21,
        "gone": False,
        "moved": [],
    }


def test_a_side_that_does_not_parse(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    new = edited(("title: Civic Engagement\n", "title: Voices\n"))
    new["safety.yaml"] = SAFETY + "  broken: [\n"
    repo.commit(new, "Break")
    out = run("diff", "HEAD~1")
    assert run.code == 1
    assert out.startswith("1 strategy reworded; 0 of 0 done, none overdue\n")
    assert "plan/safety.yaml can't be read: nothing is said of what stands there." in out
    assert "plan/safety.yaml can't be read" in run.err
    found = json.loads(run("diff", "HEAD~1", "--json"))
    assert found["unread"] == [{"side": "head", "file": "safety.yaml"}]
    repo.commit(edited(), "Mend")
    out = run("diff", "HEAD~1")
    assert run.code == 1
    assert "plan/safety.yaml can't be read at " in out
    # It is the base that is broken, so this edit is not at fault.
    run("validate", "--since", "HEAD~1")
    assert run.code == 0
    assert "can't be read at" in run.err


def test_a_workspace(repo: Repo, run: Runner) -> None:
    old = {f"one/{name}": text for name, text in edited().items()}
    other = edited(("id: town", "id: city"))
    old |= {f"two/{name}": text for name, text in other.items()}
    repo.commit(old, "Adopt")
    for name, text in edited(DONE, files=other).items():
        (repo.folder / "plan" / "two" / name).write_text(text, "utf-8")
    out = run("diff", "HEAD", "--dir", "plan")
    assert out.startswith("1 completed; 1 of 12 done, 10 overdue\n")
    assert "city/survey" in out
    assert "plan/two/safety.yaml:31" in out


def test_a_plan_in_another_folder(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    (repo.folder / "plan").rename(repo.folder / "strategy")
    safety = repo.folder / "strategy" / "safety.yaml"
    safety.write_text(edited(REMOVED)["safety.yaml"], "utf-8")
    for base in ("HEAD", "HEAD~1"):
        out = run("diff", base, "--dir", "strategy")
        assert out.startswith("1 removed; 0 of 5 done, 4 overdue\n")
        assert f"plan/safety.yaml:{line_of(edited(), 'id: budget')}\n" in out
        assert "removed-promise" in run("validate", "--since", base, "--dir", "strategy")
        assert run.code == 1
        if base == "HEAD":
            repo.commit()
    assert run.sentence("HEAD~1", "HEAD", "--dir", "strategy").startswith("1 removed;")


def test_a_copy_of_a_plan_is_another_plan(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    shutil.copytree(repo.folder / "plan", repo.folder / "copy")
    out = run("diff", "HEAD", "--dir", "copy")
    assert out.startswith("6 added, 1 plan added;")


def test_wrong_words(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    for revision in ("nowhere", "--output=x", "HEAD~99", ""):
        run("diff", "--", revision)
        assert run.code == 2, revision
        run("validate", f"--since={revision}")
        assert run.code == 2, revision


# -- the rules of change


def rules_of(run: Runner, *arguments: str) -> list[tuple[str, str, str, int]]:
    """What `validate --since` says of the edit: rule, severity, file, line."""
    found = json.loads(run("validate", "--since", "HEAD", "--json", *arguments))
    wanted = {
        "removed-promise", "unexplained-reopening", "unexplained-move", "late-move", "renamed-id",
        "changed-wording", "rewritten-log",
    }  # fmt: skip
    return [
        (d["rule"], d["severity"], d["file"], d["line"])
        for d in found["diagnostics"]
        if d["rule"] in wanted
    ]


def line_of(files: dict[str, str], text: str, name: str = "safety.yaml") -> int:
    return next(n for n, line in enumerate(files[name].split("\n"), 1) if text in line)


REMOVED = (SAFETY[SAFETY.index("      - id: budget") : SAFETY.index("      - id: visits")], "")
EXPLAINED = ("      - id: report", f"{LOG}      - id: report")
LATER = ("34 officers\n", "34 officers\n          - on: 2018-07-02\n            note: No\n")
SOMEDAY = ("34 officers\n", "34 officers\n          - on: 2019-07-02\n            note: No\n")
OFF = ("period:", "checks:\n  removed-promise: off\n  unexplained-move: off\nperiod:")
Edits = list[tuple[str, str]]
FAULTS: list[tuple[str, Edits, Edits, list[tuple[str, str, str]]]] = [
    ("removed", [], [REMOVED], [("removed-promise", "error", "- id: trust")]),
    (
        "reopened",
        [DONE],
        [],
        [("unexplained-reopening", "error", "id: survey")],
    ),
    ("reopened, and why", [DONE], [EXPLAINED], []),
    (
        "moved without a reason, too late",
        [],
        [SLIP],
        [
            ("late-move", "warning", "due: by the end of 2018"),
            ("unexplained-move", "warning", "due: by the end of 2018"),
        ],
    ),
    ("moved in time, and why", [], [SLIP, WHY], []),
    (
        "moved too late, and why",
        [],
        [SLIP, LATER],
        [("late-move", "warning", "due: by the end of 2018")],
    ),
    (
        "a day in the future is no excuse",
        [],
        [SLIP, SOMEDAY],
        [("late-move", "warning", "due: by the end of 2018")],
    ),
    (
        "made vaguer",
        [],
        [("by the end of FY2018", "TBD")],
        [
            ("late-move", "warning", "due: TBD"),
            ("unexplained-move", "warning", "due: TBD"),
        ],
    ),
    (
        "less often",
        [],
        [("repeats: quarterly", "repeats: twice a year")],
        [("unexplained-move", "warning", "repeats: twice")],
    ),
    ("renamed", [], [("id: kickoff", "id: start")], [("renamed-id", "warning", "id: start")]),
    (
        "the adopted wording",
        [],
        [("text: The council will", "text: The council may")],
        [("changed-wording", "warning", "text: The council may")],
    ),
    ("the title", [], [("Publish a handbook", "Print a handbook")], []),
    ("the log", [], [("34 officers", "43 officers")], [("rewritten-log", "error", "2018-02-11")]),
    (
        "an edit switches off its judge",
        [],
        [REMOVED, OFF],
        [("removed-promise", "error", "- id: trust")],
    ),
    ("a plan that has it switched off", [OFF], [REMOVED, OFF], []),
    (
        "an edit that tightens",
        [],
        [("id: kickoff", "id: start"), ("period:", "checks:\n  renamed-id: error\nperiod:")],
        [("renamed-id", "error", "id: start")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "wanted"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_rules_of_change(
    repo: Repo,
    run: Runner,
    before: list[tuple[str, str]],
    after: list[tuple[str, str]],
    wanted: list[tuple[str, str, str]],
) -> None:
    repo.commit(edited(*before), "Adopt")
    files = edited(*after)
    repo.write(files)
    found = rules_of(run)
    # The line of the log is that of its entry, which begins with `- on:`.
    assert found == [
        (rule, severity, "safety.yaml", line_of(files, text))
        for rule, severity, text in wanted
    ]
    assert run.code == any(severity == "error" for _, severity, _ in wanted)


def test_the_calendar_is_judged(repo: Repo, run: Runner) -> None:
    repo.commit(edited(), "Adopt")
    files = edited(("starts: July", "starts: October"))
    repo.write(files)
    line = line_of(files, "starts: October", "plan.yaml")
    assert rules_of(run) == [
        ("late-move", "warning", "plan.yaml", line),
        ("unexplained-move", "warning", "plan.yaml", line),
    ]


def test_a_plan_that_is_gone(repo: Repo, run: Runner) -> None:
    one = {f"one/{name}": text for name, text in edited().items()}
    two = {f"two/{name}": text for name, text in edited(("id: town", "id: city")).items()}
    del two["two/safety.yaml"]
    repo.commit(one | two, "Adopt")
    for path in (repo.folder / "plan" / "one").iterdir():
        path.unlink()
    found = json.loads(run("validate", "--since", "HEAD", "--json", "--dir", "plan"))
    gone = [d for d in found["diagnostics"] if d["rule"] == "removed-promise"]
    assert len(gone) == 6
    assert {d["file"] for d in gone} == {"one/safety.yaml"}
    assert run.code == 1


HOSTILE = (
    "::error file=x::pwned ##[error]no @all #1 <script>alert(1)</script> | ~~x~~ **y** [z](http://z)"
    " \\u001b[31mred \\u202e=cmd()"
)


@pytest.mark.parametrize(
    "command",
    [
        ["diff", "HEAD"],
        ["diff", "HEAD", "--format", "markdown"],
        ["diff", "HEAD", "--format", "csv"],
        ["diff", "HEAD", "--json"],
        ["validate", "--since", "HEAD"],
        ["validate", "--since", "HEAD", "--format", "github"],
    ],
    ids=" ".join,
)
def test_plan_text_is_hostile(repo: Repo, run: Runner, command: list[str]) -> None:
    repo.commit(edited(), "Adopt")
    text = f'"{HOSTILE}"'
    log = f"        log:\n          - on: 2018-05-01\n            note: {text}\n"
    repo.write(
        edited(
            ("title: Survey the newcomers of the town\n", f"title: {text}\n"),
            ("15 June 2018\n        owner: jvs\n", f"15 July 2018\n        owner: jvs\n{log}"),
            (
                "text: The council will publish a handbook for officers by mid-2018.",
                f"text: {text}",
            ),
            REMOVED,
        )
    )
    out = run(*command)
    for seen in ("\x1b", "\u202e", *(() if "--json" in command else ("##[",))):
        assert seen not in out
    own = "validate" in command and "github" in command
    for line in out.split("\n"):
        assert own or not line.lstrip().startswith("::")
    if own:
        # Nothing of the plan begins a line, or ends the properties of a command.
        assert all(
            line.startswith(
                ("::error file=plan", "::warning file=plan", "::notice file=plan", "plan:", "")
            )
            for line in out.split("\n")
        )
        assert "\n::error file=x" not in out
    if "markdown" in command:
        for live in ("<script>", "@all", "#1", "http://z", " [z](", "| ~~x~~ **y**"):
            assert live not in out
        assert all(line.count(" | ") == 4 for line in out.split("\n") if line.startswith("| **"))


def test_a_comment_is_never_too_long(tmp_path: Path) -> None:
    each = "".join(f"      - id: m-{n}\n        title: {'very ' * 20} long\n" for n in range(2000))
    text = f"title: All\nobjectives:\n  - id: all\n    title: All\n    milestones:\n{each}"
    found = changes(tmp_path, {"plan.yaml": HEAD}, {"plan.yaml": HEAD, "all.yaml": text})
    side = Side(Register(()), "plan", None)
    answer = review(found, summary(found, [], TODAY), side, side, TODAY)
    shown = markdown.render(answer, Canvas())
    assert len(shown) < 65_536
    assert "Too many to show here" in shown
    assert shown.endswith(f"as of {TODAY}.\n")
