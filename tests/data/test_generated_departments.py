"""The departments of `benchmarks/make_departments.py`: the same every time, and like published ones."""

import subprocess
import sys
from pathlib import Path

import pytest

from budgetbook.accounts import load
from budgetbook.accounts.folder import departments
from budgetbook.accounts.peers import peers
from budgetbook.analysis.comparison.measures import compared
from commands import ROOT
from generated import generator, write_generated


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_generated(tmp_path_factory.mktemp("data"), 20)


def test_the_same_seed_makes_the_same_departments_and_another_one_others() -> None:
    def made(seed: int) -> list[object]:
        return list(generator().departments(5, range(2023, 2025), seed))

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_more_departments_leave_the_first_ones_as_they_were() -> None:
    few, many = (list(generator().departments(number, range(2023, 2025), 1)) for number in (3, 30))
    assert many[:3] == few


def test_every_figure_is_made_up_and_every_department_loads(folder: Path) -> None:
    for slug in departments(folder):
        book = load(folder, slug)
        assert book.illustrative
        for table in book.tables.values():
            assert set(table["basis"]) <= {"illustrative"}


def test_sizes_are_far_apart_and_this_and_that_is_missing(folder: Path) -> None:
    found = peers(load(folder, "ju"), "all", folder)
    sizes = compared(found, "expenditure")["value"]
    assert max(sizes) > 300 * min(sizes)
    without = {
        measure: list(compared(found, measure)["why"]).count("absent")
        for measure in ("three_public", "execution", "project_execution", "per_post")
    }
    assert all(0 < number < 20 for number in without.values()), without
    rows = found.figures("three_public.reception", "three_public.vehicles", "three_public.vehicle_operation")
    assert any(row["amount"] is None for row in rows)


def test_the_script_writes_a_data_folder(tmp_path: Path) -> None:
    script = ROOT / "benchmarks" / "make_departments.py"
    arguments = ["--departments", "2", "--years", "2023-2024", "--to", str(tmp_path / "data")]
    subprocess.run([sys.executable, str(script), *arguments], check=True, capture_output=True)
    assert list(departments(tmp_path / "data")) == ["sample-001", "sample-002"]
    assert load(tmp_path / "data", "sample-002").years == (2023, 2024)
