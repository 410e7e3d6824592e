import pytest


@pytest.fixture(autouse=True)
def _own_font_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETBOOK_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
