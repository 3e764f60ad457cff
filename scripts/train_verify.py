"""Learn what figures measure, and grow the trees by which verify weighs whether they belong together.

    python -m pip install "scikit-learn>=1.5,<2"
    python scripts/train_verify.py

Every way in which figures of a text may follow from one another, and does not hold, is one example: meant where its
figures are those of a contradiction written beside the text, not meant otherwise. Slips put into figures that do hold
add examples of what is meant; true statements, generated or near a contradiction, add examples of what is not. What
words tell anyway counts little: the trees are there for the rest. What figures of a text measure is told to the trees
by weights that were learned without the texts of its rounds, as it is of texts that nobody knows. The texts kept aside
are read by nobody here.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from cakupan.verify import heard  # noqa: E402
from cakupan.verify.heard.clues import clues, sort  # noqa: E402
from cakupan.verify.heard.measures import Measures  # noqa: E402
from cakupan.verify.reading import taken_apart  # noqa: E402
from cakupan.verify.relations import evidence, judged  # noqa: E402
from cakupan.verify.relations.bonds import Bonds  # noqa: E402
from cakupan.verify.relations.evidence.fitting import Hearing  # noqa: E402
from cakupan.verify.relations.evidence.readings import MEANT  # noqa: E402
from cakupan.verify.relations.evidence.signs import Signs, chance  # noqa: E402
from cakupan.verify.relations.evidence.trees import Trees  # noqa: E402
from cakupan.verify.relations.evidence.ways import ways  # noqa: E402
from cakupan.verify.relations.found import Found  # noqa: E402
from cakupan.verify.relations.ties import ties  # noqa: E402
from cakupan.verify.statement import Draft, Statement  # noqa: E402
from verify import generated, judging  # noqa: E402

SETS = ("tuned", "bound", "later")
HEARD, EVIDENCE = (Path(room.__file__).parent for room in (heard, evidence))
#: True statements: none of those that the tests read.
GENERATED = range(5_000_000, 5_004_000)
#: True statements of which only what trees took for likely counts when they are grown again, from which log odds on,
#: and what it counts then.
HARD, LIKELY, AGAINST = range(6_000_000, 6_100_000), -2.5, 2.0
#: What an example counts: of a contradiction that words tell, or do not; of a slip likewise; of a
#: true statement; of one that looks like a contradiction.
TOLD, UNTOLD, SLIP_TOLD, SLIP_UNTOLD, TRUE, LOOKALIKE = 0.3, 1.0, 0.05, 0.2, 0.5, 2.0
#: What words of the tests tell plainly counts.
PLAIN = 3.0
#: Rounds of slips, and slips into one text at most; chance below which a way holds by none: if words know it, or not.
ROUNDS, SLIPS, CHANCES = 3, 8, {True: 0.08, False: 0.0006}
#: The log odds from which a way of a family is meant, set on rounds of texts that were left out of the growing: where a
#: text has many of a family by chance, more is needed; what is added once an alarm is known, as a text seldom
#: contradicts itself twice.
LEAST = {
    "share": 1.05,
    "growth": -0.25,
    "points": -0.25,
    "rest": -0.25,
    "product": -0.25,
    "attained": 0.25,
    "to_target": 0.75,
    "pair": 0.75,
    "total": 1.35,
    "sum": 3.75,
    "place": -0.5,
}
AGAIN = 1.0
#: Those below which what words say of a way is not believed.
DOUBT = -1.5
#: Parts of the rounds of texts, each left out once; figures of a sort that a clue must stand at, and of a measure, at
#: least; how freely clues are taken.
FOLDS, CLUES, FIGURES, FREELY = 6, 5, 3, 0.5
#: What a wrong sum is of the right one, in percent.
PERCENTS = (70, 80, 85, 90, 93, 107, 110, 115, 120, 135, 150)
SEED = 20_261_128
#: Forests, each with dice of its own.
FORESTS = 3
#: Processes side by side; the trees depend on how many.
WORKERS = 2
SETTINGS: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.07,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 20,
    "l2_regularization": 2.0,
    "max_features": 0.3,
}
#: The sort of a figure, its clues and its measure.
Row = tuple[str, list[str], str]


@dataclass(frozen=True)
class Example:
    """A way with its signs: whether it is meant, and how much it counts."""

    signs: Signs
    meant: bool
    worth: float


@dataclass(frozen=True)
class Apart:
    """A text taken apart: what words say that holds and does not, and all other ways that do not hold."""

    statement: Statement
    bonds: Bonds
    hearing: Hearing
    known: list[Found]
    wrong: list[Found]
    ways: list[tuple[Found, Signs]]

    @classmethod
    def of(cls, body: str, lang: str | None, published: date | None, told_by: Measures) -> Apart:
        """Take a text apart; the weights tell what its figures measure."""
        statement = taken_apart(body, lang, published, "")
        likely = told_by.likely(statement)
        bonds, tied = Bonds(statement), ties(statement)
        verdicts = judged.by_words(statement, bonds, tied)
        known, wrong = ([one.found for one in verdicts if one.holds is told] for told in (True, False))
        weighed = evidence.weighed(statement, likely, bonds, tied, known)
        return cls(statement, bonds, Hearing(likely), known, wrong, weighed)

    def tells(self, way: Found) -> bool:
        """Say whether words tell already what a way does."""
        me = set(way.drafts)
        return any(
            way.stated is one.stated or len(me & set(one.drafts)) >= min(2, len(one.drafts)) for one in self.wrong
        )


def rows(texts: Iterable[judging.Annotated]) -> Iterator[tuple[int, Row]]:
    """Yield the figures of texts whose measure is known, each with the part of the rounds that its text is in."""
    for text in texts:
        statement = taken_apart(text.body, text.lang, text.published, "")
        told = dict(zip(statement.drafts, clues(statement), strict=True))
        for key, (first, last) in text.spans.items():
            one = next((one for one in statement.drafts if first < one.end and one.start < last), None)
            if one is not None:
                yield _fold(text), (sort(one), told[one], text.figures[key]["measure"])


def _fold(text: judging.Annotated) -> int:
    return int(text.id[1:].split("-")[0]) % FOLDS


def learned(told: list[Row]) -> Measures:
    """Return the weights that tell the measures of figures apart; few clues are worth anything."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    start: dict[str, dict[str, float]] = {}
    weights: dict[str, dict[str, float]] = {}
    for sort_ in sorted({one for one, _, _ in told}):
        found = CountVectorizer(analyzer=list, binary=True, min_df=CLUES)
        table = found.fit_transform([clues_ for one, clues_, _ in told if one == sort_])
        said = np.array([measure for one, _, measure in told if one == sort_])
        names, start[sort_] = found.get_feature_names_out(), {}
        for measure in sorted(name for name, many in Counter(said).items() if many >= FIGURES):
            line = LogisticRegression(C=FREELY, l1_ratio=1.0, solver="liblinear", random_state=SEED)
            line.fit(table, said == measure)
            start[sort_][measure] = round(float(line.intercept_[0]), 3)
            for at in np.flatnonzero(np.abs(line.coef_[0]) >= 0.001):
                weights.setdefault(names[at], {})[measure] = round(float(line.coef_[0][at]), 3)
    return Measures(start, dict(sorted(weights.items())))


def of_texts(texts: Iterable[judging.Annotated], folds: list[Measures]) -> Iterator[Example]:
    """Yield the examples of texts; ways that share but some figures of a contradiction tell nothing."""
    for text in texts:
        apart = Apart.of(text.body, text.lang, text.published, folds[_fold(text)])
        told = [(way, signs, *_truth(text, way)) for way, signs in apart.ways]
        many = Counter(number for *_, number, whole in told if whole)
        for way, signs, number, whole in told:
            if whole:
                worth = (TOLD if apart.tells(way) else UNTOLD) * max(1 / 3, 1 / many[number])
                yield Example(signs, meant=True, worth=worth)
            elif number is None:
                yield Example(signs, meant=False, worth=1.0)


def cases(folder: Path) -> tuple[list[str], list[str]]:
    """Return the texts of the tests in a folder that contradict themselves, and those that only look like it."""
    wrong: list[str] = []
    true: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        true += told.get("true", ())
        for pair in told.get("pair", ()):
            wrong.append(pair["wrong"])
            true.append(pair["right"])
        for case in told.get("case", ()):
            (wrong if "right" in case else true).append(case["text"])
    return wrong, true


def of_lookalikes(folder: Path, told_by: Measures) -> Iterator[Example]:
    """Yield the examples of true texts that look like contradictions."""
    _, true = cases(folder)
    yield from (example for text in true for example in of_truth(text, None, None, told_by, LOOKALIKE))


def of_told(folder: Path, told_by: Measures) -> Iterator[Example]:
    """Yield the examples of texts that words tell to contradict themselves: what they tell is meant."""
    wrong, _ = cases(folder)
    for text in wrong:
        apart = Apart.of(text, None, None, told_by)
        said = [(frozenset(one.drafts), MEANT.get(one.kind, ())) for one in apart.wrong]
        for way, signs in apart.ways:
            if any(frozenset(way.drafts) == figures and way.kind in families for figures, families in said):
                yield Example(signs, meant=True, worth=PLAIN)


def of_truth(text: str, lang: str | None, published: date | None, told_by: Measures, worth: float) -> Iterator[Example]:
    """Yield the examples of a true text."""
    apart = Apart.of(text, lang, published, told_by)
    yield from (Example(signs, meant=False, worth=worth) for way, signs in apart.ways if not apart.tells(way))


def of_statements(numbers: Iterable[int], told_by: Measures) -> Iterator[Example]:
    """Yield the examples of true statements."""
    for number in numbers:
        yield from of_truth(*generated.statement(number), told_by, TRUE)


def of_slips(texts: Iterable[judging.Annotated], folds: list[Measures], dice: random.Random) -> Iterator[Example]:
    """Yield the examples of texts into which a slip was put, of the figures that it keeps from agreeing."""
    for text in texts:
        told_by = folds[_fold(text)]
        apart = Apart.of(text.body, text.lang, text.published, told_by)
        for way in _sound(text, apart, dice)[:SLIPS]:
            slip = _slip_in(way, apart.statement, dice)
            if slip:
                yield from _slipped(text, way, *slip, told_by)


def _truth(text: judging.Annotated, way: Found) -> tuple[int | None, bool]:
    """Return of which contradiction figures of a way are, and whether it is meant by it."""
    marked = [(one, _marks(text, one)) for one in way.drafts]
    keys = [each for one, each in marked if each or one.unit != "months"]
    for number, wrong in enumerate(text.wrong):
        of = set(wrong["of"])
        shared = sum(bool(each & of) for each in keys)
        if shared == len(keys) and (len(keys) > 2 or len(of) == 2):
            meant = way.kind in MEANT.get(wrong["kind"], ())
            return number, meant and (wrong["kind"] != "rank" or _is_own(text, *keys[:2]))
    for number, wrong in enumerate(text.wrong):
        if sum(any(key in each for each in keys) for key in wrong["of"]) >= min(2, len(wrong["of"])):
            return number, False
    return None, False


def _marks(text: judging.Annotated, one: Draft) -> set[str]:
    return {key for key, (first, last) in text.spans.items() if first < one.end and one.start < last}


def _is_own(text: judging.Annotated, rank: set[str], own: set[str]) -> bool:
    """Say whether a rank and a figure are of one region."""
    regions = [{text.figures[key].get("region") for key in keys} for keys in (rank, own)]
    return bool(regions[0] & regions[1])


def _sound(text: judging.Annotated, apart: Apart, dice: random.Random) -> list[Found]:
    """Return ways that hold by no chance, of figures of no contradiction, in any order."""
    bad = [text.spans[key] for wrong in text.wrong for key in wrong["of"]]
    named = {frozenset(one.drafts) for one in apart.known}
    held = {frozenset(one.drafts): one for one in ways(apart.statement, apart.bonds, apart.hearing) if one.holds}
    sound = [
        way
        for figures, way in held.items()
        if chance(way) < CHANCES[figures in named]
        and not any(one.start < last and first < one.end for one in way.drafts for first, last in bad)
    ]
    dice.shuffle(sound)
    return sound


def _slip_in(way: Found, statement: Statement, dice: random.Random) -> tuple[Draft, str] | None:
    """Return a figure of a way that holds, and what is printed by a slip in its place."""
    one = way.stated if dice.random() < 0.6 else dice.choice(way.drafts)
    printed = statement.words.text[one.start : one.end]
    slip = "" if one.printed.spelt else _slip(statement, one, printed, dice)
    return None if not slip or slip == printed else (one, slip)


def _slipped(text: judging.Annotated, way: Found, one: Draft, slip: str, told_by: Measures) -> Iterator[Example]:
    """Yield a way that holds, as it is once one of its figures is a slip."""
    longer = len(slip) - (one.end - one.start)
    starts = {each.start + (longer if each.start > one.start else 0) for each in way.drafts}
    apart = Apart.of(text.body[: one.start] + slip + text.body[one.end :], text.lang, text.published, told_by)
    found = [
        (each, signs)
        for each, signs in apart.ways
        if each.kind == way.kind and {part.start for part in each.drafts} == starts
    ]
    for each, signs in found:
        yield Example(signs, meant=True, worth=(SLIP_TOLD if apart.tells(each) else SLIP_UNTOLD) / len(found))


def _slip(statement: Statement, one: Draft, printed: str, dice: random.Random) -> str:
    """Return a number as people misprint or mistake it: a digit, two swapped, the rest, another number, a wrong sum."""
    places = [at for at, letter in enumerate(printed) if letter.isdigit()]
    kind, letters = dice.random(), list(printed)
    if len(places) < 2:
        return ""
    if kind < 0.45:
        at = dice.choice(places)
        letters[at] = dice.choice([digit for digit in "123456789" if digit != letters[at]])
        return "".join(letters)
    if kind < 0.6:
        at = dice.randrange(len(places) - 1)
        first, second = places[at], places[at + 1]
        letters[first], letters[second] = letters[second], letters[first]
        return "" if letters[places[0]] == "0" else "".join(letters)
    if kind < 0.72 and one.unit == "percent" and one.size < 100:
        return _in_places(printed, one, 100 - one.value)
    if kind < 0.86:
        others = [each for each in statement.drafts if _may_be_taken_for(each, one)]
        other = dice.choice(others) if others else one
        return statement.words.text[other.start : other.end]
    return _in_places(printed, one, one.value * Fraction(dice.choice(PERCENTS), 100))


def _may_be_taken_for(other: Draft, one: Draft) -> bool:
    return (
        other.unit == one.unit
        and other.size != one.size
        and other.printed.magnitude == one.printed.magnitude
        and not other.printed.spelt
        and 0.2 < other.size / one.size < 5
    )


def _in_places(printed: str, one: Draft, value: Fraction) -> str:
    """Return a number with the digits of another in their places, if it has as many."""
    digits = iter(str(int(value / one.printed.step + Fraction(1, 2))))
    told = "".join(next(digits, "") if letter.isdigit() else letter for letter in printed)
    return told if len(told) == len(printed) and not next(digits, "") else ""


def grown(examples: list[Example], forests: int = FORESTS) -> dict[str, Any]:
    """Return the forests that tell the examples apart."""
    names = sorted(examples[0].signs)
    told = np.array([[one.signs[name] for name in names] for one in examples], dtype=np.float64)
    meant, worth = np.array([one.meant for one in examples]), np.array([one.worth for one in examples])
    each = [_forest(told, meant, worth, SEED + number) for number in range(forests)]
    return {"least": LEAST, "again": AGAIN, "doubt": DOUBT, "names": names, "forests": each}


def _forest(told: Any, meant: Any, worth: Any, seed: int) -> dict[str, Any]:
    from sklearn.ensemble import HistGradientBoostingClassifier

    forest = HistGradientBoostingClassifier(**SETTINGS, random_state=seed).fit(told, meant, sample_weight=worth)
    trees = [_nodes(tree[0].nodes, 0) for tree in forest._predictors]
    return {"odds": round(float(forest._baseline_prediction[0, 0]), 4), "trees": trees}


def _nodes(nodes: Any, at: int) -> list[list[float] | float]:
    """Return the nodes of a tree, each question before what follows up to its value, and beyond it behind that."""
    node = nodes[at]
    if node["is_leaf"]:
        return [round(float(node["value"]), 4)]
    first, second = _nodes(nodes, int(node["left"])), _nodes(nodes, int(node["right"]))
    cut = float(f"{float(node['num_threshold']):.6g}")
    return [[int(node["feature_idx"]), cut, len(first) + 1], *first, *second]


def by_clue(told: dict[str, Any]) -> str:
    """Return the weights as JSON, one clue a line."""
    parts = []
    for name, part in told.items():
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(each)}" for key, each in part.items())
        parts.append(f'"{name}": {{\n{lines}\n}}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def written(told: dict[str, Any]) -> str:
    """Return the forests as JSON, one tree a line."""
    head = {name: value for name, value in told.items() if name != "forests"}
    forests = [
        f'{{"odds": {one["odds"]}, "trees": [\n'
        + ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in one["trees"])
        + "\n]}"
        for one in told["forests"]
    ]
    return json.dumps(head, indent=1)[:-2] + ',\n "forests": [\n' + ",\n".join(forests) + "\n]\n}\n"


def _rows(texts: list[judging.Annotated]) -> list[tuple[int, Row]]:
    return list(rows(texts))


def _listed(texts: list[judging.Annotated], folds: list[Measures]) -> list[Example]:
    return list(of_texts(texts, folds))


def _slips(texts: list[judging.Annotated], folds: list[Measures], seed: int) -> list[Example]:
    return list(of_slips(texts, folds, random.Random(seed)))


def _hard(numbers: range, folder: Path, told_by: Measures, told: dict[str, Any]) -> list[Example]:
    """Return the ways of true texts that trees take for likely."""
    trees = Trees.of(told)
    examples = chain(of_statements(numbers, told_by), of_lookalikes(folder, told_by))
    return [Example(one.signs, meant=False, worth=AGAINST) for one in examples if trees.sum(one.signs) > LIKELY]


def _true(numbers: range, folder: Path, told_by: Measures) -> list[Example]:
    return [*of_statements(numbers, told_by), *of_lookalikes(folder, told_by), *of_told(folder, told_by)]


def _halves(numbers: range) -> tuple[range, range]:
    return numbers[: len(numbers) // 2], numbers[len(numbers) // 2 :]


def main() -> None:
    """Learn the weights, grow the trees, and write both."""
    tests = ROOT / "tests" / "verify"
    texts = [one for name in SETS for one in judging.texts(tests / "corpus" / name)]
    parts = [texts[part::WORKERS] for part in range(WORKERS)]
    with ProcessPoolExecutor(WORKERS) as pool:
        told = [row for some in pool.map(_rows, parts) for row in some]
        without = [[row for fold, row in told if fold != part] for part in range(FOLDS)]
        *folds, all_ = pool.map(learned, [*without, [row for _, row in told]])
        folders = (tests / "plainly", tests / "ways")
        jobs = [pool.submit(_slips, parts[at % WORKERS], folds, SEED + at) for at in range(ROUNDS * WORKERS)]
        jobs += [pool.submit(_listed, part, folds) for part in parts]
        jobs += [pool.submit(_true, *one, all_) for one in zip(_halves(GENERATED), folders, strict=True)]
        examples = [one for job in jobs for one in job.result()]
        first = grown(examples, 1)
        jobs = [pool.submit(_hard, *one, all_, first) for one in zip(_halves(HARD), folders, strict=True)]
        examples += [one for job in jobs for one in job.result()]
    print(f"{len(told)} figures, {len(examples)} examples, {sum(one.meant for one in examples)} of them meant")
    (HEARD / "measures.json").write_text(by_clue(asdict(all_)), "utf-8")
    (EVIDENCE / "trees.json").write_text(written(grown(examples)), "utf-8")


if __name__ == "__main__":
    main()
