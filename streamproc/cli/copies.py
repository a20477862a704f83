"""``streamproc copies``: which earlier article another one repeats."""

from __future__ import annotations

import click

from streamproc.cli.linking import start
from streamproc.copies.comparing import CopyComparison


@click.command("copies")
def command() -> None:
    """Find copies: articles that repeat an earlier one wholly, nearly or in part.

    Reads what workers with STREAMPROC_COPIES=true say of each article, in a group of its own, and publishes on articles.copies
    (docs/LIFE.md). Run as many as there are partitions at most. Each keeps its partitions' state on disk
    (STREAMPROC_COPIES_STATE) and on a topic, from which it is filled where the disk has less.
    """
    start(CopyComparison())
