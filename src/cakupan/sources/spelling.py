"""Names of regions as people shorten and mistype them: what a text that is no name at all may have meant.

Nothing is decided here. A text comes back with the regions within one or two edits of it; which of them lies under
the parent that the row gives, and whether it is the only one, is seen with the row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from itertools import product

import duckdb

from cakupan import regions
from cakupan.fields.region import key, split, trimmed

#: Distinct strange texts of one column that are looked at; a column with more of them holds no names.
_MOST = 20_000
#: A name shorter than this has too many neighbours; from the second length on two edits are few.
_SHORTEST, _LONG = 5, 9
_NUMBER = re.compile(r"\d+|\b[IVX]+\b|\b[A-Z]\b")

#: A region near a text: its code, its title, and the edits between the two.
Near = tuple[str, str, int]


@cache
def _told() -> dict[str, dict[str, list[str]]]:
    told: dict[str, dict[str, list[str]]] = tomllib.loads(regions.spelling_path().read_text("utf-8"))
    return told


@cache
def aliases() -> dict[str, list[str]]:
    """Return the plain name of an alias -> plain official names of provinces, kabupaten and kota."""
    found: dict[str, list[str]] = {}
    for name, others in _told()["alias"].items():
        for other in others:
            found.setdefault(key(other), []).append(key(name))
    return found


def expanded(text: str) -> set[str]:
    """Return the plain names that a text can be with its shortened words written out; itself is none of them."""
    words = re.findall(r"[A-Z0-9]+", split(trimmed(text))[2].upper())
    choices = [_told()["short"].get(word, [word]) for word in words]
    whole = {"".join(parts) for parts in product(*choices)} if len(words) > 1 else set()
    return whole - {"".join(words)}


def near(link: duckdb.DuckDBPyConnection, texts: Iterable[str], level: str, scope: set[str]) -> dict[str, list[Near]]:
    """Return text -> regions of a level that it may have meant.

    Args:
        link: holds the table `name` (code, title, level, key).
        texts: texts that are no region's name.
        level: level of the regions.
        scope: codes of provinces, kabupaten and kota in which they may lie; empty: anywhere.

    """
    rows = [row for text in list(texts)[:_MOST] for row in _spellings(text)]
    if not rows:
        return {}
    columns = [list(column) for column in zip(*rows, strict=True)]
    told = "select unnest(?) as text, unnest(?) as key, unnest(?) as edits"
    link.execute(f"create or replace temp table told as {told}", columns)
    link.execute("create or replace temp table scope as select unnest(?::varchar[]) as code", [sorted(scope)])
    inside = "true" if not scope else "(left(code, 2) in (from scope) or left(code, 5) in (from scope))"
    found: dict[str, list[Near]] = {}
    for text, code, title, edits in link.execute(_NEAR.format(level=level, inside=inside)).fetchall():
        if _NUMBER.findall(split(trimmed(text))[2].upper()) == _NUMBER.findall(split(title)[2].upper()) or edits == 0:
            found.setdefault(text, []).append((code, title, edits))
    return found


#: Names that agree in their first or their last letters, half of the text's but not more than four: one edit leaves
#: one half of a name alone, and two edits seldom change both ends. Edits without swaps are counted first: it is faster.
_NEAR = """
with candidate as (
  select code, title, key, n, left(key, n) as front, right(key, n) as back
  from name, (values (2), (3), (4)) as t(n) where level = '{level}' and {inside}),
strange as (
  select text, key as told, edits as most, least(4, length(key) // 2) as n, left(key, n) as front, right(key, n) as back
  from told),
pair as (
  select text, told, most, code, title, key from strange s join candidate c
  on c.n = s.n and c.front = s.front and abs(length(key) - length(told)) <= most
  union all
  select text, told, most, code, title, key from strange s join candidate c
  on c.n = s.n and c.back = s.back and c.front <> s.front and abs(length(key) - length(told)) <= most),
likely as materialized (select * from pair where levenshtein(key, told) <= most + 1),
measured as (select text, code, title, most, damerau_levenshtein(key, told) as edits from likely)
select text, code, any_value(title), min(edits) from measured where edits <= most
group by text, code order by text, code
"""


def _spellings(text: str) -> list[tuple[str, str, int]]:
    """Return (text, plain name, edits allowed) for a text as it stands and with its words written out."""
    bare = key(split(trimmed(text))[2])
    allowed = 0 if len(bare) < _SHORTEST else 1 if len(bare) < _LONG else 2
    own = [(text, bare, allowed)] if allowed else []
    return own + [(text, whole, 0) for whole in sorted(expanded(text))]
