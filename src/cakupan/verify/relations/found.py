"""A way in which one figure follows from others, and how well they go together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cakupan.verify.hedges import Ends
from cakupan.verify.relations.formulas import FORMULAS
from cakupan.verify.statement import Draft


@dataclass(frozen=True, slots=True)
class Found:
    """One way, with the figures that it takes.

    Attributes:
        kind: the kind of relation. formula: its name in `FORMULAS`; empty where there is but a limit.
        stated: the figure that follows. of: those from which it follows, in the order of the formula.
        right: the number that follows, in the unit of the figure stated; None where there is only a limit.
        ends: between what it lies, given how the others were printed.
        bond: how well they go together, 0 to 1 and above for what grammar binds.
        remark: a note on a relation that holds (points_for_percent, …).
        second: whether the figure stated has to be taken for what its words do not say first.
        lent: whether the figure printed fits other people than those it is said of.

    """

    kind: str
    formula: str
    stated: Draft
    of: tuple[Draft, ...]
    right: Fraction | None
    ends: Ends
    bond: float
    remark: str = ""
    second: bool = False
    lent: bool = False

    @property
    def holds(self) -> bool:
        """Say whether the figure printed can be the one that follows."""
        return self.stated.ends.meets(self.ends)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Return all figures, the one that follows first."""
        return (self.stated, *self.of)

    def holds_with(self, draft: Draft, value: Fraction) -> bool:
        """Say whether it would hold if one of its figures were another number."""
        exact = Ends(value, value)
        if draft is self.stated:
            return self.ends.meets(exact.widened(draft.printed.step))
        if not self.formula:
            return False
        of = [exact.widened(one.printed.step) if one is draft else one.ends for one in self.of]
        return self.stated.ends.meets(FORMULAS[self.formula](*of))


def made(
    kind: str,
    formula: str,
    stated: Draft,
    of: Sequence[Draft],
    bond: float,
    *,
    meant: Sequence[Ends] = (),
    slack: int = 0,
    remark: str = "",
) -> Found:
    """Return a way by its formula.

    Args:
        kind: the kind of relation.
        formula: name of the formula.
        stated: the figure that follows.
        of: figures that the formula takes.
        bond: how well they go together.
        meant: between what each of them lies, where that is narrower than printed.
        slack: units by which the number that follows may be rounded on top.
        remark: a note for a relation that holds.

    """
    how = FORMULAS[formula]
    right = how(*(Ends(one.value, one.value) for one in of)).low
    ends = how(*(meant or [one.ends for one in of]))
    return Found(kind, formula, stated, tuple(of), right, ends.widened(Fraction(slack)) if slack else ends, bond, remark)
