"""Train the recipe by which faces are weighed, on invented people whose truth is known, and write it.

    python scripts/train_link.py [workers]

Half of the people are plain, half are hard (synth/errors.toml), from all over the country. How often a level is met
among pairs of one person (m) is counted by Splink over the true pairs, how often among pairs of two (u) over pairs
taken at random. A level that was met too seldom is given the least chance that was counted.
"""

from __future__ import annotations

import json
import logging
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from cakupan import intake, link, synth, workspace
from cakupan.batches import as_rows, first_row, name_inputs, standing
from cakupan.engine.duckdb import DuckDB
from cakupan.link import candidates, faces, recipe
from cakupan.schema import TABLES, empty
from cakupan.steps import values

SEED, SHARE = 20_261_126, 2 / 5
LEAST = {"m": 2e-4, "u": 1e-9}
OUT = Path(link.__file__).parent / "recipes" / "workers.json"
#: Two NIKs one slip apart are rare among all people, but not among those born on one day in one kecamatan.
NEIGHBOURS = {"stem": 2e-5, "one_slip": 2e-5, "two_slips": 2e-4}


def told(folder: Path, workers: int) -> DuckDB:
    """Return an engine that has faces of invented people, and the table `truth` of the person of each."""
    office = workspace.create(folder / "office", "ID")
    engine = DuckDB()
    truths = []
    for name, errors, seed in (("plain", synth.PLAIN, SEED), ("hard", synth.HARD, SEED + 1)):
        files = synth.write(folder / name, workers // 2, int(workers // 2 * SHARE), seed=seed, errors=errors)
        for file in files:
            if file.kind == "truth":
                continue
            said = intake.Said(kind=file.kind, position=file.position, role="base" if file.kind == "workers" else "")
            (taken,) = intake.add_all(office, [file.path], said)
            truths.append(
                f"select {first_row(taken.batch.name)} + row as record, '{name}' || person as person "
                f"from read_parquet('{files[-1].path}') where file = '{file.path.name}'"
            )
    batches = standing(office)
    name_inputs(engine, batches)
    engine.hold("batch", values("batch", as_rows(batches)))
    engine.hold("decision", empty(TABLES["decision"]))
    engine.hold("truth", " union all ".join(truths))
    faces.tell(engine)
    return engine


def train(engine: DuckDB) -> dict[str, dict[str, list[float]]]:
    """Return the chances of each level, as Splink counts them."""
    from splink import DuckDBAPI, Linker

    candidates.speak(engine)
    everybody = candidates.WORDED.format(faces="select face from told")
    engine.hold("trained", f"select k.*, t.person from ({everybody}) k join told f on f.face = k.face "
                           "left join truth t on t.record = f.record")  # fmt: skip
    settings = recipe.Recipe({}, 0, 0, {}).settings(1e-6)
    settings["blocking_rules_to_generate_predictions"] = []
    api = DuckDBAPI(connection=engine.connection)
    linker = Linker(api.register("trained"), settings, log_level=logging.ERROR, validate_settings=False)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=7)
    linker.training.estimate_m_from_label_column("person")
    return {c["output_column_name"]: _chances(c) for c in linker.misc.save_model_to_json()["comparisons"]}


def _chances(comparison: dict[str, Any]) -> dict[str, list[float]]:
    found = {}
    for level in comparison["comparison_levels"]:
        if level.get("is_null_level"):
            continue
        name = level["label_for_charts"]
        m, u = (max(level.get(f"{k}_probability") or 0.0, LEAST[k]) for k in LEAST)
        if comparison["output_column_name"] == "nik":
            u = NEIGHBOURS.get(name, u)
        found[name] = [float(f"{m:.4g}"), float(f"{u:.4g}")]
    return found


def main() -> None:
    """Train and write."""
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    with tempfile.TemporaryDirectory() as folder:
        engine = told(Path(folder), workers)
        chances = train(engine)
    about = {
        "how": "scripts/train_link.py",
        "workers": workers,
        "members": int(workers * SHARE),
        "seed": SEED,
        "errors": ["plain", "hard"],
        "splink": version("splink"),
        "m": "counted over the true pairs",
        "u": "counted over 5 million pairs taken at random; of two NIKs one or two slips apart, set by hand",
    }
    content = {"about": about, "accept": 900_000, "show": 50_000, "chances": chances}
    OUT.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
