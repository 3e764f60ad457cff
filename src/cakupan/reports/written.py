"""A paper as DOCX: real styles and headings, tables whose headings repeat, for people who go on writing in it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from importlib import resources
from io import BytesIO
from typing import Any

from cakupan import charts
from cakupan.findings import Refusal
from cakupan.reports import blocks
from cakupan.reports.blocks import (
    WORDS,
    Actions,
    Block,
    Break,
    Card,
    Cards,
    Column,
    Grid,
    Headline,
    Line,
    Pair,
    Paper,
    Picture,
    Prose,
    Signature,
    legible,
)  # fmt: skip
from cakupan.reports.voice import shared
from cakupan.reports.widths import Room, room
from cakupan.reports.widths import shared as widths_of
from cakupan.reports.widths import size as size_of

#: Width of a picture in its own pixels: over the page, and in a column of it.
_WIDTH, _HALF = 760, 340
#: What lies free between two columns, beside their width.
_GUTTER = 0.05
#: Longest property of a document. Cards in a row at most.
_LONGEST, _ABREAST = 250, 3
#: Sizes of type of a table, the first in which its page is wide enough; code is smaller. Points in a millimetre.
_SIZES, _CODE, _POINTS = (8.5, 8.0, 7.5, 7.0), 0.8, 72 / 25.4
#: What a cell leaves free at either side, in twentieths of a point.
_SIDE = 60


def render(paper: Paper) -> bytes:
    """Return the paper as a document.

    Raises:
        Refusal: `extra_missing`, what writes documents or draws charts is not installed.

    """
    try:
        import docx
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    document = docx.Document()
    _Writer(document, legible(paper)).write_all()
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@cache
def _look() -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / "written.toml").read_text("utf-8"))


class _Writer:
    """Writes a paper block by block."""

    def __init__(self, document: Any, paper: Paper) -> None:
        self.document, self.paper, self.t = document, paper, partial(shared, paper.lang)
        self.look = _look()["page"] | (_look()["sheet"] if paper.sheet else {})
        self.room = (self.look["width"] - 2 * self.look["margin"]) * _POINTS
        self.place: Any = document
        self.writers: dict[type, Callable[[Any], None]] = {
            Headline: self.headline, Cards: self.cards, Prose: self.prose, Grid: self.grid, Picture: self.picture,
            Actions: self.actions, Signature: self.signature, Break: self.turn, Pair: self.pair,
        }  # fmt: skip

    def write_all(self) -> None:
        """Write the paper: its head, its blocks, what its words mean and the index of its numbers."""
        self.styles()
        self.page()
        self.head()
        self.lay(self.paper.blocks)
        self.line(" · ".join(filter(None, [self.paper.rests, self.paper.source])), "Note")
        if not self.paper.sheet:
            self.glossary()
            self.index()

    def lay(self, found: Sequence[Block]) -> None:
        """Write blocks one after the other; a table too wide for the page has one that lies across."""
        for block in found:
            if turned := isinstance(block, Grid) and self.place is self.document and not self.fits(block):
                self.across()
            if title := getattr(block, "title", ""):
                self.line(title, "Heading 1")
            self.writers[type(block)](block)
            if turned:
                self.across()

    def pair(self, one: Pair) -> None:
        """Write two columns: side by side on a sheet, which is one page, elsewhere one after the other."""
        if not (self.paper.sheet and one.left and one.right):
            self.lay([*one.left, *one.right])
            return
        place, room, (left, right) = self.place, self.room, one.parts
        shares = (left, (left + right) * _GUTTER, right)
        table = self.table(1, shares, ruled=False)
        for at, side in ((0, one.left), (2, one.right)):
            self.place, self.room = table.rows[0].cells[at], room * shares[at] / sum(shares) - _SIDE / 10
            self.lay(side)
            first = self.place.paragraphs[0]._p
            first.getparent().remove(first)
        self.place, self.room = place, room

    def styles(self) -> None:
        """Give every style the look that the table of styles says."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt, RGBColor

        styles, look, type_, space = self.document.styles, _look(), self.look["type"], self.look["space"]
        for name, told in look["styles"].items():
            if name not in [style.name for style in styles]:
                styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[told["on"]]
            style = styles[name]
            _font(style, look["page"]["font"])
            style.font.size, style.font.bold = Pt(told["size"] * type_), told.get("bold", False)
            if "colour" in told:
                style.font.color.rgb = RGBColor.from_string(told["colour"])
            style.font.italic = False
            for border in style.element.xpath("w:pPr/w:pBdr | w:pPr/w:tabs | w:rPr/w:spacing | w:rPr/w:kern"):
                border.getparent().remove(border)
            shape = style.paragraph_format
            shape.space_before, shape.space_after = Pt(told.get("before", 0) * space), Pt(told.get("after", 0) * space)
            shape.line_spacing = self.look["leading"]

    def page(self) -> None:
        """Set paper, properties, heading and foot of all pages."""
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt

        section, page, paper = self.document.sections[0], self.look, self.paper
        section.page_width, section.page_height = Mm(page["width"]), Mm(page["height"])
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(page["margin"])
        section.header_distance = section.footer_distance = Mm(page["edge"])
        day = datetime(paper.made.year, paper.made.month, paper.made.day, tzinfo=UTC)
        told = self.document.core_properties
        title = f"{paper.title} – {paper.region}"[:_LONGEST]
        told.title, told.author, told.language = title, "cakupan", paper.lang
        told.created = told.modified = day
        for lang in self.document.styles.element.xpath("w:docDefaults//w:lang"):
            lang.set(qn("w:val"), {"id": "id-ID"}.get(paper.lang, "en-GB"))
        mark = f" · {self.t('invented_title')}" if paper.invented else ""
        section.header.paragraphs[0].text = (
            "" if paper.sheet else f"{paper.title} – {paper.region}, {paper.position}{mark}"
        )
        foot = section.footer.paragraphs[0]
        foot.paragraph_format.tab_stops.add_tab_stop(Pt(self.room), WD_TAB_ALIGNMENT.RIGHT)
        foot.add_run(f"{paper.footer}\t{self.t('page')} ")
        _counted(foot, "PAGE")
        foot.add_run(f" {self.t('of')} ")
        _counted(foot, "NUMPAGES")

    def head(self) -> None:
        """Write title, region and date, and the banner of invented data."""
        paper = self.paper
        self.line(paper.region, "Title")
        self.line(f"{paper.title} · {paper.position}", "Subtitle")
        if paper.invented:
            paragraph = self.line(f"{self.t('invented_title')}. {self.t('invented_text')}", "Warning")
            _filled(paragraph._p.get_or_add_pPr(), _look()["fills"]["warning"])

    def line(self, text: str, style: str = "Normal") -> Any:
        """Write a paragraph in a style and return it."""
        return self.place.add_paragraph(text, self.document.styles[style])

    def sentence(self, line: Line, style: str = "Normal") -> Any:
        """Write a sentence with its receipts behind it."""
        return self.coded(self.line(line.text, style), line.receipts)

    def coded(self, paragraph: Any, receipts: Sequence[str]) -> Any:
        """Put receipts behind a sentence, small."""
        from docx.shared import Pt, RGBColor

        if receipts:
            run = paragraph.add_run(f"{' ' if paragraph.text else ''}[{' '.join(receipts)}]")
            _font(run, _look()["page"]["code"])
            run.font.size, run.font.bold, run.font.color.rgb = (
                Pt(7 * self.look["type"]),
                False,
                RGBColor.from_string("566472"),
            )
        return paragraph

    def headline(self, one: Headline) -> None:
        """Write the main number, its sentence and what it rests on."""
        self.line(" ".join(filter(None, [one.value, one.unit])), "Headline")
        self.sentence(Line(one.sentence, (one.receipt,)), "Lead")
        for line in [*([Line(one.target_text)] if one.target_text else []), *one.lines]:
            self.sentence(line)
        for name, text in one.facts:
            paragraph = self.line("", "Note")
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(text)

    def cards(self, one: Cards) -> None:
        """Write further numbers side by side, in a table without lines."""
        if not one.cards:
            return
        abreast = min(len(one.cards), _ABREAST)
        rows = [one.cards[at : at + abreast] for at in range(0, len(one.cards), abreast)]
        table = self.table(len(rows), [1] * abreast)
        for row, told in zip(table.rows, rows, strict=True):
            for cell, card in zip(row.cells, told, strict=False):
                _filled(cell._tc.get_or_add_tcPr(), _look()["fills"]["card"])
                self.card(cell, card)
        self.gap()

    def gap(self) -> None:
        """Leave room under a table; a cell has an empty line there already."""
        style = "Gap" if self.paper.sheet else "Note"
        if self.place is self.document:
            self.line("", style)
        else:
            self.place.paragraphs[-1].style = self.document.styles[style]

    def card(self, cell: Any, card: Card) -> None:
        """Write one further number into its cell."""
        from docx.shared import Pt

        cell.paragraphs[0].style = self.document.styles["Note"]
        cell.paragraphs[0].add_run(card.title)
        run = cell.add_paragraph(style=self.document.styles["Lead"]).add_run(card.value)
        run.bold, run.font.size = True, Pt(15 * self.look["type"])
        for text in card.lines:
            cell.add_paragraph(text, self.document.styles["Cell"])
        if card.receipts:
            self.coded(cell.add_paragraph(style=self.document.styles["Cell"]), card.receipts)

    def prose(self, one: Prose) -> None:
        """Write paragraphs or a list."""
        style = "List Bullet" if one.listed else "Note" if one.small else "Normal"
        for line in one.paragraphs:
            self.sentence(line, style)

    def grid(self, one: Grid) -> None:
        """Write a table, its first row again on every page."""
        if one.note:
            self.line(one.note, "Note").paragraph_format.keep_with_next = True
        columns, rows = _told(one, self.paper.lang)
        rooms = _rooms(columns, rows)
        sizes = [size * self.look["type"] for size in _SIZES]
        size = size_of(rooms, self.room, sizes) or sizes[-1]
        table = self.table(len(rows) + 1, widths_of(rooms, self.room / size))
        bold = len(rows) - one.sums
        for n, (row, cells) in enumerate(zip(table.rows, ([c.heading for c in columns], *rows), strict=True), -1):
            _whole(row)
            for cell, text, column in zip(row.cells, cells, columns, strict=True):
                form = "text" if n < 0 and column.form in WORDS else column.form
                self.cell(cell, text, form, size, strong=n < 0 or n >= bold)
        _repeated(table.rows[0])
        self.gap()

    def fits(self, one: Grid) -> bool:
        """Say whether a table fits on an upright page."""
        least = sum(room.least for room in _rooms(*_told(one, self.paper.lang)))
        return bool(least * _SIZES[-1] * self.look["type"] <= self.room)

    def across(self) -> None:
        """Turn the page: what follows lies across, or upright again."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Pt

        old = self.document.sections[-1]
        new = self.document.add_section(WD_SECTION.NEW_PAGE)
        new.page_width, new.page_height = old.page_height, old.page_width
        new.orientation = WD_ORIENT.PORTRAIT if old.orientation == WD_ORIENT.LANDSCAPE else WD_ORIENT.LANDSCAPE
        self.room = (new.page_width - new.left_margin - new.right_margin) / Pt(1)

    def cell(self, cell: Any, text: str, form: str, size: float, *, strong: bool) -> None:
        """Write one cell of a table."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        paragraph.style = self.document.styles["Cell"]
        run = paragraph.add_run(text)
        run.bold, run.font.size = strong and form != "code", Pt(size)
        if form == "code":
            _font(run, _look()["page"]["code"])
            run.font.size = Pt(size * _CODE)
        if form not in WORDS:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def table(self, rows: int, shares: Sequence[float], *, ruled: bool = True) -> Any:
        """Add a table as wide as there is room, its columns in these shares, ruled across."""
        from docx.shared import Pt

        table = self.place.add_table(rows, len(shares))
        table.autofit = False
        widths = [Pt(self.room * share / sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
            for cell in column.cells:
                cell.width = width
        _edged(table, ruled=ruled)
        return table

    def picture(self, one: Picture) -> None:
        """Write a chart as a picture, with what a reader who cannot see it is told."""
        from docx.shared import Mm, Pt

        whole = self.place is self.document
        content = BytesIO(charts.png(one.make(_WIDTH if whole else _HALF)))
        paragraph = self.line("")
        paragraph.paragraph_format.keep_with_next = bool(one.caption)
        drawn = paragraph.add_run().add_picture(content, width=Pt(self.room))
        if whole and one.height and drawn.height > Mm(one.height):
            drawn.width, drawn.height = int(drawn.width * Mm(one.height) / drawn.height), Mm(one.height)
        drawn._inline.docPr.set("descr", one.alt)
        if one.caption:
            self.line(one.caption, "Caption")

    def actions(self, one: Actions) -> None:
        """Write numbered actions, each with its reason and who."""
        for item in one.items:
            self.line(item.text, "List Number")
            self.sentence(item.reason)
            if item.who:
                self.line(item.who, "Note")

    def signature(self, one: Signature) -> None:
        """Write where people sign."""
        if one.place:
            self.line(one.place)
        table = self.document.add_table(2, len(one.roles))
        for at, role in enumerate(one.roles):
            table.rows[0].cells[at].text = role
            table.rows[1].cells[at].text = f"\n\n\n(……………………………………)\n{self.t('sign_name')}"

    def turn(self, _: Break) -> None:
        """Begin a new page."""
        self.document.add_page_break()

    def glossary(self) -> None:
        """Write what every word means."""
        self.document.add_heading(self.t("definitions_title"), level=1)
        for glossary in self.paper.glossary:
            self.document.add_heading(glossary.title, level=2)
            for term in glossary.terms:
                paragraph = self.line("", "Cell")
                paragraph.add_run(term.name).bold = True
                paragraph.add_run(f": {' '.join(filter(None, [term.text, term.formula]))}")
                self.coded(paragraph, (term.code,))

    def index(self) -> None:
        """Write how a number is proven, and the index of all."""
        self.document.add_heading(self.t("receipts_title"), level=1)
        self.line(self.t("receipts_text"))
        self.coded(self.line(""), (f"cakupan why {self.paper.receipt}",))
        self.grid(blocks.index(self.paper, self.t))


def _told(grid: Grid, lang: str) -> tuple[list[Column], list[list[str]]]:
    """Return the columns and the cells as written, with the receipts of the rows behind them."""
    columns = list(grid.columns)
    rows = [[blocks.shown(cell, column.form, lang) for cell, column in zip(row, columns, strict=True)]
            for row in grid.rows]  # fmt: skip
    codes = ["\n".join(blocks.printed(grid, row)) for row in grid.rows]
    if not any(codes):
        return columns, rows
    return [*columns, Column(shared(lang, "receipt"), "code")], [
        [*row, code] for row, code in zip(rows, codes, strict=True)
    ]


def _rooms(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Room]:
    return [room(column, [row[at] for row in rows]) for at, column in enumerate(columns)]


def _font(of: Any, name: str) -> None:
    """Set a typeface for all scripts, so that no theme puts another in its place."""
    from docx.oxml.ns import qn

    of.font.name = name
    fonts = of.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _counted(paragraph: Any, field: str) -> None:
    """Put a number that the word processor counts into a paragraph."""
    for kind, text in (("begin", ""), ("", field), ("end", "")):
        run = paragraph.add_run()._r
        if kind:
            run.append(_element("fldChar", fldCharType=kind))
        else:
            instruction = _element("instrText")
            instruction.text = text
            run.append(instruction)


def _filled(properties: Any, colour: str) -> None:
    properties.append(_element("shd", val="clear", color="auto", fill=colour))


def _repeated(row: Any) -> None:
    """Let a row stand again at the top of every page that its table goes on to, on a tinted ground."""
    row._tr.get_or_add_trPr().append(_element("tblHeader"))
    for cell in row.cells:
        _filled(cell._tc.get_or_add_tcPr(), _look()["fills"]["head"])


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("cantSplit"))


def _edged(table: Any, *, ruled: bool) -> None:
    """Keep cells free at their sides, and draw thin lines between the rows."""
    borders = _element("tblBorders")
    for side in ("top", "bottom", "insideH") if ruled else ():
        borders.append(_element(side, val="single", sz="4", space="0", color=_look()["fills"]["rule"]))
    table._tbl.tblPr.append(borders)
    margins = _element("tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(side, w=str(_SIDE), type="dxa"))
    table._tbl.tblPr.append(margins)
