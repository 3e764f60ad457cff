"""Problems small enough to try every plan, and the best of them found that way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from cakupan.plan.problem import Floor, Problem, Target, gains

#: Plans tried for one problem at most.
MANY = 100_000


def ints(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def problem(**parts: object) -> Problem:
    """Return two cells, the second of the kept, and one fund that may pay for both."""
    told: dict[str, object] = {
        "need": ints(5, 3), "kept": np.array([False, True]), "cell": ints(0, 1), "fund": ints(0, 0),
        "price": ints(10, 10), "worth": ints(2, 1), "least": ints(4, 1), "most": ints(12, 12), "ceiling": ints(600),
    }  # fmt: skip
    return Problem(**{**told, **parts})  # type: ignore[arg-type]


def invented(dice: np.random.Generator, *, target: bool = False) -> Problem:
    """Return a random problem of at most three cells, three funds and five offers."""
    cells, funds = int(dice.integers(1, 4)), int(dice.integers(1, 4))
    pairs = [(cell, fund) for cell in range(cells) for fund in range(funds) if dice.random() < 0.6]
    missing = [fund for fund in range(funds) if fund not in {fund for _, fund in pairs}]
    pairs = sorted(pairs + [(int(dice.integers(cells)), fund) for fund in missing])[:5]
    used = sorted({fund for _, fund in pairs})
    cell, fund = ints(*(cell for cell, _ in pairs)), ints(*(used.index(fund) for _, fund in pairs))
    count, need, kept = len(pairs), dice.integers(0, 4, cells), dice.random(cells) < 0.35
    least = np.where(kept[cell], 1, dice.integers(1, 4, count))
    floors = tuple(Floor(f"f{n}", *_asked(dice, need, cell, 0.6)) for n in range(int(dice.integers(0, 3))))
    return Problem(
        need, kept, cell, fund, dice.integers(1, 6, count), dice.integers(0, 5, count), least,
        least + dice.integers(0, 3, count), dice.integers(0, 40, len(used)), floors,
        Target(*_asked(dice, need, cell, 0.8)) if target else None,
    )  # fmt: skip


def _asked(dice: np.random.Generator, need: np.ndarray, cell: np.ndarray, share: float) -> tuple[np.ndarray, int]:
    cells = np.flatnonzero(dice.random(len(need)) < share)
    payable = np.isin(cells, cell)
    return cells, int(dice.integers(0, int(need[cells][payable].sum()) + 1))


def size(asked: Problem) -> int:
    """Return how many plans there are, unlawful ones included."""
    people = asked.need[asked.cell].tolist()
    spans = (asked.most - asked.least).tolist()
    whole = 1
    for many, span in zip(people, spans, strict=True):
        whole *= sum(span * persons + 1 for persons in range(many + 1))
    return whole


def best(asked: Problem) -> tuple[int, int] | None:
    """Return kept worker-months and gain of the best plan of all; None where none keeps the rules."""
    rows = [(set(one.cells.tolist()), one.persons) for one in asked.floors]
    rows += [(set(asked.target.cells.tolist()), asked.target.persons)] if asked.target else []
    there, money, gain = [0] * len(asked.need), asked.ceiling.tolist(), gains(asked).tolist()
    offers = np.stack([asked.cell, asked.fund, asked.price, asked.least, asked.most], axis=1).tolist()
    found: list[tuple[int, int]] = []

    def go(number: int, kept: int, worth: int) -> None:
        if number == len(offers):
            if all(sum(there[cell] for cell in cells) >= persons for cells, persons in rows):
                found[:] = [max([*found, (kept, worth)])]
            return
        cell, fund, price, least, most = offers[number]
        for persons in range(int(asked.need[cell]) - there[cell] + 1):
            for months in range(least * persons, most * persons + 1):
                if months * price > money[fund]:
                    break
                there[cell] += persons
                money[fund] -= months * price
                go(number + 1, kept + months * bool(asked.kept[cell]), worth + gain[number] * months)
                there[cell] -= persons
                money[fund] += months * price

    go(0, 0, 0)
    return found[0] if found else None


def shares(whole: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Yield all ways of dealing a whole number out to so many parts."""
    for cut in itertools.combinations(range(whole + parts - 1), parts - 1):
        ends = (-1, *cut, whole + parts - 1)
        yield tuple(after - before - 1 for before, after in itertools.pairwise(ends))
