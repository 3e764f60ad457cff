"""A text on its way to figures: its words, sentences, times, places and groups, and its numbers as drafts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from cakupan.verify.clauses import Sentence
from cakupan.verify.dates import Moment
from cakupan.verify.groups import Kind
from cakupan.verify.hedges import Ends
from cakupan.verify.numbers import Printed
from cakupan.verify.places import Place
from cakupan.verify.words import Hit, Words

#: Eras of a figure: of the time that the text speaks of, of one before it, of one to come.
NOW, PAST, FUTURE = "now", "past", "future"
#: What each measure has without any word for it.
_UNSAID = 0.5
#: Words as plain as this say that a figure counts something else; what it is worth then.
_MOOT, _SELDOM = 1.0, 0.2


@dataclass(slots=True, eq=False)
class Draft:
    """A number whose meaning is being found out.

    Attributes:
        at: which of the text's figures. printed: as it stands. first, behind: its first token, the first behind it.
        sentence: which sentence. qualifier, ends: its hedge, and between what the true number lies.
        unit, measure: what it counts; scores: how plainly the words say so of each measure that it may be.
        region: what it is true of, as codes; region_told: whether the same sentence says so.
        segment, group: codes, or words that only keep groups apart; group_told, segment_told: whether the
            same sentence says so.
        era: now, past, future, or the day of a time of its own. when: that time.
        of: the figure of which it is a part by grammar ("… dari 51.674").
        ranged: whether it is one end of a range.
        elsewhere: whether its row has a name of its own that is none of a region known.
        rough, size: its ends and the number meant in floating point, for quick comparison.
        aimed: whether the words make it what is missing to a target.
        heard: whether its measure is told by all that stands around it, and by no list of words.
        same: the figure right before, of which it says the same in another way ("592.806 orang (45,17 persen)").

    """

    at: int
    printed: Printed
    first: int
    behind: int
    sentence: int
    qualifier: str
    ends: Ends
    unit: str
    measure: str = "other"
    scores: dict[str, float] = field(default_factory=dict)
    region: tuple[str, ...] = ()
    region_told: bool = False
    segment: str = ""
    group: str = ""
    group_told: bool = False
    segment_told: bool = False
    era: str = NOW
    when: Moment | None = None
    of: Draft | None = None
    same: Draft | None = None
    aimed: bool = False
    heard: bool = False
    ranged: bool = False
    elsewhere: bool = False
    rough: Ends = field(init=False)
    size: float = field(init=False)

    def __post_init__(self) -> None:
        """Keep the ends in floating point beside the exact ones."""
        self.rough = self.ends.rough()
        self.size = float(self.printed.value)

    def settle(self, measure: str, score: float) -> None:
        """Take a measure for what grammar says it is."""
        self.measure = measure
        self.scores[measure] = max(score, *self.scores.values(), 0.0)

    def likely(self, measure: str) -> float:
        """Return how likely a figure is of a measure, beside the likeliest: 1 for that itself."""
        if measure == self.measure:
            return 1.0
        most = max(self.scores.get(self.measure, 0.0), _UNSAID)
        return min(0.9, (self.scores.get(measure, 0.0) + _UNSAID) / (most + _UNSAID))

    def role(self, measures: dict[str, float]) -> float:
        """Return how well a figure stands in a place that figures of these measures take, each with its worth."""
        moot = self.measure == "other" and self.scores.get("other", 0.0) > _MOOT
        return max(worth * self.likely(measure) * (_SELDOM if moot else 1.0) for measure, worth in measures.items())

    @property
    def value(self) -> Fraction:
        """Return the number meant."""
        return self.printed.value

    @property
    def bare(self) -> bool:
        """Say whether it is a whole number of which no word says what it counts."""
        return (
            not self.printed.noun
            and self.unit in ("other", "persons")
            and self.printed.step == 1
            and self.measure not in ("rank", "ranked")
        )

    @property
    def start(self) -> int:
        """Return where it begins in the text."""
        return self.printed.start

    @property
    def end(self) -> int:
        """Return where it ends in the text."""
        return self.printed.end

    @property
    def exact(self) -> bool:
        """Say whether it is not hedged."""
        return self.qualifier == "exact"


@dataclass(slots=True)
class Statement:
    """A text taken apart.

    Attributes:
        words: its words. lang: id or en. published: the day of publication.
        sentences, moments, places, kinds: what was found in it, in order.
        drafts: its figures. sums: words that bind totals and rests.
        spots: how far down the text each sentence stands; the entries of a list stand close together.
        current: the day that the text speaks of.
        heads: of figures in a table, the tokens of the head of their column.
        asked: the figures of some units, and of them those of which words say most plainly what they are.
        rows, counted: the figures by sentence, and how many figures there were then.

    """

    words: Words
    lang: str
    published: date | None
    sentences: list[Sentence]
    moments: list[Moment]
    places: list[Place]
    kinds: list[Kind]
    drafts: list[Draft] = field(default_factory=list)
    sums: list[Hit[str]] = field(default_factory=list)
    spots: list[float] = field(default_factory=list)
    heads: dict[int, tuple[int, int]] = field(default_factory=dict)
    current: date | None = None
    rows: dict[int, list[Draft]] = field(default_factory=dict)
    counted: int = 0
    asked: dict[tuple[str, ...], tuple[list[Draft], list[Draft]]] = field(default_factory=dict)

    @property
    def low(self) -> str:
        """Return the text in small letters."""
        return self.words.low

    def between(self, one: Draft, other: Draft) -> str:
        """Return what stands between two figures, units and nouns of the first left out, in small letters."""
        words = self.words
        start = words.ends[one.behind - 1] if one.behind > one.first else one.end
        return words.low[max(start, one.end) : other.start]

    def in_sentences(self, first: int, last: int) -> Iterator[Draft]:
        """Yield the figures from one sentence to another, both included, in order."""
        for number in range(max(0, first), min(last + 1, len(self.sentences))):
            yield from self.in_sentence(number)

    def in_sentence(self, number: int) -> list[Draft]:
        """Return the figures of a sentence."""
        if self.counted != len(self.drafts):
            self.rows, self.counted = {}, len(self.drafts)
            for one in self.drafts:
                self.rows.setdefault(one.sentence, []).append(one)
        return self.rows.get(number, [])
