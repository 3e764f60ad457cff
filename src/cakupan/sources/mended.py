"""What a list is read from: its file, and the workbooks that came back mended laid over it.

Every sheet that was given back has a hidden column with the row that each line came from, headed by a mark that
names the batch, the sheet and the rows of its header (`marks`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from cakupan.engine.duckdb import DuckDB
from cakupan.sources.delivery import Origin
from cakupan.sources.detect import detect
from cakupan.sources.laid import Laid, drop, keep
from cakupan.sources.marks import seen
from cakupan.sources.sheet import Book, Sheet


def look(file: Path, engine: DuckDB, scratch: Path) -> str:
    """Return the batch that a workbook carries when it was given back, or empty text.

    Raises:
        Refusal: the file cannot be read at all.

    """
    for opener in open_file(file, scratch).sheets:
        sheet = opener(engine)
        if sheet is not None:
            mark = seen(sheet.peek)
            sheet.release()
            if mark:
                return mark.batch
    return ""


def open_file(file: Path, scratch: Path) -> Book:
    """Open a file by its contents.

    Raises:
        Refusal: it is of no format that is read, or damaged.

    """
    scratch.mkdir(parents=True, exist_ok=True)
    book: Book = import_module(f"cakupan.sources.{detect(file)}").open_book(file, scratch)
    return book


def open_origin(origin: Origin, scratch: Path) -> Book:
    """Open what a list is read from: its file, with the workbooks that came back mended laid over it.

    Raises:
        Refusal: as of `open_file`.

    """
    if origin.given is None or origin.head is None:
        return open_file(origin.file, scratch)
    head = open_origin(origin.head, scratch / "head")
    given = None if origin.given == origin.head else open_origin(origin.given, scratch / "given")
    laid = Laid(origin.batch, open_file(origin.file, scratch / "work"), head, given)
    sheets = [partial(laid.sheet, number) for number in range(len(head.sheets))]
    return Book(list(sheets), head.remarks, laid.last_remarks, laid.returned)


def sheets(engine: DuckDB, origin: Origin, scratch: Path) -> Iterator[tuple[int, Sheet]]:
    """Yield every sheet of a list with its number, its rows under the name that it gives as its relation.

    Args:
        engine: where the rows lie until the next sheet.
        origin: what the list is read from.
        scratch: folder for copies.

    """
    for number, opener in enumerate(open_origin(origin, scratch).sheets):
        sheet = opener(engine)
        if sheet is not None:
            kept = keep(engine, sheet)
            shown = kept.sheet
            yield number, Sheet(shown.name, shown.width, shown.peek, [kept.table], shown.named)
            drop(engine, kept.table)
