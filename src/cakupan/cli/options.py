"""The options that commands have in common, each said once, and those that always go together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from cakupan import wording
from cakupan import workspace as folders
from cakupan.cli import reading
from cakupan.findings import Refusal


class Format(StrEnum):
    """How data are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


#: Which ending of a file's name means which form.
_ENDINGS = {f".{form}": form for form in (Format.csv, Format.json, Format.parquet)}

_BOOK = ".xlsx"
_DOCUMENTS = (_BOOK, ".pdf", ".docx", ".html")


def known_language(lang: str) -> str:
    """Return the language asked for, if there are words in it."""
    if lang and lang not in wording.LANGS:
        raise typer.BadParameter(", ".join(wording.LANGS))
    return lang


def a_day(told: str, *names: str) -> Any:
    """Return an option of a day, and what is told of it."""
    return typer.Option(*names, parser=reading.day, metavar="TANGGAL", help=told)


def a_month(told: str, *names: str) -> Any:
    """Return an option of a month, and what is told of it."""
    return typer.Option(*names, parser=reading.month, metavar="BULAN", help=told)


def a_span(told: str, *names: str) -> Any:
    """Return an option of a day or a month, and what is told of it."""
    return typer.Option(*names, parser=reading.span, metavar="TANGGAL|BULAN", help=told)


def an_amount(told: str, *names: str) -> Any:
    """Return an option of an amount of money, and what is told of it."""
    return typer.Option(*names, parser=reading.rupiah, metavar="RUPIAH", help=told)


HERE = Path()
_FOLDER = "Folder ruang kerja; bawaan: folder ini atau di atasnya."
Office = Annotated[Path, typer.Option("--workspace", "-w", help=_FOLDER)]
Output = Annotated[Format, typer.Option("--format", help="table, csv, json, parquet (parquet dengan -o).")]
PlainOutput = Annotated[Format, typer.Option("--format", help="table atau json.")]
Language = Annotated[
    str,
    typer.Option("--lang", callback=known_language, help="id atau en; bawaan: bahasa ruang kerja."),
]
Into = Annotated[
    Path | None, typer.Option("-o", "--output", help="Berkas hasil .csv, .json atau .parquet; bawaan: layar.")
]
IntoBook = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Berkas .xlsx untuk ditindaklanjuti, atau .csv, .json, .parquet."),
]
IntoDocument = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="Dokumen .xlsx, .pdf, .docx atau .html; atau .csv, .json, .parquet."),
]
Book = Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx.")]
KnownAt = Annotated[
    date | None,
    a_day("Hanya yang sudah diterima dan diputuskan sampai akhir hari itu (WIB).", "--known-at"),
]
At = Annotated[date | None, a_day("Tanggal; bawaan: tanggal data terakhir.")]
Region = Annotated[str, typer.Option(help="Kode atau nama wilayah; bawaan: wilayah kantor.")]
Within = Annotated[str, typer.Option(help="Kode atau nama wilayah.")]
Segment = Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")]
Group = Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW.")]
Unmasked = Annotated[bool, typer.Option("--unmasked", help="Tulis NIK lengkap.")]
MonthOption = Annotated[
    date | None,
    a_month("Bulan iuran, misalnya 2026-02; bawaan: bulan ini.", "--month"),
]


class _Asked:
    """What every group of these options can tell."""

    office: Path
    lang: str

    @cached_property
    def near(self) -> folders.Workspace | None:
        """Return the workspace here or above, or None where there is none and none was named.

        Raises:
            Refusal: one was named, and there is none.

        """
        return folders.nearest(self.office) if self.office == HERE else folders.open_workspace(self.office)

    @cached_property
    def ws(self) -> folders.Workspace:
        """Return the workspace here or above.

        Raises:
            Refusal: there is none.

        """
        return self.near or folders.open_workspace(self.office)

    @property
    def speaks(self) -> str:
        """Return the language asked for, or that of the workspace, or Indonesian."""
        return self.lang or (self.near.language if self.near else "id")


@dataclass(frozen=True)
class Where(_Asked):
    """Which workspace, and in which language."""

    office: Office = HERE
    lang: Language = ""


@dataclass(frozen=True)
class Shown(_Asked):
    """Which workspace, in which form, and in which language."""

    office: Office = HERE
    form: Output = Format.table
    lang: Language = ""

    @property
    def as_table(self) -> bool:
        """Say whether the answer is for people to read on the screen."""
        return self.form is Format.table


@dataclass(frozen=True)
class Plain(Shown):
    """As `Shown`, of an answer that is no list of rows: a table or JSON."""

    form: PlainOutput = Format.table

    def __post_init__(self) -> None:
        """Refuse the other forms before anything is done."""
        only_plain(self.form)


@dataclass(frozen=True)
class Kept(_Asked):
    """As `Shown`, and to which file the answer goes; its ending chooses the form."""

    office: Office = HERE
    form: Output = Format.table
    output: Into = None
    lang: Language = ""

    def __post_init__(self) -> None:
        """Settle the form before anything is done."""
        object.__setattr__(self, "form", self._settled())

    def _settled(self) -> Format:
        if self.output is None:
            return self.form
        meant = _ENDINGS.get(self.output.suffix.lower())
        if meant is None:
            raise Refusal("output_ending", file=self.output.name, known=", ".join(_ENDINGS))
        if self.form not in (Format.table, meant):
            raise Refusal("output_form", file=self.output.name, format=self.form)
        return meant

    @property
    def as_table(self) -> bool:
        """Say whether the answer is for people to read on the screen."""
        return self.form is Format.table


@dataclass(frozen=True)
class Booked(Kept):
    """As `Kept`, of an answer that can also be a workbook, beside what is printed then."""

    output: IntoBook = None
    #: The endings of what is no file of data.
    endings: ClassVar[tuple[str, ...]] = (_BOOK,)

    @property
    def book(self) -> Path | None:
        """Return the workbook or document to write, if one is asked for."""
        return self.output if self.output and self.output.suffix.lower() in self.endings else None

    @property
    def rest(self) -> Path | None:
        """Return the file of data to write, if one is asked for."""
        return None if self.book else self.output

    def _settled(self) -> Format:
        if self.book:
            return self.form
        try:
            return super()._settled()
        except Refusal as refusal:
            if refusal.code != "output_ending":
                raise
            known = ", ".join((*self.endings, *_ENDINGS))
            raise Refusal("output_ending", **refusal.words | {"known": known}) from None


@dataclass(frozen=True)
class Documented(Booked):
    """As `Booked`, of an answer that can also be a document."""

    output: IntoDocument = None
    endings: ClassVar[tuple[str, ...]] = _DOCUMENTS


def only_plain(form: Format) -> None:
    """Refuse a form other than a table and JSON.

    Raises:
        Refusal: it is another.

    """
    if form not in (Format.table, Format.json):
        raise Refusal("format_only", format=form, known=f"{Format.table}, {Format.json}")
