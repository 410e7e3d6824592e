"""A figure against last year: amount, rate, the lines that moved it, the reasons named for it."""

from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.prose import carry_over, change
from builder import make_book, with_origin, write


def totals(**amounts: str) -> str:
    return "item,phase,amount\n" + "".join(f"{item},actual,{amount}\n" for item, amount in amounts.items())


def told(folder: Path, now: str, last: str | None, language: str = "zh", **tables: str) -> list[str]:
    """The paragraphs about 收入总计 of 2022, `now` against `last`."""
    years = {2022: {"totals": totals(total_income=now), **tables}}
    if last is not None:
        years[2021] = {"totals": totals(total_income=last)}
    return [text for _, text in change(make_book(folder, years, language), "total_income").paragraphs]


@pytest.mark.parametrize(
    ("now", "last", "zh", "en"),
    [
        ("120", "100", "较上年增加20.00万元，增长20.00%", "up 20.00 wan yuan (20.00%) on last year"),
        ("80", "100", "较上年减少20.00万元，下降20.00%", "down 20.00 wan yuan (20.00%) on last year"),
        ("100", "100", "与上年持平", "unchanged from last year"),
        (
            "100.4",
            "100",
            "与上年基本持平（增加0.40万元，增长0.40%）",
            "about the same as last year (up 0.40 wan yuan, 0.40%)",
        ),
        (
            "99.6",
            "100",
            "与上年基本持平（减少0.40万元，下降0.40%）",
            "about the same as last year (down 0.40 wan yuan, 0.40%)",
        ),
        ("100.001", "100", "与上年基本持平", "about the same as last year"),
        ("99.5", "100", "较上年减少0.50万元，下降0.50%", "down 0.50 wan yuan (0.50%) on last year"),
        (
            "20",
            "0",
            "较上年增加20.00万元（上年为0，不计算增幅）",
            "up 20.00 wan yuan on last year (from zero, so no rate is given)",
        ),
        (
            "20",
            "-5",
            "较上年增加25.00万元（上年为负数，不计算增幅）",
            "up 25.00 wan yuan on last year (from below zero, so no rate is given)",
        ),
        (
            "1330",
            "100",
            "较上年增加1230.00万元，增长12.3倍",
            "up 1,230.00 wan yuan on last year, 12.3 times last year's figure",
        ),
        (
            "1099",
            "100",
            "较上年增加999.00万元，增长999.00%",
            "up 999.00 wan yuan (999.00%) on last year",
        ),
        ("20", None, "无上年数可比", "with no figure of last year to compare it with"),
        ("20", "", "无上年数可比", "with no figure of last year to compare it with"),
    ],
)
def test_a_change_is_told_by_amount_and_rate(
    tmp_path: Path, now: str, last: str | None, zh: str, en: str
) -> None:
    assert told(tmp_path / "zh", now, last)[0] == f"2022年收入总计{float(now):.2f}万元，{zh}。"
    assert (
        told(tmp_path / "en", now, last, "en")[0]
        == f"Total income in 2022 was {float(now):,.2f} wan yuan, {en}."
    )


def test_a_figure_that_is_not_published_is_not_compared(tmp_path: Path) -> None:
    assert told(tmp_path / "zh", "", "100") == ["2022年收入总计未公布，不作同比分析。"]
    assert told(tmp_path / "en", "", "100", "en") == [
        "Total income of 2022 is not published, so it is not compared with last year."
    ]


def test_a_zero_is_a_figure_and_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "0", "100")[0] == "2022年收入总计0.00万元，较上年减少100.00万元，下降100.00%。"


def test_a_derived_figure_of_last_year_is_called_derived(tmp_path: Path) -> None:
    years = {
        2022: {"totals": totals(total_income="80")},
        2021: {"totals": "item,phase,amount,basis,source\ntotal_income,actual,100,derived,文件\n"},
    }
    for language, said in (
        ("zh", "上年数100.00万元根据公布的增减额推算。"),
        ("en", "Last year's figure, 100.00 wan yuan, is derived from the published change."),
    ):
        book = make_book(tmp_path / language, years, language)
        assert change(book, "total_income").paragraphs[0][1].endswith(said)


def test_a_change_without_any_reason_asks_for_one(tmp_path: Path) -> None:
    assert told(tmp_path, "80", "100")[-1] == "主要原因：（待补充）"
    assert told(tmp_path / "en", "80", "100", "en")[-1] == "Main reasons: (to be added)"
    assert len(told(tmp_path / "same", "100", "100")) == 1


REASONS = "flow,item,item_en,amount\n"


@pytest.mark.parametrize(
    ("reasons", "zh", "en"),
    [
        (
            ["会议费。,Meetings,-12", "培训费,Training,-5"],
            "公布的主要原因有2项，合计减少17.00万元：会议费减少12.00万元，培训费减少5.00万元。其余3.00万元未说明原因。",
            "The department names 2 reasons; they add up to a fall of 17.00 wan yuan: “Meetings” (down"
            " 12.00 wan yuan);"
            " “Training” (down 5.00 wan yuan). The other 3.00 wan yuan is not explained.",
        ),
        (
            ["会议费,Meetings,-12", "培训费,Training,-8"],
            "公布的主要原因有2项，合计减少20.00万元：会议费减少12.00万元，培训费减少8.00万元。上述原因金额合计与变动额相符。",
            "The department names 2 reasons; they add up to a fall of 20.00 wan yuan: “Meetings” (down"
            " 12.00 wan yuan);"
            " “Training” (down 8.00 wan yuan). Their amounts add up to the change.",
        ),
        (
            ["会议费,Meetings,-22"],
            "公布的主要原因有1项，为：会议费减少22.00万元。上述原因合计超出实际减少额2.00万元，应另有未列明的增加因素。",
            "The department names 1 reason: “Meetings” (down 22.00 wan yuan). It exceeds the actual"
            " fall by 2.00 wan"
            " yuan, so something not named must have worked the other way.",
        ),
        (
            ["会议费,Meetings,5"],
            "公布的主要原因有1项，为：会议费增加5.00万元。上述原因与总额的变动方向不一致，还有减少25.00万元未说明原因。",
            "The department names 1 reason: “Meetings” (up 5.00 wan yuan). It points the other way from"
            " the total; a"
            " fall of 25.00 wan yuan is not explained.",
        ),
        (
            ["会议费,Meetings,5", "培训费,Training,-5"],
            "公布的主要原因有2项，增减相抵：会议费增加5.00万元，培训费减少5.00万元。上述原因与总额的变动方向不一致，"
            "还有减少20.00万元未说明原因。",
            "The department names 2 reasons; they cancel out: “Meetings” (up 5.00 wan yuan); “Training”"
            " (down 5.00 wan"
            " yuan). They point the other way from the total; a fall of 20.00 wan yuan is not explained.",
        ),
        (
            ["会议费,Meetings,-12", "压减支出,Spending was cut,", "机构调整,,"],
            "公布的主要原因有3项，其中1项注明金额，为：会议费减少12.00万元；未注明金额的有：压减支出；机构调整。",
            "The department names 3 reasons, 1 of them with an amount: “Meetings” (down 12.00 wan"
            " yuan); without an"
            " amount: “Spending was cut”; “机构调整”.",
        ),
        (
            ["压减支出,Spending was cut,"],
            "公布的主要原因：压减支出。原文未注明金额，无法核对其能否解释全部变动。",
            "The department names 1 reason without an amount: “Spending was cut”. It cannot be checked"
            " whether it"
            " explains the whole change.",
        ),
    ],
    ids=[
        "partly",
        "all",
        "more than all",
        "other way",
        "cancel out",
        "some without amounts",
        "none with amounts",
    ],
)
def test_reasons_are_held_against_the_change(tmp_path: Path, reasons: list[str], zh: str, en: str) -> None:
    table = REASONS + "".join(f"total_income,{reason}\n" for reason in reasons)
    assert told(tmp_path / "zh", "80", "100", reasons=table)[1:] == [zh]
    assert told(tmp_path / "en", "80", "100", "en", reasons=table)[1:] == [en]


def test_reasons_stand_without_a_judgement_where_last_year_is_missing(tmp_path: Path) -> None:
    table = REASONS + "total_income,会议费,,-12\n"
    assert told(tmp_path, "80", None, reasons=table) == [
        "2022年收入总计80.00万元，无上年数可比。",
        "公布的主要原因有1项，为：会议费减少12.00万元。",
    ]


LINES = "item,phase,amount\ngeneral_public_budget,actual,{}\nbusiness,actual,{}\nother,actual,{}\n"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh",
            "2022年收入总计80.00万元，较上年减少20.00万元，下降20.00%。分项看，变动最大的是一般公共预算财政拨款，减少30.00万元，"
            "拉动总额下降30.00个百分点；事业收入，增加10.00万元，拉动总额增长10.00个百分点。",
        ),
        (
            "en",
            "The lines that moved most: general public budget appropriation, down 30.00 wan yuan"
            " (contribution"
            " -30.00 percentage points); income from public services, up 10.00 wan yuan (contribution +10.00"
            " percentage points).",
        ),
    ],
)
def test_the_lines_that_moved_most_are_named_and_one_that_did_not_is_not(
    tmp_path: Path, language: str, said: str
) -> None:
    years = {
        2022: {"totals": totals(total_income="80"), "income": LINES.format(60, 10, 10)},
        2021: {"totals": totals(total_income="100"), "income": LINES.format(90, 0, 10)},
    }
    paragraphs = change(make_book(tmp_path, years, language), "total_income").paragraphs
    assert said in [text for _, text in paragraphs]


def test_lines_that_all_stood_still_are_not_named(tmp_path: Path) -> None:
    years = {
        year: {"totals": totals(total_income="80"), "income": LINES.format(60, 10, 10)}
        for year in (2021, 2022)
    }
    assert change(make_book(tmp_path, years), "total_income").text == "2022年收入总计80.00万元，与上年持平。"


def test_hostile_names_stay_text_in_one_paragraph(tmp_path: Path) -> None:
    name = "<script>{{7*7}}#set =cmd() " + "长" * 40
    folder = write(
        tmp_path,
        {
            "2022/totals.csv": with_origin(totals(total_income="80")),
            "2021/totals.csv": with_origin(totals(total_income="100")),
            "2022/reasons.csv": "flow,item,amount,basis,source\n"
            f'total_income,"{name}\n\n▲ 伪",-20,reported,文件\n',
        },
    )
    prose = change(load(folder), "total_income")
    assert prose.paragraphs[1:] == (
        ("text", f"公布的主要原因有1项，为：{name} ▲ 伪减少20.00万元。上述原因金额合计与变动额相符。"),
    )
    assert "<script>" not in prose._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(
    ("language", "paragraphs"),
    [
        (
            "zh",
            [
                ("text", "2022年年末结转和结余10.00万元，较上年减少20.00万元，下降66.67%。"),
                ("text", "公布的主要原因：项目加快。原文未注明金额，无法核对其能否解释全部变动。"),
                (
                    "alert",
                    "2022年年末结转和结余公布为10.00万元，按收入总计80.00万元减本年支出合计60.00万元应为20.00万元，相差10.00万元。",
                ),
                (
                    "alert",
                    "2022年年初结转和结余公布为10.00万元，2021年年末结转和结余为30.00万元，相差20.00万元。",
                ),
            ],
        ),
        (
            "en",
            [
                (
                    "text",
                    "The closing carry-over of 2022 was 10.00 wan yuan, down 20.00 wan yuan (66.67%)"
                    " on last year.",
                ),
                (
                    "text",
                    "The department names 1 reason without an amount: “项目加快”. It cannot be checked"
                    " whether it explains"
                    " the whole change.",
                ),
                (
                    "alert",
                    "In 2022, closing carry-over is published as 10.00 wan yuan; total income 80.00"
                    " wan yuan less"
                    " current-year expenditure 60.00 wan yuan makes it 20.00 wan yuan, a difference"
                    " of 10.00 wan yuan.",
                ),
                (
                    "alert",
                    "In 2022, opening carry-over is published as 10.00 wan yuan, while closing"
                    " carry-over was 30.00 wan"
                    " yuan in 2021, a difference of 20.00 wan yuan.",
                ),
            ],
        ),
    ],
)
def test_carry_over_is_told_with_its_reasons_and_what_does_not_fit(
    tmp_path: Path, language: str, paragraphs: list[tuple[str, str]]
) -> None:
    now = totals(
        total_income="80", opening_carryover="10", current_year_expenditure="60", closing_carryover="10"
    )
    reasons = "flow,item,amount\nclosing_carryover,项目加快,\n"
    years = {2022: {"totals": now, "reasons": reasons}, 2021: {"totals": totals(closing_carryover="30")}}
    assert list(carry_over(make_book(tmp_path, years, language)).paragraphs) == paragraphs


def test_carry_over_that_fits_raises_no_alert_and_one_not_published_is_said_to_be(tmp_path: Path) -> None:
    fits = totals(total_income="80", current_year_expenditure="60", closing_carryover="20")
    assert [
        style for style, _ in carry_over(make_book(tmp_path / "a", {2022: {"totals": fits}})).paragraphs
    ] == ["text"]
    assert carry_over(make_book(tmp_path / "b", {2022: {"totals": totals(total_income="80")}})).text == (
        "2022年年末结转和结余未公布。"
    )
    assert carry_over(
        make_book(tmp_path / "c", {2022: {"totals": totals(total_income="80")}}, "en")
    ).text == ("The closing carry-over of 2022 is not published.")
