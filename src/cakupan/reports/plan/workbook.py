"""A plan as a workbook: summary, accounts, places, prices, other ways, cost against protection, articles, names."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from cakupan import charts
from cakupan.plans import LEVELS, Line, Place, Step, sentences
from cakupan.reports.blocks import Column, Value
from cakupan.reports.plan.facts import Facts
from cakupan.reports.plan.words import Speaker
from cakupan.reports.sheets import Block, Writer, workbook

#: Names on one sheet, below what a sheet can hold.
_NAMES = 1_000_000


def render(facts: Facts, lang: str) -> bytes:
    """Return the workbook."""
    speak = Speaker(facts, lang)
    return workbook(speak.paper(), lambda book: _Writer(book, speak).write_all())


class _Writer(Writer):
    """Writes the sheets in order."""

    def __init__(self, book: Any, speak: Speaker) -> None:
        super().__init__(book, speak.paper())
        self.speak, self.facts, self.plan = speak, speak.facts, speak.facts.plan
        bold = {"font_name": "Arial", "font_size": 10, "bold": True, "top": 1}
        self.sum_forms = {
            "count": book.add_format({**bold, "num_format": "#,##0"}),
            "idr": book.add_format({**bold, "num_format": '"Rp"#,##0'}),
        }
        self.forms["whole"] = book.add_format(
            {"font_name": "Arial", "font_size": 10, "valign": "top", "num_format": "0%"}
        )
        self.forms["price"] = book.add_format({"font_name": "Arial", "font_size": 10, "num_format": "0.000000"})

    def write_all(self) -> None:
        summary = self.sheet(self.speak.t("summary_sheet"))
        self.summary(summary)
        self.lines("lines", "nation")
        self.places("districts", "district")
        self.places("villages", "village")
        self.lines("details", "village")
        self.limits()
        self.ways()
        self.frontier()
        self.assumptions()
        self.annex()
        self.definitions()
        self.receipts()
        summary.activate()

    def heads(self, *told: tuple[str, str, int]) -> list[Column]:
        """Return columns by the words of the screen, their forms and widths."""
        return [Column(self.speak.word(code), form, width) for code, form, width in told]

    def summary(self, sheet: Any) -> None:
        """Write what is bought, what is proven, and the money."""
        speak, plan, lang = self.speak, self.plan, self.speak.lang
        lines = [
            speak.word("title", scenario=plan.asked.scenario), sentences.position(plan, lang),
            *sentences.bought(plan, lang), *sentences.coverage(plan, lang), *sentences.proven(plan, lang),
            *sentences.remarks(plan, lang), *sentences.lapses(plan, lang)[:1],
        ]  # fmt: skip
        row = self.opened(sheet, speak.t("persons_unit", n=speak.count(plan.persons)), lines)
        columns = self.heads(
            ("fund", "wrap", 44), ("owner", "wrap", 22), ("since", "text", 15), ("until", "text", 15),
            ("ceiling", "idr", 18), ("spent", "idr", 18), ("left", "idr", 16), ("persons", "count", 11),
            ("kept", "count", 12), ("months", "count", 14),
        )  # fmt: skip
        rows: list[list[Value]] = [
            [speak.fund(one), one.owner_name, speak.month(one.since), speak.month(one.until), one.ceiling, one.spent,
             one.left, one.persons, one.kept, one.months]
            for one in plan.purses
        ]  # fmt: skip
        block = self.table(sheet, row, columns, rows)
        self.total(sheet, block, columns, rows, range(4, 10))

    def total(
        self,
        sheet: Any,
        block: Block,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        summed: Sequence[int],
    ) -> None:
        """Write sums under a table, of the rows that the reader's filter shows; empty columns are not there."""
        if not rows:
            return
        there = [at for at in range(len(columns)) if at == 0 or any(row[at] not in (None, "") for row in rows)]
        down = block.first + block.n
        sheet.write_string(down, 0, self.speak.word("total"), self.sum_forms["count"])
        for at in summed:
            across = there.index(at) if at in there else -1
            if across < 0:
                continue
            value = sum(cell for row in rows if isinstance(cell := row[at], int))
            letter = chr(ord("A") + across)
            formula = f"=SUBTOTAL(109,{letter}{block.first + 1}:{letter}{down})"
            sheet.write_formula(down, across, formula, self.sum_forms[columns[at].form], value)

    def lines(self, key: str, level: str) -> None:
        """Write the budget lines, of the whole or village by village."""
        told = self.plan.lines_by(level)
        sheet = self.sheet(self.speak.t(key))
        row = self.heading(sheet, self.speak.t(f"{key}_title"), self.speak.t("lines_note"))
        by_village = level == "village"
        places = [Column(self.speak.t("district"), "text", 20), Column(self.speak.t("village"), "text", 24)]
        columns = [
            *(places if by_village else []),
            *self.heads(
                ("account", "text", 19), ("account_grade", "text", 9), ("fund", "wrap", 36), ("group", "wrap", 28),
                ("programmes", "text", 12), ("persons", "count", 10), ("months", "count", 13), ("rupiah", "idr", 18),
            ),
            Column(self.speak.t("standing"), "text", 12), Column(self.speak.t("cite"), "wrap", 50),
        ]  # fmt: skip
        if by_village:
            columns.pop()
        rows = [[*(self.named(line.region) if by_village else []), *self.line(line)][: len(columns)] for line in told]
        rows.sort(key=lambda cells: [str(cell) for cell in cells[:4]])
        block = self.filtered(sheet, row, columns, rows)
        self.total(sheet, block, columns, rows, [len(places) * by_village + 7])

    def named(self, region: str) -> list[Value]:
        """Return the names of the district and of the village of a region."""
        titles, told = self.plan.titles, (region[: LEVELS["district"]], region if len(region) == 13 else "")
        return [titles.get(code, "") for code in told]

    def line(self, line: Line) -> list[Value]:
        """Return the cells of a budget line."""
        speak = self.speak
        mark = speak.word("kept_mark" if line.kept else "new_mark")
        account = line.account or speak.word("no_account")
        fund = f'{speak.payer(line.payer)} "{line.fund}"'
        return [account, line.account_grade, fund, speak.group(line.group), line.programmes, line.persons, line.months,
                line.rupiah, mark, f"{line.cite} [{line.grade}]"]  # fmt: skip

    def places(self, key: str, level: str) -> None:
        """Write the places of a level."""
        sheet = self.sheet(self.speak.t(key))
        row = self.heading(sheet, self.speak.t(f"{key}_title"))
        name = [Column(self.speak.t("district"), "text", 26)]
        if level == "village":
            name.append(Column(self.speak.t("village"), "text", 26))
        columns = name + self.heads(
            ("need", "count", 14), ("persons", "count", 11), ("kept", "count", 12), ("new", "count", 11),
            ("remaining", "count", 11), ("months", "count", 14), ("rupiah", "idr", 19),
        )  # fmt: skip
        rows = [self.place(one, len(name)) for one in self.plan.places_by(level)]
        block = self.filtered(sheet, row, columns, rows)
        self.total(sheet, block, columns, rows, range(len(name), len(columns)))

    def place(self, one: Place, names: int) -> list[Value]:
        """Return the cells of a place."""
        told = self.named(one.region) if names > 1 else [one.region_name]
        new = one.persons - one.kept
        return [*told, one.need, one.persons, one.kept, new, one.need - one.persons, one.months, one.rupiah]

    def limits(self) -> None:
        """Write what more money would do, what binds, and the price of every limit."""
        speak, plan, lang = self.speak, self.plan, self.speak.lang
        sheet = self.sheet(self.speak.t("limits"))
        row = self.heading(sheet, speak.t("limits_title"), speak.t("price_note"))
        lines = [*sentences.more(plan, lang), "", f"{speak.word('binds_head')}:", *sentences.binds(plan, lang)]
        for down, line in enumerate(lines, row):
            sheet.write_string(down, 0, line, self.lead)
        columns = [
            Column(speak.t("limit"), "wrap", 60), Column(speak.t("binding"), "text", 14),
            Column(speak.t("price"), "price", 18), Column(speak.t("asked"), "count", 16),
            Column(speak.t("reached"), "count", 16),
        ]  # fmt: skip
        rows: list[list[Value]] = [
            [speak.t("ceiling_of", fund=speak.fund(one)), self.yes(one.binds), one.price, None, None]
            for one in plan.purses
        ]
        for one in (*plan.limits, *([plan.target] if plan.target else [])):
            name = one.name or speak.t("target")
            rows.append([name, self.yes(one.binds), one.price, one.asked, one.reached])
        self.table(sheet, row + len(lines) + 1, columns, rows)

    def yes(self, held: bool) -> str:
        """Return yes or no."""
        return self.speak.t("yes" if held else "no_")

    def ways(self) -> None:
        """Write other ways to spend the money."""
        speak, plan = self.speak, self.plan
        sheet = self.sheet(self.speak.t("ways"))
        row = self.heading(sheet, speak.t("ways_title"), speak.t("ways_note"))
        columns = self.heads(
            ("way", "text", 34), ("persons", "count", 12), ("kept", "count", 12), ("months", "count", 14),
            ("rupiah", "idr", 19), ("worth", "count", 14), ("beside", "ratio", 16), ("short", "count", 16),
        )  # fmt: skip
        best = plan.ways[0].worth
        rows: list[list[Value]] = [
            [speak.word(f"way_{one.name}"), one.persons, one.kept, one.months, one.rupiah, one.worth,
             one.worth / best - 1 if best and not plan.target else None, one.short]
            for one in plan.ways
        ]  # fmt: skip
        block = self.table(sheet, row, columns, rows)
        note = [f"{speak.word('lapses_head')}:", *sentences.lapses(plan, speak.lang)]
        for down, line in enumerate(note if len(note) > 1 else [], block.first + block.n + 1):
            sheet.write_string(down, 0, line, self.lead)

    def frontier(self) -> None:
        """Write what less and more money would do, with a chart of it."""
        steps = [one for one in self.plan.frontier if one.status != "infeasible"]
        if not steps:
            return
        speak = self.speak
        sheet = self.sheet(self.speak.t("frontier"))
        row = self.heading(sheet, speak.t("frontier_title"), speak.t("frontier_note"))
        columns = self.heads(
            ("share", "whole", 13), ("ceiling", "idr", 20), ("spent", "idr", 20), ("months", "count", 15),
            ("mean", "ratio", 16),
        )  # fmt: skip
        block = self.table(sheet, row, columns, [self.step(one) for one in steps])
        sheet.insert_chart(row, 6, self.curve(sheet.get_name(), block), {"object_position": 2})

    def step(self, one: Step) -> list[Value]:
        """Return the cells of a share of the ceilings."""
        mean = self.plan.with_persons(Fraction(one.months, self.plan.asked.horizon))
        told: list[Value] = [one.share / 100, one.ceiling, one.cost, one.months]
        return [*told, float(mean) if mean is not None else None]

    def curve(self, name: str, block: Block) -> Any:
        """Return the chart of worker-months by rupiah."""
        speak, last = self.speak, block.first + block.n - 1
        chart = self.book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
        colour = charts.LIGHT["series1"]
        chart.add_series({
            "name": speak.word("frontier_months"), "categories": [name, block.first, 2, last, 2],
            "values": [name, block.first, 3, last, 3], "line": {"color": colour, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
        axis = {"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": charts.LIGHT["grid"]}}}
        chart.set_x_axis({**axis, "name": speak.word("rupiah"), "min": 0, "display_units": "millions"})
        chart.set_y_axis({**axis, "name": speak.word("frontier_months"), "min": 0})
        chart.set_legend({"none": True})
        chart.set_title({"name": speak.t("frontier_title"), "name_font": {"size": 12}})
        chart.set_size({"width": 820, "height": 340})
        return chart

    def assumptions(self) -> None:
        """Write the articles, who is not planned for, and the scenario as it is written."""
        speak, plan = self.speak, self.plan
        sheet = self.sheet(self.speak.t("assumptions"))
        row = self.heading(sheet, speak.t("assumptions_title"), speak.t("grade_note"))
        columns = [
            Column(speak.t("what"), "wrap", 60), Column(speak.t("cite"), "wrap", 70),
            Column(speak.t("grade"), "text", 10),
        ]  # fmt: skip
        rows: list[list[Value]] = [[speak.rests_on(one.what), one.cite, one.grade] for one in plan.rules]
        block = self.table(sheet, row, columns, rows)
        down = block.first + block.n + 1
        told = [(why, n) for why, n in plan.left_out.items() if n]
        sheet.write_string(down, 0, speak.t("left_out_title"), self.head)
        for at, (why, n) in enumerate(told, down + 1):
            self.cell(sheet, at, 0, speak.word(f"why_{why}"), "text")
            self.cell(sheet, at, 1, n, "count")
        down += len(told) + 2
        for unused in plan.unused:
            name = f'{speak.payer(unused["payer"])} "{unused["name"]}"'
            self.cell(sheet, down, 0, f"{speak.word('unused_head')}: {name}", "text")
            self.cell(sheet, down, 1, speak.word(f"unused_{unused['why']}"), "text")
            down += 1
        sheet.write_string(down + 1, 0, f"{speak.t('scenario_text')} ({plan.asked.file})", self.head)
        for at, line in enumerate(plan.asked.text.splitlines(), down + 2):
            sheet.write_string(at, 0, line, self.forms["code"])

    def annex(self) -> None:
        """Write the names, a million on a sheet."""
        people = self.facts.people
        for start in range(0, len(people), _NAMES):
            self.names(start)

    def names(self, start: int) -> None:
        """Write one sheet of names, numbered after those of the sheets before."""
        speak, told = self.speak, self.facts.people[start : start + _NAMES]
        number = start // _NAMES + 1
        sheet = self.sheet(f"{speak.t('annex')} {number}" if number > 1 else speak.t("annex"))
        row = self.heading(sheet, speak.t("annex_title"))
        sheet.write_string(1, 0, speak.t("annex_full" if self.facts.unmasked else "annex_masked"), self.warn)
        columns = [
            Column(speak.t("no"), "count", 7), Column(speak.t("name"), "text", 28), Column(speak.t("nik"), "text", 19),
            Column(speak.t("district"), "text", 16), Column(speak.t("village"), "text", 18),
            Column(speak.t("near"), "text", 9), Column(speak.word("group"), "text", 20),
            Column(speak.word("fund"), "text", 32), Column(speak.t("span"), "text", 19),
            Column(speak.t("months_each"), "count", 7), Column(speak.word("rupiah"), "idr", 12),
            Column(speak.t("standing"), "text", 11),
        ]  # fmt: skip
        funds = [speak.fund(one) for one in self.plan.purses]
        spans = {span: speak.span(*span) for span in {(one.since, one.until) for one in told}}
        marks = {held: speak.word("kept_mark" if held else "new_mark") for held in (True, False)}
        rows: list[list[Value]] = [
            [start + n, one.name, one.nik, one.district, one.village, one.near, speak.group(one.group), funds[one.fund],
             spans[one.since, one.until], one.months, one.rupiah, marks[one.kept]]
            for n, one in enumerate(told, start=1)
        ]  # fmt: skip
        self.filtered(sheet, row, columns, rows)
        sheet.freeze_panes(row + 1, 2)
