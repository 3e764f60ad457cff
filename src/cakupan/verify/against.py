"""What the office's own numbers say of the figures of a text: the same, another, or that it cannot be told.

A number is held against everything that the office knows of the same measure, region, segment and group at that date:
its lists (by persons and by memberships, by residence and by registering office), rosters over published numbers, and
what others published. One that agrees is enough. That none does is an alarm only where the text speaks of the same
date, and of a basis that its other figures are of, or of a single number that the office counts itself; a text on a
basis of its own is no lie.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources

from cakupan import wording
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result
from cakupan.verify.mending import mended_figure
from cakupan.verify.shapes import Cause, Figure, Reading, Relation
from cakupan.workspace import Workspace

WORKSPACE = "workspace"
#: Measures of a text and those of a build that are the same thing.
_MEASURES = {
    "coverage": "coverage", "reach": "reach", "active": "active", "eligible": "eligible", "uncovered": "uncovered",
    "uncovered_share": "uncovered_share", "target": "target", "gap_workers": "gap_workers",
    "gap_points": "gap_points", "growth_points": "growth", "new_participants": "new_participants", "rank": "rank",
    "ranked": "rank_of", "employers": "employers", "claims_amount": "claims_amount",
    "claims_recipients": "claims_recipients", "contributions_amount": "contributions",
}  # fmt: skip
#: Those of a period, of which a text seldom says where it begins; and those that rest on a target as well.
_PERIODS = frozenset(("growth", "new_participants", "claims_amount", "claims_recipients", "contributions"))
_AIMED = frozenset(("target", "gap_workers", "gap_points"))
#: All these, and places among others, which many publish by definitions of their own.
_UNPLAIN = _PERIODS | _AIMED | {"rank", "rank_of"}
#: Ways of counting the same lists, the usual one first.
_WAYS = (("persons", "residence"), ("memberships", "residence"), ("persons", "office"), ("memberships", "office"))
#: Days after a photograph for which it still speaks.
_FRESH = 31
#: Figures of a text that are held against the office; a text with more is an annex.
_MOST = 200
_ORDER = {"list": 0, "mixed": 1, "figure": 2}
#: For which days there are lists of persons, those of candidates for days to come left out.
_POSITIONS = (
    "select distinct position from batch where kind in ('workers', 'members') and not planned and position is not null "
    "order by position"
)
#: What two numbers must share to be of one basis.
_Basis = tuple[str, str, str, str, str]


def against(reading: Reading, answers: Answers, *, region: str = "") -> Reading:
    """Return a reading with a relation of kind `workspace` for each figure that the office knows something of.

    Args:
        reading: what `read` found.
        answers: the office's build, open for questions; the receipts of what is told are kept.
        region: code of the region of figures of which the text names none; without it those are left out.

    """
    office = _Office(answers, region, replace(reading, figures=tuple(_sure(reading.figures, region))))
    found = (office.held(number, figure) for number, figure in enumerate(office.reading.figures[:_MOST]))
    held = [one for one in found if one]
    told = tuple(_relation(office, _Verdict.of(one, held)) for one in held)
    return replace(reading, relations=(*reading.relations, *told))


def in_office(reading: Reading, office: Workspace, *, region: str = "") -> Reading:
    """Return a reading held against the current build of an office; as it is where nothing was built yet."""
    try:
        answers = Answers(office)
    except Refusal as refusal:
        if refusal.code != "no_build":
            raise
        return reading
    with answers:
        return against(reading, answers, region=region)


def _sure(figures: Iterable[Figure], region: str) -> Iterator[Figure]:
    """Yield figures as far as words tell them: of a measure that is only heard, nothing is known.

    A day carried to one counts only where the others of their region are of that one day alone.
    """
    listed = [replace(one, measure="other") if one.heard else one for one in figures]
    days: dict[str, set[date]] = {}
    for one in listed:
        if one.date and not one.carried and _MEASURES.get(one.measure, "") not in ("", *_UNPLAIN):
            days.setdefault(one.region or region, set()).add(one.date)
    for one in listed:
        unsure = one.carried and days.get(one.region or region) != {one.date}
        yield replace(one, date=None) if unsure else one


@dataclass(frozen=True, slots=True)
class _Known:
    """A number of the office, and the question that it answers."""

    question: Question
    result: Result
    of_date: bool

    @property
    def basis(self) -> _Basis:
        """Return what a number must share with it to be of one basis."""
        one = self.result
        return one.basis, one.definition, one.source, one.counting, one.place


@dataclass(frozen=True, slots=True)
class _Held:
    """A figure beside all numbers of the office that may be the same, the likeliest first."""

    number: int
    figure: Figure
    measure: str
    region: str
    known: tuple[_Known, ...]

    @property
    def same(self) -> tuple[_Known, ...]:
        """Return the numbers that agree with it."""
        return tuple(one for one in self.known if _agrees(self.figure, one.result))

    @property
    def plain(self) -> bool:
        """Say whether it needs neither a period nor a target nor all other regions."""
        return self.measure not in _UNPLAIN


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What is to be said of a figure: the word, and the number of the office that it is said of."""

    word: str
    held: _Held
    known: _Known
    misprint: bool = False

    @classmethod
    def of(cls, one: _Held, held: Iterable[_Held]) -> _Verdict:
        """Return the verdict on a figure, by the others of the same region and date."""
        beside = [
            other for other in held
            if other is not one and other.plain and (other.region, other.figure.date) == (one.region, one.figure.date)
        ]  # fmt: skip
        around = Counter(basis for other in beside for basis in {known.basis for known in other.same})
        dated = [known for known in one.known if known.of_date] or list(one.known)
        same = [known for known in one.same if known in dated]
        best = max(same or dated, key=lambda known: (around[known.basis], -one.known.index(known)))
        word = cls._word(one, best, same=bool(same), established=bool(around[best.basis]), alone=not beside)
        return cls(word, one, best, misprint=bool(around[best.basis]))

    @staticmethod
    def _word(one: _Held, best: _Known, *, same: bool, established: bool, alone: bool) -> str:
        if one.figure.date is not None and not best.of_date:
            return "other_date"
        if same:
            return "holds"
        if one.figure.date is None:
            return "no_date"
        if not one.plain:
            return (
                "other_period"
                if one.measure in _PERIODS
                else "other_target"
                if one.measure in _AIMED
                else "other_basis"
            )
        if wording.hedged(best.result.qualifier):
            return "hedged"
        counted = best.result.basis == "list" and alone and one.figure.qualifier == "exact"
        return "differs" if established or counted else "other_basis"


class _Office:
    """The office's numbers, each question asked once, and in unusual ways only where the usual one does not agree."""

    def __init__(self, answers: Answers, region: str, reading: Reading) -> None:
        self.answers, self.region, self.reading = answers, region, reading
        self._asked: dict[Question, list[Result]] = {}
        self._positions: list[date] = [day for (day,) in answers.told(_POSITIONS)]

    def held(self, number: int, figure: Figure) -> _Held | None:
        """Return a figure beside the office's numbers, or None where it knows none."""
        measure, region = _MEASURES.get(figure.measure, ""), figure.region or self.region
        if not measure or not region or figure.elsewhere:
            return None
        at = self._moment(region, figure.date or self._date_before(number, region))
        question = Question(measure, region=region, segment=figure.segment, group=figure.group, at=at)
        known: list[_Known] = []
        for counting, place in _WAYS:
            asked = replace(question, counting=counting, place=place)
            usual = not known
            found = [one for one in self._found(asked) if usual or one.basis != "figure"]
            known += [_Known(asked, one, self._is_of(figure.date, one)) for one in found]
            enough = figure.date is None or measure in _UNPLAIN or all(one.basis == "figure" for one in found)
            if enough or any(_agrees(figure, one) for one in found):
                break
        return _Held(number, figure, measure, region, tuple(known)) if known else None

    def _found(self, question: Question) -> list[Result]:
        """Return the answers on every basis, the office's own lists first."""
        if question not in self._asked:
            try:
                found = [one for one in self.answers.every(question) if one.value is not None]
            except Refusal:
                found = []
            self._asked[question] = sorted(found, key=lambda one: _ORDER[one.basis])
        return self._asked[question]

    def _date_before(self, number: int, region: str) -> date | None:
        """Return the date of the figures before an undated one, of its region."""
        before = [
            one.date for one in self.reading.figures[:number] if one.date and (one.region or self.region) == region
        ]
        return before[-1] if before else self.reading.published

    def _moment(self, region: str, told: date | None) -> date | None:
        """Return the date to ask for: that of the nearest list before, where lists speak and none is of that date."""
        home = self.answers.home
        if home not in ("ID", region) and not region.startswith(f"{home}."):
            return told
        before = [day for day in self._positions if told is None or day <= told]
        return before[-1] if before and (told is None or (told - before[-1]).days > _FRESH) else told

    def _is_of(self, told: date | None, result: Result) -> bool:
        """Say whether a number is of a date: published for its month, or counted from a list of shortly before it."""
        if told is None:
            return False
        if result.basis == "figure":
            return (result.moment.year, result.moment.month) == (told.year, told.month)
        before = [day for day in self._positions if day <= told]
        return bool(before) and (told - before[-1]).days <= _FRESH

    def said(self, result: Result, lang: str) -> str:
        """Return a number with its date and what it rests on."""
        words = [wording.label("basis", result.basis, lang)]
        if result.definition not in ("", result.basis):
            words.append(self.answers.definition_text(result.definition)["name"][lang])
        if (result.counting, result.place) != _WAYS[0]:
            words += [wording.label("counting", result.counting, lang), wording.label("place", result.place, lang)]
        told = {
            "value": wording.cell(result, lang), "day": wording.day(result.moment, lang),
            "basis": ", ".join(filter(None, [*words, result.source])),
        }  # fmt: skip
        if result.since:
            return _say("basis_period", lang, **told, since=wording.day(result.since, lang))
        return _say("basis", lang, **told)


def _relation(office: _Office, verdict: _Verdict) -> Relation:
    """Return what is to be said of a figure, and keep the receipt of the number that it is said of."""
    one, known, lang = verdict.held.figure, verdict.known, office.reading.lang
    differs = verdict.word == "differs"
    text = {
        told: _say(verdict.word, told, office=office.said(known.result, told), stated=_stated(one, told))
        for told in wording.LANGS
    }
    misprint = differs and verdict.misprint
    causes = (Cause("misprint", {told: _say("misprint", told) for told in wording.LANGS}),) if misprint else ()
    office.answers.issue(known.question, [known.result])
    return Relation(
        kind=WORKSPACE,
        holds={"holds": True, "differs": False}.get(verdict.word),
        stated=_stated(one, lang),
        computed=wording.cell(known.result, lang),
        figures=(verdict.held.number,),
        text=text,
        causes=causes,
        suggestion=mended_figure(office.reading.text, one, _exact(one, known.result), lang) if differs else "",
        span=one.sentence if differs else None,
        receipt=known.result.receipt,
    )


def _agrees(figure: Figure, result: Result) -> bool:
    """Say whether a number of the office lies where the figure as printed and hedged allows."""
    exact = _exact(figure, result)
    return (figure.low is None or figure.low <= exact) and (figure.high is None or exact <= figure.high)


def _exact(figure: Figure, result: Result) -> Fraction:
    """Return a number of the office in the unit in which a figure is printed."""
    assert result.value is not None
    percent = result.unit == "ratio" and figure.unit in ("percent", "points")
    return Fraction(result.value) * (100 if percent else 1)


def _stated(figure: Figure, lang: str) -> str:
    """Return a figure as it is printed, with the word of its unit where it is a percentage."""
    if figure.unit in ("percent", "points"):
        return f"{figure.text} {wording.label('marks', figure.unit, lang)}"
    return figure.text


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((resources.files(__package__) / "against.toml").read_text("utf-8"))


def _say(word: str, lang: str, **told: str) -> str:
    return _words()[word][lang].format(**told)
