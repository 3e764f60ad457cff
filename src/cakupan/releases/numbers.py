"""What is asked of a build to give numbers away: counts of all places at all moments, and who came and went between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from cakupan.results import Answers, Question, Result
from cakupan.results.compose import CODE_LENGTH
from cakupan.results.shapes import LEVELS, level_of

#: A place in the numbers: region, segment, group; empty for all segments, and for no group.
Place = tuple[str, str, str]
#: A run of days: the last day before it, and its last.
Period = tuple[date, date]
Tell = Callable[[str, int], None]
#: Ways of coming, and of going: each person and day has one place.
CAME, WENT = ("joined", "returned"), ("lapsed", "aged", "died")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a release speaks of.

    Attributes:
        region: Kemendagri code of the largest region; level: the smallest regions in it that are told of.
        moments: of coverage, what matters most first; periods: those of which coming and going is told.
        around: the region and the level of all that must be looked at, for more was told of before; empty for no more.

    """

    region: str
    level: str
    moments: tuple[date, ...]
    periods: tuple[Period, ...] = ()
    around: tuple[str, str] | None = None

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the levels that are looked at, the largest first."""
        region, level = self.around or (self.region, self.level)
        return LEVELS[LEVELS.index(level_of(region)) : LEVELS.index(level) + 1]

    @property
    def whole(self) -> str:
        """Return the region that is looked at."""
        return self.around[0] if self.around else self.region

    def holds(self, region: str) -> bool:
        """Say whether a region is one that is told of."""
        inside = self.region in ("ID", region) or region.startswith(f"{self.region}.")
        return inside and LEVELS.index(level_of(region)) <= LEVELS.index(self.level)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a build for one scope.

    Attributes:
        coverage: by moment and place the active of the eligible, or of a published number of them, or alone.
        flows: by period and region who came and who went.

    """

    scope: Scope
    coverage: Mapping[date, Mapping[Place, Result]]
    flows: Mapping[Period, Mapping[str, tuple[int, int]]] = field(default_factory=dict)


def place_of(result: Result) -> Place:
    """Return the place of a result."""
    return (result.region, result.segment or "", result.group or "")


def ask(answers: Answers, scope: Scope, tell: Tell | None = None) -> Numbers:
    """Return the numbers of a scope, those of lists only: what others published is told as it stands.

    Raises:
        Refusal: the build knows nothing of the region.

    """
    found: dict[date, dict[Place, Result]] = {moment: {} for moment in scope.moments}
    for level in scope.levels:
        for result in _coverage(answers, scope, level):
            if result.moment in found and result.numerator is not None and _is_of(result, level):
                found[result.moment].setdefault(place_of(result), result)
        if tell:
            tell(level, sum(map(len, found.values())))
    return Numbers(scope, found, {period: _flow(answers, scope, period) for period in scope.periods})


def _coverage(answers: Answers, scope: Scope, level: str) -> Iterable[Result]:
    """Yield coverage in whole and by segment, then the active where there is no coverage, then reach by group."""
    deep = () if level == level_of(scope.whole) else (level,)
    days = tuple(sorted(scope.moments))
    for by in ((), ("segment",)):
        for measure, bases in (("coverage", ("list", "mixed")), ("active", ("list",))):
            asked = Question(measure, region=scope.whole, by=(*deep, *by, "moment"), moments=days)
            yield from (result for result in answers.ask(asked) if result.basis in bases)
    asked = Question("reach", region=scope.whole, by=(*deep, "group", "moment"), moments=days)
    yield from (result for result in answers.ask(asked) if result.basis == "list")


def _is_of(result: Result, level: str) -> bool:
    """Say whether a result is of a region of this level, and not of what nobody placed below one."""
    return level == LEVELS[0] or len(result.region) == CODE_LENGTH[level]


def _flow(answers: Answers, scope: Scope, period: Period) -> dict[str, tuple[int, int]]:
    """Return by region who came and who went in a period."""
    found: dict[str, list[int]] = {}
    since, until = period
    for level in scope.levels:
        deep = () if level == level_of(scope.whole) else (level,)
        for side, measures in enumerate((CAME, WENT)):
            for measure in measures:
                asked = Question(measure, region=scope.whole, by=deep, at=until, since=since)
                for result in answers.ask(asked):
                    if result.basis == "list" and result.value is not None and _is_of(result, level):
                        found.setdefault(result.region, [0, 0])[side] += int(result.value)
    return {region: (came, went) for region, (came, went) in found.items()}


def periods_of(moments: Iterable[date]) -> tuple[Period, ...]:
    """Return the periods between moments that follow each other."""
    return tuple(pairwise(sorted(moments)))
