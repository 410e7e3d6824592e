"""From chapters and parameters to a published report: `make_report`.

plan (`parameters`, `discover`) → run (`run`, `kernel`) → export (`content`, `html`, `pdf`) → publish.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from budgetbook.report.make import Report, make_report

__all__ = ["Report", "make_report"]

# Where an environment has this package, nbformat builds its grammar at each start, for a check nobody needs.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


def __getattr__(name: str) -> Any:
    # papermill and nbformat take half a second, which `budgetbook --help` does not wait for.
    if name not in __all__:
        raise AttributeError(name)
    from budgetbook.report import make  # noqa: PLC0415

    return getattr(make, name)
