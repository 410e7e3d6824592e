"""The chapters' code in one plain process: no notebook, no kernel, no export; the least that a report costs.

    python benchmarks/floor.py DATA YEAR DEPARTMENT…

The last expression of each cell is asked for its MIME bundle, as a kernel asks for it.
"""

import ast
import os
import sys
from pathlib import Path
from typing import Any

# Before matplotlib is imported; as in a notebook.
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"

import nbformat
from IPython.core.formatters import DisplayFormatter

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
Cells = list[tuple[bool, str]]


def chapters() -> list[Cells]:
    """The code cells of the chapters that every report has, each with whether it holds the parameters."""
    found = []
    for path in sorted(NOTEBOOKS.glob("[0-9][0-9]*.ipynb")):
        code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
        cells = [("parameters" in cell.metadata.get("tags", []), cell.source) for cell in code]
        if not any(sets and "compare = " in source for sets, source in cells):
            found.append(cells)
    return found


def run(cells: Cells, parameters: dict[str, Any]) -> None:
    """Execute the cells of a chapter in a namespace of its own."""
    shown = DisplayFormatter()
    names: dict[str, Any] = {
        "__name__": "__main__",
        "display": lambda *all: [shown.format(one) for one in all],
    }
    for sets_parameters, source in cells:
        tree = ast.parse(source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "cell", "exec"), names)
        if sets_parameters:
            names |= parameters
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
            if value is not None and not source.rstrip().endswith(";"):
                shown.format(value)


def main() -> None:
    """Execute all chapters for each department."""
    data, year, *departments = sys.argv[1:]
    os.chdir(NOTEBOOKS)
    wanted = chapters()
    for department in departments:
        for cells in wanted:
            run(cells, {"data_dir": data, "year": int(year), "department": department, "language": "zh"})


if __name__ == "__main__":
    main()
