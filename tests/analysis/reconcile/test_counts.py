import pytest

from .conftest import Find

TABLE = "item,phase,amount\n{}"


def lines(**figures: str) -> str:
    return TABLE.format("".join(f"{item},actual,{amount}\n" for item, amount in figures.items()))


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年公务接待费为0.27万元，国内公务接待批次和国内公务接待人次却为0，请核对。"),
        (
            "en",
            "In 2022, official reception is 0.27 wan yuan, yet its count is given as 0 (receptions and"
            " persons received)."
            " Check which of them is right.",
        ),
    ],
)
def test_r11_money_without_a_count(findings: Find, language: str, message: str) -> None:
    table = lines(reception="0.27", reception_batches="0", reception_persons="0")
    [found] = findings("R11", language, three_public=table)
    assert (found.message, found.severity, found.difference) == (message, "warning", None)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("zh", "2022年公务用车运行维护费为0.00万元，公务用车保有量却为20，请核对。"),
        (
            "en",
            "In 2022, vehicle operation and maintenance is 0.00 wan yuan, yet its count is given as 20"
            " (vehicles in use)."
            " Check which of them is right.",
        ),
    ],
)
def test_r11_a_count_without_money(findings: Find, language: str, message: str) -> None:
    [found] = findings("R11", language, three_public=lines(vehicle_operation="0", vehicles="20"))
    assert found.message == message


def test_r11_one_of_the_counts_is_enough(findings: Find) -> None:
    assert findings("R11", three_public=lines(abroad="5", abroad_groups="0", abroad_persons="1")) == []


def test_r11_foreign_receptions_stand_behind_the_money_as_well(findings: Find) -> None:
    table = lines(reception="5", reception_batches="0", foreign_reception_batches="2")
    assert findings("R11", three_public=table) == []


def test_r11_a_count_that_was_not_published_is_no_zero(findings: Find) -> None:
    assert findings("R11", three_public=lines(reception="0.27", reception_batches="")) == []


def test_r11_no_money_and_no_count_agree(findings: Find) -> None:
    assert findings("R11", three_public=lines(abroad="0", abroad_groups="0")) == []
