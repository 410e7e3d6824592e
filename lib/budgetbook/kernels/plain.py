"""The kernel a chapter runs in: this very Python, on sockets and settings of its own."""

import os
import shutil
import sys
import tempfile
from pathlib import Path
from subprocess import Popen
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from budgetbook.kernels.warm import INLINE


class _ThisPython(KernelSpecManager):
    """Answers with the Python that is running, whatever kernels the user's home has under that name."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


# A socket's whole path: 103 bytes on macOS, 107 on Linux; the kernel puts a number behind ours.
_LONGEST_SOCKET = 100
_SOCKET = "socket"


def _private_folder() -> Path:
    """A fresh folder, whose sockets have a path short enough even where the temporary folder's is long."""
    folder = Path(tempfile.mkdtemp(prefix="budgetbook-"))
    if os.name == "posix" and len(os.fsencode(folder / _SOCKET)) > _LONGEST_SOCKET:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="budgetbook-", dir="/tmp"))
    return folder


class PlainKernel(AsyncKernelManager):
    """One fresh kernel with a private folder, which goes when the kernel goes.

    Where there are Unix sockets it talks over those: a TCP port can be taken by another kernel between
    being chosen and being used.
    """

    def __init__(self, memory: int = 0, **settings: Any) -> None:
        super().__init__(kernel_spec_manager=_ThisPython(), **settings)
        self._memory = memory
        self._private = _private_folder()
        self.connection_file = str(self._private / "connection.json")
        if os.name == "posix":
            self.transport = "ipc"
            self.ip = str(self._private / _SOCKET)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **launch: Any) -> None:
        environment = dict(launch.pop("env", None) or os.environ)
        # A start-up script or profile of the user's must not change a report.
        environment |= INLINE | {"IPYTHONDIR": str(self._private / "ipython")}
        # The kernel's own chatter belongs into no progress line; the last of it tells why a start failed.
        with self._log.open("wb") as log:
            await super()._async_launch_kernel(kernel_cmd, env=environment, stdout=log, stderr=log, **launch)
        if sys.platform == "linux" and self._memory and self._process is not None:
            import resource  # noqa: PLC0415

            resource.prlimit(self._process.pid, resource.RLIMIT_DATA, (self._memory, self._memory))

    def last_words(self) -> str:
        """The last line the kernel's process wrote outside its cells."""
        lines = (
            self._log.read_text(encoding="utf-8", errors="replace").split("\n") if self._log.exists() else []
        )
        return next((line.strip() for line in reversed(lines) if line.strip()), "")

    def kill(self) -> None:
        """Stop the process at once; called from another thread than the one that runs the chapter."""
        if self._process is not None:
            self._process.kill()

    def remove(self) -> None:
        """Remove what is left when the chapter has ended: the private folder, a process that hangs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._private, ignore_errors=True)

    @property
    def _process(self) -> "Popen[bytes] | None":
        return getattr(self.provisioner, "process", None)

    @property
    def _log(self) -> Path:
        return self._private / "kernel.log"
