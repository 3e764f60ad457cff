"""A paper as plain data: what a report says, in one language, before anybody lays it out.

One `Paper` is written as PDF, DOCX, XLSX and HTML. Values stay exact in it; `shown` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from cakupan import charts, wording

#: Characters that no XML may hold.
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What a cell may hold: text is always written as text, never as a formula.
Value = str | int | float | Fraction | date | None
#: Forms of a column whose cells are words; all others are numbers and stand to the right.
WORDS = ("text", "wrap", "code", "day")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its receipt.

    Attributes:
        value: exact, or None where it is not known. receipt: what `why` takes.
        text: what is written where that is not the value itself: "kurang dari 1%", "ditahan".
        further: receipts of the other numbers, where the value is words that hold several.

    """

    value: Value
    receipt: str = ""
    text: str = ""
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A file beside the paper, by what it is called."""

    text: str
    href: str


Cell = Value | Number | Link


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        form: text, wrap (text of several lines), code, day; count, idr, ratio (0.31), points (3.79), tenth, signed
            (a count with its sign), gained (points with their sign).
        width: in characters; on paper columns share the width of the page in this proportion.

    """

    heading: str
    form: str = "text"
    width: int = 13


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the receipts of the numbers in it."""

    text: str
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headline:
    """The number that a paper is about, in large type.

    Attributes:
        value, unit: as written: "31,36", "persen". share: 0 to 1, drawn as a bar; None for no bar.
        target: 0 to 1, marked on the bar; target_text what it is.
        lines: further sentences. facts: name and text of what the number rests on.

    """

    value: str
    unit: str
    sentence: str
    receipt: str
    share: Fraction | None = None
    target: Fraction | None = None
    target_text: str = ""
    lines: Sequence[Line] = ()
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One further number, as written, with a title and lines under it."""

    title: str
    value: str
    lines: Sequence[str] = ()
    receipts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    """A few numbers side by side."""

    cards: Sequence[Card]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, or items of a list; `title` begins a section, `small` is type for notes."""

    paragraphs: Sequence[Line]
    title: str = ""
    listed: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    A cell that is a `Number` carries its receipt; the first receipt of a row is printed at its end (all of them with
    `every`), and all stand in the index.

    Attributes:
        title: begins a section. caption: what a reader who cannot see the table is told; else the title.
        note: one line above the table.
        bars: the column whose ratios are drawn as bars too, else None; target: 0 to 1, marked on them.
        sums: so many of the last rows are totals.
        sheet: short name of its sheet in a workbook, where its title is too long for one.
        listed: whether the receipts stand in a last column. every: whether all of a row do, and not the first alone.

    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    caption: str = ""
    note: str = ""
    bars: int | None = None
    target: Fraction | None = None
    sums: int = 0
    sheet: str = ""
    listed: bool = True
    every: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: `make` returns its specification for a width in pixels; workbooks leave it out.

    Attributes:
        alt: what a reader who cannot see it is told. height: in millimetres on paper, at most; 0 for as it comes.

    """

    make: Callable[[int], charts.Spec]
    alt: str
    title: str = ""
    caption: str = ""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: what, why (with its numbers), and who."""

    text: str
    reason: Line
    who: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """Numbered actions."""

    title: str
    items: Sequence[Action]


@dataclass(frozen=True, slots=True)
class Signature:
    """Room for signatures: each role with a blank for the name; `place` stands above with a blank for the date."""

    roles: Sequence[str]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A new page on paper; nothing on a screen."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns on paper and on a wide screen, one after the other elsewhere; `parts` are the shares of the width."""

    left: Sequence[Block]
    right: Sequence[Block]
    parts: tuple[int, int] = (1, 1)


Block = Headline | Cards | Prose | Grid | Picture | Actions | Signature | Break | Pair


@dataclass(frozen=True, slots=True)
class Term:
    """What a word or a measure of the paper means."""

    name: str
    code: str
    text: str
    unit: str = ""
    formula: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms of one kind."""

    title: str
    terms: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Receipt:
    """One number in the index of a paper, as written."""

    code: str
    name: str
    region: str
    part: str
    moment: date
    value: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A report in one language, ready to be laid out.

    Attributes:
        lang: id or en. made: the day that stands in the properties of the file. build: what it rests on.
        title, region, position: what it is, of which region, for which date. kicker: the line above.
        invented: whether any of the data is made up for show, which is then said above all.
        blocks: its contents, in order.
        rests: what its numbers rest on: basis, definition, way of counting. source: who published them.
        receipt: of its main number. footer: the last line.
        glossary, receipts: what its words mean and the index of its numbers; a sheet leaves them to `why`.
        sheet: whether it is one page of A4 whatever there is to say; the type gets smaller until it fits.

    """

    lang: str
    made: date
    build: str
    title: str
    region: str
    position: str
    kicker: str
    invented: bool
    blocks: Sequence[Block]
    rests: str
    source: str
    receipt: str
    footer: str
    glossary: Sequence[Glossary] = ()
    receipts: Sequence[Receipt] = ()
    sheet: bool = False


def legible(one: Any) -> Any:
    """Return plain data without the characters that documents cannot hold."""
    if isinstance(one, str):
        return _UNHELD.sub("", one)
    if isinstance(one, list | tuple):
        return type(one)(map(legible, one))
    if is_dataclass(one) and not isinstance(one, type):
        return replace(one, **{field.name: legible(getattr(one, field.name)) for field in fields(one)})
    return one


def flat(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks one after the other, the columns of a pair too."""
    found: list[Block] = []
    for block in blocks:
        found += flat([*block.left, *block.right]) if isinstance(block, Pair) else [block]
    return found


def bare(cell: Cell) -> Value:
    """Return the value of a cell; of a link its file."""
    if isinstance(cell, Link):
        return cell.href
    return cell.value if isinstance(cell, Number) else cell


def receipts(row: Sequence[Cell]) -> tuple[str, ...]:
    """Return the receipts of a row once each, in their order."""
    found = (code for cell in row if isinstance(cell, Number) for code in (cell.receipt, *cell.further))
    return tuple(dict.fromkeys(filter(None, found)))


def printed(grid: Grid, row: Sequence[Cell]) -> tuple[str, ...]:
    """Return the receipts that stand at the end of a row."""
    found = receipts(row) if grid.listed else ()
    return found if grid.every else found[:1]


def lean(block: Block) -> Block:
    """Return a block without the columns of tables in which nothing stands; the first stays."""
    if isinstance(block, Pair):
        return replace(block, left=[*map(lean, block.left)], right=[*map(lean, block.right)])
    if not isinstance(block, Grid):
        return block
    kept = [at for at in range(len(block.columns)) if at == 0 or any(_is_told(row[at]) for row in block.rows)]
    return replace(
        block, columns=[block.columns[at] for at in kept], rows=[[row[at] for at in kept] for row in block.rows],
        bars=kept.index(block.bars) if block.bars in kept else None,
    )  # fmt: skip


def _is_told(cell: Cell) -> bool:
    return bare(cell) not in (None, "") or (isinstance(cell, Number) and bool(cell.text))


def shown(cell: Cell, form: str, lang: str) -> str:
    """Return a cell as it is written: what is not known as a dash, what there is not as nothing."""
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, Number):
        return cell.text or shown(cell.value, form, lang)
    if cell is None:
        return wording.NOTHING
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date):
        return wording.day(cell, lang)
    return _written(Fraction(cell), form, lang)


def _written(value: Fraction, form: str, lang: str) -> str:
    if form == "ratio":
        return wording.percent(value, lang, short=True)
    if form == "idr":
        return wording.rupiah(value, lang)
    if form in ("points", "gained"):
        return wording.points(value, lang, short=True, signed=form == "gained")
    if form == "signed":
        return f"{'+' if value > 0 else ''}{wording.count(value, lang)}"
    return wording.decimal(value, lang, places=1 if form == "tenth" else 0)


def index(paper: Paper, t: Callable[[str], str]) -> Grid:
    """Return the index of receipts as a table; `t` says the headings."""
    columns = [
        Column(t("receipt"), "code", 18), Column(t("measure"), "text", 34), Column(t("region"), "text", 32),
        Column(t("kind_of"), "text", 20), Column(t("moment"), "day", 17), Column(t("value"), "text", 26),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [one.code, one.name, one.region, one.part, one.moment, one.value] for one in paper.receipts
    ]
    return Grid(columns, rows)
