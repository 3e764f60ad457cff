"""The words of the documents of a plan; its sentences are those of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from cakupan import wording
from cakupan.plans import Plan, Purse, sentences
from cakupan.reports.plan.facts import Facts
from cakupan.reports.voice import Voice


@dataclass(frozen=True, slots=True)
class Speaker(Voice):
    """Says what the documents of a plan say."""

    package: ClassVar[str] = __package__
    facts: Facts

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.facts.plan

    def word(self, code: str, /, **words: object) -> str:
        """Return a word or sentence that the screen says too."""
        return sentences.say(self.lang, code, **words)

    def fund(self, purse: Purse) -> str:
        """Return the name of a budget line."""
        return sentences.fund(self.plan, purse, self.lang)

    def payer(self, code: str) -> str:
        """Return the name of a payer."""
        return self.said(self.plan.payers.get(code, code))

    def group(self, code: str) -> str:
        """Return the name of a group, or that anybody is meant."""
        return sentences.group(self.plan, code, self.lang)

    def month(self, text: str) -> str:
        """Return a month."""
        return sentences.month(text, self.lang)

    def span(self, since: str, until: str) -> str:
        """Return a run of months: "Jan–Jun 2026"."""
        ends = [wording.month(date.fromisoformat(f"{text}-01"), self.lang, short=True) for text in (since, until)]
        if since == until:
            return ends[0]
        return f"{ends[0].split()[0]}–{ends[1]}" if since[:4] == until[:4] else "–".join(ends)

    def money(self, amount: Fraction | int) -> str:
        """Return an amount of money."""
        return wording.rupiah(amount, self.lang)

    def percent(self, ratio: Fraction | None) -> str:
        """Return a share, or a dash."""
        return wording.NOTHING if ratio is None else wording.percent(ratio, self.lang, short=True)

    def rests_on(self, what: str) -> str:
        """Return what an article says: of a value of the law by its name, of a fund whom it may pay for."""
        if " " in what:
            payer, group = what.split(" ", 1)
            return self.t("may_pay", payer=self.payer(payer), group=self.group(group))
        return self.t(what.replace(".", "_"))
