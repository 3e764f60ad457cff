"""Packed files (zip) opened without trusting what they say of themselves."""

from __future__ import annotations

import copy
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cakupan.findings import Refusal
from cakupan.sources import limits

_CHUNK = 1 << 20
#: No packer gets more out of a byte.
_HIGHEST = 1032
#: Parts that are read at once and whole: names of sheets, links between parts.
_SMALL = 1 << 24
_PARTS = 20_000
#: What a damaged archive may raise.
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, KeyError)
_LOCKED = 1


@contextmanager
def opened(file: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive.

    Raises:
        Refusal: it is damaged, locked, or unpacks to more than a list can be.

    """
    try:
        with zipfile.ZipFile(file) as packed:
            _check(file, packed)
            yield packed
    except BROKEN as error:
        raise Refusal("file_damaged", file=file.name) from error


def _check(file: Path, packed: zipfile.ZipFile) -> None:
    infos = packed.infolist()
    if len(infos) > _PARTS or sum(info.file_size for info in infos) > limits.UNPACKED:
        raise Refusal("file_too_large", file=file.name)
    if any(info.flag_bits & _LOCKED for info in infos):
        raise Refusal("file_encrypted", file=file.name)


def small(packed: zipfile.ZipFile, name: str) -> bytes:
    """Return a small part whole.

    Raises:
        zipfile.BadZipFile: it is not small, or is damaged.
        KeyError: there is no such part.

    """
    parts = []
    size = 0
    for chunk in chunks(packed, name):
        size += len(chunk)
        if size > _SMALL:
            raise zipfile.BadZipFile
        parts.append(chunk)
    return b"".join(parts)


def chunks(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield a part in pieces, to the end of what is packed.

    Raises:
        zipfile.BadZipFile: more is packed than the archive says, or it is damaged.

    """
    told = packed.getinfo(name)
    whole = copy.copy(told)
    whole.file_size = 1 << 62
    left = told.file_size
    with packed.open(whole) as stream:
        while chunk := stream.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise zipfile.BadZipFile(name)
            yield chunk


def check_others(packed: zipfile.ZipFile, seen: Callable[[str], bool]) -> None:
    """See that no part but the seen ones unpacks to more than it says, as far as that could matter.

    Raises:
        zipfile.BadZipFile: one does.

    """
    for info in packed.infolist():
        if not seen(info.filename) and info.compress_size * _HIGHEST > _SMALL * 8:
            for _ in chunks(packed, info.filename):
                pass
