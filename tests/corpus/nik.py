# ruff: noqa: E501 - tables of cases read better in one line each
"""NIK: what hands and spreadsheets do to sixteen digits. What cannot be decided is left alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from corpus import making
from corpus.making import Formula, by_openpyxl, xlsx
from corpus.people import Person, all_of, listed, nik, row, table
from corpus.ugly import Ugly

HEAD = ["NIK", "Nama", "Tgl Lahir", "L/P"]


def _one(number: int, written: Any) -> list[Any]:
    """Return a person whose NIK is written so."""
    one = Person(number)
    return [written, one.name, one.written, one.sex]


def _book(*written: Any) -> making.Making:
    return xlsx({"Data": [HEAD, *(_one(number, text) for number, text in enumerate(written))]})


def _nik(number: int) -> str:
    return Person(number).nik


def _parted(number: int, mark: str) -> str:
    text = _nik(number)
    return mark.join((text[:6], text[6:12], text[12:]))


def _same(count: int) -> dict[tuple[str, int], dict[str, Any]]:
    return listed("Data", 2, "nik", [_nik(n) for n in range(count)])


def _none(count: int) -> dict[tuple[str, int], dict[str, Any]]:
    return {place: {"nik": None, "name": Person(n).name.upper(), "birth_date": Person(n).born}
            for n, place in enumerate(listed("Data", 2, "nik", [None] * count))}  # fmt: skip


_LOST = [int(_nik(n)) // 10 * 10 for n in range(4)]
_MAN = Person(0)

FILES = [
    Ugly(
        "nik-kotor.xlsx", "blanks, dots, apostrophes, dashes and invisible signs",
        _book(_parted(0, " "), _parted(1, "."), "'" + _nik(2), _parted(3, "-"), f"\u00a0{_nik(4)} ", _nik(5) + "\u200b",
              f"`{_nik(6)}", " ".join(_nik(7))),
        {"Data": "s" + "+" * 8}, _same(8),
    ),
    Ugly(
        "nik-huruf.xlsx", "letters for digits: O for 0, l and I for 1",
        _book(_nik(0).replace("0", "O", 1), _nik(1).replace("1", "l", 1), _nik(2).replace("1", "I", 1), _nik(3).replace("0", "o")),
        {"Data": "swwww"}, _same(4) | {("Data", 2): {"nik": _nik(0), "nik_given": _nik(0).replace("0", "O", 1)}},
    ),
    Ugly(
        "nik-angka.xlsx", "NIKs as numbers, none of them harmed",
        by_openpyxl({"Data": [HEAD, *(_one(n, int(_nik(n))) for n in range(4))]}), {"Data": "saaaa"}, _same(4),
    ),
    Ugly(
        "nik-hilang-satu.xlsx", "the sixteenth digit lost by the spreadsheet: never a key without proof",
        xlsx({"Data": [HEAD, *(_one(n, _LOST[n]) for n in range(4))]}), {"Data": "swwww"},
        {("Data", 2 + n): {"nik_key": False, "name": Person(n).name.upper(), "birth_date": Person(n).born} for n in range(4)},
    ),
    Ugly(
        "nik-ilmiah.csv", "3,30217E+15: ten digits gone, never guessed",
        making.text([HEAD, *(_one(n, f"{float(_nik(n)):.5E}".replace(".", ",")) for n in range(3))], ";"),
        {"": "swww"}, {("", 2 + n): {"nik": None, "birth_date": Person(n).born, "name": Person(n).name.upper()} for n in range(3)},
        {"nik_lost": 3},
    ),
    Ugly(
        "nik-ilmiah-penuh.csv", "3.302171308650011E+15: written so, but all sixteen digits are there",
        making.text([HEAD, *(_one(n, f"{_nik(n)[0]}.{_nik(n)[1:]}E+15") for n in range(3))], ";"), {"": "s+++"},
        listed("", 2, "nik", [_nik(n) for n in range(3)]),
    ),
    Ugly(
        "nik-pecahan.csv", "text NIKs turned to floats: .0 and ,00 behind them",
        making.text([HEAD, _one(0, _nik(0) + ".0"), _one(1, _nik(1) + ",00"), _one(2, _nik(2) + ".00")], ";"),
        {"": "s+++"}, listed("", 2, "nik", [_nik(n) for n in range(3)]),
    ),
    Ugly(
        "nik-rumus.csv", 'NIKs written ="3302…" to save them from the spreadsheet',
        making.text([HEAD, *(_one(n, f'="{_nik(n)}"') for n in range(3))], ";"), {"": "s+++"},
        listed("", 2, "nik", [_nik(n) for n in range(3)]),
    ),
    Ugly(
        "nik-rumus-telanjang.csv", 'the same without quotation marks around the formula, and one that says nothing',
        making.raw_text("NIK;Nama;Tgl Lahir;L/P\n" + "".join(
            f'="{_nik(n)}";{Person(n).name};="{Person(n).written}";{Person(n).sex}\n' for n in range(2)
        ) + f'="";{Person(2).name};{Person(2).written};L\n'), {"": "s++w"},
        listed("", 2, "nik", [_nik(0), _nik(1), None]) | listed("", 2, "birth_date", [Person(n).born for n in range(3)]),
    ),
    Ugly(
        "nik-sementara.xlsx", "temporary numbers of villages, which begin with 0",
        _book("0330217000000001", "0330217000000002"), {"Data": "sww"}, _none(2), {"nik_temporary": 2},
    ),
    Ugly(
        "nik-sementara-angka.xlsx", "the same as numbers: the leading zero is lost",
        _book(330217000000001, 330217000000002), {"Data": "sww"}, _none(2),
    ),
    Ugly(
        "nik-mustahil.xlsx", "seventeen digits, month thirteen, day zero, 31 February, four digits, words among digits",
        _book(_nik(0) + "7", "3302171713900004", "3302170013900004", "3302173102900004", "3302", "33021713NIK01"),
        {"Data": "s" + "q" * 6}, codes={"nik_impossible": 6},
    ),
    Ugly(
        "nik-tiada.xlsx", "no NIK, in all the words there are for it",
        _book("", "-", "#N/A", "tidak ada", "belum punya KTP", Formula("=NA()", "#N/A"), "0000000000000000", None),
        {"Data": "s" + "w" * 8}, _none(8),
    ),
    Ugly(
        "nik-lawan.xlsx", "NIKs that the birth date, the sex, or both speak against",
        xlsx({"Data": [
            HEAD, [_nik(0), _MAN.name, "14-01-1965", "L"], [_nik(2), "Candra Santoso", Person(2).written, "P"],
            [_nik(1), "Eko Prasetyo", "05-05-1970", "L"],
        ]}), {"Data": "swww"},
        {("Data", 2): {"nik": _nik(0), "nik_key": True, "birth_date": date(1965, 1, 14)}, ("Data", 3): {"nik_key": True, "sex": "P"},
         ("Data", 4): {"nik_key": False, "birth_date": date(1970, 5, 5)}},
        {"birth_differs": 1, "sex_differs": 1, "nik_of_another": 1},
    ),
    Ugly(
        "nik-abad.xlsx", "no birth date: the century is the one that is plausible",
        xlsx({"Data": [["NIK", "Nama"], *([nik(day, "L", 7), f"Orang {chr(65 + n)}"] for n, day in enumerate(
            (date(2005, 8, 17), date(1960, 8, 17), date(1999, 12, 31), date(2000, 2, 29))))]}),
        {"Data": "saaaa"},
        listed("Data", 2, "birth_date", [date(2005, 8, 17), date(1960, 8, 17), date(1999, 12, 31), date(2000, 2, 29)]),
    ),
    Ugly(
        "nik-kembar.xlsx", "the same person again, and one NIK for two persons",
        xlsx({"Data": [*table(2), row(0), [4, _nik(1), "Orang Lain", "01-01-1980", "L", "Pernasidi", "Cilongok"]]}),
        {"Data": "saaww"}, all_of("Data", 2, range(2)), {"repeated_person": 1, "nik_shared": 1},
    ),
    Ugly(
        "nik-kembar-lembar.xlsx", "the same person on two sheets",
        xlsx({"Satu": table(2), "Dua": table(2)}), {"Satu": "saa", "Dua": "sww"}, codes={"repeated_person": 2},
    ),
    Ugly(
        "nik-pindah.xlsx", "NIKs given out elsewhere, by regions that have other codes today",
        xlsx({"Data": [HEAD, *([nik(Person(n).born, Person(n).sex, 5, region), Person(n).name, Person(n).written, Person(n).sex]
                               for n, region in enumerate(("317401", "910102", "327508")))]}),
        {"Data": "saaa"}, listed("Data", 2, "nik_key", [True] * 3),
    ),
    Ugly(
        "nik-berakhir-nol.xlsx", "a NIK as text that truly ends in 0 is whole",
        _book(nik(_MAN.born, "L", 10), _nik(1), _nik(2)), {"Data": "s+aa"}, {("Data", 2): {"nik": nik(_MAN.born, "L", 10)}},
    ),
]  # fmt: skip
