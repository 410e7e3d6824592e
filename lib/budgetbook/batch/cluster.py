"""A batch on an existing Dask cluster: the same reports, made by its workers, which need share no disk."""

import asyncio
import logging
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import distributed
from distributed import KilledWorker

from budgetbook.accounts import DataError
from budgetbook.accounts.folder import departments
from budgetbook.batch.plan import Task
from budgetbook.batch.remote import is_url
from budgetbook.batch.site import Order
from budgetbook.batch.workshop import (
    Done,
    Environment,
    Refused,
    Workshop,
    environment,
    halt_at,
    make_at,
    sees_data,
)
from budgetbook.kernels import Kind
from budgetbook.report.make import Report
from budgetbook.report.run import Progress
from budgetbook.report.shelf import told
from budgetbook.words.worded import Sentence, WordedError

_untyped: Any = distributed
_NAME = "budgetbook-"
_CONNECT = 10.0  # seconds
# How often a report is begun again that ended in an error of no chapter, such as a network that was away.
_RETRIES = 2
_MOST_NAMED = 3


class ClusterError(WordedError):
    """A cluster cannot be reached, is not fit for these reports, or lost one of them."""


class Cluster:
    """The workers of a cluster as what makes reports; many threads may ask for one at once.

    `jobs` is how many it makes at a time: one in each thread of its workers.
    """

    def __init__(self, client: Any, name: str, jobs: int) -> None:
        self.jobs = jobs
        self._client = client
        self._name = name
        self._under_way: dict[str, tuple[Any, Progress]] = {}
        self._killed = False
        client.subscribe_topic(name, self._step)

    def make(self, task: Task, progress: Progress = lambda *_: None) -> Report:
        """Have a report made by some worker, and by another one when that is lost.

        Raises `DataError` where the data cannot be read, `WordedError` for what else can be put right.
        """
        # Never taken for done because the same was done before.
        future = self._client.submit(make_at, self._name, task, pure=False, retries=_RETRIES)
        self._under_way[task.name] = future, progress
        if self._killed:
            future.cancel()
        try:
            made: Done | Refused = future.result()
        except KilledWorker as error:
            raise ClusterError(("batch.lost_workers", {})) from error
        except CancelledError as error:
            raise ClusterError(("batch.lost_scheduler", {})) from error
        finally:
            self._under_way.pop(task.name, None)
        if isinstance(made, Done):
            return made.report()
        if made.problems:
            raise DataError(made.problems)
        raise ClusterError(*made.sentences)

    def kill(self) -> None:
        """Stop everything now: what waits is not begun, what runs is stopped and publishes nothing."""
        futures = [future for future, _ in list(self._under_way.values())]
        first, self._killed = not self._killed, True
        with _perhaps_lost():
            if first:
                self._client.run(halt_at, self._name, wait=False, on_error="ignore")
            self._client.cancel(futures, force=True)

    def _step(self, event: Any) -> None:
        _, (name, *step) = event
        if known := self._under_way.get(name):
            known[1](*step)


@contextmanager
def open_cluster(address: str, order: Order, kind: Kind = "auto") -> Iterator[Cluster]:
    """Connect to a scheduler and prepare its workers, also those still to come, for the reports of an order.

    The workers keep their kernels warm until the end. Raises `ClusterError` where there is no cluster, or one
    that would not make the same reports as this machine.
    """
    # What the client would log is told in words.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        # A client that cannot begin would wait for its own end, and complain, as the program closes.
        asyncio.run(_call(address))
        client = _untyped.Client(address, timeout=_CONNECT, set_as_default=False)
    except ValueError as error:
        raise ClusterError(("batch.no_address", {"address": address})) from error
    except TypeError as error:
        raise ClusterError(("batch.no_protocol", {"address": address})) from error
    except OSError as error:
        raise ClusterError(("batch.no_scheduler", {"address": address})) from error
    with client:
        needed = environment()
        _check(client, order, needed)
        for left in client.run_on_scheduler(_left_behind):
            client.unregister_worker_plugin(left)
        name = f"{_NAME}{client.id}"
        try:
            client.register_plugin(Workshop(name, order, kind, needed))
            yield Cluster(client, name, sum(client.nthreads().values()))
        finally:
            with _perhaps_lost():
                client.unregister_worker_plugin(name)


async def _call(address: str) -> None:
    """Connect to a scheduler and hang up; raises `ValueError`, `TypeError` or `OSError`."""
    security = _untyped.Security().get_connection_args("client")
    comm = await _untyped.comm.connect(address, timeout=_CONNECT, **security)
    await comm.close()


def _perhaps_lost() -> AbstractContextManager[None]:
    """For what need not be told to a scheduler that is gone."""
    return suppress(OSError, RuntimeError, CancelledError)


def _left_behind(dask_scheduler: Any) -> list[str]:
    """The workshops of batches whose program is gone; called on the scheduler."""
    return [
        name
        for name in dask_scheduler.worker_plugins
        if name.startswith(_NAME) and name.removeprefix(_NAME) not in dask_scheduler.clients
    ]


def _check(client: Any, order: Order, needed: Environment) -> None:
    """Refuse machines that would make other reports, and workers that do not see a folder they are to use."""
    workers = client.nthreads()
    if not workers:
        raise ClusterError(("batch.no_workers", {"address": client.scheduler.address}))
    try:
        found = {"scheduler": client.run_on_scheduler(environment)}
    except ImportError as error:
        found = {"scheduler": error}
    found |= client.run(environment, on_error="return")
    refused: list[tuple[str, Sentence]] = []
    for machine, one in found.items():
        if isinstance(one, Exception):
            refused.append((machine, ("batch.unusable_machine", {"reason": str(one)})))
        else:
            refused += [(machine, difference) for difference in needed.differences(one)][:1]
    _refuse(refused)
    if not is_url(order.data):
        known = departments(Path(order.data))
        _see(client.run(sees_data, order.data, known, on_error="return"), order.data)
    if not is_url(order.outputs):
        with ExitStack() as stack:
            with told():
                Path(order.outputs).mkdir(parents=True, exist_ok=True)
                probe = stack.enter_context(NamedTemporaryFile(prefix=".budgetbook-", dir=order.outputs))
            _see(client.run(os.path.exists, probe.name, on_error="return"), order.outputs)


def _see(seen: Mapping[str, object], folder: str) -> None:
    _refuse(
        [(worker, ("batch.unseen", {"folder": folder})) for worker, does in seen.items() if does is not True]
    )


def _refuse(refused: list[tuple[str, Sentence]]) -> None:
    """Raise `ClusterError`, each reason told once with the machines that it holds for."""
    machines: dict[str, list[str]] = defaultdict(list)
    reasons = {}
    for machine, reason in refused:
        machines[str(reason)].append(machine)
        reasons[str(reason)] = reason
    sentences: list[Sentence] = []
    for key, names in machines.items():
        others = len(names) - _MOST_NAMED
        more = ("batch.and_more", {"number": others}) if others > 0 else ""
        named = ", ".join(names[:_MOST_NAMED])
        sentences.append(("batch.machines", {"machines": named, "more": more, "reason": reasons[key]}))
    if sentences:
        raise ClusterError(*sentences)
