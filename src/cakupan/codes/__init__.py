"""Code lists that somebody else decides: segments, groups, definitions, kinds of events, instruments, activities."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal
from cakupan.wording import LANGS

Entries = dict[str, dict[str, Any]]
#: What a payer can be: one who pays for others, the employer, the member himself.
BEARS = ("fund", "employer", "self")

_NAME = '{ id = "...", en = "..." }'


@cache
def _shipped(name: str) -> Entries:
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))


def read(name: str, own: Path | None = None) -> Entries:
    """Return a code list (`segments`, `groups`, `events`, …) with the office's own file laid over it.

    Args:
        name: the list, without its ending.
        own: folder of the office; its `<name>.toml` adds entries or replaces them whole.

    Raises:
        Refusal: the office's file is not TOML, or an entry is not of the shape that those of the list have.

    """
    path = own / f"{name}.toml" if own else None
    if path is None or not path.is_file():
        return dict(_shipped(name))
    try:
        theirs = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("settings_broken", file=path.name, error=str(error)) from error
    for code, entry in theirs.items():
        for key, shape in _wrong(name, entry):
            raise Refusal("codes_shape", file=path.name, code=code, key=key, shape=shape)
    return {**_shipped(name), **theirs}


def _wrong(name: str, entry: Any) -> Iterator[tuple[str, str]]:
    """Yield what in an entry is not of the shape that it has to be of, and that shape."""
    if not isinstance(entry, dict):
        yield "name", _NAME
        return
    if not (isinstance(said := entry.get("name"), dict) and all(isinstance(said.get(lang), str) for lang in LANGS)):
        yield "name", _NAME
    for key in ("aliases", "within"):
        words = entry.get(key, [])
        if not (isinstance(words, list) and all(isinstance(word, str) for word in words)):
            yield key, '["...", "..."]'
    for key in ("priority", "grace_months") if name == "segments" else ():
        if type(entry.get(key, None if key == "priority" else 0)) is not int:
            yield key, "1"


def ancestors(groups: Entries) -> list[tuple[str, str]]:
    """Return every (group, group that holds it), each group also in itself, however deep they nest."""
    pairs: list[tuple[str, str]] = []
    for group in sorted(groups):
        seen: list[str] = []
        queue = [group]
        while queue:
            code = queue.pop()
            if code not in seen:
                seen.append(code)
                queue.extend(groups.get(code, {}).get("within", ()))
        pairs.extend((group, code) for code in sorted(seen))
    return pairs


def spellings(entries: Entries) -> dict[str, str]:
    """Return code by what a cleaned list holds of it: the code, and its spellings in capitals with single blanks."""
    bare = {re.sub(r"[^A-Z0-9]+", " ", word).strip(): code for word, code in by_alias(entries).items()}
    return bare | {code: code for code in entries}


def by_alias(entries: Entries) -> dict[str, str]:
    """Return code by every way of writing it: the code, its names and its aliases, in capitals."""
    spelled = {}
    for code, entry in entries.items():
        for word in (code, code.replace("_", " "), *entry.get("aliases", ()), *entry.get("name", {}).values()):
            spelled[word.upper()] = code
    return spelled
