"""How a report says its numbers, the same on the page and in the workbook."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib import resources
from typing import ClassVar

from cakupan import wording
from cakupan.reports.blocks import Block, Glossary, Grid, Number, Paper, Receipt, Term, lean
from cakupan.reports.terms import Definition, Kind, Told, Words, kind
from cakupan.results import Result

_KINDS = {"Provinsi", "Kabupaten", "Kecamatan", "Desa", "Kelurahan"}


@cache
def _catalogue(package: str) -> dict[str, dict[str, str]]:
    """Return the words of all reports, and over them those of one."""
    shared, own = (tomllib.loads((resources.files(of) / "words.toml").read_text("utf-8"))
                   for of in (__package__, package))  # fmt: skip
    return {**shared, **own}


def shared(lang: str, key: str, **words: object) -> str:
    """Return a sentence of those that all reports share."""
    return _catalogue(__package__)[key][lang].format(**words)


def titled(report: str, lang: str) -> str:
    """Return the title of a report by its name."""
    return _catalogue(f"{__package__}.{report}")["title"][lang]


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things in one language, with the names that the facts carry; each report has its own, with its words."""

    #: The package whose `words.toml` lies over the words of all reports.
    package: ClassVar[str]
    facts: Told
    lang: str

    def t(self, key: str, **words: object) -> str:
        """Return a sentence of `words.toml` with its words filled in."""
        return _catalogue(self.package)[key][self.lang].format(**words)

    def said(self, words: Words | str) -> str:
        """Return the text in this language."""
        return words if isinstance(words, str) else words[self.lang]

    def cell(self, result: Result) -> str:
        """Return a value with unit and hedge; ratios in their short form, as a table wants them."""
        if result.value is None:
            return wording.NOTHING
        hedged = wording.hedged(result.qualifier)
        qualifier = result.qualifier if hedged else "exact"
        if result.unit in ("ratio", "ppm"):
            whole = hedged and (result.value * 100).denominator == 1
            text = wording.percent(result.value, self.lang, short=True, places=0 if whole else wording.PLACES)
        else:
            text = wording.amount(result.value, result.unit, self.lang, qualifier=qualifier)
        return wording.qualified(text, qualifier, self.lang)

    def count(self, number: int | None) -> str:
        """Return a whole number, or a dash."""
        return wording.NOTHING if number is None else wording.count(number, self.lang)

    def short_money(self, rupiah: int) -> str:
        """Return an amount of money as people say it: "Rp2,61 miliar"."""
        for size, code in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
            if rupiah >= size:
                places = 2 if size > 10**6 else 0
                return f"Rp{wording.decimal(Fraction(rupiah, size), self.lang, places=places)} {self.t(code)}"
        return wording.rupiah(rupiah, self.lang)

    def signed(self, number: int) -> str:
        """Return a whole number with its sign; nothing as a dash."""
        return f"{'+' if number > 0 else ''}{self.count(number)}" if number else wording.NOTHING

    def moved(self, then: Result, now: Result, *, signed: bool = True) -> str:
        """Return by how many points a ratio changed, with a word on it where both as written give another change."""
        first, last = then.value or Fraction(0), now.value or Fraction(0)
        gained = 100 * (last - first)
        text = wording.points(gained if signed else abs(gained), self.lang, signed=signed)
        return wording.remarked(text, wording.unrounded(first, last, gained, self.lang))

    def measure_name(self, code: str) -> str:
        """Return the name of a measure."""
        names = {measure.code: measure.name for measure in self.facts.measures}
        return self.said(names.get(code, code))

    def definition_name(self, code: str) -> str:
        """Return the name of a definition of a denominator."""
        names = {definition.code: definition.name for definition in self.facts.definitions}
        return self.said(names.get(code, code))

    def kind_label(self, of: Kind) -> str:
        """Return what a number rests on: basis, definition, and the way of counting."""
        basis, definition, counting, place = of
        words = [self.footing(basis, definition), wording.label("counting", counting, self.lang)]
        return " · ".join([*words, wording.label("place", place, self.lang)])

    def footing(self, basis: str, definition: str) -> str:
        """Return basis and definition, or the one word where they say the same."""
        name = wording.label("basis", basis, self.lang)
        return f"{name} · {self.definition_name(definition)}" if definition not in ("", basis) else name

    def label(self, result: Result) -> str:
        """Return what a number rests on, with its date, and its source where somebody else published it."""
        return f"{self.kind_label(kind(result))} · {self.origin(result)}"

    def origin(self, result: Result) -> str:
        """Return the date of a number, its source where somebody else published it, and what else is to be known."""
        source = result.source if result.basis != "list" else ""
        remark = wording.remark(result.qualifier, self.lang)
        return " · ".join(filter(None, [wording.day(result.moment, self.lang), source, remark]))

    def number(self, result: Result | None, part: str = "value") -> Number:
        """Return a number with its receipt for a cell: its value, or the `numerator` or `denominator` behind it."""
        if result is None:
            return Number(None)
        if part != "value":
            return Number(getattr(result, part), result.receipt)
        text = self.cell(result) if result.value is not None and wording.hedged(result.qualifier) else ""
        return Number(result.value, result.receipt, text)

    def dated(self) -> date:
        """Return the day of which the report speaks."""
        return self.facts.headline.moment

    def position(self) -> str:
        """Return for which date the report speaks."""
        return self.t("position", date=wording.day(self.dated(), self.lang))

    def paper(self, blocks: Sequence[Block] = (), *, sheet: bool = False) -> Paper:
        """Return the paper that blocks make, and what stands around them, without tables and columns that are empty."""
        facts, headline = self.facts, self.facts.headline
        return Paper(
            lang=self.lang,
            made=self.dated(),
            build=facts.build,
            title=self.t("title"),
            region=facts.title,
            position=self.position(),
            kicker=self.t("kicker"),
            invented=facts.invented,
            blocks=[lean(block) for block in blocks if not isinstance(block, Grid) or block.rows],
            rests=self.kind_label(kind(headline)),
            source=headline.source,
            receipt=headline.receipt,
            footer=self.t("footer", build=facts.build),
            glossary=self.glossary(),
            receipts=[self.entry(result) for result in facts.results()],
            sheet=sheet,
        )

    def glossary(self) -> list[Glossary]:
        """Return what every number means: measures, denominators, bases."""
        told = [Glossary(self.t(f"definitions_{key}"), [self.term(one) for one in found])
                for key, found in (("measures", self.facts.measures), ("denominators", self.facts.definitions))
                if found]  # fmt: skip
        bases = [
            Term(wording.label("basis", code, self.lang), code, wording.label("basis_text", code, self.lang))
            for code in ("list", "mixed", "figure")
        ]
        return [*told, Glossary(self.t("definitions_bases"), bases)]

    def term(self, one: Definition) -> Term:
        """Return what a measure or a definition means."""
        return Term(self.said(one.name), one.code, self.said(one.text), one.unit, one.formula, one.statement)

    def entry(self, result: Result) -> Receipt:
        """Return the line of a number in the index of receipts."""
        part = " · ".join(filter(None, (result.segment, result.group, result.programme)))
        value, name = wording.cell(result, self.lang), self.measure_name(result.measure)
        return Receipt(result.receipt, name, result.region_name, part, result.moment, value)


def bare(titles: list[str]) -> list[str]:
    """Leave out the kind of region where all of a list share it and the heading says it."""
    kinds = {title.partition(" ")[0] for title in titles}
    shared = len(kinds) == 1 and kinds <= _KINDS
    return [title.partition(" ")[2] if shared else title for title in titles]
