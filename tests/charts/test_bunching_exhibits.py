"""The test of scores just above the grades' limits, as a figure."""

from pathlib import Path

import pytest

from budgetbook.accounts import Accounts
from budgetbook.charts import bunching
from budgetbook.charts.exhibit import Exhibit
from budgetbook.prose import Prose
from builder import DEPARTMENT, make_book, with_origin, write
from exhibits import broken

HEAD = "project,initial_budget,adjusted_budget,spent,score\n"


def listed(*scores: str) -> dict[str, str]:
    return {"projects": HEAD + "".join(f"项目{place:03d},,,,{score}\n" for place, score in enumerate(scores))}


def cells(shown: Exhibit) -> list[list[str]]:
    return [row["cells"] for row in shown.table.json["rows"]]


def shown_of(book: Accounts) -> Exhibit:
    shown = bunching(book)
    assert isinstance(shown, Exhibit)
    return shown


@pytest.mark.parametrize(
    ("scores", "zh", "en"),
    [
        (
            ["90"] * 11 + ["89"],
            "90分线上方的项目明显偏多",
            "More projects just above 90 than chance would put there",
        ),
        (
            ["90"] * 10 + ["80"] * 10,
            "90分、80分线上方的项目明显偏多",
            "More projects just above 90, 80 than chance would put there",
        ),
        (
            ["90"] * 6,
            "90分线上多于线下，但附近不足10个项目，不下结论",
            "More just above 90 than below, but fewer than 10 projects near: no conclusion",
        ),
        (
            ["90"] * 6 + ["89"] * 4,
            "未见得分聚集在等级分数线上方",
            "No heap of scores just above a grade's limit",
        ),
        (
            ["90"] * 4 + ["80"],
            "各分数线附近项目均不足5个，无法检验",
            "Fewer than 5 projects near each limit: too few to test",
        ),
    ],
    ids=["one limit", "two limits", "few", "none", "too few"],
)
def test_the_title_tells_where_scores_heap(tmp_path: Path, scores: list[str], zh: str, en: str) -> None:
    for language, title in (("zh", zh), ("en", en)):
        shown = shown_of(make_book(tmp_path / language, {2022: listed(*scores)}, language))
        assert shown.title == title
        assert broken(shown, language) == []


def test_every_limit_has_its_row_with_counts_windows_and_both_p(tmp_path: Path) -> None:
    tables = {2021: listed("89.5", "90", "60"), 2022: listed(*["90"] * 11, "89", *["80"] * 3, "79", "79")}
    shown = shown_of(make_book(tmp_path, tables))
    assert [column["name"] for column in shown.table.json["columns"]] == [
        "等级", "分数线（分）", "线下区间", "线下（个）", "线上区间", "线上（个）", "合计（个）",
        "p值", "校正后p值", "结论",
    ]  # fmt: skip
    few, below, above = "不足5个，无法判断", "88至不足90", "90至不足92"
    good, fair = ("80", "78至不足80", "80至不足82"), ("60", "58至不足60", "60至不足62")
    assert cells(shown) == [
        ["优", "90", below, "1", above, "11", "12", "0.0032", "0.0063", "线上多于偶然"],
        ["良", good[0], good[1], "2", good[2], "3", "5", "0.5000", "0.5000", "差异可能出于偶然"],
        ["中", fair[0], fair[1], "0", fair[2], "0", "0", "[z]", "[z]", few],
    ]
    assert shown.subtitle == "等级分数线上下各2分内的项目个数，2022年，共17个有得分的项目"
    assert shown.alt == (
        "双向条形图，列示2022年各等级分数线上下2分内的项目个数：“优”90分线下1个、线上11个，p 0.0063，线上"
        "多于偶然；“良”80分线下2个、线上3个，p 0.5000，差异可能出于偶然；"
        "“中”60分线下0个、线上0个，附近没有项目。"
    )
    assert "多于偶然不证明得分经过调整：得分分布在分数线附近逐渐增多时，线上同样会多于线下。" in shown.notes
    assert "校正后p值" in shown.svg
    assert len(shown.data.rows) == 6


def test_of_one_tested_limit_no_correction_is_told_and_only_this_year_is_the_source(tmp_path: Path) -> None:
    tables = {
        2021: {"projects": listed("90")["projects"].replace("\n", ",source\n", 1).replace(",90", ",90,去年")},
        2022: listed(*["90"] * 11, "89"),
    }
    for language, word in (("zh", "校正"), ("en", "djusted")):
        shown = shown_of(make_book(tmp_path / language, tables, language))
        told = [shown.svg, *shown.notes[:2], *(column["name"] for column in shown.table.json["columns"])]
        assert not any(word in text for text in told)
        assert not any("去年" in note for note in shown.notes)


def test_data_are_exact(tmp_path: Path) -> None:
    shown = shown_of(make_book(tmp_path, {2022: listed(*["90"] * 11, "89")}))
    first = dict(zip(shown.data.json["columns"], shown.data.json["rows"][0], strict=True))
    assert (first["p"], first["adjusted"], first["verdict"]) == ("0.003173828125", "0.003173828125", "shown")


def test_a_tiny_chance_is_told_as_smaller_than_can_be_printed(tmp_path: Path) -> None:
    shown = shown_of(make_book(tmp_path, {2022: listed(*["90"] * 200)}))
    assert "p &lt;0.0001，线上多于偶然" in shown.svg


def test_a_window_beyond_the_full_score_is_told(tmp_path: Path) -> None:
    settings = "[settings]\nexcellent_from = 99\nbunching_points = 5\n"
    files: dict[str, str | bytes] = {"2022/projects.csv": with_origin(listed("100", "95")["projects"])}
    from budgetbook.accounts import load

    for language, said in (
        ("zh", "“优”99分线两侧的区间超出0至100分，满分项目会计入线上。"),
        ("en", "The window of “Excellent” from 99 reaches beyond 0 to 100, so full scores count as above."),
    ):
        write(tmp_path / language, files, DEPARTMENT + settings)
        shown = shown_of(load(tmp_path / language, language=language))
        assert said in shown.notes
        assert broken(shown, language) == []


@pytest.mark.parametrize(
    "tables", [{2022: listed("70", "100")}, {2022: listed("")}, {2021: listed("90"), 2022: listed("70")}]
)
def test_without_a_project_near_a_limit_the_paragraph_beside_speaks(
    tmp_path: Path, tables: dict[int, dict[str, str]]
) -> None:
    shown = bunching(make_book(tmp_path, tables))
    assert isinstance(shown, Prose)
    assert shown.paragraphs == ()
