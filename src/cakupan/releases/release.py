"""One release: the numbers of a scope, what of them may be told, and that it was told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cakupan import codes
from cakupan.findings import Refusal
from cakupan.releases import known
from cakupan.releases.numbers import Numbers, Scope, Tell, ask, periods_of
from cakupan.results import Answers
from cakupan.results.shapes import LEVELS, Result, level_of

if TYPE_CHECKING:
    from cakupan.releases.decide import Decided

#: How many levels below its region a release goes, unless it is told otherwise.
_DEEP = 2


@dataclass(frozen=True, slots=True, eq=False)
class Release:
    """Numbers that may be told.

    Attributes:
        numbers: all numbers of the scope; decided: what of them may be told.
        title: the largest region as people call it; build: what the numbers were asked of.
        invented: whether any of the data is made up for show.
        after: the number of the last release that it is safe beside.

    """

    numbers: Numbers
    decided: Decided
    title: str
    build: str
    invented: bool
    after: int

    @property
    def at(self) -> date:
        """Return the moment that matters most."""
        return self.numbers.scope.moments[0]

    def tells(self, result: Result) -> bool:
        """Say whether a number may be told: a published figure always, any other if all of its place may be."""
        if result.basis == "figure":
            return True
        place = (result.region, result.segment or "", result.group or "")
        days = [day for day in (result.since, result.moment) if day]
        return all(self.decided.all_of(place, day) for day in days)


def scope_of(answers: Answers, region: str = "", level: str = "", moments: Sequence[date] = ()) -> Scope:
    """Return a scope with nothing left open.

    Args:
        answers: the build.
        region: Kemendagri code or name; empty for the office's own.
        level: the smallest regions; empty for two levels below the region.
        moments: empty for the latest day that lists speak of and the ends of the years before.

    Raises:
        Refusal: there is no such region or level, or the build holds neither lists nor figures.

    """
    code = answers.region_code(region) if region else answers.home
    own = LEVELS.index(level_of(code))
    if level and level not in LEVELS[own:]:
        raise Refusal("no_choice", option="by", value=level, known=", ".join(LEVELS[own:]))
    days = tuple(dict.fromkeys(moments)) or _moments(answers, code)
    deepest = level or LEVELS[min(own + _DEEP, len(LEVELS) - 1)]
    return Scope(code, deepest, days, periods_of(days))


def _moments(answers: Answers, region: str) -> tuple[date, ...]:
    at = answers.latest(region)
    first = answers.told("select min(position) from batch where kind in ('workers', 'members')")[0][0] or at
    ends = (date(year, 12, 31) for year in range(at.year - 1, first.year - 1, -1))
    return (at, *(day for day in ends if day >= first))


def prepare(answers: Answers, scope: Scope, tell: Tell | None = None) -> Release:
    """Return what may be told of a scope beside all that was told before; nothing is told yet.

    Raises:
        Refusal: nothing may be told of the region, what would be told gives somebody away, a record of what was told
            before is gone, or the extra `plan` is not installed.

    """
    decide = _decider()
    before, after = known.earlier(answers.workspace)
    within: dict[str, list[str]] = {}
    for group, holder in codes.ancestors(codes.read("groups", answers.workspace.folder)):
        within.setdefault(group, []).append(holder)
    numbers, title = ask(answers, _around(answers, scope, before), tell), answers.region_title(scope.region)
    invented = any(batch["invented"] for batch in answers.batches())
    return Release(numbers, decide(numbers, before, within, title, tell), title, answers.build, invented, after)


def _around(answers: Answers, scope: Scope, before: Sequence[known.Told]) -> Scope:
    """Return a scope that looks at all that was ever told of, too: what is told anew must be safe beside it."""
    regions = {one.region for one in before if "?" not in one.region}
    if not regions:
        return scope
    deepest = max((level_of(one) for one in (*regions, scope.region)), key=LEVELS.index)
    level = max(deepest, scope.level, key=LEVELS.index)
    inside = all(one == scope.region or one.startswith(f"{scope.region}.") for one in regions)
    return replace(scope, around=(scope.region if inside or scope.region == "ID" else answers.home, level))


def _decider() -> Any:
    """Return what decides; it counts by arrays.

    Raises:
        Refusal: `extra_missing`, what it needs is not installed.

    """
    try:
        from cakupan.releases.decide import decide
    except ImportError:
        raise Refusal("extra_missing", extra="plan") from None
    return decide


def keep(answers: Answers, release: Release, of: str) -> None:
    """Keep on record that a release is told, before anybody has it.

    Args:
        answers: the build.
        release: what is told.
        of: what carries it: data or pages.

    Raises:
        Refusal: somebody else released in the meantime; the ledger or the disk refuses.

    """
    scope = release.numbers.scope
    known.keep(
        answers.workspace, release.decided.known, release.after,
        {
            "of": of, "region": scope.region, "level": scope.level, "at": release.at.isoformat(),
            "build": release.build,
        },
    )  # fmt: skip
