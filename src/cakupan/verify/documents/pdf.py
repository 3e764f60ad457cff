"""PDF: the text of its pages, with the lines of a paragraph joined and what frames every page left out.

A page that is a picture without a text is counted, so that nobody takes it for read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING

from cakupan.findings import Refusal
from cakupan.verify.documents import LONGEST, Document, too_long

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

#: What PDFium says of a document that asks for a password.
_LOCKED = "password"
#: PDFium must not be entered twice at a time.
_ALONE = Lock()
_PAGES = 2_000
#: How PDFium writes a hyphen at the end of a line, in the place of the line's end; and hyphens that show only there.
_HYPHENS = str.maketrans(dict.fromkeys("\ufffe\x02", "-\n") | {"\u00ad": "-", "\u2010": "-"})
_BROKEN = re.compile(r"[^\W\d_]-$")
_ITEM = re.compile(r"\s*(?:[-–—•▪●○*·]\s|\(?\w{1,3}[.)]\s)")
_NUMBER = re.compile(r"\d")
_CELL = re.compile(r"[-+−]?(?:Rp)?\d[\d.,]*%?|[-–—]")
_PAGE_NUMBER = re.compile(r"\W*(?:hal(?:aman)?|page)?\W*\d{1,4}(?:\W+(?:dari|of)?\W*\d{1,4})?\W*", re.IGNORECASE)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
#: Of the length of long lines; one that ends where the next word had room below that ends its paragraph.
_ROOM = 0.92
#: Lines at either edge of a page among which what frames it is looked for.
_EDGE = 2


def read(name: str, content: bytes) -> Document:
    """Return the text of a PDF.

    Raises:
        Refusal: damaged, locked by a password, too long, or nothing but pictures.

    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError as error:
        raise Refusal("extra_missing", extra="report") from error
    with _ALONE:
        try:
            document = PdfDocument(content)
        except PdfiumError as error:
            code = "file_encrypted" if _LOCKED in str(error) else "file_damaged"
            raise Refusal(code, file=name) from error
        try:
            pages, pictures = _pages(name, document)
        except PdfiumError as error:
            raise Refusal("file_damaged", file=name) from error
        finally:
            document.close()
    text = "\n".join(_joined(lines) for lines in _unframed(pages) if lines)
    if not text and pictures:
        raise Refusal("text_scanned", file=name)
    return Document(text, pictures)


def _pages(name: str, document: PdfDocument) -> tuple[list[list[str]], tuple[int, ...]]:
    """Return the lines of each page, and the numbers of the pages that are pictures."""
    if len(document) > _PAGES:
        raise too_long(name)
    pages, pictures, size = [], [], 0
    for number in range(len(document)):
        page = document[number]
        text = _text(page)
        size += len(text)
        if size > LONGEST:
            raise too_long(name)
        if not text.strip() and _is_picture(page):
            pictures.append(number + 1)
        pages.append([line.strip() for line in text.splitlines()])
        page.close()
    return pages, tuple(pictures)


def _text(page: PdfPage) -> str:
    found = page.get_textpage()
    try:
        return str(found.get_text_range()).translate(_LIGATURES).translate(_HYPHENS)
    finally:
        found.close()


def _is_picture(page: PdfPage) -> bool:
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    return next(iter(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _unframed(pages: list[list[str]]) -> Iterator[list[str]]:
    """Yield the lines of each page without page numbers, and without what stands at the edge of most pages."""
    edges = Counter(_shape(line) for page in pages for line in {*page[:_EDGE], *page[-_EDGE:]} if line)
    often = {shape for shape, n in edges.items() if n >= 3 and n * 2 > len(pages)}
    for page in pages:
        last = len(page) - _EDGE
        yield [
            line
            for number, line in enumerate(page)
            if _EDGE <= number < last or not (_shape(line) in often or _PAGE_NUMBER.fullmatch(line))
        ]


def _shape(line: str) -> str:
    """Return a line without its digits, so that the feet of all pages are alike."""
    return _NUMBER.sub("", line)


def _joined(lines: list[str]) -> str:
    """Return lines as paragraphs: what only broke at the edge of the page stands in one line."""
    widths = sorted(map(len, filter(None, lines)))
    wide = widths[len(widths) * 9 // 10] * _ROOM if widths else 0
    told = ""
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if after and _BROKEN.search(line):
            told += _without_hyphen(line, after)
            continue
        had_room = len(line) + 1 + len(after.partition(" ")[0]) < wide
        ends = had_room or _ITEM.match(after) or _is_row(line) or _is_row(after)
        told += line + ("\n" if ends or not after else " ")
    return told.rstrip()


def _without_hyphen(line: str, after: str) -> str:
    """Return a line that ends within a word; a word said twice (orang-orang) keeps its hyphen."""
    front = line[:-1]
    word = re.split(r"\W", front)[-1]
    doubled = word.lower() == re.split(r"\W", after)[0].lower() or not after[0].islower()
    return front + ("-" if doubled else "")


def _is_row(line: str) -> bool:
    """Say whether a line is a row of a table: it ends with two numbers and nothing between them."""
    last = line.split()[-2:]
    return len(last) == 2 and all(_CELL.fullmatch(word) for word in last)
