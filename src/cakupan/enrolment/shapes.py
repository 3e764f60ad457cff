"""What a case is: its terms, those on its list and the state of each, as the events of the ledger have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

#: Waiting for a slot; on the list and not checked; stopped by the check; ready for approval.
RESERVE, NAMED, FAILED, CHECKED = "reserve", "named", "failed", "checked"
#: Approved at all levels; in a file for the branch; what the branch said; paid; seen in the roster.
APPROVED, EXPORTED, ACCEPTED, REJECTED, PAID, ACTIVE = "approved", "exported", "accepted", "rejected", "paid", "active"
#: Struck off by one who approves; taken off the list.
REFUSED, WITHDRAWN = "refused", "withdrawn"
#: The levels at which a list is approved, from below, with the length of the codes of their regions.
LEVELS = {"village": 13, "district": 8, "regency": 5}
#: Those who lost their slot: another may have it.
FALLEN = (REFUSED, REJECTED, WITHDRAWN)
#: How far one has come who has not fallen out, in order.
ROAD = (NAMED, CHECKED, APPROVED, EXPORTED, ACCEPTED, PAID, ACTIVE)


def approved_at(level: str, levels: Sequence[str]) -> str:
    """Return the state of one whom a level approved: of the last level simply approved."""
    return APPROVED if level == levels[-1] else f"{APPROVED}_{level}"


def before(level: str, levels: Sequence[str]) -> str:
    """Return the state in which a level finds those whom it may approve."""
    at = levels.index(level)
    return approved_at(levels[at - 1], levels) if at else CHECKED


def states(levels: Sequence[str] = tuple(LEVELS)) -> tuple[str, ...]:
    """Return all states that a case of these levels knows, in the order in which they are shown."""
    between = [approved_at(level, levels) for level in levels[:-1]]
    road = (NAMED, FAILED, CHECKED, *between, APPROVED, REFUSED, EXPORTED, ACCEPTED, REJECTED, PAID, ACTIVE)
    return (RESERVE, *road, WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a case is about.

    Attributes:
        name: as people call it.
        payer: a code of payers.toml; line: the line of the budget, or empty text.
        region: code of the region that it is for.
        since, until: first day of the first month, first day after the last one.
        segment, programmes: what those on it are enrolled in.
        prices: rupiah for one person, by month ("2026-01").
        slots: persons that are paid for, by region.
        levels: of `LEVELS`, those that approve, from below.

    """

    name: str
    payer: str
    line: str
    region: str
    since: date
    until: date
    segment: str
    programmes: tuple[str, ...]
    prices: dict[str, int]
    slots: dict[str, int]
    levels: tuple[str, ...] = tuple(LEVELS)

    @property
    def months(self) -> tuple[str, ...]:
        """Return the months, as "2026-01"."""
        return tuple(self.prices)

    def slot_of(self, region: str) -> str:
        """Return the key of the slots that somebody of a region may have; empty text where there are none."""
        while region and region not in self.slots:
            region = region.rpartition(".")[0]
        return region or ("ID" if "ID" in self.slots else "")


@dataclass(slots=True)
class Entry:
    """One on the list, by the row that names him.

    Attributes:
        no: his number in the case, from 1, by which people call him.
        record: the row. slot: the key of the slots that he may have.
        state: of `states`. why: codes of reasons; or what a level gave as its reason.
        claim: number of the event that named him. last: number of the last event that moved him.
        export, line: the file for the branch that he is in, and his place in it, from 1; 0 before.
        months: months paid. replaced: whether somebody of the reserve has his slot.
        decreed: whether all levels approved him, whatever became of him then.

    """

    no: int
    record: int
    slot: str
    state: str
    claim: int
    last: int
    why: tuple[str, ...] = ()
    export: int = 0
    line: int = 0
    months: set[str] = field(default_factory=set)
    replaced: bool = False
    decreed: bool = False

    @property
    def standing(self) -> bool:
        """Say whether he has a slot."""
        return self.state not in (RESERVE, *FALLEN) and not self.replaced


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was made for the branch.

    Attributes:
        number: from 1 within its case. records: its lines in order, as the case names them.
        rows: the same where they stood when the file was made. file, layout: what it was called and made by.
        moment: when (UTC).

    """

    number: int
    records: tuple[int, ...]
    rows: tuple[int, ...]
    file: str
    layout: str
    moment: str


@dataclass(slots=True)
class Case:
    """A list of persons to be enrolled by one payer for whole months, as the events of the ledger have it.

    Attributes:
        number: from 1 in this office. token: what its files are known by in any office.
        entries: by row, in the order of their numbers.
        exports: files for the branch. results: hash of a file that was read back -> (export, when, number of event).
        letters: (level, region, by, letter, when) of every approval.
        closed: whether nothing more is to be done.

    """

    number: int
    token: str
    terms: Terms
    moment: str
    by: str
    entries: dict[int, Entry] = field(default_factory=dict)
    exports: list[Export] = field(default_factory=list)
    results: dict[str, tuple[int, str, int]] = field(default_factory=dict)
    letters: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    closed: bool = False

    def counts(self) -> Counter[str]:
        """Return how many are in each state; they add up to all that were ever on the list."""
        return Counter(entry.state for entry in self.entries.values())

    def of(self, *states: str) -> Iterator[Entry]:
        """Yield those in some states, by their numbers."""
        return (entry for entry in self.entries.values() if entry.state in states)

    def free(self) -> dict[str, int]:
        """Return how many slots nobody has, by the key of the slots."""
        left = dict(self.terms.slots)
        for entry in self.entries.values():
            if entry.standing:
                left[entry.slot] = left.get(entry.slot, 0) - 1
        return left
