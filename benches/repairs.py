"""How right the repaired NIKs are: invented people through save cycles, read, built, and held against the truth.

python -m benches.repairs --people 1000000
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import duckdb

import cakupan
from benches.cycles import REAL, SMALL, Cycle, text_csv
from benches.villagers import Villager, invent, rows

_POSITION = date(2025, 3, 31)
#: Share of the people who are members, and so stand in the roster with a sound NIK.
_MEMBERS = 0.85
#: Cycle, row in its list, NIK.
_Truth = tuple[str, int, int]

_COUNTS = """
with keys as (select distinct cast(nik as bigint) as nik from record where nik_key),
named as (select p.person, min(cast(r.nik as bigint)) as nik from record r join person p using (record)
  where r.nik_key group by p.person),
judged as (
  select t.cycle, r.nik, r.nik_key, r.nik_stem, p.decided_by, n.nik as decided, t.nik as truth,
    t.nik in (from keys) as known, exists (from homonym h where h.nik = t.nik and h.other in (from keys)
      and h.other between r.nik_stem * 10 - 5 and r.nik_stem * 10 + 9) as homonym
  from record r join person p using (record) left join named n using (person) join batch_cycle b using (batch)
    join truth t on t.cycle = b.cycle and t.row_no = r.row_no)
select cycle, count(*) as rows,
  count(*) filter (nik_key) as keys,
  count(*) filter (nik_key and cast(nik as bigint) <> truth) as keys_wrong,
  count(*) filter (nik_stem is not null) as tail_lost,
  count(*) filter (decided_by = 'nik_repaired') as repaired,
  count(*) filter (decided_by = 'nik_repaired' and decided is distinct from truth) as repaired_wrong,
  count(*) filter (nik_stem is not null and not known) as nowhere,
  count(*) filter (nik_stem is not null and not known and decided_by = 'nik_repaired') as nowhere_repaired,
  count(*) filter (nik_stem is not null and known and homonym) as homonyms,
  count(*) filter (nik_stem is not null and known and homonym and decided_by = 'nik_repaired') as homonyms_repaired,
  count(*) filter (nik_stem is not null and known and not homonym and decided_by <> 'nik_repaired') as left_alone,
  count(*) filter (nik is null and nik_stem is null) as without
from judged group by rollup (cycle) order by cycle nulls last
"""


def measure(count: int, cycles: Sequence[Cycle], folder: Path, seed: int = 7) -> list[dict[str, object]]:
    """Return what became of the rows, by save cycle and (without one) in all.

    Everybody is in one of the lists; the roster has most of them, by text. Keys: `tail_lost` rows whose last digit
    is gone, `repaired` of them, `repaired_wrong` with another person's NIK; `nowhere`: the whole NIK is on no list;
    `homonyms`: so is that of another person of the same name, sex and birth date, whom the digits fit as well;
    `left_alone`: might have been repaired; `without`: too little is left of the NIK.

    """
    people = invent(count, seed)
    office = cakupan.create(folder / "office")
    random = Random(seed)
    members = [person for person in people if random.random() < _MEMBERS]
    roster = text_csv(rows(members, seed + 1), folder / "roster")
    cakupan.add(office, roster, kind="members", position=_POSITION, segment="BPU", scope="ID")
    roster.unlink()
    random.shuffle(people)
    truth: list[_Truth] = []
    batches: list[tuple[str, str]] = []
    for turn, cycle in enumerate(cycles):
        chosen = people[turn :: len(cycles)]
        started = time.perf_counter()
        file = cycle(rows(chosen, seed + 2 + turn), folder / f"list-{turn}")
        saved = time.perf_counter()
        taken = cakupan.add(office, file, kind="workers", position=_POSITION, segment="BPU", scope="ID")
        _tell(cycle.__name__, saved - started, time.perf_counter() - saved)
        batches.append((taken.batch.name, cycle.__name__))
        truth += [(cycle.__name__, row_no, person.nik) for row_no, person in enumerate(chosen, start=2)]
    started = time.perf_counter()
    tables = cakupan.build(office).tables()
    _tell("build", 0, time.perf_counter() - started)
    return _compared(office.folder, tables["person"], truth, batches, people)


def _tell(what: str, saving: float, reading: float) -> None:
    print(f"# {what}: saved in {saving:.1f} s, done in {reading:.1f} s", flush=True)


def _compared(
    office: Path,
    person: Path,
    truth: list[_Truth],
    batches: list[tuple[str, str]],
    people: list[Villager],
) -> list[dict[str, object]]:
    link = duckdb.connect()
    link.execute(f"create view record as select * from read_parquet('{office}/inbox/*/rows.parquet')")
    link.execute(f"create view person as select * from read_parquet('{person}')")
    link.execute("create table batch_cycle as select unnest(?) as batch, unnest(?) as cycle", _turned(batches))
    born = [(p.nik, p.name, p.born, p.female) for p in people]
    link.execute(
        "create table people as select unnest(?::bigint[]) as nik, unnest(?::varchar[]) as name, "
        "unnest(?::date[]) as born, unnest(?::boolean[]) as female", _turned(born),
    )  # fmt: skip
    link.execute(
        "create table homonym as select a.nik, b.nik as other from people a join people b using (name, born, female) "
        "where a.nik <> b.nik and abs(a.nik - b.nik) < 15"
    )
    link.execute(
        "create table truth as select unnest(?::varchar[]) as cycle, unnest(?::bigint[]) as row_no, "
        "unnest(?::bigint[]) as nik", _turned(truth),
    )  # fmt: skip
    answer = link.execute(_COUNTS)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _turned(told: Sequence[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*told, strict=True)]


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m benches.repairs", description=__doc__)
    words.add_argument("--people", type=int, default=1_000_000)
    words.add_argument("--small", action="store_true", help="only the cycles that need nothing but openpyxl")
    words.add_argument("--seed", type=int, default=7)
    said = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="repairs-") as folder:
        for row in measure(said.people, SMALL if said.small else REAL, Path(folder), said.seed):
            print(json.dumps(row))


if __name__ == "__main__":
    main()
