"""The law's answer for one case, each line with its article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.screen.said import say, told

if TYPE_CHECKING:
    from cakupan.calculate import Answer, Told


def answer(found: Answer, lang: str) -> None:
    """Print the lines of the law for one case, each with its article, and the total."""
    lines = _once(found.lines, lang)
    amounts = [wording.rupiah(line.amount, lang) if line.tells_money else "" for line in lines]
    width = max(map(len, amounts), default=0)
    names = [wording.label("law_programmes", line.programme, lang) for line in lines]
    indent = max(8, *(len(name) + 1 for name in names)) if names else 8
    for line, name, amount in zip(lines, names, amounts, strict=True):
        payer = wording.label("law_payers", line.payer, lang) if line.payer else ""
        kind = "" if line.kind == "due" else f" ({wording.label('law_kinds', line.kind, lang)})"
        say(f"{name:{indent}}{amount:>{width}}  {payer}{kind}")
        say(f"{'':{indent}}{line.text[lang]}")
        say(f"{'':{indent}}{line.cite} [{line.grade}]")
    if any(line.kind in {"due", "deferred", "government"} for line in found.lines):
        told(lang, "law_total", amount=wording.rupiah(found.total, lang))
    if found.monthly and found.monthly != found.total:
        told(lang, "law_monthly", amount=wording.rupiah(found.monthly, lang))
    for remark in found.remarks:
        say(f"! {remark[lang]}")


def _once(lines: Iterable[Told], lang: str) -> list[Told]:
    """Return the lines, what denies a programme once for each reason."""
    kept: dict[object, Told] = {}
    for number, line in enumerate(lines):
        kept.setdefault((line.programme, line.text[lang], line.cite) if line.kind == "refused" else number, line)
    return list(kept.values())
