"""What is edited can be read by others: by PyYAML's own parser, by what loads a file whole, and by
a reader of YAML 1.2. What can't be read of a file that is edited is said."""

from __future__ import annotations

import random
import warnings
from pathlib import Path

import pytest
import yaml
from ruamel.yaml import YAML

from welcomeplan import cli
from welcomeplan.errors import Refused
from welcomeplan.yamltext import Edit, RemoveKey, SetKey, Span, apply, gate, read

from .conftest import ROOT

HEAD = "title: T\norganizations: {o: O, p: P}\n"
WHOLE = """\
title: x  # as adopted
objectives:
- id: o
  title: o
  milestones:
  - id: m
    title: m
    owner: o
    due: 2018
  - id: n
    title: next
    owner: [o, p]
    due: 2018-03-01
"""
DAMAGE = {
    "a question in a list": ("[o, p]", "[o?, p]", 12),
    "a question in a mapping": ("[o, p]", "{o? no: p}", 12),
    "a remark behind |": ("title: next", "title: |#\n      next", 11),
    "a remark behind >": ("title: next", "title: >-#\n      next", 11),
    "a day that there is not": ("2018-03-01", "2018-02-30", 13),
    "a month that there is not": ("2018-03-01", "2018-13-01", 13),
    "a day as a title": ("title: next", "title: 2018-2-30T10:00:00", 11),
    "a sign": ("title: next", "title: =", 11),
    "a merge": ("title: next", "title: <<", 11),
    "an empty number": ("title: next", "title: 0x_", 11),
    "a number without end": ("title: next", f"title: {'1' * 5000}", 11),
}
"""What our parser takes, written in place of what, and its line."""


def write(folder: Path, text: str) -> Path:
    plan = folder / "plan"
    plan.mkdir()
    (plan / "plan.yaml").write_text(HEAD, "utf-8")
    (plan / "s.yaml").write_bytes(text.encode())
    return plan


def stops(data: bytes) -> list[str]:
    """Who of those that read a file whole can't read it."""
    readers = {
        "PyYAML": lambda: yaml.load(data, yaml.SafeLoader),
        "libyaml": lambda: yaml.load(data, yaml.CSafeLoader),
        "ruamel": lambda: YAML(typ="safe", pure=True).load(data),
    }
    found = []
    for name, load in readers.items():
        try:
            with warnings.catch_warnings(action="ignore"):
                load()  # type: ignore[no-untyped-call]
        except Exception:
            found.append(name)
    return found


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["saved", "dry"])
def test_what_others_can_not_read_is_not_edited(
    tmp_path: Path,
    damage: tuple[str, str, int],
    dry: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    old, new, line = damage
    plan = write(tmp_path, WHOLE.replace(old, new))
    before = (plan / "s.yaml").read_bytes()
    assert stops(before)
    assert cli.run(["done", "m", "--on", "2018-02-11", "--dir", str(plan), *dry]) == 3
    out, err = capsys.readouterr()
    assert f"s.yaml:{line}:" in err
    assert "; nothing was changed" in err
    assert out == ""
    assert (plan / "s.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "title",
    [
        *(
            "'ne\txt'",
            '"ne\\txt"',
            "|\n      ne\txt",
            "next? # a\ttab",
            "is it [o?]",
            "'2018-02-30'",
        ),
        *(
            "2018-02-28",
            "2018-02-28 and 2018-02-30",
            "'='",
            "a = b",
            "x << y",
            "1_000",
            "|  # x\n      y",
        ),
    ],
)
def test_what_everybody_reads_is_edited(
    tmp_path: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write(tmp_path, WHOLE.replace("title: next", f"title: {title}"))
    assert stops((plan / "s.yaml").read_bytes()) == []
    assert cli.run(["done", "m", "--on", "2018-02-11", "--dir", str(plan)]) == 0
    assert capsys.readouterr().err == ""
    assert stops((plan / "s.yaml").read_bytes()) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: next", "title: next\t"), ("title: next", "title:\tnext"), ("# as", "\t# as")],
)
def test_a_tab_beside_a_value_is_no_fault(tmp_path: Path, old: str, new: str) -> None:
    plan = write(tmp_path, WHOLE.replace(old, new))
    assert cli.run(["done", "m", "--on", "2018-02-11", "--dir", str(plan)]) == 0
    assert new.encode() in (plan / "s.yaml").read_bytes()


@pytest.mark.parametrize(
    "note", ["2018-02-30", "2018-2-31", "0000-01-01", "0x_", "=", "<<", "1" * 5000]
)
def test_a_new_text_is_none_that_others_stop_at(
    tmp_path: Path, note: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write(tmp_path, WHOLE)
    line = ["done", "m", "--on", "2018-02-11", "--note", note, "--dir", str(plan)]
    assert cli.run(line) == 0, capsys.readouterr().err
    assert stops((plan / "s.yaml").read_bytes()) == []


def test_an_edit_that_mends_it_is_made() -> None:
    source = read(b"a: x\nb: 2018-02-30\nc: [y?]\nd: z\n")
    edits: list[Edit] = [SetKey((), "b", "2018-02-28", ()), RemoveKey((), "c")]
    assert apply(source, edits) == b"a: x\nb: 2018-02-28\nd: z\n"
    with pytest.raises(Refused):
        apply(source, edits[:1])


@pytest.mark.parametrize("wrong", ["2018-02-30", "=", "[b?]", "|#\n  a"])
def test_the_gate_stops_our_own_mistakes(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source, text = read(b"a: x\n"), f"a: {wrong}\n"
    monkeypatch.setattr(gate, "spliced", lambda source, edits: (text, [Span(0, 5)]))
    value = read(text.encode()).plain()["a"]
    with pytest.raises(Refused):
        apply(source, [SetKey((), "a", value, ())])


SIGNS = [
    *(
        "\t",
        " ",
        "\n",
        "\r\n",
        '"',
        "'",
        ": ",
        ":",
        "- ",
        "#",
        " #",
        "?",
        "|",
        ">",
        "|#",
        "=",
        "<<",
        "@",
    ),
    *(
        "`",
        "%",
        "*a",
        "&a",
        "!",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\\",
        "---\n",
        "...\n",
        "2018-02-30",
        "0x_",
    ),
    *(
        "\x00",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "🎉",
        "1_0",
        "~",
        "%YAML 1.2\n---\n",
    ),
]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_damaged_elsewhere_an_edit_leaves_what_others_can_read(seed: int) -> None:
    """Shipped files, damaged in one place or two; then a title is edited. What the edit leaves is
    read by PyYAML, whichever parser it is built with."""
    rng = random.Random(seed)  # noqa: S311 - for tests
    whole = [path.read_text("utf-8") for path in sorted((ROOT / "examples").rglob("*.yaml"))]
    texts = [text[:1500].rsplit("\n", 1)[0] + "\n" for text in [*whole, WHOLE] if "title: " in text]
    made = 0
    for _ in range(600):
        data = rng.choice(texts).encode()
        for _ in range(rng.randint(1, 2)):
            at = rng.randrange(len(data))
            put = rng.choice([rng.choice(SIGNS).encode(), bytes([rng.randrange(256)])])
            data = data[:at] + put + data[at + rng.randint(0, 2) :]
        source = read(data)
        if source.root is None or "title" not in source.keys(()):
            continue
        try:
            after = apply(source, [SetKey((), "title", rng.choice(["New", "2018-02-30", "a\tb"]))])
        except Refused:
            continue
        made += 1
        # A tab beside a value is YAML, though one parser knows no such thing.
        plain = after.replace(b"\t", b" ")
        assert [one for one in stops(plain) if one != "ruamel"] == [], after
    assert made > 30


# An edit of a file that has errors says so.


@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["saved", "dry"])
@pytest.mark.parametrize(
    ("wrong", "errors", "parts"),
    [
        ("due: soonish by and by x\n    duee: y", 1, 1),
        ("due: 2018\n    duee: x\n    own: o", 2, 1),
        ("due: 2018\n    duee: x\n  - id: k\n    title: k\n    owner: 7 o'clock", 2, 2),
        ("due: 2018\n    status: perhaps", 1, 1),
    ],
)
def test_an_edit_of_a_file_that_has_errors_says_so(
    tmp_path: Path,
    wrong: str,
    errors: int,
    parts: int,
    dry: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    plan = write(tmp_path, WHOLE.replace("due: 2018-03-01", wrong))
    assert cli.run(["done", "m", "--on", "2018-02-11", "--dir", str(plan), *dry]) == 0
    err = capsys.readouterr().err
    assert "s.yaml still has" in err
    assert f"{errors} error" in err
    assert f"{parts} part" in err
    assert "welcomeplan validate\n" in err


def test_an_error_in_another_file_is_not_told_of_this(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = write(tmp_path, WHOLE)
    (plan / "t.yaml").write_text("title: y\nbad: z\n", "utf-8")
    assert cli.run(["done", "m", "--on", "2018-02-11", "--dir", str(plan)]) == 0
    assert capsys.readouterr().err == ""
