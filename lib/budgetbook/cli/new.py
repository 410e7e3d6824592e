"""The command `budgetbook new`: an empty year to fill in, and how much of it is still to be filled."""

from pathlib import Path
from typing import Any

import click

from budgetbook.cli.common import short
from budgetbook.words import LANGUAGES, Words

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)


@click.command()
@click.argument("department", default="", metavar="DEPARTMENT")
@click.argument("year", default="", metavar="YEAR")
@click.option("--xlsx", is_flag=True)
@click.option("--name", metavar="ZH", default="")
@click.option("--name-en", metavar="EN", default="")
@click.option("--data", metavar="DIR", default="")
@click.option("--language", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.help_option("--help")
@click.pass_obj
def new(
    words: Words,
    *,
    department: str,
    year: str,
    xlsx: bool,
    name: str,
    name_en: str,
    data: str,
    language: str | None,  # noqa: ARG001  (heard by `spoken_language`)
) -> None:
    """Begin an empty year; see `words/*/help_new.j2`."""
    from budgetbook.accounts.folder import find_data_dir
    from budgetbook.accounts.schema import TABLES
    from budgetbook.intake.new import PENDING, NewYearError, new_year
    from budgetbook.report.names import is_portable

    if not department or not year:
        raise NewYearError(("new.which", {}))
    if not is_portable(department):
        raise NewYearError(("cli.department_path", {"value": department}))
    if not year.isdecimal():
        raise NewYearError(("new.no_year", {"year": year}))
    names = {"zh": name.strip(), "en": name_en.strip()} if name or name_en else None
    root = Path(data) if data else find_data_dir()
    made = new_year(root, department, int(year), xlsx=xlsx, names=names)
    if made.department_file and names:
        path = short(made.department_file)
        click.echo(words("new.made_department", department=department, name=names["zh"], path=path))
    lines = sum(made.lines.values())
    click.echo(words("new.made", path=short(made.path), tables=len(TABLES), lines=lines))
    click.echo(words("new.lines_from" if made.last else "new.lines_standard", year=made.last))
    command = f"budgetbook check --department {department} --year {int(year)}"
    click.echo(words("new.next", pending=PENDING, command=f"{command} --data {data}" if data else command))


def still_to_fill(book: Any, words: Words) -> str:
    """One sentence on the lines of an empty year that nobody has filled in; empty where there are none."""
    from budgetbook.intake.new import PENDING, to_fill

    left = to_fill(book)
    if not left:
        return ""
    listed = [
        words("new.to_fill_table", table=words(f"table.{table}"), number=number)
        for table, number in left.items()
    ]
    return words(
        "new.to_fill",
        department=book.department.slug,
        year=book.year,
        number=sum(left.values()),
        pending=PENDING,
        tables=words("number.comma").join(listed),
    )
