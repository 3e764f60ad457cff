"""From a result to sentences that may be quoted: the number with its date and counts, what it means, what it rests on.

What two definitions give is never laid beside one another: numbers beside the one asked come from the same basis,
definition, source and way of counting, or are left out. A hedge stays a hedge. A number of so few people that one of
them might be recognised is not drafted.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from importlib import resources
from math import ceil
from string import Formatter
from typing import Any

from cakupan import codes, disclosure, wording
from cakupan.drafting import missing
from cakupan.findings import Refusal
from cakupan.results import Aim, Answers, Question, Result
from cakupan.results.shapes import level_of

#: Measures for which there are sentences.
MEASURES = (
    "coverage", "reach", "active", "eligible", "uncovered", "uncovered_share", "target", "gap_points", "gap_workers",
    "growth", "rank", "new_participants", "pace", "claims_amount", "claims_recipients", "contributions", "employers",
)  # fmt: skip
#: Hedges under which a count may be written beside its percentage.
_ROUGH = ("exact", "rounded", "approx", "computed", "summed", "month_unstated")
#: Counts of persons that are not told where they are few.
_OF_PERSONS = ("persons", "workers", "ratio", "points")
#: What stands for a definition where a publisher gave none.
_NO_DEFINITION = "as-published"
_MET = ("gap_points", "gap_workers", "pace")
_SHARES = ("coverage", "reach")


@dataclass(frozen=True, slots=True)
class Draft:
    """Sentences about one number.

    Attributes:
        result: the number, with its receipt.
        beside: the numbers that stand beside it, with theirs.
        lang: id or en.
        sentences: one to four; the last ones say what it rests on.

    """

    result: Result
    beside: tuple[Result, ...]
    lang: str
    sentences: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the sentences as one paragraph."""
        return " ".join(self.sentences)

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "lang": self.lang,
            "text": self.text,
            "sentences": list(self.sentences),
            "result": self.result.machine(),
            "beside": [one.machine() for one in self.beside],
        }


def draft(answers: Answers, question: Question, lang: str = "id") -> Draft:
    """Return the sentences that say the answer to a question.

    Args:
        answers: the office's build.
        question: of one place and one moment; its measure is one of `MEASURES`.
        lang: id or en.

    Raises:
        Refusal: no such number, no sentences for that measure, or too few people.

    """
    if question.measure not in MEASURES:
        raise Refusal("draft_measure", measure=question.measure, known=", ".join(MEASURES))
    whole = question.measure == "employers" and (question.segment or question.group)
    found = [] if whole else [one for one in answers.ask(question) if one.value is not None]
    if not found:
        raise missing.why(answers, question, lang)
    return _Drafting(answers, question, found[0], lang).made()


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads((resources.files(__package__) / "words.toml").read_text("utf-8"))


class _Drafting:
    """One number on its way to sentences."""

    def __init__(self, answers: Answers, question: Question, result: Result, lang: str) -> None:
        self.answers, self.question, self.result, self.lang = answers, question, result, lang
        self.beside: list[Result] = []

    def made(self) -> Draft:
        """Return the sentences."""
        if self._is_small(self.result):
            raise Refusal("draft_small")
        rank_by_hedges = self.result.unit == "rank" and wording.hedged(self.result.qualifier)
        if rank_by_hedges or self.result.qualifier.startswith("verbal"):
            raise Refusal("draft_rough")
        told = self._told()
        words = self._section(told)
        lines = [words[key][self.lang].format(**told) for key in ("number", "beside") if self._has(words, key, told)]
        lines += self._basis(words["means"][self.lang].format(**told))
        return Draft(self.result, tuple(self.beside), self.lang, tuple(lines))

    def _has(self, words: dict[str, Any], key: str, told: dict[str, str]) -> bool:
        return key in words and all(name in told for _, name, _, _ in Formatter().parse(words[key]["id"]) if name)

    def _section(self, told: dict[str, str]) -> dict[str, Any]:
        """Return the words of the measure, as far as it is known."""
        one = self.result
        words: dict[str, Any] = _words()["reach" if one.measure == "coverage" and one.group else one.measure]
        assert one.value is not None
        known = "numerator" in told
        if one.measure in _SHARES:
            way = "" if known and one.value <= 1 else "over" if known and "over" in words else "share"
        elif one.measure == "growth":
            way = "alone" if "then" not in told else "down" if one.value < 0 else ""
        elif one.measure == "rank":
            way = "" if known and "coverage" in told else "alone"
        elif one.measure == "pace" and one.value > 0:
            way = "" if known else "alone"
        else:
            way = "met" if one.measure in _MET and one.value <= 0 else ""
        found: dict[str, Any] = words[way] if way else words
        return found

    def _told(self) -> dict[str, str]:
        """Return what the sentences are filled with, as far as it is known."""
        one, lang = self.result, self.lang
        assert one.value is not None
        told = {
            "place": one.region_name, "who": self._whom("who"), "of": self._whom("of"),
            "day": wording.day(one.moment, lang), "period": self._period(), "percent": self._percent(),
            "value": wording.cell(replace(one, qualifier=self._hedge), lang),
            "level": _words()["levels"][level_of(one.region)][lang],
            "count": self._hedged(wording.count(one.value, lang)), "least": wording.count(ceil(one.value), lang),
            "amount": self._hedged(wording.rupiah(one.value, lang)),
            "size": self._hedged(wording.points(abs(one.value), lang)),
        }  # fmt: skip
        if one.since:
            told["since"] = wording.day(one.since, lang)
        if one.target:
            told |= {
                "target": wording.percent(one.target.value, lang), "due": wording.day(one.target.due, lang),
                "set_by": one.target.source,
                "late": _words()["due"]["late" if one.target.due < one.moment else "open"][lang],
            }  # fmt: skip
        return told | self._counts() | self._companions()

    def _period(self) -> str:
        """Return from when until when; the day on which a period begins is not in it."""
        one, words = self.result, _words()["period"]
        told = {"day": wording.day(one.moment, self.lang)}
        if one.since:
            told["first"] = wording.day(one.since + timedelta(days=1), self.lang)
        return str(words["since" if one.since else "until"][self.lang].format(**told))

    @property
    def _hedge(self) -> str:
        return self.result.qualifier if wording.hedged(self.result.qualifier) else "exact"

    def _hedged(self, text: str) -> str:
        return wording.qualified(text, self._hedge, self.lang)

    def _percent(self) -> str:
        """Return a share that is kept in points as a percentage."""
        assert self.result.value is not None
        return self._hedged(wording.percent(self.result.value / 100, self.lang))

    def _counts(self) -> dict[str, str]:
        """Return the two counts of a ratio; of one that is rough, the published one is rough too."""
        one = self.result
        if one.numerator is None or one.denominator is None or one.qualifier not in _ROUGH:
            return {}
        top, bottom = (wording.count(n, self.lang) for n in (one.numerator, one.denominator))
        return {
            "numerator": self._hedged(top) if one.basis == "figure" else top,
            "denominator": bottom if one.unit in ("rank", "persons_month") else self._hedged(bottom),
        }

    def _companions(self) -> dict[str, str]:
        """Return the numbers that a sentence needs beside its own, from the same basis, definition and source."""
        one = self.result
        if one.measure in _SHARES and one.numerator is not None and one.qualifier in _ROUGH:
            gone = self._companion("uncovered")
            if gone and gone.value is not None and gone.value > 0 and not self._is_small(gone):
                return {"uncovered": self._hedged(wording.count(gone.value, self.lang))}
        if one.measure == "gap_points" or (one.measure == "rank" and one.numerator is not None):
            now = self._companion("coverage")
            return {"coverage": self._written(now), **self._size(now, one.target)} if now else {}
        if one.measure == "growth" and one.since:
            then, now = (self._companion("coverage", at) for at in (one.since, one.moment))
            if then and now:
                return {"then": self._written(then), "now": self._written(now), **self._size(then, now)}
        return {}

    def _size(self, then: Result, now: Result | Aim | None) -> dict[str, str]:
        """Return the size of a change or of a gap, where a reader cannot get it from the two that stand beside it."""
        one = self.result
        if now is None or then.value is None or now.value is None or one.value is None or one.unit != "points":
            return {}
        remark = wording.unrounded(then.value, now.value, one.value, self.lang)
        return {"size": wording.remarked(self._hedged(wording.points(abs(one.value), self.lang)), remark)}

    def _companion(self, measure: str, at: date | None = None, *, keep: bool = True) -> Result | None:
        """Return another number of the same place, basis, definition, source and way of counting."""
        one = self.result
        when = at or one.moment
        found = self.answers.every(replace(self.question, measure=measure, at=when, since=None, basis=""))
        for other in found:
            kind = (other.basis, other.definition, other.source, other.counting, other.place)
            if kind == (one.basis, one.definition, one.source, one.counting, one.place) and other.value is not None:
                if other.basis == "figure" and other.moment != when:
                    continue
                self.beside += [other] if keep else []
                return other
        return None

    def _written(self, other: Result) -> str:
        hedge = other.qualifier if wording.hedged(other.qualifier) else "exact"
        return wording.cell(replace(other, qualifier=hedge), self.lang)

    def _whom(self, section: str) -> str:
        """Return whom the number is of, as a noun (`who`) or behind one (`of`)."""
        one, words = self.result, _words()[section]
        kind, code = ("group", one.group) if one.group else ("segment", one.segment) if one.segment else ("all", "")
        return str(words[kind][self.lang].format(name=self._name(f"{kind}s", code or ""), code=code))

    def _name(self, listed: str, code: str) -> str:
        """Return the name of a segment or group as it stands within a sentence."""
        return _running(codes.read(listed, self.answers.workspace.folder)[code]["name"][self.lang]) if code else ""

    def _basis(self, means: str) -> list[str]:
        """Return the sentences on what the number rests on."""
        one, words = self.result, _words()["basis"]
        told = {
            "means": means, "source": one.source, "way": wording.label("place", one.place, self.lang),
            "definition": self.answers.definition_text(one.definition)["name"][self.lang],
            "set_by": one.target.source if one.target else "",
        }  # fmt: skip
        lines = [words[self._kind()][self.lang].format(**told)]
        if one.segment and words["segment"][self.lang]:
            told |= {"code": one.segment, "name": self._name("segments", one.segment)}
            lines.append(words["segment"][self.lang].format(**told))
        if remark := wording.remark(one.qualifier, self.lang):
            lines.append(words["remark"][self.lang].format(remark=remark))
        if self._is_invented():
            lines.append(words["invented"][self.lang])
        return lines

    def _is_invented(self) -> bool:
        """Say whether some of what the number rests on is made up for show; a target rests on no list of names."""
        batches = self.answers.batches()
        if self.result.measure == "target":
            batches = [batch for batch in batches if batch["kind"] == "targets"]
        return self.result.basis != "figure" and any(batch["invented"] for batch in batches)

    def _kind(self) -> str:
        """Return which sentence says what the number rests on."""
        one = self.result
        if one.measure == "target":
            return "target"
        if one.basis == "figure":
            counted = self.answers.step(self.question).header["kind"] == "count" and one.qualifier != "computed"
            if not counted and not self.answers.was_said(one):
                return "computed"
            return "quoted" if one.definition == _NO_DEFINITION else "figure"
        if one.basis == "list":
            usual = "list" if one.unit in _OF_PERSONS else "counted"
            return "memberships" if one.counting == "memberships" else usual
        return one.basis

    def _is_small(self, one: Result) -> bool:
        """Say whether a number of lists is of so few people that it may not be quoted."""
        if one.basis == "figure" or one.unit not in (*_OF_PERSONS, "rank"):
            return False
        if one.unit in ("points", "rank"):
            whole = self._companion("coverage", keep=False)
            return whole is not None and self._is_small(whole)
        if one.numerator is None or one.denominator is None:
            return one.value is not None and disclosure.is_small(int(one.value))
        counts = (one.numerator, one.denominator, one.denominator - one.numerator)
        return any(map(disclosure.is_small, counts))


def _running(name: str) -> str:
    """Return the name of a segment or group as it stands within a sentence; one of capitals all through keeps them."""
    first, _, rest = name.partition(" ")
    capitals = any(word[:1].isupper() and word[1:].islower() for word in rest.split())
    return name if capitals or first.isupper() else name[:1].lower() + name[1:]
