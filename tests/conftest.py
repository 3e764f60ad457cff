"""How hard the random tests try: a little in every run, much more when `CAKUPAN_SOAK` is set."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

from cakupan import store
from corpus import FILES
from corpus.desk import Desk
from postgres import OWNER, SECRET, started

SOAK = "CAKUPAN_SOAK" in os.environ

settings.register_profile(
    "cakupan",
    max_examples=1_000 if SOAK else 5,
    derandomize=not SOAK,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("cakupan")


#: The long ones first, so that no worker is left alone with one of them at the end.
ROOMS = ("journey", "web", "attack", "property", "spec", "corpus", "unit")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long ones; a file goes to one worker as a whole, so that what its tests share is made once."""
    items.sort(key=lambda item: _room(item.path))


def _room(path: Path) -> int:
    room = path.relative_to(Path(__file__).parent).parts[0]
    return ROOMS.index(room) if room in ROOMS else len(ROOMS)


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return what becomes of an ugly file by its name; each is made and taken in once."""
    return Desk(tmp_path_factory.mktemp("corpus"), list(FILES.values()))


@pytest.fixture(scope="session")
def postgres() -> Iterator[int]:
    """Return the port of a PostgreSQL server that is there for all tests of this run."""
    with started() as port:
        yield port
        store.let_go()


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Address:
    """Return where a database may be that holds nothing yet: a file, then a server."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    monkeypatch.setenv("PGPASSWORD", SECRET)
    port = request.getfixturevalue("postgres")
    return f"postgresql://{OWNER}@127.0.0.1:{port}/postgres?office=t{uuid.uuid4().hex[:12]}"
