"""The text of a document, whatever it is called: plain text, Word, PDF, a web page.

What a file is, its content says; its name is only told when something stands in the way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources.detect import FOREIGN
from cakupan.sources.text import encoding_of

#: Bytes of a document, and letters of its text: some four hundred pages.
LARGEST, LONGEST = 40 << 20, 1_000_000
#: Numbers of a text, at most.
MOST_NUMBERS = 3_000
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|table|ul)\b", re.IGNORECASE)
#: Blanks of another width, and signs that take no room; a number must not break on them.
_BLANKS = {ord(sign): " " for sign in "\u00a0\u2007\u2009\u202f\t"} | dict.fromkeys(
    map(ord, "\u00ad\u200b\u2060\ufeff\0")
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a document says.

    Attributes:
        text: its text; each paragraph and each row of a table is a line, cells stand between bars.
        pictures: pages that are pictures without a text, and were not read.

    """

    text: str
    pictures: tuple[int, ...] = ()


def open_document(file: Path) -> Document:
    """Return the text of a file.

    Raises:
        Refusal: missing, empty, damaged, locked, too large, scanned, or no text.

    """
    if not file.is_file():
        raise Refusal("file_folder" if file.is_dir() else "file_missing", file=file.name or str(file))
    if file.stat().st_size > LARGEST:
        raise Refusal("text_large", file=file.name, most=LARGEST >> 20)
    return read_document(file.name, file.read_bytes())


def read_document(name: str, content: bytes) -> Document:
    """Return the text of a document by its bytes; `name` is what it is called where something stands in the way.

    Raises:
        Refusal: empty, damaged, locked, too large, scanned, or no text.

    """
    if len(content) > LARGEST:
        raise Refusal("text_large", file=name, most=LARGEST >> 20)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("text_empty", file=name)
    found = _reader(name, content)(name, content)
    text = plain(found.text)
    if len(text) > LONGEST:
        raise too_long(name)
    refuse_many(name, text)
    if not text and not found.pictures:
        raise Refusal("text_empty", file=name)
    return Document(text, found.pictures)


def refuse_many(name: str, text: str) -> None:
    """Refuse a text with more numbers than are held against one another in a reasonable time."""
    if sum(1 for _number in _NUMBER.finditer(text)) > MOST_NUMBERS:
        raise Refusal("text_many", file=name, most=MOST_NUMBERS)


def too_long(name: str, most: int = LONGEST) -> Refusal:
    """Return what is said of a text with more letters than are read."""
    return Refusal("text_long", file=name, most=most)


def _reader(name: str, content: bytes) -> Callable[[str, bytes], Document]:
    """Return what reads such a content."""
    if b"%PDF-" in content[:1024]:
        from cakupan.verify.documents import pdf

        return pdf.read
    if content.startswith(b"PK\x03\x04"):
        from cakupan.verify.documents import word

        return word.read
    if content.startswith(_COMPOUND):
        locked = _LOCKED in content
        raise (
            Refusal("file_encrypted", file=name) if locked else Refusal("text_foreign", file=name, what="Office (.doc)")
        )
    for magic, what in FOREIGN:
        if content.startswith(magic):
            raise Refusal("text_foreign", file=name, what=what)
    if content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _PAGE.search(content[: 1 << 16]):
        from cakupan.verify.documents import page

        return page.read
    return _read_plain


def decoded(content: bytes) -> str:
    """Return bytes as text, by their mark or what they look like: UTF-8, UTF-16, else Windows-1252."""
    return content.decode(encoding_of(content), errors="replace")


def _read_plain(name: str, content: bytes) -> Document:
    text = decoded(content)
    odd = sum(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text[: 1 << 16])
    if odd * 50 > min(len(text), 1 << 16):
        raise Refusal("text_foreign", file=name, what="data biner")
    return Document(text)


def plain(text: str) -> str:
    """Return a text with one kind of line end and one kind of blank, without what has no width."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").translate(_BLANKS).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
