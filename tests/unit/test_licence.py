"""The licence of open data: CC BY 4.0 unless the office set another, whole or not at all."""

from typing import Any

import pytest

from cakupan.findings import Refusal
from cakupan.releases.licence import OPEN, licence

ODBL = {
    "name": "ODbL-1.0", "path": "https://opendatacommons.org/licenses/odbl/1-0/", "title": "Open Database License 1.0",
}  # fmt: skip


def test_it_is_cc_by_until_the_office_sets_another() -> None:
    assert licence({}) == OPEN
    assert (OPEN["name"], OPEN["path"]) == ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert licence({"licence": ODBL}) == ODBL


@pytest.mark.parametrize(
    ("said", "word"),
    [("CC0-1.0", "licence"), ({}, "name"), ({**ODBL, "path": "odbl.txt"}, "path"), ({**ODBL, "title": " "}, "title"),
     ({**ODBL, "name": "ODbL 1.0"}, "name"), ({**ODBL, "url": "https://x"}, "url")],
)  # fmt: skip
def test_a_licence_that_is_not_whole_is_refused_by_its_word(said: Any, word: str) -> None:
    with pytest.raises(Refusal) as refused:
        licence({"licence": said})
    assert refused.value.code == "licence_setting"
    assert word in str(refused.value)
