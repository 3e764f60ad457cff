"""Writes the files of a second imaginary office: whose cover ends, who died, and what was paid for them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import cakupan
from cakupan.workspace import Workspace

POSITION = "2026-03-31"
PLACE = ("Karanggayam", "Lumbir")
OTHER = ("Cirahab", "Lumbir")
#: NIK, name, birth date; the NIK says birth date and sex.
ADI = ("3302010107900001", "ADI SARJO", "01-07-1990")
BUNGA = ("3302014107910002", "BUNGA WATI", "01-07-1991")
CITRA = ("3302014107920003", "CITRA DEWI", "01-07-1992")
DEDI = ("3302010107930004", "DEDI KUSNO", "01-07-1993")
EKO = ("3302010107940005", "EKO PRIYO", "01-07-1994")
FITRI = ("3302014107610006", "FITRI RAHAYU", "01-07-1961")
GILANG = ("3302010107950007", "GILANG TONO", "01-07-1995")
HANA = ("3302014107960008", "HANA LESTARI", "01-07-1996")
INDRA = ("3302010107970009", "INDRA JAYA", "01-07-1997")
JARWO = ("3302010107980010", "JARWO SUSILO", "01-07-1998")
KARTI = ("3302014107850011", "KARTI NINGSIH", "01-07-1985")
LASTRI = ("3302014107860012", "LASTRI UTAMI", "01-07-1986")

_MEMBERS = ("NIK", "Nama", "Tgl Lahir", "Segmen", "NPP", "Upah", "Program", "Tanggal Kepesertaan", "Tanggal Keluar",
            "Lunas s.d.", "Sumber Dana", "Desa", "Kecamatan")  # fmt: skip
_BPU = ("BPU", "", "1000000", "JKK, JKM")
ROSTER = [
    (*ADI, *_BPU, "01-01-2021", "", "2025-12", "DBH CHT", *PLACE),  # in arrears; three years and more
    (*BUNGA, *_BPU, "01-01-2025", "", "2026-03", "APBD", *PLACE),  # her fund's window ends in June
    (*CITRA, *_BPU, "01-02-2026", "", "2026-04", "Mandiri", *OTHER),  # pays herself; waits still
    (*DEDI, "PU", "AA000001", "5000000", "JKK, JKM", "01-01-2020", "31-05-2026", "", "", *OTHER),
    (*EKO, *_BPU, "01-01-2024", "", "2026-03", "APBD", *PLACE),  # died in February
    (*FITRI, *_BPU, "01-01-2025", "", "2026-04", "Mandiri", *PLACE),  # 65 in July 2026; 64 when the months end
    (*GILANG, *_BPU, "01-01-2022", "", "2026-03", "APBD", *PLACE),  # died, claimed
    (*HANA, *_BPU, "01-03-2026", "", "2026-03", "APBD", *OTHER),  # died while waiting
    (*INDRA, *_BPU, "01-01-2024", "", "2026-03", "Mandiri", *OTHER),  # an accident
    (*JARWO, "PU", "AA000001", "4000000", "JKK, JKM", "01-01-2022", "", "", "", *OTHER),  # two registers
    (
        *KARTI,
        "PU",
        "AA000001",
        "4000000",
        "JKK, JKM",
        "01-01-2022",
        "",
        "",
        "",
        *OTHER,
    ),  # another name in the register
]
_CANDIDATES = ("NIK", "Nama", "Tgl Lahir", "Mulai", "Sampai Dengan", "Desa", "Kecamatan")
CANDIDATES = [
    (*BUNGA, "01-01-2026", "30-06-2026", *PLACE),
    (*EKO, "01-01-2026", "30-06-2026", *PLACE),
    (*GILANG, "01-01-2026", "30-06-2026", *PLACE),
]
_EVENTS = ("NIK", "Nama", "Tgl Lahir", "Peristiwa", "Tanggal Kejadian", "Desa", "Kecamatan", "Sumber")
VILLAGE_BOOK = [
    (*EKO, "Meninggal", "10-02-2026", *PLACE, "buku desa"),
    (*GILANG, "Meninggal", "12-01-2026", *PLACE, "buku desa"),
    (*HANA, "Meninggal", "20-03-2026", *OTHER, "buku desa"),
    (*JARWO, "Meninggal", "05-03-2026", *OTHER, "buku desa"),
    (KARTI[0], "PARTO UTOMO", "", "Meninggal", "07-03-2026", *OTHER, "buku desa"),
    (*LASTRI, "Meninggal", "01-02-2026", *OTHER, "buku desa"),  # never covered
]
HOSPITAL = [
    (*JARWO, "Meninggal", "04-03-2026", *OTHER, "rumah sakit"),
    (*EKO, "Meninggal", "10-02-2026", *PLACE, "rumah sakit"),
    (*INDRA, "Kecelakaan", "15-02-2026", *OTHER, "rumah sakit"),
]
_CLAIMS = ("NIK", "Nama", "Program", "Peristiwa", "Tanggal Kejadian", "Tanggal Bayar", "Jumlah Manfaat", "Desa",
           "Kecamatan")  # fmt: skip
CLAIMS = [
    (*GILANG[:2], "JKM", "Meninggal", "12-01-2026", "02-02-2026", "42000000", *PLACE),
    (*JARWO[:2], "JHT", "Meninggal", "05-03-2026", "20-03-2026", "9000000", *OTHER),  # not the death benefit
]


def put(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """Write a list as CSV."""
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([head, *rows])
    return path


def events(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a list of events."""
    return put(path, _EVENTS, rows)


def claims(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a list of claims."""
    return put(path, _CLAIMS, rows)


def members(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a roster."""
    return put(path, _MEMBERS, rows)


def candidates(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    """Write a list of those whom a fund pays for."""
    return put(path, _CANDIDATES, rows)


def office(folder: Path) -> Workspace:
    """Return the office with all its files taken in and built."""
    ws = cakupan.create(folder / "kantor", region="33.02")
    cakupan.add(ws, members(folder / "peserta.csv", ROSTER), kind="members", position=POSITION, invented=True)
    cakupan.add(ws, candidates(folder / "calon.csv", CANDIDATES), kind="workers", group="PEKERJA_RENTAN",
                payer="APBD_KAB", position="2026-01-01", received="2025-12-20")  # fmt: skip
    cakupan.add(ws, events(folder / "buku-desa.csv", VILLAGE_BOOK), kind="events")
    cakupan.add(ws, events(folder / "rumah-sakit.csv", HOSPITAL), kind="events")
    cakupan.add(ws, claims(folder / "klaim.csv", CLAIMS), kind="claims")
    cakupan.build(ws)
    return ws
