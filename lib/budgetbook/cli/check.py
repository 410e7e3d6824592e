"""The command `budgetbook check`: what the reconciliation finds, for a person or as JSON."""

import json
from decimal import Decimal
from typing import Any

import click

from budgetbook.cli.common import asked, listed, load, with_common
from budgetbook.cli.new import still_to_fill
from budgetbook.words import Words

# ruff: noqa: PLC0415  (what a command needs takes a second to import, which `--help` must not)


@click.command()
@with_common
@click.option("--json", "as_json", is_flag=True)
@click.help_option("--help")
@click.pass_obj
def check(
    words: Words, *, department: str, year: str, language: tuple[str, ...], data: str, as_json: bool
) -> None:
    """Print the findings; see `words/*/help_check.j2`."""
    import budgetbook as bb
    from budgetbook.analysis.reconcile import where_read
    from budgetbook.report.parameters import check_parameters

    spoken = (listed(language) or [words.language])[0]
    checked = check_parameters(asked(department, year, "5", spoken, data))
    book = load(checked, words)
    findings = bb.reconcile(book)
    if as_json:
        click.echo(json.dumps([_as_json(finding) for finding in findings], ensure_ascii=False, indent=2))
        return
    about = {"department": checked.department, "year": checked.year, "number": len(findings)}
    if pending := still_to_fill(book, words):
        click.echo(pending)
    if findings or not pending:
        click.echo(words("cli.findings" if findings else "cli.no_findings", **about))
    for finding in findings:
        severity = words(f"reconcile.severity_{finding.severity}")
        click.echo(f"\n{finding.id}　{severity}　{finding.message}")
        click.echo(words("cli.finding_sources", sources=where_read(words, finding.sources)))


def _as_json(finding: Any) -> dict[str, object]:
    numbers = ("left", "right", "difference", "tolerance")
    return {
        "id": finding.id,
        "severity": str(finding.severity),
        "message": finding.message,
        **{name: _number(getattr(finding, name)) for name in numbers},
        "sources": list(finding.sources),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
