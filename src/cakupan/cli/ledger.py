"""`cakupan ledger`: whether nothing was changed in it, and where it lies."""

from __future__ import annotations

from typing import Annotated

import typer

from cakupan import ledger as book
from cakupan import people, screen, store, wording
from cakupan import workspace as folders
from cakupan.cli.groups import grouped
from cakupan.cli.options import Shown
from cakupan.cli.output import say_json


@grouped
def verify(shown: Shown) -> None:
    """Periksa bahwa tidak ada peristiwa yang diubah, disisipkan, atau dihapus. / Verify the chain of events.

    Contoh: cakupan ledger verify
    """
    ws, speaks = shown.ws, shown.speaks
    events = book.verify(ws.ledger)
    if shown.as_table:
        screen.told(speaks, "ledger_verified", n=wording.count(events, speaks))
    else:
        say_json({"events": events})


@grouped
def move(
    to: Annotated[
        str, typer.Argument(help="postgresql://pengguna@host/basisdata?office=nama; kata sandi di PGPASSWORD.")
    ],
    *,
    shown: Shown,
) -> None:
    """Pindahkan buku peristiwa dan akun ke PostgreSQL, dan catat alamatnya di cakupan.toml. / Move the ledger.

    Nomor, waktu, dan sidik setiap peristiwa tetap; yang lama ditutup dan tinggal sebagai cadangan.

    Contoh: cakupan ledger move "postgresql://cakupan@server/cakupan?office=banyumas"
    """
    ws, speaks = shown.ws, shown.speaks
    events = book.move(ws.ledger, store.address(to, ws.folder), (people.ACCOUNTS,))
    folders.keep_ledger(ws, to)
    if shown.as_table:
        screen.told(speaks, "ledger_moved", n=wording.count(events, speaks))
    else:
        say_json({"events": events})
