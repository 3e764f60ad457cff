"""Any history of a case against a small reference: everybody in one state, nobody lost, the same said twice is once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cakupan.enrolment import history
from cakupan.enrolment.shapes import states

MONTHS = ["2026-01", "2026-02", "2026-03"]
SLOTS = {"33.02.01.2001": 3, "33.02.01.2002": 2}
KEYS = [*SLOTS, ""]
PEOPLE = range(1, 9)
#: Where each lives, so that a name has the same slots whoever names him.
HOME = {who: KEYS[who % 3] for who in PEOPLE}


@dataclass(frozen=True)
class Told:
    """An event as the ledger would have it."""

    number: int
    kind: str
    content: dict[str, Any]
    happened_at: str = "2026-01-01T00:00:00+00:00"
    hash: str = "0123456789abcdef"


OPENED = {
    "name": "A", "payer": "APBD_KAB", "line": "", "region": "33.02", "since": "2026-01-01", "until": "2026-04-01",
    "segment": "BPU", "programmes": ["JKK", "JKM"], "prices": dict.fromkeys(MONTHS, 16_800), "slots": SLOTS,
    "levels": ["village", "district", "regency"], "by": "",
}  # fmt: skip
some = st.lists(st.sampled_from(PEOPLE), max_size=6)
reasons = st.dictionaries(st.sampled_from(["enrol_nik", "enrol_dead"]), some, max_size=2)


def by_home(people: list[int]) -> list[tuple[str, list[int]]]:
    told: dict[str, list[int]] = {}
    for who in people:
        told.setdefault(HOME[who], []).append(who)
    return sorted(told.items())


def step(kind: str, **parts: Any) -> Any:
    return st.tuples(st.just(kind), st.fixed_dictionaries(parts))


listed = st.builds(by_home, some)
steps = st.one_of(
    step(history.ADDED, entries=listed, reserve=listed),
    step(history.CHECK, passed=some, failed=reasons),
    step(history.CHECK, passed=st.just(list(PEOPLE)), failed=st.just({})),
    step(
        history.APPROVAL, level=st.sampled_from(["village", "district", "regency"]), region=st.just("33.02"),
        records=st.one_of(some, st.just(list(PEOPLE))), refused=some, why=st.just("pindah"), by=st.just("SITI"),
    ),
    step(history.EXPORT, records=some, rows=st.just([]), file=st.just("f"), layout=st.just("kolektif")),
    step(
        history.RESULT, export=st.integers(1, 3), sha256=st.sampled_from("abcd"), file=st.just("f"),
        accepted=some, rejected=st.dictionaries(st.sampled_from(["NIK", "AGE"]), some, max_size=2),
    ),
    step(history.PAYMENT, records=some, months=st.lists(st.sampled_from([*MONTHS, "2027-01"]), max_size=2)),
    step(history.SEEN, records=some),
    step(history.TAKEN_OFF, records=some, why=st.just("pindah")),
    step(history.REFILLED, records=some, released=some),
    step(history.CLOSED),
)  # fmt: skip
ALL = list(PEOPLE)
#: The way of a case on which all goes well; a history goes a part of it, and then anywhere.
ROAD: list[tuple[str, dict[str, Any]]] = [
    (history.CHECK, {"passed": ALL, "failed": {}}),
    *((history.APPROVAL, {"level": level, "region": "33.02", "records": ALL, "refused": [], "why": "", "by": "SITI"})
      for level in OPENED["levels"]),
    (history.EXPORT, {"records": ALL, "rows": [], "file": "f", "layout": "kolektif"}),
    (history.RESULT, {"export": 1, "sha256": "a", "file": "f", "accepted": ALL[:4], "rejected": {"NIK": ALL[4:5]}}),
    (history.PAYMENT, {"records": ALL, "months": MONTHS[:1]}),
    (history.SEEN, {"records": ALL[:3]}),
]  # fmt: skip
ways = st.builds(lambda n, then: [*ROAD[:n], *then], st.integers(0, len(ROAD)), st.lists(steps, max_size=18))
histories = st.tuples(st.one_of(st.just(by_home(ALL)), listed), listed, ways)

#: What each step does to one whom it names: from which states, to which.
APPROVING = {"village": ("checked", "approved_village"), "district": ("approved_village", "approved_district"),
             "regency": ("approved_district", "approved")}  # fmt: skip
EARLY = {"named", "failed", "checked", "approved_village", "approved_district", "approved"}
LEAVING = EARLY | {"reserve", "accepted"}
OUT = {"reserve", "refused", "rejected", "withdrawn"}


class Reference:
    """Everybody by himself: his state, his file, whether he gave his slot up. Slow and plain."""

    def __init__(self) -> None:
        self.state: dict[int, str] = {}
        self.file: dict[int, int] = {}
        self.gone: set[int] = set()
        self.months: dict[int, set[str]] = {}
        self.files, self.read, self.over = 0, set[str](), False

    def room(self, who: int) -> bool:
        here = [one for one, state in self.state.items()
                if HOME[one] == HOME[who] and state not in OUT and one not in self.gone]  # fmt: skip
        return len(here) < SLOTS.get(HOME[who], 0)

    def move(self, people: list[int], found: set[str], to: str) -> None:
        for who in people:
            if self.state.get(who) in found and who not in self.gone:
                self.state[who] = to
                if to == "exported":
                    self.file[who] = self.files

    def name(self, told: dict[str, Any]) -> None:
        for key in ("entries", "reserve"):
            for _, people in told[key]:
                for who in people:
                    if who not in self.state:
                        self.state[who] = "named" if key == "entries" and self.room(who) else "reserve"

    def take(self, kind: str, told: dict[str, Any]) -> None:
        if self.over:
            return
        getattr(self, kind.removeprefix("enrolment_"))(told)

    added = name

    def checked(self, told: dict[str, Any]) -> None:
        wrong = [who for people in told["failed"].values() for who in people]
        self.move(wrong, EARLY, "failed")
        self.move([who for who in told["passed"] if who not in wrong], {"named", "failed"}, "checked")

    def approved(self, told: dict[str, Any]) -> None:
        ready, after = APPROVING[told["level"]]
        self.move(told["refused"], {ready}, "refused")
        self.move(told["records"], {ready}, after)

    def exported(self, told: dict[str, Any]) -> None:
        self.files += 1
        self.move(told["records"], {"approved"}, "exported")

    def result(self, told: dict[str, Any]) -> None:
        if told["sha256"] in self.read:
            return
        self.read.add(told["sha256"])
        ours = {who for who, file in self.file.items() if file == told["export"]}
        self.move([who for who in told["accepted"] if who in ours], {"exported"}, "accepted")
        for people in told["rejected"].values():
            self.move([who for who in people if who in ours], {"exported"}, "rejected")

    def paid(self, told: dict[str, Any]) -> None:
        months = set(told["months"]) & set(MONTHS)
        for who in told["records"] if months else []:
            if self.state.get(who) in ("accepted", "paid", "active"):
                self.months.setdefault(who, set()).update(months)
        self.move(told["records"] if months else [], {"accepted"}, "paid")

    def active(self, told: dict[str, Any]) -> None:
        self.move(told["records"], {"paid"}, "active")

    def withdrawn(self, told: dict[str, Any]) -> None:
        self.move(told["records"], LEAVING, "withdrawn")

    def refilled(self, told: dict[str, Any]) -> None:
        self.gone |= {who for who in told["released"] if self.state.get(who) == "failed"}
        for who in told["records"]:
            if self.state.get(who) == "reserve" and self.room(who):
                self.state[who] = "named"

    def closed(self, _told: dict[str, Any]) -> None:
        self.over = True


def events(made: tuple[Any, Any, list[tuple[str, dict[str, Any]]]]) -> list[Told]:
    entries, reserve, later = made
    first = Told(1, history.OPENED, OPENED | {"entries": entries, "reserve": reserve})
    return [first, *(Told(n, kind, told | {"case": 1}) for n, (kind, told) in enumerate(later, start=2))]


def told_of(made: list[Told]) -> dict[int, tuple[Any, ...]]:
    case = history.fold(made)[1]
    return {who: (one.state, frozenset(one.months), one.replaced, one.export) for who, one in case.entries.items()}


@given(histories)
def test_a_case_is_what_the_reference_says(made: Any) -> None:
    reference, told = Reference(), events(made)
    reference.name(told[0].content)
    for event in told[1:]:
        reference.take(event.kind, event.content)
    case = history.fold(told)[1]
    assert {who: entry.state for who, entry in case.entries.items()} == reference.state
    assert {who: entry.months for who, entry in case.entries.items() if entry.months} == {
        who: months for who, months in reference.months.items() if months
    }
    assert {entry.record for entry in case.entries.values() if entry.replaced} == reference.gone


@given(histories)
def test_everybody_is_in_one_state_and_nobody_is_lost(made: Any) -> None:
    told, named = events(made), set[int]()
    for n, event in enumerate(told, start=1):
        case = history.fold(told[:n])[1]
        if n == 1 or (event.kind == history.ADDED and not history.fold(told[: n - 1])[1].closed):
            named |= {who for key in ("entries", "reserve") for _, people in event.content[key] for who in people}
        assert case.counts().total() == len(case.entries) == len(named)
        assert set(case.counts()) <= set(states())
        assert sorted(entry.no for entry in case.entries.values()) == list(range(1, len(named) + 1))
        held = Counter(entry.slot for entry in case.entries.values() if entry.standing)
        assert all(n <= SLOTS.get(slot, 0) for slot, n in held.items()), "more people than slots"
        assert all(n >= 0 for n in case.free().values())


@given(histories, st.integers(0, 30))
def test_the_same_said_twice_changes_nothing(made: Any, at: int) -> None:
    told = events(made)
    again = told[1 + at % (len(told) - 1)] if len(told) > 1 else None
    if again is None:
        return
    twice = told[: told.index(again) + 1]
    before = told_of(twice)
    after = told_of([*twice, Told(99, again.kind, again.content)])
    moved = {who for who in before if before[who] != after[who]}
    if again.kind == history.REFILLED:
        # A slot that was released twice is one slot; nobody loses his.
        assert not {who for who in moved if before[who][0] != "reserve"}
    elif again.kind == history.CHECK:
        assert not moved
    else:
        assert not moved, (again.kind, moved)


@given(histories)
def test_nobody_comes_to_the_roster_but_by_every_step(made: Any) -> None:
    road = ["named", "checked", "approved_village", "approved_district", "approved", "exported", "accepted", "paid"]
    been: dict[int, set[str]] = {}
    told = events(made)
    for n in range(1, len(told) + 1):
        for who, (state, *_) in told_of(told[:n]).items():
            been.setdefault(who, set()).add(state)
            if state == "active":
                assert set(road) <= been[who]
