"""How hard the random tests try: a little in every run, much more when `CAKUPAN_SOAK` is set."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings

from corpus import FILES
from corpus.desk import Desk

SOAK = "CAKUPAN_SOAK" in os.environ

settings.register_profile(
    "cakupan",
    max_examples=600 if SOAK else 5,
    derandomize=not SOAK,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("cakupan")


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return what becomes of an ugly file by its name; each is made and taken in once."""
    return Desk(tmp_path_factory.mktemp("corpus"), list(FILES.values()))
