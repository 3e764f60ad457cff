"""From a delivered file to rows, quarantine and findings; no row is ever lost."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

from cakupan import codes
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import EPOCH_1904, Setting
from cakupan.findings import Refusal
from cakupan.sources import epoch, header, judge, odd, places, repeats, skips, verdict
from cakupan.sources.delivery import Delivery, Receipt, SheetMapping
from cakupan.sources.detect import ENDINGS, detect
from cakupan.sources.header import Header
from cakupan.sources.judge import Rule
from cakupan.sources.recipe import Recipe, recipes
from cakupan.sources.room import room
from cakupan.sources.sheet import Book, Remark, Sheet
from cakupan.sources.stage import Stage
from cakupan.sources.writing import FILES, Writing

_PEOPLE = ("workers", "members")


def read(delivery: Delivery, engine: DuckDB, out: Path) -> Receipt:
    """Read a delivered file into `rows.parquet`, `quarantine.parquet` and `findings.parquet` in a folder.

    Args:
        delivery: the file and what was said of it.
        engine: where the work is done; nothing of it stays there.
        out: folder for the three files; it is made if missing.

    Returns:
        What became of the rows; rows = accepted + quarantined + skipped.

    Raises:
        Refusal: the file cannot be read as such a list; nothing is written then.

    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        with _scratch(out) as scratch, room(engine):
            return _Reading(delivery, engine, scratch).run(out)
    except BaseException:
        for name in FILES:
            (out / f"{name}.parquet").unlink(missing_ok=True)
        raise


def propose(delivery: Delivery, engine: DuckDB) -> list[SheetMapping]:
    """Return how every sheet of a file would be understood, without reading its rows.

    Raises:
        Refusal: the file cannot be read at all.

    """
    proposed = []
    known = recipes(delivery.kind, delivery.recipes)
    with _scratch(None) as scratch, room(engine):
        for opener in _open(delivery.file, scratch).sheets:
            sheet = opener(engine)
            if sheet is not None:
                found, _ = choose(sheet, known)
                proposed.append(header.mapping(sheet.name, found))
                sheet.release()
    return proposed


@contextmanager
def _scratch(parent: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".reading-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _open(file: Path, scratch: Path) -> Book:
    book: Book = import_module(f"cakupan.sources.{detect(file)}").open_book(file, scratch)
    return book


def choose(sheet: Sheet, known: list[Recipe]) -> tuple[Header | None, Recipe]:
    """Return the header of a sheet and the recipe that reads it; the last recipe where none does."""
    for recipe in known:
        found = header.named(sheet.named, recipe) if sheet.named else header.find(sheet.peek, recipe)
        if found and (not recipe.when or tuple(header.plain(h) for h in found.headings) == recipe.when):
            return found, recipe
    return None, known[-1]


@dataclass(slots=True)
class _Reading:
    delivery: Delivery
    engine: DuckDB
    scratch: Path

    def run(self, out: Path) -> Receipt:
        setting = self._setting()
        stage = Stage(self.engine, setting)
        remarks = self._stage(stage)
        marks = [mark for staged in stage.sheets for mark in skips.marks(self.engine, staged)]
        odd.table(self.engine, "skipped", {"row": "bigint", "code": "varchar"}, marks)
        kinds = stage.sheets[-1].recipe.fields
        setting = replace(setting, epoch=epoch.of(stage))
        remarks += [("", 0, "serials_of_1904", "birth_date", "")] if setting.epoch == EPOCH_1904 else []
        occurring = odd.read(stage, setting)
        remarks += places.resolve(stage, self.delivery.region)
        rules = judge.rules(self.delivery.kind, occurring, stage.fields)
        said = verdict.said(self.delivery.position, setting.day.year, self.delivery.segment, self.delivery.group)
        verdict.make(stage, self.delivery.kind, kinds, occurring, rules, said)
        data = verdict.data(stage, self.delivery.kind, kinds, occurring)
        if self.delivery.kind in _PEOPLE and "nik" in stage.fields:
            repeats.find(self.engine, "v.name" if "name" in occurring else "s.name")
            _mark_repeats(self.engine, rules)
        return Writing(self.delivery, stage, rules, data, said).write(remarks, marks, list(occurring), out)

    def _setting(self) -> Setting:
        own = self.delivery.own
        words = {name: codes.by_alias(codes.read(name, own)) for name in ("segments", "groups")}
        return Setting(self.delivery.position or _today(), words=words)

    def _stage(self, stage: Stage) -> list[Remark]:
        known = recipes(self.delivery.kind, self.delivery.recipes)
        file = self.delivery.file
        book = _open(file, self.scratch)
        remarks: list[Remark] = []
        format_ = detect(file)
        if not file.name.lower().endswith(ENDINGS[format_]):
            remarks.append(("", 0, "extension_differs", "", format_))
        for opener in book.sheets:
            sheet = opener(self.engine)
            if sheet is not None:
                self._add(stage, sheet, known)
                sheet.release()
        if not any(staged.header for staged in stage.sheets):
            raise Refusal("header_missing", file=file.name, **_seen(stage, known[-1]))
        return remarks + book.remarks + book.last_remarks() + _about_sheets(stage, self.delivery)

    def _add(self, stage: Stage, sheet: Sheet, known: list[Recipe]) -> None:
        found, recipe = choose(sheet, known)
        if found:
            header.refuse_doubles(found, recipe, sheet.name)
        stage.add(sheet, found, recipe)


def _today() -> date:
    return datetime.now(UTC).date()


def _mark_repeats(engine: DuckDB, rules: list[Rule]) -> None:
    bits = {rule.code: 1 << n for n, rule in enumerate(rules)}
    for code in (repeats.AGAIN, repeats.SHARED):
        engine.connection.execute(
            f"update verdict set bits = bits | {bits[code]} from repeat "
            f"where repeat.row = verdict.row and repeat.code = '{code}'"
        ).fetchall()


def _seen(stage: Stage, recipe: Recipe) -> dict[str, str]:
    """Return what a header needs and the likeliest line of headings seen: cells of letters only, never of data."""
    rows = [[cell.strip() for cell in row if cell and cell.strip()] for staged in stage.sheets for row in staged.peek]
    likely = [row for row in rows if len(row) > 1 and not any(re.search(r"\d", cell) for cell in row)]
    return {
        "needed": " + ".join("/".join(group[:3]) for group in recipe.needs),
        "seen": ", ".join(likely[0][:12]) if likely and len(likely) < len(rows) / 2 + 1 else "-",
    }


def _about_sheets(stage: Stage, delivery: Delivery) -> list[Remark]:
    remarks: list[Remark] = []
    for staged in stage.sheets:
        if staged.header is None:
            continue
        if delivery.kind in _PEOPLE and not delivery.segment and "segment" not in staged.header.places:
            remarks.append((staged.name, 0, "segment_missing", "segment", ""))
        for found in header.mapped(staged.header.headings, staged.recipe).values():
            if len(found) > 1:
                words = " / ".join(staged.header.headings[index].strip() for index in found)
                remarks.append((staged.name, 0, "heading_twice", "", words))
    return remarks
