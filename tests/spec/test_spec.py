"""Run the manual: each case is a picture of files, a question and its answer, in Markdown beside this file."""

from __future__ import annotations

import csv
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

import cakupan
from cakupan import accounts, builds, duplicates, experience, intake, ledger, renewals, review, unclaimed, wording
from cakupan.accounts import Point
from cakupan.intake import Said
from cakupan.results import Answers, Question, Result
from cakupan.review import evidence

HERE = Path(__file__).parent


@dataclass
class Block:
    """A command and the table under it."""

    words: list[str]
    table: list[list[str]] = field(default_factory=list)


@dataclass
class Case:
    """One heading of a page with its blocks."""

    name: str
    blocks: list[Block] = field(default_factory=list)


def cases(page: Path) -> Iterator[Case]:
    case: Case | None = None
    for line in page.read_text("utf-8").splitlines():
        if line.startswith("## "):
            if case:
                yield case
            case = Case(line[3:])
        elif case and (told := re.fullmatch(r"`(cakupan .*)`", line)):
            case.blocks.append(Block(shlex.split(told[1])[1:]))
        elif case and case.blocks and line.startswith("|") and not re.fullmatch(r"[|\s:-]+", line):
            case.blocks[-1].table.append([cell.strip() for cell in line.strip("|").split("|")])
    if case:
        yield case


def options(words: list[str]) -> dict[str, str | bool]:
    found: dict[str, str | bool] = {}
    rest = iter(words)
    for word in rest:
        name = word.removeprefix("--")
        if name in ("complete", "partial"):
            found["complete"] = name == "complete"
        else:
            found[name] = next(rest)
    return found


class Office:
    """A workspace that the commands of a case act on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ws = cakupan.create(folder / "office", region="33.02")
        self.batches: list[str] = []

    def run(self, block: Block) -> None:
        getattr(self, block.words[0])(block)

    def add(self, block: Block) -> None:
        said = options(block.words[2:])
        said["kind"] = said.pop("as")
        for key in ("position", "received"):
            if key in said:
                said[key] = date.fromisoformat(str(said[key]))
        if "replaces" in said:
            said["replaces"] = self.batches[int(str(said["replaces"])) - 1]
        file = self.folder / block.words[1]
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(block.table)
        self.batches.append(intake.add(self.ws, file, Said(**said)).batch.name)  # type: ignore[arg-type]

    def withdraw(self, block: Block) -> None:
        cakupan.withdraw(self.ws, self.batches[int(block.words[1]) - 1])

    def show(self, block: Block) -> None:
        said = options(block.words[2:])
        for key in ("at", "since"):
            if key in said:
                said[key] = date.fromisoformat(str(said[key]))
        by = tuple(str(said.pop("by", "")).split(",")) if "by" in said else ()
        with Answers(self.ws, self.built(said.pop("known-at", None))) as answers:
            results = answers.ask(Question(block.words[1], by=by, **said))  # type: ignore[arg-type]
        head, *rows = block.table
        assert [[told(result, column) for column in head] for result in results] == rows

    def built(self, known_at: object) -> Path:
        """Return the folder of the build of what was known at a day, or of all."""
        return builds.build(self.ws, known_at=date.fromisoformat(str(known_at)) if known_at else None).folder

    def account(self, block: Block) -> None:
        """See which causes an account tells, and that it leaves no remainder; of one cause, its rows."""
        said = options(block.words[1:])
        texts = [str(said[name]).partition("@") for name in ("from", "to")]
        points = tuple(
            Point(date.fromisoformat(day), date.fromisoformat(known) if known else None) for day, _, known in texts
        )
        folders = tuple(self.built(known) for _, _, known in texts)
        head, *rows = block.table
        asked = (self.ws, folders, points, Question("coverage"))
        if "cause" in said:
            found = accounts.rows(*asked, str(said["cause"]))  # type: ignore[arg-type]
            assert [[str(getattr(row, column)) for column in head] for row in found] == rows
            return
        done = accounts.compare(*asked).machine()  # type: ignore[arg-type]
        assert [[f"{part[column]:g}" if column == "points" else str(part[column]) for column in head]
                for part in done["account"]] == rows  # fmt: skip
        assert done["opening"] + sum(part["persons"] for part in done["account"]) == done["closing"]

    def review(self, block: Block) -> None:
        """Look at pairs, decide (of rows `batch:sheet:row`, batches by their turn), take back, or list decisions."""
        head, *rows = block.table or [[]]
        how, *more = block.words[1:] or [""]
        if how in ("--same", "--apart"):
            named = [f"{self.batches[int(row.partition(':')[0]) - 1]}:{row.partition(':')[2]}" for row in more]
            self.changed(review.decide(self.ws, how[2:], named, by="Siti A.", why="KTP dicek"), head, rows)
        elif how == "--undo":
            numbers = [event.number for event in ledger.events(self.ws.ledger) if event.kind == "decision"]
            self.changed(review.take_back(self.ws, numbers[int(more[0]) - 1]), head, rows)
        elif how == "--decisions":
            self.built(None)
            told = [one.machine() | {"number": n} for n, one in enumerate(review.decisions(self.ws), start=1)]
            assert [[str(one[column]) for column in head] for one in told] == rows
        else:
            self.built(None)
            found = review.pairs(self.ws, joined=how == "--joined", split=how == "--split")
            said = [
                {"standing": p.standing, "evidence": evidence.words(p), "changes": evidence.changes(p)} for p in found
            ]
            assert [[one[column] for column in head] for one in said] == rows

    def changed(self, done: review.Outcome, head: list[str], rows: list[list[str]]) -> None:
        """See that exactly these numbers changed, of the regions that the table names."""
        if not head:
            return
        regions = {row[head.index("region")] for row in rows}
        told = [change.machine() for change in done.changes or () if change.region in regions]
        segments = any(row[head.index("segment")] for row in rows)
        shown = [one for one in told if segments or not one["segment"]]
        assert [["" if one[column] is None else f"{one[column]:g}" if column in ("before", "after") else one[column]
                 for column in head] for one in shown] == rows  # fmt: skip

    def duplicates(self, block: Block) -> None:
        said = options(block.words[1:])
        for key in ("at", "month"):
            if key in said:
                said[key] = date.fromisoformat(str(said[key]))
        with Answers(self.ws, self.built(None)) as answers:
            found = duplicates.find(answers, duplicates.Asked(**said))  # type: ignore[arg-type]
        head, *rows = block.table
        sums = [one.machine() for section in ("payers", "lists", "inside") for one in found.sums(section)]
        told = [{**one, "listed": " + ".join(one["listed"]).strip()} for one in sums]
        assert [[str(one[column]) for column in head] for one in told] == rows

    def renewals(self, block: Block) -> None:
        said = options(block.words[1:])
        with Answers(self.ws, self.built(None)) as answers:
            found = renewals.find(answers, renewals.Asked(days=int(str(said["days"]))))
        self.told(block, [one.machine(named=False) for one in found.cases])

    def unclaimed(self, block: Block) -> None:
        with Answers(self.ws, self.built(None)) as answers:
            found = unclaimed.find(answers, unclaimed.Asked())
        self.told(block, [one.machine(named=False) for one in sorted(found.cases, key=lambda one: one.day)])

    def claims(self, block: Block) -> None:
        said = options(block.words[1:])
        with Answers(self.ws, self.built(None)) as answers:
            found = experience.money(answers, experience.Asked(small="small" in said))
        rows = [one.machine() for one in found.rows]
        self.told(block, [{k: f"{v:.2f}" if isinstance(v, float) else v for k, v in row.items()} for row in rows])

    def told(self, block: Block, rows: list[dict[str, object]]) -> None:
        head, *expected = block.table
        assert [[str(row[column]) for column in head] for row in rows] == expected

    def findings(self, block: Block) -> None:
        cakupan.build(self.ws)
        with Answers(self.ws) as answers:
            found: Counter[str] = Counter()
            for one in answers.findings():
                found[one["code"]] += one["n"]
        for code, n in block.table[1:]:
            assert found[code] == int(n), f"{code}: {found}"


def told(result: Result, column: str) -> str:
    if column == "percent":
        assert result.value is not None
        return wording.percent(result.value, "en", short=True)
    if column == "points":
        assert result.value is not None
        return wording.decimal(result.value, "en")
    if column == "count":
        assert result.value is not None
        return str(result.value)
    if column == "lately":
        spans = (f"{one.months}{' a year before' * one.years_before}: {one.value}" for one in result.lately)
        return ", ".join(spans)
    if column == "of":
        return f"{result.numerator} / {result.denominator}"
    cell = result.machine()[column]
    return "" if cell is None else str(Fraction(cell)) if isinstance(cell, float) else str(cell)


PAGES = sorted(HERE.glob("*.md"))


@pytest.mark.parametrize(
    ("page", "case"),
    [pytest.param(page, case, id=f"{page.stem}: {case.name}") for page in PAGES for case in cases(page)],
)
def test_case(page: Path, case: Case, tmp_path: Path) -> None:
    assert any(block.words[0] not in ("add", "withdraw") for block in case.blocks), "a case must ask something"
    office = Office(tmp_path)
    for block in case.blocks:
        office.run(block)
