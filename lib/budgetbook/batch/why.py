"""Why each report of a plan would be made, found without making any."""

from collections.abc import Sequence
from pathlib import Path

from budgetbook.batch.plan import Task
from budgetbook.batch.run import Making
from budgetbook.report.manifest import recipe
from budgetbook.report.parameters import check_parameters
from budgetbook.report.shelf import Shelf
from budgetbook.report.stale import reasons
from budgetbook.words.worded import Sentence


def why(task: Task, making: Making, chapters: Sequence[Path]) -> tuple[Sentence, ...]:
    """The reasons to make a report from these chapters, as sentences of `stale`; none when it is up to date.

    Raises `WordedError` where a file that it would be made from cannot be read.
    """
    checked = check_parameters(task.parameters(making.data_dir))
    passed = checked.for_notebooks(making.notebooks)
    options = {"formats": list(task.formats), "with_code": False, "only": []}
    shelf = Shelf(making.outputs / task.department / str(task.year), task.language)
    found = reasons(shelf, recipe(checked, chapters, passed, options))
    return found or ((("stale.forced", {}),) if making.force else ())
