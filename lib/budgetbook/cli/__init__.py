"""The command line: one module a command, what they share in `common` and `console`.

Exit codes: 0 done, 1 a chapter failed or nothing could be published, 2 wrong use, 3 unusable data,
130 interrupted.
"""

import os
import re
import sys
from collections.abc import Sequence

import click
from click.exceptions import NoSuchCommand

from budgetbook.cli.batch import batch, index
from budgetbook.cli.check import check
from budgetbook.cli.common import DONE, INTERRUPTED, UNUSABLE_DATA, WRONG_USE, complain, spoken_language
from budgetbook.cli.console import speak, use_utf8
from budgetbook.cli.import_ import import_
from budgetbook.cli.list_ import list_
from budgetbook.cli.new import new
from budgetbook.cli.report import report
from budgetbook.cli.verify import verify
from budgetbook.words import Words
from budgetbook.words.worded import WordedError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    use_utf8()
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(spoken_language(arguments, os.environ))
    speak(budgetbook, words)
    try:
        return int(budgetbook.main(arguments, "budgetbook", standalone_mode=False, obj=words) or DONE)
    except click.UsageError as error:
        complain(_usage_error(error, words))
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        complain(words("cli.interrupted"))
        return INTERRUPTED
    except Exception as error:
        from budgetbook.accounts import DataError  # noqa: PLC0415  (pandas, which `--help` must not wait for)
        from budgetbook.accounts.folder import NoDataFolderError  # noqa: PLC0415

        if not isinstance(error, DataError | WordedError):
            raise
        complain(error.text(words.language))
        return UNUSABLE_DATA if isinstance(error, DataError | NoDataFolderError) else WRONG_USE


@click.group(invoke_without_command=True)
@click.version_option(package_name="budgetbook", message="%(prog)s %(version)s")
@click.help_option("--help")
@click.pass_context
def budgetbook(context: click.Context) -> None:  # noqa: D103  (help comes from the words)
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (report, batch, check, list_, new, import_, index, verify):
    budgetbook.add_command(command)


def _usage_error(error: click.UsageError, words: Words) -> str:
    hint = ""
    if isinstance(error, click.NoSuchOption | NoSuchCommand) and error.possibilities:
        hint = words("cli.nearest", name=error.possibilities[0])
    if isinstance(error, click.NoSuchOption):
        text = words("cli.no_option", name=error.option_name, hint=hint)
    elif isinstance(error, NoSuchCommand):
        known = ", ".join(budgetbook.commands)
        text = words("cli.no_command", name=error.command_name, hint=hint, known=known)
    elif isinstance(error, click.BadOptionUsage):
        # click words this and what follows in English alone.
        refused = "not take" in error.message
        text = words("cli.takes_no_value" if refused else "cli.no_value", name=error.option_name)
    elif isinstance(error, click.MissingParameter) and error.param:
        text = words("cli.too_little", name=error.param.metavar)
    elif isinstance(error, click.BadParameter) and error.param and isinstance(error.param.type, click.Choice):
        text = words(
            "cli.no_such_choice",
            name=error.param.opts[0],
            known=", ".join(map(str, error.param.type.choices)),
        )
    elif extra := re.search(r"extra arguments? \((.*)\)", error.message):
        text = words("cli.too_much", names=extra[1])
    else:
        text = words("cli.wrong_use", message=error.format_message())
    command = error.ctx.command_path if error.ctx else "budgetbook"
    return f"{text}\n{words('cli.see_help', command=command)}"
