"""What every form is drawn from in the tests: a real department's figures, and the worst that may come."""

from decimal import Decimal
from itertools import pairwise

from budgetbook.charts import forms
from budgetbook.charts.forms import (
    Across,
    Bar,
    Bin,
    Comparison,
    Corner,
    Course,
    Facing,
    Grade,
    Measured,
    Panel,
    Part,
    Point,
    Series,
    Split,
    Stack,
    bars,
    bridge,
    columns,
    dots,
    effects,
    facing,
    lines,
    panels,
    stacks,
    tallies,
    variance,
    years,
)
from budgetbook.charts.forms.beside import draw_beside
from budgetbook.charts.forms.courses import draw_courses
from budgetbook.charts.forms.dumbbell import Pair, draw_dumbbell
from budgetbook.charts.forms.histogram import draw_histogram
from budgetbook.charts.forms.scatter import draw_scatter

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
    series("年末结转和结余", ["69.45", None, "1010.5", "682.77", "1259.42"], "income.opening_carryover"),
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
CARRIED = [
    series("殡仪馆火化设施改造", [None, None, "413.47", "555.27", "662.36"]),
    series("公办敬老院改造提升", ["71.75", "64.22", "0", "87.9", "71.51"]),
]
WILD_CARRIED = [
    series(LONG, [BILLION, "-5000000", None, "0", "0.01"]),
    series(LONG_EN, ["1", "2", "3", "4", "5"]),
    Series(HOSTILE, [Decimal(1)] * 5, [HOSTILE] * 5),
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

MONTHS = [f"{month}月" for month in range(1, 13)]
MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def rates(label, values, key="", every=3):
    """Rates over the months, labelled at the ends of quarters."""
    known = [None if value is None else Decimal(str(value)) for value in values]
    texts = [
        f"{value:,.2f}%" if value is not None and not place % every else ""
        for place, value in enumerate(known, 1)
    ]
    return Series(label, known, texts, key)


TIME = Series("时间进度", [Decimal(month * 100) / 12 for month in range(1, 13)], [""] * 12)
THIS_YEAR = rates("2024年", [4, 9, 18, 26, 33, 45, 52, 58, 66, 74, 83, 97.35], "scenario.actual")
LAST_YEAR = rates("2023年", [3, 8, 16, 24, 33, 44, 51, 60, 68, 76, 84, 95], "scenario.previous_year")
SO_FAR = rates("2024年", [4, 9, None, 26, None, 45, *[None] * 6], "scenario.actual")
ALONE = rates("2024年", [*[None] * 5, 45.5, *[None] * 6], "scenario.actual")
WILD_RATES = [
    rates(LONG, [-20, 5, 400, 350, None, 401.25, None, 2, *[400] * 4], "order.1"),
    rates(LONG_EN, [400] * 12, "order.2"),
    rates(HOSTILE, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.01], "order.3"),
    rates("丁", [400] * 12, "order.4"),
]
LINE_CASES = {
    "real": ([MONTHS, [THIS_YEAR, LAST_YEAR]], {"reference": TIME}),
    "English": ([MONTHS_EN, [THIS_YEAR, LAST_YEAR]], {"reference": TIME}),
    "so far": ([MONTHS, [SO_FAR, LAST_YEAR]], {"reference": TIME}),
    "alone": ([MONTHS, [ALONE]], {"reference": TIME}),
    "same": ([MONTHS, [THIS_YEAR, THIS_YEAR]], {}),
    "wild": ([MONTHS, WILD_RATES], {"reference": TIME}),
    "every month": (
        [MONTHS, [rates(name, range(1, 13), f"order.{name}", every=1) for name in "1234"]],
        {},
    ),
    "huge": ([MONTHS, [rates("甲", [10**9] * 12), rates("乙", [0.01] * 12)]], {}),
    "few labels": ([[LONG, HOSTILE, "丙"], [rates("甲", [1, 2, 3], every=1)]], {}),
}


def histogram_bins(counts, lows=(0, 60, 80, 90), step=5, start=0, names=None):
    """Bins from `start` to 100 in steps, cut at `lows`, with `counts` and names by their lower edge."""
    limits = [Decimal(str(low)) for low in lows]
    edges = sorted({*limits, *(Decimal(edge) for edge in range(start, 101, step))} - {*range(start)})
    keys = ("grade.poor", "grade.fair", "grade.good", "grade.excellent")
    return [
        Bin(
            lower,
            upper,
            counts.get(float(lower), 0),
            f"{counts[float(lower)]:,}" if counts.get(float(lower)) else "",
            [key for limit, key in zip(limits, keys, strict=True) if lower >= limit][-1],
            (names or {}).get(float(lower), ""),
        )
        for lower, upper in pairwise(edges)
    ]


CEILING = {30: 1, 50: 2, 60: 1, 75: 1, 80: 1, 85: 1, 90: 3, 95: 290}
TOP = {90: 1, 92: 2, 96: 30, 99: 260}
CLOSE = (0, 88, 89, "89.5")
CLOSE_GRADES = [
    Grade(f"{grade.label} 120个", Decimal(str(low)), Decimal(str(high)), grade.key)
    for grade, low, high in zip(GRADES, CLOSE, (*CLOSE[1:], 100), strict=True)
]
HISTOGRAMS = {
    "": (histogram_bins({50: 1, 70: 2, 80: 5, 85: 4, 90: 6, 95: 3}, names={50: "更新（52分）"}), GRADES, ()),
    "ceiling": (
        histogram_bins(CEILING, names={30: LONG, 50: HOSTILE}), GRADES, histogram_bins(TOP, step=1, start=90),
    ),
    "names far apart": (histogram_bins({5: 1, 60: 1, 95: 40}, names={5: LONG, 60: LONG_EN}), GRADES, ()),
    "names at the end": (histogram_bins({90: 1, 95: 1}, names={90: LONG, 95: "乙（99分）"}), GRADES_EN, ()),
    "one": (histogram_bins({85: 1}, names={85: "甲（86分）"}), GRADES, ()),
    "thirty": (histogram_bins({95: 30}), GRADES_EN, histogram_bins({99: 30}, step=1, start=90)),
    "zeros": (histogram_bins({0: 300}), GRADES, ()),
    "hundreds": (histogram_bins({95: 12345}), GRADES, histogram_bins({99: 12345}, step=1, start=90)),
    "close limits": (
        histogram_bins({85: 120, 88: 130, 89: 1250, 89.5: 1260, 90: 1240, 95: 9}, CLOSE), CLOSE_GRADES, (),
    ),
}  # fmt: skip
TALLIES = [
    Stack(
        name, [Part(Decimal(count), "", grade.key) for count, grade in zip(counts, GRADES, strict=True)], text
    )
    for name, counts, text in (
        ("救助处", (3, 0, 1, 2), "6个（差3、良1、优2），平均61.2分"),
        (LONG, (0, 0, 0, 300), "300个（优300），平均99.87分"),
        (HOSTILE, (1, 0, 0, 0), LONG_EN),
    )
]


def split(label, *values, names=("增减额", "数量影响", "单价影响")):
    change, *parts = [
        Bar(name, Decimal(value), f"{Decimal(value):+,.2f}")
        for name, value in zip(names, values, strict=True)
    ]
    return Split(label, change, parts)


SPLITS = [
    split("公务用车运行维护费", "-0.59", "-2.71", "2.12"),
    split("公务接待费（按接待批次）", "0.36", "0.99", "-0.63"),
    split("因公出国（境）费", "0", "0", "0"),
]
SPLIT_EN = split(LONG_EN, "-9", "-9", "0", names=("Change", "Count effect", "Unit-cost effect"))
WILD_SPLITS = [
    split(f"{LONG}（{LONG}）", BILLION, "-0.01", BILLION),
    split(HOSTILE, -BILLION, -2 * BILLION, BILLION),
    split("小", "0.01", "0.01", "0"),
]

SCATTER = [Point(Decimal(x), Decimal(y)) for x, y in ((92, 93), (97, 96), (97, 96), (100, 91), (88, 79))]
UNSPENT = [Point(Decimal(40 + n), Decimal(98 - n), True, bar.label) for n, bar in enumerate(RATES)]
RATE_AXIS = {
    "across": Across("预算执行率", "◀ 低于0%", "高于150% ▶", (Decimal(50), Decimal(110)), suffix="%"),
    "title": "得分（折合百分制）",
    "grades": GRADES,
    "lowest": Decimal(70),
    "corner": Corner("得分90分及以上且执行率低于60%", Decimal(60), Decimal(90), right=False, top=True),
    "together": "图中数字为位置重合或相近的项目个数",
    "band": (Decimal(95), Decimal(105), "95%—105%"),
}
AMOUNT_AXIS = {
    **RATE_AXIS,
    "across": Across("Spent (wan yuan, logarithmic scale)", "0 or less", log=True),
    "grades": GRADES_EN,
    "corner": Corner("Scores below 80 that spent much", Decimal(10), Decimal(80), right=True, top=False),
    "band": None,
}
OFF_SCALE = [Point(Decimal(x), Decimal(90 + n)) for n, x in enumerate((-5, -5, 160, 320, 150, 0))]
AMOUNTS = [Point(Decimal(x), Decimal(y)) for x, y in (("0", 95), ("0", 60), ("-3", 99), ("12.5", 88))]
HUGE_AMOUNTS = [Point(BILLION, Decimal(0), True, LONG), Point(Decimal("0.01"), Decimal(100))]
NAMED_LONG = [Point(Decimal(100 + n), Decimal(70 + n % 3), True, LONG * 2) for n in range(5)]
NAMED_LONG += [Point(Decimal(400), Decimal(71), True, HOSTILE)]
CROWD = [Point(Decimal(n * n), Decimal(70 + n * 7 % 31)) for n in range(1, 300)]
SCATTERS = {
    "": (SCATTER, RATE_AXIS),
    "one": (SCATTER[:1], RATE_AXIS),
    "named": ([*SCATTER, *UNSPENT], RATE_AXIS),
    "at the ceiling": ([*[Point(Decimal(100), Decimal(100))] * 290, *UNSPENT], RATE_AXIS),
    "off scale": (OFF_SCALE, RATE_AXIS),
    "amounts": (AMOUNTS, AMOUNT_AXIS),
    "nothing spent": (AMOUNTS[:2], AMOUNT_AXIS),
    "one amount": (AMOUNTS[3:] * 3, AMOUNT_AXIS),
    "huge amounts": ([*HUGE_AMOUNTS, *AMOUNTS], AMOUNT_AXIS),
    "long names": ([*AMOUNTS, *NAMED_LONG], AMOUNT_AXIS),
    "crowd": ([*CROWD, *NAMED_LONG], AMOUNT_AXIS),
    "beyond the full score": ([Point(Decimal(100), Decimal(1000)), *SCATTER], RATE_AXIS),
}
FACING = [
    Facing("“优”90分", Decimal(2), "2个", Decimal(10), "10个", "p 0.0386，线上多于偶然"),
    Facing("“良”80分", Decimal(0), "0个", Decimal(0), "0个", "附近没有项目"),
]
FACING_WILD = [Facing(LONG, BILLION, "1,000,000,000", Decimal(1), "1", LONG_EN[:40]), *FACING]
SIDES = {"left": "线下2分内", "right": "线上2分内", "text": "校正后p值"}


def pair(label, first, second, note=""):
    one, other = Decimal(first), Decimal(second)
    return Pair(label, one, other, f"{one:.2f}", f"{other:.2f}", f"{one - other:+.2f}", note)


PAIRS = [
    pair("居家养老服务购买", "98", "87.5", "“优”变为“良”"),
    pair("公办敬老院改造提升", "93.5", "92.7"),
    pair("婚姻登记服务规范化", "95.5", "96.1"),
]
FAR_PAIRS = [pair(f"项目{n}", "98", f"{97 - n / 3:.2f}") for n in range(10)]
FAR_PAIRS += [
    pair("很低", "62", "49.5", "“中”变为“差”"),
    pair("超出满分", "120", "99"),
    pair(HOSTILE, "0", "0"),
]
WIDE_PAIRS = [
    pair(LONG, "100", "0", "“优”变为“差”"),
    pair(LONG_EN, "61", "59.99", "Excellent → Good"),
    pair(HOSTILE, "1000000000", "90", HOSTILE[:20]),
    pair("同", "0", "0"),
]
HEADS = ["自评得分", "复核得分", "差额"]
HEADS_EN = ["Declared", "Recomputed", "Difference"]
PAIR_CASES = {
    "": (PAIRS, GRADES[2:], HEADS),
    "English": ([pair(LONG_EN, "89.9", "79.9", "Excellent → Good")], GRADES_EN[1:3], HEADS_EN),
    "at the ceiling": ([pair("甲", "98", "97.7"), pair("乙", "99.1", "98.9")], GRADES[3:], HEADS),
    "on a limit": ([pair("甲", "90", "89.99", "“优”变为“良”")], GRADES[2:], HEADS),
    "far apart": (FAR_PAIRS, GRADES[3:], HEADS),
    "extreme": (WIDE_PAIRS, GRADES, HEADS),
    "twenty": ([pair(f"第{n}个项目", str(100 - n), str(100 - 4 * n)) for n in range(20)], GRADES, HEADS),
}

# name: the figure's drawing, the public form, what both are called with


def measured(title, *values, unit="%", range=None):
    """A panel of texts that are numbers, None a missing one."""
    found = [None if value is None else Decimal(str(value)) for value in values]
    texts = ["无此数据" if value is None else f"{value:,.2f}" for value in found]
    return Measured(f"{title}，{unit}", found, texts, range)


OFFICES = ["上海市普陀区人民政府石泉路街道办事处", "上海市普陀区财政局", "西藏自治区民政厅（厅机关）"]
GROWTH = [
    measured("收入总计增长率", "0.53", "-4.51", None),
    measured("本年支出增长率", None, "-12.3", "20.1"),
]
MANY_OFFICES = [f"Human Resources and Social Security Bureau of Example County {n}" for n in range(20)]
BESIDE_CASES = {
    "": ((OFFICES, GROWTH), {"own": 0, "one_scale": True}),
    "one": ((OFFICES[:1], [measured("“三公”经费", "37.35", unit="万元")]), {"own": 0}),
    "without own": ((OFFICES, GROWTH[:1]), {}),
    "range": (
        (OFFICES, [measured("执行率", "87.1", "97.64", "140", range=(Decimal(95), Decimal(105)))]),
        {"own": 1, "one_scale": True},
    ),
    "twenty": (
        (MANY_OFFICES, [measured(f"Measure {n}", *range(20), unit="yuan") for n in range(3)]),
        {"own": 7},
    ),
    "zeros": ((OFFICES, [measured("零", 0, 0, 0)]), {"own": 2}),
    "nothing known": ((OFFICES, [measured("无", None, None, None)]), {"own": 2}),
    "extreme": (
        (
            [LONG, LONG_EN, HOSTILE],
            [
                Measured(LONG, [BILLION, Decimal("0.01"), None], ["1,000,000,000.00", "0.01", HOSTILE]),
                Measured(LONG_EN, [-BILLION, None, Decimal(0)], ["-1,000,000,000.00", "未公布", "0.00"]),
                measured("甲", "1", "2", "3"),
                measured("乙", "-1", "-2", "-3"),
            ],
        ),
        {"own": 0},
    ),
}


def course(label, *values):
    found = [None if value is None else Decimal(str(value)) for value in values]
    texts = ["缺数" if value is None else f"{value:,.1f}" for value in found]
    return Course(label, "18,943.81→19,044.27", found, texts)


COURSE_CASES = {
    "": (([course(name, 100, None, "104.2") for name in OFFICES], ["2022", "2023", "2024"]), {"own": 0}),
    "one": (([course("甲", 100)], ["2024"]), {}),
    "twenty": (
        ([course(name, 100, 90 + n, 100 + n) for n, name in enumerate(MANY_OFFICES)], YEARS[:3]),
        {"own": 3},
    ),
    "six years": (([course(name, *range(95, 101)) for name in OFFICES], ["2017", *YEARS]), {"own": 1}),
    "extreme": (
        (
            [
                course(LONG, 100, 99999),
                course(HOSTILE, 100, -5),
                course("零", 100, 0),
                course("缺", None, None),
            ],
            ["2023年度", "2024年度"],
        ),
        {"own": 2, "most": Decimal(250)},
    ),
}

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
    **{
        f"rate_lines {n}": (lines.draw_rate_lines, forms.rate_lines, tuple(c), o)
        for n, (c, o) in LINE_CASES.items()
    },
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
    "waterfall cut": (
        bridge.draw_waterfall,
        forms.waterfall,
        (
            Bar("2023年", Decimal("14778.75"), "14,778.75"),
            [
                Bar("年初结转和结余", Decimal("368.83"), "+368.83"),
                Bar("使用非财政拨款结余", Decimal("-61.80"), "-61.80"),
                Bar("政府性基金", None, "缺数"),
                Bar("其余2项", Decimal("0.72"), "+0.72"),
            ],
            Bar("2024年", Decimal("15086.50"), "15,086.50"),
        ),
        {},
    ),
    "waterfall cut extreme": (
        bridge.draw_waterfall,
        forms.waterfall,
        (
            Bar(LONG, Decimal("999999999999.99"), "999,999,999,999.99"),
            [
                Bar(f"{place}{LONG}", Decimal(change), f"{Decimal(change):+,.2f}")
                for place, change in enumerate(
                    ("-49999999999", "49999999999", "-40000000000", "-0.01", "30000000000", "10000000000.01")
                )
            ],
            Bar(LONG, Decimal("999999999999.99"), "999,999,999,999.99"),
        ),
        {},
    ),
    "waterfall cut to a hair": (
        bridge.draw_waterfall,
        forms.waterfall,
        (
            Bar("2023年", Decimal("100000000"), "100,000,000.00"),
            [Bar("甲", Decimal("0.01"), "+0.01")],
            Bar("2024年", Decimal("100000000.01"), "100,000,000.01"),
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
    "year_rows": (years.draw_year_rows, forms.year_rows, (CARRIED, YEARS), {}),
    "year_rows one": (years.draw_year_rows, forms.year_rows, ([series("甲", ["5"])], ["2022年"]), {}),
    "year_rows zeros": (
        years.draw_year_rows,
        forms.year_rows,
        ([series(f"项目{n}", ["0", "0", None]) for n in range(10)], YEARS[2:]),
        {},
    ),
    "year_rows extreme": (years.draw_year_rows, forms.year_rows, (WILD_CARRIED, YEARS), {}),
    "effect_bars": (effects.draw_effect_bars, forms.effect_bars, (SPLITS,), {}),
    "effect_bars one": (effects.draw_effect_bars, forms.effect_bars, (SPLITS[2:],), {}),
    "effect_bars English": (effects.draw_effect_bars, forms.effect_bars, ([SPLIT_EN],), {}),
    "effect_bars extreme": (effects.draw_effect_bars, forms.effect_bars, (WILD_SPLITS,), {}),
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
    **{
        f"histogram {name}".strip(): (
            draw_histogram,
            forms.histogram,
            (bins, grades),
            {"zoom": zoom, "zoom_label": "“优”项目，每组1分"},
        )
        for name, (bins, grades, zoom) in HISTOGRAMS.items()
    },
    "count_stacks": (
        tallies.draw_count_stacks,
        forms.count_stacks,
        ([*TALLIES, Stack("信息处", [], "得分未公布")], [(grade.label, grade.key) for grade in GRADES]),
        {},
    ),
    **{
        f"scatter {name}".strip(): (draw_scatter, forms.scatter, (points,), axes)
        for name, (points, axes) in SCATTERS.items()
    },
    "facing_bars": (facing.draw_facing_bars, forms.facing_bars, (FACING,), SIDES),
    "facing_bars extreme": (facing.draw_facing_bars, forms.facing_bars, (FACING_WILD,), SIDES),
    **{
        f"dumbbell {name}".strip(): (draw_dumbbell, forms.dumbbell, case, {})
        for name, case in PAIR_CASES.items()
    },
    **{
        f"beside {name}".strip(): (draw_beside, forms.beside, case, options)
        for name, (case, options) in BESIDE_CASES.items()
    },
    **{
        f"courses {name}".strip(): (draw_courses, forms.courses, case, options)
        for name, (case, options) in COURSE_CASES.items()
    },
}
