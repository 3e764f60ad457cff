"""The statuses that a case can have, the shipped ones with the office's own over them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cakupan import codes
from cakupan.findings import Refusal

LEFT, UNDER_WAY, JOINED, CLOSED = "left", "under_way", "joined", "closed"
#: How far a case is: nobody was there yet; to be gone on with; reached what it is for; nothing more to do.
STEPS = (JOINED, CLOSED, UNDER_WAY, LEFT)


@dataclass(frozen=True, slots=True)
class Topic:
    """What something is said about.

    Attributes:
        kind: of the events in the ledger.
        codes: name of its list of statuses.
        nothing: what a row is of which nothing was said.

    """

    kind: str
    codes: str
    nothing: str


#: The uncovered who are followed up; cover that is about to end; benefits that nobody claimed; scholarships not drawn.
UNCOVERED = Topic("followup", "statuses", "NOT_VISITED")
RENEWAL = Topic("renewal", "renewal_statuses", "NOT_ASKED")
CLAIM = Topic("claim_followup", "claim_statuses", "NOT_VISITED")
SCHOLARSHIP = Topic("scholarship_followup", "claim_statuses", "NOT_VISITED")


@dataclass(frozen=True, slots=True)
class Status:
    """One status: its code, its name by language, and its step of `STEPS`."""

    code: str
    name: dict[str, str]
    step: str


def statuses(own: Path | None = None, topic: Topic = UNCOVERED) -> dict[str, Status]:
    """Return the statuses by code, in the order in which they are offered.

    Args:
        own: folder of the office, whose own list of the same name adds some or replaces them.
        topic: what they are said about.

    Raises:
        Refusal: the office's file is not TOML, or one has no name or no step.

    """
    told = {}
    for code, entry in codes.read(topic.codes, own).items():
        name = entry.get("name")
        if entry.get("step") not in STEPS or not isinstance(name, dict) or not {"id", "en"} <= name.keys():
            raise Refusal("status_says", code=code, known=", ".join(STEPS))
        told[code] = Status(code, name, entry["step"])
    return told
