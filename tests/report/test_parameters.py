from pathlib import Path

import pytest
from chapter_cases import project

from budgetbook.report.parameters import ParameterError, check_parameters


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("BUDGETBOOK_DATA", raising=False)
    monkeypatch.chdir(project(tmp_path))
    return tmp_path


def refused(**given: object) -> str:
    with pytest.raises(ParameterError) as caught:
        check_parameters(given)
    return caught.value.text("en")


def test_a_department_alone_gives_its_latest_year_over_five_in_chinese(root: Path) -> None:
    checked = check_parameters({"department": "ju"})
    assert (checked.department, checked.year, checked.years, checked.language) == ("ju", 2022, 5, "zh")
    assert checked.data_dir == root / "data"
    assert checked.covered == [2021, 2022]


def test_one_year_covers_that_year_alone(root: Path) -> None:
    assert check_parameters({"department": "ju", "year": 2021, "years": 1}).covered == [2021]


def test_the_only_department_need_not_be_named(root: Path) -> None:
    (root / "data" / "ting" / "department.toml").unlink()
    assert check_parameters({}).department == "ju"


def test_of_several_departments_one_must_be_named(root: Path) -> None:
    assert refused() == "There are several departments; choose one by --department: ju, ting."


def test_an_unknown_name_is_told_with_the_nearest_one(root: Path) -> None:
    assert refused(departmnt="ju") == (
        "There is no parameter “departmnt”, did you mean “department”; "
        "the parameters are department, year, years, language, data_dir, compare."
    )


def test_every_wrong_parameter_is_told_at_once(root: Path) -> None:
    said = refused(year="2022", years=9, language="de", department=7, colour="red")
    assert said.splitlines() == [
        "There is no parameter “colour”; "
        "the parameters are department, year, years, language, data_dir, compare.",
        "The parameter department is a text, not 7.",
        "The parameter year is a whole number, not '2022'.",
        "The parameter years is 1 to 5, not 9.",
        "There is no language “de”, did you mean “en”; one of: zh, en.",
    ]


@pytest.mark.parametrize("value", [True, 2022.0, None, [2022]])
def test_what_is_no_whole_number_is_no_year(root: Path, value: object) -> None:
    assert refused(year=value) == f"The parameter year is a whole number, not {value!r}."


def test_a_year_without_data_lists_the_years_that_exist(root: Path) -> None:
    assert refused(department="ju", year=2019) == "ju has no data for 2019; the years are: 2021, 2022."


def test_a_department_without_any_year_has_none_to_report_on(root: Path) -> None:
    (root / "data" / "ting" / "2022" / "totals.csv").unlink()
    (root / "data" / "ting" / "2022").rmdir()
    assert refused(department="ting") == "ting has no data yet; put a folder named by its year into it."


def test_an_unknown_department_is_told_with_the_nearest_one(root: Path) -> None:
    assert (
        refused(department="tingg")
        == "There is no department “tingg”, did you mean “ting”; the departments are: ju, ting."
    )


PATHS = [
    "../ju", "..", ".", "/ju", "a/b", "C:\\x", "C:ju", "a\\b", "\\\\server\\share", "ju\0", "ju\n", " ",
    "ju.", "ju ", "CON", "con.txt", "NUL", "LPT1", "com¹", "ju*", "ju?", "<ju>", "~/ju",
]  # fmt: skip


@pytest.mark.parametrize("value", PATHS)
def test_a_path_is_no_department(root: Path, value: str) -> None:
    said = refused(department=value)
    assert said.endswith(" cannot be a department; write the name of its folder in data/, not a path.")


@pytest.mark.parametrize("value", ["nowhere", "data/ju/department.toml"])
def test_a_data_folder_must_exist(root: Path, value: str) -> None:
    assert refused(data_dir=value) == f"There is no folder {value}; check the path."


def test_a_data_folder_with_a_null_character_is_refused(root: Path) -> None:
    assert refused(data_dir="data\0") == r"There is no folder 'data\x00'; check the path."


def test_a_data_folder_must_have_a_department(root: Path) -> None:
    folder = root / "notebooks"
    assert (
        refused(data_dir=folder)
        == f"{folder} holds no department; a department is a folder with a department.toml."
    )


def test_problems_are_told_in_chinese_too(root: Path) -> None:
    with pytest.raises(ParameterError) as caught:
        check_parameters({"department": "ju", "year": 1999})
    assert caught.value.text("zh") == "ju 没有 1999 年的数据；已有年度：2021, 2022。"


def test_a_chapter_that_finds_the_data_by_itself_is_given_no_path(root: Path) -> None:
    passed = check_parameters({"department": "ju"}).for_notebooks(root / "notebooks")
    assert passed == {
        "department": "ju",
        "year": 2022,
        "years": 5,
        "language": "zh",
        "data_dir": "",
        "compare": "",
    }


def test_another_folder_of_the_project_is_given_relatively_and_any_other_in_full(root: Path) -> None:
    (root / "data").rename(root / "figures")
    checked = check_parameters({"department": "ju", "data_dir": root / "figures"})
    assert checked.for_notebooks(root / "notebooks")["data_dir"] == "../figures"
    assert checked.for_notebooks(root / "elsewhere" / "notebooks")["data_dir"] == str(root / "figures")


@pytest.fixture
def several(root: Path) -> Path:
    """Two departments more, one of them an example, each with a year that the report does not look at."""
    for slug in ("tuan", "example-x"):
        for year in (2010, 2022):
            (root / "data" / slug / str(year)).mkdir(parents=True)
        (root / "data" / slug / "department.toml").touch()
    return root


@pytest.mark.parametrize(
    ("asked", "kept", "read"),
    [
        ("", "", ["ju"]),
        ("ting", "ting", ["ju", "ting"]),
        (" tuan, ting ,tuan,", "tuan,ting", ["ju", "ting", "tuan"]),
        ("t*", "t*", ["ju", "ting", "tuan"]),
        ("all", "all", ["ju", "ting", "tuan"]),
        ("all,example-*,ju", "all,example-*,ju", ["ju", "example-x", "ting", "tuan"]),
    ],
)
def test_departments_to_compare_are_kept_as_asked_and_read_beside_the_own_one(
    several: Path, asked: str, kept: str, read: list[str]
) -> None:
    checked = check_parameters({"department": "ju", "compare": asked})
    assert checked.compare == kept
    assert list(checked.reads) == read
    assert checked.for_notebooks(several / "notebooks")["compare"] == kept


def test_of_departments_to_compare_only_the_years_of_the_report_are_read(several: Path) -> None:
    checked = check_parameters({"department": "ju", "compare": "tuan"})
    assert checked.reads == {"ju": [2021, 2022], "tuan": [2022]}
    assert checked.covered == [2021, 2022]


def test_a_department_to_compare_that_is_not_there_is_told_with_the_nearest_one(several: Path) -> None:
    assert refused(department="ju", compare="tingg,zz*,ting").splitlines() == [
        "There is no department “tingg”, did you mean “ting”; the departments are: "
        "example-x, ju, ting, tuan.",
        "There is no department “zz*”; the departments are: example-x, ju, ting, tuan.",
    ]


@pytest.mark.parametrize("asked", ["ju", "ju*"])
def test_a_department_is_not_compared_with_itself(several: Path, asked: str) -> None:
    said = "There is no department to compare ju with; name others by --compare."
    assert refused(department="ju", compare=asked) == said


def test_an_only_example_has_nothing_alike_to_compare_with(several: Path) -> None:
    said = refused(department="example-x", compare="all")
    assert said == "There is no department to compare example-x with; name others by --compare."


def test_what_is_compared_is_a_text(root: Path) -> None:
    assert refused(department="ju", compare=["ting"]) == "The parameter compare is a text, not ['ting']."
