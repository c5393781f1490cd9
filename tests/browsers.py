"""A real browser: Chromium or Chrome of the system, driven by Playwright.

Playwright is the dependency group `browser`, which `make browser` installs; no browser of its own is needed. Without
either, tests that ask for it are skipped, and say so.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

OPTIONS = (  # without a sandbox, which root has none of; and without what a browser does beside showing pages
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def open_browser() -> Iterator[Any]:
    """A browser without a window; for a fixture of a module, which skips where there is none.

    Until it is closed, Playwright's event loop runs in this thread: no test between may start one of its own.
    """
    playwright = pytest.importorskip("playwright.sync_api", reason="no Playwright: run 'make browser'")
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine: install one to run the embed in a browser")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=list(OPTIONS))
        yield opened
        opened.close()
