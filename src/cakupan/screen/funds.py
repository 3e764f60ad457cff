"""Who may pay for whom by law: payer by payer, with price, months, accounts and article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cakupan import wording
from cakupan.screen.said import say, sentence

if TYPE_CHECKING:
    from cakupan.calculate import Payable

Entries = Mapping[str, Mapping[str, Any]]


def who_may_pay(found: Iterable[Payable], codes: tuple[Entries, Entries, Entries], month: date, lang: str) -> None:
    """Print for each payer whom it may pay for, in the order of law; `codes` are payers, groups and accounts."""
    payers, groups, accounts = codes
    say(sentence(lang, "funds_head", month=wording.month(month, lang)))
    for payer, lines in groupby(found, key=lambda one: one.payer):
        told = list(lines)
        say()
        say(f"{payer}: {payers[payer]['name'][lang]}")
        say(f"  {_terms(told[0], lang)}")
        for one in told:
            _line(one, groups, lang)
        for code, entry in accounts.items():
            if payer in entry["payers"]:
                account = {"account": code, "name": entry["name"][lang], "grade": entry["grade"]}
                say("  " + sentence(lang, "funds_account", **account))
    say()
    say(sentence(lang, "funds_never"))


def _line(one: Payable, groups: Entries, lang: str) -> None:
    name = sentence(lang, "funds_everybody") if one.group == "*" else groups[one.group]["name"][lang]
    price = _price(one, lang)
    say(f"  {one.turn}. {name} ({one.segment}): {price}")
    say(f"      {one.cite} [{one.grade}]{f' · {one.note}' if one.note else ''}")


def _price(one: Payable, lang: str) -> str:
    if one.price is None or one.price_transport is None:
        return sentence(lang, "funds_by_wage")
    amount, moving = wording.rupiah(one.price, lang), wording.rupiah(one.price_transport, lang)
    if one.price == one.price_transport:
        return sentence(lang, "funds_price", amount=amount)
    return sentence(lang, "funds_prices", amount=amount, moving=moving)


def _terms(one: Payable, lang: str) -> str:
    told = [sentence(lang, "funds_state" if one.state else "funds_not_state")]
    for name in ("within_year", "carry", "jht"):
        if name in one.terms:
            told.append(sentence(lang, f"funds_{name}" if one.terms[name] else f"funds_no_{name}"))
    if "share_most" in one.terms:
        told.append(sentence(lang, "funds_share_most", share=wording.share(one.terms["share_most"], lang)))
    return "; ".join(told)
