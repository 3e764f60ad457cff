"""Villages, kecamatan and the kabupaten approve a list, each in its turn and of its own region, or strike some off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cakupan.enrolment import cases, shapes
from cakupan.enrolment.cases import Done, Steps
from cakupan.enrolment.history import APPROVAL
from cakupan.enrolment.rows import rows
from cakupan.enrolment.shapes import LEVELS, Case, Entry
from cakupan.findings import Refusal
from cakupan.wording import label
from cakupan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Approval:
    """What a level says of a list.

    Attributes:
        level: of `LEVELS`. region: code of a region of that level.
        by: who says so (an office or a name). letter: number of his letter or decree, or empty text.
        only: these numbers alone; empty for all. struck: numbers that he strikes off, for the reason `why`.

    """

    level: str
    region: str
    by: str
    letter: str = ""
    only: Sequence[int] = ()
    struck: Sequence[int] = ()
    why: str = ""


def approve(office: Workspace, called: str, said: Approval) -> Done:
    """Write down what a level says of those of its region whose turn it is; said twice it changes nothing.

    Raises:
        Refusal: the level is none of the case, the region is of another level, nobody says who or why, a number is
            nobody's of that region, or it is nobody's turn.

    """
    by, letter, why = (cases.remark(text) for text in (said.by, said.letter, said.why))
    if not by:
        raise Refusal("enrol_no_name")
    if said.struck and not why:
        raise Refusal("enrol_no_reason")
    seen: dict[str, int] = {}

    def told(case: Case, _: dict[int, Case]) -> Steps:
        _see_level(case, said, office.language)
        entries = _meant(office, case, said)
        ready, done = shapes.before(said.level, case.terms.levels), _beyond(case, said.level)
        struck = [entry.record for entry in entries if entry.no in said.struck and entry.state == ready]
        fine = [entry.record for entry in entries if entry.no not in said.struck and entry.state == ready]
        seen["same"] = sum(entry.state in done for entry in entries if entry.no not in said.struck)
        seen["same"] += sum(entry.state == shapes.REFUSED for entry in entries if entry.no in said.struck)
        seen["left"] = len(entries) - seen["same"] - len(struck) - len(fine)
        if not struck and not fine:
            if not seen["same"]:
                raise _not_yet(office, said, seen["left"], ready)
            return []
        content = {
            "case": case.number, "level": said.level, "region": said.region, "records": fine, "refused": struck,
            "why": why, "by": by, "letter": letter,
        }  # fmt: skip
        return [(APPROVAL, content)]

    before, case = cases.take(office, called, told)
    changed = sum(entry.state != before.entries[record].state for record, entry in case.entries.items())
    n = case.counts()[shapes.REFUSED] - before.counts()[shapes.REFUSED]
    return Done(case, changed, seen["same"], seen["left"], (("refused", n),) if n else ())


def _see_level(case: Case, said: Approval, language: str) -> None:
    if said.level not in case.terms.levels:
        raise Refusal("enrol_level", level=said.level, known=", ".join(case.terms.levels))
    if len(said.region) != LEVELS[said.level]:
        raise Refusal("enrol_level_region", level=label("level", said.level, language), region=said.region)


def _meant(office: Workspace, case: Case, said: Approval) -> list[Entry]:
    """Return those of the region whom the approval is about: nobody in reserve, nobody who fell out before."""
    where = cases.where(office)
    found = rows(office, (where(record) for record in case.entries))
    here = {
        entry.no: entry
        for entry in case.entries.values()
        if (row := found.get(where(entry.record))) and f"{row.region}.".startswith(f"{said.region}.")
    }
    numbers = [*said.only, *said.struck]
    cases.chosen(case, numbers)
    foreign = [number for number in numbers if number not in here]
    if foreign:
        raise Refusal("enrol_elsewhere", numbers=cases.some(foreign), region=said.region)
    out = (shapes.RESERVE, shapes.FAILED, *shapes.FALLEN)
    meant = [here[number] for number in dict.fromkeys(numbers)] if said.only else list(here.values())
    return [entry for entry in meant if entry.no in numbers or (entry.state not in out and not entry.replaced)]


def _beyond(case: Case, level: str) -> set[str]:
    """Return the states of those whom a level approved before."""
    levels = case.terms.levels
    later = {shapes.approved_at(one, levels) for one in levels[levels.index(level) :]}
    return later | {shapes.EXPORTED, shapes.ACCEPTED, shapes.REJECTED, shapes.PAID, shapes.ACTIVE}


def _not_yet(office: Workspace, said: Approval, n: int, ready: str) -> Refusal:
    """Return why an approval moves nobody: those of the region are not that far yet, or there is nobody."""
    if not n:
        return Refusal("enrol_nobody_there", region=said.region)
    level, before = label("level", said.level, office.language), label("enrol", ready, office.language)
    return Refusal("enrol_not_yet", level=level, n=n, before=before)
