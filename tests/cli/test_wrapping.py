"""Where a text on a terminal may break."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from budgetbook.cli.wrapping import Passage


def shown(text: str, width: int) -> list[str]:
    """The lines of a table's only cell."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    table = Table(box=None, show_header=False, pad_edge=False, padding=0)
    table.add_column("", overflow="fold")
    table.add_row(Passage(text))
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("实际支出已达19.60万元", 14, ["实际支出已达", "19.60万元"]),
        ("接待7批次73人次", 12, ["接待7批次", "73人次"]),
        ("比上年下降3.93个百分点", 18, ["比上年下降", "3.93个百分点"]),
        ("减少-1,234.56 万元", 14, ["减少", "-1,234.56 万元"]),
        ("约占（9.60%）", 10, ["约占", "（9.60%）"]),
        ("共计2023年度，", 11, ["共计", "2023年度，"]),
        ("a rise of 1,234.56 wan yuan", 20, ["a rise of", "1,234.56 wan yuan"]),
        ("报送日期2023-01-02前", 12, ["报送日期", "2023-01-02前"]),
        ("甲乙丙丁。戊己", 8, ["甲乙丙", "丁。戊己"]),
        ("甲乙丙“丁”戊", 8, ["甲乙丙", "“丁”戊"]),
    ],
)
def test_a_number_stays_with_its_unit_and_a_mark_with_its_word(
    text: str, width: int, lines: list[str]
) -> None:
    assert shown(text, width) == lines


def test_what_is_longer_than_a_line_is_cut_all_the_same() -> None:
    assert shown("甲123456789012345万元", 8) == ["甲", "12345678", "9012345", "万元"]


def test_the_lines_that_a_text_has_of_its_own_stay() -> None:
    assert shown("甲\n\n乙丙", 8) == ["甲", "", "乙丙"]


@given(st.text(alphabet="甲乙1２,.%万元 a，（）[]\n", max_size=40), st.integers(2, 20))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = shown(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
