"""`cakupan law` for one case: what is owed, what is a duty, what is promised."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.heeding import see_heeded
from cakupan.cli.options import Format, MonthOption, Segment, Shown, a_day, a_span, an_amount
from cakupan.cli.output import say_data, say_json
from cakupan.cli.reading import Span
from cakupan.cli.statute import Supposed, statute
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.calculate import Answer, Event, MonthlyWage, Worker
    from cakupan.law import Law

_ROUNDING = "half-up, down, up."
Scale = Annotated[str, typer.Option(help="MIKRO, KECIL, MENENGAH, BESAR.")]


@dataclass(frozen=True)
class Pay:
    """The monthly wage, in one of the ways in which it is told."""

    wage: Annotated[int | None, an_amount("Upah sebulan (pokok + tunjangan tetap), rupiah.")] = None
    income: Annotated[int | None, an_amount("Penghasilan sebulan peserta BPU, rupiah.")] = None
    daily: Annotated[int | None, an_amount("Upah sehari, rupiah (dikalikan 25).")] = None
    piece: Annotated[str, typer.Option(help="Upah borongan 3 bulan terakhir: a,b,c.")] = ""
    seasonal: Annotated[str, typer.Option(help="Upah borongan 12 bulan terakhir bila bergantung cuaca.")] = ""

    def monthly(self, book: Law, segment: str, when: date) -> MonthlyWage:
        """Return the monthly wage from the one way in which it was told.

        Raises:
            Refusal: it was told in none, in two, or in one that the segment does not know.

        """
        from cakupan import calculate

        told = {how: amounts for how, amounts in self._ways() if amounts}
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

    def _ways(self) -> Iterator[tuple[str, tuple[int, ...]]]:
        for how in ("wage", "income", "daily"):
            amount = getattr(self, how)
            yield how, () if amount is None else (amount,)
        for how in ("piece", "seasonal"):
            yield how, reading.amounts(getattr(self, how))


@dataclass(frozen=True)
class Contract:
    """A construction contract whose wages are not known."""

    contract: Annotated[int | None, an_amount("Nilai kontrak konstruksi di luar PPN, rupiah.")] = None
    with_ppn: Annotated[bool, typer.Option("--with-ppn", help="Nilai kontrak sudah termasuk PPN.")] = False


@dataclass(frozen=True)
class Package:
    """A migrant worker's package."""

    package: Annotated[int | None, typer.Option(help="Lama kontrak PMI, bulan.")] = None
    individual: Annotated[bool, typer.Option("--individual", help="PMI perseorangan.")] = False
    jht: Annotated[int | None, an_amount("Iuran JHT pilihan PMI sebulan, rupiah.")] = None


@dataclass(frozen=True)
class Working:
    """Who works, for whom, and under which relief."""

    at_month: Annotated[
        Span | None,
        a_span("Bulan iuran, misalnya 2026-02; bawaan: bulan ini.", "--month"),
    ] = None
    risk: Annotated[str, typer.Option(help="Tingkat risiko I sampai V.")] = ""
    birth_date: Annotated[date | None, a_day("Tanggal lahir; menentukan akhir JP.")] = None
    registered: Annotated[date | None, a_day("Tanggal terdaftar; menentukan JKP dan keringanan 2020.")] = None
    scale: Scale = "BESAR"
    sector: Annotated[str, typer.Option(help="transport, labour-intensive.")] = ""
    funded_by: Annotated[str, typer.Option(help="SELF, CSR, APBN, APBD, DBH, APBDES.")] = ""
    programme: Annotated[str, typer.Option(help="Program, dipisah koma; bawaan: yang wajib.")] = ""
    relief: Annotated[bool, typer.Option("--relief/--no-relief", help="Memenuhi syarat keringanan 2020.")] = True
    deferred: Annotated[bool, typer.Option("--deferred", help="JP ditunda menurut PP 49/2020.")] = False
    rounding: Annotated[str, typer.Option(help=_ROUNDING)] = "half-up"

    @property
    def month(self) -> date:
        """Return the first day of the month asked, or of this one."""
        return self.at_month.first.replace(day=1) if self.at_month else reading.this_month()

    @property
    def paid_on(self) -> date:
        """Return the day of payment of a package; of a month, a day on which all that begins in it holds."""
        at = self.at_month
        return at.first if at and at.first == at.last else self.month.replace(day=28)

    def of(self, segment: str, wage: int) -> Worker:
        """Return the case with its wage."""
        from cakupan import calculate

        return calculate.Worker(
            segment, self.month, wage, self.risk.upper(), self.scale.upper(), self.birth_date,
            reading.words(self.programme.upper()), self.sector.lower(), self.funded_by.upper(), self.relief,
            self.deferred, self.registered,
        )  # fmt: skip


@grouped
def contribution(
    context: typer.Context,
    segment: Segment = "PU",
    *,
    pay: Pay,
    contract: Contract,
    package: Package,
    working: Working,
    supposed: Supposed,
    shown: Shown,
) -> None:
    """Hitung iuran satu orang, proyek atau paket. / Compute a contribution.

    Contoh: cakupan law contribution --segment PU --wage 5000000 --risk I --month 2026-02
    """
    from cakupan import calculate

    book, segment = statute(shown.near, supposed), segment.upper()
    if segment == "JAKON" and contract.contract is not None:
        project = calculate.Project(working.month, contract.contract, contract.with_ppn, working.relief)
        answer = calculate.project(book, project, working.rounding)
        see_heeded(context, {"contract", "with_ppn", "relief", "rounding"}, segment, "--contract")
    elif segment == "PMI":
        months, individual, jht = package.package or 0, package.individual, package.jht or 0
        answer = calculate.package(book, months, working.paid_on, individual=individual, jht=jht)
        see_heeded(context, {"package", "individual", "jht"}, segment)
    else:
        answer = _of_wage(context, book, segment, pay, working)
    _answer(answer, shown)


def _of_wage(context: typer.Context, book: Law, segment: str, pay: Pay, working: Working) -> Answer:
    """Return the contribution that is taken of a wage or an income."""
    from cakupan import calculate

    base = pay.monthly(book, segment, working.month)
    worker = working.of(segment, base.amount)
    answer = calculate.contribution(book, worker, working.rounding)
    heeded = calculate.heeded.of_contribution(book, worker) | vars(pay).keys() | {"rounding"}
    relief = {"relief"} if "relieved" in heeded else set()
    see_heeded(context, heeded | relief, segment, working.programme.upper(), working.sector.lower())
    return calculate.Answer(answer.lines, (base.text, *answer.remarks)) if base.text else answer


def _answer(answer: Answer, shown: Shown) -> None:
    """Print the answer of a case."""
    from cakupan.screen import case

    if shown.as_table:
        case.answer(answer, shown.speaks)
    elif shown.form is Format.json:
        say_json(answer.machine())
    else:
        say_data([line.machine() for line in answer.lines], shown.form, None)


@dataclass(frozen=True)
class Facts:
    """What is known of whoever has duties."""

    scale: Scale = "BESAR"
    owner: Annotated[bool, typer.Option("--owner", help="BPU yang mempekerjakan orang lain.")] = False
    programme: Annotated[str, typer.Option(help="Program, dipisah koma; bawaan: semua.")] = ""
    at_month: MonthOption = None
    birth_date: Annotated[date | None, a_day("Tanggal lahir; menentukan batas usia.", "--birth-date")] = None
    started: Annotated[date | None, a_day("Tanggal mulai bekerja (JAKON: surat perintah kerja).")] = None
    registered: Annotated[date | None, a_day("Tanggal terdaftar.")] = None
    arrears: Annotated[int | None, typer.Option(help="Bulan menunggak berturut-turut.")] = None
    contribution: Annotated[int | None, an_amount("Iuran sebulan yang terutang, rupiah.")] = None
    paid: Annotated[date | None, a_day("Tanggal iuran dibayar; menghitung denda.")] = None
    warned: Annotated[date | None, a_day("Tanggal teguran tertulis pertama.")] = None


@grouped
def duty(context: typer.Context, segment: Segment = "PU", *, facts: Facts, supposed: Supposed, shown: Shown) -> None:
    """Tampilkan kewajiban, batas waktu, denda dan sanksi. / Show duties, terms, fines and sanctions.

    Contoh: cakupan law duty --segment PU --month 2026-02 --contribution 462000 --paid 2026-05-20
    """
    from cakupan import calculate, law

    asked = calculate.Standing(
        segment.upper(), facts.at_month or reading.this_month(), facts.scale.upper(), facts.owner,
        reading.words(facts.programme.upper()), facts.birth_date, facts.started, facts.registered, facts.arrears,
        facts.contribution, facts.paid, facts.warned, law.calendar(shown.near.folder / "law" if shown.near else None),
    )  # fmt: skip
    answer = calculate.duties(statute(shown.near, supposed), asked)
    paying = "" if asked.contribution is None else "--contribution"
    see_heeded(context, calculate.heeded.of_duties(asked), asked.segment, facts.programme.upper(), paying)
    _answer(answer, shown)


@dataclass(frozen=True)
class Happened:
    """What happened to whom, when, and what was paid before."""

    event: Annotated[date | None, a_day("Tanggal peristiwa, misalnya 2026-02-14.")] = None
    kind: Annotated[
        str,
        typer.Option(
            help="death, accident-death, total-disability, partial-disability, unable, accident, disability, old-age, "
            "layoff, resignation, contract-end, business-end, emigration, partial-housing, partial-pension; PMI: "
            "assault, not-departed, misplaced, robbed."
        ),
    ] = ""
    programme: Annotated[str, typer.Option(help="Program, dipisah koma; bawaan: yang terbuka bagi segmen.")] = ""
    wage: Annotated[int | None, an_amount("Upah sebulan terakhir, atau penghasilan BPU, rupiah.")] = None
    base: Annotated[int | None, an_amount("Dasar iuran peserta BPU, rupiah.")] = None
    membership_months: Annotated[int | None, typer.Option(help="Lama kepesertaan, bulan.")] = None
    arrears_months: Annotated[int, typer.Option(help="Tunggakan berturut-turut, bulan.")] = 0
    bankrupt: Annotated[bool, typer.Option("--bankrupt", help="Perusahaan pailit atau tutup.")] = False
    claim_day: Annotated[date | None, a_day("Tanggal klaim.")] = None


@dataclass(frozen=True)
class Harm:
    """Children left behind, injuries, time off work, and what was bought."""

    children: Annotated[str, typer.Option(help="Anak menurut jenjang, misalnya SD:1,SMA:1 (TK, SD, SMP, SMA, PT).")] = (
        ""
    )
    scholarship_years: Annotated[int, typer.Option(help="Beasiswa untuk berapa tahun.")] = 1
    part: Annotated[str, typer.Option(help="Baris tabel cacat, misalnya tangan-kanan; dipisah koma.")] = ""
    loss: Annotated[int | None, typer.Option(help="Kehilangan fungsi (tanpa --part: bagian tabel), per juta.")] = None
    left_handed: Annotated[bool, typer.Option("--left-handed", help="Kidal: kanan dan kiri bertukar.")] = False
    months_unable: Annotated[int | None, typer.Option(help="Bulan tidak mampu bekerja.")] = None
    days_unable: Annotated[int | None, typer.Option(help="Sisa hari tidak mampu bekerja.")] = None
    transport: Annotated[str, typer.Option(help="Angkutan, misalnya land,sea atau land:750000 (land, sea, air).")] = ""
    cost: Annotated[
        str,
        typer.Option(help="Biaya lain: homecare, dental, hearing, glasses, rehab, prosthesis, abroad; sama bentuknya."),
    ] = ""

    def facts(self) -> dict[str, Any]:
        """Return what `calculate.Event` has of it."""
        children = reading.numbered(self.children, reading.count, "SD:1,SMA:1")
        costs = reading.numbered(self.transport, reading.rupiah, "land:750000,sea")
        costs |= reading.numbered(self.cost, reading.rupiah, "homecare:4000000")
        return {
            "children": {level.upper(): 1 if n is None else n for level, n in children.items()}, "costs": costs,
            "scholarship_years": self.scholarship_years, "parts": reading.words(self.part), "loss_ppm": self.loss,
            "left_handed": self.left_handed, "months_unable": self.months_unable, "days_unable": self.days_unable,
        }  # fmt: skip


@dataclass(frozen=True)
class Savings:
    """What was saved and paid for: old-age savings, the pension, unemployment."""

    balance: Annotated[int | None, an_amount("Saldo JHT, rupiah.")] = None
    partial_taken: Annotated[bool, typer.Option("--partial-taken", help="JHT sebagian pernah diambil.")] = False
    birth_date: Annotated[date | None, a_day("Tanggal lahir.")] = None
    paid_months: Annotated[int | None, typer.Option(help="Masa iur JP, bulan lunas.")] = None
    average_wage: Annotated[int | None, an_amount("Rata-rata upah sebulan yang diindeks inflasi.")] = None
    survivor: Annotated[str, typer.Option(help="spouse, child, child-after-spouse, parent.")] = ""
    drawn: Annotated[int | None, an_amount("Pensiun sebulan yang sudah diterima almarhum.")] = None
    pension_balance: Annotated[int | None, an_amount("Akumulasi iuran JP dan pengembangannya.")] = None
    paid_24: Annotated[int | None, typer.Option("--paid-24", help="Bulan iur JKP dalam 24 bulan terakhir.")] = None
    paid_row: Annotated[int | None, typer.Option(help="Bulan iur JKP berturut-turut sebelum PHK.")] = None
    claim_no: Annotated[int | None, typer.Option(help="Klaim JKP keberapa.")] = None
    paid_since_claim: Annotated[int | None, typer.Option(help="Masa iur sejak klaim JKP sebelumnya.")] = None
    months_claimed: Annotated[int | None, typer.Option(help="Bulan uang tunai JKP, paling banyak 6.")] = None
    eligible: Annotated[date | None, a_day("Tanggal dinyatakan berhak atas JKP.")] = None
    rounding: Annotated[str, typer.Option(help=_ROUNDING)] = "half-up"

    def facts(self) -> dict[str, Any]:
        """Return what `calculate.Event` has of it."""
        told = vars(self) | {"survivor": self.survivor or None, "eligible_day": self.eligible}
        return {name: cell for name, cell in told.items() if name not in ("eligible", "rounding")}


@grouped
def benefit(
    context: typer.Context,
    segment: Segment = "PU",
    *,
    happened: Happened,
    harm: Harm,
    savings: Savings,
    supposed: Supposed,
    shown: Shown,
) -> None:
    """Hitung manfaat untuk satu peristiwa. / Compute the benefits of one event.

    Contoh: cakupan law benefit --segment BPU --event 2026-02-14 --kind death --membership-months 40 --children SD:1
    """
    from cakupan import calculate

    book, asked = statute(shown.near, supposed), _event(segment.upper(), happened, harm, savings)
    answer = calculate.benefit(book, asked, savings.rounding)
    heeded = calculate.heeded.of_benefit(book, asked)
    see_heeded(context, _options(heeded, harm), asked.segment, asked.kind, happened.programme.upper())
    _answer(answer, shown)


def _options(heeded: frozenset[str], harm: Harm) -> set[str]:
    """Return the options by which the facts of an event are told; of receipts all must be heeded."""
    told = {"rounding", *heeded}
    names = {"parts": "part", "loss_ppm": "loss", "eligible_day": "eligible"}
    told |= {option for fact, option in names.items() if fact in heeded}
    for option in ("transport", "cost"):
        costs = {f"costs.{name}" for name in reading.numbered(getattr(harm, option), reading.rupiah, "")}
        told |= {option} if costs <= heeded else set()
    return told


def _event(segment: str, happened: Happened, harm: Harm, savings: Savings) -> Event:
    from cakupan import calculate

    if happened.event is None:
        raise Refusal("law_event_missing")
    told = {name: cell for name, cell in vars(happened).items() if name not in ("event", "programme")}
    programmes = reading.words(happened.programme.upper())
    return calculate.Event(
        segment=segment, day=happened.event, programmes=programmes, **told, **harm.facts(), **savings.facts()
    )
