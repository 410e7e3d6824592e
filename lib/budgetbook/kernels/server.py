"""The fork server: a process with the libraries imported, which forks one child for each piece of work.

Started as `python -P -m budgetbook.kernels.server <socket> <module>…`. It has one thread and no event loop,
so that a fork copies nothing that is busy. For each byte on its socket it gets two more sockets: one that the
child works over, one that its exit status is written to. When its parent goes it ends, its children with it.
"""

import asyncio
import gc
import importlib
import os
import random
import selectors
import signal
import socket
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

# What a program that Python runs finds: everything that a fork inherited is put back.
_DEFAULT_SIGNALS = (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP) if sys.platform != "win32" else ()


def main() -> None:
    """Import the modules named, then fork on request."""
    if sys.platform == "win32":
        raise SystemExit("Windows cannot fork")
    control = socket.socket(fileno=int(sys.argv[1]))
    with _ending_with(control):
        for name in sys.argv[2:]:
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # a collection in a child would otherwise copy every page of what is imported
    # What is temporary in the children goes with the server, however they and its parent end.
    with tempfile.TemporaryDirectory(prefix="budgetbook-", ignore_cleanup_errors=True) as folder:
        tempfile.tempdir = folder
        control.sendall(b"!")
        _serve(control)


@contextmanager
def _ending_with(control: socket.socket) -> Iterator[None]:
    """End when the parent goes while its libraries are imported, which takes a second or more."""

    def look(*_: object) -> None:
        with suppress(BlockingIOError):
            if not control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                os._exit(0)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 0.2, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _serve(control: socket.socket) -> None:
    """Fork on request until the parent goes."""
    woken, waker = socket.socketpair()
    waker.setblocking(False)
    woken.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    children: dict[int, int] = {}
    with selectors.DefaultSelector() as selector:
        selector.register(control, selectors.EVENT_READ)
        selector.register(woken, selectors.EVENT_READ)
        try:
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if woken in ready:
                    with suppress(BlockingIOError):
                        while woken.recv(4096):
                            pass
                    _reap(children)
                if control in ready and not _fork(control, children, (woken, waker)):
                    return
        finally:
            for child in children:
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(child, signal.SIGKILL)
            for child in children:
                with suppress(ChildProcessError):
                    os.waitpid(child, 0)


def _reap(children: dict[int, int]) -> None:
    while children:
        try:
            child, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not child:
            return
        told = children.pop(child, None)
        # Programs that it started and left behind end with it.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child, signal.SIGKILL)
        if told is not None:
            with suppress(OSError):
                os.write(told, b"%d" % os.waitstatus_to_exitcode(status))
            os.close(told)


def _fork(
    control: socket.socket, children: dict[int, int], wakers: tuple[socket.socket, socket.socket]
) -> bool:
    """Fork a child for one request; False when the parent has gone."""
    message, descriptors, _, _ = socket.recv_fds(control, 1, 2)
    if not message:
        return False
    work, told = descriptors
    child = os.fork()
    if child:
        os.close(work)
        children[child] = told
        return True
    log = os.dup(2)  # a child that shows cells gives its own another meaning
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for inherited in (control, *wakers):
            inherited.close()
        for descriptor in (told, *children.values()):
            os.close(descriptor)
        children.clear()  # so that leaving through `main` would stop none of them
        _work(Connection(work))
    except BaseException:
        os.write(log, traceback.format_exc().encode("utf-8", "replace"))
        os._exit(70)
    os._exit(0)


def _work(pipe: Connection) -> None:
    """Be a fresh process, and do what comes through the pipe."""
    for number in _DEFAULT_SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _die_with_parent()
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), 0)
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    pipe.send(os.getpid())
    kind, settings = pipe.recv()
    os.environ.clear()
    os.environ.update(settings["environment"])
    os.environ["TMPDIR"] = str(tempfile.tempdir)
    os.chdir(settings["folder"])
    _limit_memory(settings["memory"])
    if kind == "cells":
        from budgetbook.kernels.cells import serve  # noqa: PLC0415

        # Not `asyncio.run`, which would take Ctrl-C away from the cells.
        asyncio.new_event_loop().run_until_complete(serve(pipe))
    else:
        while True:
            try:
                function, arguments = pipe.recv()
            except EOFError:
                return
            pipe.send(_outcome(function, arguments))


def _outcome(function: Any, arguments: tuple[Any, ...]) -> tuple[str, Any, list[tuple[str, type[Warning]]]]:
    """What a call returned or raised, and the warnings on the way."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            kind, value = "returned", function(*arguments)
        except Exception as error:
            kind, value = "raised", error
    return kind, value, [(str(one.message), one.category) for one in caught]


def _limit_memory(most: int) -> None:
    """Let an allocation fail before the machine runs out of memory for everybody."""
    import resource  # noqa: PLC0415

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if most and (hard == resource.RLIM_INFINITY or most < hard):
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _die_with_parent() -> None:
    """Ask Linux to stop this process when the server goes; elsewhere its parent's parent does."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415

        set_death_signal = 1
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


if __name__ == "__main__":
    main()
