"""What each invented list says: one SELECT per list, in the words that offices put over their columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from math import gcd

from cakupan.synth.dice import Dice
from cakupan.synth.people import People
from cakupan.synth.spoil import Rows

MARK = "DATA CONTOH – ORANG REKAAN"
#: Of the members, at each later position: who came since the one before, and who is gone.
_COME, _GONE = 0.06, 0.04
_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one invented delivery.

    Attributes:
        numbers: table or SELECT of `row`: 0 .. most - 1 in order, at least as many as there are workers.
        members: how many there are, on whichever roster.
        positions: days of the rosters, in order.

    """

    people: People
    members: int
    positions: tuple[date, ...]

    def workers(self) -> str:
        """Return the SELECT of the base list."""
        listed = self.people.dice.throw("key", "listed")
        rows = self.worker_rows()
        return _text("workers.sql").format(rows=rows, mark=MARK, listed=listed, at=_day(self.people.at))

    def roster(self, turn: int) -> str:
        """Return the SELECT of the roster of one position, by its turn from 0."""
        month = f"date_trunc('month', {_day(self.positions[turn])})"
        late = "case when on_pay // 100 % 10 < 8 then on_pay // 1000 % 2 else 2 + on_pay // 1000 % 8 end"
        paid = f"greatest(date_trunc('month', since), {month} - to_months(({late})::integer))"
        on = f"select *, case when segment = 'BPU' then {paid} end as paid_through from ({self.on_roster(turn)})"
        return _text("roster.sql").format(members=on, mark=MARK)

    def on_roster(self, turn: int) -> str:
        """Return the SELECT of members who are on the roster of a position, in order."""
        return f"select * from ({self._memberships()}) where joined <= {turn} and gone > {turn}"

    def worker_rows(self) -> str:
        """Return the SELECT of rows of the base list."""
        source = f"select row, row as person, false as unlisted from synth_number where row < {self.people.workers}"
        return Rows(self.people, self.people.setting.workers, "workers").select(source)

    def member_rows(self) -> str:
        """Return the SELECT of rows of all members, in the order of their cards."""
        return Rows(self.people, self.people.setting.members, "members").select(self._member_source())

    def _member_source(self) -> str:
        unlisted = self.people.dice.below(self.people.setting.unlisted, self.people.dice.throw("row", "unlisted"))
        shuffled = _shuffled(
            self.people.dice, f"select row from synth_number where row < {self.members}", self.people.workers
        )
        return f"select row, if(unlisted, row, shuffled) as person, unlisted from (select *, {unlisted} as unlisted from ({shuffled}))"

    def _memberships(self) -> str:
        dice = self.people.dice
        uses = {use: dice.throw("key", use) for use in ("time", "pay", "wage", "office", "turn")}
        later = range(1, len(self.positions))
        joined = " ".join(f"when {_part(dice, turn - 1, _COME)} then {turn}" for turn in later) or "when false then 0"
        left = (
            " ".join(f"when {_part(dice, len(later) + turn - 1, _GONE)} then {turn}" for turn in later)
            or "when false then 0"
        )
        ends = ", ".join(map(_day, self.positions))
        return _text("members.sql").format(
            rows=self.member_rows(), joined=joined, left=left, positions=len(self.positions), ends=ends, **uses
        )


def _part(dice: Dice, turn: int, share: float) -> str:
    """Return the SQL of whether the throw `on_turn` falls in the turn-th part of a share of `_COME`."""
    return f"on_turn % 10000 between {round(turn * _COME * 10000)} and {round((turn * _COME + share) * 10000) - 1}"


def _shuffled(dice: Dice, rows: str, count: int) -> str:
    """Return the SELECT of `row` and `shuffled`: different numbers of 0 .. count - 1, in no order that one can see.

    A step and then rounds of swapping (swap or not, by Hoang, Morris and Rogaway 2012): whole numbers only, and
    nobody needs to know the other rows.
    """
    times = 1 + dice.number(0, "shuffle/times") % count
    while gcd(times, count) != 1:
        times += 1
    plus = dice.number(0, "shuffle/plus") % count
    chain = f"select row, (row * {times} + {plus}) % {count} as shuffled from ({rows})"
    for turn in range(_ROUNDS):
        key = dice.number(turn, "shuffle/key") % count
        other = f"select *, ({key} + {count} - shuffled) % {count} as other from ({chain})"
        swaps = dice.throw("greatest(shuffled, other)", f"shuffle/{turn}")
        chain = f"select row, if({swaps} % 2 = 0, shuffled, other) as shuffled from ({other})"
    return chain


def _day(day: date) -> str:
    return f"date '{day}'"


@cache
def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")
