"""papermill's engine that runs a notebook in a process forked with its libraries imported.

`papermill --engine budgetbook in.ipynb out.ipynb` runs it; `execute` is what it and our own runs share.
"""

import atexit
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient  # type: ignore[import-untyped]
from papermill.engines import NBClientEngine  # type: ignore[import-untyped]

from budgetbook.kernels.pool import FOR_CHAPTERS
from budgetbook.kernels.warm import WarmServer


class ChapterClient(PapermillNotebookClient):  # type: ignore[misc]
    """nbclient with a bound, in bytes, on what a notebook may show: beyond it `excess` is called."""

    def __init__(self, nb_man: Any, *, most_output: int, excess: Callable[[], None], **settings: Any) -> None:
        # Where the clock cuts printed text into messages must not change the notebook.
        super().__init__(nb_man, coalesce_streams=True, **settings)
        self._left = most_output
        self._excess = excess

    def process_message(self, msg: dict[str, Any], *rest: Any, **more: Any) -> NotebookNode | None:
        """Take a message of the kernel into the notebook, as long as there is room."""
        content = msg["content"]
        shown = [content.get("text", ""), *content.get("data", {}).values()]
        self._left -= sum(len(one) for one in shown if isinstance(one, str))
        if self._left < 0:
            self._excess()
            return None
        return super().process_message(msg, *rest, **more)  # type: ignore[no-any-return]


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Runs a notebook in a fresh process that need not import anything; on Windows in an ordinary kernel."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> None:
        """Run the notebook that papermill manages, as its own engine does."""
        if sys.platform == "win32":
            super().execute_managed_notebook(nb_man, kernel_name, **settings)
            return
        from budgetbook.kernels.client import WarmKernel  # noqa: PLC0415

        kernel = WarmKernel(_server())
        try:
            super().execute_managed_notebook(nb_man, kernel_name, km=kernel, **settings)
        finally:
            kernel.remove()


@cache
def _server() -> WarmServer:
    server = WarmServer(FOR_CHAPTERS)
    atexit.register(server.close)
    return server
