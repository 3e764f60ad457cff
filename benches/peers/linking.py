"""Two cleaned lists linked by simpler means: an exact join, and points given by hand to pairs that share a block.

python -m benches.peers.linking exact|sql|rapidfuzz FOLDER

FOLDER holds `workers.parquet` and `members.parquet` (record, nik, name, birth, regency, sex) and gets `answer.parquet`:
the row of each member beside the one row of a worker that got the most points, where these are six or more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb

from benches.ours.link import Clock

_BLOCKS = (
    "p.nik = q.nik",
    "p.birth = q.birth and p.regency = q.regency",
    "p.birth = q.birth and p.name[1:3] = q.name[1:3]",
    "p.name = q.name and p.regency = q.regency and p.birth[1:4] = q.birth[1:4]",
    "p.nik[1:12] = q.nik[1:12]",
)
_PAIRS = "select q.record as member, p.record as worker from members q join workers p on "
_SORTED = "list_aggregate(list_sort(string_split({0}.name, ' ')), 'string_agg', ' ')"
_POINTS = f"""
select member, worker,
    case when q.nik is null or p.nik is null then 0 when p.nik = q.nik then 8
        when damerau_levenshtein(p.nik, q.nik) <= 2 then 5 else -4 end
    + case when p.name = q.name then 5 when jaro_winkler_similarity(p.name, q.name) > 0.92 then 4
        when jaro_winkler_similarity(p.name, q.name) > 0.8 then 2
        when jaro_winkler_similarity({_SORTED.format("p")}, {_SORTED.format("q")}) > 0.92 then 3 else -3 end
    + case when q.birth is null or p.birth is null then 0 when p.birth = q.birth then 5
        when damerau_levenshtein(p.birth, q.birth) <= 2 then 2 else -4 end
    + case when p.regency = q.regency then 2 else -1 end
    + case when q.sex is null or p.sex is null then 0 when p.sex = q.sex then 0.3 else -2 end as points
from pair join members q on q.record = member join workers p on p.record = worker
"""
_TEXTS = """
select member, worker, q.name as name_q, p.name as name_p, coalesce(q.nik, '') as nik_q, coalesce(p.nik, '') as nik_p,
    coalesce(q.birth, '') as birth_q, coalesce(p.birth, '') as birth_p,
    case when p.regency = q.regency then 2 else -1 end
        + case when q.sex is null or p.sex is null then 0 when p.sex = q.sex then 0.3 else -2 end as others
from pair join members q on q.record = member join workers p on p.record = worker
"""
_BEST = "select member, arg_max(worker, points) as worker from {0} group by member having max(points) >= 6"


def exact(_: duckdb.DuckDBPyConnection) -> str:
    """Return the SELECT of the answer: the same NIK."""
    return f"{_PAIRS} p.nik = q.nik"


def sql(link: duckdb.DuckDBPyConnection) -> str:
    """Return the SELECT of the answer: points counted in SQL."""
    link.execute(f"create table weighed as {_POINTS}")
    return _BEST.format("weighed")


def rapidfuzz(link: duckdb.DuckDBPyConnection) -> str:
    """Return the SELECT of the answer: points counted with the distances of rapidfuzz."""
    import numpy as np
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import DamerauLevenshtein

    told = link.execute(_TEXTS).df()

    def far(what: str, scorer: Callable[..., float]) -> np.ndarray:
        return process.cpdist(told[f"{what}_q"].tolist(), told[f"{what}_p"].tolist(), scorer=scorer, workers=-1)

    name, nik, birth = (
        far("name", fuzz.token_sort_ratio), far("nik", DamerauLevenshtein.distance),
        far("birth", DamerauLevenshtein.distance),
    )  # fmt: skip
    unknown = {what: (told[f"{what}_q"] == "") | (told[f"{what}_p"] == "") for what in ("nik", "birth")}
    points = (
        np.where(unknown["nik"], 0, np.where(nik == 0, 8, np.where(nik <= 2, 5, -4)))
        + np.where(name == 100, 5, np.where(name > 90, 4, np.where(name > 78, 2, -3)))
        + np.where(unknown["birth"], 0, np.where(birth == 0, 5, np.where(birth <= 2, 2, -4)))
        + told["others"]
    )
    link.register("weighed", told[["member", "worker"]].assign(points=points))
    return _BEST.format("weighed")


def main() -> None:
    method, folder = {"exact": exact, "sql": sql, "rapidfuzz": rapidfuzz}[sys.argv[1]], Path(sys.argv[2])
    clock, link = Clock(), duckdb.connect()
    with clock.of("choosing"):
        for name in ("workers", "members"):
            link.execute(f"create table {name} as from '{folder}/{name}.parquet'")
        if method is not exact:
            link.execute("create table pair as " + " union ".join(_PAIRS + block for block in _BLOCKS))
    with clock.of("predicting"):
        link.execute(f"copy ({method(link)}) to '{folder}/answer.parquet' (format parquet)")
    print(json.dumps(clock.machine(("choosing", "predicting"))))


if __name__ == "__main__":
    main()
