"""Kecamatan and desa of the office's own kabupaten, which a text names without their kind: in a list, or by the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cakupan import regions
from cakupan.fields.region import cut
from cakupan.verify.lexicon import listed
from cakupan.verify.words import Hit, Phrases, Words

#: Levels of a code: of a kabupaten or kota, and of a kecamatan; letters of the codes of a kecamatan and a desa.
_KABUPATEN, _KECAMATAN = 2, 3
_DISTRICT, _VILLAGE = 8, 13
#: Rows of a list, at least; lines from one to the next, at most.
_ROWS, _NEXT = 2, 2
#: What stands before the name in a row: its number, a bullet, a bar.
_BEFORE = re.compile(r"[\W\d_]*")
#: What stands behind the name in a row.
_BEHIND = re.compile(r"[^\S\n]*(?:$|[\n\d|:=→(\t–—-]|Rp)", re.MULTILINE)
#: Letters of a name, at least, that says by the way which kecamatan is meant.
_LONG = 4


@dataclass(frozen=True, slots=True)
class _Row:
    """A name that opens a line, and what it may be."""

    line: int
    hit: Hit[tuple[str, ...]]

    def of(self, letters: int) -> tuple[str, ...]:
        """Return the codes of so many letters that it may be."""
        return tuple(code for code in self.hit.meaning if len(code) == letters)


@cache
def names(kabupaten: str) -> Phrases[tuple[str, ...]]:
    """Return the names of the kecamatan and desa of a kabupaten or kota, with their codes."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as link:
        rows = link.execute(
            "select code, lower(name) from read_parquet(?) where starts_with(code, ?) order by code",
            [str(regions.region_path()), f"{kabupaten}."],
        ).fetchall()
    by_name: dict[str, list[str]] = {}
    for code, name in rows:
        by_name.setdefault(name, []).append(code)
    return Phrases.of((name, tuple(codes)) for name, codes in by_name.items())


def around(home: str) -> Phrases[tuple[str, ...]]:
    """Return the names in the kabupaten of an office; none where it has no kabupaten."""
    kabupaten = cut(home, _KABUPATEN)
    return names(kabupaten) if "." in kabupaten else Phrases()


def by_the_way(told: Words, at: int, home: str) -> Hit[tuple[str, ...]] | None:
    """Return the kecamatan of an office whose name begins at a token."""
    hit = around(home).here(told.lows, at)
    codes = tuple(code for code in hit.meaning if len(code) == _DISTRICT) if hit else ()
    if hit is None or not codes or told.lows[at] in listed("places", "kinds") | listed("places", "compass"):
        return None
    length = told.ends[hit.last - 1] - told.starts[hit.first]
    return Hit(hit.first, hit.last, codes) if length >= _LONG else None


def in_rows(told: Words, home: str, elsewhere: Phrases[tuple[str, ...]]) -> dict[int, Hit[tuple[str, ...]]]:
    """Return the kecamatan or desa by whose names the rows of a list begin, by the token of the name.

    Args:
        told: the text.
        home: code of the office's region.
        elsewhere: names of other regions; a list of them is none of kecamatan, though some bear their names.

    """
    found: dict[int, Hit[tuple[str, ...]]] = {}
    for block in _blocks(list(_rows(told, home, elsewhere))):
        own = [row for row in block if not elsewhere.here(told.lows, row.hit.first)]
        if len(own) < _ROWS or any(not row.hit.meaning for row in block):
            continue
        districts, villages = (sum(bool(row.of(level)) for row in own) for level in (_DISTRICT, _VILLAGE))
        level = _DISTRICT if districts >= villages else _VILLAGE
        inside = _kecamatan(block, home) if level == _VILLAGE else ""
        for row in block:
            codes = row.of(level)
            codes = tuple(code for code in codes if code.startswith(inside)) or codes
            if codes:
                found[row.hit.first] = Hit(row.hit.first, row.hit.last, codes)
    return found


def _rows(told: Words, home: str, elsewhere: Phrases[tuple[str, ...]]) -> Iterator[_Row]:
    """Yield the lines that begin with the name of a region, and with no code those that only lie elsewhere."""
    known, start = around(home), 0
    for number, line in enumerate(told.text.split("\n") if known.by_first else ()):
        opens = _BEFORE.match(line)
        at = told.at(start + (opens.end() if opens else 0))
        start += len(line) + 1
        if at >= len(told.lows) or not told.text[told.starts[at]].isupper() or told.starts[at] >= start:
            continue
        hit = known.here(told.lows, at) or elsewhere.here(told.lows, at)
        if hit and _BEHIND.match(told.text, told.ends[hit.last - 1]):
            yield _Row(number, hit if known.here(told.lows, at) else Hit(hit.first, hit.last, ()))


def _blocks(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Yield the rows that follow each other, in one list."""
    block: list[_Row] = []
    for row in rows:
        if block and row.line - block[-1].line > _NEXT:
            yield block
            block = []
        block.append(row)
    yield block


def _kecamatan(block: Sequence[_Row], home: str) -> str:
    """Return the code of the kecamatan in which the desa of a list lie: where most do, the office's own first."""
    lie = Counter(code for row in block for code in {cut(one, _KECAMATAN) for one in row.of(_VILLAGE)})
    most = max(lie, key=lambda code: (lie[code], home.startswith(code)), default="")
    return f"{most}." if lie[most] > len(block) / 2 else ""
