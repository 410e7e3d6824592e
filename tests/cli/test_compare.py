"""`budgetbook report --compare`: which departments are asked for, and what is said where there are none."""

from pathlib import Path
from typing import Any

import pytest

import budgetbook as bb
from budgetbook.cli import main
from budgetbook.cli.common import DONE, WRONG_USE
from budgetbook.report import make
from budgetbook.report.make import Report


@pytest.fixture(autouse=True)
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """A project with three departments; what reports are asked for, none of which is really made."""
    for name in ("BUDGETBOOK_DATA", "BUDGETBOOK_NOTEBOOKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BUDGETBOOK_LANGUAGE", "en")
    for slug in ("ju", "ting", "tuan"):
        (tmp_path / "data" / slug / "2022").mkdir(parents=True)
        (tmp_path / "data" / slug / "department.toml").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bb, "load", lambda *_, **__: "the book", raising=False)
    found: list[dict[str, Any]] = []

    def make_report(parameters: dict[str, Any], **_: Any) -> Report:
        found.append(parameters)
        return Report(tmp_path / "outputs", (), ())

    monkeypatch.setattr(make, "make_report", make_report)
    return found


@pytest.mark.parametrize(
    ("typed", "compare"),
    [
        ([], ""),
        (["--compare", "ting"], "ting"),
        (["--compare", "ting,tuan"], "ting,tuan"),
        (["--compare", "ting", "--compare", "t*, tuan"], "ting,t*,tuan"),
        (["--compare", "all"], "all"),
    ],
)
def test_departments_are_named_one_by_one_as_a_list_as_a_pattern_or_all(
    asked: list[dict[str, Any]], typed: list[str], compare: str
) -> None:
    assert main(["report", "--department", "ju", *typed, "--language", "zh,en"]) == DONE
    assert [parameters["compare"] for parameters in asked] == [compare, compare]


def test_a_department_that_is_not_there_is_told_before_anything_runs(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--department", "ju", "--compare", "tinng"]) == WRONG_USE
    assert capsys.readouterr().err == (
        "There is no department “tinng”, did you mean “ting”; the departments are: ju, ting, tuan.\n"
    )
    assert asked == []


def test_a_department_alone_has_nothing_to_be_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--department", "ju", "--compare", "ju", "--language", "zh"]) == WRONG_USE
    assert capsys.readouterr().err == "除 ju 以外没有可比较的部门；请用 --compare 写出其他部门。\n"


def test_the_help_tells_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--help"]) == DONE
    shown = " ".join(capsys.readouterr().out.split())
    assert "--compare SLUG departments to compare with (folders, patterns or all)" in shown
