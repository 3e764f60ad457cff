"""Writes the binary workbook of Excel (.xlsb), for which Python has no writer: a few records of MS-XLSB."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from corpus.making import Making, zipped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACK = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.ms-excel"


def xlsb(name: str, rows: Sequence[Sequence[Any]]) -> Making:
    """Return a binary workbook with one sheet."""
    links = f'{_HEAD}<Relationships xmlns="{_PACK}/relationships"><Relationship Id="rId1" Type="{_DOC}/'
    return zipped(
        {
            "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACK}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="bin" ContentType="{_KIND}.sheet.binary.macroEnabled.main"/>'
            f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{_KIND}.worksheet"/></Types>',
            "_rels/.rels": f'{links}officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": _record(0x83)
            + _record(0x8F)
            + _record(0x9C, struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name))
            + _record(0x90)
            + _record(0x84),
            "xl/_rels/workbook.bin.rels": f'{links}worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": _sheet(rows),
        }
    )


def _sheet(rows: Sequence[Sequence[Any]]) -> bytes:
    width = max(len(row) for row in rows)
    cells = b"".join(
        _record(0x00, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0)) + b"".join(map(_cell, range(len(row)), row))
        for number, row in enumerate(rows)
    )
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)
    return _record(0x81) + _record(0x94, size) + _record(0x91) + cells + _record(0x92) + _record(0x82)


def _cell(column: int, cell: Any) -> bytes:
    place = struct.pack("<II", column, 0)
    if cell is None:
        return b""
    if isinstance(cell, int | float):
        return _record(0x05, place + struct.pack("<d", cell))
    return _record(0x06, place + _wide(str(cell)))


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = b"", len(content)
    while True:
        size += bytes((length & 0x7F | (0x80 if length > 0x7F else 0),))
        length >>= 7
        if not length:
            return head + size + content
