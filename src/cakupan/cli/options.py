"""What the commands have in common: their options, and how data are printed."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from cakupan import screen, wording
from cakupan import workspace as folders
from cakupan.findings import Refusal


class Format(StrEnum):
    """How data are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def known_language(lang: str) -> str:
    """Return the language asked for, if there are words in it."""
    if lang and lang not in wording.LANGS:
        raise typer.BadParameter(", ".join(wording.LANGS))
    return lang


Office = Annotated[
    Path, typer.Option("--workspace", "-w", help="Folder ruang kerja; bawaan: folder ini atau di atasnya.")
]
Output = Annotated[Format, typer.Option("--format", help="table, csv, json, parquet (parquet dengan -o).")]
Language = Annotated[
    str,
    typer.Option("--lang", callback=known_language, help="id atau en; bawaan: bahasa ruang kerja."),
]
Into = Annotated[Path | None, typer.Option("-o", "--output", help="Berkas hasil; bawaan: layar.")]
KnownAt = Annotated[
    str, typer.Option("--known-at", help="Hanya yang sudah diterima dan diputuskan sampai akhir hari itu (WIB).")
]
HERE = Path()
#: The years of the table `day`.
_FIRST, _LAST = 1900, 2099


def day(text: str) -> date | None:
    """Return a date option: 2025-03-31 or 31-03-2025.

    Raises:
        Refusal: it is no date, or of a year that no calendar here has.

    """
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text, form).date() if text else None  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
        if found and not _FIRST <= found.year <= _LAST:
            raise Refusal("far_date", text=text, first=_FIRST, last=_LAST)
        return found
    raise Refusal("bad_date", text=text)


def say_data(rows: list[dict[str, Any]], form: Format, output: Path | None) -> None:
    """Print rows in a machine format, or write them to a file."""
    if form is Format.parquet:
        _write_parquet(rows, output)
    elif form is Format.csv:
        _say(_csv(rows), output)
    else:
        _say(json.dumps(rows, indent=1, ensure_ascii=False, default=str) + "\n", output)


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
        lines.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        DuckDB().write(f"select * from read_json('{lines}')", output)


def _say(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
    else:
        with folders.speaking_of(output):
            output.write_text(text, "utf-8")


def say_json(data: Any) -> None:
    """Print data as JSON."""
    screen.say(json.dumps(data, indent=1, ensure_ascii=False, default=str))
