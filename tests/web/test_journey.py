"""An office sends a broken list through a real browser, to a number that changes and back."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cakupan.batches import standing
from cakupan.workspace import Workspace
from postgres import SECRET

from .conftest import AT, CONTOH, PASSWORD, Servers

_DROP = """([name, content]) => {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name));
    const drop = document.querySelector(".drop");
    for (const kind of ["dragenter", "dragover", "drop"])
        drop.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""
_FIELDS = {"Identitas Warga": "nik", "Yang Bekerja": "name"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        pytest.skip("no Chromium on this machine: sh scripts/system chromium")
    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield shown
        shown.close()


def drop(page: Any, file: Path) -> None:
    """Drop a file on the page as a hand would, and send it."""
    page.evaluate(_DROP, [file.name, base64.b64encode(file.read_bytes()).decode()])
    page.get_by_text(file.name).wait_for()
    page.get_by_role("button", name="Lihat cara berkas ini dibaca").click()


def enter(page: Any, address: str) -> None:
    """Sign in."""
    page.goto(f"{address}/sign-in")
    page.locator("input[name=account]").fill("ani")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").click()
    page.wait_for_url(f"{address}/region/**")


def workers(page: Any, address: str) -> int:
    """Return the number of workers that the dashboard shows."""
    page.goto(f"{address}/region/33.02")
    found = re.search(r"dari ([\d.]+) pekerja", page.locator(".lead").first.inner_text())
    assert found
    return int(found[1])


def built(page: Any) -> None:
    """Wait until the page says that the numbers are built."""
    page.get_by_text("Angka sudah disusun").wait_for(timeout=90_000)


def sound(page: Any) -> None:
    """See that everybody can use the page: WCAG AA, and nothing sticks out at the width of a telephone."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert not found.response["violations"], found.generate_report()
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.set_viewport_size({"width": 1280, "height": 900})


def test_from_a_broken_list_to_a_mended_number(
    browser: Any, servers: Servers, either: Workspace, lists: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = either
    monkeypatch.setenv("PGPASSWORD", SECRET)
    address, pid = servers.start(office.folder)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    enter(page, address)
    before = workers(page, address)

    page.goto(f"{address}/files")
    page.get_by_role("link", name="Kirim berkas").click()
    sound(page)
    page.get_by_label("Posisi").fill(AT.isoformat())
    page.get_by_label("Orang-orangnya rekaan").check()
    drop(page, lists / "salah.xlsx")
    page.get_by_role("alert").wait_for()
    assert "Tidak ada lembar pada salah.xlsx" in page.get_by_role("alert").inner_text()
    sound(page)
    for heading, field in _FIELDS.items():
        page.get_by_label(heading, exact=True).select_option(field)
    page.get_by_role("button", name="Simpan pilihan kolom").click()
    page.get_by_role("button", name="Terima berkas ini").wait_for()
    assert page.locator("[data-count=rejected]").inner_text() == "2"
    sound(page)
    page.get_by_role("button", name="Terima berkas ini").click()
    page.get_by_role("heading", name="Tindakan").wait_for()
    built(page)
    sound(page)
    batch = page.url
    taken = workers(page, address)
    assert (before, taken) == (12, CONTOH["TRUTH"]["numbers"]["eligible"])

    page.goto(batch)
    with page.expect_download() as download:
        page.get_by_role("button", name="Hanya baris yang bermasalah").click()
    download.value.save_as(tmp_path / "perbaikan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "perbaikan.xlsx")
    for row in book["Canduk"].iter_rows():
        if str(row[-1].value) == "13":
            row[1].value = CONTOH["nik"]("K9")
    book.save(tmp_path / "kembali.xlsx")
    page.goto(f"{address}/files/new")
    drop(page, tmp_path / "kembali.xlsx")
    page.get_by_text("Ini berkas perbaikan dari kiriman").wait_for()
    page.get_by_role("button", name="Terima berkas ini").click()
    page.get_by_role("heading", name="Tindakan").wait_for()
    built(page)
    assert workers(page, address) == taken + 1
    mended = standing(office)[-1]
    assert mended.about["mends"] == batch.rpartition("/")[2]

    page.goto(f"{address}/files/{mended.name}")
    page.get_by_role("link", name="Tarik kiriman").click()
    page.get_by_text("seperti sebelum diperbaikinya").wait_for()
    sound(page)
    page.get_by_role("button", name="Ya, tarik kiriman ini").click()
    page.get_by_role("button", name="Batalkan penarikan").wait_for()
    built(page)
    assert workers(page, address) == taken
    page.goto(f"{address}/files/{mended.name}")
    page.get_by_role("button", name="Batalkan penarikan").click()
    page.get_by_role("link", name="Tarik kiriman").wait_for()
    built(page)
    assert workers(page, address) == taken + 1
    page.goto(f"{address}/files")
    sound(page)
    page.goto(f"{address}/templates")
    sound(page)
    assert not faults, faults
    servers.kill(pid)


def test_without_a_script(browser: Any, servers: Servers, office: Workspace, lists: Path) -> None:
    address, pid = servers.start(office.folder)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(60_000)
    enter(page, address)
    page.goto(f"{address}/files/new")
    page.locator("input[type=file]").set_input_files([lists / "rtrw.csv", lists / "salah.xlsx"])
    page.get_by_label("Kelompok").select_option("RT_RW")
    page.get_by_label("Posisi").fill("2025-02-28")
    page.get_by_role("button", name="Lihat cara berkas ini dibaca").click()
    page.get_by_role("button", name="Terima berkas ini").click()
    page.get_by_role("alert").wait_for()
    assert "salah.xlsx" in page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("button", name="Buang berkas ini").click()
    page.get_by_text("Angka sudah disusun").wait_for()
    assert page.locator("tbody tr").count() == 4
    servers.kill(pid)
