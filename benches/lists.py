"""The lists that are measured, made once and kept: the same bytes of content for every run and every peer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from random import Random

import duckdb
import xlsxwriter

from benches import people as of
from benches.formats import WRITERS

POSITION = date(2025, 3, 31)
XLSX_ROWS, CSV_ROWS, MILLION_ROWS = 200_000, 5_000_000, 1_048_576
SPELLS = 10_000_000
WORKERS, IN_GROUP, MEMBERS, LATER = 687_700, 12_300, {"PU": 160_000, "BPU": 36_000, "JAKON": 19_000}, 2_000
_MESSY = (
    "No",
    "NIK",
    "Nama Lengkap ",
    "Tgl Lahir",
    "L/P",
    "Alamat",
    "Desa/Kel",
    "Kec.",
    "Kab",
    "Pekerjaan",
    "Upah (Rp)",
    "Ket",
)
_WORKERS = (
    "No",
    "NIK",
    "Nama Lengkap",
    "Tgl Lahir",
    "L/P",
    "Desa/Kel",
    "Kecamatan",
    "Pekerjaan",
    "Segmen",
    "Penghasilan (Rp)",
)
_MEMBERS = ("No", "KPJ", "NIK", "Nama Peserta", "Tgl Lahir", "Desa/Kelurahan", "Kecamatan", "Segmen", "BLTH", "Upah")

_SEGMENTS = ("PU", "BPU", "JAKON", "Bukan Penerima Upah", "Penerima Upah")

Row = Sequence[object]
_Make = Callable[[Path, str], None]


def messy_xlsx(folder: Path) -> Path:
    """Return a workbook of 200,000 workers in 12 columns, as offices send it."""
    return _once(
        folder / "messy.xlsx", lambda path: _book(path, _MESSY, _messy_rows(), "per 31 Maret 2025", streaming=True)
    )


def messy(folder: Path, form: str) -> Path:
    """Return the same 200,000 workers in another format, without titles; an old workbook has four sheets of them."""
    write, ending = WRITERS[form]
    return _once(folder / f"messy-{form}{ending}", lambda path: write(path, chain([_MESSY], _messy_rows())))


def million_xlsx(folder: Path) -> Path:
    """Return the largest sheet that Excel has, 1,048,576 rows x 15."""
    rows = ([*row, "a", "b", number] for number, row in enumerate(_messy_rows(MILLION_ROWS - 1)))
    return _once(
        folder / "million.xlsx", lambda path: WRITERS["xlsx"][0](path, chain([(*_MESSY, "x", "y", "z")], rows))
    )


def big_csv(folder: Path) -> Path:
    """Return a text file of five million workers in 9 columns."""
    return _once(folder / "big.csv", _write_csv)


def kabupaten(folder: Path) -> Path:
    """Return a folder of 700,000 workers (27 workbooks, a group list) and 215,000 members (a workbook a segment)."""
    home = folder / "kabupaten"
    home.mkdir(parents=True, exist_ok=True)
    districts = sorted({village.code[:8] for village in of.villages()})
    jobs: list[tuple[_Make, Path, str]] = [(_workers, home / f"pekerja-{code}.xlsx", code) for code in districts]
    jobs += [(_members, home / f"peserta-{segment}.xlsx", segment) for segment in MEMBERS]
    jobs += [(_group, home / "rt-rw.xlsx", "RT_RW"), (_later, home / "susulan.xlsx", districts[0])]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        for done in [pool.submit(_once_of, make, path, what) for make, path, what in jobs]:
            done.result()
    return home


def _once(path: Path, make: Callable[[Path], None]) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}")
        make(beside)
        beside.rename(path)
    return path


def _once_of(make: _Make, path: Path, what: str) -> Path:
    return _once(path, lambda beside: make(beside, what))


def _book(path: Path, headings: Row, rows: Iterable[Row], title: str, *, streaming: bool = False) -> None:
    """Write a workbook with title lines, a header, rows, a line of totals and a signature."""
    book = xlsxwriter.Workbook(path, {"constant_memory": streaming})
    sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["DAFTAR TENAGA KERJA KABUPATEN BANYUMAS"])
    sheet.write_row(1, 0, [title])
    sheet.write_row(3, 0, headings)
    number = 3
    for number, row in enumerate(rows, 4):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(number, column, cell)
            elif cell is not None:
                sheet.write_number(number, column, cell)
    sheet.write_row(number + 1, 0, ["JUMLAH"])
    sheet.write_row(number + 3, 1, ["Mengetahui,"])
    book.close()


def _messy_rows(rows: int = XLSX_ROWS) -> Iterator[Row]:
    random = Random(1)
    places = of.villages()
    for number, person in enumerate((of.person(n, places, rows) for n in range(rows)), 1):
        village, district = of.written_place(random, person.village)
        yield (
            number, _nik_cell(random, person.nik), of.written_name(random, person.name),
            of.written_day(random, person.born), of.written_sex(random, person.female),
            f"Jl. Melati No {number % 300} RT {number % 12:02d}/RW {number % 9:02d}",
            village, district, "Kab. Banyumas", person.work, of.written_rupiah(random, person.wage),
            "pindah" if number % 50 == 0 else None,
        )  # fmt: skip


def _nik_cell(random: Random, nik: str) -> float | str | None:
    """Return a NIK as a cell; one in ten was kept as a number."""
    return float(nik) if random.random() < 0.1 else of.written_nik(random, nik)


def _write_csv(path: Path) -> None:
    """Write five million workers in the order of their number, by one SELECT."""
    places = ", ".join(
        f"('{v.name.replace(chr(39), chr(39) * 2)}', '{v.district}', '{v.code[:8].replace('.', '')}')"
        for v in of.villages()
    )
    duckdb.sql(
        f"""
        copy (
          with place as (select *, row_number() over () - 1 as k from (values {places}) as v(desa, kecamatan, code)),
          one as (select i, date '1955-01-01' + (hash(i * 3) % 18000)::int as born, i % 2 = 0 as man,
              i % {len(of.villages())} as k
            from range({CSV_ROWS}) as t(i))
          select i as no,
            code || lpad((day(born) + case when man then 0 else 40 end)::varchar, 2, '0') || strftime(born, '%m%y')
              || lpad((i // 331 % 9999 + 1)::varchar, 4, '0') as nik,
            'Nama ' || chr(65 + (i % 26)::int) || ' ' || (i % 100003) as nama, born as tgl_lahir,
            case when man then 'L' else 'P' end as jk, kecamatan, desa, (hash(i * 7) % 9000000)::bigint as upah,
            case when i % 50 = 0 then 'pindah' end as ket
          from one join place using (k) order by i
        ) to '{path}' (format csv, header)
        """
    )


def _workers(path: Path, district: str) -> None:
    """Write the workers of one kecamatan, as its office sends them."""
    places = of.villages()
    before = sum(village.code < district for village in places)
    here = sum(village.code.startswith(district) for village in places)
    numbers = range(-(-WORKERS * before // len(places)), -(-WORKERS * (before + here) // len(places)))
    _book(path, _WORKERS, _worker_rows(Random(district), numbers), "per 31 Maret 2025")


def _group(path: Path, group: str) -> None:
    numbers = range(0, WORKERS, WORKERS // IN_GROUP)
    _book(path, _WORKERS, _worker_rows(Random(group), numbers), "Ketua RT/RW per 31 Maret 2025")


def _later(path: Path, district: str) -> None:
    """Write a list that comes late: people of one village who were forgotten."""
    first = next(n for n in range(WORKERS, 2 * WORKERS) if n % len(of.villages()) == 0)
    numbers = range(first, first + LATER * len(of.villages()), len(of.villages()))
    _book(path, _WORKERS, _worker_rows(Random(district), numbers), "susulan per 31 Maret 2025")


def _worker_rows(random: Random, numbers: Iterable[int]) -> Iterator[Row]:
    """Yield rows of workers; one in two hundred stands there twice."""
    places, row = of.villages(), 0
    for number in numbers:
        for _ in range(1 + (random.random() < 0.005)):
            row += 1
            person = of.listed(number, places, WORKERS)
            village, district = of.written_place(random, person.village)
            yield (
                row, of.written_number(random, person.nik), of.written_name(random, person.name),
                of.written_day(random, person.born), of.written_sex(random, person.female), village, district,
                person.work, _SEGMENTS[number % len(_SEGMENTS)], of.written_rupiah(random, person.wage),
            )  # fmt: skip


def _members(path: Path, segment: str) -> None:
    """Write the roster of one segment: some are in another segment too, some are on no list."""
    first, step = {"PU": (0, 4), "BPU": (1, 20), "JAKON": (2, 38)}[segment]
    numbers = range(first, first + step * MEMBERS[segment], step)
    _book(path, _MEMBERS, _member_rows(Random(segment), numbers, segment), "posisi 31 Maret 2025")


def _member_rows(random: Random, numbers: Iterable[int], segment: str) -> Iterator[Row]:
    places = of.villages()
    for row, number in enumerate(numbers, 1):
        person = of.listed(number, places, WORKERS)
        village, district = of.written_place(random, person.village)
        month = 2025 * 12 + 2 - random.randrange(10)
        yield (
            row, f"{number:011d}", of.written_number(random, person.nik), of.written_name(random, person.name),
            of.written_day(random, person.born), village, district, segment,
            f"{month % 12 + 1:02d}/{month // 12}", of.written_rupiah(random, person.wage),
        )  # fmt: skip


def spells(folder: Path) -> Path:
    """Return ten million spells of work, all of which cover February 2026, with what decides a contribution."""
    return _once(folder / "spells.parquet", _write_spells)


def _write_spells(path: Path) -> None:
    """Write spells of wage earners, non-wage earners and builders by one SELECT; months are numbers since year 0."""
    duckdb.sql(
        f"""
        copy (
          with one as (
            select i, hash(i) % 1000 as a, hash(i * 3 + 1) % 1000 as b, hash(i * 5 + 2) as c,
              hash(i * 7 + 3) % 1000 as d
            from range({SPELLS}) as t(i))
          select i as work, case when a < 600 then 'PU' when a < 950 then 'BPU' else 'JAKON' end as segment,
            cast(case when b < 900 then 1000000 + c % 6000000 else 7000000 + c % 20000000 end as bigint) as wage_m,
            cast(1 + d % 5 as bigint) as risk, true as jkk, true as jkm,
            case when a < 600 then d < 850 else a < 950 and d < 200 end as jht,
            a < 600 and d < 700 as jp, a < 600 and d < 500 as jkp, a < 600 and d % 20 = 3 as labour_intensive,
            a between 600 and 949 and d % 4 = 1 as transport, a between 600 and 949 and d % 3 = 1 as state_paid,
            c % 10 > 0 as relieved, d % 50 = 1 as deferred,
            cast(2015 * 12 + 6 + c // 64 % 128 as bigint) as since_month,
            cast(case when b % 3 = 0 then 2026 * 12 + 2 + c // 128 % 12 else 9999 * 12 end as bigint) as until_month
          from one order by i
        ) to '{path}' (format parquet, compression zstd, compression_level 1)
        """
    )
