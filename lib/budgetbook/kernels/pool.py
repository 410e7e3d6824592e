"""Where work is done: at most so many processes at a time, each a fresh one, forked warm or started cold."""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from budgetbook.kernels.limits import Limits
from budgetbook.kernels.warm import WarmServer, call

if TYPE_CHECKING:
    from budgetbook.kernels.client import WarmKernel
    from budgetbook.kernels.plain import PlainKernel

    Kernel = WarmKernel | PlainKernel

T = TypeVar("T")
Kind = Literal["auto", "warm", "plain"]
KINDS: tuple[Kind, ...] = ("auto", "warm", "plain")
# What chapters use, and what writing the formats uses: imported before the first fork, in a server each, so
# that neither waits for what it has no use for.
FOR_CHAPTERS = ("budgetbook.kernels.cells", "budgetbook.warm.chapters")
FOR_FORMATS = ("budgetbook.warm.formats",)
_CAN_FORK = sys.platform != "win32"


class Kernels:
    """Runs work in `jobs` slots, first come first served; shared by all threads of a run.

    `kind` is "warm" (processes forked with the libraries imported), "plain" (an ordinary kernel a chapter) or
    "auto": warm where the system can fork. `jobs` 0 takes the processors that this process may use.
    """

    def __init__(self, kind: Kind = "auto", jobs: int = 0, modules: Sequence[str] = FOR_CHAPTERS) -> None:
        self.jobs = jobs or cores()
        self._slots = ThreadPoolExecutor(self.jobs, "budgetbook")
        warm = _CAN_FORK and kind != "plain"
        self._cells = WarmServer(modules) if warm else None
        self._calls = WarmServer(FOR_FORMATS) if warm else None
        self._running: set[Kernel] = set()
        self.killed = False

    def start(self) -> None:
        """Begin to import what kernels need, without waiting for it; the first kernel does it otherwise."""
        if self._cells is not None:
            self._cells.start()

    def start_calls(self) -> None:
        """Begin to import what calls need, without waiting for it; the first call does it otherwise."""
        if self._calls is not None:
            self._calls.start()

    def submit(self, work: Callable[..., T], *arguments: object) -> "Future[T]":
        """Do work in a thread of ours when a slot is free."""
        return self._slots.submit(work, *arguments)

    def compute(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Call an importable function as `call` does, in a process that has what chapters compute with."""
        if self._cells is None:
            return self.submit(function, *arguments)
        return self.submit(call, self._cells, function, *arguments)

    def call(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Call an importable function when a slot is free: in a process of its own, or, plain, right here.

        The process has what writing the formats uses.
        """
        if self._calls is None:
            return self.submit(function, *arguments)
        return self.submit(call, self._calls, function, *arguments)

    def kernel(self, limits: Limits) -> "Kernel":
        """A kernel for one chapter, to be given to nbclient as its manager and removed afterwards."""
        if self._cells is not None:
            from budgetbook.kernels.client import WarmKernel  # noqa: PLC0415  (zmq, which planning does not need)

            kernel: Kernel = WarmKernel(self._cells, limits.memory)
        else:
            from budgetbook.kernels.plain import PlainKernel  # noqa: PLC0415

            kernel = PlainKernel(limits.memory)
        self._running.add(kernel)
        if self.killed:
            kernel.kill()
        return kernel

    def remove(self, kernel: "Kernel") -> None:
        """Stop a kernel and clear away what it leaves."""
        kernel.remove()
        self._running.discard(kernel)

    def kill(self) -> None:
        """Stop everything now: what waits is not begun, what runs is killed."""
        self.killed = True
        self._slots.shutdown(wait=False, cancel_futures=True)
        for server in self._servers():
            server.kill()
        for kernel in list(self._running):
            kernel.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.kill()
        self._slots.shutdown(wait=True, cancel_futures=True)
        for server in self._servers():
            server.close()

    def _servers(self) -> list[WarmServer]:
        return [server for server in (self._cells, self._calls) if server is not None]


def cores() -> int:
    """The processors this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
