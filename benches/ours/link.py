"""Two lists from files to persons: read and cleaned, weighed by the recipe that is shipped, joined.

python -m benches.ours.link FOLDER REGION OUT [GIGABYTES]

FOLDER holds the files of `synth`. OUT gets an office with the batches, and `answer.parquet`: the row of each member
beside the rows of workers that are the same person.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

from cakupan import intake, link, workspace
from cakupan.batches import as_rows, name_inputs, standing
from cakupan.engine.duckdb import DuckDB
from cakupan.link import likeness
from cakupan.schema import TABLES, empty
from cakupan.steps import values
from cakupan.synth import POSITION

_ANSWER = """
select m.record as member, w.record as worker
from person m join record r on r.record = m.record join batch b on b.batch = r.batch
join (
    select p.record, p.person
    from person p join record r on r.record = p.record join batch b on b.batch = r.batch where b.kind = 'workers'
) w on w.person = m.person
where b.kind = 'members'
"""


class Clock:
    """Seconds on the clock and of processors, by what they were spent on."""

    def __init__(self) -> None:
        self.wall: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Count what happens within."""
        wall, cpu = perf_counter(), process_time()
        yield
        self.wall[what] = self.wall.get(what, 0.0) + perf_counter() - wall
        self.cpu[what] = self.cpu.get(what, 0.0) + process_time() - cpu

    def machine(self, whole: tuple[str, ...]) -> dict[str, object]:
        """Return all that was counted, and the sum of what makes up the whole."""
        return {
            "seconds": sum(self.wall[what] for what in whole), "cpu_s": sum(self.cpu[what] for what in whole),
            "wall": self.wall, "cpu": self.cpu,
        }  # fmt: skip


def watch(clock: Clock) -> None:
    """Let the clock count what writing `likeness` is made of: choosing candidates, and Splink's own predicting."""
    from splink.internals.linker_components.inference import LinkerInference

    for place, name, what in ((likeness, "candidates", "choosing"), (LinkerInference, "predict", "splink")):
        setattr(place, name, _watched(getattr(place, name), clock, what))


def _watched(work: Callable[..., object], clock: Clock, what: str) -> Callable[..., object]:
    def watched(*said: object, **named: object) -> object:
        with clock.of(what):
            return work(*said, **named)

    return watched


def linked(office: workspace.Workspace, folder: Path, clock: Clock, engine: DuckDB) -> None:
    """Write the tables of linking as a build does, and give them their names."""
    batches = standing(office)
    name_inputs(engine, batches)
    engine.hold("batch", values("batch", as_rows(batches)))
    engine.hold("decision", empty(TABLES["decision"]))
    for name, write in link.link(engine):
        with clock.of(name):
            write(folder / f"{name}.parquet")
            engine.table(name, [folder / f"{name}.parquet"])


def main() -> None:
    folder, region, out = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    clock = Clock()
    watch(clock)
    with clock.of("reading"):
        office = workspace.create(out / "office", region)
        for word, said in (
            ("pekerja", intake.Said(kind="workers", position=POSITION, role="base")),
            ("peserta", intake.Said(kind="members", position=POSITION)),
        ):
            list(intake.add_all(office, sorted(folder.glob(f"CONTOH-{word}-*.parquet")), said))
    engine = DuckDB(spill=out / ".spill")
    if len(sys.argv) > 4:
        engine.connection.execute(f"set memory_limit = '{sys.argv[4]}GB'")
    linked(office, out, clock, engine)
    engine.write(_ANSWER, out / "answer.parquet")
    engine.close()
    print(json.dumps(clock.machine(("reading", *link.MADE))))


if __name__ == "__main__":
    main()
