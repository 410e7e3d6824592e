import random
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.analysis.structure import (
    OTHERS,
    Flow,
    at_level,
    composition,
    leading,
    merged,
    nearest,
    over_years,
    whole_item,
)
from builder import make_book

INCOME = "item,phase,amount\n"
LINES = "classification,code,name,phase,amount\n"
TOTALS = "item,phase,amount\n"


def told(frame: pd.DataFrame) -> list[tuple[str, Decimal | None, str | None]]:
    shares = [None if part is None else f"{part:.2f}" for part in frame["share"]]
    return list(zip(frame["code"], frame["amount"], shares, strict=True))


def book_of(folder: Path, language: str = "zh", **tables: str) -> Accounts:
    return make_book(folder, {2022: tables}, language)


def test_income_is_told_against_its_total_with_what_was_carried_over(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        income=INCOME + "government_fund,actual,190.13\ngeneral_public_budget,actual,5759.26\n",
        totals=TOTALS + "total_income,actual,6122.13\nopening_carryover,actual,172.74\n",
    )
    frame = composition(book, "income")
    assert told(frame) == [
        ("general_public_budget", Decimal("5759.26"), "94.07"),
        ("government_fund", Decimal("190.13"), "3.11"),
        ("opening_carryover", Decimal("172.74"), "2.82"),
    ]
    assert list(frame["label"]) == ["一般公共预算财政拨款", "政府性基金预算财政拨款", "年初结转和结余"]
    assert set(frame["total"]) == {Decimal("6122.13")}
    assert set(frame["year"]) == {2022}


def test_without_a_published_total_the_parts_make_it_up(tmp_path: Path) -> None:
    book = book_of(tmp_path, income=INCOME + "other,actual,1\nbusiness,actual,3\n")
    assert told(composition(book, "income")) == [("business", 3, "75.00"), ("other", 1, "25.00")]


def test_without_a_total_and_with_a_part_not_published_there_are_no_shares(tmp_path: Path) -> None:
    book = book_of(tmp_path, income=INCOME + "other,actual,\nbusiness,actual,3\n")
    frame = composition(book, "income")
    assert told(frame) == [("business", 3, None), ("other", None, None)]
    assert set(frame["total"]) == {None}


def test_a_part_that_was_not_published_stays_and_comes_last(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        income=INCOME + "other,actual,\nbusiness,actual,0\noperating,actual,-2\n",
        totals=TOTALS + "total_income,actual,10\n",
    )
    assert told(composition(book, "income")) == [
        ("business", 0, "0.00"),
        ("operating", -2, "-20.00"),
        ("other", None, None),
    ]


def test_fiscal_appropriation_is_not_counted_beside_its_parts(tmp_path: Path) -> None:
    lines = "fiscal_appropriation,actual,100\n"
    lines += "general_public_budget,actual,90\ngovernment_fund,actual,10\nother,actual,5\n"
    frame = composition(book_of(tmp_path, income=INCOME + lines), "income")
    assert list(frame["code"]) == ["general_public_budget", "government_fund", "other"]
    assert set(frame["total"]) == {105}


@pytest.mark.parametrize("parts", ["", "general_public_budget,actual,\ngovernment_fund,actual,\n"])
def test_fiscal_appropriation_stands_for_its_parts_where_they_are_not_published(
    tmp_path: Path, parts: str
) -> None:
    book = book_of(tmp_path, income=INCOME + parts + "fiscal_appropriation,actual,100\nother,actual,5\n")
    assert list(composition(book, "income")["code"]) == ["fiscal_appropriation", "other"]


def test_personnel_and_office_running_are_parts_of_basic_expenditure(tmp_path: Path) -> None:
    lines = "kind,basic,,actual,6\nkind,personnel,,actual,4\nkind,public,,actual,2\nkind,project,,actual,3\n"
    assert list(composition(book_of(tmp_path / "a", expenditure=LINES + lines), "kind")["code"]) == [
        "basic",
        "project",
    ]
    without = lines.replace("kind,basic,,actual,6\n", "")
    codes = composition(book_of(tmp_path / "b", expenditure=LINES + without), "kind")["code"]
    assert list(codes) == ["personnel", "project", "public"]


def test_expenditure_by_function_is_told_by_class(tmp_path: Path) -> None:
    lines = (
        "function,208,社会保障和就业支出,actual,100\nfunction,20802,民政管理事务,actual,60\nfunction,2080201,行政运行,actual,60\n"
        "function,2210201,住房公积金,actual,7\nfunction,2210203,购房补贴,actual,3\n"
    )
    book = book_of(
        tmp_path, expenditure=LINES + lines, totals=TOTALS + "current_year_expenditure,actual,110\n"
    )
    frame = composition(book, "function")
    assert told(frame) == [("208", 100, "90.91"), ("221", 10, "9.09")]
    # A class of which only finer lines are published is named by the catalogue, not by its first line.
    assert list(frame["label"]) == ["社会保障和就业支出", "住房保障支出"]


def test_a_document_names_its_codes_itself_in_chinese(tmp_path: Path) -> None:
    lines = "function,210,医疗卫生与计划生育支出,actual,5\n"
    assert list(composition(book_of(tmp_path / "zh", expenditure=LINES + lines), "function")["label"]) == [
        "医疗卫生与计划生育支出"
    ]
    english = composition(book_of(tmp_path / "en", "en", expenditure=LINES + lines), "function")
    assert list(english["label"]) == ["Health"]


def lines_of(**amounts: int | None) -> pd.DataFrame:
    rows = [(code[1:], None if amount is None else Decimal(amount)) for code, amount in amounts.items()]
    return pd.DataFrame(rows, columns=["code", "amount"], dtype=object)


def test_a_published_line_counts_as_printed_and_not_as_its_finer_lines() -> None:
    assert at_level(lines_of(c208=100, c20802=60, c2080201=50), 3) == {"208": 100}
    assert at_level(lines_of(c208=100, c20802=60, c2080201=50), 5) == {"20802": 60}


def test_a_line_that_only_has_finer_lines_is_their_sum() -> None:
    lines = lines_of(c2080201=1, c2080202=2, c20805=4, c2210201=8)
    assert at_level(lines, 3) == {"208": 7, "221": 8}
    assert at_level(lines, 5) == {"20802": 3, "20805": 4, "22102": 8}
    assert at_level(lines, 7) == {"2080201": 1, "2080202": 2, "2210201": 8}


def test_a_line_whose_amount_was_not_published_is_the_sum_of_its_finer_lines() -> None:
    assert at_level(lines_of(c208=None, c20802=60, c20805=5), 3) == {"208": 65}


def test_finer_lines_that_are_not_all_known_make_no_sum() -> None:
    assert at_level(lines_of(c20802=60, c20805=None), 3) == {"208": None}
    assert at_level(lines_of(c208=None), 3) == {"208": None}


@pytest.mark.parametrize("flow", ["income", "kind", "function", "economic"])
def test_a_year_without_the_table_has_an_empty_structure(tmp_path: Path, flow: Flow) -> None:
    book = book_of(tmp_path, totals=TOTALS + "total_income,actual,5\nopening_carryover,actual,5\n")
    assert composition(book, flow).empty
    assert over_years(book, flow).empty
    assert list(composition(book, flow).columns) == list(over_years(book, flow).columns)


def test_budget_and_actual_are_never_mixed(tmp_path: Path) -> None:
    book = book_of(
        tmp_path,
        income=INCOME + "other,actual,5\nother,initial_budget,8\n",
        totals=TOTALS + "total_income,initial_budget,10\n",
    )
    assert told(composition(book, "income")) == [("other", 5, "100.00")]
    assert told(composition(book, "income", phase="initial_budget")) == [("other", 8, "80.00")]


def test_the_years_follow_one_another_and_a_year_without_data_is_left_out(tmp_path: Path) -> None:
    kinds = LINES + "kind,basic,,actual,{}\n"
    years = {
        2019: {"expenditure": kinds.format(1)},
        2021: {"totals": TOTALS},
        2022: {"expenditure": kinds.format(2)},
    }
    frame = over_years(make_book(tmp_path, years), "kind")
    assert list(zip(frame["year"], frame["amount"], strict=True)) == [(2019, 1), (2022, 2)]


def test_a_class_told_by_its_finer_lines_has_the_source_of_the_first(tmp_path: Path) -> None:
    first, second = "function,2080201,actual,5,第一\n", "function,2080202,actual,6,第二\n"
    for name, rows in (("a", first + second), ("b", second + first)):
        book = book_of(tmp_path / name, expenditure="classification,code,phase,amount,source\n" + rows)
        assert list(composition(book, "function")["source"]) == ["第一"]


CODES = ["201", "20103", "2010301", "2010302", "208", "20802", "2080201", "20805", "221", "2210201", "22960"]


@given(
    st.dictionaries(
        st.sampled_from(CODES),
        st.one_of(st.none(), st.decimals(min_value=0, max_value=9999, places=2)),
        min_size=1,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, amounts: dict[str, Decimal | None], shuffle: random.Random
) -> None:
    rows = [
        f"function,{code},,actual,{'' if amount is None else amount}\n" for code, amount in amounts.items()
    ]
    frames = []
    for order in (rows, shuffle.sample(rows, len(rows))):
        book = book_of(tmp_path_factory.mktemp("data"), expenditure=LINES + "".join(order))
        frames.append(composition(book, "function"))
    pd.testing.assert_frame_equal(*frames)


@given(st.lists(st.decimals(min_value=Decimal("0.01"), max_value=9999, places=2), min_size=1, max_size=5))
@settings(max_examples=20, deadline=None)
def test_shares_of_a_total_that_is_the_sum_make_a_hundred(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal]
) -> None:
    items = ["superior_subsidy", "business", "operating", "affiliated", "other"]
    rows = "".join(f"{item},actual,{amount}\n" for item, amount in zip(items, amounts, strict=False))
    book = book_of(
        tmp_path_factory.mktemp("data"),
        income=INCOME + rows,
        totals=TOTALS + f"total_income,actual,{sum(amounts)}\n",
    )
    frame = composition(book, "income")
    assert abs(sum(frame["share"]) - 100) < Decimal("1e-20")
    assert list(frame["amount"]) == sorted(amounts, reverse=True)


SPENT = {"expenditure.basic": Decimal(100), "totals.current_year_expenditure": Decimal(300)}


@pytest.mark.parametrize(
    ("lines", "wholes", "found"),
    [
        ([60, 40], SPENT, "expenditure.basic"),
        ([60, 39], SPENT, "expenditure.basic"),
        ([200, 80], SPENT, "totals.current_year_expenditure"),
        ([150, 50], SPENT, "expenditure.basic"),
        ([60, None], SPENT, "expenditure.basic"),
        ([60], {**SPENT, "expenditure.basic": None}, "totals.current_year_expenditure"),
        ([60], dict.fromkeys(SPENT), None),
    ],
    ids=["exactly", "nearly", "the other", "as near to both", "a line missing", "one published", "none"],
)
def test_lines_are_told_of_the_total_that_is_nearest_to_their_sum(
    lines: list[int | None], wholes: dict[str, Decimal | None], found: str | None
) -> None:
    assert nearest([None if one is None else Decimal(one) for one in lines], wholes) == found


@pytest.mark.parametrize(
    ("amount", "item", "shares"),
    [
        (40, "expenditure.basic", ["60.00", "40.00"]),
        (240, "totals.current_year_expenditure", ["80.00", "20.00"]),
    ],
)
def test_economic_classes_are_shares_of_the_total_that_they_make_up(
    tmp_path: Path, amount: int, item: str, shares: list[str]
) -> None:
    lines = f"kind,basic,,actual,100\neconomic,301,,actual,60\neconomic,302,,actual,{amount}\n"
    book = book_of(
        tmp_path, expenditure=LINES + lines, totals=TOTALS + "current_year_expenditure,actual,300\n"
    )
    assert whole_item(book, "economic") == item
    assert [share for _, _, share in told(composition(book, "economic"))] == shares


def amounts(*known: tuple[str, int | None]) -> pd.DataFrame:
    rows = [(2022, code, code, None if one is None else Decimal(one), Decimal(100)) for code, one in known]
    return pd.DataFrame(rows, columns=["year", "code", "label", "amount", "total"], dtype=object).assign(
        share=[None if one is None else Decimal(one) for _, one in known]
    )


def test_the_smallest_parts_are_merged_with_their_amounts_and_shares() -> None:
    frame = amounts(("a", 50), ("b", 30), ("c", 15), ("d", None), ("e", 5))
    found = merged(frame, 3)[["code", "label", "amount", "share"]]
    assert list(found.itertuples(index=False, name=None)) == [
        ("a", "a", 50, 50),
        ("b", "b", 30, 30),
        (OTHERS, "3", 20, 20),
    ]
    assert merged(frame, 5) is frame


def test_merged_parts_that_are_all_unknown_stay_unknown() -> None:
    last = merged(amounts(("a", 50), ("b", None), ("c", None)), 2).iloc[-1]
    assert (last["label"], last["amount"], last["share"]) == ("2", None, None)


def test_codes_are_named_by_their_sum_over_the_rows_and_the_rest_stand_together() -> None:
    frame = amounts(("a", 1), ("b", 2), ("c", 3), ("d", None), ("a", 3), ("b", 1))
    assert leading(frame, "amount", 4) == ["a", "b", "c", "d"]
    assert leading(frame, "amount", 3) == ["a", "b", OTHERS]
    assert leading(frame.iloc[::-1], "share", 3) == ["a", "b", OTHERS]
