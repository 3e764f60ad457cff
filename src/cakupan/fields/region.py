"""Names and codes of regions, as cells have them; which region they mean is decided with the whole row."""

from __future__ import annotations

import re

from cakupan.fields._shape import EMPTY, Field, Reading, Setting

LEVELS = ("province", "regency", "district", "village")
#: Digits of a Kemendagri code, without dots, up to each level.
_LENGTHS = (2, 4, 6, 10)
_PREFIXES = (
    ("province", "", r"PROVINSI|PROPINSI|PROV|PROP"),
    ("regency", "KOTA", r"KOTA ADMINISTRASI|KOTA ADM|KOTAMADYA|KOTA|KODYA"),
    ("regency", "KABUPATEN", r"KABUPATEN ADMINISTRASI|KABUPATEN ADM|KABUPATEN|KAB"),
    ("district", "", r"KECAMATAN|KEC|DISTRIK|KAPANEWON|KEMANTREN"),
    ("village", "", r"DESA|KELURAHAN|KEL|DS|NAGARI|GAMPONG|KALURAHAN|KAMPUNG|PEKON|DESA ?/ ?KELURAHAN"),
)
_PATTERNS = tuple(
    (level, sort, re.compile(rf"(?:{words})\b[\s.:/-]*(.+)", re.IGNORECASE)) for level, sort, words in _PREFIXES
)


_ANY = re.compile(rf"\s*(?:{'|'.join(words for *_, words in _PREFIXES)})\b", re.IGNORECASE)
_KIND_BEHIND = re.compile(r"\s*([^()]+?)\s*\(\s*(KOTA|KABUPATEN|KAB)\.?\s*\)\s*", re.IGNORECASE)
_SIGNS = re.compile(r"[^A-Z0-9]")
_BEHIND = re.compile(
    r"\s*[,;(].*$|\s+(?:RT|RW|DUSUN|DUKUH|GRUMBUL)\b.*$|\s+(?:KECAMATAN|KEC|KABUPATEN|KAB|KOTA|PROVINSI|PROV)\b\.?\s.*$",
    re.IGNORECASE | re.DOTALL,
)


def key(name: str) -> str:
    """Return a name in capitals without blanks and signs: Pangkal Pinang and PANGKALPINANG are one."""
    return _SIGNS.sub("", name.upper())


def key_sql(column: str) -> str:
    """Return the SQL that does what `key` does."""
    return f"regexp_replace(upper({column}), '[^A-Z0-9]', '', 'g')"


def split(text: str) -> tuple[str, str, str]:
    """Return (level, sort, bare name) of a name with its kind before it; level and sort are empty without.

    In brackets behind it the kind says the same: MAGELANG (KOTA).
    """
    if found := _KIND_BEHIND.fullmatch(text):
        text = f"{found[2]} {found[1]}"
    if not _ANY.match(text):
        return "", "", text.strip()
    for level, sort, pattern in _PATTERNS:
        if found := pattern.fullmatch(text.strip()):
            again = pattern.fullmatch(found[1].strip()) if level == "village" else None
            return level, sort, (again or found)[1].strip()
    return "", "", text.strip()


def trimmed(text: str) -> str:
    """Return a name without what people write behind it: RT 01/RW 02, (Kec. Cilongok), another region's name."""
    return _BEHIND.sub("", text.strip()) or text.strip()


def dotted(text: str) -> list[str]:
    """Return the codes that a text of digits can mean, the likeliest first; a spreadsheet may have eaten zeros."""
    bare = _written_out(re.sub(r"[\s']", "", text))
    if re.fullmatch(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", bare):
        return [bare]
    if short := re.fullmatch(r"(\d{2})\.([1-9])", bare):
        return [f"{short[1]}.{short[2]}0"]
    digits = re.sub(r"\.0$", "", bare) if not re.fullmatch(r"\d{2}\.0", bare) else bare[:2]
    digits = digits.replace(".", "")
    if digits.isascii() and digits.isdigit() and len(digits) in _LENGTHS:
        cuts = [digits[a:b] for a, b in zip((0, *_LENGTHS), _LENGTHS, strict=False) if b <= len(digits)]
        return [".".join(cuts)]
    return []


def _written_out(bare: str) -> str:
    """Return 3.302012001E+09 as the digits that it still holds all of."""
    power = re.fullmatch(r"(\d)[.,](\d+)[eE]\+?(\d{1,2})", bare)
    return power[1] + power[2] if power and len(power[2]) == int(power[3]) else bare


def depth(code: str) -> int:
    """Return how deep a code is: 0 for the nation and historical areas, 1 province ... 4 village."""
    return code.count(".") + 1 if code[:1].isdigit() and "+" not in code else 0


def cut(code: str, levels: int) -> str:
    """Return the code of the region above, at most so many levels deep."""
    return ".".join(code.split(".")[:levels]) if levels > 0 else ""


def _usual(column: str, _setting: Setting) -> str:
    return column


def _odd(_text: str, _setting: Setting) -> Reading:
    return EMPTY


FIELD = Field("VARCHAR", _usual, _odd)
