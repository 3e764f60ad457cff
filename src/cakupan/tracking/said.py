"""What was said of cases: written as events that name rows, and read from where reading stopped.

An event says one thing of several rows: `{by, records, region, remark, status}`. The last word on a row counts; of a
person with several rows, the last on any of them.
"""

from __future__ import annotations

import csv
import re
import tempfile
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from cakupan import batches, ledger
from cakupan.engine import Engine
from cakupan.findings import Refusal
from cakupan.tracking.statuses import UNCOVERED, Topic, statuses
from cakupan.workspace import Workspace

LONGEST = 200
#: Sixteen digits, however they are broken up: a remark may not carry a NIK.
_LIKE_A_NIK = re.compile(r"\d(?:[\s.,/_-]*\d){15}")
_EMPTY = (
    "select cast(null as bigint) as record, cast(null as bigint) as number, cast(null as varchar) as status where false"
)


@dataclass(frozen=True, slots=True)
class Said:
    """The last word on a row: number of its event, when it was said (UTC), the status, by whom, and a remark."""

    number: int
    moment: str
    status: str
    by: str
    remark: str


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be said of a row."""

    record: int
    status: str
    remark: str = ""


def say(
    office: Workspace, changes: Iterable[Change], *, by: str = "", region: str = "", topic: Topic = UNCOVERED
) -> list[ledger.Event]:
    """Write down what became of cases, one event for all of whom the same is said; all or none.

    Args:
        office: the workspace.
        changes: a row each, with its status and a remark of at most `LONGEST` signs.
        by: who says so.
        region: where they are, so that the event can be read on its own.
        topic: what it is said about.

    Raises:
        Refusal: there is no such status, or a remark is too long or carries a NIK.

    """
    known = statuses(office.folder, topic)
    alike: dict[tuple[str, str], list[int]] = {}
    for one in changes:
        if one.status not in known:
            raise Refusal("followup_status", status=one.status, known=", ".join(known))
        alike.setdefault((one.status, remark(one.remark)), []).append(one.record)
    contents = [
        {"status": status, "remark": text, "records": sorted(set(records)), "by": by, "region": region}
        for (status, text), records in alike.items()
    ]
    return ledger.extend(office.ledger, topic.kind, lambda: contents)


def remark(text: str) -> str:
    """Return a remark as it is kept: one line.

    Raises:
        Refusal: it is too long, or carries a NIK.

    """
    line = " ".join(text.split())
    if _LIKE_A_NIK.search(line):
        raise Refusal("remark_nik")
    if len(line) > LONGEST:
        raise Refusal("remark_long", most=LONGEST)
    return line


class Book:
    """All that was said in an office about a topic; many read it at once, each sees what was said before."""

    def __init__(self, office: Workspace, topic: Topic = UNCOVERED) -> None:
        self._office, self._topic = office, topic
        self._turn = Lock()
        self._last = 0
        self._rows: dict[int, Said] = {}
        self._file: Path | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="cakupan-")
        self._done = weakref.finalize(self, self._folder.cleanup)

    def rows(self) -> Mapping[int, Said]:
        """Return the last word on each row that anything was said of, by where the row stands now."""
        with self._turn:
            return self._now()

    def select(self) -> str:
        """Return a SELECT of `record`, `number` of the last event and `status`, for joining; without remarks."""
        with self._turn:
            rows = self._now()
            if not rows:
                return _EMPTY
            file = Path(self._folder.name) / f"{self._last}-{hash(frozenset(rows)) & 0xFFFFFFFF:x}.csv"
            if file != self._file:
                self._write(file, rows)
            columns = "{'record': 'BIGINT', 'number': 'BIGINT', 'status': 'VARCHAR'}"
            return (
                f"select * from read_csv('{str(file).replace(chr(39), chr(39) * 2)}', header=false, columns={columns})"
            )

    def last_words(self, engine: Engine, keyed: str) -> dict[tuple[Any, ...], Said]:
        """Return the last word on whatever several rows may stand for.

        Args:
            engine: one that holds the tables of a build.
            keyed: a SELECT of `record` and of the columns that name what the row stands for.

        """
        rows = self.rows()
        if not rows:
            return {}
        told: dict[tuple[Any, ...], Said] = {}
        for record, *key in engine.rows(f"select k.* from ({keyed}) k join ({self.select()}) s on s.record = k.record"):
            said = rows[record]
            if tuple(key) not in told or told[tuple(key)].number < said.number:
                told[tuple(key)] = said
        return told

    def _write(self, file: Path, rows: Mapping[int, Said]) -> None:
        """Keep the file; those before stay for a while, for whoever still reads them."""
        for old in sorted(Path(self._folder.name).glob("*.csv"), key=lambda path: path.stat().st_mtime)[:-3]:
            old.unlink()
        with file.open("w", newline="", encoding="utf-8") as stream:
            csv.writer(stream).writerows((record, said.number, said.status) for record, said in rows.items())
        self._file = file

    def _now(self) -> dict[int, Said]:
        for event in ledger.events(self._office.ledger, after=self._last, kinds=(self._topic.kind,)):
            told = event.content
            said = Said(event.number, event.happened_at, told["status"], told.get("by", ""), told.get("remark", ""))
            self._rows.update(dict.fromkeys(told["records"], said))
            self._last = event.number
        where = batches.moved(self._office)
        if where is int:
            return dict(self._rows)
        now: dict[int, Said] = {}
        for record, said in self._rows.items():
            row = where(record)
            if row not in now or now[row].number < said.number:
                now[row] = said
        return now


def nothing(topic: Topic = UNCOVERED) -> Said:
    """Return what holds of a row of which nothing was said."""
    return Said(0, "", topic.nothing, "", "")
