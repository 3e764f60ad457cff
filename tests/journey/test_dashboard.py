"""The dashboard in a real browser on a real server: at a desk, on a telephone, by keyboard, in print, for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from journey.serving import AT, TRUTH, imaginary, served, sign_in

HOME, VILLAGE = TRUTH["home"], "33.02.01.2001"
WHY = f"/why?measure=coverage&region={HOME}&at={AT}"
PAGES = (f"/region/{HOME}", f"/region/{VILLAGE}", "/find?q=lumbir", WHY, "/sign-in")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return where the imaginary office is served."""
    with served(imaginary(tmp_path_factory.mktemp("served"))) as where:
        yield where


@pytest.fixture
def sheet(browser: Any, address: str) -> Iterator[Any]:
    """Return a fresh page of the browser."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, address)
    yield page
    page.close()


def test_from_the_kabupaten_to_a_village_and_to_the_files_behind_a_number(sheet: Any, address: str) -> None:
    sheet.goto(f"{address}/")
    assert sheet.locator("h1").inner_text() == "Kabupaten Banyumas"
    numbers = TRUTH["numbers"]
    assert f"{numbers['active']} dari {numbers['eligible']} pekerja" in sheet.locator(".lead").first.inner_text()
    sheet.get_by_role("link", name="Lumbir", exact=True).click()
    sheet.get_by_role("link", name="Cirahab", exact=True).click()
    assert sheet.url.endswith(VILLAGE)
    assert sheet.locator("h1").inner_text() == "Desa Cirahab"
    sheet.locator(".big a").click()
    assert "Dari mana angka ini" in sheet.locator("h1").inner_text()
    assert sheet.get_by_text("daftar-pekerja.xlsx").count() >= 1
    sheet.get_by_label("Letak").get_by_role("link").first.click()
    assert sheet.url.endswith(VILLAGE)
    sheet.get_by_label("Letak").get_by_role("link", name="Kabupaten Banyumas").click()
    assert sheet.url.endswith(HOME)


def test_search_language_and_date_stay_in_the_address(sheet: Any, address: str) -> None:
    sheet.goto(f"{address}/region/{HOME}")
    sheet.get_by_role("searchbox").fill("canduk")
    sheet.keyboard.press("Enter")
    sheet.wait_for_url("**/region/33.02.01.2002")
    sheet.get_by_role("link", name="English").click()
    assert "workers were protected" in sheet.locator(".lead").first.inner_text()
    sheet.locator("input[name=at]").fill(TRUTH["before"].isoformat())
    sheet.get_by_role("button", name="Show").click()
    assert sheet.url.endswith(f"?at={TRUTH['before'].isoformat()}")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)])
def test_nobody_is_kept_out(browser: Any, address: str, path: str, width: int, dark: bool) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light")
    if path != "/sign-in":
        sign_in(page, address)
    page.goto(address + path)
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page itself never scrolls sideways"
    page.close()


def test_a_first_visit_is_light_and_asks_nothing_of_others(sheet: Any, address: str) -> None:
    sizes: list[int] = []
    asked: list[str] = []
    session = sheet.context.new_cdp_session(sheet)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.goto(f"{address}/region/{HOME}", wait_until="networkidle")
    assert 0 < sum(sizes) < 200_000
    assert all(url.startswith(address) for url in asked)


def test_all_is_reached_by_keyboard(sheet: Any, address: str) -> None:
    sheet.goto(f"{address}/region/{HOME}")
    sheet.keyboard.press("Tab")
    assert sheet.evaluate("document.activeElement.className") == "skip"
    sheet.keyboard.press("Enter")
    reached = set()
    for _ in range(60):
        sheet.keyboard.press("Tab")
        reached.add(sheet.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
    assert any("/why?measure=coverage" in name for name in reached)
    assert any("report.pdf" in name for name in reached)


def test_it_prints_without_its_doors(sheet: Any, address: str) -> None:
    sheet.goto(f"{address}/region/{HOME}")
    sheet.emulate_media(media="print")
    assert not sheet.locator(".top").is_visible()
    assert sheet.locator(".big").is_visible()
    assert sheet.pdf(format="A4").startswith(b"%PDF")


def test_no_page_of_the_dashboard_holds_a_person(sheet: Any, address: str, tmp_path: Path) -> None:
    for path in PAGES:
        sheet.goto(address + path)
        assert not re.search(r"\b\d{16}\b", sheet.content())
        assert "Sarjo" not in sheet.content()


WRONG = "12.171 dari 51.674 pekerja di Kabupaten Banyumas, atau 46,8 persen, sudah terlindungi."


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (360, False), (1280, True)])
def test_a_text_is_verified_and_its_sentence_copied(browser: Any, address: str, width: int, dark: bool) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if dark else "light",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    sign_in(page, address)
    page.get_by_role("link", name="Periksa", exact=True).click()
    see_all(page, width)
    page.locator("textarea[name=text]").fill(WRONG)
    page.get_by_role("button", name="Periksa", exact=True).click()
    page.wait_for_selector("#found")
    see_all(page, width)
    assert page.locator("mark.fails").count() == 3
    assert page.locator("mark.fails .sign").first.inner_text() == "✗"
    quote = page.locator(".verdict-of.fails blockquote").first
    page.locator(".verdict-of.fails [data-copy]").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == quote.inner_text()
    assert copied != WRONG
    page.locator("textarea[name=text]").fill(copied)
    page.get_by_role("button", name="Periksa", exact=True).click()
    page.wait_for_selector("mark.holds")
    assert page.locator("mark.fails").count() == 0
    context.close()


def test_a_file_is_verified(browser: Any, address: str, tmp_path: Path) -> None:
    (tmp_path / "siaran pers.txt").write_text(WRONG, "utf-8")
    page = browser.new_page()
    sign_in(page, address)
    page.goto(f"{address}/verify")
    page.get_by_label("Atau berkas").set_input_files(tmp_path / "siaran pers.txt")
    page.get_by_role("button", name="Periksa", exact=True).click()
    page.wait_for_selector("#found")
    assert page.locator("mark.fails").count() == 3
    chosen = page.locator(".verdict-of.fails h4 a").first.inner_text()
    page.locator(".verdict-of.fails h4 a").first.click()
    assert page.locator("mark:target").inner_text().startswith(chosen)
    page.close()


def see_all(page: Any, width: int) -> None:
    """See that nobody is kept out of a page, and that it does not scroll sideways."""
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
