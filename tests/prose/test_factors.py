"""The three public expenses split into count and unit cost, in words."""

from pathlib import Path

import pytest

from budgetbook.prose import three_public_factors
from builder import make_book


def table(*rows: str) -> dict[str, str]:
    return {"three_public": "item,phase,amount\n" + "".join(f"{row}\n" for row in rows)}


LEAD_ZH = "2022年“三公”经费较上年的增减额，按平均法分解为数量影响和单价影响如下："
LEAD_EN = (
    "The changes of the three public expenses in 2022 on last year, split into volume effect and"
    " price effect by averaging:"
)


def vehicles(amount: str, count: str) -> tuple[str, str]:
    return f"vehicle_operation,actual,{amount}", f"vehicles,actual,{count}"


@pytest.mark.parametrize(
    ("now", "last", "zh", "en"),
    [
        (
            ("96", "8"),
            ("100", "10"),
            "公务用车运行维护费较上年减少4.00万元，下降4.00%：保有量减少2辆，影响减少22.00万元；"
            "单车运行维护费上升20000元（20.00%），影响增加18.00万元。",
            "Vehicle operation and maintenance: down 4.00 wan yuan (4.00%) on last year; vehicles in use down"
            " by 2 (volume effect: down 22.00 wan yuan), unit cost up by 20,000 yuan or 20.00% (price"
            " effect: up 18.00 wan yuan).",
        ),
        (
            ("120", "10"),
            ("100", "10"),
            "公务用车运行维护费较上年增加20.00万元，增长20.00%：保有量与上年相同，没有影响；"
            "单车运行维护费上升20000元（20.00%），影响增加20.00万元。",
            "Vehicle operation and maintenance: up 20.00 wan yuan (20.00%) on last year; vehicles in use"
            " unchanged (no volume effect), unit cost up by 20,000 yuan or 20.00% (price effect: up"
            " 20.00 wan yuan).",
        ),
        (
            ("120", "12"),
            ("100", "10"),
            "公务用车运行维护费较上年增加20.00万元，增长20.00%：保有量增加2辆，影响增加20.00万元；"
            "单车运行维护费与上年相同，没有影响。",
            "Vehicle operation and maintenance: up 20.00 wan yuan (20.00%) on last year; vehicles in use up"
            " by 2 (volume effect: up 20.00 wan yuan), unit cost unchanged (no price effect).",
        ),
        (
            ("5", "1"),
            ("0", "1"),
            "公务用车运行维护费较上年增加5.00万元（上年为0，不计算增幅）：保有量与上年相同，没有影响；"
            "单车运行维护费上升50000元，影响增加5.00万元。",
            "Vehicle operation and maintenance: up 5.00 wan yuan on last year (from zero, so no rate is"
            " given); vehicles in use unchanged (no volume effect), unit cost up by 50,000 yuan"
            " (price effect: up 5.00 wan yuan).",
        ),
        (
            ("5", "1"),
            ("0", "0"),
            "公务用车运行维护费较上年增加5.00万元（上年为0，不计算增幅）：保有量上年为0，增减额全部为数量影响。",
            "Vehicle operation and maintenance: up 5.00 wan yuan on last year (from zero, so no rate is"
            " given); no vehicles in use last year, so the whole change is a volume effect.",
        ),
        (
            ("0", "0"),
            ("5", "1"),
            "公务用车运行维护费较上年减少5.00万元，下降100.00%：保有量本年为0，增减额全部为数量影响。",
            "Vehicle operation and maintenance: down 5.00 wan yuan (100.00%) on last year; no vehicles in"
            " use this year, so the whole change is a volume effect.",
        ),
    ],
    ids=["both", "cost alone", "count alone", "from zero", "none last year", "none this year"],
)
def test_a_change_is_told_with_what_count_and_cost_made_of_it(
    tmp_path: Path, now: tuple[str, str], last: tuple[str, str], zh: str, en: str
) -> None:
    years = {2021: table(*vehicles(*last)), 2022: table(*vehicles(*now))}
    said = three_public_factors(make_book(tmp_path / "zh", years))
    assert said.paragraphs == (("text", LEAD_ZH), ("item", zh))
    said = three_public_factors(make_book(tmp_path / "en", years, "en"))
    assert said.paragraphs == (("text", LEAD_EN), ("item", en))


def test_an_effect_below_a_cent_and_a_cost_that_only_looks_the_same_are_said_to_be_so(tmp_path: Path) -> None:
    guests = (("4", "1309"), ("6", "1310"), ("1000.1", "10000000"), ("1000", "10000000"))
    said = [
        three_public_factors(
            make_book(
                tmp_path / str(place),
                {
                    year: table(f"reception,actual,{amount}", f"reception_persons,actual,{count}")
                    for year, (amount, count) in zip((2022, 2021), pair, strict=True)
                },
            )
        ).paragraphs[1][1]
        for place, pair in enumerate((guests[:2], guests[2:]))
    ]
    assert (
        "国内接待减少1人次，影响不足0.01万元；人均接待费下降15.24元（33.28%），影响减少2.00万元。" in said[0]
    )
    assert "国内接待人次与上年相同，没有影响；人均接待费与上年基本相同，影响增加0.10万元。" in said[1]


def test_what_cannot_be_split_is_named_once_with_its_reason(tmp_path: Path) -> None:
    now = ("abroad,actual,0", "reception,actual,2", "reception_batches,actual,3", "vehicle_purchase,actual,1")
    last = (
        "abroad,actual,0",
        "reception,actual,2",
        "vehicle_purchase,actual,2",
        "vehicles_purchased,actual,0",
    )
    years = {
        2021: table(*last, *vehicles("100", "10")),
        2022: table(*now, "vehicles_purchased,actual,0", *vehicles("100", "10")),
    }
    assert three_public_factors(make_book(tmp_path / "zh", years)).paragraphs[2:] == (
        (
            "note",
            "未作分解：因公出国（境）费，两年均未发生；公务用车购置费，两年购置数均为0；"
            "公务接待费（按国内接待批次），缺2021年国内接待批次；公务接待费（按接待人次），缺2022年接待人次。",
        ),
    )
    assert three_public_factors(make_book(tmp_path / "en", years, "en")).paragraphs[2:] == (
        (
            "note",
            "Not split: Official travel abroad: nothing spent in either year; Vehicle purchase: no vehicles"
            " bought in either year; Official reception, by domestic receptions: 2021 has no number of"
            " domestic receptions;"
            " Official reception, by guests: 2022 has no number of guests.",
        ),
    )


def test_an_item_with_two_counts_is_named_once_where_its_amount_is_the_reason(tmp_path: Path) -> None:
    guests = ("reception_batches,actual,3", "reception_persons,actual,9", *vehicles("100", "10"))
    years = {2021: table("reception,actual,", *guests), 2022: table("reception,actual,2", *guests)}
    assert three_public_factors(make_book(tmp_path, years)).paragraphs[2:] == (
        ("note", "未作分解：公务接待费，缺2021年金额。"),
    )


@pytest.mark.parametrize(
    ("years", "zh", "en"),
    [
        (
            {2022: table(*vehicles("100", "10"))},
            "没有连续两年的“三公”经费金额，不作数量与单价的因素分析。",
            "The three public expenses are not published for two years running, so their changes are not"
            " split into volume and price effects.",
        ),
        (
            {2021: {"totals": "item,phase,amount\n"}, 2022: table(*vehicles("100", "10"))},
            "没有连续两年的“三公”经费金额，不作数量与单价的因素分析。",
            "The three public expenses are not published for two years running, so their changes are not"
            " split into volume and price effects.",
        ),
        (
            {2021: table(*vehicles("100", "10")), 2022: table("vehicle_operation,actual,100")},
            "“三公”经费各项均不能分解为数量影响和单价影响：公务用车运行维护费，缺2022年保有量。",
            "No item of the three public expenses can be split into volume and price effects: Vehicle"
            " operation and maintenance: 2022 has no number of vehicles in use.",
        ),
    ],
    ids=["one year", "no last year", "no count"],
)
def test_without_anything_to_split_there_is_one_sentence(
    tmp_path: Path, years: dict[int, dict[str, str]], zh: str, en: str
) -> None:
    assert three_public_factors(make_book(tmp_path / "zh", years)).paragraphs == (("note", zh),)
    assert three_public_factors(make_book(tmp_path / "en", years, "en")).paragraphs == (("note", en),)
