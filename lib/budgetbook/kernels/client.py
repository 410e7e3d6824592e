"""A kernel in a forked process, in the shapes in which nbclient knows kernel managers and their clients."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.session import Session
from nbclient.exceptions import DeadKernelError

from budgetbook.kernels.warm import Child, WarmServer, settings


class WarmKernel:
    """A kernel in a forked process, in the shape in which nbclient knows kernel managers."""

    def __init__(self, server: WarmServer, memory: int = 0) -> None:
        self._server = server
        self._memory = memory
        self._child: Child | None = None

    @property
    def has_kernel(self) -> bool:
        """Whether a process has been forked."""
        return self._child is not None

    async def start_kernel(self, *, cwd: str | None = None, **_: Any) -> None:
        """Fork the process."""
        self._child = self._server.child("cells", settings(cwd or Path.cwd(), self._memory))

    def client(self) -> "_Client":
        """What nbclient talks to."""
        assert self._child is not None
        return _Client(self._child)

    async def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._child is not None and not self._child.ended()

    async def shutdown_kernel(self, now: bool = False) -> None:  # noqa: ARG002
        """Stop the process; nothing in a chapter outlives it."""
        self.kill()

    async def interrupt_kernel(self) -> None:
        """Interrupt the cell that runs."""
        if self._child is not None and not self._child.ended():
            os.kill(self._child.pid, signal.SIGINT)

    async def cleanup_resources(self) -> None:
        """Nothing is left behind in files."""

    def kill(self) -> None:
        """Stop the process at once; called from another thread than the one that runs the chapter."""
        if self._child is not None:
            self._child.kill()

    def remove(self) -> None:
        """Let go of the process when the chapter has ended."""
        if self._child is not None:
            self._server.release(self._child)

    def last_words(self) -> str:
        """What the process said when it could not start: the server tells that itself."""
        return ""


class _Channel:
    """The messages of one kind that have arrived."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    def put(self, message: dict[str, Any] | None) -> None:
        self._messages.put_nowait(message)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        try:
            message = await asyncio.wait_for(self._messages.get(), timeout)
        except TimeoutError:
            raise Empty from None
        if message is None:
            self.put(None)
            raise DeadKernelError("Kernel died")
        return message


class _Client:
    """Sends cells into a child's pipe and sorts what comes back, in the shape of a Jupyter client."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._session = Session(key=b"")
        self.allow_stdin = False
        self.iopub_channel = _Channel()
        self.shell_channel = _Channel()

    async def start_channels(self) -> None:
        asyncio.get_running_loop().add_reader(self._child.pipe.fileno(), self._arrived)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """The pipe keeps what is sent before the child reads it."""

    async def stop_channels(self) -> None:
        asyncio.get_running_loop().remove_reader(self._child.pipe.fileno())

    def _arrived(self) -> None:
        # One message at a time: a chapter that prints faster than it is read would otherwise fill the memory.
        try:
            channel, message = self._child.pipe.recv()
            (self.shell_channel if channel == "shell" else self.iopub_channel).put(message)
        except Exception:
            # The pipe has ended, or in the middle of a message that a killed child was writing.
            asyncio.get_running_loop().remove_reader(self._child.pipe.fileno())
            self._child.ended(1)
            self.iopub_channel.put(None)
            self.shell_channel.put(None)

    def execute(self, code: str, *, store_history: bool = True, stop_on_error: bool = True, **_: Any) -> str:
        """Ask for a cell to be run and return the request's id."""
        return self._ask(
            "execute_request",
            {
                "code": code,
                "silent": False,
                "store_history": store_history,
                "user_expressions": {},
                "allow_stdin": self.allow_stdin,
                "stop_on_error": stop_on_error,
            },
        )

    def kernel_info(self) -> str:
        """Ask what language the kernel speaks and return the request's id."""
        return self._ask("kernel_info_request", {})

    def _ask(self, kind: str, content: dict[str, Any]) -> str:
        message = self._session.msg(kind, content)
        with suppress(OSError):  # the reader finds that the child has ended
            self._child.pipe.send(message)
        return str(message["header"]["msg_id"])
