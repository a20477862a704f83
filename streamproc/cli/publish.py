"""``streamproc publish``: articles from files to the raw topic."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from streamproc.article_files import article_files, raw_messages
from streamproc.cli.progress import progress_bar
from streamproc.settings import Settings
from streamproc.stream.publishing import publish
from streamproc.stream.topics import topic_name
from streamproc.terminal_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.article_files import RawMessage


@click.command("publish")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(paths: tuple[Path, ...]) -> None:
    """Publish articles to the raw topic.

    Each FILE is plain text (one article), JSON (one article or an array of them), JSON Lines (one article a line),
    or a folder of such files. The message's key is the article's id; it is sent once all replicas have it.
    What is no article is published too, with a warning: the worker will dead-letter it with the reason.
    """
    settings = Settings()
    files = article_files(paths)
    total = sum(file.stat().st_size for file in files)
    with progress_bar("publishing", total=total, unit="bytes") as advance:
        result = asyncio.run(publish(messages(files), settings, sent=lambda message: advance(len(message.value))))
    for message, reason in result.refused:
        click.echo(plain(f"{message.origin}: not published: {reason}"), err=True)
    click.echo(f"published {result.sent} messages to {topic_name(settings, 'raw')}", err=True)
    sys.exit(1 if result.refused else 0)


def messages(files: list[Path]) -> Iterator[RawMessage]:
    """Every file's messages, with a warning where one is no article."""
    for file in files:
        for message in raw_messages(file):
            if message.problem is not None:
                click.echo(plain(f"{message.origin}: will be dead-lettered: {message.problem}"), err=True)
            yield message
