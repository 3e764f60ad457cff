"""The page that sets what the law gives beside what was published, and says what would close the gap."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from importlib import resources
from pathlib import Path

from cakupan import calculate, law, wording

ROOT = Path(__file__).parent.parent
_CSV = ROOT / "docs" / "published" / "programmes.csv"
_OFFICE = resources.files("cakupan") / "demo" / "figures" / "office-2023.csv"
_RISKS = ("I", "II", "III", "IV", "V")
_WAGES = (3_000_000, 4_000_000, 5_000_000)
_SEVEN = [date(2020, month, 1) for month in range(1, 8)]
_DECEMBER = date(2023, 12, 1)
Published = dict[tuple[str, str, str, str], int]


def _published() -> Published:
    """Return the published numbers by measure, programme, segment and date."""
    with _CSV.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(row["measure"], row["programme"], row["segment"], row["date"]): int(row["value"]) for row in rows}


def _members() -> dict[str, int]:
    """Return the active members of December 2023 by segment."""
    with _OFFICE.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["region"] == "ID" and row["measure"] == "active"]
    return {row["segment"]: int(row["value"]) for row in rows}


def _owed(programme: str, month: date, wage: int, segment: str = "PU", risk: str = "I", *, state: bool = False) -> int:
    """Return what the law asks of one member for a month; `state` for what the government pays."""
    asked = calculate.Worker(segment, month, wage, risk, programmes=(programme,))
    kinds = ("government",) if state else ("due",)
    lines = calculate.contribution(law.read(), asked).lines
    return sum(line.amount for line in lines if line.kind in kinds and line.programme == programme)


def page() -> Iterator[str]:
    """Print the page."""
    published, members = _published(), _members()
    yield "# The law beside what was published\n\n*Hukum di samping angka publikasi.* Every computed amount "
    yield "below is an answer of `cakupan law contribution`; every published one stands with its source in "
    yield "`docs/published/programmes.csv` or `src/cakupan/demo/figures/office-2023.csv`. "
    yield "Rounded numbers are as rounded as their publisher left them.\n"
    yield from _by_programme(published, members)
    yield from _accident(published)
    yield from _december(published, members)


def _by_programme(published: Published, members: dict[str, int]) -> Iterator[str]:
    yield "\n## Members by programme, December 2023\n\n"
    yield "At a business of every scale JKK and JKM are a duty; JHT is one from small, JP from medium size on, "
    yield "JKP from small on where JHT is paid (Perpres 109/2013, PP 37/2021). Were every wage earner "
    yield "with a large business, "
    yield "each programme would have all of them.\n\n"
    yield "| programme | if all were with large businesses | published | share | missing |\n"
    yield "| --- | ---: | ---: | ---: | ---: |\n"
    for programme in ("JKK", "JHT", "JP", "JKP"):
        found = published.get(("members", programme, "PU", "2023-12-31"), members["PU"])
        share = wording.percent(Fraction(found, members["PU"]), "en", short=True)
        gap = wording.count(members["PU"] - found, "en")
        counts = (wording.count(n, "en") for n in (members["PU"], found))
        yield f"| {programme} (PU) | {' | '.join(counts)} | {share} | {gap} |\n"
    saved = published["members", "JHT", "BPU", "2023-12-31"]
    share = wording.percent(Fraction(saved, members["BPU"]), "en", short=True)
    counts = (wording.count(n, "en") for n in (members["BPU"], saved))
    yield f"| JHT (BPU, a choice) | {' | '.join(counts)} | {share} | – |\n"
    yield "\nWhat is missing works with micro and small businesses that may leave a programme out, is past the pension "
    yield "age (JP) or the age of entry (JKP), or is with an employer who pays for fewer programmes than he must; the "
    yield "published totals do not say which.\n"


def _accident(published: Published) -> Iterator[str]:
    total = published["contributions", "JKK", "*", "2020-07-31"]
    pu, bpu = (published["members", "JKK", segment, "2020-07-31"] for segment in ("PU", "BPU"))
    least = sum(_owed("JKK", month, 500_000, "BPU") for month in _SEVEN)
    mean = Fraction(total - bpu * least, pu * len(_SEVEN))
    yield "\n## JKK contributions, January to July 2020\n\n"
    yield f"Published: {wording.rupiah(total, 'en')}. Non-wage earners at the lowest band owe "
    yield f"{wording.rupiah(least, 'en')} in these months, {wording.rupiah(bpu * least, 'en')} together. Construction "
    yield "pays by the value of its contracts, which was not published; it is left in the rest, so that what follows "
    yield f"is an upper bound. The rest over the wage earners of July is {wording.rupiah(mean, 'en')} a month each. "
    yield "Which mean wage gives that, class by class:\n\n"
    yield "| class of risk | JKK of a wage of Rp4,000,000 | mean wage needed |\n| --- | ---: | ---: |\n"
    for risk in _RISKS:
        owed = _owed("JKK", _SEVEN[0], 4_000_000, risk=risk)
        yield f"| {risk} | {wording.rupiah(owed, 'en')} | {wording.rupiah(mean * 4_000_000 / owed, 'en')} |\n"
    yield "\nA mean wage of three to five million rupiah thus needs a mean rate between class II and class III. Two "
    yield "things pull the other way: members of July who paid for only a part of the seven months, and employers in "
    yield "arrears (owed, not received).\n"


def _december(published: Published, members: dict[str, int]) -> Iterator[str]:
    yield "\n## What a month of the members of December 2023 is worth\n\n"
    yield "Wage earners only, at the mean wage of the column, JKK at class I (the least). No total of contributions "
    yield "by programme of 2023 was read in its own text; this is what to hold beside it once it is.\n\n"
    yield "| programme | members | " + " | ".join(f"at {wording.rupiah(wage, 'en')}" for wage in _WAGES) + " |\n"
    yield "| --- | ---: | " + " | ".join("---:" for _ in _WAGES) + " |\n"
    for programme, state in (("JKK", False), ("JKM", False), ("JHT", False), ("JP", False), ("JKP", True)):
        n = published.get(("members", programme, "PU", "2023-12-31"), members["PU"])
        owed = (n * _owed(programme, _DECEMBER, wage, state=state) for wage in _WAGES)
        told = " | ".join(wording.rupiah(amount, "en") for amount in owed)
        yield f"| {programme}{' (paid by the government)' if state else ''} | {wording.count(n, 'en')} | {told} |\n"
    yield "\nThe mean wage is that of the members of the programme, below the ceiling for JP and JKP; a "
    yield "mean of wages is "
    yield "not the wage of the mean where a ceiling cuts, so JP and JKP are upper bounds.\n"
