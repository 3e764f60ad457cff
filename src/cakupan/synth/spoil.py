"""Rows of invented people as a list has them: as they are, or with what went wrong, each told by its name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from cakupan.synth.dice import SIDES
from cakupan.synth.errors import ONE_OF, Errors
from cakupan.synth.ground import SLOTS
from cakupan.synth.people import People
from cakupan.synth.words import PATTERNS, PLACES

_THROWS = {
    "name": "name", "typo": "typo", "title": "title", "order": "order", "husband": "husband",
    "nik_throw": "nik", "birth_throw": "birth", "sex": "sex_seen",
    "home": "home_seen", "detail": "detail", "letter": "letter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind of list; a person's row is the same in every list of the kind.

    Attributes:
        kind: workers or members.

    """

    people: People
    errors: Errors
    kind: str

    def select(self, source: str) -> str:
        """Return the SELECT of rows in the order of their source (as in `People.select`).

        Columns: row, person, unlisted, key, name, nik (text), birth, sex, the village, corruptions (names with blanks
        between, empty text where all is sound), and what is so: is_woman, born.
        """
        chain = self.people.select(source)
        if self.errors == Errors():
            return _text("sound.sql").format(people=chain)
        seen, join = self._of_others(source)
        beyond = self.people.ground.inside if self.people.ground.inside < SLOTS else 0
        return _text("spoil.sql").format(
            people=chain, places=PLACES, places_most=PLACES - 1, patterns=PATTERNS, far_first=beyond,
            far_slots=SLOTS - beyond, nik_seen=seen, other_join=join, **self._throws(), **self._limits(),
        )  # fmt: skip

    def truth(self, source: str) -> str:
        """Return the SELECT of key, unlisted and corruptions of the rows of a source; only what these need is made."""
        if self.errors == Errors():
            # No constant: see sound.sql.
            return f"select {self.people.key} as key, unlisted, left(person::varchar, 0) as corruptions from ({source})"
        return f"select key, unlisted, corruptions from ({self.select(source)})"

    def _throws(self) -> dict[str, str]:
        dice = self.people.dice
        return {name: dice.throw("key", f"{self.kind}/{use}") for name, use in _THROWS.items()}

    def _limits(self) -> dict[str, str]:
        """Return the condition of every corruption: a range of the throw that decides about it."""
        found, errors = {}, self.errors
        for throw, names in ONE_OF.items():
            low = 0.0
            for name in names:
                share = getattr(errors, name)
                found[name] = _between(throw, low, low + share)
                low += share
            if throw == "on_name":
                first = ("on_typo", 0.0) if errors.together else (throw, low)
                found["name_typo"] = _between(*first, first[1] + errors.name_typo)
        return found

    def _of_others(self, source: str) -> tuple[str, str]:
        """Return the SQL of a neighbour's NIK and of the join that finds it, for the few rows that need one."""
        if not self.errors.nik_other:
            return "nik_seen", ""
        throw = self.people.dice.throw("person", f"{self.kind}/nik")
        last = self.people.workers - 1
        few = (
            f"select row, least(xor(person, 1), {last}) as person, false as unlisted from ({source}) "
            f"where not unlisted and {self._limits()['nik_other'].replace('on_nik', throw)}"
        )
        return (
            "coalesce(o.nik::varchar, nik_seen)",
            f"left join ({self.people.niks(few)}) o on o.row = t.row",
        )


def _between(throw: str, low: float, high: float) -> str:
    first, past = round(low * SIDES), round(high * SIDES)
    return f"({throw} >= {first} and {throw} < {past})" if past > first else "false"


@cache
def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")
