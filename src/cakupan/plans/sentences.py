"""What a plan says in sentences, the same on the screen, on the page and in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from cakupan import wording
from cakupan.plans.shapes import Plan, Purse

ANYBODY = "*"
#: A gap smaller than this is said as none where bound and objective are the same.
_PLACES = 3
#: So many changes are said one by one.
_MANY = 6


def say(lang: str, code: str, /, **words: object) -> str:
    """Return a sentence of the section `plan` of `wording.toml` with its words filled in."""
    return wording.label("plan", code, lang).format_map(words)


def fund(plan: Plan, purse: Purse, lang: str) -> str:
    """Return a budget line by the name of its payer and its own, with whose it is where several are called so."""
    payer = plan.payers[purse.payer][lang] if purse.payer in plan.payers else purse.payer
    alike = sum((one.payer, one.name) == (purse.payer, purse.name) for one in plan.purses)
    return f'{payer} "{purse.name}"' + (f" ({purse.owner_name})" if alike > 1 else "")


def group(plan: Plan, code: str, lang: str) -> str:
    """Return the name of a group, or that anybody is meant."""
    if code == ANYBODY:
        return say(lang, "anybody")
    return plan.groups[code][lang] if code in plan.groups else code


def month(text: str, lang: str) -> str:
    """Return a month told as 2026-01."""
    return wording.month(date.fromisoformat(f"{text}-01"), lang)


def position(plan: Plan, lang: str) -> str:
    """Return where, for which months, and what is known when."""
    asked = plan.asked
    words = {"since": month(asked.since, lang), "until": month(asked.until, lang)}
    day = wording.day(date.fromisoformat(asked.day), lang)
    return say(lang, "position", region=asked.region_name, day=day, **words)


def bought(plan: Plan, lang: str) -> list[str]:
    """Return what is bought."""
    count, money = wording.count, wording.rupiah
    words = {"persons": count(plan.persons, lang), "months": count(plan.months, lang)}
    left, ceiling = money(plan.ceiling - plan.rupiah, lang), money(plan.ceiling, lang)
    told = [say(lang, "bought", **words, rupiah=money(plan.rupiah, lang), left=left, ceiling=ceiling)]
    if plan.persons:
        each = wording.decimal(Fraction(plan.months, plan.persons), lang, places=1)
        cost = money(Fraction(plan.rupiah, plan.persons), lang)
        who = {"kept": count(plan.kept, lang), "new": count(plan.new, lang)}
        told.append(say(lang, "bought_who", **who, each=each, cost=cost))
    return told


def coverage(plan: Plan, lang: str) -> list[str]:
    """Return the coverage before and after; nothing where lists do not tell."""
    parts = {"before": plan.before, "mean": plan.mean, "most": plan.most}
    told = {name: wording.percent(value, lang) for name, value in parts.items() if value is not None}
    if len(told) < len(parts):
        return []
    return [say(lang, "coverage", **told, day=wording.day(date.fromisoformat(plan.asked.day), lang))]


def proven(plan: Plan, lang: str) -> list[str]:
    """Return what is proven, in words."""
    proof, told = plan.proof, []
    if plan.target:
        money = {name: wording.rupiah(getattr(proof, name), lang) for name in ("bound", "objective")}
        told.append(say(lang, "proven_target", **money))
    elif proof.bound == proof.objective:
        told.append(say(lang, "proven_exact", objective=wording.count(proof.objective, lang)))
    else:
        counts = {name: wording.count(getattr(proof, name), lang) for name in ("bound", "objective")}
        told.append(say(lang, "proven_worth", **counts, gap=_gap(proof.gap, lang)))
    if proof.status == "feasible":
        told.append(say(lang, "proven_time"))
    if proof.kept_bound:
        kept = {"months": wording.count(proof.kept_months, lang), "bound": wording.count(proof.kept_bound, lang)}
        told.append(say(lang, "proven_kept", **kept))
    return [*told, say(lang, "checked")]


def _gap(gap: float, lang: str) -> str:
    """Return a gap as a percentage with the first digit that is not nought, rounded up."""
    places = _PLACES
    exact = Fraction(gap)
    while places < 9 and exact * 100 * 10**places < 1:
        places += 1
    up = Fraction(-(-exact * 100 * 10**places // 1), 100 * 10**places)
    return wording.percent(up, lang, places=places)


def more(plan: Plan, lang: str) -> list[str]:
    """Return what another million of each budget line would do."""
    return [_more(plan, purse, lang) for purse in plan.purses]


def _more(plan: Plan, purse: Purse, lang: str) -> str:
    told, name = purse.more, fund(plan, purse, lang)
    if told and plan.target:
        return say(lang, "more_saved", fund=name, saved=wording.rupiah(told.saved, lang))
    if told:
        words = {"n": wording.count(told.months, lang), "place": told.region_name}
        return say(lang, "more_months", fund=name, group=group(plan, told.group, lang), **words)
    if not plan.target and purse.left * 100 > purse.ceiling:
        return say(lang, "more_nothing", fund=name, left=wording.rupiah(purse.left, lang))
    return say(lang, "more_bound", fund=name)


def binds(plan: Plan, lang: str) -> list[str]:
    """Return what holds the plan back."""
    told = [say(lang, "binds_ceiling", fund=fund(plan, one, lang)) for one in plan.purses if one.binds]
    target = plan.target
    if target and target.binds:
        price = wording.rupiah(round(target.price), lang)
        told.append(say(lang, "binds_target", asked=wording.count(target.asked, lang), price=price))
    code, write = ("binds_floor_target", wording.rupiah) if target else ("binds_floor", wording.count)
    for one in plan.limits:
        if one.binds:
            words = {"asked": wording.count(one.asked, lang), "price": write(round(one.price), lang)}
            told.append(say(lang, code, name=one.name, **words))
    if plan.full:
        told.append(say(lang, "binds_need", n=wording.count(plan.full, lang)))
    return told or [say(lang, "binds_nothing")]


def lapses(plan: Plan, lang: str) -> list[str]:
    """Return who is paid for now, and who of them lapses."""
    if not plan.present:
        return []
    code = "lapse_some" if plan.lapsing else "lapse_none"
    told = [say(lang, code, n=wording.count(plan.lapsing, lang))]
    for one in plan.present:
        words = {name: wording.count(getattr(one, name), lang) for name in ("persons", "continued", "lapsing")}
        payer = plan.payers[one.payer][lang] if one.payer in plan.payers else one.payer
        told.append(say(lang, "lapse_payer", payer=payer, **words))
    return told


def remarks(plan: Plan, lang: str) -> list[str]:
    """Return what has to be known beside: an example regulation, persons without a birth date, who is passed over."""
    told = [say(lang, "example", name=plan.example[lang])] if plan.example[lang] else []
    if plan.undated:
        told.append(say(lang, "undated", n=wording.count(plan.undated, lang)))
    for one in plan.purses:
        if one.later:
            words = {"later": wording.count(one.later, lang), "missed": wording.count(one.missed, lang)}
            told.append(say(lang, "later", fund=fund(plan, one, lang), **words))
    return told


def impossible(plan: Plan, lang: str) -> list[str]:
    """Return why there is no plan, and the smallest changes after which there is one, each enough by itself."""
    told = [say(lang, "impossible", ceiling=wording.rupiah(plan.ceiling, lang))]
    ways = [_together(list(part), lang) for part in (_fewer(plan, lang), _money(plan, lang))]
    return [*told, *filter(None, ways)]


def _fewer(plan: Plan, lang: str) -> Iterator[str]:
    count = wording.count
    if plan.target and plan.target.fewer:
        target = plan.target
        asked, less = count(target.asked, lang), count(target.asked - target.fewer, lang)
        yield say(lang, "relief_target", asked=asked, less=less)
    for one in plan.limits:
        if one.fewer:
            asked, less = count(one.asked, lang), count(one.asked - one.fewer, lang)
            yield say(lang, "relief_floor", name=one.name, asked=asked, less=less)


def _money(plan: Plan, lang: str) -> Iterator[str]:
    if not plan.relief_money:
        yield say(lang, "relief_no_money")
    for one in plan.purses:
        if one.short:
            yield say(lang, "relief_money", rupiah=wording.rupiah(one.short, lang), fund=fund(plan, one, lang))


def _together(told: list[str], lang: str) -> str:
    """Return changes that are needed together; of many the first."""
    if len(told) > _MANY:
        told = [*told[:_MANY], say(lang, "relief_more", n=wording.count(len(told) - _MANY, lang))]
    return say(lang, "relief_all", told="; ".join(told)) if len(told) > 1 else "".join(told)
