"""A text or page packed by gzip."""

from __future__ import annotations

import gzip
import zlib
from importlib import import_module
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources import limits
from cakupan.sources.detect import detect
from cakupan.sources.sheet import Book

_UNREAD = ("gzip",)
#: A list is packed to a tenth; what is packed far smaller is no list.
_RATIO, _FREE = 100, 1 << 24


def open_book(file: Path, scratch: Path) -> Book:
    """Open what is packed in a file.

    Raises:
        Refusal: it is damaged, too large unpacked, or packed twice.

    """
    folder = scratch / "unpacked"
    folder.mkdir()
    inner = folder / (file.name.removesuffix(".gz") or file.name)
    try:
        with gzip.open(file) as source, inner.open("wb") as target:
            left = min(limits.UNPACKED, _FREE + _RATIO * file.stat().st_size)
            while block := source.read(1 << 20):
                left -= len(block)
                if left < 0:
                    raise Refusal("file_too_large", file=file.name)
                target.write(block)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Refusal("file_damaged", file=file.name) from error
    form = detect(inner)
    if form in _UNREAD:
        raise Refusal("file_foreign", file=file.name, what="arsip gzip")
    book: Book = import_module(f"cakupan.sources.{form}").open_book(inner, scratch)
    return book
