"""Made-up departments in any number, for comparisons and load tests: the same seed writes the same files.

    python benchmarks/make_departments.py --departments 20 --years 2020-2024 --to DIR

Every row has the basis `illustrative`. Sizes spread over three orders of magnitude; like published accounts
the departments lack this and that: a table, a count, the staff, a year, an amount that was not published.
"""

import argparse
import csv
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

SECTORS = (
    ("教育局", "Education Bureau"),
    ("民政局", "Civil Affairs Bureau"),
    ("财政局", "Finance Bureau"),
    ("司法局", "Justice Bureau"),
    ("卫生健康委员会", "Health Commission"),
    ("交通运输局", "Transport Bureau"),
    ("农业农村局", "Agriculture and Rural Affairs Bureau"),
    ("水利局", "Water Resources Bureau"),
    ("文化和旅游局", "Culture and Tourism Bureau"),
    ("生态环境局", "Ecology and Environment Bureau"),
    ("应急管理局", "Emergency Management Bureau"),
    ("市场监督管理局", "Market Regulation Bureau"),
    ("退役军人事务局", "Veterans Affairs Bureau"),
    ("人力资源和社会保障局", "Human Resources and Social Security Bureau"),
    ("自然资源局", "Natural Resources Bureau"),
    ("审计局", "Audit Bureau"),
    ("统计局", "Statistics Bureau"),
    ("信访局", "Letters and Calls Bureau"),
    ("档案馆", "Archives"),
    ("残疾人联合会", "Disabled Persons' Federation"),
)
LEVELS = ("county", "county", "county", "city", "township")
SOURCE = "示例数据"
SMALLEST, MAGNITUDES = 80, 3  # 万元 of a year's expenditure, and how many times ten the largest is of that
CENT = Decimal("0.01")

Rows = list[dict[str, str]]


def departments(number: int, years: range, seed: int) -> Iterator[tuple[str, str, Mapping[str, Rows]]]:
    """Each department's slug, `department.toml` and tables by path (`2024/totals.csv`)."""
    width = max(3, len(str(number)))
    for place in range(1, number + 1):
        chance = Random(f"{seed}/{place}")
        size = SMALLEST * 10 ** (MAGNITUDES * chance.random())
        opening = _money(size * chance.uniform(0, 0.08))
        tables = {}
        for year in years:
            size *= chance.uniform(0.85, 1.22)
            made, opening = _tables(chance, size, opening)
            if year == years[-1] or chance.random() > 0.03:
                tables |= {f"{year}/{name}.csv": rows for name, rows in made.items()}
        yield f"sample-{place:0{width}}", _toml(chance, place, years, size), tables


def _toml(chance: Random, place: int, years: range, size: float) -> str:
    zh, en = SECTORS[(place - 1) % len(SECTORS)]
    county = (place - 1) // len(SECTORS) + 1
    lines = [
        f'level = "{chance.choice(LEVELS)}"',
        'notes = "虚构单位，数据由程序生成，仅供演示和测试。"',
        'notes_en = "Made up; its figures are generated for demonstration and tests."',
        "[name]",
        f'zh = "示例{county}县{zh}"',
        f'en = "{en} of Example County {county}"',
        "[[documents]]",
        f'id = "{SOURCE}"',
        f'zh = "示例{county}县{zh}虚构数据"',
        'en = "Made-up figures"',
    ]
    if chance.random() < 0.7:
        posts = max(4, round(size / chance.uniform(30, 90)))
        for year in years:
            lines += [
                "[[staff]]",
                f"year = {year}",
                'post = "行政编制"',
                'post_en = "Administrative posts"',
                f"posts = {posts}",
                'basis = "illustrative"',
                f'source = "{SOURCE}"',
            ]
    return "\n".join(lines) + "\n"


def _tables(chance: Random, size: float, opening: Decimal) -> tuple[dict[str, Rows], Decimal]:
    """A year's tables, and what is carried over at its end."""
    spent = _money(size)
    basic = _money(size * chance.uniform(0.3, 0.85))
    closing = _money(size * chance.uniform(0, 0.08))
    income = spent + closing - opening
    fund = _money(float(income) * chance.uniform(0, 0.15)) if chance.random() < 0.4 else Decimal(0)
    other = _money(float(income) * chance.uniform(0, 0.05))
    tables = {
        "totals": [
            _row("actual", income + opening, item="total_income"),
            _row("actual", income, item="current_year_income"),
            _row("actual", opening, item="opening_carryover"),
            _row("actual", spent, item="current_year_expenditure"),
            _row("actual", income + opening, item="total_expenditure"),
            _row("actual", closing, item="closing_carryover"),
        ],
        "income": [
            _row("actual", income - fund - other, item="general_public_budget"),
            _row("actual", fund, item="government_fund"),
            _row("actual", other, item="other"),
        ],
        "expenditure": [
            _row("actual", basic, classification="kind", code="basic"),
            _row("actual", spent - basic, classification="kind", code="project"),
        ],
    }
    if chance.random() < 0.8:
        planned = _money(size * chance.uniform(0.9, 1.15))
        tables["totals"].append(_row("initial_budget", planned, item="current_year_expenditure"))
    if chance.random() < 0.9:
        tables["three_public"] = _three_public(chance, size)
    if chance.random() < 0.6:
        tables["projects"] = _projects(chance, float(spent - basic))
    elif chance.random() < 0.8:
        tables["score_summary"] = _summary(chance, spent - basic)
    if chance.random() < 0.05:
        del tables[chance.choice(("income", "expenditure"))]
    return tables, closing


def _three_public(chance: Random, size: float) -> Rows:
    vehicles = chance.randint(0, 3 + round(size / 800))
    operation = _money(vehicles * chance.uniform(1.5, 5))
    batches = chance.randint(0, 40)
    guests = sum(chance.randint(3, 15) for _ in range(batches))
    reception = _money(guests * chance.uniform(0.004, 0.03))
    abroad = _money(chance.uniform(1, 20)) if chance.random() < 0.1 else Decimal(0)
    spent = {
        "total": operation + reception + abroad,
        "abroad": abroad,
        "vehicle_operation": operation,
        "reception": reception,
    }
    rows = [_row("actual", amount, item=item) for item, amount in spent.items()]
    rows += [
        _row("initial_budget", amount * Decimal("1.2"), item=item)
        for item, amount in spent.items()
        if chance.random() < 0.8
    ]
    counts = {"vehicles": vehicles, "reception_batches": batches, "reception_persons": guests}
    rows += [
        _row("actual", Decimal(count), item=item) for item, count in counts.items() if chance.random() < 0.8
    ]
    for row in rows:
        # The row is there and its cell empty: not published.
        row["amount"] = "" if row["item"] != "total" and chance.random() < 0.04 else row["amount"]
    return rows


def _projects(chance: Random, money: float) -> Rows:
    rows = []
    number = chance.randint(3, 30)
    for place in range(1, number + 1):
        planned = money / number * chance.uniform(0.6, 1.4)
        spent = planned * min(1.0, chance.betavariate(9, 1.2))
        score = min(100.0, max(40.0, chance.gauss(93, 6)))
        rows.append(
            {
                "project": f"示例项目{place}",
                "project_en": f"Sample project {place}",
                "initial_budget": str(_money(planned)),
                "adjusted_budget": str(_money(planned * chance.choice((1, 1, 1, 0.9)))),
                "spent": str(_money(spent)),
                "score": str(_money(score)) if chance.random() < 0.9 else "",
                "basis": "illustrative",
                "source": SOURCE,
            }
        )
    return rows


def _summary(chance: Random, money: Decimal) -> Rows:
    number = chance.randint(2, 30)
    excellent = chance.randint(number // 2, number)
    return [
        {
            "scope": "项目支出",
            "scope_en": "Project expenditure",
            "projects": str(number),
            "amount": str(money),
            "average_score": str(_money(chance.uniform(86, 99.5))),
            "excellent": str(excellent),
            "good": str(number - excellent),
            "fair": "0",
            "poor": "0",
            "project_list": "none",
            "basis": "illustrative",
            "source": SOURCE,
        }
    ]


def _row(phase: str, amount: Decimal, **key: str) -> dict[str, str]:
    money = amount if amount == amount.to_integral_value() else amount.quantize(CENT, ROUND_HALF_UP)
    return {**key, "phase": phase, "amount": str(money), "basis": "illustrative", "source": SOURCE}


def _money(value: float) -> Decimal:
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def main() -> None:
    """Write the departments that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--departments", type=int, default=20, metavar="N")
    parser.add_argument("--years", default="2020-2024", metavar="FIRST-LAST")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    asked = parser.parse_args()
    first, _, last = asked.years.partition("-")
    years = range(int(first), int(last or first) + 1)
    for slug, toml, tables in departments(asked.departments, years, asked.seed):
        folder = asked.to / slug
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "department.toml").write_text(toml, encoding="utf-8")
        for name, rows in tables.items():
            (folder / name).parent.mkdir(exist_ok=True)
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)


if __name__ == "__main__":
    main()
