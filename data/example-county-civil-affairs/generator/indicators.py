"""The self-evaluation form of one project in one year: weights, targets, achievements and scores."""

from dataclasses import dataclass
from typing import Any

from design import DIVISIONS, INDICATORS, STORY, Project
from exact import THOUSAND, divided, draw, split
from measures import Measure, Row, Wanted, measure
from projects import Money

FULL = 10_000
_BENEFIT, _SATISFACTION, _EXECUTION = 3000, 1000, 1000
_MOST = 9
_SLOW = 600  # ‰ of the budget spent
_OUTPUTS = ("数量指标", "质量指标", "时效指标", "成本指标")
_SATISFIED = "服务对象满意度指标"
# How likely an indicator that can be told either way has a number, in ‰, by year.
_NUMBERED = {2019: 270, 2020: 370, 2021: 470, 2022: 570, 2023: 660, 2024: 740}


@dataclass
class Line:
    """One indicator as its form prints it; scores and weights in hundredths of a point."""

    level1: str
    level2: str
    level3: str
    level3_en: str
    weight: int
    told: Measure
    score: int


@dataclass
class Form:
    """A project's form: its money, its indicators and what its declared score has beside them."""

    money: Money
    lines: list[Line]
    beside: int

    @property
    def declared(self) -> int:
        """The score that the form declares, in hundredths of a point."""
        return sum(line.score for line in self.lines) + self.beside


def form(money: Money) -> Form:
    """Fill in a project's form so that it comes to about the score that was meant for it."""
    project, year = money.project, money.year
    slip = _slip(project.key, year)
    designed = _chosen(project)
    weights = _weights(project, designed)
    earned = _executed(money.spent, money.adjusted)
    losses = _losses(money, designed, weights, FULL - _EXECUTION + earned - _meant(money))
    lines = [
        _line(money, row, Wanted(weight, loss))
        for row, weight, loss in zip(designed, weights, losses, strict=True)
    ]
    if slip.get("how") == "full_marks":
        worst = max(lines, key=lambda line: line.weight - line.score)
        worst.score = worst.weight
    if slip.get("how") == "initial_budget":
        earned = _executed(money.spent, money.initial)
    if not slip and draw(1, 100, project.key, "execution is listed") > 72:
        return Form(money, [_execution(money, earned), *lines], 0)
    return Form(money, lines, earned + slip.get("points", 0) * 100)


def _line(money: Money, row: Row, wanted: Wanted) -> Line:
    told = measure(money, row, wanted, numbered=_numbered(money, row))
    plain = told.plain and row["plain"]
    name, name_en = (row["plain"], row["plain_en"]) if plain else (row["level3"], row["level3_en"])
    level1 = "产出指标" if row["level2"] in _OUTPUTS else "效益指标"
    level1 = "满意度指标" if row["level2"] == _SATISFIED else level1
    return Line(level1, row["level2"], name, name_en, wanted.weight, told, told.score)


def _execution(money: Money, earned: int) -> Line:
    rate = divided(FULL * money.spent, money.adjusted)
    told = Measure(
        "100%", f"{rate // 100}.{rate % 100:02d}%", "%", earned, "execution" if rate < 9000 else ""
    )
    return Line("预算执行率", "预算执行率", "预算执行率", "Budget execution rate", _EXECUTION, told, earned)


def _slip(key: str, year: int) -> dict[str, Any]:
    """How the project's score was declared wrongly that year; nothing where it was not."""
    slips: list[dict[str, Any]] = STORY["slips"]
    return next((one for one in slips if (one["year"], one["project"]) == (year, key)), {})


def _executed(spent: int, budget: int) -> int:
    """The score for execution: its weight × what was spent of the budget, at most its weight."""
    return min(_EXECUTION, divided(_EXECUTION * spent, budget))


def _meant(money: Money) -> int:
    """About what the form should come to: most in the nineties, many just above 90."""
    key = (money.project.key, money.year, "score")
    told = STORY["scores"].get(money.project.key, {}).get(str(money.year))
    if told is not None:
        return int(told * 100)
    chance = draw(1, 100, *key, "band")
    if chance <= 28:
        return draw(9030, 9190, *key)
    return draw(8250, 8870, *key) if chance <= 36 else draw(9350, 9960, *key)


def _numbered(money: Money, row: Row) -> bool:
    """Whether an indicator has a number this year; once it has one it keeps it."""
    if row["form"] not in ("rate", "ceiling"):
        return row["form"] != "quality"
    chance = _NUMBERED[money.year] + int(DIVISIONS[money.project.division]["numbered"])
    return draw(1, THOUSAND, money.project.key, row["level3"], "numbered") <= chance


def _chosen(project: Project) -> list[Row]:
    """The project's own indicators and those of its kind, at most nine, the same ones every year."""
    own = [row for row in INDICATORS if row["of"] == project.key]
    shared = [row for row in INDICATORS if row["of"] == project.kind]
    if project.outputs + _BENEFIT + _EXECUTION == FULL:
        shared = [row for row in shared if row["level2"] != _SATISFIED]
    if not any(row["form"] == "quantity" for row in own):
        shared = [row for row in shared if row["form"] != "unit_cost"]
    spare = sorted(
        (row for row in shared if row["level2"] in ("质量指标", "社会效益指标")),
        key=lambda row: draw(1, FULL, project.key, row["level3"], "spare"),
    )
    most = _MOST - len(own) - draw(0, 2, project.key, "shorter")
    dropped = spare[: max(0, len(shared) - most)]
    order = {level2: at for at, level2 in enumerate(_OUTPUTS)}
    kept = own + [row for row in shared if row not in dropped]
    return sorted(kept, key=lambda row: order.get(row["level2"], len(order)))


def _weights(project: Project, designed: list[Row]) -> list[int]:
    """50/30/10, or 60/30 where satisfaction is not asked; the rest of the 100 is for execution."""
    groups = [0 if row["level2"] in _OUTPUTS else 1 + (row["level2"] == _SATISFIED) for row in designed]
    shares = [
        iter(split(whole, [1] * groups.count(at), 50) if at in groups else [])
        for at, whole in enumerate((project.outputs, _BENEFIT, _SATISFACTION))
    ]
    return [next(shares[group]) for group in groups]


def _losses(money: Money, designed: list[Row], weights: list[int], loss: int) -> list[int]:
    """Which indicators lose how much of the points to be lost, in an order that is drawn.

    Where little was spent, what was to be done and when comes first, done no less than money was spent.
    """
    key = (money.project.key, money.year)
    spent = THOUSAND * money.spent // money.adjusted
    slow = spent < _SLOW
    order = sorted(
        range(len(designed)),
        key=lambda at: (
            slow and designed[at]["level2"] not in ("数量指标", "时效指标"),
            draw(1, FULL, *key, designed[at]["level3"], "loses"),
        ),
    )
    losses = [0] * len(designed)
    for at in order:
        row = designed[at]
        most = _most(money, row) * draw(500, THOUSAND, *key, row["level3"], "most") // THOUSAND
        if slow:
            most = THOUSAND - spent if row["level2"] == "数量指标" else min(800, most * 2)
        taken = min(loss, weights[at] * most // THOUSAND)
        if taken >= 20:
            losses[at] = taken
            loss -= taken
    return losses


def _most(money: Money, row: Row) -> int:
    """The most that an indicator loses, in ‰ of its weight; in words it may lose more than as a number."""
    most = int(row["most"])
    return most if most == 0 or _numbered(money, row) else max(350, most)
