from pathlib import Path

import pytest

from budgetbook.accounts.folder import (
    NoDataFolderError,
    department_meant,
    departments,
    find_data_dir,
    workbooks,
)


def make(data: Path, *entries: str) -> Path:
    """Make empty files, and folders where a name ends with a slash."""
    for entry in entries:
        path = data / entry
        (path if entry.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not entry.endswith("/"):
            path.touch()
    return data


@pytest.fixture(autouse=True)
def _no_named_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUDGETBOOK_DATA", raising=False)


def test_departments_and_their_years_come_in_order(tmp_path: Path) -> None:
    make(
        tmp_path, "b/department.toml", "b/2022/", "b/2021.xlsx", "a/department.toml", "a/2023/", "a/2023.xlsx"
    )
    assert list(departments(tmp_path).items()) == [("a", [2023]), ("b", [2021, 2022])]


def test_a_department_without_a_year_is_there_with_no_year(tmp_path: Path) -> None:
    assert departments(make(tmp_path, "a/department.toml")) == {"a": []}


def test_stray_files_are_no_department_and_no_year(tmp_path: Path) -> None:
    strays = [
        "README.md",
        "notes/2022/",
        "a/~$2022.xlsx",
        "a/2022年.xlsx",
        "a/old/",
        "a/20222/",
        "a/2020",
        "a/２０２２/",
    ]
    assert departments(make(tmp_path, "a/department.toml", "a/2022/", *strays)) == {"a": [2022]}


def test_a_year_in_a_workbook_of_another_format_is_a_year_so_that_it_can_be_told(tmp_path: Path) -> None:
    make(
        tmp_path, "a/department.toml", "a/2019.xls", "a/2020.XLSX", "a/2021.xlsm", "a/2022.et", "a/2018.xls/"
    )
    assert departments(tmp_path) == {"a": [2019, 2020, 2021, 2022]}
    assert [path.name for path in workbooks(tmp_path / "a", 2020)] == ["2020.XLSX"]
    assert workbooks(tmp_path / "a", 2019) == workbooks(tmp_path / "a", 2018) == []


def test_a_folder_without_a_department_is_told_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(NoDataFolderError) as caught:
        departments(tmp_path)
    assert (
        caught.value.text("zh") == f"{tmp_path} 中没有任何部门；每个部门是一个含 department.toml 的文件夹。"
    )
    assert (
        caught.value.text("en")
        == f"{tmp_path} holds no department; a department is a folder with a department.toml."
    )


def test_the_nearest_data_folder_with_a_department_is_found_upwards(tmp_path: Path) -> None:
    make(tmp_path, "data/a/department.toml", "notebooks/data/", "notebooks/deep/")
    assert find_data_dir(tmp_path / "notebooks" / "deep") == tmp_path / "data"


def test_the_search_starts_in_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path, "data/a/department.toml"))
    assert find_data_dir() == tmp_path / "data"


def test_the_variable_names_the_folder_before_any_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "data/a/department.toml", "other/b/department.toml")
    monkeypatch.setenv("BUDGETBOOK_DATA", str(tmp_path / "other"))
    assert find_data_dir(tmp_path) == tmp_path / "other"
    monkeypatch.setenv("BUDGETBOOK_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(NoDataFolderError):
        find_data_dir(tmp_path)


def test_no_data_folder_at_all_says_how_to_name_one(tmp_path: Path) -> None:
    with pytest.raises(NoDataFolderError) as caught:
        find_data_dir(tmp_path)
    assert caught.value.text("en") == (
        f"There is no data folder: no data/ with a department.toml in {tmp_path} or above it. "
        "Run inside the project, or name the folder by --data (or the variable BUDGETBOOK_DATA)."
    )


@pytest.mark.parametrize(
    ("known", "meant"),
    [
        (["ju"], "ju"),
        (["example-county", "ju"], "ju"),
        (["example-county"], "example-county"),
        (["ju", "ting"], ""),
        (["example-county", "ju", "ting"], ""),
        (["example-county", "example-city"], ""),
        ([], ""),
    ],
)
def test_where_none_is_named_an_example_gives_way_to_the_only_real_department(
    tmp_path: Path, known: list[str], meant: str
) -> None:
    make(tmp_path, *(f"{name}/department.toml" for name in known))
    assert department_meant(tmp_path, known) == meant


def test_of_several_departments_the_default_one_is_meant(tmp_path: Path) -> None:
    make(tmp_path, "ju/department.toml", "ting/department.toml")
    (tmp_path / "ting" / "department.toml").write_text('level = "city"\ndefault = true\n', encoding="utf-8")
    assert department_meant(tmp_path, ["ju", "ting"]) == "ting"
    (tmp_path / "ju" / "department.toml").write_text("default = true\n", encoding="utf-8")
    assert department_meant(tmp_path, ["ju", "ting"]) == ""
