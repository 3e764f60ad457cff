"""From a delivered file to rows, quarantine and findings; no row is ever lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from cakupan import codes
from cakupan.engine.duckdb import DuckDB
from cakupan.fields import EPOCH_1904, Setting
from cakupan.findings import Refusal
from cakupan.sources import (
    epoch,
    filling,
    header,
    judge,
    mended,
    niks,
    odd,
    places,
    sections,
    skips,
    tables,
    totals,
    verdict,
)
from cakupan.sources.delivery import Delivery, Origin, Receipt, SheetMapping
from cakupan.sources.detect import ENDINGS, detect
from cakupan.sources.marks import refuse_unsaid
from cakupan.sources.recipe import Recipe, recipes
from cakupan.sources.room import room
from cakupan.sources.sheet import Remark, Sheet
from cakupan.sources.stage import BROKEN, Stage
from cakupan.sources.verdict import Verdict
from cakupan.sources.writing import FINDINGS, QUARANTINE, ROWS, Writing

_PEOPLE = ("workers", "members")
#: Headings that a refusal names at most.
_SEEN = 24
#: Code lists whose spellings cells can hold.
_SPELLED = ("segments", "groups", "payers", "events", "instruments", "stages", "activities")


def read(delivery: Delivery, engine: DuckDB, out: Path) -> Receipt:
    """Read a delivered file into `rows.parquet`, `quarantine.parquet` and `findings.parquet` in a folder.

    The rows of a large file go on in `rows-0001.parquet` and so on.

    Args:
        delivery: the file and what was said of it.
        engine: where the work is done; nothing of it stays there.
        out: folder for the three files; it is made if missing.

    Returns:
        What became of the rows; rows = accepted + quarantined + skipped.

    Raises:
        Refusal: the file cannot be read as such a list; nothing is written then.
        Returned: the file is a workbook that came back mended, and the delivery does not say so.

    """
    out.mkdir(parents=True, exist_ok=True)
    try:
        with _scratch(out) as scratch, room(engine):
            reading = _Reading(delivery, engine, scratch)
            return replace(reading.run(out), returned=reading.returned)
    except BaseException:
        for name in (ROWS, QUARANTINE, FINDINGS):
            for left in out.glob(f"{name}*.parquet"):
                left.unlink()
        raise


def propose(delivery: Delivery, engine: DuckDB) -> list[SheetMapping]:
    """Return how every sheet of a file would be understood, without reading its rows.

    Raises:
        Refusal: the file cannot be read at all.

    """
    proposed = []
    known = recipes(delivery.kind, delivery.recipes)
    with _scratch(None) as scratch, room(engine):
        for opener in mended.open_origin(_origin(delivery), scratch).sheets:
            sheet = opener(engine)
            if sheet is not None:
                for part in tables.beside(engine, sheet, known):
                    proposed.append(header.mapping(sheet.name, part.header, part.above, part.recipe))
                sheet.release()
    return proposed


def guess(delivery: Delivery, engine: DuckDB) -> list[SheetMapping]:
    """Return how every sheet of a file would be understood; one without a header by the line that looks most like one.

    Raises:
        Refusal: the file cannot be read at all.

    """
    guessed = []
    known = recipes(delivery.kind, delivery.recipes)
    with _scratch(None) as scratch, room(engine), _damage(delivery.file):
        for opener in mended.open_origin(_origin(delivery), scratch).sheets:
            sheet = opener(engine)
            if sheet is not None:
                for part in tables.beside(engine, sheet, known):
                    found = part.header or header.likely(part.sheet.peek, part.recipe)
                    guessed.append(header.mapping(sheet.name, found, part.above, part.recipe))
                sheet.release()
    return guessed


@contextmanager
def _scratch(parent: Path | None) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix=".reading-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _origin(delivery: Delivery) -> Origin:
    return delivery.origin or Origin(delivery.file)


@contextmanager
def _damage(file: Path) -> Iterator[None]:
    """Turn what the engine says of cells that it cannot unpack into one sentence; a full disk or memory is none."""
    try:
        yield
    except BROKEN as error:
        if isinstance(error, duckdb.OutOfMemoryException) or "space left" in str(error):
            raise
        raise Refusal("file_damaged", file=file.name) from error


@dataclass(slots=True)
class _Reading:
    delivery: Delivery
    engine: DuckDB
    scratch: Path
    returned: int = 0

    def run(self, out: Path) -> Receipt:
        setting = self._setting()
        stage = Stage(self.engine, setting)
        remarks = self._stage(stage)
        marks = [mark for staged in stage.sheets for mark in skips.marks(self.engine, staged)]
        odd.table(self.engine, "skipped", {"row": "bigint", "code": "varchar"}, marks)
        kinds = stage.sheets[-1].recipe.fields
        remarks += filling.dittos(stage) + filling.merged(stage)
        sections.assign(stage)
        setting = replace(setting, epoch=epoch.of(stage))
        remarks += [("", 0, "serials_of_1904", "birth_date", "")] if setting.epoch == EPOCH_1904 else []
        occurring = odd.read(stage, setting)
        remarks += totals.check(stage, occurring, setting)
        remarks += places.resolve(stage, self.delivery.region)
        rules = judge.rules(self.delivery.kind, occurring, stage.fields)
        said = verdict.said(self.delivery, setting.day.year) | niks.said(stage)
        judged = Verdict(stage, self.delivery.kind, kinds, list(occurring), rules, said)
        judged.prepare()
        identified = self.delivery.kind in _PEOPLE and "nik" in stage.fields
        return Writing(self.delivery, judged, identified).write(remarks, marks, out)

    def _setting(self) -> Setting:
        own = self.delivery.own
        words = {name: codes.by_alias(codes.read(name, own)) for name in _SPELLED}
        return Setting(self.delivery.position or _today(), words=words)

    def _stage(self, stage: Stage) -> list[Remark]:
        known = recipes(self.delivery.kind, self.delivery.recipes)
        file = self.delivery.file
        book = mended.open_origin(_origin(self.delivery), self.scratch)
        remarks: list[Remark] = []
        format_ = detect(file)
        if not file.name.lower().endswith(ENDINGS[format_]):
            remarks.append(("", 0, "extension_differs", "", format_))
        for opener in book.sheets:
            sheet = opener(self.engine)
            if sheet is not None:
                with _damage(file):
                    self._add(stage, sheet, known)
                sheet.release()
        if not any(staged.header for staged in stage.sheets):
            raise Refusal("header_missing", file=file.name, **_seen(stage, known[-1]))
        self.returned = sum(book.returned)
        return remarks + book.remarks + book.last_remarks() + list(dict.fromkeys(_about_sheets(stage, self.delivery)))

    def _add(self, stage: Stage, sheet: Sheet, known: list[Recipe]) -> None:
        refuse_unsaid(sheet.peek)
        for part in tables.beside(self.engine, sheet, known):
            if part.header:
                header.refuse_doubles(part.header, part.recipe, sheet.name)
            stage.add(part, known)


def _today() -> date:
    return datetime.now(UTC).date()


def _seen(stage: Stage, recipe: Recipe) -> dict[str, object]:
    """Return what a header needs, the likeliest headings seen, and a recipe to copy and fill in."""
    found = next((headings for staged in stage.sheets if (headings := header.seen(staged.peek))), ())
    missing = next((group for group in recipe.needs if not set(group) & _known(found, recipe)), recipe.needs[0])
    lines = (
        "# recipes/kita.toml", f'kind = "{recipe.kind}"', f"[column.{missing[0]}]",
        f'headings = ["{recipe.word(missing[0])} …"]',
    )  # fmt: skip
    return {
        "needed": " + ".join("/".join(recipe.word(field) for field in group[:3]) for group in recipe.needs),
        "seen": ", ".join(found[:_SEEN]) or "-",
        "recipe": lines,
    }


def _known(headings: tuple[str, ...], recipe: Recipe) -> set[str]:
    return set(header.mapped(headings, recipe))


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
