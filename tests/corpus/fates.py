# ruff: noqa: E501 - tables of cases read better in one line each
"""Fates: each reason for which a row is kept aside or left out, and the reasons that are none."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpus import making
from corpus.making import xlsx
from corpus.people import HEAD, Person, all_of, listed, row, table
from corpus.ugly import Ugly

_MONEY = ["region", "date", "measure", "value", "unit", "segment"]


def _figure(
    value: Any, unit: str = "workers", measure: str = "active", day: str = "2025-03-31", region: str = "33.02"
) -> list[Any]:
    return [region, day, measure, value, unit, ""]


def _nameless(number: int, name: Any) -> list[Any]:
    one = Person(number)
    return [number + 1, one.nik, name, one.written, one.sex, "Pernasidi", "Cilongok"]


FILES = [
    Ugly(
        "tanpa-nama.xlsx", "rows without a name, in the words there are for it",
        xlsx({"Data": [HEAD, _nameless(0, ""), _nameless(1, "-"), _nameless(2, "..."), _nameless(3, None), row(4)]}),
        {"Data": "sqqqqa"}, codes={"name_missing": 4},
    ),
    Ugly(
        "tanpa-identitas.xlsx", "a name with neither a usable NIK nor a birth date",
        xlsx({"Data": [
            HEAD, [1, "", "Adi Sarjono", "", "L", "Pernasidi", "Cilongok"], [2, "3,30217E+15", "Bunga Wulandari", "", "P", "Pernasidi", "Cilongok"],
            [3, "-", "Candra Santoso", "31-02-1990", "L", "Pernasidi", "Cilongok"], row(3),
        ]}), {"Data": "sqqqa"}, codes={"identity_missing": 3},
    ),
    Ugly(
        "anggota-tanpa-tanggal.xlsx", "members without any date, in a file of which no position is said",
        xlsx({"Data": [["NIK", "Nama", "BLTH", "Segmen"], [Person(0).nik, Person(0).name, "", "BPU"], [Person(1).nik, Person(1).name, "2025-02", "BPU"]]}),
        {"Data": "sqa"}, codes={"date_missing": 1}, kind="members", said={"position": None, "segment": ""},
    ),
    Ugly(
        "angka-tanpa-nilai.csv", "figures without value, measure, date, region or known unit",
        making.text([
            _MONEY, _figure("214.687"), _figure(""), _figure("banyak"), _figure(5, measure=""), _figure(5, day=""), _figure(5, region="Antah"),
            _figure(5, unit="kodi"), _figure("31,36", "percent", "coverage"), _figure("lk. 5"),
        ]), {"": "saqqqqqqaq"}, {("", 2): {"value": 214687}}, kind="figures", said={"segment": "", "position": None},
    ),
    Ugly(
        "angka-catatan.csv", "figures with footnote marks and blanks between thousands",
        making.text([_MONEY, _figure("214.687 *)"), _figure("684 654"), _figure("12.300¹"), ["*) sementara"]]), {"": "saaas"},
        listed("", 2, "value", [214687, 684654, 12300]), kind="figures", said={"segment": "", "position": None},
    ),
    Ugly(
        "target.xlsx", "targets with percent signs, commas and one that is missing",
        xlsx({"Data": [["Kabupaten", "Tahun", "Target"], ["Banyumas", 2025, "40%"], ["Banyumas", 2026, "45,5 persen"], ["Banyumas", 2027, "-"]]}),
        {"Data": "saaq"}, kind="targets", said={"segment": "", "position": None},
    ),
    Ugly(
        "usaha-tanpa-nama.xlsx", "a firm without a name",
        xlsx({"Data": [["NPP", "Nama Perusahaan", "Kab/Kota"], ["AA012345", "PT Contoh", "Banyumas"], ["AA012346", "", "Banyumas"]]}),
        {"Data": "saq"}, codes={"name_missing": 1}, kind="employers",
    ),
    Ugly(
        "segmen.xlsx", "segments as they are spelled, and one that nobody knows",
        xlsx({"Data": [["NIK", "Nama", "Segmen"], *([Person(n).nik, Person(n).name, text] for n, text in enumerate(
            ("PU", "Penerima Upah", "BPU", "Bukan Penerima Upah (BPU)", "Jasa Konstruksi", "PMI", "apa saja")))]}),
        {"Data": "saaaaaa+"}, listed("Data", 2, "segment", ["PU", "PU", "BPU", "BPU", "JAKON", "PMI"]),
    ),
    Ugly(
        "kelompok.xlsx", "a group that the file says, and one that nobody knows",
        xlsx({"Data": [["NIK", "Nama", "Kelompok"], [Person(0).nik, Person(0).name, "Ketua RT"], [Person(1).nik, Person(1).name, "Penari"]]}),
        {"Data": "saw"}, listed("Data", 2, "group_code", ["RT_RW", None]),
    ),
    Ugly(
        "hanya-judul.xlsx", "a form that nobody filled in", xlsx({"Data": [["DAFTAR"], [], HEAD]}), {"Data": "s.s"},
    ),
    Ugly(
        "formulir.xlsx", "a form with numbers put in and nothing else",
        xlsx({"Data": [HEAD, row(0), row(1), *([n] for n in range(3, 8))]}), {"Data": "saasssss"}, all_of("Data", 2, range(2)),
    ),
    Ugly(
        "rumus-nama.xlsx", "names that begin with a sign of formulas",
        xlsx({"Data": [["NIK", "Nama"], *([Person(n).nik, name] for n, name in enumerate(("=Adi", "+Bunga", "-Candra", "@Dewi", '=cmd|"x"!A1')))]}),
        {"Data": "swwwww"}, codes={"name_formula": 5},
    ),
    Ugly(
        "ulang.xlsx", "the same row three times", xlsx({"Data": [*table(1), row(0), row(0)]}), {"Data": "saww"}, all_of("Data", 2, (0, 0, 0)),
        {"repeated_person": 2},
    ),
    Ugly(
        "pensiun.xlsx", "dates of membership that contradict one another are still dates",
        xlsx({"Data": [["NIK", "Nama", "TMT", "Tgl Nonaktif", "Status"], [Person(0).nik, Person(0).name, date(2020, 2, 1), date(2024, 6, 1), "Non Aktif"],
                       [Person(1).nik, Person(1).name, "1 Feb 2020", "-", "AKTIF"], [Person(2).nik, Person(2).name, "40-13-2020", None, "entah"]]}),
        {"Data": "saaw"}, listed("Data", 2, "status", ["NONAKTIF", "AKTIF", None]) | {
            ("Data", 3): {"since": date(2020, 2, 1), "until": None, "status": "AKTIF"}, ("Data", 4): {"since": None}},
        kind="members",
    ),
]  # fmt: skip
