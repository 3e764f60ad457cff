"""The titles of the regions of a reading, of whatever level."""

from __future__ import annotations

from collections.abc import Iterable

from cakupan import regions
from cakupan.verify.shapes import Figure


def titles(figures: Iterable[Figure]) -> dict[str, str]:
    """Return the titles of the regions that figures are of, by code."""
    import duckdb

    wanted = sorted({figure.region for figure in figures if figure.region})
    if not wanted:
        return {}
    with duckdb.connect(":memory:", config={"threads": 1}) as link:
        return dict(
            link.execute(
                "select code, title from read_parquet(?) where list_contains(?, code)",
                [str(regions.region_path()), wanted],
            ).fetchall()
        )
