"""Two cleaned lists linked by Splink alone, settings as in its manual, trained by EM on the lists themselves.

python -m benches.peers.linking_splink FOLDER [village]

FOLDER as of `benches.peers.linking`; `village` compares villages, kecamatan and regencies instead of regencies.
The answer is the best worker of each member from a probability of a half on.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benches.ours.link import Clock

_PREPARED = """
select record, nik, nik[1:12] as nik_12, name,
    list_aggregate(list_sort(string_split(name, ' ')), 'string_agg', ' ') as sorted, name[1:3] as name_3,
    birth, birth[1:4] as born, regency, village, sex
from '{0}/{1}.parquet'
"""
_ANSWER = """
select {member} as member, arg_max({worker}, match_probability) as worker from {found} group by 1
"""


def settings(place: Any) -> SettingsCreator:
    """Return what is compared, and whom with whom."""
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="record",
        comparisons=[
            cl.DamerauLevenshteinAtThresholds("nik", [1, 2]),
            cl.JaroWinklerAtThresholds("sorted", [0.97, 0.92, 0.85]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("birth", [1, 2]),
            place,
            cl.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nik"),
            block_on("birth", "regency"),
            block_on("birth", "name_3"),
            block_on("name", "regency", "born"),
            block_on("nik_12"),
        ],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def village() -> Any:
    """Return the comparison of places that knows villages and kecamatan too."""
    levels = [
        cll.NullLevel("regency"),
        cll.ExactMatchLevel("village"),
        cll.CustomLevel("left(village_l, 8) = left(village_r, 8)", "kecamatan"),
        cll.ExactMatchLevel("regency"),
        cll.ElseLevel(),
    ]
    return cl.CustomComparison(levels, output_column_name="place")


def train(linker: Linker, with_nik: bool) -> None:
    """Let Splink find its weights in the lists."""
    rules = [block_on("nik"), block_on("name", "birth", "regency")] if with_nik else [block_on("name", "birth")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.9 if with_nik else 0.65)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6)
    for rule in (block_on("birth", "regency"), block_on("nik_12") if with_nik else block_on("name", "regency")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def main() -> None:
    logging.getLogger("splink").setLevel(logging.ERROR)
    folder, place = Path(sys.argv[1]), village() if "village" in sys.argv else cl.ExactMatch("regency")
    clock, link = Clock(), duckdb.connect()
    api = DuckDBAPI(connection=link)
    with clock.of("choosing"):
        for name in ("workers", "members"):
            link.execute(f"create table {name} as {_PREPARED.format(folder, name)}")
        with_nik = bool(link.execute("select count(nik) from members").fetchall()[0][0])
        tables = [api.register(name, dataset_display_name=name) for name in ("members", "workers")]
        linker = Linker(tables, settings(place))
    with clock.of("training"):
        train(linker, with_nik)
    with clock.of("predicting"):
        found = linker.inference.predict(threshold_match_probability=0.5).physical_name
    with clock.of("best"):
        first = link.execute(f"select source_dataset_l from {found} limit 1").fetchall()[0][0]
        member, worker = ("record_l", "record_r") if first == "members" else ("record_r", "record_l")
        answer = _ANSWER.format(member=member, worker=worker, found=found)
        link.execute(f"copy ({answer}) to '{folder}/answer.parquet' (format parquet)")
    print(json.dumps(clock.machine(("choosing", "training", "predicting", "best"))))


if __name__ == "__main__":
    main()
