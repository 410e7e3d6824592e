"""Compiled templates, kept beside Python's compiled modules: compiling them all takes a third of a second."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Keeps what Jinja compiles where Python would keep a module; a changed template is compiled anew."""

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, where Python may write and the folder can be written to."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
