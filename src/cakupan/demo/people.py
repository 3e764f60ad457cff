"""The invented people: one table, whole columns at a time, the same on every machine.

Everything about person number `p` comes from `mix(p, salt)`, integer arithmetic below 2^31 that no release of
an engine changes. The NIK are made of Banyumas's own codes and of serial numbers from 9001 up: an office gives
serials from 0001, a handful a day, so these are nobody's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cakupan.demo import truth

if TYPE_CHECKING:
    import duckdb

_MACROS = (
    "create or replace temp macro demo_square(y) as (y * y + 7) % 2147483647",
    "create or replace temp macro demo_mix(p, salt) as"
    " demo_square(demo_square(((p + 1) * 48271 + salt * 1299709) % 2147483647))",
    "create or replace temp macro demo_size(p, n) as"
    " n * (demo_mix(p, 32) % 65000) * (demo_mix(p, 32) % 65000) // 4225000000",
    "create or replace temp macro demo_pick(words, p, salt) as words[1 + demo_mix(p, salt) % len(words)]",
)

# A village's weight, for members and for others: coverage differs from place to place, as it does.
_VILLAGES = """
create or replace temp table demo_village as
select v.code, v.name as village, d.name as district,
       (if(d.name like 'Purwokerto%', 3, 1) * (20 + demo_mix(row_number() over (order by v.code), 1) % 31))::bigint
         as weight,
       case when d.name like 'Purwokerto%' then 150
            else 55 + demo_mix(substr(d.code, 7, 2)::bigint, 2) % 60
               + demo_mix(row_number() over (order by v.code), 3) % 20 end as pull
from read_parquet($regions) v join read_parquet($regions) d on d.code = v.parent
where v.level = 'village' and v.code like $home || '.%'
"""

_SLOTS = """
create or replace temp table demo_slot as
with drawn as (
  select true as member, code, unnest(range(weight * pull // 100)) as turn from demo_village
  union all
  select false, code, unnest(range(weight * (200 - pull) // 100)) from demo_village
)
select member, code, row_number() over (partition by member order by code, turn) - 1 as slot from drawn
"""

_COHORT = """
create or replace temp table demo_cohort (
  name varchar, first bigint, persons bigint, at_1 varchar, at_2 varchar, at_3 varchar
)
"""

_PICKED = """
create or replace temp table demo_picked as
select list, unnest(range(first, past)) as p from (select unnest($picks, recursive := true))
"""

_BODY = """
create or replace temp table demo_body as
with numbered as (
  select c.first + n.n as p, c.name as cohort, c.at_1, c.at_2, c.at_3,
         c.at_1 || c.at_2 || c.at_3 <> '' as member
  from demo_cohort c cross join lateral unnest(range(c.persons)) as n(n)
),
aged as (
  select *, demo_mix(p, 11) % 2 = 0 as man, p in (select p from demo_picked where list = 'late') as late,
         p in (select p from demo_picked where list = 'off_base') as off_base
  from numbered
),
born as (
  select *, date '2025-03-30' - (case when member then 7310 + demo_mix(p, 12) % 16070
                                      when late then 6215 + demo_mix(p, 12) % 730
                                      else 6945 + demo_mix(p, 12) % 16435 end)::integer as birth
  from aged
),
sized as (select member, max(slot) + 1 as slots from demo_slot group by member)
select b.*, s.code as village_code, case when demo_mix(p, 14) % 100 < 94 then '3302' || substr(s.code, 7, 2)
         else ['330105', '330314', '330402', '330509', '332812', '332917', '327302', '317204'][1 + demo_mix(p, 15) % 8]
       end as prefix
from born b join sized z on z.member = b.member
join demo_slot s on s.member = b.member and s.slot = demo_mix(p, 13) % z.slots
"""

_PERSON = """
create or replace temp table demo_person as
select p, cohort, at_1, at_2, at_3, man, late, off_base, birth, v.code as village_code, v.village, v.district,
       prefix || lpad((day(birth) + case when man then 0 else 40 end)::varchar, 2, '0') || strftime(birth, '%m%y')
         || (9000 + row_number() over (partition by prefix, birth, man order by p))::varchar as nik,
       case
         when demo_mix(p, 21) % 100 < 24 and man then demo_pick($male_single, p, 22)
         when demo_mix(p, 21) % 100 < 24 then demo_pick($female_single, p, 22)
         when demo_mix(p, 21) % 100 < 27 then if(man, demo_pick($male, p, 22) || ' bin ', demo_pick($female, p, 22)
           || ' binti ') || demo_pick($male_single, p, 23)
         when man then demo_pick($male, p, 22) || ' ' || demo_pick($second, p, 23)
         else demo_pick($female, p, 22) || ' ' || demo_pick($second_female, p, 23)
       end || case when demo_mix(p, 24) % 100 >= 9 then '' when man then ' ' || demo_pick($second, p, 25)
              else ' ' || demo_pick($second_female, p, 25) end as name
from demo_body join demo_village v on v.code = village_code
"""

# Employers in order of size; the first member of each keeps it from being empty.
_WORKPLACE = """
create or replace temp table demo_workplace as
with here as (
  select p, row_number() over (order by demo_mix(p, 31), p) - 1 as turn
  from demo_person where at_3 = 'PU' and p not in (select p from demo_picked where list = 'other_office')
)
select p, 'ZB' || lpad((case when turn < $employers then turn
         else demo_size(p, $employers) end)::varchar, 6, '0') as npp
from here
union all
select p, 'ZB' || lpad(demo_size(p, $employers)::varchar, 6, '0')
from demo_person where at_3 <> 'PU' and 'PU' in (at_1, at_2)
union all
select p, 'ZL' || lpad((demo_mix(p, 33) % 300)::varchar, 6, '0') from demo_picked where list = 'other_office'
"""


def people(connection: duckdb.DuckDBPyConnection, regions: str) -> None:
    """Make the temporary tables `demo_person`, `demo_picked`, `demo_village` and `demo_workplace`.

    Args:
        connection: where they are made.
        regions: path of the Parquet file of regions.

    """
    for macro in _MACROS:
        connection.execute(macro)
    page, words = truth.page(), truth.words()
    connection.execute(_VILLAGES, {"regions": regions, "home": page["home"]})
    connection.execute(_SLOTS)
    connection.execute(_COHORT)
    connection.executemany(
        "insert into demo_cohort values (?, ?, ?, ?, ?, ?)",
        [(cohort.name, cohort.first, cohort.persons, *cohort.roster) for cohort in truth.cohorts()],
    )
    picks = [{"list": name, "first": first, "past": past} for name, first, past in truth.picks()]
    connection.execute(_PICKED, {"picks": picks})
    connection.execute(_BODY)
    lists = ("male", "female", "male_single", "female_single", "second", "second_female")
    connection.execute(_PERSON, {name: words[name] for name in lists})
    connection.execute(_WORKPLACE, {"employers": page["employers"]})


def forget(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop everything that making the lists left in the connection."""
    tables = "select table_name from duckdb_tables() where temporary and starts_with(table_name, 'demo_')"
    for (name,) in connection.execute(tables).fetchall():
        connection.execute(f"drop table temp.{name}")
    for name in ("demo_pick", "demo_size", "demo_mix", "demo_square"):
        connection.execute(f"drop macro temp.{name}")
