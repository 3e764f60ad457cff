"""How far few events leave a number open: exact intervals, of counts and of amounts that hang on few large events.

A count of events that happen one by one is Poisson, and its interval is exact (Garwood 1936). An amount is a sum of
such events, each weighed by what was paid for it; its interval is that of a gamma distribution with the same mean and
variance, the upper end with one more event of the greatest weight (Fay and Feuer 1997). Where all events weigh the same
it is the exact one. Nothing is drawn by lot: the same numbers give the same interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, lgamma, log
from statistics import NormalDist

#: How sure an interval is unless asked otherwise, and how near its ends are found.
LEVEL = 0.95
_NEAR = 1e-12
_MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True)
class Interval:
    """The two ends of an interval."""

    low: float
    high: float


def of_count(n: float, level: float = LEVEL) -> Interval:
    """Return the exact interval of the mean of which a count of events was seen.

    Args:
        n: how many were seen; need not be whole where it was worked out from an amount.
        level: how sure.

    """
    return of_amount(n, n, 1.0, level)


def of_amount(total: float, squares: float, greatest: float, level: float = LEVEL) -> Interval:
    """Return the interval of the mean of a sum over events.

    Args:
        total: the sum of the amounts of all events.
        squares: the sum of their squares.
        greatest: the greatest amount that one event can have.
        level: how sure.

    """
    tail = (1 - level) / 2
    low = squares / total * _gamma_quantile(total * total / squares, tail) if total > 0 else 0.0
    above, squared = total + greatest, squares + greatest * greatest
    high = squared / above * _gamma_quantile(above * above / squared, 1 - tail) if above > 0 else 0.0
    return Interval(low, high)


def _gamma_quantile(shape: float, share: float) -> float:
    """Return the number below which that share of a gamma distribution of scale 1 lies, by halving."""
    low, high = 0.0, _guess(shape, share) + 1.0
    while _below(shape, high) < share:
        low, high = high, 2 * high
    while high - low > _NEAR * high:
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if _below(shape, middle) < share else (low, middle)
    return (low + high) / 2


def _guess(shape: float, share: float) -> float:
    """Return about the quantile, after Wilson and Hilferty."""
    third = 1 - 1 / (9 * shape) + NormalDist().inv_cdf(share) / (3 * shape**0.5)
    return float(max(shape * third**3, 0.0))


def _below(shape: float, x: float) -> float:
    """Return the share of a gamma distribution of scale 1 that lies below a number (regularised incomplete gamma)."""
    if x <= 0:
        return 0.0
    if x == inf:
        return 1.0
    front = exp(shape * log(x) - x - lgamma(shape))
    return front * _series(shape, x) if x < shape + 1 else 1 - front * _fraction(shape, x)


def _series(shape: float, x: float) -> float:
    term = whole = 1 / shape
    for n in range(1, _MOST_STEPS):
        term *= x / (shape + n)
        whole += term
        if term < whole * _NEAR:
            break
    return whole


def _fraction(shape: float, x: float) -> float:
    """Return the continued fraction of the upper part, after Lentz."""
    tiny = 1e-300
    b = x + 1 - shape
    c, d = 1 / tiny, 1 / b
    whole = d
    for n in range(1, _MOST_STEPS):
        a = n * (shape - n)
        b += 2
        d = 1 / _away(a * d + b, tiny)
        c = _away(b + a / c, tiny)
        whole *= d * c
        if abs(d * c - 1) < _NEAR:
            break
    return whole


def _away(value: float, tiny: float) -> float:
    return value if abs(value) > tiny else tiny
