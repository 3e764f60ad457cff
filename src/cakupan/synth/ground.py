"""The tables on which invented people stand: regions, villages, words, days of birth, work.

All are small beside the people: 65,536 slots of regions, some 190,000 of villages, 53,000 of words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cakupan import regions
from cakupan.findings import Refusal
from cakupan.synth import spelling, work, words
from cakupan.synth.dice import Dice

if TYPE_CHECKING:
    import duckdb

#: Slots over which the kabupaten are spread by their population.
SLOTS = 65536
#: Of a region that is not the nation, so many in a thousand have a NIK from elsewhere.
_FROM_ELSEWHERE = 60
_YOUNGEST, _OLDEST = 15, 70
#: Years of age from which on a day of birth weighs so much.
_AGES = ((15, 1), (18, 2), (25, 3), (45, 2), (55, 1))
_NATION = "ID"
#: Parts of the people; the engine gives 122,880 of them to a thread at a time.
_PARTS = 2_000_000

# A kelurahan is larger than a desa, and no desa is as large as the next.
_VILLAGES = """
create or replace temp table synth_village_of as
select v.code, upper(v.name) as village, upper(d.name) as district, upper(r.title) as regency, v.code[:5] as within,
       replace(v.code[:8], '.', '')::bigint as front, replace(v.code, '.', '') as digits,
       v.code like $region as inside,
       case when v.code[10:10] = '1' then 4 else 1 + {size} % 3 end as weight
from (select *, row_number() over (order by code) as turn from read_parquet($regions) where level = 'village') v
join read_parquet($regions) d on d.code = v.parent
join read_parquet($regions) r on r.code = d.parent
"""
_VILLAGE = """
create or replace temp table synth_village as
with chosen as (
  select * from synth_village_of v
  where inside or within not in (select within from synth_village_of where inside)
)
select (row_number() over (order by code, turn) - 1)::integer as place, c.*
from (select code, village, district, regency, within, front, digits, unnest(range(weight)) as turn from chosen) c
"""
_SLOT = """
create or replace temp table synth_slot as
select slot::integer as slot, r.number::integer as regency, r.first::bigint as slot_first, r.past::bigint as slot_past,
       r.inside, v.first::integer as village_first, v.villages::integer as villages, r.mix, r.minimum, r.code as within
from (values {rows}) as r(number, code, first, past, inside, mix, minimum)
join (select within, min(place) as first, count(*) as villages from synth_village group by within) v
  on v.within = r.code
cross join lateral unnest(range(r.first, r.past)) as one(slot)
order by slot
"""
_CELL = """
create or replace temp table synth_cell as
select (row_number() over (order by birth, sub) - 1)::integer as cell, birth, sub,
       (day(birth) * 10000 + month(birth) * 100 + year(birth) % 100)::bigint as dmy
from (
  select birth, unnest(range(weight)) as sub
  from (values {ages}) as a(first, last, weight)
  cross join lateral unnest(range(first, last, interval 1 day)) as b(stamp)
  cross join lateral (select stamp::date as birth)
)
qualify cell < {cells}
"""
_WORD = """
create or replace temp table synth_word as
select place::integer as place, number::integer as number, word, kin, is_order
from (values {rows}) as w(first, past, number, word, kin, is_order)
cross join lateral unnest(range(first, past)) as one(place)
"""
_VARIANT = """
create or replace temp table synth_variant as
select place::integer as place, variant from (values {rows}) as v(place, variant)
"""
_PATTERN = """
create or replace temp table synth_pattern as
select place::integer as place, first_pool, second_pool, third_pool
from (values {rows}) as p(first, past, first_pool, second_pool, third_pool)
cross join lateral unnest(range(first, past)) as one(place)
"""
_WORK = """
create or replace temp table synth_work as
select place::integer as place, segment, occupation
from (values {rows}) as w(first, past, segment, occupation)
cross join lateral unnest(range(first, past)) as one(place)
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
    """Make the temporary tables `synth_slot`, `_village`, `_cell`, `_word`, `_pattern` and `_work`.

    Args:
        connection: where they are made.
        dice: the seed.
        region: code of the region in which the people live; `ID` is the nation.
        at: the day on which they are between 15 and 70 years old.

    Raises:
        Refusal: there are no villages in the region.

    """
    front = "%" if region == _NATION else region + "%"
    size = dice.throw("turn", "village")
    path = str(regions.region_path())
    connection.execute(_VILLAGES.format(size=size), {"region": front, "regions": path})
    connection.execute(_VILLAGE)
    rows = _slots(connection, path)
    if not any(row[4] for row in rows):
        raise Refusal("no_region", region=region)
    connection.execute(_SLOT.format(rows=_values(rows)))
    cells = _days(connection, at)
    named = ((one.first, one.past, one.number, one.word, one.kin, one.is_order) for one in words.words())
    connection.execute(_WORD.format(rows=_values(named)))
    connection.execute(_VARIANT.format(rows=_values(spelling.variants())))
    padded = ((first, past, *[*pools, None, None][:3]) for first, past, pools in words.patterns())
    connection.execute(_PATTERN.format(rows=_values(padded)))
    connection.execute(_WORK.format(rows=_values(work.places())))
    return Ground(max(row[3] for row in rows if row[4]), max(row[3] - row[2] for row in rows), cells)


def _slots(connection: duckdb.DuckDBPyConnection, path: str) -> list[tuple[int, str, int, int, bool, int, int]]:
    """Return (number, code, first, past, inside, mix, minimum wage) of each kabupaten, those asked for first."""
    found = connection.execute(
        "select v.within, r.population, bool_or(inside) as asked from synth_village_of v "
        "join read_parquet($regions) r on r.code = v.within group by all order by asked desc, v.within",
        {"regions": path},
    ).fetchall()
    within = [people for _, people, asked in found if asked]
    beyond = [people for _, people, asked in found if not asked]
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


def _values(rows: Iterable[tuple[object, ...]]) -> str:
    return ", ".join("(" + ", ".join(map(_literal, row)) + ")" for row in rows)


def _literal(value: object) -> str:
    if value is None:
        return "null::integer"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def number(connection: duckdb.DuckDBPyConnection, count: int) -> None:
    """Make the view `synth_number` of `row`: 0 .. count - 1 in order, in parts that threads can share.

    A range alone is counted by one thread; a table of all numbers would grow with the people.
    """
    width = max(1, count // _PARTS)
    connection.execute(
        f"create or replace temp table synth_part as select range as first from range(0, {count}, {width})"
    )
    connection.execute(
        "create or replace temp view synth_number as "
        f"select unnest(range(first, least(first + {width}, {count}))) as row from synth_part"
    )
