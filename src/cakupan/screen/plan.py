"""A plan on the screen: what is bought, the proof, the money, what more would do, who is left out, other ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from cakupan import wording
from cakupan.plans import sentences
from cakupan.plans.sentences import say as word
from cakupan.screen.said import say
from cakupan.screen.tables import show, table

if TYPE_CHECKING:
    from cakupan.planning.annex import Run
    from cakupan.planning.listing import Listed
    from cakupan.plans import Line, Plan, Way


def plan(found: Plan, level: str, lang: str) -> None:
    """Print a plan, or why there is none; places by regions of a level."""
    say(word(lang, "title", scenario=found.asked.scenario))
    say(sentences.position(found, lang))
    for line in sentences.remarks(found, lang):
        say(line)
    say()
    if not found.possible:
        _impossible(found, lang)
        return
    for line in (*sentences.bought(found, lang), *sentences.coverage(found, lang)):
        say(line)
    say()
    _said(sentences.proven(found, lang))
    _money(found, lang)
    _lines(found, lang)
    _places(found, level, lang)
    _listed("more_head", sentences.more(found, lang), lang)
    _listed("binds_head", sentences.binds(found, lang), lang)
    _listed("lapses_head", sentences.lapses(found, lang), lang)
    _left_out(found, lang)
    _ways(found, lang)
    say(f"{word(lang, 'kept_under')}: plans/{found.asked.key}.json")


def _impossible(found: Plan, lang: str) -> None:
    why, *ways = sentences.impossible(found, lang)
    say(why)
    say(word(lang, "impossible_head") + ":")
    for n, way in enumerate(ways):
        say(f"  {word(lang, 'or') if n else '–'} {way}.")


def _said(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def _listed(head: str, lines: Sequence[str], lang: str) -> None:
    if lines:
        say(f"{word(lang, head)}:")
        _said(f"  {line}" for line in lines)
        say()


def _money(found: Plan, lang: str) -> None:
    money = _money_of(lang)
    made = table([word(lang, "fund")], [word(lang, code) for code in ("ceiling", "spent", "left", "persons", "kept")])
    for one in found.purses:
        counts = [wording.count(n, lang) for n in (one.persons, one.kept)]
        made.add_row(sentences.fund(found, one, lang), *map(money, (one.ceiling, one.spent, one.left)), *counts)
    show(made)
    for unused in found.unused:
        why = word(lang, f"unused_{unused['why']}")
        say(f'  {word(lang, "unused_head")}: {unused["payer"]} "{unused["name"]}": {why}')


def _money_of(lang: str) -> Callable[[int], str]:
    return lambda amount: wording.rupiah(amount, lang)


def _lines(found: Plan, lang: str) -> None:
    """Print the lines of the whole region, account by account."""
    made = table(
        [word(lang, "lines_head"), word(lang, "account"), word(lang, "group")],
        [word(lang, code) for code in ("persons", "months", "rupiah")],
    )
    for line in found.lines_by("nation"):
        made.add_row(*_line(found, line, lang))
    show(made)


def _line(found: Plan, line: Line, lang: str) -> tuple[str, ...]:
    mark = word(lang, "kept_mark" if line.kept else "new_mark")
    account = f"{line.account} [{line.account_grade}]" if line.account else word(lang, "no_account")
    payer = found.payers[line.payer][lang] if line.payer in found.payers else line.payer
    counts = [wording.count(n, lang) for n in (line.persons, line.months)]
    who = f"{sentences.group(found, line.group, lang)}, {mark}"
    return f'{payer} "{line.fund}"', f"{account} {line.programmes}", who, *counts, wording.rupiah(line.rupiah, lang)


def _places(found: Plan, level: str, lang: str) -> None:
    made = table(
        [word(lang, "places_head")],
        [word(lang, c) for c in ("need", "persons", "kept", "months", "rupiah", "remaining")],
    )
    for one in found.places_by(level):
        counts = [wording.count(n, lang) for n in (one.need, one.persons, one.kept, one.months)]
        left = wording.count(one.need - one.persons, lang)
        made.add_row(one.region_name, *counts, wording.rupiah(one.rupiah, lang), left)
    show(made)


def _left_out(found: Plan, lang: str) -> None:
    told = [f"{wording.count(n, lang):>9}  {word(lang, f'why_{why}')}" for why, n in found.left_out.items() if n]
    _listed("left_head", told, lang)


def _ways(found: Plan, lang: str) -> None:
    heads = ("persons", "kept", "months", "rupiah", "worth", "beside", "short")
    made = table([word(lang, "ways_head")], [word(lang, code) for code in heads])
    for one in found.ways:
        made.add_row(*way(found, one, lang))
    show(made)


def way(found: Plan, one: Way, lang: str) -> tuple[str, ...]:
    """Return the row of one way to spend the money, with its points against those of the plan."""
    counts = [wording.count(n, lang) for n in (one.persons, one.kept, one.months)]
    best = found.ways[0].worth
    known = best and one.name != "plan" and not found.target
    beside = wording.percent(Fraction(one.worth, best) - 1, lang, short=True, places=1) if known else wording.NOTHING
    short = wording.count(one.short, lang) if one.short else wording.NOTHING
    worth = wording.count(one.worth, lang)
    return word(lang, f"way_{one.name}"), *counts, wording.rupiah(one.rupiah, lang), worth, beside, short


def compared(found: Sequence[Plan], lang: str) -> None:
    """Print plans side by side, a column each."""
    say(word(lang, "compare_head"))
    made = table([word(lang, "scenario")], [f"{one.asked.scenario} ({one.asked.key[:4]})" for one in found])
    for code, write in _COMPARED.items():
        made.add_row(word(lang, code), *(write(one, lang) for one in found))
    show(made)
    for one in found:
        say(f"{one.asked.scenario} ({one.asked.key[:4]}): {sentences.position(one, lang)}")


def _share(value: Fraction | None, lang: str) -> str:
    return wording.NOTHING if value is None else wording.percent(value, lang)


def _each(amount: int, of: int, lang: str) -> str:
    return wording.rupiah(Fraction(amount, of), lang) if of else wording.NOTHING


_COMPARED: dict[str, Callable[[Plan, str], str]] = {
    "status": lambda one, lang: word(lang, f"status_{one.proof.status}"),
    "persons": lambda one, lang: wording.count(one.persons, lang),
    "kept": lambda one, lang: wording.count(one.kept, lang),
    "new": lambda one, lang: wording.count(one.new, lang),
    "lapsing": lambda one, lang: wording.count(one.lapsing, lang),
    "months": lambda one, lang: wording.count(one.months, lang),
    "rupiah": lambda one, lang: wording.rupiah(one.rupiah, lang),
    "left": lambda one, lang: wording.rupiah(one.ceiling - one.rupiah, lang),
    "cost": lambda one, lang: _each(one.rupiah, one.persons, lang),
    "cost_month": lambda one, lang: _each(one.rupiah, one.months, lang),
    "before": lambda one, lang: _share(one.before, lang),
    "mean": lambda one, lang: _share(one.mean, lang),
    "most": lambda one, lang: _share(one.most, lang),
}


def scenarios(told: Sequence[Listed], lang: str) -> None:
    """Print the scenarios of an office, with what their plans bought."""
    say(word(lang, "scenarios_head" if told else "scenarios_none"))
    for one in told:
        said = word(lang, "scenario_broken", why=dict(one.broken)[lang]) if one.broken else f"{one.name} ({one.year})"
        say(f"  {one.file}: {said}{_done(one.plan, lang)}")


def _done(plan: Plan | None, lang: str) -> str:
    if plan is None:
        return ""
    return f": {sentences.bought(plan, lang)[0] if plan.possible else word(lang, 'status_infeasible')}"


def runs(found: Plan, told: Sequence[Run], files: Sequence[str], lang: str) -> None:
    """Print the lists of names by budget line and months, and how each goes on to be enrolled."""
    say(word(lang, "names_head"))
    heads = [word(lang, code) for code in ("fund", "since", "until")]
    made = table([*heads, word(lang, "file")], [word(lang, code) for code in ("persons", "rupiah")])
    for n, one in enumerate(told):
        purse = found.purses[one.fund]
        months = [sentences.month(text, lang) for text in (one.since, one.until)]
        counts = wording.count(len(one.records), lang), wording.rupiah(one.rupiah, lang)
        made.add_row(sentences.fund(found, purse, lang), *months, files[n] if files else "", *counts)
    show(made)
    for n, name in enumerate(files):
        command = f'cakupan enrol new "{found.asked.scenario} {n + 1}" --records {name} {told[n].options()}'
        say(word(lang, "enrol", command=command))


def stepped(found: Plan, lang: str) -> None:
    """Print what shares of the ceilings would do."""
    made = table([word(lang, "share")], [word(lang, code) for code in ("ceiling", "spent", "months", "mean")])
    for one in found.frontier:
        share = wording.percent(Fraction(one.share, 100), lang, short=True, places=0)
        money = [wording.rupiah(n, lang) for n in (one.ceiling, one.cost)]
        if one.status == "infeasible":
            made.add_row(share, money[0], *[wording.NOTHING] * 3)
            continue
        mean = _share(found.with_persons(Fraction(one.months, found.asked.horizon)), lang)
        made.add_row(share, *money, wording.count(one.months, lang), mean)
    show(made)
