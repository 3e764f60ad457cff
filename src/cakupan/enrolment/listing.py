"""Those of a case one by one, with the state of each, as a reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cakupan import codes, disclosure, ledger
from cakupan.enrolment import cases
from cakupan.enrolment.exporting import UNMASKED
from cakupan.enrolment.result import cards
from cakupan.enrolment.rows import rows
from cakupan.enrolment.shapes import Case
from cakupan.findings import codes as known_codes
from cakupan.findings import message
from cakupan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Person:
    """One of a case, masked where the reader may not see him whole.

    Attributes:
        no: his number in the case. name, nik, kpj: as they may be seen; kpj once the branch has accepted him.
        region: code. state: of `shapes.states`. why: reasons, each a sentence or what somebody wrote.
        months: how many months are paid. moment: number of the event that brought him there.

    """

    no: int
    name: str
    nik: str
    kpj: str
    region: str
    state: str
    why: tuple[str, ...]
    months: int
    event: int

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "no": self.no, "name": self.name, "nik": self.nik, "kpj": self.kpj, "region": self.region,
            "state": self.state, "why": list(self.why), "months_paid": self.months, "event": self.event,
        }  # fmt: skip


def people(
    office: Workspace, case: Case, *, state: str = "", region: str = "", unmasked: bool = False, lang: str = "id",
    by: str = "",
) -> list[Person]:  # fmt: skip
    """Return those of a case in the order of their numbers; in full is an event.

    Args:
        office: the workspace.
        case: as it stands.
        state: these alone; empty for all.
        region: code of a village or of a region above it; empty for all.
        unmasked: whether names, NIK and KPJ are whole.
        lang: of the reasons.
        by: who looks.

    """
    where = cases.where(office)
    found = rows(office, (where(record) for record in case.entries))
    kpj = cards(office, case) if unmasked else {}
    told = []
    for entry in case.entries.values():
        row = found.get(where(entry.record))
        place = row.region if row else ""
        if (state and entry.state != state) or (region not in ("", "ID") and not f"{place}.".startswith(f"{region}.")):
            continue
        name, nik = (row.name, row.nik) if row else ("", "")
        told.append(Person(
            entry.no, disclosure.name(name, unmasked), disclosure.nik(nik, unmasked), kpj.get(entry.record, ""), place,
            entry.state, tuple(reason(office, why, lang) for why in entry.why), len(entry.months), entry.last,
        ))  # fmt: skip
    if unmasked:
        ledger.append(office.ledger, UNMASKED, {"case": case.number, "file": "", "persons": len(told), "by": by})
    return told


def reason(office: Workspace, why: str, lang: str) -> str:
    """Return a reason in words: of a check, of the branch, or as somebody wrote it."""
    if why in known_codes():
        return message(why, lang)
    rejections = codes.read("rejections", office.folder)
    return str(rejections[why]["name"][lang]) if why in rejections else why
