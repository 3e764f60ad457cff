"""Contradictions that grammar leaves no doubt of, each beside a true twin that must raise no alarm."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from cakupan import verify

FOLDER = Path(__file__).parent / "plainly"


def pairs() -> Iterator[tuple[str, str]]:
    """Yield the texts with a contradiction, each with its twin."""
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8")).get("pair", ()):
            yield entry["wrong"], entry["right"]


def truths() -> Iterator[str]:
    """Yield texts that are true, and near what frames of grammar look for."""
    for path in sorted(FOLDER.glob("*.toml")):
        yield from tomllib.loads(path.read_text("utf-8")).get("true", ())


def alarms(text: str) -> list[str]:
    """Return what is called wrong in a text."""
    return [one.text["id"] for one in verify.read(text).relations if one.holds is False]


@pytest.mark.parametrize(("wrong", "right"), list(pairs()))
def test_a_contradiction_raises_an_alarm_and_its_true_twin_none(wrong: str, right: str) -> None:
    assert alarms(wrong)
    assert alarms(right) == []


@pytest.mark.parametrize("text", list(truths()))
def test_what_only_looks_like_it_raises_none(text: str) -> None:
    assert alarms(text) == []
