from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.accounts import Accounts, DataError, load
from budgetbook.accounts.problems import Problem
from builder import with_origin, write

LINE = "classification,code,phase,amount\n{},{},actual,1\n"
SCORES = "scope,projects,amount,average_score\n部门,29,4862.71,{}\n"
STATED = "item,measure,value\n{},{},{}\n"


def problems(folder: Path, files: dict[str, str], department: str = '[name]\nzh = "某局"\n') -> list[Problem]:
    with pytest.raises(DataError) as error:
        load(
            write(folder, {f"2022/{name}.csv": with_origin(text) for name, text in files.items()}, department)
        )
    return error.value.problems


def book_of(folder: Path, files: dict[str, str], department: str = '[name]\nzh = "某局"\n') -> Accounts:
    return load(
        write(folder, {f"2022/{name}.csv": with_origin(text) for name, text in files.items()}, department)
    )


TOTALS = "item,phase,amount\ntotal_income,actual,{}\n"
NUMBER = "请填阿拉伯数字（可带千分位），未公布则留空。"
WRITE_DIGITS = "write digits (thousands separators are fine) or leave it empty if not published."


@pytest.mark.parametrize(
    ("table", "text", "zh", "en"),
    [
        (
            "totals", TOTALS.format("约五百万"),
            f"第 2 行 “amount”列：“约五百万”不是数字；{NUMBER}",
            f"row 2, column “amount”: “约五百万” is not a number; {WRITE_DIGITS}",
        ),
        (
            "totals", TOTALS.format("6122.13万元"),
            "第 2 行 “amount”列：“6122.13万元”带有单位；此处只填数字，单位写在单位（unit）列。",
            "row 2, column “amount”: “6122.13万元” carries a unit; write the number alone and its "
            "unit in the unit column.",
        ),
        (
            "totals", TOTALS.format("94.07%"),
            "第 2 行 “amount”列：“94.07%”带有百分号；此处只填数字，百分数也不写百分号。",
            "row 2, column “amount”: “94.07%” carries a percent sign; write the number alone, for "
            "percentages too.",
        ),
        (
            "totals", TOTALS.format("—"),
            "第 2 行 “amount”列：“—”看不出是零还是未公布；零请填 0，未公布则留空。",
            "row 2, column “amount”: “—” could mean zero or not published; write 0 for zero and "
            "leave it empty if "
            "not published.",
        ),
        (
            "totals", TOTALS.format("#REF!"),
            "第 2 行 “amount”列：“#REF!”是出错或尚未计算的公式；请在 Excel 中改正并保存后重试。",
            "row 2, column “amount”: “#REF!” is a formula with an error or without its result; put "
            "it right in Excel, "
            "save and try again.",
        ),
        (
            "totals", TOTALS.format("6122.1300001"),
            "第 2 行 “amount”列：“6122.1300001”的小数位数过多，金额最细到 0.01 元；"
            "请检查单位（万元）或四舍五入。",
            "row 2, column “amount”: “6122.1300001” has too many decimals, money goes down to 0.01 "
            "yuan; check the unit "
            "(万元) or round it.",
        ),
        (
            "score_summary", SCORES.format("-86.23"),
            "第 2 行 “average_score”列：“-86.23”不是有效的分数；应为不小于 0 的数字。",
            "row 2, column “average_score”: “-86.23” is not a valid score; it must be a number of 0 or more.",
        ),
        (
            "execution", "month,project,amount\n13,,5\n",
            "第 2 行 “month”列：“13”不是月份；请填 1 到 12。",
            "row 2, column “month”: “13” is not a month; write 1 to 12.",
        ),
        (
            "expenditure", LINE.format("function", "2080"),
            "第 2 行 “code”列：“2080”不是支出功能分类科目编码；类、款、项分别为 3、5、7 位数字。",
            "row 2, column “code”: “2080” is not a functional code; classes, sections and items have "
            "3, 5 and 7 digits.",
        ),
        (
            "expenditure", LINE.format("function", "基本支出"),
            "第 2 行 “code”列：“基本支出”不是支出功能分类科目编码；类、款、项分别为 3、5、7 位数字。",
            "row 2, column “code”: “基本支出” is not a functional code; classes, sections and items "
            "have 3, 5 and 7 digits.",
        ),
        (
            "expenditure", LINE.format("economic", "2080201"),
            "第 2 行 “code”列：“2080201”不是支出经济分类科目编码；类、款分别为 3、5 位数字。",
            "row 2, column “code”: “2080201” is not an economic code; classes and sections have 3 "
            "and 5 digits.",
        ),
        (
            "expenditure", LINE.format("kind", "208"),
            "第 2 行 “code”列：“208”不是支出性质；可填：basic / personnel / public / project / "
            "remitted_to_superior / "
            "operating / subsidy_to_affiliated。",
            "row 2, column “code”: “208” is no kind of expenditure; one of: basic / personnel / "
            "public / project / "
            "remitted_to_superior / operating / subsidy_to_affiliated.",
        ),
        (
            "income", "item,function,phase,amount\nother,2080,actual,5\n",
            "第 2 行 “function”列：“2080”不是支出功能分类科目编码；类、款、项分别为 3、5、7 位数字。",
            "row 2, column “function”: “2080” is not a functional code; classes, sections and items "
            "have 3, 5 and 7 digits.",
        ),
        (
            "totals", "item,function,phase,amount\ncurrent_year_income,208.0,actual,5\n",
            "第 2 行 “function”列：“208.0”是被 Excel 改写的科目编码；请把该列设为“文本”格式，重新填写编码。",
            "row 2, column “function”: “208.0” is a code that Excel took for a number; format the column as "
            "“Text” and write the code again.",
        ),
        (
            "expenditure", "classification,code,kind,phase,amount\nkind,basic,project,actual,5\n",
            "第 2 行 “kind”列：“project”应留空：只有功能分类的行才再分支出性质；"
            "支出性质本身的行请写在科目编码列。",
            "row 2, column “kind”: “project” must be left out: only functional lines are split into kinds; "
            "the line of a kind itself has it in the column code.",
        ),
        (
            "expenditure", "classification,code,kind,phase,amount\nfunction,208,personnel,actual,5\n",
            "第 2 行 “kind”列：“personnel”不在可填的范围内；"
            "可填：basic / project / remitted_to_superior / operating / subsidy_to_affiliated。",
            "row 2, column “kind”: “personnel” is not allowed here; "
            "one of: basic / project / remitted_to_superior / operating / subsidy_to_affiliated.",
        ),
        (
            "totals", "item,phase,amount\ntotal_income,决算,5\n",
            "第 2 行 “phase”列：“决算”不在可填的范围内，是否应为“决算数”；"
            "可填：年初预算数 / 调整预算数 / 决算数。",
            "row 2, column “phase”: “决算” is not allowed here, did you mean “决算数”; one of: "
            "年初预算数 / 调整预算数 / 决算数.",
        ),
        (
            "totals", "item,phase,amount,unit\ntotal_income,actual,5,千元\n",
            "第 2 行 “unit”列：“千元”不在可填的范围内；可填：元 / 万元 / 亿元。",
            "row 2, column “unit”: “千元” is not allowed here; one of: 元 / 万元 / 亿元.",
        ),
        (
            "totals", "item,phase,amount,source\ntotal_income,actual,5,\n",
            "第 2 行 “source”列：不能留空；请补填，多余的行请整行删去。",
            "row 2, column “source”: must not be empty; fill it in, or delete the whole row if nothing "
            "belongs there.",
        ),
        (
            "stated", STATED.format("totals.income", "amount", "5"),
            "第 2 行 “item”列：“totals.income”不是可核对的项目，是否应为“totals.total_income”；"
            "写法为“表.项目”，如 totals.total_income。",
            "row 2, column “item”: “totals.income” is not a figure that can be checked, did you mean "
            "“totals.total_income”; write table.item, for example totals.total_income.",
        ),
        (
            "totals", TOTALS.format("5") + "收入总计,决算数,6\n",
            "第 3 行：与第 2 行重复（同一item + phase）；请只保留一行。",
            "row 3: repeats row 2 (the same item + phase); keep one of them.",
        ),
    ],
)  # fmt: skip
def test_each_rule_says_where_what_and_what_to_do(
    tmp_path: Path, table: str, text: str, zh: str, en: str
) -> None:
    [problem] = problems(tmp_path, {table: text})
    assert problem.text("zh") == f"ju/2022/{table}.csv {zh}"
    assert problem.text("en") == f"ju/2022/{table}.csv, {en}"


def test_a_column_is_called_as_the_file_calls_it(tmp_path: Path) -> None:
    text = "项目,期次,金额\n收入总计,决算数,x\n支出总计,决算数,5\n支出总计,决算数,5\n"
    assert [problem.text("zh") for problem in problems(tmp_path, {"totals": text})] == [
        f"ju/2022/totals.csv 第 2 行 “金额”列：“x”不是数字；{NUMBER}",
        "ju/2022/totals.csv 第 4 行：与第 3 行重复（同一项目 + 期次）；请只保留一行。",
    ]


def test_all_bad_cells_of_all_files_and_years_come_in_one_list(tmp_path: Path) -> None:
    files = {
        "2021/totals.csv": with_origin("item,phase,amount\ntotal_income,actual,x\ntotal_incom,actuall,y\n"),
        "2022/income.csv": with_origin("item,phase\nother,actual\n"),
        "2022/three_public.csv": with_origin(
            "item,phase,amount\ntotal,actual,1\ntotal,actual,z\nabroad,,%\n"
        ),
        "2022/projekts.csv": "x",
    }
    with pytest.raises(DataError) as error:
        load(write(tmp_path, files, 'unit = "角"\n[name]\nzh = "某局"\n'))
    places = [(problem.file, problem.row, problem.column, problem.rule) for problem in error.value.problems]
    assert places == [
        ("ju/2021/totals.csv", 2, "amount", "number"),
        ("ju/2021/totals.csv", 3, "item", "choice"),
        ("ju/2021/totals.csv", 3, "phase", "choice"),
        ("ju/2021/totals.csv", 3, "amount", "number"),
        ("ju/2022/income.csv", 1, None, "missing_column"),
        ("ju/2022/projekts.csv", None, None, "unknown_table"),
        ("ju/2022/three_public.csv", 3, None, "duplicate"),
        ("ju/2022/three_public.csv", 3, "amount", "number"),
        ("ju/2022/three_public.csv", 4, "phase", "filled"),
        ("ju/2022/three_public.csv", 4, "amount", "percent"),
        ("ju/department.toml", None, None, "toml_value"),
    ]
    assert error.value.text("zh").splitlines()[0] == "数据无法读取，共 11 处问题："
    assert error.value.text("en").splitlines()[0] == "The data cannot be read; 11 problem(s):"
    assert str(error.value) == error.value.text("zh")
    assert len(error.value.text("zh").splitlines()) == 12


def test_a_third_row_with_the_same_key_is_told_against_the_first(tmp_path: Path) -> None:
    found = problems(
        tmp_path, {"totals": TOTALS.format(1) + "total_income,actual,2\ntotal_income,actual,3\n"}
    )
    assert [(problem.row, problem.hint) for problem in found] == [(3, "2"), (4, "2")]


def test_rows_without_their_key_are_empty_and_no_duplicates(tmp_path: Path) -> None:
    found = problems(tmp_path, {"totals": "item,phase,amount\n,actual,1\n,actual,2\n"})
    assert [(problem.row, problem.rule) for problem in found] == [(2, "filled"), (3, "filled")]


def test_a_value_is_shown_on_one_line_and_not_at_full_length(tmp_path: Path) -> None:
    row = '"total\nincome\x1b[31m",actual,1,reported,文件\n'
    with pytest.raises(DataError) as error:
        load(write(tmp_path, {"2022/totals.csv": "item,phase,amount,basis,source\n" + row}))
    assert "“total income [31m”" in error.value.text("zh")
    [problem] = problems(tmp_path, {"totals": TOTALS.format("9" * 500)})
    assert f"“{'9' * 60}…”" in problem.text("zh")


@pytest.mark.parametrize("hostile", ["{value}", "{0}", "%s", "<script>alert(1)</script>", "{{7*7}}", "#set"])
def test_a_hostile_value_is_only_text(tmp_path: Path, hostile: str) -> None:
    [problem] = problems(tmp_path, {"totals": f"item,phase,amount\n{hostile},actual,1\n"})
    assert f"“{hostile}”" in problem.text("zh")


def test_money_is_told_in_wan_yuan_whatever_unit_it_is_written_in(tmp_path: Path) -> None:
    text = (
        "item,phase,amount,unit\ntotal_income,actual,80965,元\ntotal_expenditure,actual,3.0899,亿元\n"
        "operating_cost,actual,5,\n"
    )
    wan = book_of(tmp_path / "wan", {"totals": text})
    assert list(wan.tables["totals"]["amount"]) == [Decimal("8.0965"), Decimal(30899), Decimal(5)]
    yuan = book_of(tmp_path / "yuan", {"totals": text}, 'unit = "元"\n[name]\nzh = "某局"\n')
    assert list(yuan.tables["totals"]["amount"]) == [Decimal("8.0965"), Decimal(30899), Decimal("0.0005")]


def test_a_count_is_no_money_and_has_no_unit(tmp_path: Path) -> None:
    text = "item,phase,amount,unit\nvehicles,actual,20,元\nvehicle_operation,actual,1619300,元\n"
    book = book_of(tmp_path, {"three_public": text})
    assert book.value("three_public", "vehicles") == 20
    assert book.value("three_public", "vehicle_operation") == Decimal("161.93")


def test_a_stated_share_is_no_money_but_a_stated_change_is(tmp_path: Path) -> None:
    text = "item,measure,value,unit\ntotals.total_income,share,94.07,元\n"
    text += "totals.total_income,change,-4921900,元\n"
    assert list(book_of(tmp_path, {"stated": text}).tables["stated"]["value"]) == [
        Decimal("94.07"),
        Decimal("-492.19"),
    ]


def test_every_money_column_of_a_row_is_converted(tmp_path: Path) -> None:
    text = "project,initial_budget,adjusted_budget,spent,score,unit\n甲,10000,20000,,99,元\n"
    [row] = book_of(tmp_path, {"projects": text}).tables["projects"].to_dict("records")
    assert (row["initial_budget"], row["adjusted_budget"], row["spent"], row["score"]) == (1, 2, None, 99)


def test_indicators_have_no_money_and_keep_their_text(tmp_path: Path) -> None:
    text = "project,level1,level2,level3,target,actual,weight,score\n"
    text += "甲,产出,数量,户数,≥95%,达成预期指标,10,9.5\n"
    [row] = book_of(tmp_path, {"indicators": text}).tables["indicators"].to_dict("records")
    assert (row["target"], row["actual"], row["weight"], row["score"]) == (
        "≥95%",
        "达成预期指标",
        10,
        Decimal("9.5"),
    )


@pytest.mark.parametrize("code", ["基本支出", "Basic expenditure", "basic"])
def test_a_kind_of_expenditure_may_be_written_as_the_page_shows_it(tmp_path: Path, code: str) -> None:
    book = book_of(tmp_path, {"expenditure": LINE.format("支出性质", code)})
    assert book.value("expenditure", "basic", column="code") == 1


def test_full_width_digits_of_a_code_are_its_digits(tmp_path: Path) -> None:
    book = book_of(tmp_path, {"expenditure": LINE.format("function", "２０８")})
    assert book.value("expenditure", "208", column="code") == 1


def test_columns_that_may_be_left_out_are_there_and_empty(tmp_path: Path) -> None:
    [row] = book_of(tmp_path, {"totals": TOTALS.format(5)}).tables["totals"].to_dict("records")
    assert (row["unit"], row["note"], row["printed_name"]) == ("", "", "")


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    book = book_of(tmp_path, {"totals": "amount,phase,item\n5,actual,total_income\n"})
    assert book.value("totals", "total_income") == 5


@given(
    st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=1, max_size=9, unique=True)
)
@settings(max_examples=15, deadline=None)
def test_every_amount_of_a_table_arrives_exactly(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[Decimal]
) -> None:
    rows = "".join(f"项目{place},{amount},,,\n" for place, amount in enumerate(amounts))
    text = "project,initial_budget,adjusted_budget,spent,score\n" + rows
    book = book_of(tmp_path_factory.mktemp("data"), {"projects": text})
    assert list(book.tables["projects"]["initial_budget"]) == amounts
