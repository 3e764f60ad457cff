"""Invented workforces of any size, with the truth beside them: who is who, and what went wrong in each row.

Nobody in them exists. Names are single words thrown together; NIKs have serial numbers from 9001 up, which no office
has given; the name of every file begins with CONTOH, and its rows say that their people are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cakupan.engine.duckdb import DuckDB
from cakupan.engine.processors import processors
from cakupan.findings import Refusal
from cakupan.synth import ground
from cakupan.synth.dice import Dice
from cakupan.synth.errors import CORRUPTIONS, Errors, Setting, read, settings
from cakupan.synth.lists import Listing, Lists
from cakupan.synth.people import People, check_room
from cakupan.synth.writing import FORMS, Press
from cakupan.workspace import speaking_of

__all__ = ["CLEAN", "CORRUPTIONS", "FORMS", "HARD", "PLAIN", "POSITION", "Errors", "File", "Setting", "read", "write"]

CLEAN, PLAIN, HARD = (settings()[name] for name in ("clean", "plain", "hard"))
#: The day for which lists are true where nothing else is said.
POSITION = date(2025, 12, 31)
_TRUTH = "CONTOH-kebenaran"


@dataclass(frozen=True, slots=True)
class File:
    """A file that was written.

    Attributes:
        kind: workers, members, payments or truth. group: of the list of a group, else empty text.
        position: the day for which it is true; none for the truth.

    """

    path: Path
    kind: str
    rows: int
    position: date | None = None
    group: str = ""

    def machine(self) -> dict[str, str | int | None]:
        """Return the machine form."""
        position = str(self.position) if self.position else None
        return {
            "file": self.path.name, "kind": self.kind, "rows": self.rows, "position": position, "group": self.group,
        }  # fmt: skip


def write(
    folder: Path | str,
    workers: int,
    members: int | None = None,
    *,
    seed: int = 7,
    errors: Setting = PLAIN,
    region: str = "ID",
    positions: Sequence[date] = (POSITION,),
    groups: Sequence[str] = (),
    payments: bool = False,
    form: str = "parquet",
    threads: int | None = None,
    tell: Callable[[File], None] | None = None,
) -> list[File]:
    """Write an invented workforce as the lists that offices send, and the truth beside them; return the files.

    The same arguments give the same rows on every machine. Memory does not grow with the number of people.

    The truth has a row for each row of each file, in their order: `file`, `row` (from 1), `person` (the number by which
    people are the same in all files), `listed` (whether the person is on the list of workers at all), and `corruptions`
    (names of `Errors`, with blanks between; empty text where all is sound).

    Args:
        folder: where the files go; made if missing, files of the same name are replaced.
        workers: people on the base list.
        members: people on the rosters, at most as many; 40 of 100 workers where it is not said.
        seed: another one gives other people.
        errors: what goes wrong and how often: CLEAN, PLAIN, HARD, or a setting of your own.
        region: code of the region in which the people live; ID is the nation.
        positions: days of the rosters; the last is that of all other lists. With more than one, some members come and
            some go in between.
        groups: codes of groups of which a list is written too, as RT_RW.
        payments: whether the payments of the members are written too, a run of months a row.
        form: parquet, csv or xlsx; the truth beside workbooks is Parquet.
        threads: how many processors work; all where it is not said. Rows do not hang on it.
        tell: is called with each file when it is there.

    Raises:
        Refusal: the counts do not fit, there is no such region, group or form, or the disk refuses.

    """
    members = workers * 2 // 5 if members is None else members
    if workers < 1 or not 0 <= members <= workers:
        raise Refusal("synth_counts", workers=max(workers, 0))
    if form not in FORMS:
        raise Refusal("synth_form", form=form, known=", ".join(FORMS))
    folder, days = Path(folder), tuple(sorted(set(positions)))
    with speaking_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
    engine = DuckDB(threads=threads)
    try:
        dice = Dice(seed)
        laid = ground.lay(engine.connection, dice, region, days[-1])
        check_room(laid, workers)
        people = People(dice, laid, errors, workers, members, days[-1])
        press = Press(engine, folder, form, threads or processors())
        return _written(press, Lists(people, members, days, tuple(groups), payments), tell or (lambda _: None))
    finally:
        engine.close()


def _written(press: Press, lists: Lists, tell: Callable[[File], None]) -> list[File]:
    """Write every file, the truth last."""
    files: list[File] = []
    made: list[tuple[Listing, Path, list[int]]] = []
    for one in lists.all():
        path, rows = press.write(one, f"CONTOH-{one.word}-{one.position}")
        made.append((one, path, rows))
        files.append(File(path, one.kind, sum(rows), one.position, one.group))
        tell(files[-1])
    path, count = press.write_truth(made, _TRUTH)
    files.append(File(path, "truth", count))
    tell(files[-1])
    return files
