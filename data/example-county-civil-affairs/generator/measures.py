"""One indicator's target and achievement in the words of a form, and the score they come to."""

from dataclasses import dataclass

from design import INDICATORS, STORY, since
from exact import THOUSAND, divided, draw, grown, scaled
from projects import Money

_YUAN_PER_CENT = 100
_HALF_POINT = 50
_FULL_WIDTH = str.maketrans("0123456789%", "０１２３４５６７８９％")
_TARGETS = ("达成预期指标", "达成预期指标", "达成预期指标", "良好", "有效提升", "")
# What a form says of a qualitative indicator that keeps at least so much of its weight, in ‰.
_BANDS = ((800, "达成预期指标"), (700, "基本达成"), (600, "部分达成"), (0, "未达成"))

Row = dict[str, str]


@dataclass(frozen=True)
class Measure:
    """What a form prints of an indicator; `why` is the kind of its reason, `plain` says it has no number."""

    target: str
    actual: str
    unit: str
    score: int
    why: str = ""
    plain: bool = False


@dataclass(frozen=True)
class Wanted:
    """An indicator's weight and what it should lose of it, in hundredths of a point."""

    weight: int
    loss: int

    @property
    def kept(self) -> int:
        """What it should keep, in ‰ of its weight."""
        return THOUSAND - divided(THOUSAND * self.loss, self.weight)


def measure(money: Money, row: Row, wanted: Wanted, *, numbered: bool) -> Measure:
    """Target, achievement and score of one indicator in one year, with a number or in words."""
    form = row["form"]
    if not numbered:
        return _quality(money, row, wanted)
    if form in ("quantity", "count", "times"):
        return _number(money, row, wanted)
    if form == "unit_cost":
        return _unit_cost(money, wanted)
    if form == "zero":
        return Measure("=0次", "0次", "次", wanted.weight)
    if form == "ceiling":
        spent = min(THOUSAND, divided(THOUSAND * money.spent, money.adjusted))
        return Measure("≤100%", f"{_tenths(spent)}%", "%", wanted.weight)
    return _rate(money, row, wanted)


def main_quantity(money: Money) -> int | None:
    """How much of its main output the project's spending came to at the year's unit cost, if it has one."""
    project, year = money.project, money.year
    row = next((row for row in INDICATORS if row["of"] == project.key and row["form"] == "quantity"), None)
    if row is None:
        return None
    cost = grown(int(row["target"]), int(row["growth"]), year - project.first)
    cost = scaled(cost, draw(960, 1040, project.key, year, "unit cost"))
    cost = scaled(cost, STORY["cost"].get(project.key, {}).get(str(year), THOUSAND))
    return max(1, divided(money.spent * _YUAN_PER_CENT, cost))


def _quality(money: Money, row: Row, wanted: Wanted) -> Measure:
    target = _TARGETS[draw(0, len(_TARGETS) - 1, money.project.key, row["level3"], "target")]
    actual = next(name for least, name in _BANDS if wanted.kept >= least)
    score = _rounded(money, wanted.weight - wanted.loss)
    return Measure(target, actual, "", score, "quality" if wanted.loss else "", plain=True)


def _number(money: Money, row: Row, wanted: Wanted) -> Measure:
    project, year = money.project, money.year
    key = (project.key, year, row["level3"])
    # Where a target was set low, two to four times as much was done.
    far = bool(row["far"]) and not wanted.loss and draw(1, 100, *key, "far") > 50
    met = draw(1800, 4000, *key, "rate") if far else draw(1000, 1060, *key, "rate")
    unit = row["unit"]
    if row["form"] == "quantity":
        unit = since(STORY["units"].get(project.key, {}), year, unit)
        actual = main_quantity(money) or 0
        target = _even(divided(actual * THOUSAND, wanted.kept if wanted.loss else met))
    else:
        target = _even(grown(int(row["target"]), int(row["growth"]), year - project.first))
        met = THOUSAND if row["form"] == "times" else met
        actual = scaled(target, wanted.kept if wanted.loss else met)
    why = "count" if actual < target else "far" if 2 * actual >= 3 * target else ""
    return Measure(
        *_written(money, row, target, actual, unit), unit, _scored(money, wanted, actual, target), why
    )


def _written(money: Money, row: Row, target: int, actual: int, unit: str) -> tuple[str, str]:
    """A number's two cells, in the manner of the project's form."""
    if row["form"] == "times":
        return f"={target}{unit}", f"{actual}{unit}"
    return (
        (f"≥{target:,}{unit}", f"{actual:,}{unit}"),
        (f"≥{target}{unit}", f"{actual}{unit}"),
        (f"≥{target}{unit}", str(actual)),
        (str(target), str(actual)),
    )[draw(0, 3, money.project.key, "manner")]


def _unit_cost(money: Money, wanted: Wanted) -> Measure:
    project, year = money.project, money.year
    row = next(row for row in INDICATORS if row["of"] == project.key and row["form"] == "quantity")
    unit = "元/" + since(STORY["units"].get(project.key, {}), year, row["unit"])
    actual = divided(money.spent * _YUAN_PER_CENT, main_quantity(money) or 1)
    if wanted.loss:
        target = _even(divided(actual * THOUSAND, 2 * THOUSAND - wanted.kept))
    else:
        target = -_even(-scaled(actual, draw(1000, 1060, project.key, year, "limit")))
    over = max(0, actual - target)
    score = _rounded(money, divided(wanted.weight * (target - over), target)) if over else wanted.weight
    return Measure(f"≤{target}{unit}", f"{actual}{unit}", unit, score, "cost" if over else "")


def _rate(money: Money, row: Row, wanted: Wanted) -> Measure:
    key = (money.project.key, money.year, row["level3"])
    target = int(row["target"]) * 10
    most = min(THOUSAND, target + target // 5)
    actual = scaled(target, wanted.kept) if wanted.loss else draw(target, most, *key, "rate")
    printed = f"{'=' if row['form'] == 'exact' else '≥'}{_tenths(target)}%"
    if draw(1, 100, *key, "full width") > 98:
        printed = printed.translate(_FULL_WIDTH)
    why = "rate" if actual < target else ""
    return Measure(printed, f"{_tenths(actual)}%", "%", _scored(money, wanted, actual, target), why)


def _scored(money: Money, wanted: Wanted, actual: int, target: int) -> int:
    if actual >= target:
        return wanted.weight
    return _rounded(money, divided(wanted.weight * actual, target))


def _rounded(money: Money, score: int) -> int:
    """Some forms give half points, most give hundredths."""
    if draw(1, 100, money.project.key, "half points") > 90:
        return divided(score, _HALF_POINT) * _HALF_POINT
    return score


def _even(number: int) -> int:
    """A number as plans set it: rounded down to two or three digits."""
    for size, step in ((100_000, 1000), (10_000, 100), (1000, 10), (200, 5)):
        if abs(number) >= size:
            return number // step * step
    return number


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}".removesuffix(".0")
