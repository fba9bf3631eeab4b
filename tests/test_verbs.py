"""Nothing that is given to a verb is dropped: it is recorded, or refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from welcomeplan import cli

from .test_names import HEAD, lay_out, strategy

PLAIN = "id: a, title: Survey newcomers, due: in 2020, owner: town"
NEWS = (
    "id: news, title: Newsletter, starts: January 2020, due: December 2021, repeats: quarterly,"
    " owner: town"
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    lay_out({"plan/plan.yaml": HEAD})
    return tmp_path / "plan" / "s.yaml"


def holds(file: Path, *milestones: str) -> None:
    file.write_text(strategy(*milestones), "utf-8")


def runs(*lines: str) -> list[int]:
    return [cli.run(line.split()) for line in lines]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("done a --on 2020-05-05 --by marc", ["on: 2020-05-05", "by: marc", "done: 2020-05-05"]),
        ("done a --on 2020-05 --under R1", ["done: 2020-05", "under: R1"]),
        ("done a --day-unknown --by marc", ["done: yes", "by: marc"]),
        ("start a --on 2020-05-05 --by marc", ["on: 2020-05-05", "by: marc", "status: active"]),
        ("assign a lib --by marc --under R1", ["by: marc", "under: R1", "was_owner: town"]),
        ("plan a --note Kept", ["note: Kept", "status: planned"]),
        ("log a 2 --by marc --under R1", ["amount: 2", "by: marc", "under: R1"]),
    ],
)
def test_who_says_so_and_by_whose_decision_is_kept_without_a_note(
    file: Path, line: str, kept: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    assert runs(line, "validate") == [0, 0]
    text = file.read_text("utf-8")
    for said in kept:
        assert said in text
    if not line.startswith("log"):
        assert runs(line) == [0]
        assert "no change" in capsys.readouterr().out
        assert file.read_text("utf-8") == text


DONE = f"{PLAIN}, done: 2020-03-01"


@pytest.mark.parametrize(
    ("before", "line", "kept"),
    [
        (DONE, "done a --by marc", "by: marc"),
        (DONE, "done a --note Late", "note: Late"),
        (f"{DONE}, log: [{{on: 2020-03-01, note: Late}}]", "done a --note Late --by me", "by: me"),
        (DONE, "done a --evidence https://a --evidence https://b", "https://b"),
        (DONE, "done a --on 2020-03-01 --evidence minutes.pdf", "minutes.pdf"),
        (f"{PLAIN}, status: active", "start a --note More", "note: More"),
        (
            f"{PLAIN}, status: blocked, log: [{{on: 2020-03-01, status: blocked, note: x}}]",
            "block a --note x --by lib",
            "by: lib",
        ),
    ],
)
def test_what_is_so_already_takes_what_is_said_of_it(
    file: Path, before: str, line: str, kept: str
) -> None:
    holds(file, before)
    assert runs(line) == [0]
    text = file.read_text("utf-8")
    assert kept in text
    assert runs(line, "validate") == [0, 0]
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    "line",
    [
        "assign a town --note Again",
        "reschedule a in 2020 --note Confirmed",
        "reopen a --note Not_yet",
        "reopen news --period 2020Q2 --note Not_yet",
        "reopen news --note Which",
        "plan a --period 2020Q1",
        "assign a town --on 2020-03-01",
    ],
)
def test_what_would_be_lost_is_refused(
    file: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN, f"{NEWS}, occurrences: [{{period: 2020Q1, done: 2020-03-31}}]")
    text = file.read_text("utf-8")
    assert runs(line) == [3]
    assert "nothing was changed" in capsys.readouterr().err
    assert file.read_text("utf-8") == text


def test_a_change_made_again_on_one_day_is_recorded_again(file: Path) -> None:
    holds(file, PLAIN)
    line = "block a --note Room --on 2020-03-01"
    assert runs(line, "plan a --on 2020-03-01", line, "validate --strict") == [0, 0, 0, 0]
    text = file.read_text("utf-8")
    assert text.count("status: blocked") == 3  # the key, and twice in the log


@pytest.mark.parametrize("undo", ["reopen a --note Money_found", "plan a --note Money_found"])
@pytest.mark.parametrize("verb", ["block", "defer", "drop"])
def test_what_was_set_aside_is_taken_up_again(
    file: Path, verb: str, undo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    assert runs(f"{verb} a --note No_money --on 2020-03-01", f"{undo} --on 2020-04-01") == [0, 0]
    assert "planned again" in capsys.readouterr().out
    text = file.read_text("utf-8")
    assert "note: Money_found" in text
    assert "status: planned" in text
    assert "        status:" not in text
    assert runs("validate --strict", f"{undo} --on 2020-04-01") == [0, 0]
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize("verb", ["block", "defer", "drop"])
def test_of_what_repeats_too_as_a_whole_or_one_time(file: Path, verb: str) -> None:
    holds(file, NEWS)
    for period in ("", " --period 2020Q3"):
        on = " --on 2020-03-01" + period
        lines = (f"{verb} news --note No_money{on}", f"reopen news --note Found{on}")
        assert runs(*lines, "validate --strict") == [0, 0, 0]
    assert file.read_text("utf-8").count("note: Found") == 2


@pytest.mark.parametrize("second", ["2020Q2", "2020q2"])
@pytest.mark.parametrize(
    ("verb", "kept"),
    [
        ("done news --on 2020-07-01", ["done: 2020-07-01"]),
        ("done news --by lib --on 2020-07-01", ["by: lib", "done: 2020-07-01"]),
        ("defer news --note x --on 2020-02-01", ["status: deferred", "note: x"]),
        ("log news --note Sent --on 2020-07-01", ["note: Sent", "on: 2020-07-01"]),
        ("reschedule news 1 August 2020 --note x --on 2020-02-01", ["due: 1 August 2020"]),
    ],
)
def test_two_periods_are_both_meant(file: Path, verb: str, kept: list[str], second: str) -> None:
    line = f"--period 2020Q1 --period {second}"
    holds(file, NEWS)
    assert runs(f"{verb} {line}", "validate --as-of 2021-03-01") == [0, 0]
    text = file.read_text("utf-8")
    for said in kept:
        assert text.count(said) == 2, text
    assert "2020Q1" in text
    assert "2020Q2" in text
    if "log" not in verb:
        assert runs(f"{verb} {line}") == [0]
        assert file.read_text("utf-8") == text


def test_both_are_reopened_and_one_named_twice_is_one(file: Path) -> None:
    times = "occurrences: [{period: 2020Q1, done: 2020-03-01}, {period: 2020Q2, done: 2020-06-01}]"
    holds(file, f"{NEWS}, {times}")
    reopen = "reopen news --note Draft --period 2020Q1 --period 2020Q2 --on 2020-07-01"
    assert runs(reopen) == [0]
    text = file.read_text("utf-8")
    assert " done:" not in text
    assert text.count("note: Draft") == 2
    assert cli.run(["done", "news", "--period", "2020Q1", "--period", "Q1 2020"]) == 0
    assert file.read_text("utf-8").count(" done:") == 1
    assert cli.run(["done", "news", "--period", ""]) == 2
    assert cli.run(["done", "news 2020Q1", "--period", "2020Q2"]) == 2


@pytest.mark.parametrize(
    "line",
    [
        "done a --note x --note y",
        "done a --on 2020-05-05 --on 2020-05-06",
        "start a --by x --by y",
        "list --owner town --owner lib",
        "due -q 2020Q1 --quarter 2020Q2",
        "list --tag x --tag y",
        "status --as-of 2020-01-01 --as-of 2020-02-01",
        "add --to o --title T --owner town --owner lib",
        "add --to o --title T --due=2020 --due=2021",
        "show a --dir plan --dir other",
        "validate --format text --format json",
        "validate --since A --since B",
        "history --limit 1 --limit 2",
        "log a 1 --under R1 --under R2",
    ],
)
def test_an_option_of_one_value_is_taken_once(
    file: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    text = file.read_text("utf-8")
    assert runs(line) == [2]
    out, err = capsys.readouterr()
    assert "is given more than once" in err
    assert not out
    assert file.read_text("utf-8") == text


def test_what_may_be_given_again_is_and_a_switch_means_the_same_twice(file: Path) -> None:
    holds(file, PLAIN)
    assert runs("add --to o --title More --partner lib --partner town --tag red --tag blue") == [0]
    assert "tags: [red, blue]" in file.read_text("utf-8")
    assert runs("list --json --json", "done a --dry-run --dry-run --on 2020-01-01") == [0, 0]


@pytest.mark.parametrize(
    "line",
    [
        "list --json --format csv",
        "diff --json --format markdown",
        "validate --json --format sarif",
        "when mid-2018 --json --format csv",
        "validate plan --dir other",
    ],
)
def test_of_two_that_say_otherwise_none_wins(
    file: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    Path("other").mkdir()
    lay_out({"other/plan.yaml": HEAD})
    assert runs(line) == [2]
    assert not capsys.readouterr().out


HELD = "id: held, title: Hold a session, due: in 2021, owner: town, partners: [lib]"


@pytest.mark.parametrize(
    "more",
    [
        ["--owner", "lib"],
        ["--target", "2 sessions"],
        ["--id", "other"],
        ["--partner", "lib:support"],
        ["--tag", "red"],
        ["--repeats", "quarterly"],
        ["--source", "page 4"],
        ["--text", "We will hold a session"],
    ],
)
def test_what_is_there_is_not_added_again_with_something_else(
    file: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, HELD)
    text = file.read_text("utf-8")
    line = ["add", "--to", "o", "--title", "Hold a session", "--due", "in 2021"]
    assert cli.run([*line, *more]) == 3
    assert "`held` has that title and deadline already" in capsys.readouterr().err
    assert cli.run(line) == 0
    assert cli.run([*line, "--owner", "town", "--partner", "lib", "--id", "held"]) == 0
    assert capsys.readouterr().out.count("held: is there already; no change\n") == 2
    assert file.read_text("utf-8") == text
    assert cli.run([*line[:-1], "in 2022", *more]) == 0  # another promise


def test_nor_where_it_belongs_to_the_action_by_its_for(file: Path) -> None:
    text = strategy(f"{HELD}, for: talks").replace(
        "    milestones:", "    actions: [{id: talks, title: Talks}]\n    milestones:"
    )
    file.write_text(text, "utf-8")
    line = ["add", "--to", "talks", "--title", "Hold a session", "--due", "in 2021"]
    assert cli.run([*line, "--owner", "lib"]) == 3
    assert cli.run(line) == 0
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize("words", ["now and then", "whenever", "in 2018", "ongoing", "each", ""])
def test_what_repeats_by_unreadable_words_is_not_added(file: Path, words: str) -> None:
    holds(file, PLAIN)
    text = file.read_text("utf-8")
    line = ["add", "--to", "o", "--title", "Newsletter", "--repeats", words]
    assert cli.run(line) in (2, 3)
    assert cli.run([*line, "--due", "December 2021", "--starts", "January 2020"]) in (2, 3)
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize("option", ["title", "due", "id", "text", "starts", "owner", "partner"])
def test_nothing_empty_is_passed_over(
    file: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    title = [] if option == "title" else ["--title", "T"]
    assert cli.run(["add", "--to", "o", *title, f"--{option}", " "]) == 2
    assert f"`--{option}` is empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["block", "a"], "Write something after it."),
        (["defer", "a"], "Write something after it."),
        (["drop", "a"], "Write something after it."),
        (["reopen", "a"], "Write something after it."),
        (["reschedule", "a", "by", "2021"], "Write something after it."),
        (["log", "a"], "Write something after it."),
        (["log", "a", "1"], "Write something after it, or leave it out."),
        (["start", "a"], "Write something after it, or leave it out."),
        (["plan", "a"], "Write something after it, or leave it out."),
        (["done", "a"], "Write something after it, or leave it out."),
        (["assign", "a", "nobody"], "Write something after it, or leave it out."),
    ],
)
def test_what_is_needed_and_empty_is_not_to_be_left_out(
    file: Path, line: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    text = file.read_text("utf-8")
    assert cli.run([*line, "--note", " "]) == 2
    assert capsys.readouterr().err == f"welcomeplan: `--note` is empty\n  {said}\n"
    assert file.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Größe", "groesse"),
        ("GRO\u0308SSE messen", "groesse-messen"),
        ("Übersicht für Bürger", "uebersicht-fuer-buerger"),
        ("École d'été à Montréal", "ecole-d-ete"),
        ("Ældre på Øst", "aeldre-pa-ost"),
        ("Łódź wita", "lodz-wita"),
        ("Đà Nẵng", "da-nang"),
        ("2021", "milestone-2021"),
        ("Train 中文 teachers", "train-teachers"),
    ],
)
def test_an_id_is_spelled_as_the_title_is(file: Path, title: str, name: str) -> None:
    holds(file, PLAIN)
    assert cli.run(["add", "--to", "o", "--title", title]) == 0
    assert f"- id: {name}\n" in file.read_text("utf-8")


@pytest.mark.parametrize(
    "title",
    ["Запуск портала", "開設窗口", "مركز الترحيب", "Обучение для NGO", "Έναρξη 2021"],
)
def test_an_id_is_asked_for_where_the_title_gives_none(
    file: Path, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    text = file.read_text("utf-8")
    assert cli.run(["add", "--to", "o", "--title", title]) == 3
    assert "--id" in capsys.readouterr().err
    assert file.read_text("utf-8") == text
    assert cli.run(["add", "--to", "o", "--title", title, "--id", "open-portal"]) == 0


def test_what_a_new_milestone_waits_for_is_known(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN)
    lay_out({"plan/broken.yaml": "title: [\n"})
    assert runs("add --to o --title T --after b") == [3]
    assert "It may stand in a file that can't be read" in capsys.readouterr().err
    Path("plan/broken.yaml").unlink()
    assert runs("add --to o --title T --after a") == [0]


HOURS = "id: a, title: Hours given, due: in 2020, owner: town, target: at least 20 hours"


def test_a_second_amount_of_a_day_counts_and_a_second_note_does_not(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, HOURS)
    assert (
        runs(*["log a 4 --on 2020-02-03"] * 2, *["log a 4 --note Again --on 2020-02-03"] * 2)
        == [0] * 4
    )
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "a: logged on 2020-02-03 (4 of at least 20 hours)"
    assert "(8 of" in said[1]
    assert "so much was logged on that day before" in said[1]
    assert "(16 of" in said[3]
    assert file.read_text("utf-8").count("amount: 4") == 4
    assert runs(*["log a --note Rained --on 2020-02-04"] * 2) == [0, 0]
    assert file.read_text("utf-8").count("note: Rained") == 1
    assert runs("validate --strict --as-of 2020-02-05") == [0]


@pytest.mark.parametrize(
    ("milestone", "line", "next_command"),
    [
        (HOURS, "log a 20 --on 2020-02-03", "welcomeplan done a\n"),
        (HOURS, "log a 25 --on 2020-02-03", "welcomeplan done a\n"),
        (HOURS, "log a 19 --on 2020-02-03", ""),
        (f"{HOURS}, log: [{{on: 2020-03-01, amount: 12}}]", "log a 8 --on 2020-02-03", "done a\n"),
        (HOURS.replace("at least", "more than"), "log a 20 --on 2020-02-03", ""),
        (HOURS.replace("at least", "up to"), "log a 20 --on 2020-02-03", ""),
        (HOURS.replace("at least 20 hours", "45%"), "log a 45 --on 2020-02-03", "done a\n"),
        (f"{HOURS}, done: 2020-02-01", "log a 20 --on 2020-02-03", ""),
        (
            f"{NEWS}, target: 2 issues".replace("id: news", "id: a"),
            "log a 2 --on 2020-02-03",
            "welcomeplan done a --period 2020Q1\n",
        ),
        (
            f"{NEWS}, target: 2 issues".replace("id: news", "id: a"),
            "log a 2 --period 2020Q2 --on 2020-05-03",
            "welcomeplan done a --period 2020Q2\n",
        ),
    ],
)
def test_an_update_that_reaches_the_target_names_the_next_command(
    file: Path,
    milestone: str,
    line: str,
    next_command: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    holds(file, milestone)
    assert runs(line) == [0]
    out = capsys.readouterr().out
    assert ("Its target is reached" in out) is bool(next_command)
    assert out.endswith(next_command)
    if next_command:
        assert runs("validate --notes --as-of 2021-06-01") == [0]
        assert "has reached its target" not in out
        assert "[reached-target]" in capsys.readouterr().out


def test_what_is_only_not_marked_done_stands_apart(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = HOURS.replace("id: a", "id: given") + ", log: [{on: 2020-02-03, amount: 20}]"
    holds(file, given, PLAIN.replace("in 2020", "by March 2021"))
    assert runs("due --overdue --as-of 2021-06-01") == [0]
    out = capsys.readouterr().out
    assert out.index("  a ") < out.index("  given ")
    assert "Target reached, not marked done: given" in out
    assert runs("due --overdue --as-of 2021-06-01 --format csv") == [0]
    header, *rows = capsys.readouterr().out.splitlines()
    assert header.endswith(",Not marked done,Kind,Baseline,Last reading")
    assert [",target reached," in row for row in rows] == [False, True]
    assert runs("due --overdue --as-of 2021-06-01 --json", "done given --on 2020-02-03") == [0, 0]
    assert '"reached_unmarked": true' in capsys.readouterr().out
    assert runs("due --overdue --as-of 2021-06-01", "validate --notes") == [0, 0]
    assert "reached" not in capsys.readouterr().out


@pytest.fixture
def above(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan, and beside it a folder of two others, in which somebody stands."""
    monkeypatch.chdir(tmp_path)
    hours = strategy("id: hours, title: Hours, due: in 2020, owner: town")
    for folder in ("plan", "w/a", "w/b"):
        lay_out({f"{folder}/plan.yaml": HEAD, f"{folder}/s.yaml": hours})
    monkeypatch.chdir(tmp_path / "w")
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        "done hours --on 2020-02-03",
        "list",
        "due --overdue",
        "show hours",
        "validate",
        "when mid-2018",
        "add --to o --title T",
    ],
)
def test_the_plan_above_is_not_taken_for_those_below(
    above: Path, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (above / "plan" / "s.yaml").read_text("utf-8")
    assert runs(line) == [2]
    out, err = capsys.readouterr()
    assert not out
    assert "`../plan`, and others below this folder: a, b" in err
    assert (above / "plan" / "s.yaml").read_text("utf-8") == text
    assert runs("list --dir .", "list --dir ../plan", "done a/hours --dir .") == [0, 0, 0]
    assert (above / "plan" / "s.yaml").read_text("utf-8") == text


def test_those_below_are_named_where_none_stands_above(
    above: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (above / "plan").rename(above / "w" / "c")
    assert runs("list") == [2]
    assert (
        "Plans stand below: a, b, c. For all of them:\n    welcomeplan list --dir .\n"
        in capsys.readouterr().err
    )


def test_it_is_taken_where_nothing_stands_below(
    above: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (above / "docs").mkdir()
    monkeypatch.chdir(above / "docs")
    assert runs("list") == [0]
    monkeypatch.chdir(above)
    assert runs("done hours --on 2020-02-03") == [0]  # `plan/` stands here
    assert "done: 2020-02-03" in (above / "plan" / "s.yaml").read_text("utf-8")
    monkeypatch.chdir(above / "w" / "a")
    assert runs("list") == [0]


@pytest.mark.parametrize(
    "line", ["list --dir w/a", "validate w/a", "validate --dir w/a", "done hours --dir w/a"]
)
def test_an_explicit_folder_beats_the_environment_and_says_so(
    above: Path, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(above)
    monkeypatch.setenv("WELCOMEPLAN_DIR", "w/b")
    text = (above / "w" / "b" / "s.yaml").read_text("utf-8")
    assert runs(line) == [0]
    _, err = capsys.readouterr()
    assert err == "welcomeplan: `w/a` is taken, not `w/b`, which WELCOMEPLAN_DIR names\n"
    assert (above / "w" / "b" / "s.yaml").read_text("utf-8") == text
    monkeypatch.setenv("WELCOMEPLAN_DIR", str(above / "w" / "a"))
    assert runs(line) == [0]
    assert not capsys.readouterr().err
    assert runs("done hours --on 2020-02-03") in ([0], [3])
    assert "done: " in (above / "w" / "a" / "s.yaml").read_text("utf-8")


EARLY = "done 2018-05-05, before the plan's period, `2020 to 2027`, begins"


def told_at_once(line: str, said: str, capsys: pytest.CaptureFixture[str]) -> bool:
    """Whether a verb says on stderr what `validate` says afterwards, or neither does."""
    capsys.readouterr()
    assert runs(line) == [0]
    out, err = capsys.readouterr()
    assert said not in out
    assert runs("validate") == [0]
    later = capsys.readouterr().out
    assert (said in err) == (said in later)
    if not err:
        return False
    assert err.startswith(f"welcomeplan: `{line[-1] if line[:3] == 'add' else 'a'}`: {said}")
    assert err.splitlines()[1].strip() in later  # what to do, in the same words
    return True


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("done a --on 2018-05-05", EARLY),
        ("done a --on 2018 --note Really", EARLY.replace("2018-05-05", "2018")),
        ("reschedule a 2081 --note Decided", "the deadline, 2081-12-31, is outside the plan's"),
        ("add --to o --title Late --due 2081 --owner town --id c", "the deadline, 2081-12-31, is"),
    ],
)
def test_a_day_outside_of_the_period_is_told_at_once(
    line: str, said: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = file.with_name("plan.yaml")
    for more, told in (
        ("", True),
        ("checks: {outside-period: note}\n", False),
        ("checks: {outside-period: off}\n", False),
    ):
        head.write_text(HEAD + more, "utf-8")
        holds(file, PLAIN.replace(", due: in 2020", ""))
        assert told_at_once(line, said, capsys) is told
    # What was so before is not told again.
    head.write_text(HEAD, "utf-8")
    if line.startswith("done"):
        capsys.readouterr()
        assert runs(line.partition(" --note")[0] + " --evidence minutes.txt") == [0]
        assert capsys.readouterr().err == ""


def test_what_is_excused_from_the_period_is_not_told(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holds(file, PLAIN.replace(", due: in 2020", ", allow: [outside-period]"))
    assert runs("done a --on 2018-05-05") == [0]
    assert capsys.readouterr().err == ""
