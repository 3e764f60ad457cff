"""A way in which one figure follows from others, and how well they go together."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cakupan.verify.dates import Moment
from cakupan.verify.hedges import Ends
from cakupan.verify.statement import Draft


@dataclass(frozen=True, slots=True)
class Found:
    """One way, with the figures that it takes.

    Attributes:
        kind: the kind of relation. stated: the figure that follows. of: those from which it follows.
        right: the number that follows, in the unit of the figure stated; None where there is only a limit.
        ends: between what it lies, given how the others were printed.
        bond: how well they go together, 0 to 1 and above for what grammar binds.
        moment: of kind weekday, the date. remark: a note on a relation that holds (points_for_percent, …).
        second: whether the figure stated has to be taken for what its words do not say first.
        lent: whether the figure printed fits other people than those it is said of.

    """

    kind: str
    stated: Draft
    of: tuple[Draft, ...]
    right: Fraction | None
    ends: Ends
    bond: float
    moment: Moment | None = None
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
