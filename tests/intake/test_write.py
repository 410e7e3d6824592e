"""Merging into a data folder: nothing lost, nothing overwritten unasked, all or nothing."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts import DataError, load
from budgetbook.accounts.folder import departments
from budgetbook.intake.settle import cell_of
from budgetbook.intake.value import Value
from budgetbook.intake.write import MergeError, Plan, Source, plan, staged_copy, write
from builder import SLUG, with_origin
from builder import write as make

SOURCES = [Source("报告", "某局2022年度自评报告", "2022 report")]


def total(item: str, amount: str, unit: str = "万元", year: int = 2022, basis: str = "reported") -> Value:
    key = {"item": item, "phase": "actual"}
    return Value("totals", key, "amount", amount, unit, year, basis, "报告 一", "")


def reason(item: str, amount: str) -> Value:
    return Value(
        "reasons",
        {"flow": "total_income", "item": item},
        "amount",
        amount,
        "万元",
        2022,
        "reported",
        "报告 一",
        "",
    )


def planned(folder: Path, values: Iterable[Value], *, replaces: bool = False) -> Plan:
    cells = {cell_of(value): value for value in values}
    return plan(folder, SLUG, cells, SOURCES, name="某局", replaces=replaces)


def there(folder: Path, *rows: str, table: str = "totals", head: str = "item,phase,amount") -> Path:
    return make(folder, {f"2022/{table}.csv": with_origin("\n".join([head, *rows]))})


def rows(folder: Path, table: str = "totals", year: int = 2022) -> list[dict[str, str]]:
    with (folder / SLUG / str(year) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_new_department_gets_its_name_its_document_and_its_figures(tmp_path: Path) -> None:
    write(planned(tmp_path, [total("total_income", "10")]))
    book = load(tmp_path)
    assert (book.department.names["zh"], book.value("totals", "total_income")) == (
        "某局",
        Decimal(10),
    )
    assert book.department.documents == {"报告": {"zh": "某局2022年度自评报告", "en": "2022 report"}}


def test_a_plan_writes_nothing(tmp_path: Path) -> None:
    planned(tmp_path, [total("total_income", "10")])
    assert list(tmp_path.iterdir()) == []


def test_an_equal_value_changes_no_file(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10.00")
    made = planned(folder, [total("total_income", "10")])
    assert (made.tables, made.differences, made.written) == ({}, [], 0)


def test_an_equal_value_in_another_unit_is_no_difference(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    assert planned(folder, [total("total_income", "100000.00", "元")]).differences == []


def test_a_different_value_is_told_and_kept(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    made = planned(folder, [total("total_income", "11")])
    write(made)
    assert [(one.there.value, one.there.place, one.read.value) for one in made.differences] == [
        ("10", "文件", "11")
    ]
    assert rows(folder)[0]["amount"] == "10"


def test_replacing_takes_value_and_source_and_keeps_a_backup(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    written = write(planned(folder, [total("total_income", "11")], replaces=True))
    assert [(row["amount"], row["source"]) for row in rows(folder)] == [("11", "报告 一")]
    assert written[-1].name == "2022.backup-1"
    assert (written[-1] / "totals.csv").read_text(encoding="utf-8").splitlines()[
        1
    ] == "total_income,actual,10,reported,文件"
    assert departments(folder) == {SLUG: [2022]}


def test_a_second_backup_gets_the_next_number(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    write(planned(folder, [total("total_income", "11")], replaces=True))
    assert write(planned(folder, [total("total_income", "12")], replaces=True))[-1].name == "2022.backup-2"


def test_new_rows_without_a_difference_leave_no_backup(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    write(planned(folder, [total("opening_carryover", "2")], replaces=True))
    assert sorted(path.name for path in (folder / SLUG).iterdir()) == ["2022", "department.toml"]


def test_rows_stand_in_the_order_of_the_schema_and_columns_too(tmp_path: Path) -> None:
    folder = there(tmp_path, "closing_carryover,actual,1,手写", head="item,phase,amount,note")
    write(planned(folder, [total("total_income", "10"), total("total_expenditure", "9")]))
    assert [row["item"] for row in rows(folder)] == ["total_income", "total_expenditure", "closing_carryover"]
    assert rows(folder)[2]["note"] == "手写"


def test_an_empty_cell_is_filled_and_its_row_takes_the_source(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,")
    write(planned(folder, [total("total_income", "10")]))
    assert [(row["amount"], row["source"]) for row in rows(folder)] == [("10", "报告 一")]


def test_a_derived_figure_neither_replaces_nor_contradicts_a_published_one(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    made = planned(folder, [total("total_income", "11", basis="derived")], replaces=True)
    assert (made.differences, made.tables) == ([], {})


def test_the_unit_is_written_where_it_is_not_the_departments(tmp_path: Path) -> None:
    write(planned(tmp_path, [total("total_income", "100000", "元"), total("opening_carryover", "2")]))
    assert [(row["amount"], row["unit"]) for row in rows(tmp_path)] == [("100000", "元"), ("2", "")]
    assert load(tmp_path).value("totals", "total_income") == 10


def test_a_value_in_another_unit_is_put_into_the_unit_of_its_row(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,,亿元", head="item,phase,amount,unit")
    write(planned(folder, [total("total_income", "12345.67")]))
    assert rows(folder)[0]["amount"] == "1.234567"


def test_a_table_with_chinese_titles_keeps_them(tmp_path: Path) -> None:
    text = "项目,期次,金额,口径,来源\n收入总计,决算数,10,公布,文件\n"
    folder = make(tmp_path, {"2022/收支总表.csv": text})
    write(planned(folder, [total("total_income", "10"), total("opening_carryover", "2")]))
    assert rows(folder, "收支总表")[1]["金额"] == "2"
    assert load(folder).value("totals", "opening_carryover") == 2


def test_a_reason_that_was_reworded_is_the_same_reason(tmp_path: Path) -> None:
    head = "flow,item,amount,basis,source"
    folder = there(tmp_path, "total_income,会议费,-5,reported,报告 一", table="reasons", head=head)
    assert planned(folder, [reason("机关会议费项目", "-5")]).tables == {}


def test_a_reason_of_another_amount_is_another_reason(tmp_path: Path) -> None:
    head = "flow,item,amount,basis,source"
    folder = there(tmp_path, "total_income,会议费,-5,reported,报告 一", table="reasons", head=head)
    write(planned(folder, [reason("培训费", "-6")]))
    assert [row["item"] for row in rows(folder, "reasons")] == ["会议费", "培训费"]


def test_several_years_are_written_each_into_its_own(tmp_path: Path) -> None:
    write(planned(tmp_path, [total("total_income", "10"), total("total_income", "12", year=2021)]))
    assert (rows(tmp_path)[0]["amount"], rows(tmp_path, year=2021)[0]["amount"]) == ("10", "12")


def test_a_known_document_is_not_listed_again(tmp_path: Path) -> None:
    write(planned(tmp_path, [total("total_income", "10")]))
    assert planned(tmp_path, [total("opening_carryover", "2")]).department == ""


def test_a_new_document_is_listed_behind_what_department_toml_holds(tmp_path: Path) -> None:
    text = '# 说明\nunit = "元"\n[name]\nzh = "某局"\n\n[settings]\nlow_years = 3\n'
    folder = make(tmp_path, {}, department=text)
    write(planned(folder, [total("total_income", "10")]))
    assert (folder / SLUG / "department.toml").read_text(encoding="utf-8").startswith(text.rstrip())
    assert load(folder).department.documents["报告"]["zh"] == "某局2022年度自评报告"


@pytest.mark.parametrize("name", ['某"局"', "某\\局", "<b>局</b>", "={{7*7}}"])
def test_a_hostile_name_is_text_in_department_toml(tmp_path: Path, name: str) -> None:
    made = plan(tmp_path, SLUG, {cell_of(one): one for one in [total("total_income", "10")]}, [], name=name)
    write(made)
    assert load(tmp_path).department.names["zh"] == name


def test_a_year_that_is_a_workbook_is_refused(tmp_path: Path) -> None:
    folder = make(tmp_path, {"2022.xlsx": b"PK"})
    with pytest.raises(MergeError) as told:
        planned(folder, [total("total_income", "10")])
    assert told.value.text("zh") == (
        "2022年的数据是工作簿 ju/2022.xlsx，导入只能并入 CSV 文件夹；"
        "请先把各工作表另存为 2022/ 中的 CSV 文件。"
    )


def test_a_year_that_cannot_be_read_is_refused_with_all_its_problems(tmp_path: Path) -> None:
    folder = there(tmp_path, "total_income,actual,十万")
    with pytest.raises(DataError):
        planned(folder, [total("opening_carryover", "2")])


def test_a_staged_copy_leaves_the_folder_itself_alone(tmp_path: Path) -> None:
    folder = there(tmp_path / "data", "total_income,actual,10")
    made = planned(folder, [total("opening_carryover", "2")])
    (tmp_path / "copy").mkdir()
    staged_copy(made, tmp_path / "copy")
    assert len(rows(tmp_path / "copy")) == 2
    assert len(rows(folder)) == 1


def test_a_swap_that_fails_leaves_the_year_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = there(tmp_path, "total_income,actual,10")
    made = planned(folder, [total("opening_carryover", "2")])
    move = Path.replace

    def stop(self: Path, target: Path) -> Path:
        if self.name == ".2022.import":
            raise OSError("disk full")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(OSError, match="disk full"):
        write(made)
    assert [row["amount"] for row in rows(folder)] == ["10"]


def test_a_result_under_another_name_is_known_by_its_figure_unit_and_place(tmp_path: Path) -> None:
    def result(name: str, unit: str) -> Value:
        key = {"output": name, "role": "whole", "part": ""}
        return Value("outputs", key, "value", "49", unit, 2022, "reported", "报告 一", "")

    head = "output,role,part,value,unit,basis,source"
    folder = make(tmp_path, {"2022/outputs.csv": f"{head}\n幸福院,whole,,49,个,reported,报告 一\n"})
    assert planned(folder, [result("农村幸福院", "个")]).written == 0
    assert planned(folder, [result("农村幸福院", "万个")]).written == 1
