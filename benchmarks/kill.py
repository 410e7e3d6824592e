"""Kill batches at random moments and see that no published report, no process and no file is left broken.

    python benchmarks/kill.py --times 200

Each round changes one figure, starts `budgetbook batch --force` over four tiny departments and kills it with
SIGKILL: every other time somewhere in the run, else right when files are being staged or moved. Then no
process of it may be alive after a short grace, every report must be whole and be the old or the new one, and
after the next run nothing may lie about. Exits with 1 if anything was wrong.
"""

import argparse
import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from budgetbook.report.verify import verify

DEPARTMENTS = ("ju", "ting", "wei", "yuan")
YEAR = 2022
MARK = "BUDGETBOOK_KILL_ROUND"
GRACE = 5.0
WINDOW = 0.15  # seconds within which a batch is killed that has begun to stage a report
PARAMETERS = 'department = ""\nyear = 0\nyears = 5\nlanguage = "zh"\ndata_dir = ""'
FIGURE = """import csv
from pathlib import Path
data = Path(data_dir or "../data") / department / str(year) / "totals.csv"
with data.open(encoding="utf-8") as file:
    figure = next(csv.DictReader(file))["amount"]
f"figure {figure} end\""""
CHART = """import matplotlib.pyplot as plt
plt.plot([1, 2], [float(figure), 1])
plt.show()"""


@dataclass
class Tally:
    """What the rounds came to."""

    phases: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0  # seconds until the last process of a killed batch had ended
    kills: int = 0

    def text(self) -> str:
        """The summary of all rounds."""
        lines = [
            f"{self.kills} batches killed; the last process ended after {self.slowest:.2f} s at most",
            f"in the midst of: {_listed(self.phases)}",
            f"found in the reports' folders: {_listed(self.states)}",
            f"{len(self.wrong)} things wrong",
        ]
        return "\n".join(lines)


class Trial:
    """A project in a folder of its own, whose batch is killed again and again."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.folder = folder
        self.outputs = folder / "outputs"
        self.temporary = folder / "temporary"
        self.log = folder / "log.jsonl"
        self.tally = Tally()
        self.figure = {name: f"{1000 + place}.5" for place, name in enumerate(DEPARTMENTS)}
        self.before = dict(self.figure)
        self.temporary.mkdir()
        for name in DEPARTMENTS:
            (folder / "data" / name / str(YEAR)).mkdir(parents=True)
            (folder / "data" / name / "department.toml").touch()
            self._write(name)
        (folder / "notebooks").mkdir()
        for number, cells in enumerate(((FIGURE,), (FIGURE, CHART)), 1):
            made = new_notebook(
                cells=[
                    new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
                    new_markdown_cell(f"# Chapter {number}"),
                    *map(new_code_cell, cells),
                ],
                metadata={
                    "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
                },
            )
            nbformat.write(made, folder / "notebooks" / f"{number:02}_chapter.ipynb")

    def start(self, *options: str, mark: str = "") -> subprocess.Popen[bytes]:
        """Start a batch; whatever it starts carries `mark` in its environment."""
        self.log.unlink(missing_ok=True)
        places = {"TMPDIR": self.temporary, "XDG_CACHE_HOME": self.folder / "cache", "HOME": self.folder}
        environment = os.environ | {name: str(path) for name, path in places.items()}
        command = [sys.executable, "-m", "budgetbook", "batch", "--jobs", "2", "--json-log", str(self.log)]
        with (self.folder / "said.txt").open("wb") as said:
            return subprocess.Popen(
                [*command, "--language", "en", *options],
                cwd=self.folder,
                env=environment | {MARK: mark} if mark else environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def round(self, number: int, usual: float) -> None:
        """Change a figure, kill a batch that takes `usual` seconds, and look at what is left."""
        changed = DEPARTMENTS[number % len(DEPARTMENTS)]
        self.before = dict(self.figure)
        self.figure[changed] = f"{2000 + number}.5"
        self._write(changed)
        mark = f"{os.getpid()}-{number}"
        batch = self.start("--force", mark=mark)
        if number % 2:
            time.sleep(self.chance.uniform(0, usual))
        else:
            self._await_stage(batch)
            time.sleep(self.chance.uniform(0, WINDOW))
        ended = batch.poll() is not None
        batch.kill()
        batch.wait()
        self.tally.kills += not ended
        self.tally.phases["ended before" if ended else self._phase()] += 1
        self._no_process(number, mark)
        self._reports(number, "killed", self.before)
        follower = self.start()
        if follower.wait():
            said = (self.folder / "said.txt").read_text(encoding="utf-8", errors="replace")
            self._wrong(number, f"the next run ended with {follower.returncode}: {said[-500:]}")
        self._reports(number, "next run", self.figure)
        self._no_stray(number)

    def _write(self, name: str) -> None:
        path = self.folder / "data" / name / str(YEAR) / "totals.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("item", "amount"), ("total_income", self.figure[name])])

    def _await_stage(self, batch: subprocess.Popen[bytes]) -> None:
        wanted = DEPARTMENTS[self.chance.randrange(len(DEPARTMENTS))]
        stage = self.outputs / wanted / str(YEAR) / ".stage"
        while batch.poll() is None and not stage.exists():
            time.sleep(0.002)

    def _phase(self) -> str:
        """What the batch was at when it was killed, as far as its log tells."""
        if not self.log.exists():
            return "start"
        phase = "plan"
        for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                event = json.loads(line)
            except json.JSONDecodeError:
                continue  # the line that was just being written
            phase = event.get("phase") or event["event"]
            if event.get("seconds") is not None and event["event"] == "step":
                phase = f"after {phase}"
        return phase

    def _no_process(self, number: int, mark: str) -> None:
        begun = time.monotonic()
        while (alive := _alive(mark)) and time.monotonic() - begun < GRACE:
            time.sleep(0.02)
        self.tally.slowest = max(self.tally.slowest, time.monotonic() - begun)
        for process in alive:
            self._wrong(number, f"process {process.pid} still runs: {_command(process)}")
            process.kill()

    def _reports(self, number: int, when: str, allowed: dict[str, str]) -> None:
        for stage in self.outputs.glob("*/*/.stage"):
            committed = (stage / "manifest.json").exists()
            self.tally.states["moving" if committed else "staging"] += 1
        for one in verify(self.outputs):
            self.tally.states["healed"] += one.healed and when == "killed"
            if one.state not in ("whole", "unpublished"):
                self._wrong(number, f"{when}: {one.department} is {one.state}: {one.problems}")
            if one.unknown:
                self._wrong(number, f"{when}: {one.department} has files of no report: {one.unknown}")
        for name in DEPARTMENTS:
            self._old_or_new(number, when, name, {allowed[name], self.figure[name]})

    def _old_or_new(self, number: int, when: str, name: str, figures: set[str]) -> None:
        folder = self.outputs / name / str(YEAR)
        try:
            manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            page = (folder / "report.html").read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            self._wrong(number, f"{when}: {name} has no report: {error}")
            return
        recorded = set(manifest["inputs"].values())
        for figure in figures:
            data = f"item,amount\r\ntotal_income,{figure}\r\n".encode()
            if sha256(data).hexdigest() in recorded and f"figure {figure} end" in page:
                return
        self._wrong(number, f"{when}: {name} shows none of {sorted(figures)}, or another than its manifest")

    def _no_stray(self, number: int) -> None:
        """Nothing but published files, locks and the index; what is there is removed, to be told once."""
        known = {self.outputs / "index.html"}
        for manifest in self.outputs.glob("*/*/manifest.json"):
            listed = json.loads(manifest.read_text(encoding="utf-8"))["outputs"]
            known |= {manifest, *(manifest.parent / name for name in listed)}
        found = [path for path in self.outputs.rglob("*") if path.is_file() and path not in known]
        stray = [path for path in found if ".locks" not in path.parts]
        # Caches of libraries have names of their own; what was being written has the name of a moment.
        stray += [path for path in (self.folder / "cache").rglob("tmp*") if path.is_file()]
        stray += list(self.temporary.iterdir())
        for path in stray:
            told = f"{path.lstat().st_size} B"
            if path.is_dir():
                told = ", ".join(sorted(one.name for one in path.iterdir()))
                shutil.rmtree(path)
            else:
                path.unlink()
            self._wrong(number, f"left after the next run: {path.relative_to(self.folder)} ({told})")

    def _wrong(self, number: int, what: str) -> None:
        self.tally.wrong.append(f"round {number}: {what}")
        print(self.tally.wrong[-1], flush=True)


def main() -> int:
    """Kill so many batches and print what came of it; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=200, metavar="N", help="how many batches are killed")
    parser.add_argument("--seed", type=int, default=1, help="the same seed waits for the same times")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="budgetbook-kill-", ignore_cleanup_errors=True) as name:
        trial = Trial(Path(name).resolve(), asked.seed)
        for _ in range(2):  # the first one fills caches
            begun = time.monotonic()
            if trial.start("--force").wait():
                print((trial.folder / "said.txt").read_text(encoding="utf-8"))
                return 1
            usual = time.monotonic() - begun
        print(f"an undisturbed batch takes {usual:.1f} s; seed {asked.seed}", flush=True)
        with suppress(KeyboardInterrupt):  # what is known by then is told
            for number in range(asked.times):
                trial.round(number, usual)
                if sys.stderr.isatty():
                    print(f"\r{number + 1}/{asked.times}", end="", file=sys.stderr, flush=True)
    print(trial.tally.text())
    return 1 if trial.tally.wrong else 0


def _alive(mark: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.Error, OSError):  # another's process, or one that has just ended
            continue
    return found


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return "?"


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts.most_common() if number) or "nothing"


if __name__ == "__main__":
    sys.exit(main())
