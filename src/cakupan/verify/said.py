"""What is said of relations and texts, in both languages: the words of `verdicts.toml`."""

from __future__ import annotations

from cakupan import wording
from cakupan.verify import forms
from cakupan.verify.lexicon import lexicon
from cakupan.verify.relations.formulas import LIMITS
from cakupan.verify.relations.found import Found
from cakupan.verify.shapes import Words


def words(section: str, code: str, lang: str) -> str:
    """Return the words for a code of one section of `verdicts.toml`."""
    return str(lexicon("verdicts")[section][code][lang])


def both(section: str, code: str, **told: Words) -> Words:
    """Return the words for a code in both languages, with what was told written in each."""
    return {
        lang: words(section, code, lang).format(**{name: word[lang] for name, word in told.items()})
        for lang in wording.LANGS
    }


def of(found: Found, holds: bool | None) -> Words:
    """Return one sentence of a relation: how the number follows, what it is, and what is printed."""
    code = {True: "holds", False: "fails", None: "open"}[holds]
    stated = {lang: forms.shown(found.stated, lang) for lang in wording.LANGS}
    if found.kind == "rank" and not found.formula:
        others = {lang: forms.shown(found.of[0], lang) for lang in wording.LANGS}
        told = "rank_holds" if holds else "rank_fails"
        return {lang: words("verdict", told, lang).format(others[lang], stated=stated[lang]) for lang in wording.LANGS}
    right = {lang: right_of(found, lang) for lang in wording.LANGS}
    how = {lang: _how(found, lang) for lang in wording.LANGS}
    return {
        lang: words("verdict", code, lang).format(how=how[lang], right=right[lang], stated=stated[lang])
        for lang in wording.LANGS
    }


def right_of(found: Found, lang: str) -> str:
    """Return the number that follows, as people read it; of a rank the last that there is."""
    if found.right is None:
        return words("verdict", found.formula if found.formula in LIMITS else "most", lang).format(
            forms.shown(found.of[0], lang)
        )
    return forms.full(found.right, found.stated, lang)


def _how(found: Found, lang: str) -> str:
    shown = [forms.shown(one, lang) for one in found.of]
    joined = lexicon("verdicts")["joined"].get(found.formula, ", ").join(shown)
    return words("how", found.formula, lang).format(*shown, all=joined)
