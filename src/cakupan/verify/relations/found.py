"""A way in which one figure follows from others, and how well they go together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cakupan.verify.hedges import Ends, exact
from cakupan.verify.relations.formulas import FORMULAS, LIMITS
from cakupan.verify.statement import Draft

#: A bond as weak as this binds nothing; one from which a way that holds yet tells of whom a number was taken.
IDLE, FAINT = 0.04, 0.004
#: By how much of itself a number worked out in floating point may be off.
_HAIR = 1e-10


@dataclass(eq=False)
class Found:
    """One way, with the figures that it takes.

    Attributes:
        kind: the kind of relation. formula: its name in `FORMULAS`; empty where there is but a limit.
        stated: the figure that follows. of: those from which it follows, in the order of the formula.
        bond: how well they go together, 0 to 1 and above for what grammar binds.
        meant: between what each of them lies, where that is narrower than printed.
        slack: units by which the number that follows may be rounded on top.
        remark: a note on a relation that holds (points_for_percent, …).
        second: whether the figure stated has to be taken for what its words do not say first.
        dot: whether the figure stated is meant to the dot.
        lent: whether the figure printed fits other people than those it is said of.

    """

    kind: str
    formula: str
    stated: Draft
    of: tuple[Draft, ...]
    bond: float
    meant: tuple[Ends, ...] = ()
    slack: float = 0
    remark: str = ""
    second: bool = False
    lent: bool = False
    dot: bool = False

    @cached_property
    def right(self) -> Fraction | None:
        """Return the number that follows, in the unit of the figure stated; None where there is only a limit."""
        if not self.formula or self.formula in LIMITS:
            return None
        return exact(FORMULAS[self.formula](*(Ends(one.value, one.value) for one in self.of)).low)

    def _as_fine(self, one: Draft) -> Ends:
        """Return between what a figure lies; half as widely where a difference of percentages is printed as finely."""
        if (
            self.formula not in ("rest", "change")
            or not one.exact
            or one.printed.step != self.stated.printed.step
            or one.unit != "percent"
        ):
            return one.rough
        half = float(one.printed.step) / 2
        return Ends(one.size - half, one.size + half)

    @cached_property
    def ends(self) -> Ends:
        """Return between what it lies, given how the others were printed; in floating point, never too narrow."""
        if not self.formula:
            return Ends(1, self.of[0].rough.high)
        ends = FORMULAS[self.formula](*(self.meant or [self._as_fine(one) for one in self.of]))
        return ends.widened(self.slack + _HAIR * abs(float(ends.high or 1)))

    @cached_property
    def holds(self) -> bool:
        """Say whether the figure printed can be the one that follows."""
        stated = Ends(self.stated.size, self.stated.size) if self.dot else self.stated.rough
        return stated.meets(self.ends)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Return all figures, the one that follows first."""
        return (self.stated, *self.of)

    def holds_with(self, draft: Draft, value: Fraction) -> bool:
        """Say whether it would hold if one of its figures were another number."""
        exact = Ends(value, value).widened(draft.printed.step).rough()
        if draft is self.stated:
            return self.ends.meets(exact)
        if not self.formula:
            return False
        return self.stated.rough.meets(
            FORMULAS[self.formula](*(exact if one is draft else one.rough for one in self.of))
        )
