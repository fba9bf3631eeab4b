"""Reminders: a letter to each owner, in Markdown or as a draft of mail. Nothing is sent."""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from welcomeplan import cli

from .conftest import ROOT
from .test_report import HEAD, commit, plan_of

if TYPE_CHECKING:
    from email.message import EmailMessage

PAPERS = ROOT / "tests" / "papers"
DAY = ("--as-of", "2018-02-15")
LATE = "due: by November 2017, owner: marc"


@pytest.fixture
def remind(capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command, and gives what it prints and says, and its exit code."""

    def run(folder: Path, *words: str) -> tuple[str, str, int]:
        code = cli.run(["remind", "--dir", str(folder), *words])
        out, err = capsys.readouterr()
        return out, err, code

    return run


def asked(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> Any:
    """What a command answers as JSON."""
    cli.run([*words, "--dir", str(folder), "--json"])
    return json.loads(capsys.readouterr().out)


def parsed(file: Path) -> EmailMessage:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.SMTP)
    assert not message.defects
    return message


def text_of(file: Path) -> str:
    body = parsed(file).get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def head_with(contact: str) -> str:
    return HEAD.replace("marc: The Council", f"marc: {{name: The Council, contact: {contact}}}")


# -- the shipped plan


def test_the_letters_of_the_shipped_plan(remind: Any, update: bool) -> None:
    out, err, code = remind(ROOT / "plan", "--as-of", "2018-03-02")
    assert (err, code) == ("", 0)
    expected = PAPERS / "kansas-city-reminders.md"
    if update:
        expected.write_text(out, "utf-8")
    assert out == expected.read_text("utf-8")


def test_the_draft_of_the_shipped_plan(remind: Any, tmp_path: Path, update: bool) -> None:
    words = ("--as-of", "2018-03-02", "--format", "eml", "-o", str(tmp_path / "drafts"))
    out, err, code = remind(ROOT / "plan", *words)
    assert (err, code) == ("", 0)
    assert sorted(re.findall(r"(\S+)\.eml: written, without an address", out)) == [
        str(tmp_path / "drafts" / name)
        for name in ("emergency-services", "marc", "nobody", "training-institute")
    ]
    made = (tmp_path / "drafts" / "marc.eml").read_bytes()
    # The sheet is held to its cells in test_asking: its bytes are those of a packer.
    made, _, sheet = made.partition(b"\r\nContent-Disposition: attachment;")
    assert sheet.startswith(b' filename="marc.xlsx"\r\n')
    assert made.count(b"\n") == made.count(b"\r\n")
    # Here with line ends that git leaves alone.
    expected = PAPERS / "kansas-city-reminder.eml"
    if update:
        expected.write_bytes(made.replace(b"\r\n", b"\n"))
    assert made.replace(b"\r\n", b"\n") == expected.read_bytes()


@pytest.mark.parametrize(
    ("folder", "day"),
    [
        ("plan", "2018-02-15"),
        ("plan", "2018-03-02"),
        ("plan", "2019-06-30"),
        ("examples", "2022-09-10"),
        ("examples", "2026-11-30"),
    ],
)
def test_every_late_promise_is_in_exactly_one_letter(
    folder: str, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ROOT / folder
    found = asked(capsys, where, "remind", "--as-of", day)["reminders"]

    def listed(key: str) -> Counter[tuple[str, str, str | None]]:
        return Counter(
            (one["plan"], one["id"], one["period"])
            for reminder in found
            for part in reminder["plans"]
            for one in part[key]
        )

    late = asked(capsys, where, "due", "--overdue", "--as-of", day)
    told = [*late["milestones"], *late["indicators"]]
    assert listed("late") == Counter((o["plan"], o["id"], o["period"]) for o in told)
    assert told
    until = found[0]["plans"][0]["until"]
    due = asked(capsys, where, "due", "--from", day, "--to", until, "--as-of", day)
    told = [*due["milestones"], *due["indicators"]]
    assert listed("due") == Counter((o["plan"], o["id"], o["period"]) for o in told)
    # And each with whom `status` counts it.
    groups = asked(capsys, where, "status", "--by", "owner", "--as-of", day)["groups"]
    counted = {o["key"]: o["states"]["overdue"] for o in groups if o["states"].get("overdue")}
    ids: dict[str | None, set[tuple[str, str]]] = {}
    for reminder in found:
        its = [one for part in reminder["plans"] for one in part["late"]]
        of = {(o["plan"], o["id"]) for o in its if o["kind"] == "milestone"}
        if of:
            ids.setdefault(reminder["owner"], set()).update(of)
    assert {owner: len(of) for owner, of in ids.items()} == counted


def test_a_letter_says_what_its_counts_are(remind: Any) -> None:
    out, _, _ = remind(ROOT / "plan", "--as-of", "2018-03-02")
    letters = re.split(r"^# ", out, flags=re.MULTILINE)[1:]
    for letter in letters:
        for title, said in (("Late", "that (?:are|is) late"), ("Due by", "that (?:are|is) due")):
            told = re.search(rf"(\d+) promises? {said}", letter)
            part = re.search(rf"^## {title}.*?(?=^## |\Z)", letter, re.MULTILINE | re.DOTALL)
            rows = len(re.findall(r"^- ", part[0], re.MULTILINE)) if part else 0
            assert rows == (int(told[1]) if told else 0)


# -- what is told


def test_a_letter_tells_of_lateness_reasons_and_what_is_due(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        f"id: bare, title: Bare, {LATE}",
        f"id: told, title: Told, {LATE}, log: [{{on: 2017-12-20, note: The hall burned down}}]",
        f"id: before, title: Before, {LATE}, log: [{{on: 2017-10-20, note: All is well}}]",
        "id: soon, title: Soon, due: by February 2018, owner: marc",
        "id: now, title: Now, due: by 2018-02-15, owner: marc",
        "id: far, title: Far, due: by June 2018, owner: marc",
        "id: done, title: Done, due: by February 2018, owner: marc, done: 2018-01-02",
        "id: helped, title: Helped, due: by November 2017, owner: kcpd, partners: [marc]",
        "id: letter, title: Letter, repeats: quarterly, starts: 2017-07-01, due: by 2018,"
        " owner: marc",
    )
    out, err, code = remind(folder, *DAY)
    assert (err, code) == ("", 0)
    council, police = re.split(r"^# ", out, flags=re.MULTILINE)[1:]
    assert (
        "As of 15 February 2018, the plan names The Council to answer for 4 promises that are late"
        " and 2 promises that are due by 17 March 2018." in council
    )
    late, due = re.split(r"^## .*$", council, flags=re.MULTILINE)[1:]
    assert "77 days late: “by November 2017”, by 30 November 2017; no reason on record" in late
    assert "last word 20 December 2017: “The hall burned down”" in late
    assert "last word 20 October 2017: “All is well”" in late
    assert late.count("no reason on record") == 3
    assert re.findall(r"Letter \((\w+) quarter of 2017\)", late) == ["third", "fourth"]
    assert re.findall(r"^- (\w+) \(\w+\)  $", due, re.MULTILINE) == ["Now", "Soon"]
    assert "due today: " in due
    assert "due in 13 days: " in due
    assert "Helped" not in council
    assert "Helped" in police
    assert "no word" not in council  # its last one is of December
    assert "The plan’s record has no word from it since adoption" in police
    assert "Done" not in out
    assert "Far" not in out


def test_what_is_due_soon_is_as_far_ahead_as_asked(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: Early, due: 2018-03-01, owner: marc",
        "id: b, title: Later, due: 2018-03-29, owner: marc",
    )
    for words, found in (
        (["--within", "13d"], set()),
        (["--within", "14"], {"Early"}),
        (["--within", "2 weeks"], {"Early"}),
        ([], {"Early"}),
        (["--within", "41 days"], {"Early"}),
        (["--within", "6w"], {"Early", "Later"}),
    ):
        out, _, _ = remind(folder, *DAY, *words)
        _, _, due = out.partition("## Due by")
        assert set(re.findall("Early|Later", due)) == found, words


@pytest.mark.parametrize("text", ["3 months", "", "soon", "0", "0d", "-3d", "1.5w", "9999w", "٣d"])
def test_another_time_is_refused_in_plain_words(remind: Any, tmp_path: Path, text: str) -> None:
    out, err, code = remind(plan_of(tmp_path / "plan"), *DAY, "--within", text)
    assert (out, code) == ("", 2)
    assert f"`{text}` is n" in err
    assert "Write it as 30d or 6w." in err


def test_an_owner_is_silent_after_ninety_days(remind: Any, tmp_path: Path) -> None:
    one = "id: a, title: A, due: by June 2018, owner: marc, log: [{on: 2017-11-20, note: So}]"
    folder = plan_of(tmp_path / "plan", one, "id: b, title: B, owner: kcpd")
    out, _, _ = remind(folder, "--as-of", "2018-02-17")
    assert "The Council" not in out
    assert "the plan names The Police to answer for 1 promise that is open." in out
    assert "no date given" in out
    out, _, _ = remind(folder, "--as-of", "2018-02-18")
    assert "no word from it since 20 November 2017, 90 days." in out
    assert "due 30 June 2018" in out


def test_what_nobody_answers_for_goes_to_the_plans_lead(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        "id: a, title: A, due: by November 2017",
        "id: b, title: B, due: by June 2018",
        "id: c, title: C, due: by November 2017, owner: nobody",
        head=f"{head_with('council@example.org')}lead: marc\n",
    )
    out, _, code = remind(folder, *DAY, "--format", "eml", "-o", str(tmp_path / "out"))
    assert (out, code) == (f"{tmp_path / 'out' / 'nobody.eml'}: written\n", 0)
    message = parsed(tmp_path / "out" / "nobody.eml")
    assert message["To"] == "council@example.org"
    assert message["Subject"] == "A plan: 2 late, nobody named"
    text = text_of(tmp_path / "out" / "nobody.eml")
    assert text.startswith("The Council: what nobody answers for\n")
    said = "As of 15 February 2018, nobody is named to answer for 2 promises that"
    assert said in text
    assert re.search(r"Also open:\n\n- B \(b\)\n  due 30 June 2018\n", text)
    assert "Please name who answers for each." in text


def test_one_letter_an_organization_over_all_plans(
    remind: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, title in (("town", "Town plan"), ("port", "Port plan")):
        head = HEAD.replace("id: town", f"id: {name}").replace("A plan", title)
        head = head.replace("marc: The Council", "marc: {name: The Council, contact: a@b.example}")
        plan_of(
            tmp_path / name,
            f"id: a, title: A of {name}, {LATE}",
            "id: b, title: B, due: by November 2017",
            head=head,
        )
    where = str(tmp_path / "out")
    _, err, code = remind(tmp_path, *DAY, "-o", where)
    assert (err, code) == ("", 0)
    names = {path.name for path in Path(where).iterdir()}
    stems = ("marc", "nobody.town", "nobody.port")
    assert names == {f"{stem}.{ending}" for stem in stems for ending in ("md", "xlsx")}
    letter = (Path(where) / "marc.md").read_text("utf-8")
    assert letter.count("# The Council\n") == 1
    assert letter.count("To: `a@b.example`\n") == 1
    assert letter.index("**Port plan**") < letter.index("A of port")
    assert letter.index("A of port") < letter.index("**Town plan**") < letter.index("A of town")
    remind(tmp_path, *DAY, "-o", where, "--format", "eml")
    assert parsed(Path(where) / "marc.eml")["Subject"] == "2 plans: 2 late"
    ids = {p.stem: parsed(p)["Message-ID"] for p in Path(where).glob("*.eml")}
    assert len(set(ids.values())) == 3


def test_indicators_are_told_apart(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: A, {LATE}",
        indicators='{id: share, title: A share, unit: "%", target: 90, due: by December 2017,'
        " owner: marc}",
    )
    out, _, _ = remind(folder, *DAY)
    assert "to answer for 1 promise and 1 indicator that are late." in out


def test_where_there_is_nothing_it_says_so_and_writes_nothing(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}, done: 2017-11-02")
    said = (
        "Nothing to remind of: nothing is late or due within 30 days, and no owner has been silent"
        " for 90 days.\n"
    )
    assert remind(folder, *DAY) == (said, "", 0)
    assert remind(folder, *DAY, "-o", str(tmp_path / "out")) == (said, "", 0)
    assert not (tmp_path / "out").exists()
    out, _, _ = remind(folder, *DAY, "--json")
    assert json.loads(out)["reminders"] == []


def test_what_cannot_be_read_is_not_nothing(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}", "id: b, titel: B")
    out, err, code = remind(folder, *DAY)
    assert code == 1
    assert "can't be read" in err
    assert "Not all that was promised could be read, so there may be more." in out
    folder = plan_of(tmp_path / "other", "id: b, titel: B")
    out, _, code = remind(folder, *DAY)
    assert code == 1
    assert "in what can be read." in out


def test_json_has_what_the_letters_tell(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: A, {LATE}, log: [{{on: 2017-12-20, note: Ill, by: Ana}}]",
        "id: b, title: B, due: by June 2018, owner: kcpd",
        head=head_with("council@example.org"),
    )
    out, _, code = remind(folder, *DAY, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["command"] == "remind"
    assert found["within"] == 30
    council, police = found["reminders"]
    assert (council["owner"], council["to"]) == ("marc", ["council@example.org"])
    assert (police["owner"], police["name"], police["to"]) == ("kcpd", "The Police", [])
    (part,) = council["plans"]
    assert (part["plan"], part["as_of"], part["until"]) == ("town", "2018-02-15", "2018-03-17")
    (late,) = part["late"]
    assert (late["id"], late["late"]) == ("a", 77)
    assert late["reason"] == {"on": "2017-12-20", "note": "Ill", "by": "Ana"}
    assert (part["due"], part["silent"], part["others"]) == ([], None, [])
    (part,) = police["plans"]
    assert part["silent"] == {"heard": None, "since": "2017-09-05", "days": 163}
    assert [one["id"] for one in part["others"]] == ["b"]


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "eml"],
        ["--json", "-o", "out"],
        ["--json", "--format", "eml", "-o", "out"],
        ["--format", "docx"],
        ["-o", ""],
    ],
)
def test_what_does_not_go_together_is_refused(
    remind: Any, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}")
    monkeypatch.chdir(tmp_path)
    out, err, code = remind(folder, *DAY, *words)
    assert (out, code) == ("", 2)
    assert err
    assert not (tmp_path / "out").exists()


def test_the_plan_of_an_earlier_commit(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: Once, {LATE}")
    commit(tmp_path, "2017-12-01")
    plan_of(tmp_path / "plan", f"id: a, title: Now, {LATE}")
    out, _, _ = remind(folder, *DAY, "--at", "HEAD")
    assert "Once" in out


# -- files


def test_the_same_letter_is_left_and_another_is_not_written_over(
    remind: Any, tmp_path: Path
) -> None:
    folder = plan_of(
        tmp_path / "plan", f"id: a, title: A, {LATE}", "id: b, title: B, due: by November 2017"
    )
    out = tmp_path / "deep" / "letters"
    for form in ("markdown", "eml"):
        where = ("--format", form, "-o", str(out))
        assert remind(folder, *DAY, *where)[2] == 0
        before = {path: path.read_bytes() for path in out.iterdir()}
        said, _, code = remind(folder, *DAY, *where)
        files = {"markdown": 4, "eml": 2}[form]  # a draft holds its sheet
        assert (said.count(": as it was"), said.count(": written"), code) == (files, 0, 0)
        # One that differs, and one that is gone: neither is written.
        ending = {"markdown": "md", "eml": "eml"}[form]
        (out / f"nobody.{ending}").write_text("A word of mine\n", "utf-8")
        (out / f"marc.{ending}").unlink()
        said, err, code = remind(folder, *DAY, *where)
        assert (said, code) == ("", 3)
        assert "is there already" in err
        assert not (out / f"marc.{ending}").exists()
        assert (out / f"nobody.{ending}").read_text("utf-8") == "A word of mine\n"
        (out / f"nobody.{ending}").unlink()
        assert remind(folder, *DAY, *where)[2] == 0
        assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_nothing_else_in_the_folder_is_touched(remind: Any, tmp_path: Path) -> None:
    folder, out = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}"), tmp_path / "out"
    out.mkdir()
    (out / "notes.md").write_text("mine", "utf-8")
    assert remind(folder, *DAY, "-o", str(out))[2] == 0
    assert {path.name for path in out.iterdir()} == {"marc.md", "marc.xlsx", "notes.md"}
    assert (out / "notes.md").read_text("utf-8") == "mine"


@pytest.mark.parametrize("kind", ["link", "dangling", "folder", "unreadable", "file as folder"])
def test_what_is_no_letter_is_never_written_over(remind: Any, tmp_path: Path, kind: str) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}")
    out = tmp_path / "out"
    if kind == "file as folder":
        out.write_text("x", "utf-8")
    else:
        out.mkdir()
    file = out / "marc.md"
    if kind == "link":
        remind(folder, *DAY, "-o", str(tmp_path / "elsewhere"))
        file.symlink_to(tmp_path / "elsewhere" / "marc.md")  # of the same bytes
    elif kind == "dangling":
        file.symlink_to(tmp_path / "nowhere.md")
    elif kind == "folder":
        file.mkdir()
    elif kind == "unreadable":
        file.write_text("x", "utf-8")
        file.chmod(0)
    said, err, code = remind(folder, *DAY, "-o", str(out))
    assert (said, code) == ("", 3)
    assert "Traceback" not in err
    assert not (tmp_path / "nowhere.md").exists()
    assert [path.name for path in out.iterdir()] == ["marc.md"] if out.is_dir() else True


def test_the_same_plan_and_day_make_the_same_bytes(remind: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}")
    for form in ("markdown", "eml"):
        for name in ("one", "two"):
            remind(folder, *DAY, "--format", form, "-o", str(tmp_path / name))
    for name in ("marc.md", "marc.eml"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    remind(folder, "--as-of", "2018-02-16", "--format", "eml", "-o", str(tmp_path / "three"))
    first, other = (parsed(tmp_path / name / "marc.eml") for name in ("one", "three"))
    assert first["Message-ID"] != other["Message-ID"]
    assert first["Date"] == "Thu, 15 Feb 2018 12:00:00 +0000"


# -- drafts of mail


@pytest.mark.parametrize(
    ("contact", "to"),
    [
        ("council@example.org", "council@example.org"),
        ("first.last+plan@a-b.example.org", "first.last+plan@a-b.example.org"),
        ("Ana <council@example.org>", None),
        ("council@example.org, other@example.org", None),
        ("Room 4, City Hall", None),
        ("a@b", None),
        ("mailto:council@example.org", None),
        ('"council@example.org\\r\\nBcc: other@example.org"', None),
        ('"council@example.org\\n"', None),
        ('" council@example.org"', None),
        ("ana\u202e@example.org", None),
        ("añá@example.org", None),
        (f"{'a' * 250}@example.org", None),
    ],
)
def test_a_draft_is_to_a_plain_address_or_to_nobody(
    remind: Any, tmp_path: Path, contact: str, to: str | None
) -> None:
    written = contact if contact.startswith('"') else json.dumps(contact, ensure_ascii=False)
    written = written.replace("\u202e", "\\u202e")
    folder = plan_of(tmp_path / "plan", f"id: a, title: A, {LATE}", head=head_with(written))
    out, _, code = remind(folder, *DAY, "--format", "eml", "-o", str(tmp_path / "out"))
    made = parsed(tmp_path / "out" / "marc.eml")
    assert code == 0
    assert made["To"] == to
    assert ("without an address" in out) is (to is None)
    names = ["X-Unsent", *(["To"] if to else []), "Subject", "Date", "Message-ID"]
    assert made.keys()[: len(names)] == names
    assert len(made.keys()) == len(names) + 2  # what MIME says of the parts


HOSTILE = [
    "<script>alert(1)</script>",
    "A\\r\\nBcc: x@example.org",
    "A\\n\\nInjected body",
    "\\u202egnp.exe",
    "@everyone #1 [x](javascript:1) ![](http://x.example/a.png)",
    "=?utf-8?q?x=0D=0ABcc:_x=E2=80=AE?=",
    "# - 1. `code` | ~~gone~~ <!-- x",
    ".\\n.\\nQUIT",
    "From nobody",
    "W" * 5000,
    "Ökumenisches Zentrum 難民支援 مركز",
    "::error::x ##[command]",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_does_nothing_in_a_letter(remind: Any, tmp_path: Path, text: str) -> None:
    head = HEAD.replace("A plan", f'"{text}"').replace("The Council", f'"{text}"')
    head = head.replace("community: Town", f'community: "{text}"')
    folder = plan_of(
        tmp_path / "plan",
        f'id: a, title: "{text}", number: "1", {LATE}, log: [{{on: 2017-12-20, note: "{text}"}}]',
        f'id: b, title: "{text}", owner: marc, due: by March 2018',
        head=head,
    )
    out, err, code = remind(folder, "--as-of", "2018-03-02")
    assert (err, code) == ("", 0)
    assert not re.search(r"(?<!\\)<script|\u202e|(?<!\\)<!--|@everyone|(?<!\\)\]\(|##\[", out)
    blocks = [line for line in out.splitlines() if line and not line.startswith((" ", "- "))]
    assert len(blocks) == 6, blocks
    assert [block[:4] for block in blocks] == [
        "# " + blocks[0][2:4],
        "**" + blocks[1][2:4],
        "As o",
        "## L",
        "## D",
        "For ",
    ]
    files = tmp_path / "out"
    remind(folder, "--as-of", "2018-03-02", "--format", "eml", "-o", str(files))
    made = files / "marc.eml"
    message = parsed(made)
    assert message.keys() == [
        "X-Unsent",
        "Subject",
        "Date",
        "Message-ID",
        "MIME-Version",
        "Content-Type",
    ]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ]
    assert [part.get_filename() for part in message.iter_attachments()] == ["marc.xlsx"]
    assert message["Subject"].endswith(": 1 late, 1 due by 1 April 2018")
    assert not re.search("[\u202e\r\n]|^Bcc", message["Subject"])
    lines = made.read_bytes().split(b"\r\n")
    # What a workbook is called in mail can't be folded.
    assert all(len(line) <= 78 or line.endswith(b".spreadsheetml.sheet") for line in lines)
    assert not re.search("[\u202e\x00-\x08]", text_of(made))
    assert "\nInjected body\n" not in text_of(made)
    assert made.read_bytes().isascii()


def test_names_in_any_writing_are_whole_in_a_draft(remind: Any, tmp_path: Path) -> None:
    name = "Ökumenisches Zentrum für 難民支援"
    folder = plan_of(
        tmp_path / "plan",
        f"id: a, title: Größe, {LATE}",
        head=HEAD.replace("A plan", f"Plan {name}").replace("The Council", name),
    )
    remind(folder, *DAY, "--format", "eml", "-o", str(tmp_path / "out"))
    assert parsed(tmp_path / "out" / "marc.eml")["Subject"] == f"Plan {name}: 1 late"
    text = text_of(tmp_path / "out" / "marc.eml")
    assert text.startswith(f"{name}\n")
    assert "- Größe (a)\n" in text
    assert all(len(line) <= 72 for line in text.splitlines())
