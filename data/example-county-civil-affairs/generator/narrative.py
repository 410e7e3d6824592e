"""What a report says around its tables: statements, reasons of changes, the summary of scores, outputs."""

from collections import Counter

from design import FIRST, STORY, lines, told
from exact import divided, draw, grown, printed, split, trimmed
from figures import Amounts, Year
from indicators import Form
from measures import main_quantity
from rows import grade, money
from tables import Row, origin

_REASONS = told("reasons")
_FLOWS = {
    "total_income": "income",
    "current_year_expenditure": "spending",
    "closing_carryover": "carryover",
    "three_public": "three_public",
}
_BASE_SLIP = 2024  # the year whose text takes the growth of income in % of itself


def stated(one: Year, last: Year) -> list[Row]:
    """Figures as the text states them; where a year is meant to, one does not agree with the tables."""
    rows: list[Row] = []

    def say(item: str, measure: str, value: str, place: str) -> None:
        rows.append({"item": item, "measure": measure, "value": value, **origin(one.year, place)})

    for item, place in (
        ("total_income", "说明一"),
        ("current_year_expenditure", "说明三"),
        ("closing_carryover", "说明六"),
    ):
        now, change = one.total(item), one.total(item) - last.total(item)
        base = now if (one.year, item) == (_BASE_SLIP, "total_income") else now - change
        say(f"totals.{item}", "amount", money(now), place)
        say(f"totals.{item}", "change", money(change), place)
        say(f"totals.{item}", "change_percent", _percent(change, base), place)
    for item in ("general_public_budget", "government_fund", "superior_subsidy"):
        part = one.income["actual"][item] or 0
        say(f"income.{item}", "share", _percent(part, one.total("current_year_income")), "说明二")
    spent = one.total("current_year_expenditure")
    for kind in ("basic", "project"):
        say(f"expenditure.{kind}", "share", _percent(one.kinds["actual"][kind] or 0, spent), "说明三")
    change = (one.kinds["actual"]["project"] or 0) - (last.kinds["actual"]["project"] or 0)
    wrong = STORY["misquoted"].get(str(one.year), 0) * 100
    say("expenditure.project", "change", money(change + wrong), "说明四")
    total, planned = (one.three_public[phase]["total"] or 0 for phase in ("actual", "initial_budget"))
    say("three_public.total", "amount", money(total), "说明七")
    say("three_public.total", "completion", _percent(total, planned), "说明七")
    return rows


def reasons(one: Year, last: Year) -> list[Row]:
    """The reasons named for the changes of income, spending, carry-over and three public expenses.

    Each has the sign of the one line it names; a line that either year did not publish is no reason.
    """
    before, now = _by_reason(last), _by_reason(one)
    untold = STORY["untold"].get(str(one.year))
    rows: list[Row] = []
    for flow, (table, total) in now.items():
        left = total - before[flow][1]
        for reason in _REASONS[_FLOWS[flow]]:
            sides = [(table.get(item, 0), before[flow][0].get(item, 0)) for item in reason["of"]]
            change = 0 if reason["of"] else left
            for new, old in sides:
                change += 0 if new is None or old is None else new - old
            left -= change
            zh, en = reason["up" if change > 0 else "down"]
            if change and untold not in reason["of"]:
                row = {"flow": flow, "item": zh, "item_en": en, "amount": money(change)}
                rows.append({**row, **origin(one.year, "说明 主要原因")})
    return rows


def _by_reason(one: Year) -> dict[str, tuple[Amounts, int]]:
    """What each flow is made of, and its total."""
    kept = Counter[str]()
    for of in one.projects.values():
        kept[of.project.kind] += of.carried_over
    income = {**one.income["actual"], "opening_carryover": one.total("opening_carryover")}
    tables: dict[str, Amounts] = {
        "total_income": income,
        "current_year_expenditure": one.functions["actual"],
        "closing_carryover": dict(kept),
        "three_public": one.three_public["actual"],
    }
    totals = {flow: one.total(flow) for flow in tables if flow != "three_public"}
    totals["three_public"] = one.three_public["actual"]["total"] or 0
    return {flow: (table, totals[flow]) for flow, table in tables.items()}


def score_summary(one: Year, forms: list[Form]) -> list[Row]:
    """The published results: of the department, and of its projects with the numbers by grade."""
    scores = [form.declared for form in forms]
    average = divided(sum(scores), len(scores))
    said = STORY["means"].get(str(one.year))
    numbers = {name: [grade(score) for score in scores].count(name) for name in "优良中差"}
    overall = average + draw(40, 160, one.year, "overall")
    spent = one.kinds["actual"]["project"]
    return [
        {
            "scope": "部门整体支出",
            "scope_en": "Overall departmental expenditure",
            "projects": "",
            "amount": money(one.total("current_year_expenditure")),
            "average_score": "",
            "overall_score": printed(overall),
            "full_score": "100",
            "grade": grade(overall),
            "excellent": "",
            "good": "",
            "fair": "",
            "poor": "",
            "project_list": "none",
            **origin(one.year, "部门整体支出绩效自评报告"),
        },
        {
            "scope": "项目支出",
            "scope_en": "Project expenditure",
            "projects": str(len(forms)),
            "amount": money(spent),
            "average_score": printed(int(said * 100)) if said else printed(average),
            "overall_score": "",
            "full_score": "100",
            "grade": grade(average),
            "excellent": str(numbers["优"]),
            "good": str(numbers["良"]),
            "fair": str(numbers["中"]),
            "poor": str(numbers["差"]),
            "project_list": "complete",
            **origin(one.year, "项目支出绩效自评汇总表"),
        },
    ]


def outputs(one: Year, forms: list[Form]) -> list[Row]:
    """The year's countable results, wholes before their parts; those of a project as its form has them."""
    rows: list[Row] = []
    quantities = {form.money.project.key: main_quantity(form.money) for form in forms}
    for output in dict.fromkeys(row["output"] for row in lines("outputs")):
        parts = [row for row in lines("outputs") if row["output"] == output]
        sizes = [_size(row, one.year) for row in parts]
        whole = quantities.get(parts[0]["project"]) or sum(sizes)
        rows.append(_output({**parts[0], "part": "", "part_en": ""}, "whole", whole, one.year))
        for row, size in zip(parts, split(whole, sizes), strict=True):
            if row["part"]:
                rows.append(_output(row, "part", size, one.year))
    return rows


def _size(row: dict[str, str], year: int) -> int:
    return grown(int(row["value"]), int(row["growth"]), year - FIRST)


def _output(row: dict[str, str], role: str, value: int, year: int) -> Row:
    names = {name: row[name] for name in ("area", "area_en", "output", "output_en")}
    part = {"role": role, "part": row["part"], "part_en": row["part_en"]}
    return {**names, **part, "value": str(value), "unit": row["unit"], **origin(year, "工作总结")}


def _percent(part: int, whole: int) -> str:
    """A percentage with two decimals, as texts print it."""
    sign = -1 if (part < 0) != (whole < 0) else 1
    return trimmed(sign * divided(10_000 * abs(part), abs(whole)))
