"""A paper as one HTML page: no script, no request to anywhere, for screen, telephone and print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from cakupan.reports import blocks, pages
from cakupan.reports.blocks import WORDS, Block, Break, Cell, Grid, Paper, legible
from cakupan.reports.voice import shared

_PAGE = "paper.html.j2"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under one title."""

    key: str
    title: str
    blocks: list[Block]


def render(paper: Paper) -> bytes:
    """Return the paper as a page.

    Raises:
        Refusal: `extra_missing`, the chart renderer is not installed.

    """
    paper = legible(paper)
    sections = _sections(paper)
    listed = [(one.key, one.title) for one in sections if one.title]
    ends = {"definitions": paper.glossary, "receipts": paper.receipts}
    listed += [(key, shared(paper.lang, key)) for key, told in ends.items() if told]
    return pages.made(_PAGE, paper, listed, {"sections": sections, **_tools(paper)})


def _sections(paper: Paper) -> list[Section]:
    """Return the blocks in sections: a block with a title begins one."""
    found = [Section("part-1", "", [])]
    for block in paper.blocks:
        title = getattr(block, "title", "")
        if title:
            found.append(Section(f"part-{len(found) + 1}", title, []))
        if not isinstance(block, Break):
            found[-1].blocks.append(block)
    return [section for section in found if section.blocks]


def _tools(paper: Paper) -> Mapping[str, Any]:
    """Return what the template of papers asks of blocks."""
    return {
        "kind_of": lambda block: type(block).__name__,
        "words_of": WORDS,
        "written": partial(blocks.shown, lang=paper.lang),
        "bare": blocks.bare,
        "receipt_of": lambda cell: getattr(cell, "receipt", ""),
        "href_of": lambda cell: getattr(cell, "href", ""),
        "indexed": frozenset(one.code for one in paper.receipts),
        "printed": blocks.printed,
        "has_receipts": _has_receipts,
        "share": _share,
        "drawn": lambda picture, half: pages.both(picture.make, pages.HALF if half else pages.WIDE),
    }


def _has_receipts(grid: Grid) -> bool:
    return any(blocks.printed(grid, row) for row in grid.rows)


def _share(ratio: Cell, low: int = 0, high: int = 100) -> str:
    """Return a ratio as the percentage that a style sheet takes, within bounds."""
    return f"{float(min(max(Fraction(ratio) * 100, Fraction(low)), Fraction(high))):.2f}"  # type: ignore[arg-type]
