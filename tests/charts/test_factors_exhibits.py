"""The three public expenses split into count and unit cost: figure, notes and the table of all years."""

from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.charts import three_public_factors
from budgetbook.charts.exhibit import Exhibit
from builder import DEPARTMENT, make_book, with_origin, write
from exhibits import broken


def table(*rows: str) -> dict[str, str]:
    return {"three_public": "item,phase,amount\n" + "".join(f"{row}\n" for row in rows)}


def cells(exhibit: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in exhibit.table.json["rows"]]


LAST = ("vehicle_operation,actual,100", "vehicles,actual,10")


@pytest.mark.parametrize(
    ("now", "zh", "en"),
    [
        (
            ("96", "8"),
            "公务用车运行维护费减少4.00万元，主要受数量影响",
            "Vehicle operation and maintenance: down 4.00 wan yuan, mainly a volume effect",
        ),
        (
            ("120", "10"),
            "公务用车运行维护费增加20.00万元，主要受单价影响",
            "Vehicle operation and maintenance: up 20.00 wan yuan, mainly a price effect",
        ),
        (
            ("100", "8"),
            "公务用车运行维护费持平，数量与单价影响相抵",
            "Vehicle operation and maintenance: unchanged, volume and price effects offset each other",
        ),
        (
            ("100", "10"),
            "公务用车运行维护费持平",
            "Vehicle operation and maintenance: unchanged",
        ),
    ],
    ids=["count", "cost", "offset", "unchanged"],
)
def test_the_title_is_the_largest_change_and_what_made_it(
    tmp_path: Path, now: tuple[str, str], zh: str, en: str
) -> None:
    amount, count = now
    years = {
        2021: table(*LAST),
        2022: table(f"vehicle_operation,actual,{amount}", f"vehicles,actual,{count}"),
    }
    for language, title in (("zh", zh), ("en", en)):
        shown = three_public_factors(make_book(tmp_path / language, years, language))
        assert shown.title == title
        assert broken(shown, language) == []


def test_two_effects_of_the_same_size_are_called_so(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2021/three_public.csv": with_origin(table(*LAST)["three_public"]),
        # 2 more at 10 are 20, and the unit cost's rise makes 20 too.
        "2022/three_public.csv": with_origin(
            table("vehicle_operation,actual,140", "vehicles,actual,12")["three_public"]
        ),
    }
    book = load(write(tmp_path, files, f'{DEPARTMENT}[settings]\nfactor_method = "chain"\n'))
    shown = three_public_factors(book)
    assert shown.title == "公务用车运行维护费增加40.00万元，数量和单价影响相等"
    assert "按连环替代法" in shown.subtitle
    assert shown.notes[1] == (
        "连环替代法：单价 = 金额 ÷ 数量；数量影响 =（本年数量 − 上年数量）× 上年单价；"
        "单价影响 = 增减额 − 数量影响。"
    )


def test_the_figure_tells_both_effects_and_the_table_every_year(tmp_path: Path) -> None:
    years = {
        2020: table("vehicle_operation,actual,90", "vehicles,actual,10"),
        2021: table(*LAST),
        2022: table("vehicle_operation,actual,96", "vehicles,actual,8"),
    }
    shown = three_public_factors(make_book(tmp_path, years))
    assert shown.subtitle == "“三公”经费各项增减额的因素分解，2022年与2021年比，按平均法，单位：万元"
    assert shown.alt == (
        "分组条形图，列示2022年“三公”经费各项较上年的增减额及其两项影响："
        "公务用车运行维护费减少4.00万元，其中数量影响-22.00、单价影响+18.00。"
    )
    assert shown.notes[1:] == [
        "平均法：单价 = 金额 ÷ 数量；数量影响 =（本年数量 − 上年数量）× 两年单价的平均数；"
        "单价影响 = 增减额 − 数量影响。"
    ]
    name = "公务用车运行维护费"
    assert cells(shown) == [
        [name, "2020", "90.00", "10", "90,000.00", "[z]", "[z]", "[z]"],
        [name, "2021", "100.00", "10", "100,000.00", "+10.00", "0.00", "+10.00"],
        [name, "2022", "96.00", "8", "120,000.00", "-4.00", "-22.00", "+18.00"],
    ]


def test_receptions_are_split_twice_and_earlier_gaps_are_named(tmp_path: Path) -> None:
    rows = ("reception,actual,2", "reception_batches,actual,4", "reception_persons,actual,20")
    years = {
        2019: table(*rows, *LAST),
        2020: table("reception,actual,2", *LAST),
        2021: table(*rows, *LAST),
        2022: table(*rows, *LAST),
    }
    for language, said in (
        (
            "zh",
            [
                "公务接待费按接待批次和按接待人次各分解一次，说明的是同一增减额，不得相加。",
                "外事接待数量未连续两年公布，公务接待按国内接待数量分解：2022年。",
                "以前年度缺数而未分解：公务接待费（按国内接待批次）2020年、2021年；"
                "公务接待费（按国内接待人次）2020年、2021年。",
            ],
        ),
        (
            "en",
            [
                "Official reception is split twice, by receptions and by guests: the same change, not to be"
                " added up.",
                "Official reception is split by domestic counts where foreign ones are not published for two"
                " years running: 2022.",
                "Earlier years not split for want of figures: Official reception, by domestic receptions"
                " 2020, 2021; Official reception, by domestic guests 2020, 2021.",
            ],
        ),
    ):
        shown = three_public_factors(make_book(tmp_path / language, years, language))
        assert shown.notes[2:] == said
        assert broken(shown, language) == []


def test_where_nothing_can_be_split_the_paragraph_beside_says_so(tmp_path: Path) -> None:
    assert three_public_factors(make_book(tmp_path, {2022: table(*LAST)})).paragraphs == ()


def test_foreign_receptions_count_where_both_years_have_them_and_the_figure_says_so(tmp_path: Path) -> None:
    rows = ("reception,actual,2", "reception_batches,actual,9", "foreign_reception_batches,actual,1")
    now = ("reception,actual,3", "reception_batches,actual,10", "foreign_reception_batches,actual,2")
    shown = three_public_factors(make_book(tmp_path / "zh", {2021: table(*rows), 2022: table(*now)}))
    assert shown.notes[2:] == ["公务接待的批次、人次为国内接待与外事接待之和。"]
    assert cells(shown)[1][:5] == ["公务接待费（按接待批次）", "2022", "3.00", "12", "2,500.00"]
    shown = three_public_factors(make_book(tmp_path / "en", {2021: table(*rows), 2022: table(*now)}, "en"))
    assert shown.notes[2:] == ["Receptions and guests are domestic and foreign ones together."]


def test_what_no_figure_could_split_is_not_applicable_and_not_called_missing(tmp_path: Path) -> None:
    none = ("abroad,actual,0", "abroad_persons,actual,0")
    shown = three_public_factors(make_book(tmp_path, {2021: table(*LAST, *none), 2022: table(*LAST, *none)}))
    assert ["因公出国（境）费", "2022", "0.00", "0", "[z]", "0.00", "[z]", "[z]"] in cells(shown)
