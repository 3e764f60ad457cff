"""`cakupan law`: what the law says, for one case or as a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan import screen
from cakupan import workspace as folders
from cakupan.cli.options import HERE, Format, Into, Language, Office, Output, day, say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.calculate import Answer, MonthlyWage
    from cakupan.law import Law

app = typer.Typer(
    help="Iuran, manfaat dan kewajiban menurut hukum, dengan pasalnya. / Contributions, benefits and duties.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Month = Annotated[str, typer.Option(help="Bulan iuran, misalnya 2026-02; bawaan: bulan ini.")]
Overlay = Annotated[list[Path] | None, typer.Option(help="Berkas TOML perubahan yang diandaikan.")]
#: Digits of a number that is told with a name; none that is plausible has more.
_DIGITS = 15
Reading = Annotated[str, typer.Option("--reading", help="Bacaan lain menurut nama, dipisah koma.")]


def _book(office: Path, overlay: list[Path] | None = None, reading: str = "") -> Law:
    """Return the law as this office has it, with what is supposed laid over it."""
    from cakupan import law

    ws = folders.nearest(office)
    book = law.read(ws.folder / "law" if ws else None)
    for path in overlay or ():
        book = book.over(law.overlay(path, book))
    return book.choosing(filter(None, reading.split(","))) if reading else book


def _lang(lang: str, office: Path) -> str:
    ws = folders.nearest(office)
    return lang or (ws.language if ws else "id")


def month(text: str) -> date:
    """Return the first day of a month option: 2026-02, or any day in it."""
    if not text:
        return date.today().replace(day=1)  # noqa: DTZ011 - the user's own day
    try:
        found = day(text if text.count("-") == 2 or "/" in text else f"{text}-01")
    except Refusal as refusal:
        if refusal.code == "far_date":
            raise
        found = None
    if found is None:
        raise Refusal("law_month", text=text)
    return found.replace(day=1)


def _amounts(text: str) -> tuple[int, ...]:
    """Return a list of rupiah: 3000000,3200000."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError as error:
        raise Refusal("law_amounts", text=text) from error


def _monthly(book: Law, segment: str, when: date, ways: dict[str, tuple[int, ...]]) -> MonthlyWage:
    """Return the monthly wage from the one way in which it was told."""
    from cakupan import calculate

    told = {how: amounts for how, amounts in ways.items() if amounts}
    if not told:
        raise Refusal("law_wage_missing")
    if len(told) > 1:
        raise Refusal("law_wage_ways")
    how, amounts = told.popitem()
    if how in ("wage", "income"):
        return calculate.MonthlyWage(amounts[0], {})
    if segment not in ("PU", "JAKON"):
        raise Refusal("law_wage_segment", segment=segment)
    return calculate.monthly(book, how, amounts, when)


@app.command()
def contribution(
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")] = "PU",
    wage: Annotated[int | None, typer.Option(help="Upah sebulan (pokok + tunjangan tetap), rupiah.")] = None,
    income: Annotated[int | None, typer.Option(help="Penghasilan sebulan peserta BPU, rupiah.")] = None,
    daily: Annotated[int | None, typer.Option(help="Upah sehari, rupiah (dikalikan 25).")] = None,
    piece: Annotated[str, typer.Option(help="Upah borongan 3 bulan terakhir: a,b,c.")] = "",
    seasonal: Annotated[str, typer.Option(help="Upah borongan 12 bulan terakhir bila bergantung cuaca.")] = "",
    contract: Annotated[int | None, typer.Option(help="Nilai kontrak konstruksi di luar PPN, rupiah.")] = None,
    with_ppn: Annotated[bool, typer.Option("--with-ppn", help="Nilai kontrak sudah termasuk PPN.")] = False,
    package: Annotated[int | None, typer.Option(help="Lama kontrak PMI, bulan.")] = None,
    individual: Annotated[bool, typer.Option("--individual", help="PMI perseorangan.")] = False,
    jht: Annotated[int, typer.Option(help="Iuran JHT pilihan PMI sebulan, rupiah.")] = 0,
    at_month: Annotated[str, typer.Option("--month", help="Bulan iuran, misalnya 2026-02; bawaan: bulan ini.")] = "",
    risk: Annotated[str, typer.Option(help="Tingkat risiko I sampai V.")] = "",
    birth_date: Annotated[str, typer.Option("--birth-date", help="Tanggal lahir; menentukan akhir JP.")] = "",
    registered: Annotated[str, typer.Option(help="Tanggal terdaftar; menentukan JKP dan keringanan 2020.")] = "",
    scale: Annotated[str, typer.Option(help="MIKRO, KECIL, MENENGAH, BESAR.")] = "BESAR",
    sector: Annotated[str, typer.Option(help="transport, labour-intensive.")] = "",
    funded_by: Annotated[str, typer.Option("--funded-by", help="SELF, CSR, APBN, APBD, DBH, APBDES.")] = "",
    programme: Annotated[str, typer.Option(help="Program, dipisah koma; bawaan: yang wajib.")] = "",
    relief: Annotated[bool, typer.Option("--relief/--no-relief", help="Memenuhi syarat keringanan 2020.")] = True,
    deferred: Annotated[bool, typer.Option("--deferred", help="JP ditunda menurut PP 49/2020.")] = False,
    rounding: Annotated[str, typer.Option(help="half-up, down, up.")] = "half-up",
    overlay: Overlay = None,
    reading: Reading = "",
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Hitung iuran satu orang, proyek atau paket. / Compute a contribution.

    Contoh: cakupan law contribution --segment PU --wage 5000000 --risk I --month 2026-02
    """
    from cakupan import calculate

    book, when = _book(office, overlay, reading), month(at_month)
    segment = segment.upper()
    if segment == "JAKON" and contract is not None:
        answer = calculate.project(book, calculate.Project(when, contract, with_ppn, relief), rounding)
    elif segment == "PMI":
        answer = calculate.package(book, package or 0, _paid_on(at_month), individual=individual, jht=jht)
    else:
        ways = {"wage": _one(wage), "income": _one(income), "daily": _one(daily)}
        ways |= {"piece": _amounts(piece) if piece else (), "seasonal": _amounts(seasonal) if seasonal else ()}
        base = _monthly(book, segment, when, ways)
        wanted = tuple(filter(None, programme.upper().split(",")))
        asked = calculate.Worker(
            segment, when, base.amount, risk.upper(), scale.upper(), day(birth_date), wanted, sector.lower(),
            funded_by.upper(), relief, deferred, day(registered),
        )  # fmt: skip
        answer = calculate.contribution(book, asked, rounding)
        if base.text:
            answer = calculate.Answer(answer.lines, (base.text, *answer.remarks))
    _answer(answer, form, _lang(lang, office))


def _one(amount: int | None) -> tuple[int, ...]:
    return () if amount is None else (amount,)


def _paid_on(text: str) -> date:
    """Return the day of payment of a package; of a month, a day on which all that begins in it holds."""
    return (day(text) if text.count("-") == 2 else None) or month(text).replace(day=28)


def _answer(answer: Answer, form: Format, lang: str) -> None:
    """Print the answer of a case."""
    if form is Format.table:
        screen.answer(answer, lang)
    elif form is Format.json:
        say_json(answer.machine())
    else:
        say_data([line.machine() for line in answer.lines], form, None)


@app.command()
def duty(
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")] = "PU",
    scale: Annotated[str, typer.Option(help="MIKRO, KECIL, MENENGAH, BESAR.")] = "BESAR",
    owner: Annotated[bool, typer.Option("--owner", help="BPU yang mempekerjakan orang lain.")] = False,
    programme: Annotated[str, typer.Option(help="Program, dipisah koma; bawaan: semua.")] = "",
    at_month: Annotated[str, typer.Option("--month", help="Bulan iuran, misalnya 2026-02; bawaan: bulan ini.")] = "",
    birth_date: Annotated[str, typer.Option("--birth-date", help="Tanggal lahir; menentukan batas usia.")] = "",
    started: Annotated[str, typer.Option(help="Tanggal mulai bekerja (JAKON: surat perintah kerja).")] = "",
    registered: Annotated[str, typer.Option(help="Tanggal terdaftar.")] = "",
    arrears: Annotated[int | None, typer.Option(help="Bulan menunggak berturut-turut.")] = None,
    contribution: Annotated[int | None, typer.Option(help="Iuran sebulan yang terutang, rupiah.")] = None,
    paid: Annotated[str, typer.Option(help="Tanggal iuran dibayar; menghitung denda.")] = "",
    warned: Annotated[str, typer.Option(help="Tanggal teguran tertulis pertama.")] = "",
    overlay: Overlay = None,
    reading: Reading = "",
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Tampilkan kewajiban, batas waktu, denda dan sanksi. / Show duties, terms, fines and sanctions.

    Contoh: cakupan law duty --segment PU --month 2026-02 --contribution 462000 --paid 2026-05-20
    """
    from cakupan import calculate, law

    ws = folders.nearest(office)
    wanted = tuple(filter(None, programme.upper().split(",")))
    asked = calculate.Standing(
        segment.upper(), month(at_month), scale.upper(), owner, wanted, day(birth_date), day(started), day(registered),
        arrears, contribution, day(paid), day(warned), law.calendar(ws.folder / "law" if ws else None),
    )  # fmt: skip
    _answer(calculate.duties(_book(office, overlay, reading), asked), form, _lang(lang, office))


@app.command()
def risk(
    word: Annotated[list[str] | None, typer.Argument(help="Kata dari Lampiran I; bawaan: semua kelompok.")] = None,
    at: Annotated[str, typer.Option(help="Bulan tarif; bawaan: bulan ini.")] = "",
    office: Office = HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Cari kelompok usaha dan tingkat risikonya. / Find a group of business and its class of risk.

    Contoh: cakupan law risk perkebunan
    """
    from cakupan import law

    book, when = _book(office), month(at)
    found = law.groups(" ".join(word or ()))
    if not found:
        raise Refusal("law_risk_word")
    rows = [law.group_machine(book, group, when) for group in found]
    if form is Format.table:
        screen.risk_classes(rows, _lang(lang, office))
    else:
        say_data(rows, form, output)


@app.command()
def show(
    programme: Annotated[str, typer.Argument(help="JKK, JKM, JHT, JP, JKP, PU, BPU, JAKON, PMI; bawaan: semua.")] = "",
    at: Annotated[str, typer.Option(help="Tanggal atau bulan; bawaan: hari ini.")] = "",
    overlay: Overlay = None,
    office: Office = HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Tampilkan nilai yang berlaku. / Show the values in force.

    Contoh: cakupan law show jkk --at 2026-02
    """
    from cakupan import law

    book = _book(office, overlay)
    name = programme.upper()
    if name and name not in book.names:
        raise Refusal("law_programme", programme=programme, programmes=", ".join(sorted(book.names)))
    when = day(at) if at.count("-") == 2 else month(at)
    found = book.at(when or date.today(), name)  # noqa: DTZ011 - the user's own day
    if form is Format.table:
        screen.law(book, found, _lang(lang, office))
    else:
        say_data([law.machine(book, entry) for entry in found], form, output)


@app.command()
def changes(
    since: Annotated[str, typer.Option("--from", help="Tanggal atau bulan pertama.")],
    until: Annotated[str, typer.Option("--to", help="Tanggal atau bulan terakhir; bawaan: hari ini.")] = "",
    office: Office = HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Tampilkan apa yang berubah. / Show what changed.

    Contoh: cakupan law changes --from 2024-01 --to 2026-12
    """
    from cakupan import law

    book = _book(office)
    last = month(until) if until.count("-") < 2 else day(until)
    assert last is not None
    end = date(last.year + last.month // 12, last.month % 12 + 1, 1) if until.count("-") < 2 else last
    found = book.changes(month(since), end)
    if form is Format.table:
        screen.law_changes(book, found, _lang(lang, office))
    else:
        say_data([law.change_machine(book, *change) for change in found], form, output)


@app.command()
def compare(
    overlay: Annotated[list[Path], typer.Argument(help="Berkas TOML perubahan yang diandaikan.")],
    since: Annotated[str, typer.Option("--from", help="Bulan pertama, misalnya 2026-01.")],
    until: Annotated[str, typer.Option("--to", help="Bulan terakhir; bawaan: bulan pertama.")] = "",
    by: Annotated[
        str, typer.Option(help="region, province, regency, district, village, segment, group, programme; dipisah koma.")
    ] = "",
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah; bawaan: wilayah kantor.")] = "",
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON; manfaat juga PMI.")] = "",
    group: Annotated[str, typer.Option(help="Kelompok, misalnya RT_RW.")] = "",
    office: Office = HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Bandingkan iuran dan manfaat menurut hukum dengan perubahan yang diandaikan. / What a reform would change.

    Contoh: cakupan law compare plafon-jp.toml --from 2026-03 --to 2026-12 --by segment,region
    """
    from cakupan import whatif
    from cakupan.results import Answers

    first = month(since)
    asked = whatif.Asked(
        first, month(until) if until else first, tuple(filter(None, by.split(","))), region, segment.upper(),
        group.upper(),
    )  # fmt: skip
    with Answers(folders.open_workspace(office)) as answers:
        found = whatif.compare(answers, _book(office), _book(office, overlay), asked)
    if form is Format.table and output is None:
        screen.comparison(found, _lang(lang, office))
    else:
        say_data([one.machine() for one in found], form, output)


@app.command()
def check(
    at: Annotated[str, typer.Option(help="Tanggal pemeriksaan; bawaan: hari ini.")] = "",
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Periksa hukum: tanpa celah, tanpa tumpang tindih, semua berpasal, apa yang belum ada. / Check the law.

    Contoh: cakupan law check --at 2027-03-01
    """
    from cakupan import law

    book = _book(office)
    told = law.gaps(book, day(at) or date.today())  # noqa: DTZ011 - the user's own day
    if form is Format.table:
        screen.law_check(told, _lang(lang, office))
    else:
        say_data([one.machine() for one in told], form, None)
    if any(one.severity == "error" for one in told):
        raise typer.Exit(1)


@app.command()
def benefit(
    segment: Annotated[str, typer.Option(help="PU, BPU, JAKON, PMI.")] = "PU",
    event: Annotated[str, typer.Option(help="Tanggal peristiwa, misalnya 2026-02-14.")] = "",
    kind: Annotated[
        str,
        typer.Option(
            help="death, accident-death, total-disability, partial-disability, unable, accident, disability, old-age, "
            "layoff, resignation, contract-end, business-end, emigration, partial-housing, partial-pension; PMI: "
            "assault, not-departed, misplaced, robbed."
        ),
    ] = "",
    programme: Annotated[str, typer.Option(help="Program, dipisah koma; bawaan: yang terbuka bagi segmen.")] = "",
    wage: Annotated[int | None, typer.Option(help="Upah sebulan terakhir, atau penghasilan BPU, rupiah.")] = None,
    base: Annotated[int | None, typer.Option(help="Dasar iuran peserta BPU, rupiah.")] = None,
    membership_months: Annotated[int | None, typer.Option(help="Lama kepesertaan, bulan.")] = None,
    arrears_months: Annotated[int, typer.Option(help="Tunggakan berturut-turut, bulan.")] = 0,
    bankrupt: Annotated[bool, typer.Option("--bankrupt", help="Perusahaan pailit atau tutup.")] = False,
    claim_day: Annotated[str, typer.Option(help="Tanggal klaim.")] = "",
    children: Annotated[
        str, typer.Option(help="Anak menurut jenjang, misalnya SD:1,SMA:1 (TK, SD, SMP, SMA, PT).")
    ] = "",
    scholarship_years: Annotated[int, typer.Option(help="Beasiswa untuk berapa tahun.")] = 1,
    part: Annotated[str, typer.Option(help="Baris tabel cacat, misalnya tangan-kanan; dipisah koma.")] = "",
    loss: Annotated[int | None, typer.Option(help="Kehilangan fungsi (tanpa --part: bagian tabel), per juta.")] = None,
    left_handed: Annotated[bool, typer.Option("--left-handed", help="Kidal: kanan dan kiri bertukar.")] = False,
    months_unable: Annotated[int | None, typer.Option(help="Bulan tidak mampu bekerja.")] = None,
    days_unable: Annotated[int | None, typer.Option(help="Sisa hari tidak mampu bekerja.")] = None,
    transport: Annotated[str, typer.Option(help="Angkutan, misalnya land,sea atau land:750000 (land, sea, air).")] = "",
    cost: Annotated[
        str,
        typer.Option(help="Biaya lain: homecare, dental, hearing, glasses, rehab, prosthesis, abroad; sama bentuknya."),
    ] = "",
    balance: Annotated[int | None, typer.Option(help="Saldo JHT, rupiah.")] = None,
    partial_taken: Annotated[bool, typer.Option("--partial-taken", help="JHT sebagian pernah diambil.")] = False,
    birth_date: Annotated[str, typer.Option(help="Tanggal lahir.")] = "",
    paid_months: Annotated[int | None, typer.Option(help="Masa iur JP, bulan lunas.")] = None,
    average_wage: Annotated[int | None, typer.Option(help="Rata-rata upah sebulan yang diindeks inflasi.")] = None,
    survivor: Annotated[str, typer.Option(help="spouse, child, child-after-spouse, parent.")] = "",
    drawn: Annotated[int | None, typer.Option(help="Pensiun sebulan yang sudah diterima almarhum.")] = None,
    pension_balance: Annotated[int | None, typer.Option(help="Akumulasi iuran JP dan pengembangannya.")] = None,
    paid_24: Annotated[int | None, typer.Option("--paid-24", help="Bulan iur JKP dalam 24 bulan terakhir.")] = None,
    paid_row: Annotated[int | None, typer.Option(help="Bulan iur JKP berturut-turut sebelum PHK.")] = None,
    claim_no: Annotated[int | None, typer.Option(help="Klaim JKP keberapa.")] = None,
    paid_since_claim: Annotated[int | None, typer.Option(help="Masa iur sejak klaim JKP sebelumnya.")] = None,
    months_claimed: Annotated[int | None, typer.Option(help="Bulan uang tunai JKP, paling banyak 6.")] = None,
    eligible: Annotated[str, typer.Option(help="Tanggal dinyatakan berhak atas JKP.")] = "",
    rounding: Annotated[str, typer.Option(help="half-up, down, up.")] = "half-up",
    overlay: Overlay = None,
    reading: Reading = "",
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Hitung manfaat untuk satu peristiwa. / Compute the benefits of one event.

    Contoh: cakupan law benefit --segment BPU --event 2026-02-14 --kind death --membership-months 40 --children SD:1
    """
    from cakupan import calculate

    happened = day(event) if event else None
    if happened is None:
        raise Refusal("law_event_missing")
    asked = calculate.Event(
        segment.upper(), kind, happened, wage, base, tuple(filter(None, programme.upper().split(","))),
        membership_months, arrears_months, bankrupt, day(claim_day) if claim_day else None,
        {level.upper(): 1 if n is None else n for level, n in _pairs(children, "SD:1,SMA:1").items()},
        scholarship_years, tuple(filter(None, part.split(","))), None, loss, left_handed, months_unable, days_unable,
        _pairs(transport, "land:750000,sea") | _pairs(cost, "homecare:4000000"), balance, partial_taken,
        day(birth_date) if birth_date else None, paid_months, average_wage, survivor or None, drawn, pension_balance,
        paid_24, paid_row, claim_no, paid_since_claim, months_claimed, day(eligible) if eligible else None,
    )  # fmt: skip
    answer = calculate.benefit(_book(office, overlay, reading), asked, rounding)
    if form is Format.table:
        screen.answer(answer, _lang(lang, office))
    elif form is Format.json:
        say_json(answer.machine())
    else:
        say_data([line.machine() for line in answer.lines], form, None)


def _pairs(text: str, example: str) -> dict[str, int | None]:
    """Return what is told as `name:number,name`; None where no number is told."""
    told: dict[str, int | None] = {}
    for word in filter(None, text.replace(" ", "").split(",")):
        name, _, number = word.partition(":")
        if number and not (number.isascii() and number.isdigit() and len(number) <= _DIGITS):
            raise Refusal("law_pairs", text=word, example=example)
        told[name] = int(number) if number else None
    return told
