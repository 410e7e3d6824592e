import pytest

from .conftest import Find

NOW = "item,phase,amount\nreception,actual,{}\n"


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年公务接待费为0.27万元，高于上年的0.20万元，多0.07万元，请说明原因。"),
        (
            "en",
            "In 2022, official reception is 0.27 wan yuan, above last year's 0.20 wan yuan by 0.07 wan yuan."
            " Give the reason.",
        ),
    ],
)
def test_r21_an_item_above_last_year(findings: Find, language: str, message: str) -> None:
    [found] = findings(
        "R21", language, three_public=NOW.format("0.27"), last={"three_public": NOW.format("0.20")}
    )
    assert (found.message, found.severity) == (message, "warning")


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年公务接待费为0.27万元，高于预算数0.20万元，多0.07万元，请说明原因。"),
        (
            "en",
            "In 2022, official reception is 0.27 wan yuan, above its budget of 0.20 wan yuan by 0.07 wan"
            " yuan."
            " Give the reason.",
        ),
    ],
)
def test_r21_an_item_above_its_budget(findings: Find, language: str, message: str) -> None:
    [found] = findings("R21", language, three_public=NOW.format("0.27") + "reception,initial_budget,0.2\n")
    assert found.message == message


def test_r21_the_adjusted_budget_goes_before_the_initial_one(findings: Find) -> None:
    table = NOW.format("0.27") + "reception,initial_budget,0.2\nreception,adjusted_budget,0.3\n"
    assert findings("R21", three_public=table) == []


def test_r21_less_and_as_much_are_no_finding(findings: Find) -> None:
    assert findings("R21", three_public=NOW.format("0.2"), last={"three_public": NOW.format("0.20")}) == []
    assert findings("R21", three_public=NOW.format("0.1"), last={"three_public": NOW.format("0.20")}) == []


def test_r21_a_year_that_was_not_published_is_no_zero(findings: Find) -> None:
    assert findings("R21", three_public=NOW.format("0.2"), last={"three_public": NOW.format("")}) == []
