"""Which region a row means: its own columns, inside what the file, the sheet and the titles say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from cakupan.engine.duckdb import DuckDB
from cakupan.fields.region import LEVELS, cut, depth, key, split
from cakupan.sources import numbering
from cakupan.sources.gazetteer import FLAGS, UNMATCHED, Gazetteer, Token, load
from cakupan.sources.odd import table
from cakupan.sources.sheet import Remark
from cakupan.sources.stage import Stage, Staged

COLUMNS = ("region", "bps", *LEVELS)
#: A name borne by fewer regions than this says where a file plays.
_FEW = 4
_WORDS = (
    r"provinsi|propinsi|prov|kabupaten|kab|kota|kecamatan|kec|distrik|desa|kelurahan|kel|ds|nagari|gampong|kalurahan"
)
_TITLED = re.compile(
    rf"\b({_WORDS})\b(?:\s*/\s*(?:{_WORDS})\b)*[\s.:]*([^\d,;:()\n]+?)"
    rf"(?=\s*(?:\b(?:{_WORDS}|tahun|thn|per|bulan|bln|posisi|periode|semester|triwulan|untuk|yang)\b|[\d,;:()\n]|$))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A region and what is to be remarked about how it was found."""

    code: str
    flag: str = ""


def join(columns: Iterable[str]) -> str:
    """Return the joins that give every row of `c` its `place`."""
    present = [name for name in COLUMNS if name in set(columns)]
    words = [f"left join at_{name} on at_{name}.text = c.{name}" for name in present]
    keys = "".join(f" and place.key_{name} = coalesce(at_{name}.id, 0)" for name in present)
    return " ".join([*words, f"left join place on place.sheet_no = c.sheet_no{keys}"])


def resolve(stage: Stage, region: str) -> list[Remark]:
    """Make the tables `at_<column>` (text, id), `place` (id, sheet_no, ids, region, flag, detail) and `at_office`.

    Args:
        stage: the staged rows.
        region: code of the region that the file speaks for, or empty text.

    Returns:
        What is to be remarked about whole columns.

    """
    engine = stage.engine
    present = [name for name in COLUMNS if name in stage.fields]
    texts = _texts(engine, present) | {
        name: _distinct(engine, "stage", name) for name in ("office",) if name in stage.fields
    }
    titles = {staged.number: _titles(staged) for staged in stage.sheets}
    spoken = [text for column in texts.values() for text in column]
    spoken += [text for said in titles.values() for text in said] + [staged.name for staged in stage.sheets]
    gazetteer = load(engine, spoken, [region] if region else [])
    contexts = {staged.number: _context(gazetteer, staged, titles[staged.number], region) for staged in stage.sheets}
    systems, remarks = numbering.systems(gazetteer, {name: texts[name] for name in present}, region)
    exact = (gazetteer.token(text, systems.get(name, name)).codes for name in present for text in texts[name])
    gazetteer.listen(texts, [*contexts.values(), *(code for codes in exact if len(codes) < _FEW for code in codes)])
    tokens = {name: _tokens(engine, gazetteer, name, systems.get(name, name), texts[name]) for name in present}
    _place(engine, gazetteer, tokens, contexts, region)
    _offices(engine, gazetteer, texts.get("office", []))
    return remarks


def _texts(engine: DuckDB, columns: list[str]) -> dict[str, list[str]]:
    """Make the table `spoken` of what rows say of their region, each saying once; return the texts by column."""
    listed = "".join(f", {name}" for name in columns)
    engine.connection.execute(
        f"create or replace table spoken as select distinct sheet_no{listed} from stage"
    ).fetchall()
    return {name: _distinct(engine, "spoken", name) for name in columns}


def _distinct(engine: DuckDB, table_: str, column: str) -> list[str]:
    found = engine.rows(f"select distinct {column} from {table_} where {column} is not null")
    return [text for (text,) in found if text.strip()]


def _tokens(engine: DuckDB, gazetteer: Gazetteer, column: str, system: str, texts: list[str]) -> list[Token]:
    """Give numbers to the meanings of a column; texts of one meaning, or of none, share a number. 0: empty."""
    said = {text: gazetteer.token(text, system) for text in texts}
    depths = Counter(depth(token.codes[0]) for token in said.values() if len(token.codes) == 1)
    numbers: dict[Token, int] = {}
    rows = []
    for text, token in said.items():
        rows.append((text, numbers.setdefault(_of_level(token, depths), len(numbers) + 1)))
    table(engine, f"at_{column}", {"text": "varchar", "id": "integer"}, rows)
    return list(numbers)


def _of_level(token: Token, depths: Counter[int]) -> Token:
    """Return what a name borne by a province and a kabupaten or kota means: what most others of the column are."""
    if len({depth(code) for code in token.codes}) < 2 or depths[1] == depths[2]:
        return token
    level = 1 if depths[1] > depths[2] else 2
    return replace(token, codes=tuple(code for code in token.codes if depth(code) == level))


def _place(
    engine: DuckDB, gazetteer: Gazetteer, tokens: dict[str, list[Token]], contexts: dict[int, str], region: str
) -> None:
    joins = " ".join(f"left join at_{name} on at_{name}.text = s.{name}" for name in tokens)
    ids = "".join(f", coalesce(at_{name}.id, 0) as {name}" for name in tokens)
    rows: list[tuple[object, ...]] = []
    for combination in engine.rows(f"select distinct s.sheet_no{ids} from spoken s {joins} order by all"):
        sheet, *numbers = combination
        said = {name: tokens[name][n - 1] for name, n in zip(tokens, numbers, strict=True) if n}
        place = find(gazetteer, said, contexts[sheet], region)
        rows.append((len(rows), *combination, place.code or None, place.flag, _detail(gazetteer, place, said)))
    shape = {"id": "integer", "sheet_no": "smallint"} | {f"key_{name}": "integer" for name in tokens}
    table(engine, "place", shape | {"region": "varchar", "flag": "varchar", "detail": "varchar"}, rows)


def _detail(gazetteer: Gazetteer, place: Place, said: Mapping[str, Token]) -> str:
    if not place.code:
        several = any(len(token.codes) > 1 for token in said.values())
        found = "nama itu dipunyai lebih dari satu wilayah" if several else "tidak ada nama yang cocok"
        return found if said else "kolom wilayah kosong"
    return gazetteer.titles.get(place.code, place.code) if place.flag else ""


def find(gazetteer: Gazetteer, said: Mapping[str, Token], context: str, region: str = "") -> Place:
    """Return the region that a row means.

    Args:
        gazetteer: the regions that can be meant.
        said: column -> what its cell can mean; columns with empty cells are left out.
        context: code of the region that the sheet or the file speaks for, or empty text.
        region: code of the region that the whole file speaks for, for which rows can lie outside.

    """
    flags = [""]
    known = _coded(gazetteer, said, context, flags)
    missed = False
    for number, level in enumerate(LEVELS, 1):
        if depth(known) < number:
            known, missed = _step(gazetteer, said.get(level), known, context, number, flags, missed)
    known = known or context
    if "region_ambiguous" in flags and _decided(said, known):
        flags = [flag for flag in flags if flag != "region_ambiguous"]
    if missed and "region_ambiguous" not in flags:
        flags.append("region_higher")
    if known and region and not gazetteer.inside(known, region) and not gazetteer.inside(region, known):
        flags.append("region_outside")
    return Place(known, min(flags, key=FLAGS.index) if known else "")


def _decided(said: Mapping[str, Token], known: str) -> bool:
    """Whether a deeper name of the row has said which of several regions a name above it means."""
    several = [(number, said[level].codes) for number, level in enumerate(LEVELS, 1) if level in said]
    several = [(number, codes) for number, codes in several if len(codes) > 1]
    return bool(several) and all(number < depth(known) and cut(known, number) in codes for number, codes in several)


def _coded(gazetteer: Gazetteer, said: Mapping[str, Token], context: str, flags: list[str]) -> str:
    for column in ("region", "bps"):
        token = said.get(column)
        if token is None:
            continue
        if len(token.codes) == 1:
            flags.append(token.flag)
            return token.codes[0]
        if token.parent:
            flags.append("region_higher")
            return token.parent
        if near := _near(gazetteer, token, context, (1, 2)):
            flags.append("region_misspelt")
            return near
        flags.append("region_ambiguous" if token.codes else "region_higher")
        if shared := _shared(token.codes):
            return context if gazetteer.inside(context, shared) else shared
    return ""


def _shared(codes: tuple[str, ...]) -> str:
    """Return the deepest region that holds all of these, or empty text."""
    fronts = [{cut(code, levels) for code in codes} for levels in (3, 2, 1)]
    return next((front.pop() for front in fronts if len(front) == 1), "") if codes else ""


def _near(gazetteer: Gazetteer, token: Token, parent: str, depths: Iterable[int]) -> str:
    """Return the only region under a parent that a mistyped name may have meant, or empty text.

    Right under the parent two edits are believed, further down one.
    """
    found = {
        code
        for code, edits in token.near
        if depth(code) in depths
        and (parent or depth(code) < 3)
        and gazetteer.inside(code, parent)
        and edits <= (2 if depth(code) == depth(parent) + 1 else 1)
    }
    return found.pop() if len(found) == 1 else ""


def _step(
    gazetteer: Gazetteer, token: Token | None, known: str, context: str, number: int, flags: list[str], missed: bool
) -> tuple[str, bool]:
    """Go one level down: by what the row says, or else by the context where the row does not speak against it.

    Returns the region known so far, and whether the deepest name that the row gave was missed.
    """
    deeper = cut(context, number)
    parent = known or cut(context, number - 1)
    codes = _codes(gazetteer, token, parent, number)
    if token and not codes and (meant := _near(gazetteer, token, parent, (number,))):
        flags.append("region_misspelt")
        return meant, False
    if token is None or not codes:
        follows = deeper if depth(deeper) == number and gazetteer.inside(deeper, known) else known
        return follows or (token.parent if token else ""), missed or token is not None
    here = [code for code in codes if gazetteer.inside(code, parent)]
    near = [code for code in here if gazetteer.inside(code, deeper)] if len(here) > 1 else here
    if len(near) == 1:
        flags.append(token.flag or ("" if near[0].startswith(parent) else "region_old"))
        return near[0], False
    if not here and len(codes) == 1 and not known:
        flags.append(token.flag)
        return codes[0], False
    if len(here) > 1:
        flags.append("region_ambiguous")
    return known or parent or _shared(tuple(here)), True


def _codes(gazetteer: Gazetteer, token: Token | None, parent: str, number: int) -> list[str]:
    if token is None:
        return []
    tail = f"{parent}.{token.tail}"
    return (
        [tail] if token.tail and tail in gazetteer.titles else [code for code in token.codes if depth(code) == number]
    )


def _titles(staged: Staged) -> list[str]:
    """Return names with their kinds from the lines above the header: Desa Karangnanas, KABUPATEN BANYUMAS."""
    above = staged.peek[: staged.header.first] if staged.header and staged.header.last >= 0 else []
    lines = [" ".join(" ".join(filter(None, row)).split()) for row in (*above, *staged.titles)]
    return [f"{found[1]} {found[2].strip()}" for line in lines for found in _TITLED.finditer(line)]


def _context(gazetteer: Gazetteer, staged: Staged, titles: list[str], region: str) -> str:
    said: dict[str, Token] = {}
    for title in titles:
        level = split(title)[0]
        token = gazetteer.token(title, level) if level else UNMATCHED
        if token.codes:
            said.setdefault(level, token)
    place = find(gazetteer, said, region) if said else Place(region)
    context = place.code if gazetteer.inside(place.code, region) else region
    return _of_sheet(gazetteer, staged.name, context)


def _of_sheet(gazetteer: Gazetteer, name: str, context: str) -> str:
    """Return the region that a sheet's name means inside the context; the context where it means none."""
    if not key(name):
        return context
    told = split(name)[0]
    for level in reversed(LEVELS):
        if (told and told != level) or (not told and not context):
            continue
        codes = gazetteer.token(name, level).codes
        inside = [code for code in codes if gazetteer.inside(code, context) and depth(code) > depth(context)]
        if len(inside) == 1:
            return inside[0]
    return context


def _offices(engine: DuckDB, gazetteer: Gazetteer, texts: list[str]) -> None:
    rows = []
    for text in texts:
        place = find(gazetteer, {"region": gazetteer.token(text, "region")}, "")
        if place.code and place.flag not in ("region_ambiguous", "region_higher"):
            rows.append((text, place.code))
    table(engine, "at_office", {"text": "varchar", "code": "varchar"}, rows)
