from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.analysis.change import (
    bridge,
    contributions,
    headlines,
    history,
    printed_name,
    reasons,
)
from builder import make_book

TOTALS = "item,phase,amount\n"
KINDS = "classification,code,phase,amount\n"
INCOME = "item,phase,amount\n"
REASONS = "flow,item,item_en,amount\n"


def book_of(folder: Path, last: dict[str, str] | None, now: dict[str, str], language: str = "zh") -> Accounts:
    return make_book(folder, {**({2021: last} if last is not None else {}), 2022: now}, language)


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in frame[list(columns)].itertuples(index=False)]


def total_income(amount: object) -> dict[str, str]:
    return {"totals": f"{TOTALS}total_income,actual,{amount}\n"}


def test_a_headline_is_told_against_the_year_before(tmp_path: Path) -> None:
    [row] = headlines(book_of(tmp_path, total_income("6614.32"), total_income("6122.13"))).to_dict("records")
    assert (row["item"], row["label"]) == ("total_income", "收入总计")
    assert (row["amount"], row["last"], row["change"]) == (
        Decimal("6122.13"),
        Decimal("6614.32"),
        Decimal("-492.19"),
    )
    assert round(row["percent"], 2) == Decimal("-7.44")
    assert (row["basis"], row["last_basis"]) == ("reported", "reported")


@pytest.mark.parametrize(
    ("last", "change"),
    [("0", Decimal(5)), ("-3", Decimal(8)), ("", None)],
    ids=["zero", "negative", "not published"],
)
def test_there_is_no_percentage_from_such_a_base(tmp_path: Path, last: str, change: Decimal | None) -> None:
    [row] = headlines(book_of(tmp_path, total_income(last), total_income(5))).to_dict("records")
    assert (row["change"], row["percent"]) == (change, None)


def test_the_year_before_is_the_year_before_and_not_the_last_one_with_data(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2020: total_income(4), 2022: total_income(5)})
    assert rows(headlines(book), "amount", "last", "change", "percent") == [(5, None, None, None)]


def test_a_headline_that_neither_year_has_is_left_out(tmp_path: Path) -> None:
    assert headlines(book_of(tmp_path, {"income": INCOME}, {"income": INCOME})).empty


def test_the_department_names_its_headlines_itself_in_chinese(tmp_path: Path) -> None:
    table = "item,phase,amount,printed_name\n"
    table += "total_income,initial_budget,4,预算总收入\ntotal_income,actual,5,总收入\n"
    assert printed_name(book_of(tmp_path / "zh", None, {"totals": table}), "total_income") == "总收入"
    assert (
        printed_name(book_of(tmp_path / "en", None, {"totals": table}, "en"), "total_income")
        == "Total income"
    )
    assert printed_name(book_of(tmp_path / "none", None, total_income(5)), "total_income") == "收入总计"


def test_a_year_without_data_stays_in_the_history_as_a_gap(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2020: total_income(4), 2022: total_income(5)})
    assert rows(history(book), "year", "amount", "basis") == [
        (2020, 4, "reported"),
        (2021, None, ""),
        (2022, 5, "reported"),
    ]


def test_each_line_contributes_its_change_to_the_growth_of_the_total(tmp_path: Path) -> None:
    last = {"income": INCOME + "business,actual,80\nother,actual,20\n", **total_income(100)}
    now = {"income": INCOME + "business,actual,70\nother,actual,35\n", **total_income(105)}
    assert rows(
        contributions(book_of(tmp_path, last, now), "income"),
        "code", "amount", "last", "change", "percent", "contribution",
    ) == [("other", 35, 20, 15, 75, 15), ("business", 70, 80, -10, Decimal("-12.5"), -10)]  # fmt: skip


def test_a_line_that_only_one_year_lists_was_zero_where_the_listed_ones_are_all_there_was(
    tmp_path: Path,
) -> None:
    last = {"income": INCOME + "business,actual,80\noperating,actual,20\n", **total_income(100)}
    now = {"income": INCOME + "business,actual,80\nother,actual,30\n", **total_income(110)}
    assert rows(
        contributions(book_of(tmp_path, last, now), "income"), "code", "amount", "last", "change", "percent"
    ) == [
        ("other", 30, 0, 30, None),
        ("operating", 0, 20, -20, -100),
        ("business", 80, 80, 0, 0),
    ]


def test_a_line_that_an_incomplete_year_does_not_list_is_not_known(tmp_path: Path) -> None:
    last = {"income": INCOME + "business,actual,80\n", **total_income(100)}
    now = {"income": INCOME + "business,actual,70\nother,actual,40\n", **total_income(110)}
    assert rows(
        contributions(book_of(tmp_path, last, now), "income"), "code", "last", "change", "contribution"
    ) == [
        ("business", 80, -10, -10),
        ("other", None, None, None),
    ]


def test_a_year_that_tells_appropriation_as_one_line_is_compared_with_one_line(tmp_path: Path) -> None:
    last = {"income": INCOME + "fiscal_appropriation,actual,80\nother,actual,20\n", **total_income(100)}
    now = {
        "income": INCOME + "general_public_budget,actual,70\ngovernment_fund,actual,5\nother,actual,20\n",
        **total_income(95),
    }
    assert rows(contributions(book_of(tmp_path / "a", last, now), "income"), "code", "amount", "last") == [
        ("fiscal_appropriation", 75, 80),
        ("other", 20, 20),
    ]
    assert rows(contributions(book_of(tmp_path / "b", now, last), "income"), "code", "amount", "last") == [
        ("fiscal_appropriation", 80, 75),
        ("other", 20, 20),
    ]


def test_without_both_structures_nothing_is_contributed(tmp_path: Path) -> None:
    now = {"income": INCOME + "business,actual,70\n", **total_income(70)}
    assert contributions(book_of(tmp_path, total_income(60), now), "income").empty


AMOUNT = st.decimals(min_value=0, max_value=9999, places=2)
SOURCES = st.dictionaries(
    st.sampled_from(["superior_subsidy", "business", "operating", "affiliated", "other"]), AMOUNT, min_size=1
)


def year_of(sources: dict[str, Decimal], beside: Decimal = Decimal(0)) -> dict[str, str]:
    lines = "".join(f"{item},actual,{amount}\n" for item, amount in sources.items())
    return {"income": INCOME + lines, **total_income(sum(sources.values()) + beside)}


@given(SOURCES.filter(lambda sources: sum(sources.values()) > 0), SOURCES)
@settings(max_examples=20, deadline=None)
def test_contributions_sum_to_the_growth_of_the_total(
    tmp_path_factory: pytest.TempPathFactory, last: dict[str, Decimal], now: dict[str, Decimal]
) -> None:
    book = book_of(tmp_path_factory.mktemp("data"), year_of(last), year_of(now))
    growth = headlines(book)["percent"].iloc[0]
    assert abs(sum(contributions(book, "income")["contribution"]) - growth) < Decimal("1e-15")


@given(SOURCES, SOURCES, AMOUNT, AMOUNT)
@settings(max_examples=20, deadline=None)
def test_a_bridge_always_reaches_this_years_figure(
    tmp_path_factory: pytest.TempPathFactory,
    last: dict[str, Decimal],
    now: dict[str, Decimal],
    unlisted_before: Decimal,
    unlisted: Decimal,
) -> None:
    book = book_of(tmp_path_factory.mktemp("data"), year_of(last, unlisted_before), year_of(now, unlisted))
    steps = bridge(book, "total_income")
    if not steps.empty:
        assert steps["kind"].iloc[0] == "start"
        assert steps["kind"].iloc[-1] == "end"
        assert sum(steps["amount"].iloc[:-1], Decimal(0)) == steps["amount"].iloc[-1]


def test_a_bridge_is_told_by_the_lines_that_changed(tmp_path: Path) -> None:
    last = {"income": INCOME + "business,actual,80\nother,actual,20\n", **total_income(100)}
    now = {"income": INCOME + "business,actual,80\nother,actual,30\n", **total_income(111)}
    assert rows(bridge(book_of(tmp_path, last, now), "total_income"), "label", "amount", "kind", "by") == [
        ("", 100, "start", "lines"),
        ("其他收入", 10, "step", "lines"),
        ("", 1, "rest", "lines"),
        ("", 111, "end", "lines"),
    ]


@pytest.mark.parametrize(("changed", "kinds"), [(6, 6), (7, 7), (8, 6)])
def test_a_bridge_shows_six_lines_and_never_merges_a_single_one(
    tmp_path: Path, changed: int, kinds: int
) -> None:
    codes = ["201", "202", "203", "204", "205", "206", "207", "208"][:changed]
    header = "classification,code,phase,amount\n"
    years = []
    for factor in (1, 2):
        lines = "".join(f"function,{code},actual,{place * factor}\n" for place, code in enumerate(codes, 1))
        spent = sum(range(1, changed + 1)) * factor
        totals = f"{TOTALS}current_year_expenditure,actual,{spent}\n"
        years.append({"expenditure": header + lines, "totals": totals})
    steps = bridge(book_of(tmp_path, *years), "current_year_expenditure")
    assert list(steps["kind"]).count("step") == kinds
    assert rows(steps[steps["kind"] == "others"], "label", "amount") == ([("2", 3)] if changed == 8 else [])


def test_without_lines_a_bridge_is_told_by_the_reasons(tmp_path: Path) -> None:
    now = {
        **total_income("6122.13"),
        "reasons": REASONS + "total_income,租赁,,-206\ntotal_income,会议费,,-52.19\n",
    }
    steps = bridge(book_of(tmp_path, total_income("6614.32"), now), "total_income")
    assert rows(steps, "label", "amount", "kind", "by") == [
        ("", Decimal("6614.32"), "start", "reasons"),
        ("2", Decimal("-258.19"), "reasons", "reasons"),
        ("", Decimal("-234.00"), "rest", "reasons"),
        ("", Decimal("6122.13"), "end", "reasons"),
    ]


def test_lines_that_do_not_move_leave_the_bridge_to_the_reasons(tmp_path: Path) -> None:
    lines = INCOME + "business,actual,80\n"
    now = {"income": lines, **total_income(90), "reasons": REASONS + "total_income,补助,,10\n"}
    steps = bridge(book_of(tmp_path, {"income": lines, **total_income(80)}, now), "total_income")
    assert list(steps["by"]) == ["reasons"] * 3


def economic(spent: int, basic: int, wages: int) -> dict[str, str]:
    lines = f"kind,basic,actual,{basic}\neconomic,301,actual,{wages}\neconomic,302,actual,40\n"
    totals = f"{TOTALS}current_year_expenditure,actual,{spent}\n"
    return {"totals": totals, "expenditure": KINDS + lines}


def test_economic_lines_of_basic_expenditure_contribute_to_the_growth_of_all_expenditure(
    tmp_path: Path,
) -> None:
    frame = contributions(book_of(tmp_path, economic(400, 100, 60), economic(420, 110, 70)), "economic")
    assert rows(frame, "code", "change", "last_total", "contribution") == [
        ("301", 10, 400, Decimal("2.5")),
        ("302", 0, 400, 0),
    ]


def test_economic_lines_that_tell_another_total_than_last_year_are_not_compared(tmp_path: Path) -> None:
    book = book_of(tmp_path, economic(400, 100, 60), economic(420, 110, 370))
    assert contributions(book, "economic").empty


@pytest.mark.parametrize("last", [None, total_income(""), {"income": INCOME}])
def test_a_bridge_needs_both_years(tmp_path: Path, last: dict[str, str] | None) -> None:
    now = {**total_income(5), "reasons": REASONS + "total_income,租赁,,-206\n"}
    assert bridge(book_of(tmp_path, last, now), "total_income").empty


def test_a_bridge_that_nothing_tells_is_empty(tmp_path: Path) -> None:
    assert bridge(book_of(tmp_path, total_income(4), total_income(5)), "total_income").empty


def test_what_the_reasons_leave_is_the_rest(tmp_path: Path) -> None:
    lines = "total_income,会议费,Meetings,-52.19\ntotal_income,租赁,,-206\ncurrent_year_income,别的,,-1\n"
    now = {**total_income("6122.13"), "reasons": REASONS + lines}
    book = book_of(tmp_path, total_income("6614.32"), now, "en")
    assert rows(reasons(book, "total_income"), "label", "amount", "kind") == [
        ("租赁", -206, "reason"),
        ("Meetings", Decimal("-52.19"), "reason"),
        ("", Decimal("-234.00"), "rest"),
    ]


def test_reasons_that_tell_everything_leave_no_rest(tmp_path: Path) -> None:
    now = {**total_income(90), "reasons": REASONS + "total_income,租赁,,-10\n"}
    assert list(reasons(book_of(tmp_path, total_income(100), now), "total_income")["kind"]) == ["reason"]


def test_a_reason_without_an_amount_leaves_no_rest_to_be_told(tmp_path: Path) -> None:
    now = {**total_income(90), "reasons": REASONS + "total_income,厉行节约,,\ntotal_income,租赁,,-4\n"}
    assert rows(reasons(book_of(tmp_path, total_income(100), now), "total_income"), "label", "amount") == [
        ("租赁", -4),
        ("厉行节约", None),
    ]


def test_without_last_year_the_reasons_stand_alone(tmp_path: Path) -> None:
    now = {**total_income(90), "reasons": REASONS + "total_income,租赁,,-4\n"}
    assert list(reasons(book_of(tmp_path, None, now), "total_income")["kind"]) == ["reason"]


def test_reasons_for_the_three_public_expenses_are_held_against_their_total(tmp_path: Path) -> None:
    spent = "item,phase,amount\ntotal,actual,{}\n"
    now = {"three_public": spent.format(8), "reasons": REASONS + "three_public,少接待,,-1.5\n"}
    book = book_of(tmp_path, {"three_public": spent.format(10)}, now)
    assert rows(reasons(book, "three_public"), "amount", "kind") == [
        (Decimal("-1.5"), "reason"),
        (Decimal("-0.5"), "rest"),
    ]


def test_without_last_years_own_figure_the_stated_change_tells_it(tmp_path: Path) -> None:
    tables = {
        "totals": "item,phase,amount\ntotal_income,actual,6122.13\n",
        "stated": "item,measure,value\ntotals.total_income,change,-492.19\n",
        "reasons": "flow,item,amount\ntotal_income,会议,-462.35\n",
    }
    book = make_book(tmp_path, {2022: tables})
    [row] = headlines(book).to_dict("records")
    assert (row["last"], row["change"], row["last_basis"]) == (
        Decimal("6614.32"),
        Decimal("-492.19"),
        "derived",
    )
    assert list(reasons(book, "total_income")["amount"]) == [Decimal("-462.35"), Decimal("-29.84")]


def test_a_headline_is_held_against_its_adjusted_budget_else_its_initial_one(tmp_path: Path) -> None:
    rows = "current_year_expenditure,initial_budget,900\ncurrent_year_expenditure,adjusted_budget,1080\n"
    tables = {"totals": f"{TOTALS}current_year_expenditure,actual,1020\n{rows}"}
    [row] = headlines(make_book(tmp_path, {2022: tables})).to_dict("records")
    assert (row["budget"], row["completion"].quantize(Decimal("0.01"))) == (Decimal(1080), Decimal("94.44"))
