"""The index in a browser: sorted, filtered, without a request, for readers with and without eyes or mouse."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from index_cases import failed, report

from budgetbook.batch.index import write_index

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="playwright, which drives the browser, is missing"
)
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to open the page with")
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Five department-years: one failed, one illustrative, findings and figures of every kind."""
    figures = {2021: "1000.00", 2022: None, 2023: "20.50"}
    for year, income in figures.items():
        figure = {"key": "total_income", "term": "", "value": income, "unit": "万元"}
        findings = {"error": year - 2021, "warning": 0, "info": 0}
        report(tmp_path, "jia", year, findings=findings, figures=[figure])
    findings = {"error": 0, "warning": 3, "info": 1}
    report(tmp_path, "yi", 2023, illustrative=True, findings=findings, department="示例县")
    report(tmp_path, "yi", 2023, "en")
    failed(tmp_path, "bing", 2023)
    return tmp_path


def open_page(browser: Any, outputs: Path, language: str = "zh", width: int = 1440, **context: Any) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900}, **context)
    page.set_default_timeout(10_000)
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda message: page.problems.append(message.text))
    page.on("request", lambda request: page.problems.append(request.url))
    page.goto(write_index(outputs, language).as_uri())
    assert page.problems == [page.url]
    return page


def column(page: Any, title: str) -> list[str]:
    """The cells of a column, as they stand now."""
    at = [text.split("（")[0].strip() for text in page.locator("thead th").all_inner_texts()].index(title)
    return [
        text.split("\n")[0] for text in page.locator(f"tbody tr > :nth-child({at + 1})").all_inner_texts()
    ]


def test_a_click_sorts_by_a_column_another_the_other_way(browser: Any, outputs: Path) -> None:
    page = open_page(browser, outputs)
    button = page.get_by_role("button", name="收入总计")
    heading = page.locator("thead th", has=button)
    assert heading.get_attribute("aria-sort") is None
    button.click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert column(page, "收入总计") == ["20.50", "1,000.00", "6,122.13", "[z]", "[x]"]
    button.click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert column(page, "收入总计") == ["6,122.13", "1,000.00", "20.50", "[z]", "[x]"]


def test_the_keyboard_sorts_too_and_one_column_alone_is_sorted(browser: Any, outputs: Path) -> None:
    page = open_page(browser, outputs)
    page.get_by_role("button", name="年度").click()
    page.get_by_role("button", name="部门").press("Enter")
    page.get_by_role("button", name="部门").press("Enter")
    assert column(page, "部门") == ["jia某局", "jia某局", "jia某局", "bing", "示例县"]
    assert column(page, "年度") == ["2021", "2022", "2023", "2023", "2023"]
    assert page.locator("[aria-sort]").count() == 1
    assert page.get_by_role("button", name="报告", exact=True).count() == 0


FILTERS = {
    ("#filter-text", "jia"): (["jia某局"] * 3, "符合条件 3 个，共 5 个部门年度。"),
    ("#filter-text", "VALUEERROR 收入"): (["bing"], "符合条件 1 个，共 5 个部门年度。"),
    ("#filter-text", "nobody"): ([], "符合条件 0 个，共 5 个部门年度。"),
    ("#filter-year", "2022"): (["jia某局"], "符合条件 1 个，共 5 个部门年度。"),
    ("#filter-status", "failed"): (["bing"], "符合条件 1 个，共 5 个部门年度。"),
    ("#filter-findings", "error"): (["jia某局"] * 2, "符合条件 2 个，共 5 个部门年度。"),
    ("#filter-findings", "warning"): (["jia某局"] * 2 + ["示例县"], "符合条件 3 个，共 5 个部门年度。"),
    ("#filter-findings", "none"): (["jia某局"], "符合条件 1 个，共 5 个部门年度。"),
}


@pytest.mark.parametrize("chosen", FILTERS, ids="=".join)
def test_filters_leave_what_fits_and_count_it(browser: Any, outputs: Path, chosen: tuple[str, str]) -> None:
    page = open_page(browser, outputs)
    place, value = chosen
    if place == "#filter-text":
        page.fill(place, value)
    else:
        page.select_option(place, value)
    assert (column(page, "部门"), page.inner_text("#found")) == FILTERS[chosen]
    page.get_by_role("button", name="年度").click()
    assert len(column(page, "部门")) == len(FILTERS[chosen][0])


def test_of_hundreds_the_first_are_listed_until_all_are_asked_for(browser: Any, tmp_path: Path) -> None:
    for number in range(1, 211):
        report(tmp_path, f"d{number:03}", findings={"error": 210 - number, "warning": 0, "info": 0})
    page = open_page(browser, tmp_path)
    assert len(column(page, "年度")) == 200
    page.get_by_role("button", name="勾稽错误").click()
    assert column(page, "勾稽错误")[:3] == ["0", "1", "2"]
    page.fill("#filter-text", "d20")
    assert len(column(page, "年度")) == 10
    assert not page.locator("#more").is_visible()
    page.fill("#filter-text", "")
    page.get_by_role("button", name="先列出前 200 个；列出全部 210 个").click()
    assert len(column(page, "年度")) == 210
    assert not page.locator("#more").is_visible()


def test_without_a_script_everything_is_there_and_nothing_that_needs_one(browser: Any, outputs: Path) -> None:
    page = open_page(browser, outputs, java_script_enabled=False)
    assert column(page, "部门") == ["bing", "jia某局", "jia某局", "jia某局", "示例县"]
    assert page.locator("button").locator("visible=true").count() == 0
    assert not page.locator(".index-filters").is_visible()
    assert "点击" not in page.inner_text("main")
    assert page.get_by_role("link", name="PDF").first.is_visible()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_page_never_scrolls_sideways_only_the_table_does(browser: Any, outputs: Path, width: int) -> None:
    failed(outputs, "bing", 2023, message="x" * 500)
    report(outputs, "ding", 2023, department="很长的部门名称" * 10, slug_="d" * 60)
    page = open_page(browser, outputs, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator(".scroll").focus()
    assert page.evaluate("document.activeElement.className") == "scroll"


def test_chinese_is_set_in_the_font_that_the_page_brings_along(browser: Any, outputs: Path) -> None:
    page = open_page(browser, outputs)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].map(face => `${face.weight} ${face.status}`)")
    assert sorted(loaded) == ["400 loaded", "700 loaded"]
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    used = []
    for selector in ("h1", "tbody th", "#found", ".index-state", "th button", ".index-unit"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        used += session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    assert {(font["familyName"], font["isCustomFont"]) for font in used} == {("Noto Sans SC", True)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing(browser: Any, outputs: Path, language: str) -> None:
    page = open_page(browser, outputs, language)
    page.get_by_role("button").nth(1).click()
    found = axe.Axe().run(page)
    assert [violation["id"] for violation in found.response["violations"]] == []
