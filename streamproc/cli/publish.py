"""``streamproc publish``: articles from files to the raw topic."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streamproc.cli.enrich import a_date
from streamproc.cli.inputs import Inputs
from streamproc.cli.progress import progress_bar
from streamproc.settings import Settings
from streamproc.stream.publishing import publish
from streamproc.stream.topics import topic_name
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.article_files import RawMessage


@click.command("publish")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--date", callback=a_date, help="When articles were published that do not say it (text, pages, tables).")
def command(paths: tuple[Path, ...], date: str | None) -> None:
    """Publish articles to the raw topic.

    Each FILE is text, Markdown or a web page (one article), JSON, JSON Lines, CSV, TSV, a feed or a WARC archive (one or many),
    packed with gzip or Zstandard or not, a folder of such files, or - for standard input. The message's key is the article's id; it is sent once all replicas have it.
    What is no article is published too, with a warning: the worker will dead-letter it with the reason.
    """
    settings = Settings()
    inputs = Inputs(paths, date)
    inputs.report()
    with progress_bar("publishing", total=inputs.files.size or None, unit="bytes") as advance:
        result = asyncio.run(publish(messages(inputs), settings, sent=lambda message: advance(len(message.value))))
    for message, reason in result.refused:
        click.echo(plain(f"{message.origin}: not published: {reason}"), err=True)
    click.echo(f"published {result.sent} messages to {topic_name(settings, 'raw')}", err=True)
    sys.exit(1 if result.refused or inputs.unreadable else 0)


def messages(inputs: Inputs) -> Iterator[RawMessage]:
    """Every message, with a warning where one is no article."""
    for message in inputs.messages():
        if message.problem is not None:
            click.echo(plain(f"{message.origin}: will be dead-lettered: {message.problem}"), err=True)
        yield message
