import pytest
from report_cases import code, figure, grid, markdown, notebook, prose, table

from budgetbook.report.export.content import merge, read_notebook
from budgetbook.words import glossary


def explained(*cells, language="zh"):
    """The terms that a report with these cells explains, of all that there are."""
    colon = {"zh": "：", "en": ": "}[language]
    terms = [("item", one["term"] + colon + one["definition"]) for one in glossary(language)]
    nb = notebook(markdown("# 一章"), *cells, markdown("## 名词解释"), code(prose(*terms, id="glossary")))
    blocks = read_notebook(merge([("01_one", nb)], language=language)).blocks
    paragraphs = [part.text for block in blocks if block.kind == "prose" for part in block.paragraphs]
    return [text.split(colon)[0] for text in paragraphs if text in {said for _, said in terms}]


@pytest.mark.parametrize(
    "cell",
    [
        markdown("## 基本支出"),
        markdown("见表中的- **基本支出**。"),
        code(prose(("text", "基本支出3302.03万元。"))),
        code(figure(title="基本支出占67.91%")),
        code(figure(notes=["不含基本支出。"])),
        code(table(rows=grid(["基本支出", "1.00"]))),
    ],
)
def test_a_term_is_explained_wherever_the_report_says_it(cell):
    assert explained(cell) == ["基本支出"]


def test_a_term_that_only_the_glossary_says_is_left_out():
    # The definition of 人员经费 says 基本支出 too.
    assert explained(code(prose(("text", "人员经费1.00万元。")))) == ["人员经费"]


def test_a_term_is_found_without_its_unit_and_in_the_forms_the_report_uses():
    assert explained(code(prose(("text", "拉动总额增长2.50个百分点。")))) == ["百分点", "贡献（百分点）"]
    assert explained(code(prose(("text", "评价等级为“优”。")))) == ["绩效等级"]


def test_english_terms_are_found_whatever_their_case_and_not_inside_other_words():
    said = explained(code(prose(("text", "idle projects; a pupil; p 0.03"))), language="en")
    assert said == ["Idle project", "p"]
    assert explained(code(prose(("text", "A map of PEFAX"))), language="en") == ["PEFA"]


def test_a_report_that_says_no_term_has_no_glossary_at_all():
    nb = notebook(
        markdown("# 一章\n\n正文。"),
        markdown("## 名词解释"),
        code(prose(("item", "基本支出：指维持运转的支出。"), id="glossary")),
    )
    document = read_notebook(merge([("01_one", nb)], language="zh"))
    assert [block.text for block in document.blocks if block.kind == "heading"] == ["一章"]
