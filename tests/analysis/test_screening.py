"""Screening: which projects are idle, of low efficiency or carry money over again, and what they have."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.analysis import screening as analysis
from budgetbook.analysis.screening import Scope, histories, scope, screened, shares
from builder import make_book

HEADER = "project,division,initial_budget,adjusted_budget,spent,carried_over,score\n"


def rated(folder: Path, told: Mapping[str, str], **rules: object) -> Accounts:
    """Accounts up to 2024 of projects with `spent` or `spent/carried over` of a budget of 100 in each year.

    `-` is a year without the project, `?` one without figures.
    """
    years: dict[int, str] = {}
    for project, figures in told.items():
        each = figures.split(" ")
        for year, figure in zip(range(2025 - len(each), 2025), each, strict=True):
            spent, _, carried = figure.replace("?", "").partition("/")
            row = "" if figure == "-" else f"{project},,,100,{spent},{carried},\n"
            years[year] = years.get(year, HEADER) + row
    book = make_book(folder, {year: {"projects": text} for year, text in years.items()})
    return replace(book, department=replace(book.department, settings=Settings(**rules)))  # type: ignore[arg-type]


def kinds(book: Accounts) -> dict[str, str]:
    frame = screened(book)
    return dict(zip(frame["project"], frame["kind"], strict=True))


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        ("59.99 59.99", "low"),
        ("59.99 60", None),
        ("60 59.99", None),
        ("59.99 100 59.99", "low"),
        ("59.99 59.99 60", None),
        ("59.99 100 100 59.99", None),
        ("59.99 ? 59.99", "low"),
        ("59.99 - 59.99", None),
        ("59.99 ?", None),
        ("0 0", "low"),
        ("5/95 5/95", "idle"),
        ("5/95 5.01/95", "low"),
        ("5/95 60/0 5/95", "idle"),
        ("5/0 5/95", "low"),
        ("5 5", "low"),
        ("0/9 0/9 100/0", None),
        ("90/10 90/10", "returning"),
        ("90/0 90/10", None),
    ],
)
def test_a_project_is_judged_by_this_year_and_the_years_before(
    tmp_path: Path, figures: str, kind: str | None
) -> None:
    assert kinds(rated(tmp_path, {"甲": figures})) == ({"甲": kind} if kind else {})


@pytest.mark.parametrize(
    ("rules", "kind"),
    [
        ({"low_execution": Decimal(40)}, "returning"),
        ({"low_execution": Decimal(40), "carry_over_years": 4}, None),
        ({"low_years": 3}, "low"),
        ({"screening_years": 2, "low_years": 2}, "low"),
        ({"idle_execution": Decimal(50)}, "idle"),
        ({"idle_execution": Decimal(50), "idle_years": 3}, "low"),
        ({"idle_execution": Decimal("42"), "idle_years": 1}, "idle"),
    ],
)
def test_the_thresholds_are_the_departments(
    tmp_path: Path, rules: dict[str, object], kind: str | None
) -> None:
    assert kinds(rated(tmp_path, {"甲": "59/0 45/9 42/9"}, **rules)) == ({"甲": kind} if kind else {})


def test_a_project_has_one_row_with_all_its_reasons(tmp_path: Path) -> None:
    [row] = screened(rated(tmp_path, {"甲": "80/20 3/97 50/50 4/96"})).to_dict("records")
    assert (row["kind"], row["idle"], row["low"], row["returning"]) == (
        "idle",
        (2022, 2024),
        (2022, 2023, 2024),
        (2021, 2022, 2023, 2024),
    )
    assert row["rates"] == ((2022, Decimal(3)), (2023, Decimal(50)), (2024, Decimal(4)))
    assert (row["budget"], row["spent"], row["unspent"], row["carried_over"]) == (100, 4, 96, 96)


def test_a_project_renamed_is_judged_by_its_years_under_both_names(tmp_path: Path) -> None:
    text = {
        2023: f"{HEADER}2023年度养老服务项目,,,100,50,,\n",
        2024: f"{HEADER}2024年养老服务,,,100,50,,\n",
    }
    book = make_book(tmp_path, {year: {"projects": rows} for year, rows in text.items()})
    assert kinds(book) == {"2024年养老服务": "low"}


def test_the_gravest_come_first_then_the_largest_budgets(tmp_path: Path) -> None:
    def year(low: int) -> dict[str, str]:
        rows = f"小,,,100,{low},,\n大,,,900,{low},,\n闲,,,50,0,50,\n结,,,5000,4000,9,\n同,,,100,{low},,\n"
        return {"projects": HEADER + rows}

    assert list(screened(make_book(tmp_path, {2023: year(9), 2024: year(8)}))["project"]) == [
        "闲",
        "大",
        "同",
        "小",
        "结",
    ]


def test_a_history_reaches_back_as_far_as_projects_are_screened(tmp_path: Path) -> None:
    book = rated(tmp_path, {"甲": "1 2 3 4 5"})
    assert list(histories(book)["year"]) == [2022, 2023, 2024]
    assert list(histories(book, 2022)["execution"]) == [1, 2, 3]


def test_projects_too_new_or_without_figures_are_counted_and_not_judged(tmp_path: Path) -> None:
    book = rated(tmp_path, {"甲": "9 9", "乙": "- 9", "丙": "9 ?", "丁": "? 9/1", "戊": "- ?"})
    assert scope(book) == Scope(projects=5, judged=1, too_new=2, unknown=2, carry_over=0, first=2023)
    assert kinds(book) == {"甲": "low"}
    assert scope(rated(tmp_path / "long", {"甲": "9 9 9 9 9"})).first == 2022


def test_the_low_years_that_a_project_needs_are_the_departments(tmp_path: Path) -> None:
    told = {"甲": "9 9 9", "乙": "- 9 9", "丙": "- - 9"}
    for low_years, judged in ((1, 3), (2, 2), (3, 1)):
        seen = scope(rated(tmp_path / str(low_years), told, low_years=low_years))
        assert (seen.judged, seen.too_new) == (judged, 3 - judged)


@pytest.mark.parametrize(
    ("figures", "idle_years", "seen"),
    [
        ("3/97", 1, (0, 1, 0)),
        ("3", 1, (0, 0, 1)),
        ("3/97 3/97", 3, (1, 0, 0)),
        ("3 3/97", 2, (1, 0, 0)),
        ("3/97 3", 1, (1, 0, 0)),
        ("3/97 3/97", 2, (1, 1, 0)),
    ],
)
def test_idleness_is_judged_by_years_of_its_own(
    tmp_path: Path, figures: str, idle_years: int, seen: tuple[int, int, int]
) -> None:
    book = rated(tmp_path, {"甲": figures}, idle_years=idle_years)
    has = scope(book)
    assert (has.judged, has.carry_over, has.too_new) == seen
    assert (kinds(book).get("甲") == "idle") is bool(has.carry_over)


def test_the_first_screened_year_is_a_loaded_one(tmp_path: Path) -> None:
    years = {year: {"projects": f"{HEADER}甲,,,100,9,,\n"} for year in (2021, 2024)}
    book = make_book(tmp_path, years)
    assert (scope(book).first, scope(book, 2021).first) == (2024, 2021)


def test_beside_a_budget_below_zero_there_are_no_shares(tmp_path: Path) -> None:
    year = {"projects": f"{HEADER}甲,,,100,9,,\n乙,,,-90,0,,\n"}
    has = shares(make_book(tmp_path, {2023: year, 2024: year}))
    assert (has.low, has.low_budget, has.total) == (1, 100, 10)
    assert (has.low_share, has.idle_share, has.excess) == (None, None, None)


def test_a_budget_that_is_not_published_is_no_part_of_the_total(tmp_path: Path) -> None:
    has = shares(rated(tmp_path, {"甲": "9 9", "乙": "90 90"}))
    assert (has.total, has.unknown) == (200, 0)
    rows = {"projects": f"{HEADER}甲,,,100,9,,\n乙,,,,,,\n"}
    has = shares(make_book(tmp_path / "unknown", {2023: rows, 2024: rows}))
    assert (has.total, has.unknown, has.low_share) == (100, 1, 100)


def test_a_budget_of_nothing_has_no_rate_and_is_not_judged(tmp_path: Path) -> None:
    rows = {"projects": f"{HEADER}甲,,,0,0,,\n"}
    book = make_book(tmp_path, {2023: rows, 2024: rows})
    assert (scope(book).unknown, screened(book).empty) == (1, True)
    assert (shares(book).low_share, shares(book).excess) == (None, None)


@pytest.mark.parametrize(
    ("others", "share", "excess"),
    [(8, Decimal(10), None), (7, Decimal(100) / 9, Decimal(10))],
)
def test_low_projects_alone_have_at_most_the_limit_and_idle_ones_a_share_of_their_own(
    tmp_path: Path, others: int, share: Decimal, excess: Decimal | None
) -> None:
    told = {"低": "9 9", "闲": "0/9 0/9", "结": "90/9 90/9"} | {
        f"第{n}号": "90 90" for n in range(others - 1)
    }
    has = shares(rated(tmp_path, told))
    assert (has.idle, has.idle_budget, has.low, has.low_budget) == (1, 100, 1, 100)
    assert (has.total, has.low_share, has.idle_share, has.excess) == (
        100 * (others + 2),
        share,
        share,
        excess,
    )
    assert shares(rated(tmp_path, told, low_budget_share=Decimal(50))).limit == 50


def test_without_projects_nothing_is_screened(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"income": "item,phase,amount\nother,actual,1\n"}})
    assert screened(book).empty
    assert scope(book) == Scope(0, 0, 0, 0, 0, 2022)
    assert (shares(book).low_budget, shares(book).total, shares(book).low_share) == (0, None, None)


rates = st.lists(st.integers(0, 120), min_size=2, max_size=4)


@examples(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(rates, min_size=1, max_size=5))
def test_no_project_is_low_by_a_year_it_was_not(tmp_path: Path, told: list[list[int]]) -> None:
    projects = {f"项目{n}": " ".join(map(str, spent)) for n, spent in enumerate(told)}
    book = rated(tmp_path / str(len(list(tmp_path.iterdir()))), projects)
    for row in screened(book).to_dict("records"):
        assert row["low"][-1] == 2024
        assert all(dict(row["rates"])[year] < 60 for year in row["low"])
    has = shares(book)
    assert has.low_share is not None
    assert (has.low_share > has.limit) is (has.excess is not None)


def test_projects_are_counted_by_their_gravest_kind(tmp_path: Path) -> None:
    told = {"甲": "5/95 5/95", "乙": "50 50", "丙": "50 50", "丁": "100 100"}
    assert analysis.kinds(screened(rated(tmp_path, told))) == {"idle": 1, "low": 2, "returning": 0}
    assert analysis.kinds(screened(rated(tmp_path / "b", {"丁": "100 100"}))) == dict.fromkeys(
        analysis.KINDS, 0
    )
