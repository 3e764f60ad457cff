"""Whose codes of regions a column holds: Kemendagri's or those of BPS, which are other numbers in many places."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cakupan.fields.region import depth
from cakupan.sources.gazetteer import Gazetteer
from cakupan.sources.sheet import Remark

_NAMES = {"region": "Kemendagri", "bps": "BPS"}


def systems(gazetteer: Gazetteer, texts: Mapping[str, list[str]], region: str) -> tuple[dict[str, str], list[Remark]]:
    """Return column -> the numbering it is to be read by (`region` or `bps`), and what is to be remarked of it.

    The heading holds unless more codes of the column exist, under the region stated, in the other numbering.

    Args:
        gazetteer: the regions that can be meant.
        texts: column -> its texts.
        region: code of the region that the file speaks for, or empty text.

    """
    chosen: dict[str, str] = {}
    remarks: list[Remark] = []
    for column in ("region", "bps"):
        codes = [text for text in texts.get(column, ()) if re.fullmatch(r"[\d.\s']+", text)]
        if not codes:
            continue
        fitting = {system: _fitting(gazetteer, codes, system, region) for system in _NAMES}
        other = "bps" if column == "region" else "region"
        if len(fitting[other]) > len(fitting[column]):
            chosen[column] = other
            remarks.append(("", 0, "region_codes_of", column, _NAMES[other]))
        elif column == "region" and _undecided(fitting["region"], fitting["bps"]):
            remarks.append(("", 0, "region_codes_undecided", column, ""))
    return chosen, remarks


def _undecided(kemendagri: Mapping[str, str], bps: Mapping[str, str]) -> bool:
    """Whether every code exists in both numberings, and some mean one region here and another there."""
    return kemendagri.keys() == bps.keys() and kemendagri != bps


def _fitting(gazetteer: Gazetteer, codes: list[str], system: str, region: str) -> dict[str, str]:
    """Return the codes that exist in a numbering, in the region stated or above it, with what each means."""
    found = {}
    for text in codes:
        token = gazetteer.token(text, system)
        if len(token.codes) == 1 and _exists(gazetteer, text, token.codes[0], system):
            code = token.codes[0]
            if gazetteer.inside(code, region) or gazetteer.inside(region, code):
                found[text] = code
    return found


def _exists(gazetteer: Gazetteer, text: str, code: str, system: str) -> bool:
    """Whether a code was found to its end.

    Of BPS's kecamatan (7 digits) and villages (10) only the front is known here, and its codes have no dots: one of
    ten digits is BPS's only where Kemendagri has no such village.
    """
    bare = text.strip().removesuffix(".0")
    if system == "region":
        return depth(code) == {2: 1, 3: 2, 4: 2, 6: 3, 10: 4}.get(len(re.sub(r"\D", "", bare)), 0)
    return "." not in bare and (len(bare) != 10 or depth(next(iter(gazetteer.token(text, "region").codes), "")) != 4)
