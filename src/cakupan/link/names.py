"""Names as they sound, in SQL: old spellings, doubled letters and the ways to write Muhammad are one.

`spelled` is strict enough to tell twins apart; `sound` forgives more, and is there to find who might be meant.
"""

from __future__ import annotations

_SINGLE = {letter * 2: letter for letter in "ABCDEFGIKLMNOPRSTUZ"}
_OLD = {"OE": "U", "DJ": "J", "TJ": "C", "DH": "D", "TH": "T", "SY": "S", "'": ""}
#: Yusuf/Iusuf, Khalid/Halid, Chandra/Candra, Phasa/Fasa, Noor/Nur, Novi/Nofi, Taufiq/Taufik, Alex/Aleks.
_ALIKE = _OLD | {"KH": "H", "CH": "C", "PH": "F", "OO": "U", "Y": "I", "V": "F", "Q": "K", "X": "KS"}
_MUHAMMAD = r"\b(M[OU]C?H(AM+[AE][DT])?|MHD)\b"
#: Before 1972 one wrote Djoko, Tjahja, Soerja; so a name that has one of these has y where it writes a lone j.
_BEFORE_1972 = {"DJ": "#", "TJ": "C", "J": "Y", "#": "J", "OE": "U"}
#: Words that are written in many ways or shortened; in Bali the words for the first, second, third, fourth child.
_WORDS = {
    "MUHAMAD": r"^M\b|\b(M[OU]K?C?H(A?M+[AE]?[DT]?)?|MHD|MOHD)\b",
    "AHMAD": r"\b(A[CK]?HMA[DT]|A[CK]?H)\b",
    "ABDUL": r"\bABD\b",
    "SITI": r"\b(ST|SITTI|STI)\b",
    "NUR": r"\b(NOOR|NOER|NURUL)\b",
    "HAIR": r"\b[CK]H[AO]IR",
    "WAYAN": r"\b(WYN|PUTU|GEDE|I?LUH)\b",
    "MADE": r"\b(MD|KADEK|NENGAH)\b",
    "NYOMAN": r"\b(NYM|KOMANG)\b",
}
#: Words that say whose child one is, or with which a Balinese name begins.
_PARTICLES = "^(I|NI) | (BIN|BINTI) "


def spelled(name: str) -> str:
    """Return SQL of a name as it sounds."""
    told = f"regexp_replace({name}, '{_MUHAMMAD}', 'MUHAMAD', 'g')"
    return _replaced(told, _OLD | _SINGLE)


def sounding(source: str) -> str:
    """Return the SELECT of a relation with one more column: its `name` as somebody writes it from hearing, `sound`.

    Most names need none of the steps, and looking whether they do is ten times cheaper than the steps.
    """
    words = "sound"
    for word, written in _WORDS.items():
        words = f"regexp_replace({words}, '{written}', '{word}', 'g')"
    steps = (
        ("DJ|TJ|OE", _replaced("sound", _BEFORE_1972)),
        (_PARTICLES, f"trim(regexp_replace(sound, '{_PARTICLES}', ' ', 'g'))"),
        ("|".join(_WORDS.values()), words),
        ("|".join(_ALIKE), _replaced("sound", _ALIKE)),
        ("|".join(_SINGLE), _replaced("sound", _SINGLE)),
    )
    told = f"select *, name as sound from ({source})"
    for pattern, step in steps:
        needed = f"regexp_matches(sound, {_text(pattern)})"
        told = f"select * replace (case when {needed} then {step} else sound end as sound) from ({told})"
    return told


def _replaced(name: str, pairs: dict[str, str]) -> str:
    for written, sounds in pairs.items():
        name = f"replace({name}, {_text(written)}, '{sounds}')"
    return name


def _text(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"
