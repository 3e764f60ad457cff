"""`cakupan ledger`: whether nothing was changed in it, and where it lies."""

from __future__ import annotations

from typing import Annotated

import typer

from cakupan import ledger as book
from cakupan import people, screen, store, wording
from cakupan import workspace as folders
from cakupan.cli.options import HERE, Format, Language, Office, Output, say_json

app = typer.Typer(
    help="Buku peristiwa: periksa rantainya, pindahkan. / The ledger: verify its chain, move it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def verify(office: Office = HERE, form: Output = Format.table, lang: Language = "") -> None:
    """Periksa bahwa tidak ada peristiwa yang diubah, disisipkan, atau dihapus. / Verify the chain of events.

    Contoh: cakupan ledger verify
    """
    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    events = book.verify(ws.ledger)
    if form is Format.table:
        screen.told(speaks, "ledger_verified", n=wording.count(events, speaks))
    else:
        say_json({"events": events})


@app.command()
def move(
    to: Annotated[
        str, typer.Argument(help="postgresql://pengguna@host/basisdata?office=nama; kata sandi di PGPASSWORD.")
    ],
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Pindahkan buku peristiwa dan akun ke PostgreSQL, dan catat alamatnya di cakupan.toml. / Move the ledger.

    Nomor, waktu, dan sidik setiap peristiwa tetap; yang lama ditutup dan tinggal sebagai cadangan.

    Contoh: cakupan ledger move "postgresql://cakupan@server/cakupan?office=banyumas"
    """
    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    events = book.move(ws.ledger, store.address(to, ws.folder), (people.ACCOUNTS,))
    folders.keep_ledger(ws, to)
    if form is Format.table:
        screen.told(speaks, "ledger_moved", n=wording.count(events, speaks))
    else:
        say_json({"events": events})
