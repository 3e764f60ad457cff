"""What each invented list says: one SELECT per list, in the words that offices put over their columns."""

from __future__ import annotations

from datetime import date

from cakupan.demo import truth

MARK = "DATA CONTOH – ORANG REKAAN"

# First day of membership of a person in a segment: (cohort, segment) decides between which days.
_SINCE = """
create or replace temp table demo_since as
with wanted as (
  select p, segment, cohort, birth, member_of.turn
  from demo_person, lateral (values (at_1, 1), (at_2, 2), (at_3, 3)) member_of(segment, turn)
  where segment <> ''
  union all
  select p, 'BPU', cohort, birth, 1 from demo_person where p in (select p from demo_picked where list = 'dual')
),
begun as (select p, segment, cohort, birth, min(turn) as turn from wanted group by all),
bounds as (
  select *, case when turn = 1 then greatest(date '2016-01-04', (birth + 6240)::date)
                 when cohort = 'bpu_then_pu_2024' then date '2024-10-01'
                 when turn = 2 and cohort like '%_to_%' then date '2024-08-01'
                 when turn = 2 then date '2024-05-02'
                 else date '2025-01-02' end as first,
            case when turn = 1 then date '2024-04-01'
                 when turn = 2 then date '2024-12-20'
                 else date '2025-03-24' end as last
  from begun
)
select p, segment, first + (demo_mix(p, 41) % (last - first + 1))::integer as since from bounds
"""

_PAID = """case when b.segment <> 'BPU' then null
     when $turn = 1 and b.cohort = 'bpu_then_pu_2024' then '2024-03'
     when $turn = 1 then '2024-0' || (3 + demo_mix(b.p, 42) % 2)::varchar
     when $turn = 2 and b.cohort = 'bpu_left_2025' then '2024-1' || (demo_mix(b.p, 42) % 2)::varchar
     when $turn = 2 then '2024-12'
     else '2025-0' || (2 + demo_mix(b.p, 42) % 2)::varchar end"""

_OFFICE = """case when b.p in (select p from demo_picked where list = 'other_office') and b.segment = 'PU'
       then ['31.71', '33.71', '33.01', '32.73', '33.74'][1 + demo_mix(b.p, 43) % 5]
     when b.segment <> 'PU' and demo_mix(b.p, 44) % 100 < 8 then ['33.01', '33.03', '33.74'][1 + demo_mix(b.p, 45) % 3]
     else '33.02' end"""

# 2,338,410 is the minimum wage of Banyumas in 2025; the rest is invented.
_WAGE = """case b.segment
     when 'PU' then 2338410 + 1000 * (demo_mix(b.p, 46) % 60) * (demo_mix(b.p, 46) % 60)
     when 'JAKON' then 2338410 + 50000 * (demo_mix(b.p, 46) % 9)
     else [1000000, 1000000, 1000000, 1500000, 2000000][1 + demo_mix(b.p, 46) % 5] end"""

# Who pays for a non-wage earner, as the last roster has it; the ones before did not say.
_PAYER = """case when b.p in (select p from demo_picked where list = 'MISKIN_EKSTREM') then 'APBD Kab. Banyumas'
       when b.p in (select p from demo_picked where list in ('BPD', 'RT_RW')) then 'APBDes'
       else 'Mandiri' end as "Sumber Dana","""

_PROGRAMMES = """case b.segment when 'JAKON' then 'JKK, JKM'
     when 'PU' then case when demo_mix(b.p, 47) % 100 < 82 then 'JKK, JKM, JHT, JP' else 'JKK, JKM, JHT' end
     when 'BPU' then case when demo_mix(b.p, 47) % 100 < 71 then 'JKK, JKM' else 'JKK, JKM, JHT' end end"""

_ROSTER = f"""
with b as (
  select *, at_$turn as segment from demo_person where at_$turn = $segment
  union all
  select *, 'BPU' as segment from demo_person
  where $segment = 'BPU' and p in (select p from demo_picked where list = 'dual')
)
select '99' || lpad((b.p * 3 + coalesce(list_position(['BPU', 'JAKON'], b.segment), 0))::varchar, 9, '0') as "No. KPJ",
       b.nik as "NIK", upper(b.name) as "Nama Peserta", b.birth as "Tanggal Lahir",
       if(b.man, 'L', 'P') as "Jenis Kelamin", case when b.segment = 'PU' then w.npp end as "NPP",
       upper(b.village) as "Desa/Kelurahan", upper(b.district) as "Kecamatan",
       'KABUPATEN BANYUMAS' as "Kabupaten/Kota", b.segment as "Segmen", s.since as "Tanggal Kepesertaan",
       $payer {_PAID} as "Lunas s.d.", {_PROGRAMMES} as "Program", {_WAGE} as "Upah", {_OFFICE} as "Kantor Cabang",
       '{MARK}' as "Keterangan"
from b join demo_since s on s.p = b.p and s.segment = b.segment left join demo_workplace w on w.p = b.p
order by w.npp, b.p
"""

_LISTED = """case when at_3 <> '' and demo_mix(p, 51) % 100 < 97 then at_3
     when demo_mix(p, 52) % 100 < 27 then 'PU' when demo_mix(p, 52) % 100 < 32 then 'JAKON' else 'BPU' end"""

_BASE = f"""
with listed as (select *, {_LISTED} as segment from demo_person where not off_base)
select nik as "NIK", upper(name) as "Nama Lengkap", birth as "Tanggal Lahir", if(man, 'L', 'P') as "Jenis Kelamin",
       village_code as "Kode Wilayah", upper(village) as "Desa/Kelurahan", upper(district) as "Kecamatan",
       segment as "Segmen", case segment when 'PU' then demo_pick($occupation_PU, p, 53)
                                         when 'BPU' then demo_pick($occupation_BPU, p, 53)
                                         else demo_pick($occupation_JAKON, p, 53) end as "Pekerjaan",
       case when late then date '2024-05-01' + (30 * (demo_mix(p, 54) % 11))::integer
            else date '2023-01-01' end as "Terdaftar Sejak",
       '{MARK}' as "Keterangan"
from listed order by village_code, p
"""

_GROUP = f"""
select nik as "NIK", name as "Nama Lengkap", birth as "Tanggal Lahir", if(man, 'L', 'P') as "Jenis Kelamin",
       village as "Desa/Kelurahan", district as "Kecamatan", '{MARK}' as "Keterangan"
from demo_person where p in (select p from demo_picked where list = $list) order by village_code, p
"""

# Rows for sheets: what a clerk types, and whether the row may be spoiled.
_TYPED = """
select nik, case when cohort <> 'never' then name
                 when demo_mix(p, 61) % 40 = 0 then name || ', S.Pd.'
                 when demo_mix(p, 61) % 40 = 1 and man then 'H. ' || name
                 else name end as name,
       birth, if(man, 'L', 'P') as sex, village, district, demo_mix(p, 62) % 100 as turn, cohort = 'never' as spare, p
from demo_person where p in (select p from demo_picked where list = $list) order by village_code, p
"""

_EMPLOYERS = """
with counted as (
  select w.npp, count(*) as workers from demo_workplace w join demo_person using (p)
  where at_3 = 'PU' and w.npp like 'ZB%' group by w.npp
),
placed as (
  select *, substr(npp, 3)::bigint as n,
         demo_mix(substr(npp, 3)::bigint, 76) % (select max(slot) + 1 from demo_slot where member) as slot
  from counted
)
select npp, '9999' || lpad((n * 97)::varchar, 9, '0') as nib,
       ['PT', 'CV', 'CV', 'UD', 'Koperasi'][1 + demo_mix(n, 71) % 5] || ' Contoh ' || demo_pick($enterprise, n, 72)
         || ' ' || demo_pick($enterprise, n, 73) as name,
       v.village, v.district, workers,
       ['47111', '10794', '56101', '85112', '86201', '41011', '13134', '64121'][1 + demo_mix(n, 74) % 8] as kbli,
       case when workers < 5 then 'MIKRO' when workers < 20 then 'KECIL'
            when workers < 100 then 'MENENGAH' else 'BESAR' end as scale,
       date '2008-01-02' + (demo_mix(n, 75) % 5900)::integer as since
from placed join (select slot, code from demo_slot where member) s using (slot)
join demo_village v on v.code = s.code order by npp
"""


def since() -> str:
    """Return the statement that makes `demo_since`: first day of each person in each segment."""
    return _SINCE


def base() -> str:
    """Return the SELECT of the base list of all workers, with its occupations in place."""
    statement = _BASE
    for segment in ("PU", "BPU", "JAKON"):
        statement = statement.replace(f"$occupation_{segment}", _words(f"occupation_{segment}"))
    return statement


def roster(position: date, segment: str) -> str:
    """Return the SELECT of one segment's roster at one position."""
    turn = 1 + truth.positions().index(position)
    payer = _PAYER if segment == "BPU" and turn == len(truth.positions()) else ""
    return _ROSTER.replace("$payer", payer).replace("$turn", str(turn)).replace("$segment", _text(segment))


def group(name: str) -> str:
    """Return the SELECT of a group list as Parquet carries it."""
    return _GROUP.replace("$list", _text(name))


def typed(name: str) -> str:
    """Return the SELECT of a group list for a sheet: nik, name, birth, sex, village, district, turn, spare, p."""
    return _TYPED.replace("$list", _text(name))


def employers() -> str:
    """Return the SELECT of the branch's employers, their declared workers equal to the last roster."""
    return _EMPLOYERS.replace("$enterprise", _words("enterprise"))


def _words(name: str) -> str:
    return "[" + ", ".join(_text(word) for word in truth.words()[name]) + "]"


def _text(word: str) -> str:
    return "'" + word.replace("'", "''") + "'"
