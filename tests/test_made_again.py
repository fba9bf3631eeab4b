"""What is made again is the same, wherever and however it was made: reports and public pages."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest

from .test_papers import AS_OF, FORMATS
from .test_report import HEAD, commit, git, plan_of
from .test_verify import ONE, report, run, town  # noqa: F401 - fixtures

BROKEN = "title: [\n"
PART = "id: odd, title: Odd, due: by May 2018, owner: 7, colour: red"


def said(file: Path) -> str:
    """What a report in Markdown says, without what it says of its making."""
    return file.read_text("utf-8").rpartition("<!-- ")[0]


def faulty(folder: Path) -> str:
    """A plan of which a file and a milestone can't be read, committed."""
    plan_of(folder, ONE, PART)
    (folder / "s.yaml").write_text(BROKEN, "utf-8")
    return commit(folder.parent if folder.name == "plan" else folder, "2017-09-06")


# -- a plan that can't be read in whole


@pytest.mark.parametrize("ending", FORMATS)
def test_what_cannot_be_read_is_told_alike_from_anywhere(
    run: Any, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a town's" / "plan"
    revision = faulty(folder)
    made = []
    ways: list[tuple[Path, list[str | Path]]] = [
        (tmp_path, ["--dir", folder.relative_to(tmp_path)]),
        (tmp_path, ["--dir", folder]),
        (folder, []),
        (folder.parent, ["--at", revision]),
        (folder, ["--dir", "../plan", "--at", "HEAD"]),
    ]
    for number, (where, words) in enumerate(ways):
        monkeypatch.chdir(where)
        file = tmp_path / f"{number}.{ending}"
        assert run("report", *AS_OF, *words, "-o", file)[0] == 1
        code, out, err = run("verify", file, "--dir", folder)
        assert (code, err) == (0, ""), out
        made.append(file.read_bytes())
    assert len(set(made)) == 1
    if ending == "md":
        text = made[0].decode()
        assert "s.yaml can't be read" in text
        assert re.search(r"a\.yaml:\W?\d+: the milestone .{1,3}odd.{1,3} can't be read", text)
        assert "a town" not in text
        assert str(tmp_path) not in text
    if ending == "pdf":
        assert run("verify", file, "--attached")[0] == 0


@pytest.mark.parametrize("ending", ["md", "pdf"])
def test_what_cannot_be_read_of_a_plan_among_several(run: Any, tmp_path: Path, ending: str) -> None:
    plan_of(tmp_path / "all" / "b", ONE, PART, head=HEAD.replace("town", "two"))
    plan_of(tmp_path / "all" / "a", "id: a, title: A, due: 7x, colour: red")
    (tmp_path / "all" / "b" / "s.yaml").write_text(BROKEN, "utf-8")
    commit(tmp_path, "2018-01-01")
    file = tmp_path / f"made.{ending}"
    assert run("report", "--dir", tmp_path / "all", *AS_OF, "--plan", "two", "-o", file)[0] == 1
    assert run("verify", file, "--dir", tmp_path)[0] == 0
    if ending == "md":
        assert "all/" not in said(file)
    else:
        assert run("verify", file, "--attached")[0] == 0


# -- what git alone tells


def moved_in_git(folder: Path, when: str = "2018-01-20") -> None:
    """A plan in which a commit moved a deadline, and no entry tells of it."""
    plan_of(folder, ONE, "id: b, title: Moved, due: by May 2018")
    commit(folder.parent, "2017-09-06")
    plan_of(folder, ONE, "id: b, title: Moved, due: by August 2018")
    commit(folder.parent, when)


def test_what_is_attached_is_not_held_to_what_git_alone_told(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    moved_in_git(folder)
    file = report(run, folder, "pdf")
    code, out, err = run("verify", file, "--attached")
    assert (code, out) == (2, "")
    assert "can't be made again from what is attached to it alone: 1 fact is known from git" in err
    assert "Leave `--attached` out" in err
    code, _, err = run("verify", file, "--dir", tmp_path.parent)
    assert code == 2
    assert "--attached" not in err  # what would not work is not recommended
    with (folder / "a.yaml").open("a", encoding="utf-8") as held:
        held.write("# a word\n")
    file = report(run, folder, "pdf")
    code, _, err = run("verify", file, "--dir", folder)
    assert (code, "--attached" in err, "Commit the plan's files" in err) == (1, False, True)
    code, _, err = run("verify", file, "--attached")
    assert (code, "commit them, and make it again" in err) == (2, True)


def test_a_move_of_the_record_that_git_dates(run: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", ONE, "id: b, title: Moved, due: by May 2018")
    commit(tmp_path, "2017-09-06")
    log = "log: [{on: 2017-12-20, was_due: by May 2018, note: No room}, {on: 2017-12-21, note: So}]"
    plan_of(folder, ONE, f"id: b, title: Moved, due: by August 2018, {log}")
    commit(tmp_path, "2018-01-20")
    code, _, err = run("verify", report(run, folder, "pdf"), "--attached")
    assert (code, "1 fact is known from git only" in err) == (2, True)
    # As of a day before it came to stand there is nothing that git alone tells.
    file = report(run, folder, "pdf", "--since", "2018-01-31", *AS_OF)
    assert run("verify", file, "--attached")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_what_could_not_be_attached_is_told(run: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", ONE)
    (folder / "link.yaml").symlink_to("a.yaml")
    commit(tmp_path, "2017-09-06")
    file = tmp_path / "made.pdf"
    assert run("report", "--dir", folder, *AS_OF, "-o", file)[0] == 1
    assert run("verify", file, "--dir", folder)[0] == 0
    code, out, err = run("verify", file, "--attached")
    assert (code, out) == (2, "")
    assert "1 file of the plan could not be attached" in err


def test_a_file_of_an_odd_name_is_attached_as_it_is_called(run: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "plan", ONE)
    for name in ("b c\\d.yaml", "e%5Cf.yaml", "g%h.yaml", "i\u00a0\u202ej.yaml"):
        (folder / name).write_text("title: [\n", "utf-8")
    commit(tmp_path, "2017-09-06")
    file = tmp_path / "made.pdf"
    assert run("report", "--dir", folder, *AS_OF, "-o", file)[0] == 1
    assert run("verify", file, "--dir", folder)[0] == 0
    assert run("verify", file, "--attached")[0] == 0


def shallow(tmp_path: Path) -> Path:
    """A clone of a repository of which it has the last commit alone."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'whole'}", "part")
    return tmp_path / "part"


@pytest.mark.parametrize("ending", ["md", "pdf"])
def test_a_report_of_a_shallow_clone_says_so_and_verify_too(
    run: Any, tmp_path: Path, ending: str
) -> None:
    moved_in_git(tmp_path / "whole" / "plan")
    part = shallow(tmp_path)
    file = report(run, part / "plan", ending)
    assert run("verify", file, "--dir", part)[0] == 0
    if ending == "md":
        text = said(file)
        assert "git’s history was cut off (a shallow clone)" in text
        assert "a move that it alone knows is not here" in text
        assert "No deadline was moved" not in text
    whole = report(run, tmp_path / "whole" / "plan", ending)
    code, out, err = run("verify", whole, "--dir", part)
    assert (code, out) == (2, "")
    assert "git's history is cut off in this clone" in err
    assert "    git fetch --unshallow\n" in err
    git(part, "fetch", "-q", "--unshallow")
    assert run("verify", whole, "--dir", part)[0] == 0
    code, out, err = run("verify", file, "--dir", part)
    assert (code, err) == (1, "")
    first, second, *_ = out.split("\n")
    assert ": the same, but for what git's whole history tells. Made again of plan town" in first
    assert "made where git's history was cut off (in a shallow clone)" in second
    assert "made again: None is done, 1 moved and 1 owner is silent." in out


def test_a_shallow_report_that_was_changed_is_found(run: Any, tmp_path: Path) -> None:
    moved_in_git(tmp_path / "whole" / "plan")
    file = report(run, shallow(tmp_path) / "plan", "md")
    text = file.read_text("utf-8")
    file.write_text(text.replace("Late one", "Late owe"), "utf-8")
    code, out, _ = run("verify", file, "--dir", tmp_path / "whole")
    assert (code, "not the same as is made of" in out, "Late owe" in out) == (1, True, True)
    assert "in a shallow clone), and made again likewise." in out


def test_a_shallow_clone_that_misses_nothing(run: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "whole" / "plan", ONE)
    commit(tmp_path / "whole", "2018-01-20")
    for words in (AS_OF, ("--quarter", "2018Q2", "--as-of", "2018-05-01")):
        clone = tmp_path / "part"
        if not clone.exists():
            shallow(tmp_path)
        file = report(run, clone / "plan", "md", *words)
        code, out, _ = run("verify", file, "--dir", folder)
        assert (code, ": the same. Made again" in out) == (0, True)
        asked = words == AS_OF
        assert ("in a shallow clone" in out) == asked
        assert ("shallow" in said(file)) == asked


# -- which folder, which repository


def test_what_it_was_compared_with_is_named(
    run: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = report(run, town, "md")
    revision = git(town, "rev-parse", "HEAD")[:10]
    where = f"Compared with `plan` of the git repository `{town.parent}`, as it stood at commit"
    plan_of(town.parent / "copy", f"{ONE}, done: 2017-10-01")
    commit(town.parent, "2018-01-01")
    for folder in (town, town.parent):
        _, out, _ = run("verify", file, "--dir", folder)
        assert f"\n{where} {revision}.\n" in out
    code, out, err = run("verify", file, "--dir", town.parent / "copy")
    assert (code, out) == (2, "")
    assert "is of the folder `plan` of the repository, and `--dir` names another" in err
    code, out, err = run("verify", file, "--dir", town.parent / "none")
    assert (code, out) == (2, "")
    assert "there is no folder" in err
    pdf = report(run, town, "pdf")
    code, out, err = run("verify", pdf, "--attached", "--dir", town)
    assert (code, out) == (2, "")
    assert "`--attached` asks no git, so `--dir` says nothing with it" in err
    monkeypatch.setenv("WELCOMEPLAN_DIR", str(town))  # which nobody typed
    assert run("verify", pdf, "--attached")[0] == 0
    file.write_text(file.read_text("utf-8").replace("Late one", "Late owe"), "utf-8")
    code, out, _ = run("verify", file)
    assert (code, where in out) == (1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_another_repository_in_place_of_the_folder_is_not_asked(
    run: Any, town: Path, tmp_path: Path
) -> None:
    file = report(run, town, "md")
    clone = tmp_path / "there"
    clone.mkdir()
    git(clone, "init", "-q")
    (clone / "plan").symlink_to(town)
    code, out, err = run("verify", file, "--dir", clone)
    assert (code, out) == (2, "")
    assert "is a link in this repository" in err
    (clone / "plan").unlink()
    git(clone, "clone", "-q", str(town.parent), "plan")
    code, out, err = run("verify", file, "--dir", clone)
    assert (code, out) == (2, "")
    assert "or another repository" in err


NAMES = ["a:b", "a\u00a0b", "a\\b", "a\u202eb", "-plan", "a\nb", "a`b$c", "é🎉", "-->", "C:"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("head", [HEAD, HEAD.replace("id: town\n", "")], ids=["id", "no id"])
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_folder_of_any_name_can_be_verified(
    run: Any, tmp_path: Path, name: str, head: str
) -> None:
    plan_of(tmp_path / name, ONE, head=head)
    commit(tmp_path, "2017-09-06")
    for ending in ("md", "pdf"):
        file = tmp_path / f"made.{ending}"
        run("report", f"--dir={tmp_path / name}", *AS_OF, "-o", file)
        code, out, err = run("verify", file, "--dir", tmp_path)
        assert (code, err) == (0, "")
        assert out.count("\n") == 2
        assert "\u202e" not in out
    assert run("verify", file, "--attached")[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="no such names elsewhere")
def test_a_folder_whose_name_is_no_text(run: Any, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/p\xff"))
    plan_of(folder, ONE)
    commit(tmp_path, "2017-09-06")
    for ending in ("md", "pdf"):
        file = tmp_path / f"made.{ending}"
        assert run("report", "--dir", folder, *AS_OF, "-o", file)[0] == 0
        code, out, _ = run("verify", file, "--dir", tmp_path)
        assert (code, "p<U+DCFF>" in out) == (0, True)


def test_a_file_that_begins_as_an_option_does_is_named_as_it_can_be_typed(
    run: Any, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (town / "a.yaml").write_text((town / "a.yaml").read_text("utf-8") + "# a word\n", "utf-8")
    report(run, town, "pdf").rename(town / "-r.pdf")
    monkeypatch.chdir(town)
    _, _, err = run("verify", "--", "-r.pdf")
    assert "    welcomeplan verify ./-r.pdf --attached\n" in err
    assert run("verify", "./-r.pdf", "--attached")[0] == 0


# -- facts for other programs


def test_a_pdf_has_its_facts_attached(run: Any, town: Path) -> None:
    file = report(run, town, "pdf")
    held = pypdf.PdfReader(file).attachments
    facts = json.loads(held["promises.json"][0])
    assert facts["at"] == git(town, "rev-parse", "HEAD")
    assert [one["state"] for one in facts["milestones"]] == ["overdue"]
    assert str(town.parent) not in held["promises.json"][0].decode()
    code, out, _ = run("list", "--dir", town, "--json", *AS_OF, "--at", "HEAD")
    assert code == 0
    assert json.loads(out) | {"root": ""} == facts
    writer = pypdf.PdfWriter(clone_from=file)
    writer.add_attachment("promises.json", b"{}")
    writer.write(file)
    code, out, _ = run("verify", file, "--dir", town)
    assert (code, "The attached file promises.json (2) is not as" in out) == (1, True)


# -- public pages


def site(run: Any, folder: Path, to: Path, *words: str, code: int = 0) -> Path:
    said = run("site", "--dir", folder, "-o", to, *AS_OF, *words)
    assert said[0] == code, said
    return to


def test_a_page_holds_whatever_became_of_the_plan(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan"
    moved_in_git(folder)
    made = site(run, folder, tmp_path / "public", "--lang", "es")
    assert '<code lang="en">welcomeplan verify index.es.html</code>' in (
        made / "index.es.html"
    ).read_text("utf-8")
    plan_of(folder, "id: a, title: Another, due: by June 2030")
    commit(tmp_path, "2018-03-01")
    monkeypatch.chdir(tmp_path)
    for name in ("index.html", "index.es.html"):
        renamed = (made / name).rename(tmp_path / f"Seen {name}")
        code, out, err = run("verify", renamed)
        assert (code, err) == (0, "")
        assert ": the same. Made again of plan town, revision" in out
        assert f"Compared with `plan` of the git repository `{tmp_path.as_posix()}`" in out
    code, _, err = run("verify", renamed, "--attached")
    assert (code, "no files of a plan are attached" in err) == (2, True)


def test_a_page_without_another_language_holds(run: Any, town: Path) -> None:
    made = site(run, town, town.parent / "public")
    assert run("verify", made / "index.html", "--dir", town)[0] == 0


def test_the_pages_of_several_plans_hold(run: Any, tmp_path: Path) -> None:
    every = tmp_path / "all"
    plan_of(every / "b", ONE, PART, head=HEAD.replace("town", "two"))
    zone = "calendar: {timezone: Pacific/Kiritimati}\n"
    plan_of(every / "a", "id: a, title: A", head=HEAD.replace("town", "one") + zone)
    commit(tmp_path, "2018-01-01")
    made = site(run, every, tmp_path / "public", "--lang", "es", code=1)
    names = sorted(one.relative_to(made).as_posix() for one in made.rglob("*.html"))
    assert len(names) == 6
    for name in names:
        code, out, err = run("verify", made / name, "--dir", tmp_path)
        assert (code, err) == (0, ""), (name, out)
        assert ("of all plans" in out) == ("/" not in name)
    alone = site(run, every, tmp_path / "alone", "--plan", "one", code=1)
    assert run("verify", alone / "index.html", "--dir", tmp_path)[0] == 0


def test_the_pages_of_plans_of_several_zones_are_of_one_day(run: Any, tmp_path: Path) -> None:
    for name, zone in (("one", "Pacific/Kiritimati"), ("two", "Pacific/Pago_Pago")):
        head = HEAD.replace("town", name) + f"calendar: {{timezone: {zone}}}\n"
        plan_of(tmp_path / "all" / name, f"id: {name}, title: A, due: by May 2018", head=head)
    commit(tmp_path, "2018-01-01")
    made = tmp_path / "public"
    assert run("site", "--dir", tmp_path / "all", "-o", made)[0] == 0
    days = set()
    for name in ("index.html", "one/index.html", "two/index.html"):
        code, out, _ = run("verify", made / name, "--dir", tmp_path)
        assert code == 0
        days |= set(re.findall(r"as of (\S+)\.\n", out))
    assert len(days) == 1


def test_a_page_that_was_changed_is_found_and_where(run: Any, town: Path) -> None:
    made = site(run, town, town.parent / "public", "--lang", "es")
    for name, head in (("index.html", "Every promise"), ("index.es.html", "Todos los compromisos")):
        page = made / name
        text = page.read_text("utf-8")
        page.write_text(text.replace(">Late one</h5>", ">Late owe</h5>"), "utf-8")
        code, out, err = run("verify", page, "--dir", town)
        assert (code, err) == (1, "")
        assert "not the same as is made of plan town, revision" in out
        assert f"\n  {head}\n" in out
        assert "    the file:   Late owe\n    made again: Late one\n" in out
        page.write_text(text.replace("--late:", "--soon:", 1), "utf-8")
        code, out, _ = run("verify", page, "--dir", town)
        assert (code, "The words of the text agree" in out) == (1, True)


def test_a_page_of_files_that_git_does_not_have(run: Any, town: Path) -> None:
    with (town / "a.yaml").open("a", encoding="utf-8") as held:
        held.write("# a word\n")
    page = site(run, town, town.parent / "public") / "index.html"
    assert "welcomeplan verify" not in page.read_text("utf-8")
    code, out, err = run("verify", page, "--dir", town)
    assert (code, out) == (1, "")
    assert "was made from files that git does not have, changed since revision" in err


def test_a_page_of_a_shallow_clone_says_so_and_verify_too(run: Any, tmp_path: Path) -> None:
    moved_in_git(tmp_path / "whole" / "plan")
    part = shallow(tmp_path)
    made = site(run, part / "plan", tmp_path / "public", "--lang", "es")
    assert "(a shallow clone)" in (made / "index.html").read_text("utf-8")
    for name in ("index.html", "index.es.html"):
        assert run("verify", made / name, "--dir", part)[0] == 0
        code, out, _ = run("verify", made / name, "--dir", tmp_path / "whole")
        assert (code, "the same, but for what git's whole history tells" in out) == (1, True)
    whole = site(run, tmp_path / "whole" / "plan", tmp_path / "other")
    code, out, err = run("verify", whole / "index.html", "--dir", part)
    assert (code, out, "git fetch --unshallow" in err) == (2, "", True)


def forged(page: Path, **values: object) -> None:
    """Change what a page says of its making."""
    text = page.read_text("utf-8")
    before, made, after = re.split('(?<=<meta name="welcomeplan" content=")([^"]*)', text)
    said = json.loads(made.replace("&#34;", '"')) | values
    told = json.dumps(said).replace('"', "&#34;")
    page.write_text(f"{before}{told}{after}", "utf-8")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"language": "xx"}, 2),
        ({"language": "es", "also": "de"}, 2),
        ({"quarter": "2018Q1"}, 2),
        ({"command": "report"}, 2),
        ({"command": "history"}, 2),
        ({"plan": "other"}, 2),
        ({"plan": "other", "beside": True}, 2),
        ({"plan": ""}, 1),
        ({"beside": True}, 1),
        ({"language": "es"}, 1),
        ({"folder": "../plan"}, 2),
        ({"folder": "elsewhere"}, 2),
        ({"revision": "0" * 40}, 2),
        ({"as_of": "9999-12-31"}, 2),
        ({"as_of": "2018-02-16"}, 1),
        ({"moves": 10**6}, 1),
        ({"shallow": True}, 1),
        ({"shallow": True, "partial": True}, 1),
        ({"partial": True}, 2),
        ({"shallow": True, "partial": "yes"}, 2),
    ],
    ids=str,
)
def test_what_a_page_says_of_itself_is_not_believed(
    run: Any, town: Path, values: dict[str, object], code: int
) -> None:
    page = site(run, town, town.parent / "public") / "index.html"
    forged(page, **values)
    found, out, err = run("verify", page, "--dir", town)
    assert found == code, (out, err)
    assert bool(err) == (code == 2)
    assert bool(out) == (code == 1)
    assert "a fault of welcomeplan itself" not in err


def test_a_page_in_other_clothes_is_refused(run: Any, town: Path) -> None:
    page = site(run, town, town.parent / "public") / "index.html"
    text = report(run, town, "md")
    made = re.search('name="welcomeplan" content="([^"]*)', page.read_text("utf-8"))
    assert made
    origin = made[1].replace("&#34;", '"')
    text.write_text(f"<!-- welcomeplan {origin} -->\n", "utf-8")
    code, out, err = run("verify", text, "--dir", town)
    assert (code, out, "a public page is HTML" in err) == (2, "", True)
    page.write_bytes(b" " * (64 * 1024 * 1024 + 1))
    assert "is too large to be a report or a page" in run("verify", page)[2]
    if sys.platform != "win32":
        page.unlink()
        os.mkfifo(page)
        code, out, err = run("verify", page, "--dir", town)
        assert (code, out, "is no plain file" in err) == (2, "", True)


def test_a_plan_that_is_called_as_its_clone_is(run: Any, tmp_path: Path) -> None:
    folder = plan_of(tmp_path / "town", ONE, head=HEAD.replace("id: town\n", ""))
    commit(folder, "2017-09-06")
    files = [report(run, folder, "md"), site(run, folder, tmp_path / "public") / "index.html"]
    for name, code in (("other", 2), ("in/town", 0)):
        git(tmp_path, "clone", "-q", str(folder), name)
        for file in files:
            found, out, err = run("verify", file, "--dir", tmp_path / name)
            assert (found, bool(out)) == (code, code == 0)
            assert ("in a clone whose folder is called `town`" in err) == (code == 2)
