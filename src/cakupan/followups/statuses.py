"""The statuses that an uncovered worker can have, the shipped ones with the office's own over them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cakupan import codes
from cakupan.findings import Refusal

LEFT, UNDER_WAY, JOINED, CLOSED = "left", "under_way", "joined", "closed"
#: How far a worker is: nobody was there yet; to be gone on with; registered; nothing more to do.
STEPS = (JOINED, CLOSED, UNDER_WAY, LEFT)
#: What somebody is of whom nothing was said.
NOTHING_SAID = "NOT_VISITED"


@dataclass(frozen=True, slots=True)
class Status:
    """One status: its code, its name by language, and its step of `STEPS`."""

    code: str
    name: dict[str, str]
    step: str


def statuses(own: Path | None = None) -> dict[str, Status]:
    """Return the statuses by code, in the order in which they are offered.

    Args:
        own: folder of the office, whose `statuses.toml` adds some or replaces them.

    Raises:
        Refusal: the office's file is not TOML, or one has no name or no step.

    """
    told = {}
    for code, entry in codes.read("statuses", own).items():
        name = entry.get("name")
        if entry.get("step") not in STEPS or not isinstance(name, dict) or not {"id", "en"} <= name.keys():
            raise Refusal("status_says", code=code, known=", ".join(STEPS))
        told[code] = Status(code, name, entry["step"])
    return told
