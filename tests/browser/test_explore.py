"""`explore.ipynb` in a live JupyterLab: choices made with the keyboard change the chart and the table."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

if find_spec("playwright") is None or find_spec("jupyterlab") is None:
    pytest.skip("needs JupyterLab and Playwright", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
DEPARTMENT = "example-county-civil-affairs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FOLDERS = ("CONFIG_DIR", "DATA_DIR", "RUNTIME_DIR")
DEADLINE = 30.0
QUIET = {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True}

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """The address of a JupyterLab on a copy of the notebook and of the illustrative department's data."""
    shutil.copytree(ROOT / "data" / DEPARTMENT, folder / "project" / "data" / DEPARTMENT)
    (folder / "project" / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "explore.ipynb", folder / "project" / "notebooks")
    settings = folder / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(json.dumps(QUIET), encoding="utf-8")
    own = {f"JUPYTER_{name}": str(folder / name.lower()) for name in FOLDERS}
    own |= {
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    try:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    except OSError as error:
        pytest.skip(f"no port to be had: {error}")
    token = secrets.token_hex(16)
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *(
            "--ip=127.0.0.1",
            f"--port={port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={token}",
        ),
        *("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.news_url=None"),
        f"--notebook-dir={folder / 'project'}",
    ]
    with (folder / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command, env={**os.environ, **own}, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        try:
            _wait(f"http://127.0.0.1:{port}/api/status?token={token}", folder / "log")
            yield f"http://127.0.0.1:{port}/lab/tree/notebooks/explore.ipynb?token={token}"
        finally:
            _stop(server)


def _wait(address: str, log: Path) -> None:
    until = time.monotonic() + DEADLINE
    while True:
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                pytest.fail(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')}")
            time.sleep(0.1)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End JupyterLab and its kernels, which have a session of their own."""
    family = [*psutil.Process(server.pid).children(recursive=True), psutil.Process(server.pid)]
    server.terminate()
    _, left = psutil.wait_procs(family, timeout=10)
    for process in left:
        process.kill()
    server.wait()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The notebook with all its cells run; afterwards nothing may have been complained of or asked for."""
    wrong: list[str] = []
    expect.set_options(timeout=DEADLINE * 1000)
    with jupyterlab(tmp_path_factory.mktemp("lab")) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(_told(said)) if said.type == "error" else None)
        page.on("request", lambda asked: wrong.append(asked.url) if _elsewhere(asked.url) else None)
        page.goto(address)
        # A cell that runs before its kernel is there asks which kernel to take.
        page.get_by_text("| Idle").wait_for()
        page.locator(".jp-CodeCell").last.wait_for()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.locator(".bb-explore svg").wait_for()
        yield page
        browser.close()
    assert wrong == []


def _told(said: ConsoleMessage) -> str:
    return f"{said.text} {said.location['url']}"


def _elsewhere(address: str) -> bool:
    return not address.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:"))


def control(page: Page, name: str) -> Locator:
    return page.locator(f".bb-{name} :is(select, input)")


def tab_to(page: Page, name: str) -> Locator:
    """Reach a control with the Tab key alone."""
    wanted = control(page, name)
    for _ in range(40):
        if wanted.evaluate("element => element === document.activeElement"):
            return wanted
        page.keyboard.press("Tab")
    return pytest.fail(f"Tab does not reach {name}")


def test_another_year_is_chosen_with_the_keyboard_and_changes_the_chart_and_the_table(page: Page) -> None:
    caption, chart = page.locator(".bb-explore caption"), page.locator(".bb-explore figcaption")
    expect(caption).to_have_text("2024年收入，按来源，决算数")
    drawn = page.locator(".bb-explore svg").inner_html()
    year = tab_to(page, "year")
    page.keyboard.press("ArrowUp")
    expect(caption).to_have_text("2023年收入，按来源，决算数")
    expect(chart).to_contain_text("2023年收入构成")
    expect(year).to_be_focused()
    assert page.locator(".bb-explore svg").inner_html() != drawn
    page.keyboard.press("ArrowDown")
    expect(caption).to_have_text("2024年收入，按来源，决算数")
    assert page.locator(".bb-explore svg").inner_html() == drawn


def test_keys_typed_in_the_board_are_not_taken_by_jupyterlab(page: Page) -> None:
    cells = page.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    year = tab_to(page, "year")
    for key in ("d", "d", "b", "m", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    expect(year).to_be_focused()
    expect(cells).to_have_count(before)
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(2)


def test_the_flow_the_depth_the_table_and_the_language_follow_the_keyboard(page: Page) -> None:
    caption, rows = page.locator(".bb-explore caption"), page.locator(".bb-explore tbody").last.locator("tr")
    tab_to(page, "flow")
    page.keyboard.press("ArrowDown")
    expect(caption).to_have_text("2024年支出，按支出性质，决算数")
    tab_to(page, "depth")
    for depth in ("类", "款", "项"):
        page.keyboard.press("ArrowDown")
        expect(caption).to_have_text(f"2024年支出，按功能分类（{depth}），决算数")
    first = rows.first.locator("td").first
    expect(first).to_have_text("2081002")
    tab_to(page, "ascending")
    page.keyboard.press("Space")
    expect(first).to_have_text("2080207")
    tab_to(page, "filter")
    page.keyboard.type("养老 年金")
    expect(page.locator(".bb-explore [role=status]")).to_have_text("没有名称或编码含“养老 年金”的行。")
    for _ in range(3):
        page.keyboard.press("Backspace")
    expect(rows).to_have_count(1)
    control(page, "language").focus()
    page.keyboard.press("ArrowDown")
    expect(caption).to_have_text("Expenditure by functional item, 2024, actual")
    expect(page.locator(".bb-year .widget-label")).to_have_text("Year")


def test_axe_finds_nothing_serious_in_the_board(page: Page) -> None:
    found = Axe().run(page, context=".bb-explore").response["violations"]
    assert [
        (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")
    ] == []
