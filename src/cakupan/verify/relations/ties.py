"""Figures whose numbers agree so closely that it is no chance, whatever words say of them.

Such a tie tells what a number is: words that make it follow from others as well are then misread.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cakupan.verify.relations import misprints
from cakupan.verify.statement import Draft, Statement

#: How far apart in sentences figures stand, at most; a percentage without a decimal and its counts.
_FAR, _CLOSE = 8, 1
#: A count from here on is a percentage of another to the last person by no chance.
_MANY = 1000
#: Digits with which counts add up by no chance; to what a percentage is printed that fits counts by no chance.
_DIGITS, _FINE = 4, 0.1
#: How often figures as many as are near may agree by chance, at most.
_CHANCE = 0.25
#: Figures of a sum of two.
_SUM = 3
#: What a count may be taken for that is the target of a whole to the last person; words as plain as this say else.
_COUNTED, _PLAIN = ("active", "eligible", "other"), 3.0
_COUNTS = ("persons", "employers", "villages", "rupiah")
#: What a coverage may be taken for; by what part of it words may say less plainly that it is one.
_LOOSE, _ALMOST = ("growth_percent", "other", "share", "target"), 0.8
#: By how much of itself a number in floating point may be off.
_HAIR = 1e-9


@dataclass
class Ties:
    """The figures that agree, by each figure in them.

    Attributes:
        of: of each figure the sets of figures, itself among them, of which one follows from the others.
        shares: the percentages that are a part of a whole, with that part and whole.
        rests: the counts that are what is left of a whole after the part that a coverage tells.

    """

    of: dict[Draft, list[frozenset[Draft]]] = field(default_factory=lambda: defaultdict(list))
    shares: list[tuple[Draft, Draft, Draft]] = field(default_factory=list)
    rests: set[Draft] = field(default_factory=set)

    def add(self, *drafts: Draft) -> None:
        """Keep figures that agree."""
        tie = frozenset(drafts)
        for one in drafts:
            if tie not in self.of[one]:
                self.of[one].append(tie)

    def settle(self) -> None:
        """Take a share of workers of those to be covered for the coverage, where words hardly say another thing."""
        for share, part, whole in self.shares:
            if (
                (part.measure, whole.measure) == ("active", "eligible")
                and share.measure in _LOOSE
                and share.scores.get("coverage", 0.0) >= share.scores.get(share.measure, 0.0) * _ALMOST
            ):
                share.settle("coverage", 1.0)
        for share, part, whole in self.shares:
            if (share.measure, whole.measure) == ("target", "eligible") and _is_vague(part):
                part.settle("target_workers", _PLAIN)


def _is_vague(part: Draft) -> bool:
    vague = part.measure in _COUNTED and part.scores.get(part.measure, 0.0) < _PLAIN
    return vague and part.exact and part.printed.step == 1


def ties(statement: Statement) -> Ties:
    """Return the figures of a text that agree by no chance."""
    found = Ties()
    exact = [one for one in statement.drafts if not one.ranged and one.size > 0]
    for unit in _COUNTS:
        counts = [one for one in exact if one.unit == unit and one.size >= 1]
        _sums(statement, [one for one in counts if one.exact and _is_fine(statement, one)], found)
        for share in exact:
            if share.unit == "percent" and share.exact:
                far = _FAR if float(share.printed.step) <= _FINE else _CLOSE
                around = [one for one in counts if _near(statement, one, share, far)]
                _shares(share, around, found)
    percents = [one for one in exact if one.unit == "percent" and one.exact and float(one.printed.step) <= _FINE]
    for share in percents:
        _shares(share, [one for one in percents if one is not share and _near(statement, one, share)], found)
    _goals(statement, exact, found)
    _products(statement, exact, found)
    for share, part, whole in found.shares:
        if share.measure == "coverage":
            rests = [tie - {part, whole} for tie in found.of[whole] if part in tie and len(tie) == _SUM]
            found.rests.update(one for rest in rests for one in rest if one.size == whole.size - part.size)
    return found


def _near(statement: Statement, one: Draft, other: Draft, far: float = _FAR) -> bool:
    return abs(statement.spots[one.sentence] - statement.spots[other.sentence]) <= far


def _is_fine(statement: Statement, one: Draft) -> bool:
    """Say whether a count has so many digits that another is the same by no chance."""
    return len(misprints.digits(statement.low[one.start : one.end]).rstrip("0")) >= _DIGITS


def _sums(statement: Statement, counts: Sequence[Draft], found: Ties) -> None:
    by_size: dict[float, list[Draft]] = defaultdict(list)
    for one in counts:
        by_size[one.size].append(one)
    for at, one in enumerate(counts):
        for other in counts[at + 1 :]:
            for total in by_size.get(one.size + other.size, ()):
                if _near(statement, one, other) and _near(statement, one, total):
                    found.add(one, other, total)


def _shares(share: Draft, counts: Sequence[Draft], found: Ties) -> None:
    """Add what a percentage is of: a part of a whole, or by how much one is more than another."""
    step = float(share.printed.step)
    if len(counts) * (len(counts) - 1) * step / 100 > _CHANCE:
        return
    for part in counts:
        for whole in counts:
            if part is whole or part.size == whole.size:
                continue
            exact = 100 * part.size / whole.size
            if (part.size < whole.size or share.size > 100) and _prints(share, exact, step):
                found.add(share, part, whole)
                found.shares.append((share, part, whole))
            if (part.size > whole.size or share.measure.startswith("growth")) and _prints(
                share, abs(exact - 100), step
            ):
                found.add(share, part, whole)


def _prints(share: Draft, exact: float, step: float) -> bool:
    """Say whether a percentage is a number rounded, or cut."""
    return -step / 2 - _HAIR <= exact - share.size < step


def _goals(statement: Statement, drafts: Sequence[Draft], found: Ties) -> None:
    """Add the counts that are a percentage of a whole to the last person."""
    counts = [one for one in drafts if one.unit == "persons" and one.size >= _MANY]
    by_size: dict[int, list[Draft]] = defaultdict(list)
    for one in counts:
        by_size[int(one.size)].append(one)
    for share in drafts:
        for whole in counts if share.unit == "percent" else ():
            right = share.size * whole.size / 100
            for size in range(int(right) - 1, int(right) + 2):
                for part in by_size.get(size, ()):
                    if abs(part.size - right) <= 1 and part is not whole and _near(statement, part, share):
                        found.add(share, part, whole)
                        found.shares.append((share, part, whole))


def _products(statement: Statement, drafts: Sequence[Draft], found: Ties) -> None:
    """Add the sums of money that are workers, times a premium, times months."""
    money: dict[float, list[Draft]] = defaultdict(list)
    for one in drafts:
        if one.unit == "rupiah" and one.measure != "premium":
            money[one.size].append(one)
    premiums = _by_size(one for one in drafts if one.unit == "rupiah" and one.likely("premium") > 1 / 2)
    months = _by_size(one for one in drafts if one.unit == "months")
    for workers in drafts:
        for size, alike in premiums.items() if workers.unit == "persons" else ():
            each = workers.size * size
            for premium, paid in _paid(alike, money.get(each, [])):
                found.add(paid, workers, premium)
            for many, spans in months.items():
                for premium, paid in _paid(alike, money.get(each * many, [])):
                    for month in spans:
                        if _near(statement, month, paid):
                            found.add(paid, workers, premium, month)


def _by_size(drafts: Iterable[Draft]) -> dict[float, list[Draft]]:
    """Return figures by their number."""
    found: dict[float, list[Draft]] = defaultdict(list)
    for one in drafts:
        found[one.size].append(one)
    return found


def _paid(premiums: Sequence[Draft], money: Sequence[Draft]) -> Iterator[tuple[Draft, Draft]]:
    """Yield each premium with each sum of money that is another figure."""
    yield from ((premium, one) for one in money for premium in premiums if premium is not one)
