from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from cluster_cases import BUCKET, Processes, s3_server, until, versions
from remote_cases import chapter, contents, project, task, together

from budgetbook.accounts import DataError
from budgetbook.batch.plan import Task
from budgetbook.batch.remote import Store
from budgetbook.batch.site import Order, notebook_files
from budgetbook.cli import main
from budgetbook.kernels import Kernels
from budgetbook.report import make_report

distributed = pytest.importorskip("distributed", reason="distributed is not installed")
psutil = pytest.importorskip("psutil", reason="psutil is not installed")
cluster = pytest.importorskip("budgetbook.batch.cluster", reason="distributed is not installed")
workshop = pytest.importorskip("budgetbook.batch.workshop", reason="distributed is not installed")

# What a department's report does in the course of a test, beside being made.
CELLS = (
    """from IPython.display import display
display({"application/vnd.budgetbook+json": {
  "kind": "table", "id": "income", "title": "收入", "subtitle": "", "notes": [],
  "table": {"columns": [{"name": "项目", "align": "left"}],
            "rows": [{"style": "plain", "indent": 0, "cells": [f"{department} {year}"]}]},
  "data": {"columns": ["item"], "rows": [[department]]}}, "text/plain": "收入"}, raw=True)""",
    """import os, pathlib, time
begun = pathlib.Path(os.environ["BEGUN"]) / department
if department.startswith("slow") and not begun.exists():
    begun.with_suffix(".writing").write_text(str(os.getpid()))
    begun.with_suffix(".writing").replace(begun)
    time.sleep(60)""",
    """if department == "wrong":
    raise ValueError("so not")
if department == "unreadable":
    import budgetbook
    budgetbook.load(data_dir or "../data", department, year, years=years, language=language)""",
)
SLOW = ("slow-one", "slow-two", "slow-three", "slow-four")
YEARS = [f"{name}/2022" for name in ("ju", "ting", "twice", "wrong", "unreadable", *SLOW)]
FORMATS = ("html", "pdf")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where a chapter that is to be interrupted says that it has begun, with its process."""
    folder = tmp_path_factory.mktemp("begun")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEGUN", str(folder))
        for name in ("BUDGETBOOK_DATA", "BUDGETBOOK_NOTEBOOKS"):
            patch.delenv(name, raising=False)
        yield folder


@pytest.fixture(scope="module")
def s3(begun: Path) -> Iterator[Any]:
    with s3_server() as client:
        yield client


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, s3: Any) -> Path:
    """A project whose data are in the bucket too."""
    chapters = {"c01_a": chapter("甲", *CELLS), "c02_b": chapter("乙")}
    root = project(tmp_path_factory.mktemp("project"), "ju/2021", *YEARS, **chapters)
    files = {path.relative_to(root).as_posix(): path for path in (root / "data").rglob("*") if path.is_file()}
    Store(f"s3://{BUCKET}").put(files)
    return root


@pytest.fixture(scope="module")
def processes(tmp_path_factory: pytest.TempPathFactory, s3: Any) -> Iterator[Processes]:
    running = Processes(tmp_path_factory.mktemp("cluster"))
    try:
        for name in ("one", "two"):
            running.worker(name)
        with distributed.Client(running.address, set_as_default=False) as client:
            client.wait_for_workers(2)
        yield running
    finally:
        running.close()


def order(root: Path, outputs: str = f"s3://{BUCKET}/outputs", data: str = f"s3://{BUCKET}/data") -> Order:
    return Order(data, outputs, notebook_files(root / "notebooks"))


@pytest.fixture(scope="module")
def place(processes: Processes, root: Path) -> Iterator[cluster.Cluster]:
    with cluster.open_cluster(processes.address, order(root)) as place:
        yield place


@pytest.fixture(scope="module")
def here(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., dict[str, str]]]:
    """Makes reports on this machine alone, and returns what is in their files."""
    number = iter(range(100))

    def make(*tasks: Task) -> dict[str, str]:
        outputs = tmp_path_factory.mktemp(f"here-{next(number)}")
        for one in tasks:
            report = make_report(
                one.parameters(root / "data"),
                notebooks=root / "notebooks",
                outputs=outputs,
                formats=one.formats,
                kernels=kernels,
            )
            assert report.failures == ()
        return contents(outputs)

    with Kernels(jobs=2) as kernels:
        yield make


def stored(to: Path, like: dict[str, str]) -> dict[str, str]:
    """What is in the files of the bucket that are of the same years and languages as others."""
    store = Store(f"s3://{BUCKET}/outputs")
    shelves = {(*name.split("/")[:2], ".en" in name) for name in like}
    names = [name for name in store.names() if (*name.split("/")[:2], ".en" in name) in shelves]
    store.get({name: to / name for name in names})
    return contents(to)


def test_reports_made_by_a_cluster_are_byte_for_byte_those_made_here(
    place: cluster.Cluster, here: Callable[..., dict[str, str]], tmp_path: Path, s3: Any
) -> None:
    tasks = [task("ju", 2021), task("ju", 2022, "en"), task("ju", formats=FORMATS), task("ting")]
    reports = together(place.make, tasks, jobs=3)
    assert [report.reasons for report in reports] == [(("stale.new", {}),)] * 4
    files = here(*tasks)
    assert {name.rsplit("/", 1)[1] for name in files} >= {"report.pdf", "report.en.html", "income.csv"}
    assert stored(tmp_path, like=files) == files
    assert set(versions(s3, "outputs/").values()) == {1}


def test_what_is_up_to_date_is_not_made_again(place: cluster.Cluster) -> None:
    place.make(task("ju", 2021))
    assert place.make(task("ju", 2021)).reasons == ()


def test_the_steps_of_a_report_are_told_while_it_is_made(place: cluster.Cluster) -> None:
    steps: list[tuple[Any, ...]] = []
    place.make(task("ting", language="en"), lambda *step: steps.append(step))
    until(lambda: ("chapters", "", None) in steps)
    assert ("chapter", "01_a", None) in steps


def test_a_failed_chapter_is_told_as_here_and_its_notebook_kept_behind_the_url(
    place: cluster.Cluster, s3: Any
) -> None:
    (failure,) = place.make(task("wrong")).failures
    told = (failure.chapter, failure.heading, failure.error, failure.message)
    assert told == ("01_a", "甲", "ValueError", "so not")
    assert failure.notebook == Path("wrong/2022/failed/01_a.ipynb")
    kept = s3.get_object(Bucket=BUCKET, Key=f"outputs/{failure.notebook}")["Body"].read()
    assert "so not" in kept.decode("utf-8")
    assert not [name for name in versions(s3, "outputs/wrong/") if "failed" not in name]


def test_unreadable_data_are_told_by_their_problems(place: cluster.Cluster) -> None:
    with pytest.raises(DataError) as caught:
        place.make(task("unreadable"))
    assert {problem.file for problem in caught.value.problems} >= {"unreadable/department.toml"}


def test_a_report_given_out_twice_is_published_once(place: cluster.Cluster, s3: Any) -> None:
    together(place.make, [task("twice"), task("twice")])
    assert set(versions(s3, "outputs/twice/").values()) == {1}


def test_a_wrong_parameter_is_told_in_words_and_not_tried_again(place: cluster.Cluster) -> None:
    with pytest.raises(cluster.ClusterError) as caught:
        place.make(task("ju", 1999))
    assert caught.value.text("en") == "ju has no data for 1999; the years are: 2021, 2022."


def test_a_folder_that_all_workers_see_can_take_the_reports(
    processes: Processes, root: Path, here: Callable[..., dict[str, str]], tmp_path: Path
) -> None:
    shared = order(root, str(tmp_path), str(root / "data"))
    with cluster.open_cluster(processes.address, shared, "plain") as place:
        assert tmp_path / "ju/2022/report.html" in place.make(task("ju")).files
    assert contents(tmp_path) == here(task("ju"))


def test_the_command_makes_a_batch_on_a_cluster_from_and_to_urls(
    processes: Processes,
    root: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    s3: Any,
) -> None:
    monkeypatch.chdir(root)
    places = ["--data", f"s3://{BUCKET}/data", "--outputs", f"s3://{BUCKET}/command"]
    how = ["--scheduler", processes.address, "--kernel", "plain", "--formats", "html", "--language", "zh"]
    code = main(["batch", "--departments", "ting,wrong", *places, *how])
    said = capsys.readouterr()
    assert code == 1
    assert "ting 2022 zh" in said.out
    assert f"目录页：s3://{BUCKET}/command/index.html" in said.out
    assert "wrong/2022/failed/01_a.ipynb" in said.err
    names = {name.removeprefix("command/") for name in versions(s3, "command/")}
    assert {"index.html", "ting/2022/report.html", "wrong/2022/failed/manifest.json"} <= names


def worker_of(process: int) -> Any:
    """The worker that a chapter's process belongs to."""
    parents = psutil.Process(process).parents()
    return next(one for one in parents if "distributed.cli.dask_worker" in one.cmdline())


def test_a_worker_killed_in_the_middle_of_a_report_costs_only_that_reports_retry(
    place: cluster.Cluster, here: Callable[..., dict[str, str]], begun: Path, tmp_path: Path, s3: Any
) -> None:
    tasks = [task("slow-one"), task("ju", 2021, "en"), task("ting", formats=FORMATS)]
    with ThreadPoolExecutor(3) as pool:
        reports = [pool.submit(place.make, one) for one in tasks]
        until((begun / "slow-one").exists)
        worker = worker_of(int((begun / "slow-one").read_text()))
        left = worker.children(recursive=True)
        worker.kill()
        assert [report.result().failures for report in reports] == [()] * 3
    assert psutil.wait_procs(left, timeout=10)[1] == []
    files = here(*tasks)
    assert stored(tmp_path, like=files) == files
    assert set(versions(s3, "outputs/slow-one/").values()) == {1}


def test_what_is_stopped_ends_at_once_publishes_nothing_and_leaves_the_workers_fit(
    processes: Processes, root: Path, begun: Path, s3: Any
) -> None:
    processes.worker("three")
    stopped = order(root, f"s3://{BUCKET}/stopped")
    with cluster.open_cluster(processes.address, stopped, "plain") as place, ThreadPoolExecutor(3) as pool:
        reports = [
            pool.submit(place.make, one) for one in (task("slow-two"), task("slow-two", language="en"))
        ]
        until((begun / "slow-two").exists)
        chapter_process = psutil.Process(int((begun / "slow-two").read_text()))
        place.kill()
        place.kill()
        for report in reports:
            with pytest.raises(cluster.ClusterError):
                report.result(timeout=10)
        assert psutil.wait_procs([chapter_process], timeout=10)[1] == []
    assert versions(s3, "stopped/") == {}
    with distributed.Client(processes.address, set_as_default=False) as client:
        until(lambda: not any(client.run(lambda dask_worker: len(dask_worker.active_threads)).values()))
    with cluster.open_cluster(processes.address, stopped, "plain") as place:
        assert place.make(task("ju")).failures == ()


def test_the_lock_of_a_worker_that_is_killed_is_free_again(processes: Processes, begun: Path) -> None:
    def hold(told: str) -> None:
        import os
        import pathlib
        import time

        with distributed.Lock("a report"):
            pathlib.Path(told).write_text(str(os.getpid()))
            time.sleep(60)

    processes.worker("holder")
    with distributed.Client(processes.address, set_as_default=False) as client:
        until(lambda: len(client.nthreads()) == 3)
        holding = client.submit(hold, str(begun / "held"), workers=["holder"], pure=False)
        until(lambda: (begun / "held").exists() and (begun / "held").read_text())
        holding.release()
        processes.kill("holder")

        def take() -> bool:
            return bool(distributed.Lock("a report").acquire(timeout=20))

        assert client.submit(take, pure=False).result()


def test_workers_keep_nothing_of_a_batch_that_has_ended_or_whose_program_is_gone(
    processes: Processes, root: Path
) -> None:
    def kept(dask_worker: Any) -> set[str]:
        import pathlib

        folders = {path.name for path in pathlib.Path(dask_worker.local_directory).glob("budgetbook-*")}
        plugins = {name for name in dask_worker.plugins if name.startswith("budgetbook-")}
        assert folders == plugins
        return plugins

    with distributed.Client(processes.address, set_as_default=False) as client:
        before = client.run(kept)
        gone = "budgetbook-Client-that-was-killed"
        client.register_plugin(workshop.Workshop(gone, order(root), "plain", workshop.environment()))
        assert client.run(kept) == {worker: names | {gone} for worker, names in before.items()}
        with cluster.open_cluster(processes.address, order(root), "plain"):
            during = client.run(kept)
            assert [len(during[worker] - names) for worker, names in before.items()] == [1] * len(before)
            assert gone not in str(during)
        assert client.run(kept) == before


def test_machines_that_would_make_other_reports_are_refused(
    processes: Processes, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = workshop.environment().packages
    monkeypatch.setattr(workshop, "packages", lambda: {**here, "pandas": "1.0"})
    with (
        pytest.raises(cluster.ClusterError) as caught,
        cluster.open_cluster(processes.address, order(root)),
    ):
        pass
    assert caught.value.text("zh").startswith("集群中的 scheduler, tcp://127.0.0.1:")
    assert caught.value.text("zh").endswith(
        f"pandas 为 {here['pandas']}，本机为 1.0，报告可能不一样；请在那里安装与本机相同的版本。"
    )


@pytest.mark.parametrize("folder", ["data", "outputs"])
def test_a_folder_that_the_workers_do_not_see_is_refused(
    processes: Processes, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    if folder == "data":
        monkeypatch.setattr(cluster, "departments", lambda _: {"ju": [2020]})
    else:
        monkeypatch.setattr(cluster, "NamedTemporaryFile", lambda **_: nullcontext(tmp_path / "elsewhere"))
    places = {"data": str(root / "data"), "outputs": str(tmp_path)}
    with (
        pytest.raises(cluster.ClusterError) as caught,
        cluster.open_cluster(processes.address, order(root, **places)),
    ):
        pass
    assert caught.value.text("en").endswith(
        f"{places[folder]} of this machine is not seen there; use a folder that all workers share, or a URL "
        "such as `s3://`."
    )


def test_a_scheduler_without_workers_is_refused(tmp_path: Path, root: Path) -> None:
    running = Processes(tmp_path)
    try:
        with (
            pytest.raises(cluster.ClusterError) as caught,
            cluster.open_cluster(running.address, order(root)),
        ):
            pass
    finally:
        running.close()
    assert caught.value.text("zh") == (
        f"Dask 调度器 {running.address} 没有计算节点；"
        f"请先启动，如 `dask worker {running.address} --nthreads 1`。"
    )


def test_workers_and_a_scheduler_that_are_lost_for_good_are_told(
    tmp_path: Path, root: Path, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 3.0)
    running = Processes(tmp_path, ALLOWED_FAILURES="0")
    said = []
    try:
        running.worker("one")
        running.worker("two")
        with distributed.Client(running.address, set_as_default=False) as client:
            client.wait_for_workers(2)
        with cluster.open_cluster(running.address, order(root)) as place, ThreadPoolExecutor(1) as pool:
            for name in ("slow-three", "slow-four"):
                report = pool.submit(place.make, task(name))
                until((begun / name).exists)
                if not said:
                    worker_of(int((begun / name).read_text())).kill()
                else:
                    running.kill("scheduler")
                with pytest.raises(cluster.ClusterError) as caught:
                    report.result()
                said.append(caught.value.text("zh"))
            place.kill()
    finally:
        running.close()
    assert said == [
        "生成这份报告的计算节点一再中断；请查看节点的日志与内存。",
        "与 Dask 调度器的连接已中断。",
    ]


def test_an_address_where_nobody_answers_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT", 0.2)
    with (
        pytest.raises(cluster.ClusterError) as caught,
        cluster.open_cluster("tcp://127.0.0.1:9", order(root)),
    ):
        pass
    assert caught.value.text("en") == (
        "No Dask scheduler answers at tcp://127.0.0.1:9. Check the address, and that the scheduler runs."
    )


@pytest.mark.parametrize("address", ["x", "x:", "x:abc", "tcp://", "tcp:/x:8786", "http://127.0.0.1:8786"])
def test_what_is_no_address_is_told_without_a_client(
    address: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        distributed, "Client", None
    )  # one that fails to begin is heard when it is cleared away
    with pytest.raises(cluster.ClusterError) as caught, cluster.open_cluster(address, order(root)):
        pass
    assert caught.value.text("zh") == (
        f"“{address}”不是 Dask 调度器的地址；请写成 `tcp://主机:端口`，如 `tcp://10.0.0.1:8786`。"
    )


def test_an_encrypted_address_without_certificates_is_told(root: Path) -> None:
    with (
        pytest.raises(cluster.ClusterError) as caught,
        cluster.open_cluster("tls://127.0.0.1:9", order(root)),
    ):
        pass
    assert caught.value.text("zh").startswith("本机还不能连接 tls://127.0.0.1:9：")
