"""papermill's engine that runs a notebook in a process forked with its libraries imported."""

from papermill.engines import NBClientEngine  # type: ignore[import-untyped]


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Run a notebook in a fresh process that does not pay for its imports."""
