"""`cakupan people`: the accounts of those who sign in to the pages of an office."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from cakupan import people, screen
from cakupan import workspace as folders
from cakupan.cli.groups import grouped
from cakupan.cli.options import Kept, Shown
from cakupan.cli.output import say_data, say_json
from cakupan.people import Person
from cakupan.wording import label

Account = Annotated[str, typer.Argument(help="Nama akun: huruf kecil, angka, titik, -, _.")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Baca kata sandi dari baris pertama masukan.")]


@grouped
def add(
    account: Account,
    full_name: Annotated[str, typer.Option(help="Nama lengkap, untuk layar saja.")],
    role: Annotated[str, typer.Option(help="analyst (analis cabang), dinas, village (sekretaris desa), viewer.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah orang ini; bawaan: wilayah kantor.")] = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Boleh melihat NIK lengkap.")] = False,
    password_stdin: Stdin = False,
    *,
    shown: Shown,
) -> None:
    """Buat akun; kata sandinya ditanyakan. / Make an account; its password is asked for.

    Contoh: cakupan people add siti --full-name "Siti A." --role dinas --region 33.02
    """
    code = folders.region_code(region) if region else ""
    password = _password(password_stdin, shown.speaks)
    made = people.add(shown.ws.ledger, account, full_name, role, password, region=code, unmasked=unmasked)
    _say(made, "account_made", shown)


@grouped
def list_(kept: Kept) -> None:
    """Tampilkan semua akun. / List all accounts.

    Contoh: cakupan people list
    """
    ws, speaks = kept.ws, kept.speaks
    found = people.everyone(ws.ledger)
    if not kept.as_table:
        say_data([asdict(person) for person in found], kept.form, kept.output)
        return
    for person in found:
        marks = [word for word, holds in (("unmasked", person.unmasked), ("stopped", not person.active)) if holds]
        said = "".join(f", {label('accounts', word, speaks)}" for word in marks)
        role, region = label("accounts", person.role, speaks), person.region or ws.region
        screen.say(f"{person.account:20} {person.full_name} ({role}, {region}{said})")
    if not found:
        screen.told(speaks, "no_accounts")


@grouped
def change(
    account: Account,
    full_name: Annotated[str | None, typer.Option(help="Nama lengkap, untuk layar saja.")] = None,
    role: Annotated[str | None, typer.Option(help="analyst, dinas, village, viewer.")] = None,
    region: Annotated[str | None, typer.Option(help='Kode atau nama wilayah; "" untuk wilayah kantor.')] = None,
    unmasked: Annotated[bool | None, typer.Option("--unmasked/--masked", help="Boleh melihat NIK lengkap.")] = None,
    start: Annotated[bool, typer.Option("--start", help="Buka lagi akun yang dihentikan.")] = False,
    password: Annotated[bool, typer.Option("--password", help="Tanyakan kata sandi baru.")] = False,
    password_stdin: Stdin = False,
    *,
    shown: Shown,
) -> None:
    """Ubah akun; kata sandi baru mengakhiri semua sesinya. / Change an account; a new password ends its sessions.

    Contoh: cakupan people change siti --role viewer --masked
    """
    code = folders.region_code(region) if region else region
    new = _password(password_stdin, shown.speaks) if password or password_stdin else None
    done = people.change(
        shown.ws.ledger, account, full_name=full_name, role=role, region=code, unmasked=unmasked, active=start or None,
        password=new,
    )  # fmt: skip
    _say(done, "account_changed", shown)


@grouped
def stop(account: Account, *, shown: Shown) -> None:
    """Hentikan akun dan akhiri semua sesinya. / Stop an account and end its sessions.

    Contoh: cakupan people stop siti
    """
    _say(people.stop(shown.ws.ledger, account), "account_stopped", shown)


def _password(stdin: bool, lang: str) -> str:
    """Return a password from the first line of the input, or typed twice unseen."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked, again = (screen.sentence(lang, code) for code in ("password", "password_again"))
    return str(typer.prompt(asked, hide_input=True, confirmation_prompt=again, err=True))


def _say(person: Person, code: str, shown: Shown) -> None:
    if shown.as_table:
        screen.told(shown.speaks, code, account=person.account, role=label("accounts", person.role, shown.speaks))
    else:
        say_json(asdict(person))
