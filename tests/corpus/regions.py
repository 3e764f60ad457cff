# ruff: noqa: E501 - tables of cases read better in one line each
"""Regions: by name, with kinds before them and errors in them, by codes of two authorities, old and mangled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from corpus import making
from corpus.making import xlsx
from corpus.people import CILONGOK, PERNASIDI, Person, listed
from corpus.ugly import Ugly

#: What is said where the rows say their region themselves.
_NATION: dict[str, Any] = {"home": "ID"}


def _in(headings: Sequence[str], *places: Sequence[Any]) -> making.Making:
    """Return a list of people who live in these places."""
    people = [[Person(n).nik, Person(n).name, *place] for n, place in enumerate(places)]
    return xlsx({"Data": [["NIK", "Nama", *headings], *people]})


def _places(*codes: str) -> dict[tuple[str, int], dict[str, Any]]:
    return listed("Data", 2, "region", codes)


_LEVELS = ("Kabupaten", "Kecamatan", "Desa")

FILES = [
    Ugly(
        "wilayah-awalan.xlsx", "kinds before the names, in all their abbreviations",
        _in(_LEVELS, ("Kab. Banyumas", "Kec. Cilongok", "Ds. Pernasidi"), ("KABUPATEN BANYUMAS", "CILONGOK", "DESA PERNASIDI"),
            ("Kab.Banyumas", "Kec.Cilongok", "Ds.Pernasidi"), ("banyumas", "kecamatan cilongok", "desa/kel. pernasidi"),
            ("BANYUMAS ", " Cilongok", "PERNASIDI (Desa)"), ("Kab Banyumas", "Kec : Cilongok", "Kel. Pernasidi")),
        {"Data": "saaaaaa"}, _places(*[PERNASIDI] * 6),
    ),
    Ugly(
        "wilayah-salah-tulis.xlsx", "names with one letter wrong, under a regency that is right",
        _in(_LEVELS, ("Banyumas", "Cilongkok", "Pernasidi"), ("Banyumas", "Cilongok", "Pernasidhi"), ("Banyumas", "Ci longok", "Per nasidi"),
            ("Banyumas", "Cilonggok", "Pernasidi")),
        {"Data": "s++++"}, _places(*[PERNASIDI] * 4),
    ),
    Ugly(
        "wilayah-kembar.xlsx", "Magelang is a regency and a city: told apart where it is said, left open where not",
        _in(["Provinsi", "Kab/Kota"], ("Jawa Tengah", "Kota Magelang"), ("Jawa Tengah", "Kab. Magelang"), ("Jawa Tengah", "Magelang"),
            ("Jawa Tengah", "MAGELANG (KOTA)")),
        {"Data": "saaw+"}, _places("33.71", "33.08", "33", "33.71"), **_NATION,
    ),
    Ugly(
        "wilayah-desa-kembar.xlsx", "a village name that other districts have too: the district decides",
        _in(["Kecamatan", "Desa"], ("Cilongok", "Cilongok"), ("Sokaraja", "Karangnanas"), ("Lumbir", "Lumbir")), {"Data": "saaa"},
        _places("33.02.17.2010", "33.02.19.2017", "33.02.01.2007"),
    ),
    Ugly(
        "wilayah-desa-asing.xlsx", "a village that fits nothing, under a district or a file that does",
        _in(["Kecamatan", "Desa"], ("Cilongok", "Antah Berantah"), ("", "Antah Berantah"), ("Negeri Dongeng", "")),
        {"Data": "swww"}, _places(CILONGOK, "33.02", "33.02"), {"region_higher": 3},
    ),
    Ugly(
        "wilayah-tiada.xlsx", "no region at any level, not even from the file",
        _in(["Kabupaten"], ("Antah",), ("",), ("Banyumas",)), {"Data": "sqqa"}, {("Data", 4): {"region": "33.02"}},
        {"region_unknown": 2}, **_NATION,
    ),
    Ugly(
        "wilayah-luar.xlsx", "rows outside the region that the file speaks for",
        _in(["Kabupaten"], ("Cilacap",), ("Banyumas",)), {"Data": "swa"}, codes={"region_outside": 1},
    ),
    Ugly(
        "kode-wilayah.xlsx", "codes of Kemendagri with dots, without, with a quote, as numbers",
        _in(["Kode Wilayah"], ("33.02.17.2011",), ("3302172011",), ("'3302172011",), (3302172011,), ("33.02.17.2011 ",), ("3302172011.0",)),
        {"Data": "saaaaaa"}, _places(*[PERNASIDI] * 6),
    ),
    Ugly(
        "kode-pecahan.xlsx", "codes that went through a float: 11.10 became 11.1",
        _in(["Kode Wilayah"], (11.1,), ("11.1",), ("11.10",), (11.08,), ("33.02",), (33.02,)),
        {"Data": "s++a+++"}, _places("11.10", "11.10", "11.10", "11.08", "33.02", "33.02"), **_NATION,
    ),
    Ugly(
        "kode-bps.xlsx", "codes of BPS, which mean other regions than those of Kemendagri",
        _in(["Kode BPS"], ("1102",), (1111,), ("9401",), ("3302",)), {"Data": "saaaa"}, _places("11.10", "11.08", "93.01", "33.02"),
        **_NATION,
    ),
    Ugly(
        "kode-lama.xlsx", "codes and names from before the split of Papua",
        _in(["Kode Wilayah", "Kabupaten"], ("91.01", "Merauke"), ("93.01", "Merauke"), ("91.04", ""), ("", "Toba Samosir")),
        {"Data": "saaaa"}, _places("93.01", "93.01", "94.01", "12.12"), **_NATION,
    ),
    Ugly(
        "kode-dan-nama.xlsx", "a code in the column of names, and names in the column of codes",
        _in(["Wilayah", "Desa"], ("33.02.17", "Pernasidi"), ("Kecamatan Cilongok", "Pernasidi"), ("3302", "")),
        {"Data": "s+++"}, _places(PERNASIDI, PERNASIDI, "33.02"),
    ),
    Ugly(
        "kelurahan.xlsx", "a city's wards, with a province in front",
        _in(["Provinsi", "Kota", "Kecamatan", "Kelurahan"], ("JAWA TENGAH", "KOTA MAGELANG", "MAGELANG TENGAH", "MAGELANG"),
            ("Prov. Jawa Tengah", "Kota Magelang", "Kec. Magelang Tengah", "Kel. Magelang")),
        {"Data": "saa"}, _places("33.71.03.1004", "33.71.03.1004"), **_NATION,
    ),
]  # fmt: skip
