"""Code lists that somebody else decides: segments, groups, definitions, kinds of events, instruments, activities."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from cakupan.findings import Refusal

Entries = dict[str, dict[str, Any]]
#: What a payer can be: one who pays for others, the employer, the member himself.
BEARS = ("fund", "employer", "self")
#: The definition of what is counted here from lists; an office names another one in its own measures.
COUNTED = "list"
_PLAIN: dict[str, type] = {"name": dict, "aliases": list}
#: What an entry of each list may say, and the shape of it; all that is read, so that nothing is said in vain.
_KEYS: dict[str, dict[str, type]] = {
    "segments": _PLAIN | {"priority": int, "grace_months": int, "cite": str, "grade": str},
    "groups": _PLAIN | {"within": list},
    "payers": _PLAIN | {"bears": str, "fund": str},
    "statuses": _PLAIN | {"step": str},
    "accounts": {"name": dict, "payers": list, "groups": list, "programmes": list, "cite": str, "grade": str},
    "excluded": _PLAIN | {"but": list},
    "renewal_statuses": _PLAIN | {"step": str},
    "claim_statuses": _PLAIN | {"step": str},
    "definitions": {"name": dict, "text": dict, "region": str, "source": str, "year": int, "grade": str},
}
#: What an entry has to say in the end; all others may be left out.
_NEEDED = {
    "segments": ("name", "priority", "cite", "grade"),
    "payers": ("name", "bears"),
    "statuses": ("name", "step"),
    "accounts": ("name", "payers", "cite", "grade"),
    "renewal_statuses": ("name", "step"),
    "claim_statuses": ("name", "step"),
    "definitions": ("name", "text", "source", "grade"),
}
_SHAPES = {dict: '{ id = "…", en = "…" }', list: '["…", "…"]', int: "1", str: '"…"'}


@cache
def _shipped(name: str) -> Entries:
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text("utf-8"))


def read(name: str, own: Path | None = None) -> Entries:
    """Return a code list (`segments`, `groups`, `events`, …) with the office's own file laid over it.

    Args:
        name: the list, without its ending.
        own: folder of the office; its `<name>.toml` adds entries, or lays keys over those of a shipped one. A key that
            it sets to false takes the shipped key away.

    Raises:
        Refusal: the office's file is not TOML, or an entry of it lacks a key, or has one that is not read.

    """
    path = own / f"{name}.toml" if own else None
    if path is None or not path.is_file():
        return dict(_shipped(name))
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("settings_broken", file=path.name, error=str(error)) from error
    laid = dict(_shipped(name))
    for code, entry in told.items():
        _see(name, code, entry, path.name)
        laid[code] = _over(laid.get(code, {}), entry)
        _see_whole(name, code, laid[code], path.name)
    _see_within(laid, path.name)
    return laid


def _over(entry: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the keys of another laid over it, words language by language."""
    words = {key: {**entry.get(key, {}), **value} for key, value in own.items() if isinstance(value, dict)}
    return {key: value for key, value in (entry | own | words).items() if value is not False}


def _see(name: str, code: str, entry: object, file: str) -> None:
    """See that an entry of the office says only what is read, in the shape in which it is read.

    Raises:
        Refusal: it does not.

    """
    if name == "definitions" and code == COUNTED:
        raise Refusal("code_counted", file=file, entry=code)
    known = _KEYS.get(name, _PLAIN)
    if not isinstance(entry, dict):
        raise Refusal("code_shape", file=file, entry=code, key="", shape=f"[{code}]")
    for key, value in entry.items():
        if key not in known:
            raise Refusal("code_strange", file=file, entry=code, key=key, known=", ".join(known))
        if value is not False and not _fits(value, known[key]):
            raise Refusal("code_shape", file=file, entry=code, key=key, shape=_SHAPES[known[key]])


def _fits(value: object, shape: type) -> bool:
    texts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return type(value) is shape and value not in (-1, "") and all(isinstance(text, str) and text for text in texts)


def _see_whole(name: str, code: str, entry: dict[str, Any], file: str) -> None:
    """See that an entry says all that it has to, its words in both languages.

    Raises:
        Refusal: the first key that is missing is named.

    """
    needed = _NEEDED.get(name, ("name",))
    words = [
        f"{key}.{lang}" for key in ("name", "text") if key in entry for lang in ("id", "en") if lang not in entry[key]
    ]
    for key in (*(key for key in needed if key not in entry), *words):
        raise Refusal("code_incomplete", file=file, entry=code, key=key, needed=", ".join(needed))


def _see_within(entries: Entries, file: str) -> None:
    """See that the groups that hold others are there."""
    for code, entry in entries.items():
        for other in entry.get("within", ()):
            if other not in entries:
                raise Refusal("code_within", file=file, entry=code, other=other)


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


def life_table() -> list[tuple[str, int, int, int]]:
    """Return sex, first age, first age no longer, and deaths a year per million living, class by class."""
    table = _shipped("mortality")["table"]
    ages = tuple(zip(table["ages"], table["ages"][1:], strict=False))
    return [
        (sex, age, until, deaths)
        for sex, told in (("L", "men"), ("P", "women"))
        for (age, until), deaths in zip(ages, table[told], strict=True)
    ]
