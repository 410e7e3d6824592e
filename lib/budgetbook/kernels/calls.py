"""Functions of our own, called in forked processes that keep what a call has loaded for the next one."""

import warnings
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TypeVar

from budgetbook.kernels.warm import Child, WarmServer, WarmServerError, settings

T = TypeVar("T")
# So that what a process keeps does not add up: Typst, which is not told to forget, some 60 MB a report.
_CALLS = 8


class Calls:
    """Calls functions in processes of a fork server, each as long as it is whole; many threads may call."""

    def __init__(self, server: WarmServer) -> None:
        self.server = server
        self._lock = Lock()
        self._idle: list[tuple[Child, int]] = []

    def __call__(self, function: Callable[..., T], *arguments: object) -> T:
        """Call an importable function; what it raises or warns of comes back. Raises `WarmServerError`."""
        child, calls = self._taken()
        try:
            child.pipe.send((function, arguments))
            kind, value, warned = child.pipe.recv()
        except (EOFError, OSError) as error:
            child.ended(2)
            self.server.release(child)
            raise WarmServerError(f"{function.__qualname__}: {child.exit_code}") from error
        except BaseException:
            self.server.release(child)
            raise
        if calls + 1 < _CALLS:
            with self._lock:
                self._idle.append((child, calls + 1))
        else:
            self.server.release(child)
        for message, category in warned:
            warnings.warn(message, category, stacklevel=2)
        if kind == "raised":
            raise value
        return value  # type: ignore[no-any-return]

    def _taken(self) -> tuple[Child, int]:
        while True:
            with self._lock:
                if not self._idle:
                    break
                child, calls = self._idle.pop()
            if not child.ended():
                return child, calls
            self.server.release(child)
        return self.server.child("calls", settings(Path.cwd())), 0
