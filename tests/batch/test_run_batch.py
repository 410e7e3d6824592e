"""A batch goes on after failures, stops when it is asked to, and tells what happened."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Lock, Thread
from threading import Event as Flag
from typing import Any

import pytest

from budgetbook.accounts import DataError, Problem
from budgetbook.accounts.unreadable import unreadable
from budgetbook.batch.events import BadData, Begun, Event, Failed, Made, Started, Step, Summary, UpToDate
from budgetbook.batch.plan import Task
from budgetbook.batch.run import Here, Making, interruptible, run_batch
from budgetbook.kernels import Kernels, Limits
from budgetbook.report import make
from budgetbook.report.make import Report
from budgetbook.report.run import ChapterFailure
from budgetbook.report.shelf import PublishError
from builder import SLUG, with_origin, write

NEW = (("stale.new", {}),)
SECONDS = 10.0  # what nothing here comes near, unless it hangs


def task(department: str, year: int = 2022, language: str = "zh") -> Task:
    return Task(department, year, language, 5, ("html", "pdf"))


def report(*failures: ChapterFailure, files: tuple[Path, ...] = (), reasons: Any = NEW) -> Report:
    return Report(Path("out"), files, failures, reasons)


class Maker:
    """Makes nothing: what becomes of a report is what its department's name says."""

    def __init__(self, jobs: int = 1, **outcomes: Callable[[Task], Report]) -> None:
        self.jobs = jobs
        self.killed = Flag()
        self.most_open = 0
        self._open = 0
        self._counting = Lock()
        self._outcomes = outcomes

    def make(self, task: Task, progress: Any) -> Report:
        with self._counting:
            self._open += 1
            self.most_open = max(self.most_open, self._open)
        try:
            progress("chapter", "01_a", 0.5)
            return self._outcomes.get(task.department, lambda _: report())(task)
        finally:
            with self._counting:
                self._open -= 1

    def kill(self) -> None:
        self.killed.set()


def failing(error: Exception) -> Callable[[Task], Report]:
    def fail(_: Task) -> Report:
        raise error

    return fail


def run(tasks: list[Task], maker: Maker, **options: Any) -> tuple[Summary, list[Event]]:
    events: list[Event] = []
    summary = run_batch(tasks, maker, language="zh", tell=events.append, **options)
    return summary, events


def counts(summary: Summary) -> dict[str, Any]:
    return {name: value for name, value in vars(summary).items() if value and name != "seconds"}


def test_every_report_is_told_from_its_beginning_to_its_end() -> None:
    summary, events = run([task("a"), task("b", 2021)], Maker())
    assert events[0] == Started(2, 1)
    assert events[-1] == summary
    assert counts(summary) == {"made": 2}
    for one in (task("a"), task("b", 2021)):
        own = [event for event in events if getattr(event, "task", None) == one]
        assert own[:2] == [Begun(one), Step(one, "chapter", "01_a", 0.5)]
        assert isinstance(own[2], Made)
        assert own[2].reasons == NEW
        assert len(own) == 3


def test_reports_are_begun_in_the_order_of_the_plan() -> None:
    tasks = [task("a", year) for year in range(2000, 2020)]
    _, events = run(tasks, Maker())
    assert [event.task for event in events if isinstance(event, Begun)] == tasks


def test_of_a_reports_files_those_it_was_asked_for_are_told() -> None:
    files = tuple(map(Path, ("figures/a.csv", "report.html", "report.pdf", "manifest.json")))
    _, events = run([task("a")], Maker(a=lambda _: report(files=files)))
    assert [event.files for event in events if isinstance(event, Made)] == [
        (Path("report.html"), Path("report.pdf"))
    ]


def test_a_report_without_a_reason_was_up_to_date() -> None:
    summary, events = run([task("a")], Maker(a=lambda _: report(reasons=())))
    assert counts(summary) == {"up_to_date": 1}
    assert [type(event) for event in events][-2] is UpToDate


FAILURE = ChapterFailure("03_x", "收入", "ValueError", "坏了", Path("failed/03_x.ipynb"))


def test_a_failure_stops_no_other_report() -> None:
    maker = Maker(
        a=lambda _: report(FAILURE), b=failing(PublishError(("cli.broken_pdf", {}))), c=failing(KeyError("x"))
    )
    summary, events = run([task(name) for name in "abcd"], maker)
    assert counts(summary) == {"made": 1, "failed": 3}
    failed = [event for event in events if isinstance(event, Failed)]
    assert [(one.task.department, one.failures, one.error) for one in failed] == [
        ("a", (FAILURE,), ""),
        ("b", (), "生成的 PDF 不完整，未发布；已有报告保持不变。"),
        ("c", (), "KeyError: 'x'"),
    ]
    assert not maker.killed.is_set()


def bad_data(*rows: int) -> DataError:
    return DataError([Problem("filled", "ju/2022/totals.csv", row=row, column="item") for row in rows])


def test_bad_data_is_told_once_for_a_department_in_the_words_of_the_check() -> None:
    of_year = {2021: bad_data(2), 2022: bad_data(2, 5), 2023: bad_data(5)}

    def fail(task: Task) -> Report:
        raise of_year[task.year]

    tasks = [task("a", year, language) for year in of_year for language in ("zh", "en")]
    summary, events = run([*tasks, task("b")], Maker(a=fail))
    assert counts(summary) == {"made": 1, "bad_data": 6}
    told = [event.problems for event in events if isinstance(event, BadData)]
    assert told == [bad_data(2).text("zh"), "", bad_data(5).text("zh"), "", "", ""]


def test_the_same_problem_in_two_departments_is_told_for_each() -> None:
    _, events = run([task("a"), task("b")], Maker(a=failing(bad_data(2)), b=failing(bad_data(2))))
    assert [bool(event.problems) for event in events if isinstance(event, BadData)] == [True, True]


def test_no_more_reports_are_open_than_there_are_jobs_and_one() -> None:
    maker = Maker(jobs=3)
    summary, _ = run([task("a", year) for year in range(1000, 1500)], maker)
    assert counts(summary) == {"made": 500}
    assert maker.most_open <= 4


def test_reports_go_on_side_by_side() -> None:
    together = Barrier(3)

    def meet(_: Task) -> Report:
        together.wait(SECONDS)
        return report()

    assert counts(run([task("a", year) for year in (1, 2, 3)], Maker(jobs=2, a=meet))[0]) == {"made": 3}


def test_a_batch_of_nothing_ends_at_once() -> None:
    assert counts(run([], Maker())[0]) == {}


def test_failing_fast_begins_nothing_more_and_stops_what_runs() -> None:
    maker = Maker(jobs=1)

    def until_killed(_: Task) -> Report:
        assert maker.killed.wait(SECONDS)
        return report(FAILURE)  # what a chapter that is killed comes to

    begun = Flag()

    def fail(_: Task) -> Report:
        assert begun.wait(SECONDS)
        return report(FAILURE)

    def begin(task: Task) -> Report:
        begun.set()
        return until_killed(task)

    maker._outcomes = {"a": fail, "b": begin}
    summary, events = run([task("a"), task("b"), task("c"), task("d")], maker, fail_fast=True)
    assert counts(summary) == {"failed": 1, "stopped": 1, "not_begun": 2}
    assert Counter(type(event) for event in events)[Failed] == 1


@pytest.mark.parametrize("outcome", [failing(bad_data(2)), failing(KeyError("x"))])
def test_failing_fast_ends_at_bad_data_and_at_any_error(outcome: Callable[[Task], Report]) -> None:
    summary, _ = run([task("a", year) for year in range(100)], Maker(a=outcome), fail_fast=True)
    assert summary.failed + summary.bad_data == 1
    assert summary.not_begun >= 97
    assert not summary.interrupted


def test_asked_to_stop_it_tells_what_is_done_stopped_and_not_begun() -> None:
    stop = Flag()
    maker = Maker(jobs=1)

    def until_killed(_: Task) -> Report:
        stop.set()
        assert maker.killed.wait(SECONDS)
        raise RuntimeError("the kernel has gone")

    maker._outcomes = {"b": until_killed, "c": until_killed}
    summary, events = run([task(name) for name in "abcdef"], maker, stop=stop)
    assert summary.interrupted
    assert (summary.made, summary.failed) == (1, 0)
    assert summary.stopped in (1, 2)
    assert summary.stopped + summary.not_begun == 5
    assert not any(isinstance(event, Failed) for event in events)
    assert summary.total == 6


def test_a_report_that_is_still_published_while_it_stops_counts() -> None:
    stop = Flag()
    maker = Maker()

    def publish(_: Task) -> Report:
        stop.set()
        assert maker.killed.wait(SECONDS)
        return report()

    maker._outcomes = {"a": publish}
    assert counts(run([task("a")], maker, stop=stop)[0]) == {"made": 1, "interrupted": True}


def test_a_report_that_does_not_end_keeps_no_one_from_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetbook.batch.run._FAREWELL", 0.05)
    stop, never = Flag(), Flag()

    def hang(_: Task) -> Report:
        stop.set()
        never.wait(SECONDS)
        return report()

    assert counts(run([task("a")], Maker(a=hang), stop=stop)[0]) == {"stopped": 1, "interrupted": True}
    never.set()


def test_an_error_in_the_telling_stops_the_batch() -> None:
    maker = Maker()

    def tell(event: Event) -> None:
        if isinstance(event, Made):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_batch([task("a"), task("b")], maker, language="zh", tell=tell)
    assert maker.killed.is_set()


@pytest.fixture
def kernels() -> Iterator[Kernels]:
    with Kernels("plain", 2) as opened:
        yield opened


def making(folder: Path) -> Making:
    return Making(folder / "data", folder / "notebooks", folder / "out", Limits(seconds=7), force=True)


def test_a_report_is_made_here_with_all_that_was_chosen(
    tmp_path: Path, kernels: Kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, dict[str, Any]]] = []

    def make_report(parameters: Any, **options: Any) -> Report:
        asked.append((parameters, options))
        return report()

    monkeypatch.setattr(make, "make_report", make_report)

    def progress(*_: Any) -> None:
        """Tells nobody."""

    here = Here(making(tmp_path), kernels)
    assert here.jobs == 2
    assert here.make(task("ju"), progress) == report()
    assert asked == [
        (
            task("ju").parameters(tmp_path / "data"),
            {
                "outputs": tmp_path / "out", "notebooks": tmp_path / "notebooks", "formats": ("html", "pdf"),
                "force": True, "limits": Limits(seconds=7), "progress": progress, "kernels": kernels,
            },
        )
    ]  # fmt: skip
    here.kill()
    assert kernels.killed


def test_chapters_that_fail_of_the_data_are_told_by_the_data_and_others_by_themselves(
    tmp_path: Path, kernels: Kernels, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = ChapterFailure("01_a", "", "DataError", "…", Path("failed/01_a.ipynb"))
    monkeypatch.setattr(make, "make_report", lambda *_, **__: report(failure))
    write(tmp_path / "data", {"2022/totals.csv": "item,phase\n"})
    here = Here(making(tmp_path), kernels)
    with pytest.raises(DataError) as caught:
        here.make(task(SLUG), lambda *_: None)
    assert caught.value.problems == unreadable(tmp_path / "data", SLUG, 2022, 5)
    write(tmp_path / "data", {"2022/totals.csv": with_origin("item,phase,amount\ntotal_income,actual,1\n")})
    assert unreadable(tmp_path / "data", SLUG, 2022, 5) == []
    assert here.make(task(SLUG), lambda *_: None).failures == (failure,)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_sets_the_flag_however_often_it_comes_and_raises_nothing(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with interruptible() as stop:
        assert not stop.is_set()
        signal.raise_signal(number)
        signal.raise_signal(number)
        assert stop.is_set()
    assert signal.getsignal(number) is before


def test_what_the_program_was_started_to_ignore_it_ignores() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with interruptible() as stop:
            signal.raise_signal(signal.SIGTERM)
            assert not stop.is_set()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_in_another_thread_no_signal_is_heard() -> None:
    heard: list[bool] = []

    def listen() -> None:
        with interruptible() as stop:
            heard.append(stop.is_set())

    thread = Thread(target=listen)
    thread.start()
    thread.join(SECONDS)
    assert heard == [False]
