"""What is read from a text: figures, relations between them, remarks; plain values without any machinery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

Words = dict[str, str]
Value = int | float | None


def plain(value: Fraction | None) -> Value:
    """Return an exact number as the machine form has it: whole numbers whole."""
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text, and what it says.

    Attributes:
        text: as printed, without the word of its unit: "592.806", "Rp1,5 miliar", "seratus dua puluh".
        start, end: where it stands, in code points.
        value: the number meant in whole units; percent and points as printed (31.36).
        low, high: what precision and hedge allow, both ends included; None where it is open.
        unit: percent, points, persons, rupiah, months, employers, villages, rank, cases or other.
        measure: coverage, reach, active, eligible, uncovered, target, gap_workers, …; `other` where nothing was told.
        qualifier: exact, approx, approx_below, approx_above, lt, gt, at_least, at_most; verbal_all and verbal_zero
            of what words alone say.
        region: Kemendagri code, `ID` the nation; empty where none was told.
        segment, group: codes of `codes/`; empty where none was told.
        date: the day for which it is true, as far as the text tells it.
        heard: whether its measure is likely by all that stands around it, and no plain word says so.
        carried: whether that day stands elsewhere in the text, and not beside the figure.
        elsewhere: whether it stands in a row of a name of its own that nobody knows: of no region that the text names.
        step: what one of its last printed digit is worth, in whole units.
        magnitude: 1000 of "700 ribu"; 1 without such a word.
        sentence: where the sentence stands that holds it.

    """

    text: str
    start: int
    end: int
    value: Fraction
    low: Fraction | None
    high: Fraction | None
    unit: str
    measure: str
    qualifier: str = "exact"
    region: str = ""
    segment: str = ""
    group: str = ""
    date: date | None = None
    heard: bool = False
    carried: bool = False
    elsewhere: bool = False
    step: Fraction = Fraction(1)
    magnitude: int = 1
    sentence: tuple[int, int] = (0, 0)

    def machine(self) -> dict[str, object]:
        """Return the machine form; numbers are plain."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "measure": self.measure,
            "value": plain(self.value),
            "low": plain(self.low),
            "high": plain(self.high),
            "unit": self.unit,
            "qualifier": self.qualifier,
            "region": self.region,
            "segment": self.segment,
            "group": self.group,
            "date": self.date.isoformat() if self.date else None,
            "heard": self.heard,
            "carried": self.carried,
        }


@dataclass(frozen=True, slots=True)
class Cause:
    """What may have led to a number that does not hold.

    Attributes:
        code: other_denominator, target_for_gap, misprint, ….
        text: one sentence, `id` and `en`.

    """

    code: str
    text: Words

    def machine(self) -> dict[str, object]:
        """Return the machine form."""
        return {"code": self.code, "text": self.text}


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures that must agree, and whether they do.

    Attributes:
        kind: ratio, complement, gap_points, gap_full, gap_target, target_workers, total, difference, growth, premium,
            denominator, rank, weekday, attainment, mean; workspace, where the office's own numbers were asked.
        holds: None where the text does not tell enough.
        stated, computed: the number printed and the number that would hold, as people read them.
        figures: which figures of the reading.
        text: one sentence, `id` and `en`.
        causes: what may have led to it, the likeliest first; empty where it holds.
        suggestion: the sentence with the wrong figure replaced, in the language of the text; empty where it holds, and
            where the suggestion of another relation mends this one too.
        span: where the sentence stands that the suggestion replaces.
        receipt: of the office's own number (`workspace`), for `cakupan why`.

    """

    kind: str
    holds: bool | None
    stated: str
    computed: str
    figures: tuple[int, ...]
    text: Words
    causes: tuple[Cause, ...] = ()
    suggestion: str = ""
    span: tuple[int, int] | None = None
    receipt: str = ""

    def machine(self) -> dict[str, object]:
        """Return the machine form."""
        return {
            "kind": self.kind,
            "holds": self.holds,
            "stated": self.stated,
            "computed": self.computed,
            "figures": list(self.figures),
            "text": self.text,
            "causes": [cause.machine() for cause in self.causes],
            "suggestion": self.suggestion,
            "span": list(self.span) if self.span else None,
            "receipt": self.receipt,
        }


@dataclass(frozen=True, slots=True)
class Remark:
    """What else is to be known of a text: no figure found, a region that may be one of several.

    Attributes:
        code: no_figures, region_ambiguous, points_for_percent, ….
        text: one sentence, `id` and `en`.
        figures: which figures it is about.

    """

    code: str
    text: Words
    figures: tuple[int, ...] = ()

    def machine(self) -> dict[str, object]:
        """Return the machine form."""
        return {"code": self.code, "text": self.text, "figures": list(self.figures)}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from a text.

    Attributes:
        text: the text with NIK and telephone numbers masked, of the same length; offsets point into it.
        lang: id or en.
        published: the day on which it appeared, if told.

    """

    text: str
    lang: str
    published: date | None
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def verdict(self, figure: int) -> bool | None:
        """Return what is said of a figure: no where anything it is bound to does not hold, else yes where some does."""
        found = {one.holds for one in self.relations if figure in one.figures}
        return False if False in found else True if True in found else None

    def machine(self) -> dict[str, object]:
        """Return the machine form, which `json` writes; the text itself is not in it."""
        return {
            "lang": self.lang,
            "published": self.published.isoformat() if self.published else None,
            "figures": [figure.machine() for figure in self.figures],
            "relations": [relation.machine() for relation in self.relations],
            "remarks": [remark.machine() for remark in self.remarks],
        }
