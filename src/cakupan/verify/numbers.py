"""Every number that a text prints, in digits or in words, with what its last digit stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from cakupan.verify.lexicon import lexicon, listed, pattern
from cakupan.verify.words import Hit, Phrases, Words

#: Digits of the longest number that counts anything: hundreds of trillions of rupiah.
_LONGEST = 18
#: Letters around an ordinal in words within which others make it a rank.
_BEFORE_RANK = 40
#: Letters before a bare number within which words make it a percentage.
_HUNDRED, _BEFORE_PERCENT = 100, 40
#: Months that anybody counts, at most.
_MOST_MONTHS = 120
_DIGITS = re.compile(
    r"(?:(?P<money>\b(?:rp|idr)\.?[ \u00a0]?)|(?<![\w*]))(?P<digits>\d+(?:[.,\u202f\u2009\u00a0]\d+)*)(?P<dash>,-)?"
    r"(?:(?P<space>[ \u00a0\n]?)(?P<magnitude>[a-z]+(?:-\n[a-z]+)?)\b)?"
)
#: The same with blanks between thousands, where a word follows: "214 687 of 684 654 workers".
_SPACED = re.compile(
    _DIGITS.pattern.replace("(?P<digits>", r"(?P<digits>(?<!\d[ .,])\d{1,3}(?: \d{3})+(?= [^\W\d]|[ ]?[%(])|", 1)
)
_THOUSANDS = re.compile(r"\d[.,]\d{3}(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:([ .,\u202f\u2009\u00a0])\d{3})(?:\1\d{3})*")
_GROUPED_PART = re.compile(r"(\d{1,3}(?:([.,\u202f\u2009\u00a0])\d{3})+)([.,])(\d+)")
_ONE_MARK = re.compile(r"(\d+)([.,])(\d+)")
_TO_RANK = re.compile(r"(?<![a-z])ke[- ]$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it is printed.

    Attributes:
        start, end: where it stands. value: in whole units. step: what one of its last printed digit is worth.
        magnitude: 1000 of "700 ribu", 1 without such a word. spelt: in words. money: with a sign of currency.
        unit: percent, points, persons, …; empty where the text does not say.
        noun: the first word behind the number that told the unit. behind: the first token after number and unit.
        ordinal: "ke-16", "16th". span: from one month to another, told in months.
        fraction: a share in words, "dua pertiga", of which `step` is by how much it may be off.

    """

    start: int
    end: int
    value: Fraction
    step: Fraction
    magnitude: int = 1
    spelt: bool = False
    money: bool = False
    unit: str = ""
    noun: str = ""
    behind: int = 0
    ordinal: bool = False
    fraction: bool = False
    span: bool = False


@cache
def units() -> Phrases[str]:
    """Return the words behind a number that say what it counts."""
    told = lexicon("numbers")["units"]
    return Phrases.of((word, unit) for unit, names in told.items() for word in names)


@cache
def _spelt() -> dict[str, tuple[str, int]]:
    return {word: (sort, size) for sort, sizes in lexicon("numbers")["words"].items() for word, size in sizes.items()}


def numbers(told: Words, lang: str, taken: Callable[[int, int], bool]) -> list[Printed]:
    """Return the numbers of a text in order.

    Args:
        told: the text.
        lang: decides what 1.234 and 1,234 are.
        taken: says of a stretch of the text that it is a date, a place or an article, and no figure.

    """
    marks = _marks(told, lang)
    found = [*_in_digits(told, marks, taken), *_in_words(told, taken), *_ordinals(told, taken)]
    found.sort(key=lambda one: one.start)
    return _passed_on(told, [_with_unit(told, one) for one in _apart(found)])


def _marks(told: Words, lang: str) -> str:
    """Return the mark between thousands that a text uses: what its unmistakable numbers show, else its language's."""
    dots, commas = (len(pattern("numbers", which).findall(told.low)) for which in ("dots", "commas"))
    if dots == commas:
        return "," if lang == "en" else "."
    return "." if dots > commas else ","


def _in_digits(told: Words, marks: str, taken: Callable[[int, int], bool]) -> Iterator[Printed]:
    magnitudes, letters = lexicon("numbers")["magnitudes"], lexicon("numbers")["letters"]
    for match in (_DIGITS if _THOUSANDS.search(told.low) else _SPACED).finditer(told.low):
        start, end = match.start("digits"), match.end("digits")
        money, word = bool(match["money"]), (match["magnitude"] or "").replace("-\n", "")
        fast = word and not match["space"]
        size = magnitudes.get(word, letters.get(word, 1) if money else 1)
        if _joined(told.low, start, money) or (
            fast and size == 1 and word not in listed("numbers", "fast") | listed("numbers", "ordinal")
        ):
            continue
        if (told.low[end : end + 1] in ("/", "*") and told.low[end + 1 : end + 2].isdigit()) or taken(start, end):
            continue
        read = _value(match["digits"], marks)
        if read is None:
            continue
        value, step = read
        first = match.start("money") if money else start
        last = match.end("magnitude") if size > 1 else match.end("dash") if match["dash"] else end
        ordinal = bool(_TO_RANK.search(told.low[max(0, start - 4) : start])) or (
            bool(fast) and word in listed("numbers", "ordinal")
        )
        if size > 1:
            value, step = value * size, step * size
        yield Printed(first, last, value, step, size, money=money, ordinal=ordinal)


def _joined(low: str, start: int, money: bool) -> bool:
    """Say whether digits are the tail of something: COVID-19, 12/2024, #5; but not ke-16."""
    if money or start == 0:
        return False
    before = low[start - 1]
    if before in "-/" and start > 1 and (low[start - 2].isalnum() or low[start - 2] == "*"):
        return low[max(0, start - 3) : start] != "ke-" and not (before == "-" and low[start - 2].isdigit())
    return before in "#@_*"


def _value(digits: str, marks: str) -> tuple[Fraction, Fraction] | None:
    """Return a number and the worth of its last digit; None where the marks make no sense."""
    if len(digits) > _LONGEST + 8:
        return None
    if digits.isdigit():
        return (Fraction(int(digits)), Fraction(1)) if len(digits) <= _LONGEST else None
    if found := _GROUPED.fullmatch(digits):
        several = digits.count(found[1]) > 1 or found[1] in " \u202f\u2009\u00a0"
        if several or (found[1] == marks and not digits.startswith("0")):
            return Fraction(int(re.sub(r"\D", "", digits))), Fraction(1)
    if (found := _GROUPED_PART.fullmatch(digits)) and found[2] != found[3]:
        return _decimal(re.sub(r"\D", "", found[1]), found[4])
    if found := _ONE_MARK.fullmatch(digits):
        return _decimal(found[1], found[3])
    return None


def _decimal(whole: str, part: str) -> tuple[Fraction, Fraction]:
    scale = 10 ** len(part)
    return Fraction(int(whole + part), scale), Fraction(1, scale)


def _in_words(told: Words, taken: Callable[[int, int], bool]) -> Iterator[Printed]:
    spelt, at = _spelt(), 0
    while at < len(told.lows):
        if told.lows[at] not in spelt:
            at += 1
            continue
        last, value = _count(told.lows, at)
        start, end = told.starts[at], told.ends[last - 1] if last > at else told.ends[at]
        value, step, last = _decimals(told.lows, *_of_one(told.lows, last, value))
        if last > at and value > 1 and not _idle(told, at, last) and not taken(start, end):
            yield Printed(start, told.ends[last - 1], Fraction(value), step, spelt=True)
        at = max(last, at + 1)


def _ordinals(told: Words, taken: Callable[[int, int], bool]) -> Iterator[Printed]:
    """Yield ordinals in words that words around them make a rank: "peringkat kedua", "second in the province"."""
    known = lexicon("numbers")["ordinals"]
    for at, low in enumerate(told.lows):
        if low not in known:
            continue
        start, end = told.starts[at], told.ends[at]
        before, behind = told.low[max(0, start - _BEFORE_RANK) : start], told.low[end : end + _BEFORE_RANK]
        ranked = pattern("numbers", "ranked_before").search(before) or pattern("numbers", "ranked_behind").match(behind)
        if ranked and not taken(start, end):
            yield Printed(start, end, Fraction(known[low]), Fraction(1), spelt=True, ordinal=True)


def _of_one(lows: list[str], last: int, value: Fraction) -> tuple[int, Fraction]:
    """Return a number in words without the "satu" of "enam belas ribu delapan ratus satu bulan", for each of which."""
    each = last < len(lows) and lows[last] in listed("numbers", "each")
    if each and lows[last - 1] == "satu" and value - 1 in lexicon("numbers")["premiums"]:
        return last - 1, value - 1
    return last, value


def _decimals(lows: list[str], last: int, value: Fraction) -> tuple[Fraction, Fraction, int]:
    """Return a number in words with the digits behind "koma", the worth of its last digit, and the token behind it."""
    spelt, step, at = _spelt(), Fraction(1), last + 1
    if value >= 1 and lows[last : last + 1] and lows[last] in listed("numbers", "half") and _is_share(lows, at):
        return value + Fraction(1, 2), Fraction(1, 2), at
    if last >= len(lows) or spelt.get(lows[last], ("", 0))[0] != "c":
        return value, step, last
    while at < len(lows) and spelt.get(lows[at], ("", 0))[0] == "d":
        step /= 10
        value, at = value + spelt[lows[at]][1] * step, at + 1
    return (value, step, at) if at > last + 1 else (value, step, last)


def _idle(told: Words, first: int, last: int) -> bool:
    """Say whether number words count nothing: "dua pertiga", "Way Lima"; or stand behind digits as a magnitude."""
    if first and told.text[told.starts[first]].isupper() and told.text[told.starts[first - 1]].isupper():
        return True
    behind = told.lows[last] if last < len(told.lows) else ""
    before = told.lows[first - 1] if first else ""
    return behind in listed("numbers", "fractions") or before[:1].isdigit()


def _is_share(lows: list[str], at: int) -> bool:
    hit = units().here(lows, at) if at < len(lows) else None
    return hit is not None and hit.meaning in ("percent", "points")


def _count(lows: list[str], at: int) -> tuple[int, Fraction]:
    """Return the token behind a number in words, and its value; the token itself where it is none."""
    spelt = _spelt()
    total = section = digit = 0
    place, seen = at, False
    while place < len(lows):
        sort, size = spelt.get(lows[place], ("", 0))
        if not sort:
            link = lows[place] in ("-", "and") and seen and spelt.get(lows[place + 1] if place + 1 < len(lows) else "")
            if not link or (lows[place] == "and" and lows[place - 1] not in listed("numbers", "hundreds")):
                break
            place += 1
            continue
        if (
            (sort == "d" and digit)
            or (sort == "w" and (digit or section % 100))
            or (sort in "tbhmc" and (not seen or sort == "c"))
        ):
            break
        if sort == "d":
            digit = size
        elif sort == "w":
            section, digit = section + size, 0
        elif sort == "b":
            section, digit = section + digit + size, 0
        elif sort == "t":
            section, digit = section + digit * size, 0
        elif sort == "h":
            section, digit = section - section % 100 + max(digit, 1) * size, 0
        elif sort == "s":
            total, section, digit = total + size, 0, 0
        else:
            total, section, digit = total + (section + digit) * size, 0, 0
        seen, place = True, place + 1
    return place, Fraction(total + section + digit)


def _apart(found: list[Printed]) -> list[Printed]:
    """Return numbers of which none lies in another."""
    kept: list[Printed] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _with_unit(told: Words, one: Printed) -> Printed:
    """Return a number with the unit that the words behind it tell."""
    at = told.at(one.end)
    while at < len(told.lows) and told.lows[at] in listed("numbers", "over"):
        at += 1
    hit = units().here(told.lows, at)
    if hit and hit.meaning in ("percent", "points"):
        value = one
        if hit.meaning == "percent" and one.value > 1000 and one.magnitude == 1 and not one.spelt:
            digits = told.low[one.start : one.end]
            value = replace(one, value=Fraction(int(re.sub(r"\D", "", digits)), 1000), step=Fraction(1, 1000))
        hit_more = units().here(told.lows, hit.last)
        if hit.meaning == "percent" and hit_more and hit_more.meaning == "points":
            hit = Hit(hit.first, hit_more.last, "points")
        return replace(value, unit=hit.meaning, behind=hit.last)
    if one.money or (hit and hit.meaning == "rupiah"):
        return replace(one, unit="rupiah", behind=hit.last if hit else at)
    noun = _noun(told, at)
    if noun is None:
        return _whole(told, one, replace(one, behind=at))
    unit, word = noun.meaning, told.lows[noun.first]
    return _whole(told, one, replace(one, unit=unit, noun=word, behind=noun.last))


def _whole(told: Words, one: Printed, read: Printed) -> Printed:
    """Return a count as a whole number: 3.379 workers are no fraction of a worker, whatever the marks."""
    digits = told.low[one.start : one.end]
    if read.unit == "persons" and read.value.denominator != 1 and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):
        return replace(read, value=Fraction(int(re.sub(r"\D", "", digits))), step=Fraction(1))
    return read


def _noun(told: Words, at: int) -> Hit[str] | None:
    """Return the word behind a number that says what it counts."""
    known, stops = units(), listed("numbers", "stops")
    for place in range(at, min(at + 3, len(told.lows))):
        low = told.lows[place]
        if low in stops or low in _spelt() or not (low.isalpha() or low in ("-", "/")):
            return None
        hit = known.here(told.lows, place)
        if hit and hit.meaning not in ("percent", "points"):
            return hit
    return None


def _named(told: Words, one: Printed) -> bool:
    """Say whether a word behind a number may say what it counts."""
    at = told.at(one.end)
    if told.low[max(0, one.start - 2) : one.start] in ("= ", "< ", "> "):
        return True
    return at < len(told.lows) and told.lows[at].isalpha() and told.lows[at] not in listed("numbers", "stops")


def _passed_on(told: Words, found: list[Printed]) -> list[Printed]:
    """Let bare numbers have the unit of a neighbour: "45, 38 dan 29 persen", "41,38 persen menjadi 45,17"."""
    _from_right(told, found)
    for at, one in enumerate(found):
        before = told.low[max(0, one.start - _BEFORE_PERCENT) : one.start]
        if one.unit != "" or one.magnitude > 1:
            continue
        if one.value in lexicon("numbers")["premiums"] and (
            pattern("numbers", "paid_before").search(before)
            or pattern("numbers", "paid_behind").match(told.low[one.end :])
        ):
            found[at] = replace(one, unit="rupiah", money=True)
        if one.value > _HUNDRED or _named(told, one):
            continue
        called = pattern("numbers", "percent_before").search(before)
        if (0 < one.step < 1 and one.value < _HUNDRED) or called:
            found[at] = replace(one, unit="percent")
    _from_left(told, found)
    return found


def _from_right(told: Words, found: list[Printed]) -> None:
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        between = told.low[one.end : other.start]
        if one.unit == "" and not one.ordinal and pattern("numbers", "link").fullmatch(between):
            if other.unit in ("percent", "points") and one.value <= 100 and other.value <= 1000 and not one.spelt:
                found[at] = replace(one, unit=other.unit)
            elif other.magnitude > 1 and one.magnitude == 1 and one.value < 1000:
                size = other.magnitude
                value, step = one.value * size, one.step * size
                found[at] = replace(one, value=value, step=step, magnitude=size, unit=other.unit, money=other.money)
            elif other.unit in ("rupiah", "persons", "months") and "-" not in between:
                found[at] = replace(one, unit=other.unit)


def _from_left(told: Words, found: list[Printed]) -> None:
    for at in range(1, len(found)):
        one, other = found[at], found[at - 1]
        end = told.ends[other.behind - 1] if other.behind else other.end
        if one.unit or not other.unit or end > one.start:
            continue
        between = told.low[end : one.start]
        if not one.ordinal and _may_count(one, other.unit) and pattern("numbers", "before").fullmatch(between):
            found[at] = replace(one, unit=other.unit, noun=other.noun)
        elif _percent_from(other, one) and pattern("numbers", "from_left").fullmatch(between):
            found[at] = replace(one, unit=other.unit)


def _may_count(one: Printed, unit: str) -> bool:
    """Say whether a number may be of a unit: none counts thousands of months."""
    return unit != "months" or one.value <= _MOST_MONTHS


def _percent_from(other: Printed, one: Printed) -> bool:
    return other.unit in ("percent", "points") and one.value <= 100
