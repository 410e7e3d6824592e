"""Make the pictures of README and docs/ from real reports: `python docs/make_pictures.py`.

The reports are made into a temporary folder and opened in the Chromium, Chrome or Edge that is installed, by
Playwright (`make test` sets it up), always in a window of the same size. In Chinese and in English there are

- `report.*.png`: the beginning of a real department's report;
- `charts.*.png`: four charts of the illustrative department's report;
- `index.*.png`: the index of several departments' reports, with the time of this run.
"""

import io
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
LANGUAGES = {"zh": "", "en": ".en"}  # and how a report's file name ends
DEPARTMENTS = "all,example-county-civil-affairs"
REPORT = "xizang-civil-affairs/2022"
EXAMPLE = "example-county-civil-affairs/2024"
CHARTS = ("bridge-current-year-expenditure", "execution-progress", "score-distribution", "score-execution")
MARGIN = 8
COLORS = 256
MOST_BYTES = 250_000

# The charts alone, two and two, without what is there to click.
SIDE_BY_SIDE = """names => {
  const sheet = document.createElement("main");
  sheet.style = "display:grid;grid-template-columns:1fr 1fr;gap:32px 48px;max-width:none;padding:24px";
  for (const name of names) {
    const chart = document.querySelector(`figure[id="${name}"], figure[id="${name}-2"]`);
    chart.style.margin = "0";
    chart.querySelectorAll("details, button, .tools, .swipe, .notes").forEach(one => one.remove());
    sheet.append(chart);
  }
  document.body.replaceChildren(sheet);
}"""


def make_reports(outputs: Path) -> None:
    """Make the latest report of every department, in both languages."""
    languages = ",".join(LANGUAGES)
    run(outputs, "batch", "--departments", DEPARTMENTS, "--languages", languages, "--formats", "html")


def run(outputs: Path, *words: str) -> None:
    """Run a command of budgetbook on these outputs, in the project's folder."""
    command = [sys.executable, "-m", "budgetbook", *words, "--outputs", outputs]
    subprocess.run(command, cwd=DOCS.parent, check=True)


def report(page: Page, outputs: Path, language: str) -> None:
    """A report down to its first table."""
    page.set_viewport_size({"width": 1180, "height": 1200})
    page.goto((outputs / REPORT / f"report{LANGUAGES[language]}.html").as_uri())
    save(down_to(page, "#headlines .notes"), f"report.{language}.png")


def charts(page: Page, outputs: Path, language: str) -> None:
    """Four charts side by side."""
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto((outputs / EXAMPLE / f"report{LANGUAGES[language]}.html").as_uri())
    page.evaluate(SIDE_BY_SIDE, CHARTS)
    save(page.locator("main").screenshot(), f"charts.{language}.png")


def index(page: Page, outputs: Path, language: str) -> None:
    """The index, in its own language."""
    run(outputs, "index", "--language", language)
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto((outputs / "index.html").as_uri())
    save(down_to(page, "table"), f"index.{language}.png")


def down_to(page: Page, last: str) -> bytes:
    """The page from its top to the end of an element."""
    end = page.locator(last).evaluate("one => one.getBoundingClientRect().bottom") + MARGIN
    width = page.viewport_size["width"]
    return page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": end})


def save(screenshot: bytes, name: str) -> None:
    """Save a picture with few colours, which is all a page has."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    picture.save(DOCS / name, optimize=True)
    if (DOCS / name).stat().st_size > MOST_BYTES:
        raise SystemExit(f"{name} is larger than {MOST_BYTES // 1000} KB")


def main() -> None:
    """Make every picture."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        raise SystemExit("no Chromium, Chrome or Edge is installed")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        make_reports(Path(folder))
        browser: Browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for language in LANGUAGES:
            page = browser.new_page(device_scale_factor=1, reduced_motion="reduce")
            for draw in (report, charts, index):
                draw(page, Path(folder), language)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
