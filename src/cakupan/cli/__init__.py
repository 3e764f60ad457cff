"""The command line: one short function per command.

Exit status: 0 done, 1 refused (one sentence with the mend on the error channel), 2 the command was not understood.
"""

from __future__ import annotations

import io
import os
import sys
import traceback
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen, wording
from cakupan import workspace as folders
from cakupan.cli import invented, law
from cakupan.cli import review as reviewing
from cakupan.cli.options import HERE, Format, Into, KnownAt, Language, Office, Output, day, say_data, say_json
from cakupan.findings import Refusal, message

if TYPE_CHECKING:
    from cakupan.accounts import Point
    from cakupan.intake import Said

app = typer.Typer(
    name="cakupan",
    help="Cakupan Jamsostek: baca daftar, ukur cakupan, buktikan setiap angka. / Coverage of Jamsostek.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(law.app, name="law")
app.command()(reviewing.review)


def main() -> None:
    """Run the command line; a refusal is one sentence and exit status 1, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except Refusal as refusal:
        screen.complain(message(refusal.code, _language(), **refusal.words))
        raise SystemExit(2 if refusal.code == "kind_unsaid" else 1) from None
    except OSError as error:
        file = Path(os.fsdecode(error.filename)).name if isinstance(error.filename, str | bytes) else ""
        told = Refusal("disk", file=file, error=error.strerror or str(error))
        screen.complain(message(told.code, _language(), **told.words))
    except KeyboardInterrupt:
        screen.complain(screen.sentence(_language(), "stopped"))
    except Exception as error:
        if "CAKUPAN_DEBUG" in os.environ:
            raise
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
        screen.complain(message("unexpected", _language(), place=place))
    else:
        return
    raise SystemExit(1)


def _language() -> str:
    """Return the language of a refusal, which may come before any workspace is open."""
    asked = "--lang=en" in sys.argv or ("--lang", "en") in zip(sys.argv, sys.argv[1:], strict=False)
    return "en" if asked else "id"


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Folder baru.")],
    region: Annotated[str, typer.Option(help="Kode Kemendagri wilayah kantor.")] = "",
    lang: Language = "",
) -> None:
    """Buat ruang kerja. / Make a workspace.

    Contoh: cakupan new banyumas --region 33.02
    """
    office = folders.create(folder, region)
    screen.told(lang or office.language, "made", folder=office.folder.name)


@app.command()
def add(
    files: Annotated[
        list[str], typer.Argument(help="Berkas, atau postgresql://pengguna@host/basisdata?table=skema.tabel")
    ],
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            help="workers, members, employers, payments, claims, events, figures, targets, instruments, activities; "
            "tidak perlu untuk berkas dari cakupan fix.",
        ),
    ] = "",
    position: Annotated[str, typer.Option(help="Tanggal posisi data.")] = "",
    received: Annotated[str, typer.Option(help="Tanggal terima yang lebih lama, dinyatakan.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW; menjadikannya daftar kelompok.")] = "",
    role: Annotated[str, typer.Option(help="base (menentukan penyebut) atau group.")] = "",
    region: Annotated[str, typer.Option(help="Wilayah baris-baris yang tidak menyebutnya.")] = "",
    segment: Annotated[str, typer.Option(help="Segmen baris-baris yang tidak menyebutnya.")] = "",
    payer: Annotated[
        str, typer.Option(help="Penanggung iuran semua barisnya: DBH_CHT, APBD_KAB, … (payers.toml).")
    ] = "",
    scope: Annotated[str, typer.Option(help="Wilayah yang diwakili berkas ini secara lengkap.")] = "",
    complete: Annotated[
        bool | None, typer.Option("--complete/--partial", help="Lengkap dalam lingkupnya, atau sebagian.")
    ] = None,
    replaces: Annotated[str, typer.Option(help="Kiriman yang digantikan seluruhnya.")] = "",
    invented: Annotated[bool, typer.Option(help="Orang-orangnya rekaan (data contoh).")] = False,
    dry_run: Annotated[
        bool, typer.Option(help="Hanya tampilkan pemetaan kolom dan hitung baris baru, berubah, ditolak, ganda.")
    ] = False,
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Terima berkas. / Take files in.

    Contoh: cakupan add rtrw.xlsx --as workers --group RT_RW --position 2024-04-24
    """
    from cakupan import intake

    ws = folders.open_workspace(office)
    said = intake.Said(
        kind=kind, position=day(position), received=day(received), group=group.upper(), role=role, region=region,
        segment=segment.upper(), payer=payer.upper(), scope=scope, complete=complete, replaces=replaces,
        invented=invented,
    )  # fmt: skip
    with intake.delivered(files) as given:
        if dry_run:
            _try(ws, given, said, form, lang or ws.language)
        else:
            _take(ws, given, said, form, lang or ws.language)


def _take(ws: folders.Workspace, given: list[Path], said: Said, form: Format, lang: str) -> None:
    from cakupan import intake

    taken = []
    for one in intake.add_all(ws, given, said):
        taken.append(one)
        if form is Format.table:
            screen.receipt(one, lang)
    if form is not Format.table:
        machine = [one.machine() for one in taken]
        say_json(machine[0] if len(machine) == 1 else machine)


def _try(ws: folders.Workspace, files: list[Path], said: Said, form: Format, lang: str) -> None:
    """Say what files would change, and keep nothing."""
    from cakupan import trials

    done = []
    for file in files:
        done.append(trials.run(ws, file, said))
        if form is Format.table:
            screen.trial(done[-1], lang)
    if form is not Format.table:
        machine = [one.machine() for one in done]
        say_json(machine[0] if len(machine) == 1 else machine)


@app.command()
def fix(
    batch: Annotated[str, typer.Argument(help="Nama kiriman, atau awalnya.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx untuk pengirimnya.")],
    only_bad: Annotated[bool, typer.Option("--only-bad", help="Hanya baris yang perlu dicek atau ditolak.")] = False,
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Tulis kembali daftar pengirim dengan status, alasan dan usulan perbaikan. / Give a list back to be mended.

    Contoh: cakupan fix 3f9a -o perbaikan.xlsx
    """
    from cakupan import mending

    ws = folders.open_workspace(office)
    done = mending.write(ws, batch, output, only_bad=only_bad)
    if form is Format.table:
        screen.given_back(done, lang or ws.language)
    else:
        say_json({"file": done.file.name, "batch": done.batch, "rows": done.rows})


@app.command()
def template(
    kind: Annotated[str, typer.Argument(help="Jenis daftar, seperti --as pada cakupan add.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx.")],
    office: Office = HERE,
    lang: Language = "",
) -> None:
    """Tulis formulir daftar untuk diisi, dengan wilayah kantor bila ada. / Write a form to fill.

    Contoh: cakupan template workers -o daftar-pekerja.xlsx
    """
    from cakupan import templates

    ws = folders.nearest(office)
    done = templates.write(kind, output, ws)
    screen.told(lang or (ws.language if ws else "id"), "template", file=done.name, kind=kind)


@app.command()
def withdraw(
    batch: Annotated[str, typer.Argument(help="Nama kiriman, atau awalnya.")],
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Tarik satu kiriman; sebutkan apa yang gugur, berlaku lagi, dan tetap. / Withdraw a batch, and say what that does.

    Contoh: cakupan withdraw 3f9a
    """
    from cakupan import withdrawals

    ws = folders.open_workspace(office)
    done = withdrawals.withdraw(ws, batch)
    if form is Format.table:
        screen.withdrawal(done, lang or ws.language)
    else:
        say_json(done.machine())


@app.command()
def build(known_at: KnownAt = "", office: Office = HERE, form: Output = Format.table, lang: Language = "") -> None:
    """Susun semua tabel dari kiriman yang berlaku. / Build all tables.

    Contoh: cakupan build --known-at 2025-04-30
    """
    from cakupan import builds

    ws = folders.open_workspace(office)
    with screen.Progress() as progress:
        built = builds.build(ws, progress, day(known_at))
    if form is Format.table:
        batches, tables = len(built.about["batches"]), len(built.about["tables"])
        screen.told(lang or ws.language, "built", build=built.name, batches=batches, tables=tables)
    else:
        say_json({"build": built.name, **built.about})


def _known(ws: folders.Workspace, known_at: date | None, lang: str) -> Path | None:
    """Return the folder of the build of what was known at a day, made now (and said so) if it was not made before."""
    from cakupan import builds

    if known_at is None:
        return None
    made = builds.known(ws, known_at)
    if made is None:
        speaks = lang or ws.language
        screen.notice(screen.sentence(speaks, "must_build", day=wording.day(known_at, speaks)))
        with screen.Progress() as progress:
            made = builds.build(ws, progress, known_at).folder
    return made


@app.command()
def show(
    measure: str,
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah; bawaan: wilayah kantor.")] = "",
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW.")] = "",
    programme: Annotated[str, typer.Option(help="JKK, JKM, JHT, JP, JKP; untuk ukuran iuran.")] = "",
    by: Annotated[
        str, typer.Option(help="province, regency, district, village, segment, group, programme, moment; dipisah koma.")
    ] = "",
    at: Annotated[str, typer.Option(help="Tanggal; bawaan: tanggal data terakhir.")] = "",
    since: Annotated[str, typer.Option(help="Tanggal pembanding atau awal masa.")] = "",
    basis: Annotated[str, typer.Option(help="list, mixed, figure; bawaan: yang terbaik.")] = "",
    counting: Annotated[str, typer.Option(help="persons atau memberships.")] = "",
    place: Annotated[
        str, typer.Option(help="residence (tempat tinggal) atau office (kantor pendaftar).")
    ] = "residence",
    known_at: KnownAt = "",
    office: Office = HERE,
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
        at=day(at), since=day(since), basis=basis, place=place, programme=programme.upper(),
        counting=counting or ws.settings.get("counting", "persons"),
    )  # fmt: skip
    with Answers(ws, _known(ws, day(known_at), lang), day(known_at)) as answers:
        results = answers.ask(question)
        if form is Format.table and output is None:
            screen.results(results, answers, lang or ws.language)
        else:
            say_data([result.machine() for result in results], form, output)


@app.command()
def account(
    first: Annotated[str, typer.Option("--from", help="TANGGAL atau TANGGAL@DIKETAHUI.")],
    last: Annotated[str, typer.Option("--to", help="TANGGAL atau TANGGAL@DIKETAHUI.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah; bawaan: wilayah kantor.")] = "",
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")] = "",
    cause: Annotated[str, typer.Option(help="Tampilkan baris berkas di balik satu sebab.")] = "",
    office: Office = HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Jelaskan perubahan satu angka, orang demi orang. / Explain a change, person by person.

    Contoh: cakupan account --from 2025-03-31@2025-04-30 --to 2025-03-31
    """
    from cakupan import accounts
    from cakupan.results import Question

    ws = folders.open_workspace(office)
    points, builds = _span(ws, first, last, lang)
    question = Question("coverage", region=region, segment=segment.upper())
    if cause:
        found = [asdict(row) for row in accounts.rows(ws, builds, points, question, cause)]
        say_data(found, Format.csv if form is Format.table else form, output)
        return
    done = accounts.compare(ws, builds, points, question)
    if form is Format.table:
        screen.account(done, lang or ws.language)
    elif form is Format.json:
        say_json(done.machine())
    else:
        say_data(done.machine()["account"], form, output)


def _span(ws: folders.Workspace, first: str, last: str, lang: str) -> tuple[tuple[Point, Point], tuple[Path, Path]]:
    """Return two points, and the folders of the builds of what was known at each."""
    earlier, later = _point(first), _point(last)
    return (earlier, later), (_folder(ws, earlier.known_at, lang), _folder(ws, later.known_at, lang))


def _folder(ws: folders.Workspace, known_at: date | None, lang: str) -> Path:
    """Return the folder of the build of what was known at a day; None for the current one."""
    return _known(ws, known_at, lang) or ws.current()


def _point(text: str) -> Point:
    """Return a point: DATE, or DATE@KNOWN."""
    from cakupan.accounts import Point

    at, _, known = text.partition("@")
    try:
        moment = day(at)
    except Refusal:
        moment = None
    if moment is None:
        raise Refusal("account_point", text=text)
    return Point(moment, day(known))


@app.command()
def uncovered(
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya MISKIN_EKSTREM.")] = "",
    at: Annotated[str, typer.Option(help="Tanggal; bawaan: tanggal data terakhir.")] = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Tulis NIK lengkap.")] = False,
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Tulis daftar kerja pekerja yang belum terlindungi per desa. / Write the work list of uncovered workers.

    Contoh: cakupan uncovered --region 33.02.01 -o lumbir.xlsx
    """
    from cakupan import worklist
    from cakupan.results import Answers

    ws = folders.open_workspace(office)
    with Answers(ws) as answers:
        done = worklist.write(answers, output, region=region, group=group.upper(), at=day(at), unmasked=unmasked)
    if form is Format.table:
        people, moment = wording.count(done.people, lang or ws.language), wording.day(done.moment, lang or ws.language)
        screen.told(lang or ws.language, "worklist", people=people, moment=moment, file=done.file.name)
    else:
        say_json({"file": done.file.name, "people": done.people, "moment": done.moment})


@app.command()
def duplicates(
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah; bawaan: wilayah kantor.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya PEKERJA_RENTAN.")] = "",
    at: Annotated[str, typer.Option(help="Daftar per tanggal ini, pembayaran sejak bulannya; bawaan: semua.")] = "",
    month: Annotated[str, typer.Option(help="Hanya pembayaran bulan ini, misalnya 2026-01.")] = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Tulis NIK lengkap.")] = False,
    office: Office = HERE,
    form: Output = Format.table,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Berkas .xlsx untuk ditindaklanjuti.")] = None,
    lang: Language = "",
) -> None:
    """Cari yang tercatat atau dibayari lebih dari satu kali, dan nilainya. / Find who is listed or paid for twice.

    Contoh: cakupan duplicates --month 2026-01 -o ganda.xlsx
    """
    from cakupan import duplicates as found_twice
    from cakupan.results import Answers

    ws = folders.open_workspace(office)
    asked = found_twice.Asked(region, group.upper(), day(at), law.month(month) if month else None)
    with Answers(ws) as answers:
        done = found_twice.find(answers, asked, unmasked=unmasked)
    if output and (form is Format.table or output.suffix.lower() == ".xlsx"):
        book, output = found_twice.write(done, output).name, None
    else:
        book = ""
    if form is Format.table:
        screen.duplicates(done, book, lang or ws.language)
    elif form is Format.json and output is None:
        say_json(done.machine())
    else:
        say_data([case.machine(unmasked) for case in done.cases], form, output)


@app.command()
def why(
    what: Annotated[list[str], typer.Argument(help="KUITANSI, atau UKURAN WILAYAH TANGGAL.")],
    office: Office = HERE,
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
        found = proof.of_measure(ws, what[0], what[1], day(what[2]))
    else:
        raise Refusal("why_what")
    if form is Format.table:
        screen.proof(found, lang or ws.language)
    else:
        say_json(found.machine())


@app.command()
def findings(office: Office = HERE, form: Output = Format.table, lang: Language = "") -> None:
    """Tampilkan temuan susunan ini. / Show the findings of the build.

    Contoh: cakupan findings --format json
    """
    from cakupan.results import Answers

    ws = folders.open_workspace(office)
    with Answers(ws) as answers:
        told = answers.findings()
    if form is not Format.table:
        say_data(told, form, None)
        return
    for one in told:
        words = one["text"][lang or ws.language]
        screen.say(f"{one['severity']:8} {one['n']:>8}  {one['code']} ({one['batch_name']}): {words}")


@app.command()
def report(
    name: Annotated[str, typer.Argument(help="coverage atau restatement.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .html atau .xlsx.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah.")] = "",
    at: Annotated[str, typer.Option(help="Untuk coverage: tanggal; bawaan: tanggal data terakhir.")] = "",
    first: Annotated[
        str,
        typer.Option("--from", help="Untuk restatement: TANGGAL atau TANGGAL@DIKETAHUI; bawaan: terbitan terakhir."),
    ] = "",
    last: Annotated[
        str, typer.Option("--to", help="Untuk restatement: TANGGAL atau TANGGAL@DIKETAHUI; bawaan: data terakhir.")
    ] = "",
    publish: Annotated[
        bool, typer.Option("--publish", help="Catat sebagai terbitan, pangkal restatement berikutnya.")
    ] = False,
    office: Office = HERE,
    lang: Language = "",
) -> None:
    """Tulis laporan. / Write a report.

    Contoh: cakupan report coverage -o cakupan.html
    """
    from cakupan import reports
    from cakupan.results import Answers

    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    later = _point(last) if last else None
    known_at = later.known_at if later else None
    with Answers(ws, _known(ws, known_at, lang), known_at) as answers:
        asked: dict[str, Any] = {"at": day(at)} if at else {}
        if region:
            asked["region"] = answers.region_code(region)
        if "points" not in reports.takes(name):
            asked |= {"points": (first, last)} if first or last else {}
        else:
            earlier = _point(first) if first else None
            asked |= reports.compared(
                answers, earlier, later, lambda known: _folder(ws, known, lang), asked.get("region", "")
            )
        if "published" in asked:
            screen.since_published(asked["published"], answers, speaks)
        if publish:
            screen.published(reports.publish(name, answers, output, lang=speaks, **asked), answers, speaks)
        else:
            reports.write(name, answers, output, lang=speaks, **asked)
    screen.told(speaks, "report", file=output.name)


app.command()(invented.synth)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Folder baru.")] = Path("cakupan-demo"),
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Buka laporan di peramban.")] = True,
) -> None:
    """Susun ruang kerja contoh dan buka laporannya. / Build a sample workspace and open its report.

    Contoh: cakupan demo --no-serve
    """
    from cakupan import demo as sample

    done = sample.run(folder, screen.say)
    if serve and _has_screen():
        typer.launch(str(done))


def _has_screen() -> bool:
    """Say whether somebody sits before a screen that a page can be opened on."""
    if "CI" in os.environ:
        return False
    return sys.platform in ("win32", "darwin") or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))
