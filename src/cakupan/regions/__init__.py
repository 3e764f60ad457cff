"""Where the shipped region tables are: codes and names, codes that changed, and the built-in picture.

`SOURCES.md` beside them says where each column comes from and under which licence.
"""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent

#: Provinces of the past that figures still count whole, as the sum of those that replaced them.
AREAS = ("91+93+94+95", "92+96")


def region_path() -> Path:
    """Return the Parquet file of all regions of today's decree, sorted by code.

    Columns: code, name, title, level (nation, area, province, regency, district, village), parent, bps_code,
    population (persons), lat, lng (degrees), since, until. The nation is `ID`. An area joins the codes of the
    provinces that it held with `+`; it was one province until its `until`, and figures that still count it
    whole after that day name it too. `since` and `until` say when the region existed, not when its code was
    given: 93.01 Merauke is older than the province 93.
    """
    return _FOLDER / "region.parquet"


def region_change_path() -> Path:
    """Return the Parquet file of the codes and names of provinces and kabupaten/kota that changed.

    Columns: old_code, old_name, new_code, new_name, since, change (recoded, renamed, new); a new region has
    no old code. No old code that was given up means another region today. The kecamatan and villages below a
    recoded kabupaten were numbered afresh: never swap the front of such a code, go by kabupaten and name.
    """
    return _FOLDER / "region_change.parquet"


def spelling_path() -> Path:
    """Return the TOML of shortened names: `alias`, official name -> others; `short`, a word -> what it stands for."""
    return _FOLDER / "spelling.toml"


def cartogram_path() -> Path:
    """Return the CSV of the built-in picture: a tile for each province, a circle for each kabupaten/kota.

    Columns: code, level, label, shape (tile, circle), x, y, r. The tiles make one picture; the circles of
    each province make another, to be drawn alone. In each the longer side runs from 0 to 1, y downwards; x
    and y are the middle of the shape, r is half a tile's side or a circle's radius. No two shapes of one
    picture overlap.
    """
    return _FOLDER / "cartogram.csv"
