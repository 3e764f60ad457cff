"""Valid files of every format with something changed in them: a refusal, or every row accounted for."""

from __future__ import annotations

import io
import os
import runpy
import subprocess
import sys
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources import Delivery, read

FORMATS = runpy.run_path(str(Path(__file__).parents[2] / "benches" / "formats.py"))
WRITERS = FORMATS["WRITERS"]
FATES = ("rows", "quarantine")
SOAK = "CAKUPAN_SOAK" in os.environ
READERS = ("packed", "detect", "compound", "text", "html", "json", "xls", "xlsx", "xlsb", "ods", "spreadsheetml")
ROWS = [
    ["NIK", "Nama", "Tgl Lahir", "Upah", "Desa"],
    ["3302161708900004", "Jönö & <Ali>", date(1990, 8, 17), 1500000, "Lumbir"],
    [3302164107900001.0, "Siti O'Neil", None, 2500000.5, "Lumbir"],
    [None] * 5,
    ["3302160201010003", "Empat", "02/01/2001", None, "Lumbir"],
    ["JUMLAH", None, None, 3, None],
]
#: Signs that mean something to one format or another.
TELLING = [
    *(b"\0", b"\xff" * 4, b"\x7f\xff", b"\x1f", b"\x85", b"\n", b"\r", b";", b"\t", b'"', b"'", b"1e999"),
    *(b"<", b">", b"&", b"</", b"<td colspan=9 rowspan=9>", b"<table>", b"-->", b"<!--", b"[", b"{", b"]", b"}", b"\\"),
]


def whole(form: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x"
        WRITERS[form][0](file, ROWS)
        return file.read_bytes()


WHOLE = {form: whole(form) for form in WRITERS}


def change(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Put bytes in the place of others, at places told in parts of 65,536 of the whole."""
    for place, length, new in edits:
        at = place * len(content) >> 16
        content = content[:at] + new + content[at + length :]
    return content


def inside(content: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Change the largest parts of an archive and pack it again, so that the change is behind every checksum."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as again:
        names = sorted(packed.namelist(), key=lambda name: -packed.getinfo(name).file_size)
        for number, name in enumerate(names):
            part = packed.read(name)
            again.writestr(name, change(part, edits) if number == len(edits) % len(names) else part)
    return out.getvalue()


def holds(content: bytes) -> None:
    """See that a file is refused, or that each of its rows has one fate."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "x.csv", Path(folder) / "out"
        file.write_bytes(content)
        engine = DuckDB(spill=Path(folder) / "spill", threads=1)
        said = Delivery(file, "workers", "b", position=date(2025, 1, 1), region="33.02", segment="PU")
        try:
            receipt = read(said, engine, out)
        except Refusal as refusal:
            if refusal.code == "rows_lost" or list(out.glob("*")):
                raise
        else:
            stored = [engine.rows(f"select count(*) from '{out}/{name}.parquet'")[0][0] for name in FATES]
            assert stored == [receipt.accepted, receipt.quarantined]
            assert receipt.rows == sum(stored) + receipt.skipped
        finally:
            engine.close()


EDITS = st.lists(
    st.tuples(st.integers(0, 65_535), st.integers(0, 8), st.one_of(st.binary(max_size=6), st.sampled_from(TELLING))),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("form", WRITERS)
@settings(max_examples=2_000 if SOAK else 15)
@given(edits=EDITS, deep=st.booleans())
def test_changed_file(form: str, edits: list[tuple[int, int, bytes]], deep: bool) -> None:
    content = WHOLE[form]
    packed = deep and content.startswith(b"PK")
    holds(inside(content, edits) if packed else change(content, edits))


@pytest.mark.skipif(not SOAK, reason="only in the long runs")
@pytest.mark.parametrize("form", WRITERS)
def test_led_by_coverage(form: str, tmp_path: Path) -> None:
    """Let atheris look for what the code has not seen yet, in a process of its own; a crash of it is a failure."""
    pytest.importorskip("atheris")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / form).write_bytes(WHOLE[form])
    minutes = float(os.environ.get("CAKUPAN_FUZZ_MINUTES", "6"))
    command = [sys.executable, __file__, str(corpus), f"-max_total_time={int(minutes * 60)}", "-rss_limit_mb=4096",
               "-timeout=60", "-verbosity=0", f"-artifact_prefix={tmp_path}/"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    assert done.returncode == 0, done.stderr[-3000:]


if __name__ == "__main__":
    import atheris

    with atheris.instrument_imports(include=["cakupan.sources"]):
        import importlib

        for module in (
            "text",
            "html",
            "json",
            "xls",
            "xlsx",
            "xlsb",
            "ods",
            "spreadsheetml",
            "detect",
            "packed",
            "compound",
        ):
            importlib.reload(importlib.import_module(f"cakupan.sources.{module}"))
    atheris.Setup(sys.argv, holds)
    atheris.Fuzz()
