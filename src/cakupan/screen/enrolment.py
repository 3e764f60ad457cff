"""Enrolment cases: what a step did, who is where, the slot meter, and what lies between decree and branch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.batches import wib
from cakupan.enrolment import reason, states
from cakupan.screen.said import say, told
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.enrolment import Case, Difference, Done, Made, Meter, Meters, Person
    from cakupan.workspace import Workspace

_STAGES = (
    "funded",
    "named",
    "checked",
    "approved",
    "exported",
    "accepted",
    "paid",
    "active",
    "failed",
    "free",
    "reserve",
)
#: People of a list that are printed; a file has all.
_MOST = 40


def _word(code: str, lang: str) -> str:
    return wording.label("enrol", code, lang)


def done(step: str, made: Done, office: Workspace, lang: str) -> None:
    """Print what a step did, by which reasons, and where everybody of the case is now."""
    words = {key: wording.count(getattr(made, key), lang) for key in ("changed", "same", "left")}
    code = f"enrol_{step}" if made.changed or step == "opened_before" else "enrol_unchanged"
    told(lang, code, case=made.case.number, name=made.case.terms.name, **words)
    if made.changed and (made.same or made.left):
        told(lang, "enrol_beside", **words)
    for why, n in made.why:
        say(f"  {wording.count(n, lang)}: {_word(why, lang) if why == 'refused' else reason(office, why, lang)}")
    balance(made.case, lang)


def exported(made: Made, lang: str) -> None:
    """Print that a file for the branch was made."""
    told(lang, "enrol_exported", file=made.file.name, lines=wording.count(made.lines, lang), number=made.number)
    if made.done.left > 0:
        told(lang, "enrol_stopped", n=wording.count(made.done.left, lang), case=made.done.case.number)
    balance(made.done.case, lang)


def balance(case: Case, lang: str) -> None:
    """Print where everybody of a case is: the numbers add up to all that were ever on its list."""
    counts = case.counts()
    parts = [
        f"{_word(state, lang)} {wording.count(counts[state], lang)}"
        for state in states(case.terms.levels)
        if counts[state]
    ]
    told(lang, "enrol_balance", all=wording.count(len(case.entries), lang), parts=" + ".join(parts))


def cases(found: Sequence[Case], lang: str) -> None:
    """Print every case of the office."""
    if not found:
        told(lang, "enrol_none")
        return
    heads = [_word(code, lang) for code in ("no", "case", "payer", "months")]
    made = table(heads, [_word(code, lang) for code in ("slots", "persons", "accepted", "active", "failed")])
    for case in found:
        counts, terms = case.counts(), case.terms
        closed = f" ({_word('closed', lang)})" if case.closed else ""
        numbers = (
            sum(terms.slots.values()), len(case.entries), counts["accepted"] + counts["paid"] + counts["active"],
            counts["active"], counts["failed"],
        )  # fmt: skip
        months = f"{terms.months[0]} – {terms.months[-1]}"
        made.add_row(str(case.number), terms.name + closed, terms.payer, months, *_counts(numbers, lang))
    show(made)


def _counts(numbers: Iterable[int | None], lang: str) -> list[str]:
    return [wording.NOTHING if n is None else wording.count(n, lang) for n in numbers]


def people(case: Case, found: Sequence[Person], lang: str) -> None:
    """Print those of a case with the state of each."""
    made = table([_word(code, lang) for code in ("no", "name", "nik", "region", "state", "why")])
    for person in found[:_MOST]:
        state = _word(person.state, lang) + (f" ({person.months})" if person.months else "")
        made.add_row(str(person.no), person.name, person.nik, person.region, state, "; ".join(person.why))
    show(made)
    if len(found) > _MOST:
        told(lang, "enrol_more", n=wording.count(len(found) - _MOST, lang))
    for level, region, by, letter, moment in case.letters:
        told(
            lang, "enrol_letter", level=wording.label("level", level, lang), region=region, by=by,
            letter=f" ({letter})" if letter else "", day=wording.day(wib(moment), lang),
        )  # fmt: skip
    balance(case, lang)


def slots(found: Meters, lang: str) -> None:
    """Print the slot meter by village, with what is left unspent for lack of names."""
    made = table([_word("region", lang)], [*(_word(f"meter_{stage}", lang) for stage in _STAGES), _word("idle", lang)])
    for part in (*found.parts, found.whole):
        where = _word("total", lang) if part is found.whole else part.title or part.region
        made.add_row(where, *_counts((getattr(part, stage) for stage in _STAGES), lang), _money(part, lang))
    show(made)
    whole = found.whole
    told(
        lang, "enrol_money", budget=wording.rupiah(found.budget, lang), spent=wording.rupiah(whole.spent, lang),
        months=found.months_left, last=found.last, idle=wording.rupiah(whole.idle or 0, lang),
    )  # fmt: skip


def _money(part: Meter, lang: str) -> str:
    return wording.NOTHING if part.idle is None else wording.rupiah(part.idle, lang)


def difference(office: Workspace, case: Case, parts: Sequence[Difference], whole: Difference, lang: str) -> None:
    """Print how many names of the decree the branch accepted, by village, and the reasons for the others."""
    columns = ("decreed", "accepted", "rejected", "waiting", "stopped", "withdrawn")
    made = table([_word("region", lang)], [_word(f"diff_{code}", lang) for code in columns])
    for part in (*parts, whole):
        numbers = [part.rejected.total() if code == "rejected" else getattr(part, code) for code in columns]
        made.add_row(_word("total", lang) if part is whole else part.title or part.region, *_counts(numbers, lang))
    show(made)
    for why, n in Counter(whole.rejected).most_common():
        say(f"  {wording.count(n, lang)}: {reason(office, why, lang)}")
    balance(case, lang)
