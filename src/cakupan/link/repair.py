"""The last digit of a NIK that a spreadsheet lost, from the whole NIK of the same person in another row.

Every sound NIK that the fifteen digits could have been is weighed: birth date and sex must agree, and the name;
the region must not contradict. Only where one NIK is left, and nobody else has as good a claim to it, is it the
person's. All else stays as it was: known by name and birth date.

Whoever shares fifteen digits was born in one kecamatan on one day: a twin (Rina and Rini), or a namesake. So a name in
which one letter was put for another is no likeness, and a name of one word must live in the same village.
"""

from __future__ import annotations

from cakupan.engine import Engine
from cakupan.link.names import spelled

#: Names: the same; the words of one among those of the other; a letter too many, too few, or two turned round.
SAME, PART, NEAR = 3, 2, 1
#: Words shorter than this have too many neighbours one letter away.
_LONG = 6
#: What stands before the name of many, as it sounds, and is left out by some.
_BEFORE = ("MUHAMAD", "M", "SITI", "NUR", "SRI", "ABDUL", "NI", "I")
#: Parts per million, as measured (docs/benchmarks.md).
_SURE, _LIKELY = 999_000, 990_000

_EMPTY = "select cast(null as bigint) as record, cast(null as bigint) as nik, 0 as probability where false"

_REPAIRS = """
with lost as materialized (
    select record, batch, nik_stem, {sound} as name, birth_date, sex, region
    from record where nik_stem is not null
),
-- Excel cuts the last digit off, LibreOffice rounds it away: a number of fifteen digits N stands for N - 5 to N + 9.
told as materialized (select distinct nik_stem, name, birth_date, sex, region from lost),
stems as (select distinct unnest([nik_stem - 1, nik_stem]) as stem from lost),
whole as materialized (
    select distinct cast(r.nik as bigint) as nik, {sound} as name, r.birth_date, r.sex, r.region
    from record r
    where r.nik_key and cast(r.nik as bigint) // 10 in (select stem from stems)
        and r.nik not in (select nik from ({split}) as s)
),
near as (select unnest([nik_stem - 1, nik_stem]) as stem, * from told),
pairs as (
    select t.nik_stem, t.name, t.birth_date, t.sex, t.region, w.nik,
        {together} as home, {neighbours} as near_home, contains(t.name, ' ') as worded,
        {grade} as grade
    from near t
    join whole w on w.nik // 10 = t.stem and w.nik between t.nik_stem * 10 - 5 and t.nik_stem * 10 + 9
    where (t.sex is null or t.sex = w.sex or t.sex = case when w.nik // 1000000000 % 10 > 3 then 'P' else 'L' end)
        and (t.birth_date is null or t.birth_date = w.birth_date
            or ({day_t} = w.nik // 10000 % 1000000 % 400000 and {day_w} is distinct from {day_t}))
),
weighed as (
    select nik_stem, name, birth_date, sex, region, nik, max(grade) as grade,
        bool_or(home or (near_home and worded and grade = {same})) as here
    from pairs where grade > 0 group by all
),
alone as (
    select nik_stem, name, birth_date, sex, region, min(nik) as nik, min(grade) as grade
    from weighed group by nik_stem, name, birth_date, sex, region having count(*) = 1 and bool_and(here)
),
claims as materialized (
    select l.record, l.batch, l.name, a.nik, a.grade
    from lost l join alone a on a.nik_stem = l.nik_stem and a.name = l.name
        and a.birth_date is not distinct from l.birth_date and a.sex is not distinct from l.sex and a.region = l.region
),
-- Names that only resemble the person's must resemble one another too, and not stand beside the person in one list.
claimants as (select distinct nik, name from claims where grade < {same}),
quarrels as (
    select distinct t.nik from claimants t join claimants w on w.nik = t.nik and w.name > t.name where {grade} = 0
),
beside as (
    select distinct c.record
    from claims c join record r on r.batch = c.batch and r.nik_key and cast(r.nik as bigint) = c.nik
    where c.grade < {same}
)
select record, nik, case when grade = {same} then {sure} else {likely} end as probability
from claims
where grade = {same} or (nik not in (select nik from quarrels) and record not in (select record from beside))
"""


def repairs(engine: Engine, split: str) -> str:
    """Return the SELECT of the rows whose NIK has one possible last digit: record, nik, probability.

    Args:
        engine: has the table `record`.
        split: SELECT of the NIKs (column nik) that tell of several persons.

    """
    if not engine.rows("select 1 from record where nik_stem is not null limit 1"):
        return _EMPTY
    return _REPAIRS.format(
        sound=spelled("name"), split=split, grade=_grade(), day_t=_day("t"), day_w=_day("w"),
        together=_lie_together(13), neighbours=_lie_together(5), same=SAME, sure=_SURE, likely=_LIKELY,
    )  # fmt: skip


def _grade() -> str:
    """Return SQL that grades the names of `t` and `w`, as they sound."""
    return (
        f"case when t.name = w.name or replace(t.name, ' ', '') = replace(w.name, ' ', '') then {SAME} "
        f"when {_within('t', 'w')} or {_within('w', 't')} or {_turned()} then {PART} "
        f"when {_one_letter()} then {NEAR} else 0 end"
    )


def _words(of: str) -> str:
    return f"string_split({of}.name, ' ')"


def _within(part: str, of: str) -> str:
    """Return SQL: fewer words, all found in the other name, and the same first one but for what many put before."""
    words, others = _words(part), _words(of)
    strange = f"list_filter({words}, lambda a: not list_contains({others}, a))"
    first = f"({words}[1] = {others}[1] or {words}[1] = {others}[2] and {others}[1] in {_BEFORE})"
    return f"(len({words}) < len({others}) and len({strange}) = 0 and {first} and {part}.name not in {_BEFORE})"


def _turned() -> str:
    """Return SQL: as many words, the same in another order, or some of them by their first letter, not all."""
    words, others = _words("t"), _words("w")
    unlike = (
        f"list_filter(list_zip({words}, {others}), lambda p: p[1] <> p[2] and not "
        "(least(length(p[1]), length(p[2])) = 1 and left(p[1], 1) = left(p[2], 1)))"
    )
    alike = f"list_filter(list_zip({words}, {others}), lambda p: p[1] = p[2] and length(p[1]) > 2)"
    return (
        f"(len({words}) = len({others}) and (list_sort({words}) = list_sort({others}) "
        f"or (len({unlike}) = 0 and len({alike}) > 0)))"
    )


def _one_letter() -> str:
    """Return SQL: as many words, all the same but a long one with a letter too many, too few, or two turned round."""
    words, others = _words("t"), _words("w")
    odd = f"list_filter(list_zip({words}, {others}), lambda p: p[1] <> p[2])"
    long = f"least(length({odd}[1][1]), length({odd}[1][2])) >= {_LONG}"
    return (
        f"len({words}) = len({others}) and len({odd}) = 1 and {long} "
        f"and damerau_levenshtein({odd}[1][1], {odd}[1][2]) = 1 and {_not_put_for(odd)}"
    )


def _not_put_for(odd: str) -> str:
    """Return SQL: no letter stands for another; words of one length then have the same letters."""
    one, other = (f"{odd}[1][{turn}]" for turn in (1, 2))
    letters = (f"list_sort(string_split({word}, ''))" for word in (one, other))
    return f"(length({one}) <> length({other}) or {' = '.join(letters)})"


def _lie_together(depth: int) -> str:
    """Return SQL: the regions of `t` and `w` are one as far as both are told, up to so many signs."""
    told = f"least(length(t.region), length(w.region), {depth})"
    return f"(left(t.region, {told}) = left(w.region, {told}))"


def _day(of: str) -> str:
    """Return SQL of the six digits that a NIK has for a birth date."""
    return f"(day({of}.birth_date) * 10000 + month({of}.birth_date) * 100 + year({of}.birth_date) % 100)"
