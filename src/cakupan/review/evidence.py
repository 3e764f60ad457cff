"""What speaks for one person and what against it, in words: from the two rows, and how they were weighed.

"tanggal lahir sama, desa sama, nama berbeda satu huruf; angka terakhir NIK hilang"
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cakupan import disclosure, wording
from cakupan.link import recipe as recipes
from cakupan.review.shapes import Pair, Row

_SECTION = "evidence"
_REGIONS = ((13, "village"), (8, "district"), (5, "regency"), (2, "province"))
#: Names differ by some letters while these are few, and few beside the others.
_FEW = 3
_DIGITS = 15


def words(pair: Pair, lang: str = "id", *, unmasked: bool = False) -> str:
    """Return the evidence of a pair as one sentence: birth date, region, name, sex; then the NIKs.

    Args:
        pair: two rows.
        lang: id or en.
        unmasked: whether words of names may be quoted.

    """
    told = [_birth(pair, lang), _region(pair, lang), _name(pair, lang, unmasked), _sex(pair, lang)]
    return "; ".join(filter(None, (", ".join(filter(None, told)), _niks(pair, lang))))


def why_open(pair: Pair, lang: str = "id") -> str:
    """Return why a pair stands as it does, in words."""
    code = pair.standing
    if code == "unsure" and pair.probability >= recipes.shipped().accept:
        code = "contradicts"
    if code == "rival" and pair.others < 1:
        code = "rival_few"
    accept = wording.share(recipes.shipped().accept, lang)
    words = {"others": wording.count(pair.others, lang), "file": pair.together, "accept": accept}
    return wording.label("review_standing", code, lang).format_map(words)


def changes(pair: Pair, lang: str = "id") -> str:
    """Return what the office's counts change by if the answer is another than the present one, in words."""
    told = [
        f"{wording.label('review_effect', measure, lang)} {'+' if n > 0 else '−'}{wording.count(abs(n), lang)}"
        for measure, n in pair.effect.items()
        if n
    ]
    return ", ".join(told) or wording.label("review_effect", "none", lang)


def _say(code: str, lang: str, **told: object) -> str:
    return wording.label(_SECTION, code, lang).format_map(told)


def _number(n: int, lang: str) -> str:
    """Return a small number as a word."""
    return wording.label("few", str(n), lang)


def _birth(pair: Pair, lang: str) -> str:
    left, right = pair.left.birth_date, pair.right.birth_date
    if left is None or right is None:
        return _say("birth_missing", lang)
    return _say(_days(left, right), lang, years=_number(abs(left.year - right.year), lang))


def _days(left: date, right: date) -> str:
    if left == right:
        return "birth_same"
    parts = (left.year == right.year, left.month == right.month, left.day == right.day)
    if parts[0] and (left.month, left.day) == (right.day, right.month):
        return "birth_turned"
    if parts[0] and 1 in (left.day, right.day) and (parts[1] or 1 in (left.month, right.month)):
        return "birth_first_day"
    if sum(parts) == 2:
        return ("birth_other_year", "birth_other_month", "birth_other_day")[parts.index(False)]
    return "birth_year_same" if parts[0] else "birth_differs"


def _region(pair: Pair, lang: str) -> str:
    left, right = pair.left.region, pair.right.region
    for length, level in _REGIONS:
        if len(left) >= length and left[:length] == right[:length]:
            return _say(f"region_{level}", lang)
    return _say("region_differs", lang)


def _sex(pair: Pair, lang: str) -> str:
    left, right = pair.left.sex, pair.right.sex
    return _say("sex_differs", lang) if left and right and left != right else ""


def _name(pair: Pair, lang: str, unmasked: bool) -> str:
    left, right = pair.left.name, pair.right.name
    mine, yours = left.split(), right.split()
    if left == right:
        return _say("name_same", lang)
    if sorted(mine) == sorted(yours):
        return _say("name_order", lang)
    missing = _missing(mine, yours)
    if missing:
        quoted = " ".join(missing)
        code = "name_missing_word" if unmasked else "name_missing_words"
        return _say(code, lang, n=_number(len(missing), lang), words=quoted)
    if _initials(mine, yours):
        return _say("name_initial", lang)
    apart = distance(left.replace(" ", ""), right.replace(" ", ""))
    if apart <= _FEW and apart * _FEW <= max(len(left), len(right)):
        return _say("name_letters" if apart else "name_spaces", lang, n=_number(apart, lang))
    return _say(f"name_{_likeness(pair)}", lang)


def _likeness(pair: Pair) -> str:
    """Return how names agree as they were weighed: the same by ear, near, in part, or not at all."""
    if "name" not in pair.levels:
        return "differs"
    level = recipes.shipped().level("name", pair.levels["name"])
    for start, code in (("same", "sounds"), ("within", "sounds_within"), ("near", "near"), ("close", "near")):
        if level.startswith(start):
            return code
    return "in_part" if level == "some" else "differs"


def _missing(mine: list[str], yours: list[str]) -> list[str]:
    """Return the words that one name has more than the other, where that is all in which they differ."""
    longer, shorter = (mine, yours) if len(mine) > len(yours) else (yours, mine)
    rest = list(longer)
    for word in shorter:
        if word not in rest:
            return []
        rest.remove(word)
    return rest


def _initials(mine: list[str], yours: list[str]) -> bool:
    """Say whether the names are the same word by word, some words by their first letter alone."""
    unlike = [(one, other) for one, other in zip(mine, yours, strict=False) if one != other]
    return len(mine) == len(yours) and all(1 in (len(one), len(other)) and one[0] == other[0] for one, other in unlike)


def _niks(pair: Pair, lang: str) -> str:
    return ", ".join(_nik(pair.left, pair.right, lang))


def _nik(left: Row, right: Row, lang: str) -> Iterator[str]:
    if left.nik is None and right.nik is None:
        yield _say("nik_none", lang)
        return
    if left.nik is None or right.nik is None:
        yield _say("nik_missing", lang)
        return
    if left.nik_lost or right.nik_lost:
        same = left.nik[:_DIGITS] == right.nik[:_DIGITS]
        yield _say("nik_lost_same" if same else "nik_lost_differs", lang)
        return
    apart = distance(left.nik, right.nik)
    if apart and sorted(left.nik) == sorted(right.nik) and apart == 1:
        yield _say("nik_turned", lang)
    elif apart:
        yield _say("nik_digits" if apart <= _FEW else "nik_differs", lang, n=_number(apart, lang))
    else:
        yield _say("nik_same", lang)
    if not (left.nik_key and right.nik_key):
        yield _say("nik_unusable", lang)


def distance(one: str, other: str) -> int:
    """Return how many letters one must put in, leave out, change, or turn with the next, to make one of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        last, row = row, [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
    return row[-1]


def machine(pair: Pair, *, unmasked: bool = False) -> dict[str, Any]:
    """Return the machine form of a pair, with its evidence in both languages."""
    told = {lang: words(pair, lang, unmasked=unmasked) for lang in wording.LANGS}
    return {
        "id": pair.id, "standing": pair.standing, "probability": pair.probability, "alone": pair.alone,
        "value": round(pair.value, 4), "stake": pair.stake, "chance": round(pair.chance, 4),
        "effect": pair.effect, "levels": _levels(pair), "evidence": told,
        "why": {lang: why_open(pair, lang) for lang in wording.LANGS}, "others": pair.others,
        "left": _side(pair.left, unmasked), "right": _side(pair.right, unmasked),
    }  # fmt: skip


def _levels(pair: Pair) -> dict[str, str]:
    recipe = recipes.shipped()
    return {name: recipe.level(name, number) for name, number in pair.levels.items()}


def _side(row: Row, unmasked: bool) -> dict[str, Any]:
    return {
        "record": row.record, "batch": row.batch, "file": row.file, "sheet": row.sheet, "row": row.row_no,
        "kind": row.kind, "role": row.role, "group": row.group, "name": disclosure.name(row.name, unmasked),
        "nik": disclosure.nik(row.nik, unmasked), "birth_date": disclosure.birth(row.birth_date, unmasked),
        "sex": row.sex, "region": row.region, "region_name": row.region_name, "base": row.base,
        "groups": list(row.groups), "covered": row.covered,
    }  # fmt: skip
