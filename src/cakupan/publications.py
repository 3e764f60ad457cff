"""What was published: which report of which region, of which date, as known when, and the hash of its file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cakupan import ledger
from cakupan.batches import wib
from cakupan.workspace import Workspace

KIND = "publication"


@dataclass(frozen=True, slots=True)
class Publication:
    """A report that an office stood up for; nothing of it is personal.

    Attributes:
        report: its name; region: its Kemendagri code.
        at: the date that its numbers are about; known_at: the last day whose receipts and decisions they know of.
        build: the build that they were asked from.
        file, sha256: the name of the file and the hash of what stood in it.
        on: the day of publication.

    """

    report: str
    region: str
    at: date
    known_at: date
    build: str
    file: str
    sha256: str
    on: date

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}


def record(
    workspace: Workspace, report: str, file: Path, *, region: str, at: date, known_at: date | None, build: str
) -> Publication:
    """Keep in the ledger that a file was published, and return what was kept.

    Args:
        workspace: the office.
        report: the report's name.
        file: the file as it was written.
        region: Kemendagri code.
        at: the date that its numbers are about.
        known_at: the clock of its numbers; None for all that is known today.
        build: the build that they were asked from.

    Raises:
        Refusal: the ledger cannot be written.

    """
    content = {
        "report": report, "region": region, "at": at.isoformat(), "build": build, "file": file.name,
        "known_at": (known_at or wib(datetime.now(UTC).isoformat())).isoformat(),
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }  # fmt: skip
    return _read(ledger.append(workspace.ledger, KIND, content))


def last(workspace: Workspace, region: str) -> Publication | None:
    """Return what was last published of a region, whichever report it was; None if nothing ever was."""
    kept = [_read(event) for event in ledger.events(workspace.ledger, kinds=(KIND,))]
    return next((one for one in reversed(kept) if one.region == region), None)


def _read(event: ledger.Event) -> Publication:
    told = {**event.content, "at": date.fromisoformat(event.content["at"])}
    told["known_at"] = date.fromisoformat(event.content["known_at"])
    return Publication(**told, on=wib(event.happened_at))
