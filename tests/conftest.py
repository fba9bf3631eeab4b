"""What the tests share: the repository's root, and `--update`."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import settings

from welcomeplan.workspace import Item

# A busy machine is no fault.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

ROOT = Path(__file__).parent.parent


class InMemory:
    """Files that are nowhere but here."""

    def __init__(self, files: dict[str, str]) -> None:
        self.files = files

    def items(self, folder: PurePosixPath) -> list[Item]:
        return [Item(name, folder=False) for name in sorted(self.files)]

    def read(self, file: PurePosixPath, most: int) -> bytes:
        return self.files[str(file)].encode()

    def key(self, file: PurePosixPath) -> None:
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
