"""How much one chapter may take, so that one that hangs or grows does not take the others with it."""

from dataclasses import dataclass

_MB = 2**20


@dataclass(frozen=True)
class Limits:
    """The most that a chapter may take: `seconds` by the clock, `memory` and printed `output` in bytes."""

    seconds: float = 600.0
    memory: int = 4096 * _MB
    output: int = 100 * _MB
