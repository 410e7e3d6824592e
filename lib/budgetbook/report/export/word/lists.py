"""The lists of a Word document: its numbered headings, bullets, and numbered lists that each start anew."""

from budgetbook.report.export.word.pen import POINT, Element, w

HEADINGS, BULLETS, _COUNTED = 1, 2, 3
DEEPEST = 8
"""The deepest level of a list, the highest being 0."""

# 一、（一）1．（1）as GB/T 9704 orders them.
_CHINESE_HEADINGS = (
    ("chineseCountingThousand", "%1、"),
    ("chineseCountingThousand", "（%2）"),
    ("decimal", "%3．"),
    ("decimal", "（%4）"),
)
_ENGLISH_HEADINGS = tuple(
    ("decimal", ".".join(f"%{at + 1}" for at in range(level + 1))) for level in range(4)
)
_DIGITS = "〇一二三四五六七八九"


class Lists:
    """The lists of one document; every numbered list gets a number of its own."""

    def __init__(self, *, chinese: bool) -> None:
        self._chinese = chinese
        self._starts: list[tuple[int, int]] = []

    def counted(self, level: int, start: int) -> int:
        """The number of a new list that counts from `start` on a level."""
        self._starts.append((level, start))
        return _COUNTED + len(self._starts) - 1

    def indent(self, level: int) -> float:
        """How far in, in points, the text of a level stands."""
        first, step = (48.0, 24.0) if self._chinese else (24.0, 18.0)
        return first + level * step

    def definition(self) -> Element:
        """What the document says of its lists."""
        bullets = [self._level(level, "bullet", "•–"[level % 2]) for level in range(DEEPEST + 1)]
        counted = [self._level(level, "decimal", f"%{level + 1}.") for level in range(DEEPEST + 1)]
        kinds = {HEADINGS: self._headings(), BULLETS: bullets, _COUNTED: counted}
        return w(
            "numbering",
            *(
                w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=kind)
                for kind, levels in kinds.items()
            ),
            *(w("num", w("abstractNumId", val=kind), numId=kind) for kind in (HEADINGS, BULLETS)),
            *(
                w(
                    "num",
                    w("abstractNumId", val=_COUNTED),
                    w("lvlOverride", w("startOverride", val=start), ilvl=level),
                    numId=_COUNTED + at,
                )
                for at, (level, start) in enumerate(self._starts)
            ),
        )

    def _headings(self) -> list[Element]:
        return [
            w(
                "lvl",
                w("start", val=1),
                w("numFmt", val=form),
                w("pStyle", val=f"Heading{level + 1}"),
                w("suff", val="nothing" if self._chinese else "space"),
                w("lvlText", val=text),
                w("lvlJc", val="left"),
                ilvl=level,
            )
            for level, (form, text) in enumerate(_CHINESE_HEADINGS if self._chinese else _ENGLISH_HEADINGS)
        ]

    def _level(self, level: int, form: str, text: str) -> Element:
        hanging = 16 * POINT
        return w(
            "lvl",
            w("start", val=1),
            w("numFmt", val=form),
            w("lvlText", val=text),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=round(self.indent(level) * POINT), hanging=hanging)),
            ilvl=level,
        )


def heading_number(counts: list[int], *, chinese: bool) -> str:
    """What the program will print before a heading of the first two levels, for the contents.

    `counts` is the chapter's number and, below it, the section's.
    """
    if not chinese:
        return ".".join(map(str, counts)) + " "
    number = _counting(counts[-1])
    return f"（{number}）" if len(counts) > 1 else f"{number}、"


def _counting(number: int) -> str:
    """A number in Chinese: 十二, 二十, 三十五; from 100 on in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    said = ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "")
    return said + (_DIGITS[ones] if ones else "")
