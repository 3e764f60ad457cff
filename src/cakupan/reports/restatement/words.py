"""How the report of a restatement says its numbers, the same on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from cakupan import wording
from cakupan.accounts import Point
from cakupan.accounts.files import File
from cakupan.reports.restatement.facts import Change, Facts, Rule
from cakupan.reports.voice import Voice

#: Decimals of the points in the account, where one person of half a million still shows.
PLACES = 4
#: How many causes the summary names.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause as the tables show it; `rounded` are its points so rounded that the column still sums."""

    code: str
    label: str
    persons: int
    eligible: int
    points: Fraction | None
    rounded: Fraction | None


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the report of a restatement says."""

    package: ClassVar[str] = __package__
    facts: Facts

    def position(self) -> str:
        """Return between which two numbers it speaks."""
        ends = {name: self.point(one) for name, one in zip(("opening", "closing"), self.facts.points, strict=True)}
        return self.t("position", **ends)

    def clock(self, point: Point) -> str:
        """Return what counts at a point: what was known at a day, or now."""
        if point.known_at is None:
            return self.t("clock_now")
        return self.t("clock", day=wording.day(point.known_at, self.lang))

    def point(self, point: Point) -> str:
        """Return date and clock in one breath."""
        return self.t("point", day=wording.day(point.day, self.lang), clock=self.clock(point))

    def known(self, point: Point) -> str:
        """Return the day of a clock alone."""
        return wording.day(point.known_at, self.lang) if point.known_at else self.t("now")

    def level(self, key: str, end: int) -> str:
        """Return the name of an end with its date and clock, as charts have room for it."""
        point = self.facts.points[end]
        short = self.t("point_short", day=wording.day(point.day, self.lang), known=self.known(point))
        return f"{self.t(key)}: {short}"

    def sentences(self) -> list[str]:
        """Return both numbers as sentences, each with date and clock, and the largest causes."""
        told = [self._sentence(end, "" if end == 0 else "_now") for end in (0, 1)]
        return [*told, self.why(), *([self.published()] if self.facts.published else [])]

    def published(self) -> str:
        """Return which publication the opening is, as a sentence."""
        one = self.facts.published
        return self.t("published", report=one.report, day=wording.day(one.on, self.lang), file=one.file,
                      sha256=one.sha256[:16]) if one else ""  # fmt: skip

    def _sentence(self, end: int, now: str) -> str:
        one = self.facts.account
        result, point = (one.opening, one.closing)[end], self.point(self.facts.points[end])
        if result.denominator is None:
            return self.t(f"sentence_active{now}", numerator=self.count(one.ends[end]), point=point)
        counts = {"numerator": self.count(one.ends[end]), "denominator": self.count(result.denominator)}
        return self.t(f"sentence{now}", **counts, point=point)

    def why(self) -> str:
        """Return the largest causes as a sentence."""
        causes = sorted(self.causes(), key=lambda cause: abs(cause.points or Fraction(cause.persons)), reverse=True)[
            :NAMED
        ]
        if not causes:
            return self.t("unchanged")
        said = [self.t("cause_said", cause=cause.label, value=self._worth(cause)) for cause in causes]
        return self.t("biggest", list=", ".join(said))

    def _worth(self, cause: Cause) -> str:
        return self.signed(cause.persons) if cause.points is None else self.in_points(cause.points)

    def in_points(self, value: Fraction, places: int = wording.PLACES) -> str:
        """Return a difference in points with its sign and unit."""
        return wording.points(value, self.lang, signed=True, places=places)

    def exact(self, value: Fraction | None, *, signed: bool = True, places: int = PLACES) -> str:
        """Return points, or a percentage, without its unit; nothing as a dash."""
        if value is None:
            return wording.NOTHING
        plus = "+" if signed and value > 0 else ""
        return plus + wording.decimal(value, self.lang, places=places)

    def coverage(self, end: int) -> Fraction | None:
        """Return the coverage of an end in percent, at the decimals of the account."""
        result = (self.facts.account.opening, self.facts.account.closing)[end]
        return wording.rounded((result.value or 0) * 100, PLACES) if result.denominator else None

    def gained(self) -> Fraction | None:
        """Return what the coverage gained, at the decimals of the account."""
        first, last = self.coverage(0), self.coverage(1)
        return None if first is None or last is None else last - first

    def causes(self) -> list[Cause]:
        """Return every cause in its order."""
        parts, gained = self.facts.account.parts, self.gained()
        points = [part.points for part in parts if part.points is not None]
        shown: Sequence[Fraction | None] = [None] * len(parts)
        if gained is not None:
            shown = wording.apportioned(points, gained, PLACES)
        return [
            Cause(part.cause, wording.label("causes", part.cause, self.lang), part.persons, part.eligible,
                  part.points, rounded)
            for part, rounded in zip(parts, shown, strict=True)
        ]  # fmt: skip

    def check(self) -> str:
        """Return the sums as one can follow them: opening and causes make the closing."""
        ends, change = self.facts.account.ends, self.facts.total()
        words = {"opening": self.count(ends[0]), "sum": _added(change.persons, self.count(abs(change.persons)))}
        told = [self.t("check_persons", **words, closing=self.count(ends[1]))]
        gained = self.gained()
        if gained is not None:
            opening, closing = (self.exact(self.coverage(end), signed=False) for end in (0, 1))
            words = {"opening": opening, "sum": _added(gained, self.exact(abs(gained), signed=False))}
            told.append(self.t("check_points", **words, closing=closing))
        return self.t("check", list="; ".join(told))

    def whole(self) -> list[str]:
        """Return the change between both ends, its points with a word on them where both as written give others."""
        told, total, ends = self.change(self.facts.total()), self.facts.total().points, self.facts.account
        if total is not None:
            first, last = ends.opening.value or Fraction(0), ends.closing.value or Fraction(0)
            told[0] = wording.remarked(told[0], wording.unrounded(first, last, total, self.lang))
        return told

    def change(self, change: Change) -> list[str]:
        """Return what causes changed together: points and persons, or persons alone."""
        plus = "+" if change.persons > 0 else ""
        persons = plus + wording.amount(change.persons, "persons", self.lang)
        return [persons] if change.points is None else [self.in_points(change.points), persons]

    def command(self, cause: str = "") -> str:
        """Return the command that gives the account again, or the rows behind a cause."""
        first, last = (f"{p.day}@{p.known_at}" if p.known_at else str(p.day) for p in self.facts.points)
        place = f" --region {self.facts.asked}" if self.facts.asked else ""
        return f"cakupan account --from {first} --to {last}{place}{f' --cause {cause}' if cause else ''}"

    def fate(self, file: File) -> str:
        """Return what happened to a file."""
        day = file.withdrawn if file.fate == "withdrawn_file" else self.facts.points[0].day
        return self.t(file.fate, day=wording.day(day, self.lang) if day else "").strip()

    def rule(self, rule: Rule, value: str | Mapping[str, int | None]) -> str:
        """Return what a rule is, in words."""
        if not isinstance(value, str):
            return "; ".join(f"{segment} {self.count(months)}" for segment, months in value.items() if months)
        if rule.what == "definition":
            return self.definition_name(value)
        return value if rule.what == "version" else wording.label(rule.what, value, self.lang)

    def rules(self) -> str:
        """Return which rules changed, as a sentence."""
        changed = [self.t(rule.what) for rule in self.facts.rules if rule.changed]
        if not changed:
            return self.t("rules_same")
        cause = wording.label("causes", "definition_changed", self.lang)
        return self.t("rules_changed", list=", ".join(changed), cause=cause)

    def worth(self) -> str:
        """Return what one person and one worker more are worth, or nothing without a denominator."""
        worth = self.facts.account.worth
        if worth is None:
            return ""
        person, worker = (self.exact(100 * value) for value in worth)
        return self.t("attribution_worth", person=person, worker=worker)


def _added(change: Fraction | int, text: str) -> str:
    return f"{'−' if change < 0 else '+'} {text}"
