# ruff: noqa: E501 - tables of cases read better in one line each
"""Layouts: where the header is, what stands around the rows, and what the sheet says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl import Workbook

from corpus import making
from corpus.making import Formula, by_openpyxl, xlsx
from corpus.people import CILONGOK, HEAD, PERNASIDI, Person, all_of, listed, row, table, who
from corpus.ugly import Like, Ugly

FOUR = table(4)
KARANGNANAS, KULON, GUMELAR = "33.02.19.2017", "33.02.19.2016", "33.02.15"
_SHORT = ["No", "NIK", "Nama", "Tgl Lahir"]


def _short(number: int) -> list[Any]:
    return row(number)[:4]


def _paid(number: int, wage: Any) -> list[Any]:
    return [*_short(number), wage]


_PAID = [*_SHORT, "Upah"]
_LETTERHEAD = [
    ["PEMERINTAH KABUPATEN BANYUMAS"], ["KECAMATAN CILONGOK"], ["DESA PERNASIDI"],
    ["Jalan Raya Pernasidi Nomor 1, Kode Pos 53162"], [], ["DAFTAR PEKERJA RENTAN CALON PENERIMA"],
    ["PERLINDUNGAN JAMINAN SOSIAL KETENAGAKERJAAN"], ["TAHUN ANGGARAN 2025"], [], ["Nomor : 400/12/2025"],
    ["Lampiran : 1 (satu) berkas"], [],
]  # fmt: skip
_GUIDE = [["PETUNJUK PENGISIAN"], ["1. Isi NIK sebagai teks"], [], ["2. Jangan mengubah judul kolom"]]


def _two_rows(book: Any) -> None:
    sheet = book.get_worksheet_by_name("Data")
    sheet.merge_range("A1:A2", "No")
    sheet.merge_range("B1:C1", "Identitas")
    sheet.merge_range("D1:E1", "Kelahiran")
    sheet.merge_range("F1:G1", "Domisili")


def _villages_merged(book: Workbook) -> None:
    sheet = book["Data"]
    for cells in ("E2:E4", "F2:F6", "E5:E6"):
        sheet.merge_cells(cells)


def _hidden(book: Any) -> None:
    sheet = book.get_worksheet_by_name("Data")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_row(3, 0)
    sheet.set_column(1, 1, 0, None, {"hidden": True})
    sheet.autofilter(0, 0, 4, 6)
    book.get_worksheet_by_name("Tersembunyi").hide()


_OPENSID = [
    "ALAMAT", "DUSUN", "RW", "RT", "NAMA", "NO_KK", "NIK", "SEX", "TEMPATLAHIR", "TANGGALLAHIR", "AGAMA_ID",
    "PENDIDIKAN_KK_ID", "PENDIDIKAN_SEDANG_ID", "PEKERJAAN_ID", "STATUS_KAWIN", "KK_LEVEL", "WARGANEGARA_ID",
    "NAMA_AYAH", "NAMA_IBU", "GOLONGAN_DARAH_ID", "AKTA_LAHIR", "DOKUMEN_PASPOR", "TANGGAL_AKHIR_PASPOR",
    "DOKUMEN_KITAS", "AYAH_NIK", "IBU_NIK", "AKTA_PERKAWINAN", "TANGGALPERKAWINAN", "AKTA_PERCERAIAN",
    "TANGGALPERCERAIAN", "CACAT_ID", "CARA_KB_ID", "HAMIL", "KTP_EL", "STATUS_REKAM", "ALAMAT_SEKARANG",
    "STATUS_DASAR", "SUKU", "TAG_ID_CARD", "ID_ASURANSI", "NO_ASURANSI", "LAT", "LNG",
]  # fmt: skip


def _resident(number: int, nik: str = "") -> list[Any]:
    one = Person(number)
    told = {
        "ALAMAT": "Jl. Melati", "DUSUN": "Krajan", "RW": "001", "RT": "002", "NAMA": one.name, "NO_KK": one.nik[:12] + "0001",
        "NIK": nik or one.nik, "SEX": 1 + number % 2, "TEMPATLAHIR": "Banyumas", "TANGGALLAHIR": f"{one.born:%Y-%m-%d}",
        "AGAMA_ID": 1, "PENDIDIKAN_KK_ID": 5, "PEKERJAAN_ID": 9 if number % 2 else 11, "STATUS_KAWIN": 2, "KK_LEVEL": 1,
        "WARGANEGARA_ID": 1, "NAMA_AYAH": "Sastro", "NAMA_IBU": "Sumi", "AYAH_NIK": "3302170101400001", "KTP_EL": 2,
        "STATUS_DASAR": 1, "IBU_NIK": "3302174101450001",
    }  # fmt: skip
    return [told.get(heading) for heading in _OPENSID]


_SIPP = [
    "NO", "NIK", "NOMOR KPJ", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR (DD-MM-YYYY)", "JENIS KELAMIN", "STATUS KAWIN",
    "NAMA IBU KANDUNG", "NO HANDPHONE", "EMAIL", "ALAMAT", "TANGGAL KEPESERTAAN", "UPAH", "BLTH", "PROGRAM", "NPP",
    "SEGMEN",
]  # fmt: skip


def _member(number: int) -> list[Any]:
    one = Person(number)
    return [
        number + 1, one.nik, f"2100123400{number}", one.name.upper(), "BANYUMAS", one.written,
        "LAKI-LAKI" if one.sex == "L" else "PEREMPUAN", "K", "SUMI", "081200000001", "a@contoh.id", "DS PERNASIDI",
        "01-02-2020", 2_500_000, "03-2025", "JHT,JKK,JKM", "AA012345", "PU",
    ]  # fmt: skip


FILES = [
    Ugly(
        "kop-surat.xlsx", "a letterhead of twelve lines; the region stands in it",
        xlsx({"Data": [*_LETTERHEAD, HEAD[:5], row(0)[:5], row(1)[:5]]}), {"Data": "ssss.sss.ss.saa"},
        all_of("Data", 14, range(2), region=PERNASIDI),
    ),
    Ugly(
        "kop-panjang.xlsx", "a header in row 32, under instructions",
        xlsx({"Data": [*([f"{n}. Ketentuan pengisian nomor {n}"] for n in range(1, 31)), [], *FOUR]}),
        {"Data": "s" * 30 + ".saaaa"}, all_of("Data", 33, range(4)),
    ),
    Ugly(
        "dua-baris.xlsx", "a header of two rows with merged cells",
        xlsx({"Data": [[], [None, "NIK", "Nama Lengkap", "Tanggal Lahir", "L/P", "Desa", "Kecamatan"], *FOUR[1:]]}, _two_rows),
        {"Data": "ssaaaa"}, all_of("Data", 3, range(4), region=PERNASIDI),
    ),
    Ugly(
        "gabung-desa.xlsx", "villages and districts merged over the rows below",
        by_openpyxl({"Data": [
            [*_SHORT, "Desa", "Kecamatan"], [*_short(0), "Pernasidi", "Cilongok"], _short(1), _short(2),
            [*_short(3), "Cilongok", None], _short(4), [*_short(5), "Karangnanas", "Sokaraja"],
        ]}, _villages_merged), {"Data": "saaaaaa"},
        listed("Data", 2, "region", [PERNASIDI] * 3 + ["33.02.17.2010"] * 2 + [KARANGNANAS]),
    ),
    Ugly(
        "idem.xlsx", "idem, sda and ditto marks for what stands above",
        xlsx({"Data": [
            [*_SHORT, "Desa", "Kecamatan"], [*_short(0), "Pernasidi", "Cilongok"], [*_short(1), "idem", "idem"],
            [*_short(2), "sda", "s.d.a."], [*_short(3), '"', '"'], [*_short(4), "Karangnanas", "Sokaraja"],
            [*_short(5), "- idem -", "sda."],
        ]}), {"Data": "saaaaaa"}, listed("Data", 2, "region", [PERNASIDI] * 4 + [KARANGNANAS] * 2),
        codes={"region_higher": 0},
    ),
    Ugly(
        "lembar-desa.xlsx", "a sheet per village, of which only the name says so",
        xlsx({"Pernasidi": [_SHORT, _short(0)], "Ds. Karangnanas": [_SHORT, _short(1)], "KEC GUMELAR": [_SHORT, _short(2)]}),
        {"Pernasidi": "sa", "Ds. Karangnanas": "sa", "KEC GUMELAR": "sa"},
        {("Pernasidi", 2): {"region": PERNASIDI}, ("Ds. Karangnanas", 2): {"region": KARANGNANAS},
         ("KEC GUMELAR", 2): {"region": GUMELAR}},
    ),
    Ugly(
        "baris-desa.xlsx", "lines between the rows say of which village the next ones are",
        xlsx({"Data": [
            _SHORT, ["DESA PERNASIDI KECAMATAN CILONGOK"], _short(0), _short(1), ["Desa : Karangnanas, Kec. Sokaraja"],
            _short(2), ["Desa Sokaraja Kulon"], _short(3),
        ]}), {"Data": "ssaasasa"},
        {("Data", 3): {"region": PERNASIDI}, ("Data", 4): {"region": PERNASIDI}, ("Data", 6): {"region": KARANGNANAS},
         ("Data", 8): {"region": KULON}},
    ),
    Ugly(
        "tersembunyi.xlsx", "hidden rows, a hidden column and a hidden sheet are data",
        xlsx({"Data": FOUR, "Tersembunyi": table(2, 4)}, _hidden), {"Data": "saaaa", "Tersembunyi": "saa"},
        all_of("Data", 2, range(4)) | all_of("Tersembunyi", 2, (4, 5)), {"sheet_hidden": 1},
    ),
    Ugly(
        "urutan.xlsx", "the same columns in another order on every sheet",
        xlsx({"Satu": FOUR, "Dua": [[*reversed(HEAD)], *([*reversed(row(n))] for n in (4, 5))]}),
        {"Satu": "saaaa", "Dua": "saa"}, all_of("Satu", 2, range(4)) | all_of("Dua", 2, (4, 5), region=PERNASIDI),
    ),
    Ugly(
        "dua-tabel.xlsx", "a second table further down, with its columns in another order",
        xlsx({"Data": [
            *table(2), [], ["DAFTAR TAMBAHAN"], ["Nama", "NIK", "L/P", "Tgl Lahir"],
            *([Person(n).name, Person(n).nik, Person(n).sex, Person(n).written] for n in (4, 5)),
        ]}), {"Data": "saasssaa"}, all_of("Data", 2, (0, 1)) | all_of("Data", 7, (4, 5)),
    ),
    Ugly(
        "samping.xlsx", "a legend beside the table",
        xlsx({"Data": [
            [*HEAD, None, "Kode", "Arti"], [*row(0), None, "L", "Laki-laki"], [*row(1), None, "P", "Perempuan"], row(2),
        ]}), {"Data": "s++a"}, all_of("Data", 2, range(3), region=PERNASIDI),
    ),
    Ugly(
        "petunjuk.xlsx", "guide sheets before and behind",
        xlsx({"Petunjuk": _GUIDE, "Data": FOUR, "Kode": [[], ["L", "Laki-laki"], ["P", "Perempuan"]]}),
        {"Petunjuk": "ssss", "Data": "saaaa", "Kode": ".ss"}, all_of("Data", 2, range(4)),
    ),
    Ugly(
        "subtotal.xlsx", "subtotals and a total, all of them right",
        xlsx({"Data": [
            _PAID, _paid(0, 1_000_000), _paid(1, 1_500_000), ["Sub Total", None, None, None, 2_500_000], _paid(2, 2_000_000),
            [None, None, "Subtotal", None, 2_000_000], ["JUMLAH", None, None, None, Formula("=E4+E6", 4_500_000)],
        ]}), {"Data": "saasass"}, listed("Data", 2, "wage_m", [1_000_000, 1_500_000]), {"skipped_total": 3},
    ),
    Ugly(
        "subtotal-salah.xlsx", "a subtotal that is not the sum, which must be said",
        xlsx({"Data": [
            _PAID, _paid(0, 1_000_000), _paid(1, 1_500_000), ["Jumlah", None, None, None, 2_600_000], _paid(2, 2_000_000),
            ["Jumlah", None, None, None, 2_000_000],
        ]}), {"Data": "saasas"}, codes={"skipped_total": 2}, noted=(("Data", 4),),
    ),
    Ugly(
        "catatan-kaki.xlsx", "footnote marks on numbers, names and headings",
        xlsx({"Data": [
            ["No", "NIK *)", "Nama ¹)", "Tgl Lahir", "Upah **)"], [*_short(0), "1.500.000 *)"], [*_short(1), "Rp 2.000.000¹"],
            [3, Person(2).nik, "Candra Santoso *)", Person(2).written, "1.750.000**"],
            ["*) menurut KTP"], ["**) per bulan"],
        ]}), {"Data": "s+++ss"},
        listed("Data", 2, "wage_m", [1_500_000, 2_000_000, 1_750_000]) | {("Data", 4): {"name": "CANDRA SANTOSO", "wage_m": 1_750_000}},
    ),
    Ugly(
        "rumus.xlsx", "formulas, of which the values are kept",
        xlsx({"Data": [
            _PAID,
            [Formula("=ROW()-1", 1), Formula('="33021713"&"010011"', Person(0).nik), Formula('=PROPER("x")', Person(0).name),
             Formula("=DATE(1965,1,13)", 23755), Formula("=1000000*2", 2_000_000)],
            [2, Person(1).nik, Person(1).name, Person(1).written, Formula("=VLOOKUP(1,Z:Z,1,0)", "#N/A")],
        ]}), {"Data": "saw"},
        {("Data", 2): who(0) | {"sex": None, "wage_m": 2_000_000}, ("Data", 3): {"wage_m": None}}, {"formula_error": 1},
    ),
    Ugly(
        "rumus-kosong.xlsx", "formulas of which nobody kept the value",
        by_openpyxl({"Data": [_PAID, _paid(0, "=1000000*2"), _paid(1, 1_500_000)]}), {"Data": "s++"},
        listed("Data", 2, "wage_m", [None, 1_500_000]),
    ),
    Ugly(
        "cetak.xlsx", "the header again on every printed page, with page numbers",
        xlsx({"Data": [*table(3), ["Halaman 1 dari 2"], *table(3, 3), [], ["Halaman 2 dari 2"]]}),
        {"Data": "saaa" + "ss" + "aaa" + "ss"}, all_of("Data", 2, range(3)) | all_of("Data", 7, range(3, 6)), {"skipped_header": 2},
    ),
    Ugly(
        "nomor-kolom.xlsx", "a row of column numbers under the header",
        xlsx({"Data": [HEAD, [f"({n})" for n in range(1, 8)], *FOUR[1:]]}), {"Data": "ssaaaa"}, all_of("Data", 3, range(4)),
        {"skipped_numbering": 1},
    ),
    Ugly(
        "tanda-tangan.xlsx", "notes, place, date, office, name and number of who signed",
        xlsx({"Data": [
            *FOUR, [], ["Catatan: data sementara"], [None, None, None, None, "Cilongok, 5 Maret 2025"],
            [None, "Mengetahui,", None, None, "Pendata,"], [None, "Kepala Desa Pernasidi"], [], [],
            [None, "SUTRISNO", None, None, "WAGIMIN"], [None, "NIP. 19700101 199001 1 001"],
        ]}), {"Data": "saaaa" + "s" * 9}, all_of("Data", 2, range(4)),
    ),
    Ugly(
        "pojok.xlsx", "the table begins in C5, and emptiness stands before and behind",
        xlsx({"Data": [[], [], [], [], *([None, None, *cells] for cells in FOUR), ["", " "], [None]]}),
        {"Data": "....saaaa.."}, all_of("Data", 6, range(4)),
    ),
    Ugly(
        "selang-seling.xlsx", "a blank line after every row",
        xlsx({"Data": [HEAD, [], row(0), [], row(1), [], row(2), []]}), {"Data": "ssasasa."},
        {("Data", 3): who(0), ("Data", 5): who(1), ("Data", 7): who(2)}, {"skipped_blank": 3},
    ),
    Ugly(
        "judul-patah.xlsx", "headings with line breaks, dots and blanks in them",
        xlsx({"Data": [["NO.", "N I K", "NAMA\nLENGKAP", "TGL.\nLAHIR", "L / P", "DESA /\nKELURAHAN", "KEC."], *FOUR[1:]]}),
        {"Data": "saaaa"}, all_of("Data", 2, range(4), region=PERNASIDI),
    ),
    Ugly(
        "kelompok-rt.xlsx", "lone lines that part the rows by RT",
        xlsx({"Data": [HEAD, ["RT 01 / RW 02"], row(0), row(1), [None, "RT 02 / RW 02"], row(2)]}), {"Data": "ssaasa"},
        {("Data", 3): who(0), ("Data", 4): who(1), ("Data", 6): who(2)},
    ),
    Ugly(
        "opensid.xlsx", "the resident workbook of OpenSID: 43 columns, codes, a temporary NIK",
        xlsx({"Data Penduduk": [_OPENSID, _resident(0), _resident(1), _resident(2, "0330217000000001")]}),
        {"Data Penduduk": "saaw"},
        all_of("Data Penduduk", 2, range(2)) | {
            ("Data Penduduk", 4): {"nik": None, "birth_date": Person(2).born, "sex": "L", "nik_given": "0330217000000001"},
        },
    ),
    Ugly(
        "opensid-pekerjaan.xlsx", "the same, whose numbers of occupations must become words",
        xlsx({"Data Penduduk": [_OPENSID, _resident(0), _resident(1)]}), {"Data Penduduk": "saa"},
        listed("Data Penduduk", 2, "occupation", [Like("nelayan"), Like("petani")]),
    ),
    Ugly(
        "sipp.xlsx", "a member workbook as employers upload it",
        xlsx({"Sheet1": [_SIPP, _member(0), _member(1)]}), {"Sheet1": "saa"},
        all_of("Sheet1", 2, range(2), segment="PU", npp="AA012345", programmes="JHT,JKK,JKM", wage_m=2_500_000,
               since=date(2020, 2, 1), paid_through=date(2025, 3, 1)), kind="members", said={"segment": ""},
    ),
    Ugly(
        "polos.xlsx", "NIK and name, no more",
        xlsx({"Sheet1": [["NIK", "NAMA"], *([Person(n).nik, Person(n).name] for n in range(3))]}), {"Sheet1": "saaa"},
        listed("Sheet1", 2, "nik", [Person(n).nik for n in range(3)]) | {("Sheet1", 2): {"region": "33.02", "birth_date": Person(0).born}},
    ),
    Ugly(
        "jabatan.xlsx", "people whose names and offices sound like who signs",
        xlsx({"Data": [
            [*_SHORT, "Jabatan"], [1, Person(0).nik, "Lurah Santoso", Person(0).written, "Kepala Desa"],
            [2, Person(1).nik, "Total Sugiarti", Person(1).written, "Sekretaris Desa"],
            [None, Person(2).nik, "Bupati Wijaya", Person(2).written, "Camat"],
        ]}), {"Data": "saaa"}, listed("Data", 2, "nik", [Person(n).nik for n in range(3)]),
    ),
    Ugly(
        "dua-lembar-beda.xlsx", "one sheet lists workers, the next only sums them up",
        xlsx({"Rincian": FOUR, "Rekap": [["Desa", "Laki-laki", "Perempuan", "Jumlah"], ["Pernasidi", 2, 2, 4]]}),
        {"Rincian": "saaaa", "Rekap": "ss"}, all_of("Rincian", 2, range(4), region=PERNASIDI),
    ),
    Ugly(
        "lebar.xlsx", "a lone cell in the last column of the sheet",
        xlsx({"Data": [[*FOUR[0], *[None] * 1500, "x"], *FOUR[1:]]}), {"Data": "saaaa"}, all_of("Data", 2, range(4)),
    ),
    Ugly(
        "kecamatan-atas.csv", "a region above the header of a text", making.text([["Kecamatan Cilongok"], _SHORT, _short(0)], ";"),
        {"": "ssa"}, {("", 3): {"region": CILONGOK}},
    ),
]  # fmt: skip
