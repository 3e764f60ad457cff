"""What speaks for a way that does not hold being meant, and against it: each sign a number of its own.

A sign looks at the numbers themselves (is the one printed a slip of the one that follows?), at where figures stand, at
of whom they are true, at what words say of them, and at what else in the text explains them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations import misprints
from cakupan.verify.relations.attained import named
from cakupan.verify.relations.bonds import among
from cakupan.verify.relations.evidence import slips
from cakupan.verify.relations.evidence.fitting import Hearing, likeliest, worth
from cakupan.verify.relations.evidence.readings import FAMILIES, to_the_dot
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.ties import Ties
from cakupan.verify.statement import Draft, Statement

Signs = dict[str, float]
_FAMILIES = tuple(FAMILIES)
_MEASURES = (
    "coverage",
    "share",
    "other",
    "target",
    "uncovered_share",
    "growth_percent",
    "attainment",
    "health_coverage",
    "reach",
    "growth_points",
    "gap_points",
)
#: Measures of others than workers.
_ODD = ("claims_recipients", "population", "health_members", "health_coverage")
#: Beyond these nothing is told apart: sentences and figures between, how far off a number is, how plain words are.
_FAR, _MANY, _OFF, _PLAIN = 8, 14, 4.0, 5.0
#: What a way is worth that holds by little or much chance, up to which share of the number.
_CHANCES = ((0.02, 1.0), (0.1, 0.5), (1.0, 0.2))
#: Words as plain as this say what else a number counts.
_OTHER = 2.0
_NEARLY_NOTHING = 1e-9
#: What each sentence and each figure between takes from the worth of a way.
_GAP, _BETWEEN = 0.15, 0.08
_HUNDRED = 100
#: Words that bind totals and rests; tokens before a figure beyond which none is heard.
_SORTS, _LONG = ("breakdown", "counted", "total", "rest", "denied"), 20
#: Readings and confusions of one family are numbered apart from those of the next.
_EACH = 10


@dataclass
class Held:
    """The ways of a text that hold, by their figures, each with its worth and how much chance there is in it."""

    of: dict[Draft, list[tuple[Found, float, float]]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[frozenset[Draft], list[tuple[Found, float, float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, statement: Statement, way: Found) -> None:
        """Keep a way that holds."""
        gap, between = _spread(statement, way.drafts)
        luck = chance(way)
        told = next(worth_ for most, worth_ in _CHANCES if luck <= most)
        kept = (way, told / (1 + gap) / (1 + between / 10), luck)
        for one in way.drafts:
            self.of[one].append(kept)
        for pair in combinations(way.drafts, 2):
            self.pairs[frozenset(pair)].append(kept)


def chance(way: Found) -> float:
    """Return how wide the ends of a number are as a share of it: so likely it holds by chance."""
    low, high = way.ends.low, way.ends.high
    if low is None or high is None:
        return 1.0
    return min(1.0, (float(high - low) + float(way.stated.printed.step)) / max(way.stated.size, _NEARLY_NOTHING))


@dataclass(frozen=True)
class Knowledge:
    """What is known of a text before its ways are weighed.

    Attributes:
        tied: the figures that agree by no chance. known: the ways that hold by what words say.
        held: all ways that hold. hearing: what the words around its figures tell.

    """

    tied: Ties
    known: Sequence[Found]
    held: Held
    hearing: Hearing


def signs(statement: Statement, knowledge: Knowledge, way: Found) -> Signs:
    """Return the signs of a way that does not hold.

    Args:
        statement: the text.
        knowledge: what is known of it.
        way: the way.

    """
    told: Signs = {"of": len(way.of)}
    for one in (_numbers, _slips, _places, _grammar, _people, _words, _sums, _alike, _ranks):
        told |= one(statement, way)
    told |= _explained(statement, knowledge.held, way) | _tied(knowledge.tied, way) | _known(knowledge.known, way)
    told |= _heard(knowledge.hearing, way)
    family = _FAMILIES.index(way.kind)
    told |= {name: _EACH * family + told[name] for name in ("reading", "confused", "heard_reading")}
    told["score"] = told["role"] * told["region"] * told["group"] * told["segment"] * told["era"]
    told["score"] /= 1 + _GAP * told["gap"] + _BETWEEN * told["between"]
    told["heard_score"] = told["score"] / max(told["role"], _NEARLY_NOTHING) * told["heard"]
    return told


def ranked(told: Sequence[tuple[Found, Signs]]) -> None:
    """Add to the signs of all ways of a text how each stands beside the others of its figure."""
    for score in ("score", "heard_score"):
        by_figure: dict[Draft, list[float]] = defaultdict(list)
        by_family: dict[tuple[str, Draft], list[float]] = defaultdict(list)
        for way, signs_ in told:
            by_figure[way.stated].append(signs_[score])
            by_family[way.kind, way.stated].append(signs_[score])
        for scores in by_family.values():
            scores.sort(reverse=True)
        for way, signs_ in told:
            scores, best = by_family[way.kind, way.stated], max(by_figure[way.stated])
            signs_.update(_beside(score, signs_[score], scores, best))


def _beside(name: str, mine: float, scores: Sequence[float], best: float) -> Signs:
    mine = max(mine, _NEARLY_NOTHING)
    return {
        f"{name}_rank": min(10, sum(one > mine for one in scores)),
        f"{name}_of_best": mine / max(scores[0], _NEARLY_NOTHING),
        f"{name}_of_any": mine / max(best, _NEARLY_NOTHING),
        f"{name}_rival": min(3.0, scores[1] / mine) if len(scores) > 1 else 0.0,
    }


def _numbers(_statement: Statement, way: Found) -> Signs:
    stated, right = way.stated, float(way.right or 1)
    return {
        "off": min(_OFF, abs(math.log(stated.size / right))),
        "step": float(stated.printed.step) if stated.unit != "rupiah" else 1e6,
        "size": math.log10(stated.size + 1),
        "chance": chance(way),
        "exact": sum(one.exact for one in way.drafts) / len(way.drafts),
        "smallest": math.log10(min(one.size for one in way.of) / max(one.size for one in way.drafts)),
        "dots": len(to_the_dot(way)),
        "hundred": float(any(one.unit == "percent" and one.size == _HUNDRED for one in way.drafts)),
    }


def _slips(statement: Statement, way: Found) -> Signs:
    """Return of how many digits a slip is that would explain a way, and whether other arithmetic does."""
    low, right = statement.low, way.right or 0
    printed = misprints.digits(low[way.stated.start : way.stated.end])
    written = misprints.written(right / way.stated.printed.step)
    return {
        "slip": misprints.near(printed, way),
        "digits": len(printed.rstrip("0")),
        "length": len(printed),
        "one_digit": float(any(misprints.slip(printed, one) for one in written)),
        "slip_of_any": misprints.digits_of_slip(low, way) if way.formula == "plus" else 0,
        "slip_of_part": slips.of_part(low, way),
        **_confusions(way),
    }


def _confusions(way: Found) -> Signs:
    """Return whether the number printed is what comes of the same figures in another way."""
    stated, of = way.stated, way.of
    if way.kind == "share":
        return _told(_holds(stated, "rest_of", of), _grown(stated, of), _holds(stated, "share", of[::-1]))
    if way.kind == "growth":
        shared = _holds(stated, "share", of) or _holds(stated, "share", of[::-1])
        return _told(0, _holds(stated, "growth", of[::-1]), shared)
    if way.kind == "to_target":
        return _told(_holds(stated, "of_all", of[:2]) + 2 * _holds(stated, "less", of[1:]), 0, 0)
    if way.kind == "sum":
        return _told(stated.size in (of[0].size, of[1].size), 0, of[0].size == of[1].size)
    if way.kind == "points":
        return _told(_grown(stated, of), 0, 0)
    return _told(way.kind == "attained" and _holds(stated, "share", of[::-1]), 0, 0)


def _told(confused: float, grown: float, turned: float) -> Signs:
    return {"confused": float(confused), "grown": float(grown), "turned": float(turned)}


def _holds(stated: Draft, formula: str, of: tuple[Draft, ...]) -> bool:
    return Found("", formula, stated, of, 0.0).holds


def _grown(stated: Draft, of: tuple[Draft, ...]) -> bool:
    return _holds(stated, "growth", of) or _holds(stated, "growth", of[::-1])


def _spread(statement: Statement, drafts: Iterable[Draft]) -> tuple[float, int]:
    """Return over how many sentences, and how many figures, some figures are spread."""
    spots, ats = zip(*((statement.spots[one.sentence], one.at) for one in drafts), strict=True)
    return max(spots) - min(spots), max(ats) - min(ats)


def _places(statement: Statement, way: Found) -> Signs:
    stated, of, spots = way.stated, way.of, statement.spots
    gap, between = _spread(statement, way.drafts)
    here = spots[stated.sentence]
    apart = [abs(spots[one.sentence] - spots[other.sentence]) for one, other in combinations(of, 2)]
    return {
        "gap": min(_FAR, gap),
        "between": min(_MANY, between),
        "gap_to": min(_FAR, max(abs(spots[one.sentence] - here) for one in of)),
        "gap_of": min(_FAR, max(apart, default=0.0)),
        "nearest": min(_FAR, *(abs(stated.at - one.at) for one in of)),
        "own_gap": min(_FAR, abs(spots[of[0].sentence] - here)),
        "own_between": min(_MANY, abs(stated.at - of[0].at)),
        "last": (stated.at > max(one.at for one in of)) - (stated.at < min(one.at for one in of)),
        "forward": float(len(of) > 1 and of[0].at < of[1].at),
        "paragraph": float(len({statement.sentences[one.sentence].paragraph for one in way.drafts}) == 1),
    }


def _grammar(statement: Statement, way: Found) -> Signs:
    """Return how words bind the figures of a way, to one another and to others."""
    stated, of, drafts = way.stated, way.of, way.drafts
    heads, ats = statement.heads, [one.at for one in of]
    beyond = [one for one in drafts if one.of is not None and one.of not in drafts]
    same = [one for one in drafts if one.same is not None and one.same not in drafts]
    return {
        "part_of": float(len(of) > 1 and of[0].of is of[1]),
        "said_of": float(stated.of is not None and stated.of in of),
        "said_of_other": float(stated.of is not None and stated.of is not of[-1]),
        "said_as": float(any(stated.same is one or one.same is stated for one in of)),
        "bound": sum(one.same in drafts for one in drafts),
        "of_others": len(beyond),
        "as_others": len(same),
        "has_part": float(any(one.of in drafts and one not in drafts for one in statement.drafts if one.of)),
        "aimed": float(stated.aimed),
        "elsewhere_told": sum(one.elsewhere for one in drafts),
        "headed": sum(one.at in heads for one in drafts),
        "one_head": sum(one in heads and heads.get(one) == heads.get(other) for one, other in combinations(ats, 2)),
    }


def _people(statement: Statement, way: Found) -> Signs:
    """Return how well the figures go together by region, group, segment and time: as those that go least."""
    least = [min(told) for told in zip(*among(statement, way.drafts), strict=True)]
    names = ("region", "group", "segment", "era")
    return {
        **dict(zip(names, least, strict=True)),
        "eras": len({one.era for one in way.drafts}),
        "own": among(statement, way.drafts[:2])[0][0],
        "own_told": float(way.stated.region_told and way.of[0].region_told),
    }


def _words(_statement: Statement, way: Found) -> Signs:
    stated, drafts = way.stated, way.drafts
    reading, role, least = likeliest(way)
    if not FAMILIES[way.kind][0].roles:
        measures = {one.measure for one in drafts}
        reading, role, least = int(stated.measure == way.of[0].measure), 1 / len(measures), len(measures)
    roles = [one.roles[0] for one in FAMILIES[way.kind] if one.roles]
    return {
        "reading": reading,
        "role": role,
        "role_least": least,
        "role_stated": max((worth(stated, one) for one in roles), default=0.5),
        "said": min(_PLAIN, stated.scores.get(stated.measure, 0.0)),
        "said_least": min(_PLAIN, *(one.scores.get(one.measure, 0.0) for one in way.of)),
        "unsaid": sum(one.measure == "other" for one in drafts),
        "said_other": sum(one.measure == "other" and one.scores.get("other", 0.0) >= _OTHER for one in drafts),
        "odd": sum(one.measure in _ODD for one in drafts),
        "measure": _MEASURES.index(stated.measure) if stated.measure in _MEASURES else len(_MEASURES),
    }


def _heard(hearing: Hearing, way: Found) -> Signs:
    """Return what is heard in the words around the figures of a way: as those of which least is heard."""
    reading, told, least = hearing.way(way)
    likely = hearing.likely
    return {
        "heard_reading": reading,
        "heard": told,
        "heard_least": least,
        "heard_other": max(likely[one].get("other", 0.0) for one in way.drafts),
        "heard_alike": hearing.alike(way.of) if len(way.of) > 1 else 1.0,
        "heard_as": max((chance_ for name, chance_ in likely[way.stated].items() if name != "other"), default=0.0),
        "heard_odd": max(sum(likely[one].get(name, 0.0) for name in _ODD) for one in way.drafts),
    }


def _sums(statement: Statement, way: Found) -> Signs:
    """Return how near before the figure that follows words bind totals and rests, and whether it stands in a row."""
    stated, begin = way.stated, statement.words.at(statement.sentences[way.stated.sentence].start)
    before: dict[str, int] = {}
    for hit in statement.sums:
        if begin <= hit.first < stated.first:
            before[hit.meaning] = stated.first - hit.first
    beside = statement.drafts[max(0, stated.at - 1) : stated.at + 2]
    row = [one for one in beside if one is not stated and one.unit == stated.unit and one.sentence == stated.sentence]
    told: Signs = {f"said_{sort}": min(_LONG, before.get(sort, _LONG)) for sort in _SORTS}
    theirs = {one.sentence for one in way.of}
    spans = [(statement.sentences[at].start, statement.sentences[at].end) for at in {stated.sentence, *theirs}]
    opened = any(
        hit.meaning == "open" and any(first <= statement.words.starts[hit.first] < last for first, last in spans)
        for hit in statement.sums
    )
    return told | {
        "row": len(row),
        "row_beyond": sum(one not in way.of for one in row),
        "open": float(opened),
        "alone_there": float(stated.sentence not in theirs),
        "goes_on": _goes_on(statement, way),
        "rest_behind": float(_has_rest_behind(statement, way)),
        "named": float(way.kind == "attained" and named(statement, stated)),
    }


def _goes_on(statement: Statement, way: Found) -> int:
    """Return how many figures of their kind stand beside the parts, in the same sentence, that are none of them."""
    beside = {
        statement.drafts[at]
        for one in way.of
        for at in (one.at - 1, one.at + 1)
        if 0 <= at < len(statement.drafts) and statement.drafts[at].sentence == one.sentence
    }
    return sum(one.unit == way.of[-1].unit and one.measure == way.of[-1].measure for one in beside - set(way.drafts))


def _has_rest_behind(statement: Statement, way: Found) -> bool:
    """Say whether words behind the last part speak of a rest, so that the parts are not all."""
    last = max(way.of, key=lambda one: one.at)
    end = statement.words.at(statement.sentences[last.sentence].end)
    return any(hit.meaning in ("rest", "open") and last.behind <= hit.first < end for hit in statement.sums)


def _alike(statement: Statement, way: Found) -> Signs:
    """Return how many other figures of the text are like those of a way, and whether one is the number that follows."""
    stated = way.stated
    unit = [one for one in statement.drafts if one.unit == stated.unit]
    kinds = Counter((one.measure, one.unit) for one in statement.drafts)
    measures = [kinds[one.measure, one.unit] - 1 for one in way.of]
    return {
        "figures": min(_MANY, len(statement.drafts)),
        "others": min(_MANY, len(statement.drafts) - len(way.drafts)),
        "of_unit": min(12, len(unit)),
        "of_measure": min(8, sum(one.measure == stated.measure for one in unit)),
        "of_their_measures": min(12, sum(measures)),
        "elsewhere": float(any(one is not stated and one.rough.meets(way.ends) for one in unit)),
    }


def _ranks(statement: Statement, way: Found) -> Signs:
    """Return how many figures a list has in which one has its place, and whether a text says that it has so many."""
    if way.kind != "place":
        return {"listed": 0, "said_listed": 0.0, "ranked_else": 0.0}
    own, sentence = way.of[0], statement.sentences[way.stated.sentence]
    listed = sum(one.unit == own.unit and one.measure == own.measure for one in statement.drafts)
    told = [one.size for one in statement.drafts if one.measure == "ranked" or one.unit == "other"]
    other = pattern("aims", "ranked_else").search(statement.low[sentence.start : sentence.end])
    return {"listed": listed, "said_listed": float(listed in told) - float(bool(told)) / 2, "ranked_else": bool(other)}


def _explained(statement: Statement, held: Held, way: Found) -> Signs:
    """Return how well other ways that hold explain the figures of one that does not."""
    stated, me = way.stated, set(way.drafts)
    ours = [one for one in held.of.get(stated, ()) if set(one[0].drafts) != me]
    pairs = [one for pair in combinations(way.drafts, 2) for one in held.pairs.get(frozenset(pair), ())]
    two = [one for one in pairs if set(one[0].drafts) != me]
    own = [one for one in pairs if set(one[0].drafts) == me]
    kin = [one for one in two if one[0].kind == way.kind]
    theirs = [_most(one for one in held.of.get(part, ()) if stated not in one[0].drafts) for part in way.of]
    return {
        "free": sum(not held.of.get(one) for one in way.drafts),
        "free_beside": min(_MANY, sum(not held.of.get(one) for one in statement.drafts if one not in me)),
        "explained": _most(ours),
        "explained_chance": min((luck for _, _, luck in ours), default=1.0),
        "explained_as_such": _most(one for one in ours if one[0].stated is stated),
        "explained_by_kin": _most(one for one in ours if one[0].stated is stated and one[0].kind == way.kind),
        "two_explained": _most(two),
        "two_explained_by_kin": _most(kin),
        "two_explained_chance": min((luck for _, _, luck in kin), default=1.0),
        "parts_explained": _most(one for one in two if stated not in one[0].drafts),
        "own_otherwise": _most(own),
        "best_part_explained": max(theirs, default=0.0),
        "least_part_explained": min(theirs, default=0.0),
    }


def _known(known: Sequence[Found], way: Found) -> Signs:
    """Return how well words explain the figures of a way by others."""
    stated, me = way.stated, set(way.drafts)
    theirs = [
        max((one.bond for one in known if part in one.drafts and stated not in one.drafts), default=0.0)
        for part in way.of
    ]
    return {
        "known": max((one.bond for one in known if one.stated is stated), default=0.0),
        "known_in": max((one.bond for one in known if stated in one.of), default=0.0),
        "two_known": max((one.bond for one in known if len(me & set(one.drafts)) > 1), default=0.0),
        "best_part_known": max(theirs),
        "least_part_known": min(theirs),
        "knowing": sum(not me.isdisjoint(one.drafts) for one in known),
    }


def _most(ways: Iterable[tuple[Found, float, float]]) -> float:
    return max((worth_ for _, worth_, _ in ways), default=0.0)


def _tied(tied: Ties, way: Found) -> Signs:
    me = frozenset(way.drafts)
    return {
        "tied": float(bool(tied.of.get(way.stated))),
        "parts_tied": sum(bool(tied.of.get(one)) for one in way.of),
        "two_tied": float(any(len(tie & me) > 1 and tie != me for one in me for tie in tied.of.get(one, ()))),
    }
