"""The scenarios of an office, and the hash under which the plan of each is kept; no solver is needed for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cakupan import plans
from cakupan.findings import Refusal, message
from cakupan.planning import scenario
from cakupan.planning.scenario import Scenario
from cakupan.plans import Plan
from cakupan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Listed:
    """A scenario of an office: file, name, year, goal; or the sentence that says why it cannot be read."""

    file: str
    name: str = ""
    year: int = 0
    goal: str = ""
    broken: tuple[tuple[str, str], ...] = ()
    plan: Plan | None = None

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told = self.plan
        done = {"plan": told.asked.key if told else "", "persons": told.persons if told else None}
        return {"file": self.file, "name": self.name, "year": self.year, "goal": self.goal, **done,
                "broken": dict(self.broken).get("id", "")}  # fmt: skip


def listed(office: Workspace) -> list[Listed]:
    """Return the scenarios of an office by their files, each with its plan where one is kept and nothing changed."""
    return [_listed(office, path) for path in scenario.listed(office.folder)]


def _listed(office: Workspace, path: Path) -> Listed:
    try:
        told = scenario.read(path)
    except Refusal as refusal:
        words = {lang: message(refusal.code, lang, **refusal.words) for lang in ("id", "en")}
        return Listed(path.stem, broken=tuple(words.items()))
    try:
        found = plans.find(office, inputs(office, str(path))[2])
    except Refusal:
        found = None
    return Listed(path.stem, told.name, told.year, told.goal, plan=found)


def inputs(office: Workspace, word: str, region: str = "") -> tuple[Path, Scenario, str]:
    """Return the file of a scenario, what it says, and the hash under which its plan is kept.

    Args:
        office: with a build.
        word: the file or its name in the folder `scenarios`.
        region: code or name, in the place of that of the scenario; empty for that.

    Raises:
        Refusal: there is none, or it cannot be read; nothing was built yet.

    """
    path = scenario.found(office.folder, word)
    told = scenario.read(path)
    if region:
        told = replace(told, region=region)
    build = f"{office.current().name} {told.region}"
    return path, told, plans.key(office, build, (path, *told.law))
