"""Documents in traditional characters, and the names in others that only look like them."""

from budgetbook.intake.documents import Document, Grid
from budgetbook.intake.simplified import in_simplified, simplified
from budgetbook.intake.tables import read_tables

ROWS = (
    ("項目", "決算數"),
    ("合計", "5.00"),
    ("1.因公出國（境）費", "0.00"),
    ("3.公務接待費", "5.00"),
)


def test_a_character_becomes_one_character() -> None:
    assert [simplified(one) for one in "財政撥款a3，"] == list("财政拨款a3，")


def test_a_document_in_traditional_characters_is_read_as_a_simplified_one() -> None:
    grid = Grid(
        ROWS, above=("財政撥款“三公”經費支出決算表", "單位：萬元"), places=tuple((0, n) for n in range(4))
    )
    document = in_simplified(Document("a.docx", "docx", "某局2023年度部門決算說明", (grid,)))
    assert document.text == "某局2023年度部门决算说明"
    found = {value.key["item"]: (value.value, value.unit) for value in read_tables(document).values}
    assert found == {"total": ("5.00", "万元"), "abroad": ("0.00", "万元"), "reception": ("5.00", "万元")}


def test_a_few_such_characters_in_names_change_nothing() -> None:
    document = Document("a.txt", "text", "某局2023年度部门决算情况说明：负责人王昇、李堃、陳喆，" * 3)
    assert in_simplified(document) is document
