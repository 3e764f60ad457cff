"""Ways in which figures follow from one another, each in differing words: those that hold, and those that do not.

A file of `ways/` holds `[[case]]` entries: a text, and where something in it is wrong the number that would be right.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from cakupan import verify

CASES = [
    (path.stem, case)
    for path in sorted((Path(__file__).parent / "ways").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


@pytest.mark.parametrize(("way", "case"), CASES, ids=lambda one: one if isinstance(one, str) else one["text"][:60])
def test_ways_hold_or_not(way: str, case: dict[str, Any]) -> None:
    wrong = [one for one in verify.read(case["text"]).relations if one.holds is False]
    assert [one.computed for one in wrong if not case.get("right") or case["right"] not in one.computed] == [], way
    assert len(wrong) == ("right" in case), way
