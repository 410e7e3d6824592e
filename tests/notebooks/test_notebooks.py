"""The chapters are thin: parameters, load, one call an exhibit or paragraph, Markdown between."""

import ast
from pathlib import Path

import nbformat
import pytest

import budgetbook as bb
from budgetbook.report.discover import find_chapters

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NAMES = [path.stem for path in CHAPTERS]
COMPARISON = "08_comparison"
EXPLORE = ROOT / "notebooks" / "explore.ipynb"


@pytest.fixture(params=[*CHAPTERS, EXPLORE], ids=[*NAMES, EXPLORE.stem])
def notebook(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_chapters_are_those_of_the_report_in_reading_order() -> None:
    assert NAMES == [
        "01_overview",
        "02_income_expenditure",
        "03_year_over_year",
        "04_three_public",
        "05_performance_scores",
        "06_projects",
        "07_reconciliation_and_sources",
        COMPARISON,
    ]


def test_the_first_code_cell_is_the_same_parameters_cell_everywhere(notebook: nbformat.NotebookNode) -> None:
    first = code_cells(notebook)[0]
    assert first.metadata.tags == ["parameters"]
    names = {node.targets[0].id for node in ast.parse(first.source).body}  # type: ignore[attr-defined]
    assert names - {"compare"} == {"department", "year", "years", "language", "data_dir"}
    # The chapter that compares departments has one parameter more.
    shared = [line for line in first.source.splitlines() if not line.startswith("compare = ")]
    assert shared == code_cells(nbformat.read(CHAPTERS[0], as_version=4))[0].source.splitlines()


def test_only_the_comparison_has_departments_to_compare() -> None:
    sources = {path.stem: code_cells(nbformat.read(path, as_version=4))[0].source for path in CHAPTERS}
    assert [name for name, source in sources.items() if 'compare = ""' in source] == [COMPARISON]


def test_no_cell_is_longer_than_ten_lines_or_keeps_an_output(notebook: nbformat.NotebookNode) -> None:
    for cell in notebook.cells:
        assert len(cell.source.splitlines()) <= 10
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_cell_after_the_load_cell_is_one_call_and_holds_no_logic(notebook: nbformat.NotebookNode) -> None:
    for cell in code_cells(notebook)[2:]:
        (statement,) = ast.parse(cell.source).body
        assert isinstance(statement, ast.Expr)
        call = statement.value
        assert isinstance(call, ast.Call)
        assert [argument.id for argument in call.args[:1] if isinstance(argument, ast.Name)] in (
            ["book"],
            ["peers"],
        )
        assert all(isinstance(argument, ast.Constant) for argument in call.args[1:])


def test_no_notebook_holds_a_function_a_colour_or_a_path(notebook: nbformat.NotebookNode) -> None:
    for cell in code_cells(notebook):
        tree = ast.parse(cell.source)
        logic = ast.FunctionDef | ast.Lambda | ast.For | ast.If
        assert not [node for node in ast.walk(tree) if isinstance(node, logic)]
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert "#" not in node.value
                assert "/" not in node.value


def test_every_heading_stands_in_both_languages(notebook: nbformat.NotebookNode) -> None:
    levels = {
        language: [
            cell.source.split(" ")[0]
            for cell in notebook.cells
            if cell.cell_type == "markdown" and cell.metadata.get("tags") == [language]
        ]
        for language in ("zh", "en")
    }
    assert levels["zh"] == levels["en"]
    assert levels["zh"][0] == "#"


def test_every_call_is_one_of_the_public_face(notebook: nbformat.NotebookNode) -> None:
    for cell in code_cells(notebook)[2:]:
        _, room, name = cell.source.split("(")[0].split(".")
        assert name in getattr(bb, room).__all__


def test_every_public_exhibit_and_paragraph_is_shown_in_a_chapter() -> None:
    sources = "\n".join(cell.source for path in CHAPTERS for cell in nbformat.read(path, as_version=4).cells)
    public = {f"{room}.{name}" for room in ("charts", "prose") for name in getattr(bb, room).__all__}
    assert {name for name in public if f"bb.{name}(" not in sources} == {"prose.Prose"}


def test_the_notebook_to_look_around_in_is_one_call_and_no_chapter() -> None:
    parameters, panel = code_cells(nbformat.read(EXPLORE, as_version=4))
    names = [node.targets[0].id for node in ast.parse(parameters.source).body]  # type: ignore[attr-defined]
    assert set(names) == {"data_dir", "department", "year", "years", "language"}
    assert panel.source.splitlines() == [
        "import budgetbook as bb",
        "",
        "bb.explore.panel(data_dir, department, year, years, language)",
    ]
    assert EXPLORE.stem not in [chapter.name for chapter in find_chapters(EXPLORE.parent)]
