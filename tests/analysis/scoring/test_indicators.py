"""Indicators of a form: of which kind they are, and what each should have scored."""

from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.analysis.scoring.indicators import indicators
from evaluation_forms import form_book, form_years

# An adjusted budget of 80 and an initial one of 100: 60 spent is 75 %.
PROJECT = "甲,A,,,100,80,60,90,100"


def only(folder: Path, row: str, project: str = PROJECT, **settings: str) -> dict:
    (found,) = indicators(form_book(folder, [project], [f"甲,{row}"], **settings)).to_dict("records")
    return found


@pytest.mark.parametrize(
    ("row", "kind", "recomputed", "why"),
    [
        ("产出,数量,人数,,≥100人,80人,,20,20", "quantified", "16", "met unmet"),
        ("产出,数量,人数,,100,120,人,20,20", "quantified", "20", "met"),
        ("产出,数量,场次,,=12次,15次,,20,20", "quantified", "20", "met"),
        ("产出,数量,人次,,1.2万人次,9000人次,,20,20", "quantified", "15", "unmet"),
        ("产出,成本,单位成本,,5000,6000,元,20,20", "reverse", "16", "exceeds_limit"),
        ("产出,成本指标,单位成本,,=5000元,4000元,,20,20", "reverse", "20", "met"),
        ("产出,成本,节约率,,≥3%,2.4%,,20,20", "quantified", "16", "unmet"),
        ("产出,质量,事故数,,=0次,1次,,20,20", "reverse", "0", "exceeds_limit"),
        ("产出,质量,事故数,,0,0,次,20,20", "reverse", "20", "met"),
        ("效益,社会,投诉,,≤3次,2次,,20,20", "reverse", "20", "met"),
        ("效益,社会,影响,,有效提升,基本达成,,20,20", "qualitative", "16", "band"),
        ("产出,时效,完成时间,,2022年12月底前,已完成,,20,20", "qualitative", "20", "band"),
        ("预算执行率,预算执行率,预算执行率,,100%,60%,,20,20", "execution", "15", "execution_rate"),
        ("预算执行情况,资金,全年执行数,,,,,20,20", "execution", "15", "execution_rate"),
        ("预算执行,资金,资金执行率,,,,,20,20", "execution", "15", "execution_rate"),
    ],
)
def test_an_indicator_is_scored_by_its_kind(
    tmp_path: Path, row: str, kind: str, recomputed: str, why: str
) -> None:
    found = only(tmp_path, row)
    assert (found["kind"], found["recomputed"]) == (kind, Decimal(recomputed))
    assert found["why"] in why
    assert found["difference"] == 20 - Decimal(recomputed)


@pytest.mark.parametrize(
    ("row", "kind", "reason"),
    [
        ("产出,数量,人数,,≥100人,80人,,,20", "quantified", "no_weight"),
        ("产出,数量,人数,,,80人,,20,20", "unquantified", "no_target"),
        ("产出,数量,人数,,/,80人,,20,20", "unquantified", "no_target"),
        ("产出,数量,人数,,≥100人,,,20,20", "quantified", "no_actual"),
        ("产出,数量,人数,,≥100人,达成预期指标,,20,20", "quantified", "no_actual"),
        ("产出,数量,人次,,≥100人次,80人,,20,20", "quantified", "unit"),
        ("产出,质量,合格率,,≥95%,0.96,,20,20", "quantified", "unit"),
        ("产出,数量,人次,,≥1.2万人次,1.3,,20,20", "quantified", "unit"),
        ("产出,数量,人次,,≥12000,1.3万人次,,20,20", "quantified", "unit"),
        ("效益,社会,影响,,有效提升,良好,,20,20", "qualitative", "words"),
        ("预算执行,资金,到位率,,≥95%,到位,,20,20", "quantified", "no_actual"),
    ],
)
def test_what_cannot_be_recomputed_keeps_its_declared_score_and_says_why(
    tmp_path: Path, row: str, kind: str, reason: str
) -> None:
    found = only(tmp_path, row)
    assert (found["kind"], found["why"], found["reason"]) == (kind, "not_recomputable", reason)
    assert (found["recomputed"], found["difference"]) == (20, 0)


def test_a_number_without_a_unit_is_in_that_of_the_other(tmp_path: Path) -> None:
    assert only(tmp_path / "a", "产出,数量,场次,,≥12次,9,,20,20")["recomputed"] == 15
    assert only(tmp_path / "b", "产出,数量,场次,,12,9次,,20,20")["recomputed"] == 15


def test_a_score_that_is_not_published_is_recomputed_and_has_no_difference(tmp_path: Path) -> None:
    found = only(tmp_path, "产出,数量,人数,,≥100人,80人,,20,")
    assert (found["declared"], found["recomputed"], found["difference"]) == (None, 16, None)


def test_the_formula_of_reverse_indicators_is_the_department_s(tmp_path: Path) -> None:
    row = "产出,成本,单位成本,,≤5000元,6000元,,30,30"
    assert only(tmp_path / "a", row)["recomputed"] == 24
    assert only(tmp_path / "b", row, reverse_indicator="ratio")["recomputed"] == 25


def test_an_indicator_is_told_with_its_numbers_and_in_the_reader_s_language(tmp_path: Path) -> None:
    row = "甲,产出,数量,培训人次,Attendances,≥1.2万人次,1.8万人次,,20,20"
    (found,) = indicators(form_book(tmp_path, [PROJECT], [row], "en")).to_dict("records")
    assert [found[name] for name in ("label", "level1", "level2", "level3", "target", "actual", "unit")] == [
        "Attendances", "产出", "数量", "培训人次", "≥1.2万人次", "1.8万人次", "人次",
    ]  # fmt: skip
    assert (found["aim"], found["reached"], found["attained"], found["far_above"]) == (
        12000,
        18000,
        150,
        True,
    )


@pytest.mark.parametrize(
    ("row", "far_above"),
    [
        ("产出,数量,人数,,≥100人,149人,,20,20", False),
        ("产出,数量,人数,,≥100人,150人,,20,20", True),
        ("产出,数量,人数,,≥100人,150人次,,20,20", False),
        ("产出,数量,人数,,≥0人,150人,,20,20", False),
        ("产出,成本,成本,,≤100元,150元,,20,20", False),
    ],
)
def test_a_target_is_far_exceeded_from_the_department_s_limit_on(
    tmp_path: Path, row: str, far_above: bool
) -> None:
    assert only(tmp_path, row)["far_above"] is far_above


def test_the_tenth_that_a_form_leaves_is_the_execution_rate_s(tmp_path: Path) -> None:
    row = "甲,产出,数量,人数,,≥1人,1人,,90,82.5"
    _, apart = indicators(form_book(tmp_path / "a", [PROJECT], [row])).to_dict("records")
    assert [apart[name] for name in ("label", "kind", "weight", "reached", "why")] == [
        "预算执行率", "execution", 10, 75, "execution_rate",
    ]  # fmt: skip
    assert (apart["declared"], apart["recomputed"], apart["difference"]) == (
        Decimal("7.5"),
        Decimal("7.5"),
        0,
    )
    english = indicators(form_book(tmp_path / "b", [PROJECT], [row], "en"))
    assert list(english["label"]) == ["人数", "Execution rate"]


@pytest.mark.parametrize(
    ("project", "score", "declared"),
    [
        ("甲,,,,,80,60,99,100", "82.5", 10),  # 16.5 would be left, more than the weight
        ("甲,,,,,80,60,80,100", "82.5", 0),
        ("甲,,,,,80,60,90,100", "", None),
        ("甲,,,,,80,60,,100", "82.5", None),
    ],
)
def test_its_declared_score_is_what_the_project_s_score_leaves_within_its_weight(
    tmp_path: Path, project: str, score: str, declared: int | None
) -> None:
    row = f"甲,产出,数量,人数,,≥1人,1人,,90,{score}"
    assert indicators(form_book(tmp_path, [project], [row])).iloc[-1]["declared"] == declared


@pytest.mark.parametrize(
    ("project", "rows"),
    [
        (PROJECT, ["产出,数量,人数,,≥1,1,,100,90"]),
        (PROJECT, ["产出,数量,人数,,≥1,1,,80,80", "产出,数量,户数,,≥1,1,,,10"]),
        (PROJECT, ["产出,数量,人数,,≥1,1,,80,80", "预算执行率,预算执行率,预算执行率,,,,,10,10"]),
        (PROJECT, ["产出,数量,人数,,≥1,1,,45,45"]),
        ("乙,,,,,80,60,90,100", ["产出,数量,人数,,≥1,1,,90,90"]),
    ],
    ids=["all of it", "a weight is not published", "the row is there", "more is missing", "no such project"],
)
def test_no_other_gap_is_the_execution_rate_s(tmp_path: Path, project: str, rows: list[str]) -> None:
    frame = indicators(form_book(tmp_path, [project], [f"甲,{row}" for row in rows]))
    assert len(frame) == len(rows)


def test_a_form_of_another_full_score_leaves_a_tenth_of_that(tmp_path: Path) -> None:
    row = "甲,产出,数量,人数,,≥1人,1人,,45,45"
    frame = indicators(form_book(tmp_path, ["甲,,,,,80,60,49,50"], [row]))
    assert list(frame["weight"]) == [45, 5]


def test_without_a_budget_the_execution_rate_is_not_recomputed(tmp_path: Path) -> None:
    row = "甲,产出,数量,人数,,≥1人,1人,,90,90"
    apart = indicators(form_book(tmp_path, ["甲,,,,,,60,98,100"], [row])).iloc[-1]
    assert (apart["reason"], apart["declared"], apart["recomputed"]) == ("no_budget", 8, 8)


def test_the_order_of_the_rows_does_not_matter_and_each_year_has_its_own(tmp_path: Path) -> None:
    rows = [f"{name},产出,数量,{place},,≥1,1,,50,50" for name in "乙甲" for place in ("二", "一")]
    projects = [PROJECT, PROJECT.replace("甲", "乙")]
    one = indicators(form_book(tmp_path / "a", projects, rows))
    other = indicators(form_book(tmp_path / "b", projects[::-1], rows[::-1]))
    assert one.drop(columns="source").equals(other.drop(columns="source"))
    book = form_years(tmp_path / "c", {2021: (projects, rows[:1]), 2022: (projects, rows)})
    assert [len(indicators(book, year)) for year in (2020, 2021, 2022)] == [0, 1, 4]
