"""What reports cost, side by side with what people do by hand: prints a table and writes `results/<date>.md`.

    python benchmarks/bench.py [--quick] [PART…]

The parts are `one` (a report), `batch` (of 12), `unchanged` (a rerun of 100) and `growth` (batches of 10,
100 and 1,000 reports); without any it is the first three. The ways take turns in one run, all with this
Python; of several times the median counts. `--quick` measures each once and leaves out the longest.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path
from statistics import median

import psutil

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
NOTEBOOKS = PROJECT / "notebooks"
DEPARTMENT, YEAR = "xizang-civil-affairs", 2022
TIMES = 3
BATCH, UNCHANGED = 12, 100
PARTS = ("one", "batch", "unchanged", "growth")
GROWTH = (10, 100, 1000)
GROWTH_YEARS = "2020-2024"
JOBS = ("--jobs", "2")
PACKAGES = ("pandas", "matplotlib", "ipykernel", "papermill", "nbclient", "nbconvert", "typst", "jinja2")
MB = 2**20
FLOOR = "(a) floor: the chapters' code in one plain Python process"
BY_HAND = "(b) papermill, then `jupyter nbconvert --to html`, a chapter at a time"
EXECUTE = "(c) `jupyter nbconvert --execute --to html`, a chapter at a time"
QUARTO = "(d) `quarto render --to html --execute`, a chapter at a time"
OURS = "(e) `budgetbook`, HTML and PDF"


class BenchError(RuntimeError):
    """A program that is measured failed."""


@dataclass
class Bench:
    """The folder that everything is written to, and the lines of the result."""

    folder: Path
    times: int
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = ("HOME", "TMPDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        names += ("IPYTHONDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME")
        self.environment = dict(os.environ)
        for name in names:
            path = self.folder / "homes" / name.lower()
            path.mkdir(parents=True)
            self.environment[name] = str(path)
        scripts = Path(sys.executable).parent
        self.environment["PATH"] = f"{scripts}{os.pathsep}{self.environment['PATH']}"
        self.environment["BUDGETBOOK_LANGUAGE"] = "en"
        # As for most users: what Python compiles is kept from the first run on.
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, *command: str, watch: bool = False) -> "Cost":
        """Run a command to its end. Raises `BenchError` with what it said when it fails."""
        with tempfile.TemporaryFile(dir=self.folder) as said:
            begun, used = time.perf_counter(), _used()
            process = subprocess.Popen(
                command,
                cwd=PROJECT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
            parent, child = _peaks(process) if watch else (0, 0)
            process.wait()
            cost = Cost(time.perf_counter() - begun, _used() - used, parent, child)
            said.seek(0)
            if process.returncode:
                lines = said.read().decode("utf-8", "replace").splitlines()
                told = [line for line in lines[:-20] if "fail" in line.lower()] + lines[-20:]
                raise BenchError("\n".join((" ".join(command), *told)))
        return cost

    def tell(self, line: str = "") -> None:
        """Print a line and keep it for the file."""
        print(line, flush=True)
        self.lines.append(line)

    def table(self, *rows: Sequence[str]) -> None:
        """Tell a table; the first row is its head."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for number, row in enumerate(rows):
            self.tell(f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |")
            if not number:
                self.tell(f"|{'|'.join('-' * (width + 2) for width in widths)}|")
        self.tell()


@dataclass(frozen=True)
class Cost:
    """Seconds, those of all processors, and where watched the peak memory of a process and its largest child.

    Memory is in bytes. What Windows tells of the processors is the parent's alone, so that it counts as 0.
    """

    seconds: float
    processors: float = 0.0
    parent: int = 0
    child: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.seconds + other.seconds, self.processors + other.processors)


def _used() -> float:
    if sys.platform == "win32":
        return 0.0
    import resource  # noqa: PLC0415

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="measure each once, without the longest")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all but the last")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = asked.parts or PARTS[:-1]
    with tempfile.TemporaryDirectory(prefix="budgetbook-bench-", ignore_cleanup_errors=True) as name:
        bench = Bench(Path(name).resolve(), 1 if asked.quick else TIMES)
        _machine(bench, asked.quick)
        measured = {
            "one": lambda: _one_report(bench),
            "batch": lambda: _batch(bench, quick=asked.quick),
            "unchanged": lambda: _unchanged(bench, BATCH if asked.quick else UNCHANGED),
            "growth": lambda: _growth(bench, GROWTH[:1] if asked.quick else GROWTH),
        }
        try:
            for part in PARTS:
                if part in parts:
                    measured[part]()
        finally:  # what is known by then is worth keeping
            _write(bench, "-".join((str(date.today()), *asked.parts, *(["quick"] if asked.quick else []))))
    return 0


def _write(bench: Bench, name: str) -> None:
    results = HERE / "results"
    results.mkdir(exist_ok=True)
    path = results / f"{name}.md"
    path.write_text("\n".join(bench.lines).rstrip() + "\n", encoding="utf-8")
    print(path.relative_to(PROJECT))


def _machine(bench: Bench, quick: bool) -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = " ".join(f"{one:.1f}" for one in psutil.getloadavg())
    bench.tell(f"# Benchmarks of {date.today():%Y-%m-%d}")
    bench.tell()
    memory = f"{psutil.virtual_memory().total / 2**30:.0f} GB of memory"
    bench.tell(f"- {platform.system()} {platform.release()}, {platform.machine()}, {cores} cores, {memory}")
    bench.tell(f"- load average at the start: {load}")
    packages = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    bench.tell(f"- Python {platform.python_version()}, {packages}")
    bench.tell(f"- {'measured once' if quick else f'medians of {bench.times}, the ways taking turns'}")
    bench.tell()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _one_report(bench: Bench) -> None:
    """One report of the real department: every way in turn, each process cold."""
    data = PROJECT / "data"
    ways: dict[str, Callable[[], Cost]] = {
        FLOOR: lambda: _floor(bench, data, [DEPARTMENT]),
        BY_HAND: lambda: _by_hand(bench, data, DEPARTMENT),
        EXECUTE: lambda: _execute(bench),
        OURS: lambda: _ours(bench, data),
    }
    if shutil.which("quarto"):
        ways[QUARTO] = lambda: _quarto(bench)
    for way in (FLOOR, OURS):  # fills the caches of matplotlib and of the file system
        ways[way]()
    costs = _in_turn(ways, bench.times)
    bench.tell(f"## One report of seven chapters, {DEPARTMENT} {YEAR}")
    bench.tell()
    without = {} if QUARTO in ways else {QUARTO: "not installed (its PyPI package downloads a binary)"}
    _tell_ways(bench, costs, without, floor_aim=1.6, hand_aim=1 / 5)


def _batch(bench: Bench, *, quick: bool) -> None:
    """A batch of copies of the department: the floor in one process, by hand one after the other, ours."""
    data, names = _copies(bench, BATCH)
    ways: dict[str, Callable[[], Cost]] = {
        FLOOR: lambda: _floor(bench, data, names),
        OURS: lambda: _ours_batch(bench, data),
    }
    costs = _in_turn(ways, bench.times)
    without = {}
    if quick:
        without[BY_HAND] = "not measured with --quick"
    else:
        costs[BY_HAND] = [sum((_by_hand(bench, data, name) for name in names), Cost(0))]
    bench.tell(f"## A batch of {BATCH} such reports, {' '.join(JOBS)} (by hand measured once, one by one)")
    bench.tell()
    _tell_ways(bench, costs, without, floor_aim=0.9, hand_aim=1 / 8)


def _tell_ways(
    bench: Bench, costs: dict[str, list[Cost]], without: dict[str, str], *, floor_aim: float, hand_aim: float
) -> None:
    typical = {way: median(one.seconds for one in all) for way, all in costs.items()}
    rows = [("way", "seconds", "times the floor", "seconds of all processors", "all")]
    for way in sorted({*typical, *without}):
        if way in without:
            rows.append((way, without[way], "", "", ""))
            continue
        each = ", ".join(f"{one.seconds:.1f}" for one in costs[way])
        processors = f"{median(one.processors for one in costs[way]):.2f}"
        rows.append((way, f"{typical[way]:.2f}", f"{typical[way] / typical[FLOOR]:.2f}", processors, each))
    bench.table(*rows)
    aims = [("ours", "measured", "aim", "")]
    for way, name, aim in ((FLOOR, "of the floor", floor_aim), (BY_HAND, "of (b)", hand_aim)):
        if way in typical:
            ratio = typical[OURS] / typical[way]
            aims.append((name, f"{ratio:.3f}", f"≤ {aim:g}", "reached" if ratio <= aim else "not reached"))
    bench.table(*aims)


def _unchanged(bench: Bench, number: int) -> None:
    """A rerun where nothing has changed."""
    data, _ = _copies(bench, number)
    outputs = bench.folder / "unchanged"
    command = _batch_command(data, outputs)
    made = bench.run(*command).seconds
    seconds = median(bench.run(*command).seconds for _ in range(bench.times))
    bench.tell(f"## A rerun of {number} reports without a change")
    bench.tell()
    verdict = ("reached" if seconds <= 3 else "not reached") if number == UNCHANGED else f"of {UNCHANGED}"
    bench.table(
        ("", "seconds", "aim", ""),
        (f"making {number} reports", f"{made:.1f}", "", ""),
        ("the rerun", f"{seconds:.2f}", "≤ 3", verdict),
    )
    shutil.rmtree(outputs)


def _growth(bench: Bench, sizes: Sequence[int]) -> None:
    """Batches of generated departments: time, memory and sizes."""
    rows = [
        (
            "reports",
            "seconds",
            "seconds each",
            "peak of the batch",
            "of its largest child",
            "outputs",
            "index",
        )
    ]
    points = []
    for size in sizes:
        data, outputs, log = (bench.folder / f"{name}-{size}" for name in ("data", "out", "log"))
        first, last = map(int, GROWTH_YEARS.split("-"))
        departments = str(size // (last - first + 1))
        made = (str(HERE / "make_departments.py"), "--departments", departments, "--years", GROWTH_YEARS)
        bench.run(sys.executable, *made, "--to", str(data))
        command = _batch_command(data, outputs)
        cost = bench.run(*command, "--years", "all", "--json-log", str(log), watch=True)
        summary = json.loads(log.read_text(encoding="utf-8").splitlines()[-1])
        reports = summary["made"]
        points.append((reports, cost.seconds))
        total = sum(path.stat().st_size for path in outputs.rglob("*") if path.is_file())
        memory = (f"{cost.parent / MB:.0f} MB", f"{cost.child / MB:.0f} MB")
        index = f"{(outputs / 'index.html').stat().st_size / 1024:.0f} KB"
        each = f"{cost.seconds / reports:.2f}"
        rows.append((str(reports), f"{cost.seconds:.1f}", each, *memory, f"{total / MB:.0f} MB", index))
        shutil.rmtree(outputs)
    bench.tell(f"## Growth: generated departments, {GROWTH_YEARS}, {' '.join(JOBS)}")
    bench.tell()
    bench.table(*rows)
    for (few, short), (many, long) in pairwise(points):
        slope = (long - short) / (many - few)
        bench.tell(f"- from {few} to {many} reports: {slope:.2f} s for each more")
    bench.tell(
        "- memory is resident memory, asked for five times a second; a child shares much of its with others"
    )


def _in_turn(ways: dict[str, Callable[[], Cost]], times: int) -> dict[str, list[Cost]]:
    costs: dict[str, list[Cost]] = {way: [] for way in ways}
    for _ in range(times):
        for way, measure in ways.items():
            costs[way].append(measure())
    return costs


def _floor(bench: Bench, data: Path, departments: list[str]) -> Cost:
    return bench.run(sys.executable, str(HERE / "floor.py"), str(data), str(YEAR), *departments)


def _by_hand(bench: Bench, data: Path, department: str) -> Cost:
    cost = Cost(0)
    given = {"department": department, "year": str(YEAR), "data_dir": str(data)}
    parameters = [part for name, value in given.items() for part in ("-p", name, value)]
    for chapter in _chapters():
        made = bench.folder / "by-hand" / chapter.name
        made.parent.mkdir(exist_ok=True)
        run = ("papermill", str(chapter), str(made), *parameters, "--cwd", str(NOTEBOOKS), "-k", "python3")
        cost += bench.run(sys.executable, "-m", *run)
        cost += bench.run(sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", str(made))
    return cost


def _execute(bench: Bench) -> Cost:
    to = ("--to", "html", "--output-dir", str(bench.folder / "execute"))
    command = (sys.executable, "-m", "jupyter", "nbconvert", "--execute", *to)
    return sum((bench.run(*command, str(chapter)) for chapter in _chapters()), Cost(0))


def _quarto(bench: Bench) -> Cost:
    # It writes beside the notebook; a copy stands where the chapters find the data.
    folder = bench.folder / "quarto" / "notebooks"
    shutil.copytree(NOTEBOOKS, folder, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "data", folder.parent / "data", dirs_exist_ok=True)
    bench.environment["QUARTO_PYTHON"] = sys.executable
    command = ("quarto", "render", "--execute", "--to", "html")
    return sum((bench.run(*command, str(folder / chapter.name)) for chapter in _chapters()), Cost(0))


def _ours(bench: Bench, data: Path) -> Cost:
    places = ("--data", str(data), "--outputs", str(bench.folder / "ours"))
    report = ("report", "--department", DEPARTMENT, "--year", str(YEAR), "--force", *places)
    return bench.run(sys.executable, "-m", "budgetbook", *report)


def _ours_batch(bench: Bench, data: Path) -> Cost:
    outputs = bench.folder / "ours-batch"
    cost = bench.run(*_batch_command(data, outputs), "--years", str(YEAR))
    shutil.rmtree(outputs)
    return cost


def _batch_command(data: Path, outputs: Path) -> tuple[str, ...]:
    places = ("--data", str(data), "--outputs", str(outputs), "--notebooks", str(NOTEBOOKS))
    return (sys.executable, "-m", "budgetbook", "batch", "--departments", "all", *places, *JOBS)


def _chapters() -> list[Path]:
    """The chapters that every report has."""
    found = sorted(NOTEBOOKS.glob("[0-9][0-9]*.ipynb"))
    return [path for path in found if "compare = " not in path.read_text(encoding="utf-8")]


def _copies(bench: Bench, number: int) -> tuple[Path, list[str]]:
    """A data folder with so many copies of the real department, none of which is the default."""
    data = bench.folder / f"copies-{number}"
    names = [f"copy-{place:03}" for place in range(1, number + 1)]
    for name in names:
        if (data / name).exists():
            continue
        shutil.copytree(PROJECT / "data" / DEPARTMENT, data / name)
        described = data / name / "department.toml"
        lines = described.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = (line for line in lines if not line.startswith("default"))
        described.write_text("".join(kept), encoding="utf-8")
    return data, names


def _peaks(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """The peak memory in bytes of a process until it ends, and of the largest that it started."""
    parent = child = 0
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            parent = max(parent, watched.memory_info().rss)
            for one in watched.children(recursive=True):
                try:
                    child = max(child, one.memory_info().rss)
                except psutil.Error:
                    continue
        except psutil.Error:
            break
        time.sleep(0.2)
    return parent, child


if __name__ == "__main__":
    sys.exit(main())
