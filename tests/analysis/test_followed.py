"""Projects followed across the years: what is one project under two names, and what is not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts
from budgetbook.accounts.settings import Settings
from budgetbook.analysis.followed import history, links, threads
from builder import make_book

HEADER = "project,project_en,division,initial_budget,adjusted_budget,spent,carried_over,score\n"


def followed(folder: Path, years: Mapping[int, Sequence[str]], language: str = "zh") -> Accounts:
    """Accounts whose projects are only named, or named with what else the first columns of the table hold."""
    tables = {
        year: {"projects": HEADER + "".join(f"{row}{',' * (7 - row.count(','))}\n" for row in rows)}
        for year, rows in years.items()
    }
    return make_book(folder, tables, language)


def pairs(book: Accounts) -> list[tuple[str, str, str]]:
    return [(row["project"], row["last_project"], row["how"]) for row in links(book).to_dict("records")]


@pytest.mark.parametrize(
    ("last", "now"),
    [
        ("2021年困难群众救助补助资金", "2022年度困难群众救助补助"),
        ("二〇二一年困难群众救助", "二○二二年困难群众救助"),
        ("困难群众救助（2021）", "困难群众救助"),
        ("ＯＡ系统运维（中心）", "oa系统 运维 中心"),
        ("“福康工程”专项", "《福康工程》专项经费"),
        ("福利院维修项目", "福利院维修"),
        ("福利院维修第一批", "福利院维修第1批项目资金"),
    ],
    ids=["year and 资金", "Chinese year", "bare year", "full width", "quotation marks", "项目", "numerals"],
)
def test_what_comes_and_goes_in_a_name_leaves_the_project_the_same(
    tmp_path: Path, last: str, now: str
) -> None:
    book = followed(tmp_path, {2021: [last], 2022: [now]})
    assert pairs(book) == [(now, last, "tidied")]
    assert list(links(book)["likeness"]) == [Decimal(100)]


@pytest.mark.parametrize(
    ("last", "now"),
    [
        ("福利院维修一期", "福利院维修二期"),
        ("区划地名信息平台1号机房", "区划地名信息平台2号机房"),
        ("困难群众救助补助第一批下达资金", "困难群众救助补助第二批下达资金"),
        ("养老服务信息平台建设", "养老服务信息平台建设（二期）"),
        ("城市居民最低生活保障", "农村居民最低生活保障"),
        ("养老服务信息平台A包", "养老服务信息平台B包"),
        ("社区工作者上半年培训费", "社区工作者下半年培训费"),
        ("养老服务", "殡葬改革"),
        ("项目经费", "专项资金"),
        ("——", "……"),
    ],
)
def test_names_that_a_number_or_a_telling_word_keeps_apart_are_two_projects(
    tmp_path: Path, last: str, now: str
) -> None:
    assert pairs(followed(tmp_path, {2021: [last], 2022: [now]})) == []


def test_the_same_name_is_never_taken_from_a_project(tmp_path: Path) -> None:
    book = followed(tmp_path, {2021: ["老年人福利补贴"], 2022: ["老年人福利补贴", "老年人福利补助贴"]})
    assert pairs(book) == [("老年人福利补贴", "老年人福利补贴", "same")]


def test_names_that_only_a_year_tells_apart_are_followed_by_that_name_alone(tmp_path: Path) -> None:
    years = {2021: ["2020年危房改造", "2021年危房改造"], 2022: ["2021年危房改造", "2022年危房改造"]}
    assert pairs(followed(tmp_path, years)) == [("2021年危房改造", "2021年危房改造", "same")]


LAST, NOW = "社区养老服务设施运营补贴", "社区养老服务设施运行补贴"


@pytest.mark.parametrize(("limit", "alike"), [("80", True), ("91.66", True), ("91.67", False)])
def test_a_reworded_name_is_followed_from_the_likeness_of_the_settings_on(
    tmp_path: Path, limit: str, alike: bool
) -> None:
    book = followed(tmp_path, {2021: [LAST], 2022: [NOW]})
    rules = Settings(same_project=Decimal(limit))
    book = replace(book, department=replace(book.department, settings=rules))
    assert pairs(book) == ([(NOW, LAST, "alike")] if alike else [])
    assert list(links(book)["likeness"]) == ([Decimal(2200) / 24] if alike else [])


@pytest.mark.parametrize(
    ("last", "now", "alike"),
    [("养老科", "养老科", True), ("养老科", "", True), ("", "", True), ("养老科", "救助科", False)],
)
def test_a_reworded_name_is_followed_within_its_division(
    tmp_path: Path, last: str, now: str, alike: bool
) -> None:
    book = followed(tmp_path, {2021: [f"{LAST},,{last}"], 2022: [f"{NOW},,{now}"]})
    assert bool(pairs(book)) is alike


def test_of_several_alike_the_likeliest_pairs_go_first_and_none_goes_twice(tmp_path: Path) -> None:
    last = ["社区养老服务设施运营补贴", "社区养老服务机构运营补贴"]
    now = ["社区养老服务设施运行补贴", "社区养老服务机构的运营补贴"]
    assert pairs(followed(tmp_path, {2021: last, 2022: now})) == [
        ("社区养老服务机构的运营补贴", "社区养老服务机构运营补贴", "alike"),
        ("社区养老服务设施运行补贴", "社区养老服务设施运营补贴", "alike"),
    ]


def test_a_name_that_is_as_like_to_two_others_is_neither(tmp_path: Path) -> None:
    last = ["社区养老服务设施运营补贴", "社区养老服务设施运转补贴"]
    assert pairs(followed(tmp_path, {2021: last, 2022: ["社区养老服务设施运行补贴"]})) == []


def test_a_project_is_one_thread_called_by_its_latest_name(tmp_path: Path) -> None:
    book = followed(tmp_path, {2020: ["殡葬改革", LAST], 2021: [LAST], 2022: [NOW, "地名普查"]})
    assert threads(book) == {
        (2020, "殡葬改革"): "殡葬改革",
        (2020, LAST): NOW,
        (2021, LAST): NOW,
        (2022, NOW): NOW,
        (2022, "地名普查"): "地名普查",
    }


@pytest.mark.parametrize(
    "years",
    [{2020: ["甲"], 2021: ["乙"], 2022: ["甲"]}, {2020: ["甲"], 2022: ["甲"]}],
    ids=["not listed", "year not loaded"],
)
def test_a_project_is_not_followed_across_a_gap(tmp_path: Path, years: Mapping[int, Sequence[str]]) -> None:
    book = followed(tmp_path, years)
    assert pairs(book) == []
    assert list(history(book)["year"]) == [2022]
    assert threads(book)[2020, "甲"] == "甲"


def test_english_names_do_not_matter(tmp_path: Path) -> None:
    years = {2021: ["养老服务,Elderly care"], 2022: ["殡葬改革,Elderly care"]}
    assert pairs(followed(tmp_path, years, "en")) == []


def test_a_history_has_the_figures_of_every_year_under_the_name_of_this(tmp_path: Path) -> None:
    years = {
        2021: [f"{LAST},,养老科,100,,50,20"],
        2022: [f"{NOW},Community care,养老科,100,80,60,", "殡葬改革,,,900,,,"],
    }
    frame = history(followed(tmp_path, years, "en"))
    assert frame.to_numpy().tolist() == [
        ["殡葬改革", "殡葬改革", "", 2022, "殡葬改革", Decimal(900), None, None, None],
        [NOW, "Community care", "养老科", 2021, LAST, Decimal(100), Decimal(50), Decimal(50), Decimal(20)],
        [NOW, "Community care", "养老科", 2022, NOW, Decimal(80), Decimal(60), Decimal(75), None],
    ]
    assert list(history(followed(tmp_path / "last", years), 2021)["name"]) == [LAST]


def test_without_projects_nothing_is_followed(tmp_path: Path) -> None:
    book = make_book(tmp_path, {2022: {"income": "item,phase,amount\nother,actual,1\n"}})
    assert links(book).empty
    assert history(book).empty
    assert threads(book) == {}


names = st.lists(st.text("养老服务设施运营行一二12期", min_size=1, max_size=8), max_size=8, unique=True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(last=names, now=names, seed=st.integers(0, 9))
def test_no_project_is_matched_twice_and_the_order_of_rows_is_nothing(
    tmp_path: Path, last: list[str], now: list[str], seed: int
) -> None:
    found = pairs(followed(tmp_path, {2021: ["地名", *last], 2022: ["地名", *now]}))
    assert len({one for one, _, _ in found}) == len({other for _, other, _ in found}) == len(found)
    Random(seed).shuffle(now)
    Random(seed).shuffle(last)
    assert pairs(followed(tmp_path, {2021: [*last, "地名"], 2022: [*now, "地名"]})) == found


@pytest.mark.parametrize(("limit", "alike"), [("89.99", True), ("90", True), ("90.01", False)])
def test_a_likeness_on_the_limit_itself_is_enough(tmp_path: Path, limit: str, alike: bool) -> None:
    # Nine of ten characters.
    book = followed(tmp_path, {2021: ["社区养老设施运营补贴"], 2022: ["社区养老设施运行补贴"]})
    rules = Settings(same_project=Decimal(limit))
    book = replace(book, department=replace(book.department, settings=rules))
    assert list(links(book)["likeness"]) == ([90] if alike else [])
