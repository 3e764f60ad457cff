"""The desk in a real browser: a village secretary with a telephone, an analyst with a keyboard, and nobody kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

import cakupan
from cakupan import followups, review
from journey.serving import AT, TRUTH, imaginary, served, sign_in
from postgres import SECRET, moved

VILLAGE, OTHER = TRUTH["village"]["C"]["code"], TRUTH["village"]["K"]["code"]
PAGES = (
    "/tasks", "/tasks?region=33.02.01", f"/tasks/{VILLAGE}", f"/tasks/{VILLAGE}?status=left", f"/tasks/{VILLAGE}/print",
    "/review", "/review/decisions", "/commitments", "/trail",
)  # fmt: skip
WHO = "NIK,Nama,Tgl Lahir,JK,Segmen,Kode Desa"
SITI, BUDI = f"SITI AMINAH,11-04-1986,P,BPU,{OTHER}", f"BUDI SANTOSA,12-05-1980,L,BPU,{OTHER}"
DONE = "Tanggal,Kegiatan,Kode Wilayah,Dengan,Komitmen,Penanggung Jawab,Batas Waktu,Selesai"
TWINS = (
    ("satu.csv", "workers", (WHO, f",{SITI}", f",{BUDI}")),
    (
        "dua.csv", "members",
        (WHO, *(f"33020{nik}00{n},{who}" for nik, who in (("15104860", SITI), ("11205800", BUDI)) for n in (1, 2))),
    ),
    (
        "kegiatan.csv", "activities",
        (
            DONE, "2025-01-10,Rapat,33.02.01,Kelompok Tani,Mendaftarkan 20 orang,Camat,2025-02-01,belum",
            "2025-01-11,Rapat,33.02.01,Kelompok Nelayan,Mendaftarkan 5 orang,Camat,2025-02-01,sudah",
        ),
    ),
)  # fmt: skip


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[cakupan.Workspace]:
    """Return the imaginary office with two pairs that are open, commitments, and a decision taken back.

    Its ledger is in a file, then on a server.
    """
    folder = tmp_path_factory.mktemp("desk")
    ws = cakupan.open(imaginary(folder))
    for name, kind, lines in TWINS:
        (folder / name).write_text("\n".join(lines) + "\n")
        cakupan.add(ws, folder / name, kind=kind, position=AT)
    cakupan.build(ws)
    pair = review.pairs(ws)[0]
    done = review.decide(ws, "apart", [str(pair.left.record), str(pair.right.record)], by="a", why="uji", build=False)
    review.take_back(ws, done.events[0], by="a", build=False)
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "postgres":
            patch.setenv("PGPASSWORD", SECRET)
            moved(ws.folder, request.getfixturevalue("postgres"))
        yield cakupan.open(ws.folder)


@pytest.fixture(scope="module")
def address(office: cakupan.Workspace) -> Iterator[str]:
    with served(Path(office.folder)) as where:
        yield where


def said(office: cakupan.Workspace) -> list[tuple[str, str, str]]:
    return [(one.status, one.remark, one.by) for one in followups.Book(office).rows().values()]


def test_a_village_secretary_with_a_telephone(browser: Any, address: str, office: cakupan.Workspace) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    sign_in(page, address, "lumbir")
    page.get_by_role("link", name="Tindak lanjut").click()
    page.wait_for_url(f"{address}/tasks/{VILLAGE}")
    assert page.locator("h1").inner_text().endswith("Desa Cirahab")
    for n, status in ((1, "REGISTERED"), (2, "WILLING"), (3, "REFUSES")):
        row = page.locator(".people li").nth(n)
        row.get_by_role("combobox").select_option(status)
        row.get_by_text("Tersimpan").wait_for()
    row.get_by_role("textbox").fill("takut iuran naik")
    row.get_by_role("textbox").press("Tab")
    page.wait_for_function("document.querySelectorAll('.people .done')[3].textContent === 'Tersimpan'")
    page.get_by_role("button", name="Simpan perubahan").click()
    page.get_by_text("Tidak ada yang berubah").wait_for()
    expected = [("REFUSES", "takut iuran naik", "lumbir"), ("REGISTERED", "", "lumbir"), ("WILLING", "", "lumbir")]
    assert sorted(said(office)) == expected
    row = page.locator(".people li").nth(4)
    row.get_by_role("textbox").fill("NIK 3302 0112 0590 0001")
    row.get_by_role("combobox").select_option("VISITED")
    row.get_by_text("NIK").last.wait_for()
    assert sorted(said(office)) == expected
    page.goto(f"{address}/tasks/{VILLAGE}")
    page.get_by_role("link", name="Untuk dicetak").click()
    page.wait_for_url("**/print")
    assert page.get_by_role("button", name="Cetak").is_visible()
    assert page.get_by_text("takut iuran naik").is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator("table.paper tbody tr").count() == 9
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()


def test_without_a_script_the_forms_do_the_same(browser: Any, address: str, office: cakupan.Workspace) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address, "lumbir")
    page.goto(f"{address}/tasks/{VILLAGE}")
    for n in (6, 7):
        page.locator(".people .pick").nth(n).check()
    page.locator("select[name=all_status]").select_option("MOVED")
    page.get_by_role("button", name="Simpan yang dipilih").click()
    page.get_by_text("2 orang tersimpan").wait_for()
    assert [one[0] for one in said(office)].count("MOVED") == 2
    context.close()


def test_a_wrong_row_is_corrected_on_the_page(browser: Any, address: str, office: cakupan.Workspace) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.set_default_timeout(60_000)
    sign_in(page, address, "lumbir")
    page.goto(f"{address}/tasks/{VILLAGE}")
    page.get_by_role("link", name="Perbaiki baris 3,").click()
    page.wait_for_url("**/row/*")
    assert not re.search(r"\b\d{16}\b", page.content())
    assert page.get_by_label(re.compile("NIK|KTP")).input_value() == ""
    page.get_by_role("button", name="Coba perbaikan ini").click()
    page.get_by_text("Tidak ada yang diubah").wait_for()
    page.go_back()
    page.get_by_label(re.compile("^Nama")).fill("NAMA YANG BENAR")
    page.get_by_role("button", name="Coba perbaikan ini").click()
    page.get_by_role("button", name="Terima berkas ini").wait_for()
    before = {batch.name for batch in office.batches()}
    page.get_by_role("button", name="Terima berkas ini").click()
    page.wait_for_url(re.compile(r"/files/[0-9a-f]{16}$"))
    (made,) = [batch for batch in office.batches() if batch.name not in before]
    assert (made.about["mended"], made.about["added"], made.about["by"]) == (1, 0, "lumbir")
    assert made.about["mends"] in before
    page.get_by_text("Angka sudah disusun").wait_for(timeout=90_000)
    context = browser.new_context()
    other = context.new_page()
    sign_in(other, address)
    other.goto(f"{address}/tasks/{VILLAGE}")
    assert "N*** Y*** B****" in other.locator(".people").inner_text()
    there = other.locator(".people a").first.get_attribute("href")
    for wrong in (there.replace(VILLAGE, OTHER), there.rpartition("/")[0] + "/5"):
        assert other.request.get(address + wrong).status == 404
    context.close()
    page.close()


def test_pairs_by_keyboard(browser: Any, address: str, office: cakupan.Workspace) -> None:
    page = browser.new_page()
    sign_in(page, address)
    page.goto(f"{address}/review")
    first = page.locator("#verdict").get_attribute("action")
    page.keyboard.press("l")
    page.wait_for_url("**/review?at=*")
    assert page.locator("#verdict").get_attribute("action") != first
    page.get_by_label("Alasan").fill("sd")
    assert page.get_by_label("Alasan").input_value() == "sd"
    page.get_by_label("Alasan").fill("KTP dicek")
    page.keyboard.press("Tab")
    page.keyboard.press("s")
    page.get_by_text("dicatat").wait_for()
    assert page.get_by_label("Alasan").input_value() == "KTP dicek"
    (made,) = [one for one in review.decisions(office) if one.state != "undone"]
    assert (made.verdict, made.by, made.why) == ("same", "analis", "KTP dicek")
    page.get_by_role("button", name="Batalkan").click()
    page.get_by_text("dibatalkan.").wait_for()
    assert all(one.state == "undone" for one in review.decisions(office))
    page.close()


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, True)])
def test_nobody_is_kept_out(browser: Any, address: str, width: int, dark: bool) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    sign_in(page, address)
    for path in PAGES:
        page.goto(address + path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        found = Axe().run(page)
        assert not found.violations_count, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.close()
