"""A browser without a network that takes down every request and every complaint of a page."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import reports

if find_spec("playwright") is not None:
    from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    if find_spec("playwright") is None:
        pytest.skip("needs Playwright")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The reports by department and language."""
    return reports.made(tmp_path_factory, *reports.DEPARTMENTS)


@pytest.fixture(scope="module")
def opened(browser: "Browser") -> "Callable[..., Any]":
    """Opens a page in a context of its own; afterwards nothing may have been asked for or complained of."""

    @contextmanager
    def opened(file: Path, **options: Any) -> "Iterator[Page]":
        wrong: list[str] = []
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_offline(True)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.on("request", lambda asked: wrong.append(asked.url) if _loads(asked.url, file) else None)
        page.goto(file.as_uri())
        yield page
        context.close()
        assert wrong == []

    return opened


def _loads(address: str, file: Path) -> bool:
    """Whether an address is anything but the page itself and what it holds."""
    return address.partition("#")[0] != file.as_uri() and not address.startswith(("data:", "blob:"))
