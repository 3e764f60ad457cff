"""What a plan says, in plain values: it goes to disk as it is, and comes back the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from fractions import Fraction
from typing import Any

Words = Mapping[str, str]

#: What a plan is held against: what is paid now, gone on with; rules that offices use.
WAYS = ("plan", "now", "list", "cheapest", "equal")
LEVELS = {"nation": 0, "province": 2, "regency": 5, "district": 8, "village": 13}
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan was made of.

    Attributes:
        key: hash of all that went in; the plan is kept under it.
        scenario, file, text: name, file name and text of the scenario.
        region, region_name: of the plan. day: what is known on this day.
        goal: worth or target. since, until: first and last month that is planned for.
        build: the build. invented: whether any of its data is made up for show.
        least: months that somebody new gets at least.

    """

    key: str
    scenario: str
    file: str
    text: str
    region: str
    region_name: str
    day: str
    year: int
    goal: str
    since: str
    until: str
    build: str
    invented: bool
    least: int

    @property
    def horizon(self) -> int:
        """Return how many months are planned for."""
        first, last = (int(month[:4]) * 12 + int(month[5:]) for month in (self.since, self.until))
        return last - first + 1


@dataclass(frozen=True, slots=True)
class Proof:
    """What is proven of a plan.

    Attributes:
        status: optimal, feasible or infeasible.
        objective, bound: points, or rupiah where there is a target. gap: between both, as a share.
        kept_months, kept_bound: worker-months of those who are paid for now, and the most there can be.

    """

    status: str
    objective: int
    bound: int
    gap: float
    searched: int
    kept_months: int
    kept_bound: int


@dataclass(frozen=True, slots=True)
class More:
    """What one million rupiah more would do: worker-months, of whom, first where; or rupiah saved, with a target."""

    months: int
    region: str
    region_name: str
    group: str
    saved: int = 0


@dataclass(frozen=True, slots=True)
class Purse:
    """A budget line as a plan leaves it.

    Attributes:
        payer, name, owner: as in `budget_line`; owner is a region. since, until: first and last month.
        spent: rupiah. persons, kept, months: paid for from it; kept are those who were paid for before.
        binds: whether more money would do more. price: points (or rupiah saved) that one more rupiah brings.
        later, missed: persons paid for whom the law puts later while so many of an earlier turn go without.
        short: rupiah that it would need more, where nothing else makes the plan possible.

    """

    payer: str
    name: str
    owner: str
    owner_name: str
    since: str
    until: str
    groups: tuple[str, ...]
    ceiling: int
    spent: int
    persons: int
    kept: int
    months: int
    binds: bool
    price: float
    more: More | None = None
    later: int = 0
    missed: int = 0
    short: int = 0

    @property
    def left(self) -> int:
        """Return the rupiah that nothing is bought with."""
        return self.ceiling - self.spent


@dataclass(frozen=True, slots=True)
class Line:
    """Persons of one region paid from one account of one budget line; region is the smallest that is known."""

    region: str
    region_name: str
    group: str
    payer: str
    fund: str
    owner: str
    account: str
    account_grade: str
    programmes: str
    kept: bool
    persons: int
    months: int
    rupiah: int
    cite: str
    grade: str


@dataclass(frozen=True, slots=True)
class Place:
    """One region: persons who could be paid for, persons chosen, of them kept, worker-months and rupiah."""

    region: str
    region_name: str
    need: int
    persons: int
    kept: int
    months: int
    rupiah: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor, or the target: persons asked and reached, whether it binds, its price, and how many fewer would do."""

    name: str
    asked: int
    reached: int
    binds: bool
    price: float
    fewer: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One way to spend the same money: of `WAYS`; short is how many floors (and the target) it misses."""

    name: str
    persons: int
    kept: int
    months: int
    rupiah: int
    worth: int
    short: int


@dataclass(frozen=True, slots=True)
class Present:
    """Persons whom a payer pays for now: how many, how many the plan goes on with (whoever pays), and who lapse."""

    payer: str
    persons: int
    continued: int
    lapsing: int


@dataclass(frozen=True, slots=True)
class Step:
    """What a share of all ceilings would do; share in hundredths."""

    share: int
    ceiling: int
    cost: int
    persons: int
    new: int
    months: int
    status: str

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Protected of eligible workers on the day, by list; receipt leads to its rows.

    Attributes:
        paid: of the active, those whom a fund pays for now, and whom the plan goes on with or leaves.

    """

    active: int
    eligible: int
    paid: int
    receipt: str


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that a plan rests on: a word for it, the article, and how sure it is (A, B, C)."""

    what: str
    cite: str
    grade: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the annex of a plan, which is never kept with it.

    Attributes:
        nik: as whoever asked may see it. near: RT and RW, where a list has them.
        group: as whose member he is paid for; * for anybody. fund: number in the plan's purses.
        since, until: first and last month. kept: whether a fund pays for him now.

    """

    district: str
    village: str
    near: str
    nik: str
    name: str
    segment: str
    group: str
    fund: int
    since: str
    until: str
    months: int
    rupiah: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan, or why there is none.

    Attributes:
        need: persons who can be paid for; kept_need: of them paid for now. persons, kept, months, rupiah: chosen.
        lines, places: by the smallest region known. titles: names of regions by code.
        full: places and groups in which everybody who can be paid for is.
        left_out: persons by why they are not planned for. undated: planned for without a birth date.
        unused: lines of the build left aside: payer, name, region, why.
        example: the name of a regulation that is only an example; empty where it is in force.
        groups, payers: names by code.
        relief_money: whether money alone would make an impossible plan possible.

    """

    asked: Asked
    proof: Proof
    need: int
    kept_need: int
    persons: int
    kept: int
    months: int
    rupiah: int
    purses: tuple[Purse, ...]
    lines: tuple[Line, ...]
    places: tuple[Place, ...]
    limits: tuple[Limit, ...]
    target: Limit | None
    full: int
    ways: tuple[Way, ...]
    present: tuple[Present, ...]
    left_out: Mapping[str, int]
    undated: int
    unused: tuple[Mapping[str, str], ...]
    example: Words
    rules: tuple[Rule, ...]
    coverage: Coverage | None
    groups: Mapping[str, Words]
    payers: Mapping[str, Words]
    titles: Mapping[str, str]
    relief_money: bool = True
    frontier: tuple[Step, ...] = field(default=())

    @property
    def ceiling(self) -> int:
        """Return the rupiah that there are."""
        return sum(purse.ceiling for purse in self.purses)

    @property
    def new(self) -> int:
        """Return the persons whom nobody pays for now."""
        return self.persons - self.kept

    @property
    def lapsing(self) -> int:
        """Return the persons who are paid for now and whom the plan leaves."""
        return sum(one.lapsing for one in self.present)

    @property
    def possible(self) -> bool:
        """Say whether there is a plan."""
        return self.proof.status != "infeasible"

    @property
    def before(self) -> Fraction | None:
        """Return the coverage on the day."""
        return Fraction(self.coverage.active, self.coverage.eligible) if self.coverage else None

    @property
    def most(self) -> Fraction | None:
        """Return the coverage once all whom the plan pays for are protected at once."""
        return self.with_persons(Fraction(self.persons))

    @property
    def mean(self) -> Fraction | None:
        """Return the coverage over the months of the plan."""
        return self.with_persons(Fraction(self.months, self.asked.horizon))

    def with_persons(self, persons: Fraction) -> Fraction | None:
        """Return the coverage with so many persons paid for by funds, and everybody else as on the day."""
        told = self.coverage
        return (told.active - told.paid + persons) / told.eligible if told else None

    def lines_by(self, level: str) -> list[Line]:
        """Return the lines by regions of a level."""
        told: dict[tuple[Any, ...], Line] = {}
        for line in self.lines:
            place = line.region[: LEVELS[level]] or "ID"
            key = (place, line.group, line.payer, line.fund, line.owner, line.account, line.programmes, line.kept,
                   line.cite)  # fmt: skip
            have = told.get(key)
            sums = (have.persons, have.months, have.rupiah) if have else (0, 0, 0)
            told[key] = replace(
                line, region=place, region_name=self.titles.get(place, place), persons=line.persons + sums[0],
                months=line.months + sums[1], rupiah=line.rupiah + sums[2],
            )  # fmt: skip
        return [told[key] for key in sorted(told)]

    def places_by(self, level: str) -> list[Place]:
        """Return the places by regions of a level."""
        told: dict[str, list[int]] = {}
        for place in self.places:
            sums = told.setdefault(place.region[: LEVELS[level]] or "ID", [0] * 5)
            for n, value in enumerate((place.need, place.persons, place.kept, place.months, place.rupiah)):
                sums[n] += value
        return [Place(code, self.titles.get(code, code), *told[code]) for code in sorted(told)]

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return asdict(self)


def from_machine(told: Mapping[str, Any]) -> Plan:
    """Return a plan from its machine form.

    Raises:
        KeyError, TypeError: it is none.

    """
    parts: dict[str, Any] = {
        "asked": Asked(**told["asked"]), "proof": Proof(**told["proof"]),
        "purses": tuple(_purse(one) for one in told["purses"]),
        "target": Limit(**told["target"]) if told["target"] else None,
        "coverage": Coverage(**told["coverage"]) if told["coverage"] else None,
        "unused": tuple(told["unused"]),
    }  # fmt: skip
    rows: dict[str, Any] = {
        "lines": Line, "places": Place, "limits": Limit, "ways": Way, "present": Present, "rules": Rule,
        "frontier": Step,
    }  # fmt: skip
    parts |= {name: tuple(made(**one) for one in told[name]) for name, made in rows.items()}
    return Plan(**{one.name: parts.get(one.name, told[one.name]) for one in fields(Plan)})


def _purse(told: Mapping[str, Any]) -> Purse:
    more = More(**told["more"]) if told["more"] else None
    return Purse(**{**told, "groups": tuple(told["groups"]), "more": more})


def machine_lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return lines in machine form."""
    return [asdict(line) for line in lines]
