"""The commands, one file each; nothing else parses arguments. A command's imports are made when it is run."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

import streamproc
from streamproc.errors import ConfigurationError, StreamprocError
from streamproc.masking import mask
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "demo": "Run the whole service here, broker included, and show what comes out.",
    "worker": "Read raw articles, enrich them, publish their records.",
    "enrich": "Enrich articles without Kafka.",
    "publish": "Publish articles to the raw topic.",
    "store": "Keep what comes out in a database, SQLite or PostgreSQL.",
    "topics": "Make the topics, or check that they are as the settings say.",
    "watch": "Print what arrives on the topics, until Ctrl-C.",
    "dlq": "Look at dead letters, and send them again.",
    "lexicon": "Check event lexicon files and try sentences, with every hit and miss explained.",
    "copies": "Find copies: articles that repeat an earlier one wholly, nearly or in part.",
    "stories": "Group articles by what happened, and say of every link why.",
    "purge": "Erase articles: delete their dead letters and withdraw them from the topics.",
    "quotes": "Check files of cue words and try sentences, with every quotation explained.",
    "schemas": "Show the schemas of the records, or check them.",
    "config": "Show every setting: its value, where it comes from, what it means.",
    "completion": "Print the script that completes commands in your shell.",
}
"""Command ``x`` is the click command ``command`` in ``streamproc.cli.x``; its summary stands here too, so that
``--help`` and completion import no command. A test compares the two."""


class Commands(click.Group):
    """Loads a command's module only when it is run, and ends in one readable line when it fails."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"streamproc.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        commands = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        return commands + click.Command.shell_complete(self, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except (
            Exception
        ) as error:  # the last boundary: whatever failed, the reader gets one line, or one for each mistake in a file
            if ctx.params["debug"]:
                raise
            lines = explain(error).splitlines() if isinstance(error, ConfigurationError) else [explain(error)]
            message = "\n".join(" ".join(line.split()) for line in lines)
            raise click.ClickException(plain(mask(message))) from error


def explain(error: Exception) -> str:
    """Say what went wrong: ours as it is, anybody else's with a way to the traceback."""
    if isinstance(error, StreamprocError):
        return str(error)
    if isinstance(error, ExceptionGroup):
        return "; ".join(explain(inner) for inner in leaves(error))
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return f"{type(error).__name__}: {error} (streamproc --debug … shows where)"


def leaves(group: ExceptionGroup[Exception]) -> Iterator[Exception]:
    """The errors of a group and of the groups in it."""
    for error in group.exceptions:
        if isinstance(error, ExceptionGroup):
            yield from leaves(error)
        else:
            yield error


def use_file(ctx: click.Context, param: click.Parameter, value: Path | None) -> None:  # noqa: ARG001 - click's signature
    """Name the settings file for this process and the ones it starts."""
    if value is not None:
        os.environ["STREAMPROC_CONFIG"] = str(value.resolve())


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Settings come from STREAMPROC_… variables and the file; `streamproc config` explains each of them. "
    "Completion: `streamproc completion --help`.",
)
@click.version_option(streamproc.__version__, prog_name="streamproc")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=use_file,
    expose_value=False,
    help="Settings in a TOML file (also: STREAMPROC_CONFIG).",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:  # noqa: FBT001 - read by Commands.invoke
    """Turn a stream of raw news articles into structured records."""
