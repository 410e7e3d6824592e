"""The widgets, without a browser: a value is set as a reader would, and the rest follows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import budgetbook as bb
from budgetbook.accounts import DataError
from budgetbook.explore.board import Board
from builder import DEPARTMENT, with_origin
from exhibits import CJK

LIBRARY = Path(__file__).parents[2] / "lib" / "budgetbook"
LINES = "classification,code,name,phase,amount\n"
RICH = {
    2021: {"income": "item,phase,amount\nother,actual,5\nbusiness,actual,2\n"},
    2022: {
        "income": "item,phase,amount\nother,actual,6\nother,initial_budget,7\nbusiness,actual,3\n",
        "expenditure": LINES + "function,2080201,,actual,5\nfunction,2080202,,actual,3\n",
    },
}
POOR = {2022: {"expenditure": LINES + "kind,basic,,actual,9\n"}}
SELECTS = ("department", "year", "years", "language", "flow", "depth", "phase", "view", "sort")
EMPTY = {2020: {"income": "item,phase,amount\nother,actual,\n"}}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three departments: one with much, one with little, one with nothing."""
    for slug, years in (("a", RICH), ("b", POOR), ("c", EMPTY)):
        for year, tables in years.items():
            (tmp_path / slug / str(year)).mkdir(parents=True)
            for name, text in tables.items():
                (tmp_path / slug / str(year) / f"{name}.csv").write_text(with_origin(text), encoding="utf-8")
        told = DEPARTMENT.replace("某局", f"{slug}局").replace("A Bureau", f"Bureau {slug}")
        (tmp_path / slug / "department.toml").write_text(told, encoding="utf-8")
    return tmp_path


@pytest.fixture
def board(data: Path) -> Board:
    found = bb.explore.panel(data, "a")
    assert isinstance(found, Board)
    return found


def offered(board: Board, name: str) -> list[str]:
    return [label for label, _ in board.controls[name].options]


def chosen(board: Board, *names: str) -> list[object]:
    return [board.controls[name].value for name in names or ("flow", "depth", "phase")]


def hidden(board: Board) -> list[str]:
    lines = [part for part in board.box.children if part.layout.display == "none" and part is not board.table]
    return [
        name for name, control in board.controls.items() if any(control in line.children for line in lines)
    ]


def choose(board: Board, **values: object) -> None:
    for name, value in values.items():
        board.controls[name].value = value


def test_it_opens_on_the_latest_year_and_the_first_of_everything(board: Board) -> None:
    assert chosen(board, "department", "year", "years", "language") == ["a", 2022, 2, "zh"]
    assert chosen(board) == ["income", "source", "actual"]
    assert offered(board, "department") == ["a局", "b局", "c局"]
    assert offered(board, "flow") == ["收入", "支出"]
    assert offered(board, "phase") == ["决算数", "年初预算数"]
    assert "<svg" in board.chart.value
    assert "<caption>2022年收入，按来源，决算数</caption>" in board.table.value


def test_another_year_changes_the_chart_and_the_table(board: Board) -> None:
    before = board.chart.value, board.table.value
    choose(board, year=2021)
    assert board.chart.value != before[0]
    assert "2021年收入构成" in board.chart.value
    assert "<caption>2021年收入，按来源，决算数</caption>" in board.table.value


def test_fewer_years_leave_last_year_out(board: Board) -> None:
    assert "2021年度决算数" in board.table.value
    choose(board, years=1)
    assert "2021年度决算数" not in board.table.value


def test_a_flow_offers_its_own_depths_phases_and_charts(board: Board) -> None:
    choose(board, flow="expenditure")
    assert offered(board, "depth") == ["功能分类（类）", "功能分类（款）", "功能分类（项）"]
    assert offered(board, "phase") == ["决算数"]
    assert "预算与决算" not in offered(board, "view")
    choose(board, depth="item")
    assert '<td class="left">2080201</td>' in board.table.value


def test_another_department_keeps_what_it_has_and_says_no_more(board: Board) -> None:
    choose(board, flow="expenditure", depth="item", department="b")
    assert chosen(board, "year") == [2022]
    assert chosen(board) == ["expenditure", "kind", "actual"]
    assert offered(board, "depth") == ["支出性质"]


def test_a_wish_that_could_not_be_met_is_met_again(board: Board) -> None:
    choose(board, flow="expenditure", depth="item", view="years", department="b")
    choose(board, department="a")
    assert chosen(board, "flow", "depth", "view") == ["expenditure", "item", "years"]
    choose(board, year=2021)
    assert chosen(board, "year", "years", "flow") == [2021, 1, "income"]
    choose(board, year=2022)
    assert chosen(board, "year", "years", "flow", "depth") == [2022, 2, "expenditure", "item"]


def test_a_year_without_amounts_is_a_sentence_and_offers_nothing(board: Board) -> None:
    choose(board, department="c")
    assert board.chart.value == (
        '<div lang="zh-CN"><div role="alert">'
        "<div>2020年未公布收入和支出的分项，也没有“三公”经费和项目的金额，无可浏览的内容。</div></div></div>"
    )
    assert hidden(board) == ["flow", "depth", "phase", "view", "sort", "ascending", "filter"]
    assert board.table.layout.display == "none"
    choose(board, department="a")
    assert chosen(board, "year") == [2022]
    assert hidden(board) == []
    assert board.table.layout.display == ""


def test_data_that_cannot_be_read_is_told_and_the_others_stay(board: Board, data: Path) -> None:
    (data / "b" / "2022" / "expenditure.csv").write_text("code\n<b>\n", encoding="utf-8")
    choose(board, department="b")
    assert 'role="alert">' in board.chart.value
    assert "b/2022/expenditure.csv" in board.chart.value
    assert "<svg" not in board.chart.value
    choose(board, department="a")
    assert "<svg" in board.chart.value


def test_another_language_relabels_everything_and_keeps_the_choice(board: Board) -> None:
    choose(board, flow="expenditure", depth="group", language="en")
    assert chosen(board) == ["expenditure", "group", "actual"]
    told = [control.description for control in board.controls.values()]
    told += [label for name in SELECTS for label in offered(board, name)]
    told += [board.controls["filter"].placeholder]
    assert [text for text in told if CJK.search(text)] == []
    # The name of the document is its own.
    assert set(CJK.findall(board.chart.value + board.table.value)) == set("文件")
    assert "<caption>Expenditure by functional group, 2022, actual</caption>" in board.table.value
    assert board.chart.value.startswith('<div lang="en">')


def test_the_table_is_sorted_and_filtered(board: Board) -> None:
    choose(board, flow="expenditure", depth="item")

    def order() -> list[str]:
        return re.findall(r"\d{7}", board.table.value)

    assert order() == ["2080201", "2080202"]
    choose(board, ascending=True)
    assert order() == ["2080202", "2080201"]
    choose(board, sort="code")
    assert order() == ["2080201", "2080202"]
    choose(board, filter="0202")
    assert order() == ["2080202"]


def test_a_column_that_is_gone_gives_way_to_the_amount_and_comes_back(board: Board) -> None:
    choose(board, sort="percent")
    assert chosen(board, "sort") == ["percent"]
    choose(board, year=2021)
    assert chosen(board, "sort") == ["amount"]
    choose(board, year=2022)
    assert chosen(board, "sort") == ["percent"]


def test_a_choice_that_changes_nothing_sends_no_options_again(board: Board) -> None:
    changes: list[object] = []
    board.controls["department"].observe(changes.append, "_options_labels")
    choose(board, year=2021)
    assert changes == []


def test_it_is_shown_as_one_widget(board: Board) -> None:
    assert "application/vnd.jupyter.widget-view+json" in board._repr_mimebundle_()


def test_what_is_not_there_is_refused_as_by_load(data: Path) -> None:
    with pytest.raises(DataError, match="z"):
        bb.explore.panel(data, "z")
    with pytest.raises(DataError, match="1999"):
        bb.explore.panel(data, "a", 1999)
    with pytest.raises(ValueError, match="fr"):
        bb.explore.panel(data, "a", language="fr")


def test_without_a_department_it_opens_on_the_first(data: Path) -> None:
    found = bb.explore.panel(data)
    assert isinstance(found, Board)
    assert chosen(found, "department") == ["a"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "交互浏览需要 `ipywidgets`：请运行 `make lab`，或在本环境中执行"),
        ("en", "Looking around needs `ipywidgets`: run `make lab`, or `pip install jupyterlab ipywidgets`"),
    ],
)
def test_without_ipywidgets_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setattr("budgetbook.explore.find_spec", lambda name: None)
    told = bb.explore.panel(language=language)
    assert isinstance(told, bb.prose.Prose)
    assert told.text.startswith(said)


def test_only_the_board_imports_ipywidgets() -> None:
    imported = re.compile(r"^ *(import|from) ipywidgets", re.M)
    assert [
        path.name for path in LIBRARY.rglob("*.py") if imported.search(path.read_text(encoding="utf-8"))
    ] == ["board.py"]


def test_the_library_is_imported_without_ipywidgets() -> None:
    code = "import sys, budgetbook as bb; bb.explore.panel; print('ipywidgets' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
