"""A paper as PDF: pages of A4 that `paper.typ` lays out, tagged, with bookmarks, legible in grey print."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, partial
from importlib import resources
from typing import Any

from cakupan import charts
from cakupan.findings import Refusal
from cakupan.reports import blocks
from cakupan.reports.blocks import WORDS, Block, Column, Grid, Headline, Pair, Paper, Picture, legible
from cakupan.reports.voice import shared
from cakupan.reports.widths import Room, room
from cakupan.reports.widths import shared as widths_of
from cakupan.reports.widths import size as size_of

_PAGE = "paper.typ"
#: Width of a picture in its own pixels; the page scales it.
_WIDTH, _HALF = 760, 340
#: Part of the width that lies free between two columns.
_GUTTER = 0.05
#: Sizes of type in points of a table, the first in which it is no wider than the page; the page's widths in points.
_SIZES, _UPRIGHT, _ACROSS = (8.0, 7.5, 7.0, 6.5, 6.2), 493, 740
#: What a column with bars gets for them, in heights of type.
_BARS = 6.0
_WORDS = (
    "page", "of", "invented_title", "invented_text", "sign_name", "definitions_title", "receipts_title",
    "receipts_text",
)  # fmt: skip


def render(paper: Paper, standards: Sequence[str] = ()) -> bytes:
    """Return the paper as PDF.

    Args:
        paper: what is said.
        standards: what the typesetter holds the file to ("ua-1": it can be read aloud), refusing what does not comply;
            none, as a name in a script that no font here has is to be printed all the same.

    Raises:
        Refusal: `extra_missing`, what draws charts and pages is not installed.

    """
    day = datetime(paper.made.year, paper.made.month, paper.made.day, tzinfo=UTC)
    told = {"paper": json.dumps(_plain(legible(paper)), ensure_ascii=False)}
    page: bytes = _compiler().compile(
        _template(), format="pdf", sys_inputs=told, timestamp=day, pdf_standards=list(standards)
    )
    return page


@cache
def _compiler() -> Any:
    """Return the typesetter; it looks for fonts once."""
    try:
        import typst
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    return typst.Compiler()


@cache
def _template() -> bytes:
    return (resources.files(__package__) / _PAGE).read_bytes()


def _plain(paper: Paper) -> dict[str, Any]:
    """Return all that the page says as plain values."""
    lang = paper.lang
    return {
        "words": {key: shared(lang, key) for key in _WORDS},
        **{key: getattr(paper, key) for key in _TOLD},
        "blocks": [_block(block, lang) for block in paper.blocks],
        "glossary": [] if paper.sheet else [_fields(one) for one in paper.glossary],
        "index": None if paper.sheet else _grid(blocks.index(paper, partial(shared, lang)), lang),
    }


_TOLD = (
    "lang", "title", "region", "position", "kicker", "invented", "rests", "source", "receipt", "footer", "sheet",
)  # fmt: skip


def _block(block: Block, lang: str, part: float = 1) -> dict[str, Any]:
    """Return a block that has this part of the width of the page."""
    kind = type(block).__name__
    if isinstance(block, Pair):
        share = [(1 - _GUTTER) * part * one / sum(block.parts) for one in block.parts]
        sides = {"left": [_block(one, lang, share[0]) for one in block.left],
                 "right": [_block(one, lang, share[1]) for one in block.right]}  # fmt: skip
        return {"kind": kind, "parts": block.parts, **sides}
    if isinstance(block, Grid):
        return {"kind": kind, **_grid(block, lang, part)}
    if isinstance(block, Picture):
        told = {"title": block.title, "caption": block.caption, "alt": block.alt, "height": block.height}
        drawn = charts.svg(block.make(_WIDTH if part == 1 else _HALF))
        return {"kind": kind, **told, "svg": drawn, "ratio": _ratio(drawn)}
    told = _fields(block)
    if isinstance(block, Headline):
        told |= {key: _share(told[key]) for key in ("share", "target")}
    return {"kind": kind, **told}


def _ratio(drawn: str) -> float:
    """Return the height of a drawing beside its width."""
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
    return float(found[2]) / float(found[1]) if found else 1.0


def _fields(one: Any) -> Any:
    """Return plain data as it stands: dataclasses as mappings."""
    if hasattr(one, "__dataclass_fields__"):
        return {name: _fields(getattr(one, name)) for name in one.__dataclass_fields__}
    return [_fields(item) for item in one] if isinstance(one, Sequence) and not isinstance(one, str) else one


def _share(value: Any) -> float | None:
    return None if value is None else float(value)


def _grid(grid: Grid, lang: str, part: float = 1) -> dict[str, Any]:
    columns, rows = list(grid.columns), [_row(grid, row, lang) for row in grid.rows]
    if any(row["receipt"] for row in rows):
        columns.append(Column(shared(lang, "receipt"), "code"))
        for row in rows:
            row["cells"].append(row["receipt"])
    rooms = [room(column, [row["cells"][at] for row in rows]) for at, column in enumerate(columns)]
    if grid.bars is not None:
        rooms[grid.bars] = Room(rooms[grid.bars].least + _BARS, rooms[grid.bars].least + _BARS)
    size, wide = _fitting(rooms, part)
    widths = widths_of(rooms, (_ACROSS if wide else _UPRIGHT * part) / size)
    return {
        "title": grid.title, "note": grid.note, "rows": rows, "sums": grid.sums, "bars": grid.bars,
        "target": _share(grid.target), "size": size, "wide": wide,
        "columns": [_column(column, width) for column, width in zip(columns, widths, strict=True)],
    }  # fmt: skip


def _row(grid: Grid, row: Sequence[blocks.Cell], lang: str) -> dict[str, Any]:
    cells = [blocks.shown(cell, column.form, lang) for cell, column in zip(row, grid.columns, strict=True)]
    share = None if grid.bars is None else blocks.bare(row[grid.bars])
    codes = "\n".join(blocks.printed(grid, row))
    return {"cells": cells, "share": None if share is None else float(share), "receipt": codes}  # type: ignore[arg-type]


def _column(column: Column, width: float) -> dict[str, Any]:
    return {
        "heading": column.heading, "number": column.form not in WORDS, "code": column.form == "code", "width": width,
    }  # fmt: skip


def _fitting(rooms: Sequence[Room], part: float) -> tuple[float, bool]:
    """Return the size of type in which a table fits, and whether its page lies across, as only a whole page can."""
    if found := size_of(rooms, _UPRIGHT * part, _SIZES):
        return found, False
    if part < 1:
        return _SIZES[-1], False
    least = sum(one.least for one in rooms)
    return next((size for size in _SIZES if least * size <= _ACROSS), _SIZES[-1]), True
