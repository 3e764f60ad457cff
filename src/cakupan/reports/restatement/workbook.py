"""The report of a restatement as a workbook: real numbers, sums that the reader's program works out itself."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import Any

from cakupan import charts, wording
from cakupan.reports.blocks import Column, Value
from cakupan.reports.restatement.facts import GROUPS, Facts, Line
from cakupan.reports.restatement.words import Speaker
from cakupan.reports.sheets import Block, Writer, workbook

_POINTS = "+0.0000;-0.0000;0"
_SIGNED = "+#,##0;-#,##0;0"
#: Columns of the sheet of causes that its chart is drawn from, right of the table: what lies under a bar, and bars.
_HELP = 8


def render(facts: Facts, lang: str) -> bytes:
    """Return the workbook."""
    speak = Speaker(facts, lang)
    return workbook(speak.paper(), lambda book: _Writer(book, speak).write_all())


class _Writer(Writer):
    """Writes the sheets in order."""

    def __init__(self, book: Any, speak: Speaker) -> None:
        super().__init__(book, speak.paper())
        self.speak, self.facts = speak, speak.facts
        look = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        self.forms["signed"] = book.add_format({**look, "num_format": _SIGNED})
        self.forms["gained"] = book.add_format({**look, "num_format": _POINTS})
        self.forms["exact"] = book.add_format({**look, "num_format": "0.0000"})
        bold = {**look, "bold": True, "top": 1}
        self.sum_forms = {
            form: book.add_format({**bold, "num_format": code})
            for form, code in (("signed", _SIGNED), ("gained", _POINTS), ("count", "#,##0"), ("exact", "0.0000"))
        }
        self.sum_text = book.add_format({**bold, "indent": 1})

    def write_all(self) -> None:
        summary = self.sheet(self.speak.t("headline"))
        block = self.causes()
        self.summary(summary, block)
        if self.facts.lines:
            self.regions()
        self.files()
        self.rules()
        self.definitions()
        self.receipts()
        summary.activate()

    def summary(self, sheet: Any, block: Block) -> None:
        """Write both numbers with their dates and clocks, and the chart of the way between them."""
        speak, t, one = self.speak, self.speak.t, self.facts.account
        ends = (one.opening, one.closing)
        big = " → ".join(speak.cell(end) for end in ends)
        lines = [" · ".join(speak.whole()), *speak.sentences(), speak.check()]
        row = self.opened(sheet, big, lines)
        columns = [
            Column("", width=14), Column(t("moment"), "day", 19), Column(t("clock_of"), width=22),
            Column(t("persons"), "count", 14), Column(t("eligible"), "count", 14), Column(t("coverage"), "ratio", 12),
            Column(t("receipt"), width=18), Column(t("build"), width=22),
        ]  # fmt: skip
        rows: list[list[Value]] = [
            [t(key), point.day, speak.known(point), number, end.denominator,
             float(end.value or 0) if end.denominator else None, end.receipt, build]
            for key, point, number, end, build in zip(
                ("opening", "closing"), self.facts.points, one.ends, ends, self.facts.builds, strict=True)
        ]  # fmt: skip
        self.table(sheet, row, columns, rows)
        if block.n > 2:
            sheet.insert_chart(row + 4, 0, self.chart(block), {"object_position": 2})

    def causes(self) -> Block:
        """Write opening, causes and closing, with the sums as formulas; return where the rows of the chart stand."""
        speak, t, one, sheet = self.speak, self.speak.t, self.facts.account, self.sheet(self.speak.t("causes"))
        row = self.heading(sheet, t("causes_title"), speak.check())
        columns = [
            Column(t("cause"), width=46),
            Column(t("persons"), "signed", 16),
            Column(t("eligible"), "signed", 16),
        ]
        columns += [Column(t("points"), "gained", 16), Column(t("command"), width=70)]
        causes = speak.causes()
        bottoms = (one.opening.denominator, one.closing.denominator)
        shares = [None if value is None else float(value * 100) for value in self.facts.whole.coverage]
        ends: list[list[Value]] = [[one.ends[end], bottoms[end], shares[end]] for end in (0, 1)]
        rows: list[list[Value]] = [
            [cause.label, cause.persons or None, cause.eligible or None,
             float(cause.points) if cause.points is not None else None,
             speak.command(cause.code) if cause.persons else None]
            for cause in causes
        ]  # fmt: skip
        rows = [[t("opening"), *ends[0], speak.command()], *rows, [t("closing"), *ends[1], None]]
        block = self.table(sheet, row, columns, rows)
        sheet.freeze_panes(row + 1, 1)
        first, last = block.first, block.first + block.n - 1
        for at, values in ((first, ends[0]), (last, ends[1])):
            for column, value in enumerate(values, 1):
                if value is not None:
                    self.cell(sheet, at, column, value, "exact" if column == 3 else "count")
        if causes:
            self._sums(sheet, first, last)
        self._help(sheet, first)
        return block

    def _sums(self, sheet: Any, first: int, last: int) -> None:
        """Write the sum of the causes, and the remainder, as formulas beside their values."""
        t, total = self.speak.t, self.facts.total()
        sheet.write_string(last + 1, 0, t("sum"), self.sum_text)
        sheet.write_string(last + 2, 0, t("difference"), self.sum_text)
        known = (total.persons, total.eligible, float(total.points) if total.points is not None else None)
        for column, value in enumerate(known, 1):
            letter = "ABCD"[column]
            form = "gained" if column == 3 else "signed"
            if value is None or (column == 2 and self.facts.account.closing.denominator is None):
                continue
            span = f"{letter}{first + 2}:{letter}{last}"
            sheet.write_formula(last + 1, column, f"=SUM({span})", self.sum_forms[form], value)
            rest = f"=ROUND({letter}{last + 1}-{letter}{first + 1}-{letter}{last + 2},9)"
            sheet.write_formula(last + 2, column, rest, self.sum_forms["exact" if column == 3 else "count"], 0)

    def _help(self, sheet: Any, first: int) -> None:
        """Write what the chart is drawn from: the space under each bar, levels, rises and falls."""
        ends = self.facts.account.ends
        changes = [cause.persons for cause in self.speak.causes()]
        levels = list(accumulate(changes, initial=ends[0]))
        rows = [(0, ends[0], 0, 0)]
        rows += [
            (min(levels[at], levels[at + 1]), 0, max(change, 0), max(-change, 0)) for at, change in enumerate(changes)
        ]
        rows.append((0, ends[1], 0, 0))
        for down, values in enumerate(rows, first):
            for across, value in enumerate(values, _HELP):
                sheet.write_number(down, across, value, self.forms["count"])
        sheet.set_column(_HELP, _HELP + 3, None, None, {"hidden": True})

    def chart(self, block: Block) -> Any:
        """Return the waterfall: stacked columns of which the lowest is not seen."""
        t, name, last = self.speak.t, self.speak.t("causes"), block.first + block.n - 1
        chart = self.book.add_chart({"type": "column", "subtype": "stacked"})
        looks: tuple[dict[str, Any], ...] = (
            {"fill": {"none": True}, "border": {"none": True}},
            {"fill": {"color": charts.LIGHT["muted"]}},
            {"fill": {"color": charts.LIGHT["series1"]}},
            {"fill": {"color": "#FFFFFF"}, "border": {"color": charts.LIGHT["target"], "width": 2}},
        )
        for at, look in enumerate(looks, _HELP):
            cells = {"categories": [name, block.first, 0, last, 0], "values": [name, block.first, at, last, at]}
            chart.add_series({**cells, **look, "gap": 40})
        chart.show_hidden_data()
        chart.set_title({"name": f"{t('chart_persons')} – {self.facts.title}", "name_font": {"size": 12}})
        chart.set_x_axis({"num_font": {"size": 9}})
        grid = {"visible": True, "line": {"color": "#DDE3E9"}}
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": grid, **self._floor()})
        chart.set_legend({"none": True})
        chart.set_size({"width": 960, "height": 360})
        return chart

    def _floor(self) -> dict[str, int]:
        """Return where the scale begins, if the changes would be too small to see on one that begins at zero."""
        opening = charts.Fall("", Fraction(self.facts.account.ends[0]), "")
        changes = [charts.Fall("", Fraction(cause.persons), "") for cause in self.speak.causes()]
        if not charts.is_cut(opening, changes):
            return {"min": 0}
        levels = list(accumulate((int(change.value) for change in changes), initial=self.facts.account.ends[0]))
        return {"min": max(min(levels) - (max(levels) - min(levels) + 1) // 4, 0)}

    def regions(self) -> None:
        """Write the account of each region below."""
        speak, t, facts = self.speak, self.speak.t, self.facts
        sheet = self.sheet(self.speak.t("regions"))
        title = t("regions_title", level=wording.label("level", facts.level, speak.lang))
        row = self.heading(sheet, title, t("regions_note"))
        columns = [Column(t("region"), "wrap", 30), Column(t("part_code"), width=16), Column(t("opening"), "count", 11)]
        columns += [Column(t(group), "signed", 12) for group in GROUPS]
        columns += [
            Column(t("closing"), "count", 11), Column(t("eligible_then"), "count", 12),
            Column(t("eligible_now"), "count", 12), Column(t("coverage_then"), "ratio", 12),
            Column(t("coverage_now"), "ratio", 12), Column(t("difference_points"), "gained", 12),
            Column(t("receipt_then"), width=19), Column(t("receipt_now"), width=19),
        ]  # fmt: skip
        rows = [self.region_row(line, line.name) for line in facts.lines]
        if facts.rest:
            rows.append(self.region_row(facts.rest, t("rest")))
        self.filtered(sheet, row, columns, [*rows, self.region_row(facts.whole, t("total"))])

    def region_row(self, line: Line, name: str) -> list[Value]:
        known = [None if value is None else float(value) for value in line.coverage]
        gained = None
        if line.coverage[0] is not None and line.coverage[1] is not None:
            gained = float(100 * (line.coverage[1] - line.coverage[0]))
        return [
            name, line.code, line.opening, *(line.groups[group] or None for group in GROUPS), line.closing,
            *line.eligible, *known, gained, *line.receipts,
        ]  # fmt: skip

    def files(self) -> None:
        """Write what happened to files between the clocks."""
        speak, t, lang = self.speak, self.speak.t, self.speak.lang
        sheet = self.sheet(self.speak.t("files"))
        ends = [speak.known(point) for point in self.facts.points]
        note = t("files_note", since=ends[0], until=ends[1]) if self.facts.files else t("files_none")
        row = self.heading(sheet, t("files_title"), note)
        columns = [
            Column(t("file"), "wrap", 40), Column(t("fate"), "wrap", 38), Column(t("kind"), width=20),
            Column(t("position_of"), "day", 18), Column(t("received"), "day", 18), Column(t("note"), width=14),
            Column(t("rows"), "count", 11), Column(t("counted"), "count", 14), Column(t("batch"), width=19),
        ]  # fmt: skip
        rows: list[list[Value]] = [
            [file.name, speak.fate(file), wording.label("kind", file.kind, lang), file.position, file.received,
             t("stated") if file.stated else "", file.rows, file.accepted, file.batch]
            for file in self.facts.files
        ]  # fmt: skip
        self.filtered(sheet, row, columns, rows)

    def rules(self) -> None:
        """Write what both numbers rest on, and how the difference is put down to causes."""
        speak, t, sheet = self.speak, self.speak.t, self.sheet(self.speak.t("rules"))
        row = self.heading(sheet, t("rules_title"), speak.rules())
        columns = [Column(t("rule"), "wrap", 26), Column(t("opening"), "wrap", 48), Column(t("closing"), "wrap", 48)]
        columns.append(Column(t("note"), width=14))
        rows: list[list[Value]] = [
            [
                t(rule.what),
                speak.rule(rule, rule.then),
                speak.rule(rule, rule.now),
                t("changed") if rule.changed else "",
            ]
            for rule in self.facts.rules
        ]
        block = self.filtered(sheet, row, columns, rows)
        row = block.first + block.n + 1
        sheet.write_string(row, 0, t("attribution_title"), self.lead)
        texts = [t("attribution_text"), t("formula"), *filter(None, [speak.worth()]), t("rounding")]
        for down, text in enumerate(texts, row + 1):
            sheet.merge_range(down, 0, down, 2, "", self.forms["wrap"])
            self.cell(sheet, down, 0, text, "wrap")
            sheet.set_row(down, 14 * (len(text) // 115 + 1))
