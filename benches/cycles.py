"""The ways of a NIK through spreadsheets: each writes a list and returns the file that an office would send."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import openpyxl

Row = tuple[int, str, str, str, str]
Cycle = Callable[[Iterable[Row], Path], Path]
HEADINGS = ("NIK", "Nama", "Tgl Lahir", "JK", "Kode Wilayah")
#: One cell in so many that a clerk left blank, typed as text, or saw as Excel shows it.
_BLANK, _TEXT, _SHORT = 50, 30, 100


def text_csv(rows: Iterable[Row], file: Path) -> Path:
    """Write text as a good export does: nothing is lost."""
    return _csv(rows, file)


def openpyxl_numbers(rows: Iterable[Row], file: Path) -> Path:
    """Write whole numbers with openpyxl; only what a float cannot hold is lost, above 2^53."""
    return _xlsx(rows, file)


def excel_typed(rows: Iterable[Row], file: Path) -> Path:
    """Write numbers as Excel keeps those typed or opened from CSV: fifteen digits, cut; some are text, some shown.

    Excel itself is not run: this follows its documented fifteen digits.
    """

    def cell(turn: int, nik: int) -> object:
        if turn % _TEXT == 0:
            return str(nik)
        return f"{nik / 10**15:.5f}E+15".replace(".", ",") if turn % _SHORT == 1 else nik // 10 * 10

    return _xlsx(((cell(turn, nik), *rest) for turn, (nik, *rest) in enumerate(rows)), file)


def rounded(rows: Iterable[Row], file: Path) -> Path:
    """Write numbers rounded to fifteen digits, as LibreOffice does, without LibreOffice."""
    return _xlsx(((int(float(f"{nik:.15g}")), *rest) for nik, *rest in rows), file)


def float_text(rows: Iterable[Row], file: Path) -> Path:
    """Write what pandas makes of a column with a blank in it, without pandas: 3302161708900004.0."""
    return _csv(((f"{float(nik)!r}", *rest) for nik, *rest in rows), file)


def office_xlsx(rows: Iterable[Row], file: Path) -> Path:
    """Open a CSV with LibreOffice and save it as a workbook."""
    return _converted(_csv(rows, file), "xlsx")


def office_back(rows: Iterable[Row], file: Path) -> Path:
    """Open a CSV with LibreOffice, save it as a workbook, open that and save it as CSV."""
    return _converted(office_xlsx(rows, file), "csv")


def office_ods(rows: Iterable[Row], file: Path) -> Path:
    """Open a CSV with LibreOffice, save it as ODS, open that and save it as a workbook."""
    return _converted(_converted(_csv(rows, file), "ods"), "xlsx")


def pandas_xlsx(rows: Iterable[Row], file: Path) -> Path:
    """Read a CSV with blanks into pandas, whose column becomes floats, and write a workbook."""
    import pandas

    table = pandas.read_csv(_csv(_with_blanks(rows), file))
    table.to_excel(file.with_suffix(".xlsx"), index=False)
    return file.with_suffix(".xlsx")


def pandas_csv(rows: Iterable[Row], file: Path) -> Path:
    """Read a CSV with blanks into pandas, whose column becomes floats, and write CSV."""
    import pandas

    pandas.read_csv(_csv(_with_blanks(rows), file)).to_csv(file, index=False)
    return file


#: What needs nothing but openpyxl, and all of them.
SMALL: tuple[Cycle, ...] = (openpyxl_numbers, excel_typed, rounded, float_text)
REAL: tuple[Cycle, ...] = (
    openpyxl_numbers, excel_typed, office_xlsx, office_back, office_ods, pandas_xlsx, pandas_csv,
)  # fmt: skip


def _with_blanks(rows: Iterable[Row]) -> Iterator[tuple[object, ...]]:
    return (("" if turn % _BLANK == 0 else nik, *rest) for turn, (nik, *rest) in enumerate(rows))


def _csv(rows: Iterable[tuple[object, ...]], file: Path) -> Path:
    with file.with_suffix(".csv").open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([HEADINGS, *rows])
    return file.with_suffix(".csv")


def _xlsx(rows: Iterable[tuple[object, ...]], file: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append(row)
    book.save(file.with_suffix(".xlsx"))
    return file.with_suffix(".xlsx")


def _converted(file: Path, ending: str) -> Path:
    """Let LibreOffice open a file and save it in another format; it has a profile of its own for that."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("LibreOffice (soffice) is needed for its save cycles; install it.")
    out = file.parent / f"as-{ending}"
    profile = f"-env:UserInstallation=file://{file.parent / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return out / f"{file.stem}.{ending}"
