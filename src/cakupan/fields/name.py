"""A person's or a firm's name: capitals, single spaces; its titles and degrees are the field `titles`."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_TITLES = "PROF|DRG|DRH|DRS|DRA|DR|APT|NS|IR|KH|HJ|H|TN|NY|NN|SDRI|SDR|BPK|BAPAK|IBU|ALMH|ALM|USTADZ|UST"
_S = "PD|PDI|E|EI|H|HI|T|SOS|KOM|AG|IP|IKOM|KEP|KM|TP|P|PT|PI|ST|HUT|FARM|PSI|SI|AK|GZ|TR|STAT|SN|KED|TH|HUM|KEB|AP|AN"
_M = "PD|PDI|SI|M|H|T|KOM|KES|AG|AP|HUM|SC|BA|E|EI|P|KN|PSI|IP|A|AK|SOS|FARM|KEP|TH|PH|ENG"
_DEGREES = (
    rf"\s*,\s*(S\.? ?({_S})|M\.? ?({_M})|A\.? ?M(D|K|A)|AMD|DR|PH\.? ?D|NS|APT|B\.?SC|B\.?A|D\.?(1|2|3|4)|SST|SPD|CPNS"
    r"|LC|SP\.? ?[A-Z]{1,3})(\W.*)?$"
)
#: Behind the name without a comma a degree is known by its full stop.
_DOTTED = rf" +(S\.({_S})|M\.({_M})|A\.MD)(\.[A-Z.]*)?$"
_DEAD = r"\(? ?\b(ALM|ALMH|ALMARHUM|ALMARHUMAH)\b\.? ?\)"
_FORMULA = ("=", "+", "-", "@")


def _slow(column: str) -> str:
    spaced = rf"regexp_replace(upper({column}), '[\s\x{{00A0}}\x{{200B}}]+', ' ', 'g')"
    unmarked = rf"regexp_replace({spaced}, ' ?\(?\*+\)? ?$', '')"
    alive = rf"regexp_replace({unmarked}, '{_DEAD}', '')"
    bare = rf"regexp_replace({alive}, '{_DEGREES}', '')"
    bare = rf"regexp_replace({bare}, '{_DOTTED}', '')"
    words = rf"trim(regexp_replace(replace({bare}, '.', ' '), '[ ,]+', ' ', 'g'))"
    return rf"trim(regexp_replace({words}, '^(({_TITLES}) )+', ''))"


def _cleaned(column: str) -> str:
    plain = f"regexp_full_match({column}, '[A-Za-z][A-Za-z0-9'']+( [A-Za-z0-9'']+)*')"
    titled = f"regexp_matches({column}, '(?i)^({_TITLES}) ')"
    return (
        f"case when length({column}) < 3 then null when {plain} and not {titled} then upper({column}) "
        f"when regexp_matches({column}, '^\\s*\\pL') then nullif({_slow(column)}, '') end"
    )


def titles(column: str) -> str:
    """Return the SQL of what `name` takes off: titles before the name, degrees and (Alm) behind it, as written."""
    before = rf"trim(regexp_extract({column}, '(?i)^\s*(({_TITLES})(\.\s*| +))+'))"
    behind = rf"trim(regexp_extract({column}, '(?i)({_DEGREES}|{_DOTTED})'), ' ,')"
    dead = rf"trim(regexp_extract({column}, '(?i){_DEAD}'), ' ()')"
    some = f"nullif(concat_ws(', ', nullif({before}, ''), nullif({behind}, ''), nullif({dead}, '')), '')"
    return f"case when {_cleaned(column)} is distinct from upper({column}) then {some} end"


def _usual(column: str, _setting: Setting) -> str:
    return _cleaned(column)


def _odd(text: str, _setting: Setting) -> Reading:
    bare = re.sub(r"[\s\u00a0]+", " ", text).strip().upper()
    if is_nothing(bare) or not re.search(r"[^\W\d_]", bare):
        return EMPTY
    return Reading(bare, "name_formula" if bare.startswith(_FORMULA) else "")


FIELD = Field("VARCHAR", _usual, _odd, ("name_formula",))
