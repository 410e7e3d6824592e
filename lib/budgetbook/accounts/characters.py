"""Text as a file holds it: its encoding, and the characters that no reader of a page can see."""

import re

from budgetbook.accounts.problems import UnreadableError

# UTF-16 is what Excel calls "Unicode text"; GB 18030 holds everything GBK and GB 2312 hold.
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What Big5 looks like when it is read as GBK, and no Chinese text has: kana, zhuyin, private characters.
_NOT_GBK = re.compile("[\u3040-\u30ff\u3105-\u312f\ue000-\uf8ff]")
_TWO_HANZI = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")

# Soft hyphens, zero-width spaces and direction marks come along when text is copied from a page.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]+")
# Control characters, and those that turn the order of the characters after them: no reader sees them, and
# what a page shows with them is not what the cell holds.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def decode(content: bytes) -> str:
    """Text in UTF-8 (with or without a mark), in marked UTF-16, or in GBK.

    Raises `UnreadableError` where it is none of them, with the row where it stops being text.
    """
    marked = next((code for mark, code in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    if not marked and b"\0" in content:
        raise UnreadableError("no_text")
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise UnreadableError("encoding") from error
        return _decode_gbk(content, error.start)
    if "\0" in text:
        raise UnreadableError("no_text")
    return text


def _decode_gbk(content: bytes, no_utf8_from: int) -> str:
    # A damaged UTF-8 file, or rows of two encodings: GBK would read nonsense from the good rows.
    if any(_holds_utf8(line) for line in content.splitlines()):
        raise UnreadableError("encoding", _row(content, no_utf8_from))
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        raise UnreadableError("encoding", _row(content, error.start)) from error
    if foreign := _NOT_GBK.search(text):
        raise UnreadableError("encoding", _row(content, len(text[: foreign.start()].encode("gb18030"))))
    return text


def _holds_utf8(line: bytes) -> bool:
    try:
        return not line.isascii() and bool(_TWO_HANZI.search(line.decode()))
    except UnicodeDecodeError:
        return False


def _row(content: bytes, at: int) -> int:
    """The row of a byte; no byte of a character of several looks like a line's end."""
    return len(re.findall(rb"\r\n?|\n", content[:at])) + 1


def without_invisible(text: str) -> str:
    """A text without the characters that take no room on a page, its lines ended by line feeds."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else _INVISIBLE.sub("", text)


def control_character(text: str) -> str:
    """The first character of a text that steers instead of being shown, as `U+202E`; empty without one."""
    if text.isprintable():
        return ""
    found = _CONTROL.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""
