"""Compiled templates are kept and found again, and a changed template is never shown as it was."""

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from budgetbook.words import compiled
from budgetbook.words.compiled import Compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: tmp_path / "kept" / "compiled.pyc")
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


def said(text: str) -> str:
    environment = Environment(loader=DictLoader({"a": text}), bytecode_cache=Compiled(), autoescape=True)
    return environment.get_template("a").render()


def test_a_template_is_kept_once(folder: Path) -> None:
    assert said("收入") == said("收入") == "收入"
    assert len(list(folder.iterdir())) == 1


def test_a_changed_template_says_what_it_says_now(folder: Path) -> None:
    said("收入")
    assert said("支出") == "支出"
    assert len(list(folder.iterdir())) == 1


def test_a_damaged_copy_is_compiled_anew(folder: Path) -> None:
    said("收入")
    kept = next(folder.iterdir())
    kept.write_bytes(kept.read_bytes()[:-10])
    assert said("收入") == "收入"


def test_where_nothing_can_be_kept_templates_still_speak(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.rmdir()
    assert said("收入") == "收入"
    folder.mkdir()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said("收入") == "收入"
    assert list(folder.iterdir()) == []
