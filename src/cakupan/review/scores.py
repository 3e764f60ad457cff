"""How good linking is, stated: precision and recall on labelled pairs, and how often each probability came true."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cakupan import builds
from cakupan.batches import name_inputs
from cakupan.engine import Engine
from cakupan.engine.duckdb import DuckDB
from cakupan.link import link
from cakupan.link import recipe as recipes
from cakupan.results import Answers
from cakupan.review import calibration
from cakupan.review.calibration import Counts
from cakupan.review.margins import Margin, margins
from cakupan.review.truth import read_truth
from cakupan.schema import TABLES, empty

#: What labels are compared over: all pairs of rows; a row of a list beside one of a roster; what people decided.
ROWS, CROSSING, DECIDED = "rows", "crossing", "decided"


@dataclass(frozen=True, slots=True)
class Score:
    """What linking joined beside what belongs together, in pairs of rows.

    Attributes:
        scope: rows (any two rows), crossing (a row of a list of workers and one of a roster), decided (by people).
        right: joined, and of one person. joined: all that were joined. together: all of one person.

    """

    scope: str
    right: int
    joined: int
    together: int

    @property
    def precision(self) -> float | None:
        """Return the share of the joined that are right; None where nothing was joined."""
        return self.right / self.joined if self.joined else None

    @property
    def recall(self) -> float | None:
        """Return the share of what belongs together that was joined; None where nothing does."""
        return self.right / self.together if self.together else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of both; None where either is."""
        whole = self.joined + self.together
        return 2 * self.right / whole if self.joined and self.together else None

    def machine(self) -> dict[str, Any]:
        """Return the machine form, each share with its interval by Wilson."""
        return {
            "scope": self.scope, "right": self.right, "joined": self.joined, "together": self.together,
            "precision": self.precision, "precision_interval": calibration.wilson(self.right, self.joined),
            "recall": self.recall, "recall_interval": calibration.wilson(self.right, self.together), "f1": self.f1,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A band of the calibration curve.

    Attributes:
        family: how the pairs stand, as `calibration` has it.
        least, below: the band, in parts per million.
        pairs: labelled pairs in it. same: those of one person. mean: probability as weighed, on average.

    """

    family: str
    least: int
    below: int
    pairs: int
    same: int
    mean: float

    @property
    def interval(self) -> tuple[float, float]:
        """Return the interval by Wilson of the share that is of one person."""
        return calibration.wilson(self.same, self.pairs)

    def machine(self) -> dict[str, Any]:
        """Return the machine form, the share with its interval by Wilson."""
        return {
            "family": self.family, "least": self.least, "below": min(self.below, 1_000_000), "pairs": self.pairs,
            "same": self.same, "mean": self.mean, "share": self.same / self.pairs,
            "interval": self.interval,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the linking of a build is, and what that leaves open in its numbers.

    Attributes:
        labels: where the labels come from: decisions or truth. labelled: how many pairs or rows have one.

    """

    labels: str
    labelled: int
    scores: tuple[Score, ...]
    curve: tuple[Point, ...]
    margins: tuple[Margin, ...]

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "labels": self.labels, "labelled": self.labelled, "scores": [score.machine() for score in self.scores],
            "calibration": [point.machine() for point in self.curve], "shipped": calibration.about(),
            "margins": [margin.machine() for margin in self.margins],
        }  # fmt: skip


def quality(answers: Answers, truth: Path | None = None, region: str = "") -> Quality:
    """Return how good the linking of a build is.

    With a file of the truth, persons are judged as they stand; without it, what people decided is the label, and
    linking is asked again as if nobody had decided anything.

    Args:
        answers: an open build.
        truth: file of the truth, as `read_truth` takes it.
        region: of the numbers whose margins are told; empty for the office's own.

    Raises:
        Refusal: the truth cannot be read, or there is no such region.

    """
    engine = answers.engine
    if truth is not None:
        inside = set(answers.about["batches"])
        n = read_truth(engine, truth, [batch for batch in answers.workspace.batches() if batch.name in inside])
        scores, points = tuple(score_rows(engine)), curve_of_truth(engine)
    else:
        n = int(engine.rows("select count(*) from decision")[0][0])
        scores, points = of_decisions(answers, n)
    seen = seen_in(points)
    return Quality(
        "truth" if truth else "decisions", n, scores, tuple(points), tuple(margins(answers, region, seen))
    )  # fmt: skip


def score_rows(engine: Engine) -> list[Score]:
    """Return the scores over pairs of rows whose person is known.

    Args:
        engine: has the tables `truth`, `person`, `record` and `batch`.

    """
    engine.hold("truth_cell", _CELLS)
    found = engine.rows(_SCORES)[0]
    return [Score(ROWS, *map(int, found[:3])), Score(CROSSING, *map(int, found[3:]))]


_CELLS = """
    select t.who, p.person, count(*) as n, count(*) filter (b.kind = 'members') as m
    from truth t
    join person p on p.record = t.record
    join record r on r.record = t.record
    join batch b on b.batch = r.batch
    group by t.who, p.person
"""
_SCORES = """
    with who as (select sum(n) as n, sum(m) as m from truth_cell group by who),
    person as (select sum(n) as n, sum(m) as m from truth_cell group by person)
    select (select coalesce(sum(n * (n - 1) // 2), 0) from truth_cell),
        (select coalesce(sum(n * (n - 1) // 2), 0) from person), (select coalesce(sum(n * (n - 1) // 2), 0) from who),
        (select coalesce(sum(m * (n - m)), 0) from truth_cell),
        (select coalesce(sum(m * (n - m)), 0) from person), (select coalesce(sum(m * (n - m)), 0) from who)
"""
_BAND = " ".join(
    f"when {{p}} < {calibration.ends(number)[1]} then {number}" for number in range(len(calibration.BANDS))
)
_CURVE = """
    select family, band, count(*), count(*) filter (same), avg(probability)
    from (select {family} as family, case {band} end as band, probability, same from ({labelled}) as p) as b
    group by family, band order by family, band
"""
_OF_TRUTH = """
    select p.standing, p.probability, p.name_level, p.unit_l > 0 and p.unit_r > 0 as niks, l.who = r.who as same
    from {pairing} p join truth l on l.record = p.record_l join truth r on r.record = p.record_r
    where p.standing not in ('same', 'apart')
"""
#: What linking says by itself of what people decided last of two rows.
_DECIDED = """
    select least(d.record_l, d.record_r) as record_l, greatest(d.record_l, d.record_r) as record_r,
        arg_max(d.verdict, d.number) = 'same' as same, any_value(l.person = r.person) as joined
    from decision d join alone_person l on l.record = d.record_l join alone_person r on r.record = d.record_r
    group by 1, 2
"""
_OF_DECISIONS = """
    select p.standing, p.probability, p.name_level, p.unit_l > 0 and p.unit_r > 0 as niks, d.same
    from alone_pairing p
    join decided_pair d on d.record_l = least(p.record_l, p.record_r) and d.record_r = greatest(p.record_l, p.record_r)
"""


def curve(engine: Engine, labelled: str) -> list[Point]:
    """Return the calibration curve of labelled pairs.

    Args:
        engine: has what the SELECT reads.
        labelled: SELECT of standing, probability and whether a pair is of one person.

    """
    family = calibration.family(recipes.shipped())
    select = _CURVE.format(family=family, band=_BAND.format(p="probability"), labelled=labelled)
    return [
        Point(family, *calibration.ends(band), n, same, float(mean))
        for family, band, n, same, mean in engine.rows(select)
    ]


def curve_of_truth(engine: Engine) -> list[Point]:
    """Return the calibration curve of the pairs whose rows both have a known person.

    Args:
        engine: has the tables `truth` and `pairing`.

    """
    return curve(engine, _OF_TRUTH.format(pairing="pairing"))


def seen_in(points: list[Point]) -> Counts:
    """Return what a curve says of cells: by family and band, pairs of one person, and pairs."""
    return {(point.family, calibration.band(point.least)): (point.same, point.pairs) for point in points}


def of_decisions(answers: Answers, n: int) -> tuple[tuple[Score, ...], list[Point]]:
    """Return scores and curve over what people decided, with linking asked as if nobody had.

    Args:
        answers: an open build.
        n: how many decisions it knows.

    """
    if not n:
        return (), []
    engine = answers.engine
    with tempfile.TemporaryDirectory() as scratch:
        _link_alone(answers, Path(scratch))
        engine.hold("decided_pair", _DECIDED)
        found = engine.rows("select same, joined from decided_pair")
        points = curve(engine, _OF_DECISIONS)
    right = sum(same and joined for same, joined in found)
    score = Score(DECIDED, right, sum(joined for _, joined in found), sum(same for same, _ in found))
    return (score,), points


def _link_alone(answers: Answers, scratch: Path) -> None:
    """Make the tables `alone_pairing` and `alone_person`: who is who without any decision."""
    inside = set(answers.about["batches"])
    alone = DuckDB()
    try:
        name_inputs(alone, [batch for batch in answers.workspace.batches() if batch.name in inside])
        alone.table("batch", [answers.folder / "batch.parquet"])
        alone.hold("decision", empty(TABLES["decision"]))
        same_code = answers.about.get("linking") == builds.linking()
        for name, write in link(alone, answers.folder if same_code else None):
            path = scratch / f"{name}.parquet"
            write(path)
            alone.table(name, [path])
    finally:
        alone.close()
    for name in ("pairing", "person"):
        answers.engine.hold(f"alone_{name}", f"select * from read_parquet('{scratch / name}.parquet')")
