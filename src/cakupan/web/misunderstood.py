"""What of a request was not understood, and how it is mended, as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cakupan import wording

#: Fields that hold the code of a region, and those that hold a language.
_REGIONS, _LANGUAGES = ("region", "code", "parent"), ("lang",)
#: So many complaints are said; whoever mends them sees the others.
_SAID = 3
_WORDS = {
    "missing": "absent", "string_too_long": "long", "date_from_datetime_parsing": "day", "date_parsing": "day",
    "date_type": "day", "int_parsing": "whole", "int_type": "whole", "literal_error": "choice", "enum": "choice",
    "string_type": "text",
}  # fmt: skip


def sentences(errors: Iterable[Mapping[str, Any]], body: object, lang: str) -> list[tuple[str, dict[str, object]]]:
    """Return each complaint as the key of a sentence with its words, the same one once; what was sent is never told.

    Args:
        errors: as the validator lists them.
        body: what was sent, as it was read; None for nothing.
        lang: id or en.

    """
    errors = list(errors)
    if not isinstance(body, Mapping | None) and any(one["loc"][0] == "body" for one in errors):
        return [("wrong_body", {})]
    found = [_of(one, lang) for one in errors]
    return [one for at, one in enumerate(found) if one not in found[:at]][:_SAID]


def _of(error: Mapping[str, Any], lang: str) -> tuple[str, dict[str, object]]:
    kind, place, context = str(error["type"]), tuple(error["loc"]), error.get("ctx", {})
    if kind == "json_invalid" or place == ("body",):
        return "wrong_body", {}
    field = str(place[-1])
    told: dict[str, object] = {"field": field}
    word = _WORDS.get(kind, "other")
    if field in _LANGUAGES:
        return "wrong_choice", told | {"known": "id, en"}
    if field in _REGIONS and word == "other":
        return "wrong_region", told
    if word == "long":
        return "wrong_long", told | {"most": wording.count(int(context["max_length"]), lang)}
    known = ", ".join(re.findall(r"'([^']+)'", str(context.get("expected", ""))))
    if word == "choice":
        return ("wrong_choice", told | {"known": known}) if known else ("wrong_other", told)
    return f"wrong_{word}", told
