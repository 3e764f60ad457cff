"""Under which licence an office gives its numbers away: CC BY 4.0, or the table `[licence]` of its `cakupan.toml`.

    [licence]
    name = "ODbL-1.0"          # as opendefinition.org or spdx.org names it
    title = "Open Data Commons Open Database License 1.0"
    path = "https://opendatacommons.org/licenses/odbl/1-0/"

Tables that others have a right to (names of regions, figures of publishers) keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cakupan.findings import Refusal

OPEN = {
    "name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}  # fmt: skip
#: What each word of it looks like.
_FORMS = {"name": r"[-a-zA-Z0-9._]+", "path": r"https?://\S+", "title": r".*\S.*"}


def licence(settings: Mapping[str, Any]) -> dict[str, str]:
    """Return name, path and title of the licence that an office chose, or of the one that holds where it chose none.

    Raises:
        Refusal: `licence_setting`, a word of it is missing, unknown, or is none.

    """
    said = settings.get("licence", OPEN)
    if not isinstance(said, Mapping):
        raise Refusal("licence_setting", word="licence", known=", ".join(OPEN))
    for word in (*OPEN, *said):
        if word not in OPEN or not re.fullmatch(_FORMS[word], str(said.get(word, ""))):
            raise Refusal("licence_setting", word=word, known=", ".join(OPEN))
    return {word: str(said[word]) for word in OPEN}
