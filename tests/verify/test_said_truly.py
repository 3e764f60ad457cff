"""True statements in wordings that once raised an alarm, and some false ones that still do."""

from __future__ import annotations

import pytest

from cakupan import verify

#: A count with its percentage, its whole, and what is left of a hundred.
THE_REST = (
    "Peserta 214.687 org (31,36 persen) dari 684.654 pekerja pak, 68,64 persen blm terlindungi",
    "Peserta 214.687 orang (31,36%) dari 684.654 pekerja, sedangkan 68,64% belum terlindungi.",
    "Peserta 1.000 orang (20%) dari 5.000 pekerja, sedangkan 80% belum terlindungi.",
    "Peserta 1.000 orang (20%) dari 5.000 pekerja, sedangkan 80% belum.",
    "Peserta BPU 35.814 orang (8,6%) dari 415.256 pekerja, sedangkan 91,4% belum terlindungi.",
    "Sebanyak 1.000 orang (20%) dari 5.000 pekerja sudah terlindungi dan 80% lainnya belum.",
    "Terlindungi 1.000 orang (20 persen) dari 5.000 pekerja; 80 persen belum terlindungi.",
    "RT/RW: 11.073 orang (90%) dari 12.304; sisanya 10%.",
    "Yang belum 469.967 orang (68,64%) dari 684.654 pekerja, yang sudah 31,36%.",
    "Laki-laki 128.812 orang (60%) dari 214.687 peserta, perempuan 40%.",
    "Banyumas has 214,687 members (31.36%) out of 684,654 workers; 68.64% are unprotected.",
    "1.000 orang dari 5.000 pekerja (20 persen), 80 persen belum",
)

#: What heirs are paid, part by part.
BENEFITS = (
    "Ahli waris menerima santunan JKM sebesar Rp42 juta, terdiri dari santunan kematian Rp20 juta, "
    "santunan berkala Rp12 juta, dan biaya pemakaman Rp10 juta.",
    "Santunan kematian Rp42 juta terdiri atas Rp20 juta santunan, Rp12 juta santunan berkala dan Rp10 "
    "juta biaya pemakaman.",
    "Manfaat JKM total Rp42.000.000 meliputi santunan kematian Rp20.000.000, santunan berkala "
    "Rp12.000.000 dan biaya pemakaman Rp10.000.000, ditambah beasiswa hingga Rp174.000.000 untuk dua anak.",
    "Ahli waris menerima Rp42 juta: Rp20 juta santunan kematian, Rp12 juta santunan berkala, Rp10 juta "
    "biaya pemakaman.",
)

#: Target and realisation, each in percent of the workers and in persons.
TARGETS = (
    "Target 45 persen atau 308.094 orang, realisasi 31,36 persen atau 214.687 orang.",
    "Sasaran 2025 45 persen (308.094 orang), capaian 31,36 persen (214.687 orang).",
    "Sasaran 2025 45 persen (308.094 orang), capaian 31,36 persen (214.687 orang), kurang 13,64 poin "
    "atau 93.407 orang.",
    "Target cakupan 2025 sebesar 45 persen (308.094 pekerja); capaian hingga Maret 31,36 persen (214.687 pekerja).",
    "Target 2026: 45% (308.094 TK). Realisasi: 31,36% (214.687 TK).",
    "Target peserta 2025 308.094 orang. Hingga Maret tercapai 214.687 orang atau 31,36 persen dari seluruh pekerja.",
    "The target for 2025 is 45% (308,094 workers); realisation is 31.36% (214,687 workers).",
)

#: A share of another year or region, of which the whole is not told.
OTHER_BASES = (
    "There are 214,687 members, 31.36% of the 684,654 workers, up from 199,465 (28.2%) a year ago.",
    "Kini 214.687 peserta (31,36%) dari 684.654 pekerja, setahun lalu 199.465 peserta (28,2%).",
    "Dari 684.654 pekerja, 214.687 (31,36%) terlindungi; pada April 2024 199.465 (28,5%).",
    "Dari 684.654 pekerja pada 2025, 214.687 (31,36%) terlindungi. Pada 2024 baru 199.465 (28,5%).",
    "Dari 684.654 pekerja, 214.687 (31,36%) terlindungi. Cilacap mencatat 180.313 peserta (22,5%).",
    "Banyumas: 214.687 dari 684.654 pekerja (31,36%). Cilacap: 180.313 (22,5%). Purbalingga: 105.000 (25%).",
)

#: A series, and a change over all of it or in the mean.
SERIES = (
    "Cakupan Januari 29,1 persen, Februari 30,2 persen, dan Maret 31,36 persen, atau naik 2,26 poin selama triwulan I.",
    "Peserta Januari 200.000, Februari 205.000, Maret 214.687; naik 14.687 orang sejak Januari atau 7,3 persen.",
    "Peserta Januari 200.000, Februari 205.000, Maret 214.687; naik 14.687 orang sejak Januari.",
    "Nasional: 2022 35,4 persen, 2023 36,2 persen, 2024 38,1 persen. Rata-rata kenaikan 1,4 poin per tahun.",
    "Sejak 2022 rata-rata naik 2 poin per tahun: 25,4 (2022), 27,3 (2023), 29,4 (2024), 31,4 (2025).",
    "Tumbuh 7,6 persen secara tahunan (yoy) menjadi 214.687 peserta dan 4,7 persen sejak awal tahun "
    "(ytd) dari 205.020 peserta.",
)

#: The nation beside a province.
NATION = (
    "Cakupan Banyumas 31,36 persen, sedangkan Jawa Tengah 34,1 persen dan nasional 38,2 persen, dari "
    "target nasional 99,5 persen pada 2045.",
    "Capaian Jawa Tengah 34,1 persen dan nasional 34,9 persen; target nasional 99,5 persen.",
)

#: What would be, if.
SUPPOSED = (
    "Jika 10 persen dari 469.967 pekerja yang belum terlindungi, yaitu 46.997 orang, didaftarkan, "
    "cakupan naik menjadi 38,2 persen.",
    "Bila 100.000 dari 469.967 pekerja yang belum terlindungi didaftarkan, cakupan menjadi 46 persen.",
)

#: Blanks between thousands.
BLANKS = (
    "214 687 of 684 654 workers (31.36%) are covered in Banyumas Regency.",
    "214\u00a0687 dari 684\u00a0654 pekerja (31,36%) di Kabupaten Banyumas terlindungi.",
    "214\u202f687 dari 684\u202f654 pekerja (31,36%) di Kabupaten Banyumas terlindungi.",
    "214\u2009687 dari 684\u2009654 pekerja (31,36%) di Kabupaten Banyumas terlindungi.",
)


def alarms(text: str) -> list[str]:
    return [one.text["en"] for one in verify.read(text).relations if one.holds is False]


@pytest.mark.parametrize("text", [*THE_REST, *BENEFITS, *TARGETS, *OTHER_BASES, *SERIES, *NATION, *SUPPOSED, *BLANKS])
def test_no_alarm(text: str) -> None:
    assert alarms(text) == []


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
