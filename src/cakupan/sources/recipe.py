"""Recipes: which heading is which field. Shipped per kind; an office's own win."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan import steps
from cakupan.findings import Refusal
from cakupan.schema import KINDS
from cakupan.sources.delivery import SheetMapping

#: The lowest row in which a header is looked for.
_LOWEST = 40
#: What begins a recipe that was proposed, before the hash of what follows.
MARK = (
    "# Diusulkan cakupan; ubah seperlunya lalu terima berkasnya lagi. / Proposed; edit and add the file again. sidik "
)
#: What a recipe of an office, and a column in it, may say.
_SAYS = ("kind", "when", "most", "ignore", "header_row", "skip_sheets", "column")
_COLUMN_SAYS = ("headings", "codes")


def _plain(heading: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", heading.lower()).strip()


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the lists of one kind are laid out.

    Args:
        kind: kind of list.
        fields: field -> kind of value, a file of `fields/`.
        headings: heading in small letters -> field; empty text: known to be of no use.
        needs: groups of fields; a header has at least one of each.
        sure: groups of fields; a row that has one of each is data beyond doubt.
        single: fields of which one row has only one.
        also: field -> the field whose column it reads as well.
        when: the exact headings that it is for; empty: any.
        most: headings of which a header has at least three in four; empty: any.
        codes: field -> code in its cells, in small letters -> what it means.
        header_row: the row in which the header begins, from 1; 0: wherever it is found.
        skip_sheets: names of sheets that are no list; * stands for anything.
        files: the files that it was read from, the general one of its kind not named.

    """

    kind: str
    fields: dict[str, str]
    headings: dict[str, str]
    needs: tuple[tuple[str, ...], ...]
    sure: tuple[tuple[str, ...], ...]
    single: tuple[str, ...]
    also: dict[str, str]
    when: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    header_row: int = 0
    skip_sheets: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def word(self, field: str) -> str:
        """Return how senders call a field: the first of its headings, or its code."""
        own = _plain(field)
        first = next((heading for heading, name in self.headings.items() if name == field and heading != own), own)
        return field.upper() if field in first.split() else first

    def field(self, heading: str) -> str:
        """Return the field of a heading in small letters, or empty text."""
        return self.headings.get(heading, "")

    def suffices(self, found: Iterable[str]) -> bool:
        """Whether these fields make a header."""
        present = set(found)
        return len(present) > 1 and all(present & set(group) for group in self.needs)

    def may_fit(self, words: set[str]) -> bool:
        """Whether it can be for a sheet that has these words; tells quickly of most recipes that they are not."""
        seen = [words.issuperset(heading.split()) for heading in (*self.when, *self.most)]
        return all(seen[: len(self.when)]) and 4 * sum(seen[len(self.when) :]) >= 3 * len(self.most)

    def fits(self, headings: Iterable[str]) -> bool:
        """Whether it is for a sheet with these headings, in small letters."""
        here = tuple(headings)
        return (not self.when or here == self.when) and 4 * len(set(here) & set(self.most)) >= 3 * len(self.most)


def recipes(kind: str, office: Path | None) -> list[Recipe]:
    """Return the recipes of a kind: for exact headings, then for most of some headings, then the general one.

    An office's own come before those shipped. What was proposed for exact headings and left as it is gives way to what
    the office says of any of them for all lists of the kind, or for most headings.

    Args:
        kind: kind of list.
        office: folder with the office's own recipes, or None.

    Raises:
        Refusal: a recipe of the office cannot be used.

    """
    general = _general(kind)
    own: list[dict[str, Any]] = []
    spoken: set[str] = set()
    for path in sorted(office.glob("*.toml")) if office and office.is_dir() else ():
        raw = _office(path, kind, general)
        if raw is None:
            continue
        if raw.get("when") or raw.get("most"):
            own.append(raw)
        else:
            general = _added(raw, general)
        if not raw.get("when"):
            spoken |= {*_named(raw), *map(_plain, raw.get("most", ()))}
    kept = [raw for raw in own if not raw["proposed"] or spoken.isdisjoint(map(_plain, raw["when"]))]
    narrow = [_narrow(raw, general) for raw in (*kept, *_shipped(kind))]
    return [*(r for r in narrow if r.when), *(r for r in narrow if not r.when), general]


def remember(mapping: SheetMapping, kind: str, path: Path) -> None:
    """Write the recipe for exactly these headings, so that it is used the next time and can be edited."""
    lines = [f"kind = {json.dumps(kind)}", f"when = {json.dumps(list(mapping.headings), ensure_ascii=False)}"]
    lines.append(f"ignore = {json.dumps([h for h in mapping.unmapped if h.strip()], ensure_ascii=False)}")
    by_field: dict[str, list[str]] = {}
    for heading, name in mapping.fields.items():
        by_field.setdefault(name, []).append(heading)
    for name, headings in by_field.items():
        lines += ["", f"[column.{name}]", f"headings = {json.dumps(headings, ensure_ascii=False)}"]
        codes = mapping.codes.get(name, {})
        lines += [f"[column.{name}.codes]"] if codes else []
        lines += [f"{_quoted(code)} = {_quoted(meaning)}" for code, meaning in codes.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


def as_proposed(text: str) -> bool:
    """Say whether a recipe is as it was proposed, changed by nobody."""
    first, _, body = text.partition("\n")
    return first == MARK + steps.digest(body)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@cache
def _shipped(kind: str) -> tuple[dict[str, Any], ...]:
    """Return the shipped recipes for the workbooks of well-known programs."""
    folder = resources.files(__package__) / "recipes" / kind
    if not folder.is_dir():
        return ()
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(tomllib.loads(file.read_text("utf-8")) | {"file": f"{kind}/{file.name}"} for file in files)


@cache
def _general(kind: str) -> Recipe:
    try:
        text = (resources.files(__package__) / "recipes" / f"{kind}.toml").read_text("utf-8")
    except FileNotFoundError:
        raise Refusal("kind_unknown", kind=kind) from None
    raw = tomllib.loads(text)
    column: dict[str, Any] = raw["column"]
    return Recipe(
        kind,
        {name: entry["field"] for name, entry in column.items()},
        {_plain(h): name for name, entry in column.items() for h in (name, *entry.get("headings", ()))
         if "also" not in entry} | {_plain(h): "" for h in raw.get("ignore", ())},
        tuple(tuple(group) for group in raw["needs"]),
        tuple(tuple(group) for group in raw["sure"]),
        tuple(raw.get("single", ())),
        {name: entry["also"] for name, entry in column.items() if "also" in entry},
    )  # fmt: skip


def _office(path: Path, kind: str, general: Recipe) -> dict[str, Any] | None:
    """Return what a recipe of the office says, with its file and whether nobody changed it; None if of another kind.

    Raises:
        Refusal: it cannot be used, whatever list is being read.

    """
    text = ""
    try:
        text = path.read_text("utf-8-sig")
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line \d+", str(error))
        raise Refusal(
            "recipe_broken", file=path.name, line=line[0].removeprefix("line ") if line else 1 + text.count("\n")
        ) from error
    if raw.get("kind") not in KINDS:
        value = raw.get("kind", "?")
        raise Refusal("recipe_kind", file=path.name, line=_line(text, "kind"), value=value, known=", ".join(KINDS))
    for key, known in _strange(raw):
        raise Refusal("recipe_strange", file=path.name, line=_line(text, key), key=key, known=", ".join(known))
    if raw["kind"] != kind:
        return None
    _checked(raw, general, path, text)
    return raw | {"file": path.name, "proposed": bool(raw.get("when")) and as_proposed(text)}


def _line(text: str, key: str) -> int:
    """Return the line of a recipe that says a key, or a column; the first where none does."""
    part = re.escape(key.removeprefix("column.").rpartition(".")[2] or key)
    found = re.search(rf"(?m)^\s*(\[.*\b{part}\b|{part}\s*=)", text)
    return 1 + text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) if found else 1


def _strange(raw: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the keys that nothing reads, with those that are read in their place."""
    yield from ((key, _SAYS) for key in raw if key not in _SAYS)
    columns = raw.get("column", {})
    if not (isinstance(columns, dict) and all(isinstance(entry, dict) for entry in columns.values())):
        yield "column", ("[column.name]",)
        return
    said = ((name, key) for name, entry in columns.items() for key in entry)
    yield from ((f"column.{name}.{key}", _COLUMN_SAYS) for name, key in said if key not in _COLUMN_SAYS)


def _checked(raw: dict[str, Any], general: Recipe, path: Path, text: str) -> None:
    for name in raw.get("column", {}):
        if name not in general.fields:
            fields = ", ".join(sorted(general.fields))
            raise Refusal("recipe_field", file=path.name, line=_line(text, name), field=name, known=fields)
    for key, shape in _wrong(raw):
        raise Refusal("recipe_shape", file=path.name, line=_line(text, key), key=key, shape=shape)


def _wrong(raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what in a recipe is not of the shape that it has to be of, and that shape."""
    lists: dict[str, Any] = {key: raw[key] for key in ("when", "most", "ignore", "skip_sheets") if key in raw}
    lists |= {f"column.{name}.headings": entry.get("headings", []) for name, entry in raw.get("column", {}).items()}
    for key, value in lists.items():
        if not (isinstance(value, list) and all(isinstance(text, str) for text in value)):
            yield key, '["...", "..."]'
    row = raw.get("header_row", 1)
    if type(row) is not int or not 1 <= row <= _LOWEST:
        yield "header_row", f"1-{_LOWEST}"
    for name, entry in raw.get("column", {}).items():
        codes = entry.get("codes", {})
        if not (isinstance(codes, dict) and all(isinstance(meaning, str) for meaning in codes.values())):
            yield f"column.{name}.codes", '"1" = "..."'


def _named(raw: dict[str, Any]) -> dict[str, str]:
    """Return heading -> field; a heading that is both ignored and a column is a column."""
    ignored = {_plain(heading): "" for heading in raw.get("ignore", ())}
    columns = raw.get("column", {}).items()
    return ignored | {_plain(h): name for name, entry in columns for h in entry.get("headings", ())}


def _added(raw: dict[str, Any], general: Recipe) -> Recipe:
    """Return a recipe with what another says beside it."""
    codes = {
        name: {code.strip().lower(): meaning for code, meaning in entry["codes"].items()}
        for name, entry in raw.get("column", {}).items()
        if "codes" in entry
    }
    return replace(
        general,
        headings=general.headings | _named(raw),
        codes=general.codes | codes,
        header_row=raw.get("header_row", general.header_row),
        skip_sheets=(*general.skip_sheets, *raw.get("skip_sheets", ())),
        files=(*general.files, raw["file"]),
    )


def _narrow(raw: dict[str, Any], general: Recipe) -> Recipe:
    """Return a recipe for exact headings, which knows only its own, or for most of some, which knows all others too."""
    base = replace(general, headings={}, files=()) if raw.get("when") else general
    when, most = (tuple(_plain(heading) for heading in raw.get(key, ())) for key in ("when", "most"))
    return replace(_added(raw, base), when=when, most=most)
