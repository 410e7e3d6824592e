from budgetbook.accounts.schema import TABLES


def test_every_table_has_a_key_that_is_always_there_but_for_what_singles_out_a_part() -> None:
    for table in TABLES.values():
        # These may be left out of a key: a line without them is that of all funds, codes and kinds.
        always = [name for name in table.key if not table.by_name[name].optional]
        assert always, table.name
        assert set(table.key) - set(always) <= {"fund", "function", "kind"}, table.name
        assert set(table.parts) == set(table.key) - set(always), table.name


def test_every_row_says_its_basis_and_source() -> None:
    for table in TABLES.values():
        assert table.by_name["basis"].filled, table.name
        assert table.by_name["source"].filled, table.name


def test_a_column_that_may_be_left_out_is_never_asked_to_be_filled() -> None:
    for table in TABLES.values():
        assert [column.name for column in table.columns if column.optional and column.filled] == [], (
            table.name
        )


def test_only_choices_have_choices() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert bool(column.choices) == (column.kind == "choice"), (table.name, column.name)


def test_a_table_with_money_has_a_unit() -> None:
    for table in TABLES.values():
        assert not table.money or "unit" in table.by_name, table.name


def test_no_column_stands_in_a_table_twice() -> None:
    for table in TABLES.values():
        assert len(table.by_name) == len(table.columns), table.name
