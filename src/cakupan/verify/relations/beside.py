"""The ways that share a figure, or the number of one, with another: only these may speak against it."""

from __future__ import annotations

from collections import defaultdict

from cakupan.verify.relations.found import Found
from cakupan.verify.statement import Draft


class Beside:
    """Ways by their figures, and by the number printed."""

    def __init__(self, ways: list[Found]) -> None:
        """Keep some ways in their order."""
        self.ways = ways
        self.by_draft: dict[Draft, list[int]] = defaultdict(list)
        self.by_number: dict[tuple[float, str], list[int]] = defaultdict(list)
        for at, one in enumerate(ways):
            self.by_number[one.stated.size, one.stated.unit].append(at)
            for draft in one.drafts:
                self.by_draft[draft].append(at)

    def of(self, one: Found) -> list[Found]:
        """Return the ways that have a figure of another, or whose number is printed as its own, in their order."""
        found = {*self.by_number.get((one.stated.size, one.stated.unit), ())}
        for draft in one.drafts:
            found.update(self.by_draft.get(draft, ()))
        return [self.ways[at] for at in sorted(found)]
