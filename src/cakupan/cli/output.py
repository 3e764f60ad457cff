"""Answers as data: printed or written to a file, as JSON, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

from cakupan import workspace as folders
from cakupan.cli.options import Format
from cakupan.findings import Refusal


def say_data(rows: list[dict[str, Any]], form: Format, output: Path | None) -> None:
    """Print rows in a machine format, or write them to a file."""
    if form is Format.parquet:
        _write_parquet(rows, output)
    elif form is Format.csv:
        _say(_csv(rows), output)
    else:
        say_json(rows, output)


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _flat(cell) for key, cell in row.items()} for row in rows)
    return text.getvalue()


def _flat(cell: Any) -> Any:
    if isinstance(cell, dict):
        return "; ".join(str(part) for part in cell.values())
    return "; ".join(map(str, cell)) if isinstance(cell, list) else cell


def _write_parquet(rows: list[dict[str, Any]], output: Path | None) -> None:
    """Write rows through JSON, which the engine reads with its types."""
    import tempfile

    from cakupan.engine.duckdb import DuckDB

    if output is None:
        raise Refusal("needs_output", format="parquet")
    with tempfile.TemporaryDirectory() as folder, folders.speaking_of(output):
        lines = Path(folder) / "rows.json"
        lines.write_text("\n".join(json.dumps(row, default=str) for row in rows), "utf-8")
        DuckDB().write(f"select * from read_json('{lines}')", output)


def _say(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        with folders.speaking_of(output):
            output.write_text(text, "utf-8")


def say_json(data: Any, output: Path | None = None) -> None:
    """Print data as JSON, or write them to a file."""
    _say(json.dumps(data, indent=1, ensure_ascii=False, default=str) + "\n", output)
