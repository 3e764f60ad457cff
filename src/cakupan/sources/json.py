"""JSON: an array of objects, bare or inside of an answer ({"data": [...]}), or an object a line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb

from cakupan.engine.duckdb import DuckDB
from cakupan.findings import Refusal
from cakupan.sources import limits
from cakupan.sources.sheet import PEEK, Book, Cells, Remark, Sheet, quoted
from cakupan.sources.stage import BROKEN
from cakupan.sources.text import encoding_of, is_utf8, transcoded

#: In so many bytes from the beginning and from the end of a file an answer must come to its rows.
_AROUND = 1 << 16
#: What tells how deep one is: texts, of which brackets are no brackets, and brackets.
_MARK = re.compile(rb'"(?:[^"\\]|\\.)*+"|[][{}]', re.DOTALL)


def open_book(file: Path, scratch: Path) -> Book:
    """Open a JSON file as one sheet without a name; `scratch` is for copies.

    Raises:
        Refusal: it is damaged, or holds no rows.

    """
    with file.open("rb") as stream:
        head = stream.read(_AROUND)
    encoding = encoding_of(head)
    remarks: list[Remark] = []
    kept = file
    if not encoding.startswith("utf-8") or head.startswith(b"\xef\xbb\xbf") or not is_utf8(file):
        if not encoding.startswith("utf-8"):
            remarks.append(("", 0, "encoding", "", encoding))
        kept = transcoded(file, encoding, scratch)
        with kept.open("rb") as stream:
            head = stream.read(_AROUND)
    form = "array"
    if head.lstrip()[:1] == b"{":
        found = _begin(head)
        if found and (end := _end(kept, head, found)):
            kept = _cut(kept, found, end, scratch)
        else:
            form = "newline_delimited"
    return Book([lambda engine: _sheet(engine, file, kept, form)], remarks)


def _begin(head: bytes) -> int:
    """Return where the array of rows begins inside of the outer object, or 0."""
    for mark in _MARK.finditer(head):
        if mark[0] == b"[" and re.match(rb"\s*[{[]", head[mark.end() :]):
            return mark.start()
        if mark[0] == b"}" and re.match(rb"\s*\{", head[mark.end() :]):
            return 0
    return 0


def _end(file: Path, head: bytes, begin: int) -> int:
    """Return where the array that begins there ends: the first bracket after which the rest closes the outer object."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        stream.seek(max(begin, size - _AROUND))
        offset = stream.tell()
        tail = stream.read()
    tried = 0
    for bracket in re.finditer(rb"\]", tail):
        tried += 1
        if tried > 2000 or not re.match(rb"\s*[,}]", tail[bracket.end() :]):
            continue
        try:
            json.loads(head[:begin] + b"[]" + tail[bracket.end() :])
        except (ValueError, RecursionError):
            continue
        return offset + bracket.end()
    return 0


def _cut(file: Path, begin: int, end: int, scratch: Path) -> Path:
    copy = scratch / "rows.json"
    with file.open("rb") as source, copy.open("wb") as target:
        source.seek(begin)
        left = end - begin
        while left > 0 and (block := source.read(min(left, 1 << 20))):
            target.write(block)
            left -= len(block)
    return copy


def _sheet(engine: DuckDB, file: Path, kept: Path, form: str) -> Sheet:
    source = f"read_json_objects({quoted(kept)}, format = '{form}', maximum_object_size = {4 * limits.LINE})"
    try:
        engine.connection.execute(f"create or replace table raw as select json from {source}").fetchall()
        keys, names = _keys(engine, file)
        limits.check_width(file.name, "", len(keys))
        pointers = ", ".join(quoted("/" + key.replace("~", "~0").replace("/", "~1")) for key in keys)
        cells = ", ".join(f"cells[{n}] as c{n}" for n in range(1, len(keys) + 1))
        relation = f"(select {cells} from (select json_extract_string(json, [{pointers}]) as cells from raw))"
        peek = engine.rows(f"select * from {relation} limit {PEEK}")
    except duckdb.OutOfMemoryException:
        raise
    except BROKEN as error:
        raise Refusal("file_damaged", file=file.name) from error
    return Sheet("", len(keys), peek, [relation], names, release=lambda: _drop(engine))


def _keys(engine: DuckDB, file: Path) -> tuple[list[str], Cells | None]:
    """Return the keys of the cells of a row, and the names of the columns where rows are objects.

    Raises:
        Refusal: there are no rows, or not all are of one kind.

    """
    kinds = {kind for (kind,) in engine.rows("select distinct json_type(json) from raw")}
    if not kinds:
        raise Refusal("file_empty", file=file.name)
    if kinds == {"OBJECT"}:
        first = engine.rows("select json_keys(json) from raw limit 1")[0][0]
        seen = {key for (key,) in engine.rows("select distinct unnest(json_keys(json)) from raw")}
        keys = [*dict.fromkeys(first), *sorted(seen.difference(first))]
        if keys:
            return keys, tuple(keys)
    if kinds == {"ARRAY"}:
        width = engine.rows("select max(json_array_length(json)) from raw")[0][0]
        if width:
            return [str(number) for number in range(width)], None
    raise Refusal("file_foreign", file=file.name, what="JSON")


def _drop(engine: DuckDB) -> None:
    engine.connection.execute("drop table if exists raw").fetchall()
