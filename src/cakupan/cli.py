"""The command line: one short function per command.

Exit status: 0 done, 1 refused (one sentence with the mend on the error channel), 2 the command was not understood.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from cakupan import workspace as folders
from cakupan.findings import Refusal, message
from cakupan.workspace import Workspace

app = typer.Typer(
    name="cakupan",
    help="Cakupan Jamsostek: baca daftar, ukur cakupan, buktikan setiap angka. / Coverage of Jamsostek.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Format(StrEnum):
    """How data are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


Office = Annotated[Path, typer.Option("--workspace", "-w", help="Folder ruang kerja; bawaan: folder ini atau di atasnya.")]
Output = Annotated[Format, typer.Option("--format", help="table, csv, json, parquet (parquet dengan -o).")]
Language = Annotated[str, typer.Option("--lang", help="id atau en; bawaan: bahasa ruang kerja.")]
Into = Annotated[Path | None, typer.Option("-o", "--output", help="Berkas hasil; bawaan: layar.")]
_HERE = Path()


def main() -> None:
    """Run the command line; a refusal is one sentence and exit status 1, never a traceback."""
    try:
        app()
    except Refusal as refusal:
        print(f"cakupan: {message(refusal.code, _language(), **refusal.words)}", file=sys.stderr)
        raise SystemExit(1) from None
    except Exception as error:
        if "CAKUPAN_DEBUG" in os.environ:
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
        print(f"cakupan: {message('unexpected', _language(), place=place)}", file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        print("cakupan: dihentikan.", file=sys.stderr)
        raise SystemExit(1) from None


def _language() -> str:
    return "en" if "--lang=en" in sys.argv or _follows("--lang", "en") else "id"


def _follows(option: str, value: str) -> bool:
    return any(pair == (option, value) for pair in zip(sys.argv, sys.argv[1:], strict=False))


def _day(text: str) -> date | None:
    """Return a date option: 2025-03-31 or 31-03-2025."""
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date() if text else None  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise Refusal("bad_date", text=text)


@app.command()
def new(folder: Path, region: Annotated[str, typer.Option(help="Kode Kemendagri wilayah kantor.")] = "") -> None:
    """Buat ruang kerja. / Make a workspace.

    Contoh: cakupan new banyumas --region 33.02
    """
    office = folders.create(folder, region)
    print(f"Ruang kerja {office.folder.name} siap. Berikutnya: cakupan add BERKAS --as workers --position TANGGAL")


@app.command()
def add(
    files: list[Path],
    kind: Annotated[str, typer.Option("--as", help="workers, members, employers, figures, targets.")],
    position: Annotated[str, typer.Option(help="Tanggal posisi data.")] = "",
    received: Annotated[str, typer.Option(help="Tanggal terima yang lebih lama, dinyatakan.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW; menjadikannya daftar kelompok.")] = "",
    role: Annotated[str, typer.Option(help="base (menentukan penyebut) atau group.")] = "",
    region: Annotated[str, typer.Option(help="Wilayah baris-baris yang tidak menyebutnya.")] = "",
    segment: Annotated[str, typer.Option(help="Segmen baris-baris yang tidak menyebutnya.")] = "",
    scope: Annotated[str, typer.Option(help="Wilayah yang diwakili berkas ini secara lengkap.")] = "",
    complete: Annotated[bool | None, typer.Option("--complete/--partial", help="Lengkap dalam lingkupnya, atau sebagian.")] = None,
    replaces: Annotated[str, typer.Option(help="Kiriman yang digantikan seluruhnya.")] = "",
    invented: Annotated[bool, typer.Option(help="Orang-orangnya rekaan (data contoh).")] = False,
    dry_run: Annotated[bool, typer.Option(help="Hanya tampilkan usulan pemetaan kolom.")] = False,
    office: Office = _HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Terima berkas. / Take files in.

    Contoh: cakupan add rtrw.xlsx --as workers --group RT_RW --position 2024-04-24
    """
    from cakupan import intake

    ws = folders.open_workspace(office)
    said = intake.Said(
        kind=kind, position=_day(position), received=_day(received), group=group, role=role, region=region,
        segment=segment, scope=scope, complete=complete, replaces=replaces, invented=invented,
    )  # fmt: skip
    if dry_run:
        for file in files:
            _print_mapping(file.name, intake.propose(ws, file, said))
        return
    taken = [intake.add(ws, file, said) for file in files]
    if form is Format.json:
        machine = [one.machine() for one in taken]
        _print_json(machine[0] if len(machine) == 1 else machine)
        return
    for one in taken:
        _print_mapping(one.batch.about["file"], one.sheets)
        _print_receipt(one, lang or ws.language)


def _print_mapping(name: str, sheets: Iterable[Any]) -> None:
    for sheet in sheets:
        pairs = ", ".join(f"{heading.strip()} → {field}" for heading, field in sheet.fields.items())
        rest = f"; tidak dipakai: {', '.join(h.strip() for h in sheet.unmapped)}" if sheet.unmapped else ""
        print(f"{name}{' [' + sheet.sheet + ']' if sheet.sheet else ''} baris judul {sheet.header_row}: {pairs}{rest}")


def _print_receipt(one: Any, lang: str) -> None:
    about = one.batch.about
    state = "kiriman" if one.new else "sudah ada, tidak ditambahkan lagi: kiriman"
    print(
        f"{state} {one.batch.name} ({about['file']}): {about['rows']} baris = {about['accepted']} diterima "
        f"(di antaranya {about['warned']} dengan peringatan) + {about['quarantined']} dikarantina + {about['skipped']} dilewati"
    )
    for code, n in sorted(about["findings"].items(), key=lambda pair: -pair[1]):
        print(f"  {n:>8}  {code}: {message(code, lang)}")


@app.command()
def withdraw(batch: str, office: Office = _HERE) -> None:
    """Tarik satu kiriman; tabel berikutnya tanpa dia. / Withdraw a batch.

    Contoh: cakupan withdraw 3f9a
    """
    from cakupan import intake

    print(f"Kiriman {intake.withdraw(folders.open_workspace(office), batch)} ditarik. Berikutnya: cakupan build")


@app.command()
def build(office: Office = _HERE, form: Output = Format.table) -> None:
    """Susun semua tabel dari kiriman yang berlaku. / Build all tables.

    Contoh: cakupan build
    """
    from cakupan import builds

    ws = folders.open_workspace(office)
    with _progress() as tell:
        built = builds.build(ws, tell)
    if form is Format.json:
        _print_json({"build": built.name, **built.about})
    else:
        print(f"Susunan {built.name}: {len(built.about['batches'])} kiriman, {len(built.about['tables'])} tabel")


class _progress:  # noqa: N801 - reads as a verb where it is used
    """Say on a terminal which table is being made; stay silent elsewhere."""

    def __enter__(self) -> Any:
        self.shown = sys.stderr.isatty()
        return self.tell

    def tell(self, table: str, rows: int) -> None:
        if self.shown:
            print(f"\r\033[K{table}: {rows:,} baris".replace(",", "."), end="", file=sys.stderr, flush=True)

    def __exit__(self, *exc: object) -> None:
        if self.shown:
            print("\r\033[K", end="", file=sys.stderr)


@app.command()
def show(
    measure: str,
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah; bawaan: wilayah kantor.")] = "",
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW.")] = "",
    by: Annotated[str, typer.Option(help="province, regency, district, village, segment, group, moment; dipisah koma.")] = "",
    at: Annotated[str, typer.Option(help="Tanggal; bawaan: tanggal data terakhir.")] = "",
    since: Annotated[str, typer.Option(help="Tanggal pembanding atau awal masa.")] = "",
    basis: Annotated[str, typer.Option(help="list, mixed, figure; bawaan: yang terbaik.")] = "",
    counting: Annotated[str, typer.Option(help="persons atau memberships.")] = "",
    place: Annotated[str, typer.Option(help="residence (tempat tinggal) atau office (kantor pendaftar).")] = "residence",
    office: Office = _HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Tampilkan satu ukuran. / Show a measure.

    Contoh: cakupan show coverage --by district --at 2025-03-31
    """
    from cakupan.results import Answers, Question

    ws = folders.open_workspace(office)
    question = Question(
        measure, region=region, segment=segment.upper(), group=group.upper(), by=tuple(filter(None, by.split(","))),
        at=_day(at), since=_day(since), basis=basis, counting=counting or ws.settings.get("counting", "persons"), place=place,
    )  # fmt: skip
    with Answers(ws) as answers:
        results = answers.ask(question)
        if form is Format.table and output is None:
            _print_table(results, answers, lang or ws.language)
        else:
            _print_data([result.machine() for result in results], form, output)


def _print_table(results: Sequence[Any], answers: Any, lang: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from cakupan import wording

    if not results:
        print(message("no_number", lang, measure=""))
        return
    name = answers.measure_text(results[0].measure)["name"][lang]
    table = Table(title=name, box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    heads = {"id": ("Wilayah", "Segmen/kelompok", "Tanggal", name, "Hitungan", "Dasar", "Kuitansi"),
             "en": ("Region", "Segment/group", "Date", name, "Counts", "Basis", "Receipt")}[lang]  # fmt: skip
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number in (3, 4) else "left", overflow="fold")
    for r in results:
        counts = f"{wording.count(r.numerator, lang)} / {wording.count(r.denominator, lang)}" if r.denominator else ""
        since = f"{wording.day(r.since, lang)} – " if r.since else ""
        basis = wording.label("basis", r.basis, lang)
        where = basis if r.basis == "list" else f"{basis}: {answers.definition_text(r.definition)['name'][lang]}; {r.source}"
        table.add_row(r.region_name, r.segment or r.group or "", since + wording.day(r.moment, lang),
                      wording.cell(r, lang), counts, where, r.receipt)  # fmt: skip
    Console(width=None if sys.stdout.isatty() else 180).print(table)
    if any(batch["invented"] for batch in answers.batches()) and any(r.basis != "figure" for r in results):
        print({"id": "Data contoh: orang-orangnya rekaan.", "en": "Sample data: the people are invented."}[lang])


def _print_data(rows: list[dict[str, Any]], form: Format, output: Path | None) -> None:
    if form is Format.parquet:
        _write_parquet(rows, output)
    elif form is Format.csv:
        _say(_csv(rows), output)
    else:
        _say(json.dumps(rows, indent=1, ensure_ascii=False, default=str) + "\n", output)


def _csv(rows: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    if rows:
        plain = [{key: "; ".join(cell) if isinstance(cell, list) else cell for key, cell in row.items()} for row in rows]
        writer = csv.DictWriter(text, list(plain[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(plain)
    return text.getvalue()


def _write_parquet(rows: list[dict[str, Any]], output: Path | None) -> None:
    """Write rows through JSON, which the engine reads with its types."""
    import tempfile

    from cakupan.engine.duckdb import DuckDB

    if output is None:
        raise Refusal("needs_output", format="parquet")
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "rows.json"
        lines.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
        DuckDB().write(f"select * from read_json('{lines}')", output)


def _say(text: str, output: Path | None) -> None:
    if output is None:
        print(text, end="")
    else:
        with folders.speaking_of(output):
            output.write_text(text, "utf-8")


def _print_json(data: Any) -> None:
    print(json.dumps(data, indent=1, ensure_ascii=False, default=str))


@app.command()
def uncovered(
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya MISKIN_EKSTREM.")] = "",
    at: Annotated[str, typer.Option(help="Tanggal; bawaan: tanggal data terakhir.")] = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Tulis NIK lengkap.")] = False,
    office: Office = _HERE,
    form: Output = Format.table,
) -> None:
    """Tulis daftar kerja pekerja yang belum terlindungi per desa. / Write the work list of uncovered workers.

    Contoh: cakupan uncovered --region 33.02.01 -o lumbir.xlsx
    """
    from cakupan import worklist
    from cakupan.results import Answers

    with Answers(folders.open_workspace(office)) as answers:
        done = worklist.write(answers, output, region=region, group=group.upper(), at=_day(at), unmasked=unmasked)
    if form is Format.json:
        _print_json({"file": done.file.name, "people": done.people, "moment": done.moment})
    else:
        print(f"{done.people} orang belum terlindungi per {done.moment:%d-%m-%Y} ditulis ke {done.file.name}")


@app.command()
def why(
    what: Annotated[list[str], typer.Argument(help="KUITANSI, atau UKURAN WILAYAH TANGGAL.")],
    office: Office = _HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Tunjukkan asal satu angka. / Show where a number comes from.

    Contoh: cakupan why coverage 33.02 2025-03-31
    """
    from cakupan import proof

    ws = folders.open_workspace(office)
    if len(what) == 1:
        found = proof.of_receipt(ws, what[0])
    elif len(what) == 3:
        found = proof.of_measure(ws, what[0], what[1], _day(what[2]))
    else:
        raise Refusal("why_what")
    if form is Format.json:
        _print_json(found.machine())
    else:
        _print_proof(found, lang or ws.language, "")


def _print_proof(proof: Any, lang: str, indent: str) -> None:
    from cakupan import wording

    r = proof.result
    counts = f" = {wording.count(r.numerator, lang)} / {wording.count(r.denominator, lang)}" if r.denominator else ""
    print(f"{indent}{r.measure}, {r.region_name}, {wording.day(r.moment, lang)}: {wording.cell(r, lang)}{counts} [{r.receipt}]")
    if proof.formula:
        print(f"{indent}  rumus: {proof.formula}")
    for source in proof.sources:
        place = f" baris {source.where}" if source.where else f" posisi {source.position}: {wording.count(source.n, lang)}"
        print(f"{indent}  {source.kind} {source.file} ({source.batch}){place}")
        for code, n in source.findings.items():
            print(f"{indent}      {n} {code}")
    if proof.holds is not None:
        print(f"{indent}  jumlah berkas {'sama dengan' if proof.holds else 'TIDAK SAMA DENGAN'} angka ini")
    for rule in proof.rules:
        print(f"{indent}  aturan {rule}")
    if proof.statement:
        print("\n".join(f"{indent}  | {line}" for line in proof.statement.strip().splitlines()))
    for part in proof.parts:
        _print_proof(part, lang, indent + "    ")


@app.command()
def findings(office: Office = _HERE, form: Output = Format.table, lang: Language = "") -> None:
    """Tampilkan temuan susunan ini. / Show the findings of the build.

    Contoh: cakupan findings --format json
    """
    from cakupan.results import Answers

    ws = folders.open_workspace(office)
    with Answers(ws) as answers:
        told = answers.findings()
    if form is not Format.table:
        _print_data(told, form, None)
        return
    for one in told:
        print(f"{one['severity']:8} {one['n']:>8}  {one['code']} ({one['batch_name']}): {one['text'][lang or ws.language]}")


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="coverage")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .html atau .xlsx.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah.")] = "",
    at: Annotated[str, typer.Option(help="Tanggal; bawaan: tanggal data terakhir.")] = "",
    office: Office = _HERE,
    lang: Language = "",
) -> None:
    """Tulis laporan. / Write a report.

    Contoh: cakupan report coverage -o cakupan.html
    """
    from cakupan import reports
    from cakupan.results import Answers

    ws = folders.open_workspace(office)
    with Answers(ws) as answers:
        place = answers.region_code(region) if region else ""
        done = reports.write(name, answers, output, region=place, at=_day(at), lang=lang or ws.language)
    print(f"Laporan ditulis ke {done.name}")


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Folder baru.")] = Path("cakupan-demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Buka laporan di peramban.")] = True,
) -> None:
    """Susun ruang kerja contoh dan buka laporannya. / Build a sample workspace and open its report.

    Contoh: cakupan demo --no-serve
    """
    from cakupan import demo as sample

    done = sample.run(folder, print)
    if serve and "CI" not in os.environ:
        typer.launch(str(done))
