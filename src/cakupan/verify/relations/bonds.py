"""How well figures go together: by region, group, segment, time, and how far apart they stand."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, islice

from cakupan.verify.groups import nested
from cakupan.verify.statement import FUTURE, NOW, Draft, Statement

#: How much a figure of one measure is worth in the place of another.
ACTIVE = {
    "active": 1.0,
    "new_participants": 0.7,
    "other": 0.5,
    "eligible": 0.35,
    "claims_recipients": 0.3,
    "growth_workers": 0.2,
    "target_workers": 0.15,
    "gap_workers": 0.15,
}
REALISED = {"active": 1.0, "new_participants": 1.0, "other": 0.8, "eligible": 0.35, "growth_workers": 0.6}
ELIGIBLE = {
    "eligible": 1.0,
    "other": 0.55,
    "population": 0.25,
    "active": 0.3,
    "uncovered": 0.15,
    "target_workers": 0.15,
    "gap_workers": 0.1,
}
UNCOVERED = {"uncovered": 1.0, "gap_workers": 0.6, "other": 0.35, "eligible": 0.2, "active": 0.15}
GOAL = {"target_workers": 1.0, "eligible": 0.3, "other": 0.3}
HEALTH = {"health_members": 1.0, "active": 0.1, "other": 0.3}
PEOPLE = {"population": 1.0, "eligible": 0.2, "other": 0.4}
_NEAR = 9
#: Days before that of the text that it may still mean by "now".
_RECENT = 100
#: What a paragraph, each sentence and each figure between take from the worth of a pair.
_ACROSS, _GAP, _BETWEEN = 0.9, 0.1, 0.08
#: What is left of it however far apart two figures stand; figures that their words say so plainly are met from afar.
_FAR, _PLAIN = 0.55, 1.6
_ROW, _ALONE = 1.2, 1.25
_MOST = 14
#: What people for whom money is spent are worth as all who are covered.
_SPENT_ON = 0.3


@dataclass
class Bonds:
    """What two figures of a text are worth together; asked once for each pair."""

    statement: Statement
    known: dict[tuple[int, int], float] = field(default_factory=dict)
    order: dict[int, int] = field(default_factory=dict)
    counted: Counter[tuple[str, str]] | None = None
    roles: dict[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep the order of the figures that count people or shares: the others stand between nobody, nor do words."""
        number = 0
        for one in self.statement.drafts:
            if one.unit in ("percent", "points", "persons"):
                self.order[one.at] = number
                number += not one.printed.fraction

    def role(self, draft: Draft, measures: dict[str, float]) -> float:
        """Return how well a figure stands in a place that figures of these measures take; asked once for each."""
        key = (draft.at, id(measures))
        if key not in self.roles:
            self.roles[key] = draft.role(measures)
        return self.roles[key]

    def pair(self, one: Draft, other: Draft) -> float:
        """Return how well two figures go together."""
        key = (one.at, other.at) if one.at < other.at else (other.at, one.at)
        if key not in self.known:
            self.known[key] = self._pair(one, other)
        return self.known[key]

    def _pair(self, one: Draft, other: Draft) -> float:
        worth = _regions(one, other) * _groups(one, other) * _segments(one, other)
        worth *= _eras(one, other, self.statement.current)
        return worth * self._apart(one, other) if worth else 0.0

    def _apart(self, one: Draft, other: Draft) -> float:
        gap = abs(self.statement.spots[one.sentence] - self.statement.spots[other.sentence])
        sentences = self.statement.sentences
        across = sentences[one.sentence].paragraph != sentences[other.sentence].paragraph
        between = abs(self.order.get(one.at, one.at) - self.order.get(other.at, other.at)) - 1
        return max(_FAR, (_ACROSS if across else 1.0) / (1 + _GAP * gap + _BETWEEN * max(0, between)))

    def whole(self, stated: Draft, *of: Draft) -> float:
        """Return how well a figure goes together with those from which it follows: as with the one that goes least."""
        least = 1.0
        for one in of:
            least = min(least, self.pair(stated, one))
            if not least:
                return 0.0
        among = 1.0
        for at, one in enumerate(of):
            for other in of[at + 1 :]:
                if one.of is not other and other.of is not one:
                    among = min(among, self.pair(one, other))
        return self.alone(*of) * least * math.sqrt(among)

    def alone(self, *of: Draft) -> float:
        """Return how much more figures are worth of which each is the only one of its measure in a text."""
        if self.counted is None:
            self.counted = Counter((one.measure, one.unit) for one in self.statement.drafts if one.measure != "other")
        only = all(
            one.measure != "other" and self.counted[one.measure, one.unit] == 1 and one.scores[one.measure] >= _PLAIN
            for one in of
        )
        return _ALONE if only else 1.0

    def row(self, *drafts: Draft) -> float:
        """Return how much more figures are worth that stand in one row, with no other that counts between them."""
        places = [self.order.get(one.at, -99) for one in drafts]
        return _ROW if max(places) - min(places) == len(drafts) - 1 else 1.0


def among(statement: Statement, drafts: Sequence[Draft]) -> list[tuple[float, float, float, float]]:
    """Return of each two figures how well they go together by region, group, segment and time."""
    pairs = combinations(drafts, 2)
    return [(_regions(*pair), _groups(*pair), _segments(*pair), _eras(*pair, statement.current)) for pair in pairs]


def _regions(one: Draft, other: Draft) -> float:
    if one.region == other.region:
        return 1.0
    if not one.region or not other.region:
        return 0.8
    return 0.0 if one.region_told and other.region_told else 0.05


def _groups(one: Draft, other: Draft) -> float:
    if one.group == other.group:
        return 1.0
    if nested(one.group, other.group):
        return 0.7
    if one.group and other.group:
        return 0.1 if one.group_told and other.group_told else 0.4
    told = one.group_told if one.group else other.group_told
    return 0.38 if told else 0.7


def _segments(one: Draft, other: Draft) -> float:
    if one.segment == other.segment:
        return 1.0
    if one.segment and other.segment:
        return 0.1
    told = one.segment_told if one.segment else other.segment_told
    return 0.4 if told else 0.8


def _eras(one: Draft, other: Draft, current: date | None) -> float:
    if one.era == other.era:
        return 1.0
    if any(draft.measure in ("gap_points", "gap_workers") for draft in (one, other)):
        return 0.9
    if "eligible" in (one.measure, other.measure):
        return 0.85 if NOW in (one.era, other.era) or FUTURE in (one.era, other.era) else 0.6
    return 0.9 if FUTURE in (one.era, other.era) else _unsaid(one, other, current)


def _unsaid(one: Draft, other: Draft, current: date | None) -> float:
    """Return what a figure without a time is worth beside one of an earlier day: the later that is, the more."""
    when = one.when if other.when is None else other.when if one.when is None else None
    if when is None or when.last is None or current is None:
        return 0.15
    return 0.85 if (current - when.last).days <= _RECENT else 0.3


def programme(statement: Statement, stated: Draft, part: Draft) -> float:
    """Return how much less people are worth who are told of only as those for whom money is spent."""
    if part.sentence == stated.sentence or not any(
        one.unit == "rupiah" for one in statement.in_sentence(part.sentence)
    ):
        return 1.0
    return _SPENT_ON


def near(statement: Statement, to: Draft, *units: str, reach: float = 4) -> list[Draft]:
    """Return the figures of some units near another, the nearest first; then plain ones that stand farther off."""
    spots, spot = statement.spots, statement.spots[to.sentence]
    if units not in statement.asked:
        listed = [one for one in statement.drafts if one.unit in units]
        plain = [one for one in listed if one.scores.get(one.measure, 0.0) >= _PLAIN]
        statement.asked[units] = (listed, plain)
    listed, plain = statement.asked[units]
    close: list[Draft] = []
    for one in outward(listed, to.at, lambda one: abs(spots[one.sentence] - spot) <= reach):
        close.append(one)
        if len(close) == _NEAR:
            break
    behind = [one for one in islice(outward(plain, to.at), _MOST + _NEAR) if one not in close]
    return (close + behind)[:_MOST]


def outward(drafts: Sequence[Draft], at: int, within: Callable[[Draft], bool] = lambda _one: True) -> Iterator[Draft]:
    """Yield the figures of some around one of the text, the nearest first; of two as near the earlier.

    Args:
        drafts: the figures, in order.
        at: which figure of the text; it is none of them.
        within: says of a figure that it is near enough; those behind one that is not are no nearer.

    """
    right = bisect_left(drafts, at, key=lambda one: one.at)
    left = right - 1
    right += right < len(drafts) and drafts[right].at == at
    while left >= 0 or right < len(drafts):
        if right >= len(drafts) or (left >= 0 and at - drafts[left].at <= drafts[right].at - at):
            one, left = drafts[left], left - 1
            if not within(one):
                left = -1
                continue
        else:
            one, right = drafts[right], right + 1
            if not within(one):
                right = len(drafts)
                continue
        yield one
