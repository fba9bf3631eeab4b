"""What the tests share: the repository's root, and `--update`."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import settings

from welcomeplan import systems
from welcomeplan.workspace import Item

from . import lacking

# A busy machine is no fault.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent


class InMemory:
    """Files that are nowhere but here."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def items(self, folder: PurePosixPath) -> list[Item]:
        inside = "" if folder == PurePosixPath() else f"{folder}/"
        names = [name.removeprefix(inside) for name in self.files if name.startswith(inside)]
        here = sorted({name.partition("/")[0] for name in names})
        return [Item(name, folder=name not in names) for name in here]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        return self.files[str(file)].encode()

    def key(self, file: PurePosixPath) -> str | None:
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update",
        action="store_true",
        help="rewrite expected outputs and generated documents; review them with git diff",
    )


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what was read of plans is kept: all tests look at plans through it, as people do."""
    return tmp_path_factory.mktemp("cache")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, None, None]:
    """Skip a test whose fixture makes a link, where this user may make none."""
    return (yield from _skipping_links())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, None, None]:
    """Likewise one that makes it itself."""
    return (yield from _skipping_links())


def _skipping_links() -> Generator[None, None, None]:
    try:
        yield
    except OSError as error:
        if lacking.may_make_no_links(error):
            pytest.skip("this user may make no links")
        raise


@pytest.fixture(autouse=True)
def lacking_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that asks this system for what it lacks is skipped."""
    lacking.stand_for_it(monkeypatch, windows=systems.WINDOWS)


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """No test depends on the terminal or the CI it runs in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    for name in (
        "COLUMNS",
        "FORCE_COLOR",
        "GITHUB_ACTIONS",
        "NO_COLOR",
        "WELCOMEPLAN_DIR",
        "WELCOMEPLAN_NO_INDEX",
    ):
        monkeypatch.delenv(name, raising=False)
