"""The data dictionary (`data/README.md`), told from the schema so that it cannot differ from it.

`python -m budgetbook.accounts.dictionary data/README.md` writes it; without a path it is printed.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from budgetbook.accounts.schema import EXPENDITURE_KINDS, LEVELS, TABLES, UNITS, Column, Table
from budgetbook.accounts.settings import DEFAULTS, possible
from budgetbook.words import LANGUAGES, Words

_ROW = ("phase", "fund", "basis", "source", "unit", "amount", "missing", "code")


def readme() -> str:
    """The dictionary in every language, Chinese first."""
    return "\n".join(dictionary(language) for language in LANGUAGES)


def dictionary(language: str = "zh") -> str:
    """The data dictionary as Markdown: the folder, what a row holds, `department.toml`, every column."""
    words = Words(language)
    blocks = [
        f"# {words('dictionary.title')}",
        words("dictionary.generated"),
        f"## {words('dictionary.folder')}",
        words("dictionary.folder.text"),
        _layout(words),
        words("dictionary.folder.names"),
        words("dictionary.folder.check"),
        f"## {words('dictionary.row')}",
        "\n".join(f"- {words(f'dictionary.row.{about}')}" for about in _ROW),
        f"## {words('dictionary.department')}",
        words("dictionary.department.text"),
        _department(words),
        f"### {words('dictionary.settings')}",
        words("dictionary.settings.text"),
        _settings(words),
        f"## {words('dictionary.tables')}",
        *(block for table in TABLES.values() for block in _table(words, table)),
    ]
    return "\n\n".join(blocks) + "\n"


def _layout(words: Words) -> str:
    lines = {
        "data/": "",
        "  xizang-civil-affairs/": "",
        "    department.toml": words("dictionary.folder.department"),
        "    2022/": words("dictionary.folder.year"),
        "      totals.csv": "",
        "      income.csv": "",
        "      …": "",
        "    2023.xlsx": words("dictionary.folder.workbook"),
    }
    return "\n".join(["```text", *(f"{path:<28}{said}".rstrip() for path, said in lines.items()), "```"])


def _department(words: Words) -> str:
    lines = {
        'level = "province"': words("dictionary.department.level", choices=" / ".join(LEVELS)),
        f'unit = "{UNITS[1]}"': words("dictionary.department.unit"),
        "default = true": words("dictionary.department.default"),
        'notes = "…"': words("dictionary.department.notes"),
        'notes_en = "…"': words("dictionary.department.english"),
        "[name]": "",
        'zh = "某局"': "",
        'en = "A Bureau"': "",
        "[[documents]]": words("dictionary.department.document"),
        'id = "…"': words("dictionary.department.document_id"),
        'zh = "…"': words("dictionary.department.document_zh"),
        'en = "…"': words("dictionary.department.english"),
        "[[staff]]": words("dictionary.department.staff"),
        "year = 2022": "",
        'post = "…"': "",
        'post_en = "…"': words("dictionary.department.english"),
        "posts = 53": "",
        'basis = "reported"': "",
        'source = "…"': "",
        "[settings]": words("dictionary.department.settings"),
        "low_execution = 60": "",
    }
    told = (f"{line:<24}# {said}" if said else line for line, said in lines.items())
    return "\n".join(["```toml", *told, "```"])


def _settings(words: Words) -> str:
    head = [words(f"dictionary.head.{name}") for name in ("name", "usual", "possible", "what")]
    rows = [
        [f"`{name}`", str(default), possible(name), words(f"setting.{name}")]
        for name, default in DEFAULTS.items()
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _table(words: Words, table: Table) -> Iterable[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    titles = " · ".join(Words(language)(f"table.{table.name}") for language in LANGUAGES)
    yield f"### `{table.name}` {titles}"
    yield words(f"dictionary.table.{table.name}") + "\n\n" + words("dictionary.key", columns=key)
    head = [words(f"dictionary.head.{name}") for name in ("name", "title", "needed", "what")]
    rows = [[f"`{column.name}`", *_described(words, table, column)] for column in table.columns]
    yield "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _described(words: Words, table: Table, column: Column) -> tuple[str, str, str]:
    needed = "filled" if column.filled else "optional" if column.optional else "empty"
    return words(f"column.{column.name}"), words(f"dictionary.needed.{needed}"), _what(words, table, column)


def _what(words: Words, table: Table, column: Column) -> str:
    notes = (f"dictionary.note.{table.name}.{column.name}", f"dictionary.note.{column.name}")
    note = next((words(key) for key in notes if words.has(key)), "")
    if column.kind == "code" and not note:
        kinds = _choices(words, "item.expenditure", EXPENDITURE_KINDS)
        return words("dictionary.kind.code", choices=kinds)
    if column.choices:
        topic = f"item.{table.name}" if column.name == "item" else f"choice.{column.name}"
        listed = _choices(words, topic, column.choices)
        return words("dictionary.separator").join(filter(None, (note, listed)))
    return note or words(f"dictionary.kind.{column.kind}")


def _choices(words: Words, topic: str, choices: Iterable[str]) -> str:
    """Every choice by its name and what it is called; a unit is called as it is written."""
    return words("dictionary.separator").join(
        f"`{choice}` {words(key)}" if words.has(key) else f"`{choice}`"
        for choice in choices
        for key in [f"{topic}.{choice}"]
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(readme(), encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(readme())
