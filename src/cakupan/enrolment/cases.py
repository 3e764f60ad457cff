"""The cases of an office: read from its ledger, found by number or name, moved on by events written all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan import batches, ledger, store
from cakupan.enrolment.history import KINDS, fold
from cakupan.enrolment.shapes import Case, Entry
from cakupan.findings import Refusal
from cakupan.tracking import said
from cakupan.workspace import Workspace

#: Of each: its kind, and what it says.
Steps = list[tuple[str, dict[str, Any]]]
#: What somebody wrote as it is kept: the same here as of all who are followed.
remark = said.remark


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did.

    Attributes:
        case: as it stands afterwards.
        changed: how many were moved by it. same: how many it found where it would have put them.
        left: how many it left where they are, since it is not their turn.
        why: how many by reason, where it gave any.

    """

    case: Case
    changed: int
    same: int = 0
    left: int = 0
    why: tuple[tuple[str, int], ...] = ()

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "case": self.case.number, "name": self.case.terms.name, "changed": self.changed, "same": self.same,
            "left": self.left, "why": dict(self.why), "persons": len(self.case.entries),
            "states": dict(self.case.counts()),
        }  # fmt: skip


def everything(office: Workspace) -> dict[int, Case]:
    """Return all cases of an office by number, closed ones too."""
    return fold(ledger.events(office.ledger, kinds=KINDS))


def find(cases: dict[int, Case], called: str) -> Case:
    """Return the case of a number or a name.

    Raises:
        Refusal: there is none, or several have the name.

    """
    text = called.strip()
    if text.isdecimal() and len(text) < 10:
        found = [case for number, case in cases.items() if number == int(text)]
    else:
        found = [case for case in cases.values() if case.terms.name.casefold() == text.casefold()]
    if len(found) != 1:
        known = ", ".join(f"{case.number} {case.terms.name}" for case in cases.values()) or "–"
        raise Refusal("enrol_no_case", case=text, known=known)
    return found[0]


def read(office: Workspace, called: str) -> Case:
    """Return the case of a number or a name as it stands now.

    Raises:
        Refusal: as of `find`.

    """
    return find(everything(office), called)


def take(office: Workspace, called: str, told: Callable[[Case, dict[int, Case]], Steps]) -> tuple[Case, Case]:
    """Write the steps of a case as events, all or none, and return the case as it was and as it is.

    Args:
        office: the workspace.
        called: the case.
        told: what is to be written, given the case and all cases as they are while nobody else can write.

    Raises:
        Refusal: as of `find`; the case is closed; or what `told` raises.

    """
    with store.writing(office.ledger, (ledger.TABLE,)) as link:
        cases = everything(office)
        case = find(cases, called)
        if case.closed:
            raise Refusal("enrol_closed", case=case.number)
        steps = told(case, cases)
        for kind, content in steps:
            ledger.add(link, kind, content)
    return case, read(office, str(case.number)) if steps else case


def chosen(case: Case, numbers: Sequence[int]) -> list[Entry]:
    """Return those of a case by their numbers.

    Raises:
        Refusal: a number is nobody's.

    """
    by_no = {entry.no: entry for entry in case.entries.values()}
    unknown = [number for number in numbers if number not in by_no]
    if unknown:
        raise Refusal("enrol_no_number", case=case.number, numbers=some(unknown), most=len(by_no))
    return [by_no[number] for number in dict.fromkeys(numbers)]


def some(numbers: Iterable[object], most: int = 10) -> str:
    """Return numbers in a row, the first few of them where they are many."""
    told = [str(number) for number in numbers]
    return ", ".join(told[:most]) + (f", … ({len(told)})" if len(told) > most else "")


def where(office: Workspace) -> Callable[[int], int]:
    """Return what says where a row stands now: in the list that was mended since, or where it was."""
    return batches.moved(office)
