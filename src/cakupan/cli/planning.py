"""Before a plan: who may pay for whom by law, and who is vulnerable by the regulation of a region."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cakupan import screen
from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import At, Booked, Format, Group, Kept, Region, Unmasked, a_month
from cakupan.cli.output import say_data, say_json
from cakupan.cli.statute import Overlay, Supposed, statute
from cakupan.findings import Refusal


@grouped
def funds(
    payer: Annotated[str, typer.Argument(help="Sumber dana (payers.toml); bawaan: semua.")] = "",
    group: Group = "",
    at: Annotated[date | None, a_month("Bulan iuran; bawaan: bulan ini.")] = None,
    overlay: Overlay = None,
    *,
    kept: Kept,
) -> None:
    """Tampilkan siapa boleh membayari siapa, dengan pasalnya. / Show who may pay for whom, with the article.

    Contoh: cakupan law funds DBH_CHT --at 2026-02
    """
    from cakupan import calculate, codes
    from cakupan.screen.funds import who_may_pay

    own = kept.near.folder if kept.near else None
    payers, groups = codes.read("payers", own), codes.read("groups", own)
    for code, known in ((payer.upper(), payers), (group.upper(), groups)):
        if code and code not in known:
            raise Refusal("no_code", code=code, known=", ".join(known))
    holding = (
        frozenset(holder for one, holder in codes.ancestors(groups) if one == group.upper()) if group else frozenset()
    )
    month = at or reading.this_month()
    book = statute(kept.near, Supposed(overlay))
    found = calculate.payable(book, payers, month, payer=payer.upper(), groups=holding)
    if kept.as_table:
        who_may_pay(found, (payers, groups, codes.read("accounts", own)), month, kept.speaks)
    else:
        say_data([one.machine() for one in found], kept.form, kept.output)


@grouped
def vulnerable(
    region: Region = "",
    group: Group = "",
    at: At = None,
    by: Annotated[str, typer.Option(help="regency, district atau village.")] = "district",
    supposed: Annotated[
        list[str] | None,
        typer.Option("--if", metavar="AMBANG=NILAI", help="Ambang lain: income=2000000, risk_from=2, needs=2."),
    ] = None,
    unmasked: Unmasked = False,
    *,
    kept: Booked,
) -> None:
    """Tampilkan pekerja rentan menurut peraturan daerah, dan apa yang diperselisihkan. / Show who is vulnerable.

    Contoh: cakupan vulnerable --region 33.02.01 --if income=2000000 -o rentan.xlsx
    """
    from cakupan.planning import vulnerable as rules
    from cakupan.planning import vulnerable_list
    from cakupan.results import Answers
    from cakupan.screen.vulnerable import vulnerable as print_vulnerable

    asked = rules.Asked(region, group.upper(), at, by, _supposed(supposed or []))
    with Answers(kept.ws) as answers:
        found = rules.find(answers, asked)
        if kept.book:
            vulnerable_list.write(answers, found, kept.book, unmasked=unmasked, lang=kept.speaks)
    if kept.as_table:
        print_vulnerable(found, kept.speaks)
        _written(kept.book, kept.speaks)
    elif kept.form is Format.json and kept.rest is None:
        say_json(found.machine())
    else:
        say_data([one.machine() for one in found.places], kept.form, kept.rest)


def _written(file: Path | None, lang: str) -> None:
    if file:
        screen.told(lang, "vulnerable_file", file=file.name)


def _supposed(told: list[str]) -> dict[str, int]:
    """Return thresholds told as `income=2000000`.

    Raises:
        Refusal: one of them is told otherwise.

    """
    found = {}
    for text in told:
        word, sign, value = text.partition("=")
        if not sign:
            raise Refusal("vulnerable_if_told", text=text)
        found[word.strip()] = reading.rupiah(value.strip())
    return found
