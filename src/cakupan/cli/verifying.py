"""`cakupan verify` and `cakupan draft`: texts about numbers, held against them, and made of them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cakupan import wording
from cakupan.cli.groups import grouped
from cakupan.cli.options import At, Group, Plain, Region, Segment, a_day
from cakupan.cli.output import say_json

if TYPE_CHECKING:
    from cakupan.verify.documents import Document

_INPUT = Path("-")


@grouped
def verify(
    file: Annotated[Path, typer.Argument(help="Berkas .txt, .docx, .pdf atau .html; - untuk teks dari masukan.")],
    published: Annotated[date | None, a_day("Tanggal teks terbit; melengkapi tanggal tanpa tahun.")] = None,
    region: Annotated[
        str, typer.Option(help="Kode atau nama wilayah teks; bawaan: wilayah kantor untuk nama yang sama.")
    ] = "",
    alone: Annotated[bool, typer.Option("--alone", help="Jangan bandingkan dengan angka ruang kerja.")] = False,
    *,
    shown: Plain,
) -> None:
    """Periksa angka dalam sebuah teks. / Verify the figures of a text.

    Contoh: cakupan verify siaran-pers.docx --published 2025-04-24
    """
    from cakupan.verify import read
    from cakupan.workspace import region_code

    document = _document(file, shown.speaks)
    office = None if alone else shown.near
    code = region_code(region) if region else ""
    reading = read(document.text, published=published, home=code or (office.region if office else ""))
    if office:
        from cakupan.verify.against import in_office

        reading = in_office(reading, office, region=code)
    if shown.as_table:
        from cakupan import screen
        from cakupan.screen.verify import verified

        verified(reading, document.pictures, shown.speaks)
        if office is None and not alone:
            screen.told(shown.speaks, "verify_alone")
    else:
        say_json(reading.machine() | {"pictures": list(document.pictures)})
    if any(relation.holds is False for relation in reading.relations):
        raise typer.Exit(1)


@grouped
def draft(
    measure: Annotated[str, typer.Argument(help="Ukuran, misalnya coverage, gap_workers, growth, rank.")] = "coverage",
    region: Region = "",
    segment: Segment = "",
    group: Group = "",
    at: At = None,
    since: Annotated[date | None, a_day("Tanggal pembanding atau awal masa.")] = None,
    basis: Annotated[str, typer.Option(help="list, mixed, figure; bawaan: yang terbaik.")] = "",
    *,
    shown: Plain,
) -> None:
    """Tulis kalimat siap kutip dari satu angka. / Write sentences about a number that may be quoted.

    Contoh: cakupan draft coverage --at 2025-03-31
    """
    from cakupan import drafting, screen
    from cakupan.results import Answers, Question

    question = Question(
        measure, region=region, segment=segment.upper(), group=group.upper(), at=at, since=since, basis=basis,
        counting=shown.ws.settings.get("counting", "persons"),
    )  # fmt: skip
    with Answers(shown.ws) as answers:
        made = drafting.draft(answers, question, shown.speaks)
    if not shown.as_table:
        say_json(made.machine())
        return
    screen.say(made.text)
    screen.say()
    for one in (made.result, *made.beside):
        screen.told(shown.speaks, "draft_receipt", number=wording.cell(one, shown.speaks), receipt=one.receipt)


def _document(file: Path, lang: str) -> Document:
    from cakupan.verify.documents import LARGEST, open_document, read_document

    if file != _INPUT:
        return open_document(file)
    return read_document(wording.label("verify", "stdin", lang), sys.stdin.buffer.read(LARGEST + 1))
