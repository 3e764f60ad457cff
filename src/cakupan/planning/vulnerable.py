"""Who is vulnerable by a region's regulation: who, why, what is contested, and what moves when a threshold moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cakupan.law import Criteria, criteria
from cakupan.planning import standing
from cakupan.results import Answers, Question
from cakupan.results.compose import CODE_LENGTH

#: Why somebody is vulnerable, and what is contested of it; columns of the SELECT, in the order in which they are told.
WHYS = ("poor", "risky", "on_list")
CONTESTED = ("income_missing", "occupation_unknown", "disagree", "incomes_differ", "list_differs")
#: By how much the threshold of income is moved to show what that does.
_STEPS = (80, 90, 110, 120)
_JUDGED = "vulnerable_judged"


@dataclass(frozen=True, slots=True)
class Asked:
    """Of whom to ask.

    Attributes:
        region: code or name; empty for the office's own.
        group: only the persons of a group; empty for all.
        at: the day; None for the latest of the data.
        by: the level into which counts are broken down.
        supposing: other thresholds: income (rupiah a month), risk_from (1 to 3), needs (1 or 2).

    """

    region: str = ""
    group: str = ""
    at: date | None = None
    by: str = "village"
    supposing: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons of one place, each once.

    Attributes:
        listed: on a base or group list.
        vulnerable: by the criteria; unprotected: of them those without cover.
        undecided: for whom a criterion is missing that would decide.
        contested: of all, those of whom something is contested.

    """

    region: str
    region_name: str
    listed: int
    vulnerable: int
    unprotected: int
    undecided: int
    contested: int

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Move:
    """What another threshold changes: who becomes vulnerable, who ceases to be."""

    told: dict[str, int]
    vulnerable: int
    undecided: int
    joined: int
    left: int

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {"if": self.told, **{name: getattr(self, name) for name in self.__slots__[1:]}}


@dataclass(frozen=True, slots=True)
class Vulnerable:
    """The answer.

    Attributes:
        criteria: those of the regulation, with what was supposed.
        region, region_name, day: where and when.
        total: of the whole region; places: of its parts.
        whys: persons vulnerable by each of WHYS; one may be so by several.
        contested: persons by each of CONTESTED.
        moves: what other thresholds change.

    """

    criteria: Criteria
    region: str
    region_name: str
    group: str
    day: date
    total: Counts
    places: tuple[Counts, ...]
    whys: dict[str, int]
    contested: dict[str, int]
    moves: tuple[Move, ...]

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        rules = [
            {"criterion": e.name, "key": e.key, "value": e.value, "cite": e.cite, "grade": e.grade, "since": e.since}
            for e in self.criteria.entries
        ]
        return {
            "region": self.region, "group": self.group or None, "day": self.day.isoformat(),
            "regulation": {name: getattr(self.criteria, name) for name in ("region", "name", "example")},
            "criteria": rules, "total": self.total.machine(), "places": [one.machine() for one in self.places],
            "why": self.whys, "contested": self.contested, "moves": [one.machine() for one in self.moves],
        }  # fmt: skip


def find(answers: Answers, asked: Asked) -> Vulnerable:
    """Return who is vulnerable in a region by its regulation.

    Everybody alive on a base or group list counts, protected or not. Where two lists state incomes on either side of
    the threshold, the lower one counts and it is told as contested.

    Raises:
        Refusal: no such region or group, no regulation for it, or a threshold that it cannot have.

    """
    question = answers.asked(Question("uncovered_named", region=asked.region, group=asked.group, at=asked.at))
    region, day = question.region, question.moments[-1][0]
    stated = criteria(region, day, answers.workspace.folder / "law")
    rules = stated.supposing(asked.supposing)
    standing.hold(answers, region, day, rules)
    answers.engine.hold(_JUDGED, judged(rules, asked.group))
    by = CODE_LENGTH.get(asked.by, 13)
    rows = answers.engine.rows(_counted(f"substr(region, 1, {by})"))
    places = tuple(Counts(code, answers.region_title(code), *numbers) for code, *numbers in rows)
    total = Counts(
        region, answers.region_title(region), *answers.engine.rows(_counted(f"'{region}'", whole=True))[0][1:]
    )
    whys = _sums(answers, {name: f"{name} and verdict" for name in WHYS})
    contested = _sums(answers, {name: name for name in CONTESTED})
    moves = tuple(_move(answers, rules, told, asked.group) for told in _suppositions(stated, rules))
    return Vulnerable(
        rules, region, answers.region_title(region), asked.group, day, total, places, whys, contested, moves
    )


def judged(rules: Criteria, group: str = "") -> str:
    """Return the SELECT of what criteria say of each person of `standing`."""
    told = standing.sql(
        "vulnerable", income=str(rules.income), risk_from=str(rules.risk_from), needs=str(rules.needs),
        wage_earner=str(rules.wage_earner).lower(),
    )  # fmt: skip
    return f"{told} where ',' || group_codes || ',' like '%,{group},%'" if group else told


def _counted(place: str, *, whole: bool = False) -> str:
    contested = " or ".join(CONTESTED)
    return f"""
        select {place} as place, count(*), count(*) filter (verdict), count(*) filter (verdict and not guarded),
            count(*) filter (verdict is null), count(*) filter ({contested})
        from {_JUDGED} {"" if whole else "group by place order by place"}
    """


def _sums(answers: Answers, told: Mapping[str, str]) -> dict[str, int]:
    columns = ", ".join(f"count(*) filter ({condition})" for condition in told.values())
    return dict(zip(told, answers.engine.rows(f"select {columns} from {_JUDGED}")[0], strict=True))


def _suppositions(stated: Criteria, rules: Criteria) -> list[dict[str, int]]:
    """Return the other thresholds that are tried: income a little lower and higher, another rank, the other rule.

    Where another income is supposed, that of the regulation stands among them.
    """
    incomes = {rules.income * step // 100 for step in _STEPS} | ({stated.income} - {rules.income})
    told = [{"income": income} for income in sorted(incomes)]
    told += [{"risk_from": rank} for rank in (1, 2, 3) if rank != rules.risk_from]
    return [*told, {"needs": 3 - rules.needs}]


def _move(answers: Answers, rules: Criteria, told: dict[str, int], group: str) -> Move:
    row = answers.engine.rows(f"""
        select count(*) filter (o.verdict), count(*) filter (o.verdict is null),
            count(*) filter (o.verdict and not coalesce(j.verdict, false)),
            count(*) filter (j.verdict and not coalesce(o.verdict, false))
        from {_JUDGED} j join ({judged(rules.supposing(told), group)}) o using (person)
    """)[0]
    return Move(told, *row)
