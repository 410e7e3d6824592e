import pytest

from .conftest import Find

LINES = "classification,code,name,phase,amount\n{},{},,actual,1\n"


@pytest.mark.parametrize(
    ("classification", "code"),
    [("function", "208"), ("function", "2080201"), ("economic", "30217"), ("kind", "basic")],
)
def test_r18_known_codes_in_their_classification(findings: Find, classification: str, code: str) -> None:
    assert findings("R18", expenditure=LINES.format(classification, code)) == []


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年的编码“301”不是功能分类的编码，请核对编码或分类。"),
        (
            "en",
            "In 2022, code “301” is none of the classification “By function”."
            " Check the code or the classification.",
        ),
    ],
)
def test_r18_a_code_of_the_other_classification(findings: Find, language: str, message: str) -> None:
    [found] = findings("R18", language, expenditure=LINES.format("function", "301"))
    assert (found.message, found.severity, found.subject) == (message, "warning", "expenditure.301")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年有2个编码不在科目目录中：299和29999，请核对是否为新增科目。"),
        (
            "en",
            "In 2022, the catalogue lacks 2 codes: 299 and 29999. Check whether they are new.",
        ),
    ],
)
def test_r18_unknown_codes_are_one_remark(findings: Find, language: str, message: str) -> None:
    expenditure = (
        LINES.format("function", "299") + "function,29999,,actual,1\nfunction,29999,,initial_budget,1\n"
    )
    [found] = findings("R18", language, expenditure=expenditure)
    assert (found.message, found.severity) == (message, "info")
    assert len(found.sources) == 2


SPLIT = "classification,code,name,fund,kind,phase,amount\nfunction,{},,{},{},actual,1\n"


@pytest.mark.parametrize(("fund", "kind"), [("government_fund", ""), ("", "basic")])
def test_r18_a_code_that_only_a_single_fund_or_kind_has(findings: Find, fund: str, kind: str) -> None:
    assert findings("R18", expenditure=SPLIT.format("208", fund, kind)) == []
    [found] = findings("R18", expenditure=SPLIT.format("308", fund, kind))
    assert found.subject == "expenditure.308"


@pytest.mark.parametrize("table", ["income", "totals"])
def test_r18_a_code_that_income_or_totals_are_split_by(findings: Find, table: str) -> None:
    item = {"income": "business", "totals": "current_year_income"}[table]
    lines = "item,function,phase,amount\n{},{},actual,1\n"
    assert findings("R18", **{table: lines.format(item, "2080201")}) == []
    [found] = findings("R18", **{table: lines.format(item, "3080201")})
    assert found.message == "2022年的编码“3080201”不是功能分类的编码，请核对编码或分类。"
    [new] = findings("R18", **{table: lines.format(item, "2990101")})
    assert new.sources == (f"文件（ju/2022/{table}.csv:2）",)


def test_r18_a_code_in_several_tables_is_one_line(findings: Find) -> None:
    income = "item,function,phase,amount\nbusiness,299,actual,1\nother,299,actual,1\n"
    [found] = findings("R18", expenditure=LINES.format("function", "299"), income=income)
    assert found.sources == ("文件（ju/2022/expenditure.csv:2）",)
