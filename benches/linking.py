"""Who is who, measured: invented lists whose truth is known, linked by us and by the peers, counted by one measure.

python -m benches.linking [SCENE …] [--people N]

A row of the roster is right when it is joined with the row of its worker and with no other, wrong when it is joined
with any other. Precision is the share of the right among the joined, recall among those whose worker is on the list.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from benches.linked import Linked
from benches.measure import python, run
from cakupan import synth, workspace
from cakupan.batches import first_row, standing

#: By how much the F1 of Splink alone is to be beaten, and in what share of its own predicting time.
BETTER, SHARE = 0.0005, 0.6
#: The best F1 published of FEBRL 4 as a whole (docs/benchmarks.md).
PUBLISHED = 0.9983
#: People of these numbers did not train the recipe.
_SEED = 11
_CLEANED = """
copy (
    select record, nik, name, strftime(birth_date, '%Y-%m-%d') as birth, left(region, 5) as regency,
        case when length(region) >= 13 then region end as village, sex
    from read_parquet([{files}]) order by record
) to '{path}' (format parquet)
"""
_SCORE = """
with told as (select t.member, t.worker, a.worker as answer from truth t left join answer a on a.member = t.member),
judged as (
    select member, any_value(worker) as worker, count(answer) > 0 as joined,
        coalesce(bool_and(answer = worker), false) as sound
    from told group by member
)
select count(*) filter (joined and sound), count(*) filter (joined and not sound), count(worker) from judged
"""


@dataclass(frozen=True, slots=True)
class Scene:
    """A list of workers and a roster of members.

    Attributes:
        errors: what goes wrong in them. region: where the people live.
        with_nik: whether the roster has a column of NIKs.
        rivals: what is measured beside ours.
        floor: F1 that was promised, where it is not that of Splink with something more.
        memory: gigabytes that the engine may use; 0 for what it takes by itself.

    """

    name: str
    workers: int
    members: int
    errors: synth.Setting
    region: str = "ID"
    with_nik: bool = True
    rivals: tuple[str, ...] = ("sql", "rapidfuzz", "splink")
    floor: float | None = None
    memory: int = 0

    @property
    def size(self) -> str:
        """Return the sizes of both lists as people write them."""
        return f"{self.workers:,} x {self.members:,}"


SCENES = {
    scene.name: scene
    for scene in (
        Scene("plain", 1_000_000, 400_000, synth.PLAIN, rivals=("exact", "sql", "rapidfuzz", "splink")),
        Scene("without-nik", 1_000_000, 400_000, synth.PLAIN, with_nik=False, floor=0.965),
        Scene("hard", 300_000, 120_000, synth.HARD, "33.02",
              rivals=("exact", "sql", "rapidfuzz", "splink", "splink-village")),
        Scene("nation", 10_000_000, 4_000_000, synth.PLAIN, rivals=(), floor=0.965, memory=10),
    )
}  # fmt: skip


ORDINARY = ("plain", "without-nik", "hard")


def measure(scene: Scene, data: Path) -> Iterator[Linked]:
    """Yield ours and then each rival, all on the same files."""
    files = _files(scene, data)
    place = data / f"linked-{scene.name}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    took = run(python("benches.ours.link", files, scene.region, place, *([scene.memory] if scene.memory else [])))
    _prepare(files, place)
    ours = Linked(scene.name, "cakupan", *_score(place), took)
    others = [_rival(scene, name, place) for name in scene.rivals]
    yield _judged(scene, ours, others)
    yield from others
    shutil.rmtree(place)


def _rival(scene: Scene, name: str, place: Path) -> Linked:
    module, *words = name.split("-")
    command = ("linking_splink", place, *words) if module == "splink" else ("linking", module, place)
    (place / "answer.parquet").unlink()
    took = run(python(f"benches.peers.{command[0]}", *command[1:]))
    return Linked(scene.name, name, *_score(place), took)


def _judged(scene: Scene, ours: Linked, others: Sequence[Linked]) -> Linked:
    """Say what was promised of ours, and whether it holds."""
    alone = next((one for one in others if one.method == "splink"), None)
    if scene.floor is not None:
        promise, met = f"F1 at least {scene.floor}", ours.f1 >= scene.floor
    elif alone:
        promise = f"F1 at least {BETTER} above Splink; predicting in {SHARE} of its processor seconds"
        mine, yours = (one.spent("predicting", "cpu") or 0.0 for one in (ours, alone))
        met = ours.f1 >= alone.f1 + BETTER and mine <= SHARE * yours
    else:
        return ours
    return replace(ours, promise=promise, met=met)


def _files(scene: Scene, data: Path) -> Path:
    """Return the folder of the lists and their truth, made once."""
    folder = data / f"people-{scene.name}-{scene.workers}"
    if not folder.exists():
        beside = folder.with_name(f".{folder.name}")
        shutil.rmtree(beside, ignore_errors=True)
        made = synth.write(beside, scene.workers, scene.members, seed=_SEED, errors=scene.errors, region=scene.region)
        if not scene.with_nik:
            _without_nik(next(file.path for file in made if file.kind == "members"))
        beside.rename(folder)
    return folder


def _without_nik(path: Path) -> None:
    """Take the column of NIKs out of a list."""
    beside = path.with_suffix(".part")
    duckdb.execute(f"copy (select * exclude (NIK) from '{path}') to '{beside}' (format parquet)").fetchall()
    beside.replace(path)


def _prepare(files: Path, place: Path) -> None:
    """Write the truth by rows, and the cleaned columns that the peers are given, out of the office that was made."""
    link = duckdb.connect()
    batches = standing(workspace.open_workspace(place / "office"))
    told = []
    for batch in batches:
        kind, rows = batch.about["kind"], ", ".join(f"'{path}'" for path in batch.rows)
        link.execute(_CLEANED.format(files=rows, path=place / f"{kind}.parquet"))
        told.append(
            f"select '{kind}' as kind, {first_row(batch.name)} + row as record, person "
            f"from '{files}/CONTOH-kebenaran.parquet' where file = '{batch.about['file']}'"
        )
    link.execute(f"create table told as {' union all '.join(told)}")
    link.execute(
        f"copy (select m.record as member, w.record as worker from (from told where kind = 'members') m "
        f"join '{place}/members.parquet' c on c.record = m.record "
        f"left join (select t.* from told t join '{place}/workers.parquet' c using (record)) w on w.person = m.person) "
        f"to '{place}/truth.parquet' (format parquet)"
    )


def _score(place: Path) -> tuple[int, int, int]:
    """Return how many rows are right, wrong, and could be joined."""
    link = duckdb.connect()
    for name in ("truth", "answer"):
        link.execute(f"create view {name} as from '{place}/{name}.parquet'")
    right, wrong, listed = link.execute(_SCORE).fetchall()[0]
    return right, wrong, listed


def scenes(*names: str) -> Callable[[Path], Iterator[Linked]]:
    """Return the bench of some scenes."""

    def bench(data: Path) -> Iterator[Linked]:
        for name in names:
            yield from measure(SCENES[name], data)

    return bench


def febrl(_: Path) -> Iterator[Linked]:
    """Link FEBRL 4 with its number of social security and without, and parts of it."""
    for words in ((), ("without-soc-sec-id",), ("parts",)):
        took = run(python("benches.ours.febrl", *words))
        right, wrong, listed = (took.said[count] for count in ("right", "wrong", "listed"))
        found = Linked("-".join(("febrl-4", *words)), "cakupan", right, wrong, listed, took)
        yield replace(found, promise=f"F1 at least {PUBLISHED}", met=found.f1 >= PUBLISHED)


#: Benches of linking by name; the last runs long, and only when it is named.
LINKED: dict[str, Callable[[Path], Iterator[Linked]]] = {
    "linking": scenes(*ORDINARY),
    "febrl-4": febrl,
    "linking-nation": scenes("nation"),
}
LONG = ("linking-nation",)


def main() -> None:
    from benches.page import linked

    words = argparse.ArgumentParser(prog="python -m benches.linking", description=__doc__)
    words.add_argument("names", nargs="*", metavar="SCENE", default=ORDINARY, help=", ".join(SCENES))
    words.add_argument("--people", type=int, help="so many workers, and 2 members for 5 of them")
    words.add_argument("--beside", nargs="*", metavar="PEER", help="only these peers; and what each of our steps took")
    words.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "cakupan-bench")
    said = words.parse_args()
    found = []
    for name in said.names:
        scene = SCENES[name]
        if said.people:
            scene = replace(scene, workers=said.people, members=said.people * 2 // 5)
        if said.beside is not None:
            scene = replace(scene, rivals=tuple(said.beside))
        for one in measure(scene, said.data):
            found.append(one)
            print(linked([one]).splitlines()[-1], file=sys.stderr, flush=True)
            if said.beside is not None:
                wall, cpu = one.took.said["wall"], one.took.said["cpu"]
                print(*(f"{what} {wall[what]:.2f} / {cpu[what]:.2f}" for what in wall), sep=", ")
    print(linked(found))


if __name__ == "__main__":
    main()
