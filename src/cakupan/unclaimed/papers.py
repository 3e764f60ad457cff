"""Which papers a claim is asked for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

#: What happened, by the event of a list.
KINDS = {"DEATH": "DEATH", "SCHOLARSHIP": "SCHOLARSHIP"}


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "papers.toml").read_text("utf-8"))


def papers(event: str, lang: str = "id") -> tuple[str, ...]:
    """Return what is to be brought for an event (or SCHOLARSHIP), in words."""
    return tuple(one[lang] for one in _told()[KINDS.get(event, "INJURY")])


def source() -> tuple[str, str]:
    """Return who says so, and the grade of that."""
    return _told()["source"], _told()["grade"]
