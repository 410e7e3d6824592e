from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetbook.report.manifest import Recipe
from budgetbook.report.publish import heal
from budgetbook.report.shelf import Shelf
from budgetbook.report.stale import reasons
from budgetbook.words import Words
from budgetbook.words.worded import said
from published import PAGE, RECIPE, put, with_manifest

FILES = {"report.html": PAGE, "chapters/01_a.ipynb": b"{}", "figures/表.csv": b"a,b\r\n"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A report that is up to date; a test that changes it puts it back."""
    shelf = Shelf(tmp_path_factory.mktemp("outputs") / "ju" / "2022", "zh")
    put(shelf, FILES)
    return shelf


def told(shelf: Shelf, recipe: Recipe, language: str = "zh") -> list[str]:
    words = Words(language)
    return [said(words, reason) for reason in reasons(shelf, recipe)]


def test_a_report_is_up_to_date_when_nothing_changed(shelf: Shelf) -> None:
    assert reasons(shelf, RECIPE) == ()


def test_a_report_that_was_never_made_is_new(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "ju" / "2022", "zh")
    assert told(shelf, RECIPE) == ["尚未生成"]
    assert told(shelf, RECIPE, "en") == ["not made yet"]


def test_a_report_in_the_other_language_or_of_some_chapters_is_another_report(shelf: Shelf) -> None:
    assert reasons(Shelf(shelf.folder, "en"), RECIPE) == (("stale.new", {}),)
    assert reasons(shelf, replace(RECIPE, options={**RECIPE.options, "only": ["03"]})) == (("stale.new", {}),)


def test_a_report_of_some_chapters_is_up_to_date_by_its_own_manifest(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "ju" / "2022", "zh")
    some = replace(RECIPE, options={**RECIPE.options, "only": ["03"]})
    put(shelf, FILES, partial=True, made_by=some)
    assert reasons(shelf, some) == ()
    other = replace(RECIPE, options={**RECIPE.options, "only": ["03", "04"]})
    assert told(shelf, other) == ["选项 only 由“03”改为“03, 04”"]


def test_a_broken_manifest_is_the_only_reason_that_can_be_told(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "ju" / "2022", "zh")
    put(shelf, FILES)
    (shelf.folder / "manifest.json").write_bytes(b"{")
    assert told(shelf, RECIPE) == ["manifest.json 已损坏，或由其他版本写成"]
    assert told(shelf, RECIPE, "en") == ["manifest.json is broken or was written by another version"]


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        (
            {"parameters": {**RECIPE.parameters, "years": 3}},
            "参数 years 由“5”改为“3”",
            "the parameter years went from 5 to 3",
        ),
        (
            {"parameters": {**RECIPE.parameters, "data_dir": "../elsewhere"}},
            "参数 data_dir 由“无”改为“../elsewhere”",
            "the parameter data_dir went from none to ../elsewhere",
        ),
        (
            {"options": {**RECIPE.options, "formats": ["html"]}},
            "选项 formats 由“html, pdf”改为“html”",
            "the option formats went from html, pdf to html",
        ),
        (
            {"options": {**RECIPE.options, "with_code": True}},
            "选项 with_code 由“否”改为“是”",
            "the option with_code went from no to yes",
        ),
        ({"library": "e" * 64}, "budgetbook 程序有改动", "budgetbook itself changed"),
        (
            {"packages": {**RECIPE.packages, "pandas": "3.1.2"}},
            "软件包 pandas 由“3.1.1”改为“3.1.2”",
            "the package pandas went from 3.1.1 to 3.1.2",
        ),
        (
            {"packages": {"python": "3.11.7"}},
            "软件包 pandas 由“3.1.1”改为“无”",
            "the package pandas went from 3.1.1 to none",
        ),
    ],
)
def test_whatever_decides_a_report_is_a_reason(
    shelf: Shelf, changes: dict[str, Any], zh: str, en: str
) -> None:
    assert told(shelf, replace(RECIPE, **changes)) == [zh]
    assert told(shelf, replace(RECIPE, **changes), "en") == [en]


DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
NAMES = st.sampled_from(["data/ju/2021/totals.csv", "data/ju/2022.xlsx", "data/ju/2022/三公.csv"])
KINDS = {"inputs": "data", "notebooks": "notebook"}


def reason_of_one_change(shelf: Shelf, part: str, changed: Mapping[str, str]) -> list[Any]:
    return list(reasons(shelf, replace(RECIPE, **{part: dict(changed)})))


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_file_that_changed_is_one_reason_that_names_it(
    shelf: Shelf, part: str, data: st.DataObject
) -> None:
    before: dict[str, str] = getattr(RECIPE, part)
    name = data.draw(st.sampled_from(sorted(before)))
    digest = data.draw(DIGESTS.filter(lambda one: one != before[name]))
    found = reason_of_one_change(shelf, part, before | {name: digest})
    assert found == [(f"stale.{KINDS[part]}_changed", {"file": name})]


@given(st.sampled_from(sorted(KINDS)), NAMES, DIGESTS)
def test_a_file_that_is_new_is_one_reason_that_names_it(
    shelf: Shelf, part: str, name: str, digest: str
) -> None:
    found = reason_of_one_change(shelf, part, getattr(RECIPE, part) | {name: digest})
    assert found == [(f"stale.{KINDS[part]}_added", {"file": name})]


@pytest.mark.parametrize(
    ("part", "name"), [(part, name) for part in sorted(KINDS) for name in sorted(getattr(RECIPE, part))]
)
def test_a_file_that_is_gone_is_one_reason_that_names_it(shelf: Shelf, part: str, name: str) -> None:
    left = {one: digest for one, digest in getattr(RECIPE, part).items() if one != name}
    assert reason_of_one_change(shelf, part, left) == [(f"stale.{KINDS[part]}_removed", {"file": name})]


def test_several_changes_are_all_told_in_a_fixed_order(shelf: Shelf) -> None:
    recipe = replace(RECIPE, library="e" * 64, inputs={}, packages={})
    assert told(shelf, recipe) == [
        "数据已删除：data/ju/2022/totals.csv",
        "数据已删除：data/ju/department.toml",
        "budgetbook 程序有改动",
        "软件包 pandas 由“3.1.1”改为“无”",
        "软件包 python 由“3.11.7”改为“无”",
    ]


@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_byte_of_an_output_that_is_another_is_one_reason_that_names_it(
    shelf: Shelf, name: str, data: st.DataObject
) -> None:
    content = FILES[name]
    at = data.draw(st.integers(0, len(content) - 1))
    bits = data.draw(st.integers(1, 255))
    path = shelf.folder / name
    path.write_bytes(content[:at] + bytes([content[at] ^ bits]) + content[at + 1 :])
    try:
        assert reasons(shelf, RECIPE) == (("stale.output_edited", {"file": name}),)
    finally:
        path.write_bytes(content)


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_output_that_is_gone_or_cut_off_is_one_reason_that_names_it(shelf: Shelf, name: str) -> None:
    path = shelf.folder / name
    try:
        path.write_bytes(FILES[name][:-1])
        assert told(shelf, RECIPE) == [f"报告文件已被改动：{name}"]
        path.unlink()
        assert told(shelf, RECIPE) == [f"报告文件缺失或无法读取：{name}"]
    finally:
        path.write_bytes(FILES[name])


def test_a_report_is_up_to_date_once_its_interrupted_publication_is_healed(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "ju" / "2022", "zh")
    put(shelf, {"report.html": b"old"})
    stage = shelf.stage(partial=False)
    for name, content in with_manifest(shelf, FILES).items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_bytes(content)
    assert heal(shelf)
    assert reasons(shelf, RECIPE) == ()
