"""No verb loses a comment: each stands in the file after it, or nothing is changed."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from welcomeplan import cli
from welcomeplan.yamltext import read
from welcomeplan.yamltext.nodes import BOM, plain

HEAD = """\
title: Test plan
adopted: 2020-01-01
period: 2020 to 2027
organizations: {council: The council, clinic: The clinic, lib: The library}
"""
# Every key that a verb sets, replaces or removes.
BLOCK = """\
title: Care
objectives:
  - id: o
    title: Objective
    milestones:
      - status: blocked
        id: a
        title: Survey newcomers
        due:
          words: by the next summit
          by: 2020-06-30
        owner:
          - org: council
            role: lead
          - clinic
        partners:
          - lib
        log:
          - on: 2020-02-01
            status: blocked
            note: No room
        evidence: []
        tags:
          - urgent
      - id: b
        title: Report
        text: |
          What was found.
        status: deferred
        due: in 2021
        owner: {org: council, role: lead}
        log:
          - {on: 2020-02-01, status: deferred, note: No money}
        evidence:
          - https://a
      - done: 2020-03-01
        id: c
        title: Train
        owner: [council, clinic]
        due: in 2020
      - id: d
        title: Newsletter
        starts: January 2020
        due: December 2021
        repeats: quarterly
        owner: lib
        occurrences:
          - period: 2020Q1
            done: 2020-03-31
            evidence: [x]
          - done: 2020-06-30
            period: 2020Q2
        status: active
    indicators:
      - id: i
        title: Complaints
        unit: complaints
        baseline: 10
        target: 5
        due: in 2021
        owner: [clinic, lib]
        readings:
          - on: 2020-03-01
            value: 8
        log: [{on: 2020-02-01, status: deferred, note: No data}]
        status: deferred
"""
FLOW = """\
title: Care
objectives: [
  {id: o, title: Objective,
   milestones: [
     {status: blocked, id: a, title: Survey newcomers,
      due: {words: by the next summit, by: 2020-06-30},
      owner: [
        {org: council, role: lead},
        clinic
      ],
      partners: [lib], log: [
        {on: 2020-02-01, status: blocked, note: No room}],
      evidence: [],
      tags: [urgent]},
     {id: b, title: Report,
      status: deferred, due: in 2021,
      owner: {org: council,
              role: lead},
      log: [{on: 2020-02-01, status: deferred, note: No money}],
      evidence: [https://a]
     },
     {done: 2020-03-01, id: c, title: Train, owner: [council,
        clinic], due: in 2020},
     {id: d, title: Newsletter, starts: January 2020, due: December 2021, repeats: quarterly,
      owner: lib, occurrences: [{period: 2020Q1, done: 2020-03-31, evidence: [x]},
        {done: 2020-06-30,
         period: 2020Q2}], status: active}],
   indicators: [
     {id: i, title: Complaints, unit: complaints, baseline: 10, target: 5, due: in 2021,
      owner: [clinic, lib], readings: [{on: 2020-03-01, value: 8}],
      log: [{on: 2020-02-01, status: deferred, note: No data}],
      status: deferred
     }]}]
"""
WHY = ("--note", "Why")
VERBS = [
    *(("assign", name, to) for name in "abci" for to in ("clinic", "lib", "nobody")),
    ("assign", "d", "nobody"),
    *(("done", name) for name in "ab"),
    ("done", "a", "--evidence", "https://b"),
    ("done", "b", "--evidence", "https://b", *WHY),
    ("done", "d", "--period", "2020Q3"),
    ("reopen", "c", *WHY),
    ("reopen", "d", "--period", "2020Q1", *WHY),
    ("reopen", "d", "--period", "2020Q2", *WHY),
    *(("plan", name) for name in "abdi"),
    *((verb, name, *WHY) for verb in ("block", "defer", "drop") for name in "bd"),
    *(("start", name) for name in "abd"),
    *(("reschedule", name, "by 2022", *WHY) for name in "abdi"),
    ("reschedule", "d", "by May 2022", "--period", "2021Q4", *WHY),
    *(("log", name, *WHY) for name in "abcdi"),
    ("measure", "i", "7"),
]
_COMMENT = re.compile(r"#\t? c\d+c")


def commented(rng: random.Random, text: str, share: float) -> tuple[str, list[str]]:
    """The text with comments on lines of their own, and at the ends of lines, wherever one may
    stand; and the comments, in their order."""
    lines = text.splitlines()
    root = read(text.encode()).root
    assert root
    known = plain(root)
    for number in range(2 * len(lines)):
        if rng.random() > share:
            continue
        comment = f"{rng.choice(['#', chr(35) + chr(9)])} c{number}c"
        at = rng.randrange(len(lines))
        tried = list(lines)
        if rng.random() < 0.6:
            tried[at] += rng.choice([" ", "  ", "\t", " \t"]) + comment
        else:
            tried.insert(at, " " * rng.randrange(0, 16) + comment)
        source = read(("\n".join(tried) + "\n").encode())
        if source.root and not source.faults and plain(source.root) == known:
            lines = tried
    whole = "\n".join(lines) + "\n"
    return whole, _COMMENT.findall(whole)


def texts(data: object) -> list[str]:
    if isinstance(data, dict):
        return [*data, *(one for value in data.values() for one in texts(value))]
    return (
        [one for value in data for one in texts(value)] if isinstance(data, list) else [str(data)]
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "BOM", "no last"])
@pytest.mark.parametrize("text", [BLOCK, FLOW], ids=["block", "flow"])
def test_every_comment_stays(
    text: str, ends: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan").mkdir()
    Path("plan/plan.yaml").write_text(HEAD, "utf-8")
    file, made = Path("plan/care.yaml"), Counter[str]()
    rng = random.Random(ends)  # noqa: S311 - comments to test with
    for verb in VERBS:
        whole, comments = commented(rng, text, rng.choice([0.05, 0.2]))
        if ends == "no last":
            whole = whole.removesuffix("\n")
        before = whole.replace("\n", "\r\n" if ends == "\r\n" else "\n").encode()
        before = BOM * (ends == "BOM") + before
        file.write_bytes(before)
        code = cli.run([*verb, "--on", "2020-07-01"])
        after = file.read_bytes()
        if code:
            assert code == 3, verb
            assert after == before
            continue
        made[verb[0]] += 1
        found = read(after)
        assert found.root
        assert not _COMMENT.findall("\n".join(texts(plain(found.root))))
        assert Counter(_COMMENT.findall(found.text)) == Counter(comments), verb
        assert after != before, verb
        assert after.startswith(BOM) is (ends == "BOM")
        assert after.count(b"\r\n") == (after.count(b"\n") if ends == "\r\n" else 0)
        assert after.endswith(b"\n") is (ends != "no last")
        assert cli.run(["validate"]) == 0, verb
    assert made.keys() == {verb[0] for verb in VERBS}
