"""A real browser for the journeys."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a real browser that shows pages and does nothing else."""
    from playwright.sync_api import sync_playwright

    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine: sh scripts/system chromium")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        shown = playwright.chromium.launch(executable_path=program, args=quiet)
        yield shown
        shown.close()
