"""Rows into frames, the one way that every analysis returns them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd


def frame_of(rows: Iterable[Sequence[Any] | Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    """A frame of rows (values in order, or by column) that keeps exact values; what is missing is None."""
    frame = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return frame.where(frame.notna(), None)
