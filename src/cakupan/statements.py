"""What SELECT files say once parsed, kept beside the builds: parsing is most of what it takes to name a build.

A statement is found again by the hash of its text and of the parser, so that what is kept is never out of date.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from importlib.metadata import version
from typing import Any

from cakupan import steps
from cakupan.steps import Step
from cakupan.workspace import Workspace, put

_FILE = "statements.json"


def recall(workspace: Workspace, told: Collection[Step]) -> None:
    """Give steps what is kept of their statements; those of which nothing is kept are parsed when somebody asks."""
    kept = _kept(workspace)
    for step in told:
        known = kept.get(_key(step))
        if known is not None:
            step.recall(known["canon"], known["reads"])


def keep(workspace: Workspace, told: Collection[Step]) -> None:
    """Keep what these steps say, and nothing else; done only where one is new.

    Raises:
        Refusal: the disk refuses.

    """
    if not {_key(step) for step in told} <= _kept(workspace).keys():
        said = {_key(step): {"canon": step.canon, "reads": step.reads} for step in told}
        put(workspace.builds / _FILE, json.dumps(said).encode())


def _key(step: Step) -> str:
    return steps.digest(_parser(), step.select)


@cache
def _parser() -> str:
    return version("sqlglot")


def _kept(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Return what is kept; nothing where the file is not there or was damaged."""
    try:
        kept = json.loads((workspace.builds / _FILE).read_text("utf-8"))
        return {key: {"canon": str(one["canon"]), "reads": list(map(str, one["reads"]))} for key, one in kept.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
