"""The command `budgetbook list`: departments, years and tables."""

import click

from budgetbook.words import LANGUAGES, Words

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)


@click.command("list")
@click.option("--data", metavar="DIR", default="")
@click.option("--language", metavar="zh|en", type=click.Choice(LANGUAGES))
@click.help_option("--help")
@click.pass_obj
def list_(words: Words, data: str, language: str | None) -> None:  # noqa: ARG001  (heard by `spoken_language`)
    """Print what data there is; see `words/*/help_list.j2`."""
    from budgetbook.accounts.department import read_department
    from budgetbook.accounts.folder import departments
    from budgetbook.accounts.reading import read_year
    from budgetbook.report.parameters import data_folder

    root = data_folder(data)
    for slug, years in departments(root).items():
        department, _ = read_department(root / slug, root)
        click.echo(f"{slug}　{department.name(words.language) if department else ''}".rstrip())
        for year in years:
            tables, problems = read_year(root / slug, year, root)
            line = ", ".join(sorted(raw.table for raw in tables)) or words("cli.no_tables")
            unread = words("cli.unreadable", number=len(problems)) if problems else ""
            click.echo(f"  {year}  {line}{unread}")
