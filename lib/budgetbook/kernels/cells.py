"""Inside a forked process: an IPython kernel whose messages go down a pipe instead of over sockets.

It is ipykernel's own kernel, so cells, magics, displays, errors and widgets behave as in JupyterLab; only
what would need zmq and its threads is left out.
"""

import asyncio
import importlib
import logging
import os
import sys
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from threading import main_thread
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.core import application, completerlib, logger, oinspect  # noqa: F401  (what a kernel asks for first)
from jupyter_client.session import Session
from traitlets.config import Config

_IOPUB, SHELL = "iopub", "shell"
_FLUSH_AT = 2**20
_CONFIG = Config({"HistoryManager": {"enabled": False}})


def _without_debugger() -> None:
    """Let ipykernel find no debugger, as where none is installed.

    Nobody can attach to a cell behind a pipe; it would start threads, and take longer to import than a short
    chapter to run.
    """
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("ipykernel.debugger")
    finally:
        del sys.modules["debugpy"]  # a cell may import it


_without_debugger()


class _PipedSession(Session):
    """Makes messages as every kernel does, and writes them into a pipe."""

    pipe: Connection

    def send(self, stream: Any, msg_or_type: Any, *args: Any, **more: Any) -> dict[str, Any]:
        """Send a message on the channel that `stream` names."""
        if isinstance(msg_or_type, str):
            content = args[0] if args else more.get("content")
            parent = args[1] if len(args) > 1 else more.get("parent")
            message = self.msg(msg_or_type, content=content, parent=parent, metadata=more.get("metadata"))
        else:
            message = msg_or_type
        message["buffers"] = [bytes(buffer) for buffer in more.get("buffers") or ()]
        self.pipe.send((stream, message))
        return message


class _Stream:
    """What a cell prints: kept until it is shown something else, and then sent as one message."""

    encoding, errors = "UTF-8", "replace"

    def __init__(self, name: str, descriptor: int, send: Callable[[str, str], None]) -> None:
        self.name = name
        self._descriptor = descriptor
        self._send = send
        self._kept: list[str] = []
        self._length = 0
        # What a program that a cell starts writes goes to the descriptor: into a file, which unlike a pipe
        # never waits for its reader, and which is read when the cell has ended.
        writes, self._reads = _unnamed_file()
        os.dup2(writes, descriptor)
        os.close(writes)

    def write(self, text: str) -> int:
        """Keep text to be shown."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._take()  # what a program wrote before
        self._keep(text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Keep several texts to be shown."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Send what is kept."""
        text, self._kept, self._length = "".join(self._kept), [], 0
        if text:
            self._send(self.name, text)

    def drain(self) -> None:
        """Send everything that there is, of the cell's own and of programs it started."""
        self._take()
        self.flush()

    def _keep(self, text: str) -> None:
        self._kept.append(text)
        self._length += len(text)
        if self._length > _FLUSH_AT:
            self.flush()

    def _take(self) -> None:
        while piece := os.read(self._reads, _FLUSH_AT):
            self._keep(piece.decode("utf-8", "replace"))

    def isatty(self) -> bool:
        """A page is no terminal."""
        return False

    def readable(self) -> bool:
        """Nothing can be read from it."""
        return False

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def fileno(self) -> int:
        """The descriptor that programs started by a cell write to."""
        return self._descriptor

    @property
    def closed(self) -> bool:
        """It is never closed."""
        return False


def _unnamed_file() -> tuple[int, int]:
    """A file that nobody else sees, opened for writing at its end and for reading from its start."""
    handle, name = tempfile.mkstemp(prefix="budgetbook-")
    os.close(handle)
    opened = os.open(name, os.O_WRONLY | os.O_APPEND), os.open(name, os.O_RDONLY)
    Path(name).unlink()
    return opened


async def serve(pipe: Connection) -> None:
    """Run the cells that come through the pipe, one after the other, until it is closed."""
    session = _PipedSession(key=b"")
    session.pipe = pipe
    make: Any = IPythonKernel
    kernel = make(
        config=_CONFIG,
        session=session,
        iopub_socket=_IOPUB,
        shell_channel_thread=SimpleNamespace(parent_thread=main_thread()),
        user_ns={},
        log=logging.getLogger(__name__),
    )
    kernel._execute_sleep = 0  # nothing has to settle in a pipe
    kernel._abort_queues = lambda *_: None  # nor does anything wait behind a cell that failed

    def show(name: str, text: str) -> None:
        session.send(_IOPUB, "stream", {"name": name, "text": text}, kernel.get_parent("shell"))

    streams: Any = [_Stream("stdout", 1, show), _Stream("stderr", 2, show)]
    sys.stdout, sys.stderr = streams
    if not os.environ.get("PYTHONSAFEPATH"):
        # Where IPython puts the folder of the notebook, which the server was started without (`-P`).
        packages = (i for i, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
        sys.path.insert(next(packages, 0), "")
    if "matplotlib_inline.backend_inline" in sys.modules:
        from matplotlib_inline.backend_inline import _enable_matplotlib_integration  # noqa: PLC0415

        _enable_matplotlib_integration()  # type: ignore[no-untyped-call]
    arrived = asyncio.Event()
    asyncio.get_running_loop().add_reader(pipe.fileno(), arrived.set)
    while True:
        # The loop goes on between the cells, as it does for a kernel behind sockets.
        await arrived.wait()
        arrived.clear()
        while pipe.poll():
            try:
                request = pipe.recv()
            except EOFError:
                return
            await _answer(kernel, request, streams)


async def _answer(kernel: Any, request: dict[str, Any], streams: list[_Stream]) -> None:
    session = kernel.session
    kernel.set_parent([], request)
    session.send(_IOPUB, "status", {"execution_state": "busy"}, request)
    await kernel.shell_handlers[request["header"]["msg_type"]](SHELL, [], request)
    for stream in streams:
        stream.drain()
    session.send(_IOPUB, "status", {"execution_state": "idle"}, request)
