from decimal import Decimal
from pathlib import Path

from budgetbook.analysis.outputs import divided, largest_part, outputs, wholes
from budgetbook.analysis.projects import listed
from builder import make_book

PROJECTS = "project,project_en,initial_budget,adjusted_budget,spent,score\n"
OUTPUTS = "area,area_en,output,output_en,role,part,part_en,value,unit\n"


def test_a_project_is_held_against_its_adjusted_budget_and_else_its_initial_one(tmp_path: Path) -> None:
    lines = "甲,,100,80,60,\n乙,,100,,110,\n丙,,100,0,0,\n"
    rows = listed(make_book(tmp_path, {2022: {"projects": PROJECTS + lines}})).to_dict("records")
    assert [(row["project"], row["budget"], row["deviation"], row["execution"]) for row in rows] == [
        ("乙", 100, 10, 110),
        ("甲", 80, -20, 75),
        ("丙", 0, 0, None),
    ]


def test_projects_without_figures_are_listed_by_name(tmp_path: Path) -> None:
    lines = "丙,Project C,,,,\n甲,,0,,5,\n乙,,,,,95\n"
    book = make_book(tmp_path, {2022: {"projects": PROJECTS + lines}}, "en")
    rows = listed(book).to_dict("records")
    assert [(row["label"], row["budget"], row["execution"], row["score"]) for row in rows] == [
        ("Project C", None, None, None),
        ("乙", None, None, 95),
        ("甲", 0, None, None),
    ]


def test_parts_of_an_output_have_their_share_of_the_whole(tmp_path: Path) -> None:
    lines = (
        "救助,Aid,低保对象,Recipients,whole,,,155550,人\n救助,Aid,低保对象,Recipients,part,城市,Urban,23637,人\n"
        "养老,,照料中心,,whole,,,65,家\n养老,,照料中心,,of_which,已运行,,32,家\n"
    )
    rows = outputs(make_book(tmp_path, {2022: {"outputs": OUTPUTS + lines}}, "en")).to_dict("records")
    assert [(row["output"], row["role"], row["part"]) for row in rows] == [
        ("Recipients", "whole", ""),
        ("Recipients", "part", "Urban"),
        ("照料中心", "whole", ""),
        ("照料中心", "of_which", "已运行"),
    ]
    assert [None if row["share"] is None else round(row["share"], 2) for row in rows] == [
        None,
        Decimal("15.20"),
        None,
        Decimal("49.23"),
    ]


def test_a_part_in_another_unit_has_no_share(tmp_path: Path) -> None:
    lines = "救助,,低保对象,,whole,,,15.5,万人\n救助,,低保对象,,part,城市,,23637,人\n"
    rows = outputs(make_book(tmp_path, {2022: {"outputs": OUTPUTS + lines}})).to_dict("records")
    assert [row["share"] for row in rows] == [None, None]


def test_a_part_of_an_unpublished_whole_has_no_share(tmp_path: Path) -> None:
    lines = "救助,,低保对象,,whole,,,,人\n救助,,低保对象,,part,城市,,23637,人\n救助,,别的,,part,城市,,5,人\n"
    rows = outputs(make_book(tmp_path, {2022: {"outputs": OUTPUTS + lines}})).to_dict("records")
    assert [row["share"] for row in rows] == [None, None, None]


def test_last_years_outputs_are_not_this_years(tmp_path: Path) -> None:
    line = "救助,,低保对象,,whole,,,5,人\n"
    book = make_book(tmp_path, {2021: {"outputs": OUTPUTS + line}, 2022: {"totals": "item,phase,amount\n"}})
    assert outputs(book).empty
    assert listed(book).empty


DIVIDED = (
    "救助,,低保,,whole,,,10,人\n救助,,低保,,part,城市,,3,人\n救助,,低保,,part,农村,,6,人\n"
    "救助,,特困,,whole,,,5,人\n救助,,特困,,part,城市,,,人\n养老,,床位,,whole,,,5,张\n养老,,床位,,part,甲,,5,间\n"
    "养老,,中心,,whole,,,5,家\n养老,,中心,,of_which,新,,5,家\n养老,,人员,,part,新,,5,人\n"
)


def test_an_output_is_divided_where_its_whole_and_all_parts_are_published_in_one_unit(tmp_path: Path) -> None:
    rows = outputs(make_book(tmp_path, {2022: {"outputs": OUTPUTS + DIVIDED}}))
    assert (wholes(rows), divided(rows)) == (4, ["低保"])


def test_the_largest_part_has_its_share_of_all_parts_whatever_the_whole_says(tmp_path: Path) -> None:
    rows = outputs(make_book(tmp_path, {2022: {"outputs": OUTPUTS + DIVIDED}}))
    part, share = largest_part(rows, "低保")
    assert (part, round(share or 0, 2)) == ("农村", Decimal("66.67"))
    none = "救助,,低保,,whole,,,0,人\n救助,,低保,,part,城市,,0,人\n救助,,低保,,part,农村,,0,人\n"
    rows = outputs(make_book(tmp_path / "none", {2022: {"outputs": OUTPUTS + none}}))
    assert largest_part(rows, "低保") == ("城市", None)
