"""Writes the example department's tables: `python generator [folder]`, by default beside the generator."""

import sys
from pathlib import Path

import narrative
import rows
from design import FIRST, LAST
from figures import years
from indicators import form
from tables import write


def generate(folder: Path) -> None:
    """Write every year's tables below a folder."""
    modelled = years()
    for year in range(FIRST, LAST + 1):
        one, last = modelled[year], modelled[year - 1]
        forms = [form(money) for money in one.projects.values()]
        tables = {
            "totals": rows.totals(one),
            "income": rows.income(one),
            "expenditure": rows.expenditure(one),
            "three_public": rows.three_public(one),
            "projects": rows.projects(one, forms),
            "indicators": rows.indicators(one, forms),
            "score_summary": narrative.score_summary(one, forms),
            "reasons": narrative.reasons(one, last),
            "stated": narrative.stated(one, last),
            "outputs": narrative.outputs(one, forms),
        }
        if year >= 2022:
            tables["execution"] = rows.execution(one, forms)
        write(folder / str(year), tables)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1])
