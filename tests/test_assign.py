"""`assign` keeps who answered and as what, and tells what becomes of those named beside."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from welcomeplan import cli

HEAD = """\
title: Test plan
adopted: 2020-01-01
period: 2020 to 2027
organizations: {council: The council, clinic: The clinic, lib: The library}
"""
LEAD = "{org: council, role: lead}"


class Plan:
    """One promise, and what is done to it."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture
        self.file = Path("plan/s.yaml")
        self.said = ""

    def has(self, owner: str, more: str = "", kind: str = "milestones") -> None:
        Path("plan").mkdir(exist_ok=True)
        Path("plan/plan.yaml").write_text(HEAD, "utf-8")
        own = "unit: people, target: 5, " if kind == "indicators" else "number: '1.1.7', "
        self.file.write_text(
            f"title: S\nobjectives:\n  - id: o\n    title: O\n    {kind}:\n"
            f"      - {{id: a, title: A, {own}due: in 2027, owner: {owner}{more}}}\n",
            "utf-8",
        )

    def do(self, *words: str) -> int:
        code = cli.run(list(words))
        self.said = "".join(self.capture.readouterr())
        return code

    def stands(self, day: str = "2020-07-02") -> tuple[object, ...]:
        """Who answers for it on a day, and as what; and who helps."""
        assert self.do("show", "a", "--json", "--as-of", day) == 0, self.said
        (found,) = json.loads(self.said)["milestones"]
        return found["owner"], found["owner_role"], found["partners"]


@pytest.fixture
def a(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Plan:
    monkeypatch.chdir(tmp_path)
    return Plan(capsys)


@pytest.mark.parametrize(
    ("owner", "to", "now"),
    [
        (f"[{LEAD}, clinic]", "lib", ("lib", None, ["clinic"])),
        (f"[{LEAD}, clinic]", "clinic", ("clinic", None, [])),
        (f"[{LEAD}, clinic]", "nobody", (None, None, ["clinic"])),
        (LEAD, "clinic", ("clinic", None, [])),
        (LEAD, "nobody", (None, None, [])),
    ],
)
def test_what_the_other_did_is_kept(a: Plan, owner: str, to: str, now: tuple[object, ...]) -> None:
    a.has(owner)
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "add", "."], check=True)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, "commit", "--quiet", "--message=x"], check=True)
    assert a.do("assign", "a", to, "--on", "2020-07-01", "--note", "Agreed") == 0, a.said
    assert "was_owner: {org: council, role: lead}" in a.file.read_text("utf-8")
    assert a.do("validate", "--since", "HEAD") == 0, a.said
    assert a.stands() == now
    assert a.stands("2020-06-30")[:2] == ("council", "lead")
    assert a.do("show", "a") == 0
    assert "until then council (lead) answered for it" in " ".join(a.said.split())
    assert a.do("show", "a", "--json") == 0
    assert '"was_owner_role": "lead"' in a.said


@pytest.mark.parametrize("was", ["council", LEAD])
def test_an_entry_may_name_the_role_or_not(a: Plan, was: str) -> None:
    a.has("clinic", f", log: [{{on: 2020-02-01, was_owner: {was}}}]")
    assert a.do("validate") == 0, a.said
    assert a.stands("2020-01-15")[:2] == ("council", "lead" if was == LEAD else None)


def test_a_role_that_it_never_had_is_a_false_record(a: Plan) -> None:
    a.has(LEAD)
    subprocess.run(["git", "init", "--quiet"], check=True)
    subprocess.run(["git", "add", "."], check=True)
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *who, "commit", "--quiet", "--message=x"], check=True)
    a.has("clinic", ", log: [{on: 2020-02-01, was_owner: {org: council, role: scribe}}]")
    assert a.do("validate", "--since", "HEAD") == 1
    assert "`was_owner: council (scribe)`, and it was `council (lead)`" in a.said
    a.has("clinic", ", log: [{on: 2020-02-01, was_owner: council}]")
    assert a.do("validate", "--since", "HEAD") == 0, a.said


@pytest.mark.parametrize(
    ("owner", "to", "said"),
    [
        ("[council, clinic]", "clinic", "clinic answers for it now, not council, which is named"),
        ("[council, clinic]", "lib", "lib answers for it now, not council, which is named"),
        ("[council, clinic]", "lib", "clinic helps as before"),
        ("[council, clinic, lib]", "clinic", "lib helps as before"),
        ("[council, clinic, lib]", "nobody", "clinic, lib help as before"),
    ],
)
def test_what_becomes_of_those_named_beside_is_told(
    a: Plan, owner: str, to: str, said: str
) -> None:
    a.has(owner)
    assert a.do("assign", "1.1.7", to, "--on", "2020-07-01") == 0, a.said
    assert said in a.said
    assert a.stands()[0] == (None if to == "nobody" else to)


def test_of_one_owner_nothing_more_is_told(a: Plan) -> None:
    a.has("council", ", partners: [lib]")
    assert a.do("assign", "a", "clinic") == 0
    assert a.said.strip() == "a: clinic answers for it now, not council"


@pytest.mark.parametrize(
    ("owner", "to"),
    [
        ("{org: council, x-phone: '5'}", "clinic"),
        ("{org: council, x-phone: '5'}", "nobody"),
        ("[{org: council, x-phone: '5'}, clinic]", "clinic"),
        ("[{org: council, x-phone: '5'}, clinic]", "lib"),
        ("[{org: council, x-phone: '5'}, clinic]", "nobody"),
    ],
)
def test_own_keys_are_neither_lost_nor_another_s(a: Plan, owner: str, to: str) -> None:
    a.has(owner)
    before = a.file.read_bytes()
    assert a.do("assign", "a", to) == 3
    assert "`x-phone` of council" in a.said
    assert a.file.read_bytes() == before


@pytest.mark.parametrize("to", ["clinic", "nobody"])
def test_own_keys_of_the_others_stay(a: Plan, to: str) -> None:
    a.has("[council, {org: clinic, x-phone: '5'}, {org: lib, role: host, x-room: B}]")
    assert a.do("assign", "a", to) == 0, a.said
    text = a.file.read_text("utf-8")
    assert "x-phone: 5" in text.replace("'", "")
    assert "role: host" in text
    assert "x-room: B" in text
    assert a.do("validate") == 0, a.said


def test_an_indicator_has_no_partners_to_make_of_the_others(a: Plan) -> None:
    a.has("[council, clinic]", kind="indicators")
    before = a.file.read_bytes()
    assert a.do("assign", "a", "nobody") == 3
    assert "clinic" in a.said
    assert a.file.read_bytes() == before
    assert a.do("assign", "a", "clinic") == 0
    assert a.do("validate") == 0
    assert a.do("assign", "a", "nobody") == 0, a.said
