"""The office's recipes: what was proposed for a file is remembered, and what the office changed is honoured."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from cakupan import sources, steps
from cakupan.findings import Refusal
from cakupan.sources import SheetMapping
from cakupan.workspace import speaking_of

#: The first line of a recipe that somebody chose on a screen.
_CHOSEN = "# Ditetapkan kantor; boleh diubah. / Chosen by the office; may be edited."


def remember(folder: Path, kind: str, sheets: Iterable[SheetMapping]) -> None:
    """Keep a recipe for the headings of each sheet that has none yet.

    Raises:
        Refusal: the disk refuses.

    """
    with speaking_of(folder):
        for sheet in sheets:
            path = _path(folder, kind, sheet)
            if sheet.header_row and not path.exists():
                _write(path, kind, sheet)


def _path(folder: Path, kind: str, sheet: SheetMapping) -> Path:
    return folder / f"{kind}-{steps.digest(*sheet.headings)[:8]}.toml"


def _write(path: Path, kind: str, sheet: SheetMapping, heading: str = "") -> None:
    """Write a recipe whole; without a heading it is one that was proposed, and says so."""
    with speaking_of(path):
        beside = path.with_suffix(f".{uuid.uuid4().hex[:8]}")
        sources.remember(sheet, kind, beside)
        body = beside.read_text("utf-8")
        beside.write_text(f"{heading or f'{sources.MARK}{steps.digest(body)}'}\n{body}", "utf-8")
        os.replace(beside, path)


def choose(folder: Path, kind: str, sheet: SheetMapping, fields: Mapping[str, str]) -> Path:
    """Keep what the office says of the headings of a sheet as its own recipe, in the place of what was proposed.

    Args:
        folder: the office's recipes.
        kind: kind of list.
        sheet: the sheet with its headings, as it was understood or guessed.
        fields: heading -> field; a heading that is not named is of no use.

    Raises:
        Refusal: a kind of list has no such field, these fields make no list, or the disk refuses.

    """
    general = sources.recipes(kind, None)[-1]
    path = _path(folder, kind, sheet)
    for name in fields.values():
        if name not in general.fields:
            known = ", ".join(sorted(general.fields))
            raise Refusal("recipe_field", file=path.name, line=1, field=name, known=known)
    if not general.suffices(fields.values()):
        raise Refusal("recipe_needs", needed=" + ".join("/".join(group[:3]) for group in general.needs))
    rest = tuple(text.strip() for text in sheet.headings if text.strip() and text.strip() not in fields)
    codes = {name: told for name, told in sheet.codes.items() if name in fields.values()}
    _write(path, kind, replace(sheet, fields=dict(fields), unmapped=rest, codes=codes), _CHOSEN)
    return path


def fields(kind: str) -> tuple[str, ...]:
    """Return the fields that a heading of a kind of list can be."""
    general = sources.recipes(kind, None)[-1]
    return tuple(name for name in general.fields if name not in general.also)


def edited(folder: Path) -> str:
    """Return a hash of the recipes that the office wrote or changed; empty text where all are as proposed."""
    texts = [path.read_text("utf-8-sig", "replace") for path in sorted(folder.glob("*.toml"))]
    changed = [text for text in texts if not sources.as_proposed(text)]
    return steps.digest(*changed) if changed else ""
