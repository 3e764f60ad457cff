"""The ledger: append-only, chained, and it says where it was touched."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cakupan import ledger
from cakupan.findings import Refusal


def test_events_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    for number in range(3):
        ledger.append(path, "withdrawal", {"batch": str(number)})
    assert [event.content["batch"] for event in ledger.events(path)] == ["0", "1", "2"]
    assert ledger.verify(path) == 3


def test_no_ledger_yet_is_empty(tmp_path: Path) -> None:
    assert ledger.events(tmp_path / "none.sqlite") == []
    assert ledger.verify(tmp_path / "none.sqlite") == 0


@pytest.mark.parametrize(
    ("touch", "where"),
    [
        ('update event set content = \'{"batch": "x"}\' where number = 2', 2),
        ("delete from event where number = 2", 2),
        ("update event set happened_at = '2020-01-01T00:00:00+00:00' where number = 1", 1),
    ],
)
def test_a_touched_chain_says_where(tmp_path: Path, touch: str, where: int) -> None:
    path = tmp_path / "ledger.sqlite"
    for number in range(4):
        ledger.append(path, "withdrawal", {"batch": str(number)})
    connection = sqlite3.connect(path)
    connection.execute(touch)
    connection.commit()
    connection.close()
    with pytest.raises(Refusal) as refused:
        ledger.verify(path)
    assert refused.value.code == "ledger_changed"
    assert refused.value.words["number"] == where


def test_many_writers_make_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ledger.append(path, "withdrawal", {"batch": str(n)}), range(40)))
    assert ledger.verify(path) == 40


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"not a database at all, but long enough to be looked at " * 20)
    with pytest.raises(Refusal) as refused:
        ledger.events(path)
    assert refused.value.code == "ledger_broken"
