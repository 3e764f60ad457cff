"""Writes the files of a third imaginary office: what an evidence pack and a report of compliance are made of."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import cakupan
from cakupan.workspace import Workspace

THEN, NOW = "2025-03-31", "2026-03-31"
VILLAGES = ("Karanggayam", "Cirahab", "Canduk")
#: Employers: number, name, workers declared, members on the last roster, months paid of January and February 2026.
EMPLOYERS = (
    ("ZB000001", "CV Contoh Lengkap", 8, 8, 2),
    ("ZB000002", "CV Contoh Sebagian", 12, 7, 2),
    ("ZB000003", "UD Contoh Kosong", 5, 0, 0),
    ("ZB000004", "PT Contoh Menunggak", 6, 6, 1),
    ("ZB000005", "PT Contoh Tanpa Catatan", 6, 6, 0),
)
WAGE = 2_400_000
#: What an employer pays for one at that wage in class I: JKK 0.24, JKM 0.30 per cent.
MONTHLY = WAGE * 54 // 10_000


def nik(number: int) -> str:
    """Return the number of somebody born on 1 July 1980."""
    return f"330201010780{2 * number + 1:04d}"


def put(path: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """Write a list as CSV."""
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return path


def _place(number: int) -> tuple[str, str]:
    return VILLAGES[number % 3], "Lumbir"


def wage_earners() -> Iterator[tuple[int, str]]:
    """Yield who works for whom: a number and the number of the employer."""
    number = 100
    for npp, _, _, members, _ in EMPLOYERS:
        for number in range(number, number + members):  # noqa: B020 - goes on counting
            yield number, npp
        number += 1


def _roster(position: str) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [
        (nik(n), f"ORANG {n}", "01-07-1980", "PU", npp, WAGE, "JKK, JKM", "01-01-2024", "", *_place(n))
        for n, npp in wage_earners()
    ]
    last = 30 if position == THEN else 44
    paid = position[:7]
    for n in range(last):
        since = "01-02-2023" if n < 30 else "01-06-2025"
        rows.append((nik(n), f"ORANG {n}", "01-07-1980", "BPU", "", 1_000_000, "JKK, JKM", since, paid, *_place(n)))
    return rows


def _people(numbers: Sequence[int]) -> list[Sequence[object]]:
    return [(nik(n), f"ORANG {n}", "01-07-1980", "PU" if n >= 100 else "BPU", *_place(n)) for n in numbers]


_LISTED = ("NIK", "Nama", "Tgl Lahir", "Segmen", "Desa", "Kecamatan")
GROUPS = {"RT_RW": range(20, 50), "BPD": range(10, 16), "PEKERJA_RENTAN": range(80), "NON_ASN": range(100, 121)}


def office(folder: Path) -> Workspace:
    """Return the office with all its files taken in and built."""
    ws = cakupan.create(folder / "kantor", region="33.02")
    workers = [*range(80), *(n for n, _ in wage_earners()), *range(200, 220)]
    head = ("NIK", "Nama", "Tgl Lahir", "Segmen", "NPP", "Upah", "Program", "Tanggal Kepesertaan", "Lunas s.d.",
            "Desa", "Kecamatan")  # fmt: skip
    for position in (THEN, NOW):
        told = {"position": position, "invented": True}
        cakupan.add(ws, put(folder / f"pekerja-{position}.csv", _LISTED, _people(workers)), kind="workers", **told)
        cakupan.add(ws, put(folder / f"peserta-{position}.csv", head, _roster(position)), kind="members", **told)
    for group, numbers in GROUPS.items():
        file = put(folder / f"{group}.csv", _LISTED, _people(list(numbers)))
        cakupan.add(ws, file, kind="workers", group=group, position=THEN, invented=True)
    _of_employers(ws, folder)
    _money(ws, folder)
    _record(ws, folder)
    cakupan.build(ws)
    return ws


def _of_employers(ws: Workspace, folder: Path) -> None:
    head = ("NPP", "Nama Badan Usaha", "Jumlah Tenaga Kerja", "Skala", "Kelas Risiko", "Kecamatan")
    rows = [(npp, name, declared, "KECIL", "I", "Lumbir") for npp, name, declared, _, _ in EMPLOYERS]
    cakupan.add(ws, put(folder / "badan-usaha.csv", head, rows), kind="employers", position=NOW, invented=True)
    paid = [
        (npp, f"2026-0{month}", f"2026-0{month}", members * MONTHLY, f"1{month}-0{month + 1}-2026", "JKK, JKM")
        for npp, _, _, members, months in EMPLOYERS
        for month in range(1, months + 1)
    ]
    head = ("NPP", "Dari Bulan", "Sampai Bulan", "Jumlah Iuran", "Tanggal Bayar", "Program")
    cakupan.add(ws, put(folder / "iuran-badan-usaha.csv", head, paid), kind="payments", segment="PU", invented=True)


def _money(ws: Workspace, folder: Path) -> None:
    head = ("NIK", "Dari Bulan", "Sampai Bulan", "Jumlah Iuran", "Tanggal Bayar", "Program", "Desa", "Kecamatan")
    paid = [
        (nik(n), f"{year}-01", f"{year}-12", 201_600, f"05-01-{year}", "JKK, JKM", *_place(n))
        for year in (2024, 2025)
        for n in range(30)
    ]
    cakupan.add(ws, put(folder / "iuran.csv", head, paid), kind="payments", group="PEKERJA_RENTAN", invented=True)
    head = ("NIK", "Nama", "Program", "Peristiwa", "Tanggal Kejadian", "Tanggal Bayar", "Jumlah Manfaat", "Desa",
            "Kecamatan")  # fmt: skip
    claims = [
        (nik(n), f"ORANG {n}", "JKM", "Meninggal", f"10-0{1 + n % 6}-{year}", f"20-08-{year}", 42_000_000, *_place(n))
        for n, year in ((0, 2024), (1, 2024), (2, 2024), *((n, 2025) for n in range(3, 10)))
    ]
    cakupan.add(ws, put(folder / "klaim.csv", head, claims), kind="claims", group="PEKERJA_RENTAN", invented=True)
    head = ("NIK", "Nama", "Tgl Lahir", "Peristiwa", "Tanggal Kejadian", "Desa", "Kecamatan", "Sumber")
    died = [
        (nik(n), f"ORANG {n}", "01-07-1980", "Meninggal", f"1{n % 10}-01-2026", *_place(n), "buku desa")
        for n in range(16, 22)
    ]
    cakupan.add(ws, put(folder / "buku-desa.csv", head, died), kind="events", invented=True)


def _record(ws: Workspace, folder: Path) -> None:
    head = ("Jenis", "Nomor", "Tentang", "Berlaku Sejak", "Berlaku Sampai", "Status", "Syarat PTSP",
            "Anggaran Pekerja Rentan", "Diterapkan", "Sumber")  # fmt: skip
    rows = [
        ("Perbup", "12/2024", "Jaminan sosial", "2024-02-01", "", "Ada", "", "ya", "ya", "JDIH (contoh)"),
        ("PTSP", "", "Kepesertaan sebagai syarat izin", "", "", "Ada", "ya", "", "belum", "loket (contoh)"),
        ("NKS", "", "Sinergi", "", "", "Rencana", "", "", "", "rapat (contoh)"),
    ]
    cakupan.add(ws, put(folder / "peraturan.csv", head, rows), kind="instruments", invented=True)
    head = ("Tanggal", "Kegiatan", "Kecamatan", "Dengan", "Komitmen", "Penanggung Jawab", "Batas Waktu", "Selesai")
    rows = [
        ("2025-11-04", "Rapat", "Lumbir", "Dinas (contoh)", "Daftar nama", "Dinas (contoh)", "2026-01-31", "ya"),
        ("2026-01-20", "Sosialisasi", "Lumbir", "Kelompok tani (contoh)", "Anggaran diusulkan", "Bappeda (contoh)",
         "2026-02-28", "belum"),
    ]  # fmt: skip
    cakupan.add(ws, put(folder / "kegiatan.csv", head, rows), kind="activities", invented=True)
    head = ("Sumber Dana", "Nama Mata Anggaran", "Tahun", "Rekening", "Mulai", "Sampai", "Pagu", "Kelompok", "Sumber")
    rows = [
        ("APBD", "Iuran rentan", "2026", "5.1.02.02.02.0006", "2026-01", "2026-12", 50_000_000, "PEKERJA_RENTAN",
         "DPA (contoh)"),
    ]  # fmt: skip
    cakupan.add(ws, put(folder / "dana.csv", head, rows), kind="funds", position="2026-01-10", invented=True)
    head = ("region", "segment", "group", "date", "measure", "value", "unit", "definition", "source")
    rows = [("33.02", "*", "*", "2026-12-31", "coverage", "70", "percent", "", "RKPD (contoh)")]
    cakupan.add(ws, put(folder / "target.csv", head, rows), kind="targets", invented=True)
