"""Every ugly file is read as its truth says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from corpus import FILES
from corpus.desk import Seen
from corpus.ugly import ACCEPTED, EITHER, NO_ROW, QUARANTINED, SKIPPED, WARNED, Ugly

from cakupan.findings import Refusal


def test_there_are_files_enough() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("ugly", FILES.values(), ids=FILES)
def test_truth_holds(ugly: Ugly, seen: Callable[[str], Seen]) -> None:
    if ugly.refused:
        with pytest.raises(Refusal) as refusal:
            seen(ugly.name)
        assert refusal.value.code not in ("rows_lost", "unexpected")
        return
    found = seen(ugly.name)
    assert found.letters(ugly) == dict(ugly.fates)
    for place, values in ugly.cells.items():
        assert {name: found.cleaned[place][name] for name in values} == values, place
    assert {code: found.counted(code) for code in ugly.codes} == ugly.codes
    for place in ugly.noted:
        assert [code for code in found.findings[place] if not code.startswith("skipped_")], place
    rows = len(ugly.rows(ACCEPTED + WARNED + EITHER + QUARANTINED + SKIPPED))
    accepted, quarantined, skipped = (
        len(ugly.rows(fate)) for fate in (ACCEPTED + WARNED + EITHER, QUARANTINED, SKIPPED)
    )
    about = found.about
    assert [about[name] for name in ("rows", "accepted", "quarantined", "skipped")] == [rows, accepted, quarantined, skipped]
    assert not found.at(NO_ROW, ugly), "emptiness before and behind is no row"
