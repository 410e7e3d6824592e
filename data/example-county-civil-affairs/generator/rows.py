"""The tables of figures: accounts, three public expenses, projects, indicators and execution."""

from design import DIVISIONS, STORY, told
from exact import THOUSAND, draw, printed, scaled, trimmed
from figures import PHASES, Year
from indicators import Form
from tables import Row, origin

_PENSIONS = "20805"
_REASONS: dict[str, list[str]] = told("reasons")["indicators"]
_GRADES = ((9000, "优"), (8000, "良"), (6000, "中"), (0, "差"))
# Cumulative spending at the end of each month, in ‰ of the year: a third of it falls into the last quarter.
_COURSE = (38, 84, 158, 222, 290, 385, 452, 520, 648, 728, 835, 1000)
_FOLLOWED = {
    "crematory": (0, 0, 0, 0, 120, 120, 260, 260, 260, 540, 540, 1000),
    "firesafety": (0, 0, 30, 60, 60, 140, 180, 240, 300, 390, 560, 1000),
    "temporary": (70, 150, 232, 318, 400, 486, 570, 655, 742, 828, 915, 1000),
    "meals": (20, 60, 140, 215, 305, 390, 480, 565, 660, 760, 870, 1000),
    "cemetery": (0, 10, 40, 90, 165, 250, 330, 420, 510, 610, 730, 1000),
}


def grade(score: int) -> str:
    """The grade of a score in hundredths."""
    return next(name for least, name in _GRADES if score >= least)


def money(amount: int | None) -> str:
    """Cents as 万元; an empty cell where nothing was published."""
    return "" if amount is None else printed(amount)


def totals(one: Year) -> list[Row]:
    """收支总表: the headline figures of every phase; what a phase does not have is not listed."""
    return [
        {"item": item, "phase": phase, "amount": money(amount), **origin(one.year, "收入支出决算总表")}
        for phase in PHASES
        for item, amount in one.totals[phase].items()
        if amount
    ]


def income(one: Year) -> list[Row]:
    """The sources of income of every phase."""
    return [
        {"item": item, "phase": phase, "amount": money(amount), **origin(one.year, "收入决算表")}
        for phase in PHASES
        for item, amount in one.income[phase].items()
    ]


def expenditure(one: Year) -> list[Row]:
    """Expenditure by kind, function and economic class; pensions under the name they had in the year."""
    pensions = "行政事业单位离退休" if one.year < 2020 else "行政事业单位养老支出"
    places = {"kind": "支出决算表", "function": "支出决算表", "economic": "基本支出决算表"}
    return [
        {
            "classification": classification,
            "code": code,
            "name": pensions if code == _PENSIONS else "",
            "phase": phase,
            "amount": money(amount),
            **origin(one.year, places[classification]),
        }
        for classification, lines in (
            ("kind", one.kinds),
            ("function", one.functions),
            ("economic", one.economic),
        )
        for phase in PHASES
        for code, amount in lines[phase].items()
    ]


def three_public(one: Year) -> list[Row]:
    """“三公”经费: money of the budget and of the final accounts, and the counts."""
    rows = []
    for phase, figures in one.three_public.items():
        for item, amount in figures.items():
            counted = item.endswith(("_groups", "_persons", "_purchased", "_batches")) or item == "vehicles"
            value = "" if amount is None else str(amount) if counted else money(amount)
            rows.append(
                {"item": item, "phase": phase, "amount": value, **origin(one.year, "“三公”经费支出决算表")}
            )
    return rows


def projects(one: Year, forms: list[Form]) -> list[Row]:
    """The projects with their money, score and grade."""
    rows = []
    for form in forms:
        of, project = form.money, form.money.project
        zh, en = project.names(one.year)
        division = DIVISIONS[project.division]
        said = STORY["grades"].get(str(one.year), {}).get(project.key)
        rows.append(
            {
                "project": zh,
                "project_en": en,
                "division": division["division"],
                "division_en": division["division_en"],
                "initial_budget": money(of.initial),
                "adjusted_budget": money(of.adjusted),
                "spent": money(of.spent),
                "carried_over": money(of.carried_over),
                "score": trimmed(form.declared),
                "full_score": "100",
                "grade": said or grade(form.declared),
                **origin(one.year, "项目支出绩效自评汇总表"),
            }
        )
    return rows


def indicators(one: Year, forms: list[Form]) -> list[Row]:
    """The indicators of every project's form."""
    rows = []
    for form in forms:
        name, _ = form.money.project.names(one.year)
        for line in form.lines:
            known = _REASONS.get(line.told.why, [""])
            key = (form.money.project.key, one.year, line.level3, "reason")
            rows.append(
                {
                    "project": name,
                    "level1": line.level1,
                    "level2": line.level2,
                    "level3": line.level3,
                    "level3_en": line.level3_en,
                    "target": line.told.target,
                    "actual": line.told.actual,
                    "measure_unit": line.told.unit,
                    "weight": trimmed(line.weight),
                    "score": trimmed(line.score),
                    "reason": known[draw(0, len(known) - 1, *key)],
                    **origin(one.year, "项目支出绩效自评表"),
                }
            )
    return rows


def execution(one: Year, forms: list[Form]) -> list[Row]:
    """Cumulative spending by month: of the department from 2022 on, of five projects from 2023 on."""
    followed = [form.money for form in forms if form.money.project.key in _FOLLOWED]
    spent = {"": (_COURSE, one.total("current_year_expenditure"))}
    if one.year >= 2023:
        spent |= {of.project.names(one.year)[0]: (_FOLLOWED[of.project.key], of.spent) for of in followed}
    return [
        {
            "month": str(month),
            "project": name,
            "amount": money(_until(name, one.year, month, course, amount)),
            **origin(one.year, "预算执行台账"),
        }
        for name, (course, amount) in spent.items()
        for month in range(1, 13)
    ]


def _until(name: str, year: int, month: int, course: tuple[int, ...], amount: int) -> int:
    share = course[month - 1]
    if month < 12 and share:
        share += draw(-9, 9, name, year, share, "month")
    return scaled(amount, min(share, THOUSAND))
