"""Every ugly file is read as its truth says."""

from __future__ import annotations

import pytest

from cakupan.findings import Refusal
from corpus import FILES
from corpus.desk import Desk
from corpus.ugly import ACCEPTED, EITHER, QUARANTINED, SKIPPED, WARNED, Ugly

_KEPT = ACCEPTED + WARNED + EITHER


def test_there_are_files_enough() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("ugly", [ugly for ugly in FILES.values() if ugly.refused is False], ids=lambda ugly: ugly.name)
def test_truth_holds(ugly: Ugly, seen: Desk) -> None:
    found = seen(ugly.name)
    assert found.letters(ugly) == dict(ugly.fates)
    counts = [len(ugly.rows(fates)) for fates in (_KEPT + QUARANTINED + SKIPPED, _KEPT, QUARANTINED, SKIPPED)]
    assert [found.about[name] for name in ("rows", "accepted", "quarantined", "skipped")] == counts
    for place, values in ugly.cells.items():
        assert {name: found.cleaned[place][name] for name in values} == values, place
    assert {code: found.counted(code) for code in ugly.codes} == ugly.codes
    for place in ugly.noted:
        assert [code for code in found.findings[place] if not code.startswith("skipped_")], place


@pytest.mark.parametrize("ugly", [ugly for ugly in FILES.values() if ugly.refused], ids=lambda ugly: ugly.name)
def test_what_cannot_be_a_list_is_refused(ugly: Ugly, seen: Desk) -> None:
    with pytest.raises(Refusal) as refusal:
        seen(ugly.name)
    assert refusal.value.code not in ("rows_lost", "unexpected")
