"""Numbers that are, to the last digit, the sum of those right before them: of what they then are true."""

from __future__ import annotations

from fractions import Fraction

from cakupan.verify.statement import Draft, Statement

#: Parts of a total, at least and at most; a sum smaller than this may be one by chance.
_FEWEST, _MOST, _LEAST = 2, 16, 200


def totalled(statement: Statement) -> None:
    """Let a total be of the region in which all its parts lie, and so what follows it without a region."""
    counts = [
        one
        for one in statement.drafts
        if one.unit in ("persons", "other") and not one.printed.ordinal and one.printed.step >= 1
    ]
    for at, total in enumerate(counts):
        parts = _parts(total.value, counts[max(0, at - _MOST) : at]) if total.size >= _LEAST else []
        if len({part.region for part in parts if part.region_told}) >= _FEWEST:
            _raise(statement, total, parts)


def _parts(value: Fraction, before: list[Draft]) -> list[Draft]:
    """Return the figures right before a total that add up to it."""
    left, parts = value, []
    for one in reversed(before):
        if one.value >= value or left <= 0:
            break
        left -= one.value
        parts.append(one)
        if not left:
            return parts if len(parts) >= _FEWEST else []
    return []


def _raise(statement: Statement, total: Draft, parts: list[Draft]) -> None:
    regions = [part.region[0].split(".") for part in parts if len(part.region) == 1]
    same = 0
    while regions and all(len(one) > same and one[same] == regions[0][same] for one in regions):
        same += 1
    if not same:
        return
    whole = (".".join(regions[0][:same]),)
    measures = {part.measure for part in parts} - {"other"}
    if len(measures) == 1 and total.measure in ("other", "eligible", "active"):
        total.settle(measures.pop(), 1.5)
    for draft in statement.drafts:
        if draft is total or (not draft.region_told and draft not in parts and _under(draft, whole[0])):
            draft.region = whole


def _under(draft: Draft, whole: str) -> bool:
    return all(code == whole or code.startswith(f"{whole}.") for code in draft.region)
