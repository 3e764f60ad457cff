"""A paper of any words: all four writers take it, and what it says is text and nothing else."""

from __future__ import annotations

import io
import os
import re
import warnings
from datetime import date
from fractions import Fraction

import docx
import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cakupan import charts
from cakupan.reports import blocks, tabled, typeset, webpage, widths, written
from cakupan.reports.blocks import (
    Action,
    Actions,
    Block,
    Break,
    Card,
    Cards,
    Column,
    Grid,
    Headline,
    Line,
    Link,
    Number,
    Pair,
    Paper,
    Picture,
    Prose,
    Signature,
)  # fmt: skip
from papers import book, pdf

WRITERS = {"pdf": typeset.render, "docx": written.render, "xlsx": tabled.render, "html": webpage.render}
FORMS = ("text", "wrap", "code", "day", "count", "idr", "ratio", "points", "tenth", "signed", "gained")
VALUES: dict[str, blocks.Value] = {
    "text": "kata", "wrap": "kata " * 9, "code": "0a1b", "day": date(2025, 3, 31), "count": 1234, "idr": 16_800,
    "ratio": Fraction(1, 3), "points": Fraction(379, 100), "tenth": Fraction(7, 2), "signed": 12,
    "gained": Fraction(-1, 2),
}  # fmt: skip


def paper(found: list[Block], *, sheet: bool = False, title: str = "Judul", lang: str = "id") -> Paper:
    return Paper(
        lang=lang, made=date(2025, 3, 31), build="b", title=title, region="Kabupaten Contoh", position="Posisi",
        kicker="k", invented=True, blocks=found, rests="daftar nama", source="", receipt="0a", footer="kaki",
        sheet=sheet,
    )  # fmt: skip


def everything(text: str) -> list[Block]:
    """Return every kind of block, each of whose words is a text."""
    line = Line(text, ("0a1b",))
    columns = [Column(text, form) for form in FORMS]
    rows: list[list[blocks.Cell]] = [[VALUES[form] for form in FORMS], [Number(None, "0a1b", text) for _ in FORMS],
                                     [None] * len(FORMS)]  # fmt: skip
    return [
        Headline(text, text, text, "0a1b", Fraction(3, 2), Fraction(2, 5), text, [line], [(text, text)]),
        Cards([Card(text, text, [text], ("0a1b", "0c2d"))], title=text),
        Prose([line], title=text, listed=True), Prose([line], small=True),
        Grid(columns, rows, text, note=text, bars=6, target=Fraction(2, 5), sums=1, sheet=text),
        Grid([Column(text), Column(text)], [[Link(text, "a.pdf"), text]]),
        Pair([Prose([line])], [Grid([Column(text)], [[text]], text)], (2, 1)),
        Actions(text, [Action(text, line, text)]), Break(), Signature([text, text], text),
    ]  # fmt: skip


@pytest.mark.parametrize("sheet", [False, True])
@pytest.mark.parametrize("form", WRITERS)
def test_every_block_is_written_in_every_format(form: str, sheet: bool) -> None:
    content = WRITERS[form](paper(everything("Kata biasa"), sheet=sheet))
    if form == "pdf" and sheet:
        assert len(pypdfium2.PdfDocument(content)) == 1
    assert len(content) > 1000


@pytest.mark.parametrize("sheet", [False, True])
def test_a_pdf_can_be_read_aloud(sheet: bool) -> None:
    typeset.render(paper(everything("Kata biasa"), sheet=sheet), ["ua-1"])


def test_values_are_written_alike_and_numbers_stay_numbers() -> None:
    told = {form: blocks.shown(VALUES[form], form, "id") for form in FORMS}
    assert told["count"] == "1.234"
    assert told["idr"] == "Rp16.800"
    assert told["ratio"] == "33,33%"
    assert told["points"] == "3,79 poin"
    assert told["tenth"] == "3,5"
    assert told["signed"] == "+12"
    assert told["gained"] == "-0,50 poin"
    assert told["day"] == "31 Maret 2025"
    assert blocks.shown(Number(5, "r", "kurang dari 5"), "count", "id") == "kurang dari 5"
    assert (blocks.shown(None, "count", "id"), blocks.shown("", "text", "id")) == ("–", "")
    grid = Grid([Column(form, form) for form in FORMS], [[VALUES[form] for form in FORMS]], "Tabel", sheet="Tabel")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(tabled.render(paper([grid]))))
    cells = [cell.value for cell in book["Tabel"][5]]
    assert cells[4:7] == [1234, 16_800, pytest.approx(1 / 3)]


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40), st.booleans())
@settings(max_examples=100 if os.environ.get("CAKUPAN_SOAK") else 10, deadline=None)
def test_any_words_are_words(text: str, sheet: bool) -> None:
    for render in WRITERS.values():
        render(paper(everything(text), sheet=sheet, title=text))


@pytest.mark.parametrize("text", [
    "<script>alert(1)</script>", "#panic() $x$ *a* _b_ @c <d> `e` \\", "=HYPERLINK(\"http://x\")", "{{ 7*7 }}{% x %}",
    "\x00\x07\x1b", "a" * 600, "نص عربي", "𝔸😀", "http://x/" + "y" * 300,
])  # fmt: skip
def test_words_that_mean_something_elsewhere_mean_nothing_here(text: str) -> None:
    told = paper(everything(text), title=text)
    html = webpage.render(told).decode("utf-8")
    assert "<script" not in html
    assert not re.search(r"(?:href|src)=\"(?!#|a\.pdf)", html)
    typeset.render(told)
    document = docx.Document(io.BytesIO(written.render(told)))
    assert not re.search(r"[\x00-\x08]", "".join(one.text for one in document.paragraphs))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(tabled.render(told)))
    assert all(cell.data_type != "f" and not cell.hyperlink for sheet in book for row in sheet for cell in row)


@given(
    st.lists(st.tuples(st.sampled_from(FORMS), st.text(max_size=20), st.lists(st.text(max_size=60), max_size=4)),
             min_size=1, max_size=14),
    st.floats(10, 200),
)  # fmt: skip
def test_columns_share_what_there_is(columns: list[tuple[str, str, list[str]]], room: float) -> None:
    rooms = [widths.room(Column(heading, form), cells) for form, heading, cells in columns]
    shares = widths.shared(rooms, room)
    assert sum(shares) == pytest.approx(room)
    assert all(share > 0 for share in shares)
    if sum(one.least for one in rooms) <= room:
        assert all(share >= one.least - 1e-9 for share, one in zip(shares, rooms, strict=True))


def test_a_table_too_wide_lies_across_and_a_long_one_repeats_its_head() -> None:
    wide = Grid([Column(f"Kolom {n} 1234567890", "text", 30) for n in range(16)], [["abcdefghij " * 3] * 16], "Lebar")
    long = Grid([Column("Kepala tabel"), Column("B")], [[f"baris {n}", "x"] for n in range(120)], "Panjang")
    document = pypdfium2.PdfDocument(typeset.render(paper([wide, long])))
    sizes = [page.get_size() for page in document]
    assert any(width > height for width, height in sizes)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert sum("Kepala tabel" in text for text in texts) >= 2


def test_a_row_prints_all_its_receipts_where_its_words_hold_several_numbers() -> None:
    told = [f"{n}" * 16 for n in range(1, 4)]
    row = ["Badan usaha", Number("5 badan usaha, 37 orang", told[0], further=(told[1],)), Number("10 kurang", told[2])]
    columns = [Column("a"), Column("b", "wrap"), Column("c", "wrap")]
    for every, seen in ((True, told), (False, told[:1])):
        made = paper([Grid(columns, [row], "Tabel", every=every)])
        _, text = pdf(typeset.render(made))
        document = docx.Document(io.BytesIO(written.render(made)))
        cell = document.tables[0].rows[1].cells[3].text
        page = webpage.render(made).decode("utf-8")
        for one in told:
            assert (one in text, one in cell, one in page) == (one in seen,) * 3
    assert {*told} <= {str(cell.value) for line in book(tabled.render(made))["Tabel"] for cell in line}


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    columns = [Column("nama"), Column("sampai", "day"), Column("nilai", "ratio"), Column("catatan")]
    rows: list[list[blocks.Cell]] = [["", None, Fraction(1, 3), ""], ["", Number(None), None, ""]]
    (pair,) = (blocks.lean(Pair([Grid(columns, rows, bars=2)], [])),)
    assert isinstance(pair, Pair)
    (grid,) = pair.left
    assert isinstance(grid, Grid)
    assert [one.heading for one in grid.columns] == ["nama", "nilai"]
    assert (grid.rows, grid.bars) == ([["", Fraction(1, 3)], ["", None]], 1)
    held = blocks.lean(Grid(columns, [["x", None, Number(None, text="ditahan"), ""]], bars=2))
    assert isinstance(held, Grid)
    assert len(held.columns) == 2


def test_a_sheet_as_a_document_has_its_columns_side_by_side() -> None:
    """Small type, two columns and a chart of half the width: what is one page as PDF stays one in a word processor."""
    chart = Picture(lambda width: charts.bars([charts.Bar("A", Fraction(1, 2), "50%")], charts.Frame("t", "x", width)),
                    "x")  # fmt: skip
    found: list[Block] = [Pair([Prose([Line("Kiri")]), Grid([Column("A")], [["sel"]])], [chart], (11, 9))]
    for sheet in (True, False):
        document = docx.Document(io.BytesIO(written.render(paper(found, sheet=sheet))))
        beside = [table for table in document.tables if len(table.columns) == 3]
        assert len(beside) == sheet
        wide = document.inline_shapes[0].width if not sheet else 0
        drawn = document.element.xpath("//w:tc//wp:extent")
        assert bool(drawn) == sheet
        if sheet:
            left, _, right = beside[0].rows[0].cells
            assert left.paragraphs[0].text == "Kiri"
            assert left.tables[0].rows[1].cells[0].text == "sel"
            assert int(drawn[0].get("cx")) <= right.width
        else:
            assert wide > document.sections[0].page_width / 2
