"""What the engine reads is what the accounts read, cell by cell; what it cannot read the accounts do."""

import socket
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetbook.accounts import DataError, load
from budgetbook.accounts.folder import compared_with
from budgetbook.accounts.peers import Peers, peers, reading
from budgetbook.accounts.peers.plain import plain_header
from builder import with_origin
from commands import ROOT
from peers_made import make_peers, totals

KNOWN = ["example-a", "example-b", "ju", "ting", "tuan"]
HEADER = "item,phase,amount,basis,source\n"


def amounts(found: Peers, item: str = "totals.total_income") -> dict[str, Decimal | None]:
    return {row["department"]: row["amount"] for row in found.figures(item)}


@pytest.mark.parametrize(
    ("asked", "own", "named", "nothing"),
    [
        ("ting", "ju", ["ting"], []),
        (" tuan , ting,ting", "ju", ["ting", "tuan"], []),
        ("t*", "ju", ["ting", "tuan"], []),
        ("all", "ju", ["ting", "tuan"], []),
        ("all", "example-a", ["example-b"], []),
        ("all,example-*", "ju", ["example-a", "example-b", "ting", "tuan"], []),
        ("*", "ju", ["example-a", "example-b", "ting", "tuan"], []),
        ("ju", "ju", [], []),
        ("", "ju", [], []),
        ("tang,x*,ting", "ju", ["ting"], ["tang", "x*"]),
    ],
)
def test_departments_are_named_by_folder_by_pattern_or_all_but_the_examples(
    asked: str, own: str, named: list[str], nothing: list[str]
) -> None:
    assert compared_with(asked, own, KNOWN) == (named, nothing)


def test_the_own_department_stands_among_the_others_over_its_own_years(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2023: totals(total_income=5), 2024: totals(total_income=6)},
            "ting": {2022: totals(total_income=1), 2024: totals(total_income=2)},
        },
    )
    assert [one.slug for one in found.departments] == ["ju", "ting"]
    assert (found.own, found.years, found.left_out) == ("ju", (2023, 2024), ())
    rows = found.figures("totals.total_income")
    assert [(row["department"], row["year"], row["amount"]) for row in rows] == [
        ("ju", 2023, 5),
        ("ju", 2024, 6),
        ("ting", 2024, 2),
    ]


def test_a_name_that_no_department_has_is_told_and_so_is_none(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="没有单位“tang”；现有单位：ju / ting"):
        make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "ting": {}}, compare="tang")
    book = load(tmp_path, "ju", language="en")
    with pytest.raises(DataError, match="there is no department “”; there are: ju / ting"):
        peers(book, "", tmp_path)


def test_absent_not_published_and_zero_stay_three_things(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {
            "ju": {2024: totals(total_income=0)},
            "ting": {2024: totals(total_income=None)},
            "tuan": {2024: totals(total_expenditure=1)},
        },
    )
    assert amounts(found) == {"ju": Decimal(0), "ting": None}


def test_sums_are_exact_to_the_last_digit(tmp_path: Path) -> None:
    projects = "project,initial_budget,adjusted_budget,spent,score\n"
    found = make_peers(
        tmp_path,
        {
            "ju": {
                2024: {**totals(total_income="0.1"), "projects": projects + "甲,,0.1,0.1,\n乙,,0.2,0.2,\n"}
            },
            "ting": {2024: totals(total_income="0.2")},
        },
    )
    # As floating-point numbers they come to 0.30000000000000004.
    [row] = found.projects(2024)
    assert str(row["budget"]) == str(row["spent"]) == "0.3"
    assert sum(amounts(found).values()) == Decimal("0.3")  # type: ignore[arg-type]


UNITS = {
    "元": ("12345.67", "1.234567"),
    "万元": ("1.234567", "1.234567"),
    "亿元": ("0.000001", "0.01"),
    "": ("5", "5"),
}
# The longest numbers that the engine and the accounts take.
LONGEST = (
    ("万元", "999999999999.999999", "999999999999.999999"),
    ("亿元", "999999999999.999999", "9999999999999999.99"),
    ("万元", "123456789012345678", "123456789012345678"),
    ("亿元", "123456789012345678", "1234567890123456780000"),
    ("万元", "-206.5", "-206.5"),
)


@pytest.mark.parametrize(
    ("unit", "written", "read"), [*((unit, *texts) for unit, texts in UNITS.items()), *LONGEST]
)
def test_amounts_of_any_unit_become_wan_yuan(tmp_path: Path, unit: str, written: str, read: str) -> None:
    table = {"totals": f"item,phase,amount,unit\ntotal_income,actual,{written},{unit}"}
    found = make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "ting": {2024: table}})
    assert amounts(found)["ting"] == Decimal(read)
    book = load(tmp_path, "ting")
    assert book.value("totals", "total_income") == Decimal(read)


def test_a_departments_own_unit_holds_where_a_row_names_none_and_counts_have_no_unit(tmp_path: Path) -> None:
    table = "item,phase,amount\ntotal,actual,162.2\nvehicles,actual,20"
    found = make_peers(
        tmp_path,
        {"ju": {2024: totals(total_income=1)}, "ting": {2024: {"three_public": table}}},
        tomls={"ting": 'unit = "元"'},
    )
    assert amounts(found, "three_public.total") == {"ting": Decimal("0.01622")}
    assert amounts(found, "three_public.vehicles") == {"ting": 20}


# What a file may hold that an engine would read otherwise than the accounts, or not at all.
UNUSUAL: dict[str, Callable[[str], bytes]] = {
    "with a byte order mark": lambda text: text.encode("utf-8-sig"),
    "in GBK": lambda text: text.replace("文件", "决算文件").encode("gbk"),
    "in UTF-16": lambda text: text.encode("utf-16"),
    "with Windows lines": lambda text: text.replace("\n", "\r\n").encode(),
    "with mixed lines": lambda text: text.replace("\n", "\r\n", 1).encode(),
    "by semicolons": lambda text: text.replace(",", ";").encode(),
    "by tabs": lambda text: text.replace(",", "\t").encode(),
    "with blank lines": lambda text: text.replace("\n", "\n\n,,,,\n").encode(),
    "with short rows": lambda text: text.replace("source\n", "source,note,unit\n").encode(),
    "with spaces": lambda text: text.replace(",", " , ").encode(),
    "with Chinese titles": lambda text: text.replace("item,phase,amount", "项目,期次,金额").encode(),
    "with Chinese choices": lambda text: text.replace("actual", "决算数").encode(),
    "with quoted cells": lambda text: text.replace("文件", '"文件 ""甲"",\n乙"').encode(),
    "with a title line": lambda text: b"\n\n" + text.encode(),
    "with thousands": lambda text: text.replace("6122.13", '"6,122.13"').encode(),
    "full-width": lambda text: text.replace("6122.13", "６１２２．１３").encode(),
    "invisible": lambda text: text.replace("6122.13", "6122.13\u200b").encode(),
    "without a last line end": lambda text: text.rstrip("\n").encode(),
}


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_a_file_is_read_as_the_accounts_read_it(tmp_path: Path, unusual: str) -> None:
    text = HEADER + "total_income,actual,6122.13,reported,文件\ntotal_expenditure,actual,,reported,文件\n"
    content = UNUSUAL[unusual](text)
    make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "ting": {2024: totals(total_income=1)}})
    (tmp_path / "ting" / "2024" / "totals.csv").write_bytes(content)
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert found.left_out == ()
    assert amounts(found)["ting"] == Decimal("6122.13")
    assert amounts(found, "totals.total_expenditure") == {"ting": None}


WRONG = {
    "a word for an amount": (HEADER + "total_income,actual,很多,reported,文件\n", "number"),
    "an unknown item": (HEADER + "total_incme,actual,1,reported,文件\n", "choice"),
    "no source": (HEADER + "total_income,actual,1,reported,\n", "filled"),
    "the same row twice": (HEADER + "total_income,actual,1,reported,文件\n" * 2, "duplicate"),
    "a column too many": (HEADER + "total_income,actual,1,reported,文件,x\n", "ragged"),
    "no amounts": ("item,phase,basis,source\ntotal_income,actual,reported,文件\n", "missing_column"),
    "quotation marks left open": (HEADER + 'total_income,actual,1,reported,"文件\n', "quotes"),
    "a hundredth of a fen": (
        "item,phase,amount,unit,basis,source\ntotal_income,actual,1.001,元,reported,文件\n",
        "precision",
    ),
    "an exponent": (HEADER + "total_income,actual,1E3,reported,文件\n", "scientific"),
    "nothing at all": ("", "empty_file"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_department_that_cannot_be_read_is_left_out_with_its_first_problem(
    tmp_path: Path, wrong: str
) -> None:
    text, rule = WRONG[wrong]
    years = {2023: totals(total_income=3), 2024: totals(total_income=1)}
    make_peers(tmp_path, {"ju": years, "ting": years, "tuan": years})
    (tmp_path / "ting" / "2024" / "totals.csv").write_text(text, encoding="utf-8")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert [one.slug for one in found.departments] == ["ju", "tuan"]
    [(slug, problem)] = found.left_out
    assert (slug, problem.rule, problem.file) == ("ting", rule, "ting/2024/totals.csv")
    # Nothing of it is kept, not even of the year that could be read.
    assert "ting" not in amounts(found)
    with pytest.raises(DataError) as raised:
        load(tmp_path, "ting")
    assert raised.value.problems[0].rule == rule


def test_a_department_file_that_cannot_be_read_is_told_too(tmp_path: Path) -> None:
    make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "ting": {2024: totals(total_income=1)}})
    (tmp_path / "ting" / "department.toml").write_text("level = 3\n", encoding="utf-8")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert [(slug, problem.rule) for slug, problem in found.left_out] == [("ting", "toml_name")]


def test_a_table_that_no_comparison_needs_may_be_wrong(tmp_path: Path) -> None:
    years = {2024: totals(total_income=1)}
    make_peers(tmp_path, {"ju": years, "ting": years})
    (tmp_path / "ting" / "2024" / "outputs.csv").write_text("no such column\n1\n", encoding="utf-8")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert (found.left_out, amounts(found)) == ((), {"ju": 1, "ting": 1})


def test_a_folder_whose_name_looks_like_a_pattern_is_read_as_itself(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path,
        {"ju": {2024: totals(total_income=1)}, "t[i]ng": {2024: totals(total_income=2)}, "ting": {}},
    )
    assert amounts(found) == {"ju": 1, "t[i]ng": 2}


def test_where_nothing_is_plain_the_accounts_read_everything(tmp_path: Path) -> None:
    make_peers(tmp_path, {slug: {2024: totals(total_income=1)} for slug in ("ju", "ting")})
    for path in tmp_path.rglob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert amounts(peers(load(tmp_path, "ju"), "all", tmp_path)) == {"ju": 1, "ting": 1}


def test_a_workbook_is_read_by_the_accounts(tmp_path: Path) -> None:
    from openpyxl import Workbook

    make_peers(tmp_path, {"ju": {2024: totals(total_income=1)}, "ting": {2023: totals(total_income=1)}})
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "收支总表"
    for row in (["项目", "期次", "金额", "口径", "来源"], ["收入总计", "决算数", 0.3, "公布", "文件"]):
        sheet.append(row)
    workbook.save(tmp_path / "ting" / "2024.xlsx")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert amounts(found) == {"ju": 1, "ting": Decimal("0.3")}


def test_many_departments_are_read_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_AT_ONCE", 2)
    slugs = ["ju", *(f"t{number}" for number in range(5))]
    departments = {slug: {2024: totals(total_income=place)} for place, slug in enumerate(slugs)}
    found = make_peers(tmp_path, departments)
    assert amounts(found) == {slug: place for place, slug in enumerate(slugs)}


def test_two_departments_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    found = make_peers(tmp_path, {slug: {2024: totals(total_income=1)} for slug in ("ju", "ting")})
    for slug in ("ju", "ting"):
        (tmp_path / slug / "department.toml").write_text('[name]\nzh = "某局"\n', encoding="utf-8")
    found = peers(load(tmp_path, "ju"), "all", tmp_path)
    assert found.labels == {"ju": "某局（ju）", "ting": "某局（ting）"}


def test_the_engine_fetches_nothing_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    make_peers(tmp_path / "data", {slug: {2024: totals(total_income=1)} for slug in ("ju", "ting")})
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize("department", ["putuo-finance", "shiquan-road", "example-county-civil-affairs"])
def test_every_figure_read_is_the_one_in_the_departments_own_accounts(department: str) -> None:
    data = ROOT / "data"
    book = load(data, department)
    found = peers(book, "*", data)
    kinds = {"totals": "item", "income": "item", "three_public": "item"}
    for table, column in kinds.items():
        rows = book.lines(table)
        told = {
            (row["year"], f"{table}.{row[column]}", row.get("fund", ""), row["phase"]): row["amount"]
            for row in rows.to_dict("records")
        }
        items = sorted({item for _, item, _, _ in told})
        read = {
            (row["year"], row["item"], row["fund"], row["phase"]): row["amount"]
            for row in found.figures(*items)
            if row["department"] == department
        }
        assert read == told


CELLS = st.text(st.sampled_from('ab,"\n\r\t 1.决'), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=3))
def test_whatever_a_file_holds_the_engine_and_the_accounts_agree(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    make_peers(folder, {"ju": {2024: totals(total_income=1)}, "ting": {2024: totals(total_income=1)}})
    text = HEADER + "".join(f"{item},actual,{amount},reported,文件\n" for item, amount in rows)
    (folder / "ting" / "2024" / "totals.csv").write_text(text, encoding="utf-8", newline="")
    found = peers(load(folder, "ju"), "all", folder)
    try:
        book = load(folder, "ting")
    except DataError:
        assert [slug for slug, _ in found.left_out] == ["ting"]
    else:
        lines = book.rows("totals", phase="actual")
        assert amounts(found).keys() - {"ju"} == ({"ting"} if "total_income" in set(lines["item"]) else set())


PLAIN = {
    HEADER.encode(): True,
    with_origin("item,phase,amount\ntotal_income,actual,1").encode(): True,
    b"item,amount,basis,source\n": False,
    b"item,phase,amount,basis,source,colour\n": False,
    b"item,item,phase,amount,basis,source\n": False,
    HEADER.encode() + b'a,b,1,r,"x"y\n': False,
    HEADER.encode() + b"a,b,1,r,\x07\n": False,
    HEADER.encode() + b"a,b,1,r,\xff\n": False,
}


@pytest.mark.parametrize("content", PLAIN)
def test_only_what_every_reader_understands_alike_is_left_to_the_engine(content: bytes) -> None:
    assert (plain_header(content, "totals") is not None) == PLAIN[content]


def test_a_file_of_a_million_open_quotation_marks_is_refused_at_once() -> None:
    assert plain_header(HEADER.encode() + b'"a' * 1_000_000, "totals") is None


def test_amounts_come_without_the_zeros_that_the_engine_adds(tmp_path: Path) -> None:
    found = make_peers(
        tmp_path, {"ju": {2024: totals(total_income="10.50")}, "ting": {2024: totals(total_income=1000)}}
    )
    assert [str(amount) for amount in amounts(found).values()] == ["10.5", "1000"]
