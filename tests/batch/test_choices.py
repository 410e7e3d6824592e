"""What is asked for on the command line and in a plan file."""

from pathlib import Path

import pytest

from budgetbook.batch.choices import Choices, PlanError, Wanted, read_choices
from budgetbook.kernels import Limits


def plan(folder: Path, text: str) -> Path:
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(typed: dict[str, object], file: Path | None = None, language: str = "zh") -> str:
    with pytest.raises(PlanError) as caught:
        read_choices(typed, file)
    return caught.value.text(language)


def test_nothing_asked_for_means_every_department_its_latest_year_in_chinese() -> None:
    chosen = read_choices({})
    assert chosen == Choices()
    assert chosen.wanted == Wanted(("all",), ("latest",), ("zh",), ("html", "pdf"), 5)


def test_what_is_typed_is_read_as_it_is_used() -> None:
    typed = {
        "departments": "a, b-*", "years": "2019-2021,2024", "languages": "zh,en", "formats": "pdf",
        "look_back": "3", "jobs": "4", "kernel": "plain", "time_limit": "90.5", "memory": "1.5GB",
        "force": True, "fail_fast": True, "scheduler": "tcp://host:1",
    }  # fmt: skip
    wanted = Wanted(("a", "b-*"), ("2019-2021", "2024"), ("zh", "en"), ("pdf",), 3)
    assert read_choices(typed) == Choices(
        wanted=wanted,
        entries_add=False,
        jobs=4,
        scheduler="tcp://host:1",
        kernel="plain",
        limits=Limits(seconds=90.5, memory=3 * 2**29),
        force=True,
        fail_fast=True,
    )


@pytest.mark.parametrize(
    ("size", "number"), [("512MB", 512 * 2**20), ("4 GB", 4 * 2**30), ("4g", 4 * 2**30), ("1TB", 2**40)]
)
def test_a_size_is_read_with_its_unit(size: str, number: int) -> None:
    assert read_choices({"memory": size}).limits.memory == number


PLAN = """
departments = ["a", "b-*"]
years = 2022
languages = "zh,en"
look_back = 2
jobs = 3
time_limit = 60
data = "../data"
outputs = "s3://bucket/out"
fail_fast = true

[[report]]
department = "c"
years = ["2019-2021", 2024]
formats = ["html"]
"""


def test_a_plan_file_holds_the_same_choices_and_reports_of_their_own(tmp_path: Path) -> None:
    chosen = read_choices({}, plan(tmp_path, PLAN))
    assert chosen.wanted == Wanted(("a", "b-*"), ("2022",), ("zh", "en"), ("html", "pdf"), 2)
    assert chosen.entries == (Wanted(("c",), ("2019-2021", "2024"), ("zh", "en"), ("html",), 2),)
    assert (chosen.jobs, chosen.limits.seconds, chosen.fail_fast, chosen.entries_add) == (3, 60, True, True)


def test_the_places_of_a_plan_file_are_told_from_its_own_folder_and_urls_stay(tmp_path: Path) -> None:
    chosen = read_choices({}, plan(tmp_path, PLAN))
    assert (chosen.data, chosen.outputs) == (str(tmp_path / "../data"), "s3://bucket/out")
    assert read_choices({"data": "here"}, plan(tmp_path, PLAN)).data == "here"


def test_what_is_typed_wins_over_the_file_and_over_its_reports(tmp_path: Path) -> None:
    chosen = read_choices({"years": "latest", "jobs": "1"}, plan(tmp_path, PLAN))
    assert (chosen.wanted or Wanted()).years == ("latest",)
    assert chosen.entries[0] == Wanted(("c",), ("latest",), ("zh", "en"), ("html",), 2)
    assert (chosen.jobs, chosen.limits.seconds) == (1, 60)


def test_a_file_that_lists_reports_alone_means_these_alone(tmp_path: Path) -> None:
    file = plan(tmp_path, '[[report]]\ndepartment = "c"\n')
    assert read_choices({}, file).wanted is None
    assert read_choices({"departments": "a"}, file).wanted == Wanted(("a",))
    assert not read_choices({"departments": "a"}, file).entries_add


YEARS = "年度、年度范围、latest 或 all，如 2022、2019-2024、2022,2024"
TYPED = {
    ("years", "2o22"): f"--years 不能是 '2o22'；应为{YEARS}。",
    ("years", "2024-2019"): f"--years 不能是 '2024-2019'；应为{YEARS}。",
    ("languages", "zh,eng"): "--languages 不能是 'zh,eng'，是否应为“en”；应为zh、en 或 zh,en。",
    (
        "formats",
        "htm",
    ): "--formats 不能是 'htm'，是否应为“html”；应为html、pdf、docx 或 xlsx，多个用逗号隔开。",
    ("look_back", "6"): "--look-back 不能是 '6'；应为1 到 5 之间的整数。",
    ("jobs", "0"): "--jobs 不能是 '0'；应为不小于 1 的整数。",
    ("jobs", "two"): "--jobs 不能是 'two'；应为不小于 1 的整数。",
    ("kernel", "wram"): "--kernel 不能是 'wram'，是否应为“warm”；应为auto、warm 或 plain。",
    ("time_limit", "-1"): "--time-limit 不能是 '-1'；应为大于 0 的秒数。",
    ("time_limit", "nan"): "--time-limit 不能是 'nan'；应为大于 0 的秒数。",
    ("time_limit", "1h"): "--time-limit 不能是 '1h'；应为大于 0 的秒数。",
    ("memory", "4096"): "--memory 不能是 '4096'；应为带单位的大小，如 512MB、4GB。",
    ("memory", "0GB"): "--memory 不能是 '0GB'；应为带单位的大小，如 512MB、4GB。",
    ("departments", "a,,b"): (
        "--departments 不能是 'a,,b'；应为部门文件夹名或通配符（如 *-finance），多个用逗号隔开，或 all。"
    ),
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_value_that_is_not_possible_is_told_with_what_is(typed: tuple[str, str]) -> None:
    assert refused(dict([typed])) == TYPED[typed]


def test_everything_wrong_is_told_at_once_in_the_readers_language() -> None:
    assert refused({"jobs": "0", "languages": "fr"}, language="en").splitlines() == [
        "--jobs cannot be '0'; it is a whole number from 1 up.",
        "--languages cannot be 'fr'; it is zh, en or zh,en.",
    ]


KEYS = "departments, years, languages, formats, look_back"
HOW = "jobs, scheduler, data, outputs, notebooks, kernel, time_limit, memory, json_log, force, fail_fast"
FILED = {
    "yeers = 2022": f"{{file}} 中的 yeers 无法识别，是否应为“years”；可用：{KEYS}, {HOW}, report。",
    "dry_run = true": f"{{file}} 中的 dry_run 无法识别；可用：{KEYS}, {HOW}, report。",
    "jobs = true": "{file} 中的 jobs 不能是 True；应为不小于 1 的整数。",
    "years = 2022.5": f"{{file}} 中的 years 不能是 2022.5；应为{YEARS}。",
    "languages = 1": "{file} 中的 languages 不能是 1；应为zh、en 或 zh,en。",
    "force = 1": "{file} 中的 force 不能是 1；应为true 或 false。",
    "time_limit = true": "{file} 中的 time_limit 不能是 True；应为大于 0 的秒数。",
    'outputs = ""': "{file} 中的 outputs 不能是 ''；应为文字。",
    'report = "a"': "{file} 中的 report 应写成 [[report]] 表，每份报告一个。",
    '[[report]]\ndepartment = "a"\n[[report]]\nyears = 2022': (
        "{file} 中的 [[report]] 2 缺少 department；请写明部门。"
    ),
    '[[report]]\ndepartment = "a"\nlanguage = "en"': (
        "{file} 中的 [[report]] 1 language 无法识别，是否应为“languages”；"
        "可用：department, years, languages, formats, look_back。"
    ),
    '[[report]]\ndepartment = "a"\nlook_back = 9': (
        "{file} 中的 [[report]] 1 look_back 不能是 9；应为1 到 5 之间的整数。"
    ),
    "years 2022": "计划文件 {file}第 1 行不是有效的 TOML（UTF-8）；请改正。",
}


@pytest.mark.parametrize("text", FILED)
def test_what_is_wrong_in_a_plan_file_is_told_with_file_and_key(tmp_path: Path, text: str) -> None:
    file = plan(tmp_path, text)
    assert refused({}, file) == FILED[text].format(file=file)


def test_a_plan_file_that_is_not_there_or_no_text_is_told(tmp_path: Path) -> None:
    absent = tmp_path / "no.toml"
    assert refused({}, absent) == f"无法读取计划文件 {absent}；请检查路径。"
    binary = tmp_path / "plan.toml"
    binary.write_bytes("years = 2022 # 年".encode("gbk"))
    assert refused({}, binary) == f"计划文件 {binary}不是有效的 TOML（UTF-8）；请改正。"
    assert refused({}, binary, "en") == f"The plan file {binary} is not valid TOML in UTF-8; correct it."


def test_a_plan_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(b"\xef\xbb\xbfyears = 2022\r\n")
    assert read_choices({}, file).wanted == Wanted(years=("2022",))
