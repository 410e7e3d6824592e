"""A made-up department that publishes everything: eleven tables a year, budgets too, all consistent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

YEARS = (2019, 2020, 2021, 2022, 2023)
# What was spent in each year, in 万元, and what each year brought in; the rest is carried over.
SPENT = dict(zip(YEARS, (9000, 9400, 9150, 10200, 9800), strict=True))
RECEIVED = dict(zip(YEARS, (9300, 9200, 9600, 9900, 9950), strict=True))
SOURCES = {
    "general_public_budget": 78,
    "government_fund": 9,
    "superior_subsidy": 5,
    "business": 4,
    "operating": 2,
    "other": 2,
}
FUNCTIONS = {
    "208": 52, "210": 9, "221": 8, "201": 6, "205": 5, "206": 4, "207": 4, "211": 3, "212": 3, "213": 2,
    "214": 1, "215": 1, "224": 1, "229": 1,
}  # fmt: skip
ECONOMIC = {"301": 45, "302": 28, "303": 12, "310": 15}
PROJECTS = [
    f"{name}专项"
    for name in ("养老服务", "社会救助", "儿童福利", "殡葬改革", "地名普查", "社区建设", "信息化", "慈善促进")
]
ORIGIN = "illustrative,演示数据"


def full_tables(years: Sequence[int] = YEARS) -> dict[int, dict[str, str]]:
    """All tables of some of the years, as CSV text by table."""
    return {year: _tables(year) for year in years}


def _tables(year: int) -> dict[str, str]:
    spent, received = SPENT[year], RECEIVED[year]
    opening = 500 + sum(RECEIVED[one] - SPENT[one] for one in YEARS if one < year)
    closing = opening + received - spent
    kinds = _cut(spent, {"basic": 60, "project": 40})
    basic = _cut(kinds["basic"], {"personnel": 75, "public": 25})
    return {
        "totals": _phased(
            "item",
            {
                "total_income": opening + received,
                "current_year_income": received,
                "opening_carryover": opening,
                "total_expenditure": opening + received,
                "current_year_expenditure": spent,
                "closing_carryover": closing,
                "operating_cost": basic["public"],
            },
        ),
        "income": _phased("item", _cut(received, SOURCES)),
        "expenditure": _expenditure(spent, {**kinds, **basic}),
        "three_public": _three_public(year),
        "projects": _projects(year, kinds["project"]),
        "indicators": _csv(
            "project,level1,level2,level3,target,actual,measure_unit,weight,score,reason",
            [
                f"{PROJECTS[0]},产出,数量,救助人数,≥100,120,人,50,48,",
                f"{PROJECTS[0]},效益,社会,满意度,≥95%,96%,%,50,45,",
            ],
        ),
        "score_summary": _csv(
            "scope,scope_en,projects,amount,average_score,overall_score,full_score,grade,excellent,good,fair,poor,"
            "project_list",
            [
                f"部门整体支出,Overall departmental expenditure,8,{spent},,9{year % 5}.5,100,优,,,,,",
                f"项目支出,Project expenditure,8,{kinds['project']},{77 + year % 2},,100,中,2,2,3,1,complete",
            ],
        ),
        "reasons": _reasons(year),
        "stated": _csv("item,measure,value", [f"totals.current_year_expenditure,amount,{spent}"]),
        "outputs": _outputs(year),
        "execution": _csv("month,project,amount", [f"{month},,{month * 700}" for month in (3, 6, 9, 12)]),
    }


def _csv(head: str, rows: Sequence[str]) -> str:
    return "\n".join([f"{head},basis,source", *(f"{row},{ORIGIN}" for row in rows)]) + "\n"


def _cut(whole: int, weights: Mapping[str, int]) -> dict[str, Decimal]:
    """Parts that add up to a whole exactly, with cents, to the first what is left."""
    parts = {
        name: (Decimal(whole) * weight / 100).quantize(Decimal("0.01")) for name, weight in weights.items()
    }
    first = next(iter(parts))
    parts[first] += whole - sum(parts.values())
    return parts


def _phased(key: str, amounts: Mapping[str, Decimal | int]) -> str:
    """Actual figures, and initial and adjusted budgets near them."""
    factors = {"initial_budget": Decimal("0.9"), "adjusted_budget": Decimal("1.02"), "actual": Decimal(1)}
    rows = [
        f"{item},{phase},{(Decimal(amount) * factor).quantize(Decimal('0.01'))}"
        for phase, factor in factors.items()
        for item, amount in amounts.items()
    ]
    return _csv(f"{key},phase,amount", rows)


def _expenditure(spent: int, kinds: Mapping[str, Decimal]) -> str:
    found = {"kind": kinds, "function": _cut(spent, FUNCTIONS), "economic": _cut(spent, ECONOMIC)}
    social = found["function"]["208"]
    finer = {"20802": social - 100, "2080201": social - 300, "2080299": Decimal(200), "20805": Decimal(100)}
    found["function"] = {**found["function"], **finer}
    rows = [
        f"{kind},{code},,actual,{amount}" for kind, parts in found.items() for code, amount in parts.items()
    ]
    return _csv("classification,code,name,phase,amount", rows)


def _three_public(year: int) -> str:
    step = year - YEARS[0]
    actual = {"abroad": 20 - step, "vehicle_purchase": 18 * (step % 2), "vehicle_operation": 90 - 5 * step}
    actual["vehicle"] = actual["vehicle_purchase"] + actual["vehicle_operation"]
    actual["reception"] = 12 - 2 * step
    actual["total"] = actual["abroad"] + actual["vehicle"] + actual["reception"]
    counts = {
        "abroad_groups": 2, "abroad_persons": 8, "vehicles_purchased": step % 2, "vehicles": 15,
        "reception_batches": 40 - step, "reception_persons": 1310 - step, "foreign_reception_batches": 1,
        "foreign_reception_persons": 6,
    }  # fmt: skip
    budget = {**actual, "reception": actual["reception"] + 3, "total": actual["total"] + 3}
    rows = [f"{item},initial_budget,{amount}" for item, amount in budget.items()]
    rows += [f"{item},actual,{amount}" for item, amount in {**actual, **counts}.items()]
    return _csv("item,phase,amount", rows)


def _projects(year: int, whole: Decimal) -> str:
    part = (whole / len(PROJECTS)).quantize(Decimal("0.01"))
    spent = [part] * (len(PROJECTS) - 1)
    spent.append(whole - sum(spent))
    rows = [
        f"{name},Project {place},第{place % 3 + 1}处,{amount},{amount * (100 + 3 * place) / 100:.2f},"
        f"{amount},{98 - 6 * place + year % 2},100"
        for place, (name, amount) in enumerate(zip(PROJECTS, spent, strict=True))
    ]
    return _csv("project,project_en,division,initial_budget,adjusted_budget,spent,score,full_score", rows)


def _reasons(year: int) -> str:
    change = SPENT[year] - SPENT.get(year - 1, SPENT[year])
    return _csv(
        "flow,item,item_en,amount",
        [
            f"total_income,上级补助变动,Subsidies from above,{RECEIVED[year] - 9300}",
            f"current_year_expenditure,项目调整,Projects were adjusted,{change * Decimal('0.6'):.2f}",
            f"current_year_expenditure,人员变动,Staff changed,{change * Decimal('0.3'):.2f}",
            "closing_carryover,项目结转,Projects carried over,",
            "three_public,公务用车更新,Vehicles were replaced,18",
            "three_public,压减接待,Receptions were cut,",
        ],
    )


def _outputs(year: int) -> str:
    people = 155550 + year
    return _csv(
        "area,area_en,output,output_en,role,part,part_en,value,unit,qualifier",
        [
            f"社会救助,Social assistance,低保对象,People on allowance,whole,,,{people},人,",
            f"社会救助,Social assistance,低保对象,People on allowance,part,城市,Urban,{people - 131913},人,",
            "社会救助,Social assistance,低保对象,People on allowance,part,农村,Rural,131913,人,",
            "养老服务,Elderly care,日间照料中心,Day-care centres,whole,,,65,家,over",
            "养老服务,Elderly care,日间照料中心,Day-care centres,of_which,已运行,In operation,32,家,",
        ],
    )
