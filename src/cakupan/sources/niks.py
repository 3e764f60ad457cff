"""What a whole column of NIKs tells of each of them: whether its last digits are gone, and which places are none.

A spreadsheet keeps fifteen digits of a number and puts a 0 for the sixteenth; a 0 at the end of one NIK means
nothing, at the end of nearly all of them it does. A float keeps every number up to 2^53; above it (Papua) only the
even ones.
"""

from __future__ import annotations

from collections import defaultdict
from math import comb

from cakupan import regions
from cakupan.sources.odd import table
from cakupan.sources.sheet import quoted
from cakupan.sources.stage import Stage

#: Share of sound NIKs that end in 0: fewer than one in ten, for serial numbers begin at 0001.
_NATURAL = 0.1
#: A column is suspected from twice that share on, where chance explains it less often than this.
_SUSPECT, _CHANCE = 0.2, 0.002
#: From so many on, twice the natural share is no chance any more.
_MANY = 200
#: The last whole number up to which a float keeps all; so many above it, all even, are no chance.
_EXACT = 1 << 53
_ALL_EVEN = 8
#: Kecamatan that were given up or moved to a new kabupaten left gaps, and numbers above today's last.
_GONE = 10
#: Kabupaten and kota of Kalimantan Utara by the code they had in Kalimantan Timur, until 2012.
_BEFORE = ("64.04", "64.05", "64.06", "64.10", "64.73")


def said(stage: Stage) -> dict[str, str]:
    """Return SQL over a cleaned row `c` by what to put in: `nik_tails` (its last digit is lost), `nik_nowhere`.

    Args:
        stage: the staged rows, all of them.

    """
    found = {"nik_tails": "false", "nik_nowhere": "false"}
    if stage.fields.get("nik") != "nik":
        return found
    counted = stage.engine.rows(
        f"""
        select sheet_no, nik // 10000000000, count(*), count(*) filter (nik % 10 = 0),
          count(*) filter (nik > {_EXACT}), count(*) filter (nik > {_EXACT} and nik % 2 = 1)
        from stage where nik is not null group by all
        """
    )
    tails, halves = _damaged(counted)
    conditions = [f"c.sheet_no in ({', '.join(map(str, tails))}) and c.nik % 10 = 0"] if tails else []
    conditions += [f"c.sheet_no in ({', '.join(map(str, halves))}) and c.nik > {_EXACT}"] if halves else []
    if conditions:
        found["nik_tails"] = f"({' or '.join(conditions)})"
    if _nowhere(stage, {place for _, place, *_ in counted}):
        found["nik_nowhere"] = "nik // 10000000000 in (select place from nik_nowhere)"
    return found


def _damaged(counted: list[tuple[int, ...]]) -> tuple[list[int], list[int]]:
    """Return the sheets whose NIKs have lost their last digit, and those that lost whether it is even or odd."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for sheet, _, *numbers in counted:
        sums[sheet] = [one + other for one, other in zip(sums[sheet], numbers, strict=True)]
    tails = [sheet for sheet, (n, zeros, _, _) in sorted(sums.items()) if no_chance(n, zeros)]
    halves = [sheet for sheet, (_, _, n, odd) in sorted(sums.items()) if n >= _ALL_EVEN and not odd]
    return tails, halves


def no_chance(n: int, zeros: int) -> bool:
    """Say whether so many of n NIKs that end in 0 are more than chance explains."""
    if zeros < _SUSPECT * n or not n:
        return False
    if n >= _MANY:
        return True
    ways = (comb(n, k) * _NATURAL**k * (1 - _NATURAL) ** (n - k) for k in range(zeros, n + 1))
    return sum(ways) < _CHANCE


def _nowhere(stage: Stage, places: set[int]) -> bool:
    """Make the table `nik_nowhere` of places that no NIK can be from; return whether there are any."""
    known = dict(
        stage.engine.rows(
            f"""
            with present as (
              select substr(code, 1, 5) as code, max(try_cast(substr(code, 7, 2) as integer)) as last
              from read_parquet({quoted(regions.region_path())}) where level in ('regency', 'district') group by 1
              union all select old_code, null from read_parquet({quoted(regions.region_change_path())})
              where length(old_code) = 5
              union all select unnest({list(_BEFORE)}), null)
            select replace(code, '.', '')::integer, coalesce(max(last) + {_GONE}, 99) from present group by code
            """
        )
    )
    none = [(place,) for place in sorted(places) if not 0 < place % 100 <= known.get(place // 100, 0)]
    table(stage.engine, "nik_nowhere", {"place": "bigint"}, none)
    return bool(none)
