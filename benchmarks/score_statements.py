"""Recall and precision of `read_statement` on statements whose figures a careful reader has noted.

    python benchmarks/score_statements.py CASES.jsonl

Each line of the file is a JSON object with `id`, `document`, `department`, `year`, `text` and `figures`
(measure → value). A figure is right when its measure and its value agree; one that nobody noted is wrong.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from budgetbook.intake import read_statement


@dataclass
class Score:
    """Numbers of figures noted, read and agreeing; the ones missed and the ones wrong, each with its case."""

    expected: int = 0
    read: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the noted figures that were read, in %."""
        return 100 * self.right / self.expected if self.expected else 100.0

    @property
    def precision(self) -> float:
        """Share of the read figures that were noted, in %."""
        return 100 * self.right / self.read if self.read else 100.0


def cases(path: Path) -> Iterator[dict[str, object]]:
    """The statements of a file, numbers exact."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line, parse_float=Decimal, parse_int=Decimal)


def score(path: Path) -> dict[str, Score]:
    """The score of each kind of document and of all (`all`)."""
    scores: dict[str, Score] = defaultdict(Score)
    for case in cases(path):
        noted = Counter(case["figures"].items())
        year = int(case["year"]) if case.get("year") else None
        figures = read_statement(case["text"], department=case.get("department"), year=year)
        read = Counter((figure.measure, figure.value) for figure in figures)
        for kind in (str(case["document"]), "all"):
            one = scores[kind]
            one.expected += noted.total()
            one.read += read.total()
            one.right += (noted & read).total()
            one.missed += [f"{case['id']}  {name} = {value}" for name, value in noted - read]
            one.wrong += [f"{case['id']}  {name} = {value}" for name, value in read - noted]
    return scores


def main() -> None:
    """Print the score of the file named on the command line."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    scores = score(Path(sys.argv[1]))
    whole = scores.pop("all")
    out = sys.stdout.write
    out(f"{'document':<20}{'expected':>9}{'read':>6}{'right':>7}{'recall %':>10}{'precision %':>13}\n")
    for kind, one in [*sorted(scores.items()), ("all", whole)]:
        out(
            f"{kind:<20}{one.expected:>9}{one.read:>6}{one.right:>7}{one.recall:>10.2f}{one.precision:>13.2f}\n"
        )
    for title, lines in (("missed", whole.missed), ("wrong", whole.wrong)):
        out(f"\n{title}\n" + "".join(f"  {line}\n" for line in lines))


if __name__ == "__main__":
    main()
