"""Regions by name and code: as many of them as a file speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import duckdb

from cakupan import regions
from cakupan.engine.duckdb import DuckDB
from cakupan.fields.region import LEVELS, cut, depth, dotted, key, key_sql, split
from cakupan.sources.sheet import quoted

#: Flags of a place, the gravest first; empty text: nothing to remark.
FLAGS = ("region_outside", "region_ambiguous", "region_higher", "region_code_mended", "region_old", "")


@dataclass(frozen=True, slots=True)
class Token:
    """What one text in a region column can mean.

    Args:
        codes: regions of today that it can be.
        parent: the deepest region that a code without a region of its own lies in.
        tail: the last digits of a code, for columns that hold only these.
        flag: what is to be remarked if it is taken.

    """

    codes: tuple[str, ...] = ()
    parent: str = ""
    tail: str = ""
    flag: str = ""


#: A text that fits no region.
UNMATCHED = Token()


def keys(text: str) -> set[str]:
    """Return the names that a text may hold, without and with the kind before it."""
    return {key(text), key(split(text)[2])} - {""}


def code_like(text: str) -> list[str]:
    """Return the codes that a text can be, historical areas and the nation too."""
    bare = text.strip().upper()
    return [bare] if bare == "ID" or "+" in bare else dotted(text)


@dataclass(slots=True)
class Gazetteer:
    """Regions that a file may mean, by name, by code and by BPS code."""

    by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    by_bps: dict[str, str] = field(default_factory=dict)
    renewed: dict[str, str] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)

    def inside(self, code: str, parent: str) -> bool:
        """Whether a region lies in another, today or by its former code."""
        if not parent or code == parent or code.startswith(parent + "."):
            return True
        return any(f"{old}.".startswith(parent + ".") for old in self.former.get(cut(code, 2), ()))

    def token(self, text: str, level: str) -> Token:
        """Return what a text in the column of a level can mean; level `region`: any level, `bps`: BPS codes."""
        if level == "bps":
            digits = text.strip().removesuffix(".0").replace(".", "")
            found = self.by_bps.get(digits) or self.by_bps.get(digits[:4]) or self.by_bps.get(digits[:2], "")
            return Token((found,), flag="" if digits in self.by_bps else "region_higher") if found else UNMATCHED
        return self._by_code(text, level) or self._by_name(text, level)

    def _by_code(self, text: str, level: str) -> Token | None:
        bare = text.strip().replace("'", "")
        for code in code_like(text):
            mended = (
                "region_code_mended"
                if code.replace(".", "") != bare.replace(".", "").removesuffix("0") and "." in bare and len(bare) == 4
                else ""
            )
            if code in self.titles:
                return Token((code,), flag=mended)
            if new := self.renewed.get(cut(code, 2)):
                return Token((new,), flag="region_old" if depth(code) <= 2 else "region_higher")
            parents = [cut(code, levels) for levels in range(depth(code) - 1, 0, -1)]
            known = next((parent for parent in parents if parent in self.titles), "")
            if level == "region" or known:
                return Token(parent=known)
        return Token(tail=bare) if bare.isdigit() and len(bare) in (2, 4) else None

    def _by_name(self, text: str, level: str) -> Token:
        told, sort, bare = split(text)
        if key(text) in ("INDONESIA", "NASIONAL", "NATIONAL") and level == "region":
            return Token(("ID",))
        levels = (told,) if told and level == "region" else LEVELS if level == "region" else (level,)
        for one in levels:
            whole = self.by_name.get((one, key(text)), [])
            short = [code for code in self.by_name.get((one, key(bare)), []) if self._is(code, sort)]
            if whole or short:
                return Token(tuple(dict.fromkeys(short or whole)))
        return UNMATCHED

    def _is(self, code: str, sort: str) -> bool:
        city = depth(code) == 2 and self.titles.get(code, "").startswith("Kota ")
        return not sort or depth(code) != 2 or city == (sort == "KOTA")


@cache
def _names() -> duckdb.DuckDBPyConnection:
    """Return all regions by their plain names, once for all files: plain names take longer than finding one."""
    link = duckdb.connect(":memory:", config={"threads": 1})
    link.execute(
        f"create table name as select code, title, level, bps_code, {key_sql('name')} as key "
        f"from read_parquet({quoted(regions.region_path())})"
    ).fetchall()
    return link


def load(engine: DuckDB, texts: Iterable[str], codes: Iterable[str]) -> Gazetteer:
    """Return the regions that these texts may name, and these codes with all above them."""
    texts = list(texts)
    wanted = {name for text in texts for name in keys(text)}
    listed = {code for text in texts for code in code_like(text)} | set(codes)
    above = {cut(code, levels) for code in listed for levels in range(1, depth(code) + 1)} | listed | {"ID"}
    digits = {text.strip().removesuffix(".0").replace(".", "")[:n] for text in texts for n in (2, 4, 7, 10)}
    found = (
        _names()
        .cursor()
        .execute(
            "select code, title, level, bps_code, key from name where key in (select unnest(?::varchar[])) "
            "or code in (select unnest(?::varchar[])) or bps_code in (select unnest(?::varchar[]))",
            [sorted(wanted), sorted(above), sorted(digits)],
        )
        .fetchall()
    )
    gazetteer = Gazetteer()
    for code, title, level, bps, name in found:
        gazetteer.by_name.setdefault((level, name), []).append(code)
        gazetteer.titles[code] = title
        if bps:
            gazetteer.by_bps[bps] = code
    _add_changes(engine, gazetteer)
    return gazetteer


def _add_changes(engine: DuckDB, gazetteer: Gazetteer) -> None:
    changes = engine.rows(
        f"select old_code, old_name, new_code, new_name from read_parquet({quoted(regions.region_change_path())}) "
        "where old_code is not null"
    )
    for old_code, old_name, new_code, new_name in changes:
        level = LEVELS[depth(new_code) - 1]
        if old_code != new_code:
            gazetteer.renewed[old_code] = new_code
            gazetteer.former.setdefault(new_code, []).append(old_code)
        if key(old_name) != key(new_name):
            gazetteer.by_name.setdefault((level, key(old_name)), []).append(new_code)
