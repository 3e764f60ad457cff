"""The tables on which invented people stand: regions, villages, words, days of birth, work.

All are small beside the people: 16,384 slots of regions, some 140,000 of villages, 27,000 of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cakupan import regions
from cakupan.findings import Refusal
from cakupan.synth import spelling, words, work
from cakupan.synth.dice import MACROS, Dice

if TYPE_CHECKING:
    import duckdb

#: Slots over which the kabupaten are spread by their population.
SLOTS = 16384
#: Of a region that is not the nation, so many in a thousand have a NIK from elsewhere.
_FROM_ELSEWHERE = 60
_YOUNGEST, _OLDEST = 15, 70
#: Years of age from which on a day of birth weighs so much.
_AGES = ((15, 1), (18, 2), (25, 3), (45, 2), (55, 1))
_INSIDE = "($region = 'ID' or code = $region or starts_with(code, $region || '.'))"
#: A neighbour of the same province is so many times as likely as one from farther away.
_NEAR = 20

# A kelurahan is larger than a desa, and no desa is as large as the next.
_VILLAGES = """
create table synth_village as
with known as (
  select code, parent, upper(name) as name, upper(title) as title, level, substr(code, 1, 5) as within
  from read_parquet($regions) where level in ('regency', 'district', 'village')
),
asked as (select distinct within from known where {inside}),
village as (
  select k.*, replace(k.code, '.', '') as digits, replace(k.code, '.', '')::bigint % 2147483647 as number
  from known k left join asked a using (within)
  where level = 'village' and (a.within is null or {inside})
),
weighed as (
  select *, case when substr(code, 10, 1) = '1' then 3 else 1 + {size} % 2 end as weight from village
)
select row_number() over (order by w.code) - 1 as place, w.code, w.name as village, d.name as district,
       r.title as regency, w.within, replace(substr(w.code, 1, 8), '.', '')::bigint as front,
       w.digits
from weighed w cross join lateral unnest(range(weight)) as part(n)
join known d on d.code = w.parent join known r on r.code = w.within
"""
_REGENCIES = """
select r.code, r.population, r.code in (select substr(code, 1, 5) from read_parquet($regions) where {inside})
from read_parquet($regions) r where r.code in (select within from synth_village) order by 3 desc, 1
"""
_SLOT = """
create table synth_slot as
select slot::bigint as slot, number::bigint as regency, first::bigint as slot_first, past::bigint as slot_past, inside,
       village_first, villages, mix::bigint as mix, minimum::bigint as minimum, code as within
from {rows}
join (select within, min(place) as village_first, count(*) as villages from synth_village group by within) v
  on v.within = r.code
cross join lateral unnest(range(first, past)) as part(slot)
order by slot
"""
_CELL = """
create table synth_cell as
select row_number() over (order by birth, sub) - 1 as cell, birth, sub,
       day(birth) * 10000 + month(birth) * 100 + year(birth) % 100 as dmy
from (
  select birth, unnest(range(weight)) as sub
  from (values {ages}) as a(first, last, weight)
  cross join lateral unnest(range(first, last, interval 1 day)) as b(stamp)
  cross join lateral (select stamp::date as birth)
)
qualify cell < {cells}
"""
_WORD = """
create table synth_word as
select place::bigint as place, number::bigint as number, word, kin, is_order
from {rows} cross join lateral unnest(range(first, past)) as part(place)
"""
_VARIANT = "create table synth_variant as select place::bigint as place, variant from {rows}"
_PATTERN = """
create table synth_pattern as
select place::bigint as place, first_pool::bigint as first_pool, second_pool::bigint as second_pool,
       third_pool::bigint as third_pool
from {rows} cross join lateral unnest(range(first, past)) as part(place)
"""
_WORK = """
create table synth_work as
select place::bigint as place, segment, occupation
from {rows} cross join lateral unnest(range(first, past)) as part(place)
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """What was laid out.

    Attributes:
        inside: slots of the region asked, which come first. widest: slots of the kabupaten that has most.
        cells: places of days of birth, a prime.

    """

    inside: int
    widest: int
    cells: int


def lay(connection: duckdb.DuckDBPyConnection, dice: Dice, region: str, at: date) -> Ground:
    """Make the tables `synth_village`, `_slot`, `_cell`, `_word`, `_variant`, `_pattern` and `_work`.

    Args:
        connection: where they are made.
        dice: the seed.
        region: code of the region in which the people live; `ID` is the nation.
        at: the day on which they are between 15 and 70 years old.

    Raises:
        Refusal: there are no villages in the region.

    """
    for macro in MACROS:
        connection.execute(macro)
    asked = {"region": region, "regions": str(regions.region_path())}
    connection.execute(_VILLAGES.format(inside=_INSIDE, size=dice.throw("number", "village")), asked)
    regencies = _spread(connection.execute(_REGENCIES.format(inside=_INSIDE), asked).fetchall())
    if not any(row[4] for row in regencies):
        raise Refusal("no_region", region=region)
    _table(connection, _SLOT, "number code first past inside mix minimum", regencies)
    cells = _days(connection, at)
    named = [(one.first, one.past, one.number, one.word, one.kin, one.is_order) for one in words.words()]
    _table(connection, _WORD, "first past number word kin is_order", named)
    _table(connection, _VARIANT, "place variant", spelling.variants())
    ways = [(first, past, *[*pools, None, None][:3]) for first, past, pools in words.patterns()]
    _table(connection, _PATTERN, "first past first_pool second_pool third_pool", ways)
    _table(connection, _WORK, "first past segment occupation", list(work.places()))
    inside = max(past for _, _, _, past, asked_for, *_ in regencies if asked_for)
    return Ground(inside, max(past - first for _, _, first, past, *_ in regencies), cells)


def _table(
    connection: duckdb.DuckDBPyConnection, statement: str, names: str, rows: Sequence[tuple[object, ...]]
) -> None:
    """Run a statement over rows of Python as the relation `r` with columns of these names."""
    columns = dict(zip(names.split(), map(list, zip(*rows, strict=True)), strict=True))
    picked = ", ".join(f"unnest(${name}) as {name}" for name in columns)
    connection.execute(statement.format(rows=f"(select {picked}) r"), columns)


def _spread(found: list[tuple[str, int, bool]]) -> list[tuple[int, str, int, int, bool, int, int]]:
    """Return (number, code, first slot, past, inside, mix, minimum wage) of each kabupaten, those asked for first."""
    within = [people for _, people, asked in found if asked]
    beyond = [people * (_NEAR if code[:2] == found[0][0][:2] else 1) for code, people, asked in found if not asked]
    outside = SLOTS * _FROM_ELSEWHERE // 1000 if within and beyond else 0
    counts = words.spread(within, SLOTS - outside) + (words.spread(beyond, outside) if outside else [])
    rows, first = [], 0
    for number, ((code, _, asked), count) in enumerate(zip(found, counts, strict=False)):
        rows.append((number, code, first, first + count, asked, _of(code, words.mixes()), work.minimum(code)))
        first += count
    return rows


def _of(code: str, known: dict[str, int]) -> int:
    return known[max((front for front in known if code.startswith(front)), key=len)]


def _days(connection: duckdb.DuckDBPyConnection, at: date) -> int:
    """Make `synth_cell`: days of birth, those of ages that more workers have more often; return how many."""
    ends = [*(age for age, _ in _AGES[1:]), _OLDEST]
    spans = [(_before(at, end), _before(at, age), weight) for (age, weight), end in zip(_AGES, ends, strict=True)]
    cells = _prime(sum((last - first).days * weight for first, last, weight in spans))
    ages = ", ".join(f"(date '{first}', date '{last}', {weight})" for first, last, weight in spans)
    connection.execute(_CELL.format(ages=ages, cells=cells))
    return cells


def _before(at: date, years: int) -> date:
    return at - timedelta(days=years * 36525 // 100)


def _prime(most: int) -> int:
    """Return the largest prime that is not above a number: steps of any width then meet every cell once."""
    return next(n for n in range(most, 1, -1) if all(n % part for part in range(2, int(n**0.5) + 1)))
