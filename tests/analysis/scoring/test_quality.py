"""How good the indicators are: by division, over the years, and which ask for a better target."""

from pathlib import Path

from budgetbook.analysis.scoring.quality import by_division, by_year, weak
from evaluation_forms import form_book, form_years

PROJECTS = ["甲,A,养老处,Elderly,,,,,", "乙,,养老处,Elderly,,,,,", "丙,C,办公室,Office,,,,,", "丁,,,,,,,,"]
FORMS = [
    "甲,产出指标,数量,一,,≥100,150,,20,20",
    "甲,产出指标,成本,二,,≤5,4,,20,20",
    "甲,产出指标,质量,三,,完好,达成预期指标,,20,20",
    "甲,效益指标,社会,四,,有效提升,达成预期指标,,20,20",
    "甲,预算执行率,预算执行率,五,,100%,100%,,10,10",
    "乙,产出指标,时效,六,,2022年6月底前,已完成,,20,20",
    "丙,满意度指标,满意度,七,Satisfaction,,96%,,10,10",
    "丁,满意度指标,满意度,八,,≥90%,96%,,10,10",
]


def rows(frame: object, *columns: str) -> list[tuple]:
    return [tuple(row[name] for name in columns) for row in frame.to_dict("records")]  # type: ignore[attr-defined]


def test_divisions_are_told_by_kind_of_target_without_the_execution_rate(tmp_path: Path) -> None:
    frame = by_division(form_book(tmp_path, PROJECTS, FORMS))
    columns = ("division", "indicators", "quantified", "qualitative", "untargeted", "share", "far_above")
    assert rows(frame, *columns) == [
        ("", 1, 1, 0, 0, 100, 0),
        ("养老处", 5, 2, 3, 0, 40, 1),
        ("办公室", 1, 0, 0, 1, 0, 0),
    ]


def test_divisions_of_one_share_stand_by_name(tmp_path: Path) -> None:
    forms = [form for form in FORMS if form[0] in "甲丙" and "一" not in form and "二" not in form]
    assert rows(by_division(form_book(tmp_path, PROJECTS, forms, "en")), "division", "share") == [
        ("Elderly", 0),
        ("Office", 0),
    ]


def test_years_are_told_in_all_with_their_change(tmp_path: Path) -> None:
    years = {2019: FORMS[:4], 2020: FORMS[:1], 2022: FORMS[6:]}
    book = form_years(tmp_path, {year: (PROJECTS, forms) for year, forms in years.items()})
    assert rows(by_year(book), "year", "indicators", "quantified", "share", "change", "far_above") == [
        (2019, 4, 2, 50, None, 1),
        (2020, 1, 1, 100, 50, 1),
        (2022, 2, 1, 50, None, 0),
    ]


def test_weak_indicators_are_told_by_flaw(tmp_path: Path) -> None:
    book = form_book(tmp_path, PROJECTS, FORMS, "en")
    # A date is a target that can be missed, and words are what many benefits can be told in.
    assert rows(weak(book), "project_label", "label", "attained", "flaw") == [
        ("C", "Satisfaction", None, "no_target"),
        ("A", "一", 150, "far_above"),
        ("A", "三", None, "qualitative_output"),
    ]


def test_what_far_above_is_the_department_says(tmp_path: Path) -> None:
    book = form_book(tmp_path, PROJECTS, FORMS, far_above=151)
    assert "far_above" not in set(weak(book)["flaw"])


def test_indicators_of_a_project_that_is_not_listed_are_counted_without_a_division(tmp_path: Path) -> None:
    book = form_book(tmp_path, [], ["戊,产出指标,数量,一,,,1,,20,20"])
    assert rows(by_division(book), "division", "untargeted") == [("", 1)]
    assert rows(weak(book), "project_label") == [("戊",)]


def test_without_indicators_there_is_nothing_to_tell(tmp_path: Path) -> None:
    book = form_book(tmp_path, PROJECTS, [])
    assert (by_division(book).empty, by_year(book).empty, weak(book).empty) == (True, True, True)
