"""Places of an office's own, known by name alone where a text lists them; and its own papers pass its own check."""

from __future__ import annotations

from pathlib import Path

import pytest

import cakupan
from cakupan import verify
from cakupan.verify.documents import open_document

VILLAGES = ("33.02.01.2001", "33.02.01.2002", "33.02.01.2003", "33.02.02.2001", "33.02.02.2002")
HEAD = "NIK,Nama,Segmen,Kode Desa\n"
LEAD = "Per 31 Maret 2025, peserta aktif di Kabupaten Banyumas 60 orang dari 150 pekerja (40,00 persen).\n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> cakupan.Workspace:
    """Return an office of two kecamatan: 24 of 60 workers, 36 of 90."""
    folder = tmp_path_factory.mktemp("kantor")
    ws = cakupan.create(folder, region="33.02")
    rows = [
        f"330201{n % 28 + 1:02d}0190{n:04d},ORANG {n},{('BPU', 'PU')[n % 2]},{VILLAGES[min(4, n // 20)]}\n"
        for n in range(150)
    ]
    members = [row for n, row in enumerate(rows) if n % 5 < 2]
    (folder / "pekerja.csv").write_text(HEAD + "".join(rows), "utf-8")
    (folder / "peserta.csv").write_text(HEAD + "".join(members), "utf-8")
    cakupan.add(ws, folder / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, folder / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.build(ws)
    return ws


def alarms(office: cakupan.Workspace, text: str, region: str = "") -> list[str]:
    reading = verify.in_office(verify.read(text, home="33.02"), office, region=region)
    return [one.text["id"] for one in reading.relations if one.holds is False]


def regions(text: str) -> dict[str, str]:
    return {one.text: one.region for one in verify.read(text, home="33.02").figures}


@pytest.mark.parametrize(
    "rows",
    [
        "Kecamatan | Pekerja | Peserta | Cakupan\nLumbir | 60 | 24 | 40,00%\nWangon | 90 | 36 | 40,00%",
        "- Lumbir: 24 dari 60 pekerja (40,00 persen)\n- Wangon: 36 dari 90 pekerja (40,00 persen)",
        "No | Kecamatan | Pekerja | Peserta\n1 | Lumbir | 60 | 24\n2 | Wangon | 90 | 36\nSubtotal | | 90 | 36",
        "Dusun | Pekerja | Peserta | Cakupan\nKrajan | 20 | 5 | 25,00%\nLor | 30 | 6 | 20%\nTotal | 50 | 11 | 22,00%",
    ],
    ids=["table", "list", "subtotal", "names nobody knows"],
)
def test_rows_are_not_held_against_the_region_of_another_sentence(office: cakupan.Workspace, rows: str) -> None:
    assert alarms(office, LEAD + rows) == []
    assert alarms(office, LEAD + rows, region="33.02") == []


def test_a_wrong_number_of_a_kecamatan_by_name_alone_is_found(office: cakupan.Workspace) -> None:
    rows = "- Kecamatan Lumbir: per 31 Maret 2025 24 peserta aktif\n- Wangon: per 31 Maret 2025 46 peserta aktif"
    assert len(alarms(office, LEAD + rows)) == 1


def test_a_kecamatan_of_the_office_is_known_by_the_way() -> None:
    told = regions(f"{LEAD}Lumbir baru 21,89 persen dan Kebasen 33,50 persen.")
    assert told["21,89"] == "33.02.01"
    assert told["33,50"] == "33.02.05"
    assert verify.read("Lumbir baru 21,89 persen.", home="15").figures[0].region == ""


def test_a_list_of_desa_is_of_the_kecamatan_in_which_most_of_them_lie() -> None:
    told = regions("Kecamatan Lumbir\nCirahab 22,43% 560 2.497\nLumbir 20,98% 437 2.083\nCanduk 23,2% 20")
    assert all(told[one].startswith("33.02.01.") for one in ("560", "437", "23,2"))


def test_a_list_of_kabupaten_is_none_of_kecamatan_of_their_names() -> None:
    told = regions("Cakupan:\n- Banyumas: 31,36 persen\n- Cilacap: 22,50 persen\n- Kebumen: 25,10 persen")
    assert told == {"31,36": "33.02", "22,50": "33.01", "25,10": "33.05"}


def test_a_row_of_a_segment_is_of_the_region_of_the_text(office: cakupan.Workspace) -> None:
    assert len(alarms(office, f"{LEAD}- Penerima upah: 31 peserta aktif\n- Bukan penerima upah: 30 peserta aktif")) == 1


def test_a_group_is_spoken_of_again() -> None:
    text = "Per 31 Maret 2025 daftarkan pekerja rentan di Banyumas. 7.237 orang dalam kelompok ini belum terlindungi."
    assert [one.group for one in verify.read(text).figures] == ["PEKERJA_RENTAN"]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("region", ["33.02", "33.02.01"])
def test_the_sheet_of_an_office_passes_its_own_check(
    office: cakupan.Workspace, tmp_path: Path, region: str, lang: str
) -> None:
    paper = cakupan.report(office, "sheet", tmp_path / "lembar.pdf", region=region, lang=lang)
    assert alarms(office, open_document(paper).text) == []


def test_a_receipt_is_no_figure() -> None:
    text = "Cakupan di Banyumas 31,36 persen [776b633b7f89ae46], cakupan why 6e2f0a1108466274."
    assert [one.text for one in verify.read(text).figures] == ["31,36"]
