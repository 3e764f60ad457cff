"""Receipts: which question and which place a printed number answers, so that `why` can go back to it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from cakupan.results.shapes import Question, Result

_FILE, _DAMAGED = "receipts.sqlite", "damaged"
_TABLE = """
create table if not exists receipt (
    receipt text primary key, build text not null, question text not null, place text not null)
"""


def remember(folder: Path, build: str, issued: Iterable[tuple[Question, list[Result]]]) -> None:
    """Keep what each receipt stands for; a workspace that cannot be written to is asked all the same.

    A file of receipts that is none any more is put aside.
    """
    rows = [
        (result.receipt, build, asked, json.dumps(result.machine()))
        for question, results in issued
        for asked in (json.dumps(asdict(question), default=str),)
        for result in results
    ]
    if not rows:
        return
    with suppress(sqlite3.OperationalError, OSError):
        try:
            _keep(folder / _FILE, rows)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            os.replace(folder / _FILE, folder / f"{_FILE}.{_DAMAGED}")
            _keep(folder / _FILE, rows)


def _keep(path: Path, rows: list[tuple[str, str, str, str]]) -> None:
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute(_TABLE)
        connection.executemany("insert or ignore into receipt values (?, ?, ?, ?)", rows)
        connection.commit()


def recall(folder: Path, receipt: str) -> tuple[str, Question, dict[str, Any]] | None:
    """Return the build, the question and the result of a receipt, or None where it is not known here."""
    path = folder / _FILE
    if not path.is_file():
        return None
    row = None
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=10)) as connection:
        row = connection.execute("select build, question, place from receipt where receipt = ?", (receipt,)).fetchone()
    if row is None:
        return None
    asked = json.loads(row[1])
    days = {key: date.fromisoformat(asked[key]) if asked[key] else None for key in ("at", "since")}
    moments = tuple(date.fromisoformat(day) for day in asked["moments"])
    question = Question(**{**asked, **days, "moments": moments, "by": tuple(asked["by"])})
    return row[0], question, json.loads(row[2])
