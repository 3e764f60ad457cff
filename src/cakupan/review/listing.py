"""The pairs of a build that somebody should look at, the most valuable first.

A pair is worth what its answer would change in the office's counts, times the chance that it changes anything: of a
pair that is not joined, that it is one person; of a joined one, that it is two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib import resources
from typing import Any

from cakupan.engine import Engine
from cakupan.link.recipe import LEVELS
from cakupan.results import Answers
from cakupan.results.compose import within
from cakupan.review import calibration
from cakupan.review.calibration import Counts
from cakupan.review.shapes import Pair, Row, pair_id_sql

#: How a pair may stand that nobody has decided and that was not joined.
OPEN = ("unsure", "rival", "beside", "chain")
_OWN = (
    "coalesce(case when nik_key then nik end, "
    "name || '|' || coalesce(cast(birth_date as varchar), '') || '|' || substr(region, 1, 5))"
)
_EFFECT = ("active", "eligible", "uncovered_named", "reached", "listed")
_LISTED = """
    select {id} as id, f.standing, f.probability, f.alone, {levels}, f.others, f.chance, f.stake, {effect},
        f.record_l, f.record_r, f.base_l, f.groups_l, f.covered_l, f.base_r, f.groups_r, f.covered_r
    from review_flip f
    join record l on l.record = f.record_l
    join record r on r.record = f.record_r
    where {where}
    order by f.stake * f.chance desc, f.probability desc, f.record_l, f.record_r
    {limit}
"""
_ROWS = """
    select r.record, r.batch, r.sheet, r.row_no, b.kind, b.role, b.group_code, r.name,
        coalesce(r.nik, cast(r.nik_stem as varchar)), r.nik_key, r.nik_stem is not null, r.birth_date, r.sex, r.region
    from record r join batch b on b.batch = r.batch
    where r.record in ({records})
"""
_TOGETHER = """
    with beside as materialized (
        select record_l, record_r, person_l, person_r from review_pair
        where standing = 'beside' and record_l in ({records})
    ),
    one as materialized (
        select b.record_l, b.record_r, r.batch
        from beside b join person p on p.person = b.person_l join record r on r.record = p.record
    ),
    other as materialized (
        select b.record_l, b.record_r, r.batch
        from beside b join person p on p.person = b.person_r join record r on r.record = p.record
    )
    select o.record_l, o.record_r, min(o.batch)
    from one o join other t on t.record_l = o.record_l and t.record_r = o.record_r and t.batch = o.batch
    group by o.record_l, o.record_r
"""


def pairs(
    answers: Answers,
    *,
    joined: bool = False,
    split: bool = False,
    region: str = "",
    limit: int | None = 20,
    at: date | None = None,
    only: Sequence[tuple[int, int]] = (),
    seen: Counts | None = None,
) -> list[Pair]:
    """Return the pairs of a build that somebody should look at, the most valuable first.

    Args:
        answers: an open build.
        joined: those that were joined, instead of those that were not.
        split: persons of one NIK who were told apart, instead.
        region: code or name; pairs one of whose rows lies in it. Empty for all.
        limit: how many; None for all.
        at: the day on which lists and cover are looked at; None for the latest.
        only: these pairs of rows alone, however they stand.
        seen: what people of this office decided of pairs, by family and band.

    Raises:
        Refusal: there is no such region.

    """
    standings = ("split",) if split else ("joined",) if joined else OPEN
    weigh(answers, standings, at, seen, only)
    code = answers.region_code(region) if region else "ID"
    where = "true" if code == "ID" else f"({within('l.region', code)} or {within('r.region', code)})"
    select = _LISTED.format(
        id=pair_id_sql("f.record_l", "f.record_r"), levels=_columns("f", [f"{name}_level" for name in LEVELS]),
        effect=_columns("f", _EFFECT), where=where, limit="" if limit is None else f"limit {limit:d}",
    )  # fmt: skip
    return _told(answers, answers.engine.rows(select))


def weigh(
    answers: Answers,
    standings: Sequence[str],
    at: date | None = None,
    seen: Counts | None = None,
    only: Sequence[tuple[int, int]] = (),
) -> None:
    """Make the table `review_flip`: pairs that stand so, with what changes if they turn out otherwise.

    Args:
        answers: an open build.
        standings: how the pairs stand; `split` for persons of one NIK told apart.
        at: the day on which lists and cover are looked at; None for the latest.
        seen: what people of this office decided of pairs, by family and band.
        only: these pairs of rows alone.

    """
    engine = answers.engine
    wanted = "p.standing in (" + ", ".join(f"'{standing}'" for standing in standings) + ")"
    if only:
        told = ", ".join(f"({min(pair)}, {max(pair)})" for pair in only)
        wanted = f"(least(p.record_l, p.record_r), greatest(p.record_l, p.record_r)) in ({told})"
    split = str("split" in standings and not only).lower()
    engine.hold("review_pair", calibration.families(_sql("pairs", wanted=wanted, split=split)))
    engine.hold("review_chance", calibration.table(calibration.as_rows(seen)))
    engine.hold("review_side", _sql("sides", day=_day(engine, at), own=_OWN))
    engine.hold("review_flip", _sql("flips"))


def families(answers: Answers, found: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, int]]:
    """Return the family and the probability of those of some pairs of rows that linking weighed and nobody decided."""
    if not found:
        return {}
    listed = ", ".join(f"({one}, {other})" for one, other in found)
    pairs = (
        "select p.record_l, p.record_r, p.standing, p.probability, p.name_level, "
        "p.unit_l > 0 and p.unit_r > 0 as niks, v.one as left_told, v.another as right_told "
        f"from (values {listed}) as v(one, another) join pairing p "
        "on least(v.one, v.another) = least(p.record_l, p.record_r) "
        "and greatest(v.one, v.another) = greatest(p.record_l, p.record_r) where p.standing not in ('same', 'apart')"
    )
    rows = answers.engine.rows(
        f"select left_told, right_told, family, probability from ({calibration.families(pairs)}) as f"
    )
    return {(one, other): (family, probability) for one, other, family, probability in rows}


def _day(engine: Engine, at: date | None) -> str:
    """Return SQL of the day asked, or of the latest position of a list."""
    day = at or engine.rows("select max(position) from batch where kind in ('workers', 'members')")[0][0]
    return f"date '{day or date.min}'"


def _sql(name: str, **words: str) -> str:
    return (resources.files(__package__) / f"{name}.sql").read_text("utf-8").format_map(words)


def _columns(of: str, names: Sequence[str]) -> str:
    return ", ".join(f"{of}.{name}" for name in names)


def _told(answers: Answers, found: list[tuple[Any, ...]]) -> list[Pair]:
    if not found:
        return []
    levels, effect = 4 + len(LEVELS), 7 + len(LEVELS)
    records = sorted({record for row in found for record in row[effect + len(_EFFECT) :][:2]})
    rows = {row[0]: row for row in answers.engine.rows(_ROWS.format(records=", ".join(map(str, records))))}
    files = {batch["batch"]: batch["name"] for batch in answers.batches()}
    select = _TOGETHER.format(records=", ".join(map(str, records)))
    together = {(one, other): files[batch] for one, other, batch in answers.engine.rows(select)}

    def side(record: int, base: bool, groups: list[str], covered: bool) -> Row:
        _, batch, sheet, row_no, kind, role, group, name, nik, key, lost, born, sex, region = rows[record]
        return Row(
            record, batch, files[batch], sheet, row_no, kind, role, group, name, nik, key, lost, born, sex, region,
            answers.region_title(region), base, tuple(groups), covered,
        )  # fmt: skip

    def pair(row: tuple[Any, ...]) -> Pair:
        name, standing, probability, alone = row[:4]
        one, other, *states = row[effect + len(_EFFECT) :]
        told = {name: level for name, level in zip(LEVELS, row[4:levels], strict=True) if level is not None}
        others, chance, stake = row[levels:effect]
        changes = dict(zip(_EFFECT, row[effect:], strict=False))
        left, right = side(one, *states[:3]), side(other, *states[3:])
        where = together.get((one, other), "")
        return Pair(
            name, standing, probability, alone, told, max(others, 0), chance, stake, changes, left, right, where
        )  # fmt: skip

    return [pair(row) for row in found]
