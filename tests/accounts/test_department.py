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
            "[name\n",
            "不是有效的 TOML：Expected ']' at the end of a table declaration (at line 1, column 6)。",
            "not valid TOML: Expected ']' at the end of a table declaration (at line 1, column 6).",
        ),
        (
            b"\xff\xff",
            "文件编码无法识别；请另存为 UTF-8 或 GBK（如 Excel 的“CSV UTF-8”）。",
            "the text encoding is not recognised; save it as UTF-8 or GBK (“CSV UTF-8” in Excel).",
        ),
        (
            'units = "元"\n' + DEPARTMENT,
            "“units”不是可用的键；"
            "可用：name / level / unit / documents / staff / notes / notes_en / settings。",
            "“units” is not a key that can be used; one of: name / level / unit / documents / staff / "
            "notes / notes_en / settings.",
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


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    content = 'unit = "千元"\nlevels = "x"\n[[staff]]\nyear = "2022"\npost = "编制"\n'
    assert problems(tmp_path, content, "en") == [
        "ju/department.toml: “levels” is not a key that can be used; one of: name / level / unit / "
        "documents / staff / notes / notes_en / settings.",
        "ju/department.toml: [name] zh (the department's Chinese name) is missing.",
        "ju/department.toml: “unit = 千元” cannot be used; it must be: 元 / 万元 / 亿元.",
        "ju/department.toml: [[staff]] 1 lacks: posts, basis, source.",
        "ju/department.toml: “[[staff]] 1 year = 2022” cannot be used; it must be: 0, 1, 2 ….",
    ]
