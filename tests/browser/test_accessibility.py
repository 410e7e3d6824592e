"""What axe-core finds in the finished pages: nothing at all, as they open and with every control used."""

from importlib.util import find_spec

import pytest

import reports

if find_spec("axe_playwright_python") is None:
    pytest.skip("needs axe-playwright-python", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe

OPTIONS = {"resultTypes": ["violations"]}


def found(page):
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    return [(one["impact"], one["id"], one["nodes"][0]["html"]) for one in violations]


@pytest.mark.parametrize("language", reports.LANGUAGES)
@pytest.mark.parametrize("department", reports.DEPARTMENTS)
def test_a_page_as_it_opens_has_no_barrier(made, opened, department, language):
    with opened(made[department, language]) as page:
        assert found(page) == []


@pytest.mark.parametrize("language", reports.LANGUAGES)
def test_a_page_with_every_control_in_use_has_no_barrier(made, opened, language):
    with opened(made["putuo-finance", language], viewport={"width": 320, "height": 900}) as page:
        for button in page.locator(".view button").all():
            button.click()
        page.locator("th button").first.click()
        page.locator("figure").last.locator("[aria-pressed]").click()
        page.locator("figure .drawing").last.focus()
        page.keyboard.press("ArrowRight")
        assert page.locator(".tip").is_visible()
        assert found(page) == []


@pytest.mark.parametrize("language", reports.LANGUAGES)
def test_a_page_without_scripts_has_no_barrier_in_its_structure(made, language):
    """axe itself is a script, so what needs none is read from the page."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(made["putuo-finance", language].read_text(encoding="utf-8"), "html.parser")
    assert all(head.get("scope") in ("row", "col") for head in page("th"))
    assert all(page.find(name) for name in ("header", "nav", "main", "footer"))
    assert all(picture["aria-label"] for picture in page("svg"))
    assert len(page("h1")) == 1
