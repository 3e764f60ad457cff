"""`cakupan people`: the accounts of those who sign in to the pages of an office."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from cakupan import people, screen
from cakupan import workspace as folders
from cakupan.cli.options import HERE, Format, Into, Language, Office, Output, say_data, say_json
from cakupan.people import Person
from cakupan.wording import label

app = typer.Typer(
    help="Akun yang boleh masuk ke halaman kantor. / Accounts that may sign in to the office's pages.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Account = Annotated[str, typer.Argument(help="Nama akun: huruf kecil, angka, titik, -, _.")]
Stdin = Annotated[bool, typer.Option("--password-stdin", help="Baca kata sandi dari baris pertama masukan.")]


@app.command()
def add(
    account: Account,
    full_name: Annotated[str, typer.Option(help="Nama lengkap, untuk layar saja.")],
    role: Annotated[str, typer.Option(help="analyst (analis cabang), dinas, village (sekretaris desa), viewer.")],
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah orang ini; bawaan: wilayah kantor.")] = "",
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Boleh melihat NIK lengkap.")] = False,
    password_stdin: Stdin = False,
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Buat akun; kata sandinya ditanyakan. / Make an account; its password is asked for.

    Contoh: cakupan people add siti --full-name "Siti A." --role dinas --region 33.02
    """
    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    code = folders.region_code(region) if region else ""
    password = _password(password_stdin, speaks)
    made = people.add(ws.ledger, account, full_name, role, password, region=code, unmasked=unmasked)
    _say(made, "account_made", form, speaks)


@app.command(name="list")
def list_(office: Office = HERE, form: Output = Format.table, output: Into = None, lang: Language = "") -> None:
    """Tampilkan semua akun. / List all accounts.

    Contoh: cakupan people list
    """
    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    found = people.everyone(ws.ledger)
    if form is not Format.table or output is not None:
        say_data([asdict(person) for person in found], form, output)
        return
    for person in found:
        marks = [word for word, holds in (("unmasked", person.unmasked), ("stopped", not person.active)) if holds]
        said = "".join(f", {label('accounts', word, speaks)}" for word in marks)
        role, region = label("accounts", person.role, speaks), person.region or ws.region
        screen.say(f"{person.account:20} {person.full_name} ({role}, {region}{said})")
    if not found:
        screen.told(speaks, "no_accounts")


@app.command()
def change(
    account: Account,
    full_name: Annotated[str | None, typer.Option(help="Nama lengkap, untuk layar saja.")] = None,
    role: Annotated[str | None, typer.Option(help="analyst, dinas, village, viewer.")] = None,
    region: Annotated[str | None, typer.Option(help='Kode atau nama wilayah; "" untuk wilayah kantor.')] = None,
    unmasked: Annotated[bool | None, typer.Option("--unmasked/--masked", help="Boleh melihat NIK lengkap.")] = None,
    start: Annotated[bool, typer.Option("--start", help="Buka lagi akun yang dihentikan.")] = False,
    password: Annotated[bool, typer.Option("--password", help="Tanyakan kata sandi baru.")] = False,
    password_stdin: Stdin = False,
    office: Office = HERE,
    form: Output = Format.table,
    lang: Language = "",
) -> None:
    """Ubah akun; kata sandi baru mengakhiri semua sesinya. / Change an account; a new password ends its sessions.

    Contoh: cakupan people change siti --role viewer --masked
    """
    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    code = folders.region_code(region) if region else region
    new = _password(password_stdin, speaks) if password or password_stdin else None
    done = people.change(
        ws.ledger, account, full_name=full_name, role=role, region=code, unmasked=unmasked, active=start or None,
        password=new,
    )  # fmt: skip
    _say(done, "account_changed", form, speaks)


@app.command()
def stop(account: Account, office: Office = HERE, form: Output = Format.table, lang: Language = "") -> None:
    """Hentikan akun dan akhiri semua sesinya. / Stop an account and end its sessions.

    Contoh: cakupan people stop siti
    """
    ws = folders.open_workspace(office)
    _say(people.stop(ws.ledger, account), "account_stopped", form, lang or ws.language)


def _password(stdin: bool, lang: str) -> str:
    """Return a password from the first line of the input, or typed twice unseen."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n")
    asked, again = (screen.sentence(lang, code) for code in ("password", "password_again"))
    return str(typer.prompt(asked, hide_input=True, confirmation_prompt=again, err=True))


def _say(person: Person, code: str, form: Format, lang: str) -> None:
    if form is Format.table:
        screen.told(lang, code, account=person.account, role=label("accounts", person.role, lang))
    else:
        say_json(asdict(person))
