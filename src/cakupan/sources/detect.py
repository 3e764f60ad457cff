"""What a file is, by its content; its name is only compared."""

from __future__ import annotations

import mmap
import re
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources import packed

#: Formats that are read, each by the module of its name, and the endings that go with them.
ENDINGS = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    "xls": (".xls", ".xlt"),
    "xlsb": (".xlsb",),
    "ods": (".ods", ".ots"),
    "text": (".csv", ".tsv", ".txt", ".tab"),
    "json": (".json", ".jsonl", ".ndjson"),
    "html": (".html", ".htm"),
    "spreadsheetml": (".xml",),
    "parquet": (".parquet", ".pq"),
    "gzip": (".gz",),
}
#: Beginnings of what is neither a list nor plain text, with what that is.
FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "gambar JPEG"),
    (b"\x89PNG", "gambar PNG"),
    (b"GIF8", "gambar GIF"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "basis data SQLite"),
)
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What a workbook in one XML file says at its beginning.
_WORKBOOK_XML = b"urn:schemas-microsoft-com:office:spreadsheet"


def detect(file: Path) -> str:
    """Return the format of a file, a key of ENDINGS.

    Raises:
        Refusal: missing, empty, damaged, encrypted, or of a format that is no list.

    """
    if not file.is_file():
        raise Refusal("file_folder" if file.is_dir() else "file_missing", file=file.name or str(file))
    with file.open("rb") as stream:
        head = stream.read(1 << 16)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("file_empty", file=file.name)
    for magic, what in FOREIGN:
        if head.startswith(magic):
            raise Refusal("file_foreign", file=file.name, what=what)
    if head.startswith(_COMPOUND):
        return _compound(file)
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PK"):
        return _packed(file)
    return "parquet" if head.startswith(b"PAR1") else _text(file, head)


def _compound(file: Path) -> str:
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        locked = content.find("EncryptedPackage".encode("utf-16-le")) >= 0
        book = any(content.find(name.encode("utf-16-le")) >= 0 for name in ("Workbook\0", "Book\0"))
    if locked:
        raise Refusal("file_encrypted", file=file.name)
    if not book:
        raise Refusal("file_foreign", file=file.name, what="dokumen Office lama")
    return "xls"


def _packed(file: Path) -> str:
    with packed.opened(file) as archive:
        names = set(archive.namelist())
        size = sum(info.file_size for info in archive.infolist())
        if "[Content_Types].xml" in names and size < 1 << 20 and archive.testzip():
            raise Refusal("file_damaged", file=file.name)
    return _package(file, names)


def _package(file: Path, names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "xl/workbook.xml" in names or any(n.startswith("xl/worksheets/") and n.endswith(".xml") for n in names):
        return "xlsx"
    if "content.xml" in names and "word/document.xml" not in names:
        return "ods"
    raise Refusal("file_foreign", file=file.name, what="dokumen Word" if "word/document.xml" in names else "arsip ZIP")


def _text(file: Path, head: bytes) -> str:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_wide(head)
    plain = head.replace(b"\0", b"") if wide else head
    begin = plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if begin.startswith(b"<"):
        return _marked(file, begin)
    if re.match(rb'\[\s*[{["\]]|\{\s*["}]', begin):
        return "json"
    control = sum(plain.count(bytes((sign,))) for sign in range(32) if sign not in (9, 10, 12, 13))
    if control * 200 > len(plain):
        raise Refusal("file_foreign", file=file.name, what="data biner")
    return "text"


def _marked(file: Path, begin: bytes) -> str:
    if _WORKBOOK_XML in begin and b"<html" not in begin:
        return "spreadsheetml"
    if re.search(rb"<(?:table|html|tr)\b", begin):
        return "html"
    if begin.startswith((b"<?xml", b"<!doctype", b"<svg", b"<rss")):
        raise Refusal("file_foreign", file=file.name, what="XML")
    return "text"


def _looks_wide(head: bytes) -> bool:
    even, odd = head[0:4000:2], head[1:4000:2]
    return bool(odd) and max(even.count(0), odd.count(0)) * 10 > 7 * len(odd) > 0 == min(even.count(0), odd.count(0))
