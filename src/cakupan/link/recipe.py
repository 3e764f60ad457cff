"""How two faces are compared, and what each likeness weighs: levels in SQL, weights from `recipes/workers.json`.

The weights were trained by Splink on invented people whose truth is known; the recipe says on how many, with what
errors and by which command.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from cakupan.link.candidates import ALLOWED, KEYS

_JARO = "greatest(jaro_winkler_similarity(sorted_l, sorted_r), jaro_winkler_similarity(sound_l, sound_r))"
_COMMON = "len(list_intersect(words_l, words_r))"
_FEWER = "least(len(words_l), len(words_r))"
_PARTS = (
    "(case when year(birth_date_l) = year(birth_date_r) then 1 else 0 end "
    "+ case when month(birth_date_l) = month(birth_date_r) then 1 else 0 end "
    "+ case when day(birth_date_l) = day(birth_date_r) then 1 else 0 end)"
)


def _slips(column: str, most: int) -> str:
    """Return SQL: two texts are so many slips apart at most, two letters turned round being one slip.

    The plain distance, in which that is two, costs a fifth and rules out nearly all.
    """
    one, other = f"{column}_l", f"{column}_r"
    return f"levenshtein({one}, {other}) <= {2 * most} and damerau_levenshtein({one}, {other}) <= {most}"


def _together(depth: int) -> str:
    return f"left(region_l, {depth}) = left(region_r, {depth}) and least(length(region_l), length(region_r)) >= {depth}"


#: For each comparison its levels from the most alike to the least; what is left is the level `else`.
LEVELS: dict[str, dict[str, str]] = {
    "name": {
        "same_three": "sorted_l = sorted_r and len(words_l) > 2",
        "same_two": "sorted_l = sorted_r and len(words_l) = 2",
        "same_one": "sorted_l = sorted_r",
        "within_two": f"{_COMMON} = {_FEWER} and {_COMMON} > 1",
        "within_one": f"{_COMMON} = {_FEWER}",
        "near": f"{_JARO} >= 0.95",
        "close": f"{_JARO} >= 0.9 or {_slips('sound', 1)}",
        "some": f"{_JARO} >= 0.84 or {_COMMON} > 0",
    },
    "birth": {
        "same": "birth_date_l = birth_date_r",
        "turned": "year(birth_date_l) = year(birth_date_r) and month(birth_date_l) = day(birth_date_r) "
        "and day(birth_date_l) = month(birth_date_r)",
        "first_day": "year(birth_date_l) = year(birth_date_r) and (day(birth_date_l) = 1 or day(birth_date_r) = 1) "
        "and (month(birth_date_l) = month(birth_date_r) or month(birth_date_l) = 1 or month(birth_date_r) = 1)",
        "one_year": f"abs(year(birth_date_l) - year(birth_date_r)) = 1 and {_PARTS} = 2",
        "two_parts": f"{_PARTS} = 2",
    },
    "region": {
        "village": _together(13),
        "district": _together(8),
        "regency": _together(5),
        "province": _together(2),
    },
    "sex": {"same": "sex_l = sex_r"},
    "nik": {
        "stem": "left(nik_l, 15) = left(nik_r, 15)",
        "one_slip": _slips("nik", 1),
        "two_slips": _slips("nik", 2),
    },
}
_COLUMN = {"name": "sound", "birth": "birth_date", "region": "region", "sex": "sex", "nik": "nik"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """The weights of a model as trained.

    Attributes:
        chances: by comparison and level (m, u): how often a pair of one person, of two persons, is of that level.
        accept: probability from which two units are one person, in parts per million.
        show: probability from which a pair is worth a look.
        about: how it was trained.

    """

    chances: dict[str, dict[str, tuple[float, float]]]
    accept: int
    show: int
    about: dict[str, Any]

    def number(self, comparison: str, level: str) -> int:
        """Return the number that the columns `…_level` have for a level."""
        names = [*LEVELS[comparison], "else"]
        return len(names) - 1 - names.index(level)

    def level(self, comparison: str, number: int) -> str:
        """Return the name of a level by its number, as the columns `…_level` have it."""
        names = [*LEVELS[comparison], "else"]
        return "missing" if number < 0 else names[len(names) - 1 - number]

    def settings(self, prior: float, only: str = "") -> dict[str, Any]:
        """Return the settings that Splink predicts with.

        Args:
            prior: probability that two faces taken at random are one person.
            only: further SQL condition on two faces `l` and `r`.

        """
        allowed = f"{ALLOWED} and {only}" if only else ALLOWED
        rules = [f"l.{key} = r.{key} and {allowed}" for key in KEYS]
        return {
            "link_type": "dedupe_only",
            "sql_dialect": "duckdb",
            "unique_id_column_name": "face",
            "probability_two_random_records_match": prior,
            "comparisons": [self._comparison(name) for name in LEVELS],
            "blocking_rules_to_generate_predictions": [{"blocking_rule": r, "sql_dialect": "duckdb"} for r in rules],
            "retain_matching_columns": True,
        }

    def _comparison(self, name: str) -> dict[str, Any]:
        column = _COLUMN[name]
        missing = f"{column}_l is null or {column}_r is null"
        told: list[dict[str, Any]] = [
            {"sql_condition": missing, "label_for_charts": "missing", "is_null_level": True},
            *({"sql_condition": sql, "label_for_charts": level} for level, sql in LEVELS[name].items()),
            {"sql_condition": "ELSE", "label_for_charts": "else"},
        ]
        for level in told[1:]:
            chances = self.chances.get(name, {}).get(level["label_for_charts"])
            if chances:
                level["m_probability"], level["u_probability"] = chances
        return {"output_column_name": name, "comparison_levels": told}


@cache
def shipped() -> Recipe:
    """Return the recipe for lists of workers and rosters of members."""
    told = json.loads((resources.files("cakupan") / "link" / "recipes" / "workers.json").read_text("utf-8"))
    chances = {name: {level: (m, u) for level, (m, u) in levels.items()} for name, levels in told["chances"].items()}
    return Recipe(chances, told["accept"], told["show"], told["about"])
