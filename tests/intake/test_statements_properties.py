"""What holds for any amount, any order of sentences and any text."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.intake import read_mentions, read_statement, unclaimed
from budgetbook.intake.statements.lexicon import rows, words

AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
UNITS = st.sampled_from(["元", "万元", "亿元"])
WIDE = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")

SENTENCES = [
    "2022年度总收入1,234.5万元，较上年增加34.5万元，增长2.88%",
    "2022年度总支出1,200万元，较上年减少5万元，下降0.41%",
    "2022年“三公”经费支出12万元，其中：公务接待费2万元，公务用车运行维护费10万元",
    "年末结转和结余34.5万元，比上年增加1万元",
    "国内公务接待12批次，98人次",
    "2022年机关运行经费支出56万元，比年初预算数增加3万元",
    "绩效自评项目9个，涉及资金800万元，平均得分95.2分",
    "2022年全市发放补贴3,000万元",
]
PIECES = [
    *words(),
    *(row["spelling"].strip("{}[]").split("|")[0] for row in rows("statement_items")),
    *"，。；：、()（）|\n\f 0123456789.%-〔〕",
    *(
        "12.5万元",
        "3,456.7元",
        "１２．５亿元",
        "2022年",
        "〔2022〕8号",
        "8%",
        "3个",
        "批次",
        "优",
        "\u2028",
        "經費",
    ),
]


@settings(deadline=None, max_examples=60)
@given(AMOUNTS, UNITS, st.booleans(), st.booleans(), st.sampled_from(["", " "]))
def test_an_amount_is_read_back_exactly(
    amount: Decimal, unit: str, grouped: bool, wide: bool, blank: str
) -> None:
    printed = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
    printed = printed.translate(WIDE) if wide else printed
    text = f"公务接待费{blank}{printed}{blank}{unit}。"
    (figure,) = read_statement(text)
    assert (figure.measure, figure.value, figure.unit) == ("three_public_reception", amount, unit)
    assert text[slice(*figure.span)] == printed


@settings(deadline=None, max_examples=60)
@given(st.decimals(min_value="0.01", max_value=1000, places=2), st.sampled_from([("增长", 1), ("下降", -1)]))
def test_a_percentage_has_the_sign_of_its_direction(percent: Decimal, direction: tuple[str, int]) -> None:
    word, sign = direction
    text = f"“三公”经费支出比上年{word}{percent}%。"
    assert [figure.value for figure in read_statement(text)] == [sign * percent]


@settings(deadline=None, max_examples=60)
@given(st.permutations(SENTENCES))
def test_the_order_of_independent_sentences_changes_nothing(sentences: list[str]) -> None:
    def read(parts: list[str]) -> set[tuple[str, object, str]]:
        return {(each.measure, each.value, each.label) for each in read_mentions("。".join(parts), year=2022)}

    assert read(sentences) == read(SENTENCES)


@settings(deadline=None, max_examples=60)
@given(st.text())
def test_any_text_is_read_without_a_fault(text: str) -> None:
    figures = read_mentions(text)
    assert all(0 <= figure.span[0] < figure.span[1] <= len(text) for figure in figures)
    assert set(read_statement(text)) <= set(figures)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_spans_hold_the_printed_number_in_any_jumble(text: str) -> None:
    figures = read_mentions(text)
    for figure in figures:
        printed = text[slice(*figure.span)]
        if figure.unit and figure.unit != "分":
            assert any(character.isdigit() for character in printed)
    for span, _ in unclaimed(text, figures):
        assert any(character.isdigit() for character in text[slice(*span)])
