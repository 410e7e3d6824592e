"""Fresh processes that need not import anything: the fork server from its parent's side."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import Any


class WarmServerError(RuntimeError):
    """The fork server cannot be started or has ended."""


class Child:
    """One forked process: its pipe, and its exit status once it has ended."""

    def __init__(self, work: socket.socket, status: socket.socket) -> None:
        self.pipe = Connection(work.detach())
        self._status = status
        self.exit_code: int | None = None
        self.pid: int = self.pipe.recv()

    def ended(self, seconds: float = 0) -> bool:
        """Whether the process has ended; waits for it so long."""
        if self.exit_code is None and self._status.fileno() >= 0:
            self._status.settimeout(seconds)
            with suppress(TimeoutError, BlockingIOError):
                self.exit_code = int(self._status.recv(16) or b"-9")
        return self.exit_code is not None

    def kill(self) -> None:
        """Stop the process at once, and what it started."""
        if not self.ended():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Stop the process and let go of it."""
        self.kill()
        self.ended(10)
        self.pipe.close()
        self._status.close()


class WarmServer:
    """The fork server, started when it is first needed; many threads may ask for children."""

    def __init__(self, modules: Sequence[str] = ()) -> None:
        self._modules = modules
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._children: set[Child] = set()
        self._closed = False
        self._log: Any = None
        self._control: Any = None
        self._ready = False

    def start(self) -> None:
        """Start importing, without waiting for it."""
        with self._lock:
            self._start()

    def child(self, kind: str, settings: Mapping[str, Any]) -> Child:
        """Fork a process and give it its work. Raises `WarmServerError`."""
        ours, theirs = socket.socketpair()
        status, told = socket.socketpair()
        with ExitStack() as given_up:
            given_up.enter_context(ours)
            given_up.enter_context(status)
            with theirs, told, self._lock:
                self._start()
                self._wait_until_ready()
                try:
                    socket.send_fds(self._control, [b"f"], [theirs.fileno(), told.fileno()])
                except OSError as error:
                    raise WarmServerError(self._last_words()) from error
            try:
                child = Child(ours, status)
                child.pipe.send((kind, settings))
            except (EOFError, OSError) as error:
                raise WarmServerError(self._last_words()) from error
            given_up.pop_all()
        with self._lock:
            self._children.add(child)
        if self._closed:
            child.kill()
        return child

    def release(self, child: Child) -> None:
        """Stop a child, if it has not ended, and forget it."""
        child.close()
        with self._lock:
            self._children.discard(child)

    def kill(self) -> None:
        """Stop every child now, and those still to come."""
        self._closed = True
        for child in list(self._children):
            child.kill()
        if self._process is not None and not self._ready:
            self._process.kill()  # nobody waits for what it imports

    def close(self) -> None:
        """End the server and everything that it forked."""
        self.kill()
        for child in list(self._children):
            self.release(child)
        with self._lock:
            if self._process is not None:
                self._control.close()
                try:
                    self._process.wait(5)
                except subprocess.TimeoutExpired:
                    self._process.kill()
                    self._process.wait()
                self._process = None
                self._log.close()

    def _start(self) -> None:
        if self._process is not None:
            if self._process.poll() is None:
                return
            self._log.close()
            self._control.close()
        self._control, theirs = socket.socketpair()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115  (open as long as the server)
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    "-m",
                    "budgetbook.kernels.server",
                    str(theirs.fileno()),
                    *self._modules,
                ],
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                pass_fds=[theirs.fileno()],
                # The terminal's Ctrl-C is for us, who then stop the children.
                start_new_session=True,
                env=os.environ | _ONE_THREAD | INLINE,
            )
        self._ready = False

    def _wait_until_ready(self) -> None:
        if not self._ready:
            if self._control.recv(1) != b"!":
                raise WarmServerError(self._last_words())
            self._ready = True

    def _last_words(self) -> str:
        lines = os.pread(self._log.fileno(), 2**20, 0).decode("utf-8", "replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


_SERVER = "budgetbook.kernels.server"
# A library's own threads do not survive a fork.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
# With another backend in the environment, figures of a user's own chapter would vanish.
INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def settings(folder: Path | str, memory: int = 0) -> dict[str, Any]:
    """What a child is to find: its folder, the environment, the most memory in bytes (0: no limit)."""
    return {"folder": str(folder), "environment": dict(os.environ) | INLINE, "memory": memory}
