"""Countable results: what counts as one, what it is called, what it is a part of, and what is left alone."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetbook.intake.assemble import Assembled, assemble
from budgetbook.intake.documents import Document
from budgetbook.intake.identity import identify
from budgetbook.intake.outputs import counts
from budgetbook.intake.outputs.sections import area, tells_results
from budgetbook.intake.statements.lexicon import rows
from budgetbook.intake.statements.normal import plain

PIECES = [
    *"，。；：、()（）%\n 0123456789.万亿余元人户个次其中为率的",
    *("每人每年", "惠及", "截至11月底"),
]
HEAD = "一、绩效目标完成情况\n"
Row = tuple[str, str, str, str]


def read(text: str) -> Assembled:
    one = Document("某局2023年度自评报告.txt", "text", text)
    return assemble(one, identify(one), 2023).under("报告")


def outputs(text: str) -> list[Row]:
    """Name (with its part behind a slash), value, unit and qualifier of each result of such a section."""
    told = []
    for one in read(HEAD + text).said:
        if one.table == "outputs":
            name = f"{one.key['output']}/{one.key['part']}" if one.key["part"] else one.key["output"]
            told.append((name, one.value, one.unit, one.key.get("qualifier", "")))
    return told


def left(text: str) -> list[str]:
    return [one.figure for one in read(text).unread]


SENTENCES: dict[str, tuple[str, list[Row]]] = {
    "things counted behind their name": (
        "全年新建幼儿园12所，新增学位3600个。",
        [("新建幼儿园", "12", "所", ""), ("新增学位", "3600", "个", "")],
    ),
    "things counted in front of their name": (
        "加快推动65家日间照料中心建设。明确了32家成员单位的工作职责。",
        [("日间照料中心建设", "65", "家", ""), ("成员单位", "32", "家", "")],
    ),
    "what was done with them goes on with the name": (
        "对16个供养中心进行提升改造。",
        [("供养中心提升改造", "16", "个", "")],
    ),
    "a short name takes the words in front along": (
        "共审核上报10万余条地名。",
        [("审核上报地名", "10", "万条", "over")],
    ),
    "money is named after what it is": (
        "发放助学金2,310.5万元。投入资金500万元，用于卫生院改造。",
        [("助学金", "2310.5", "万元", ""), ("卫生院改造资金", "500", "万元", "")],
    ),
    "money only spent is named after what it was spent on": (
        "累计投入1.47亿元建设49个幸福院。落实1.7亿元对16个供养中心进行改造。",
        [
            ("幸福院投入", "1.47", "亿元", ""),
            ("幸福院", "49", "个", ""),
            ("供养中心改造资金", "1.7", "亿元", ""),
            ("供养中心改造", "16", "个", ""),
        ],
    ),
    "money for each is a rate of its own": (
        "补助标准为每人每月800元。给予每人每年1万元的补助。",
        [("每人每月补助标准", "800", "元", ""), ("每人每年补助", "1", "万元", "")],
    ),
    "parts in a bracket add up": (
        "全市共有养老机构128家（其中公办30家、民办98家），床位1.6万张。",
        [
            ("养老机构", "128", "家", ""),
            ("养老机构/公办", "30", "家", ""),
            ("养老机构/民办", "98", "家", ""),
            ("床位", "1.6", "万张", ""),
        ],
    ),
    "parts after 其中 go on over commas and end with their unit": (
        "登记社会组织27家，其中：社会团体20家，基金会7家，培训90人次，党组织覆盖率达到96.71%。",
        [
            ("登记社会组织", "27", "家", ""),
            ("登记社会组织/社会团体", "20", "家", ""),
            ("登记社会组织/基金会", "7", "家", ""),
            ("培训", "90", "人次", ""),
            ("党组织覆盖率", "96.71", "%", ""),
        ],
    ),
    "people reached belong to what was said before": (
        "发放一次性补贴1.98亿元，惠及16.67万人（次）。举办培训12期1200人次。",
        [
            ("一次性补贴", "1.98", "亿元", ""),
            ("一次性补贴惠及人次", "16.67", "万人次", ""),
            ("培训", "12", "期", ""),
            ("培训人次", "1200", "人次", ""),
        ],
    ),
    "a large number in front of people counts people": (
        "累计为11.7万居家老年人提供照料服务。",
        [("居家老年人", "11.7", "万人", "")],
    ),
    "measures": (
        "完成农村公路改建56.8公里，造林1.2万亩，粮食总产量达到35.6万吨。",
        [
            ("农村公路改建", "56.8", "公里", ""),
            ("造林", "1.2", "万亩", ""),
            ("粮食总产量", "35.6", "万吨", ""),
        ],
    ),
    "places covered": ("全省7地（市）殡仪机构实现全覆盖。", [("殡仪机构覆盖地（市）", "7", "个", "")]),
    "over, nearly and planned": (
        "募捐款物8700余万元，谈心谈话100多人（次），就业近3000人。2023年拟完成300座场所登记工作。",
        [
            ("募捐款物", "8700", "万元", "over"),
            ("谈心谈话", "100", "人次", "over"),
            ("就业", "3000", "人", "nearly"),
            ("场所登记", "300", "座", "planned"),
        ],
    ),
    "things listed in front of their names": (
        "共有20个乡镇、156个行政村实现通车。",
        [("乡镇", "20", "个", ""), ("行政村", "156", "个", "")],
    ),
    "remarks in brackets are no part of a name": (
        "办理结婚（初婚、补办、复婚）登记23338对。",
        [("结婚登记", "23338", "对", "")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_a_sentence_gives_exactly_its_results(text: str, expected: list[Row]) -> None:
    assert outputs(text) == expected


NOTHING = {
    "limits and targets": "满意度不低于95%，培训不少于120人。",
    "a change": "入住老人比上年增加560人，门诊量同比增长2000人次。",
    "another year": "2022年培训200人。",
    "money of the budget": "年初预算120万元，实际支出118万元，预算执行率98%。",
    "a range": "每月培训3-5次。",
    "ordinals, ages, times and classes": "第3次会议，65岁以上，用时12个月，3年级，24小时，一级2分。",
    "a share that is no rate": "完成全市40%的任务。",
    "staff posts": "行政编制53名，在职人员48人。",
    "what nobody can name": "向120个村选派干部240名。总数达到120家，金额345.6万元。",
    "indicators and targets of the evaluation itself": "设置一级指标3个，绩效目标20个。",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_what_is_no_certain_result_is_not_claimed(text: str) -> None:
    assert outputs(text) == []


def test_a_place_and_the_field_of_work_come_from_the_headings() -> None:
    text = "一、工作成效\n（一）养老服务全面加速发展。建成幸福院49个。\n二、存在的问题\n抽查12户。"
    found = [(one.key["area"], one.place, one.value) for one in read(text).said if one.table == "outputs"]
    assert found == [("养老服务", "报告 一（一）", "49")]
    assert left(text) == ["12"]


def test_parts_that_do_not_add_up_are_some_of_the_whole() -> None:
    roles = {
        one.key["part"]: one.key["role"]
        for one in read(f"{HEAD}建成中心65家（其中32家已运行），接诊9人（男4人、女5人）。").said
    }
    assert roles == {"": "whole", "已运行": "of_which", "男": "part", "女": "part"}


def test_what_a_number_is_the_state_of_is_a_note() -> None:
    text = HEAD + "截至11月底，实施救助1120人次。累计建成幸福院49个。检查企业约300家次。"
    notes = [(one.value, one.note, one.key["note_en"]) for one in read(text).said]
    assert notes == [
        ("1120", "截至11月底", "to the end of month 11"),
        ("49", "累计数", "cumulative"),
        ("300", "约数", "approximate"),
    ]


def test_a_result_said_twice_counts_once_and_another_value_of_its_name_is_left() -> None:
    text = HEAD + "培训教师120人。共培训教师120人。培训教师130人。"
    assert outputs(text.removeprefix(HEAD)) == [("培训教师", "120", "人", "")]
    assert left(text) == ["130"]


def test_what_was_done_counts_and_not_what_was_meant_to_be_done() -> None:
    text = "计划培训120人，实际培训130人。"
    assert outputs(text) == [("培训", "130", "人", "")]
    assert left(HEAD + text) == ["120"]


def test_counts_outside_the_results_are_left_to_be_looked_at() -> None:
    text = (
        "一、基本情况\n行政编制53名，内设机构6个。根据《关于扶持50户农户的通知》（某发〔2022〕8号）第3条，"
        "走访群众120户，用时3个月，2023年12月完成。"
    )
    assert left(text) == ["120"]


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (("部门绩效实现情况", "履职完成情况"), True),
        (("绩效目标实现情况",), True),
        (("三、结论", "预算绩效管理的成效", "工作成效", "养老服务加快发展"), True),
        (("工作成效", "存在的问题"), False),
        (("支出完成情况",), False),
        (("履职完成情况", "收支情况"), False),
        ((), False),
    ],
)
def test_headings_tell_where_results_are(titles: tuple[str, ...], told: bool) -> None:
    assert tells_results(titles) is told


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("社会组织和社会工作健康有序发展", "社会组织和社会工作"),
        ("基层治理工作不断加强", "基层治理"),
        ("社会事务", "社会事务"),
        ("工作成效", ""),
        ("2023年完成12项工作", ""),
    ],
)
def test_a_heading_names_the_field_without_what_it_says_of_it(title: str, field: str) -> None:
    assert area((title,)) == field


def test_the_lexicon_of_units_knows_no_other_kinds() -> None:
    kinds = {row["kind"] for row in rows("counters")}
    assert kinds == {"counter", "measure", "place", "ignored"}


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 10**9),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["", "余"]),
    st.sampled_from(sorted({row["spelling"] for row in rows("counters") if row["kind"] == "counter"})),
)
def test_a_count_is_read_back_exactly(number: int, large: str, over: str, unit: str) -> None:
    clear = plain(f"办理{number:,}{over}{large}{unit}。")
    (one,) = counts(clear.text)
    scale = {"": 1, "万": 10**4, "亿": 10**8}[large]
    assert (one.value, one.size) == (Decimal(number), number * scale)
    assert one.unit.startswith(large) and bool(one.qualifier) is bool(over)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_jumble_under_a_heading_of_results_is_read_without_a_fault(pieces: list[str]) -> None:
    text = HEAD + "".join(pieces)
    for one in read(text).said:
        assert one.table != "outputs" or (one.key["output"] and one.value and one.unit)
