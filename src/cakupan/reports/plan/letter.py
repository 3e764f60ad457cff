"""Draft texts for the annexes of an agreement (NKS) and of its working agreement (PKS), with blanks to fill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import Any

from cakupan import wording
from cakupan.findings import Refusal
from cakupan.plans import Plan, sentences
from cakupan.reports.plan.facts import Facts
from cakupan.reports.plan.words import Speaker
from cakupan.reports.voice import bare

_FONT, _SIZE = "Arial", 10.5
#: The parts of each text, in their order: a title, then numbered sentences, whose words are filled in.
_NKS = (
    ("basis", 1), ("purpose", 2), ("scope", 6), ("sides", 5), ("data", 4), ("money", 3), ("term", 2), ("watch", 2),
    ("letters", 2), ("closing", 2),
)  # fmt: skip
_PKS = (
    ("object", 3), ("region_side", 6), ("bpjs_side", 6), ("protected", 4), ("payment", 5), ("lists", 5), ("changes", 4),
    ("privacy", 5), ("lapse", 3), ("reports", 3), ("dispute", 2), ("ending", 2),
)  # fmt: skip


def render(facts: Facts, lang: str) -> bytes:
    """Return the document; its text is Indonesian, as agreements of the state are (UU 24/2009).

    Raises:
        Refusal: `extra_missing`, what writes documents is not installed.

    """
    try:
        import docx
    except ImportError:
        raise Refusal("extra_missing", extra="report") from None
    del lang
    document = docx.Document()
    _Writer(document, Speaker(facts, "id")).write_all()
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes both drafts one after the other."""

    def __init__(self, document: Any, speak: Speaker) -> None:
        self.document, self.speak, self.plan = document, speak, speak.plan
        self.words = _words(speak)

    def write_all(self) -> None:
        """Write the page, both drafts and the tables they name."""
        self.page()
        self.draft("nks", _NKS)
        self.document.add_page_break()
        self.draft("pks", _PKS)
        self.money()
        self.places()
        self.articles()
        self.names()
        self.signs()

    def page(self) -> None:
        """Set paper, type, heading and foot of all pages."""
        from docx.shared import Mm, Pt

        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin = section.bottom_margin = Mm(22)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(_SIZE)
        normal.paragraph_format.space_after = Pt(4)
        day = self.speak.facts.at
        told = self.document.core_properties
        told.title, told.author = f"{self.t('title')} – {self.speak.facts.title}", "cakupan"
        told.created = told.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
        section.header.paragraphs[0].text = self.t("draft_head", **self.words)
        section.footer.paragraphs[0].text = self.t("draft_foot", plan=self.plan.asked.key, build=self.speak.facts.build)

    def t(self, key: str, /, **words: object) -> str:
        """Return a sentence of the drafts."""
        return self.speak.t(f"letter_{key}", **words)

    def draft(self, name: str, parts: Sequence[tuple[str, int]]) -> None:
        """Write one draft: title, what it is, its parts."""
        self.title(self.t(f"{name}_title"), self.t(f"{name}_sub", **self.words))
        self.note(self.t("draft_note"))
        for warning in _warnings(self.speak):
            self.note(warning)
        for n, (part, count) in enumerate(parts, start=1):
            self.heading(self.t("part", n=n, name=self.t(f"{name}_{part}")))
            self.numbered(self.t(f"{name}_{part}_{at}", **self.words) for at in range(1, count + 1))

    def title(self, text: str, under: str) -> None:
        """Write a title in the middle of the page, and a line under it."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        for words, size in ((text, 13.0), (under, 11.0)):
            paragraph = self.document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(words)
            run.bold, run.font.size = True, Pt(size)

    def heading(self, text: str) -> None:
        """Write the heading of a part, which stays with what follows."""
        from docx.shared import Pt, RGBColor

        paragraph = self.document.add_heading(level=2)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(10), Pt(3)
        run = paragraph.add_run(text)
        run.font.name, run.font.size, run.font.color.rgb = _FONT, Pt(11), RGBColor(0x1B, 0x27, 0x33)

    def note(self, text: str) -> None:
        """Write a remark in italics."""
        self.document.add_paragraph().add_run(text).italic = True

    def numbered(self, sentences_: Iterable[str]) -> None:
        """Write sentences numbered from (1), with a hanging number."""
        from docx.shared import Mm

        for n, text in enumerate(sentences_, start=1):
            paragraph = self.document.add_paragraph(f"({n})\t{text}")
            shape = paragraph.paragraph_format
            shape.left_indent, shape.first_line_indent = Mm(9), Mm(-9)
            shape.tab_stops.add_tab_stop(Mm(9))

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], right: int) -> None:
        """Write a table; columns from `right` on hold numbers."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt

        table = self.document.add_table(rows=0, cols=len(heads))
        table.style, table.autofit = "Table Grid", False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for n, cells in enumerate((heads, *rows)):
            row = table.add_row()
            for at, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = Mm(widths[at])
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(0)
                run = paragraph.add_run(text)
                run.bold, run.font.size = n == 0, Pt(8.5)
                if at >= right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _repeated(table.rows[0])
        self.document.add_paragraph()

    def money(self) -> None:
        """Write the table of budget lines by account."""
        speak, plan = self.speak, self.plan
        self.heading(self.t("table_money"))
        heads = [speak.word(code) for code in ("account", "fund", "group", "persons", "months", "rupiah")]
        rows = [
            [line.account or "[……………]", f"{speak.payer(line.payer)} \"{line.fund}\"", speak.group(line.group),
             speak.count(line.persons), speak.count(line.months), speak.money(line.rupiah)]
            for line in plan.lines_by("nation")
        ]  # fmt: skip
        rows.append([speak.word("total"), "", "", speak.count(plan.persons), speak.count(plan.months),
                     speak.money(plan.rupiah)])  # fmt: skip
        self.table(heads, rows, (34, 36, 26, 15, 20, 33), 3)
        self.note(self.t("table_money_note"))

    def places(self) -> None:
        """Write the table of districts."""
        speak = self.speak
        self.heading(self.t("table_places"))
        heads = [speak.t("district"), *(speak.word(code) for code in ("persons", "kept", "months", "rupiah"))]
        found = self.plan.places_by("district")
        rows = [
            [name, speak.count(one.persons), speak.count(one.kept), speak.count(one.months), speak.money(one.rupiah)]
            for name, one in zip(bare([one.region_name for one in found]), found, strict=True)
        ]  # fmt: skip
        self.table(heads, rows, (58, 22, 24, 26, 34), 1)

    def articles(self) -> None:
        """Write the articles that the plan rests on."""
        speak = self.speak
        self.heading(self.t("table_articles"))
        rows = [[speak.rests_on(one.what), one.cite, one.grade] for one in self.plan.rules]
        self.table([speak.t("what"), speak.t("cite"), speak.t("grade")], rows, (66, 80, 18), 3)
        self.note(speak.t("grade_note"))

    def names(self) -> None:
        """Say where the annex of names is, with an empty form of it."""
        speak = self.speak
        self.heading(self.t("table_names"))
        self.note(self.t("table_names_note", **self.words))
        heads = [speak.t("no"), speak.t("name"), speak.t("nik"), speak.t("village"), speak.t("near"), speak.t("span")]
        self.table(heads, [["1", "", "", "", "", ""], ["2", "", "", "", "", ""]], (10, 46, 38, 32, 16, 22), 6)

    def signs(self) -> None:
        """Write where both sides sign."""
        self.document.add_paragraph(self.t("place_day"))
        table = self.document.add_table(rows=2, cols=2)
        for at, side in enumerate(("first", "second")):
            table.rows[0].cells[at].text = self.t(f"sign_{side}", **self.words)
            table.rows[1].cells[at].text = self.t("sign_name")


def _repeated(row: Any) -> None:
    """Let a row stand again at the top of every page that its table goes on to."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _warnings(speak: Speaker) -> list[str]:
    told = [speak.t("invented_title")] if speak.facts.invented else []
    example = speak.plan.example["id"]
    return [*told, *([speak.word("example", name=example)] if example else [])]


def _words(speak: Speaker) -> dict[str, str]:
    """Return the figures that the drafts name."""
    plan = speak.plan
    payers = dict.fromkeys(speak.payer(one.payer) for one in plan.purses)
    return {
        "region": speak.facts.title, "scenario": plan.asked.scenario, "year": str(plan.asked.year),
        "since": speak.month(plan.asked.since), "until": speak.month(plan.asked.until),
        "persons": speak.count(plan.persons), "kept": speak.count(plan.kept), "new": speak.count(plan.new),
        "months": speak.count(plan.months), "rupiah": speak.money(plan.rupiah), "ceiling": speak.money(plan.ceiling),
        "payers": ", ".join(payers), "each": _each(plan), "least": speak.count(plan.asked.least),
        "before": speak.percent(plan.before), "most": speak.percent(plan.most),
        "position": sentences.position(plan, "id"),
    }  # fmt: skip


def _each(plan: Plan) -> str:
    return wording.decimal(Fraction(plan.months, plan.persons), "id", places=1) if plan.persons else wording.NOTHING
