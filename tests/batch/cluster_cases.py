"""A real cluster on this machine: a scheduler, workers in processes of their own, and an S3 server."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_SECONDS = 30.0
BUCKET = "bureau"


def until(true: Callable[[], Any]) -> Any:
    """Wait until something is true, or fail."""
    deadline = time.monotonic() + _SECONDS
    while not (found := true()):
        assert time.monotonic() < deadline, "has not happened"
        time.sleep(0.02)
    return found


@contextmanager
def s3_server() -> Iterator[Any]:
    """An S3 server whose bucket keeps every version of a file, with the environment to reach it; a client."""
    boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
    server = pytest.importorskip("moto.server", reason="moto is not installed")
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    nowhere = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PROFILE": None}
    keys = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**keys, **nowhere, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
            patch.setenv(name, value) if value is not None else patch.delenv(name, raising=False)
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET)
        enabled = {"Status": "Enabled"}
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration=enabled)
        s3fs.S3FileSystem.clear_instance_cache()
        yield client
        s3fs.S3FileSystem.clear_instance_cache()
        client.close()
    running.stop()


def versions(client: Any, prefix: str) -> dict[str, int]:
    """How often each file was stored or removed."""
    pages = client.get_paginator("list_object_versions").paginate(Bucket=BUCKET, Prefix=prefix)
    counts: dict[str, int] = {}
    for page in pages:
        for one in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
            counts[one["Key"]] = counts.get(one["Key"], 0) + 1
    return counts


class Processes:
    """A scheduler and its workers, each started in a folder where there is no project."""

    def __init__(self, folder: Path, **scheduler: str) -> None:
        self._folder = folder
        # Sooner than the usual half a minute, a lock of a worker that is gone is free again.
        soon = {"LOCKS__LEASE_TIMEOUT": "2s", "LOCKS__LEASE_VALIDATION_INTERVAL": "200ms"}
        self._settings = {
            f"DASK_DISTRIBUTED__SCHEDULER__{key}": one for key, one in (soon | scheduler).items()
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._file = folder / "scheduler.json"
        self._start("dask_scheduler", "scheduler", "--port", "0", "--host", "127.0.0.1")
        self.address: str = json.loads(until(self._told))["address"]

    def worker(self, name: str) -> None:
        """Start a worker of one thread that no nanny starts again."""
        self._start("dask_worker", name, self.address, "--nthreads", "1", "--no-nanny", "--name", name)

    def kill(self, name: str) -> None:
        """Kill a process as nobody can prevent."""
        process = self._running.pop(name)
        process.kill()
        process.wait()

    def close(self) -> None:
        """Kill all of them."""
        for name in list(self._running):
            self.kill(name)

    def _told(self) -> str:
        return self._file.read_text(encoding="utf-8") if self._file.exists() else ""

    def _start(self, program: str, name: str, *arguments: str) -> None:
        (self._folder / name).mkdir()
        own = {
            "dask_scheduler": ("--scheduler-file", str(self._file)),
            "dask_worker": ("--local-directory", str(self._folder / name)),
        }
        with (self._folder / f"{name}.log").open("wb") as log:
            self._running[name] = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    f"distributed.cli.{program}",
                    "--no-dashboard",
                    *own[program],
                    *arguments,
                ],
                cwd=self._folder / name,
                env=os.environ | self._settings,
                stdout=log,
                stderr=log,
            )
