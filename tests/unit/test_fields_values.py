"""What each kind of value makes of what people write; SQL for usual cells and Python for odd ones as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import pytest

from cakupan import codes, fields
from cakupan.fields import EPOCH_1904, Setting
from cakupan.fields._dates import MONTH_FIRST
from cakupan.fields._numbers import number
from cakupan.fields.region import cut, depth, dotted, key, split

DAY = date(2025, 3, 31)
WORDS = {name: codes.by_alias(codes.read(name)) for name in ("segments", "groups")}


@pytest.fixture(scope="module")
def link() -> Iterator[duckdb.DuckDBPyConnection]:
    connection = duckdb.connect()
    yield connection
    connection.close()


def read(link: duckdb.DuckDBPyConnection, kind: str, text: str, hint: str = "") -> tuple[Any, str]:
    """Read a cell as a file's reader does: in SQL, and in Python only what SQL left."""
    field, setting = fields.get(kind), Setting(DAY, hint, WORDS)
    for sql in (field.usual, field.hinted):
        told = f"select cast({sql('c', setting)} as {field.type}) from (select ?::varchar as c)"
        value = link.execute(told, [text]).fetchall()[0][0]
        if value is not None:
            return value, ""
    reading = field.odd(text, setting)
    assert reading.code in ("", *field.codes)
    return reading.value, reading.code


AUGUST = date(1990, 8, 17)
CASES: list[tuple[str, str, Any, str]] = [
    ("nik", "3302161708900004", 3302161708900004, ""),
    ("nik", "'3302161708900004", 3302161708900004, ""),
    ("nik", "330216 170890 0004", 3302161708900004, ""),
    ("nik", "33.0216.170890.0004", 3302161708900004, ""),
    ("nik", "3302161708900004.0", 3302161708900004, ""),
    ("nik", "3302161708900004,00", 3302161708900004, ""),
    ("nik", "3302-1617-0890-0004", 3302161708900004, ""),
    ("nik", "\u00a03302161708900004 ", 3302161708900004, ""),
    ("nik", "9171012345678901", 9171012345678901, ""),
    ("nik", "330216170890e004", None, "nik_impossible"),
    ("nik", "330216170890E004", None, "nik_impossible"),
    ("nik", "3.30215E+15", None, "nik_lost"),
    ("nik", "3,30216E+15", None, "nik_lost"),
    ("nik", "3302150000000000", 3302150000000000, ""),
    ("nik", "33021617089000041", None, "nik_impossible"),
    ("nik", "33021617089000", None, "nik_impossible"),
    ("nik", "33021617O8900004", 3302161708900004, "nik_mended"),
    ("nik", "0302161708900004", None, "nik_temporary"),
    ("nik", "0000000000000000", None, ""),
    ("nik", "#N/A", None, ""),
    ("nik", " - ", None, ""),
    ("nik", "belum punya KTP", None, "nik_words"),
    ("name", "Siti Aminah", "SITI AMINAH", ""),
    ("name", "  Ni  Made Ayu ", "NI MADE AYU", ""),
    ("name", "H. Abdul Rahman, S.Pd", "ABDUL RAHMAN", ""),
    ("name", "Hj Siti Khadijah", "SITI KHADIJAH", ""),
    ("name", "Dr. Ir. Slamet Riyadi, M.Si., Ph.D", "SLAMET RIYADI", ""),
    ("name", "Drs. H. Sutrisno, M.Pd.I", "SUTRISNO", ""),
    ("name", "Muh. Rizki", "MUH RIZKI", ""),
    ("name", "Budi Santoso (Alm)", "BUDI SANTOSO", ""),
    ("name", "Ma'ruf", "MA'RUF", ""),
    ("name", "Siti\u00a0Aminah\n", "SITI AMINAH", ""),
    ("name", "Émilie Wati", "ÉMILIE WATI", ""),
    ("name", "Aliyah, Siti", "ALIYAH SITI", ""),
    ("name", "Hendra Irawan", "HENDRA IRAWAN", ""),
    ("name", "Oe", "OE", ""),
    ("name", "=SUM(A1:A2)", "=SUM(A1:A2)", "name_formula"),
    ("name", "@budi", "@BUDI", "name_formula"),
    ("name", "+62 Budi", "+62 BUDI", "name_formula"),
    ("name", "-", None, ""),
    ("name", "123", None, ""),
    ("name", "  ", None, ""),
    ("birthday", " 1990-08-17", AUGUST, ""),
    ("birthday", "1990-08-17", AUGUST, ""),
    ("birthday", "1990-08-17 00:00:00", AUGUST, ""),
    ("birthday", "17-08-1990", AUGUST, ""),
    ("birthday", "17/8/90", AUGUST, ""),
    ("birthday", "17.08.1990", AUGUST, ""),
    ("birthday", "17 08 1990", AUGUST, ""),
    ("birthday", "17 Agustus 1990", AUGUST, ""),
    ("birthday", "17-Agt-90", AUGUST, ""),
    ("birthday", "17 Aug 1990", AUGUST, ""),
    ("birthday", "August 17, 1990", AUGUST, ""),
    ("birthday", "17081990", AUGUST, ""),
    ("birthday", "19900817", AUGUST, ""),
    ("birthday", "33102", AUGUST, ""),
    ("birthday", "'17-08-1990", AUGUST, ""),
    ("birthday", "Banyumas, 17-08-1990", AUGUST, ""),
    ("birthday", "Kab. Banyumas, 17 Agustus 1990", AUGUST, ""),
    ("birthday", "Banyumas 17-08-1990", AUGUST, ""),
    ("birthday", "08-07-1990", date(1990, 7, 8), ""),
    ("birthday", "01-01-05", date(2005, 1, 1), ""),
    ("birthday", "01-01-60", date(1960, 1, 1), ""),
    ("birthday", "29-02-2000", date(2000, 2, 29), ""),
    ("birthday", "05-08-12", date(2012, 8, 5), ""),
    ("birthday", "31-02-1980", None, "birth_impossible"),
    ("birthday", "29-02-1999", None, "birth_impossible"),
    ("birthday", "17-13-1990", None, "birth_impossible"),
    ("birthday", "1990", None, "birth_impossible"),
    ("birthday", "1890-01-01", None, "birth_impossible"),
    ("birthday", "sekitar 1990", None, "birth_impossible"),
    ("birthday", "2031-01-01", None, "birth_future"),
    ("birthday", "01-04-2025", None, "birth_future"),
    ("birthday", "", None, ""),
    ("birthday", "0000-00-00", None, ""),
    ("birthday", "17 Agst 1990", AUGUST, ""),
    ("birthday", "17 Agutus 1990", AUGUST, ""),
    ("birthday", "17-VIII-1990", AUGUST, ""),
    ("birthday", "17/8/90", AUGUST, ""),
    ("birthday", "17.08.1990", AUGUST, ""),
    ("birthday", "17081990", AUGUST, ""),
    ("birthday", "7081990", date(1990, 8, 7), ""),
    ("birthday", "170890", AUGUST, ""),
    ("birthday", "17,08,1990", AUGUST, ""),
    ("birthday", "17\\08\\1990", AUGUST, ""),
    ("birthday", "17-08-'90", AUGUST, ""),
    ("birthday", "17--08-1990.", AUGUST, ""),
    ("birthday", "1990-08-17T00:00:00+07:00", AUGUST, ""),
    ("birthday", "33102.0", AUGUST, ""),
    ("birthday", "Kab. Banyumas, 17 Agustus 1990", AUGUST, ""),
    ("birthday", "Banyumas / 17-08-1990", AUGUST, ""),
    ("birthday", "8/17/1990", None, "birth_impossible"),
    ("birthday", "17-08-190", None, "birth_impossible"),
    ("birthday", "00-00-1990", None, "birth_impossible"),
    ("day", "31-12-2026", date(2026, 12, 31), ""),
    ("day", "31/12/26", date(2026, 12, 31), ""),
    ("day", "2025-02-30", None, "day_impossible"),
    ("month", "2025-02", date(2025, 2, 1), ""),
    ("month", "Feb 2025", date(2025, 2, 1), ""),
    ("month", "Februari-2025", date(2025, 2, 1), ""),
    ("month", "Feb-25", date(2025, 2, 1), ""),
    ("month", "02/2025", date(2025, 2, 1), ""),
    ("month", "022025", date(2025, 2, 1), ""),
    ("month", "202502", date(2025, 2, 1), ""),
    ("month", "2025-02-28", date(2025, 2, 1), ""),
    ("month", "28/02/2025", date(2025, 2, 1), ""),
    ("month", "2025-13", None, "month_unreadable"),
    ("month", "lunas", None, "month_unreadable"),
    ("sex", "L", "L", ""),
    ("sex", "P", "P", ""),
    ("sex", "Lk", "L", ""),
    ("sex", "pr.", "P", ""),
    ("sex", "Laki-laki", "L", ""),
    ("sex", "PEREMPUAN", "P", ""),
    ("sex", "1", "L", ""),
    ("sex", "2.0", "P", ""),
    ("sex", "M", "L", ""),
    ("sex", "Wanita", "P", ""),
    ("sex", "L (laki-laki)", "L", ""),
    ("sex", "Lelaki", "L", ""),
    ("sex", "Perempaun", "P", ""),
    ("sex", "pria", "L", ""),
    ("sex", "F", "P", ""),
    ("sex", "3", None, "sex_unreadable"),
    ("sex", "?", None, ""),
    ("sex", "LP", None, "sex_unreadable"),
    ("rupiah", "1500000", 1_500_000, ""),
    ("rupiah", "Rp 1.500.000,-", 1_500_000, ""),
    ("rupiah", "1.500.000", 1_500_000, ""),
    ("rupiah", "1,500,000", 1_500_000, ""),
    ("rupiah", "Rp1.500.000,00", 1_500_000, ""),
    ("rupiah", "IDR 1,500,000.00", 1_500_000, ""),
    ("rupiah", "1,5 juta", 1_500_000, ""),
    ("rupiah", "2,5 jt", 2_500_000, ""),
    ("rupiah", "500 ribu", 500_000, ""),
    ("rupiah", "500rb/bulan", 500_000, ""),
    ("rupiah", "2.000.000 per bulan", 2_000_000, ""),
    ("rupiah", "2000000.0", 2_000_000, ""),
    ("rupiah", "1234.5", 1235, "amount_rounded"),
    ("rupiah", "-500", None, "amount_unreadable"),
    ("rupiah", "UMK", None, "amount_unreadable"),
    ("rupiah", "-", None, ""),
    ("rupiah", "Rp -", None, ""),
    ("rupiah", "Rp1,5jt", 1_500_000, ""),
    ("rupiah", "Rp 1,500,000.00", 1_500_000, ""),
    ("rupiah", "1 juta 500 ribu", 1_500_000, ""),
    ("rupiah", "1.500.000 rupiah", 1_500_000, ""),
    ("rupiah", "\u00b1 1,5 juta", 1_500_000, "amount_about"),
    ("rupiah", "1.000.000 - 2.000.000", None, "amount_unreadable"),
    ("rupiah", "500 ribu 1 juta", None, "amount_unreadable"),
    ("rupiah", "Rp0", 0, ""),
    ("titles", "  H ALI", "H", ""),
    ("titles", "H. Abdul Rahman, S.Pd", "H., S.Pd", ""),
    ("titles", "dr. Budi, Sp.A", "dr., Sp.A", ""),
    ("titles", "HJ SITI KHADIJAH", "HJ", ""),
    ("titles", "Budi Santoso S.Pd", "S.Pd", ""),
    ("titles", "Budi (Alm)", "Alm", ""),
    ("titles", "Muh. Rizki", None, ""),
    ("titles", "Hendra Irawan", None, ""),
    ("name", "Budi Santoso S.Pd", "BUDI SANTOSO", ""),
    ("name", "Abdul Karim, Lc., M.A.", "ABDUL KARIM", ""),
    ("name", "Ahmad bin Ali", "AHMAD BIN ALI", ""),
    ("name", "Siti binti (Alm) Karso", "SITI BINTI KARSO", ""),
    ("phone", "081234567890", "+6281234567890", ""),
    ("phone", "81234567890.0", "+6281234567890", ""),
    ("phone", "+62 (0)812-3456-7890", "+6281234567890", ""),
    ("phone", "HP. 0812 3456 7890", "+6281234567890", ""),
    ("phone", "(0281) 635123", "+62281635123", ""),
    ("phone", "081234567890 / 0281-635123", "+6281234567890,+62281635123", ""),
    ("phone", "081234567890 085612345678", "+6281234567890,+6285612345678", ""),
    ("phone", "081234567890 / 123", "+6281234567890", "phone_unreadable"),
    ("phone", "635123", None, "phone_unreadable"),
    ("phone", "8,12E+10", None, "number_lost"),
    ("phone", "0", None, ""),
    ("nib", "0220001234567", "0220001234567", ""),
    ("nib", "0220.0012.34567", "0220001234567", ""),
    ("nib", "220001234567", "0220001234567", "number_mended"),
    ("nib", "220001234567.0", "0220001234567", "number_mended"),
    ("nib", "2,2E+11", None, "number_lost"),
    ("nib", "12345", None, "nib_impossible"),
    ("npwp", "01.300.066.6-091.000", "013000666091000", ""),
    ("npwp", "0013000666091000", "013000666091000", ""),
    ("npwp", "13000666091000", "013000666091000", "number_mended"),
    ("npwp", "12.345.678.9-091.000", "123456789091000", "npwp_check"),
    ("npwp", "12345678909100", None, "npwp_impossible"),
    ("npwp", "3302161708900004", "3302161708900004", ""),
    ("npwp", "1,3E+13", None, "number_lost"),
    ("npwp", "00.000.000.0-000.000", None, ""),
    ("kpj", "2100123456", "02100123456", "number_mended"),
    ("kpj", "2,1E+10", None, "number_lost"),
    ("kpj", "2,1001234567E+10", "21001234567", ""),
    ("npp", "2E+07", None, "number_lost"),
    ("kbli", "47111.0", "47111", ""),
    ("kbli", "1111", "01111", "number_mended"),
    ("kbli", "G47111 - Perdagangan eceran", "47111", ""),
    ("kbli", "4711", "4711", "kbli_impossible"),
    ("kbli", "dagang", None, "kbli_impossible"),
    ("kbli", "99998", "99998", "kbli_not_of_2020"),
    ("kbli_2020", "99998", "99998", "kbli_unknown"),
    ("kbli_other", "99998", "99998", ""),
    ("whole", "12.300", 12_300, ""),
    ("whole", "12300", 12_300, ""),
    ("whole", "12.300 orang", 12_300, ""),
    ("whole", "12,5", None, "count_unreadable"),
    ("whole", "banyak", None, "count_unreadable"),
    ("ratio", "31,36 %", 313_600, ""),
    ("ratio", "31.36", 313_600, ""),
    ("ratio", "0.1", 1_000, ""),
    ("ratio", "-1,2", -12_000, ""),
    ("ratio", "100", 1_000_000, ""),
    ("ratio", "12.300", 123_000, ""),
    ("ratio", "31.360000000000003", 313_600, ""),
    ("ratio", "33,33333", 333_333, "ratio_rounded"),
    ("ratio", "sepertiga", None, "ratio_unreadable"),
    ("segment", "PU", "PU", ""),
    ("segment", "bukan penerima upah", "BPU", ""),
    ("segment", "Peserta Bukan Penerima Upah (BPU)", "BPU", ""),
    ("segment", "Jasa Konstruksi", "JAKON", ""),
    ("segment", "TOTAL", "*", ""),
    ("segment", "lain", None, "segment_unknown"),
    ("group", "Ketua RT", "RT_RW", ""),
    ("group", "RT/RW", "RT_RW", ""),
    ("group", "Ketua RT 03/RW 02", "RT_RW", ""),
    ("group", "Kepala Desa", "PERANGKAT_DESA", ""),
    ("group", "astronaut", None, "group_unknown"),
    ("programmes", "JKK, JKM, JHT", "JHT,JKK,JKM", ""),
    ("programmes", "JKK+JKM", "JKK,JKM", ""),
    ("programmes", "2 program", "JKK,JKM", ""),
    ("programmes", "4", "JHT,JKK,JKM,JP", ""),
    ("programmes", "JKK dan ABC", "JKK", "programme_unknown"),
    ("status", "AKTIF", True, ""),
    ("status", "Non Aktif", False, ""),
    ("status", "tidak aktif", False, ""),
    ("status", "entah", None, "status_unknown"),
    ("scale", "Usaha Mikro", "MIKRO", ""),
    ("scale", "raksasa", None, "scale_unknown"),
    ("risk", "III", "III", ""),
    ("risk", "Kelompok 4", "IV", ""),
    ("risk", "Tingkat Risiko II (rendah)", "II", ""),
    ("risk", "0,24%", "I", ""),
    ("risk", "1.74", "V", ""),
    ("risk", "0.0089", "III", ""),
    ("risk", "Menengah Tinggi", None, "risk_unknown"),
    ("risk", "VI", None, "risk_unknown"),
    ("risk", "-", None, ""),
    ("sector", "Industri padat karya (garmen)", "labour-intensive", ""),
    ("sector", "Perdagangan", None, ""),
    ("npp", "AA 012.345", "AA012345", ""),
    ("kpj", "21001234567", "21001234567", ""),
    ("kpj", "21001234567.0", "21001234567", ""),
    ("text", " Petani ", "Petani", ""),
    ("text", "   ", None, ""),
]


@pytest.mark.parametrize(("kind", "text", "value", "code"), CASES)
def test_cell(link: duckdb.DuckDBPyConnection, kind: str, text: str, value: object, code: str) -> None:
    assert read(link, kind, text) == (value, code)


def test_day_and_month_are_told_apart_by_the_column() -> None:
    day = fields.get("birthday")
    assert day.survey(["08/25/1990", "01/02/1990"]) == MONTH_FIRST
    assert day.survey(["25/08/1990", "01/02/1990"]) == ""
    assert day.survey(["08/25/1990", "25/08/1990"]) == ""
    assert day.odd("08/07/1990", Setting(DAY, MONTH_FIRST)).value == date(1990, 8, 7)


def test_pria_and_wanita_by_their_letters(link: duckdb.DuckDBPyConnection) -> None:
    hint = fields.get("sex").survey(["P", "W", "P"])
    assert [read(link, "sex", letter, hint)[0] for letter in "PW"] == ["L", "P"]
    assert fields.get("sex").survey(["L", "P", "W"]) == ""


def test_serials_count_from_the_day_that_the_spreadsheet_says() -> None:
    for kind in ("birthday", "day"):
        assert fields.get(kind).odd("31640", Setting(DAY, epoch=EPOCH_1904)).value == AUGUST
        assert fields.get(kind).odd("33102", Setting(DAY)).value == AUGUST


@pytest.mark.parametrize(
    ("text", "grouped", "value"),
    [
        ("12.300", True, 12300),
        ("12.300", False, 12.3),
        ("1.234.567,5", False, 1234567.5),
        ("abc", True, None),
        ("", True, None),
    ],
)
def test_points_part_thousands_only_where_they_may(text: str, grouped: bool, value: float | None) -> None:
    found = number(text, grouped)
    assert (None if found is None else float(found)) == value


@pytest.mark.parametrize(
    ("text", "codes_"),
    [
        ("3302012001", ["33.02.01.2001"]), ("33.02", ["33.02"]), ("3302", ["33.02"]), ("33", ["33"]),
        ("33.2", ["33.20"]), ("3302012001.0", ["33.02.01.2001"]), ("33.0", ["33"]), ("33.02.01", ["33.02.01"]),
        ("330", []), ("Banyumas", []),
    ],
)  # fmt: skip
def test_codes_of_regions(text: str, codes_: list[str]) -> None:
    assert dotted(text) == codes_


def test_names_of_regions() -> None:
    assert key("Pangkal Pinang") == key("PANGKALPINANG")
    assert split("Kab. Banyumas") == ("regency", "KABUPATEN", "Banyumas")
    assert split("KOTA MAGELANG") == ("regency", "KOTA", "MAGELANG")
    assert split("Kec. Sokaraja") == ("district", "", "Sokaraja")
    assert split("Ds Karangnanas") == ("village", "", "Karangnanas")
    assert split("Kotabaru") == ("", "", "Kotabaru")
    assert [depth(code) for code in ("ID", "91+93", "33", "33.02", "33.02.01", "33.02.01.2001")] == [0, 0, 1, 2, 3, 4]
    assert cut("33.02.01.2001", 2) == "33.02"


def test_no_such_field() -> None:
    with pytest.raises(KeyError):
        fields.get("horoscope")


@pytest.mark.parametrize("kind", ["birthday", "day"])
@pytest.mark.parametrize("hint", ["", MONTH_FIRST])
def test_dates_that_sql_reads_once_their_order_is_known_are_what_python_reads(
    link: duckdb.DuckDBPyConnection, kind: str, hint: str
) -> None:
    field, setting = fields.get(kind), Setting(DAY, hint, WORDS)
    parts = [
        (d, m, y)
        for d in ("1", "08", "12", "13", "31", "32")
        for m in ("0", "2", "08", "13")
        for y in ("1899", "1990", "2199")
    ]
    texts = [f"{d}{sign}{m}{sign}{y}" for d, m, y in parts for sign in "-/."]
    texts += [
        f"{d} {m} {y}" for d, _, y in parts for m in ("Mei", "AGUSTUS", "peb", "february", "VIII", "Agustsu", "x")
    ]
    texts += ["17-08/1990", " 17-08-1990", "17-08-1990 00:00", "17-08-90", "17 Agustus, 1990", "Banyumas, 17-08-1990"]
    told = f"select c, cast({field.hinted('c', setting)} as date) from (select unnest(?::varchar[]) as c)"
    read_in_sql = {text: value for text, value in link.execute(told, [texts]).fetchall() if value is not None}
    assert {text: field.odd(text, setting) for text in read_in_sql} == {
        text: fields.Reading(value) for text, value in read_in_sql.items()
    }
    assert len(read_in_sql) > 30
