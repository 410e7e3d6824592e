import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from budgetbook.accounts.department import KEYS, read_department
from budgetbook.accounts.dictionary import dictionary, readme
from budgetbook.accounts.schema import TABLES
from budgetbook.accounts.settings import DEFAULTS, possible
from budgetbook.words import LANGUAGES
from builder import write

DATA = Path(__file__).parents[2] / "data"


def test_the_data_folders_readme_is_the_dictionary_of_the_schema() -> None:
    said = "run: python -m budgetbook.accounts.dictionary data/README.md"
    assert (DATA / "README.md").read_text(encoding="utf-8") == readme(), said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_and_column_is_in_the_dictionary(language: str) -> None:
    sections = dictionary(language).split("\n### `")[1:]
    assert [section.split("`")[0] for section in sections] == list(TABLES)
    for section, table in zip(sections, TABLES.values(), strict=True):
        assert re.findall(r"^\| `(\w+)` \|", section, re.M) == [column.name for column in table.columns]
        assert {line.count(" | ") for line in section.splitlines() if line.startswith("|")} == {3}


def test_a_column_says_whether_it_is_needed_and_what_to_write() -> None:
    lines = dictionary("zh").splitlines()
    assert "| `basis` | 口径 | 必填 | `reported` 公布；`derived` 推算；`illustrative` 示例 |" in lines
    assert "| `amount` | 金额 | 可空 | 金额 |" in lines
    assert "| `printed_name` | 原文名称 | 可省 | 文件中的名称，与标准名称不同时填写 |" in lines
    assert "| `amount` | Amount | may be empty | money |" in dictionary("en").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_department_file_it_shows_can_be_read(tmp_path: Path, language: str) -> None:
    example = dictionary(language).split("```toml\n")[1].split("```")[0]
    assert set(tomllib.loads(example)) <= set(KEYS)
    _, problems = read_department(write(tmp_path, {}, example) / "ju", tmp_path)
    assert problems == []


def test_the_command_writes_the_file_as_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    command = [sys.executable, "-W", "error", "-m", "budgetbook.accounts.dictionary", str(path)]
    subprocess.run(command, check=True)
    assert path.read_bytes().decode("utf-8") == readme()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_in_the_dictionary_with_its_usual_value_and_what_it_may_be(language: str) -> None:
    rows = [line.split(" | ") for line in dictionary(language).splitlines() if line.startswith("| `")]
    told = {cells[0].strip("| `"): (cells[1], cells[2]) for cells in rows}
    assert {name: told[name] for name in DEFAULTS} == {
        name: (str(default), possible(name)) for name, default in DEFAULTS.items()
    }
