"""The index of a folder of reports: every region with its coverage and its files, or why it has none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from cakupan import wording
from cakupan.reports import tabled, webpage
from cakupan.reports.blocks import Cell, Column, Grid, Link, Number, Paper
from cakupan.reports.voice import shared, titled
from cakupan.workspace import put

NAME = "index"


class Listed(Protocol):
    """What the index says of a region."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def title(self) -> str:
        """Its name."""

    @property
    def files(self) -> tuple[str, ...]:
        """Its files, beside the index."""

    @property
    def refused(self) -> str:
        """Why it has none."""

    @property
    def value(self) -> str:
        """Its coverage, as written."""

    @property
    def numerator(self) -> int | None:
        """How many are protected."""

    @property
    def denominator(self) -> int | None:
        """Of how many."""

    @property
    def receipt(self) -> str:
        """The receipt of its coverage."""


@dataclass(frozen=True, slots=True)
class About:
    """What the folder is: a report by name, of the regions of a level in a region."""

    report: str
    region: str
    level: str
    at: date
    lang: str
    build: str
    invented: bool


def write(folder: Path, about: About, listed: Sequence[Listed]) -> Path:
    """Write the index as a page and as a workbook, and return the page.

    Raises:
        Refusal: the disk refuses.

    """
    paper = _paper(about, listed)
    page = folder / f"{NAME}.html"
    put(page, webpage.render(paper))
    put(folder / f"{NAME}.xlsx", tabled.render(paper))
    return page


def _paper(about: About, listed: Sequence[Listed]) -> Paper:
    lang = about.lang
    done, left = [one for one in listed if one.files], [one for one in listed if not one.files]
    level = wording.label("level", about.level, lang)
    title = shared(lang, "index_title", report=titled(about.report, lang), level=level)
    return Paper(
        lang=lang,
        made=about.at,
        build=about.build,
        title=title,
        region=about.region,
        position=shared(lang, "position", date=wording.day(about.at, lang)),
        kicker=shared(lang, "kicker"),
        invented=about.invented,
        blocks=[_done(done, lang), *([_left(left, lang)] if left else [])],
        rests=shared(lang, "index_counts", done=wording.count(len(done), lang), left=wording.count(len(left), lang)),
        source="",
        receipt="",
        footer=shared(lang, "footer", build=about.build),
    )


def _done(done: Sequence[Listed], lang: str) -> Grid:
    words = ("code", "region", "coverage", "covered", "workers", "file")
    forms = ("text", "wrap", "count", "count", "count", "text")
    columns = [Column(shared(lang, word), form, 26 if form == "wrap" else 14) for word, form in
               zip(words, forms, strict=True)]  # fmt: skip
    most = max((len(one.files) for one in done), default=1)
    columns += [Column(shared(lang, "file")) for _ in range(most - 1)]
    return Grid(
        columns, [_row(one, most) for one in done], shared(lang, "index_done"), sheet=shared(lang, "index_done")
    )


def _row(one: Listed, most: int) -> list[Cell]:
    links: list[Cell] = [Link(Path(name).suffix[1:].upper(), name) for name in one.files]
    counts = [Number(one.numerator, one.receipt), Number(one.denominator, one.receipt)]
    return [one.code, one.title, Number(None, one.receipt, one.value), *counts, *links, *[""] * (most - len(links))]


def _left(left: Sequence[Listed], lang: str) -> Grid:
    columns = [Column(shared(lang, "code"), width=14), Column(shared(lang, "region"), "wrap", 26),
               Column(shared(lang, "index_why"), "wrap", 60)]  # fmt: skip
    rows: list[list[Cell]] = [[one.code, one.title, one.refused] for one in left]
    return Grid(columns, rows, shared(lang, "index_left"), sheet=shared(lang, "index_left"))
