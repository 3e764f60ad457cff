"""What people decided of pairs: written down as events, never over one another, and listed with what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cakupan import batches, ledger
from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.ledger import Event
from cakupan.review import calibration
from cakupan.review.calibration import Counts
from cakupan.review.rows import Place, places
from cakupan.review.shapes import VERDICTS, pair_id
from cakupan.workspace import Workspace

DECIDED, UNDONE = "decision", "decision_undone"
#: What became of a decision: it counts; it was taken back; a later one of the same rows counts; a row is not there
#: now; others that people decided forbid it; it was made since the last build.
STATES = ("applies", "undone", "superseded", "resting", "overruled", "not_built")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, and what became of it.

    Attributes:
        moment: when it was made (UTC), as the ledger has it.
        by, why: who decided, and the reason given.
        state: of `STATES`. undone_by: number of the event that took it back, or None.
        left, right: the two rows, where they stand now.

    """

    number: int
    moment: str
    verdict: str
    by: str
    why: str
    id: str
    state: str
    undone_by: int | None
    left: Place
    right: Place

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "number": self.number, "moment": self.moment, "verdict": self.verdict, "by": self.by, "why": self.why,
            "id": self.id, "state": self.state, "undone_by": self.undone_by,
            "left": self.left.text, "left_record": self.left.record,
            "right": self.right.text, "right_record": self.right.record,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says of two rows: same or apart; who says so, and why.

    Attributes:
        stood: how linking had them, and how likely it weighed them (ppm), when it was said; empty for none.
        sheet: the workbook that it came in, by its own name; empty for none.

    """

    verdict: str
    left: int
    right: int
    by: str
    why: str
    stood: tuple[str, int] = ("", 0)
    sheet: str = ""

    def content(self) -> dict[str, Any]:
        """Return what the ledger keeps of it."""
        told: dict[str, Any] = {
            "verdict": self.verdict, "left": self.left, "right": self.right, "by": self.by, "why": self.why,
        }  # fmt: skip
        if self.stood[0]:
            told |= {"stood": self.stood[0], "probability": self.stood[1]}
        return told | ({"sheet": self.sheet} if self.sheet else {})


def record(workspace: Workspace, verdicts: Sequence[Verdict]) -> list[Event]:
    """Write verdicts down, all or none, and return the events; what is decided so already is not written again.

    Raises:
        Refusal: a verdict is no verdict, or nobody says who decided and why.

    """
    for one in verdicts:
        if one.verdict not in VERDICTS:
            raise Refusal("no_choice", option="verdict", value=one.verdict, known=", ".join(VERDICTS))
        if not one.by.strip() or not one.why.strip():
            raise Refusal("review_unsaid")
    return ledger.extend(workspace.ledger, DECIDED, lambda: _new(workspace, verdicts))


def _new(workspace: Workspace, verdicts: Sequence[Verdict]) -> Iterator[dict[str, Any]]:
    """Yield what the ledger will keep of those verdicts that are not decided so already."""
    stands = standing(workspace)
    for one in verdicts:
        key = frozenset((one.left, one.right))
        if stands.get(key) != one.verdict:
            stands[key] = one.verdict
            yield one.content()


def take_back(workspace: Workspace, number: int, by: str = "", why: str = "") -> Event:
    """Take a decision back, as an event; the decision stays in the ledger.

    Raises:
        Refusal: there is no decision of that number, or it was taken back before.

    """

    def told() -> Iterator[dict[str, Any]]:
        kinds = {event.number: event for event in ledger.events(workspace.ledger, kinds=(DECIDED, UNDONE))}
        if number not in kinds or kinds[number].kind != DECIDED:
            raise Refusal("review_no_decision", number=number)
        if number in _undone(list(kinds.values())):
            raise Refusal("review_undone_before", number=number)
        yield {"number": number} | {key: text for key, text in (("by", by), ("why", why)) if text}

    return ledger.extend(workspace.ledger, UNDONE, told)[0]


def standing(workspace: Workspace) -> dict[frozenset[int], str]:
    """Return the verdict that counts of each two rows that somebody decided about."""
    return {frozenset((left, right)): verdict for _, verdict, left, right, _ in batches.decisions(workspace)}


def events(workspace: Workspace) -> list[Event]:
    """Return every decision ever made, also those taken back, in order."""
    return ledger.events(workspace.ledger, kinds=(DECIDED,))


def rows_of(workspace: Workspace) -> list[tuple[int, int]]:
    """Return the two rows of every decision ever made."""
    return [(event.content["left"], event.content["right"]) for event in events(workspace)]


def seen(workspace: Workspace) -> Counts:
    """Return, by family and band in which linking had them, how many pairs people called one person, and how many."""
    undone = _undone(ledger.events(workspace.ledger, kinds=(UNDONE,)))
    told: dict[tuple[str, int], tuple[int, int]] = {}
    last = {frozenset((e.content["left"], e.content["right"])): e for e in events(workspace) if e.number not in undone}
    for event in last.values():
        family, probability = event.content.get("stood", ""), event.content.get("probability", 0)
        if family in calibration.FAMILIES:
            cell = (family, calibration.band(probability))
            same, n = told.get(cell, (0, 0))
            told[cell] = (same + (event.content["verdict"] == "same"), n + 1)
    return told


def decisions(workspace: Workspace) -> list[Decision]:
    """Return every decision with who made it, when and why, and what became of it, in order.

    A decision about a row that is not there now (its list was withdrawn, or replaced) rests, and counts again when the
    row comes back.
    """
    everything = ledger.events(workspace.ledger, kinds=(DECIDED, UNDONE))
    undone = _undone(everything)
    moved = {number: (left, right) for number, _, left, right, _ in batches.decisions(workspace)}
    made = [event for event in everything if event.kind == DECIDED]
    rows = {event.number: moved.get(event.number, (event.content["left"], event.content["right"])) for event in made}
    where = places(workspace, (row for pair in rows.values() for row in pair))
    here = {batch.name for batch in batches.standing(workspace)}
    latest = {frozenset(rows[event.number]): event.number for event in made if event.number not in undone}
    built = _built(workspace, rows)

    def state(event: Event) -> str:
        pair = rows[event.number]
        if event.number in undone:
            return "undone"
        if latest[frozenset(pair)] != event.number:
            return "superseded"
        if any(not where[row].row_no or where[row].batch not in here for row in pair):
            return "resting"
        if event.number not in built:
            return "not_built"
        return "applies" if built[event.number] == (event.content["verdict"] == "same") else "overruled"

    return [_told(event, state(event), undone.get(event.number), *(where[row] for row in rows[event.number]))
            for event in made]  # fmt: skip


def _told(event: Event, state: str, undone_by: int | None, left: Place, right: Place) -> Decision:
    content = event.content
    return Decision(
        event.number, event.happened_at, content["verdict"], content.get("by", ""), content.get("why", ""),
        pair_id(content["left"], content["right"]), state, undone_by, left, right,
    )  # fmt: skip


def _undone(everything: Sequence[Event]) -> dict[int, int]:
    """Return the decisions that were taken back, with the event that did."""
    return {event.content["number"]: event.number for event in everything if event.kind == UNDONE}


def _built(workspace: Workspace, rows: dict[int, tuple[int, int]]) -> dict[int, bool]:
    """Return, of the decisions that the current build knows, whether it has both rows as one person."""
    try:
        folder = workspace.current()
    except Refusal:
        return {}
    if not (folder / "decision.parquet").is_file():
        return {}
    engine = DuckDB(threads=1)
    try:
        for table in ("decision", "person"):
            engine.table(table, [folder / f"{table}.parquet"])
        found = engine.rows(
            "select d.number, l.person = r.person from decision d join person l on l.record = d.record_l "
            "join person r on r.record = d.record_r"
        )
    finally:
        engine.close()
    return {number: same for number, same in found if number in rows}
