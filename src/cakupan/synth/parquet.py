"""Joins Parquet files of one schema into one without reading their rows: data end to end, and one footer of theirs.

The footer is a struct of Thrift's compact protocol (https://github.com/apache/parquet-format, parquet.thrift; read
there field by field). It is taken apart as it stands, and only places and counts in it change. Reading the rows and
writing them again takes as long as inventing them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

_MAGIC = b"PAR1"
#: Kinds of values of the protocol.
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _STRUCT = 1, 2, 3, 4, 5, 6, 7, 8, 9, 12
_WHOLE = (_I16, _I32, _I64)
#: Fields of FileMetaData, RowGroup and ColumnChunk, and those of all that say where something lies in the file.
_SCHEMA, _ROWS, _GROUPS = 2, 3, 4
_COLUMNS, _GROUP_AT, _ORDINAL = 1, 5, 7
_META = 3
_CHUNK_AT, _META_AT = (2, 4, 6), (9, 10, 11, 14)

#: A struct: its fields' kinds and values by number.
Struct = dict[int, tuple[int, Any]]


def join(pieces: Sequence[Path], path: Path) -> None:
    """Write one Parquet file of all row groups of several, in their order.

    Raises:
        ValueError: their schemas differ, or one holds what this does not read (sets, maps).

    """
    whole: Struct = {}
    with path.open("wb") as out:
        out.write(_MAGIC)
        for piece in pieces:
            footer, end = _footer(piece)
            _shift(footer, out.tell() - len(_MAGIC))
            _add(whole, footer)
            with piece.open("rb") as data:
                data.seek(len(_MAGIC))
                _copy(data, out, end - len(_MAGIC))
        for number, group in enumerate(whole[_GROUPS][1][1]):
            if _ORDINAL in group:
                group[_ORDINAL] = (_I16, number)
        told = bytearray()
        _put_struct(told, whole)
        out.write(told + len(told).to_bytes(4, "little") + _MAGIC)


def _footer(piece: Path) -> tuple[Struct, int]:
    """Return the footer of a file and where it begins."""
    with piece.open("rb") as data:
        size = data.seek(-8, 2) + 8
        length = int.from_bytes(data.read(4), "little")
        data.seek(size - 8 - length)
        return _Reader(data.read(length)).struct(), size - 8 - length


def _copy(data: Any, out: Any, length: int) -> None:
    while length > 0:
        part = data.read(min(length, 1 << 20))
        out.write(part)
        length -= len(part)


def _add(whole: Struct, footer: Struct) -> None:
    if not whole:
        whole.update(footer)
        return
    if whole[_SCHEMA] != footer[_SCHEMA]:
        raise ValueError("schemas differ")
    whole[_ROWS] = (_I64, whole[_ROWS][1] + footer[_ROWS][1])
    kind, groups = whole[_GROUPS][1]
    whole[_GROUPS] = (_LIST, (kind, groups + footer[_GROUPS][1][1]))


def _shift(footer: Struct, by: int) -> None:
    """Move every place that the footer speaks of; nought means that there is none."""
    for group in footer[_GROUPS][1][1]:
        _move(group, (_GROUP_AT,), by)
        for chunk in group[_COLUMNS][1][1]:
            _move(chunk, _CHUNK_AT, by)
            _move(chunk[_META][1], _META_AT, by)


def _move(struct: Struct, fields: Sequence[int], by: int) -> None:
    for field in fields:
        if field in struct and struct[field][1]:
            struct[field] = (struct[field][0], struct[field][1] + by)


class _Reader:
    """Reads structs of the compact protocol."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def struct(self) -> Struct:
        found: Struct = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._whole()
            kind = head & 15
            found[number] = (kind, kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind))
        return found

    def _value(self, kind: int) -> Any:
        if kind in _WHOLE:
            return self._whole()
        if kind == _BINARY:
            return self._take(self._varint())
        if kind == _STRUCT:
            return self.struct()
        if kind == _LIST:
            return self._list()
        if kind in (_TRUE, _FALSE, _BYTE):
            return self._byte()
        if kind == _DOUBLE:
            return self._take(8)
        raise ValueError(f"kind {kind}")

    def _list(self) -> tuple[int, list[Any]]:
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._varint()
        return head & 15, [self._value(head & 15) for _ in range(count)]

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]

    def _varint(self) -> int:
        found = shift = 0
        while True:
            byte = self._byte()
            found |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return found

    def _whole(self) -> int:
        found = self._varint()
        return (found >> 1) ^ -(found & 1)


def _put_struct(out: bytearray, struct: Struct) -> None:
    before = 0
    for number, (kind, value) in sorted(struct.items()):
        said = (_TRUE if value else _FALSE) if kind in (_TRUE, _FALSE) else kind
        if 0 < number - before <= 15:
            out.append((number - before) << 4 | said)
        else:
            out.append(said)
            _put_whole(out, number)
        if kind not in (_TRUE, _FALSE):
            _put(out, kind, value)
        before = number
    out.append(0)


def _put(out: bytearray, kind: int, value: Any) -> None:
    if kind in _WHOLE:
        _put_whole(out, value)
    elif kind == _BINARY:
        _put_varint(out, len(value))
        out += value
    elif kind == _STRUCT:
        _put_struct(out, value)
    elif kind == _LIST:
        _put_list(out, *value)
    elif kind == _DOUBLE:
        out += value
    else:
        out.append(value)


def _put_list(out: bytearray, kind: int, values: list[Any]) -> None:
    out.append(min(len(values), 15) << 4 | kind)
    if len(values) >= 15:
        _put_varint(out, len(values))
    for value in values:
        _put(out, kind, value)


def _put_whole(out: bytearray, value: int) -> None:
    _put_varint(out, value << 1 if value >= 0 else ~(value << 1))


def _put_varint(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
