"""How much speaks for two faces being one person: Splink weighs them, and what an earlier build weighed is kept.

A weight depends on two faces and the recipe alone. So a new roster is held against all, the rest is not weighed again,
and the outcome is that of weighing everything.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from cakupan.link import recipe as recipes
from cakupan.link.candidates import ALLOWED, KEYS, candidates
from cakupan.schema import TABLES, empty

if TYPE_CHECKING:
    from cakupan.engine.duckdb import DuckDB
    from cakupan.link.recipe import Recipe

#: Weights are told as if one pair in so many were one person; what an office's own numbers say is added later.
PRIOR = 1e-6
#: Pairs below this weight, in bits, are not kept: the smallest office adds less than what is missing.
_FLOOR = -14.0
_LEVELS = ", ".join(f"gamma_{name} as {name}_level" for name in recipes.LEVELS)
_WEIGHED = f"""
select least(face_l, face_r) as face_l, greatest(face_l, face_r) as face_r,
    cast(round(1000 * match_weight) as bigint) as weight, {_LEVELS}
from {{predicted}}
"""
#: Each face in a statement of its own: asked for both at once, the engine may hold all candidates against one another.
_STOOD = f"""
select k.*, l.unit, l.side, l.asks, {", ".join(f"l.{key}" for key in KEYS)}
from standing_likeness k
join candidate l on l.face = k.face_l
where l.face not in (from fresh)
"""
_KEPT = f"""
select {", ".join(f"l.{name}" for name in TABLES["likeness"].names())}
from stood l
join candidate r on r.face = l.face_r
where r.face not in (from fresh) and {ALLOWED} and ({" or ".join(f"l.{key} = r.{key}" for key in KEYS)})
"""
_FRESH = """
select t.face from told t left join standing_face s on s.face = t.face
where s.face is null or s.side <> t.side or s.asks <> t.asks
"""


def weigh(engine: DuckDB, standing: Path | None = None) -> str:
    """Return the SELECT of the pairs of faces that may be one person, with their weights.

    Args:
        engine: has the table `told`.
        standing: folder of an earlier build whose tables `face` and `likeness` were made by the same code.

    """
    # Held in every case, so that no pairs are written as the same bytes whichever way none was found.
    engine.hold("likely", _likely(engine, standing) or empty(TABLES["likeness"]))
    return "from likely"


def _likely(engine: DuckDB, standing: Path | None) -> str:
    if not candidates(engine):
        return ""
    only, kept = "", []
    if standing is not None:
        engine.table("standing_face", [standing / "face.parquet"])
        engine.table("standing_likeness", [standing / "likeness.parquet"])
        engine.hold("fresh", _FRESH)
        engine.hold("stood", _STOOD)
        kept.append(_KEPT)
        only = "(l.fresh or r.fresh)"
        engine.hold("asked", f"select *, face in (from fresh) as fresh from candidate where {_near_fresh()}")
    else:
        engine.view("asked", "select * from candidate")
    if len(engine.rows("select 1 from asked limit 2")) == 2:
        kept.append(_WEIGHED.format(predicted=_predict(engine, recipes.shipped(), only)))
    return " union all ".join(f"({part})" for part in kept)


def _near_fresh() -> str:
    """Return SQL: the face is fresh, or shares a key with one that is."""
    fresh = "from candidate where face in (from fresh)"
    return "face in (from fresh) or " + " or ".join(f"{key} in (select {key} {fresh})" for key in KEYS)


def _predict(engine: DuckDB, recipe: Recipe, only: str) -> str:
    """Return the name of the table that Splink makes of the faces in `asked`."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=engine.connection)
    linker = Linker(
        api.register("asked"), recipe.settings(PRIOR, only), log_level=logging.ERROR, validate_settings=False
    )
    return str(linker.inference.predict(threshold_match_weight=_FLOOR).physical_name)
