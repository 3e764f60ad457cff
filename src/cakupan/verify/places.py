"""Regions that a text names: found by name, and of several with one name the one that is meant."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from cakupan import regions
from cakupan.fields.region import cut
from cakupan.verify import below
from cakupan.verify.lexicon import lexicon, listed
from cakupan.verify.words import Hit, Phrases, Words

_LEVEL = {2: "province", 5: "regency", 8: "district", 13: "village"}
#: Levels of which a name alone says enough, without the word "kecamatan" or "desa" before it.
_KNOWN_ALONE = ("province", "regency")
#: What may stand between a region and that in which it lies.
#: Words of a line that says from where a text comes, at most, behind its first name.
_LINE = 4
_DASHES = {"-", "–", "—"}
_WITHIN = {",", "di", "in", "(", "-", "–"}


@dataclass(frozen=True, slots=True)
class Place:
    """A region where a text names it.

    Attributes:
        first, last: its tokens, the kind among them.
        codes: what it can be, one where that is decided.
        name: as it is written.
        titled: whether it is part of a longer name, of an office, or of the line that says from where a text comes.

    """

    first: int
    last: int
    codes: tuple[str, ...]
    name: str
    titled: bool = False

    @property
    def code(self) -> str:
        """Return the region, or an empty text where it may be one of several."""
        return self.codes[0] if len(self.codes) == 1 else ""


@dataclass(frozen=True)
class _Names:
    upper: Phrases[tuple[str, ...]]
    titles: dict[str, str]


@cache
def _kinds(where: str) -> Phrases[str]:
    return Phrases.of((word, kind) for kind, listed in lexicon("places")[where].items() for word in listed)


@cache
def _nation() -> Phrases[bool]:
    told = lexicon("places")["nation"]
    return Phrases.of([*((word, True) for word in told["words"]), *((word, False) for word in told["but"])])


@cache
def _again() -> Phrases[str]:
    return Phrases.of((word, kind) for kind, listed in lexicon("places")["again"].items() for word in listed)


def _rows(levels: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return code, name and title of the regions of some levels."""
    import duckdb

    with duckdb.connect(":memory:", config={"threads": 1}) as link:
        return link.execute(
            "select code, name, title from read_parquet(?) where list_contains(?, level) order by code",
            [str(regions.region_path()), list(levels)],
        ).fetchall()


@cache
def titles() -> dict[str, str]:
    """Return the titles of provinces and kabupaten/kota by code, and that of the nation."""
    return {code: title for code, _, title in _rows(("nation", *_KNOWN_ALONE))}


@cache
def title(code: str) -> str:
    """Return the title of a region with that of the one in which it lies: "Desa Kalisari, Kabupaten Banyumas"."""
    import duckdb

    above = [cut(code, 1), cut(code, 2)] if len(code) > 5 else [cut(code, 1)]
    with duckdb.connect(":memory:", config={"threads": 1}) as link:
        rows = link.execute(
            "select title from read_parquet(?) where list_contains(?, code) order by len(code) desc",
            [str(regions.region_path()), [code, *above[-1:]]],
        ).fetchall()
    return ", ".join(name for (name,) in rows)


@cache
def _upper() -> Phrases[tuple[str, ...]]:
    aliases = tomllib.loads(regions.spelling_path().read_text("utf-8"))["alias"]
    english = lexicon("places")["english"]
    by_name: dict[str, list[str]] = {}
    for code, name, _ in _rows(_KNOWN_ALONE):
        told = english.get(name, ()) if len(code) == 2 else _in_english(name)
        for one in (name, *aliases.get(name, ()), *told):
            by_name.setdefault(_plain(one), []).append(code)
    return Phrases.of((name, tuple(codes)) for name, codes in by_name.items())


def _in_english(name: str) -> Iterator[str]:
    """Yield a name with the side of the compass before it, as in English: "West Manggarai"."""
    for side, told in lexicon("places")["sides"].items():
        if name.endswith(f" {side}"):
            yield f"{told} {name.removesuffix(f' {side}')}"


@cache
def _lower(level: str) -> Phrases[tuple[str, ...]]:
    by_name: dict[str, list[str]] = {}
    for code, name, _ in _rows((level,)):
        by_name.setdefault(_plain(name), []).append(code)
    return Phrases.of((name, tuple(codes)) for name, codes in by_name.items())


def _plain(name: str) -> str:
    return name.lower()


def places(told: Words, home: str) -> list[Place]:
    """Return the regions that a text names, in order.

    Args:
        told: the text.
        home: code of the office's region; of several regions with one name that in it, or around it, is meant.

    """
    found: list[Place] = []
    at, firsts, own = 0, _firsts(), below.around(home).by_first
    rows = below.in_rows(told, home, _upper())
    while at < len(told.lows):
        known = told.lows[at] in firsts or told.lows[at] in own
        place = _of_list(told, rows[at]) if at in rows else _here(told, at, home) if known else None
        if place:
            found.append(place)
        at = place.last if place else at + 1
    return _named_again(told, _lowest(told, _decided(found, home)))


def _lowest(told: Words, found: list[Place]) -> list[Place]:
    """Return the regions without those that only say in which one the one before lies: "Desa A, Kecamatan B"."""
    kept: list[Place] = []
    inside: Place | None = None
    for place in found:
        between = told.lows[inside.last : place.first] if inside else []
        if (
            inside
            and inside.code
            and not (inside.titled and _DASHES & set(between))
            and place.code
            and len(between) <= 2
            and set(between) <= _WITHIN
            and inside.code.startswith(place.code + ".")
        ):
            inside = Place(inside.first, place.last, inside.codes, inside.name, inside.titled)
            kept[-1] = inside
            continue
        kept.append(place)
        inside = place
    return kept


@cache
def _firsts() -> frozenset[str]:
    """Return the words with which the name of a region or its kind begins."""
    bare = lexicon("places")["nation"]["bare"]
    return frozenset([bare, *_nation().by_first, *_kinds("kinds").by_first, *_upper().by_first])


def _named_again(told: Words, found: list[Place]) -> list[Place]:
    """Return the regions with those places among them where a text says "kabupaten itu"."""
    spoken = []
    for hit in _again().find(told):
        before = [
            one
            for one in found
            if hit.meaning != "never" and one.last <= hit.first and one.code and _kind(one.code) == hit.meaning
        ]
        if before:
            spoken.append(Place(hit.first, hit.last, before[-1].codes, before[-1].name))
        elif hit.meaning == "province":
            inside = [one for one in found if one.last <= hit.first and one.code and one.code != "ID"]
            spoken += [Place(hit.first, hit.last, (cut(one.code, 1),), one.name) for one in inside[-1:]]
    spoken += _kinds_again(told, found, {one.first for one in (*found, *spoken)})
    return sorted([*found, *spoken], key=lambda one: one.first)


def _kinds_again(told: Words, found: list[Place], taken: set[int]) -> Iterator[Place]:
    """Yield the places where a text says but "kota", "kabupaten" or, at the start of a sentence, "gubernur"."""
    bare = lexicon("places")["bare"]
    kinds = {kind for one in found for kind in _by_kind(one)}
    both = {"city", "regency"} <= kinds
    last: dict[str, Place] = {}
    number = 0
    for at, low in enumerate(told.lows):
        while number < len(found) and found[number].last <= at:
            last |= _by_kind(found[number])
            number += 1
        if at in taken or (at + 1 < len(told.lows) and told.text[told.starts[at + 1]].isupper()):
            continue
        kind = bare["offices"].get(low, "") if _opens(told, at) else ""
        if both and low in bare["words"] and _alone(told, at, bare["not"]):
            kind = bare["words"][low]
        if kind in last:
            yield Place(at, at + 1, last[kind].codes, last[kind].name)


def _by_kind(place: Place) -> dict[str, Place]:
    """Return the region that a place is by its kind: both of a kota and a kabupaten of one name."""
    by_kind = {_kind(code): code for code in place.codes}
    if len(place.codes) > 1 and (len(place.codes) != len(by_kind) or by_kind.keys() != {"city", "regency"}):
        return {}
    return {kind: Place(place.first, place.last, (code,), place.name) for kind, code in by_kind.items()}


def _alone(told: Words, at: int, beside: Iterable[str]) -> bool:
    """Say whether the word for a kind of region stands for one: no number and none of some words beside it."""
    if told.text[told.starts[at]].isupper() and not _opens(told, at):
        return False
    around = {*told.lows[max(0, at - 1) : at], *told.lows[at + 1 : at + 2]}
    return not around & set(beside) and not any(word[:1].isdigit() for word in told.lows[max(0, at - 1) : at])


def _opens(told: Words, at: int) -> bool:
    """Say whether a token opens a sentence, with an article or without."""
    at -= 1 if at and told.lows[at - 1] == "the" else 0
    return at == 0 or told.lows[at - 1] in (".", "\n", ":", "-", "!", "?")


def _of_list(told: Words, named: Hit[tuple[str, ...]]) -> Place:
    return Place(named.first, named.last, named.meaning, _name(told, named))


def _here(told: Words, at: int, home: str) -> Place | None:
    """Return the region that begins at a token, with or without its kind."""
    nation = _nation().here(told.lows, at)
    if nation:
        return _of_nation(told, nation)
    if told.lows[at] == lexicon("places")["nation"]["bare"]:
        return Place(at, at + 1, ("ID",), "Indonesia") if _leads_to_number(told, at + 1) else None
    kind = _kinds("kinds").here(told.lows, at)
    if kind:
        short = told.lows[kind.last - 1] in lexicon("places")["short"] and told.lows[kind.last : kind.last + 1] == ["."]
        first = kind.last + short
        named = _named(told, first, kind.meaning)
        if named:
            return Place(kind.first, named.last, named.meaning, _name(told, named), told.lows[kind.first] == "camat")
    capital = told.text[told.starts[at]].isupper()
    named = (_upper().here(told.lows, at) or below.by_the_way(told, at, home)) if capital else None
    if named is None:
        return None
    behind = _kinds("behind").here(told.lows, named.last)
    codes = _of_kind(named.meaning, behind.meaning) if behind else ()
    if behind and codes:
        return Place(at, behind.last, codes, _name(told, named))
    return Place(at, named.last, named.meaning, _name(told, named), _beside(told, named))


def _of_nation(told: Words, nation: Hit[bool]) -> Place | None:
    """Return the nation where words mean it, and a place of no name where they only hold its name."""
    first, last = nation.first, nation.last
    if told.lows[first:last] == ["indonesia"] and first and told.text[told.starts[first - 1]].isupper():
        return None
    if told.lows[last : last + 2] in (["'", "s"], ["’", "s"]) and not _is_counted(told, last + 2):
        return Place(first, last, (), "")
    return Place(first, last, ("ID",), "Indonesia") if nation.meaning else Place(first, last, (), "")


def _leads_to_number(told: Words, at: int) -> bool:
    """Say whether a number stands at a token, or behind a word or two that lead to one."""
    while at < len(told.lows) and told.lows[at] in listed("places", "nation", "to"):
        at += 1
    return at < len(told.lows) and told.lows[at][0].isdigit()


def _is_counted(told: Words, at: int) -> bool:
    """Say whether words soon say what of a region is counted: "Indonesia's informal workers"."""
    return not listed("places", "counted").isdisjoint(told.lows[at : at + 3])


def _beside(told: Words, named: Hit[tuple[str, ...]]) -> bool:
    """Say whether a name without its kind is part of a longer one, of an office, or the line that says where from."""
    before = told.lows[named.first - 1] if named.first else ""
    if before in lexicon("places")["never"]["behind"] or _is_branch(told, named.first):
        return True
    after = told.lows[named.last] if named.last < len(told.lows) else ""
    if after in lexicon("places")["never"]["before"]:
        return True
    if named.first < 3 and after in ("–", "—", "-", ":", "(", "."):
        return True
    if named.first < 3 and after == "," and _written_there(told, named.last + 1):
        return True
    line = told.text[told.text.rfind("\n", 0, told.starts[named.first]) + 1 :].split("\n", 1)[0]
    if line.isupper():
        return False
    longer = named.last < len(told.lows) and after.isalpha() and told.text[told.starts[named.last]].isupper()
    return longer and named.last - named.first == 1


def _is_branch(told: Words, at: int) -> bool:
    """Say whether a name is that of a branch of which somebody speaks: "Kepala BPJS Ketenagakerjaan Belitung"."""
    return told.lows[max(0, at - 2) : at] == ["bpjs", "ketenagakerjaan"] and bool(
        listed("places", "speakers") & set(told.lows[max(0, at - 3) : at - 2])
    )


@cache
def _days() -> frozenset[str]:
    return frozenset(name for names in lexicon("dates")["days"] for name in names)


def _written_there(told: Words, at: int) -> bool:
    """Say whether a day or another name stands behind a place and a comma: "Pomalaa, Kamis, 13 Februari"."""
    low = told.lows[at] if at < len(told.lows) else ""
    return low[:1].isdigit() or low in _days() or low == "(" or bool(_DASHES & set(told.lows[at : at + _LINE]))


def _name(told: Words, hit: Hit[tuple[str, ...]]) -> str:
    return told.text[told.starts[hit.first] : told.ends[hit.last - 1]]


def _named(told: Words, at: int, kind: str) -> Hit[tuple[str, ...]] | None:
    """Return the region of a kind whose name begins at a token."""
    if at >= len(told.lows) or not told.text[told.starts[at]].isupper():
        return None
    hit = (_lower(kind) if kind in ("district", "village") else _upper()).here(told.lows, at)
    codes = _of_kind(hit.meaning, kind) if hit else ()
    return Hit(hit.first, hit.last, codes) if hit and codes else None


def _of_kind(codes: Iterable[str], kind: str) -> tuple[str, ...]:
    return tuple(code for code in codes if _kind(code) == kind)


def _kind(code: str) -> str:
    level = _LEVEL.get(len(code), "")
    return "city" if level == "regency" and code[3] == "7" else level


def _decided(found: list[Place], home: str) -> list[Place]:
    """Decide what names mean that several regions bear: by kind elsewhere in the text, by what lies around, by home."""
    sure = Counter(place.code for place in found if place.code)
    names: dict[str, str] = {}
    for place in found:
        if place.code and place.last - place.first > len(place.name.split()):
            names.setdefault(place.name.lower(), place.code)
    decided = []
    for place in found:
        codes = place.codes if len(place.codes) == 1 else _likely(place, names, sure, home)
        if place.name:
            decided.append(Place(place.first, place.last, codes, place.name, place.titled))
    return decided


def _likely(place: Place, names: dict[str, str], sure: Counter[str], home: str) -> tuple[str, ...]:
    if place.name.lower() in names and names[place.name.lower()] in place.codes:
        return (names[place.name.lower()],)
    if home in place.codes:
        return (home,)
    for near in (home, *sure):
        inside = [code for code in place.codes if near and near != "ID" and _lies_by(code, near)]
        if len(inside) == 1:
            return (inside[0],)
    provinces = [code for code in place.codes if len(code) == 2]
    return tuple(provinces) if len(provinces) == 1 else place.codes


def _lies_by(code: str, near: str) -> bool:
    """Say whether a region lies in another, or a kecamatan or desa in the same province."""
    return code.startswith(f"{near}.") or (cut(near, 1) == cut(code, 1) and len(code) > 5)
