# ruff: noqa: E501 - tables of cases read better in one line each
"""Values: dates, sexes, rupiah, names and numbers as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from corpus import making
from corpus.making import Formula, xlsx
from corpus.people import Person, all_of, listed, nik
from corpus.ugly import Like, Ugly

_EPOCH, _EPOCH_MAC = date(1899, 12, 30), date(1904, 1, 1)


def _with(heading: str, *cells: Any) -> making.Making:
    """Return a list of people with one column more, of which these are the cells."""
    return xlsx({"Data": _rows(heading, *cells)})


def _rows(heading: str, *cells: Any) -> list[list[Any]]:
    people = [[Person(n).nik, Person(n).name, Person(n).written, cell] for n, cell in enumerate(cells)]
    return [["NIK", "Nama", "Tgl Lahir", heading], *people]


def _born(*cells: Any) -> list[list[Any]]:
    """Return people without a NIK, of whom these are the birth dates as written."""
    return [["Nama", "Tgl Lahir", "L/P"], *([Person(n).name, cell, Person(n).sex] for n, cell in enumerate(cells))]


def _known(*days: date) -> list[list[Any]]:
    """Return people with a NIK that holds these days, before what is written of their birth."""
    return [[nik(day, "L", 7 + n), Person(n).name] for n, day in enumerate(days)]


_DAY = date(1990, 8, 17)
_SPELLED = (
    "17-08-1990", "17/8/90", "17 Agustus 1990", "Banyumas, 17-08-1990", "17.08.1990", "17 Ags 1990", "1990-08-17",
    "17-Agt-90", "Jumat, 17 Agustus 1990", "17081990", "'17-08-1990", "17  Agustus  1990", "BANYUMAS 17-8-1990",
    "17-08-1990 00:00:00", "19900817", "17/AGUSTUS/1990", "17 August 1990", "Purwokerto/17-08-1990",
)  # fmt: skip
_SWAPPED = (date(1990, 4, 3), date(1985, 12, 1), date(1970, 2, 11))
_MONTH_FIRST = ("08/17/1990", "12/31/1985", "03/04/1990")
_US = (date(1990, 8, 17), date(1985, 12, 31), date(1990, 3, 4))
_FIRM = ["NPP", "Nama Perusahaan", "NIB", "NPWP", "KBLI", "Jumlah TK", "Kab/Kota", "Skala Usaha"]
_FIRMS = [
    _FIRM, ["AA 012.345", "PT Contoh Satu", "'0220000012345", "01.234.567.8-521.000", "47111", "1.250", "Banyumas", "Kecil"],
    ["BB012346", "CV Contoh Dua", 1234567890123, "0012345678521000", "KBLI 2020: 47112", 12, "Kab. Banyumas", "usaha mikro"],
    [13012347, "UD Contoh Tiga", "220000012345", "3302171301650011", "G.47111", "5 orang", "BANYUMAS", "BESAR"],
]  # fmt: skip


FILES = [
    Ugly(
        "tanggal-ejaan.xlsx", "one birth date in eighteen spellings", xlsx({"Data": _born(*_SPELLED)}),
        {"Data": "s" + "a" * len(_SPELLED)}, listed("Data", 2, "birth_date", [_DAY] * len(_SPELLED)),
    ),
    Ugly(
        "tanggal-sel.xlsx", "birth dates as days of the spreadsheet", xlsx({"Data": _born(_DAY, date(1965, 1, 2), date(2001, 12, 31))}),
        {"Data": "saaa"}, listed("Data", 2, "birth_date", [_DAY, date(1965, 1, 2), date(2001, 12, 31)]),
    ),
    Ugly(
        "tanggal-serial.xlsx", "birth dates as bare numbers of days since 1900",
        xlsx({"Data": [["NIK", "Nama", "Tgl Lahir"], *([*one, (day - _EPOCH).days] for one, day in zip(_known(*_US), _US, strict=True))]}),
        {"Data": "saaa"}, listed("Data", 2, "birth_date", list(_US)),
    ),
    Ugly(
        "tanggal-1904.xlsx", "days in a workbook that counts from 1904",
        xlsx({"Data": [["NIK", "Nama", "Tgl Lahir"], *([*one, day] for one, day in zip(_known(*_US), _US, strict=True))]},
             date_1904=True),
        {"Data": "saaa"}, listed("Data", 2, "birth_date", list(_US)),
    ),
    Ugly(
        "tanggal-serial-1904.xlsx", "bare numbers of days in a workbook that counts from 1904",
        xlsx({"Data": [["NIK", "Nama", "Tgl Lahir"],
                       *([*one, (day - _EPOCH_MAC).days] for one, day in zip(_known(*_US), _US, strict=True))]}, date_1904=True),
        {"Data": "saaa"}, listed("Data", 2, "birth_date", list(_US)),
    ),
    Ugly(
        "tanggal-amerika.xlsx", "a column that is month first, which only some of its cells show",
        xlsx({"Data": _born(*_MONTH_FIRST)}), {"Data": "saaa"}, listed("Data", 2, "birth_date", list(_US)),
    ),
    Ugly(
        "tanggal-dua-urutan.xlsx", "month first on one sheet, day first on the other",
        xlsx({"Amerika": _born(*_MONTH_FIRST), "Kita": _born("17/08/1991", "31/12/1986", "04/03/1991")}),
        {"Amerika": "saaa", "Kita": "saaa"},
        listed("Amerika", 2, "birth_date", list(_US)) | listed("Kita", 2, "birth_date", [date(1991, 8, 17), date(1986, 12, 31), date(1991, 3, 4)]),
    ),
    Ugly(
        "tanggal-tertukar.xlsx", "days and months that the spreadsheet swapped, as the NIK shows",
        xlsx({"Data": [["NIK", "Nama", "Tgl Lahir"],
                       *([*one, date(day.year, day.day, day.month)] for one, day in zip(_known(*_SWAPPED), _SWAPPED, strict=True))]}),
        {"Data": "swww"}, listed("Data", 2, "birth_date", list(_SWAPPED)), {"birth_swapped": 3},
    ),
    Ugly(
        "tanggal-mustahil.xlsx", "31 February, the future, 1799 and words: the date of the NIK counts",
        xlsx({"Data": [["NIK", "Nama", "Tgl Lahir"], *([Person(n).nik, Person(n).name, cell] for n, cell in enumerate(
            ("31-02-1990", "01-01-2099", "17-08-1799", "lupa", "-", "0000-00-00", "Banyumas")))]}),
        {"Data": "swww++++"}, listed("Data", 2, "birth_date", [Person(n).born for n in range(7)]),
    ),
    Ugly(
        "waktu-lahir.csv", "birth dates with a time and a zone, as services write them",
        making.text(_born("1990-08-17T00:00:00", "1990-08-17 00:00:00.000", "1990-08-17T00:00:00Z", "1990-08-17T00:00:00+07:00")),
        {"": "saaaa"}, listed("", 2, "birth_date", [_DAY] * 4),
    ),
    Ugly(
        "kelamin.xlsx", "sexes as they are spelled",
        _with("Jenis Kelamin", "L", "Pr", "Lk", "PEREMPUAN", "laki - laki", "Wanita", "1", "2", "Laki-Laki", "P.", 1, 2),
        {"Data": "s" + "a" * 12}, listed("Data", 2, "sex", list("LP" * 6)),
    ),
    Ugly(
        "pria-wanita.xlsx", "P is Pria where W is Wanita", _with("JK", "P", "W", "P", "W"), {"Data": "saaaa"},
        listed("Data", 2, "sex", list("LPLP")),
    ),
    Ugly(
        "upah.xlsx", "one wage in all its spellings",
        _with("Upah", "Rp 1.500.000,-", "1,5 juta", "1500 ribu", "1.500.000", "Rp1.500.000,00", 1_500_000, "1.5 jt", "IDR 1,500,000.00",
              "Rp. 1.500.000", "1500000/bulan", "1.500.000 per bulan", 1500000.0, "Rp1,5jt"),
        {"Data": "s" + "+" * 13}, listed("Data", 2, "wage_m", [1_500_000] * 13),
    ),
    Ugly(
        "upah-kecil.xlsx", "wages that are none, or nobody can tell",
        _with("Penghasilan", "500 ribu", "UMK", "-", 0, -5, "tidak tentu"), {"Data": "s+w++ww"},
        listed("Data", 2, "wage_m", [500_000, None, None]), {"amount_unreadable": 3},
    ),
    Ugly(
        "nama-gelar.xlsx", "titles and degrees around names",
        xlsx({"Data": [["NIK", "Nama"], *([Person(n).nik, name] for n, name in enumerate((
            "Hj. Dewi Rahayu, S.Pd., M.Pd", "Drs. H. Dewi Rahayu", "Dewi Rahayu, A.Md.Keb", "DEWI  RAHAYU", " dewi\u00a0rahayu ",
            "Ibu Dewi Rahayu", "Dr. dr. Dewi Rahayu, Sp.A", "Alm. Dewi Rahayu", "Dewi Rahayu (alm)", "Ir. Dewi Rahayu, ST., MT.")))]}),
        {"Data": "s" + "+" * 10}, listed("Data", 2, "name", ["DEWI RAHAYU"] * 10),
    ),
    Ugly(
        "nama-aneh.xlsx", "names with signs that other programs choke on",
        xlsx({"Data": [["NIK", "Nama"], *([Person(n).nik, name] for n, name in enumerate((
            "Siti O'Neil", "Ñandu Çelik", '"Karto"', "D'Costa; Adi", "Adi\nSarjono", "M", "Lim 林", "Adi 😀 Sarjono", "<b>Adi</b>",
            "{{7*7}} Adi")))]}),
        {"Data": "s" + "+" * 10}, {("Data", 2): {"name": "SITI O'NEIL"}, ("Data", 6): {"name": "ADI SARJONO"}},
    ),
    Ugly(
        "telepon.xlsx", "telephone numbers that lost their zero, or became powers of ten",
        _with("No HP", "081234567890", "+62 812-3456-7890", 81234567890, "8,12E+10", "0812 3456 7890 / 0857", "-"),
        {"Data": "s" + "+" * 6}, all_of("Data", 2, ()),
    ),
    Ugly(
        "kartu.xlsx", "card numbers with blanks and dots, as numbers and as floats",
        _with("No. KPJ", "210 0123 4567", "210.0123.4567", "'21001234567", 21001234567, "21001234567.0", "-"),
        {"Data": "s" + "+" * 6}, listed("Data", 2, "kpj", ["21001234567"] * 5 + [None]),
    ),
    Ugly(
        "bulan-iuran.xlsx", "one month paid in all its spellings",
        xlsx({"Data": _rows("BLTH", "2025-02", "02/2025", "Februari 2025", "Feb-25", "022025", date(2025, 2, 1), "202502", "Peb 2025",
                            "28-02-2025", "FEB 2025")}),
        {"Data": "s" + "a" * 10}, listed("Data", 2, "paid_through", [date(2025, 2, 1)] * 10), kind="members",
    ),
    Ugly(
        "program.xlsx", "programmes by name, by number and in any order",
        xlsx({"Data": _rows("Program", "JKM, JKK", "JKK+JKM", "JKK dan JKM", "2", "2 Program", "jkk/jkm", "JKK;JKM")}),
        {"Data": "s" + "a" * 7}, listed("Data", 2, "programmes", ["JKK,JKM"] * 7), kind="members",
    ),
    Ugly(
        "badan-usaha.xlsx", "firms: NPP, NIB as text and as a number, NPWP of 15 and 16 digits, KBLI with its edition",
        xlsx({"Data": _FIRMS}), {"Data": "s+++"},
        listed("Data", 2, "npp", ["AA012345", "BB012346", "13012347"]) | {
            ("Data", 2): {"nib": "0220000012345", "n_workers": 1250, "scale": "KECIL", "npp": "AA012345", "kbli": Like("47111")},
            ("Data", 3): {"nib": "1234567890123", "n_workers": 12, "scale": "MIKRO", "kbli": Like("47112")},
            ("Data", 4): {"n_workers": 5, "scale": "BESAR", "kbli": Like("47111")},
        }, kind="employers",
    ),
    Ugly(
        "galat.xlsx", "errors where values should be",
        xlsx({"Data": [
            ["NIK", "Nama", "Tgl Lahir", "Upah"],
            *([Person(n).nik, Person(n).name, Person(n).written, Formula("=1/0", error)] for n, error in enumerate(
                ("#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#N/A"))),
            [Person(5).nik, Formula("=X", "#NAME?"), Person(5).written, 1],
        ]}), {"Data": "swwwwwq"}, listed("Data", 2, "wage_m", [None] * 5), {"formula_error": 6, "name_missing": 1},
    ),
    Ugly(
        "lahir-pecah.xlsx", "place and date of birth in one cell",
        xlsx({"Data": [["NIK", "Nama", "Tempat, Tgl Lahir"], *([Person(n).nik, Person(n).name, f"{place}{Person(n).born:{form}}"]
              for n, (place, form) in enumerate((("Banyumas, ", "%d-%m-%Y"), ("Banyumas,", "%d/%m/%y"), ("Bms / ", "%d-%m-%Y"),
                                                 ("KAB. BANYUMAS, ", "%d %m %Y"))))]}),
        {"Data": "saaaa"}, listed("Data", 2, "birth_date", [Person(n).born for n in range(4)]),
    ),
    Ugly(
        "umur.csv", "ages beside NIKs, which say more",
        making.text([["NIK", "Nama", "Umur"], *([Person(n).nik, Person(n).name, 2025 - Person(n).born.year] for n in range(3))]),
        {"": "saaa"}, listed("", 2, "birth_date", [Person(n).born for n in range(3)]),
    ),
    Ugly(
        "besok.xlsx", "born tomorrow and a hundred and eleven years ago",
        xlsx({"Data": _born(date.fromisoformat("2025-03-31") + timedelta(1), date(1914, 3, 30))}), {"Data": "sqq"},
        codes={"identity_missing": 2},
    ),
]  # fmt: skip
