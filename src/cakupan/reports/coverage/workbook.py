"""The coverage report as a workbook: real numbers, one table a sheet, ready to print."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from cakupan import charts, wording
from cakupan.reports.blocks import Column, Value, bare
from cakupan.reports.coverage.facts import Facts, Part, one_line, pace
from cakupan.reports.coverage.grids import grids
from cakupan.reports.coverage.words import FATES, Speaker, position, totals
from cakupan.reports.sheets import LINE, Block, Writer, workbook
from cakupan.results.shapes import Aim, Result


def render(facts: Facts, lang: str) -> bytes:
    """Return the workbook."""
    speak = Speaker(facts, lang)
    return workbook(speak.paper(), lambda book: _Writer(book, speak).write_all())


class _Writer(Writer):
    """Writes the sheets in order."""

    def __init__(self, book: Any, speak: Speaker) -> None:
        super().__init__(book, speak.paper())
        self.speak, self.facts = speak, speak.facts

    def write_all(self) -> None:
        summary = self.sheet(self.speak.t("summary_sheet"))
        trend = self.sheet(self.speak.t("trend"))
        block = self.trend(trend)
        self.summary(summary, block)
        self.flow()
        for key, parts in (("segments", self.facts.segments), ("groups", self.facts.groups)):
            self.parts(key, parts, self.speak.t(key.removesuffix("s")))
        self.parts("regions", self.facts.regions, self.speak.t("region"))
        self.record()
        self.quality()
        self.definitions()
        self.receipts()
        summary.activate()

    def flow(self) -> None:
        """Write who came and who went between the opening and the closing."""
        told, speak = self.facts.flow, self.speak
        if told is None:
            return
        sheet = self.sheet(self.speak.t("flow"))
        row = self.heading(sheet, speak.t("flow_title"), speak.t("flow_note"))
        columns = [Column(speak.t("flow_way"), width=34), Column(speak.t("persons"), "count", 14),
                   Column(speak.t("receipt"), width=18)]  # fmt: skip
        ends = [speak.t("flow_end", day=wording.day(one.moment, speak.lang)) for one in (told.opening, told.closing)]
        lines = [[ends[0], _number(told.opening), told.opening.receipt]]
        lines += [[speak.measure_name(result.measure), n, result.receipt] for result, n in told.changes]
        lines.append([ends[1], _number(told.closing), told.closing.receipt])
        self.filtered(sheet, row, columns, lines)

    def record(self) -> None:
        for grid in grids(self.speak):
            sheet = self.sheet(self.speak.t(grid.key))
            row = self.heading(sheet, self.speak.t(f"{grid.key}_title"), self.speak.t(f"{grid.key}_note"))
            columns = [Column(heading, form, 17 if form == "wrap" else 15) for heading, form in grid.columns]
            rows = [[float(value) if isinstance(value, Fraction) else value for value in map(bare, cells)]
                    for cells in grid.rows]  # fmt: skip
            self.filtered(sheet, row, columns, rows)

    def summary(self, sheet: Any, trend: Block) -> None:
        speak, facts = self.speak, self.facts
        lines = [speak.sentence(), *speak.pace(pace(facts)), *self.lately(), speak.label(facts.headline)]
        row = self.opened(sheet, speak.cell(facts.headline), lines)
        numbers = [facts.headline, *facts.numbers.values(), *facts.beside]
        columns = [Column(speak.t("measure"), width=34), *self.result_columns()]
        self.table(sheet, row, columns, [[speak.measure_name(r.measure), *self.result_cells(r)] for r in numbers])
        for down, result in enumerate(numbers, row + 1):
            self.cell(sheet, down, 1, _number(result), _form(result))
        if trend.n > 1:
            sheet.insert_chart(row + len(numbers) + 2, 0, self.chart(trend), {"object_position": 2})

    def lately(self) -> list[str]:
        """Return the net growth of late and a year before, a line for each span of months."""
        t = self.speak.t
        return [
            f"{span}: {t('pace_lately').lower()} {now}; {t('pace_year_before').lower()}: {before}"
            for span, now, before in self.speak.lately(pace(self.facts))
        ]

    def result_columns(self) -> list[Column]:
        t = self.speak.t
        return [
            Column(t("value"), "count", 11), Column(t("unit"), width=13), Column(t("hedge"), "wrap", 15),
            Column(t("numerator"), "count"), Column(t("denominator"), "count"), Column(t("moment"), "day", 17),
            Column(t("basis"), width=15), Column(t("definition"), "wrap", 22), Column(t("source"), "wrap", 22),
            Column(t("receipt"), width=18),
        ]  # fmt: skip

    def result_cells(self, result: Result) -> list[Value]:
        speak = self.speak
        return [
            _number(result), _unit(result, speak.lang), self.hedge(result), result.numerator, result.denominator,
            result.moment, wording.label("basis", result.basis, speak.lang),
            speak.definition_name(result.definition), result.source, result.receipt,
        ]  # fmt: skip

    def hedge(self, result: Result | None) -> str:
        """Return the number as its publisher hedged it, where it was."""
        if result is None or not wording.hedged(result.qualifier):
            return ""
        return self.speak.cell(result)

    def trend(self, sheet: Any) -> Block:
        """Write the trend, what rests on the headline's footing first: only that is drawn as a line."""
        speak, facts = self.speak, self.facts
        t, goal = speak.t, facts.goal()
        drawn = [result for result in facts.trend if one_line(result, facts.headline)]
        others = [result for result in facts.trend if not one_line(result, facts.headline)]
        columns = [
            Column(t("moment"), "day", 17), Column(t("coverage"), "ratio"), Column(t("target"), "ratio"),
            Column(t("covered"), "count"), Column(t("workers"), "count"), Column(t("hedge"), "wrap", 15),
            Column(t("basis"), width=15), Column(t("definition"), "wrap", 22), Column(t("source"), "wrap", 22),
            Column(t("receipt"), width=18),
        ]  # fmt: skip
        rows = [self.trend_row(result, goal) for result in drawn] + [self.trend_row(r, None) for r in others]
        block = self.filtered(sheet, self.heading(sheet, t("trend_title"), facts.title), columns, rows)
        if len(drawn) > 1:
            sheet.insert_chart(block.first + len(rows) + 1, 0, self.chart(Block(block.first, len(drawn))))
        return Block(block.first, len(drawn))

    def trend_row(self, result: Result, goal: Aim | None) -> list[Value]:
        basis = wording.label("basis", result.basis, self.speak.lang)
        return [
            result.moment, _number(result), float(goal.value) if goal else None, result.numerator,
            result.denominator, self.hedge(result), basis, self.speak.definition_name(result.definition),
            result.source, result.receipt,
        ]  # fmt: skip

    def chart(self, block: Block) -> Any:
        """Return a line chart over the drawn rows of the trend, with the target dashed."""
        t, last = self.speak.t, block.first + block.n - 1
        chart = self.book.add_chart({"type": "line"})
        name = t("trend")
        days = [name, block.first, 0, last, 0]
        chart.add_series(
            {
                "name": t("coverage"),
                "categories": days,
                "values": [name, block.first, 1, last, 1],
                "line": {"color": charts.LIGHT["series1"], "width": 2.5},
                "marker": {"type": "circle", "size": 5, "fill": {"color": charts.LIGHT["series1"]}},
            }
        )
        if self.facts.goal():
            dashed = {"color": charts.LIGHT["target"], "width": 1.5, "dash_type": "dash"}
            values = [name, block.first, 2, last, 2]
            chart.add_series({"name": self.speak.target(), "categories": days, "values": values, "line": dashed})
        chart.set_title({"name": f"{t('trend_title')} – {self.facts.title}", "name_font": {"size": 12}})
        chart.set_x_axis({"date_axis": True, "num_format": "mmm yyyy", "major_unit": 3, "major_unit_type": "months"})
        grid = {"visible": True, "line": {"color": "#DDE3E9"}}
        chart.set_y_axis({"num_format": "0%", "min": 0, "major_gridlines": grid})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 900, "height": 320})
        return chart

    def parts(self, key: str, parts: list[Part], first: str) -> None:
        """Write the sheet of segments, groups or regions."""
        t, sheet = self.speak.t, self.sheet(self.speak.t(key))
        note = {"segments": t("segments_note"), "groups": t("groups_note")}.get(key, "")
        row = self.heading(sheet, f"{t(key)} – {self.facts.title}", note)
        columns = [
            Column(first, "wrap", 34), Column(t("part_code"), width=16), Column(t("coverage"), "ratio", 11),
            Column(t("covered"), "count"), Column(t("workers"), "count"), Column(t("uncovered"), "count"),
            Column(t("gap_short"), "count"), Column(t("hedge"), "wrap", 15), Column(t("moment"), "day", 17),
            Column(t("basis"), width=15), Column(t("definition"), "wrap", 22), Column(t("source"), "wrap", 22),
            Column(t("receipt"), width=18),
        ]  # fmt: skip
        block = self.filtered(sheet, row, columns, [self.part_row(part) for part in parts])
        if block.n:
            self.bars(sheet, block, 2)

    def part_row(self, part: Part) -> list[Value]:
        coverage, leading, active = part.coverage, part.leading, part.numbers.get("active")
        counted = coverage.numerator if coverage else None
        row: list[Value] = [
            self.speak.said(part.name), part.code, _number(coverage),
            counted if counted is not None else _number(active), coverage.denominator if coverage else None,
            _number(part.numbers.get("uncovered")), _number(part.numbers.get("gap_workers")), self.hedge(coverage),
        ]  # fmt: skip
        if leading is None:
            return [*row, None, None, None, None, None]
        basis = wording.label("basis", leading.basis, self.speak.lang)
        definition = self.speak.definition_name(leading.definition)
        return [*row, leading.moment, basis, definition, leading.source, leading.receipt]

    def quality(self) -> None:
        """Write the files with the fate of their rows, and under them the findings."""
        t, lang, sheet = self.speak.t, self.speak.lang, self.sheet(self.speak.t("quality_sheet"))
        row = self.heading(sheet, t("quality_title"), t("quality_files_note"))
        columns = [Column(t("file"), width=44), Column(t("kind"), width=20), Column(t("moment"), width=19)]
        columns += [Column(t(key), "count", 13) for key in FATES]
        columns.append(Column(t("note"), width=12))
        rows = [self.batch_row(batch, lang) for batch in self.facts.batches]
        block = self.filtered(sheet, row, columns, rows, repeat=False)
        row = block.first + block.n
        sheet.write_string(row, 0, t("total"), self.sums)
        for across, number in enumerate(totals(self.facts).values(), 3):
            sheet.write_number(row, across, number, self.sums)
        self.findings(sheet, row + 2)

    def batch_row(self, batch: Any, lang: str) -> list[Value]:
        counts = [int(batch[key] or 0) for key in FATES]
        mark = self.speak.t("invented") if batch.get("invented") else ""
        kind_name = wording.label("kind", batch["kind"], lang)
        return [str(batch["name"]), kind_name, position(batch, lang), *counts, mark]

    def findings(self, sheet: Any, row: int) -> None:
        t, lang = self.speak.t, self.speak.lang
        sheet.write_string(row, 0, t("quality_findings"), self.lead)
        headings = [t("file"), t("severity"), t("code"), t("n"), t("finding")]
        sheet.set_row(row + 1, 30)
        for across, heading in enumerate(headings):
            sheet.write_string(row + 1, across, heading, self.head_right if across == 3 else self.head)
        sheet.merge_range(row + 1, 4, row + 1, 8, headings[4], self.head)
        for down, found in enumerate(self.facts.findings, row + 2):
            severity = wording.label("severity", str(found["severity"]), lang)
            values: list[Value] = [str(found["batch_name"]), severity, str(found["code"]), int(found["n"])]
            for across, value in enumerate(values):
                self.cell(sheet, down, across, value, "count" if across == 3 else "text")
            text = self.speak.said(found["text"])
            sheet.merge_range(down, 4, down, 8, "", self.forms["wrap"])
            self.cell(sheet, down, 4, text, "wrap")
            sheet.set_row(down, LINE * (len(text) // 60 + 1))


def _number(result: Result | None) -> Value:
    """Return the value as the workbook holds it; the formats make percentages of ratios."""
    if result is None or result.value is None:
        return None
    return int(result.value) if result.value.denominator == 1 and _form(result) == "count" else float(result.value)


def _form(result: Result) -> str:
    known = {"ratio": "ratio", "ppm": "ratio", "points": "points", "ppm_points": "points", "idr": "idr"}
    return known.get(result.unit, "count")


def _unit(result: Result, lang: str) -> str:
    if _form(result) == "points":
        return wording.label("marks", "points", lang)
    if _form(result) == "ratio":
        return "%"
    return wording.label("unit", result.unit, lang).replace("{}", "").strip()
