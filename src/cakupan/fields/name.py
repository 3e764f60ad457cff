"""A person's or a firm's name: capitals, single spaces, without titles and degrees."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing

_TITLES = "PROF|DRS|DRA|DR|IR|KH|HJ|H|TN|NY|NN|SDRI|SDR|BPK|BAPAK|IBU|ALMH|ALM|USTADZ|UST"
_S = "PD|PDI|E|EI|H|HI|T|SOS|KOM|AG|IP|IKOM|KEP|KM|TP|P|PT|PI|ST|HUT|FARM|PSI|SI|AK|GZ|TR|STAT|SN|KED|TH|HUM|KEB|AP|AN"
_M = "PD|PDI|SI|M|H|T|KOM|KES|AG|AP|HUM|SC|BA|E|EI|P|KN|PSI|IP|A|AK|SOS|FARM|KEP|TH|PH|ENG"
_DEGREES = (
    rf"\s*,\s*(S\.? ?({_S})|M\.? ?({_M})|A\.? ?M(D|K|A)|AMD|DR|PH\.? ?D|NS|APT|B\.?SC|B\.?A|D\.?(1|2|3|4)|SST|SPD|CPNS)"
    r"(\W.*)?$"
)
_FORMULA = ("=", "+", "-", "@")


def _slow(column: str) -> str:
    spaced = rf"regexp_replace(upper({column}), '[\s\x{{00A0}}\x{{200B}}]+', ' ', 'g')"
    alive = rf"regexp_replace({spaced}, '\(? ?\b(ALM|ALMH|ALMARHUM|ALMARHUMAH)\b\.? ?\)', '')"
    bare = rf"regexp_replace({alive}, '{_DEGREES}', '')"
    words = rf"trim(regexp_replace(replace({bare}, '.', ' '), '[ ,]+', ' ', 'g'))"
    return rf"trim(regexp_replace({words}, '^(({_TITLES}) )+', ''))"


def _usual(column: str, _setting: Setting) -> str:
    plain = f"regexp_full_match({column}, '[A-Za-z][A-Za-z0-9'']+( [A-Za-z0-9'']+)*')"
    titled = f"regexp_matches({column}, '(?i)^({_TITLES}) ')"
    return (
        f"case when length({column}) < 3 then null when {plain} and not {titled} then upper({column}) "
        f"when regexp_matches({column}, '^\\s*\\pL') then nullif({_slow(column)}, '') end"
    )


def _odd(text: str, _setting: Setting) -> Reading:
    bare = re.sub(r"[\s\u00a0]+", " ", text).strip().upper()
    if is_nothing(bare) or not re.search(r"[^\W\d_]", bare):
        return EMPTY
    return Reading(bare, "name_formula" if bare.startswith(_FORMULA) else "")


FIELD = Field("VARCHAR", _usual, _odd, ("name_formula",))
