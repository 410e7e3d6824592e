"""A published text made plain for reading, with the way back to the place of every character."""

import re
from dataclasses import dataclass

from budgetbook.intake.simplified import simplified

# Full-width ASCII, except the marks that tell a Chinese comma, colon and semicolon from a number's.
_PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，；："}
_PLAIN |= {
    ord(old): new for old, new in zip("−–﹣﹪〔〕［］【】｜﹒·　\u00a0\t", "---%[][][]|..   ", strict=True)
}
_PLAIN |= {ord(old): new for old, new in zip(":;", "：；", strict=True)}
_DROPPED = set("“”‘’「」『』\"'《》〈〉\u200b\u200e\ufeff\u00ad*")
# In full-width digits the comma between thousands is full-width too.
_WIDE = re.compile(r"[０-９]{2}")
_FOLLOWS_NUMBER = re.compile(r"[0-9≥≤+-]")
# A comma that does not part thousands parts words, or two numbers.
_COMMA = re.compile(r"((?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]))|,")
_NUMERIC = re.compile(r"[0-9%.,+-]")
_ENDS = "。；：！？!?|"
# A line that opens a paragraph of its own: a heading, an item of a list, a row of a form.
_OPENS = re.compile(
    r"\u3000\u3000|\s*([一二三四五六七八九十]+、|[(（][一二三四五六七八九十0-9]+[)）]|[0-9]{1,2}[、.．](?![0-9])|[-—•●]\s)"
)
_PAGE = re.compile(r"\s*([-—–]*\s*[0-9]{1,4}\s*[-—–]*|第\s*[0-9]+\s*页.*|[0-9,.]+([ \t]+[0-9,.]+)+)\s*")
_UNIT_LEADS = re.compile(r"\s*([0-9,.]*\s*([万亿]?元|[%％]|辆|个|批|人|次|分)|[0-9,.]+)")
# A line without any mark that is as long as this is no heading.
_LONG = 30
_NUMBER_LEADS = re.compile(r"\s*[0-9]")
_WANTS_NUMBER = re.compile(
    r"(为|是|计|[增减升降]|增加|减少|增长|下降|提高|占|支出|收入|完成|金额|费|经费|总计|合计|于|约|达)\s*$"
)


@dataclass(frozen=True)
class Plain:
    """The plain text, and for each of its characters the index in the text as it was given."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the given text of the plain text's characters `start` to `end`."""
        return self.places[start], self.places[end - 1] + 1


def _lines(text: str) -> list[tuple[int, str]]:
    """Lines with the index of their first character; page numbers inside a sentence are left out."""
    found = [
        (part.start(), part.group()) for part in re.finditer(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+", text)
    ]
    found = [(start, line) for start, line in found if line.strip()]
    kept: list[tuple[int, str]] = []
    for number, (start, line) in enumerate(found):
        following = found[number + 1][1] if number + 1 < len(found) else ""
        inside = bool(kept) and _runs_on(kept[-1][1], following)
        wanted = (
            bool(kept)
            and _WANTS_NUMBER.search(kept[-1][1])
            and _UNIT_LEADS.match(following)
            and not _NUMBER_LEADS.match(following)
        )
        if not (_PAGE.fullmatch(line) and inside and not wanted):
            kept.append((start, line))
    return kept


def _runs_on(line: str, following: str) -> bool:
    """Whether a line of prose goes on in the line after it."""
    line = line.rstrip()
    if not line or not following or line[-1] in _ENDS + ":;" or "|" in line or "|" in following:
        return False
    body = _OPENS.sub("", line, count=1)
    prose = any(mark in body for mark in "，。；、,") or len(body) >= _LONG
    opens = _OPENS.match(following) and line[-1] not in "，、,"
    return bool((prose and not opens) or (_UNIT_LEADS.match(following) and _WANTS_NUMBER.search(line)))


def plain(text: str) -> Plain:
    """Make a text plain: simplified characters, half-width digits and brackets, no line breaks in sentences.

    A blank stays only between two numbers (a form's row), a line break only where a line ends its sentence.
    """
    characters: list[str] = []
    places: list[int] = []
    lines = _lines(text)
    for number, (start, line) in enumerate(lines):
        for offset, character in enumerate(line):
            if character in _DROPPED:
                continue
            around = line[offset - 1 : offset] + line[offset + 1 : offset + 2]
            groups = character == "，" and _WIDE.fullmatch(around)
            single = "," if groups else character.translate(_PLAIN)
            characters.append(single if single.isascii() else simplified(single))
            places.append(start + offset)
        if number + 1 < len(lines) and not _runs_on(line, lines[number + 1][1]):
            characters.append("\n")
            places.append(start + len(line) - 1)
    return _without_blanks(characters, places)


def _without_blanks(characters: list[str], places: list[int]) -> Plain:
    kept: list[int] = []
    after = ["\n"] * (len(characters) + 1)
    for index in range(len(characters) - 1, -1, -1):
        after[index] = after[index + 1] if characters[index] == " " else characters[index]
    for index, character in enumerate(characters):
        between = bool(kept) and bool(_NUMERIC.match(characters[kept[-1]]))
        if character != " " or (between and _FOLLOWS_NUMBER.match(after[index])):
            kept.append(index)
    text = _COMMA.sub(lambda found: found[1] or "，", "".join(characters[index] for index in kept))
    return Plain(text, tuple(places[index] for index in kept))
