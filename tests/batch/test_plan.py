"""Which reports a batch makes, in which order."""

from pathlib import Path

import pytest

from budgetbook.batch.choices import Choices, PlanError, Wanted
from budgetbook.batch.plan import Task, make_plan

KNOWN = {
    "county-finance": [2020, 2022, 2023],
    "county-health": [2023, 2024],
    "example-county": [2022, 2024],
    "new-office": [],
}


def planned(choices: Choices) -> list[str]:
    return [task.name for task in make_plan(choices, KNOWN).tasks]


def of(*departments: str, years: tuple[str, ...] = ("latest",), **more: tuple[str, ...]) -> Choices:
    return Choices(Wanted(departments or ("all",), years, **more))


def remarks(choices: Choices, language: str = "zh") -> str:
    return PlanError(*make_plan(choices, KNOWN).remarks).text(language)


def refused(choices: Choices, language: str = "zh") -> str:
    with pytest.raises(PlanError) as caught:
        make_plan(choices, KNOWN)
    return caught.value.text(language)


def test_by_default_each_department_but_the_examples_has_its_latest_year() -> None:
    assert planned(of()) == ["county-finance 2023 zh", "county-health 2024 zh"]


def test_where_there_are_only_examples_they_are_meant() -> None:
    plan = make_plan(of(), {"example-county": [2022, 2024]})
    assert [task.name for task in plan.tasks] == ["example-county 2024 zh"]


PATTERNS = {
    ("county-*",): ["county-finance", "county-health"],
    ("*-finance", "example-county"): ["county-finance", "example-county"],
    ("example-*",): ["example-county"],
    ("all", "example-*"): ["county-finance", "county-health", "example-county"],
    # No pattern brings in an example beside others, unless it names examples.
    ("*",): ["county-finance", "county-health"],
    ("ex*",): ["example-county"],
    ("county-finance", "*finance"): ["county-finance"],
}


@pytest.mark.parametrize("patterns", PATTERNS)
def test_departments_are_matched_by_patterns(patterns: tuple[str, ...]) -> None:
    assert [name.split()[0] for name in planned(of(*patterns))] == PATTERNS[patterns]


YEARS = {
    ("latest",): ["county-finance 2023", "county-health 2024"],
    ("2023",): ["county-finance 2023", "county-health 2023"],
    ("2021-2023",): ["county-finance 2022", "county-finance 2023", "county-health 2023"],
    ("2024", "2020"): ["county-finance 2020", "county-health 2024"],
    ("2022", "2022-2023"): ["county-finance 2022", "county-finance 2023", "county-health 2023"],
    ("2020", "latest"): ["county-finance 2020", "county-finance 2023", "county-health 2024"],
    ("all",): [
        "county-finance 2020", "county-finance 2022", "county-finance 2023",
        "county-health 2023", "county-health 2024",
    ],
}  # fmt: skip


@pytest.mark.parametrize("years", YEARS)
def test_each_department_has_those_of_the_years_that_it_has_data_for(years: tuple[str, ...]) -> None:
    assert planned(of("county-*", years=years)) == [f"{name} zh" for name in YEARS[years]]


def test_languages_come_in_the_order_they_were_asked_for_and_years_ascend() -> None:
    assert planned(of("county-health", years=("all",), languages=("en", "zh"))) == [
        "county-health 2023 en", "county-health 2023 zh", "county-health 2024 en", "county-health 2024 zh",
    ]  # fmt: skip


def test_a_report_that_has_choices_of_its_own_keeps_them() -> None:
    entry = Wanted(("*-health",), ("all",), ("en",), ("pdf",), 2)
    assert make_plan(Choices(Wanted(), (entry,)), KNOWN).tasks == (
        Task("county-finance", 2023, "zh", 5, ("html", "pdf")),
        Task("county-health", 2023, "en", 2, ("pdf",)),
        Task("county-health", 2024, "en", 2, ("pdf",)),
    )


def test_a_report_brings_in_its_department_unless_departments_were_typed() -> None:
    entry = Wanted(("example-county",))
    general = Wanted(("county-health",))
    assert planned(Choices(general, (entry,))) == ["county-health 2024 zh", "example-county 2024 zh"]
    assert planned(Choices(general, (entry,), entries_add=False)) == ["county-health 2024 zh"]
    assert planned(Choices(None, (entry,))) == ["example-county 2024 zh"]


def test_several_entries_of_a_department_are_all_made_and_the_last_decides_what_both_name() -> None:
    first = Wanted(("county-health",), ("all",), formats=("html",))
    second = Wanted(("county-health",), ("2024",), formats=("pdf",))
    tasks = make_plan(Choices(None, (first, second)), KNOWN).tasks
    assert [(task.year, task.formats) for task in tasks] == [(2023, ("html",)), (2024, ("pdf",))]


def test_departments_without_a_chosen_year_are_told_and_left_out() -> None:
    assert remarks(of("county-*", years=("2024",))) == "以下部门没有 2024 的数据，未列入：county-finance。"
    assert remarks(of("*")) == "以下部门还没有任何年度的数据，未列入：new-office。"
    assert (
        remarks(of("*"), "en") == "These departments have no data of any year and are left out: new-office."
    )
    assert remarks(of("county-*")) == ""


def test_of_many_departments_without_a_year_ten_are_named() -> None:
    known = {f"d{number:02}": [2020 if number else 2024] for number in range(12)}
    plan = make_plan(of(years=("2024",)), known)
    named = ", ".join(f"d{number:02}" for number in range(1, 11))
    assert PlanError(*plan.remarks).text("zh") == f"以下部门没有 2024 的数据，未列入：{named}，另有 1 个。"
    assert PlanError(*plan.remarks).text("en") == (
        f"These departments have no data for 2024 and are left out: {named} and 1 more."
    )


def test_a_pattern_that_matches_nothing_is_refused_with_the_nearest_name() -> None:
    assert refused(of("county-finanse", "q*")).splitlines() == [
        "没有与“county-finanse”相符的部门，是否应为“county-finance”；budgetbook list 列出全部部门。",
        "没有与“q*”相符的部门；budgetbook list 列出全部部门。",
    ]
    assert refused(of("COUNTY-*"), "en") == (
        "No department matches “COUNTY-*”; budgetbook list shows them all."
    )


def test_years_that_no_department_has_are_refused() -> None:
    assert refused(of("county-*", years=("1999", "2001-2003"))).splitlines() == [
        "以下部门没有 1999 的数据，未列入：county-finance, county-health。",
        "以下部门没有 2001-2003 的数据，未列入：county-finance, county-health。",
    ]


def test_a_task_asks_for_its_report_as_it_is_made() -> None:
    task = Task("county-health", 2024, "en", 3, ("pdf",))
    assert task.parameters(Path("data")) == {
        "department": "county-health", "year": 2024, "years": 3, "language": "en", "data_dir": "data",
    }  # fmt: skip
