"""A small `.xls`, as Excel 97 wrote it: a compound file with one stream of BIFF records."""

import struct
from collections.abc import Sequence
from pathlib import Path

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_BOF, _EOF, _SHEET, _LABEL, _NUMBER, _MERGED = 0x0809, 0x000A, 0x0085, 0x0204, 0x0203, 0x00E5


def old_workbook(path: Path, title: str, rows: Sequence[Sequence[str | float | None]]) -> Path:
    """A workbook of one sheet; cells of the first row that are None go on from the left (merged)."""
    cells = b""
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", at, column, 0)
            if isinstance(cell, float):
                cells += _record(_NUMBER, place + struct.pack("<d", cell))
            elif cell:
                cells += _record(_LABEL, place + _text(cell, "<H"))
    merged = _record(_MERGED, struct.pack("<5H", 1, 0, 0, 0, len(rows[0]) - 1)) if None in rows[0] else b""
    sheet = _begin(0x0010) + cells + merged + _record(_EOF)
    name = _text(title, "<B")
    start = len(_begin(0x0005)) + len(_record(_SHEET, bytes(6) + name)) + len(_record(_EOF))
    book = _begin(0x0005) + _record(_SHEET, struct.pack("<IH", start, 0) + name) + _record(_EOF)
    path.write_bytes(_compound(book + sheet))
    return path


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _text(text: str, length: str) -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def _compound(stream: bytes) -> bytes:
    # A stream of 4096 bytes or more needs no second table of small sectors.
    stream = stream.ljust(8 * _SECTOR, b"\0")
    stream = stream.ljust(-(-len(stream) // _SECTOR) * _SECTOR, b"\0")
    sectors = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, 2 + sectors), _END]
    fat = struct.pack(f"<{_SECTOR // 4}I", *chain, *[_FREE] * (_SECTOR // 4 - len(chain)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x003E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + fat + directory.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<IQ", start, size)
