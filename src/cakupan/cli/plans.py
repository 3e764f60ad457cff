"""`cakupan plan`: from a scenario to a plan, plans side by side, cost against protection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen
from cakupan.cli.groups import grouped
from cakupan.cli.options import Documented, Format, Plain, Within
from cakupan.cli.output import say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.planning.making import Made
    from cakupan.plans import Plan
    from cakupan.results import Answers

_LEVELS = ("province", "regency", "district", "village")
Level = Annotated[str, typer.Option(help="Wilayah baris: province, regency, district atau village.")]
_PICTURES = (".svg", ".png", ".html", ".csv")


@grouped
def solve(
    scenario: Annotated[str, typer.Argument(help="Berkas atau nama skenario (folder scenarios); kosong: semua.")] = "",
    region: Within = "",
    level: Level = "district",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="NIK lengkap di lampiran nama; dicatat.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Nomor baris orang terpilih, untuk enrol.")] = False,
    *,
    kept: Documented,
) -> None:  # fmt: skip
    """Hitung rencana yang paling melindungi dari satu skenario, dan simpan. / Work out the plan of a scenario.

    Contoh: cakupan plan rencana-2026 -o rencana.xlsx
    """
    _see(level, scenario, unmasked=unmasked, names=names, kept=kept)
    if not scenario:
        _list(kept)
        return
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built

    making = _making()
    with Answers(kept.ws) as answers:
        since_built(answers, kept.speaks)
        made = making.make(answers, scenario, region, steps=kept.book is not None)
        if names:
            _names(answers, made, kept)
            return
        if kept.book:
            _document(answers, made, kept.book, unmasked=unmasked, lang=kept.speaks)
    _say(made.plan, level, kept)
    if kept.book and kept.as_table:
        code = "file_personal" if kept.book.suffix.lower() == ".xlsx" else "file_written"
        _tell(kept.speaks, code, file=kept.book.name)


def _see(level: str, scenario: str, *, unmasked: bool, names: bool, kept: Documented) -> None:
    """See that nothing is asked in vain."""
    if level not in _LEVELS:
        raise Refusal("no_choice", option="--level", value=level, known=", ".join(_LEVELS))
    told = {"--unmasked": unmasked, "--names": names, "-o": kept.output is not None}
    if vain := next((option for option, held in told.items() if held and not scenario), ""):
        raise Refusal("plan_needs_scenario", option=vain)
    if unmasked and not (kept.book and kept.book.suffix.lower() == ".xlsx"):
        raise Refusal("plan_unmasked")
    if names and kept.book:
        raise Refusal("output_ending", file=kept.book.name, known=".csv, .json, .parquet")


def _making() -> Any:
    """Return the room that makes plans.

    Raises:
        Refusal: what solves them is not installed.

    """
    try:
        from cakupan.planning import making
    except ImportError as error:
        if error.name not in ("highspy", "numpy"):
            raise
        raise Refusal("extra_missing", extra="plan") from None
    return making


def _tell(lang: str, code: str, **words: object) -> None:
    from cakupan.plans import sentences

    screen.say(sentences.say(lang, code, **words))


def _list(kept: Documented) -> None:
    """Print the scenarios of the office."""
    from cakupan.planning import listing
    from cakupan.screen.plan import scenarios

    told = listing.listed(kept.ws)
    if kept.as_table:
        scenarios(told, kept.speaks)
    else:
        say_data([one.machine() for one in told], kept.form, kept.rest)


def _say(plan: Plan, level: str, kept: Documented) -> None:
    from cakupan import plans

    if kept.as_table:
        from cakupan.screen import plan as printed

        printed.plan(plan, level, kept.speaks)
    elif kept.form is Format.json:
        say_json(plans.machine(plan, level), kept.rest)
    else:
        say_data(plans.machine(plan, level)["lines"], kept.form, kept.rest)


def _document(answers: Answers, made: Made, file: Path, *, unmasked: bool, lang: str) -> None:
    """Write a plan as a document; a plan that there is none of makes none."""
    from cakupan import ledger, reports
    from cakupan.enrolment import rows
    from cakupan.planning import annex

    kept = answers.workspace
    if not made.plan.possible:
        raise Refusal("plan_impossible", scenario=made.plan.asked.scenario)
    people = []
    if file.suffix.lower() == ".xlsx":
        near = lambda records: rows.neighbourhoods(kept, rows.rows(kept, records).values())  # noqa: E731
        people = annex.people(answers, made.posed, made.solved, near, unmasked=unmasked)
    reports.write("plan", answers, file, lang=lang, plan=made.plan, people=people, unmasked=unmasked)
    if unmasked:
        content = {"file": file.name, "plan": made.plan.asked.key, "persons": len(people)}
        ledger.append(answers.workspace.ledger, "plan_unmasked", content)


def _names(answers: Answers, made: Made, kept: Documented) -> None:
    """Write the numbers of the rows of those chosen: one list for each budget line and its months."""
    from cakupan.planning import annex
    from cakupan.screen.plan import runs

    told = annex.runs(answers, made.posed, made.solved)
    if kept.output is None and not kept.as_table:
        say_data([row for one in told for row in one.rows()], kept.form, None)
        return
    files = []
    for n, one in enumerate(told, start=1):
        if kept.output:
            file = kept.output if len(told) == 1 else kept.output.with_stem(f"{kept.output.stem}-{n}")
            say_data(one.rows(), kept.form, file)
            files.append(file.name)
    runs(made.plan, told, files, kept.speaks)


@grouped
def compare(
    scenario: Annotated[list[str], typer.Argument(help="Skenario, atau nomor rencana yang disimpan (folder plans).")],
    *,
    shown: Plain,
) -> None:
    """Tampilkan rencana beberapa skenario berdampingan. / Show the plans of scenarios side by side.

    Contoh: cakupan plan compare rencana-2026 hemat
    """
    from cakupan.results import Answers
    from cakupan.screen.plan import compared

    found = [_stored(shown.ws, word) for word in scenario]
    if any(plan is None for plan in found):
        making = _making()
        with Answers(shown.ws) as answers:
            found = [plan or making.make(answers, word).plan for plan, word in zip(found, scenario, strict=True)]
    told = [plan for plan in found if plan]
    if shown.as_table:
        compared(told, shown.speaks)
    else:
        from cakupan import plans

        say_json([plans.summary(plan) for plan in told])


def _stored(ws: Any, word: str) -> Plan | None:
    """Return the plan that is kept under a number, or of a scenario since which nothing changed; None else."""
    from cakupan import plans
    from cakupan.planning import listing

    found = plans.find(ws, word)
    return found or plans.find(ws, listing.inputs(ws, word)[2])


@grouped
def frontier(
    scenario: Annotated[str, typer.Argument(help="Berkas skenario, atau namanya di folder scenarios.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Berkas .svg, .png, .html atau .csv.")] = None,
    region: Within = "",
    *,
    shown: Plain,
) -> None:
    """Tampilkan berapa yang terlindungi dengan uang kurang dan lebih. / Show cost against protection.

    Contoh: cakupan plan frontier rencana-2026 -o kurva.svg
    """
    from cakupan.results import Answers
    from cakupan.screen.plan import stepped

    if output and output.suffix.lower() not in _PICTURES:
        raise Refusal("output_ending", file=output.name, known=", ".join(_PICTURES))
    with Answers(shown.ws) as answers:
        plan = _making().stepped(answers, scenario, region)
    rows = [one.machine() for one in plan.frontier]
    if output and output.suffix.lower() == ".csv":
        say_data(rows, Format.csv, output)
    elif output:
        from cakupan.reports.plan import drawings

        drawings.write(plan, output, shown.speaks)
    if shown.as_table:
        stepped(plan, shown.speaks)
        if output:
            _tell(shown.speaks, "file_written", file=output.name)
    elif not output:
        say_json(rows)
