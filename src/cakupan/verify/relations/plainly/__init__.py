"""Frames of grammar that leave no doubt of what a figure follows from: a table with a head, "turun dari … menjadi …".

Such a frame needs no likeliness: what it binds holds, or it is wrong, whatever else is near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cakupan.verify.relations.found import Found
from cakupan.verify.relations.plainly.changes import changes
from cakupan.verify.relations.plainly.claimed import claimed
from cakupan.verify.relations.plainly.columns import columns
from cakupan.verify.relations.plainly.composed import composed
from cakupan.verify.relations.plainly.counted import counted
from cakupan.verify.relations.plainly.directions import directions
from cakupan.verify.relations.plainly.grown import grown
from cakupan.verify.relations.plainly.hundred import hundred
from cakupan.verify.relations.plainly.lacking import lacking
from cakupan.verify.relations.plainly.multiplied import multiplied
from cakupan.verify.relations.plainly.needed import needed
from cakupan.verify.relations.plainly.outnumbered import outnumbered
from cakupan.verify.relations.plainly.phrased import phrased
from cakupan.verify.relations.plainly.portions import portions
from cakupan.verify.relations.plainly.promised import promised
from cakupan.verify.relations.plainly.spent import spent
from cakupan.verify.relations.plainly.summed import summed
from cakupan.verify.relations.plainly.totalled import totalled
from cakupan.verify.statement import Statement

_FRAMES: tuple[Callable[[Statement], Iterator[Found]], ...] = (
    columns,
    directions,
    phrased,
    multiplied,
    summed,
    totalled,
    portions,
    counted,
    needed,
    hundred,
    changes,
    lacking,
    grown,
    outnumbered,
    promised,
    claimed,
    composed,
    spent,
)
#: Figures that two ways share, so that the one says what the other does.
_SHARED = 2


def plainly(statement: Statement) -> list[Found]:
    """Return what frames of grammar bind in a text."""
    return [found for frame in _FRAMES for found in frame(statement)]


def is_said(found: Found, others: list[Found]) -> bool:
    """Say whether one of other ways says of the figures of a way what it does."""
    told = set(found.drafts)
    return any(len(told & set(one.drafts)) >= min(_SHARED, len(told)) for one in others)


def is_belied(found: Found, wrong: list[Found]) -> bool:
    """Say whether a way that was thought to hold takes a figure for what a frame says that it is not."""
    return any(found.stated is one.stated or set(found.drafts) == set(one.drafts) for one in wrong)


def is_undone(found: Found, plain: list[Found]) -> bool:
    """Say whether a way lacks what a frame that holds has: parts of a total, the pair that a change lies between."""
    return any(_completes(one, found) or _has_change(one, found) for one in plain if one.holds)


def _completes(one: Found, found: Found) -> bool:
    """Say whether a total has all the parts of another, and more."""
    return (
        one.kind == found.kind == "total"
        and one.stated is found.stated
        and set(found.of) < set(one.of)
        and not found.holds
    )


def _has_change(one: Found, found: Found) -> bool:
    """Say whether a change lies between two numbers of which another way takes but one."""
    return (
        one.formula == "change"
        and found.formula in ("less", "plus")
        and one.stated in found.of
        and len(set(one.of) & set(found.drafts)) == 1
    )
