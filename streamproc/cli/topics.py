"""``streamproc topics``: make the topics, or say what is wrong with them."""

from __future__ import annotations

import asyncio

import click

from streamproc.errors import ConfigurationError
from streamproc.settings import Settings
from streamproc.stream.topics import create_topics, expected_topics, topic_problems


@click.group("topics")
def command() -> None:
    """Make the topics, or check that they are as the settings say."""


@command.command("create")
@click.option(
    "--compact", is_flag=True, help="Keep the last message of every article on the raw and the enriched topic."
)
def create(*, compact: bool) -> None:
    """Make the topics that do not exist yet, and leave the others as they are.

    With --compact, topics of raw and enriched articles keep an article's last message however old it is, and lose it when
    it is withdrawn; the workers must be told, too (STREAMPROC_COMPACT_TOPICS=true).
    """
    settings = Settings()
    if compact and not settings.compact_topics:
        settings = settings.model_copy(update={"compact_topics": True})
        click.echo("the workers need STREAMPROC_COMPACT_TOPICS=true", err=True)
    created = asyncio.run(create_topics(settings))
    for topic in expected_topics(settings).values():
        state = "created" if topic.name in created else "exists"
        click.echo(f"{topic.name}: {state}")


@command.command("check")
def check() -> None:
    """Say what is wrong with the topics; the exit status is 1 when something is."""
    settings = Settings()
    problems = asyncio.run(topic_problems(settings, beside_the_cluster=True))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise ConfigurationError(f"the topics need care: {len(problems)} problems")
    click.echo(f"all {len(expected_topics(settings))} topics are as they should be")
