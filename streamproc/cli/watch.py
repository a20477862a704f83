"""``streamproc watch``: follow the topics, for people or as JSON Lines."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
import orjson
from rich.console import Console
from rich.text import Text

from streamproc.records import FACETS, InvalidRecord
from streamproc.settings import Settings
from streamproc.stream.dead_letters import StoredDeadLetter
from streamproc.stream.reading import follow
from streamproc.stream.record_format import AvroRecords
from streamproc.stream.topics import topic_name
from streamproc.terminal_text import escaped, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamproc.stream.reading import Message

ROLES = ("raw", *FACETS, "dead_letters")
COLOURS = {
    "raw": "dim",
    "enriched": "bold",
    "entities": "cyan",
    "quotes": "green",
    "events": "magenta",
    "dead_letters": "red",
}
LONGEST = 240


@click.command("watch")
@click.argument("topics", metavar="[TOPIC…]", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="one JSON object a message, for jq and the like")
@click.option("--from-beginning", is_flag=True, help="start with what the topics hold already")
@click.option("--limit", type=click.IntRange(min=1), help="end after so many messages")
def command(topics: tuple[str, ...], *, as_json: bool, from_beginning: bool, limit: int | None) -> None:
    """Print what arrives on the topics, until Ctrl-C.

    TOPIC is a full name or one of: raw, enriched, entities, quotes, events, dead_letters. All but raw when none is
    given. Only committed records are shown; no consumer group is joined, so nobody is disturbed.
    """
    settings = Settings()
    roles = {topic_name(settings, role): role for role in ROLES}
    chosen = [full_name(topic, settings) for topic in topics or ROLES[1:]]
    render = as_line if as_json else pretty_on(Console(), roles)
    asyncio.run(watch(chosen, settings, render, from_beginning=from_beginning, limit=limit))


def full_name(topic: str, settings: Settings) -> str:
    return topic_name(settings, topic) if topic in ROLES else topic


async def watch(
    topics: list[str],
    settings: Settings,
    render: Callable[[Message], None],
    *,
    from_beginning: bool,
    limit: int | None,
) -> None:
    count = 0
    avro = AvroRecords(settings)
    async with aclosing(follow(topics, settings, from_beginning=from_beginning)) as messages:
        async for message in messages:
            render(in_json(message, avro))
            count += 1
            if count == limit:
                return


def in_json(message: Message, avro: AvroRecords) -> Message:
    """The message with a record in Avro made JSON, as far as the registry knows it."""
    try:
        return replace(message, value=avro.opened(message.value)) if message.value else message
    except InvalidRecord:
        return message


def as_line(message: Message) -> None:
    """The message with its place; a value that is no JSON appears as text."""
    line = {
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "time": message.time.isoformat(),
        "key": decoded(message.key),
        "headers": {name: decoded(value) for name, value in message.headers},
        "value": parsed(message.value),
    }
    click.echo(escaped(orjson.dumps(line)))


def pretty_on(console: Console, roles: dict[str, str]) -> Callable[[Message], None]:
    """Print a message as a person would want to read it: a line or two, in its facet's colour."""

    def pretty(message: Message) -> None:
        role = roles.get(message.topic, "")
        words = plain(sentence(role, message))
        label = Text(f"{role or message.topic:<13}", style=COLOURS.get(role, ""))
        console.print(label.append(words, style="default"), soft_wrap=True)

    return pretty


def sentence(role: str, message: Message) -> str:
    """What the message says, in words; a value of a shape that is not ours is shown as it is."""
    if role == "dead_letters":
        letter = StoredDeadLetter(message)
        return f"{letter.reason}: {letter.explanation} (key {decoded(message.key)}, {letter.origin})"
    if message.value is None:
        return f"{decoded(message.key)}: no value"
    value = parsed(message.value)
    try:
        return SENTENCES[role](value)
    except (KeyError, TypeError, AttributeError, IndexError):
        return shortened(str(value))


def enriched_sentence(value: dict[str, Any]) -> str:
    if value.get("withdrawn"):
        return f"{value['article_id']} (withdrawn)"
    counts = ", ".join(f"{len(value[facet])} {facet}" for facet in ("entities", "quotes", "events"))
    return f"{value['title'] or value['article_id']} ({counts})"


def entity_sentence(value: dict[str, Any]) -> str:
    geo = value["geo"]
    where = f", {geo['name']} {geo['country']} {geo['lat']:.2f},{geo['lon']:.2f}" if geo else ""
    return f"{value['type']} {value['name']} ({len(value['mentions'])} mentions{where})"


def quote_sentence(value: dict[str, Any]) -> str:
    speaker = value["speaker"]
    return f"{(speaker['name'] or speaker['text']) if speaker else 'unknown'}: “{shortened(value['text'])}”"


def event_sentence(value: dict[str, Any]) -> str:
    flags = [flag for flag in ("negated", "hypothetical", "attempted", "future", "historical") if value.get(flag)]
    kind = "/".join(filter(None, (value["type"], value["mode"])))
    evidence = value["evidence"][0]
    return f"{' '.join((kind, *flags))} “{evidence['trigger']['text']}”: {shortened(evidence['text'])}"


def raw_sentence(value: dict[str, Any]) -> str:
    return shortened(str(value.get("title") or value["text"]))


SENTENCES: dict[str, Callable[[Any], str]] = {
    "raw": raw_sentence,
    "enriched": enriched_sentence,
    "entities": entity_sentence,
    "quotes": quote_sentence,
    "events": event_sentence,
}


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def decoded(value: bytes | None) -> str | None:
    return value.decode("utf-8", "replace") if value is not None else None


def parsed(value: bytes | None) -> Any:
    try:
        return orjson.loads(value or b"null")
    except orjson.JSONDecodeError:
        return decoded(value)
