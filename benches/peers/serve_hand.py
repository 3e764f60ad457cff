"""The peer: coverage of a region and of its parts, and files behind a count, by hand-written SQL in a bare route.

python -m benches.peers.serve_hand OFFICE PORT PROCESSES

It adds persons up by village once, when it starts, and answers from that table; it knows nothing else.
"""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import duckdb
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from uvicorn.supervisors import Multiprocess

from cakupan import workspace

_ROLLED = """
    create table rolled as
    select region, count(*) filter (track = 'cover') as active, count(*) filter (track = 'eligible') as eligible
    from read_parquet('{folder}/timeline.parquet')
    where track in ('cover', 'eligible') and since <= date '{at}' and date '{at}' < until
    group by region order by region
"""
_BEHIND = """
    create table behind as
    select region, track, batch, count(*) as n
    from (
        select 'cover' as track, region, batch, since, until from read_parquet('{folder}/protected.parquet')
        union all
        select 'eligible', region, batch, since, until from read_parquet('{folder}/listing.parquet')
        where role = 'base'
    ) as stay
    where since <= date '{at}' and date '{at}' < until
    group by all order by region
"""


def app() -> Starlette:
    """Return the two routes, with their tables made."""
    folder = workspace.open_workspace(Path(os.environ["OFFICE"])).current()
    base = duckdb.connect()
    at = base.execute(
        "select max(since) from read_parquet(?) where track = 'eligible'", [str(folder / "timeline.parquet")]
    ).fetchall()[0][0]
    base.execute(_ROLLED.format(folder=folder, at=at))
    base.execute(_BEHIND.format(folder=folder, at=at))

    def region(request: Request) -> JSONResponse:
        code = request.path_params["code"]
        start = "" if code == "ID" else code
        below = {"": 2, 2: 5, 5: 8, 8: 13, 13: 13}[len(code) if start else ""]
        rows = base.cursor().execute(
            "select substr(region, 1, ?) as part, sum(active), sum(eligible) from rolled "
            "where starts_with(region, ?) group by part order by part", [below, start],
        ).fetchall()  # fmt: skip
        active, eligible = sum(row[1] for row in rows), sum(row[2] for row in rows)
        told = {part: [int(a), int(e), float(a / e) if e else None] for part, a, e in rows}
        return JSONResponse({"region": code, "active": int(active), "eligible": int(eligible), "parts": told})

    def why(request: Request) -> JSONResponse:
        code, measure = request.query_params["region"], request.query_params["measure"]
        start = "" if code == "ID" else code
        track = "cover" if measure == "active" else "eligible"
        rows = (
            base.cursor()
            .execute(
                "select batch, sum(n) from behind where starts_with(region, ?) and track = ? group by batch",
                [start, track],
            )
            .fetchall()
        )
        return JSONResponse({"sources": {batch: int(n) for batch, n in rows}})

    async def health(_: Request) -> JSONResponse:
        return JSONResponse({})

    return Starlette(routes=[Route("/region/{code}", region), Route("/why", why), Route("/health", health)])


def main() -> None:
    os.environ["OFFICE"] = sys.argv[1]
    # A socket that says that it is of TCP sends at once; else each answer waits 40 ms for the other side.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.bind(("127.0.0.1", int(sys.argv[2])))
    config = uvicorn.Config(
        "benches.peers.serve_hand:app", factory=True, workers=int(sys.argv[3]), log_level="error", access_log=False
    )
    Multiprocess(config, sockets=[door]).run()


if __name__ == "__main__":
    main()
