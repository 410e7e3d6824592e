"""Where work is done: at most so many processes at a time, each a fresh one, forked warm or started cold."""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from budgetbook.kernels.calls import Calls
from budgetbook.kernels.limits import Limits
from budgetbook.kernels.warm import WarmServer

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
        self._chapters = Calls(WarmServer(modules)) if warm else None
        self._formats = Calls(WarmServer(FOR_FORMATS)) if warm else None
        self._running: set[Kernel] = set()
        self.killed = False

    def prepare_chapters(self) -> None:
        """Begin to import what chapters need, without waiting for it; the first one does it otherwise."""
        if self._chapters is not None:
            self._chapters.server.start()

    def prepare_formats(self) -> None:
        """Begin to import what writing formats needs, without waiting for it; the first does it otherwise."""
        if self._formats is not None:
            self._formats.server.start()

    def submit(self, work: Callable[..., T], *arguments: object) -> "Future[T]":
        """Do work in a thread of ours when a slot is free."""
        return self._slots.submit(work, *arguments)

    def compute(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Call an importable function when a slot is free, beside what chapters compute with.

        That is in a process that only such calls of ours share; plain, it is right here.
        """
        return self.submit(self._chapters or _here, function, *arguments)

    def write(self, function: Callable[..., T], *arguments: object) -> "Future[T]":
        """Call an importable function as `compute` does, beside what formats are written with."""
        return self.submit(self._formats or _here, function, *arguments)

    def kernel(self, limits: Limits) -> "Kernel":
        """A kernel for one chapter, to be given to nbclient as its manager and removed afterwards."""
        if self._chapters is not None:
            from budgetbook.kernels.client import WarmKernel  # noqa: PLC0415  (zmq, which planning does not need)

            kernel: Kernel = WarmKernel(self._chapters.server, limits.memory)
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
        return [calls.server for calls in (self._chapters, self._formats) if calls is not None]


def _here(function: Callable[..., T], *arguments: object) -> T:
    return function(*arguments)


def cores() -> int:
    """The processors this process may use, which in a container are fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
