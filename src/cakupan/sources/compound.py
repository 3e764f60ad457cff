"""The container of old Office files: a little disk of sectors with a table of what follows what."""

from __future__ import annotations

import struct
from array import array

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA
_ENTRY = 128


def stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """Return the first stream of one of these names, or nothing where there is none.

    Raises:
        ValueError: the container is damaged.

    """
    try:
        disk = _Disk(content)
        return next((disk.read(name) for name in names if name in disk.entries), b"")
    except (struct.error, LookupError) as error:
        raise ValueError from error


class _Disk:
    """Sectors of one size, small ones inside of the stream of the root entry."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        shift, small = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError
        self.size = 1 << shift
        _, root, _, self.cutoff, small_table, _, more, _ = struct.unpack_from("<IIIIIIII", content, 44)
        self.table = self._sectors_table(more)
        self.entries: dict[str, tuple[int, int]] = {}
        directory = self._chain(root)
        for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", directory, place + 64)[0]
            if 2 <= length <= 64:
                name = directory[place : place + length - 2].decode("utf-16-le", "replace")
                first, size = struct.unpack_from("<II", directory, place + 116)
                self.entries.setdefault(name, (first, size))
        self.small = _numbers(self._chain(small_table)) if small_table < _LAST else array("I")
        self.inner = b""

    def _sectors_table(self, more: int) -> array[int]:
        """Return for each sector the one that follows it."""
        parts = list(struct.unpack_from("<109I", self.content, 76))
        seen = 0
        while more < _LAST and seen <= len(self.content) // self.size:
            numbers = _numbers(self._sector(more))
            parts += numbers[:-1]
            more, seen = numbers[-1], seen + 1
        return _numbers(b"".join(self._sector(part) for part in parts if part < _LAST))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.content[start : start + self.size]

    def _chain(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(self.table, first))

    def read(self, name: str) -> bytes:
        """Return a stream whole."""
        first, size = self.entries[name]
        if size >= self.cutoff:
            return self._chain(first)[:size]
        self.inner = self.inner or self._chain(self.entries["Root Entry"][0])
        return b"".join(self.inner[64 * n : 64 * n + 64] for n in _follow(self.small, first))[:size]


def _numbers(sectors: bytes) -> array[int]:
    """Return the little-endian numbers of sectors."""
    return array("I", struct.unpack(f"<{len(sectors) // 4}I", sectors[: len(sectors) // 4 * 4]))


def _follow(table: array[int], first: int) -> list[int]:
    """Return a chain of sectors from its first one.

    Raises:
        ValueError: it bites its tail.

    """
    chain = []
    while first < _LAST:
        chain.append(first)
        if len(chain) > len(table):
            raise ValueError
        first = table[first]
    return chain
