"""The real department's report, made as a user makes it, and read as a reader reads it."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from commands import run

CHOICE = ("--department", "xizang-civil-affairs", "--year", "2022")
LANGUAGES = ("zh", "en")
SUFFIX = {"zh": "", "en": ".en"}
LIMIT = 700_000  # bytes of one HTML file


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    run("budgetbook", "report", *CHOICE, "--language", "zh,en", "--outputs", str(folder))
    return folder / "xizang-civil-affairs" / "2022"


@pytest.fixture(params=LANGUAGES)
def page(outputs: Path, request: pytest.FixtureRequest) -> BeautifulSoup:
    html = (outputs / f"report{SUFFIX[request.param]}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser")


def words(outputs: Path, language: str) -> str:
    html = (outputs / f"report{SUFFIX[language]}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser").get_text()


STATED = [
    "总收入6122.13万元",
    "一般公共预算财政拨款5759.26万元，占94.07%",
    "政府性基金预算财政拨款190.13万元，占3.11%",
    "年初结转和结余172.74万元，占2.82%",
    "较上年减少492.19万元，下降7.44%",
    "总支出4862.71万元",
    "基本支出3302.03万元，占67.91%",
    "项目支出1560.67万元，占32.09%",
    "较上年减少1068.84万元，下降18.02%",
    "“三公”经费支出162.20万元",
    "因公出国（境）费0.00万元",
    "公务接待费0.27万元",
    "公务用车运行维护费161.93万元",
    "8.10万元",
    "225元",
    "29个项目",
    "86.23分",
    "“良”",
]


@pytest.mark.parametrize("said", STATED)
def test_the_chinese_page_says_what_the_department_reported(outputs: Path, said: str) -> None:
    assert said in words(outputs, "zh")


@pytest.mark.parametrize("said", STATED)
def test_the_pdf_says_the_same_as_text_that_can_be_copied(outputs: Path, said: str) -> None:
    text = "".join(page.extract_text() for page in PdfReader(outputs / "report.pdf").pages)
    assert said in re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "said", ["6,122.13", "94.07%", "492.19", "7.44%", "4,862.71", "162.20", "225 yuan", "86.23", "Good"]
)
def test_the_english_page_has_the_same_figures(outputs: Path, said: str) -> None:
    assert said in words(outputs, "en")


def test_the_findings_are_the_three_that_the_document_holds_and_no_more(outputs: Path) -> None:
    found = json.loads(run("budgetbook", "check", *CHOICE, "--json"))
    assert [(one["id"], one["left"], one["right"], one["difference"]) for one in found] == [
        ("R04", 172.74, 1259.42, -1086.68),
        ("R05", 172.74, 682.77, -510.03),
        ("R15", -492.19, -462.35, -29.84),
    ]
    assert {"R04", "R05", "R15"} == set(re.findall(r"\bR\d\d(?= 2022年)", words(outputs, "zh")))


def test_that_the_list_of_projects_was_not_published_is_said_in_words(outputs: Path) -> None:
    assert "完整的项目清单、各项目预算数、各项目执行数" in words(outputs, "zh")


def test_the_english_page_has_no_chinese_but_names_and_sources(outputs: Path) -> None:
    allowed = r"2022年度自评报告[ 一二三四五六七八九十（）0-9、,;，]*"
    left = re.sub(allowed, "", words(outputs, "en"))
    assert set(re.findall(r"[\u4e00-\u9fff]+", left)) == set()


def test_a_page_is_one_file_that_asks_nothing_of_anywhere(page: BeautifulSoup) -> None:
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    [script] = page.find_all("script", type=None)
    assert f"script-src 'sha256-{b64encode(sha256(script.string.encode()).digest()).decode()}';" in policy
    loads = [tag.get(name, "") for tag in page.find_all(True) for name in ("src", "href", "xlink:href")]
    assert [one for one in loads if one and not one.startswith(("#", "data:"))] == []


def test_a_page_is_small_enough_to_send(outputs: Path) -> None:
    for language in LANGUAGES:
        assert (outputs / f"report{SUFFIX[language]}.html").stat().st_size <= LIMIT


def test_a_page_has_one_title_headings_without_a_jump_and_contents_that_lead_somewhere(
    page: BeautifulSoup,
) -> None:
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile(r"^h[1-6]$"))]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    targets = [link["href"][1:] for link in page.nav.find_all("a")]
    assert targets
    assert set(targets) <= set(ids)


def test_every_figure_has_a_title_an_alternative_text_a_source_and_its_table(page: BeautifulSoup) -> None:
    figures = [figure for figure in page.find_all("figure") if figure.find("svg")]
    assert len(figures) >= 6
    for figure in figures:
        caption = figure.find("figcaption").get_text()
        picture = figure.find(attrs={"role": "img"})
        assert len(picture.get("aria-label") or picture.find("desc").get_text()) > 20
        assert re.search("数据来源|Source", figure.get_text())
        assert re.search("图|Figure", caption)
        assert figure.find("details").find("table")


def test_no_page_shows_a_value_that_is_no_value(outputs: Path) -> None:
    for language in LANGUAGES:
        assert re.findall(r"\b(?:nan|None|NaN|NaT|inf|Decimal)\b|\\u|□|{{|}}", words(outputs, language)) == []


def test_the_pdf_has_bookmarks_tags_a_title_and_a_language(outputs: Path) -> None:
    for language, tag in (("zh", "zh"), ("en", "en")):
        reader = PdfReader(outputs / f"report{SUFFIX[language]}.pdf")
        assert len(reader.outline) >= 7
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert str(reader.trailer["/Root"]["/Lang"]).startswith(tag)
        assert reader.metadata.title


def test_the_data_behind_every_exhibit_lies_beside_the_report(outputs: Path) -> None:
    table = (outputs / "figures" / "structure-income.csv").read_text(encoding="utf-8-sig")
    assert "general_public_budget" in table
    assert "5759.26" in table


def test_the_same_inputs_give_the_same_bytes(outputs: Path, tmp_path: Path) -> None:
    files = []
    for _ in range(2):
        run("budgetbook", "report", "--outputs", str(tmp_path), "--only", "02")
        made = (path for path in tmp_path.rglob("report.*") if path.suffix in (".html", ".pdf"))
        files.append({path.name: path.read_bytes() for path in made})
    assert files[0] == files[1]
    assert len(files[0]) == 2


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser (chromium) on this machine")
@pytest.mark.parametrize("width", [360, 1280])
def test_a_browser_shows_the_page_without_a_complaint(outputs: Path, tmp_path: Path, width: int) -> None:
    for language in LANGUAGES:
        picture = tmp_path / f"{language}.png"
        done = subprocess.run(
            [
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--enable-logging=stderr", "--v=0", f"--user-data-dir={tmp_path / 'profile'}",
                f"--window-size={width},2000", f"--screenshot={picture}",
                (outputs / f"report{SUFFIX[language]}.html").as_uri(),
            ],
            capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
        )  # fmt: skip
        assert picture.stat().st_size > 20_000
        assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []
