"""``streamproc purge``: erase an article."""

from __future__ import annotations

import asyncio

import click

from streamproc.settings import Settings
from streamproc.stream.purging import purge
from streamproc.terminal_text import plain


@click.command("purge")
@click.option("--article", "articles", multiple=True, required=True, help="id of an article; may be repeated")
@click.confirmation_option("--yes", help="do not ask", prompt="Dead letters of these articles are deleted. Go on?")
def command(articles: tuple[str, ...]) -> None:
    """Erase articles: delete their dead letters and withdraw them from the topics.

    The other dead letters of a partition move behind its end and keep their time. The article is withdrawn by a message
    without a value on the raw topic; what lies on the topics already goes with their retention (docs/PRIVACY.md).
    """
    settings = Settings()
    for article in articles:
        letters = asyncio.run(purge(article, settings))
        click.echo(plain(f"{article}: {letters} dead letters deleted, withdrawn"), err=True)
