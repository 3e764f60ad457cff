"""From a number back to its rows, files, statement and articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from cakupan import codes
from cakupan.findings import Refusal
from cakupan.results import Answers, Question, Result, receipts
from cakupan.results.compose import BESIDE
from cakupan.results.trace import Place, traced_rows
from cakupan.schema import ALL
from cakupan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Source:
    """One file behind a number, and how many of the counted come from it."""

    batch: str
    file: str
    kind: str
    position: str
    n: int
    where: str = ""
    findings: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counted:
    """One row of a file behind a number, as its sender numbers it; nothing of what stands in it."""

    batch: str
    file: str
    sheet: str
    row_no: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A number with the SELECT that made it, the rules it rests on, its files, and the numbers that it is made of.

    `own` says that the SELECT is the office's own.
    `rows` are as many of its rows as were asked for; None for a number whose rows are not those of persons on lists.
    """

    result: Result
    statement: str
    formula: str
    rules: tuple[str, ...]
    sources: tuple[Source, ...]
    parts: tuple[Proof, ...]
    own: bool = False
    definition: dict[str, Any] = field(default_factory=dict)
    rows: tuple[Counted, ...] | None = ()

    @property
    def holds(self) -> bool | None:
        """Say whether the counts of the files sum to the number; None for a number that is no count."""
        if self.parts or self.result.basis != "list" or self.result.unit == "months":
            return None
        return sum(source.n for source in self.sources) == self.result.value

    def machine(self) -> dict[str, Any]:
        """Return the machine form."""
        return {
            "result": self.result.machine(),
            "statement": self.statement,
            "own": self.own,
            "formula": self.formula,
            "definition": self.definition,
            "rules": list(self.rules),
            "holds": self.holds,
            "sources": [
                {"batch": s.batch, "file": s.file, "kind": s.kind, "position": s.position, "n": s.n, "where": s.where,
                 "findings": s.findings}
                for s in self.sources
            ],
            "rows": None if self.rows is None else [asdict(row) for row in self.rows],
            "parts": [part.machine() for part in self.parts],
        }  # fmt: skip


def of_receipt(workspace: Workspace, receipt: str, rows: int = 0) -> Proof:
    """Return the proof of a printed number by its receipt, from the build that it was printed from.

    Raises:
        Refusal: the receipt was not issued here, its build is gone, or the office has changed a measure since.

    """
    known = receipts.recall(workspace.folder, receipt)
    if known is None:
        raise Refusal("no_receipt", receipt=receipt)
    build, question, _ = known
    folder = workspace.builds / build
    if not (folder / "build.json").is_file():
        raise Refusal("build_gone", build=build)
    with Answers(workspace, folder) as answers:
        for basis in (question.basis, "figure", "mixed", "list"):
            for result in answers.ask(replace(question, basis=basis)):
                if result.receipt == receipt:
                    return prove(answers, replace(question, basis=basis), result, rows)
    raise Refusal("receipt_of_before", receipt=receipt, measure=question.measure)


def of_measure(workspace: Workspace, measure: str, region: str, at: date | None, rows: int = 0) -> Proof:
    """Return the proof of one number of the current build.

    Raises:
        Refusal: there is no such number.

    """
    with Answers(workspace) as answers:
        question = Question(measure, region=region, at=at)
        results = answers.ask(question)
        if not results:
            raise Refusal("no_number", measure=measure)
        return prove(answers, question, results[0], rows)


def prove(answers: Answers, question: Question, result: Result, rows: int = 0) -> Proof:
    """Return the proof of a result: for a derived number, of each number that it is made of.

    Args:
        answers: the build that it was asked of.
        question: the question.
        result: the answer to it.
        rows: how many rows of files to name of each number that counts persons.

    """
    step = answers.step(question)
    derived = step.header["kind"] == "derived" and not answers.was_said(result)
    parts = tuple(_parts(answers, question, result, step.reads, rows)) if derived else ()
    sources = () if parts else tuple(_sources(answers, question, result))
    on_cover = result.basis == "list" and {"cover", "tenure", "movement"} & set(step.reads)
    rules = tuple(_rules(answers, question, result)) if on_cover else ()
    definition = answers.definition_text(result.definition) if result.definition != result.basis else {}
    told = _rows(answers, question, result, rows) if rows and not parts else ()
    own = step.name in result.own
    return Proof(
        result, step.select, str(step.header.get("formula", "")), rules, sources, parts, own, definition, told
    )  # fmt: skip


def _parts(answers: Answers, question: Question, result: Result, reads: tuple[str, ...], rows: int) -> Iterator[Proof]:
    """Yield the proofs of the numbers behind a derived one, in the same place on the same basis."""
    for name in reads:
        if name in BESIDE:
            continue
        by = tuple(part for part in question.by if part != "moment")
        compares = name == "coverage" and result.since
        at = result.moment if by != question.by else question.at
        for day in [at, result.since] if compares else [at]:
            basis = result.basis if result.basis != "mixed" else ("list" if name == "active" else "figure")
            since = None if compares else result.since
            asked = replace(
                question, measure=name, by=by, basis=basis, at=day or result.moment, since=since, moments=()
            )
            for part in answers.ask(asked):
                if _same_place(part, result) and (part.basis == "list" or part.definition == result.definition):
                    yield prove(answers, asked, part, rows)


def _same_place(one: Result, other: Result) -> bool:
    return (one.region, one.segment, one.group, one.programme) == (
        other.region,
        other.segment,
        other.group,
        other.programme,
    )


def _sources(answers: Answers, question: Question, result: Result) -> Iterator[Source]:
    if result.basis == "figure":
        yield from _published(answers, result)
        return
    files = {batch["batch"]: batch for batch in answers.batches()}
    for batch, n in answers.behind(question, result):
        about = files[batch]
        yield Source(batch, about["name"], about["kind"], about["position"] or "", n, findings=about["findings"])


def _rows(answers: Answers, question: Question, result: Result, most: int) -> tuple[Counted, ...] | None:
    """Return the first rows behind a count of persons on lists; None for any other number."""
    asked, step = answers.asked(question), answers.step(question)
    select = traced_rows(asked, step, _place(result), most) if result.basis == "list" else None
    if select is None:
        return None
    files = {batch["batch"]: batch["name"] for batch in answers.batches()}
    found = answers.engine.rows(select)
    return tuple(Counted(batch, files[batch], sheet, row_no) for batch, sheet, row_no, _ in found)


def _place(result: Result) -> Place:
    return Place(result.region, result.segment or ALL, result.group or ALL, result.moment, result.programme or ALL)


def _published(answers: Answers, result: Result) -> Iterator[Source]:
    files = {batch["batch"]: batch for batch in answers.batches()}
    names = answers.said_names(result.measure)
    rows = answers.engine.rows(
        "select batch, sheet, row_no, value, source from published "
        f"where measure in ({names}) and region = '{result.region}' and segment = '{result.segment or ALL}' "
        f"and group_code = '{result.group or ALL}' and moment = date '{result.moment}' "
        f"and definition = '{result.definition}' and place = '{result.place}' order by batch, row_no"
    )
    for batch, sheet, row_no, _, source in rows:
        if source == result.source:
            about = files[batch]
            where = f"{sheet + ', ' if sheet else ''}{row_no}: {source}"
            yield Source(batch, about["name"], about["kind"], result.moment.isoformat(), 1, where)


def _rules(answers: Answers, question: Question, result: Result) -> Iterator[str]:
    """Yield the grace of each segment that is counted in a number, with its article."""
    here = {result.segment}
    if result.segment is None and question.measure in answers.measures:
        asked = replace(question, by=(*question.by, "segment"), basis="list")
        here = {part.segment for part in answers.ask(asked) if part.value and _same_but_segment(part, result)}
    for code, entry in codes.read("segments", answers.workspace.folder).items():
        if code in here:
            yield f"{code}: {entry['cite']} [{entry['grade']}]"


def _same_but_segment(part: Result, result: Result) -> bool:
    return _same_place(replace(part, segment=result.segment), result) and part.moment == result.moment
