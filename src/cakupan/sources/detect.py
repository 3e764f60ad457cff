"""What a file is, by its content; its name is only compared."""

from __future__ import annotations

import zipfile
from pathlib import Path

from cakupan.findings import Refusal

#: Formats that are read, and the endings that go with them.
ENDINGS = {
    "xlsx": (".xlsx", ".xlsm"),
    "text": (".csv", ".tsv", ".txt", ".tab"),
    "parquet": (".parquet", ".pq"),
}
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"\x89PNG", "gambar PNG"),
    (b"GIF8", "gambar GIF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "arsip gzip"),
    (b"SQLite format 3", "basis data SQLite"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A sheet unpacked is some ten times its file; far more is an attack or an accident.
_LARGEST = 8 << 30


def detect(file: Path) -> str:
    """Return the format of a file: xlsx, text or parquet.

    Raises:
        Refusal: missing, empty, damaged, encrypted, or of a format that is no list.

    """
    if not file.is_file():
        raise Refusal("file_missing", file=file.name)
    with file.open("rb") as stream:
        head = stream.read(1 << 16)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("file_empty", file=file.name)
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise Refusal("file_foreign", file=file.name, what=what)
    if head.startswith(_COMPOUND):
        _refuse_compound(file)
    if head.startswith(b"PK"):
        return _packed(file)
    return "parquet" if head.startswith(b"PAR1") else _text(file, head)


def _refuse_compound(file: Path) -> None:
    with file.open("rb") as stream:
        content = stream.read(1 << 24)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refusal("file_encrypted", file=file.name)
    old = "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content
    raise (
        Refusal("format_unread", file=file.name, what="Excel lama (.xls)")
        if old
        else Refusal("file_foreign", file=file.name, what="dokumen Office lama")
    )


def _packed(file: Path) -> str:
    try:
        with zipfile.ZipFile(file) as packed:
            names = {info.filename for info in packed.infolist()}
            size = sum(info.file_size for info in packed.infolist())
            broken = "[Content_Types].xml" in names and packed.testzip() if size < 1 << 20 else None
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refusal("file_damaged", file=file.name) from error
    if broken:
        raise Refusal("file_damaged", file=file.name)
    if size > _LARGEST:
        raise Refusal("file_too_large", file=file.name)
    return _package(file, names)


def _package(file: Path, names: set[str]) -> str:
    if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") and n.endswith(".xml") for n in names):
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refusal("format_unread", file=file.name, what="Excel biner (.xlsb)")
    if "content.xml" in names:
        raise Refusal("format_unread", file=file.name, what="OpenDocument (.ods)")
    raise Refusal("file_foreign", file=file.name, what="dokumen Word" if "word/document.xml" in names else "arsip ZIP")


def _text(file: Path, head: bytes) -> str:
    begin = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if begin.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")) or b"<table" in begin:
        raise Refusal("format_unread", file=file.name, what="HTML/XML")
    if begin.startswith((b"[{", b'{"')):
        raise Refusal("format_unread", file=file.name, what="JSON")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(head)
    control = sum(head.count(bytes((sign,))) for sign in range(32) if sign not in (9, 10, 12, 13))
    if not wide and control * 200 > len(head):
        raise Refusal("file_foreign", file=file.name, what="data biner")
    return "text"


def _looks_wide(head: bytes) -> bool:
    even, odd = head[0:4000:2], head[1:4000:2]
    return bool(odd) and max(even.count(0), odd.count(0)) * 10 > 7 * len(odd) > 0 == min(even.count(0), odd.count(0))
