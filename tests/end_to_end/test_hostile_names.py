"""The report of a department whose every name is hostile: all of it is shown, and nothing of it runs."""

import csv
import io
import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

from budgetbook.report.export import html
from budgetbook.report.export.html import BudgetbookHTMLExporter
from builder import write
from commands import run
from hostile_department import HOSTILE, as_read, department, hostile_files

NAMES = [as_read(name) for name in HOSTILE]
RESULT = str(7 * 191919)
# Characters that no font of the report has: the PDF shows a substitute and says so.
WITHOUT_GLYPHS = re.compile("[\u0600-\u06ff\U0001f000-\U0001faff]")
ELEMENTS = (
    "html head meta title style body header nav main aside footer div span p a h1 h2 h3 h4 ol ul li dl dt dd "
    "figure figcaption details summary table caption thead tbody tr th td "
    "svg g defs path use text tspan rect circle line polyline polygon clippath pattern script"
)
SCRIPT = Path(html.__file__).with_name("templates") / "budgetbook" / "page.js"
PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write(folder / "data", hostile_files(2022, 2023, 2024), department())
    run("budgetbook", "report", "--data", str(folder / "data"), "--outputs", str(folder / "zh"))
    run(
        "budgetbook", "report", "--data", str(folder / "data"), "--outputs", str(folder / "en"),
        "--language", "en", "--format", "html", "--only", "01,06",
    )  # fmt: skip
    return folder


@pytest.fixture(params=["zh/ju/2024/report.html", "en/ju/2024/partial/report.en.html"])
def page(outputs: Path, request: pytest.FixtureRequest) -> str:
    return (outputs / request.param).read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def active(page: str) -> list[str]:
    """What in a page could run or load something, but for the page's own script and the words it says."""
    soup = BeautifulSoup(page, "html.parser")
    for words in soup.find_all("script", class_="words"):
        assert set(json.loads(words.extract().string)) == set(html._SCRIPT_WORDS)
    for script in soup.find_all("script", string=SCRIPT.read_text(encoding="utf-8")):
        script.extract()
    tags = soup.find_all(True)
    found = [
        f"<{tag.name}>" for tag in tags if tag.name in ("script", "iframe", "object", "embed", "link", "base")
    ]
    for tag in tags:
        for name, value in tag.attrs.items():
            text = squeezed(str(value)).lower()
            leads = name in ("href", "src", "xlink:href", "action", "formaction", "data")
            runs = name.lower().startswith("on") or text.startswith("javascript:")
            if runs or (leads and not text.startswith(("#", "data:image/", "data:font/"))):
                found.append(f"{tag.name} {name}={value}")
    return found


def test_nothing_on_a_page_is_active_and_no_element_was_smuggled_in(page: str) -> None:
    assert active(page) == []
    soup = BeautifulSoup(page, "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= set(ELEMENTS.split())
    assert len(soup.find_all("style")) == 3
    assert len(soup.find_all("h1")) == 1


def test_the_policy_still_names_every_style_of_the_page(page: str) -> None:
    soup = BeautifulSoup(page, "html.parser")
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy


def test_no_template_was_filled_in(page: str) -> None:
    text = BeautifulSoup(page, "html.parser").get_text()
    assert "{{7*191919}}" in text
    assert RESULT not in page


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_shown_as_it_is(outputs: Path, name: str) -> None:
    page = (outputs / "zh/ju/2024/report.html").read_text(encoding="utf-8")
    assert squeezed(name) in squeezed(BeautifulSoup(page, "html.parser").get_text())


@pytest.mark.parametrize("code", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
def test_no_character_turns_the_order_of_a_page_even_from_a_chapter_of_the_users_own(code: int) -> None:
    name = f"甲{chr(code)}乙"
    shown = [new_output("display_data", data={"text/markdown": name}), new_output("stream", text=name)]
    chapter = new_notebook(cells=[new_markdown_cell(f"# {name}"), new_code_cell("", outputs=shown)])
    page, _ = BudgetbookHTMLExporter().from_notebook_node(chapter)
    assert chr(code) not in page
    assert page.count("甲乙") >= 4


@pytest.mark.skipif(shutil.which("chromium") is None, reason="no browser (chromium) on this machine")
def test_a_browser_runs_nothing_of_it(outputs: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--enable-logging=stderr", "--v=0", f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=3000", "--dump-dom", (outputs / "zh/ju/2024/report.html").as_uri(),
        ],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=True,
    )  # fmt: skip
    shown = BeautifulSoup(done.stdout, "html.parser")
    assert shown.title.get_text().startswith("某局<script>document.title='hacked'</script>")
    assert active(done.stdout) == []
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []


@pytest.fixture(scope="module")
def paper(outputs: Path) -> PdfReader:
    return PdfReader(outputs / "zh/ju/2024/report.pdf")


@pytest.fixture(scope="module")
def printed(paper: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in paper.pages))


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_printed_as_it_is(printed: str, name: str) -> None:
    if WITHOUT_GLYPHS.search(name):
        assert "〓" in printed
    else:
        assert squeezed(name) in printed
    assert RESULT not in printed


def test_the_typesetter_took_no_order(paper: PdfReader) -> None:
    for page in paper.pages:
        drawn = page.get_contents().get_data().decode("latin-1")
        assert not re.search(r"\b1 0\.2549\d* 0\.2117\d* (rg|scn)\b", drawn)  # its red


def test_the_pdf_leads_nowhere_holds_no_file_and_runs_nothing(paper: PdfReader) -> None:
    root = paper.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    assert set(root["/Names"]) == {"/Dests"}
    notes = [note.get_object() for page in paper.pages for note in page.get("/Annots") or ()]
    assert notes
    assert {note["/Subtype"] for note in notes} == {"/Link"}
    assert not any("/A" in note for note in notes)  # links inside the report name a place and no action


def test_no_cell_of_the_data_is_a_formula(outputs: Path) -> None:
    cells = [
        cell
        for path in outputs.rglob("figures/*.csv")
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
        for cell in row
    ]
    runs = [
        cell
        for cell in cells
        if cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) and not PLAIN_NUMBER.fullmatch(cell)
    ]
    assert runs == []
    assert {"'=cmd|'/C calc'!A0", "'+1+1", "'-2+3", "'@SUM(1)", "'=3+4", "'=5+6", "'＝7＋8"} <= set(cells)
    assert any(re.fullmatch(r"-[0-9.]+", cell) for cell in cells)


def test_the_chapters_show_nothing_active_in_jupyter(outputs: Path) -> None:
    chapters = [nbformat.read(path, as_version=4) for path in sorted(outputs.rglob("chapters/*.ipynb"))]
    shown = [
        output.data["text/html"]
        for chapter in chapters
        for cell in chapter.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    assert len(shown) > 40
    assert [found for html in shown for found in active(html)] == []


def test_the_check_tells_hostile_names_line_by_line(outputs: Path) -> None:
    data = str(outputs / "data")
    said = run("budgetbook", "check", "--data", data, "--language", "zh")
    found = json.loads(run("budgetbook", "check", "--data", data, "--json"))
    assert said.splitlines()[0] == f"ju 2024：{len(found)} 处疑点"
    assert all(line == "" or line.startswith(("R", "　　出处：")) for line in said.splitlines()[1:])
