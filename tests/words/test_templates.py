from importlib.resources import files

import jinja2
import jinja2.meta
import pytest
from jinja2 import nodes

from budgetbook.words import LANGUAGES
from budgetbook.words.vocabulary import _environment, _terms

TEMPLATES = sorted(
    path.name for path in files("budgetbook.words").joinpath("zh").iterdir() if path.name.endswith(".j2")
)


def test_every_template_exists_in_both_languages() -> None:
    english = files("budgetbook.words").joinpath("en").iterdir()
    assert sorted(path.name for path in english if path.name.endswith(".j2")) == TEMPLATES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles_and_uses_only_terms_that_exist(name: str, language: str) -> None:
    environment = _environment(language)
    environment.get_template(name)
    source = files("budgetbook.words").joinpath(language, name).read_text(encoding="utf-8")
    calls = [
        call.args[0].value
        for call in environment.parse(source).find_all(nodes.Call)
        if isinstance(call.node, nodes.Name)
        and call.node.name == "words"
        and isinstance(call.args[0], nodes.Const)
    ]
    assert [key for key in calls if key not in _terms()] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_both_languages_of_a_template_ask_for_the_same_things(name: str) -> None:
    asked = []
    for language in LANGUAGES:
        source = files("budgetbook.words").joinpath(language, name).read_text(encoding="utf-8")
        asked.append(jinja2.meta.find_undeclared_variables(_environment(language).parse(source)) - {"words"})
    assert asked[0] == asked[1]


def test_an_undefined_name_in_a_template_is_an_error() -> None:
    template = _environment("zh").from_string("{{ nothing }}")
    with pytest.raises(jinja2.UndefinedError, match="'nothing' is undefined"):
        template.render()


def test_a_template_prints_figures_with_the_words_of_its_language() -> None:
    from decimal import Decimal

    source = "{{ value | money }}|{{ value | percent }}|{{ value | count }}"
    assert (
        _environment("zh").from_string(source).render(value=Decimal("1234.5"))
        == "1234.50万元|1,234.50%|1234.5"
    )
    assert (
        _environment("en").from_string(source).render(value=Decimal("1234.5"))
        == "1,234.50 wan yuan|1,234.50%|1,234.5"
    )
