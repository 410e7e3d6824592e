"""Each event of a batch as a line of JSON."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from budgetbook.batch.events import (
    BadData,
    Begun,
    Event,
    Failed,
    Made,
    Started,
    Step,
    Summary,
    UpToDate,
    json_line,
)
from budgetbook.batch.plan import Task
from budgetbook.report.run import ChapterFailure

TASK = Task("ju", 2022, "zh", 5, ("html",))
REPORT = {"department": "ju", "year": 2022, "language": "zh"}
REASON = ("stale.data_changed", {"file": "data/ju/2022/totals.csv"})
FAILURE = ChapterFailure("03_x", "收入", "ValueError", "坏了\n就是", Path("failed/03_x.ipynb"))

LINES: list[tuple[Event, dict[str, Any]]] = [
    (Started(6, 2), {"event": "started", "reports": 6, "jobs": 2}),
    (Begun(TASK), {"event": "begun", "report": REPORT}),
    (
        Step(TASK, "chapter", "01_a", None),
        {"event": "step", "report": REPORT, "phase": "chapter", "chapter": "01_a", "seconds": None},
    ),
    (
        Made(TASK, 2.34567, (REASON,), (Path("out/report.html"),)),
        {
            "event": "made",
            "report": REPORT,
            "seconds": 2.35,
            "reasons": [
                {
                    "key": "stale.data_changed",
                    "file": "data/ju/2022/totals.csv",
                    "text": "数据有改动：data/ju/2022/totals.csv",
                }
            ],
            "files": [str(Path("out/report.html"))],
        },
    ),
    (UpToDate(TASK, 0.0), {"event": "up_to_date", "report": REPORT, "seconds": 0.0}),
    (
        Failed(TASK, 1.0, failures=(FAILURE,)),
        {
            "event": "failed",
            "report": REPORT,
            "seconds": 1.0,
            "reasons": [],
            "failures": [
                {
                    "chapter": "03_x",
                    "heading": "收入",
                    "error": "ValueError",
                    "message": "坏了\n就是",
                    "notebook": str(Path("failed/03_x.ipynb")),
                }
            ],
            "error": "",
        },
    ),
    (
        BadData(TASK, 1.0, "第 2 行"),
        {"event": "bad_data", "report": REPORT, "seconds": 1.0, "problems": "第 2 行"},
    ),
    (
        Summary(made=1, failed=2, seconds=3.0),
        {
            "event": "finished", "made": 1, "up_to_date": 0, "failed": 2, "bad_data": 0, "stopped": 0,
            "not_begun": 0, "seconds": 3.0, "interrupted": False,
        },
    ),
]  # fmt: skip


@pytest.mark.parametrize(("event", "told"), LINES, ids=[told["event"] for _, told in LINES])
def test_an_event_is_one_line_with_its_time_and_all_it_has_to_tell(
    event: Event, told: dict[str, Any]
) -> None:
    line = json_line(event, "zh")
    assert "\n" not in line
    read = json.loads(line)
    moment = datetime.fromisoformat(read.pop("time"))
    assert moment.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
    assert read == told


def test_reasons_are_told_in_the_readers_language_too() -> None:
    line = json_line(Made(TASK, 1.0, (REASON,), ()), "en")
    assert json.loads(line)["reasons"][0]["text"] == "data changed: data/ju/2022/totals.csv"


def test_a_reason_that_names_nothing_says_so_in_words() -> None:
    reason = ("stale.parameters", {"name": "years", "old": 3, "new": ("stale.nothing", {})})
    assert json.loads(json_line(Made(TASK, 1.0, (reason,), ()), "zh"))["reasons"] == [
        {
            "key": "stale.parameters",
            "name": "years",
            "old": 3,
            "new": "无",
            "text": "参数 years 由“3”改为“无”",
        }
    ]


def test_a_summary_adds_up() -> None:
    summary = Summary(made=1, up_to_date=2, failed=3, bad_data=4, stopped=5, not_begun=6)
    assert (summary.done, summary.ended, summary.total) == (3, 10, 21)
