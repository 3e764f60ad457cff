"""The tutorial of the restatement tells the truth: its commands run, and print what it says; its page opens."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

TUTORIAL = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "tutorial.py"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, str]]]:
    """Return the folder of the tutorial, and each of its commands with what it says and what was printed."""
    folder = tmp_path_factory.mktemp("tutorial")
    TUTORIAL["write"](folder)
    return folder / "lumbir", list(TUTORIAL["run"](folder))


def like(said: str) -> re.Pattern[str]:
    """Return what a screen of the page stands for: a line of … is any lines, … in a line any text."""
    lines = [line.rstrip() for line in said.strip().split("\n")]
    parts = [r"(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + r"\s*\n" for line in lines]
    return re.compile("".join(parts))


def test_every_screen_is_what_the_command_prints(told: tuple[Path, list[tuple[str, str, str]]]) -> None:
    _, screens = told
    assert len(screens) > 15
    for command, said, printed in screens:
        assert like(said).fullmatch(printed.rstrip() + "\n"), f"$ {command}\n{printed}"


def test_the_pictures_are_there() -> None:
    page = TUTORIAL["PAGE"]
    pictures = re.findall(r"!\[.*?\]\((.*?)\)", page.read_text("utf-8"))
    assert len(pictures) == len(TUTORIAL["PICTURES"])
    assert all((page.parent / picture).stat().st_size < 200_000 for picture in pictures)


@pytest.mark.parametrize("width", [1280, 360])
def test_its_page_in_a_browser(told: tuple[Path, Any], browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((told[0] / "perubahan.html").as_uri())
    assert [url for url in asked if not url.startswith("file:")] == []
    sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert sizes[0] <= sizes[1], "the page scrolls sideways"
    text = page.inner_text("body")
    assert re.search(r"40,00 → 49,23", text)
    assert "24 + 8 = 32 orang; 40,0000 + 9,2308 = 49,2308 persen: tanpa sisa." in text
    page.close()
