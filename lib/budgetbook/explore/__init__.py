"""The notebook's room to look around in: choose a department, a year and what to see, in JupyterLab."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from budgetbook.accounts.folder import MOST_YEARS, department_meant, departments, find_data_dir
from budgetbook.prose.paragraphs import Prose
from budgetbook.words import Words

if TYPE_CHECKING:
    from budgetbook.explore.board import Board

__all__ = ["panel"]


def panel(
    data_dir: str | Path = "",
    department: str = "",
    year: int = 0,
    years: int = MOST_YEARS,
    language: str = "zh",
) -> "Board | Prose":
    """Choices, a chart and a table that can be sorted and filtered; they begin with what is named here.

    What is left out is found as `load` finds it; of several departments the first. Without ipywidgets a
    sentence says what to install. Raises what `load` raises.
    """
    if find_spec("ipywidgets") is None:
        return Prose("no-widgets", (("alert", Words(language)("explore.no_widgets")),))
    root = Path(data_dir) if data_dir else find_data_dir()
    known = {name: found for name, found in departments(root).items() if found}
    department = department or department_meant(root, known) or next(iter(known), "")
    board: Board = import_module("budgetbook.explore.board").Board(root, department, year, years, language)
    return board
