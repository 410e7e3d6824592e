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
    assert font.flavor == "woff2"
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


def test_the_same_characters_in_any_order_give_the_same_bytes(tmp_path, monkeypatch):
    first = fonts.subset(TEXT, fonts.BOLD)
    fonts._stored.cache_clear()
    monkeypatch.setenv("BUDGETBOOK_CACHE", str(tmp_path))
    assert fonts.subset(reversed(TEXT), fonts.BOLD) == first


def test_a_subset_is_read_from_the_cache_the_next_time(tmp_path, monkeypatch):
    monkeypatch.setenv("BUDGETBOOK_CACHE", str(tmp_path))
    fonts._stored.cache_clear()
    fonts.instance("甲", fonts.BOLD)
    (stored,) = (tmp_path / "fonts").iterdir()
    stored.write_bytes(b"from the cache")
    fonts._stored.cache_clear()
    assert fonts.instance("甲", fonts.BOLD) == b"from the cache"
    fonts._stored.cache_clear()


def test_a_cache_that_cannot_be_written_is_no_failure(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("BUDGETBOOK_CACHE", str(tmp_path / "file"))
    fonts._stored.cache_clear()
    assert set("乙") < characters(fonts.instance("乙", fonts.BOLD))


def test_the_cache_forgets_its_oldest_files(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_CACHED_FILES", 2)
    for name in "abc":
        fonts._write(tmp_path / name, b"")
    assert len(list(tmp_path.iterdir())) == 2
