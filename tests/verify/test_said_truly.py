"""False statements beside those of `plainly/truly.toml`, and the numbers of rows."""

from __future__ import annotations

import pytest

from cakupan import verify


def alarms(text: str) -> list[str]:
    return [one.text["en"] for one in verify.read(text).relations if one.holds is False]


@pytest.mark.parametrize(
    "text",
    [
        "Peserta 1.000 orang (25%) dari 5.000 pekerja, sedangkan 80% belum terlindungi.",
        "Sebanyak 6.200 orang (62%) laki-laki dan 4.800 orang (38%) perempuan.",
        "Target 308.094 orang, realisasi 214.687 orang atau 79,68 persen dari target.",
        "Dari 684.654 pekerja, 214.687 (31,36%) terlindungi, di antaranya 199.465 orang (28,2%) laki-laki.",
        "214 687 of 684 654 workers (41.36%) are covered in Banyumas Regency.",
    ],
)
def test_an_alarm(text: str) -> None:
    assert len(alarms(text)) == 1


def test_the_number_of_a_row_is_no_figure() -> None:
    text = "No | Kecamatan | Pekerja | Peserta\n1 | Lumbir | 19.504 | 4.269\n2 | Wangon | 22.562 | 7.162"
    assert [one.text for one in verify.read(text).figures] == ["19.504", "4.269", "22.562", "7.162"]
