"""A forked process shows what an ordinary kernel shows, to the byte."""

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from budgetbook.kernels import Kernels, Kind, Limits
from budgetbook.report.discover import Chapter
from budgetbook.report.run import run_chapters

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows cannot fork")

CELLS = {
    "the last expression": "1 + 1",
    "its predecessors": "_, __, Out, In[3]",
    "nothing": "",
    "text in pieces": "print('a', end=''); print('b'); print('中文')",
    "carriage returns": "print('10 %\\r20 %')",
    "text among displays": "print(1); display('shown'); print(2)",
    "both streams": "import sys; print('out'); print('err', file=sys.stderr); print('out again')",
    "a frame": "import pandas as pd; pd.DataFrame({'甲': [1, None], 'b': ['x', '<y>']})",
    "rich kinds": "from IPython.display import HTML, Markdown, SVG, Latex, JSON\n"
    "display(HTML('<b>x</b>'), Markdown('**x**'), Latex('$x$'), JSON({'a': 1}))",
    "raw bundles": "display({'application/x+json': {'a': [1]}, 'text/plain': ''}, raw=1, metadata={'m': 1})",
    "an updated display": "h = display('before', display_id='fixed'); h.update('after')",
    "an update from a later cell": "from IPython.display import update_display\n"
    "update_display('later', display_id='fixed')",
    "cleared output": "from IPython.display import clear_output\n"
    "print('gone'); clear_output(); print('stays')",
    "output cleared in time": "print('gone'); clear_output(wait=True); print('stays')",
    "a picture of pyplot": "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.title('x')",
    "two pictures": "plt.figure(); plt.plot([1]); plt.figure(); plt.plot([2]);",
    "a figure of its own": "from matplotlib.figure import Figure; f = Figure(); f.subplots().plot([1]); f",
    "pictures as SVG": "%config InlineBackend.figure_formats = ['svg']\n"
    "%config InlineBackend.print_figure_kwargs = {'metadata': {'Date': None}}\n"
    "plt.rcParams['svg.hashsalt'] = 'x'; plt.plot([1]);",
    "a picture of seaborn": "import seaborn as sns; sns.barplot(x=['a', 'b'], y=[1, 2]);",
    "magics": "%precision 2\n1/3",
    "captured output": "%%capture kept\nprint('hidden')",
    "what was captured": "kept.stdout",
    "a program's output": "!echo from a program",
    "a program of Python's": "import subprocess, time\nsubprocess.run(['echo', 'directly']); time.sleep(0.3)",
    "the system's own printing": "import os, time; os.system('echo by the system'); time.sleep(0.3)",
    "a script": "%%bash\necho in bash",
    "awaited": "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "a task that goes on": "async def later(): print('by a task')\n"
    "task = asyncio.create_task(later()); await task",
    "a thread's printing": "import threading\nt = threading.Thread(target=print, args=('threaded',))\n"
    "t.start(); t.join()",
    "a class of its own": "class A:\n    def _repr_html_(self): return '<i>a</i>'\n"
    "    def __repr__(self): return 'A'\nA()",
    "pickled": "import pickle; type(pickle.loads(pickle.dumps(A()))).__module__",
    "names": "__name__, get_ipython().__class__.__name__, sys.stdin.isatty(), sys.stdout.encoding",
    "paths": "sys.path, os.getcwd()",
    "settings": "pd.get_option('display.max_rows'), plt.get_backend(), plt.isinteractive()",
    "signals": "import signal; [str(signal.getsignal(n)) for n in (2, 15, 17, 1, 13)]",
    "threads": "threading.current_thread() is threading.main_thread()",
    "a repr that fails": "class B:\n    def _repr_html_(self): raise ValueError('x')\n"
    "    def __repr__(self): return 'B'\nB()",
}
ERRORS = {
    "an error": "print('before'); 1/0",
    "an error in a function": "def f(x):\n    return x['missing']\nf({})",
    "no input": "input('name?')",
    "an exit": "raise SystemExit(3)",
    "an interrupt": "raise KeyboardInterrupt",
    "a cause": "try:\n    1/0\nexcept ZeroDivisionError as e:\n    raise ValueError('甲') from e",
    "a syntax error": "x = = 1",
    "an assertion": "assert 1 == 2, '不等'",
}


def executed(kind: Kind, folder: Path, notebooks: list[Any]) -> list[list[Any]]:
    chapters = [
        Chapter(f"{n:02}", folder / f"{n:02}.ipynb", nb, frozenset({"language"}))
        for n, nb in enumerate(notebooks)
    ]
    with Kernels(kind, modules=("matplotlib", "pandas", "seaborn")) as kernels:
        runs = run_chapters(
            chapters, {"language": "zh"}, folder, lambda *_: None, kernels=kernels, limits=Limits()
        )
    return [
        [(cell.execution_count, cell.outputs) for cell in run.notebook.cells if cell.cell_type == "code"]
        for run in runs
    ]


def made(cells: list[str]) -> nbformat.NotebookNode:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    parameters = new_code_cell("language = ''", metadata={"tags": ["parameters"]})
    return new_notebook(cells=[parameters, *map(new_code_cell, cells)], metadata={"kernelspec": kernel})


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, list[list[Any]]]:
    folder = tmp_path_factory.mktemp("cells")
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # with it ipykernel leaves programs' output alone
    notebooks = [made(list(CELLS.values())), *(made([source]) for source in ERRORS.values())]
    return {kind: executed(kind, folder, notebooks) for kind in ("warm", "plain")}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_shows_the_same(name: str, both: dict[Kind, list[list[Any]]]) -> None:
    index = list(CELLS).index(name) + 2  # after the parameters and the injected cell
    warm, plain = both["warm"][0][index], both["plain"][0][index]
    assert json.dumps(warm, sort_keys=True) == json.dumps(plain, sort_keys=True)


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_shows_the_same(name: str, both: dict[Kind, list[list[Any]]]) -> None:
    index = list(ERRORS).index(name) + 1
    assert json.dumps(both["warm"][index], sort_keys=True) == json.dumps(both["plain"][index], sort_keys=True)


def test_there_is_something_to_compare(both: dict[Kind, list[list[Any]]]) -> None:
    outputs = [found for _, found in both["plain"][0]]
    assert sum(map(bool, outputs)) > len(CELLS) * 3 // 4
