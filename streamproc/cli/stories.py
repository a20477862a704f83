"""``streamproc stories``: which articles tell of the same happening."""

from __future__ import annotations

import click

from streamproc.cli.linking import start
from streamproc.stories.comparing import StoryComparison


@click.command("stories")
def command() -> None:
    """Group articles by what happened, and say of every link why.

    Reads what workers with STREAMPROC_STORIES=true say of each article, in a group of its own, and publishes on articles.stories
    (docs/LIFE.md). Run as many as there are partitions at most. Each keeps its partitions' state on disk
    (STREAMPROC_STORIES_STATE) and on a topic, from which it is filled where the disk has less.
    """
    start(StoryComparison())
