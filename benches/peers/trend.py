"""The trend as others write it: `distinct` counts persons by month in person-months, `intervals` runs a sum by hand.

python -m benches.peers.trend distinct|intervals FILE TIMES
"""

from __future__ import annotations

import json
import os
import sys
import time
from statistics import median

import duckdb

from benches.stays import ENDS

_DISTINCT = "select count(distinct person), null from file group by month order by month"
_INTERVALS = """
    with edge as (
        select 1 as member, since as day, count(*) as n from file where track = 'cover' group by since
        union all select 1, until, -count(*) from file where track = 'cover' group by until
        union all select 0, since, count(*) from file where track = 'eligible' group by since
        union all select 0, until, -count(*) from file where track = 'eligible' group by until
    ),
    month as (select unnest(?) as day)
    select cast(sum(case when member = 1 then n end) as bigint), cast(sum(case when member = 0 then n end) as bigint)
    from month m join edge e on e.day <= m.day
    group by m.day
    order by m.day
"""


def main() -> None:
    way, file, times = sys.argv[1:]
    link = duckdb.connect()
    link.execute(f"set threads = {os.cpu_count()}")
    link.execute(f"create view file as select * from read_parquet('{file}')")
    statement, words = (_DISTINCT, None) if way == "distinct" else (_INTERVALS, [list(ENDS)])
    took, rows = [], []
    for _ in range(int(times) + (way != "distinct")):
        start = time.perf_counter()
        rows = link.execute(statement, words).fetchall()
        took.append(time.perf_counter() - start)
    told = [list(row) for row in rows]
    print(json.dumps({"seconds": median(took[-int(times) :]), "answers": {"months": told}}))


if __name__ == "__main__":
    main()
