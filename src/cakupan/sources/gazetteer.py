"""Regions by name and code: as many of them as a file speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import duckdb

from cakupan import regions
from cakupan.engine.duckdb import DuckDB
from cakupan.fields.region import LEVELS, cut, depth, dotted, key, key_sql, split, trimmed
from cakupan.sources import spelling
from cakupan.sources.sheet import quoted

#: Flags of a place, the gravest first; empty text: nothing to remark.
FLAGS = (
    "region_outside", "region_ambiguous", "region_higher", "region_misspelt", "region_code_mended", "region_old", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """What one text in a region column can mean.

    Args:
        codes: regions of today that it can be.
        parent: the deepest region that a code without a region of its own lies in.
        tail: the last digits of a code, for columns that hold only these.
        flag: what is to be remarked if it is taken.
        near: regions that a text without any may have meant, with the edits between them.

    """

    codes: tuple[str, ...] = ()
    parent: str = ""
    tail: str = ""
    flag: str = ""
    near: tuple[tuple[str, int], ...] = ()


#: Columns whose strange texts are listened to, with the levels that they may mean, from above.
_HEARD = {"province": ("province",), "regency": ("regency",), "region": ("province", "regency")} | {
    level: (level,) for level in ("district", "village")
}

#: A text that fits no region.
UNMATCHED = Token()


@dataclass(frozen=True, slots=True)
class Spelled:
    """A text taken apart: the level and sort told before the name, and the plain names that it may hold.

    `names` has pairs, of the text as it stands and without what is behind it: names with the kind, names without.
    """

    level: str
    sort: str
    names: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def spelled(text: str) -> Spelled:
    """Take a text apart."""
    level, sort, bare = split(text)
    names = [(_plain(text), _plain(bare))]
    if (short := trimmed(text)) != text.strip():
        names.append((_plain(short), _plain(split(short)[2])))
    return Spelled(level, sort, tuple(names))


def _plain(name: str) -> tuple[str, ...]:
    plain = key(name)
    return (plain, *spelling.aliases().get(plain, ()))


def code_like(text: str) -> list[str]:
    """Return the codes that a text can be, historical areas and the nation too."""
    bare = text.strip().upper()
    if not bare[:2].strip("'")[:1].isdigit():
        return ["ID"] if bare == "ID" else []
    return [bare] if re.fullmatch(r"[\d.]+(\+[\d.]+)+", bare) else dotted(text)


def _digits(text: str) -> str:
    return text.strip().removesuffix(".0").replace(".", "")


@dataclass(slots=True)
class Gazetteer:
    """Regions that a file may mean, by name, by code and by BPS code."""

    by_name: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    by_bps: dict[str, str] = field(default_factory=dict)
    renewed: dict[str, str] = field(default_factory=dict)
    former: dict[str, list[str]] = field(default_factory=dict)
    old_names: set[tuple[str, str]] = field(default_factory=set)
    near: dict[tuple[str, str], tuple[tuple[str, int], ...]] = field(default_factory=dict)
    apart: dict[str, Spelled] = field(default_factory=dict)
    tokens: dict[tuple[str, str], Token] = field(default_factory=dict)

    def inside(self, code: str, parent: str) -> bool:
        """Whether a region lies in another, today or by its former code."""
        if not parent or code == parent or code.startswith(parent + "."):
            return True
        return any(f"{old}.".startswith(parent + ".") for old in self.former.get(cut(code, 2), ()))

    def token(self, text: str, level: str) -> Token:
        """Return what a text in the column of a level can mean; level `region`: any level, `bps`: BPS codes."""
        known = self.tokens.get((text, level))
        if known is None:
            known = self.tokens[text, level] = self._by_bps(text) if level == "bps" else self._token(text, level)
        return known

    def _token(self, text: str, level: str) -> Token:
        token = self._by_code(text, level) or self._by_name(text, level)
        if token != UNMATCHED:
            return token
        kecamatan = level == "region" and re.fullmatch(r"\d{7}", _digits(text))
        return self._by_bps(text) if kecamatan else Token(near=self.near.get((level, text), ()))

    def _by_bps(self, text: str) -> Token:
        digits = _digits(text)
        found = self.by_bps.get(digits) or self.by_bps.get(digits[:4]) or self.by_bps.get(digits[:2], "")
        return Token((found,), flag="" if digits in self.by_bps else "region_higher") if found else UNMATCHED

    def listen(self, texts: Mapping[str, Iterable[str]], places: Iterable[str]) -> None:
        """Learn what texts that are no names may have meant.

        Args:
            texts: column -> its texts.
            places: codes of the regions of which the file speaks anyway.

        """
        scope = {cut(code, 2) for code in places} - {"ID", ""}
        link = _names().cursor()
        for column, levels in _HEARD.items():
            strange = [text for text in texts.get(column, ()) if self.token(text, column) == UNMATCHED]
            for level in levels:
                wide = level in ("province", "regency")
                if strange and (wide or scope):
                    found = spelling.near(link, strange, level, set() if wide else scope)
                    self._hear(column, found)
                    scope |= {code for heard in found.values() for code, *_ in heard if wide}

    def _hear(self, column: str, found: Mapping[str, list[spelling.Near]]) -> None:
        for text, heard in found.items():
            self.titles.update((code, title) for code, title, _ in heard)
            sort = split(text)[1]
            alike = tuple((code, edits) for code, _, edits in heard if self._is(code, sort))
            self.near[column, text] = self.near.get((column, text), ()) + alike
            self.tokens.pop((text, column), None)

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
        apart = self.apart.get(text) or spelled(text)
        if level == "region" and apart.names[0][0][0] in ("INDONESIA", "NASIONAL", "NATIONAL"):
            return Token(("ID",))
        levels = (level,) if level != "region" else (apart.level,) if apart.level else LEVELS
        found = [self._named(apart, one) for one in levels]
        if len(levels) > 1 and found[0] and found[1]:
            return Token((*found[0], *found[1]))
        codes = next((codes for codes in found if codes), ())
        old = any((code, bare) in self.old_names for code in codes for _, names in apart.names for bare in names)
        return Token(codes, flag="region_old" if old else "") if codes else UNMATCHED

    def _named(self, apart: Spelled, level: str) -> tuple[str, ...]:
        """Return the regions of a level that bear a name as it stands, or else without what stands around it."""
        for full, bare in apart.names:
            short = [c for name in bare for c in self.by_name.get((level, name), ()) if self._is(c, apart.sort)]
            found = short or [code for name in full for code in self.by_name.get((level, name), ())]
            if found:
                return tuple(sorted(set(found)))
        return ()

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
    apart = {text: spelled(text) for text in texts}
    wanted = {name for one in apart.values() for pair in one.names for names in pair for name in names}
    listed = {code for text in texts for code in code_like(text)} | set(codes)
    above = {cut(code, levels) for code in listed for levels in range(1, depth(code) + 1)} | listed | {"ID"}
    digits = {_digits(text)[:n] for text in texts for n in (2, 4, 7, 10)}
    gazetteer = Gazetteer(apart=apart)
    _add_changes(engine, gazetteer)
    above |= {gazetteer.renewed[code] for code in above if code in gazetteer.renewed}
    above |= {code for code, name in gazetteer.old_names if name in wanted}
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
    for code, title, level, bps, name in found:
        gazetteer.by_name.setdefault((level, name), []).append(code)
        gazetteer.titles[code] = title
        if bps:
            gazetteer.by_bps[bps] = code
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
            gazetteer.old_names.add((new_code, key(old_name)))
