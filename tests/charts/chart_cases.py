"""What every form is drawn from in the tests: a real department's figures, and the worst that may come."""

from decimal import Decimal

from budgetbook.charts import forms
from budgetbook.charts.forms import (
    Bar,
    Comparison,
    Grade,
    Panel,
    Part,
    Series,
    Stack,
    bars,
    bridge,
    columns,
    dots,
    panels,
    stacks,
    variance,
)

LONG = "最低生活保障、特困人员救助供养和临时救助等困难群众基本生活救助补助资金（中央）及配套"
LONG_EN = "Subsistence allowances, support for people in extreme difficulty and temporary relief (central)"
HOSTILE = '<script>"&$x^2$ #set {{7*7}} =cmd()\t\x0b\ufffe西藏བོད་ljongs'
BILLION = Decimal(1_000_000_000)

INCOME = [
    Bar("一般公共预算财政拨款", Decimal("5759.26"), "5,759.26（94.07%）", "income.general_public_budget"),
    Bar("政府性基金预算财政拨款", Decimal("190.13"), "190.13（3.11%）", "income.government_fund"),
    Bar("年初结转和结余", Decimal("172.74"), "172.74（2.82%）", "income.opening_carryover"),
]
INCOME_EN = [
    Bar("General public budget appropriation", Decimal("5759.26"), "5,759.26 (94.07%)"),
    Bar("Government-managed fund budget appropriation", Decimal("190.13"), "190.13 (3.11%)"),
]
EXTREME = [
    Bar(LONG, BILLION, "1,000,000,000.00（99.99%）"),
    Bar(LONG_EN, Decimal("0.01"), "0.01（0.00%）"),
    Bar("冲销", Decimal(-200_000_000), "-200,000,000.00（-20.00%）"),
    Bar("未公布", None, "缺数"),
    Bar(HOSTILE, Decimal(0), HOSTILE),
]
MANY = [Bar(f"第{n}个项目的名称", Decimal(n) ** 3, f"{n**3:,}.00（{n}.00%）") for n in range(25)]
ZEROS = [Bar(name, Decimal(0), "0.00（0.00%）") for name in "甲乙丙"]
NOTHING_KNOWN = [Bar("甲", None, "缺数"), Bar("乙", None, "缺数")]
BAR_CASES = {
    "real": INCOME,
    "English": INCOME_EN,
    "extreme": EXTREME,
    "one": INCOME[:1],
    "many": MANY,
    "zeros": ZEROS,
    "nothing known": NOTHING_KNOWN,
    "negative": [Bar("甲", Decimal(-5), "-5.00"), Bar("乙", Decimal("-0.5"), "-0.50")],
}
REASONS = [("信息化建设项目减少", "-206"), ("孤残儿童医疗康复项目经费压减", "-64.07"), ("人员经费", "-56.22")]
REASONS += [("公用经费", "-52.19"), ("会议费", "-43.87"), ("培训费", "-30"), ("“三公”经费", "-10")]


def steps(pairs):
    return [Bar(name, Decimal(value), f"{Decimal(value):+,.2f}") for name, value in pairs]


def stack(label, values, total):
    keys = ["income.general_public_budget", "income.government_fund", "income.opening_carryover"]
    whole = sum(map(Decimal, values)) or 1
    parts = [
        Part(Decimal(v), f"{Decimal(v) / whole * 100:.2f}%", key)
        for v, key in zip(values, keys, strict=False)
    ]
    return Stack(label, parts, total)


LEGEND = [(bar.label, bar.key) for bar in INCOME]
STACKS = [
    Stack("2020年", [], "缺数：未公布"),
    stack("2021年", ["5730.55", "201", "682.77"], "6,614.32"),
    stack("2022年", ["5759.26", "190.13", "172.74"], "6,122.13"),
]
EXTREME_STACKS = [
    stack(LONG, ["1000000000", "0.01", "0.02"], "1,000,000,000.03"),
    stack("负", ["100", "-20", "30"], "110.00"),
    stack("零", ["0", "0", "0"], "0.00"),
    Stack(
        "缺",
        [Part(None, "缺数", "income.government_fund"), Part(Decimal(5), "100%", "income.business")],
        "[x]",
    ),
    stack(HOSTILE, ["0.01", "0.02", "1000"], HOSTILE),
]
FIVE = [("一般公共预算", "income.general_public_budget"), ("政府性基金", "income.government_fund")]
FIVE += [("国有资本经营", "income.state_capital"), ("事业收入", "income.business"), ("其他", "income.other")]
FIVE_PARTS = [Part(Decimal(v), f"{v}.00%", key) for v, (_, key) in zip((1, 1, 96, 1, 1), FIVE, strict=True)]
OUTPUTS = [
    Stack(
        "低保对象（人）",
        [
            Part(Decimal(23637), "城市 23,637", "income.business"),
            Part(Decimal(131913), "农村 131,913", "income.other"),
        ],
        "155,550",
    ),
    Stack(
        "特困人员（人）",
        [
            Part(Decimal(10), "城市特困人员集中供养人数 10", "income.business"),
            Part(Decimal(13902), "农村特困人员 13,902", "income.other"),
            Part(Decimal(20), "农村特困人员分散供养人数（含委托照料）20", "income.operating"),
            Part(Decimal(30), "其他享受特困救助供养待遇的人员 30", "income.government_fund"),
        ],
        "13,962",
    ),
]


def series(label, values, key=""):
    texts = ["缺数" if value is None else f"{Decimal(value):,.2f}" for value in values]
    return Series(label, [None if value is None else Decimal(value) for value in values], texts, key)


YEARS = ["2018", "2019", "2020", "2021", "2022"]
FLOWS = [
    series("收入总计", [None, "6614.32", "6122.13"], "total.income"),
    series("支出总计", [None, "5931.55", "4862.71"], "total.expenditure"),
]
FIVE_YEARS = [
    series("收入总计", ["6001", None, "7010.5", "6614.32", "6122.13"], "total.income"),
    series("支出总计", ["5931.55", None, "6000", None, "4862.71"], "total.expenditure"),
    series("年末结转和结余", ["69.45", None, "1010.5", "682.77", "1259.42"], "total.closing_carryover"),
]
HUGE = [
    series(LONG[:20], [BILLION, "0.01", None, -BILLION, "0"]),
    series("支出", [BILLION, "-0.01", "1", "2", None]),
]


def panel(title, budget, actual, key="three_public.reception"):
    one, other = series("", budget), series("", actual)
    return Panel(title, other.values, other.texts, one.values, one.texts, key)


THREE_PUBLIC = [
    panel("因公出国（境）费", ["0", "0", "0"], [None, "0", "0"], "three_public.abroad"),
    panel("公务用车购置费", ["0", "40", "0"], [None, "39.8", "0"], "three_public.vehicle_purchase"),
    panel(
        "公务用车运行维护费",
        ["170", "165", "165"],
        [None, "160.11", "161.93"],
        "three_public.vehicle_operation",
    ),
    panel("公务接待费", ["5", "3", "2"], [None, "1.2", "0.27"], "three_public.reception"),
    panel("“三公”经费合计", ["175", "208", "167"], [None, "201.11", "162.2"], "three_public.total"),
]
SIX_YEARS = [
    panel(title, ["170", "165", "165", "150", "140", "130"], ["160", "161", "162", "140", None, "129.99"])
    for title in ("因公出国（境）费", "公务用车运行维护费", "公务接待费")
]
WILD_PANELS = [panel(LONG, [BILLION, "0.01"], [None, "-5000000"]), panel(HOSTILE, ["0", "0"], ["0", None])]
NO_BUDGET = [Panel("公务接待费", [Decimal("0.27")], ["0.27"])]
NAMES = {"budget": "年初预算数", "actual": "决算数"}


def line(label, budget, actual, change=None, percent=None, *, change_text="[x]", percent_text="[x]"):
    texts = ["缺数" if value is None else f"{Decimal(value):,.2f}" for value in (budget, actual)]
    values = [None if value is None else Decimal(value) for value in (budget, actual, change, percent)]
    return Comparison(label, *values, *texts, change_text, percent_text)


LINES = [
    line("基本支出", "3120.55", "3302.03", "181.48", "5.82", change_text="+181.48", percent_text="+5.82%"),
    line(
        "项目支出", "2810", "1560.67", "-1249.33", "-44.46", change_text="-1,249.33", percent_text="-44.46%"
    ),
    line("住房保障支出", "0", "12.5", "12.5", change_text="+12.50", percent_text="上年为0"),
    line("卫生健康支出", None, "220.11"),
    line("其他支出", "1", "12.5", "11.5", "1150", change_text="+11.50", percent_text="+1,150.00%"),
]
WILD_LINES = [
    line(LONG, BILLION, "0.01", -BILLION, "-100", change_text="-1,000,000,000.00", percent_text="-100.00%"),
    line(LONG_EN, "-5", "0", "5", None, change_text="+5.00", percent_text="[z]"),
    line(
        "小",
        "0.01",
        "100000",
        "99999.99",
        "999999900",
        change_text="+99,999.99",
        percent_text="+999,999,900.00%",
    ),
]
COMPARED = {**NAMES, "change": "差额", "percent": "差异率"}
COMPARED_EN = {
    "budget": "Initial budget",
    "actual": "Final accounts",
    "change": "Difference",
    "percent": "In %",
}
GRADES = [
    Grade("差", Decimal(0), Decimal(60), "grade.poor"),
    Grade("中", Decimal(60), Decimal(80), "grade.fair"),
    Grade("良", Decimal(80), Decimal(90), "grade.good"),
    Grade("优", Decimal(90), Decimal(100), "grade.excellent"),
]
GRADES_EN = [
    Grade(name, grade.lower, grade.upper, grade.key)
    for name, grade in zip(("Poor", "Fair", "Good", "Excellent"), GRADES, strict=True)
]
SCORE = [Bar("2022年", Decimal("86.23"), "86.23 良")]
SCORES = [
    Bar("2018年", Decimal(100), "100.00 优"),
    Bar("2019年", Decimal(0), "0.00 差"),
    Bar("2020年", None, "缺数"),
    Bar("2021年", Decimal("97.5"), "97.50 优"),
    *SCORE,
]
COUNTS = [
    Bar("优", Decimal(12), "12个（35.3%）", "grade.excellent"),
    Bar("良", Decimal(15), "15个（44.1%）", "grade.good"),
    Bar("中", Decimal(7), "7个（20.6%）", "grade.fair"),
    Bar("差", Decimal(0), "0个（0.0%）", "grade.poor"),
]
RATES = [
    Bar("信息化建设项目", Decimal("98.2"), "98.20%"),
    Bar("困难群众救助补助资金", Decimal(100), "100.00%"),
    Bar("一次性补助", Decimal("320.7"), "320.70%"),
    Bar("退回", Decimal(-5), "-5.00%"),
    Bar("未公布项目", None, "缺数"),
    Bar("未执行项目", Decimal(0), "0.00%"),
]
READING = {"reading": "得分越高越好 →"}
RANGE = {"range_label": "基本相符 95%–105%"}

# name: the figure's drawing, the public form, what both are called with
CASES = {
    **{f"share_bars {n}": (bars.draw_share_bars, forms.share_bars, (c,), {}) for n, c in BAR_CASES.items()},
    **{
        f"share_bars half {n}": (bars.draw_share_bars, forms.share_bars, (c,), {"size": "half"})
        for n, c in BAR_CASES.items()
    },
    **{
        f"change_bars {n}": (bars.draw_change_bars, forms.change_bars, (c,), {}) for n, c in BAR_CASES.items()
    },
    "count_bars": (bars.draw_count_bars, forms.count_bars, (COUNTS,), {}),
    "count_bars half": (bars.draw_count_bars, forms.count_bars, (COUNTS,), {"size": "half"}),
    "waterfall": (
        bridge.draw_waterfall,
        forms.waterfall,
        (
            Bar("2021年收入总计", Decimal("6614.32"), "6,614.32"),
            steps(
                [("一般公共预算财政拨款", "28.71"), ("政府性基金", "-10.87"), ("年初结转和结余", "-510.03")]
            ),
            Bar("2022年收入总计", Decimal("6122.13"), "6,122.13"),
        ),
        {},
    ),
    "waterfall extreme": (
        bridge.draw_waterfall,
        forms.waterfall,
        (
            Bar(LONG, BILLION, "1,000,000,000.00"),
            [*steps([(LONG, "0.01"), ("减", "-1500000000")]), Bar(HOSTILE, None, "缺数")],
            Bar(LONG_EN, Decimal(-500_000_000), "-500,000,000.00"),
        ),
        {},
    ),
    "reasons_bars": (
        bridge.draw_reasons_bars,
        forms.reasons_bars,
        (
            Bar("2022年比2021年", Decimal("-492.19"), "-492.19"),
            steps(REASONS),
            Bar("其余未说明", Decimal("-29.84"), "-29.84"),
        ),
        {},
    ),
    "reasons_bars beyond the total": (
        bridge.draw_reasons_bars,
        forms.reasons_bars,
        (
            Bar("合计", Decimal(10), "+10.00"),
            steps([("甲", "500"), ("乙", "-20")]),
            Bar("其余", Decimal(-470), "-470.00"),
        ),
        {},
    ),
    "stacked_shares": (stacks.draw_stacked_shares, forms.stacked_shares, (STACKS, LEGEND), {}),
    "stacked_shares extreme": (
        stacks.draw_stacked_shares,
        forms.stacked_shares,
        (EXTREME_STACKS, LEGEND),
        {},
    ),
    "stacked_shares five parts": (
        stacks.draw_stacked_shares,
        forms.stacked_shares,
        ([Stack("2022年", FIVE_PARTS, "100.00")], FIVE),
        {},
    ),
    "parts_bars": (stacks.draw_parts_bars, forms.parts_bars, (OUTPUTS,), {}),
    "year_columns": (columns.draw_year_columns, forms.year_columns, (["2020", "2021", "2022"], FLOWS), {}),
    "year_columns one": (
        columns.draw_year_columns,
        forms.year_columns,
        (["2022"], [series("支出", ["0"])]),
        {},
    ),
    "year_columns table": (columns.draw_year_columns, forms.year_columns, (YEARS, FIVE_YEARS), {}),
    "year_columns half": (
        columns.draw_year_columns,
        forms.year_columns,
        (YEARS, FIVE_YEARS),
        {"size": "half"},
    ),
    "year_columns huge": (columns.draw_year_columns, forms.year_columns, (YEARS, HUGE), {}),
    "year_columns huge half": (
        columns.draw_year_columns,
        forms.year_columns,
        (YEARS, HUGE),
        {"size": "half"},
    ),
    "small_multiples": (
        panels.draw_small_multiples,
        forms.small_multiples,
        (THREE_PUBLIC, ["2020", "2021", "2022"]),
        NAMES,
    ),
    "small_multiples own scale": (
        panels.draw_small_multiples,
        forms.small_multiples,
        (THREE_PUBLIC, ["2020", "2021", "2022"]),
        {**NAMES, "own_scale": True},
    ),
    "small_multiples six years": (
        panels.draw_small_multiples,
        forms.small_multiples,
        (SIX_YEARS, ["2017", *YEARS]),
        NAMES,
    ),
    "small_multiples extreme": (
        panels.draw_small_multiples,
        forms.small_multiples,
        (WILD_PANELS, ["2021年", "2022年"]),
        NAMES,
    ),
    "small_multiples one": (panels.draw_small_multiples, forms.small_multiples, (NO_BUDGET, ["2022"]), NAMES),
    "budget_actual": (variance.draw_budget_actual, forms.budget_actual, (LINES,), COMPARED),
    "budget_actual English": (variance.draw_budget_actual, forms.budget_actual, (LINES,), COMPARED_EN),
    "budget_actual extreme": (variance.draw_budget_actual, forms.budget_actual, (WILD_LINES,), COMPARED),
    "grade_band": (dots.draw_grade_band, forms.grade_band, (SCORE, GRADES), READING),
    "grade_band years": (dots.draw_grade_band, forms.grade_band, (SCORES, GRADES), READING),
    "grade_band half": (
        dots.draw_grade_band,
        forms.grade_band,
        (SCORES, GRADES_EN),
        {"reading": "higher is better →", "size": "half"},
    ),
    "dot_ranges": (dots.draw_dot_ranges, forms.dot_ranges, (RATES,), RANGE),
    "dot_ranges many": (
        dots.draw_dot_ranges,
        forms.dot_ranges,
        ([Bar(LONG, Decimal(n * 8), f"{n * 8}.00%") for n in range(25)],),
        RANGE,
    ),
    "dot_ranges nothing known": (dots.draw_dot_ranges, forms.dot_ranges, (NOTHING_KNOWN,), RANGE),
}
