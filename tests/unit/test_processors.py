"""As many processors as the environment says, or all."""

from __future__ import annotations

import os

import pytest

from cakupan.engine.duckdb import DuckDB
from cakupan.engine.processors import SAID, processors


@pytest.mark.parametrize("said", ["1", "3", "07"])
def test_as_many_as_the_environment_says(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SAID, said)
    engine = DuckDB()
    assert engine.rows("select current_setting('threads')") == [(int(said),)]
    engine.close()


@pytest.mark.parametrize("said", ["", "0", "dua", "-1", "²"])
def test_all_that_this_process_may_run_on_where_no_number_is_said(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SAID, said)
    assert processors() == (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
