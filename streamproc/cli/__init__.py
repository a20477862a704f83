"""The commands, one file each; nothing else parses arguments. A command's imports are made when it is run."""

from __future__ import annotations

import importlib

import click

import streamproc

COMMANDS = ("enrich", "publish", "topics")
"""Command ``x`` is the click command ``command`` in ``streamproc.cli.x``."""


class Commands(click.Group):
    """Loads a command's module only when it is asked for: ``--help`` must not import spaCy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"streamproc.cli.{cmd_name}").command
        return command


@click.command(cls=Commands)
@click.version_option(streamproc.__version__, prog_name="streamproc")
def main() -> None:
    """Turn a stream of raw news articles into structured records."""
