"""Invented workforces of any size, with the truth beside them: who is who, and what went wrong in each row.

Nobody in them exists. Names are single words thrown together; NIKs have serial numbers from 9001 up, which no office
has given; the name of every file begins with CONTOH, and its rows say that their people are invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.synth import ground
from cakupan.synth.dice import Dice
from cakupan.synth.errors import Errors, Setting, settings
from cakupan.synth.lists import Lists
from cakupan.synth.people import People, check_room
from cakupan.workspace import speaking_of

__all__ = ["CLEAN", "HARD", "PLAIN", "Errors", "File", "Setting", "write"]

CLEAN, PLAIN, HARD = (settings()[name] for name in ("clean", "plain", "hard"))
#: The day for which lists are true where nothing else is said.
POSITION = date(2025, 12, 31)


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written.

    Attributes:
        kind: workers, members or truth.
        position: the day for which it is true; none for the truth.

    """

    path: Path
    kind: str
    rows: int
    position: date | None = None


def write(
    folder: Path,
    workers: int,
    members: int | None = None,
    seed: int = 7,
    errors: Setting = PLAIN,
    region: str = "ID",
    positions: Sequence[date] = (POSITION,),
    threads: int | None = None,
) -> list[File]:
    """Write an invented workforce as the lists that offices send, and the truth beside them.

    The same arguments give the same rows on every machine. Memory does not grow with the number of people.

    Args:
        folder: where the files go; made if missing, files of the same name are replaced.
        workers: people on the base list.
        members: people on the rosters, at most as many; 40 of 100 workers where it is not said.
        seed: another one gives other people.
        errors: what goes wrong and how often: CLEAN, PLAIN, HARD, or a setting of your own.
        region: code of the region in which the people live; ID is the nation.
        positions: days of the rosters; the last is that of the base list.
        threads: of the engine; all processors where it is not said.

    Raises:
        Refusal: the counts do not fit, there is no such region, or the disk refuses.

    """
    members = workers * 2 // 5 if members is None else members
    if workers < 1 or not 0 <= members <= workers:
        raise Refusal("synth_counts", workers=max(workers, 0))
    days = tuple(sorted(set(positions)))
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
    engine = DuckDB(threads=threads)
    try:
        dice = Dice(seed)
        laid = ground.lay(engine.connection, dice, region, days[-1])
        check_room(laid, workers)
        ground.number(engine.connection, workers)
        people = People(dice, laid, errors, workers, members, days[-1])
        return _Desk(folder, engine, Lists(people, members, days)).all()
    finally:
        engine.close()


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where the files are written, and out of which lists."""

    folder: Path
    engine: DuckDB
    lists: Lists

    def all(self) -> list[File]:
        """Write every file, the truth last."""
        found, truth = [], []
        at = self.lists.positions[-1]
        path = self._path("pekerja", at)
        found.append(File(path, "workers", self._write(self.lists.workers(), path), at))
        truth.append((path, self.lists.worker_rows()))
        for turn, day in enumerate(self.lists.positions if self.lists.members else ()):
            path = self._path("peserta", day)
            found.append(File(path, "members", self._write(self.lists.roster(turn), path), day))
            truth.append((path, self.lists.on_roster(turn)))
        path = self.folder / "CONTOH-kebenaran.parquet"
        parts = [
            f"select '{file.name}' as file, row_number() over () as row, key as person, not unlisted as listed, corruptions "
            f"from ({rows})"
            for file, rows in truth
        ]
        return [*found, File(path, "truth", self._write(" union all ".join(parts), path))]

    def _write(self, select: str, path: Path) -> int:
        with speaking_of(path):
            return self.engine.write(select, path)

    def _path(self, word: str, day: date) -> Path:
        return self.folder / f"CONTOH-{word}-{day}.parquet"
