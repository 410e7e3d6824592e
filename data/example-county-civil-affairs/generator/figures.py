"""The department's accounts of a year: income, expenditure by kind, function and economic class, totals."""

from collections import Counter
from dataclasses import dataclass, field

from design import FIRST, LAST, cents, lines
from exact import draw, grown, scaled
from projects import Money, money

PHASES = ("initial_budget", "adjusted_budget", "actual")
_LOTTERY = "229"
_OF_THREE_PUBLIC = {
    "30212": "abroad",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
_PREFIXES = {"initial_budget": "budget.", "actual": ""}
_THREE_PUBLIC = tuple(_OF_THREE_PUBLIC.values())
# In cents; what the bureau earns itself or gets from above, with its growth in ‰.
_OWN_INCOME = {
    "superior_subsidy": (48_600, 60),
    "business": (11_850, 35),
    "affiliated": (1_260, 20),
    "other": (2_480, -90),
}
_FIRST_AFFILIATED = 2021
_FIRST_OPENING = 21_436
_SURPLUS_USED = {2020: 4_250, 2023: 6_180}
_DISTRIBUTED = {2019: 1_240, 2022: 1_585, 2024: 960}

Amounts = dict[str, int | None]


@dataclass
class Year:
    """A year's figures in cents; by phase where a table has several."""

    year: int
    projects: dict[str, Money]
    three_public: dict[str, Amounts]
    totals: dict[str, Amounts] = field(default_factory=dict)
    income: dict[str, Amounts] = field(default_factory=dict)
    kinds: dict[str, Amounts] = field(default_factory=dict)
    functions: dict[str, Amounts] = field(default_factory=dict)
    economic: dict[str, Amounts] = field(default_factory=dict)

    def total(self, item: str, phase: str = "actual") -> int:
        """A headline figure, which is never missing."""
        return self.totals[phase].get(item) or 0


def years() -> dict[int, Year]:
    """Every year of the accounts, from the one before the first on, the carry-over led through them."""
    found: dict[int, Year] = {}
    opening = _FIRST_OPENING
    of_projects = money()
    for year in range(FIRST - 1, LAST + 1):
        found[year] = one = Year(year, of_projects[year], _three_public(year))
        closing = sum(each.carried_over for each in one.projects.values()) + draw(1800, 3600, year, "closing")
        for phase in PHASES:
            _spend(one, phase)
            _receive(one, phase, opening, closing)
        opening = closing
    return found


def _three_public(year: int) -> dict[str, Amounts]:
    """Money in cents and counts as they are. What stands in brackets was spent and not published: None."""
    column = {row["item"]: row[str(year)] for row in lines("three_public")}
    found: dict[str, Amounts] = {}
    for phase, prefix in _PREFIXES.items():
        spent = {item: cents(column[prefix + item].strip("()")) for item in _THREE_PUBLIC}
        told = {item: None if column[prefix + item].startswith("(") else spent[item] for item in spent}
        vehicle = spent["vehicle_purchase"] + spent["vehicle_operation"]
        total = sum(spent.values())
        found[phase] = {"total": total, "abroad": told["abroad"], "vehicle": vehicle, **told}
    for item, number in column.items():
        if item not in _THREE_PUBLIC and not item.startswith(_PREFIXES["initial_budget"]):
            found["actual"][item] = None if number.startswith("(") else int(number)
    return found


def _spend(one: Year, phase: str) -> None:
    """Expenditure of a phase in its three classifications."""
    sides, functions, economic = Counter[str](), Counter[str](), Counter[str]()
    of_total = {row["item"]: row[str(one.year)].strip("()") for row in lines("three_public")}
    prefix = _PREFIXES["actual" if phase == "actual" else "initial_budget"]
    hidden = set()
    for row in lines("basic"):
        item = _OF_THREE_PUBLIC.get(row["code"])
        amount = cents(of_total[prefix + item]) if item else _basic(one.year, row, phase)
        if item and one.three_public["actual"][item] is None:
            hidden.add(row["code"])
        sides[row["side"]] += amount
        functions[row["function"]] += amount
        economic[row["code"]] += amount
        economic[row["code"][:3]] += amount
    basic = sum(sides.values())
    for each in one.projects.values():
        functions[each.project.function] += _of_phase(each, phase)
    one.kinds[phase] = {"basic": basic, **sides, "project": sum(functions.values()) - basic}
    for code, amount in list(functions.items()):
        for length in range(3, len(code), 2):
            functions[code[:length]] += amount
    one.functions[phase] = {code: functions[code] for code in sorted(functions)}
    one.economic[phase] = {
        code: None if code in hidden else economic[code] for code in sorted(economic) if economic[code]
    }


def _basic(year: int, row: dict[str, str], phase: str) -> int:
    budget = grown(cents(row["amount"]), int(row["growth"]), year - FIRST + 1) // 10 * 10
    if phase == "initial_budget":
        return budget
    spent = scaled(budget, draw(965, 1015, row["code"], year, "spent"))
    return spent if phase == "actual" else max(spent, budget) // 10 * 10 + 10


def _of_phase(each: Money, phase: str) -> int:
    return {"initial_budget": each.initial, "adjusted_budget": each.adjusted, "actual": each.spent}[phase]


def _receive(one: Year, phase: str, opening: int, closing: int) -> None:
    """Income of a phase: what the bureau's other sources leave to be paid comes from the general budget."""
    spent = (one.kinds[phase]["basic"] or 0) + (one.kinds[phase]["project"] or 0)
    year, actual, initial = one.year, phase == "actual", phase == "initial_budget"
    opening = 0 if initial else opening
    closing = closing if actual else 0
    used = 0 if initial else _SURPLUS_USED.get(year, 0)
    distributed = _DISTRIBUTED.get(year, 0) if actual else 0
    received = spent + closing + distributed - opening - used
    own = {
        item: _own(item, year, phase)
        for item in _OWN_INCOME
        if item != "affiliated" or year >= _FIRST_AFFILIATED
    }
    lottery = [each for each in one.projects.values() if each.project.function == _LOTTERY]
    fund = sum(each.initial if initial else each.adjusted - each.carried_in for each in lottery)
    general = received - fund - sum(own.values())
    one.totals[phase] = {
        "total_income": received + used + opening,
        "current_year_income": received,
        "use_of_nonfiscal_surplus": used,
        "opening_carryover": opening,
        "total_expenditure": spent + distributed + closing,
        "current_year_expenditure": spent,
        "surplus_distribution": distributed,
        "closing_carryover": closing,
    }
    if actual:
        one.totals[phase]["operating_cost"] = one.kinds[phase]["public"]
    one.income[phase] = {
        "fiscal_appropriation": general + fund,
        "general_public_budget": general,
        "government_fund": fund,
        **own,
    }


def _own(item: str, year: int, phase: str) -> int:
    base, growth = _OWN_INCOME[item]
    planned = grown(base, growth, year - FIRST + 1) // 100 * 100
    return planned if phase != "actual" else scaled(planned, draw(940, 1070, item, year, "received"))
