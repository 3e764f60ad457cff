"""Text with delimiters (csv and its kin), in whatever encoding and with whatever is broken in it."""

from __future__ import annotations

import csv
import mmap
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from cakupan.findings import Refusal
from cakupan.sources import formulas, limits
from cakupan.sources.sheet import PEEK, Book, Cells, Remark, Sheet, columns, quoted

_DELIMITERS = (";", ",", "\t", "|")
#: Delimiters that are letters of times, addresses and remarks too: only where no usual one fits.
_SELDOM = ("^", "~", ":")
#: More lines than this are not one cell with line breaks, but a quote that somebody forgot to close.
_LONGEST_CELL = 20
_UNIT, _END = "\x1f", "\x1e"
#: Signs that would part cells or records once more.
_BLANKED = {ord(sign): " " for sign in "\n\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"} | {0: None}
#: A pattern that begins with one sign is found twice as fast as two signs.
_BLANK_LINE = re.compile(rb"\n\r?\n")
_HEAD = 1 << 16
csv.field_size_limit(1 << 24)


def open_book(file: Path, scratch: Path) -> Book:
    """Open a text file as one sheet without a name; `scratch` is for copies in another encoding."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    encoding = encoding_of(head)
    remarks: list[Remark] = []
    kept = file
    if encoding not in ("utf-8", "utf-8-sig"):
        remarks.append(("", 0, "encoding", "", encoding))
        kept = transcoded(file, encoding, scratch)
    return Book([lambda _engine: _told(kept, _sheet(kept, file.name, scratch, remarks))], remarks)


def _told(file: Path, sheet: Sheet) -> Sheet:
    return formulas.told(sheet) if formulas.present(file) else sheet


def encoding_of(head: bytes) -> str:
    """Return the encoding of a text by its first bytes: utf-8-sig, utf-16 or one of its kin, else cp1252."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for zeros, wide in ((head[1:400:2], "utf-16-le"), (head[0:400:2], "utf-16-be")):
        if zeros.count(0) * 2 > len(zeros):
            return wide
    try:
        head[: head.rfind(b"\n") + 1 or None].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "utf-8-sig" if error.start >= len(head) - 3 else "cp1252"
    return "utf-8-sig"


def transcoded(file: Path, encoding: str, scratch: Path) -> Path:
    """Return a copy of a text in UTF-8 without a mark at its beginning."""
    copy = scratch / "transcoded.txt"
    with copy.open("w", encoding="utf-8", newline="") as target:
        target.writelines(blocks(file, encoding))
    return copy


def is_utf8(file: Path) -> bool:
    """Say whether a whole file is UTF-8, to its last byte."""
    try:
        with file.open("r", encoding="utf-8", newline="") as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeDecodeError:
        return False
    return True


def blocks(file: Path, encoding: str) -> Iterator[str]:
    """Yield a text in pieces; what is no letter in its encoding shows as such."""
    with file.open("r", encoding=encoding, errors="replace", newline="") as source:
        while block := source.read(1 << 20):
            yield block


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    """Yield lines; refuse one that is longer than any list's before it fills the memory."""
    row = 0
    while line := stream.readline(limits.LINE):
        row += 1
        if len(line) >= limits.LINE:
            raise Refusal("line_long", file=name, row=row)
        yield line


def _sheet(file: Path, name: str, scratch: Path, remarks: list[Remark]) -> Sheet:
    with file.open("r", encoding="utf-8-sig", errors="replace") as stream:
        lines = list(islice(_lines(stream, name), PEEK))
    if not any(line.strip() for line in lines):
        raise Refusal("file_empty", file=name)
    mark = _delimiter(lines)
    rows = [tuple(_cell(cell) for cell in row) for row, _ in _records(iter(lines), mark)]
    width = Counter(len(row) for row in rows if row).most_common(1)[0][0]
    limits.check_width(name, "", width)
    _refuse_long(file, name)
    start = next(number for number, row in enumerate(rows) if len(row) == width)
    slower = _Slower(file, name, mark, width, scratch, remarks)
    if _odd_lines(file) or len(rows) != len(lines) or width == 1:
        return slower()
    body = _read_csv(file, mark, width, start)
    head = [_values(rows[:start], width)] if start else []
    return Sheet("", width, [_padded(row, width) for row in rows], [*head, body], slower=slower)


def _cell(cell: str) -> str | None:
    return cell or None


def _padded(row: Cells, width: int) -> Cells:
    return (*row, *(None,) * (width - len(row)))[:width]


def _values(rows: list[Cells], width: int) -> str:
    literals = (", ".join("null" if c is None else quoted(c) for c in _padded(row, width)) for row in rows)
    return f"(select * from (values {', '.join(f'({row})' for row in literals)}) as t({', '.join(columns(width))}))"


def _read_csv(file: Path, mark: str, width: int, skip: int) -> str:
    shape = ", ".join(f"'{name}': 'VARCHAR'" for name in columns(width))
    return (
        f"read_csv({quoted(file)}, auto_detect = false, header = false, skip = {skip}, delim = {quoted(mark)}, "
        f"quote = '\"', escape = '\"', strict_mode = true, max_line_size = 4194304, columns = {{{shape}}})"
    )


def _delimiter(lines: list[str]) -> str:
    def fit(mark: str) -> tuple[int, int]:
        if not any(mark in line for line in lines):
            return 0, 0
        widths = Counter(len(row) for row, _ in _records(iter(lines), mark) if row)
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
        return (times, width) if width > 1 else (0, 0)

    best = max(_DELIMITERS, key=fit)
    return best if fit(best)[0] * 2 > len(lines) else max((best, *_SELDOM), key=fit)


def _odd_lines(file: Path) -> bool:
    """Whether there are blank lines between others, or bare carriage returns, which the fast reader would drop."""
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = len(content)
        while end and content[end - 1] in b"\r\n":
            end -= 1
        if content[:1] in (b"\r", b"\n") or _BLANK_LINE.search(content, 0, end):
            return True
        return content.find(b"\n", 0, end) < 0 <= content.find(b"\r", 0, end)


def _refuse_long(file: Path, name: str) -> None:
    """Refuse a line that is longer than any list's, wherever it is; the fast reader would drop it.

    Raises:
        Refusal: there is one.

    """
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place, end = 0, len(content)
        while end - place > limits.LINE:
            feed = max(content.rfind(sign, place, place + limits.LINE) for sign in (b"\n", b"\r"))
            if feed < 0:
                row = sum(1 for _ in re.finditer(rb"\n", content[:place])) + 1
                raise Refusal("line_long", file=name, row=row)
            place = feed + 1


def _records(lines: Iterator[str], mark: str) -> Iterator[tuple[list[str], bool]]:
    """Yield every record with whether its quotes are broken; a blank line is a record without cells."""
    for line in lines:
        record = line.rstrip("\r\n")
        if '"' not in record:
            yield (record.split(mark) if record else []), False
            continue
        taken = [record]
        while _open(taken) and len(taken) < _LONGEST_CELL and (more := next(lines, None)) is not None:
            taken.append(more.rstrip("\r\n"))
        if not _open(taken):
            yield _quoted_cells(taken, mark), False
            continue
        for kept in taken:
            yield (_bare(kept, mark), True) if _open([kept]) else (_quoted_cells([kept], mark), False)


def _quoted_cells(taken: list[str], mark: str) -> list[str]:
    return next(csv.reader([line + "\n" for line in taken], delimiter=mark), [])


def _bare(line: str, mark: str) -> list[str]:
    return [cell.strip('"') for cell in line.split(mark)]


def _open(taken: list[str]) -> bool:
    """Whether a cell that began with a quote is still open at the end of these lines."""
    return sum(line.count('"') for line in taken) % 2 == 1


class _Slower:
    """Reads the file record by record in Python: slower, but no line is ever lost."""

    def __init__(self, file: Path, name: str, mark: str, usual: int, scratch: Path, remarks: list[Remark]) -> None:
        self.file, self.name, self.mark, self.usual = file, name, mark, usual
        self.scratch, self.remarks = scratch, remarks

    def __call__(self) -> Sheet:
        copy = self.scratch / "records.csv"
        peek: list[Cells] = []
        width = 1
        with (
            self.file.open("r", encoding="utf-8-sig", errors="replace", newline=None) as source,
            copy.open("w", encoding="utf-8", newline="") as target,
        ):
            for number, (row, broken) in enumerate(_records(_lines(source, self.name), self.mark), 1):
                cells = [cell.translate(_BLANKED) for cell in row]
                if len(cells) > width:
                    width = len(cells)
                    limits.check_width(self.name, "", width)
                self._remark(number, cells, broken)
                if number <= PEEK:
                    peek.append(tuple(_cell(cell) for cell in cells))
                target.write(_UNIT.join(cells) + _END + "\n")
        return Sheet("", width, [_padded(row, width) for row in peek], [self._relation(copy, width)])

    def _remark(self, number: int, cells: list[str], broken: bool) -> None:
        if broken:
            self.remarks.append(("", number, "quote_broken", "", ""))
        elif any(cell.strip() for cell in cells[self.usual :]):
            self.remarks.append(("", number, "row_ragged", "", f"{len(cells)} kolom, biasanya {self.usual}"))

    def _relation(self, copy: Path, width: int) -> str:
        cells = ", ".join(f"nullif(list_extract(cells, {n}), '') as c{n}" for n in range(1, width + 1))
        lines = (
            f"read_csv({quoted(copy)}, auto_detect = false, header = false, delim = '\x1d', quote = '', escape = '', "
            "max_line_size = 16777216, columns = {'line': 'VARCHAR'})"
        )
        return f"(select {cells} from (select string_split(rtrim(line, '{_END}'), '{_UNIT}') as cells from {lines}))"
