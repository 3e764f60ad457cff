"""An invented by-name registry of Banyumas whose totals equal the published ones, each at its own date.

Nobody in it exists. Names are words thrown together; the NIK have serial numbers from 9001 up, which no office has
given; every file says CONTOH in its name, and that its people are invented in its first line or in a column.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cakupan import regions
from cakupan.demo import lists, people, sheets, truth
from cakupan.demo.ugly import Row, spoil

if TYPE_CHECKING:
    import duckdb

_FIRST, _MIDDLE, _LAST = truth.positions()
_SEGMENTS = ("PU", "BPU", "JAKON")
#: The roster that arrives as text, as an application of an office exports it.
_AS_TEXT = (_FIRST, "JAKON")
#: From a position to the receipt of its file.
_POST = timedelta(days=8)
#: From when a fund is to pay for its candidates, and the day on which their list came.
_PLANNED, _DECIDED = date(2025, 7, 1), date(2025, 4, 22)
_EMPLOYER_HEADINGS = (
    "NPP", "NIB", "Nama Badan Usaha", "Desa/Kelurahan", "Kecamatan", "Jumlah Tenaga Kerja", "KBLI", "Skala Usaha",
    "Tanggal Daftar",
)  # fmt: skip


#: The truth beside the lists: whom each row is about. It is no list, and is never taken in.
TRUTH = "CONTOH-kebenaran.parquet"
_TRUTH = """
create or replace temp table demo_truth (file varchar, sheet varchar, row_no bigint, row bigint, person bigint)
"""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file as an office sends it, and what its cover letter says.

    Attributes:
        kind: workers, members or employers.
        position: date for which the rows are true; received: day on which the file came.
        group, role: of a list of workers; empty text otherwise.
        region: region that the file speaks for.
        payer: who pays for all whom it lists; empty text where it does not say, or says it row by row.
        segment: segment of a roster; empty text otherwise.
        complete: whether absence from it means something.
        invented: whether its people are invented: all of them are.

    """

    file: Path
    kind: str
    position: date
    received: date
    group: str = ""
    role: str = ""
    region: str = "33.02"
    segment: str = ""
    payer: str = ""
    complete: bool = True
    invented: bool = True


def write(folder: Path, connection: duckdb.DuckDBPyConnection) -> list[Parcel]:
    """Write the files of the invented registry and return them in the order of their receipt.

    Beside them lies `TRUTH`: file, sheet, row_no (or, of Parquet, row) and person.

    Args:
        folder: where the files go; made if missing.
        connection: DuckDB connection; temporary tables named `demo_…` are made in it and dropped again.

    """
    folder.mkdir(parents=True, exist_ok=True)
    people.people(connection, str(regions.region_path()))
    connection.execute(lists.since())
    connection.execute(_TRUTH)
    desk = _Desk(folder, connection)
    rosters = [desk.roster(position, segment) for position in (_FIRST, _MIDDLE, _LAST) for segment in _SEGMENTS]
    groups = [desk.neighbourhoods(), desk.councils(), desk.guards(), *desk.staff(), desk.poor(), desk.candidates()]
    parcels = [desk.workers(), *rosters, *groups, desk.employers()]
    desk.truth()
    people.forget(connection)
    return sorted(parcels, key=lambda parcel: parcel.received)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The offices' common desk: where files are written, out of which tables."""

    folder: Path
    connection: duckdb.DuckDBPyConnection

    def workers(self) -> Parcel:
        """Write the base list of all workers."""
        path = self._parquet("pekerja", _LAST, lists.base())
        return Parcel(path, "workers", _LAST, _LAST + _POST, role="base")

    def roster(self, position: date, segment: str) -> Parcel:
        """Write one segment's roster at one position."""
        word, statement = f"peserta-{segment.lower()}", lists.roster(position, segment)
        if (position, segment) == _AS_TEXT:
            path = self._path(word, position, "csv")
            found = self.connection.execute(statement)
            headings = [column[0] for column in found.description or ()]
            rows = found.fetchall()
            sheets.text(path, [headings, *rows], "utf-8-sig")
            self._tell(path, f"select \"NIK\", '' as sheet, row_number() over () + 1 as row_no from ({statement})")
        else:
            path = self._parquet(word, position, statement)
        return Parcel(path, "members", position, position + _POST, segment=segment)

    def neighbourhoods(self) -> Parcel:
        """Write RT/RW: a workbook with a sheet per kecamatan."""
        path = self._path("rt-rw", _FIRST, "xlsx")
        self._tell_rows(path, sheets.by_district(path, sheets.RT_RW, self._typed("RT_RW"), "24 April 2024"))
        return _listed(path, "RT_RW", _FIRST)

    def councils(self) -> Parcel:
        """Write BPD: one sheet."""
        path = self._path("bpd", _FIRST, "xlsx")
        self._tell_rows(path, sheets.on_one_sheet(path, sheets.BPD, self._typed("BPD"), "BPD"))
        return _listed(path, "BPD", _FIRST)

    def guards(self) -> Parcel:
        """Write Satlinmas: a text file in the encoding of an old Windows."""
        path = self._path("satlinmas", _FIRST, "csv")
        lines, told = sheets.titled(sheets.SATLINMAS, self._typed("SATLINMAS"))
        sheets.text(path, lines, "cp1252")
        self._tell_rows(path, told)
        return _listed(path, "SATLINMAS", _FIRST)

    def staff(self) -> list[Parcel]:
        """Write non-ASN: the first part as a workbook, the rest as Parquet."""
        cut = truth.page()["non_asn_in_workbook"]
        book = self._path("non-asn", _LAST, "xlsx")
        told = sheets.on_one_sheet(book, sheets.NON_ASN, self._typed("NON_ASN", f"limit {cut}"), "Non ASN")
        self._tell_rows(book, told)
        rest = self._parquet("non-asn-lanjutan", _LAST, f"{lists.group('NON_ASN')} offset {cut}")
        return [_listed(book, "NON_ASN", _LAST), _listed(rest, "NON_ASN", _LAST)]

    def poor(self) -> Parcel:
        """Write the extremely poor workers."""
        return _listed(self._parquet("miskin-ekstrem", _LAST, lists.group("MISKIN_EKSTREM")), "MISKIN_EKSTREM", _LAST)

    def candidates(self) -> Parcel:
        """Write whom a fund is to pay for from July on: a workbook like the annex of a decision."""
        path = self._path("calon-dbh-cht", _PLANNED, "xlsx")
        sheets.on_one_sheet(path, sheets.CANDIDATES, self._typed("CALON"), "Lampiran")
        return Parcel(path, "workers", _PLANNED, _DECIDED, group="PEKERJA_RENTAN", role="group", payer="DBH_CHT")

    def employers(self) -> Parcel:
        """Write the employers registered at the branch."""
        path = self._path("badan-usaha", _LAST, "xlsx")
        rows = self.connection.execute(lists.employers()).fetchall()
        sheets.table(path, "BADAN USAHA TERDAFTAR DI CABANG PER 31 MARET 2025", _EMPLOYER_HEADINGS, rows)
        return Parcel(path, "employers", _LAST, _LAST + _POST)

    def _typed(self, name: str, cut: str = "") -> list[Row]:
        found = self.connection.execute(f"{lists.typed(name)} {cut}").fetchall()
        return spoil([Row(*row) for row in found], name)

    def _parquet(self, word: str, position: date, statement: str) -> Path:
        path = self._path(word, position, "parquet")
        target = str(path).replace("'", "''")
        self.connection.execute(f"copy ({statement}) to '{target}' (format parquet, compression zstd)")
        self._tell(
            path, f"select \"NIK\", file_row_number + 1 as row from read_parquet('{target}', file_row_number = true)"
        )
        return path

    def truth(self) -> None:
        """Write whom each row of every file is about."""
        target = str(self.folder / TRUTH).replace("'", "''")
        self.connection.execute(f"copy (from demo_truth) to '{target}' (format parquet, compression zstd)")

    def _tell(self, path: Path, rows: str) -> None:
        """Note whom the rows of a file are about, by the NIK that is theirs."""
        self.connection.execute(
            f"insert into demo_truth by name select '{path.name}' as file, r.* exclude (\"NIK\"), p.p as person "
            f'from ({rows}) r join demo_person p on p.nik = r."NIK"'
        )

    def _tell_rows(self, path: Path, told: list[sheets.Told]) -> None:
        columns = [list(column) for column in zip(*told, strict=True)]
        self.connection.execute(
            "insert into demo_truth by name "
            "select $file as file, unnest($sheet) as sheet, unnest($row_no) as row_no, unnest($person) as person",
            {"file": path.name, "sheet": columns[0], "row_no": columns[1], "person": columns[2]},
        )

    def _path(self, word: str, position: date, ending: str) -> Path:
        return self.folder / f"CONTOH-{word}-{position}.{ending}"


def _listed(path: Path, group: str, position: date) -> Parcel:
    return Parcel(path, "workers", position, position + _POST, group=group, role="group")
