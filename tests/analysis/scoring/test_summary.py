"""Projects that differ from their recomputed scores, counted, and what their differences are made of."""

from pathlib import Path

from budgetbook.analysis.scoring.summary import Makeup, Tally, apart, makeup, printed, tally
from evaluation_forms import agreeing, form_book, output


def declared(project: str, score: str) -> tuple[str, str]:
    """A project of 100 points whose one indicator is half reached, so that 50 points are due to it."""
    return f"{project},,,,1,1,1,{score},100", output(project, f"数量 ≥10 5 100 {score}")


def made(folder: Path, **scores: str) -> object:
    told = [declared(project, score) for project, score in scores.items()]
    return form_book(folder, [one for one, _ in told], [other for _, other in told])


def test_projects_that_differ_are_counted_by_direction_and_the_largest_gap_comes_first(
    tmp_path: Path,
) -> None:
    book = made(tmp_path, 甲="55", 乙="95", 丙="20", 丁="50")
    assert list(apart(book)["project"]) == ["乙", "丙", "甲"]
    assert tally(book) == Tally(number=3, over=2, under=1, largest=45, regraded=1)


def test_a_gap_below_is_as_large_as_one_above(tmp_path: Path) -> None:
    book = made(tmp_path, 甲="40", 乙="60")
    assert list(apart(book)["project"]) == ["乙", "甲"]
    assert tally(book) == Tally(number=2, over=1, under=1, largest=10, regraded=1)


def test_scores_that_agree_and_projects_without_a_form_are_not_counted(tmp_path: Path) -> None:
    assert tally(form_book(tmp_path / "a", *agreeing("甲"))) == Tally(0, 0, 0, None, 0)
    assert makeup(form_book(tmp_path / "a", *agreeing("甲"))) == Makeup(0, 0, 0)
    assert tally(form_book(tmp_path / "b", ["甲,,,,1,1,1,90,100"], [])) == Tally(0, 0, 0, None, 0)


def test_differences_are_counted_by_what_makes_them(tmp_path: Path) -> None:
    projects = ["甲,,,,1,1,1,90,100", "乙,,,,1,1,1,97,100"]
    indicators = [
        output("甲", "数量 ≥10 8 50 50"),
        output("甲", "人次 ≥10 9 50 50"),
        # The project has three points less than its indicators: no indicator explains them.
        output("乙", "数量 ≥10 10 100 100"),
    ]
    book = form_book(tmp_path, projects, indicators)
    # The sum of 甲 is 100 and not 90, too.
    assert makeup(book) == Makeup(projects=2, indicators=2, sums=2)


def test_what_rounding_leaves_counts_only_where_a_hundredth_shows_it(tmp_path: Path) -> None:
    book = form_book(
        tmp_path,
        ["甲,,,,1,1,1,96.67,100"],
        [output("甲", "数量 ≥3 2 10 6.67"), output("甲", "人次 ≥10 5 90 90")],
    )
    assert set(printed(book)["why"]) == {"unmet"}
