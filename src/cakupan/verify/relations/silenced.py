"""What speaks against a way that does not hold: other figures explain its number, or their own."""

from __future__ import annotations

from cakupan.verify.lexicon import pattern
from cakupan.verify.relations.found import Found
from cakupan.verify.relations.homes import stands_apart
from cakupan.verify.relations.nearness import PLAIN_SLIP, is_one_phrase, slipped
from cakupan.verify.relations.qualified import is_paid_beside, is_qualified
from cakupan.verify.relations.ties import Ties
from cakupan.verify.statement import Draft, Statement

#: How many times as large a number is, at most, that was meant for another.
_FARTHEST = 30
#: What is left of a difference of which a share that holds takes the number.
_TAKEN = 0.2
#: What a part of a total that adds up no longer is.
_OF_A_TOTAL = ("gap_full", "gap_target", "difference", "target_workers")
#: Kinds of which the right number may stand beside another; how large it then is, at least.
_COUNTED, _PLENTY = ("gap_target", "target_workers", "gap_full"), 1000
#: So many times another, a number is hardly meant by it; what is left of the bond.
_ORDER, _ODD = 6, 0.3
#: Money that follows from no premium, where words say as plainly as this that it is that.
_PAID_PLAINLY = 3.0
_PAID_OUT = ("claims_amount", "benefit_amount")
#: Parts of a sum of two.
_PAIR = 2
#: From when words say what else a number counts.
_PLAINLY = 2.0
#: How much of itself a total leaves open that may hold by chance.
_WIDE = 0.005
#: By how much of itself a sum of money is off that is but a ceiling.
_CEILING = 0.01
#: The bond from which people and what is paid for them stand in one row: others in theirs tell nothing of it.
_ROW = 1.5
#: What is left of a bond where the figure stands in a way that holds.
_USED = 0.5


def weight(statement: Statement, one: Found, holding: list[Found]) -> float:
    """Return the bond of a way that does not hold, less what speaks against its being meant."""
    if (
        not _plausible(one)
        or _is_pieced(one)
        or _is_of_its_own(one)
        or any(_is_ruled_out(statement, one, other) for other in holding)
        or _is_elsewhere(statement, one)
        or _is_supposed(statement, one)
        or _is_mean(statement, one)
        or _is_of_health(statement, one)
        or (one.kind == "total" and is_qualified(statement, one))
        or (one.kind == "premium" and is_paid_beside(statement, one))
    ):
        return 0.0
    weight = one.bond * (_ODD if one.kind in ("gap_full", "difference") and _of_another_order(one) else 1.0)
    for other in holding:
        if other.kind == "total" and one.stated in other.of and one.kind == "growth":
            weight *= _USED
        if one.stated in other.of and other.kind == "ratio" and one.kind == "difference":
            weight *= _TAKEN
        if one.stated in other.of and not one.lent and (one.second or one.stated.unit == "percent"):
            weight *= _USED if one.bond > 1 and not one.second else 0.0
    return weight


def is_explained(one: Found, tied: Ties) -> bool:
    """Say whether figures agree by no chance, so that the one stated follows from others than those of a way."""
    if one.lent or one.formula in ("", "same") or _is_said(one):
        return False
    of, told = set(one.of), {one.stated, *one.of}
    if one.kind == "ratio" and one.stated.measure == "coverage" and one.of[0] in tied.rests:
        return True
    if one.formula == "share" and any(
        (part, whole) == one.of and share is not one.stated for share, part, whole in tied.shares
    ):
        return True
    if one.formula == "rest" and any(
        share is one.stated and share.sentence == whole.sentence for share, _part, whole in tied.shares
    ):
        return True
    if one.kind == "growth" and any(_is_of_pair(tie - of, one) for tie in tied.of.get(one.of[0], ()) if of < tie):
        return True
    ours = tied.of.get(one.stated, ())
    if one.formula == "growth":
        ours = [tie for tie in ours if not _is_of_later(one, tie)]
    change = abs(one.of[0].size - one.of[-1].size) if one.kind == "growth" else None
    same = {(part.size, part.unit) for part in told}
    return any(
        not {(part.size, part.unit) for part in tie} <= same
        and (tie & of or one.kind == "growth")
        and not any(part.size == change for part in tie)
        for tie in ours
    ) or any(of < tie and one.stated.unit == "persons" == (*(tie - of),)[0].unit for tie in tied.of.get(one.of[0], ()))


def _is_of_later(one: Found, tie: frozenset[Draft]) -> bool:
    """Say whether a growth printed is how much was added as a share of the later number: a slip, and no explanation."""
    added = [other for other in tie if other is not one.stated and other is not one.of[1]]
    return one.of[1] in tie and len(added) == 1 and added[0].size == abs(one.of[1].size - one.of[0].size)


def _is_of_pair(others: frozenset[Draft], one: Found) -> bool:
    """Say whether two numbers of another sentence have their growth there already."""
    where = one.of[0].sentence
    return where != one.stated.sentence and all(other.unit == "percent" and other.sentence == where for other in others)


def _is_elsewhere(statement: Statement, one: Found) -> bool:
    """Say whether the count that follows is printed for itself beside the one held against it: then that is another."""
    return one.kind in _COUNTED and any(
        other.unit == one.stated.unit == "persons"
        and other not in one.drafts
        and other.size >= _PLENTY
        and other.rough.meets(one.ends)
        for other in statement.in_sentences(one.stated.sentence - 1, one.stated.sentence + 1)
    )


def _is_supposed(statement: Statement, one: Found) -> bool:
    """Say whether a share is but what it would be, roughly, once others than those covered now have joined."""
    begin = statement.sentences[one.stated.sentence].start
    return (
        one.kind in ("ratio", "complement")
        and stands_apart(one)
        and not one.lent
        and not one.stated.exact
        and bool(pattern("aims", "supposed").match(statement.low[begin : one.stated.start]))
    )


def _is_mean(statement: Statement, one: Found) -> bool:
    """Say whether a percentage is the mean of a wider region, beside those of whom other sentences tell."""
    before = statement.low[statement.sentences[one.stated.sentence].start : one.stated.start]
    return one.kind == "ratio" and stands_apart(one) and bool(pattern("aims", "mean_of").search(before))


def _is_of_health(statement: Statement, one: Found) -> bool:
    """Say whether the sentence behind a percentage says that it is of health insurance."""
    after = statement.sentences[one.stated.sentence + 1 : one.stated.sentence + 2]
    said = [pattern("aims", "of_health").match(statement.low, behind.start, behind.end) for behind in after]
    return one.kind in ("ratio", "complement") and any(said)


def _is_said(one: Found) -> bool:
    """Say whether grammar binds a share to its part and whole."""
    return len(one.of) > 1 and (
        is_one_phrase(one.stated, *one.of[:2])
        or one.stated.of is one.of[1]
        or (
            one.of[0].of is one.of[1]
            and one.stated.at in (one.of[0].at - 1, one.of[0].at + 1)
            and one.stated.sentence == one.of[0].sentence
        )
    )


def _is_ruled_out(statement: Statement, one: Found, other: Found) -> bool:
    """Say whether a way that holds leaves none for another: it has the same figures, or the number in its own place."""
    alike, of, others = one.kind == other.kind, set(one.of), set(other.of)
    takes = one.stated in other.of
    return (
        (
            alike
            and (other.stated.size, other.stated.unit) == (one.stated.size, one.stated.unit)
            and not _is_own(one)
            and not _is_kept(one, other)
        )
        or (alike and one.kind == "total" and takes and bool(of & others))
        or (
            _is_other_way(one, other)
            and not one.lent
            and not (one.formula == "of_all" and slipped(statement, one) >= PLAIN_SLIP)
        )
        or (alike and one.kind == "attainment" and set(one.drafts) == set(other.drafts) and not one.lent)
        or (_is_alike(one, other) and of == others and not _is_ceiling(other) and not one.lent)
        or (alike and one.bond < _ROW and _is_same_pay(of, others, other) and not slipped(statement, one))
        or (
            takes
            and other.kind == "total"
            and one.kind in _OF_A_TOTAL
            and not one.stated.aimed
            and not one.lent
            and not (_is_loose(other) and slipped(statement, one))
        )
    )


def _is_own(one: Found) -> bool:
    """Say whether a share stands right behind its part and whole, which one phrase holds."""
    return (
        one.kind == "ratio"
        and one.of[0].of is one.of[1]
        and one.stated.sentence == one.of[0].sentence
        and one.stated.at == max(part.at for part in one.of) + 1
        and one.bond >= 1.0
    )


def _is_kept(one: Found, other: Found) -> bool:
    """Say whether a percentage is told of the number in its sentence, and is that of another time told before."""
    return (
        one.formula == other.formula == "share"
        and one.lent
        and one.stated.sentence != other.stated.sentence
        and one.of[0] is not other.of[0]
    )


def _is_loose(total: Found) -> bool:
    """Say whether a total of rounded parts leaves so much open that it may hold by chance."""
    low, high = total.ends.low, total.ends.high
    return low is not None and high is not None and float(high - low) > total.stated.size * _WIDE


def _is_other_way(one: Found, other: Found) -> bool:
    """Say whether two ways take the very same figures, each in its own manner."""
    return (one.kind != other.kind or one.formula != other.formula) and set(one.drafts) == set(other.drafts)


def _is_same_pay(of: set[Draft], others: set[Draft], other: Found) -> bool:
    """Say whether two products share all but one of their figures, of which the one is a sum of money told."""
    shared = len(of) == len(others) and len(of & others) > 1
    return other.kind == "premium" and shared and not _is_ceiling(other)


def _is_ceiling(other: Found) -> bool:
    """Say whether a sum of money is the premiums that follow but in round numbers: a ceiling, and not their sum."""
    right, size = float(other.right or 0), other.stated.size
    return other.kind == "premium" and other.stated.exact and abs(right - size) > size * _CEILING


def _is_alike(one: Found, other: Found) -> bool:
    """Say whether two ways tell the same of the same figures; the points of a growth are not its percentage."""
    return (
        one.formula == other.formula
        if one.kind == other.kind == "growth"
        else one.kind == other.kind or (one.formula == other.formula == "plus")
    )


def _of_another_order(one: Found) -> bool:
    """Say whether the number that follows is many times the one printed, or a small part of it: then hardly meant."""
    right, size = abs(float(one.right or 0)), one.stated.size
    return bool(right and size) and (right > _ORDER * size or size > _ORDER * right)


def _is_plainly_other(stated: Draft) -> bool:
    """Say whether words say what else a number counts, and do not only leave it open."""
    return stated.scores.get("other", 0.0) >= max([_PLAINLY, *stated.scores.values()])


def _is_crowd(share: Found) -> bool:
    """Say whether a share is taken of people who are counted for another thing, and grammar does not say so."""
    part, whole = share.of
    return _is_plainly_other(whole) and part.of is not whole


def _is_of_strangers(total: Found) -> bool:
    """Say whether one of two parts of a total is told in another sentence, and of what the total does not count."""
    return len(total.of) == _PAIR and any(
        _is_stranger(part) and not _is_stranger(total.stated) and part.sentence != total.stated.sentence
        for part in total.of
    )


def _is_stranger(one: Draft) -> bool:
    return one.measure == "claims_recipients" or _is_plainly_other(one)


def _is_of_its_own(one: Found) -> bool:
    """Say whether words say of a number what no such way makes: a crowd, money paid out, those who are covered now."""
    said = one.stated.measure
    return (
        (one.kind == "premium" and said in _PAID_OUT and one.stated.scores.get(said, 0.0) >= _PAID_PLAINLY)
        or (one.kind in ("target_workers", "difference") and _is_plainly_other(one.stated) and stands_apart(one))
        or (one.kind == "total" and _is_of_strangers(one))
        or (one.formula == "share" and said == "coverage" and _is_crowd(one))
        or (one.formula == "less" and said == "active" and any(part.measure == "target_workers" for part in one.of))
        or (one.kind == "attainment" and said == "target" and not one.lent)
        or (one.kind == "complement" and said == "health_coverage")
    )


def _is_pieced(one: Found) -> bool:
    """Say whether part and whole of a share do not go together: one number told twice, or one of another sentence."""
    part, whole = one.of if one.formula == "share" else (None, None)
    return part is not None and whole is not None and part.size == whole.size and not _is_said(one)


def _plausible(one: Found) -> bool:
    """Say whether a number is of the size of the one that follows, so that it can have been meant for it."""
    if one.right is None:
        return True
    right, stated = abs(float(one.right)), one.stated.size
    return right <= stated * _FARTHEST and stated <= max(right, 0.5) * _FARTHEST
