import pytest
from report_cases import SVG

from budgetbook.report.export.svg import clean


def test_a_chart_keeps_its_text_and_shapes_and_takes_the_pages_size():
    cleaned = clean(SVG, "income", "横条图")
    assert cleaned.startswith("<svg ")
    assert 'viewBox="0 0 453 227"' in cleaned
    assert 'width="453pt"' not in cleaned
    assert "收入 1,234</text>" in cleaned
    assert 'role="img" aria-label="横条图"' in cleaned


def test_styles_become_attributes_so_that_a_policy_can_forbid_styles():
    cleaned = clean(SVG, "income")
    assert "style" not in cleaned
    assert 'font-weight="700" font-size="9px" text-anchor="middle"' in cleaned
    assert 'stroke-linejoin="round"' in cleaned
    assert cleaned.count('font-family="Noto Sans SC, sans-serif"') == 1


def test_ids_are_the_pages_own_and_only_those_that_are_used():
    cleaned = clean(SVG, "income")
    assert 'id="income-svg1"' in cleaned and 'href="#income-svg1"' in cleaned
    assert 'id="income-svg2"' in cleaned and "url(#income-svg2)" in cleaned
    assert "figure_1" not in cleaned and "m1" not in cleaned


def test_the_same_chart_gives_the_same_text_whatever_its_ids():
    assert clean(SVG, "a") == clean(SVG.replace("m1", "q77").replace("p1", "z0"), "a")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)" d="M 0 0"/>',
        '<image href="https://example.com/a.png"/>',
        '<use href="javascript:alert(1)"/>',
        '<path fill="url(https://example.com/#a)" d="M 0 0"/>',
        '<path style="fill: url(\'https://example.com/#a\')" d="M 0 0"/>',
        "<foreignObject><body>alert</body></foreignObject>",
        "<style>@import 'https://example.com'</style>",
        '<a href="https://example.com"><text>alert</text></a>',
    ],
)
def test_nothing_that_runs_or_loads_comes_through(hostile):
    cleaned = clean(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{hostile}</svg>', "a")
    assert "alert" not in cleaned
    assert "example" not in cleaned


def test_text_stays_text():
    cleaned = clean(
        '<svg xmlns="http://www.w3.org/2000/svg"><text>&lt;script&gt; 甲&amp;乙</text></svg>', "a"
    )
    assert "<text>&lt;script&gt; 甲&amp;乙</text>" in cleaned


def test_a_picture_without_a_view_box_gets_one_from_its_size():
    assert 'viewBox="0 0 12.5 8"' in clean(
        '<svg xmlns="http://www.w3.org/2000/svg" width="12.5pt" height="8pt"/>', "a"
    )


@pytest.mark.parametrize("broken", ["", "甲", "<svg", "<svg><g></svg>", "<svgx/>"])
def test_what_is_no_svg_is_refused(broken):
    with pytest.raises(ValueError, match="not an SVG picture"):
        clean(broken, "a")


def test_what_a_mark_tells_stays_with_it_and_no_other_title_does():
    cleaned = clean(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>Matplotlib</title><g>'
        '<title onclick="alert(1)">甲 &amp; 乙\n1.00<path d="M 0 0"/></title><path d="M 1 1"/></g></svg>',
        "a",
    )
    assert '<g><title>甲 &amp; 乙\n1.00</title><path d="M 1 1" /></g>' in cleaned
    assert "Matplotlib" not in cleaned
