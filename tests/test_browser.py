"""The public page in a browser: axe-core finds nothing, in any mode, and nothing scrolls sideways.

It needs Node, a Chromium and `npm ci` in `tests/browser`; `.ci/run` sees to that where it can.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from welcomeplan import cli
from welcomeplan.views import page_parts, page_words

from .conftest import ROOT
from .test_report import plan_of
from .test_site import EVERY, INDICATORS, large, rich

HERE = ROOT / "tests" / "browser"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def browser() -> str:
    """The program. Skips where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium here: the page was not looked at in a browser")
    if shutil.which("node") is None or not (HERE / "node_modules" / "axe-core").is_dir():
        pytest.skip("no Node, or no `npm ci` in tests/browser: not looked at in a browser")
    return found


def look(browser: str, *pages: Path | str) -> None:
    done = subprocess.run(
        ["node", "look.mjs", browser, *map(str, pages)],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["looked"] > 100  # rules that had something to look at
    assert told["wrong"] == []


def site(folder: Path, to: Path, day: str = "2018-02-15") -> Path:
    cli.run(
        ["site", "--dir", str(folder), "-o", str(to), "--as-of", day, "--lang", "es"],
    )
    return to


def test_every_mode_and_language_can_be_used_by_all(browser: str, tmp_path: Path) -> None:
    made = site(rich(tmp_path / "plan"), tmp_path / "out")
    look(browser, made / "index.html", made / "index.es.html")


def test_the_page_of_several_plans_and_one_of_long_words(browser: str, tmp_path: Path) -> None:
    several = site(ROOT / "examples" / "we-pilot-2020", tmp_path / "several", "2021-07-01")
    long = "x" * 5000
    head = f"id: town\ntitle: {long}\ncommunity: {long}\norganizations: {{marc: {long}}}\n"
    wordy = f"id: l, title: {long}, text: {long}, due: {long}, owner: marc, evidence: [{long}]"
    noted = f"log: [{{on: 2018-01-20, note: {long}, was_due: {long}}}], source: {long}"
    folder = plan_of(
        tmp_path / "plan", f"{wordy}, {noted}", *EVERY, head=head, indicators=INDICATORS
    )
    made = site(folder, tmp_path / "out")
    look(browser, several / "index.html", "--wide", made / "index.html", made / "index.es.html")


def test_the_pages_of_a_large_plan(
    browser: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parts, "MOST", 20)
    monkeypatch.setattr(page_words, "LISTED", 4)
    made = site(large(tmp_path / "plan", 20, 50), tmp_path / "out")
    look(browser, made / "index.es.html", made / "strategies" / "s1_2.es.html")
