"""The lexicon's files agree with each other, so that a new spelling is a new row and nothing else."""

from collections import Counter

from budgetbook.intake.statements import vocabulary
from budgetbook.intake.statements.lexicon import items, keys, measures, rows, spelling, words
from budgetbook.intake.statements.patterns import known_phrases


def test_every_spelling_stands_for_a_known_item() -> None:
    assert {item.key for item in items()} <= set(keys())


def test_every_parent_is_an_item() -> None:
    assert {parent for key in keys().values() for parent in key.parents} <= set(keys())


def test_every_measure_is_of_a_known_item() -> None:
    assert {key for key, _ in measures()} <= set(keys())


def test_a_word_has_one_kind() -> None:
    counted = Counter(row["word"] for row in rows("statement_words"))
    assert [word for word, number in counted.items() if number > 1] == []
    assert set(words()) == set(counted)


def test_a_phrase_has_a_measure_for_each_of_its_numbers() -> None:
    for phrase in known_phrases():
        money = phrase.pattern.pattern.count("[万亿千]?元)(?!/)")
        assert phrase.pattern.groups - money == len(phrase.measures), phrase.pattern.pattern


def test_no_spelling_fits_an_empty_text() -> None:
    assert [item.key for item in items() if item.pattern.fullmatch("")] == []


def test_the_notation_of_spellings() -> None:
    pattern = spelling("{公务用车|公车}购置[及运行|及运行维护][费]")
    assert pattern.fullmatch("公车购置及运行维护费")
    assert pattern.fullmatch("公务用车购置")
    assert not pattern.fullmatch("购置费")
    assert spelling("三公[经费](合计)").fullmatch("三公经费(合计)")


def test_the_vocabulary_has_items_counts_scores_and_forms() -> None:
    named = {"total_change_pct", "three_public_abroad_prior", "vehicles", "grade_zhong", "execution_weight"}
    assert named <= vocabulary()
