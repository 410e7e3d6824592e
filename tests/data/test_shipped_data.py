from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import Accounts, load
from budgetbook.accounts.schema import TABLES
from budgetbook.analysis import outputs, scores, three_public
from budgetbook.analysis.change import headlines, reasons
from budgetbook.analysis.structure import composition

DATA = Path(__file__).parents[2] / "data"
DEPARTMENTS = sorted(path.parent.name for path in DATA.glob("*/department.toml"))


@pytest.fixture(scope="module")
def book() -> Accounts:
    return load(DATA, "xizang-civil-affairs", 2022)


def printed(value: Decimal | None) -> str:
    return "" if value is None else f"{value:.2f}"


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_figure_names_one_of_the_departments_documents_as_its_source(department: str) -> None:
    book = load(DATA, department, years=99)
    sources = {source for table in book.tables.values() for source in table["source"]}
    sources |= {post.source for post in book.department.staff}
    assert [source for source in sources if not source.startswith(tuple(book.department.documents))] == []


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_figure_of_an_example_is_made_up_and_none_of_any_other_department(department: str) -> None:
    book = load(DATA, department, years=99)
    made_up = [(table["basis"] == "illustrative").all() for table in book.tables.values() if not table.empty]
    made_up += [post.basis == "illustrative" for post in book.department.staff]
    if department.startswith("example-"):
        assert all(made_up)
    else:
        assert not book.illustrative
        assert not any(post.basis == "illustrative" for post in book.department.staff)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_derived_figure_says_how_it_was_derived(department: str) -> None:
    for table in load(DATA, department, years=99).tables.values():
        assert table.loc[table["basis"] == "derived", "note"].astype(bool).all()


def test_2022_is_reported_and_2021_derived(book: Accounts) -> None:
    assert book.years == (2021, 2022)
    for name in TABLES:
        assert set(book.rows(name, 2022)["basis"]) <= {"reported"}
        assert set(book.rows(name, 2021)["basis"]) <= {"derived"}


def test_the_department_has_both_names_and_a_titled_document(book: Accounts) -> None:
    assert book.department.names == {
        "zh": "西藏自治区民政厅（厅机关）",
        "en": "Department of Civil Affairs of Tibet Autonomous Region (headquarters)",
    }
    assert all(titles["zh"] and titles["en"] for titles in book.department.documents.values())


def test_income_is_the_documents_with_its_shares(book: Accounts) -> None:
    rows = composition(book, "income").to_dict("records")
    assert [(row["code"], printed(row["amount"]), printed(row["share"])) for row in rows] == [
        ("general_public_budget", "5759.26", "94.07"),
        ("government_fund", "190.13", "3.11"),
        ("opening_carryover", "172.74", "2.82"),
    ]
    assert printed(rows[0]["total"]) == "6122.13"


def test_expenditure_is_the_documents_with_its_shares(book: Accounts) -> None:
    rows = composition(book, "kind").to_dict("records")
    assert [(row["code"], printed(row["amount"]), printed(row["share"])) for row in rows] == [
        ("basic", "3302.03", "67.91"),
        ("project", "1560.67", "32.09"),
    ]
    assert printed(rows[0]["total"]) == "4862.71"


def test_the_changes_are_the_documents(book: Accounts) -> None:
    rows = {row["item"]: row for row in headlines(book).to_dict("records")}
    told = {
        item: (printed(row["amount"]), printed(row["change"]), printed(row["percent"]))
        for item, row in rows.items()
    }
    assert told == {
        "total_income": ("6122.13", "-492.19", "-7.44"),
        "current_year_expenditure": ("4862.71", "-1068.84", "-18.02"),
        "opening_carryover": ("172.74", "", ""),
        "closing_carryover": ("172.74", "-510.03", "-74.70"),
    }
    assert {row["label"] for row in rows.values()} == {"总收入", "总支出", "年初结转和结余", "年底结转和结余"}


@pytest.mark.parametrize("item", ["total_income", "current_year_expenditure", "closing_carryover"])
def test_last_years_figure_is_this_years_less_the_stated_change(book: Accounts, item: str) -> None:
    [stated] = book.rows("stated", item=f"totals.{item}", measure="change")["value"]
    now, last = book.value("totals", item), book.value("totals", item, 2021)
    assert now is not None
    assert last == now - stated


def test_every_stated_amount_is_the_one_in_the_tables(book: Accounts) -> None:
    for _, row in book.rows("stated", measure="amount").iterrows():
        table, item = row["item"].split(".")
        assert row["value"] == book.value(table, item), row["item"]


def test_the_reasons_for_the_fall_in_income_leave_a_rest(book: Accounts) -> None:
    frame = reasons(book, "total_income")
    assert printed(sum(frame[frame["kind"] == "reason"]["amount"])) == "-462.35"
    assert [printed(amount) for amount in frame[frame["kind"] == "rest"]["amount"]] == ["-29.84"]
    spending = reasons(book, "current_year_expenditure")
    assert list(spending["amount"]) == [None, None]


def test_the_three_public_expenses_are_the_documents(book: Accounts) -> None:
    rows = three_public.structure(book).to_dict("records")
    assert {row["item"]: printed(row["amount"]) for row in rows} == {
        "abroad": "0.00",
        "vehicle_operation": "161.93",
        "reception": "0.27",
    }
    assert printed(book.value("three_public", "total")) == "162.20"
    counts = {row["item"]: row["count"] for row in three_public.counts(book).to_dict("records")}
    assert counts == {"reception_batches": 2, "reception_persons": 12, "vehicles": 20}
    costs = {row["measure"]: row["cost"] for row in three_public.unit_costs(book).to_dict("records")}
    assert (costs["per_vehicle"], costs["per_guest"]) == (80965, 225)
    # 购置费 is not mentioned: it is absent, and not zero.
    assert book.figure("three_public", "vehicle_purchase").status == "absent"


def test_the_overall_score_is_the_documents(book: Accounts) -> None:
    [row] = scores.published(book).to_dict("records")
    assert (row["projects"], printed(row["overall"]), row["grade"], row["computed"]) == (
        29,
        "86.23",
        "良",
        "good",
    )
    assert (printed(row["amount"]), row["project_list"]) == ("4862.71", "examples")
    assert len(book.rows("projects")) == 3
    assert scores.grade_counts(book).empty


def test_parts_of_the_outputs_add_up_where_the_document_gives_both(book: Accounts) -> None:
    rows = outputs.outputs(book).to_dict("records")
    wholes = {row["output"]: row["value"] for row in rows if row["role"] == "whole"}
    parts: dict[str, Decimal] = {}
    for row in rows:
        if row["role"] == "part":
            parts[row["output"]] = parts.get(row["output"], Decimal(0)) + row["value"]
    assert parts == {name: wholes[name] for name in parts}
    assert parts == {
        "城乡低保对象": 155550,
        "特困救助供养对象": 12625,
        "登记社会组织": 727,
        "婚姻登记": 26843,
    }


def test_the_posts_are_the_documents(book: Accounts) -> None:
    assert [(post.post, post.posts) for post in book.department.staff] == [
        ("行政编制", 53),
        ("部门领导职数", 6),
        ("处级领导职数", 27),
        ("科级领导职数", 3),
    ]


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_every_name_has_its_english_one(department: str) -> None:
    book = load(DATA, department, years=99)
    for name, table in TABLES.items():
        rows = book.tables[name]
        for column in table.by_name:
            if f"{column}_en" in table.by_name:
                named = rows[rows[column] != ""]
                assert named[f"{column}_en"].astype(bool).all(), f"{name}.{column}"
    assert all(post.post_en for post in book.department.staff)
    assert all(titles["zh"] and titles["en"] for titles in book.department.documents.values())
    assert bool(book.department.notes) == bool(book.department.notes_en)
