"""Who is compared: the departments, what each has in the compared years, and whether it is made up."""

from typing import TYPE_CHECKING

import pandas as pd

from budgetbook.analysis.frames import frame_of

if TYPE_CHECKING:
    from budgetbook.accounts.peers import Peers

BASES = ("reported", "derived", "illustrative")


def scope(peers: "Peers") -> pd.DataFrame:
    """The departments in the order of their folders and what there is of each in the compared years.

    Columns: department, label, level ("" where not told), years (those with actual figures), budgets (the
    years with nothing but budgets), bases (of all its figures), made_up, documents (titles in the reader's
    language).
    """
    told: dict[str, list[tuple[int, str, str]]] = {}
    for row in peers.covered():
        told.setdefault(row["department"], []).append((row["year"], row["phase"], row["basis"]))
    language = peers.book.language
    rows = []
    for one in peers.departments:
        found = told.get(one.slug, [])
        actual = sorted({year for year, phase, _ in found if phase == "actual"})
        bases = {basis for _, _, basis in found}
        titles = [names.get(language) or names["zh"] for names in one.documents.values()]
        rows.append(
            (
                one.slug,
                peers.labels[one.slug],
                one.level,
                tuple(actual),
                tuple(sorted({year for year, _, _ in found} - set(actual))),
                tuple(basis for basis in BASES if basis in bases),
                one.slug in peers.made_up,
                tuple(titles),
            )
        )
    columns = ["department", "label", "level", "years", "budgets", "bases", "made_up", "documents"]
    return frame_of(rows, columns)
