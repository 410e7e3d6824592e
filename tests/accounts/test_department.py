from decimal import Decimal
from pathlib import Path

import pytest

from budgetbook.accounts.department import read_department
from builder import DEPARTMENT, write

STAFF = '[[staff]]\nyear = 2022\npost = "行政编制"\nposts = 53\nbasis = "reported"\nsource = "文件"\n'


def problems(folder: Path, content: str | bytes, language: str = "zh") -> list[str]:
    write(folder, {}, content)
    department, found = read_department(folder / "ju", folder)
    assert (department is None) == bool(found)
    return [problem.text(language) for problem in found]


def test_a_department_says_who_it_is_and_where_its_figures_come_from(tmp_path: Path) -> None:
    content = (
        'level = "province"\nunit = "元"\nnotes = "注"\n' + DEPARTMENT + STAFF
        + '[[documents]]\nid = "决算"\nzh = "2022年度部门决算"\nen = "2022 final accounts"\n'
    )  # fmt: skip
    write(tmp_path, {}, content)
    department, found = read_department(tmp_path / "ju", tmp_path)
    assert found == []
    assert department is not None
    assert (department.slug, department.unit, department.level, department.notes) == (
        "ju",
        "元",
        "province",
        "注",
    )
    assert department.names == {"zh": "某局", "en": "A Bureau"}
    assert department.documents == {"决算": {"zh": "2022年度部门决算", "en": "2022 final accounts"}}
    [post] = department.staff
    assert (post.year, post.post, post.posts, post.basis) == (2022, "行政编制", Decimal(53), "reported")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_the_file_may_be_saved_by_any_editor(tmp_path: Path, encoding: str) -> None:
    assert problems(tmp_path, DEPARTMENT.encode(encoding)) == []


def test_money_is_in_wan_yuan_where_nothing_else_is_said(tmp_path: Path) -> None:
    write(tmp_path, {})
    department, _ = read_department(tmp_path / "ju", tmp_path)
    assert department is not None
    assert department.unit == "万元"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[name]\n",
        '[name]\nen = "A Bureau"\n',
        'name = "某局"\n',
        '[name]\nzh = "  "\n',
        "[name]\nzh = 5\n",
    ],
)
def test_a_department_needs_its_chinese_name(tmp_path: Path, content: str) -> None:
    assert problems(tmp_path, content) == ["ju/department.toml：缺少 [name] zh（单位中文名称）。"]


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (
            'units = "元"\n' + DEPARTMENT,
            "“units”不是可用的键；"
            "可用：name / default / level / unit / documents / staff / notes / notes_en / settings。",
            "“units” is not a key that can be used; one of: name / default / level / unit / documents / "
            "staff / notes / notes_en / settings.",
        ),
        (
            DEPARTMENT + 'unit = "元"\n',
            "“name.unit”不是可用的键；可用：zh / en。",
            "“name.unit” is not a key that can be used; one of: zh / en.",
        ),
        (
            'level = "省"\n' + DEPARTMENT,
            "“level = 省”不可用；应为：central / province / city / county / township。",
            "“level = 省” cannot be used; it must be: central / province / city / county / township.",
        ),
        (
            "default = 1\n" + DEPARTMENT,
            "“default = 1”不可用；应为：true / false。",
            "“default = 1” cannot be used; it must be: true / false.",
        ),
        (
            "notes = 5\n" + DEPARTMENT,
            '“notes = 5”不可用；应为："…"。',
            '“notes = 5” cannot be used; it must be: "…".',
        ),
        (
            'unit = "千元"\n' + DEPARTMENT,
            "“unit = 千元”不可用；应为：元 / 万元 / 亿元。",
            "“unit = 千元” cannot be used; it must be: 元 / 万元 / 亿元.",
        ),
        (
            '[name]\nzh = "某局"\nen = 5\n',
            '“name”不可用；应为："…"。',
            '“name” cannot be used; it must be: "…".',
        ),
        (
            DEPARTMENT + "[staff]\nyear = 2022\n",
            "“staff”不可用；应为：[[staff]]。",
            "“staff” cannot be used; it must be: [[staff]].",
        ),
        (
            "documents = 5\n" + DEPARTMENT,
            "“documents”不可用；应为：[[documents]]。",
            "“documents” cannot be used; it must be: [[documents]].",
        ),
        (
            DEPARTMENT + '[[documents]]\nid = "决算"\n',
            "[[documents]] 1 缺少：zh。",
            "[[documents]] 1 lacks: zh.",
        ),
        (
            DEPARTMENT + STAFF.replace("53", '"五十三"'),
            "“[[staff]] 1 posts = 五十三”不可用；应为：0, 1, 2 …。",
            "“[[staff]] 1 posts = 五十三” cannot be used; it must be: 0, 1, 2 ….",
        ),
        (
            DEPARTMENT + STAFF.replace("53", "true"),
            "“[[staff]] 1 posts = True”不可用；应为：0, 1, 2 …。",
            "“[[staff]] 1 posts = True” cannot be used; it must be: 0, 1, 2 ….",
        ),
        (
            DEPARTMENT + STAFF.replace("reported", "公布"),
            "“[[staff]] 1 basis = 公布”不可用；应为：reported / derived / illustrative。",
            "“[[staff]] 1 basis = 公布” cannot be used; it must be: reported / derived / illustrative.",
        ),
        (
            DEPARTMENT + STAFF.replace('"文件"', '""'),
            '“[[staff]] 1 source = ”不可用；应为："…"。',
            '“[[staff]] 1 source = ” cannot be used; it must be: "…".',
        ),
    ],
)
def test_each_mistake_says_what_is_possible(tmp_path: Path, content: str | bytes, zh: str, en: str) -> None:
    assert problems(tmp_path, content) == [f"ju/department.toml：{zh}"]
    assert problems(tmp_path, content, "en") == [f"ju/department.toml: {en}"]


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("[name\n", 1),
        ("[name]\nzh = “某局”\n", 2),
        ("[name]\nzh = 某局\n", 2),
        ('[name]\nzh = "某局"\nzh = "某厅"\n', 3),
        ('[name]\nzh = "某局\n', 2),
    ],
)
def test_a_line_that_is_no_toml_is_named_and_an_example_is_given(
    tmp_path: Path, content: str, row: int
) -> None:
    assert problems(tmp_path, content) == [
        f"ju/department.toml 第 {row} 行：不是有效的 TOML 写法，或与前面的键重复；"
        '应写作 键 = 值，文字用英文双引号括起，如 zh = "某局"。'
    ]
    assert problems(tmp_path, content, "en") == [
        f"ju/department.toml, row {row}: this is not valid TOML, or repeats an earlier key; "
        'write key = value, with text in straight double quotes, such as zh = "…".'
    ]


def test_a_file_in_no_known_encoding_says_from_which_row_on(tmp_path: Path) -> None:
    assert problems(tmp_path, b'[name]\nzh = "\xff\xff"\n') == [
        "ju/department.toml 第 2 行：文字编码不是 UTF-8 或 GBK（可能是繁体字编码）；"
        "请核对文字后另存为 UTF-8（Excel 中为“CSV UTF-8”）。"
    ]


@pytest.mark.parametrize(("text", "found"), [("\\u202e局某", "U+202E"), ("某\\u0007局", "U+0007")])
def test_a_control_character_is_refused_wherever_it_stands(tmp_path: Path, text: str, found: str) -> None:
    document = f'[[documents]]\nid = "甲"\nzh = "{text}"\n'
    for content in (f'[name]\nzh = "{text}"\n', f'notes = "{text}"\n{DEPARTMENT}', DEPARTMENT + document):
        [problem] = problems(tmp_path, content)
        assert problem.endswith(f"含有看不见的控制字符（{found}）；请删去该字符，或重新输入这段文字。")


def test_invisible_characters_that_are_copied_from_a_page_fall_away(tmp_path: Path) -> None:
    root = write(tmp_path, {}, '[name]\nzh = "\u200b某\u00ad局\ufeff"\n')
    department, _ = read_department(root / "ju", root)
    assert department is not None
    assert department.name("zh") == "某局"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    content = 'unit = "千元"\nlevels = "x"\n[[staff]]\nyear = "2022"\npost = "编制"\n'
    assert problems(tmp_path, content, "en") == [
        "ju/department.toml: “levels” is not a key that can be used; one of: name / default / level / unit / "
        "documents / staff / notes / notes_en / settings.",
        "ju/department.toml: [name] zh (the department's Chinese name) is missing.",
        "ju/department.toml: “unit = 千元” cannot be used; it must be: 元 / 万元 / 亿元.",
        "ju/department.toml: [[staff]] 1 lacks: posts, basis, source.",
        "ju/department.toml: “[[staff]] 1 year = 2022” cannot be used; it must be: 0, 1, 2 ….",
    ]
