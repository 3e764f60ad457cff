"""Recipes: which heading is which field. Shipped per kind; an office's own win."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal
from cakupan.sources.delivery import SheetMapping


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

    """

    kind: str
    fields: dict[str, str]
    headings: dict[str, str]
    needs: tuple[tuple[str, ...], ...]
    sure: tuple[tuple[str, ...], ...]
    single: tuple[str, ...]
    also: dict[str, str]
    when: tuple[str, ...] = ()

    def field(self, heading: str) -> str:
        """Return the field of a heading in small letters, or empty text."""
        return self.headings.get(heading, "")

    def suffices(self, found: Iterable[str]) -> bool:
        """Whether these fields make a header."""
        present = set(found)
        return len(present) > 1 and all(present & set(group) for group in self.needs)


def recipes(kind: str, office: Path | None) -> list[Recipe]:
    """Return the recipes of a kind, those for exact headings first, then the general one.

    Args:
        kind: kind of list.
        office: folder with the office's own recipes, or None.

    Raises:
        Refusal: a recipe of the office cannot be used.

    """
    general, exact = _general(kind), []
    for path in sorted(office.glob("*.toml")) if office and office.is_dir() else ():
        raw = _office(path, kind)
        if raw is None:
            continue
        _checked(raw, general, path)
        if raw.get("when"):
            exact.append(_exact(raw, general))
        else:
            general = _added(raw, general)
    return [*exact, general]


def remember(mapping: SheetMapping, kind: str, path: Path) -> None:
    """Write the recipe for exactly these headings, so that it is used the next time and can be edited."""
    lines = [f"kind = {json.dumps(kind)}", f"when = {json.dumps(list(mapping.headings), ensure_ascii=False)}"]
    lines.append(f"ignore = {json.dumps([h for h in mapping.unmapped if h.strip()], ensure_ascii=False)}")
    by_field: dict[str, list[str]] = {}
    for heading, name in mapping.fields.items():
        by_field.setdefault(name, []).append(heading)
    for name, headings in by_field.items():
        lines += ["", f"[column.{name}]", f"headings = {json.dumps(headings, ensure_ascii=False)}"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", "utf-8")


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


def _office(path: Path, kind: str) -> dict[str, Any] | None:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("recipe_broken", file=path.name) from error
    return raw if raw.get("kind") == kind else None


def _checked(raw: dict[str, Any], general: Recipe, path: Path) -> None:
    for name in raw.get("column", {}):
        if name not in general.fields:
            raise Refusal("recipe_field", file=path.name, field=name, known=", ".join(sorted(general.fields)))


def _named(raw: dict[str, Any]) -> dict[str, str]:
    """Return heading -> field; a heading that is both ignored and a column is a column."""
    ignored = {_plain(heading): "" for heading in raw.get("ignore", ())}
    columns = raw.get("column", {}).items()
    return ignored | {_plain(h): name for name, entry in columns for h in entry.get("headings", ())}


def _added(raw: dict[str, Any], general: Recipe) -> Recipe:
    return Recipe(
        general.kind, general.fields, general.headings | _named(raw), general.needs, general.sure, general.single,
        general.also,
    )  # fmt: skip


def _exact(raw: dict[str, Any], general: Recipe) -> Recipe:
    return Recipe(
        general.kind, general.fields, _named(raw), general.needs, general.sure, general.single, general.also,
        tuple(_plain(heading) for heading in raw["when"]),
    )  # fmt: skip
