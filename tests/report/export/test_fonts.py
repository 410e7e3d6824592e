import io

import pytest
from fontTools.ttLib import TTFont

from budgetbook.report.export import fonts

TEXT = "部门决算“三公”经费，镕喆堃昇"


def characters(font: bytes) -> set[str]:
    return set(map(chr, TTFont(io.BytesIO(font)).getBestCmap()))


@pytest.mark.parametrize("weight", [fonts.REGULAR, fonts.BOLD])
def test_a_subset_has_the_characters_asked_for_at_the_weight_asked_for(weight):
    font = TTFont(io.BytesIO(fonts.subset(TEXT, weight)))
    assert font.flavor == "woff"
    assert set(TEXT) < set(map(chr, font.getBestCmap()))
    assert font["OS/2"].usWeightClass == weight
    assert font["name"].getDebugName(1) == "Noto Sans SC"
    assert "fvar" not in font


def test_a_character_that_the_family_lacks_is_left_out():
    assert "ཀ" not in characters(fonts.subset(TEXT + "ཀ", fonts.REGULAR))
    assert "ཀ" not in fonts.coverage()


def test_bold_sits_on_the_line_as_regular_does():
    bold = TTFont(io.BytesIO(fonts.instance(TEXT, fonts.BOLD)))
    with TTFont(fonts.regular(), lazy=True) as static:
        assert [static["hhea"].ascent, static["hhea"].descent] == [bold["hhea"].ascent, bold["hhea"].descent]
        widths = [font["hmtx"][font.getBestCmap()[ord("部")]][0] for font in (static, bold)]
    assert widths == [1000, 1000]


def test_the_same_characters_in_any_order_give_the_same_bytes():
    assert fonts.subset(reversed(TEXT), fonts.BOLD) == fonts.subset(TEXT, fonts.BOLD)


def test_punctuation_can_be_set_half_as_wide_and_quotation_marks_narrow():
    font = TTFont(io.BytesIO(fonts.instance(TEXT, fonts.REGULAR)))
    features = {
        record.FeatureTag
        for table in ("GPOS", "GSUB")
        for record in font[table].table.FeatureList.FeatureRecord
    }
    assert features >= {"halt", "pwid"}
