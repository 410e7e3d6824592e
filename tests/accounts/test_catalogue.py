import re

from budgetbook.accounts.catalogue import codes, name_of_code, parent


def test_codes_are_text_of_three_five_or_seven_digits() -> None:
    for code, entry in codes().items():
        lengths = {"functional": (3, 5, 7), "economic": (3, 5)}[entry.kind]
        assert code == entry.code
        assert re.fullmatch("[0-9]+", code)
        assert len(code) in lengths


def test_functional_and_economic_codes_never_overlap() -> None:
    assert {entry.code[0] for entry in codes().values() if entry.kind == "functional"} == {"2"}
    assert {entry.code[0] for entry in codes().values() if entry.kind == "economic"} == {"3"}


def test_every_code_has_both_names_and_says_where_it_comes_from() -> None:
    for entry in codes().values():
        assert entry.zh
        assert entry.en
        assert entry.confirmed in {"yes", "name only", "no"}, entry


def test_no_code_is_listed_twice() -> None:
    from importlib.resources import files

    lines = files("budgetbook.accounts").joinpath("codes.csv").read_text(encoding="utf-8").splitlines()
    assert len(codes()) == len(lines) - 1


def test_every_code_has_its_parent_in_the_catalogue() -> None:
    assert [code for code in codes() if parent(code) and parent(code) not in codes()] == []


def test_the_parent_is_one_level_up() -> None:
    assert parent("2080201") == "20802"
    assert parent("20802") == "208"
    assert parent("208") == ""


def test_a_code_is_named_in_the_readers_language() -> None:
    assert name_of_code("301", "zh") == "工资福利支出"
    assert name_of_code("301", "en") == "Salaries and welfare"
    assert name_of_code("999", "zh") == ""
