"""A segment told by its letters: "PU" beside "BPU", or behind what is counted; and a total of several segments."""

from __future__ import annotations

import pytest

from cakupan import verify


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("Per 31 Desember 2024, peserta aktif PU di Kabupaten Banyumas 152.825 orang.", ["PU"]),
        (
            "Peserta aktif PU di Banyumas 159.475 orang dan BPU 35.814 orang dari total 214.687 peserta.",
            ["PU", "BPU", ""],
        ),
        (
            "Dari 214.687 peserta aktif di Banyumas, PU 159.475 orang, BPU 35.814 orang, jakon 19.398 orang.",
            ["", "PU", "BPU", "JAKON"],
        ),
        ("Peserta BPU 35.814 orang dari total 415.256 pekerja.", ["BPU", "BPU"]),
        ("Dinas PU mendaftarkan 159.475 pekerja.", [""]),
        ("Dinas PU mendaftarkan 159.475 orang, sedangkan pekerja BPU 35.814 orang.", ["", "BPU"]),
    ],
)
def test_segments(text: str, segments: list[str]) -> None:
    assert [one.segment for one in verify.read(text).figures] == segments
