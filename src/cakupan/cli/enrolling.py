"""`cakupan enrol`: from a list of names to members, step by step, every step an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen
from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import Format, Kept, Plain, Within, a_day, a_month, an_amount
from cakupan.cli.output import say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.enrolment import Case, Difference, Done, Meter, Source, Wanted
    from cakupan.results import Answers


Called = Annotated[str, typer.Argument(help="Nomor atau nama daftar pendaftaran.")]
By = Annotated[str, typer.Option(help="Siapa yang melakukannya.")]
Why = Annotated[str, typer.Option(help="Alasannya.")]
Numbers = Annotated[str, typer.Option(help="Nomor urut orang dalam daftar, misalnya 3,7,12.")]


@dataclass(frozen=True)
class From:
    """Whom a case names."""

    batch: Annotated[str, typer.Option(help="Semua orang dari kiriman ini.")] = ""
    group: Annotated[str, typer.Option(help="Semua anggota kelompok ini, misalnya PEKERJA_RENTAN.")] = ""
    records: Annotated[
        Path | None, typer.Option(help="Berkas nomor baris menurut urutan, .csv atau .json (kolom record).")
    ] = None

    def source(self) -> Source:
        """Return it as the room takes it."""
        from cakupan.enrolment import Source

        return Source(self.batch, self.group.upper(), self.records)


@dataclass(frozen=True)
class Offer:
    """What a case pays for, whom, and from when until when."""

    payer: Annotated[str, typer.Option(help="Sumber dana: kode payers.toml, misalnya APBD_KAB.")]
    first: Annotated[date, a_month("Bulan iuran pertama, misalnya 2026-01.", "--from")]
    last: Annotated[date, a_month("Bulan iuran terakhir, termasuk.", "--until")]
    line: Annotated[str, typer.Option(help="Baris anggaran, misalnya 5.1.02.02.02.0006.")] = ""
    segment: Annotated[str, typer.Option(help="BPU, atau PU dengan --price.")] = "BPU"
    programme: Annotated[str, typer.Option(help="Program, dipisah koma.")] = "JKK,JKM"
    price: Annotated[int | None, an_amount("Iuran seorang sebulan; bawaan: menurut hukum.")] = None
    slots: Annotated[
        str, typer.Option(help="Kuota: 33.02.01.2001:40,33.02.01.2002:25; bawaan: sebanyak nama tiap desa.")
    ] = ""
    levels: Annotated[str, typer.Option(help="Jenjang yang menyetujui, dari bawah.")] = "village,district,regency"
    reserve: Annotated[Path | None, typer.Option(help="Berkas nomor baris cadangan, menurut urutan.")] = None

    def wanted(self, name: str, region: str) -> Wanted:
        """Return it as the room takes it."""
        from cakupan.enrolment import Wanted

        slots = {text: n or 0 for text, n in reading.numbered(self.slots, reading.count, "33.02.01.2001:40").items()}
        return Wanted(
            name, self.payer.upper(), self.first, self.last, self.line, region, self.segment.upper(),
            reading.words(self.programme.upper()), self.price, slots, reading.words(self.levels.lower()),
        )  # fmt: skip


@grouped
def new(
    name: Annotated[str, typer.Argument(help="Nama daftar, misalnya 'Rentan 2026 tahap 1'.")],
    *,
    names: From,
    offer: Offer,
    region: Within = "",
    by: By = "",
    shown: Plain,
) -> None:
    """Buka daftar orang yang akan didaftarkan dari satu sumber dana. / Open a list to be enrolled by one fund.

    Contoh: cakupan enrol new "Rentan 2026" --batch 3f9a --payer DBH_CHT --from 2026-01 --until 2026-12
    """
    from cakupan import enrolment

    with _answers(shown) as answers:
        source, wanted = names.source(), offer.wanted(name, region)
        done = enrolment.open_case(answers, wanted, source, reserve=offer.reserve, by=by)
    _say("opened" if done.changed else "opened_before", done, shown)


@grouped
def add(
    case: Called,
    *,
    names: From,
    spare: Annotated[bool, typer.Option("--spare", help="Sebagai cadangan, juga bila kuota masih ada.")] = False,
    by: By = "",
    shown: Plain,
) -> None:
    """Tambah nama: ke kuota yang kosong, selebihnya ke cadangan. / Add names to free slots, then to the reserve.

    Contoh: cakupan enrol add 1 --records susulan.csv
    """
    from cakupan import enrolment

    with _answers(shown) as answers:
        done = enrolment.add(answers, case, names.source(), spare=spare, by=by)
    _say("added", done, shown)


@grouped
def check(case: Called, by: By = "", *, shown: Plain) -> None:
    """Periksa tiap orang: usia, NIK, sudah aktif, penanggung lain, ASN, ganda. / Check everybody on the list.

    Contoh: cakupan enrol check 1
    """
    from cakupan import enrolment

    with _answers(shown) as answers:
        done = enrolment.check(answers, case, reading.today(), by=by)
    _say("checked", done, shown)


@grouped
def approve(
    case: Called,
    level: Annotated[str, typer.Option(help="village (desa), district (kecamatan), regency (kabupaten/kota).")],
    region: Annotated[str, typer.Option(help="Wilayah yang menyetujui: kode atau nama.")],
    by: Annotated[str, typer.Option(help="Siapa yang menyetujui, misalnya 'Kades Cirahab'.")],
    letter: Annotated[str, typer.Option(help="Nomor surat atau SK.")] = "",
    only: Annotated[str, typer.Option(help="Hanya nomor urut ini.")] = "",
    struck: Annotated[str, typer.Option("--except", help="Nomor urut yang dicoret, dengan --why.")] = "",
    why: Why = "",
    *,
    shown: Plain,
) -> None:
    """Catat persetujuan desa, kecamatan, lalu kabupaten. / Note the approval of village, district, then regency.

    Contoh: cakupan enrol approve 1 --level village --region 33.02.01.2001 --by "Kades" --except 4 --why "pindah"
    """
    from cakupan import enrolment
    from cakupan.workspace import region_code

    said = enrolment.Approval(
        level.lower(), region_code(region), by, letter, reading_numbers(only), reading_numbers(struck), why
    )
    _say("approved", enrolment.approve(shown.ws, case, said), shown)


@grouped
def export(
    case: Called,
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .xlsx atau .csv untuk cabang.")],
    layout: Annotated[str, typer.Option(help="Susunan kolom: nama berkas di folder layouts/.")] = "kolektif",
    again: Annotated[int, typer.Option(min=0, help="Tulis sekali lagi berkas nomor ini.")] = 0,
    by: By = "",
    *,
    shown: Plain,
) -> None:
    """Tulis berkas pendaftaran kolektif untuk cabang; memuat NIK lengkap. / Write the file for the branch.

    Contoh: cakupan enrol export 1 -o ke-cabang.xlsx
    """
    from cakupan import enrolment
    from cakupan.screen import enrolment as print_

    with _answers(shown) as answers:
        made = enrolment.export(answers, case, output, reading.today(), layout=layout, again=again, by=by)
    if shown.as_table:
        print_.exported(made, shown.speaks)
    else:
        say_json({"file": made.file.name, "export": made.number, "lines": made.lines, **made.done.machine()})


@grouped
def result(
    case: Called,
    file: Annotated[Path, typer.Argument(help="Berkas hasil dari cabang.")],
    partial: Annotated[bool, typer.Option("--partial", help="Belum semua baris dijawab; sisanya menyusul.")] = False,
    by: By = "",
    *,
    shown: Plain,
) -> None:
    """Baca berkas hasil dari cabang: diterima dengan KPJ, atau ditolak. / Read back what the branch answered.

    Contoh: cakupan enrol result 1 hasil.xlsx
    """
    from cakupan import enrolment

    _say("result", enrolment.take_back(shown.ws, case, file, partial=partial, by=by), shown)


@grouped
def paid(
    case: Called,
    receipt: Annotated[str, typer.Option(help="Nomor bukti bayar; tanpa ini: dari daftar pembayaran susunan.")] = "",
    first: Annotated[date | None, a_month("Bulan pertama yang dibayar; bawaan: semua.", "--from")] = None,
    last: Annotated[date | None, a_month("Bulan terakhir yang dibayar.", "--until")] = None,
    only: Annotated[str, typer.Option(help="Hanya nomor urut ini.")] = "",
    amount: Annotated[int | None, an_amount("Jumlah pada bukti bayar; dicocokkan.")] = None,
    by: By = "",
    *,
    shown: Plain,
) -> None:
    """Catat iuran yang dibayar: menurut bukti bayar, atau daftar pembayaran. / Note what was paid.

    Contoh: cakupan enrol paid 1 --receipt "NTPN 7F3A" --from 2026-01 --until 2026-03 --amount 1.008.000
    """
    from cakupan import enrolment

    if receipt:
        told = enrolment.Receipt(receipt, first, last, reading_numbers(only), amount)
        done = enrolment.pay(shown.ws, case, told, by=by)
    elif first or last or only or amount is not None:
        raise Refusal("enrol_no_receipt")
    else:
        with _answers(shown) as answers:
            done = enrolment.paid(answers, case, by=by)
    _say("paid", done, shown)


@grouped
def active(
    case: Called,
    at: Annotated[date | None, a_day("Tanggal; bawaan: tanggal data terakhir.")] = None,
    by: By = "",
    *,
    shown: Plain,
) -> None:
    """Catat siapa yang kini terlindungi menurut daftar peserta. / Note who is protected by the roster now.

    Contoh: cakupan enrol active 1
    """
    from cakupan import enrolment

    with _answers(shown) as answers:
        done = enrolment.seen_active(answers, case, at, by=by)
    _say("active", done, shown)


@grouped
def withdraw(case: Called, only: Numbers, why: Why, by: By = "", *, shown: Plain) -> None:
    """Keluarkan orang dari daftar. / Take people off the list.

    Contoh: cakupan enrol withdraw 1 --only 3,7 --why "pindah ke luar daerah"
    """
    from cakupan import enrolment

    _say("withdrawn", enrolment.take_off(shown.ws, case, reading_numbers(only), why, by=by), shown)


@grouped
def refill(
    case: Called,
    failed: Annotated[bool, typer.Option("--failed", help="Juga menggantikan yang dihentikan pemeriksaan.")] = False,
    by: By = "",
    *,
    shown: Plain,
) -> None:
    """Isi kuota yang kosong dari cadangan, menurut urutan. / Fill free slots from the reserve, in its order.

    Contoh: cakupan enrol refill 1
    """
    from cakupan import enrolment

    _say("refilled", enrolment.refill(shown.ws, case, failed=failed, by=by), shown)


@grouped
def close(case: Called, why: Why, by: By = "", *, shown: Plain) -> None:
    """Tutup daftar: yang belum diterima bebas untuk daftar lain. / Close a list.

    Contoh: cakupan enrol close 1 --why "anggaran 2026 selesai"
    """
    from cakupan import enrolment

    _say("closed", enrolment.close(shown.ws, case, why, by=by), shown)


@grouped
def list_(
    case: Annotated[str, typer.Argument(help="Nomor atau nama daftar; kosong: semua daftar.")] = "",
    state: Annotated[str, typer.Option(help="Hanya keadaan ini, misalnya failed atau rejected.")] = "",
    region: Within = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Tulis nama, NIK dan KPJ lengkap; dicatat.")] = False,
    by: By = "",
    *,
    kept: Kept,
) -> None:
    """Tampilkan semua daftar, atau orang-orang dalam satu daftar dengan keadaannya. / Show lists, or one of them.

    Contoh: cakupan enrol list 1 --state failed
    """
    from cakupan import enrolment
    from cakupan.screen import enrolment as print_
    from cakupan.workspace import region_code

    ws, speaks = kept.ws, kept.speaks
    if not case:
        found = list(enrolment.everything(ws).values())
        if kept.as_table:
            print_.cases(found, speaks)
        else:
            say_data([_case(one) for one in found], kept.form, kept.output)
        return
    one = enrolment.read(ws, case)
    if state and state not in enrolment.states(one.terms.levels):
        raise Refusal("no_choice", option="state", value=state, known=", ".join(enrolment.states(one.terms.levels)))
    code = region_code(region) if region else ""
    people = enrolment.people(ws, one, state=state, region=code, unmasked=unmasked, lang=speaks, by=by)
    if kept.as_table:
        print_.people(one, people, speaks)
    else:
        say_data([person.machine() for person in people], kept.form, kept.output)


def _case(one: Case) -> dict[str, Any]:
    terms = one.terms
    return {
        "case": one.number, "name": terms.name, "payer": terms.payer, "line": terms.line, "region": terms.region,
        "from": terms.months[0], "until": terms.months[-1], "slots": sum(terms.slots.values()),
        "persons": len(one.entries), "closed": one.closed, "exports": len(one.exports), "results": len(one.results),
        "letters": [list(letter) for letter in one.letters],
    } | {state: one.counts()[state] for state in _states(one)}  # fmt: skip


def _states(one: Case) -> tuple[str, ...]:
    from cakupan.enrolment import states

    return states(one.terms.levels)


@grouped
def slots(
    case: Called,
    at: Annotated[date | None, a_day("Hari yang bulannya dianggap bulan ini; bawaan: hari ini.")] = None,
    *,
    kept: Kept,
) -> None:
    """Meter kuota tiap desa: dianggarkan, bernama, lolos, disetujui, diterima, lunas. / The slot meter by village.

    Contoh: cakupan enrol slots 1
    """
    from cakupan import enrolment
    from cakupan.screen import enrolment as print_

    found = enrolment.meters(kept.ws, enrolment.read(kept.ws, case), at or reading.today())
    _titled(kept, found.parts)
    if kept.as_table:
        print_.slots(found, kept.speaks)
    elif kept.form is Format.json:
        say_json(found.machine(), kept.output)
    else:
        say_data([part.machine() for part in (*found.parts, found.whole)], kept.form, kept.output)


@grouped
def difference(case: Called, *, kept: Kept) -> None:
    """Selisih antara SK dan yang diterima cabang, menurut alasan. / What the branch took of the decree, and why not.

    Contoh: cakupan enrol difference 1
    """
    from cakupan import enrolment
    from cakupan.screen import enrolment as print_

    one = enrolment.read(kept.ws, case)
    parts, whole = enrolment.differences(kept.ws, one)
    _titled(kept, parts)
    if kept.as_table:
        print_.difference(kept.ws, one, parts, whole, kept.speaks)
    elif kept.form is Format.json:
        told = {"whole": whole.machine(), "parts": [part.machine() for part in parts]}
        say_json({"case": one.number, **told}, kept.output)
    else:
        say_data([part.machine() for part in (*parts, whole)], kept.form, kept.output)


@grouped
def post(
    case: Called,
    output: Annotated[Path, typer.Option("-o", "--output", help="Berkas .pdf atau .xlsx.")],
    region: Within = "",
    by: By = "",
    *,
    shown: Plain,
) -> None:
    """Tulis daftar untuk ditempel di balai desa: nama, RT/RW, NIK disamarkan. / Write the list to post at the hall.

    Contoh: cakupan enrol post 1 --region 33.02.01.2001 -o tempel.pdf
    """
    from cakupan import enrolment

    with _answers(shown) as answers:
        done = enrolment.post(answers, case, output, region, lang=shown.speaks, by=by)
    if shown.as_table:
        screen.told(shown.speaks, "enrol_posted", file=done.file.name, names=done.names, villages=done.villages)
    else:
        say_json({"file": done.file.name, "names": done.names, "villages": done.villages})


def reading_numbers(text: str) -> tuple[int, ...]:
    """Return numbers with commas between them: 3,7,12.

    Raises:
        Refusal: one of them is none.

    """
    try:
        return tuple(reading.count(word) for word in reading.words(text.replace(" ", "")))
    except ValueError as error:
        raise Refusal("enrol_numbers", text=text) from error


def _titled(kept: Kept, parts: Iterable[Meter | Difference]) -> None:
    """Name the regions of parts."""
    from cakupan.results import Answers

    with Answers(kept.ws) as answers:
        for part in parts:
            part.title = answers.region_title(part.region) if part.region else ""


def _answers(shown: Plain) -> Answers:
    """Open the current build, and say what came in since."""
    from cakupan.results import Answers
    from cakupan.screen.batches import since_built

    answers = Answers(shown.ws)
    since_built(answers, shown.speaks)
    return answers


def _say(step: str, done: Done, shown: Plain) -> None:
    from cakupan.screen import enrolment as print_

    if shown.as_table:
        print_.done(step, done, shown.ws, shown.speaks)
    else:
        say_json(done.machine())
