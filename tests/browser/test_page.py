"""The finished page as its readers use it: with a mouse, a keyboard, a phone, a printer, without scripts."""

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

import reports

pytest.importorskip("playwright", reason="needs Playwright")

from playwright.sync_api import expect

EXAMPLE = "example-county-civil-affairs"
EVERY = [(department, language) for department in reports.DEPARTMENTS for language in reports.LANGUAGES]
NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d+)?")
SVG = "{http://www.w3.org/2000/svg}"
# The table of a body's cells as texts, and where its columns of money are.
READ = """table => ({
    money: [...table.tHead.rows[0].cells].flatMap((head, at) => head.matches(".money") ? [at] : []),
    heads: [...table.tHead.rows[0].cells].map(head => head.textContent),
    rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent)),
})"""


@pytest.fixture
def page(made, opened):
    """The illustrative department's report, which shows everything there is."""
    with opened(made[EXAMPLE, "zh"]) as page:
        yield page


def rows(page, ident):
    return page.locator(f"#{ident} table").evaluate(READ)["rows"]


def column(page, ident, at):
    return [row[at] for row in rows(page, ident)]


def press(page, name, within="body"):
    page.locator(within).get_by_role("button", name=name, exact=True).click()


def status(page):
    return page.locator(".status").inner_text()


def number(text):
    return Decimal(text.replace(",", "")) if NUMBER.fullmatch(text) else None


def test_the_contents_lead_to_every_chapter_and_follow_the_reader(page):
    links = page.locator("#contents a")
    for at in (0, links.count() // 2, links.count() - 1):
        links.nth(at).click()
        target = page.locator(f"[id='{links.nth(at).get_attribute('href')[1:]}']")
        expect(page.locator("#contents [aria-current]")).to_have_text([links.nth(at).inner_text()])
        assert 0 <= target.bounding_box()["y"] < 900


def test_a_jump_over_many_chapters_is_followed_too(page):
    page.keyboard.press("End")
    last = page.locator("main :is(h2, h3)").last.inner_text()
    expect(page.locator("#contents [aria-current]")).to_have_text([last])


def test_contents_longer_than_the_screen_show_where_the_reader_is(page):
    page.set_viewport_size({"width": 1280, "height": 500})
    page.keyboard.press("End")
    current = page.locator("#contents [aria-current]")
    expect(current).to_have_text([page.locator("main :is(h2, h3)").last.inner_text()])
    expect(current).to_be_in_viewport()


def test_a_way_leads_back_to_the_top_and_is_not_there_at_the_top(page):
    up = page.get_by_role("link", name="回到顶部")
    expect(up).to_be_hidden()
    page.keyboard.press("End")
    up.click()
    expect(up).to_be_hidden()
    assert page.evaluate("scrollY") == 0


def test_amounts_sort_as_numbers_with_the_total_where_it_is(page):
    printed = rows(page, "projects-2")
    head = page.locator("#projects-2 th").nth(2)
    for order, reverse in (("ascending", False), ("descending", True)):
        press(page, "预算数（万元）", "#projects-2")
        sorted_by = [number(text) for text in column(page, "projects-2", 2)]
        assert sorted_by[:-1] == sorted(sorted_by[:-1], reverse=reverse)
        assert rows(page, "projects-2")[-1] == printed[-1]
        assert head.get_attribute("aria-sort") == order
    assert status(page) == "表 5按“预算数（万元）”由大到小排列"
    press(page, "预算数（万元）", "#projects-2")
    assert rows(page, "projects-2") == printed
    assert head.get_attribute("aria-sort") is None


@pytest.mark.parametrize("presses", [1, 2])
def test_what_is_missing_comes_last_in_either_order(page, presses):
    for _ in range(presses):
        press(page, "完成程度（%）", "#weak-indicators")
    texts = column(page, "weak-indicators", 4)
    known = [text for text in texts if number(text) is not None]
    assert texts == [*known, *["[z]"] * (len(texts) - len(known))]
    assert [number(text) for text in known] == sorted(map(number, known), reverse=presses == 2)
    assert 0 < len(known) < len(texts)


def test_words_sort_as_words_and_one_column_at_a_time(page):
    press(page, "内设机构", "#projects-2")
    press(page, "项目名称", "#projects-2")
    assert page.locator("#projects-2 [aria-sort]").all_inner_texts() == ["项目名称"]
    names = column(page, "projects-2", 0)[:-1]
    assert names == page.evaluate(
        "names => [...names].sort(new Intl.Collator('zh-CN', {numeric: true}).compare)", names
    )


def test_parts_stay_below_what_they_are_parts_of(page):
    parts = """table => [...table.tBodies[0].rows]
        .map(row => [row.className === "sub", row.cells[1].textContent])"""
    table = page.locator("#outputs-2 table")

    def families():
        found = {}
        for part, name in table.evaluate(parts):
            if not part:
                whole = found.setdefault(name, [])
            else:
                whole.append(name)
        return found

    printed = families()
    press(page, "数值", "#outputs-2")
    assert families() == printed
    assert list(families()) != list(printed)


def test_a_table_with_totals_between_its_rows_does_not_sort(page):
    assert page.locator("#structure-income-over-years tbody .total").count() > 1
    assert page.locator("#structure-income-over-years th button").count() == 0


def test_a_header_sorts_from_the_keyboard(page):
    page.locator("#projects-2 th button").nth(3).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    assert page.locator("#projects-2 th").nth(3).get_attribute("aria-sort") == "descending"


def in_yi(text):
    amount = number(text)
    if amount is None:
        return text
    shown = (amount / 10000).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return f"{shown if shown else abs(shown):{'+' if text.startswith('+') and shown else ''},.4f}"


@pytest.mark.parametrize(
    ("language", "button"), [("zh", "表格金额用亿元"), ("en", "Tables in yi yuan (100 million)")]
)
def test_amounts_are_converted_exactly_and_nothing_else_is(made, opened, language, button):
    with opened(made[EXAMPLE, language]) as page:
        read = f"() => [...document.querySelectorAll('.exhibit table')].map({READ})"
        printed = page.evaluate(read)
        press(page, button)
        converted = page.evaluate(read)
        assert sum(len(table["money"]) for table in printed) > 40
        for before, after in zip(printed, converted, strict=True):
            for one, other in zip(before["rows"], after["rows"], strict=True):
                wanted = [in_yi(text) if at in before["money"] else text for at, text in enumerate(one)]
                assert other == wanted
        heads = [table["heads"][at] for table in converted for at in table["money"]]
        assert not [head for head in heads if re.search("万元|wan yuan", head)]
        press(page, button)
        assert page.evaluate(read) == printed
        assert page.locator(".unit").count() == 0


def test_tables_in_yi_say_so_and_charts_say_that_they_are_not(page):
    press(page, "表格金额用亿元")
    assert status(page) == "表格中的金额已换算为亿元，文字和图中仍为万元"
    caption = page.locator("#projects-2 caption").inner_text()
    assert "单位：亿元" in caption and "金额已换算为亿元，保留四位小数" in caption
    figure = page.locator("#structure-income figcaption").inner_text()
    assert figure.endswith("数据表中的金额已换算为亿元，图中仍为万元")
    assert "单位：万元" in figure
    untouched = page.locator("#score-differences, #rules, #outputs-2")
    assert untouched.locator(".unit").count() == 0


@pytest.mark.parametrize(
    ("printed", "converted"),
    [
        ("0.00", "0.0000"), ("0.49", "0.0000"), ("0.50", "0.0001"), ("-0.49", "0.0000"), ("-0.50", "-0.0001"),
        ("+9,999.50", "+1.0000"), ("6,122.13", "0.6122"), ("123,456,789,012.50", "12,345,678.9013"),
        ("9,007,199,254,740,993.00", "900,719,925,474.0993"), ("7", "0.0007"),
    ],
)  # fmt: skip
def test_a_half_is_rounded_up_and_no_digit_is_lost(page, printed, converted):
    cell = page.locator("#projects-2 tbody td.number").first
    cell.evaluate("(cell, text) => { cell.textContent = text }", printed)
    press(page, "表格金额用亿元")
    assert cell.inner_text() == converted == in_yi(printed)


def test_a_figure_becomes_its_table_and_back(page):
    figure = page.locator("#structure-income")
    press(page, "以表代图", "#structure-income")
    assert figure.locator("svg").is_hidden()
    assert figure.locator("table").is_visible()
    assert figure.get_by_role("button", name="以表代图", pressed=True).count() == 1
    press(page, "以表代图", "#structure-income")
    assert figure.locator("svg").is_visible()
    assert figure.locator("table").is_hidden()


def test_all_figures_become_tables_and_back(page):
    drawings, tables = page.locator("figure .drawing"), page.locator("figure table")
    press(page, "各图改为数据表")
    assert drawings.filter(visible=True).count() == 0
    assert tables.filter(visible=True).count() == tables.count() > 30
    press(page, "各图改为数据表")
    assert drawings.filter(visible=True).count() == drawings.count() == tables.count()


def test_a_saved_csv_is_the_file_that_lies_beside_the_report(page, made):
    figures = made[EXAMPLE, "zh"].parent / "figures"
    for ident in ("structure-income", "projects-2"):
        with page.expect_download() as found:
            press(page, "保存数据（CSV）", f"#{ident}")
        name = found.value.suggested_filename
        assert name == page.locator(f"#{ident}").get_attribute("data-file")
        assert Path(found.value.path()).read_bytes() == (figures / name).read_bytes()
        expect(page.locator(".status")).to_have_text(f"已保存{name}")


def test_every_exhibit_has_its_data_to_save(page, made):
    names = page.locator(".exhibit[id]").evaluate_all("all => all.map(one => one.dataset.file)")
    assert sorted(names) == sorted(file.name for file in (made[EXAMPLE, "zh"].parent / "figures").iterdir())
    assert page.get_by_role("button", name="保存数据（CSV）").count() == len(names)


def test_a_saved_picture_stands_on_its_own(page, opened, tmp_path):
    with page.expect_download() as found:
        press(page, "保存矢量图", "#structure-income-over-years")
    assert found.value.suggested_filename == "structure-income-over-years.svg"
    found.value.save_as(tmp_path / "picture.svg")
    root = ElementTree.parse(tmp_path / "picture.svg").getroot()
    title = page.locator("#structure-income-over-years .title").inner_text()
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert texts[0] == root.findtext(f"{SVG}title") == title
    assert texts[1] == page.locator("#structure-income-over-years .subtitle").first.inner_text()
    assert root.findtext(f"{SVG}desc")
    assert any("\n" in (mark.text or "") for mark in root.iter(f"{SVG}title"))
    assert root.get("font-family").endswith("sans-serif")
    with opened(tmp_path / "picture.svg") as alone:
        assert alone.locator("text").first.bounding_box()["width"] > 100


PASTED = """async () => {
    const [item] = await navigator.clipboard.read();
    const kinds = item.types.map(async type => [type, await (await item.getType(type)).text()]);
    return Object.fromEntries(await Promise.all(kinds));
}"""


@pytest.mark.parametrize("clipboard", ["known", "unknown"])
def test_a_copied_table_pastes_into_word_and_excel(made, opened, clipboard):
    with opened(made[EXAMPLE, "zh"], permissions=["clipboard-read", "clipboard-write"]) as page:
        if clipboard == "unknown":  # as in a browser that keeps it from a page that is a file
            page.evaluate("delete window.ClipboardItem")
        press(page, "复制表格", "#projects-2")
        expect(page.locator(".status")).to_have_text("已复制表 5，可粘贴到Word或Excel")
        pasted = page.evaluate(PASTED)
        shown = [page.locator("#projects-2 th").all_inner_texts()[:6], *rows(page, "projects-2")]
    assert [line.split("\t") for line in pasted["text/plain"].split("\r\n")] == shown
    assert pasted["text/html"].count("<tr") == len(shown)
    assert "35个项目共支出12901.82万元" in pasted["text/html"]
    assert "button" not in pasted["text/html"]


def test_a_chart_tells_its_values_on_pointing(page):
    drawing = page.locator("#structure-kind .drawing")
    mark = drawing.locator("g").first
    drawing.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".tip").inner_text() == "项目支出\n12,901.82（92.39%）"
    page.keyboard.press("Escape")
    assert page.locator(".tip").is_hidden()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 2)
    assert page.locator(".tip").is_visible()
    page.mouse.move(0, 0)
    assert page.locator(".tip").is_hidden()


def test_a_chart_tells_its_values_one_by_one_to_the_arrow_keys(page):
    first, second = "收入总计 · 2020年\n12,312.11", "本年支出合计 · 2020年\n11,956.65"
    page.locator("#totals-by-year .drawing").focus()
    told = [page.locator(".tip").inner_text()]
    for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        told.append(page.locator(".tip").inner_text())
    assert told == [first, second, first, first]
    page.locator("#structure-income .drawing").focus()
    assert page.locator("#totals-by-year .told").count() == 0


def test_every_chart_has_something_to_tell_and_is_one_stop(page):
    drawings = page.locator(".drawing")
    assert (
        drawings.count()
        == page.locator(".drawing.telling[tabindex='0'][aria-label$='逐项查看数值']").count()
        > 30
    )
    assert page.locator("svg [tabindex], svg title").count() == 0


@pytest.mark.parametrize(("department", "language"), EVERY)
def test_nothing_is_wider_than_the_screen(made, opened, department, language):
    with opened(made[department, language]) as page:
        for tables in (False, True):
            if tables:
                page.locator(".view button").first.click()
            # 640 is what a screen of 1280 shows at 200 %.
            for width in (320, 390, 640, 768, 1024, 1440):
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_box_that_scrolls_is_a_stop_and_one_that_does_not_is_none(page):
    boxes = page.locator(".table > .scroll")
    page.set_viewport_size({"width": 320, "height": 900})
    expect(boxes.filter(visible=True).and_(page.locator("[tabindex]"))).to_have_count(boxes.count())
    page.set_viewport_size({"width": 1440, "height": 900})
    scrolling = boxes.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length")
    expect(page.locator(".table > .scroll[tabindex]")).to_have_count(scrolling)
    assert scrolling < boxes.count()


PAPER = 9 * 96 / 72  # 9 pt, the smallest text of a chart, in pixels of a screen


@pytest.mark.parametrize("width", [320, 390, 640, 768, 1440])
def test_the_text_of_a_chart_is_never_smaller_than_on_paper(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    scale = "all => all.map(one => one.getBoundingClientRect().width / one.viewBox.baseVal.width)"
    scales = page.locator(".drawing svg").evaluate_all(scale)
    assert min(scales) * 9 > PAPER * 0.985
    scrolling = page.locator(".drawing").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length"
    )
    hints = page.locator(".swipe").filter(visible=True)
    # Half as wide as the page, a chart has room on a phone too.
    assert scrolling == hints.count() == (page.locator("figure.full").count() if width < 640 else 0)


def test_where_a_chart_is_wider_than_the_screen_its_table_is_offered_before_it(page):
    figure = page.locator("#structure-income")
    button = figure.get_by_role("button", name="以表代图")
    for width, before in ((390, True), (1440, False), (390, True)):
        page.set_viewport_size({"width": width, "height": 900})
        drawing = figure.locator(".drawing").bounding_box()["y"]
        expect(button).to_have_count(1)
        assert (button.bounding_box()["y"] < drawing) == before
    button.click()
    table = figure.locator("table").bounding_box()
    assert figure.locator("svg").is_hidden()
    assert table["width"] <= 390 - 2 * 16


@pytest.mark.parametrize("language", reports.LANGUAGES)
def test_a_head_that_paper_repeats_says_what_its_columns_are(made, opened, tmp_path, language):
    with opened(made["putuo-finance", language]) as page:
        head = page.locator("#rules thead th").nth(1).inner_text()
        assert page.locator("#rules th button").count() > 2
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    texts = [page.extract_text() for page in PdfReader(tmp_path / "page.pdf").pages]
    parts = [text for text in texts if re.search(r"^R(01|22)\b", text, re.MULTILINE)]
    assert len(parts) == 2 and all(head in text for text in parts)


@pytest.mark.parametrize("language", reports.LANGUAGES)
def test_on_paper_there_are_pictures_and_tables_and_no_controls(made, opened, tmp_path, language):
    with opened(made["putuo-finance", language]) as page:
        drawings = page.locator(".drawing").count()
        page.locator(".view button").first.click()
        buttons = set(page.locator(".tools button, summary").all_inner_texts())
        page.emulate_media(media="print")
        assert page.locator(".drawing").filter(visible=True).count() == drawings
        assert page.locator(":is(.tools, .status, .tip, .up, details)").filter(visible=True).count() == 0
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
        titles = page.locator(".label").all_inner_texts()
    pages = PdfReader(tmp_path / "page.pdf").pages
    text = "".join(page.extract_text() for page in pages)
    assert 5 < len(pages) < 20
    assert all(re.sub(r"\s", "", title) in re.sub(r"\s", "", text) for title in titles)
    assert not [button for button in buttons if button in text]


def test_paper_says_that_amounts_are_converted(page):
    press(page, "表格金额用亿元")
    page.emulate_media(media="print")
    expect(page.locator("#projects-2 .unit")).to_be_visible()
    expect(page.locator("#structure-income .unit")).to_be_hidden()


def test_the_page_is_light_whatever_the_system_prefers(made, opened):
    with opened(made["putuo-finance", "zh"], color_scheme="dark") as page:
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_charts_keep_their_paper_where_the_system_forces_colours(made, opened):
    with opened(made["putuo-finance", "zh"], forced_colors="active") as page:
        drawing = page.locator(".drawing").first
        assert drawing.evaluate("box => getComputedStyle(box).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("language", reports.LANGUAGES)
def test_without_scripts_nothing_is_lost_and_no_control_is_left(made, opened, language):
    with opened(made["putuo-finance", language], java_script_enabled=False) as page:
        assert page.locator("button").count() == 0
        assert page.locator("svg title").count() > 20
        figures = page.locator("figure")
        assert figures.locator("svg").count() == figures.locator("details").count() == figures.count()
        figures.first.locator("summary").click()
        assert figures.first.locator("table").is_visible()
        assert page.locator(".scroll:not([tabindex='0'])").count() == 0
        with opened(made["putuo-finance", language]) as scripted:
            everything = "main p:not(.status, .tip), main li, main h2, main h3, main th, main td"
            assert (
                page.locator(everything).all_text_contents()
                == scripted.locator(everything).all_text_contents()
            )


SEEN = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
        place: [...document.querySelectorAll("*")].indexOf(element),
        name: element.ariaLabel || element.textContent.trim(),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""


@pytest.mark.parametrize(("language", "width"), [("zh", 1280), ("en", 1280), ("zh", 390)])
def test_the_keyboard_reaches_every_control_in_reading_order_and_shows_where_it_is(
    made, opened, language, width
):
    with opened(made["putuo-finance", language], viewport={"width": width, "height": 900}) as page:
        reachable = "a[href], button, summary, [tabindex='0']"
        controls = page.locator(reachable).filter(visible=True).count()
        stops = []
        for _ in range(controls + 5):
            page.keyboard.press("Tab")
            stop = page.evaluate(SEEN)
            if stop["place"] <= (stops[-1]["place"] if stops else 0):
                break
            stops.append(stop)
    assert stops[0]["name"] == {"zh": "跳到正文", "en": "Skip to the report"}[language]
    assert [stop["name"] for stop in stops if not (stop["name"] and stop["ring"] and stop["inside"])] == []
    assert all(one["place"] < other["place"] for one, other in pairwise(stops))
    # The way up shows only once the title has gone.
    assert controls <= len(stops) <= controls + 1


def test_every_switch_works_from_the_keyboard_and_says_whether_it_is_on(page):
    switches = page.locator("[aria-pressed]")
    assert switches.count() == 2 + page.locator("figure").count()
    for switch in (switches.first, switches.nth(1), switches.last):
        for key, pressed in (("Enter", "true"), ("Space", "false")):
            switch.press(key)
            assert switch.get_attribute("aria-pressed") == pressed
    switches.first.press("Enter")
    assert status(page) == "各图已改为数据表"
    # The switch of each figure says so too.
    assert page.locator("figure [aria-pressed='true']").count() == page.locator("figure").count()


def test_what_a_chart_tells_goes_with_escape_and_comes_back_with_an_arrow(page):
    page.locator("#totals-by-year .drawing").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator(".tip")).to_be_hidden()
    assert page.evaluate("document.activeElement.closest('figure').id") == "totals-by-year"
    page.keyboard.press("ArrowRight")
    expect(page.locator(".tip")).to_be_visible()


def test_the_skip_link_leads_past_the_contents(made, opened):
    with opened(made["putuo-finance", "zh"]) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
